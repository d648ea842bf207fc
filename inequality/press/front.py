"""The page of a press kit: the figure, its files, its texts with buttons that copy them, and what may be printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from inequality.press.explore import table_of
from inequality.press.look import Look
from inequality.press.page import address, escaped, part, whole_page
from inequality.press.record import Record
from inequality.press.terms import permission, terms_of
from inequality.words import Language

if TYPE_CHECKING:
    from inequality.press.figure import Figure

__all__ = ["embedded", "kit_page"]

#: Widest page that shows the picture for the phone.
NARROW = 600


def embedded(figure: Figure, sizes: tuple[str, ...], look: Look, *, caption: bool = True) -> str:
    """Return the figure as HTML for a page: pictures by their names, alt text, size, caption and source.

    Parameters
    ----------
    figure : Figure
        What to show.
    sizes : tuple of str
        In which it stands in the kit; a phone gets the one for phones.
    look : Look
        Of the pictures.
    caption : bool
        With the caption and the source below it.
    """
    words, main = figure.language, sizes[0]
    shapes = {size: look.style.size(size).shape for size in sizes}
    main = next((size for size in sizes if shapes[size] != "phone"), main)
    small = next((size for size in sizes if shapes[size] == "phone" and size != main), None)
    sheet = figure.drawn(main, look)
    image = (
        f'<img src="{figure.file_name("png", main, look)}" alt="{escaped(figure.alt)}" width="{round(sheet.size.width)}" '
        f'height="{round(sheet.height)}" style="max-width:100%;height:auto">'
    )
    if small:
        source = f'<source media="(max-width: {NARROW}px)" srcset="{figure.file_name("png", small, look)}"'
        narrow = figure.drawn(small, look)
        image = f'<picture>{source} width="{round(narrow.size.width)}" height="{round(narrow.height)}">{image}</picture>'
    said = " ".join(text for text in (figure.caption, words.sentence(figure.source)) if text)
    below = f"\n<figcaption>{escaped(said)}</figcaption>" if caption else ""
    return f'<figure lang="{words.code}" dir="{words.direction}" style="margin:0">\n{image}{below}\n</figure>'


def kit_page(
    figure: Figure, sizes: tuple[str, ...], look: Look, texts: Mapping[str, str], files: Mapping[str, bytes], record: Record
) -> bytes:
    """Return the page.

    Parameters
    ----------
    figure : Figure
        Whose kit.
    sizes, look : tuple of str, Look
        What to show first.
    texts : mapping
        The texts by the ending of their file.
    files : mapping
        The other files by name.
    record : Record
        Names pictures that were drawn before as well.
    """
    words = figure.language
    kit, listed, numbers = words.text("Press kit"), words.text("Files"), words.text("The numbers behind the chart")
    parts = [
        f"<main>\n<h1>{escaped(figure.title)}</h1>\n<p>{escaped(figure.subtitle)}</p>",
        embedded(figure, sizes, look, caption=False),
        *(f'<p class="muted">{escaped(text)}</p>' for text in (figure.note, figure.source) if text and look.bare),
        _printing(figure),
        *_copied(figure, texts),
        f"<h2>{escaped(listed)}</h2>\n{_files(figure, files, record)}",
        f"<h2>{escaped(numbers)}</h2>\n{table_of(figure.table, words, figure.terms, numbers)}",
        _checking(figure, sizes, look),
        '</main>\n<p id="done" aria-live="polite" class="muted"></p>',
    ]
    return whole_page(
        words.labelled(kit, figure.title), "\n".join(filter(None, parts)), words,
        styles=[part("page.css")], scripts=[part("copy.js")], description=figure.alt,
    )  # fmt: skip


def _printing(figure: Figure) -> str:
    words = figure.language
    head = words.text("What may be printed")
    asked = "".join(f"<li>{escaped(text)}</li>" for text in terms_of(figure.provenance, words))
    return (
        f"<h2>{escaped(head)}</h2>\n<p>{escaped(permission(figure.provenance, words))}</p>\n"
        + (f"<ul>{asked}</ul>\n" if asked else "")
        + f"<p>{escaped(_reviewed(words))}</p>"
    )


def _reviewed(words: Language) -> str:
    """Say whether a fluent reader has gone through the texts of the language."""
    if words.reviewed:
        return words.text("The texts in this language were reviewed by: {name}.", name=words.reviewed_by)
    return words.text("No fluent reader has reviewed the texts in this language yet: have one read them before you print.")


def _copied(figure: Figure, texts: Mapping[str, str]) -> Iterator[str]:
    """Yield each text with its button."""
    words = figure.language
    copy, copied = words.text("Copy"), words.text("Copied")
    named = {
        "caption.txt": words.text("Caption"),
        "alt.txt": words.text("Alt text"),
        "reading.txt": words.text("How to read it"),
        "description.txt": words.text("Long description"),
        "embed.html": words.text("Embed"),
        "citation.txt": words.text("Citation"),
        "citation.bib": "BibTeX",
    }
    for suffix, name in named.items():
        id, code = suffix.replace(".", "-"), " class=code" if suffix in ("embed.html", "citation.bib") else ""
        button = (
            f'<button type="button" data-copy="{id}" data-done="{escaped(copied)}" '
            f'aria-label="{escaped(copy)}: {escaped(name)}">{escaped(copy)}</button>'
        )
        if texts[suffix].strip():
            yield f'<h2>{escaped(name)} {button}</h2>\n<pre id="{id}"{code} tabindex="0">{escaped(texts[suffix].strip())}</pre>'
        if suffix == "citation.txt":
            yield _links(figure)


def _links(figure: Figure) -> str:
    """The sources' own addresses; nothing else on the page leads elsewhere."""
    urls = {address(origin.url): origin.producer for origin in figure.provenance.origins}
    links = "".join(
        f'<li>{escaped(name)}: <a href="{url}" rel="noopener noreferrer">{url}</a></li>' for url, name in urls.items() if url
    )
    return f"<ul>{links}</ul>" if links else ""


def _files(figure: Figure, files: Mapping[str, bytes], record: Record) -> str:
    """List the files to take, with their sizes; the fonts are told beside what needs them."""
    words = figure.language
    told = {
        "text.svg": words.text("text that can be edited; its fonts are in the folder fonts"),
        "cmyk.pdf": words.text("in four colours, for print"),
        "xlsx": words.text("the plotted numbers, for people"),
        "csv": words.text("the plotted numbers, for programs"),
        "interactive.html": words.text("interactive, works without a network"),
        "record.json": words.text("how it was made"),
    }  # fmt: skip
    rows = []
    for name in [*(name for name in files if "/" not in name), *(name for name in record.pictures if name not in files)]:
        about = next((text for suffix, text in told.items() if name.endswith(f".{suffix}")), "")
        size = f"{words.number(len(files[name]) / 1000)} kB" if name in files else ""
        more = " ".join(filter(None, (about, size)))
        rows.append(f'<li><a href="{name}" download dir="ltr">{name}</a> <span class="muted">{escaped(more)}</span></li>')
    return f'<ul class="files">{"".join(rows)}</ul>'


def _checking(figure: Figure, sizes: tuple[str, ...], look: Look) -> str:
    """Say how a reader makes sure that a picture is this one."""
    words, name = figure.language, figure.file_name("png", sizes[0], look)
    said = words.text("To check whether a picture is this one, unchanged:")
    return f'<p class="muted">{escaped(said)}</p>\n<pre class="code" tabindex="0">inequality verify {name}</pre>'
