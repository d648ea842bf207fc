"""Fortunes: the swarm, and the tail on logarithmic scales."""

from __future__ import annotations

import itertools
import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inequality.charts.beeswarm import APART, fortunes_beeswarm, swarm
from inequality.charts.tail import tail_plot
from inequality.dataset import built_in
from inequality.errors import DomainError, DrawingError
from inequality.press.ink import offences
from inequality.press.plotted import cell
from inequality.tails import lognormal_comparison, pareto_tail

LISTS = ["rich_list@2017", "rich_list_realtime@2025-11-30"]


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0.5, 12)), min_size=1, max_size=60))
@settings(deadline=None, max_examples=40)
def test_dots_never_overlap_and_keep_their_place(dots: list[tuple[float, float]]) -> None:
    along, radii = zip(*dots, strict=True)
    off = swarm(along, radii)
    assert off == swarm(along, radii)
    for a, b in itertools.combinations(range(len(dots)), 2):
        assert math.hypot(along[a] - along[b], off[a] - off[b]) >= radii[a] + radii[b] + APART - 1e-3


@pytest.mark.parametrize("id", LISTS)
@pytest.mark.parametrize("size", ["article", "phone"])
def test_the_swarm_is_the_list(id: str, size: str) -> None:
    figure, data = fortunes_beeswarm(id), built_in(id).frame
    fortunes = figure.table[figure.table["item"] == "fortune"]
    assert fortunes["net_worth"].sum() == pytest.approx(data["cumulative_net_worth"].iloc[-1], rel=1e-4)
    known = data["net_worth"].notna().to_numpy()
    assert fortunes.loc[known, "net_worth"].tolist() == pytest.approx(data.loc[known, "net_worth"].tolist())
    half = int(cell(figure.table, "make half of the sum"))
    total = fortunes["net_worth"].sum()
    assert fortunes["net_worth"].head(half).sum() >= total / 2 > fortunes["net_worth"].head(half - 1).sum()
    sheet = figure.sheet(size)
    assert offences(sheet) == []
    assert any("logarithmic scale" in placed.text for placed in sheet.texts if not placed.tied)


def test_areas_are_fortunes() -> None:
    from matplotlib.patches import Ellipse

    figure = fortunes_beeswarm("rich_list_realtime@2025-11-30")
    worth = sorted(figure.table["net_worth"].dropna(), reverse=True)
    widths = sorted((a.width for a in figure.sheet("article").canvas.get_children() if isinstance(a, Ellipse)), reverse=True)
    assert len(widths) == len(worth)
    for value, width in zip(worth, widths, strict=True):
        assert (width / widths[0]) ** 2 == pytest.approx(value / worth[0], rel=1e-6)


def test_no_rich_list_is_refused() -> None:
    with pytest.raises(DrawingError, match="no rich list"):
        fortunes_beeswarm("wealth_shares_wid@2018")
    with pytest.raises(DrawingError, match="names"):
        fortunes_beeswarm("rich_list@2017", names=-1)


@pytest.mark.parametrize("id", LISTS)
@pytest.mark.parametrize("size", ["article", "phone"])
def test_the_tail_is_drawn_only_above_its_threshold(id: str, size: str) -> None:
    figure = tail_plot(id)
    table, start = figure.table, cell(figure.table, "threshold")
    worth = table.loc[table["item"] == "fortune", "value"].to_numpy()
    for item in ("pareto", "lognormal"):
        curve = table[table["item"] == item]
        assert curve["value"].min() == pytest.approx(start)
        assert curve["value"].max() == pytest.approx(worth.max())
        assert curve["place"].iloc[0] == (worth >= start).sum()
        assert curve["place"].is_monotonic_decreasing
    tail = pareto_tail(worth, start)
    assert cell(table, "alpha") == pytest.approx(tail.alpha)
    assert cell(table, "alpha", "low") < tail.alpha < cell(table, "alpha", "high")
    assert ("lognormal one fits better" in figure.title) == (lognormal_comparison(worth, start).p_value < 0.1)
    sheet = figure.sheet(size)
    assert offences(sheet) == []
    assert sum("logarithmic scale" in placed.text for placed in sheet.texts if not placed.tied) == 2


def test_the_lognormal_tail_comes_down_to_pareto() -> None:
    values = [(i / 1000) ** (-1 / 1.5) for i in range(1, 1001)]
    found = lognormal_comparison(values, 1.0)
    # With so little curvature both tails fall alike.
    assert found.lognormal_above(1.0) == pytest.approx(1)
    assert found.lognormal_above(2.0) == pytest.approx(2**-found.alpha, rel=0.05)


def test_a_threshold_of_one_s_own_and_one_that_is_too_high() -> None:
    table = tail_plot("rich_list@2017", threshold=10e9).table
    assert cell(table, "threshold") == 10e9
    assert isinstance(table, pd.DataFrame)
    with pytest.raises(DomainError):
        tail_plot("rich_list@2017", threshold=1e12)
