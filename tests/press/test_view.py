"""Interactive views: what a chart gives, what follows from a table, and what Vega-Lite makes of it."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest

from inequality.errors import DrawingError
from inequality.press.inferred import inferred_view
from inequality.press.palette import GROUPS
from inequality.press.style import HOUSE
from inequality.press.vega import key_of, vega_lite
from inequality.press.view import Axis, Layer, View, named, numbers, years
from inequality.words import language

WORDS = language("en")
SHARES = pd.DataFrame(
    {
        "area": ["FRA"] * 4 + ["USA"] * 5,
        "year": [2000, 2001, 2004, 2005, 2000, 2001, 2002, 2003, 2004],
        "share": [0.1, 0.11, 0.12, 0.13, 0.2, 0.21, 0.22, 0.23, 0.24],
        "estimated": [False, False, True, True] + [False] * 5,
    }
)


def spec_of(view: View, code: str = "en") -> dict[str, Any]:
    return vega_lite(view, language(code), HOUSE.light)


def test_series_over_time_are_lines_with_gaps_and_dashes() -> None:
    spec = spec_of(inferred_view(SHARES, WORDS))
    line, dots = spec["layer"]
    pieces: dict[int, list[dict[str, Any]]] = {}
    for row in line["data"]["values"]:
        pieces.setdefault(row["piece"], []).append(row)
    drawn = [[(row["x"], row["dash"]) for row in piece if row["y"] is not None] for piece in pieces.values()]
    assert [[x for x, _ in piece] for piece in drawn] == [[2000, 2001], [2004, 2005], [2000, 2001, 2002, 2003, 2004]]
    assert [{dash for _, dash in piece} for piece in drawn] == [{0}, {1}, {0}]
    assert len(dots["data"]["values"]) == len(SHARES)
    assert dots["data"]["values"][0]["says"] == "Area: France; Year: 2000; Share: 10\xa0percent; Estimated: no"
    assert spec["layer"][0]["encoding"]["y"]["scale"]["domain"] == [0, 0.25]


def test_a_piece_that_ends_in_an_estimate_is_joined_to_what_is_known() -> None:
    table = pd.DataFrame({"year": [2000, 2001, 2002], "share": [0.1, 0.2, 0.3], "estimated": [False, False, True]})
    rows = spec_of(inferred_view(table, WORDS))["layer"][0]["data"]["values"]
    assert [(row["x"], row["dash"], row["piece"]) for row in rows] == [(2000, 0, 0), (2001, 0, 0), (2001, 1, 1), (2002, 1, 1)]


def test_rows_of_unlike_kinds_are_never_joined() -> None:
    table = pd.DataFrame({"item": ["published", "published", "revised"], "year": [2016, 2017, 2016], "value": [62, 8, 9]})
    assert [layer.mark for layer in inferred_view(table, WORDS).layers] == ["dot"]


def test_groups_of_a_distribution_keep_their_colours() -> None:
    table = pd.DataFrame({"group": ["top 1", "bottom 50"] * 2, "year": [2000, 2000, 2001, 2001], "share": [0.1, 0.2, 0.1, 0.2]})
    view = inferred_view(table, WORDS)
    assert {name: colour for _, colour, name in key_of(view, HOUSE.light)} == {
        name: HOUSE.light.hex(GROUPS[name]) for name in ("top 1", "bottom 50")
    }


def test_names_stand_in_the_table_s_order_with_their_intervals() -> None:
    table = pd.DataFrame({"area": ["USA", "FRA"], "gini": [0.4, 0.3], "low": [0.38, 0.29], "high": [0.42, 0.31]})
    spec = spec_of(inferred_view(table, WORDS))
    assert [layer["mark"]["type"] for layer in spec["layer"]] == ["bar", "point"]
    assert spec["layer"][1]["encoding"]["y"]["sort"] == ["United States", "France"]


@pytest.mark.parametrize(
    "table",
    [
        pd.DataFrame({"n": [42]}),
        pd.DataFrame({"x": [1.0, 2.0], "y": [3.0, None]}),
        pd.DataFrame({"name": ["a", "b"]}),
        pd.DataFrame({"year": [2000], "share": [0.5]}),
        pd.DataFrame({"area": [f"A{n}" for n in range(9)] * 2, "year": [2000] * 9 + [2001] * 9, "share": [-0.1] * 18}),
        SHARES,
    ],
    ids=range(6),
)
@pytest.mark.parametrize("code", ["en", "ar"])
def test_every_table_has_a_view_that_vega_knows(table: pd.DataFrame, code: str) -> None:
    alt = pytest.importorskip("altair")
    spec = spec_of(inferred_view(table, language(code)), code)
    assert alt.LayerChart.from_dict(spec)
    json.dumps(spec, allow_nan=False)


def test_reading_from_the_right_mirrors_all_but_time() -> None:
    bars = View([Layer(SHARES[:1], "dot", "share", "area")], numbers(0, 1, WORDS.number, ""), named(["FRA"]))
    lines = View([Layer(SHARES[:1], "dot", "year", "share")], years(2000, 2001, WORDS, ""), numbers(0, 1, WORDS.number, ""))
    arabic = [vega_lite(view, language("ar"), HOUSE.light)["layer"][0]["encoding"] for view in (bars, lines)]
    assert [encoding["x"]["scale"]["reverse"] for encoding in arabic] == [True, False]
    assert all(encoding["y"]["axis"]["orient"] == "right" for encoding in arabic)
    assert not spec_of(bars)["layer"][0]["encoding"]["x"]["scale"]["reverse"]


def test_ticks_are_written_by_the_language() -> None:
    axis = numbers(0, 2e6, language("hi").number, "")
    assert axis.said[-1] == "20,00,000"
    view = View([Layer(SHARES[:1], "dot", "year", "share")], years(2000, 2001, WORDS, ""), axis)
    assert "20,00,000" in spec_of(view)["layer"][0]["encoding"]["y"]["axis"]["labelExpr"]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Layer(SHARES, "dot", "year", "nothing"), "names the column 'nothing'"),
        (lambda: Layer(SHARES, "dot", "year", "share", by="area", colours={"FRA": "ink"}), "'USA' has no colour"),
        (lambda: Axis("log", ""), "logarithmic"),
        (
            lambda: View(
                [Layer(SHARES, "bar", "year", "share")],
                years(2000, 2005, WORDS, ""),
                numbers(0.1, 0.3, WORDS.number, "", zero=False),
            ),
            "from zero",
        ),
    ],
)
def test_what_would_mislead_is_refused(make: Any, message: str) -> None:
    with pytest.raises(DrawingError, match=message):
        make()


def test_texts_are_data_and_no_code() -> None:
    table = pd.DataFrame({"area": ["</script>\u202e\x00", "datum.x"], "gini": [0.4, 0.3]})
    spec = spec_of(inferred_view(table, WORDS))
    text = json.dumps(spec["layer"][0]["data"])
    assert "\\u202e" not in text
    assert "\\u0000" not in text
    # Expressions hold texts as strings of JSON alone.
    assert spec["layer"][0]["encoding"]["y"]["axis"]["labelExpr"].startswith('[["</script>"], ["datum.x"]][indexof(')
