"""Units that claims are printed in, and what they are worth in base units."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

__all__ = ["SCALED", "factor", "in_words", "last_digit", "last_shown"]

#: Units that are a multiple of a base unit (a fraction of 1, a dollar, a person); their figures are rounded ones.
SCALED: Mapping[str, Fraction] = {
    "percent": Fraction(1, 100),
    "percentage points": Fraction(1, 100),
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


def last_shown(text: str, unit: str) -> Fraction:
    """Return the worth of the last printed digit, in base units; of a count nothing, where nothing is printed a tenth.

    Examples
    --------
    >>> last_shown("44", "percent"), last_shown("", "USD billion"), last_shown("42", "people")
    (Fraction(1, 100), Fraction(100000000, 1), Fraction(0, 1))
    """
    shown = text or ("0" if unit in ("people", "days") else "0.0")
    return 2 * last_digit(shown, unit) * factor(unit)


def in_words(prices: str) -> str:
    """Return the date of prices as it is said: a month in words, anything else as it stands.

    Examples
    --------
    >>> in_words("2018-03"), in_words("2022")
    ('March 2018', '2022')
    """
    year, _, month = prices.partition("-")
    known = year.isdigit() and month.isdigit() and 0 < int(month) < 13
    return f"{date(int(year), int(month), 1):%B %Y}" if known else prices
