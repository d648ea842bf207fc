"""A figure: what is drawn, the table behind it, and where that comes from."""

from __future__ import annotations

import base64
import os
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from inequality.errors import DrawingError, UnknownNameError
from inequality.press import export, fonts, plotted
from inequality.press.carriers import CARRIERS
from inequality.press.cmyk import four_colours
from inequality.press.frame import Composition, Frame, framed
from inequality.press.inferred import inferred_view
from inequality.press.lines import plain
from inequality.press.look import PLAIN, Look, file_name
from inequality.press.placed import require_apart
from inequality.press.record import Call, Record, identify, versions
from inequality.press.sheet import Box, Sheet
from inequality.press.shelf import FIGURES, Shelf, put, texts_of
from inequality.press.sizes import Shape, Size
from inequality.press.style import HOUSE, Style
from inequality.press.terms import require_passable
from inequality.press.tied import BETWEEN, require_tied
from inequality.press.view import Interactive, View
from inequality.provenance import Provenance
from inequality.words import NO_BREAK, Language, language

if TYPE_CHECKING:
    from inequality.press.kit import Kit

__all__ = ["Figure"]

#: What a figure says; every number in it is tied to the table.
TEXTS = ("title", "subtitle", "note", "alt", "caption")


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
        By the name of the size it is made for (article, phone, and square where it needs its own), what draws the body:
        ``draw(sheet, table)``. Other sizes take the one whose shape is nearest.
    language : Language
        Of the texts.
    holds : tuple of str
        Sentences with an "each" or a "no" that hold by how the chart draws, or that it has made sure of.
    interactive : callable, optional
        Makes the view of its interactive page: ``view(table, words)``; see `inequality.press.view`. Without one the view
        follows from the table.
    terms : mapping of str to str
        What columns of the table, and texts in it, are called in the figure's language, where not by their own name; a
        column with an empty name serves the drawing and is not told.
    size : str
        In which size it is shown and kept; without one, in those that it has compositions for.
    look : Look
        How it is shown and kept: dark, bare, in a house style.

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
    holds: tuple[str, ...] = ()
    interactive: Interactive | None = None
    terms: Mapping[str, str] = field(default_factory=dict)
    size: str = ""
    look: Look = PLAIN

    def __post_init__(self) -> None:
        if not self.name or self.name.strip("abcdefghijklmnopqrstuvwxyz0123456789-"):
            raise DrawingError(f"A figure cannot be named '{self.name}'", possible="lower-case letters, digits and hyphens")
        for text in TEXTS:
            object.__setattr__(self, text, self.language.glued(plain(getattr(self, text))))
        for text in ("title", "alt"):
            if not getattr(self, text):
                raise DrawingError(f"The figure {self.name} has no {text}", remedy=f"state its finding in {text}=")
        object.__setattr__(self, "table", plotted.rounded(self.table))
        require_passable(self.name, len(self.table), self.provenance)
        self._require_tied({text: getattr(self, text) for text in TEXTS})

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
        words, producers = self.language, tuple(dict.fromkeys(origin.producer for origin in self.provenance.origins))
        if not producers:
            return words.text("Record {id}", id=self.id)
        if len(producers) == 1:
            return words.text("Source: {name}. Record {id}", name=producers[0], id=self.id)
        return words.text("Sources: {names}. Record {id}", names=words.clauses(producers), id=self.id)

    def sheet(
        self, size: str | Size = "article", *, dark: bool = False, style: Style = HOUSE, bare: bool = False, black: bool = False
    ) -> Sheet:
        """Draw it in one size.

        Parameters
        ----------
        size : str or Size
            ``"article"``, ``"phone"``, ``"square"``, ``"card"``, or any other written out: ``"1200x675"``, ``"118mm"``. It
            takes the composition whose shape is nearest.
        dark : bool
            For a dark page.
        style : Style
            A house style.
        bare : bool
            Leave title, subtitle, note and source to the page.
        black : bool
            Set letters in pure black, for `inequality.press.cmyk`.

        Raises
        ------
        UnknownNameError
            If there is no such size.
        DrawingError
            If texts and chart do not fit it: nothing is drawn whose texts lie upon each other.
        """
        size = style.size(size)
        texts = Frame("", "", "", "") if bare else Frame(self.title, self.subtitle, self.note, self.source)
        with export.settings(), fonts.using(fonts.faces_for(self.language, style.faces)):
            sheet = framed(texts, size, self.language, style=style, dark=dark, black=black)
            self._composition(size.shape)(sheet, self.table.copy())
        require_apart(sheet.texts, Box(0, 0, sheet.size.width, sheet.height), size.name)
        self._require_tied({"label": " \N{BULLET} ".join(sheet.sayings)})
        return sheet

    def _composition(self, shape: Shape) -> Composition:
        """The composition for a shape, or the one whose shape is nearest."""
        order = {"article": ("article", "square", "phone"), "square": ("square", "article", "phone")}
        nearest = next((name for name in order.get(shape, ("phone", "square", "article")) if name in self.compositions), None)
        if nearest is None:
            raise DrawingError(f"The figure {self.name} has no composition", possible="article, phone, square")
        return self.compositions[nearest]

    def dressed(self, size: str = "", look: Look = PLAIN) -> Figure:
        """Return the same figure, shown and kept in another size and look.

        Raises
        ------
        UnknownNameError
            If there is no such size.
        """
        return replace(self, size=look.style.size(size).name if size else "", look=look)

    def picture(self, kind: str = "png", size: str = "", look: Look | None = None) -> bytes:
        """Return one picture, its record inside.

        Parameters
        ----------
        kind : {"png", "svg", "pdf", "text.svg"}
            File format; ``text.svg`` is the SVG whose texts can be edited.
        size : str, optional
            By name or written out; else the figure's own.
        look : Look, optional
            Dark, bare, in a house style; else the figure's own.
        """
        size, look = size or self.sizes[0], self.look if look is None else look
        body, carrier = self.drawing(kind, size, look), CARRIERS[kind.rpartition(".")[2]]
        drawing = CARRIERS["svg"].digest(self.drawing("svg", size, look))
        hashes = {"sha256": carrier.digest(body), "drawing": drawing}
        return carrier.insert(body, self.record({self.file_name(kind, size, look): hashes}).to_json())

    def save(
        self, folder: str | Path | None = None, *, sizes: Iterable[str] | None = None, fresh: bool = False
    ) -> dict[str, str]:
        """Write pictures, numbers, alt text, caption and record into ``folder/name/`` and say what became of each.

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
        shelf = Shelf(self, self._place(folder), fresh=fresh)
        shelf.draw(sizes or self.sizes, self.look)
        shelf.write_texts(texts_of(self))
        shelf.record()
        return {name: kept.status for name, kept in put(shelf.folder, shelf.files).items()}

    def kit(
        self,
        folder: str | Path | None = None,
        *,
        sizes: Iterable[str] | None = None,
        bare: bool | None = None,
        dark: bool | None = None,
        style: Style | None = None,
        cmyk: bool | None = None,
        fresh: bool = False,
        dry_run: bool = False,
    ) -> Kit:
        """Write all that a desk needs to print the figure into ``folder/name/``, with a page that shows it.

        What is in it: `inequality.press.kit`. Everything is made before anything is written.

        Parameters
        ----------
        folder : path, optional
            As in `save`.
        sizes : iterable of str, optional
            Only these sizes, by name or written out (``"1200x675"``, ``"118mm"``); else the figure's own.
        bare, dark : bool, optional
            Leave title, note and source to the page; for a dark page. Else as the figure's own look.
        style : Style, optional
            A house style.
        cmyk : bool, optional
            Also the PDF in the four colours of print, by Ghostscript.
        fresh : bool
            Write every file anew.
        dry_run : bool
            Say what would be written, and write nothing.

        Returns
        -------
        Kit
            Printable: the files, what became of each, and what was left out.

        Raises
        ------
        DrawingError
            If a size is too small for the texts, or there is no Ghostscript for four colours.
        """
        from inequality.press.kit import kit_of

        given: dict[str, Any] = {"bare": bare, "dark": dark, "style": style, "cmyk": cmyk}
        look = replace(self.look, **{name: value for name, value in given.items() if value is not None})
        return kit_of(self, self._place(folder), tuple(sizes or self.sizes), look, fresh=fresh, dry_run=dry_run)

    @property
    def sizes(self) -> tuple[str, ...]:
        """The sizes in which it is kept, the one in which it is shown first."""
        return (self.size,) if self.size else tuple(self.compositions)

    @cached_property
    def view(self) -> View:
        """The view of its interactive page, each number that is said tied to the table."""
        if self.interactive is None:
            return inferred_view(self.table, self.language, self.terms)
        view = self.interactive(self.table.copy(), self.language)
        said = [str(text) for layer in view.layers if layer.says for text in layer.data[layer.says]]
        labels = [*said, *(layer.name for layer in view.layers)]
        self._require_tied({"interactive view": BETWEEN.join(labels), "reading": view.reading})
        return view

    def _place(self, folder: str | Path | None) -> Path:
        return Path(folder if folder is not None else os.environ.get(FIGURES, "figures")) / self.name

    def record(self, pictures: Mapping[str, Mapping[str, str]] | None = None) -> Record:
        """Return the record: how the figure was made, and hashes of the given pictures."""
        return Record(
            self.id, self.name, self.title, self.call, self.inputs, plotted.text(self.table), self._versions(), pictures or {}
        )

    def _versions(self) -> dict[str, str]:
        """Versions of what draws; a font of the system is told by its hash."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # drawing says so
            faces = fonts.faces_for(self.language)
        return versions(fonts.fingerprint(faces))

    def file_name(self, kind: str, size: str = "article", look: Look = PLAIN) -> str:
        """``name.svg`` for the article in English, ``name.es-MX.phone.svg``, ``name.118mm.dark.svg``."""
        return file_name(self.name, self.language.code, kind, size, look)

    @property
    def file_names(self) -> tuple[str, ...]:
        """Names of all the files that `save` writes."""
        pictures = (self.file_name(kind, size, self.look) for size in self.sizes for kind in CARRIERS)
        return (*pictures, *(self.file_name(suffix) for suffix in ("csv", "alt.txt", "caption.txt", "record.json")))

    def drawing(self, kind: str, size: str, look: Look = PLAIN) -> bytes:
        """Return a picture without a record, laid out once for all its formats."""
        sheet = self.drawn(size, look, black=look.cmyk and kind == "pdf")
        if kind == "svg":
            if (size, look) not in self._svgs:
                self._svgs[size, look] = export.svg(sheet, self.title, self.alt)
            return self._svgs[size, look]
        if kind == "text.svg":
            return export.editable(sheet, self.title, self.alt)
        if kind == "png":
            return export.png(sheet, self.title, self.alt, self.source)
        if kind == "pdf":
            pdf = export.pdf(sheet, self.title, self.alt)
            return four_colours(pdf) if look.cmyk else pdf
        raise UnknownNameError("kind of picture", kind, [*CARRIERS, "text.svg"])

    def drawn(self, size: str, look: Look = PLAIN, *, black: bool = False) -> Sheet:
        """Return the sheet of a size and look, laid out once."""
        key = (size, replace(look, cmyk=False), black)
        if key not in self._sheets:
            self._sheets[key] = self.sheet(size, dark=look.dark, bare=look.bare, style=look.style, black=black)
        return self._sheets[key]

    @cached_property
    def _sheets(self) -> dict[tuple[str, Look, bool], Sheet]:
        return {}

    @cached_property
    def _svgs(self) -> dict[tuple[str, Look], bytes]:
        return {}

    def _require_tied(self, texts: Mapping[str, str]) -> None:
        editions = [part for s in self.provenance.snapshots for part in (s.edition, *(origin.year for origin in s.origins))]
        require_tied(texts, self.table, self.language, editions=editions, holds=self.holds)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> tuple[dict[str, Any], dict[str, Any]]:
        data = {"image/png": base64.b64encode(self.picture()).decode("ascii"), "text/plain": repr(self)}
        return data, {"image/png": self._shown()}

    def _repr_png_(self) -> tuple[bytes, dict[str, Any]]:
        return self.picture(), self._shown()

    def _shown(self) -> dict[str, Any]:
        sheet = self.drawn(self.sizes[0], self.look)
        return {"alt": self.alt, "width": round(sheet.size.width), "height": round(sheet.height)}

    def __repr__(self) -> str:
        title = self.title.replace(NO_BREAK, " ")
        return f"<Figure {self.name}: '{title}' ({', '.join(self.sizes)}), record {self.id}>"
