"""Counts by year as lying rows, the numbers of each in a column behind its marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inequality.charts import _count_marks as drawn
from inequality.charts._count_marks import DOT, RICH
from inequality.charts._counts import Year, joined, said_of
from inequality.errors import DrawingError
from inequality.press.palette import GRID, MUTED
from inequality.press.sheet import Box, Sheet

__all__ = ["rows"]

#: Least and widest column of numbers, the latter as a part of the body; least plot.
COLUMN, PART, PLOT = 126.0, 0.346, 80.0
#: Least height of a row, of one whose ring stands below its dot, and round a row's lines of text.
ROW, RINGED, AROUND = 24.0, 38.0, 5.0
#: Half the breadth of a bar.
HALF = 8.0


@dataclass(frozen=True)
class _Layout:
    """Width of the column of numbers, and the height of each row by its first year."""

    column: float
    heights: Mapping[int, float]


def rows(sheet: Sheet, years: Sequence[Year], box: Box) -> None:
    """Draw the years as rows into a box, numbers of the scale above it.

    Raises
    ------
    DrawingError
        If the box is too low for them.
    """
    words, end = sheet.language, drawn.top(years)
    runs = {run[0].year: run for run in drawn.gaps(years)}
    known = [year for year in years if year.year in runs or not _empty(year)]
    gutter = max(40.0, *(sheet.advance(words.year(year.year), 12) + 11 for year in known))
    layout = _layout(sheet, known, runs, box, gutter, end)
    plot = Box(box.left + gutter, box.top, box.right - layout.column - 10, box.bottom)

    def x(count: float) -> float:
        return plot.left + count / end * plot.width

    ticks = _ticks(sheet, end, plot.width)
    for count in ticks:
        sheet.text(x(count), plot.top - 7, words.number(count), size=12, colour=MUTED, align="center", tied=False)
    edge = plot.top
    for year in known:
        high = layout.heights[year.year]
        at, edge = edge + high / 2, edge + high
        if year.year in runs:
            lines = _told(sheet, runs[year.year], box.width)
            first = at + 4.4 - (len(lines) - 1) * sheet.leading(12) / 2
            sheet.paragraph(box.left, first, lines, 0, size=12, colour=MUTED, tied=False)
            continue
        for count in ticks:
            sheet.line([(x(count), edge - high), (x(count), edge)], MUTED if count == 0 else GRID, 1)
        sheet.text(box.left, at + 4.4, words.year(year.year), size=12, tied=False)
        _marks(sheet, year, at, plot, end)
        _beside(sheet, year, box.right - layout.column, at, layout.column)


def _empty(year: Year) -> bool:
    return year.published is None and year.computed is None


def _layout(
    sheet: Sheet, known: Sequence[Year], runs: Mapping[int, Sequence[Year]], box: Box, gutter: float, end: int
) -> _Layout:
    """Give each row the height that its texts need, and a wider column where the rows are too high."""
    parts = {year.year: _parts(sheet, year) for year in known if year.year not in runs}
    whole = [_spoken(*part) for said in parts.values() for part in said]
    words = [word for text in whole for word in sheet.language.glued(text).split(" ")]
    longest, word = (max(sheet.advance(text, style="semibold") for text in texts) + 1 for texts in (whole, words))
    column = max(min(longest, max(COLUMN, PART * box.width)), word)
    weights = {year.year: 0.62 if year.year in runs else 1.3 if year.others else 1.0 for year in known}
    while True:
        needs = {}
        for year in known:
            if year.year in runs:
                needs[year.year] = len(_told(sheet, runs[year.year], box.width)) * sheet.leading(12) + 4
            else:
                lines = sum(len(sheet.broken(_spoken(*part), column, style="semibold")) for part in parts[year.year])
                ringed = any(_aside(year, value, (box.width - gutter - 10 - column) / end) for value in year.revised)
                least = RINGED if ringed and year.published is not None else ROW
                needs[year.year] = max(least, lines * sheet.leading() + AROUND)
        if sum(needs.values()) <= box.height:
            return _Layout(column, _shared(weights, needs, box.height))
        column += 8
        if box.width - gutter - 10 - column < PLOT:
            raise DrawingError(
                f"The {len(known)} rows need {sum(needs.values()):.0f} pixels of height and have {box.height:.0f}",
                remedy="take a higher size, fewer years, or a shorter note",
            )


def _aside(year: Year, value: float, unit: float) -> bool:
    """Whether a ring stands below its dot."""
    return drawn.near(year, value, lambda count, _: (count * unit, 0.0))


def _shared(weights: Mapping[int, float], needs: Mapping[int, float], height: float) -> dict[int, float]:
    """Share a height by weight, none less than it needs."""
    given: dict[int, float] = {}
    while True:
        rest = {year: weight for year, weight in weights.items() if year not in given}
        unit = (height - sum(given.values())) / sum(rest.values()) if rest else 0.0
        short = [year for year, weight in rest.items() if weight * unit < needs[year]]
        if not short:
            return {year: given.get(year, weights[year] * unit) for year in weights}
        given |= {year: needs[year] for year in short}


def _told(sheet: Sheet, run: Sequence[Year], width: float) -> tuple[str, ...]:
    """Return the lines that say of which years nothing is known."""
    words = sheet.language
    names = [words.year(each.year) for each in run]
    name = words.listed(names) if len(names) < 3 else words.range(names[0], names[-1])
    return sheet.broken(words.text("{year}: {counts}", year=name, counts=words.text("none in the ledger")), width, 12)


def _ticks(sheet: Sheet, end: int, width: float) -> list[int]:
    """Return the numbers of the scale, as many as can be told apart."""
    wide = sheet.advance(sheet.language.number(end), 12) + 8
    step = next(step for step in (50, 100, 200, 500, 1000, 10**9) if width * step / end >= wide)
    return list(range(0, end + 1, step))


def _parts(sheet: Sheet, year: Year) -> list[tuple[str, str]]:
    """Return the counts of a year, each with what is said of it; the comma stays with the count."""
    words, said, parts = sheet.language, said_of(year, sheet.language), []
    for number, (count, told) in enumerate(said):
        text = joined(count, told, words, number >= len(said) - len(year.others))
        rest = text[text.index(told[0]) :] if told else ""
        parts.append((text.removesuffix(rest).strip(), rest))
    return parts


def _spoken(lead: str, rest: str) -> str:
    return f"{lead} {rest}".strip()


def _beside(sheet: Sheet, year: Year, x: float, at: float, width: float) -> None:
    """Set the numbers of one year at its right."""
    parts, leading = _parts(sheet, year), sheet.leading()
    lines = sum(len(sheet.broken(_spoken(*part), width, style="semibold")) for part in parts)
    y = at + 4.7 - (lines - 1) * leading / 2
    for lead, rest in parts:
        y = sheet.led(x, y, lead, rest, width) + leading


def _marks(sheet: Sheet, year: Year, at: float, plot: Box, end: int) -> None:
    """Draw the marks of one year, lying."""

    def x(count: float) -> float:
        return plot.left + count / end * plot.width

    def arrow(start: float, stop: float) -> Box:
        tip = x(stop) - (1 if stop > start else -1) * (DOT + 1)
        sheet.sideways_arrow(at, x(start), tip, RICH)
        return Box(min(x(start), tip), at - 3.1, max(x(start), tip), at + 3.1)

    drawn.bars(sheet, year, lambda low, high: Box(x(low), at - HALF, x(high), at + HALF))
    for _, value in year.others:
        drawn.diamond(sheet, x(value), at)
    drawn.dots(sheet, year, lambda count, aside: (x(count), at + max(aside - 2, 0)), arrow)
