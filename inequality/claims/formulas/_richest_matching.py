"""How many of the richest own as much as somebody else."""

from __future__ import annotations

import math
from bisect import bisect_left
from fractions import Fraction

from inequality.claims.cells import Cells, Column
from inequality.claims.formulas import formula
from inequality.claims.quantity import Quantity, Ranked, common_measure
from inequality.errors import DomainError
from inequality.interval import Interval, Number


def count_reaching(cumulated: Ranked, amount: Number) -> Number:
    """Return the least number of rows that reach `amount`: 0 for nothing, infinite where the list ends before."""
    if amount <= 0:
        return 0
    n = bisect_left(cumulated.values, amount) + 1
    return n if n <= len(cumulated.values) else math.inf


def amount_matched(published: Interval, *, fortunes: Ranked) -> Quantity:
    """Return the amounts for which the published count is right: more than one fewer have, at most what they have.

    Raises
    ------
    DomainError
        If the list is shorter than the count.
    """
    for end in (published.low, published.high):
        if math.isfinite(end) and not 1 <= end <= len(fortunes.values):
            raise DomainError(
                f"The list has {len(fortunes.values)} entries, so {end} cannot be looked up",
                possible=f"1 to {len(fortunes.values)}",
            )
    low: Number = -math.inf if math.isinf(published.low) else Fraction(0)
    if math.isfinite(published.low) and published.low > 1:
        low = fortunes.values[int(published.low) - 2]
    high = math.inf if math.isinf(published.high) else fortunes.values[int(published.high) - 1]
    return Quantity(Interval(low, high, "source", open_low=True), fortunes.measure)


def _count_cells(*, fortunes: Column, amount: Cells, **_: object) -> Cells:
    """Count those below the amount, and one more; a text where the list ends before."""
    rows, low, high = len(fortunes.addresses), *(f'COUNTIF({fortunes.range},"<"&{end})' for end in (amount.low, amount.high))
    return Cells(
        f'IF({amount.low}<=0,0,IF({low}={rows},"more than {rows}",{low}+1))',
        f'IF({amount.high}<=0,0,IF({high}={rows},"more than {rows}",{high}+1))',
    )


@formula(
    title="the least number of the richest who together own at least the amount",
    solves_for="amount",
    inverse=amount_matched,
    cells=_count_cells,
)
def richest_matching(*, fortunes: Ranked, amount: Quantity) -> Quantity:
    """Count the richest who together have at least `amount`.

    Parameters
    ----------
    fortunes : Ranked
        Cumulated fortunes, richest first.
    amount : Quantity
        What is to be matched.

    Returns
    -------
    Quantity
        From the count for the least amount to that for the greatest; infinite where the list ends before.

    Raises
    ------
    IncomparableError
        If the two are not in the same currency, prices and concept.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from inequality._measure import Measure
    >>> usd = Measure("net_wealth", "adult", "USD")
    >>> ladder = Ranked((Fraction(86), Fraction(160), Fraction(230)), usd)
    >>> richest_matching(fortunes=ladder, amount=Quantity(Interval.around("90", "75"), usd)).interval
    Interval(1 to 3, rounding)
    """
    common_measure((fortunes, amount), what="the fortunes and the amount they match")
    return Quantity(amount.interval.monotone(lambda amount: count_reaching(fortunes, amount)))
