"""Zenga's index of 2007."""

from __future__ import annotations

from typing import Literal

import numpy as np

from inequality.columns import Floats
from inequality.errors import DomainError, UnknownNameError
from inequality.metrics import metric
from inequality.metrics._gaps import lag, lead, weights_of
from inequality.points import Points

DEFINITIONS = ("continuous", "discrete")
#: Nodes and weights with which an integral over one member's ranks is taken.
NODES, HEIGHTS = np.polynomial.legendre.leggauss(8)


def _influence(points: Points, *, definition: str = "continuous") -> Floats:
    r"""Of the ratio of lower to upper means, integrated over the ranks p on either side of x; with changed sign.

    With T(p) what the poorest p have and U(p) what the others have, per member of all, it is
    :math:`\int_0^{F(x)} \frac{1-p}{U^2} \left( \mu Q - \frac{x T}{p} \right) dp
    + \int_{F(x)}^1 \frac{1-p}{p \, U^2} \left( x U - \mu (1-p) Q \right) dp`. Langel, M. and Y. Tille (2012), Inference by
    linearization for Zenga's new inequality index: a comparison with the Gini index, Metrika 75(8). The discrete definition
    tends to the continuous one as members grow in number, and has its influences.
    """
    mean, everyone, values = points.mean, points.everyone, points.values
    if values.size == 1:
        return np.zeros(1)
    ends, above = points.below / everyone, points.above / everyone
    starts, rest = np.append(0.0, ends[:-1]), np.append(above[1:], 0.0)
    owned = np.cumsum(points.products[::-1])[::-1] / everyone
    others = np.append(owned[1:], 0.0)
    sums = np.zeros((4, values.size))
    for node, height in zip((NODES + 1) / 2, HEIGHTS / 2, strict=True):
        p, r, dp = _node(starts, above, ends, rest, node)
        upper = others + values * (r - rest)
        lower = mean - upper
        share = height * dp * r / upper
        sums += share * np.array([mean * values / upper, lower / p / upper, 1 / p, mean * r * values / (p * upper)])
    before = np.cumsum(sums[:2], axis=1)
    after = np.cumsum(sums[2:, ::-1], axis=1)[:, ::-1]
    # Split after the first member, before each other: within its own ranks either side gives the same.
    split = np.maximum(np.arange(values.size), 1)
    own, fall = before[:, split - 1]
    rise, loss = after[:, split]
    influence: Floats = -(own - values * fall + values * rise - loss)
    return influence


def _node(starts: Floats, above: Floats, ends: Floats, rest: Floats, node: float) -> tuple[Floats, Floats, Floats]:
    """Return a rank within each member's, what is above it, and the width it stands for, at equal steps of the log odds.

    Of the poorest member, whose ranks start at 0, at equal steps of the logarithm of what is above, and of the richest, whose
    ranks end at 1, of the logarithm of the rank: so that members of very unequal weights do no harm.
    """
    p, r, dp = np.empty_like(starts), np.empty_like(starts), np.empty_like(starts)
    inner = slice(1, -1)
    odds = np.log(starts[inner] / above[inner])
    span = np.log(ends[inner] / rest[inner]) - odds
    p[inner] = 1 / (1 + np.exp(-(odds + node * span)))
    r[inner] = 1 / (1 + np.exp(odds + node * span))
    dp[inner] = span * p[inner] * r[inner]
    r[0] = rest[0] ** node
    p[0], dp[0] = -np.expm1(node * np.log(rest[0])), -r[0] * np.log(rest[0])
    p[-1] = starts[-1] ** (1 - node)
    r[-1], dp[-1] = -np.expm1((1 - node) * np.log(starts[-1])), -p[-1] * np.log(starts[-1])
    return p, r, dp


@metric(
    title="Zenga index",
    reference="Zenga 2007",
    range="0 to 1; above 1 where the poorest are in net debt",
    negatives="allowed; the value can exceed 1",
    properties=("scale", "replication", "anonymity", "weak transfer", "lorenz"),
    influence=_influence,
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
