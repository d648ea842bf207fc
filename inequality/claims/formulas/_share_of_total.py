"""Amounts from totals and shares."""

from __future__ import annotations

from inequality.claims.formulas import formula
from inequality.claims.quantity import Quantity


@formula(title="a total times a share of it", cells=lambda *, total, share, **_: total * share)
def share_of_total(*, total: Quantity, share: Quantity) -> Quantity:
    """Return `total` times `share`.

    Parameters
    ----------
    total : Quantity
        An amount.
    share : Quantity
        A fraction of it; may be below zero.

    Returns
    -------
    Quantity
        With the Measure of the total.

    Examples
    --------
    >>> from inequality.interval import Interval
    >>> share_of_total(total=Quantity(Interval.exactly(1000)), share=Quantity(Interval.around("0.007", "0.0025"))).interval
    Interval(4.5 to 9.5, rounding)
    """
    return Quantity(total.interval * share.interval, total.measure)
