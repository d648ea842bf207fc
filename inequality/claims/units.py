"""Units that claims are printed in, and what they are worth in base units."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

__all__ = ["SCALED", "factor", "last_digit"]

#: Units that are a multiple of a base unit (a fraction of 1, a dollar, a person); their figures are rounded ones.
SCALED: Mapping[str, Fraction] = {
    "percent": Fraction(1, 100),
    "USD million": Fraction(10**6),
    "USD billion": Fraction(10**9),
    "USD trillion": Fraction(10**12),
    "million people": Fraction(10**6),
    "billion people": Fraction(10**9),
}


def factor(unit: str) -> Fraction:
    """Return what a figure in this unit is multiplied with to give base units: "percent of families" is percent.

    Examples
    --------
    >>> factor("percent of families"), factor("people")
    (Fraction(1, 100), Fraction(1, 1))
    """
    return next((worth for name, worth in SCALED.items() if unit == name or unit.startswith(f"{name} ")), Fraction(1))


def last_digit(text: str, unit: str) -> Fraction:
    """Return half the worth of the last printed digit for a rounded figure, nothing for a count; in the printed unit.

    Examples
    --------
    >>> last_digit("0.5", "percent"), last_digit("42", "people"), last_digit("1.14", "ratio")
    (Fraction(1, 20), Fraction(0, 1), Fraction(1, 200))
    """
    decimals = len(text.partition(".")[2])
    if not decimals and factor(unit) == 1:
        return Fraction(0)
    return Fraction(1, 2 * 10**decimals)
