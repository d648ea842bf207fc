"""Kolm's absolute index, which adding the same to everybody leaves as it is. It needs no order of the values."""

from __future__ import annotations

import math
import sys

import numpy as np

from inequality.columns import Floats
from inequality.errors import InputError
from inequality.metrics import metric
from inequality.metrics._gaps import from_mean
from inequality.metrics._influences import in_units, ranked
from inequality.points import Points

#: Up to this exponent, exp() and a sum of it stay within a float.
_SAFE = 500.0
#: Below this, so many terms of the series of exp(), from the square on, are exact to rounding.
_NEAR = 0.25
_FACTORS = tuple(1 / math.factorial(n) for n in range(2, 14))


def _influence(points: Points, k: float) -> Floats:
    r""":math:`(e^{k (\mu - x - K)} - 1) / k + x - \mu`, of the logarithm of a mean."""
    distances = ranked(points, from_mean(points))
    aversion = points.value(k)
    with np.errstate(over="ignore"):
        excess = np.expm1(-aversion * (distances + points.scaled_value(kolm_pollak(points, k)))) / aversion
    return in_units(points, excess + distances)


@metric(
    title="Kolm-Pollak index",
    reference="Kolm 1976; Pollak 1971",
    range="0 to the mean's distance from the least value, in the unit of the values",
    negatives="allowed; only differences count",
    properties=("replication", "anonymity", "weak transfer"),
    samples=({"k": 0.01}, {"k": 1}, {"k": 10}),
    influence=_influence,
)
def kolm_pollak(points: Points, k: float) -> float:
    r"""Kolm-Pollak index: what each could give up for equality at the same welfare, as an amount.

    :math:`K = \frac{1}{k} \ln \sum_i p_i e^{k (\mu - x_i)}`. It is absolute: adding the same to everybody changes nothing, and
    the total may be zero or negative. It depends on the unit, so `k` does too: a value of 1 for thousands is 0.001 for ones,
    and a usual choice is a number of about 1 divided by the mean. Infinite where an open bracket sets no limit to debts.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of any sign, or a distribution.
    k : float
        Inequality aversion, above 0, per unit of the values.
    weights : array_like, optional
        How many members have each value.

    Returns
    -------
    float
        In the unit of the values.

    Raises
    ------
    GroupedError
        If the table does not decide it.
    InputError
        If `k` is not a finite number above 0.

    References
    ----------
    Kolm, S.-C. (1976), Unequal inequalities I, Journal of Economic Theory 12(3).

    Examples
    --------
    >>> round(kolm_pollak(range(1, 11), 0.5), 5)
    1.74681
    """
    if not 0 < k < math.inf:
        raise InputError(f"The inequality aversion k is {k}", possible="a finite number above 0", remedy="pass 1 / mean")
    if points.at_minus_infinity:
        return math.inf
    aversion = min(points.value(k), sys.float_info.max)  # per unit of points.values
    below = -from_mean(points)
    lowest = float(np.max(below))
    if aversion * lowest > _SAFE:
        with np.errstate(over="ignore"):
            powers = np.exp(aversion * (below - lowest))
        return points.value(lowest + math.log(points.average(powers)) / aversion)
    # exp(u) = 1 + u + u^2 g(u), and u is 0 on average, but for what is held at infinity.
    curved = points.average(below * below * _second(aversion * below))
    half = aversion * curved + points.at_infinity / points.everyone
    excess = aversion * half
    return points.value(half * (math.log1p(excess) / excess if excess else 1.0))


def _second(u: Floats) -> Floats:
    """Return ``(exp(u) - 1 - u) / u^2``."""
    near = np.abs(u) < _NEAR
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Floats = (np.expm1(u) - u) / u / u
    close = u[near]
    series = np.full_like(close, _FACTORS[-1])
    for factor in _FACTORS[-2::-1]:
        series *= close
        series += factor
    found[near] = series
    return found
