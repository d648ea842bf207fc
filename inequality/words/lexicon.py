"""What no library knows of a language: the words for numbers, hedges and quantifiers, and how the press writes amounts.

It stands in ``words.toml`` of the language's folder; a territory's folder says only what differs. Numbers and dates
themselves, names of countries and plural rules come from CLDR.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from fractions import Fraction
from functools import cache
from typing import Any

from inequality.errors import DataError
from inequality.words.tags import folders

__all__ = ["Lexicon", "Part", "Scale", "lexicon_of"]


@dataclass(frozen=True)
class Scale:
    """A word for a large number.

    Parameters
    ----------
    worth : int
        What it stands for.
    forms : mapping of str to str
        The word to print, by CLDR's plural categories; empty where the press does not print it.
    read : tuple of str
        All the words and abbreviations that are read; the first may stand without a number before it.
    """

    worth: int
    forms: Mapping[str, str]
    read: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """A part of one: a third.

    Parameters
    ----------
    of : int
        3 for a third.
    words : tuple of str
        Count only after a number, an article or a group ("a third", "the richest tenth").
    alone : tuple of str
        Count by themselves ("half").
    """

    of: int
    words: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lexicon:
    """Words of a language; each list may be missing.

    Parameters
    ----------
    percent : str
        What is printed after a percentage; CLDR's pattern where missing.
    minus, group : str
        Printed signs; CLDR's where missing (a minus sign for minus).
    minimum_grouping : int
        From how many digits before the first separator on thousands are parted: 2 leaves 3700 alone.
    range : str
        Pattern of ``{low}`` and ``{high}``.
    money, money_scaled : str
        Patterns of ``{amount}``, ``{code}`` and ``{currency}``; the second after a word such as million.
    comma_before_last : bool
        Whether CLDR's comma before the last of a list is printed ("A, B, and C").
    quotes : tuple of str
        What opens and closes a quotation, with its spaces.
    comma, semicolon, stop : str
        What stands between the parts of a text, and at the end of a sentence.
    label : str
        Pattern of ``{label}`` and ``{value}``.
    currencies, areas : mapping
        Names that the press uses instead of CLDR's, by ISO code.
    ordinals : mapping
        Patterns of ``{n}`` by CLDR's ordinal categories.
    euphony : tuple of pairs
        Patterns and what replaces them in finished sentences ("de " before a vowel becomes "d'").
    explained : mapping
        Sentences that explain a printed scale word that readers of other languages take for another number, by worth.
    scales : tuple of Scale
        Words for large numbers.
    numbers : mapping of str to Fraction
        Words for small numbers, each form.
    hundreds, dozens, halves : tuple of str
        Words that multiply by a hundred, by twelve; words that add a half ("and a half").
    joined : str
        Pattern of what may stand between the words of one number.
    prefixes : str
        Pattern of what may be written onto a number word before it.
    teens_follow : tuple of int
        Tens that take a number from 10 to 19 after them (French 60 and 80).
    units_first : bool
        Whether the units stand before the tens (German, Arabic).
    articles, groups, parts, fractions, factors
        Words before a part ("a", "poorest"), parts of one, fractions with a form of their own, words such as "twice".
    among, of : tuple of str
        Words that make two numbers a ratio ("one in ten"); the second only after a number in words (German "drei von
        zehn"): after figures they count ("61 von 62").
    percents, joints, units, leaders : tuple of str
        Words for percent; between the ends of a range; that belong to a number before them, or after them.
    hedges, hedges_after : mapping
        Patterns before and after a number, by kind: about, nearly, more, less, least, most.
    quantifiers : mapping
        Patterns of claims that something holds without exception, by kind: every, none, one, most.
    harmless : tuple of str
        Patterns in which words above claim nothing.
    replace : mapping
        Letters of the language's catalogue that a territory writes otherwise.
    fonts : tuple of str
        Families that its script needs, the first first.
    """

    percent: str = ""
    minus: str = "\N{MINUS SIGN}"
    group: str = ""
    minimum_grouping: int = 1
    range: str = "{low}\N{EN DASH}{high}"
    money: str = "{amount} {currency}"
    money_scaled: str = "{amount} {currency}"
    comma_before_last: bool = True
    quotes: tuple[str, str] = ("\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}")
    comma: str = ", "
    semicolon: str = "; "
    stop: str = "."
    label: str = "{label}: {value}"
    currencies: Mapping[str, str] = field(default_factory=dict)
    areas: Mapping[str, str] = field(default_factory=dict)
    ordinals: Mapping[str, str] = field(default_factory=dict)
    euphony: tuple[tuple[str, str], ...] = ()
    explained: Mapping[str, str] = field(default_factory=dict)
    scales: tuple[Scale, ...] = ()
    numbers: Mapping[str, Fraction] = field(default_factory=dict)
    hundreds: tuple[str, ...] = ()
    dozens: tuple[str, ...] = ()
    halves: tuple[str, ...] = ()
    joined: str = r"[\s\-]+"
    prefixes: str = ""
    teens_follow: tuple[int, ...] = ()
    units_first: bool = False
    articles: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    fractions: Mapping[str, Fraction] = field(default_factory=dict)
    among: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    factors: Mapping[str, Fraction] = field(default_factory=dict)
    percents: tuple[str, ...] = ("%",)
    joints: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    hedges: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    hedges_after: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    quantifiers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    harmless: tuple[str, ...] = ()
    replace: Mapping[str, str] = field(default_factory=dict)
    fonts: tuple[str, ...] = ()


@cache
def lexicon_of(tag: str) -> Lexicon:
    """Return the words of a language, its territory's differences on top.

    Raises
    ------
    DataError
        If a file holds a key that is none of a Lexicon's, or a value of another kind.

    Examples
    --------
    >>> lexicon_of("es").minimum_grouping, lexicon_of("es-MX").minimum_grouping
    (2, 1)
    """
    merged: dict[str, Any] = {}
    for folder in folders(tag):
        path = folder / "words.toml"
        try:
            read = tomllib.loads(unicodedata.normalize("NFC", path.read_text(encoding="utf-8")))
        except ValueError as error:
            raise DataError(f"{path.parent.name}/{path.name} is no TOML ({error})") from error
        if unknown := set(read) - {entry.name for entry in fields(Lexicon)}:
            raise DataError(
                f"{path.parent.name}/{path.name} holds the key '{min(unknown)}'",
                possible=", ".join(entry.name for entry in fields(Lexicon)),
            )
        for key, value in read.items():
            merged[key] = {**merged.get(key, {}), **value} if isinstance(value, dict) else value
    try:
        return Lexicon(**{key: _read(key, value) for key, value in merged.items()})
    except (TypeError, ValueError, KeyError) as error:
        raise DataError(f"The words of {tag} cannot be read ({error})", remedy="compare its words.toml with another") from error


def _read(key: str, value: Any) -> Any:
    if key == "scales":
        return tuple(
            Scale(entry["worth"], _forms(entry.get("print", {})), tuple(entry["read"]))
            for entry in sorted(value, key=lambda entry: int(entry["worth"]))
        )
    if key == "parts":
        return tuple(Part(entry["of"], tuple(entry.get("words", ())), tuple(entry.get("alone", ()))) for entry in value)
    if key in ("numbers", "factors", "fractions"):
        return {form.lower(): Fraction(number) for number, forms in value.items() for form in forms.split("|")}
    if key in ("hedges", "hedges_after", "quantifiers"):
        return {kind: tuple(patterns) for kind, patterns in value.items()}
    if key == "euphony":
        return tuple((pattern, said) for pattern, said in value)
    return tuple(value) if isinstance(value, list) else value


def _forms(printed: str | Mapping[str, str]) -> Mapping[str, str]:
    return {"other": printed} if isinstance(printed, str) else dict(printed)
