"""Our World in Data: the table behind any of its charts, with the units and citations of the chart's own description."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inequality import areas as codes
from inequality.dataset.fetched import Reading
from inequality.errors import DataError, InputError
from inequality.provenance import Origin
from inequality.sources import Files, source
from inequality.sources.tables import chosen, numbers, readable, require, snake, texts, unique, within
from inequality.store import Gate, Remote

if TYPE_CHECKING:
    import pandas as pd

__all__: list[str] = []

ORIGIN = Origin(
    producer="Our World in Data",
    title="Charts of Our World in Data",
    citation="Our World in Data, https://ourworldindata.org, with the sources that each chart names",
    url="https://ourworldindata.org",
    licence="CC-BY-4.0",
    licence_evidence="https://ourworldindata.org/faqs#how-is-your-work-copyrighted: the publisher's own work; data of others "
    "keep their terms, which the chart's description names (2026-11-22)",
    redistributable="unknown",
)
HOST = "ourworldindata.org"
CHART = "economic-inequality-gini-index"

#: The publisher's codes of areas that are no ISO 3166-1 alpha-3, nor kept as an aggregate; "" is no area.
KNOWN = {
    "": "",
    "OWID_CIS": "CHI",
    "OWID_CZS": "CSK",
    "OWID_GDR": "DDR",
    "OWID_KOS": "XKX",
    "OWID_SRM": "SCG",
    "OWID_USS": "SUN",
    "OWID_WRL": "WLD",
    "OWID_YGS": "YUG",
    "OWID_YPR": "YMD",
    "OWID_ZAN": "EAZ",
}
#: Types of columns that hold no numbers.
WORDS = ("string", "categorical", "ordinal", "boolean", "region", "continent", "seriesannotation", "entityname")


def _asks(*, chart: str = CHART, areas: Sequence[str] = ()) -> tuple[Remote, ...]:
    if not re.fullmatch(r"[a-z0-9-]+", chart):
        raise InputError(
            f"{chart!r} is no name of a chart",
            possible="small letters, digits and hyphens, as in the address of a chart: ourworldindata.org/grapher/" + CHART,
            remedy="copy it from the chart's address",
        )
    codes.from_iso3(areas)
    parameters = {"v": "1", "csvType": "full", "useColumnShortNames": "true"}
    url = f"https://{HOST}/grapher/{chart}"
    table = Gate("csv", least_rows=2, also=readable(_table))
    about = Gate("json", least_rows=0, also=readable(_columns))
    return (
        Remote(f"{chart}.csv", f"{url}.csv", table, parameters=parameters, bytes=500_000, pause=1),
        Remote(
            f"{chart}.metadata.json", f"{url}.metadata.json", about, parameters=parameters, bytes=10_000, most_bytes=10_000_000
        ),
    )


@source(
    origin=ORIGIN,
    asks=_asks,
    hosts=(HOST,),
    covers="any chart by the name in its address; countries and regions, years or days",
    edition=lambda files: max(str(about.get("lastUpdated", "")) for about in _columns(_about(files)).values()),
    probe={"chart": CHART},
)
def owid(files: Files, *, chart: str = CHART, areas: Sequence[str] = ()) -> Reading:
    """The table behind a chart of Our World in Data.

    Parameters
    ----------
    files : mapping of str to Path
        The chart's CSV and its description.
    chart : str
        The chart's name in its address.
    areas : sequence of str
        ISO 3166-1 alpha-3 or aggregates (``WLD``, ``OWID_EUR``); all where empty.

    Returns
    -------
    Reading
        ``area``, ``year`` (and ``date``, for charts by day), and the chart's columns under the publisher's short names, up to
        the first double underscore where that is enough. What is percent by its description is a fraction here.

    Raises
    ------
    DataError
        If the header is not the publisher's, or a column of numbers holds something else.
    UnknownNameError
        If a code is no area.

    Examples
    --------
    >>> [remote.name for remote in owid.__entry__.facts["asks"](chart="life-expectancy")]
    ['life-expectancy.csv', 'life-expectancy.metadata.json']
    """
    raw, about = _table(files[f"{chart}.csv"]), _columns(files[f"{chart}.metadata.json"])
    where = f"{chart}.csv"
    frame, warnings = _located(raw)
    values = [name for name in raw.columns if name not in ("entity", "code", "year", "day")]
    described = {name: _described(name, about) for name in values}
    units: dict[str, str] = {}
    for name, ours in _names(described).items():
        facts = described[name]
        if str(facts.get("type", "")).lower() in WORDS or not _numeric(raw[name], bool(facts)):
            frame[ours] = raw.loc[frame.index, name]
            continue
        percent = "%" in (facts.get("shortUnit", ""), str(facts.get("unit", ""))[:1])
        frame[ours] = numbers(raw.loc[frame.index, name], where) / (100 if percent else 1)
        units[ours] = "fraction" if percent else str(facts.get("unit", ""))
    frame = chosen(frame, areas)
    key = ("area", "date" if "date" in frame else "year")
    unique(frame, key, where)
    chart_title = (
        json.loads(files[f"{chart}.metadata.json"].read_text(encoding="utf-8-sig")).get("chart", {}).get("title", chart)
    )
    return Reading(
        title=f"{chart_title} (Our World in Data)",
        description=" ".join(str(facts.get("descriptionShort", "")) for facts in about.values()).strip(),
        frame=frame.sort_values(list(key), ignore_index=True),
        key=key,
        units={name: unit for name, unit in units.items() if unit},
        warnings=warnings,
        origins=_origins(about, f"https://{HOST}/grapher/{chart}"),
    )


def _about(files: Files) -> Path:
    return next(path for name, path in files.items() if name.endswith(".metadata.json"))


def _table(path: Path) -> pd.DataFrame:
    """Return the chart's rows; its header was in capitals until 2025, and names years or days."""
    raw = texts(path)
    raw = raw.rename(columns={name: name.lower() for name in raw.columns if name.lower() in ("entity", "code", "year", "day")})
    time = "day" if "day" in raw else "year"
    require(raw, ("entity", "code", time), "The chart's table")
    if len(raw.columns) < 4:
        raise DataError("The chart's table has no column of values", possible="entity, code, year and values")
    unique(raw, ("entity", time), "The chart's table")
    if time == "day":
        wrong = raw["day"][~raw["day"].str.fullmatch(r"\d{4}-\d{2}-\d{2}")]
        if len(wrong):
            raise DataError(f"The chart's table holds the day {wrong.iloc[0]!r}", possible="days such as 2020-01-31")
    else:
        within(numbers(raw["year"], "The chart's table", missing=()), -20_000, 2200, "The chart's table", "years")
    return raw


def _columns(path: Path) -> Mapping[str, Mapping[str, Any]]:
    """Return what the publisher says about each column, by its long title."""
    try:
        answer = json.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError as error:
        raise DataError(f"The chart's description is no JSON ({error})", remedy="fetch it again") from error
    if isinstance(answer, dict) and "error" in answer:
        remedy = "the data of this chart may not be passed on: fetch them from their own publisher"
        raise DataError(f"Our World in Data answered: {answer['error']}", remedy=remedy)
    columns = answer.get("columns") if isinstance(answer, dict) else None
    if not isinstance(columns, dict) or not columns or not all(isinstance(each, dict) for each in columns.values()):
        raise DataError("The chart's description names no columns", possible="an object 'columns'", remedy="fetch it again")
    return columns


def _described(name: str, about: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    """Return what is said about a column that is headed by its long title, or by its short name."""
    return about.get(name) or next((facts for facts in about.values() if facts.get("shortName") == name), {})


def _origins(about: Mapping[str, Mapping[str, Any]], url: str) -> tuple[Origin, ...]:
    """Return the works that the chart's description asks to be cited, in its words."""
    works = {str(facts.get("citationLong", "")): facts for facts in about.values()}
    return tuple(
        Origin(
            producer=str(facts.get("citationShort", "")).partition(" – ")[0].strip() or "unknown",
            title=str(facts.get("titleLong") or title),
            citation=title,
            url=url,
            licence_evidence="the publisher's own terms; the chart's description does not name them",
        )
        for title, facts in works.items()
        if title and not title.startswith(" –")
    )


def _names(described: Mapping[str, Mapping[str, Any]]) -> Mapping[str, str]:
    full = {name: snake(facts.get("shortName", name)) for name, facts in described.items()}
    short = {name: snake(str(facts.get("shortName", name)).partition("__")[0]) for name, facts in described.items()}
    alone = {name: list(short.values()).count(short[name]) == 1 for name in short}
    return {name: short[name] if alone[name] else full[name] for name in described}


def _numeric(cells: pd.Series[str], described: bool) -> bool:
    """Whether a column is of numbers: by its description, or, where there is none, by its cells."""
    import pandas as pd

    found = pd.to_numeric(cells.where(cells != "", None), errors="coerce")
    return described or bool(found.notna().sum() == (cells != "").sum() > 0)


def _located(raw: pd.DataFrame) -> tuple[pd.DataFrame, tuple[str, ...]]:
    others = {code: "" for code in set(raw["code"]) if code.startswith("OWID_") and code not in codes.AGGREGATES}
    frame = raw[[]].assign(area=codes.from_iso3(raw["code"], {**others, **KNOWN}))
    if "day" in raw:
        frame["year"], frame["date"] = raw["day"].str[:4].astype("int64"), raw["day"]
    else:
        frame["year"] = raw["year"].astype("float64").astype("int64")
    nowhere = frame["area"] == ""
    if not nowhere.any():
        return frame, ()
    names = sorted(set(raw.loc[nowhere, "entity"]))
    shown = ", ".join(names[:20]) + (f" and {len(names) - 20} more" if len(names) > 20 else "")
    return frame[~nowhere].copy(), (f"Left out: {int(nowhere.sum())} rows of what is no country or known region: {shown}.",)
