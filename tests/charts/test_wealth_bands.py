"""The wealth pyramid as two bars: exact lengths, both labelled, debts refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from matplotlib.patches import Rectangle

from inequality._measure import Measure
from inequality.charts import CHARTS
from inequality.charts.wealth_bands import wealth_pyramid
from inequality.dataset import built_in
from inequality.dataset.fetched import FetchedDataset
from inequality.errors import DrawingError
from inequality.press.figure import Figure
from inequality.press.ink import offences

EDITIONS = ("world_wealth_pyramid@2017", "world_wealth_pyramid@2023")
Make = Callable[..., FetchedDataset]
SLOW_SIZES = [pytest.param(size, marks=pytest.mark.slow) for size in ("square", "card", "800x500", "57mm", "85mm", "118mm")]
BANDS: dict[str, list[Any]] = {
    "area": ["FRA"] * 3, "year": [2020] * 3, "band_low": [0.0, 1e4, 1e5], "band_high": [1e4, 1e5, None],
    "population": [5e6, 3e6, 2e6], "net_worth": [1e9, 2e10, 7.9e10],
}  # fmt: skip
EURO = Measure("net_wealth", "household", "EUR", prices="2020")


@pytest.fixture(scope="module", params=EDITIONS)
def figure(request: pytest.FixtureRequest) -> Figure:
    return wealth_pyramid(request.param)


@pytest.mark.parametrize("size", ["article", "phone", *SLOW_SIZES])
def test_a_picture_editor_finds_nothing(figure: Figure, size: str) -> None:
    assert offences(figure.sheet(size)) == []


def test_dark_and_drawn_again(figure: Figure) -> None:
    assert offences(figure.sheet("article", dark=True)) == []
    assert CHARTS["wealth_pyramid"].function(**figure.call.arguments).id == figure.id


@pytest.mark.parametrize(("size", "tall"), [("article", 46), ("phone", 40), ("square", 40)])
def test_both_bars_are_equally_long_and_cut_by_the_shares(figure: Figure, size: str, tall: float) -> None:
    children = figure.sheet(size).canvas.get_children()
    boxes = [each for each in children if isinstance(each, Rectangle) and each.get_height() == pytest.approx(tall)]
    tops = sorted({round(each.get_y(), 1) for each in boxes})
    assert len(tops) == 2
    bars = [[each for each in boxes if round(each.get_y(), 1) == top] for top in tops]
    assert sum(each.get_width() for each in bars[0]) == pytest.approx(sum(each.get_width() for each in bars[1]))
    for bar, column in zip(bars, ("share_of_people", "share_of_wealth"), strict=True):
        whole = sum(each.get_width() for each in bar)
        assert [each.get_width() / whole for each in bar] == pytest.approx(figure.table[column].tolist(), abs=1e-9)


def test_both_bars_are_labelled_with_their_numbers(figure: Figure) -> None:
    said = " ".join(figure.sheet("article").sayings + figure.sheet("phone").sayings)
    for column in ("share_of_people", "share_of_wealth"):
        for share in figure.table[column]:
            assert said.count(figure.language.share(share, 1)) >= 2


def test_the_table_is_the_printed_one() -> None:
    printed, drawn = built_in(EDITIONS[1]).frame, wealth_pyramid(EDITIONS[1]).table
    assert drawn["people"].tolist() == printed["population"].astype(float).tolist()
    assert drawn["share_of_wealth"].tolist() == pytest.approx(printed["share"].tolist(), abs=1e-4)
    assert drawn["share_of_people"].sum() == pytest.approx(1)


def test_a_billion_that_is_a_billon_is_explained() -> None:
    figure = wealth_pyramid("world_wealth_pyramid@2023", language="es")
    assert "billones" in " ".join(figure.sheet("article").sayings)
    assert figure.note.endswith("Un bill\u00f3n es un mill\u00f3n de millones.")


def test_a_table_of_ones_own(own_table: Make) -> None:
    figure = wealth_pyramid(own_table(BANDS, EURO, "net_worth"))
    assert figure.title.replace("\xa0", " ") == "20.0 percent hold 79.0 percent of the total: those who own EUR 100,000 or more"
    assert figure.subtitle.replace("\xa0", " ").startswith("Households by what they own")
    assert "prices of 2020" in figure.note.replace("\xa0", " ")
    bands = [text.split(":")[0] for text in figure.alt.replace("\xa0", " ").split(". ")[1:]]
    assert bands == ["Up to EUR 10,000", "EUR 10,000 to EUR 100,000", "EUR 100,000 or more"]
    assert offences(figure.sheet("article")) == []


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"net_worth": [-1e9, 2e10, 8e10]}, "wealth below 0.*lorenz_curve"),
        ({"population": [None, 3e6, 2e6]}, "people below 0 or unknown"),
        ({"band_high": [9e3, 1e5, None]}, "do not follow upon each other"),
        ({"band_low": [0.0, 0.0, 1e5]}, "each once"),
    ],
)
def test_refusals(own_table: Make, changed: dict[str, list[Any]], says: str) -> None:
    with pytest.raises(DrawingError, match=says):
        wealth_pyramid(own_table(BANDS | changed, EURO, "net_worth"))


def test_a_table_without_bands_is_refused() -> None:
    with pytest.raises(DrawingError, match="no column band_low"):
        wealth_pyramid("us_net_worth_by_group@2026-Q1")
