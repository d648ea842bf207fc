"""What the poorest have of the whole."""

from __future__ import annotations

from collections.abc import Mapping

from inequality.claims.cells import Cells, Groups
from inequality.claims.formulas import formula, itself
from inequality.claims.formulas._band_share import band_cells, band_share
from inequality.claims.quantity import Brackets, Quantity


def _bottom_cells(*, shares: Groups, known: Mapping[str, Brackets], bottom: str = "0.5") -> Cells:
    return band_cells(shares=shares, known=known, lower="0", upper=bottom)


@formula(title="the share of the poorest", solves_for="shares", inverse=itself, inverse_unit="percent", cells=_bottom_cells)
def bottom_share(*, shares: Brackets, bottom: str = "0.5") -> Quantity:
    """Return what the poorest fraction `bottom` has of the whole; see `top_share`.

    Parameters
    ----------
    shares : Brackets
        Shares by rank.
    bottom : str
        A fraction.

    Returns
    -------
    Quantity
        A fraction; below zero where debts outweigh.
    """
    return band_share(shares=shares, lower="0", upper=bottom)
