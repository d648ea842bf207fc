"""Interactive pages of single charts: marks, order, scales and colours as in the picture, and how they are read."""

from __future__ import annotations

from functools import cache
from typing import Any

import pandas as pd
import pytest

from inequality.charts import CHARTS
from inequality.charts._groups import colour_of
from inequality.charts.stack import PALE, stacked_shares
from inequality.charts.verdict_card import claim_card
from inequality.claims import check
from inequality.press import Figure
from inequality.press.kit import reading_of
from inequality.press.palette import ACCENT, MUTED, tint
from inequality.press.plotted import cell
from inequality.press.vega import key_of, vega_lite
from inequality.press.view import View

OWN = (
    "pens_parade", "stacked_shares", "growth_incidence", "tail_plot", "claim_card", "slope", "fortunes_beeswarm",
    "wealth_pyramid", "sensitivity_strip", "world_map",
)  # fmt: skip


@cache
def figure(name: str, **arguments: Any) -> Figure:
    call = {**CHARTS[name].facts["example"], **arguments}
    call = {key: check(value) if key == "verdict" else value for key, value in call.items()}
    made: Figure = CHARTS[name].function(**call)
    return made


def spec_of(made: Figure) -> dict[str, Any]:
    return vega_lite(made.view, made.language, made.look.style.palette(dark=False), made.terms)


@pytest.mark.parametrize("name", OWN)
def test_it_has_a_view_of_its_own_that_says_how_to_read_it(name: str) -> None:
    made = figure(name)
    assert made.interactive is not None
    assert made.view.reading
    assert reading_of(made).endswith(".")
    assert not {"First", "Dashed", "Position", "P lower"} & {word for row in said(made) for word in row.split(": ")}


def said(made: Figure) -> list[str]:
    return [row["says"] for layer in spec_of(made)["layer"] for row in layer["data"]["values"] if "says" in row]


@pytest.mark.parametrize("name", OWN)
def test_vega_knows_it_and_another_language_says_the_same_numbers(name: str) -> None:
    alt = pytest.importorskip("altair")
    english, arabic = figure(name), figure(name, language="ar")
    for made in (english, arabic):
        spec = spec_of(made)
        for layer in spec["layer"]:  # which are slow to check, and alike
            del layer["data"]["values"][3:]
        assert alt.LayerChart.from_dict(spec)
    assert [numbers_of(layer.data) for layer in english.view.layers] == [numbers_of(layer.data) for layer in arabic.view.layers]


def numbers_of(rows: pd.DataFrame) -> list[list[float]]:
    return [rows[column].fillna(-1).tolist() for column in rows.select_dtypes("number")]


def test_marchers_are_steps_as_tall_as_drawn_and_time_is_not_mirrored() -> None:
    made = figure("pens_parade")
    groups, marchers = made.table[made.table["item"] == "group"], made.view.layers[0].data
    assert marchers["drawn"].tolist() == groups["drawn"].tolist()
    assert marchers["_start"].tolist()[1:] == marchers["_end"].tolist()[:-1]
    assert (marchers["_start"].iloc[0], marchers["_end"].iloc[-1]) == (0, 60)
    assert made.view.y.low <= marchers["drawn"].min() < 0 < marchers["drawn"].max() <= made.view.y.high
    assert "239.1 metres" in said(made)[-1].replace("\N{NO-BREAK SPACE}", " ")  # what is cut is said in full
    axis = spec_of(figure("pens_parade", language="ar"))["layer"][0]["encoding"]["x"]["scale"]
    assert (axis["domain"], axis["reverse"]) == ([0, 60], False)


@pytest.mark.parametrize("area", ["FRA", "CHN", None])
def test_columns_of_shares_fill_100_percent_with_gaps_and_paler_estimates(area: str | None) -> None:
    made = figure("stacked_shares") if area is None else stacked_shares("wealth_shares_wid@2018", area=area)
    rows = pd.concat([layer.data.assign(colour=layer.colour) for layer in made.view.layers])
    assert len(rows) == len(made.table)
    for _, column in rows.groupby("_start"):
        column = column.sort_values("_foot")
        assert column["_foot"].tolist() == [0, *column["_top"].tolist()[:-1]]
        assert column["_top"].iloc[-1] == pytest.approx(1, abs=0.002)
    step = 0.25 if "quarter" in made.table else 1
    assert (rows["_end"] - rows["_start"]).round(9).eq(step).all()
    assert rows["_start"].nunique() == made.table["time"].nunique()
    groups = {made.terms[name]: name for name in made.table["group"]}
    for row in rows.to_dict("records"):
        colour = colour_of(groups[row["_line"]])
        assert row["colour"] == (tint(colour, PALE) if row["_estimated"] else colour)
    assert (made.view.y.low, made.view.y.high) == (0, 1)
    named = [name for *_, name in key_of(made.view, made.look.style.palette(dark=False))]
    assert named == list(groups)  # once each, though estimated dates are paler
    assert all(any(name in row for name in groups) for row in said(made))


def test_growth_is_drawn_by_people_and_the_scale_is_named() -> None:
    made = figure("growth_incidence")
    curve = made.table[made.table["item"] == "bracket"]
    mean, line, dots = made.view.layers
    assert made.view.x.name == "Percent of people who are poorer"
    assert line.data["_growth"].tolist() == dots.data["_growth"].tolist() == curve["growth"].tolist()
    assert set(mean.data["growth"]) == {cell(made.table, "mean", "growth")}
    assert made.view.y.low <= curve["growth"].min() < 0 < curve["growth"].max() <= made.view.y.high


def test_both_scales_of_a_tail_are_logarithmic_and_say_so() -> None:
    made = figure("tail_plot")
    for axis in (made.view.x, made.view.y):
        assert axis.kind == "log"
        assert "logarithmic" in axis.name
    points, start, pareto, other = made.view.layers
    assert len(points.data) == cell(made.table, "fortunes")
    threshold = cell(made.table, "threshold")
    assert set(start.data["value"]) == {threshold}
    assert all(layer.data["value"].min() == threshold for layer in (pareto, other))  # neither is drawn below it
    assert [layer.dashed for layer in (pareto, other)] == ["", "dashed"]


def layers_of(view: View, *kinds: str) -> list[str]:
    return [layer.mark for layer in view.layers if layer.mark in kinds]


@pytest.mark.parametrize(
    ("claim", "marks"),
    [
        ("oxfam-2018-42", ["bar"]),
        ("computed-2022", ["outline"]),
        ("oxfam-2024-five-men", ["dot"]),
    ],
)
def test_a_card_shows_what_the_data_allow_and_what_was_claimed(claim: str, marks: list[str]) -> None:
    made = claim_card(check(claim))
    result = made.table[made.table["item"] == "result"].iloc[0]
    first = made.view.layers[0]
    assert layers_of(made.view, "bar", "outline", "dot")[:1] == marks
    assert first.data["low"].tolist() == [result["low"]]
    if first.x2:
        assert first.data["high"].tolist() == [result["high"]]
    claimed = [layer for layer in made.view.layers if layer.mark == "tick"]
    assert len(claimed) == int(pd.notna(result["value"]))
    for layer in claimed:
        assert set(layer.data["value"]) == {result["value"]}
        assert layer.data["row"].tolist() == list(made.view.y.said)
    assert "The data" in made.view.reading


def test_a_slope_has_a_line_for_each_area_dashed_where_estimated() -> None:
    made = figure("slope")
    lines = [layer for layer in made.view.layers if layer.mark == "line"]
    drawn = {(*line.data["value"], bool(line.data["dashed"].iloc[0])) for line in lines}
    assert drawn == set(zip(made.table["first"], made.table["last"], made.table["dashed"], strict=True))
    assert [line.colour for line in lines] == [MUTED] * (len(lines) - 1) + [ACCENT]
    assert made.view.x.said == ("1980", "2019")
    assert [name for *_, name in key_of(made.view, made.look.style.palette(dark=False))] == ["Russia"]


def test_areas_of_a_swarm_are_as_large_as_the_fortunes_and_none_meets_another_on_a_phone() -> None:
    made = figure("fortunes_beeswarm")
    rows = pd.concat([layer.data for layer in made.view.layers])
    ratios = (rows["_area"] / rows["value"]).tolist()
    assert ratios == pytest.approx([ratios[0]] * len(ratios))
    assert len(rows) == cell(made.table, "fortunes")
    dots = [row for layer in spec_of(made)["layer"] for row in layer["data"]["values"]]
    assert sorted(row["size"] for row in dots) == sorted(rows["_area"])
    assert spec_of(made)["layer"][0]["encoding"]["size"]["scale"] is None
    assert (rows["_off"].abs() + (rows["_area"] / 3.14159) ** 0.5).max() <= made.view.y.high + 0.01
    assert made.view.x.kind == "log"


def test_two_bars_are_100_percent_each_and_cut_alike() -> None:
    made = figure("wealth_pyramid")
    (layer,) = made.view.layers
    for what, (_, bar) in zip(("people", "wealth"), layer.data.groupby("bar", sort=False), strict=True):
        assert (bar["_end"] - bar["_start"]).tolist() == pytest.approx(made.table[f"share_of_{what}"].tolist())
        told = [text.split(":")[0] for text in made.alt.split(". ")[1:]]
        assert [made.language.capital(name) for name in bar["band"]] == told
        assert (bar["_start"].iloc[0], bar["_end"].iloc[-1]) == (0, pytest.approx(1))


def test_a_strip_shows_results_claim_and_what_is_known_below_the_scale() -> None:
    made = figure("sensitivity_strip")
    strip = made.table[made.table["item"] == "strip"]
    dots = made.view.layers[-1]
    assert list(zip(dots.data["at"], dots.data["low"], strict=True)) == list(zip(strip["at"], strip["low"], strict=True))
    lines = [layer for layer in made.view.layers if layer.mark == "line"]
    assert [set(layer.data["value"]) for layer in lines if layer.name] == [{cell(made.table, "published")}]
    assert {float(layer.data["at"].iloc[0]) for layer in lines if not layer.name} == {
        cell(made.table, "right when", end) for end in ("low", "high")
    }
    bars = [layer.data for layer in made.view.layers if layer.mark == "bar" and layer.x2]
    assert [bar["low"].item() for bar in bars] == [cell(made.table, item, "low") for item in ("limits", "estimate")]
    assert all((bar[end] < made.view.y.ticks[0]).all() for bar in bars for end in ("_top", "_foot"))


def test_the_map_s_stand_in_ranks_each_kind_of_survey_by_itself() -> None:
    made = figure("world_map")
    known = made.table[made.table["value"].notna() & made.table["area"].notna()]
    assert sum(len(layer.data) for layer in made.view.layers) == len(known)
    for layer, kind in zip(made.view.layers, ("income", "consumption"), strict=True):
        assert sorted(layer.data["value"]) == sorted(known.loc[known["kind"] == kind, "value"])
        assert layer.data["value"].is_monotonic_decreasing
    assert made.view.x.name.startswith("Rank: ")
    assert "they are ranked apart" in made.view.reading
    assert list(made.view.y.said) == [name for layer in made.view.layers for name in layer.data["area"]]
