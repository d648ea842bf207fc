"""The built-in tables that tools make of a publisher's file: they agree with each other, and with the file if it is here."""

from __future__ import annotations

import importlib.util
import io
import math
import os
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pandas as pd
import pytest

import inequality as iq
from inequality import Distribution, Survey, bounds, load
from inequality.dataset import built_in
from inequality.errors import DomainError

ROOT = Path(__file__).parents[1]
REAL = os.environ.get("INEQUALITY_REAL_DATA")
needs_real = pytest.mark.skipif(REAL is None, reason="INEQUALITY_REAL_DATA is not set")
needs_tools = pytest.mark.skipif(not (ROOT / "tools").is_dir(), reason="the tools are in the checkout only")


def tool(name: str) -> ModuleType:
    """A tool as a module; its neighbours are found as when it is run."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    made, before = importlib.util.module_from_spec(spec), list(sys.path)
    try:
        spec.loader.exec_module(made)
    finally:
        sys.path[:] = before
    return made


def committed(id: str) -> str:
    dataset, _, table = id.partition("/")
    return (ROOT / "data" / dataset.replace("@", "/") / f"{table}.csv").read_text(encoding="utf-8")


def numbers(text: str) -> pd.DataFrame:
    return pd.read_csv(io.StringIO(text), keep_default_na=False, na_values=[""])


@needs_real
@needs_tools
def test_the_survey_gives_what_is_printed() -> None:
    assert REAL is not None
    survey = iq.read_scf(Path(REAL, "scf", "SCFP2019.csv.gz"), prices="2019")
    for id, text in tool("build_survey_estimates").tables(survey).items():
        assert text == committed(id), id


@needs_real
@needs_tools
def test_the_world_banks_surveys_give_what_is_printed() -> None:
    assert REAL is not None
    build = tool("build_world_surveys")
    for id, text in build.tables(build.surveys(Path(REAL, "pip", "pip_main_data.csv.gz"))).items():
        assert text == committed(id), id


@needs_real
def test_citizens_are_those_of_the_list_that_tells_it() -> None:
    assert REAL is not None
    listed = pd.read_csv(Path(REAL, "forbes", "annual_2017.csv.gz"), keep_default_na=False, dtype=str)
    country = dict(zip(listed["name"], listed["country"], strict=True))
    citizens = built_in("rich_list_citizens@2019").printed
    assert {country[row["listed_as"]] for row in citizens} == {"United States"}
    mine = {row["name"] for row in citizens}
    others = [row["name"] for row in built_in("rich_list@2019").printed[:100] if row["name"] not in mine]
    assert all(country.get(name) != "United States" for name in others)


@needs_real
def test_bands_come_near_the_families_themselves() -> None:
    """Of the share of the richest hundredth with the list, from whatever threshold: 0.2 points, as the notebook says."""
    assert REAL is not None
    survey = iq.read_scf(Path(REAL, "scf", "SCFP2019.csv.gz"), prices="2019")
    listed = load("rich_list_citizens@2019").frame["net_worth"]
    average, weight, begins = _rows()
    tried = begins[:21]
    near = iq.top_share_by_threshold(average, listed, tried, weights=weight)["top_share"]
    each = []
    for n in range(1, survey.implicates + 1):
        one = survey.implicate == n
        found = iq.top_share_by_threshold(survey["net_worth"][one], listed, tried, weights=survey.weight[one])
        each.append(found["top_share"])
    assert np.abs(near - np.mean(each, axis=0)).max() < 0.0025


def _rows() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    tail = load("us_net_worth_tail@2019").frame
    asked = tail["families_asked"].where(tail["band_low"] > 0, 1)
    average, weight = tail["net_worth"] / tail["population"], tail["population"] / asked
    return np.repeat(average, asked), np.repeat(weight, asked), tail["band_low"].to_numpy()[1:]


class TestEstimates:
    @pytest.mark.parametrize("name", ["gini", "shares", "amounts", "families"])
    def test_errors_add_up_and_intervals_hold_their_value(self, name: str) -> None:
        frame = load(f"us_net_worth_estimates@2019/{name}").frame
        value = next(column[: -len("_standard_error")] for column in frame if column.endswith("_standard_error"))
        error = frame[f"{value}_standard_error"]
        slack = 1.5 if value == "net_worth" else 1.5e-5
        assert (np.hypot(frame["sampling_error"], frame["imputation_error"]) - error).abs().max() < slack
        for end, sign in (("low", -1), ("high", 1)):
            half = sign * (frame[end] - frame[value])
            for one, degrees, wide in zip(error, frame["degrees_of_freedom"], half, strict=True):
                assert wide == pytest.approx(iq.inference.t_quantile(0.975, degrees) * one, abs=3 * slack)
        assert (frame["design"] == "left out").all()

    def test_shares_are_those_of_the_groups(self) -> None:
        groups = load("us_net_worth_percentiles@2019").distribution()
        share = load("us_net_worth_estimates@2019/shares").frame.set_index(["p_lower", "p_upper"])["share"]
        assert share[0.0, 0.5] + share[0.5, 0.9] + share[0.9, 1.0] == pytest.approx(1, abs=2e-5)
        assert share[0.0, 0.5] == pytest.approx(iq.bottom_share(groups, 0.5), abs=2e-4)
        assert share[0.9, 1.0] == pytest.approx(iq.top_share(groups, 0.1), abs=2e-4)
        assert share[0.99, 1.0] == pytest.approx(iq.top_share(groups, 0.01), abs=2e-4)
        index = load("us_net_worth_estimates@2019/gini").frame["gini"].iloc[0]
        between = bounds(iq.gini, groups)
        assert between.low < index < between.high

    def test_families_below_zero_together(self) -> None:
        groups = load("us_net_worth_percentiles@2019").frame
        turns = groups.loc[groups["total"].cumsum() < 0, "p_upper"].max()
        part = load("us_net_worth_estimates@2019/families").frame.set_index("group")["population_share"]
        assert turns <= part["together less than one dollar"] <= turns + 0.01

    def test_it_says_that_the_design_is_left_out(self) -> None:
        assert any("leave the design of the sample out" in each for each in load("us_net_worth_estimates@2019/gini").warnings)


class TestTail:
    def test_bands_are_the_survey(self) -> None:
        groups, tail = (load(f"us_net_worth_{name}@2019").distribution() for name in ("percentiles", "tail"))
        assert tail.population == pytest.approx(groups.population, rel=1e-4)
        assert tail.mean == pytest.approx(groups.mean, rel=1e-3)
        estimate = load("us_net_worth_estimates@2019/shares").frame.set_index("p_lower")["share"]
        for part in (0.01, 0.1):
            between = bounds(iq.top_share, tail, part)
            assert between.low - 1e-4 < estimate[1 - part] < between.high + 1e-4

    def test_bands_follow_one_another_and_hold_their_average(self) -> None:
        rows = load("us_net_worth_tail@2019").frame
        assert rows["band_high"].tolist()[:-1] == rows["band_low"].tolist()[1:]
        average = rows["net_worth"] / rows["population"]
        assert ((rows["band_low"] <= average) & ~(average >= rows["band_high"])).all()
        assert (rows["families_asked"] >= 1).all()

    def test_citizens_stand_on_the_list(self) -> None:
        listed = built_in("rich_list@2019")
        for row in built_in("rich_list_citizens@2019").printed:
            (same,) = listed.rows({"position": int(row["position"])})
            assert (same["name"], same["net_worth"]) == (row["name"], row["net_worth"])
        positions = [int(row["position"]) for row in built_in("rich_list_citizens@2019").printed]
        assert positions == sorted(set(positions))
        assert positions[-1] <= 100


class TestSurveysOfTheWorld:
    def test_people_are_of_the_surveys_that_are_there(self) -> None:
        edition = "income_deciles_world_bank@2022-2024"
        people, surveys = load(f"{edition}/population").frame, load(f"{edition}/surveys").frame
        for name in ("area", "year", "welfare_type"):
            assert people[name].tolist() == surveys[name].tolist()
        assert 7.3e9 < people["population"].sum() < 7.4e9

    @pytest.mark.parametrize(
        ("id", "index", "key"),
        [
            ("income_deciles_world_bank@2022-2024", "population", ["area"]),
            ("income_benchmarks_world_bank@2022-2024", "surveys", ["area", "benchmark"]),
        ],
    )
    def test_the_surveys_own_index_is_above_that_of_their_tenths(self, id: str, index: str, key: list[str]) -> None:
        own = load(f"{id}/{index}").frame.set_index(key)["mean_log_deviation"]
        below = {
            where
            for where, block in load(f"{id}/deciles").frame.groupby(key if len(key) > 1 else key[0])
            if own[where] < iq.mean_log_deviation(block["share"].to_numpy())
        }
        assert below <= {("PAN", 1994)}  # where many had nothing: the warnings say so

    def test_benchmarks_are_of_the_same_countries_and_kinds(self) -> None:
        frame = load("income_benchmarks_world_bank@2022-2024/surveys").frame
        years = frame.groupby("area")["benchmark"].agg(list)
        assert len(years) == 68
        assert all(each == [1994, 2002, 2010, 2018] for each in years)
        assert len(frame[["area", "welfare_type"]].drop_duplicates()) == 68
        assert (frame["year"] - frame["benchmark"]).abs().max() == 2
        assert {"CHN", "IND", "USA", "IDN", "PAK", "BRA", "NGA", "RUS"} <= set(frame["area"])

    def test_deciles_and_population_split_as_the_indices_say(self) -> None:
        """The sum over countries, one by one, against the decomposition of all tenths."""
        surveys = load("income_benchmarks_world_bank@2022-2024/surveys").frame.query("benchmark == 2018").set_index("area")
        tenths = load("income_benchmarks_world_bank@2022-2024/deciles").frame.query("benchmark == 2018")
        tenths = tenths.assign(
            income=10 * tenths["share"] * tenths["area"].map(surveys["average"]),
            members=tenths["area"].map(surveys["population"]) / 10,
        )
        split = iq.generalized_entropy_by_subgroup(tenths, "income", "area", 0, weight="members")
        part = surveys["population"] / surveys["population"].sum()
        mean = float((part * surveys["average"]).sum())
        between = math.fsum(p * math.log(mean / each) for p, each in zip(part, surveys["average"], strict=True))
        assert split["between"] == pytest.approx(between, rel=1e-4)
        each = {area: iq.mean_log_deviation(block["share"].to_numpy()) for area, block in tenths.groupby("area")}
        assert split["within"] == pytest.approx(math.fsum(part[area] * index for area, index in each.items()), rel=1e-4)

    def test_tenths_set_no_upper_limit(self) -> None:
        india = load("income_deciles_world_bank@2022-2024/deciles").frame.query("area == 'IND'")
        shares = {(a, b): s for a, b, s in zip(india["p_lower"], india["p_upper"], india["share"], strict=True)}
        between = bounds(iq.mean_log_deviation, Distribution.from_shares(shares, lowest=0, rescale=True))
        assert between.low == pytest.approx(iq.mean_log_deviation(india["share"].to_numpy()), rel=1e-9)
        assert between.high == math.inf
        with pytest.raises(DomainError):
            bounds(iq.mean_log_deviation, Distribution.from_shares(shares, rescale=True))


@needs_tools
def test_a_made_up_survey_is_counted_by_hand() -> None:
    """Two imputations of six families, of whom two are in debt; nobody has between nothing and a dollar."""
    worth = np.array([-30.0, -20.0, 0.0, 100.0, 2_000_000.0, 7e6] * 2)
    worth[9] = 300.0
    survey = Survey({"net_worth": worth}, weight=np.ones(12) * 10, implicate=np.repeat([1, 2], 6))
    made = {id.partition("/")[2]: numbers(text) for id, text in tool("build_survey_estimates").tables(survey).items()}
    assert made["gini"]["gini"].iloc[0] == pytest.approx(np.mean([iq.gini(worth[:6]), iq.gini(worth[6:])]), abs=1e-5)
    part = made["families"].set_index("group")["population_share"]
    assert part["no net worth"] == pytest.approx(3 / 6)
    # In the first imputation 50 dollars of the fourth family's 100 pay the debts of the poorer; in the second 50 of its 300.
    owed = np.mean([3 + (500 + 1) / 1000, 3 + (500 + 1) / 3000]) / 6
    assert part["together less than one dollar"] == pytest.approx(owed, abs=1e-5)
    assert made["shares"]["design"].tolist() == ["left out"] * 4
    bands = made["bands"]
    assert bands["population"].sum() == pytest.approx(60)
    assert bands.loc[bands["band_low"] == 2e6, "population"].iloc[0] == 10
    assert bands.loc[bands["band_low"] == 6.3e6, "net_worth"].iloc[0] == 70


@needs_tools
def test_made_up_surveys_of_the_world_are_chosen_as_is_said() -> None:
    build = tool("build_world_surveys")
    row = {"country_name": "Somewhere", "mean": 5.0, "mld": 0.2, "gini": 0.3, "pop": 1e6, **dict.fromkeys(build.DECILES, 0.1)}
    rows = [
        {**row, "country_code": code, "welfare_type": kind, "year": year}
        for code, kind, years in (
            ("AAA", "income", (1993, 1995, 2002, 2010, 2016)),  # of two equally near the earlier
            ("BBB", "income", (1994, 2002, 2010, 2018)),
            ("BBB", "consumption", (1994, 2002, 2010, 2018)),  # both kinds: income
            ("CCC", "income", (1994, 2002, 2010, 2021)),  # too far from the last
            ("DDD", "consumption", (1994, 2002)),
        )
        for year in years
    ]
    chosen = build.benchmarks(pd.DataFrame(rows))
    found = list(zip(chosen["country_code"], chosen["welfare_type"], chosen["year"], strict=True))
    assert found == [
        *(("AAA", "income", year) for year in (1993, 2002, 2010, 2016)),
        *(("BBB", "income", year) for year in (1994, 2002, 2010, 2018)),
    ]
