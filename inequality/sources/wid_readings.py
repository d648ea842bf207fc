"""The tables that WID.world's rows are read into: brackets, single series, rates of exchange, areas."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from inequality._measure import Measure
from inequality.dataset.fetched import Reading
from inequality.errors import DataError, InputError
from inequality.sources import Files, wid_areas, wid_codes, wid_metadata, wid_rows, wid_table
from inequality.sources.wid_metadata import Rule
from inequality.sources.wid_rows import Question

if TYPE_CHECKING:
    import pandas as pd

__all__: list[str] = []

#: Variables of prices and rates, and the columns they become.
RATES = {
    wid_table.PRICES: "price_level",
    **{code: f"purchasing_power_parity_{name.lower()}" for name, code in wid_table.RATES["PPP"].items()},
    **{code: f"exchange_rate_{name.lower()}" for name, code in wid_table.RATES["MER"].items()},
}
FRACTIONS = ("share", "gini")
SERIES = ("area", "year", "variable", "percentile")


def brackets(
    files: Files,
    question: Question,
    concept: str,
    unit: str,
    statistics: Sequence[str],
    *,
    rule: Rule,
    data_quality: int,
    conversion: str,
    currency: str,
) -> Reading:
    """Return shares, averages, thresholds and Ginis of one concept, side by side."""
    named = wid_codes.variables(concept, unit, statistics or tuple(wid_codes.STATISTICS))
    people = _people(unit)
    question = replace(question, variables=set(named), macro={*RATES, people})
    rows, macro, metadata, said = _rows(files, question, rule, data_quality, market=conversion == "MER")
    present = set(rows["variable"].unique())
    frame, more = wid_table.wide(rows, {code: name for code, name in named.items() if code in present})
    codes = sorted(frame["country"].unique())
    amounts = [code for code, name in named.items() if name in wid_codes.MONEY]
    currencies = wid_metadata.currencies(metadata, amounts)
    money = wid_table.money(codes, currencies, macro, conversion, currency)
    columns = [name for name in wid_codes.MONEY if name in frame]
    divisor = frame["country"].map(dict(money.divisor))
    frame[columns] = frame[columns].div(divisor, axis=0)
    frame["population"] = _population(frame, macro[macro["variable"].eq(people)])
    if columns and money.currency == wid_table.LOCAL:
        frame["currency"] = frame["country"].map(currencies)
    stated = [name for name in wid_codes.STATISTICS if name in frame]
    measures = {name: Measure(concept, unit, scale={"share": "share", "gini": "gini"}.get(name, "ratio")) for name in stated}
    measures |= dict.fromkeys(columns, money.measure(concept, unit))
    last = [name for name in ("population", "estimated", "data_quality", "currency") if name in frame]
    units = {name: "fraction" for name in (*FRACTIONS, "p_lower", "p_upper") if name in frame}
    units |= dict.fromkeys(columns, "local currency" if money.currency == wid_table.LOCAL else money.currency)
    what = concept.replace("_", " ")
    return Reading(
        title=f"{what[:1].upper()}{what[1:]} by bracket, {unit.replace('_', ' ')}",
        description="Brackets run from p_lower to p_upper of the population, from the poorest; estimated marks years that WID "
        "extrapolated, data_quality is its score of the worst value in the row.",
        frame=frame[[*wid_table.KEY, *stated, *last]],
        key=tuple(wid_table.KEY),
        units={**units, "population": "people"},
        measures=measures,
        warnings=(*said, *more, *(money.said if columns else ())),
        by=("area", "year"),
        distribution=partial(wid_table.distribution, measures.get("average"), measures.get("share")),
    )


def series(files: Files, question: Question, *, rule: Rule, data_quality: int, market: bool) -> Reading:
    """Return single variables as WID states them, amounts in the currency that the column unit names."""
    import pandas as pd

    rows, _, metadata, said = _rows(files, question, rule, data_quality, market=market)
    about = metadata[["country", "variable", "unit"]].drop_duplicates(["country", "variable"])
    rows = rows.merge(about, on=["country", "variable"], how="left")
    prices = "" if not len(rows) else "Amounts are in constant prices of WID's year of reference; see table='rates'."
    frame = pd.DataFrame({name: rows[name] for name in (*SERIES, "value", "unit", "estimated", "data_quality")})
    return Reading(
        title="Series of WID.world",
        description="variable is WID's code: type, concept, age, population; percentile is WID's. " + prices,
        frame=frame.sort_values(list(SERIES), ignore_index=True),
        key=SERIES,
        units={},
        warnings=said,
    )


def rates(files: Files, question: Question) -> Reading:
    """Return price levels and rates of exchange by area and year."""
    _, macro, _, said = _rows(files, replace(question, variables=(), macro=set(RATES)), "include", 0, market=False)
    base = wid_table.price_year(macro)[0] or "unstated year"
    macro = macro[macro["year"].between(*question.years)]
    macro = macro.assign(column=macro["variable"].map(RATES))
    frame = macro.pivot_table(index=["area", "year"], columns="column", values="value", aggfunc="first")
    frame = frame.reindex(columns=[name for name in RATES.values() if name in frame]).reset_index()
    frame.columns.name = None
    units = {name: "local currency for one " + name[-3:].upper() for name in frame.columns[2:] if name != "price_level"}
    kinds = {name: "PPP" if name.startswith("purchasing") else "MER" for name in units}
    measures = {name: Measure("price_level", "person", conversion=kinds.get(name, "none")) for name in frame.columns[2:]}
    return Reading(
        title="Price levels and rates of exchange",
        description="price_level is the index of national income, 1 in the year whose prices WID's amounts are in.",
        frame=frame,
        key=("area", "year"),
        units={"price_level": f"index, {base} = 1", **units},
        measures=measures,
        warnings=said,
    )


def areas(path: Path) -> Reading:
    """Return names and regions of areas."""
    frame, said = wid_areas.table(path)
    return Reading(
        title="Areas of WID.world",
        description="code is WID's own; region and subregion are empty for regions and parts of countries.",
        frame=frame,
        key=("area",),
        units={},
        warnings=tuple(f"Left out: {each}." for each in said),
    )


def span(years: Sequence[str]) -> tuple[int, int]:
    """Return first and last year of ``["1995", "2020"]``, ``["1995-2020"]`` or ``["2020"]``; of nothing, all.

    Examples
    --------
    >>> span(["1995-2020"]), span([2020]), span([])
    ((1995, 2020), (2020, 2020), (0, 9999))
    """
    found = [int(year) for each in years for year in re.findall(r"\d+", str(each))]
    wrong = [each for each in years if not re.fullmatch(r"\s*\d{4}\s*(-\s*\d{4}\s*)?", str(each))]
    if wrong or len(found) > 2 or found != sorted(found):
        raise InputError(
            f"years={list(years)!r} is no span of years",
            possible="2020, or 1995-2020",
            remedy="pass the first year and the last",
        )
    return (found[0], found[-1]) if found else (0, 9999)


def _people(unit: str) -> str:
    """Return the variable that counts those whom a unit speaks of."""
    age, population = wid_codes.UNITS[unit]
    return wid_codes.Variable("n", "popul", age, "t" if population == "t" else "i").code


def _population(frame: pd.DataFrame, counts: pd.DataFrame) -> pd.Series[float]:
    known = frame[["country", "year"]].merge(
        counts[["country", "year", "value"]].drop_duplicates(["country", "year"]), on=["country", "year"], how="left"
    )
    found: pd.Series[float] = known["value"] * (frame["p_upper"] - frame["p_lower"])
    return found


def _rows(
    files: Files, question: Question, rule: Rule, data_quality: int, *, market: bool
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, tuple[str, ...]]:
    """Return rows, those of the whole population, metadata, and what was left out."""
    found, metadata = wid_rows.answer(files, question)
    found, left_out = wid_rows.placed(found, market=market)
    macro = found[found["variable"].isin(list(question.macro)) & found["percentile"].eq("p0p100")]
    rows = question.rows(found)
    said = [f"Left out: {count:,} rows {why}." for why, count in left_out.items() if count]
    rows, more = marked(rows, metadata, rule)
    said += more
    if data_quality:
        poor = ~rows["data_quality"].ge(data_quality)
        said.append(f"Left out: {int(poor.sum()):,} rows whose data quality is below {data_quality}, or not stated.")
        rows = rows[~poor]
    if question.variables:
        _require(rows, found, question)
    return rows.reset_index(drop=True), macro, metadata, tuple(said)


def marked(rows: pd.DataFrame, metadata: pd.DataFrame, rule: Rule) -> tuple[pd.DataFrame, list[str]]:
    """Return rows with infinite values missing and extrapolated years marked, or left out by a rule, and what was done."""
    said = []
    endless = np.isinf(rows["value"])
    if endless.any():
        said.append(f"{int(endless.sum()):,} values are infinite in WID; they are missing here.")
        rows = rows.assign(value=rows["value"].mask(endless))
    years = wid_metadata.extrapolations(metadata, rule).assign(estimated=True)
    rows = rows.merge(years, on=["country", "variable", "year"], how="left")
    rows["estimated"] = rows["estimated"].eq(True)
    if rule != "include" and rows["estimated"].any():
        client = "R" if rule == "exclude-r" else "Stata"
        said.append(
            f"Left out: {int(rows['estimated'].sum()):,} rows that WID extrapolated, by the rule of its {client} client."
        )
        rows = rows[~rows["estimated"]]
    return rows, said


def _require(rows: pd.DataFrame, found: pd.DataFrame, question: Question) -> None:
    """Raise where nothing is left, or where an area asked for has nothing."""
    if rows.empty:
        asked = ", ".join(sorted(question.variables)[:8])
        raise DataError(
            f"WID has no rows of {asked} for what was asked",
            possible="other areas, years, percentiles or units; wealth is by equal_split_adult almost everywhere",
            remedy="ask for less at once, and leave out extrapolated= and data_quality=",
        )
    held = set(rows["country"].unique())
    absent = [wid_areas.area(code) for code in question.countries if code not in held]
    if absent:
        raise DataError(
            f"WID has nothing of what was asked for {', '.join(absent)}",
            possible=", ".join(sorted(set(rows["area"]))),
            remedy="leave them out",
        )
