"""What holds publishers' tables to their contract."""

import io

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inequality import areas
from inequality.errors import DataError, InputError, UnknownNameError
from inequality.sources.tables import (
    beyond,
    cell,
    chosen,
    integers,
    located,
    numbers,
    one_of,
    percents,
    readable,
    require,
    snake,
    texts,
    unique,
    within,
)

CELLS = st.sampled_from(["NA", "", "01", "nan", "null", "None", "-", "1e5", "é", "a b"])


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=8))
def test_every_cell_is_as_it_is_written(rows):
    body = "code,other\n" + "".join(f"{a},{b}\n" for a, b in rows)
    found = texts(io.BytesIO(("\ufeff" + body).encode()))
    assert found.columns.tolist() == ["code", "other"]
    kept = [list(row) for row in rows]  # a row of empty cells is a row
    assert found.to_numpy().tolist() == kept


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"a,b\n1,2\n1,2,3\n", "Row 3 has 3 cells, and the header 2"),
        (b"a,b\n1,2,3\n1,2,3\n", "Row 2 has 3 cells"),
        (b"a,b\n1,2\n1\n", "Row 3 has 1 cells"),
        (b"a,b\n1,\xff\n", "The file is no table .*utf-8"),
        (b'a,b\n1,"2\n', "The file is no table .*unexpected end"),
    ],
    ids=["one too wide", "all too wide", "too narrow", "no text", "cut in a quote"],
)
def test_what_is_no_table(body, message):
    with pytest.raises(DataError, match=message):
        texts(io.BytesIO(body))


@given(st.lists(st.floats(-1e12, 1e12), min_size=1, max_size=20))
def test_numbers_come_back(values):
    column = pd.Series([repr(value) for value in values] + [""], name="worth")
    found = numbers(column, "The table")
    assert found.tolist()[:-1] == values
    assert np.isnan(found.iloc[-1])


@pytest.mark.parametrize("cell", ["1,000", "n/a", "inf", "-", "..", "12%", "NaN", "NA"])
def test_what_is_no_number_is_refused(cell):
    with pytest.raises(DataError, match="in column worth, and 1 such cells"):
        numbers(pd.Series(["1", cell], name="worth"), "The table")


@given(st.lists(st.floats(0, 100), min_size=1, max_size=20))
def test_percents_become_fractions_or_are_refused(values):
    column = pd.Series(values, name="share")
    if max(values) <= 1:
        with pytest.raises(DataError, match="so these are not percents"):
            percents(column, "The table")
    else:
        assert percents(column, "The table").tolist() == [value / 100 for value in values]


def test_nothing_known_is_no_fraction():
    assert percents(pd.Series([np.nan, np.nan], name="share"), "The table").isna().all()


def test_contracts():
    frame = pd.DataFrame({"a": ["x", "x"], "b": [1.0, 2.0]})
    require(frame, ["a", "b"], "The table")
    unique(frame, ["a", "b"], "The table")
    with pytest.raises(DataError, match=r"no column c, d\. .*these came: a, b"):
        require(frame, ["a", "c", "d"], "The table")
    with pytest.raises(DataError, match="has the column a twice"):
        require(frame.rename(columns={"b": "a"}), ["a"], "The table")
    with pytest.raises(DataError, match="has no rows"):
        require(frame.iloc[:0], ["a"], "The table")
    with pytest.raises(DataError, match="holds 1 rows twice, the first of a x"):
        unique(frame, ["a"], "The table")
    with pytest.raises(DataError, match=r"holds 2 in column b.*0 to 1 \(fraction\)"):
        within(frame["b"], 0, 1, "The table", "fraction")
    assert beyond(frame, ["a"]) == ("Columns not known here, kept out of the table: b.",)
    assert beyond(frame, ["a", "b"]) == ()
    assert one_of("x", ["x", "y"], "word") == "x"
    with pytest.raises(InputError, match="Possible: x, y"):
        one_of("z", ["x", "y"], "word")


def test_areas_that_are_none_are_left_out_and_said():
    frame = pd.DataFrame({"code": ["NAM", "WLD", "OWN", "OWN", ""], "value": range(5)})
    kept, (said,) = located(frame, "code", areas.from_iso3, {"OWN": ""})
    assert kept["area"].tolist() == ["NAM", "WLD"]
    assert said == "Left out: 3 rows of 2 codes or names that are no area known here: (empty), OWN."
    assert chosen(kept, ["NAM"])["value"].tolist() == [0]
    assert len(chosen(kept, ())) == 2
    with pytest.raises(UnknownNameError, match="There is no area 'FRA'"):
        chosen(kept, ["FRA"])
    with pytest.raises(DataError, match="No row of code is an area"):
        located(frame.iloc[2:], "code", areas.from_iso3)


def test_a_readers_complaint_is_a_gates(tmp_path):
    def reader(path):
        raise DataError("It is cut", possible="a whole file", remedy="fetch it again")

    assert readable(reader)(tmp_path) == "It is cut; expected: a whole file"
    assert readable(lambda path: None)(tmp_path) == ""


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Real estate", "real_estate"),
        ("Loans (Assets)", "loans_assets"),
        ("Gini_x000D_\n", "gini"),
        ("Poor (40%)", "poor_40_percent"),
    ],
)
def test_headings_become_names(heading, name):
    assert snake(heading) == name


def test_entries_of_json_are_cells():
    assert [cell(each) for each in (1, 2.5, None, "x", True, [1])] == [1.0, 2.5, "", "x", "True", "[1]"]


@pytest.mark.parametrize("wrong", [2020.5, float("nan"), 1e20, -1.0])
def test_years_are_whole(wrong):
    assert integers(pd.Series([2020.0, 1.0], name="year"), 1, 2100, "The table", "years").tolist() == [2020, 1]
    with pytest.raises(DataError, match=r"in column year.*1 to 2100 \(years\)"):
        integers(pd.Series([2020.0, wrong], name="year"), 1, 2100, "The table", "years")
