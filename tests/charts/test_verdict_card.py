"""The claim card: every entry of the ledger, what it says, and that it says it in ink."""

from __future__ import annotations

import pytest

from inequality.charts.verdict_card import claim_card
from inequality.claims import CLAIMS, check
from inequality.errors import UntiedNumberError
from inequality.press.ink import offences
from inequality.press.plotted import cell

SENTENCES = [
    "The 26 richest people own as much as the poorest half in 2018",
    "The richest 1 percent own 45 percent of the world's wealth in 2017",
    "There were 2,200 billionaires in the world in 2018",
]
SHOWN = [
    "oxfam-2018-42", "oxfam-2019-26", "oxfam-2024-five-men", "oxfam-2015-388", "oxfam-2016-one-percent", "oxfam-2018-762",
    "oxfam-2016-bottom-half-fall", "computed-gini-germany", "fed-dfa-2022q4", "ips-2017-three", "oxfam-2019-every-two-days",
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


@pytest.mark.tour
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


def test_what_is_missing_is_said_and_nothing_is_drawn_for_it() -> None:
    said = " ".join(claim_card(check("oxfam-2026-12")).sheet("article").sayings)
    assert "the poorest half\N{RIGHT SINGLE QUOTATION MARK}s share that Oxfam used" in said or "share that Oxfam used" in said
    assert "The data allow" not in said
