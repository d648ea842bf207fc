"""SWIID: names of countries, percent, standard errors. The figures are made up."""

import os
from pathlib import Path

import pytest

from inequality.errors import DataError, UnknownNameError
from inequality.sources import SOURCES
from inequality.sources._swiid import NAME, REQUIRED, swiid
from inequality.store.inspection import Wrong, inspect

REAL = os.environ.get("INEQUALITY_REAL_DATA")
HEADER = ",".join(REQUIRED)
ROWS = ["Namibia,2010,57.1,2.5,60.4,3.5,3.3,1.2,5.4,2.0", "Kosovo,2011,30.5,1,41.25,2,,,,", "Namibia,2009,56.1,2.5,60,3.5,,,,"]


@pytest.fixture
def written(tmp_path):
    def write(rows=ROWS, header=HEADER):
        path = tmp_path / NAME
        path.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
        return {NAME: path}

    return write


def test_percent_become_fractions_and_names_areas(written):
    frame = swiid(written()).frame
    assert frame["area"].tolist() == ["NAM", "XKX", "NAM"]
    assert frame["gini_disposable"].tolist() == pytest.approx([0.571, 0.305, 0.561])
    assert frame["gini_market_standard_error"].tolist() == [0.035, 0.02, 0.035]
    assert frame["absolute_redistribution"].isna().tolist() == [False, True, True]
    assert swiid(written()).measures["gini_market"].concept == "market_income"


def test_areas_asked_for(written):
    assert swiid(written(), areas=["NAM"]).frame["year"].tolist() == [2010, 2009]
    with pytest.raises(UnknownNameError, match="FRA"):
        swiid(written(), areas=["FRA"])


def test_a_new_name_is_not_lost(written):
    with pytest.raises(UnknownNameError, match="Atlantis"):
        swiid(written([*ROWS, "Atlantis,2010,57.1,2.5,60.4,3.5,,,,"]))


@pytest.mark.parametrize(
    ("rows", "header", "message"),
    [
        (ROWS, HEADER.replace("gini_disp,", "gini_net,"), "no column gini_disp"),
        (ROWS, HEADER.replace("country", "Country"), "no column country"),
        ([row.replace("57.1", "571") for row in ROWS], HEADER, "571"),
        ([row.replace("57.1", "high") for row in ROWS], HEADER, "'high'"),
        ([row.replace("57.1", "") for row in ROWS], HEADER, "''"),
        (["Namibia,2010,0.571,0.025,0.604,0.035,,,,"], HEADER, "not percents"),
        ([*ROWS, ROWS[0]], HEADER, "twice"),
        ([*ROWS, "Republic of Namibia,2010,57.1,2.5,60.4,3.5,,,,"], HEADER, "twice"),
        (["Namibia,2010.5,57.1,2.5,60.4,3.5,,,,", "Namibia,2010,57.1,2.5,60.4,3.5,,,,"], HEADER, "2010"),
        ([], HEADER, "no rows"),
    ],
)
def test_what_does_not_fit_raises(written, rows, header, message):
    with pytest.raises(DataError, match=message):
        swiid(written(rows, header))


def test_a_new_column_is_named(written):
    files = written([row + ",1" for row in ROWS], HEADER + ",quality")
    assert any("quality" in each for each in swiid(files).warnings)


def test_the_gate_refuses_a_short_file_and_a_page(written, tmp_path):
    [remote] = SOURCES["swiid"].facts["asks"]()
    with pytest.raises(Wrong, match="3 rows"):
        inspect(written()[NAME], remote.gate)
    page = tmp_path / "page"
    page.write_text("<!DOCTYPE html><title>Sign in</title>")
    with pytest.raises(Wrong, match="page"):
        inspect(page, remote.gate)


def test_the_gate_refuses_a_file_that_lost_countries(written):
    rows = [f"Namibia,{1900 + year % 100},57.1,2.5,60.4,3.5,,,," for year in range(100)]
    [remote] = SOURCES["swiid"].facts["asks"]()
    assert remote.gate.also(written(rows)[NAME]).startswith(f"{NAME} holds 1 areas")


@pytest.mark.skipif(REAL is None, reason="INEQUALITY_REAL_DATA is not set")
def test_the_real_file(brought_in):
    reading = brought_in("swiid", {NAME: Path(REAL, "swiid", NAME)})
    assert "Social Science Quarterly" in reading.cite()
    assert (len(reading.frame), reading.frame["area"].nunique()) == (6628, 199)
    first = reading.frame.iloc[0]
    assert (first["area"], first["year"], first["gini_disposable"]) == ("AFG", 2007, pytest.approx(0.314))
    assert reading.frame[["gini_disposable", "gini_market"]].stack().between(0.15, 0.8).all()
