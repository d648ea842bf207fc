"""What every chart of a table begins with: the table, its groups, its words."""

from __future__ import annotations

import json
import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inequality._measure import VOCABULARY, Measure
from inequality.charts._basis import RANKED, basis, headed, place
from inequality.charts._groups import group_in_words, limits_of, share_between
from inequality.charts._opened import call_of, measure_of, named, opened, rows_of
from inequality.dataset import built_in
from inequality.dataset.fetched import FetchedDataset
from inequality.errors import DrawingError, UnknownNameError
from inequality.words import language

ENGLISH = language("en")
WEALTH = Measure("net_wealth", "adult", scale="share")


def test_a_table_is_opened_from_its_id_or_taken_as_it_is(own_table: Callable[..., FetchedDataset]) -> None:
    table = own_table({"area": ["FRA"], "share": [0.5]}, WEALTH)
    assert opened(table) is table
    assert opened("rich_list@2017").id == "rich_list@2017/fortunes"
    with pytest.raises(UnknownNameError, match="rich_lst"):
        opened("rich_lst@2017")


def test_a_call_is_json_and_leaves_out_what_was_left_out(own_table: Callable[..., FetchedDataset]) -> None:
    tables = [built_in("rich_list@2017"), own_table({"area": ["FRA"], "share": [0.5]}, WEALTH)]
    call = call_of("a_chart", language("fr"), {"title": "T"}, data=tables, area=None, year=tables[0].frame["position"].max())
    assert json.loads(json.dumps(call.arguments)) == {
        "data": ["rich_list@2017/fortunes", "own@1"], "year": 500, "language": "fr", "title": "T",
    }  # fmt: skip


def test_a_number_without_a_measure_is_not_drawn() -> None:
    with pytest.raises(DrawingError, match="no measure for a column 'name'"):
        measure_of(built_in("rich_list@2017"), "name")


def test_rows_are_picked_by_one_value_or_several_and_a_wrong_one_is_named() -> None:
    table = opened("income_top_shares_wid@2022-07")
    assert set(rows_of(table, area=["FRA", "USA"], year=2000)["area"]) == {"FRA", "USA"}
    with pytest.raises(UnknownNameError, match="area 'FRN'.*did you mean 'FRA'"):
        rows_of(table, area="FRN")
    with pytest.raises(UnknownNameError, match="column 'quarter'"):
        rows_of(table, quarter="2000-Q1")


def test_names_of_figures_are_names_of_files() -> None:
    assert named("a b", ["FRA", "CHN+EUR"], None, 0.1) == "a-b-fra-chn-eur-0-1"


@pytest.mark.parametrize("group", ["middle", "top", "top 0", "top 100", "bottom -5", "richest 1", "next 10"])
def test_unknown_groups_are_refused(group: str) -> None:
    with pytest.raises(UnknownNameError, match="Possible: .*top N"):
        limits_of(group)


def test_groups_are_named_for_readers() -> None:
    names = {
        group: group_in_words(group, ENGLISH).replace("\xa0", " ") for group in ("bottom 50", "middle 40", "next 9", "top 0.1")
    }
    assert names == {
        "bottom 50": "Poorest 50 percent", "middle 40": "Middle 40 percent", "next 9": "Next 9 percent",
        "top 0.1": "Richest 0.1 percent",
    }  # fmt: skip


@given(st.lists(st.integers(-50, 400), min_size=3, max_size=8), st.data())
def test_a_share_is_added_up_from_any_brackets_that_reach_it(values: list[int], data: st.DataObject) -> None:
    cuts = [number / len(values) for number in range(len(values) + 1)]
    inner = [(low, high, value / 1000) for low, high, value in zip(cuts, cuts[1:], values, strict=False)]
    low, high = sorted(data.draw(st.lists(st.integers(0, len(values)), min_size=2, max_size=2, unique=True)))
    expected = sum(values[low:high]) / 1000
    assert share_between(inner, cuts[low], cuts[high]) == pytest.approx(expected, abs=1e-12)
    # The same from cumulative brackets, taken off each other.
    tops = [(cut, 1.0, sum(values[number:]) / 1000) for number, cut in enumerate(cuts[:-1])]
    if high < len(values):
        assert share_between(tops, cuts[low], cuts[high]) == pytest.approx(expected, abs=1e-12)


def test_a_share_that_the_brackets_do_not_reach_is_unknown() -> None:
    assert share_between([(0.9, 1.0, 0.5), (0.99, 1.0, math.nan)], 0.99, 1.0) is None
    assert share_between([(0.9, 1.0, 0.5)], 0.0, 0.9) is None


@pytest.mark.parametrize("unit", VOCABULARY["unit"])
def test_every_unit_has_its_sentence_and_its_axis(unit: str) -> None:
    measure = Measure("net_wealth", unit)
    assert basis(measure, ENGLISH).startswith("Net wealth is assets minus debts. Counted by")
    assert ENGLISH.text(RANKED[measure.unit]).endswith("in percent")


def test_what_surveys_asked_for_is_named() -> None:
    measure = Measure("income_or_consumption", "per_capita")
    assert headed(measure, ENGLISH, "consumption") == "Consumption"
    assert headed(measure, ENGLISH) == "Income or consumption"
    assert "do not compare" in basis(measure, ENGLISH)
    assert "do not compare" not in basis(measure, ENGLISH, "income")


def test_areas_taken_together_are_listed() -> None:
    assert place("USA", ENGLISH) == "United States"
    assert place("CHN+EUR+USA", language("fr")) == "Chine, Europe et États-Unis"
    assert place("DDR", ENGLISH) == "German Democratic Republic (1949-1990)"
