"""Texts on a sheet, as the checks know them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.text import Text

from inequality.errors import DrawingError
from inequality.press import fonts
from inequality.press.boxes import Box

__all__ = ["Paragraph", "Placed", "require_apart"]


@dataclass(frozen=True)
class Placed:
    """A line of text on the sheet.

    Parameters
    ----------
    text : str
        What it says.
    artist : Text
        What draws it.
    ink : Box
        The box round its letters, as the drawing counts.
    drawn : Box
        The same on the canvas, where nothing is mirrored.
    size : float
        Type size.
    colour : str
        Colour of the letters, as ``#rrggbb``.
    over : bool
        Whether it may stand on more than one colour.
    tied : bool
        Whether its numbers must be in the table; false for the figures of a scale.
    style : str
        Weight.
    """

    text: str
    artist: Text
    ink: Box
    drawn: Box
    size: float
    colour: str
    over: bool = False
    tied: bool = True
    style: fonts.Style = "regular"


@dataclass(frozen=True)
class Paragraph:
    """Lines that were set together.

    Parameters
    ----------
    lines : tuple of Placed
        From above.
    wide : bool
        Whether there was room enough for a line of more than one word.
    """

    lines: tuple[Placed, ...]
    wide: bool

    @property
    def text(self) -> str:
        """What the lines say together."""
        return " ".join(line.text for line in self.lines)


def require_apart(texts: Sequence[Placed], page: Box, size: str) -> None:
    """Raise where a text lies upon another or is cut off: the size is too small for the chart.

    Parameters
    ----------
    texts : sequence of Placed
        All of the sheet.
    page : Box
        The sheet's edges.
    size : str
        Its name.

    Raises
    ------
    DrawingError
        Naming the texts.
    """
    remedy = "take a larger size, or shorten title, subtitle or note"
    for number, placed in enumerate(texts):
        ink = placed.drawn.inset(0.5)
        if not page.holds(ink):
            raise DrawingError(f"In the size {size} '{placed.text}' is cut off", remedy=remedy)
        for other in texts[number + 1 :]:
            if ink.meets(other.drawn):
                raise DrawingError(f"In the size {size} '{placed.text}' lies upon '{other.text}'", remedy=remedy)
