"""One group's share by source and edition."""

from __future__ import annotations

import pytest

from inequality.charts.by_source import share_by_source
from inequality.dataset import built_in, datasets
from inequality.errors import DrawingError, IncomparableError, UnknownNameError
from inequality.press.ink import offences

RELEASES = [f"us_net_worth_vintages@{edition}" for edition in datasets()["us_net_worth_vintages"]]
SURVEY = "us_net_worth_estimates@2019/shares"


@pytest.mark.parametrize("group", ["bottom 50", "top 1", "top 10"])
def test_all_releases_and_the_survey_with_its_interval(group: str) -> None:
    figure = share_by_source([*RELEASES, SURVEY], area="USA", date="2019-Q2", group=group)
    table = figure.table
    assert table["edition"].tolist() == [*datasets()["us_net_worth_vintages"], "2019"]
    assert table["low"].notna().tolist() == [False] * 6 + [True]
    low, high = {"bottom 50": (0, 0.5), "top 1": (0.99, 1), "top 10": (0.9, 1)}[group]
    (row,) = built_in(SURVEY).rows({"p_lower": low, "p_upper": high})
    printed = [float(row[name]) for name in ("share", "low", "high")]
    assert table.iloc[-1][["share", "low", "high"]].tolist() == printed
    for id, share in zip(RELEASES, table["share"], strict=False):
        there = built_in(id).frame.query("quarter == '2019-Q2' and p_lower >= @low and p_upper <= @high")
        assert share == pytest.approx(there["share"].sum(), abs=1e-9)
    for size in ("article", "phone"):
        assert offences(figure.sheet(size)) == []


def test_a_group_that_is_added_up_has_no_interval() -> None:
    figure = share_by_source([RELEASES[-1], SURVEY], area="USA", date="2019-Q2", group="next 9")
    assert figure.table["low"].isna().all()
    assert "how the sample was drawn" not in figure.note
    assert "does not say how sure it is" in figure.note


def test_the_interval_says_what_it_leaves_out() -> None:
    assert "leaves out how the sample was drawn" in share_by_source([RELEASES[0], SURVEY], area="USA", date="2019-Q2").note


def test_what_cannot_be_compared_is_refused() -> None:
    with pytest.raises(DrawingError, match="2 to 14"):
        share_by_source(SURVEY, area="USA", date=2019)
    with pytest.raises(IncomparableError):
        share_by_source([SURVEY, "income_top_shares_wid@2022-07"], area="USA", date=2019, group="top 1")
    with pytest.raises(UnknownNameError, match="2031"):
        share_by_source([RELEASES[0], SURVEY], area="USA", date="2031-Q1")
    with pytest.raises(DrawingError, match="does not give the share of this group"):
        share_by_source([RELEASES[0], SURVEY], area="USA", date="2019-Q2", group="top 5")
