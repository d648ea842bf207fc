"""Weighted quantiles."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np

from inequality.columns import Floats
from inequality.errors import DomainError
from inequality.metrics import metric
from inequality.metrics._gaps import weights_of
from inequality.metrics._order_statistics import Definition, order_statistic
from inequality.points import Points


def quantile_influence(points: Points, p: float, *, definition: str = "inverse_cdf") -> Floats:
    r""":math:`-(1(x \le q) - F(q)) / f(q)`, whatever the definition."""
    reached = points.values <= points.values[points.position(p)]
    part = float(np.sum(weights_of(points)[reached])) / points.everyone
    influence: Floats = (part - reached) * quantile_slope(points, p)
    return influence


def quantile_slope(points: Points, p: float) -> float:
    """Return by how much the quantile rises per share of the population: one over the density there.

    It is the slope between ``p - h`` and ``p + h``, h by Hall and Sheather (1988), On the distribution of a studentized
    quantile, JRSS B 50(3), with Kish's effective sample size.
    """
    effective = points.everyone**2 / float(np.sum(weights_of(points) ** 2))
    normal = NormalDist()
    z = normal.inv_cdf(p) if 0 < p < 1 else math.inf
    h = (normal.inv_cdf(0.975) ** 2 * 1.5 * normal.pdf(z) ** 2 / (effective * (2 * z**2 + 1))) ** (1 / 3)
    lower, upper = max(p - h, 0.0), min(p + h, 1.0)
    step = float(points.values[points.position(upper)] - points.values[points.position(lower)])
    if not step > 0:
        raise DomainError(
            f"About rank {p:g} the values do not rise, so their density is infinite, or nothing lies beyond",
            possible="a rank between 0 and 1, at which values differ",
            remedy="method='bootstrap'",
        )
    return float(2 * points.value(step / 2) / (upper - lower))


@metric(
    title="Quantile",
    reference="Hyndman and Fan 1996",
    range="least to greatest value",
    properties=("replication", "anonymity", "homogeneous"),
    samples=({"p": 0}, {"p": 0.5}, {"p": 0.9}, {"p": 0.5, "definition": "averaged"}),
    bounded="limits",
    ranks=lambda p, *, definition="inverse_cdf": (p,) if definition in ("inverse_cdf", "averaged") else (),
    influence=quantile_influence,
)
def quantile(points: Points, p: float, *, definition: Definition = "inverse_cdf") -> float:
    r"""Value below or at which the fraction `p` of the population lies.

    :math:`Q(p) = \min \{ x : F(x) \ge p \}` with F(x) the part of the population that has x or less, or by another definition
    one of its neighbours or a value between two of them.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of any sign, or a distribution.
    p : float
        Fraction of the population; 0.5 gives the median.
    weights : array_like, optional
        How many members have each value.
    definition : str
        Of any weights, these two are defined:

        - ``inverse_cdf``: the least value with at least `p` of the population at or below it (Hyndman and Fan's 1);
        - ``averaged``: where exactly `p` is at or below it, the mean of that and the next value (2; SAS, laeken).

        The others count observations, so that weights must be absent or count rows (``frequency=True``):

        - ``closest``: the observation whose rank is closest to ``p n`` (3);
        - ``interpolated``: between observations, at rank ``p n`` (4);
        - ``hazen``: at rank ``p n + 1/2`` (5);
        - ``weibull``: at rank ``p (n + 1)`` (6; SPSS, Minitab);
        - ``linear``: at rank ``p (n - 1) + 1`` (7; numpy, pandas, R, Excel);
        - ``median_unbiased``: at rank ``p (n + 1/3) + 1/3`` (8, which they recommend);
        - ``normal_unbiased``: at rank ``p (n + 1/4) + 3/8`` (9).

    Returns
    -------
    float
        In the unit of the values.

    Raises
    ------
    DomainError
        If the definition counts observations and weights do not.
    GroupedError
        If the table tells of groups only.

    References
    ----------
    Hyndman, R. and Y. Fan (1996), Sample quantiles in statistical packages, The American Statistician 50(4).

    Examples
    --------
    >>> quantile([1, 2, 3, 4], 0.5)
    2.0
    >>> quantile([1, 2, 3, 4], 0.5, definition="averaged")
    2.5
    >>> quantile([1, 2, 3, 4, 5], 0.9, definition="linear")
    4.6
    """
    return order_statistic(points, p, definition)
