"""Shares over the years: what is drawn, what is refused, what is said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from matplotlib.lines import Line2D

from inequality._measure import Measure
from inequality.charts import CHARTS
from inequality.charts._series import points_of
from inequality.charts.shares_in_time import top_shares
from inequality.dataset import built_in
from inequality.dataset.fetched import FetchedDataset
from inequality.errors import DrawingError, IncomparableError, UnknownNameError, UntiedNumberError
from inequality.press import scales
from inequality.press.figure import Figure
from inequality.press.ink import offences

INCOME, WEALTH, QUARTERS = "income_top_shares_wid@2022-07", "wealth_shares_wid@2018", "us_net_worth_by_group@2026-Q1"
SHARE = Measure("net_wealth", "adult", scale="share")
Make = Callable[..., FetchedDataset]
SLOW_SIZES = [pytest.param(size, marks=pytest.mark.slow) for size in ("square", "card", "800x500", "57mm", "85mm", "118mm")]


def lines(values: dict[str, dict[int, float]], estimated: tuple[int, ...] = ()) -> dict[str, list[Any]]:
    """Columns of a table of top 1 percent shares, by area and year."""
    rows = [(area, year, 0.99, 1.0, share, year in estimated) for area, by in values.items() for year, share in by.items()]
    return dict(
        zip(("area", "year", "p_lower", "p_upper", "share", "estimated"), map(list, zip(*rows, strict=True)), strict=True)
    )


@pytest.fixture(scope="module")
def five() -> Figure:
    return top_shares(INCOME, area=["FRA", "USA", "CHN", "GBR", "WLD"])


@pytest.fixture(scope="module")
def groups() -> Figure:
    return top_shares(QUARTERS, group=["bottom 50", "middle 40", "next 9", "top 1", "top 0.1"])


@pytest.mark.parametrize("size", ["article", "phone", *SLOW_SIZES])
def test_a_picture_editor_finds_nothing(five: Figure, groups: Figure, size: str) -> None:
    assert offences(five.sheet(size)) == []
    assert offences(groups.sheet(size)) == []


def test_dark(five: Figure) -> None:
    assert offences(five.sheet("article", dark=True)) == []


def test_the_table_holds_the_printed_shares(five: Figure) -> None:
    printed = built_in(INCOME).frame.query("area == 'FRA' and p_lower == 0.99").set_index("year")["share"]
    drawn = five.table[five.table["area"] == "FRA"].set_index("year")["share"]
    assert drawn.to_dict() == printed.to_dict()
    assert five.table["area"].drop_duplicates().tolist() == ["FRA", "USA", "CHN", "GBR", "WLD"]


def test_groups_are_added_up_from_brackets() -> None:
    table = top_shares(QUARTERS, group=["top 1", "next 9"]).table
    frame = built_in(QUARTERS).frame
    top = frame[frame["group"].isin(["TopPt1", "RemainingTop1"])].groupby("quarter")["share"].sum()
    drawn = table[table["group"] == "top 1"].set_index("quarter")["share"]
    assert drawn.to_dict() == pytest.approx(top.to_dict(), abs=1e-9)


def test_a_group_in_debt_is_drawn_below_zero() -> None:
    figure = top_shares(WEALTH, area="USA", group="bottom 50")
    assert figure.table["share"].min() < 0
    assert "−" in " ".join(placed.text for placed in figure.sheet("article").texts)


@pytest.mark.parametrize(
    ("values", "title"),
    [
        ({"FRA": {2000: 0.1, 2001: 0.2}}, "Richest 1 percent, France: up from 10.0 percent in 2000 to 20.0 percent in 2001"),
        ({"FRA": {2000: 0.2, 2001: 0.1}}, "Richest 1 percent, France: down from 20.0 percent in 2000 to 10.0 percent in 2001"),
        ({"FRA": {2000: 0.2, 2001: 0.202}}, "Richest 1 percent, France: 20.0 percent in 2000, 20.2 percent in 2001"),
        (
            {"FRA": {2000: 0.2, 2001: 0.1}, "USA": {2000: 0.2, 2001: 0.25}},
            "Richest 1 percent, France: the largest fall of those shown, from 20.0 percent in 2000 to 10.0 percent in 2001",
        ),
        (  # years that only one of them has do not count
            {"FRA": {1990: 0.01, 2000: 0.2, 2001: 0.21}, "USA": {2000: 0.2, 2001: 0.25}},
            "Richest 1 percent, United States: the largest rise of those shown, from 20.0 percent in 2000 to 25.0 percent "
            "in 2001",
        ),
    ],
)
def test_titles_state_the_greatest_change(own_table: Make, values: dict[str, dict[int, float]], title: str) -> None:
    assert top_shares(own_table(lines(values), SHARE)).title.replace("\xa0", " ") == title


def test_estimated_years_carry_no_title(own_table: Make) -> None:
    table = own_table(lines({"FRA": {2000: 0.1, 2001: 0.2, 2002: 0.9}}, estimated=(2002,)), SHARE)
    figure = top_shares(table)
    assert figure.title.endswith("20.0\xa0percent in 2001")
    assert "Dashed: years that the source estimates." in figure.note
    drawn = [artist for artist in figure.sheet("article").canvas.get_children() if artist.get_gid() == "FRA"]
    assert [artist.get_linestyle() == "-" for artist in drawn if isinstance(artist, Line2D)] == [True, False]


def test_gaps_are_not_bridged_and_sources_not_joined(own_table: Make) -> None:
    x, y = scales.linear(1900, 2000, 0, 100, zero=False), scales.linear(0, 1, 100, 0)
    figure = top_shares(own_table(lines({"FRA": {1990: 0.1, 1991: 0.2, 1994: 0.3, 1995: 0.1}}), SHARE))
    assert "A gap is a time without data." in figure.note
    points, _ = points_of(figure.table, x, y)
    assert [None if value is None else round(1 - value / 100, 2) for _, value in points] == [0.1, 0.2, None, 0.3, 0.1]
    columns = lines({"FRA": {1990: 0.1, 1991: 0.2, 1992: 0.3, 1993: 0.4}}) | {"source": ["a", "a", "b", "b"]}
    points, _ = points_of(top_shares(own_table(columns, SHARE)).table, x, y)
    assert [value is None for _, value in points] == [False, False, True, False, False]


def test_income_and_wealth_never_share_an_axis() -> None:
    with pytest.raises(IncomparableError, match="concept: pretax_national_income and net_wealth"):
        top_shares([INCOME, WEALTH], area="FRA")
    with pytest.raises(IncomparableError, match="unit"):
        top_shares([WEALTH, QUARTERS], area="USA")


def test_editions_have_lines_of_their_own() -> None:
    figure = top_shares(["us_net_worth_vintages@2019-Q2", "us_net_worth_vintages@2026-Q1"], group="bottom 50")
    assert figure.table["edition"].drop_duplicates().tolist() == ["2019-Q2", "2026-Q1"]
    assert figure.call.arguments["data"] == ["us_net_worth_vintages@2019-Q2/shares", "us_net_worth_vintages@2026-Q1/shares"]
    assert figure.title.replace("\xa0", " ") == (
        "Poorest 50 percent, United States, 2019: 1.9 percent in the edition 2019-Q2, 1.6 percent in the edition 2026-Q1"
    )
    assert offences(figure.sheet("article")) == []
    assert CHARTS["top_shares"].function(**figure.call.arguments).id == figure.id


def test_what_cannot_be_told_apart_is_refused(own_table: Make) -> None:
    with pytest.raises(DrawingError, match="two keys"):
        top_shares(INCOME, area=["FRA", "USA"], group=["top 1", "top 10"])
    with pytest.raises(DrawingError, match="16 lines cannot be told apart"):
        top_shares(INCOME)
    with pytest.raises(DrawingError, match="one year only"):
        top_shares(INCOME, area="FRA", since=2019)
    with pytest.raises(DrawingError, match="'top 0.1'.*0.9 to 1"):
        top_shares(INCOME, area="FRA", group="top 0.1")
    with pytest.raises(DrawingError, match="nothing in these years.*1980 to 2019"):
        top_shares(INCOME, area="FRA", since=2030)
    with pytest.raises(UnknownNameError, match="area 'FRX'"):
        top_shares(INCOME, area="FRX")
    with pytest.raises(DrawingError, match="no shares of groups|no measure"):
        top_shares("rich_list@2017")


def test_income_beside_consumption_is_refused(own_table: Make) -> None:
    columns = lines({"FRA": {2000: 0.1, 2001: 0.2}, "IND": {2000: 0.1, 2001: 0.2}})
    columns |= {"welfare_type": ["income", "income", "consumption", "consumption"]}
    with pytest.raises(DrawingError, match="income: FRA; consumption: IND"):
        top_shares(own_table(columns, Measure("income_or_consumption", "per_capita", scale="share")))


def test_texts_of_a_writer_are_checked() -> None:
    assert top_shares(INCOME, area="FRA", title="France, from 1980 on").title == "France, from 1980 on"
    with pytest.raises(UntiedNumberError, match="'77"):
        top_shares(INCOME, area="FRA", title="The top 1 percent hold 77 percent")


def test_the_call_draws_it_again(five: Figure) -> None:
    again = CHARTS[five.call.chart].function(**five.call.arguments)
    assert (again.id, again.title) == (five.id, five.title)
