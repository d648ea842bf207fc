"""Atkinson's index. It needs no order of the values."""

from __future__ import annotations

import math

import numpy as np

from inequality.columns import Floats
from inequality.errors import DomainError, InputError
from inequality.metrics import metric
from inequality.metrics.entropy import entropy_influence, generalized_entropy
from inequality.points import Points


def _atkinson_influence(points: Points, e: float) -> Floats:
    r"""Of a function of the generalized entropy of order a = 1 - e: :math:`e (1 - A) / (1 + a (a - 1) GE_a)` times its own."""
    a = 1 - e
    entropy = generalized_entropy(points, a)
    if math.isinf(entropy):
        raise DomainError(
            "A value of zero makes the index 1 whatever the others are",
            possible="values above zero, or e below 1",
            remedy="say whom you leave out and why",
        )
    rate = e * (1 - atkinson(points, e)) / (1 + a * (a - 1) * entropy)
    influence: Floats = rate * entropy_influence(points, a)
    return influence


@metric(
    title="Atkinson index",
    reference="Atkinson 1970",
    range="0 to 1",
    zeros="allowed; from e = 1 on a single one makes it 1",
    negatives="undefined",
    properties=("scale", "replication", "anonymity", "weak transfer", "lorenz"),
    samples=({"e": 0.5}, {"e": 1}, {"e": 2}),
    influence=_atkinson_influence,
)
def atkinson(points: Points, e: float) -> float:
    r"""Atkinson index of inequality aversion `e`.

    :math:`A_e = 1 - \left[ \sum_i p_i \left(\frac{x_i}{\mu}\right)^{1-e} \right]^{1/(1-e)}`, and at ``e = 1`` one minus the
    geometric mean over the arithmetic: the share of the total that could be given away for equality at the same welfare.
    Computed from the generalized entropy of order 1 - e, so that it keeps its digits where all are nearly equal.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of 0 or more, or a distribution.
    e : float
        Inequality aversion, above 0; the larger, the more the bottom counts.
    weights : array_like, optional
        How many members have each value.

    Returns
    -------
    float
        0 where all are equal.

    Raises
    ------
    DomainError
        If a value is below zero, or the total is zero.
    GroupedError
        If the table does not decide it.
    InputError
        If `e` is not a finite number above 0.

    References
    ----------
    Atkinson, A. B. (1970), On the measurement of inequality, Journal of Economic Theory 2(3).

    Examples
    --------
    >>> round(atkinson([0, 0, 0, 1], 0.5), 12)
    0.75
    >>> atkinson([0, 1, 2], 1)
    1.0
    """
    if not 0 < e < math.inf:
        raise InputError(f"The inequality aversion e is {e}", possible="a finite number above 0", remedy="pass 0.5, 1 or 2")
    a = 1 - e
    entropy = generalized_entropy(points, a)
    if a == 0:
        return -math.expm1(-entropy)
    excess = a * (a - 1) * entropy  # by which the mean of (x / mean)^a differs from 1
    if excess < 1:
        return -math.expm1(math.log1p(excess) / a) if excess > -1 else 1.0
    return 1 - _least_first(points, a)


def _least_first(points: Points, a: float) -> float:
    """Return the mean of order `a` below 0 over the arithmetic mean, as a multiple of the least value: no power overflows."""
    values, _ = points.rows
    least = float(np.min(values))
    if least == 0:
        return 0.0
    with np.errstate(over="ignore"):  # an infinite multiple has power 0
        mean = points.average((values / least) ** a)
    return least / points.mean * math.pow(mean, 1 / a)
