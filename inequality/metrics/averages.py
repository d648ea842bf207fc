"""What the richest, the poorest and those between have on average."""

from __future__ import annotations

import numpy as np

from inequality.columns import Floats, fraction
from inequality.errors import DomainError, InputError
from inequality.metrics import metric
from inequality.metrics._influences import in_units
from inequality.points import Points


def _held_influence(points: Points, p: float) -> Floats:
    r"""Of what the poorest fraction p has, per member of all: :math:`(x - q) 1(x \le q) + p q` less that, q the p-quantile."""
    q = points.values[points.position(p)]
    influence: Floats = np.minimum(points.values - q, 0.0) + p * q - points.lowest(p) / points.everyone
    return in_units(points, influence)


def top_influence(points: Points, p: float) -> Floats:
    """Of the average of the richest fraction p: that of what all have less what the others have."""
    everyone = in_units(points, points.values - points.mean)
    return (everyone - _held_influence(points, 1 - fraction(p))) / p


def _bracket_influence(points: Points, p_lower: float, p_upper: float) -> Floats:
    return (_held_influence(points, p_upper) - _held_influence(points, p_lower)) / (p_upper - p_lower)


@metric(
    title="Top average",
    reference="Atkinson, Piketty and Saez 2011",
    range="the mean to the greatest value",
    negatives="allowed; the total may be zero or negative",
    cuts=lambda p: (1 - fraction(p),),
    properties=("replication", "anonymity", "homogeneous"),
    samples=({"p": 0.01}, {"p": 0.5}, {"p": 1}),
    influence=top_influence,
)
def top_average(points: Points, p: float) -> float:
    r"""Average of the richest fraction `p`.

    :math:`\frac{\mu}{p} (1 - L(1 - p))`; the member on the boundary is split.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of any sign, or a distribution.
    p : float
        Fraction of the population, above 0; 0.01 for the richest one percent.
    weights : array_like, optional
        How many members have each value.

    Returns
    -------
    float
        In the unit of the values.

    Raises
    ------
    DomainError
        If `p` is 0: nobody has no average.
    GroupedError
        If the table has no cut at ``1 - p``.

    References
    ----------
    Atkinson, A., T. Piketty and E. Saez (2011), Top incomes in the long run of history, JEL 49(1).

    Examples
    --------
    >>> top_average([1, 2, 3, 4], 0.5)
    3.5
    """
    return _average(points, points.highest(p), fraction(p))


@metric(
    title="Bottom average",
    reference="Atkinson, Piketty and Saez 2011",
    range="the least value to the mean",
    negatives="allowed; the total may be zero or negative",
    cuts=lambda p: (fraction(p),),
    properties=("replication", "anonymity", "homogeneous"),
    samples=({"p": 0.01}, {"p": 0.5}, {"p": 1}),
    influence=lambda points, p: _held_influence(points, p) / p,
)
def bottom_average(points: Points, p: float) -> float:
    r"""Average of the poorest fraction `p`.

    :math:`\frac{\mu}{p} L(p)`; the member on the boundary is split.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of any sign, or a distribution.
    p : float
        Fraction of the population, above 0; 0.5 for the poorest half.
    weights : array_like, optional
        How many members have each value.

    Returns
    -------
    float
        In the unit of the values.

    Raises
    ------
    DomainError
        If `p` is 0: nobody has no average.
    GroupedError
        If the table has no cut at `p`.

    References
    ----------
    Atkinson, A., T. Piketty and E. Saez (2011), Top incomes in the long run of history, JEL 49(1).

    Examples
    --------
    >>> bottom_average([-3, 0, 1, 10], 0.5)
    -1.5
    """
    return _average(points, points.lowest(p), fraction(p))


@metric(
    title="Bracket average",
    reference="Atkinson, Piketty and Saez 2011",
    range="the least to the greatest value",
    negatives="allowed; the total may be zero or negative",
    cuts=lambda p_lower, p_upper: (fraction(p_lower), fraction(p_upper)),
    properties=("replication", "anonymity", "homogeneous"),
    samples=({"p_lower": 0.5, "p_upper": 0.9}, {"p_lower": 0.9, "p_upper": 1}),
    bounded="no",
    influence=_bracket_influence,
)
def bracket_average(points: Points, p_lower: float, p_upper: float) -> float:
    r"""Average of those between two population shares, counted from the poorest.

    :math:`\mu \frac{L(p_{upper}) - L(p_{lower})}{p_{upper} - p_{lower}}`; the members on the boundaries are split.

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
        In the unit of the values.

    Raises
    ------
    DomainError
        If the bracket has no width.
    GroupedError
        If the table has no cuts there.
    InputError
        If the ends are in the wrong order.

    References
    ----------
    Atkinson, A., T. Piketty and E. Saez (2011), Top incomes in the long run of history, JEL 49(1).

    Examples
    --------
    >>> bracket_average([1, 2, 3, 4], 0.5, 0.75)
    3.0
    """
    if not p_lower <= p_upper:
        raise InputError(
            f"The bracket from {p_lower} to {p_upper} is empty", possible="p_lower <= p_upper", remedy="swap the two"
        )
    return _average(points, points.lowest(p_upper) - points.lowest(p_lower), fraction(p_upper) - fraction(p_lower))


def _average(points: Points, held: float, p: float) -> float:
    if p == 0:
        raise DomainError("Nobody is in a bracket of width 0, so it has no average", possible="a share above 0")
    return points.value(held / (p * points.everyone))
