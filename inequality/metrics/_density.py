"""Gaussian kernel density at the values themselves."""

from __future__ import annotations

import numpy as np

from inequality.columns import Floats

#: Boxes of one bandwidth further away than this add less than 1e-17 of a kernel's height.
REACH = 9
#: Terms of the series within a box, beyond which less than 1e-16 of a kernel's height is left.
TERMS = 24


def gaussian_density(values: Floats, shares: Floats, bandwidth: float) -> Floats:
    r"""Return the density at each of `values` (in rising order) of all of them, each blurred by a Gaussian kernel.

    Values are put in boxes one bandwidth wide. With x and y measured in bandwidths from a box's centre, the kernel is
    :math:`e^{-(x-y)^2/2} = e^{-x^2/2} \sum_m x^m \frac{y^m}{m!} e^{-y^2/2}`, so that a box needs only as many sums over its
    members as the series has terms: the work grows with n, not with its square (a fast Gauss transform in one dimension).
    """
    scaled = (values - values[0]) / bandwidth
    boxes, starts, box = np.unique(np.floor(scaled), return_index=True, return_inverse=True)
    inside = scaled - boxes[box] - 0.5  # from the centre of the own box
    term = shares * np.exp(-inside * inside / 2)
    moments = np.empty((TERMS, boxes.size))
    for m in range(TERMS):
        moments[m] = np.add.reduceat(term, starts)
        term = term * inside / (m + 1)
    density = np.zeros_like(values)
    for offset in range(-REACH, REACH + 1):
        source = np.minimum(np.searchsorted(boxes, boxes + offset), boxes.size - 1)
        there = (boxes[source] == boxes + offset)[box]
        away, coefficients = inside[there] - offset, moments[:, source[box[there]]]
        series = np.zeros_like(away)
        for row in coefficients[::-1]:
            series = series * away + row
        density[there] += series * np.exp(-away * away / 2)
    density /= bandwidth * np.sqrt(2 * np.pi)
    return density
