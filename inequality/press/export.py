"""Turns a sheet into SVG, PNG and PDF, always the same bytes.

Nothing of the surroundings gets in: not the user's matplotlib settings, not the clock, not the file's name, not the
order of a hash table. Text is drawn as outlines in the SVG, so that it looks alike without the font; `editable` is the SVG
whose text is text, for those who have the fonts beside it.
"""

from __future__ import annotations

import html
import io
import re
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.patches import PathPatch
from matplotlib.text import Text
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D
from numpy.typing import NDArray
from PIL import Image, PngImagePlugin

from inequality.errors import DrawingError
from inequality.press import fonts
from inequality.press.direction import RIGHT_MARK
from inequality.press.sheet import Placed, Sheet

__all__ = ["editable", "pdf", "pixels", "png", "same_drawing", "settings", "svg"]

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
    "font.enable_last_resort": False,
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
    with settings(), fonts.using(sheet.faces):
        _require_glyphs(sheet)
        body = _drawn(sheet)
    return _svg(sheet, title, alt, body)


def editable(sheet: Sheet, title: str, alt: str, fonts_folder: str = "fonts") -> bytes:
    """Return the sheet as SVG whose text can be edited, in the fonts of a folder beside it.

    Each text says its language and direction, so that an editor sets an Arabic line as the press did.
    """
    with settings(), fonts.using(sheet.faces), _hidden(sheet.texts):
        inside, end = _drawn(sheet).rsplit("</svg>", 1)
        texts = "".join(f" {_text(sheet, placed)}\n" for placed in sheet.texts)
        return _svg(sheet, title, alt, f"\n <style>{_font_faces(sheet, fonts_folder)}</style>{inside}{texts}</svg>{end}")


def _svg(sheet: Sheet, title: str, alt: str, body: str) -> bytes:
    width, height, unit = sheet.size.width, sheet.height, sheet.size.unit
    # In print the drawing is in points, and as wide as it says on paper.
    shown = (f"{_short(width)}", f"{_short(height)}") if unit == 1 else (f"{_mm(width, unit)}mm", f"{_mm(height, unit)}mm")
    direction = ' direction="rtl"' if sheet.language.direction == "rtl" else ""
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" role="img" '
        f'lang="{sheet.language.code}"{direction} aria-labelledby="title desc" '
        f'width="{shown[0]}" height="{shown[1]}" viewBox="0 0 {_short(width * unit)} {_short(height * unit)}">\n'
        f' <title id="title">{html.escape(title)}</title>\n <desc id="desc">{html.escape(alt)}</desc>\n'
        ' <metadata id="inequality-record"></metadata>'
    )
    return (head + body.rstrip() + "\n").encode("utf-8")


def _drawn(sheet: Sheet) -> str:
    """What matplotlib draws, from after the opening tag."""
    out = io.BytesIO()
    sheet.canvas.savefig(out, format="svg", metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
    text = out.getvalue().decode("utf-8")
    return text[text.index("<svg") :].partition(">")[2]


@contextmanager
def _hidden(texts: Iterable[Placed]) -> Iterator[None]:
    """Draw without these texts."""
    artists = [placed.artist for placed in texts]
    for artist in artists:
        artist.set_visible(False)
    try:
        yield
    finally:
        for artist in artists:
            artist.set_visible(True)


def _text(sheet: Sheet, placed: Placed) -> str:
    """One line as an element: what it says, where, how large, in which language and direction."""
    unit, shown = sheet.size.unit, placed.artist.get_text()
    rtl = shown.startswith(RIGHT_MARK)  # a line that is all in Latin letters runs as they do, also on an Arabic sheet
    x, y = (float(part) for part in placed.artist.get_position())
    upward = placed.artist.get_rotation() != 0
    if rtl and not upward:  # a line begins at its right end
        x += fonts.advance(shown, placed.size, placed.style)
    elif rtl:
        y -= fonts.advance(shown, placed.size, placed.style)
    x, y = x * unit, y * unit
    turn = f' transform="rotate(-90 {_short(x)} {_short(y)})"' if upward else ""
    weight = ' font-weight="600"' if placed.style == "semibold" else ""
    mixed = rtl or sheet.language.direction == "rtl"
    direction = f' direction="{"rtl" if rtl else "ltr"}" unicode-bidi="embed"' if mixed else ""
    return (
        f'<text x="{_short(x)}" y="{_short(y)}"{turn} xml:lang="{sheet.language.code}"{direction} text-anchor="start" '
        f'font-family="{_families()}" font-size="{_short(placed.size * unit)}"{weight} fill="{placed.colour}" '
        f'xml:space="preserve">{html.escape(shown)}</text>'
    )


def _families() -> str:
    """The fonts' names, in the order in which they are asked."""
    return html.escape(", ".join(f"'{name}'" for name in dict.fromkeys(fonts.family_names())) + ", sans-serif")


def _font_faces(sheet: Sheet, folder: str) -> str:
    """Where the fonts are, by family and weight."""
    styles = {placed.style for placed in sheet.texts}
    return "".join(
        f"@font-face{{font-family:'{family}';font-weight:{600 if style == 'semibold' else 400};"
        f"src:url('{html.escape(folder)}/{path.name}')}}"
        for style in sorted(styles)
        for family, path in fonts.named_files(style)
    )


def _short(number: float) -> str:
    return f"{number:.4f}".rstrip("0").rstrip(".")


def _mm(pixels: float, unit: float) -> str:
    return _short(round(pixels * unit / 72 * 25.4, 3))


def pixels(sheet: Sheet) -> NDArray[np.uint8]:
    """Return the sheet as an array of RGB pixels."""
    with settings(), fonts.using(sheet.faces):
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
    dpi = 72 * sheet.size.scale / sheet.size.unit
    Image.fromarray(pixels(sheet)).save(out, format="PNG", pnginfo=info, dpi=(dpi, dpi), compress_level=7)
    return out.getvalue()


def pdf(sheet: Sheet, title: str, alt: str) -> bytes:
    """Return the sheet as PDF, one page of the published size in points (of the size on paper in print).

    Latin and Cyrillic text is text in embedded fonts. What is shaped, Arabic and Devanagari, is drawn as outlines:
    matplotlib's PDF puts the spaces of such lines in the wrong places.
    """
    out = io.BytesIO()
    metadata = {"Title": title, "Subject": alt, "Creator": None, "Producer": None, "CreationDate": None}
    shaped = [placed for placed in sheet.texts if not fonts.is_latin(placed.artist.get_text().lstrip("\u200e\u200f"))]
    with settings(), fonts.using(sheet.faces), _hidden(shaped):
        _require_glyphs(sheet)
        outlines = [_outline(sheet, placed) for placed in shaped]
        try:
            sheet.canvas.savefig(out, format="pdf", metadata=metadata)
        finally:
            for outline in outlines:
                outline.remove()
    return out.getvalue()


def _outline(sheet: Sheet, placed: Placed) -> PathPatch:
    """Draw a text as the shapes of its letters."""
    x, y = placed.artist.get_position()
    size = placed.size * sheet.size.unit
    path = TextPath((0, 0), placed.artist.get_text(), prop=fonts.properties(placed.style, size), usetex=False)
    start = placed.artist.get_transform().transform((x, y))  # in pixels of the canvas, 72 to the inch times its scale
    scale = sheet.canvas.dpi / 72
    place = Affine2D().rotate_deg(float(placed.artist.get_rotation())).scale(scale).translate(*start)
    patch = PathPatch(
        path.transformed(place + sheet.canvas.transFigure.inverted()), facecolor=placed.colour, edgecolor="none", linewidth=0
    )
    patch.set_transform(sheet.canvas.transFigure)
    patch.set_zorder(placed.artist.get_zorder())
    sheet.canvas.add_artist(patch)
    return patch


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
            if not fonts.is_ours(artist.get_fontproperties()):
                raise DrawingError(
                    f"'{artist.get_text()}' is set in a font of the system", remedy="use inequality.press.fonts.properties"
                )
            fonts.require_glyphs(artist.get_text(), sheet.language.code)
