"""What shares are of, in words: what the concept means, who is counted, who stands in order along an axis, and where."""

from __future__ import annotations

from collections.abc import Mapping

from inequality import areas
from inequality._measure import Measure
from inequality.charts import _named
from inequality.errors import UnknownNameError
from inequality.words import Language
from inequality.words.messages import message

__all__ = ["RANKED", "basis", "headed", "place"]

#: What the name of a concept does not say by itself.
MEANT: Mapping[str, str] = {
    "net_wealth": message("Net wealth is assets minus debts."),
    "gross_wealth": message("Gross wealth is assets, debts not taken off."),
    "pretax_national_income": message("Income is counted before taxes, after pensions and unemployment benefits."),
    "posttax_disposable_income": message("Income is counted after direct taxes and cash transfers."),
    "market_income": message("Income is counted before cash transfers and direct taxes."),
    "income_or_consumption": message("Surveys of income and of consumption do not compare."),
}
_ADULTS = message("Adults, from the poorest to the richest, in percent")
_PEOPLE = message("People, from the poorest to the richest, in percent")
#: An axis along which they stand in order.
RANKED: Mapping[str, str] = {
    "adult": _ADULTS,
    "equal_split_adult": _ADULTS,
    "household": message("Households, from the poorest to the richest, in percent"),
    "tax_unit": message("Tax returns, from the poorest to the richest, in percent"),
    "person": _PEOPLE,
    "per_capita": _PEOPLE,
    "equivalised_person": _PEOPLE,
    "fortune": message("Fortunes, from the smallest to the largest, in percent"),
}


def headed(measure: Measure, words: Language, kind: str = "") -> str:
    """Return the name of what is shared, to begin a text; `kind` is what a survey asked for, where the table says so.

    >>> from inequality.words import language
    >>> headed(Measure("net_wealth", "household"), language("en"))
    'Net wealth'
    """
    name = words.text(KINDS[kind]) if kind in KINDS else _named.concept(measure, words)
    return words.capital(name)


#: What surveys ask for, where a table holds both.
KINDS: Mapping[str, str] = {"income": message("income"), "consumption": message("consumption")}


def basis(measure: Measure, words: Language, kind: str = "") -> str:
    """Return the sentences that a note owes: what the concept means, and who is counted.

    >>> from inequality.words import language
    >>> basis(Measure("net_wealth", "household"), language("en"))
    'Net wealth is assets minus debts. Counted by household, not by person.'
    """
    meant = [words.text(MEANT[measure.concept])] if measure.concept in MEANT and kind not in KINDS else []
    return " ".join([*meant, _named.unit(measure, words)])


def place(area: str, words: Language) -> str:
    """Return the name of an area; of areas taken together (``CHN+EUR+USA``) a list.

    >>> from inequality.words import language
    >>> place("CHN+EUR+USA", language("en"))
    'China, Europe and United States'
    """
    parts = [_one(part, words) for part in area.split("+")]
    return parts[0] if len(parts) == 1 else words.listed(parts)


def _one(area: str, words: Language) -> str:
    if area in areas.BESIDES and area != "XKX":  # CLDR would call the German Democratic Republic Germany
        return areas.name(area)
    try:
        return words.area({"EUR": "150"}.get(area, area))
    except UnknownNameError:  # an aggregate that CLDR does not know: its publisher's name
        return areas.name(area)
