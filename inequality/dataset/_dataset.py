"""Dataset: a cited table with its units, its measures and its origins, built-in or fetched."""

from __future__ import annotations

import html
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import TYPE_CHECKING

from inequality._measure import Measure
from inequality.distribution import Distribution
from inequality.errors import UnknownNameError
from inequality.provenance import Provenance

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Dataset"]


class Dataset(ABC):
    """A table, what its numbers measure, and where they come from. Made by `load`.

    Its frame is a plain pandas DataFrame in the project's names, fractions of 1 and base units.

    Examples
    --------
    >>> from inequality.dataset import built_in
    >>> fortunes = built_in("rich_list@2017")
    >>> fortunes.frame["cumulative_net_worth"][41]
    np.float64(1498000000000.0)
    >>> fortunes.measures["net_worth"].concept
    'net_wealth'
    """

    @property
    @abstractmethod
    def id(self) -> str:
        """``name@edition``, and for one of several tables ``/table``."""

    @property
    @abstractmethod
    def title(self) -> str:
        """Title of the table."""

    @property
    @abstractmethod
    def description(self) -> str:
        """What the table holds."""

    @property
    @abstractmethod
    def warnings(self) -> tuple[str, ...]:
        """What to know before using it; for fetched tables also what was left out, with how many rows."""

    @property
    @abstractmethod
    def key(self) -> tuple[str, ...]:
        """The columns that tell rows apart."""

    @property
    @abstractmethod
    def units(self) -> Mapping[str, str]:
        """Base unit of each column that has one."""

    @property
    @abstractmethod
    def measures(self) -> Mapping[str, Measure]:
        """What each column of values measures."""

    @property
    @abstractmethod
    def provenance(self) -> Provenance:
        """The edition as a snapshot, with the works behind it."""

    @property
    @abstractmethod
    def frame(self) -> pd.DataFrame:
        """The table; a copy."""

    @abstractmethod
    def distribution(self, area: str | None = None, year: int | str | None = None, **where: object) -> Distribution:
        """Return the table, or the part of it that the arguments pick, as a Distribution."""

    @abstractmethod
    def __len__(self) -> int: ...

    def cite(self, style: str = "text") -> str:
        """Return the works behind the table as ``"text"`` or ``"bibtex"``."""
        styles = {"text": self.provenance.citation, "bibtex": self.provenance.bibtex}
        if style not in styles:
            raise UnknownNameError("citation style", style, styles)
        return styles[style]()

    def __repr__(self) -> str:
        return f"<Dataset {self.id}: {self.title}; {len(self)} rows; {', '.join(self._columns())}>"

    def _columns(self) -> list[str]:
        return list(self.frame.columns)

    def _repr_html_(self) -> str:
        title, name, what, source = map(html.escape, (self.title, self.id, self.description, self.provenance.source_line()))
        units = html.escape(", ".join(f"{column}: {unit}" for column, unit in self.units.items()))
        notes = "".join(f"<li>{html.escape(warning)}</li>" for warning in self.warnings)
        table = self.frame.head(5).drop(columns="citation", errors="ignore").to_html(index=False, na_rep="")
        size = f"{min(5, len(self))} of {len(self)} rows"
        return f"<p><b>{title}</b> <code>{name}</code><br>{what}</p>{table}<p>{size}. {units}<br>{source}</p><ul>{notes}</ul>"
