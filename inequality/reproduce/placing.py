"""Finds where a drawing lies in a picture that was scaled, cropped, or photographed from a screen with something round it.

A place is two scales and an offset. Guesses come from the frames of one colour that can be peeled off a picture and from
the boxes of its ink. The best is then refined by least squares to a fraction of a pixel.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image

__all__ = ["Place", "Side", "grey", "likeness", "place", "within"]

Grey = NDArray[np.float32]
#: A box of whole pixels: left, top, right, bottom.
Side = tuple[int, int, int, int]

#: Pixels to the width of the small pictures that guesses are judged by, and of those that they are refined on.
COARSE, FINE = 160, 800
#: A pixel that differs from its frame by this many grey levels is ink; gridlines, which some frames swallow, are none.
INK = 64
#: A pixel that differs by more is not out of place but another.
OTHER = 80
#: Pixels of one colour differ by no more.
EVEN = 24
#: So many pixels inside a frame compression has blurred.
BLUR = 4


@dataclass(frozen=True)
class Place:
    """Where a drawing lies in a picture: ``x = left + across * u``, ``y = top + down * v``.

    Parameters
    ----------
    across, down : float
        Pixels of the picture to one of the drawing.
    left, top : float
        Where the drawing's corner is, in the picture.
    likeness : float
        Correlation of the two there, at most 1.
    """

    across: float
    down: float
    left: float
    top: float
    likeness: float = 0.0

    def box(self, side: Side) -> tuple[float, float, float, float]:
        """Return what a box of the picture shows of the drawing, in the drawing's pixels."""
        return (
            (side[0] - self.left) / self.across,
            (side[1] - self.top) / self.down,
            (side[2] - self.left) / self.across,
            (side[3] - self.top) / self.down,
        )

    def seen(self, picture: Image.Image, drawing: Image.Image) -> Side:
        """Return the pixels of the picture that lie wholly in the drawing."""
        right, bottom = self.left + self.across * drawing.width, self.top + self.down * drawing.height
        return (
            max(0, int(np.ceil(self.left - 0.01))),
            max(0, int(np.ceil(self.top - 0.01))),
            min(picture.width, int(np.floor(right + 0.01))),
            min(picture.height, int(np.floor(bottom + 0.01))),
        )


def place(picture: Image.Image, drawing: Image.Image) -> Place | None:
    """Return where a drawing lies in a picture; None where no place is likely at all.

    Parameters
    ----------
    picture, drawing : Image
        In grey (mode L).
    """
    guesses = [_judged(picture, drawing, guess) for guess in _guesses(picture, drawing)]
    best = max(guesses, key=lambda guess: guess.likeness, default=None)
    if best is None or best.likeness < 0.2:
        return None
    for width in (COARSE * 2, FINE):
        pair = _pair(picture, drawing, best, width)
        best = replace(best, likeness=_correlation(pair[0], pair[1]) if pair else 0.0)
        best = _refined(picture, drawing, best, width)
    return best


def likeness(picture: Image.Image, drawing: Image.Image) -> float:
    """Return how like a small drawing a picture is at the best guess, at most 1."""
    return max((_judged(picture, drawing, guess).likeness for guess in _guesses(picture, drawing)), default=0.0)


def grey(image: Image.Image) -> Grey:
    """Return an image as an array of grey levels."""
    return np.asarray(image.convert("L"), dtype=np.float32)


def _peeled(levels: Grey) -> Iterator[Side]:
    """Yield the box that is left after peeling off one frame of one colour after another, at most three."""
    box = (0, 0, levels.shape[1], levels.shape[0])
    for _ in range(3):
        inner = levels[box[1] : box[3], box[0] : box[2]]
        if min(inner.shape) < 32:
            return
        edge = np.concatenate([inner[0], inner[-1], inner[:, 0], inner[:, -1]])
        frame = np.median(edge)
        if (np.abs(edge - frame) > EVEN).mean() > 0.1:  # no frame of one colour
            return
        ink = np.abs(inner - frame) > INK
        rows, columns = np.flatnonzero(ink.sum(axis=1) > 0), np.flatnonzero(ink.sum(axis=0) > 0)
        if not len(rows) or not len(columns):
            return
        found = (box[0] + int(columns[0]), box[1] + int(rows[0]), box[0] + int(columns[-1]) + 1, box[1] + int(rows[-1]) + 1)
        if found == box:
            return
        yield found
        box = (found[0] + BLUR, found[1] + BLUR, found[2] - BLUR, found[3] - BLUR)


def _guesses(picture: Image.Image, drawing: Image.Image) -> Iterator[Place]:
    """Match the whole picture, and each box left by peeling, with the whole drawing and with its ink: by width, by height."""
    whole = (0, 0, drawing.width, drawing.height)
    ink = next(_peeled(grey(drawing)), whole)
    outer = (0, 0, picture.width, picture.height)
    for have, wanted in [(outer, whole), *((box, want) for box in _peeled(grey(picture)) for want in (whole, ink))]:
        wide = (have[2] - have[0]) / (wanted[2] - wanted[0])
        high = (have[3] - have[1]) / (wanted[3] - wanted[1])
        if abs(wide / high - 1) < 0.02:
            yield Place(wide, high, have[0] - wide * wanted[0], have[1] - high * wanted[1])
            continue
        for scale in (wide, high):  # the other way something is cut off, at one end or at the other
            for across in (0, 2):
                for down in (1, 3):
                    yield Place(scale, scale, have[across] - scale * wanted[across], have[down] - scale * wanted[down])


def _pair(picture: Image.Image, drawing: Image.Image, place: Place, width: int) -> tuple[Grey, Grey, float, float] | None:
    """The part of both that is seen, at most so many pixels wide, and the pixels of the picture to one of it."""
    side = place.seen(picture, drawing)
    wide, high = side[2] - side[0], side[3] - side[1]
    if wide < 24 or high < 24:
        return None
    ratio = max(1.0, wide / width, place.across)
    size = (max(8, round(wide / ratio)), max(8, round(high / ratio)))
    shown = picture.resize(size, Image.Resampling.BILINEAR, box=side)
    drawn = drawing.resize(size, Image.Resampling.BILINEAR, box=within(place.box(side), drawing))
    return grey(shown), grey(drawn), wide / size[0], high / size[1]


def within(box: tuple[float, float, float, float], image: Image.Image) -> tuple[float, float, float, float]:
    """Return the box, cut off where rounding left it a hair outside the image."""
    return max(0.0, box[0]), max(0.0, box[1]), min(float(image.width), box[2]), min(float(image.height), box[3])


def _correlation(one: Grey, other: Grey) -> float:
    a, b = one - one.mean(), other - other.mean()
    norm = float(np.sqrt((a * a).sum() * (b * b).sum()))
    return float((a * b).sum()) / norm if norm > 1e-6 else 0.0


def _judged(picture: Image.Image, drawing: Image.Image, guess: Place) -> Place:
    pair = _pair(picture, drawing, guess, COARSE)
    if pair is None:
        return guess
    # A place that shows but a sliver of either proves nothing.
    side = guess.seen(picture, drawing)
    area = (side[2] - side[0]) * (side[3] - side[1])
    part = min(1.0, 2.5 * area / (guess.across * guess.down * drawing.width * drawing.height))
    return replace(guess, likeness=part * _correlation(pair[0], pair[1]))


def _refined(picture: Image.Image, drawing: Image.Image, best: Place, width: int) -> Place:
    """Move the place by least squares on the differences, the largest left out; keep what is better."""
    pair = _pair(picture, drawing, best, width)
    for _ in range(6):
        if pair is None:
            return best
        shown, drawn, wide, high = pair
        down, across = np.gradient(drawn)
        y, x = np.mgrid[0 : drawn.shape[0], 0 : drawn.shape[1]].astype(np.float32) + 0.5
        rest = (shown - drawn).ravel()
        design = np.stack([across * x, across, down * y, down], axis=-1).reshape(-1, 4)[np.abs(rest) < OTHER]
        a, b, c, d = np.linalg.lstsq(design, rest[np.abs(rest) < OTHER], rcond=None)[0]
        if not (abs(a) < 0.1 and abs(c) < 0.1):
            return best
        side = best.seen(picture, drawing)
        moved = Place(
            best.across / (1 + a),
            best.down / (1 + c),
            side[0] - (side[0] + b * wide - best.left) / (1 + a),
            side[1] - (side[1] + d * high - best.top) / (1 + c),
        )
        pair = _pair(picture, drawing, moved, width)
        likeness = _correlation(pair[0], pair[1]) if pair else 0.0
        if likeness <= best.likeness:
            return best
        best = replace(moved, likeness=likeness)
    return best
