"""Order statistics: quantiles by each of their definitions."""

from __future__ import annotations

import math
from typing import Literal, get_args

from inequality.columns import fraction
from inequality.errors import DomainError, UnknownNameError
from inequality.points import CUT, Points

Definition = Literal[
    "inverse_cdf",
    "averaged",
    "closest",
    "interpolated",
    "hazen",
    "weibull",
    "linear",
    "median_unbiased",
    "normal_unbiased",
]

DEFINITIONS = get_args(Definition)

#: Of those that interpolate between the observations: the rank is p n + a + p b.
RANKS = {
    "interpolated": (0.0, 0.0),
    "hazen": (1 / 2, 0.0),
    "weibull": (0.0, 1.0),
    "linear": (1.0, -1.0),
    "median_unbiased": (1 / 3, 1 / 3),
    "normal_unbiased": (3 / 8, 1 / 4),
}


def order_statistic(points: Points, p: float, definition: Definition) -> float:
    """Return the quantile at `p`, in the user's scale.

    Raises
    ------
    DomainError
        If the definition counts observations, and weights that are populations do not tell how many there are.
    UnknownNameError
        If there is no such definition.
    """
    if definition not in DEFINITIONS:
        raise UnknownNameError("definition", definition, DEFINITIONS, where=" of quantile")
    if definition in ("inverse_cdf", "averaged"):
        k = points.position(p)
        here = points.nth(k)
        if definition == "averaged" and k + 1 < points.values.size and points.ends_at(k, p):
            return here / 2 + points.nth(k + 1) / 2
        return here
    if points.weights is not None and not points.frequency:
        raise DomainError(
            f"The definition '{definition}' counts observations, and weights that are populations do not tell how many",
            possible="'inverse_cdf' or 'averaged'; or weights that count rows",
            remedy="pass Distribution.from_values(values, weights, frequency=True) if they do",
        )
    n, p = points.n, fraction(p)
    if definition == "closest":
        halves = 2 * n * p
        whole = round(halves)
        rank = whole / 2 if abs(halves - whole) <= CUT * n else n * p  # as written, 0.7 of 5 is 3.5
        return _ranked(points, max(round(rank), 1))
    a, b = RANKS[definition]
    rank = min(max(p * n + a + p * b, 1.0), float(n))
    below = math.floor(rank)
    part = rank - below
    low, high = _ranked(points, below), _ranked(points, min(below + 1, n))
    return low if low == high else (1 - part) * low + part * high


def _ranked(points: Points, rank: int) -> float:
    """Return the value of the observation of that rank, the least being 1."""
    return points.nth(rank - 1 if points.weights is None else points.position(rank / points.n))


def least_of_richest(points: Points, p: float) -> float:
    """Return the least value among the richest fraction `p`, in the user's scale."""
    target = (fraction(p) - CUT) * points.everyone
    from_top = int(points.above[::-1].searchsorted(target))
    return points.nth(max(points.values.size - 1 - from_top, 0))
