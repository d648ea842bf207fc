"""World Bank: messages with status 200, pages, aggregates, blank codes. The figures are made up."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inequality.errors import DataError, InequalityError, UnknownNameError
from inequality.sources import SOURCES
from inequality.sources.world_bank import _frame, worldbank
from inequality.store.inspection import Wrong, inspect

REAL = os.environ.get("INEQUALITY_REAL_DATA")
POPULATION = "SP.POP.TOTL"


def row(area="NAM", two="NA", date="2020", value=2_500_000.0, indicator=POPULATION, **others):
    return {
        "indicator": {"id": indicator, "value": "Population, total"},
        "country": {"id": two, "value": "Somewhere"},
        "countryiso3code": area,
        "date": date,
        "value": value,
        "unit": "",
        "obs_status": "",
        "decimal": 0,
        **others,
    }


def answer(*rows, **head):
    return [{"page": 1, "pages": 1, "per_page": "32500", "total": len(rows), "lastupdated": "2026-07-13", **head}, list(rows)]


@pytest.fixture
def read(tmp_path):
    def reading(content, indicator=POPULATION, areas=()):
        path = tmp_path / "answer.json"
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        [remote] = SOURCES["worldbank"].facts["asks"](indicator=indicator, areas=areas)
        return worldbank({remote.name: path}, indicator=indicator, areas=areas)

    return reading


def test_rows_by_area_and_year(read):
    reading = read(answer(row(date="2021"), row(), row("FRA", "FR", value=None), row("WLD", "1W", value=8e9)))
    assert reading.frame.values.tolist() == [["NAM", 2020, 2.5e6], ["NAM", 2021, 2.5e6], ["WLD", 2020, 8e9]]
    assert reading.units == {"population": "people"}
    assert any("1 rows without a value" in each for each in reading.warnings)
    assert any("aggregates" in each for each in reading.warnings)


def test_a_blank_code_is_read_from_the_other_one(read):
    reading = read(answer(row(area="", two="XK"), row(area="", two="XC"), row(area="", two="XX"), row(area="", two="NA")))
    assert reading.frame["area"].tolist() == ["EMU", "NAM", "XKX"]
    assert any("not classified" in each for each in reading.warnings)


def test_percent_become_fractions(read):
    reading = read(answer(row(value=59.1, indicator="SI.POV.GINI")), "SI.POV.GINI")
    assert reading.frame["gini"].tolist() == [0.591]
    assert reading.measures["gini"].scale == "gini"
    assert any("consumption" in each for each in reading.warnings)


def test_other_indicators_stay_as_published(read):
    reading = read(answer(row(value=3.5, indicator="XX.YY")), "XX.YY")
    assert reading.frame["value"].tolist() == [3.5]
    assert any("nothing was converted" in each for each in reading.warnings)


def test_quarters_and_months_keep_their_period(read):
    frame = read(answer(row(date="2023Q4"), row(date="2023Q3"))).frame
    assert frame["period"].tolist() == ["2023Q3", "2023Q4"]
    assert frame["year"].tolist() == [2023, 2023]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ([{"message": [{"id": "120", "key": "Invalid value", "value": "The parameter is not valid"}]}], "Invalid value"),
        ([{"page": 0, "pages": 0, "per_page": 50, "total": 0}, None], "no rows"),
        ([{"page": 0, "pages": 0, "per_page": 50, "total": 0}], "no rows"),
        (answer(row(), pages=2, total=2), "1 of 2 rows"),
        (answer(row(), total=17490), "1 of 17490"),
        (answer(row(), row(value=3.0)), "twice"),
        (answer(row(date="2023-04")), "2023-04"),
        (answer(row(value="many")), "many"),
        (answer(row(value=None)), "no value"),
        (answer(row(indicator="SP.POP.TOTL.FE.IN")), "Asked for SP.POP.TOTL"),
        (answer({"country": {"id": "NA"}}), "countryiso3code"),
        ({"error": "busy"}, "no rows"),
        ("<?xml version='1.0'?><html/>", "no JSON"),
        (json.dumps(answer(row()))[:-30], "no JSON"),
        ("Server Error", "no JSON"),
    ],
)
def test_what_does_not_fit_raises(read, content, message):
    with pytest.raises(DataError, match=message):
        read(content)


def test_fractions_for_percent(read):
    with pytest.raises(DataError, match="not percents"):
        read(answer(row(value=0.591, indicator="SI.POV.GINI")), "SI.POV.GINI")


def test_a_small_percentage_is_one(read):
    """The poorest tenth of South Africa has less than one percent in every survey."""
    reading = read(answer(row("ZAF", "ZA", value=0.9, indicator="SI.DST.FRST.10")), "SI.DST.FRST.10")
    assert reading.frame["bottom_10_percent_share"].tolist() == pytest.approx([0.009])
    with pytest.raises(DataError, match="not percents"):
        read(answer(row("ZAF", "ZA", value=0.009, indicator="SI.DST.FRST.10")), "SI.DST.FRST.10")


def test_an_unknown_area_is_not_lost(read):
    with pytest.raises(UnknownNameError, match="QQQ"):
        read(answer(row(), row("QQQ")))


def test_an_area_asked_for_and_not_sent(read):
    with pytest.raises(DataError, match="nothing for FRA"):
        read(answer(row()), areas=["NAM", "FRA"])


def test_many_areas_are_picked_out_of_all():
    from inequality import areas as codes

    many = sorted(set(codes._two_letters().values()))[:80]
    [remote] = SOURCES["worldbank"].facts["asks"](indicator=POPULATION, areas=many)
    assert remote.url.endswith("/country/all/indicator/SP.POP.TOTL")
    assert len(SOURCES["worldbank"].facts["asks"](indicator=POPULATION, areas=many[:40])[0].url) < 400


def test_the_whole_way(tmp_path, brought_in):
    path = tmp_path / "answer.json"
    path.write_text(json.dumps(answer(row())))
    dataset = brought_in("worldbank", {"answer.json": path}, indicator=POPULATION, areas="NAM")
    assert dataset.id == "worldbank@2026-07-13"
    assert dataset.frame["population"].tolist() == [2.5e6]


def test_the_gate_is_the_reader(tmp_path):
    [remote] = SOURCES["worldbank"].facts["asks"](indicator=POPULATION, areas=["NAM"])
    path = tmp_path / "answer"
    path.write_text(json.dumps(answer(row())))
    inspect(path, remote.gate)
    path.write_text(json.dumps([{"message": [{"id": "120", "key": "Invalid value", "value": "no"}]}]))
    with pytest.raises(Wrong, match="Invalid value"):
        inspect(path, remote.gate)


def test_the_gate_refuses_few_areas_where_all_were_asked_for(tmp_path):
    path = tmp_path / "answer"
    path.write_text(json.dumps(answer(row(), row("FRA", "FR"))))
    with pytest.raises(Wrong, match="2 areas"):
        inspect(path, SOURCES["worldbank"].facts["asks"](indicator=POPULATION)[0].gate)


@given(st.data())
def test_a_damaged_answer_never_yields_another_table(tmp_path_factory, data):
    """Any one value replaced by anything: the same table, a table with that value, or an error of ours."""
    rows = [row(), row("FRA", "FR"), row("USA", "US")]
    whole = answer(*rows)
    junk = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5), st.lists(st.integers(), max_size=2))
    place = data.draw(st.sampled_from(["countryiso3code", "country", "date", "indicator", "total", "pages"]))
    target = whole[0] if place in ("total", "pages") else whole[1][1]
    target[place] = data.draw(junk)
    path = tmp_path_factory.mktemp("damaged") / "answer.json"
    path.write_text(json.dumps(whole))
    try:
        frame, _, _ = _frame(path, POPULATION, ())
    except InequalityError:
        return
    assert len(frame) == 3
    assert set(frame["area"]) >= {"NAM", "USA"}


@pytest.mark.skipif(REAL is None, reason="INEQUALITY_REAL_DATA is not set")
class TestRealFiles:
    def test_population(self):
        frame, title, _ = _frame(Path(REAL, "worldbank/indicator_SP.POP.TOTL_MEX_2023.json"), POPULATION, ["MEX"])
        assert (title, frame.values.tolist()) == ("Population, total", [["MEX", 2023, 129_739_759.0]])

    def test_aggregates_and_unclassified(self):
        frame, _, left_out = _frame(Path(REAL, "worldbank/indicator_NY.GDP.MKTP.CD_aggregates.json"), "NY.GDP.MKTP.CD", ())
        assert frame["gdp"].tolist() == [1830489311088.89, 1832641364775.52]
        assert len(left_out) == 2

    def test_error_with_status_200(self):
        with pytest.raises(DataError, match="Invalid value"):
            _frame(Path(REAL, "worldbank/error_120_http200.json"), POPULATION, ())
