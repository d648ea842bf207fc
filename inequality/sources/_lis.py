"""Inequality and poverty key figures of LIS, the Luxembourg Income Study: a workbook that a user has."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from inequality import areas as codes
from inequality._measure import Measure
from inequality.dataset.fetched import Reading
from inequality.errors import DataError
from inequality.provenance import Origin
from inequality.sources import Files, source
from inequality.sources.tables import beyond, located, numbers, percents, readable, require, snake, unique, within, workbook
from inequality.store import Gate, Remote

if TYPE_CHECKING:
    import pandas as pd

__all__: list[str] = []

ORIGIN = Origin(
    "LIS Cross-National Data Center",
    "LIS Inequality and Poverty Key Figures",
    "LIS Inequality and Poverty Key Figures, https://www.lisdatacenter.org, Luxembourg: LIS",
    url="https://www.lisdatacenter.org/data-access/key-figures/",
    licence_evidence="LIS terms of use: no redistribution (2026-11-22)",
    redistributable="no",
)
NAME = "access-key-workbook.xlsx"
#: Our columns, with patterns of the publisher's headings.
INDICES = {
    "gini": r"gini_coefficient",
    "atkinson_0_5": r"atkinson_coefficient_epsilon_0_5",
    "atkinson_1": r"atkinson_coefficient_epsilon_1",
}
RATIOS = {f"p{upper}_p{lower}_ratio": rf"percentile_ratio_{upper}_{lower}" for upper, lower in ((90, 10), (90, 50), (80, 20))}
POVERTY = r"relative_poverty_rates?_(?P<who>.+?)_(?P<line>40|50|60)_percent"


def _asks() -> tuple[Remote, ...]:
    return (Remote(NAME, "", Gate("xlsx", also=readable(_frame))),)


@source(
    origin=ORIGIN,
    asks=_asks,
    hosts=(),
    covers="50 countries, 1963 to today: Gini, Atkinson indices, percentile ratios and poverty rates of disposable income",
    by_hand="save access-key-workbook.xlsx from https://www.lisdatacenter.org/data-access/key-figures/",
)
def lis_key_figures(files: Files) -> Reading:
    """LIS key figures, one row a country and year.

    Parameters
    ----------
    files : mapping of str to Path
        ``access-key-workbook.xlsx``.

    Returns
    -------
    Reading
        ``gini``, Atkinson indices, percentile ratios, and poverty rates as fractions, of disposable household income divided by
        the square root of the household's size, counting persons.

    Raises
    ------
    DataError
        If there is no sheet of key figures, or a column is missing.

    Examples
    --------
    >>> lis_key_figures.__entry__.facts["asks"]()[0].url
    ''
    """
    frame, notes, sheet = _frame(files[NAME])
    fractions = [name for name in frame if str(name).startswith("poverty_rate_")]
    income = Measure("posttax_disposable_income", "equivalised_person", scale="gini")
    return Reading(
        title=f"LIS {sheet}",
        description="Inequality and relative poverty of disposable household income, from harmonised surveys.",
        frame=frame,
        key=("area", "year"),
        units={**dict.fromkeys([*(name for name in INDICES if name in frame), *map(str, fractions)], "fraction")},
        measures={"gini": income},
        warnings=("Not to be redistributed: terms of LIS. Incomes are top- and bottom-coded by LIS's rule.", *notes),
    )


def _frame(path: Path) -> tuple[pd.DataFrame, tuple[str, ...], str]:
    """Return the sheet of key figures by our names, what was left out, and the sheet's name."""
    import openpyxl
    import pandas as pd

    with path.open("rb") as stream:
        book = openpyxl.load_workbook(stream, read_only=True)
        sheets = [name for name in book.sheetnames if name.lower().startswith("key figures")]
        book.close()
    if len(sheets) != 1:
        raise DataError(
            f"The workbook has {len(sheets)} sheets 'Key Figures as of ...'", possible="one", remedy="take the workbook of LIS"
        )
    raw = workbook(path, sheets[0], dtype=str)
    raw.columns = pd.Index([snake(name) for name in raw.columns])
    require(raw, ("lis_dataset",), sheets[0])
    found = {
        ours: next((name for name in raw.columns if re.fullmatch(pattern, name)), ours)
        for ours, pattern in {**INDICES, **RATIOS}.items()
    }
    require(raw, [found["gini"]], sheets[0])
    parts = (
        raw["lis_dataset"]
        .fillna("")
        .str.strip()
        .str.extract(r"^(?:[A-Za-z]{2}\d{0,4}\s*-\s*)?(?P<name>.+?)[\s,]+(?P<year>\d{4})$")
    )
    notes = raw[found["gini"]].isna() | parts["year"].isna()
    figures = raw[notes].drop(columns="lis_dataset").notna().sum(axis=1) > 1
    if figures.any():
        wrong = raw.loc[figures.index[figures][0], "lis_dataset"]
        raise DataError(f"{sheets[0]} has figures of {wrong!r}, which is no country and year", possible="AT-Austria 1987")
    given, left_out = located(raw[~notes].assign(name=parts["name"]), "name", codes.from_names)
    frame = pd.DataFrame({"area": given["area"], "year": parts.loc[given.index, "year"].astype(int)})
    for ours, column in found.items():
        if column in given:
            top = 1 if ours in INDICES else 1000
            frame[ours] = within(numbers(given[column], sheets[0], missing=("", ".", "NA")), 0, top, sheets[0], "an index")
    for column in given.columns:
        match = re.fullmatch(POVERTY, str(column))
        if match:
            rate = numbers(given[column], sheets[0], missing=("", ".", "NA"))
            frame[f"poverty_rate_{match['who']}_{match['line']}"] = percents(rate, sheets[0])
    unique(frame, ("area", "year"), sheets[0])
    used = {"lis_dataset", "wave", "area", "name", *found.values()}
    left_out += beyond(given[[name for name in given if not re.fullmatch(POVERTY, str(name))]], used)
    note = (f"Left out: {int(notes.sum())} rows of notes.",) if notes.any() else ()
    return frame.sort_values(["area", "year"], ignore_index=True), (*note, *left_out), sheets[0]
