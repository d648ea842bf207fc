"""What a sentence asks: a record of the ledger's kind, and the same in words that leave nothing open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from inequality.claims.ledger import CLAIMS
from inequality.claims.record import Claim
from inequality.claims.sentences.wording import Sentence

__all__ = ["Question", "asking"]


@dataclass(frozen=True)
class Question:
    """What was read in a sentence.

    Parameters
    ----------
    said : str
        What was read, in a form that leaves nothing open: printed before any answer.
    record : mapping
        A claim record that asks the data for it.
    """

    said: str
    record: Mapping[str, Any]

    @property
    def claim(self) -> Claim:
        """The claim to check."""
        return Claim("sentence", self.record)

    def __str__(self) -> str:
        return self.said


def asking(
    sentence: Sentence,
    said: str,
    formula: str,
    inputs: Mapping[str, Any],
    published: Mapping[str, str],
    *,
    subject: str = "it is",
    result: str = "",
    switches: Mapping[str, str] | None = None,
    note: str = "",
) -> Question:
    """Return the question that a sentence asks, with what it claims as the published value.

    `result` says what was computed, with ``{value}`` in its place; `subject` begins the sentence on when the claim is right.
    """
    area, year = sentence.area or "WLD", sentence.dated()
    alike = {"formula": formula, "area": area, "year": year, "switches": dict(switches or {})}
    record = {
        "wording": sentence.whole,
        "publisher": "the sentence",
        "report": "as given",
        "date": date.today(),
        "citation": "the sentence itself",
        "year": year,
        "area": area,
        "subject": subject,
        "formula": formula,
        "published": dict(published),
        "inputs": dict(inputs),
        "switches": dict(switches or {}),
        # What the ledger says of the same, by other sources and editions.
        "beside": [id for id, claim in CLAIMS.items() if _facts(claim) == alike and formula.endswith("_share")],
        **{name: text for name, text in (("note", note), ("result", result)) if text},
    }
    return Question(said, record)


def _facts(claim: Claim) -> dict[str, Any]:
    record = claim.record
    return {
        "year": claim.year,
        "switches": {},
        **{key: record[key] for key in ("formula", "area", "switches") if key in record},
    }
