"""What a claim's formula works on: exact intervals with their Measure, and columns of them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction

from inequality._measure import Measure
from inequality.errors import DomainError, IncomparableError
from inequality.interval import Interval

__all__ = ["Brackets", "Missing", "Quantity", "Ranked"]


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
class Brackets:
    """Shares of a total held by groups told by rank, each as well as it is known; groups may lie within each other.

    Parameters
    ----------
    edges : tuple of (Fraction, Fraction)
        From which to which rank each group goes, as fractions of everyone: (0, 1/2) is the poorest half.
    shares : tuple of Interval
        What each has of the total; may be below zero.
    measure : Measure, optional
        What is shared.

    Examples
    --------
    >>> half, top = (Fraction(0), Fraction(1, 2)), (Fraction(9, 10), Fraction(1))
    >>> wid = Brackets((half, top), (Interval.around("0.02", "0.005"), Interval.around("0.76", "0.005")))
    >>> wid.between(Fraction(1, 2), Fraction(9, 10))
    Interval(0.21 to 0.23, rounding)
    """

    edges: tuple[tuple[Fraction, Fraction], ...]
    shares: tuple[Interval, ...]
    measure: Measure | None = None

    def between(self, lower: Fraction, upper: Fraction) -> Interval:
        """Return what those between two ranks hold: groups that tile them, or what the others leave, if that is closer.

        Raises
        ------
        DomainError
            If no groups tile that stretch, nor the rest.
        """
        return self.chosen(lower, upper)[0]

    def chosen(self, lower: Fraction, upper: Fraction) -> tuple[Interval, bool, tuple[int, ...]]:
        """Return what `between` returns, whether it is what others leave, and which groups (of the others, then) it adds."""
        inside = self._tiled(lower, upper)
        below, above = self._tiled(Fraction(0), lower), self._tiled(upper, Fraction(1))
        found = [] if inside is None else [(inside[0], False, inside[1])]
        if below is not None and above is not None:
            found.append((1 - (below[0] + above[0]), True, below[1] + above[1]))
        if not found:
            cuts = ", ".join(f"{float(cut):g}" for cut in sorted({edge for pair in self.edges for edge in pair}))
            raise DomainError(
                f"The table has no group from rank {float(lower):g} to {float(upper):g}",
                possible=f"ranks among {cuts}",
                remedy="ask for one of those, or take a table with finer groups",
            )
        return min(found, key=lambda one: one[0].width)

    def cuts(self) -> tuple[tuple[Fraction, Interval], ...]:
        """Return the Lorenz curve where the table knows it: ranks, rising, with what those below hold."""
        ranks = sorted({edge for pair in self.edges for edge in pair} | {Fraction(0), Fraction(1)})
        known = []
        for rank in ranks:
            with suppress(DomainError):
                known.append((rank, self.between(Fraction(0), rank) if rank else Interval.exactly(0)))
        return tuple(known)

    def _tiled(self, lower: Fraction, upper: Fraction) -> tuple[Interval, tuple[int, ...]] | None:
        """Return the sum of the groups that tile a stretch with the least width, and which they are; or None."""
        best: dict[Fraction, tuple[Interval, tuple[int, ...]]] = {lower: (Interval.exactly(0), ())}
        for group in sorted(range(len(self.edges)), key=lambda group: self.edges[group]):
            low, high = self.edges[group]
            if low in best and high <= upper:
                reached = best[low][0] + self.shares[group]
                if high not in best or reached.width < best[high][0].width:
                    best[high] = reached, (*best[low][1], group)
        return best.get(upper)


@dataclass(frozen=True)
class Missing(Exception):
    """An input that nobody has seen: the verdict says which figure would decide.

    Parameters
    ----------
    what : tuple of str
        The figures that are missing.
    """

    what: tuple[str, ...]


def common_measure(quantities: Sequence[Quantity | Ranked | Brackets], *, what: str) -> Measure | None:
    """Return the Measure all share (units of observation may differ: totals are compared), or raise."""
    measures = [quantity.measure for quantity in quantities if quantity.measure is not None]
    if len(measures) < len(quantities):
        raise IncomparableError(
            f"An input of {what} says not what it measures", remedy="give the record's literal values a measure"
        )
    for other in measures[1:]:
        measures[0].require(other, but=("unit",), what=what)
    return measures[0]


def comparable(one: Quantity, other: Quantity) -> Measure | None:
    """Return the Measure of two dates, or None where neither says what it measures; raise unless they measure the same."""
    if one.measure is None and other.measure is None:
        return None
    return common_measure((one, other), what="then and now")
