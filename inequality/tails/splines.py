"""Quintic splines: the slopes and curvatures that make neighbouring polynomials meet smoothly."""

from __future__ import annotations

import math

import numpy as np

from inequality.columns import Floats
from inequality.tails.pieces import HERMITE

__all__: list[str] = []


def curvatures(x: Floats, y: Floats, slope: Floats, last: float) -> Floats:
    """Return second derivatives at the knots: the third is continuous, and 0 at the first knot.

    Parameters
    ----------
    x, y, slope : ndarray, shape (n,)
        Knots, values and slopes.
    last : float
        Second derivative at the last knot.
    """
    width = np.diff(x)
    rise = 60 * np.diff(y) / width**3
    starts = rise - (36 * slope[:-1] + 24 * slope[1:]) / width**2  # third derivatives but for the curvatures' part
    ends = rise - (24 * slope[:-1] + 36 * slope[1:]) / width**2
    diagonal = 9 / width
    diagonal[1:] += 9 / width[:-1]
    right = starts.copy()
    right[1:] -= ends[:-1]
    for j in range(1, width.size):  # the equations are those of three neighbours: Thomas' elimination
        factor = -3 / width[j - 1] / diagonal[j - 1]
        diagonal[j] -= factor * -3 / width[j - 1]
        right[j] -= factor * right[j - 1]
    found = np.append(right, last)
    for j in range(width.size - 1, -1, -1):
        found[j] = (right[j] + 3 / width[j] * found[j + 1]) / diagonal[j]
    return found


def slopes(x: Floats, y: Floats, first: float | None) -> Floats:
    """Return first derivatives at the knots of a spline of which only values are known.

    The third and fourth derivatives are continuous; the third is 0 at both ends, and so is the fourth at the first knot
    unless the slope there is known. The second derivative at the last knot is that of a parabola through the last three.

    Parameters
    ----------
    x, y : ndarray, shape (n,), n at least 3
        Knots and values.
    first : float, optional
        Slope at the first knot.
    """
    n = x.size
    third, fourth = _derivatives(x, 3), _derivatives(x, 4)
    equations = [third[0][0], third[1][-1], *(third[1][:-1] - third[0][1:]), *(fourth[1][:-1] - fourth[0][1:])]
    if first is None:
        equations.append(fourth[0][0])
    matrix = np.zeros((2 * n, 2 * n))
    right = np.zeros(2 * n)
    matrix[: len(equations)] = [row[n:] for row in equations]
    right[: len(equations)] = [-float(np.sum(row[:n] * y)) for row in equations]
    if first is not None:
        matrix[-2, 0], right[-2] = 1.0, first
    secants = np.diff(y[-3:]) / np.diff(x[-3:])
    matrix[-1, -1], right[-1] = 1.0, 2 * float(np.diff(secants)[0]) / float(x[-1] - x[-3])
    size = np.max(np.abs(matrix), axis=1)  # equations of narrow intervals have coefficients many powers of ten greater
    return np.asarray(np.linalg.solve(matrix / size[:, None], right / size)[:n], np.float64)


def _derivatives(x: Floats, order: int) -> tuple[Floats, Floats]:
    """Return the derivative at the start and at the end of each interval, as rows of factors of all y, slopes, curvatures."""
    n = x.size
    powers = np.arange(6)
    factors = np.array([math.perm(k, order) for k in powers])
    width = np.diff(x)
    scale = np.stack([width**0, width**0, width, width, width**2, width**2], axis=1) / width[:, None] ** order
    rows = np.zeros((2, n - 1, 3 * n))
    j = np.arange(n - 1)
    columns = np.stack([j, j + 1, n + j, n + j + 1, 2 * n + j, 2 * n + j + 1], axis=1)
    for end, t in enumerate((0.0, 1.0)):
        at = np.sum(HERMITE * factors * np.where(powers >= order, t ** np.maximum(powers - order, 0), 0.0), axis=1)
        np.put_along_axis(rows[end], columns, at * scale, axis=1)
    return rows[0], rows[1]
