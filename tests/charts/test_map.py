"""The map: its projection, its outlines, its numbers and what it admits."""

from __future__ import annotations

import numpy as np
import pytest

from inequality.charts._equal_earth import HEIGHT, WIDTH, equal_earth, outlines
from inequality.charts.map import world_map
from inequality.dataset import built_in
from inequality.errors import DrawingError
from inequality.press import Figure
from inequality.press.ink import offences
from inequality.press.plotted import cell


@pytest.fixture(scope="module")
def figure() -> Figure:
    """Return the map of 2020."""
    return world_map("gini_world_bank@2024", year=2020)


def test_the_projection_keeps_areas() -> None:
    for latitude in (-80.0, -30.0, 0.0, 45.0, 75.0):
        x, y = equal_earth([10, 11, 10], [latitude, latitude, latitude + 0.001])
        flat = abs((x[1] - x[0]) * (y[2] - y[0]) - (x[2] - x[0]) * (y[1] - y[0]))
        sphere = np.radians(1) * (np.sin(np.radians(latitude + 0.001)) - np.sin(np.radians(latitude)))
        assert flat == pytest.approx(sphere, rel=1e-4)
    assert 2 * equal_earth(180, 0)[0] == pytest.approx(WIDTH, rel=1e-5)
    assert 2 * equal_earth(0, 90)[1] == pytest.approx(HEIGHT, rel=1e-5)


def test_outlines_are_whole() -> None:
    found = outlines()
    assert len(found) > 230
    codes = {each.area for each in found}
    assert {"FRA", "XKX", "PSE", "TWN", "ESH", "RUS", "FJI", "TON"} <= codes
    for each in found:
        for ring in each.rings:
            assert len(ring) >= 3
            assert np.abs(ring[:, 0]).max() <= 180
            assert np.abs(np.diff(ring[:, 0])).max() < 90, each.name  # no ring runs round the back of the map


def test_each_country_has_its_nearest_survey(figure: Figure) -> None:
    frame = built_in("gini_world_bank@2024").frame
    rows = figure.table[figure.table["item"] == "country"]
    assert len(rows) == cell(figure.table, "countries") > 120
    assert rows["date"].notna().all()
    for row in rows.sample(25, random_state=1).to_dict("records"):
        own = frame[(frame["area"] == row["area"]) & frame["welfare_type"].notna()]
        assert abs(int(row["date"]) - 2020) == (own["year"] - 2020).abs().min() <= 10
        assert row["value"] == own.loc[own["year"] == int(row["date"]), "gini"].iloc[0]


def test_classes_have_equal_limits_and_hold_their_countries(figure: Figure) -> None:
    table = figure.table
    classes = table[table["item"] == "class"].set_index("group")
    assert len({round(high - low, 9) for low, high in zip(classes["low"], classes["high"], strict=True)}) == 1
    for row in table[table["item"] == "country"].to_dict("records"):
        assert classes.loc[row["group"], "low"] - 1e-9 <= row["value"] <= classes.loc[row["group"], "high"] + 1e-9


@pytest.mark.parametrize("size", ["article", "phone"])
def test_a_picture_editor_finds_nothing(figure: Figure, size: str) -> None:
    sheet = figure.sheet(size)
    assert offences(sheet) == []
    drawn = " ".join(placed.text for placed in sheet.texts).replace("\xa0", " ")
    for said in ("within 10 years of 2020", "Hatched", "disputed", "consumption is the more equal", "Tuvalu"):
        assert said in drawn


def test_no_table_or_no_survey_is_refused() -> None:
    with pytest.raises(DrawingError, match="no Gini index"):
        world_map("rich_list@2017")
    with pytest.raises(DrawingError, match="within 1 years of 1950"):
        world_map("gini_world_bank@2024", year=1950, tolerance=1)
