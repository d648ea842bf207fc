"""The commands about pictures: draw, verify, start."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from inequality.cli.printing import emit
from inequality.errors import UnknownNameError

__all__ = ["draw_words", "run_draw", "run_start", "run_verify", "start_words", "verify_words"]

YES, NO, UNDECIDED = 0, 1, 3


def draw_words(parser: argparse.ArgumentParser) -> None:
    """Declare the words of ``draw``."""
    parser.add_argument("name", nargs="?", help="a figure, or a claim")
    parser.add_argument("--all", action="store_true", help="run every notebook and draw every figure")
    parser.add_argument("--force", action="store_true", help="with --all: also what is up to date")
    parser.add_argument("-o", "--output", type=Path, default=Path("figures"), metavar="DIR", help="where to (figures)")
    parser.add_argument("--lang", default="", metavar="TAG", help="language of the texts: es-MX, ar, hi ... (en)")
    sizes = "article, phone, square, card, 1200x675, 118mm; say it again for more"
    parser.add_argument("--size", action="append", default=[], metavar="SIZE", help=sizes)
    parser.add_argument("--title", help="your own title; its numbers are checked against the table")
    parser.add_argument("--subtitle", help="your own subtitle, checked likewise")
    parser.add_argument("--note", help="your own note, checked likewise")
    parser.add_argument("--bare", action="store_true", help="leave title, note and source to the page")
    parser.add_argument("--dark", action="store_true", help="for a dark page")
    parser.add_argument("--style", type=Path, metavar="FILE", help="your house style, a TOML file")
    parser.add_argument("--cmyk", action="store_true", help="also the PDF in the four colours of print")
    parser.add_argument("--dry-run", action="store_true", help="say what would be written")


def run_draw(words: argparse.Namespace) -> int:
    """Draw one figure with its kit, or all figures."""
    from inequality import reproduce
    from inequality.press.style import HOUSE, Style

    if words.all:
        return _all(words)
    if words.name is None:
        raise UnknownNameError("figure", "", reproduce.figures(), remedy="name one of them, or say --all")
    style = Style.read(words.style) if words.style else HOUSE
    given = {"language": words.lang, "title": words.title, "subtitle": words.subtitle, "note": words.note}
    figure = reproduce.draw(words.name, bare=words.bare, dark=words.dark, style=style, **given)
    kit = figure.kit(words.output, sizes=words.size or None, cmyk=words.cmyk or None, dry_run=words.dry_run)
    emit(words, kit.as_dict(), lambda: str(kit))
    return YES


def _all(words: argparse.Namespace) -> int:
    from inequality import articles
    from inequality.words import language

    tag = language(words.lang or "en").code  # says which there are
    drawn = articles.draw_all(words.output, force=words.force, language=tag, say=_say)
    emit(words, [vars(figure) for figure in drawn], lambda: articles.table(drawn))
    return YES


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def verify_words(parser: argparse.ArgumentParser) -> None:
    """Declare the words of ``verify``."""
    parser.add_argument("file", type=Path, help="a PNG, JPEG, WebP, SVG or PDF")
    parser.add_argument("--id", help="the id printed in its source line, where the picture carries no record")
    parser.add_argument("--rebuild", type=Path, metavar="DIR", help="write its kit again into this folder")


def run_verify(words: argparse.Namespace) -> int:
    """Say whether a picture is ours and unchanged."""
    from inequality.reproduce import verify

    result = verify(words.file, id=words.id, rebuild=words.rebuild)
    emit(words, result.as_dict(), lambda: str(result))
    return {True: YES, False: NO, None: UNDECIDED}[result.same]


def start_words(parser: argparse.ArgumentParser) -> None:
    """Declare the words of ``start``."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="a new folder, or one without these notebooks")


def run_start(words: argparse.Namespace) -> int:
    """Copy the notebooks for somebody who installed instead of cloning."""
    from inequality.articles import start

    said = start(words.folder)
    emit(words, {"folder": str(words.folder), "said": said}, said)
    return YES
