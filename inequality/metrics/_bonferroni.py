"""Bonferroni's index."""

from __future__ import annotations

from typing import Literal

import numpy as np

from inequality.columns import Floats
from inequality.errors import DomainError, UnknownNameError
from inequality.metrics import metric
from inequality.metrics._gaps import lead, weights_of
from inequality.points import Points

DEFINITIONS = ("continuous", "discrete", "sample")


def _influence(points: Points, *, definition: str = "continuous") -> Floats:
    r""":math:`\frac{1}{\mu} \int_x^\infty -\ln F(t) \, dt - B + (1 - B) (x / \mu - 1)`, by the rule of Deville (1999).

    The discrete definitions tend to the continuous one as members grow in number, and have its influences.
    """
    index = bonferroni(points)
    gaps = np.diff(points.values) * -np.log(points.below[:-1] / points.everyone)
    after = np.append(np.cumsum(gaps[::-1])[::-1], 0.0)
    influence: Floats = after / points.mean - index + (1 - index) * (points.values / points.mean - 1)
    return influence


@metric(
    title="Bonferroni index",
    reference="Bonferroni 1930; Tarsitano 1990",
    range="0 to 1; above 1 where the poorest are in net debt",
    negatives="allowed; the value can exceed 1",
    properties=("scale", "replication", "anonymity", "weak transfer", "lorenz"),
    influence=_influence,
)
def bonferroni(points: Points, *, definition: Literal["continuous", "discrete", "sample"] = "continuous") -> float:
    r"""Bonferroni index: how far, on average over p, the mean of the poorest fraction p is below the mean of all.

    :math:`B = 1 - \int_0^1 \frac{L(p)}{p} dp`. With the Lorenz curve straight between its points the integral is
    :math:`\sum_k \frac{A_k}{W \mu} \ln \frac{P_k}{P_{k-1}}`, where :math:`A_k = \sum_{i<k} w_i (x_k - x_i)`; no term is
    negative. Infinite where an open bracket sets no limit to debts, since 1/p then has no integral.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of any sign, or a distribution.
    weights : array_like, optional
        How many members have each value.
    definition : {"continuous", "discrete", "sample"}
        ``continuous`` is that of a population. ``discrete`` takes the mean over the 1, 2, ... n poorest of n members
        counted one by one, ``sample`` the mean over n - 1 of them.

    Returns
    -------
    float
        0 where all are equal.

    Raises
    ------
    DomainError
        If the total is not above zero; if members are to be counted one by one, but have weights or are only one.
    GroupedError
        If the table does not decide it.

    References
    ----------
    Tarsitano, A. (1990), The Bonferroni index of income inequality, in Dagum and Zenga (eds.), Income and wealth
    distribution, inequality and poverty, Springer.

    Examples
    --------
    >>> round(bonferroni([1, 2, 3]), 6)  # ln(27/2) / 6
    0.318257
    >>> bonferroni([1, 2, 3], definition="discrete")
    0.25
    """
    if definition not in DEFINITIONS:
        raise UnknownNameError("definition", definition, DEFINITIONS, where=" of bonferroni")
    total = points.positive_sum
    if definition != "continuous":
        return _one_by_one(points, definition)
    if points.at_minus_infinity:
        return float("inf")
    steps = weights_of(points)[1:] / points.below[:-1]
    return (float(np.sum(lead(points)[1:] * np.log1p(steps))) + points.at_infinity) / total


def _one_by_one(points: Points, definition: str) -> float:
    n = points.values.size
    if points.weights is not None or (n == 1 and definition == "sample"):
        what = "one member is no sample" if points.weights is None else "weights do not tell members one by one"
        raise DomainError(f"The {definition} Bonferroni index counts members, and {what}", remedy="take the continuous one")
    poorest = np.cumsum(points.products) / np.arange(1, n + 1)  # means of the 1, 2, ... n poorest
    return float(np.sum(1 - poorest / points.mean)) / (n if definition == "discrete" else n - 1)
