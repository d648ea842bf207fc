"""Tables in words."""

from __future__ import annotations

import pandas as pd
import pytest

from inequality.press.spoken import MOST_ROWS, cell_in_words, described, heading, row_in_words
from inequality.words import language


@pytest.mark.parametrize(
    ("value", "column", "said"),
    [
        (2018, "year", "2018"),
        (2018.0, "year", "2018"),
        (1_498_000_000_000, "value", "1.498\xa0trillion"),
        (3.7e9, "value", "3.7\xa0billion"),
        (86_000_000_000, "value", "86\xa0billion"),
        (-5, "value", "−5"),
        (0.00531234, "share", "0.5312\xa0percent"),
        (0, "value", "0"),
        (1234.5678, "value", "1,235"),
        (12345, "value", "12,345"),
        (None, "value", ""),
        (float("nan"), "value", ""),
        (True, "estimated", "yes"),
        ("FRA", "area", "France"),
        ("WLD", "area", "World"),
        ("Ruritania", "area", "Ruritania"),
        ("a\u202eb", "name", "ab"),
    ],
)
def test_a_cell_is_said(value: object, column: str, said: str) -> None:
    assert cell_in_words(value, column, language("en")) == said


def test_a_chart_names_what_no_list_knows() -> None:
    words = language("en")
    terms = {"of_people": "Part of the people", "fortune": "one fortune"}
    assert heading("of_people", words) == "Of people"
    said = row_in_words({"of_people": 0.5, "item": "fortune"}, words, terms)
    assert said == "Part of the people: 50\xa0percent; What: one fortune"


def test_a_column_without_a_name_is_not_told() -> None:
    assert row_in_words({"value": 1, "digits": 2}, language("en"), {"digits": ""}) == "Value: 1"


def test_dates_are_said_in_words_and_parts_joined_as_the_language_does() -> None:
    row = {"quarter": "2024-Q4", "published": "2018-01-22", "name": "2022-2024"}
    assert row_in_words(row, language("en")).startswith("Quarter: quarter 4 of 2024; Published: 22 January 2018; ")
    assert "؛ " in row_in_words(row, language("ar"))
    assert "2018-01" not in row_in_words(row, language("ar"))


def test_the_description_says_every_number_once() -> None:
    table = pd.DataFrame({"year": range(1900, 2000), "value": range(100), "publisher": "Oxfam"})
    text = described("Alt.", "Note.", "Reading.", table, language("en"))
    assert text.startswith("Alt.\n\nReading.\n\nNote.\n\nThe numbers:\nPublisher: Oxfam\n1. Year: 1900; Value: 0\n")
    assert text.count("Oxfam") == 1
    assert f"first {MOST_ROWS} of 100 rows" in text.splitlines()[-1]
