"""The frame round a chart: title, subtitle, note and source line, on fixed margins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import pandas as pd

from inequality.press import fonts
from inequality.press.palette import GRID, INK, MUTED
from inequality.press.sheet import Box, Sheet, Size
from inequality.words import Language

__all__ = ["Composition", "Frame", "framed"]


class Composition(Protocol):
    """Draws a chart's body into ``sheet.body``, from the table and nothing else."""

    def __call__(self, sheet: Sheet, table: pd.DataFrame) -> None:
        """Draw."""
        ...


@dataclass(frozen=True)
class Frame:
    """The texts round a chart."""

    title: str
    subtitle: str
    note: str
    source: str


def framed(frame: Frame, size: Size, language: Language) -> Sheet:
    """Return a sheet that bears the frame; its `body` is what is left for the chart."""
    sheet = Sheet(size, language)
    left, width = size.margin, size.width - 2 * size.margin
    y = sheet.paragraph(left, 20 + size.title * 0.74, frame.title, width, size=size.title, style="semibold", leading=1.2)
    if frame.subtitle:
        y = sheet.paragraph(left, y + size.subtitle * 1.62, frame.subtitle, width, size=size.subtitle, colour=INK, leading=1.3)
    bottom = _foot(sheet, frame, left, width)
    sheet.body = Box(left, y + 14, left + width, bottom - 12)
    return sheet


def _foot(sheet: Sheet, frame: Frame, left: float, width: float) -> float:
    """Set note and source from below, and return where they begin."""
    size, leading = sheet.size.note, 1.32
    source = sheet.broken(frame.source, width, size)
    note = sheet.broken(frame.note, width, size) if frame.note else ()
    y = sheet.size.height - 14 - (len(source) - 1) * size * leading
    sheet.paragraph(left, y, source, width, size=size, colour=MUTED, leading=leading, tied=False)
    rule = y - size * 1.35
    sheet.line([(left, rule), (left + width, rule)], GRID, 1)
    if not note:
        return rule
    y = rule - size * 0.72 - (len(note) - 1) * size * leading
    sheet.paragraph(left, y, note, width, size=size, colour=MUTED, leading=leading)
    return y + fonts.ink("H", size)[1]
