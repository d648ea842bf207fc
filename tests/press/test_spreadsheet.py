"""No spreadsheet runs what a table holds, and numbers stay numbers."""

from __future__ import annotations

import io
import time

import pandas as pd
import pytest
from openpyxl import load_workbook

from inequality.press import plotted
from inequality.press.spreadsheet import harmless, workbook

HOSTILE = ["=1+1", "+cmd|' /C calc'!A0", "-5+3", "@SUM(A1)", "\t=1+1", "\r=1", "\x00=1", " =1", "＝1", "＠x", "=HYPERLINK(0)"]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_formula_is_a_text(text: str) -> None:
    assert harmless(text).startswith("'")
    table = pd.DataFrame({text: [text], "n": [-5]})
    sheet = _read(workbook(table, [(text, text)], names=("Numbers", "About"))).worksheets[0]
    assert [cell.data_type for cell in sheet["A"]] == ["s", "s"]
    assert sheet["A2"].value.startswith("'")


def test_numbers_stay_numbers() -> None:
    table = pd.DataFrame({"n": [-5, 0.25, None], "name": ["Oxfam", "a\x00\u202eb", None], "sure": [True, False, True]})
    sheet = _read(workbook(plotted.rounded(table), [], names=("Numbers", "About"))).worksheets[0]
    assert [cell.value for cell in sheet["A"]] == ["n", -5, 0.25, None]
    assert [cell.value for cell in sheet["B"]] == ["name", "Oxfam", "ab", None]
    assert [cell.value for cell in sheet["C"]] == ["sure", True, False, True]
    # The CSV is for programs, and stays raw.
    assert plotted.text(pd.DataFrame({"t": ["=1+1"], "n": [-5]})) == "t,n\n=1+1,-5\n"


def test_the_same_table_is_the_same_file() -> None:
    table = pd.DataFrame({"n": [42]})
    first = workbook(table, [("Title", "x")], names=("Numbers: 1/2", "About"), rtl=True)
    time.sleep(2.1)  # a zip file counts in steps of two seconds
    assert workbook(table, [("Title", "x")], names=("Numbers: 1/2", "About"), rtl=True) == first
    book = _read(first)
    assert book.sheetnames == ["Numbers  1 2", "About"]
    assert book.worksheets[0].sheet_view.rightToLeft


def _read(data: bytes):  # type: ignore[no-untyped-def]
    return load_workbook(io.BytesIO(data))
