"""The two figures: their numbers, their honesty, their ink, their bytes."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from inequality.charts.restatements import count_by_year
from inequality.charts.richest_and_poorest import richest_against_poorest
from inequality.claims import Claim, check
from inequality.errors import DrawingError, UntiedNumberError
from inequality.press import Figure
from inequality.press.ink import offences
from inequality.press.plotted import cell

RECORDS = Path(str(files("inequality.claims"))) / "records"
BOTH = [(name, size) for name in ("forty-two-people", "n-by-year") for size in ("article", "phone")]


@pytest.mark.parametrize(("name", "size"), BOTH)
def test_a_picture_editor_finds_nothing(figures: dict[str, Figure], name: str, size: str) -> None:
    assert offences(figures[name].sheet(size)) == []


@pytest.mark.parametrize("claim", ["oxfam-2014-85", "oxfam-2015-80", "oxfam-2016-62", "forbes-2014-67"])
def test_other_claims_can_be_drawn(claim: str) -> None:
    figure = richest_against_poorest(check(claim))
    for size in figure.compositions:
        assert offences(figure.sheet(size)) == []


@pytest.mark.parametrize(
    ("half_width", "published"),
    [("0.02", "90"), ("0", "94"), ("0.1", "70"), ("0.1", "150"), ("0.1", "5")],
    ids=["narrow", "exact", "below", "above", "far below"],
)
def test_other_intervals_can_be_drawn(half_width: str, published: str) -> None:
    text = (RECORDS / "computed-2022.toml").read_text(encoding="utf-8")
    text = text.replace('column = "share_printed"', f'column = "share_printed"\nhalf_width = "{half_width}"')
    text = text.replace('unit = "people"', f'unit = "people"\nvalue = "{published}"')
    figure = richest_against_poorest(check(Claim.parse(text, "tried")))
    for size in figure.compositions:
        assert offences(figure.sheet(size)) == []


def test_forty_two_people_shows_the_interval(figures: dict[str, Figure]) -> None:
    figure, table = figures["forty-two-people"], figures["forty-two-people"].table
    assert (cell(table, "people", "low"), cell(table, "people"), cell(table, "people", "high")) == (37, 42, 58)
    assert (cell(table, "people at the outer limits", "low"), cell(table, "people at the outer limits", "high")) == (11, 122)
    fortunes = table[table["item"] == "fortune"]
    assert len(fortunes) == 58
    assert fortunes["cumulative"].iloc[41] == 1_498_000_000_000
    assert fortunes["value"].sum() == fortunes["cumulative"].iloc[-1]
    assert fortunes["value"].is_monotonic_decreasing
    # The last block drawn reaches past the upper end of what the poorest half owned, and the one before does not.
    assert fortunes["cumulative"].iloc[56] < cell(table, "amount", "high") <= fortunes["cumulative"].iloc[57]
    assert "37\xa0to\xa058" in figure.title
    assert "128" in figure.note
    assert "11\xa0to\xa0122" in figure.note


def test_n_by_year_shows_every_count(figures: dict[str, Figure]) -> None:
    table = figures["n-by-year"].table
    published = table[table["item"] == "published"]
    assert dict(zip(published["year"], published["value"], strict=True)) == {
        2013: 85, 2014: 80, 2015: 62, 2016: 8, 2017: 42, 2018: 26, 2025: 12,
    }  # fmt: skip
    revised = table[table["item"] == "revised"]
    assert dict(zip(revised["year"], revised["value"], strict=True)) == {2015: 9, 2016: 61, 2017: 43}
    assert (cell(table, "computed", "low"), cell(table, "computed", "high")) == (50, 198)
    assert cell(table, "without people in net debt") == 128
    note = figures["n-by-year"].note.replace("\xa0", " ")
    assert "43 is not a revision alone" in note
    assert "March 2018 dollars" in note
    assert "For 2010 Oxfam counted 388" in note


@pytest.mark.parametrize(("name", "size"), BOTH)
def test_the_whole_caveat_stays_in_every_size(figures: dict[str, Figure], name: str, size: str) -> None:
    figure = figures[name]
    drawn = " ".join(placed.text for placed in figure.sheet(size).texts)
    assert figure.note in drawn
    assert figure.id in drawn


def test_the_call_can_be_made_again(figures: dict[str, Figure]) -> None:
    call = figures["forty-two-people"].call
    assert (call.chart, call.arguments) == ("richest_against_poorest", {"verdict": "oxfam-2018-42"})
    assert richest_against_poorest(check(call.arguments["verdict"])).id == figures["forty-two-people"].id


def test_a_writer_s_own_title_is_checked_and_recorded() -> None:
    verdict = check("oxfam-2018-42")
    figure = richest_against_poorest(verdict, title="Forty-two people, give or take")
    assert figure.call.arguments == {"verdict": "oxfam-2018-42", "title": "Forty-two people, give or take"}
    with pytest.raises(UntiedNumberError, match="The title says 'Forty'"):
        richest_against_poorest(verdict, title="Forty people own as much as the poorest half")
    with pytest.raises(UntiedNumberError, match="The title says '7'"):
        count_by_year([check("oxfam-2017-8")], title="It was 7")


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        ("oxfam-2019-26", "gives no interval to draw"),
        ("oxfam-2017-8", "may have owned nothing"),
        ("oxfam-2015-388", "shorter than the interval"),
        ("oxfam-2018-128", "leaves people in net debt out"),
    ],
)
def test_a_claim_that_would_mislead_is_not_drawn(claim: str, message: str) -> None:
    with pytest.raises(DrawingError, match=message):
        richest_against_poorest(check(claim))


def test_two_first_counts_of_a_year_are_refused() -> None:
    with pytest.raises(DrawingError, match="one first count a year"):
        count_by_year([check("oxfam-2015-80"), check("forbes-2014-67")])
    with pytest.raises(DrawingError, match="one first count a year"):
        count_by_year([])


@pytest.mark.parametrize("claim", ["computed-top-1-income-france", "oxfam-2018-128"])
def test_counts_of_something_else_are_not_drawn_beside(claim: str) -> None:
    with pytest.raises(DrawingError, match="is no count of the richest who own as much as the poorest half"):
        count_by_year([check("oxfam-2018-42"), check(claim)])


@pytest.mark.parametrize("name", ["forty-two-people", "n-by-year"])
@pytest.mark.parametrize("size", ["57mm", "card", "square"])
def test_it_does_in_the_narrowest_and_the_lowest_sizes(figures: dict[str, Figure], name: str, size: str) -> None:
    assert offences(figures[name].sheet(size)) == []


def test_a_size_too_low_for_every_year_is_refused(figures: dict[str, Figure]) -> None:
    with pytest.raises(DrawingError, match=r"need \d+ pixels of height and have"):
        figures["n-by-year"].sheet("118x80mm")


def test_time_runs_from_left_to_right_in_arabic() -> None:
    figure = count_by_year([check("oxfam-2016-62"), check("oxfam-2017-8")], language="ar")
    years = {placed.text: placed.drawn.left for placed in figure.sheet("article").texts if placed.text in ("2015", "2016")}
    assert years["2015"] < years["2016"]


PROGRAM = """
import hashlib, sys
sys.path.insert(0, {folder!r})
from conftest import FIGURES
for make in FIGURES.values():
    figure = make()
    for size in figure.compositions:
        for kind in ("svg", "png", "pdf"):
            print(figure.file_name(kind, size), hashlib.sha256(figure.picture(kind, size)).hexdigest())
"""


def test_the_same_bytes_in_any_process_time_zone_language_and_hash_order(figures: dict[str, Figure]) -> None:
    program = PROGRAM.format(folder=str(Path(__file__).parent))
    surroundings = [
        {"TZ": "Asia/Kathmandu", "LC_ALL": "C", "PYTHONHASHSEED": "1", "MPLBACKEND": "svg"},
        {"TZ": "America/St_Johns", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "987", "SOURCE_DATE_EPOCH": "1", "LANG": "de_DE"},
    ]
    running = [
        subprocess.Popen([sys.executable, "-c", program], env={**os.environ, **each}, stdout=subprocess.PIPE, text=True)
        for each in surroundings
    ]
    first, second = (process.communicate(timeout=300)[0] for process in running)
    assert [process.returncode for process in running] == [0, 0]
    assert first == second
    here = {
        figure.file_name(kind, size): hashlib.sha256(figure.picture(kind, size)).hexdigest()
        for figure in figures.values()
        for size in figure.compositions
        for kind in ("svg", "png", "pdf")
    }
    assert dict(line.split() for line in first.splitlines()) == here
