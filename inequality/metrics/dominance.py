"""Which of two distributions everybody of some conviction would prefer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import ArrayLike

from inequality.columns import Floats, as_floats
from inequality.distribution import Distribution
from inequality.errors import GroupedError, InputError, UnknownNameError
from inequality.metrics import comparison
from inequality.points import Points

if TYPE_CHECKING:
    import pandas as pd

CURVES = {
    "relative": "Lorenz-dominates",
    "generalized": "generalized-Lorenz-dominates",
    "absolute": "absolute-Lorenz-dominates",
}
ORDERS = {1: "first-order-dominates", 2: "second-order-dominates", 3: "third-order-dominates"}


@dataclass(frozen=True, eq=False)
class Dominance:
    """Which of two curves lies nowhere on the worse side of the other.

    Parameters
    ----------
    dominant : {"first", "second", "equal", "neither"}
        The one that dominates; ``"neither"`` where the curves cross.
    verb : str
        What it does to the other.
    at : ndarray, shape (k,)
        Where the curves were compared: population shares, or values.
    first, second : ndarray, shape (k,)
        Heights of the two curves; of a grouped table those of its least unequal reading.

    Examples
    --------
    >>> lorenz_dominance([1, 2, 3], [1, 2, 6])
    Dominance('first': the first Lorenz-dominates the second)
    """

    dominant: Literal["first", "second", "equal", "neither"]
    verb: str
    at: Floats
    first: Floats
    second: Floats

    def to_frame(self) -> pd.DataFrame:
        """Return a DataFrame of both curves and their difference."""
        import pandas as pd

        columns = {"at": self.at, "first": self.first, "second": self.second}
        return pd.DataFrame({**columns, "difference": self.first - self.second})

    def __repr__(self) -> str:
        told = {
            "first": f"the first {self.verb} the second",
            "second": f"the second {self.verb} the first",
            "equal": "the curves are the same",
            "neither": "the curves cross",
        }
        return f"Dominance({self.dominant!r}: {told[self.dominant]})"


@comparison(
    title="Lorenz dominance",
    reference="Atkinson 1970; Shorrocks 1983; Moyes 1987",
    range="first, second, equal or neither",
    negatives="allowed; relative curves need totals above 0",
    may_differ=("currency", "prices", "conversion", "scale"),
    properties=("scale", "replication", "anonymity"),
    samples=({}, {"curve": "generalized"}, {"curve": "absolute"}),
)
def lorenz_dominance(
    first: Distribution,
    second: Distribution,
    *,
    curve: Literal["relative", "generalized", "absolute"] = "relative",
    at: ArrayLike | None = None,
) -> Dominance:
    r"""Lorenz dominance: the curve of one is nowhere below that of the other, and somewhere above.

    :math:`L_1(p) \ge L_2(p)` for every p, and greater for some. Of relative curves every index that falls when something goes
    from a richer to a poorer (Gini, entropy, Atkinson) then calls it the less unequal. Generalized curves :math:`\mu L(p)` tell
    whose welfare is higher for everyone who likes more and likes equality; absolute curves :math:`\mu (L(p) - p)` keep account
    of absolute gaps. A grouped table is taken in its least and in its most unequal reading; if those do not agree, it does not
    decide. This compares two distributions as they are, not what two samples tell of the populations behind them.

    Parameters
    ----------
    first, second : array_like or Distribution
        The two distributions. For the generalized and absolute curves they must share currency and prices.
    weights : pair of array_like, optional
        How many members have each value, in the first and in the second.
    curve : {"relative", "generalized", "absolute"}
        What is compared.
    at : array_like, optional
        Population shares at which to compare; everywhere by default. Between cuts, and above all in an open top bracket,
        grouped tables seldom decide it.

    Returns
    -------
    Dominance
        ``.dominant`` is ``"first"``, ``"second"``, ``"equal"`` or ``"neither"``.

    Raises
    ------
    DomainError
        If a total is not above zero, for relative curves.
    GroupedError
        If the tables do not decide it.
    IncomparableError
        If the two do not measure the same thing.

    References
    ----------
    Atkinson, A. (1970), On the measurement of inequality, Journal of Economic Theory 2(3). Shorrocks, A. (1983), Ranking
    income distributions, Economica 50. Moyes, P. (1987), A new concept of Lorenz domination, Economics Letters 23(2).

    Examples
    --------
    >>> lorenz_dominance([1, 2, 3], [1, 2, 6]).dominant
    'first'
    >>> lorenz_dominance([1, 2, 3], [1, 2, 6], curve="generalized").dominant
    'second'
    """
    if curve not in CURVES:
        raise UnknownNameError("curve", curve, CURVES, where=" of lorenz_dominance")
    if curve != "relative" and first.measure is not None and second.measure is not None:
        first.measure.require(second.measure, what=f"the two {curve} Lorenz curves")
    if at is None:
        readings = [(d.equal(), d.spread()) for d in (first, second)]
        p = np.unique(np.concatenate([[0.0, 1.0], *(_shares(points) for both in readings for points in both)]))
    else:
        readings = [(d.equal(), d.equal()) for d in (first, second)]
        p = np.unique(as_floats(at, "at"))
        if not all(d.decides(*map(float, p)) for d in (first, second)):
            raise _undecided("at these shares", "choose cuts that both tables have")
    (high, low), (other_high, other_low) = ([_lorenz(points, p, curve) for points in both] for both in readings)
    rounding = _rounding(first, second)
    dominant = _dominant(low - other_high, other_low - high, rounding)
    if dominant is None:
        raise _undecided("everywhere", "compare at cuts that both tables have: at=[0.5, 0.9]")
    return Dominance(dominant, CURVES[curve], p, high.height, other_high.height)


@comparison(
    title="Stochastic dominance",
    reference="Atkinson 1987; Foster and Shorrocks 1988",
    range="first, second, equal or neither",
    properties=("scale", "replication", "anonymity"),
    samples=({"order": 1}, {"order": 2}, {"order": 3}),
)
def stochastic_dominance(first: Distribution, second: Distribution, order: Literal[1, 2, 3] = 1) -> Dominance:
    r"""Stochastic dominance: the dominance curve of one is nowhere above that of the other, and somewhere below.

    :math:`D^1(x) = F(x)` and :math:`D^{s+1}(x) = \int_{-\infty}^x D^s(u) du`, so that :math:`D^2` is the mean gap up to x.
    Whoever dominates by order 1, 2 or 3 has, for every poverty line, a headcount, gap or squared gap that is not greater;
    and is preferred by everyone who likes more (1), also likes equality (2), and more so among the poor (3). Order 2 is
    generalized Lorenz dominance. A grouped table is taken in its two extreme readings; if those do not agree, it does not
    decide. This compares two distributions as they are, not what two samples tell of the populations behind them.

    Parameters
    ----------
    first, second : array_like or Distribution
        The two distributions, in the same currency and prices.
    order : {1, 2, 3}
        Order of dominance.
    weights : pair of array_like, optional
        How many members have each value, in the first and in the second.

    Returns
    -------
    Dominance
        ``.dominant`` is ``"first"``, ``"second"``, ``"equal"`` or ``"neither"``.

    Raises
    ------
    GroupedError
        If the tables do not decide it.
    IncomparableError
        If the two do not measure the same thing.

    References
    ----------
    Foster, J. and A. Shorrocks (1988), Poverty orderings, Econometrica 56(1). Atkinson, A. (1987), On the measurement of
    poverty, Econometrica 55(4).

    Examples
    --------
    >>> stochastic_dominance([1, 2, 3], [1, 2, 6]).dominant
    'second'
    >>> stochastic_dominance([3, 3, 3], [1, 2, 6]).dominant
    'neither'
    >>> stochastic_dominance([3, 3, 3], [1, 2, 6], order=2).dominant
    'first'
    """
    if order not in ORDERS:
        raise InputError(f"There is no dominance of order {order}", possible="1, 2 or 3", remedy="choose one of them")
    readings = [_readings(d, order) for d in (first, second)]
    x = np.unique(np.concatenate([values for both in readings for values, _, _ in both]))
    x = x[x < np.inf]
    exponent = int(np.frexp(np.max(np.abs(x[np.isfinite(x)]), initial=0.0))[1])
    (low, high), (other_low, other_high) = ([_curves(*reading, x, exponent, order) for reading in both] for both in readings)
    rounding = _rounding(first, second)
    ahead, behind = (_advantage(*pair, x, exponent) for pair in ((high, other_low), (other_high, low)))
    dominant = _dominant(ahead, behind, rounding)
    if dominant is None:
        raise _undecided("everywhere", "take narrower brackets, or compare Lorenz curves at the cuts of both tables")
    with np.errstate(over="ignore"):
        heights, other_heights = (np.ldexp(curves[-1], (order - 1) * exponent) for curves in (low, other_low))
    return Dominance(dominant, ORDERS[order], x, heights, other_heights)


@dataclass(frozen=True)
class _Heights:
    """Numbers, and the size of what was added up to get them, which rounding is in proportion to."""

    height: Floats
    size: Floats

    def __sub__(self, other: _Heights) -> _Heights:
        return _Heights(self.height - other.height, np.maximum(self.size, other.size))


def _dominant(ahead: _Heights, behind: _Heights, rounding: float) -> Literal["first", "second", "equal", "neither"] | None:
    """Judge by the least that the first may be ahead of the second at each point, and the second of the first."""
    first_somewhere, second_somewhere = (bool(np.any(d.height > rounding * d.size)) for d in (ahead, behind))
    first_throughout, second_throughout = (bool(np.all(d.height >= -rounding * d.size)) for d in (ahead, behind))
    if first_somewhere and second_somewhere:
        return "neither"
    if first_throughout and second_throughout:
        return "equal"
    if first_throughout and first_somewhere:
        return "first"
    if second_throughout and second_somewhere:
        return "second"
    return None


def _rounding(*distributions: Distribution) -> float:
    """What rounding may do to sums over all groups, and to the weights of a spread, some times over."""
    return (sum(len(d) for d in distributions) + 16) * 2.0**-52


def _undecided(where: str, remedy: str) -> GroupedError:
    return GroupedError(
        f"The tables do not decide which of the two dominates {where}: members of a group may differ",
        possible="an answer where the least and the most unequal reading of both tables agree",
        remedy=remedy,
    )


def _shares(points: Points) -> Floats:
    shares: Floats = points.below / points.below[-1]
    return shares


def _lorenz(points: Points, p: Floats, curve: str) -> _Heights:
    """The Lorenz curve at `p`; at 1 from the left, where an open bracket leaves it below the total."""
    at = np.concatenate([[0.0], _shares(points)])
    held = np.concatenate([[0.0], np.cumsum(points.products)]) + points.at_minus_infinity
    size = np.concatenate([[0.0], np.cumsum(np.abs(points.products))]) - points.at_minus_infinity
    height, size = np.interp(p, at, held), np.interp(p, at, size)
    if curve == "relative":
        return _Heights(height / points.positive_sum, size / points.positive_sum)
    if curve == "absolute":
        height, size = height - p * points.sum, size + p * abs(points.sum)
    unit = points.value(0.5)  # of which two are one of the user's, who may have more than half the greatest float
    return _Heights(2 * (height / points.everyone * unit), 2 * (size / points.everyone * unit))


def _readings(d: Distribution, order: int) -> list[tuple[Floats, Floats, float]]:
    """Values, shares of the population, and debts beneath all values per head: where curves are lowest and highest."""
    weights = np.ones(len(d)) if d.weight is None else d.weight
    shares = weights / np.sum(weights)
    if order == 1:
        low, high = d.limits()
        return [(high, shares, 0.0), (low, shares, 0.0)]
    spread = d.spread()
    masses = np.ones(spread.values.size) if spread.weights is None else spread.weights
    values = 2 * (spread.values * spread.value(0.5))
    beneath = -2 * (spread.at_minus_infinity / spread.everyone * spread.value(0.5))
    return [(d.means, shares, 0.0), (values, masses / np.sum(masses), beneath)]


def _curves(values: Floats, shares: Floats, beneath: float, x: Floats, exponent: int, order: int) -> list[Floats]:
    """Dominance curves of order 1 to `order` at `x`, of values divided by a power of two."""
    rising = np.argsort(values, kind="stable")
    below = np.concatenate([[0.0], np.cumsum(shares[rising])])
    curves = [below[np.searchsorted(values[rising], x, side="right")]]
    if order > 1:
        steps = np.diff(np.ldexp(x, -exponent))
        curves.append(np.concatenate([[0.0], np.cumsum(curves[0][:-1] * steps)]) + np.ldexp(beneath, -exponent))
    if order > 2:
        squared = np.concatenate([[0.0], np.cumsum(curves[1][:-1] * steps + curves[0][:-1] * steps**2 / 2)])
        curves.append(squared if beneath == 0 else np.full(x.size, np.inf))
    return curves


def _advantage(one: list[Floats], other: list[Floats], x: Floats, exponent: int) -> _Heights:
    """By how much the first list's last curve is below the second's, at `x`, at turning points between, and beyond."""
    with np.errstate(invalid="ignore"):
        differences = [b - a for a, b in zip(one, other, strict=True)]
        size = np.maximum(one[-1], other[-1])
        size[np.isinf(size)] = 0.0
        if len(one) < 3:
            return _Heights(differences[-1], size)
        bend, slope, height = (difference[:-1] for difference in differences)
        turn = np.divide(-slope, bend, out=np.zeros(bend.size), where=bend != 0)
        inside = (turn > 0) & (turn < np.diff(np.ldexp(x, -exponent)))
        turning = (height + slope * turn / 2)[inside]
        beyond = [differences[1][-1]]  # further on the curves part by this for every unit
        return _Heights(
            np.concatenate([differences[2], turning, beyond]),
            np.concatenate([size, size[1:][inside], [max(one[1][-1], other[1][-1])]]),
        )
