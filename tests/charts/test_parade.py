"""Pen's parade: heights, the ground, the ceiling, and what is said of those above it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pytest

from inequality._measure import Measure
from inequality.charts.parade import FEWEST, MEAN, pens_parade
from inequality.dataset import built_in
from inequality.dataset.fetched import FetchedDataset
from inequality.distribution import Distribution
from inequality.errors import DomainError, DrawingError, UntiedNumberError
from inequality.press.figure import Figure
from inequality.press.ink import offences
from inequality.press.plotted import cell

WEALTH = Measure("net_wealth", "adult", "USD", conversion="MER")
SIZES = ["article", "phone", *(pytest.param(size, marks=pytest.mark.slow) for size in ("square", "card"))]
Own = Callable[..., FetchedDataset]


def halves(averages: Sequence[float]) -> dict[str, Any]:
    """Columns of a table of equal groups of one area and year."""
    n = len(averages)
    return {
        "area": ["FRA"] * n,
        "year": [2020] * n,
        "p_lower": [k / n for k in range(n)],
        "p_upper": [(k + 1) / n for k in range(n)],
        "average": list(averages),
    }


def of(own_table: Own, averages: Sequence[float], measure: Measure | None = WEALTH, *, ordered: bool = True) -> FetchedDataset:
    """A table of equal groups that gives a distribution."""

    def distribution(rows: pd.DataFrame) -> Distribution:
        weight = np.full(len(rows), 1 / len(rows))
        ends = np.full(len(rows), -np.inf), np.full(len(rows), np.inf)
        return Distribution(weight, weight * rows["average"].to_numpy(), *ends, ordered=ordered, measure=measure)

    return own_table(halves(averages), WEALTH, "average", distribution)


@pytest.fixture(scope="module")
def us() -> Figure:
    return pens_parade("us_net_worth_percentiles@2019")


@pytest.mark.parametrize("size", SIZES)
def test_a_picture_editor_finds_nothing(us: Figure, size: str) -> None:
    assert offences(us.sheet(size)) == []
    assert offences(pens_parade("world_income_percentiles_wid@2018", year=2016).sheet(size)) == []


@pytest.mark.slow
def test_dark(us: Figure) -> None:
    assert offences(us.sheet("article", dark=True)) == []


def test_heights_are_averages_in_units_of_the_mean(us: Figure) -> None:
    frame = built_in("us_net_worth_percentiles@2019").frame
    mean = (frame["average"] * frame["population"]).sum() / frame["population"].sum()
    groups = us.table[us.table["item"] == "group"]
    assert groups["average"].to_numpy() == pytest.approx(frame["average"].to_numpy(), rel=1e-3)
    assert groups["height"].to_numpy() == pytest.approx(MEAN * frame["average"].to_numpy() / mean, rel=2e-3)
    assert groups["p_upper"].tolist() == frame["p_upper"].tolist()


def test_debt_is_underground_and_nothing_is_drawn_above_the_ceiling(us: Figure) -> None:
    groups = us.table[us.table["item"] == "group"]
    debt = groups[groups["average"] < 0]
    assert len(debt) == 11
    assert (debt["drawn"] == debt["height"]).all()
    assert (debt["drawn"] < 0).all()
    assert groups["drawn"].max() == 10
    assert groups["height"].iloc[-1] == pytest.approx(239, abs=0.5)
    assert "up to minute\xa07" in us.alt.replace("minute 7", "minute\xa07")


def test_what_is_cut_is_said_in_words(us: Figure) -> None:
    drawn = " ".join(placed.text for placed in us.sheet("phone").texts).replace("\xa0", " ")
    assert "The 0.1 percent that come last are 239 metres tall on average" in drawn
    assert "The scale ends at 10 metres" in us.note.replace("\xa0", " ")
    assert cell(us.table, "seconds beyond") == pytest.approx(3600 * 0.03)
    whole = pens_parade("us_net_worth_percentiles@2019", ceiling=300)
    assert "scale ends" not in whole.note
    assert whole.table["drawn"].max() == whole.table["height"].max()
    assert offences(whole.sheet("article")) == []


@pytest.mark.parametrize(
    ("averages", "minute", "last"),
    [
        ([*[1.0] * 19, 21.0], 57, "18 metres"),
        ([*range(1, 31)], 30, "3.3 metres"),
        ([*[0.0] * 30, 5.0], 58, "53 metres"),
        ([*[1e-9] * 999, 1e9], 60, "1.7 kilometres"),
        ([*[2.0] * 30], 0, "1.7 metres"),
    ],
)
def test_title_of_other_data(own_table: Own, averages: list[float], minute: int, last: str) -> None:
    figure = pens_parade(of(own_table, averages))
    title = figure.title.replace("\xa0", " ")
    assert f"after {minute} minutes" in title
    assert title.endswith(f"the last are {last} tall")
    assert offences(figure.sheet("phone")) == []


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda own: of(own, [1.0] * (FEWEST - 1)), "at least 20 groups"),
        (lambda own: of(own, [1.0] * 40, None), "say what they measure"),
        (lambda own: of(own, [1.0, 2.0] * 20, ordered=False), "in order of rank"),
        (lambda own: of(own, [*[-5.0] * 20, *[1.0] * 20]), "no height"),
    ],
    ids=["few", "no measure", "no order", "debt"],
)
def test_refusals(own_table: Own, make: Callable[[Own], FetchedDataset], message: str) -> None:
    with pytest.raises(DrawingError, match=message):
        pens_parade(make(own_table))


def test_more_refusals() -> None:
    with pytest.raises(DrawingError, match="hides the mean"):
        pens_parade("us_net_worth_percentiles@2019", ceiling=1.7)
    with pytest.raises(DomainError, match="none was named"):
        pens_parade("world_income_percentiles_wid@2018")
    with pytest.raises(UntiedNumberError, match="The title says '240'"):
        pens_parade("us_net_worth_percentiles@2019", title="The last are 240 metres tall")


def test_the_call_makes_the_same_figure() -> None:
    figure = pens_parade("world_income_percentiles_wid@2018", year=2016, ceiling=20)
    assert figure.call.arguments == {"data": "world_income_percentiles_wid@2018/groups", "year": 2016, "ceiling": 20}
    assert pens_parade(**figure.call.arguments).id == figure.id
