"""Records: carried by every picture and read back; whatever is not ours is refused with a typed error."""

from __future__ import annotations

import contextlib
import io
import json
import struct
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from inequality.errors import RecordError
from inequality.press import Call, Figure, Record, carried_by
from inequality.press.carriers import CARRIERS, carrier_of
from inequality.press.record import MOST_BYTES, identify

KINDS = sorted(CARRIERS)


@pytest.mark.parametrize("kind", KINDS)
def test_round_trip(make: Callable[..., Figure], kind: str) -> None:
    figure = make()
    data = figure.picture(kind)
    record = carried_by(data)
    assert record is not None
    assert (record.id, record.figure, record.call) == (figure.id, "small", figure.call)
    assert record.table == "n,share\n42,0.5\n"
    assert record.inputs == {"rich_list@2017": "0" * 64}
    assert record.pictures[f"small.{kind}"]["sha256"] == CARRIERS[kind].digest(data)


def test_the_id_is_of_inputs_call_and_table_alone(make: Callable[..., Figure]) -> None:
    figure = make()
    assert make(title="Forty-two people", note="", alt="Another text").id == figure.id
    assert make(call=Call("small", {"claim": "other"})).id != figure.id
    assert make(table=figure.table.assign(more=1)).id != figure.id
    assert len(figure.id) == 10
    assert figure.id in figure.sheet().texts[-1].text or any(figure.id in placed.text for placed in figure.sheet().texts)


@given(st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5) | st.booleans() | st.none(), max_size=4))
def test_any_json_arguments_survive(arguments: dict[str, Any]) -> None:
    call = Call("lorenz", arguments)
    record = Record(identify(call, {}, "n\n1\n"), "x", "t", call, {}, "n\n1\n")
    assert Record.from_json(record.to_json()) == record


def changed(make: Callable[..., Figure], **changes: Any) -> str:
    return json.dumps(json.loads(make().record().to_json()) | changes)


HOSTILE: dict[str, dict[str, Any]] = {
    "another table": {"table": "n\n43\n"},
    "a table of another type": {"table": ["n"]},
    "another id": {"id": "0000000000"},
    "code for a chart": {"call": {"chart": "__import__('os').system('true')", "arguments": {}}},
    "a path for a chart": {"call": {"chart": "../../etc/passwd", "arguments": {}}},
    "a text without end in the call": {"call": {"chart": "small", "arguments": {"title": "m" * 2001}}},
    "values without end in the call": {"call": {"chart": "small", "arguments": {"verdict": ["a"] * 1001}}},
    "a depth in the call": {"call": {"chart": "small", "arguments": {"a": {"b": {"c": {"d": {"e": 1}}}}}}},
    "more in the call": {"call": {"chart": "small", "arguments": {}, "module": "os"}},
    "a path for a figure": {"figure": "../../etc"},
    "a path for a picture": {"pictures": {"../x.png": {"sha256": "0" * 64}}},
    "an address for an input": {"inputs": {"https://example.org/": "0" * 64}},
    "no hash for an input": {"inputs": {"rich_list@2017": "none"}},
    "another format": {"format": "inequality-record/99"},
    "one key more": {"execute": "rm"},
    "versions in markup": {"versions": {"python": "<script>"}},
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_changed_record_is_refused(make: Callable[..., Figure], name: str) -> None:
    with pytest.raises(RecordError):
        Record.from_json(changed(make, **HOSTILE[name]))


@pytest.mark.parametrize("arguments", [{"title": "m" * 2001}, {"verdict": ["a"] * 1001}, {"a": [[[[["b"]]]]]}])
def test_arguments_are_bounded_though_the_record_fits_itself(arguments: dict[str, Any]) -> None:
    call = Call("small", arguments)
    record = Record(identify(call, {}, "n\n1\n"), "x", "t", call, {}, "n\n1\n")
    with pytest.raises(RecordError, match="arguments"):
        Record.from_json(record.to_json())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "null",
        "[]",
        "{}",
        "NaN",
        "[" * 100_000,
        '{"a": ' * 50_000,
        "1" * 10_000,
        "\ud800".encode("utf-8", "surrogatepass"),
        b"\xff\xfe",
        " " * (MOST_BYTES + 1),
    ],
    ids=range(12),
)
def test_what_is_no_record_is_refused(text: str | bytes) -> None:
    with pytest.raises(RecordError):
        Record.from_json(text)


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", b"%PDF-1.4", b"<svg></svg>"])
def test_bare_or_foreign_files(data: bytes) -> None:
    if data in (b"", b"GIF89a"):
        with pytest.raises(RecordError):
            carried_by(data)
    else:
        assert carried_by(data) is None


@given(st.binary(max_size=200), st.sampled_from([b"\x89PNG\r\n\x1a\n", b"%PDF-1.4\n", b"<svg>"]))
def test_noise_never_escapes_the_typed_error(noise: bytes, head: bytes) -> None:
    marks = (
        b'<metadata id="inequality-record">' if head == b"<svg>" else b"%inequality-record 12\n" if head[:1] == b"%" else b""
    )
    for data in (head + noise, head + marks + noise):
        for action in (carried_by, carrier_of(data).digest):
            with contextlib.suppress(RecordError):
                action(data)


def test_a_changed_pixel_shows(make: Callable[..., Figure]) -> None:
    data = make().picture("png")
    image = Image.open(io.BytesIO(data))
    image.load()
    image.putpixel((700, 500), (1, 2, 3))
    out = io.BytesIO()
    image.save(out, "PNG")
    assert CARRIERS["png"].digest(out.getvalue()) != CARRIERS["png"].digest(data)


def test_recompressed_pixels_are_the_same(make: Callable[..., Figure]) -> None:
    data = make().picture("png")
    out = io.BytesIO()
    Image.open(io.BytesIO(data)).save(out, "PNG", compress_level=1)
    assert CARRIERS["png"].digest(out.getvalue()) == CARRIERS["png"].digest(data)


def test_a_bomb_is_not_unpacked() -> None:
    header = struct.pack(">II5B", 100_000, 100_000, 8, 2, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + header + struct.pack(">I", zlib.crc32(b"IHDR" + header))
    with pytest.raises(RecordError, match="100000 x 100000 pixels"):
        CARRIERS["png"].digest(data)


def test_a_second_or_compressed_chunk_is_refused(make: Callable[..., Figure]) -> None:
    data = make().picture("png")
    twice = CARRIERS["png"].insert(data, "{}")
    with pytest.raises(RecordError, match="did not write so"):
        carried_by(twice)
    body = b"inequality-record\x00\x00" + zlib.compress(b"{}" * 1000)
    chunk = struct.pack(">I", len(body)) + b"zTXt" + body + struct.pack(">I", zlib.crc32(b"zTXt" + body))
    with pytest.raises(RecordError, match="did not write so"):
        carried_by(b"\x89PNG\r\n\x1a\n" + chunk)


def test_a_changed_svg_shows(make: Callable[..., Figure]) -> None:
    data = make().picture("svg")
    scripted = data.replace(b"</svg>", b"<script>alert(1)</script></svg>")
    assert CARRIERS["svg"].digest(scripted) != CARRIERS["svg"].digest(data)
    second = data.replace(b"</svg>", b'<metadata id="inequality-record">{}</metadata></svg>')
    with pytest.raises(RecordError, match="did not write so"):
        carried_by(second)


def test_an_update_after_ours_is_refused(make: Callable[..., Figure]) -> None:
    data = make().picture("pdf")
    for forged in (data + b"9 0 obj\n<<>>\nendobj\n%%EOF\n", data[:-10] + b"0" + data[-9:]):
        with pytest.raises(RecordError, match="changed after"):
            carried_by(forged)


def test_a_pdf_stays_valid(make: Callable[..., Figure]) -> None:
    pypdf = pytest.importorskip("pypdf")
    figure = make()
    reader = pypdf.PdfReader(io.BytesIO(figure.picture("pdf")), strict=True)
    assert [float(part) for part in reader.pages[0].mediabox] == [0, 0, 800, 500]
    assert reader.metadata.title == figure.title
    assert reader.metadata.subject == figure.alt
    assert reader.root_object["/Lang"] == "en"
    assert Record.from_json(reader.attachments["record.json"][0]).id == figure.id
