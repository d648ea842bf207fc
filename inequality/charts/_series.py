"""Shares of groups over time, as a table: one row a line and period, nothing bridged, nothing mixed."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from inequality._measure import Measure
from inequality.charts._basis import place
from inequality.charts._groups import group_in_words, limits_of, share_between
from inequality.charts._opened import measure_of, opened, rows_of
from inequality.dataset import Dataset
from inequality.errors import DrawingError
from inequality.press.marks import Point
from inequality.press.scales import Scale
from inequality.words import Language
from inequality.words.messages import message

__all__ = [
    "EVENTS", "listed", "measured", "named_in", "numbers_of", "period_of", "points_of", "require_one_kind", "shares_over_time",
]  # fmt: skip

#: What readers must know of: first and last moment, in years.
EVENTS: Mapping[str, tuple[float, float]] = {
    message("financial crisis"): (2008.0, 2009.0),
    message("pandemic"): (2020.0, 2021.0),
}


#: Columns that place marks, or hold the numbers in names: descriptions leave them out.
UNTOLD = (
    "time", "of_people", "edition_year", "edition_part", "item", "start", "end", "change", "first_year", "last_year", "scale",
)  # fmt: skip


def listed(value: Any) -> list[Any]:
    """Return one or several as a list; None as an empty one.

    >>> listed("FRA"), listed([1980, 2016]), listed(None)
    (['FRA'], [1980, 2016], [])
    """
    if value is None:
        return []
    return list(value) if isinstance(value, Sequence) and not isinstance(value, str) else [value]


def measured(datasets: Sequence[Dataset], column: str = "share") -> Measure:
    """Return what the column measures in all tables.

    Raises
    ------
    IncomparableError
        If two differ: income and wealth, or households and adults, do not stand on one axis.
    """
    measures = [measure_of(dataset, column) for dataset in datasets]
    for measure, dataset in zip(measures[1:], datasets[1:], strict=True):
        measures[0].require(measure, what=f"{datasets[0].id} and {dataset.id}")
    return measures[0]


def period_of(dataset: Dataset) -> str:
    """Return the name of the column that tells periods apart: year or quarter."""
    return "quarter" if "quarter" in dataset.key else "year"


def shares_over_time(
    data: str | Dataset,
    areas: Sequence[str],
    groups: Sequence[str],
    *,
    since: int | None = None,
    until: int | None = None,
) -> pd.DataFrame:
    """Return area, group, year, time (in years), share, whether it is estimated, and which of a table's sources it is from.

    A group's share is that of a printed bracket, or of brackets added and taken off; periods without it have no row.
    """
    dataset = opened(data)
    period, brackets = period_of(dataset), {"p_lower", "p_upper", "share"}
    rows = rows_of(dataset, area=list(areas) or None)
    if not brackets <= set(rows):
        raise DrawingError(
            f"{dataset.id} has no shares of groups", possible="a table with p_lower, p_upper, share and year or quarter"
        )
    require_one_kind(dataset, rows)
    year = rows[period].astype(str).str[:4].astype(int)
    rows = rows.assign(year=year)[year.between(since or year.min(), until or year.max())]
    if rows.empty:
        raise DrawingError(f"{dataset.id} has nothing in these years", possible=f"{year.min()} to {year.max()}")
    found = []
    for (area, when), block in rows.groupby(["area", period], sort=True):
        known = list(zip(block["p_lower"], block["p_upper"], block["share"], strict=True))
        about = {
            "area": area,
            "year": int(block["year"].iloc[0]),
            "time": _time(str(when)),
            "estimated": bool(block["estimated"].any()) if "estimated" in block else False,
            "source": str(block["source"].iloc[0]) if "source" in block else "",
            "asked": str(block["welfare_type"].iloc[0]) if "welfare_type" in block else "",
        } | ({"quarter": when} if period == "quarter" else {})
        for group in groups:
            low, high = limits_of(group)
            share = share_between(known, low, high)
            if share is not None:
                found.append({**about, "group": group, "of_people": float(f"{high - low:.9g}"), "share": share})
    missing = [group for group in groups if not any(row["group"] == group for row in found)]
    if missing:
        raise DrawingError(
            f"{dataset.id} does not give the share of the group '{missing[0]}' here",
            possible="groups that its brackets add up to: " + ", ".join(_printed(rows)),
        )
    table = pd.DataFrame(found)
    order = {name: n for n, name in enumerate(areas or dict.fromkeys(table["area"]))}
    table["order"] = [
        order[area] * 100 + list(groups).index(group) for area, group in zip(table.area, table.group, strict=True)
    ]
    return table.sort_values(["order", "time"], kind="stable", ignore_index=True).drop(columns="order")


def named_in(table: pd.DataFrame, words: Language) -> dict[str, str]:
    """Return what areas, groups and editions of a table are called, by their codes: tables are alike in every language."""
    areas = {str(area): words.capital(place(str(area), words)) for area in dict.fromkeys(table["area"].dropna())}
    areas |= {str(name): words.edition(str(name)) for name in dict.fromkeys(table.get("edition", ()))}
    groups = {str(group): group_in_words(str(group), words) for group in dict.fromkeys(table["group"].dropna())}
    # Of quarters the year is part of the name.
    dates = {"year": "", "quarter": words.text("Year")} if "quarter" in table else {}
    return dict.fromkeys(UNTOLD, "") | dates | areas | groups


def numbers_of(edition: str) -> tuple[float, float]:
    """Return the first two numbers of an edition's name, which labels hold.

    >>> numbers_of("2026-Q1"), numbers_of("2022-2024")
    ((2026.0, 1.0), (2022.0, 2024.0))
    """
    found = [float(number) for number in re.findall(r"\d+", edition)]
    return found[0] if found else math.nan, found[1] if len(found) > 1 else math.nan


def require_one_kind(dataset: Dataset, rows: pd.DataFrame) -> None:
    """Refuse income beside consumption: they do not compare."""
    kinds: dict[str, list[str]] = {}
    for area, kind in zip(rows["area"], rows["welfare_type"] if "welfare_type" in rows else [""] * len(rows), strict=True):
        if area not in kinds.setdefault(str(kind), []):
            kinds[str(kind)].append(str(area))
    if len(kinds) > 1:
        raise DrawingError(
            f"{dataset.id} measures income in some of these areas and consumption in others",
            possible="; ".join(f"{kind}: {', '.join(names[:12])}" for kind, names in kinds.items()),
            remedy="draw areas of one kind",
        )


def _time(period: str) -> float:
    """Return where a period lies, in years: a quarter in its middle.

    >>> _time("1989-Q3"), _time("2014")
    (1989.625, 2014.0)
    """
    year, _, quarter = period.partition("-Q")
    return float(year) + (2 * int(quarter) - 1) / 8 if quarter else float(year)


def _printed(rows: pd.DataFrame) -> list[str]:
    pairs = rows[["p_lower", "p_upper"]].drop_duplicates().sort_values(["p_lower", "p_upper"])
    return [f"{low:g} to {high:g}" for low, high in pairs.itertuples(index=False)][:12]


def points_of(line: pd.DataFrame, x: Scale, y: Scale) -> tuple[list[Point], list[bool]]:
    """Return the points of a line, with a gap where a period is missing or the source changes, and which are estimated."""
    step = 0.25 if "quarter" in line and line["quarter"].notna().any() else 1.0
    points: list[Point] = []
    estimated: list[bool] = []
    before: tuple[float, str] | None = None
    sources = line["source"] if "source" in line else [""] * len(line)
    for time, share, flag, source in zip(line["time"], line["share"], line["estimated"], sources, strict=True):
        if before is not None and (time - before[0] > 1.5 * step or source != before[1]):
            points.append(((x(before[0]) + x(time)) / 2, None))
            estimated.append(False)
        points.append((x(time), y(share)))
        estimated.append(bool(flag))
        before = (time, source)
    return points, estimated
