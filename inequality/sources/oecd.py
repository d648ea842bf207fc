"""OECD: the Income Distribution Database (IDD) and the Wealth Distribution Database (WDD)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inequality import areas as codes
from inequality._measure import Measure
from inequality.dataset.fetched import Reading
from inequality.distribution import Distribution
from inequality.errors import DataError, DomainError
from inequality.provenance import Origin
from inequality.sources import Files, source
from inequality.sources.tables import chosen, enough, few, numbers, readable, require, texts, unique, within
from inequality.store import Gate, Remote

if TYPE_CHECKING:
    import pandas as pd

__all__: list[str] = []

PAGE = "https://www.oecd.org/en/data/datasets/income-and-wealth-distribution-database.html"
EVIDENCE = (
    "https://www.oecd.org/en/about/terms-conditions.html, on data: may be copied, adapted and shared for any purpose when the "
    "OECD is credited, as quoted by users of them (2026-11-22); CC BY 4.0 is for its publications from July 2024"
)
INCOME = Origin(
    producer="OECD",
    title="Income Distribution Database",
    citation=f"OECD (2026), Income Distribution Database, {PAGE}",
    year="2026",
    url=PAGE,
    licence="LicenseRef-OECD-terms",
    licence_evidence=EVIDENCE,
    redistributable="yes",
)
WEALTH = Origin(
    producer="OECD",
    title="Wealth Distribution Database",
    citation=f"OECD (2026), Wealth Distribution Database, {PAGE}",
    year="2026",
    url=PAGE,
    licence="LicenseRef-OECD-terms",
    licence_evidence=EVIDENCE,
    redistributable="yes",
)
HOST = "sdmx.oecd.org"
HEADERS = {"Accept-Language": "en"}  # without it the server answers 500
BY_HAND = (
    "open https://data-explorer.oecd.org, search for the {database}, take all measures, and press Download, "
    "'Filtered data in tabular text (CSV)'"
)

#: Codes of measure and poverty line, and the columns made of them with their unit.
INCOMES: Mapping[tuple[str, str], tuple[str, str]] = {
    ("INC_DISP_GINI", "_Z"): ("gini_disposable", "fraction"),
    ("INC_MRKT_GINI", "_Z"): ("gini_market", "fraction"),
    ("INC_GROSS_GINI", "_Z"): ("gini_gross", "fraction"),
    ("PAL_INC_DISP", "_Z"): ("palma_ratio", "ratio"),
    ("QR_INC_DISP", "_Z"): ("s80_s20_ratio", "ratio"),
    ("D9_1_INC_DISP", "_Z"): ("p90_p10_ratio", "ratio"),
    ("D9_5_INC_DISP", "_Z"): ("p90_p50_ratio", "ratio"),
    ("D5_1_INC_DISP", "_Z"): ("p50_p10_ratio", "ratio"),
    ("PR_INC_DISP", "PL_50"): ("headcount_ratio_disposable_50", "fraction"),
    ("PR_INC_DISP", "PL_60"): ("headcount_ratio_disposable_60", "fraction"),
    ("PR_INC_MRKT", "PL_50"): ("headcount_ratio_market_50", "fraction"),
}
WEALTHS: Mapping[tuple[str, str], tuple[str, str]] = {
    ("SH_BOT40", "_Z"): ("bottom_40_percent_share", "fraction"),
    ("SH_TOP10", "_Z"): ("top_10_percent_share", "fraction"),
    ("SH_TOP5", "_Z"): ("top_5_percent_share", "fraction"),
    ("SH_TOP1", "_Z"): ("top_1_percent_share", "fraction"),
    ("M_NW_RATIO", "_Z"): ("mean_median_ratio", "ratio"),
    ("NW", "MEAN"): ("average", "local currency"),
    ("NW", "MEDIAN"): ("median", "local currency"),
}
AGES = {"_T": "all", "Y18T65": "18 to 65", "Y_GT65": "over 65"}
METHODS = {"METH2012": "since 2012", "METH2011": "before 2012"}
DEFINITIONS = {"D_CUR": "current", "D_PREV": "previous"}
#: Of the OECD's aggregates.
AREAS = {"OECD": "OED", "EU27_2020": "EU27_2020", "EA20": "EA20"}

SHARED = ("REF_AREA", "FREQ", "MEASURE", "UNIT_MEASURE", "TIME_PERIOD", "OBS_VALUE")
IDD = (*SHARED, "AGE", "METHODOLOGY", "DEFINITION", "POVERTY_LINE")
WDD = (*SHARED, "STATISTICAL_OPERATION")


def _codes(areas: Sequence[str]) -> str:
    own = {ours: theirs for theirs, ours in AREAS.items()}
    return "+".join(own.get(area, area) for area in areas)


def _name(database: str, asked: Sequence[str]) -> str:
    return "_".join([database, *asked]) + ".csv"


def _remote(flow: str, key: str, name: str, gate: Gate, size: int) -> tuple[Remote, ...]:
    parameters = {"dimensionAtObservation": "AllDimensions", "format": "csvfilewithlabels"}
    url = f"https://{HOST}/public/rest/data/OECD.WISE.INE,{flow},1.0/{key}"
    return (Remote(name, url, gate, parameters=parameters, headers=HEADERS, bytes=size, most_bytes=100_000_000, pause=5),)


def _asks_income(*, areas: Sequence[str] = ()) -> tuple[Remote, ...]:
    asked = few(areas)
    gate = Gate(
        "csv",
        columns=IDD,
        least_rows=1 if asked else 300,
        also=readable(partial(_complete, read=_incomes, wanted=asked, least=35)),
    )
    measures = "+".join(dict.fromkeys(measure for measure, _ in INCOMES))
    key = f"{_codes(asked)}.A.{measures}...{'+'.join(AGES)}..."
    return _remote("DSD_WISE_IDD@DF_IDD", key, _name("idd", asked), gate, 6_000_000)


def _asks_wealth(*, areas: Sequence[str] = ()) -> tuple[Remote, ...]:
    asked = few(areas)
    gate = Gate(
        "csv",
        columns=WDD,
        least_rows=1 if asked else 100,
        also=readable(partial(_complete, read=_wealths, wanted=asked, least=20)),
    )
    measures = "+".join(dict.fromkeys(measure for measure, _ in WEALTHS))
    key = f"{_codes(asked)}.A.{measures}..."
    return _remote("DSD_WEALTH@DF_WEALTH", key, _name("wdd", asked), gate, 500_000)


@source(
    origin=INCOME,
    asks=_asks_income,
    hosts=(HOST,),
    covers="members of the OECD and some others, years from 1974: Gini, ratios and poverty, before and after tax and transfers",
    probe={"areas": ("FRA",)},
    by_hand=BY_HAND.format(database="Income Distribution Database"),
)
def oecd_idd(files: Files, *, areas: Sequence[str] = ()) -> Reading:
    """Distribution of income in OECD countries: Gini, ratios, relative poverty.

    Parameters
    ----------
    files : mapping of str to Path
        The publisher's CSV, with labels or without.
    areas : sequence of str
        ISO 3166-1 alpha-3; all where empty.

    Returns
    -------
    Reading
        One row an area, year, ``age``, ``methodology`` and ``definition``, of which a country and year may have several:
        Gini of disposable, market and gross income and relative poverty as fractions, and ratios. ``status`` holds the
        publisher's marks other than "normal" (P provisional, E estimated, B break).

    Raises
    ------
    DataError
        If a column or an area asked for is missing, or a unit changed.

    Examples
    --------
    >>> oecd_idd.__entry__.facts["asks"](areas=["FRA"])[0].headers
    {'Accept-Language': 'en'}
    """
    frame, left_out = _incomes(files[_name("idd", few(areas))], areas)
    columns = {name: unit for name, unit in INCOMES.values() if name in frame}
    concepts = {"disposable": "posttax_disposable_income", "market": "market_income", "gross": "gross_income"}
    return Reading(
        title="OECD Income Distribution Database",
        description="Distribution of household income per equivalent adult (square-root scale).",
        frame=frame,
        key=("area", "year", "age", "methodology", "definition"),
        units=columns,
        measures={
            name: Measure(concepts[name.removeprefix("gini_")], "equivalised_person", scale="gini")
            for name in columns
            if name.startswith("gini_")
        },
        warnings=(
            "A country and year may come under two methodologies or definitions: compare within one.",
            *left_out,
        ),
    )


@source(
    origin=WEALTH,
    asks=_asks_wealth,
    hosts=(HOST,),
    covers="some 30 members of the OECD, survey years from 2009: shares of net wealth, mean and median",
    probe={"areas": ("FRA",)},
    by_hand=BY_HAND.format(database="Wealth Distribution Database"),
)
def oecd_wdd(files: Files, *, areas: Sequence[str] = ()) -> Reading:
    """Distribution of household net wealth in OECD countries.

    Parameters
    ----------
    files : mapping of str to Path
        The publisher's CSV, with labels or without.
    areas : sequence of str
        ISO 3166-1 alpha-3; all where empty.

    Returns
    -------
    Reading
        One row an area and year: shares of the poorest 40 percent and the richest 10, 5 and 1 as fractions, mean and median
        in local currency. A row is a distribution where its four shares are known.

    Raises
    ------
    DataError
        If a column or an area asked for is missing, or a unit changed.

    Examples
    --------
    >>> oecd_wdd.__entry__.facts["asks"](areas=["FRA"])[0].url.rpartition("/")[2]
    'FRA.A.SH_BOT40+SH_TOP10+SH_TOP5+SH_TOP1+M_NW_RATIO+NW...'
    """
    frame, left_out = _wealths(files[_name("wdd", few(areas))], areas)
    columns = {name: unit for name, unit in WEALTHS.values() if name in frame}
    share = Measure("net_wealth", "household", scale="share")
    return Reading(
        title="OECD Wealth Distribution Database",
        description="Distribution of household net wealth in surveys and registers.",
        frame=frame,
        key=("area", "year"),
        units=columns,
        measures={name: share for name, unit in columns.items() if unit == "fraction"},
        warnings=(
            "Households, not people; most surveys miss the richest, some add them from other sources.",
            "Mean and median are in each country's own currency: convert them before comparing.",
            *left_out,
        ),
        by=("area", "year"),
        distribution=_distribution,
    )


def _complete(path: Path, read: Callable[..., Any], wanted: Sequence[str], least: int) -> None:
    enough(read(path, wanted)[0], 1 if wanted else least, "The OECD's answer")


def _incomes(path: Path, wanted: Sequence[str]) -> tuple[pd.DataFrame, tuple[str, ...]]:
    where = "The Income Distribution Database"
    raw = texts(path)
    require(raw, IDD, where)
    index = raw[[]].assign(
        age=raw["AGE"].map(AGES),
        methodology=raw["METHODOLOGY"].map(METHODS),
        definition=raw["DEFINITION"].map(DEFINITIONS),
    )
    return _wide(raw, index, raw["POVERTY_LINE"], INCOMES, wanted, where)


def _wealths(path: Path, wanted: Sequence[str]) -> tuple[pd.DataFrame, tuple[str, ...]]:
    where = "The Wealth Distribution Database"
    raw = texts(path)
    require(raw, WDD, where)
    wholes = raw["MEASURE"] != "NW"  # net wealth comes per household and per person: only the first is kept
    return _wide(
        raw[wholes | (raw["UNIT_MEASURE"] == "XDC_HH")],
        raw[[]],
        raw["STATISTICAL_OPERATION"].where(~wholes, "_Z"),
        WEALTHS,
        wanted,
        where,
    )


def _wide(
    raw: pd.DataFrame,
    index: pd.DataFrame,
    which: pd.Series[str],
    columns: Mapping[tuple[str, str], tuple[str, str]],
    wanted: Sequence[str],
    where: str,
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return a row for each area, year and what `index` tells apart, with a column for each measure."""
    named = [columns.get(pair) for pair in zip(raw["MEASURE"], which[raw.index], strict=True)]
    long = index.loc[raw.index].assign(column=[each[0] if each else "" for each in named])
    kept = long.notna().all(axis=1) & (long["column"] != "") & (raw["FREQ"] == "A")
    require(raw[kept], SHARED, where)
    raw, long = raw[kept], long[kept]
    long["area"] = codes.from_iso3(raw["REF_AREA"], AREAS)
    long["year"] = within(numbers(raw["TIME_PERIOD"], where, missing=()), 1900, 2100, where, "years").astype("int64")
    long["value"] = _values(raw, long["column"], dict(columns.values()), where)
    long["status"] = raw["OBS_STATUS"].where(raw["OBS_STATUS"] != "A", "") if "OBS_STATUS" in raw else ""
    long = chosen(long, wanted)
    key = ["area", "year", *map(str, index.columns)]
    unique(long, (*key, "column"), where)
    marks = long.groupby(key)["status"].agg(lambda each: " ".join(sorted(set(each) - {""})))
    wide = long.pivot(index=key, columns="column", values="value")  # noqa: PD010, it refuses repeats
    order = [name for name, _ in columns.values() if name in wide]
    frame = wide[order].assign(status=marks).reset_index().rename_axis(columns=None)
    rows = int((~kept).sum())
    return frame, (f"Left out: {rows} rows of other measures, ages or frequencies.",) if rows else ()


def _values(raw: pd.DataFrame, column: pd.Series[str], units: Mapping[str, str], where: str) -> pd.Series[float]:
    """Return values as fractions where they are percents, by the publisher's unit; money by its multiplier."""
    values = numbers(raw["OBS_VALUE"], where)
    fraction = column.map(units) == "fraction"
    percent = fraction & raw["UNIT_MEASURE"].str.startswith("PT")
    other = sorted(set(raw["UNIT_MEASURE"][fraction & ~percent]) - {"0_TO_1"})
    if other:
        raise DataError(f"{where} has shares in the unit {', '.join(other)}", possible="0_TO_1, or a percentage PT...")
    if percent.any() and values[percent].abs().max() <= 1:
        raise DataError(
            f"{where} calls fractions percents: none is above 1", remedy="see whether the publisher changed the unit"
        )
    values = values.where(~percent, values / 100)
    if "UNIT_MULT" in raw:
        values *= 10.0 ** numbers(raw["UNIT_MULT"], where).fillna(0)
    within(values[fraction].rename("OBS_VALUE"), -1, 2, where, "fractions")
    ginis = column.str.startswith(("gini", "headcount"))
    within(values[ginis].rename("OBS_VALUE"), 0, 1, where, "fractions")
    return values


def _distribution(rows: pd.DataFrame) -> Distribution:
    row = rows.iloc[0]
    names = ("bottom_40_percent_share", "top_10_percent_share", "top_5_percent_share", "top_1_percent_share")
    if any(name not in row or row[name] != row[name] for name in names):
        raise DomainError(
            f"Not all shares of {row['area']} in {row['year']} are known",
            possible="the poorest 40 percent and the richest 10, 5 and 1",
            remedy="take another year",
        )
    bottom, ten, five, one = (float(row[name]) for name in names)
    shares = {(0, 0.4): bottom, (0.4, 0.9): 1 - bottom - ten, (0.9, 0.95): ten - five, (0.95, 0.99): five - one, (0.99, 1): one}
    return Distribution.from_shares(shares, measure=Measure("net_wealth", "household", scale="share"))
