"""Which way a text runs: the marks without which digits, signs and words of another script stand at the wrong end.

Whatever such marks a text brings along were taken out before (`lines.plain`): they could reverse what a reader sees.
"""

from __future__ import annotations

import re
from functools import cache

from inequality.words import Language

__all__ = ["LEFT_MARK", "RIGHT_MARK", "directed"]

LEFT_MARK, RIGHT_MARK = "\u200e", "\u200f"
_RIGHTWARD = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_FROM_RIGHT = re.compile(f"[{_RIGHTWARD}]")
#: Letters that run from left to right, and from right to left.
_LEFT, _RIGHT = rf"[^\W\d_{_RIGHTWARD}]", "[\u0620-\u064a\u064b-\u0652\u0671-\u06d3\u05d0-\u05ea]"
_FROM_LEFT = re.compile(_LEFT)
_SIGNED = re.compile(r"(?<![\w\d])([-+\u2212\u00b1])(?=[0-9])")
_NUMBER = r"[-\u2212]?[0-9]+(?:[.,][0-9]+)*[%\u066a]?"
_DATE = r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?(?![0-9])"
_WORDS = 3
#: A name with its number in a list.
_ITEM = re.compile(r"[0-9]{1,3}[ \u00a0](?:[A-Z][^\W\d_.'\u2019-]*[ \u00a0]?)+$")


def directed(text: str, language: Language) -> str:
    r"""Return the text with the marks that make it run as its language does.

    A text from right to left begins with a mark that says so, or a year at its beginning would end up at its end; a sign
    is kept before its number. Words of the other direction are kept together with the numbers among them, and apart from
    the number that follows a name. A line that is all in the other script runs as that script does. The percent sign of a
    number stands where it does amid Arabic words, also where there are none.

    Examples
    --------
    >>> from inequality.words import language
    >>> directed("42 people", language("en"))
    '42 people'
    >>> directed("\u0645\u0646", language("en"))
    '\u200e\u200f\u0645\u0646\u200e'
    >>> directed("\u0645\u0646 Oxfam 42", language("ar")), directed("42 people own 3.7", language("ar"))
    ('\u200f\u0645\u0646 \u200eOxfam\u200f 42', '\u200e42 people own 3.7')
    """
    if language.direction == "rtl":
        if _FROM_LEFT.search(text) and not _FROM_RIGHT.search(text) and not _ITEM.match(text):
            return LEFT_MARK + text
        return RIGHT_MARK + _together(_SIGNED.sub(rf"{LEFT_MARK}\1", text), _LEFT, LEFT_MARK, RIGHT_MARK)
    return LEFT_MARK + _together(text, _RIGHT, RIGHT_MARK, LEFT_MARK) if _FROM_RIGHT.search(text) else text


def _together(text: str, letter: str, before: str, after: str) -> str:
    """Set marks round the words in letters of the other direction."""
    said, reached = [], 0
    for match in _foreign(letter).finditer(text):
        end = match.end() if len(match[0].split()) > _WORDS or not match["last"] else match.start("last")
        if re.match(r"\.[\u060c\u061b,;:)]", text[end:]):  # an abbreviation: the sentence goes on
            end += 1
        run = text[match.start() : end]
        if run.count("(") > run.count(")") and text[end : end + 1] == ")":
            end, run = end + 1, f"{run})"
        said += [_parted(text[reached : match.start()], after), before, run, "" if run[-1].isalnum() else before, after]
        reached = end
    return "".join([*said, _parted(text[reached:], after)])


def _parted(text: str, mark: str) -> str:
    """Set the mark between a number and its percent sign, where it is the one of a text from the right."""
    return re.sub("(?<=[0-9])(?=%)", mark, text) if mark == RIGHT_MARK else text


@cache
def _foreign(letter: str) -> re.Pattern[str]:
    """Find words of these letters: numbers between them, first in a quotation, and last in the text are theirs."""
    word = rf"(?:[0-9]+(?:[-./][0-9]+)*-?)?{letter}(?:{letter}|[0-9]|['\u2019.&/-](?={letter}|[0-9]))*"
    gap = r"[)\u00bb\u201d]?[,:;]?[ \u00a0\u202f]+(?:[/&+<>=\u2013\u2014-]+[ \u00a0\u202f]+)?[(\u00ab\u201c]?"
    return re.compile(
        rf"(?:(?<=[\u00ab\u201c\u201e(]){_NUMBER}{gap})?{word}(?:{gap}(?:{_NUMBER}{gap})*{word})*(?P<last>{gap}{_NUMBER}(?=[\u00bb\u201d\u201c]?[.]?$))?"
        rf"|{_DATE}"
    )
