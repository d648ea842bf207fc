"""The Gini index with kinds of uncertainty kept apart."""

from __future__ import annotations

import pytest

import inequality as iq
from inequality.charts.uncertainty import gini_uncertainty
from inequality.dataset import built_in
from inequality.errors import DrawingError, IncomparableError, UnknownNameError
from inequality.press.ink import offences

RELEASES = [f"us_net_worth_vintages@{edition}" for edition in ("2019-Q2", "2020-Q2", "2023-Q1", "2026-Q1")]


def test_groups_allow_an_interval_that_holds_the_printed_index() -> None:
    figure = gini_uncertainty(["gini_world_bank@2024", "income_deciles_world_bank@2022-2024"], area="ZAF", year=2014)
    table = figure.table
    printed = table["value"].dropna().tolist()
    between = iq.bounds(iq.gini, built_in("income_deciles_world_bank@2022-2024").distribution(area="ZAF"))
    assert printed == [0.63]
    grouped = table[table["kind"] == "grouping"]
    assert (grouped["low"].iloc[0], grouped["high"].iloc[0]) == pytest.approx((between.low, between.high))
    assert between.low < printed[0] < between.high
    # What groups allow is no other source.
    assert not (table["kind"] == "source").any()
    for size in ("article", "phone"):
        assert offences(figure.sheet(size)) == []


def test_editions_give_the_range_of_revision() -> None:
    figure = gini_uncertainty(RELEASES, area="USA", year="2019-Q2")
    table = figure.table
    revision = table[table["kind"] == "revision"].iloc[0]
    least = [iq.gini(built_in(id).distribution(quarter="2019-Q2").equal()) for id in RELEASES]
    assert (revision["low"], revision["high"]) == pytest.approx((min(least), max(least)))
    for size in ("article", "phone"):
        assert offences(figure.sheet(size)) == []


def test_what_does_not_compare_or_is_not_there_is_refused() -> None:
    with pytest.raises(IncomparableError):
        gini_uncertainty(["gini_world_bank@2024", "us_net_worth_percentiles@2019"], area="USA", year=2019)
    with pytest.raises(DrawingError, match="how sure"):
        gini_uncertainty("gini_world_bank@2024", area="ZAF", year=2014)
    with pytest.raises(DrawingError, match="several years"):
        gini_uncertainty("gini_world_bank@2024", area="ZAF")
    with pytest.raises(UnknownNameError, match="1999"):
        gini_uncertainty("gini_world_bank@2024", area="ZAF", year=1999)
