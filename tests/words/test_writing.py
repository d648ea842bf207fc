"""How texts are put together: quotations, lists, labels, sentences, dates, and the figures of a territory."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inequality.errors import TranslationError
from inequality.words import language, languages
from inequality.words.messages import catalogue
from inequality.words.tags import FOLDER, folders

TAGS = [*(each.code for each in languages()), "ar-SA", "es-AR", "pt-AO", "de-AT", "fr-CH"]
every = pytest.mark.parametrize("tag", TAGS)


@pytest.mark.parametrize(
    ("tag", "said"),
    [("en", "“x”"), ("es", "«x»"), ("es-MX", "“x”"), ("fr", "«\xa0x\xa0»"), ("de", "„x“"), ("de-CH", "«x»"), ("it", "«x»"),
     ("pt", "“x”"), ("pt-PT", "«x»"), ("ru", "«x»"), ("ar", "«x»"), ("hi", "“x”")],
)  # fmt: skip
def test_quotation_marks_are_the_language_s(tag: str, said: str) -> None:
    assert language(tag).quotation("x") == said


@pytest.mark.parametrize(
    ("tag", "row", "clauses", "labelled", "sentence"),
    [
        ("en", "A, B", "A; B", "A: 1", "42."),
        ("de", "A, B", "A; B", "A: 1", "42."),
        ("fr", "A, B", "A\u202f; B", "A\xa0: 1", "42."),
        ("ar", "A، B", "A؛ B", "A: 1", "42."),
        ("hi", "A, B", "A; B", "A: 1", "42।"),
    ],
)
def test_what_stands_between_and_at_the_end_is_the_language_s(
    tag: str, row: str, clauses: str, labelled: str, sentence: str
) -> None:
    words = language(tag)
    said = words.row(["A", "", "B"]), words.clauses(["A", "B", ""]), words.labelled("A", "1"), words.sentence("42")
    assert said == (row, clauses, labelled, sentence)


@pytest.mark.parametrize("text", ["Is it?", "It is.", "“It is.”", "वह है।", "(It is.)", "كم؟", "« Oui. »", "And so on…", ""])
def test_a_sentence_ends_once(text: str) -> None:
    assert language("hi").sentence(text) == text


@pytest.mark.parametrize(
    ("text", "said"),
    [("мир: 27", "Мир: 27"), ("monde", "Monde"), ("élan", "Élan"), ("¿cuántos?", "¿Cuántos?"), ("xAI", "xAI"),
     ("42 people", "42 people"), ("“the poor”", "“the poor”"), ("العالم", "العالم"), ("दुनिया", "दुनिया"), ("", "")],
)  # fmt: skip
def test_a_label_begins_with_a_capital(text: str, said: str) -> None:
    assert language("ru").capital(text) == said


def test_a_sentence_that_begins_with_what_is_filled_in_begins_with_a_capital() -> None:
    values = {"start": "1 %", "first": "1980", "end": "2 %", "last": "2016"}
    for tag in ("es", "fr", "ru", "it"):
        words = language(tag)
        assert words.area("WLD")[0].islower() or tag == "it"
        assert words.text("{line}: {start} in {first}, {end} in {last}.", line=words.area("WLD"), **values)[0].isupper()


def test_a_range_is_said_as_the_language_does() -> None:
    assert language("it").range("−38%", "−37%") == "da\xa0−38%\xa0a\xa0−37%"
    assert language("ru").range("−38", "−37") == "от\xa0−38 до\xa0−37"
    assert language("es").text("{least} and {most}", least="1", most="infinito") == "1 e infinito"


DATES = {
    "en": ["2018", "quarter 4 of 2024", "November 2023", "22 January 2018", "2022-2024", "v1"],
    "de": ["2018", "4. Quartal 2024", "November 2023", "22. Januar 2018", "2022-2024", "v1"],
    "ar": ["2018", "الربع 4 من عام 2024", "نوفمبر 2023", "22 يناير 2018", "2022-2024", "v1"],
    "ar-EG": ["٢٠١٨", "الربع ٤ من عام ٢٠٢٤", "نوفمبر ٢٠٢٣", "٢٢ يناير ٢٠١٨", "2022-2024", "v1"],
}


@pytest.mark.parametrize(("tag", "said"), DATES.items(), ids=DATES)
def test_dates_of_tables_are_said_in_words(tag: str, said: list[str]) -> None:
    words = language(tag)
    assert [words.period(date) for date in ("2018", "2024-Q4", "2023-11", "2018-01-22", "2022-2024", "v1")] == said


@pytest.mark.parametrize(
    ("tag", "text", "glued"),
    [
        ("de", "am 22. Januar 2018 erschienen", "am 22._Januar_2018 erschienen"),
        ("es", "el 1 de mayo de 2018", "el 1_de_mayo de 2018"),
        ("es", "de 2018 de enero", "de 2018_de enero"),
        ("pt", "22 de janeiro de 2018", "22_de_janeiro de 2018"),
        ("it", "il 22 gennaio 2018", "il 22_gennaio_2018"),
        ("ru", "22 мая 2018", "22_мая_2018"),
        ("ar-EG", "٢٢ يناير ٢٠١٨", "٢٢_يناير_٢٠١٨"),
        ("de", "22. Januarwoche", "22. Januarwoche"),
    ],
)
def test_no_line_ends_between_a_day_and_its_month(tag: str, text: str, glued: str) -> None:
    words = language(tag)
    once = words.glued(text)
    assert once.replace("\N{NO-BREAK SPACE}", "_") == glued
    assert words.glued(once) == once


@every
def test_the_numbers_of_a_date_are_those_of_its_code(tag: str) -> None:
    words = language(tag)
    for code, numbers in (("2024-Q4", [4, 2024]), ("2023-11", [2023]), ("2018-01-22", [22, 2018]), ("2018", [2018])):
        for text in (words.period(code), words.edition(code) if tag[:2] != "en" else words.period(code)):
            assert sorted(float(numeral.readings[0].value) for numeral in words.numerals(text)) == numbers, text


TERRITORIES = {
    "es-MX": ("0,53 % de 3.700.000", "0.53% de 3,700,000"),
    "de-CH": ("0,53 % von 3.700.000", "0.53% von 3’700’000"),
    "pt-PT": ("0,53% de 3.700.000", "0,53% de 3\xa0700\xa0000"),
    "ar-EG": ("0.53% من 3,700,000", "٠٫٥٣٪ من ٣٬٧٠٠٬٠٠٠"),
    "ar-SA": ("0.53% من 3,700,000 و G20", "٠٫٥٣٪ من ٣٬٧٠٠٬٠٠٠ و G20"),
    "en-IN": ("0.53 percent of 3,700,000", "0.53\xa0per cent of 37,00,000"),
}


@pytest.mark.parametrize(("tag", "texts"), TERRITORIES.items(), ids=TERRITORIES)
def test_a_territory_prints_the_figures_of_its_language_s_texts_as_its_own(
    tag: str, texts: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    words, (written, said) = language(tag), texts
    source = written + " {n1}"
    monkeypatch.setattr("inequality.words.messages.translation", lambda folder, *_: "" if "-" in folder.name else source)
    assert words.text(source, n1=words.number(1234.5, 1)) == f"{said} {words.number(1234.5, 1)}"


@pytest.mark.parametrize("tag", ["ar-EG", "ar-SA"])
def test_no_text_of_a_territory_mixes_two_kinds_of_digits(tag: str) -> None:
    words, found = language(tag), catalogue(FOLDER / "ar")
    assert found is not None
    for entry in found:
        if entry.id and isinstance(entry.id, str) and re.search(r"\d", entry.id):
            said = words.text(entry.id, **dict.fromkeys(re.findall(r"\{(\w+)\}", entry.id), ""))
            assert not re.search(r"(?<![A-Za-z-])[0-9]", said), said


def test_a_language_knows_which_texts_it_has() -> None:
    assert "none in the ledger" in language("es-MX")
    assert "never seen" not in language("de")
    assert "none in the ledger" not in language("en")
    assert len(folders("es-MX")) == 2
    with pytest.raises(TranslationError):
        language("de").text("never seen")


@given(st.text(max_size=20))
def test_putting_together_never_loses_a_text(text: str) -> None:
    for tag in ("en", "fr", "ar", "hi"):
        words = language(tag)
        assert text in words.quotation(text)
        assert text.casefold() in words.sentence(text).casefold()
        assert text in words.labelled("A", text)
