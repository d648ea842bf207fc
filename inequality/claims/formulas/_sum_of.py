"""Several amounts added up."""

from __future__ import annotations

from inequality.claims.cells import Cells
from inequality.claims.formulas import formula
from inequality.claims.quantity import Quantity, common_measure
from inequality.interval import Interval


def _sum_cells(*, known: object, **parts: Cells) -> Cells:
    return Cells(f"SUM({','.join(p.low for p in parts.values())})", f"SUM({','.join(p.high for p in parts.values())})")


@formula(title="several amounts added up", cells=_sum_cells)
def sum_of(**parts: Quantity) -> Quantity:
    """Return the sum of parts that the record names as it likes; their half-widths add up.

    Parameters
    ----------
    **parts : Quantity
        Amounts of one Measure: named fortunes, bands.

    Returns
    -------
    Quantity
        With their Measure.

    Examples
    --------
    >>> sum_of(first=Quantity(Interval.around("0.1", "0.05")), second=Quantity(Interval.around("0.2", "0.05"))).interval
    Interval(0.2 to 0.4, rounding)
    """
    known = [part for part in parts.values() if part.measure is not None]
    measure = common_measure(list(parts.values()), what="the sum") if known else None
    return Quantity(sum((part.interval for part in parts.values()), Interval.exactly(0)), measure)
