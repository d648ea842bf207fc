"""How far all members together are from each: sums over the gaps between neighbours, of which none is negative."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from inequality import compiled
from inequality.columns import Floats
from inequality.ordering import CHUNK
from inequality.points import Points


def lead(points: Points) -> Floats:
    """Return by how much each of `points.values` leads those below, added up over them, in the scale of `products`."""
    return points.shared(_lead)


def _lead(points: Points) -> Floats:
    start = -points.at_minus_infinity
    return np.cumsum(np.concatenate([[start], points.below[:-1] * _widths(points)]))


def _widths(points: Points) -> Floats:
    return points.values[1:] - points.values[:-1]  # np.diff takes several times as long where there are few


def lag(points: Points) -> Floats:
    """Return by how much each of `points.values` lags those above, added up over them, in the scale of `products`."""
    return points.shared(_lag)


def _lag(points: Points) -> Floats:
    gaps = np.concatenate([points.above[1:] * _widths(points), [points.at_infinity]])
    return np.cumsum(gaps[::-1])[::-1]


def distances(values: Floats, masses: Floats) -> Floats:
    """Return how far each value, in rising order, is from all of them, added up with these masses."""
    gaps = np.diff(values)
    after, before = gaps * np.cumsum(masses)[:-1], gaps * np.cumsum(masses[::-1])[::-1][1:]
    together: Floats = np.append(0.0, np.cumsum(after)) + np.append(np.cumsum(before[::-1])[::-1], 0.0)
    return together


def from_mean(points: Points) -> Floats:
    """Return how far each of `points.rows` is above the mean, whose rounding error is taken out: it is their own mean."""
    return points.shared(_from_mean)


def _from_mean(points: Points) -> Floats:
    away = points.rows[0] - points.mean
    away -= points.average(away) + (points.at_infinity + points.at_minus_infinity) / points.everyone
    return away


def weights_of(points: Points) -> Floats:
    """Return the weight of each of `points.values`."""
    return np.ones(points.values.size) if points.weights is None else points.weights


def half_mean_difference(points: Points) -> float:
    """Return half the mean absolute difference, in the scale of `values`: the Gini index times the mean."""
    return points.shared(_half_mean_difference)


def _half_mean_difference(points: Points) -> float:
    sums = [float(np.sum(products)) for products in _gap_products(points)]
    beyond = points.everyone * (points.at_infinity - points.at_minus_infinity)
    return (math.fsum(sums) + beyond) / points.everyone**2


def _gap_products(points: Points) -> Iterator[Floats]:
    """Yield, some at once, of each gap between two neighbours its width times the weight below times the weight above."""
    values, weights = points.values, points.weights
    fast = None if weights is None else compiled.loop(compiled.gap_products, values.size)
    products = None if fast is None else fast(values, weights)
    for start in range(0, values.size - 1, CHUNK):
        if products is not None:
            yield products[start : start + CHUNK]
            continue
        stop = min(start + CHUNK, values.size - 1)
        gaps = values[start + 1 : stop + 1] - values[start:stop]
        gaps *= points.below[start:stop]
        gaps *= points.above[start + 1 : stop + 1]
        yield gaps
