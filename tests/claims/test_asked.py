"""What was asked comes back out of a picture's record as it went in; what anybody else wrote there is refused or harmless."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from inequality.claims import CLAIMS, Claim, check
from inequality.claims.asked import PIECE, question_of, verdict_on
from inequality.claims.sentences import FAMILIES
from inequality.errors import InequalityError

RECORDS = Path(__file__).parents[2] / "inequality" / "claims" / "records"
SENTENCES = [
    *((entry.facts["example"], {}) for entry in FAMILIES.values()),
    ("The 42 richest people own as much as the poorest half", {"year": 2017}),
    ("The 42 richest people own as much as the poorest half", {"year": 2017, "area": "WLD"}),
    ("The bottom 50% own 2% of all wealth", {"year": 2019, "area": "USA"}),
    ("The Gini index was 51.6", {"year": 2023, "area": "BRA"}),
]


def through_json(question: Any) -> Any:
    return json.loads(json.dumps(question))


@pytest.mark.parametrize("id", ["oxfam-2018-42", "computed-2022"])
def test_an_entry_is_its_id(id: str) -> None:
    assert question_of(check(id)) == id
    assert verdict_on(id).as_dict() == check(id).as_dict()


@pytest.mark.parametrize(("sentence", "words"), SENTENCES)
def test_a_sentence_is_asked_again_with_year_and_area(sentence: str, words: dict[str, Any]) -> None:
    verdict = check(sentence, **words)
    again = verdict_on(through_json(verdict.question))
    assert (again.read_as, again.as_dict()) == (verdict.read_as, verdict.as_dict())


@pytest.mark.parametrize("id", ["oxfam-2018-42", "oxfam-2022-ten-men", "ubs-2023-top1", "fed-dfa-2022q4"])
def test_a_record_of_ones_own_comes_with_it(id: str) -> None:
    """Whole, however long; a changed copy of an entry is not that entry."""
    text = (RECORDS / f"{id}.toml").read_text(encoding="utf-8")
    mine = Claim.parse(text.replace('report = "', 'report = "Copy of ', 1), id)
    question = through_json(check(mine).question)
    assert all(len(piece) <= PIECE for piece in question["record"])
    again = verdict_on(question)
    assert again.claim == mine
    assert again.as_dict() == check(mine).as_dict()


GOOD = {
    "wording": "Two own as much as the rest",
    "publisher": "Somebody",
    "report": "A report",
    "date": "2020-01-01",
    "citation": "A report, 2020",
    "formula": "richest_matching",
    "published": {"value": "2", "unit": "people"},
    "inputs": {
        "fortunes": {"table": "rich_list@2017", "column": "cumulative_net_worth", "by": "position"},
        "amount": {
            "value": "160",
            "unit": "USD billion",
            "evidence": "quoted",
            "citation": "made up for a test",
            "measure": {"concept": "net_wealth", "unit": "adult", "currency": "USD", "conversion": "MER"},
        },
    },
}


def asked(**changes: Any) -> dict[str, Any]:
    record = json.dumps({**GOOD, **changes})
    return {"id": "mine", "record": [record[n : n + PIECE] for n in range(0, len(record), PIECE)]}


def test_the_good_record_is_good() -> None:
    assert verdict_on(asked()).status == "reproduced given"


def top(**switches: Any) -> dict[str, Any]:
    shares = {"table": "world_wealth_distribution@2023", "shares": "share"}
    return asked(
        formula="top_share",
        inputs={"shares": shares},
        switches=switches,
        published={"value": "44", "unit": "percent of wealth"},
    )


DEEP: Any = {"missing": "x"}
for _ in range(40):
    DEEP = {"formula": "sum_of", "inputs": {"a": DEEP}}

HOSTILE: dict[str, Any] = {
    "nothing": None,
    "a number": 42,
    "an unknown id": "oxfam-2018-43",
    "a path": "../../etc/passwd",
    "a list": ["oxfam-2018-42"],
    "other keys": {"sentence": "The 42 richest own all", "year": 2017},
    "a file for a sentence": {"sentence": "/etc/a claim.toml", "year": 2017, "area": "WLD"},
    "a path for a sentence": {"sentence": "claim.toml", "year": 2017, "area": "WLD"},
    "no year": {"sentence": "The 42 richest people own as much as the poorest half", "year": None, "area": "WLD"},
    "an area that is none": {"sentence": "The 42 richest people own as much as the poorest half", "year": 2017, "area": ["x"]},
    "a sentence that is none": {"sentence": "Rich people are bad", "year": 2017, "area": "WLD"},
    "no pieces": {"id": "mine", "record": "{}"},
    "pieces without end": {"id": "mine", "record": ["x"] * 61},
    "no JSON": {"id": "mine", "record": ["{"]},
    "no table": {"id": "mine", "record": ["[]"]},
    "no number": {"id": "mine", "record": ['{"wording": NaN}']},
    "a depth": {"id": "mine", "record": ["[" * 1900] * 60},
    "a nested sum": asked(inputs={"fortunes": GOOD["inputs"]["fortunes"], "amount": DEEP}),  # type: ignore[index]
    "a text without end": asked(wording="x" * 5000),
    "no date": asked(date="yesterday"),
    "another date": asked(date=[2020, 1, 1]),
    "a year in words": asked(year="2020"),
    "a year without end": asked(year=10**40),
    "no tables": asked(inputs=[]),
    "an input that is a text": asked(inputs={"fortunes": "x", "amount": "y"}),
    "a path for a table": asked(inputs={**GOOD["inputs"], "fortunes": {**GOOD["inputs"]["fortunes"], "table": "../../data@x"}}),  # type: ignore[dict-item,index]
    "code for a formula": asked(formula="__import__('os').system('true')"),
    "a formula that is a table": asked(formula={"a": 1}),
    "alternatives that are none": asked(alternatives="x"),
    "an alternative below a text": asked(
        alternatives=[{"name": "a", "kind": "critic", "says": "x", "set": {"formula.x.y": "z"}}]
    ),
    "an alternative that sets no table": asked(alternatives=[{"name": "a", "kind": "critic", "says": "x", "set": "all"}]),
    "a switch that is none": asked(alternatives=[{"name": "a", "kind": "critic", "says": "x", "switch": "off"}]),
    "an unknown entry beside": asked(beside=["x"]),
    "a measure that is none": asked(inputs={**GOOD["inputs"], "amount": {**GOOD["inputs"]["amount"], "measure": {"x": 1}}}),  # type: ignore[dict-item,index]
    "a number that takes for ever": top(top="1e-999999999"),
    "a fraction of nothing": top(top="1/0"),
    "a part of nobody": top(top="7"),
    "a switch without end": top(top="0." + "1" * 100),
    "switches that are none": asked(switches="x"),
    "people without end": asked(
        inputs={"fortunes": GOOD["inputs"]["fortunes"], "amount": {  # type: ignore[index]
            "formula": "richest_total", "inputs": {"fortunes": GOOD["inputs"]["fortunes"]}, "switches": {"people": "1e9"}}}  # type: ignore[index]
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_question_is_refused_and_soon(name: str) -> None:
    start = time.perf_counter()
    with pytest.raises(InequalityError):
        verdict_on(HOSTILE[name])
    assert time.perf_counter() - start < 5


def test_the_names_of_entries_cannot_be_taken() -> None:
    """A forged record that calls itself an entry is still its own record."""
    forged = asked(id="oxfam-2018-42")
    verdict = verdict_on({**forged, "id": "oxfam-2018-42"})
    assert verdict.claim.record != CLAIMS["oxfam-2018-42"].record
    assert isinstance(verdict.question, dict)
