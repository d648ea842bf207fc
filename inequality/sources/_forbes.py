"""Forbes' lists of billionaires: the yearly one, the real-time one, an archive of it by day, and files that a user has.

Forbes grants no licence: single figures and totals may be cited, the list never passed on. What counts as an entry is said in
`inequality.sources.rich_lists`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inequality import areas
from inequality.dataset.fetched import Reading
from inequality.errors import DataError, InputError
from inequality.provenance import Origin
from inequality.sources import Files, source
from inequality.sources.rich_lists import checked, reading
from inequality.sources.tables import cell, numbers, one_of, readable, require, texts
from inequality.store import Gate, Remote

if TYPE_CHECKING:
    import pandas as pd

__all__: list[str] = []

LICENCE = "Forbes grants none: terms of use of forbes.com; figures may be cited, the list not passed on (2026-11-22)"
ORIGIN = Origin(
    "Forbes",
    "The World's Billionaires",
    "Forbes, The World's Billionaires, https://www.forbes.com/billionaires/",
    url="https://www.forbes.com/billionaires/",
    licence_evidence=LICENCE,
    redistributable="no",
)
ARCHIVE = Origin(
    "Forbes",
    "Real-Time Billionaires, archived by day",
    "Forbes, Real-Time Billionaires, as recorded by komed3/rtb-api, https://github.com/komed3/rtb-api",
    url="https://github.com/komed3/rtb-api",
    licence_evidence=f"The archive's own work is MIT (its repository); of the list: {LICENCE}",
    redistributable="no",
)
HOST = "www.forbes.com"
FIELDS = "uri,personName,finalWorth,rank,position,countryOfCitizenship,source,industries,gender,timestamp"
BY_HAND = (
    "open the address in a browser, save what it shows as a file (Forbes often answers programs with status 503 or a page), "
    "give --year too for a yearly list"
)
UNITS = {"USD": 1.0, "USD million": 1e6, "USD billion": 1e9}


def _asks(*, year: int = 0, limit: int = 4000) -> tuple[Remote, ...]:
    query = {"limit": str(limit)} if year else {"limit": str(limit), "fields": FIELDS}
    listed = f"billionaires/{year}" if year else "rtb/0"
    name = f"forbes_{year or 'real-time'}.json"
    gate = Gate("json", also=readable(partial(_people, year=year, limit=limit)))
    url = f"https://{HOST}/forbesapi/person/{listed}/position/true.json"
    return (Remote(name, url, gate, query, {"Accept": "application/json"}, bytes=4_000_000, most_bytes=80_000_000),)


@source(
    origin=ORIGIN,
    asks=_asks,
    hosts=(HOST,),
    covers="World, the lists of 2019 to today and the real-time list: people and families with USD 1 billion or more",
    probe={"limit": 10},
    by_hand=BY_HAND,
)
def forbes(files: Files, *, year: int = 0, limit: int = 4000) -> Reading:
    """Forbes' list of billionaires, one row a fortune.

    Parameters
    ----------
    files : mapping of str to Path
        The answer.
    year : int
        The list of this year; 0 for the real-time list of today.
    limit : int
        How many entries to ask for. An answer that is as long may be cut, and is refused; below 1,000 it is what was asked.

    Returns
    -------
    Reading
        ``net_worth`` in dollars, ``rank``, ``name``, ``area`` (citizenship, missing where unknown).

    Raises
    ------
    DataError
        If the answer is cut, no list, or not in USD million.

    Examples
    --------
    >>> forbes.__entry__.facts["origin"].redistributable
    'no'
    """
    (path,) = files.values()
    people = _people(path, year=year, limit=limit)
    short = (f"Only the {limit} richest were asked for.",) if limit < 1000 else ()
    return reading(people, areas.from_names, f"Forbes' list of billionaires, {year or 'real time'}", short, date=not year)


def _asks_archive(*, date: str = "2025-11-30") -> tuple[Remote, ...]:
    path = f"gh/komed3/rtb-api@main/api/list/rtb/{date}"
    url = f"https://raw.githubusercontent.com/komed3/rtb-api/main/api/list/rtb/{date}"
    gate = Gate("json", also=readable(partial(_archived, date=date)))
    return (Remote(f"rtb_{date}.json", url, gate, bytes=920_000, mirrors=(f"https://cdn.jsdelivr.net/{path}",)),)


@source(
    origin=ARCHIVE,
    asks=_asks_archive,
    hosts=("raw.githubusercontent.com", "cdn.jsdelivr.net"),
    covers="World, each day from 2020-01-19: people and families with USD 1 billion or more",
    edition=lambda files: next(iter(files)).removeprefix("rtb_").removesuffix(".json"),
    probe={"date": "2025-11-30"},
)
def forbes_archive(files: Files, *, date: str = "2025-11-30") -> Reading:
    """Forbes' real-time list of billionaires on one day, one row a fortune, as archived by komed3/rtb-api.

    Parameters
    ----------
    files : mapping of str to Path
        The day's list.
    date : str
        The day.

    Returns
    -------
    Reading
        As of `forbes`. Ages are left out: the archive gives those of the day it was made, not of the list.

    Raises
    ------
    DataError
        If the list does not have as many people, or as much together, as it says of itself.

    Examples
    --------
    >>> forbes_archive.__entry__.facts["origin"].producer
    'Forbes'
    """
    (path,) = files.values()
    people = _archived(path, date=date)
    return reading(people, areas.from_iso2, f"Forbes' real-time list of billionaires, {date}", (), date=True)


def _asks_file(
    *, year: int = 0, unit: str = "USD million", worth: str = "worth", name: str = "name", country: str = "country"
) -> tuple[Remote, ...]:
    gate = Gate(
        "csv",
        columns=(name, worth, "rank"),
        also=readable(partial(_filed, year=year, unit=unit, worth=worth, name=name, country=country)),
    )
    return (Remote(f"rich_list_{year}.csv", "", gate),)


@source(
    origin=ORIGIN,
    asks=_asks_file,
    hosts=(),
    covers="World, whatever list the user's file holds",
    edition=lambda files: next(iter(files)).removeprefix("rich_list_").removesuffix(".csv"),
    by_hand="have a CSV file with a row an entry and columns name, rank, worth, country and perhaps uri, give --year too",
)
def forbes_file(
    files: Files,
    *,
    year: int = 0,
    unit: str = "USD million",
    worth: str = "worth",
    name: str = "name",
    country: str = "country",
) -> Reading:
    """Return a rich list out of a user's own CSV file, one row a fortune.

    Parameters
    ----------
    files : mapping of str to Path
        The file.
    year : int
        Year of the list.
    unit : {"USD", "USD million", "USD billion"}
        Unit of net worth.
    worth, name, country : str
        Columns of net worth, name and citizenship; ``rank`` must be there too. Of a list with ``uri`` entries that stand twice
        are told by it.

    Returns
    -------
    Reading
        As of `forbes`.

    Raises
    ------
    DataError
        If a column is missing, or amounts are in another unit.

    Examples
    --------
    >>> forbes_file.__entry__.facts["asks"](year=2017)[0].name
    'rich_list_2017.csv'
    """
    (path,) = files.values()
    people = _filed(path, year=year, unit=unit, worth=worth, name=name, country=country)
    return reading(people, areas.from_names, f"Forbes' list of billionaires, {year}", (), date=False)


def _people(path: Path, *, year: int, limit: int) -> pd.DataFrame:
    """Return the entries of the publisher's answer, amounts in dollars."""
    records = _json(path, "personList", "personsLists")
    if len(records) >= limit >= 1000:
        problem = f"The answer has {len(records)} entries, as many as were asked for, so that the list may be cut"
        raise DataError(problem, possible=f"fewer than {limit}", remedy="ask for more, such as --limit 10000")
    if limit >= 1000 and len(records) < (1000 if not year or year >= 2010 else 100):
        raise DataError(f"The answer has {len(records)} entries only", possible="1,000 or more", remedy="fetch it again")
    names = {"personName": "name", "finalWorth": "net_worth", "countryOfCitizenship": "country", "industries": "industry"}
    frame = _columns(records, names)
    frame["net_worth"] *= 1e6
    frame["year"] = year
    if not year:
        frame["date"] = _day(records)
        frame["year"] = frame["date"].str[:4].astype(int)
    return checked(frame, "The list")


def _archived(path: Path, *, date: str) -> pd.DataFrame:
    """Return the entries of a day, amounts in dollars, as many and as much together as the file says."""
    records = _json(path, "list")
    whole = json.loads(path.read_text(encoding="utf-8"))
    frame = _columns(records, {"name": "name", "networth": "net_worth", "citizenship": "country", "industry": "industry"})
    total = float(frame["net_worth"].sum())
    said = whole.get("total") if isinstance(whole.get("total"), int | float) else math.nan
    if whole.get("date") != date or whole.get("count") != len(records) or not abs(total - said) <= 1:
        raise DataError(
            f"The list of {date} says that it is of {whole.get('date')}, of {whole.get('count')} people with USD "
            f"{whole.get('total')} million, and holds {len(records)} people with {total:.3f}",
            possible="a whole list",
            remedy="fetch it again",
        )
    frame["country"] = frame["country"].str.upper()
    frame["gender"] = frame["gender"].str.upper()
    frame["net_worth"] *= 1e6
    return checked(frame.assign(date=date, year=int(date[:4])), "The list")


def _filed(path: Path, *, year: int, unit: str, worth: str, name: str, country: str) -> pd.DataFrame:
    """Return the entries of a user's file, amounts in dollars."""
    import pandas as pd

    one_of(unit, UNITS, "unit")
    if not year:
        raise InputError("The year of the list is not said", possible="2017", remedy="pass --year")
    raw = texts(path)
    require(raw, (name, worth, "rank"), "The list")
    figures = {"net_worth": worth, "rank": "rank", **({"position": "position"} if "position" in raw else {})}
    words = {"name": name, "country": country, **{word: word for word in ("uri", "gender", "source", "industry")}}
    frame = pd.DataFrame({ours: numbers(raw[column], "The list") for ours, column in figures.items()})
    for ours, column in words.items():
        frame[ours] = raw.get(column, "")
    frame["net_worth"] *= UNITS[unit]
    return checked(frame.assign(year=year), "The list")


def _json(path: Path, *keys: str) -> list[dict[str, Any]]:
    found: Any = None
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        for key in keys:
            found = found[key]
    except (ValueError, LookupError, TypeError):
        found = None
    if not isinstance(found, list) or not found or not all(isinstance(each, dict) for each in found):
        raise DataError(
            "The answer holds no list of people", possible=f"JSON with {'/'.join(keys)}", remedy="fetch it again; " + BY_HAND
        )
    return found


def _columns(records: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> pd.DataFrame:
    """Return the columns of a list by the project's names; keys that an entry lacks are missing."""
    import pandas as pd

    keys: dict[str, int] = dict.fromkeys((key for record in records for key in record), 0)
    require(pd.DataFrame([keys]), ["rank", *(key for key, new in names.items() if new != "industry")], "The list")
    same = ("rank", "position", "uri", "gender", "source")
    ours: dict[str, str] = dict(names) | {key: key for key in same if key in keys}
    frame = pd.DataFrame(index=range(len(records)))
    for key, new in ours.items():
        given = [record.get(key) for record in records]
        if new in ("net_worth", "rank", "position"):
            frame[new] = numbers(pd.Series([cell(each) for each in given], name=key, dtype=object), "The list")
        else:
            frame[new] = [_words(each) for each in given]
    for new in ("uri", "gender", "source", "industry"):
        frame[new] = frame.get(new, "")
    return frame


def _words(value: object) -> str:
    """Return a text, or a list of texts, as one text."""
    if isinstance(value, list):
        return ", ".join(map(_words, value))
    return "" if value is None else str(value)


def _day(records: Sequence[Mapping[str, Any]]) -> str:
    import pandas as pd

    given = [record.get("timestamp") for record in records]
    stamps = [stamp for stamp in given if isinstance(stamp, int | float) and 1e12 < stamp < 4.1e12]  # from 2001 to 2099
    if not stamps:
        raise DataError("The real-time list does not say of when it is", possible="a timestamp of each entry")
    return str(pd.Timestamp(max(stamps), unit="ms").date())
