"""Fitted distributions: a quantile function that can be asked anything, beside what the table behind it allows."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from inequality._bounds import bounds
from inequality._measure import Measure
from inequality.columns import Floats, fraction
from inequality.distribution import Distribution
from inequality.errors import DomainError, InputError
from inequality.interval import Bounds, Interval
from inequality.metrics import METRICS
from inequality.provenance import Provenance
from inequality.tails.cells import Curve, fine

if TYPE_CHECKING:
    import pandas as pd

__all__: list[str] = []

#: WID's 127 percentiles: one by one to 0.99, then tenths, hundredths and thousandths of the last of them.
G_PERCENTILES: tuple[float, ...] = tuple(
    k / n for n in (100, 1000, 10_000, 100_000) for k in range(0 if n == 100 else n - 9, n)
)
#: What is shown of a fit: a metric and its arguments.
SHOWN: tuple[tuple[str, tuple[float, ...]], ...] = (
    ("gini", ()),
    ("top_share", (0.1,)),
    ("top_share", (0.01,)),
    ("top_share", (0.001,)),
    ("bottom_share", (0.5,)),
    ("quantile", (0.5,)),
)


@dataclass(frozen=True, eq=False, repr=False)
class FittedDistribution:
    """A continuous distribution: fitted once, it answers any question.

    Any metric takes it, through `microdata`: ``gini(fit)``, ``hoover(fit)``. The questions that need no sum over points are
    also methods of its own, exact for the curve at every percentile.

    Parameters
    ----------
    curve : Curve
        The quantile function.
    population : float
        How many members there are.
    title : str
        What it is.
    at : tuple of float
        Percentiles at which it is tabulated.
    table : Distribution, optional
        What it was fitted to.
    notes : tuple of str
        What to know about the fit.
    measure : Measure, optional
        What is measured.
    provenance : Provenance, optional
        Where it comes from.
    """

    curve: Curve
    population: float = 1.0
    title: str = ""
    at: tuple[float, ...] = G_PERCENTILES
    table: Distribution | None = None
    notes: tuple[str, ...] = ()
    measure: Measure | None = None
    provenance: Provenance | None = field(default=None)

    def __post_init__(self) -> None:
        _edges(self.at)

    @property
    def mean(self) -> float:
        """The mean value."""
        return self._above(1.0)

    @property
    def alpha(self) -> float:
        """Pareto coefficient at the very top; infinite where there is no Pareto tail."""
        return self.curve.alpha

    def quantile(self, p: float) -> float:
        """Value below which the fraction `p` of the population lies: the threshold of the top ``1 - p``."""
        return float(self.curve.value(np.asarray(1 - fraction(p))))

    def cdf(self, value: float) -> float:
        """Fraction of the population at or below a value."""
        return 1 - float(self.curve.rank(np.asarray(float(value))))

    def top_share(self, p: float) -> float:
        """Share of the total held by the richest fraction `p`."""
        return self._above(fraction(p)) / self._total

    def bottom_share(self, p: float) -> float:
        """Share of the total held by the poorest fraction `p`."""
        return 1 - self._above(1 - fraction(p)) / self._total

    def bracket_share(self, p_lower: float, p_upper: float) -> float:
        """Share of the total held by those between two population shares, counted from the poorest."""
        return self._between(p_lower, p_upper) / self._total

    def top_average(self, p: float) -> float:
        """Mean of the richest fraction `p`."""
        return self._above(fraction(p)) / _positive(p)

    def bottom_average(self, p: float) -> float:
        """Mean of the poorest fraction `p`."""
        return (self.mean - self._above(1 - fraction(p))) / _positive(p)

    def bracket_average(self, p_lower: float, p_upper: float) -> float:
        """Mean of those between two population shares, counted from the poorest."""
        return self._between(p_lower, p_upper) / _positive(p_upper - p_lower)

    def inverted_pareto_coefficient(self, p: float) -> float:
        """Mean of those above the quantile at `p`, relative to it: b(p) = E[y | y > Q(p)] / Q(p).

        Raises
        ------
        DomainError
            If the quantile is not above 0.
        """
        threshold = self.quantile(p)
        if not 0 < threshold < math.inf:
            raise DomainError(
                f"The quantile at {p:g} is {threshold:.6g}, so there is no inverted Pareto coefficient",
                possible="percentiles below 1 at which values are above 0",
                remedy="ask at another",
            )
        return self.top_average(1 - p) / threshold

    def gini(self) -> float:
        """Gini index of the curve: twice the area between the Lorenz curve and the diagonal."""
        return 2 * self.curve.area() / self._total - 1

    @cached_property
    def microdata(self) -> Distribution:
        """The curve as some 200,000 values with weights, the exact means of small groups: what a metric reads.

        Shares and quantiles at multiples of 0.0001 agree with the curve's own to eight digits, and so does the Gini; at
        other percentiles quantiles do to about four. Where `alpha` is 2 or less the curve has no variance, and what an
        index of squares makes of the cells (generalized entropy of 2, coefficient of variation) says only how far they reach.
        """
        edges = fine(self.curve)
        weight = np.diff(edges)
        value = np.minimum.accumulate(np.diff(self.curve.above(edges)) / weight)
        about: dict[str, Any] = {"measure": self.measure, "provenance": self.provenance}
        return Distribution.from_values(value, weight * self.population, **about)

    def distribution(self, at: Sequence[float] | None = None) -> Distribution:
        """Return the table of groups between percentiles (those of the fit where absent), with thresholds and totals.

        Shares at these are exact, so ``top_share(fit.distribution(), 0.01)`` is decided by it; for indices of everyone, ask
        the fit itself.

        Parameters
        ----------
        at : sequence of float, optional
            Lower ends of the groups, from 0, rising, below 1.
        """
        rank = _edges(self.at if at is None else at)
        weight = -np.diff(rank)
        low = self.curve.value(rank)
        held = -np.diff(self.curve.above(rank))
        total = weight * np.clip(held / weight, low[:-1], low[1:])
        about: dict[str, Any] = {"measure": self.measure, "provenance": self.provenance}
        return Distribution(weight * self.population, total * self.population, low[:-1], low[1:], **about)

    def to_frame(self, at: Sequence[float] | None = None) -> pd.DataFrame:
        """Return a row a percentile: what the group from it to the next has, all above have, and what the table allows.

        Parameters
        ----------
        at : sequence of float, optional
            Percentiles, from 0, rising, below 1; those of the fit where absent.
        """
        import pandas as pd

        percentiles = self.at if at is None else at
        rank = _edges(percentiles)
        above, threshold = self.curve.above(rank), self.curve.value(rank[:-1])
        total, average = self._total, above[:-1] / rank[:-1]
        columns = {
            "p_lower": np.array(percentiles, np.float64),
            "p_upper": np.array([*percentiles[1:], 1], np.float64),
            "threshold": threshold,
            "average": -np.diff(above) / -np.diff(rank),
            "share": -np.diff(above) / total,
            "top_average": average,
            "top_share": above[:-1] / total,
            "inverted_pareto_coefficient": np.divide(
                average, threshold, out=np.full(threshold.size, np.nan), where=threshold > 0
            ),
        }
        if self.table is not None:
            limits = [self.bounds(METRICS["top_share"].function, float(p)) for p in rank[:-1]]
            columns["top_share_low"] = np.array([each.low for each in limits], np.float64)
            columns["top_share_high"] = np.array([each.high for each in limits], np.float64)
        return pd.DataFrame(columns)

    def bounds(self, metric: Callable[..., Any], *args: Any, **kwargs: Any) -> Bounds:
        """Return what the table behind the fit allows a metric to be.

        Raises
        ------
        DomainError
            If no table is behind it.
        """
        if self.table is None:
            raise DomainError(
                "No table is behind this fit, so nothing bounds it",
                possible="bounds of what a table of groups was interpolated from",
                remedy="take bounds(metric, d) of the tables it was made of",
            )
        return bounds(metric, self.table, *args, **kwargs)

    def merge(self, other: FittedDistribution) -> FittedDistribution:
        """Return both populations as one: the mixture of the two curves, weighted by population."""
        from inequality.tails.mixture import merged

        return merged(self, other)

    def summary(self) -> list[tuple[str, str, str]]:
        """Return what is shown of it: name, fitted value, and what the table allows, rounded outward."""
        rows = []
        for name, arguments in SHOWN:
            if self.mean <= 0 and name != "quantile":
                continue
            value = getattr(self, name)(*arguments)
            digits = 4 if name != "quantile" else max(0, 4 - math.floor(math.log10(abs(value) or 1)))
            called = f"{name}({', '.join(f'{each:g}' for each in arguments)})" if arguments else name
            rows.append((called, f"{value:,.{digits}f}", self._allowed(METRICS[name].function, arguments, digits)))
        tail = [("alpha of the tail", f"{self.alpha:.4f}", "")] if self.alpha < math.inf else []
        return rows + tail

    def _allowed(self, metric: Callable[..., float], arguments: tuple[float, ...], digits: int) -> str:
        if self.table is None:
            return ""
        try:
            limits = self.bounds(metric, *arguments)
        except DomainError:
            return "anything"
        if math.isclose(limits.low, limits.high, rel_tol=1e-9):
            return "exactly this"
        low, high = (Fraction(f"{end:.{digits + 6}f}") if math.isfinite(end) else end for end in (limits.low, limits.high))
        known = Interval(low, high)  # without what is only rounding error
        return " to ".join(f"{end:,f}".replace("Infinity", "inf") for end in known.outward(digits))

    def __repr__(self) -> str:
        head = f"{type(self).__name__}({self.title}, population {self.population:.6g}, mean {self.mean:.6g})"
        rows = [("", "fitted", "the table allows" if self.table is not None else ""), *self.summary()]
        lines = [f"  {name:<20}{value:>12}  {allowed}".rstrip() for name, value, allowed in rows]
        return "\n".join([head, *lines, *(f"  note: {note}" for note in self.notes)])

    @property
    def _total(self) -> float:
        if not self.mean > 0:
            raise DomainError(
                f"The mean is {self.mean:.6g}, so shares of the total have no meaning",
                possible="a mean above zero",
                remedy="compare amounts instead of shares",
            )
        return self.mean

    def _above(self, rank: float) -> float:
        return float(self.curve.above(np.asarray(rank)))

    def _between(self, p_lower: float, p_upper: float) -> float:
        if not fraction(p_lower) <= fraction(p_upper):
            raise InputError(
                f"The bracket from {p_lower} to {p_upper} is empty", possible="p_lower <= p_upper", remedy="swap the two"
            )
        return self._above(1 - p_lower) - self._above(1 - p_upper)


def _positive(p: float) -> float:
    if not p > 0:
        raise DomainError("A group of nobody has no mean", possible="a population share above 0")
    return p


def _edges(at: Sequence[float]) -> Floats:
    """Return ranks at percentiles, with the 0 at the end."""
    p = np.asarray([fraction(each) for each in at])
    if p.size == 0 or p[0] != 0 or np.any(np.diff(p) <= 0) or p[-1] >= 1:
        raise InputError(
            f"Percentiles {', '.join(f'{each:g}' for each in p[:5])}, ...",
            possible="lower ends of groups that start at 0, rise, and stay below 1, such as 0, 0.5, 0.9",
            remedy="divide percents by 100; leave out the upper end 1",
        )
    return np.append(1 - p, 0.0)
