"""What those between two ranks have of the whole."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from inequality.claims.cells import Cells, Groups, number
from inequality.claims.formulas import formula, itself
from inequality.claims.quantity import Brackets, Quantity
from inequality.errors import DomainError


def band_cells(*, shares: Groups, known: Mapping[str, Brackets], lower: str = "0.5", upper: str = "0.9") -> Cells:
    """Return the cells of what those between two ranks have; each of the two lies between groups."""
    _, rest, groups = known["shares"].chosen(Fraction(lower), Fraction(upper))
    added = shares.added(groups)
    return number(1) - added if rest else added


@formula(title="the share of a band of ranks", solves_for="shares", inverse=itself, inverse_unit="percent", cells=band_cells)
def band_share(*, shares: Brackets, lower: str = "0.5", upper: str = "0.9") -> Quantity:
    """Return what those between two ranks have of the whole; see `top_share`.

    Parameters
    ----------
    shares : Brackets
        Shares by rank.
    lower, upper : str
        Ranks as fractions of everyone.

    Returns
    -------
    Quantity
        A fraction.

    Raises
    ------
    DomainError
        If the ranks are not in order, or not of everyone.
    """
    start, end = Fraction(lower), Fraction(upper)
    if not 0 <= start < end <= 1:
        raise DomainError(f"Nobody ranks from {float(start):g} to {float(end):g}", possible="0 <= lower < upper <= 1")
    return Quantity(shares.between(start, end))
