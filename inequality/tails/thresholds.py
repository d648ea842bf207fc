"""Tables that give thresholds and nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from inequality.columns import Floats, as_floats, check_rising
from inequality.distribution import Distribution
from inequality.errors import DomainError, InputError
from inequality.tails.fitted import FittedDistribution
from inequality.tails.interpolation import interpolate
from inequality.tails.pieces import integral

__all__: list[str] = []


def interpolate_thresholds(
    p: ArrayLike,
    threshold: ArrayLike,
    *,
    lowest: float = 0.0,
    mean: float | None = None,
    coefficient: float | None = None,
    population: float = 1.0,
    **about: Any,
) -> FittedDistribution:
    r"""Return a continuous distribution through quantiles of which no totals are known.

    The logarithm of the quantile is a rising cubic spline in x = -ln(1 - p), with the secants to the right as slopes
    (limited as by Fritsch and Carlson); its integral gives the means between thresholds, and above the last stands a Pareto
    tail with the last slope. Then it is interpolated as a tabulation. Below thresholds not above 0, and below the first,
    values are taken to be even.

    Parameters
    ----------
    p, threshold : array_like, shape (n,)
        Population shares and the values below which they lie, rising; at least three above 0.
    lowest : float, default 0
        Least value.
    mean : float, optional
        Mean of all, if known: the richest group gets what is missing.
    coefficient : float, optional
        Inverted Pareto coefficient at the very top, above 1. From the last two thresholds where absent; 3 where these imply
        a tail without mean.
    population : float
        How many members there are.
    **about
        `measure` and `provenance`, as for Distribution.

    Returns
    -------
    FittedDistribution
        Without a table behind it: totals are estimates, so nothing bounds it.

    Raises
    ------
    InputError
        If the percentiles do not rise from 0 or more to below 1, or the thresholds do not rise.
    DomainError
        If fewer than three thresholds are above 0, or the mean is too small for them.

    References
    ----------
    Fritsch, F. N. and R. E. Carlson (1980), Monotone piecewise cubic interpolation, SIAM Journal on Numerical Analysis 17(2).

    Examples
    --------
    >>> fit = interpolate_thresholds([0.1, 0.5, 0.9, 0.99], [4310, 23686, 76252, 211861])
    >>> round(fit.mean, 2), round(fit.top_share(0.1), 4)
    (34632.46, 0.3959)
    """
    rank, value = 1 - as_floats(p, "p"), as_floats(threshold, "threshold")
    check_rising(value, "threshold")
    if rank.size != value.size or rank[0] > 1 or rank[-1] <= 0 or np.any(np.diff(rank) >= 0) or np.any(np.diff(value) == 0):
        raise InputError(
            f"{rank.size} percentiles from {1 - rank[0]:.6g} to {1 - rank[-1]:.6g} with {value.size} thresholds",
            possible="percentiles that rise from 0 or more to below 1, each with a threshold above the one before",
            remedy="divide percents by 100; leave out thresholds that repeat",
        )
    if rank[0] < 1:
        rank, value = np.append(1.0, rank), np.append(float(lowest), value)
    tail, notes = _slope_of_tail(rank, value, coefficient)
    means = np.append(_means(rank, value, tail), value[-1] / (1 - tail))
    if mean is not None:
        rest = float(np.sum(means[:-1] * -np.diff(rank)))
        means[-1] = (mean - rest) / rank[-1]
        if not means[-1] > value[-1]:
            raise DomainError(
                f"A mean of {mean:.6g} leaves {means[-1]:.6g} for those above the last threshold of {value[-1]:.6g}",
                possible="a greater mean, in the unit of the thresholds",
                remedy="check units, or leave `mean` out",
            )
    weight = -np.diff(np.append(rank, 0.0)) * population
    table = Distribution(weight, weight * means, value, np.append(value[1:], np.inf), **about)
    title = f"generalized Pareto interpolation of {value.size} thresholds"
    fit = interpolate(table, coefficient=coefficient)
    return replace(fit, table=None, title=title, notes=(*notes, *fit.notes))


def _slope_of_tail(rank: Floats, value: Floats, coefficient: float | None) -> tuple[float, tuple[str, ...]]:
    if np.sum(value > 0) < 3:
        raise DomainError("Fewer than three thresholds are above 0", remedy="give more thresholds")
    if coefficient is not None:
        return 1 - 1 / coefficient, ()
    slope = float(np.log(value[-1] / value[-2]) / np.log(rank[-2] / rank[-1]))
    if slope < 1:
        return slope, ()
    return 2 / 3, ("the thresholds imply a tail without mean; an inverted Pareto coefficient of 3 is taken instead",)


def _means(rank: Floats, value: Floats, last: float) -> Floats:
    """Return the mean between each two thresholds."""
    start = int(np.argmax(value > 0))
    means = (value[:-1] + value[1:]) / 2
    x, y = -np.log(rank[start:]), np.log(value[start:])
    secant = np.diff(y) / np.diff(x)
    slope = np.append(secant, last)
    for k in range(secant.size):
        length = float(np.hypot(slope[k], slope[k + 1])) / secant[k]
        if length > 3:
            slope[k : k + 2] *= 3 / length
    for k in range(secant.size):
        means[start + k] = _mean_between(x[k : k + 2], y[k : k + 2], slope[k : k + 2]) / (rank[start + k] - rank[start + k + 1])
    return means


def _mean_between(x: Floats, y: Floats, slope: Floats) -> float:
    """Integrate the quantile function whose logarithm is the cubic through two points with these slopes."""
    width = float(x[1] - x[0])

    def integrand(t: Floats) -> Floats:
        ends = y[0] * (1 - t) ** 2 * (1 + 2 * t) + y[1] * t**2 * (3 - 2 * t)
        slopes = width * (slope[0] * t * (1 - t) ** 2 - slope[1] * t**2 * (1 - t))
        return np.asarray(np.exp(ends + slopes - x[0] - width * t) * width, np.float64)

    return integral(integrand, 0.0, 1.0)
