"""Fortunes of one date in the prices of another."""

from __future__ import annotations

from dataclasses import replace

from inequality.claims.cells import Cells, Column
from inequality.claims.formulas import formula
from inequality.claims.quantity import Quantity, Ranked
from inequality.errors import DomainError


def _column_cells(*, fortunes: Column, index_then: Cells, index_now: Cells, **_: object) -> Column:
    return Column(tuple(f"{at}*{index_now.low}/{index_then.low}" for at in fortunes.addresses))


@formula(title="fortunes in the prices of another date", cells=_column_cells)
def in_prices(*, fortunes: Ranked, index_then: Quantity, index_now: Quantity, prices: str = "current") -> Ranked:
    """Return `fortunes` times the ratio of two values of a price index.

    Parameters
    ----------
    fortunes : Ranked
        In prices of the time.
    index_then, index_now : Quantity
        The price index at the time of the fortunes and at the date whose prices are wanted.
    prices : str
        That date, which the Measure then bears.

    Returns
    -------
    Ranked
        The same fortunes.

    Raises
    ------
    DomainError
        If an index is an interval (a published index is taken as it stands).

    Examples
    --------
    >>> from fractions import Fraction
    >>> from inequality.interval import Interval
    >>> one, two = (Quantity(Interval.exactly(Fraction(x))) for x in (100, 110))
    >>> in_prices(fortunes=Ranked((Fraction(10),)), index_then=one, index_now=two).values
    (Fraction(11, 1),)
    """
    for index in (index_then, index_now):
        if index.interval.width or index.interval.low <= 0:
            raise DomainError("A price index must be one number above zero", remedy="give its cell without a half-width")
    measure = None if fortunes.measure is None else replace(fortunes.measure, prices=prices)
    return fortunes.times(index_now.interval.low / index_then.interval.low, measure)  # type: ignore[arg-type]
