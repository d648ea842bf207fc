"""Zenga's index of 2007."""

from __future__ import annotations

from typing import Literal

import numpy as np

from inequality.errors import DomainError, UnknownNameError
from inequality.metrics import metric
from inequality.metrics._gaps import lag, lead, weights_of
from inequality.points import Points

DEFINITIONS = ("continuous", "discrete")


@metric(
    title="Zenga index",
    reference="Zenga 2007",
    range="0 to 1; above 1 where the poorest are in net debt",
    negatives="allowed; the value can exceed 1",
    properties=("scale", "replication", "anonymity", "weak transfer", "lorenz"),
)
def zenga(points: Points, *, definition: Literal["continuous", "discrete"] = "continuous") -> float:
    r"""Zenga index: how far, on average over p, the mean of the poorest p falls short of the mean of the others.

    :math:`Z = \int_0^1 \left[ 1 - \frac{L(p)}{p} \frac{1-p}{1-L(p)} \right] dp`. With the Lorenz curve straight between its
    points the integral is :math:`\sum_k \frac{1}{1 + a_k} \left[ a_k \ln \frac{P_k}{P_{k-1}} + \frac{b_k}{s_k} \ln
    \frac{1 - L_{k-1}}{1 - L_k} \right]`, where :math:`s_k = x_k / \mu` and :math:`a_k`, :math:`b_k` are how far the k-th member
    leads those below and lags those above, per member of all and relative to the mean; no term is negative. Infinite where an
    open bracket sets no limit to debts, since 1/p then has no integral.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of any sign, or a distribution.
    weights : array_like, optional
        How many members have each value.
    definition : {"continuous", "discrete"}
        ``continuous`` is that of a population. ``discrete`` is Zenga's for n members counted one by one: the mean over the
        1, 2, ... n poorest, the last compared with the greatest value.

    Returns
    -------
    float
        0 where all are equal.

    Raises
    ------
    DomainError
        If the total is not above zero; if members are to be counted one by one, but have weights.
    GroupedError
        If the table does not decide it.

    References
    ----------
    Zenga, M. (2007), Inequality curve and inequality index based on the ratios between lower and upper arithmetic means,
    Statistica & Applicazioni 5(1).

    Examples
    --------
    >>> round(zenga([1, 3], definition="discrete"), 12)  # (2/3 + 1/3) / 2
    0.5
    >>> round(zenga([1, 3]), 6)
    0.518731
    """
    if definition not in DEFINITIONS:
        raise UnknownNameError("definition", definition, DEFINITIONS, where=" of zenga")
    total = points.positive_sum
    if definition == "discrete":
        return _one_by_one(points)
    if points.at_minus_infinity:
        return float("inf")
    ahead, behind = lead(points) / total, lag(points) / total
    held = np.cumsum(points.products[::-1])[::-1] + points.at_infinity  # by each and all above
    # Of the last member nobody lags, unless somebody is unboundedly rich.
    n = points.values.size if points.at_infinity else points.values.size - 1
    left = np.append(held[1:], points.at_infinity)[:n]  # by all above
    parts = points.products[:n] / left
    logs = np.divide(np.log1p(parts), parts, out=np.ones(n), where=parts != 0)
    upper = behind[:n] * logs * weights_of(points)[:n] * (total / points.everyone) / left
    steps = weights_of(points)[1:] / points.below[:-1]
    lower = ahead[1:] * np.log1p(steps)
    return float(np.sum(lower / (1 + ahead[1:]))) + float(np.sum(upper / (1 + ahead[:n])))


def _one_by_one(points: Points) -> float:
    if points.weights is not None:
        raise DomainError(
            "The discrete Zenga index counts members, and weights do not tell them one by one", remedy="take the continuous one"
        )
    n = points.values.size
    count, held = np.arange(1, n + 1), np.cumsum(points.products)
    upper = np.append(np.cumsum(points.products[::-1])[::-1][1:] / count[:-1][::-1], points.values[-1])
    return float(np.mean(1 - held / count / upper))
