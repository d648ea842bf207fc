"""By how much an amount grew, as a part of what it was."""

from __future__ import annotations

from inequality.claims.cells import number
from inequality.claims.formulas import formula
from inequality.claims.quantity import Quantity, comparable
from inequality.interval import Interval


def _now_for_growth(published: Interval, *, then: Quantity) -> Quantity:
    return Quantity((published + 1) * then.interval, then.measure)


@formula(
    title="growth from then to now",
    solves_for="now",
    inverse=_now_for_growth,
    inverse_unit="USD billion",
    cells=lambda *, then, now, **_: now / then - number(1),
)
def growth(*, then: Quantity, now: Quantity) -> Quantity:
    """Return ``now / then - 1``.

    Whether the same people are followed or the same ranks, and in which prices, is said by the inputs: `richest_total` takes
    ranks, `sum_of` named fortunes, `at_prices` and `in_prices` deflate.

    Parameters
    ----------
    then, now : Quantity
        Amounts in the same prices.

    Returns
    -------
    Quantity
        A fraction: 0.44 is growth by 44 percent.

    Raises
    ------
    IncomparableError
        If the two are not in the same currency, prices and concept.

    Examples
    --------
    >>> from fractions import Fraction
    >>> one, two = (Quantity(Interval.exactly(Fraction(x))) for x in (100, 144))
    >>> growth(then=one, now=two).interval
    Interval(0.44 to 0.44, exact)
    """
    comparable(then, now)
    return Quantity(now.interval / then.interval - 1)
