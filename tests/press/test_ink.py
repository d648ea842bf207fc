"""The ink check finds what it is there to find."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inequality.errors import DrawingError
from inequality.press import Figure
from inequality.press.ink import offences
from inequality.press.palette import INK, PAPER
from inequality.press.sheet import SIZES, Box, Sheet
from inequality.words import language


@pytest.fixture
def sheet() -> Sheet:
    return Sheet(SIZES["article"], language("en"))


def test_a_good_figure_has_none(make: Callable[..., Figure]) -> None:
    assert offences(make().sheet("article")) == []
    assert offences(make().sheet("phone")) == []


def test_texts_that_meet(sheet: Sheet) -> None:
    sheet.text(100, 100, "left")
    sheet.text(115, 100, "right")
    assert offences(sheet) == ["'left' meets 'right'"]


def test_line_boxes_may_meet_where_ink_does_not(sheet: Sheet) -> None:
    sheet.text(100, 100, "mean", size=20)
    sheet.text(100, 114, "mean", size=20)
    assert offences(sheet) == []


def test_a_label_across_a_mark(sheet: Sheet) -> None:
    sheet.rectangle(Box(5, 5, 110, 300), "bottom 50")
    sheet.text(100, 100, "half on it")
    (offence,) = offences(sheet)
    assert offence.startswith("'half on it' stands on")


def test_a_label_within_a_mark(sheet: Sheet) -> None:
    sheet.rectangle(Box(50, 50, 300, 300), "bottom 50")
    sheet.text(100, 100, "all on it", colour=PAPER)
    assert offences(sheet) == []


def test_a_thin_line_through_a_label(sheet: Sheet) -> None:
    sheet.line([(5, 96), (400, 96)], "grid", 1)
    sheet.text(100, 100, "struck")
    assert len(offences(sheet)) == 1


def test_an_upright_label_is_measured_upright(sheet: Sheet) -> None:
    sheet.rectangle(Box(95, 5, 120, 300), "bottom 50")
    sheet.text(112, 200, "upright", colour=PAPER, upward=True)
    assert offences(sheet) == []


def test_what_is_cut_off(sheet: Sheet) -> None:
    sheet.text(780, 100, "too far right")
    assert offences(sheet) == ["'too far right' is cut off by the edge"]


def test_what_is_outside(sheet: Sheet) -> None:
    sheet.text(900, 100, "gone")
    assert offences(sheet) == ["'gone' leaves no ink on the sheet"]


def test_what_is_faint(sheet: Sheet) -> None:
    sheet.text(100, 100, "pale", colour="rule")
    assert offences(sheet) == ["'pale' is too faint: #8c8c8c on #ffffff"]


def test_small_type_is_refused(sheet: Sheet) -> None:
    with pytest.raises(DrawingError, match="would be set in 11 px"):
        sheet.text(100, 100, "small", size=11)


def test_a_missing_character_is_refused(sheet: Sheet) -> None:
    with pytest.raises(DrawingError, match=r"no character '\u4e16' \(U\+4E16\).*of the language 'en'"):
        sheet.text(100, 100, "\u4e16")


def test_the_measured_ink_is_the_drawn_ink(sheet: Sheet) -> None:
    import numpy as np

    from inequality.press.export import pixels

    placed = sheet.text(100, 100, "Gap 42", size=20, colour=INK)
    rows, columns, _ = np.nonzero(pixels(sheet) < 200)
    drawn = (columns.min() / 2, rows.min() / 2, (columns.max() + 1) / 2, (rows.max() + 1) / 2)
    measured = (placed.ink.left, placed.ink.top, placed.ink.right, placed.ink.bottom)
    assert drawn == pytest.approx(measured, abs=1.0)
