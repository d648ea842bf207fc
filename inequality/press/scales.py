"""Scales: from the numbers of a table to published pixels on a sheet.

>>> share = linear(0, 0.37, 300, 100)  # from the bottom of a plot to its top
>>> share.ticks, share(0), share(0.4)
((0.0, 0.1, 0.2, 0.3, 0.4), 300.0, 100.0)
>>> log(1e9, 2e11, 0, 300).ticks
(1000000000.0, 10000000000.0, 100000000000.0, 1000000000000.0)
>>> bands(["poorest", "richest"], 0, 100).box("poorest")
(0.0, 44.0)

Time runs from left to right in every language unless the house style says otherwise: a plot over `years` is drawn
``with sheet.along_time(box) as box:``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from inequality.errors import DrawingError

if TYPE_CHECKING:
    from inequality.press.boxes import Box
    from inequality.press.sheet import Sheet

__all__ = ["Bands", "Scale", "bands", "linear", "log", "nice_step", "years"]


@dataclass(frozen=True)
class Scale:
    """A scale from `low` to `high` onto the pixels from `start` to `end`.

    Parameters
    ----------
    kind : {"linear", "log", "years"}
        Each pixel the same difference, or the same ratio.
    low, high : float
        Ends of the scale in the table's numbers.
    start, end : float
        Where they lie on the sheet.
    ticks : tuple of float
        Where the axis has its marks.
    """

    kind: Literal["linear", "log", "years"]
    low: float
    high: float
    start: float
    end: float
    ticks: tuple[float, ...]

    def __call__(self, value: float) -> float:
        """Return where a number lies; numbers outside the scale are refused, or a mark would leave its plot."""
        slack = 1e-9 * (abs(self.high) + abs(self.low))
        if not self.low - slack <= value <= self.high + slack:
            raise DrawingError(
                f"{value:.12g} lies outside the scale",
                possible=f"{self.low:.12g} to {self.high:.12g}",
                remedy="widen the scale",
            )
        return self.start + (self.end - self.start) * self._part(value)

    def holds(self, value: float) -> bool:
        """Whether a number lies on the scale."""
        return self.low <= value <= self.high

    def _part(self, value: float) -> float:
        if self.kind == "log":
            return math.log(value / self.low) / math.log(self.high / self.low)
        return (value - self.low) / (self.high - self.low)

    @property
    def zero(self) -> float:
        """Where bars and areas stand.

        Raises
        ------
        DrawingError
            If zero is not on the scale: lengths and areas would mislead.
        """
        if self.kind != "linear" or not self.holds(0):
            raise DrawingError(
                f"A bar or area needs a scale from zero, and this one is {self.kind}, from {self.low:.12g} to {self.high:.12g}",
                possible="a linear scale that holds zero",
                remedy="let the scale begin at zero, or draw dots",
            )
        return self(0)


def nice_step(span: float, most: int) -> float:
    """Return the distance of ticks, 1, 2, 2.5 or 5 of a power of ten, so that at most `most` steps make up `span`.

    Examples
    --------
    >>> nice_step(1764, 4), nice_step(0.37, 5)
    (500.0, 0.1)
    """
    power = 10.0 ** math.floor(math.log10(span / most))
    # The multiples are exact where the powers are, so that 3 steps of 0.1 are 0.3 when printed with 12 digits.
    return next(power * digit for digit in (1, 2, 2.5, 5, 10) if span / (power * digit) <= most * (1 + 1e-9))


def linear(low: float, high: float, start: float, end: float, *, most: int = 5, zero: bool = True, nice: bool = True) -> Scale:
    """Return a linear scale that ends at ticks.

    Parameters
    ----------
    low, high : float
        What it must hold.
    start, end : float
        Pixels of its ends.
    most : int
        Most steps between ticks.
    zero : bool
        Let it hold zero too; without, only for marks that are no lengths (dots, lines).
    nice : bool
        Widen it to ticks at both ends; else it ends at `low` and `high`.
    """
    if not (math.isfinite(low) and math.isfinite(high)) or low > high:
        raise DrawingError(f"A scale cannot run from {low} to {high}", possible="two numbers, the lower first")
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        low, high = (low - 1, high + 1) if not zero else (min(low, 0.0), max(high, 1.0))
    step = nice_step(high - low, most)
    first, last = (math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)) if nice else (
        math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9),
    )  # fmt: skip
    ticks = tuple(float(f"{number * step:.12g}") for number in range(first, last + 1))
    return Scale("linear", ticks[0] if nice else low, ticks[-1] if nice else high, float(start), float(end), ticks)


def log(low: float, high: float, start: float, end: float, *, nice: bool = True) -> Scale:
    """Return a logarithmic scale; its ticks are powers of ten, with 2 and 5 of each where there are fewer than three.

    Raises
    ------
    DrawingError
        If a number is not above zero.
    """
    if not 0 < low <= high < math.inf:
        raise DrawingError(f"A log scale cannot run from {low} to {high}", possible="numbers above zero, the lower first")
    bottom, top = math.floor(math.log10(low) + 1e-9), math.ceil(math.log10(high) - 1e-9)
    top = max(top, bottom + 1)
    digits = (1, 2, 5) if top - bottom < 3 else (1,)
    marks = [float(f"{digit * 10.0**power:.12g}") for power in range(bottom, top + 1) for digit in digits]
    if nice:
        low = max((mark for mark in marks if mark <= low * (1 + 1e-9)), default=low)
        high = min((mark for mark in marks if mark >= high * (1 - 1e-9) and mark > low), default=high)
    elif low == high:
        raise DrawingError(f"A log scale cannot run from {low} to {high}", possible="two different numbers")
    ticks = tuple(mark for mark in marks if low * (1 - 1e-9) <= mark <= high * (1 + 1e-9))
    return Scale("log", low, high, float(start), float(end), ticks)


def years(first: float, last: float, sheet: Sheet, plot: Box, *, room: float = 52.0) -> Scale:
    """Return a scale of years across a plot.

    Parameters
    ----------
    first, last : float
        Its ends; both get a tick.
    sheet : Sheet
        To draw on.
    plot : Box
        Where the axis lies.
    room : float
        Least distance of ticks in pixels.

    Raises
    ------
    DrawingError
        If time would run the wrong way.
    """
    if not first < last:
        raise DrawingError(f"A scale of years cannot run from {first} to {last}", possible="two years, the earlier first")
    if sheet.mirrored and sheet.style.time_axis == "left to right":
        raise DrawingError("Time would run from right to left", remedy="draw the plot with sheet.along_time(box) as box")
    start, end = plot.left, plot.right
    most = max(int(abs(end - start) / room), 1)
    step = next(step for step in (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 10**6) if (last - first) / step <= most)
    inner = range(math.ceil(first / step) * step, math.floor(last) + 1, step)
    pixels = abs(end - start) / (last - first)
    # The ends are named too, unless a tick stands too close to them.
    ticks = [first, *(year for year in inner if (year - first) * pixels >= room and (last - year) * pixels >= room), last]
    return Scale("years", first, last, float(start), float(end), tuple(ticks))


@dataclass(frozen=True)
class Bands:
    """A scale of names: each has a stretch of pixels.

    Parameters
    ----------
    places : mapping
        Start and end of each name's stretch.
    """

    places: Mapping[str, tuple[float, float]]

    def __call__(self, name: str) -> float:
        """Return the middle of a name's stretch."""
        start, end = self.places[name]
        return (start + end) / 2

    def box(self, name: str) -> tuple[float, float]:
        """Return the ends of a name's stretch."""
        return self.places[name]


def bands(
    names: Iterable[str], start: float, end: float, *, gap: float = 0.12, weights: Sequence[float] | None = None
) -> Bands:
    """Return a scale of names over the pixels from `start` to `end`.

    Parameters
    ----------
    names : iterable of str
        In order.
    start, end : float
        Pixels.
    gap : float
        Part of the whole length that lies between the stretches.
    weights : sequence of float, optional
        How long each is, relative to the others; else all alike.
    """
    names = list(names)
    if not names or len(set(names)) < len(names):
        raise DrawingError(
            "A scale of names needs each name once", possible="different names", remedy="merge the rows of a name"
        )
    sizes = [1.0] * len(names) if weights is None else [float(weight) for weight in weights]
    between = (end - start) * gap / max(len(names) - 1, 1) if len(names) > 1 else 0.0
    unit = (end - start - between * (len(names) - 1)) / sum(sizes)
    places, at = {}, float(start)
    for name, size in zip(names, sizes, strict=True):
        places[name] = (at, at + size * unit)
        at += size * unit + between
    return Bands(places)
