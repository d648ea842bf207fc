"""Distributional Wealth Accounts of the European Central Bank: who owns the net wealth of euro-area households, by quarter."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from inequality import areas as codes
from inequality._measure import Measure
from inequality.dataset.fetched import Reading
from inequality.distribution import Distribution
from inequality.errors import DataError, DomainError
from inequality.provenance import Origin
from inequality.sources import Files, source
from inequality.sources.tables import chosen, enough, few, numbers, readable, require, texts, unique, within
from inequality.store import Gate, Remote

if TYPE_CHECKING:
    import pandas as pd

__all__: list[str] = []

ORIGIN = Origin(
    producer="European Central Bank",
    title="Distributional Wealth Accounts",
    citation="European Central Bank, Distributional Wealth Accounts (DWA), ECB Data Portal, https://data.ecb.europa.eu",
    url="https://data.ecb.europa.eu/data/datasets/DWA",
    licence="LicenseRef-ECB-reuse",
    licence_evidence="https://www.ecb.europa.eu/stats/ecb_statistics/html/index.en.html: free access to and free reuse of the "
    "statistics of the ESCB; its policy of 2012 asks that the source be quoted and figures not be modified (2026-11-22)",
    redistributable="yes",
)
HOST = "data-api.ecb.europa.eu"
REQUIRED = (
    "KEY", "FREQ", "REF_AREA", "REF_SECTOR", "INSTR_ASSET", "DWA_GRP", "UNIT_MEASURE", "TIME_PERIOD", "OBS_VALUE", "UNIT_MULT",
)  # fmt: skip

#: The ECB's own codes: the euro area in the composition of a date, for all years, and the members of each year.
AREAS = {"I8": "EA19", "I9": "EA20", "I10": "EA21", "U2": "EA"}
#: Units, as the columns here: (column, factor).
UNITS = {
    "EUR": ("net_worth", 1.0),
    "EUR_MN": ("mean", 1.0),
    "EUR_R_NH": ("average", 1.0),
    "EUR_R_POP": ("average_per_person", 1.0),
    "EUR_MD": ("median", 1.0),
    "PT": ("share", 0.01),
    "GI": ("gini", 1.0),
}
KEY = ("area", "year", "quarter", "group")


def _asks(*, areas: Sequence[str] = ()) -> tuple[Remote, ...]:
    asked = few(areas)
    gate = Gate(
        "csv",
        columns=REQUIRED,
        least_rows=10 if asked else 3000,
        key=("KEY", "TIME_PERIOD"),
        also=readable(partial(_complete, wanted=asked)),
    )
    url = f"https://{HOST}/service/data/DWA/Q.{'+'.join(map(_code, asked))}.S14...NWA...S.N"
    return (Remote(_name(asked), url, gate, parameters={"format": "csvdata"}, bytes=600_000 * len(asked) or 12_000_000),)


def _name(asked: Sequence[str]) -> str:
    return "_".join(["dwa", *asked]) + ".csv"


def _code(area: str) -> str:
    own = {ours: theirs for theirs, ours in AREAS.items()}
    return own.get(area) or codes.iso2(area)


@source(
    origin=ORIGIN,
    asks=_asks,
    hosts=(HOST,),
    covers="euro area, its members and Hungary, quarters from 2009: net wealth of the poorest half and of tenths, Gini, median",
    probe={"areas": ("EA20",)},
)
def ecb_dwa(files: Files, *, areas: Sequence[str] = ()) -> Reading:
    """Net wealth of euro-area households by group, quarter by quarter.

    Parameters
    ----------
    files : mapping of str to Path
        The publisher's CSV.
    areas : sequence of str
        ISO 3166-1 alpha-3, or ``EA20``; all where empty.

    Returns
    -------
    Reading
        One row an area, quarter and ``group`` (``bottom_50``, ``decile_6`` to ``decile_10``, ``top_10``, ``top_5``, ``all``)
        with ``p_lower`` and ``p_upper``: ``net_worth`` and averages in euros, ``share`` and ``gini`` as fractions; ``mean`` and
        ``median`` are those of all households.

    Raises
    ------
    DataError
        If a column is missing, a unit or a quarter is unknown, or an area asked for is not there.

    Examples
    --------
    >>> ecb_dwa.__entry__.facts["asks"](areas=["FRA", "EA20"])[0].url
    'https://data-api.ecb.europa.eu/service/data/DWA/Q.FR+I9.S14...NWA...S.N'
    """
    frame, left_out = _frame(files[_name(few(areas))], areas)
    money = [name for name in ("net_worth", "average", "average_per_person", "mean", "median") if name in frame]
    fractions = [name for name in ("p_lower", "p_upper", "share", "gini") if name in frame]
    household, person = Measure("net_wealth", "household", "EUR"), Measure("net_wealth", "per_capita", "EUR")
    measures = {name: person if name == "average_per_person" else household for name in money}
    for name in ("share", "gini"):
        if name in frame:
            measures[name] = Measure("net_wealth", "household", scale=name)
    return Reading(
        title="Net wealth of euro-area households by group (ECB Distributional Wealth Accounts)",
        description="Adjusted net wealth of the poorest half and of tenths of households, consistent with national accounts.",
        frame=frame,
        key=KEY,
        units={**dict.fromkeys(money, "EUR"), **dict.fromkeys(fractions, "fraction")},
        measures=measures,
        warnings=(
            "Households, not people; current euros. Experimental statistics: between surveys they are interpolated.",
            "The same country's rows of decile_10 and top_10 are the same households: do not add them.",
            *left_out,
        ),
        by=("area", "year", "quarter"),
        distribution=_distribution,
    )


def _complete(path: Path, wanted: Sequence[str]) -> None:
    enough(_frame(path, wanted)[0], 1 if wanted else 18, "The ECB's table")


def _frame(path: Path, wanted: Sequence[str]) -> tuple[pd.DataFrame, tuple[str, ...]]:
    where = "The ECB's table"
    raw = texts(path)
    require(raw, REQUIRED, where)
    unique(raw, ("KEY", "TIME_PERIOD"), where)
    groups = {code: _group(code) for code in set(raw["DWA_GRP"])}
    ours = (raw["INSTR_ASSET"] == "NWA") & raw["DWA_GRP"].map(groups).notna() & (raw["FREQ"] == "Q")
    kept = raw[ours]
    require(kept, REQUIRED, f"{where} on net wealth")
    unknown = sorted(set(kept["UNIT_MEASURE"]) - set(UNITS))
    if unknown:
        raise DataError(f"{where} has the unit {', '.join(unknown)}", possible=", ".join(UNITS))
    wrong = kept["TIME_PERIOD"][~kept["TIME_PERIOD"].str.fullmatch(r"\d{4}-Q[1-4]")]
    if len(wrong):
        raise DataError(f"{where} holds the period {wrong.iloc[0]!r}", possible="quarters such as 2024-Q4")
    powers = within(numbers(kept["UNIT_MULT"], where, missing=()), 0, 9, where, "powers of ten")
    units = kept["UNIT_MEASURE"]
    factors = 10.0**powers * units.map({unit: factor for unit, (_, factor) in UNITS.items()})
    long = kept[[]].assign(
        area=codes.from_iso2(kept["REF_AREA"], AREAS),
        year=kept["TIME_PERIOD"].str[:4].astype("int64"),
        quarter=kept["TIME_PERIOD"].str[-1].astype("int64"),
        column=units.map({unit: column for unit, (column, _) in UNITS.items()}),
        value=numbers(kept["OBS_VALUE"], where) * factors,
    )
    for place, name in enumerate(("group", "p_lower", "p_upper")):
        long[name] = kept["DWA_GRP"].map({code: group[place] for code, group in groups.items() if group})
    long = chosen(long, wanted)
    unique(long, (*KEY, "column"), where)
    wide = long.pivot(index=[*KEY, "p_lower", "p_upper"], columns="column", values="value")  # noqa: PD010, it refuses repeats
    order = ["area", "year", "quarter", "p_lower", "p_upper"]
    frame = wide.reset_index().rename_axis(columns=None).sort_values(order, ignore_index=True)
    notes = _plausible(frame, where)
    rows = int((~ours).sum())
    return frame, (*notes, *((f"Left out: {rows} rows by tenure, work or kind of asset.",) if rows else ()))


def _group(code: str) -> tuple[str, float, float] | None:
    """Return name and ranks of a group by net wealth; None for groups by anything else."""
    if code == "_Z":
        return "all", 0.0, 1.0
    found = re.fullmatch(r"([BDT])0?(\d+)", code)
    if not found:
        return None
    kind, number = found[1], int(found[2])
    if kind == "D":
        return f"decile_{number}", (number - 1) / 10, number / 10
    return (f"bottom_{number}", 0.0, number / 100) if kind == "B" else (f"top_{number}", 1 - number / 100, 1.0)


def _plausible(frame: pd.DataFrame, where: str) -> tuple[str, ...]:
    """Raise where percent and fractions were mixed up; a Gini by 100 in all rows is divided, and said to be."""
    notes: tuple[str, ...] = ()
    if "share" in frame:
        within(frame["share"], -0.2, 1, where, "fractions, of percent in the file")
        tops = frame.loc[frame["group"] == "top_10", "share"].dropna()
        if len(tops) and tops.max() < 0.1:
            raise DataError(f"{where} gives the richest tenth {tops.max():.2g} percent", possible="10 to 100 percent")
    if "gini" in frame:
        above = frame["gini"] > 1.5  # given by 100
        if above.any() and (frame["gini"].dropna() > 1.5).all():
            frame["gini"] = frame["gini"] / 100
            notes = ("The publisher gives the Gini by 100: it was divided.",)
        within(frame["gini"], 0.2, 1, where, "Gini of net wealth")
    return notes


def _distribution(rows: pd.DataFrame) -> Distribution:
    """Return the poorest half and the tenths above it, or ten tenths, by what they own together."""
    totals: dict[tuple[float, float], float] = {}
    for group, lower, upper, total in rows[["group", "p_lower", "p_upper", "net_worth"]].itertuples(index=False, name=None):
        if not np.isnan(total) and (group == "bottom_50" or group.startswith("decile_")):
            totals[lower, upper] = total
    if (0.0, 0.1) in totals:
        totals.pop((0.0, 0.5), None)
    edges = sorted(totals)
    whole = edges and edges[0][0] == 0 and edges[-1][1] == 1
    if not whole or any(abs(below[1] - above[0]) > 1e-9 for below, above in zip(edges, edges[1:], strict=False)):
        raise DomainError(
            f"The groups known are {', '.join(rows['group'])}",
            possible="the poorest half and five tenths, or ten tenths, with what they own",
            remedy="take another quarter",
        )
    total = sum(totals.values())
    shares: Mapping[tuple[float, float], float] = {edge: totals[edge] / total for edge in edges}
    means = rows.loc[rows["group"] == "all", "mean"].dropna() if "mean" in rows else rows["net_worth"].iloc[:0]
    known = len(means) == 1
    measure = Measure("net_wealth", "household", "EUR" if known else "", scale="" if known else "share")
    return Distribution.from_shares(shares, mean=float(means.iloc[0]) if known else 1.0, measure=measure)
