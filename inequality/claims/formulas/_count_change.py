"""By how much a count or an amount changed."""

from __future__ import annotations

from inequality.claims.formulas import formula
from inequality.claims.quantity import Quantity, comparable
from inequality.interval import Interval


def _now_for_change(published: Interval, *, then: Quantity) -> Quantity:
    return Quantity(published + then.interval, then.measure)


@formula(
    title="the change from then to now",
    solves_for="now",
    inverse=_now_for_change,
    inverse_unit="",
    cells=lambda *, then, now, **_: now - then,
)
def count_change(*, then: Quantity, now: Quantity) -> Quantity:
    """Return ``now - then``: of counts, or of amounts in the same prices.

    Parameters
    ----------
    then, now : Quantity
        The two.

    Returns
    -------
    Quantity
        The difference, with their Measure.

    Examples
    --------
    >>> from fractions import Fraction
    >>> one, two = (Quantity(Interval.exactly(Fraction(x))) for x in (2043, 2208))
    >>> count_change(then=one, now=two).interval
    Interval(165 to 165, exact)
    """
    measure = comparable(then, now)
    return Quantity(now.interval - then.interval, measure)
