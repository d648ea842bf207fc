"""Polarisation: whether a population falls apart into groups, which is not the same as inequality."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from inequality.columns import Floats
from inequality.errors import DomainError, InputError
from inequality.metrics import metric
from inequality.metrics._density import gaussian_density
from inequality.metrics._gaps import distances, half_mean_difference, lag, lead, weights_of
from inequality.metrics._order_statistics import order_statistic
from inequality.metrics.quantiles import quantile_influence
from inequality.points import Points

#: By which part the kernel is made wider and narrower, to see how the index depends on its width.
STEP = 1e-3


def _wolfson_influence(points: Points) -> Floats:
    r""":math:`2 / m` times the influence of :math:`E|x - m| - \mu G`, less P times that of m, over m.

    At the median as many are above as below, so that moving it changes the mean distance from it by nothing. Kovacevic, M.
    and D. Binder (1997), Variance estimation for measures of income inequality and polarization, Journal of Official
    Statistics 13(1).
    """
    middle = order_statistic(points, 0.5, "averaged")
    median = points.scaled_value(middle)
    away = np.abs(points.values - median)
    moved = away - (lead(points) + lag(points)) / points.everyone
    moved -= float(np.sum(weights_of(points) * moved)) / points.everyone
    influence: Floats = 2 * moved / median - wolfson(points) * quantile_influence(points, 0.5) / middle
    return influence


def _group_influence(points: Points, alpha: float) -> Floats:
    r"""By Deville's rule (1999), of the groups' shares and values, with both of a pair moving."""
    starts = _groups(points)
    size = np.diff(np.append(starts, points.values.size))
    identified = np.repeat(np.add.reduceat(weights_of(points), starts) / points.everyone, size) ** alpha
    own = (1 + alpha) * identified * (lead(points) + lag(points)) / points.everyone
    others = distances(points.values, weights_of(points) * identified / points.everyone)
    index, relative = esteban_ray(points, alpha), points.values / points.mean
    influence: Floats = (own + others) / points.mean - index * (1 + alpha + relative)
    return influence


def _density_influence(points: Points, alpha: float, *, bandwidth: float | None = None) -> Floats:
    r"""Of :math:`\int f^lpha a \, dF` with a(x) the mean distance from x: the density, the distances and F move, and the units.

    Duclos, Esteban and Ray (2004), theorem 2, of the estimate with its kernel, whose width moves with the mean or, by default,
    with the standard deviation.
    """
    if points.values[0] == points.values[-1]:
        return np.zeros_like(points.values)
    shares: Floats = weights_of(points) / points.everyone
    relative: Floats = points.values / points.mean
    away = relative - 1
    squares = float(np.sum(shares * away * away))
    widening = away if bandwidth is not None else (away * away / squares - 1) / 2
    width = _recommended_bandwidth(points, alpha) if bandwidth is None else bandwidth
    apart = (lead(points) + lag(points)) / points.everyone / points.mean
    density = gaussian_density(relative, shares, width)
    nearby = alpha * gaussian_density(relative, shares * density ** (alpha - 1) * apart, width)
    identified = density**alpha
    index = float(np.sum(shares * identified * apart))
    wider, narrower = (gaussian_density(relative, shares, width * (1 + step)) for step in (STEP, -STEP))
    by_width = float(np.sum(shares * apart * (wider**alpha - narrower**alpha))) / (2 * STEP)
    moved = identified * apart + nearby + distances(relative, shares * identified) - (2 + alpha) * index
    influence: Floats = moved + (alpha - 1) * index * away + by_width * widening
    return influence


@metric(
    title="Wolfson index of polarisation",
    reference="Wolfson 1994; Foster and Wolfson 2010",
    range="0 to 1; above where the median is small beside the mean",
    zeros="allowed; undefined where the median is 0",
    negatives="allowed; undefined where the median is not above zero",
    properties=("scale", "replication", "anonymity"),
    bounded="no",
    influence=_wolfson_influence,
)
def wolfson(points: Points) -> float:
    r"""Wolfson index of polarisation: how far the population has moved away from its median, into two halves.

    :math:`P = \frac{2 \mu}{m} \left[ 2 \left( \frac{1}{2} - L\left(\frac{1}{2}\right) \right) - G \right]`, with m the
    median, in the form :math:`\frac{2}{m} \left( \sum_i p_i |x_i - m| - \mu G \right)`.
    Packages that leave out the first 2 give half of it.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of any sign, or a distribution.
    weights : array_like, optional
        How many members have each value.

    Returns
    -------
    float
        0 where all are equal, 1 where half have nothing and half twice the mean.

    Raises
    ------
    DomainError
        If the total or the median is not above zero.
    GroupedError
        If the table tells of groups only.

    References
    ----------
    Wolfson, M. (1994), When inequalities diverge, American Economic Review 84(2).

    Examples
    --------
    >>> wolfson([0, 0, 2, 2])
    1.0
    """
    _ = points.positive_sum
    middle = order_statistic(points, 0.5, "averaged")
    if middle <= 0:
        raise DomainError(
            f"The median is {middle:.6g}, so distances cannot be measured by it",
            possible="values of which the median is above zero",
            remedy="take duclos_esteban_ray, which is relative to the mean",
        )
    median = points.scaled_value(middle)
    beyond = (points.at_infinity - points.at_minus_infinity) / points.everyone
    return 2 * (points.average(np.abs(points.rows[0] - median)) + beyond - half_mean_difference(points)) / median


@metric(
    title="Esteban-Ray index of polarisation",
    reference="Esteban and Ray 1994",
    range="0 to infinity; twice the Gini index times the groups' shares to the power alpha",
    negatives="allowed",
    cuts=lambda alpha: (),
    properties=("scale", "replication", "anonymity"),
    samples=({"alpha": 0.5}, {"alpha": 1.6}),
    bounded="no",
    influence=_group_influence,
)
def esteban_ray(points: Points, alpha: float) -> float:
    r"""Esteban-Ray index: polarisation of a population that consists of groups.

    :math:`ER_\alpha = \sum_i \sum_j \pi_i^{1 + \alpha} \pi_j \frac{|x_i - x_j|}{\mu}`, over the distinct values as groups with
    population shares :math:`\pi`. It is made for few groups: of microdata, in which hardly two have the same, it says little;
    there take `duclos_esteban_ray`. Of a grouped table in order it takes the groups as they are, at their means.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of any sign, or a distribution.
    alpha : float
        How much those of a group identify with each other: above 0, at most 1.6.
    weights : array_like, optional
        How many members have each value.

    Returns
    -------
    float
        0 where all are equal.

    Raises
    ------
    DomainError
        If the total is not above zero.
    GroupedError
        If the table is not in order.
    InputError
        If `alpha` is out of range.

    References
    ----------
    Esteban, J. and D. Ray (1994), On the measurement of polarization, Econometrica 62(4).

    Examples
    --------
    >>> esteban_ray([0, 0, 2, 2], 1)
    0.5
    """
    if not 0 < alpha <= 1.6:
        raise InputError(f"alpha is {alpha}", possible="above 0, at most 1.6", remedy="pass 1 or 1.6")
    total = points.positive_sum
    starts = _groups(points)
    shares = np.add.reduceat(weights_of(points), starts) / points.everyone
    apart = (lead(points) + lag(points))[starts]
    return float(np.sum(shares ** (1 + alpha) * apart)) / total


@metric(
    title="Duclos-Esteban-Ray index of polarisation",
    reference="Duclos, Esteban and Ray 2004",
    range="0 to infinity",
    negatives="allowed",
    properties=("scale", "anonymity"),
    samples=({"alpha": 0.25}, {"alpha": 1}, {"alpha": 0.5, "bandwidth": 0.2}),
    bounded="no",
    influence=_density_influence,
)
def duclos_esteban_ray(points: Points, alpha: float, *, bandwidth: float | None = None) -> float:
    r"""Duclos-Esteban-Ray index: polarisation of a population whose members identify with those nearby.

    :math:`P_\alpha = \int \int f(x)^{1 + \alpha} f(y) |x - y| \, dx \, dy` of values relative to their mean, estimated by
    :math:`\sum_i p_i \hat{f}(x_i)^\alpha \sum_j p_j |x_i - x_j|` with a Gaussian kernel density :math:`\hat{f}`. At
    alpha = 0 it would be twice the Gini index.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of any sign, or a distribution.
    alpha : float
        How much members identify with those nearby: 0.25 to 1.
    weights : array_like, optional
        How many members have each value.
    bandwidth : float, optional
        Standard deviation of the kernel, as a multiple of the mean. By default
        :math:`4.7 n^{-1/2} \sigma \alpha^{0.1}`, which the authors recommend, with n the number of rows and :math:`\sigma`
        the standard deviation relative to the mean.

    Returns
    -------
    float
        0 where all are equal.

    Raises
    ------
    DomainError
        If the total is not above zero, or an open bracket leaves the default bandwidth without limit.
    GroupedError
        If the table tells of groups only.
    InputError
        If `alpha` or the bandwidth is out of range.

    References
    ----------
    Duclos, J.-Y., J. Esteban and D. Ray (2004), Polarization: concepts, measurement, estimation, Econometrica 72(6).

    Examples
    --------
    >>> round(duclos_esteban_ray([1, 2, 3, 10, 11, 12], 0.5, bandwidth=0.1), 6)
    0.736171
    """
    if not 0.25 <= alpha <= 1:
        raise InputError(f"alpha is {alpha}", possible="0.25 to 1", remedy="pass 0.25, 0.5 or 1")
    if bandwidth is not None and not 0 < bandwidth < math.inf:
        raise InputError(f"The bandwidth is {bandwidth}", possible="a finite number above 0", remedy="leave it out")
    total, values = points.positive_sum, points.values
    shares: Floats = weights_of(points) / points.everyone
    if values[0] == values[-1] and not points.at_infinity and not points.at_minus_infinity:
        return 0.0
    if bandwidth is None:
        bandwidth = _recommended_bandwidth(points, alpha)
    density = gaussian_density(values / points.mean, shares, bandwidth)
    terms: Floats = shares * density**alpha * (lead(points) + lag(points))
    return float(np.sum(terms) / total)


def _groups(points: Points) -> NDArray[np.intp]:
    """Return where each group of equal values starts."""
    return np.flatnonzero(np.concatenate([[True], points.ranked[1:] != points.ranked[:-1]]))


def _recommended_bandwidth(points: Points, alpha: float) -> float:
    if points.at_infinity or points.at_minus_infinity:
        raise DomainError(
            "An open bracket sets no limit to the standard deviation, which the default bandwidth is a multiple of",
            remedy="pass a bandwidth",
        )
    deviations: Floats = points.rows[0] / points.mean - 1
    spread = math.sqrt(points.average(deviations * deviations))
    return 4.7 / math.sqrt(points.n) * spread * math.pow(alpha, 0.1)
