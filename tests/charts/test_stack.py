"""Stacked shares: they add up to 100 percent and none is below zero, or nothing is drawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from matplotlib.patches import Polygon, Rectangle

from inequality._measure import Measure
from inequality.charts import CHARTS
from inequality.charts.stack import GROUPS, stacked_shares
from inequality.dataset.fetched import FetchedDataset
from inequality.errors import DrawingError
from inequality.press.figure import Figure
from inequality.press.ink import offences

QUARTERS, WEALTH = "us_net_worth_by_group@2026-Q1", "wealth_shares_wid@2018"
SHARE = Measure("net_wealth", "adult", scale="share")
Make = Callable[..., FetchedDataset]
SLOW_SIZES = [pytest.param(size, marks=pytest.mark.slow) for size in ("square", "card", "800x500", "57mm", "85mm", "118mm")]
EXAMPLES: dict[str, dict[str, Any]] = {
    "quarters": {"data": QUARTERS},
    "gaps": {"data": WEALTH, "area": "FRA"},
    "estimated": {"data": WEALTH, "area": "CHN"},
}


@pytest.fixture(scope="module", params=EXAMPLES)
def figure(request: pytest.FixtureRequest) -> Figure:
    return stacked_shares(**EXAMPLES[request.param])


def halves(values: dict[int, tuple[float, float]]) -> dict[str, list[Any]]:
    rows = [
        ("FRA", year, low, low + 0.5, share) for year, both in values.items() for low, share in zip((0, 0.5), both, strict=True)
    ]
    return dict(zip(("area", "year", "p_lower", "p_upper", "share"), map(list, zip(*rows, strict=True)), strict=True))


@pytest.mark.parametrize("size", ["article", "phone", *SLOW_SIZES])
def test_a_picture_editor_finds_nothing(figure: Figure, size: str) -> None:
    assert offences(figure.sheet(size)) == []


def test_dark_and_drawn_again(figure: Figure) -> None:
    assert offences(figure.sheet("article", dark=True)) == []
    assert CHARTS["stacked_shares"].function(**figure.call.arguments).id == figure.id


def test_shares_of_each_date_add_up(figure: Figure) -> None:
    sums = figure.table.groupby("time")["share"].sum()
    assert sums.between(0.998, 1.002).all()
    assert all(tuple(groups) == GROUPS for groups in figure.table.groupby("time")["group"].agg(list))


def test_layers_fill_the_plot_from_zero(own_table: Make) -> None:
    table = own_table(halves({2000: (0.25, 0.75), 2001: (0.5, 0.5)}), SHARE)
    figure = stacked_shares(table, groups=["bottom 50", "top 50"])
    layers = {
        each.get_gid(): each.get_xy() for each in figure.sheet("article").canvas.get_children() if isinstance(each, Polygon)
    }
    poor, rich = layers["bottom 50"][:, 1], layers["top 50"][:, 1]
    whole = poor.max() - rich.min()
    # In the last year half each; in the first a quarter: the layer of the poor begins at zero and ends at its share.
    assert (poor.max() - poor.min()) / whole == pytest.approx(0.5, abs=1e-6)
    assert (rich.max() - rich.min()) / whole == pytest.approx(0.75, abs=1e-6)


def test_a_year_alone_is_a_bar_and_a_gap_stays_a_gap(own_table: Make) -> None:
    table = own_table(halves({1990: (0.3, 0.7), 2000: (0.25, 0.75), 2001: (0.5, 0.5)}), SHARE)
    figure = stacked_shares(table, groups=["bottom 50", "top 50"])
    children = figure.sheet("article").canvas.get_children()
    bars = [each for each in children if isinstance(each, Rectangle) and each.get_gid() == "bottom 50"]
    areas = [each for each in children if isinstance(each, Polygon) and each.get_gid() == "bottom 50"]
    assert (len(bars), len(areas)) == (1, 1)
    assert bars[0].get_x() + bars[0].get_width() < areas[0].get_xy()[:, 0].min()
    assert "A gap is a time without data." in figure.note


def test_estimated_years_are_paler_and_make_no_title() -> None:
    figure = stacked_shares(WEALTH, area="CHN")
    children = figure.sheet("article").canvas.get_children()
    colours = {each.get_facecolor() for each in children if isinstance(each, Polygon) and each.get_gid() == "top 1"}
    assert len(colours) == 2
    assert "Paler" in figure.note
    britain = stacked_shares(WEALTH, area="GBR")
    known = britain.table.loc[~britain.table["estimated"], "year"].max()
    assert known < britain.table["year"].max()
    assert f"United Kingdom {known}" in britain.title


def test_refusals(own_table: Make) -> None:
    with pytest.raises(DrawingError, match=r"'bottom 50' is -1.2 percent in 2008.*top_shares"):
        stacked_shares(WEALTH, area="USA")
    with pytest.raises(DrawingError, match="several areas.*FRA"):
        stacked_shares(WEALTH)
    with pytest.raises(DrawingError, match="one date only"):
        stacked_shares(QUARTERS, since=2026)
    with pytest.raises(DrawingError, match="add up to 110 percent"):
        stacked_shares(own_table(halves({2000: (0.4, 0.7), 2001: (0.4, 0.7)}), SHARE), groups=["bottom 50", "top 50"])
    with pytest.raises(DrawingError, match="add up to .* percent.*whole population"):
        stacked_shares(QUARTERS, groups=["bottom 50", "top 1"])
    with pytest.raises(DrawingError, match="does not give the share of the group 'bottom 50'"):
        stacked_shares("income_top_shares_wid@2022-07", area="FRA")
