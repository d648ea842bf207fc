"""Looks at a drawn sheet the way a picture editor would, for texts that meet something.

What is compared is the ink itself, as drawn. Line boxes cry wolf, and they do not see a label that lies across a mark.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex, to_rgb
from matplotlib.text import Text
from numpy.typing import NDArray

from inequality.press.export import settings
from inequality.press.sheet import LEAST_TYPE, SCALE, Sheet

__all__ = ["contrast", "offences"]

#: Bitmap pixels kept free round a text's ink.
CLEAR = 2
#: Part of a text's ground that may be of another colour, for the soft edges of marks.
STRAY = 0.004
#: Least contrast of letters with their ground (WCAG 2.2, 1.4.3).
LEAST_CONTRAST = 4.5


@dataclass(frozen=True)
class _Ink:
    """A text and the rows and columns of the bitmap that its letters touch."""

    text: str
    colour: str
    over: bool
    top: int
    bottom: int
    left: int
    right: int

    def meets(self, other: _Ink) -> bool:
        """Whether the two boxes come closer than they may."""
        apart = self.right + CLEAR < other.left or other.right + CLEAR < self.left
        return not (apart or self.bottom + CLEAR < other.top or other.bottom + CLEAR < self.top)


def offences(sheet: Sheet) -> list[str]:
    """List what is wrong with a drawn sheet, naming each text; nothing where it can be printed.

    Parameters
    ----------
    sheet : Sheet
        As ``figure.sheet(size)`` returns it.

    Returns
    -------
    list of str
        Texts that meet another text, that stand on a mark (on more than one colour), that are cut off by the edge, that
        are too small or too faint.

    Examples
    --------
    >>> from inequality.press.sheet import SIZES
    >>> from inequality.words import language
    >>> sheet = Sheet(SIZES["article"], language("en"))
    >>> _ = sheet.text(100, 100, "one"), sheet.text(105, 103, "two")
    >>> offences(sheet)
    ["'one' meets 'two'"]
    """
    over = {id(placed.artist): placed.over for placed in sheet.texts}
    texts = [t for t in sheet.canvas.findobj(Text) if isinstance(t, Text) and t.get_visible() and t.get_text().strip()]
    found = [f"'{t.get_text()}' is set in {t.get_fontsize():g} px" for t in texts if float(t.get_fontsize()) < LEAST_TYPE]
    with settings():
        canvas: Any = FigureCanvasAgg(sheet.canvas)
        renderer = canvas.get_renderer()
        inks = []
        for text in texts:
            ink = _ink(text, renderer, over.get(id(text), False))
            if ink is None:
                found.append(f"'{text.get_text()}' leaves no ink on the sheet")
            else:
                inks.append(ink)
        ground = _ground(sheet, texts, renderer)
    height, width = ground.shape[:2]
    for number, ink in enumerate(inks):
        if ink.top <= CLEAR or ink.left <= CLEAR or ink.bottom >= height - 1 - CLEAR or ink.right >= width - 1 - CLEAR:
            found.append(f"'{ink.text}' is cut off by the edge")
        found += [f"'{ink.text}' meets '{other.text}'" for other in inks[number + 1 :] if ink.meets(other)]
        found += _on_marks(ink, ground)
    return found


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (WCAG 2.2): 1 for the same, 21 for black on white.

    Examples
    --------
    >>> round(contrast("#000000", "#ffffff"), 1)
    21.0
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(colour)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _ink(text: Text, renderer: Any, over: bool) -> _Ink | None:
    """Draw one text alone and see where it is."""
    renderer.clear()
    text.draw(renderer)
    touched = np.asarray(renderer.buffer_rgba())[:, :, 3] > 48
    rows, columns = np.flatnonzero(touched.any(axis=1)), np.flatnonzero(touched.any(axis=0))
    if not len(rows):
        return None
    return _Ink(text.get_text(), to_hex(text.get_color()), over, int(rows[0]), int(rows[-1]), int(columns[0]), int(columns[-1]))


def _ground(sheet: Sheet, texts: list[Text], renderer: Any) -> NDArray[np.uint8]:
    """Draw everything but the texts."""
    renderer.clear()
    for text in texts:
        text.set_visible(False)
    try:
        sheet.canvas.draw(renderer)
        return np.asarray(renderer.buffer_rgba())[:, :, :3].copy()
    finally:
        for text in texts:
            text.set_visible(True)


def _on_marks(ink: _Ink, ground: NDArray[np.uint8]) -> Iterator[str]:
    """Yield what is wrong with the ground of a text."""
    part = ground[max(ink.top - CLEAR, 0) : ink.bottom + CLEAR + 1, max(ink.left - CLEAR, 0) : ink.right + CLEAR + 1]
    colours, counts = np.unique(part.reshape(-1, 3), axis=0, return_counts=True)
    main = colours[counts.argmax()]
    far = np.abs(colours.astype(int) - main.astype(int)).max(axis=1) > 24
    if not ink.over and counts[far].sum() > STRAY * counts.sum():
        other = colours[far][counts[far].argmax()]
        place = f"({ink.left // SCALE}, {ink.top // SCALE})"
        yield f"'{ink.text}' stands on {_hex(main)} and meets a mark of {_hex(other)} near {place}"
    if contrast(ink.colour, _hex(main)) < LEAST_CONTRAST:
        yield f"'{ink.text}' is too faint: {ink.colour} on {_hex(main)}"


def _hex(colour: NDArray[np.uint8]) -> str:
    return "#" + "".join(f"{part:02x}" for part in colour)
