"""How far all members together are from each: sums over the gaps between neighbours, of which none is negative."""

from __future__ import annotations

import math

import numpy as np

from inequality.columns import Floats
from inequality.ordering import CHUNK
from inequality.points import Points


def lead(points: Points) -> Floats:
    """Return by how much each of `points.values` leads those below, added up over them, in the scale of `products`."""
    start = -points.at_minus_infinity
    return np.cumsum(np.concatenate([[start], points.below[:-1] * np.diff(points.values)]))


def lag(points: Points) -> Floats:
    """Return by how much each of `points.values` lags those above, added up over them, in the scale of `products`."""
    gaps = np.concatenate([points.above[1:] * np.diff(points.values), [points.at_infinity]])
    return np.cumsum(gaps[::-1])[::-1]


def from_mean(points: Points) -> Floats:
    """Return how far each of `points.rows` is above the mean, whose rounding error is taken out: it is their own mean."""
    distances = points.rows[0] - points.mean
    distances -= points.average(distances) + (points.at_infinity + points.at_minus_infinity) / points.everyone
    return distances


def weights_of(points: Points) -> Floats:
    """Return the weight of each of `points.values`."""
    return np.ones(points.values.size) if points.weights is None else points.weights


def half_mean_difference(points: Points) -> float:
    """Return half the mean absolute difference, in the scale of `values`: the Gini index times the mean."""
    sums = []
    for start in range(0, points.values.size - 1, CHUNK):
        gaps = np.diff(points.values[start : start + CHUNK + 1])
        gaps *= points.below[start : start + gaps.size]
        gaps *= points.above[start + 1 : start + 1 + gaps.size]
        sums.append(float(np.sum(gaps)))
    beyond = points.everyone * (points.at_infinity - points.at_minus_infinity)
    return (math.fsum(sums) + beyond) / points.everyone**2
