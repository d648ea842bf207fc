"""Colours with a fixed meaning, and the few others that a figure needs.

The five groups of a distribution keep their colour in every figure. Tests prove that each stands out from the paper
(3:1) and any two from each other for readers with and without colour blindness (12 in CAM02-UCS). Colour is never the
only sign: labels, hatching and outlines say the same.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["FAINT", "GRID", "GROUPS", "INK", "MUTED", "PAPER", "RULE", "tint"]

#: The groups of a distribution, poorest first.
GROUPS: Mapping[str, str] = {
    "bottom 50": "#306a96",
    "middle 40": "#3d9a86",
    "next 9": "#be8a1f",
    "top 1": "#d1495b",
    "top 0.1": "#5b1a3a",
}

PAPER = "#ffffff"
INK = "#1a1a1a"  # titles, labels, rules that matter
MUTED = "#595959"  # notes, sources, axes: 7:1 on paper
RULE = "#8c8c8c"  # thin lines that carry meaning: 3:1 on paper
GRID = "#dedede"
FAINT = "#efefef"  # grounds


def tint(colour: str, strength: float) -> str:
    """Return a colour mixed with paper: 1 is the colour, 0 the paper.

    Examples
    --------
    >>> tint("#000000", 0.5)
    '#808080'
    """
    parts = [int(colour[start : start + 2], 16) for start in (1, 3, 5)]
    return "#" + "".join(f"{round(255 - (255 - part) * strength):02x}" for part in parts)
