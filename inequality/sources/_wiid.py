"""World Income Inequality Database of UNU-WIDER: Gini indices and decile shares as hundreds of surveys gave them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inequality import areas as codes
from inequality._measure import Measure
from inequality.dataset.fetched import Reading
from inequality.distribution import Distribution
from inequality.errors import DataError, DomainError, InputError
from inequality.provenance import Origin
from inequality.sources import Files, source
from inequality.sources.tables import (
    chosen,
    enough,
    integers,
    located,
    numbers,
    percents,
    readable,
    require,
    unique,
    within,
    workbook,
)
from inequality.store import Gate, Remote

if TYPE_CHECKING:
    import pandas as pd

__all__: list[str] = []

ORIGIN = Origin(
    "UNU-WIDER",
    "World Income Inequality Database (WIID)",
    "UNU-WIDER, World Income Inequality Database (WIID), version of 28 November 2023, doi:10.35188/UNU-WIDER/WIID-281123",
    year="2023",
    url="https://www.wider.unu.edu/project/world-income-inequality-database-wiid",
    licence="CC-BY-4.0",
    licence_evidence="The publisher's page of version 28NOV2023, as clients of it record (2026-11-22)",
    redistributable="yes",
)
HOST = "www.wider.unu.edu"
DECILES = tuple(f"decile_{i}" for i in range(1, 11))
QUINTILES = tuple(f"quintile_{i}" for i in range(1, 6))
#: Our columns, with the publisher's in small letters, the newest first: versions renamed them.
SHARES = {
    **{name: (f"d{i}",) for i, name in enumerate(DECILES, 1)},
    **{name: (f"q{i}",) for i, name in enumerate(QUINTILES, 1)},
    "bottom_5": ("bottom5", "p5"),
    "top_5": ("top5", "p95"),
}
TEXTS = {
    "resource": ("resource", "welfaredefn_new"),
    "resource_detailed": ("resource_detailed", "welfaredefn"),
    "scale": ("scale", "equivsc_new"),
    "scale_detailed": ("scale_detailed", "equivsc"),
    "sharing_unit": ("sharing_unit", "incsharu_new"),
    "reference_unit": ("reference_unit", "uofanala_new"),
    "area_coverage": ("areacovr_new", "areacovr"),
    "area_coverage_detailed": ("areacovr_detailed",),
    "population_coverage": ("popcovr_new", "popcovr"),
    "population_coverage_detailed": ("popcovr_detailed",),
    "source": ("source",),
    "source_detailed": ("source_detailed",),
    "source_comments": ("source_comments",),
    "survey": ("survey",),
    "currency": ("currency",),
    "reference_period": ("reference_period",),
    "revision": ("revision",),
    "quality": ("quality",),
}
FACTORS = {"population": 1e6}
#: Codes of older versions.
KNOWN = {"KSV": "XKX", "WBG": "PSE", "DHY": "BEN"}
OTHERS = {"mean": ("mean",), "median": ("median",), "population": ("population",), "quality_score": ("quality_score",)}


def _asks(*, version: str = "28NOV2023", areas: Sequence[str] = ()) -> tuple[Remote, ...]:
    _day(version)
    name = f"WIID_{version}.xlsx"
    gate = Gate("xlsx", also=readable(_complete))
    url = f"https://{HOST}/sites/default/files/Data/{name}"
    return (Remote(name, url, gate, bytes=9_070_000, most_bytes=60_000_000),)


@source(
    origin=ORIGIN,
    asks=_asks,
    hosts=(HOST,),
    covers="200 countries, to 2022: Gini, shares of tenths and fifths, of income or consumption, several surveys a year",
    edition=lambda files: _day(next(iter(files)).removeprefix("WIID_").removesuffix(".xlsx")),
    probe={"version": "28NOV2023"},
)
def wiid(files: Files, *, version: str = "28NOV2023", areas: Sequence[str] = ()) -> Reading:
    """World Income Inequality Database, one row an estimate.

    A country has several rows a year: by survey, resource, scale and coverage. Choose by these columns before comparing.

    Parameters
    ----------
    files : mapping of str to Path
        ``WIID_28NOV2023.xlsx``.
    version : str
        The version, as it stands in the file's name; a new one has a new name.
    areas : sequence of str
        ISO 3166-1 alpha-3 codes; all where empty.

    Returns
    -------
    Reading
        ``gini``, ``decile_1`` to ``decile_10``, ``quintile_1`` to ``quintile_5`` as fractions; ``resource``, ``scale``,
        ``reference_unit``, ``quality`` and more as the publisher writes them; ``mean`` and ``median`` in ``currency`` a
        ``reference_period``.

    Raises
    ------
    DataError
        If a column is missing, or shares do not add up to 100 percent.

    Examples
    --------
    >>> wiid.__entry__.facts["asks"]()[0].name
    'WIID_28NOV2023.xlsx'
    """
    (path,) = files.values()
    whole, notes = _frame(path)
    frame = chosen(whole, areas).reset_index(drop=True)
    shares = [name for name in SHARES if name in frame]
    return Reading(
        title=f"World Income Inequality Database, version {version}",
        description="Gini indices and shares of income or consumption, as surveys and studies gave them.",
        frame=frame,
        key=("id",),
        units={**dict.fromkeys(["gini", *shares], "fraction"), **({"population": "people"} if "population" in frame else {})},
        warnings=(
            "Several rows a country and year, of income or consumption, by household or person: never compare across them.",
            "Cite the survey too: source, source_detailed.",
            *notes,
        ),
        by=("id",),
        distribution=_distribution,
    )


def _day(version: str) -> str:
    try:
        return str(datetime.strptime(version, "%d%b%Y").date())
    except ValueError:
        raise InputError(
            f"No version is called {version!r}", possible="28NOV2023", remedy="see the file's name at the publisher's"
        ) from None


def _complete(path: Path) -> None:
    enough(_frame(path)[0], 180, "WIID's workbook")


def _frame(path: Path) -> tuple[pd.DataFrame, tuple[str, ...]]:
    raw = workbook(path, dtype=str)
    raw.columns = raw.columns.str.strip().str.lower()
    return tidy(raw, "The table")


def tidy(raw: pd.DataFrame, where: str) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return the table of any version by our names, in fractions."""
    import pandas as pd

    area, gini = _first(raw, ("c3", "countrycode3")), _first(raw, ("gini", "gini_reported"))
    require(raw, (area, gini, "year"), where)
    given, notes = located(raw, area, codes.from_iso3, KNOWN)
    found = {name: column for name, names in {**SHARES, **OTHERS}.items() if (column := _first(given, names)) in given}
    texts = {name: column for name, names in TEXTS.items() if (column := _first(given, names)) in given}
    require(given, [_first(given, TEXTS["resource"]), *(found.get(name, name) for name in DECILES)], where)
    figures = {name: numbers(given[column], where, missing=("", "NA", "..")) for name, column in found.items()}
    frame = pd.DataFrame({"area": given["area"], "year": integers(numbers(given["year"], where), 1800, 2100, where, "years")})
    frame["id"] = (
        integers(numbers(given["id"], where), 0, 1e9, where, "numbers of estimates")
        if "id" in given
        else range(1, len(given) + 1)
    )
    frame["gini"] = percents(numbers(given[gini], where, missing=("", "NA", "..")), where)
    for name, figure in figures.items():
        share = name in SHARES  # all of the poorest tenth's may be below 1 percent: their sums tell the unit
        frame[name] = within(figure, -50, 100, where, "percent") / 100 if share else figure * FACTORS.get(name, 1.0)
    for name, text in texts.items():
        frame[name] = given[text].fillna("").str.strip()
    unique(frame, ("id",), where)
    return frame, (*notes, *_sums(frame))


def _first(frame: pd.DataFrame, names: Sequence[str]) -> str:
    return next((name for name in names if name in frame), names[0])


def _sums(frame: pd.DataFrame) -> tuple[str, ...]:
    """Say how many rows have shares that miss 1; many would be another unit or another column."""
    notes = []
    for columns in (list(DECILES), list(QUINTILES)):
        if not set(columns) <= set(frame):
            continue
        whole = frame[columns].dropna().sum(axis=1)
        off = (whole - 1).abs() > 0.005
        if len(whole) and off.mean() > 0.1:
            problem = f"{columns[0]} to {columns[-1]} do not add up to 100 percent in {int(off.sum())} of {len(whole)} rows"
            raise DataError(problem, possible="shares of the total", remedy="fetch it again")
        if off.any():
            notes.append(
                f"{columns[0]} to {columns[-1]} miss 100 percent by more than half a percent in {int(off.sum())} rows."
            )
    return tuple(notes)


def _distribution(rows: pd.DataFrame) -> Distribution:
    """Return one estimate: tenths where all are given, else fifths; rescaled where rounding left a difference."""
    row = rows.iloc[0]
    for columns in (DECILES, QUINTILES):
        if set(columns) <= set(rows) and row[list(columns)].notna().all():
            size = len(columns)
            brackets = {(i / size, (i + 1) / size): float(row[name]) for i, name in enumerate(columns)}
            return Distribution.from_shares(brackets, rescale=True, measure=_measure(row))
    raise DomainError(f"Estimate {row['id']} has no shares", possible="an estimate with all tenths or fifths")


def _measure(row: pd.Series[Any]) -> Measure | None:
    """Return what an estimate measures, where its descriptions say so beyond doubt."""
    resource, scale, unit = (str(row.get(name, "")).lower() for name in ("resource", "scale", "reference_unit"))
    concepts = {"consumption": "consumption", "gross": "gross_income", "net": "posttax_disposable_income"}
    words = {**concepts, "disposable": "posttax_disposable_income"}
    concept = {meaning for word, meaning in words.items() if word in resource}
    if unit.startswith("person"):
        kinds = {"per capita": "per_capita", "equiv": "equivalised_person"}
        units = {meaning for word, meaning in kinds.items() if word in scale}
    else:
        units = {meaning for word, meaning in {"household": "household", "tax unit": "tax_unit"}.items() if unit == word}
    return Measure(concept.pop(), units.pop(), scale="share") if len(concept) == len(units) == 1 else None
