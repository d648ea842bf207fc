"""How unequally something falls to those who are ranked by something else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from inequality.columns import Floats, fraction
from inequality.metrics import joint
from inequality.metrics._decomposition import amounts, balance
from inequality.points import Points
from inequality.survey import Survey

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False)
class ConcentrationCurve:
    """The share of one thing that falls to those who rank lowest in another.

    Parameters
    ----------
    p : ndarray, shape (k,)
        Population shares from 0 to 1, in order of the ranking variable.
    share : ndarray, shape (k,)
        Share of the total that falls to the lowest `p`; may lie above the diagonal.

    Examples
    --------
    >>> concentration_curve({"tax": [0, 1, 3], "income": [5, 2, 9]}, "tax", "income")(1 / 3)
    0.25
    """

    p: Floats
    share: Floats

    def __call__(self, p: float) -> float:
        """Share of the lowest `p`; between two points of the curve on the straight line."""
        return float(np.interp(fraction(p), self.p, self.share))

    def to_frame(self) -> pd.DataFrame:
        """Return a DataFrame of the curve's points."""
        import pandas as pd

        return pd.DataFrame({"p": self.p, "share": self.share})


@joint(
    title="Concentration curve",
    reference="Kakwani 1977",
    range="above and below p",
    properties=("scale", "replication", "anonymity"),
    samples=({"value": "x", "rank": "y"}, {"value": "x", "rank": "x"}),
)
def concentration_curve(survey: Survey, value: str, rank: str) -> ConcentrationCurve:
    r"""Concentration curve.

    :math:`C(P_k) = \sum_{i \le k} w_i y_i / \sum_i w_i y_i` in rising order of the ranking variable; those of equal rank
    are one straight piece. Ranked by itself, it is the Lorenz curve.

    Parameters
    ----------
    survey : Survey, DataFrame or mapping of columns
        The sample.
    value : str
        The column whose total is shared.
    rank : str
        The column by which members are ranked.
    weight : str, optional
        The column of weights, where `survey` is a frame or mapping.

    Returns
    -------
    ConcentrationCurve
        Arrays `p` and `share`, callable at any population share.

    Raises
    ------
    DomainError
        If the total is not above zero.

    References
    ----------
    Kakwani, N. (1977), Applications of Lorenz curves in economic analysis, Econometrica 45(3).

    Examples
    --------
    >>> concentration_curve({"tax": [0, 1, 3], "income": [5, 2, 9]}, "tax", "income").share
    array([0.  , 0.25, 0.25, 1.  ])
    """
    ((values,), weights, _), ((ranks,), _, _) = amounts(survey, value), amounts(survey, rank)
    total = Points(values, weights).positive_sum
    order = np.argsort(ranks, kind="stable")
    ends = np.append(np.flatnonzero(np.diff(ranks[order])), ranks.size - 1)
    below, held = np.cumsum(weights[order])[ends], np.cumsum((weights * values)[order])[ends]
    share = np.concatenate([[0.0], held / total])
    share[-1] = 1.0
    return ConcentrationCurve(np.concatenate([[0.0], below / below[-1]]), share)


@joint(
    title="Concentration index",
    reference="Kakwani 1977; Wagstaff, Paci and van Doorslaer 1991",
    range="-1 to 1 where values are 0 or more",
    properties=("scale", "replication", "anonymity"),
    samples=({"value": "x", "rank": "y"}, {"value": "x", "rank": "x"}),
)
def concentration_index(survey: Survey, value: str, rank: str) -> float:
    r"""Concentration index.

    :math:`C = 2 \,\mathrm{cov}(y, r) / \mu`, with :math:`r` the fractional rank of each member by the ranking variable;
    those of equal rank share its middle. Above zero where those of high rank have more than their share. Ranked by itself,
    it is the Gini index.

    Parameters
    ----------
    survey : Survey, DataFrame or mapping of columns
        The sample.
    value : str
        The column whose total is shared.
    rank : str
        The column by which members are ranked.
    weight : str, optional
        The column of weights, where `survey` is a frame or mapping.

    Returns
    -------
    float
        The population index (no small-sample factor).

    Raises
    ------
    DomainError
        If the total is not above zero.

    References
    ----------
    Wagstaff, A., P. Paci and E. van Doorslaer (1991), On the measurement of inequalities in health, Social Science and
    Medicine 33(5).

    Examples
    --------
    >>> concentration_index({"tax": [0, 1, 3], "income": [5, 2, 9]}, "tax", "income")
    0.3333333333333333
    """
    ((values,), weights, _), ((ranks,), _, _) = amounts(survey, value), amounts(survey, rank)
    points = Points(values, weights)
    gaps = (values - points.mean) * balance(ranks, weights)  # the mean taken off, lest near-equal values cancel
    return float(np.sum(weights * gaps)) / (points.everyone * points.positive_sum)
