"""What the richest so and so many have together."""

from __future__ import annotations

from inequality.claims.cells import Cells, Column
from inequality.claims.formulas import formula
from inequality.claims.quantity import Quantity, Ranked
from inequality.errors import DomainError
from inequality.interval import Interval


def _richest_cells(*, fortunes: Column, people: str = "1", **_: object) -> Cells:
    at = fortunes.addresses[-1 if people == "all" else int(people) - 1]
    return Cells(at, at)


@formula(title="what the richest so and so many have together", cells=_richest_cells)
def richest_total(*, fortunes: Ranked, people: str = "1") -> Quantity:
    """Return the cumulated fortunes of the `people` richest: whoever they are at the time.

    Parameters
    ----------
    fortunes : Ranked
        Cumulated fortunes, richest first.
    people : str
        How many; "all" for the whole list.

    Returns
    -------
    Quantity
        With the Measure of the fortunes.

    Raises
    ------
    DomainError
        If the list is shorter.

    Examples
    --------
    >>> from fractions import Fraction
    >>> richest_total(fortunes=Ranked((Fraction(86), Fraction(160))), people="2").interval
    Interval(160 to 160, exact)
    """
    count = len(fortunes.values) if people == "all" else int(people)
    if not 1 <= count <= len(fortunes.values):
        raise DomainError(f"The list has {len(fortunes.values)} entries, not {people}", possible=f"1 to {len(fortunes.values)}")
    return Quantity(Interval.exactly(fortunes.values[count - 1]), fortunes.measure)
