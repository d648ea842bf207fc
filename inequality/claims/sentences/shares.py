"""Sentences that say what share of wealth or income a part of a population has, alone or beside another part."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from inequality.claims.sentences import family
from inequality.claims.sentences.evidence import share_held
from inequality.claims.sentences.numbers import Number, number_of
from inequality.claims.sentences.question import Question, asking
from inequality.claims.sentences.wording import (
    AS_MUCH,
    HEDGE,
    OWN,
    PERCENT,
    TOGETHER,
    Part,
    Sentence,
    area_named,
    group,
    hedged,
    part_of,
    total_of,
)

_PARTS = (
    r"(?:(?:(?:a|one|two|three|four|five|six|seven|eight|nine) )?"
    r"(?:half|third|thirds|quarter|quarters|fifth|fifths|tenth|tenths))"
)
_SHARE = rf"(?:(?P<hedge>{HEDGE}) )?(?:(?P<percent>{PERCENT})|(?P<part>{_PARTS}))"
_EARN = r"(?:earn|earns|earned|receive|receives|received|take|takes|took|get|gets|got)"
_WEALTH, _INCOME = r"(?:wealth|net worth)", r"(?:income|national income)"


@family(
    form="the richest (or poorest) P percent own Q percent of the wealth (or get Q percent of the income)",
    example="The richest 1 percent of the world own 45 percent of all wealth in 2022",
)
def share_of_a_part(sentence: Sentence) -> Question | None:
    """Read "the richest 1 percent own 45 percent of the world's wealth"."""
    match = sentence.match(
        rf"{group('who')} (?:now )?(?:{OWN} {_SHARE} of {total_of(_WEALTH, 'wealth')}"
        rf"|{_EARN} {_SHARE.replace('<', '<i')} of {total_of(_INCOME, 'income')})"
    )
    part = part_of(match, "who") if match else None
    if match is None or part is None:
        return None
    concept = "wealth" if match["wealth"] else "income"
    prefix = "" if concept == "wealth" else "i"
    value = _share(match[f"{prefix}percent"], match[f"{prefix}part"])
    places = {place for place in (part.area, _place(match[f"{concept}area"]), sentence.area) if place}
    if value is None or len(places) != 1:
        return None
    area, year = places.pop(), sentence.dated()
    formula, inputs, switches = share_held(concept, area, year, part)
    hedge = match[f"{prefix}hedge"]
    comparison = hedged(hedge)
    sign = {"at least": ">=", "more than": ">", "at most": "<="}.get(comparison, "=" if comparison == "exactly" else comparison)
    said = f"{part} {sign} {float(value.value * 100):g} percent of {concept}"
    published = {
        "value": _percent(value),
        "unit": f"percent of {concept}",
        "comparison": comparison,
        "half_width": f"{float(value.half_width * 100):f}",
    }
    return asking(
        replace(sentence, area=area),
        f"{said}, {_where(concept, area, year, part)}",
        formula,
        inputs,
        published,
        subject=f"the {part} had",
        result=f"The {part} had {{value}} in {year}.",
        switches=switches,
    )


@family(
    form="the richest P percent own more than the poorest Q percent (or than the rest)",
    example="The richest 1 percent of the world own more than the rest put together in 2015",
)
def one_part_against_another(sentence: Sentence) -> Question | None:
    """Read "the richest 1 percent own more than the poorest 90 percent"."""
    rest = r"(?:all )?the (?:rest|others|other \d+(?:\.\d+)? ?(?:%|percent))|everyone else"
    other = rf"(?:{group('poor')}|(?P<rest>(?:{rest})(?P<world> of (?:the )?world)?))"
    match = sentence.match(rf"{group('rich')} (?:now )?{OWN} (?P<compared>{AS_MUCH}) {other}{TOGETHER}")
    one = part_of(match, "rich") if match else None
    if match is None or one is None or one.side != "top":
        return None
    two = None if match["rest"] else part_of(match, "poor")
    if match["rest"]:
        stated = re.search(r"other (\d+(?:\.\d+)?)", match["rest"])
        if stated and Fraction(stated[1]) != 100 * (1 - one.size.value):
            return None
    elif two is None or two.side != "bottom" or one.size.value + two.size.value > 1:
        return None
    world = "WLD" if match["world"] else None
    places = {place for place in (one.area, two.area if two else world, sentence.area) if place}
    if len(places) != 1:
        return None
    area, year = places.pop(), sentence.dated()
    more = match["compared"].startswith("more")
    comparison = "more than" if more else "at least"
    where = _where("wealth", area, year, one)
    if two is None or one.size.value + two.size.value == 1:
        formula, inputs, switches = share_held("wealth", area, year, one)
        published = {"value": "50", "unit": "percent of wealth", "comparison": comparison}
        said = f"{one} {'>' if more else '>='} all others, wealth, {where}"
        result = f"The {one} owned {{value}} in {year}."
        return asking(
            replace(sentence, area=area),
            said,
            formula,
            inputs,
            published,
            subject=f"the {one} owned",
            result=result,
            switches=switches,
        )
    nodes = [
        dict(zip(("formula", "inputs", "switches"), share_held("wealth", area, year, part), strict=True)) for part in (one, two)
    ]
    return asking(
        replace(sentence, area=area),
        f"{one} {'>' if more else '>='} {two}, wealth, {where}",
        "ratio",
        {"numerator": nodes[0], "denominator": nodes[1]},
        {"value": "1", "unit": "times", "comparison": comparison},
        subject=f"the {one} owned",
        result=f"The {one} owned {{value}} what the {two} owned in {year}.",
    )


def _where(concept: str, area: str, year: int, part: Part) -> str:
    """Return place and time; of the quarterly accounts of the United States, the last quarter of the year."""
    if area == "USA" and concept == "wealth":
        return f"American households, {year}:Q4" + (f", or adults, {year}" if year <= 2014 and part.side == "top" else "")
    return f"{'world' if area == 'WLD' else area}, {year}"


def _place(words: str | None) -> str | None:
    return "WLD" if words in ("global", "world") else area_named(words)


def _share(percent: str | None, part: str | None) -> Number | None:
    """Return a share as a fraction of 1."""
    if percent:
        number = number_of(re.sub(r" ?(?:%|percent|per cent)$", "", percent))
        if number is None or number.value > 100:
            return None
        half = number.half_width or Fraction(1, 2)
        return Number(number.text, number.value / 100, half / 100)
    number = number_of(part or "")
    # "a third" is said of 30 to 37 percent: what is nearer to it than to a neighbouring simple part
    return None if number is None else Number(number.text, number.value, number.value / 20)


def _percent(value: Number) -> str:
    return f"{float(value.value * 100):.6f}".rstrip("0").rstrip(".")
