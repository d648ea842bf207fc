"""A language: what it writes, what it translates, and what it finds in a text."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from functools import cache, cached_property

from inequality.errors import InputError, TranslationError
from inequality.words import messages
from inequality.words.numerals import Numeral, Reader
from inequality.words.tags import folders
from inequality.words.writing import NO_BREAK, Writing

__all__ = ["Language"]

_DATE = re.compile(r"(\d{4})(?:-Q([1-4])|-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")


class Language(Writing):
    r"""A language or one of its territories: messages, numbers, dates, names, and the parser of numbers.

    Parameters
    ----------
    code : str
        Canonical BCP 47 tag; `language` takes any form of it.

    Examples
    --------
    >>> from inequality.words import language
    >>> language("en").number(1498, 1)
    '1,498.0'
    >>> language("es").text("none in the ledger")
    'ninguno en el registro'
    """

    def __repr__(self) -> str:
        return f"<Language {self.code}: {self.name}>"

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return (type(self), (self.code,))

    @property
    def name(self) -> str:
        """Its own name."""
        return str(self.locale.get_display_name())

    @property
    def english_name(self) -> str:
        """Its name in English."""
        return str(self.locale.get_display_name("en"))

    @property
    def reviewed(self) -> bool:
        """Whether a fluent reader has reviewed the catalogue; true for English, which stands in the code."""
        return self.reviewed_by != messages.NOBODY

    @property
    def reviewed_by(self) -> str:
        """Who has reviewed the catalogue: ``"nobody yet"`` until its header names somebody."""
        return messages.reviewer(self.code)

    @property
    def fonts(self) -> tuple[str, ...]:
        """Font families that its script needs, the first first."""
        return self.lexicon.fonts

    def text(self, source: str, **values: str) -> str:
        r"""Return a message of the package in this language, its placeholders filled.

        Parameters
        ----------
        source : str
            The English text, with placeholders in braces. A sentence that begins with one gets a capital.
        **values : str
            What the placeholders stand for, already written in this language.

        Raises
        ------
        TranslationError
            If the language's catalogue lacks the message.
        InputError
            If a placeholder has no value, or a value is no text.

        >>> from inequality.words import language
        >>> language("de").text("Record {id}", id="f7qw674yxx")
        'Nachweis f7qw674yxx'
        """
        filled = self._filled(self._found(source, "", 0), values)
        return self.capital(filled) if source.startswith("{") and source.endswith(".") else filled

    def plural(
        self, singular: str, plural: str, n: float, *, scaled: bool = False, digits: int | None = None, **values: str
    ) -> str:
        r"""Return the message that goes with a number, by CLDR's plural rules.

        Parameters
        ----------
        singular, plural : str
            The English texts; ``{n}`` is the number, written in this language.
        n : float
            The number.
        scaled : bool
            Write it as "3.7 billion", with the form that goes with the word (Spanish "3700 millones de personas").
        digits : int, optional
            Decimals.
        **values : str
            Other placeholders.

        >>> from inequality.words import language
        >>> [language("ru").plural("{n} person", "{n} people", n) for n in (1, 2, 5, 42)]
        ['1 человек', '2 человека', '5 человек', '42 человека']
        >>> [language("ru").plural("{n} person", "{n} people", 239.4, digits=digits) for digits in (0, 1)]
        ['239 человек', '239,4 человека']
        >>> language("es").plural("{n} person", "{n} people", 3.7e9, scaled=True)
        '3700\xa0millones de personas'
        """
        shown = self.scaled(n, digits) if scaled else self.number(n, digits or 0)
        # After a word such as million the noun goes with the word, whatever is before it.
        with_word = scaled and not shown[-1].isdecimal()
        # Else with the decimals that are printed: 239.4 as 239, 281.0 unlike 281.
        count = Decimal(10**6) if with_word else abs(self.rounded(n, digits or 0))
        return self._filled(self._found(singular, plural, count), {"n": shown, **values})

    def __contains__(self, source: object) -> bool:
        """Whether a catalogue of it has the message; English, which stands in the code, has none.

        >>> from inequality.words import language
        >>> "none in the ledger" in language("de"), "never seen" in language("de")
        (True, False)
        """
        return isinstance(source, str) and any(
            messages.translation(folder, self.code, source, "", 0) for folder in folders(self.code)
        )

    def period(self, date: str) -> str:
        r"""Return a date of a table or the name of an edition in words: a year, a quarter, a month, a day; else as it is.

        >>> from inequality.words import language
        >>> [language("en").period(date) for date in ("2018", "2024-Q4", "2023-11", "2018-01-22", "2022-2024")]
        ['2018', 'quarter 4 of 2024', 'November 2023', '22 January 2018', '2022-2024']
        """
        match = _DATE.fullmatch(date)
        if match is None:
            return date
        year, quarter, month, day = (int(part or 0) for part in match.groups())
        if day:
            return self.date(datetime.date(year, month, day))
        if quarter:
            return self.text("quarter {n} of {year}", n=self.number(quarter), year=self.year(year))
        return self.month(year, month) if month else self.year(year)

    def edition(self, name: str) -> str:
        """Return the name of an edition: in English as its publisher has it, elsewhere its date in words.

        >>> from inequality.words import language
        >>> [language(tag).edition("2023-11") for tag in ("en", "de")], language("ru").edition("2022-2024")
        (['2023-11', 'November 2023'], '2022-2024')
        """
        return name if self.locale.language == "en" else self.period(name)

    def explanation(self, *texts: str) -> str:
        """Return a sentence that explains each large number word in the texts that readers may take for another number.

        Empty where there is none. A chart puts it into its note; it is never checked against the table.

        >>> from inequality.words import language
        >>> language("es").explanation("280 billones de dólares"), language("es").explanation("3700 millones")
        ('Un billón es un millón de millones.', '')
        """
        found = [
            self.lexicon.explained[str(scale.worth)]
            for scale in self.lexicon.scales
            if str(scale.worth) in self.lexicon.explained
            and any(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text) for form in scale.forms.values() for text in texts)
        ]
        return " ".join(found)

    def glued(self, text: str) -> str:
        r"""Return the text with no-break spaces where a number must not be parted from what belongs to it.

        >>> from inequality.words import language
        >>> language("en").glued("Oxfam's 42 people, USD 280 trillion")
        "Oxfam's\xa042\xa0people, USD\xa0280\xa0trillion"
        >>> language("es").glued("el 22 de enero de 2018"), language("de").glued("am 22. Januar 2018")
        ('el 22\xa0de\xa0enero de 2018', 'am 22.\xa0Januar\xa02018')
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
        return self.reader.numerals(text)

    @cached_property
    def reader(self) -> Reader:
        """What finds numbers and quantifiers in its texts."""
        return Reader(self)

    def _found(self, singular: str, plural: str, n: float | Decimal) -> str:
        for folder in reversed(folders(self.code)):
            found = messages.translation(folder, self.code, singular, plural, n)
            if found:
                return self._as_here(found, folder.name)
        if self.locale.language == "en":
            return self._as_here(plural if plural and self.locale.plural_form(n) != "one" else singular, "en")
        raise TranslationError(
            f"'{singular}' has no {self.english_name} translation",
            remedy=f"add it to inequality/words/languages/{folders(self.code)[0].name}/messages.po (make messages does)",
        )

    def _as_here(self, found: str, tag: str) -> str:
        """Return a message of the catalogue `tag` in the letters, digits and separators of this territory."""
        for letter, other in self.lexicon.replace.items():
            found = found.replace(letter, other)
        return found if tag == self.code else _reader(tag).rewritten(found, self)

    def _filled(self, pattern: str, values: dict[str, str]) -> str:
        wrong = [name for name, value in values.items() if not isinstance(value, str)]
        needed = set(messages.placeholders(pattern))
        if wrong or not needed <= set(values):
            missing = ", ".join(sorted(wrong or needed - set(values)))
            raise InputError(
                f"The message '{pattern}' needs a text for {missing}", remedy="write numbers with number(), scaled(), year()"
            )
        return self.euphonic(re.sub(r"\{(\w+)\}", lambda match: values[match[1]], pattern))

    @cached_property
    def _glue(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        words = self.lexicon
        scales = [word for scale in words.scales for word in (*scale.read, *scale.forms.values())]
        after = _any([*scales, *words.percents, *words.units, *self.months])
        ends = _any(words.joints)
        before = "|".join([*words.leaders, *map(re.escape, self.months)])
        between = self.date(datetime.date(2018, 1, 22)).partition(self.months[0])[0].lstrip(self.digits("2"))
        return (
            (
                re.compile(rf"(?<!\d)(\d\d?){re.escape(between)}(?=(?:{_any(self.months)})(?!\w))", re.IGNORECASE),
                r"\1" + between.replace(" ", NO_BREAK),
            ),
            (re.compile(rf"(\d) (?=(?:{after})(?!\w))", re.IGNORECASE), rf"\1{NO_BREAK}"),
            (re.compile(rf"(\d) ({ends}) (?=\d)", re.IGNORECASE), rf"\1{NO_BREAK}\2{NO_BREAK}"),
            (re.compile(rf"(?<!\S)([(]?(?:{before})) (?=\d)"), rf"\1{NO_BREAK}"),
            (re.compile(r" (?=/ )"), NO_BREAK),  # no line begins with a stroke
        )


@cache
def _reader(tag: str) -> Reader:
    return Reader(Writing(tag))


def _any(words: list[str] | tuple[str, ...]) -> str:
    return "|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word))))
