"""The Gini index of groups by rank, between what is certain and what is possible."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from inequality._bounds import bounds
from inequality.claims.cells import Cells, Groups, Lay
from inequality.claims.formulas import formula, itself
from inequality.claims.quantity import Brackets, Quantity
from inequality.distribution import Distribution
from inequality.errors import DomainError
from inequality.interval import Interval
from inequality.metrics import METRICS


def _gini_cells(*, shares: Groups, known: Mapping[str, Brackets], lay: Lay, debts: str = "possible") -> Cells:
    """Least with everyone at their group's mean; greatest with everyone at the mean of a neighbouring group.

    At the mean of group j then stand those of the group above who are at its lower end (column H) and those of the group
    below who are at its upper end (column I); the poorest group has all its debts, and the richest its excess, in nobody.
    """
    points, poorest = shares.curve(known["shares"]), "0" if debts == "none" else ""
    last = len(points) + 1
    rows: list[tuple[str | float, ...]] = []
    for n, (rank, held) in enumerate(points):
        r = n + 2
        row: list[str | float] = [rank, held.low, held.high, f"(B{r}+C{r})/2", f"C{r}-B{r}"]
        if not n:
            debt = "0" if poorest else "(A3-A2)*(F3-F4)"
            rows.append((*row, 0.0, 0.0, 0.0, 0.0, debt, 0.0, 0.0, 0.0))
            continue
        size, below, above = f"(A{r}-A{r - 1})", poorest if r == 3 else f"F{r - 1}", "" if r == last else f"F{r + 1}"
        upper = "1" if not below else "0" if not above else f"IF({above}>{below},(F{r}-{below})/({above}-{below}),0)"
        lowers = "0" if r == last else f"(A{r + 1}-A{r})*(1-G{r + 1})"
        uppers = "0" if r == 3 else f"(A{r - 1}-A{r - 2})*G{r - 1}"
        equal, widths = f"{size}*(D{r - 1}+D{r})", f"{size}*(E{r - 1}+E{r})/2"
        at = (f"(D{r}-D{r - 1})/{size}", upper, lowers, uppers, f"J{r - 1}+(H{r}+I{r})*F{r}")
        rows.append((*row, *at, f"(H{r}+I{r})*(J{r - 1}+J{r})", equal, widths))
    heads = ("rank", "held below, low", "held below, high", "held below", "width", "mean", "at the upper end")
    areas = ("from above", "from below", "held so far", "area, most unequal", "area, all equal", "area of the rounding")
    sheet = lay((*heads, *areas), rows)
    most, least, slack = (f"SUM({sheet}!${letter}$2:${letter}${last})" for letter in "KLM")
    whole = f"{sheet}!$D${last}"  # not 1 where the shares were rounded, and add up to a little less or more
    return Cells(f"1-{least}/{whole}-{slack}", f"1-{most}/{whole}+{slack}")


@formula(
    title="the Gini index of shares by rank",
    solves_for="shares",
    inverse=itself,
    inverse_unit="percent",
    switches={"debts": ("possible", "none")},
    cells=_gini_cells,
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
