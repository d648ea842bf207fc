"""Poverty relative to the median: the line moves with the population, as in the European Union's indicators."""

from __future__ import annotations

import math

import numpy as np

from inequality.columns import Floats
from inequality.errors import DomainError, InputError
from inequality.metrics import metric
from inequality.metrics._influences import of_ratio
from inequality.metrics._order_statistics import order_statistic
from inequality.metrics.quantiles import quantile_influence, quantile_slope
from inequality.points import Points


def _line_influence(points: Points, *, of_median: float = 0.6) -> Floats:
    return of_median * quantile_influence(points, 0.5)


def _rate_influence(points: Points, *, of_median: float = 0.6) -> Floats:
    r""":math:`1(x < z) - F(z) + f(z)` times the influence of the line z: the line moves too."""
    poor = points.values < _line(points, of_median)
    rate = at_risk_of_poverty_rate(points, of_median=of_median)
    influence: Floats = poor - rate + _line_influence(points, of_median=of_median) / quantile_slope(points, rate)
    return influence


def _gap_influence(points: Points, *, of_median: float = 0.6) -> Floats:
    """One less the median of the poor over the line: the line moves, and with it who is poor (Osier 2009)."""
    line = points.value(_line(points, of_median))
    half = at_risk_of_poverty_rate(points, of_median=of_median) / 2
    if not half:
        return np.zeros_like(points.values)
    median = (1 - relative_median_poverty_gap(points, of_median=of_median)) * line
    of_line, of_rate = _line_influence(points, of_median=of_median), _rate_influence(points, of_median=of_median)
    of_poor = quantile_influence(points, half) + quantile_slope(points, half) * of_rate / 2
    return -of_ratio(median, line, of_poor, of_line)


@metric(
    title="Relative poverty line",
    reference="Eurostat, Laeken indicators",
    range="in the unit of the values",
    negatives="allowed; a line below zero follows from a median below zero",
    properties=("replication", "anonymity", "homogeneous"),
    samples=({}, {"of_median": 0.5}),
    bounded="limits",
    influence=_line_influence,
    ranks=lambda *, of_median=0.6: (0.5,),
)
def relative_poverty_line(points: Points, *, of_median: float = 0.6) -> float:
    r"""Relative poverty line: a fraction of the median (with 0.6 the European Union's at-risk-of-poverty threshold).

    :math:`z = \rho \, Q(1/2)`. Where exactly half are at or below a value, the median is the mean of it and the next.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of any sign, or a distribution.
    weights : array_like, optional
        How many members have each value.
    of_median : float, default 0.6
        The fraction, above 0.

    Returns
    -------
    float
        In the unit of the values; to be passed as ``line=`` to a measure of poverty.

    Raises
    ------
    GroupedError
        If the table tells of groups only.
    InputError
        If the fraction is not a finite number above 0.

    References
    ----------
    Atkinson, A. B. and others (2002), Social indicators: the EU and social inclusion, Oxford University Press.

    Examples
    --------
    >>> relative_poverty_line([1, 2, 3, 100], of_median=0.5)
    1.25
    """
    _check(of_median)
    return of_median * order_statistic(points, 0.5, "averaged")


@metric(
    title="At-risk-of-poverty rate",
    reference="Eurostat, Laeken indicators",
    range="0 to 1/2 for a fraction of at most 1",
    negatives="allowed; undefined where the median is not above zero",
    zeros="allowed; undefined where the median is 0",
    properties=("scale", "replication", "anonymity"),
    samples=({}, {"of_median": 0.5}),
    bounded="no",
    influence=_rate_influence,
)
def at_risk_of_poverty_rate(points: Points, *, of_median: float = 0.6) -> float:
    r"""At-risk-of-poverty rate: the part of the population that is below a fraction of the median.

    :math:`\sum_i p_i \, 1[x_i < \rho \, Q(1/2)]`, the headcount ratio at `relative_poverty_line`.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of any sign, or a distribution.
    weights : array_like, optional
        How many members have each value.
    of_median : float, default 0.6
        The fraction, above 0.

    Returns
    -------
    float
        A fraction of the population.

    Raises
    ------
    DomainError
        If the median is not above zero.
    GroupedError
        If the table tells of groups only.
    InputError
        If the fraction is not a finite number above 0.

    References
    ----------
    Atkinson, A. B. and others (2002), Social indicators: the EU and social inclusion, Oxford University Press.

    Examples
    --------
    >>> at_risk_of_poverty_rate([1, 2, 3, 100])
    0.25
    """
    return points.average((points.rows[0] < _line(points, of_median)).astype(float))


@metric(
    title="Relative median poverty gap",
    reference="Eurostat, Laeken indicators",
    range="0 to 1; above 1 where the poor are in net debt",
    negatives="allowed; undefined where the median is not above zero",
    zeros="allowed; undefined where the median is 0",
    properties=("scale", "replication", "anonymity"),
    samples=({}, {"of_median": 0.5}),
    bounded="no",
    influence=_gap_influence,
)
def relative_median_poverty_gap(points: Points, *, of_median: float = 0.6) -> float:
    r"""Relative median poverty gap: how far the median of the poor is below the line, relative to it.

    :math:`(z - Q_{poor}(1/2)) / z` at the line z of `relative_poverty_line`; 0 where nobody is poor.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of any sign, or a distribution.
    weights : array_like, optional
        How many members have each value.
    of_median : float, default 0.6
        The fraction, above 0.

    Returns
    -------
    float
        A fraction of the line.

    Raises
    ------
    DomainError
        If the median is not above zero.
    GroupedError
        If the table tells of groups only.
    InputError
        If the fraction is not a finite number above 0.

    References
    ----------
    Atkinson, A. B. and others (2002), Social indicators: the EU and social inclusion, Oxford University Press.

    Examples
    --------
    >>> relative_median_poverty_gap([1, 2, 5, 100], of_median=1)
    0.5714285714285714
    """
    line = _line(points, of_median)
    poor = int(np.searchsorted(points.values, line))
    if not poor:
        return 0.0
    weights = None if points.weights is None else points.weights[:poor]
    median = order_statistic(Points(points.values[:poor], weights), 0.5, "averaged")
    return (line - median) / line


def _line(points: Points, of_median: float) -> float:
    """Return the line, in the scale of `points.values`."""
    _check(of_median)
    median = order_statistic(points, 0.5, "averaged")
    if median <= 0:
        raise DomainError(
            f"The median is {median:.6g}, so no line can be drawn below it",
            possible="values of which the median is above zero",
            remedy="pass a line of your own to headcount_ratio",
        )
    return of_median * points.scaled_value(median)


def _check(of_median: float) -> None:
    if not 0 < of_median < math.inf:
        raise InputError(f"The fraction of the median is {of_median}", possible="a number above 0", remedy="pass 0.6 or 0.5")
