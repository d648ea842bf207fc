"""Sentences about the growth of a group's wealth between two years."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from inequality.claims.sentences import family
from inequality.claims.sentences.evidence import billionaires, ladder, missing, totals
from inequality.claims.sentences.numbers import NUMBER, number_of
from inequality.claims.sentences.question import Question, asking
from inequality.claims.sentences.wording import HEDGE, PERCENT, Sentence, hedged

_YEARS = r"(?:between (?P<a>(?:19|20)\d\d) and (?P<b>(?:19|20)\d\d)|from (?P<c>(?:19|20)\d\d) to (?P<d>(?:19|20)\d\d))"
_UP, _DOWN = r"grew|rose|increased|has grown|has risen", r"fell|dropped|shrank|declined|has fallen"
_TIMES = {"doubled": "2", "tripled": "3", "quadrupled": "4", "halved": "1/2"}
_WHO = (
    rf"(?P<all>(?:the )?(?:world's )?billionaires)|(?:the )?(?:world's )?(?P<n>{NUMBER}) richest people"
    rf"|the richest (?P<n2>{NUMBER}) people"
)
_WEALTH = (
    rf"(?:the (?:combined |total )?(?:wealth|fortunes?|net worth) of (?:{_WHO})"
    rf"|(?:{_WHO.replace('<', '<s')})' (?:combined |total )?(?:wealth|fortunes?))"
)
_CHANGE = (
    rf"(?:(?P<way>{_UP}|{_DOWN}) by (?:(?P<hedge>{HEDGE}) )?(?P<percent>{PERCENT})"
    rf"|(?P<hedge2>more than |nearly |almost |about )?(?P<times>{'|'.join(_TIMES)}))"
)


@family(
    form="the wealth of the world's billionaires (or of the N richest people) grew by P percent between two years",
    example="The wealth of the world's billionaires grew by 63 percent from 2020 to 2021",
)
def growth_of_fortunes(sentence: Sentence) -> Question | None:
    """Read "the wealth of the world's billionaires grew by 63 percent from 2020 to 2021"."""
    match = sentence.match(rf"{_WEALTH} {_CHANGE} {_YEARS}")
    if match is None:
        return None
    given = match["n"] or match["n2"] or match["sn"] or match["sn2"]
    people = number_of(given) if given else None
    if given and (people is None or people.value.denominator != 1 or not 1 <= people.value <= 500):
        return None
    count = str(int(people.value)) if people else "all"
    then, now = _years(match)
    who = f"the {count} richest by rank" if people else "all billionaires"
    nodes = {"then": _fortunes(then, count), "now": _fortunes(now, count)}
    return _asking(sentence, match, nodes, f"wealth of {who}", then, now)


@family(
    form="the number of billionaires grew by P percent (or doubled) between two years",
    example="The number of billionaires in the world nearly tripled between 2010 and 2025",
)
def growth_of_number(sentence: Sentence) -> Question | None:
    """Read "the number of billionaires tripled between 2010 and 2025"."""
    match = sentence.match(rf"the number of (?:the world's )?billionaires(?: in the world| worldwide)? {_CHANGE} {_YEARS}")
    if match is None:
        return None
    then, now = _years(match)
    return _asking(sentence, match, {"then": billionaires(then), "now": billionaires(now)}, "number of billionaires", then, now)


def _fortunes(year: int, people: str) -> Mapping[str, Any]:
    if people == "all":
        return totals(year, "total_net_worth")
    fortunes = ladder(year)
    if "missing" in fortunes:
        return missing(str(fortunes["missing"]))
    return {"formula": "richest_total", "inputs": {"fortunes": fortunes}, "switches": {"people": people}}


def _years(match: re.Match[str]) -> tuple[int, int]:
    return int(match["a"] or match["c"]), int(match["b"] or match["d"])


def _asking(
    sentence: Sentence, match: re.Match[str], nodes: Mapping[str, Any], what: str, then: int, now: int
) -> Question | None:
    change = _change(match)
    if change is None or then >= now or sentence.area not in (None, "WLD"):
        return None
    grown, comparison, percent, width = change
    said = f"{what} {comparison + ' ' if comparison != 'exactly' else ''}{grown}, {then} to {now}"
    return asking(
        replace(sentence, year=now),
        f"{said}, dollars of each date, lists of March",
        "growth",
        nodes,
        {
            "value": f"{float(percent):.6f}".rstrip("0").rstrip("."),
            "unit": "percent",
            "comparison": comparison,
            "half_width": f"{float(width):f}",
        },
        subject=f"in {now} it was",
        result=f"From {then} to {now} the {what} changed by {{value}}, in the dollars of each date.",
        note="In the dollars of each date: prices rose in between.",
    )


def _change(match: re.Match[str]) -> tuple[str, str, Fraction, Fraction] | None:
    """Return the change in words, its comparison, in percent, and its half-width."""
    if match["times"]:
        comparison, grown = hedged((match["hedge2"] or "").strip()), Fraction(_TIMES[match["times"]])
        if comparison == "more than":
            return match["times"], comparison, (grown - 1) * 100, Fraction(0)
        # "doubled" is said of what grew to 1.95 to 2.05 times, "nearly doubled" of 1.85 to 2.
        low, high = {"exactly": (39, 41), "nearly": (37, 40), "about": (37, 43)}[comparison]
        ends = [(grown * part / 40 - 1) * 100 for part in (low, high)]
        return f"{match['hedge2'] or ''}{match['times']}", "exactly", (ends[0] + ends[1]) / 2, (ends[1] - ends[0]) / 2
    number = number_of(re.sub(r" ?(?:%|percent|per cent)$", "", match["percent"]))
    if number is None:
        return None
    down, comparison = re.fullmatch(_DOWN, match["way"]) is not None, hedged(match["hedge"])
    if down and comparison in ("more than", "at least", "at most", "nearly"):
        return None  # "fell by more than": which way it points is easily misread
    words = f"{'fell' if down else 'grew'} by {float(number.value):g} percent"
    return words, comparison, -number.value if down else number.value, number.half_width or Fraction(1, 2)
