"""What a published series or index says by itself."""

from __future__ import annotations

import math

import numpy as np

from inequality._bounds import bounds
from inequality.claims.cells import Cells
from inequality.claims.formulas import formula
from inequality.claims.quantity import Brackets, Quantity
from inequality.distribution import Distribution
from inequality.errors import DomainError
from inequality.interval import Interval
from inequality.metrics import METRICS


def _itself(published: Interval, **_: object) -> Quantity:
    return Quantity(published)


def _as_it_is(*, value: Cells, **_: object) -> Cells:
    return value


@formula(
    title="the figure that a published series gives", solves_for="value", inverse=_itself, inverse_unit="", cells=_as_it_is
)
def quoted_series(*, value: Quantity) -> Quantity:
    """Return the figure as the series prints it: the check is that the sentence quotes it right, and from which edition.

    Parameters
    ----------
    value : Quantity
        A cell of the series.

    Returns
    -------
    Quantity
        The same.

    Examples
    --------
    >>> quoted_series(value=Quantity(Interval.around("281", "0.5"))).interval
    Interval(280.5 to 281.5, rounding)
    """
    return value


@formula(
    title="the Gini index of shares by rank",
    solves_for="shares",
    inverse=_itself,
    inverse_unit="percent",
    switches={"debts": ("possible", "none")},
)
def gini(*, shares: Brackets, debts: str = "possible") -> Quantity:
    """Return what shares by rank allow the Gini index to be: its bounds, widened by the rounding of the shares.

    Parameters
    ----------
    shares : Brackets
        Shares by rank that tile everyone.
    debts : {"possible", "none"}
        Whether anybody may have less than nothing.

    Returns
    -------
    Quantity
        A fraction of 1; above 1 where debts are large.

    Raises
    ------
    DomainError
        If the groups do not tile everyone.

    Examples
    --------
    >>> from fractions import Fraction
    >>> halves = Brackets(((Fraction(0), Fraction(1, 2)), (Fraction(1, 2), Fraction(1))),
    ...                   (Interval.exactly(Fraction(1, 4)), Interval.exactly(Fraction(3, 4))))
    >>> gini(shares=halves, debts="none").interval
    Interval(0.25 to 0.75, grouping)
    """
    cuts = shares.cuts()
    if len(cuts) < 3:
        raise DomainError("The shares do not tile everyone", remedy="give a table whose groups go from 0 to 1")
    ranks = [float(rank) for rank, _ in cuts]
    held = [float((share.low + share.high) / 2) for _, share in cuts]
    low = [0.0 if debts == "none" else -math.inf, *[-math.inf] * (len(cuts) - 2)]
    table = Distribution(np.diff(ranks), np.diff(held), low, [math.inf] * (len(cuts) - 1), ordered=True)
    found = bounds(METRICS["gini"].function, table)
    # The area under the curve moves by at most the mean half-width of its points, the index by twice that.
    widths = [float(share.width) for _, share in cuts]
    slack = sum((q - p) * (a + b) / 2 for p, q, a, b in zip(ranks, ranks[1:], widths, widths[1:], strict=False))
    return Quantity(Interval(found.low - slack, found.high + slack, "grouping"))
