"""Percentiles of the World Bank's Poverty and Inequality Platform (PIP): a hundred groups of each household survey."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from inequality import areas as codes
from inequality._measure import Measure
from inequality.dataset.fetched import Reading
from inequality.distribution import Distribution
from inequality.errors import DataError
from inequality.provenance import Origin
from inequality.sources import Files, source
from inequality.sources.tables import beyond, chosen, enough, numbers, one_of, readable, require, texts, unique, within
from inequality.store import Gate, Remote

if TYPE_CHECKING:
    import pandas as pd

__all__: list[str] = []

ORIGIN = Origin(
    producer="World Bank",
    title="Percentiles of the Poverty and Inequality Platform",
    citation=(
        "World Bank, Poverty and Inequality Platform: Percentiles [data set], Data Catalog, "
        "https://datacatalog.worldbank.org/search/dataset/0063646"
    ),
    url="https://datacatalog.worldbank.org/search/dataset/0063646",
    licence="CC0-1.0",
    licence_evidence="the catalogue's entry 0063646, as others record it; the World Bank's default is CC BY 4.0 (2026-11-22)",
    redistributable="yes",
)
HOST = "datacatalogfiles.worldbank.org"
KEY = ("area", "year", "reporting_level", "welfare_type")

#: By purchasing power parities, where the file is in the publisher's catalogue.
PERCENTILES = {2017: "DR0090251", 2021: "DR0090357"}
CELLS = ("percentile", "avg_welfare", "pop_share", "welfare_share", "quantile")
ROW = ("country_code", "year", "reporting_level", "welfare_type", "percentile")


def _asks_percentiles(*, ppp: int = 2021, areas: Sequence[str] = ()) -> tuple[Remote, ...]:
    one_of(str(ppp), map(str, PERCENTILES), "ppp")
    codes.from_iso3(areas)
    gate = Gate(
        "csv",
        columns=(*ROW, *CELLS[1:]),
        least_rows=100_000,
        key=ROW,
        ranges={"percentile": (1, 100), "pop_share": (0, 0.05), "welfare_share": (-0.05, 1)},
        also=readable(_complete),
    )
    url = f"https://{HOST}/ddh-published/0063646/{PERCENTILES[ppp]}/world_100bin_revised.csv"
    return (Remote(f"world_100bin_{ppp}.csv", url, gate, bytes=30_000_000),)


@source(
    origin=ORIGIN,
    asks=_asks_percentiles,
    hosts=(HOST,),
    covers="170 economies, household surveys from 1963: average and limit of each hundredth of the people",
)
def pip_percentiles(files: Files, *, ppp: int = 2021, areas: Sequence[str] = ()) -> Reading:
    """Hundredths of the people in each household survey of the world: average, share and threshold.

    Parameters
    ----------
    files : mapping of str to Path
        ``world_100bin_<ppp>.csv``.
    ppp : {2017, 2021}
        Year of the purchasing power parities.
    areas : sequence of str
        ISO 3166-1 alpha-3; all where empty.

    Returns
    -------
    Reading
        One row a survey and hundredth: ``p_lower``, ``p_upper``, ``share``, ``average`` and ``threshold`` (the limit of the
        hundredth below, which the poorest has not), in international dollars a day.

    Raises
    ------
    DataError
        If a survey does not have all hundredths, or a number is out of range.

    Examples
    --------
    >>> pip_percentiles.__entry__.facts["asks"](ppp=2017)[0].name
    'world_100bin_2017.csv'
    """
    frame, extra = _percentiles(files[f"world_100bin_{ppp}.csv"])
    frame = chosen(frame, areas).reset_index(drop=True)
    measure = Measure("income_or_consumption", "per_capita", "USD", prices=str(ppp), conversion="PPP")
    dollars = f"international dollars of {ppp} per day"
    return Reading(
        title=f"Hundredths of the people in household surveys of the world, {ppp} PPP",
        description="Average daily income or consumption per person of each hundredth, and its limits.",
        frame=frame,
        key=(*KEY, "p_lower"),
        units={**dict.fromkeys(("p_lower", "p_upper", "share"), "fraction"), "average": dollars, "threshold": dollars},
        measures={
            "average": measure,
            "threshold": measure,
            "share": Measure("income_or_consumption", "per_capita", scale="share"),
        },
        warnings=("Some surveys measure income and some consumption: welfare_type says which.", *extra),
        by=KEY,
        distribution=partial(_hundredths, measure=measure),
    )


def _complete(path: Path) -> None:
    enough(_percentiles(path)[0], 150, "PIP's percentiles")


def _percentiles(path: Path) -> tuple[pd.DataFrame, tuple[str, ...]]:
    where = "PIP's percentiles"
    raw = texts(path)
    require(raw, (*ROW, *CELLS[1:]), where)
    unique(raw, ROW, where)
    missing = ("", "NA")
    rank = within(numbers(raw["percentile"], where, missing=()), 1, 100, where, "percentiles").astype("int64")
    frame = raw[[]].assign(
        area=codes.from_iso3(raw["country_code"]),
        year=within(numbers(raw["year"], where, missing=()), 1900, 2100, where, "years").astype("int64"),
        reporting_level=raw["reporting_level"],
        welfare_type=raw["welfare_type"],
        p_lower=(rank - 1) / 100,
        p_upper=rank / 100,
        share=within(numbers(raw["welfare_share"], where, missing=missing), -0.05, 1, where, "fractions"),
        average=within(numbers(raw["avg_welfare"], where, missing=missing), -1e4, 1e6, where, "international dollars a day"),
        threshold=within(numbers(raw["quantile"], where, missing=missing), -1e4, 1e6, where, "international dollars a day"),
    )
    within(numbers(raw["pop_share"], where, missing=missing), 0, 0.05, where, "fractions")
    frame = frame.sort_values([*KEY, "p_lower"], ignore_index=True)
    surveys = frame.groupby(list(KEY))
    frame["threshold"] = surveys["threshold"].shift()  # theirs is the upper limit
    cut = surveys.size()
    if (cut != 100).any():
        first = cut.index[int((cut != 100).to_numpy().argmax())]
        raise DataError(
            f"{where}: {int((cut != 100).sum())} surveys lack some of their hundredths, the first {first[0]} in {first[1]}",
            possible="one row a hundredth",
            remedy="fetch it again",
        )
    sums = surveys["share"].sum()
    if ((sums - 1).abs() > 0.01).any():
        raise DataError(f"{where}: the shares of {int(((sums - 1).abs() > 0.01).sum())} surveys do not add up to 1")
    return frame, beyond(raw, (*ROW, *CELLS, "", "Unnamed: 0"))


def _hundredths(rows: pd.DataFrame, measure: Measure) -> Distribution:
    """Return the hundredths with their averages, limited by their neighbours': published limits are rounded."""
    weight = (rows["p_upper"] - rows["p_lower"]).to_numpy()
    average = rows["average"].to_numpy()
    return Distribution(weight, weight * average, np.full(weight.size, -np.inf), np.full(weight.size, np.inf), measure=measure)
