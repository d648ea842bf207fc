"""A sheet to draw on, measured in published pixels from its top left corner.

One published pixel is one point of the PDF, one unit of the SVG and two pixels of the bitmap. Whatever is drawn later
lies on top. Texts are kept in a list beside the drawing, so that the checks know what stands where.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from matplotlib.artist import Artist
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure as Canvas
from matplotlib.lines import Line2D
from matplotlib.patches import Ellipse, PathPatch, Polygon, Rectangle
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from inequality.errors import DrawingError
from inequality.press import fonts
from inequality.press.lines import balanced, plain
from inequality.press.palette import INK, PAPER
from inequality.words import NO_BREAK, Language

__all__ = ["LEAST_TYPE", "SCALE", "SIZES", "Align", "Box", "Placed", "Sheet", "Size"]

#: Bitmap pixels to one published pixel.
SCALE = 2
#: Smallest type, in published pixels.
LEAST_TYPE = 12.0

Align = Literal["left", "center", "right"]


@dataclass(frozen=True)
class Size:
    """A format that figures are published in.

    Parameters
    ----------
    name : str
        What it is called.
    width, height : int
        In published pixels.
    margin : float
        Left and right, the same for everything.
    title, subtitle, label, note : float
        Type sizes.
    """

    name: str
    width: int
    height: int
    margin: float
    title: float
    subtitle: float
    label: float
    note: float


SIZES = {
    size.name: size
    for size in (
        Size("article", 800, 500, margin=26, title=21, subtitle=14, label=13, note=12),
        Size("phone", 400, 700, margin=18, title=19, subtitle=13.5, label=13, note=12),
    )
}


@dataclass(frozen=True)
class Box:
    """A rectangle on the sheet, y downward.

    Examples
    --------
    >>> Box(0, 0, 10, 4).inset(1).width
    8
    """

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    def inset(self, by: float) -> Box:
        """Return the box that lies `by` inside on each side; outside where negative."""
        return Box(self.left + by, self.top + by, self.right - by, self.bottom - by)

    def meets(self, other: Box) -> bool:
        """Whether the two share any area."""
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom


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
        The box round its letters.
    size : float
        Type size.
    colour : str
        Colour of the letters.
    over : bool
        Whether it may stand on more than one colour.
    tied : bool
        Whether its numbers must be in the table; false for the figures of a scale.
    """

    text: str
    artist: Text
    ink: Box
    size: float
    colour: str
    over: bool = False
    tied: bool = True


class Sheet:
    r"""What a chart's drawing function draws on.

    Parameters
    ----------
    size : Size
        The format.
    language : Language
        For numbers, and for what no line break may part.

    Examples
    --------
    >>> from inequality.words import language
    >>> sheet = Sheet(SIZES["article"], language("en"))
    >>> sheet.text(26, 40, "42 people").text
    '42\xa0people'
    """

    def __init__(self, size: Size, language: Language) -> None:
        self.size, self.language = size, language
        self.canvas = Canvas(figsize=(size.width / 72, size.height / 72), dpi=72 * SCALE, facecolor=PAPER)
        self.body = Box(size.margin, 0, size.width - size.margin, size.height)
        self.texts: list[Placed] = []
        self._transform = Affine2D().scale(1 / size.width, -1 / size.height).translate(0, 1) + self.canvas.transFigure
        self._order = 0

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float | None = None,
        style: fonts.Style = "regular",
        colour: str = INK,
        align: Align = "left",
        upward: bool = False,
        over: bool = False,
        tied: bool = True,
    ) -> Placed:
        """Set one line with its baseline at `y`, or `upward` from (x, y) with its baseline at `x`.

        Raises
        ------
        DrawingError
            If the type is too small or the font lacks a character.
        """
        text, size = self.language.glued(plain(text)), size or self.size.label
        if size < LEAST_TYPE:
            raise DrawingError(f"'{text}' would be set in {size:g} px", possible=f"{LEAST_TYPE:g} px or more")
        fonts.require_glyphs(text)
        shift = fonts.advance(text, size, style) * {"left": 0.0, "center": 0.5, "right": 1.0}[align]
        left, top, right, bottom = fonts.ink(text, size, style)
        if upward:
            y += shift
            ink = Box(x + top, y - right, x + bottom, y - left)
        else:
            x -= shift
            ink = Box(x + left, y + top, x + right, y + bottom)
        artist = Text(
            x,
            y,
            text,
            fontproperties=fonts.properties(style, size),
            color=colour,
            rotation=90.0 if upward else 0.0,
            rotation_mode="anchor",
            horizontalalignment="left",
            verticalalignment="baseline",
            parse_math=False,
            usetex=False,
        )
        placed = Placed(text, artist, ink, size, colour, over, tied)
        self.texts.append(placed)
        self._add(artist)
        return placed

    def paragraph(
        self,
        x: float,
        y: float,
        text: str | Sequence[str],
        width: float,
        *,
        size: float | None = None,
        leading: float = 1.32,
        style: fonts.Style = "regular",
        colour: str = INK,
        align: Align = "left",
        tied: bool = True,
    ) -> float:
        """Set a text in balanced lines, the first one's baseline at `y`, and return the baseline of the last.

        `text` may be a sequence of lines that are already broken.
        """
        size = size or self.size.label
        lines = self.broken(text, width, size, style) if isinstance(text, str) else text
        for number, line in enumerate(lines):
            self.text(x, y + number * size * leading, line, size=size, style=style, colour=colour, align=align, tied=tied)
        return y + max(len(lines) - 1, 0) * size * leading

    def led(self, x: float, y: float, lead: str, text: str, width: float, *, align: Align = "left") -> float:
        """Set a paragraph whose first words, `lead`, stand out; return the last baseline."""
        size, lead = self.size.label, self.language.glued(plain(lead)).replace(" ", NO_BREAK)
        first, *rest = self.broken(f"{lead} {text}" if text else lead, width, size, "semibold")
        tail = first.removeprefix(lead)
        gap = fonts.advance(lead + " ", size, "semibold")
        start = x - (gap + fonts.advance(tail.strip(), size)) if align == "right" and tail else x
        self.text(start, y, lead, style="semibold", align="left" if tail else align)
        if tail:
            self.text(start + gap, y, tail.strip())
        return self.paragraph(x, y + size * 1.32, rest, 0, align=align) if rest else y

    def broken(self, text: str, width: float, size: float | None = None, style: fonts.Style = "regular") -> tuple[str, ...]:
        """Break a text into balanced lines that are not wider than `width`."""
        size = size or self.size.label
        text = self.language.glued(plain(text))
        fonts.require_glyphs(text)
        return balanced(text, width, lambda line: fonts.advance(line, size, style))

    def rectangle(self, box: Box, fill: str, *, edge: str | None = None, thickness: float = 1.0, name: str = "") -> None:
        """Fill a box; `edge` draws a line just inside it."""
        half = thickness / 2 if edge else 0.0
        inner = box.inset(half)
        corner, width, height = (inner.left, inner.top), inner.width, inner.height
        line: dict[str, Any] = {"edgecolor": edge, "linewidth": thickness} if edge else {"edgecolor": "none", "linewidth": 0}
        self._add(Rectangle(corner, width, height, facecolor=fill, **line), name)

    def polygon(self, points: Sequence[tuple[float, float]], fill: str, *, name: str = "") -> None:
        """Fill a polygon."""
        self._add(Polygon(list(points), closed=True, facecolor=fill, edgecolor="none", linewidth=0), name)

    def dot(
        self, x: float, y: float, radius: float, fill: str, *, edge: str | None = None, thickness: float = 2.0, name: str = ""
    ) -> None:
        """Draw a dot; with `edge`, a ring whose outer radius is `radius`."""
        across = 2 * radius - (thickness if edge else 0.0)
        shape = Ellipse((x, y), across, across, facecolor=fill, edgecolor=edge or "none", linewidth=thickness if edge else 0)
        self._add(shape, name)

    def line(
        self,
        points: Sequence[tuple[float, float]],
        colour: str = INK,
        thickness: float = 1.0,
        *,
        dash: tuple[float, float] | None = None,
        name: str = "",
    ) -> None:
        """Draw a line through points; `dash` gives the lengths of stroke and gap."""
        xs, ys = zip(*points, strict=True)
        artist = Line2D(xs, ys, color=colour, linewidth=thickness, solid_capstyle="butt", dash_capstyle="butt")
        if dash:
            artist.set_linestyle((0, [part / thickness for part in dash]))
        self._add(artist, name)

    def arrow(self, x: float, start: float, end: float, colour: str = INK) -> None:
        """Draw an upright arrow at `x` from y = `start` to y = `end`."""
        back = end + 5 * (1 if start > end else -1)
        self.line([(x, start), (x, back)], colour, 1.5)
        self.polygon([(x, end), (x - 3.1, back), (x + 3.1, back)], colour)

    def sideways_arrow(self, y: float, start: float, end: float, colour: str = INK) -> None:
        """Draw a level arrow at `y` from x = `start` to x = `end`."""
        back = end + 5 * (1 if start > end else -1)
        self.line([(start, y), (back, y)], colour, 1.5)
        self.polygon([(end, y), (back, y - 3.1), (back, y + 3.1)], colour)

    def hatching(self, box: Box, colour: str) -> None:
        """Hatch a box with lines at 45 degrees: the mark of what is uncertain, or computed by us alone."""
        gap = 5.0
        self.rectangle(box, PAPER)
        segments = []
        offset = box.left - box.height + gap / 2
        while offset < box.right:
            start = max(offset, box.left)
            end = min(offset + box.height, box.right)
            segments.append([(start, box.bottom - (start - offset)), (end, box.bottom - (end - offset))])
            offset += gap
        lines = LineCollection(segments, colors=colour, linewidths=1.2, capstyle="butt")
        # Their square ends would stand out of the box.
        self._add(lines)
        lines.set_clip_path(Path(_round(box)), self._transform)
        self.outline(box, colour, 1.0)

    def outline(self, box: Box, colour: str, thickness: float) -> None:
        """Draw a line just inside a box."""
        path = Path(_round(box.inset(thickness / 2)), closed=True)
        self._add(PathPatch(path, facecolor="none", edgecolor=colour, linewidth=thickness, joinstyle="miter"))

    def _add(self, artist: Artist, name: str = "") -> None:
        self._order += 1
        artist.set_zorder(self._order)
        artist.set_transform(self._transform)
        if name:
            artist.set_gid(name)
        self.canvas.add_artist(artist)


def _round(box: Box) -> list[tuple[float, float]]:
    """Return the corners in turn, back to the first."""
    left, top, right, bottom = box.left, box.top, box.right, box.bottom
    return [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
