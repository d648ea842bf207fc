"""Generalized entropy: Theil T, mean log deviation, and their family. None of them needs the values in order."""

from __future__ import annotations

import itertools
import math
import operator
from functools import lru_cache

import numpy as np

from inequality.columns import Floats
from inequality.errors import InputError
from inequality.metrics import metric
from inequality.metrics._gaps import from_mean
from inequality.metrics._influences import ranked
from inequality.metrics._logs import log_ratios, refuse_negatives
from inequality.points import Points

#: Up to this over (2 + abs(a)), d is close enough to 0 for TERMS of the series in d, each an eighth of the one before at most.
NEAR = 0.25
TERMS = 18


def entropy_influence(points: Points, a: float) -> Floats:
    r""":math:`t(s) - GE_a (1 + a (s - 1))` with s = x / mean, and t(s) what a member adds to the mean that is the index."""
    relative = points.values / points.mean
    influence: Floats = ranked(points, _divergences(points, a)) - _entropy(points, a) * (1 + a * (relative - 1))
    return influence


@metric(
    title="Theil T",
    reference="Theil 1967; Cowell 2011",
    range="0 to ln n",
    zeros="count 0, as x ln x tends to",
    negatives="undefined",
    properties=("scale", "replication", "anonymity", "transfer", "lorenz"),
    influence=lambda points: entropy_influence(points, 1.0),
)
def theil_t(points: Points) -> float:
    r"""Theil T, the generalized entropy of order 1.

    :math:`T = \sum_i p_i \frac{x_i}{\mu} \ln \frac{x_i}{\mu}`, computed as the mean of
    :math:`(1 + d) \ln(1 + d) - d` with :math:`d = x / \mu - 1`, no term of which is negative: nothing cancels, however
    close the values are. Infinite where an open bracket sets no limit to the richest.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of 0 or more, or a distribution.
    weights : array_like, optional
        How many members have each value.

    Returns
    -------
    float
        In natural units of information.

    Raises
    ------
    DomainError
        If a value is below zero, or the total is zero.
    GroupedError
        If the table does not decide it.

    References
    ----------
    Theil, H. (1967), Economics and information theory, North-Holland.

    Examples
    --------
    >>> round(theil_t([0, 0, 0, 1]), 12)  # ln 4
    1.38629436112
    """
    return _entropy(points, 1.0)


@metric(
    title="Mean log deviation",
    reference="Theil 1967; Bourguignon 1979",
    range="0 to infinity",
    zeros="make it infinite",
    negatives="undefined",
    properties=("scale", "replication", "anonymity", "weak transfer", "lorenz"),
    influence=lambda points: entropy_influence(points, 0.0),
)
def mean_log_deviation(points: Points) -> float:
    r"""Mean log deviation, or Theil L: the generalized entropy of order 0.

    :math:`L = \sum_i p_i \ln \frac{\mu}{x_i}`. One value of zero makes it infinite: a package that returns a number then
    has left the zeros out.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of 0 or more, or a distribution.
    weights : array_like, optional
        How many members have each value.

    Returns
    -------
    float
        In natural units of information.

    Raises
    ------
    DomainError
        If a value is below zero, or the total is zero.
    GroupedError
        If the table does not decide it.

    References
    ----------
    Bourguignon, F. (1979), Decomposable income inequality measures, Econometrica 47(4).

    Examples
    --------
    >>> mean_log_deviation([1, 1, 4])  # ln 2 - ln(4) / 3
    0.23104906018664842
    >>> mean_log_deviation([0, 1, 2])
    inf
    """
    return _entropy(points, 0.0)


@metric(
    title="Generalized entropy",
    reference="Shorrocks 1980; Cowell 2011",
    range="0 to (n^(a-1) - 1)/(a(a-1)) for a above 0; to infinity otherwise",
    zeros="allowed for a above 0; make it infinite otherwise",
    negatives="undefined unless a = 2, which is half the squared coefficient of variation",
    properties=("scale", "replication", "anonymity", "weak transfer", "lorenz"),
    samples=({"a": -1}, {"a": 0}, {"a": 0.5}, {"a": 1}, {"a": 2}, {"a": 3}),
    influence=lambda points, a: entropy_influence(points, float(a)),
)
def generalized_entropy(points: Points, a: float) -> float:
    r"""Generalized entropy of order `a`.

    :math:`GE_a = \frac{1}{a(a-1)} \left[ \sum_i p_i \left(\frac{x_i}{\mu}\right)^a - 1 \right]`, and its limits: the mean
    log deviation at 0, Theil T at 1. The larger `a`, the more the top counts; at 2 it is half the squared coefficient of
    variation, which needs no positive values. Terms are taken so that none is negative and nothing cancels; close to the
    mean a series replaces the power. What a vanishing group of unboundedly rich holds adds its share divided by 1 - a
    where a is below 1, and makes the index infinite otherwise.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of 0 or more (of any sign for ``a=2``), or a distribution.
    a : float
        Sensitivity to the top; any finite number.
    weights : array_like, optional
        How many members have each value.

    Returns
    -------
    float
        0 where all are equal.

    Raises
    ------
    DomainError
        If a value is below zero (unless ``a=2``), or the total is not above zero.
    GroupedError
        If the table does not decide it.
    InputError
        If `a` is not a finite number.

    References
    ----------
    Shorrocks, A. F. (1980), The class of additively decomposable inequality measures, Econometrica 48(3).

    Examples
    --------
    >>> generalized_entropy([1, 3], 2)  # half the squared coefficient of variation
    0.125
    """
    if not math.isfinite(a):
        raise InputError(f"a is {a}", possible="a finite number", remedy="pass -1, 0, 0.5, 1 or 2")
    return _entropy(points, float(a))


def _entropy(points: Points, a: float) -> float:
    total = points.positive_sum
    if a != 2:
        refuse_negatives(points, "a logarithm or power")
    least = points.average(_divergences(points, a))
    beyond = points.at_infinity - points.at_minus_infinity
    if beyond:
        return math.inf if a >= 1 else least + beyond / total / (1 - a)
    return least


def _divergences(points: Points, a: float) -> Floats:
    """Return ``(s^a - 1 - a (s - 1)) / (a (a - 1))`` of each row, with s = x / mean: 0 at the mean, positive elsewhere."""
    values, mean = points.rows[0], points.mean
    d = from_mean(points) / mean
    if a == 2:
        return d * d / 2
    logs = points.shared(_logs)
    with np.errstate(over="ignore", invalid="ignore"):  # what is beyond a float is infinite
        if a < 0.5:
            terms = (d - _box_cox(logs, a)) / (1 - a)
        else:
            terms = (values / mean * _box_cox(logs, a - 1) - d) / a
            terms[values == 0] = 1 / a
    near = np.abs(d) * (2 + abs(a)) < NEAR
    terms[near] = _series(d[near], a)
    return terms


def _logs(points: Points) -> Floats:
    """Return ``ln(x / mean)`` of each row."""
    huge = points.value(0.5) > 0.5  # divided by a power of two, which may have taken digits from the smallest
    return log_ratios(points.unscaled, points.value(points.mean)) if huge else log_ratios(points.rows[0], points.mean)


def _box_cox(logs: Floats, power: float) -> Floats:
    """Return ``(s^power - 1) / power``, whose limit is ln s, from ln s."""
    return logs if power == 0 else np.expm1(power * logs) / power


def _series(d: Floats, a: float) -> Floats:
    """Return ``d^2/2 (1 + (a-2)/3 d (1 + (a-3)/4 d (...)))``."""
    far, *coefficients = _coefficients(a)
    x, bracket = d * (2 + abs(a)), np.full_like(d, far)
    for coefficient in coefficients:
        bracket *= x
        bracket += coefficient
    return d * d / 2 * bracket


@lru_cache
def _coefficients(a: float) -> tuple[float, ...]:
    """Coefficients of `_series` in ``d (2 + abs(a))``, the last first: none is above 1."""
    factors = ((a - k) / (k + 1) / (2 + abs(a)) for k in range(2, TERMS + 1))
    return tuple(reversed([*itertools.accumulate(factors, operator.mul, initial=1.0)]))
