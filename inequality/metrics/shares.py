"""What the richest, the poorest and those between have of the total."""

from __future__ import annotations

import numpy as np

from inequality.columns import Floats, fraction
from inequality.errors import InputError
from inequality.metrics import metric
from inequality.points import Points


def lorenz_influence(points: Points, p: float) -> Floats:
    r"""Of L(p): :math:`[(x - q) 1(x \le q) + p q - L(p) x] / \mu`, with q the p-quantile."""
    q = points.values[points.position(p)]
    share = points.lowest(p) / points.positive_sum
    influence: Floats = (np.minimum(points.values - q, 0.0) + p * q - share * points.values) / points.mean
    return influence


@metric(
    title="Top share",
    reference="Piketty 2001; Atkinson, Piketty and Saez 2011",
    range="p to 1; above 1 where the others are in net debt",
    negatives="allowed; the share can exceed 1",
    cuts=lambda p: (1 - fraction(p),),
    properties=("scale", "replication", "anonymity", "weak transfer", "lorenz"),
    samples=({"p": 0.01}, {"p": 0.1}, {"p": 0.5}, {"p": 1}),
    influence=lambda points, p: -lorenz_influence(points, 1 - fraction(p)),
)
def top_share(points: Points, p: float) -> float:
    """Share of the total held by the richest fraction `p`.

    :math:`1 - L(1 - p)`; the member on the boundary is split, so that the share is continuous in `p`. The relative error is
    at most (2n + 12) 2^-53 for values of 0 or more.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of any sign, or a distribution.
    p : float
        Fraction of the population, 0.01 for the richest one percent.
    weights : array_like, optional
        How many members have each value.

    Returns
    -------
    float
        A fraction of the total.

    Raises
    ------
    DomainError
        If the total is not above zero.
    GroupedError
        If the table has no cut at ``1 - p``.

    References
    ----------
    Atkinson, A., T. Piketty and E. Saez (2011), Top incomes in the long run of history, JEL 49(1).

    Examples
    --------
    >>> top_share([1, 2, 3, 4], 0.25)
    0.4
    """
    return points.highest(p) / points.positive_sum


@metric(
    title="Bottom share",
    reference="Lorenz 1905",
    range="at most p; below 0 where the poorest are in net debt",
    negatives="allowed; the share can be below 0",
    cuts=lambda p: (fraction(p),),
    properties=("scale", "replication", "anonymity", "weak transfer", "lorenz"),
    samples=({"p": 0.01}, {"p": 0.1}, {"p": 0.5}, {"p": 1}),
    influence=lorenz_influence,
)
def bottom_share(points: Points, p: float) -> float:
    """Share of the total held by the poorest fraction `p`.

    :math:`L(p)`; the member on the boundary is split, so that the share is continuous in `p`. The error is at most
    (2n + 12) 2^-53 (L(p) + p x / mean) for values of 0 or more, with x that member's value.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of any sign, or a distribution.
    p : float
        Fraction of the population, 0.5 for the poorest half.
    weights : array_like, optional
        How many members have each value.

    Returns
    -------
    float
        A fraction of the total.

    Raises
    ------
    DomainError
        If the total is not above zero.
    GroupedError
        If the table has no cut at `p`.

    References
    ----------
    Lorenz, M. O. (1905), Methods of measuring the concentration of wealth, JASA 9.

    Examples
    --------
    >>> bottom_share([1, 2, 3, 4], 0.5)
    0.3
    >>> bottom_share([-3, 0, 1, 10], 0.5)
    -0.375
    """
    return points.lowest(p) / points.positive_sum


@metric(
    title="Bracket share",
    reference="Lorenz 1905",
    range="below 0 to above 1 where there are debts",
    negatives="allowed; the share can be below 0",
    cuts=lambda p_lower, p_upper: (fraction(p_lower), fraction(p_upper)),
    properties=("scale", "replication", "anonymity"),
    samples=({"p_lower": 0.5, "p_upper": 0.9}, {"p_lower": 0.9, "p_upper": 1}),
    bounded="no",
    influence=lambda points, p_lower, p_upper: lorenz_influence(points, p_upper) - lorenz_influence(points, p_lower),
)
def bracket_share(points: Points, p_lower: float, p_upper: float) -> float:
    """Share of the total held by those between two population shares, counted from the poorest.

    :math:`L(p_{upper}) - L(p_{lower})`.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of any sign, or a distribution.
    p_lower, p_upper : float
        Ends of the bracket; 0.5 and 0.9 for the middle forty percent.
    weights : array_like, optional
        How many members have each value.

    Returns
    -------
    float
        A fraction of the total.

    Raises
    ------
    DomainError
        If the total is not above zero.
    GroupedError
        If the table has no cuts there.

    References
    ----------
    Lorenz, M. O. (1905), Methods of measuring the concentration of wealth, JASA 9.

    Examples
    --------
    >>> bracket_share([1, 2, 3, 4], 0.5, 0.75)
    0.3
    """
    if not p_lower <= p_upper:
        raise InputError(
            f"The bracket from {p_lower} to {p_upper} is empty", possible="p_lower <= p_upper", remedy="swap the two"
        )
    return (points.lowest(p_upper) - points.lowest(p_lower)) / points.positive_sum
