"""A sheet to draw on, measured in published pixels from its top left corner.

One published pixel is one point of the PDF (7/12 of one in print), one unit of the SVG and two pixels of the bitmap.
Whatever is drawn later lies on top. Texts are kept in a list beside the drawing, so that the checks know what stands where.

In a language that is written from right to left the sheet is mirrored: x runs from where reading begins, so that "left" is
the start of a line and a drawing that never speaks of direction comes out laid out for its readers. What must not be
mirrored is drawn ``with sheet.unmirrored(box) as box:`` (a map) or ``with sheet.along_time(box) as box:`` (years).

Colours are names (`palette`): the sheet looks them up for the light or the dark page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from os import PathLike
from typing import Any, Literal

import numpy as np
from matplotlib.artist import Artist
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure as Canvas
from matplotlib.image import BboxImage
from matplotlib.lines import Line2D
from matplotlib.patches import Ellipse, PathPatch, Polygon, Rectangle
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Bbox, Transform, TransformedBbox
from PIL import Image

from inequality.errors import DrawingError
from inequality.press import fonts
from inequality.press.boxes import Box
from inequality.press.direction import directed
from inequality.press.lines import balanced, plain
from inequality.press.palette import INK, PAPER, contrast
from inequality.press.placed import Paragraph, Placed
from inequality.press.sizes import LEAST_TYPE, Size
from inequality.press.style import HOUSE, Style
from inequality.words import NO_BREAK, Language

__all__ = ["LEAST_TYPE", "SIZES", "Align", "Box", "Placed", "Sheet", "Size"]

#: The package's own sizes by name.
SIZES = {name: HOUSE.size(name) for name in HOUSE.sizes}

Align = Literal["left", "center", "right"]
_PART = {"left": 0.0, "center": 0.5, "right": 1.0}


class Sheet:
    r"""What a chart's drawing function draws on.

    Parameters
    ----------
    size : Size
        The format; its height must be known.
    language : Language
        For numbers, for what no line break may part, and for the direction.
    style : Style, optional
        The house's.
    dark : bool
        For a dark page.
    black : bool
        Set letters in pure black, for print in four colours; those on a dark ground stay as they are.

    Examples
    --------
    >>> from inequality.words import language
    >>> sheet = Sheet(SIZES["article"], language("en"))
    >>> sheet.text(26, 40, "42 people").text
    '42\xa0people'
    """

    def __init__(
        self, size: Size, language: Language, *, style: Style = HOUSE, dark: bool = False, black: bool = False
    ) -> None:
        if size.height is None:
            raise DrawingError(f"The size {size.name} has no height", remedy="give one, or let the frame find it")
        self.size, self.language, self.style, self.black = size, language, style, black
        self.height = size.height
        self.palette, self.faces = style.palette(dark=dark), fonts.current()
        inches = (size.width * size.unit / 72, self.height * size.unit / 72)
        self.canvas = Canvas(figsize=inches, dpi=72 * size.scale / size.unit, facecolor=self.palette.hex(PAPER))
        self.body = Box(size.margin, 0, size.width - size.margin, self.height)
        self.texts: list[Placed] = []
        self.paragraphs: list[Paragraph] = []
        self._lines: list[tuple[list[tuple[float, float]], float]] = []
        self.mirrored = language.direction == "rtl"
        self._order = 0

    @contextmanager
    def unmirrored(self, box: Box) -> Iterator[Box]:
        """Draw what has left and right of its own, such as a map, as it is in every language; yield where the box then is.

        >>> from inequality.words import language
        >>> with Sheet(SIZES["article"], language("en")).unmirrored(Box(26, 80, 500, 400)) as box:
        ...     box
        Box(left=26, top=80, right=500, bottom=400)
        """
        kept = self.mirrored
        box = self.flipped(box) if kept else box
        self.mirrored = False
        try:
            yield box
        finally:
            self.mirrored = kept

    @contextmanager
    def along_time(self, box: Box) -> Iterator[Box]:
        """Draw a plot over time: from left to right in every language, unless the house style says otherwise.

        Its numbers then stand at its left and the names of its lines at its right, and the frame round it is mirrored all
        the same. Yields where the box then is.
        """
        if self.style.time_axis == "left to right":
            with self.unmirrored(box) as place:
                yield place
        else:
            yield box

    @property
    def taken(self) -> list[Box]:
        """The ink of all texts set so far, as the drawing now counts."""
        return [self.flipped(placed.drawn) if self.mirrored else placed.drawn for placed in self.texts]

    @property
    def lines(self) -> list[tuple[list[tuple[float, float]], float]]:
        """Points and thickness of all lines drawn so far, gridlines too, as the drawing now counts."""
        if not self.mirrored:
            return self._lines
        return [([(self.size.width - x, y) for x, y in points], thickness) for points, thickness in self._lines]

    @property
    def sayings(self) -> list[str]:
        """What the sheet says and must be true: texts and paragraphs, the figures of scales left out."""
        joined = {id(line): paragraph for paragraph in self.paragraphs for line in paragraph.lines}
        said = {}
        for placed in self.texts:
            if placed.tied:
                whole = joined.get(id(placed), placed)
                said[id(whole)] = whole.text
        return list(said.values())

    def flipped(self, box: Box) -> Box:
        """Return where a box lies when counted from the other side."""
        return Box(self.size.width - box.right, box.top, self.size.width - box.left, box.bottom)

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
        fonts.require_glyphs(text, self.language.code)
        shown, letters = directed(text, self.language), self._letters(colour)
        shift = fonts.advance(shown, size, style) * _PART[align]
        left, top, right, bottom = fonts.ink(shown, size, style)
        if upward:
            at, y = (self.size.width - x - top - bottom if self.mirrored else x), y + shift
            drawn = Box(at + top, y - right, at + bottom, y - left)
        else:
            at = self.size.width - x - fonts.advance(shown, size, style) + shift if self.mirrored else x - shift
            drawn = Box(at + left, y + top, at + right, y + bottom)
        artist = Text(
            at,
            y,
            shown,
            fontproperties=fonts.properties(style, size * self.size.unit),
            color=letters,
            rotation=90.0 if upward else 0.0,
            rotation_mode="anchor",
            horizontalalignment="left",
            verticalalignment="baseline",
            parse_math=False,
            usetex=False,
        )
        ink = self.flipped(drawn) if self.mirrored else drawn
        placed = Placed(text, artist, ink, drawn, size, letters, over, tied, style)
        self.texts.append(placed)
        self._add(artist, place=self._place(mirrored=False))
        return placed

    def advance(self, text: str, size: float | None = None, style: fonts.Style = "regular") -> float:
        """Return how wide `text` would come out."""
        return fonts.advance(directed(self.language.glued(plain(text)), self.language), size or self.size.label, style)

    def ink(self, text: str, size: float | None = None, style: fonts.Style = "regular") -> Box:
        """Return the box round the letters that `text` would have, from the start of its baseline."""
        return Box(*fonts.ink(directed(self.language.glued(plain(text)), self.language), size or self.size.label, style))

    def leading(self, size: float | None = None, factor: float = 1.32) -> float:
        """Return the distance of baselines: letters of some scripts reach higher and lower than Latin ones."""
        reach = _REACH.get(self.language.script, 0.0 if self.language.code.startswith("en") else _ACCENTED)
        return (size or self.size.label) * max(factor, reach, factor * reach / 1.32)

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
        step, whole = self.leading(size, leading), isinstance(text, str)
        lines = self.broken(text, width, size, style) if isinstance(text, str) else tuple(text)
        placed = tuple(
            self.text(x, y + number * step, line, size=size, style=style, colour=colour, align=align, tied=tied)
            for number, line in enumerate(lines)
        )
        self.paragraphs.append(Paragraph(placed, wide=whole and width >= 25 * size))
        return y + max(len(lines) - 1, 0) * step

    def led(self, x: float, y: float, lead: str, text: str, width: float, *, align: Align = "left") -> float:
        """Set a paragraph whose first words, `lead`, stand out; return the last baseline."""
        size, lead = self.size.label, self.language.glued(plain(lead)).replace(" ", NO_BREAK)
        first, *rest = self.broken(f"{lead} {text}" if text else lead, width, size, "semibold")
        tail = first.removeprefix(lead)
        gap = fonts.advance(directed(lead, self.language) + " ", size, "semibold")
        start = x - (gap + self.advance(tail, size)) if align == "right" and tail else x
        self.text(start, y, lead, style="semibold", align="left" if tail else align)
        if tail:
            self.text(start + gap, y, tail.strip())
        return self.paragraph(x, y + self.leading(size), rest, 0, align=align) if rest else y

    def broken(self, text: str, width: float, size: float | None = None, style: fonts.Style = "regular") -> tuple[str, ...]:
        """Break a text into balanced lines that are not wider than `width`."""
        size = size or self.size.label
        text = self.language.glued(plain(text))
        fonts.require_glyphs(text, self.language.code)
        return balanced(text, width, lambda line: fonts.advance(directed(line, self.language), size, style))

    def rectangle(self, box: Box, fill: str, *, edge: str | None = None, thickness: float = 1.0, name: str = "") -> None:
        """Fill a box; `edge` draws a line just inside it."""
        inner = box.inset(thickness / 2 if edge else 0.0)
        line = self._edge(edge, thickness)
        self._add(Rectangle((inner.left, inner.top), inner.width, inner.height, facecolor=self.palette.hex(fill), **line), name)

    def polygon(self, points: Sequence[tuple[float, float]], fill: str, *, name: str = "") -> None:
        """Fill a polygon."""
        self._add(Polygon(list(points), closed=True, facecolor=self.palette.hex(fill), **self._edge(None, 0)), name)

    def shape(
        self, rings: Sequence[Sequence[tuple[float, float]]], fill: str, *, edge: str | None = None, thickness: float = 0.6,
        name: str = "",
    ) -> None:  # fmt: skip
        """Fill several rings at once, holes where one lies in another: a country on a map."""
        path = Path.make_compound_path(*(Path([*ring, ring[0]], closed=True) for ring in rings))
        self._add(PathPatch(path, facecolor=self.palette.hex(fill), joinstyle="round", **self._edge(edge, thickness)), name)

    def dot(
        self, x: float, y: float, radius: float, fill: str, *, edge: str | None = None, thickness: float = 2.0, name: str = ""
    ) -> None:
        """Draw a dot; with `edge`, a ring whose outer radius is `radius`."""
        across = 2 * radius - (thickness if edge else 0.0)
        fill = self.palette.hex(fill)
        self._add(Ellipse((x, y), across, across, facecolor=fill, **self._edge(edge, thickness)), name)

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
        self._lines.append(([(self.size.width - x if self.mirrored else x, y) for x, y in points], thickness))
        colour, width = self.palette.hex(colour), thickness * self.size.unit
        artist = Line2D(xs, ys, color=colour, linewidth=width, solid_capstyle="butt", dash_capstyle="butt")
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
        self.rectangle(box, PAPER)
        self.hatched([box.corners[:-1]], colour, ground=None)
        self.outline(box, colour, 1.0)

    def hatched(self, rings: Sequence[Sequence[tuple[float, float]]], colour: str, *, ground: str | None = PAPER) -> None:
        """Hatch any shape, without an outline."""
        gap, path = 5.0, Path.make_compound_path(*(Path([*ring, ring[0]]) for ring in rings))
        if ground:
            self.shape(rings, ground)
        extent = path.get_extents()
        box = Box(float(extent.x0), float(extent.y0), float(extent.x1), float(extent.y1))
        segments = []
        offset = box.left - box.height + gap / 2
        while offset < box.right:
            start, end = max(offset, box.left), min(offset + box.height, box.right)
            segments.append([(start, box.bottom - (start - offset)), (end, box.bottom - (end - offset))])
            offset += gap
        colour = self.palette.hex(colour)
        lines = LineCollection(segments, colors=colour, linewidths=1.2 * self.size.unit, capstyle="butt")
        # Their square ends would stand out of the shape.
        self._add(lines)
        lines.set_clip_path(path, self._place())

    def outline(self, box: Box, colour: str, thickness: float) -> None:
        """Draw a line just inside a box."""
        path = Path(box.inset(thickness / 2).corners, closed=True)
        self._add(PathPatch(path, facecolor="none", joinstyle="miter", **self._edge(colour, thickness)))

    def image(self, file: str | PathLike[str], box: Box) -> None:
        """Draw a picture of pixels into a box; it is not mirrored."""
        with Image.open(file) as image:
            pixels = np.asarray(image.convert("RGBA"))
        box = self.flipped(box) if self.mirrored else box
        corners = Bbox([[box.left, box.bottom], [box.right, box.top]])
        artist = BboxImage(TransformedBbox(corners, self._place(mirrored=False)), interpolation="antialiased")
        artist.set_data(pixels)
        self._order += 1
        artist.set_zorder(self._order)
        self.canvas.add_artist(artist)

    def _letters(self, colour: str) -> str:
        """Colour of letters: black where they are dark and only one ink is to print them."""
        own = self.palette.hex(colour)
        return "#000000" if self.black and contrast(own, "#ffffff") >= _DARK else own

    def _edge(self, colour: str | None, thickness: float) -> dict[str, Any]:
        if colour is None:
            return {"edgecolor": "none", "linewidth": 0}
        return {"edgecolor": self.palette.hex(colour), "linewidth": thickness * self.size.unit}

    def _place(self, *, mirrored: bool | None = None) -> Transform:
        """What takes published pixels to the canvas."""
        across = -1.0 if (self.mirrored if mirrored is None else mirrored) else 1.0
        fit = Affine2D().scale(across / self.size.width, -1 / self.height).translate(0.0 if across > 0 else 1.0, 1)
        return fit + self.canvas.transFigure

    def _add(self, artist: Artist, name: str = "", place: Transform | None = None) -> None:
        self._order += 1
        artist.set_zorder(self._order)
        artist.set_transform(place or self._place())
        if name:
            artist.set_gid(name)
        self.canvas.add_artist(artist)


#: Letters of this contrast with white are dark ones, which stand on paper.
_DARK = 3.0
#: Least distance of baselines, in parts of the type size, by script.
_REACH = {"Arab": 1.62, "Deva": 1.45, "Aran": 2.1}
#: The same for languages that set accents on capitals.
_ACCENTED = 1.27
