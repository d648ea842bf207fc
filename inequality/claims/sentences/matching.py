"""Sentences that set so many of the richest against a part of the poorest."""

from __future__ import annotations

from dataclasses import replace

from inequality.claims.sentences import family
from inequality.claims.sentences.evidence import missing, poorest_amount
from inequality.claims.sentences.numbers import NUMBER, number_of
from inequality.claims.sentences.question import Question, asking
from inequality.claims.sentences.wording import AS_MUCH, OWN, TOGETHER, Sentence, group, part_of

_PEOPLE = r"(?:people|individuals|persons|billionaires|human beings)"
_RICH = (
    rf"(?:just |only )?(?:the )?(?:world's )?(?:richest (?P<after>{NUMBER}) {_PEOPLE}"
    rf"|(?P<before>{NUMBER}) (?:richest |wealthiest |of the richest )?{_PEOPLE})(?: (?:in|on) the (?:world|planet))?"
)


@family(
    form="N richest people own as much as the poorest P percent",
    example="The 26 richest people own as much as the poorest half of the world in 2018",
)
def richest_against_poorest(sentence: Sentence) -> Question | None:
    """Read "the 26 richest people own as much as the poorest half"."""
    match = sentence.match(rf"{_RICH} (?:now )?{OWN} (?P<compared>{AS_MUCH}) {group('poor')}{TOGETHER}")
    if match is None:
        return None
    number, part = number_of(match["after"] or match["before"]), part_of(match, "poor")
    if number is None or part is None or part.side != "bottom" or number.value.denominator != 1 or number.half_width:
        return None
    area, year, people = part.area or sentence.area or "WLD", sentence.dated(), int(number.value)
    if sentence.area not in (None, area) or people < 1:
        return None
    if area == "WLD":
        fortunes, amount = poorest_amount(year, part)
    else:
        fortunes = missing(f"a list of the richest people of {area} in {year}")
        amount = missing(f"what the {part} of {area} owned in {year}")
    sign = ">" if match["compared"].startswith("more") else ">="
    return asking(
        replace(sentence, area=area),
        f"richest {people:,} people {sign} {part}, wealth, {'world' if area == 'WLD' else area}, {year}",
        "richest_matching",
        {"fortunes": fortunes, "amount": amount},
        {"value": str(people), "unit": "people", "comparison": "at most"},
        subject=f"the {part} owned",
        result=f"It took {{value}} from the top of Forbes' list to own as much as the {part} of the world's adults in {year}.",
    )
