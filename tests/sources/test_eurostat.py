"""Eurostat: a sparse flat index, flags, answers without a value. The figures are made up."""

import json
import math
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inequality import top_share
from inequality.errors import DataError, DomainError, InequalityError, UnknownNameError
from inequality.sources import SOURCES
from inequality.sources._eurostat import _answer, _cells, eurostat
from inequality.store.inspection import Wrong, inspect

REAL = os.environ.get("INEQUALITY_REAL_DATA")


def cube(values, status=None, **axes):
    """A JSON-stat dataset: `values` by the codes of each axis."""
    sizes = [len(codes) for codes in axes.values()]
    strides = [math.prod(sizes[k + 1 :]) for k in range(len(sizes))]

    def place(codes):
        return str(sum(s * list(axis).index(code) for s, axis, code in zip(strides, axes.values(), codes.split(), strict=True)))

    return {
        "version": "2.0",
        "class": "dataset",
        "label": "made up",
        "source": "ESTAT",
        "updated": "2026-10-01T11:00:00+0200",
        "value": {place(codes): value for codes, value in values.items()},
        "status": {place(codes): flag for codes, flag in (status or {}).items()},
        "id": list(axes),
        "size": sizes,
        "dimension": {name: {"category": {"index": {code: k for k, code in enumerate(codes)}}} for name, codes in axes.items()},
    }


AXES = {
    "freq": "A",
    "age": ["TOTAL"],
    "statinfo": ["GINI_HND"],
    "geo": ["EL", "FR", "XK", "EU27_2020"],
    "time": ["2022", "2023"],
}
VALUES = {
    f"A TOTAL GINI_HND {cell}": value for cell, value in {"EL 2022": 31.5, "FR 2023": 29.5, "EU27_2020 2023": 30.0}.items()
}


@pytest.fixture
def read(tmp_path):
    def reading(answer, dataset="ilc_di12", areas=()):
        path = tmp_path / "answer.json"
        path.write_text(answer if isinstance(answer, str) else json.dumps(answer), encoding="utf-8")
        return eurostat({"_".join([dataset, *areas]) + ".json": path}, dataset=dataset, areas=areas)

    return reading


def test_the_flat_index_is_unfolded(read):
    frame = read(cube(VALUES, {"A TOTAL GINI_HND FR 2023": "b"}, **AXES)).frame
    assert frame.values.tolist() == [["EU27_2020", 2023, 0.3, ""], ["FRA", 2023, 0.295, "b"], ["GRC", 2022, 0.315, ""]]
    assert list(frame) == ["area", "year", "gini", "gini_flag"]


def test_values_and_status_as_lists(read):
    answer = cube({}, **AXES)
    answer["value"] = [31.5, None, None, 29.5, None, None, None, 30.0]
    answer["status"] = ["", None, None, "b", None, None, None, None]
    assert read(answer).frame["gini"].tolist() == [0.3, 0.295, 0.315]


def test_the_dimension_of_before_2025(read):
    axes = {("indic_il" if name == "statinfo" else name): codes for name, codes in AXES.items()}
    assert read(cube(VALUES, **axes)).frame["gini"].tolist() == [0.3, 0.295, 0.315]


def test_mean_and_median_side_by_side(read):
    axes = {
        "age": ["TOTAL"],
        "sex": ["T", "M"],
        "unit": ["EUR"],
        "statinfo": ["MEAN_EI", "MED_EI"],
        "geo": ["FR"],
        "time": ["2023"],
    }
    values = {"TOTAL T EUR MEAN_EI FR 2023": 27_000, "TOTAL T EUR MED_EI FR 2023": 24_000, "TOTAL M EUR MED_EI FR 2023": 25_000}
    reading = read(cube(values, {"TOTAL T EUR MED_EI FR 2023": "p"}, **axes), "ilc_di03")
    assert reading.frame.values.tolist() == [["FRA", 2023, 27_000, "", 24_000, "p"]]
    assert any("1 rows of other" in each for each in reading.warnings)
    assert reading.measures["median"].currency == "EUR"


def test_a_dataset_of_one_statistic(read):
    axes = {"age": ["TOTAL"], "sex": ["T"], "unit": ["RAT"], "geo": ["FR"], "time": ["2023"]}
    assert read(cube({"TOTAL T RAT FR 2023": 4.5}, **axes), "ilc_di11").frame["s80_s20_ratio"].tolist() == [4.5]


@pytest.mark.parametrize(("dimension", "code"), [("quant_inc", "D{}"), ("quantile", "DECILE{}")])
def test_deciles_are_a_distribution(read, dimension, code):
    shares = [3.5, 5.0, 6.0, 7.0, 8.0, 9.5, 10.5, 12.0, 14.5, 24.0]
    quantiles = [code.format(k) for k in range(1, 11)]
    axes = {dimension: [*quantiles, "QU1"], "statinfo": ["SHARE", "TC"], "unit": ["EUR"], "geo": ["FR"], "time": ["2023"]}
    values = {f"{name} SHARE EUR FR 2023": share for name, share in zip(quantiles, shares, strict=True)}
    values |= {f"{quantiles[0]} TC EUR FR 2023": 13_000, "QU1 SHARE EUR FR 2023": 8.5}
    reading = read(cube(values, **axes), "ilc_di01")
    assert reading.frame["p_upper"].tolist() == pytest.approx([k / 10 for k in range(1, 11)])
    assert reading.frame["upper_limit"].tolist()[0] == 13_000
    assert top_share(reading.distribution(reading.frame), 0.1) == pytest.approx(0.24)
    with pytest.raises(DomainError, match="9 of ten"):
        reading.distribution(reading.frame.iloc[1:])


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ({"error": [{"status": 400, "id": 150, "label": "Dimension: unknown"}]}, "150: Dimension"),
        (cube({}, **AXES), "no value"),
        ({"version": "2.0"}, "no JSON-stat"),
        ([], "no JSON-stat"),
        ("<html>", "no JSON"),
        (cube({name: value / 100 for name, value in VALUES.items()}, **AXES), "not percents"),
        (cube(dict.fromkeys(VALUES, 2950), **AXES), "2950"),
        ({**cube(VALUES, **AXES), "value": {"99": 30.0}}, "outside"),
        ({**cube(VALUES, **AXES), "value": {"first": 30.0}}, "no JSON-stat"),
        ({**cube(VALUES, **AXES), "size": [1, 1, 1, 4, 3]}, "2 codes for 3 places"),
        ({**cube(VALUES, **AXES), "id": ["freq", "age", "statinfo", "area", "time"]}, "no JSON-stat"),
        (cube({"TOTAL GINI_HND FR": 30.0}, age=["TOTAL"], statinfo=["GINI_HND"], geo=["FR"]), "no dimension time"),
        (
            cube({"TOTAL GINI_HND FR 2023-Q1": 30.0}, age=["TOTAL"], statinfo=["GINI_HND"], geo=["FR"], time=["2023-Q1"]),
            "2023-Q1",
        ),
        (cube({"Y_LT18 GINI_HND FR 2023": 30.0}, age=["Y_LT18"], statinfo=["GINI_HND"], geo=["FR"], time=["2023"]), "none of"),
    ],
)
def test_what_does_not_fit_raises(read, answer, message):
    with pytest.raises(DataError, match=message):
        read(answer)


def test_an_unknown_area_is_not_lost(read):
    with pytest.raises(UnknownNameError, match="QQ"):
        read(cube({"TOTAL GINI_HND QQ 2023": 30.0}, age=["TOTAL"], statinfo=["GINI_HND"], geo=["QQ"], time=["2023"]))


def test_the_whole_way(tmp_path, brought_in):
    path = tmp_path / "answer.json"
    path.write_text(json.dumps(cube(VALUES, **AXES)))
    dataset = brought_in("eurostat", {"answer.json": path}, areas=["FRA", "GRC"])
    assert dataset.id == "eurostat@2026-10-01"
    assert dataset.frame["area"].tolist() == ["FRA", "GRC"]


def test_the_gate_refuses_a_dropped_country(tmp_path):
    [remote] = SOURCES["eurostat"].facts["asks"](areas=["FRA", "DEU"])
    path = tmp_path / "answer"
    path.write_text(json.dumps(cube(VALUES, **AXES)))
    with pytest.raises(Wrong, match="DEU"):
        inspect(path, remote.gate)


def test_the_gate_refuses_few_countries_where_all_were_asked_for(tmp_path):
    path = tmp_path / "answer"
    path.write_text(json.dumps(cube(VALUES, **AXES)))
    with pytest.raises(Wrong, match="3 areas"):
        inspect(path, SOURCES["eurostat"].facts["asks"]()[0].gate)


def test_what_is_asked_for():
    [remote] = SOURCES["eurostat"].facts["asks"](dataset="ilc_di03", areas=["GRC", "GBR", "EU27_2020"])
    assert remote.url.count("statinfo=") == 2
    assert remote.url.endswith("geo=EL&geo=UK&geo=EU27_2020")


@given(st.data())
def test_any_cube_is_unfolded_as_numpy_does(data):
    sizes = data.draw(st.lists(st.integers(1, 4), min_size=1, max_size=4))
    places = data.draw(st.sets(st.integers(0, math.prod(sizes) - 1), min_size=1))
    axes = {f"d{k}": [f"c{j}" for j in range(size)] for k, size in enumerate(sizes)}
    answer = {**cube({}, **axes), "value": {str(place): float(place) for place in places}}
    dense = np.arange(math.prod(sizes), dtype=float).reshape(sizes)
    for *codes, value, _ in _cells(answer).itertuples(index=False, name=None):
        assert dense[tuple(int(code[1:]) for code in codes)] == value


@given(
    st.sampled_from(["value", "status", "id", "size", "dimension"]),
    st.recursive(st.none() | st.integers() | st.text(), st.lists),
)
def test_a_damaged_answer_raises_an_error_of_ours(name, junk):
    try:
        _cells({**cube(VALUES, **AXES), name: junk})
    except InequalityError:
        return
    assert name in ("status", "value")


@pytest.mark.skipif(REAL is None, reason="INEQUALITY_REAL_DATA is not set")
def test_recorded_answers():
    gdp = _cells(_answer(Path(REAL, "eurostat/jsonstat_nama_10_gdp_DE_FR.json")))
    found = gdp.set_index(["geo", "time"])["value"].to_dict()
    assert found == {("DE", "2022"): 3989390.0, ("DE", "2023"): 4219310.0, ("FR", "2022"): 2653997.2, ("FR", "2023"): 2833826.4}
    prices = _cells(_answer(Path(REAL, "eurostat/jsonstat_prc_hicp_minr_FR.json")))
    assert prices["value"].tolist() == [74.13, 74.42]
