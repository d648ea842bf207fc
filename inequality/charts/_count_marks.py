"""The marks of counts by year, upright and lying, and what they mean."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from inequality.charts._counts import Year
from inequality.press import legend
from inequality.press.palette import GROUPS, PAPER, tint
from inequality.press.sheet import Box, Sheet

__all__ = ["DOT", "RICH", "bars", "diamond", "dots", "gaps", "key", "near", "top"]

RICH = GROUPS["top 0.1"]
ALLOWED, LIMITS = tint(RICH, 0.42), tint(RICH, 0.2)
DOT, DIAMOND = 5.5, 7.0


def gaps(years: Sequence[Year]) -> list[list[Year]]:
    """Return the runs of years of which nothing is known."""
    runs: list[list[Year]] = []
    for year in years:
        if year.published is None and year.computed is None:
            if runs and runs[-1][-1].year == year.year - 1:
                runs[-1].append(year)
            else:
                runs.append([year])
    return runs


def top(years: Sequence[Year]) -> int:
    """Return the end of the scale: the next 50."""
    ends = [end for y in years for pair in (y.allowed, y.limits, y.computed) if pair for end in pair]
    values = [value for y in years for value in (y.published or 0, *y.revised, *(v for _, v in y.others))]
    return 50 * int(-(-max(*ends, *values, 1) // 50))


def key(sheet: Sheet) -> float:
    """Draw the key at the top of the body and return its last baseline."""
    words, body = sheet.language, sheet.body
    entries = [
        (words.text("as first published"), lambda x, y: sheet.dot(x, y, DOT, RICH)),
        (words.text("the same year, revised later"), lambda x, y: sheet.dot(x, y, DOT, PAPER, edge=RICH)),
        (
            words.text("what the printed figures allow"),
            lambda x, y: sheet.rectangle(Box(x - 6, y - 6, x + 6, y + 6), LIMITS),
        ),
    ]
    return legend.key(sheet, body.left, body.top + 10, body.width, entries)


def bars(sheet: Sheet, year: Year, place: Callable[[float, float], Box]) -> list[Box]:
    """Draw what the figures of a year allow, where `place` says, and return the boxes."""
    drawn = []
    for ends, colour in ((year.limits, LIMITS), (year.allowed, ALLOWED if year.limits else LIMITS)):
        if ends:
            drawn.append(place(*ends))
            sheet.rectangle(drawn[-1], colour)
    if year.computed:
        drawn.append(place(*year.computed))
        sheet.hatching(drawn[-1], RICH)
    return drawn


def diamond(sheet: Sheet, x: float, y: float) -> Box:
    """Draw the mark of a critic's count."""
    for reach, colour in ((DIAMOND, RICH), (DIAMOND - 2.6, PAPER)):
        sheet.polygon([(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)], colour)
    return _round(x, y, DIAMOND)


def dots(
    sheet: Sheet, year: Year, at: Callable[[float, float], tuple[float, float]], arrow: Callable[[float, float], Box]
) -> list[Box]:
    """Draw the dot of a year, its rings, and the arrows to those that lie far off; return the boxes.

    Parameters
    ----------
    sheet : Sheet
        To draw on.
    year : Year
        With a published count.
    at : callable
        Middle of a mark: ``at(count, aside)``, so far aside from the line of the year.
    arrow : callable
        Draws an arrow from a count to another and returns its box.
    """
    if year.published is None:
        return []
    drawn = []
    for value in year.revised:
        if not near(year, value, at):
            drawn.append(arrow(year.published, value))
        x, y = at(value, 2 * DOT + 3 if near(year, value, at) else 0.0)
        sheet.dot(x, y, DOT, PAPER, edge=RICH)
        drawn.append(_round(x, y, DOT))
    x, y = at(year.published, 0.0)
    sheet.dot(x, y, DOT, RICH)
    return [*drawn, _round(x, y, DOT)]


def near(year: Year, value: float, at: Callable[[float, float], tuple[float, float]]) -> bool:
    """Whether a ring would lie on the dot or leave no room for an arrow: it then stands aside."""
    (x, y), (other, below) = at(year.published or 0.0, 0.0), at(value, 0.0)
    return abs(x - other) + abs(y - below) <= 4 * DOT


def _round(x: float, y: float, radius: float) -> Box:
    return Box(x - radius, y - radius, x + radius, y + radius)
