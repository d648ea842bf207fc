"""FRED of the Federal Reserve Bank of St. Louis: US consumer prices, and the Distributional Financial Accounts mirrored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from inequality._measure import Measure
from inequality.dataset.fetched import Reading
from inequality.distribution import Distribution
from inequality.errors import DataError, DomainError, InputError
from inequality.provenance import Origin
from inequality.sources import Files, source
from inequality.sources.tables import numbers, readable, require, texts, unique, within
from inequality.store import Gate, Remote

if TYPE_CHECKING:
    import pandas as pd

__all__: list[str] = []

ORIGIN = Origin(
    producer="Federal Reserve Bank of St. Louis",
    title="FRED, Federal Reserve Economic Data",
    citation=(
        "Federal Reserve Bank of St. Louis, FRED, https://fred.stlouisfed.org; consumer prices: US Bureau of Labor Statistics; "
        "wealth: Board of Governors of the Federal Reserve System, Distributional Financial Accounts"
    ),
    url="https://fred.stlouisfed.org",
    licence="LicenseRef-public-domain",
    licence_evidence="The series listed here are works of the US federal government (17 USC 105); other series of FRED may be "
    "their owners', and are refused here",
    redistributable="yes",
)
HOST = "fred.stlouisfed.org"

#: Groups by net worth whose shares and amounts are mirrored: lower and upper part of households.
GROUPS = {"B50": (0.0, 0.5), "N40": (0.5, 0.9), "N09": (0.9, 0.99), "T01": (0.99, 1.0)}
SHARES = {"WFRBSB50215": "B50", "WFRBSN40188": "N40", "WFRBSN09161": "N09", "WFRBST01134": "T01"}
AMOUNTS = {"WFRBLB50107": "B50", "WFRBLN40080": "N40", "WFRBLN09053": "N09", "WFRBLT01026": "T01"}
PRICES = {
    "CPIAUCNS": "consumer prices, all urban consumers, not seasonally adjusted",
    "CPIAUCSL": "consumer prices, all urban consumers, seasonally adjusted",
}
SERIES = (*SHARES, *AMOUNTS, *PRICES)


def _asks(*, series: Sequence[str] = tuple(SHARES)) -> tuple[Remote, ...]:
    for name in series:
        if name not in SERIES:
            raise InputError(
                f"Series {name!r} of FRED is not read here",
                possible=", ".join(SERIES),
                remedy="read any other series as a file of your own: its unit and its terms are known to you alone",
            )
    return tuple(
        Remote(
            f"{name}.csv",
            f"https://{HOST}/graph/fredgraph.csv",
            Gate("csv", columns=(name,), least_rows=100, also=readable(partial(_one, name=name))),
            parameters={"id": name},
            bytes=20_000,
            most_bytes=5_000_000,
            pause=1.0,
        )
        for name in series
    )


@source(
    origin=ORIGIN,
    asks=_asks,
    hosts=(HOST,),
    covers="United States: consumer prices by month from 1913; shares and amounts of net worth by quarter from 1989",
    probe={"series": ("WFRBST01134",)},
    by_hand="open https://fred.stlouisfed.org/series/ and the series' name, press Download and CSV",
)
def fred(files: Files, *, series: Sequence[str] = tuple(SHARES)) -> Reading:
    """US consumer prices, and shares and amounts of US net worth by group, as mirrored by FRED.

    Parameters
    ----------
    files : mapping of str to Path
        One CSV a series.
    series : sequence of str
        Names of FRED; the shares of net worth by default.

    Returns
    -------
    Reading
        One row a date, and a group where there are groups: ``share`` (fractions), ``net_worth`` (USD), ``price_level`` (1 in
        the mean of 1982 to 1984). The shares of all four groups at a ``date`` are a distribution.

    Raises
    ------
    DataError
        If a file is not the series asked for, or its unit changed.
    InputError
        If the series is not known here.

    Examples
    --------
    >>> fred.__entry__.facts["asks"](series=["CPIAUCNS"])[0].parameters["id"]
    'CPIAUCNS'
    """
    import pandas as pd

    frame = pd.concat([_one(files[f"{name}.csv"], name) for name in series], ignore_index=True)
    values = [name for name in ("share", "net_worth", "price_level") if name in frame]
    key = tuple(name for name in ("date", "p_lower", "series") if name in frame)
    frame = frame.sort_values(list(key), ignore_index=True)
    missing = int(frame[values].isna().all(axis=1).sum())
    units = {"share": "fraction", "net_worth": "USD", "price_level": "index", "p_lower": "fraction", "p_upper": "fraction"}
    measures = {
        "share": Measure("net_wealth", "household", scale="share"),
        "net_worth": Measure("net_wealth", "household", "USD"),
        "price_level": Measure("price_level", "person"),
    }
    return Reading(
        title="US prices and net worth by group (FRED)",
        description="; ".join(_title(name) for name in series) + ".",
        frame=frame,
        key=key,
        units={name: unit for name, unit in units.items() if name in frame},
        measures={name: measure for name, measure in measures.items() if name in frame},
        warnings=(
            "The mirror of the Distributional Financial Accounts is rounded; fetch fed_dfa for the unrounded amounts.",
            *((f"{missing} dates have no value; they stay, as missing.",) if missing else ()),
        ),
        by=("date",),
        distribution=_distribution if "share" in frame else None,
    )


def _title(name: str) -> str:
    group = SHARES.get(name) or AMOUNTS.get(name)
    if group is None:
        return f"{name}: {PRICES[name]}"
    lower, upper = GROUPS[group]
    return f"{name}: {'share' if name in SHARES else 'amount'} of net worth, {lower:.0%} to {upper:.0%} of households"


def _one(path: Path, name: str) -> pd.DataFrame:
    """Return one series; the header of the dates was DATE until 2024, so that column is found by its place."""
    raw = texts(path)
    require(raw, (name,), f"{name}.csv")
    if raw.columns.get_loc(name) != 1:
        raise DataError(f"{name}.csv begins with {', '.join(raw.columns[:2])}", possible=f"a column of dates, then {name}")
    dates = raw.iloc[:, 0]
    wrong = dates[~dates.str.fullmatch(r"\d{4}-\d{2}-\d{2}")]
    if len(wrong):
        raise DataError(f"{name}.csv holds the date {wrong.iloc[0]!r}", possible="dates such as 2018-01-01")
    where = f"{name}.csv"
    frame = raw[[]].assign(series=name, area="USA", year=dates.str[:4].astype("int64"), date=dates)
    unique(frame, ("date",), where)
    values = numbers(raw[name], where, missing=("", "."))
    if name in PRICES:
        return frame.assign(price_level=within(values, 5, 2000, where, "percent of the mean of 1982 to 1984") / 100)
    frame["p_lower"], frame["p_upper"] = GROUPS[{**SHARES, **AMOUNTS}[name]]
    if name in SHARES:  # those of the bottom half are near 1: fractions would be below 0.1
        return frame.assign(share=within(values, 0.1, 99, where, "percent") / 100)
    return frame.assign(net_worth=within(values, 1e5, 1e10, where, "millions of dollars") * 1e6)


def _distribution(rows: pd.DataFrame) -> Distribution:
    shares: Mapping[tuple[float, float], float] = {
        (lower, upper): share
        for lower, upper, share in rows[["p_lower", "p_upper", "share"]].dropna().itertuples(index=False, name=None)
    }
    if set(shares) != set(GROUPS.values()):
        raise DomainError(
            f"{len(shares)} of the four groups have a share at this date",
            possible=f"all of {', '.join(SHARES)}",
            remedy="fetch them together, and take a date at which all are known",
        )
    measure = Measure("net_wealth", "household", scale="share")
    return Distribution.from_shares(shares, rescale=True, measure=measure)
