"""Maddison Project Database: income per person over the very long run."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from inequality import areas as codes
from inequality._measure import Measure
from inequality.dataset.fetched import Reading
from inequality.provenance import Origin
from inequality.sources import Files, source
from inequality.sources.tables import (
    chosen,
    enough,
    integers,
    located,
    numbers,
    one_of,
    readable,
    require,
    texts,
    unique,
    within,
    workbook,
)
from inequality.store import Gate, Remote

if TYPE_CHECKING:
    import pandas as pd

__all__: list[str] = []

ORIGIN = Origin(
    "Bolt and van Zanden",
    "Maddison Project Database 2023",
    "Bolt, J. and van Zanden, J. L. (2024), Maddison style estimates of the evolution of the world economy: A new 2023 update, "
    "Journal of Economic Surveys; Maddison Project Database 2023, doi:10.34894/INZBF2",
    year="2024",
    url="https://www.rug.nl/ggdc/historicaldevelopment/maddison/",
    licence="CC-BY-4.0",
    licence_evidence="https://doi.org/10.34894/INZBF2, as Our World in Data records it (2024-04-26)",
    redistributable="yes",
)
PUBLISHER, MIRROR = "dataverse.nl", "ourworldindata.org"
SLUG = "gdp-per-capita-maddison-project-database"
BY_HAND = (
    "take --via owid (without people), or open https://dataverse.nl/api/access/datafile/421302 in a browser (DataverseNL "
    "blocks programs), save the workbook, give --via publisher"
)
#: Regions of the publisher, former states, and Our World in Data's codes.
KNOWN = {"OWID_WRL": "WLD", "OWID_KOS": "XKX", "OWID_USS": "SUN", "OWID_YGS": "YUG", "OWID_CZS": "CSK"}


def _asks(*, via: str = "owid", areas: Sequence[str] = ()) -> tuple[Remote, ...]:
    one_of(via, ("owid", "publisher"), "via")
    if via == "publisher":
        gate = Gate("xlsx", also=readable(partial(_complete, via=via)))
        name, url = "mpd2023.xlsx", f"https://{PUBLISHER}/api/access/datafile/421302"
        return (Remote(name, url, gate, bytes=4_900_000, most_bytes=50_000_000),)
    gate = Gate("csv", least_rows=1000, also=readable(partial(_complete, via=via)))
    query = {"v": "1", "csvType": "full", "useColumnShortNames": "true"}
    return (Remote(f"{SLUG}.csv", f"https://{MIRROR}/grapher/{SLUG}.csv", gate, query, bytes=1_000_000),)


@source(
    origin=ORIGIN,
    asks=_asks,
    hosts=(PUBLISHER, MIRROR),
    covers="169 countries and the world, year 1 to 2022: gross domestic product per person, and people (publisher's file)",
    edition=lambda files: "2023",
    probe={"via": "owid"},
    by_hand=BY_HAND,
)
def maddison(files: Files, *, via: str = "owid", areas: Sequence[str] = ()) -> Reading:
    """Maddison Project Database 2023, one row an area and year.

    Parameters
    ----------
    files : mapping of str to Path
        The publisher's workbook, or the CSV file of Our World in Data.
    via : {"owid", "publisher"}
        Whose file: the publisher's has people too, but its server blocks programs.
    areas : sequence of str
        ISO 3166-1 alpha-3 codes of today and of former states, and WLD; all where empty.

    Returns
    -------
    Reading
        ``gdp_per_capita`` in international dollars of 2011 and, from the publisher, ``population`` in people.

    Raises
    ------
    DataError
        If a column is missing or an area stands twice in a year.

    Examples
    --------
    >>> maddison.__entry__.facts["asks"](via="publisher")[0].name
    'mpd2023.xlsx'
    """
    (path,) = files.values()
    whole, notes = _frame(path, via=via)
    frame = chosen(whole, areas).sort_values(["area", "year"], ignore_index=True)
    measures = {"gdp_per_capita": Measure("gross_domestic_product", "person", "USD", "2011", "PPP")}
    units = {"gdp_per_capita": "USD"}
    if "population" in frame:
        measures["population"], units["population"] = Measure("population", "person"), "people"
    return Reading(
        title="Maddison Project Database 2023",
        description="Gross domestic product per person in international dollars of 2011, and people.",
        frame=frame,
        key=("area", "year"),
        units=units,
        measures=measures,
        warnings=("Years before 1820 are few and rough; borders are those of today unless the area is a former state.", *notes),
    )


def _complete(path: Path, via: str) -> None:
    enough(_frame(path, via=via)[0], 150, "The table of output")


def _frame(path: Path, *, via: str) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return the table of either file, in dollars and people."""
    import pandas as pd

    if via == "publisher":
        raw = workbook(path, "Full data", dtype=str)
        raw.columns = raw.columns.str.strip().str.lower()
        code, year, income = "countrycode", "year", "gdppc"
    else:
        raw = texts(path)
        raw.columns = raw.columns.str.lower()
        code, year = "code", "year"
        income = next((name for name in raw.columns if name.startswith("gdp_per_capita")), "gdp_per_capita")
    require(raw, (code, year, income, *(["pop"] if via == "publisher" else [])), "The table")
    given, notes = located(raw, code, codes.from_iso3, KNOWN)
    frame = pd.DataFrame(
        {"area": given["area"], "year": integers(numbers(given[year], "The table"), 1, 2100, "The table", "years")}
    )
    frame["gdp_per_capita"] = within(numbers(given[income], "The table"), 50, 500_000, "The table", "dollars a person and year")
    if via == "publisher":
        frame["population"] = within(numbers(given["pop"], "The table"), 0, 2e7, "The table", "thousands of people") * 1000
    unique(frame, ("area", "year"), "The table")
    empty = frame.drop(columns=["area", "year"]).isna().all(axis=1)
    return frame[~empty], notes
