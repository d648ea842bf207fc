"""Figures come out again from their records."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from inequality.errors import UnknownNameError, UntiedNumberError
from inequality.press import Record, carried_by
from inequality.press.carriers import CARRIERS
from inequality.reproduce import draw, figures

NAMES = sorted(figures())
SHELF = Path(__file__).parents[1] / "figures"


def test_there_are_figures() -> None:
    assert {"forty-two-people", "n-by-year"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_each_committed_figure_is_rebuilt_from_its_record(name: str, tmp_path: Path) -> None:
    committed = figures()[name]
    figure = draw(name)
    again = figure.record()
    assert (again.id, again.table, again.inputs, again.call) == (
        committed.id,
        committed.table,
        committed.inputs,
        committed.call,
    )
    shutil.copytree(SHELF / name, tmp_path / name)
    assert set(figure.save(tmp_path).values()) == {"same"}, "run `make figures` and look at what changed"


@pytest.mark.parametrize("name", NAMES)
def test_each_figure_has_all_its_files_and_says_the_same_in_each(name: str) -> None:
    files = {path.name: path for path in (SHELF / name).iterdir()}
    record = Record.from_json(files[f"{name}.record.json"].read_bytes())
    assert files[f"{name}.csv"].read_text(encoding="utf-8") == record.table
    pictures = [path for path in files.values() if path.suffix[1:] in CARRIERS]
    assert {path.name for path in pictures} == set(record.pictures)
    for path in pictures:
        carried = carried_by(path.read_bytes())
        assert carried is not None
        assert (carried.id, carried.table) == (record.id, record.table)
        assert record.id in files[f"{name}.record.json"].read_text(encoding="utf-8")
    assert all(files[f"{name}.{text}"].read_text(encoding="utf-8").strip() for text in ("alt.txt", "caption.txt"))


def test_a_claim_is_drawn_by_the_chart_made_for_it() -> None:
    assert draw("oxfam-2016-62").call.arguments["verdict"] == "oxfam-2016-62"
    with pytest.raises(UnknownNameError, match="forty-two-people"):
        draw("forty-two-peopel")


def test_a_writers_own_title_is_checked_and_recorded() -> None:
    figure = draw("forty-two-people", title="About 42 people, or 37, or 58")
    assert figure.call.arguments["title"] == "About 42 people, or 37, or 58"
    with pytest.raises(UntiedNumberError, match="43"):
        draw("forty-two-people", title="43 people own as much as half the world")
