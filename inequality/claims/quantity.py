"""What a claim's formula works on: exact intervals with their Measure, and columns of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from inequality._measure import Measure
from inequality.errors import IncomparableError
from inequality.interval import Interval

__all__ = ["Ranked", "Missing", "Quantity"]


@dataclass(frozen=True)
class Quantity:
    """An interval of exact numbers in base units (USD, people, fractions of 1) and what it measures.

    Parameters
    ----------
    interval : Interval
        With `fractions.Fraction` ends.
    measure : Measure, optional
        What is measured; absent for plain counts and factors.
    """

    interval: Interval
    measure: Measure | None = None


@dataclass(frozen=True)
class Ranked:
    """Numbers of one table in their order: cumulated fortunes, thresholds.

    Parameters
    ----------
    values : tuple of Fraction
        In base units.
    measure : Measure, optional
        What is measured.
    names : tuple of str
        Who or what stands in each row, as far as known.

    Examples
    --------
    >>> Ranked((Fraction(2), Fraction(3))).times(Fraction(1, 2), None).values
    (Fraction(1, 1), Fraction(3, 2))
    """

    values: tuple[Fraction, ...]
    measure: Measure | None = None
    names: tuple[str, ...] = ()

    def times(self, factor: Fraction, measure: Measure | None) -> Ranked:
        """Return the column with every number multiplied."""
        return Ranked(tuple(value * factor for value in self.values), measure, self.names)


@dataclass(frozen=True)
class Missing(Exception):
    """An input that nobody has seen: the verdict says which figure would decide.

    Parameters
    ----------
    what : tuple of str
        The figures that are missing.
    """

    what: tuple[str, ...]


def common_measure(quantities: Sequence[Quantity | Ranked], *, what: str) -> Measure | None:
    """Return the Measure all share (units of observation may differ: totals are compared), or raise."""
    measures = [quantity.measure for quantity in quantities if quantity.measure is not None]
    if len(measures) < len(quantities):
        raise IncomparableError(
            f"An input of {what} says not what it measures", remedy="give the record's literal values a measure"
        )
    for other in measures[1:]:
        measures[0].require(other, but=("unit",), what=what)
    return measures[0]
