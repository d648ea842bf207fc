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
    """Best positions of the line starts: (lines, lonely words, unevenness) is least.

    In the fewest lines each begins no later than where lines are filled from the front, and no earlier than where they are
    filled from the back: only these few are looked at, since measuring a line takes long.
    """
    count, sizes = len(words), [measure(word) for word in words]

    def length(start: int, end: int) -> float:
        return measure(" ".join(words[start:end]))

    latest = _filled(count, sizes, width, length)
    turned = _filled(count, sizes[::-1], width, lambda start, end: length(count - end, count - start))
    earliest = [count - end for end in reversed(turned)]
    best: dict[int, tuple[int, float, int]] = {count: (0, 0.0, 0)}
    ends: list[dict[int, int]] = []
    for line in range(len(latest) - 2, -1, -1):
        found = {}
        for start in range(earliest[line], latest[line] + 1):
            options = []
            for end in range(max(earliest[line + 1], start + 1), latest[line + 1] + 1):
                long = length(start, end)
                if long > width:
                    break
                if end in best:
                    lonely, uneven, _ = best[end]
                    alone = int(end - start == 1 < count and is_lonely(words[start]))
                    options.append((lonely + alone, uneven + (width - long) ** 2, end))
            if options:
                found[start] = min(options)
        best = found
        ends.insert(0, {start: end for start, (_, _, end) in found.items()})
    positions = [0]
    for steps in ends:
        positions.append(steps[positions[-1]])
    return positions


def _filled(count: int, sizes: Sequence[float], width: float, length: Callable[[int, int], float]) -> list[int]:
    """Return where lines begin, and the last ends, if each takes as many words as it can; sizes tell about how many."""
    positions = [0]
    while positions[-1] < count:
        start = positions[-1]
        end, room = start + 1, width - sizes[start]
        while end < count and room >= sizes[end]:
            room -= sizes[end]
            end += 1
        while end > start + 1 and length(start, end) > width:
            end -= 1
        while end < count and length(start, end + 1) <= width:
            end += 1
        positions.append(end)
    return positions
