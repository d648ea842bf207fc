"""The command `check`: an entry of the ledger, a record of one's own, a sentence, or a form filled in."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from inequality.cli.printing import emit
from inequality.errors import InputError, SentenceError

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
    written.add_argument("--chart", type=Path, metavar="DIR", help="a folder for the claim's card and all a desk needs")
    written.add_argument("--claimreview", action="store_true", help="print schema.org ClaimReview, without a rating")


def run(asked: argparse.Namespace) -> int:
    """Check, print, and return the exit status."""
    from inequality.claims import check, claim_review, write_workbook

    claim = _claim(asked)
    try:
        verdict = check(claim, year=asked.year, area=asked.area)
    except SentenceError as error:
        raise _with_form(error) from None
    written = {}
    if asked.xlsx is not None:
        written["workbook"] = str(write_workbook(verdict, asked.xlsx))
    if asked.chart is not None:
        from inequality.charts import CHARTS

        card = CHARTS["claim_card"].function(verdict)
        card.kit(asked.chart)
        written["chart"] = str(asked.chart / card.name)
    if asked.claimreview:
        print(claim_review(verdict))
    else:
        emit(asked, json.loads(json.dumps(verdict.as_dict(), default=str)) | written, lambda: _text(str(verdict), written))
    return STATUS.get(verdict.status, 3 if verdict.read_as and verdict.status == "consistent" else 0)


def _text(report: str, written: dict[str, str]) -> str:
    return "\n\n".join([report, *(f"Written: {place}" for place in written.values())])


def _with_form(error: SentenceError) -> SentenceError:
    """Return what was not understood, with the sentences that are, and the form, each on a line of its own."""
    if not error.examples:
        return error
    examples = "\n".join(f"  {example}" for example in error.examples)
    return SentenceError(
        f"{error.problem}\n\nSentences that are understood, with other numbers, places and years:\n{examples}\n\n"
        f"Or fill in a form:\n{_FORMS}"
    )


_FORMS = """  inequality check --richest 26 --poorest 50% --area WLD --year 2018
  inequality check --top 1% --holds 45% --of wealth --area WLD --year 2022
  inequality check --bottom 50% --holds 2% --of wealth --area USA --year 2019"""


def _claim(asked: argparse.Namespace) -> str:
    """Return the claim, or the sentence that a filled form stands for."""
    form = {name: getattr(asked, name) for name in ("richest", "poorest", "top", "bottom", "holds")}
    filled = [f"--{name}" for name, value in form.items() if value]
    if asked.claim and filled:
        raise InputError(
            f"There are a claim and a form ({', '.join(filled)}) to check", possible="one of them", remedy="leave the other out"
        )
    if asked.claim:
        return str(asked.claim)
    if asked.richest and asked.poorest:
        return f"The {asked.richest} richest people own as much as the poorest {_percent(asked.poorest)}"
    side = "richest" if asked.top else "poorest"
    part = asked.top or asked.bottom
    if part and asked.holds and not (asked.top and asked.bottom):
        verb = "own" if asked.of == "wealth" else "get"
        return f"The {side} {_percent(part)} {verb} {_percent(asked.holds)} of all {asked.of}"
    raise InputError(
        f"The form is not filled in: it has only {', '.join(filled)}" if filled else "There is nothing to check",
        possible="--richest with --poorest; --top or --bottom with --holds"
        if filled
        else "an id (inequality list claims), a TOML file, a sentence in quotes, or a form",
        remedy="for instance: inequality check --richest 26 --poorest 50% --area WLD --year 2018",
    )


def _percent(text: str) -> str:
    return text if text.endswith("%") else f"{text}%"
