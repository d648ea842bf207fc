"""Which figures at hand decide a question: inputs for a record, or in words the figure that is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from inequality.claims.ledger import CLAIMS
from inequality.claims.sentences.wording import Part
from inequality.dataset import built_in, datasets
from inequality.errors import UnknownNameError

__all__ = ["billionaires", "gini_of", "ladder", "poorest_amount", "share_held", "totals"]

Node = Mapping[str, Any]
#: The newest release of the quarterly accounts of the United States.
_DFA = "us_net_worth_by_group@2026-Q1"


def missing(what: str) -> Node:
    """Return the input that nobody at hand has seen."""
    return {"missing": what}


def ladder(year: int) -> Node:
    """Return the cumulated fortunes of the list of a year."""
    if not 2010 <= year <= 2025:
        return missing(f"the list of billionaires of {year}, cumulated")
    return {"table": f"rich_list@{year}", "column": "cumulative_net_worth", "by": "position", "names": "name"}


def totals(year: int, column: str) -> Node:
    """Return the number of people on the list of a year, or their wealth."""
    if not 2010 <= year <= 2026:
        return missing(f"the list of billionaires of {year}")
    half = {} if column == "people_listed" else {"half_width": "0.05" if year < 2026 else "50"}
    return {"table": f"rich_list@{year}/totals", "row": {"year": str(year)}, "column": column, **half}


def billionaires(year: int) -> Node:
    """Return how many people the list of a year names."""
    return totals(year, "people_listed")


def poorest_amount(year: int, part: Part) -> tuple[Node, Node]:
    """Return the fortunes of a year's list and what the poorest part of the world owned, by the ledger where it has them."""
    if part.size.value == Fraction(1, 2):
        for claim in CLAIMS.values():
            alike = claim["formula"] == "richest_matching" and claim.record.get("area") == "WLD" and claim.year == year
            # Restatements and sums without debtors are answers to other questions.
            if alike and "restates" not in claim.record and "left out" not in claim["wording"]:
                return claim["inputs"]["fortunes"], claim["inputs"]["amount"]
    if year == 2022:
        tenths = next(node for _, node in _tables("wealth", "WLD", year, part))
        if (part.size.value * 10).denominator == 1 and part.size.value <= Fraction(9, 10):
            share = {"formula": "bottom_share", "inputs": {"shares": tenths}, "switches": {"bottom": part.size.text}}
            total = {"table": "world_bottom_half@2023", "row": {"year": "2022"}, "column": "world_wealth"}
            return ladder(2023), {"formula": "share_of_total", "inputs": {"total": total, "share": share}}
    return ladder(year), missing(f"what the {part} of the world's adults owned in {year}")


def share_held(concept: str, area: str, year: int, part: Part) -> tuple[str, Node, Mapping[str, str]]:
    """Return formula, inputs and switches of the share of wealth or income that a part of a population has."""
    formula = "top_share" if part.side == "top" else "bottom_share"
    switches = {part.side: part.size.text}
    cut = 1 - part.size.value if part.side == "top" else part.size.value
    tables = {name: node for name, node in _tables(concept, area, year, part) if _has(node, cut)}
    if tables:
        nodes = {name: {"formula": formula, "inputs": {"shares": node}, "switches": switches} for name, node in tables.items()}
        return ("among", nodes, {}) if len(nodes) > 1 else (formula, {"shares": next(iter(tables.values()))}, switches)
    headline = _headline(concept, area, year, part)
    if headline is not None:
        return "quoted_series", {"value": headline}, {}
    return formula, {"shares": missing(f"the share of {concept} of the {part} in {area} in {year}")}, switches


def _tables(concept: str, area: str, year: int, part: Part) -> Iterator[tuple[str, Node]]:
    """Yield every table at hand that may tell: all releases and sources, since they disagree."""
    if concept == "wealth" and area == "WLD" and year == 2022:
        tenths = [f"0.{k}" for k in range(1, 10) if Fraction(k, 10) <= part.size.value]
        where = {"p_lower": "0.99"} if part.side == "top" else {"p_upper": tenths}
        yield "databook", {"table": "world_wealth_distribution@2023", "shares": "share", "where": where}
    if concept == "wealth" and area == "USA":
        quarter = {"shares": "share", "where": {"quarter": f"{year}-Q4"}}
        for release in datasets()["us_net_worth_vintages"]:
            name = f"release_{release.replace('-', '_').lower()}"
            yield name, {"table": f"us_net_worth_vintages@{release}", "half_width": "0.000005", **quarter}
        yield "newest_release", {"table": _DFA, "half_width": "0.0000005", **quarter}
        if year == 2019:
            yield "survey", {"table": "us_net_worth_percentiles@2019", "shares": "share", "half_width": "0.0000005"}
    if concept == "wealth" and not (area == "USA" and part.side == "bottom"):  # later releases have other poorer halves there
        yield (
            "wid",
            {
                "table": "wealth_shares_wid@2018",
                "shares": "share",
                "where": {"area": area, "year": str(year)},
                "half_width": "0.00005",
            },
        )
    if concept == "income" and part.side == "top":
        where = {"area": area, "year": str(year), "p_lower": str(float(1 - part.size.value))}
        yield "wid", {"table": "income_top_shares_wid@2022-07", "shares": "share", "where": where, "half_width": "0.00005"}


def _has(node: Mapping[str, Any], cut: Fraction) -> bool:
    """Whether the table has such rows, with a group that begins or ends at the cut."""
    try:
        table = built_in(node["table"])
        where = {name: value for name, value in node.get("where", {}).items() if not isinstance(value, list)}
        rows = table.some(where)
    except UnknownNameError:
        return False
    if "estimated" in table.columns and any(row["estimated"] == "true" for row in rows):
        return False  # carried forward from another year: no evidence of this one
    lower, upper = table.columns["p_lower"], table.columns["p_upper"]
    picked = node.get("where", {}).get("p_upper")
    edges = {lower.exact(row["p_lower"]) for row in rows} | {upper.exact(row["p_upper"]) for row in rows}
    return cut in ({Fraction(edge) for edge in picked} if picked is not None else edges)


def _headline(concept: str, area: str, year: int, part: Part) -> Node | None:
    """Return the headline figure of a databook of that year, or of the newest that looks back to it."""
    if concept != "wealth" or area != "WLD" or part.side != "top" or part.size.value not in (Fraction(1, 100), Fraction(1, 10)):
        return None
    column = "top_1_share" if part.size.value == Fraction(1, 100) else "top_10_share"
    for table in ("world_wealth@2023/inequality", *(f"world_wealth@{edition}" for edition in datasets()["world_wealth"])):
        for row in built_in(table).rows({"year": year}):
            if row[column]:
                return {"table": table, "row": {"year": str(year)}, "column": column, "half_width": "0.05"}
    return None


def gini_of(area: str, year: int) -> Node:
    """Return the World Bank's Gini index of an area and year."""
    rows = built_in("gini_world_bank@2024").rows({"area": area, "year": year})
    if not rows:
        return missing(f"a survey of {area} in {year} with a Gini index")
    row = {"area": area, "year": str(year)}
    return {"table": "gini_world_bank@2024", "row": row, "column": "gini", "half_width": "0.05"}
