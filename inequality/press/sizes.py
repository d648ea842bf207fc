"""The formats that figures are published in, by name or written out: ``phone``, ``1200x675``, ``118mm``, ``118x80mm``.

Everything is laid out anew in each of them, in published pixels, and type keeps its size: a picture of other proportions is
another composition, not a scaled one. Written as ``width x height``, a size is that of the bitmap; a wide picture is
published about 800 pixels wide, a square one 600, a tall one 400, and the bitmap has more pixels to each of those.

In print, a published pixel is 7/12 of a point: the smallest type, 12 pixels, is 7 points, the size of a graphic's small type
in newspapers; a column of 85 mm is then as wide as a phone and a page of 174 mm as wide as an article. The height of a
print size is what the texts need and the drawing asks for, unless it is given.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from inequality.errors import UnknownNameError

__all__ = ["LEAST_TYPE", "Shape", "Size", "TypeSizes", "size_of", "with_height"]

#: Smallest type, in published pixels.
LEAST_TYPE = 12.0
#: Points of the smallest type in print.
LEAST_PRINT = 7.0
#: Points to a published pixel in print.
PRINT = LEAST_PRINT / LEAST_TYPE
#: Bitmap pixels to an inch of print.
PRINT_DPI = 300
#: Most pixels on a side of a bitmap, and the least and most millimetres of print.
MOST_PIXELS, LEAST_MM, MOST_MM = 10_000, 50.0, 420.0
#: What a size may be, for messages.
POSSIBLE = ("a width and height of the bitmap (1200x675)", "a width in print (118mm)", "a width and height in print (118x80mm)")

Shape = Literal["article", "phone", "square"]
#: The width that a shape is published at.
PUBLISHED: Mapping[Shape, int] = {"article": 800, "square": 600, "phone": 400}


@dataclass(frozen=True)
class TypeSizes:
    """Margin and type sizes of a shape, in published pixels.

    Parameters
    ----------
    margin : float
        Left and right, the same for everything.
    title, subtitle, label, note : float
        Type sizes.
    """

    margin: float
    title: float
    subtitle: float
    label: float
    note: float


@dataclass(frozen=True)
class Size:
    """A format.

    Parameters
    ----------
    name : str
        What it is called, in files too.
    shape : {"article", "phone", "square"}
        Which composition it takes.
    width : float
        In published pixels.
    height : float or None
        In published pixels; None where it is what texts and drawing need.
    margin, title, subtitle, label, note : float
        As in `TypeSizes`.
    scale : float
        Bitmap pixels to a published pixel.
    unit : float
        Points to a published pixel.

    Examples
    --------
    >>> from inequality.press.style import HOUSE
    >>> size = HOUSE.size("1200x675")
    >>> size.shape, size.width, size.height, size.scale, size.pixels
    ('article', 800.0, 450.0, 1.5, (1200, 675))
    """

    name: str
    shape: Shape
    width: float
    height: float | None
    margin: float
    title: float
    subtitle: float
    label: float
    note: float
    scale: float = 2.0
    unit: float = 1.0

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height of the bitmap; the height must be known."""
        return round(self.width * self.scale), round((self.height or 0) * self.scale)

    @property
    def body(self) -> float:
        """Height that the drawing asks for where the size has none: tall in a column, wide on a page."""
        return 0.44 * self.width if self.shape == "article" else min(max(1.2 * self.width, 460.0), 520.0)


def size_of(text: str, named: Mapping[str, str], types: Mapping[str, TypeSizes]) -> Size:
    """Return the size of a name, or one that is written out.

    Parameters
    ----------
    text : str
        ``"article"``, ``"phone"``, ``"square"``, ``"card"``; ``"1200x675"``; ``"118mm"``; ``"118x80mm"``.
    named, types : mapping
        A style's names for sizes, and its type sizes by shape.

    Raises
    ------
    UnknownNameError
        If it is none of these, or too small to be read or too large to be made.

    Examples
    --------
    >>> from inequality.press.style import HOUSE
    >>> HOUSE.size("85mm").shape, round(HOUSE.size("85mm").width), round(HOUSE.size("174mm").width)
    ('phone', 413, 846)
    >>> HOUSE.size("1600x1000") == HOUSE.size("article")
    True
    """
    written = re.sub(r"\s", "", str(text)).lower().replace("\N{MULTIPLICATION SIGN}", "x")
    name = next((name for name, meaning in named.items() if written in (name, meaning)), written)
    meaning = named.get(name, written)
    screen = re.fullmatch(r"(\d{1,6})x(\d{1,6})(?:px)?", meaning)
    if screen:
        return _screen(text, name, int(screen[1]), int(screen[2]), named, types)
    print_ = re.fullmatch(r"(\d{1,4}(?:\.\d{1,2})?)(?:mm)?(?:x(\d{1,4}(?:\.\d{1,2})?))?mm", meaning)
    if print_:
        return _print(text, name, float(print_[1]), float(print_[2]) if print_[2] else None, named, types)
    raise _refused(text, named)


def _screen(text: str, name: str, width: int, height: int, named: Mapping[str, str], types: Mapping[str, TypeSizes]) -> Size:
    if not 0 < max(width, height) <= MOST_PIXELS or not height:
        raise _refused(text, named, f"take at most {MOST_PIXELS} pixels on a side")
    ratio = width / height
    shape: Shape = "article" if ratio >= 1.25 else "phone" if ratio <= 0.8 else "square"
    scale = width / PUBLISHED[shape]
    if scale < 1:
        wide = PUBLISHED[shape]
        raise _refused(text, named, f"take at least {wide} pixels in width, or letters would be smaller than {LEAST_TYPE:g}")
    return _made(name, shape, width / scale, height / scale, scale, 1.0, types)


def _print(
    text: str, name: str, width: float, height: float | None, named: Mapping[str, str], types: Mapping[str, TypeSizes]
) -> Size:
    if not LEAST_MM <= width <= MOST_MM or (height is not None and not LEAST_MM <= height <= MOST_MM):
        raise _refused(text, named, f"take {LEAST_MM:g} to {MOST_MM:g} mm")
    wide = width / 25.4 * 72 / PRINT
    high = None if height is None else height / 25.4 * 72 / PRINT
    broad = wide >= 640 if high is None else wide >= 1.25 * high
    shape: Shape = "article" if broad else "phone"
    return _made(name, shape, wide, high, PRINT_DPI * PRINT / 72, PRINT, types)


def _made(
    name: str, shape: Shape, width: float, height: float | None, scale: float, unit: float, types: Mapping[str, TypeSizes]
) -> Size:
    kind = types["narrow" if width < 320 else shape]
    return Size(name, shape, width, height, kind.margin, kind.title, kind.subtitle, kind.label, kind.note, scale, unit)


def _refused(text: object, named: Mapping[str, str], remedy: str = "") -> UnknownNameError:
    return UnknownNameError("size", text, [*named, *POSSIBLE], remedy=remedy)


def with_height(size: Size, height: float) -> Size:
    """Return the size with a height."""
    return replace(size, height=height)
