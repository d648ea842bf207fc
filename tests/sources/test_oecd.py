"""OECD: labels beside codes, several definitions of one year, percent and fractions by unit. The figures are made up."""

import os
from pathlib import Path

import pandas as pd
import pytest

from inequality import bottom_share, top_share
from inequality.errors import DataError, DomainError, UnknownNameError
from inequality.sources import SOURCES
from inequality.sources.oecd import oecd_idd, oecd_wdd
from inequality.store.inspection import Wrong, inspect

from .conftest import COUNTRIES

REAL = os.environ.get("INEQUALITY_REAL_DATA")


def income(measure="INC_DISP_GINI", value=0.3, unit="0_TO_1", line="_Z", area="FRA", year="2022", **others):
    cells = {"STRUCTURE": "DATAFLOW", "REF_AREA": area, "Reference area": "Somewhere", "FREQ": "A", "MEASURE": measure}
    cells |= {"STATISTICAL_OPERATION": "_Z", "UNIT_MEASURE": unit, "AGE": "_T", "METHODOLOGY": "METH2012"}
    cells |= {"DEFINITION": "D_CUR", "POVERTY_LINE": line, "TIME_PERIOD": year, "Time period": "", "OBS_VALUE": str(value)}
    return {**cells, "Observation value": "", "OBS_STATUS": "A", "UNIT_MULT": "0", **others}


def wealth(measure, value, unit="PT_B90_S14", operation="_Z", area="FRA", **others):
    row = income(measure, value, unit, area=area, **others)
    return {**row, "STATISTICAL_OPERATION": operation, "THRESHOLD": "_Z"}


SHARES = [wealth("SH_BOT40", 2.5), wealth("SH_TOP10", 50), wealth("SH_TOP5", 37.5), wealth("SH_TOP1", 18.75)]


@pytest.fixture
def written(tmp_path):
    def write(name, rows, drop=()):
        path = tmp_path / f"{name}.csv"
        pd.DataFrame(rows).drop(columns=list(drop)).to_csv(path, index=False)
        return {path.name: path}

    return write


def test_measures_become_columns(written):
    rows = [
        income(),
        income("INC_MRKT_GINI", 0.5),
        income("PR_INC_DISP", 8.5, "PT_POP", "PL_50"),
        income("PAL_INC_DISP", 1.25, "RT"),
    ]
    reading = oecd_idd(written("idd", rows))
    row = reading.frame.iloc[0]
    assert (row["area"], row["year"], row["age"], row["methodology"]) == ("FRA", 2022, "all", "since 2012")
    assert (row["gini_disposable"], row["gini_market"], row["palma_ratio"]) == (0.3, 0.5, 1.25)
    assert row["headcount_ratio_disposable_50"] == pytest.approx(0.085)
    assert reading.measures["gini_market"].concept == "market_income"


def test_several_definitions_of_a_year_stay_apart(written):
    rows = [income(), income(value=0.31, DEFINITION="D_PREV"), income(value=0.32, METHODOLOGY="METH2011")]
    frame = oecd_idd(written("idd", rows)).frame
    assert frame[["methodology", "definition", "gini_disposable"]].values.tolist() == [
        ["before 2012", "current", 0.32],
        ["since 2012", "current", 0.3],
        ["since 2012", "previous", 0.31],
    ]


def test_gaps_and_marks(written):
    frame = oecd_idd(written("idd", [income(value=""), income(year="2023", OBS_STATUS="P")])).frame
    assert frame["gini_disposable"].isna().tolist() == [True, False]
    assert frame["status"].tolist() == ["", "P"]


def test_labels_are_not_needed_and_others_are_left_out(written):
    rows = [income(), income("INC_DISP", 30_000, "XDC"), income(AGE="Y0T17"), income(FREQ="Q")]
    reading = oecd_idd(written("idd", rows, drop=["Reference area", "Time period", "Observation value", "STRUCTURE"]))
    assert len(reading.frame) == 1
    assert any("3 rows of other" in each for each in reading.warnings)


def test_wealth_is_a_distribution(written):
    rows = [*SHARES, wealth("NW", 250, "XDC_HH", "MEAN", UNIT_MULT="3"), wealth("NW", 99, "XDC_PS", "MEAN")]
    reading = oecd_wdd(written("wdd", rows))
    assert reading.frame["average"].tolist() == [250_000]
    distribution = reading.distribution(reading.frame)
    assert bottom_share(distribution, 0.4) == pytest.approx(0.025)
    assert [top_share(distribution, p) for p in (0.1, 0.05, 0.01)] == pytest.approx([0.5, 0.375, 0.1875])


def test_the_whole_way(written, brought_in):
    dataset = brought_in("oecd_wdd", written("wdd_FRA", SHARES), areas="FRA")
    assert top_share(dataset.distribution(area="FRA", year=2022), 0.01) == pytest.approx(0.1875)


@pytest.mark.parametrize(("source", "row"), [("oecd_idd", income()), ("oecd_wdd", SHARES[0])])
def test_a_whole_table_of_few_areas_is_cut(written, source, row):
    [remote] = SOURCES[source].facts["asks"]()
    assert remote.gate.also(next(iter(written("few", [row]).values()))) == "The OECD's answer holds 1 areas; expected: " + (
        "35 or more" if source == "oecd_idd" else "20 or more"
    )
    many = [{**row, "REF_AREA": area} for area in COUNTRIES]
    assert remote.gate.also(next(iter(written("many", many).values()))) == ""


def test_wealth_with_a_share_missing_is_none(written):
    reading = oecd_wdd(written("wdd", SHARES[:3]))
    with pytest.raises(DomainError, match="FRA in 2022"):
        reading.distribution(reading.frame)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([income(value=30)], "30"),
        ([income(value="0,3")], "0,3"),
        ([income(unit="RT")], "unit RT"),
        ([income(unit="PT_POP", value=0.3)], "fractions percents"),
        ([income(), income(value=0.4)], "twice"),
        ([income(year="2022-Q1")], "2022-Q1"),
        ([income("INC_DISP", 5)], "no rows"),
    ],
)
def test_incomes_that_do_not_fit_raise(written, rows, message):
    with pytest.raises(DataError, match=message):
        oecd_idd(written("idd", rows))


@pytest.mark.parametrize("column", ["REF_AREA", "MEASURE", "AGE", "METHODOLOGY", "POVERTY_LINE", "TIME_PERIOD", "OBS_VALUE"])
def test_a_missing_column_is_named(written, column):
    with pytest.raises(DataError, match=column):
        oecd_idd(written("idd", [income()], drop=[column]))


def test_an_unknown_area_is_not_lost(written):
    with pytest.raises(UnknownNameError, match="W"):
        oecd_idd(written("idd", [income(), income(area="W")]))


def test_what_is_asked_for():
    [idd] = SOURCES["oecd_idd"].facts["asks"](areas=["FRA", "OED"])
    key = idd.url.rpartition("/")[2].split(".")
    assert (len(key), key[0], key[1], key[5]) == (9, "FRA+OECD", "A", "_T+Y18T65+Y_GT65")
    [wdd] = SOURCES["oecd_wdd"].facts["asks"]()
    assert len(wdd.url.rpartition("/")[2].split(".")) == 6
    assert SOURCES["oecd_idd"].facts["by_hand"]


def test_the_gate_refuses_the_wall_against_programs(tmp_path):
    [remote] = SOURCES["oecd_idd"].facts["asks"]()
    page = tmp_path / "page"
    for body in ("<!DOCTYPE html><title>Just a moment...</title>", "languageTag1", '{"message":"error"}'):
        page.write_text(body)
        with pytest.raises(Wrong):
            inspect(page, remote.gate)


@pytest.mark.skipif(REAL is None, reason="INEQUALITY_REAL_DATA is not set")
class TestRealFiles:
    def test_incomes(self, brought_in):
        frame = brought_in("oecd_idd", {"idd.csv": Path(REAL, "oecd/oecd_data_IDD_2024_03_29_raw.csv")}).frame
        assert frame["area"].nunique() == 45
        usa = frame.query("area == 'USA' and year == 2022 and age == 'all'").iloc[0]
        assert (usa["gini_disposable"], usa["gini_market"], usa["status"]) == (0.395, 0.512, "P")

    def test_wealth_of_2018(self, tmp_path):
        """Figures of the database's layout before 2024, put into the layout of today; that one had no poorest 40 percent."""
        old = pd.read_csv(Path(REAL, "oecd/WEALTH_07062018190750426.csv"), dtype=str, keep_default_na=False)
        codes = {"ST10": "SH_TOP10", "ST5": "SH_TOP5", "ST1": "SH_TOP1", "T1C7": "NW"}
        rows = [
            wealth(codes[row.VAR], row.Value, "XDC_HH" if row.VAR == "T1C7" else "PT_B90_S14", area=row.COUNTRY)
            | {"TIME_PERIOD": row.TIME, "STATISTICAL_OPERATION": "MEDIAN" if row.VAR == "T1C7" else "_Z"}
            for row in old.itertuples()
            if row.VAR in codes
        ]
        path = tmp_path / "wdd.csv"
        pd.DataFrame(rows).to_csv(path, index=False)
        frame = oecd_wdd({"wdd.csv": path}).frame.dropna(subset=["top_10_percent_share", "top_1_percent_share"])
        assert len(frame) > 40
        assert (frame["top_10_percent_share"] > frame["top_5_percent_share"]).all()
        usa = frame[(frame["area"] == "USA")].iloc[-1]
        assert 0.7 < usa["top_10_percent_share"] < 0.8

    def test_a_row_of_2026(self):
        path = Path(REAL, "oecd/idd_csvfilewithlabels_header.csv")
        assert oecd_idd({"idd_FRA.csv": path}, areas=["FRA"]).frame["gini_disposable"].tolist() == [0.297]
