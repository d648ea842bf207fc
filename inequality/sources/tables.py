"""Publishers' tables: read as texts, then held to what they should be, so that nothing is guessed and nothing lost unseen."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from inequality import areas as codes
from inequality.errors import DataError, InequalityError, InputError, UnknownNameError

if TYPE_CHECKING:
    import pandas as pd

__all__: list[str] = []


def texts(file: Path | IO[bytes], *, separator: str = ",", columns: Sequence[str] | None = None) -> pd.DataFrame:
    """Return a CSV file with every cell as it is written: ``NA`` is Namibia, ``01`` is ``01``, an empty cell is ``""``.

    Raises
    ------
    DataError
        If a row is wider or narrower than the header, or the file is no text.
    """
    import pandas as pd

    with file.open("rb") if isinstance(file, Path) else nullcontext(file) as stream:
        reader = csv.reader(io.TextIOWrapper(stream, encoding="utf-8-sig", newline=""), delimiter=separator, strict=True)
        try:
            header = [name.strip() for name in next(reader, [])]
            rows = []
            for number, row in enumerate(reader, 2):
                if len(row) == len(header):
                    rows.append(row)
                elif row:  # pandas would fill up or cut off what is too short or too long
                    problem = f"Row {number} has {len(row)} cells, and the header {len(header)}"
                    raise DataError(problem, possible="rows as wide as the header", remedy="fetch it again")
        except (csv.Error, UnicodeDecodeError) as error:
            raise DataError(f"The file is no table ({error})", possible="a CSV file", remedy="fetch it again") from error
    frame = pd.DataFrame(rows, columns=pd.Index(header), dtype=str)
    return frame if columns is None else frame[list(columns)]


def workbook(path: Path, sheet: str | int = 0, **options: Any) -> pd.DataFrame:
    """Return a sheet of an Excel workbook; texts stay texts, an empty cell is missing."""
    import pandas as pd

    with path.open("rb") as stream:  # a file of the store has no ending
        frame: pd.DataFrame = pd.read_excel(
            stream, sheet_name=sheet, engine="openpyxl", keep_default_na=False, na_values=[""], **options
        )
    return frame


def require(frame: pd.DataFrame, columns: Collection[str], where: str) -> None:
    """Raise unless a table has these columns, naming those that came."""
    missing = [name for name in columns if name not in frame.columns]
    if missing:
        came = ", ".join(map(str, frame.columns[:40]))
        raise DataError(
            f"{where} has no column {', '.join(missing)}",
            possible=f"the publisher's own columns; these came: {came}",
            remedy="see whether the publisher renamed it; an older edition may still have it",
        )
    twice = [name for name in columns if list(frame.columns).count(name) > 1]
    if twice:
        raise DataError(f"{where} has the column {twice[0]} twice", possible="each once", remedy="fetch it again")
    if frame.empty:
        raise DataError(f"{where} has no rows", possible="at least one", remedy="fetch it again")


def numbers(column: pd.Series[Any], where: str, *, missing: Iterable[str] = ("",)) -> pd.Series[float]:
    """Return a column of texts as numbers, those in `missing` as missing; anything else that is no finite number raises."""
    import numpy as np
    import pandas as pd

    empty = column.isna() | column.isin(list(missing))
    found = pd.to_numeric(column.mask(empty), errors="coerce").astype("float64")
    wrong = ~empty & ~np.isfinite(found)
    if wrong.any():
        raise DataError(
            f"{where} holds {str(column[wrong].iloc[0])!r} in column {column.name}, and {int(wrong.sum())} such cells in all",
            possible="numbers, or an empty cell",
            remedy="fetch it again; the publisher may mark missing figures in a new way",
        )
    return found


def cell(value: object) -> float | str:
    """Return an entry of a JSON document as a cell of a table: a number, a text, or ``""`` where there is none."""
    if value is None:
        return ""
    plain = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e300
    return float(value) if plain else str(value)  # type: ignore[arg-type]


def within(column: pd.Series[float], low: float, high: float, where: str, unit: str) -> pd.Series[float]:
    """Return a column of numbers, or raise where one lies outside what its unit allows."""
    outside = (column < low) | (column > high)
    if outside.any():
        raise DataError(
            f"{where} holds {column[outside].iloc[0]:.6g} in column {column.name}, and {int(outside.sum())} such cells in all",
            possible=f"{low:g} to {high:g} ({unit})",
            remedy="see whether the publisher changed the unit",
        )
    return column


def integers(column: pd.Series[float], low: float, high: float, where: str, unit: str) -> pd.Series[int]:
    """Return a column of numbers as whole ones; raise where one is missing, has a fraction, or lies out of range."""
    within(column, low, high, where, unit)
    wrong = column.isna() | (column % 1 != 0)
    if wrong.any():
        raise DataError(
            f"{where} holds {column[wrong].iloc[0]:g} in column {column.name}, and {int(wrong.sum())} such cells in all",
            possible=f"whole numbers, {low:g} to {high:g} ({unit})",
            remedy="fetch it again",
        )
    return column.astype("int64")


def percents(column: pd.Series[float], where: str, *, low: float = 0.0, high: float = 100.0) -> pd.Series[float]:
    """Return percents as fractions of 1; raise where they are fractions already, which they are if none is above 1."""
    within(column, low, high, where, "percent")
    if column.notna().any() and column.abs().max() <= 1.0:
        raise DataError(
            f"{where} holds nothing above {column.abs().max():g} in column {column.name}, so these are not percents",
            possible="percents, as the publisher gave them so far",
            remedy="see whether the publisher changed the unit",
        )
    return column / 100


def unique(frame: pd.DataFrame, key: Sequence[str], where: str) -> None:
    """Raise if two rows have the same key."""
    twice = frame.duplicated(list(key))
    if twice.any():
        first = ", ".join(f"{name} {frame.loc[twice, name].iloc[0]}" for name in key)
        raise DataError(
            f"{where} holds {int(twice.sum())} rows twice, the first of {first}",
            possible=f"one row for each {', '.join(key)}",
            remedy="fetch it again: a repeated block is a damaged file",
        )


def located(
    frame: pd.DataFrame,
    column: str,
    convert: Callable[..., list[str]],
    known: Mapping[str, str] | None = None,
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return a table with its areas in a column ``area``, without rows of what is no area, and what was left out.

    Parameters
    ----------
    frame : DataFrame
        The publisher's table.
    column : str
        Its column of codes or names.
    convert : callable
        A function of `inequality.areas`.
    known : mapping of str to str, optional
        The publisher's own codes; ``""`` for what is no area.
    """
    found: dict[str, str] = {}
    unknown: list[str] = []
    for code in dict.fromkeys(frame[column].fillna("").astype(str)):
        try:
            found[code] = convert([code], known or {})[0]
        except UnknownNameError:
            found[code] = ""
            unknown.append(code)
    area = frame[column].fillna("").astype(str).map(found)
    left_out = [code for code, each in found.items() if not each]
    kept = frame[area != ""].copy()
    kept.insert(0, "area", area[area != ""])
    if kept.empty:
        raise DataError(f"No row of {column} is an area", possible="names or codes of countries", remedy="see the file")
    if not left_out:
        return kept, ()
    shown = ", ".join(sorted(code or "(empty)" for code in left_out)[:12]) + (" ..." if len(left_out) > 12 else "")
    rows = int((area == "").sum())
    return kept, (f"Left out: {rows} rows of {len(left_out)} codes or names that are no area known here: {shown}.",)


def chosen(frame: pd.DataFrame, areas: Iterable[str]) -> pd.DataFrame:
    """Return the rows of some areas, or all where none is named."""
    wanted = list(areas)
    for area in wanted:
        if area not in set(frame["area"]):
            raise UnknownNameError("area", area, frame["area"].unique(), where=" in this source")
    return frame[frame["area"].isin(wanted)] if wanted else frame


def few(areas: Sequence[str]) -> tuple[str, ...]:
    """Return areas to be asked for one by one; none, which asks for all, where they are more than an address can hold."""
    checked = tuple(codes.from_iso3(areas))
    return checked if len(checked) <= 40 else ()


def enough(frame: pd.DataFrame, least: int, where: str) -> None:
    """Raise where fewer areas came than the publisher has had for years: the rest was dropped or cut off."""
    count = frame["area"].nunique()
    if count < least:
        raise DataError(f"{where} holds {count} areas", possible=f"{least} or more", remedy="fetch it again")


def beyond(frame: pd.DataFrame, known: Iterable[str]) -> tuple[str, ...]:
    """Say which columns came that nothing is known about."""
    new = [str(name) for name in frame.columns if name not in set(known)]
    return (f"Columns not known here, kept out of the table: {', '.join(new)}.",) if new else ()


def snake(name: object) -> str:
    """Return a publisher's heading as a column name: ``"Real estate (USD)"`` is ``real_estate_usd``."""
    plain = str(name).replace("_x000D_", " ").replace("%", " percent ")
    return re.sub(r"\W+", "_", plain).strip("_").lower()


def readable(read: Callable[[Path], object]) -> Callable[[Path], str]:
    """Return a gate's check: what a reader finds wrong with a file, or nothing."""

    def wrong(path: Path) -> str:
        try:
            read(path)
        except InequalityError as error:
            return error.problem + (f"; expected: {error.possible}" if error.possible else "")
        return ""

    return wrong


def one_of(value: str, words: Iterable[str], option: str) -> str:
    """Return an option that is one of some words, or raise naming them."""
    known = list(words)
    if value not in known:
        raise InputError(f"{option} is {value!r}", possible=", ".join(known), remedy=f"pass one of those as {option}")
    return value
