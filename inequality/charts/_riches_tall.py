"""The richest beside the poorest half, on one dollar scale from below."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from inequality.charts._riches import counted, matches, people_in_the_half, poorest, share_in_words
from inequality.charts._riches_marks import POOR, RICH, blocks, published_at, sliver, spans, step_of
from inequality.errors import DrawingError
from inequality.press.palette import GRID, INK, MUTED, PAPER
from inequality.press.plotted import cell
from inequality.press.sheet import Box, Sheet

__all__ = ["tall"]

#: Widest and narrowest bar, and least height of the bars.
WIDE, NARROW, LEAST = 96.0, 44.0, 150.0
#: Farthest that the published count may stand from its mark.
FAR = 30.0


@dataclass(frozen=True)
class _Heights:
    """Where both amounts, the published count and zero lie."""

    low: float
    high: float
    mark: float
    foot: float


@dataclass(frozen=True)
class _Layout:
    """Breadth of a bar, and what stands between the bars: baseline, people, text; baseline of the published count."""

    wide: float
    said: tuple[tuple[float, str, str], ...]
    counted: float
    clear: float


def tall(sheet: Sheet, table: pd.DataFrame) -> None:
    """Draw the bars side by side, as broad as the texts between them allow."""
    body, words = sheet.body, sheet.language
    share = sheet.broken(share_in_words(table, words), body.width)
    strip_bottom = body.bottom - 20.84 - (len(share) - 1) * sheet.leading()
    strip = Box(body.left, strip_bottom - 14, body.right, strip_bottom)
    many = people_in_the_half(table, words)
    widest = max((sheet.advance(part) for part in words.glued(many).split(" ")), default=0.0) + 14
    for inside in (True, False):
        heads = _heads(sheet, table, many_above=not inside)
        top, foot = body.top + 23 + (max(map(len, heads)) - 1) * sheet.leading(), strip.top - 24
        scale = (foot - top) / float(table["cumulative"].max())
        low, high = (foot - cell(table, "amount", end) * scale for end in ("low", "high"))
        heights = _Heights(low, high, foot - published_at(table) * scale, foot)
        layout = _layout(sheet, table, heights, max(WIDE, widest), max(NARROW, widest if inside else 0.0))
        if layout is not None and foot - top >= LEAST:
            break
    else:
        raise DrawingError(
            f"Two bars and what is said of them do not fit {body.width:.0f} x {body.height:.0f} pixels",
            remedy="take a larger size, or shorten title, subtitle or note",
        )
    left, right = (body.left, body.left + layout.wide), (body.right - layout.wide, body.right)
    sheet.paragraph(left[0], body.top + 13, heads[0], 0, style="semibold", colour=RICH)
    sheet.paragraph(right[1], body.top + 13, heads[1], 0, style="semibold", colour=POOR, align="right")
    blocks(sheet, table, [Box(left[0], foot - b * scale, left[1], foot - a * scale) for a, b in spans(table)])
    sheet.rectangle(Box(right[0], low, right[1], foot), POOR)
    sheet.hatching(Box(right[0], high, right[1], low), POOR)
    if inside:
        sheet.paragraph(right[0] + 9, low + 21, many, layout.wide - 14, colour=PAPER)
    _between(sheet, table, layout, heights, scale)
    sliver(sheet, table, strip)
    sheet.paragraph(strip.left, strip.bottom + 17, share, 0)


def _heads(sheet: Sheet, table: pd.DataFrame, *, many_above: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the lines above both bars, broken anew where they would meet; how many people, where the bar has no room."""
    words, width = sheet.language, sheet.body.width - 14
    rich = tuple(words.text("The richest\npeople, in order").split("\n"))
    poor = tuple(words.text("The poorest half\nof the world").split("\n"))
    if not many_above and sum(max(sheet.advance(line, style="semibold") for line in lines) for lines in (rich, poor)) <= width:
        return rich, poor
    named = poorest(table, words) if many_above else " ".join(poor)
    first = max(sheet.advance(word, style="semibold") for word in words.glued(" ".join(rich)).split(" "))
    part = max(0.45 * width, first + 1)
    return sheet.broken(" ".join(rich), part, style="semibold"), sheet.broken(named, width - part, style="semibold")


def _layout(sheet: Sheet, table: pd.DataFrame, at: _Heights, widest: float, narrowest: float) -> _Layout | None:
    """Take the broadest bars between which both ends can be explained; else explain them in one text; None if neither fits."""
    for one in (False, True):
        wide = widest
        while wide >= narrowest and (one or at.low - at.high >= 60):
            found = _said(sheet, table, at, wide, one)
            if found is not None:
                return found
            wide -= 4
    return None


def _said(sheet: Sheet, table: pd.DataFrame, at: _Heights, wide: float, one: bool) -> _Layout | None:
    """Place the texts between the bars; None where they would meet a line or each other."""
    leading, width = sheet.leading(), sheet.body.width - 2 * wide - 18
    said, beside, clear = [], at.mark + 4.8, 0.0
    if sheet.advance(counted(table, sheet.language), style="semibold") > width:
        return None
    for end, people, text in matches(table, sheet.language, narrow=one):
        line = at.low if end == "low" else at.high
        try:
            lines = sheet.broken(f"{people} {text}", width, style="semibold")
        except DrawingError:
            return None
        clear = line + 15 + (len(lines) - 1) * leading
        said.append((line + 15, people, text))
        # The count stands at its mark, or under the text that is there.
        beside = clear + max(18, leading) if line - 6 < beside < clear + max(14, 0.9 * leading) else beside
        if end == "high" and clear > at.low - 6:
            return None
    if one:
        beside = _alone(at, clear)
    elif abs(beside - at.mark) > FAR or at.low - 6 < beside < at.low + 15:
        return None
    clear = max(clear, beside)
    return None if clear > at.foot - 4 else _Layout(wide, tuple(said), beside, clear)


def _alone(at: _Heights, clear: float) -> float:
    """Where the published count stands beside one text under the lower line: at its mark, or above both lines, or below."""
    beside = at.mark + 4.8
    if beside > clear + 14 or all(beside - 12 > line or beside + 6 < line for line in (at.low, at.high)) and beside < at.low:
        return beside
    return min(at.mark, at.high) - 5 if at.mark < at.low + FAR else clear + 18


def _between(sheet: Sheet, table: pd.DataFrame, layout: _Layout, at: _Heights, scale: float) -> None:
    """Draw the lines from bar to bar, what is said of them, and the scale below."""
    body, words = sheet.body, sheet.language
    start, end = body.left + layout.wide, body.right - layout.wide
    for line in (at.low, at.high):
        sheet.line([(start + 1, line), (end, line)], INK, 1.2, dash=(3, 2.4))
    sheet.line([(body.left, at.mark), (start, at.mark)], PAPER, 4)
    sheet.line([(body.left - min(4.0, body.left - 2), at.mark), (start + 6, at.mark)], INK, 2)
    for y, people, text in layout.said:
        sheet.led(start + 10, y, people, text, end - start - 18)
    sheet.text(start + 10, layout.counted, counted(table, words), style="semibold")
    step = step_of(cell(table, "amount", "high"))
    for number in range(int(max(at.foot - layout.clear - 14, 0) / scale / step) + 1):
        y = at.foot - number * step * scale
        sheet.line([(start + 8, y), (end - 8, y)], GRID, 1)
        text = words.money(number * step, "USD", 0, "billion") if number else words.number(0)
        if sheet.advance(text, 12) > end - start - 20:
            text = words.scaled(number * step, 0, "billion")  # the subtitle names the currency
        sheet.text(start + 10, y + 13.5, text, size=12, colour=MUTED, tied=False)
