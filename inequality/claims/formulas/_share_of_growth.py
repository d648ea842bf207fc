"""What part of all growth a group has."""

from __future__ import annotations

from itertools import product

from inequality.claims.cells import Cells, extremes
from inequality.claims.formulas import formula
from inequality.claims.quantity import Quantity, comparable
from inequality.errors import DomainError
from inequality.interval import Interval, Number


def _share_now(published: Interval, *, share_then: Quantity, total_then: Quantity, total_now: Quantity) -> Quantity:
    grown = total_now.interval - total_then.interval
    return Quantity((published * grown + share_then.interval * total_then.interval) / total_now.interval)


def _growth_cells(*, share_then: Cells, total_then: Cells, share_now: Cells, total_now: Cells, **_: object) -> Cells:
    ends = [(each.low, each.high) for each in (share_then, total_then, share_now, total_now)]
    return extremes([f"({b}*{v}-{a}*{w})/({v}-{w})" for a, w, b, v in product(*ends)])


@formula(
    title="the share of the growth that a group took",
    solves_for="share_now",
    inverse=_share_now,
    inverse_unit="percent",
    cells=_growth_cells,
)
def share_of_growth(*, share_then: Quantity, total_then: Quantity, share_now: Quantity, total_now: Quantity) -> Quantity:
    """Return ``(share_now total_now - share_then total_then) / (total_now - total_then)``.

    Parameters
    ----------
    share_then, share_now : Quantity
        The group's share, as fractions.
    total_then, total_now : Quantity
        The whole, in the same prices.

    Returns
    -------
    Quantity
        A fraction; above 1 where all others lost.

    Raises
    ------
    DomainError
        If the whole may not have changed.

    Examples
    --------
    >>> from fractions import Fraction
    >>> s, w, t, v = (Quantity(Interval.exactly(Fraction(x))) for x in ("0.5", "100", "0.55", "120"))
    >>> share_of_growth(share_then=s, total_then=w, share_now=t, total_now=v).interval
    Interval(0.8 to 0.8, exact)
    """
    comparable(total_then, total_now)
    grown = total_now.interval - total_then.interval
    if grown.low <= 0 <= grown.high:
        raise DomainError(
            "The whole may not have changed at all, so no share of its growth can be told",
            possible="totals whose difference is larger than their rounding",
        )
    ends = [
        _of_growth(a, w, b, v)
        for a in _ends(share_then)
        for b in _ends(share_now)
        for w in _ends(total_then)
        for v in _ends(total_now)
    ]
    # In each input alone the quotient rises or falls throughout, so that its extremes lie at the corners.
    width = sum((q.interval.width for q in (share_then, share_now, total_then, total_now)), 0)
    return Quantity(Interval(min(ends), max(ends), "rounding" if width else "exact"))


def _ends(quantity: Quantity) -> tuple[Number, Number]:
    return quantity.interval.low, quantity.interval.high


def _of_growth(share_then: Number, then: Number, share_now: Number, now: Number) -> Number:
    return (share_now * now - share_then * then) / (now - then)
