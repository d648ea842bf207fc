"""Cut the fonts that the press ships: static, subset, always the same bytes.

Run by hand when the fonts are to change; the output is committed, so nobody needs this to draw a figure::

    pip install fonttools==4.68.0 fontpkg-inter==4.1.post1
    python tools/build_fonts.py

Inter is one variable font, of which matplotlib would only ever see the regular weight. Two weights are cut from it, each
with the characters that Latin and Cyrillic languages need. Inter reserves no font name, but the cut fonts bear one of
their own all the same: an Inter installed on a reader's system must never be taken for ours, nor ours for it.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FOLDER = Path(__file__).resolve().parent.parent / "inequality" / "press" / "fonts"
FAMILY = "Inequality Sans"
#: Optical size and weight of each style: the semibold also sets titles, so it is cut for a larger size.
STYLES = {"Regular": (14, 400), "SemiBold": (20, 600)}
#: Seconds since 1904, as fonts count: 2026-01-01. A clock would change the bytes on every run.
TIMESTAMP = 3850070400

CHARACTERS: tuple[range, ...] = (
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


def _source() -> Path:
    """Where the font package keeps its files."""
    spec = importlib.util.find_spec("fontpkg_inter")
    if spec is None or spec.origin is None:
        raise SystemExit("fontpkg-inter is not installed: pip install fontpkg-inter==4.1.post1")
    return Path(spec.origin).parent


def _renamed(font: TTFont, style: str, copyright_: str) -> None:
    """Give the font our names, and keep whose work it is."""
    keep = {0: copyright_, 1: f"{FAMILY} {style}" if style != "Regular" else FAMILY, 2: "Regular"}
    keep |= {3: f"{FAMILY} {style}; cut from Inter 4.1", 4: f"{FAMILY} {style}", 5: "Version 4.1"}
    keep |= {6: f"{FAMILY.replace(' ', '')}-{style}", 13: "SIL Open Font License 1.1", 14: "https://openfontlicense.org"}
    keep |= {16: FAMILY, 17: style}
    table = font["name"]
    table.names = []
    for number, text in keep.items():
        table.setName(text, number, 3, 1, 0x409)


def cut(source: Path, style: str, characters: Iterable[int]) -> TTFont:
    """Return one static style of the variable font, with only the given characters."""
    size, weight = STYLES[style]
    font = TTFont(source, recalcTimestamp=False)
    copyright_ = font["name"].getDebugName(0)
    font = instantiateVariableFont(font, {"opsz": size, "wght": weight})
    options = Options()
    # No contextual alternates: Inter's turn the x of "2x" into a multiplication sign.
    options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl", "tnum"]
    options.hinting = False
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    _renamed(font, style, copyright_)
    font["OS/2"].usWeightClass = weight
    font["head"].created = font["head"].modified = TIMESTAMP
    font["head"].macStyle = 0
    return font


def main() -> None:
    """Write the two fonts and the licence."""
    package = _source()
    variable = next(path for path in sorted((package / "files").iterdir()) if "Italic" not in path.name)
    characters = sorted({code for block in CHARACTERS for code in block})
    for style in STYLES:
        path = FOLDER / f"{FAMILY.replace(' ', '')}-{style}.ttf"
        cut(variable, style, characters).save(path, reorderTables=True)
        print(f"{path.name}: {path.stat().st_size:,} bytes")
    licence = (package / "LICENSE").read_text(encoding="utf-8")
    remark = f"{FAMILY} is Inter, cut to single weights and to the characters needed, under another name.\n\n"
    (FOLDER / "OFL.txt").write_text(remark + licence, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
