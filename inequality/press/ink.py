"""Looks at a drawn sheet the way a picture editor would, for texts that meet something.

What is compared is the ink itself, as drawn. Line boxes cry wolf, and they do not see a label that lies across a mark.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from numpy.typing import NDArray

from inequality.press import fonts
from inequality.press.export import settings
from inequality.press.lines import is_lonely
from inequality.press.palette import PAPER, contrast
from inequality.press.sheet import LEAST_TYPE, Placed, Sheet
from inequality.words import NO_BREAK

__all__ = ["offences"]

#: Published pixels kept free round a text's ink.
CLEAR = 1.0
#: Part of a text's ground that may be of another colour, for the soft edges of marks.
STRAY = 0.004
#: Least contrast of letters with their ground (WCAG 2.2, 1.4.3).
LEAST_CONTRAST = 4.5


@dataclass(frozen=True)
class _Ink:
    """A text and the rows and columns of the bitmap that its letters touch."""

    placed: Placed
    top: int
    bottom: int
    left: int
    right: int

    @property
    def text(self) -> str:
        return self.placed.text

    def meets(self, other: _Ink, clear: int) -> bool:
        """Whether the two boxes come closer than they may."""
        apart = self.right + clear < other.left or other.right + clear < self.left
        return not (apart or self.bottom + clear < other.top or other.bottom + clear < self.top)


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
        are too small or too faint; marks that run over the edge; numbers parted from their unit, lines of one word.

    Examples
    --------
    >>> from inequality.press.sheet import SIZES
    >>> from inequality.words import language
    >>> sheet = Sheet(SIZES["article"], language("en"))
    >>> _ = sheet.text(100, 100, "one"), sheet.text(105, 103, "two")
    >>> offences(sheet)
    ["'one' meets 'two'"]
    """
    texts = [placed for placed in sheet.texts if placed.text.strip()]
    found = [f"'{placed.text}' is set in {placed.size:g} px" for placed in texts if placed.size < LEAST_TYPE]
    found += _broken_badly(sheet)
    with settings(), fonts.using(sheet.faces):
        canvas: Any = FigureCanvasAgg(sheet.canvas)
        renderer = canvas.get_renderer()
        inks = []
        for placed in texts:
            ink = _ink(placed, renderer, sheet.size.scale)
            if ink is None:
                found.append(f"'{placed.text}' leaves no ink on the sheet")
            else:
                inks.append(ink)
        ground = _ground(sheet, renderer)
    found += _over_the_edge(ground, sheet)
    clear = round(CLEAR * sheet.size.scale)
    height, width = ground.shape[:2]
    for number, ink in enumerate(inks):
        if ink.top <= clear or ink.left <= clear or ink.bottom >= height - 1 - clear or ink.right >= width - 1 - clear:
            found.append(f"'{ink.text}' is cut off by the edge")
        found += [f"'{ink.text}' meets '{other.text}'" for other in inks[number + 1 :] if ink.meets(other, clear)]
        found += _on_marks(ink, ground, sheet.size.scale, clear)
    return found


def _broken_badly(sheet: Sheet) -> Iterator[str]:
    """Yield what is wrong with the lines of paragraphs."""
    for paragraph in sheet.paragraphs:
        lines = [placed.text for placed in paragraph.lines]
        glued, place = sheet.language.glued(paragraph.text), -1
        for line in lines[:-1]:
            place += len(line) + 1
            if glued[place : place + 1] == NO_BREAK:
                yield f"'{line}' is parted from what belongs to it"
        if paragraph.wide and len(lines) > 1:
            yield from (f"'{line}' is a line of one word" for line in lines if is_lonely(line))


def _ink(placed: Placed, renderer: Any, scale: float) -> _Ink | None:
    """Draw one text alone and see where it is."""
    renderer.clear()
    placed.artist.draw(renderer)
    drawn, whole = placed.drawn, np.asarray(renderer.buffer_rgba())[:, :, 3]
    # Only there can it be: measured ink is drawn ink. A whole page would take ten times as long.
    top, left = (max(int((side - 6) * scale), 0) for side in (drawn.top, drawn.left))
    part = whole[top : max(int((drawn.bottom + 6) * scale), 0), left : max(int((drawn.right + 6) * scale), 0)] > 48
    rows, columns = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
    if not len(rows):
        return None
    return _Ink(placed, int(rows[0]) + top, int(rows[-1]) + top, int(columns[0]) + left, int(columns[-1]) + left)


def _ground(sheet: Sheet, renderer: Any) -> NDArray[np.uint8]:
    """Draw everything but the texts."""
    renderer.clear()
    for placed in sheet.texts:
        placed.artist.set_visible(False)
    try:
        sheet.canvas.draw(renderer)
        return np.asarray(renderer.buffer_rgba())[:, :, :3].copy()
    finally:
        for placed in sheet.texts:
            placed.artist.set_visible(True)


def _over_the_edge(ground: NDArray[np.uint8], sheet: Sheet) -> Iterator[str]:
    """Yield the sides at which a mark is cut off."""
    hexes = sheet.palette.hex(PAPER)
    paper = np.array([int(hexes[start : start + 2], 16) for start in (1, 3, 5)])
    sides = {"top": ground[0], "bottom": ground[-1], "left": ground[:, 0], "right": ground[:, -1]}
    for side, pixels in sides.items():
        if (np.abs(pixels.astype(int) - paper).max(axis=1) > 24).any():
            yield f"a mark is cut off at the {side}"


def _on_marks(ink: _Ink, ground: NDArray[np.uint8], scale: float, clear: int) -> Iterator[str]:
    """Yield what is wrong with the ground of a text."""
    part = ground[max(ink.top - clear, 0) : ink.bottom + clear + 1, max(ink.left - clear, 0) : ink.right + clear + 1]
    # As one number each: rows of three take ten times as long to count.
    packed, counts = np.unique(part.astype(np.int32) @ np.array([1 << 16, 1 << 8, 1], dtype=np.int32), return_counts=True)
    colours = np.stack([packed >> 16, packed >> 8 & 255, packed & 255], axis=1).astype(np.uint8)
    main = colours[counts.argmax()]
    far = np.abs(colours.astype(int) - main.astype(int)).max(axis=1) > 24
    if not ink.placed.over and counts[far].sum() > STRAY * counts.sum():
        other = colours[far][counts[far].argmax()]
        place = f"({ink.left / scale:.0f}, {ink.top / scale:.0f})"
        yield f"'{ink.text}' stands on {_hex(main)} and meets a mark of {_hex(other)} near {place}"
    if contrast(ink.placed.colour, _hex(main)) < LEAST_CONTRAST:
        yield f"'{ink.text}' is too faint: {ink.placed.colour} on {_hex(main)}"


def _hex(colour: NDArray[np.uint8]) -> str:
    return "#" + "".join(f"{part:02x}" for part in colour)
