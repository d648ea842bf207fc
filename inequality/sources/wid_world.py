"""World Inequality Database (WID.world): wealth and income of all brackets, of all countries and regions, since 1800."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from inequality.dataset.fetched import Reading
from inequality.errors import InputError
from inequality.provenance import Origin
from inequality.sources import Files, source, wid_areas, wid_codes, wid_metadata, wid_readings, wid_rows, wid_table
from inequality.sources.tables import one_of, readable
from inequality.sources.wid_brackets import PRINTED, bracket
from inequality.sources.wid_rows import ALL, Question
from inequality.store import Gate, Remote

__all__: list[str] = []

HOST = "wid.world"
FOLDER = f"https://{HOST}/bulk_download"
COUNTRIES = "WID_countries.csv"
TABLES = ("distribution", "inequality", "series", "rates", "areas")
RULES = ("include", "exclude", "exclude-r")
#: Areas in WID's zip; far fewer are a cut or another zip.
LEAST_AREAS = 300
KEYS = ("country", "variable", "age", "pop")

ORIGIN = Origin(
    producer="World Inequality Database",
    title="World Inequality Database (WID.world)",
    citation="World Inequality Database (WID), https://wid.world",
    url="https://wid.world/data",
    licence="CC-BY-NC-SA-4.0",
    licence_evidence="rel=license of the pages of wid.world, as others recorded them by 2026-11-22; Our World in Data records "
    "CC-BY-4.0, and the zip says nothing, so the stricter is taken",
    redistributable="unknown",
)


def _whole(path: Path) -> str:
    with ZipFile(path) as members:
        count = sum(name.startswith("WID_data_") for name in members.namelist())
    return "" if count >= LEAST_AREAS else f"it holds data of {count} areas, where WID has more than 400"


def _member(name: str, gate: Gate) -> Remote:
    return Remote(name, f"{FOLDER}/{ALL}", gate, member=name, bytes=5_000_000, most_bytes=1_000_000_000)


def _asks(
    *,
    areas: Sequence[str] = (),
    concept: str = "net_wealth",
    unit: str = "equal_split_adult",
    statistics: Sequence[str] = (),
    variables: Sequence[str] = (),
    percentiles: Sequence[str] = (),
    years: Sequence[str] = (),
    extrapolated: str = "include",
    data_quality: int = 0,
    conversion: str = "",
    currency: str = "USD",
    table: str = "distribution",
    whole: bool = False,
) -> tuple[Remote, ...]:
    if one_of(table, TABLES, "table") == "areas":
        return (
            _member(COUNTRIES, Gate("csv", ("alpha2", "shortname"), separator=";", key=("alpha2",), least_rows=LEAST_AREAS)),
        )
    if whole or not areas:
        gate = Gate("zip", ("alpha2", "shortname"), separator=";", members=(COUNTRIES,), also=_whole)
        return (Remote(ALL, f"{FOLDER}/{ALL}", gate, bytes=882_000_000, most_bytes=3_000_000_000),)
    found = []
    for code in wid_areas.codes(areas, market=conversion == "MER"):
        data, about = f"WID_data_{code}.csv", f"WID_metadata_{code}.csv"
        if wid_areas.is_country(code):
            also = readable(partial(wid_rows.whole, code=code))
            gate = Gate("zip", KEYS, separator=";", members=(data, about), least_rows=0, also=also)
            name = f"WID_fulldataset_{code}.zip"
            found.append(Remote(name, f"{FOLDER}/{name}", gate, bytes=8_000_000, most_bytes=100_000_000, pause=0.5))
        else:
            rows = partial(wid_rows.read, name=data, code=code, question=Question(()))
            for name, read in ((data, rows), (about, partial(wid_metadata.read, name=about))):
                found.append(_member(name, Gate("csv", KEYS, separator=";", least_rows=0, also=readable(read))))
    return tuple(found)


@source(
    origin=ORIGIN,
    asks=_asks,
    hosts=(HOST,),
    covers="some 410 countries, regions and parts of countries, 1800 to last year: shares, averages, thresholds and Ginis of "
    "wealth and income, 127 brackets and more",
    probe={"table": "areas"},
    by_hand="download it from https://wid.world/data (bulk download)",
)
def wid(
    files: Files,
    *,
    areas: Sequence[str] = (),
    concept: str = "net_wealth",
    unit: str = "equal_split_adult",
    statistics: Sequence[str] = (),
    variables: Sequence[str] = (),
    percentiles: Sequence[str] = (),
    years: Sequence[str] = (),
    extrapolated: str = "include",
    data_quality: int = 0,
    conversion: str = "",
    currency: str = "USD",
    table: str = "distribution",
    whole: bool = False,
) -> Reading:
    """World Inequality Database: wealth and income by bracket, area and year.

    One concept at a time, in one currency, since numbers side by side must measure the same. The inequality of all areas, in
    dollars of equal purchasing power: ``load("wid", table="inequality", concept="pretax_national_income")``.

    Parameters
    ----------
    files : mapping of str to Path
        WID's files: zips of areas, members of the whole zip, or the whole zip.
    areas : sequence of str
        ISO 3166-1 alpha-3, ``WLD``, WID's regions (``WID_QE``) or parts of countries (``US-CA``). Empty for all: WID's whole
        zip of 0.9 GB, sorted once.
    concept : str
        ``"net_wealth"``, ``"pretax_national_income"``, ``"posttax_national_income"``, ``"posttax_disposable_income"`` or
        ``"fiscal_income"``.
    unit : str
        ``"equal_split_adult"``, ``"adult"``, ``"tax_unit"`` or ``"person"``.
    statistics : sequence of str
        Of ``share average threshold top_average gini inverted_pareto_coefficient top_10_to_bottom_50_ratio``; empty for all.
    variables : sequence of str
        WID's own codes in any order (``sptinc992j``, ``sptincj992``), for the table ``"series"``.
    percentiles : sequence of str
        WID's own, ``"p99p100"``; empty for all, or for those that the table prints.
    years : sequence of str
        One year, or first and last: ``["1995", "2020"]``, or ``["1995-2020"]``; empty for all.
    extrapolated : {"include", "exclude", "exclude-r"}
        What to do with years that WID extrapolated: mark them in ``estimated``; or leave them out by the rule of WID's Stata
        client, which counts both ends of a span, or of its R client, which keeps the first year.
    data_quality : int
        The least of WID's scores (0 to 5) to keep; 0 keeps all, those without a score too.
    conversion : {"", "none", "PPP", "MER"}
        Amounts in local currency, by purchasing power, or by market rates; always in constant prices of one year.
    currency : {"USD", "EUR", "CNY"}
        Where they are converted.
    table : {"distribution", "inequality", "series", "rates", "areas"}
        All brackets, in local currency; deciles, halves and tops, by purchasing power; any variables, as they are; price
        levels and rates of exchange, for `convert`; or names and regions of areas.
    whole : bool
        Whether to read the areas from WID's whole zip.

    Returns
    -------
    Reading
        ``area``, ``year``, ``p_lower``, ``p_upper``, the statistics, ``population`` (of the bracket, where WID has it),
        ``estimated``, ``data_quality`` (the least of the row).

    Raises
    ------
    DataError
        If a file is not what WID's are, or nothing in it is what was asked for.
    InputError
        If a code, percentile, year or option is none.
    UnknownNameError
        If there is no such area, concept, unit or statistic.

    Examples
    --------
    >>> [remote.name for remote in wid.__entry__.facts["asks"](areas=["NAM", "WLD"])]
    ['WID_fulldataset_NA.zip', 'WID_data_WO.csv', 'WID_metadata_WO.csv']
    """
    one_of(table, TABLES, "table")
    one_of(extrapolated, RULES, "extrapolated")
    conversion = one_of(conversion or ("PPP" if table == "inequality" else "none"), ("none", "PPP", "MER"), "conversion")
    one_of(currency, wid_table.RATES["PPP"], "currency")
    if table == "areas":
        return wid_readings.areas(files[COUNTRIES])
    if bool(variables) != (table == "series"):
        raise InputError(
            f"variables={list(variables)!r} with table={table!r}",
            possible="table='series' with variables=, or another table without",
            remedy="pass table='series', variables=['sptinc992j']; or concept=, unit= and statistics=",
        )
    for percentile in percentiles:
        bracket(percentile, "share")
    market = conversion == "MER"
    question = Question((), countries=wid_areas.codes(areas, market=market), years=wid_readings.span(years))
    if table == "rates":
        return wid_readings.rates(files, question)
    options: dict[str, Any] = {"rule": extrapolated, "data_quality": data_quality}
    if table == "series":
        codes = {wid_codes.Variable.read(code).code for code in variables}
        question = replace(question, variables=codes, percentiles=percentiles)
        return wid_readings.series(files, question, **options, market=market)
    question = replace(question, percentiles=percentiles or (PRINTED if table == "inequality" else ()))
    options |= {"conversion": conversion, "currency": currency}
    return wid_readings.brackets(files, question, concept, unit, statistics, **options)
