"""Puts a record into a picture, and takes it out again.

A PNG carries it as an iTXt chunk, an SVG in its ``<metadata>`` element, a PDF as an attached file that an incremental
update adds. Each picture has a hash that does not depend on the record: of its decoded pixels, of the SVG with that
element emptied, of the PDF before the update.
"""

from __future__ import annotations

import hashlib
import html
import io
import re
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

from PIL import Image

from inequality.errors import RecordError
from inequality.press.record import MOST_BYTES, Record

__all__ = ["CARRIERS", "Carrier", "carried_by", "carrier_of", "emptied"]

#: A picture that is larger was not written by the press.
MOST_PICTURE_BYTES = 64 << 20
MOST_PIXELS = 40_000_000
KEYWORD = "inequality-record"
_PNG = b"\x89PNG\r\n\x1a\n"
_SVG_OPEN, _SVG_CLOSE = f'<metadata id="{KEYWORD}">', "</metadata>"
_PDF_MARK = f"%{KEYWORD} ".encode()


@dataclass(frozen=True)
class Carrier:
    """One kind of picture.

    Parameters
    ----------
    suffix : str
        Of its file name, without the dot.
    insert : callable
        From a bare picture and the record's text, the picture that carries it.
    extract : callable
        The record's text out of a picture; None where there is none.
    digest : callable
        Hash of the picture, the record left out.
    """

    suffix: str
    insert: Callable[[bytes, str], bytes]
    extract: Callable[[bytes], str | None]
    digest: Callable[[bytes], str]


def carrier_of(data: bytes) -> Carrier:
    """Return which kind of picture the bytes are.

    Raises
    ------
    RecordError
        If they are none that carries a record, or too large.
    """
    if len(data) > MOST_PICTURE_BYTES:
        _refuse(f"has {len(data):,} bytes", f"at most {MOST_PICTURE_BYTES:,} bytes")
    if data.startswith(_PNG):
        return CARRIERS["png"]
    if data.startswith(b"%PDF-"):
        return CARRIERS["pdf"]
    if b"<svg" not in data[:1000]:
        _refuse("is neither PNG, SVG nor PDF", "a picture as the press wrote it")
    return CARRIERS["svg"]


def carried_by(data: bytes) -> Record | None:
    """Return the record that a picture carries, or None.

    Parameters
    ----------
    data : bytes
        A PNG, SVG or PDF.

    Returns
    -------
    Record or None
        Checked, but not proved: it asserts what it likes.

    Raises
    ------
    RecordError
        If the picture or its record is malformed.

    Examples
    --------
    >>> carried_by(b"<svg></svg>") is None
    True
    """
    text = carrier_of(data).extract(data)
    return None if text is None else Record.from_json(text)


def _png_insert(data: bytes, record: str) -> bytes:
    body = KEYWORD.encode("latin-1") + b"\x00\x00\x00\x00\x00" + record.encode("utf-8")
    chunk = struct.pack(">I", len(body)) + b"iTXt" + body + struct.pack(">I", zlib.crc32(b"iTXt" + body))
    end = data.rindex(b"\x00\x00\x00\x00IEND")
    return data[:end] + chunk + data[end:]


def _png_extract(data: bytes) -> str | None:
    found: str | None = None
    position = len(_PNG)
    while position + 12 <= len(data):
        (length,) = struct.unpack(">I", data[position : position + 4])
        kind, body = data[position + 4 : position + 8], data[position + 8 : position + 8 + length]
        position += 12 + length
        if kind == b"IEND":
            break
        if kind in (b"iTXt", b"tEXt", b"zTXt") and body.split(b"\x00", 1)[0] == KEYWORD.encode():
            prefix = KEYWORD.encode() + b"\x00\x00\x00\x00\x00"
            if found is not None or kind != b"iTXt" or not body.startswith(prefix) or len(body) > MOST_BYTES:
                _refuse("carries a record that the press did not write so", "one uncompressed iTXt chunk")
            found = _decoded(body[len(prefix) :])
    return found


def _png_digest(data: bytes) -> str:
    if len(data) < 24 or data[12:16] != b"IHDR":
        _refuse("is a broken PNG", "a whole picture")
    width, height = struct.unpack(">II", data[16:24])
    if not 0 < width * height <= MOST_PIXELS:
        _refuse(f"has {width} x {height} pixels", f"at most {MOST_PIXELS:,}")
    try:
        with Image.open(io.BytesIO(data), formats=["PNG"]) as image:
            still = not getattr(image, "is_animated", False)  # what moves shows more than its first frame
            pixels = image.convert("RGBA").tobytes() if still else b""
    except Exception as error:  # Pillow raises many kinds on malformed files
        raise RecordError(
            f"The PNG cannot be read ({type(error).__name__})", remedy="take the picture from where it was published"
        ) from None
    return hashlib.sha256(f"RGBA {width} {height}\n".encode() + pixels).hexdigest()


def _svg_insert(data: bytes, record: str) -> bytes:
    empty = (_SVG_OPEN + _SVG_CLOSE).encode()
    if data.count(empty) != 1:
        _refuse("has no place for a record", "an SVG with one empty metadata element")
    return data.replace(empty, (_SVG_OPEN + html.escape(record, quote=False) + _SVG_CLOSE).encode("ascii"))


def _svg_span(data: bytes) -> tuple[int, int] | None:
    start = data.find(_SVG_OPEN.encode())
    if start < 0:
        return None
    start += len(_SVG_OPEN)
    end = data.find(_SVG_CLOSE.encode(), start)
    if end < 0 or end - start > 2 * MOST_BYTES or data.find(_SVG_OPEN.encode(), start) >= 0:
        _refuse("carries a record that the press did not write so", "one metadata element")
    return start, end


def _svg_extract(data: bytes) -> str | None:
    span = _svg_span(data)
    if span is None or span[0] == span[1]:
        return None
    return html.unescape(_decoded(data[slice(*span)]))


def _svg_digest(data: bytes) -> str:
    return hashlib.sha256(emptied(data)).hexdigest()


def emptied(svg: bytes) -> bytes:
    """Return an SVG without its record."""
    span = _svg_span(svg) or (0, 0)
    return svg[: span[0]] + svg[span[1] :]


def _pdf_insert(data: bytes, record: str) -> bytes:
    """Add the record as an attachment, by an incremental update: nothing before it changes."""
    start = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*$", data)
    trailer = data[data.rindex(b"trailer") :]
    root, size = re.search(rb"/Root (\d+) 0 R", trailer), re.search(rb"/Size (\d+)", trailer)
    catalog = root and re.search(rb"(?:^|\n)%s 0 obj\s*<<(.*?)>>\s*endobj" % root[1], data, re.DOTALL)
    if not (start and root and size and catalog):
        _refuse("is a PDF of another make", "a PDF as the press wrote it")
    info = re.search(rb"/Info \d+ 0 R", trailer)
    first, body = int(size[1]), record.encode("ascii")
    names = b"/Names << /EmbeddedFiles << /Names [(record.json) %d 0 R] >> >> /AF [%d 0 R]" % (first + 1, first + 1)
    objects = {
        first: b"<< /Type /EmbeddedFile /Subtype /application#2Fjson /Length %d >>\nstream\n%s\nendstream" % (len(body), body),
        first + 1: b"<< /Type /Filespec /F (record.json) /UF (record.json) /AFRelationship /Data /EF << /F %d 0 R >> >>"
        % first,
        int(root[1]): b"<<%s /Lang (%s) /ViewerPreferences << /DisplayDocTitle true >> %s >>"
        % (catalog[1].rstrip(), _language_of(record), names),
    }
    out = bytearray(data if data.endswith(b"\n") else data + b"\n")
    out += _PDF_MARK + b"%d\n" % len(data)
    places = {}
    for number, content in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    xref = len(out)
    out += b"xref\n" + b"".join(b"%d 1\n%010d 00000 n \n" % (number, place) for number, place in sorted(places.items()))
    out += b"trailer\n<< /Size %d /Root %d 0 R %s /Prev %d >>\n" % (
        first + 2,
        int(root[1]),
        info[0] if info else b"",
        int(start[1]),
    )
    out += b"startxref\n%d\n%%%%EOF\n" % xref
    return bytes(out)


def _language_of(record: str) -> bytes:
    """Return the language that a record says its picture is in, for what reads a PDF aloud; English where it says none."""
    found = re.search(r'"arguments": \{[^{}]*?"language": "([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2})"', record)
    return found[1].encode("ascii") if found else b"en"


def _pdf_parts(data: bytes) -> tuple[bytes, str] | None:
    """The PDF before the update and the record in it; what follows must be the update and nothing else."""
    mark = data.rfind(_PDF_MARK)
    if mark < 0:
        return None
    head = re.match(
        rb"(\d{1,12})\n\d{1,9} 0 obj\n<<[^>]{0,200}/Length (\d{1,9}) >>\nstream\n", data[mark + len(_PDF_MARK) :][:400]
    )
    if head is None or int(head[2]) > MOST_BYTES or int(head[1]) > mark:
        _refuse("carries a record that the press did not write so", "one update at the end of the PDF")
    begin = mark + len(_PDF_MARK) + head.end()
    base, record = data[: int(head[1])], _decoded(data[begin : begin + int(head[2])])
    if not record.isascii() or _pdf_insert(base, record) != data:
        _refuse("was changed after the record was added", "a PDF that ends with the press's own update")
    return base, record


def _pdf_extract(data: bytes) -> str | None:
    parts = _pdf_parts(data)
    return parts and parts[1]


def _pdf_digest(data: bytes) -> str:
    parts = _pdf_parts(data)
    return hashlib.sha256(parts[0] if parts else data).hexdigest()


def _decoded(text: bytes) -> str:
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError:
        _refuse("carries a record that is not UTF-8", "a record as the press wrote it")


def _refuse(what: str, possible: str) -> NoReturn:
    raise RecordError(f"The picture {what}", possible=possible, remedy="take the picture from where it was published")


CARRIERS = {
    "svg": Carrier("svg", _svg_insert, _svg_extract, _svg_digest),
    "png": Carrier("png", _png_insert, _png_extract, _png_digest),
    "pdf": Carrier("pdf", _pdf_insert, _pdf_extract, _pdf_digest),
}
