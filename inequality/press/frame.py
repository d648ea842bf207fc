"""The frame round a chart: title, subtitle, note, source line and logo, on fixed margins."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

import pandas as pd

from inequality.errors import DrawingError
from inequality.press import fonts
from inequality.press.palette import GRID, MUTED
from inequality.press.sheet import Box, Sheet, Size
from inequality.press.sizes import with_height
from inequality.press.style import HOUSE, Style
from inequality.words import Language

__all__ = ["Composition", "Frame", "framed"]

#: Least height of what is left for the chart, in published pixels.
LEAST_BODY = 150.0
#: Above and below it.
ABOVE, BELOW = 14.0, 12.0


class Composition(Protocol):
    """Draws a chart's body into ``sheet.body``, from the table and nothing else.

    One for the size ``article`` must do with a body of 540 x 230 published pixels and more, one for the phone with
    245 x 380: squares, cards and columns of print take the one whose shape is nearest.
    """

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


def framed(
    frame: Frame, size: Size, language: Language, *, style: Style = HOUSE, dark: bool = False, black: bool = False
) -> Sheet:
    """Return a sheet that bears the frame; its `body` is what is left for the chart.

    Raises
    ------
    DrawingError
        If the texts leave no room for a chart.
    """
    sheet = Sheet(with_height(size, size.height or 10_000.0), language, style=style, dark=dark, black=black)
    if size.height is None:
        needed = _head(sheet, frame, draw=False) + ABOVE + size.body + BELOW + _foot_height(sheet, frame)
        sheet = Sheet(with_height(size, round(needed)), language, style=style, dark=dark, black=black)
    top, bottom = _head(sheet, frame) + ABOVE, sheet.height - _foot_height(sheet, frame) - BELOW
    if bottom - top < LEAST_BODY:
        raise DrawingError(
            f"The texts leave {max(bottom - top, 0):.0f} of {sheet.height:.0f} pixels for the chart in the size {size.name}",
            possible=f"{LEAST_BODY:.0f} pixels or more",
            remedy="shorten title, subtitle or note, or take a higher size",
        )
    _foot(sheet, frame)
    sheet.body = Box(size.margin, top, size.width - size.margin, bottom)
    return sheet


def _head(sheet: Sheet, frame: Frame, *, draw: bool = True) -> float:
    """Set title and subtitle, and return where they end."""
    size, width = sheet.size, sheet.body.width
    y = 20 + size.title * 0.74 if frame.title else 0.0
    below = sheet.leading(size.subtitle, 1.62) if frame.title else 20.0
    texts: tuple[tuple[str, float, float, float, fonts.Style], ...] = (
        (frame.title, size.title, 0.0, 1.2, "semibold"),
        (frame.subtitle, size.subtitle, below, 1.3, "regular"),
    )
    for text, type_size, before, leading, style in texts:
        if text:
            y += before
            if draw:
                sheet.paragraph(size.margin, y, text, width, size=type_size, style=style, leading=leading)
            y += (len(sheet.broken(text, width, type_size, style)) - 1) * sheet.leading(type_size, leading)
    return y


def _source_width(sheet: Sheet) -> float:
    """The logo stands where the source line ends."""
    logo = _logo_size(sheet)
    return sheet.body.width - (logo[0] + 12 if logo else 0.0)


def _foot_height(sheet: Sheet, frame: Frame) -> float:
    """From the top of the note's letters, or of the rule, to the bottom of the sheet."""
    size, leading = sheet.size.note, sheet.leading(sheet.size.note)
    if not frame.note and not frame.source:
        return 0.0
    height = 14.0
    if frame.source:
        logo = _logo_size(sheet)
        height += max(len(sheet.broken(frame.source, _source_width(sheet), size)) - 1, 0) * leading + size * 1.35
        height = max(height, 14 + logo[1] + 6 if logo else 0.0)
    if frame.note:
        lines = len(sheet.broken(frame.note, sheet.body.width, size))
        height += (size * 0.72 if frame.source else 0.0) + (lines - 1) * leading - sheet.ink("H", size).top
    return height


def _foot(sheet: Sheet, frame: Frame) -> None:
    """Set source, rule and note."""
    if not frame.note and not frame.source:
        return
    size, leading, body = sheet.size.note, sheet.leading(sheet.size.note), sheet.body
    top = sheet.height - _foot_height(sheet, frame) - sheet.ink("H", size).top
    if frame.source:
        width = _source_width(sheet)
        first = sheet.height - 14 - (len(sheet.broken(frame.source, width, size)) - 1) * leading
        sheet.paragraph(body.left, first, frame.source, width, size=size, colour=MUTED, tied=False)
        rule = sheet.height - _foot_height(sheet, replace(frame, note=""))
        sheet.line([(body.left, rule), (body.right, rule)], GRID, 1)
        _logo(sheet)
    if frame.note:
        sheet.paragraph(body.left, top, frame.note, body.width, size=size, colour=MUTED)


def _logo_size(sheet: Sheet) -> tuple[float, float] | None:
    if sheet.style.logo is None:
        return None
    from PIL import Image

    with Image.open(sheet.style.logo) as image:
        return sheet.style.logo_height * image.width / image.height, sheet.style.logo_height


def _logo(sheet: Sheet) -> None:
    """Draw the logo in the lower corner where reading ends."""
    size = _logo_size(sheet)
    if size is not None and sheet.style.logo is not None:
        right, bottom = sheet.body.right, sheet.height - 12
        sheet.image(sheet.style.logo, Box(right - size[0], bottom - size[1], right, bottom))
