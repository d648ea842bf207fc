"""What a part of the population, told by rank, has of the whole."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from inequality.claims.cells import Cells, Groups, number
from inequality.claims.formulas import formula
from inequality.claims.quantity import Brackets, Quantity
from inequality.errors import DomainError
from inequality.interval import Interval


def _itself(published: Interval, **_: object) -> Quantity:
    return Quantity(published)


def _between(shares: Brackets, lower: Fraction, upper: Fraction) -> Quantity:
    if not 0 <= lower < upper <= 1:
        raise DomainError(f"Nobody ranks from {float(lower):g} to {float(upper):g}", possible="0 <= lower < upper <= 1")
    return Quantity(shares.between(lower, upper))


def _band_cells(*, shares: Groups, known: Mapping[str, Brackets], lower: str = "0.5", upper: str = "0.9") -> Cells:
    _, rest, groups = known["shares"].chosen(Fraction(lower), Fraction(upper))
    added = shares.added(groups)
    return number(1) - added if rest else added


def _top_cells(*, shares: Groups, known: Mapping[str, Brackets], top: str = "0.01") -> Cells:
    return _band_cells(shares=shares, known=known, lower=str(1 - Fraction(top)), upper="1")


def _bottom_cells(*, shares: Groups, known: Mapping[str, Brackets], bottom: str = "0.5") -> Cells:
    return _band_cells(shares=shares, known=known, lower="0", upper=bottom)


@formula(title="the share of the richest", solves_for="shares", inverse=_itself, inverse_unit="percent", cells=_top_cells)
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
    >>> tenths = tuple((Fraction(k, 10), Fraction(k + 1, 10)) for k in range(10))
    >>> printed = tuple(Interval.around(share, "0.0005") for share in "0 0.01 0.02 0.03 0.05 0.07 0.10 0.14 0.20 0.38".split())
    >>> top_share(shares=Brackets(tenths, printed), top="0.2").interval
    Interval(0.579 to 0.581, rounding)
    """
    return _between(shares, 1 - Fraction(top), Fraction(1))


@formula(title="the share of the poorest", solves_for="shares", inverse=_itself, inverse_unit="percent", cells=_bottom_cells)
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
    return _between(shares, Fraction(0), Fraction(bottom))


@formula(title="the share of a band of ranks", solves_for="shares", inverse=_itself, inverse_unit="percent", cells=_band_cells)
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
    """
    return _between(shares, Fraction(lower), Fraction(upper))
