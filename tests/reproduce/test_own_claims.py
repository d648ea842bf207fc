"""Cards of sentences and of a newsroom's own records are rebuilt from what the picture carries, and say whose claim it is."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from inequality.charts import CHARTS
from inequality.claims import Claim, Verdict, check
from inequality.press import Call, Figure, Record
from inequality.press.record import identify
from inequality.reproduce import draw, verify
from inequality.reproduce.drawing import redrawn

RECORD = """
wording = "Two families own as much as a third of the world"
publisher = "A newsroom"
report = "A story"
date = 2026-11-20
citation = "A story, 20 November 2026"
year = 2017
area = "WLD"
subject = "the third owned"
formula = "richest_matching"
[published]
value = "2"
unit = "people"
[inputs.fortunes]
table = "rich_list@2017"
column = "cumulative_net_worth"
by = "position"
[inputs.amount]
value = "{amount}"
unit = "USD billion"
half_width = "20"
evidence = "quoted"
citation = "A statistical office, 2026"
measure = {{ concept = "net_wealth", unit = "adult", currency = "USD", conversion = "MER" }}
"""
OURS = "came with the picture"


def own(amount: str = "160") -> Verdict:
    return check(Claim.parse(RECORD.format(amount=amount), "my-claim"))


def sentence() -> Verdict:
    return check("The 60 richest people own as much as the poorest half", year=2022, area="WLD")


def kept(figure: Figure, tmp_path: Path) -> Path:
    path = tmp_path / "card.png"
    path.write_bytes(figure.picture("png"))
    return path


@pytest.mark.parametrize(("make", "said"), [(own, True), (sentence, False)])
def test_cards_are_rebuilt(make: Any, said: bool, tmp_path: Path) -> None:
    card = CHARTS["claim_card"].function(make())
    found = verify(kept(card, tmp_path), rebuild=tmp_path / "again")
    assert (found.verdict, found.table, found.redrawn) == ("same", "same", "same, to the last pixel")
    assert (OURS in found.inputs) == said
    again = tmp_path / "again" / card.name / f"{card.name}.record.json"
    assert Record.from_json(again.read_bytes()).id == card.id


def test_strips_are_too() -> None:
    figure = CHARTS["sensitivity_strip"].function(own())
    assert redrawn(figure.record()).record().id == figure.id


def test_the_year_is_part_of_the_question() -> None:
    words = "The 60 richest people own as much as the poorest half"
    cards = [CHARTS["claim_card"].function(check(words, year=year)) for year in (2013, 2022)]
    assert cards[0].id != cards[1].id
    assert redrawn(cards[0].record()).table.equals(cards[0].table)


def test_a_forged_figure_in_the_record_is_another_picture(tmp_path: Path) -> None:
    """The record of other figures, with the picture and the table of these."""
    card, forged = CHARTS["claim_card"].function(own()), own("90").question
    call = Call("claim_card", {"verdict": forged})
    record = card.record()
    changed = dataclasses.replace(record, call=call, id=identify(call, record.inputs, record.table))
    again = redrawn(changed)
    assert again.table.to_csv() != card.table.to_csv()


def test_a_sentence_and_a_file_are_drawn_by_name(tmp_path: Path) -> None:
    path = tmp_path / "my-claim.toml"
    path.write_text(RECORD.format(amount="160"), encoding="utf-8")
    assert draw(str(path)).table.equals(CHARTS["claim_card"].function(own()).table)
    assert draw("The 60 richest people own as much as the poorest half of the world in 2022").name == "claim-sentence"
