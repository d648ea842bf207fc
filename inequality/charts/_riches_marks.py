"""The marks of the richest against the poorest: blocks of people, and the sliver that the poorest have of all wealth."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

from inequality.press import fonts
from inequality.press.palette import FAINT, GROUPS, INK, MUTED, PAPER, RULE, tint
from inequality.press.plotted import cell
from inequality.press.sheet import Box, Sheet

__all__ = ["POOR", "RICH", "blocks", "published_at", "sliver", "spans", "step_of"]

RICH, POOR = GROUPS["top 0.1"], GROUPS["bottom 50"]
#: Strength of the colour of those who match it in any case, up to the published count, and up to the interval's end.
CERTAIN, PUBLISHED, POSSIBLE = 1.0, 0.62, 0.26


def step_of(most: float) -> float:
    """Return the distance of the scale's marks: 1, 2 or 5 of a power of ten, so that there are at most four beside zero."""
    power = 10.0 ** math.floor(math.log10(most / 4))
    return next(power * digit for digit in (1, 2, 5, 10) if most / (power * digit) <= 4)


def sliver(sheet: Sheet, table: pd.DataFrame, strip: Box) -> float:
    """Draw all wealth as a strip, and in black what the poorest half has of it; return where that ends."""
    ends = [strip.left + strip.width * cell(table, "share of all wealth", end) for end in ("low", "high")]
    sheet.rectangle(strip, tint(MUTED, 0.22))
    sheet.rectangle(Box(strip.left, strip.top, ends[1], strip.bottom), RULE)
    sheet.rectangle(Box(strip.left, strip.top, ends[0], strip.bottom), INK)
    return ends[1]


def blocks(sheet: Sheet, table: pd.DataFrame, boxes: Sequence[Box]) -> None:
    """Draw one block a person, and the names that fit."""
    certain, published, possible = (int(cell(table, "people", column)) for column in ("low", "value", "high"))
    level, naming = boxes[0].width > boxes[0].height, True
    for number, (box, name) in enumerate(zip(boxes, table["name"], strict=False), 1):
        strength = CERTAIN if number <= certain else PUBLISHED if number <= published else POSSIBLE
        sheet.rectangle(box, tint(RICH, strength) if number <= possible else FAINT)
        if number > 1:
            edge = [(box.left, box.bottom), (box.right, box.bottom)] if level else [(box.left, box.top), (box.left, box.bottom)]
            sheet.line(edge, PAPER, min(1.0, (box.height if level else box.width) / 5))
        across, along = (box.height, box.width) if level else (box.width, box.height)
        _, top, _, bottom = fonts.ink(name, 12)
        # Room for the hairlines and a little ground beside them; after the first without room, none is named.
        naming = naming and number <= certain and across >= max(bottom - top + 3.4, 0 if level else 15.4)
        naming = naming and fonts.advance(name, 12) <= along - 12
        if not naming:
            continue
        if level:
            sheet.text(box.left + 6, (box.top + box.bottom - top - bottom) / 2, name, size=12, colour=PAPER)
        else:
            sheet.text((box.left + box.right - top - bottom) / 2, box.bottom - 7, name, size=12, colour=PAPER, upward=True)


def spans(table: pd.DataFrame) -> list[tuple[float, float]]:
    """Return start and end of each person's dollars."""
    ends = table.loc[table["item"] == "fortune", "cumulative"].tolist()
    return list(zip([0.0, *ends], ends, strict=False))


def published_at(table: pd.DataFrame) -> float:
    """Dollars that the published number of people own together."""
    return float(table.loc[table["rank"] == cell(table, "people"), "cumulative"].iloc[0])
