"""Tables of the Office for National Statistics, on made-up sheets laid out as its own."""

import openpyxl
import pytest

from inequality.errors import DataError, InputError, UnknownNameError
from inequality.sources._ons import ons

SHEET = [
    ["Table 1: Gini coefficients of household income, made up [note 1]"],
    ["This worksheet contains one table."],
    ["Financial year ending", "Disposable income [note 2] (%)", "Original income (%)", "Mean (£)", "Nation"],
    ["1977", 25.5, 43.5, "30,100", "England"],
    ["2019/20", 34.6, "[x]", 36_900, "England"],
    ["April 2020 to March 2022", 34.4, "..", 38_100.5, "[z]"],
    ["Source: Office for National Statistics"],
]
CALL = {"sheet": "Table 1", "period": "Financial year ending", "percent": ["Disposable income (%)", "Original income (%)"]}


def book(folder, rows=SHEET):
    path = folder / "ons.xlsx"
    made = openpyxl.Workbook()
    made.active.title = "Cover"
    sheet = made.create_sheet("Table 1")
    for row in rows:
        sheet.append(row)
    made.save(path)
    return {path.name: path}


def test_a_sheet(tmp_path):
    reading = ons(book(tmp_path), **CALL)
    frame = reading.frame
    assert frame.columns.tolist()[:4] == ["area", "year", "row", "financial_year_ending"]
    assert frame["year"].tolist() == [1977, 2020, 2022]
    assert frame["row"].tolist() == [4, 5, 6]
    assert frame["disposable_income_percent"].tolist() == pytest.approx([0.255, 0.346, 0.344])
    assert frame["original_income_percent"].isna().tolist() == [False, True, True]
    assert frame["mean"].tolist() == [30_100, 36_900, 38_100.5]
    assert frame["nation"].tolist() == ["England", "England", ""]
    assert reading.units == {"disposable_income_percent": "fraction", "original_income_percent": "fraction"}
    said = "\n".join(reading.warnings)
    assert "1 rows of notes" in said
    assert "1 [x], 1 [z], 1 .." in said


def test_the_row_of_headings_may_be_named(tmp_path):
    rows = [["made up"], ["a wide note", "that is", "as wide", "as the", "table"], *SHEET[2:]]
    with pytest.raises(UnknownNameError, match="no column 'disposable_income_percent'"):
        ons(book(tmp_path, rows), **CALL)
    assert len(ons(book(tmp_path, rows), header=3, **CALL).frame) == 3


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"sheet": "Table 2"}, UnknownNameError, "There is no sheet 'Table 2'.*Cover, Table 1.*did you mean 'Table 1'"),
        ({"sheet": "Cover"}, DataError, "Sheet Cover is empty"),
        ({"period": ""}, InputError, "The year of the rows is not said"),
        ({"period": "Year"}, UnknownNameError, "There is no column 'year'"),
        ({"period": "Nation"}, DataError, "a period without a year: 'England'"),
        ({"header": 1}, InputError, "Row 1 of sheet Table 1 holds no headings"),
        ({"header": 900}, InputError, "Row 900"),
        ({"percent": ["Nation"]}, ValueError, "could not convert|nation"),
    ],
    ids=range(8),
)
def test_a_wrong_call(tmp_path, change, error, message):
    with pytest.raises(error, match=message):
        ons(book(tmp_path), **(CALL | change))


def test_a_mark_that_is_not_known(tmp_path):
    rows = SHEET[:3] + [[str(1990 + i), 30.0 + i, 40.0, "[r]" if i == 3 else 30_000 + i, "UK"] for i in range(8)]
    with pytest.raises(DataError, match=r"holds '\[r\]' in column mean"):
        ons(book(tmp_path, rows), **CALL)


def test_percents_that_are_fractions(tmp_path):
    rows = [*SHEET[:3], ["1977", 0.255, 43.5, 1, "UK"], ["1978", 0.256, 43.5, 1, "UK"]]
    with pytest.raises(DataError, match="so these are not percents"):
        ons(book(tmp_path, rows), **CALL)


def test_a_year_for_all_rows(tmp_path):
    assert ons(book(tmp_path), sheet="Table 1", year=2022).frame["year"].tolist() == [2022] * 3
    assert ons.__entry__.facts["asks"](**CALL)[0].gate.also(book(tmp_path)["ons.xlsx"]) == ""


def test_the_whole_way(tmp_path, brought_in):
    assert len(brought_in("ons", book(tmp_path), **CALL).frame) == 3
