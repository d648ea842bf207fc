"""World Population Prospects, on a made-up world of three countries."""

import gzip

import pandas as pd
import pytest

from inequality.errors import DataError, GateError, UnknownNameError
from inequality.sources._un_wpp import un_wpp

from .conftest import COUNTRIES

#: Location, ISO alpha-3 and alpha-2, kind, thousands of people at each age.
PLACES = [
    ("516", "NAM", "NA", "Country/Area", 10.5),
    ("250", "FRA", "FR", "Country/Area", 20_000.0),
    ("412", "XKX", "", "Country/Area", 1.0),
]
WORLD = ("900", "", "", "World", sum(place[4] for place in PLACES))
REGION = ("903", "", "", "Region", 5.0)


def table(places=(*PLACES, WORLD, REGION), years=(2022, 2023)):
    rows = [
        {
            "SortOrder": 1,
            "LocID": place,
            "Notes": "",
            "ISO3_code": iso3,
            "ISO2_code": iso2,
            "LocTypeName": kind,
            "Location": "as the publisher writes it",
            "Variant": "Medium",
            "Time": year,
            "AgeGrp": f"{age}+" if age == 100 else str(age),
            "AgeGrpStart": age,
            "PopTotal": people,
        }
        for place, iso3, iso2, kind, people in places
        for year in years
        for age in range(101)
    ]
    return pd.DataFrame(rows)


def packed(folder, frame, name="WPP2024_PopulationBySingleAgeSex_Medium_1950-2023.csv.gz"):
    path = folder / name
    path.write_bytes(gzip.compress(frame.to_csv(index=False).encode("utf-8-sig")))
    return {name: path}


def test_people_and_adults(tmp_path):
    reading = un_wpp(packed(tmp_path, table()))
    frame = reading.frame.set_index(["area", "year"])
    assert set(reading.frame["area"]) == {"NAM", "FRA", "XKX", "WLD"}  # Namibia's alpha-2 code is NA
    assert frame.loc[("NAM", 2023), "population"] == pytest.approx(101 * 10_500)
    assert frame.loc[("NAM", 2023), "adults"] == pytest.approx(81 * 10_500)
    assert not reading.frame["projected"].any()
    assert any("1 regions" in warning for warning in reading.warnings)
    assert reading.measures["adults"].unit == "adult"


def test_projections_are_marked(tmp_path):
    later = packed(tmp_path, table(years=(2024,)), "WPP2024_PopulationBySingleAgeSex_Medium_2024-2100.csv.gz")
    frame = un_wpp(packed(tmp_path, table()) | later, areas=["NAM"], projections=True).frame
    assert frame["year"].tolist() == [2022, 2023, 2024]
    assert frame["projected"].tolist() == [False, False, True]


def test_other_variants_do_not_count(tmp_path):
    high = table().assign(Variant="High")
    assert un_wpp(packed(tmp_path, pd.concat([table(), high])), areas=["FRA"]).frame["population"].iloc[0] == 101 * 20e6


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda f: f.rename(columns={"PopTotal": "Pop"}), "no column PopTotal"),
        (lambda f: f.drop(columns="ISO3_code"), "no column ISO3_code"),
        (lambda f: f[(f["AgeGrpStart"] != 30) | (f["LocID"] != "516")], "has 100 ages for NAM in 2022"),
        (lambda f: pd.concat([f, f[f["LocID"] == "250"]]), "has 202 ages for FRA"),
        (lambda f: f[f["LocID"] != "250"], "do not add up to the world: by 99"),
        (lambda f: f[f["LocID"] != "900"], "do not add up to the world"),
        (lambda f: f.assign(PopTotal=f["PopTotal"] / 1000), "people in the world"),
        (lambda f: f.assign(PopTotal=f["PopTotal"] * 1e4), "thousands of people"),
        (lambda f: f.assign(PopTotal="many"), "cannot be read"),
        (lambda f: f.iloc[:0], "has no rows"),
    ],
    ids=range(10),
)
def test_what_is_amiss_is_said(tmp_path, change, message):
    files = packed(tmp_path, change(table()))
    with pytest.raises(DataError, match=message):
        un_wpp(files)
    assert un_wpp.__entry__.facts["asks"]()[0].gate.also(next(iter(files.values())))


def test_a_cut_file(tmp_path):
    files = packed(tmp_path, table())
    path = next(iter(files.values()))
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(DataError, match="cannot be read"):
        un_wpp(files)


def test_what_is_asked_for(tmp_path):
    (remote,) = un_wpp.__entry__.facts["asks"]()
    assert remote.url.endswith("CSV_FILES/WPP2024_PopulationBySingleAgeSex_Medium_1950-2023.csv.gz")
    with pytest.raises(UnknownNameError, match="There is no area 'DEU'"):
        un_wpp(packed(tmp_path, table()), areas=["DEU"])


def test_the_whole_way(tmp_path, brought_in):
    with pytest.raises(GateError, match="4 areas"):
        brought_in("un_wpp", packed(tmp_path, table()), areas=["NAM"])
    places = [(str(number), area, "", "Country/Area", 400.0) for number, area in enumerate(COUNTRIES, 1)]
    frame = table((*places, ("900", "", "", "World", 400.0 * len(COUNTRIES))), (2022,))
    assert brought_in("un_wpp", packed(tmp_path, frame), areas=["NAM"]).frame["year"].tolist() == [2022]
