"""The figures that come with the package, as they look: a small index, so that only the nearest few are drawn again.

For each figure it holds a picture 96 pixels wide in each of the named sizes, in English and in those of a few languages that
look otherwise there (texts run longer, from the right, in another script), and its id and title in each language. A figure
that the index lacks is drawn in English when it is asked for.
"""

from __future__ import annotations

import base64
import contextlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps

from inequality.errors import DrawingError, TranslationError
from inequality.press import Figure, export
from inequality.press.sheet import SIZES
from inequality.press.shelf import write_whole
from inequality.reproduce.drawing import figures, redrawn, shelf
from inequality.reproduce.placing import likeness
from inequality.words import languages

__all__ = ["CODES", "Look", "by_title", "index", "is_dark", "nearest", "of_id", "spoken", "unlike", "write"]

FILE = "index.json"
#: Width of the small pictures, and the most that a picture is shrunk to before it is compared with them.
SMALL, SHRUNK = 96, 480
#: A language that is less like those before it gets a small picture of its own.
ALIKE = 0.85
#: Languages of which pictures are kept: the others look like one of them.
PICTURED = ("en", "ar", "hi")
#: Languages whose titles and ids are kept, English first; a territory's are its language's, or are drawn.
CODES = sorted((each.code for each in languages() if "-" not in each.code), key=lambda code: (code != "en", code))
#: Above this level a page is light.
DARK = 110


@dataclass(frozen=True)
class Look:
    """A figure in a size and a language, and how much a picture is like it."""

    figure: str
    size: str
    language: str
    likeness: float


@lru_cache(maxsize=32)
def spoken(name: str, code: str) -> Figure | None:
    """Return a figure in a language; None where it cannot be drawn in it."""
    try:
        return redrawn(figures()[name]) if code == "en" else redrawn(figures()[name], language=code)
    except (TranslationError, DrawingError, TypeError):  # a chart whose texts are in one language takes no other
        return None


def unlike(name: str, size: str) -> set[str]:
    """Return the languages in which a figure has a look of its own in a size."""
    return set(index()[name]["looks"].get(size, {}))


def is_dark(picture: Image.Image) -> bool:
    """Whether most of a picture is dark."""
    return sorted(picture.convert("L").resize((31, 31)).tobytes())[480] < DARK


def nearest(picture: Image.Image, most: int = 3) -> list[Look]:
    """Return the figures that a picture is most like, the most alike first."""
    shrunk = picture.convert("L")
    shrunk.thumbnail((SHRUNK, SHRUNK), Image.Resampling.BOX)
    shrunk = ImageOps.invert(shrunk) if is_dark(picture) else shrunk
    looks = [
        Look(name, size, code, likeness(shrunk, _image(small)))
        for name, entry in index().items()
        for size, spoken in entry["looks"].items()
        for code, small in spoken.items()
    ]
    looks.sort(key=lambda look: look.likeness, reverse=True)
    return looks[:most]


def of_id(id: str) -> tuple[str, str] | None:
    """Return name and language of the figure with a printed id; letters that print alike are taken for each other."""
    meant = id.strip().lower().translate(str.maketrans("oilu", "011v"))
    for name, entry in index().items():
        for code, texts in entry["texts"].items():
            if texts["id"] == meant:
                return name, code
    return None


def by_title(title: str) -> Iterator[tuple[str, str]]:
    """Yield name and language of the figures with a title."""
    for name, entry in index().items():
        for code, texts in entry["texts"].items():
            if texts["title"] == title:
                yield name, code


@cache
def index() -> dict[str, dict[str, Any]]:
    """Return the index by figure; what is not in the file, or is of another record, is drawn in English."""
    kept = _kept(shelf())
    return {name: kept.get(name) or _entry(name, CODES[:1]) for name in figures()}


def write(folder: Path, *, fresh: bool = False) -> str:
    """Write the index, drawing every figure that it lacks, or all, in every language; say what became of it."""
    kept = {} if fresh else _kept(folder)
    entries = {name: kept.get(name) or _entry(name, CODES) for name in figures()}
    index.cache_clear()
    return write_whole(folder / FILE, (json.dumps(entries, indent=1, sort_keys=True) + "\n").encode("ascii"))


def _kept(folder: Path) -> dict[str, dict[str, Any]]:
    """The entries in the file whose record is still that of the figure."""
    try:
        kept = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {name: kept[name] for name, record in figures().items() if kept.get(name, {}).get("record") == record.id}


def _entry(name: str, codes: list[str]) -> dict[str, Any]:
    texts: dict[str, dict[str, str]] = {}
    looks: dict[str, dict[str, str]] = {size: {} for size in SIZES}
    for code in codes:
        figure = spoken(name, code)
        if figure is None:
            continue
        texts[code] = {"id": figure.id, "title": figure.title}
        for size in SIZES if code in PICTURED else ():
            with contextlib.suppress(DrawingError):  # its texts do not fit that size
                small = _small(figure, size)
                if not any(likeness(_image(small), _image(kept)) > ALIKE for kept in looks[size].values()):
                    looks[size][code] = small
    return {"record": figures()[name].id, "texts": texts, "looks": looks}


def _small(figure: Figure, size: str) -> str:
    image = Image.fromarray(export.pixels(figure.sheet(size))).convert("L")
    out = io.BytesIO()
    small = image.resize((SMALL, round(image.height * SMALL / image.width)), Image.Resampling.BOX).quantize(8)
    small.save(out, "PNG", optimize=True)
    return base64.b64encode(out.getvalue()).decode("ascii")


def _image(small: str) -> Image.Image:
    with Image.open(io.BytesIO(base64.b64decode(small)), formats=["PNG"]) as image:
        return image.convert("L")
