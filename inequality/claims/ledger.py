"""The ledger: every record in ``records/``, by its id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from inequality.claims.record import Claim
from inequality.errors import RecordError, UnknownNameError

__all__ = ["CLAIMS"]


class Ledger(Mapping[str, Claim]):
    """The claims of the folder ``records/``; a file is a claim, and its name is the claim's id."""

    def __getitem__(self, id: str) -> Claim:
        """Return the claim, or raise UnknownNameError with the known ids."""
        if id not in _records():
            raise UnknownNameError("claim", id, _records())
        return _read(id)

    def __iter__(self) -> Iterator[str]:
        return iter(_records())

    def __len__(self) -> int:
        return len(_records())

    def __contains__(self, id: object) -> bool:
        return id in _records()


CLAIMS = Ledger()


@cache
def _records() -> dict[str, str]:
    found = (file for file in files("inequality.claims").joinpath("records").iterdir() if file.name.endswith(".toml"))
    return {
        file.name.removesuffix(".toml"): file.read_text(encoding="utf-8") for file in sorted(found, key=lambda file: file.name)
    }


@cache
def _read(id: str) -> Claim:
    claim = Claim.parse(_records()[id], id, where=f"{id}.toml")
    if claim.id != id:
        raise RecordError(f"{id}.toml says that its id is '{claim.id}'", remedy="leave the id out: the file's name is the id")
    return claim
