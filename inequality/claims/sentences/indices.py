"""Sentences that name a country's Gini index."""

from __future__ import annotations

from dataclasses import replace

from inequality.claims.sentences import family
from inequality.claims.sentences.evidence import gini_of
from inequality.claims.sentences.numbers import NUMBER, number_of
from inequality.claims.sentences.question import Question, asking
from inequality.claims.sentences.wording import HEDGE, PLACES, Sentence, area_named, hedged


@family(form="the Gini index of a country is N", example="The Gini index of Brazil was 51.6 in 2023")
def gini_of_a_country(sentence: Sentence) -> Question | None:
    """Read "the Gini index of Brazil was 51.6 in 2023"."""
    match = sentence.match(
        rf"the gini (?:index|coefficient)(?: of income)?(?: (?:of|in|for) (?P<area>{PLACES}))? (?:is|was|stood at) "
        rf"(?:(?P<hedge>{HEDGE}) )?(?P<n>{NUMBER})(?: ?(?P<percent>%|percent))?"
    )
    number = number_of(match["n"]) if match else None
    named = area_named(match["area"]) if match else None
    if match is None or number is None or (named and sentence.area and named != sentence.area):
        return None
    area, year, comparison = named or sentence.area, sentence.dated(), hedged(match["hedge"])
    if area in (None, "WLD"):
        return None
    scale = 100 if number.value <= 1 and not match["percent"] else 1
    value, half = number.value * scale, number.half_width * scale
    return asking(
        replace(sentence, area=area),
        f"Gini index of household income or consumption {comparison + ' ' if comparison != 'exactly' else ''}{float(value):g}, "
        f"{area}, {year}, World Bank",
        "quoted_series",
        {"value": gini_of(str(area), year)},
        {
            "value": f"{float(value):.6f}".rstrip("0").rstrip("."),
            "unit": "percent",
            "comparison": comparison,
            "half_width": f"{float(half or 0.5):f}",
        },
        subject="the index was",
        result=f"The World Bank gives {{value}} for {year}.",
    )
