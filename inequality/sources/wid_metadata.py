"""What WID.world says of each series of each area: unit, name, and which years are extrapolated."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import IO, TYPE_CHECKING, Literal

from inequality.errors import DataError
from inequality.sources.wid_codes import Variable

if TYPE_CHECKING:
    import pandas as pd

__all__: list[str] = []

#: Columns kept of WID's nineteen or twenty; the last came in 2025 and aggregates do without it.
REQUIRED = (
    "country",
    "variable",
    "age",
    "pop",
    "countryname",
    "shortname",
    "unit",
    "source",
    "method",
    "extrapolation",
    "data_points",
)
COLUMNS = (*REQUIRED, "data_quality_score")

Rule = Literal["include", "exclude", "exclude-r"]


def read(file: Path | IO[bytes], name: str, variables: Collection[str] = ()) -> pd.DataFrame:
    """Read ``WID_metadata_XX.csv``, whose texts hold separators and line ends; `variables` by code, empty for all.

    Every column is text, empty where WID says nothing; ``variable`` is in the dictionary's order.
    """
    import pandas as pd

    try:
        frame = pd.read_csv(file, sep=";", dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except (pd.errors.ParserError, UnicodeDecodeError) as error:
        raise DataError(f"{name} cannot be read ({error})", possible="a whole CSV", remedy="fetch it again") from error
    if missing := [column for column in REQUIRED if column not in frame]:
        raise DataError(
            f"{name} has no column {', '.join(missing)}; it has {', '.join(frame.columns)}",
            possible=", ".join(REQUIRED),
            remedy="fetch it again; if WID has changed its files, report it",
        )
    return picked(frame.reindex(columns=list(COLUMNS), fill_value=""), variables)


def picked(frame: pd.DataFrame, variables: Collection[str]) -> pd.DataFrame:
    """Return the rows of some variables, codes in the dictionary's order."""
    codes = {code: Variable.read(code).code for code in frame["variable"].unique()}
    frame = frame.assign(variable=frame["variable"].map(codes).astype(str))
    return frame[frame["variable"].isin(list(variables))] if variables else frame


def extrapolated_years(extrapolation: str, data_points: str, rule: Rule, where: str = "") -> set[int]:
    """Return the years that WID extrapolated, by the rule of one of its own clients.

    Parameters
    ----------
    extrapolation : str
        Spans of years as JSON, ``"[[1820, 1910]]"``, or empty.
    data_points : str
        Years within that were observed, ``"[1870]"``, or empty.
    rule : {"include", "exclude", "exclude-r"}
        WID's Stata client counts both ends of a span, its R client all but the first. ``"include"`` marks as Stata does.
    where : str
        What is read, for the message.

    Examples
    --------
    >>> sorted(extrapolated_years("[[2018, 2020]]", "[2019]", "exclude"))
    [2018, 2020]
    >>> sorted(extrapolated_years("[[2018, 2020]]", "[2019]", "exclude-r"))
    [2020]
    """
    skipped = 1 if rule == "exclude-r" else 0
    try:
        spans = [(int(first), int(last)) for first, last in json.loads(extrapolation or "[]")]
        points = {int(year) for year in json.loads(data_points or "[]")}
    except (ValueError, TypeError) as error:
        raise DataError(
            f"WID's metadata {where} state extrapolated years as '{extrapolation}', and data points as '{data_points}'",
            possible="lists as in [[1820, 1910]] and [1870]",
            remedy="fetch them again; if WID has changed its files, report it",
        ) from error
    return {year for first, last in spans for year in range(first + skipped, last + 1)} - points


def extrapolations(metadata: pd.DataFrame, rule: Rule) -> pd.DataFrame:
    """Return each extrapolated year of each series: columns country, variable, year."""
    import pandas as pd

    rows: list[tuple[str, str, int]] = []
    stated = metadata[metadata["extrapolation"].ne("")]
    columns = (stated[name] for name in ("country", "variable", "extrapolation", "data_points"))
    for country, variable, extrapolation, points in zip(*columns, strict=True):
        years = extrapolated_years(extrapolation, points, rule, f"of {variable} in {country}")
        rows += [(country, variable, year) for year in sorted(years)]
    return pd.DataFrame(rows, columns=["country", "variable", "year"]).astype({"year": "int64"})


def currencies(metadata: pd.DataFrame, variables: Iterable[str]) -> dict[str, str]:
    """Return, by WID's code of the area, the currency of its amounts; raise where one area has two."""
    stated = metadata[metadata["variable"].isin(list(variables)) & metadata["unit"].ne("")]
    found: dict[str, str] = {}
    for country, unit in zip(stated["country"], stated["unit"], strict=True):
        if found.setdefault(country, unit) != unit:
            raise DataError(
                f"WID's metadata give amounts of {country} in {found[country]} and in {unit}",
                possible="one currency for an area",
                remedy="fetch them again; if it stays, report it",
            )
    return found
