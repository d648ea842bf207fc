"""World Bank indicators, API version 2: population, GDP, prices, exchange rates, Gini and shares of income."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inequality import areas as codes
from inequality._measure import Measure
from inequality.dataset.fetched import Reading
from inequality.errors import DataError
from inequality.provenance import Origin
from inequality.sources import Files, source
from inequality.sources.tables import chosen, few, readable, unique, within
from inequality.store import Gate, Remote

if TYPE_CHECKING:
    import pandas as pd

__all__: list[str] = []

ORIGIN = Origin(
    producer="World Bank",
    title="World Development Indicators",
    citation="The World Bank, World Development Indicators, https://databank.worldbank.org/source/world-development-indicators",
    url="https://data.worldbank.org",
    licence="CC-BY-4.0",
    licence_evidence="https://datacatalog.worldbank.org/public-licenses, as the publisher's terms of use name it (2026-11-22)",
    redistributable="yes",
)
HOST = "api.worldbank.org"
ROWS = 32_500  # of one page: all countries and years of an indicator are some 17,500


@dataclass(frozen=True)
class _Indicator:
    """What an indicator is called here, and what it measures."""

    column: str
    unit: str
    measure: Measure | None
    percent: float = 0.0  # of percents: the most that the same as a fraction could be


_SHARE = Measure("income_or_consumption", "per_capita", scale="share")
INDICATORS: Mapping[str, _Indicator] = {
    "SI.POV.GINI": _Indicator("gini", "fraction", Measure("income_or_consumption", "per_capita", scale="gini"), 1),
    "SI.DST.10TH.10": _Indicator("top_10_percent_share", "fraction", _SHARE, 1),
    "SI.DST.FRST.10": _Indicator("bottom_10_percent_share", "fraction", _SHARE, 0.1),
    "SI.DST.FRST.20": _Indicator("bottom_20_percent_share", "fraction", _SHARE, 0.2),
    "SI.DST.05TH.20": _Indicator("top_20_percent_share", "fraction", _SHARE, 1),
    "SP.POP.TOTL": _Indicator("population", "people", Measure("population", "person")),
    "NY.GDP.MKTP.CD": _Indicator("gdp", "USD", Measure("gross_domestic_product", "person", "USD", conversion="MER")),
    "NY.GDP.MKTP.PP.CD": _Indicator(
        "gdp", "international dollars", Measure("gross_domestic_product", "person", "USD", conversion="PPP")
    ),
    "FP.CPI.TOTL": _Indicator("price_level", "index, 2010 = 100", Measure("price_level", "person")),
    "PA.NUS.FCRF": _Indicator("exchange_rate", "local currency per USD", None),
    "PA.NUS.PPP": _Indicator("purchasing_power_parity", "local currency per international dollar", None),
}

#: Two-letter codes of the publisher's aggregates, for rows without a code of three letters; "" is no area.
# fmt: off
AGGREGATES = {
    "1A": "ARB", "1W": "WLD", "4E": "EAP", "7E": "ECA", "8S": "SAS", "B8": "CEB", "EU": "EUU", "F1": "FCS", "JG": "CHI",
    "OE": "OED", "S1": "SST", "S2": "PSS", "S3": "CSS", "S4": "OSS", "T2": "TLA", "T3": "TMN", "T4": "TEA", "T5": "TSA",
    "T6": "TSS", "T7": "TEC", "V1": "PRE", "V2": "EAR", "V3": "LTE", "V4": "PST", "XC": "EMU", "XD": "HIC", "XE": "HPC",
    "XF": "IBD", "XG": "IDA", "XH": "IDB", "XI": "IDX", "XJ": "LAC", "XL": "LDC", "XM": "LIC", "XN": "LMC", "XO": "LMY",
    "XP": "MIC", "XQ": "MNA", "XT": "UMC", "XU": "NAC", "XX": "", "XY": "", "Z4": "EAS", "Z7": "ECS", "ZF": "SSA",
    "ZG": "SSF", "ZH": "AFE", "ZI": "AFW", "ZJ": "LCN", "ZQ": "MEA", "ZT": "IBT",
}
# fmt: on


def _asks(*, indicator: str = "SI.POV.GINI", areas: Sequence[str] = ()) -> tuple[Remote, ...]:
    asked = few(areas)
    gate = Gate("json", least_rows=0, also=readable(partial(_complete, indicator=indicator, wanted=asked)))
    return (
        Remote(
            _name(indicator, areas),
            f"https://{HOST}/v2/country/{';'.join(asked) or 'all'}/indicator/{indicator}",
            gate,
            parameters={"format": "json", "per_page": str(ROWS)},
            bytes=20_000 * len(asked) or 5_000_000,
            most_bytes=100_000_000,
            pause=0.5,
            busy=(400,),
        ),
    )


def _name(indicator: str, areas: Sequence[str]) -> str:
    return "_".join([indicator, *few(areas)]) + ".json"


@source(
    origin=ORIGIN,
    asks=_asks,
    hosts=(HOST,),
    covers="217 economies and the publisher's aggregates, years from 1960: any indicator by its code",
    edition=lambda files: max(str(_parts(path)[0].get("lastupdated", "")) for path in files.values()),
    probe={"indicator": "SP.POP.TOTL", "areas": ("LUX",)},
)
def worldbank(files: Files, *, indicator: str = "SI.POV.GINI", areas: Sequence[str] = ()) -> Reading:
    """One World Bank indicator, by economy and year.

    Parameters
    ----------
    files : mapping of str to Path
        The publisher's answer.
    indicator : str
        Its code, such as ``"SI.POV.GINI"`` or ``"SP.POP.TOTL"``.
    areas : sequence of str
        ISO 3166-1 alpha-3 or the publisher's aggregates (``WLD``); all where empty.

    Returns
    -------
    Reading
        ``area``, ``year`` (and ``period``, where it is not a year) and the indicator: under a name of this project and in its
        units where it is one of those known, else as ``value``, in the publisher's unit.

    Raises
    ------
    DataError
        If the answer is a message, has more pages, or lacks an area asked for.

    Examples
    --------
    >>> worldbank.__entry__.facts["asks"](indicator="SP.POP.TOTL", areas=["FRA", "NAM"])[0].url
    'https://api.worldbank.org/v2/country/FRA;NAM/indicator/SP.POP.TOTL'
    """
    frame, title, left_out = _frame(files[_name(indicator, areas)], indicator, areas)
    frame = chosen(frame, areas).reset_index(drop=True)
    known = INDICATORS.get(indicator)
    aggregates = frame["area"].isin(list(codes.AGGREGATES))
    warnings = list(left_out)
    if aggregates.any():
        warnings.append(f"{int(aggregates.sum()):,} rows are aggregates such as WLD, not countries: see areas.AGGREGATES.")
    if known is None:
        warnings.append("In the publisher's unit: nothing was converted.")
    if known and known.percent:
        warnings.append("Mixes surveys of income and of consumption, and does not say which is which: the source pip does.")
    return Reading(
        title=title,
        description=f"{title}, World Bank indicator {indicator}.",
        frame=frame,
        key=("area", "period" if "period" in frame else "year"),
        units={known.column: known.unit} if known else {},
        measures={known.column: known.measure} if known and known.measure else {},
        warnings=tuple(warnings),
    )


def _parts(path: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return the head and the rows of an answer; a message, which comes with status 200, raises."""
    try:
        answer = json.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError as error:
        raise DataError(f"The World Bank's answer is no JSON ({error})", remedy="fetch it again in a minute") from error
    head = answer[0] if isinstance(answer, list) and answer and isinstance(answer[0], dict) else {}
    if "message" in head:
        told = head["message"] if isinstance(head["message"], list) else [head["message"]]
        said = "; ".join(f"{each.get('key')}: {each.get('value')}" if isinstance(each, dict) else str(each) for each in told)
        raise DataError(
            f"The World Bank answered: {said}",
            possible="codes of indicators at https://data.worldbank.org/indicator; they are renamed now and then",
            remedy="check the code of the indicator and the areas",
        )
    rows = answer[1] if isinstance(answer, list) and len(answer) > 1 else None
    if "total" not in head or not isinstance(rows, list) or not rows:
        raise DataError("The World Bank's answer holds no rows", possible="at least one", remedy="ask for other areas")
    if (str(head.get("pages")), str(head["total"])) != ("1", str(len(rows))):
        raise DataError(
            f"The World Bank's answer holds {len(rows)} of {head['total']} rows, on page 1 of {head.get('pages')}",
            possible="all on one page",
            remedy="ask for fewer areas",
        )
    return head, rows


def _complete(path: Path, indicator: str, wanted: Sequence[str]) -> None:
    """Raise where an answer is wrong, or areas that the publisher always sends, with a value or without, have been dropped."""
    _frame(path, indicator, wanted)
    sent = {json.dumps(row["country"], sort_keys=True) for row in _parts(path)[1]}
    if not wanted and len(sent) < 200:
        raise DataError(f"The World Bank sent {len(sent)} areas", possible="some 260", remedy="fetch it again")


def _frame(path: Path, indicator: str, wanted: Sequence[str]) -> tuple[pd.DataFrame, str, tuple[str, ...]]:
    """Return the table, the indicator's title, and what was left out."""
    import pandas as pd

    rows = _parts(path)[1]
    try:
        raw = pd.DataFrame(
            {
                "code": [str(row["countryiso3code"] or row["country"]["id"]) for row in rows],
                "period": [str(row["date"]) for row in rows],
                "value": [row["value"] for row in rows],
                "indicator": [str(row["indicator"]["id"]) for row in rows],
            }
        )
    except (KeyError, TypeError) as error:
        possible = "countryiso3code, country, date, value, indicator"
        raise DataError(f"A row of the World Bank's answer has no {error}", possible=possible) from error
    others = sorted(set(raw["indicator"]) - {indicator})
    if others:
        raise DataError(f"Asked for {indicator}, the World Bank sent {', '.join(others)}")
    known = INDICATORS.get(indicator)
    column = known.column if known else "value"
    frame = raw[[]].assign(area=_areas(raw), year=_years(raw["period"]), period=raw["period"])
    frame[column] = _values(raw["value"], indicator, known)
    absent = sorted(set(codes.from_iso3(wanted)) - set(frame["area"]))
    if absent:
        raise DataError(f"The World Bank sent nothing for {', '.join(absent)}", possible=", ".join(sorted(set(frame["area"]))))
    nowhere, empty = frame["area"] == "", frame[column].isna()
    left_out = tuple(
        f"Left out: {int(rows):,} rows {why}."
        for rows, why in (
            (nowhere.sum(), "of economies that are not classified"),
            ((empty & ~nowhere).sum(), "without a value: the publisher sends every area and year"),
        )
        if rows
    )
    frame = frame[~nowhere & ~empty]
    if (frame["period"].str.len() == 4).all():
        frame = frame.drop(columns="period")
    if frame.empty:
        raise DataError(f"The World Bank has no value of {indicator} for these areas", remedy="ask for other areas")
    key = ("area", "period" if "period" in frame else "year")
    unique(frame, key, indicator)
    title = str(rows[0]["indicator"].get("value") or indicator)
    return frame.sort_values(list(key), ignore_index=True), title, left_out


def _areas(raw: pd.DataFrame) -> list[str]:
    two, three = raw["code"].str.len() == 2, raw["code"].str.len() == 3
    known = {code: code for code in set(raw.loc[three, "code"])}  # checked below
    codes.from_iso3(known)
    found = dict(zip(raw.loc[two, "code"], codes.from_iso2(raw.loc[two, "code"], AGGREGATES), strict=True))
    unknown = sorted(set(raw.loc[~two & ~three, "code"]))
    if unknown:
        raise DataError(f"The World Bank sent the areas {', '.join(unknown)}", possible="codes of two or three letters")
    return [(known | found)[code] for code in raw["code"]]


def _years(periods: pd.Series[str]) -> pd.Series[int]:
    wrong = periods[~periods.str.fullmatch(r"\d{4}(Q[1-4]|M\d{2})?")]
    if len(wrong):
        raise DataError(f"The World Bank sent the date {wrong.iloc[0]!r}", possible="dates such as 2023, 2023Q4, 2023M02")
    return periods.str[:4].astype("int64")


def _values(given: pd.Series[Any], indicator: str, known: _Indicator | None) -> pd.Series[float]:
    import pandas as pd

    values = pd.to_numeric(given, errors="coerce").astype("float64").rename(indicator)
    if (values.isna() & given.notna()).any():
        raise DataError(f"The World Bank sent the value {given[values.isna() & given.notna()].iloc[0]!r}", possible="numbers")
    if not known or not known.percent:
        return values
    within(values, 0, 100, indicator, "percent")
    if values.max() <= known.percent:
        raise DataError(
            f"{indicator} is at most {values.max():g}, so these are not percents",
            possible="percents, as the publisher gave them so far",
            remedy="see whether the publisher changed the unit",
        )
    return values / 100
