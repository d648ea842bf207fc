"""The form of a claim's record: its keys, what they may hold, and a check that names the wrong key and line."""

from __future__ import annotations

import copy
import inspect
import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from difflib import get_close_matches
from typing import Any

from inequality._measure import Measure
from inequality.claims.formulas import FORMULAS
from inequality.errors import RecordError, UnknownNameError
from inequality.registry import Entry

__all__ = ["ALTERNATIVE_KINDS", "COMPARISONS", "SCHEMA", "SWITCHES", "Schema", "changed", "kind_of"]

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
    "alternative": (frozenset({"name", "kind", "says"}), frozenset({"citation", "set", "switch"})),
}

#: What an alternative is for.
ALTERNATIVE_KINDS: Mapping[str, str] = {
    "given": "an input that was quoted apart from the claim, taken as exact",
    "circular": "an input that was worked back from the claim, and so proves nothing",
    "edition": "the same year under another edition of the data",
    "critic": "the sum done the way a critic asks for",
    "reading": "another reading of the sentence",
}

#: What critics switch, and an alternative may name: what is chosen.
SWITCHES: Mapping[str, str] = {
    "debts": "debts",
    "people": "who is counted",
    "rates": "exchange rates",
    "prices": "prices",
    "list": "list date",
    "selection": "the same people or the same ranks",
    "source": "source and edition",
}

_EVIDENCE = ("read", "quoted", "inferred")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
#: How a published value is to be read.
COMPARISONS: Mapping[str, str] = {
    "exactly": "the printed digits",
    "about": "the value, give or take a twentieth of it",
    "nearly": "the value or up to a twentieth less",
    "more than": "anything above the value",
    "at least": "the value or more",
    "at most": "the value or less",
}


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


def changed(record: Mapping[str, Any], alternative: Mapping[str, Any]) -> dict[str, Any]:
    """Return the record with the keys replaced that an alternative sets."""
    result = copy.deepcopy(dict(record))
    for path, value in alternative.get("set", {}).items():
        node = result
        *parents, last = path.split(".")
        for part in parents:
            node = node.setdefault(part, {})
        node[last] = value
    return result


class Schema:
    """Checks a record, and names the wrong key and its line.

    Parameters
    ----------
    text : str
        The record as written, to find lines in.
    where : str
        What to call it.
    """

    def __init__(self, text: str, where: str) -> None:
        self.lines, self.where = text.splitlines(), where

    def claim(self, record: Mapping[str, Any]) -> None:
        """Check a whole record, and what it becomes by each of its alternatives."""
        self.keys(record, "claim", "the record")
        self.texts(record, "the record", but=("published", "inputs", "switches", "alternatives", "date", "year", "beside"))
        if not isinstance(record["date"], date):
            raise self.error("date", "is not a date", possible="date = 2018-01-22, without quotes")
        if not isinstance(record.get("year", 2018), int) or not 1000 <= record.get("year", 2018) <= 9999:
            raise self.error("year", f"is {record['year']!r}", possible="year = 2018, without quotes")
        self.published(record["published"])
        beside = record.get("beside", [])
        if not isinstance(beside, list) or not all(isinstance(id, str) for id in beside):
            raise self.error("beside", f"is {beside!r}", possible='beside = ["the-id-of-another-claim"]')
        self.formula(record, "the record")
        alternatives = record.get("alternatives", [])
        if not isinstance(alternatives, list) or not all(isinstance(each, Mapping) for each in alternatives):
            raise self.error("alternatives", "are not tables", possible="[[alternatives]], and below it name, kind, says")
        names: set[str] = set()
        for alternative in alternatives:
            self.alternative(alternative, names)
            changed = self.changed(record, alternative)
            self.published(changed["published"])
            self.formula(changed, f"alternative '{alternative['name']}'")

    def alternative(self, alternative: Mapping[str, Any], names: set[str]) -> None:
        """Check an alternative by itself."""
        about = f"alternative '{alternative.get('name', '?')}'"
        self.keys(alternative, "alternative", about)
        self.texts(alternative, about, but=("set",))
        for key, words in (("kind", ALTERNATIVE_KINDS), ("switch", SWITCHES)):
            if key in alternative and alternative[key] not in words:
                raise self.error(key, f"is '{alternative[key]}'", possible=", ".join(words), value=alternative[key])
        if alternative["name"] in names:
            raise self.error("name", f"names the alternative '{alternative['name']}' twice")
        names.add(alternative["name"])
        if not isinstance(alternative.get("set", {}), Mapping):
            raise self.error("set", "is not a table", possible='[alternatives.set], and below it "inputs.amount" = ...')
        for path in alternative.get("set", {}):
            if path.split(".")[0] not in ("inputs", "formula", "switches", "published"):
                raise self.error(path, "cannot be replaced", possible="inputs.…, formula, switches.…, published")

    def changed(self, record: Mapping[str, Any], alternative: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the record as an alternative has it."""
        try:
            return changed(record, alternative)
        except (TypeError, AttributeError):
            paths = ", ".join(alternative["set"])
            problem = f"of alternative '{alternative['name']}' goes below what is no table: {paths}"
            raise self.error("set", problem, remedy="replace the whole table") from None

    def published(self, table: object) -> None:
        """Check what was published."""
        if not isinstance(table, Mapping):
            raise self.error("published", "is not a table", possible='[published] with value = "42" and unit = "people"')
        self.keys(table, "published", "[published]")
        self.texts(table, "[published]")
        for key in ("value", "half_width"):
            self.number(table.get(key, "0"), key)
        if table.get("comparison", "exactly") not in COMPARISONS:
            raise self.error("comparison", f"is '{table['comparison']}'", possible=", ".join(COMPARISONS))

    def formula(self, node: Mapping[str, Any], where: str) -> None:
        """Check a formula, its switches, and its inputs all the way down."""
        if not isinstance(node["formula"], str) or node["formula"] not in FORMULAS:
            name = str(node["formula"])
            close = get_close_matches(name, FORMULAS, n=1)
            guess = f"did you mean '{close[0]}'?" if close else ""
            problem = f"of {where} is '{name}'"
            raise self.error("formula", problem, possible=", ".join(FORMULAS), remedy=guess, value=name)
        entry = FORMULAS[node["formula"]]
        takes = inspect.signature(entry.function).parameters.values()
        free = any(parameter.kind is parameter.VAR_KEYWORD for parameter in takes)
        wanted = {each.name for each in takes if each.annotation != "str" and each.kind is not each.VAR_KEYWORD}
        inputs = node["inputs"]
        if not isinstance(inputs, Mapping) or not inputs or (set(inputs) != wanted and not free):
            given = ", ".join(inputs) if isinstance(inputs, Mapping) else "no table"
            raise self.error("inputs", f"of {where} are {given}", possible=f"{', '.join(sorted(wanted))} for {entry.name}")
        self.switches(node, entry, where)
        for name, child in inputs.items():
            self.node(child, f"{where}.{name}" if where != "the record" else f"inputs.{name}")

    def switches(self, node: Mapping[str, Any], entry: Entry, where: str) -> None:
        """Check the switches of a formula."""
        given = node.get("switches", {})
        if not isinstance(given, Mapping):
            raise self.error("switches", f"of {where} are no table", possible='switches = { top = "0.1" }')
        takes = inspect.signature(entry.function).parameters
        for name, value in given.items():
            allowed = entry.facts["switches"].get(name)
            free = allowed is None and name in takes and takes[name].annotation == "str"
            if not free and (allowed is None or value not in allowed):
                fixed = {key: " or ".join(words) for key, words in entry.facts["switches"].items()}
                free_ones = {key: f'such as "{each.default}"' for key, each in takes.items() if each.annotation == "str"}
                possible = "; ".join(f"{key}: {words}" for key, words in {**free_ones, **fixed}.items())
                raise self.error(name, f"of {where} is '{value}'", possible=possible or f"none for {entry.name}")
            if free and (not isinstance(value, str) or len(value) > 40):
                raise self.error(name, f"of {where} is no short text", remedy=f'write {name} = "{takes[name].default}"')
            if free and _NUMBER.fullmatch(takes[name].default) and value != "all":
                self.number(value, name)

    def node(self, node: object, where: str) -> None:
        """Check an input."""
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
        for key in ("row", "where"):
            if key in node:
                self.chosen(node[key], key, where)
        if "measure" in node:
            self.measure(node["measure"], where)
        if node.get("evidence", "read") not in _EVIDENCE:
            raise self.error(
                "evidence", f"of {where} is '{node['evidence']}'", possible=", ".join(_EVIDENCE), value=node["evidence"]
            )
        for key in ("value", "half_width"):
            self.number(node.get(key, "0"), key)

    def chosen(self, row: object, key: str, where: str) -> None:
        """Check what picks rows: texts, or, of several rows, lists of them."""
        several = key == "where"
        good = isinstance(row, Mapping) and all(
            isinstance(value, str) or (several and isinstance(value, list) and all(isinstance(one, str) for one in value))
            for value in row.values()
        )
        if not good:
            raise self.error(key, f"of {where} is {row!r}", possible=f'{key} = {{ year = "2017" }}, numbers in quotes')

    def measure(self, measure: object, where: str) -> None:
        """Check what a figure says it measures."""
        known = [each.name for each in fields(Measure)]
        if not isinstance(measure, Mapping) or not {"concept", "unit"} <= set(measure) <= set(known):
            problem = f"of {where} has {', '.join(measure) if isinstance(measure, Mapping) else 'no keys'}"
            raise self.error("measure", problem, possible=f"concept and unit, and {', '.join(known[2:])}")
        self.texts(measure, f"the measure of {where}")
        try:
            Measure(**measure)
        except UnknownNameError as error:
            raise self.error("measure", f"of {where}: {error.problem}", possible=error.possible, remedy=error.remedy) from None

    def keys(self, table: Mapping[str, Any], kind: str, where: str) -> None:
        """Check that all keys are there that are needed, and no others."""
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
        """Check that all values are texts, but those of some keys."""
        for key, value in table.items():
            if key not in but and not isinstance(value, str):
                raise self.error(
                    key,
                    f"of {where} is {value!r}, not a text",
                    remedy=f'write {key} = "{value}" (numbers too, so that no digit is lost)',
                    value=str(value),
                )

    def number(self, text: str, key: str) -> None:
        """Check a number."""
        if not _NUMBER.fullmatch(text):
            raise self.error(
                key, f"is '{text}', not a number", possible='"42" or "0.5", without separators and units', value=text
            )

    def error(self, key: str, problem: str, *, possible: str = "", remedy: str = "", value: str = "") -> RecordError:
        """Return the error about a key, with its line."""
        pattern = re.compile(rf'(^|[\s.\["\'{{,]){re.escape(key)}["\']?\s*[\].=]')
        found = [number for number, line in enumerate(self.lines, 1) if pattern.search(line)]
        exact = [number for number in found if value and value in self.lines[number - 1]]
        line = f" line {(exact or found)[0]}:" if found else ":"
        return RecordError(f"{self.where}{line} {key} {problem}", possible=possible, remedy=remedy)
