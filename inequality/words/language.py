"""What the package must know of a language: to write numbers, and to find them again in a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from functools import cached_property

__all__ = ["NO_BREAK", "Language", "Numeral", "Reading"]

#: The space that no line is broken at.
NO_BREAK = "\N{NO-BREAK SPACE}"
_SPACES = "[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}]"


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
    """

    text: str
    start: int
    readings: tuple[Reading, ...]
    plain: bool = False


@dataclass(frozen=True)
class Language:
    """A language's numbers.

    Parameters
    ----------
    code, name : str
        BCP 47 tag, and the language's own name.
    decimal, group : str
        The decimal sign, and what parts thousands.
    scales : mapping of str to int
        Words for large numbers with their worth, the one to print first where several are worth the same.
    percent : tuple of str
        Words and signs for a hundredth, the one to print first.
    joints : tuple of str
        What may stand between the two ends of a range; the first is printed.
    units : tuple of str
        Words that must not be parted from a number before them.
    leaders : tuple of str
        Regular expressions of words that must not be parted from a number after them.
    months : tuple of str
        Names of the months.
    spelled : callable
        Finds number words: yields (start, end, value, place) for each.
    in_words : callable
        A whole number in words.

    Examples
    --------
    >>> from inequality.words import language
    >>> language("en").number(1498, 1)
    '1,498.0'
    """

    code: str
    name: str
    decimal: str
    group: str
    scales: Mapping[str, int]
    percent: tuple[str, ...]
    joints: tuple[str, ...]
    units: tuple[str, ...]
    leaders: tuple[str, ...]
    months: tuple[str, ...]
    spelled: Callable[[str], Iterator[tuple[int, int, Fraction, Fraction]]] = field(repr=False)
    in_words: Callable[[int], str] = field(repr=False)

    def number(self, value: float | Decimal | Fraction, digits: int = 0) -> str:
        """Return `value` with so many decimals, thousands parted.

        >>> from inequality.words import language
        >>> language("en").number(-1234.5, 2)
        '−1,234.50'
        """
        exact = Decimal(value.numerator) / Decimal(value.denominator) if isinstance(value, Fraction) else Decimal(str(value))
        rounded = exact.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_EVEN)
        whole, _, rest = f"{abs(rounded):,}".partition(".")
        sign = "\N{MINUS SIGN}" if rounded < 0 else ""
        return sign + whole.replace(",", self.group) + (self.decimal + rest if rest else "")

    def scaled(self, value: float, digits: int | None = None, scale: str = "") -> str:
        r"""Return `value` in thousands, millions, ...: the largest scale that leaves at least 1, or the one named.

        Without `digits`, one decimal below 10 and none from there on.

        >>> from inequality.words import language
        >>> language("en").scaled(280_290_000_000_000), language("en").scaled(1.4781e12, 1, "billion")
        ('280\xa0trillion', '1,478.1\xa0billion')
        """
        large = [word for word, worth in self.scales.items() if worth >= 10**6 and abs(value) >= worth]
        word = scale or max(large, key=lambda name: self.scales[name], default="")
        if not word:
            return self.number(value, digits or 0)
        part = Decimal(str(value)) / self.scales[word]
        if digits is None:
            digits = 1 if abs(part) < 10 and round(part, 1) != round(part) else 0
        return f"{self.number(part, digits)}{NO_BREAK}{word}"

    def share(self, fraction: float, digits: int = 0) -> str:
        r"""Return a fraction of 1 in percent.

        >>> from inequality.words import language
        >>> language("en").share(0.0053, 2)
        '0.53\xa0percent'
        """
        return f"{self.number(Decimal(str(fraction)) * 100, digits)}{NO_BREAK}{self.percent[0]}"

    def range(self, low: str, high: str) -> str:
        r"""Return two printed numbers as a range, which no line break parts.

        >>> from inequality.words import language
        >>> language("en").range("37", "58")
        '37\xa0to\xa058'
        """
        return f"{low}{NO_BREAK}{self.joints[0]}{NO_BREAK}{high}"

    def glued(self, text: str) -> str:
        r"""Return the text with no-break spaces where a number must not be parted from what belongs to it.

        >>> from inequality.words import language
        >>> language("en").glued("Oxfam's 42 people, USD 280 trillion")
        "Oxfam's\xa042\xa0people, USD\xa0280\xa0trillion"
        """
        for pattern, joined in self._glue:
            text = pattern.sub(joined, text)
        return text

    def numerals(self, text: str) -> list[Numeral]:
        """Return every number in the text, in figures and in words, in order.

        >>> from inequality.words import language
        >>> [str(reading.value) for numeral in language("en").numerals("37 to 58 billion") for reading in numeral.readings]
        ['37', '37000000000', '58000000000']
        """
        found = [self._figures(match) for match in self._digits.finditer(text)]
        taken = [range(numeral.start, numeral.start + len(numeral.text)) for numeral in found]
        for start, end, value, place in self.spelled(text):
            if not any(start in span for span in taken):
                found.append(Numeral(text[start:end], start, (Reading(_decimal(value), _decimal(place)),)))
        found.sort(key=lambda numeral: numeral.start)
        return [self._inherited(text, numeral, after) for numeral, after in zip(found, [*found[1:], None], strict=False)]

    def _figures(self, match: re.Match[str]) -> Numeral:
        figures = match["figures"].replace(self.group, "").replace(self.decimal, ".")
        value = Decimal(("-" if match["sign"] else "") + figures)
        place = Decimal(1).scaleb(min(int(value.as_tuple().exponent), 0))
        worth = self.scales.get((match["scale"] or "").lower(), 1)
        readings = [Reading(value * worth, place * worth)]
        if match["percent"]:
            readings.append(Reading(value * worth / 100, place * worth / 100))
        return Numeral(match[0], match.start(), tuple(readings), match[0].isdigit())

    def _inherited(self, text: str, numeral: Numeral, after: Numeral | None) -> Numeral:
        """Let the first end of a range share the unit of the second: "1,378 to 1,764 billion"."""
        joint = after and text[numeral.start + len(numeral.text) : after.start].strip().lower()
        own = numeral.readings[0]
        if after is None or joint not in self.joints or numeral.text[-1:].isalpha() or numeral.text.endswith("%"):
            return numeral
        unit = self._digits.fullmatch(after.text)
        if unit is None or not (unit["scale"] or unit["percent"]):
            return numeral
        worth = Decimal(self.scales.get((unit["scale"] or "").lower(), 1)) / (100 if unit["percent"] else 1)
        return Numeral(numeral.text, numeral.start, (own, Reading(own.value * worth, own.place * worth)), numeral.plain)

    @cached_property
    def _digits(self) -> re.Pattern[str]:
        scales = "|".join(sorted(map(re.escape, self.scales), key=len, reverse=True))
        percents = "|".join(sorted(map(re.escape, self.percent), key=len, reverse=True))
        group, point = re.escape(self.group), re.escape(self.decimal)
        return re.compile(
            rf"(?P<sign>(?<![^\s(])[-\N{{MINUS SIGN}}])?"
            rf"(?P<figures>\d{{1,3}}(?:{group}\d{{3}})+(?:{point}\d+)?(?!\d)|\d+(?:{point}\d+)?)"
            rf"(?:{_SPACES}?-?(?P<scale>{scales})\b)?(?:{_SPACES}?(?P<percent>(?:{percents}))(?!\w))?",
            re.IGNORECASE,
        )

    @cached_property
    def _glue(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        after = "|".join(map(re.escape, sorted([*self.scales, *self.percent, *self.units], key=len, reverse=True)))
        ends = "|".join(map(re.escape, self.joints))
        return (
            (re.compile(rf"(\d) (?=(?:{after})(?!\w))", re.IGNORECASE), rf"\1{NO_BREAK}"),
            (re.compile(rf"(\d) ({ends}) (?=\d)", re.IGNORECASE), rf"\1{NO_BREAK}\2{NO_BREAK}"),
            (re.compile(rf"(?<!\S)([(]?(?:{'|'.join(self.leaders)})) (?=\d)"), rf"\1{NO_BREAK}"),
        )


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
