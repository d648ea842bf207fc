"""Cut the fonts that the press ships: static, subset, always the same bytes.

Run by hand when the fonts are to change; the output is committed, so nobody needs this to draw a figure::

    pip install fonttools==4.68.0 fontpkg-inter==4.1.post1 fontpkg-noto-sans-arabic==2.012 fontpkg-noto-sans-devanagari==2.007
    python tools/build_fonts.py

Each source is one variable font, of which matplotlib would only ever see the regular weight. Two weights are cut from it,
with the characters that the languages of its scripts need. Digits, spaces and Latin letters come from Inter alone, so that
numbers look alike in every language. The sources reserve no font name, but the cut fonts bear one of their own all the
same: an Inter installed on a reader's system must never be taken for ours, nor ours for it.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FOLDER = Path(__file__).resolve().parent.parent / "inequality" / "press" / "fonts"
#: Seconds since 1904, as fonts count: 2026-01-01. A clock would change the bytes on every run.
TIMESTAMP = 3850070400
WEIGHTS = {"Regular": 400, "SemiBold": 600}

LATIN: tuple[range, ...] = (
    range(0x20, 0x7F),  # ASCII
    range(0xA0, 0x180),  # Latin-1 and Latin Extended-A
    range(0x218, 0x21C),  # Romanian comma below
    range(0x1E9E, 0x1E9F),  # capital sharp s
    range(0x300, 0x30D),  # combining accents, for names not composed
    range(0x400, 0x460),  # Cyrillic
    range(0x490, 0x494),  # Ukrainian
    range(0x2009, 0x2016),  # thin space to double bar: dashes, no-break hyphen, zero-width joiners
    range(0x2018, 0x2023),  # quotation marks, daggers, bullet
    range(0x2026, 0x2027),  # ellipsis
    range(0x202F, 0x2031),  # narrow no-break space, per mille
    range(0x2032, 0x2034),  # primes
    range(0x2039, 0x203B),  # single guillemets
    range(0x2044, 0x2045),  # fraction slash
    range(0x2070, 0x208F),  # superscripts and subscripts
    range(0x20A0, 0x20C1),  # currency
    range(0x2116, 0x2117),  # numero
    range(0x2122, 0x2123),  # trade mark
    range(0x2150, 0x215F),  # fractions
    range(0x2190, 0x219A),  # arrows
    range(0x2212, 0x2213),  # minus
    range(0x2248, 0x2249),  # almost equal
    range(0x2260, 0x2266),  # not equal, less or equal, more or equal
)


ARABIC: tuple[range, ...] = (
    range(0x600, 0x606),  # signs of number and year
    range(0x60B, 0x61C),  # currency, commas, honorifics
    range(0x61E, 0x700),  # letters, marks and digits of Arabic, Persian and Urdu
    range(0x750, 0x760),  # letters of African languages
    range(0x200E, 0x2010),  # marks of direction, which leave no ink
    range(0x25CC, 0x25CD),  # the circle that carries a mark standing alone
    range(0xFD3E, 0xFD40),  # ornate brackets
)
DEVANAGARI: tuple[range, ...] = (
    range(0x900, 0x980),
    range(0x200C, 0x200E),  # joiners: they shape the letters round them only if all are of one font
    range(0x25CC, 0x25CD),
)
#: Inter's contextual alternates turn the x of "2x" into a multiplication sign.
LATIN_FEATURES = ("kern", "mark", "mkmk", "ccmp", "locl", "tnum")


@dataclass(frozen=True)
class Source:
    """A font package, and what is cut from it.

    Parameters
    ----------
    package, version : str
        As pip knows it.
    original : str
        Its own name.
    family : str
        Ours.
    characters : sequence of range
        What is kept.
    axes : mapping
        By style, where the other axes of design stand.
    features : sequence of str
        Layout features; all that shaping needs where empty.
    """

    package: str
    version: str
    original: str
    family: str
    characters: tuple[range, ...]
    axes: Mapping[str, Mapping[str, float]]
    features: tuple[str, ...] = ()

    @property
    def folder(self) -> Path:
        """Where the package keeps its files."""
        spec = importlib.util.find_spec(self.package.replace("-", "_"))
        if spec is None or spec.origin is None:
            raise SystemExit(f"{self.package} is not installed: pip install {self.package}=={self.version}")
        return Path(spec.origin).parent

    @property
    def file(self) -> Path:
        """The variable font."""
        return next(path for path in sorted((self.folder / "files").iterdir()) if "Italic" not in path.name)


#: The semibold also sets titles, so Inter's is cut for a larger size.
SOURCES = (
    Source(
        "fontpkg-inter", "4.1.post1", "Inter 4.1", "Inequality Sans", LATIN,
        {"Regular": {"opsz": 14}, "SemiBold": {"opsz": 20}}, LATIN_FEATURES,
    ),
    Source(
        "fontpkg-noto-sans-arabic", "2.012", "Noto Sans Arabic 2.012", "Inequality Sans Arabic", ARABIC,
        {"Regular": {"wdth": 100}, "SemiBold": {"wdth": 100}},
    ),
    Source(
        "fontpkg-noto-sans-devanagari", "2.007", "Noto Sans Devanagari 2.007", "Inequality Sans Devanagari", DEVANAGARI,
        {"Regular": {"wdth": 100}, "SemiBold": {"wdth": 100}},
    ),
)  # fmt: skip


def _renamed(font: TTFont, source: Source, style: str, copyright_: str) -> None:
    """Give the font our names, and keep whose work it is."""
    family, version = source.family, source.original.rpartition(" ")[2]
    keep = {0: copyright_, 1: f"{family} {style}" if style != "Regular" else family, 2: "Regular"}
    keep |= {3: f"{family} {style}; cut from {source.original}", 4: f"{family} {style}", 5: f"Version {version}"}
    keep |= {6: f"{family.replace(' ', '')}-{style}", 13: "SIL Open Font License 1.1", 14: "https://openfontlicense.org"}
    keep |= {16: family, 17: style}
    table = font["name"]
    table.names = []
    for number, text in keep.items():
        table.setName(text, number, 3, 1, 0x409)


def cut(source: Source, style: str, characters: Iterable[int]) -> TTFont:
    """Return one static style of the variable font, with only the given characters."""
    font = TTFont(source.file, recalcTimestamp=False)
    copyright_ = font["name"].getDebugName(0)
    font = instantiateVariableFont(font, {**source.axes[style], "wght": WEIGHTS[style]})
    options = Options()
    options.layout_features = list(source.features) or [*Options().layout_features, "locl"]
    options.hinting = False
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    _renamed(font, source, style, copyright_)
    font["OS/2"].usWeightClass = WEIGHTS[style]
    font["head"].created = font["head"].modified = TIMESTAMP
    font["head"].macStyle = 0
    return font


def main() -> None:
    """Write the fonts and their licence."""
    licence = ""
    for source in SOURCES:
        characters = sorted({code for block in source.characters for code in block})
        for style in WEIGHTS:
            path = FOLDER / f"{source.family.replace(' ', '')}-{style}.ttf"
            cut(source, style, characters).save(path, reorderTables=True)
            print(f"{path.name}: {path.stat().st_size:,} bytes")
        remark = f"{source.family} is {source.original.rpartition(' ')[0]}, cut to single weights and to the characters needed"
        licence += f"{remark}, under another name.\n\n{(source.folder / 'LICENSE').read_text(encoding='utf-8').strip()}\n\n\n"
    (FOLDER / "OFL.txt").write_text(licence.rstrip() + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
