"""A record that is wrong says which key, on which line, and what it could be."""

from __future__ import annotations

from pathlib import Path

import pytest

from inequality.claims import CLAIMS, Claim, check
from inequality.errors import DomainError, RecordError, UnknownNameError

GOOD = """wording = "Two own as much as the rest"
publisher = "Somebody"
report = "A report"
date = 2020-01-01
citation = "A report, 2020"
formula = "richest_matching"

[published]
value = "2"
unit = "people"

[inputs.fortunes]
table = "rich_list@2017"
column = "cumulative_net_worth"
by = "position"

[inputs.amount]
formula = "share_of_total"

[inputs.amount.inputs.total]
table = "world_bottom_half@2017"
row = { year = "2017" }
column = "world_wealth"

[inputs.amount.inputs.share]
value = "0.5"
unit = "percent"
half_width = "0.05"
evidence = "quoted"
citation = "made up for a test"

[[alternatives]]
name = "more"
kind = "critic"
says = "with twice as much"

[alternatives.set]
"inputs.amount.inputs.share.value" = "1.0"
"""

WRONG = {
    "unknown key": ('report = "A report"', 'repport = "A report"', "line 3: repport", "did you mean 'report'"),
    "missing key": ('citation = "A report, 2020"\n', "", "lacks the key citation", ""),
    "unknown key of an input": ('by = "position"', 'orderby = "position"', "line 15: orderby", "by"),
    "missing key of an input": ('by = "position"\n', "", "inputs.fortunes lacks the key by", "names"[:0]),
    "number not a text": ('value = "2"', "value = 2", "line 9: value", 'value = "2"'),
    "number with unit": ('value = "0.5"', 'value = "0.5%"', "line 26: value is '0.5%'", "without separators and units"),
    "unknown formula": ('formula = "share_of_total"', 'formula = "share_of_totals"', "line 18: formula", "share_of_total"),
    "wrong inputs": (
        "[inputs.amount.inputs.total]",
        "[inputs.amount.inputs.totals]",
        "inputs of inputs.amount",
        "share, total",
    ),
    "wrong evidence": ('evidence = "quoted"', 'evidence = "guessed"', "line 29: evidence", "inferred"),
    "wrong kind": ('kind = "critic"', 'kind = "opinion"', "line 34: kind", "edition"),
    "date in quotes": ("date = 2020-01-01", 'date = "2020-01-01"', "line 4: date", "without quotes"),
    "replaces what may not be replaced": (
        '"inputs.amount.inputs.share.value" = "1.0"',
        '"wording" = "x"',
        "wording cannot be replaced",
        "inputs",
    ),
    "alternative breaks an input": ('share.value" = "1.0"', 'share.valeu" = "1.0"', "valeu is no key", "did you mean 'value'"),
    "year in quotes": ("date = 2020-01-01", 'date = 2020-01-01\nyear = "2020"', "line 5: year", "without quotes"),
    "year without end": ("date = 2020-01-01", "date = 2020-01-01\nyear = 20200", "line 5: year", "year = 2018"),
    "switch that critics do not know": (
        'kind = "critic"',
        'kind = "critic"\nswitch = "debt"',
        "line 35: switch",
        "debts, people",
    ),
    "row not in quotes": (
        'row = { year = "2017" }',
        "row = { year = 2017 }",
        "row of inputs.amount.total",
        "numbers in quotes",
    ),
    "not TOML": ('report = "A report"', "report = A report", "not TOML", "quote texts"),
    "unknown switch": (
        'formula = "share_of_total"',
        'formula = "share_of_total"\nswitches = { debt = "out" }',
        "debt of inputs.amount",
        "",
    ),
}


def test_the_good_record_is_good() -> None:
    assert check(Claim.parse(GOOD, "made-up")).status == "not reproduced"


@pytest.mark.parametrize("case", WRONG)
def test_wrong_records(case: str) -> None:
    old, new, problem, hint = WRONG[case]
    assert old in GOOD
    with pytest.raises(RecordError) as caught:
        Claim.parse(GOOD.replace(old, new, 1), "made-up", where="mine.toml")
    assert problem in str(caught.value)
    assert hint in str(caught.value)
    assert "mine.toml" in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "error", "words"),
    [
        ("rich_list@2017", "rich_list@1917", UnknownNameError, "2017"),
        ("cumulative_net_worth", "net_wort", UnknownNameError, "net_worth"),
        ('year = "2017"', 'year = "1917"', UnknownNameError, "2017"),
        ('column = "world_wealth"', 'column = "share_printed"', DomainError, "has no share_printed"),
    ],
)
def test_inputs_that_are_not_there(old: str, new: str, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        check(Claim.parse(GOOD.replace(old, new, 1), "made-up"))


def test_a_file_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "my-claim.toml"
    path.write_text(GOOD, encoding="utf-8")
    assert check(path).claim.id == check(str(path)).claim.id == "my-claim"
    with pytest.raises(RecordError, match="cannot be read"):
        check(tmp_path / "absent.toml")


def test_alternatives_leave_the_record_alone() -> None:
    claim = Claim.parse(GOOD, "made-up")
    next(iter(claim.alternatives()))
    assert claim["inputs"]["amount"]["inputs"]["share"]["value"] == "0.5"


def test_every_record_is_cited_and_named_after_its_file() -> None:
    for id, claim in CLAIMS.items():
        assert claim.id == id
        assert claim["citation"]
