"""Is everything in order on this machine? What a user is asked for first."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import platform
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from inequality import __version__, clash
from inequality.errors import InequalityError, NameClashError

if TYPE_CHECKING:
    from inequality.store.probing import Probed

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
    """Look at versions, the package folder, fonts, built-in data, the store and the way to the network.

    Returns
    -------
    list of Finding
        Those in order and those not.
    """
    return [*_versions(), _name_clash(), _fonts(), _data(), *_store(), _notebooks()]


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


def _store() -> Iterator[Finding]:
    from inequality.store.keeping import Store, offline
    from inequality.store.session import certificates
    from inequality.store.trouble import proxy

    store = Store()
    try:
        pins = store.lock.pins()
        bad = [
            pin
            for pin in pins
            if store.cache.path(pin.sha256, pin.name).exists() and not store.cache.find(pin.sha256, pin.name)
        ]
        there = sum(store.cache.path(pin.sha256, pin.name).exists() for pin in pins)
        state = f"; {len(bad)} were damaged and are in quarantine: fetch them again" if bad else ""
        yield Finding("cache", f"{store.cache.root}: {there} of {len(pins)} pinned files{state}", ok=not bad)
        yield Finding("lock", f"{store.lock.path}" + ("" if store.lock.path.exists() else " (not there yet)"))
    except InequalityError as error:
        yield Finding("store", str(error), ok=False)
    way = "forbidden by INEQUALITY_OFFLINE" if offline() else f"proxy: {proxy('https://example.org')}"
    named = certificates()
    trusted = named or "of the operating system"
    yield Finding("network", f"{way}; certificates {trusted}", ok=not named or Path(named).exists())


def probed(say: Callable[[str], None]) -> Iterator[Probed]:
    """Send one small request to each publisher; to one that wants a key only where the user has set it.

    Parameters
    ----------
    say : callable
        Is told the name of each source before it is asked.

    Yields
    ------
    Probed
        What came.
    """
    from inequality.loading import asking
    from inequality.sources import SOURCES
    from inequality.store.probing import probe

    for name, entry in SOURCES.items():
        wanted = [one for one in asking(entry, entry.facts["probe"]).wanted if one.urls and (one.key or not one.remote.secret)]
        if wanted:
            say(f"asking {name}")
            yield probe(wanted[0])


def _notebooks() -> Finding:
    missing = [name for name in ("nbclient", "ipykernel") if not importlib.util.find_spec(name)]
    if missing:
        return Finding(
            "notebooks", "cannot be run (charts can be drawn); run: python -m pip install 'wealth-inequality[notebooks]'"
        )
    return Finding("notebooks", "can be run")
