"""What a source's reader returns, and the dataset made of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from inequality._measure import Measure
from inequality.dataset._dataset import Dataset
from inequality.distribution import Distribution
from inequality.errors import DomainError, UnknownNameError
from inequality.provenance import Origin, Provenance

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["FetchedDataset", "Reading"]


@dataclass(frozen=True)
class Reading:
    """A publisher's files, read: a table in the project's names, fractions of 1 and base units.

    Parameters
    ----------
    title, description : str
        What the table is called and what it holds.
    frame : DataFrame
        The table: ``area`` (ISO 3166-1 alpha-3 or a documented aggregate), ``year``, and values.
    key : tuple of str
        The columns that tell rows apart.
    units : mapping of str to str
        Base unit of each column that has one: ``"fraction"``, ``"USD"``, ``"people"``.
    measures : mapping of str to Measure
        What each column of values of wealth or income measures.
    warnings : tuple of str
        What to know before using it, and what was left out, with how many rows.
    by : tuple of str
        Columns that must hold one value in a distribution.
    distribution : callable or None
        What makes a Distribution of the rows picked; None where the table is none.
    origins : tuple of Origin
        Works behind these files that they name themselves, to be cited beside the source's own.
    """

    title: str
    description: str
    frame: pd.DataFrame
    key: tuple[str, ...]
    units: Mapping[str, str]
    measures: Mapping[str, Measure] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    distribution: Callable[[pd.DataFrame], Distribution] | None = None
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True, eq=False, repr=False)
class FetchedDataset(Dataset):
    """A table that was fetched from its publisher, or handed in as the publisher's file. Made by `load`.

    Parameters
    ----------
    name, edition : str
        Together ``name@edition``.
    reading : Reading
        The table and what is known of it.
    origin : Provenance
        The files it was read from.
    """

    name: str
    edition: str
    reading: Reading
    origin: Provenance

    @property
    def id(self) -> str:
        """``name@edition``."""
        return f"{self.name}@{self.edition}"

    @property
    def title(self) -> str:
        """Title of the table."""
        return self.reading.title

    @property
    def description(self) -> str:
        """What the table holds."""
        return self.reading.description

    @property
    def warnings(self) -> tuple[str, ...]:
        """What to know before using it, and what was left out."""
        return self.reading.warnings

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that tell rows apart."""
        return self.reading.key

    @property
    def units(self) -> Mapping[str, str]:
        """Base unit of each column that has one."""
        return self.reading.units

    @property
    def measures(self) -> Mapping[str, Measure]:
        """What each column of values measures."""
        return self.reading.measures

    @property
    def provenance(self) -> Provenance:
        """The files as snapshots, with the works behind them."""
        return self.origin

    @property
    def frame(self) -> pd.DataFrame:
        """The table; a copy."""
        return self.reading.frame.copy()

    def __len__(self) -> int:
        return len(self.reading.frame)

    def _columns(self) -> list[str]:
        return list(self.reading.frame.columns)

    def distribution(self, area: str | None = None, year: int | str | None = None, **where: object) -> Distribution:
        """Return the table, or the part of it that the arguments pick, as a Distribution.

        Raises
        ------
        DomainError
            If the table is no distribution, or the arguments leave several.
        UnknownNameError
            If there is no such area, year, column or value.
        """
        rows = self.reading.frame
        if self.reading.distribution is None:
            raise DomainError(f"{self.id} is not a distribution", remedy="take its columns from .frame")
        for name, value in {"area": area, "year": year, **where}.items():
            if value is None:
                continue
            if name not in rows:
                raise UnknownNameError("column", name, rows.columns, where=f" in {self.id}")
            known, rows = rows[name], rows[rows[name] == value]
            if rows.empty:
                raise UnknownNameError(name, value, map(str, known.dropna().unique()), where=f" in {self.id}")
        for name in self.reading.by:
            several = list(dict.fromkeys(map(str, rows[name])))
            if len(several) > 1:
                problem = f"{self.id} holds a distribution for each {name}, and none was named"
                shown = ", ".join(several) if len(several) <= 40 else f"{several[0]} to {several[-1]}"
                raise DomainError(problem, possible=shown, remedy=f"pass {name}=...")
        found = self.reading.distribution(rows)
        found.provenance = found.provenance or self.provenance
        return found
