"""Figures come out again from their records, and pictures are told apart."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import pytest
from PIL import Image

from inequality.errors import RecordError, UnknownNameError, UntiedNumberError
from inequality.press import Record, carried_by
from inequality.press.carriers import CARRIERS
from inequality.reproduce import draw, figures, verify

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


@pytest.mark.parametrize("file", ["forty-two-people.png", "forty-two-people.phone.svg", "forty-two-people.pdf"])
def test_a_picture_as_it_left_the_press_is_the_same(file: str) -> None:
    found = verify(SHELF / "forty-two-people" / file)
    assert found.same is True
    assert found.redrawn == "same, to the last pixel"
    assert "SAME" in str(found)


def test_a_changed_pixel_is_seen(tmp_path: Path) -> None:
    original = (SHELF / "forty-two-people" / "forty-two-people.png").read_bytes()
    record = carried_by(original)
    assert record is not None
    with Image.open(io.BytesIO(original)) as image:
        changed = image.convert("RGB")
    changed.putpixel((800, 500), (255, 0, 0))
    out = io.BytesIO()
    changed.save(out, "PNG")
    path = tmp_path / "changed.png"
    path.write_bytes(CARRIERS["png"].insert(out.getvalue(), record.to_json()))
    found = verify(path)
    assert found.same is False
    assert found.picture.startswith("DIFFERS")


def test_a_picture_without_a_record_cannot_be_told(tmp_path: Path) -> None:
    path = tmp_path / "plain.png"
    Image.new("RGB", (20, 20)).save(path)
    assert verify(path).same is None
    assert "CANNOT TELL" in str(verify(path))


def test_a_forged_call_is_not_followed(tmp_path: Path) -> None:
    figure = draw("forty-two-people")
    record = json.loads(figure.record().to_json())
    record["call"] = {"chart": "richest_against_poorest", "arguments": {"verdict": "../../etc/passwd.toml"}}
    path = tmp_path / "forged.png"
    bare = figure.picture("png")
    path.write_bytes(bare.replace(b"oxfam-2018-42", b"oxfam-2018-43"))
    with pytest.raises(RecordError):
        verify(path)
    with pytest.raises(RecordError):
        Record.from_json(json.dumps(record))


def test_a_figure_is_written_again_into_a_folder(tmp_path: Path) -> None:
    verify(SHELF / "n-by-year" / "n-by-year.png", rebuild=tmp_path)
    assert (tmp_path / "n-by-year" / "n-by-year.png").read_bytes() == (SHELF / "n-by-year" / "n-by-year.png").read_bytes()


def test_a_claim_is_drawn_by_the_chart_made_for_it() -> None:
    assert draw("oxfam-2016-62").call.arguments["verdict"] == "oxfam-2016-62"
    with pytest.raises(UnknownNameError, match="forty-two-people"):
        draw("forty-two-peopel")


def test_a_writers_own_title_is_checked_and_recorded() -> None:
    figure = draw("forty-two-people", title="About 42 people, or 37, or 58")
    assert figure.call.arguments["title"] == "About 42 people, or 37, or 58"
    with pytest.raises(UntiedNumberError, match="43"):
        draw("forty-two-people", title="43 people own as much as half the world")


def test_what_is_no_picture(tmp_path: Path) -> None:
    path = tmp_path / "note.png"
    path.write_text("not a picture", encoding="utf-8")
    with pytest.raises(RecordError, match="neither PNG"):
        verify(path)
    with pytest.raises(RecordError, match="cannot be read"):
        verify(tmp_path / "absent.png")
