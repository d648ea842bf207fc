"""Change any number of any text of the figures, in any language, and it does not pass."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pandas as pd
import pytest

from inequality.charts.restatements import count_by_year
from inequality.charts.richest_and_poorest import richest_against_poorest
from inequality.claims import Verdict, check
from inequality.errors import UntiedNumberError
from inequality.press import Figure
from inequality.press.tied import require_tied
from inequality.reproduce import figures
from inequality.words import language, languages
from inequality.words.numerals import Numeral
from inequality.words.spelled import folded

TAGS = [each.code for each in languages()]
TEXTS = ("title", "subtitle", "note", "alt", "caption")


@cache
def verdict(claim: str) -> Verdict:
    return check(claim)


@cache
def drawn(tag: str) -> tuple[Figure, ...]:
    """The committed figures, in a language."""
    record = figures()["n-by-year"].call.arguments
    counts = [verdict(id) for id in record["verdicts"]]
    computed = [verdict(id) for id in record["computed"]]
    return (
        richest_against_poorest(verdict("oxfam-2018-42"), language=tag),
        count_by_year(counts, computed, since=record["since"], language=tag),
    )


def mutations(text: str, numeral: Numeral) -> Iterator[tuple[str, int]]:
    """Yield the text with one figure of a number changed, and by how many times the number is now what it was."""
    written = folded(numeral.text)
    for position in (match.start() for match in re.finditer(r"\d", written)):
        for digit in "1234567890":
            if digit != written[position] and not (digit == "0" and position == 0):
                at = numeral.start + position
                yield text[:at] + digit + text[at + 1 :], position


def true_of(numeral: Numeral, table: pd.DataFrame, years: set[int]) -> bool:
    """Whether a changed number happens to be another number of the table, or a year that may be named."""
    if numeral.plain and int(numeral.text) in years:
        return True
    cells = [float(cell) for column in table for cell in table[column] if isinstance(cell, (int, float))]
    for reading in numeral.readings:
        value, room = float(reading.value), float(reading.place) * 0.5000001
        low, high = value - room, value + room
        if numeral.hedge in ("least", "more"):
            high = 1.5 * value
        elif numeral.hedge in ("most", "less"):
            low = 0.5 * value
        elif numeral.hedge in ("about", "nearly"):
            low, high = 0.9 * value, 1.1 * value
        if any(low <= cell <= high for cell in cells):
            return True
    return False


@pytest.mark.parametrize("tag", TAGS)
def test_a_changed_number_is_refused(tag: str) -> None:
    words, tried = language(tag), 0
    for figure in drawn(tag):
        ids = [s.edition for s in figure.provenance.snapshots]
        years = {int(part) for id in ids for part in re.findall(r"\d{4}", id)}
        strings = [cell for column in figure.table for cell in figure.table[column] if isinstance(cell, str)]
        years |= {int(part) for cell in strings for part in re.findall(r"\d+", cell)}
        for name in TEXTS:
            text = getattr(figure, name)
            require_tied({name: text}, figure.table, words, editions=ids, holds=figure.holds)
            for position, numeral in enumerate(words.numerals(text)):
                for changed, _ in mutations(text, numeral):
                    now = words.numerals(changed)
                    if len(now) <= position or true_of(now[position], figure.table, years):
                        continue
                    with pytest.raises(UntiedNumberError):
                        require_tied({name: changed}, figure.table, words, editions=ids, holds=figure.holds)
                    tried += 1
                    break
    assert tried > 50, "the texts were to hold more numbers"


@pytest.mark.parametrize("tag", TAGS)
def test_the_texts_are_the_language_s_own(tag: str) -> None:
    for figure, english in zip(drawn(tag), drawn("en"), strict=True):
        assert figure.language.code == tag
        assert figure.call.arguments.get("language") == (None if tag == "en" else tag)
        assert figure.table.equals(english.table)
        if not tag.startswith("en"):
            assert all(getattr(figure, name) != getattr(english, name) for name in TEXTS)
