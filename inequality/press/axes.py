"""Axes: gridlines with their numbers on the line, years, zero, events; few, light, and written by the language.

A plot is a `Box`. Draw events first, then the axes, then the marks, then the labels:

>>> from inequality.press.sheet import SIZES, Box, Sheet
>>> from inequality.press import scales
>>> from inequality.words import language
>>> sheet = Sheet(SIZES["article"], language("en"))
>>> frame = Box(26, 80, 774, 400)
>>> plot = frame.cut(left=gutter(sheet, ["0", "20", "40"]), top=24, bottom=22, right=90)
>>> share = scales.linear(0, 0.37, plot.bottom, plot.top, most=4)
>>> time = scales.years(1980, 2024, sheet, plot)
>>> event(sheet, plot, time, 2007, 2009, "Financial crisis")
>>> levels(sheet, plot, share, lambda value: sheet.language.number(100 * value), unit="percent of all wealth")
>>> along(sheet, plot, time, lambda year: str(round(year)))
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from inequality.errors import DrawingError
from inequality.press.palette import FAINT, GRID, INK, MUTED, RULE
from inequality.press.scales import Scale
from inequality.press.sheet import Align, Box, Sheet

__all__ = ["AXIS", "along", "event", "gutter", "levels", "reference"]

#: Type size of an axis.
AXIS = 12.0
#: Between numbers and what they belong to.
GAP = 8.0


def gutter(sheet: Sheet, numbers: Iterable[str]) -> float:
    """Return the width that the numbers of an upright axis need beside the plot."""
    return max((sheet.advance(number, AXIS) for number in numbers), default=0.0) + GAP


def levels(
    sheet: Sheet,
    plot: Box,
    scale: Scale,
    show: Callable[[float], str],
    *,
    unit: str = "",
    name: str = "",
    lines: bool = True,
    above: bool = False,
) -> None:
    """Draw level gridlines, each with its number in the gutter before the plot, and the unit behind the top number.

    Parameters
    ----------
    sheet : Sheet
        To draw on.
    plot : Box
        The numbers stand before its left side: leave `gutter` free there.
    scale : Scale
        Upright.
    show : callable
        Writes a tick's number.
    unit : str
        What the numbers count, set behind the number of the top line.
    name : str
        What the scale is; a log scale must say so ("logarithmic scale: each line is ten times the one below").
    lines : bool
        Whether to draw gridlines.
    above : bool
        Set the unit above the top line: where marks fill the plot to its top. Leave 18 pixels there.

    Raises
    ------
    DrawingError
        If a log scale is not named.
    """
    _require_name(scale, name or unit)
    top = max(scale.ticks, key=lambda tick: -scale(tick))
    rise = -sheet.ink("0", AXIS).top / 2
    for tick in scale.ticks:
        y, start = scale(tick), plot.left
        sheet.text(plot.left - GAP, y + rise, show(tick), size=AXIS, colour=MUTED, align="right", tied=False)
        said = " ".join(part for part in (unit, name if scale.kind == "log" and name != unit else "") if part)
        if tick == top and said and above:
            sheet.text(plot.left, y - GAP, said, size=AXIS, colour=MUTED, tied=False)
        elif tick == top and said:
            sheet.text(plot.left, y + rise, said, size=AXIS, colour=MUTED, tied=False)
            start += sheet.advance(said, AXIS) + GAP
        if lines and start < plot.right:
            zero = tick == 0 and scale.kind == "linear"
            sheet.line([(start, y), (plot.right, y)], MUTED if zero else GRID, 1)


def along(
    sheet: Sheet,
    plot: Box,
    scale: Scale,
    show: Callable[[float], str],
    *,
    name: str = "",
    lines: bool = False,
    marks: bool = True,
    baseline: bool = False,
) -> None:
    """Draw the axis under a plot: marks, numbers, and the scale's name below them where it has one.

    Parameters
    ----------
    sheet : Sheet
        To draw on.
    plot : Box
        The numbers stand below it, 17 pixels from its bottom; a name 34.
    scale : Scale
        Level.
    show : callable
        Writes a tick's number; where two would meet, the later is left out.
    name : str
        What the scale is; a log scale must say so.
    lines : bool
        Draw upright gridlines.
    marks : bool
        Draw a short mark at each tick.
    baseline : bool
        Draw the line under the plot.

    Raises
    ------
    DrawingError
        If a log scale is not named.
    """
    _require_name(scale, name)
    if baseline:
        sheet.line([(plot.left, plot.bottom), (plot.right, plot.bottom)], MUTED, 1)
    taken: list[tuple[float, float]] = []
    ticks = sorted(scale.ticks, key=lambda tick: tick not in (scale.ticks[0], scale.ticks[-1]))
    for tick in ticks:
        x, text = scale(tick), show(tick)
        if lines:
            sheet.line([(x, plot.top), (x, plot.bottom)], MUTED if tick == 0 and scale.kind == "linear" else GRID, 1)
        start, align = _within(sheet, plot, x, sheet.advance(text, AXIS))
        end = start + sheet.advance(text, AXIS)
        if any(start < other_end + GAP and other_start < end + GAP for other_start, other_end in taken):
            continue
        taken.append((start, end))
        if marks and not lines:
            sheet.line([(x, plot.bottom), (x, plot.bottom + 4)], RULE, 1)
        sheet.text(start, plot.bottom + 17, text, size=AXIS, colour=MUTED, align=align, tied=False)
    if name:
        sheet.text(plot.left, plot.bottom + 34, name, size=AXIS, colour=MUTED, tied=False)


def _within(sheet: Sheet, plot: Box, x: float, width: float) -> tuple[float, Align]:
    """Where a number begins that is centred at `x` but does not leave the sheet's body."""
    low, high = min(plot.left, sheet.body.left), max(plot.right, sheet.body.right)
    return min(max(x - width / 2, low), high - width), "left"


def reference(sheet: Sheet, plot: Box, y: float, *, colour: str = INK, dash: tuple[float, float] | None = (4, 3)) -> None:
    """Draw a level line across a plot: a mean, a target."""
    sheet.line([(plot.left, y), (plot.right, y)], colour, 1.2, dash=dash)


def event(sheet: Sheet, plot: Box, scale: Scale, first: float, last: float, caption: str) -> None:
    """Draw a pale band for a time that readers must know of, with its caption above the plot (leave 24 pixels there).

    Parts outside the scale are cut off; an event wholly outside is not drawn.
    """
    first, last = max(first, scale.low), min(last, scale.high)
    if first > last:
        return
    ends = sorted((scale(first), scale(last)))
    if ends[1] - ends[0] < 4:
        ends = [(ends[0] + ends[1]) / 2 - 2, (ends[0] + ends[1]) / 2 + 2]
    sheet.rectangle(Box(ends[0], plot.top, ends[1], plot.bottom), FAINT)
    start, align = _within(sheet, plot, sum(ends) / 2, sheet.advance(caption, AXIS))
    sheet.text(start, plot.top - 14, caption, size=AXIS, colour=MUTED, align=align)


def _require_name(scale: Scale, name: str) -> None:
    if scale.kind == "log" and not name:
        raise DrawingError(
            "A logarithmic axis must say that it is one: many readers take it for a linear one",
            possible="name='logarithmic scale: each line is ten times the one below'",
        )
