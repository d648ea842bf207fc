"""What every chart must do, held against the figures that ship and the example that each chart declares.

A new chart is tested by being there. Quickly: English, and one more language for each figure. Among the slow tests: every
language, every size, the dark page.
"""

from __future__ import annotations

import inspect
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from types import SimpleNamespace

import pandas as pd
import pytest

from inequality.charts import CHARTS
from inequality.claims import check
from inequality.errors import DrawingError, IncomparableError, UntiedNumberError
from inequality.press import Call, Figure, Record, plotted
from inequality.press.carriers import CARRIERS
from inequality.press.ink import offences
from inequality.press.spoken import HEADINGS
from inequality.reproduce.drawing import figures, redrawn
from inequality.words import languages

#: The house's own sizes, the columns of print, and one written out.
SIZES = ("article", "phone", "square", "card", "57mm", "85mm", "118mm", "174mm", "1200x675")
CODES = [each.code for each in languages()]
SHOWN = {record.call.chart for record in figures().values()}
#: What is drawn: committed figures, and the example of each chart that has none among them.
DRAWN = {name: record.call for name, record in figures().items()} | {
    name.replace("_", "-"): Call(name, entry.facts["example"])
    for name, entry in CHARTS.items()
    if name not in SHOWN and entry.facts["example"] is not None
}
#: Charts whose tables quote a claim, in the reader's language.
QUOTING = {"claim_card", "sensitivity_strip"}
#: Columns of names, and of what is in the reader's language already.
NAMES = {"area", "claim", "claimed", "edition", "name", "producer", "publisher", "quoted", "report", "work"}
DATE = re.compile(r"\d{4}(-(Q\d|\d\d(-\d\d)?))?")
#: Another language for each figure; the slow tests take all.
ANOTHER = [(name, CODES[(4 * number + 1) % len(CODES)]) for number, name in enumerate(sorted(DRAWN))]


@cache
def figure(name: str, code: str = "en") -> Figure:
    """The figure in a language, made as the rebuild of a record makes it."""
    record = SimpleNamespace(call=DRAWN[name], figure=name)
    return redrawn(record, **({} if code == "en" else {"language": code}))  # type: ignore[arg-type]


def test_every_chart_has_an_example() -> None:
    missing = [name for name, entry in CHARTS.items() if name not in SHOWN and entry.facts["example"] is None]
    assert not missing, f"no figure ships of {', '.join(missing)}: declare a call with @chart(example=...)"


@pytest.mark.parametrize("name", DRAWN)
def test_its_texts_are_there_and_tied(name: str) -> None:
    made = figure(name)
    for text in ("title", "subtitle", "note", "alt", "caption"):
        assert getattr(made, text).strip(), f"{name} has no {text}"
    assert len(made.alt) > len(made.title), "alt text tells what the picture shows, not its title again"
    for text in ("title", "note", "alt"):
        with pytest.raises(UntiedNumberError):
            replace(made, **{text: f"{getattr(made, text)} 987,654.321"})


@pytest.mark.parametrize("name", DRAWN)
def test_it_can_be_printed(name: str) -> None:
    assert offences(figure(name).sheet("article")) == []


@pytest.mark.parametrize(("name", "code"), ANOTHER)
def test_it_can_be_printed_in_another_language(name: str, code: str) -> None:
    assert offences(figure(name, code).sheet("article")) == []


@pytest.mark.slow
@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("name", DRAWN)
def test_it_can_be_printed_in_every_language(name: str, code: str) -> None:
    assert offences(figure(name, code).sheet("article")) == []


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("code", ["en", "ar"])
@pytest.mark.parametrize("name", DRAWN)
def test_it_can_be_printed_in_every_size(name: str, code: str, size: str) -> None:
    assert offences(figure(name, code).sheet(size)) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", DRAWN)
def test_it_can_be_shown_on_a_dark_page(name: str) -> None:
    assert offences(figure(name).sheet("phone", dark=True)) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", DRAWN)
def test_words_that_readers_may_take_for_another_number_are_explained(name: str) -> None:
    made = figure(name, "es")
    needed = made.language.explanation(made.title, made.subtitle, *made.sheet("article").sayings)
    assert made.language.glued(needed) in made.note


@pytest.mark.parametrize("name", DRAWN)
def test_its_table_is_told_in_the_reader_s_language(name: str) -> None:
    made = figure(name, "es")
    told = [column for column in made.table if (made.terms or {}).get(column) != ""]
    assert not [column for column in told if column not in {**HEADINGS, **(made.terms or {})}], "give it a name in `terms`"
    for column in {*told} - NAMES:
        texts = {text for text in made.table[column] if isinstance(text, str) and not DATE.fullmatch(text)}
        assert texts <= {*(made.terms or {})}, f"texts of {column} that have no name in `terms`"


@pytest.mark.parametrize("name", DRAWN)
def test_its_table_comes_back_from_its_file(name: str) -> None:
    text = plotted.text(figure(name).table)
    back = pd.read_csv(io.StringIO(text), keep_default_na=False, na_values=[""])
    assert plotted.text(back) == text
    assert list(back.columns) == list(figure(name).table.columns)


@pytest.mark.parametrize("name", [name for name, call in DRAWN.items() if call.chart not in QUOTING])
def test_its_table_is_the_same_in_every_language(name: str) -> None:
    assert plotted.text(figure(name, "es").table) == plotted.text(figure(name).table)


@pytest.mark.parametrize("name", DRAWN)
def test_its_record_makes_it_again(name: str) -> None:
    made = figure(name)
    record = Record.from_json(made.record().to_json())
    again = redrawn(record)
    assert (again.id, plotted.text(again.table)) == (record.id, record.table)
    digest = CARRIERS["svg"].digest
    assert digest(again.picture("svg", "article")) == digest(made.picture("svg", "article"))


def _several() -> Iterator[tuple[str, str, str]]:
    """Figures of charts that take several verdicts or tables at once; the parameter that does, and what it takes."""
    for name, call in DRAWN.items():
        for parameter in inspect.signature(CHARTS[call.chart].function).parameters.values():
            found = re.search(r"Sequence\[.*(Verdict|Dataset)", str(parameter.annotation))
            if found and parameter.default is inspect.Parameter.empty:
                yield name, parameter.name, found[1]


@pytest.mark.parametrize(("name", "parameter", "kind"), list(_several()))
def test_unlike_measures_are_refused(name: str, parameter: str, kind: str) -> None:
    unlike = {
        "Verdict": [check("oxfam-2018-42"), check("computed-top-1-income-france")],
        # Both hold the areas of the examples, so that only what they measure can be refused.
        "Dataset": ["gini_world_bank@2024", "income_top_shares_wid@2022-07"],
    }
    record = SimpleNamespace(call=DRAWN[name], figure=name)
    with pytest.raises((DrawingError, IncomparableError)) as refusal:
        redrawn(record, **{parameter: unlike[kind]})  # type: ignore[arg-type]
    assert not isinstance(refusal.value, UntiedNumberError)
