r"""The table behind a figure: what is drawn is what is hashed is what is written.

Numbers have 12 significant digits. The text of the table (CSV, UTF-8, ``\n``) is the form in which it is hashed, written
beside the figure and carried inside it.
"""

from __future__ import annotations

import csv
import hashlib
import io
import math
from numbers import Integral, Real
from typing import Any

import pandas as pd

from inequality.errors import DrawingError

__all__ = ["cell", "digest", "rounded", "text"]


def rounded(table: pd.DataFrame) -> pd.DataFrame:
    """Return a copy whose numbers have 12 significant digits and whose rows are numbered from 0.

    Raises
    ------
    DrawingError
        If the table is empty, a column is not named, or a cell is neither number, text nor missing.

    Examples
    --------
    >>> rounded(pd.DataFrame({"share": [1 / 3]}))["share"].tolist()
    [0.333333333333]
    """
    if table.empty or not all(isinstance(name, str) and name for name in table.columns) or table.columns.has_duplicates:
        raise DrawingError(
            "A figure needs a table with rows and with columns that each have a name", remedy="pass the plotted numbers"
        )
    return pd.DataFrame({name: [_cell(value) for value in table[name]] for name in table.columns})


def text(table: pd.DataFrame) -> str:
    r"""Return the table as CSV.

    Examples
    --------
    >>> text(pd.DataFrame({"n": [42, None], "name": ["Oxfam", None]}))
    'n,name\n42,Oxfam\n,\n'
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    for row in table.itertuples(index=False, name=None):
        writer.writerow([_written(_cell(value)) for value in row])
    return out.getvalue()


def digest(table: pd.DataFrame) -> str:
    """Return the sha256 of the table's text."""
    return hashlib.sha256(text(table).encode("utf-8")).hexdigest()


def _cell(value: Any) -> Any:
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, str):
        return value
    if pd.api.types.is_bool(value):
        return bool(value)
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real):
        short = float(format(float(value), ".12g"))
        if not math.isfinite(short):
            raise DrawingError(
                f"The table behind a figure holds {value}", possible="finite numbers, or missing", remedy="leave the cell empty"
            )
        return short
    raise DrawingError(
        f"The table behind a figure holds {value!r}", possible="numbers, texts, missing", remedy="convert it first"
    )


def _written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return format(value, ".12g") if isinstance(value, float) else str(value)


def cell(table: pd.DataFrame, item: str, column: str = "value") -> float:
    """Return a number of the row of that item.

    Raises
    ------
    DrawingError
        If there is no such number, or several.

    Examples
    --------
    >>> cell(pd.DataFrame({"item": ["people"], "value": [42]}), "people")
    42.0
    """
    found = table.loc[table["item"] == item, column].dropna()
    if len(found) != 1:
        raise DrawingError(f"The plotted table holds {len(found)} numbers '{column}' of '{item}'", possible="one")
    return float(found.iloc[0])
