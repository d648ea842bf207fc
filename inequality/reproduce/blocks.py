"""Compares a picture with its drawing in blocks of 16 pixels, and marks where they differ.

What is compared is luminance, softened by a Gaussian of 0.8 pixels; the difference of a block is the largest in it. The mean
of a block is blind: a 6 made into an 8 moves it by less than compression does. Colour is compared by the mean of a block.

The thresholds were measured on both figures that come with the package in article, phone, square and card size: JPEG at
qualities 30 to 75, WebP, three ways of scaling, borders and cuts against one digit replaced by the one most like it (6 by 8,
1 by 7), wherever a text has a digit (207 places). Largest difference in an unaltered picture, least in an altered digit:

====================  =========  =======
bitmap                unaltered  altered
====================  =========  =======
whole, JPEG 60               18       71
whole, JPEG 30               25       72
0.7, JPEG 75                 14       46
half, JPEG 60                19       22
0.4, JPEG 60                 21       11
====================  =========  =======

Other figures reach 22 at half the size and JPEG 60: there one cannot tell.

So a picture is the same up to `SAME` for each pixel that it has to a published one, altered from `ALTERED`, and between them
nobody can tell. Smaller than published, a digit cannot be told from another, so such a picture is never called the same.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from inequality.reproduce.placing import Place, Side, within

__all__ = ["BLOCK", "Comparison", "compared", "marked"]

BLOCK = 16
SOFTENED = 0.8
#: Grey levels, for each pixel of the picture to a published one (1 at half the size of our bitmaps, 2 at the whole).
SAME, ALTERED = 20.0, 30.0
#: The same for the mean colour of a block, at any size.
SAME_COLOUR, ALTERED_COLOUR = 12.0, 20.0
#: Fewer pixels to a published one than this, and digits cannot be told apart.
LEAST_FINENESS = 0.95
#: A block without this contrast in either picture says nothing about whether they are of one figure.
BLANK = 16.0

Levels = NDArray[np.float32]


@dataclass(frozen=True)
class Comparison:
    """How a picture and a drawing compare, block by block.

    Parameters
    ----------
    difference : ndarray
        By row and column of blocks: 1 is what a picture may differ by and be the same.
    inked : ndarray of bool
        Whether there is anything in the block.
    fineness : float
        Pixels of the picture to a published pixel.
    side : tuple of int
        The part of the picture that shows the drawing, in its pixels.
    ratio : float
        Pixels of the picture to one compared.
    """

    difference: Levels
    inked: NDArray[np.bool_]
    fineness: float
    side: Side
    ratio: float

    @property
    def agreement(self) -> float:
        """The part of the blocks with something in them that are the same."""
        return float((self.difference[self.inked] <= 1).mean()) if self.inked.any() else 0.0

    @property
    def largest(self) -> float:
        """The largest difference; up to 1 it is the same."""
        return float(self.difference.max(initial=0.0))

    @property
    def places(self) -> tuple[Side, ...]:
        """Boxes of the picture's pixels round what was altered, neighbours in one."""
        return tuple(self._box(found) for found in _neighbours(self.difference >= ALTERED / SAME))

    @property
    def doubtful(self) -> tuple[Side, ...]:
        """Boxes round what is neither the same nor certainly altered."""
        return tuple(self._box(found) for found in _neighbours(self.difference > 1))

    def _box(self, box: Side) -> Side:
        left, top, right, bottom = (round(edge * BLOCK * self.ratio) for edge in box)
        x, y, end, foot = self.side
        return x + left, y + top, min(x + right, end), min(y + bottom, foot)


def compared(picture: Image.Image, drawing: Image.Image, place: Place, scale: float) -> Comparison:
    """Compare a picture with the drawing that lies at a place in it.

    Parameters
    ----------
    picture, drawing : Image
        In colour (mode RGB).
    place : Place
        Where the drawing lies in the picture.
    scale : float
        Pixels of the drawing to a published one.
    """
    side = place.seen(picture, drawing)
    ratio = max(1.0, place.across)  # an enlarged picture knows no more than the drawing
    size = (max(1, round((side[2] - side[0]) / ratio)), max(1, round((side[3] - side[1]) / ratio)))
    shown = picture.crop(side) if ratio == 1 else picture.resize(size, Image.Resampling.BICUBIC, box=side)
    drawn = drawing.resize(size, Image.Resampling.BICUBIC, box=within(place.box(side), drawing))
    fineness = scale * min(1.0, place.across, place.down)
    one, other = _channels(shown), _channels(drawn)
    light = _by_block(np.abs(_softened(one[0] - other[0])), "max") / (SAME * min(2.0, max(1.0, fineness)))
    colour = np.max([np.abs(_by_block(a - b, "mean")) for a, b in zip(one[1:], other[1:], strict=True)], axis=0)
    contrast = np.max([_by_block(part[0], "max") - _by_block(part[0], "min") for part in (one, other)], axis=0)
    return Comparison(np.maximum(light, _stretched(colour)), contrast > BLANK, fineness, side, ratio)


def _stretched(colour: Levels) -> Levels:
    """Give differences of colour the scale of the others: 1 the same, `ALTERED` / `SAME` altered."""
    steps = ([0.0, SAME_COLOUR, ALTERED_COLOUR, 255.0], [0.0, 1.0, ALTERED / SAME, 12.0])
    return np.interp(colour, *steps).astype(np.float32)


def _channels(image: Image.Image) -> Levels:
    """Luminance and two differences of colour."""
    return np.moveaxis(np.asarray(image.convert("YCbCr"), dtype=np.float32), 2, 0)


def _softened(levels: Levels) -> Levels:
    steps = np.arange(-3, 4)
    weights = np.exp(-(steps**2) / (2 * SOFTENED**2))
    for axis in (0, 1):
        padded = np.pad(levels, [(3, 3) if axis == each else (0, 0) for each in (0, 1)], mode="edge")
        parts = [
            np.take(padded, np.arange(levels.shape[axis]) + 3 + step, axis=axis) * weight
            for step, weight in zip(steps, weights / weights.sum(), strict=True)
        ]
        levels = np.sum(parts, axis=0, dtype=np.float32)
    return levels


def _by_block(levels: Levels, how: str) -> Levels:
    """Largest, least or mean of each block; those at the right and lower edge are filled with the edge."""
    rows, columns = -levels.shape[0] % BLOCK, -levels.shape[1] % BLOCK
    padded = np.pad(levels, ((0, rows), (0, columns)), mode="edge")
    blocks = padded.reshape(padded.shape[0] // BLOCK, BLOCK, padded.shape[1] // BLOCK, BLOCK)
    found: Levels = getattr(np, how)(blocks, axis=(1, 3))
    return found


def _neighbours(which: NDArray[np.bool_]) -> list[Side]:
    """Boxes, in blocks, round groups of blocks that touch."""
    left = {(int(row), int(column)) for row, column in np.argwhere(which)}
    boxes = []
    while left:
        group, ring = set(), {left.pop()}
        while ring:
            group |= ring
            ring = {(r + y, c + x) for r, c in ring for y in (-1, 0, 1) for x in (-1, 0, 1)} & left
            left -= ring
        rows, columns = [row for row, _ in group], [column for _, column in group]
        boxes.append((min(columns), min(rows), max(columns) + 1, max(rows) + 1))
    return sorted(boxes, key=lambda box: (box[1], box[0]))


def marked(picture: Image.Image, places: tuple[Side, ...]) -> Image.Image:
    """Return the picture, paler, with a frame round each place."""
    shown = Image.blend(picture, Image.new("RGB", picture.size, "white"), 0.35)
    pen, width = ImageDraw.Draw(shown), max(3, picture.width // 300)
    for left, top, right, bottom in places:
        shown.paste(picture.crop((left, top, right, bottom)), (left, top))
        for color, inset in (("white", 2 * width), ("#d0021b", width)):  # seen on any ground
            pen.rectangle((left - inset, top - inset, right + inset, bottom + inset), outline=color, width=width)
    return shown
