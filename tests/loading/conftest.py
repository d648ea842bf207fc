"""A source that a server on 127.0.0.1 publishes, in the registry for the time of a test."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest

from inequality import registry
from inequality.dataset.fetched import Reading
from inequality.provenance import Origin
from inequality.sources import Files, source
from inequality.store import Gate, Remote, keeping

from ..faults.conftest import LIMITS, Server, no_proxy, server

__all__ = ["no_proxy", "server"]

GATE = Gate("csv", columns=("area", "year", "share"), key=("area", "year"), ranges={"share": (0.0, 1.0)})
ORIGIN = Origin(
    "A Publisher", "Shares", "A Publisher, Shares", "2026", "https://example.org", "CC0-1.0", "the page, 2026-11-22", "yes"
)


def body(*rows: str) -> bytes:
    return ("area,year,share\n" + "\n".join(rows) + "\n").encode()


@pytest.fixture
def publisher(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Server:
    """The server, as the source ``shares``; cache and lock in the test's folder."""

    def asks(areas: Sequence[str] = (), doubled: bool = False, least: float = 0.0) -> tuple[Remote, ...]:
        wanted = areas or ("FRA", "USA")
        return tuple(Remote(f"{area}.csv", f"{server.origin}/{area}.csv", GATE, bytes=1000) for area in wanted)

    @source(
        origin=ORIGIN,
        asks=asks,
        hosts=(server.origin,),
        covers="France and the United States",
        revision=3,
        probe={"areas": ("FRA",)},
        by_hand="download the tables in a browser",
    )
    def shares(files: Files, *, areas: Sequence[str] = (), doubled: bool = False, least: float = 0.0) -> Reading:
        """Shares of the richest.

        Parameters
        ----------
        files : mapping
            The tables.
        areas : sequence of str
            Countries; all where empty.
        doubled : bool
            Whether to double them, 100% wrongly.
        least : float
            Leave out what is less.
        """
        frame = pd.concat(pd.read_csv(path, keep_default_na=False, na_values=[""]) for path in files.values())
        frame["share"] = frame["share"] * (2 if doubled else 1)
        frame = frame[frame["share"] >= least].reset_index(drop=True)
        return Reading("Shares", "Shares of the richest.", frame, ("area", "year"), {"share": "fraction"})

    known = registry._entries("inequality.sources", ("source",))
    monkeypatch.setitem(known, "shares", shares.__entry__)  # type: ignore[attr-defined]
    monkeypatch.setenv("INEQUALITY_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(keeping, "LIMITS", LIMITS)
    monkeypatch.chdir(tmp_path)
    return server
