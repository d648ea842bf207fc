"""The command `check`: an entry of the ledger, a record of one's own, a sentence, or a form filled in."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from inequality.cli.printing import emit
from inequality.errors import InputError

__all__ = ["STATUS", "run", "words"]

#: Exit status of each verdict: 0 yes, 1 no, 3 cannot be decided.
STATUS = {"not reproduced": 1, "inputs missing": 3}


def words(parser: argparse.ArgumentParser) -> None:
    """Declare the words of ``check``."""
    parser.add_argument("claim", nargs="?", help="id of a claim, a TOML file of your own, or a sentence in quotes")
    asked = parser.add_argument_group("what a sentence does not say")
    asked.add_argument("--year", type=int, help="the year it is about")
    asked.add_argument("--area", metavar="CODE", help="the area it is about: WLD, USA, FRA ...")
    form = parser.add_argument_group("instead of a sentence, a form to fill in")
    form.add_argument("--richest", metavar="N", help="so many of the richest people ...")
    form.add_argument("--poorest", metavar="P", help="... own as much as this part of the poorest: 50%%")
    form.add_argument("--top", metavar="P", help="this part of the richest (1%%) ...")
    form.add_argument("--bottom", metavar="P", help="or this part of the poorest (50%%) ...")
    form.add_argument("--holds", metavar="Q", help="... holds this part (45%%) ...")
    form.add_argument("--of", choices=("wealth", "income"), default="wealth", help="... of all wealth or income")
    written = parser.add_argument_group("what to write")
    written.add_argument("--xlsx", type=Path, metavar="FILE", help="a workbook whose cells compute the verdict")
    written.add_argument("--claimreview", action="store_true", help="print schema.org ClaimReview, without a rating")


def run(asked: argparse.Namespace) -> int:
    """Check, print, and return the exit status."""
    from inequality.claims import check, claim_review, write_workbook

    claim = asked.claim or _form(asked)
    verdict = check(claim, year=asked.year, area=asked.area)
    if asked.xlsx is not None:
        write_workbook(verdict, asked.xlsx)
    if asked.claimreview:
        print(claim_review(verdict))
    else:
        written = {"workbook": str(asked.xlsx)} if asked.xlsx else {}
        emit(asked, json.loads(json.dumps(verdict.as_dict(), default=str)) | written, lambda: _text(str(verdict), asked.xlsx))
    return STATUS.get(verdict.status, 3 if verdict.read_as and verdict.status == "consistent" else 0)


def _text(report: str, workbook: Path | None) -> str:
    return f"{report}\n\nWritten: {workbook}" if workbook else report


def _form(asked: argparse.Namespace) -> str:
    """Return the sentence that a filled form stands for."""
    if asked.richest and asked.poorest:
        return f"The {asked.richest} richest people own as much as the poorest {_percent(asked.poorest)}"
    side = "richest" if asked.top else "poorest"
    part = asked.top or asked.bottom
    if part and asked.holds:
        verb = "own" if asked.of == "wealth" else "get"
        return f"The {side} {_percent(part)} {verb} {_percent(asked.holds)} of all {asked.of}"
    raise InputError(
        "There is nothing to check",
        possible="an id (inequality list claims), a TOML file, a sentence in quotes, or a form",
        remedy="for instance: inequality check --richest 26 --poorest 50% --area WLD --year 2018",
    )


def _percent(text: str) -> str:
    return text if text.endswith("%") else f"{text}%"
