"""Groups of a distribution by name, and their shares out of whatever brackets a table has."""

from __future__ import annotations

import math
import re
from collections import deque
from collections.abc import Iterable, Mapping

from inequality.charts import _named
from inequality.errors import UnknownNameError
from inequality.press.palette import GROUPS, INK
from inequality.words import Language

__all__ = ["NAMED", "colour_of", "group_in_words", "limits_of", "share_between"]

#: Lower and upper end, as parts of the population, of the groups whose names say neither.
NAMED: Mapping[str, tuple[float, float]] = {"middle 40": (0.5, 0.9), "next 9": (0.9, 0.99)}


def limits_of(group: str) -> tuple[float, float]:
    """Return the ends of a group as parts of the population.

    >>> limits_of("top 0.1"), limits_of("bottom 50"), limits_of("next 9")
    ((0.999, 1.0), (0.0, 0.5), (0.9, 0.99))
    """
    match = re.fullmatch(r"(top|bottom) (\d{1,2}(?:\.\d+)?)", group)
    if group in NAMED:
        return NAMED[group]
    if match is None or not float(match[2]):
        raise UnknownNameError("group", group, [*GROUPS, "top 10", "top N", "bottom N"], remedy="N is a percentage below 100")
    part = float(match[2]) / 100
    return (float(f"{1 - part:.9g}"), 1.0) if match[1] == "top" else (0.0, part)


def group_in_words(group: str, words: Language) -> str:
    r"""Return the name of a group, to stand alone.

    >>> from inequality.words import language
    >>> [group_in_words(name, language("en")) for name in ("bottom 50", "middle 40", "top 0.1")]
    ['Poorest 50\xa0percent', 'Middle 40\xa0percent', 'Richest 0.1\xa0percent']
    """
    low, high = limits_of(group)
    if group.startswith("middle"):
        return words.text("Middle {part}", part=_named.percent(round(high - low, 9), words))
    return _named.group(low, high, words)


def colour_of(group: str) -> str:
    """Return the name of a group's colour; ink where it has none of its own."""
    return GROUPS.get(group, INK)


def share_between(brackets: Iterable[tuple[float, float, float]], lower: float, upper: float) -> float | None:
    """Return the share of those between two ends, from brackets (lower, upper, share) added and taken off; None if unknown.

    >>> share_between([(0.9, 1, 0.55), (0.99, 1, 0.23)], 0.9, 0.99)
    0.32
    """
    steps: dict[float, list[tuple[float, float]]] = {}
    for low, high, share in ((round(low, 9), round(high, 9), share) for low, high, share in brackets):
        if not math.isnan(share):
            steps.setdefault(low, []).append((high, share))
            steps.setdefault(high, []).append((low, -share))
    start, goal = round(lower, 9), round(upper, 9)
    # The fewest brackets, so that as little as can be is rounded twice.
    queue, seen = deque([(start, 0.0)]), {start}
    while queue:
        at, held = queue.popleft()
        if at == goal:
            return float(f"{held:.12g}")
        for to, share in steps.get(at, ()):
            if to not in seen:
                seen.add(to)
                queue.append((to, held + share))
    return None
