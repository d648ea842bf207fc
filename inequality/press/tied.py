"""Every number that a figure prints is tied to the table behind it, in any language, and so is every "each" and "never".

A number in figures or in words holds where a cell of the table, printed as coarsely, gives it. Percents are compared with
shares and with percents, "3.7 billion" with 3,700,000,000, and plain years also with the dates in the table and the
editions of its sources. A column of ranks says nothing of how many there are: it is left out. A ratio, a difference or a
sum is tied like any number: the chart puts it into the table, as a row or a column.

Words beside a number are part of the claim:

- "about N" also holds where a cell lies within half of N's last digit that is not 0 (and a tenth of N), or where N lies
  inside an interval: between ``low`` and ``high`` of one row;
- "more than N", "less than N" need a cell beyond N, at most one step of that digit away; "at least", "at most" take N too;
- "nearly N" needs a cell below N by a tenth of it or less;
- both ends of "37 to 58" must stand in one row where they are ends of intervals.

Quantifiers are tied to a column of truths (booleans): "each", "every", "all", "always" hold where one is true in each row,
"never", "none" where one is false in each, "the only", "the first" where one is true once. "Most" also holds where a cell
lies between a half and one. A chart names sentences that hold by how it draws (`holds`); absence is stated only as
"none in the ledger".

A quotation claims only that it was said: texts of the columns ``quoted`` (a claim's wording, a title) and ``claimed`` (what
it claims) are left out where they stand whole. A name of the column ``name`` holds no quantifier: Paul Allen is not "allen".
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NoReturn

import pandas as pd

from inequality.errors import UntiedNumberError
from inequality.press.lines import plain
from inequality.words import Language, Numeral, Quantifier, Reading

__all__ = ["require_tied"]

#: Columns that number the rows.
ORDER_COLUMNS = frozenset({"rank", "position"})
#: Columns that hold the ends of a row's interval.
ENDS = ("low", "high")
#: Columns that hold what others said.
QUOTED = ("quoted", "claimed")
#: What stands between the labels of a picture.
BETWEEN = " \N{BULLET} "
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True)
class _Cell:
    """A number of the table and where it stands."""

    column: str
    row: int
    value: float

    def __str__(self) -> str:
        return f"{self.column}, row {self.row}: {self.value:.12g}"


def require_tied(
    texts: Mapping[str, str],
    table: pd.DataFrame,
    language: Language,
    *,
    editions: Iterable[str] = (),
    holds: Collection[str] = (),
) -> None:
    """Raise unless every number and quantifier in the texts is tied to the table.

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
    holds : collection of str
        Sentences whose quantifiers the chart answers for; their numbers are checked like all others.

    Raises
    ------
    UntiedNumberError
        Naming the number, its text and the nearest cells; or the quantifier.

    Examples
    --------
    >>> from inequality.words import language
    >>> require_tied({"title": "Forty-two people"}, pd.DataFrame({"n": [42]}), language("en"))
    >>> require_tied({"title": "Forty-one people"}, pd.DataFrame({"n": [42]}), language("en"))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    inequality.errors.UntiedNumberError: The title says 'Forty-one', which...
    """
    cells = list(_cells(table))
    dates = {part for column in table for cell in table[column] if isinstance(cell, str) for part in _parts(cell)}
    dates |= {part for edition in editions for part in _parts(edition)}
    explained = list(language.lexicon.explained.values())
    names = {plain(cell) for column in table for cell in table[column] if isinstance(cell, str)}
    persons = [cell for cell in table.get("name", ()) if isinstance(cell, str)]
    quoted = [cell for name in QUOTED for cell in table.get(name, ()) if isinstance(cell, str)]
    for name, text in texts.items():
        said = _without(_without_names(plain(text), names), [*explained, *quoted])
        numerals = language.numerals(said)
        tied = [_tied(numeral, cells, table, dates) for numeral in numerals]
        for numeral, found in zip(numerals, tied, strict=True):
            if found is not None and not found:
                _refuse_number(name, text, numeral, cells)
        for number, numeral in enumerate(numerals[:-1]):
            if numeral.joined:
                _require_one_row(name, text, numerals[number : number + 2], tied[number : number + 2])
        answered = _without(said, [*holds, language.text("none in the ledger"), *persons])
        for quantifier in language.reader.quantifiers(answered):
            if not _holds(quantifier, table, cells):
                _refuse_quantifier(name, text, quantifier)


def _tied(numeral: Numeral, cells: list[_Cell], table: pd.DataFrame, dates: set[int]) -> list[_Cell] | None:
    """Return the cells that a number is tied to; None where it is a date."""
    if numeral.plain and int(numeral.text) in dates:
        return None
    found = [cell for cell in cells if any(_fits(reading, numeral.hedge, cell.value) for reading in numeral.readings)]
    if numeral.hedge == "about" and not found and set(ENDS) <= set(table.columns):
        found = [_Cell("low", row, low) for row, low, high in _intervals(table) if _inside(numeral, low, high)]
    return found


def _fits(reading: Reading, hedge: str, cell: float) -> bool:
    """Whether a cell bears out a number and what is said of it."""
    value, number = reading.value, Decimal(repr(cell))
    if hedge == "nearly":
        return value * Decimal("0.9") <= number < value
    if hedge == "more":
        return value < number <= value + _step(value)
    if hedge == "less":
        return value - _step(value) <= number < value
    if reading.fits(cell):
        return True
    if hedge == "about":
        return abs(number - value) <= min(_step(value) / 2, abs(value) / 10)
    if hedge == "least":
        return value <= number <= value + _step(value)
    return hedge == "most" and value - _step(value) <= number <= value


def _step(value: Decimal) -> Decimal:
    """Worth of the last digit that is not 0, at most half of the number; a fifth of it where its digits have no end."""
    digits = value.normalize()
    if len(digits.as_tuple().digits) > 12:
        return abs(value) / 5
    return min(Decimal(1).scaleb(int(digits.as_tuple().exponent)), abs(value) / 2)


def _inside(numeral: Numeral, low: float, high: float) -> bool:
    return any(Decimal(repr(low)) < reading.value < Decimal(repr(high)) for reading in numeral.readings)


def _intervals(table: pd.DataFrame) -> Iterator[tuple[int, float, float]]:
    for row, (low, high) in enumerate(zip(table["low"], table["high"], strict=True)):
        if _is_number(low) and _is_number(high):
            yield row, float(low), float(high)


def _require_one_row(name: str, text: str, ends: list[Numeral], tied: list[list[_Cell] | None]) -> None:
    """Refuse a range made of the ends of two different intervals."""
    first, second = tied
    if not first or not second or not all(cell.column in ENDS for cell in (*first, *second)):
        return
    if not {cell.row for cell in first} & {cell.row for cell in second}:
        raise UntiedNumberError(
            f"The {name} says '{ends[0].text}' to '{ends[1].text}', which are ends of two different intervals ('{text}')",
            possible=f"both ends of one row; these stand in {first[0]} and {second[0]}",
            remedy="name the two ends of the same interval",
        )


def _holds(quantifier: Quantifier, table: pd.DataFrame, cells: list[_Cell]) -> bool:
    for column in table:
        truths = [bool(value) for value in table[column].dropna() if pd.api.types.is_bool(value)]
        if not truths:
            continue
        share = sum(truths) / len(truths)
        if {"every": share == 1, "none": share == 0, "one": sum(truths) == 1, "most": share > 0.5}[quantifier.kind]:
            return True
    return quantifier.kind == "most" and any(0.5 < cell.value < 1 for cell in cells)


def _without(text: str, sentences: Iterable[str]) -> str:
    """Return the text without these sentences, whatever spaces are in them."""
    for sentence in sorted(filter(None, map(plain, sentences)), key=len, reverse=True):
        spaced = r"\s+".join(map(re.escape, sentence.split()))
        text = re.sub(rf"(?<!\w){spaced}(?!\w)", " ", text)
    return text


def _without_names(text: str, names: set[str]) -> str:
    """Leave out labels that are a text of the table: a name claims nothing, whatever numbers are in it."""
    return BETWEEN.join(label for label in text.split(BETWEEN) if plain(label).replace("\N{NO-BREAK SPACE}", " ") not in names)


def _cells(table: pd.DataFrame) -> Iterator[_Cell]:
    for column in table:
        if column in ORDER_COLUMNS:
            continue
        for row, value in enumerate(table[column]):
            if _is_number(value):
                yield _Cell(str(column), row, float(value))


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _parts(cell: str) -> Iterable[int]:
    """Year and day of a date; nothing of any other text."""
    match = _DATE.fullmatch(cell)
    return [int(part) for part in match.group(1, 3) if part] if match else []


def _refuse_number(name: str, text: str, numeral: Numeral, cells: list[_Cell]) -> NoReturn:
    def distance(cell: _Cell) -> float:
        return min(
            abs(float(reading.value) - cell.value) / (abs(float(reading.value)) + abs(cell.value) or 1)
            for reading in numeral.readings
        )

    hedge = f" ({_MEANS[numeral.hedge]})" if numeral.hedge else ""
    nearest = "; ".join(map(str, sorted(cells, key=distance)[:3]))
    raise UntiedNumberError(
        f"The {name} says '{numeral.text}'{hedge}, which the table behind the figure does not hold ('{text}')",
        possible=f"a number of the table at the precision printed; nearest are {nearest or 'none'}",
        remedy="correct the text, or draw the figure from a table that holds the number",
    )


def _refuse_quantifier(name: str, text: str, quantifier: Quantifier) -> NoReturn:
    raise UntiedNumberError(
        f"The {name} says '{quantifier.text}', which claims {_CLAIMS[quantifier.kind]}; nothing in the table says so "
        f"('{text}')",
        possible="a count that the table holds ('61 of 62'), or a column of true and false that bears it out",
        remedy="say how many, or leave the word out",
    )


_MEANS = {
    "about": "about so much",
    "nearly": "a little less",
    "more": "more than that",
    "less": "less than that",
    "least": "at least that",
    "most": "at most that",
}
_CLAIMS = {
    "every": "that something holds without exception",
    "none": "that something is nowhere",
    "one": "that something is so once",
    "most": "more than half",
}
