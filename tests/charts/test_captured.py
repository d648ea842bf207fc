"""Share of growth: what each group got, losses, prices said, and what has no growth to share."""

from __future__ import annotations

import pytest

from inequality.charts.captured import share_of_growth
from inequality.dataset import built_in
from inequality.errors import DomainError, DrawingError, UnknownNameError, UntiedNumberError
from inequality.metrics import share_of_growth as captured
from inequality.press.figure import Figure
from inequality.press.ink import offences
from inequality.press.plotted import cell

QUARTERS, WORLD = "us_net_worth_by_group@2026-Q1", "world_income_percentiles_wid@2018"
SIZES = ["article", "phone", *(pytest.param(size, marks=pytest.mark.slow) for size in ("square", "card"))]


@pytest.fixture(scope="module")
def since() -> Figure:
    return share_of_growth(QUARTERS, dates=["1989-Q3", "2026-Q1"])


@pytest.fixture(scope="module")
def lost() -> Figure:
    return share_of_growth(QUARTERS, dates=["2006-Q4", "2012-Q4"])


@pytest.mark.parametrize("size", SIZES)
def test_a_picture_editor_finds_nothing(since: Figure, lost: Figure, size: str) -> None:
    assert offences(since.sheet(size)) == []
    assert offences(lost.sheet(size)) == []


@pytest.mark.slow
def test_dark(lost: Figure) -> None:
    assert offences(lost.sheet("article", dark=True)) == []


def test_gains_are_differences_of_the_printed_levels(since: Figure) -> None:
    frame = built_in(QUARTERS).frame.pivot_table(index="group", columns="quarter", values="net_worth")
    gains = frame["2026-Q1"] - frame["1989-Q3"]
    groups = since.table[since.table["item"] == "group"].reset_index(drop=True)
    order = ["Bottom50", "Next40", "Next9", "RemainingTop1", "TopPt1"]
    assert groups["gain"].tolist() == pytest.approx([gains[name] for name in order])
    assert groups["share"].tolist() == pytest.approx([gains[name] / gains.sum() for name in order])
    assert groups["share"].sum() == pytest.approx(1)
    assert groups["part"].tolist() == [0.5, 0.4, 0.09, 0.009, 0.001]
    top = gains[["Next9", "RemainingTop1", "TopPt1"]].sum() / gains.sum()
    assert cell(since.table, "richest", "share") == pytest.approx(top)


def test_it_is_the_metric_of_that_name() -> None:
    figure = share_of_growth(WORLD, dates=[1980, 2016])
    before, after = (built_in(WORLD).distribution(year=year) for year in (1980, 2016))
    for row in figure.table[figure.table["item"] == "group"].to_dict("records"):
        assert row["share"] == pytest.approx(captured(before, after, row["p_lower"], row["p_upper"]))
    assert "Growth per head" in figure.note
    assert "Real: EUR at prices of 2016" in figure.note.replace("\xa0", " ")
    assert "USD" not in figure.alt
    assert offences(figure.sheet("phone")) == []


def test_losers_stand_below_zero_and_it_is_said(lost: Figure) -> None:
    poorest = lost.table[lost.table["item"] == "group"].iloc[0]
    assert poorest["share"] < 0
    assert poorest["gain"] < 0
    assert "groups that lost run the other way" in lost.note
    assert "−26 percent" in lost.title.replace("\xa0", " ")
    assert "percent, USD −983 billion" in lost.alt.replace("\xa0", " ")


def test_nominal_is_said(since: Figure) -> None:
    assert "Nominal: USD at current prices; inflation is not taken off." in since.note.replace("\xa0", " ")
    assert "Not the same households" in since.note
    assert "run the other way" not in since.note


def test_refusals() -> None:
    with pytest.raises(DrawingError, match="no growth to share"):
        share_of_growth(QUARTERS, dates=["2007-Q3", "2009-Q1"])
    with pytest.raises(DrawingError, match="none of the cuts"):
        share_of_growth(QUARTERS, dates=["1989-Q3", "2026-Q1"], cuts=[0.2])
    with pytest.raises(DrawingError, match="two dates"):
        share_of_growth(QUARTERS, dates=["2026-Q1", "1989-Q3"])
    with pytest.raises(DrawingError, match="'1989 Q3' is no date"):
        share_of_growth(QUARTERS, dates=["1989 Q3", "2026-Q1"])
    with pytest.raises(UnknownNameError):
        share_of_growth(QUARTERS, dates=["1979-Q3", "2026-Q1"])
    with pytest.raises(DomainError, match="not a distribution"):  # an edition says nothing of another edition's year
        share_of_growth("world_wealth@2018", dates=[2017, 2018])
    with pytest.raises(UntiedNumberError, match="The title says '70"):
        share_of_growth(QUARTERS, dates=["1989-Q3", "2026-Q1"], title="The richest took 70 percent")


def test_world_wealth_of_one_edition() -> None:
    shares, years = "world_wealth@2023/inequality", "world_wealth@2023/years"
    figure = share_of_growth(shares, totals=years, dates=[2000, 2022])
    then, now = 117_825e9, 454_385e9
    expected = [(low * now - high * then) / (now - then) for low, high in ((0.19, 0.112), (0.365, 0.406), (0.445, 0.482))]
    assert figure.table[figure.table["item"] == "group"]["share"].tolist() == pytest.approx(expected)
    assert "current prices and market exchange rates" in figure.note
    assert offences(figure.sheet("article")) == []
    assert share_of_growth(**figure.call.arguments).id == figure.id
    with pytest.raises(DrawingError, match="unlike editions"):
        share_of_growth("world_wealth@2018", totals=years, dates=[2000, 2018])
    with pytest.raises(DrawingError, match="none of the cuts"):
        share_of_growth(shares, totals=years, dates=[2019, 2020])


def test_own_cuts_and_the_call(since: Figure) -> None:
    figure = share_of_growth(QUARTERS, dates=["1989-Q3", "2026-Q1"], cuts=[0.9])
    assert figure.table[figure.table["item"] == "group"]["part"].tolist() == [0.9, 0.1]
    assert share_of_growth(**figure.call.arguments).id == figure.id
    assert since.call.arguments == {"data": f"{QUARTERS}/groups", "dates": ["1989-Q3", "2026-Q1"]}
