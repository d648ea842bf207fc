"""Breaking text into lines that are about equally long.

A break stands only at an ordinary space. As few lines as the width allows, then as few of a single word as can be, then the
most even ones.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

from inequality.errors import DrawingError

__all__ = ["balanced", "is_lonely", "plain"]

_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    r"""Return the text as one line without control characters: they could reverse or hide what a reader sees.

    Examples
    --------
    >>> plain("a\u202eb\n  c\x00")
    'ab c'
    """
    text = re.sub(r"[\t\n\r\f\v\u2028\u2029]", " ", text)
    shown = "".join(c for c in _BIDI.sub("", text) if unicodedata.category(c) not in ("Cc", "Cs", "Cn"))
    return re.sub(" +", " ", unicodedata.normalize("NFC", shown)).strip(" ")


def balanced(text: str, width: float, measure: Callable[[str], float]) -> tuple[str, ...]:
    """Break `text` into lines no wider than `width`.

    Parameters
    ----------
    text : str
        One paragraph; no-break spaces hold words together.
    width : float
        The most that ``measure(line)`` may be.
    measure : callable
        Width of a line.

    Raises
    ------
    DrawingError
        If words that must stay together are wider than the width.

    Examples
    --------
    >>> balanced("the quick brown fox jumps over", 20, len)
    ('the quick brown', 'fox jumps over')
    >>> balanced("a very very long line", 16, len)
    ('a very very', 'long line')
    """
    words = text.split(" ")
    if words == [""]:
        return ()
    for word in words:
        if measure(word) > width:
            raise DrawingError(f"'{word}' is wider than the {width:g} it has", remedy="shorten it, or let it break at a space")
    breaks = _breaks(words, width, measure)
    return tuple(" ".join(words[start:end]) for start, end in zip(breaks, breaks[1:], strict=False))


def is_lonely(line: str) -> bool:
    r"""Whether a line is a single word; what a no-break space joins is two.

    Examples
    --------
    >>> is_lonely("people"), is_lonely("42\xa0people")
    (True, False)
    """
    return not re.search("[ \N{NO-BREAK SPACE}]", line.strip())


def _breaks(words: Sequence[str], width: float, measure: Callable[[str], float]) -> list[int]:
    """Best positions of the line starts: (lines, lonely words, unevenness) is least."""
    count = len(words)
    best: list[tuple[int, int, float, int]] = [(0, 0, 0.0, 0)] * (count + 1)
    for start in range(count - 1, -1, -1):
        options = []
        for end in range(start + 1, count + 1):
            length = measure(" ".join(words[start:end]))
            if length > width:
                break
            lines, lonely, uneven, _ = best[end]
            alone = int(end - start == 1 < count and is_lonely(words[start]))
            options.append((lines + 1, lonely + alone, uneven + (width - length) ** 2, end))
        best[start] = min(options)
    positions = [0]
    while positions[-1] < count:
        positions.append(best[positions[-1]][3])
    return positions
