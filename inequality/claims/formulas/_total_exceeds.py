"""By how much one total exceeds another."""

from __future__ import annotations

from inequality.claims.formulas import formula
from inequality.claims.quantity import Quantity, common_measure
from inequality.interval import Interval


def _least(published: Interval, *, amount: Quantity) -> Quantity:
    return Quantity(published + amount.interval, amount.measure)


@formula(
    title="by how much one total exceeds another",
    solves_for="total",
    inverse=_least,
    inverse_unit="USD billion",
    cells=lambda *, total, amount, **_: total - amount,
)
def total_exceeds(*, total: Quantity, amount: Quantity) -> Quantity:
    """Return ``total - amount``: above zero where the total is larger.

    Parameters
    ----------
    total, amount : Quantity
        Two amounts of one Measure; the unit of observation may differ.

    Returns
    -------
    Quantity
        The difference.

    Examples
    --------
    >>> from inequality._measure import Measure
    >>> usd = Measure("net_wealth", "adult", "USD")
    >>> rich, poor = (Quantity(Interval.around(x, "1"), usd) for x in ("10", "7"))
    >>> total_exceeds(total=rich, amount=poor).interval
    Interval(1 to 5, rounding)
    """
    return Quantity(total.interval - amount.interval, common_measure((total, amount), what="the two totals"))
