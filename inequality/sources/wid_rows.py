"""The rows and the metadata of WID.world that are asked for, out of whichever of its files came."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from inequality.errors import DataError
from inequality.sources import Files, wid_archive, wid_areas, wid_metadata
from inequality.sources.wid_codes import Variable
from inequality.store.cache import digest, home

if TYPE_CHECKING:
    import pandas as pd

__all__: list[str] = []

ALL = "wid_all_data.zip"
COLUMNS = ("variable", "percentile", "country", "year", "value", "data_quality")
REQUIRED = ("country", "variable", "percentile", "year", "value", "age", "pop")
#: Debts take shares of wealth below 0 and above 1; a number beyond this is a percent.
MOST = 5.0
#: Of the sorted Parquet: raise it whenever the same zip is made into something else.
REVISION = 1


@dataclass(frozen=True)
class Question:
    """Which rows are asked for.

    Parameters
    ----------
    variables : collection of str
        Codes in the dictionary's order.
    percentiles : collection of str
        Of those variables; empty for all.
    macro : collection of str
        Codes of variables of the whole population: prices, rates, numbers of people.
    countries : collection of str
        WID's codes; empty for all.
    years : (int, int)
        First and last.
    """

    variables: Collection[str]
    percentiles: Collection[str] = ()
    macro: Collection[str] = ()
    countries: Collection[str] = ()
    years: tuple[int, int] = (0, 9999)

    @property
    def stated(self) -> set[str]:
        """All variables asked for."""
        return {*self.variables, *self.macro}

    def rows(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of a table that are of the variables, percentiles and years asked for."""
        asked = frame["variable"].isin(list(self.variables)) & frame["year"].between(*self.years)
        if self.percentiles:
            asked &= frame["percentile"].isin(list(self.percentiles))
        return frame[asked]

    def pick(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return those, and the rows of the variables of the whole population, of all years."""
        others = set(self.macro) - set(self.variables)
        return frame.loc[self.rows(frame).index.union(frame.index[frame["variable"].isin(list(others))])]


def answer(files: Files, question: Question) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the rows asked for, with WID's codes, and the metadata of their variables."""
    import pandas as pd

    if ALL in files:
        return _of_all(files[ALL], question)
    rows, metadata = [], []
    for code in question.countries:
        if (zipped := f"WID_fulldataset_{code}.zip") in files:
            with zipfile.ZipFile(files[zipped]) as members:
                with _member(members, f"WID_data_{code}.csv") as data:
                    rows.append(read(data, f"WID_data_{code}.csv", code, question))
                with _member(members, f"WID_metadata_{code}.csv") as about:
                    metadata.append(wid_metadata.read(about, f"WID_metadata_{code}.csv", question.stated))
        else:
            rows.append(read(files[f"WID_data_{code}.csv"], f"WID_data_{code}.csv", code, question))
            path = files[f"WID_metadata_{code}.csv"]
            metadata.append(wid_metadata.read(path, path.name, question.stated))
    filled = [each for each in rows if len(each)]
    return (pd.concat(filled, ignore_index=True) if filled else rows[0]), pd.concat(metadata, ignore_index=True)


def whole(path: Path, code: str) -> None:
    """Read an area's zip to its end, and raise where something in it is not as WID's."""
    with zipfile.ZipFile(path) as members:
        with _member(members, f"WID_data_{code}.csv") as data:
            read(data, f"WID_data_{code}.csv", code, Question(()))
        with _member(members, f"WID_metadata_{code}.csv") as about:
            wid_metadata.read(about, f"WID_metadata_{code}.csv")


def read(file: Path | IO[bytes], name: str, code: str, question: Question) -> pd.DataFrame:
    """Read a data file, part by part, and return the rows asked for; a file of nothing but its header has none."""
    import pandas as pd

    texts = ("country", "variable", "percentile", "age", "pop")
    types = {**dict.fromkeys(texts, "str"), "year": "int64", "value": "float64", "data_quality": "float64"}
    wanted = {*REQUIRED, "data_quality"}
    found = []
    try:
        parts = pd.read_csv(
            file,
            sep=";",
            dtype=types,
            usecols=lambda column: column in wanted,
            keep_default_na=False,  # "NA" is Namibia
            na_values={"value": [""], "data_quality": [""]},
            encoding="utf-8-sig",
            chunksize=500_000,
        )
        with parts:
            for part in parts:
                _require(part, name, code)
                found.append(question.pick(part.assign(variable=_codes(part, name))))
    except (ValueError, UnicodeDecodeError, zipfile.BadZipFile) as error:
        if isinstance(error, DataError):
            raise
        raise DataError(f"{name} cannot be read ({error})", possible=";".join(REQUIRED), remedy="fetch it again") from error
    frame = pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=[*REQUIRED])
    return frame.reindex(columns=list(COLUMNS)).astype({"year": "int64", "value": "float64", "data_quality": "float64"})


def _require(part: pd.DataFrame, name: str, code: str) -> None:
    if missing := [column for column in REQUIRED if column not in part]:
        raise DataError(
            f"{name} has no column {', '.join(missing)}; it has {', '.join(part.columns)}",
            possible=";".join((*REQUIRED, "data_quality")),
            remedy="fetch it again; if WID has changed its files, report it",
        )
    if others := sorted(set(part["country"].unique()) - {code}):
        raise DataError(f"{name} has rows of {', '.join(others)}", possible=f"rows of {code} alone", remedy="fetch it again")
    require_fractions(part)


def require_fractions(rows: pd.DataFrame) -> None:
    """Raise where a share or a Gini is a percent."""
    for letter, what in (("s", "share"), ("g", "gini")):
        most = rows.loc[rows["variable"].str.startswith(letter), "value"].abs().max()
        if most > MOST:
            raise DataError(
                f"WID states a {what} of {most:g}",
                possible="fractions of 1, beyond it only by debts",
                remedy="see whether WID has turned to percents",
            )


def _codes(part: pd.DataFrame, name: str) -> pd.Series[str]:
    """Return codes in the dictionary's order; the columns age and pop must say the same as the code."""
    import pandas as pd

    columns = ["variable", "age", "pop"]
    known: dict[str, str] = {}
    for written, age, population in part[columns].drop_duplicates().itertuples(index=False):
        read = Variable.read(written)
        if (read.age, read.population) != (age, population):
            raise DataError(
                f"{name} gives {written} for age {age} and population {population}",
                possible=f"age {read.age} and population {read.population}, as the code says",
                remedy="fetch it again; if WID has changed its codes, report it",
            )
        known[written] = read.code
    return pd.Series(part["variable"].map(known), dtype="str")


def _of_all(path: Path, question: Question) -> tuple[pd.DataFrame, pd.DataFrame]:
    import pandas as pd

    folder = wid_archive.convert(path, sorted_folder(path))
    parts = []
    if question.variables:
        percentiles, years = question.percentiles, question.years
        asked = wid_archive.query(folder, question.variables, percentiles=percentiles, areas=question.countries, years=years)
        parts.append(asked)
    if others := set(question.macro) - set(question.variables):
        parts.append(wid_archive.query(folder, others, areas=question.countries))
    rows = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    texts = dict.fromkeys(("variable", "percentile", "country"), "str")
    rows = rows.astype(texts)
    require_fractions(rows)
    return rows, wid_archive.metadata(folder, question.stated, question.countries)


def sorted_folder(path: Path) -> Path:
    """Return where the sorted Parquet of a zip is, or would be: in the cache, by the hash of the zip and by our revision."""
    sha256 = path.stem if re.fullmatch("[0-9a-f]{64}", path.stem) else digest(path)
    return home() / "derived" / f"wid-{sha256}-{REVISION}"


def _member(members: zipfile.ZipFile, name: str) -> IO[bytes]:
    if name not in members.namelist():
        held = ", ".join(members.namelist())
        raise DataError(f"WID's zip does not hold {name}, but {held}", possible=name, remedy="fetch it again")
    return members.open(name)


def placed(frame: pd.DataFrame, *, market: bool) -> tuple[pd.DataFrame, Mapping[str, int]]:
    """Return the rows with their area, regions at one kind of rates only, and how many rows were left out and why."""
    codes = frame["country"].unique()
    known = {code: wid_areas.area(code) for code in codes}
    regions = {code for code in codes if wid_areas.is_region(code)}
    other = {code for code in regions if code.endswith(wid_areas.AT_MARKET_RATES) != market}
    junk = {code for code, area in known.items() if not area}
    counts = frame["country"].value_counts()
    left_out = {"of codes that are no area, or a second code of one": int(counts.reindex(list(junk)).sum())}
    kind = "purchasing power parities" if market else "market exchange rates"
    left_out[f"of world regions at {kind}"] = int(counts.reindex(list(other - junk)).sum())
    kept = frame[~frame["country"].isin(list(junk | other))]
    return kept.assign(area=kept["country"].map(known)), left_out
