"""English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from inequality.words.language import Language

_SIMPLE: dict[str, int] = {
    **{"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10},
    **{"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17},
    **{"eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70},
    **{"eighty": 80, "ninety": 90},
}
_WORDS = {number: word for word, number in _SIMPLE.items()}
_LARGE = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10, "hundredth": 100}
_TIMES: dict[str, Fraction] = {
    **dict.fromkeys(["twice", "double", "doubled", "doubles"], Fraction(2)),
    **dict.fromkeys(["triple", "tripled", "triples"], Fraction(3)),
    **{"once": Fraction(1), "dozen": Fraction(12), "halved": Fraction(1, 2)},
}

_TOPS = "|".join(_WORDS[n] for n in range(1, 10))
_GAP = r"[\s\-\u2010\u2011]+"
_TENS, _TEENS = ("|".join(_WORDS[n] for n in ends) for ends in (range(20, 100, 10), range(20)))
_BELOW_100 = rf"(?:(?:{_TENS})(?:{_GAP}(?:{_TOPS}))?|(?:{_TEENS}))"
_SCALED = rf"(?:{_BELOW_100}(?:{_GAP}(?:{'|'.join(_LARGE)}))+|(?:{'|'.join(_LARGE)}))"
_NUMBER = re.compile(rf"\b(?:{_SCALED}{_GAP}(?:and\s+)?(?=\w))*(?:{_SCALED}|{_BELOW_100})\b", re.IGNORECASE)
_FRACTION = re.compile(
    rf"\b(?:(?P<top>a|an|{_TOPS}){_GAP}|(?P<group>poorest|richest|bottom|top|upper|lower|other)\s+)?"
    rf"(?P<part>{'|'.join(_PARTS)}|halve)(?P<many>s)?\b",
    re.IGNORECASE,
)
_FACTOR = re.compile(rf"\b(?:{'|'.join(_TIMES)})\b", re.IGNORECASE)
_AFTER_ONE = re.compile(r"\s+(?:percent|per\s+cent|in\s+\w+)\b", re.IGNORECASE)


def _spelled(text: str) -> Iterator[tuple[int, int, Fraction, Fraction]]:
    """Yield (start, end, value, place) of each number in words.

    "One" alone is a pronoun as often as a number, and "third" alone an ordinal: both count only where the words beside
    them make them a number ("one percent", "a third", "the richest tenth").
    """
    taken: list[range] = []
    for match in _FRACTION.finditer(text):
        part = match["part"].lower().replace("halve", "half")
        if part == "half" or match["top"] or match["group"]:
            top = (match["top"] or "one").lower()
            count = _SIMPLE.get(top, 1)
            taken.append(range(*match.span()))
            yield (*match.span(), Fraction(count, _PARTS[part]), Fraction(1, 100))
    for match in _NUMBER.finditer(text):
        pronoun = match[0].lower() == "one" and not _AFTER_ONE.match(text, match.end())
        if pronoun or any(match.start() in span for span in taken):
            continue
        words = re.split(_GAP, match[0].lower())
        value = Fraction(_cardinal([word for word in words if word != "and"]))
        percent = re.match(r"\s*(?:percent|per\s+cent)\b", text[match.end() :], re.IGNORECASE)
        yield (*match.span(), value / 100 if percent else value, Fraction(0))
    for match in _FACTOR.finditer(text):
        yield (*match.span(), _TIMES[match[0].lower()], Fraction(1, 10))


def _cardinal(words: list[str]) -> int:
    total = part = 0
    for word in words:
        if word == "hundred":
            part = max(part, 1) * 100
        elif word in _LARGE:
            total, part = total + max(part, 1) * _LARGE[word], 0
        else:
            part += _SIMPLE[word]
    return total + part


def _in_words(number: int) -> str:
    if number < 0:
        return "minus " + _in_words(-number)
    if number in _WORDS:
        return _WORDS[number]
    if number < 100:
        return f"{_WORDS[number // 10 * 10]}-{_WORDS[number % 10]}"
    worth, name = max((worth, name) for name, worth in _LARGE.items() if worth <= number)
    count, rest = divmod(number, worth)
    tail = f" and {_in_words(rest)}" if 0 < rest < 100 else f" {_in_words(rest)}" if rest else ""
    return f"{_in_words(count)} {name}{tail}"


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

LANGUAGE = Language(
    code="en",
    name="English",
    decimal=".",
    group=",",
    scales={"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "mn": 10**6, "bn": 10**9, "tn": 10**12},
    percent=("percent", "per cent", "percentage points", "percentage point", "%"),
    joints=("to", "and", "or", "-", "\N{EN DASH}"),
    units=("people", "persons", "adults", "dollars", "euros", "pounds", "times", "years", *_MONTHS),
    leaders=(r"[A-Z]{3}", r"[^\W\d_]+['\N{RIGHT SINGLE QUOTATION MARK}]s?", "about", "only", *_MONTHS),
    months=_MONTHS,
    spelled=_spelled,
    in_words=_in_words,
)
