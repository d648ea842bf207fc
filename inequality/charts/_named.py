"""What a chart's numbers measure and whose they are, in words: concept, unit, prices, groups of the population, dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from inequality._measure import Measure
from inequality.errors import DrawingError
from inequality.press.palette import GROUPS, INK
from inequality.words import Language
from inequality.words.messages import message

__all__ = [
    "colour_of",
    "computed_here",
    "concept",
    "counted",
    "date_parts",
    "estimated",
    "group",
    "moment",
    "not_the_same",
    "percent",
    "prices",
    "unit",
    "whole_years",
]

_CONCEPTS = {
    "net_wealth": message("net wealth"),
    "gross_wealth": message("gross wealth"),
    "pretax_national_income": message("income before tax"),
    "posttax_disposable_income": message("disposable income"),
    "posttax_national_income": message("income after tax"),
    "market_income": message("market income"),
    "gross_income": message("gross income"),
    "fiscal_income": message("taxable income"),
    "income_or_consumption": message("income or consumption"),
    "consumption": message("consumption"),
    "earnings": message("earnings"),
}
_UNITS = {
    "adult": message("Counted by adult."),
    "equal_split_adult": message("Counted by adult; couples share equally."),
    "household": message("Counted by household, not by person."),
    "tax_unit": message("Counted by tax return, not by person."),
    "person": message("Counted by person."),
    "per_capita": message("Counted by person; what a household has is shared equally within it."),
    "equivalised_person": message("Counted by person; what a household has is adjusted to its size."),
    "fortune": message("Counted by entry of a rich list: a person, a couple or a family."),
}
_COUNTED = {
    "adult": message("adults"),
    "equal_split_adult": message("adults"),
    "household": message("households"),
    "tax_unit": message("tax returns"),
    "fortune": message("fortunes"),
}
_PRICES = {
    (False, "none"): message("Nominal: {currency} at current prices; inflation is not taken off."),
    (False, "MER"): message("Nominal: {currency} at current prices and market exchange rates; inflation is not taken off."),
    (False, "PPP"): message("Nominal: {currency} at current prices and purchasing power parities; inflation is not taken off."),
    (True, "none"): message("Real: {currency} at prices of {year}."),
    (True, "MER"): message("Real: {currency} at prices of {year} and market exchange rates."),
    (True, "PPP"): message("Real: {currency} at prices of {year} and purchasing power parities."),
}
_COLOURS = {
    (0.0, 0.5): GROUPS["bottom 50"],
    (0.5, 0.9): GROUPS["middle 40"],
    (0.9, 0.99): GROUPS["next 9"],
    (0.99, 1.0): GROUPS["top 1"],
    (0.99, 0.999): GROUPS["top 1"],
    (0.999, 1.0): GROUPS["top 0.1"],
}
_DATE = re.compile(r"(\d{4})(?:-Q([1-4]))?")


def concept(measure: Measure, words: Language) -> str:
    """Return the name of what is measured.

    >>> from inequality.words import language
    >>> concept(Measure("net_wealth", "adult", "USD"), language("en"))
    'net wealth'
    """
    if measure.concept not in _CONCEPTS:
        raise DrawingError(f"Charts have no name for '{measure.concept}'", possible=", ".join(_CONCEPTS))
    return words.text(_CONCEPTS[measure.concept])


def unit(measure: Measure, words: Language) -> str:
    """Return the sentence that says who is counted."""
    return words.text(_UNITS[measure.unit])


def computed_here(words: Language) -> str:
    """Return the sentence that says whose sums are drawn, where nobody published them."""
    return words.text("Computed here from the source\N{RIGHT SINGLE QUOTATION MARK}s figures.")


def counted(measure: Measure, words: Language) -> str:
    """Return the name of those counted: adults, households, people."""
    return words.text(_COUNTED.get(measure.unit, message("people")))


def not_the_same(measure: Measure, words: Language) -> str:
    """Return the sentence that keeps readers from taking ranks at two dates for people that were followed."""
    return words.text("Not the same {people}: ranks are taken anew at both dates.", people=counted(measure, words))


def prices(measure: Measure, words: Language) -> str:
    """Return the sentence that says in what money; empty for a number that is no money.

    >>> from inequality.words import language
    >>> prices(Measure("net_wealth", "adult", "USD", conversion="MER"), language("en"))
    'Nominal: USD at current prices and market exchange rates; inflation is not taken off.'
    """
    if not measure.currency:
        return ""
    real = measure.prices != "current"
    said = {"currency": measure.currency} | ({"year": words.year(int(measure.prices[:4]))} if real else {})
    return words.text(_PRICES[real, measure.conversion], **said)


def percent(part: float, words: Language, most: int = 4) -> str:
    r"""Return a part of 1 in percent with as many decimals as it has, at most four.

    >>> from inequality.words import language
    >>> percent(0.001, language("en")), percent(0.4, language("en"))
    ('0.1\xa0percent', '40\xa0percent')
    """
    exact = 100 * Fraction(part).limit_denominator(10**7)
    digits = next((n for n in range(most) if (exact * 10**n).denominator == 1), most)
    return words.share(float(Fraction(part).limit_denominator(10**7)), digits)


def estimated(what: Sequence[str], words: Language) -> str:
    """Return the sentence that names what the source estimated: dates, places, curves.

    >>> from inequality.words import language
    >>> estimated(["2018", "2019"], language("en"))
    'Estimated by the source: 2018 and 2019.'
    """
    return words.text("Estimated by the source: {what}.", what=words.listed(list(what)))


def group(low: float, high: float, words: Language) -> str:
    r"""Return the name of a group by its ranks, the first in capital: "Poorest 50 percent", "Next 40 percent".

    >>> from inequality.words import language
    >>> group(0.99, 1, language("en")), group(0.5, 0.9, language("en"))
    ('Richest 1\xa0percent', 'Next 40\xa0percent')
    """
    part = percent(round(high - low, 9), words)
    if low <= 0:
        return words.text("Poorest {part}", part=part)
    return words.text("Richest {part}", part=part) if high >= 1 else words.text("Next {part}", part=part)


def colour_of(low: float, high: float) -> str:
    """Return the fixed colour of a group by its ranks; ink where the group has none of its own.

    >>> colour_of(0.99, 1), colour_of(0, 0.9)
    ('top 1', 'ink')
    """
    return _COLOURS.get((round(low, 9), round(high, 9)), INK)


def date_parts(date: str) -> tuple[int, int | None]:
    """Return year and quarter of ``"2016"`` or ``"1989-Q3"``.

    >>> date_parts("1989-Q3"), date_parts("2016")
    ((1989, 3), (2016, None))
    """
    match = _DATE.fullmatch(str(date))
    if match is None:
        raise DrawingError(f"'{date}' is no date that a chart can name", possible="2016, 1989-Q3")
    return int(match[1]), int(match[2]) if match[2] else None


def moment(date: str, words: Language) -> str:
    """Return a date in words: a year, or "quarter 3 of 1989"."""
    year, quarter = date_parts(date)
    if quarter is None:
        return words.year(year)
    return words.text("quarter {n} of {year}", n=words.number(quarter), year=words.year(year))


def whole_years(first: str, last: str) -> float:
    """Return the years between two dates."""
    (year, quarter), (other, another) = date_parts(first), date_parts(last)
    return other - year + ((another or 0) - (quarter or 0)) / 4
