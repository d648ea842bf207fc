"""The press kit of a figure: all that a desk needs to print it, in one folder, with a page that shows it.

Pictures (PNG, SVG as outlines, SVG as text with its fonts in ``fonts/``, PDF, and in four colours where asked for), the
plotted numbers (CSV for programs, XLSX for people), caption, alt text, long description, how to read it, citation (text and
BibTeX), embed snippet, the interactive page, the record, and ``index.html``. No file of a publisher's is in it: single
figures with their citation may always be printed, whole files not (`inequality.provenance.Origin.redistributable`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from matplotlib.font_manager import get_font

from inequality.press import fonts
from inequality.press.carriers import CARRIERS
from inequality.press.explore import INSTALL, explorable, has_vega
from inequality.press.front import embedded, kit_page
from inequality.press.look import Look
from inequality.press.sheet import Sheet
from inequality.press.shelf import Shelf, Shelved, put, texts_of
from inequality.press.spoken import described, row_in_words
from inequality.press.spreadsheet import workbook
from inequality.press.terms import permission, terms_of
from inequality.press.vega import telling

if TYPE_CHECKING:
    from inequality.press.figure import Figure

__all__ = ["FONTS", "Kit", "kit_of"]

#: Folder of the fonts that the editable SVG is set in.
FONTS = "fonts"


@dataclass(frozen=True)
class Kit:
    """The files of a kit and what became of each.

    Parameters
    ----------
    figure : str
        Its name.
    folder : Path
        Where they stand.
    files : mapping of str to Shelved
        By name within the folder.
    left_out : tuple of str
        What could not be made on this machine, and what to do.
    written : bool
        False after a dry run.
    """

    figure: str
    folder: Path
    files: Mapping[str, Shelved]
    left_out: tuple[str, ...] = ()
    written: bool = True

    @property
    def page(self) -> Path:
        """The page that shows it."""
        return self.folder / next(name for name in self.files if name.startswith("index."))

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON knows it."""
        files = {name: {"status": file.status, "bytes": file.size} for name, file in self.files.items()}
        return {
            "figure": self.figure, "folder": str(self.folder), "written": self.written, "files": files,
            "left_out": list(self.left_out),
        }  # fmt: skip

    def __str__(self) -> str:
        wide = max(map(len, self.files))
        lines = [f"{name:<{wide}}  {_shown(file.size):>8}  {file.status}" for name, file in self.files.items()]
        total = _shown(sum(file.size for file in self.files.values()))
        end = f"{len(self.files)} files, {total}, in {self.folder}" if self.written else (
            f"{len(self.files)} files, {total}, would stand in {self.folder}; nothing was written"
        )  # fmt: skip
        opened = [f"Open {self.page}"] if self.written else []
        return "\n".join([*lines, *(f"Left out: {text}" for text in self.left_out), end, *opened])


def kit_of(
    figure: Figure, folder: Path, sizes: tuple[str, ...], look: Look, *, fresh: bool = False, dry_run: bool = False
) -> Kit:
    """Make the kit of a figure and write it, unless it is a dry run."""
    shelf = Shelf(figure, folder, fresh=fresh)
    shelf.draw(sizes, look, kinds=(*CARRIERS, "text.svg"))
    description = described(figure.alt, figure.note, reading_of(figure), figure.table, figure.language, figure.terms)
    texts = {
        **texts_of(figure),
        "description.txt": description + "\n",
        "reading.txt": reading_of(figure) + "\n",
        "citation.txt": citation_of(figure) + "\n",
        "citation.bib": bibtex_of(figure) + "\n",
        "embed.html": embedded(figure, sizes, look) + "\n",
    }
    shelf.write_texts(texts)
    shelf.files[figure.file_name("xlsx")] = _workbook(figure)
    left_out: tuple[str, ...] = ()
    if has_vega():
        shelf.files[figure.file_name("interactive.html")] = _interactive(figure, look)
    else:
        left_out = (f"the interactive page, which needs Vega-Lite: {INSTALL}",)
    record = shelf.record()
    for size in sizes:
        shelf.files |= _fonts(figure.drawn(size, look))
    index = "index.html" if figure.language.code == "en" else f"index.{figure.language.code}.html"
    shelf.files[index] = kit_page(figure, sizes, look, texts, shelf.files, record)
    return Kit(figure.name, folder, put(folder, shelf.files, write=not dry_run), left_out, written=not dry_run)


def reading_of(figure: Figure) -> str:
    r"""Return the sentence that says how to read the figure: the chart's own, or an example out of the table.

    Examples
    --------
    >>> from inequality.reproduce import draw
    >>> reading_of(draw("n-by-year")).replace("\xa0", " ")
    'How to read it: the count for 2015 was first 62; by data that were revised later it is 9.'
    """
    if figure.view.reading:
        return figure.language.glued(figure.view.reading)
    layer = figure.view.layers[-1]
    row = layer.data.iloc[len(layer.data) // 2]
    example = row_in_words({name: row[name] for name in telling(layer)}, figure.language, figure.terms)
    return figure.language.text("Each mark stands for numbers of the table, for example: {example}.", example=example)


def citation_of(figure: Figure) -> str:
    """Return what to cite: the figure by its record, then the works its numbers are from."""
    title = figure.title.rstrip(".")
    own = f"{title}. {figure.language.text('Record {id}', id=figure.id)}. wealth-inequality."
    return "\n".join([own, *filter(None, [figure.provenance.citation()])])


def bibtex_of(figure: Figure) -> str:
    """Return the same as BibTeX."""
    title = "".join(f"\\{c}" if c in "&%$#_{}" else c for c in figure.title.replace("\\", ""))
    own = (
        f"@misc{{{figure.name}-{figure.id},\n  title = {{{{{title}}}}},\n  howpublished = {{wealth-inequality}},\n"
        f"  note = {{Record {figure.id}}}\n}}"
    )
    return "\n\n".join([own, *filter(None, [figure.provenance.bibtex()])])


def _workbook(figure: Figure) -> bytes:
    words = figure.language
    said = {
        words.text("Title"): figure.title,
        words.text("Subtitle"): figure.subtitle,
        words.text("Note"): figure.note,
        words.text("Source"): figure.source,
        words.text("Citation"): citation_of(figure),
        words.text("What may be printed"): " ".join(
            [permission(figure.provenance, words), *terms_of(figure.provenance, words)]
        ),
    }
    rows = [(name, line) for name, text in said.items() if text for line in text.split("\n")]
    names = (words.text("Numbers"), words.text("About"))
    return workbook(figure.table, rows, names=names, rtl=words.direction == "rtl")


def _interactive(figure: Figure, look: Look) -> bytes:
    texts = {name: getattr(figure, name) for name in ("title", "subtitle", "note", "alt", "source")} | {
        "reading": reading_of(figure)
    }
    colours = look.style.palette(dark=look.dark)
    return explorable(texts, figure.view, figure.table, figure.language, colours, figure.terms, dark=look.dark)


def _fonts(sheet: Sheet) -> dict[str, bytes]:
    """Return the package's own fonts that letters of the sheet are set in, with their licence.

    Those of a house style and of the system are their owners' to pass on.
    """
    used = {}
    with fonts.using(sheet.faces):
        for style in ("regular", "semibold"):
            letters = {letter for placed in sheet.texts if placed.style == style for letter in placed.text}
            for _, path in fonts.named_files(style):
                drawn = {letter for letter in letters if ord(letter) in get_font(str(path)).get_charmap()}
                letters -= drawn
                if drawn and path.parent == fonts.FOLDER:
                    used[f"{FONTS}/{path.name}"] = path.read_bytes()
    return {**used, f"{FONTS}/OFL.txt": (fonts.FOLDER / "OFL.txt").read_bytes()} if used else {}


def _shown(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(size / 1e3, 0.1):.1f} kB"
