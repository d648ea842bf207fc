"""Lorenz curves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from inequality.columns import Floats, fraction
from inequality.metrics import metric
from inequality.metrics._gaps import weights_of
from inequality.points import Points

CURVE = "it is a curve, not a number; bottom_share and bottom_average at each p have one"


@dataclass(frozen=True)
class LorenzCurve:
    """The share of the total that the poorest fraction of the population has.

    Parameters
    ----------
    p : ndarray, shape (k,)
        Population shares from 0 to 1.
    share : ndarray, shape (k,)
        Share of the total held by the poorest `p`; below zero where they are in net debt.

    Examples
    --------
    >>> lorenz_curve([1, 2, 3, 4])(0.5)
    0.3
    """

    p: Floats
    share: Floats

    def __call__(self, p: float) -> float:
        """Share of the poorest `p`; between two points of the curve on the straight line."""
        return float(np.interp(fraction(p), self.p, self.share))


@dataclass(frozen=True)
class AmountCurve:
    """What the poorest fraction of the population has, as an amount per member of the whole population.

    Parameters
    ----------
    p : ndarray, shape (k,)
        Population shares from 0 to 1.
    amount : ndarray, shape (k,)
        Held by the poorest `p`, per member of all, in the unit of the values.

    Examples
    --------
    >>> generalized_lorenz_curve([1, 2, 3, 4])(0.5)
    0.75
    """

    p: Floats
    amount: Floats

    def __call__(self, p: float) -> float:
        """Amount of the poorest `p`; between two points of the curve on the straight line."""
        return float(np.interp(fraction(p), self.p, self.amount))


@metric(
    title="Lorenz curve",
    reference="Lorenz 1905",
    range="at most p; below 0 where the poorest are in debt",
    negatives="allowed; the curve starts below zero",
    cuts=lambda: (),
    properties=("scale", "replication", "anonymity"),
    bounded="no",
    influence=CURVE,
)
def lorenz_curve(points: Points) -> LorenzCurve:
    r"""Lorenz curve.

    :math:`L(P_k) = \sum_{i \le k} w_i x_i / \sum_i w_i x_i` in rising order of x, from (0, 0) to (1, 1). Of a grouped
    table in order its points are exact; between them the straight line is the least unequal reading.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of any sign, or a distribution.
    weights : array_like, optional
        How many members have each value.

    Returns
    -------
    LorenzCurve
        Arrays `p` and `share`, callable at any population share.

    Raises
    ------
    DomainError
        If the total is not above zero.

    References
    ----------
    Lorenz, M. O. (1905), Methods of measuring the concentration of wealth, JASA 9.

    Examples
    --------
    >>> curve = lorenz_curve([-1, 0, 5])
    >>> curve.share
    array([ 0.  , -0.25, -0.25,  1.  ])
    """
    total = points.positive_sum
    p = points.shared(_ranks)
    held = points.at_minus_infinity + np.cumsum(points.products)
    share = np.concatenate([[0.0], held / total])
    if points.at_infinity == 0:
        share[-1] = 1.0
    else:  # the unboundedly rich stand on the right edge
        p, share = np.append(p, 1.0), np.append(share, 1.0)
    return LorenzCurve(p, share)


@metric(
    title="Generalized Lorenz curve",
    reference="Shorrocks 1983",
    range="up to the mean; below 0 where the poorest are in debt",
    negatives="allowed; the curve starts below zero",
    cuts=lambda: (),
    properties=("replication", "anonymity", "homogeneous"),
    bounded="no",
    influence=CURVE,
)
def generalized_lorenz_curve(points: Points) -> AmountCurve:
    r"""Generalized Lorenz curve: what the poorest have, per member of all.

    :math:`GL(P_k) = \mu L(P_k) = \sum_{i \le k} p_i x_i` in rising order of x, from (0, 0) to (1, mean): levels and inequality
    in one curve. It is defined for any total. Of a grouped table in order its points are exact.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of any sign, or a distribution.
    weights : array_like, optional
        How many members have each value.

    Returns
    -------
    AmountCurve
        Arrays `p` and `amount`, callable at any population share.

    Raises
    ------
    GroupedError
        If the table is not in order.

    References
    ----------
    Shorrocks, A. F. (1983), Ranking income distributions, Economica 50.

    Examples
    --------
    >>> generalized_lorenz_curve([-1, 0, 5]).amount
    array([ 0.        , -0.33333333, -0.33333333,  1.33333333])
    """
    return _curve(points, np.cumsum(points.products), points.sum)


@metric(
    title="Absolute Lorenz curve",
    reference="Moyes 1987",
    range="0 or below",
    negatives="allowed; only differences count",
    cuts=lambda: (),
    properties=("replication", "anonymity", "homogeneous"),
    bounded="no",
    influence=CURVE,
)
def absolute_lorenz_curve(points: Points) -> AmountCurve:
    r"""Absolute Lorenz curve: what the poorest lack beside the mean, per member of all.

    :math:`AL(P_k) = \mu (L(P_k) - P_k) = \sum_{i \le k} p_i (x_i - \mu)` in rising order of x, from (0, 0) to (1, 0). Adding
    the same to everybody does not change it; it is defined for any total.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of any sign, or a distribution.
    weights : array_like, optional
        How many members have each value.

    Returns
    -------
    AmountCurve
        Arrays `p` and `amount`, callable at any population share.

    Raises
    ------
    GroupedError
        If the table is not in order.

    References
    ----------
    Moyes, P. (1987), A new concept of Lorenz domination, Economics Letters 23(2).

    Examples
    --------
    >>> absolute_lorenz_curve([1, 2, 6]).amount
    array([ 0.        , -0.66666667, -1.        ,  0.        ])
    """
    distances = points.values - points.mean
    # What the rounded mean misses is small beside the distances, of which it is the mean.
    held = np.cumsum(weights_of(points) * distances)
    missed = held[-1] + points.at_infinity + points.at_minus_infinity
    return _curve(points, held - missed * (points.below / points.below[-1]), 0.0)


def _curve(points: Points, held: Floats, end: float) -> AmountCurve:
    """Return the curve through what is held up to each of `points.values`, and through `end`, which rounded sums may miss."""
    p = points.shared(_ranks)
    held = np.concatenate([[0.0], points.at_minus_infinity + held])
    if points.at_infinity == 0:
        held[-1] = end
    else:  # the unboundedly rich stand on the right edge
        p, held = np.append(p, 1.0), np.append(held, end)
    return AmountCurve(p, 2 * held / points.everyone * points.value(0.5))


def _ranks(points: Points) -> Floats:
    """Return the population shares of a curve's points: 0, and those up to each of `points.values`."""
    return np.concatenate([[0.0], points.below / points.below[-1]])
