"""A user's own table: CSV, Parquet, Stata, SPSS or Excel, whose columns and units the user names."""

from __future__ import annotations

import math
import shutil
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from inequality import areas as codes
from inequality._measure import Measure
from inequality.dataset.fetched import Reading
from inequality.distribution import Distribution
from inequality.errors import InputError, UnknownNameError
from inequality.files import read_columns
from inequality.provenance import Origin
from inequality.sources import Files, source
from inequality.sources.tables import integers, one_of, readable, within
from inequality.store import Gate, Remote

if TYPE_CHECKING:
    import pandas as pd

__all__: list[str] = []

ORIGIN = Origin(
    "The user",
    "A table of one's own",
    "A table of the user's own; cite the work that it was taken from",
    licence_evidence="The file is the user's, and so is the knowledge of its terms",
    redistributable="unknown",
)
FORMATS = ("csv", "tsv", "parquet", "dta", "sav", "xlsx")
#: What an amount as written is multiplied by.
SCALES = {"one": 1.0, "thousand": 1e3, "million": 1e6, "billion": 1e9, "percent": 0.01}


def _asks(
    *,
    format: str = "csv",
    values: Sequence[str] = (),
    labels: Sequence[str] = (),
    area: str = "",
    year: str = "",
    weight: str = "",
    scale: str = "one",
    concept: str = "",
    unit: str = "",
    currency: str = "",
    prices: str = "current",
    conversion: str = "none",
) -> tuple[Remote, ...]:
    one_of(format, FORMATS, "format")
    read = partial(_frame, format=format, values=values, labels=labels, area=area, year=year, weight=weight, scale=scale)

    return (Remote(f"own_table.{format}", "", Gate("table", also=readable(read))),)


@source(
    origin=ORIGIN,
    asks=_asks,
    hosts=(),
    covers="Whatever the user's file holds",
    by_hand="name its columns and units, such as --format dta --values networth --weight wgt --area USA --year 2022 --concept "
    "net_wealth --unit household --currency USD,",
)
def own_table(
    files: Files,
    *,
    format: str = "csv",
    values: Sequence[str] = (),
    labels: Sequence[str] = (),
    area: str = "",
    year: str = "",
    weight: str = "",
    scale: str = "one",
    concept: str = "",
    unit: str = "",
    currency: str = "",
    prices: str = "current",
    conversion: str = "none",
) -> Reading:
    """Return a user's own table, of the columns that the user names.

    Parameters
    ----------
    files : mapping of str to Path
        The file.
    format : {"csv", "tsv", "parquet", "dta", "sav", "xlsx"}
        Its format.
    values : sequence of str
        Columns of numbers; the first is the one that a distribution is of.
    labels : sequence of str
        Columns of texts to keep, as they are written.
    area : str
        The column of countries, as ISO 3166-1 alpha-3 codes or names; or one such code, for all rows; or nothing.
    year : str
        The column of years; or a year for all rows; or nothing.
    weight : str
        The column of weights.
    scale : {"one", "thousand", "million", "billion", "percent"}
        What values are written in; they become dollars (euros, people, ...) or fractions.
    concept, unit, currency, prices, conversion : str
        What the values measure, in the words of `Measure`.

    Returns
    -------
    Reading
        ``area``, ``year``, labels, values and weight, and ``row``, which counts the file's rows from 1.

    Raises
    ------
    UnknownNameError
        If there is no such column, or an area is unknown.
    InputError
        If no value is named, or a column of values holds texts.

    Notes
    -----
    Rows whose value or weight is missing stay in the table. A distribution cannot hold them: it leaves them out, and the
    warnings say how many they are.

    Examples
    --------
    >>> own_table.__entry__.facts["asks"](format="dta")[0].name
    'own_table.dta'
    """
    (path,) = files.values()
    frame = _frame(path, format=format, values=values, labels=labels, area=area, year=year, weight=weight, scale=scale)
    about = (concept, unit, currency, prices, conversion)
    measure = Measure(*about) if concept and unit else None
    if not measure and (concept or unit or currency):
        raise InputError("What the values measure is said in part", possible="both --concept and --unit", remedy="name both")
    said = {"percent": "fraction"}.get(scale, currency)
    without = frame[[values[0], *([weight] if weight else [])]].isna().any(axis=1)
    return Reading(
        title=f"Own table of {', '.join(values)}",
        description="A table of the user's own.",
        frame=frame,
        key=("row",),
        units=dict.fromkeys(values, said) if said else {},
        measures=dict.fromkeys(values, measure) if measure else {},
        warnings=(f"Rows without value or weight, left out of a distribution: {int(without.sum())}.",) if without.any() else (),
        by=("year",) if year else (),
        distribution=partial(_distribution, value=values[0], weight=weight, measure=measure),
    )


def _frame(
    path: Path,
    *,
    format: str,
    values: Sequence[str],
    labels: Sequence[str],
    area: str,
    year: str,
    weight: str,
    scale: str,
) -> pd.DataFrame:
    """Return the columns named; a column of areas or years is told from one for all rows by its form."""
    one_of(scale, SCALES, "scale")
    if not values:
        raise InputError(
            "No column of values is named", possible="one or more columns of numbers", remedy="pass --values networth"
        )
    one_year, one_area = year.isdigit() and len(year) == 4, _is_code(area)
    wanted = [*values, *([weight] if weight else []), *([year] if year and not one_year else [])]
    texts = [*labels, *([area] if area and not one_area else [])]
    with tempfile.TemporaryDirectory() as folder:  # the format is told by the ending, which a file of the store may lack
        named = Path(folder, f"own_table.{format}")
        shutil.copyfile(path, named)
        raw = read_columns(named, wanted, texts)
    frame = raw[[*dict.fromkeys([*labels, *values, *([weight] if weight else [])])]].copy()
    frame[list(values)] = frame[list(values)] * SCALES[scale]
    if weight:
        within(frame[weight].astype("float64"), 0, math.inf, "The table", "weights")
    place = 0
    if area:
        found = [area] * len(raw) if one_area else _areas(raw[area])
        frame.insert(place, "area", found, allow_duplicates=False)
        place = 1
    if year:
        years = [int(year)] * len(raw) if one_year else _years(raw[year], "The table")
        frame = frame.drop(columns="year", errors="ignore")
        frame.insert(place, "year", years)
    return frame.assign(row=range(1, len(frame) + 1))


def _is_code(area: str) -> bool:
    """Whether a word is an area, so that it is the area of all rows; a column of that name could not be."""
    try:
        return codes.from_iso3([area]) == [area]
    except UnknownNameError:
        return False


def _areas(column: pd.Series[str]) -> list[str]:
    """Return codes or names of countries as areas."""
    try:
        return codes.from_iso3(column)
    except UnknownNameError:
        return codes.from_names(column)


def _years(column: pd.Series[float], where: str) -> list[int]:
    return [int(year) for year in integers(column.astype("float64"), 1, 2200, where, "years")]


def _distribution(rows: pd.DataFrame, *, value: str, weight: str, measure: Measure | None) -> Distribution:
    kept = rows.dropna(subset=[value, *([weight] if weight else [])])
    return Distribution.from_values(kept[value].to_numpy(), kept[weight].to_numpy() if weight else None, measure=measure)
