"""What each factor adds to inequality, whatever the order in which factors are added."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, Literal

import numpy as np

from inequality.columns import Floats
from inequality.errors import InputError, UnknownNameError
from inequality.metrics import joint
from inequality.metrics._asked import asked
from inequality.metrics._decomposition import Decomposition, amounts, require_like
from inequality.points import Points
from inequality.survey import Survey

#: With so many factors the index is computed 2^12 times.
MOST = 12


@joint(
    title="Shapley decomposition by factor",
    reference="Shorrocks 2013",
    range="contributions of any sign add to the index",
    zeros="as for the index",
    negatives="as for the index",
    properties=("scale", "replication", "anonymity"),
    samples=({"factors": ("x", "y", "z")}, {"factors": ("x", "y"), "without": "zero"}),
)
def shapley_decomposition(
    survey: Survey,
    factors: Sequence[str],
    index: str | Callable[..., Any] = "gini",
    *,
    without: Literal["mean", "zero"] = "mean",
) -> Decomposition:
    r"""Contribution of each factor to an index of their sum, by Shapley's rule.

    What the index changes by when the factor is put in its place, averaged over all orders in which factors can be:
    :math:`\phi_k = \sum_{S \not\ni k} \frac{|S|! (m - |S| - 1)!}{m!} (I(S \cup k) - I(S))`. Exact, over all subsets, so at
    most 12 factors.

    Parameters
    ----------
    survey : Survey, DataFrame or mapping of columns
        The sample.
    factors : sequence of str
        The columns whose sum is unequal.
    index : str or callable, default "gini"
        A metric, with its arguments in words (``"atkinson:0.5"``), or a function of `Points`.
    without : {"mean", "zero"}
        What stands in the place of an absent factor: its mean for everybody, so that what it adds is its inequality; or
        nothing. In a world without any factor the index is 0 either way.
    weight : str, optional
        The column of weights, where `survey` is a frame or mapping.

    Returns
    -------
    Decomposition
        One part a factor; ``to_frame()`` has a row a factor: contribution, its share of the index, what it adds when it
        comes first, and when it comes last.

    Raises
    ------
    DomainError
        If the index of some subset is undefined.
    InputError
        If there are fewer than two or more than 12 factors.

    References
    ----------
    Shorrocks, A. (2013), Decomposition procedures for distributional analysis: a unified framework based on the Shapley
    value, Journal of Economic Inequality 11(1).

    Examples
    --------
    >>> shapley_decomposition({"wages": [1, 2, 3, 4], "capital": [0, 0, 1, 9]}, ["wages", "capital"])
    Decomposition(gini 0.475 = wages 0.125 + capital 0.35)
    """
    require_like(survey, factors, but=("concept",))
    if len(factors) > MOST:
        raise InputError(
            f"{len(factors)} factors have {2.0 ** len(factors):.6g} subsets",
            possible=f"at most {MOST} factors",
            remedy="add up those that belong together",
        )
    if without not in ("mean", "zero"):
        raise UnknownNameError("reference", without, ["mean", "zero"], where=" for absent factors")
    columns, weights, _ = amounts(survey, *factors)
    chosen = asked(index)
    worth = _worth(columns, weights, chosen.of, without)
    bits = 1 << np.arange(len(factors))
    subsets = np.arange(worth.size)
    sizes = np.array([int(subset).bit_count() for subset in subsets])
    orders = np.array([math.factorial(size) * math.factorial(len(factors) - size - 1) for size in range(len(factors))])
    contributions = []
    for bit in bits:
        absent = subsets[subsets & bit == 0]
        share = orders[sizes[absent]] / math.factorial(len(factors))
        contributions.append(float(np.sum(share * (worth[absent | bit] - worth[absent]))))
    total = float(worth[-1])
    rows = {
        "factor": np.array(factors),
        "contribution": np.array(contributions),
        "relative_contribution": np.array(contributions) / total if total else np.full(len(factors), np.nan),
        "first": worth[bits],
        "last": total - worth[worth.size - 1 - bits],
    }
    return Decomposition(chosen.label, total, dict(zip(factors, contributions, strict=True)), rows)


def _worth(columns: list[Floats], weights: Floats, index: Callable[[Points], float], without: str) -> Floats:
    """The index of each subset of the factors, which is numbered by its bits."""
    means = [float(np.sum(weights * column)) / float(np.sum(weights)) for column in columns]
    worth = np.zeros(1 << len(columns))
    for subset in range(1, worth.size):
        there = [column for k, column in enumerate(columns) if subset >> k & 1]
        absent = sum(mean for k, mean in enumerate(means) if not subset >> k & 1) if without == "mean" else 0.0
        worth[subset] = index(Points(np.sum(there, axis=0) + absent, weights))
    return worth
