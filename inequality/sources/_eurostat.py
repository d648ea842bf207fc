"""Eurostat: income and its distribution in EU-SILC, the datasets ``ilc_di01`` to ``ilc_di12``, out of JSON-stat."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from inequality import areas as codes
from inequality._measure import Measure
from inequality.dataset.fetched import Reading
from inequality.distribution import Distribution
from inequality.errors import DataError, DomainError
from inequality.provenance import Origin
from inequality.sources import Files, source
from inequality.sources.tables import chosen, enough, few, one_of, percents, readable, unique, within
from inequality.store import Gate, Remote

if TYPE_CHECKING:
    import pandas as pd

__all__: list[str] = []

ORIGIN = Origin(
    producer="Eurostat",
    title="European Union Statistics on Income and Living Conditions (EU-SILC)",
    citation="Eurostat, EU statistics on income and living conditions, https://ec.europa.eu/eurostat/web/income-and-living-conditions",
    url="https://ec.europa.eu/eurostat/web/income-and-living-conditions",
    licence="CC-BY-4.0",
    licence_evidence="https://ec.europa.eu/eurostat/help/copyright-notice: reuse with acknowledgement, Commission Decision "
    "2011/833/EU (2026-11-22)",
    redistributable="yes",
)
HOST = "ec.europa.eu"
PATH = "/eurostat/api/dissemination/statistics/1.0/data/"


@dataclass(frozen=True)
class _Dataset:
    """What is asked of a dataset, and the columns made of its kinds of statistic: name and unit."""

    title: str
    filters: Mapping[str, tuple[str, ...]]
    columns: Mapping[str, tuple[str, str]]


#: "" stands for a dataset of one kind of statistic.
DATASETS: Mapping[str, _Dataset] = {
    "ilc_di12": _Dataset(
        "Gini of disposable income",
        {"age": ("TOTAL",), "statinfo": ("GINI_HND",)},
        {"GINI_HND": ("gini", "percent")},
    ),
    "ilc_di11": _Dataset(
        "Income of the richest fifth to that of the poorest",
        {"age": ("TOTAL",), "sex": ("T",), "unit": ("RAT",)},
        {"": ("s80_s20_ratio", "ratio")},
    ),
    "ilc_di03": _Dataset(
        "Mean and median income",
        {"age": ("TOTAL",), "sex": ("T",), "unit": ("EUR",), "statinfo": ("MEAN_EI", "MED_EI")},
        {"MEAN_EI": ("average", "EUR"), "MED_EI": ("median", "EUR")},
    ),
    "ilc_di01": _Dataset(
        "Shares of income and limits, by decile",
        {"unit": ("EUR",), "statinfo": ("SHARE", "TC")},
        {"SHARE": ("share", "percent"), "TC": ("upper_limit", "EUR")},
    ),
}
#: The publisher's codes that are not ISO 3166-1 alpha-2.
AREAS = {
    **{f"EA{size}": f"EA{size}" for size in (11, 12, 13, 15, 16, 17, 18, 19, 20, 21)},
    **{f"EU{size}": f"EU{size}" for size in ("15", "25", "27_2007", "27_2020", "28")},
    "EA": "EA",
    "EU": "EU",
    "NMS10": "NMS10",
    "NMS12": "NMS12",
}
KINDS = ("statinfo", "indic_il")  # the dimension of the kind of statistic, under its name of today and the one before


def _asks(*, dataset: str = "ilc_di12", areas: Sequence[str] = ()) -> tuple[Remote, ...]:
    known = DATASETS[one_of(dataset, DATASETS, "dataset")]
    asked = few(areas)
    filters = [f"{name}={value}" for name, values in known.filters.items() for value in values]
    filters += [f"geo={_geo(area)}" for area in asked]
    query = "&".join(["format=JSON", "lang=EN", *filters])  # a dimension may be named several times
    gate = Gate("json", least_rows=0, also=readable(partial(_complete, dataset=dataset, wanted=asked)))
    url = f"https://{HOST}{PATH}{dataset}?{query}"
    return (Remote(_name(dataset, asked), url, gate, bytes=500_000, most_bytes=50_000_000, pause=0.5),)


def _name(dataset: str, areas: Sequence[str]) -> str:
    return "_".join([dataset, *areas]) + ".json"


def _geo(area: str) -> str:
    codes.from_iso3([area])
    return area if area in AREAS else {"GR": "EL", "GB": "UK"}.get(codes.iso2(area), codes.iso2(area))


@source(
    origin=ORIGIN,
    asks=_asks,
    hosts=(HOST,),
    covers="members of the European Union and some neighbours, survey years from 1995: Gini, S80/S20, deciles, mean and median",
    edition=lambda files: min(str(_answer(path).get("updated", ""))[:10] for path in files.values()),
    probe={"areas": ("LUX",)},
)
def eurostat(files: Files, *, dataset: str = "ilc_di12", areas: Sequence[str] = ()) -> Reading:
    """Distribution of disposable income per equivalent adult, from EU-SILC.

    Parameters
    ----------
    files : mapping of str to Path
        The publisher's JSON-stat.
    dataset : {"ilc_di12", "ilc_di11", "ilc_di03", "ilc_di01"}
        Gini; S80/S20; mean and median; shares and limits of deciles.
    areas : sequence of str
        ISO 3166-1 alpha-3, or compositions such as ``EU27_2020``; all where empty.

    Returns
    -------
    Reading
        ``area``, ``year`` (of the survey; incomes are of the year before), the statistics, and for each ``<name>_flag``: b
        break in the series, e estimated, p provisional, u unreliable. In ``ilc_di01`` the deciles of an area and year are a
        distribution.

    Raises
    ------
    DataError
        If the answer is an error, empty, or of another shape.

    Examples
    --------
    >>> eurostat.__entry__.facts["asks"](areas=["GRC"])[0].url.partition("?")[2]
    'format=JSON&lang=EN&age=TOTAL&statinfo=GINI_HND&geo=EL'
    """
    frame, left_out = _frame(files[_name(dataset, few(areas))], dataset, areas)
    columns = {name: unit for name, unit in DATASETS[dataset].columns.values() if name in frame}
    fractions = [name for name in ("p_lower", "p_upper") if name in frame]
    money = Measure("posttax_disposable_income", "equivalised_person", "EUR")
    scales = {name: Measure("posttax_disposable_income", "equivalised_person", scale=name) for name in ("gini", "share")}
    deciles = dataset == "ilc_di01"
    return Reading(
        title=f"{DATASETS[dataset].title}, EU-SILC ({dataset})",
        description="Disposable income per equivalent adult (modified OECD scale) of all people in private households.",
        frame=frame,
        key=("area", "year", *(("p_lower",) if deciles else ())),
        units={**dict.fromkeys(fractions, "fraction"), **{n: "fraction" if u == "percent" else u for n, u in columns.items()}},
        measures={name: scales.get(name, money) for name, unit in columns.items() if unit != "ratio"},
        warnings=("The year is that of the survey; incomes are mostly those of the year before.", *left_out),
        by=("area", "year") if deciles else (),
        distribution=_distribution if deciles else None,
    )


def _answer(path: Path) -> dict[str, Any]:
    """Return the answer; errors, and answers without a value, which come with status 200, raise."""
    try:
        answer = json.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError as error:
        raise DataError(f"Eurostat's answer is no JSON ({error})", remedy="fetch it again") from error
    errors = answer.get("error") if isinstance(answer, dict) else None
    if errors:
        said = "; ".join(f"{each.get('id')}: {each.get('label')}" for each in errors if isinstance(each, dict))
        raise DataError(f"Eurostat answered: {said}", remedy="ask for other areas; datasets are replaced now and then")
    if not isinstance(answer, dict) or not all(name in answer for name in ("id", "size", "dimension", "value")):
        raise DataError("Eurostat's answer is no JSON-stat dataset", possible="an object with id, size, dimension and value")
    if not answer["value"]:
        raise DataError("Eurostat has no value for what was asked", possible="areas and years that the dataset covers")
    return answer


def _cells(answer: Mapping[str, Any]) -> pd.DataFrame:
    """Return the values of a JSON-stat dataset, one row each, with the codes of their dimensions and their flag.

    Values stand under one running number, in which the last dimension runs fastest, and most are absent.
    """
    try:
        return _unfolded(answer)
    except DataError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DataError(f"Eurostat's answer is no JSON-stat dataset ({type(error).__name__}: {error})") from error


def _unfolded(answer: Mapping[str, Any]) -> pd.DataFrame:
    import pandas as pd

    names, sizes = list(answer["id"]), [int(size) for size in answer["size"]]
    axes = []
    for name, size in zip(names, sizes, strict=True):
        index = answer["dimension"][name]["category"]["index"]
        index = {code: place for place, code in enumerate(index)} if isinstance(index, list) else index
        if sorted(index.values()) != list(range(size)):
            raise DataError(f"Eurostat's dimension {name} has {len(index)} codes for {size} places")
        axes.append(sorted(index, key=index.__getitem__))
    value = answer["value"]
    value = {str(place): each for place, each in enumerate(value)} if isinstance(value, list) else value
    status = answer.get("status") or {}
    status = {str(place): each for place, each in enumerate(status)} if isinstance(status, list) else status
    if any(not 0 <= int(place) < math.prod(sizes) for place in value):
        raise DataError(f"Eurostat's answer has values outside its {math.prod(sizes)} places")
    places = np.unravel_index([int(place) for place in value], sizes)
    columns = {name: np.array(axis, dtype=object)[at] for name, axis, at in zip(names, axes, places, strict=True)}
    flags = [status.get(place) or "" for place in value]
    return pd.DataFrame({**columns, "value": list(value.values()), "flag": flags})


def _complete(path: Path, dataset: str, wanted: Sequence[str]) -> None:
    """Raise where an answer is wrong, or countries have been dropped."""
    enough(_frame(path, dataset, wanted)[0], 1 if wanted else 25, f"Eurostat's {dataset}")


def _frame(path: Path, dataset: str, wanted: Sequence[str]) -> tuple[pd.DataFrame, tuple[str, ...]]:
    import pandas as pd

    known = DATASETS[dataset]
    long = _cells(_answer(path))
    missing = [name for name in ("geo", "time") if name not in long]
    if missing:
        raise DataError(f"Eurostat's {dataset} has no dimension {', '.join(missing)}", possible=", ".join(long.columns[:-2]))
    long, left_out = _asked(long, known)
    wrong = long["time"][~long["time"].str.fullmatch(r"\d{4}")]
    if len(wrong):
        raise DataError(f"Eurostat's {dataset} holds the period {wrong.iloc[0]!r}", possible="years")
    frame = long[[]].assign(area=codes.from_iso2(long["geo"], AREAS), year=long["time"].astype("int64"))
    key = ["area", "year"]
    if dataset == "ilc_di01":
        tenth = long["quantile"].str.extract(r"(\d+)$")[0].astype("int64")
        frame["p_lower"], frame["p_upper"] = (tenth - 1) / 10, tenth / 10
        key += ["p_lower", "p_upper"]
    frame = chosen(frame, wanted)
    parts = []
    for kind, (name, unit) in known.columns.items():
        part = frame[long.loc[frame.index, "kind"] == kind].copy()
        values = pd.to_numeric(long.loc[part.index, "value"]).astype("float64").rename(name)
        values = percents(values, dataset) if unit == "percent" else within(values, 0, 1e7, dataset, unit)
        part[name], part[f"{name}_flag"] = values, long.loc[part.index, "flag"]
        unique(part, key, dataset)
        if len(part):
            parts.append(part.set_index(key))
    table = pd.concat(parts, axis=1).reset_index().sort_values(key, ignore_index=True)
    flags = [name for name in table if str(name).endswith("_flag")]
    table[flags] = table[flags].fillna("")
    return table, left_out


def _asked(long: pd.DataFrame, known: _Dataset) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return the rows of the kinds, ages and units asked for, with kind and quantile in columns of one name."""
    renamed = {"indic_il": "statinfo", "currency": "unit", "quant_inc": "quantile"}
    long = long.rename(columns={old: new for old, new in renamed.items() if new not in long})
    kept = _matching(long, known.filters)
    if "quantile" in long:
        kept &= long["quantile"].str.fullmatch(r"D(ECILE)?(10|[1-9])")
    if not kept.any():
        raise DataError("Eurostat's answer holds none of what was asked", possible=str(dict(known.filters)))
    long["kind"] = "" if "" in known.columns or "statinfo" not in long else long["statinfo"]
    rows = int((~kept).sum())
    return long[kept], (f"Left out: {rows} rows of other ages, units or quantiles.",) if rows else ()


def _matching(long: pd.DataFrame, filters: Mapping[str, Sequence[str]]) -> pd.Series[bool]:
    """Return which rows have, in each dimension that is there, one of the codes asked for."""
    kept = long["value"].notna()
    for name, values in filters.items():
        if name in long:
            kept &= long[name].isin(list(values))
    return kept


def _distribution(rows: pd.DataFrame) -> Distribution:
    shares = {
        (round(lower, 10), round(upper, 10)): share
        for lower, upper, share in rows[["p_lower", "p_upper", "share"]].dropna().itertuples(index=False, name=None)
    }
    if len(shares) != 10:
        raise DomainError(f"{len(shares)} of ten deciles have a share", possible="all ten", remedy="take another year")
    measure = Measure("posttax_disposable_income", "equivalised_person", scale="share")
    return Distribution.from_shares(shares, rescale=True, measure=measure)
