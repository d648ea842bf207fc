"""Which way a text runs: words of the other script kept together, and apart from numbers that are not theirs."""

from __future__ import annotations

import pytest

from inequality.press.direction import LEFT_MARK, RIGHT_MARK, directed
from inequality.words import language

ARABIC, ENGLISH = language("ar"), language("en")
RUNS = [
    # Seen: < for the mark that says left to right, > for the other.
    ("قالت Oxfam 42 شخصًا", ">قالت <Oxfam> 42 شخصًا"),
    ("طبعة 2024-Q4 و 2023-11-30 و 1995-2024", ">طبعة <2024-Q4> و <2023-11-30> و 1995-2024"),
    ("في Reward Work, Not Wealth، بتاريخ 22 يناير", ">في <Reward Work, Not Wealth>، بتاريخ 22 يناير"),
    ("في Inequality Inc.، بتاريخ", ">في <Inequality Inc.<>، بتاريخ"),
    ("المصادر: UBS / Credit Suisse؛ Oxfam", ">المصادر: <UBS / Credit Suisse>؛ <Oxfam>"),
    ("قُرئت: «42 people own as much (the half) in 2018»", ">قُرئت: «<42 people own as much (the half) in 2018>»"),
    ("من −5 إلى +3", ">من <−5 إلى <+3"),
    ("«42 people own as much as the poorest 3.7", "<«42 people own as much as the poorest 3.7"),
    ("billion people»", "<billion people»"),
    ("2018", ">2018"),
    ("1 Bill Gates", ">1 <Bill Gates>"),
    ("31.6%", ">31.6>%"),
    ("أفقر 50%: 2.5%", ">أفقر 50>%: 2.5>%"),
    ("قال «The top 1% own 2»", ">قال «<The top 1% own 2>»"),
]


def seen(text: str) -> str:
    return text.replace(LEFT_MARK, "<").replace(RIGHT_MARK, ">")


@pytest.mark.parametrize(("text", "marked"), RUNS)
def test_latin_words_in_an_arabic_picture(text: str, marked: str) -> None:
    assert seen(directed(text, ARABIC)) == marked
    assert directed(text, ARABIC).replace(LEFT_MARK, "").replace(RIGHT_MARK, "") == text


def test_arabic_words_in_a_picture_from_left_to_right() -> None:
    assert seen(directed("قناة 42 people", ENGLISH)) == "<>قناة< 42 people"
    assert directed("42 people", ENGLISH) == "42 people"
