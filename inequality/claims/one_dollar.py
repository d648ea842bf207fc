"""What one person with one dollar and no debts out-owns: shown beside every verdict on the wealth of the poorest.

The poorest part of a population that together owns nothing is large, since debts are counted: whoever sets a fortune against
it should know how little it takes. An entry of the ledger computes it for an area and a year, and is found by its figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from inequality.claims.ledger import CLAIMS
from inequality.claims.record import Claim
from inequality.claims.rewriting import nodes, seen

if TYPE_CHECKING:
    from inequality.claims.verdict import Finding

__all__ = ["OneDollar", "about_the_poorest", "nearest", "out_owned"]

_FORMULAS = ("richest_matching", "bottom_share", "bottom_share_matching", "half_from_thresholds")
_WORDS = re.compile(r"\b(poorest|poorer|bottom)\b", re.IGNORECASE)


@dataclass(frozen=True)
class OneDollar:
    """What one person with one dollar and no debts out-owns.

    Parameters
    ----------
    claim : Claim or None
        The entry of the ledger that computes it, for this year or the nearest.
    finding : Finding or None
        What it gives.
    lacking : str
        The figures that would decide it for the claim's own year and area; empty where the entry is of both.
    """

    claim: Claim | None
    finding: Finding | None
    lacking: str


def about_the_poorest(claim: Claim) -> bool:
    """Whether a claim is on what the poorest own: its formula, its words or its alternatives say so; incomes are not debts."""
    records = [claim.record, *(alternative.record for alternative in claim.alternatives())]
    if _is_one_dollar(claim) or not any(_of_wealth(record) for record in records):
        return False
    words = " ".join([str(claim["wording"]), str(claim.record.get("subject", ""))])
    formulas = {node.get("formula") for record in records for node in (record, *nodes(record))}
    return bool(formulas & set(_FORMULAS) or _WORDS.search(words))


def nearest(claim: Claim) -> Claim | None:
    """Return the entry that computes it for the claim's area, in its year or the nearest; None where none does."""
    if not about_the_poorest(claim):
        return None
    there = [other for other in _entries() if other.record.get("area") == claim.record.get("area")]
    return min(there, key=lambda other: abs(other.year - claim.year), default=None)


def out_owned(claim: Claim, beside: tuple[tuple[Claim, Finding], ...]) -> OneDollar | None:
    """Return what is known of it for a claim, whose findings beside it were computed; None where it is not on the poorest."""
    if not about_the_poorest(claim):
        return None
    entry = nearest(claim)
    found = next((finding for other, finding in beside if entry is not None and other.id == entry.id), None)
    area = str(claim.record.get("area", ""))
    place = {"WLD": "the world", "": "its area"}.get(area, area)
    lacking = f"shares of net wealth by rank, debts included, in {place} in {claim.year}"
    return OneDollar(entry, found, "" if entry is not None and entry.year == claim.year else lacking)


def _entries() -> Iterator[Claim]:
    return (claim for claim in CLAIMS.values() if _is_one_dollar(claim))


def _is_one_dollar(claim: Claim) -> bool:
    amount: Mapping[str, Any] = claim["inputs"].get("amount", {})
    of_part = claim["formula"] == "bottom_share_matching"
    return of_part and (amount.get("value"), amount.get("unit")) == ("1", "USD")


def _of_wealth(record: Mapping[str, Any]) -> bool:
    """Whether a record is on wealth, as far as its figures are there."""
    concepts = {each.measure.concept for each in seen(record) if each.measure is not None}
    return not concepts or bool(concepts & {"net_wealth", "gross_wealth"})
