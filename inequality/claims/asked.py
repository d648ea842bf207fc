"""What a verdict was asked for, as JSON that a picture's record can carry, and the verdict on it again.

An entry of the ledger is its id. A sentence is the sentence, with its year and area. A newsroom's own record is the record
itself, as JSON text in pieces. What comes back out of a picture was written by anybody: it is bounded, read as data, and held
against the form that every record is held against, before anything is computed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NoReturn

from inequality.claims.engine import check
from inequality.claims.ledger import CLAIMS
from inequality.claims.record import Claim
from inequality.claims.verdict import Verdict
from inequality.errors import RecordError, UnknownNameError

__all__ = ["question_of", "verdict_on"]

#: Letters of a piece, pieces of a record, levels of tables in it, letters of a text in it.
PIECE, MOST_PIECES, MOST_DEPTH, MOST_LETTERS = 1_900, 60, 24, 4_000
_POSSIBLE = "the id of a claim; a sentence with year and area; or a record's id and its pieces"


def question_of(verdict: Verdict) -> str | dict[str, Any]:
    """Return what `verdict_on` answers with this verdict.

    Parameters
    ----------
    verdict : Verdict
        Of an entry of the ledger, a sentence, or a record of one's own.

    Returns
    -------
    str or dict
        An id; ``{"sentence": ..., "year": ..., "area": ...}``; or ``{"id": ..., "record": [...]}``.

    Examples
    --------
    >>> question_of(check("The 200 richest people own more than the poorest half of the world in 2022"))["year"]
    2022
    """
    claim = verdict.claim
    if verdict.read_as:
        return {"sentence": str(claim["wording"]), "year": claim.year, "area": str(claim["area"])}
    if claim.id in CLAIMS and CLAIMS[claim.id].record == claim.record:
        return claim.id
    text = json.dumps(claim.record, ensure_ascii=False, separators=(",", ":"), default=_plain)
    return {"id": claim.id, "record": [text[start : start + PIECE] for start in range(0, len(text), PIECE)]}


def verdict_on(question: object) -> Verdict:
    """Return the verdict on what `question_of` returned, trusting nothing in it.

    Parameters
    ----------
    question : str or mapping
        Out of a picture's record.

    Returns
    -------
    Verdict
        Computed now.

    Raises
    ------
    RecordError
        If it is none of the three, too large, or a record is malformed.
    UnknownNameError
        If there is no such claim or table.
    SentenceError
        If a sentence is not understood whole.
    """
    if isinstance(question, str):
        if question not in CLAIMS:
            raise UnknownNameError("claim", question, CLAIMS)
        return check(CLAIMS[question])
    keys = set(question) if isinstance(question, Mapping) else set()
    if isinstance(question, Mapping) and keys == {"sentence", "year", "area"}:
        sentence, year, area = question["sentence"], question["year"], question["area"]
        if isinstance(sentence, str) and isinstance(area, str) and isinstance(year, int) and " " in sentence.strip():
            if sentence.strip().endswith(".toml"):
                raise _refused("a sentence that names a file")
            return check(sentence, year=year, area=area)
    if isinstance(question, Mapping) and keys == {"id", "record"} and isinstance(question["id"], str):
        return check(_record(question["id"], question["record"]))
    raise _refused("its claim")


def _record(id: str, pieces: object) -> Claim:
    """Read a record from its pieces; a date is a text there."""
    if not isinstance(pieces, list) or len(pieces) > MOST_PIECES or not all(isinstance(piece, str) for piece in pieces):
        raise _refused(f"a record of a claim that is not at most {MOST_PIECES} pieces of text")
    try:
        record = json.loads("".join(pieces), parse_constant=_constant)
        if not isinstance(record, dict) or not _bounded(record):
            raise _refused("a record of a claim that is too deep, or has a text that is too long")
        record["date"] = date.fromisoformat(str(record.get("date", "")))
    except RecordError:
        raise
    except (ValueError, RecursionError) as error:
        raise _refused(f"a record of a claim that cannot be read: {type(error).__name__}") from None
    return Claim.of(record, id[:80], where="the claim in the picture's record")


def _bounded(value: object, depth: int = 0) -> bool:
    if depth > MOST_DEPTH or (isinstance(value, str) and len(value) > MOST_LETTERS):
        return False
    if isinstance(value, dict):
        return all(_bounded(key, depth + 1) and _bounded(each, depth + 1) for key, each in value.items())
    return all(_bounded(each, depth + 1) for each in value) if isinstance(value, list) else True


def _plain(value: object) -> str:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    raise RecordError(
        f"The record holds {value!r}, which cannot be kept with a picture", possible="texts, numbers, dates, tables"
    )


def _constant(name: str) -> NoReturn:
    raise ValueError(name)


def _refused(what: str) -> RecordError:
    return RecordError(f"This is not the record of a figure ({what})", possible=_POSSIBLE)
