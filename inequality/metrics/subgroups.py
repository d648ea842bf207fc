"""Inequality within and between the groups of a population."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inequality.columns import Floats
from inequality.errors import DomainError
from inequality.metrics import joint
from inequality.metrics._decomposition import Decomposition, amounts, differences, groups, index_or_nan
from inequality.metrics._gini import gini
from inequality.metrics.entropy import generalized_entropy
from inequality.points import Points
from inequality.survey import Survey


@joint(
    title="Gini index by subgroup",
    reference="Bhattacharya and Mahalanobis 1967; Lambert and Aronson 1993",
    range="within, between and overlap are 0 or more and add to the Gini index",
    negatives="allowed; the Gini index of a group without a total above 0 is missing, its part within is not",
    properties=("scale", "replication", "anonymity"),
    samples=({"value": "x", "by": "g"},),
)
def gini_by_subgroup(survey: Survey, value: str, by: str) -> Decomposition:
    r"""Gini index within groups, between them, and from their overlap.

    :math:`G = \sum_g \pi_g s_g G_g + G_B + R`: the groups' own indices, each with the product of population share and share
    of the total; the index if everybody had the mean of their group; and what is left because groups overlap,
    :math:`R = 2 \sum_{g<h} \sum_{i \in g, j \in h} w_i w_j \max(x_i - x_j, 0) / (W \sum w x)` with groups in rising order of
    their means: members of a poorer group who are richer than some of a richer one.

    Parameters
    ----------
    survey : Survey, DataFrame or mapping of columns
        The sample.
    value : str
        The column that is unequal.
    by : str
        The column of group labels.
    weight : str, optional
        The column of weights, where `survey` is a frame or mapping.

    Returns
    -------
    Decomposition
        Parts ``within``, ``between``, ``overlap``; ``to_frame()`` has a row a group: population share, share of the total,
        mean relative to that of all, Gini index, part within.

    Raises
    ------
    DomainError
        If the total is not above zero.
    InputError
        If a row belongs to no group.

    References
    ----------
    Lambert, P. and J. Aronson (1993), Inequality decomposition analysis and the Gini coefficient revisited, Economic
    Journal 103.

    Examples
    --------
    >>> columns = {"income": [1, 2, 6, 3, 8], "region": ["N", "N", "N", "S", "S"]}
    >>> gini_by_subgroup(columns, "income", "region")
    Decomposition(gini 0.36 = within 0.15 + between 0.15 + overlap 0.06)
    """
    (values,), weights, rows = amounts(survey, value)
    names, places = groups(survey, by, rows)
    all_points, points = Points(values, weights), [Points(values[k], weights[k]) for k in places]
    members, totals = _sizes(points)
    whole = all_points.everyone * all_points.positive_sum
    centred = values - all_points.value(all_points.mean)  # so that the means of near-equal values keep their digits
    means = np.array([float(np.sum(weights[k] * centred[k])) for k in places]) / members
    within = np.array([differences(part) for part in points]) / whole
    parts = {
        "within": float(np.sum(within)),
        "between": differences(Points(means, members)) / whole,
        "overlap": _overlap(centred, weights, places, means) / whole,
    }
    indices = {"gini": np.array([index_or_nan(gini, part) for part in points]), "within": within}
    return Decomposition("gini", gini(all_points), parts, {by: names, **_shares(members, totals), **indices})


@joint(
    title="Generalized entropy by subgroup",
    reference="Bourguignon 1979; Shorrocks 1980",
    range="within and between are 0 or more and add to the index",
    zeros="as for the index",
    negatives="as for the index",
    properties=("scale", "replication", "anonymity"),
    samples=({"value": "x", "by": "g"}, {"value": "x", "by": "g", "a": 0}, {"value": "x", "by": "g", "a": 2}),
)
def generalized_entropy_by_subgroup(survey: Survey, value: str, by: str, a: float = 1.0) -> Decomposition:
    r"""Generalized entropy within and between groups; `a` is 1 for Theil T, 0 for the mean log deviation.

    :math:`GE_a = \sum_g \pi_g (\mu_g / \mu)^a GE_{a g} + GE_{a B}`, with the index between groups that
    of everybody having the mean of their group. The weights of the groups add to 1 for Theil T (shares of the total) and
    for the mean log deviation (shares of the population) only.

    Parameters
    ----------
    survey : Survey, DataFrame or mapping of columns
        The sample.
    value : str
        The column that is unequal.
    by : str
        The column of group labels.
    a : float, default 1
        Order of the index, as for `generalized_entropy`.
    weight : str, optional
        The column of weights, where `survey` is a frame or mapping.

    Returns
    -------
    Decomposition
        Parts ``within`` and ``between``; ``to_frame()`` has a row a group: population share, share of the total, mean relative
        to that of all, index, part within.

    Raises
    ------
    DomainError
        If the index is undefined for all, for a group, or between groups.
    InputError
        If a row belongs to no group.

    References
    ----------
    Shorrocks, A. (1980), The class of additively decomposable inequality measures, Econometrica 48(3).

    Examples
    --------
    >>> columns = {"income": [1, 1, 2, 2], "region": ["N", "N", "S", "S"]}
    >>> generalized_entropy_by_subgroup(columns, "income", "region", a=2)
    Decomposition(generalized entropy(2) 0.0555556 = within 0 + between 0.0555556)
    """
    (values,), weights, there = amounts(survey, value)
    names, places = groups(survey, by, there)
    points = [Points(values[k], weights[k]) for k in places]
    members, totals = _sizes(points)
    total, between = generalized_entropy(Points(values, weights), a), generalized_entropy(Points(totals / members, members), a)
    shares = _shares(members, totals)
    indices = np.array([_of_group(part, a, f"{by} = {name}") for name, part in zip(names, points, strict=True)])
    with np.errstate(divide="ignore", invalid="ignore"):
        weight = shares["population_share"] * shares["relative_mean"] ** a
        within = np.where(weight == 0, 0.0, weight * indices)
    parts = {"within": float(np.sum(within)), "between": between}
    rows = {by: names, **shares, "index": indices, "within": within}
    return Decomposition(f"generalized entropy({a:g})", total, parts, rows)


def _sizes(points: list[Points]) -> tuple[Floats, Floats]:
    """Weight and total of each group."""
    return np.array([part.population for part in points]), np.array([part.amount(part.sum) for part in points])


def _shares(members: Floats, totals: Floats) -> dict[str, Floats]:
    population_share, total_share = members / np.sum(members), totals / np.sum(totals)
    return {
        "population_share": population_share,
        "total_share": total_share,
        "relative_mean": total_share / population_share,
    }


def _overlap(centred: Floats, weights: Floats, places: list[NDArray[np.intp]], means: Floats) -> float:
    """Twice the sum of what members of poorer groups have more than members of richer ones.

    It is the difference between ranking everybody by value, and by group first: each of the two sums of value times rank is
    a sum of differences between members.
    """
    order = np.empty(centred.size, np.intp)
    for rank, group in enumerate(np.argsort(means, kind="stable")):
        order[places[group]] = rank
    by_value, by_group = (_rank(keys, weights) for keys in ((order, centred), (centred, order)))
    return max(0.0, 2 * float(np.sum(weights * centred * (by_value - by_group))))


def _rank(keys: tuple[NDArray[Any], NDArray[Any]], weights: Floats) -> Floats:
    """Weight up to each member, in order of the last key, then of the first."""
    order = np.lexsort(keys)
    rank = np.empty(weights.size)
    rank[order] = np.cumsum(weights[order])
    return rank


def _of_group(points: Points, a: float, name: str) -> float:
    """The index of a group; missing where nobody of it has anything."""
    if a > 0 and not points.values.any():
        return math.nan
    try:
        return float(generalized_entropy(points, a))
    except DomainError as error:
        raise DomainError(f"Where {name}: {error}") from error
