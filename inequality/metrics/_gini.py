"""The Gini family."""

from __future__ import annotations

import math

import numpy as np

from inequality.columns import Floats
from inequality.errors import DomainError, InputError
from inequality.metrics import metric
from inequality.metrics._gaps import half_mean_difference, lag, lead, weights_of
from inequality.metrics._gini_influences import extended_influence, normalised_influence, raffinetti_influence
from inequality.points import Points


def _gini_influence(points: Points, *, n: int | None = None) -> Floats:
    r""":math:`E|x - X| / \mu - G (x / \mu + 1)`; no term of the mean distance to others is negative, so nothing cancels."""
    distances = (lead(points) + lag(points)) / points.positive_sum
    influence: Floats = (distances - gini(points) * (points.values / points.mean + 1)) * _sample_factor(n)
    return influence


@metric(
    title="Gini index",
    reference="Gini 1914; Yitzhaki 1998",
    range="0 to 1 - 1/n; above 1 where debts weigh heavily",
    negatives="allowed; the value can exceed 1",
    properties=("scale", "replication", "anonymity", "transfer", "lorenz"),
    samples=({}, {"n": 10}),
    influence=_gini_influence,
)
def gini(points: Points, *, n: int | None = None, tolerance: float | None = None) -> float:
    r"""Gini index.

    Half the mean absolute difference between two members, relative to the mean:
    :math:`G = \sum_k P_k Q_k (x_{k+1} - x_k) / (W \sum_i w_i x_i)`, with :math:`P_k` the weight up to the k-th member in
    rising order, :math:`Q_k` the weight above, :math:`W` all weight. No term of the sum is negative, so nothing cancels:
    the relative error is at most (2n + 12) 2^-53 for values of 0 or more, times :math:`\sum w |x| / |\sum w x|` where
    there are debts.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of any sign, or a distribution.
    weights : array_like, optional
        How many members have each value.
    n : int, optional
        Size of the sample: multiplies by n / (n - 1), which takes out most of the bias of a small one. Without it, the index
        is that of the members as they are.
    tolerance : float, optional
        How far from the exact value the result may be: 1e-8, say, for an answer in one pass, without a sort. Where
        `binned_summary` does not pin the value down as closely, the result is exact.

    Returns
    -------
    float
        0 where all are equal.

    Raises
    ------
    DomainError
        If the total is not above zero.
    GroupedError
        If the table does not decide it.
    InputError
        If `n` is not a whole number above 1.

    References
    ----------
    Yitzhaki, S. (1998), More than a dozen alternative ways of spelling Gini, Research on Economic Inequality 8.

    Examples
    --------
    >>> gini([1, 2, 3, 4])
    0.25
    >>> gini([10, 20, 30, 40], weights=[1, 2, 3, 4])
    0.18
    >>> round(gini([1, 2, 3, 4], n=4), 12)
    0.333333333333
    """
    total = points.positive_sum
    return half_mean_difference(points) * points.everyone / total * _sample_factor(n)


@metric(
    title="Extended Gini index",
    reference="Donaldson and Weymark 1980; Yitzhaki 1983",
    range="0 to 1; above 1 where debts weigh heavily",
    negatives="allowed; the value can exceed 1",
    properties=("scale", "replication", "anonymity", "weak transfer", "lorenz"),
    samples=({"v": 1.5}, {"v": 2}, {"v": 4}),
    influence=extended_influence,
)
def extended_gini(points: Points, v: float) -> float:
    r"""Extended Gini index, or S-Gini, of inequality aversion `v`.

    :math:`G_v = 1 - v (v - 1) \int_0^1 (1 - p)^{v-2} L(p) dp`; the Gini index at ``v = 2``. The larger `v`, the more the
    bottom counts. Summed over the gaps between neighbours,
    :math:`\sum_k (x_{k+1} - x_k) (q_k - q_k^v) / \mu` with :math:`q_k` the population share above, so that nothing cancels.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of any sign, or a distribution.
    v : float
        Inequality aversion, above 1.
    weights : array_like, optional
        How many members have each value.

    Returns
    -------
    float
        0 where all are equal.

    Raises
    ------
    DomainError
        If the total is not above zero.
    GroupedError
        If the table does not decide it.
    InputError
        If `v` is not a finite number above 1.

    References
    ----------
    Donaldson, D. and J. Weymark (1980), A single-parameter generalization of the Gini indices of inequality, Journal of
    Economic Theory 22(1).

    Examples
    --------
    >>> round(extended_gini([1, 2, 3, 4], 2), 12)
    0.25
    >>> round(extended_gini([1, 2, 3, 4], 3), 12)
    0.375
    """
    if not 1 < v < math.inf:
        raise InputError(
            f"The inequality aversion v is {v}", possible="a finite number above 1", remedy="pass 2 for the Gini index"
        )
    total = points.positive_sum
    below, above = points.below[:-1] / points.everyone, points.above[1:] / points.everyone
    logs = np.where(above < 0.5, np.log(above), np.log1p(-np.minimum(below, 0.5)))
    gaps = np.diff(points.values) * above * -np.expm1((v - 1) * logs)
    beyond = points.at_infinity - (v - 1) * points.at_minus_infinity
    return (float(np.sum(gaps)) * points.everyone + beyond) / total


@metric(
    title="Normalised Gini index",
    reference="Chen, Tsaur and Rhai 1982; Berrebi and Silber 1985",
    range="0 to 1",
    negatives="allowed; the value stays below 1",
    properties=("scale", "replication", "anonymity", "weak transfer", "lorenz"),
    influence=normalised_influence,
)
def normalised_gini(points: Points) -> float:
    r"""Gini index brought back to at most 1 where there are debts.

    :math:`G^* = G / (1 + 2 A)`, with A the area between the Lorenz curve and the axis where the curve is below zero; the
    crossing itself lies on the straight line between two members. It is the Gini index where nobody is in debt. It rises
    wherever the Lorenz curve falls: with B the area where the curve is above zero it is :math:`1 - 2 B / (1 + 2 A)`.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of any sign, or a distribution.
    weights : array_like, optional
        How many members have each value.

    Returns
    -------
    float
        0 where all are equal.

    Raises
    ------
    DomainError
        If the total is not above zero.
    GroupedError
        If the table does not decide it.

    References
    ----------
    Chen, C.-N., T.-W. Tsaur and T.-S. Rhai (1982), The Gini coefficient and negative income, Oxford Economic Papers 34(3).
    Berrebi, Z. and J. Silber (1985), The Gini coefficient and negative income: a comment, Oxford Economic Papers 37(3).

    Examples
    --------
    >>> round(normalised_gini([-7, -15, 11, -10, 2, 4, 40]), 12)
    0.965402712427
    """
    return gini(points) / (1 + 2 * _area_below_zero(points))


@metric(
    title="Gini index of any total",
    reference="Raffinetti, Siletti and Vernizzi 2015",
    range="0 to 1",
    zeros="allowed, unless all are zero",
    negatives="allowed; the total may be zero or negative",
    properties=("scale", "replication", "anonymity"),
    bounded="no",
    influence=raffinetti_influence,
)
def raffinetti_gini(points: Points) -> float:
    r"""Gini index relative to the greatest that the same assets and debts allow: 0 to 1 whatever the total.

    :math:`G = \frac{\sum_i \sum_j p_i p_j |x_i - x_j|}{2 (\mu^+ + \mu^-)}`, with :math:`\mu^+` and :math:`\mu^-` the assets
    and the debts per member of all. It is the Gini index where nobody is in debt. Since debts enlarge the denominator too, a
    transfer from a poorer to a richer member may lower it.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of any sign, or a distribution.
    weights : array_like, optional
        How many members have each value.

    Returns
    -------
    float
        0 where all are equal.

    Raises
    ------
    DomainError
        If all values are zero.
    GroupedError
        If the table does not decide it.

    References
    ----------
    Raffinetti, E., E. Siletti and A. Vernizzi (2015), On the Gini coefficient normalization when attributes with negative
    values are considered, Statistical Methods and Applications 24(3).

    Examples
    --------
    >>> round(raffinetti_gini([-7, -15, 11, -10, 2, 4, 40]), 12)
    0.699839486356
    """
    either = points.sum + 2 * points.debts
    if not either:
        raise DomainError("All values are 0, so there is nothing to be unequal in", possible="assets or debts")
    return half_mean_difference(points) * points.everyone / either


def _sample_factor(n: int | None) -> float:
    if n is None:
        return 1.0
    if not (n == int(n) and n > 1):
        raise InputError(
            f"The sample size n is {n}", possible="a whole number above 1", remedy="pass the number of observations"
        )
    return n / (n - 1)


def _area_below_zero(points: Points) -> float:
    """Return the area between the Lorenz curve and the axis where the curve is below zero."""
    if not points.debts:
        return 0.0
    held = points.at_minus_infinity + np.concatenate([[0.0], np.cumsum(points.products)])
    start, end = np.minimum(held[:-1], 0.0), held[1:]
    width = weights_of(points)
    # Of the member with whom the curve comes back to zero, the part that is below it.
    inside = np.divide(-start, end - start, out=np.ones_like(start), where=end > 0)
    area = float(np.sum(width * inside * (start + np.minimum(end, 0.0)))) / 2
    return -area / (points.everyone * points.sum)
