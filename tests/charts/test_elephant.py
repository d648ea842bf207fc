"""The growth incidence curve: three scales of one curve, the mean on it, nobody followed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pytest

from inequality._measure import Measure
from inequality.charts.elephant import growth_incidence
from inequality.dataset import built_in
from inequality.dataset.fetched import FetchedDataset
from inequality.distribution import Distribution
from inequality.errors import DrawingError, IncomparableError, UntiedNumberError
from inequality.press.figure import Figure
from inequality.press.ink import offences
from inequality.press.plotted import cell

WORLD = "world_income_percentiles_wid@2018"
INCOME = Measure("pretax_national_income", "equal_split_adult", "EUR", prices="2016", conversion="PPP")
SIZES = ["article", "phone", *(pytest.param(size, marks=pytest.mark.slow) for size in ("square", "card"))]
Own = Callable[..., FetchedDataset]


def two(own_table: Own, before: Sequence[float], after: Sequence[float], *, late: Measure = INCOME) -> FetchedDataset:
    """A table of equal groups in 2000 and 2010."""
    columns: dict[str, list[Any]] = {"area": [], "year": [], "p_lower": [], "p_upper": [], "average": []}
    for year, averages in ((2000, before), (2010, after)):
        n = len(averages)
        columns["area"] += ["FRA"] * n
        columns["year"] += [year] * n
        columns["p_lower"] += [k / n for k in range(n)]
        columns["p_upper"] += [(k + 1) / n for k in range(n)]
        columns["average"] += averages

    def distribution(rows: pd.DataFrame) -> Distribution:
        weight = np.full(len(rows), 1 / len(rows))
        ends = np.full(len(rows), -np.inf), np.full(len(rows), np.inf)
        measure = INCOME if rows["year"].iloc[0] == 2000 else late
        return Distribution(weight, weight * rows["average"].to_numpy(), *ends, measure=measure)

    return own_table(columns, INCOME, "average", distribution)


@pytest.fixture(scope="module")
def world() -> Figure:
    return growth_incidence(WORLD, dates=[1980, 2016])


@pytest.mark.parametrize("size", SIZES)
def test_a_picture_editor_finds_nothing(world: Figure, size: str) -> None:
    assert offences(world.sheet(size)) == []


@pytest.mark.slow
def test_dark(world: Figure) -> None:
    assert offences(world.sheet("phone", dark=True)) == []


def test_growth_is_that_of_each_printed_average(world: Figure) -> None:
    frame = built_in(WORLD).frame
    then, now = (frame[frame["year"] == year].sort_values("p_lower") for year in (1980, 2016))
    expected = now["average"].to_numpy() / then["average"].to_numpy() - 1
    curve = world.table[world.table["item"] == "bracket"]
    assert curve["growth"].to_numpy() == pytest.approx(expected, rel=1e-9)
    width = (then["p_upper"] - then["p_lower"]).to_numpy()
    means = [(width * each["average"].to_numpy()).sum() for each in (then, now)]
    assert cell(world.table, "mean", "growth") == pytest.approx(means[1] / means[0] - 1)


def test_by_share_of_income_the_mean_of_the_curve_is_the_growth_of_the_mean(world: Figure) -> None:
    curve = world.table[world.table["item"] == "bracket"]
    ends = np.concatenate([[0.0], np.cumsum((curve["p_upper"] - curve["p_lower"]) * curve["before"])])
    ends /= ends[-1]
    assert curve["share of income"].to_numpy() == pytest.approx((ends[1:] + ends[:-1]) / 2, abs=1e-9)
    assert (np.diff(ends) * curve["growth"]).sum() == pytest.approx(cell(world.table, "mean", "growth"))


def test_nothing_is_cut_and_three_scales_are_drawn(world: Figure) -> None:
    drawn = " ".join(placed.text for placed in world.sheet("article").texts)
    for text in ("logarithmic scale", "people who are poorer", "people who are richer", "total of 1980", "mean: 51"):
        assert text in drawn.replace("\xa0", " ")
    assert world.table["growth"].min() == pytest.approx(-0.756, abs=1e-3)
    assert world.table["growth"].max() == pytest.approx(2.183, abs=1e-3)
    assert world.note.startswith("Not the same adults")


def test_growth_from_nothing_is_left_out_and_counted(own_table: Own) -> None:
    table = two(own_table, [-5.0, 0.0, *map(float, range(1, 9))], [1.0, 2.0, *map(float, range(2, 10))])
    figure = growth_incidence(table, dates=[2000, 2010])
    curve = figure.table[figure.table["item"] == "bracket"]
    assert curve["growth"].isna().tolist() == [True, True, *[False] * 8]
    assert "2 of 10 brackets were in debt or empty" in figure.note.replace("\xa0", " ")
    for size in ("article", "phone"):
        assert offences(figure.sheet(size)) == []


def test_losses_have_a_minus(own_table: Own) -> None:
    table = two(own_table, [*map(float, range(10, 20))], [*map(float, range(1, 11))])
    title = growth_incidence(table, dates=[2000, 2010]).title.replace("\xa0", " ")
    assert title.startswith("Growth from 2000 to 2010: −75 percent for the poorest 50 percent")
    assert title.endswith("−47 percent for the richest 10 percent")


def test_refusals(own_table: Own) -> None:
    tens, fours = [*map(float, range(1, 11))], [1.0, 2.0, 3.0, 4.0]
    for dates in ([2010, 2000], [2000], "2000", [2000, 2000]):
        with pytest.raises(DrawingError, match="two dates"):
            growth_incidence(two(own_table, tens, tens), dates=dates)
    with pytest.raises(DrawingError, match="2 brackets in common"):
        growth_incidence(two(own_table, tens, fours), dates=[2000, 2010])
    with pytest.raises(DrawingError, match="growth has no meaning"):
        growth_incidence(two(own_table, [-1.0] * 10, tens), dates=[2000, 2010])
    other = Measure("pretax_national_income", "equal_split_adult", "EUR", prices="2020", conversion="PPP")
    with pytest.raises(IncomparableError, match="prices: 2016 and 2020"):
        growth_incidence(two(own_table, tens, tens, late=other), dates=[2000, 2010])
    with pytest.raises(UntiedNumberError, match="The title says '400"):
        growth_incidence(WORLD, dates=[1980, 2016], title="Incomes of the top grew by 400 percent")


def test_the_call_makes_the_same_figure(world: Figure) -> None:
    assert world.call.arguments == {"data": f"{WORLD}/groups", "dates": [1980, 2016]}
    assert growth_incidence(**world.call.arguments).id == world.id
