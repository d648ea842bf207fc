"""Hoover's index. It needs no order of the values."""

from __future__ import annotations

import numpy as np

from inequality.columns import Floats
from inequality.metrics import metric
from inequality.metrics._gaps import from_mean, weights_of
from inequality.points import Points


def _hoover_influence(points: Points) -> Floats:
    r""":math:`|s - 1| / 2 - H - (s - 1) E[s \, sign(s - 1)] / 2` with s = x / mean."""
    relative = points.values / points.mean
    away = relative - 1
    tilt = float(np.sum(weights_of(points) * relative * np.sign(away))) / points.everyone
    influence: Floats = (np.abs(away) - away * tilt) / 2 - hoover(points)
    return influence


@metric(
    title="Hoover index",
    reference="Pietra 1915; Hoover 1936",
    range="0 to 1 - 1/n; above 1 where debts weigh heavily",
    negatives="allowed; the value can exceed 1",
    properties=("scale", "replication", "anonymity", "weak transfer", "lorenz"),
    influence=_hoover_influence,
)
def hoover(points: Points) -> float:
    r"""Hoover index, also called Pietra, Robin Hood or Ricci-Schutz: the share of the total to be moved for equality.

    :math:`H = \frac{1}{2} \sum_i p_i \left| \frac{x_i}{\mu} - 1 \right|`, which is the greatest vertical distance of the Lorenz
    curve from the line of equality. Summed over those below the mean.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of any sign, or a distribution.
    weights : array_like, optional
        How many members have each value.

    Returns
    -------
    float
        0 where all are equal.

    Raises
    ------
    DomainError
        If the total is not above zero.
    GroupedError
        If the table does not decide it.

    References
    ----------
    Hoover, E. M. (1936), The measurement of industrial localization, Review of Economics and Statistics 18(4).

    Examples
    --------
    >>> hoover([1, 2, 3, 4])
    0.2
    """
    total = points.positive_sum
    below = points.average(np.maximum(-from_mean(points), 0.0))
    return (below * points.everyone - points.at_minus_infinity) / total
