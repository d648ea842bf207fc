"""Counts by year as an interactive page: the same dots, rings and bars, and no line between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from inequality.charts._counts import Year, years_of
from inequality.press.palette import GROUPS, tint
from inequality.press.view import Layer, Mark, View, numbers, years
from inequality.words import Language

__all__ = ["counts_view"]

RICH = GROUPS["top 0.1"]
#: A ring that would hide the dot of its year stands beside it.
CLOSE = 8
#: Mark and colour of each kind of number, from below.
_KINDS: dict[str, tuple[Mark, str]] = {
    "limits": ("bar", tint(RICH, 0.2)),
    "allowed": ("bar", tint(RICH, 0.42)),
    "computed": ("outline", RICH),
    "published": ("dot", RICH),
    "revised": ("ring", RICH),
    "others": ("diamond", RICH),
}


def counts_view(table: pd.DataFrame, words: Language) -> View:
    """Return every count and range by year."""
    found = years_of(table)
    rows = pd.DataFrame([row for year in found for row in _rows(year, words)])
    named = {
        "limits": words.text("what the printed figures allow"),
        "computed": words.text("computed here,\nnone in the ledger").replace("\n", " "),
        "published": words.text("as first published"),
        "revised": words.text("the same year, revised later"),
    }
    layers = [
        Layer(
            rows[rows["kind"] == kind], mark, "at", "low", y2="high" if mark in ("bar", "outline") else "", colour=colour,
            says="says", name=named.get(kind, ""),
        )
        for kind, (mark, colour) in _KINDS.items()
        if (rows["kind"] == kind).any()
    ]  # fmt: skip
    span = years(found[0].year, found[-1].year, words, "")
    return View(layers, span, numbers(0, float(rows["high"].max()), words.number, ""), _how_to_read(found, words))


def _how_to_read(found: Sequence[Year], words: Language) -> str:
    """Return how to read it, by the first year whose count was revised; empty where none was."""
    first = next((year for year in found if year.published is not None and year.revised), None)
    if first is None or first.published is None:
        return ""
    return words.text(
        "How to read it: the count for {year} was first {count}; by data that were revised later it is {revised}.",
        year=words.year(first.year), count=words.number(first.published), revised=words.number(first.revised[-1]),
    )  # fmt: skip


def _rows(year: Year, words: Language) -> Iterator[dict[str, object]]:
    # As on the chart: pale, and darker within the outer limits where there are such.
    outer, inner = (year.limits, year.allowed) if year.limits else (year.allowed, None)
    ranges = {"limits": outer, "allowed": inner, "computed": year.computed}
    published = [] if year.published is None else [year.published]
    counts: dict[str, Sequence[float]] = {"published": published, "revised": year.revised}
    for kind, ends in ranges.items():
        if ends:
            yield _row(year, kind, ends, words.range(*map(words.number, ends)), words)
    for kind, values in counts.items():
        for value in values:
            close = kind == "revised" and year.published is not None and abs(value - year.published) < CLOSE
            yield _row(year, kind, (value, value), words.number(value), words, aside=0.3 if close else 0.0)
    for says, value in year.others:
        told = words.text("{count} {says}", count=words.number(value), says=words.text(says))
        yield _row(year, "others", (value, value), told, words)


def _row(
    year: Year, kind: str, ends: tuple[float, float], counts: str, words: Language, *, aside: float = 0.0
) -> dict[str, object]:
    says = words.text("{year}: {counts}", year=words.year(year.year), counts=counts)
    return {"at": year.year + aside, "kind": kind, "low": ends[0], "high": ends[1], "says": says}
