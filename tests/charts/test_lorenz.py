"""Lorenz curves: exact nodes, debts below zero, bounds where the table does not decide, crossing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.lines import Line2D

from inequality._bounds import bounds
from inequality._measure import Measure
from inequality.charts import CHARTS
from inequality.charts.lorenz import lorenz_curve
from inequality.columns import Floats
from inequality.dataset import built_in
from inequality.dataset.fetched import FetchedDataset
from inequality.distribution import Distribution
from inequality.errors import DrawingError
from inequality.metrics import gini
from inequality.press.figure import Figure
from inequality.press.ink import offences
from inequality.press.sheet import Sheet

WEALTH = Measure("net_wealth", "adult", "USD")
DECILES = "income_deciles_world_bank@2022-2024"
Make = Callable[..., FetchedDataset]
SLOW_SIZES = [pytest.param(size, marks=pytest.mark.slow) for size in ("square", "card", "800x500", "57mm", "85mm", "118mm")]
EXAMPLES: dict[str, dict[str, Any]] = {
    "debts": {"data": "us_net_worth_percentiles@2019"},
    "deciles": {"data": DECILES, "area": ["FRA", "USA", "BRA"]},
    "world": {"data": "world_wealth_distribution@2023"},
    "bands": {"data": "world_wealth_pyramid@2023"},
    "crossing": {"data": "world_income_percentiles_wid@2018", "year": [1980, 2016]},
    "quarters": {"data": "us_net_worth_by_group@2026-Q1", "quarter": ["1989-Q3", "2019-Q4"]},
}


#: A curve alone, and several.
FEW = ["debts", "crossing"]


@pytest.fixture(scope="module", params=EXAMPLES)
def figure(request: pytest.FixtureRequest) -> Figure:
    return lorenz_curve(**EXAMPLES[request.param])


def thirds(*shares: float) -> Distribution:
    return Distribution.from_shares({(low, high): share for low, high, share in _brackets(shares)}, measure=WEALTH)


def drawn(sheet: Sheet, name: str) -> tuple[Floats, Floats]:
    """Where a curve was drawn."""
    line = next(each for each in sheet.canvas.get_children() if isinstance(each, Line2D) and each.get_gid() == name)
    return np.asarray(line.get_xdata(), float), np.asarray(line.get_ydata(), float)


def row(figure: Figure, item: str, column: str) -> float:
    return float(figure.table.loc[figure.table["item"] == item, column].iloc[0])


@pytest.mark.parametrize("size", ["article", "phone", *SLOW_SIZES])
def test_a_picture_editor_finds_nothing(figure: Figure, size: str) -> None:
    assert offences(figure.sheet(size)) == []


@pytest.mark.parametrize("example", FEW)
def test_dark_and_drawn_again(example: str) -> None:
    figure = lorenz_curve(**EXAMPLES[example])
    assert offences(figure.sheet("phone", dark=True)) == []
    again = CHARTS["lorenz_curve"].function(**figure.call.arguments)
    assert again.id == figure.id


def test_nodes_are_those_of_the_table() -> None:
    figure = lorenz_curve("world_wealth_distribution@2023")
    nodes = figure.table[figure.table["item"] == "node"]
    shares = built_in("world_wealth_distribution@2023").frame["share"]
    assert nodes["cumulative"].tolist() == pytest.approx([0.0, *shares.cumsum()], abs=1e-9)
    assert nodes["p"].tolist()[-3:] == [0.95, 0.99, 1.0]


def test_debts_are_drawn_below_zero() -> None:
    figure = lorenz_curve("us_net_worth_percentiles@2019")
    assert figure.table["cumulative"].min() == pytest.approx(-0.0046, abs=2e-3)
    assert "under its axis" in figure.alt
    sheet = figure.sheet("article")
    _, ys = drawn(sheet, "USA 2019")
    # y runs downward: the curve starts at zero and first falls below it.
    assert ys.max() > ys[0]


def test_the_plot_is_square() -> None:
    for size in ("article", "phone"):
        sheet = lorenz_curve(DECILES, area="FRA").sheet(size)
        xs, ys = drawn(sheet, "FRA 2020")
        assert np.ptp(xs) == pytest.approx(np.ptp(ys), abs=0.01)


def test_the_gini_is_bounded_where_the_table_does_not_decide_it() -> None:
    figure = lorenz_curve(DECILES, area="FRA")
    allowed = bounds(gini, built_in(DECILES).distribution(area="FRA"))
    low, high = row(figure, "gini", "low"), row(figure, "gini", "high")
    assert low <= allowed.low
    assert high >= allowed.high
    assert high - low < allowed.high - allowed.low + 0.02
    assert any("0.29\xa0to\xa00.33" in placed.text for placed in figure.sheet("article").texts)


def test_microdata_decide_everything(own_table: Make) -> None:
    values = np.arange(1.0, 1001.0)
    table = own_table(
        {"net_worth": values},
        WEALTH,
        "net_worth",
        lambda rows: Distribution.from_values(rows["net_worth"].to_numpy(), measure=WEALTH),
    )
    figure = lorenz_curve(table)
    assert row(figure, "gini", "value") == pytest.approx(gini(values), abs=1e-9)
    assert row(figure, "poorest half", "value") == pytest.approx(values[:500].sum() / values.sum(), abs=1e-9)
    assert len(figure.table) < 200
    assert "Dots" not in figure.note
    assert figure.call.arguments == {"data": "own@1"}


def test_what_the_table_only_bounds_is_a_range() -> None:
    figure = lorenz_curve("world_wealth_pyramid@2023")
    assert (row(figure, "poorest half", "low"), row(figure, "poorest half", "high")) == (0.008, 0.012)
    assert "hold 0.8 to 1.2 percent" in figure.title.replace("\xa0", " ")


def test_what_the_table_does_not_tell_is_not_said() -> None:
    figure = lorenz_curve("income_top_shares_wid@2022-07", area="FRA", year=2014)
    assert "poorest half" not in set(figure.table["item"])
    assert figure.title.replace("\xa0", " ") == "France 2014: the richest 10 percent hold 32.4 percent"
    assert any("at least" in placed.text for placed in figure.sheet("article").texts)


def curves(own_table: Make, **shares: list[float]) -> FetchedDataset:
    rows = [(area, 2000, *each) for area, values in shares.items() for each in _brackets(values)]
    columns = dict(zip(("area", "year", "p_lower", "p_upper", "share"), map(list, zip(*rows, strict=True)), strict=True))

    def distribution(frame: pd.DataFrame) -> Distribution:
        ends = zip(frame["p_lower"], frame["p_upper"], strict=True)
        return Distribution.from_shares(dict(zip(ends, frame["share"], strict=True)), measure=WEALTH)

    return own_table(columns, Measure("net_wealth", "adult", scale="share"), "share", distribution)


def _brackets(values: Sequence[float]) -> list[tuple[float, float, float]]:
    return [(n / len(values), (n + 1) / len(values), share) for n, share in enumerate(values)]


@pytest.mark.parametrize(
    ("shares", "title"),
    [
        (
            {"FRA": [0.1, 0.2, 0.3, 0.4], "USA": [0.05, 0.25, 0.34, 0.36]},
            "2000, France and United States: the curves cross, so the Gini alone cannot rank them",
        ),
        (
            {"FRA": [0.05, 0.15, 0.3, 0.5], "USA": [0.1, 0.2, 0.3, 0.4]},
            "From the most equal to the most unequal: 2000, United States and France",
        ),
        ({"FRA": [0.1, 0.2, 0.3, 0.4], "USA": [0.1, 0.2, 0.3, 0.4]}, "How unequal: 2000, France and United States"),
        ({"FRA": [0.3, 0.7], "USA": [0.2, 0.3, 0.5]}, "How unequal: 2000, France and United States"),  # no node in common
    ],
)
def test_titles_say_how_curves_lie(own_table: Make, shares: dict[str, list[float]], title: str) -> None:
    figure = lorenz_curve(curves(own_table, **shares), area=list(shares))
    assert figure.title.replace("\xa0", " ") == title


def test_refusals(own_table: Make) -> None:
    with pytest.raises(DrawingError, match="income and another of consumption"):
        lorenz_curve(DECILES, area=["FRA", "AGO"])
    with pytest.raises(DrawingError, match="5 curves cannot be told apart"):
        lorenz_curve(DECILES, area=["FRA", "USA", "BRA", "DEU", "ITA"])
    parts = thirds(0.1, 0.3, 0.6)
    merged = own_table({"x": [1.0]}, WEALTH, "x", lambda rows: parts.merge(thirds(0.2, 0.3, 0.5)))
    with pytest.raises(DrawingError, match="not in order of rank"):
        lorenz_curve(merged)
