"""Which sources of income, or kinds of assets, make the total unequal."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from inequality.metrics import joint
from inequality.metrics._decomposition import Decomposition, amounts, balance, differences, index_or_nan, require_like
from inequality.metrics._gini import gini
from inequality.points import Points
from inequality.survey import Survey


@joint(
    title="Gini index by source",
    reference="Lerman and Yitzhaki 1985; Stark, Taylor and Yitzhaki 1986",
    range="contributions of any sign add to the Gini index",
    negatives="allowed; Gini index and correlation of a source without a total above 0 are missing, its contribution is not",
    properties=("scale", "replication", "anonymity"),
    samples=({"sources": ("x", "y", "z")}, {"sources": ("x", "y")}),
)
def gini_by_source(survey: Survey, sources: Sequence[str]) -> Decomposition:
    r"""Contribution of each source to the Gini index of their sum.

    :math:`G = \sum_k S_k G_k R_k`: share of the total, own Gini index, and the correlation between a source and ranks in the
    total, relative to that with ranks in the source itself, :math:`R_k = cov(y_k, F) / cov(y_k, F_k)`. A source that grows by
    one percent for everyone changes the index by its `elasticity`, :math:`S_k G_k R_k / G - S_k`, percent.

    Parameters
    ----------
    survey : Survey, DataFrame or mapping of columns
        The sample.
    sources : sequence of str
        The columns whose sum is unequal; debts with a minus sign.
    weight : str, optional
        The column of weights, where `survey` is a frame or mapping.

    Returns
    -------
    Decomposition
        One part a source; ``to_frame()`` has a row a source: share, gini, correlation, contribution, its share of the index,
        elasticity.

    Raises
    ------
    DomainError
        If the sum of all is not above zero.
    InputError
        If fewer than two columns are named.
    IncomparableError
        If the columns are not in one currency or unit.

    References
    ----------
    Lerman, R. and S. Yitzhaki (1985), Income inequality effects by income source: a new approach and applications to the
    United States, Review of Economics and Statistics 67(1).

    Examples
    --------
    >>> columns = {"wages": [1, 2, 3, 4], "capital": [0, 0, 1, 9]}
    >>> d = gini_by_source(columns, ["wages", "capital"])
    >>> d
    Decomposition(gini 0.475 = wages 0.125 + capital 0.35)
    >>> d.to_frame()["correlation"].tolist()
    [1.0, 1.0]
    """
    require_like(survey, sources, but=("concept",))
    columns, weights, _ = amounts(survey, *sources)
    total = np.sum(columns, axis=0)
    points = Points(total, weights)
    ranks, everyone, held = balance(total, weights), points.everyone, points.amount(points.positive_sum)
    own = [Points(column, weights) for column in columns]
    means = [part.value(part.mean) for part in own]
    moved = np.array([float(np.sum(weights * (column - mean) * ranks)) for column, mean in zip(columns, means, strict=True)])
    own_moved = np.array([differences(part) for part in own])
    correlation = np.divide(moved, own_moved, out=np.full(len(own), np.nan), where=own_moved > 0)
    share, contribution = np.array(means) * everyone / held, moved / (everyone * held)
    index = gini(points)
    rows = {
        "source": np.array(sources),
        "share": share,
        "gini": np.array([index_or_nan(gini, part) for part in own]),
        "correlation": correlation,
        "contribution": contribution,
        "relative_contribution": contribution / index if index else np.full(len(own), np.nan),
        "elasticity": contribution / index - share if index else np.full(len(own), np.nan),
    }
    return Decomposition("gini", index, dict(zip(sources, contribution.tolist(), strict=True)), rows)
