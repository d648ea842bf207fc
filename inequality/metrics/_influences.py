"""Parts that influence functions have in common."""

from __future__ import annotations

import numpy as np

from inequality.columns import Floats
from inequality.points import Points


def ranked(points: Points, terms: Floats) -> Floats:
    """Return what was found for each of `points.rows` in the order of `points.values`; equal values have equal terms."""
    return terms[np.argsort(points.rows[0], kind="stable")]


def of_mean(points: Points, terms: Floats) -> Floats:
    """Influence of the mean of a function of the value, from the function of each of `points.rows`."""
    influence: Floats = ranked(points, terms) - points.average(terms)
    return influence


def of_ratio(upper: float, lower: float, of_upper: Floats, of_lower: Floats) -> Floats:
    """Influence of a ratio, from the influences of its terms."""
    influence: Floats = (of_upper - upper / lower * of_lower) / lower
    return influence


def in_units(points: Points, scaled: Floats) -> Floats:
    """Take amounts in the scale of `points.values` back to the user's scale."""
    amounts: Floats = scaled * points.value(0.5) * 2
    return amounts
