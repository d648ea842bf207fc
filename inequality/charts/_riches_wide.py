"""The richest above the poorest half, on one dollar scale from left to right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from inequality.charts._riches import counted, matches, poorest, share_in_words
from inequality.charts._riches_marks import POOR, RICH, blocks, published_at, sliver, spans, step_of
from inequality.errors import DrawingError
from inequality.press.palette import FAINT, INK, MUTED, PAPER, RULE
from inequality.press.plotted import cell
from inequality.press.sheet import Box, Sheet
from inequality.words import NO_BREAK

__all__ = ["wide"]

#: Between the bars, for two lines of text; under the lower bar, for its scale and the opening of the strip.
BETWEEN, UNDER = 46.0, 54.0


@dataclass(frozen=True)
class _Layout:
    """Heights from above, and what is said between the bars: where it ends, its width, people, text."""

    upper: float
    between: float
    lower: float
    under: float
    said: tuple[tuple[float, float, str, str], ...]


def wide(sheet: Sheet, table: pd.DataFrame) -> None:
    """Draw the bars one above the other, as high as there is room for."""
    body, words = sheet.body, sheet.language
    scale = body.width / float(table["cumulative"].max())
    low, high = (body.left + cell(table, "amount", end) * scale for end in ("low", "high"))
    mark = body.left + published_at(table) * scale
    share = sheet.broken(share_in_words(table, words), body.width - 28)
    strip = Box(body.left, body.bottom - 24 - (len(share) - 1) * sheet.leading(), body.right, body.bottom)
    name = sheet.broken(poorest(table, words), max(low - body.left - 20, 120), style="semibold")
    head = _headings(sheet, table, mark)
    layout = _layout(sheet, table, (low, high), strip.top - head - 9, len(name))
    upper = Box(body.left, head + 9, body.right, head + 9 + layout.upper)
    lower = Box(body.left, upper.bottom + layout.between, body.right, strip.top - layout.under)
    blocks(sheet, table, [Box(body.left + a * scale, upper.top, body.left + b * scale, upper.bottom) for a, b in spans(table)])
    sheet.rectangle(Box(body.left, lower.top, low, lower.bottom), POOR)
    sheet.hatching(Box(low, lower.top, high, lower.bottom), POOR)
    first = lower.top + lower.height / 2 + 4.8 - (len(name) - 1) * sheet.leading() / 2
    sheet.paragraph(body.left + 10, first, name, 0, colour=PAPER, style="semibold")
    sheet.line([(mark, upper.top), (mark, upper.bottom)], PAPER, 4)
    sheet.line([(mark, upper.top - 5), (mark, upper.bottom + 5)], INK, 2)
    for at in (low, high):
        sheet.line([(at, upper.bottom + 1), (at, lower.top)], INK, 1.2, dash=(3, 2.4))
    for at, width, people, text in layout.said:
        sheet.led(at, upper.bottom + 19, people, text, width, align="right")
    _ticks(sheet, lower, scale, high)
    end, opening = sliver(sheet, table, strip), lower.bottom + 23
    if strip.top - opening > 4:
        sheet.polygon([(strip.left, strip.top), (end, strip.top), (high, opening), (body.left, opening)], FAINT)
    start = max(strip.left + 14, end + 7)
    sheet.paragraph(start, strip.bottom - 7.5 - (len(share) - 1) * sheet.leading(), share, 0)


def _headings(sheet: Sheet, table: pd.DataFrame, mark: float) -> float:
    """Name the upper bar and the published count above it, in two rows where one has no room; return the last baseline."""
    body, baseline, count = sheet.body, sheet.body.top + 13, counted(table, sheet.language)
    heading = sheet.language.text("The richest people, in order")
    half, long = sheet.advance(count, 14, "semibold") / 2, sheet.advance(heading, style="semibold")
    middle = min(max(mark, body.left + half), body.right - half)
    if middle - half - 10 > body.left + long:
        start = body.left
    elif middle + half + 10 + long < body.right:
        start = middle + half + 10
    else:
        start, baseline = body.left, baseline + sheet.leading()
    sheet.text(start, body.top + 13, heading, style="semibold", colour=RICH)
    sheet.text(middle, baseline, count, style="semibold", size=14, align="center")
    return baseline


def _layout(sheet: Sheet, table: pd.DataFrame, ends: tuple[float, float], room: float, names: int) -> _Layout:
    """Take the first arrangement whose upper bar is high enough."""
    needed = names * sheet.leading() + 8
    said = list(_said(sheet, table, ends))
    for least, lower, under in ((60.0, 44.0, UNDER), (44.0, 32.0, 44.0), (24.0, 24.0, 34.0)):
        lower = max(lower, needed)
        for texts, lines in said:
            between = BETWEEN + (lines - 2) * sheet.leading() if lines != 1 or least < 60 else BETWEEN
            upper = room - between - lower - under
            if upper >= least:
                return _Layout(upper, between, lower, under, texts)
    raise DrawingError(
        f"Both bars and what is said of them have {room:.0f} pixels of height, too few",
        remedy="take a higher size, or shorten title, subtitle or note",
    )


def _said(
    sheet: Sheet, table: pd.DataFrame, ends: tuple[float, float]
) -> Iterator[tuple[tuple[tuple[float, float, str, str], ...], int]]:
    """Yield what can be said between the bars, and its lines: at both ends, or at one for both."""
    (low, high), words, body = ends, sheet.language, sheet.body
    for narrow, width in ((False, 236.0), (True, 300.0), (True, low - body.left - 8)):
        if not narrow and high - low < 150:
            continue
        width = min(width, low - body.left - 8)
        texts = tuple(
            (low - 7, width, people, text) if end == "low" else (high - 7, high - low - 14, people, text)
            for end, people, text in matches(table, words, narrow=narrow)
        )
        try:
            yield texts, max(len(sheet.broken(f"{people} {text}", width, style="semibold")) for _, width, people, text in texts)
        except DrawingError:
            continue


def _ticks(sheet: Sheet, bar: Box, scale: float, end: float) -> None:
    """Mark the dollars under a bar."""
    words, step = sheet.language, step_of((end - bar.left) / scale)
    amounts = [words.scaled(number * step, 0, "billion") for number in range(int((end - bar.left) / scale / step) + 1)]
    # The last mark names currency and unit for all, where they have the same unit.
    alike = len({amount.partition(NO_BREAK)[2] for amount in amounts[1:]}) == 1
    free = sheet.body.right + 7
    for number, amount in reversed(list(enumerate(amounts))):
        at = bar.left + number * step * scale
        text = amount.partition(NO_BREAK)[0] if alike or number == 0 else amount
        text = words.money(number * step, "USD", 0, "billion") if number == len(amounts) - 1 else text
        sheet.line([(at, bar.bottom), (at, bar.bottom + 4)], RULE, 1)
        width = sheet.advance(text, 12)
        start = min(max(at - width / 2, bar.left), sheet.body.right - width)
        if start + width + 6 < free:
            sheet.text(start, bar.bottom + 16, text, size=12, colour=MUTED, tied=False)
            free = start
