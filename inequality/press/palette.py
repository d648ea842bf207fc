"""Colours by name, with a fixed meaning, and what the names look like on a light and on a dark page.

A chart names its colours (`INK`, ``GROUPS["top 1"]``); the sheet's palette says what they look like, so that one drawing
serves the light page, the dark page and a house style (`inequality.press.style`). The five groups of a distribution keep
their colour in every figure. Tests prove that each stands out from its page (3:1), and any two from each other for readers
with and without colour blindness (12 in CAM02-UCS). Colour is never the only sign: labels, dashes, markers and hatching say
the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from inequality.errors import DrawingError

__all__ = [
    "ACCENT", "FAINT", "GRID", "GROUPS", "INK", "MUTED", "NAMES", "PAPER", "RULE", "SERIES", "Palette", "contrast",
    "legible", "tint",
]  # fmt: skip

PAPER = "paper"
INK = "ink"  # titles, labels, rules that matter
MUTED = "muted"  # notes, sources, axes: 7:1 on paper
RULE = "rule"  # thin lines that carry meaning: 3:1 on paper
GRID = "grid"
FAINT = "faint"  # grounds
#: The groups of a distribution, poorest first: the name of each one's colour.
GROUPS: Mapping[str, str] = {name: name for name in ("bottom 50", "middle 40", "next 9", "top 1", "top 0.1")}
#: For what is no group of a distribution, countries above all: at most five, each with a label of its own.
SERIES = ("series 1", "series 2", "series 3", "series 4", "series 5")
#: The one line or dot among others that the title is about.
ACCENT = SERIES[0]
#: Every name that a palette must define.
NAMES = (PAPER, INK, MUTED, RULE, GRID, FAINT, *GROUPS, *SERIES)

#: Least contrast of letters with their ground (WCAG 2.2, 1.4.3).
_LETTERS = 4.5
_TINT = re.compile(r"(?P<name>.+?)@(?P<strength>\d*\.?\d+|text)")


def tint(colour: str, strength: float) -> str:
    """Return the name of a colour mixed with paper: 1 is the colour, 0 the paper.

    Examples
    --------
    >>> from inequality.press.style import HOUSE
    >>> HOUSE.light.hex(tint(INK, 0.5))
    '#8c8c8c'
    """
    return f"{colour}@{strength:g}"


def legible(colour: str) -> str:
    """Return the name of a colour's twin for letters: as near to it as a contrast of 4.5 with paper allows.

    Examples
    --------
    >>> from inequality.press.style import HOUSE
    >>> HOUSE.light.hex("next 9"), HOUSE.light.hex(legible("next 9"))
    ('#be8a1f', '#976f1e')
    """
    return f"{colour}@text"


@dataclass(frozen=True)
class Palette:
    """What each name looks like.

    Parameters
    ----------
    colours : mapping of str to str
        ``#rrggbb`` by name; all of `NAMES`.

    Examples
    --------
    >>> from inequality.press.style import HOUSE
    >>> HOUSE.light.hex("paper"), HOUSE.dark.hex("paper")
    ('#ffffff', '#14171a')
    """

    colours: Mapping[str, str]

    def hex(self, name: str) -> str:
        """Return what a name looks like.

        Raises
        ------
        DrawingError
            If the palette has no such name.
        """
        match = _TINT.fullmatch(name)
        base, strength = (match["name"], match["strength"]) if match else (name, "")
        if base not in self.colours:
            raise DrawingError(f"'{name}' is no colour of the palette", possible=", ".join(self.colours))
        colour = self.colours[base]
        if strength == "text":
            return self._legible(colour)
        return _mixed(colour, self.colours[PAPER], float(strength)) if strength else colour

    def letters(self, ground: str) -> str:
        """Return the name, ink or paper, that is read better on a ground."""
        return max((INK, PAPER), key=lambda name: contrast(self.hex(name), self.hex(ground)))

    def _legible(self, colour: str) -> str:
        """Mix in ink, one hundredth after another, until letters can be read."""
        mixes = (_mixed(colour, self.colours[INK], 1 - part / 100) for part in range(101))
        return next((mix for mix in mixes if contrast(mix, self.colours[PAPER]) >= _LETTERS), self.colours[INK])


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (WCAG 2.2): 1 for the same, 21 for black on white.

    Examples
    --------
    >>> round(contrast("#000000", "#ffffff"), 1)
    21.0
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _parts(colour: str) -> list[int]:
    return [int(colour[start : start + 2], 16) for start in (1, 3, 5)]


def _luminance(colour: str) -> float:
    shares = [part / 255 for part in _parts(colour)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _mixed(colour: str, other: str, strength: float) -> str:
    pairs = zip(_parts(colour), _parts(other), strict=True)
    return "#" + "".join(f"{round(second - (second - first) * strength):02x}" for first, second in pairs)
