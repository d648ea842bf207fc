"""Whether the same people stay where they were."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from inequality.columns import Floats
from inequality.errors import DomainError, InputError
from inequality.metrics import joint
from inequality.metrics._asked import asked
from inequality.metrics._decomposition import amounts, require_like
from inequality.points import Points
from inequality.survey import Survey

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False)
class TransitionMatrix:
    """Where those who were in one class are later.

    Parameters
    ----------
    probability : ndarray, shape (k, k)
        Of those in the class of the row before, the fraction in the class of the column after; rows add to 1.

    Examples
    --------
    >>> TransitionMatrix(np.array([[0.75, 0.25], [0.25, 0.75]])).trace_index
    0.5
    """

    probability: Floats

    def __post_init__(self) -> None:
        rows = np.asarray(self.probability, float)
        if rows.ndim != 2 or rows.shape[0] != rows.shape[1] or len(rows) < 2 or not np.all(rows >= 0):
            raise InputError("This is no transition matrix", possible="a square table of probabilities, two classes or more")
        if not np.allclose(np.sum(rows, axis=1), 1, rtol=0, atol=0.005):
            raise InputError(
                f"The rows of the transition matrix add to {', '.join(f'{row:.6g}' for row in np.sum(rows, axis=1))}",
                possible="rows that add to 1, but for the rounding of print",
                remedy="divide percents by 100; one row for each class before",
            )

    @property
    def trace_index(self) -> float:
        """Shorrocks' trace index, (k - trace) / (k - 1): 0 where nobody moves, 1 where all rows are alike."""
        k = len(self.probability)
        return float((k - np.trace(self.probability)) / (k - 1))

    def to_frame(self) -> pd.DataFrame:
        """Return a DataFrame, a row for each class before and a column for each class after, counted from 1."""
        import pandas as pd

        classes = range(1, len(self.probability) + 1)
        return pd.DataFrame(self.probability, pd.Index(classes, name="before"), pd.Index(classes, name="after"))


@joint(
    title="Transition matrix",
    reference="Prais 1955; Shorrocks 1978a",
    range="0 to 1, rows and columns add to 1",
    properties=("scale", "replication", "anonymity"),
    samples=({"before": "x", "after": "y"}, {"before": "x", "after": "y", "groups": 2}),
)
def transition_matrix(survey: Survey, before: str, after: str, groups: int = 5) -> TransitionMatrix:
    r"""Transition matrix between equal groups of the population, fifths by default.

    :math:`P_{ij} = k \sum_n p_n a_{ni} b_{nj}` with k groups, :math:`a_{ni}` the part of the n-th row that is in group i before
    and :math:`b_{nj}` that in group j after: 0 or 1, but for those on a boundary. Groups are by rank at each date, so they are
    equally large whatever the weights: who stands on a boundary is split, and those of equal value are alike. Where one row is
    split at both dates, its parts move independently.

    Parameters
    ----------
    survey : Survey, DataFrame or mapping of columns
        The sample, the same people at both dates.
    before, after : str
        The columns of values at the two dates.
    groups : int, default 5
        How many groups.
    weight : str, optional
        The column of weights, where `survey` is a frame or mapping.

    Returns
    -------
    TransitionMatrix
        ``probability[i, j]``: of the i-th group before, the fraction that is in the j-th after.

    Raises
    ------
    InputError
        If there are fewer than two groups.

    References
    ----------
    Prais, S. J. (1955), Measuring social mobility, Journal of the Royal Statistical Society A 118(1).

    Examples
    --------
    >>> transition_matrix({"then": [1, 2, 3, 4], "now": [2, 1, 3, 9]}, "then", "now", groups=2).probability
    array([[1., 0.],
           [0., 1.]])
    """
    if not isinstance(groups, int) or groups < 2:
        raise InputError(f"There are {groups} groups to move between", possible="a whole number from 2 on, 5 for fifths")
    (then,), weights, _ = amounts(survey, before)
    (now,), _, _ = amounts(survey, after)
    origins, destinations = _memberships(then, weights, groups), _memberships(now, weights, groups)
    moved = np.array([[float(np.sum(weights * origin * end)) for end in destinations] for origin in origins])
    return TransitionMatrix(moved / np.sum(moved, axis=1, keepdims=True))


@joint(
    title="Shorrocks' trace index",
    reference="Shorrocks 1978a",
    range="0 where nobody moves to 1 where rank then says nothing about rank now; above where ranks are exchanged",
    properties=("scale", "replication", "anonymity"),
    samples=({"before": "x", "after": "y"}, {"before": "x", "after": "y", "groups": 2}),
)
def shorrocks_trace_index(survey: Survey, before: str, after: str, groups: int = 5) -> float:
    r"""Shorrocks' trace index of mobility, :math:`(k - \mathrm{tr} P) / (k - 1)`, with P the `transition_matrix`.

    Parameters
    ----------
    survey : Survey, DataFrame or mapping of columns
        The sample, the same people at both dates.
    before, after : str
        The columns of values at the two dates.
    groups : int, default 5
        How many groups. More groups make more mobility.
    weight : str, optional
        The column of weights, where `survey` is a frame or mapping.

    Returns
    -------
    float
        From 0 to k / (k - 1).

    Raises
    ------
    InputError
        If there are fewer than two groups.

    References
    ----------
    Shorrocks, A. (1978a), The measurement of mobility, Econometrica 46(5).

    Examples
    --------
    >>> shorrocks_trace_index({"then": [1, 2, 3, 4], "now": [2, 3, 1, 9]}, "then", "now", groups=2)
    1.0
    """
    matrix: TransitionMatrix = transition_matrix(survey, before, after, groups)
    return matrix.trace_index


@joint(
    title="Shorrocks' mobility",
    reference="Shorrocks 1978b",
    range="0 where relative values stay to 1 where the sum is equal for all",
    zeros="as for the index",
    negatives="as for the index",
    properties=("scale", "replication", "anonymity"),
    samples=({"waves": ("x", "y")}, {"waves": ("x", "y", "z")}),
)
def shorrocks_mobility(survey: Survey, waves: Sequence[str], index: str | Callable[..., Any] = "gini") -> float:
    r"""Shorrocks' mobility: by how much a longer period is less unequal than its parts.

    :math:`M = 1 - I(\sum_t y_t) / \sum_t (\mu_t / \mu) I(y_t)`, with :math:`\mu` the mean of the sum: the inequality of what
    people have over all waves, relative to the mean inequality of a wave.

    Parameters
    ----------
    survey : Survey, DataFrame or mapping of columns
        The sample, the same people in all waves.
    waves : sequence of str
        The columns of values, in one currency and prices.
    index : str or callable, default "gini"
        A metric, with its arguments in words (``"atkinson:0.5"``), or a function of `Points`.
    weight : str, optional
        The column of weights, where `survey` is a frame or mapping.

    Returns
    -------
    float
        From 0 to 1 for indices that are convex in relative values.

    Raises
    ------
    DomainError
        If a wave has no total above zero, or no wave is unequal.
    IncomparableError
        If the waves do not measure the same thing.

    References
    ----------
    Shorrocks, A. (1978b), Income inequality and income mobility, Journal of Economic Theory 19(2).

    Examples
    --------
    >>> shorrocks_mobility({"then": [1, 3], "now": [3, 1]}, ["then", "now"])
    1.0
    >>> shorrocks_mobility({"then": [1, 3], "now": [2, 6]}, ["then", "now"])
    0.0
    """
    require_like(survey, waves)
    columns, weights, _ = amounts(survey, *waves)
    chosen = asked(index)
    points = [Points(column, weights) for column in columns]
    totals = np.array([part.amount(part.positive_sum) for part in points])
    apart = float(np.sum(totals / np.sum(totals) * np.array([chosen.of(part) for part in points])))
    together = chosen.of(Points(np.sum(columns, axis=0), weights))
    if not apart > 0:
        raise DomainError(
            f"The {chosen.label} of all waves is {apart:.6g}, so there is no inequality that could have been less",
            possible="waves of which one is unequal",
            remedy="check the columns",
        )
    return 1 - together / apart


def _memberships(values: Floats, weights: Floats, groups: int) -> list[Floats]:
    """To which part each row belongs to each group of equal size; those of equal value to the same part."""
    order = np.argsort(values, kind="stable")
    ranked, below = values[order], np.concatenate([[0.0], np.cumsum(weights[order])])
    cuts = np.arange(groups + 1) / groups * below[-1]
    start, end = (below[np.searchsorted(ranked, values, side=side)] for side in ("left", "right"))
    shared = [np.minimum(end, high) - np.maximum(start, low) for low, high in zip(cuts[:-1], cuts[1:], strict=True)]
    return [np.maximum(part, 0.0) / (end - start) for part in shared]
