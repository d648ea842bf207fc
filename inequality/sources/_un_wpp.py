"""World Population Prospects of the United Nations: people and adults of every country, year by year."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inequality import areas as codes
from inequality._measure import Measure
from inequality.dataset.fetched import Reading
from inequality.errors import DataError
from inequality.provenance import Origin
from inequality.sources import Files, source
from inequality.sources.tables import chosen, enough, integers, located, readable, require, within
from inequality.store import Gate, Remote

if TYPE_CHECKING:
    import pandas as pd

__all__: list[str] = []

ORIGIN = Origin(
    "United Nations, Department of Economic and Social Affairs, Population Division",
    "World Population Prospects 2024",
    "United Nations, Department of Economic and Social Affairs, Population Division (2024), World Population Prospects 2024, "
    "Online Edition",
    year="2024",
    url="https://population.un.org/wpp/",
    licence="CC-BY-3.0-IGO",
    licence_evidence="https://population.un.org/wpp/downloads, as Our World in Data records it (2024-07-11)",
    redistributable="yes",
)
HOST = "population.un.org"
FOLDER = f"https://{HOST}/wpp/assets/Excel%20Files/1_Indicator%20(Standard)/CSV_FILES"
COLUMNS = ("LocID", "ISO3_code", "LocTypeName", "Variant", "Time", "AgeGrpStart", "PopTotal")
#: Single years of age 0 to 99, and 100 and over.
AGES = 101
WORLD = "900"


def _asks(*, areas: Sequence[str] = (), projections: bool = False) -> tuple[Remote, ...]:
    spans = [("1950-2023", 62_100_000), *([("2024-2100", 67_000_000)] if projections else [])]
    gate = Gate("gzip", columns=COLUMNS, least_rows=AGES, also=readable(_complete))
    names = [(f"WPP2024_PopulationBySingleAgeSex_Medium_{span}.csv.gz", size) for span, size in spans]
    return tuple(Remote(name, f"{FOLDER}/{name}", gate, bytes=size, pause=1.0) for name, size in names)


@source(
    origin=ORIGIN,
    asks=_asks,
    hosts=(HOST,),
    covers="237 countries and the world, 1950 to 2023, projections to 2100: people, and adults of 20 and over, on 1 July",
    edition=lambda files: "2024",
    probe={"projections": False},
)
def un_wpp(files: Files, *, areas: Sequence[str] = (), projections: bool = False) -> Reading:
    """World Population Prospects 2024, one row an area and year.

    Parameters
    ----------
    files : mapping of str to Path
        ``WPP2024_PopulationBySingleAgeSex_Medium_1950-2023.csv.gz``, and the same of 2024-2100.
    areas : sequence of str
        ISO 3166-1 alpha-3 codes, and WLD; all where empty.
    projections : bool
        Whether to fetch the years from 2024 too, which are projections (medium variant), marked in ``projected``.

    Returns
    -------
    Reading
        ``population`` and ``adults`` (20 and over) in people on 1 July.

    Raises
    ------
    DataError
        If an age is missing or stands twice, or the countries do not add up to the world.

    Examples
    --------
    >>> [remote.name[-16:] for remote in un_wpp.__entry__.facts["asks"](projections=True)]
    ['1950-2023.csv.gz', '2024-2100.csv.gz']
    """
    import pandas as pd

    frames = [_frame(path, projected="2024-2100" in name) for name, path in files.items()]
    whole, notes = located(pd.concat([frame for frame, _ in frames]), "code", codes.from_iso3)
    frame = chosen(whole.drop(columns="code"), areas).sort_values(["area", "year"], ignore_index=True)
    people = Measure("population", "person")
    return Reading(
        title="World Population Prospects 2024",
        description="People and adults (20 and over) of each country on 1 July.",
        frame=frame,
        key=("area", "year"),
        units={"population": "people", "adults": "people"},
        measures={"population": people, "adults": Measure("population", "adult")},
        warnings=(
            "On 1 July; adults are 20 and over; China without Hong Kong, Macao and Taiwan.",
            *(note for _, note in frames[:1] if note),
            *notes,
        ),
    )


def _complete(path: Path) -> None:
    frame, _ = _frame(path, projected=False)
    enough(frame.rename(columns={"code": "area"}), 230, "The table")


def _frame(path: Path, *, projected: bool) -> tuple[pd.DataFrame, str]:
    """Return people and adults by code and year, and what was left out; read in pieces, as the file has 4 million rows."""
    import pandas as pd

    try:
        about: dict[str, Any] = {"compression": "gzip", "encoding": "utf-8-sig", "keep_default_na": False}
        require(pd.read_csv(path, nrows=1, dtype=str, **about), COLUMNS, "The table")
        kind = dict.fromkeys(("AgeGrpStart", "Time", "PopTotal"), "float64")
        about["dtype"] = {**dict.fromkeys(COLUMNS, "str"), **kind}
        pieces = pd.read_csv(path, usecols=list(COLUMNS), chunksize=500_000, **about)
        kept, regions = [], set()
        for piece in pieces:
            place = (piece["ISO3_code"] != "") | (piece["LocID"] == WORLD)
            regions |= set(piece.loc[~place, "LocID"])
            kept.append(_summed(piece[place & (piece["Variant"] == "Medium")], "The table"))
    except (ValueError, EOFError, OSError) as error:
        raise DataError(
            f"The table cannot be read ({error})", possible="a CSV file packed by gzip", remedy="fetch it again"
        ) from error
    frame = pd.concat(kept).groupby(["code", "year"], as_index=False).sum()
    _whole(frame, "The table")
    note = f"Left out: {len(regions)} regions and groups, which have no ISO code." if regions else ""
    return frame[["code", "year", "population", "adults"]].assign(projected=projected), note


def _summed(piece: pd.DataFrame, where: str) -> pd.DataFrame:
    """Return people, adults and number of ages of a piece, by code and year; thousands become people."""
    import pandas as pd

    within(piece["PopTotal"].fillna(-1.0), 0, 1e7, where, "thousands of people")
    age = integers(piece["AgeGrpStart"], 0, AGES - 1, where, "years of age")
    people = piece["PopTotal"] * 1000
    frame = pd.DataFrame(
        {
            "code": piece["ISO3_code"].where(piece["LocID"] != WORLD, "WLD"),
            "year": integers(piece["Time"], 1900, 2200, where, "years"),
            "population": people,
            "adults": people.where(age >= 20, 0.0),
            "ages": 1,
            "start": age,
        }
    )
    return frame.groupby(["code", "year"], as_index=False).sum()


def _whole(frame: pd.DataFrame, where: str) -> None:
    """Raise unless each area has each age once in every year, and the countries add up to the world."""
    off = (frame["ages"] != AGES) | (frame["start"] != sum(range(AGES)))
    if off.any():
        first = frame[off].iloc[0]
        raise DataError(
            f"{where} has {int(first['ages'])} ages for {first['code']} in {int(first['year'])}",
            possible=f"{AGES}, each once, in every year",
            remedy="fetch it again",
        )
    world = frame[frame["code"] == "WLD"].set_index("year")["population"]
    countries = frame[frame["code"] != "WLD"].groupby("year")["population"].sum()
    apart = (countries / world - 1).abs()
    if world.empty or not apart.max() < 0.001:
        raise DataError(
            f"The countries of {where} do not add up to the world" + (f": by {apart.max():.2%}" if len(world) else ""),
            possible="all countries, and the world",
            remedy="fetch it again",
        )
    if not 1e9 < world.max() < 2e10:
        raise DataError(f"{where} has {world.max():,.0f} people in the world", possible="thousands of people in the file")
