"""Every number that a figure prints is tied to the table behind it.

A number in figures or in words holds where a cell of the table, printed as coarsely, gives it. Percents are compared with
shares and with percents, "3.7 billion" with 3,700,000,000, and plain years also with the dates in the table and the
editions of its sources. A column of ranks says nothing of how many there are: it is left out.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping

import pandas as pd

from inequality.errors import UntiedNumberError
from inequality.press.lines import plain
from inequality.words import Language, Numeral

__all__ = ["require_tied"]

#: Columns that number the rows.
ORDER_COLUMNS = frozenset({"rank", "position"})
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def require_tied(texts: Mapping[str, str], table: pd.DataFrame, language: Language, *, editions: Iterable[str] = ()) -> None:
    """Raise unless every number in the texts is tied to the table.

    Parameters
    ----------
    texts : mapping
        The texts by what they are ("title").
    table : DataFrame
        The table behind the figure.
    language : Language
        Of the texts.
    editions : iterable of str
        Editions of the sources; years in them may be named.

    Raises
    ------
    UntiedNumberError
        Naming the number, its text and the nearest cells.

    Examples
    --------
    >>> from inequality.words import language
    >>> require_tied({"title": "Forty-two people"}, pd.DataFrame({"n": [42]}), language("en"))
    >>> require_tied({"title": "Forty-one people"}, pd.DataFrame({"n": [42]}), language("en"))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    inequality.errors.UntiedNumberError: The title says 'Forty-one', which...
    """
    numbers = list(_numbers(table))
    dates = {part for column in table for cell in table[column] if isinstance(cell, str) for part in _parts(cell)}
    dates |= {part for edition in editions for part in _parts(edition)}
    for name, text in texts.items():
        for numeral in language.numerals(plain(text)):
            if numeral.plain and int(numeral.text) in dates:
                continue
            if not any(reading.fits(number) for reading in numeral.readings for _, number in numbers):
                raise _untied(name, text, numeral, numbers)


def _numbers(table: pd.DataFrame) -> Iterable[tuple[str, float]]:
    for column in table:
        if column in ORDER_COLUMNS:
            continue
        for row, cell in zip(table.index, table[column], strict=True):
            if isinstance(cell, (int, float)) and not isinstance(cell, bool) and math.isfinite(cell):
                yield f"{column}, row {row}", float(cell)


def _parts(cell: str) -> Iterable[int]:
    """Year and day of a date; nothing of any other text."""
    match = _DATE.fullmatch(cell)
    return [int(part) for part in match.group(1, 3) if part] if match else []


def _untied(name: str, text: str, numeral: Numeral, numbers: list[tuple[str, float]]) -> UntiedNumberError:
    def distance(pair: tuple[str, float]) -> float:
        return min(
            abs(float(reading.value) - pair[1]) / (abs(float(reading.value)) + abs(pair[1]) or 1)
            for reading in numeral.readings
        )

    nearest = "; ".join(f"{where}: {number:.12g}" for where, number in sorted(numbers, key=distance)[:3])
    return UntiedNumberError(
        f"The {name} says '{numeral.text}', which the table behind the figure does not hold ('{text}')",
        possible=f"a number of the table at the precision printed; nearest are {nearest or 'none'}",
        remedy="correct the text, or draw the figure from a table that holds the number",
    )
