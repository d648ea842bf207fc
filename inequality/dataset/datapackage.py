"""Data packages: folders of cited tables, read as text, checked against their hash, exact to the printed digit.

An edition of a dataset is a folder ``<dataset>/<edition>/``: a ``datapackage.json`` (Data Package v2) and tables as CSV. The
CSV holds the digits as they were printed; each field says in what unit they are (``x-unit``) and by what they are multiplied
(``x-factor``) to give base units (``x-base-unit``): dollars, fractions of 1, people.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from inequality.dataset.table import Column, Row
from inequality.errors import DataError, UnknownNameError

__all__ = ["editions", "find", "home", "read"]


def home() -> Traversable:
    """Return the folder of built-in data: inside an installed package, beside it in a checkout.

    Raises
    ------
    DataError
        If it is in neither place.
    """
    package = files("inequality")
    beside = Path(__file__).resolve().parents[2] / "data"
    for folder in (package / "data", beside):
        if folder.is_dir():
            return folder
    possible = f"{package / 'data'} or {beside}"
    raise DataError("The built-in data are not there", possible=possible, remedy="install the package again")


def editions(folder: Traversable) -> dict[str, tuple[str, ...]]:
    """Return the datasets in a folder of packages, each with its editions."""
    found = {}
    for dataset in sorted(folder.iterdir(), key=lambda item: item.name):
        if dataset.is_dir():
            names = sorted(edition.name for edition in dataset.iterdir() if (edition / "datapackage.json").is_file())
            found.update({dataset.name: tuple(names)} if names else {})
    return found


def find(folder: Traversable, name: str, edition: str) -> tuple[Traversable, Mapping[str, Any]]:
    """Return the folder and the description of one edition; without an edition, of the only one.

    Raises
    ------
    UnknownNameError
        If there is no such dataset or edition, or no edition is named where there are several.
    """
    known = editions(folder)
    if name not in known:
        raise UnknownNameError("dataset", name, known)
    if not edition and len(known[name]) > 1:
        several = [f"{name}@{one}" for one in known[name]]
        remedy = f"name the edition, such as {several[-1]}"
        raise UnknownNameError("dataset", name, several, where=" without an edition", remedy=remedy)
    edition = edition or known[name][0]
    if edition not in known[name]:
        raise UnknownNameError("edition", edition, known[name], where=f" of {name}")
    place = folder / name / edition
    return place, json.loads((place / "datapackage.json").read_text(encoding="utf-8"))


def read(place: Traversable, resource: Mapping[str, Any]) -> tuple[dict[str, Column], tuple[Row, ...]]:
    """Read one table as text, after checking that its bytes are those described.

    Raises
    ------
    DataError
        If bytes, columns or a cell are not as described.
    """
    path = str(resource["path"])
    if path != Path(path).name or "\\" in path or path in ("", ".."):
        raise DataError(f"{place}: the path '{path}' leaves the package", possible="the name of a file beside datapackage.json")
    raw = (place / path).read_bytes()
    came = f"sha256:{hashlib.sha256(raw).hexdigest()}"
    if came != resource["hash"]:
        raise DataError(
            f"{place / path} is not what its description says: expected {resource['hash']}, found {came} ({len(raw)} bytes)",
            possible="the file as it was published with this edition",
            remedy="restore the file, or install the package again; changed data are a new edition with a new description",
        )
    columns = {field["name"]: Column.from_field(field) for field in resource["schema"]["fields"]}
    header, *lines = [*csv.reader(io.StringIO(raw.decode("utf-8"), newline=""))] or [[]]
    if header != list(columns) or any(len(line) != len(header) for line in lines):
        raise DataError(f"{place / path} does not have the columns described", possible=", ".join(columns))
    if not lines:
        raise DataError(f"{place / path} has no rows", possible="a table with at least one row", remedy="restore the file")
    rows = tuple(dict(zip(header, line, strict=True)) for line in lines)
    for number, row in enumerate(rows, start=2):
        for name, column in columns.items():
            try:
                column.parsed(row[name])
            except (ValueError, KeyError) as error:
                raise DataError(f"{place / path}, line {number}: '{row[name]}' in {name} is no {column.type}") from error
    return columns, rows
