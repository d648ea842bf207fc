"""Datasets: cited tables with their units, measures and origins; `built_in` opens those that come with the package."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inequality.dataset import datapackage
from inequality.dataset._dataset import Dataset
from inequality.dataset.grouping import KINDS
from inequality.dataset.table import EVIDENCE, Table
from inequality.distribution import Distribution
from inequality.errors import DomainError, UnknownNameError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Dataset", "PrintedDataset", "built_in", "datasets", "describe"]


@dataclass(frozen=True, repr=False)
class PrintedDataset(Table, Dataset):
    """A built-in table: figures as they were printed, each with its citation, exact to the digit.

    Made by `built_in`. The frame is in base units, a fresh copy each time; `cell` and `column` give the same figures exactly.

    Examples
    --------
    >>> fortunes = built_in("rich_list@2017")
    >>> fortunes.cell({"position": 42}, "cumulative_net_worth").text
    '1498.0'
    """

    @property
    def title(self) -> str:
        """Title of the table."""
        return str(self.resource["title"])

    @property
    def description(self) -> str:
        """What the table holds."""
        return str(self.resource["description"])

    @property
    def warnings(self) -> tuple[str, ...]:
        """What to know before using it."""
        return tuple(self.package["x-warnings"])

    @property
    def frame(self) -> pd.DataFrame:
        """The table in base units, with evidence and citation of every row; a copy."""
        return self._frame.copy()

    @cached_property
    def _frame(self) -> pd.DataFrame:
        import pandas as pd  # here, so that checking a claim, which takes exact cells only, does not wait for it

        series: dict[str, pd.Series[Any]] = {}
        for name, column in self.columns.items():
            values = [column.parsed(row[name]) for row in self.printed]
            gaps = column.type == "integer" and None in values
            series[name] = pd.Series(values, dtype="float64" if column.type == "number" else "Int64" if gaps else None)
        for name in ("evidence", "citation"):
            series.setdefault(name, pd.Series([self.about(row, name) for row in self.printed]))
        return pd.DataFrame(series)

    def distribution(self, area: str | None = None, year: int | str | None = None, **where: object) -> Distribution:
        """Return the table, or the part of it that the arguments pick, as a Distribution.

        Parameters
        ----------
        area, year : optional
            Values of the columns so named.
        **where
            Values of other columns: ``quarter="2019-Q4"``.

        Raises
        ------
        DomainError
            If the table is no distribution, or the arguments leave several.
        UnknownNameError
            If there is no such area, year or column.

        Examples
        --------
        >>> built_in("rich_list@2017").distribution()
        Distribution(501 ordered groups, population 2043, mean 3.7533e+09, net_wealth by fortune, USD)
        """
        spec = self.resource.get("x-distribution")
        if not spec:
            possible = ", ".join(_distributions(self.folder))
            raise DomainError(f"{self.id} is not a distribution", possible=possible, remedy="load one of those")
        wanted = {name: value for name, value in {"area": area, "year": year, **where}.items() if value is not None}
        rows = self.some(wanted)
        for name in spec.get("by", ()):
            if len({row[name] for row in rows}) > 1:
                problem = f"{self.id} holds a distribution for each {name}, and none was named"
                raise DomainError(problem, possible=", ".join(self.choices(rows, name)), remedy=f"pass {name}=...")
        return KINDS[spec["kind"]](self, rows, spec, self.sibling(spec["totals"]) if "totals" in spec else None)

    def sibling(self, table: str) -> PrintedDataset:
        """Return another table of the same edition."""
        resources = {str(resource["name"]): resource for resource in self.package["resources"]}
        if table not in resources:
            raise UnknownNameError("table", table, resources, where=f" in {self.name}@{self.edition}")
        place = self.folder / self.name / self.edition
        return PrintedDataset(self.folder, self.package, resources[table], *datapackage.read(place, resources[table]))

    def _columns(self) -> list[str]:
        return list(self.columns)


def built_in(name: str, *, folder: Path | None = None) -> PrintedDataset:
    """Open a built-in table.

    Parameters
    ----------
    name : str
        ``dataset@edition`` or ``dataset@edition/table``. The edition may be left out where there is only one; without a
        table it is the first of the edition.
    folder : Path, optional
        Another folder of data packages, laid out like the built-in one.

    Returns
    -------
    Dataset

    Raises
    ------
    UnknownNameError
        If there is no such dataset, edition or table, or no edition is named where there are several.
    DataError
        If the file's bytes are not those that its description was written for.

    Examples
    --------
    >>> built_in("rich_list@2017/totals").frame["people_listed"].tolist()
    [2043]
    """
    wanted, _, table = name.partition("/")
    dataset, _, edition = wanted.partition("@")
    where = folder or datapackage.home()
    place, package = datapackage.find(where, dataset, edition)
    resource = package["resources"][0]
    if table and table != resource["name"]:
        return PrintedDataset(where, package, resource, {}, ()).sibling(table)
    return PrintedDataset(where, package, resource, *datapackage.read(place, resource))


def datasets(folder: Path | None = None) -> dict[str, tuple[str, ...]]:
    """Return the names of the built-in datasets, each with its editions.

    Parameters
    ----------
    folder : Path, optional
        A folder of packages; else the built-in data.

    Returns
    -------
    dict of str to tuple of str
        Editions, oldest first, by name.

    Examples
    --------
    >>> datasets()["world_first_decile"]
    ('2016', '2023')
    """
    return datapackage.editions(folder or datapackage.home())


def describe(name: str, folder: Path | None = None) -> dict[str, Any]:
    """Return everything known about an edition and its tables, ready for JSON.

    Parameters
    ----------
    name : str
        ``dataset@edition``.
    folder : Path, optional
        A folder of packages; else the built-in data.

    Returns
    -------
    dict
        Title, description, editions, warnings, origins and, by name, the tables with their columns.

    Examples
    --------
    >>> about = describe("rich_list@2017")
    >>> about["tables"]["fortunes"]["rows"], about["tables"]["fortunes"]["columns"]["net_worth"]["unit"]
    (500, 'USD')
    """
    first = built_in(name, folder=folder)
    tables = {str(resource["name"]): first.sibling(str(resource["name"])) for resource in first.package["resources"]}
    return {
        "id": f"{first.name}@{first.edition}",
        "title": first.package["title"],
        "description": first.package["description"],
        "editions": list(datasets(folder)[first.name]),
        "published": str(first.package.get("x-published", "")),
        "reference_period": first.package["x-reference-period"],
        "warnings": list(first.warnings),
        "origins": first.package["x-origins"],
        "citation": first.cite(),
        "tables": {table: _described(dataset) for table, dataset in tables.items()},
    }


def _described(dataset: PrintedDataset) -> dict[str, Any]:
    columns = {
        column.name: {
            "type": column.type,
            "unit": column.unit,
            "printed_unit": column.printed_unit,
            "description": column.description,
            "measure": column.measure.as_dict() if column.measure else None,
        }
        for column in dataset.columns.values()
    }
    evidence = [dataset.about(row, "evidence") for row in dataset.printed]
    return {
        "id": dataset.id,
        "title": dataset.title,
        "description": dataset.description,
        "rows": len(dataset),
        "key": list(dataset.key),
        "columns": columns,
        "evidence": {word: evidence.count(word) for word in EVIDENCE if word in evidence},
        "distribution": dataset.resource.get("x-distribution", {}).get("kind"),
        "bytes": dataset.resource["bytes"],
        "hash": dataset.resource["hash"],
    }


def _distributions(folder: Traversable) -> list[str]:
    """Names of the datasets that hold a distribution."""
    names = {name: datapackage.find(folder, name, known[-1])[1] for name, known in datapackage.editions(folder).items()}
    return [name for name, package in names.items() if any("x-distribution" in resource for resource in package["resources"])]
