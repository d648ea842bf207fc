"""Slopes: two years, both ends labelled, nothing compared that does not compare."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from inequality._measure import Measure
from inequality.charts.two_years import MOST, slope
from inequality.dataset import built_in
from inequality.dataset.fetched import FetchedDataset
from inequality.errors import DrawingError, UnknownNameError, UntiedNumberError
from inequality.press.figure import Figure
from inequality.press.ink import offences

TOP, GINI = "income_top_shares_wid@2022-07", "gini_world_bank@2024"
AREAS = ["AUS", "BRA", "CHN", "FRA", "DEU", "IND", "ITA", "JPN", "RUS", "GBR", "USA"]
SHARE = Measure("pretax_national_income", "equal_split_adult", scale="share")
SIZES = ["article", "phone", *(pytest.param(size, marks=pytest.mark.slow) for size in ("square", "card"))]
Own = Callable[..., FetchedDataset]


@pytest.fixture(scope="module")
def eleven() -> Figure:
    return slope(TOP, years=[1980, 2019], areas=AREAS, p_lower=0.99)


@pytest.fixture(scope="module")
def latin() -> Figure:
    areas = ["ARG", "BRA", "CHL", "COL", "CRI", "DOM", "ECU", "PER", "BOL", "MEX"]
    return slope(GINI, years=[2005, 2019], areas=areas, welfare_type="income")


def ends(**values: tuple[float, float]) -> dict[str, list[Any]]:
    """Columns of shares in 2000 and 2010, by area."""
    rows = [(area, year, value) for area, pair in values.items() for year, value in zip((2000, 2010), pair, strict=True)]
    return dict(zip(("area", "year", "share"), map(list, zip(*rows, strict=True)), strict=True))


@pytest.mark.parametrize("size", SIZES)
def test_a_picture_editor_finds_nothing(eleven: Figure, latin: Figure, size: str) -> None:
    assert offences(eleven.sheet(size)) == []
    assert offences(latin.sheet(size)) == []


@pytest.mark.slow
def test_dark(eleven: Figure) -> None:
    assert offences(eleven.sheet("article", dark=True)) == []


def test_the_ends_are_the_printed_numbers(eleven: Figure) -> None:
    frame = built_in(TOP).frame.query("p_lower == 0.99").set_index(["area", "year"])["share"]
    for row in eleven.table.to_dict("records"):
        assert (row["first"], row["last"]) == (frame[row["area"], 1980], frame[row["area"], 2019])
        assert row["change"] == pytest.approx(row["last"] - row["first"])
    assert len(eleven.table) == len(AREAS)
    assert eleven.table["change"].is_monotonic_decreasing


@pytest.mark.parametrize("size", ["article", "phone"])
def test_every_area_is_named_at_both_ends(eleven: Figure, size: str) -> None:
    drawn = [placed.text.replace("\xa0", " ") for placed in eleven.sheet(size).texts]
    for name, first, last in (("Russia", "3.6", "21"), ("Brazil", "24", "26"), ("Italy", "5.2", "8.9")):
        assert f"{name} {first}" in drawn
        assert f"{name} {last}" in drawn


def test_estimated_ends_are_dashed(eleven: Figure) -> None:
    frame = built_in(TOP).frame.query("p_lower == 0.99 and year in (1980, 2019)")
    guessed = set(frame.loc[frame["estimated"], "area"]) & set(AREAS)
    assert guessed
    assert set(eleven.table.loc[eleven.table["dashed"], "area"]) == guessed
    assert "Dashed lines have an end that is estimated" in eleven.note
    assert "Dashed" not in slope(TOP, years=[1980, 2000], areas=["FRA", "USA"], p_lower=0.99).note


def test_a_cut_scale_and_what_is_left_out_are_said(latin: Figure, eleven: Figure) -> None:
    assert "The scale is cut at its lower end" in latin.note
    assert "scale is cut" not in eleven.note
    assert "1 area without a number in both years is left out" in latin.note.replace("\xa0", " ")
    assert "income" in latin.subtitle


@pytest.mark.parametrize(
    ("values", "title"),
    [
        ({"FRA": (0.1, 0.2)}, "France: 10 percent in 2000, 20 percent in 2010"),
        (
            {"FRA": (0.1, 0.2), "USA": (0.1, 0.5)},
            "Up in 2 of 2, by the largest step in United States: from 10 percent to 50 percent",
        ),
        (
            {"FRA": (0.3, 0.2), "USA": (0.1, 0.15), "DEU": (0.5, 0.1)},
            "Down in 2 of 3, by the largest step in Germany: from 50 percent to 10 percent",
        ),
        ({"FRA": (0.2, 0.2), "USA": (0.1, 0.1)}, "Unchanged in 2 of 2"),
    ],
)
def test_title_of_other_data(own_table: Own, values: dict[str, tuple[float, float]], title: str) -> None:
    figure = slope(own_table(ends(**values), SHARE), years=[2000, 2010])
    assert figure.title.replace("\xa0", " ") == title
    for size in ("article", "phone"):
        assert offences(figure.sheet(size)) == []


def test_the_poorest_half_may_have_less_than_nothing() -> None:
    figure = slope("wealth_shares_wid@2018", years=[1980, 2012], areas=["FRA", "USA"], p_lower=0)
    assert figure.subtitle.replace("\xa0", " ").startswith("Poorest 50 percent: share of net wealth")
    assert figure.table["last"].min() < 0
    assert "−" in " ".join(placed.text for placed in figure.sheet("phone").texts)
    assert offences(figure.sheet("phone")) == []


def test_refusals(own_table: Own) -> None:
    with pytest.raises(DrawingError, match="income and of consumption do not compare"):
        slope(GINI, years=[2010, 2019], areas=["BRA", "IDN"])
    with pytest.raises(DrawingError, match=r"p_lower = 0\.9, 0\.99"):
        slope(TOP, years=[1980, 2019], areas=["FRA"])
    with pytest.raises(DrawingError, match=f"1 to {MOST}"):
        slope(TOP, years=[1980, 2019], p_lower=0.99)
    two = {**ends(FRA=(0.1, 0.2)), "source": ["one", "another"]}
    with pytest.raises(DrawingError, match="no line may join"):
        slope(own_table(two, SHARE), years=[2000, 2010])
    with pytest.raises(DrawingError, match="two years, the earlier first"):
        slope(TOP, years=[2019, 1980], p_lower=0.99)
    with pytest.raises(UnknownNameError):
        slope(TOP, years=[1979, 2019], p_lower=0.99)
    with pytest.raises(DrawingError, match="no measure for a column 'area'"):
        slope(TOP, years=[1980, 2019], column="area")
    with pytest.raises(DrawingError, match="0 areas"):
        slope(own_table({"area": ["FRA", "USA"], "year": [2000, 2010], "share": [0.1, 0.2]}, SHARE), years=[2000, 2010])
    with pytest.raises(UntiedNumberError, match="The title says '57'"):
        slope(TOP, years=[1980, 2019], areas=AREAS, p_lower=0.99, title="Up in 57 of 11")


def test_the_call_makes_the_same_figure(latin: Figure) -> None:
    assert latin.call.arguments["welfare_type"] == "income"
    assert slope(**latin.call.arguments).id == latin.id
