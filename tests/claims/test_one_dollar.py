"""What one person with one dollar out-owns stands beside every verdict on the poorest, or what would decide it."""

from __future__ import annotations

import re

import pytest

from inequality.claims import CLAIMS, Claim, check

WORLD, USA = "computed-one-dollar-world-2022", "computed-one-dollar-us-2019"
POOREST = [
    id
    for id, claim in CLAIMS.items()
    if re.search("poorest|poorer|bottom", str(claim["wording"]))
    and not re.search("income|consumption|one dollar", claim["wording"])
]


def test_there_are_many_such_claims() -> None:
    assert len(POOREST) > 20


@pytest.mark.parametrize("id", POOREST)
def test_it_is_shown_or_what_would_decide_it(id: str) -> None:
    verdict = check(id)
    one = verdict.one_dollar
    assert one is not None
    assert one.claim is not None
    assert one.claim.id == {"WLD": WORLD, "USA": USA}[verdict.claim["area"]]
    assert one.finding is not None
    assert bool(one.lacking) == (one.claim.year != verdict.claim.year)
    text = " ".join(str(verdict).split())
    assert "One person with one dollar and no debts - owned more than the poorest" in text
    assert ("for " + str(verdict.claim.year) + " it takes shares of net wealth by rank" in text) == bool(one.lacking)
    assert one.claim.id in {claim.id for claim, _ in verdict.beside}


def test_no_hand_has_to_write_it_beside() -> None:
    record = {key: value for key, value in CLAIMS["computed-2022"].record.items() if key != "beside"}
    verdict = check(Claim.of(record, "mine"))
    assert [claim.id for claim, _ in verdict.beside] == [WORLD]
    assert verdict.one_dollar is not None
    assert verdict.one_dollar.lacking == ""
    assert verdict.as_dict()["one_dollar"]["id"] == WORLD


def test_sentences_have_it_too() -> None:
    there = check("The 200 richest people own more than the poorest half of the world in 2022").one_dollar
    assert there is not None
    assert (there.claim.id if there.claim else "", there.lacking) == (WORLD, "")
    france = check("The bottom half of France own 5 percent of the wealth in 2019").one_dollar
    assert france is not None
    assert (france.claim, france.finding) == (None, None)
    assert france.lacking == "shares of net wealth by rank, debts included, in FRA in 2019"


@pytest.mark.parametrize("id", ["computed-palma-brazil", "cs-2017-top1", "oxfam-2024-five-men", WORLD, USA])
def test_it_is_not_shown_where_it_says_nothing(id: str) -> None:
    assert check(id).one_dollar is None
