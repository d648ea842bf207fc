"""Marks refuse to mislead, and draw what they are given."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from inequality.errors import DrawingError
from inequality.press import export, marks, scales
from inequality.press.sheet import SIZES, Box, Sheet
from inequality.words import language


@pytest.fixture
def sheet() -> Sheet:
    return Sheet(SIZES["article"], language("en"))


def coloured(sheet: Sheet) -> NDArray[np.bool_]:
    """Pixels, at published size, that are not paper."""
    return (export.pixels(sheet)[::2, ::2] < 250).any(axis=2)


def test_a_gap_is_not_bridged(sheet: Sheet) -> None:
    marks.line(sheet, [(100, 50.0), (200, 50.0), (300, None), (400, 50.0), (500, math.nan), (600, 50.0)], "top 1")
    drawn = coloured(sheet).any(axis=0)
    assert drawn[101:199].all()
    assert not drawn[202:396].any()
    assert drawn[398:402].any()  # a number between two gaps is a dot
    assert not drawn[405:595].any()


def test_what_is_extrapolated_is_dashed(sheet: Sheet) -> None:
    marks.line(sheet, [(100, 50.0), (300, 50.0), (500, 50.0)], "top 1", extrapolated=[False, False, True])
    drawn = coloured(sheet).any(axis=0)
    assert drawn[101:299].all()
    assert 0.3 < drawn[305:495].mean() < 0.9
    with pytest.raises(DrawingError, match="1 marks of extrapolation for 2 points"):
        marks.line(sheet, [(1, 1.0), (2, 2.0)], "top 1", extrapolated=[True])


def test_bars_stand_on_zero_and_are_as_long_as_their_number(sheet: Sheet) -> None:
    scale = scales.linear(-20, 80, 400, 100)
    up, down = marks.bar(sheet, scale, 60, 100, 120, "top 1"), marks.bar(sheet, scale, -20, 140, 160, "top 1")
    assert (up.bottom, down.top) == (scale(0), scale(0))
    assert up.height == pytest.approx(3 * down.height)
    lying = marks.bar(sheet, scales.linear(0, 10, 50, 250), 5, 300, 320, "top 1", lying=True)
    assert lying == Box(50, 300, 150, 320)
    for other in (scales.linear(50, 80, 400, 100, zero=False), scales.log(1, 100, 400, 100)):
        with pytest.raises(DrawingError, match="needs a scale from zero"):
            marks.bar(sheet, other, 60, 100, 120, "top 1")


def test_layers_add_up_and_none_is_negative(sheet: Sheet) -> None:
    scale, xs = scales.linear(0, 1, 400, 100), [100.0, 200.0, 300.0]
    layers = {"bottom 50": [0.1, 0.2, 0.1], "top 1": [0.9, 0.8, 0.9]}
    edges = marks.stacked(sheet, xs, layers, scale, {name: name for name in layers})
    assert [high for _, _, high in edges["top 1"]] == [100.0, 100.0, 100.0]
    assert [low for _, low, _ in edges["top 1"]] == [high for _, _, high in edges["bottom 50"]]
    with pytest.raises(DrawingError, match="goes down to -0.1.*draw lines instead"):
        marks.stacked(sheet, xs, {"bottom 50": [0.1, -0.1, 0.1]}, scale, {"bottom 50": "bottom 50"})
    with pytest.raises(DrawingError, match="needs a scale from zero"):
        marks.stacked(sheet, xs, layers, scales.linear(0.5, 1, 400, 100, zero=False), {name: name for name in layers})


def test_a_gap_in_an_area_stays_open(sheet: Sheet) -> None:
    scale, xs = scales.linear(0, 1, 400, 100), [100.0, 200.0, 300.0, 400.0, 500.0]
    marks.stacked(sheet, xs, {"top 1": [0.9, 0.8, None, 0.7, 0.8]}, scale, {"top 1": "top 1"})
    drawn = coloured(sheet).any(axis=0)
    assert drawn[101:199].all()
    assert not drawn[203:397].any()
    assert drawn[401:499].all()


def test_each_kind_of_uncertainty_has_its_own_mark() -> None:
    pictures = set()
    for kind in marks.KINDS:
        sheet = Sheet(SIZES["article"], language("en"))
        marks.whisker(sheet, (100, 200), 300, kind, "top 1")
        drawn = coloured(sheet)
        rows = np.flatnonzero(drawn.any(axis=1))
        assert rows[0] <= 101
        assert rows[-1] >= 198
        pictures.add(drawn.tobytes())
    assert len(pictures) == len(marks.KINDS)
    with pytest.raises(DrawingError, match="'guess' is no kind of uncertainty"):
        marks.whisker(Sheet(SIZES["article"], language("en")), (1, 2), 3, "guess")  # type: ignore[arg-type]


def test_shapes_tell_apart_what_colours_do() -> None:
    pictures = []
    for shape in ("dot", "ring", "diamond", "square", "triangle", "cross"):
        sheet = Sheet(SIZES["article"], language("en"))
        marks.dot(sheet, 200, 200, "top 1", shape=shape, radius=6)  # type: ignore[arg-type]
        pictures.append(coloured(sheet))
    for n, one in enumerate(pictures):
        assert all((one != other).sum() >= 12 for other in pictures[:n])
