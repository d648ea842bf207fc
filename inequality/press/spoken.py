"""The table behind a figure in words: what its columns are called, how a cell is said, and the long description.

For those who do not see the chart. Numbers have up to four digits here; the CSV has them all.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from inequality.errors import UnknownNameError
from inequality.press.lines import plain
from inequality.words import Language
from inequality.words.messages import message

__all__ = ["HEADINGS", "cell_in_words", "described", "heading", "row_in_words", "rows_in_words"]

#: Most rows that a description says; more would hide what matters, and the table holds them all.
MOST_ROWS = 60
#: Digits of a number that are said.
DIGITS = 4
#: Columns of years, which are never parted or rounded.
YEARS = frozenset({"year", "time", "edition"})
#: Columns of fractions, which are said in percent; and whatever begins with "share".
PARTS = frozenset({"p", "p_lower", "p_upper", "of_people", "part", "growth"})

#: What a column is called where its chart does not say.
HEADINGS: Mapping[str, str] = {
    "area": message("Area"),
    "average": message("Average"),
    "claim": message("Claim"),
    "cumulative": message("Sum so far"),
    "edition": message("Edition"),
    "estimated": message("Estimated"),
    "group": message("Group"),
    "high": message("High end"),
    "item": message("What"),
    "low": message("Low end"),
    "name": message("Name"),
    "p_lower": message("From rank"),
    "p_upper": message("To rank"),
    "population": message("Population"),
    "prices": message("Prices of"),
    "published": message("Published"),
    "publisher": message("Publisher"),
    "rank": message("Rank"),
    "share": message("Share"),
    "value": message("Value"),
    "year": message("Year"),
}


def heading(column: str, words: Language, terms: Mapping[str, str] | None = None) -> str:
    """Return what a column is called: by the chart, by this module, or by its own name.

    Examples
    --------
    >>> from inequality.words import language
    >>> heading("share_of_people", language("en")), heading("p_lower", language("en"))
    ('Share of people', 'From rank')
    """
    if terms and column in terms:
        return terms[column]
    if column in HEADINGS:
        return words.text(HEADINGS[column])
    return plain(column.replace("_", " ").capitalize())


def cell_in_words(value: Any, column: str, words: Language, terms: Mapping[str, str] | None = None) -> str:
    r"""Return a cell as the language says it; empty where there is nothing.

    Examples
    --------
    >>> from inequality.words import language
    >>> english = language("en")
    >>> cell_in_words(2018.0, "year", english), cell_in_words(0.0053, "share", english), cell_in_words("FRA", "area", english)
    ('2018', '0.53\xa0percent', 'France')
    >>> cell_in_words(1_498_000_000_000, "value", english), cell_in_words(False, "estimated", english)
    ('1.498\xa0trillion', 'no')
    """
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if pd.api.types.is_bool(value):
        return words.text("yes") if value else words.text("no")
    if isinstance(value, str):
        return _text(value, column, words, terms)
    number = float(value)
    if (column in YEARS or column.endswith("year")) and number == int(number) and 0 < number < 10_000:
        return words.year(int(number))
    if column in PARTS or column.startswith("share"):
        return words.share(number, _digits(float(f"{100 * number:.12g}")))
    if abs(number) >= 1e6:
        return words.scaled(number, _digits(number / 10 ** (3 * int(math.log10(abs(number)) // 3))))
    return words.number(number, _digits(number))


def _text(value: str, column: str, words: Language, terms: Mapping[str, str] | None) -> str:
    if terms and value in terms:
        return terms[value]
    if column == "area":
        try:
            return words.area(value)
        except UnknownNameError:
            return plain(value)
    return words.edition(plain(value)) if column == "edition" else words.period(plain(value))


def _digits(number: float) -> int:
    """Return the decimals that print a number with at most so many digits, and none that is an idle zero."""
    if number == int(number):
        return 0
    most = min(max(DIGITS - 1 - math.floor(math.log10(abs(number))), 0), 12)
    shown = f"{number:.{most}f}".rstrip("0")
    return len(shown.partition(".")[2])


def row_in_words(
    row: Mapping[str, Any], words: Language, terms: Mapping[str, str] | None = None, leave: Sequence[str] = ()
) -> str:
    """Return a row as a list of what its cells are, no text twice: "Year: 2018; Value: 26".

    Examples
    --------
    >>> from inequality.words import language
    >>> row_in_words({"year": 2018, "value": 26, "low": None}, language("en"))
    'Year: 2018; Value: 26'
    """
    shown, before = [], set()
    for column, value in row.items():
        said = cell_in_words(value, column, words, terms)
        known = isinstance(value, str) and said in before
        left_out = column in leave or (terms or {}).get(column) == ""
        if said and not known and not left_out and not (column == "time" and "year" in row):
            shown.append(words.text("{name}: {value}", name=heading(column, words, terms), value=said))
            before.add(said)
    return words.clauses(shown)


def rows_in_words(table: pd.DataFrame, words: Language, terms: Mapping[str, str] | None = None) -> list[list[str]]:
    """Return every row, each cell as the language says it."""
    columns = [str(name) for name in table.columns]
    return [
        [cell_in_words(value, name, words, terms) for name, value in zip(columns, row, strict=True)]
        for row in table.itertuples(index=False, name=None)
    ]


def described(
    alt: str, note: str, reading: str, table: pd.DataFrame, words: Language, terms: Mapping[str, str] | None = None
) -> str:
    """Return the long description: what it shows, how to read it, what a reader must know, and the table, row by row.

    A column that says the same in each row is said once.

    Examples
    --------
    >>> from inequality.words import language
    >>> table = pd.DataFrame({"year": [2017, 2018], "value": [42, 26], "publisher": ["Oxfam", "Oxfam"]})
    >>> print(described("Dots by year.", "", "", table, language("en")))
    Dots by year.
    <BLANKLINE>
    The numbers:
    Publisher: Oxfam
    1. Year: 2017; Value: 42
    2. Year: 2018; Value: 26
    """
    alike = [str(name) for name in table.columns if len(table) > 1 and len(set(map(repr, table[name]))) == 1]
    same = {name: table[name].iloc[0] for name in alike}
    lines = [words.text("The numbers:"), *([row_in_words(same, words, terms)] if same else [])]
    rows = table.drop(columns=alike)
    records = [dict(zip(map(str, rows.columns), row, strict=True)) for row in rows.itertuples(index=False, name=None)]
    shown = records[:MOST_ROWS]
    lines += [f"{words.number(number)}. {row_in_words(row, words, terms)}" for number, row in enumerate(shown, 1)]
    if len(records) > len(shown):
        lines.append(
            words.text(
                "These are the first {n} of {total} rows; the table holds them all.",
                n=words.number(len(shown)), total=words.number(len(records)),
            )
        )  # fmt: skip
    parts = [alt, reading, note, "\n".join(line for line in lines if line)]
    return "\n\n".join(part for part in parts if part)
