"""Growth along the distribution: of its quantiles, and of the averages of its brackets."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import ArrayLike

from inequality.columns import Floats, as_floats, check_rising, fraction
from inequality.distribution import Distribution
from inequality.errors import DomainError, InputError, UnknownNameError
from inequality.metrics import comparison
from inequality.metrics.averages import bracket_average
from inequality.metrics.quantiles import quantile

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False)
class GrowthIncidence:
    """Growth at points of the distribution, or of brackets of it.

    Parameters
    ----------
    p_lower, p_upper : ndarray, shape (k,)
        Ends of each bracket, as fractions of the population; the same number where growth is that of a quantile.
    before, after : ndarray, shape (k,)
        The quantile, or the average of the bracket.
    growth : ndarray, shape (k,)
        Growth from the one to the other, per year where `years` were given; missing (NaN) where it is undefined.
    growth_of_mean : float
        Growth of the mean of all; NaN where it is undefined.
    years : float
        Years between the two.

    Examples
    --------
    >>> growth_incidence([1, 2, 3, 4], [2, 3, 3, 4], [0.25, 0.5, 0.75])
    GrowthIncidence(3 points from p = 0.25 to 0.75: 0 to 1; of the mean 0.2)
    """

    p_lower: Floats
    p_upper: Floats
    before: Floats
    after: Floats
    growth: Floats
    growth_of_mean: float
    years: float = 1.0

    def rate_of_pro_poor_growth(self, headcount: float) -> float:
        """Mean growth rate of the poorest fraction `headcount` (Ravallion and Chen 2003): that of the poor, before.

        Raises
        ------
        DomainError
            If no point lies there, or growth is undefined at one.
        """
        poor = (self.p_upper <= fraction(headcount) + 1e-12) & (self.p_upper > 0)
        rates, width = self.growth[poor], (self.p_upper - self.p_lower)[poor]
        if not rates.size or np.isnan(rates).any():
            raise DomainError(
                f"Growth of the poorest {headcount:g} is not known throughout",
                possible="a headcount above the first point, and values above 0 before",
                remedy="ask for more points, or for a part of the distribution that had something",
            )
        return float(np.sum(rates * width) / np.sum(width)) if width.all() else float(np.mean(rates))

    def to_frame(self) -> pd.DataFrame:
        """Return a DataFrame, one row a point or bracket."""
        import pandas as pd

        names = ("p_lower", "p_upper", "before", "after", "growth")
        return pd.DataFrame({name: getattr(self, name) for name in names})

    def __repr__(self) -> str:
        what = "points" if np.array_equal(self.p_lower, self.p_upper) else "brackets"
        known = self.growth[~np.isnan(self.growth)]
        values = f"{known.min():.6g} to {known.max():.6g}" if known.size else "undefined"
        missing = f", undefined at {self.growth.size - known.size}" if known.size < self.growth.size else ""
        ends = f"{self.p_lower[0]:g} to {self.p_upper[-1]:g}"
        mean = f"of the mean {self.growth_of_mean:.6g}" + ("" if self.years == 1 else f"; a year, over {self.years:g}")
        return f"GrowthIncidence({self.growth.size} {what} from p = {ends}: {values}{missing}; {mean})"


@comparison(
    title="Growth incidence curve",
    reference="Ravallion and Chen 2003",
    range="-1 or more where both values are 0 or more",
    zeros="undefined where the value before is 0",
    negatives="undefined where the value before is below 0",
    properties=("scale", "replication", "anonymity"),
    samples=({"p": (0.1, 0.5, 0.9)}, {"p": (0.5, 1.0), "years": 10}),
)
def growth_incidence(
    before: Distribution,
    after: Distribution,
    p: ArrayLike | None = None,
    *,
    years: float = 1.0,
    undefined: Literal["raise", "missing"] = "raise",
) -> GrowthIncidence:
    r"""Growth incidence curve.

    :math:`g(p) = (Q_1(p) / Q_0(p))^{1/t} - 1`: growth of the quantile at `p`. Ranks are those of each date: nobody is
    followed. Of tables of groups, `bracket_growth` takes averages instead.

    Parameters
    ----------
    before, after : array_like or Distribution
        The two dates, in the same prices.
    p : array_like, shape (k,), optional
        Population shares, rising; 0.01, 0.02, ..., 0.99 by default.
    weights : pair of array_like, optional
        How many members have each value, before and after.
    years : float, default 1
        Years between the two: growth is then per year.
    undefined : {"raise", "missing"}
        What to do at points where the value before is 0 or less (or, with `years`, the value after is below 0): raise, or
        leave growth missing there.

    Returns
    -------
    GrowthIncidence
        Points of the curve; ``to_frame()`` for a DataFrame.

    Raises
    ------
    DomainError
        If growth is undefined at a point.
    GroupedError
        If a table tells of groups only.
    IncomparableError
        If the two do not measure the same thing.

    References
    ----------
    Ravallion, M. and S. Chen (2003), Measuring pro-poor growth, Economics Letters 78(1).

    Examples
    --------
    >>> growth_incidence([1, 2, 3, 4], [2, 3, 3, 4], [0.25, 0.5, 0.75]).growth
    array([1. , 0.5, 0. ])
    """
    ranks = np.arange(1, 100) / 100 if p is None else _ranks(p, "p")
    values = (np.array([quantile(d, q) for q in ranks]) for d in (before, after))
    return _incidence((before, after), (ranks, ranks), values, years, undefined)


@comparison(
    title="Growth by bracket",
    reference="Lakner and Milanovic 2016; Piketty, Saez and Zucman 2018",
    range="-1 or more where both averages are 0 or more",
    zeros="undefined where the average before is 0",
    negatives="undefined where the average before is below 0",
    properties=("scale", "replication", "anonymity"),
    samples=({}, {"cuts": (0, 0.5, 0.9, 1), "years": 10}),
)
def bracket_growth(
    before: Distribution,
    after: Distribution,
    cuts: ArrayLike | None = None,
    *,
    years: float = 1.0,
    undefined: Literal["raise", "missing"] = "raise",
) -> GrowthIncidence:
    r"""Growth of the average of each bracket of the population.

    :math:`(\mu_1(p, q) / \mu_0(p, q))^{1/t} - 1`; a member on a boundary is split. Ranks are those of each date.

    Parameters
    ----------
    before, after : array_like or Distribution
        The two dates, in the same prices.
    cuts : array_like, shape (k + 1,), optional
        Population shares at which brackets begin and end, rising; the tenths by default.
    weights : pair of array_like, optional
        How many members have each value, before and after.
    years : float, default 1
        Years between the two: growth is then per year.
    undefined : {"raise", "missing"}
        What to do with brackets whose average before is 0 or less (or, with `years`, the average after is below 0).

    Returns
    -------
    GrowthIncidence
        One entry a bracket; ``to_frame()`` for a DataFrame.

    Raises
    ------
    DomainError
        If growth is undefined for a bracket.
    GroupedError
        If a table does not have those cuts.
    IncomparableError
        If the two do not measure the same thing.

    References
    ----------
    Lakner, C. and B. Milanovic (2016), Global income distribution: from the fall of the Berlin Wall to the Great Recession,
    World Bank Economic Review 30(2).

    Examples
    --------
    >>> before = Distribution.from_shares({(0, 0.5): 0.25, (0.5, 1): 0.75}, mean=100)
    >>> after = Distribution.from_shares({(0, 0.5): 0.2, (0.5, 1): 0.8}, mean=150)
    >>> bracket_growth(before, after, [0, 0.5, 1]).growth
    array([0.2, 0.6])
    """
    ends = np.arange(11) / 10 if cuts is None else _ranks(cuts, "cuts")
    if ends.size < 2 or np.any(np.diff(ends) <= 0):
        raise InputError("Brackets need cuts that rise", possible="at least two, such as 0, 0.5, 0.9, 1", remedy="sort them")
    brackets = list(zip(ends[:-1], ends[1:], strict=True))
    values = (np.array([bracket_average(d, *bracket) for bracket in brackets]) for d in (before, after))
    return _incidence((before, after), (ends[:-1], ends[1:]), values, years, undefined)


def _incidence(
    dates: tuple[Distribution, Distribution],
    brackets: tuple[Floats, Floats],
    values: Iterable[Floats],
    years: float,
    undefined: str,
) -> GrowthIncidence:
    if undefined not in ("raise", "missing"):
        raise UnknownNameError("treatment", undefined, ["raise", "missing"], where=" of undefined growth")
    if not 0 < years < math.inf:
        raise InputError(f"There are {years} years between the two", possible="a number above 0", remedy="swap the two dates")
    before, after = values
    growth = _rates(before, after, years)
    missing = np.flatnonzero(np.isnan(growth))
    if missing.size and undefined == "raise":
        k = int(missing[0])
        raise DomainError(
            f"At p = {brackets[1][k]:g} the value goes from {before[k]:.6g} to {after[k]:.6g}, so its growth has no meaning "
            f"({missing.size} of {growth.size} points)",
            possible="values above 0 before and, for growth per year, not below 0 after",
            remedy='ask for the p where there is something, or pass undefined="missing"',
        )
    mean_before, mean_after = (np.array([d.mean]) for d in dates)
    return GrowthIncidence(*brackets, before, after, growth, float(_rates(mean_before, mean_after, years)[0]), years)


def _rates(before: Floats, after: Floats, years: float) -> Floats:
    known = (before > 0) & ((after >= 0) | (years == 1))
    with np.errstate(over="ignore"):
        ratio = np.divide(after, before, out=np.full(before.size, np.nan), where=known)
    growth: Floats = ratio - 1 if years == 1 else np.power(ratio, 1 / years) - 1
    return growth


def _ranks(p: ArrayLike, name: str) -> Floats:
    ranks = as_floats(p, name)
    for q in (ranks.min(), ranks.max()):
        fraction(float(q))
    check_rising(ranks, name)
    return ranks
