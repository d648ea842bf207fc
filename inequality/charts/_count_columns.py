"""Counts by year as upright columns, each number beside its mark where nothing else stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from inequality.charts import _count_marks as drawn
from inequality.charts._count_marks import DOT, RICH
from inequality.charts._counts import Year
from inequality.errors import DrawingError
from inequality.press import axes, fonts
from inequality.press.palette import GRID, INK, MUTED, PAPER
from inequality.press.placed import Paragraph
from inequality.press.sheet import Align, Box, Sheet

__all__ = ["columns"]

#: Half the breadth of a bar.
HALF = 11.0
#: Round a label's ink; what crossing a gridline costs, beside pixels away from the best place.
CLEAR, CROSSING = 3.0, 3.0
#: Closer to another label than this is a little worse.
CROWDED = 8.0
#: Between the pieces of a line.
SPACE = 3.7


@dataclass(frozen=True)
class _Piece:
    """Words of a label in one type."""

    text: str
    size: float
    style: fonts.Style = "regular"
    colour: str = INK


_START: Align = "left"
_END: Align = "right"
#: Lines of pieces.
Lines = Sequence[Sequence[_Piece]]


@dataclass(frozen=True)
class _Place:
    """Where a label may stand: its lines, the first baseline, and how little it is wanted there."""

    lines: Lines
    x: float
    y: float
    align: Align
    cost: float

    def spots(self, sheet: Sheet) -> Iterator[tuple[_Piece, float, float]]:
        """Yield where each piece begins: pieces of a line in the order in which they are read."""
        y, backward = self.y, sheet.language.direction == "rtl" and not sheet.mirrored
        for line in self.lines:
            widths = [sheet.advance(piece.text, piece.size, piece.style) for piece in line]
            widths = [width + SPACE * (piece is not line[-1]) for piece, width in zip(line, widths, strict=True)]
            x = self.x - sum(widths) * {"left": 0.0, "center": 0.5, "right": 1.0}[self.align]
            for number, piece in enumerate(line):
                before = sum(widths[number + 1 :]) + SPACE * (piece is not line[-1]) if backward else sum(widths[:number])
                yield piece, x + before, y
            y += sheet.leading(line[0].size)

    def inks(self, sheet: Sheet) -> list[Box]:
        """Return the boxes round its letters."""
        found = []
        for piece, x, y in self.spots(sheet):
            ink = sheet.ink(piece.text, piece.size, piece.style)
            found.append(ink.moved(x, y))
        return found


class _Plot:
    """Columns over a scale of counts, and what already stands there."""

    def __init__(self, sheet: Sheet, years: Sequence[Year], box: Box) -> None:
        self.sheet, self.years, self.words, self.top = sheet, years, sheet.language, drawn.top(years)
        self.ticks = range(0, self.top + 1, 50)
        gutter = max(34.0, axes.gutter(sheet, map(self.words.number, self.ticks)))
        self.box = box.cut(left=gutter, bottom=20)
        self.step, self.room = self.box.width / len(years), box
        self.marks: list[Box] = []
        self.labels: list[_Place] = []
        self.taken: list[Box] = []

    def x(self, year: Year) -> float:
        return self.box.left + (year.year - self.years[0].year + 0.5) * self.step

    def y(self, count: float) -> float:
        return self.box.bottom - count / self.top * self.box.height

    def dot(self, year: Year, count: float, aside: float) -> tuple[float, float]:
        return self.x(year) + aside, self.y(count)

    def draw_marks(self) -> None:
        """Draw gridlines, years, and the marks of each year."""
        sheet, box, words = self.sheet, self.box, self.words
        for count in self.ticks:
            y = self.y(count)
            sheet.line([(box.left, y), (box.right, y)], MUTED if count == 0 else GRID, 1)
            sheet.text(box.left - 8, y + 4.3, words.number(count), size=12, colour=MUTED, align="right", tied=False)
        for year in self.years:
            at = self.x(year)
            sheet.text(at, box.bottom + 17, words.year(year.year), size=12, colour=MUTED, align="center", tied=False)
            self.marks += drawn.bars(sheet, year, partial(self._bar, at))
            self.marks += [drawn.diamond(sheet, at, self.y(value)) for _, value in year.others]
            self.marks += drawn.dots(sheet, year, partial(self.dot, year), partial(self._arrow, at))

    def _bar(self, at: float, low: float, high: float) -> Box:
        return Box(at - HALF, self.y(high), at + HALF, self.y(low))

    def _arrow(self, at: float, start: float, end: float) -> Box:
        tip = self.y(end) - (1 if end < start else -1) * (DOT + 1)
        self.sheet.arrow(at, self.y(start), tip, RICH)
        return Box(at - 3.1, min(self.y(start), tip), at + 3.1, max(self.y(start), tip))

    def place(self, places: Sequence[_Place]) -> bool:
        """Take the best place for a label, if there is any."""
        best: tuple[float, _Place, list[Box]] | None = None
        for place in sorted(places, key=lambda place: place.cost):
            if best is not None and place.cost >= best[0]:
                break
            inks = place.inks(self.sheet)
            wide = [ink.inset(-CLEAR) for ink in inks]
            if not all(self._free(ink, near) for ink, near in zip(inks, wide, strict=True)):
                continue
            crossing = any(self._crosses(ink) for ink in inks)
            crowded = any(ink.inset(-CROWDED).meets(other) for ink in inks for other in self.taken)
            cost = place.cost + CROSSING * crossing + 0.5 * crowded
            if best is None or cost < best[0]:
                best = (cost, place, wide)
        if best is None:
            return False
        self.labels.append(best[1])
        self.taken += best[2]
        return True

    def _free(self, ink: Box, near: Box) -> bool:
        room = Box(self.box.left, self.room.top - 4, self.room.right, self.box.bottom - 1)
        if not room.holds(ink) or ink.bottom + 3 > self.box.bottom:
            return False
        return not any(near.meets(other) for other in self.marks) and not any(ink.meets(other) for other in self.taken)

    def _crosses(self, ink: Box) -> bool:
        return any(ink.top - 2.5 < self.y(count) < ink.bottom + 2.5 for count in self.ticks[1:])

    def draw_labels(self) -> None:
        """Set the labels where they were planned; they interrupt gridlines."""
        for label in self.labels:
            for ink in label.inks(self.sheet):
                if self._crosses(ink):
                    self.sheet.rectangle(ink.inset(0.5 - CLEAR), PAPER)
            placed = tuple(
                self.sheet.text(x, y, piece.text, size=piece.size, style=piece.style, colour=piece.colour)
                for piece, x, y in label.spots(self.sheet)
            )
            self.sheet.paragraphs.append(Paragraph(placed, wide=False))


def columns(sheet: Sheet, years: Sequence[Year], box: Box) -> bool:
    """Draw the years as columns into a box, time from left to right; do nothing and return False where labels lack room."""
    with sheet.along_time(box) as room:
        # Planned on a sheet that is thrown away: whether all labels find a place shows only beside the marks.
        trial = Sheet(sheet.size, sheet.language, style=sheet.style)
        trial.mirrored = sheet.mirrored
        plan = _Plot(trial, years, room)
        plan.draw_marks()
        if not all(plan.place(places) for places in _labels(plan)):
            return False
        plan.sheet = sheet
        plan.draw_marks()
        plan.draw_labels()
        return True


def _labels(plot: _Plot) -> list[list[_Place]]:
    """Return where each label may stand, the most important first."""
    years = plot.years
    found = [_other(plot, year, says, value) for year in years for says, value in year.others]
    found += [_computed(plot, year) for year in years if year.computed]
    found += [_number(plot, year) for year in years if year.published is not None]
    found += [_revised(plot, year, value) for year in years if year.published is not None for value in year.revised]
    found += [_unknown(plot, year) for year in years if year.published is not None and year.allowed is None]
    return found + [_gap(plot, run) for run in drawn.gaps(years)]


def _nudges(y: float) -> Iterator[tuple[float, float]]:
    """Yield baselines a little above and below, and their cost: enough to clear a line, too little to move a number."""
    for by in (0.0, -1.5, 1.5, -3.0, 3.0, -4.5, 4.5, -6.0, 6.0):
        yield y + by, abs(by)


def _beside(lines: Lines, at: float, before: float, after: float, y: float) -> list[_Place]:
    """Places behind a mark, else before it."""
    return [
        _Place(lines, at + away, height, align, cost + worse)
        for away, align, worse in ((after, _START, 0.0), (-before, _END, 8.0))
        for height, cost in _nudges(y)
    ]


def _number(plot: _Plot, year: Year) -> list[_Place]:
    """The count as first published; before its dot where the ring of a revision stands behind."""
    count = year.published or 0.0
    lines = [[_Piece(plot.words.number(count), 14, "semibold")]]
    away = HALF + 4 if year.allowed else DOT + 5
    beside = any(drawn.near(year, value, partial(plot.dot, year)) for value in year.revised[:1])
    places = _beside(lines, plot.x(year), away, away, plot.y(count) + 4.9)
    return [place for place in places if place.align == "right"] if beside else places


def _revised(plot: _Plot, year: Year, value: float) -> list[_Place]:
    beside = drawn.near(year, value, partial(plot.dot, year))
    after = (2 * DOT + 3 if beside else 6.0) + 9
    return _beside([[_Piece(plot.words.number(value), plot.sheet.size.label)]], plot.x(year), 15, after, plot.y(value) + 4.6)


def _computed(plot: _Plot, year: Year) -> list[_Place]:
    """What we computed: its range, and that nobody published it, beside its bar."""
    low, high = year.computed or (0.0, 0.0)
    words, size = plot.words, plot.sheet.size.label
    told = [[_Piece(line, 12)] for line in words.text("computed here,\nnone in the ledger").split("\n")]
    lines = [[_Piece(words.range(words.number(low), words.number(high)), size, "semibold")], *told]
    steps = range(0, max(int(plot.y(low) - plot.y(high)), 1), 2)
    return [
        _Place(lines, plot.x(year) + away, plot.y(high) + 10 + down, align, worse + 0.15 * down)
        for away, align, worse in ((-HALF - 7, _END, 0.0), (HALF + 7, _START, 0.3))
        for down in steps
    ]


def _other(plot: _Plot, year: Year, says: str, value: float) -> list[_Place]:
    """A critic's count with what it leaves out, in as few lines as there is room for."""
    words, sheet, at, y = plot.words, plot.sheet, plot.x(year), plot.y(value) + 4.6
    lead, told = _Piece(words.number(value), sheet.size.label, "semibold"), words.text(says)
    places = _beside([[lead, _Piece(told, 12)]], at, 13, 13, y)
    for cost, width in ((10.0, 150.0), (20.0, 110.0), (30.0, 80.0)):
        try:
            broken = sheet.broken(told, width, 12)
        except DrawingError:
            break
        lines = [[lead], *([_Piece(line, 12)] for line in broken)]
        for place in _beside(lines, at, HALF + 5, HALF + 5, y):
            for up in (0.0, 0.5, 1.0):  # the first line level with the mark, or the last, or the middle
                rise = up * len(broken) * sheet.leading(12)
                places.append(_Place(lines, place.x, place.y - rise, place.align, place.cost + cost + up))
    return places


def _unknown(plot: _Plot, year: Year) -> list[_Place]:
    """That a count has no range: below its dot, else above, else beside the number."""
    at, start, size = plot.x(year), plot.y(year.published or 0.0), 12.0
    text = plot.words.text("no range")
    number = SPACE + plot.sheet.advance(plot.words.number(year.published or 0.0), 14, "semibold")
    places = []
    for cost, lines in enumerate((text,), 0) if " " not in text else enumerate((text, text.replace(" ", "\n", 1))):
        rows = [[_Piece(line, size, colour=MUTED)] for line in lines.split("\n")]
        wide = max(plot.sheet.advance(row[0].text, size) for row in rows)
        middle = min(at, plot.room.right - wide / 2)
        tall = (len(rows) - 1) * plot.sheet.leading(size)
        for further in (0.0, 3.0, 6.0):
            places.append(_Place(rows, middle, start + 21 + further, "center", 4 * cost + 0.3 * further))
            places.append(_Place(rows, middle, start - 12 - tall - further, "center", 1 + 4 * cost + 0.3 * further))
        places.append(_Place(rows, at + DOT + 5 + number, start + 4.6 - tall / 2, "left", 5.0 + cost))
        places.append(_Place(rows, at - DOT - 5, start + 4.6 - tall / 2, "right", 6.0 + cost))
    return places


def _gap(plot: _Plot, run: Sequence[Year]) -> list[_Place]:
    """That nothing is known of some years: at the foot of the plot, else higher."""
    middle, text, places = (plot.x(run[0]) + plot.x(run[-1])) / 2, plot.words.text("none in the ledger"), []
    for wider in range(3):
        try:
            broken = plot.sheet.broken(text, plot.step * (len(run) + wider) - 6, 12)
        except DrawingError:
            continue
        lines = [[_Piece(line, 12, colour=MUTED)] for line in broken]
        first = plot.box.bottom - 8 - plot.sheet.leading(12) * (len(lines) - 1)
        places += [_Place(lines, middle, first - up, "center", 8 * wider + 0.1 * up) for up in range(0, 120, 2)]
    return places
