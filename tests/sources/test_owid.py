"""Our World in Data: two kinds of header, codes of its own, percent by the chart's description. The figures are made up."""

import json
import os
from pathlib import Path

import pytest

from inequality.errors import DataError, InputError, UnknownNameError
from inequality.sources import SOURCES
from inequality.sources.our_world_in_data import owid
from inequality.store.inspection import Wrong, inspect

REAL = os.environ.get("INEQUALITY_REAL_DATA")
LONG, SHORT = "Share of the top tenth - Income", "top_tenth__income_v2"
ROWS = [
    "Namibia,NAM,2010,52.5",
    "Kosovo,OWID_KOS,2010,25.5",
    "World,OWID_WRL,2010,",
    "Europe,OWID_EUR,2010,30",
    "India (rural),,2010,31",
]


def about(unit="%", short_unit="%", **columns):
    facts = {"shortName": SHORT, "unit": unit, "shortUnit": short_unit, "type": "Numeric", "lastUpdated": "2026-04-14"}
    facts |= {
        "citationLong": "Made-up Institute (2026) – processed",
        "citationShort": "Made-up Institute – processed",
        "descriptionKey": "one text, as in newer answers",
    }
    return {"chart": {"title": "The top tenth"}, "columns": {LONG: facts, **columns}}


@pytest.fixture
def read(tmp_path):
    def reading(rows=ROWS, header=f"Entity,Code,Year,{LONG}", description=None, **selection):
        table, text = tmp_path / "top.csv", tmp_path / "top.json"
        table.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
        text.write_text(json.dumps(about() if description is None else description), encoding="utf-8")
        return owid({"top.csv": table, "top.metadata.json": text}, chart="top", **selection)

    return reading


@pytest.mark.parametrize(
    "header", [f"Entity,Code,Year,{LONG}", f"entity,code,year,{SHORT}", f"Entity,Code,Year,{SHORT}", f"entity,code,year,{LONG}"]
)
def test_either_header_gives_the_same_table(read, header):
    reading = read(header=header)
    assert reading.frame["area"].tolist() == ["NAM", "OWID_EUR", "WLD", "XKX"]
    assert reading.frame["top_tenth"].tolist()[:2] == [0.525, 0.3]
    assert reading.frame["top_tenth"].isna().tolist() == [False, False, True, False]
    assert reading.units == {"top_tenth": "fraction"}
    assert any("India (rural)" in each for each in reading.warnings)
    assert [(work.producer, work.citation) for work in reading.origins] == [
        ("Made-up Institute", "Made-up Institute (2026) – processed")
    ]


def test_what_is_no_percent_stays(read):
    reading = read(description=about("US dollars", "$"))
    assert reading.frame["top_tenth"].tolist()[0] == 52.5
    assert reading.units == {"top_tenth": "US dollars"}


def test_charts_by_day(read):
    frame = read(["Namibia,NAM,2010-03-01,52.5", "Namibia,NAM,2010-03-02,53"], f"Entity,Code,Day,{LONG}").frame
    assert frame["date"].tolist() == ["2010-03-01", "2010-03-02"]
    assert frame["year"].tolist() == [2010, 2010]


def test_annotations_stay_text_and_names_stay_apart(read):
    other = "Share of the top tenth - Wealth"
    columns = {other: {"shortName": "top_tenth__wealth_v2", "unit": ""}, "7-annotations": {"type": "SeriesAnnotation"}}
    reading = read(["Namibia,NAM,2010,52.5,60,urban only"], f"Entity,Code,Year,{LONG},{other},7-annotations", about(**columns))
    assert list(reading.frame) == ["area", "year", "top_tenth__income_v2", "top_tenth__wealth_v2", "7_annotations"]
    assert reading.frame["7_annotations"].tolist() == ["urban only"]


def test_areas_asked_for(read):
    assert read(areas=["NAM"]).frame["area"].tolist() == ["NAM"]
    with pytest.raises(UnknownNameError, match="FRA"):
        read(areas=["FRA"])


@pytest.mark.parametrize(
    ("rows", "header", "message"),
    [
        (ROWS, f"Country,Code,Year,{LONG}", "no column entity"),
        (["Namibia,NAM,2010"], "Entity,Code,Year", "no column of values"),
        (["Namibia,NAM,2010,many"], f"Entity,Code,Year,{LONG}", "many"),
        (["Namibia,NAM,MMX,1"], f"Entity,Code,Year,{LONG}", "MMX"),
        (["Namibia,NAM,1 March 2010,1"], f"Entity,Code,Day,{LONG}", "1 March"),
        ([ROWS[0], ROWS[0]], f"Entity,Code,Year,{LONG}", "twice"),
        ([ROWS[0], ROWS[0].replace("Namibia", "Namibie")], f"Entity,Code,Year,{LONG}", "twice"),
        ([], f"Entity,Code,Year,{LONG}", "no rows"),
    ],
)
def test_what_does_not_fit_raises(read, rows, header, message):
    with pytest.raises(DataError, match=message):
        read(rows, header)


def test_an_unknown_code_is_not_lost(read):
    with pytest.raises(UnknownNameError, match="QQQ"):
        read([*ROWS, "Atlantis,QQQ,2010,1"])


@pytest.mark.parametrize("description", [{"error": "This data may not be redistributed"}, {"columns": {}}, [], {"columns": []}])
def test_a_description_that_is_none(read, description):
    with pytest.raises(DataError):
        read(description=description)


@pytest.mark.parametrize("chart", ["../etc/passwd", "Gini", "", "a?b"])
def test_the_name_of_a_chart_is_one(chart):
    with pytest.raises(InputError):
        SOURCES["owid"].facts["asks"](chart=chart)


def test_the_gates(tmp_path):
    table, text = SOURCES["owid"].facts["asks"](chart="top")
    path = tmp_path / "answer"
    path.write_text('{"error": "You cannot download this data"}')
    with pytest.raises(Wrong):
        inspect(path, table.gate)
    with pytest.raises(Wrong, match="cannot download"):
        inspect(path, text.gate)


@pytest.mark.skipif(REAL is None, reason="INEQUALITY_REAL_DATA is not set")
class TestRealFiles:
    def test_gini(self, brought_in):
        chart = "economic-inequality-gini-index"
        files = {name: Path(REAL, "owid", name) for name in (f"{chart}.csv", f"{chart}.metadata.json")}
        reading = brought_in("owid", files, chart=chart)
        assert len(reading.frame) == 2152
        assert reading.frame["gini"].between(0.17, 0.72).all()
        assert reading.frame[reading.frame["area"] == "ALB"]["gini"].tolist()[0] == 0.27010342
        assert "XKX" in set(reading.frame["area"])
        assert reading.id == "owid@2025-04-14"
        assert "Poverty and Inequality Platform (PIP) 20240627_2017" in reading.cite()

    def test_life_expectancy(self):
        files = {name: Path(REAL, "owid", name) for name in ("life-expectancy.csv", "life-expectancy.metadata.json")}
        assert owid(files, chart="life-expectancy").units == {"life_expectancy_0": "years"}
