"""A figure: what is drawn, the table behind it, and where that comes from."""

from __future__ import annotations

import base64
import importlib.metadata
import os
import platform
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pandas as pd

from inequality.errors import DrawingError, UnknownNameError
from inequality.press import export, fonts, plotted
from inequality.press.carriers import CARRIERS
from inequality.press.frame import Composition, Frame, framed
from inequality.press.lines import plain
from inequality.press.record import Call, Record, identify
from inequality.press.sheet import SIZES, Sheet
from inequality.press.tied import require_tied
from inequality.provenance import Provenance
from inequality.words import NO_BREAK, Language, language

__all__ = ["Figure"]


@dataclass(frozen=True, eq=False, repr=False)
class Figure:
    """A chart, ready to be printed.

    Parameters
    ----------
    name : str
        Names its folder and files: lower-case letters, digits, hyphens.
    title, subtitle, note : str
        The finding; measure, unit and period; what a reader must know.
    alt, caption : str
        For readers who do not see it; for the page it stands on.
    table : DataFrame
        The plotted numbers. The compositions get this table, rounded to 12 significant digits, and nothing else.
    provenance : Provenance
        Where the numbers come from; the source line is made of it.
    call : Call
        What draws the figure again.
    compositions : mapping of str to callable
        By the name of a size, what draws the body: ``draw(sheet, table)``.
    language : Language
        Of the texts.

    Raises
    ------
    UntiedNumberError
        If a text holds a number that the table does not.
    DrawingError
        If the table, the name or a text cannot be printed.

    Examples
    --------
    >>> def draw(sheet, table):
    ...     sheet.text(sheet.body.left, sheet.body.top + 20, f"{table['n'][0]} people")
    >>> figure = Figure("one-number", "It takes 42 people", "", "", "The number 42.", "", pd.DataFrame({"n": [42]}),
    ...                 Provenance(), Call("one_number"), {"article": draw})
    >>> figure
    <Figure one-number: 'It takes 42 people' (article), record 0948mcde82>
    """

    name: str
    title: str
    subtitle: str
    note: str
    alt: str
    caption: str
    table: pd.DataFrame
    provenance: Provenance
    call: Call
    compositions: Mapping[str, Composition]
    language: Language = field(default_factory=language)

    def __post_init__(self) -> None:
        if not self.name or self.name.strip("abcdefghijklmnopqrstuvwxyz0123456789-"):
            raise DrawingError(f"A figure cannot be named '{self.name}'", possible="lower-case letters, digits and hyphens")
        for text in ("title", "subtitle", "note", "alt", "caption"):
            object.__setattr__(self, text, self.language.glued(plain(getattr(self, text))))
        for text in ("title", "alt"):
            if not getattr(self, text):
                raise DrawingError(f"The figure {self.name} has no {text}", remedy=f"state its finding in {text}=")
        object.__setattr__(self, "table", plotted.rounded(self.table))
        self._require_tied({text: getattr(self, text) for text in ("title", "subtitle", "note", "alt", "caption")})

    @property
    def inputs(self) -> dict[str, str]:
        """sha256 of each table it rests on, by ``name@edition``."""
        return {snapshot.id: snapshot.sha256 for snapshot in self.provenance.snapshots}

    @cached_property
    def id(self) -> str:
        """Short hash of inputs, call and table, printed in the source line."""
        return identify(self.call, self.inputs, plotted.text(self.table))

    @property
    def source(self) -> str:
        """The source line: who published the numbers, and the record's id."""
        line = self.provenance.source_line()
        return f"{line}. Record {self.id}" if line else f"Record {self.id}"

    def sheet(self, size: str = "article") -> Sheet:
        """Draw it in one size.

        Raises
        ------
        UnknownNameError
            If it has no composition for the size.
        """
        if size not in self.compositions or size not in SIZES:
            raise UnknownNameError("size", size, self.compositions, where=f" of the figure {self.name}")
        with export.settings():
            sheet = framed(Frame(self.title, self.subtitle, self.note, self.source), SIZES[size], self.language)
            self.compositions[size](sheet, self.table.copy())
        self._require_tied({"label": " \N{BULLET} ".join(placed.text for placed in sheet.texts if placed.tied)})
        return sheet

    def picture(self, kind: str = "png", size: str = "article") -> bytes:
        """Return one picture, its record inside.

        Parameters
        ----------
        kind : {"png", "svg", "pdf"}
            File format.
        size : str
            One of the figure's sizes.
        """
        drawing = self._drawing(size)
        return self._carrying(kind, size, self._bare(kind, size), drawing)

    def save(
        self, folder: str | Path | None = None, *, sizes: Iterable[str] | None = None, fresh: bool = False
    ) -> dict[str, str]:
        """Write the figure's files into ``folder/name/`` and say what became of each.

        A picture is rewritten only where inputs, table or drawing changed: another machine may set a pixel differently,
        but that is no news. Files appear whole or not at all.

        Parameters
        ----------
        folder : path, optional
            Where figures are kept; else the folder that ``INEQUALITY_FIGURES`` names, else ``figures``.
        sizes : iterable of str, optional
            Only these sizes; else all.
        fresh : bool
            Write every file anew.

        Returns
        -------
        dict of str to str
            By file name: ``"new"``, ``"changed"`` or ``"same"``.
        """
        from inequality.press.shelf import FIGURES, shelve

        place = Path(folder if folder is not None else os.environ.get(FIGURES, "figures"))
        return shelve(self, place / self.name, tuple(sizes or self.compositions), fresh)

    def record(self, pictures: Mapping[str, Mapping[str, str]] | None = None) -> Record:
        """Return the record: how the figure was made, and hashes of the given pictures."""
        return Record(
            self.id, self.name, self.title, self.call, self.inputs, plotted.text(self.table), versions(), pictures or {}
        )

    def file_name(self, kind: str, size: str) -> str:
        """``name.svg`` for the article, ``name.phone.svg`` for other sizes."""
        return f"{self.name}.{kind}" if size == "article" else f"{self.name}.{size}.{kind}"

    @property
    def file_names(self) -> tuple[str, ...]:
        """Names of all the files that `save` writes."""
        pictures = (self.file_name(kind, size) for size in self.compositions for kind in CARRIERS)
        return (*pictures, *(f"{self.name}.{suffix}" for suffix in ("csv", "alt.txt", "caption.txt", "record.json")))

    def _bare(self, kind: str, size: str) -> bytes:
        if kind == "svg":
            return export.svg(self.sheet(size), self.title, self.alt)
        if kind == "png":
            return export.png(self.sheet(size), self.title, self.alt, self.source)
        if kind == "pdf":
            return export.pdf(self.sheet(size), self.title, self.alt)
        raise UnknownNameError("kind of picture", kind, CARRIERS)

    def _drawing(self, size: str) -> str:
        return CARRIERS["svg"].digest(self._bare("svg", size))

    def _carrying(self, kind: str, size: str, bare: bytes, drawing: str) -> bytes:
        hashes = {"sha256": CARRIERS[kind].digest(bare), "drawing": drawing}
        return CARRIERS[kind].insert(bare, self.record({self.file_name(kind, size): hashes}).to_json())

    def _require_tied(self, texts: Mapping[str, str]) -> None:
        editions = [part for s in self.provenance.snapshots for part in (s.edition, *(origin.year for origin in s.origins))]
        require_tied(texts, self.table, self.language, editions=editions)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> tuple[dict[str, Any], dict[str, Any]]:
        size = next(iter(self.compositions))
        data = {"image/png": base64.b64encode(self.picture("png", size)).decode("ascii"), "text/plain": repr(self)}
        return data, {"image/png": {"alt": self.alt, "width": SIZES[size].width, "height": SIZES[size].height}}

    def _repr_png_(self) -> tuple[bytes, dict[str, Any]]:
        size = next(iter(self.compositions))
        return self.picture("png", size), {"alt": self.alt, "width": SIZES[size].width, "height": SIZES[size].height}

    def __repr__(self) -> str:
        title = self.title.replace(NO_BREAK, " ")
        return f"<Figure {self.name}: '{title}' ({', '.join(self.compositions)}), record {self.id}>"


def versions() -> dict[str, str]:
    """Return the versions of what draws."""
    from inequality import __version__

    libraries = {name: importlib.metadata.version(name) for name in ("numpy", "pandas", "pillow")}
    return {
        "wealth-inequality": __version__,
        "matplotlib": mpl.__version__,
        **libraries,
        "python": platform.python_version(),
        "fonts": fonts.fingerprint(),
    }
