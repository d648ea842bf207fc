"""The World Economic Outlook out of the DataMapper, on made-up answers."""

import json

import pytest

from inequality.errors import DataError, GateError, InputError, UnknownNameError
from inequality.sources._imf import INDICATORS, imf

from .conftest import COUNTRIES


def answer(folder, indicator, values):
    path = folder / f"{indicator}.json"
    path.write_text(json.dumps({"values": {indicator: values}, "api": {"version": "1", "output-method": "json"}}))
    return {path.name: path}


def series(first, last, value):
    return {str(year): value for year in range(first, last + 1)}


GDP = {"USA": series(2020, 2031, 25_000.5), "NAM": series(2024, 2031, 12.5), "WEOWORLD": series(2020, 2031, 1e5)}
GDP |= {"UVK": {"2025": 10.0}, "ADVEC": series(2020, 2031, 6e4), "EURO": {"2025": None}}


def test_dollars_and_projections(tmp_path):
    reading = imf(answer(tmp_path, "NGDPD", GDP))
    frame = reading.frame
    assert set(frame["area"]) == {"USA", "NAM", "WLD", "XKX"}
    assert frame["gdp"].max() == 1e14
    assert sorted(frame.loc[~frame["estimated"], "year"].unique()) == [2020, 2021, 2022, 2023, 2024, 2025]
    assert frame.loc[frame["estimated"], "year"].min() == 2026  # the edition that looks to 2031 is that of 2026
    said = "\n".join(reading.warnings)
    assert "Years from 2026 on are projections" in said
    assert "ADVEC, EURO" in said
    assert (reading.measures["gdp"].currency, reading.measures["gdp"].conversion) == ("USD", "MER")


def test_chosen_areas_do_not_move_the_edition(tmp_path):
    values = GDP | {"FRA": series(2020, 2024, 3_000.0)}
    frame = imf(answer(tmp_path, "NGDPD", values), areas=["FRA"]).frame
    assert not frame["estimated"].any()
    with pytest.raises(UnknownNameError, match="There is no area 'DEU'"):
        imf(answer(tmp_path, "NGDPD", values), areas=["DEU"])


def test_percents_and_people(tmp_path):
    frame = imf(answer(tmp_path, "PCPIPCH", {"ARG": {"2023": 133.5, "2024": 219.9}}), indicator="PCPIPCH").frame
    assert frame["inflation"].tolist() == pytest.approx([1.335, 2.199])
    frame = imf(answer(tmp_path, "LP", {"IND": {"2024": 1440.5}, "NAM": {"2024": 2.6}}), indicator="LP").frame
    assert frame["population"].tolist() == [1440.5e6, 2.6e6]


@pytest.mark.parametrize(
    ("indicator", "values", "message"),
    [
        ("NGDPD", {}, "holds no values of NGDPD"),
        ("NGDPD", {"USA": {"2020": 25e12}}, "times 1e\\+09 for USD"),
        ("PCPIPCH", {"USA": {"2020": 0.02}}, "so these are not percents"),
        ("LP", {"IND": {"2024": 1.44}}, "The most people in the answer are 1.44 million"),
        ("NGDPD", {"USA": {"2020": "much"}}, "holds 'much'"),
        ("NGDPD", {"ADVEC": {"2020": 6e4}}, "No row of code is an area"),
    ],
)
def test_what_is_amiss_is_said(tmp_path, indicator, values, message):
    files = answer(tmp_path, indicator, values)
    with pytest.raises(DataError, match=message):
        imf(files, indicator=indicator)
    assert imf.__entry__.facts["asks"](indicator=indicator)[0].gate.also(next(iter(files.values())))


@pytest.mark.parametrize("body", ["<html>403 Forbidden</html>", '{"api": {"version": "1"}}', '{"values": {"LP": {}}}', "[]"])
def test_an_answer_without_values(tmp_path, body):
    path = tmp_path / "NGDPD.json"
    path.write_text(body)
    with pytest.raises(DataError, match="holds no values of NGDPD"):
        imf({"NGDPD.json": path})


def test_what_is_asked_for():
    asks = imf.__entry__.facts["asks"]
    assert [asks(indicator=code)[0].name for code in INDICATORS] == [f"{code}.json" for code in INDICATORS]
    with pytest.raises(InputError, match="Possible: NGDPD"):
        asks(indicator="GDP")


def test_the_whole_way(tmp_path, brought_in):
    with pytest.raises(GateError, match="holds 4 areas"):
        brought_in("imf", answer(tmp_path, "NGDPD", GDP), areas=["NAM"])
    whole = GDP | {area: series(2024, 2031, 12.5) for area in COUNTRIES[:200]}
    assert set(brought_in("imf", answer(tmp_path, "NGDPD", whole), areas=["NAM"]).frame["area"]) == {"NAM"}
