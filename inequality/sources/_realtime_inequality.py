"""Realtime Inequality: monthly income and quarterly wealth in the United States by rank, a Stata file that a user has."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from inequality._measure import Measure
from inequality.dataset.fetched import Reading
from inequality.distribution import Distribution
from inequality.errors import DataError
from inequality.provenance import Origin
from inequality.sources import Files, source
from inequality.sources.tables import integers, one_of, readable, require, unique, within
from inequality.store import Gate, Remote

if TYPE_CHECKING:
    import pandas as pd

__all__: list[str] = []

ORIGIN = Origin(
    "Blanchet, Saez and Zucman",
    "Realtime Inequality",
    "Blanchet, T., Saez, E. and Zucman, G. (2022), Real-Time Inequality, NBER Working Paper 30229, "
    "https://realtimeinequality.org",
    year="2022",
    url="https://realtimeinequality.org",
    licence="CC-BY-4.0",
    licence_evidence="Licence file of the replication package, as read on 2026-11-22",
    redistributable="yes",
)
#: The authors' names of what is ranked, with ours.
CONCEPTS: Mapping[str, str] = {
    "princ": "factor_national_income",
    "peinc": "pretax_national_income",
    "poinc": "posttax_national_income",
    "dispo": "posttax_disposable_income",
    "hweal": "net_wealth",
}
#: Ranks run from 0 to 100,000.
WHOLE = 100_000


def _asks(*, income: str = "princ", population: str = "working_age") -> tuple[Remote, ...]:
    one_of(income, CONCEPTS, "income")
    one_of(population, ("working_age", "adult"), "population")
    gate = Gate("stata", also=readable(partial(_frame, income=income)))
    return (Remote(f"decomposition-monthly-{income}-{population}.dta", "", gate),)


@source(
    origin=ORIGIN,
    asks=_asks,
    hosts=(),
    covers="United States, months: average income or wealth of 127 brackets of rank, adults or people of working age",
    by_hand="take decomposition-monthly-princ-working_age.dta or its like from the replication package at "
    "https://realtimeinequality.org, give --income too",
)
def realtime_inequality(files: Files, *, income: str = "princ", population: str = "working_age") -> Reading:
    """Realtime Inequality, one row a month and bracket of rank.

    Parameters
    ----------
    files : mapping of str to Path
        ``decomposition-monthly-princ-working_age.dta``.
    income : {"princ", "peinc", "poinc", "dispo", "hweal"}
        Factor, pre-tax, post-tax and disposable income, wealth; the column read.
    population : {"working_age", "adult"}
        Adults of 20 to 64, or of 20 and over; a couple's total is split in two.

    Returns
    -------
    Reading
        ``average`` in current dollars at a yearly rate, ``share`` of the month's total, ``p_lower``, ``p_upper`` as fractions.

    Raises
    ------
    DataError
        If a column is missing or ranks do not run from 0.

    Notes
    -----
    The authors' program ranks everybody by factor income, whatever is averaged: only by that are the brackets in order.

    Examples
    --------
    >>> realtime_inequality.__entry__.facts["asks"](income="dispo")[0].name
    'decomposition-monthly-dispo-working_age.dta'
    """
    (path,) = files.values()
    frame = _frame(path, income=income)
    measure = Measure(CONCEPTS[income], "equal_split_adult", "USD")
    return Reading(
        title=f"Realtime Inequality, {CONCEPTS[income].replace('_', ' ')}",
        description="Averages by bracket of rank and month, couples' totals split in two.",
        frame=frame,
        key=("year", "month", "p_lower"),
        units={"average": "USD", "share": "fraction", "p_lower": "fraction", "p_upper": "fraction"},
        measures={"average": measure, "share": Measure(CONCEPTS[income], "equal_split_adult", scale="share")},
        warnings=("Brackets are of rank by factor income; averages in current dollars at a yearly rate.",),
        by=("year", "month"),
        distribution=partial(_distribution, measure=measure, ordered=income == "princ"),
    )


def _frame(path: Path, *, income: str) -> pd.DataFrame:
    import pandas as pd

    with path.open("rb") as stream:
        raw = pd.read_stata(stream, convert_categoricals=False)
    require(raw, ("year", "month", "p", income), "The file")
    limits = {"year": (1900, 2100, "years"), "month": (1, 12, "months")}
    whole = {
        name: integers(raw[name].astype("float64"), low, high, "The file", unit) for name, (low, high, unit) in limits.items()
    }
    frame = pd.DataFrame({"area": "USA", **whole})
    rank = within(raw["p"].astype("float64"), 0, WHOLE - 1, "The file", "ranks, from 0 to 100,000")
    frame["p_lower"] = rank.round() / WHOLE
    unique(frame, ("year", "month", "p_lower"), "The file")
    order = frame.sort_values(["year", "month", "p_lower"]).index
    frame = frame.loc[order]
    months = frame.groupby(["year", "month"])["p_lower"]
    frame["p_upper"] = months.shift(-1).fillna(1.0)
    brackets = {"-".join(map(str, month)): tuple(lower) for month, lower in months}
    known = max(brackets.values(), key=list(brackets.values()).count)
    odd = [month for month, lower in brackets.items() if lower != known]
    if odd or known[0] != 0 or len(known) < 2:
        where = f": not in {odd[0]}" if odd else ""
        raise DataError(f"The ranks of the file do not run alike from 0 in every month{where}", remedy="take the file again")
    frame["average"] = raw.loc[order, income].astype("float64")
    if frame["average"].isna().any():
        raise DataError(f"The file lacks an average of {income}", possible="one in every bracket")
    total = frame["average"] * (frame["p_upper"] - frame["p_lower"])
    frame["share"] = total / total.groupby([frame["year"], frame["month"]]).transform("sum")
    return frame.reset_index(drop=True)


def _distribution(rows: pd.DataFrame, *, measure: Measure, ordered: bool) -> Distribution:
    weight = (rows["p_upper"] - rows["p_lower"]).to_numpy()
    unbounded = np.full(len(rows), np.inf)
    total = weight * rows["average"].to_numpy()
    return Distribution(weight, total, -unbounded, unbounded, ordered=ordered, measure=measure)
