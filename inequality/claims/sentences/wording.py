"""A sentence made ready to be read: spelling evened out, its year and place taken note of, its pieces as patterns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from inequality.claims.sentences.numbers import NUMBER, Number, number_of
from inequality.errors import SentenceError

__all__ = ["AS_MUCH", "HEDGE", "OWN", "PERCENT", "PLACES", "TOGETHER", "Part", "Sentence", "area_named"]
__all__ += ["group", "hedged", "part_of", "total_of"]

PERCENT = rf"(?:{NUMBER} ?(?:%|percent|per cent))"
OWN = r"(?:own|owns|owned|have|has|had|hold|holds|held|possess|possesses|possessed)"
HEDGE = r"(?:about|around|roughly|some|nearly|almost|more than|over|at least|less than|under|up to|at most)"
AS_MUCH = r"(?:(?:at least )?as much(?: wealth| money)? as|more(?: wealth| money)? than|the same(?: amount of)? wealth as)"
TOGETHER = r"(?:,? (?:together|combined|put together|taken together))?"

#: Words for places, by area.
AREAS = {
    "WLD": r"(?:the |this )?(?:world|planet|globe)(?:'s (?:people|population|adults))?|humanity"
    r"|(?:the )?(?:world|global) population",
    "USA": r"(?:the )?(?:united states(?: of america)?|u\.?s\.?|usa)|america|americans?",
    "FRA": r"france",
    "CHN": r"china",
    "IND": r"india",
    "GBR": r"(?:the )?(?:united kingdom|u\.?k\.?)",
    "DEU": r"germany",
    "BRA": r"brazil",
    "ZAF": r"south africa",
    "RUS": r"russia",
    "ITA": r"italy",
    "ESP": r"spain",
    "JPN": r"japan",
    "MEX": r"mexico",
    "AUS": r"australia",
}
PLACES = "|".join(f"(?:{words})" for words in AREAS.values())
_YEAR = r"(?:in|at the end of|by the end of)(?: the year)? ((?:19|20)\d\d)"


@dataclass(frozen=True)
class Sentence:
    """A sentence, ready to be read.

    Parameters
    ----------
    whole : str
        As it was given.
    text : str
        Lower case, single spaces, without the year and the place that it begins or ends with.
    year : int or None
        The year it names, or the one passed.
    area : str or None
        The place it names, or the one passed.
    """

    whole: str
    text: str
    year: int | None
    area: str | None

    @classmethod
    def of(cls, text: str, year: int | None, area: str | None) -> Sentence:
        """Make a sentence ready.

        Raises
        ------
        SentenceError
            If it contradicts what was passed.
        """
        plain = text.strip().lower()
        for odd, even in (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("\xa0", " "), ("us$", "$")):
            plain = plain.replace(odd, even)
        plain = re.sub(r"\s+", " ", plain).strip().strip('"').rstrip(".!").strip()
        said_year, plain = _taken_off(plain, _YEAR)
        said_area, plain = _taken_off(plain, rf"(?:in|on) ({PLACES})")
        if said_year is None:
            said_year, plain = _taken_off(plain, _YEAR)
        place, when = area_named(said_area), int(said_year) if said_year else None
        for what, said, passed in (("year", when, year), ("area", place, area)):
            if said is not None and passed is not None and said != passed:
                raise SentenceError(
                    f"The sentence says {said}, but {what}={passed} was passed",
                    remedy=f"leave {what} out, or change the sentence",
                )
        return cls(text.strip(), plain, when or year, place or area)

    def match(self, pattern: str) -> re.Match[str] | None:
        """Match the whole sentence, or nothing."""
        return re.fullmatch(pattern, self.text)

    def dated(self) -> int:
        """Return the year.

        Raises
        ------
        SentenceError
            If there is none.
        """
        if self.year is None:
            raise SentenceError("The sentence names no year", remedy="add it (“in 2017”), or pass --year 2017")
        return self.year


def _taken_off(text: str, pattern: str) -> tuple[str | None, str]:
    """Take a phrase off the end or the beginning, and return what it names and what is left."""
    if found := re.fullmatch(rf"(.*\S),? {pattern}", text):
        return found[2], found[1].rstrip(",")
    if found := re.fullmatch(rf"(?:{pattern}),? (\S.*)", text):
        return found[1], found[2]
    return None, text


def area_named(words: str | None) -> str | None:
    """Return the area that words name, or None."""
    if not words:
        return None
    words = words.strip().removesuffix("'s")
    return next((code for code, pattern in AREAS.items() if re.fullmatch(pattern, words)), None)


@dataclass(frozen=True)
class Part:
    """The richest or the poorest part of a population.

    Parameters
    ----------
    side : {"top", "bottom"}
        From which end it is counted.
    size : Number
        Its part of everyone, as a fraction.
    area : str or None
        Of which place, where it says.
    """

    side: str
    size: Number
    area: str | None

    def __str__(self) -> str:
        return f"{'richest' if self.side == 'top' else 'poorest'} {float(self.size.value * 100):g} percent"


def group(name: str) -> str:
    """Return the pattern of a part of a population: "the richest 1 percent of Americans", "the poorest half of the world"."""
    size = rf"(?:(?P<{name}percent>{PERCENT})|(?P<{name}part>half|third|quarter|fifth|tenth))"
    who = r"people|adults|households|families|the population|all people|all adults"
    american = r"american (?:households|families|adults)|us (?:households|families|adults)"
    of = rf"(?: (?:of|in) (?:(?:the )?(?P<{name}usa>{american})|(?P<{name}where>{PLACES})|(?:{who})))?"
    return rf"(?:the )?(?:world's (?P<{name}world>))?(?P<{name}side>richest|wealthiest|top|poorest|bottom) {size}{of}"


def part_of(match: re.Match[str], name: str) -> Part | None:
    """Return the part of a population that `group` matched."""
    percent = match[f"{name}percent"]
    if percent:
        number = number_of(re.sub(r" ?(?:%|percent|per cent)$", "", percent))
        size = None if number is None else Number(_decimal(number.value / 100), number.value / 100, Fraction(0))
    else:
        size = number_of(match[f"{name}part"])
    if size is None or not 0 < size.value < 1:
        return None
    side = "top" if match[f"{name}side"] in ("richest", "wealthiest", "top") else "bottom"
    world = "WLD" if match[f"{name}world"] is not None else None
    return Part(side, size, area_named(match[f"{name}where"]) or ("USA" if match[f"{name}usa"] else world))


def total_of(what: str, name: str) -> str:
    """Return the pattern of a whole: "all wealth", "the world's wealth", "national income", "wealth in the world"."""
    place = rf"(?P<{name}area>(?:{PLACES})(?:'s)?|global|world)"
    return rf"(?:(?:all |the |all the )?(?:{place} )?(?:household |private |total |pretax )?(?P<{name}>{what}))"


def hedged(hedge: str | None) -> str:
    """Return how a hedged number is to be compared, as a word of the record: "over" is "more than"."""
    return {
        **dict.fromkeys(("more than", "over"), "more than"),
        "at least": "at least",
        **dict.fromkeys(("less than", "under", "up to", "at most"), "at most"),
        **dict.fromkeys(("about", "around", "roughly", "some"), "about"),
        **dict.fromkeys(("nearly", "almost"), "nearly"),
    }.get(hedge or "", "exactly")


def _decimal(value: Fraction) -> str:
    return f"{float(value):.10f}".rstrip("0")
