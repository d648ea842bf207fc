"""Marks: lines with gaps, areas, bars, dots, and whiskers that say what kind of uncertainty they show.

Each refuses to mislead: bars and areas stand on zero, gaps are not bridged, what is extrapolated is dashed, what we computed
ourselves is hatched.

>>> from inequality.press import scales
>>> from inequality.press.sheet import SIZES, Sheet
>>> from inequality.words import language
>>> sheet = Sheet(SIZES["article"], language("en"))
>>> x, y = scales.linear(0, 4, 50, 450), scales.linear(0, 10, 300, 100)
>>> line(sheet, [(x(n), None if v is None else y(v)) for n, v in enumerate([3, 4, None, 6, 7])], "top 1")
>>> bar(sheet, y, 7, 60, 80, "bottom 50").height
140.0
>>> whisker(sheet, (y(4), y(6)), 70, "sampling", "bottom 50")
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Literal

from inequality.errors import DrawingError
from inequality.press.palette import INK, PAPER, tint
from inequality.press.scales import Scale
from inequality.press.sheet import Box, Sheet

__all__ = ["DASHES", "KINDS", "Kind", "Point", "area", "bar", "dot", "line", "runs", "stacked", "whisker"]

#: A point of a line in published pixels; None where there is no number.
Point = tuple[float, float | None]
Kind = Literal["sampling", "grouping", "revision", "source"]
#: What each kind of uncertainty is drawn as; never one mark for two.
KINDS: Mapping[Kind, str] = {
    "sampling": "a line with caps",
    "grouping": "a pale bar",
    "revision": "a dashed line with rings",
    "source": "a dotted line with diamonds",
}
Shape = Literal["dot", "ring", "diamond", "square", "triangle", "cross"]
#: Strokes and gaps that tell lines apart beside their colour, the first a whole line.
DASHES: tuple[tuple[float, float] | None, ...] = (None, (7, 3), (2.5, 2.5), (12, 3), (5, 6))


def runs(points: Sequence[Point]) -> list[list[tuple[float, float]]]:
    """Return the stretches between gaps; a missing number ends one.

    Examples
    --------
    >>> runs([(0, 1.0), (1, None), (2, 3.0), (3, 4.0)])
    [[(0, 1.0)], [(2, 3.0), (3, 4.0)]]
    """
    found: list[list[tuple[float, float]]] = [[]]
    for x, y in points:
        if y is None or math.isnan(y):
            found.append([])
        else:
            found[-1].append((x, float(y)))
    return [run for run in found if run]


def line(
    sheet: Sheet,
    points: Sequence[Point],
    colour: str,
    *,
    thickness: float = 2.2,
    extrapolated: Sequence[bool] = (),
    dash: tuple[float, float] | None = None,
    name: str = "",
) -> None:
    """Draw a line through the points, with a gap where a number is missing.

    Parameters
    ----------
    sheet : Sheet
        To draw on.
    points : sequence of (x, y)
        In published pixels; y is None where there is no number. A number between two gaps is drawn as a dot.
    colour : str
        Name of a colour.
    thickness : float
        In published pixels.
    extrapolated : sequence of bool, optional
        By point: a piece of the line is dashed where either end is extrapolated or estimated.
    dash : tuple, optional
        Of the whole line, to tell it from others (`DASHES`); not with `extrapolated`.
    name : str
        Identifies it in the SVG.
    """
    if extrapolated and len(extrapolated) != len(points):
        raise DrawingError(f"{len(extrapolated)} marks of extrapolation for {len(points)} points", possible="one each")
    flags = {x: bool(flag) for (x, _), flag in zip(points, extrapolated, strict=False)}
    for run in runs(points):
        if len(run) == 1:
            ring = flags.get(run[0][0], False)
            sheet.dot(*run[0], thickness * 1.4, PAPER if ring else colour, edge=colour if ring else None, thickness=1.4)
            continue
        for piece, broken in _pieces(run, flags):
            sheet.line(piece, colour, thickness, dash=(thickness * 1.6, thickness * 1.3) if broken else dash, name=name)


def _pieces(run: list[tuple[float, float]], flags: Mapping[float, bool]) -> list[tuple[list[tuple[float, float]], bool]]:
    """Cut a stretch where it turns from known to extrapolated."""
    pieces: list[tuple[list[tuple[float, float]], bool]] = []
    for start, end in zip(run, run[1:], strict=False):
        broken = flags.get(start[0], False) or flags.get(end[0], False)
        if pieces and pieces[-1][1] == broken:
            pieces[-1][0].append(end)
        else:
            pieces.append(([start, end], broken))
    return pieces


def area(
    sheet: Sheet, lower: Sequence[Point], upper: Sequence[Point], colour: str, *, hatched: bool = False, name: str = ""
) -> None:
    """Fill between two lines with the same x, with a gap where either has no number: a band, or one layer of a stack."""
    both: list[Point] = []
    other: dict[float, float] = {}
    for (x, low), (_, high) in zip(lower, upper, strict=True):
        missing = low is None or high is None or math.isnan(low) or math.isnan(high)
        both.append((x, None if missing else high))
        other[x] = math.nan if low is None else low
    for run in runs(both):
        if len(run) < 2:
            continue
        ring = [*run, *((x, other[x]) for x, _ in reversed(run))]
        if hatched:
            sheet.hatched([ring], colour)
        else:
            sheet.polygon(ring, colour, name=name)


def stacked(
    sheet: Sheet, xs: Sequence[float], layers: Mapping[str, Sequence[float | None]], scale: Scale, colours: Mapping[str, str]
) -> dict[str, list[tuple[float, float | None, float | None]]]:
    """Stack layers upon zero, the first at the bottom; return x, lower and upper edge of each in pixels, for labels.

    Raises
    ------
    DrawingError
        If a number is below zero (stacked, it would hide others: draw lines), or zero is not on the scale.
    """
    at_zero = scale.zero
    below: list[float | None] = [0.0] * len(xs)
    edges: dict[str, list[tuple[float, float | None, float | None]]] = {}
    for name, values in layers.items():
        least = min((value for value in values if value is not None), default=0.0)
        if least < 0:
            raise DrawingError(
                f"'{name}' goes down to {least:.12g}: a layer below zero would hide others",
                possible="numbers of 0 and more",
                remedy="draw lines instead of stacked areas",
            )
        above = [None if a is None or b is None else a + b for a, b in zip(below, values, strict=True)]
        lower: list[Point] = [(x, None if value is None else scale(value)) for x, value in zip(xs, below, strict=True)]
        upper: list[Point] = [(x, None if value is None else scale(value)) for x, value in zip(xs, above, strict=True)]
        area(sheet, lower, upper, colours[name], name=name)
        for run in runs(upper):
            if len(run) > 1 and run[0][1] != at_zero:
                sheet.line(run, PAPER, 1)
        edges[name] = [(x, low, high) for (x, low), (_, high) in zip(lower, upper, strict=True)]
        below = above
    return edges


def bar(
    sheet: Sheet,
    scale: Scale,
    value: float,
    side: float,
    other: float,
    colour: str,
    *,
    lying: bool = False,
    hatched: bool = False,
    start: float = 0.0,
    name: str = "",
) -> Box:
    """Draw a bar from zero to `value` and return its box.

    Parameters
    ----------
    sheet : Sheet
        To draw on.
    scale : Scale
        Along the bar; it must hold zero.
    value : float
        Where it ends.
    side, other : float
        Its sides, across the scale, in pixels.
    colour : str
        Name of a colour.
    lying : bool
        Whether the scale is level.
    hatched : bool
        For what we computed ourselves, or what is uncertain.
    start : float
        Where it begins, if it stands on another bar.
    name : str
        Identifies it in the SVG.
    """
    scale.zero  # noqa: B018 - raises where there is none
    low, high = sorted((scale(start), scale(value)))
    left, right = sorted((side, other))
    box = Box(low, left, high, right) if lying else Box(left, low, right, high)
    if hatched:
        sheet.hatching(box, colour)
    else:
        sheet.rectangle(box, colour, name=name)
    return box


def dot(sheet: Sheet, x: float, y: float, colour: str, *, shape: Shape = "dot", radius: float = 5.0, name: str = "") -> None:
    """Draw a marker; shapes tell apart what colours do."""
    inner = radius - 1.8
    if shape in ("dot", "ring"):
        sheet.dot(x, y, radius, PAPER if shape == "ring" else colour, edge=colour if shape == "ring" else None, name=name)
    elif shape == "diamond":
        for reach, fill in ((radius * 1.25, colour), (inner, PAPER)):
            sheet.polygon([(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)], fill, name=name)
    elif shape == "square":
        sheet.rectangle(Box(x - radius, y - radius, x + radius, y + radius).inset(radius * 0.1), colour, name=name)
    elif shape == "triangle":
        sheet.polygon(
            [(x, y - radius * 1.1), (x + radius, y + radius * 0.8), (x - radius, y + radius * 0.8)], colour, name=name
        )
    else:
        reach = radius * 0.8
        sheet.line([(x - reach, y - reach), (x + reach, y + reach)], colour, 2)
        sheet.line([(x - reach, y + reach), (x + reach, y - reach)], colour, 2)


def whisker(
    sheet: Sheet,
    ends: tuple[float, float],
    at: float,
    kind: Kind,
    colour: str = INK,
    *,
    lying: bool = False,
    across: float = 5.0,
) -> None:
    """Draw an interval in the mark of its kind; see `KINDS`.

    Parameters
    ----------
    sheet : Sheet
        To draw on.
    ends : tuple of float
        Pixels of its ends, along the scale.
    at : float
        Where it stands across the scale.
    kind : {"sampling", "grouping", "revision", "source"}
        Chance of the sample; a table that gives groups; another edition; another source.
    colour : str
        Name of a colour.
    lying : bool
        Whether the scale is level.
    across : float
        Half its breadth.
    """
    if kind not in KINDS:
        raise DrawingError(f"'{kind}' is no kind of uncertainty", possible=", ".join(KINDS))
    low, high = sorted(ends)

    def place(along: float, beside: float) -> tuple[float, float]:
        return (along, at + beside) if lying else (at + beside, along)

    if kind == "grouping":
        box = Box(low, at - across, high, at + across) if lying else Box(at - across, low, at + across, high)
        sheet.rectangle(box, tint(colour, 0.32), edge=tint(colour, 0.75), thickness=0.8)
        return
    dash = {"sampling": None, "revision": (4.0, 2.5), "source": (1.2, 2.4)}[kind]
    sheet.line([place(low, 0), place(high, 0)], colour, 1.6, dash=dash)
    for end in (low, high):
        if kind == "sampling":
            sheet.line([place(end, -across), place(end, across)], colour, 1.6)
        else:
            dot(sheet, *place(end, 0), colour, shape="ring" if kind == "revision" else "diamond", radius=across * 0.8)
