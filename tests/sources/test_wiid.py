"""The World Income Inequality Database, on made-up estimates in the layouts of two versions and on a real version."""

import gzip
import os
from pathlib import Path

import pandas as pd
import pytest

from inequality import bounds, gini
from inequality.errors import DataError, DomainError, GateError, InputError, UnknownNameError
from inequality.sources._wiid import tidy, wiid
from inequality.sources.tables import texts

from .conftest import COUNTRIES

REAL = os.environ.get("INEQUALITY_REAL_DATA")
TENTHS = [1.0, 3.0, 5.0, 6.0, 7.0, 9.0, 10.0, 13.0, 17.0, 29.0]


def sheet():
    """Namibia twice in one year, of income and of consumption; Kosovo; no tenths; and what is no country."""
    rows = [
        ("NAM", "NA", 2010, "Consumption", "Per capita", "Person", 40.5, TENTHS),
        ("NAM", "NA", 2010, "Income (net)", "Equivalized", "Person", 44.25, TENTHS),
        ("XKX", "XK", 2012, "Income (gross)", "No adjustment", "Household", 29.0, TENTHS),
        ("FRA", "FR", 1962, "Income (net)", "No adjustment", "Household", 50.0, [None] * 10),
        ("ZZ9", "", 1960, "Consumption", "Per capita", "Person", 30.0, TENTHS),
    ]
    about = ["c3", "c2", "year", "resource", "scale", "reference_unit", "gini"]
    frame = pd.DataFrame([row[:7] for row in rows], columns=about)
    frame.insert(0, "id", range(11, 16))
    frame.insert(1, "country", "as the publisher writes it")
    for place in range(10):
        frame[f"d{place + 1}"] = [row[7][place] for row in rows]
    for place in range(5):
        frame[f"q{place + 1}"] = [20.0, 20.0, 20.0, 15.0, 20.0][:5] if place else [4.0, 4.0, 4.0, 10.0, 4.0]
    frame["q5"] = [36.0, 36.0, 36.0, 45.0, 36.0]
    return frame.assign(population=2.5, quality="High", areacovr="All")


def written(folder, frame):
    path = folder / "WIID_28NOV2023.xlsx"
    frame.to_excel(path, index=False, sheet_name="Sheet1")
    return {path.name: path}


def test_an_estimate_a_row(tmp_path):
    reading = wiid(written(tmp_path, sheet()))
    frame = reading.frame
    assert frame["area"].tolist() == ["NAM", "NAM", "XKX", "FRA"]
    assert frame["gini"].tolist() == [0.405, 0.4425, 0.29, 0.5]
    assert frame["decile_10"].tolist()[:3] == [0.29] * 3
    assert frame["population"].iloc[0] == 2.5e6
    assert reading.key == ("id",)
    assert any("1 rows of 1 codes" in warning and "ZZ9" in warning for warning in reading.warnings)


def test_an_estimate_is_a_distribution(tmp_path):
    reading = wiid(written(tmp_path, sheet()), areas=["NAM"])
    assert set(reading.frame["area"]) == {"NAM"}
    found = [reading.distribution(reading.frame[reading.frame["id"] == number]) for number in (11, 12)]
    assert [each.measure.concept for each in found] == ["consumption", "posttax_disposable_income"]
    assert [each.measure.unit for each in found] == ["per_capita", "equivalised_person"]
    assert gini(found[0].equal()) == pytest.approx(bounds(gini, found[0]).low)


def test_fifths_where_there_are_no_tenths(tmp_path):
    reading = wiid(written(tmp_path, sheet()), areas=["FRA"])
    assert len(reading.distribution(reading.frame)) == 5
    with pytest.raises(DomainError, match="has no shares"):
        reading.distribution(reading.frame.assign(quintile_1=float("nan")))


def test_an_older_version_has_other_names(tmp_path):
    frame = (
        sheet()
        .drop(columns="id")
        .rename(
            columns={"c3": "Countrycode3", "c2": "Countrycode2", "gini": "Gini", "year": "Year", "resource": "Welfaredefn_new"}
        )
    )
    found = wiid(written(tmp_path, frame)).frame
    assert found["gini"].tolist() == [0.405, 0.4425, 0.29, 0.5]
    assert found["resource"].tolist()[0] == "Consumption"
    assert found["id"].is_unique


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda f: f.rename(columns={"gini": "gini_index"}), "no column gini"),
        (lambda f: f.drop(columns="d7"), "no column decile_7"),
        (lambda f: f.drop(columns="resource"), "no column resource"),
        (lambda f: f.assign(gini=f["gini"] / 100), "so these are not percents"),
        (lambda f: f.assign(d10=f["d10"] + 9), "do not add up to 100 percent in 3 of 3 rows"),
        (lambda f: f.assign(id=7), "holds 3 rows twice"),
        (lambda f: f.assign(gini="see note"), "holds 'see note' in column gini"),
        (lambda f: f.assign(gini=170.0), "0 to 100"),
        (lambda f: f.iloc[:0], "has no rows"),
    ],
)
def test_what_is_amiss_is_said(tmp_path, change, message):
    files = written(tmp_path, change(sheet()))
    with pytest.raises(DataError, match=message):
        wiid(files)
    assert wiid.__entry__.facts["asks"]()[0].gate.also(next(iter(files.values())))


def test_versions_and_areas(tmp_path):
    facts = wiid.__entry__.facts
    assert facts["edition"](written(tmp_path, sheet())) == "2023-11-28"
    with pytest.raises(InputError, match="No version is called '2023'"):
        facts["asks"](version="2023")
    with pytest.raises(UnknownNameError, match="There is no area 'DEU'"):
        wiid(written(tmp_path, sheet()), areas=["DEU"])


def test_the_whole_way(tmp_path, brought_in):
    with pytest.raises(GateError, match="holds 3 areas"):
        brought_in("wiid", written(tmp_path, sheet()))
    row = sheet().iloc[:1]
    more = [row.assign(id=100 + number, c3=area, c2="", year=1999) for number, area in enumerate(COUNTRIES)]
    dataset = brought_in("wiid", written(tmp_path, pd.concat([sheet(), *more])))
    assert dataset.id == "wiid@2023-11-28"
    assert len(dataset.distribution("NAM", 2010, id=12)) == 10


@pytest.mark.skipif(REAL is None, reason="INEQUALITY_REAL_DATA is not set")
def test_the_real_version_of_2017():
    with gzip.open(Path(REAL, "wiid", "WIID3.4_19JAN2017New.csv.gz")) as stream:
        raw = texts(stream)
    raw.columns = raw.columns.str.lower()
    frame, notes = tidy(raw, "WIID 3.4")
    assert len(frame) == 8_817  # all: Kosovo, the West Bank and Dahomey have codes of the publisher's
    assert not any("Left out" in note for note in notes)
    assert frame["gini"].notna().sum() == 8_782
    assert frame["gini"].agg(["min", "max"]).tolist() == pytest.approx([0.121, 0.786])
    assert {"NAM", "XKX", "PSE", "SUN"} <= set(frame["area"])
