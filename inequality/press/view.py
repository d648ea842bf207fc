"""The interactive view of a chart: which marks it has, in which order, on which scales, in which colours.

A chart gives its own as ``interactive=``, a function of the figure's table and language, beside its compositions:

>>> from inequality.words import language
>>> table, words = pd.DataFrame({"year": [2017, 2018], "value": [42, 26]}), language("en")
>>> view = View(
...     [Layer(table, "dot", "year", "value", colour="top 0.1", name="as published")],
...     years(2017, 2018, words, "Year"),
...     numbers(0, 50, words.number, "People"),
... )
>>> view.y.said
('0', '10', '20', '30', '40', '50')

A chart that gives none gets the view that follows from its table (`inequality.press.inferred`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

import pandas as pd

from inequality.errors import DrawingError
from inequality.press import scales
from inequality.press.palette import INK
from inequality.words import Language

__all__ = ["LARGE", "SMALL", "Axis", "Interactive", "Layer", "Mark", "View", "named", "numbers", "years"]

Mark = Literal["dot", "ring", "diamond", "line", "bar", "outline", "tick"]
#: Most steps between ticks.
_MOST_TICKS = 6
#: Area of dots.
LARGE, SMALL = 90.0, 24.0


@dataclass(frozen=True)
class Axis:
    """A scale and what is written along it.

    Parameters
    ----------
    kind : {"linear", "log", "years", "names"}
        Years run from left to right in every language.
    name : str
        What it is, in the figure's language; a log scale says so.
    low, high : float
        Its ends; not for names.
    ticks : tuple of float
        Where it is marked.
    said : tuple of str
        What stands at each tick; of names, the names in order.
    """

    kind: Literal["linear", "log", "years", "names"]
    name: str
    low: float = 0.0
    high: float = 1.0
    ticks: tuple[float, ...] = ()
    said: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.kind == "log" and not self.name:
            raise DrawingError("A logarithmic axis must say that it is one", possible="name='..., logarithmic scale'")


@dataclass(frozen=True)
class Layer:
    """Marks of one kind, one for each row (a line goes through all rows of a colour).

    Parameters
    ----------
    data : DataFrame
        Rows in the order in which readers go through them; made of the figure's table and nothing else.
    mark : {"dot", "ring", "diamond", "line", "bar", "outline", "tick"}
        A bar runs from ``x`` to ``x2``, from ``y`` to ``y2``, or both, then without an edge; an outline is a bar for what
        is uncertain or computed by us, a tick a short line across a row of names. A line has a gap where a number is missing.
    x, y : str
        Columns.
    x2, y2 : str
        Columns of the other ends.
    colour : str
        A name of the palette.
    by, colours : str, mapping
        Instead of one colour: the column whose values have colours, and the palette's name for each.
    dashed : str
        Of a line: the column that is true where a number is estimated.
    says : str
        The column that says a row in words; else it is said by its columns. Numbers in it are tied to the table.
    name : str
        What the marks mean, for the key; empty where the axes say it.
    size : float
        Of dots, in square pixels: `SMALL` where a line joins them or they are many.
    sizes : str
        Of dots whose area means something: the column of their areas in square pixels.
    """

    data: pd.DataFrame
    mark: Mark
    x: str
    y: str
    x2: str = ""
    y2: str = ""
    colour: str = INK
    by: str = ""
    colours: Mapping[str, str] = field(default_factory=dict)
    dashed: str = ""
    says: str = ""
    name: str = ""
    size: float = LARGE
    sizes: str = ""

    def __post_init__(self) -> None:
        used = [name for name in (self.x, self.y, self.x2, self.y2, self.by, self.dashed, self.says, self.sizes) if name]
        missing = [name for name in used if name not in self.data]
        if missing:
            raise DrawingError(
                f"An interactive layer names the column '{missing[0]}', which its rows do not have",
                possible=", ".join(map(str, self.data.columns)),
            )
        uncoloured = [value for value in map(str, self.data[self.by]) if value not in self.colours] if self.by else []
        if uncoloured:
            raise DrawingError(f"'{uncoloured[0]}' has no colour in an interactive layer", possible="one for each value")

    def colour_of(self, row: Mapping[str, object]) -> str:
        """Return the palette's name for a row's colour."""
        return self.colours[str(row[self.by])] if self.by else self.colour


@dataclass(frozen=True)
class View:
    """What an interactive page shows.

    Parameters
    ----------
    layers : sequence of Layer
        From below.
    x, y : Axis
        The scales that all layers share.
    reading : str
        One sentence that says how to read the chart, by an example; without one the kit says a row of the table.
    """

    layers: Sequence[Layer]
    x: Axis
    y: Axis
    reading: str = ""

    def __post_init__(self) -> None:
        for layer in self.layers:
            axis, value = (self.x, layer.x) if self.y.kind == "names" else (self.y, layer.y)
            whole = layer.mark in ("bar", "outline") and not (layer.x2 or layer.y2)
            if whole and not (axis.kind == "linear" and axis.low <= 0 <= axis.high):
                raise DrawingError(f"A bar of '{value}' needs a scale from zero", possible="a linear axis that holds zero")


class Interactive(Protocol):
    """Makes the view of a figure from its table, in its language."""

    def __call__(self, table: pd.DataFrame, words: Language) -> View:
        """Return the view."""
        ...


def numbers(low: float, high: float, show: Callable[[float], str], name: str, *, log: bool = False, zero: bool = True) -> Axis:
    """Return an axis of numbers that ends at ticks; a linear one holds zero unless told otherwise."""
    scale = scales.log(low, high, 0, 1) if log else scales.linear(low, high, 0, 1, most=_MOST_TICKS, zero=zero)
    return Axis("log" if log else "linear", name, scale.low, scale.high, scale.ticks, tuple(show(tick) for tick in scale.ticks))


def years(first: float, last: float, words: Language, name: str) -> Axis:
    """Return an axis of years, half a year wider at both ends."""
    step = max(1, round(scales.nice_step(max(last - first, 1), 14)))
    ticks = tuple(float(year) for year in range(int(-(-first // step) * step), int(last) + 1, step)) or (first,)
    return Axis("years", name, first - 0.5, last + 0.5, ticks, tuple(words.year(int(tick)) for tick in ticks))


def named(names: Sequence[str], name: str = "") -> Axis:
    """Return an axis of names, in order."""
    return Axis("names", name, said=tuple(dict.fromkeys(map(str, names))))
