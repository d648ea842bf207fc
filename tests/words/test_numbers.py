"""Numbers in words and figures: what is written is found again, and means the same."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inequality.words import NO_BREAK, language
from inequality.words.spelling import in_words

ENGLISH = language("en")

FOUND = [
    ("42 people", [("42", "42")]),
    ("Forty-two people", [("Forty-two", "42")]),
    ("3.7 billion people", [("3.7 billion", "3.7E9")]),
    ("USD 280tn of wealth", [("280tn", "280E12")]),
    ("1,498.0 and 1,478.1", [("1,498.0", "1498.0"), ("1,478.1", "1478.1")]),
    ("between 37 and 58", [("37", "37"), ("58", "58")]),
    ("from 2013\N{EN DASH}2025", [("2013", "2013"), ("2025", "2025")]),
    ("a loss of \N{MINUS SIGN}0.4", [("\N{MINUS SIGN}0.4", "-0.4")]),
    ("the poorest half", [("poorest half", "0.5")]),
    ("a third of it", [("a third", None)]),
    ("the third year", []),
    ("two-thirds went up", [("two-thirds", None)]),
    ("the richest tenth", [("richest tenth", "0.1")]),
    ("one block for each one", []),
    ("one percent of adults", [("one", "0.01")]),
    ("two and five", [("two", "2"), ("five", "5")]),
    ("a hundred and one people", [("hundred and one", "101")]),
    ("two thousand one hundred and fifty-three", [("two thousand one hundred and fifty-three", "2153")]),
    ("their wealth doubled", [("doubled", "2")]),
    ("someone often weighs a tent", []),
    ("no numbers here", []),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_finds_the_numbers_of_a_text(text: str, expected: list[tuple[str, str | None]]) -> None:
    found = ENGLISH.numerals(text)
    assert [numeral.text for numeral in found] == [name for name, _ in expected]
    for numeral, (_, value) in zip(found, expected, strict=True):
        assert text[numeral.start :].startswith(numeral.text)
        if value is not None:
            assert numeral.readings[0].value == Decimal(value)


SIGNS_AND_COUNTS = [
    ("ru", "−38–−37", ["-38", "-37"]),
    ("en", "from −5–−3 to (−2), 1995–2024, 10-20, a-1", ["-5", "-3", "-2", "1995", "2024", "10", "20", "1"]),
    ("de", "61 von 62 Ländern", ["61", "62"]),
    ("de", "drei von zehn Menschen, einer von vier", ["0.3", "0.25"]),
    ("it", "61 su 62 paesi", ["61", "62"]),
    ("it", "tre su dieci", ["0.3"]),
    ("fr", "61 pays sur 62, 61 sur 62", ["61", "62", "61", "62"]),
    ("fr", "trois sur dix", ["0.3"]),
    ("ru", "61 из 62 стран", ["61", "62"]),
    ("ar", "61 من بين 62 دولة", ["61", "62"]),
    ("en", "61 out of 100", ["0.61"]),
    ("ar", "العُشر الأغنى كل يومين بنقطتين", ["0.1", "2", "2"]),
    ("ar", "أربعة ملايين شخصًا", ["4000000"]),
]


@pytest.mark.parametrize(("tag", "text", "values"), SIGNS_AND_COUNTS)
def test_signs_and_counts_are_read_for_what_they_are(tag: str, text: str, values: list[str]) -> None:
    found = [numeral.readings[0].value for numeral in language(tag).numerals(text)]
    assert found == [Decimal(value) for value in values]


@pytest.mark.parametrize("text", ["37 to 58 billion", "37\xa0to\xa058\xa0billion", "37-58 billion", "37\N{EN DASH}58 billion"])
def test_a_range_shares_its_unit(text: str) -> None:
    first, second = ENGLISH.numerals(text)
    assert any(reading.fits(37e9) for reading in first.readings)
    assert any(reading.fits(37) for reading in first.readings)
    assert [reading.value for reading in second.readings] == [Decimal("58E9")]


@given(st.integers(0, 10**12))
def test_number_words_are_found_again(number: int) -> None:
    words = in_words(number)
    found = ENGLISH.numerals(f"There are {words} of them")
    assert [reading.value for numeral in found for reading in numeral.readings] == ([] if number == 1 else [number])


@given(st.floats(-1e15, 1e15), st.integers(0, 6))
def test_figures_are_found_again(value: float, digits: int) -> None:
    (numeral,) = ENGLISH.numerals(f"so {ENGLISH.number(value, digits)} of them")
    assert numeral.readings[0].fits(value)


@given(st.floats(1e6, 9e14))
def test_scaled_numbers_are_found_again(value: float) -> None:
    (numeral,) = ENGLISH.numerals(ENGLISH.scaled(value))
    assert numeral.readings[0].fits(value)


@given(st.floats(0, 1), st.integers(0, 4))
def test_shares_are_found_again(share: float, digits: int) -> None:
    (numeral,) = ENGLISH.numerals(ENGLISH.share(share, digits))
    assert numeral.readings[1].fits(share)


@pytest.mark.parametrize(
    ("text", "glued"),
    [
        ("Oxfam's 42 people", "Oxfam's_42_people"),
        ("Oxfam\N{RIGHT SINGLE QUOTATION MARK}s 42", "Oxfam\N{RIGHT SINGLE QUOTATION MARK}s_42"),
        ("USD 280 trillion is all", "USD_280_trillion is all"),
        ("allow 37 to 58 people", "allow 37_to_58_people"),
        ("0.49 to 0.63 percent of it", "0.49_to_0.63_percent of it"),
        ("on 22 January 2018", "on 22_January_2018"),
        ("the year 2018 was", "the year 2018 was"),
    ],
)
def test_a_number_keeps_its_unit(text: str, glued: str) -> None:
    assert ENGLISH.glued(text).replace(NO_BREAK, "_") == glued
