"""Files of a survey as its publisher delivers them: found by name, read with lower-case columns, hashed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from numpy.typing import NDArray

from inequality.errors import DataError, InputError
from inequality.provenance import Origin, Provenance, Snapshot

if TYPE_CHECKING:
    import pandas as pd

__all__: list[str] = []

SUFFIXES = (".dta", ".csv", ".csv.gz", ".sas7bdat")


def found(folder: str | Path, pattern: str) -> list[Path]:
    """Return the files under a folder whose whole name, without suffix and in lower case, matches a pattern, in order."""
    root = Path(folder).expanduser()
    if not root.is_dir():
        raise InputError(f"There is no folder {root}", possible="the folder that holds the survey's files")
    matching = [
        path for path in root.rglob("*") if suffix(path) and re.fullmatch(pattern, path.name.lower()[: -len(suffix(path))])
    ]
    return sorted(matching)


def suffix(path: Path) -> str:
    """Return the suffix of a file that can be read, or nothing."""
    return next((each for each in SUFFIXES if path.name.lower().endswith(each)), "")


def table(path: Path, only: Iterable[str] | None = None) -> pd.DataFrame:
    """Return a file's rows, with column names in lower case; of all columns, or of those in `only` that it has.

    Raises
    ------
    InputError
        If there is no such file, or none of a kind that can be read.
    """
    import pandas as pd

    if not path.is_file() or not suffix(path):
        raise InputError(f"There is no table {path}", possible=f"files {', '.join(SUFFIXES)}")
    wanted = None if only is None else {name.lower() for name in only}
    if suffix(path) == ".dta":
        with pd.read_stata(path, iterator=True) as reader:
            names = [name for name in reader.variable_labels() if wanted is None or name.lower() in wanted]
        frame = pd.read_stata(path, columns=names, convert_categoricals=False)
    elif suffix(path) == ".sas7bdat":
        frame = pd.read_sas(path, encoding="latin-1")
    else:
        frame = pd.read_csv(
            path,
            encoding="utf-8-sig",
            usecols=lambda name: wanted is None or name.lower() in wanted,
            na_values=["."],
            low_memory=False,
        )
    frame.columns = frame.columns.str.lower()
    return frame if wanted is None else frame[[name for name in frame.columns if name in wanted]]


def require(frame: pd.DataFrame, names: Sequence[str], path: Path) -> None:
    """Raise unless a table has these columns."""
    missing = [name for name in names if name not in frame.columns]
    if missing:
        raise DataError(
            f"{path.name} has no column {', '.join(missing)}",
            possible="the publisher's file, with its own names",
            remedy="see which release the file is of",
        )


def names(frame: pd.DataFrame, pattern: str) -> list[str]:
    """Return the columns whose whole name matches a pattern, by the number that the name ends with."""
    matching = [str(name) for name in frame.columns if re.fullmatch(pattern, str(name))]
    return sorted(matching, key=lambda name: int(re.sub(r".*?(\d*)$", r"\1", name) or 0))


def joined(left: pd.DataFrame, right: pd.DataFrame, keys: list[str], how: Literal["1:1", "m:1"], path: Path) -> pd.DataFrame:
    """Return each row of one table with its row of the other.

    Raises
    ------
    DataError
        If a row of one has none in the other, or several.
    """
    from pandas.errors import MergeError

    new = [name for name in right.columns if name in keys or name not in left.columns]
    try:
        both = left.merge(right[new], on=keys, how="outer" if how == "1:1" else "left", validate=how, indicator="_found")
    except MergeError as error:
        raise DataError(f"{path.name}: {str(error).splitlines()[0]}", possible=f"one row for each {', '.join(keys)}") from error
    alone = both["_found"] != "both"
    if alone.any():
        raise DataError(
            f"{path.name} and the others do not have the same households: {alone.sum()} rows stand alone",
            possible="files of one wave and one release",
            remedy="take all files from one delivery",
        )
    return both.drop(columns="_found")


def columns(frame: pd.DataFrame, **named: pd.Series) -> dict[str, NDArray[Any]]:
    """Return a table's columns as arrays, with some more."""
    return {str(name): frame[name].to_numpy() for name in frame} | {name: named[name].to_numpy() for name in named}


def provenance(source: str, edition: str, paths: Iterable[Path], origin: Origin, steps: Sequence[str]) -> Provenance:
    """Return where a survey comes from: its files' hash, who made it, and what was done."""
    digest = hashlib.sha256()
    for path in paths:
        with path.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return Provenance((Snapshot(source, edition, digest.hexdigest(), origins=(origin,)),), tuple(steps))


#: Eurostat's two-letter codes of countries, as ISO 3166-1 alpha-3.
# fmt: off
AREAS: Mapping[str, str] = {
    "AT": "AUT", "BE": "BEL", "BG": "BGR", "CH": "CHE", "CY": "CYP", "CZ": "CZE", "DE": "DEU", "DK": "DNK", "EE": "EST",
    "EL": "GRC", "ES": "ESP", "FI": "FIN", "FR": "FRA", "GR": "GRC", "HR": "HRV", "HU": "HUN", "IE": "IRL", "IS": "ISL",
    "IT": "ITA", "LT": "LTU", "LU": "LUX", "LV": "LVA", "MT": "MLT", "NL": "NLD", "NO": "NOR", "PL": "POL", "PT": "PRT",
    "RO": "ROU", "RS": "SRB", "SE": "SWE", "SI": "SVN", "SK": "SVK", "UK": "GBR",
}
# fmt: on


def areas(codes: pd.Series) -> pd.Series:
    """Return two-letter codes of countries as ISO 3166-1 alpha-3.

    Raises
    ------
    DataError
        If a code is unknown.
    """
    known = codes.map(AREAS)
    if known.isna().any():
        raise DataError(f"Unknown country {codes[known.isna()].iloc[0]!r}", possible=", ".join(AREAS))
    return known
