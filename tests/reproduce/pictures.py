"""Figures as rasters, and what happens to them on their way to a reader."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache

from PIL import Image, ImageOps

from inequality.press import export, fonts
from inequality.press.sheet import Sheet
from inequality.reproduce import known

#: The digit that is most like each.
ALIKE = dict(zip("0123456789", "8778168138", strict=True))
NAME = "forty-two-people"


@cache
def sheet_of(name: str = NAME, size: str = "article", code: str = "en", dark: bool = False) -> Sheet:
    figure = known.spoken(name, code)
    assert figure is not None
    return figure.sheet(size, dark=dark)


@cache
def raster(name: str = NAME, size: str = "article", code: str = "en", dark: bool = False) -> Image.Image:
    return Image.fromarray(export.pixels(sheet_of(name, size, code, dark)))


Box = tuple[int, int, int, int]


@cache
def tampered(name: str = NAME, size: str = "article") -> tuple[Image.Image, tuple[Box, ...]]:
    """The picture with one digit of every text replaced, its pixels alone, and where."""
    sheet, old, boxes = sheet_of(name, size), [], []
    scale = sheet.size.scale
    with export.settings(), fonts.using(sheet.faces):
        for placed in sheet.texts:
            text = placed.artist.get_text()
            at = next((at for at, letter in enumerate(text) if letter in ALIKE), None)
            if at is None or placed.artist.get_rotation():
                continue
            x, y = placed.artist.get_position()
            start, end = (fonts.advance(text[:to], placed.size, placed.style) for to in (at, at + 1))
            top, foot = y - placed.size, y + 0.3 * placed.size
            boxes.append((int((x + start) * scale), int(top * scale), int((x + end) * scale) + 1, int(foot * scale)))
            old.append((placed.artist, text))
            placed.artist.set_text(text[:at] + ALIKE[text[at]] + text[at + 1 :])
        new = Image.fromarray(export.pixels(sheet))
        for artist, text in old:
            artist.set_text(text)
    picture = raster(name, size).copy()
    for box in boxes:
        picture.paste(new.crop(box), box[:2])
    return picture, tuple(boxes)


def with_one(name: str = NAME, size: str = "article", which: int = 0) -> tuple[Image.Image, Box]:
    """The picture with one digit replaced."""
    all_, boxes = tampered(name, size)
    picture = raster(name, size).copy()
    picture.paste(all_.crop(boxes[which]), boxes[which][:2])
    return picture, boxes[which]


def encoded(image: Image.Image, kind: str = "JPEG", quality: int = 60) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, quality=quality)
    return out.getvalue()


def again(image: Image.Image, kind: str = "JPEG", quality: int = 60) -> Image.Image:
    return Image.open(io.BytesIO(encoded(image, kind, quality))).convert("RGB")


def scaled(image: Image.Image, part: float, how: Image.Resampling = Image.Resampling.LANCZOS) -> Image.Image:
    return image.resize((round(image.width * part), round(image.height * part)), how)


def framed(image: Image.Image) -> Image.Image:
    """As a screenshot: a grey page round it and the dark edge of a window."""
    return ImageOps.expand(ImageOps.expand(image, (37, 90, 37, 50), (240, 240, 244)), 3, (20, 20, 20))


def cut(image: Image.Image) -> Image.Image:
    """The source line cut off."""
    return image.crop((0, 0, image.width, round(image.height * 0.945)))


#: Ways that leave every digit to be read.
HANDLED: dict[str, Callable[[Image.Image], Image.Image]] = {
    "JPEG 60": again,
    "half": lambda image: scaled(image, 0.5),
    "half, by boxes": lambda image: scaled(image, 0.5, Image.Resampling.BOX),
    "half, JPEG 60": lambda image: again(scaled(image, 0.5)),
    "WebP 50": lambda image: again(image, "WEBP", 50),
    "seven tenths, JPEG 75": lambda image: again(scaled(image, 0.7, Image.Resampling.BICUBIC), quality=75),
    "enlarged": lambda image: scaled(image, 1.3, Image.Resampling.BICUBIC),
    "screenshot": framed,
    "screenshot, scaled, JPEG 70": lambda image: again(framed(scaled(image, 0.53)), quality=70),
    "cut": cut,
    "cut, scaled, JPEG 60": lambda image: again(scaled(cut(image), 0.6)),
}
