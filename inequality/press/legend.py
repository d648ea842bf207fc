"""A key, for marks that no label can stand beside.

Say it on the chart where there is room (`labels`); a key sends the reader's eyes to and fro.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from inequality.press.sheet import Sheet

__all__ = ["key"]

#: Room for the mark before each text, and between entries.
MARK, GAP = 18.0, 22.0


def key(
    sheet: Sheet, x: float, y: float, width: float, entries: Sequence[tuple[str, Callable[[float, float], object]]]
) -> float:
    """Draw a key in as many rows as it needs, and return the last baseline.

    Parameters
    ----------
    sheet : Sheet
        To draw on.
    x, y : float
        Where the first row's baseline begins.
    width : float
        Most that a row may take.
    entries : sequence of (str, callable)
        What each mark means, and what draws the mark: ``draw(x, y)`` with the middle of a place 12 pixels wide and high.

    Examples
    --------
    >>> from inequality.press import marks
    >>> from inequality.press.sheet import SIZES, Sheet
    >>> from inequality.words import language
    >>> sheet = Sheet(SIZES["phone"], language("en"))
    >>> rings = ("revised later", lambda x, y: marks.dot(sheet, x, y, "top 1", shape="ring"))
    >>> dots = ("as first published", lambda x, y: marks.dot(sheet, x, y, "top 1"))
    >>> key(sheet, 18, 100, 364, [dots, rings])
    100
    """
    start, size = x, 12.0
    rise = -sheet.ink("x", size).top / 2
    for text, draw in entries:
        wide = MARK + sheet.advance(text, size)
        if x > start and x + wide > start + width:
            x, y = start, y + sheet.leading(size, 1.5)
        draw(x + 6, y - rise)
        sheet.text(x + MARK, y, text, size=size)
        x += wide + GAP
    return y
