"""Numbers in words: the words of a lexicon, joined by the few rules that all these languages share.

A word adds (forty) or multiplies (hundred, million). What adds comes in falling order (two hundred and forty-two), but for
the units of German and Arabic (two-and-forty); what multiplies takes all before it that is smaller (three thousand seven
hundred million).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from inequality.words.lexicon import Lexicon

__all__ = ["LETTER", "Speller", "folded", "pattern_of"]

#: A letter or a mark upon it, of any script: Python's \w leaves out the vowel signs of Devanagari.
LETTER = (
    r"[^\d_\s\x00!-@\[-`{-\u00bf\u00d7\u00f7\u060c\u061b\u061f\u066a-\u066c\u0964\u0965"
    r"\u2000-\u200b\u200e-\u206f\u20a0-\u20cf\u2200-\u22ff\u3000-\u303f]"
)
_GAP = r"[\s\-\u2010\u2011]+"
#: Vowel signs of Arabic, and the stroke that only lengthens a word.
_SIGNS = "[\u064b-\u0652\u0640]"
_ALIKE = str.maketrans("أإآٱىة", "اااايه")


def folded(text: str) -> str:
    """Return the text with figures of any script in ASCII and letters that Arabic writes either way alike; same length.

    Examples
    --------
    >>> folded("٤٢ أربعة")
    '42 اربعه'
    """
    return "".join(str(int(c)) if c.isdecimal() else c for c in text.translate(_ALIKE))


def pattern_of(words: Iterable[str]) -> str:
    """Return a pattern of any of the words, the longest first; a space or hyphen in one may be either.

    Arabic may be written with vowel signs or without.

    Examples
    --------
    >>> bool(re.fullmatch(pattern_of(["per cent"]), "per-cent")), bool(re.fullmatch(pattern_of(["العشر"]), "العُشر"))
    (True, True)
    """
    longest = sorted({_unsigned(folded(word)) for word in words if word}, key=lambda word: (-len(word), word))
    return "|".join(_GAP.join(map(_signed, re.split(r"[\s\-]+", word))) for word in longest)


def _signed(word: str) -> str:
    """Return a pattern of a word with or without vowel signs."""
    return re.sub("([\u0621-\u064a])", f"\\1{_SIGNS}*", re.escape(word))


def _unsigned(word: str) -> str:
    return re.sub(_SIGNS, "", word)


@dataclass
class _Sum:
    """A number in words as far as it is read."""

    start: int
    end: int = 0
    part: Fraction = Fraction(0)
    chunks: list[tuple[int, Fraction]] = field(default_factory=list)
    last: Fraction = Fraction(0)
    multiplied: bool = False

    @property
    def value(self) -> Fraction:
        return self.part + sum((value for _, value in self.chunks), Fraction(0))


class Speller:
    """Finds number words, fractions and multiples.

    Parameters
    ----------
    words : Lexicon
        Of the language.

    Examples
    --------
    >>> from inequality.words.lexicon import lexicon_of
    >>> [str(value) for _, _, value, _ in Speller(lexicon_of("de")).spelled("zweiundvierzig Menschen, zwei Drittel")]
    ['42', '2/3']
    """

    def __init__(self, words: Lexicon) -> None:
        self.words = words
        self._worth = {_key(form): scale.worth for scale in words.scales for form in (*scale.read, *scale.forms.values())}
        self._adds = {_key(form): value for form, value in words.numbers.items()}
        self._parts = {_key(form): (part.of, form in part.alone) for part in words.parts for form in (*part.words, *part.alone)}

    def worth(self, word: str) -> int:
        """Return what a word for a large number stands for."""
        return self._worth[_key(word)]

    def spelled(self, text: str) -> Iterator[tuple[int, int, Fraction, Fraction]]:
        """Yield (start, end, value, place) of each number in words; of two that overlap, the one that begins first."""
        found = [(sum_.start, sum_.end, sum_.value, Fraction(0)) for sum_ in self._sums(text)]
        for match in self._fraction.finditer(text):
            if (value := self._part(match)) is not None:
                found.append((*match.span(), value, Fraction(1, 100) if value < 1 else Fraction(0)))
        found += [(*match.span(), self._factors[_key(match[0])], Fraction(1, 10)) for match in self._factor.finditer(text)]
        reached = 0
        for start, end, value, place in sorted(found, key=lambda each: (each[0], -each[1])):
            if start >= reached:
                yield start, end, value, place
                reached = end

    @cached_property
    def scale(self) -> re.Pattern[str]:
        """Any word for a thousand or more."""
        return re.compile(f"(?:{pattern_of(self._worth) or '(?!)'})", re.IGNORECASE)

    @cached_property
    def _atoms(self) -> re.Pattern[str]:
        words = [*self._worth, *self._adds, *self.words.hundreds, *self.words.halves, *(w for w in self.words.dozens)]
        return re.compile(f"(?:{pattern_of(words) or '(?!)'})", re.IGNORECASE)

    @cached_property
    def _run(self) -> re.Pattern[str]:
        atom = self._atoms.pattern
        prefix = f"(?:{folded(self.words.prefixes)})?" if self.words.prefixes else ""
        joined = folded(self.words.joined)
        return re.compile(rf"(?<!{LETTER}){prefix}(?P<run>{atom}(?:{joined}{atom})*)(?!{LETTER})", re.IGNORECASE)

    @cached_property
    def _factors(self) -> dict[str, Fraction]:
        return {_key(form): value for form, value in self.words.factors.items()}

    @cached_property
    def _factor(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!{LETTER})(?:{pattern_of(self._factors) or '(?!)'})(?!{LETTER})", re.IGNORECASE)

    @cached_property
    def _fraction(self) -> re.Pattern[str]:
        words = self.words
        tops = [form for form, value in words.numbers.items() if value.denominator == 1 and 0 < value < 20]
        tops += words.articles
        groups = "|".join(map(folded, words.groups)) or "(?!)"
        return re.compile(
            rf"(?<!{LETTER})(?:(?:(?P<fixed>{pattern_of(words.fractions) or '(?!)'})"
            rf"|(?:(?P<top>{pattern_of(tops) or '(?!)'}){_GAP}|(?P<group>{groups})\s+)?"
            rf"(?P<part>{pattern_of(self._parts) or '(?!)'}))"
            rf"(?:{_GAP}(?:(?:{pattern_of(words.articles) or '(?!)'}){_GAP})?(?P<scale>{self.scale.pattern}))?)(?!{LETTER})",
            re.IGNORECASE,
        )

    def _part(self, match: re.Match[str]) -> Fraction | None:
        scale = self.worth(match["scale"]) if match["scale"] else 1
        if match["fixed"]:
            return next(v for form, v in self.words.fractions.items() if _key(form) == _key(match["fixed"])) * scale
        of, alone = self._parts[_key(match["part"])]
        if not (alone or match["top"] or match["group"]):
            return None
        return self._adds.get(_key(match["top"] or ""), Fraction(1)) / of * scale

    def _sums(self, text: str) -> Iterator[_Sum]:
        for run in self._run.finditer(text):
            found: _Sum | None = None
            for atom in self._atoms.finditer(text, *run.span("run")):
                word = _key(atom[0])
                if found is None or not self._takes(found, word):
                    if found is not None and self._counts(found, text):
                        yield found
                    found = _Sum(atom.start())
                self._take(found, word)
                found.end = atom.end()
            if found is not None and self._counts(found, text):
                yield found

    def _counts(self, found: _Sum, text: str) -> bool:
        """Whether it is a number: "millions" alone is none."""
        word = _key(text[found.start : found.end])
        if word in self._worth:
            return any(word == _key(scale.read[0]) for scale in self.words.scales)
        return word not in {_key(form) for form in (*self.words.halves, *self.words.dozens[1:])}

    def _takes(self, found: _Sum, word: str) -> bool:
        """Whether a word goes on with the number, or begins another."""
        if word in self._worth:
            return found.part > 0 or self._worth[word] > found.last
        if word in self._hundreds:
            return 0 < found.part < 100 or found.multiplied
        if word in self._dozens:
            return 0 < found.part < 100
        if word in self._halves:
            return found.value >= 1
        value, last = self._adds[word], found.last
        if found.multiplied:
            return 0 < value < last
        if last >= 100:
            return 0 < value < (1000 if last % 1000 == 0 else 100 if last % 100 == 0 else 0)
        if self.words.units_first and 0 < last < 10:
            return value >= 20 and value % 10 == 0 and value < 100
        return last >= 20 and last % 10 == 0 and 0 < value < (20 if last in self.words.teens_follow else 10)

    def _take(self, found: _Sum, word: str) -> None:
        if word in self._worth:
            worth = self._worth[word]
            smaller = sum((value for chunk, value in found.chunks if chunk < worth), Fraction(0))
            found.chunks = [(chunk, value) for chunk, value in found.chunks if chunk >= worth]
            found.chunks.append((worth, (smaller + found.part or Fraction(1)) * worth))
            found.part, found.last, found.multiplied = Fraction(0), Fraction(worth), True
        elif word in self._hundreds or word in self._dozens:
            times = 100 if word in self._hundreds else 12
            found.part, found.last, found.multiplied = (found.part or Fraction(1)) * times, Fraction(times), True
        elif word in self._halves:
            if found.part or not found.chunks:
                found.part += Fraction(1, 2)
            else:
                worth = found.chunks[-1][0]
                found.chunks.append((worth, Fraction(worth, 2)))
            found.last, found.multiplied = Fraction(1, 2), False
        else:
            found.part += self._adds[word]
            found.last, found.multiplied = self._adds[word], False

    @cached_property
    def _hundreds(self) -> frozenset[str]:
        return frozenset(map(_key, self.words.hundreds))

    @cached_property
    def _halves(self) -> frozenset[str]:
        return frozenset(map(_key, self.words.halves))

    @cached_property
    def _dozens(self) -> frozenset[str]:
        return frozenset(map(_key, self.words.dozens))


def _key(word: str) -> str:
    return re.sub(_GAP, " ", _unsigned(folded(word)).lower())
