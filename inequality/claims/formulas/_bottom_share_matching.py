"""The largest part of the population that together has no more than an amount."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from inequality.claims.cells import Cells, Groups, Lay
from inequality.claims.formulas import formula
from inequality.claims.quantity import Brackets, Quantity, common_measure
from inequality.interval import Interval, Number


def _amounts(published: Interval, *, shares: Brackets, total: Quantity) -> Quantity:
    """Return the amounts for which the poorest `published` have as much: at the nearest ranks that the table knows."""
    cuts = shares.cuts()
    below = [share for rank, share in cuts if rank <= published.low]
    above = [share for rank, share in cuts if rank >= published.high]
    held = Interval(below[-1].low, above[0].high, "grouping") if below and above else Interval(0, 1, "grouping")
    return Quantity(total.interval * held, total.measure)


def _part_cells(*, shares: Groups, total: Cells, amount: Cells, known: Mapping[str, Any], lay: Lay) -> Cells:
    """Look for the last rank that is reached for certain, and the last that may be; between ranks, on the straight line."""
    wanted, points = amount / total, shares.curve(known["shares"])
    rows: list[tuple[str | float, ...]] = []
    for n, (rank, held) in enumerate(points):
        r, last = n + 2, n + 1 == len(points)
        line = f"A{r}" if last else f"IF(D{r + 1}>D{r},A{r}+(B{r}-A{r})*($H$2-D{r})/(D{r + 1}-D{r}),A{r})"
        after = 1.0 if last else points[n + 1][0]
        ends = (wanted.low, wanted.high) if n == 0 else ()
        rows.append((rank, after, held.low, held.high, f"IF(D{r}<=$H$2,{n + 1},0)", f"IF(C{r}<=$I$2,{n + 1},0)", line, *ends))
    heads = ("rank", "next rank", "held below, low", "held below, high", "certain", "possible", "straight line")
    sheet = lay((*heads, "amount over total, low", "amount over total, high"), rows)
    stretch = {letter: f"{sheet}!${letter}$2:${letter}${len(points) + 1}" for letter in "BEFG"}
    certain, possible = f"MAX({stretch['E']})", f"MAX({stretch['F']})"
    return Cells(f"IF({certain}=0,0,INDEX({stretch['G']},{certain}))", f"IF({possible}=0,0,INDEX({stretch['B']},{possible}))")


@formula(
    title="the largest part of the poorest that together has no more than the amount",
    solves_for="amount",
    inverse=_amounts,
    inverse_unit="USD billion",
    cells=_part_cells,
)
def bottom_share_matching(*, shares: Brackets, total: Quantity, amount: Quantity) -> Quantity:
    """Return the largest fraction of everyone, counted from the poorest, that together has at most `amount`.

    Between the ranks that the table knows, the Lorenz curve lies on or below the straight line and, above zero, rises: that
    bounds the answer.

    Parameters
    ----------
    shares : Brackets
        Shares of the total by rank.
    total : Quantity
        The total.
    amount : Quantity
        What is to be matched.

    Returns
    -------
    Quantity
        A fraction of everyone; at most 1.

    Raises
    ------
    IncomparableError
        If total and amount are not in the same currency, prices and concept.

    Examples
    --------
    >>> from inequality._measure import Measure
    >>> usd = Measure("net_wealth", "household", "USD")
    >>> fifths = tuple((Fraction(k, 5), Fraction(k + 1, 5)) for k in range(5))
    >>> printed = tuple(Interval.exactly(Fraction(share)) for share in "-1/100 1/100 4/100 16/100 80/100".split())
    >>> whole, rich = (Quantity(Interval.exactly(Fraction(x)), usd) for x in (1000, 20))
    >>> bottom_share_matching(shares=Brackets(fifths, printed), total=whole, amount=rich).interval
    Interval(0.5 to 0.6, grouping)
    """
    common_measure((total, amount), what="the total and the amount matched")
    cuts = shares.cuts()
    wanted = amount.interval / total.interval
    return Quantity(Interval(_certain(cuts, wanted.low), _possible(cuts, wanted.high), "grouping"))


def _certain(cuts: tuple[tuple[Fraction, Interval], ...], share: Number) -> Fraction:
    """Return the largest rank up to which the poorest certainly have no more than `share`."""
    reached = max((k for k, (_, held) in enumerate(cuts) if held.high <= share), default=-1)
    if reached < 0:
        return Fraction(0)
    rank, held = cuts[reached]
    if reached + 1 == len(cuts):
        return rank
    # Below a straight line between two points of it, a Lorenz curve certainly runs.
    after, then = cuts[reached + 1]
    low, high = Fraction(held.high), Fraction(then.high)
    return rank + (after - rank) * (Fraction(share) - low) / (high - low)


def _possible(cuts: tuple[tuple[Fraction, Interval], ...], share: Number) -> Fraction:
    """Return the least known rank from which on the poorest certainly have more than `share`."""
    for rank, held in reversed(cuts):
        if held.low <= share:
            return min((after for after, _ in cuts if after > rank), default=Fraction(1))
    return Fraction(0)
