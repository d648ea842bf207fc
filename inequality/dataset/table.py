"""Tables of printed figures, with exact access to each of them and to what is known about it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from importlib.resources.abc import Traversable
from typing import Any

from inequality._measure import Measure
from inequality.errors import DomainError, UnknownNameError
from inequality.interval import Interval
from inequality.provenance import Origin, Provenance, Snapshot

__all__ = ["Cell", "Column", "Table"]

#: How well a figure is known.
EVIDENCE: Mapping[str, str] = {
    "read": "in the publisher's own document or data",
    "quoted": "in a document that quotes the publisher",
    "inferred": "worked back from another published figure, so it can never confirm that figure",
}

Row = Mapping[str, str]


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Parameters
    ----------
    name, description : str
        What it is called and what it holds.
    type : {"string", "integer", "number", "boolean"}
        Type of what is printed.
    printed_unit, unit : str
        Unit as printed in the CSV ("USD billion"), and after multiplying by `factor` ("USD").
    factor : Fraction
        What turns the one into the other.
    measure : Measure or None
        What it measures, for columns of values.
    evidence : str
        A word of ``EVIDENCE``, or the column that holds one; empty where the row's evidence holds.
    half_width : str
        The column that holds half the width of rounding; empty where that is unknown.
    """

    name: str
    description: str
    type: str
    printed_unit: str = ""
    unit: str = ""
    factor: Fraction = Fraction(1)
    measure: Measure | None = None
    evidence: str = ""
    half_width: str = ""

    @classmethod
    def from_field(cls, field: Mapping[str, Any]) -> Column:
        """Read a field of a table schema."""
        return cls(
            field["name"],
            field.get("description", ""),
            field["type"],
            field.get("x-unit", ""),
            field.get("x-base-unit", field.get("x-unit", "")),
            Fraction(field.get("x-factor", "1")),
            Measure(**field["x-measure"]) if "x-measure" in field else None,
            field.get("x-evidence", ""),
            field.get("x-half-width", ""),
        )

    @property
    def numeric(self) -> bool:
        """Whether it holds numbers."""
        return self.type in ("integer", "number")

    def exact(self, text: str) -> Fraction:
        """Return printed digits as an exact number in base units."""
        return Fraction(text) * self.factor

    def parsed(self, text: str) -> Any:
        """Return what a frame shows: text, truth, a whole number, or the nearest float; None where nothing is printed."""
        if text == "":
            return None
        if self.type == "number":
            return float(self.exact(text))
        if self.type == "integer":
            return int(text) * int(self.factor)
        return {"true": True, "false": False}[text] if self.type == "boolean" else text

    def holds(self, text: str, wanted: object) -> bool:
        """Whether a printed cell equals a value in base units; 0.1 means one tenth, not the float nearest to it."""
        if not text or not self.numeric:
            return text == (str(wanted).lower() if self.type == "boolean" else str(wanted))
        try:
            return self.exact(text) == (wanted if isinstance(wanted, Fraction) else Fraction(str(wanted)))
        except ValueError:
            return False


@dataclass(frozen=True)
class Cell:
    """One figure of a table, exactly, with where it stands and how well it is known.

    Parameters
    ----------
    table : str
        Identifier of the table, such as ``rich_list@2017/fortunes``.
    row : mapping
        The row's key, as printed.
    column : str
        The column's name.
    text, printed_unit : str
        The digits as printed, and their unit.
    value : Fraction
        The exact value in base units.
    unit : str
        The base unit.
    half_width : Fraction or None
        Half the width of rounding, in base units; None where it is not known.
    evidence : str
        A word of ``EVIDENCE``.
    citation : str
        Where the figure was taken from.
    """

    table: str
    row: Row
    column: str
    text: str
    printed_unit: str
    value: Fraction
    unit: str
    half_width: Fraction | None
    evidence: str
    citation: str

    @property
    def address(self) -> str:
        """The whole address on one line."""
        return f"{self.table}[{', '.join(f'{name}={value}' for name, value in self.row.items())}].{self.column}"

    @property
    def interval(self) -> Interval:
        """The value with its rounding; without width where that is not known."""
        return Interval.around(self.value, self.half_width or 0)

    def __float__(self) -> float:
        return float(self.value)


@dataclass(frozen=True, repr=False)
class Table:
    """One table of an edition, as printed, with exact access to its figures.

    Parameters
    ----------
    folder : Traversable
        The folder of packages it stands in.
    package, resource : mapping
        The description of the edition, and of the table.
    columns : mapping of str to Column
        Its columns.
    printed : tuple of mapping
        Its rows: column to printed text, empty where nothing is printed.
    """

    folder: Traversable
    package: Mapping[str, Any]
    resource: Mapping[str, Any]
    columns: Mapping[str, Column]
    printed: tuple[Row, ...]

    @property
    def id(self) -> str:
        """``dataset@edition/table``."""
        return f"{self.name}@{self.edition}/{self.table}"

    @property
    def name(self) -> str:
        """Name of the dataset, without edition."""
        return str(self.package["name"])

    @property
    def edition(self) -> str:
        """The edition."""
        return str(self.package["version"])

    @property
    def table(self) -> str:
        """Name of the table within the edition."""
        return str(self.resource["name"])

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that tell rows apart."""
        return tuple(self.resource["schema"]["primaryKey"])

    @property
    def measures(self) -> Mapping[str, Measure]:
        """What each column of values measures."""
        return {name: column.measure for name, column in self.columns.items() if column.measure}

    @property
    def units(self) -> Mapping[str, str]:
        """Base unit of each column that has one."""
        return {name: column.unit for name, column in self.columns.items() if column.unit}

    @property
    def provenance(self) -> Provenance:
        """The edition as a snapshot, with the works behind it."""
        origins = tuple(Origin(**origin) for origin in self.package["x-origins"])
        return Provenance((Snapshot(self.name, self.edition, self.resource["hash"].removeprefix("sha256:"), origins=origins),))

    def __len__(self) -> int:
        return len(self.printed)

    def rows(self, where: Mapping[str, object] | None = None) -> tuple[Row, ...]:
        """Return the rows, as printed, in which the named columns have the given values (in base units).

        Raises
        ------
        UnknownNameError
            If there is no such column.

        Examples
        --------
        >>> from inequality.dataset import built_in
        >>> [row["name"] for row in built_in("rich_list@2017").rows({"position": 1})]
        ['Bill Gates']
        """
        wanted = [(self._column(name), value) for name, value in (where or {}).items()]
        return tuple(row for row in self.printed if all(column.holds(row[column.name], value) for column, value in wanted))

    def cell(self, row: Mapping[str, object], column: str) -> Cell:
        """Return one figure, exactly.

        Parameters
        ----------
        row : mapping
            Values, in base units, of columns that together pick one row: ``{"year": 2010}``.
        column : str
            A column of numbers.

        Raises
        ------
        UnknownNameError
            If there is no such column or row.
        DomainError
            If several rows fit, nothing is printed in the cell, or the column holds no numbers.

        Examples
        --------
        >>> from inequality.dataset import built_in
        >>> cell = built_in("rich_list@2017").cell({"position": 42}, "cumulative_net_worth")
        >>> cell.value, cell.evidence, cell.address
        (Fraction(1498000000000, 1), 'read', 'rich_list@2017/fortunes[position=42].cumulative_net_worth')
        """
        field, found = self._numeric(column), self.some(row)
        if len(found) > 1:
            problem = f"{len(found)} rows of {self.id} fit {_listed(row) or 'where no column is named'}"
            raise DomainError(problem, possible=f"one row, picked by {', '.join(self.key)}", remedy="name more columns")
        printed = found[0]
        if not printed[column]:
            known = [name for name, other in self.columns.items() if other.numeric and printed[name] and name not in self.key]
            problem = f"{self.id} has no {column} where {_listed(row)}"
            raise DomainError(problem, possible=", ".join(known), remedy="take another column or another edition")
        half = printed[field.half_width] if field.half_width else ""
        return Cell(
            self.id,
            {name: printed[name] for name in self.key},
            column,
            printed[column],
            field.printed_unit,
            field.exact(printed[column]),
            field.unit,
            self.columns[field.half_width].exact(half) if half else None,
            self.about(printed, "evidence", field.evidence),
            self.about(printed, "citation"),
        )

    def column(self, column: str, *, order_by: str = "") -> tuple[Fraction, ...]:
        """Return a whole column, exactly, in base units.

        Parameters
        ----------
        column : str
            A column of numbers.
        order_by : str, optional
            A column of numbers in whose rising order to return it; otherwise as in the table.

        Raises
        ------
        DomainError
            If the column has gaps or holds no numbers.

        Examples
        --------
        >>> from inequality.dataset import built_in
        >>> fortunes = built_in("rich_list@2017")
        >>> [int(value) // 10**9 for value in fortunes.column("cumulative_net_worth", order_by="position")[:3]]
        [86, 161, 234]
        """
        field, gaps = self._numeric(column), sum(not row[column] for row in self.printed)
        if gaps:
            problem = f"{column} is missing in {gaps} of the {len(self)} rows of {self.id}"
            raise DomainError(problem, possible="a column without gaps", remedy="take its cells one by one")
        rows = self.ordered(self.printed, order_by) if order_by else self.printed
        return tuple(field.exact(row[column]) for row in rows)

    def _column(self, name: str) -> Column:
        if name not in self.columns:
            raise UnknownNameError("column", name, self.columns, where=f" in {self.id}")
        return self.columns[name]

    def _numeric(self, name: str) -> Column:
        column = self._column(name)
        if not column.numeric:
            numbers = ", ".join(other for other, c in self.columns.items() if c.numeric)
            problem = f"{name} of {self.id} holds no numbers but {column.type}s"
            raise DomainError(problem, possible=numbers, remedy="name one of those")
        return column

    def some(self, where: Mapping[str, object]) -> tuple[Row, ...]:
        """Return the rows as `rows` does; where none fits, raise UnknownNameError naming what would have."""
        fitting: dict[str, object] = {}
        rows = self.printed
        for name, value in where.items():
            fitting[name] = value
            there, rows = rows, self.rows(fitting)
            if not rows:
                besides = _listed({other: fitting[other] for other in fitting if other != name})
                place = f" in {self.id}" + (f" where {besides}" if besides else "")
                raise UnknownNameError(name, value, self.choices(there, name), where=place)
        return rows

    def choices(self, rows: Sequence[Row], name: str) -> list[str]:
        """Return what a column holds in some rows, for a message: each value, or the first and last of many."""
        values = list(dict.fromkeys(row[name] for row in rows))
        if self.columns[name].numeric:
            values.sort(key=lambda text: Fraction(text or 0))
        return values if len(values) <= 40 else [f"{values[0]} to {values[-1]}"]

    def ordered(self, rows: Sequence[Row], name: str) -> list[Row]:
        """Return rows in rising order of a column of numbers."""
        column = self._numeric(name)
        return sorted(rows, key=lambda row: column.exact(row[name]))

    def about(self, row: Row, what: str, own: str = "") -> str:
        """Return the evidence or citation of a cell: its column's own, else its row's, else the table's."""
        return row.get(own, own) or row.get(what) or str(self.resource[f"x-{what}"])

    def floats(self, rows: Sequence[Row], name: str, missing: float = math.nan) -> list[float]:
        """Return a column of the given rows as the nearest floats in base units."""
        column = self._column(name)
        return [float(column.exact(row[name])) if row[name] else missing for row in rows]


def _listed(row: Mapping[str, object]) -> str:
    return ", ".join(f"{name} is {value}" for name, value in row.items())
