"""Tables of the United Kingdom's Office for National Statistics: a sheet of a workbook that a user has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from inequality.dataset.fetched import Reading
from inequality.errors import DataError, InputError, UnknownNameError
from inequality.provenance import Origin
from inequality.sources import Files, source
from inequality.sources.tables import numbers, percents, readable, snake, workbook
from inequality.store import Gate, Remote

if TYPE_CHECKING:
    import pandas as pd

__all__: list[str] = []

ORIGIN = Origin(
    "Office for National Statistics",
    "Income and wealth statistics",
    "Office for National Statistics, licensed under the Open Government Licence v3.0, https://www.ons.gov.uk",
    url="https://www.ons.gov.uk/peoplepopulationandcommunity/personalandhouseholdfinances/incomeandwealth",
    licence="OGL-UK-3.0",
    licence_evidence="Open Government Licence v3.0 on the publisher's pages (2026-11-22)",
    redistributable="yes",
)
#: Marks of missing figures: not available, confidential, not applicable, unreliable, nearly nothing; and older ones.
MARKS = ("[x]", "[c]", "[z]", "[u]", "[w]", "[low]", "..", ":", "-", "~", "*")
NOTE = r"\[note[^\]]*\]|\(note \d+\)"


def _asks(
    *, sheet: str = "", header: int = 0, period: str = "", year: int = 0, percent: Sequence[str] = ()
) -> tuple[Remote, ...]:
    gate = Gate("xlsx", also=readable(partial(_frame, sheet=sheet, header=header, period=period, year=year, percent=percent)))
    return (Remote("ons.xlsx", "", gate),)


@source(
    origin=ORIGIN,
    asks=_asks,
    hosts=(),
    covers="United Kingdom, whatever table the user's workbook holds: Wealth and Assets Survey, household income inequality",
    by_hand="save the workbook from https://www.ons.gov.uk (addresses change with every edition), give --sheet and "
    "--period too",
)
def ons(
    files: Files, *, sheet: str = "", header: int = 0, period: str = "", year: int = 0, percent: Sequence[str] = ()
) -> Reading:
    """Return one sheet of a workbook of the Office for National Statistics, one row a row of it.

    Parameters
    ----------
    files : mapping of str to Path
        The workbook.
    sheet : str
        The sheet's name; a wrong one is answered with those there are.
    header : int
        Number, in the sheet, of the row of headings; 0 for the first row that has as many filled cells as any.
    period : str
        The heading of the column of years; of ``2021/22`` and ``April 2018 to March 2020`` the last year counts.
    year : int
        The year of all rows, where no column says it.
    percent : sequence of str
        Headings, or the names made of them, of the columns of percents, which become fractions.

    Returns
    -------
    Reading
        ``area`` (GBR), ``year``, ``row`` (in the sheet) and the sheet's columns, their headings in small letters.

    Raises
    ------
    DataError
        If a column of numbers holds something else, or there is no year in a period.
    UnknownNameError
        If there is no such sheet or column.

    Notes
    -----
    ``[x]``, ``[c]``, ``[z]``, ``..`` and the like are missing; the warnings count them.

    Examples
    --------
    >>> ons.__entry__.facts["origin"].licence
    'OGL-UK-3.0'
    """
    (path,) = files.values()
    frame, notes = _frame(path, sheet=sheet, header=header, period=period, year=year, percent=percent)
    return Reading(
        title=f"Office for National Statistics, sheet {sheet}",
        description="A table of the Office for National Statistics, as a user's workbook holds it.",
        frame=frame,
        key=("row",),
        units=dict.fromkeys(map(snake, percent), "fraction"),
        warnings=(
            "Cite the dataset and edition that the workbook is of. Units are the sheet's, but for the percents named.",
            *notes,
        ),
    )


def _frame(
    path: Path, *, sheet: str, header: int, period: str, year: int, percent: Sequence[str]
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    import pandas as pd

    cells = _cells(path, sheet)
    filled = cells.notna().sum(axis=1)
    place = header - 1 if header else int((filled == filled.max()).to_numpy().argmax())
    if not 0 <= place < len(cells) or filled.iloc[place] < 2:
        raise InputError(f"Row {place + 1} of sheet {sheet} holds no headings", possible="the number of the row of headings")
    names = [snake(re.sub(NOTE, "", str(name), flags=re.IGNORECASE)) if pd.notna(name) else "" for name in cells.iloc[place]]
    twice = [name for name in names if name and names.count(name) > 1]
    if twice:
        raise DataError(
            f"Sheet {sheet} has the heading {twice[0]} twice in row {place + 1}", remedy="pass --header for another row"
        )
    body = cells.iloc[place + 1 :].copy()
    body.columns = pd.Index([name or f"unnamed_{number}" for number, name in enumerate(names, 1)])
    body = body.loc[:, [name for name in body if name in names or body[name].notna().any()]].dropna(how="all")
    notes = body.notna().sum(axis=1) == 1
    table, said = body[~notes].copy(), [f"Left out: {int(notes.sum())} rows of notes."] if notes.any() else []
    if table.empty:
        raise DataError(f"Sheet {sheet} has no rows below row {place + 1}", remedy="pass --header for the row of headings")
    columns = {str(name): _column(table[name], f"Sheet {sheet}") for name in table}
    marked = {mark: int((table == mark).sum().sum()) for mark in MARKS}
    said += (
        [f"Missing, marked so by the publisher: {', '.join(f'{n} {mark}' for mark, n in marked.items() if n)}."]
        if any(marked.values())
        else []
    )
    for heading in percent:
        _known(snake(heading), columns, sheet)
        columns[snake(heading)] = percents(columns[snake(heading)].astype("float64"), f"Sheet {sheet}", low=-1000, high=1000)
    years: object = year
    if period:
        _known(snake(period), columns, sheet)
        years = [_year(text, sheet) for text in table[snake(period)]]
    elif not year:
        raise InputError(
            "The year of the rows is not said", possible=", ".join(columns), remedy="pass --period, a column, or --year"
        )
    clash = {"area": "area_", "year": "year_", "row": "row_"}
    frame = pd.DataFrame(
        {"area": "GBR", "year": years, "row": table.index + 1, **{clash.get(n, n): c for n, c in columns.items()}}
    )
    return frame.reset_index(drop=True), tuple(said)


def _cells(path: Path, sheet: str) -> pd.DataFrame:
    import openpyxl

    with path.open("rb") as stream:
        book = openpyxl.load_workbook(stream, read_only=True)
        sheets = list(book.sheetnames)
        book.close()
    _known(sheet, sheets, "", kind="sheet")
    cells = workbook(path, sheet, header=None, dtype=str)
    if cells.empty:
        raise DataError(f"Sheet {sheet} is empty", possible=", ".join(sheets), remedy="pass another as --sheet")
    for name in cells:
        cells[name] = cells[name].str.strip()
    return cells


def _known(name: str, names: object, sheet: str, *, kind: str = "column") -> None:
    if name not in list(names):  # type: ignore[call-overload]
        raise UnknownNameError(kind, name, list(names), where=f" in sheet {sheet}" if sheet else " in the workbook")  # type: ignore[call-overload]


def _column(cells: pd.Series[str], where: str) -> pd.Series[float] | pd.Series[str]:
    """Return numbers where all cells but marks are, texts where few are; one in between holds a mark that is not known."""
    import pandas as pd

    plain = cells.mask(cells.isin(MARKS))
    figures = pd.to_numeric(plain.str.replace(",", "", regex=False), errors="coerce")
    part = figures.notna().sum() / max(int(plain.notna().sum()), 1)
    if part == 1.0:
        return figures.astype("float64")
    if part > 0.8:
        return numbers(plain.str.replace(",", "", regex=False), where)  # which raises, naming the cell
    return plain.fillna("")


def _year(text: object, sheet: str) -> int:
    plain = str(text)
    short = re.search(r"(\d{2})\d{2}\s*[/-]\s*(\d{2})(?!\d)", plain)
    if short:
        return int(short[1] + short[2])
    found = re.findall(r"(?<!\d)(?:1[89]|20)\d{2}(?!\d)", plain)
    if not found:
        raise DataError(
            f"Sheet {sheet} has a period without a year: {plain!r}", possible="2021/22, or April 2018 to March 2020"
        )
    return int(found[-1])
