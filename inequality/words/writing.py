"""Numbers, amounts, dates, lists and names of countries as one language prints them: CLDR, and the press where it differs."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from functools import cached_property

from babel import Locale
from babel.core import get_global
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import get_currency_name

from inequality.errors import InputError, UnknownNameError
from inequality.words.lexicon import Lexicon, Scale, lexicon_of

__all__ = ["NO_BREAK", "SCALES", "ZEROS", "Writing"]

#: The space that no line is broken at.
NO_BREAK = "\N{NO-BREAK SPACE}"
#: Names by which a scale can be asked for in any language.
SCALES = {"": 0, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
#: The digit zero of CLDR's numbering systems.
ZEROS = {"latn": "0", "arab": "\N{ARABIC-INDIC DIGIT ZERO}", "arabext": "\N{EXTENDED ARABIC-INDIC DIGIT ZERO}"} | {
    "deva": "\N{DEVANAGARI DIGIT ZERO}",
    "beng": "\N{BENGALI DIGIT ZERO}",
    "mymr": "\N{MYANMAR DIGIT ZERO}",
}
#: Codes that CLDR's table of aliases lacks.
_NO_ALIAS = {"WLD": "001", "XKX": "XK"}
_MARKS = "[\u061c\u200e\u200f]"
#: The end of a sentence, within a quotation or a bracket too.
_ENDED = re.compile("[.!?\N{HORIZONTAL ELLIPSIS}\N{ARABIC QUESTION MARK}\N{ARABIC FULL STOP}\N{DEVANAGARI DANDA}]"
                    "[)\\]\"'\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}"
                    " \N{NO-BREAK SPACE}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}]*$")  # fmt: skip
#: The first letter, where no capital follows it as in "xAI".
_FIRST = re.compile(r"([(\[\N{INVERTED QUESTION MARK}\N{INVERTED EXCLAMATION MARK}]*)([^\W\d_])(?![A-Z])")


class Writing:
    r"""How one language, or one of its territories, writes.

    Parameters
    ----------
    code : str
        Canonical BCP 47 tag.

    Examples
    --------
    >>> Writing("es").scaled(3_700_000_000), Writing("es").number(1764000)
    ('3700\xa0millones', '1.764.000')
    """

    def __init__(self, code: str) -> None:
        self.code = code
        self.locale = Locale.parse(code, sep="-")
        self.lexicon: Lexicon = lexicon_of(code)

    def number(self, value: float | Decimal | Fraction, digits: int = 0) -> str:
        """Return `value` with so many decimals, thousands parted as the language does; halves go to the even digit.

        >>> Writing("en").number(-1234.5, 2), Writing("de-CH").number(1234567.8, 1), Writing("hi").number(1234567)
        ('−1,234.50', '1’234’567.8', '12,34,567')
        """
        rounded = self.rounded(value, digits)
        whole, _, rest = f"{abs(rounded):f}".partition(".")
        sign = self.lexicon.minus if rounded < 0 else ""
        return self.digits(sign + self.parted(whole) + (self.decimal + rest if rest else ""))

    @staticmethod
    def rounded(value: float | Decimal | Fraction, digits: int = 0) -> Decimal:
        """Return `value` with the decimals that are printed, zeros too: CLDR's plural forms go with them.

        >>> Writing.rounded(280.96, 1), Writing.rounded(0.5)
        (Decimal('281.0'), Decimal('0'))
        """
        exact = Decimal(value.numerator) / Decimal(value.denominator) if isinstance(value, Fraction) else Decimal(str(value))
        if not exact.is_finite():
            raise InputError(f"A text cannot say the number {value}", possible="finite numbers", remedy="leave it out")
        return exact.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_EVEN)

    def scaled(self, value: float | Decimal, digits: int | None = None, scale: str = "") -> str:
        r"""Return `value` in millions, billions, ...: in the largest word that the language's press prints.

        Parameters
        ----------
        value : float
            What to print.
        digits : int, optional
            Decimals; without it, one below 10 where it says more, else none.
        scale : {"", "thousand", "million", "billion", "trillion"}
            Print this word where the language has it. Where it has not (Spanish has none for a billion), the largest that
            fits, as fine as with the other; never with three decimals, which would read as thousands: with two for whole
            numbers of the other, else with four.

        >>> Writing("en").scaled(280_290_000_000_000), Writing("en").scaled(1.4781e12, 1, "billion")
        ('280\xa0trillion', '1,478.1\xa0billion')
        >>> Writing("es").scaled(1.4781e12, 1, "billion"), Writing("fr").scaled(280_290_000_000_000)
        ('1,4781\xa0billones', '280\u202f290\xa0milliards')
        """
        found, digits = self._scale(value, digits, scale)
        if found is None:
            return self.number(value, digits or 0)
        part = Decimal(str(value)) / found.worth
        if digits is None:
            digits = 1 if abs(part) < 10 and round(part, 1) != round(part) else 0
        category = self.locale.plural_form(abs(self.rounded(part, digits)))
        word = found.forms.get(category, found.forms["other"])
        return f"{self.number(part, digits)}{NO_BREAK}{word}"

    def share(self, fraction: float, digits: int = 0) -> str:
        r"""Return a fraction of 1 in percent.

        >>> Writing("en").share(0.0053, 2), Writing("fr").share(0.0053, 2)
        ('0.53\xa0percent', '0,53\u202f%')
        """
        return self.number(Decimal(str(fraction)) * 100, digits) + self.digits(self.percent)

    def range(self, low: str, high: str) -> str:
        r"""Return two printed numbers as a range, which no line break parts.

        >>> Writing("en").range("37", "58"), Writing("ru").range("37", "58")
        ('37\xa0to\xa058', '37–58')
        """
        return low if low == high else self.euphonic(self.lexicon.range.format(low=low, high=high))

    def money(self, value: float, currency: str = "USD", digits: int | None = None, scale: str = "") -> str:
        r"""Return an amount of money, scaled as by `scaled`.

        >>> Writing("en").money(280e12), Writing("es").money(280e12), Writing("de").money(1.5e9, "EUR")
        ('USD\xa0280\xa0trillion', '280\xa0billones de\xa0dólares', '1,5\xa0Milliarden Euro')
        """
        amount = self.scaled(value, digits, scale)
        pattern = self.lexicon.money if amount[-1].isdecimal() else self.lexicon.money_scaled
        known = self.lexicon.currencies.get(currency)
        name = known or get_currency_name(currency, count=5, locale=self.locale)
        return self.euphonic(pattern.format(amount=amount, code=currency, currency=name))

    def year(self, year: int) -> str:
        """Return a year: never grouped.

        >>> Writing("fr").year(2018), Writing("ar-EG").year(2018)
        ('2018', '٢٠١٨')
        """
        return self.digits(str(int(year)))

    def month(self, year: int, month: int) -> str:
        """Return a month of a year.

        >>> Writing("en").month(2018, 3), Writing("ru").month(2018, 3)
        ('March 2018', 'март 2018')
        """
        return self._dated(format_skeleton("yMMMM", datetime.date(year, month, 1), locale=self.locale))

    def date(self, date: datetime.date) -> str:
        """Return a date; in English day first.

        >>> Writing("en").date(datetime.date(2018, 1, 22)), Writing("de").date(datetime.date(2018, 1, 22))
        ('22 January 2018', '22. Januar 2018')
        """
        locale = Locale("en", "GB") if self.code == "en" else self.locale
        return self._dated(format_date(date, "long", locale=locale))

    def listed(self, items: Sequence[str]) -> str:
        """Return items as a list.

        >>> Writing("en").listed(["A", "B", "C"]), Writing("es").listed(["Francia", "Italia"])
        ('A, B and C', 'Francia e Italia')
        """
        text = format_list(list(items), locale=self.locale)
        if not self.lexicon.comma_before_last and len(items) > 2:
            text = re.sub(rf",(?=\s\S+\s{re.escape(items[-1])}$)", "", text)
        return self.euphonic(text)

    def row(self, items: Iterable[str]) -> str:
        """Return items one after the other, with commas and nothing before the last; empty ones are left out.

        >>> Writing("en").row(["A", "", "B"]), Writing("ar").row(["A", "B"])
        ('A, B', 'A\N{ARABIC COMMA} B')
        """
        return self.lexicon.comma.join(filter(None, items))

    def clauses(self, items: Iterable[str]) -> str:
        r"""Return clauses that hold commas of their own, parted by semicolons; empty ones are left out.

        >>> Writing("en").clauses(["A, B", "C"]), Writing("fr").clauses(["A, B", "C"])
        ('A, B; C', 'A, B\u202f; C')
        """
        return self.lexicon.semicolon.join(filter(None, items))

    def labelled(self, label: str, value: str) -> str:
        r"""Return a value after what it is of.

        >>> Writing("en").labelled("France", "27"), Writing("fr").labelled("France", "27")
        ('France: 27', 'France\xa0: 27')
        """
        return self.lexicon.label.format(label=label, value=value)

    def sentence(self, text: str) -> str:
        """Return a text as a sentence: begun with a capital, ended with a full stop where it has no end yet.

        >>> Writing("en").sentence("42 people"), Writing("hi").sentence("42 लोग"), Writing("es").sentence("mundo: 27")
        ('42 people.', '42 लोग।', 'Mundo: 27.')
        """
        return self.capital(text) if not text or _ENDED.search(text) else self.capital(text) + self.lexicon.stop

    def capital(self, text: str) -> str:
        """Return a text that begins a sentence or a label: its first letter a capital one where its script has them.

        What is quoted stays as it is.

        >>> Writing("ru").capital("мир: 27"), Writing("es").capital("¿mundo?"), Writing("en").capital("“42 people”")
        ('Мир: 27', '¿Mundo?', '“42 people”')
        """
        match = _FIRST.match(text)
        return text if match is None else match[1] + match[2].title() + text[match.end() :]

    def quotation(self, text: str) -> str:
        r"""Return a text in quotation marks.

        >>> [Writing(tag).quotation("42") for tag in ("en", "de", "de-CH", "fr")]
        ['“42”', '„42“', '«42»', '«\xa042\xa0»']
        """
        opening, closing = self.lexicon.quotes
        return f"{opening}{text}{closing}"

    def ordinal(self, number: int) -> str:
        """Return a place in a row; as the number where the language's words file has no pattern.

        >>> Writing("en").ordinal(42), Writing("fr").ordinal(1)
        ('42nd', '1er')
        """
        patterns = self.lexicon.ordinals
        pattern = patterns.get(self.locale.ordinal_form(number), patterns.get("other", "{n}"))
        return pattern.format(n=self.number(number))

    def area(self, code: str) -> str:
        """Return the name of an area: ISO 3166-1 alpha-3, alpha-2, ``WLD``, or a UN region's three digits.

        >>> Writing("de").area("USA"), Writing("es").area("WLD"), Writing("it").area("DEU")
        ('USA', 'mundo', 'Germania')
        """
        if code in self.lexicon.areas:
            return self.lexicon.areas[code]
        short = _NO_ALIAS.get(code) or (get_global("territory_aliases").get(code) or [code])[0]
        name = self.locale.territories.get(short)
        if name is None or (len(code) == 3 and not code.isdigit() and short == code):
            raise UnknownNameError("area", code, ["WLD", "FRA", "USA"], remedy="use ISO 3166-1 alpha-3 codes")
        return str(name)

    def euphonic(self, text: str) -> str:
        """Return the sentence with the language's contractions made.

        >>> Writing("fr").euphonic("3 milliards de euros")
        '3 milliards d’euros'
        """
        for pattern, said in self.lexicon.euphony:
            text = re.sub(pattern, said, text)
        return text

    @property
    def direction(self) -> str:
        """``"rtl"`` or ``"ltr"``."""
        return "rtl" if self.locale.text_direction == "rtl" else "ltr"

    @property
    def script(self) -> str:
        """ISO 15924 code of its script: ``"Latn"``, ``"Cyrl"``, ``"Arab"``, ``"Deva"``."""
        likely = get_global("likely_subtags")
        full = likely.get(str(self.locale)) or likely[self.locale.language]
        return str(self.locale.script or full.split("_")[1])

    @property
    def decimal(self) -> str:
        """The decimal sign."""
        return str(self._symbols["decimal"])

    @property
    def group(self) -> str:
        """What parts thousands."""
        return self.lexicon.group or str(self._symbols["group"])

    @property
    def zero(self) -> str:
        """The digit zero that it prints: ``"0"``, or the first of the territory's own digits."""
        return ZEROS[self._system]

    @cached_property
    def months(self) -> tuple[str, ...]:
        """Names of the months, as in dates."""
        return tuple(self.locale.months["format"]["wide"][number] for number in range(1, 13))

    @property
    def _system(self) -> str:
        return str(self.locale.default_numbering_system)

    @property
    def _symbols(self) -> dict[str, str]:
        return dict(self.locale.number_symbols[self._system])

    @cached_property
    def percent(self) -> str:
        """What is printed after a percentage, with its space."""
        if self.lexicon.percent:
            return self.lexicon.percent
        sign = re.sub(_MARKS, "", self._symbols["percentSign"])
        return str(self.locale.percent_formats[None].pattern).rpartition("0")[2].replace("%", sign)

    @cached_property
    def _grouping(self) -> tuple[int, int]:
        first, others = self.locale.decimal_formats[None].grouping
        return first, others

    def parted(self, whole: str) -> str:
        """Return the digits of a whole number with its thousands parted."""
        first, others = self._grouping
        if len(whole) < first + self.lexicon.minimum_grouping:
            return whole
        head, groups = whole[:-first], [whole[-first:]]
        while head:
            groups.append(head[-others:])
            head = head[:-others]
        return self.group.join(reversed(groups))

    def digits(self, text: str) -> str:
        """Return a text with its digits as the territory prints them.

        >>> Writing("ar-EG").digits("2018"), Writing("ar").digits("2018")
        ('٢٠١٨', '2018')
        """
        return text if self.zero == "0" else text.translate({48 + n: ord(self.zero) + n for n in range(10)})

    def _dated(self, text: str) -> str:
        """Drop the abbreviation of "year" that CLDR prints in Russian: a press that says 2018 needs none."""
        return self.digits(re.sub(r"\s+г\.$", "", text))

    def _scale(self, value: float | Decimal, digits: int | None, scale: str) -> tuple[Scale | None, int | None]:
        """Return the scale to print, and decimals that are as fine as those asked for."""
        if scale not in SCALES:
            raise UnknownNameError("scale", scale, filter(None, SCALES))
        asked = SCALES[scale]
        printed = [each for each in self.lexicon.scales if each.forms and each.worth >= min(asked or 10**6, 10**6)]
        for each in printed:
            if each.worth == asked:
                return each, digits
        exact = abs(Decimal(str(value)))
        fitting = [each for each in printed if each.worth <= exact and (asked >= 10**6 or not asked)]
        if not fitting:
            return None, digits
        largest = fitting[-1]
        if not asked or digits is None:
            return largest, digits
        decimals = max(0, round(math.log10(largest.worth / asked)) + digits)
        part = round(exact / largest.worth, decimals if decimals <= 2 else 4 if digits else 2).normalize()
        places = max(0, -int(part.as_tuple().exponent))
        return largest, 4 if places == 3 else places
