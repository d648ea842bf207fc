"""A whole column added up."""

from __future__ import annotations

from inequality.claims.cells import Cells
from inequality.claims.formulas import formula
from inequality.claims.quantity import Quantity, Ranked
from inequality.interval import Interval


@formula(
    title="all of a column added up",
    cells=lambda *, column, **_: Cells(f"SUM({column.range})", f"SUM({column.range})"),
)
def total_of(*, column: Ranked) -> Quantity:
    """Return the sum of a column of amounts (not of cumulated ones).

    Parameters
    ----------
    column : Ranked
        Amounts.

    Returns
    -------
    Quantity
        With their Measure.

    Examples
    --------
    >>> from fractions import Fraction
    >>> total_of(column=Ranked((Fraction(1), Fraction(2)))).interval
    Interval(3 to 3, exact)
    """
    return Quantity(Interval.exactly(sum(column.values)), column.measure)
