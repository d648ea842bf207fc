"""The critics' switches: what the package computes is what a record would say by hand; what it does not compute, it says so."""

from __future__ import annotations

import copy
import json
import math
import re
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from inequality.claims import CLAIMS, Claim, Verdict, check
from inequality.claims.engine import finding_of
from inequality.claims.formulas._poorest_persons import poorest_persons
from inequality.claims.formulas._without_debtors import without_debtors
from inequality.claims.quantity import Brackets, Missing, Quantity
from inequality.claims.rewriting import RichList, by_rank, followed, nominal, on_list, real, with_edition
from inequality.claims.schema import SWITCHES
from inequality.claims.switches import LOOKS, Way
from inequality.errors import DomainError
from inequality.interval import Interval

_check = cache(check)


def ways(verdict: Verdict, name: str) -> dict[str, Way]:
    return {way.said: way for switch in verdict.switches if switch.name == name for way in switch.ways}


def ends(way: Way) -> tuple[Any, Any] | None:
    found = way.finding.computed if way.finding else None
    return None if found is None else (found.low, found.high)


def test_every_switch_has_a_title_and_a_look() -> None:
    assert list(SWITCHES) == list(LOOKS)


@pytest.mark.parametrize("id", CLAIMS)
def test_no_way_is_said_to_be_computed_that_is_not(id: str) -> None:
    verdict = _check(id)
    for switch in verdict.switches:
        first, *others = switch.ways
        assert first.of_claim
        assert first.finding is verdict.finding
        assert len({way.said for way in switch.ways}) == len(switch.ways)
        for way in others:
            assert not way.of_claim
            computed = way.finding is not None and way.finding.computed is not None
            assert computed != bool(way.lacking), f"{switch.name}: {way.said} is computed, or says what it lacks"
            if way.finding is not None and computed:
                assert way.finding.quantities != verdict.finding.quantities, f"{switch.name}: {way.said} changes no figure"
                assert way.alternative == (way.finding.alternative.name if way.finding.alternative else "")


@pytest.mark.parametrize("id", CLAIMS)
def test_each_alternative_of_a_critic_or_an_edition_is_shown(id: str) -> None:
    """Beside the switch that it sets, or among the alternatives; what proves nothing is never a way."""
    verdict = _check(id)
    shown = {way.alternative for switch in verdict.switches for way in switch.ways} - {""}
    kinds = {a.alternative.name: a.alternative.kind for a in verdict.alternatives if a.alternative}
    assert not {kinds[name] for name in shown} & {"given", "circular"}
    text = " ".join(str(verdict).split())
    for finding in verdict.alternatives:
        assert finding.alternative is not None
        assert finding.alternative.name in shown or " ".join(finding.alternative.says.split()) in text


def test_forty_two_side_by_side() -> None:
    verdict = _check("oxfam-2018-42")
    assert [switch.name for switch in verdict.switches] == ["debts", "people", "rates", "list", "source"]
    debts = ways(verdict, "debts")
    assert list(debts) == ["net of debts", "without people in net debt", "before debts"]
    assert ends(debts["without people in net debt"]) == (123, 134)
    assert debts["before debts"].finding is None
    assert "before debts are taken off" in debts["before debts"].lacking
    assert ways(verdict, "people")["persons of any age"].lacking
    assert list(ways(verdict, "rates")) == ["market exchange rates", "purchasing power parities"]
    assert {said: ends(way) for said, way in ways(verdict, "list").items()} == {
        "list of March 2017": (37, 58),
        "list of March 2016": (47, 75),
        "list of March 2018": (26, 41),
    }
    assert verdict.status == "consistent"


def test_persons_of_any_age_where_their_numbers_are_known() -> None:
    """Half of 7.99 billion persons: 2.63 billion under age, and the poorest 25.5 percent of adults, in debt together."""
    half = ways(check("The bottom half of the world own 1 percent of all wealth in 2022"), "people")
    low, high = ends(half["persons of any age, those under age owning nothing"])  # type: ignore[misc]
    # deciles 1 to 3 as printed, the last by half: -0.5, 0.0, 0.2 percent, each give or take 0.05
    part = (Fraction(7989545217, 2) - (7989545217 - 5363519000)) / 5363519000 * 10 - 2
    assert 0.55 < part < 0.56
    assert low == Fraction(-60 - 5, 10_000)  # all of the third tenth might still be in debt, by the second's 0.05
    assert high == Fraction(-40, 10_000) + Fraction(25, 10_000) * part
    people = ways(_check("computed-2022"), "people")
    assert ends(people["persons of any age, those under age owning nothing"]) == (0, 0)


def test_without_debtors_where_shares_by_rank_are_known() -> None:
    """Tenths of 2022: -0.5, 0.0, 0.2, 0.4, 0.8 percent, each give or take 0.05."""
    half = ways(check("The bottom half of the world own 1 percent of all wealth in 2022"), "debts")
    low, high = ends(half["without people in net debt"])  # type: ignore[misc]
    # least: the three tenths that are above zero; most: nobody in a tenth has more than the mean of the next
    assert low == Fraction(15 + 35 + 75, 10_000)
    assert high == Fraction(5 + 25 + (25 + 5) + 45 + 85, 10_000)
    people = ways(_check("computed-2022"), "debts")
    assert ends(people["without people in net debt"]) == (249, math.inf)
    assert (
        "a longer rich list"
        in ways(check("The 500 richest people own as much as the poorest 60 percent of the world in 2022"), "debts")[
            "without people in net debt"
        ].lacking
    )


@given(st.lists(st.floats(-3, 10), min_size=40, max_size=40))
def test_the_bounds_hold_whoever_is_in_the_groups(values: list[float]) -> None:
    """Ten groups of four people, of whom the table knows only the shares: what those without debts have lies within."""
    exact = sorted(Fraction(value) for value in values)
    total = sum(exact, Fraction(0))
    assume(total > 0)
    tenths = tuple((Fraction(k, 10), Fraction(k + 1, 10)) for k in range(10))
    shares = tuple(Interval.exactly(sum(exact[4 * k : 4 * k + 4], Fraction(0)) / total) for k in range(10))
    found = without_debtors(shares=Brackets(tenths, shares), bottom="0.5").interval
    assert found.low <= sum((value for value in exact[:20] if value > 0), Fraction(0)) / total <= found.high


@given(st.lists(st.floats(-3, 10), min_size=40, max_size=40), st.integers(1, 30))
def test_the_bounds_hold_with_children(values: list[float], children: int) -> None:
    exact = sorted(Fraction(value) for value in values)
    total = sum(exact, Fraction(0))
    assume(total > 0 and (40 + children) % 2 == 0)
    tenths = tuple((Fraction(k, 10), Fraction(k + 1, 10)) for k in range(10))
    shares = tuple(Interval.exactly(sum(exact[4 * k : 4 * k + 4], Fraction(0)) / total) for k in range(10))
    adults, persons = (Quantity(Interval.exactly(Fraction(n))) for n in (40, 40 + children))
    try:
        found = poorest_persons(shares=Brackets(tenths, shares), adults=adults, persons=persons).interval
    except DomainError:
        return  # it ends among adults who may be in debt
    everybody = sorted([*exact, *[Fraction(0)] * children])[: (40 + children) // 2]
    assert found.low <= sum(everybody, Fraction(0)) / total <= found.high


def test_another_list_is_the_record_with_that_list() -> None:
    record = copy.deepcopy(dict(CLAIMS["oxfam-2014-85"].record))
    record["inputs"]["fortunes"]["table"] = "rich_list@2014"
    by_hand = finding_of(record, CLAIMS["oxfam-2014-85"].published)
    assert by_hand.computed is not None
    assert ends(ways(_check("oxfam-2014-85"), "list")["list of March 2014"]) == (by_hand.computed.low, by_hand.computed.high)
    # Forbes' own count a year later, by the same databook
    assert by_hand.computed == _check("forbes-2014-67").finding.computed


def test_another_edition_is_the_record_with_that_edition() -> None:
    """The databook of 2014 gives another world wealth for 2013: what 85 would be by it."""
    found = ways(_check("oxfam-2014-85"), "source")["world_bottom_half@2014"]
    assert ends(found) == (44, 163)
    with pytest.raises(DomainError, match="another time"):
        with_edition(CLAIMS["ubs-2023-pyramid"].record, "world_wealth_pyramid", "2017")


NOMINAL = sorted(id for id, claim in CLAIMS.items() for a in claim.alternatives() if a.name == "nominal")


@pytest.mark.parametrize("id", NOMINAL)
def test_undeflated_by_the_package_is_undeflated_by_the_record(id: str) -> None:
    claim = CLAIMS[id]
    by_hand = next(a.record for a in claim.alternatives() if a.name == "nominal")
    assert nominal(claim.record)["inputs"] == by_hand["inputs"]


def test_deflating_what_was_undeflated_gives_the_record_again() -> None:
    claim = CLAIMS["computed-billionaires-total-real"]
    assert real(nominal(claim.record))["inputs"] == claim["inputs"]
    with pytest.raises(Missing, match="to which month"):
        real(CLAIMS["computed-us-median-since-1989"].record)


@pytest.mark.parametrize("id", ["oxfam-2022-ten-men", "oxfam-2024-five-men"])
def test_by_rank_by_the_package_is_by_rank_by_the_record(id: str) -> None:
    claim = CLAIMS[id]
    by_hand = next(a for a in claim.alternatives() if a.name == "by-rank")
    assert by_rank(claim.record)["inputs"] == by_hand.record["inputs"]


def test_people_are_followed_by_name_or_said_not_to_be() -> None:
    found = ways(_check("oxfam-2016-growth-62"), "selection")
    assert "Mark Zuckerberg" in found["the 62 richest of March 2015 at both dates"].lacking
    lists = {each.id: each for each in RichList.every()}
    ranked = by_rank(CLAIMS["oxfam-2022-ten-men"].record)
    again = followed(ranked, lists["rich_list_realtime@2021-11-30"])
    by_hand = check("oxfam-2022-ten-men").finding.computed
    assert finding_of(again, CLAIMS["oxfam-2022-ten-men"].published).computed == by_hand


def test_a_list_brings_its_prices() -> None:
    lists = {each.id: each for each in RichList.every()}
    record = CLAIMS["oxfam-2024-billionaires"].record
    moved = on_list(record, lists["rich_list_realtime@2023-11-30"], lists["rich_list@2024"], last=True)
    then, now = moved["inputs"]["then"], moved["inputs"]["now"]
    assert now["inputs"]["amount"]["row"] == {"year": "2024"}
    assert then["inputs"]["index_now"]["row"] == now["inputs"]["index_now"]["row"] == {"year": "2024", "month": "3"}
    assert then["inputs"]["index_then"]["row"] == {"year": "2020", "month": "3"}
    assert then["switches"] == now["switches"] == {"prices": "2024-03"}


def test_the_days_between_two_lists_are_not_moved() -> None:
    assert not ways(_check("oxfam-2019-every-two-days"), "list")


def test_what_was_not_seen_is_named_and_its_stand_ins_are_shown() -> None:
    found = ways(_check("fed-dfa-2022q4"), "source")
    assert next(iter(found)) == "the release that ends with 2022:Q4 (not seen)"
    assert [way.alternative for way in found.values() if way.alternative] == [
        "release-2023-q1",
        "release-2023-q2",
        "release-2024-q4",
        "release-2026-q1",
    ]


def test_a_sentence_shows_each_source_that_it_was_set_against() -> None:
    verdict = check("The bottom half of Americans own 2 percent of the wealth in 2019")
    found = ways(verdict, "source")
    assert ends(found["survey"]) is not None
    lows = [both[0] for way in found.values() if (both := ends(way)) is not None]
    assert verdict.finding.computed is not None
    assert min(lows) == verdict.finding.computed.low


def test_an_alternative_may_name_its_switch() -> None:
    found = ways(_check("oxfam-2020-2153"), "source")
    assert [way.alternative for way in found.values()] == ["", "end-2022"]
    assert "end-2022" not in {way.alternative for way in ways(_check("oxfam-2020-2153"), "list").values()}


def test_as_json_as_a_frame_and_in_words() -> None:
    verdict = _check("oxfam-2022-ten-men")
    told = json.loads(json.dumps(verdict.as_dict()))["switches"]
    frame = verdict.side_by_side
    assert [(s["title"], way["way"]) for s in told for way in s["ways"]] == list(
        zip(frame["switch"], frame["way"], strict=True)
    )
    assert frame.loc[frame["of_claim"], "low"].nunique() == 1
    row = frame[frame["way"] == "whoever is richest at each date"].to_dict("records")[0]
    assert 2.03 < row["low"] <= row["high"] < 2.04
    assert row["lacking"] is None
    text = " ".join(str(verdict).split())
    assert "the same people or the same ranks: the same people at both dates, as claimed" in text
    assert re.search(r"whoever is richest at each date: 2\.038 to 2\.039 times: reproduced given", text)


def test_own_records_have_them_too() -> None:
    record = dict(CLAIMS["oxfam-2018-42"].record) | {"alternatives": []}
    verdict = check(Claim.of(record, "mine"))
    found = ways(verdict, "debts")["without people in net debt"]
    assert ends(found) == (123, 134)
    assert found.alternative == ""
