"""How many times one amount is another."""

from __future__ import annotations

from inequality.claims.formulas import formula
from inequality.claims.quantity import Quantity, common_measure
from inequality.interval import Interval


def _numerator(published: Interval, *, denominator: Quantity) -> Quantity:
    return Quantity(published * denominator.interval, denominator.measure)


@formula(
    title="one amount over another",
    solves_for="numerator",
    inverse=_numerator,
    inverse_unit="",
    switches={"concepts": ("same", "different")},
    cells=lambda *, numerator, denominator, **_: numerator / denominator,
)
def ratio(*, numerator: Quantity, denominator: Quantity, concepts: str = "same") -> Quantity:
    """Return ``numerator / denominator``; both of one Measure, or at least one of none (a count, a stretch of days).

    Parameters
    ----------
    numerator, denominator : Quantity
        The two.
    concepts : {"same", "different"}
        Whether two unlike things are set side by side on purpose: wealth, a stock, and a year's production, a flow.

    Returns
    -------
    Quantity
        A plain number.

    Raises
    ------
    IncomparableError
        If both have a Measure and these differ in more than the unit of observation.

    Examples
    --------
    >>> from fractions import Fraction
    >>> pay, wage = (Quantity(Interval.around(x, "0.5")) for x in ("281", "1"))
    >>> ratio(numerator=pay, denominator=Quantity(Interval.exactly(Fraction(1)))).interval
    Interval(280.5 to 281.5, rounding)
    """
    if concepts == "same" and numerator.measure is not None and denominator.measure is not None:
        common_measure((numerator, denominator), what="the two amounts of the ratio")
    return Quantity(numerator.interval / denominator.interval)
