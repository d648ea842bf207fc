"""What interactive pages say: how a chart is read, by sentences that it has already, and whose a mark is, by rank."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from inequality.press.inferred import inferred_view
from inequality.press.view import View
from inequality.words import Language

__all__ = ["how_to_read", "inferred_with", "ranks", "terms_of"]


def how_to_read(words: Language, *sentences: str) -> str:
    """Return sentences as the way to read a chart; a full stop is set where one is missing, and empty ones are left out.

    >>> from inequality.words import language
    >>> how_to_read(language("en"), "The lines do not show the years between.", "", "Halfway")
    'How to read it: The lines do not show the years between. Halfway.'
    """
    said = " ".join(words.sentence(sentence) for sentence in sentences if sentence)
    return words.text("{one}: {other}", one=words.text("How to read it"), other=said)


def inferred_with(table: pd.DataFrame, words: Language, terms: Mapping[str, str], *sentences: str) -> View:
    """Return the view that follows from a table, with a chart's own way to be read."""
    return replace(inferred_view(table, words, terms), reading=how_to_read(words, *sentences))


def terms_of(named: Mapping[str, str], *untold: str) -> dict[str, str]:
    """Return what columns and texts of a table are called, and columns that descriptions leave out: they place marks.

    >>> terms_of({"FRA": "France"}, "time")
    {'time': '', 'FRA': 'France'}
    """
    return {**dict.fromkeys(untold, ""), **named}


def ranks(low: float, high: float, words: Language) -> str:
    """Return the ranks of a group in percent, as a range with as many decimals as they have.

    >>> from inequality.words import language
    >>> ranks(0.99, 0.995, language("en")).replace("\N{NO-BREAK SPACE}", " ")
    '99 to 99.5 percent'
    """
    ends = [float(f"{100 * end:.9g}") for end in (low, high)]
    start, end = (next(n for n in range(8) if n == 7 or abs(round(each, n) - each) < 1e-9) for each in ends)
    return words.range(words.number(ends[0], start), words.share(high, end))
