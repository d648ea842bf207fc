"""Richness, or affluence, measured by those above a line and how far they are above it."""

from __future__ import annotations

import math

import numpy as np

from inequality.columns import Floats
from inequality.errors import InputError
from inequality.metrics import metric
from inequality.metrics._influences import of_mean
from inequality.points import Points


@metric(
    title="Richness headcount ratio",
    reference="Peichl, Schaefer and Scheicher 2010",
    range="0 to 1",
    zeros="allowed",
    negatives="allowed",
    properties=("replication", "anonymity"),
    samples=({"line": 1}, {"line": 40}),
    bounded="limits",
    influence=lambda points, line: of_mean(points, (_multiples(points, line) > 1).astype(float)),
)
def richness_headcount_ratio(points: Points, line: float) -> float:
    r"""Richness headcount ratio: the part of the population that is above the line.

    :math:`R_{HC} = \sum_i p_i \, 1[x_i > \rho]`. Whoever is at the line is not rich. Of a grouped table `bounds` holds every
    population it allows, but may be wider than they are, since it does not keep the groups' means.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of any sign, or a distribution.
    line : float
        Who has more than that is rich, above 0, in the unit of the values.
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
    Peichl, A., T. Schaefer and C. Scheicher (2010), Measuring richness and poverty: a micro data application to Europe and
    Germany, Review of Income and Wealth 56(3).

    Examples
    --------
    >>> richness_headcount_ratio([1, 2, 3, 4], line=3)
    0.25
    """
    return points.average((_multiples(points, line) > 1).astype(float))


@metric(
    title="Richness index of Chakravarty's type",
    reference="Peichl, Schaefer and Scheicher 2010",
    range="0 to 1",
    zeros="allowed",
    negatives="allowed",
    properties=("replication", "anonymity"),
    samples=({"b": 0.3, "line": 1}, {"b": 3, "line": 40}),
    bounded="limits",
    influence=lambda points, b, line: of_mean(points, _chakravarty_terms(points, b, line)),
)
def richness_chakravarty(points: Points, b: float, line: float) -> float:
    r"""Richness index of Chakravarty's type, to which the richest add no more than one each.

    :math:`R^{Cha}_\beta = \sum_i p_i \left[ 1 - (\rho / x_i)^\beta \right] 1[x_i > \rho]`. It is concave: what one
    more unit adds falls with wealth.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of any sign, or a distribution.
    b : float
        How fast another amount counts less, above 0.
    line : float
        Who has more than that is rich, above 0, in the unit of the values.
    weights : array_like, optional
        How many members have each value.

    Returns
    -------
    float
        0 where nobody is rich.

    Raises
    ------
    GroupedError
        If the table does not decide it.
    InputError
        If the line is not a finite number above 0, or `b` is not above 0.

    References
    ----------
    Peichl, A., T. Schaefer and C. Scheicher (2010), Measuring richness and poverty: a micro data application to Europe and
    Germany, Review of Income and Wealth 56(3).

    Examples
    --------
    >>> richness_chakravarty([1, 2, 3, 4], 1, line=2)
    0.20833333333333334
    """
    return points.average(_chakravarty_terms(points, b, line))


@metric(
    title="Richness index of the concave FGT type",
    reference="Peichl, Schaefer and Scheicher 2010",
    range="0 to 1",
    zeros="allowed",
    negatives="allowed",
    properties=("replication", "anonymity"),
    samples=({"a": 0.5, "line": 1}, {"a": 1, "line": 40}),
    bounded="limits",
    influence=lambda points, a, line: of_mean(points, _concave_terms(points, a, line)),
)
def richness_fgt_concave(points: Points, a: float, line: float) -> float:
    r"""Richness index of the type of Foster, Greer and Thorbecke, relative to what the rich have (their T1).

    :math:`R^{T1}_\alpha = \sum_i p_i \left( \frac{x_i - \rho}{x_i} \right)^\alpha 1[x_i > \rho]`. The richest add no
    more than one each.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of any sign, or a distribution.
    a : float
        Sensitivity, above 0; up to 1 it is concave above the line.
    line : float
        Who has more than that is rich, above 0, in the unit of the values.
    weights : array_like, optional
        How many members have each value.

    Returns
    -------
    float
        0 where nobody is rich.

    Raises
    ------
    GroupedError
        If the table does not decide it.
    InputError
        If the line is not a finite number above 0, or `a` is not above 0.

    References
    ----------
    Peichl, A., T. Schaefer and C. Scheicher (2010), Measuring richness and poverty: a micro data application to Europe and
    Germany, Review of Income and Wealth 56(3).

    Examples
    --------
    >>> richness_fgt_concave([1, 2, 3, 4], 1, line=2)
    0.20833333333333331
    """
    return points.average(_concave_terms(points, a, line))


@metric(
    title="Richness index of the convex FGT type",
    reference="Peichl, Schaefer and Scheicher 2010",
    range="0 to infinity",
    zeros="allowed",
    negatives="allowed",
    properties=("replication", "anonymity", "weak transfer"),
    samples=({"a": 1, "line": 1}, {"a": 2, "line": 40}),
    influence=lambda points, a, line: of_mean(points, _convex_terms(points, a, line)),
)
def richness_fgt_convex(points: Points, a: float, line: float) -> float:
    r"""Richness index of the type of Foster, Greer and Thorbecke, relative to the line (their T2).

    :math:`R^{T2}_\alpha = \sum_i p_i \left( \frac{x_i - \rho}{\rho} \right)^\alpha 1[x_i > \rho]`, with the richest
    of the rich counted most. Infinite for `a` above 1 where an open bracket sets no limit to the richest.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of any sign, or a distribution.
    a : float
        Sensitivity to the richest, 1 or more.
    line : float
        Who has more than that is rich, above 0, in the unit of the values.
    weights : array_like, optional
        How many members have each value.

    Returns
    -------
    float
        0 where nobody is rich.

    Raises
    ------
    GroupedError
        If the table does not decide it.
    InputError
        If the line is not a finite number above 0, or `a` is below 1.

    References
    ----------
    Peichl, A., T. Schaefer and C. Scheicher (2010), Measuring richness and poverty: a micro data application to Europe and
    Germany, Review of Income and Wealth 56(3).

    Examples
    --------
    >>> richness_fgt_convex([1, 2, 3, 4], 2, line=2)
    0.3125
    """
    gaps = _convex_terms(points, a, line)
    beyond = points.value(points.at_infinity / points.everyone) / line
    return points.average(gaps) + (0.0 if not beyond else beyond if a == 1 else math.inf)


def _chakravarty_terms(points: Points, b: float, line: float) -> Floats:
    _check(b, "b", 0)
    with np.errstate(divide="ignore", over="ignore"):
        terms: Floats = 1 - np.maximum(_multiples(points, line), 1.0) ** -b
    return terms


def _concave_terms(points: Points, a: float, line: float) -> Floats:
    _check(a, "a", 0)
    multiples = _multiples(points, line)
    with np.errstate(invalid="ignore"):  # of an unlimited value it is 1
        gaps = np.where(np.isinf(multiples), 1.0, (multiples - 1) / np.maximum(multiples, 1.0))
    return np.where(multiples > 1, np.maximum(gaps, 0.0) ** a, 0.0)


def _convex_terms(points: Points, a: float, line: float) -> Floats:
    _check(a, "a", 1)
    with np.errstate(over="ignore"):
        terms: Floats = np.maximum(_multiples(points, line) - 1, 0.0) ** a
    return terms


def _multiples(points: Points, line: float) -> Floats:
    """Return each row's value as a multiple of the line."""
    if not 0 < line < math.inf:
        raise InputError(
            f"The line is {line}", possible="a finite number above 0", remedy="pass an amount in the unit of the values"
        )
    with np.errstate(over="ignore"):
        return points.unscaled / line


def _check(value: float, name: str, least: float) -> None:
    if not (least < value < math.inf or value == least > 0):
        limit = f"of {least} or more" if least else "above 0"
        raise InputError(f"{name} is {value}", possible=f"a finite number {limit}", remedy="pass 1 or 2")
