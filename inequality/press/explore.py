"""The chart as a page that works without a network: to touch, by keyboard, for screen readers, with its table below.

The marks are drawn by Vega-Lite, whose JavaScript stands in the page. It comes with ``vl-convert``, which not everybody
needs: without it a kit has no such page and says so.
"""

from __future__ import annotations

import importlib.util
import warnings
from collections.abc import Mapping
from functools import cache

import pandas as pd

from inequality.press.page import data_of, escaped, part, whole_page
from inequality.press.palette import FAINT, INK, MUTED, PAPER, RULE, Palette
from inequality.press.spoken import heading, rows_in_words
from inequality.press.vega import key_of, vega_lite
from inequality.press.view import View
from inequality.words import Language

__all__ = ["INSTALL", "explorable", "has_vega", "table_of"]

#: What to do where it cannot be made.
INSTALL = "pip install 'wealth-inequality[interactive]'"
_KEYS: Mapping[str, str] = {
    "dot": '<circle cx="7" cy="7" r="5" fill="{0}"/>',
    "ring": '<circle cx="7" cy="7" r="4.5" fill="none" stroke="{0}" stroke-width="2.4"/>',
    "diamond": '<path d="M7 1l6 6-6 6-6-6z" fill="{0}"/>',
    "line": '<path d="M0 7h14" stroke="{0}" stroke-width="2.4"/>',
    "bar": '<path d="M1 3h12v8h-12z" fill="{0}"/>',
    "outline": '<path d="M1 3h12v8h-12z" fill="none" stroke="{0}" stroke-width="1.6" stroke-dasharray="3 2"/>',
    "tick": '<path d="M7 1v12" stroke="{0}" stroke-width="3"/>',
}


def has_vega() -> bool:
    """Whether the page can be made on this machine."""
    return importlib.util.find_spec("vl_convert") is not None


@cache
def _vega() -> str:
    """Return Vega-Lite's JavaScript, which takes a second to bundle."""
    import vl_convert

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        code: str = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")
    # The bundle is one file of code: where it names the end of a script it is in a string.
    return code.replace("</script", r"<\/script").replace("<!--", r"<\!--")


def table_of(table: pd.DataFrame, words: Language, terms: Mapping[str, str], caption: str) -> str:
    """Return a table in HTML, numbers as the language writes them, headings that screen readers announce."""
    table = table[[name for name in table.columns if terms.get(str(name)) != ""]]
    heads = "".join(f'<th scope="col">{escaped(heading(str(name), words, terms))}</th>' for name in table.columns)
    numeric = [pd.api.types.is_numeric_dtype(table[name]) for name in table.columns]
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td{' class=number' * is_number}>{escaped(cell)}</td>" for cell, is_number in zip(row, numeric, strict=True)
        )
        + "</tr>\n"
        for row in rows_in_words(table, words, terms)
    )
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escaped(caption)}">\n<table>\n'
        f"<caption>{escaped(caption)}</caption>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>"
    )


def explorable(
    texts: Mapping[str, str],
    view: View,
    table: pd.DataFrame,
    words: Language,
    colours: Palette,
    terms: Mapping[str, str],
    *,
    dark: bool = False,
) -> bytes:
    """Return the page.

    Parameters
    ----------
    texts : mapping
        The figure's title, subtitle, note, alt, reading and source.
    view : View
        Marks, scales, colours.
    table : DataFrame
        The plotted numbers.
    words : Language
        Of the page.
    colours : Palette
        Of the chart.
    terms : mapping
        What columns and texts of the table are called.
    dark : bool
        Whether the colours are for a dark page.
    """
    key = "".join(
        f'<li><svg width="14" height="14" aria-hidden="true">{_KEYS[mark].format(colour)}</svg>{escaped(name)}</li>'
        for mark, colour, name in key_of(view, colours)
    )
    caption = words.text("The numbers behind the chart")
    hint = words.text("Use the arrow keys, touch or the mouse to go from mark to mark.")
    body = f"""<main>
<h1>{escaped(texts["title"])}</h1>
<p>{escaped(texts["subtitle"])}</p>
{f'<ul class="key">{key}</ul>' if key else ""}
<div id="chart" tabindex="0" role="application" aria-label="{escaped(texts["alt"])}" aria-describedby="hint">
<div id="plot"></div>
</div>
<p id="said" aria-live="polite">{escaped(texts["reading"])}</p>
<p id="hint" class="muted">{escaped(hint)}</p>
<p class="muted">{escaped(texts["note"])}</p>
{table_of(table, words, terms, caption)}
<p class="muted">{escaped(texts["source"])}</p>
</main>
<script type="application/json" id="spec">{data_of(vega_lite(view, words, colours, terms))}</script>"""
    return whole_page(
        texts["title"],
        body,
        words,
        styles=[part("page.css"), part("chart.css"), _coloured(colours, dark)],
        scripts=[_vega(), part("walk.js")],
        description=texts["alt"],
    )


def _coloured(colours: Palette, dark: bool) -> str:
    """Return the page's colours as those of the chart, whatever page the reader prefers: marks are chosen for one ground."""
    names = {"paper": PAPER, "ink": INK, "muted": MUTED, "rule": RULE, "faint": FAINT}
    shown = "".join(f"--{name}:{colours.hex(colour)};" for name, colour in names.items())
    return f":root{{color-scheme:{'dark' if dark else 'light'};{shown}}}\n"
