"""Sentences about how many billionaires there are, and what they have together."""

from __future__ import annotations

from inequality.claims.sentences import family
from inequality.claims.sentences.evidence import billionaires, totals
from inequality.claims.sentences.numbers import NUMBER, number_of
from inequality.claims.sentences.question import Question, asking
from inequality.claims.sentences.wording import HEDGE, OWN, Sentence, hedged

_SIGN = {"more than": "> ", "at least": ">= ", "at most": "<= ", "about": "about ", "nearly": "nearly "}


@family(form="there are N billionaires in the world", example="There were 2,153 billionaires in the world in 2019")
def number_of_billionaires(sentence: Sentence) -> Question | None:
    """Read "there were 2,153 billionaires in the world in 2019"."""
    match = sentence.match(
        rf"(?:there (?:are|were) (?:(?P<hedge>{HEDGE}) )?(?P<n>{NUMBER}) (?:dollar )?billionaires"
        rf"|the world (?:has|had) (?:(?P<hedge2>{HEDGE}) )?(?P<n2>{NUMBER}) (?:dollar )?billionaires)(?: in the world)?"
    )
    number = number_of(match["n"] or match["n2"]) if match else None
    if match is None or number is None or number.value.denominator != 1 or sentence.area not in (None, "WLD"):
        return None
    year, comparison = sentence.dated(), hedged(match["hedge"] or match["hedge2"])
    return asking(
        sentence,
        f"billionaires {_SIGN.get(comparison, '= ')}{int(number.value):,}, world, Forbes' list of {year}",
        "quoted_series",
        {"value": billionaires(year)},
        {
            "value": number.text,
            "unit": "people",
            "comparison": comparison,
            "half_width": f"{float(number.half_width):f}",
        },
        subject="the list names",
        result=f"Forbes' list of {year} names {{value}}.",
    )


@family(
    form="the world's billionaires own N trillion dollars",
    example="The world's billionaires own more than 16 trillion dollars in 2025",
)
def wealth_of_billionaires(sentence: Sentence) -> Question | None:
    """Read "the world's billionaires own 16 trillion dollars"."""
    match = sentence.match(
        rf"(?:the )?(?:world's )?billionaires (?:together )?(?:{OWN}|are worth|were worth) (?:(?P<hedge>{HEDGE}) )?"
        rf"(?:(?:\$|usd )(?P<n>{NUMBER})|(?P<n2>{NUMBER}) (?:us )?dollars)(?: (?:together|combined|in total))?"
    )
    number = number_of(match["n"] or match["n2"]) if match else None
    if match is None or number is None or number.value < 10**9 or sentence.area not in (None, "WLD"):
        return None
    year, comparison = sentence.dated(), hedged(match["hedge"])
    return asking(
        sentence,
        f"wealth of billionaires {_SIGN.get(comparison, '= ')}{float(number.value) / 1e9:,g} billion dollars, "
        f"Forbes' list of {year}",
        "quoted_series",
        {"value": totals(year, "total_net_worth")},
        {
            "value": f"{float(number.value) / 1e9:.6f}".rstrip("0").rstrip("."),
            "unit": "USD billion",
            "comparison": comparison,
            "half_width": f"{float(number.half_width or number.value / 200) / 1e9:f}",
        },
        subject="the list totalled",
        result=f"The people on Forbes' list of {year} had {{value}} together.",
    )
