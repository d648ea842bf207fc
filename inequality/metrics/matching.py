"""How many of the richest own as much as somebody else does."""

from __future__ import annotations

import math

import numpy as np

from inequality.errors import DomainError, InputError
from inequality.metrics import metric
from inequality.points import Points


@metric(
    title="Richest matching",
    reference="Salmon 2014, tracing Oxfam 2014",
    range="0 to the number of members",
    negatives="allowed; they are never among the richest",
    properties=("anonymity",),
    samples=({"amount": 1}, {"amount": 20}),
    influence="it is a whole number, which moves in steps",
)
def richest_matching(points: Points, amount: float) -> int:
    r"""Least number of the richest who together have at least `amount`.

    :math:`\min \{ n : \sum_{i \le n} x_{(i)} \ge B \}` with fortunes in falling order; 0 where `amount` is 0 or less. Sums
    that differ by no more than their rounding errors count as equal.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Fortunes.
    amount : float
        What is to be matched, in the unit of the fortunes.
    weights : array_like, optional
        How many members have each value.

    Returns
    -------
    int
        Number of members.

    Raises
    ------
    DomainError
        If all together have less.
    InputError
        If `amount` is not a number.

    References
    ----------
    Salmon, F. (2014), Stop adding up the wealth of the poor, Reuters, 4 April.

    Examples
    --------
    >>> richest_matching([1, 2, 3, 40], amount=42)
    2
    """
    if not math.isfinite(amount):
        raise InputError(
            f"The amount to match is {amount}", possible="a finite number", remedy="pass an amount in the unit of the list"
        )
    if amount <= 0:
        return 0
    held = np.concatenate([[points.at_infinity], points.at_infinity + np.cumsum(points.products[::-1])])
    held = np.maximum.accumulate(held)  # whoever is in debt adds nothing
    rounding = (held.size + 8) * 2.0**-53
    target = points.scaled_amount(amount) * (1 - rounding)
    k = int(np.searchsorted(held, target))  # the first k richest rows reach it
    if k == held.size:
        most = points.amount(float(held[-1]))
        raise DomainError(
            f"The richest of {points.population:.6g} have at most {most:.6g} together, less than {amount:.6g}",
            possible="an amount within the total of the list",
            remedy="use a longer list, or say 'more than' the number listed",
        )
    if k == 0:
        return 1
    inside = (target - float(held[k - 1])) / float(points.values[-k])
    before = float(points.above[-(k - 1)]) if k > 1 else 0.0
    return math.ceil(points.members(before + inside) * (1 - rounding))
