"""All that several sources or editions give."""

from __future__ import annotations

from inequality.claims.cells import Cells
from inequality.claims.formulas import formula
from inequality.claims.quantity import Quantity
from inequality.interval import Interval


def _among_cells(*, known: object, **parts: Cells) -> Cells:
    return Cells(f"MIN({','.join(p.low for p in parts.values())})", f"MAX({','.join(p.high for p in parts.values())})")


@formula(title="all that several sources or editions give", cells=_among_cells)
def among(**parts: Quantity) -> Quantity:
    """Return the least interval that holds what each source gives: where they disagree, nobody can be refuted by one of them.

    Parameters
    ----------
    **parts : Quantity
        The same figure by each source or edition, named as the record likes.

    Returns
    -------
    Quantity
        With the Measure of the first; of the kind "source" where they differ.

    Examples
    --------
    >>> accounts, survey = (Quantity(Interval.around(x, "0.05")) for x in ("30.6", "37.2"))
    >>> among(accounts=accounts, survey=survey).interval
    Interval(30.55 to 37.25, source)
    """
    first, *others = parts.values()
    whole = first.interval
    for other in others:
        whole = whole.hull(other.interval)
    return Quantity(Interval(whole.low, whole.high, "source" if others else whole.kind), first.measure)
