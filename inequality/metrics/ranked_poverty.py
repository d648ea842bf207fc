"""Poverty with the poorest weighted most, by their rank."""

from __future__ import annotations

import numpy as np

from inequality.columns import Floats
from inequality.metrics import metric
from inequality.metrics._gaps import weights_of
from inequality.metrics._shortfalls import gap_at_minus_infinity, shortfalls
from inequality.points import Points


def _greater_of_two(gaps: Floats, weights: Floats) -> Floats:
    """Return for each gap the sum over all members of whichever is greater, theirs or it; gaps are in falling order."""
    weighted = weights * gaps
    greater: Floats = np.cumsum(weighted) - weighted + gaps * np.cumsum(weights[::-1])[::-1]
    return greater


def _sst_influence(points: Points, line: float) -> Floats:
    r""":math:`2 E[\max(g(x), g(X))] - 2 SST`, since SST is the mean of the greater of two gaps.

    Zheng, B. (2001), Statistical inference for poverty measures with relative poverty lines, Journal of Econometrics 101(2).
    """
    gaps = shortfalls(points.ranked, line)
    influence: Floats = 2 * (_greater_of_two(gaps, weights_of(points)) / points.everyone - sen_shorrocks_thon(points, line))
    return influence


def _sen_influence(points: Points, line: float) -> Floats:
    r"""Of :math:`S = N / H`, with N the mean of the greater of two gaps where both are poor, and 0 elsewhere.

    Bishop, J., J. Formby and B. Zheng (1997), Statistical inference and the Sen index of poverty, International Economic
    Review 38(2).
    """
    gaps, influence = shortfalls(points.ranked, line), np.zeros_like(points.values)
    poor = int(np.count_nonzero(gaps > 0))
    if not poor:
        return influence
    index, rate = sen_index(points, line), float(points.below[poor - 1]) / points.everyone
    influence[:poor] = 2 * _greater_of_two(gaps[:poor], weights_of(points)[:poor]) / points.everyone - index
    return influence / rate - index


@metric(
    title="Sen-Shorrocks-Thon index",
    reference="Shorrocks 1995; Thon 1979",
    range="0 to 1; up to 2 and above where the poor are in net debt",
    zeros="allowed",
    negatives="allowed; the value can exceed 1",
    properties=("replication", "anonymity", "weak transfer"),
    samples=({"line": 1}, {"line": 40}),
    influence=_sst_influence,
)
def sen_shorrocks_thon(points: Points, line: float) -> float:
    r"""Sen-Shorrocks-Thon index: the poverty gap with the poorest weighted most.

    :math:`SST = 2 \int_0^1 (1 - p) \, g(p) \, dp` with :math:`g(p)` the relative gap :math:`(z - x)_+ / z` of the member at
    rank p: :math:`H \cdot I \cdot (1 + G_g)`, the headcount, the mean gap of the poor, and one plus the Gini index of all gaps.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of any sign, or a distribution.
    line : float
        Who has less than that is poor, above 0, in the unit of the values.
    weights : array_like, optional
        How many members have each value.

    Returns
    -------
    float
        0 where nobody is poor.

    Raises
    ------
    GroupedError
        If the table does not decide it.
    InputError
        If the line is not a finite number above 0.

    References
    ----------
    Shorrocks, A. F. (1995), Revisiting the Sen poverty index, Econometrica 63(5).

    Examples
    --------
    >>> round(sen_shorrocks_thon([1, 2, 3, 4], line=4), 12)
    0.53125
    """
    gaps = shortfalls(points.ranked, line)
    ranks = (points.above + np.append(points.above[1:], 0.0)) * weights_of(points)  # difference of squares
    return float(np.sum(gaps * ranks)) / points.everyone**2 + 2 * gap_at_minus_infinity(points, line)


@metric(
    title="Sen index",
    reference="Sen 1976",
    range="0 to 1; above 1 where the poor are in net debt",
    zeros="allowed",
    negatives="allowed; the value can exceed 1",
    properties=("replication", "anonymity"),
    samples=({"line": 1}, {"line": 40}),
    bounded="no",
    influence=_sen_influence,
)
def sen_index(points: Points, line: float) -> float:
    r"""Sen index of poverty.

    :math:`S = H \left[ I + (1 - I) G_p \right]`, with H the headcount ratio, I the mean relative gap of the poor and
    :math:`G_p` the Gini index of the poor, in the form for many members (Sen's own has a factor q / (q + 1) for q poor).

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of any sign, or a distribution.
    line : float
        Who has less than that is poor, above 0, in the unit of the values.
    weights : array_like, optional
        How many members have each value.

    Returns
    -------
    float
        0 where nobody is poor.

    Raises
    ------
    GroupedError
        If the table does not decide it.
    InputError
        If the line is not a finite number above 0.

    References
    ----------
    Sen, A. (1976), Poverty: an ordinal approach to measurement, Econometrica 44(2).

    Examples
    --------
    >>> round(sen_index([1, 2, 3, 4], line=4), 12)
    0.458333333333
    """
    gaps = shortfalls(points.ranked, line)
    poor = int(np.count_nonzero(gaps > 0))
    if not poor:
        return 0.0
    number = float(points.below[poor - 1])
    below = np.concatenate([[0.0], points.below[: poor - 1]])
    ranks = (2 * (number - below) - weights_of(points)[:poor]) * weights_of(points)[:poor]  # counted among the poor
    return float(np.sum(gaps[:poor] * ranks)) / number / points.everyone + 2 * gap_at_minus_infinity(points, line)
