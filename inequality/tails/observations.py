"""Values one by one, as the study of a tail needs them."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from inequality.columns import Floats
from inequality.distribution import Distribution
from inequality.errors import GroupedError, InputError

__all__: list[str] = []


def as_distribution(values: ArrayLike | Distribution, weights: ArrayLike | None) -> Distribution:
    """Return values with weights, or the distribution they already are."""
    if not isinstance(values, Distribution):
        return Distribution.from_values(values, weights)
    if weights is not None:
        raise InputError("Weights were given twice", remedy="pass a distribution without weights=, or bare values")
    return values


def rising(values: ArrayLike | Distribution, weights: ArrayLike | None) -> tuple[Floats, Floats]:
    """Return values in rising order, and their weights; rows that count several observations are repeated.

    Raises
    ------
    GroupedError
        If some values are only known to lie between bounds.
    """
    d = as_distribution(values, weights)
    if not d.exact:
        raise GroupedError(
            "The table tells of groups, not of people",
            possible="values one by one; or pareto_tail with method='maximum_likelihood', which takes groups",
            remedy="pass microdata, or interpolate(d).to_frame(), which has the inverted Pareto coefficient",
        )
    weight = np.ones(d.low.size) if d.weight is None else d.weight
    order = np.argsort(d.low, kind="stable")
    if d.frequency:
        value = np.repeat(d.low[order], np.rint(weight[order]).astype(np.int64))
        return value, np.ones(value.size)
    return d.low[order], weight[order]


def effective(weights: Floats) -> float:
    """Number of observations without weights that would give the same error (Kish 1965)."""
    return float(np.sum(weights)) ** 2 / float(np.sum(weights**2))
