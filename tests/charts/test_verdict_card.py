"""The claim card: every entry of the ledger, what it says, and that it says it in ink."""

from __future__ import annotations

import re

import pytest

from inequality.charts.verdict_card import claim_card
from inequality.claims import CLAIMS, Claim, check
from inequality.errors import TranslationError, UntiedNumberError
from inequality.press.direction import LEFT_MARK, RIGHT_MARK
from inequality.press.explore import table_of
from inequality.press.ink import offences
from inequality.press.plotted import cell
from inequality.press.spoken import described
from inequality.words import language, languages, messages

SENTENCES = [
    "The 26 richest people own as much as the poorest half in 2018",
    "The richest 1 percent own 45 percent of the world's wealth in 2017",
    "There were 2,200 billionaires in the world in 2018",
]
SHOWN = [
    "oxfam-2018-42", "oxfam-2019-26", "oxfam-2024-five-men", "oxfam-2015-388", "oxfam-2016-one-percent", "oxfam-2018-762",
    "oxfam-2016-bottom-half-fall", "computed-gini-germany", "fed-dfa-2022q4", "ips-2017-three", "oxfam-2019-every-two-days",
    "computed-2022",
]  # fmt: skip


@pytest.mark.parametrize("id", list(CLAIMS))
def test_every_entry_of_the_ledger_has_a_card(id: str) -> None:
    verdict = check(id)
    figure = claim_card(verdict)
    assert figure.call.arguments == {"verdict": id}
    assert str(CLAIMS[id]["wording"]) in figure.alt.replace("\xa0", " ")
    rows = figure.table[figure.table["item"] == "result"].to_dict("records")
    assert len(rows) == 1
    if verdict.finding.computed is None:
        assert figure.table.loc[figure.table["item"] == "missing", "quoted"].tolist() == list(verdict.finding.missing)
        assert rows[0]["low"] != rows[0]["low"] or rows[0]["low"] is None
    elif verdict.finding.computed.width:  # rounded outward: nothing that the data allow is left out
        assert rows[0]["low"] <= float(verdict.finding.computed.low) * (1 + 1e-12) + 1e-12 or rows[0]["low"] < 0
        assert (
            rows[0]["high"] is None
            or rows[0]["high"] != rows[0]["high"]
            or rows[0]["high"] >= float(verdict.finding.computed.high) * (1 - 1e-12) - 1e-12
        )


@pytest.mark.parametrize("id", SHOWN)
@pytest.mark.parametrize("size", ["article", "phone"])
def test_a_picture_editor_finds_nothing(id: str, size: str) -> None:
    assert offences(claim_card(check(id)).sheet(size)) == []


@pytest.mark.slow
@pytest.mark.parametrize("size", ["article", "phone", "square", "card"])
@pytest.mark.parametrize("id", list(CLAIMS))
def test_every_card_can_be_printed_in_every_shape(id: str, size: str) -> None:
    assert offences(claim_card(check(id)).sheet(size)) == []


@pytest.mark.parametrize("sentence", SENTENCES)
def test_sentences_have_cards(sentence: str) -> None:
    figure = claim_card(check(sentence))
    assert sentence in figure.alt.replace("\xa0", " ")
    assert figure.subtitle.startswith("Read as: ")
    assert offences(figure.sheet("article")) == []


def test_the_numbers_are_the_engine_s() -> None:
    figure = claim_card(check("oxfam-2018-42"))
    table = figure.table
    assert (cell(table, "result", "low"), cell(table, "result"), cell(table, "result", "high")) == (37, 42, 58)
    assert (cell(table, "limits", "low"), cell(table, "limits", "high")) == (11, 122)
    right = "Right exactly when the poorest half owned more than USD 1,478.1 billion and at most USD 1,498.0 billion."
    assert right in figure.alt.replace("\xa0", " ")
    drawn = " ".join(figure.sheet("article").sayings).replace("\xa0", " ")
    assert right in drawn
    assert "Consistent" in drawn
    assert "published 128 people" in drawn


def test_rounding_never_makes_a_claim_meet_what_misses_it() -> None:
    # 34 percent stands for 33.5 to 34.5; the lists give 34.508 to 34.511.
    figure = claim_card(check("oxfam-2024-billionaires"))
    assert cell(figure.table, "result", "low") > 0.345
    assert "34.508\xa0to\xa034.511\xa0percent" in figure.title


@pytest.mark.parametrize(
    ("id", "word"),
    [("oxfam-2018-42", "Consistent"), ("oxfam-2018-762", "Not reproduced"), ("epi-2025-ceo", "Reproduced"),
     ("oxfam-2017-8", "Reproduced, given"), ("oxfam-2019-26", "Inputs missing"), ("computed-2022", "Computed here")],
)  # fmt: skip
def test_the_verdict_s_word_stands_on_the_card(id: str, word: str) -> None:
    assert word in [placed.text.replace("\xa0", " ") for placed in claim_card(check(id)).sheet("phone").texts]


def test_a_writer_s_title_is_checked_like_ours() -> None:
    assert claim_card(check("oxfam-2018-42"), title="About 42 people").title.endswith("42\xa0people")
    with pytest.raises(UntiedNumberError):
        claim_card(check("oxfam-2018-42"), title="It takes 41 people")
    with pytest.raises(UntiedNumberError):  # a quotation shields its own words, not those that hold it
        claim_card(check("oxfam-2018-42"), title="It takes 142 people")


LANGUAGES = ("es", "ar", "hi", "fr", "de")


@pytest.mark.parametrize("size", ["article", "phone"])
@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_card_is_whole_in_each_language(tag: str, size: str) -> None:
    words = language(tag)
    figure = claim_card(check("oxfam-2018-42"), language=tag)
    wording = words.quotation(words.text(str(CLAIMS["oxfam-2018-42"]["wording"])))
    sheet = figure.sheet(size)
    drawn = " ".join(sheet.sayings).replace("\xa0", " ")
    assert offences(sheet) == []
    assert wording.replace("\xa0", " ") in drawn
    assert not re.search(r"people|poorest|owned|the data", " ".join([drawn, figure.alt, figure.note, figure.caption]))


@pytest.mark.parametrize("tag", LANGUAGES)
def test_prices_of_another_date_are_said_in_the_language(tag: str) -> None:
    words, figure = language(tag), claim_card(check("oxfam-2024-five-men"), language=tag)
    right = words.text(
        "Right exactly when {subject} {range}, in dollars of {date}.", subject="", range="\0", date=words.month(2023, 11)
    )
    assert right.partition("\0")[2].replace("\xa0", " ") in figure.alt.replace("\xa0", " ")
    assert "2023-11" not in figure.alt


@pytest.mark.parametrize("tag", ["en", *LANGUAGES])
def test_the_long_description_names_everything_in_the_language(tag: str) -> None:
    figure = claim_card(check("oxfam-2024-five-men"), language=tag)
    said = described("", "", "", figure.table, figure.language, figure.terms)
    assert figure.language.text("With which the claim is right") in said
    assert figure.language.month(2023, 11) in said
    shown = table_of(figure.table, figure.language, figure.terms, "")
    assert not re.search(r"Quoted|Digits|Kind|right when|USD billion|not reproduced|2023-11", said + shown)


@pytest.mark.slow
@pytest.mark.parametrize("tag", [each.code for each in languages()])
def test_every_entry_of_the_ledger_has_a_card_in_every_language(tag: str) -> None:
    for id in CLAIMS:
        assert claim_card(check(id), language=tag).alt


def test_a_text_of_the_ledger_that_is_not_translated_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    verdict = check("oxfam-2018-42")
    translation = messages.translation
    wording = str(verdict.claim["wording"])
    monkeypatch.setattr(messages, "translation", lambda *asked: "" if wording in asked else translation(*asked))
    with pytest.raises(TranslationError, match="42 people own as much"):
        claim_card(verdict, language="de")


def own_record(wording: str = "42 people own as much as the poorest half of 2018 {then}") -> Claim:
    """A newsroom's own record, under the id of one of the ledger."""
    record = {**CLAIMS["oxfam-2018-42"].record, "wording": wording, "subject": "what the poorest {half} had"}
    return Claim("oxfam-2018-42", record)


@pytest.mark.parametrize("tag", ["en", "ar", "de"])
def test_a_record_of_one_s_own_stands_as_it_was_written(tag: str) -> None:
    figure = claim_card(check(own_record()), language=tag)
    for size in ("article", "phone"):
        sheet = figure.sheet(size)
        assert offences(sheet) == []
        assert "42 people own as much as the poorest half of 2018 {then}" in " ".join(sheet.sayings).replace("\xa0", " ")
    assert "what the poorest {half} had" in figure.alt


def test_a_foreign_quotation_runs_as_its_own_language_does_on_an_arabic_sheet() -> None:
    sheet = claim_card(check(own_record(SENTENCES[0])), language="ar").sheet("phone")
    quoted = [placed.artist.get_text() for placed in sheet.texts if "26 richest" in placed.text.replace("\xa0", " ")]
    assert quoted
    assert any(text.startswith(LEFT_MARK) for text in quoted)
    mixed = [text for text in quoted if text.startswith(RIGHT_MARK)]
    assert all(f"{LEFT_MARK}The" in text for text in mixed)


def test_what_is_missing_is_said_and_nothing_is_drawn_for_it() -> None:
    said = " ".join(claim_card(check("oxfam-2026-12")).sheet("article").sayings)
    assert "the poorest half\N{RIGHT SINGLE QUOTATION MARK}s share that Oxfam used" in said or "share that Oxfam used" in said
    assert "The data allow" not in said
