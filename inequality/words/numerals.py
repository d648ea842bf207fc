"""Finds the numbers of a text: figures, number words, fractions, multiples; what hedges them; what claims no exception."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from inequality.words.spelled import LETTER, Speller, folded, pattern_of
from inequality.words.writing import Writing

__all__ = ["Quantifier", "Numeral", "Reader", "Reading"]

_SPACES = "[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}]"
#: Names that hold figures and claim nothing, in any language.
_NAMES = r"\b(?:G-?(?:7|8|20|77)|COVID[\s-]?19|CO2|SARS-CoV-2)\b"
#: A sign, also after the dash of a range; not the hyphen between two numbers or within a name.
_SIGN = r"(?:(?<![^\s(\[:\N{EN DASH}\N{EM DASH}\"'«“„])-|(?<![\w)\]%])\N{MINUS SIGN})"


@dataclass(frozen=True)
class Reading:
    """One way to read a printed number: its value, and how coarsely it was printed.

    Parameters
    ----------
    value : Decimal
        What it says.
    place : Decimal
        Worth of its last printed digit; 0 where it is exact.

    Examples
    --------
    >>> Reading(Decimal("3.7E+9"), Decimal("1E+8")).fits(3_748_000_000)
    True
    """

    value: Decimal
    place: Decimal

    def fits(self, number: float) -> bool:
        """Whether `number`, printed as coarsely, gives this value."""
        return abs(Decimal(repr(number)) - self.value) <= self.place / 2


@dataclass(frozen=True)
class Numeral:
    """A number found in a text, in figures or in words.

    Parameters
    ----------
    text : str
        As it stands there.
    start : int
        Where it begins.
    readings : tuple of Reading
        What it may mean: "0.53 percent" is 0.53 in a column of percents and 0.0053 in one of shares.
    plain : bool
        True for bare figures without sign, separator, decimals or unit: it may be a year.
    hedge : str
        What is said of it: "about", "nearly", "more", "less", "least", "most", or nothing.
    joined : bool
        Whether it is the first end of a range whose second is the next number.
    """

    text: str
    start: int
    readings: tuple[Reading, ...]
    plain: bool = False
    hedge: str = ""
    joined: bool = False


@dataclass(frozen=True)
class Quantifier:
    """A quantifier: a claim that something holds without exception.

    Parameters
    ----------
    kind : str
        "every", "none", "one" (the only, the first), or "most".
    text : str
        As it stands there.
    start : int
        Where it begins.
    """

    kind: str
    text: str
    start: int


class Reader:
    """Reads the numbers and quantifiers of one language.

    Parameters
    ----------
    writing : Writing
        The language.

    Examples
    --------
    >>> [(n.text, n.hedge) for n in Reader(Writing("en")).numerals("more than forty-two people")]
    [('forty-two', 'more')]
    >>> [found.kind for found in Reader(Writing("es")).quantifiers("Todos los países empeoraron por primera vez")]
    ['every', 'one']
    """

    def __init__(self, writing: Writing) -> None:
        self.writing, self.words = writing, writing.lexicon
        self.speller = Speller(writing.lexicon)

    def numerals(self, text: str) -> list[Numeral]:
        """Return every number in the text, in order."""
        read = self._masked(folded(text))
        found = [self._figures(match, text) for match in self._digits.finditer(read)]
        taken = [range(numeral.start, numeral.start + len(numeral.text)) for numeral in found]
        for start, end, value, place in self.speller.spelled(self._percents.sub(_blank, read)):
            if any(start in span for span in taken):
                continue
            readings: tuple[Reading, ...] = (Reading(_decimal(value), _decimal(place)),)
            if self._percent_after.match(read, end):
                readings = (Reading(_decimal(value / 100), _decimal(place / 100)), *readings)
            elif value == 1 and not place and not (self._among.match(read, end) or self._of.match(read, end)):
                continue  # "one" alone is a pronoun or an article as often as a number
            found.append(Numeral(text[start:end], start, readings))
        found.sort(key=lambda numeral: numeral.start)
        found = list(self._merged(read, found))
        return [self._placed(read, numeral, after) for numeral, after in zip(found, [*found[1:], None], strict=False)]

    def quantifiers(self, text: str) -> list[Quantifier]:
        """Return every quantifier of the text, in order."""
        read = self._harmless.sub(_blank, folded(text))
        found = [
            Quantifier(kind, text[match.start() : match.end()], match.start())
            for kind, pattern in self._claiming.items()
            for match in pattern.finditer(read)
        ]
        return sorted(found, key=lambda claim: claim.start)

    def rewritten(self, text: str, writing: Writing) -> str:
        r"""Return a text with its figures in the digits and separators of another territory; placeholders stay.

        >>> Reader(Writing("es")).rewritten("{n}: 0,53\xa0% de 3.700.000", Writing("es-MX"))
        '{n}: 0.53% de 3,700,000'
        """
        if _style(writing) == _style(self.writing):
            return text
        said, reached, read = [], 0, re.sub(r"\{\w+\}", _blank, folded(text))
        for match in self._digits.finditer(read):
            if re.search("[A-Za-z]-?$", read[: match.start()]):
                continue  # a name such as G20
            said += [text[reached : match.start("figures")], self._refigured(match, writing)]
            reached = match.end("figures")
            if match["percent"] and match["percent"] == self.writing.percent.strip():
                reached = match.end()
                said.append(text[match.end("figures") : match.start("percent")].rstrip() + writing.percent)
        return "".join([*said, text[reached:]])

    def _refigured(self, match: re.Match[str], writing: Writing) -> str:
        """Return the figures of a number as `writing` has them; bare ones may be a year and are not parted."""
        whole, *rest = re.split(self._decimal, match["figures"])
        bare = re.sub(self._group, "", whole)
        parted = bare != whole or rest or match["scale"]
        return writing.digits((writing.parted(bare) if parted else bare) + "".join(writing.decimal + part for part in rest))

    def _masked(self, read: str) -> str:
        return re.sub(_NAMES, _blank, self._harmless.sub(_blank, read))

    def _figures(self, match: re.Match[str], text: str) -> Numeral:
        figures = re.sub(self._group, "", match["figures"])
        value = Decimal(("-" if match["sign"] else "") + re.sub(self._decimal, ".", figures))
        place = Decimal(1).scaleb(min(int(value.as_tuple().exponent), 0))
        worth = self._worth(match["scale"])
        readings = [Reading(value * worth, place * worth)]
        if match["percent"]:
            readings.append(Reading(value * worth / 100, place * worth / 100))
        return Numeral(text[match.start() : match.end()], match.start(), tuple(readings), match[0].isdigit())

    def _worth(self, scales: str | None) -> Decimal:
        worth = Decimal(1)
        for match in self.speller.scale.finditer(scales or ""):
            worth *= self.speller.worth(match[0])
        return worth

    def _merged(self, read: str, found: list[Numeral]) -> Iterator[Numeral]:
        """Join "one in ten" to a tenth."""
        position = 0
        while position < len(found):
            one, position = found[position], position + 1
            end = one.start + len(one.text)
            other = found[position] if position < len(found) else None
            gap = read[end : other.start] if other else ""
            ratio = self._among.fullmatch(gap) or (not one.text[0].isdecimal() and self._of.fullmatch(gap))
            if other and ratio and not (other.plain and len(other.text) == 4):
                top, of = one.readings[0].value, other.readings[0].value
                if 0 < top < of and top == int(top):
                    position += 1
                    yield Numeral(one.text + gap + other.text, one.start, (Reading(top / of, top / of / 10),))
                    continue
            if one.readings[0] != Reading(Decimal(1), Decimal(0)):
                yield one

    def _placed(self, read: str, numeral: Numeral, after: Numeral | None) -> Numeral:
        """Add what the words beside it say: a hedge, a range, and the unit of the range's second end."""
        end = numeral.start + len(numeral.text)
        hedge = next((kind for kind, pattern in self._before.items() if pattern.search(read[: numeral.start])), "")
        hedge = hedge or next((kind for kind, pattern in self._after.items() if pattern.match(read, end)), "")
        joint = read[end : after.start].strip().lower() if after else ""
        if after is None or joint not in self._joints:
            return replace(numeral, hedge=hedge)
        unit = self._digits.fullmatch(folded(after.text))
        if unit is None or not (unit["scale"] or unit["percent"]) or not read[end - 1].isdigit():
            return replace(numeral, hedge=hedge, joined=True)
        own, worth = numeral.readings[0], self._worth(unit["scale"]) / (100 if unit["percent"] else 1)
        shared = Reading(own.value * worth, own.place * worth)
        return replace(numeral, readings=(own, shared), hedge=hedge, joined=True)

    @cached_property
    def _joints(self) -> frozenset[str]:
        return frozenset(folded(joint).lower() for joint in self.words.joints) | {"-", "\N{EN DASH}"}

    @cached_property
    def _group(self) -> str:
        group, spaces = self.writing.group, "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}"
        also = "'" if group == "\N{RIGHT SINGLE QUOTATION MARK}" else " " if group in spaces else ""
        arab = "\N{ARABIC THOUSANDS SEPARATOR}" + ("," if self.writing.zero != "0" else "")
        narrow = "" if group == "," and self.writing.lexicon.minimum_grouping == 1 else spaces
        return "[" + re.escape(group + also + arab + narrow) + "]"

    @cached_property
    def _decimal(self) -> str:
        also = "." if self.writing.zero != "0" else ""
        return "[" + re.escape(self.writing.decimal + "\N{ARABIC DECIMAL SEPARATOR}" + also) + "]"

    @cached_property
    def _digits(self) -> re.Pattern[str]:
        group, point, indian = self._group, self._decimal, self.writing.locale.decimal_formats[None].grouping[1] == 2
        parted = rf"\d{{1,3}}(?:{group}\d{{3}})+" + (rf"|\d{{1,2}}(?:{group}\d{{2}})+{group}\d{{3}}" if indian else "")
        percents = pattern_of(self.words.percents)
        return re.compile(
            rf"(?P<sign>{_SIGN})?"
            rf"(?P<figures>(?:{parted})(?:{point}\d+)?(?!\d)|\d+(?:{point}\d+)?)"
            rf"(?P<scale>(?:{_SPACES}?-?{self.speller.scale.pattern}(?!{LETTER}))+)?"
            rf"(?:{_SPACES}?(?P<percent>(?:{percents}))(?!{LETTER}))?",
            re.IGNORECASE,
        )

    @cached_property
    def _percents(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!{LETTER})(?:{pattern_of(self.words.percents)})(?!{LETTER})", re.IGNORECASE)

    @cached_property
    def _percent_after(self) -> re.Pattern[str]:
        return re.compile(rf"{_SPACES}*(?:{pattern_of(self.words.percents)})(?!{LETTER})", re.IGNORECASE)

    @cached_property
    def _among(self) -> re.Pattern[str]:
        return re.compile(rf"{_SPACES}+(?:{pattern_of(self.words.among) or '(?!)'}){_SPACES}+", re.IGNORECASE)

    @cached_property
    def _of(self) -> re.Pattern[str]:
        return re.compile(rf"{_SPACES}+(?:{pattern_of(self.words.of) or '(?!)'}){_SPACES}+", re.IGNORECASE)

    @cached_property
    def _harmless(self) -> re.Pattern[str]:
        return re.compile("|".join(map(folded, self.words.harmless)) or "(?!)", re.IGNORECASE)

    @cached_property
    def _claiming(self) -> dict[str, re.Pattern[str]]:
        return {
            kind: re.compile(rf"(?<!{LETTER})(?:{'|'.join(map(folded, patterns))})(?!{LETTER})", re.IGNORECASE)
            for kind, patterns in self.words.quantifiers.items()
        }

    @cached_property
    def _before(self) -> dict[str, re.Pattern[str]]:
        """Hedges before a number, with at most one short word or a currency between."""
        between = rf"(?:{_SPACES}+(?:[$€£¥₹]|(?:{LETTER}|['’]){{1,4}}(?:{_SPACES}+|(?<=['’]))))?"
        return {
            kind: re.compile(
                rf"(?<!{LETTER})(?:{'|'.join(map(folded, patterns))})(?!{LETTER}){between}{_SPACES}*$", re.IGNORECASE
            )
            for kind, patterns in self.words.hedges.items()
        }

    @cached_property
    def _after(self) -> dict[str, re.Pattern[str]]:
        """Hedges after a number, with at most two words between ("42 people or more")."""
        between = rf"(?:{_SPACES}+{LETTER}+){{0,2}}?{_SPACES}*"
        return {
            kind: re.compile(rf"{between}(?:{'|'.join(map(folded, patterns))})(?!{LETTER})", re.IGNORECASE)
            for kind, patterns in self.words.hedges_after.items()
        }


def _style(writing: Writing) -> tuple[str, ...]:
    """All that the figures of two territories can differ in."""
    return writing.number(-1234567.5, 1), writing.number(1234), writing.percent


def _blank(match: re.Match[str]) -> str:
    return "\0" * len(match[0])


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
