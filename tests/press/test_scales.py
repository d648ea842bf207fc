"""Scales: closed forms, nice ticks, and what is refused."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from inequality.errors import DrawingError
from inequality.press import scales
from inequality.press.sheet import SIZES, Box, Sheet
from inequality.words import language

NUMBERS = st.floats(-1e15, 1e15, allow_nan=False)


@given(NUMBERS, NUMBERS, st.integers(1, 10))
def test_a_linear_scale_holds_its_numbers_and_ends_at_ticks(one: float, other: float, most: int) -> None:
    low, high = sorted((one, other))
    assume(high - low > 1e-6 * max(abs(low), abs(high), 1e-6))
    scale = scales.linear(low, high, 400, 0, most=most)
    assert scale.low <= low + 1e-9 * (high - low)
    assert scale.high >= high - 1e-9 * (high - low)
    assert scale.holds(0)
    assert scale.ticks[0] == scale.low
    assert scale.ticks[-1] == scale.high
    assert len(scale.ticks) <= most + 3
    steps = {round((b - a) / (scale.high - scale.low), 9) for a, b in pairwise(scale.ticks)}
    assert len(steps) == 1
    assert scale(scale.low) == pytest.approx(400)
    assert scale(scale.high) == pytest.approx(0)


@given(st.floats(1e-6, 1e15), st.floats(1, 1e12))
def test_a_log_scale_gives_ratios_the_same_length(low: float, ratio: float) -> None:
    scale = scales.log(low, low * ratio, 0, 100)
    assert scale.low <= low * (1 + 1e-9)
    assert scale.high >= low * ratio * (1 - 1e-9)
    middle = math.sqrt(scale.low * scale.high)
    assert scale(middle) == pytest.approx(50)
    assert {f"{tick:e}"[0] for tick in scale.ticks} <= {"1", "2", "5"}
    assert len(scale.ticks) >= 2


def test_bars_need_zero() -> None:
    assert scales.linear(3, 9, 0, 100).zero == 0
    assert scales.linear(-5, 5, 0, 100).zero == 50
    for scale in (scales.linear(3, 9, 0, 100, zero=False), scales.log(1, 10, 0, 100)):
        with pytest.raises(DrawingError, match="needs a scale from zero"):
            _ = scale.zero


def test_what_lies_outside_is_refused() -> None:
    with pytest.raises(DrawingError, match="11 lies outside the scale. Possible: 0 to 10"):
        scales.linear(0, 10, 0, 100)(11)
    for low in (0, -1):
        with pytest.raises(DrawingError, match="A log scale cannot run from"):
            scales.log(low, 10, 0, 100)
    with pytest.raises(DrawingError, match="each name once"):
        scales.bands(["a", "a"], 0, 10)
    with pytest.raises(DrawingError, match="cannot run from 5 to nan"):
        scales.linear(5, math.nan, 0, 1)


@given(st.integers(1, 12), st.floats(0, 0.4))
def test_names_share_the_room(count: int, gap: float) -> None:
    names = [str(n) for n in range(count)]
    found = scales.bands(names, 10, 110, gap=gap)
    assert found.box("0")[0] == pytest.approx(10)
    assert found.box(names[-1])[1] == pytest.approx(110)
    assert all(found.box(a)[1] <= found.box(b)[0] + 1e-9 for a, b in pairwise(names))


@given(st.integers(1800, 2000), st.integers(1, 220), st.floats(120, 700))
def test_years_keep_their_distance_and_both_ends(first: int, span: int, width: float) -> None:
    sheet, plot = Sheet(SIZES["article"], language("en")), Box(40, 0, 40 + width, 100)
    scale = scales.years(first, first + span, sheet, plot)
    assert (scale.ticks[0], scale.ticks[-1]) == (first, first + span)
    assert all(scale(b) - scale(a) >= 51.9 for a, b in pairwise(scale.ticks)) or len(scale.ticks) == 2


def test_time_runs_from_left_to_right_in_arabic_too() -> None:
    sheet, frame = Sheet(SIZES["article"], language("ar")), Box(26, 80, 500, 400)
    with pytest.raises(DrawingError, match="Time would run from right to left"):
        scales.years(1990, 2020, sheet, frame)
    with sheet.along_time(frame) as plot:
        assert (plot.left, plot.right) == (300, 774)
        time = scales.years(1990, 2020, sheet, plot)
        first = sheet.text(time(1990), 300, "1990")
        last = sheet.text(time(2020), 300, "2020", align="right")
    assert first.drawn.right < last.drawn.left
