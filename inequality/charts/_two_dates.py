"""Two dates of one table: which they are, and the distribution at each."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from inequality.charts._named import date_parts, whole_years
from inequality.charts._opened import rows_of
from inequality.dataset import Dataset
from inequality.distribution import Distribution
from inequality.errors import DrawingError

__all__ = ["at_date", "cuts_of", "dated", "estimated_dates", "named_cuts", "of_top_shares", "the_area", "two_dates"]


def two_dates(dates: Sequence[int | str]) -> tuple[str, str]:
    """Return the two dates as texts, the earlier first."""
    if isinstance(dates, str) or len(dates) != 2 or whole_years(str(dates[0]), str(dates[1])) <= 0:
        raise DrawingError(
            f"Growth needs two dates, the earlier first, not {dates!r}", possible="[1980, 2016]", remedy="swap or complete them"
        )
    return str(dates[0]), str(dates[1])


def at_date(dataset: Dataset, date: str, area: str | None) -> Distribution:
    """Return the distribution of a date; one that says what it measures, its groups in order of rank."""
    where = {"quarter": date} if "Q" in date else {"year": int(date)}
    found = dataset.distribution(area=area, **where)
    if found.measure is None or not found.ordered:
        raise DrawingError(f"{dataset.id} has no groups in order of rank that say what they measure", possible="percentiles")
    return found


def of_top_shares(dataset: Dataset, totals: Dataset, date: str, area: str | None) -> Distribution:
    """Return the groups of a table that prints shares of the top in columns (``top_1_share``), with another table's totals.

    >>> from inequality.dataset import built_in
    >>> tables = [built_in(f"world_wealth@2023/{name}") for name in ("inequality", "years")]
    >>> of_top_shares(*tables, "2022", None).cuts.round(9).tolist()
    [0.9, 0.99]
    """
    if dataset.id.partition("/")[0] != totals.id.partition("/")[0]:
        raise DrawingError(
            f"{dataset.id} and {totals.id} are unlike editions, which do not add up", possible="tables of one edition"
        )
    shares, sums = (rows_of(each, area=area, year=int(date)) for each in (dataset, totals))
    money = [name for name, measure in totals.measures.items() if measure.currency and not measure.scale]
    if len(shares) != 1 or len(sums) != 1 or not money or "population" not in sums:
        raise DrawingError(f"{date} has no total and population in {totals.id}", possible="one row a year with both")
    tops = {1 - float(name.split("_")[1]) / 100: name for name in map(str, shares) if re.fullmatch(r"top_[\d.]+_share", name)}
    known = {round(low, 9): float(shares[name].iloc[0]) for low, name in tops.items() if not pd.isna(shares[name].iloc[0])}
    cuts = [0.0, *sorted(known), 1.0]
    held = [1.0, *(known[cut] for cut in cuts[1:-1]), 0.0]
    brackets = {pair: held[n] - held[n + 1] for n, pair in enumerate(zip(cuts, cuts[1:], strict=False))}
    total, people = float(sums[money[0]].iloc[0]), float(sums["population"].iloc[0])
    return Distribution.from_shares(brackets, mean=total / people, population=people, measure=totals.measures[money[0]])


def the_area(dataset: Dataset) -> str | None:
    """Return the area of a table that has one only."""
    known = list(dict.fromkeys(dataset.frame["area"])) if "area" in dataset.frame else []
    return known[0] if len(known) == 1 else None


def cuts_of(d: Distribution) -> list[float]:
    """Return the ranks at which groups begin and end, to the hundred thousandth part."""
    return [0.0, *(float(f"{cut:.5f}") for cut in d.cuts), 1.0]


def named_cuts(dataset: Dataset, d: Distribution, date: str, area: str | None) -> list[float]:
    """Return the ranks at which groups begin and end as the table names them: half of the households may be 50.005 percent."""
    rows = rows_of(dataset, area=area, **{"quarter" if "Q" in date else "year": date if "Q" in date else int(date)})
    if not {"p_lower", "p_upper"} <= set(rows):
        return cuts_of(d)
    low, high = (sorted(float(f"{end:.9g}") for end in rows[name]) for name in ("p_lower", "p_upper"))
    named = [*low, 1.0]
    return named if low[1:] == high[:-1] and len(low) == len(d) and np.allclose(named, cuts_of(d), atol=0.002) else cuts_of(d)


def estimated_dates(dataset: Dataset, dates: Sequence[str], area: str | None) -> list[str]:
    """Return those of the dates at which the table marks a row of this area as estimated."""
    if "estimated" not in dataset.frame:
        return []
    found = []
    for date in dates:
        rows = rows_of(dataset, area=area, **{"quarter" if "Q" in date else "year": date if "Q" in date else int(date)})
        if rows["estimated"].eq(True).any():
            found.append(date)
    return found


def dated(table: pd.DataFrame, first: str, last: str) -> None:
    """Write the two dates into the table, with years and quarters as numbers that texts may name."""
    table["first date"], table["last date"] = first, last
    for name, date in (("first", first), ("last", last)):
        table[f"{name} year"], quarter = date_parts(date)
        if quarter:
            table[f"{name} quarter"] = quarter
