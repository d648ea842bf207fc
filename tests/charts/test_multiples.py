"""Small multiples: one scale, one highlighted line, the finding first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from matplotlib.lines import Line2D

from inequality._measure import Measure
from inequality.charts import CHARTS
from inequality.charts.multiples import small_multiples
from inequality.dataset.fetched import FetchedDataset
from inequality.errors import DrawingError, UnknownNameError
from inequality.press.figure import Figure
from inequality.press.ink import offences
from inequality.press.plotted import cell

INCOME, WEALTH = "income_top_shares_wid@2022-07", "wealth_shares_wid@2018"
TWELVE = ["FRA", "DEU", "USA", "GBR", "IND", "CHN", "RUS", "ZAF", "BRA", "JPN", "ITA", "ESP"]
SHARE = Measure("net_wealth", "adult", scale="share")
Make = Callable[..., FetchedDataset]
EXAMPLES: dict[str, dict[str, Any]] = {
    "twelve": {"data": INCOME, "area": TWELVE},
    "independent": {"data": INCOME, "area": TWELVE[:5], "group": "top 10", "scale": "independent"},
    "debts": {"data": WEALTH, "area": ["FRA", "USA", "RUS", "GBR", "CHN"], "group": "bottom 50", "since": 1995},
}


@pytest.fixture(scope="module", params=EXAMPLES)
def figure(request: pytest.FixtureRequest) -> Figure:
    return small_multiples(**EXAMPLES[request.param])


def lines(values: dict[str, dict[int, float]]) -> dict[str, list[Any]]:
    rows = [(area, year, 0.99, 1.0, share) for area, by in values.items() for year, share in by.items()]
    return dict(zip(("area", "year", "p_lower", "p_upper", "share"), map(list, zip(*rows, strict=True)), strict=True))


def changes(figure: Figure) -> list[tuple[str, float]]:
    rows = figure.table[figure.table["item"] == "change"]
    return list(zip(rows["area"], rows["change"].round(6), strict=True))


@pytest.mark.parametrize("size", ["article", "phone"])
def test_a_picture_editor_finds_nothing(figure: Figure, size: str) -> None:
    assert offences(figure.sheet(size)) == []


def test_dark_and_drawn_again(figure: Figure) -> None:
    assert offences(figure.sheet("article", dark=True)) == []
    assert CHARTS["small_multiples"].function(**figure.call.arguments).id == figure.id


def test_the_finding_comes_first(own_table: Make) -> None:
    rising = {"FRA": {2000: 0.1, 2001: 0.2}, "USA": {2000: 0.1, 2001: 0.4}, "DEU": {2000: 0.3, 2001: 0.25}}
    figure = small_multiples(own_table(lines(rising), SHARE))
    assert changes(figure) == [("USA", 30.0), ("FRA", 10.0), ("DEU", -5.0)]
    assert (
        figure.title.replace("\xa0", " ")
        == "Richest 1 percent: up in 2 of 3 places from 2000 to 2001; largest rise: United States"
    )
    falling = {"FRA": {2000: 0.2, 2001: 0.1}, "USA": {2000: 0.4, 2001: 0.1}, "DEU": {2000: 0.25, 2001: 0.3}}
    figure = small_multiples(own_table(lines(falling), SHARE))
    assert changes(figure) == [("USA", -30.0), ("FRA", -10.0), ("DEU", 5.0)]
    assert (
        figure.title.replace("\xa0", " ")
        == "Richest 1 percent: down in 2 of 3 places from 2000 to 2001; largest fall: United States"
    )
    assert (cell(figure.table, "fallen"), cell(figure.table, "shown")) == (2, 3)
    levels = small_multiples(own_table(lines(falling), SHARE), sort="level")
    assert [area for area, _ in changes(levels)] == ["DEU", "FRA", "USA"]


def test_change_is_counted_over_the_years_that_all_share(own_table: Make) -> None:
    values = {"FRA": {1990: 0.5, 2000: 0.1, 2001: 0.2}, "USA": {2000: 0.1, 2001: 0.15, 2002: 0.9}}
    figure = small_multiples(own_table(lines(values), SHARE))
    assert changes(figure) == [("FRA", 10.0), ("USA", 5.0)]
    assert "those of 2000 and 2001" in figure.note.replace("\xa0", " ")


def test_estimated_years_make_no_finding(own_table: Make) -> None:
    columns = lines({"FRA": {2000: 0.1, 2001: 0.2, 2002: 0.9}, "USA": {2000: 0.1, 2001: 0.4, 2002: 0.4}})
    figure = small_multiples(own_table(columns | {"estimated": [False, False, True] + [False] * 3}, SHARE))
    assert changes(figure) == [("USA", 30.0), ("FRA", 10.0)]
    assert "Dashed: years that the source estimates." in figure.note


def heights(figure: Figure, name: str) -> float:
    """Height that a panel's own line has on the page."""
    drawn = [
        each for each in figure.sheet("article").canvas.get_children() if isinstance(each, Line2D) and each.get_gid() == name
    ]
    return max(float(np.ptp(np.asarray(each.get_ydata(), float))) for each in drawn)


def test_the_scale_is_the_same_unless_the_chart_says_otherwise(own_table: Make) -> None:
    table = own_table(lines({"FRA": {2000: 0.0, 2001: 0.4}, "USA": {2000: 0.0, 2001: 0.1}}), SHARE)
    same, own = small_multiples(table), small_multiples(table, scale="independent")
    assert heights(same, "FRA") == pytest.approx(4 * heights(same, "USA"), rel=1e-6)
    assert heights(own, "FRA") == pytest.approx(heights(own, "USA"), rel=1e-6)
    said = "Heights do not compare: the scale differs from panel to panel."
    for size in ("article", "phone"):
        assert said in own.sheet(size).sayings
        assert said not in same.sheet(size).sayings


def test_each_panel_has_one_line_that_stands_out_and_the_others_grey() -> None:
    sheet = small_multiples(INCOME, area=["FRA", "DEU", "USA"]).sheet("article")
    drawn = [each for each in sheet.canvas.get_children() if isinstance(each, Line2D)]
    thick = {each.get_gid() for each in drawn if each.get_gid()}
    assert thick == {"FRA", "DEU", "USA"}
    grey = sheet.palette.hex("rule@0.45")
    assert sum(each.get_color() == grey for each in drawn) == 6


def test_refusals(own_table: Make) -> None:
    with pytest.raises(DrawingError, match="16 areas here.*2 to 12"):
        small_multiples(INCOME)
    with pytest.raises(DrawingError, match="1 areas here"):
        small_multiples(INCOME, area=["FRA"])
    with pytest.raises(DrawingError, match="share no two years"):
        small_multiples(own_table(lines({"FRA": {2000: 0.1, 2001: 0.2}, "USA": {2001: 0.1, 2002: 0.2}}), SHARE))
    with pytest.raises(UnknownNameError, match="scale 'free'"):
        small_multiples(INCOME, area=["FRA", "USA"], scale="free")  # type: ignore[arg-type]
    with pytest.raises(UnknownNameError, match="sort 'name'"):
        small_multiples(INCOME, area=["FRA", "USA"], sort="name")  # type: ignore[arg-type]
