"""ECB: multipliers, groups in pieces of the table, columns by name, the euro area's codes. The figures are made up."""

import gzip
import os
from pathlib import Path

import pandas as pd
import pytest

from inequality import bounds, gini, top_share
from inequality.errors import DataError, DomainError, UnknownNameError
from inequality.sources import SOURCES
from inequality.sources.ecb import REQUIRED, ecb_dwa
from inequality.store.inspection import Wrong, inspect

REAL = os.environ.get("INEQUALITY_REAL_DATA")
TOTALS = {"B50": 500, "D6": 700, "D7": 1000, "D8": 1400, "D9": 2100, "D10": 6300}


def series(group, unit, value, power="6", area="FR", quarter="2024-Q4", asset="NWA", **others):
    entry = "N.LE" if unit.startswith("EUR") else "_Z._Z"
    key = f"DWA.Q.{area}.S14.{entry}.{asset}.{group}.{unit}.S.N"
    cells = {"KEY": key, "FREQ": "Q", "REF_AREA": area, "REF_SECTOR": "S14", "INSTR_ASSET": asset, "DWA_GRP": group}
    cells |= {"UNIT_MEASURE": unit, "TIME_PERIOD": quarter, "OBS_VALUE": str(value), "UNIT_MULT": power}
    return {**cells, "OBS_STATUS": "A", "TITLE": "Net wealth, made up", **others}


def france(**others):
    rows = [series(group, "EUR", total * 1000, "6", **others) for group, total in TOTALS.items()]
    rows += [series("T10", "PT", 52.5, "0", **others), series("T5", "PT", 40, "0", **others)]
    rows += [series("_Z", "GI", 0.66, "0", **others), series("_Z", "EUR_MN", 410.5, "3", **others)]
    return [*rows, series("_Z", "EUR_MD", 160, "3", **others), series("B50", "EUR_R_NH", 34, "3", **others)]


@pytest.fixture
def written(tmp_path):
    def write(rows=None, columns=None, change=lambda frame: frame):
        path = tmp_path / "dwa.csv"
        frame = pd.DataFrame(france() if rows is None else rows)
        change(frame if columns is None else frame[columns]).to_csv(path, index=False)
        return {"dwa.csv": path}

    return write


def test_values_are_multiplied(written):
    frame = ecb_dwa(written()).frame.set_index("group")
    assert frame["net_worth"]["decile_10"] == 6.3e12
    assert (frame["mean"]["all"], frame["median"]["all"], frame["average"]["bottom_50"]) == (410_500, 160_000, 34_000)
    assert (frame["share"]["top_10"], frame["share"]["top_5"], frame["gini"]["all"]) == (0.525, 0.4, 0.66)
    assert frame.loc["top_5", ["p_lower", "p_upper"]].tolist() == [0.95, 1.0]
    assert frame["area"].unique().tolist() == ["FRA"]
    assert frame[["year", "quarter"]].drop_duplicates().values.tolist() == [[2024, 4]]


def test_columns_are_found_by_name_in_any_order(written):
    first = ecb_dwa(written()).frame
    pd.testing.assert_frame_equal(ecb_dwa(written(columns=list(reversed(france()[0])))).frame, first)


def test_the_groups_are_a_distribution(written):
    reading = ecb_dwa(written())
    distribution = reading.distribution(reading.frame)
    assert distribution.mean == pytest.approx(410_500)
    assert top_share(distribution, 0.1) == pytest.approx(0.525)
    found = bounds(gini, distribution)
    assert found.low < 0.7 < found.high
    without = reading.frame[reading.frame["group"] != "decile_8"]
    with pytest.raises(DomainError, match="bottom_50"):
        reading.distribution(without)


def test_the_whole_way(written, brought_in):
    dataset = brought_in("ecb_dwa", written(), areas="FRA")
    assert top_share(dataset.distribution(area="FRA", year=2024, quarter=4), 0.1) == pytest.approx(0.525)


def test_ten_tenths_instead_of_a_half(written):
    rows = france() + [series(f"D{k}", "EUR", value * 1000) for k, value in enumerate((-50, 20, 80, 150, 300), 1)]
    reading = ecb_dwa(written(rows))
    assert len(reading.distribution(reading.frame)) == 10


@pytest.mark.parametrize(("code", "area"), [("I9", "EA20"), ("I8", "EA19"), ("U2", "EA"), ("GR", "GRC"), ("HR", "HRV")])
def test_areas(written, code, area):
    assert ecb_dwa(written(france(area=code))).frame["area"].unique().tolist() == [area]


def test_gini_given_by_hundred(written):
    rows = [series("_Z", "GI", 66, "0"), series("_Z", "GI", 71, "0", area="DE")]
    reading = ecb_dwa(written(rows))
    assert reading.frame["gini"].tolist() == [0.71, 0.66]
    assert any("divided" in each for each in reading.warnings)


def test_other_groups_and_assets_are_left_out_and_counted(written):
    rows = [*france(), series("HSO", "EUR", 5), series("D10", "EUR", 5, asset="NUN")]
    reading = ecb_dwa(written(rows))
    assert any("2 rows" in each for each in reading.warnings)
    assert len(reading.frame) == len(ecb_dwa(written()).frame)


def test_missing_stays_missing(written):
    frame = ecb_dwa(written([*france(), series("D10", "EUR", "", quarter="2025-Q1")])).frame
    assert frame.loc[frame["year"] == 2025, "net_worth"].isna().all()


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([series("D10", "EUR", "5 000")], "5 000"),
        ([series("D10", "EUR", 5, power="")], "UNIT_MULT"),
        ([series("D10", "EUR", 5, power="millions")], "millions"),
        ([series("D10", "XDC", 5)], "unit XDC"),
        ([series("D10", "EUR", 5, quarter="2024-12-31")], "2024-12-31"),
        ([series("T10", "PT", 5250, "0")], "52.5"),
        ([series("T10", "PT", 0.525, "0")], "0.0053"),
        ([series("_Z", "GI", 0.66, "0"), series("_Z", "GI", 71, "0", area="DE")], "71"),
        ([*france(), france()[0]], "twice"),
        ([series("HSO", "EUR", 5)], "no rows"),
        ([], "KEY"),
    ],
)
def test_what_does_not_fit_raises(written, rows, message):
    with pytest.raises((DataError, pd.errors.EmptyDataError), match=message if rows else None):
        ecb_dwa(written(rows))


@pytest.mark.parametrize("column", REQUIRED)
def test_a_missing_column_is_named(written, column):
    with pytest.raises(DataError, match=column):
        ecb_dwa(written(change=lambda frame: frame.drop(columns=column)))


def test_an_unknown_area_is_not_lost(written):
    with pytest.raises(UnknownNameError, match="J9"):
        ecb_dwa(written(france(area="J9")))


def test_the_gate(tmp_path, written):
    [remote] = SOURCES["ecb_dwa"].facts["asks"](areas=["FRA", "DEU"])
    with pytest.raises(Wrong, match="DEU"):
        inspect(written()["dwa.csv"], remote.gate)
    page = tmp_path / "page"
    page.write_text("<!DOCTYPE html><html><body>ECB Data Portal</body></html>")
    with pytest.raises(Wrong, match="page"):
        inspect(page, remote.gate)


@pytest.mark.skipif(REAL is None, reason="INEQUALITY_REAL_DATA is not set")
def test_published_amounts_of_21_countries(tmp_path):
    """A table of the ECB's figures that somebody else made wide, put back into the layout of the publisher."""
    with gzip.open(Path(REAL, "ecb/dwa_simple.csv.gz"), "rt") as file:
        wide = pd.read_csv(file)
    wide = wide[wide["UNIT_MEASURE"].isin(["EUR"]) & ~wide["REF_AREA"].isin(["EU"])]
    quarter = pd.PeriodIndex(wide["TIME_PERIOD"], freq="Q")
    long = wide.assign(
        KEY="DWA.Q." + wide["REF_AREA"] + "." + wide["DWA_GRP"],
        FREQ="Q",
        REF_SECTOR="S14",
        INSTR_ASSET="NWA",
        TIME_PERIOD=[f"{each.year}-Q{each.quarter}" for each in quarter],
        OBS_VALUE=wide["TW_NET"],
        UNIT_MULT="6",
    )
    path = tmp_path / "dwa.csv"
    long.to_csv(path, index=False)
    reading = ecb_dwa({"dwa.csv": path})
    assert reading.frame["area"].nunique() == 21
    rows = reading.frame[(reading.frame["area"] == "FRA") & (reading.frame["year"] == 2020) & (reading.frame["quarter"] == 1)]
    assert len(rows) == 6
    millions = [585853.48, 626516.38, 922935.66, 1317156.64, 2014989.75, 6236702.9]  # of the poorest half, then by tenths
    assert rows["net_worth"].tolist() == pytest.approx([1e6 * each for each in millions])
    assert top_share(reading.distribution(rows), 0.1) == pytest.approx(millions[-1] / sum(millions))
