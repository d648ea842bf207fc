"""Prices and currencies: constant prices, market rates and purchasing power.

Amounts go by way of the local currency: out of the currency they are in, at the rate of the year whose prices they are in; to
the prices asked for, by the price level of the area; into the currency asked for, at the rate of that year. So WID.world
converts constant series: the rate is of the year of the prices, not of the observation, and growth stays what it was at home.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias

from inequality._measure import Measure
from inequality.dataset import Dataset
from inequality.dataset.fetched import FetchedDataset, Reading
from inequality.distribution import Distribution
from inequality.errors import DataError, DomainError, IncomparableError, InputError, UnknownNameError

if TYPE_CHECKING:
    import pandas as pd

    Rates: TypeAlias = "Dataset | pd.DataFrame | Sequence[Dataset | pd.DataFrame]"

__all__ = ["convert", "convert_frame"]

#: Columns of rates, without the currency: ``exchange_rate`` is to USD, as is ``exchange_rate_usd``.
COLUMNS = {"PPP": "purchasing_power_parity", "MER": "exchange_rate"}
PRICES = "price_level"
#: The currency of a table in which each area has its own.
LOCAL = "LCU"


def convert(
    data: Dataset,
    rates: Rates,
    *,
    conversion: str | None = None,
    currency: str = "USD",
    prices: int | str | None = None,
    columns: Iterable[str] | None = None,
) -> Dataset:
    """Return a dataset in another currency, or in the prices of another year.

    Parameters
    ----------
    data : Dataset
        A table with columns ``area`` and ``year`` and amounts of money, whose measures say what they are in.
    rates : Dataset, DataFrame, or several
        By ``area`` and ``year``: ``price_level`` (any base), ``purchasing_power_parity`` and ``exchange_rate`` (local currency
        for one US dollar; with ``_eur`` and the like, for one of another currency). As in ``load("wid", table="rates")``, and
        in the World Bank's FP.CPI.TOTL, PA.NUS.PPP and PA.NUS.FCRF.
    conversion : {"none", "PPP", "MER"}, optional
        Local currency, by purchasing power, or by market rates; as it is if not given.
    currency : str
        Of the result, where it is converted; ISO 4217.
    prices : int or "current", optional
        The year whose prices are used, or those of each year; as they are if not given.
    columns : iterable of str, optional
        The columns to convert; all that are money if not given.

    Returns
    -------
    Dataset
        The same table with new values, measures, units, a step in its provenance, and a warning for what has no rate and is
        therefore missing.

    Raises
    ------
    IncomparableError
        If a column is no money, or the rates are none.
    DomainError
        If the table has no year, or the year of its prices is not stated.
    DataError
        If nothing has a rate.

    Examples
    --------
    >>> import pandas as pd
    >>> wages = pd.DataFrame({"area": ["FRA", "FRA"], "year": [2000, 2020], "average": [80.0, 100.0]})
    >>> about = {"average": Measure("earnings", "adult", "EUR", "2020")}
    >>> rates = pd.DataFrame({"area": ["FRA"], "year": [2020], "purchasing_power_parity": [0.8]})
    >>> convert_frame(wages, about, rates, conversion="PPP")[0]["average"].tolist()
    [100.0, 125.0]
    """
    tables = _each(rates)
    frame, measures, said = convert_frame(
        data.frame, data.measures, tables, conversion=conversion, currency=currency, prices=prices, columns=columns
    )
    changed = {name: measure for name, measure in measures.items() if measure != data.measures[name]}
    units = {name: "local currency" if each.currency == LOCAL else each.currency for name, each in changed.items()}
    provenance = data.provenance
    for table in tables:
        provenance = provenance if not isinstance(table, Dataset) else provenance | table.provenance
    for name, measure in changed.items():
        provenance = provenance.then(f"{name} from {_words(data.measures[name])} to {_words(measure)}")
    reading = data.reading if isinstance(data, FetchedDataset) else _read(data)
    parts = reading.distribution
    reading = replace(
        reading,
        frame=frame,
        measures=measures,
        units={**data.units, **units},
        warnings=(*data.warnings, *said),
        distribution=None if parts is None else lambda rows: _measured(parts(rows), data.measures, measures),
    )
    name, _, edition = data.id.partition("@")
    return FetchedDataset(name, edition, reading, provenance)


def convert_frame(
    frame: pd.DataFrame,
    measures: Mapping[str, Measure],
    rates: Rates,
    *,
    conversion: str | None = None,
    currency: str = "USD",
    prices: int | str | None = None,
    columns: Iterable[str] | None = None,
) -> tuple[pd.DataFrame, dict[str, Measure], tuple[str, ...]]:
    """Return a table in another currency or other prices, its measures, and what has no rate.

    Parameters
    ----------
    frame : DataFrame
        Columns ``area``, ``year`` and amounts.
    measures : mapping of str to Measure
        What each column measures.
    rates, conversion, currency, prices, columns
        As for `convert`.

    Returns
    -------
    frame : DataFrame
        A copy with new values.
    measures : dict of str to Measure
        What they measure now.
    said : tuple of str
        How many values have no rate and are missing now, and where.

    Raises
    ------
    IncomparableError, DomainError, DataError
        As `convert`.

    Examples
    --------
    >>> import pandas as pd
    >>> wages = pd.DataFrame({"area": ["USA", "USA"], "year": [2000, 2020], "average": [30.0, 60.0]})
    >>> about = {"average": Measure("earnings", "adult", "USD")}
    >>> levels = pd.DataFrame({"area": ["USA", "USA"], "year": [2000, 2020], "price_level": [50.0, 75.0]})
    >>> constant, now, _ = convert_frame(wages, about, levels, prices=2020)
    >>> constant["average"].tolist(), now["average"].prices
    ([45.0, 60.0], '2020')
    """
    for name in ("area", "year"):
        if name not in frame:
            raise DomainError(
                f"The table has no column {name}",
                possible="amounts by area and year",
                remedy="add the column, or say it in one",
            )
    if conversion not in (None, "none", *COLUMNS):
        raise UnknownNameError("conversion", conversion, ("none", *COLUMNS))
    chosen = [name for name, each in measures.items() if each.currency] if columns is None else list(columns)
    if not chosen:
        raise IncomparableError("No column of the table is money", remedy="name a table with averages, thresholds or totals")
    table = _table(rates)
    result, now, said = frame.copy(), dict(measures), []
    for name in chosen:
        if name not in measures or not measures[name].currency:
            raise IncomparableError(
                f"'{name}' is no money, so it has no currency and no prices",
                possible=", ".join(each for each, measure in measures.items() if measure.currency) or "none of this table",
                remedy="leave it out of columns=",
            )
        now[name] = _target(measures[name], conversion, currency, prices)
        result[name] = frame[name] * _factor(frame, table, measures[name], now[name])
        lost = frame[name].notna() & result[name].isna()
        if lost.any() and not result[name].notna().any():
            raise DataError(
                f"No value of '{name}' has a rate: {', '.join(sorted(set(frame.loc[lost, 'area']))[:10])}",
                possible=f"rates of {', '.join(sorted(set(table.index.get_level_values('area')))[:10])}",
                remedy="give rates of those areas, and of the year whose prices are used",
            )
        if lost.any():
            areas = sorted(set(frame.loc[lost, "area"]))
            said.append(f"No rate for {int(lost.sum()):,} values of {name}, which are missing now: {', '.join(areas[:20])}.")
    if "currency" in result and not any(measure.currency == LOCAL for measure in now.values()):
        result = result.drop(columns="currency")  # of each area's own, in which nothing is any more
    return result, now, tuple(said)


def _target(given: Measure, conversion: str | None, currency: str, prices: int | str | None) -> Measure:
    """Return the measure that a column has afterwards."""
    wanted = given.conversion if conversion is None else conversion
    if conversion is None or (wanted == "none" and given.conversion == "none"):
        money = given.currency
    else:
        money = LOCAL if wanted == "none" else currency
    return replace(given, conversion=wanted, currency=money, prices=given.prices if prices is None else str(prices))


def _factor(frame: pd.DataFrame, rates: pd.DataFrame, given: Measure, wanted: Measure) -> Any:
    """Return what each row is multiplied by."""
    factor: Any = 1.0
    if (given.conversion, given.currency) == (wanted.conversion, wanted.currency) and given.prices == wanted.prices:
        return factor
    before, after = _year(frame, given.prices), _year(frame, wanted.prices)
    if given.conversion != "none":
        factor = factor * _rate(frame, rates, _column(rates, given), before)
    if given.prices != wanted.prices:
        level = (_rate(frame, rates, _required(rates, PRICES), year) for year in (after, before))
        factor = factor * next(level) / next(level)
    if wanted.conversion != "none":
        factor = factor / _rate(frame, rates, _column(rates, wanted), after)
    return factor


def _year(frame: pd.DataFrame, prices: str) -> Any:
    """Return, for each row, the year whose prices it is in."""
    if prices == "current":
        return frame["year"]
    if not re.fullmatch(r"\d{4}", prices):
        raise DomainError(
            f"'{prices}' prices are not those of a year",
            possible="current, or a year such as 2023",
            remedy="look up the year whose prices the amounts are in, and state it in their Measure",
        )
    return frame["year"] * 0 + int(prices)


def _column(rates: pd.DataFrame, measure: Measure) -> str:
    base = COLUMNS[measure.conversion]
    named = f"{base}_{measure.currency.lower()}"
    return base if measure.currency == "USD" and named not in rates else _required(rates, named)


def _required(rates: pd.DataFrame, name: str) -> str:
    if name not in rates and name.removesuffix("_usd") not in rates:
        raise UnknownNameError("column", name, rates.columns, where=" of the rates", remedy="give rates that have it")
    return name


def _rate(frame: pd.DataFrame, rates: pd.DataFrame, column: str, year: Any) -> Any:
    import pandas as pd

    if column not in rates:
        _required(rates, column)
    found = rates[column].reindex(pd.MultiIndex.from_arrays([frame["area"], year]))
    return pd.Series(found.where(found > 0).to_numpy(), index=frame.index)


def _table(rates: Rates) -> pd.DataFrame:
    """Return all rates by area and year; those that are none, or stated twice, raise."""
    import pandas as pd

    parts = []
    for each in _each(rates):
        frame = each.frame if isinstance(each, Dataset) else each
        known = [name for name in frame if str(name).startswith((PRICES, *COLUMNS.values()))]
        if not known or "area" not in frame or "year" not in frame:
            raise IncomparableError(
                f"These are no rates: {', '.join(map(str, frame.columns))}",
                possible=f"area, year and {PRICES}, {' or '.join(COLUMNS.values())}",
                remedy="load('wid', table='rates'), or World Bank FP.CPI.TOTL, PA.NUS.PPP, PA.NUS.FCRF",
            )
        if frame.duplicated(["area", "year"]).any():
            raise InputError("The rates state an area and year twice", possible="once", remedy="choose one of them")
        parts.append(frame.set_index(["area", "year"])[known])
    table: pd.DataFrame = pd.concat(parts, axis=1)
    return table


def _each(rates: Rates) -> list[Dataset | pd.DataFrame]:
    return list(rates) if isinstance(rates, (list, tuple)) else [rates]  # type: ignore[list-item]


def _words(measure: Measure) -> str:
    how = "" if measure.conversion == "none" else f" by {measure.conversion}"
    return f"{measure.currency}{how} at {measure.prices} prices"


def _measured(people: Distribution, given: Mapping[str, Measure], now: Mapping[str, Measure]) -> Distribution:
    """Return a distribution of converted rows with the measure they have now."""
    found = [now[name] for name, measure in given.items() if measure == people.measure]
    frame = people.to_frame()
    frame.attrs["measure"] = found[0].as_dict() if found else None
    return Distribution.from_frame(frame)


def _read(data: Dataset) -> Reading:
    return Reading(data.title, data.description, data.frame, data.key, data.units, data.measures, data.warnings)
