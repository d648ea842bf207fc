"""The same record computed another way: other dollars, another list, another edition, by rank; as the record's own keys.

Every function returns a record of the same kind, which the engine evaluates like any other; none knows a claim by its name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

from inequality._measure import Measure
from inequality.claims.quantity import Missing
from inequality.claims.schema import kind_of
from inequality.dataset import PrintedDataset, built_in, datasets
from inequality.errors import DomainError

__all__ = ["LISTS", "RichList", "Seen", "by_rank", "day_of", "followed", "nodes", "nominal", "of_persons", "on_list", "only"]
__all__ += ["real", "rewritten", "seen", "with_edition", "without_debt"]

Node = Mapping[str, Any]
#: The datasets whose editions are rich lists, each of a date.
LISTS = ("rich_list", "rich_list_realtime")
PRICES = "us_cpi_u"
BY_RANK, POPULATION = "world_wealth_distribution@2023", "world_population_gdp@2026-03/years"
MONTHLY = f"{PRICES}@2026-05/monthly"


@lru_cache(maxsize=128)
def opened(name: str) -> PrintedDataset:
    """Return a built-in table; it is looked at many times."""
    return built_in(name)


@dataclass(frozen=True)
class Seen:
    """A figure, column or set of shares of a record: its node, its table, and what it measures; as far as it has them."""

    node: Node
    table: PrintedDataset | None
    measure: Measure | None


@dataclass(frozen=True, order=True)
class RichList:
    """A rich list that is built in.

    Parameters
    ----------
    day : date
        The first of the month for the annual lists, which bear no day.
    dataset, edition : str
        Where it is.
    """

    day: date
    dataset: str
    edition: str

    @property
    def id(self) -> str:
        """``rich_list@2017``."""
        return f"{self.dataset}@{self.edition}"

    @property
    def said(self) -> str:
        """``March 2017``, or ``30 November 2021``."""
        return f"{self.day:%B %Y}" if self.dataset == LISTS[0] else f"{self.day:%-d %B %Y}"

    @property
    def row(self) -> dict[str, str]:
        """The row of its totals."""
        return {"year": self.edition} if self.dataset == LISTS[0] else {"date": self.edition}

    @classmethod
    def every(cls) -> list[RichList]:
        """Return all of them, the oldest first."""
        return list(_rich_lists())


@cache
def _rich_lists() -> tuple[RichList, ...]:
    found = []
    for dataset in LISTS:
        for edition in datasets()[dataset]:
            year, *rest = map(int, str(opened(f"{dataset}@{edition}").package["x-reference-period"]).split("-"))
            month, day = (*rest, *(3, 1)[len(rest) :])  # the annual lists are of March
            found.append(RichList(date(year, month, day), dataset, edition))
    return tuple(sorted(found))


def nodes(record: Node) -> Iterator[Node]:
    """Yield every node below a record or node, outermost first."""
    for child in record.get("inputs", {}).values():
        yield child
        yield from nodes(child)


def seen(record: Node) -> list[Seen]:
    """Return the figures that a record rests on, without price indices, as far as they are there."""
    found = []
    for node in nodes(record):
        kind = kind_of(node)
        if kind == "figure":
            found.append(Seen(node, None, Measure(**node["measure"]) if "measure" in node else None))
        elif kind in ("cell", "column", "brackets"):
            table = opened(node["table"])
            if table.name != PRICES:
                found.append(Seen(node, table, table.measures.get(node.get("column") or node["shares"])))
    return found


def rewritten(record: Node, change: Callable[[Node], Node]) -> Node:
    """Return a record with `change` made to every node of its inputs, outermost first; what is changed is looked at again."""

    def walked(node: Node) -> Node:
        new = change(node)
        return walked(new) if new != node else rewritten(node, change)

    if "inputs" not in record:
        return record
    return {**record, "inputs": {name: walked(child) for name, child in record["inputs"].items()}}


def day_of(figure: Seen) -> date | None:
    """Return the date that a figure is of, as far as its list, quarter or year says; None where nothing does."""
    if figure.table is None:
        return None
    if figure.table.name in LISTS:
        return next(each.day for each in RichList.every() if each.id == f"{figure.table.name}@{figure.table.edition}")
    where = {**figure.node.get("row", {}), **figure.node.get("where", {})}
    if re.fullmatch(r"\d{4}-Q[1-4]", str(where.get("quarter", ""))):
        return date(int(where["quarter"][:4]), 3 * int(where["quarter"][-1]), 28)
    return date(int(where["year"]), 12, 31) if re.fullmatch(r"\d{4}", str(where.get("year", ""))) else None


def nominal(record: Node) -> Node:
    """Return a record without deflating: every amount in the dollars of its date."""
    taken = {"at_prices": "amount", "in_prices": "fortunes"}

    def change(node: Node) -> Node:
        name = taken.get(node.get("formula", ""))
        return node["inputs"][name] if name else node

    return rewritten(record, change)


def real(record: Node) -> Node:
    """Return a record in the dollars of its latest date, by the consumer price index of the United States.

    Raises
    ------
    Missing
        If it is not known to which month an amount belongs.
    """
    of = {name: seen({"inputs": {name: child}}) for name, child in record["inputs"].items()}
    money = [name for name, figures in of.items() if any(each.measure and each.measure.currency for each in figures)]
    days = {name: {day_of(each) if _to_the_month(each) else None for each in of[name]} for name in money}
    if any(len(each) != 1 or None in each for each in days.values()):
        raise Missing(("to which month each amount belongs",))
    months = {name: next(iter(each)) for name, each in days.items()}
    last = max(day for day in months.values() if day)

    def index(day: date) -> Node:
        return {"table": MONTHLY, "row": {"year": str(day.year), "month": str(day.month)}, "column": "price_index"}

    def deflated(child: Node, day: date) -> Node:
        inputs = {"amount": child, "index_then": index(day), "index_now": index(last)}
        return {"formula": "at_prices", "inputs": inputs, "switches": {"prices": f"{last:%Y-%m}"}}

    inputs = {
        name: deflated(child, months[name] or last) if name in money else child for name, child in record["inputs"].items()
    }
    return {**record, "inputs": inputs}


def _to_the_month(figure: Seen) -> bool:
    """Whether the date of a figure is more than its year; the databook of 2023 is of the ends of years."""
    table = figure.table
    return table is not None and (
        table.name in LISTS or "quarter" in {**figure.node.get("row", {}), **figure.node.get("where", {})}
        or (table.name, table.edition) == ("world_wealth", "2023")
    )  # fmt: skip


def only(record: Node, part: str) -> Node:
    """Return a record in which one source stands for all that `among` compares."""

    def change(node: Node) -> Node:
        return node["inputs"][part] if node.get("formula") == "among" and part in node["inputs"] else node

    root = {"inputs": {"all": record}}
    inner = rewritten(root, change)["inputs"]["all"]
    return {**record, "switches": {}, **inner}


def by_rank(record: Node) -> Node:
    """Return a record in which the richest of each date stand for named people."""

    def change(node: Node) -> Node:
        named = _named(node)
        if named is None:
            return node
        fortunes = {"table": named, "column": "cumulative_net_worth", "by": "position", "names": "name"}
        switches = {"people": str(len(node["inputs"]))}
        return {"formula": "richest_total", "inputs": {"fortunes": fortunes}, "switches": switches}

    return rewritten(record, change)


def followed(record: Node, chosen: RichList) -> Node:
    """Return a record in which the richest of one list are followed to the others, for the richest of each.

    Raises
    ------
    Missing
        If somebody's fortune is not on another list, among those that bear names.
    """

    def change(node: Node) -> Node:
        if node.get("formula") != "richest_total":
            return node
        table, count = node["inputs"]["fortunes"]["table"], int(node["switches"]["people"])
        names = [row["name"] for row in opened(chosen.id).printed[:count]]
        if not all(names):
            raise Missing((f"the names of the {count} richest of {chosen.said}",))
        rows = _positions(table, names)
        return {"formula": "sum_of", "inputs": {f"n{k}": _fortune(table, row) for k, row in enumerate(rows, 1)}}

    return rewritten(record, change)


def of_persons(record: Node) -> Node | None:
    """Return a record in which the poorest of all persons stand for the poorest of the world's adults; None where not known.

    It takes shares by rank of adults, and the numbers of adults and persons, all of one year.
    """
    year = str(record.get("year", ""))
    if not any(row["year"] == year and row["adults"] and row["population"] for row in opened(POPULATION).printed):
        return None
    numbers = {name: {"table": POPULATION, "row": {"year": year}, "column": name} for name in ("adults", "population")}
    return _poorest_by_rank(record, "poorest_persons", adults=numbers["adults"], persons=numbers["population"])


def without_debt(record: Node) -> Node | None:
    """Return a record in which the world's poorest without those in net debt stand for all of them; None where not known."""
    return _poorest_by_rank(record, "without_debtors")


def _poorest_by_rank(record: Node, formula: str, **others: Node) -> Node | None:
    """Return a record in which a formula on shares by rank stands for the share of the world's poorest adults in its year."""
    year = str(record.get("year", ""))
    if record.get("area") != "WLD" or not any(row["year"] == year for row in opened(BY_RANK).printed):
        return None
    inputs = {"shares": {"table": BY_RANK, "shares": "share"}, **others}

    def change(node: Node) -> Node:
        half = str(node.get("table", "")).startswith("world_bottom_half@") and node.get("column") == "share_printed"
        if not half and node.get("formula") != "bottom_share":
            return node
        return {"formula": formula, "inputs": inputs, "switches": {"bottom": "0.5" if half else node["switches"]["bottom"]}}

    changed = rewritten({"inputs": {"all": record}}, change)["inputs"]["all"]
    return {**record, "switches": {}, **changed} if changed != record else None


def with_edition(record: Node, dataset: str, edition: str) -> Node:
    """Return a record that takes another edition of a dataset, at the same rows.

    Raises
    ------
    DomainError
        If a row is of another area or year there.
    UnknownNameError
        If a table, row or column is not there.
    """

    def change(node: Node) -> Node:
        if "table" not in node or opened(node["table"]).name != dataset:
            return node
        _, slash, table = node["table"].partition("/")
        old, new = opened(node["table"]), opened(f"{dataset}@{edition}{slash}{table}")
        chosen = {**node.get("row", {}), **node.get("where", {})}
        where = {key: value for key, value in chosen.items() if isinstance(value, str)}
        if old.edition != edition and _when(old, where) != _when(new, where):
            raise DomainError(f"{new.id} has these rows for another time", possible="the same area and year")
        return {**node, "table": f"{dataset}@{edition}{slash}{table}"}

    return rewritten(record, change)


def on_list(record: Node, old: RichList, new: RichList, last: bool) -> Node:
    """Return a record that takes another rich list for one of its own, and its prices; `last` where the others' prices follow.

    Raises
    ------
    Missing
        If the fortunes of named people are not on it.
    """
    then, now = ({"year": str(each.day.year), "month": str(each.day.month)} for each in (old, new))

    def change(node: Node) -> Node:
        switches = node.get("switches", {})
        if last and switches.get("prices") == f"{old.day:%Y-%m}" != f"{new.day:%Y-%m}":
            return {**node, "switches": {**switches, "prices": f"{new.day:%Y-%m}"}}
        if "table" not in node:
            return node
        id, slash, part = node["table"].partition("/")
        if id == old.id:
            table = f"{new.id}{slash}{part}"
            if part == "totals":
                return {**node, "table": table, "row": new.row}
            if "row" in node:
                name = opened(old.id).rows(node["row"])[0]["name"]
                return {**node, "table": table, "row": {"position": _positions(new.id, [name])[0]}}
            return {**node, "table": table}
        if id.startswith(f"{PRICES}@") and node.get("row") == then != now:
            return {**node, "row": now}
        return node

    return rewritten(record, change)


def _named(node: Node) -> str | None:
    """The rich list whose named people a node adds up."""
    if node.get("formula") != "sum_of":
        return None
    tables = {child.get("table") for child in node["inputs"].values() if set(child.get("row", {})) == {"position"}}
    every = all("position" in child.get("row", {}) for child in node["inputs"].values())
    table = tables.pop() if len(tables) == 1 else None
    return table if every and table and opened(table).name in LISTS else None


def _positions(table: str, names: list[str]) -> list[str]:
    where = {_entry(row["name"]): row["position"] for row in opened(table).printed if row["name"]}
    if absent := [name for name in names if _entry(name) not in where]:
        few = ", ".join(absent[:3]) + (f" and {len(absent) - 3} more" if len(absent) > 3 else "")
        raise Missing((f"the fortunes of {few}, who are not named on {table}",))
    return [where[_entry(name)] for name in names]


def _entry(name: str) -> str:
    """The name by which an entry is told: one list adds "& family" where another does not."""
    return name.removesuffix(" & family")


def _fortune(table: str, position: str) -> Node:
    return {"table": table, "row": {"position": position}, "column": "net_worth"}


def _when(table: PrintedDataset, where: Mapping[str, str]) -> set[tuple[str, ...]]:
    """Areas and times of the rows."""
    return {tuple(row.get(name, "") for name in ("area", "year", "quarter")) for row in table.some(where)}
