"""The fonts that ship with the package, measured as they are drawn, and no others unless a language needs one.

Every text is set from files by path: no search among the system's fonts, so that a figure looks the same everywhere. Each
character comes from the first file that has it (Arabic, Devanagari, then Latin and Cyrillic); one that none has is an
error and not an empty box. matplotlib shapes Arabic and Devanagari itself: widths are those of the shaped text.

Chinese, and Urdu in Nastaliq, need fonts too large for the package. They are set in a font of the system where it has one,
with a warning that says so: such a picture may look different elsewhere.
"""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from matplotlib.font_manager import FontEntry, FontProperties, fontManager, get_font
from matplotlib.ft2font import FT2Font, LoadFlags
from matplotlib.path import Path as MplPath
from matplotlib.textpath import text_to_path

from inequality.errors import DrawingError

if TYPE_CHECKING:
    from inequality.words import Language

__all__ = [
    "PACKAGED", "Faces", "Style", "advance", "current", "faces_for", "family_names", "fingerprint", "ink", "is_latin",
    "is_ours", "named_files", "properties", "require_glyphs", "using",
]  # fmt: skip

Style = Literal["regular", "semibold"]

FOLDER = Path(__file__).parent / "fonts"
_FAMILIES = ("InequalitySansArabic", "InequalitySansDevanagari", "InequalitySans")
#: Widths are measured at this size and scaled, so that they do not depend on the size's rounding.
_SCALE = 100.0
#: What families of matplotlib's are called that are one file of ours: no font of the system has such a name.
_OWN = "press:"
#: By script: families to look for on the system, and the package that brings one (Debian's name).
SYSTEM: Mapping[str, tuple[tuple[str, ...], str]] = {
    "Hans": (("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei"), "fonts-noto-cjk"),
    "Hant": (("Noto Sans CJK TC", "Noto Sans TC", "Source Han Sans TC", "PingFang TC", "Microsoft JhengHei"), "fonts-noto-cjk"),
    "Jpan": (("Noto Sans CJK JP", "Noto Sans JP", "Source Han Sans", "Hiragino Sans", "Yu Gothic"), "fonts-noto-cjk"),
    "Kore": (("Noto Sans CJK KR", "Noto Sans KR", "Apple SD Gothic Neo", "Malgun Gothic"), "fonts-noto-cjk"),
    "Aran": (("Noto Nastaliq Urdu", "Jameel Noori Nastaleeq", "Urdu Typesetting"), "fonts-noto-core"),
}
#: Languages that are read in a hand of their own: Urdu in Nastaliq.
_HANDS = {"ur": "Aran"}


@dataclass(frozen=True)
class Faces:
    """The font files that texts are set in, by weight, in the order in which they are asked for a character.

    Parameters
    ----------
    regular, semibold : tuple of str
        Paths.
    """

    regular: tuple[str, ...]
    semibold: tuple[str, ...]

    def files(self, style: Style) -> tuple[str, ...]:
        """Paths of one weight."""
        return self.regular if style == "regular" else self.semibold


#: The package's own.
PACKAGED = Faces(*(tuple(str(FOLDER / f"{family}-{name}.ttf") for family in _FAMILIES) for name in ("Regular", "SemiBold")))
_current: ContextVar[Faces] = ContextVar("faces", default=PACKAGED)


def current() -> Faces:
    """Return the files that texts are now set in."""
    return _current.get()


@contextmanager
def using(faces: Faces) -> Iterator[None]:
    """Set and measure texts in these files; the functions of this module ask for none else."""
    token = _current.set(faces)
    try:
        yield
    finally:
        _current.reset(token)


def faces_for(language: Language, faces: Faces = PACKAGED) -> Faces:
    """Return the files for a language: the given ones, and where they lack its script, a font of the system.

    Warns
    -----
    UserWarning
        Naming the font of the system.

    Raises
    ------
    DrawingError
        If the system has none, naming the package that brings one.

    Examples
    --------
    >>> from inequality.words import language
    >>> faces_for(language("en")) is PACKAGED
    True
    """
    script = _HANDS.get(language.code.partition("-")[0], language.script)
    if script not in SYSTEM:
        return faces
    families, package = SYSTEM[script]
    for family in families:
        path = _of_system(family)
        if path:
            warnings.warn(
                f"{language.name} is set in {family}, a font of this system ({path}): the picture may look different elsewhere",
                stacklevel=2,
            )
            # Before the package's own where it draws the same letters in another hand, as Nastaliq does Arabic's.
            first, last = ((path,), ()) if script == "Aran" else ((), (path,))
            return Faces((*first, *faces.regular, *last), (*first, *faces.semibold, *last))
    raise DrawingError(
        f"No font for {language.name} ({language.code}) is installed, and one is too large to come with this package",
        possible=", ".join(families),
        remedy=f"install one of these fonts (on Debian and Ubuntu: apt install {package})",
    )


def _of_system(family: str) -> str:
    found = [entry for entry in fontManager.ttflist if entry.name == family]
    best = min(found, key=lambda entry: (entry.style != "normal", abs(_weight(entry.weight) - 400), entry.fname), default=None)
    return best.fname if best else ""


def _weight(weight: object) -> int:
    return weight if isinstance(weight, int) else 400


@cache
def _family(path: str) -> str:
    """Make a file known to matplotlib under a name that no other font has."""
    name = _OWN + path
    fontManager.ttflist.append(
        FontEntry(fname=path, name=name, style="normal", variant="normal", weight=400, stretch="normal", size="scalable")
    )
    return name


def named_files(style: Style) -> list[tuple[str, Path]]:
    """Return family and file of each font of a weight, in the order in which they are asked."""
    return [(_name_of(path), Path(path)) for path in current().files(style)]


def family_names() -> list[str]:
    """Return the families in the order in which they are asked."""
    return [name for name, _ in named_files("regular")]


@cache
def _name_of(path: str) -> str:
    """The family's name without the weight."""
    return str(get_font(path).family_name).removesuffix(" SemiBold")


def is_ours(properties: FontProperties) -> bool:
    """Whether a text is set from files that were chosen here."""
    return all(name.startswith(_OWN) for name in properties.get_family())


def properties(style: Style, size: float) -> FontProperties:
    """Return what a matplotlib text needs to be set in a style and size."""
    return _properties(current().files(style), size)


def _properties(files: tuple[str, ...], size: float) -> FontProperties:
    return FontProperties(family=[_family(path) for path in files], size=size)


def _font(files: tuple[str, ...]) -> FT2Font:
    return get_font(files)


def advance(text: str, size: float, style: Style = "regular") -> float:
    """Return the width of a line of text in published pixels, shaped as it will be drawn.

    Examples
    --------
    >>> advance("ii", 12) < advance("mm", 12)
    True
    """
    return _advance(current().files(style), text) * size / _SCALE


@cache
def _advance(files: tuple[str, ...], text: str) -> float:
    font = _font(files)
    font.set_size(_SCALE, 72)
    font.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
    return float(font.get_width_height()[0] / 64)


def ink(text: str, size: float, style: Style = "regular") -> tuple[float, float, float, float]:
    """Return the box round the letters themselves: left, top, right, bottom from the start of the baseline, y downward.

    Examples
    --------
    >>> left, top, right, bottom = ink("gap", 12)
    >>> top < 0 < bottom
    True
    """
    return _ink(current().files(style), text, size)


@cache
def _ink(files: tuple[str, ...], text: str, size: float) -> tuple[float, float, float, float]:
    font = _font(files)
    font.set_size(text_to_path.FONT_SCALE, text_to_path.DPI)
    glyphs, shapes, _ = text_to_path.get_glyphs_with_font(font, text)
    found = [(_extent(files, glyph, shapes[glyph]), x, y) for glyph, x, y, _ in glyphs]
    boxes = [(box, x, y) for box, x, y in found if box is not None]
    if not boxes:
        return (0.0, 0.0, 0.0, 0.0)
    part = size / text_to_path.FONT_SCALE
    left, right = min(x + box[0] for box, x, _ in boxes), max(x + box[2] for box, x, _ in boxes)
    low, high = min(y + box[1] for box, _, y in boxes), max(y + box[3] for box, _, y in boxes)
    return (left * part, -high * part, right * part, -low * part)


_extents: dict[tuple[tuple[str, ...], str], tuple[float, float, float, float] | None] = {}


def _extent(files: tuple[str, ...], glyph: str, shape: tuple[Any, Any]) -> tuple[float, float, float, float] | None:
    """Return the box of a letter's outline, curves included; None where it leaves no ink. Found once for each letter."""
    if (files, glyph) not in _extents:
        box = MplPath(*shape).get_extents() if len(shape[0]) else None
        _extents[files, glyph] = None if box is None else (float(box.x0), float(box.y0), float(box.x1), float(box.y1))
    return _extents[files, glyph]


def require_glyphs(text: str, language: str = "") -> None:
    """Raise unless the files of both weights have every character.

    Raises
    ------
    DrawingError
        Naming the first character that is missing, and the language where it is given.
    """
    faces = current()
    known = _characters(faces)
    for character in text:
        if ord(character) not in known:
            where = f" of the language '{language}'" if language else ""
            raise DrawingError(
                f"The fonts have no character '{character}' (U+{ord(character):04X}), which stands in '{text}'{where}",
                possible="Latin, Cyrillic, Arabic, Devanagari, punctuation, currency signs and arrows",
                remedy="write it otherwise, name a font that has it in a house style, or add it in tools/build_fonts.py",
            )


@cache
def _characters(faces: Faces) -> frozenset[int]:
    of_weights = (_all_of(faces.files(style)) for style in ("regular", "semibold"))
    return frozenset.intersection(*of_weights)


def _all_of(files: tuple[str, ...]) -> frozenset[int]:
    return frozenset(code for path in files for code in get_font(path).get_charmap())


def is_latin(text: str) -> bool:
    """Whether every character comes from the package's Latin and Cyrillic file: nothing in it is shaped or reordered."""
    return all(ord(character) in _latin() for character in text)


@cache
def _latin() -> frozenset[int]:
    return frozenset(get_font(str(FOLDER / "InequalitySans-Regular.ttf")).get_charmap())


@cache
def fingerprint(faces: Faces = PACKAGED) -> str:
    """Return a short hash of the font files."""
    files = sorted({*faces.regular, *faces.semibold}, key=lambda path: Path(path).name)
    return hashlib.sha256(b"".join(Path(path).read_bytes() for path in files)).hexdigest()[:16]
