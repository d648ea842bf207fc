"""Pictures are told apart: ours, ours after a journey, altered, forged, foreign; hostile files end in a typed error."""

from __future__ import annotations

import hashlib
import io
import json
import re
import runpy
import struct
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from inequality.errors import RecordError
from inequality.press import Call, Record, carried_by
from inequality.press.carriers import CARRIERS
from inequality.press.record import identify
from inequality.reproduce import Verification, draw, known, verify

pictures = runpy.run_path(str(Path(__file__).with_name("pictures.py")))
HANDLED, raster, with_one, encoded, scaled = (pictures[name] for name in ("HANDLED", "raster", "with_one", "encoded", "scaled"))
SHELF = Path(__file__).parents[2] / "figures"
NAME = "forty-two-people"
FIGURE = draw(NAME)


def slowly(*values: Any) -> list[Any]:
    """Cases for the slow tier."""
    return [pytest.param(*(value if isinstance(value, tuple) else (value,)), marks=pytest.mark.slow) for value in values]


def told(tmp_path: Path, data: bytes | Image.Image, name: str = "photo.png", **words: Any) -> Verification:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else encoded(data, "PNG"))
    return verify(path, **words)


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_as_it_left_the_press(kind: str, tmp_path: Path) -> None:
    found = told(tmp_path, FIGURE.picture(kind, "phone"), f"x.{kind}")
    assert found.same is True
    assert (found.picture, found.table, found.redrawn) == ("as it left the press", "same", "same, to the last pixel")
    assert found.inputs.startswith("same (rich_list@2017")
    assert len(str(found).splitlines()) == 6
    assert found.as_dict()["same"] is True


@pytest.mark.parametrize("way", ["JPEG 60", "half, JPEG 60", "screenshot", "cut", "cut, scaled, JPEG 60"])
def test_a_journey_leaves_it_the_same(way: str, tmp_path: Path) -> None:
    found = told(tmp_path, encoded(HANDLED[way](raster()), "PNG"))
    assert found.verdict == "same, but recompressed, scaled or cropped"
    assert (found.same, found.figure, found.id) == (True, NAME, FIGURE.id)
    assert ("cut at the bottom" in found.redrawn) == ("cut" in way)
    assert ("scaled to" in found.redrawn) == ("half" in way or "scaled" in way)


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_kinds_that_carry_nothing(kind: str, tmp_path: Path) -> None:
    found = told(tmp_path, encoded(raster(size="phone"), kind, 75), f"x.{kind.lower()}")
    assert found.same is True
    assert kind in found.picture


@pytest.mark.parametrize("way", [*slowly("JPEG 60", "screenshot"), "half, JPEG 60"])
def test_one_digit_is_found_and_marked(way: str, tmp_path: Path) -> None:
    picture, box = with_one()
    found = told(tmp_path, encoded(HANDLED[way](picture), "PNG"))
    scale, shift = (0.5, (0, 0)) if "half" in way else (1, (40, 93) if way == "screenshot" else (0, 0))
    assert (found.verdict, found.same, len(found.places)) == ("altered here", False, 1)
    left, top, right, bottom = found.places[0]
    middle = [(box[0] + box[2]) / 2 * scale + shift[0], (box[1] + box[3]) / 2 * scale + shift[1]]
    assert left - 1 <= middle[0] <= right + 1
    assert top - 1 <= middle[1] <= bottom + 1
    assert right - left <= 64
    assert "Oxfam counted 42 people" in found.redrawn.replace("\xa0", " ")
    assert Path(found.marked) == tmp_path / "photo.altered.png"
    with Image.open(found.marked) as shown:
        assert shown.size == HANDLED[way](picture).size


def test_the_unaltered_half_writes_nothing_beside_the_file(tmp_path: Path) -> None:
    told(tmp_path, HANDLED["half"](raster()))
    assert [path.name for path in tmp_path.iterdir()] == ["photo.png"]


def test_a_small_picture_cannot_be_told(tmp_path: Path) -> None:
    found = told(tmp_path, scaled(raster(), 0.4))
    assert found.same is None
    assert "too small to tell one digit from another" in found.redrawn
    assert told(tmp_path, Image.new("RGB", (20, 20))).same is None
    assert "CANNOT TELL" in str(found)


@pytest.mark.parametrize(("code", "size", "dark"), [("ar", "phone", False), *slowly(("hi", "article", True))])
def test_other_languages_sizes_and_dark_pages(code: str, size: str, dark: bool, tmp_path: Path) -> None:
    if known.spoken(NAME, code) is None:
        pytest.skip(f"the figure is not translated into {code}")
    found = told(tmp_path, HANDLED["half"](raster(NAME, size, code, dark)))
    figure = known.spoken(NAME, code)
    assert figure is not None
    assert (found.same, found.id) == (True, figure.id)


def test_a_foreign_picture_is_not_ours(tmp_path: Path) -> None:
    levels = np.random.default_rng(7).integers(0, 256, (250, 400, 3), dtype=np.uint8)
    noise = Image.fromarray(levels).resize((800, 500))
    assert told(tmp_path, noise).verdict == "not ours"
    assert told(tmp_path, Image.radial_gradient("L").resize((800, 500)).convert("RGB")).same is False


def test_the_printed_id(tmp_path: Path) -> None:
    assert told(tmp_path, raster(), id=f" {FIGURE.id.upper()} ").verdict == "same"
    other = known.index()["n-by-year"]["texts"]["en"]["id"]
    found = told(tmp_path, FIGURE.picture("png"), id=other)
    assert found.verdict == "differs from its record"


@pytest.mark.slow
def test_a_wrong_id_is_named_and_the_picture_recognised(tmp_path: Path) -> None:
    found = told(tmp_path, raster(), id="0000000000")
    assert "of no figure in this version" in found.picture
    assert found.same is True
    other = known.index()["n-by-year"]["texts"]["en"]["id"]
    assert f"the id {other} is that of n-by-year" in told(tmp_path, raster(), id=other).picture


def test_letters_that_print_alike_are_one() -> None:
    assert known.of_id(FIGURE.id.replace("1", "l").replace("0", "O")) == (NAME, "en")


def test_the_index_is_up_to_date() -> None:
    kept = json.loads((SHELF / known.FILE).read_text(encoding="utf-8"))
    assert {name: entry["record"] for name, entry in kept.items()} == {
        name: record.id for name, record in known.figures().items()
    }, "run `make accept YES=1`"
    assert kept[NAME]["texts"]["en"] == {"id": FIGURE.id, "title": FIGURE.title}


# Forged and changed files


def png_with(image: Image.Image, record: Record) -> bytes:
    """A PNG whose record tells of its own pixels."""
    bare = encoded(image, "PNG")
    fitting = replace(record, pictures={f"{record.figure}.png": {"sha256": CARRIERS["png"].digest(bare)}})
    return CARRIERS["png"].insert(bare, fitting.to_json())


def test_a_changed_spot_is_seen(tmp_path: Path) -> None:
    picture = raster().copy()
    picture.paste("white", (300, 590, 306, 596))  # a hole in a bar, three published pixels wide
    record = carried_by(FIGURE.picture("png"))
    assert record is not None
    found = told(tmp_path, CARRIERS["png"].insert(encoded(picture, "PNG"), record.to_json()))
    assert found.picture.startswith("DIFFERS")
    assert found.verdict == "altered here"
    assert found.places[0][0] <= 303 <= found.places[0][2]


def test_a_record_forged_to_fit_an_altered_picture(tmp_path: Path) -> None:
    picture, _ = with_one()
    found = told(tmp_path, png_with(picture, FIGURE.record()))
    assert (found.picture, found.verdict) == ("as it left the press", "altered here")
    older = replace(FIGURE.record(), versions={**FIGURE.record().versions, "matplotlib": "3.11.0"})
    found = told(tmp_path, png_with(picture, older))
    assert found.same is None
    assert "matplotlib 3.11.0 against" in found.redrawn


def test_a_record_with_another_table_and_hashes_that_fit(tmp_path: Path) -> None:
    record = FIGURE.record()
    table = record.table.replace("people,,,42,", "people,,,24,")
    assert table != record.table
    forged = replace(record, table=table, id=identify(record.call, record.inputs, table))
    found = told(tmp_path, png_with(raster(), forged))
    assert (found.verdict, found.same) == ("differs from its record", False)
    assert "the inputs give 'people,,,42," in found.table


def test_a_record_with_another_title_or_input(tmp_path: Path) -> None:
    record = FIGURE.record()
    assert told(tmp_path, png_with(raster(), replace(record, title="Another"))).same is False
    inputs = {**record.inputs, "rich_list@2017": "0" * 64}
    forged = replace(record, inputs=inputs, id=identify(record.call, inputs, record.table))
    found = told(tmp_path, png_with(raster(), forged))
    assert (found.inputs, found.same) == ("DIFFER: rich_list@2017", False)


def test_drawn_by_other_versions_alone(tmp_path: Path) -> None:
    """The pixels of another machine: some differ by a little, and the record fits them."""
    levels = np.asarray(raster(), dtype=np.int16).copy()
    levels[::7, ::5] = np.clip(levels[::7, ::5] + 3, 0, 255)
    older = replace(FIGURE.record(), versions={**FIGURE.record().versions, "pillow": "1.0"})
    found = told(tmp_path, png_with(Image.fromarray(levels.astype(np.uint8)), older))
    assert (found.verdict, found.same) == ("same", True)
    assert "pillow 1.0 against" in found.redrawn


CALLS: dict[str, Call] = {
    "a path": Call("richest_against_poorest", {"verdict": "../../../../etc/passwd.toml"}),
    "an address": Call("richest_against_poorest", {"verdict": "https://example.org/claim.toml"}),
    "no such chart": Call("os_system", {"command": "true"}),
    "no such argument": Call("richest_against_poorest", {"verdict": "oxfam-2018-42", "callback": "print"}),
    "a list of lists": Call("count_by_year", {"verdicts": [["oxfam-2018-42"]]}),
    "a number for a language": Call("richest_against_poorest", {"verdict": "oxfam-2018-42", "language": 7}),
    "a path for a language": Call("richest_against_poorest", {"verdict": "oxfam-2018-42", "language": "../../etc"}),
    "a path for data": Call("lorenz_curve", {"data": "/etc/passwd"}),
    "an address for data": Call("lorenz_curve", {"data": "https://example.org/x.csv"}),
}


@pytest.mark.parametrize("name", CALLS)
def test_a_call_is_never_followed_out_of_the_package(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record, call = FIGURE.record(), CALLS[name]
    forged = replace(record, call=call, id=identify(call, record.inputs, record.table))
    data, opened = png_with(Image.new("RGB", (120, 120), "white"), forged), []
    real = io.open
    monkeypatch.setattr("builtins.open", lambda file, *rest, **words: (opened.append(str(file)), real(file, *rest, **words))[1])
    found = told(tmp_path, data)
    assert found.inputs.startswith("cannot be drawn again from its record")
    assert found.same is not True
    assert not [path for path in opened if "passwd" in path or "etc" in Path(path).parts]


def png_chunks(*chunks: tuple[bytes, bytes]) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )


HEAD = (b"IHDR", struct.pack(">II5B", 400, 400, 8, 0, 0, 0, 0))
BODY = (b"IDAT", zlib.compress(b"\0" * 401 * 400))
BOMB = zlib.compress(b"\0" * 100_000_000)
HOSTILE: dict[str, bytes] = {
    "no picture": b"not a picture",
    "empty": b"",
    "a broken PNG": png_chunks(HEAD, (b"IDAT", b"no")),
    "huge in width and height": png_chunks((b"IHDR", struct.pack(">II5B", 2**31 - 1, 2**31 - 1, 8, 0, 0, 0, 0)), BODY),
    "a bomb in a text": png_chunks(HEAD, (b"iTXt", b"Comment\0\1\0\0\0" + BOMB), BODY, (b"IEND", b"")),
    "a bomb for a record": png_chunks(HEAD, (b"zTXt", b"inequality-record\0\0" + BOMB), BODY, (b"IEND", b"")),
    "a broken JPEG": b"\xff\xd8\xff\xe0" + b"\0" * 100,
    "a broken WebP": b"RIFF\x10\0\0\0WEBPVP8 " + b"\0" * 20,
    "entities": b'<!DOCTYPE svg [<!ENTITY a "b">]><svg><title>&a;</title></svg>',
    "an outer entity": b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg><title>&a;</title></svg>',
    "a deep SVG": b"<svg>" + b"<g>" * 50_000,
    "an open SVG": b"<svg><path>",
    "a record that is no JSON": b'<svg><metadata id="inequality-record">{</metadata></svg>',
    "a record too deep": b'<svg><metadata id="inequality-record">' + b"[" * 100_000 + b"</metadata></svg>",
    "a record too long": b'<svg><metadata id="inequality-record">' + b" " * (2 << 20) + b"</metadata></svg>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_end_in_a_typed_error(name: str, tmp_path: Path) -> None:
    with pytest.raises(RecordError):
        told(tmp_path, HOSTILE[name])


def test_a_file_that_is_not_there_or_too_large(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="cannot be read"):
        verify(tmp_path / "absent.png")
    with (tmp_path / "large.png").open("wb") as file:
        file.truncate(65 << 20)
    with pytest.raises(RecordError, match="bytes"):
        verify(tmp_path / "large.png")


def test_a_moving_picture_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGB", (200, 200)).save(out, "WEBP", save_all=True, append_images=[Image.new("RGB", (200, 200), "red")])
    with pytest.raises(RecordError, match="moves"):
        told(tmp_path, out.getvalue(), "x.webp")


# Drawings in lines


def test_an_svg_without_its_record_is_told_by_its_title(tmp_path: Path) -> None:
    svg = re.sub(rb"<metadata id=.*?</metadata>", b"", FIGURE.picture("svg"), flags=re.DOTALL)
    found = told(tmp_path, svg, "x.svg")
    assert (found.verdict, found.figure) == ("same", NAME)
    changed = re.sub(rb'd="M ', b'd="M 9', svg, count=1)
    assert told(tmp_path, changed, "x.svg").same is None


@pytest.mark.parametrize("addition", [b"<script>alert(1)</script>", b'<rect width="90" height="90"/>'])
def test_an_svg_with_more_in_it_differs_from_its_record(addition: bytes, tmp_path: Path) -> None:
    head, _, tail = FIGURE.picture("svg").rpartition(b"</svg>")
    found = told(tmp_path, head + addition + b"</svg>" + tail, "x.svg")
    assert (found.verdict, found.same) == ("differs from its record", False)


def test_an_svg_written_anew_in_other_words_is_the_same(tmp_path: Path) -> None:
    svg = FIGURE.picture("svg").replace(b"<g id=", b"<!-- note --><g  id=").replace(b"/>", b" />")
    found = told(tmp_path, svg, "x.svg")
    assert (found.picture[:7], found.verdict) == ("DIFFERS", "same, but recompressed, scaled or cropped")


@pytest.mark.slow
def test_a_pdf_without_its_record(tmp_path: Path) -> None:
    found = told(tmp_path, FIGURE.drawing("pdf", "article"), "x.pdf")
    assert found.same is not False
    assert NAME in found.redrawn or "Ghostscript" in found.picture


@pytest.mark.slow
def test_it_is_written_again_into_a_folder(tmp_path: Path) -> None:
    told(tmp_path, HANDLED["half"](raster()), rebuild=tmp_path / "again")
    written = {path.name for path in (tmp_path / "again" / NAME).iterdir()}
    assert {f"{NAME}.png", f"{NAME}.svg", f"{NAME}.pdf", f"{NAME}.record.json", "index.html"} <= written


def test_the_shapes_of_an_svg() -> None:
    digest = hashlib.sha256(FIGURE.drawing("svg", "article")).hexdigest()
    assert CARRIERS["svg"].digest(FIGURE.picture("svg")) == digest
