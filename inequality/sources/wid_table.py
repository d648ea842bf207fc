"""WID.world's rows as a table of brackets: shares, averages, thresholds and Ginis side by side, in one currency."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from inequality._measure import Measure
from inequality.columns import Floats
from inequality.distribution import Distribution
from inequality.errors import DataError, DomainError
from inequality.sources import wid_areas
from inequality.sources.wid_brackets import bracket

if TYPE_CHECKING:
    import pandas as pd

__all__: list[str] = []

PRICES = "inyixx999i"
#: Local currency for one unit of another, by how it is converted.
RATES = {
    "PPP": {"USD": "xlcusp999i", "EUR": "xlceup999i", "CNY": "xlcyup999i"},
    "MER": {"USD": "xlcusx999i", "EUR": "xlceux999i", "CNY": "xlcyux999i"},
}
KEY = ["area", "year", "p_lower", "p_upper"]
#: What an amount is in where the rows are in the money of each country.
LOCAL = "LCU"


def wide(rows: pd.DataFrame, statistics: Mapping[str, str]) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return one row for each area, year and bracket, and what was left out.

    Parameters
    ----------
    rows : DataFrame
        Columns area, country, variable, percentile, year, value, data_quality, estimated.
    statistics : mapping of str to str
        By the code of a variable, the column that its values go to.
    """
    said = []
    codes = rows[["variable", "percentile"]].drop_duplicates()
    found = [bracket(percentile, statistics[variable]) for variable, percentile in codes.itertuples(index=False)]
    codes = codes.assign(
        p_lower=[each[0] if each else np.nan for each in found],
        p_upper=[each[1] if each else np.nan for each in found],
        plain=[percentile.count("p") == 1 for percentile in codes["percentile"]],
    )
    rows = rows.merge(codes, on=["variable", "percentile"])
    if nowhere := int(rows["p_lower"].isna().sum()):
        said.append(f"Left out: {nowhere:,} rows of percentiles such as p99.5, which say no end.")
        rows = rows[rows["p_lower"].notna()]
    rows, doubles = _once(rows.assign(area=rows["area"].astype("category")))
    number = rows.groupby(KEY, observed=True, sort=True).ngroup().to_numpy()
    _, first = np.unique(number, return_index=True)
    frame = rows.iloc[first][[*KEY, "country"]].astype({"area": "str"}).reset_index(drop=True)
    for variable, statistic in statistics.items():
        these = rows["variable"].eq(variable).to_numpy()
        frame[statistic] = np.nan
        frame.loc[number[these], statistic] = rows["value"].to_numpy()[these]
    frame["estimated"] = np.bincount(number, rows["estimated"], minlength=len(frame)) > 0
    quality = np.full(len(frame), np.nan)
    np.fmin.at(quality, number, rows["data_quality"].to_numpy())
    return frame.assign(data_quality=quality), tuple(said + doubles)


def _once(rows: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Return each value once: a bracket may be stated as ``p90p100`` and as ``p90``; if they differ, raise."""
    key = ["variable", *KEY]
    number = rows.groupby(key, observed=True).ngroup()
    twice = number.duplicated(keep=False)
    if not twice.any():
        return rows, []
    spread = rows[twice].groupby(key, observed=True)["value"].agg(["min", "max"])
    apart = (spread["max"] - spread["min"]).abs() > 1e-6 * spread.abs().max(axis=1)
    if apart.any():
        first = ", ".join(map(str, apart[apart].index[0]))
        raise DataError(
            f"WID states {int(apart.sum())} values twice, and differently, the first of {first}",
            possible="one value, or the same twice",
            remedy="fetch it again; if it stays, pass table='series' and choose by the column percentile",
        )
    kept = rows.sort_values("plain", kind="stable").drop_duplicates(key)
    return kept, [f"{len(rows) - len(kept):,} values are stated twice, alike (as p90 and as p90p100); they are here once."]


def price_year(macro: pd.DataFrame) -> tuple[str, tuple[str, ...]]:
    """Return the year whose prices amounts are in, where the price index is 1, and the areas whose amounts are in another's.

    The year is "" where no index is among the rows. Former countries, and files of another edition, have another year.
    """
    ones = macro[macro["variable"].eq(PRICES) & (macro["value"] - 1).abs().lt(1e-9)]
    if ones.empty:
        return "", ()
    year = int(ones["year"].mode().max())
    return str(year), tuple(sorted(set(ones["area"]) - set(ones.loc[ones["year"].eq(year), "area"])))


@dataclass(frozen=True)
class Money:
    """What a table's amounts are in, and by what each area's are to be divided for it."""

    currency: str
    conversion: str
    prices: str
    divisor: Mapping[str, float]
    said: tuple[str, ...] = ()

    def measure(self, concept: str, unit: str) -> Measure:
        """Return the measure of the amounts."""
        return Measure(concept, unit, self.currency, self.prices or "constant", self.conversion)


def money(codes: Sequence[str], currencies: Mapping[str, str], macro: pd.DataFrame, conversion: str, currency: str) -> Money:
    """Return how the amounts of some areas, by WID's code, come into one currency.

    WID states a country's amounts in its own currency at prices of one year, and a region's in euros, converted. They are
    divided by the rate of that year (WID, "Prices and currency conversions"), whatever year the amount is of.
    """
    year, others = price_year(macro)
    said: tuple[str, ...] = ()
    if others:
        said += (f"Amounts in prices of another year than {year} are left out: {', '.join(others)}.",)
    if not year:
        said += ("These files do not say which year's prices the amounts are in; WID's are constant prices.",)
    regions = [code for code in codes if wid_areas.is_region(code)]
    current = [code for code in codes if wid_areas.area(code) not in others]
    if conversion == "none":
        if regions and len(regions) == len(codes):
            rates = "MER" if codes[0].endswith(wid_areas.AT_MARKET_RATES) else "PPP"
            return Money("EUR", rates, year, dict.fromkeys(current, 1.0), said)
        known = {currencies.get(code, "") for code in codes if code not in regions}
        own = known.pop() if len(known) == 1 else LOCAL
        if regions:
            said += (f"Amounts of {len(regions)} world regions are left out of a table in local currencies: conversion='PPP'.",)
        divisor = {code: 1.0 for code in current if code not in regions}
        return Money(own or LOCAL, "none", year, divisor, said)
    if not year:
        raise DataError(
            f"WID's files do not say which year's prices its amounts are in, so nothing is converted to {currency}",
            possible="amounts in local currency: conversion='none'",
            remedy="ask for a country beside the region",
        )
    rate = macro[macro["variable"].eq(RATES[conversion][currency]) & macro["year"].eq(int(year)) & macro["value"].gt(0)]
    divisor = {code: float(value) for code, value in zip(rate["country"], rate["value"], strict=True) if code in current}
    divisor |= {code: 1.0 for code in regions if currency == "EUR"}
    if without := [wid_areas.area(code) for code in current if code not in divisor]:
        said += (f"No rate to {currency} for {year}, so no amounts: {', '.join(without)}.",)
    return Money(currency, conversion, year, divisor, said)


def distribution(measure: Measure | None, share: Measure | None, rows: pd.DataFrame) -> Distribution:
    """Return the Distribution of one area and year: by averages, and thresholds if the table has them, or else by shares."""
    for column, about in (("average", measure), ("share", share)):
        if column not in rows or (found := _tiled(rows, column)) is None:
            continue
        lower, upper, parts = found
        if column == "share":
            return Distribution.from_shares(
                dict(zip(zip(lower, upper, strict=True), parts, strict=True)), rescale=True, measure=about
            )
        people = 1.0
        if "population" in rows and rows["population"].notna().all():
            people = float((rows["population"] / (rows["p_upper"] - rows["p_lower"])).median())
        weight = (upper - lower) * people
        known = rows.dropna(subset=["threshold"]) if "threshold" in rows else rows[:0]
        threshold = dict(zip(known["p_lower"], known["threshold"], strict=True))
        if set(lower) <= set(threshold):
            low = [threshold[each] for each in lower]
            return Distribution.from_percentiles(lower, low, parts * people / weight, population=people, measure=about)
        unbounded = np.full(len(parts), np.inf)
        return Distribution(weight, parts * people, -unbounded, unbounded, measure=about)
    raise DomainError(
        f"The {len(rows)} brackets do not cover the population without a gap",
        possible="brackets from 0 to 1, each beginning where another ends, or within another",
        remedy="load all percentiles: leave out percentiles=; some areas and years have a few brackets only",
    )


def _tiled(rows: pd.DataFrame, column: str) -> tuple[Floats, Floats, Floats] | None:
    """Return brackets that tile the population, with what each has of the total; None where they leave a gap.

    Of a bracket within which others lie at the top (top 10 percent, top 1 percent), it is what the others leave.
    """
    rows = rows.dropna(subset=[column]).sort_values(["p_lower", "p_upper"]).drop_duplicates("p_lower")
    lower, upper = rows["p_lower"].to_numpy(), rows["p_upper"].to_numpy()
    value = rows[column].to_numpy() * (upper - lower if column == "average" else 1.0)
    above = {1.0: 0.0}  # what all from here on have together
    ends = np.empty(len(rows))
    edge = 1.0
    for place in reversed(range(len(rows))):
        if upper[place] not in above:
            return None
        ends[place], edge = edge, lower[place]
        above[edge] = value[place] + above[upper[place]]
    if edge != 0:
        return None
    totals = np.array([above[low] for low in lower])
    parts = totals - np.append(totals[1:], 0.0)
    exact = upper == ends  # told, and not worked out by taking away
    return lower, ends, np.where(exact, value, parts)
