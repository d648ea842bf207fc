"""What the richest have of the whole."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from inequality.claims.cells import Cells, Groups
from inequality.claims.formulas import formula, itself
from inequality.claims.formulas._band_share import band_cells, band_share
from inequality.claims.quantity import Brackets, Quantity


def _top_cells(*, shares: Groups, known: Mapping[str, Brackets], top: str = "0.01") -> Cells:
    return band_cells(shares=shares, known=known, lower=str(1 - Fraction(top)), upper="1")


@formula(title="the share of the richest", solves_for="shares", inverse=itself, inverse_unit="percent", cells=_top_cells)
def top_share(*, shares: Brackets, top: str = "0.01") -> Quantity:
    """Return what the richest fraction `top` has of the whole.

    Parameters
    ----------
    shares : Brackets
        Shares by rank.
    top : str
        A fraction: "0.01" is the richest hundredth.

    Returns
    -------
    Quantity
        A fraction; the half-widths of the groups added up.

    Examples
    --------
    >>> from inequality.interval import Interval
    >>> tenths = tuple((Fraction(k, 10), Fraction(k + 1, 10)) for k in range(10))
    >>> printed = tuple(Interval.around(share, "0.0005") for share in "0 0.01 0.02 0.03 0.05 0.07 0.10 0.14 0.20 0.38".split())
    >>> top_share(shares=Brackets(tenths, printed), top="0.2").interval
    Interval(0.579 to 0.581, rounding)
    """
    return band_share(shares=shares, lower=str(1 - Fraction(top)), upper="1")
