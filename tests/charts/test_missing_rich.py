"""A survey with the list of those whom it misses."""

from __future__ import annotations

import numpy as np
import pytest

import inequality as iq
from inequality.charts.missing_rich import survey_and_list
from inequality.dataset import built_in
from inequality.errors import DrawingError
from inequality.press.ink import offences

TAIL, LIST = "us_net_worth_tail@2019", "rich_list_citizens@2019"


def test_it_draws_what_the_package_computes() -> None:
    figure = survey_and_list(TAIL, LIST, threshold=1e7)
    table = figure.table.set_index("item")
    bands, listed = built_in(TAIL).frame, built_in(LIST).frame["net_worth"]
    sampled = bands["families_asked"].where(bands["band_low"] > 0, 1)
    average = np.repeat(bands["net_worth"] / bands["population"], sampled)
    weights = np.repeat(bands["population"] / sampled, sampled)
    both = iq.top_share_by_threshold(average, listed, [1e7], weights=weights).iloc[0]
    assert table.loc["tail", "alpha"] == pytest.approx(both["alpha"], rel=1e-9)
    tried = table.loc["tried"].set_index("value")
    assert tried.loc[1e7, "with"] == pytest.approx(both["top_share"], rel=1e-9)
    assert table.loc["tail", "place"] == pytest.approx(bands.loc[bands["band_low"] >= 1e7, "population"].sum(), rel=1e-9)
    between = iq.bounds(iq.top_share, built_in(TAIL).distribution(), 0.01)
    assert table.loc["as asked", ["with", "without"]].tolist() == pytest.approx([between.low, between.high])
    assert (table["p_lower"] == 0.99).all()
    for size in ("article", "phone"):
        assert offences(figure.sheet(size)) == []


def test_the_list_makes_the_tail_heavier() -> None:
    tried = survey_and_list(TAIL, LIST, threshold=1e7).table.query("item == 'tried'")
    assert (tried["with"] > tried["without"]).all()
    assert tried["value"].max() == 1e8  # above, too few families were asked


def test_what_is_no_tail_and_no_list_is_refused() -> None:
    with pytest.raises(DrawingError, match="no tail of a survey"):
        survey_and_list("us_net_worth_percentiles@2019", LIST, threshold=1e7)
    with pytest.raises(DrawingError, match="no rich list"):
        survey_and_list(TAIL, "us_net_worth_percentiles@2019", threshold=1e7)
    with pytest.raises(DrawingError, match="No band begins at 3e"):
        survey_and_list(TAIL, LIST, threshold=3e7)
    with pytest.raises(DrawingError, match="Fewer than 150"):
        survey_and_list(TAIL, LIST, threshold=1e9)
