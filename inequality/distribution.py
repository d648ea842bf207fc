"""Distribution: a table of groups, from which metrics get their Points."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from inequality._measure import Measure
from inequality.columns import (
    Floats,
    as_floats,
    as_weights,
    check_groups,
    check_indexes,
    check_rising,
    fraction,
    read_only,
    tiles,
)
from inequality.errors import DomainError, IncomparableError, InputError, UnknownNameError
from inequality.points import CUT, Points
from inequality.provenance import Provenance

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Distribution"]

COLUMNS = ("weight", "total", "low", "high")


class Distribution:
    """A table of groups: how many members each has, what they have together, and between which bounds each of them lies.

    Microdata, a decile table, a tabulation, a rich list beside everyone else: all are this. Where ``low == high`` for
    all groups (microdata), everything is known; elsewhere `equal` and `spread` are the two extreme readings.

    Parameters
    ----------
    weight, total : array_like, shape (n,)
        Members of each group, and what they have together. A group of nobody says nothing and is left out.
    low, high : array_like, shape (n,)
        Bounds of a member's value; may be infinite.
    ordered : bool, default True
        Whether nobody in a group is richer than anybody in the next. The Lorenz curve at the cuts is then exact.
    frequency : bool, default False
        Whether weights count observed rows; otherwise they are populations.
    rounding : float, default 0
        Part by which sums of weights and of totals may be off, from having been added up; `bounds` are widened by it.
    measure : Measure, optional
        What is measured.
    provenance : Provenance, optional
        Where it comes from.

    Raises
    ------
    InputError
        If an array has NaN or the wrong length, a weight is negative, a mean lies outside its bounds, or an ordered
        table is out of order.

    Examples
    --------
    >>> halves = Distribution(weight=[50, 50], total=[100, 900], low=[0, 5], high=[5, math.inf])
    >>> halves
    Distribution(2 ordered groups, population 100, mean 10)
    """

    __slots__ = ("_points", "_total", "frequency", "high", "low", "measure", "ordered", "provenance", "rounding", "weight")

    def __init__(
        self,
        weight: ArrayLike,
        total: ArrayLike,
        low: ArrayLike,
        high: ArrayLike,
        *,
        ordered: bool = True,
        frequency: bool = False,
        rounding: float = 0.0,
        measure: Measure | None = None,
        provenance: Provenance | None = None,
    ) -> None:
        check_indexes(weight=weight, total=total, low=low, high=high)
        self.low = as_floats(low, "low", infinite=True)
        self.high = as_floats(high, "high", size=self.low.size, infinite=True)
        self.weight: Floats | None = as_weights(weight, self.low.size, "weight")
        self._total: Floats | None = as_floats(total, "total", size=self.low.size)
        self.ordered, self.frequency, self.measure, self.provenance = ordered, frequency, measure, provenance
        self.rounding = rounding
        self._points: Points | None = None
        members = self.weight > 0
        if np.any(self._total[~members] != 0):
            raise InputError("A group of nobody has a total", possible="total 0 where weight is 0", remedy="check both columns")
        if not members.all():
            for name in ("weight", "_total", "low", "high"):
                setattr(self, name, read_only(getattr(self, name)[members]))
        check_groups(self.means, self.low, self.high, ordered)

    @classmethod
    def from_values(
        cls,
        values: ArrayLike,
        weights: ArrayLike | None = None,
        *,
        frequency: bool = False,
        measure: Measure | None = None,
        provenance: Provenance | None = None,
    ) -> Distribution:
        """Microdata: one value a row, with weights.

        Examples
        --------
        >>> Distribution.from_values([1, 2, 3], weights=[1, 1, 2])
        Distribution(3 values, population 4, mean 2.25)
        """
        check_indexes(values=values, weights=weights)
        self = object.__new__(cls)
        self.low = self.high = as_floats(values, "values")
        self.weight = None if weights is None else as_weights(weights, self.low.size)
        self._total = self._points = None
        self.ordered, self.frequency, self.measure, self.provenance = True, frequency, measure, provenance
        self.rounding = 0.0
        return self

    @classmethod
    def from_shares(
        cls,
        brackets: Mapping[tuple[float, float], float],
        *,
        mean: float = 1.0,
        population: float = 1.0,
        lowest: float = -math.inf,
        highest: float = math.inf,
        rescale: bool = False,
        **about: Any,
    ) -> Distribution:
        """Shares of the total by bracket of the population, as in a decile table; thresholds unknown.

        Parameters
        ----------
        brackets : mapping of (p_lower, p_upper) to share
            Brackets that tile 0 to 1, shares as fractions.
        mean, population : float
            Mean value and size of the population.
        lowest, highest : float
            Bounds of anyone's value; 0 for `lowest` says that nobody is in debt.
        rescale : bool, default False
            Divide by the shares' sum, for printed shares that miss 1 by rounding, by 0.05 at most.

        Examples
        --------
        >>> Distribution.from_shares({(0, 0.5): 0.02, (0.5, 0.9): 0.22, (0.9, 1): 0.76})
        Distribution(3 ordered groups, population 1, mean 1)
        """
        lower, upper, share = tiles(brackets, tolerance=0.05 if rescale else 1e-6)
        if abs(float(np.sum(share)) - 1) > 1e-6:
            share = share / np.sum(share)
        weight = (upper - lower) * population
        low, high = np.full(share.size, lowest), np.full(share.size, highest)
        return cls(weight, share * mean * population, low, high, **about)

    @classmethod
    def from_tabulation(
        cls, thresholds: ArrayLike, counts: ArrayLike, averages: ArrayLike, *, highest: float = math.inf, **about: Any
    ) -> Distribution:
        """Brackets by value: lower threshold, number of members and average of each.

        Examples
        --------
        >>> Distribution.from_tabulation([0, 1e4, 1e5], counts=[53, 35, 12], averages=[2e3, 3e4, 6e5])
        Distribution(3 ordered groups, population 100, mean 83560)
        """
        check_indexes(thresholds=thresholds, counts=counts, averages=averages)
        low = as_floats(thresholds, "thresholds", infinite=True)
        check_rising(low, "thresholds")
        weight = as_weights(counts, low.size, "counts")
        return cls(weight, weight * as_floats(averages, "averages", size=low.size), low, np.append(low[1:], highest), **about)

    @classmethod
    def from_percentiles(
        cls,
        p: ArrayLike,
        threshold: ArrayLike,
        average: ArrayLike,
        *,
        population: float = 1.0,
        highest: float = math.inf,
        **about: Any,
    ) -> Distribution:
        """Brackets by rank: lower rank, threshold and average of each, as in WID's g-percentiles.

        Examples
        --------
        >>> Distribution.from_percentiles([0, 0.5, 0.9], threshold=[0, 10, 40], average=[4, 20, 100])
        Distribution(3 ordered groups, population 1, mean 20)
        """
        check_indexes(p=p, threshold=threshold, average=average)
        rank = as_floats(p, "p")
        if rank[0] != 0 or np.any(np.diff(rank) <= 0) or rank[-1] >= 1:
            raise InputError(
                f"The ranks p run from {rank[0]:.6g} to {rank[-1]:.6g}",
                possible="lower ends of brackets that start at 0, rise, and stay below 1, such as 0, 0.5, 0.9",
                remedy="divide percents by 100; leave out the upper end 1",
            )
        return cls.from_tabulation(threshold, np.diff(np.append(rank, 1.0)) * population, average, highest=highest, **about)

    @property
    def exact(self) -> bool:
        """Whether every member's value is known."""
        return self.low is self.high or bool(np.all(self.low == self.high))

    @property
    def total(self) -> Floats:
        """What each group has together."""
        if self._total is not None:
            return self._total
        with np.errstate(over="ignore"):  # inf says so; metrics rescale first
            return self.low if self.weight is None else self.weight * self.low

    @property
    def population(self) -> float:
        """How many members there are."""
        return self.equal().population

    @property
    def mean(self) -> float:
        """The mean value."""
        points = self.equal()
        return points.value(points.mean)

    @property
    def means(self) -> Floats:
        """Mean of each group."""
        if self._total is None or self.weight is None or self.exact:
            return self.low
        with np.errstate(over="ignore"):
            return self._total / self.weight

    @property
    def cuts(self) -> Floats:
        """Population shares at which one group ends and the next begins."""
        weight = np.ones(self.low.size) if self.weight is None else self.weight
        return np.cumsum(weight)[:-1] / np.sum(weight)

    def decides(self, *p: float) -> bool:
        """Whether the table gives the Lorenz curve at the population shares `p` without a guess."""
        return self.exact or (
            self.ordered and all(q in (0.0, 1.0) or bool(np.any(np.abs(self.cuts - q) <= 4 * CUT)) for q in map(fraction, p))
        )

    def equal(self) -> Points:
        """Everyone at the mean of their group: the least unequal reading."""
        if self._points is None:
            weight = self.weight
            self._points = Points(self.means, weight, frequency=self.frequency)
        return self._points

    def limits(self) -> tuple[Floats, Floats]:
        """Bounds of a member's value, narrowed by the neighbours' means where the groups are in order."""
        if self.exact or not self.ordered:
            return self.low, self.high
        means = self.means
        return np.maximum(self.low, np.append(-np.inf, means[:-1])), np.minimum(self.high, np.append(means[1:], np.inf))

    def spread(self) -> Points:
        """Everyone at the low or the high bound of their group, so that its mean stays: the most unequal reading.

        Raises
        ------
        DomainError
            If a group has no bound on either side: then nothing limits inequality.
        """
        if self.exact:
            return self.equal()
        assert self.weight is not None
        low, high = self.limits()
        if np.any(np.isinf(low) & np.isinf(high)):
            raise DomainError(
                "A group has no bound on either side, so inequality within it has no limit",
                possible="groups of which each has a threshold, or a neighbour, on one side at least",
                remedy="give `lowest` or `highest`, or pass ordered=True if the groups are in order",
            )
        means = np.clip(self.means, low, high)
        with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
            upper = np.where(high > low, (means - low) / (high - low), 0.0)
        upper = np.where(np.isinf(high), 0.0, np.where(np.isinf(low), 1.0, upper))
        values = np.concatenate([np.where(np.isinf(low), high, low), np.where(np.isinf(high), low, high)])
        weights = np.concatenate([self.weight * (1 - upper), self.weight * upper])
        beyond = np.where(np.isinf(high), self.weight * (means - low), 0.0)
        beneath = np.where(np.isinf(low), self.weight * (means - high), 0.0)
        return Points(
            values, weights, frequency=self.frequency, at_infinity=float(beyond.sum()), at_minus_infinity=float(beneath.sum())
        )

    def merge(self, other: Distribution) -> Distribution:
        """Return both populations as one (countries into a region); groups then overlap, so the table is not ordered.

        Raises
        ------
        IncomparableError
            If the two do not measure the same thing.
        """
        if self.frequency != other.frequency:
            raise IncomparableError("One table counts rows and the other people", remedy="give both the same kind of weights")
        if self.measure is not None and other.measure is not None:
            self.measure.require(other.measure, what="these distributions")
        provenance = (
            self.provenance | other.provenance if self.provenance and other.provenance else self.provenance or other.provenance
        )
        about = {"measure": self.measure or other.measure, "provenance": provenance, "frequency": self.frequency}
        if self.low is self.high and other.low is other.high:
            both = (self, other)
            weights = np.concatenate([np.ones(d.low.size) if d.weight is None else d.weight for d in both])
            return Distribution.from_values(np.concatenate([d.low for d in both]), weights, **about)  # type: ignore[arg-type]
        columns = [np.concatenate(pair) for pair in zip(self._columns(), other._columns(), strict=True)]
        rounding = max(self.rounding, other.rounding)
        return Distribution(*columns, ordered=False, rounding=rounding, **about)  # type: ignore[arg-type]

    def with_fortunes(self, fortunes: ArrayLike) -> Distribution:
        """Return the table with a rich list beside everyone else: the listed people are taken out of the top group.

        Raises
        ------
        InputError
            If the top group is too small, or does not reach as high as the list.
        """
        listed = np.sort(as_floats(fortunes, "fortunes"))
        weight, total, low, high = (column.copy() for column in self._columns())
        weight[-1] -= listed.size
        total[-1] -= listed.sum()
        rest = total[-1] / weight[-1] if weight[-1] > 0 else math.nan
        if not self.ordered or not low[-1] <= rest <= listed[0] or listed[-1] > high[-1]:
            raise InputError(
                f"{listed.size} fortunes of together {listed.sum():.6g} cannot be taken out of the top group",
                possible="a list of people who are all in the top group of an ordered table, and fewer and poorer than it",
                remedy="give list and table the same currency and scale, and a population that counts people",
            )
        high[-1] = listed[0]
        columns = ((weight, np.ones(listed.size)), (total, listed), (low, listed), (high, listed))
        return Distribution(
            *(np.concatenate(pair) for pair in columns),
            frequency=self.frequency,
            rounding=self.rounding,
            measure=self.measure,
            provenance=self.provenance,
        )

    def to_frame(self) -> pd.DataFrame:
        """Return the groups as a DataFrame, with all else in its ``attrs``."""
        import pandas as pd

        frame = pd.DataFrame(dict(zip(COLUMNS, self._columns(), strict=True)))
        frame.attrs = {
            "ordered": self.ordered,
            "frequency": self.frequency,
            "rounding": self.rounding,
            "microdata": self.low is self.high,
            "measure": self.measure.as_dict() if self.measure else None,
            "provenance": self.provenance.as_dict() if self.provenance else None,
        }
        return frame

    @classmethod
    def from_frame(cls, frame: pd.DataFrame) -> Distribution:
        """Return what `to_frame` was made from."""
        for name in COLUMNS:
            if name not in frame.columns:
                raise UnknownNameError(
                    "column", name, frame.columns, where=" of the frame", remedy="pass a frame of to_frame()"
                )
        attrs = frame.attrs
        about: dict[str, Any] = {
            "frequency": attrs.get("frequency", False),
            "measure": Measure(**attrs["measure"]) if attrs.get("measure") else None,
            "provenance": Provenance.from_dict(attrs["provenance"]) if attrs.get("provenance") else None,
        }
        if attrs.get("microdata"):
            return cls.from_values(frame["low"].to_numpy(), frame["weight"].to_numpy(), **about)
        about |= {"ordered": attrs.get("ordered", False), "rounding": attrs.get("rounding", 0.0)}
        return cls(*(frame[name].to_numpy() for name in COLUMNS), **about)

    def _columns(self) -> tuple[Floats, Floats, Floats, Floats]:
        weight = np.ones(self.low.size) if self.weight is None else self.weight
        return weight, self.total, self.low, self.high

    def __len__(self) -> int:
        return int(self.low.size)

    def __repr__(self) -> str:
        what = f"{len(self)} values" if self.low is self.high else f"{len(self)} {'ordered ' if self.ordered else ''}groups"
        about = f", {self.measure.concept} by {self.measure.unit}, {self.measure.currency}" if self.measure else ""
        return f"Distribution({what}, population {self.population:.6g}, mean {self.mean:.6g}{about})"
