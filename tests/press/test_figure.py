"""Figures: what they refuse, how they show in a notebook, and which of their files are touched."""

from __future__ import annotations

import base64
import io
import re
import xml.etree.ElementTree as ET  # of our own SVG
from collections.abc import Callable
from pathlib import Path

import matplotlib as mpl
import pandas as pd
import pytest
from PIL import Image

from inequality.errors import DrawingError, UnknownNameError
from inequality.press import Figure, Record, carried_by
from inequality.press import export as exporting
from inequality.press.sheet import Sheet
from inequality.press.shelf import FIGURES, write_whole
from inequality.press.terms import require_passable
from inequality.provenance import Origin, Provenance, Snapshot

FILES = {
    *(f"small.{kind}" for kind in ("svg", "png", "pdf", "phone.svg", "phone.png", "phone.pdf")),
    *(f"small.{kind}" for kind in ("csv", "alt.txt", "caption.txt", "record.json")),
}


def test_saves_flat_names_once(make: Callable[..., Figure], tmp_path: Path) -> None:
    figure = make()
    assert figure.save(tmp_path) == dict.fromkeys(FILES, "new")
    assert {path.name for path in (tmp_path / "small").iterdir()} == FILES
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in (tmp_path / "small").iterdir()}
    assert make().save(tmp_path) == dict.fromkeys(FILES, "same")
    assert before == {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in (tmp_path / "small").iterdir()}
    assert set(make().save(tmp_path, fresh=True).values()) == {"same"}


def test_a_new_drawing_rewrites_only_its_own_size(make: Callable[..., Figure], tmp_path: Path) -> None:
    figure = make()
    figure.save(tmp_path)

    def other(sheet: Sheet, table: pd.DataFrame) -> None:
        sheet.text(50, 300, "moved")

    changed = make(compositions={**figure.compositions, "phone": other}).save(tmp_path)
    assert {name for name, status in changed.items() if status == "changed"} == {
        "small.phone.svg", "small.phone.png", "small.phone.pdf", "small.record.json",
    }  # fmt: skip


def test_a_new_table_rewrites_every_picture(make: Callable[..., Figure], tmp_path: Path) -> None:
    make().save(tmp_path)
    changed = make(table=pd.DataFrame({"n": [42], "share": [0.5], "more": [1]})).save(tmp_path)
    assert {name for name, status in changed.items() if status == "same"} == {"small.alt.txt", "small.caption.txt"}


def test_another_rasteriser_is_no_news(make: Callable[..., Figure], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make().save(tmp_path)
    record = (tmp_path / "small/small.record.json").read_text()
    draw, pixels = exporting.svg, exporting.pixels

    def shifted(sheet: Sheet, title: str, alt: str) -> bytes:
        return re.sub(rb"(\d\.\d{4})\d\d", rb"\g<1>99", draw(sheet, title, alt))

    monkeypatch.setattr(exporting, "svg", shifted)
    monkeypatch.setattr(exporting, "pixels", lambda sheet: pixels(sheet) // 2)
    assert shifted(make().sheet(), "t", "a") != draw(make().sheet(), "t", "a")
    assert make().save(tmp_path) == dict.fromkeys(FILES, "same")
    assert (tmp_path / "small/small.record.json").read_text() == record
    assert "changed" in make().save(tmp_path, fresh=True).values()


def test_a_damaged_picture_is_written_anew(make: Callable[..., Figure], tmp_path: Path) -> None:
    make().save(tmp_path)
    folder = tmp_path / "small"
    good = {name: (folder / name).read_bytes() for name in ("small.png", "small.phone.svg")}
    (folder / "small.png").write_bytes(good["small.png"][:5000])
    (folder / "small.phone.svg").write_bytes(good["small.phone.svg"].replace(b"42", b"43"))
    changed = make().save(tmp_path)
    assert {name for name, status in changed.items() if status == "changed"} == {"small.png", "small.phone.svg"}
    assert {name: (folder / name).read_bytes() for name in good} == good


def test_versions_alone_rewrite_nothing(make: Callable[..., Figure], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make().save(tmp_path)
    monkeypatch.setattr("inequality.press.figure.versions", lambda fonts: {"matplotlib": "99.0"})
    assert set(make().save(tmp_path).values()) == {"same"}


def test_the_record_beside_names_every_picture(make: Callable[..., Figure], tmp_path: Path) -> None:
    make().save(tmp_path, sizes=["article"])
    make().save(tmp_path, sizes=["phone"])
    record = Record.from_json((tmp_path / "small/small.record.json").read_bytes())
    assert set(record.pictures) == {name for name in FILES if name.endswith(("svg", "png", "pdf"))}
    for name, hashes in record.pictures.items():
        inside = carried_by((tmp_path / "small" / name).read_bytes())
        assert inside is not None
        assert inside.pictures == {name: hashes}


def test_a_folder_may_be_named_outside(make: Callable[..., Figure], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FIGURES, str(tmp_path))
    make().save(sizes=["phone"])
    assert (tmp_path / "small/small.phone.png").exists()


def test_a_file_is_whole_or_as_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x"
    assert write_whole(path, b"old") == "new"

    def fail(self: Path, target: Path) -> Path:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_sizes_of_the_pictures(make: Callable[..., Figure]) -> None:
    for size, expected in {"article": (1600, 1000), "phone": (800, 1400)}.items():
        assert Image.open(io.BytesIO(make().picture("png", size))).size == expected


def test_a_picture_tells_what_it_shows(make: Callable[..., Figure]) -> None:
    figure = make(alt="A bar of 42 & <b>more</b>.", title="Forty-two < half & $5"[:16])
    image = Image.open(io.BytesIO(figure.picture("png")))
    assert (image.text["Title"], image.text["Description"], image.text["Source"]) == (figure.title, figure.alt, figure.source)
    svg = ET.fromstring(figure.picture("svg"))
    space = "{http://www.w3.org/2000/svg}"
    assert svg.get("role") == "img"
    assert svg.get("width") == "800"
    assert svg.findtext(f"{space}title") == figure.title
    assert svg.findtext(f"{space}desc") == figure.alt
    assert not svg.findall(f".//{space}script")
    assert b"DOCTYPE" not in figure.picture("svg")


def test_shows_in_a_notebook_with_its_alt_text(make: Callable[..., Figure]) -> None:
    figure = make()
    data, metadata = figure._repr_mimebundle_()
    assert base64.b64decode(data["image/png"]) == figure.picture("png")
    assert metadata["image/png"] == {"alt": figure.alt, "width": 800, "height": 500}
    assert figure._repr_png_() == (figure.picture("png"), metadata["image/png"])
    assert repr(figure).startswith("<Figure small: 'It takes 42 people")


def test_the_user_s_settings_neither_matter_nor_change(make: Callable[..., Figure]) -> None:
    expected = make().picture("svg")
    own = {"font.size": 30, "lines.linewidth": 9, "text.usetex": True, "svg.fonttype": "none", "savefig.bbox": "tight"}
    with mpl.rc_context(own):
        assert make().picture("svg") == expected
        assert {name: mpl.rcParams[name] for name in own} == own


def test_a_chart_gets_the_table_as_written(make: Callable[..., Figure]) -> None:
    figure = make(table=pd.DataFrame({"n": [42], "share": [1 / 3]}), title="42 people", note="")
    assert figure.table["share"][0] == 0.333333333333
    assert figure.record().table == "n,share\n42,0.333333333333\n"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"name": "Not A Name"}, "cannot be named"),
        ({"name": "../up"}, "cannot be named"),
        ({"title": ""}, "has no title"),
        ({"alt": " "}, "has no alt"),
        ({"table": pd.DataFrame()}, "needs a table"),
        ({"table": pd.DataFrame({"n": [42, float("inf")]})}, "holds inf"),
        ({"table": pd.DataFrame({"n": [42, 1j]})}, "holds"),
        ({"table": pd.DataFrame([[42, 1]], columns=["n", "n"])}, "needs a table"),
    ],
)
def test_what_cannot_be_printed_is_refused(make: Callable[..., Figure], change: dict[str, object], message: str) -> None:
    with pytest.raises(DrawingError, match=message):
        make(**change)


def test_an_unknown_size_names_the_known(make: Callable[..., Figure]) -> None:
    with pytest.raises(UnknownNameError, match="width in print.*article, card, phone, square"):
        make().sheet("poster")


def test_a_list_that_may_not_be_passed_on_is_not_drawn_whole() -> None:
    def behind(redistributable: str, retrieved: str) -> Provenance:
        origin = Origin("A publisher", "A list", "A list", redistributable=redistributable)
        return Provenance((Snapshot("a_list", "2026", "0" * 64, retrieved=retrieved, origins=(origin,)),))

    with pytest.raises(DrawingError, match="would pass on 501 rows of a_list@2026, which A publisher does not allow"):
        require_passable("a-list", 501, behind("no", "2026-03-10"))
    require_passable("a-list", 500, behind("no", "2026-03-10"))
    require_passable("a-list", 501, behind("no", ""))  # what comes with the package are facts with their citation
    require_passable("a-list", 501, behind("yes", "2026-03-10"))


def test_texts_that_lie_upon_each_other_or_are_cut_off_are_not_drawn(make: Callable[..., Figure]) -> None:
    def crowded(sheet: Sheet, table: pd.DataFrame) -> None:
        sheet.text(sheet.body.left, sheet.body.top + 20, "one")
        sheet.text(sheet.body.left + 5, sheet.body.top + 22, "another")

    def outside(sheet: Sheet, table: pd.DataFrame) -> None:
        sheet.text(sheet.size.width - 10, sheet.body.top + 20, "far out")

    with pytest.raises(DrawingError, match="In the size article 'one' lies upon 'another'"):
        make(compositions={"article": crowded}).sheet()
    with pytest.raises(DrawingError, match="'far out' is cut off"):
        make(compositions={"article": outside}).sheet()
