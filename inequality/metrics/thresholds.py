"""From which value on one belongs to the richest, and up to which to the poorest."""

from __future__ import annotations

from inequality.columns import fraction
from inequality.errors import InputError
from inequality.metrics import metric
from inequality.metrics._order_statistics import least_of_richest, order_statistic
from inequality.metrics.quantiles import quantile_influence
from inequality.points import Points


@metric(
    title="Top threshold",
    reference="Atkinson, Piketty and Saez 2011",
    range="least to greatest value",
    properties=("replication", "anonymity", "homogeneous"),
    samples=({"p": 0}, {"p": 0.1}, {"p": 1}),
    bounded="limits",
    influence=lambda points, p: quantile_influence(points, 1 - p),
    ranks=lambda p: (1 - fraction(p),),
)
def top_threshold(points: Points, p: float) -> float:
    r"""Least value among the richest fraction `p`.

    :math:`\max \{ t : P(X \ge t) \ge p \}`, the value from which on one is among them.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of any sign, or a distribution.
    p : float
        Fraction of the population, 0.01 for the richest one percent; 0 gives the greatest value.
    weights : array_like, optional
        How many members have each value.

    Returns
    -------
    float
        In the unit of the values.

    Raises
    ------
    GroupedError
        If the table tells of groups only.

    References
    ----------
    Atkinson, A., T. Piketty and E. Saez (2011), Top incomes in the long run of history, JEL 49(1).

    Examples
    --------
    >>> top_threshold([1, 2, 3, 4], 0.25)
    4.0
    """
    return least_of_richest(points, p)


@metric(
    title="Bottom threshold",
    reference="Atkinson, Piketty and Saez 2011",
    range="least to greatest value",
    properties=("replication", "anonymity", "homogeneous"),
    samples=({"p": 0}, {"p": 0.5}, {"p": 1}),
    bounded="limits",
    influence=quantile_influence,
    ranks=lambda p: (p,),
)
def bottom_threshold(points: Points, p: float) -> float:
    r"""Greatest value among the poorest fraction `p`.

    :math:`\min \{ t : P(X \le t) \ge p \}`: the quantile at `p`, as `quantile` gives it by default.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of any sign, or a distribution.
    p : float
        Fraction of the population, 0.5 for the poorest half; 0 gives the least value.
    weights : array_like, optional
        How many members have each value.

    Returns
    -------
    float
        In the unit of the values.

    Raises
    ------
    GroupedError
        If the table tells of groups only.

    References
    ----------
    Atkinson, A., T. Piketty and E. Saez (2011), Top incomes in the long run of history, JEL 49(1).

    Examples
    --------
    >>> bottom_threshold([1, 2, 3, 4], 0.25)
    1.0
    """
    return order_statistic(points, p, "inverse_cdf")


@metric(
    title="Bracket threshold",
    reference="Blanchet, Fournier and Piketty 2022",
    range="least to greatest value",
    properties=("replication", "anonymity", "homogeneous"),
    samples=({"p_lower": 0.5, "p_upper": 0.9}, {"p_lower": 0.9, "p_upper": 1}),
    bounded="limits",
    influence=lambda points, p_lower, p_upper: quantile_influence(points, p_lower),
    ranks=lambda p_lower, p_upper: (p_lower,),
)
def bracket_threshold(points: Points, p_lower: float, p_upper: float) -> float:
    r"""Least value among those between two population shares, counted from the poorest: the threshold in a WID table.

    :math:`\max \{ t : P(X \ge t) \ge 1 - p_{lower} \}`, the value from which on one is above the lower end; the upper end
    only names the bracket.

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
    GroupedError
        If the table tells of groups only.
    InputError
        If the ends are in the wrong order.

    References
    ----------
    Blanchet, T., J. Fournier and T. Piketty (2022), Generalized Pareto curves, Review of Income and Wealth 68(1).

    Examples
    --------
    >>> bracket_threshold([1, 2, 3, 4], 0.5, 0.75)
    3.0
    """
    if not p_lower <= p_upper <= 1:
        raise InputError(
            f"The bracket from {p_lower} to {p_upper} is empty", possible="p_lower <= p_upper", remedy="swap the two"
        )
    return least_of_richest(points, 1 - p_lower)
