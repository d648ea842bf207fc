"""An amount of one date in the prices of another."""

from __future__ import annotations

from dataclasses import replace

from inequality.claims.formulas import formula
from inequality.claims.quantity import Quantity
from inequality.errors import DomainError


@formula(
    title="an amount in the prices of another date",
    cells=lambda *, amount, index_then, index_now, **_: amount * (index_now / index_then),
)
def at_prices(*, amount: Quantity, index_then: Quantity, index_now: Quantity, prices: str = "current") -> Quantity:
    """Return `amount` times the ratio of two values of a price index; see `in_prices`.

    Parameters
    ----------
    amount : Quantity
        In prices of the time.
    index_then, index_now : Quantity
        The price index at the time of the amount and at the date whose prices are wanted.
    prices : str
        That date, which the Measure then bears.

    Returns
    -------
    Quantity
        The same amount.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from inequality.interval import Interval
    >>> one, two, three = (Quantity(Interval.exactly(Fraction(x))) for x in (100, 110, 50))
    >>> at_prices(amount=three, index_then=one, index_now=two).interval
    Interval(55 to 55, exact)
    """
    if index_then.interval.low <= 0 or index_now.interval.low <= 0:
        raise DomainError("A price index must be above zero")
    measure = None if amount.measure is None else replace(amount.measure, prices=prices)
    return Quantity(amount.interval * (index_now.interval / index_then.interval), measure)
