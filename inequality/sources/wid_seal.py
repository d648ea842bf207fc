"""A seal on Parquet that was made here: what a disk does to it later is seen before a number is read.

Pages carry checksums of their own, which the reader compares; the footers, by which pages are chosen, are hashed here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from inequality.errors import DataError, InequalityError

__all__: list[str] = []

SEAL = "seal.json"


def seal(folder: Path, names: Iterable[str]) -> None:
    """Write down the size and the hash of the footer of each file."""
    (folder / SEAL).write_text(json.dumps({name: _state(folder / name) for name in names}), encoding="utf-8")


@contextmanager
def opened(folder: Path, name: str) -> Iterator[Path]:
    """Give the path of a file whose seal holds; what reading it finds damaged is a DataError too."""
    try:
        sealed = json.loads((folder / SEAL).read_text(encoding="utf-8"))
        if sealed[name] != _state(folder / name):
            raise DataError(f"{folder / name} is not as it was written", remedy=_remedy(folder))
        yield folder / name
    except (OSError, ValueError, KeyError) as error:
        if isinstance(error, InequalityError):
            raise
        raise DataError(f"{folder / name} is damaged ({error})", remedy=_remedy(folder)) from error


def _remedy(folder: Path) -> str:
    return f"delete the folder {folder}, which is then made again out of the publisher's file; check the disk"


def _state(path: Path) -> list[int | str]:
    """Return a Parquet file's size and the hash of its footer, whose length is in its last eight bytes."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(size - 8, 0))
        length = int.from_bytes(file.read(4), "little")
        file.seek(max(size - 8 - length, 0))
        return [size, hashlib.sha256(file.read(length + 8)).hexdigest()]
