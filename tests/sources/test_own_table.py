"""A user's own table, in every format."""

import pandas as pd
import pytest

from inequality import gini
from inequality.errors import DataError, InputError, UnknownNameError
from inequality.sources._own_table import own_table

MONEY = {"concept": "net_wealth", "unit": "household", "currency": "USD"}


def table():
    return pd.DataFrame(
        {
            "iso": ["NAM", "FRA", "FRA", "FRA"],
            "wave": [2020, 2020, 2020, 2020],
            "id": ["01", "02", "03", "04"],
            "wealth": [1.5, 3.0, None, 8.0],
            "w": [2.0, 1.0, 1.0, 1.0],
        }
    )


def saved(folder, format, frame=None):
    frame = table() if frame is None else frame
    path = folder / "0123456789abcdef"  # a file of the store need not have an ending
    if format in ("csv", "tsv"):
        frame.to_csv(path, index=False, sep=";" if format == "csv" else "\t")
    elif format == "parquet":
        frame.to_parquet(path)
    elif format == "dta":
        frame.to_stata(folder / "own.dta", write_index=False)
        path = folder / "own.dta"
    elif format == "xlsx":
        frame.to_excel(folder / "own.xlsx", index=False)
        path = folder / "own.xlsx"
    else:
        __import__("pyreadstat").write_sav(frame, str(folder / "own.sav"))
        path = folder / "own.sav"
    return {f"own_table.{format}": path}


CALL = {"values": ["wealth"], "labels": ["id"], "area": "iso", "year": "wave", "weight": "w", "scale": "million", **MONEY}


@pytest.mark.parametrize("format", ["csv", "tsv", "parquet", "dta", "sav", "xlsx"])
def test_every_format(tmp_path, format):
    if format == "sav":
        pytest.importorskip("pyreadstat")
    files = saved(tmp_path, format)
    reading = own_table(files, format=format, **CALL)
    frame = reading.frame
    assert frame.columns.tolist() == ["area", "year", "id", "wealth", "w", "row"]
    assert frame["area"].tolist() == ["NAM", "FRA", "FRA", "FRA"]
    assert frame["wealth"].tolist()[:2] == [1.5e6, 3e6]
    assert frame["wealth"].isna().sum() == 1
    if format != "xlsx":  # Excel keeps them as numbers
        assert frame["id"].tolist() == ["01", "02", "03", "04"]
    found = reading.distribution(frame)
    assert found.population == 4
    assert gini(found) == pytest.approx(gini([1.5, 1.5, 3, 8]))
    assert (found.measure.concept, reading.units["wealth"]) == ("net_wealth", "USD")
    assert any("left out of a distribution: 1" in warning for warning in reading.warnings)
    (remote,) = own_table.__entry__.facts["asks"](format=format, **CALL)
    assert remote.gate.also(files[remote.name]) == ""


def test_one_area_and_year_for_all_rows(tmp_path):
    frame = own_table(saved(tmp_path, "csv"), values=["wealth"], area="FRA", year="2021").frame
    assert frame["area"].unique().tolist() == ["FRA"]
    assert frame["year"].unique().tolist() == [2021]


def test_names_of_countries_and_percents(tmp_path):
    made = table().assign(iso=["Namibia", "France", "Korea, Rep.", "United States"], wealth=[10.0, 20.0, 30.0, 40.0])
    reading = own_table(saved(tmp_path, "parquet", made), format="parquet", values=["wealth"], area="iso", scale="percent")
    assert reading.frame["area"].tolist() == ["NAM", "FRA", "KOR", "USA"]
    assert reading.frame["wealth"].tolist() == pytest.approx([0.1, 0.2, 0.3, 0.4])
    assert reading.units == {"wealth": "fraction"}


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        ({}, InputError, "No column of values is named"),
        ({"values": ["welth"]}, UnknownNameError, "did you mean 'wealth'"),
        ({"values": ["wealth"], "scale": "k"}, InputError, "Possible: one, thousand"),
        ({"values": ["iso"]}, InputError, "iso in own_table.csv holds texts such as 'NAM'"),
        ({"values": ["wealth"], "year": "wealth"}, DataError, "holds 1.5 in column wealth, and 2 such cells in all"),
        ({"values": ["wealth"], "area": "id"}, UnknownNameError, "country of the name '01'"),
        ({"values": ["wealth"], "currency": "USD"}, InputError, "said in part"),
        ({"values": ["wealth"], "concept": "welth", "unit": "household"}, UnknownNameError, "no concept 'welth'"),
    ],
    ids=range(8),
)
def test_a_wrong_call(tmp_path, call, error, message):
    files = saved(tmp_path, "csv")
    with pytest.raises(error, match=message):
        own_table(files, **call)


def test_what_cannot_be_a_weight(tmp_path):
    with pytest.raises(DataError, match="weights"):
        own_table(saved(tmp_path, "csv", table().assign(w=-1.0)), values=["wealth"], weight="w")


def test_a_file_of_another_format(tmp_path):
    with pytest.raises(DataError, match="cannot be read"):
        own_table(saved(tmp_path, "csv"), format="xlsx", values=["wealth"])
    with pytest.raises(InputError, match="Possible: csv, tsv, parquet"):
        own_table.__entry__.facts["asks"](format="json", values=["wealth"])


def test_the_whole_way(tmp_path, brought_in):
    for format in ("csv", "parquet", "dta", "xlsx"):
        dataset = brought_in("own_table", saved(tmp_path, format), format=format, **CALL)
        assert dataset.distribution(year=2020).population == 4
