"""Recognises a picture that carries no record, by its printed id or its looks, and compares it with a new drawing."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image

from inequality.errors import DrawingError
from inequality.press import Figure, export
from inequality.press.look import Look
from inequality.press.sheet import SIZES, Sheet
from inequality.reproduce import incoming, known, vector
from inequality.reproduce.blocks import LEAST_FINENESS, Comparison, compared, marked
from inequality.reproduce.placing import Place, Side, place

__all__ = ["Attempt", "Found", "attempt", "judged", "look_up"]

#: The part of the blocks that agree below which two pictures are not of one figure, and above which places tell.
OURS = 0.6
#: A drawing that correlates less than this with a picture has nothing to do with it.
LIKE = 0.6
#: The same for the small pictures of the index; measured on the figures in every language, size and cut: 0.8 at least.
NEAR = 0.7
#: Smaller pictures show no chart.
LEAST_PIXELS = 100
#: With so many blocks the same it is the right language, or one of its territories.
RIGHT_LANGUAGE = 0.9
NOT_OURS = "no figure that comes with the package looks like it; if other things are round the chart, cut them off first"
NO_RECORD = "carries no record: whoever passed it on may have stripped it"


@dataclass(frozen=True)
class Found:
    """What was found out about a picture; the fields of `Verification`, and what draws and marks it."""

    verdict: Any
    picture: str
    inputs: str = ""
    table: str = ""
    redrawn: str = ""
    figure: Figure | None = None
    places: tuple[Side, ...] = ()
    marked: Callable[[], bytes] | None = None


@dataclass(frozen=True)
class Attempt:
    """A picture beside one drawing of a figure."""

    figure: Figure
    sheet: Sheet
    scale: float
    place: Place
    comparison: Comparison
    exact: bool

    @property
    def named(self) -> str:
        """Figure, language and size."""
        return f"{self.figure.name} in {self.figure.language.english_name}, {self.sheet.size.name}"

    @property
    def handled(self) -> str:
        """What was done to the picture on its way: scaled, cut, framed."""
        there, side = self.place, self.comparison.side
        high = there.down * self.sheet.height * self.scale
        wide = there.across * self.sheet.size.width * self.scale
        said = [] if abs(there.across - 1) < 0.002 else [f"scaled to {there.across:.0%}".replace("%", " percent")]
        cut = [
            name
            for name, part in (
                ("left", side[0] - there.left > 0.004 * wide),
                ("top", side[1] - there.top > 0.004 * high),
                ("right", there.left + wide - side[2] > 0.004 * wide),
                ("bottom", there.top + high - side[3] > 0.004 * high),
            )
            if part
        ]
        said += [f"cut at the {' and '.join(cut)}"] if cut else []
        return ", ".join(said) or "recompressed"

    @property
    def places(self) -> tuple[Side, ...]:
        """Boxes round what was altered."""
        return self.comparison.places

    @property
    def texts(self) -> list[str]:
        """What the drawing says where the picture was altered."""
        scale, there = self.scale, self.place
        said = []
        for text in self.sheet.texts:
            box = text.drawn
            across = [there.left + there.across * scale * x for x in (box.left, box.right)]
            middle = there.top + there.down * scale * (box.top + box.bottom) / 2
            if any(left < across[1] and across[0] < right and top < middle < foot for left, top, right, foot in self.places):
                said.append(text.text)
        return said


def attempt(image: Image.Image, kind: str, figure: Figure, size: str, look: Look) -> Attempt | None:
    """Draw a figure in a size and compare an image with it; None where it cannot be drawn so or lies nowhere in it.

    A PDF is compared with a PDF, both as Ghostscript draws them: it softens edges in its own way.
    """
    try:
        sheet = figure.drawn(size, look)
        drawing = (
            incoming.rendered(figure.drawing("pdf", size, look)) if kind == "pdf" else Image.fromarray(export.pixels(sheet))
        )
    except DrawingError:
        return None
    if drawing is None:
        return None
    there = place(image.convert("L"), drawing.convert("L"))
    if there is None or there.likeness < LIKE:
        return None
    exact = image.size == drawing.size and bool(np.array_equal(np.asarray(image), np.asarray(drawing)))
    scale = drawing.width / sheet.size.width
    return Attempt(figure, sheet, scale, there, compared(image, drawing, there, scale), exact)


def look_up(data: bytes, kind: str, id: str | None) -> Found:
    """Find the figure that a picture without a record shows, and compare the two."""
    if kind == "svg":
        return _vector(data)
    image = incoming.rendered(data) if kind == "pdf" else incoming.opened(data)
    if image is None:
        remedy = "install Ghostscript, which draws it, or make a PNG of its page and verify that"
        return Found("cannot tell", f"{NO_RECORD}; a PDF without one is compared as Ghostscript draws it: {remedy}")
    if min(image.size) < LEAST_PIXELS:
        return Found("cannot tell", f"has only {image.width} x {image.height} pixels: too few to tell charts apart")
    named = known.of_id(id) if id else None
    said = f"; the id {id} is of no figure in this version" if id and named is None else ""
    best = _best(image, kind, *named) if named else None
    best = best or _best(image, kind)
    if named and best and best.figure.name != named[0]:
        said += f"; the id {id} is that of {named[0]}"
    picture = NO_RECORD if kind in ("png", "pdf") else f"carries no record: a {kind.upper()} has no place for one"
    if best is None:
        return Found("not ours", picture + said, redrawn=NOT_OURS)
    return judged(image, best, picture + said)


def judged(image: Image.Image, best: Attempt, picture: str) -> Found:
    """Return the verdict of a comparison, in words."""
    found, how = best.comparison, best.handled
    if best.exact:
        return Found("same", picture, redrawn=f"{best.named}: same, to the last pixel", figure=best.figure)
    if found.largest <= 1 and found.fineness >= LEAST_FINENESS:
        verdict = "same, but recompressed, scaled or cropped"
        return Found(verdict, picture, redrawn=f"{best.named}: same ({how})", figure=best.figure)
    if found.places and found.agreement >= OURS:
        where = "; ".join(f"'{text}'" for text in best.texts[:4])
        said = f"{best.named}: differs in {len(found.places)} place{'s' * (len(found.places) > 1)} ({how})"
        said += f", where the drawing says {where}" if where else ""
        return Found(
            "altered here", picture, "", "", said, best.figure, found.places, lambda: _png(marked(image, found.places))
        )
    if found.agreement >= OURS:
        why = (
            "too small to tell one digit from another" if found.largest <= 1 else "too coarse: it may have been altered or not"
        )
        return Found("cannot tell", picture, redrawn=f"{best.named}: looks the same, but is {why}", figure=best.figure)
    alike = f"{best.named}: looks like it, but only {found.agreement:.0%} of it is the same".replace("%", " percent")
    return Found("cannot tell", picture, redrawn=f"{alike}; other texts or another edition would look so", figure=best.figure)


def _best(image: Image.Image, kind: str, name: str | None = None, code: str | None = None) -> Attempt | None:
    """The drawing that agrees most: of the nearest looks first, then in the languages that look much like it."""
    looks = [look for look in known.nearest(image, 40 if name else 3) if name in (None, look.figure)][:3]
    if not looks or looks[0].likeness < NEAR:
        return None
    trial = _Trial(image, kind)
    trial.run((look.figure, look.size, code or look.language) for look in looks)
    figure, size = trial.shown or (looks[0].figure, looks[0].size)
    if trial.best is None or trial.best.comparison.agreement < RIGHT_LANGUAGE:
        others = [code for code in known.CODES if "-" not in code and code not in known.unlike(figure, size)]
        trial.run((figure, size, code) for code in others)
    if trial.best is not None:
        tongue = trial.best.figure.language.code.partition("-")[0]
        trial.run((figure, size, code) for code in known.CODES if code.partition("-")[0] == tongue)
    return trial.best


class _Trial:
    """Tries drawings until one is the same, and keeps the one that agrees most."""

    def __init__(self, image: Image.Image, kind: str) -> None:
        self.image, self.kind, self.look = image, kind, Look(dark=known.is_dark(image))
        self.best: Attempt | None = None
        self._tried: set[tuple[str, str, str]] = set()

    @property
    def shown(self) -> tuple[str, str] | None:
        """Figure and size of the best."""
        return (self.best.figure.name, self.best.sheet.size.name) if self.best else None

    def run(self, tries: Iterable[tuple[str, str, str]]) -> None:
        for figure, size, code in tries:
            if self.best is not None and self.best.comparison.largest <= 1:
                return
            drawn = None if (figure, size, code) in self._tried else known.spoken(figure, code)
            self._tried.add((figure, size, code))
            new = drawn and attempt(self.image, self.kind, drawn, size, self.look)
            if new and (self.best is None or new.comparison.agreement > self.best.comparison.agreement):
                self.best = new


def _vector(data: bytes) -> Found:
    """An SVG is told by its title and compared element by element."""
    title, shapes = vector.title(data), vector.shapes(data)
    tried = False
    for name, code in known.by_title(title):
        figure = known.spoken(name, code)
        for sheet in _sheets(figure) if figure else ():
            tried = True
            again = vector.shapes(export.svg(sheet, figure.title, figure.alt)) if figure else b""
            if figure and export.same_drawing(shapes, again):
                said = f"{name} in {figure.language.english_name}, {sheet.size.name}: same drawing"
                return Found("same", NO_RECORD, redrawn=said, figure=figure)
    if tried:
        said = f"its title is that of {name}, but what it draws differs"
    else:
        said = "no figure that comes with the package has its title"
    return Found("cannot tell", f"{NO_RECORD}; make a PNG of it and verify that", redrawn=said)


def _sheets(figure: Figure) -> Iterator[Sheet]:
    for size in SIZES:
        for dark in (False, True):
            try:
                yield figure.sheet(size, dark=dark)
            except DrawingError:
                continue


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
