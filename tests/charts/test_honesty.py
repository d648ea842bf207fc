"""What each chart owes its readers, rule by rule: it raises, or the mark or the sentence is there.

`HELD` says which test holds which chart to which rule; the tests that no other file has stand below.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import LineCollection
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from inequality._measure import Measure
from inequality.charts import CHARTS
from inequality.claims import check
from inequality.dataset.fetched import FetchedDataset
from inequality.distribution import Distribution
from inequality.errors import DomainError, DrawingError, IncomparableError
from inequality.press import Figure
from inequality.press.sheet import Sheet

HERE = "test_honesty"
#: By rule and chart: the file and the test that sees it.
HELD: Mapping[str, Mapping[str, str]] = {
    "bars and areas begin at zero": {
        "stacked_shares": "test_stack::test_layers_fill_the_plot_from_zero",
        "pens_parade": "test_parade::test_debt_is_underground_and_nothing_is_drawn_above_the_ceiling",
        "wealth_pyramid": "test_wealth_bands::test_both_bars_are_equally_long_and_cut_by_the_shares",
        "share_of_growth": f"{HERE}::test_bars_of_growth_begin_at_zero_and_are_hatched",
        "richest_against_poorest": f"{HERE}::test_fortunes_and_the_half_begin_at_one_zero",
        "palma_ladder": f"{HERE}::test_the_ladder_begins_at_zero",
        "count_by_year": f"{HERE}::test_counts_begin_at_zero_and_no_line_joins_them",
    },
    "negative wealth is below zero, or refused": {
        "lorenz_curve": "test_lorenz::test_debts_are_drawn_below_zero",
        "top_shares": "test_shares_in_time::test_a_group_in_debt_is_drawn_below_zero",
        "stacked_shares": "test_stack::test_refusals",
        "pens_parade": "test_parade::test_debt_is_underground_and_nothing_is_drawn_above_the_ceiling",
        "share_of_growth": "test_captured::test_losers_stand_below_zero_and_it_is_said",
        "growth_incidence": "test_elephant::test_losses_have_a_minus",
        "slope": "test_two_years::test_the_poorest_half_may_have_less_than_nothing",
        "wealth_pyramid": "test_wealth_bands::test_refusals",
        "richest_against_poorest": "test_figures::test_a_claim_that_would_mislead_is_not_drawn",
        "small_multiples": f"{HERE}::test_a_panel_goes_below_zero",
        "fortunes_beeswarm": f"{HERE}::test_a_fortune_of_nothing_has_no_place_on_a_logarithmic_scale",
        "tail_plot": f"{HERE}::test_a_fortune_of_nothing_has_no_place_on_a_logarithmic_scale",
        "palma_ladder": f"{HERE}::test_there_is_no_ratio_to_what_the_indebted_have",
        "gini_uncertainty": f"{HERE}::test_a_gini_above_one_is_explained",
    },
    "gaps are not bridged, and what is missing is said": {
        "top_shares": "test_shares_in_time::test_gaps_are_not_bridged_and_sources_not_joined",
        "stacked_shares": "test_stack::test_a_year_alone_is_a_bar_and_a_gap_stays_a_gap",
        "slope": "test_two_years::test_a_cut_scale_and_what_is_left_out_are_said",
        "claim_card": "test_verdict_card::test_what_is_missing_is_said_and_nothing_is_drawn_for_it",
        "sensitivity_strip": "test_sensitivity::test_nothing_that_moves_is_refused",
        "small_multiples": f"{HERE}::test_panels_do_not_bridge_gaps_or_join_sources",
        "growth_incidence": f"{HERE}::test_a_bracket_without_growth_is_not_drawn",
        "count_by_year": f"{HERE}::test_years_without_a_count_are_named",
        "world_map": f"{HERE}::test_the_map_says_which_surveys_it_leaves_out",
        "tail_plot": "test_fortunes::test_the_tail_is_drawn_only_above_its_threshold",
    },
    "logarithmic scales say so": {
        "fortunes_beeswarm": f"{HERE}::test_logarithmic_scales_are_named",
        "tail_plot": f"{HERE}::test_logarithmic_scales_are_named",
        "growth_incidence": f"{HERE}::test_logarithmic_scales_are_named",
    },
    "extrapolated years are dashed, paler or named": {
        "top_shares": "test_shares_in_time::test_estimated_years_carry_no_title",
        "stacked_shares": "test_stack::test_estimated_years_are_paler_and_make_no_title",
        "slope": "test_two_years::test_estimated_ends_are_dashed",
        "small_multiples": "test_multiples::test_estimated_years_make_no_finding",
        "lorenz_curve": f"{HERE}::test_an_estimated_curve_is_dashed_and_named",
        "growth_incidence": f"{HERE}::test_growth_to_an_estimated_year_is_dashed_and_named",
        "share_of_growth": f"{HERE}::test_estimates_are_named",
        "pens_parade": f"{HERE}::test_estimates_are_named",
        "palma_ladder": f"{HERE}::test_estimates_are_named",
        "world_map": f"{HERE}::test_the_map_refuses_what_is_no_survey_of_income_or_consumption",
    },
    "unlike measures are refused": {
        "top_shares": "test_shares_in_time::test_income_and_wealth_never_share_an_axis",
        "lorenz_curve": "test_lorenz::test_refusals",
        "growth_incidence": "test_elephant::test_refusals",
        "share_of_growth": f"{HERE}::test_prices_of_two_dates_are_one",
        "small_multiples": f"{HERE}::test_income_beside_consumption_is_no_multiple",
        "palma_ladder": "test_ladder::test_income_and_consumption_are_ranked_apart_and_it_is_said",
        "slope": "test_two_years::test_refusals",
        "gini_uncertainty": "test_uncertainty::test_what_does_not_compare_or_is_not_there_is_refused",
        "count_by_year": "test_figures::test_counts_of_something_else_are_not_drawn_beside",
        "world_map": f"{HERE}::test_the_map_refuses_what_is_no_survey_of_income_or_consumption",
        "fortunes_beeswarm": "test_fortunes::test_no_rich_list_is_refused",
        "between_and_within": "test_nations::test_two_kinds_of_survey_are_told",
        "share_by_source": "test_by_source::test_what_cannot_be_compared_is_refused",
        "survey_and_list": "test_missing_rich::test_what_is_no_tail_and_no_list_is_refused",
    },
    "areas are as large as what they stand for": {
        "fortunes_beeswarm": "test_fortunes::test_areas_are_fortunes",
        "world_map": "test_map::test_the_projection_keeps_areas",
        "wealth_pyramid": "test_wealth_bands::test_both_bars_are_equally_long_and_cut_by_the_shares",
    },
    "what we computed is hatched, or said where nothing can be hatched": {
        "share_of_growth": f"{HERE}::test_bars_of_growth_begin_at_zero_and_are_hatched",
        "count_by_year": f"{HERE}::test_what_nobody_published_is_hatched",
        "richest_against_poorest": f"{HERE}::test_what_the_half_may_have_owned_is_hatched",
        "growth_incidence": f"{HERE}::test_lines_and_dots_say_that_they_are_computed",
        "palma_ladder": f"{HERE}::test_lines_and_dots_say_that_they_are_computed",
    },
    "no line goes from one edition or source to another": {
        "top_shares": "test_shares_in_time::test_editions_have_lines_of_their_own",
        "slope": "test_two_years::test_refusals",
        "share_of_growth": "test_captured::test_world_wealth_of_one_edition",
        "gini_uncertainty": "test_uncertainty::test_editions_give_the_range_of_revision",
        "share_by_source": "test_by_source::test_all_releases_and_the_survey_with_its_interval",
        "small_multiples": f"{HERE}::test_panels_do_not_bridge_gaps_or_join_sources",
        "count_by_year": f"{HERE}::test_counts_begin_at_zero_and_no_line_joins_them",
    },
}
INCOME = Measure("pretax_national_income", "equal_split_adult", scale="share")
MONEY = Measure("net_wealth", "adult", "USD", conversion="MER")
Own = Callable[..., FetchedDataset]


def test_every_chart_is_held_to_what_applies_to_it() -> None:
    held = {chart for charts in HELD.values() for chart in charts}
    assert held <= set(CHARTS)
    missing = set(CHARTS) - held
    assert not missing, f"say in HELD which test holds {', '.join(sorted(missing))} to which rule"


@pytest.mark.parametrize("test", sorted({test for charts in HELD.values() for test in charts.values()}))
def test_the_tests_are_there(test: str) -> None:
    file, _, name = test.partition("::")
    assert name in _functions(file)


@cache
def _functions(file: str) -> set[str]:
    tree = ast.parse((Path(__file__).parent / f"{file}.py").read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def drawn(chart: str, size: str = "article", **arguments: Any) -> tuple[Figure, Sheet]:
    figure: Figure = CHARTS[chart].function(**arguments)
    return figure, figure.sheet(size)


def series(values: Mapping[str, Mapping[int, float]], **more: Sequence[Any]) -> dict[str, Any]:
    """Columns of shares of the richest percent by area and year."""
    rows = [(area, year, 0.99, 1.0, share) for area, by in values.items() for year, share in by.items()]
    names = ("area", "year", "p_lower", "p_upper", "share")
    return dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)) | {k: list(v) for k, v in more.items()}


def groups(own_table: Own, years: Mapping[int, Sequence[float]], *, late: Measure = MONEY, **more: Any) -> FetchedDataset:
    """A table of equal groups by year, those of later years with another measure where one is given."""
    rows = [
        ("FRA", year, k / len(means), (k + 1) / len(means), mean)
        for year, means in years.items()
        for k, mean in enumerate(means)
    ]
    columns = dict(zip(("area", "year", "p_lower", "p_upper", "average"), map(list, zip(*rows, strict=True)), strict=True))
    columns |= {name: [value[year] for _, year, *_ in rows] for name, value in more.items()}

    def distribution(part: pd.DataFrame) -> Distribution:
        weight = np.full(len(part), 1 / len(part))
        ends = np.full(len(part), -np.inf), np.full(len(part), np.inf)
        measure = MONEY if part["year"].iloc[0] == min(years) else late
        return Distribution(weight, weight * part["average"].to_numpy(), *ends, measure=measure)

    return own_table(columns, MONEY, "average", distribution)


def lines(sheet: Sheet, gid: str) -> list[Line2D]:
    return [each for each in sheet.canvas.get_children() if isinstance(each, Line2D) and each.get_gid() == gid]


def hatchings(sheet: Sheet) -> Iterator[LineCollection]:
    return (each for each in sheet.canvas.get_children() if isinstance(each, LineCollection))


def said(sheet: Sheet) -> str:
    """All texts on a sheet, line breaks and no-break spaces as spaces."""
    return " ".join(placed.text for placed in sheet.texts).replace("\N{NO-BREAK SPACE}", " ")


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("size", ["article", "phone"])
def test_bars_of_growth_begin_at_zero_and_are_hatched(size: str) -> None:
    arguments = {"data": "us_net_worth_by_group@2026-Q1", "dates": ["2006-Q4", "2012-Q4"]}
    figure, sheet = drawn("share_of_growth", size, **arguments)
    shares = figure.table.loc[figure.table["item"] == "group", "share"][::-1].tolist()
    thin = [each for each in sheet.canvas.get_children() if isinstance(each, Rectangle) and each.get_gid() == "people"]
    zero = thin[0].get_x()
    assert [each.get_x() for each in thin] == [zero] * len(shares)
    paper = sheet.palette.hex("paper")
    grounds = [each for each in sheet.canvas.get_children() if isinstance(each, Rectangle) and _hex(each) == paper]
    boxes = grounds[2:]  # after the page's and the key's
    assert len(boxes) == len(shares) == len(list(hatchings(sheet))) - 1
    for box, share in zip(boxes, shares, strict=True):
        assert (box.get_x() if share > 0 else box.get_x() + box.get_width()) == pytest.approx(zero)
    assert "Computed here" in figure.note


def _hex(patch: Rectangle) -> str:
    return str(to_hex(patch.get_facecolor()))


def test_fortunes_and_the_half_begin_at_one_zero() -> None:
    _, sheet = drawn("richest_against_poorest", verdict=check("oxfam-2018-42"))
    rectangles = [each for each in sheet.canvas.get_children() if isinstance(each, Rectangle)]
    poor = next(each for each in rectangles if _hex(each) == sheet.palette.hex("bottom 50"))
    blocks = [each for each in rectangles if _hex(each) == sheet.palette.hex("top 0.1")]
    assert min(each.get_x() for each in blocks) == pytest.approx(poor.get_x())


def test_what_the_half_may_have_owned_is_hatched() -> None:
    figure, sheet = drawn("richest_against_poorest", verdict=check("oxfam-2018-42"))
    amount = figure.table[figure.table["item"] == "amount"].iloc[0]
    xs = np.concatenate([segment[:, 0] for each in hatchings(sheet) for segment in each.get_segments()])
    whole = sheet.body.width / figure.table["cumulative"].max()
    ends = [sheet.body.left + amount[end] * whole for end in ("low", "high")]
    assert [xs.min(), xs.max()] == pytest.approx(ends)


def test_the_ladder_begins_at_zero() -> None:
    figure, sheet = drawn("palma_ladder", data="income_deciles_world_bank@2022-2024", areas=["BRA", "FRA"])
    level = [points for points, _ in sheet.lines if len(points) == 2 and points[0][1] == points[1][1]]
    (upright,) = {points[0][0] for points, _ in sheet.lines if points[0][0] == points[1][0]}
    ratios = sorted(figure.table["ratio"], reverse=True)
    stems = [points[1][0] - points[0][0] for points in level if points[0][0] == upright]
    assert stems == pytest.approx([stems[0] * ratio / ratios[0] for ratio in ratios], rel=0.02)  # to the low end of rounding


@pytest.mark.parametrize("size", ["article", "phone"])
def test_counts_begin_at_zero_and_no_line_joins_them(size: str) -> None:
    verdicts = [check(id) for id in ("oxfam-2016-62", "oxfam-2017-restated-9", "oxfam-2017-8", "oxfam-2018-42")]
    figure, sheet = drawn("count_by_year", size, verdicts=verdicts)
    assert "0" in [placed.text for placed in sheet.texts]
    # All lines are level or upright: gridlines and arrows within a year.
    assert all(a[0] == b[0] or a[1] == b[1] for points, _ in sheet.lines for a, b in zip(points, points[1:], strict=False))
    assert "No line joins the years." in figure.alt


def test_what_nobody_published_is_hatched() -> None:
    _, without = drawn("count_by_year", verdicts=[check("oxfam-2017-8")])
    _, with_ours = drawn("count_by_year", verdicts=[check("oxfam-2017-8")], computed=[check("computed-2022")])
    assert len(list(hatchings(with_ours))) == len(list(hatchings(without))) + 1
    assert "computed here" in said(with_ours)


def test_years_without_a_count_are_named() -> None:
    _, sheet = drawn("count_by_year", verdicts=[check("oxfam-2016-62"), check("oxfam-2019-26")])
    assert "none in the ledger" in said(sheet)


def test_a_panel_goes_below_zero(own_table: Own) -> None:
    shares = {"FRA": {2000: -0.02, 2001: 0.01}, "USA": {2000: 0.02, 2001: 0.03}}
    _, sheet = drawn("small_multiples", data=own_table(series(shares), INCOME))
    (line,) = lines(sheet, "FRA")
    zero = next(points[0][1] for points, _ in sheet.lines if points[0][1] == points[1][1] and _is_zero(sheet, points))
    first, last = np.asarray(line.get_ydata(), float)
    assert first > zero > last  # y runs downward


def _is_zero(sheet: Sheet, points: Sequence[tuple[float, float]]) -> bool:
    numbers = [placed for placed in sheet.texts if placed.text == "0"]
    return any(abs((placed.ink.top + placed.ink.bottom) / 2 - points[0][1]) < 1.5 for placed in numbers)


def test_panels_do_not_bridge_gaps_or_join_sources(own_table: Own) -> None:
    shares = {"FRA": {1990: 0.1, 1991: 0.2, 1994: 0.3, 1995: 0.1}, "USA": {1990: 0.1, 1991: 0.1, 1994: 0.1, 1995: 0.1}}
    _, sheet = drawn("small_multiples", data=own_table(series(shares), INCOME))
    assert len(lines(sheet, "FRA")) == 2
    years = {1990: 0.1, 1991: 0.2, 1992: 0.3, 1993: 0.1}
    table = own_table(series({"FRA": years, "USA": years}, source=["a", "a", "b", "b"] * 2), INCOME)
    _, sheet = drawn("small_multiples", data=table)
    assert len(lines(sheet, "FRA")) == 2


def test_income_beside_consumption_is_no_multiple(own_table: Own) -> None:
    shares = {"FRA": {1990: 0.1, 1991: 0.2}, "IND": {1990: 0.1, 1991: 0.2}}
    table = own_table(series(shares, welfare_type=["income"] * 2 + ["consumption"] * 2), INCOME)
    with pytest.raises(DrawingError, match="income: FRA; consumption: IND"):
        CHARTS["small_multiples"].function(table)


def test_a_bracket_without_growth_is_not_drawn(own_table: Own) -> None:
    before = [-5.0, 0.0, *map(float, range(1, 9))]
    table = groups(own_table, {2000: before, 2010: [each + 6 for each in before]})
    _, sheet = drawn("growth_incidence", data=table, dates=[2000, 2010])
    curves = lines(sheet, "growth")
    assert [len(np.asarray(curve.get_xdata())) for curve in curves] == [8, 8, 8]


@pytest.mark.parametrize("size", ["article", "phone", "square"])
@pytest.mark.parametrize(
    ("chart", "arguments", "times"),
    [
        ("fortunes_beeswarm", {"data": "rich_list@2017"}, 2),
        ("tail_plot", {"data": "rich_list@2017"}, 3),
        ("growth_incidence", {"data": "world_income_percentiles_wid@2018", "dates": [1980, 2016]}, 1),
    ],
    ids=["swarm", "tail", "elephant"],
)
def test_logarithmic_scales_are_named(chart: str, arguments: dict[str, Any], times: int, size: str) -> None:
    _, sheet = drawn(chart, size, **arguments)
    assert said(sheet).count("logarithmic scale") == times


@pytest.mark.parametrize("chart", ["fortunes_beeswarm", "tail_plot"])
def test_a_fortune_of_nothing_has_no_place_on_a_logarithmic_scale(own_table: Own, chart: str) -> None:
    columns: dict[str, list[Any]] = {
        "position": list(range(1, 21)),
        "name": ["Somebody"] * 20,
        "net_worth": [float(20 - n) for n in range(20)],
    }
    assert CHARTS[chart].function(own_table(columns, MONEY, "net_worth"))
    columns["net_worth"][-1] = -1.0
    with pytest.raises(DrawingError, match="cannot stand on a logarithmic scale"):
        CHARTS[chart].function(own_table(columns, MONEY, "net_worth"))


def test_there_is_no_ratio_to_what_the_indebted_have(own_table: Own) -> None:
    with pytest.raises(DomainError):
        CHARTS["palma_ladder"].function(groups(own_table, {2000: [-3.0, -1.0, 0.0, 0.5, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]}))


def test_a_gini_above_one_is_explained(own_table: Own) -> None:
    gini = Measure("net_wealth", "adult", scale="gini")
    tables = [own_table({"area": ["FRA"], "year": [2000], "gini": [value], "gini_standard_error": [0.1]}, gini, "gini")
              for value in (0.95, 0.9)]  # fmt: skip
    figure, sheet = drawn("gini_uncertainty", data=tables[0], area="FRA", year=2000)
    assert figure.table["high"].max() > 1
    assert "Values above 1 are possible where some are in debt." in said(sheet)
    assert "above 1" not in plain(CHARTS["gini_uncertainty"].function(tables, area="FRA", year=2000).title)


def test_the_map_says_which_surveys_it_leaves_out() -> None:
    figure, _ = drawn("world_map", "article", data="gini_world_bank@2024")
    counts = figure.table.dropna(subset=["value"]).set_index("item")["value"]
    assert f"{counts['of unknown kind']:.0f} surveys are left out" in plain(figure.note)
    assert f"For {counts['kind assigned']:.0f} numbers the kind of survey is our assignment." in plain(figure.note)
    assert f"Hatched: {counts['without a survey']:.0f} countries" in plain(figure.note)


def test_the_map_refuses_what_is_no_survey_of_income_or_consumption(own_table: Own) -> None:
    columns = {"area": ["FRA", "USA"], "year": [2000, 2000], "gini": [0.3, 0.4]}
    income, wealth = (Measure(concept, "household", scale="gini") for concept in ("posttax_disposable_income", "net_wealth"))
    assert CHARTS["world_map"].function(own_table(columns, income, "gini"))
    with pytest.raises(DrawingError, match="measures net_wealth"):
        CHARTS["world_map"].function(own_table(columns, wealth, "gini"))
    with pytest.raises(DrawingError, match="1 rows of .* are estimates"):
        CHARTS["world_map"].function(own_table(columns | {"estimated": [False, True]}, income, "gini"))
    with pytest.raises(DrawingError, match="several numbers for FRA in 2000"):
        CHARTS["world_map"].function(own_table({**columns, "area": ["FRA", "FRA"]}, income, "gini"))


def test_an_estimated_curve_is_dashed_and_named(own_table: Own) -> None:
    table = groups(own_table, {2000: [1.0, 2.0, 5.0], 2001: [1.0, 2.0, 7.0]}, estimated={2000: False, 2001: True})
    for year, style in ((2000, "-"), (2001, "--")):
        figure, sheet = drawn("lorenz_curve", data=table, year=year)
        (curve,) = lines(sheet, f"FRA {year}")
        assert curve.get_linestyle() == style
        assert ("Estimated by the source: France 2001." in plain(figure.note)) is (style == "--")
    assert "Estimated by the source: 2001." in plain(CHARTS["lorenz_curve"].function(table, year=[2000, 2001]).note)


def test_growth_to_an_estimated_year_is_dashed_and_named(own_table: Own) -> None:
    means = [float(n) for n in range(1, 11)]
    for guess, style in ((False, "-"), (True, "--")):
        table = groups(own_table, {2000: means, 2010: [2 * n for n in means]}, estimated={2000: False, 2010: guess})
        figure, sheet = drawn("growth_incidence", data=table, dates=[2000, 2010])
        assert {line.get_linestyle() for line in lines(sheet, "growth")} == {style}
        assert ("Estimated by the source: 2010." in plain(figure.note)) is guess


def test_estimates_are_named(own_table: Own) -> None:
    means = [float(n) for n in range(1, 21)]
    table = groups(own_table, {2000: means, 2010: [2 * n for n in means]}, estimated={2000: False, 2010: True})
    growth = CHARTS["share_of_growth"].function(table, dates=[2000, 2010])
    parade = CHARTS["pens_parade"].function(table, year=2010)
    for figure in (growth, parade):
        assert "Estimated by the source: 2010." in plain(figure.note)
    assert "Estimated" not in CHARTS["pens_parade"].function(table, year=2000).note


def test_prices_of_two_dates_are_one(own_table: Own) -> None:
    means, other = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0], Measure("net_wealth", "adult", "EUR", conversion="MER")
    table = groups(own_table, {2000: means, 2010: [2 * n for n in means]}, late=other)
    with pytest.raises(IncomparableError, match="currency"):
        CHARTS["share_of_growth"].function(table, dates=[2000, 2010])


@pytest.mark.parametrize(
    ("chart", "arguments"),
    [
        ("growth_incidence", {"data": "world_income_percentiles_wid@2018", "dates": [1980, 2016]}),
        ("palma_ladder", {"data": "income_deciles_world_bank@2022-2024", "areas": ["BRA", "FRA"]}),
    ],
)
def test_lines_and_dots_say_that_they_are_computed(chart: str, arguments: dict[str, Any]) -> None:
    assert "Computed here from the source" in CHARTS[chart].function(**arguments).note
