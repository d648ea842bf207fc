"""Pareto's tail, seen from a rank."""

from __future__ import annotations

from inequality.columns import Floats, fraction
from inequality.errors import DomainError
from inequality.metrics import metric
from inequality.metrics._influences import of_ratio
from inequality.metrics._order_statistics import order_statistic
from inequality.metrics.averages import top_influence
from inequality.metrics.quantiles import quantile_influence
from inequality.points import Points


def _influence(points: Points, p: float) -> Floats:
    least = order_statistic(points, p, "inverse_cdf")
    average = inverted_pareto_coefficient(points, p) * least
    return of_ratio(average, least, top_influence(points, 1 - fraction(p)), quantile_influence(points, p))


@metric(
    title="Inverted Pareto coefficient",
    reference="Atkinson, Piketty and Saez 2011; Blanchet, Fournier and Piketty 2022",
    range="1 to infinity",
    zeros="allowed below the rank; undefined where the quantile there is 0",
    negatives="allowed below the rank; undefined where the quantile there is negative",
    properties=("scale", "replication", "anonymity"),
    samples=({"p": 0.5}, {"p": 0.9}),
    bounded="no",
    influence=_influence,
)
def inverted_pareto_coefficient(points: Points, p: float) -> float:
    r"""Inverted Pareto coefficient b(p): the average above the rank `p`, as a multiple of the value there.

    :math:`b(p) = \frac{1}{(1 - p) Q(p)} \int_p^1 Q(u) du`. It is constant, :math:`\alpha / (\alpha - 1)`, where the tail is
    Pareto's with exponent :math:`\alpha`; the larger, the thicker the tail.

    Parameters
    ----------
    values : array_like, Distribution or Points
        Values of any sign, or a distribution.
    p : float
        Rank from 0 up to, but not including, 1; 0.9 to look at the richest tenth.
    weights : array_like, optional
        How many members have each value.

    Returns
    -------
    float
        1 where all above the rank are equal to the value there.

    Raises
    ------
    DomainError
        If the quantile at `p` is not above zero, or `p` is 1.
    GroupedError
        If the table tells of groups only.

    References
    ----------
    Blanchet, T., J. Fournier and T. Piketty (2022), Generalized Pareto curves, Review of Income and Wealth 68(1).

    Examples
    --------
    >>> inverted_pareto_coefficient([1, 2, 4, 8], 0.5)
    3.0
    """
    top = 1 - fraction(p)
    if top == 0:
        raise DomainError(
            "Nobody is above the rank 1", possible="a rank below 1", remedy="pass 0.99 for the richest one percent"
        )
    least = order_statistic(points, p, "inverse_cdf")
    if least <= 0:
        raise DomainError(
            f"The quantile at {p} is {least:.6g}, so nothing can be a multiple of it",
            possible="a rank at which the value is above zero",
            remedy="take a higher rank",
        )
    return points.value(points.highest(top) / (top * points.everyone)) / least
