"""Poverty, measured by those below a line and how far they are below it."""

from __future__ import annotations

import math

import numpy as np

from inequality.columns import Floats
from inequality.errors import InputError
from inequality.metrics import metric
from inequality.metrics._influences import of_mean
from inequality.metrics._logs import log_ratios, refuse_negatives
from inequality.metrics._shortfalls import check_line, gap_at_minus_infinity, shortfalls
from inequality.points import Points


@metric(
    title="Headcount ratio",
    reference="Foster, Greer and Thorbecke 1984",
    range="0 to 1",
    zeros="allowed",
    negatives="allowed",
    properties=("replication", "anonymity"),
    samples=({"line": 1}, {"line": 40}),
    bounded="limits",
    influence=lambda points, line: of_mean(points, _fgt_terms(points, 0.0, line)),
)
def headcount_ratio(points: Points, line: float) -> float:
    r"""Headcount ratio: the part of the population that is below the line.

    :math:`H = \sum_i p_i \, 1[x_i < z]`. Whoever is at the line is not poor. Of a grouped table `bounds` holds every population
    it allows, but may be wider than they are, since it does not keep the groups' means.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of any sign, or a distribution.
    line : float
        Who has less than that is poor, above 0, in the unit of the values.
    weights : array_like, optional
        How many members have each value.

    Returns
    -------
    float
        A fraction of the population.

    Raises
    ------
    GroupedError
        If the table does not decide it.
    InputError
        If the line is not a finite number above 0.

    References
    ----------
    Foster, J., J. Greer and E. Thorbecke (1984), A class of decomposable poverty measures, Econometrica 52(3).

    Examples
    --------
    >>> headcount_ratio([1, 2, 3, 4], line=3)
    0.5
    """
    return _fgt(points, 0.0, line)


@metric(
    title="Poverty gap",
    reference="Foster, Greer and Thorbecke 1984",
    range="0 to 1; above 1 where the poor are in net debt",
    zeros="allowed",
    negatives="allowed; the value can exceed 1",
    properties=("replication", "anonymity", "weak transfer"),
    samples=({"line": 1}, {"line": 40}),
    influence=lambda points, line: of_mean(points, _fgt_terms(points, 1.0, line)),
)
def poverty_gap(points: Points, line: float) -> float:
    r"""Poverty gap: how far the poor are below the line, relative to it, per member of the whole population.

    :math:`PG = \sum_i p_i \left( \frac{z - x_i}{z} \right)_+`, the index of Foster, Greer and Thorbecke of order 1.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of any sign, or a distribution.
    line : float
        Who has less than that is poor, above 0, in the unit of the values.
    weights : array_like, optional
        How many members have each value.

    Returns
    -------
    float
        0 where nobody is poor.

    Raises
    ------
    GroupedError
        If the table does not decide it.
    InputError
        If the line is not a finite number above 0.

    References
    ----------
    Foster, J., J. Greer and E. Thorbecke (1984), A class of decomposable poverty measures, Econometrica 52(3).

    Examples
    --------
    >>> poverty_gap([1, 2, 3, 4], line=4)
    0.375
    """
    return _fgt(points, 1.0, line)


@metric(
    title="Poverty severity",
    reference="Foster, Greer and Thorbecke 1984",
    range="0 to 1; above 1 where the poor are in net debt",
    zeros="allowed",
    negatives="allowed; the value can exceed 1",
    properties=("replication", "anonymity", "weak transfer"),
    samples=({"line": 1}, {"line": 40}),
    influence=lambda points, line: of_mean(points, _fgt_terms(points, 2.0, line)),
)
def poverty_severity(points: Points, line: float) -> float:
    r"""Poverty severity, or squared poverty gap: the poorest of the poor count more.

    :math:`P_2 = \sum_i p_i \left( \frac{z - x_i}{z} \right)_+^2`, the index of Foster, Greer and Thorbecke of order 2.
    Infinite where an open bracket sets no limit to debts.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of any sign, or a distribution.
    line : float
        Who has less than that is poor, above 0, in the unit of the values.
    weights : array_like, optional
        How many members have each value.

    Returns
    -------
    float
        0 where nobody is poor.

    Raises
    ------
    GroupedError
        If the table does not decide it.
    InputError
        If the line is not a finite number above 0.

    References
    ----------
    Foster, J., J. Greer and E. Thorbecke (1984), A class of decomposable poverty measures, Econometrica 52(3).

    Examples
    --------
    >>> poverty_severity([1, 2, 3, 4], line=4)
    0.21875
    """
    return _fgt(points, 2.0, line)


@metric(
    title="Foster-Greer-Thorbecke index",
    reference="Foster, Greer and Thorbecke 1984",
    range="0 to 1; above 1 where the poor are in net debt and a is above 0",
    zeros="allowed",
    negatives="allowed; the value can exceed 1",
    properties=("replication", "anonymity"),
    samples=({"a": 0, "line": 40}, {"a": 1, "line": 40}, {"a": 2, "line": 40}),
    bounded="no",
    influence=lambda points, a, line: of_mean(points, _fgt_terms(points, float(a), line)),
)
def fgt(points: Points, a: float, line: float) -> float:
    r"""Foster-Greer-Thorbecke index of order `a`.

    :math:`FGT_a = \sum_i p_i \left( \frac{z - x_i}{z} \right)^a 1[x_i < z]`: the headcount ratio at 0, the poverty gap at 1,
    the severity at 2. Some packages count the order from 1. Of a grouped table, `headcount_ratio`, `poverty_gap` and
    `poverty_severity` have bounds.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of any sign, or a distribution.
    a : float
        Aversion to the poverty of the poorest, 0 or more.
    line : float
        Who has less than that is poor, above 0, in the unit of the values.
    weights : array_like, optional
        How many members have each value.

    Returns
    -------
    float
        0 where nobody is poor.

    Raises
    ------
    GroupedError
        If the table does not decide it.
    InputError
        If the line is not a finite number above 0, or `a` is negative.

    References
    ----------
    Foster, J., J. Greer and E. Thorbecke (1984), A class of decomposable poverty measures, Econometrica 52(3).

    Examples
    --------
    >>> fgt([1, 2, 3, 4], 2, line=4)
    0.21875
    """
    if not 0 <= a < math.inf:
        raise InputError(f"The order a is {a}", possible="a finite number of 0 or more", remedy="pass 0, 1 or 2")
    return _fgt(points, float(a), line)


@metric(
    title="Watts index",
    reference="Watts 1968",
    range="0 to infinity",
    zeros="make it infinite",
    negatives="undefined",
    properties=("replication", "anonymity", "weak transfer"),
    samples=({"line": 1}, {"line": 40}),
    influence=lambda points, line: of_mean(points, _watts_terms(points, line)),
)
def watts(points: Points, line: float) -> float:
    r"""Watts index: the mean logarithm by which the poor are below the line.

    :math:`W = \sum_i p_i \ln \frac{z}{x_i} \, 1[x_i < z]`. One value of zero makes it infinite.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of 0 or more, or a distribution.
    line : float
        Who has less than that is poor, above 0, in the unit of the values.
    weights : array_like, optional
        How many members have each value.

    Returns
    -------
    float
        0 where nobody is poor.

    Raises
    ------
    DomainError
        If a value is below zero.
    GroupedError
        If the table does not decide it.
    InputError
        If the line is not a finite number above 0.

    References
    ----------
    Watts, H. (1968), An economic definition of poverty, in Moynihan (ed.), On understanding poverty, Basic Books.

    Examples
    --------
    >>> watts([1, 2, 3, 4], line=2)  # ln(2) / 4
    0.17328679513998632
    """
    return points.average(_watts_terms(points, line))


def _fgt(points: Points, a: float, line: float) -> float:
    mean = points.average(_fgt_terms(points, a, line))
    owed = gap_at_minus_infinity(points, line)
    return mean if a < 1 or not owed else mean + owed if a == 1 else math.inf


def _fgt_terms(points: Points, a: float, line: float) -> Floats:
    gaps = shortfalls(points.unscaled, line)
    with np.errstate(over="ignore"):
        return np.where(gaps > 0, gaps**a, 0.0)


def _watts_terms(points: Points, line: float) -> Floats:
    check_line(line)
    refuse_negatives(points, "a logarithm")
    values = points.unscaled
    poor = values < line
    terms = np.zeros(values.size)
    terms[poor] = -log_ratios(values[poor], line)
    return terms
