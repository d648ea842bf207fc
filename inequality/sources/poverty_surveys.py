"""Poverty and Inequality Platform of the World Bank (PIP): household surveys with deciles, Gini and poverty."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from inequality import areas as codes
from inequality._measure import Measure
from inequality.dataset.fetched import Reading
from inequality.distribution import Distribution
from inequality.errors import DataError, DomainError, InputError
from inequality.provenance import Origin
from inequality.sources import Files, source
from inequality.sources.tables import beyond, chosen, enough, few, numbers, readable, require, texts, unique, within
from inequality.store import Gate, Remote

if TYPE_CHECKING:
    import pandas as pd

__all__: list[str] = []

VERSION = "20260324_2021_01_02_PROD"
ORIGIN = Origin(
    producer="World Bank",
    title="Poverty and Inequality Platform",
    citation="World Bank (2026), Poverty and Inequality Platform [data set], World Bank Group, https://pip.worldbank.org",
    year="2026",
    url="https://pip.worldbank.org",
    licence="CC-BY-4.0",
    licence_evidence="default terms of the World Bank's data; its catalogue marks entry 0063646 (percentiles) CC0 (2026-11-22)",
    redistributable="yes",
)
HOST = "api.worldbank.org"

DECILES = {f"decile{k}": f"decile_{k}_share" for k in range(1, 11)}
FRACTIONS = {
    "headcount": "headcount_ratio",
    "poverty_gap": "poverty_gap",
    "poverty_severity": "poverty_severity",
    "gini": "gini",
}
INDEXES = {"watts": "watts", "mld": "mean_log_deviation", "polarization": "wolfson"}
MONEY = {"poverty_line": "poverty_line", "mean": "average", "median": "median"}
TEXTS = {
    "survey_acronym": "survey",
    "comparable_spell": "comparable_spell",
    "distribution_type": "distribution_type",
}
SURVEY = ("country_code", "reporting_year", "reporting_level", "welfare_type")
REQUIRED = (*SURVEY, *FRACTIONS, *INDEXES, *MONEY, *DECILES, *TEXTS, "survey_year", "reporting_pop", "is_interpolated")
#: Sent by the publisher and not kept: repeated names, deflators, national accounts, lines of other definitions.
# fmt: off
IGNORED = (
    "region_name", "region_code", "country_name", "survey_coverage", "survey_comparability", "cpi", "ppp", "reporting_gdp",
    "reporting_pce", "estimation_type", "spl", "spr", "pg", "estimate_type",
)
# fmt: on
KEY = ("area", "year", "reporting_level", "welfare_type")


def _ppp(version: str) -> str:
    found = re.fullmatch(r"\d{8}_(\d{4})_\d\d_\d\d_PROD", version)
    if not found:
        raise InputError(
            f"{version!r} is no version of PIP",
            possible=f"a full name such as {VERSION}; https://api.worldbank.org/pip/v1/versions lists them",
            remedy="name one: without it the publisher's newest would come, another every few months",
        )
    return found[1]


def _asks(*, version: str = VERSION, poverty_line: str = "3.00", areas: Sequence[str] = ()) -> tuple[Remote, ...]:
    _ppp(version)
    asked = few(areas)
    parameters = {
        "country": ",".join(asked) or "all",
        "year": "all",
        "povline": poverty_line,
        "fill_gaps": "false",
        "version": version,
        "format": "csv",  # JSON is rounded to four digits
    }
    gate = Gate(
        "csv",
        columns=REQUIRED,
        least_rows=1 if asked else 1500,
        key=SURVEY,
        ranges={"gini": (0, 1), "headcount": (0, 1), **dict.fromkeys(DECILES, (-0.2, 1))},
        also=readable(partial(_complete, wanted=asked)),
    )
    name = _name(version, poverty_line, areas)
    return (
        Remote(
            name, f"https://{HOST}/pip/v1/pip", gate, parameters=parameters, bytes=1_200_000, most_bytes=50_000_000, pause=2
        ),
    )


def _name(version: str, poverty_line: str, areas: Sequence[str]) -> str:
    return "_".join(["pip", version, poverty_line, *few(areas)]) + ".csv"


@source(
    origin=ORIGIN,
    asks=_asks,
    hosts=(HOST,),
    covers="170 economies, household surveys from 1963: mean, median, deciles, Gini and poverty of income or consumption",
    edition=lambda files: "_".join(next(iter(files)).split("_")[1:3]),
    probe={"areas": ("LUX",)},
)
def pip(files: Files, *, version: str = VERSION, poverty_line: str = "3.00", areas: Sequence[str] = ()) -> Reading:
    """Household surveys of the world: deciles, Gini, mean and median, and poverty at a line.

    Parameters
    ----------
    files : mapping of str to Path
        The publisher's CSV.
    version : str
        Full name of the publisher's version; it fixes data and purchasing power parities.
    poverty_line : str
        International dollars a day, in the prices of the version.
    areas : sequence of str
        ISO 3166-1 alpha-3; all where empty.

    Returns
    -------
    Reading
        One row a survey: money in international dollars a person and day; shares, poverty and Gini as fractions. A row is a
        distribution where its ten deciles are known; ``estimated`` rows were interpolated between surveys.

    Raises
    ------
    DataError
        If a column is missing, a percent stands for a fraction, or an area asked for is not there.
    InputError
        If the version is none.

    Examples
    --------
    >>> pip.__entry__.facts["asks"](areas=["FRA"])[0].parameters["country"]
    'FRA'
    """
    path = files[_name(version, poverty_line, areas)]
    frame, extra = _surveys(path, areas)
    measure = Measure("income_or_consumption", "per_capita", "USD", prices=_ppp(version), conversion="PPP")
    fractions = [*FRACTIONS.values(), *DECILES.values()]
    dollars = f"international dollars of {_ppp(version)} per day"
    share, gini = (Measure("income_or_consumption", "per_capita", scale=scale) for scale in ("share", "gini"))
    both = int(frame.duplicated(["area", "year", "reporting_level"]).sum())
    return Reading(
        title=f"Household surveys of the world, PIP {version}",
        description="Daily income or consumption per person in household surveys, at purchasing power parity.",
        frame=frame,
        key=KEY,
        units={**dict.fromkeys(fractions, "fraction"), **dict.fromkeys(MONEY.values(), dollars), "population": "people"},
        measures={
            **dict.fromkeys(MONEY.values(), measure),
            **dict.fromkeys(DECILES.values(), share),
            "gini": gini,
            "population": Measure("population", "person"),
        },
        warnings=(
            "Some surveys measure income and some consumption, which is more equal: welfare_type says which.",
            "Compare years within one comparable_spell; surveys changed between them.",
            *((f"{both} surveys measure both income and consumption: name welfare_type.",) if both else ()),
            *extra,
        ),
        by=KEY,
        distribution=partial(_deciles, measure=measure),
    )


def _complete(path: Path, wanted: Sequence[str]) -> None:
    enough(_surveys(path, wanted)[0], 1 if wanted else 150, "PIP's answer")


def _surveys(path: Path, wanted: Sequence[str]) -> tuple[pd.DataFrame, tuple[str, ...]]:
    where = "PIP's answer"
    raw = texts(path)
    require(raw, REQUIRED, where)
    unique(raw, SURVEY, where)
    missing = ("", "NA")
    years = within(numbers(raw["reporting_year"], where, missing=()), 1900, 2100, where, "years")
    frame = raw[[]].assign(area=codes.from_iso3(raw["country_code"]), year=years.astype("int64"))
    for theirs, ours in (dict(zip(KEY[2:], KEY[2:], strict=True)) | TEXTS).items():
        frame[ours] = raw[theirs]
    frame["survey_year"] = within(numbers(raw["survey_year"], where, missing=missing), 1900, 2100, where, "years")
    for theirs, ours in MONEY.items():
        frame[ours] = within(numbers(raw[theirs], where, missing=missing), 0, 10_000, where, "international dollars a day")
    for theirs, ours in (FRACTIONS | DECILES).items():
        least = -0.2 if theirs in DECILES else 0  # incomes may be negative
        frame[ours] = within(numbers(raw[theirs], where, missing=missing), least, 1, where, "fractions")
    for theirs, ours in INDEXES.items():
        frame[ours] = numbers(raw[theirs], where, missing=missing)
    frame["population"] = within(numbers(raw["reporting_pop"], where, missing=missing), 1, 1e10, where, "people")
    unknown = sorted(set(raw["is_interpolated"].str.upper()) - {"TRUE", "FALSE"})
    if unknown:
        raise DataError(f"{where} holds {unknown[0]!r} in column is_interpolated", possible="TRUE, FALSE")
    frame["estimated"] = raw["is_interpolated"].str.upper() == "TRUE"
    sums = frame[list(DECILES.values())].sum(axis=1, min_count=10)
    if ((sums - 1).abs() > 0.01).any():
        raise DataError(f"{where}: the deciles of {int(((sums - 1).abs() > 0.01).sum())} surveys do not add up to 1")
    frame = chosen(frame, wanted).sort_values(list(KEY), ignore_index=True)
    unknown_deciles = int(frame[list(DECILES.values())].isna().any(axis=1).sum())
    notes = (f"{unknown_deciles} surveys come without deciles: they stay, and are no distribution.",) if unknown_deciles else ()
    return frame, (*notes, *beyond(raw, (*REQUIRED, *IGNORED)))


def _deciles(rows: pd.DataFrame, measure: Measure) -> Distribution:
    row = rows.iloc[0]
    shares = row[list(DECILES.values())].to_numpy(dtype="float64")
    mean, population = float(row["average"]), float(row["population"])
    if np.isnan([*shares, mean, population]).any():
        raise DomainError(
            f"The survey of {row['area']} in {row['year']} has no deciles, or no mean",
            possible="surveys with ten deciles",
            remedy="take another year, or the Gini as published",
        )
    brackets = {(k / 10, (k + 1) / 10): float(share) for k, share in enumerate(shares)}
    return Distribution.from_shares(brackets, mean=mean, population=population, rescale=True, measure=measure)
