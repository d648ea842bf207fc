"""A survey that misses the richest, and a list of them: the tail of both together (Vermeulen 2018)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from inequality.columns import Floats, as_floats
from inequality.distribution import Distribution
from inequality.errors import InputError
from inequality.tails.cells import Cells, fine
from inequality.tails.estimators import ParetoTail, pareto_tail
from inequality.tails.fitted import FittedDistribution
from inequality.tails.observations import as_distribution, rising
from inequality.tails.pieces import Tail
from inequality.tails.stack import Stack

if TYPE_CHECKING:
    import pandas as pd

__all__: list[str] = []


def replace_tail(values: ArrayLike | Distribution, tail: ParetoTail, *, weights: ArrayLike | None = None) -> FittedDistribution:
    """Return a distribution whose values from the tail's threshold up are replaced by a Pareto distribution.

    As many as are above the threshold in the data are above it there; what is below stays as it is.

    Parameters
    ----------
    values : array_like or Distribution
        Values one by one.
    tail : ParetoTail
        What takes the place of those at or above its threshold.
    weights : array_like, optional
        How many members have each value.

    Returns
    -------
    FittedDistribution
        Which any metric takes.

    Raises
    ------
    DomainError
        If the tail has no mean (alpha of 1 or less).
    InputError
        If nobody is above the threshold.

    Examples
    --------
    >>> sample = [1.0, 2.0, 3.0, 4.0, 10.0, 20.0]
    >>> spliced = replace_tail(sample, pareto_tail(sample, threshold=4))
    >>> round(spliced.mean, 3), round(spliced.top_share(0.01), 3)
    (13.651, 0.499)
    """
    coefficient = tail.inverted_pareto_coefficient
    d = as_distribution(values, weights)
    value, weight = rising(d, None)
    above = value >= tail.threshold
    if not above.any():
        raise InputError(f"Nobody is above {tail.threshold:.6g}", remedy="take a tail of the same values")
    everyone, people = float(np.sum(weight)), float(np.sum(weight[above]))
    shape = 1 / tail.alpha
    pareto = Stack((Tail(1.0, tail.threshold, tail.threshold * shape, shape),))
    edges = fine(pareto)
    weights_above = np.diff(edges) * people
    means = np.diff(pareto.above(edges)) / np.diff(edges)
    weights = np.concatenate([weight[~above], weights_above])
    cells = Cells.of(np.concatenate([value[~above], means]), weights, tail.alpha)
    step = f"values from {tail.threshold:.6g} up replaced by a Pareto distribution of alpha {tail.alpha:.4g}"
    return FittedDistribution(
        cells,
        population=everyone,
        title=f"{value.size} values with a Pareto tail above {tail.threshold:.6g}",
        notes=(f"alpha {tail.alpha:.4g} ({tail.method}): those above have {coefficient:.4g} times the threshold",),
        measure=d.measure,
        provenance=d.provenance.then(step) if d.provenance else None,
    )


def with_rich_list(
    survey: ArrayLike | Distribution, fortunes: ArrayLike, threshold: float, *, weights: ArrayLike | None = None
) -> FittedDistribution:
    r"""Return a survey whose tail is the Pareto distribution that fits both the survey and a rich list.

    The list is appended to the survey with a weight of 1 each, and :math:`\ln[(i - 1/2) \bar N_i / \bar N]` regressed on
    ln w above the threshold, with :math:`\bar N_i` the mean weight of the i richest. The population above the threshold is
    that of the survey, since the listed are among those for whom its weights stand.

    Parameters
    ----------
    survey : array_like or Distribution
        Values one by one, with population weights.
    fortunes : array_like
        Wealth of the listed, in the same unit.
    threshold : float
        Where the tail begins.
    weights : array_like, optional
        Weights of the survey.

    Returns
    -------
    FittedDistribution
        Which any metric takes.

    Raises
    ------
    InputError
        If nobody of the survey, or of the list, is above the threshold.
    DomainError
        If the tail has no mean.

    References
    ----------
    Vermeulen, P. (2018), How fat is the top tail of the wealth distribution?, Review of Income and Wealth 64(2). Bach, S., A.
    Thiemann and A. Zucco (2019), Looking for the missing rich, International Tax and Public Finance 26(6).

    Examples
    --------
    >>> survey = [(i / 200) ** (-1 / 1.5) for i in range(4, 201)]  # the richest three in two hundred are missing
    >>> listed = [(i / 200_000) ** (-1 / 1.5) for i in range(1, 11)]
    >>> fit = with_rich_list(survey, listed, threshold=2, weights=[1000] * 197)
    >>> fit.notes
    ('alpha 1.521 (Rank-1/2 regression): those above have 2.919 times the threshold',)
    """
    d = as_distribution(survey, weights)
    return replace_tail(d, _tail(d, as_floats(fortunes, "fortunes"), threshold))


def top_share_by_threshold(
    survey: ArrayLike | Distribution,
    fortunes: ArrayLike,
    thresholds: ArrayLike,
    *,
    p: float = 0.01,
    weights: ArrayLike | None = None,
) -> pd.DataFrame:
    """Return the top share as a function of where the tail is taken to begin, which is the assumption that matters most.

    Parameters
    ----------
    survey : array_like or Distribution
        Values one by one, with population weights.
    fortunes : array_like
        Wealth of the listed, in the same unit; an empty list shows what the survey alone gives.
    thresholds : array_like
        Thresholds to try, such as half a million, one and two.
    p : float, default 0.01
        Fraction of the population.
    weights : array_like, optional
        Weights of the survey.

    Returns
    -------
    DataFrame
        Columns `threshold`, `alpha`, `standard_error`, `rows`, `listed`, `population` (above), `mean`, `top_share`, and
        `top_share_survey`, that of the survey as it is.

    Examples
    --------
    >>> survey = [(i / 200) ** (-1 / 1.5) for i in range(4, 201)]  # the richest three in two hundred are missing
    >>> listed = [(i / 200_000) ** (-1 / 1.5) for i in range(1, 11)]
    >>> frame = top_share_by_threshold(survey, listed, [2, 4], weights=[1000] * 197)
    >>> frame[["threshold", "alpha", "top_share", "top_share_survey"]].round(3)
       threshold  alpha  top_share  top_share_survey
    0        2.0  1.521      0.206             0.056
    1        4.0  1.475      0.216             0.056
    """
    import pandas as pd

    d = as_distribution(survey, weights)
    listed = np.asarray(fortunes, np.float64) if np.size(fortunes) == 0 else as_floats(fortunes, "fortunes")
    bare = d.equal()
    rows = []
    for threshold in as_floats(thresholds, "thresholds"):
        tail = _tail(d, listed, float(threshold))
        fit = replace_tail(d, tail)
        rows.append(
            {
                "threshold": tail.threshold,
                "alpha": tail.alpha,
                "standard_error": tail.standard_error,
                "rows": tail.rows,
                "listed": int(np.count_nonzero(listed >= threshold)),
                "population": tail.population,
                "mean": fit.mean,
                "top_share": fit.top_share(p),
                "top_share_survey": bare.highest(p) / bare.positive_sum,
            }
        )
    return pd.DataFrame(rows)


def _tail(d: Distribution, listed: Floats, threshold: float) -> ParetoTail:
    value, weight = rising(d, None)
    above = value >= threshold
    if not above.any() or (listed.size and not np.any(listed >= threshold)):
        raise InputError(
            f"Above {threshold:.6g} are {np.count_nonzero(above)} rows of the survey and "
            f"{np.count_nonzero(listed >= threshold)} of the list",
            possible="a threshold below which most of the survey lies, and above which some of both",
            remedy="give survey and list the same currency and scale",
        )
    both = Distribution.from_values(np.concatenate([value, listed]), np.concatenate([weight, np.ones(listed.size)]))
    tail = pareto_tail(both, threshold, method="rank_regression")
    return replace(tail, population=float(np.sum(weight[above])))
