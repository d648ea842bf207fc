"""The command `check` as a newcomer meets it: what is wrong is named, what was asked for is answered and written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from inequality.cli import main

RECORD = """\
wording = "Two families own as much as a third of the world"
publisher = "A newsroom"
report = "A story"
date = 2026-11-20
citation = "A story, 20 November 2026"
year = 2017
area = "WLD"
subject = "the third owned"
formula = "richest_matching"

[published]
value = "2"
unit = "people"

[inputs.fortunes]
table = "rich_list@2017"
column = "cumulative_net_worth"
by = "position"

[inputs.amount]
value = "160"
unit = "USD billion"
half_width = "20"
evidence = "quoted"
citation = "A statistical office, 2026"
measure = { concept = "net_wealth", unit = "adult", currency = "USD", conversion = "MER" }
"""

#: What a newcomer gets wrong, the line that is named, and what else.
SLIPS = {
    "a key misspelt": ('citation = "A story', 'citaton = "A story', "line 5: citaton", "did you mean 'citation'?"),
    "a formula misspelt": ("richest_matching", "richest_maching", "line 9: formula", "did you mean 'richest_matching'?"),
    "a number without quotes": ('value = "160"', "value = 160", "line 21: value", 'write value = "160"'),
    "a concept that is none": ('"net_wealth"', '"wealth"', "line 26: measure", "did you mean 'net_wealth'?"),
    "a year in quotes": ("year = 2017", 'year = "2017"', "line 6: year", "without quotes"),
    "a row that is no table": ('by = "position"', 'by = "position"\nnames = 3', "line 19: names", "not a text"),
    "a list that is not there": ("rich_list@2017", "rich_list@1917", "inputs.fortunes: There is no edition '1917'", "2017"),
    "a column that is not there": ('by = "position"', 'by = "rank"', "inputs.fortunes: There is no column 'rank'", "position"),
}


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = main(["check", *words])
    told = capsys.readouterr()
    return status, told.out, told.err


@pytest.mark.parametrize("slip", SLIPS)
def test_slips_in_a_record_are_named_with_their_line(slip: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new, line, hint = SLIPS[slip]
    path = tmp_path / "my-claim.toml"
    path.write_text(RECORD.replace(old, new, 1), encoding="utf-8")
    status, out, err = run(capsys, str(path))
    assert (status, out) == (2, "")
    assert line in err
    assert hint in err


def test_a_newsrooms_own_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, book = tmp_path / "my-claim.toml", tmp_path / "my-claim.xlsx"
    path.write_text(RECORD, encoding="utf-8")
    status, out, _ = run(capsys, str(path), "--xlsx", str(book))
    assert status == 0
    assert "The data allow   2 to 3 people" in out
    assert f"Written: {book}" in out
    assert book.is_file()
    status, out, _ = run(capsys, str(path), "--claimreview")
    assert json.loads(out)["itemReviewed"]["author"]["name"] == "A newsroom"
    status, out, _ = run(capsys, str(path), "--json")
    assert {"switches", "one_dollar", "beside", "sensitivity"} <= set(json.loads(out))


@pytest.mark.parametrize("name", ["nowhere/book.xlsx", "book.csv"])
def test_a_workbook_that_cannot_be_written(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capsys, "computed-2022", "--xlsx", str(tmp_path / name))
    assert status == 2
    assert "cannot be written to" in err


def test_a_sentence_is_read_back_before_it_is_answered(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("The 26 richest people own as much as the poorest half", "--year", "2018")
    status, out, _ = run(capsys, *words)
    assert status == 3
    assert out.splitlines()[1] == "Read as: richest 26 people >= poorest 50 percent, wealth, world, 2018"
    form = ("--richest", "26", "--poorest", "50%", "--area", "WLD", "--year", "2018")
    status, again, _ = run(capsys, *form)
    assert status == 3
    assert again.splitlines()[1:] == out.splitlines()[1:]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("Inequality is bad",), "  The Gini index of Brazil was 51.6 in 2023\n"),
        (("Inequality is bad",), "Or fill in a form:\n  inequality check --richest 26 --poorest 50%"),
        (("The 26 richest people own as much as the poorest half",), "names no year"),
        (("The richest 1% own half of all wealth in 2022",), "names no place"),
        (("The richest 1% own half of all wealth", "--year", "2022"), "--area WLD"),
        (("--richest", "26"), "The form is not filled in: it has only --richest"),
        (("--top", "10%", "--bottom", "50%", "--holds", "3"), "--top or --bottom with --holds"),
        (("oxfam-2018-42", "--richest", "26", "--poorest", "50%"), "There are a claim and a form"),
        (("oxfam-2018-42", "--year", "2018"), "says itself of which year and area it is"),
        (("oxfam-2018-43",), "did you mean 'oxfam-2018-42'?"),
        ((), "There is nothing to check"),
    ],
)
def test_what_cannot_be_answered_says_how_to_ask(words: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, *words)
    assert (status, out) == (2, "")
    assert told in err
