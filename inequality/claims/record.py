"""A claim's record: a TOML file that states a claim, its inputs and its formula; read strictly.

A record says *what was claimed* (``wording``, ``publisher``, ``report``, ``date``, ``citation``, ``[published]``), *by what
it is computed* (``formula``, ``[inputs.…]``) and *what else was proposed* (``[[alternatives]]``: the same record with named
keys replaced). An input is one of

- a cell: ``table``, ``row``, ``column`` (and ``half_width``, ``evidence``, ``citation`` where the table has none, or others);
- a whole column: ``table``, ``column``, ``by`` (the column that gives the order), ``names``;
- shares by rank: ``table``, ``shares`` (the column), ``where`` (which rows; else all); ranks stand in ``p_lower``, ``p_upper``;
- a figure given here: ``value``, ``unit``, ``half_width``, ``evidence``, ``citation``, ``measure``;
- another formula: ``formula``, ``inputs``, ``switches``;
- ``missing``: in words, the figure that nobody has seen.

What critics would switch (debts, people, rates, prices, list, selection, source) is seen in the figures of an alternative;
where they do not show it, it says so itself: ``switch = "source"``.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from inequality.claims.schema import Schema, changed
from inequality.claims.units import factor, last_digit
from inequality.errors import DomainError, RecordError
from inequality.interval import Interval, Number

__all__ = ["Alternative", "Claim", "Published"]


@dataclass(frozen=True)
class Published:
    """The value as published.

    Parameters
    ----------
    text : str
        As printed; empty where nobody published a value, and the record only asks what the data allow.
    interval : Interval or None
        What the printed digits stand for, in base units: 44 percent is 0.435 to 0.445.
    unit : str
        Its unit, as a noun.
    comparison : str
        A key of ``COMPARISONS``.
    """

    text: str
    interval: Interval | None
    unit: str
    comparison: str = "exactly"

    @property
    def shown(self) -> str:
        """The value as the claim has it: ``"more than 50"``."""
        return self.text if self.comparison == "exactly" else f"{self.comparison} {self.text}"

    @property
    def value(self) -> Number:
        """The least number that the printed digits stand for, in base units.

        Raises
        ------
        DomainError
            If nobody published a value.
        """
        if self.interval is None:
            raise DomainError(
                "Nobody published a value for this record", remedy="use it where only what the data allow is shown"
            )
        return self.interval.low


@dataclass(frozen=True)
class Alternative:
    """The same record with named keys replaced.

    Parameters
    ----------
    name, kind, says : str
        Its name, a key of ``ALTERNATIVE_KINDS``, and what it changes, for the reader.
    citation : str
        Who proposed it.
    record : mapping
        The whole record, changed.
    published : Published
        The value published for it, or the claim's own.
    switch : str
        A key of ``SWITCHES``, where it says which it sets another way; else its figures show it.
    """

    name: str
    kind: str
    says: str
    citation: str
    record: Mapping[str, Any]
    published: Published
    switch: str = ""


@dataclass(frozen=True)
class Claim:
    """A claim as recorded.

    Parameters
    ----------
    id : str
        The file's name without ``.toml``.
    record : mapping
        The checked record.
    """

    id: str
    record: Mapping[str, Any]

    def __getitem__(self, key: str) -> Any:
        """Return a key of the record: ``claim["wording"]``."""
        return self.record[key]

    @classmethod
    def read(cls, path: Path) -> Claim:
        """Read a record from a file.

        Raises
        ------
        RecordError
            If it cannot be read, or a key is missing, unknown or of the wrong kind; the message names key and line.
        """
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise RecordError(
                f"The claim record {path} cannot be read ({getattr(error, 'strerror', None) or error})",
                possible="a TOML file in UTF-8",
            ) from error
        return cls.parse(text, path.stem, where=path.name)

    @classmethod
    def parse(cls, text: str, id: str, *, where: str = "the record") -> Claim:
        """Read a record from its text."""
        try:
            record = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise RecordError(
                f"{where} is not TOML: {error}", remedy='quote texts ("...") and close every bracket on that line'
            ) from error
        return cls.of(record, id, text=text, where=where)

    @classmethod
    def of(cls, record: Mapping[str, Any], id: str, *, text: str = "", where: str = "the record") -> Claim:
        """Make a claim of a record that was read, after checking its form; `text` is where lines are looked for."""
        Schema(text, where).claim(record)
        return cls(str(record.get("id", id)), record)

    @property
    def published(self) -> Published:
        """The value as published."""
        return _published(self.record["published"])

    @property
    def year(self) -> int:
        """The year that the sentence is about; that of publication where the record does not say."""
        return int(self.record.get("year", self.record["date"].year))

    def alternatives(self) -> Iterator[Alternative]:
        """Yield the record's alternatives in their order."""
        for item in self.record.get("alternatives", ()):
            record = changed(self.record, item)
            yield Alternative(
                item["name"], item["kind"], item["says"], item.get("citation", ""), record, _published(record["published"]),
                item.get("switch", ""),
            )  # fmt: skip


def _published(table: Mapping[str, Any]) -> Published:
    unit, comparison = table["unit"], table.get("comparison", "exactly")
    if "value" not in table:
        return Published("", None, unit)
    half = Fraction(table["half_width"]) if "half_width" in table else last_digit(table["value"], unit)
    interval = Interval.around(table["value"], half) * factor(unit)
    middle = Fraction(table["value"]) * factor(unit)
    if comparison in ("more than", "at least"):
        interval = Interval(middle, math.inf, "source", open_low=comparison == "more than")
    elif comparison == "at most":
        interval = Interval(-math.inf, middle, "source")
    elif comparison in ("about", "nearly"):
        slack = max(abs(middle) / 20, half * factor(unit))
        interval = Interval(middle - slack, middle + slack if comparison == "about" else middle)
    return Published(table["value"], interval, unit, comparison)
