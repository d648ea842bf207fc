"""How a picture is drawn beyond its size (dark, bare, in a house style, in four colours), and how its file is named.

``forty-two-people.es-MX.phone.dark.png``: figure, language, size, look, kind. English, the size article and the usual look
are not named: ``forty-two-people.svg``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from inequality.errors import DrawingError, UnknownNameError
from inequality.press.style import HOUSE, Style

__all__ = ["PLAIN", "Look", "file_name", "look_of"]

#: Kinds of files, the longer first: ``text.svg`` is the SVG whose texts can be edited.
KINDS = ("text.svg", "svg", "png", "pdf")


@dataclass(frozen=True)
class Look:
    """How a picture is drawn beyond its size.

    Parameters
    ----------
    dark : bool
        For a dark page.
    bare : bool
        Without title, subtitle, note and source: the page has them.
    cmyk : bool
        In the four colours of print, letters in black alone; PDF only.
    style : Style
        A house style.

    Examples
    --------
    >>> Look(dark=True, bare=True).parts
    ('dark', 'bare')
    """

    dark: bool = False
    bare: bool = False
    cmyk: bool = False
    style: Style = field(default=HOUSE, hash=False)

    @property
    def parts(self) -> tuple[str, ...]:
        """What it adds to a file's name."""
        own = () if self.style is HOUSE else (f"style-{_slug(self.style.name)}",)
        said = (("dark", self.dark), ("bare", self.bare), ("cmyk", self.cmyk))
        return (*own, *(name for name, is_so in said if is_so))


#: The usual look.
PLAIN = Look()


def file_name(figure: str, code: str, kind: str, size: str = "article", look: Look = PLAIN) -> str:
    """Return the name of a file of a figure in a language.

    Examples
    --------
    >>> file_name("forty-two-people", "es-MX", "png", "phone", Look(dark=True)), file_name("forty-two-people", "en", "svg")
    ('forty-two-people.es-MX.phone.dark.png', 'forty-two-people.svg')
    """
    size = look.style.size(size).name
    tongue, shape = (code,) if code != "en" else (), (size,) if size != "article" else ()
    return ".".join((figure, *tongue, *shape, *look.parts, kind))


def look_of(name: str, figure: str, code: str = "en", style: Style = HOUSE) -> tuple[str, str, Look] | None:
    """Return kind, size and look that the file of a figure has by its name; None where it is no picture of the figure.

    A house style is told by its name alone: pass the style itself, or None is returned.

    Examples
    --------
    >>> look_of("n-by-year.phone.dark.png", "n-by-year")[:2], look_of("n-by-year.118mm.cmyk.pdf", "n-by-year")[2].cmyk
    (('png', 'phone'), True)
    >>> look_of("n-by-year.csv", "n-by-year") is None
    True
    """
    kind = next((kind for kind in KINDS if name.endswith(f".{kind}")), None)
    start = figure if code == "en" else f"{figure}.{code}"
    if kind is None or not name.startswith(f"{start}."):
        return None
    rest = name.removeprefix(start).removesuffix(f".{kind}").strip(".")
    looks = [Look(dark, bare, cmyk, style) for dark in (False, True) for bare in (False, True) for cmyk in (False, True)]
    for look in looks:
        ending = "".join(f".{part}" for part in look.parts)
        size = f".{rest}".removesuffix(ending).strip(".") if f".{rest}".endswith(ending) else None
        if size is None:
            continue
        try:
            if file_name(figure, code, kind, size or "article", look) == name:
                return kind, style.size(size or "article").name, look
        except UnknownNameError:
            continue
    return None


def _slug(name: str) -> str:
    found = re.sub("[^a-z0-9]+", "-", name.lower()).strip("-")
    if not found:
        raise DrawingError(
            f"The house style '{name}' cannot be named in files", remedy="give its file a name of letters a to z"
        )
    return found
