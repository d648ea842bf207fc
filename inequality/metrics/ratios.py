"""Ratios of shares and of quantiles: the top against the bottom."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from inequality.columns import Floats
from inequality.errors import DomainError
from inequality.metrics import metric
from inequality.metrics._influences import of_ratio
from inequality.metrics._order_statistics import Definition, order_statistic
from inequality.metrics.quantiles import quantile_influence
from inequality.metrics.shares import lorenz_influence
from inequality.points import Points


def _shares_influence(top: float, bottom: float) -> Callable[[Points], Floats]:
    def influence(points: Points) -> Floats:
        total = points.positive_sum
        of_top, of_bottom = -lorenz_influence(points, 1 - top), lorenz_influence(points, bottom)
        return of_ratio(points.highest(top) / total, points.lowest(bottom) / total, of_top, of_bottom)

    return influence


def _quantiles_influence(p: float, q: float) -> Callable[..., Floats]:
    def influence(points: Points, *, definition: Definition = "inverse_cdf") -> Floats:
        upper, lower = order_statistic(points, p, definition), order_statistic(points, q, definition)
        return of_ratio(upper, lower, quantile_influence(points, p), quantile_influence(points, q))

    return influence


@metric(
    title="Palma ratio",
    reference="Palma 2011; Cobham and Sumner 2013",
    range="1/4 to infinity",
    zeros="allowed; infinite where the poorest have nothing",
    negatives="allowed; undefined where the poorest are in net debt",
    cuts=lambda: (0.4, 0.9),
    properties=("scale", "replication", "anonymity", "weak transfer", "lorenz"),
    influence=_shares_influence(0.1, 0.4),
)
def palma_ratio(points: Points) -> float:
    r"""Palma ratio: what the richest tenth have, as a multiple of what the poorest 40 percent have.

    :math:`(1 - L(0.9)) / L(0.4)`, with the member on each boundary split.
    The poorest of wealth distributions often have nothing, or less: of nothing the ratio is infinite, and beside net debt it
    says nothing.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of any sign, or a distribution.
    weights : array_like, optional
        How many members have each value.

    Returns
    -------
    float
        1/4 where all are equal.

    Raises
    ------
    DomainError
        If the poorest are in net debt, or nobody has anything.
    GroupedError
        If the table has no cuts there.

    References
    ----------
    Palma, J. G. (2011), Homogeneous middles vs. heterogeneous tails, Development and Change 42(1).

    Examples
    --------
    >>> palma_ratio(range(1, 11))
    1.0
    """
    return _ratio_of_shares(points, 0.1, 0.4)


@metric(
    title="S80/S20 ratio",
    reference="Eurostat, Laeken indicators",
    range="1 to infinity",
    zeros="allowed; infinite where the poorest have nothing",
    negatives="allowed; undefined where the poorest are in net debt",
    cuts=lambda: (0.2, 0.8),
    properties=("scale", "replication", "anonymity", "weak transfer", "lorenz"),
    influence=_shares_influence(0.2, 0.2),
)
def s80_s20_ratio(points: Points) -> float:
    r"""S80/S20, the quintile share ratio: what the richest fifth have, as a multiple of what the poorest fifth have.

    :math:`(1 - L(0.8)) / L(0.2)`, with the member on each boundary split.
    Offices that take everybody above the upper quintile and below the lower, without splitting, differ in a small sample.
    The poorest of wealth distributions often have nothing, or less: of nothing the ratio is infinite, and beside net debt it
    says nothing.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of any sign, or a distribution.
    weights : array_like, optional
        How many members have each value.

    Returns
    -------
    float
        1 where all are equal.

    Raises
    ------
    DomainError
        If the poorest are in net debt, or nobody has anything.
    GroupedError
        If the table has no cuts there.

    References
    ----------
    Atkinson, A. B. and others (2002), Social indicators: the EU and social inclusion, Oxford University Press.

    Examples
    --------
    >>> s80_s20_ratio(range(1, 11))
    6.333333333333333
    """
    return _ratio_of_shares(points, 0.2, 0.2)


@metric(
    title="S90/S40 ratio",
    reference="OECD income distribution database",
    range="1/4 to infinity",
    zeros="allowed; infinite where the poorest have nothing",
    negatives="allowed; undefined where the poorest are in net debt",
    cuts=lambda: (0.4, 0.9),
    properties=("scale", "replication", "anonymity", "weak transfer", "lorenz"),
    influence=_shares_influence(0.1, 0.4),
)
def s90_s40_ratio(points: Points) -> float:
    r"""S90/S40, as the OECD calls the Palma ratio: the richest tenth against the poorest 40 percent.

    :math:`(1 - L(0.9)) / L(0.4)`, with the member on each boundary split.
    The poorest of wealth distributions often have nothing, or less: of nothing the ratio is infinite, and beside net debt it
    says nothing.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of any sign, or a distribution.
    weights : array_like, optional
        How many members have each value.

    Returns
    -------
    float
        1/4 where all are equal.

    Raises
    ------
    DomainError
        If the poorest are in net debt, or nobody has anything.
    GroupedError
        If the table has no cuts there.

    References
    ----------
    OECD, Income distribution database, terms of reference.

    Examples
    --------
    >>> s90_s40_ratio(range(1, 11))
    1.0
    """
    return _ratio_of_shares(points, 0.1, 0.4)


@metric(
    title="P90/P10 ratio",
    reference="Jenkins and Van Kerm 2009",
    range="1 to infinity",
    zeros="allowed; infinite where P10 is 0",
    negatives="allowed; undefined where P10 is below 0",
    properties=("scale", "replication", "anonymity"),
    bounded="no",
    influence=_quantiles_influence(0.9, 0.1),
)
def p90_p10_ratio(points: Points, *, definition: Definition = "inverse_cdf") -> float:
    """P90/P10: the quantile at 0.9 as a multiple of that at 0.1.

    :math:`Q(0.9) / Q(0.1)`. A transfer from a richer to a poorer member can raise it, or leave it as it is.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of any sign, or a distribution.
    weights : array_like, optional
        How many members have each value.
    definition : str
        Of the quantiles, as for `quantile`.

    Returns
    -------
    float
        1 where both are equal.

    Raises
    ------
    DomainError
        If P10 is below zero, or both are zero.
    GroupedError
        If the table tells of groups only.

    References
    ----------
    Jenkins, S. P. and P. Van Kerm (2009), The measurement of economic inequality, in The Oxford handbook of
    economic inequality.

    Examples
    --------
    >>> p90_p10_ratio(range(1, 11))
    9.0
    """
    return _ratio_of_quantiles(points, 0.9, 0.1, definition)


@metric(
    title="P90/P50 ratio",
    reference="Jenkins and Van Kerm 2009",
    range="1 to infinity",
    zeros="allowed; infinite where P50 is 0",
    negatives="allowed; undefined where P50 is below 0",
    properties=("scale", "replication", "anonymity"),
    bounded="no",
    influence=_quantiles_influence(0.9, 0.5),
)
def p90_p50_ratio(points: Points, *, definition: Definition = "inverse_cdf") -> float:
    """P90/P50: the quantile at 0.9 as a multiple of that at 0.5.

    :math:`Q(0.9) / Q(0.5)`. A transfer from a richer to a poorer member can raise it, or leave it as it is.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of any sign, or a distribution.
    weights : array_like, optional
        How many members have each value.
    definition : str
        Of the quantiles, as for `quantile`.

    Returns
    -------
    float
        1 where both are equal.

    Raises
    ------
    DomainError
        If P50 is below zero, or both are zero.
    GroupedError
        If the table tells of groups only.

    References
    ----------
    Jenkins, S. P. and P. Van Kerm (2009), The measurement of economic inequality, in The Oxford handbook of
    economic inequality.

    Examples
    --------
    >>> p90_p50_ratio(range(1, 11))
    1.8
    """
    return _ratio_of_quantiles(points, 0.9, 0.5, definition)


@metric(
    title="P50/P10 ratio",
    reference="Jenkins and Van Kerm 2009",
    range="1 to infinity",
    zeros="allowed; infinite where P10 is 0",
    negatives="allowed; undefined where P10 is below 0",
    properties=("scale", "replication", "anonymity"),
    bounded="no",
    influence=_quantiles_influence(0.5, 0.1),
)
def p50_p10_ratio(points: Points, *, definition: Definition = "inverse_cdf") -> float:
    """P50/P10: the quantile at 0.5 as a multiple of that at 0.1.

    :math:`Q(0.5) / Q(0.1)`. A transfer from a richer to a poorer member can raise it, or leave it as it is.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of any sign, or a distribution.
    weights : array_like, optional
        How many members have each value.
    definition : str
        Of the quantiles, as for `quantile`.

    Returns
    -------
    float
        1 where both are equal.

    Raises
    ------
    DomainError
        If P10 is below zero, or both are zero.
    GroupedError
        If the table tells of groups only.

    References
    ----------
    Jenkins, S. P. and P. Van Kerm (2009), The measurement of economic inequality, in The Oxford handbook of
    economic inequality.

    Examples
    --------
    >>> p50_p10_ratio(range(1, 11))
    5.0
    """
    return _ratio_of_quantiles(points, 0.5, 0.1, definition)


def _ratio_of_shares(points: Points, top: float, bottom: float) -> float:
    highest, lowest = points.highest(top), points.lowest(bottom)
    k = points.position(bottom)
    if points.ends_at(k, bottom):  # no sliver of the next member, which may be rich beside these
        lowest = points.at_minus_infinity + float(np.sum(points.products[: k + 1]))
    rounding = points.values.size * 2.0**-53 * (abs(lowest) + 2 * points.debts) if points.debts else 0.0
    if lowest < 0 or lowest < rounding:
        raise DomainError(
            f"The poorest {bottom:.0%} have {points.amount(lowest):.6g} together, so nothing can be a multiple of it",
            possible="values of which the poorest have something",
            remedy="compare shares or amounts (top_share, top_average) instead of their ratio",
        )
    return _multiple(highest, lowest, f"the poorest {bottom:.0%}", f"the richest {top:.0%}")


def _ratio_of_quantiles(points: Points, p: float, q: float, definition: Definition) -> float:
    upper, lower = order_statistic(points, p, definition), order_statistic(points, q, definition)
    if lower < 0:
        raise DomainError(
            f"The quantile at {q} is {lower:.6g}, so nothing can be a multiple of it",
            possible="values of which no more than that part is below zero",
            remedy="compare the quantiles themselves instead of their ratio",
        )
    return _multiple(upper, lower, f"the quantile at {q}", f"that at {p}")


def _multiple(upper: float, lower: float, one: str, other: str) -> float:
    if upper == lower == 0:
        raise DomainError(
            f"Both {one} and {other} are 0, so neither is a multiple of the other", remedy="compare amounts instead"
        )
    return upper / lower if lower else math.inf
