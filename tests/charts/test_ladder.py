"""The Palma ladder: ratios, ranks that are ranges where intervals overlap, two kinds of survey apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from inequality._measure import Measure
from inequality.charts.ladder import palma_ladder
from inequality.dataset import built_in
from inequality.dataset.fetched import FetchedDataset
from inequality.distribution import Distribution
from inequality.errors import DrawingError, UnknownNameError, UntiedNumberError
from inequality.press.figure import Figure
from inequality.press.ink import offences

DECILES = "income_deciles_world_bank@2022-2024"
MIXED = ["BRA", "COL", "MEX", "USA", "GBR", "FRA", "DEU", "SWE", "SVK", "ZAF", "IND", "IDN", "NGA", "EGY", "CHN", "ETH"]
INCOME = Measure("posttax_disposable_income", "per_capita", scale="share")
SIZES = ["article", "phone", *(pytest.param(size, marks=pytest.mark.slow) for size in ("square", "card"))]
Own = Callable[..., FetchedDataset]


def thirds(own_table: Own, tops: dict[str, float]) -> FetchedDataset:
    """A table of the poorest 40, next 50 and richest 10 percent, by area."""
    rows: list[tuple[Any, ...]] = []
    for area, top in tops.items():
        rows += [(area, 2020, 0.0, 0.4, 0.2), (area, 2020, 0.4, 0.9, 0.8 - top), (area, 2020, 0.9, 1.0, top)]
    columns = dict(zip(("area", "year", "p_lower", "p_upper", "share"), map(list, zip(*rows, strict=True)), strict=True))

    def distribution(rows: pd.DataFrame) -> Distribution:
        ends = zip(rows["p_lower"].tolist(), rows["p_upper"].tolist(), strict=True)
        brackets = dict(zip(ends, rows["share"].tolist(), strict=True))
        return Distribution.from_shares(brackets, measure=INCOME)

    return own_table(columns, INCOME, "share", distribution)


@pytest.fixture(scope="module")
def mixed() -> Figure:
    return palma_ladder(DECILES, areas=MIXED)


@pytest.mark.parametrize("size", SIZES)
def test_a_picture_editor_finds_nothing(mixed: Figure, size: str) -> None:
    assert offences(mixed.sheet(size)) == []
    full = palma_ladder(
        DECILES, areas=["BRA", "COL", "MEX", "USA", "GBR", "FRA", "DEU", "SWE", "SVK", "ITA", "ESP", "PRT", "AUT", "CHL"]
    )
    assert offences(full.sheet(size)) == []


@pytest.mark.slow
def test_dark(mixed: Figure) -> None:
    assert offences(mixed.sheet("article", dark=True)) == []


def test_ratios_are_those_of_the_printed_shares(mixed: Figure) -> None:
    frame = built_in(DECILES).frame
    for row in mixed.table.to_dict("records"):
        share = frame[frame["area"] == row["area"]].sort_values("p_lower")["share"].tolist()
        assert row["ratio"] == pytest.approx(share[9] / sum(share[:4]), rel=1e-4)
        assert row["low"] < row["ratio"] < row["high"]
        # The worst that rounding to five decimals can do.
        assert row["high"] >= (share[9] + 5e-6) / (sum(share[:4]) - 2e-5) - 1e-6
        assert row["high"] - row["low"] < 0.01


def test_income_and_consumption_are_ranked_apart_and_it_is_said(mixed: Figure) -> None:
    kinds = built_in(DECILES).frame.drop_duplicates("area").set_index("area")["welfare_type"]
    assert mixed.table.set_index("area")["kind"].to_dict() == {area: kinds[area] for area in MIXED}
    for _, part in mixed.table.groupby("kind"):
        assert part["ratio"].is_monotonic_decreasing
        assert part["best"].tolist() == list(range(1, len(part) + 1))
    assert "do not compare, so they are ranked apart" in mixed.note
    drawn = [placed.text for placed in mixed.sheet("phone").texts]
    assert "Surveys of income" in drawn
    assert "Surveys of consumption" in drawn
    assert "ranked apart" not in palma_ladder(DECILES, areas=["BRA", "FRA"]).note


def test_without_intervals_the_chance_of_the_sample_is_said_to_be_unknown(mixed: Figure) -> None:
    assert "The chance of the sample is not known here" in mixed.note


def test_overlap_means_no_clear_difference(own_table: Own) -> None:
    table = thirds(own_table, {"FRA": 0.3, "DEU": 0.32, "USA": 0.5, "ITA": 0.4})
    intervals = {"FRA": [1.4, 1.65], "DEU": [1.5, 1.7], "USA": [2.4, 2.6], "ITA": [1.66, 2.3]}
    figure = palma_ladder(table, intervals=intervals, intervals_from="a bootstrap of the surveys")
    ranks = figure.table.set_index("area")[["best", "worst"]].apply(tuple, axis=1).to_dict()
    assert ranks == {"USA": (1, 1), "ITA": (2, 3), "DEU": (2, 4), "FRA": (3, 4)}
    assert figure.table.set_index("area")["ratio"].round(9).to_dict() == {"USA": 2.5, "ITA": 2.0, "DEU": 1.6, "FRA": 1.5}
    note = figure.note.replace("\xa0", " ")
    assert "A range of ranks means no clear difference: intervals overlap, for 3 of 4." in note
    assert "a bootstrap of the surveys" in note
    assert "2 to 4" in [placed.text.replace("\xa0", " ") for placed in figure.sheet("article").texts]
    for size in ("article", "phone"):
        assert offences(figure.sheet(size)) == []
    assert palma_ladder(table, **{k: v for k, v in figure.call.arguments.items() if k != "data"}).id == figure.id


def test_equal_ratios_tie(own_table: Own) -> None:
    figure = palma_ladder(thirds(own_table, {"FRA": 0.3, "DEU": 0.3}))
    assert figure.table[["best", "worst"]].to_numpy().tolist() == [[1, 2], [1, 2]]
    assert "no clear difference" in figure.note


def test_refusals(own_table: Own) -> None:
    with pytest.raises(DrawingError, match="164 areas are too many"):
        palma_ladder(DECILES)
    with pytest.raises(DrawingError, match="Intervals need a source"):
        palma_ladder(DECILES, areas=["FRA"], intervals={"FRA": [1.0, 1.3]})
    for wrong in ({}, {"FRA": [1.3, 1.4]}, {"DEU": [1.0, 1.3]}):
        with pytest.raises(DrawingError, match="interval of FRA is missing|need a source"):
            palma_ladder(DECILES, areas=["FRA"], intervals=wrong, intervals_from="a bootstrap")
    with pytest.raises(UnknownNameError):
        palma_ladder(DECILES, areas=["ARG"])
    with pytest.raises(UntiedNumberError, match="The title says '9"):
        palma_ladder(DECILES, areas=MIXED, title="The ratio is 9.9")


def test_the_call_makes_the_same_figure(mixed: Figure) -> None:
    assert mixed.call.arguments == {"data": f"{DECILES}/deciles", "areas": MIXED}
    assert palma_ladder(**mixed.call.arguments).id == mixed.id
