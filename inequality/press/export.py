"""Turns a sheet into SVG, PNG and PDF, always the same bytes.

Nothing of the surroundings gets in: not the user's matplotlib settings, not the clock, not the file's name, not the
order of a hash table. Text is drawn as outlines in the SVG, so that it looks alike without the font.
"""

from __future__ import annotations

import html
import io
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text
from numpy.typing import NDArray
from PIL import Image, PngImagePlugin

from inequality.errors import DrawingError
from inequality.press import fonts
from inequality.press.sheet import SCALE, Sheet

__all__ = ["pdf", "pixels", "png", "same_drawing", "settings", "svg"]

SETTINGS: dict[str, Any] = {
    "text.parse_math": False,  # a dollar sign is a letter
    "text.hinting": "none",  # hinted letters gap
    "text.usetex": False,
    "svg.fonttype": "path",
    "svg.hashsalt": "inequality",
    "svg.id": None,
    "pdf.fonttype": 42,
    "pdf.compression": 9,
    "path.simplify": False,
    "savefig.bbox": None,
    "savefig.dpi": "figure",
    "savefig.facecolor": "auto",
    "axes.unicode_minus": True,
}
_LOCK = threading.RLock()


@contextmanager
def settings() -> Iterator[None]:
    """Draw with the press's own settings, whatever the user's; one thread at a time, since they are matplotlib's globals."""
    with _LOCK, mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(SETTINGS)  # type: ignore[arg-type]
        yield


def svg(sheet: Sheet, title: str, alt: str) -> bytes:
    """Return the sheet as SVG with title and description, and an empty place for the record."""
    out = io.BytesIO()
    bare = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    with settings():
        _require_glyphs(sheet)
        sheet.canvas.savefig(out, format="svg", metadata=bare)
    text = out.getvalue().decode("utf-8")
    body = text[text.index("<svg") :].partition(">")[2]
    width, height = sheet.size.width, sheet.size.height
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" role="img" '
        f'lang="{sheet.language.code}" aria-labelledby="title desc" '
        f'width="{width}" height="{height}" viewBox="0 0 {width} {height}">\n'
        f' <title id="title">{html.escape(title)}</title>\n <desc id="desc">{html.escape(alt)}</desc>\n'
        ' <metadata id="inequality-record"></metadata>'
    )
    return (head + body.rstrip() + "\n").encode("utf-8")


def pixels(sheet: Sheet) -> NDArray[np.uint8]:
    """Return the sheet as an array of RGB pixels."""
    with settings():
        _require_glyphs(sheet)
        canvas: Any = FigureCanvasAgg(sheet.canvas)
        canvas.draw()
        return np.asarray(canvas.buffer_rgba(), dtype=np.uint8)[:, :, :3].copy()


def png(sheet: Sheet, title: str, alt: str, source: str) -> bytes:
    """Return the sheet as PNG, twice the published size, with title, description and source."""
    info = PngImagePlugin.PngInfo()
    for key, text in {"Title": title, "Description": alt, "Source": source}.items():
        info.add_itxt(key, text, lang=sheet.language.code)
    out = io.BytesIO()
    dpi = 72 * SCALE
    Image.fromarray(pixels(sheet)).save(out, format="PNG", pnginfo=info, dpi=(dpi, dpi), compress_level=9)
    return out.getvalue()


def pdf(sheet: Sheet, title: str, alt: str) -> bytes:
    """Return the sheet as PDF, one page of the published size in points, with embedded fonts."""
    out = io.BytesIO()
    metadata = {"Title": title, "Subject": alt, "Creator": None, "Producer": None, "CreationDate": None}
    with settings():
        _require_glyphs(sheet)
        sheet.canvas.savefig(out, format="pdf", metadata=metadata)
    return out.getvalue()


def same_drawing(one: bytes, other: bytes, *, tolerance: float = 0.02) -> bool:
    """Whether two SVGs draw the same: same elements, texts and colours, every coordinate within `tolerance` pixels.

    Where only the last digits of coordinates differ, as they may on another machine, no reader sees a difference.

    Examples
    --------
    >>> same_drawing(b'<path d="M 1.001 2"/>', b'<path d="M 1.002 2"/>')
    True
    >>> same_drawing(b'<path d="M 1.0 2"/>', b'<path d="M 1.1 2"/>')
    False
    """
    if one == other:
        return True
    number = rb"(?<![\w#.])-?\d+\.?\d*(?:e-?\d+)?(?![\w])"
    rest = [re.sub(number, b"?", data) for data in (one, other)]
    if rest[0] != rest[1]:
        return False
    first, second = (np.array([float(found) for found in re.findall(number, data)]) for data in (one, other))
    return bool(np.all(np.abs(first - second) <= tolerance))


def _require_glyphs(sheet: Sheet) -> None:
    for artist in sheet.canvas.findobj(Text):
        if isinstance(artist, Text) and artist.get_visible() and artist.get_text():
            if not artist.get_fontproperties().get_file():
                raise DrawingError(
                    f"'{artist.get_text()}' is set in a font of the system", remedy="use inequality.press.fonts.properties"
                )
            fonts.require_glyphs(artist.get_text())
