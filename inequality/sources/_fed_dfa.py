"""Distributional Financial Accounts of the Federal Reserve: who owns the wealth of US households, quarter by quarter."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from inequality._measure import Measure
from inequality.dataset.fetched import Reading
from inequality.distribution import Distribution
from inequality.errors import DataError, DomainError
from inequality.provenance import Origin
from inequality.sources import Files, source
from inequality.sources.tables import beyond, numbers, one_of, percents, readable, require, snake, texts, unique, within
from inequality.store import Gate, Remote

if TYPE_CHECKING:
    import pandas as pd

__all__: list[str] = []

ORIGIN = Origin(
    "Board of Governors of the Federal Reserve System",
    "Distributional Financial Accounts",
    "Board of Governors of the Federal Reserve System, Distributional Financial Accounts",
    url="https://www.federalreserve.gov/releases/z1/dataviz/dfa/",
    licence="LicenseRef-public-domain",
    licence_evidence="Work of the US federal government (17 USC 105)",
    redistributable="yes",
)
HOST = "www.federalreserve.gov"
NAME = "dfa.zip"

#: By breakdown, the groups of every release known; of wealth and income groups the part of households below and up to which.
GROUPS: Mapping[str, tuple[Mapping[str, tuple[float, float] | None], ...]] = {
    "networth": (
        {
            "Bottom50": (0, 0.5),
            "Next40": (0.5, 0.9),
            "Next9": (0.9, 0.99),
            "RemainingTop1": (0.99, 0.999),
            "TopPt1": (0.999, 1),
        },
        {"Bottom50": (0, 0.5), "Next40": (0.5, 0.9), "Next9": (0.9, 0.99), "Top1": (0.99, 1)},  # releases of 2019
    ),
    "income": (
        {
            f"pct{low:02}to{high:02}": (low / 100, high / 100)
            for low, high in ((0, 20), (20, 40), (40, 60), (60, 80), (80, 99), (99, 100))
        },
    ),
    "age": (dict.fromkeys(("ageunder40", "age40to54", "age55to69", "age70plus")),),
    "education": (dict.fromkeys(("College", "SomeCollege", "HS", "NoHS")),),
    "generation": (dict.fromkeys(("Silent", "BabyBoom", "GenX", "Millennial")),),
    "race": (dict.fromkeys(("White", "Black", "Hispanic", "Other")),),
}
KEY = ("Date", "Category")
REQUIRED = (*KEY, "Net worth", "Assets", "Liabilities")
#: Columns that are no money, with the project's names and units.
BESIDES = {
    "Household count": ("population", "household"),
    "Minimum Wealth Cutoff": ("threshold", "USD"),
    "Minimum Income Cutoff": ("income_threshold", "USD"),
    "Maximum Income Cutoff": ("income_limit", "USD"),
}
# fmt: off
#: Columns of money, over all releases; those of one release only are the same thing renamed or split.
MONEY = frozenset((
    "assets", "nonfinancial_assets", "real_estate", "consumer_durables", "financial_assets", "deposits",
    "money_market_fund_shares", "debt_securities", "u_s_government_and_municipal_securities", "corporate_and_foreign_bonds",
    "loans_assets", "other_loans_and_advances_assets", "mortgages", "corporate_equities_and_mutual_fund_shares",
    "life_insurance_reserves", "annuities", "dc_pension_entitlements", "db_pension_entitlements", "pension_entitlements",
    "equity_in_noncorporate_business", "miscellaneous_other_equity", "private_businesses", "unincorporated_businesses",
    "miscellaneous_assets", "other_assets", "liabilities", "loans_liabilities", "home_mortgages", "consumer_credit",
    "depository_institutions_loans_n_e_c", "other_loans_and_advances_liabilities",
    "deferred_and_unpaid_life_insurance_premiums", "other_liabilities", "net_worth",
))
# fmt: on


def _asks(*, breakdown: str = "networth", table: str = "levels") -> tuple[Remote, ...]:
    one_of(breakdown, GROUPS, "breakdown")
    one_of(table, ("levels", "shares"), "table")
    gate = Gate(
        "zip",
        columns=REQUIRED,
        members=(f"dfa-{breakdown}-{table}.csv",),
        least_rows=4,
        key=KEY,
        also=readable(partial(_frame, breakdown=breakdown, table=table)),
    )
    url = f"https://{HOST}/releases/z1/dataviz/download/zips/dfa.zip"
    return (Remote(NAME, url, gate, bytes=950_000, most_bytes=20_000_000),)


@source(
    origin=ORIGIN,
    asks=_asks,
    hosts=(HOST,),
    covers="United States, quarters from 1989: assets, debts and net worth of households by wealth, income, age, education, "
    "generation and race",
    edition=lambda files: _frame(files[NAME], breakdown="networth", table="levels")[0]["quarter"].max(),
    probe={"breakdown": "networth"},
)
def fed_dfa(files: Files, *, breakdown: str = "networth", table: str = "levels") -> Reading:
    """Distributional Financial Accounts, one row a quarter and group.

    Parameters
    ----------
    files : mapping of str to Path
        ``dfa.zip``.
    breakdown : {"networth", "income", "age", "education", "generation", "race"}
        What households are grouped by.
    table : {"levels", "shares"}
        Amounts in dollars, or the publisher's shares, rounded to a tenth of a percent. `share`, of net worth, comes with the
        levels and is not rounded.

    Returns
    -------
    Reading
        The plain and the detailed file joined: money in dollars, ``population`` (households), ``threshold`` (least net worth,
        known in quarters of a survey up to 2019). Only by net worth are the groups in order of wealth.

    Raises
    ------
    DataError
        If a group or a column is missing, assets less debts are not net worth, or the files do not agree.

    References
    ----------
    Batty, M. et al. (2019), Introducing the Distributional Financial Accounts of the United States, FEDS 2019-017.

    Examples
    --------
    >>> fed_dfa.__entry__.facts["origin"].redistributable
    'yes'
    """
    frame, warnings = _frame(files[NAME], breakdown=breakdown, table=table)
    levels = table == "levels"
    money = [name for name in frame if name in MONEY]
    besides = {name: unit for name, unit in BESIDES.values() if name in frame}
    fractions = [name for name in ("p_lower", "p_upper", "share") if name in frame]
    measure = Measure("net_wealth", "household", "USD" if levels else "", scale="" if levels else "share")
    measures = {"net_worth": measure, "assets": Measure("gross_wealth", "household", measure.currency, scale=measure.scale)}
    if levels:
        measures["share"] = Measure("net_wealth", "household", scale="share")
    if "population" in frame:
        measures["population"] = Measure("population", "household")
    make: Callable[[pd.DataFrame], Distribution] = partial(_distribution, breakdown=breakdown, levels=levels)
    return Reading(
        title=f"US household wealth by {breakdown}, {frame['quarter'].iloc[0]} to {frame['quarter'].iloc[-1]}",
        description="Assets, debts and net worth of groups of US households at the end of each quarter.",
        frame=frame,
        key=("quarter", "group"),
        units={**dict.fromkeys(fractions, "fraction"), **dict.fromkeys(money, "USD" if levels else "fraction"), **besides},
        measures=measures,
        warnings=(
            "Households, not people; current dollars.",
            "Releases revise all quarters: up to 2.2 points for the top 1 percent and 0.8 for the bottom half.",
            *warnings,
        ),
        by=("quarter",),
        distribution=make,
    )


def _frame(path: Path, *, breakdown: str, table: str) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return the plain and the detailed file of a breakdown as one table, and what to know of it."""
    import pandas as pd

    plain, notes = _member(path, f"dfa-{breakdown}-{table}.csv", table)
    detail, more = _member(path, f"dfa-{breakdown}-{table}-detail.csv", table)
    if detail.empty:
        more = (f"This release has no detailed {table} by {breakdown}: numbers of households are unknown.",)
        joined = plain
    else:
        both = plain.merge(detail, on=list(KEY), how="outer", suffixes=("", " in detail"), indicator=True)
        apart = (both["_merge"] != "both") | (both["net_worth"] != both["net_worth in detail"])
        if apart.any():
            first = both.loc[apart, "Date"].iloc[0]
            raise DataError(
                f"The plain and the detailed {table} of {NAME} differ in {int(apart.sum())} rows, the first of {first}",
                possible="two files of one release",
                remedy="fetch it again",
            )
        joined = plain.merge(detail[[*KEY, *detail.columns.difference(plain.columns, sort=False)]], on=list(KEY))
    groups = _groups(joined, breakdown)
    quarter = joined["Date"].str.replace(":", "-", regex=False)
    frame = pd.DataFrame({"area": "USA", "year": quarter.str[:4].astype(int), "quarter": quarter, "group": joined["Category"]})
    if breakdown in ("networth", "income"):
        for place, name in enumerate(("p_lower", "p_upper")):
            frame[name] = [float((groups[group] or (np.nan, np.nan))[place]) for group in frame["group"]]
    frame = pd.concat([frame, joined.drop(columns=list(KEY))], axis=1)
    if table == "levels":
        frame["share"] = frame["net_worth"] / frame.groupby("quarter")["net_worth"].transform("sum")
    order = {group: place for place, group in enumerate(groups)}
    frame = frame.sort_values(["quarter", "group"], key=lambda column: column.map(order) if column.name == "group" else column)
    return frame.reset_index(drop=True), (*notes, *more)


def _member(path: Path, name: str, table: str) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return one CSV of the zip in dollars or fractions; empty where this release has none, which only detail may be."""
    import pandas as pd

    with zipfile.ZipFile(path) as archive:
        if name not in archive.namelist() and name.endswith("-detail.csv"):
            return pd.DataFrame(), ()
        if name not in archive.namelist():
            raise DataError(f"{NAME} holds no {name}", possible=", ".join(archive.namelist()), remedy="fetch it again")
        with archive.open(name) as stream:
            raw = texts(stream)
    require(raw, REQUIRED, name)
    unique(raw, KEY, name)
    wrong = raw[~raw["Date"].str.fullmatch(r"\d{4}:Q[1-4]")]
    if len(wrong):
        raise DataError(f"{name} holds the date {wrong['Date'].iloc[0]!r}", possible="quarters such as 1989:Q3")
    columns = {snake(column): column for column in raw.columns if snake(column) in MONEY}
    frame = raw[list(KEY)].copy()
    for new, column in columns.items():
        given = numbers(raw[column], name, missing=("", "NA"))  # NA: nobody has any, so that there are no shares
        frame[new] = given * 1e6 if table == "levels" else percents(given, name, low=-100, high=200)
    for column, (new, _) in BESIDES.items():
        if column in raw:
            frame[new] = numbers(raw[column], name)
    if "population" in frame:
        within(frame["population"], 0, 1e9, name, "households")
    if table == "levels":
        _adds_up(frame, name)
    drop = {"share"} if table == "shares" else set()  # a column without meaning: the share of DC pensions once more
    known = {*KEY, *columns.values(), *BESIDES, *drop}
    return frame, beyond(raw, known)


def _adds_up(frame: pd.DataFrame, name: str) -> None:
    off = (frame["assets"] - frame["liabilities"] - frame["net_worth"]).abs()
    wrong = (off > 2e6) | frame[["assets", "liabilities", "net_worth"]].isna().any(axis=1)
    if wrong.any():
        where = f"{frame.loc[wrong, 'Date'].iloc[0]}, {frame.loc[wrong, 'Category'].iloc[0]}"
        raise DataError(
            f"{name}: assets less liabilities are not net worth in {int(wrong.sum())} rows, the first of {where}",
            possible="differences of rounding, USD 2 million at most",
            remedy="fetch it again",
        )
    if frame.groupby("Date")["assets"].sum().min() < 1e12:
        raise DataError(
            f"{name}: all households together own less than USD 1,000 billion",
            possible="amounts in USD million",
            remedy="see whether the publisher changed the unit",
        )


def _groups(frame: pd.DataFrame, breakdown: str) -> Mapping[str, tuple[float, float] | None]:
    """Return the groups of this release, each of them in every quarter."""
    found = set(frame["Category"])
    for known in GROUPS[breakdown]:
        if found == set(known):
            whole = frame.groupby("Date")["Category"].nunique() == len(known)
            if not whole.all():
                raise DataError(
                    f"A group by {breakdown} is missing in {whole.index[~whole][0]}",
                    possible=f"{', '.join(known)} in every quarter",
                    remedy="fetch it again",
                )
            return known
    raise DataError(
        f"The groups by {breakdown} are {', '.join(sorted(found))}",
        possible="; or ".join(", ".join(known) for known in GROUPS[breakdown]),
        remedy="a newer release may have other groups: an update of this package will know them",
    )


def _distribution(rows: pd.DataFrame, *, breakdown: str, levels: bool) -> Distribution:
    """Return one quarter: households and their net worth in dollars, or shares where numbers of households are unknown.

    The thresholds are the survey's, the totals those of the national accounts, so that the one does not bound the other.
    """
    ordered = breakdown == "networth"
    if levels and "population" in rows:
        weight, total = rows["population"].to_numpy(), rows["net_worth"].to_numpy()
        measure = Measure("net_wealth", "household", "USD")
    elif "p_lower" in rows or "population" in rows:
        people = rows["p_upper"] - rows["p_lower"] if "p_lower" in rows else rows["population"]
        weight, total = (column.to_numpy() / column.sum() for column in (people, rows["net_worth"]))
        measure = Measure("net_wealth", "household", scale="share")
    else:
        problem = "This release does not say how many households a group has"
        raise DomainError(problem, remedy="take a release with detailed files, or breakdown='networth'")
    unbounded = np.full(len(rows), np.inf)
    return Distribution(weight, total, -unbounded, unbounded, ordered=ordered, measure=measure)
