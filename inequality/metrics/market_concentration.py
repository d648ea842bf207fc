"""Concentration of a market: unlike indices of inequality, these fall when members are added."""

from __future__ import annotations

import math

import numpy as np

from inequality.errors import DomainError
from inequality.metrics import metric
from inequality.metrics._logs import refuse_negatives
from inequality.points import Points

OF_MEMBERS = "it depends on how many members there are, not on the distribution alone"


@metric(
    title="Herfindahl-Hirschman index",
    reference="Hirschman 1945; Herfindahl 1950",
    range="1/N to 1",
    zeros="allowed; they add nothing",
    negatives="undefined",
    properties=("scale", "anonymity", "transfer"),
    influence=OF_MEMBERS,
)
def herfindahl(points: Points) -> float:
    r"""Herfindahl-Hirschman index: the sum of the members' squared shares.

    :math:`HHI = \sum_i w_i s_i^2` with :math:`s_i` the share of one member, so that a weight of w is w members: weights must
    count members, not add up to 1. It is :math:`(1 + CV^2) / N`. Infinite where an open bracket sets no limit to the richest.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of 0 or more, or a distribution.
    weights : array_like, optional
        How many members have each value.

    Returns
    -------
    float
        1/N where all N are equal, 1 where one has everything.

    Raises
    ------
    DomainError
        If a value is below zero, the total is zero, or the weights of several rows add up to no more than one member.
    GroupedError
        If the table does not decide it.

    References
    ----------
    Hirschman, A. O. (1964), The paternity of an index, American Economic Review 54(5).

    Examples
    --------
    >>> herfindahl([1, 1, 2])
    0.375
    """
    total = _total_of_members(points)
    if points.at_infinity:
        return math.inf
    values, _ = points.rows
    squares = points.average(values * values) * points.everyone
    return 1 / points.members(total * total / squares)  # one over the number of equals that would be as concentrated


@metric(
    title="Rosenbluth index",
    reference="Rosenbluth 1955; Hall and Tideman 1967",
    range="1/N to 1",
    zeros="allowed; they add nothing",
    negatives="undefined",
    properties=("scale", "anonymity", "transfer"),
    influence=OF_MEMBERS,
)
def rosenbluth(points: Points) -> float:
    r"""Rosenbluth index: concentration by the members' ranks, counted from the richest.

    :math:`R = 1 / \left( 2 \sum_i i \, s_{(i)} - 1 \right) = 1 / (N (1 - G))`, with shares in falling order, N members and G
    the Gini index. A weight of w is w members: weights must count members, not add up to 1.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of 0 or more, or a distribution.
    weights : array_like, optional
        How many members have each value.

    Returns
    -------
    float
        1/N where all N are equal, 1 where one has everything.

    Raises
    ------
    DomainError
        If a value is below zero, the total is zero, or the weights of several rows add up to no more than one member.
    GroupedError
        If the table does not decide it.

    References
    ----------
    Hall, M. and N. Tideman (1967), Measures of concentration, JASA 62(317).

    Examples
    --------
    >>> rosenbluth([1, 1, 2])
    0.4
    """
    total = _total_of_members(points)
    above = np.append(points.above[1:], 0.0)
    ranks = float(np.sum(points.products * (points.above + above))) / total  # twice the mean rank less one
    return 1 / points.members(ranks) if ranks else math.inf


def _total_of_members(points: Points) -> float:
    total = points.positive_sum
    refuse_negatives(points, "a share")
    if points.population <= 1 and points.rows[0].size > 1:
        raise DomainError(
            f"The weights of {points.rows[0].size} rows add up to {points.population:.6g}, so they do not count members",
            possible="weights that say how many members have each value",
            remedy="multiply them by the number of members; concentration depends on it",
        )
    return total
