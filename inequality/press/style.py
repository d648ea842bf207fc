"""A house style: fonts, colours, type, sizes and logo, in one TOML file.

The package's own is ``house.toml`` beside this module. Another holds only the keys that differ. It is checked when it is
read: a wrong key is named with its line, and colours that could not be seen on their page are refused.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from inequality.errors import InequalityError, RecordError
from inequality.press.fonts import PACKAGED, Faces
from inequality.press.palette import GROUPS, INK, MUTED, NAMES, PAPER, RULE, SERIES, Palette, contrast
from inequality.press.sizes import LEAST_TYPE, Size, TypeSizes, size_of

__all__ = ["HOUSE", "TIME_AXES", "Style"]

TIME_AXES = ("left to right", "reading direction")
#: What stands under each heading; the value is an example.
_KEYS: Mapping[str, Any] = {
    "time_axis": "",
    "fonts": {"regular": [], "semibold": []},
    "colours": {"light": dict.fromkeys(NAMES, ""), "dark": dict.fromkeys(NAMES, "")},
    "type": {
        shape: dict.fromkeys(("margin", "title", "subtitle", "label", "note"), 12.0)
        for shape in ("article", "square", "phone", "narrow")
    },
    "sizes": None,  # any names
    "logo": {"file": "", "height": 12.0},
}
#: Least contrast with paper: letters, then marks and thin lines.
_CONTRASTS = {**dict.fromkeys((INK, MUTED), 4.5), **dict.fromkeys((RULE, *GROUPS, *SERIES), 3.0)}
_KINDS = {str: "a text", float: "a number", list: "a list of texts", dict: "a table"}


@dataclass(frozen=True)
class Style:
    """How the figures of a house look.

    Parameters
    ----------
    name : str
        Of its file.
    light, dark : Palette
        Colours on a light and on a dark page.
    types : mapping
        Margin and type sizes by shape.
    sizes : mapping
        What the names of sizes stand for.
    faces : Faces
        Font files.
    logo : Path or None
        A PNG.
    logo_height : float
        In published pixels.
    time_axis : {"left to right", "reading direction"}
        Where time runs to in languages that are written from right to left.

    Examples
    --------
    >>> HOUSE.size("phone").width
    400.0
    """

    name: str
    light: Palette
    dark: Palette
    types: Mapping[str, TypeSizes]
    sizes: Mapping[str, str]
    faces: Faces = PACKAGED
    logo: Path | None = None
    logo_height: float = 16.0
    time_axis: Literal["left to right", "reading direction"] = "left to right"
    table: Mapping[str, Any] = field(default_factory=dict, repr=False)

    def size(self, text: str | Size) -> Size:
        """Return a size by name or written out; see `inequality.press.sizes`."""
        return text if isinstance(text, Size) else size_of(text, self.sizes, self.types)

    def palette(self, *, dark: bool = False) -> Palette:
        """Return the colours of a light or a dark page."""
        return self.dark if dark else self.light

    @classmethod
    def read(cls, path: str | Path) -> Style:
        """Read a house style; what it leaves out is as in the package's own.

        Raises
        ------
        RecordError
            If it cannot be read; the message names key and line.
        """
        path = Path(path)
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise RecordError(
                f"The house style {path} cannot be read ({error})", possible="a TOML file in UTF-8", remedy="check its path"
            ) from error
        return cls.parse(text, path, HOUSE.table)

    @classmethod
    def parse(cls, text: str, path: Path, base: Mapping[str, Any]) -> Style:
        """Read a house style from its text; `path` is for messages and for the files that it names."""
        reader = _Reader(text, path)
        table = reader.merged(base)
        palettes = {page: Palette(table["colours"][page]) for page in ("light", "dark")}
        types = {shape: TypeSizes(**{key: float(n) for key, n in row.items()}) for shape, row in table["type"].items()}
        reader.check(table, palettes)
        style = cls(
            path.stem, palettes["light"], palettes["dark"], types, table["sizes"],
            reader.faces(table["fonts"]), reader.file("file", table["logo"]["file"]), float(table["logo"]["height"]),
            table["time_axis"], table,
        )  # fmt: skip
        for name, meaning in table["sizes"].items():
            try:
                size_of(meaning, {}, types)
            except InequalityError as error:
                raise reader.error(name, f"is '{meaning}': {error}", "sizes") from error
        return style


class _Reader:
    """Reads one file and names the wrong key with its line."""

    def __init__(self, text: str, path: Path) -> None:
        self.lines, self.path = text.splitlines(), path
        try:
            self.own = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise RecordError(f"The house style {path} is not TOML: {error}", remedy="mend that line") from error

    def merged(self, base: Mapping[str, Any]) -> dict[str, Any]:
        return self._merged(self.own, base, _KEYS, "")

    def _merged(self, own: Mapping[str, Any], base: Mapping[str, Any], keys: Mapping[str, Any], where: str) -> dict[str, Any]:
        merged: dict[str, Any] = dict(base)
        for key, value in own.items():
            if key not in keys:
                close = difflib.get_close_matches(key, keys, n=1)
                remedy = f"did you mean '{close[0]}'?" if close else ""
                raise self.error(key, f"is not known{where and f' in [{where}]'}", where, ", ".join(keys), remedy)
            wanted, place = keys[key], f"{where}.{key}".lstrip(".")
            kind = dict if wanted is None else type(wanted)
            number = isinstance(value, int | float) and not isinstance(value, bool)
            if not (number if kind is float else isinstance(value, kind)):
                raise self.error(key, f"is {value!r}", where, _KINDS[kind])
            if wanted is None or kind is list:
                items = value.values() if isinstance(value, dict) else value
                if not all(isinstance(item, str) for item in items):
                    raise self.error(key, "holds what is no text", where, 'texts in quotes: "1600x1000"')
                value = {**base.get(key, {}), **value} if isinstance(value, dict) else value
            elif kind is dict:
                value = self._merged(value, base.get(key, {}), wanted, place)
            merged[key] = value
        return merged

    def check(self, table: Mapping[str, Any], palettes: Mapping[str, Palette]) -> None:
        """Raise where colours cannot be seen, or type cannot be read."""
        if table["time_axis"] not in TIME_AXES:
            raise self.error("time_axis", f"is '{table['time_axis']}'", "", " or ".join(TIME_AXES))
        for page, palette in palettes.items():
            for name, colour in palette.colours.items():
                if not re.fullmatch("#[0-9a-fA-F]{6}", colour):
                    raise self.error(name, f"is '{colour}'", f"colours.{page}", "a colour as #rrggbb")
            for name, least in _CONTRASTS.items():
                found = contrast(palette.hex(name), palette.hex(PAPER))
                if found < least:
                    where, key = f"colours.{page}", name if name in self.own.get("colours", {}).get(page, ()) else PAPER
                    problem = f"is {palette.hex(key)}: '{name}' has a contrast of {found:.1f} with paper"
                    raise self.error(key, problem, where, f"at least {least:g}", "take a darker or lighter colour")
        for shape, row in table["type"].items():
            for key, size in row.items():
                if key != "margin" and not LEAST_TYPE <= size <= 60:
                    raise self.error(key, f"is {size:g} px", f"type.{shape}", f"{LEAST_TYPE:g} to 60 px")
                if key == "margin" and not 0 <= size <= 100:
                    raise self.error(key, f"is {size:g} px", f"type.{shape}", "0 to 100 px")
        if not LEAST_TYPE <= table["logo"]["height"] <= 60:
            raise self.error("height", f"is {table['logo']['height']:g} px", "logo", f"{LEAST_TYPE:g} to 60 px")

    def faces(self, fonts: Mapping[str, list[str]]) -> Faces:
        """Return the house's own files before the package's."""
        own = {style: tuple(str(self.file(style, name)) for name in fonts[style]) for style in ("regular", "semibold")}
        if bool(own["regular"]) != bool(own["semibold"]):
            raise self.error("fonts", "names one weight only", "", "files for regular and for semibold")
        return Faces(own["regular"] + PACKAGED.regular, own["semibold"] + PACKAGED.semibold)

    def file(self, key: str, name: str) -> Path | None:
        """Return a file that the style names, which must be there."""
        if not name:
            return None
        path = (self.path.parent / name).resolve()
        if not path.is_file():
            raise self.error(key, f"names '{name}', which is not there", "", f"a file, by its path from {self.path.parent}")
        return path

    def error(self, key: str, problem: str, where: str = "", possible: str = "", remedy: str = "") -> RecordError:
        """Name key and line: the first line with that key after its heading."""
        heading = next((n for n, line in enumerate(self.lines) if where and line.strip().startswith(f"[{where}]")), 0)
        pattern = re.compile(rf"""\s*\[?(?:[\w.]+\.)?["']?{re.escape(key)}["']?\s*(?:[=\].]|$)""")
        line = next((n for n, line in enumerate(self.lines[heading:], heading + 1) if pattern.match(line)), 0)
        place = f"{self.path}, line {line}" if line else str(self.path)
        return RecordError(f"{place}: '{key}' {problem}", possible=possible, remedy=remedy)


def _house() -> Style:
    path = Path(__file__).with_name("house.toml")
    text = path.read_text(encoding="utf-8")
    return Style.parse(text, path, {})


#: The package's own.
HOUSE = _house()
