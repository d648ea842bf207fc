"""The reader of EU-SILC, on made-up files in the layout of the scientific use files."""

import numpy as np
import pandas as pd
import pytest

from inequality.equivalence import oecd_modified_scale
from inequality.errors import DataError, InputError
from inequality.inference import estimate
from inequality.metrics import gini
from inequality.microdata import read_eusilc

HOMES = 24


def write(folder, country, *, stratified):
    stream = np.random.default_rng(7)
    number = np.arange(1, HOMES + 1)
    adults, children = number % 2 + 1, number % 3
    income = stream.lognormal(10, 0.6, HOMES).round(2)
    register = pd.DataFrame(
        {
            "DB010": 2022,
            "DB020": country,
            "DB030": number,
            "DB040": f"{country}1",
            "DB050": np.repeat([1, 2], HOMES // 2) if stratified else np.nan,
            "DB060": number // 3 if stratified else np.nan,
            "DB090": stream.uniform(50, 150, HOMES).round(3),
        }
    )
    household = pd.DataFrame(
        {
            "HB010": 2022,
            "HB020": country,
            "HB030": number,
            "HY020": income,
            "HY025": 1.0,
            "HX040": adults + children,
            "HX050": oecd_modified_scale(adults, children),
        }
    )
    people = [(home, place) for home in number for place in range(1, adults[home - 1] + children[home - 1] + 1)]
    persons = pd.DataFrame(people, columns=["RX030", "place"])
    persons = pd.DataFrame(
        {
            "RB010": 2022,
            "RB020": country,
            "RB030": persons["RX030"] * 100 + persons["place"],
            "RX030": persons["RX030"],
            "RB050": register["DB090"].to_numpy()[persons["RX030"] - 1],
            "grown": (persons["place"] <= adults[persons["RX030"] - 1]),
        }
    )
    adults_only = persons[persons["grown"]]
    answers = pd.DataFrame({"PB010": 2022, "PB020": country, "PB030": adults_only["RB030"], "PY010G": 1000.0})
    target = folder / country / "2022"
    target.mkdir(parents=True)
    frames = {"D": register, "H": household, "R": persons.drop(columns="grown"), "P": answers}
    for letter, frame in frames.items():
        frame.to_csv(target / f"UDB_c{country}22{letter}.csv", index=False)
    return frames


def test_persons_with_their_households_income(tmp_path):
    frames = write(tmp_path, "AT", stratified=True)
    survey = read_eusilc(tmp_path)
    assert len(survey) == len(frames["R"])
    home = frames["R"]["RX030"].to_numpy() - 1
    expected = (frames["H"]["HY020"] / frames["H"]["HX050"]).to_numpy()[home]
    assert survey["equivalised_income"] == pytest.approx(expected)
    found = estimate(gini, survey, "equivalised_income")
    assert found.value == pytest.approx(gini(expected, weights=frames["R"]["RB050"]))
    units = frames["D"].groupby("DB050")["DB060"].nunique()
    assert found.df == units.sum() - 2
    assert survey.measures["equivalised_income"].currency == "EUR"
    assert survey.provenance.ids == ("eusilc@2022",)
    assert np.isnan(survey["py010g"].astype(float)).sum() == len(frames["R"]) - len(frames["P"])  # children


def test_households_equivalised_here_are_the_same(tmp_path):
    """The same number by way of named arguments, from household rows."""
    write(tmp_path, "AT", stratified=True)
    persons, homes = read_eusilc(tmp_path), read_eusilc(tmp_path, unit="household")
    assert len(homes) == HOMES
    one = estimate(gini, persons, "equivalised_income")
    other = estimate(gini, homes, "disposable_income", equivalence="hx050", persons="hx040")
    assert (one.value, one.standard_error, one.df) == pytest.approx((other.value, other.standard_error, other.df), rel=1e-12)


def test_countries_are_strata_and_households_units_where_there_are_no_others(tmp_path):
    write(tmp_path, "AT", stratified=True)
    write(tmp_path, "EL", stratified=False)
    survey = read_eusilc(tmp_path)
    assert set(survey["area"]) == {"AUT", "GRC"}
    found = estimate(gini, survey, "equivalised_income", by="area")
    assert found["GRC"].df == HOMES - 1
    assert len(np.unique(survey.strata)) == 3


def test_those_without_a_weight_are_counted(tmp_path):
    frames = write(tmp_path, "AT", stratified=True)
    path = tmp_path / "AT" / "2022" / "UDB_cAT22R.csv"
    frames["R"].assign(RB050=frames["R"]["RB050"].where(frames["R"]["RB030"] > 200)).to_csv(path, index=False)
    survey = read_eusilc(tmp_path)
    left_out = (frames["R"]["RB030"] <= 200).sum()
    assert len(survey) == len(frames["R"]) - left_out
    assert survey.provenance.steps == (f"{left_out} persons without a weight left out",)


def test_what_is_amiss_is_said(tmp_path):
    write(tmp_path, "AT", stratified=True)
    with pytest.raises(InputError, match="unit="):
        read_eusilc(tmp_path, unit="adult")
    folder = tmp_path / "AT" / "2022"
    homes = pd.read_csv(folder / "UDB_cAT22H.csv")
    homes.iloc[1:].to_csv(folder / "UDB_cAT22H.csv", index=False)
    with pytest.raises(DataError, match="1 rows stand alone"):
        read_eusilc(tmp_path)
    homes.assign(HB020="XY").to_csv(folder / "UDB_cAT22H.csv", index=False)
    with pytest.raises(DataError, match="stand alone"):
        read_eusilc(tmp_path)
    (folder / "UDB_cAT22H.csv").rename(folder / "UDB_cAT21H.csv")
    with pytest.raises(InputError, match="of 2 years"):
        read_eusilc(tmp_path)
    (folder / "UDB_cAT21H.csv").unlink()
    with pytest.raises(InputError, match="0 H files"):
        read_eusilc(tmp_path)
