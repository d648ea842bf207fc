"""Is everything in order on this machine? What a user is asked for first."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from inequality import __version__, clash
from inequality.errors import InequalityError, NameClashError

__all__: list[str] = []


@dataclass(frozen=True)
class Finding:
    """One thing looked at.

    Parameters
    ----------
    what, found : str
        What was looked at, and what was seen, with the remedy where it is wrong.
    ok : bool
        Whether it is in order.
    """

    what: str
    found: str
    ok: bool = True


def examine() -> list[Finding]:
    """Look at versions, the package folder, fonts and built-in data.

    Returns
    -------
    list of Finding
        Those in order and those not.
    """
    return [*_versions(), _name_clash(), _fonts(), _data(), _notebooks()]


def _versions() -> Iterator[Finding]:
    yield Finding("inequality", f"{__version__} in {Path(__file__).parent}")
    yield Finding(
        "python", f"{platform.python_version()} ({platform.system()} {platform.machine()})", sys.version_info >= (3, 11)
    )
    for name in ("numpy", "pandas", "matplotlib", "seaborn", "requests"):
        try:
            yield Finding(name, importlib.metadata.version(name))
        except importlib.metadata.PackageNotFoundError:
            yield Finding(name, "not installed; run: python -m pip install wealth-inequality", ok=False)


def _name_clash() -> Finding:
    try:
        clash.check()
    except NameClashError as error:
        return Finding("package folder", str(error), ok=False)
    return Finding("package folder", "ours alone")


def _fonts() -> Finding:
    from inequality.press import fonts

    try:
        fonts.require_glyphs("42 people")
        return Finding("fonts", f"our own, {fonts.fingerprint()}")
    except (InequalityError, OSError) as error:
        return Finding("fonts", str(error), ok=False)


def _data() -> Finding:
    from inequality.dataset import built_in, datasets, describe

    editions = tables = 0
    for name, found in datasets().items():
        for edition in found:
            try:
                found_tables = describe(f"{name}@{edition}")["tables"]
                for table in found_tables:
                    built_in(f"{name}@{edition}/{table}")
            except InequalityError as error:
                return Finding("data", str(error), ok=False)
            editions, tables = editions + 1, tables + len(found_tables)
    return Finding("data", f"{tables} built-in tables in {editions} editions, every hash right")


def _notebooks() -> Finding:
    missing = [name for name in ("nbclient", "ipykernel") if not importlib.util.find_spec(name)]
    if missing:
        return Finding(
            "notebooks", "cannot be run (charts can be drawn); run: python -m pip install 'wealth-inequality[notebooks]'"
        )
    return Finding("notebooks", "can be run")
