"""Distribution of Household Income, of the Congressional Budget Office: income, transfers and taxes by income group."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from inequality._measure import Measure
from inequality.dataset.fetched import Reading
from inequality.distribution import Distribution
from inequality.errors import DataError, DomainError, InputError
from inequality.provenance import Origin
from inequality.sources import Files, source
from inequality.sources.tables import integers, numbers, one_of, percents, readable, require, texts, unique
from inequality.store import Gate, Remote

if TYPE_CHECKING:
    import pandas as pd

__all__: list[str] = []

ORIGIN = Origin(
    "Congressional Budget Office",
    "The Distribution of Household Income",
    "Congressional Budget Office, The Distribution of Household Income, additional data for researchers",
    url="https://www.cbo.gov/topics/income-distribution",
    licence="LicenseRef-public-domain",
    licence_evidence="Work of the US federal government (17 USC 105)",
    redistributable="yes",
)
HOST = "www.cbo.gov"
#: Addresses of the zip by publication; others are brought in by hand.
ADDRESSES = {"61911": "https://www.cbo.gov/system/files/2026-01/61911-additional-data-for-researchers.zip"}
#: What households are ranked by: the publisher's word for it, and the column of its income.
RANKED = {
    "market_income": "market_inc",
    "income_before_transfers_and_taxes": "inc_before_trans_tax",
    "income_after_transfers_and_taxes": "inc_after_trans_tax",
}
#: Our columns of income, with the publisher's, which changed over the editions.
INCOMES = {
    "market_income": ("market_inc", "market_income"),
    "social_insurance_benefits": ("social_insurance_benefits",),
    "income_before_transfers_and_taxes": ("inc_before_transfers_taxes",),
    "means_tested_transfers": ("means_tested_transfers",),
    "federal_taxes": ("federal_taxes",),
    "income_after_transfers_and_taxes": ("inc_after_transfers_taxes",),
}
CONCEPTS = tuple(RANKED)
#: Groups that do not overlap, with the parts of the people between which they lie.
TILES: Mapping[str, tuple[float, float]] = {
    "lowest_quintile": (0, 0.2),
    "second_quintile": (0.2, 0.4),
    "middle_quintile": (0.4, 0.6),
    "fourth_quintile": (0.6, 0.8),
    "percentiles_81_90": (0.8, 0.9),
    "percentiles_91_95": (0.9, 0.95),
    "percentiles_96_99": (0.95, 0.99),
    "top_1_percent": (0.99, 1),
}
#: Groups that hold others.
GROUPS = {**TILES, "highest_quintile": (0.8, 1), "all_quintiles": (0, 1)}
KEY = ("household_type", "income_group", "year")
BY_HAND = (
    "open https://www.cbo.gov/publication/61911 in a browser (cbo.gov blocks programs), save the zip 'Additional Data for "
    "Researchers'"
)


def _asks(
    *, publication: str = "61911", ranked_by: str = "income_before_transfers_and_taxes", prices: str = "2022"
) -> tuple[Remote, ...]:
    one_of(ranked_by, RANKED, "ranked_by")
    gate = Gate("zip", also=readable(partial(_frame, ranked_by=ranked_by)))
    name = f"{publication}-additional-data-for-researchers.zip"
    return (Remote(name, ADDRESSES.get(publication, ""), gate, bytes=1_500_000, most_bytes=50_000_000),)


@source(
    origin=ORIGIN,
    asks=_asks,
    hosts=(HOST,),
    covers="United States, 1979 to 2022 (publication 61911): households by income group and type",
    probe={"publication": "61911"},
    by_hand=BY_HAND,
)
def cbo(
    files: Files, *, publication: str = "61911", ranked_by: str = "income_before_transfers_and_taxes", prices: str = "2022"
) -> Reading:
    """Distribution of household income, one row a year, type of household and income group.

    Parameters
    ----------
    files : mapping of str to Path
        The zip of additional data for researchers.
    publication : str
        The publication's number; each has data of one more year and dollars of that year.
    ranked_by : {"market_income", "income_before_transfers_and_taxes", "income_after_transfers_and_taxes"}
        What households are ranked by, adjusted for their size.
    prices : str
        The year in whose dollars this publication states amounts: its last.

    Returns
    -------
    Reading
        Averages a household in dollars, shares as fractions, ``population`` in households. Groups hold equal numbers of people,
        not of households.

    Raises
    ------
    DataError
        If a table, a column or a group is missing.

    Notes
    -----
    Averages are rounded to hundreds of dollars and shares to a tenth of a percent; what rounds to nothing is missing.
    Households with negative income are in ``all_quintiles`` only. As households are ranked by income adjusted for their size,
    the groups are not in order of their income unadjusted: as a distribution they tell inequality between groups.

    Examples
    --------
    >>> cbo.__entry__.facts["asks"](publication="62761")[0].url
    ''
    """
    (path,) = files.values()
    frame = _frame(path, ranked_by=ranked_by)
    last = int(frame["year"].max())
    if str(last) != prices:
        raise InputError(
            f"The tables go to {last}, and their amounts are in dollars of that year, not of {prices}",
            possible=str(last),
            remedy=f"pass --prices {last}",
        )
    amounts = [name for name in INCOMES if name in frame]
    shares = [f"share_of_{name}" for name in CONCEPTS]
    measures = {name: Measure(name, "household", "USD", prices) for name in CONCEPTS}
    return Reading(
        title=f"US household income, ranked by {ranked_by.replace('_', ' ')}, 1979 to {last}",
        description="Average income, transfers and federal taxes of US households by income group and type of household.",
        frame=frame,
        key=("year", "household_type", "group"),
        units={
            **dict.fromkeys(amounts, "USD"),
            **dict.fromkeys([*shares, "p_lower", "p_upper"], "fraction"),
            "population": "household",
        },
        measures=measures,
        warnings=(
            "Averages are rounded to USD 100 and shares to 0.1 percent; what rounds to nothing is missing, not 0.",
            "Households with negative income are in all_quintiles only, so that the groups add up to less than all.",
        ),
        by=("household_type", "year"),
        distribution=partial(_distribution, income=ranked_by, measure=measures[ranked_by]),
    )


def _frame(path: Path, *, ranked_by: str) -> pd.DataFrame:
    """Return households, averages and shares as one table."""
    people, average, share = (_table(path, ranked_by, number) for number in (1, 3, 10))
    frame = average[list(KEY)].copy()
    for ours, names in INCOMES.items():
        column = next((name for name in names if name in average), names[0])
        require(average, [column], "table 3, average household income")
        frame[ours] = numbers(average[column], "table 3")
    require(people, ["num_households"], "table 1, demographics")
    people["population"] = numbers(people["num_households"], "table 1") * 1e6
    for ours in CONCEPTS:
        column = next((name for name in INCOMES[ours] if name in share), INCOMES[ours][0])
        require(share, [column], "table 10, household income shares")
        share[f"share_of_{ours}"] = percents(numbers(share[column], "table 10"), "table 10", low=-50, high=150)
    for other in (people, share):
        if set(map(tuple, other[list(KEY)].to_numpy())) != set(map(tuple, frame[list(KEY)].to_numpy())):
            raise DataError("Tables 1, 3 and 10 do not have the same groups and years", remedy="fetch it again")
        ours_only = [name for name in ("population", *(f"share_of_{income}" for income in CONCEPTS)) if name in other]
        frame = frame.merge(other[[*KEY, *ours_only]], on=list(KEY))
    frame = frame.rename(columns={"income_group": "group"})
    frame["year"] = integers(numbers(frame["year"], "The tables"), 1900, 2100, "The tables", "years")
    for (year, kind), groups in frame.groupby(["year", "household_type"])["group"]:
        missing = [group for group in TILES if group not in set(groups)]
        if missing:
            problem = f"Of {kind} in {year} there is no group {', '.join(missing)}"
            raise DataError(problem, possible=", ".join(TILES), remedy="fetch it again")
    frame.insert(0, "area", "USA")
    for place, name in enumerate(("p_lower", "p_upper")):
        frame[name] = [GROUPS[group][place] if group in GROUPS else np.nan for group in frame["group"]]
    return frame.sort_values(["year", "household_type", "p_lower", "p_upper"], ignore_index=True)


def _table(path: Path, ranked_by: str, number: int) -> pd.DataFrame:
    pattern = rf"households_ranked_by_{RANKED[ranked_by]}_table_{number:02}_\w+\.csv"
    with zipfile.ZipFile(path) as archive:
        found = [name for name in archive.namelist() if re.fullmatch(pattern, name.rpartition("/")[2])]
        if len(found) != 1:
            raise DataError(
                f"The zip holds {len(found)} files like {pattern}",
                possible="one; it holds " + ", ".join(archive.namelist()[:40]),
                remedy="take 'Additional Data for Researchers' (zip) of the publication",
            )
        with archive.open(found[0]) as stream:
            frame = texts(stream)
    require(frame, KEY, found[0])
    unique(frame, KEY, found[0])
    return frame


def _distribution(rows: pd.DataFrame, *, income: str, measure: Measure) -> Distribution:
    tiles = rows[rows["group"].isin(list(TILES))].sort_values("p_lower")
    if tiles[[income, "population"]].isna().any(axis=None):
        raise DomainError("A group's average or number of households rounds to nothing and is missing", possible="other years")
    weight = tiles["population"].to_numpy()
    unbounded = np.full(len(tiles), np.inf)
    total = weight * tiles[income].to_numpy()
    return Distribution(weight, total, -unbounded, unbounded, ordered=False, measure=measure)
