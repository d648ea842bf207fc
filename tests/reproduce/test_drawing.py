"""Figures are drawn by name, in any language, size and look, and come out of their records again."""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd
import pytest

from inequality.errors import RecordError, UnknownNameError, UntiedNumberError
from inequality.press import Record
from inequality.press.style import HOUSE
from inequality.reproduce import draw, figures
from inequality.words import languages

NAMES = sorted(figures())
OFTEN = ("en", "es-MX", "ar")
CODES = [*OFTEN, *(pytest.param(each.code, marks=pytest.mark.slow) for each in languages() if each.code not in OFTEN)]


def _numbers(table: str) -> pd.DataFrame:
    """The numbers of a table; names of places in it are written in the figure's language."""
    return pd.read_csv(io.StringIO(table)).select_dtypes(["number", "bool"])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("code", CODES)
def test_another_language_changes_the_words_alone(name: str, code: str) -> None:
    """The numbers stay the same, and the record's call names the language and nothing else that is new."""
    committed, figure = figures()[name], draw(name, language=code)
    expected = dict(committed.call.arguments) | ({} if code == "en" else {"language": code})
    assert (figure.call.chart, dict(figure.call.arguments)) == (committed.call.chart, expected)
    assert figure.inputs == committed.inputs
    assert _numbers(figure.record().table).equals(_numbers(committed.table))
    assert figure.language.code == code
    assert (figure.id == committed.id) is (code == "en")


@pytest.mark.parametrize("name", NAMES)
def test_a_record_in_another_language_is_drawn_again(name: str) -> None:
    record = draw(name, language="de").record()
    again = Record.from_json(record.to_json())
    assert draw(name, language=again.call.arguments["language"]).record() == record


def test_a_claim_is_drawn_in_a_language() -> None:
    figure = draw("oxfam-2018-42", language="de_CH.UTF-8")
    assert figure.language.code == "de-CH"
    assert figure.call.arguments == {"verdict": "oxfam-2018-42", "language": "de-CH"}


def test_size_and_look_are_those_of_the_notebook_and_of_the_files(tmp_path: Path) -> None:
    figure = draw("n-by-year", size="1200x675", dark=True, bare=True)
    assert figure.file_names[1] == "n-by-year.1200x675.dark.bare.png"
    _, metadata = figure._repr_mimebundle_()
    assert metadata["image/png"] == {"alt": figure.alt, "width": 800, "height": 450}
    assert set(figure.save(tmp_path)) == set(figure.file_names)
    assert draw("n-by-year", size="article").file_names[1] == "n-by-year.png"


def test_a_house_style_is_a_file(tmp_path: Path) -> None:
    path = tmp_path / "daily.toml"
    path.write_text('[colours.light]\nink = "#22304a"\n', encoding="utf-8")
    figure = draw("forty-two-people", style=path, size="phone")
    assert figure.file_names[0] == "forty-two-people.phone.style-daily.svg"
    assert b"#22304a" in figure.picture("svg")
    assert draw("forty-two-people", style=HOUSE).file_names[0] == "forty-two-people.svg"
    with pytest.raises(RecordError, match="cannot be read"):
        draw("forty-two-people", style=tmp_path / "none.toml")


def test_a_writer_s_own_title_is_checked_in_its_language() -> None:
    figure = draw("forty-two-people", language="es", title="Cuarenta y dos personas", subtitle="", note="")
    assert (figure.title.replace("\xa0", " "), figure.subtitle, figure.note) == ("Cuarenta y dos personas", "", "")
    assert figure.call.arguments["title"] == "Cuarenta y dos personas"
    with pytest.raises(UntiedNumberError, match="Cuarenta y tres"):
        draw("forty-two-people", language="es", title="Cuarenta y tres personas")


@pytest.mark.parametrize(
    ("name", "arguments", "message"),
    [
        ("forty-two-peopel", {}, "forty-two-people"),
        ("forty-two-people", {"size": "poster"}, "width in print"),
        ("forty-two-people", {"language": "xx"}, "xx"),
    ],
)
def test_what_is_not_there_is_named(name: str, arguments: dict[str, str], message: str) -> None:
    with pytest.raises(UnknownNameError, match=message):
        draw(name, **arguments)


@pytest.mark.parametrize("name", NAMES)
def test_the_interactive_page_shows_numbers_of_the_table(name: str) -> None:
    view, table = draw(name).view, draw(name).table
    known = {float(value) for column in table for value in table[column] if pd.api.types.is_number(value)} | {0.0}
    for layer in view.layers:
        assert len(layer.data)
        for column in (name for name in (layer.x, layer.y, layer.x2, layer.y2) if name and not name.startswith("_")):
            found = [float(value) for value in layer.data[column] if pd.api.types.is_number(value) and not pd.isna(value)]
            # A mark beside another of its year stands a little aside.
            assert all(any(abs(value - cell) <= 0.3 + 1e-9 * abs(cell) for cell in known) for value in found), column
