"""The plotted numbers as an Excel workbook: numbers as numbers, texts as texts that no spreadsheet runs, same bytes each time.

A cell that begins with ``=`` runs when the file is opened, whoever wrote it. Such texts get an apostrophe before them
(OWASP ASVS 1.2.10); numbers never do, -5 stays a number. The CSV beside it stays raw, for programs.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from inequality.press.lines import plain

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["harmless", "workbook"]

#: What a spreadsheet takes for the beginning of a formula, also in the wide forms of East Asian keyboards.
_RUNS = ("=", "+", "-", "@", "\N{FULLWIDTH EQUALS SIGN}", "\N{FULLWIDTH PLUS SIGN}") + (
    "\N{FULLWIDTH HYPHEN-MINUS}",
    "\N{FULLWIDTH COMMERCIAL AT}",
)
#: The moment that is written instead of now: a clock would make each file another.
_MOMENT = (1980, 1, 1, 0, 0, 0)
#: Most letters of a cell.
_MOST = 32_000


def workbook(table: pd.DataFrame, about: Sequence[tuple[str, str]], *, names: tuple[str, str], rtl: bool = False) -> bytes:
    """Return a workbook of two sheets: the table, and what it is.

    Parameters
    ----------
    table : DataFrame
        The plotted numbers.
    about : sequence of (str, str)
        What to say of them: title, source, citation, terms.
    names : (str, str)
        Of the two sheets.
    rtl : bool
        Whether the sheets run from right to left.
    """
    from openpyxl import Workbook

    book = Workbook()
    first = book.worksheets[0]
    first.title, second = _sheet_name(names[0]), book.create_sheet(_sheet_name(names[1]))
    _fill(first, [list(table.columns), *table.astype(object).where(table.notna(), None).values.tolist()])
    _fill(second, [list(row) for row in about])
    for cell in first[1]:
        cell.font = _bold()
    for cell in second["A"]:
        cell.font = _bold()
    first.freeze_panes = "A2"
    second.column_dimensions["A"].width, second.column_dimensions["B"].width = 24, 110
    for sheet in (first, second):
        sheet.sheet_view.rightToLeft = rtl
    out = io.BytesIO()
    book.save(out)
    return _timeless(out.getvalue())


def harmless(text: str) -> str:
    r"""Return a text that no spreadsheet takes for a formula, without what it could not hold.

    Examples
    --------
    >>> harmless("=1+1"), harmless("\t=1+1"), harmless("42 people")
    ("'=1+1", "'=1+1", '42 people')
    """
    said = plain(text)[:_MOST]
    return f"'{said}" if said.lstrip().startswith(_RUNS) else said


def _fill(sheet: Worksheet, rows: Sequence[Sequence[Any]]) -> None:
    for row, values in enumerate(rows, 1):
        for column, value in enumerate(values, 1):
            if value is None:
                continue
            cell = sheet.cell(row, column, harmless(value) if isinstance(value, str) else value)
            if isinstance(value, str):
                cell.data_type = "s"


def _bold() -> Any:
    from openpyxl.styles import Font

    return Font(bold=True)


def _sheet_name(name: str) -> str:
    """Names of sheets are short and lack some signs."""
    return re.sub(r"[\[\]:*?/\\']", " ", name)[:31]


def _timeless(data: bytes) -> bytes:
    """Return the workbook without the time at which it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            body = old.read(name)
            if name == "docProps/core.xml":
                body = re.sub(rb"(<dcterms:(created|modified)[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", body)
            part = zipfile.ZipInfo(name, _MOMENT)
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, body)
    return out.getvalue()
