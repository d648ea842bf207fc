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
"""

from __future__ import annotations

import copy
import inspect
import math
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from fractions import Fraction
from pathlib import Path
from typing import Any

from inequality.claims.formulas import FORMULAS
from inequality.claims.units import factor, last_digit
from inequality.errors import DomainError, RecordError
from inequality.interval import Interval, Number

__all__ = ["Alternative", "Claim", "Published"]

#: Keys of each kind of table in a record: those needed, then those allowed.
SCHEMA: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "claim": (
        frozenset({"wording", "publisher", "report", "date", "citation", "published", "formula", "inputs"}),
        frozenset(
            {
                *("id", "title", "url", "page", "evidence", "year", "area", "restates", "switches", "alternatives"),
                *("note", "subject", "beside", "result"),
            }
        ),
    ),
    "published": (frozenset({"unit"}), frozenset({"value", "half_width", "comparison", "citation"})),
    "cell": (frozenset({"table", "row", "column"}), frozenset({"half_width", "evidence", "citation", "assumption"})),
    "column": (frozenset({"table", "column", "by"}), frozenset({"names", "citation", "evidence", "assumption"})),
    "brackets": (
        frozenset({"table", "shares"}),
        frozenset({"where", "half_width", "lower", "upper", "evidence", "citation", "assumption"}),
    ),
    "figure": (frozenset({"value", "evidence", "citation"}), frozenset({"unit", "half_width", "measure", "assumption"})),
    "formula": (frozenset({"formula", "inputs"}), frozenset({"switches"})),
    "missing": (frozenset({"missing"}), frozenset()),
    "alternative": (frozenset({"name", "kind", "says"}), frozenset({"citation", "set"})),
}

#: What an alternative is for.
ALTERNATIVE_KINDS: Mapping[str, str] = {
    "given": "an input that was quoted apart from the claim, taken as exact",
    "circular": "an input that was worked back from the claim, and so proves nothing",
    "edition": "the same year under another edition of the data",
    "critic": "the sum done the way a critic asks for",
    "reading": "another reading of the sentence",
}

_EVIDENCE = ("read", "quoted", "inferred")
#: How a published value is to be read.
COMPARISONS: Mapping[str, str] = {
    "exactly": "the printed digits",
    "about": "the value, give or take a twentieth of it",
    "nearly": "the value or up to a twentieth less",
    "more than": "anything above the value",
    "at least": "the value or more",
    "at most": "the value or less",
}


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
    """

    name: str
    kind: str
    says: str
    citation: str
    record: Mapping[str, Any]
    published: Published


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
        _Check(text, where).claim(record)
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
            changed = copy.deepcopy(dict(self.record))
            for path, value in item.get("set", {}).items():
                node = changed
                *parents, last = path.split(".")
                for part in parents:
                    node = node.setdefault(part, {})
                node[last] = value
            yield Alternative(
                item["name"], item["kind"], item["says"], item.get("citation", ""), changed, _published(changed["published"])
            )


def kind_of(node: Mapping[str, Any]) -> str:
    """Return which kind of input a table in a record is."""
    for key, kind in (
        ("formula", "formula"),
        ("missing", "missing"),
        ("value", "figure"),
        ("row", "cell"),
        ("shares", "brackets"),
    ):
        if key in node:
            return kind
    return "column"


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


class _Check:
    """Names the wrong key and its line."""

    def __init__(self, text: str, where: str) -> None:
        self.lines, self.where = text.splitlines(), where

    def claim(self, record: Mapping[str, Any]) -> None:
        self.keys(record, "claim", "the record")
        self.texts(record, "the record", but=("published", "inputs", "switches", "alternatives", "date", "year", "beside"))
        if not isinstance(record["date"], date):
            raise self.error("date", "is not a date", possible="date = 2018-01-22, without quotes")
        self.published(record["published"])
        beside = record.get("beside", [])
        if not isinstance(beside, list) or not all(isinstance(id, str) for id in beside):
            raise self.error("beside", f"is {beside!r}", possible='beside = ["the-id-of-another-claim"]')
        self.formula(record, "the record")
        names = set()
        for alternative in record.get("alternatives", ()):
            self.keys(alternative, "alternative", f"alternative '{alternative.get('name', '?')}'")
            if alternative["kind"] not in ALTERNATIVE_KINDS:
                raise self.error("kind", f"is '{alternative['kind']}'", possible=", ".join(ALTERNATIVE_KINDS))
            if alternative["name"] in names:
                raise self.error("name", f"names the alternative '{alternative['name']}' twice")
            names.add(alternative["name"])
            for path in alternative.get("set", {}):
                if path.split(".")[0] not in ("inputs", "formula", "switches", "published"):
                    raise self.error(path, "cannot be replaced", possible="inputs.…, formula, switches.…, published")
        for changed in Claim("", record).alternatives():
            self.published(changed.record["published"])
            self.formula(changed.record, f"alternative '{changed.name}'")

    def published(self, table: object) -> None:
        if not isinstance(table, Mapping):
            raise self.error("published", "is not a table", possible='[published] with value = "42" and unit = "people"')
        self.keys(table, "published", "[published]")
        self.texts(table, "[published]")
        for key in ("value", "half_width"):
            self.number(table.get(key, "0"), key)
        if table.get("comparison", "exactly") not in COMPARISONS:
            raise self.error("comparison", f"is '{table['comparison']}'", possible=", ".join(COMPARISONS))

    def formula(self, node: Mapping[str, Any], where: str) -> None:
        if node["formula"] not in FORMULAS:
            raise self.error(
                "formula", f"of {where} is '{node['formula']}'", possible=", ".join(FORMULAS), value=node["formula"]
            )
        entry = FORMULAS[node["formula"]]
        takes = inspect.signature(entry.function).parameters.values()
        free = any(parameter.kind is parameter.VAR_KEYWORD for parameter in takes)
        wanted = {each.name for each in takes if each.annotation != "str" and each.kind is not each.VAR_KEYWORD}
        inputs = node["inputs"]
        if not isinstance(inputs, Mapping) or not inputs or (set(inputs) != wanted and not free):
            given = ", ".join(inputs) if isinstance(inputs, Mapping) else "no table"
            raise self.error("inputs", f"of {where} are {given}", possible=f"{', '.join(sorted(wanted))} for {entry.name}")
        for name, value in node.get("switches", {}).items():
            allowed = entry.facts["switches"].get(name)
            if allowed is not None and value in allowed:
                continue
            if allowed is None and name in entry.function.__annotations__ and isinstance(value, str):
                continue  # a free text such as the date of prices
            raise self.error(name, f"of {where} is '{value}'", possible=str(dict(entry.facts["switches"])))
        for name, child in inputs.items():
            self.node(child, f"{where}.{name}" if where != "the record" else f"inputs.{name}")

    def node(self, node: object, where: str) -> None:
        if not isinstance(node, Mapping):
            raise self.error(
                where.rsplit(".", 1)[-1],
                f"({where}) is not a table",
                possible="a table with table/row/column, value, formula or missing",
            )
        kind = kind_of(node)
        self.keys(node, kind, where)
        if kind == "formula":
            self.formula(node, where)
            return
        self.texts(node, where, but=("row", "where", "measure"))
        if node.get("evidence", "read") not in _EVIDENCE:
            raise self.error(
                "evidence", f"of {where} is '{node['evidence']}'", possible=", ".join(_EVIDENCE), value=node["evidence"]
            )
        for key in ("value", "half_width"):
            self.number(node.get(key, "0"), key)

    def keys(self, table: Mapping[str, Any], kind: str, where: str) -> None:
        needed, allowed = SCHEMA[kind]
        for key in table:
            if key not in needed | allowed:
                close = get_close_matches(key, sorted(needed | allowed), n=1)
                remedy = f"did you mean '{close[0]}'?" if close else "remove it, or see the recipe for a claim in CONTRIBUTING"
                raise self.error(key, f"is no key of {where}", possible=", ".join(sorted(needed | allowed)), remedy=remedy)
        if absent := sorted(needed - set(table)):
            raise RecordError(
                f"{self.where}: {where} lacks the key{'s' if len(absent) > 1 else ''} {', '.join(absent)}",
                possible=", ".join(sorted(needed)),
            )

    def texts(self, table: Mapping[str, Any], where: str, but: tuple[str, ...] = ()) -> None:
        for key, value in table.items():
            if key not in but and not isinstance(value, str):
                raise self.error(
                    key,
                    f"of {where} is {value!r}, not a text",
                    remedy=f'write {key} = "{value}" (numbers too, so that no digit is lost)',
                )

    def number(self, text: str, key: str) -> None:
        if not re.fullmatch(r"-?\d+(\.\d+)?", text):
            raise self.error(
                key, f"is '{text}', not a number", possible='"42" or "0.5", without separators and units', value=text
            )

    def error(self, key: str, problem: str, *, possible: str = "", remedy: str = "", value: str = "") -> RecordError:
        pattern = re.compile(rf'(^|[\s.\["\'{{,]){re.escape(key)}["\']?\s*[\].=]')
        found = [number for number, line in enumerate(self.lines, 1) if pattern.search(line)]
        exact = [number for number in found if value and value in self.lines[number - 1]]
        line = f" line {(exact or found)[0]}:" if found else ":"
        return RecordError(f"{self.where}{line} {key} {problem}", possible=possible, remedy=remedy)
