"""Labels where they belong: at the ends of lines, beside dots, never upon each other.

Line ends are solved exactly: the labels keep their order and a gap, and lie as near to their lines as can be (least
squares; pooling of neighbours). Labels of points are searched among candidate places, all combinations, until none meets
another text or a mark; if there is none, `DrawingError` says so. Nothing is random: the same table, the same picture.

>>> spread([10, 11, 12], [8, 8, 8], -5, 40)
[3.0, 11.0, 19.0]
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from inequality.errors import DrawingError
from inequality.press import fonts
from inequality.press.boxes import Box
from inequality.press.palette import INK, PAPER, RULE, legible
from inequality.press.sheet import Align, Sheet

__all__ = ["Label", "at_ends", "at_points", "spread", "strokes", "width_of"]

#: Most combinations looked at.
MOST_STEPS = 20_000
#: From a line's end to its label, and from a point to its label.
END_GAP, POINT_GAP = 7.0, 5.0


@dataclass(frozen=True)
class Label:
    """A label and what it belongs to.

    Parameters
    ----------
    text : str
        What it says; may be broken into lines.
    x, y : float
        The point or line end it belongs to.
    colour : str
        Of the mark; letters take its legible twin.
    style : {"regular", "semibold"}
        Weight.
    radius : float
        Of the mark, which the label keeps clear of.
    """

    text: str
    x: float
    y: float
    colour: str = INK
    style: fonts.Style = "semibold"
    radius: float = 0.0


def spread(wanted: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Return middles, in the given order, that keep heights apart and differ least from those wanted (in squares).

    Parameters
    ----------
    wanted : sequence of float
        Where each would lie if it were alone, ascending.
    heights : sequence of float
        How long each is, its distance to the next included.
    low, high : float
        All must lie between.

    Raises
    ------
    DrawingError
        If together they are longer than the room.
    """
    if sum(heights) > high - low + 1e-9:
        raise DrawingError(
            f"{len(heights)} labels need {sum(heights):.0f} pixels and have {high - low:.0f}",
            remedy="label fewer lines, shorten the labels, or take a higher size",
        )
    # Measured from the end of the one before, middles must not descend: an isotonic regression, by pooling neighbours.
    offsets, at = [], low
    for height in heights:
        offsets.append(at + height / 2)
        at += height
    pools: list[tuple[float, int]] = []
    for target, offset in zip(wanted, offsets, strict=True):
        total, count = target - offset, 1
        while pools and pools[-1][0] / pools[-1][1] > total / count:
            before, number = pools.pop()
            total, count = total + before, count + number
        pools.append((total, count))
    slack = high - at
    shifts = [min(max(total / count, 0.0), slack) for total, count in pools for _ in range(count)]
    return [offset + shift for offset, shift in zip(offsets, shifts, strict=True)]


def width_of(sheet: Sheet, texts: Sequence[str], *, most: float, style: fonts.Style = "semibold") -> float:
    """Return the width to leave free for labels at line ends, lines of at most `most` and the gap to the line included."""
    lines = [line for text in texts for line in sheet.broken(text, most, style=style)]
    return max((sheet.advance(line, style=style) for line in lines), default=0.0) + END_GAP + 1


def at_ends(sheet: Sheet, labels: Sequence[Label], box: Box, *, before: bool = False) -> None:
    """Set labels of lines beside their ends, in the order of the ends, with a leader where one had to move.

    Parameters
    ----------
    sheet : Sheet
        To draw on.
    labels : sequence of Label
        Their points are the ends of the lines.
    box : Box
        Where the labels may stand: behind the plot, or before it.
    before : bool
        Whether the box lies before the plot: the labels then end at the lines.
    """
    ordered = sorted(labels, key=lambda label: (label.y, label.text))
    size, step = sheet.size.label, sheet.leading(None, 1.2)
    room = box.width - END_GAP
    broken = [sheet.broken(label.text, room, size, label.style) for label in ordered]
    heights = [len(lines) * step + 3 for lines in broken]
    middles = spread([label.y for label in ordered], heights, box.top, box.bottom)
    align: Align = "right" if before else "left"
    for label, lines, middle in zip(ordered, broken, middles, strict=True):
        edge = box.right - END_GAP if before else box.left + END_GAP
        moved = abs(middle - label.y) > step * 0.6
        if moved:  # the leader takes the room of the gap
            sheet.line([(label.x, label.y), (edge - 1 if not before else edge + 1, middle)], RULE, 0.8)
        ink = sheet.ink(lines[0], size, label.style)
        first = middle - (len(lines) - 1) * step / 2 - (ink.top + ink.bottom) / 2
        edge += (2 if moved else 0) * (-1 if before else 1)
        sheet.paragraph(
            edge, first, lines, 0, size=size, style=label.style, colour=legible(label.colour), align=align, leading=1.2
        )


def strokes(points: Sequence[tuple[float, float]], thickness: float = 2.2) -> list[Box]:
    """Return boxes that cover a line, for `at_points` to keep clear of."""
    boxes, half = [], thickness / 2
    for (x0, y0), (x1, y1) in zip(points, points[1:], strict=False):
        straight = x0 == x1 or y0 == y1
        count = 1 if straight else max(int(max(abs(x1 - x0), abs(y1 - y0)) / 6), 1)
        for n in range(count):
            ax, bx = (x0 + (x1 - x0) * (n + part) / count for part in (0, 1))
            ay, by = (y0 + (y1 - y0) * (n + part) / count for part in (0, 1))
            boxes.append(Box(min(ax, bx) - half, min(ay, by) - half, max(ax, bx) + half, max(ay, by) + half))
    return boxes


@dataclass(frozen=True)
class _Place:
    """A candidate: where the baseline begins, the ink, how little it is wanted, the leader's boxes and ends."""

    x: float
    y: float
    ink: Box
    cost: float
    leader: tuple[Box, ...] = ()
    start: tuple[float, float] = (0.0, 0.0)
    end: tuple[float, float] = (0.0, 0.0)

    def meets(self, other: _Place) -> bool:
        """Whether text or leader of one comes too close to the other's."""
        near = self.ink.inset(-2)
        return (
            near.meets(other.ink)
            or any(near.meets(part) for part in other.leader)
            or any(part.meets(other.ink.inset(-2)) for part in self.leader)
            or any(part.meets(theirs) for part in self.leader for theirs in other.leader)
        )


def _places(sheet: Sheet, label: Label) -> list[_Place]:
    """Return where a label may stand: after, above, below, before its point, then further off with a leader."""
    size, width = sheet.size.label, sheet.advance(label.text, style=label.style)
    ink = sheet.ink(label.text, size, label.style)
    middle, places = -(ink.top + ink.bottom) / 2, []
    for ring, gap in enumerate((POINT_GAP, POINT_GAP + 9, POINT_GAP + 22, POINT_GAP + 40, POINT_GAP + 60)):
        reach = label.radius + gap
        slope = reach * 0.75
        spots = (
            (reach, middle), (-reach - width, middle), (-width / 2, -reach - ink.bottom), (-width / 2, reach - ink.top),
            (slope, -slope - ink.bottom), (slope, slope - ink.top), (-slope - width, -slope - ink.bottom),
            (-slope - width, slope - ink.top),
        )  # fmt: skip
        for rank, (dx, dy) in enumerate(spots):
            x, y = label.x + dx, label.y + dy
            box = Box(x + ink.left, y + ink.top, x + ink.right, y + ink.bottom)
            places.append(_Place(x, y, box, ring * 10 + rank, *(_leader(label, box) if ring else ())))
    return places


def _leader(label: Label, ink: Box) -> tuple[tuple[Box, ...], tuple[float, float], tuple[float, float]]:
    """Return the boxes and the ends of the line from a mark to its label, which stops short of the letters."""
    x = min(max(label.x, ink.left), ink.right)
    y = min(max(label.y, ink.top - 3), ink.bottom + 3)
    if ink.top <= label.y <= ink.bottom:
        x = ink.left - 3 if ink.left > label.x else ink.right + 3
    length = math.hypot(x - label.x, y - label.y)
    part = min((label.radius + 1) / length, 1.0) if length else 1.0
    start = (label.x + (x - label.x) * part, label.y + (y - label.y) * part)
    return tuple(strokes([start, (x, y)], 0.8)), start, (x, y)


def at_points(
    sheet: Sheet,
    labels: Sequence[Label],
    box: Box,
    *,
    clear_of: Sequence[Box] = (),
    optional: bool = False,
    through: float = 0.0,
) -> list[Label]:
    """Set labels beside their points so that none meets another, a text or line drawn before, or a box of `clear_of`.

    Parameters
    ----------
    sheet : Sheet
        To draw on; draw the marks first.
    labels : sequence of Label
        The most important first.
    box : Box
        None may leave it.
    clear_of : sequence of Box
        Marks that are no lines: dots, bars.
    optional : bool
        Where there is no arrangement of all, leave out those that do not fit beside more important ones, instead of
        raising.
    through : float
        Lines no thicker than this, such as gridlines, are broken where a label stands.

    Returns
    -------
    list of Label
        Those left out.

    Raises
    ------
    DrawingError
        If there is no arrangement, naming the labels.
    """
    marks = [Box(label.x, label.y, label.x, label.y).inset(-label.radius) for label in labels if label.radius]
    solid = [*sheet.taken, *clear_of, *marks]  # a leader may cross a line, never a text or a dot
    thin = [part for points, wide in sheet.lines if wide <= through for part in strokes(points, wide)]
    taken = [*solid, *(part for points, wide in sheet.lines if wide > through for part in strokes(points, wide))]
    choices: list[list[_Place]] = []
    shown: list[Label] = []
    left_out: list[Label] = []
    for label in labels:
        places = [place for place in _places(sheet, label) if box.holds(place.ink)]
        around = Box(label.x, label.y, label.x, label.y).inset(-100 - sheet.advance(label.text, style=label.style))
        blocks = [obstacle.inset(-1.5) for obstacle in taken if obstacle.meets(around)]
        point = Box(label.x, label.y, label.x, label.y)
        others = [obstacle for obstacle in solid if obstacle.meets(around) and not obstacle.holds(point)]
        strangers = [mark for mark in (*clear_of, *marks) if mark.meets(around) and not mark.holds(point)]
        free = [
            place
            for place in places
            if not any(place.ink.meets(other) for other in blocks)
            and not any(part.meets(other) for part in place.leader for other in others)
            and (place.leader or _is_nearest(place.ink, point, label.radius, strangers))
        ]
        if free:
            choices.append(free)
            shown.append(label)
        else:
            left_out.append(label)
    found = _search(choices)
    if found is None and optional:
        shown, choices, found = _most(shown, choices, left_out)
    if found is None or (left_out and not optional):
        names = ", ".join(f"'{label.text}'" for label in (left_out or shown))
        raise DrawingError(f"There is no place for the labels {names}", remedy="label fewer points, or take a larger size")
    for label, place in zip(shown, found, strict=True):
        if place.leader:
            sheet.line([place.start, place.end], RULE, 0.8)
        if any(place.ink.inset(-1).meets(part) for part in thin):
            sheet.rectangle(place.ink.inset(-1.2), PAPER)
        sheet.text(place.x, place.y, label.text, style=label.style, colour=legible(label.colour))
    return left_out


def _is_nearest(ink: Box, point: Box, radius: float, others: Sequence[Box]) -> bool:
    """Whether letters are nearer to their own mark than to any other, so that nobody takes them for that one's."""
    own = _apart(ink, point.inset(-radius))
    return all(_apart(ink, other) > own + 1 for other in others)


def _apart(one: Box, other: Box) -> float:
    """Return the distance of two boxes."""
    across = max(other.left - one.right, one.left - other.right, 0.0)
    return math.hypot(across, max(other.top - one.bottom, one.top - other.bottom, 0.0))


def _most(
    labels: Sequence[Label], choices: Sequence[list[_Place]], left_out: list[Label]
) -> tuple[list[Label], list[list[_Place]], list[_Place]]:
    """Take one label after another, each only where there is an arrangement with all taken before."""
    shown: list[Label] = []
    kept: list[list[_Place]] = []
    found: list[_Place] = []
    for label, places in zip(labels, choices, strict=True):
        trial = _search([*kept, places])
        if trial is None:
            left_out.append(label)
        else:
            shown.append(label)
            kept.append(places)
            found = trial
    return shown, kept, found


def _search(choices: Sequence[Sequence[_Place]]) -> list[_Place] | None:
    """Return the combination of least cost in which no two meet, or None: branch and bound, in a fixed order.

    After `MOST_STEPS` it takes the best found so far, in which none meets either.
    """
    order = sorted(range(len(choices)), key=lambda n: len(choices[n]))
    least = [min(place.cost for place in choices[n]) for n in order]
    rest = [sum(least[n:]) for n in range(len(order) + 1)]
    best: tuple[float, list[_Place]] | None = None
    steps = 0
    stack: list[tuple[float, list[_Place]]] = [(0.0, [])]
    while stack and steps < MOST_STEPS:
        cost, chosen = stack.pop()
        depth = len(chosen)
        if best is not None and cost + rest[depth] >= best[0]:
            continue
        if depth == len(order):
            best = (cost, chosen)
            continue
        steps += 1
        fits = [place for place in choices[order[depth]] if not any(place.meets(other) for other in chosen)]
        stack += [(cost + place.cost, [*chosen, place]) for place in sorted(fits, key=lambda p: -p.cost)]
    if best is None:
        return None
    found = dict(zip(order, best[1], strict=True))
    return [found[n] for n in range(len(choices))]
