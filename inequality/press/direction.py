"""Which way a text runs: the marks without which digits and signs stand at the wrong end.

Whatever such marks a text brings along were taken out before (`lines.plain`): they could reverse what a reader sees.
"""

from __future__ import annotations

import re

from inequality.words import Language

__all__ = ["directed"]

LEFT_MARK, RIGHT_MARK = "\u200e", "\u200f"
_FROM_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_SIGNED = re.compile(r"(?<![\w\d])([-+\u2212\u00b1])(?=[0-9])")


def directed(text: str, language: Language) -> str:
    r"""Return the text with the marks that make it run as its language does.

    A text from right to left begins with a mark that says so, or a year at its beginning would end up at its end; a sign
    is kept before its number. A text from left to right says so where it quotes a word that runs the other way.

    Examples
    --------
    >>> from inequality.words import language
    >>> directed("42 people", language("en"))
    '42 people'
    >>> directed("\u0645\u0646", language("en"))
    '\u200e\u0645\u0646'
    """
    if language.direction == "rtl":
        return RIGHT_MARK + _SIGNED.sub(rf"{LEFT_MARK}\1", text)
    return LEFT_MARK + text if _FROM_RIGHT.search(text) else text
