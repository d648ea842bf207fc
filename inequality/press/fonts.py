"""The fonts that ship with the package, and no others.

Every text is set from these files by path: no search among the system's fonts, so that a figure looks the same
everywhere, and no fallback, so that a character that the font lacks is an error and not an empty box.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Literal

from matplotlib.font_manager import FontProperties, get_font
from matplotlib.ft2font import FT2Font, LoadFlags
from matplotlib.textpath import TextPath

from inequality.errors import DrawingError

__all__ = ["Style", "advance", "fingerprint", "ink", "properties", "require_glyphs"]

Style = Literal["regular", "semibold"]

FOLDER = Path(__file__).parent / "fonts"
FILES: dict[Style, str] = {"regular": "InequalitySans-Regular.ttf", "semibold": "InequalitySans-SemiBold.ttf"}
#: Widths are measured at this size and scaled, so that they do not depend on the size's rounding.
_SCALE = 100.0


@cache
def _font(style: Style) -> FT2Font:
    return get_font(str(FOLDER / FILES[style]))


def properties(style: Style, size: float) -> FontProperties:
    """Return what a matplotlib text needs to be set in a style and size (in published pixels)."""
    return FontProperties(fname=str(FOLDER / FILES[style]), size=size)


@cache
def advance(text: str, size: float, style: Style = "regular") -> float:
    """Return the width of a line of text in published pixels.

    Examples
    --------
    >>> advance("ii", 12) < advance("mm", 12)
    True
    """
    font = _font(style)
    font.set_size(_SCALE, 72)
    font.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
    return float(font.get_width_height()[0] / 64 * size / _SCALE)


@cache
def ink(text: str, size: float, style: Style = "regular") -> tuple[float, float, float, float]:
    """Return the box round the letters themselves: left, top, right, bottom from the start of the baseline, y downward.

    Examples
    --------
    >>> left, top, right, bottom = ink("gap", 12)
    >>> top < 0 < bottom
    True
    """
    if not text.strip():
        return (0.0, 0.0, 0.0, 0.0)
    box = TextPath((0, 0), text, prop=properties(style, size), usetex=False).get_extents()
    return (float(box.x0), float(-box.y1), float(box.x1), float(-box.y0))


def require_glyphs(text: str) -> None:
    """Raise unless both styles have every character.

    Raises
    ------
    DrawingError
        Naming the first character that is missing.
    """
    known = _characters()
    for character in text:
        if ord(character) not in known:
            raise DrawingError(
                f"The font has no character '{character}' (U+{ord(character):04X}), which stands in '{text}'",
                possible="Latin, Cyrillic, punctuation, currency signs and arrows",
                remedy="write it with other characters, or add them in tools/build_fonts.py",
            )


@cache
def _characters() -> frozenset[int]:
    return frozenset.intersection(*(frozenset(_font(style).get_charmap()) for style in FILES))


@cache
def fingerprint() -> str:
    """Return a short hash of the font files."""
    return hashlib.sha256(b"".join((FOLDER / name).read_bytes() for name in sorted(FILES.values()))).hexdigest()[:16]
