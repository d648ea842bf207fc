r"""Texts, numbers and names in each language, and the numbers found in a text.

A language is a folder in ``languages/``: ``words.toml`` (numbers in words, hedges, what the press prints) and
``messages.po`` (the texts). A territory's folder says what differs; one without a folder falls back as CLDR has it.

>>> spanish = language("es-MX")
>>> spanish.scaled(3_700_000_000)
'3,700\xa0millones'
>>> [numeral.text for numeral in language("en").numerals("Forty-two people own as much as 3.7 billion")]
['Forty-two', '3.7 billion']
"""

from __future__ import annotations

from functools import cache

from inequality.words.language import Language
from inequality.words.numerals import Numeral, Quantifier, Reading
from inequality.words.tags import canonical, known
from inequality.words.writing import NO_BREAK

__all__ = ["NO_BREAK", "Quantifier", "Language", "Numeral", "Reading", "language", "languages"]


def language(code: str | Language = "en") -> Language:
    """Return a language.

    Parameters
    ----------
    code : str or Language
        A tag as in BCP 47 (``"es-MX"``) or as systems write it (``"de_DE.UTF-8"``); a Language is returned as it is.

    Returns
    -------
    Language
        How it writes, and what it translates.

    Raises
    ------
    UnknownNameError
        If no folder defines it; the message names those there are.

    Examples
    --------
    >>> language("en").name, language("pt_BR.UTF-8").code
    ('English', 'pt-BR')
    """
    return code if isinstance(code, Language) else _language(canonical(code))


def languages() -> tuple[Language, ...]:
    """Return the languages and territories that have a folder; any other territory of theirs works by fallback.

    Returns
    -------
    tuple of Language
        In the order of their tags; each has ``code``, ``name``, ``english_name``, ``reviewed`` and ``reviewed_by``.

    Examples
    --------
    >>> [each.code for each in languages() if each.direction == "rtl"]
    ['ar', 'ar-EG']
    """
    return tuple(map(language, known()))


@cache
def _language(code: str) -> Language:
    return Language(code)
