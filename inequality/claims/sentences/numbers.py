"""Numbers as sentences write them, read exactly: figures, words, parts, percents."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

__all__ = ["NUMBER", "Number", "number_of"]

_UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL = {word: value for value, word in enumerate(_UNITS)} | {word: 10 * value for value, word in enumerate(_TENS, 2)}
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SHORT = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12, "trn": 10**12}
_PARTS = {
    **dict.fromkeys(("half",), 2),
    **dict.fromkeys(("third", "thirds"), 3),
    **dict.fromkeys(("quarter", "quarters", "fourth", "fourths"), 4),
    **dict.fromkeys(("fifth", "fifths"), 5),
    **dict.fromkeys(("tenth", "tenths"), 10),
    **dict.fromkeys(("hundredth", "hundredths"), 100),
}

_PERCENT = r"(?:%|percent|per cent|pct)"
_FIGURES = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_SPELLED_WORD = "|".join([*_UNITS[::-1], *_TENS, "hundred", *_SCALES])
_SPELLED = rf"(?:an? hundred(?: and)? )?(?:{_SPELLED_WORD})(?:[ -](?:and )?(?:{_SPELLED_WORD}))*"
_PART = rf"(?:(?:(?:an?|one|two|three|four|five|six|seven|eight|nine) )?(?:{'|'.join(_PARTS)}))"

#: A pattern that matches one number; put before it nothing that could be part of it.
NUMBER = rf"(?:{_FIGURES}[ -]?(?:{'|'.join(_SCALES)})|{_FIGURES} ?(?:{'|'.join(_SHORT)})\b|{_FIGURES}|{_PART}\b|{_SPELLED})"


@dataclass(frozen=True)
class Number:
    """A number as written, and what it stands for.

    Parameters
    ----------
    text : str
        The digits, for a record: "3700000000", "0.5".
    value : Fraction
        What it says.
    half_width : Fraction
        Half the worth of its last digit; nothing for whole counts and for parts in words.
    """

    text: str
    value: Fraction
    half_width: Fraction


def number_of(text: str) -> Number | None:
    """Read a number, or return None where the text is not exactly one.

    Examples
    --------
    >>> number_of("forty-two").value, number_of("3.7bn").half_width, number_of("two thirds").value
    (Fraction(42, 1), Fraction(50000000, 1), Fraction(2, 3))
    >>> number_of("forty and two") is None
    True
    """
    text = text.strip().lower()
    figures = re.fullmatch(rf"({_FIGURES})[ -]?({'|'.join([*_SCALES, *_SHORT])})?", text)
    if figures:
        digits = figures[1].replace(",", "")
        worth = Fraction({**_SCALES, **_SHORT}.get(figures[2] or "", 1))
        value = Fraction(digits) * worth
        decimals = len(digits.partition(".")[2])
        half = Fraction(1, 2 * 10**decimals) * worth if decimals or worth > 1 else Fraction(0)
        return Number(_plain(value), value, half)
    part = re.fullmatch(rf"(?:(\w+) )?({'|'.join(_PARTS)})", text)
    if part:
        above = {"a": 1, "an": 1, None: 1}.get(part[1], _SMALL.get(part[1] or "", 0))
        below = _PARTS[part[2]]
        if not 0 < above < below or (above > 1) != part[2].endswith("s") or (above > 1 and below == 2):
            return None
        return Number(_plain(Fraction(above, below)), Fraction(above, below), Fraction(0))
    whole = _spelled(text.replace("-", " ").split())
    return None if whole is None else Number(str(whole), Fraction(whole), Fraction(0))


def _spelled(words: list[str]) -> int | None:
    """Return "three hundred and forty two thousand" as a whole number; None where the words are not in their order."""
    total, last = 0, 10**15
    group: list[str] = []
    for word in [*words, "end"]:
        if word in _SCALES or word == "end":
            scale = _SCALES.get(word, 1)
            value = _below_thousand(group)
            if value is None or scale >= last or not (group or (word == "end" and words)):
                return None
            total, last, group = total + value * scale, scale, []
            if word == "end":
                return total
        else:
            group.append(word)
    return None


def _below_thousand(words: list[str]) -> int | None:
    """Return "three hundred and forty two"; None where that is not what the words are."""
    if not words:
        return 0
    if words[0] in ("a", "an") and len(words) > 1 and words[1] == "hundred":
        words = ["one", *words[1:]]
    value = 0
    if len(words) > 1 and words[1] == "hundred":
        if not 1 <= _SMALL.get(words[0], 0) <= 9:
            return None
        value, words = 100 * _SMALL[words[0]], words[2:]
        if words[:1] == ["and"]:
            words = words[1:]
            if not words:
                return None
        if not words:
            return value
    sizes = [_SMALL.get(word, -1) for word in words]
    if len(sizes) == 1 and sizes[0] >= (0 if not value else 1):
        return value + sizes[0]
    if len(sizes) == 2 and sizes[0] >= 20 and 1 <= sizes[1] <= 9:
        return value + sum(sizes)
    return None


def _plain(value: Fraction) -> str:
    if value.denominator == 1:
        return str(value.numerator)
    digits = 0
    while (value * 10**digits).denominator != 1 and digits < 12:
        digits += 1
    return f"{float(value):.{digits}f}"
