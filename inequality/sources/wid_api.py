"""World Inequality Database (WID.world), its interface for programs: small questions, with the user's own key."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from inequality._measure import Measure
from inequality.dataset.fetched import Reading
from inequality.errors import DataError, InputError
from inequality.sources import Files, source, wid_areas, wid_codes, wid_readings, wid_rows, wid_world
from inequality.sources.tables import cell, integers, numbers, one_of, readable, unique
from inequality.sources.wid_brackets import bracket
from inequality.sources.wid_codes import Variable
from inequality.sources.wid_metadata import Rule
from inequality.store import Gate, Remote

if TYPE_CHECKING:
    import pandas as pd

__all__: list[str] = []

HOST = "rfap9nitz6.execute-api.eu-west-1.amazonaws.com"
#: Variables with their percentile in one request: more than WID's own clients ask for are refused.
MOST_CODES = 10
WORLD = ("WLD",)
EVERYBODY = "p0p100"
#: Kinds of variables that are amounts of money; of all others the unit follows from the code.
AMOUNTS = {*wid_codes.MONEY.values(), "m"}
FRACTIONS = {"s": "share", "g": "gini"}
ENDLESS = ("inf", "+inf", "-inf", "infinity", "-infinity")
LESS = "fewer areas, variables or percentiles at once; or whole areas from the source wid, which needs no key"


def _asks(
    *,
    areas: Sequence[str] = WORLD,
    variables: Sequence[str] = ("ghweal992j",),
    percentiles: Sequence[str] = (),
    age: str = "",
    pop: str = "",
    years: Sequence[str] = (),
    extrapolated: str = "include",
) -> tuple[Remote, ...]:
    countries = wid_areas.codes(areas or WORLD, market=False)
    requests = _requests(_codes(variables, percentiles, age, pop))
    return tuple(
        Remote(
            f"{codes[0]}.json",
            f"https://{HOST}/prod/countries-variables",
            # with one request, an area without a value shows here; with several, the others may hold it
            Gate("json", least_rows=0, also=readable(partial(_complete, codes, countries, alone=len(requests) == 1))),
            parameters={"countries": ",".join(countries), "variables": ",".join(codes), "years": "all"},
            bytes=4_000 * len(codes) * len(countries),
            most_bytes=20_000_000,
            pause=0.5,
            secret=("WID_API_KEY", "x-api-key"),
        )
        for codes in requests
    )


def _codes(variables: Iterable[str], percentiles: Sequence[str], age: str, pop: str) -> tuple[str, ...]:
    """Return the codes that the interface asks for: each variable with each percentile, ``sptinc_p99p100_992_j``."""
    found = []
    for written in variables:
        variable = _variable(written.strip(), age, pop)
        for percentile in [variable.percentile] if variable.percentile else percentiles or [EVERYBODY]:
            bracket(percentile, "share")
            found.append(f"{variable.kind}{variable.concept}_{percentile}_{variable.age}_{variable.population}")
    if not found:
        raise InputError("No variable is named", possible="WID's codes, such as sptinc992j", remedy="pass variables=")
    return tuple(dict.fromkeys(found))


def _variable(written: str, age: str, pop: str) -> Variable:
    if re.fullmatch("[a-z]{6}", written):
        if not (age and pop):
            raise InputError(
                f"'{written}' names no age group and no population",
                possible="sptinc992j, or sptinc with age='992' and pop='j'",
                remedy="pass age= and pop=, or write them into the code",
            )
        written += age + pop
    variable = Variable.read(written)
    if (age or variable.age, pop or variable.population) != (variable.age, variable.population):
        raise InputError(
            f"'{written}' is for age {variable.age} and population {variable.population}, not for {age or 'any'} and "
            f"{pop or 'any'}",
            possible="the six letters alone with age= and pop=, or the whole code without",
            remedy="leave out one of the two",
        )
    return variable


def _requests(codes: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(codes[first : first + MOST_CODES]) for first in range(0, len(codes), MOST_CODES)]


@source(
    origin=replace(wid_world.ORIGIN, title="World Inequality Database (WID.world), interface for programs"),
    asks=_asks,
    hosts=(HOST,),
    covers="WID's variables one by one, with a key of your own (WID_API_KEY): some 410 areas, 1800 to last year",
    by_hand="fetch the address with your key in the header x-api-key (the source wid has the same series and needs no key)",
)
def wid_series(
    files: Files,
    *,
    areas: Sequence[str] = WORLD,
    variables: Sequence[str] = ("ghweal992j",),
    percentiles: Sequence[str] = (),
    age: str = "",
    pop: str = "",
    years: Sequence[str] = (),
    extrapolated: str = "include",
) -> Reading:
    """Single series of the World Inequality Database, from its interface for programs, with a key of your own.

    For a few areas and variables. Everything else is in the files of areas, which need no key: the source ``wid``. Set the
    environment variable ``WID_API_KEY`` to your key as it was given to you; it is sent to WID's server alone and kept nowhere.

    Parameters
    ----------
    files : mapping of str to Path
        WID's answers, of at most ten codes each.
    areas : sequence of str
        ISO 3166-1 alpha-3, ``WLD``, WID's regions (``WID_QE``) or parts of countries (``US-CA``). Empty for the world.
    variables : sequence of str
        WID's codes in any order (``sptinc992j``, ``sptincj992``, ``sptinc_p99p100_992_j``), or their first six letters.
    percentiles : sequence of str
        WID's own, ``"p99p100"``, for codes that name none. Empty for ``"p0p100"``, everybody.
    age : str
        WID's age group for codes of six letters: ``"992"`` adults of 20 and more, ``"999"`` all ages.
    pop : str
        WID's population for codes of six letters: ``"j"`` couples split equally, ``"i"`` individuals, ``"t"`` tax units.
    years : sequence of str
        One year, or first and last: ``["1995", "2020"]``, or ``["1995-2020"]``; empty for all.
    extrapolated : {"include", "exclude", "exclude-r"}
        What to do with years that WID extrapolated: mark them in ``estimated``; or leave them out by the rule of WID's Stata
        client, which counts both ends of a span, or of its R client, which keeps the first year.

    Returns
    -------
    Reading
        ``area``, ``year``, ``variable`` (WID's code), ``percentile``, ``value`` (as WID states it), ``estimated``.

    Raises
    ------
    DataError
        If an answer is a message or not in WID's shape, or an area asked for has no value.
    InputError
        If a code, percentile, year or option is none.
    UnknownNameError
        If there is no such area.

    Examples
    --------
    >>> asked = wid_series.__entry__.facts["asks"](areas=["FRA", "NAM"], variables=["sptincj992"], percentiles=["p99p100"])
    >>> asked[0].parameters["countries"], asked[0].parameters["variables"]
    ('FR,NA', 'sptinc_p99p100_992_j')
    """
    import pandas as pd

    rule = cast(Rule, one_of(extrapolated, wid_world.RULES, "extrapolated"))
    codes = _codes(variables, percentiles, age, pop)
    countries = wid_areas.codes(areas or WORLD, market=False)
    answers = [_answer(files[f"{some[0]}.json"], some, countries) for some in _requests(codes)]
    rows, metadata = (pd.concat(parts, ignore_index=True) for parts in zip(*answers, strict=True))
    said = _absent(rows, codes, countries)
    rows = rows[rows["year"].between(*wid_readings.span(years))]
    if blank := int(rows["value"].isna().sum()):
        said.append(f"{blank:,} values are blank in WID's answer; they are missing here.")
    if untold := int((~metadata["told"]).sum()):
        said.append(f"WID's answer does not say of {untold:,} series which years are extrapolated; none of theirs is marked.")
    rows, more = wid_readings.marked(rows.rename(columns={"code": "variable"}), metadata, rule)
    _require(rows, codes, countries)
    read = {code: Variable.read(code) for code in codes}
    if any(variable.kind in AMOUNTS for variable in read.values()):
        said.append(
            "This interface does not say which currency and which year's prices amounts are in, so nothing is converted: the "
            "source wid says it."
        )
    units, measures = _measured(read.values())
    return Reading(
        title="Series of WID.world",
        description="variable is WID's code: type, concept, age, population; percentile and value are as WID states them.",
        frame=_table(rows, read),
        key=wid_readings.SERIES,
        units=units,
        measures=measures,
        warnings=(*said, *more),
    )


def _table(rows: pd.DataFrame, read: Mapping[str, Variable]) -> pd.DataFrame:
    """Return rows in the project's names; `read` gives the variable that each code of the interface means."""
    frame = rows[["year", "value", "estimated"]].assign(
        area=rows["country"].map(wid_areas.area),
        variable=rows["variable"].map({code: variable.code for code, variable in read.items()}),
        percentile=rows["variable"].map({code: variable.percentile for code, variable in read.items()}),
    )
    key = list(wid_readings.SERIES)
    return frame.sort_values(key, ignore_index=True)[[*key, "value", "estimated"]]


def _parsed(path: Path, codes: Sequence[str]) -> Mapping[str, Any]:
    """Return what came for each code; a message, which comes with status 200, raises."""
    try:
        answer = json.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError as error:
        raise DataError(f"WID's answer is no JSON ({error})", remedy="fetch it again in a minute") from error
    if not isinstance(answer, dict):
        raise DataError("WID's answer is a list", possible="an object with an entry for each code", remedy="fetch it again")
    if answer.get("status") == "payload_too_large":  # the address it names instead is not WID's: it is not followed
        raise DataError("WID finds what was asked for too large for one answer", possible=LESS, remedy=f"ask for {LESS}")
    if told := [str(answer[name])[:200] for name in ("status", "message", "error") if name in answer]:
        raise DataError(
            f"WID answered {': '.join(told)!r} instead of data",
            possible=f"data, if need be of {LESS}",
            remedy=f"check codes and key, or ask for {LESS}",
        )
    if others := sorted(set(answer) - set(codes)):
        raise DataError(f"WID sent {', '.join(others)[:200]}", possible=", ".join(codes), remedy="fetch it again")
    return answer


def _answer(path: Path, codes: Sequence[str], countries: Sequence[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the rows of an answer, with WID's codes and infinite values as they are, and the metadata of its series."""
    import pandas as pd

    rows: list[tuple[str, str, float | str, float | str]] = []
    series: list[tuple[str, str, str, str, bool]] = []
    try:
        for code, listed in _parsed(path, codes).items():
            for country, told in ((name, told) for each in listed or () for name, told in each.items() if told):
                meta = told["meta"] or {}
                stated = [meta.get(name) or "" for name in ("extrapolation", "data_points")]
                first, last = (each if isinstance(each, str) else json.dumps(each) for each in stated)
                series.append((country, code, first, last, "extrapolation" in meta))
                rows += [(country, code, cell(each["y"]), cell(each["v"])) for each in told["values"]]
    except (AttributeError, KeyError, TypeError) as error:
        raise DataError(
            f"WID's answer is not in the shape that it was known in ({type(error).__name__}: {error})",
            possible='{code: [{area: {"meta": {"extrapolation", "data_points"}, "values": [{"y", "v"}]}}]}',
            remedy="fetch it again; if WID has changed its answers, report it; the source wid has the same series",
        ) from error
    frame = pd.DataFrame(rows, columns=["country", "code", "year", "value"])
    where = "WID's answer"
    if others := sorted({country for country, *_ in series} - set(countries)):
        raise DataError(f"WID sent the areas {', '.join(others)[:200]}", possible=", ".join(countries), remedy="fetch it again")
    frame["year"] = integers(numbers(frame["year"], where), 1500, 2100, where, "years")
    unique(frame, ("country", "code", "year"), where)
    endless = frame["value"].astype(str).str.lower().isin(ENDLESS)
    values = numbers(frame["value"].mask(endless), where, missing=("", "nan", "NaN"))
    wid_rows.require_fractions(frame.assign(variable=frame["code"], value=values))
    about = pd.DataFrame(series, columns=["country", "variable", "extrapolation", "data_points", "told"])
    return frame.assign(value=values.mask(endless, np.inf)), about.astype({"told": "bool"})


def _complete(codes: Sequence[str], countries: Sequence[str], path: Path, *, alone: bool) -> None:
    """Raise where an answer is wrong, or, if it is all that was asked for, where it holds nothing of an area."""
    rows, metadata = _answer(path, codes, countries)
    wid_readings.marked(rows.rename(columns={"code": "variable"}), metadata, "include")
    if alone:
        _require(rows, codes, countries)


def _require(rows: pd.DataFrame, codes: Sequence[str], countries: Sequence[str]) -> None:
    """Raise where an area asked for has no row: WID leaves out areas that it does not know, without a word."""
    held = set(rows["country"])
    if absent := [wid_areas.area(country) for country in countries if country not in held]:
        shown = ", ".join(codes[:3]) + (f" and {len(codes) - 3} more" if len(codes) > 3 else "")
        raise DataError(
            f"WID has nothing of {shown} for {', '.join(absent)}",
            possible=", ".join(wid_areas.area(country) for country in countries if country in held)
            or "areas and codes that WID has",
            remedy="leave these areas out, or ask for other variables, percentiles or years, or with extrapolated years",
        )


def _absent(rows: pd.DataFrame, codes: Sequence[str], countries: Sequence[str]) -> list[str]:
    """Say which series have no row at all."""
    held = set(zip(rows["country"], rows["code"], strict=True))
    lost = [f"{code} of {wid_areas.area(country)}" for country in countries for code in codes if (country, code) not in held]
    shown = ", ".join(lost[:8]) + (" ..." if len(lost) > 8 else "")
    return [f"WID has no values of {len(lost):,} series asked for: {shown}."] if lost else []


def _measured(variables: Iterable[Variable]) -> tuple[dict[str, str], dict[str, Measure]]:
    """Return unit and measure of the values: shares and Ginis are fractions; they are measured alike only if all are of one."""
    kinds = {(each.kind, each.concept, each.age, each.population) for each in variables}
    if not {kind for kind, *_ in kinds} <= set(FRACTIONS):
        return {}, {}
    units = {"value": "fraction"}
    kind, letters, *people = next(iter(kinds))
    concept = next((name for name, known in wid_codes.CONCEPTS.items() if known == letters), None)
    unit = next((name for name, known in wid_codes.UNITS.items() if list(known) == people), None)
    if len(kinds) > 1 or concept is None or unit is None:
        return units, {}
    return units, {"value": Measure(concept, unit, scale=FRACTIONS[kind])}
