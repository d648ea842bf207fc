"""Labels: exact against brute force, never upon each other, always the same."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inequality.errors import DrawingError
from inequality.press import labels
from inequality.press.ink import offences
from inequality.press.labels import Label
from inequality.press.sheet import SIZES, Box, Sheet
from inequality.words import language


@given(st.lists(st.integers(0, 40), min_size=1, max_size=4), st.integers(0, 1))
@settings(max_examples=60)
def test_line_ends_are_solved_exactly(wanted: list[int], slack: int) -> None:
    """Against every arrangement on a grid of half pixels."""
    wanted, heights = sorted(wanted), [10, 6, 12, 8][: len(wanted)]
    low, high = 0, sum(heights) + 12 * slack
    found = labels.spread(wanted, heights, low, high)
    edges = [(m - h / 2, m + h / 2) for m, h in zip(found, heights, strict=True)]
    assert edges[0][0] >= low - 1e-9
    assert edges[-1][1] <= high + 1e-9
    assert all(a[1] <= b[0] + 1e-9 for a, b in itertools.pairwise(edges))
    cost = sum((m - w) ** 2 for m, w in zip(found, wanted, strict=True))
    offsets = np.cumsum([0, *heights[:-1]]) + np.array(heights) / 2
    steps = np.arange(0, high - sum(heights) + 0.25, 0.5)
    for shifts in itertools.combinations_with_replacement(steps, len(wanted)):
        assert cost <= sum((low + o + s - w) ** 2 for o, s, w in zip(offsets, shifts, wanted, strict=True)) + 1e-9


def test_too_many_labels_are_refused() -> None:
    with pytest.raises(DrawingError, match="3 labels need 45 pixels and have 40"):
        labels.spread([1, 2, 3], [15, 15, 15], 0, 40)


@pytest.mark.parametrize("code", ["en", "ar"])
@given(ends=st.lists(st.floats(90, 420), min_size=1, max_size=9))
@settings(max_examples=8, deadline=None)
def test_no_label_of_a_line_meets_another(code: str, ends: list[float]) -> None:
    sheet = Sheet(SIZES["article"], language(code))
    found = [Label(f"9{n} مجموعة" if code == "ar" else f"Country {n}", 500, y, "series 1") for n, y in enumerate(ends)]
    labels.at_ends(sheet, found, Box(500, 80, 774, 430))
    assert offences(sheet) == []
    heights = {placed.text: placed.ink.top for placed in sheet.texts}
    by_end = [label.text.replace(" ", "\xa0") for label in sorted(found, key=lambda label: (label.y, label.text))]
    tops = [heights.get(text, heights.get(text.replace("\xa0", " "), 0.0)) for text in by_end]
    assert tops == sorted(tops)


POINTS = st.lists(st.tuples(st.integers(60, 740), st.integers(60, 440)), min_size=1, max_size=12, unique=True)


@given(POINTS)
@settings(max_examples=12, deadline=None)
def test_labels_of_points_meet_nothing(points: list[tuple[int, int]]) -> None:
    def drawn() -> list[tuple[str, Box]]:
        sheet = Sheet(SIZES["article"], language("en"))
        for x, y in points:
            sheet.dot(x, y, 4, "series 1")
        given = [Label(f"Label {n}", x, y, "series 1", radius=4) for n, (x, y) in enumerate(points)]
        labels.at_points(sheet, given, Box(10, 10, 790, 490), optional=True)
        assert offences(sheet) == []
        return [(placed.text, placed.ink) for placed in sheet.texts]

    assert drawn() == drawn()


def test_the_best_of_all_combinations_is_taken() -> None:
    """Greedy placing would put the first label where the second must go."""
    sheet = Sheet(SIZES["article"], language("en"))
    wide = sheet.advance("Middle", style="semibold")
    points = [Label("Middle", 300, 200, radius=3), Label("Middle", 300 + wide + 22, 200, radius=3)]
    assert labels.at_points(sheet, points, Box(290, 185, 1000, 215)) == []
    assert offences(sheet) == []


def test_where_there_is_no_place_it_says_so() -> None:
    sheet = Sheet(SIZES["article"], language("en"))
    crowd = [Label("Crowded", 300, 200, radius=3), Label("Together", 302, 200, radius=3)]
    box = Box(280, 190, 380, 210)
    with pytest.raises(DrawingError, match="no place for the labels .*'Together'"):
        labels.at_points(sheet, crowd, box)
    assert [label.text for label in labels.at_points(sheet, crowd, box, optional=True)] == ["Together"]


def test_labels_keep_clear_of_lines() -> None:
    sheet = Sheet(SIZES["article"], language("en"))
    line = [(100.0, 100.0), (400.0, 130.0), (700.0, 100.0)]
    sheet.line(line, "top 1", 2.2)
    labels.at_points(sheet, [Label("Peak", 400, 130, "top 1")], Box(0, 0, 800, 500), clear_of=labels.strokes(line))
    assert offences(sheet) == []


def test_a_label_without_a_leader_is_nearest_to_its_own_mark() -> None:
    """Beside the lower of two dots nobody reads the name of the upper."""
    sheet = Sheet(SIZES["article"], language("en"))
    dots = {"Upper": (300.0, 200.0), "Lower": (301.0, 214.0)}
    boxes = [Box(x, y, x, y).inset(-3) for x, y in dots.values()]
    given = [Label(name, *at, radius=3) for name, at in dots.items()]
    assert labels.at_points(sheet, given, Box(100, 100, 600, 300), clear_of=boxes) == []
    placed = {each.text: each.ink for each in sheet.texts}
    led = {points[0] for points, _ in sheet.lines}
    for name, box in zip(dots, boxes, strict=True):
        other = boxes[1 - boxes.index(box)]
        near, far = (labels._apart(placed[name], each) for each in (box, other))
        assert near < far or any(box.inset(-2).holds(Box(x, y, x, y)) for x, y in led)


def test_thin_lines_may_be_broken_by_a_label() -> None:
    sheet = Sheet(SIZES["article"], language("en"))
    sheet.line([(330, 100), (330, 300)], "grid", 1)
    room = Box(296, 190, 400, 210)
    with pytest.raises(DrawingError, match="no place"):
        labels.at_points(sheet, [Label("A long name", 300, 200, radius=3)], room)
    assert labels.at_points(sheet, [Label("A long name", 300, 200, radius=3)], room, through=1.0) == []
    assert offences(sheet) == []
