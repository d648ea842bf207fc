"""Where the Lorenz curve is bent most."""

from __future__ import annotations

import numpy as np

from inequality.columns import Floats
from inequality.errors import InputError
from inequality.metrics import metric
from inequality.metrics._gaps import weights_of
from inequality.metrics.quantiles import quantile_slope
from inequality.points import Points


def _influence(points: Points, *, n: int | None = None) -> Floats:
    r""":math:`1(x \le \mu) - F(\mu) + [x \, 1(x \le \mu) - x L(F(\mu))] / \mu + 2 f(\mu) (x - \mu)`: the mean moves too.

    By the rule of Deville (1999), with the density at the mean as for quantiles.
    """
    poorer = points.values <= points.mean
    rank = float(np.sum(weights_of(points)[poorer])) / points.everyone
    share = float(np.sum(points.products[poorer])) / points.positive_sum
    relative = points.values / points.mean
    slope = points.scaled_value(quantile_slope(points, rank)) / points.mean
    influence: Floats = poorer - rank + relative * (poorer - share) + 2 * (relative - 1) / slope
    return influence


@metric(
    title="Lorenz asymmetry coefficient",
    reference="Damgaard and Weiner 2000",
    range="0 to 2; below 0 where debts weigh heavily",
    negatives="allowed; the value can be below 0",
    properties=("scale", "replication", "anonymity"),
    bounded="no",
    influence=_influence,
)
def lorenz_asymmetry(points: Points, *, n: int | None = None) -> float:
    r"""Lorenz asymmetry coefficient: which part of the population inequality is due to.

    :math:`S = F(\mu) + L(F(\mu))`, the sum of the coordinates of the point where the Lorenz curve is parallel to the line
    of equality: above 1 where it is due to the richest, below 1 where to the poorest. Where members have the mean itself the
    curve is parallel along a stretch, whose middle is taken; all equal gives 1.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of any sign, or a distribution.
    weights : array_like, optional
        How many members have each value.
    n : int, optional
        Size of the sample. With it the point is moved on towards the next member, by the part of a member by which the mean
        is nearer to it (Damgaard and Weiner's estimator); without it, it is that of the population.

    Returns
    -------
    float
        A number around 1.

    Raises
    ------
    DomainError
        If the total is not above zero.
    GroupedError
        If the table does not decide it.
    InputError
        If `n` is not a whole number above 0.

    References
    ----------
    Damgaard, C. and J. Weiner (2000), Describing inequality in plant size or fecundity, Ecology 81(4).

    Examples
    --------
    >>> round(lorenz_asymmetry([1, 1, 1, 1, 1, 10]), 12)  # 5/6 + 5/15
    1.166666666667
    >>> round(lorenz_asymmetry([1, 1, 1, 1, 1, 10], n=6), 12)  # and a sixth of (1 + 10/2.5) / 6
    1.305555555556
    """
    if n is not None and not (n == int(n) and n > 0):
        raise InputError(
            f"The sample size n is {n}", possible="a whole number above 0", remedy="pass the number of observations"
        )
    total, mean = points.positive_sum, points.mean
    distance = points.values - mean
    rounding = 4 * 2.0**-52 * mean
    poorer, richer = int(np.searchsorted(distance, -rounding)), int(np.searchsorted(distance, rounding, side="right"))
    start, end = _corner(points, poorer, total), _corner(points, richer, total)
    if poorer < richer or n is None or poorer == points.values.size:
        return (start + end) / 2
    before, after = points.values[poorer - 1], points.values[poorer]
    part = (mean - before) / (after - before)
    return start + float(part * (1 + after / mean)) / n


def _corner(points: Points, k: int, total: float) -> float:
    """Return the sum of the coordinates of the Lorenz curve after the `k` poorest rows."""
    if k == 0:
        return points.at_minus_infinity / total
    held = points.at_minus_infinity + float(np.sum(points.products[:k]))
    return float(points.below[k - 1]) / points.everyone + held / total
