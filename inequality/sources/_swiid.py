"""SWIID: Gini indices of disposable and market income made comparable across countries, with standard errors."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from inequality import areas as codes
from inequality._measure import Measure
from inequality.dataset.fetched import Reading
from inequality.provenance import Origin
from inequality.sources import Files, source
from inequality.sources.tables import beyond, chosen, enough, numbers, percents, readable, require, texts, unique, within
from inequality.store import Gate, Remote

if TYPE_CHECKING:
    import pandas as pd

__all__: list[str] = []

ORIGIN = Origin(
    producer="Frederick Solt",
    title="The Standardized World Income Inequality Database",
    citation=(
        "Solt, F. (2020), Measuring Income Inequality Across Countries and Over Time: The Standardized World Income "
        "Inequality Database, Social Science Quarterly 101(3), 1183-1199; data: Harvard Dataverse, doi:10.7910/DVN/LM4OWF"
    ),
    year="2020",
    url="https://fsolt.org/swiid/",
    licence="CC0-1.0",
    licence_evidence="Dataverse edition doi:10.7910/DVN/LM4OWF, as its clients record the licence (2026-11-22); the repository "
    "with the summary file names none",
    redistributable="yes",
)
HOST = "raw.githubusercontent.com"
NAME = "swiid_summary.csv"

#: The publisher's columns and ours; percent there, fractions here.
GINIS = {
    "gini_disp": "gini_disposable",
    "gini_disp_se": "gini_disposable_standard_error",
    "gini_mkt": "gini_market",
    "gini_mkt_se": "gini_market_standard_error",
}
#: Missing where the publisher does not trust the estimate; may be negative.
REDISTRIBUTION = {
    "abs_red": "absolute_redistribution",
    "abs_red_se": "absolute_redistribution_standard_error",
    "rel_red": "relative_redistribution",
    "rel_red_se": "relative_redistribution_standard_error",
}
REQUIRED = ("country", "year", *GINIS, *REDISTRIBUTION)
UNITS = dict.fromkeys([*GINIS.values(), *REDISTRIBUTION.values()], "fraction")
MEASURES = {
    "gini_disposable": Measure("posttax_disposable_income", "equivalised_person", scale="gini"),
    "gini_market": Measure("market_income", "equivalised_person", scale="gini"),
}


def _asks(*, areas: Sequence[str] = ()) -> tuple[Remote, ...]:
    codes.from_iso3(areas)
    gate = Gate("csv", columns=REQUIRED, least_rows=5000, key=("country", "year"), also=readable(_complete))
    url = f"https://{HOST}/fsolt/swiid/master/data/{NAME}"
    return (Remote(NAME, url, gate, bytes=283_000, most_bytes=20_000_000),)


@source(
    origin=ORIGIN,
    asks=_asks,
    hosts=(HOST,),
    covers="199 countries, years from 1960: Gini of disposable and of market income, redistribution, standard errors",
)
def swiid(files: Files, *, areas: Sequence[str] = ()) -> Reading:
    """Gini of income, made comparable across countries, with standard errors.

    Parameters
    ----------
    files : mapping of str to Path
        ``swiid_summary.csv``.
    areas : sequence of str
        Countries, ISO 3166-1 alpha-3; all where empty.

    Returns
    -------
    Reading
        ``gini_disposable``, ``gini_market``, ``absolute_redistribution`` (their difference) and ``relative_redistribution``
        (as a part of the second), each with its standard error; all fractions.

    Raises
    ------
    DataError
        If a column is missing or its unit changed.
    UnknownNameError
        If the name of a country is unknown.

    References
    ----------
    Solt, F. (2020), Measuring Income Inequality Across Countries and Over Time, Social Science Quarterly 101(3).

    Examples
    --------
    >>> [remote.name for remote in swiid.__entry__.facts["asks"]()]
    ['swiid_summary.csv']
    """
    frame = chosen(_frame(files[NAME]), areas).reset_index(drop=True)
    return Reading(
        title="Gini of income, standardised across countries (SWIID)",
        description="Gini of household income per equivalent adult, mean of 100 draws that carry the uncertainty of making "
        "surveys comparable.",
        frame=frame,
        key=("area", "year"),
        units=UNITS,
        measures=MEASURES,
        warnings=(
            "Estimates: a difference below about two standard errors says nothing.",
            *beyond(texts(files[NAME]), REQUIRED),
        ),
    )


def _complete(path: Path) -> None:
    enough(_frame(path), 190, NAME)


def _frame(path: Path) -> pd.DataFrame:
    raw = texts(path)
    require(raw, REQUIRED, NAME)
    unique(raw, ("country", "year"), NAME)
    frame = raw[[]].assign(
        area=codes.from_names(raw["country"]),
        year=within(numbers(raw["year"], NAME, missing=()), 1900, 2100, NAME, "years").astype("int64"),
    )
    for theirs, ours in GINIS.items():
        frame[ours] = percents(numbers(raw[theirs], NAME, missing=() if not theirs.endswith("_se") else ("", "NA")), NAME)
    for theirs, ours in REDISTRIBUTION.items():
        frame[ours] = percents(numbers(raw[theirs], NAME, missing=("", "NA")), NAME, low=-100)
    unique(frame, ("area", "year"), NAME)
    return frame
