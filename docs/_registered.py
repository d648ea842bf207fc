"""Directives that write out what the registry knows of the metrics: `metric-tables`, `metric-sections`, `facts`."""

import importlib
import inspect
import re
from collections.abc import Iterator
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from inequality.metrics import ALL_METRICS
from inequality.registry import Entry

KINDS = {"metric": "Indices", "comparison": "Comparisons", "joint index": "Joint indices"}
TAKES = {
    "metric": "values with weights, a `Distribution` or `Points`",
    "comparison": "two distributions that measure the same",
    "joint index": "columns of a `Survey` or of a frame",
}
BOUNDED = {
    "spread": "`bounds`: all equal within groups, and all spread to the groups' ends",
    "limits": "`bounds`: everyone at the lower end, and everyone at the upper end",
    "ranks": "`bounds`: by the ends and the mean of the group that it is in",
    "no": "no bounds are proved: refused, until one reading is chosen (`d.equal()`, `interpolate(d)`)",
}


def formula(entry: Entry) -> str:
    """Return the first formula of the docstring."""
    found = re.search(r":math:`[^`]*`", entry.function.__doc__ or "")
    return " ".join(found.group().split()) if found else "in words"


def grouped(entry: Entry) -> str:
    """Return what happens to a table of groups."""
    if entry.facts["kind"] == "comparison":
        return "answered where both tables decide it, refused elsewhere"
    if entry.facts["kind"] == "joint index":
        return "not taken: needs the rows of a sample"
    cuts, bounded = entry.facts["cuts"], BOUNDED["ranks" if entry.facts["ranks"] else entry.facts["bounded"]]
    if cuts is None:
        return bounded
    if not cuts(**entry.facts["samples"][0]):
        return "read from the groups as they are"
    return f"exact where the table has these cuts; else {bounded}"


def uncertainty(entry: Entry) -> str:
    """Return how a standard error is found."""
    if entry.facts["kind"] == "comparison":
        return "not offered: see `difference`, of two estimates"
    returned = inspect.signature(entry.function).return_annotation
    if returned not in ("float", "int", float, int):
        return "of its values, one by one"
    influence = entry.facts.get("influence", "it is of several columns")
    if callable(influence):
        return "linearisation, or any resampling method"
    return f"jackknife, bootstrap, replicate weights; no linearisation: {influence}"


def facts(entry: Entry) -> dict[str, str]:
    """Return what is declared of a metric, by heading."""
    return {
        "Formula": formula(entry),
        "Range": entry.facts["range"],
        "Zeros": entry.facts["zeros"],
        "Negative values": entry.facts["negatives"],
        "Grouped tables": grouped(entry),
        "Standard error": uncertainty(entry),
        "Reference": entry.facts["reference"],
    }


def brief(entry: Entry) -> dict[str, str]:
    """Return the same for the tables, in which words are explained above."""
    said = facts(entry)
    groups, error = said["Grouped tables"], said["Standard error"]
    exact = "exact at its cuts, else " if groups.startswith("exact") else ""
    bounded = "refused" if "refused" in groups else "bounds" if "`bounds`" in groups else ""
    short = {
        "read from the groups as they are": "as they are",
        "not taken: needs the rows of a sample": "not taken",
        "answered where both tables decide it, refused elsewhere": "exact, or refused",
    }
    way = {"l": "linearised", "j": "resampled", "o": "of its values", "n": "of a difference"}[error[0]]
    return said | {"Grouped tables": short.get(groups, exact + bounded), "Standard error": way}


def table(entries: list[Entry]) -> Iterator[str]:
    """Write one row a metric."""
    yield from (".. list-table::", "   :header-rows: 1", "   :widths: 16 34 15 13 14 12 12", "   :class: registered", "")
    columns = [name for name in facts(entries[0]) if name != "Reference"]
    for row in [["Metric", *columns], *([link(entry), *(brief(entry)[name] for name in columns)] for entry in entries)]:
        yield from (f"   {'*' if not number else ' '} - {text}" for number, text in enumerate(row))
    yield ""


def link(entry: Entry) -> str:
    """Write a link to a metric's section."""
    return f":func:`{entry.name} <inequality.{entry.name}>`"


def section(entry: Entry) -> Iterator[str]:
    """Write one metric: what is declared of it, then its docstring."""
    yield from (entry.facts["title"], "~" * len(entry.facts["title"]), "")
    yield from (f":{name}: {text}" for name, text in facts(entry).items() if name != "Formula")
    yield from ("", f".. autofunction:: inequality.{entry.name}", "")


class Tables(SphinxDirective):
    """One table of metrics a kind."""

    def run(self) -> list[nodes.Node]:
        """Write them."""
        lines: list[str] = []
        for kind, title in KINDS.items():
            lines += [title, "-" * len(title), "", f"Take {TAKES[kind]}.", ""]
            lines += table([entry for entry in ALL_METRICS.values() if entry.facts["kind"] == kind])
        return self.parse_text_to_nodes("\n".join(lines), allow_section_headings=True)


class Sections(SphinxDirective):
    """One section a metric, by family."""

    def run(self) -> list[nodes.Node]:
        """Write them."""
        families: dict[str, list[Entry]] = {}
        for entry in ALL_METRICS.values():
            families.setdefault(entry.module, []).append(entry)
        lines: list[str] = []
        for title, entries in sorted((family(module), entries) for module, entries in families.items()):
            lines += [title, "-" * len(title), ""]
            for entry in entries:
                lines += section(entry)
        return self.parse_text_to_nodes("\n".join(lines), allow_section_headings=True)


class Facts(SphinxDirective):
    """What is declared of one metric."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Write it."""
        entry = ALL_METRICS[self.arguments[0]]
        shown = [f":{name}: {text}" for name, text in facts(entry).items() if name not in ("Grouped tables", "Reference")]
        return self.parse_text_to_nodes("\n".join([f":Full description: {link(entry)}", *shown]))


def family(module: str) -> str:
    """Return the first sentence of a file's docstring, without its period."""
    return (importlib.import_module(module).__doc__ or module).strip().partition("\n")[0].partition(". ")[0].rstrip(".")


def bars(app: Sphinx, what: str, name: str, thing: object, options: object, lines: list[str]) -> None:
    """Let a docstring's introduction say |x| outside formulas, where reStructuredText looks for a substitution."""
    end = next((number for number, line in enumerate(lines) if line.startswith("---")), len(lines))
    parts = re.split(r"(`[^`]*`)", "\n".join(lines[:end]))
    lines[:end] = "".join(part if part.startswith("`") else part.replace("|", r"\|") for part in parts).split("\n")


def setup(app: Sphinx) -> dict[str, Any]:
    """Tell Sphinx."""
    app.connect("autodoc-process-docstring", bars, priority=400)  # before numpydoc
    for name, directive in {"metric-tables": Tables, "metric-sections": Sections, "facts": Facts}.items():
        app.add_directive(name, directive)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
