"""The richest against the poorest half, in words."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from inequality.charts._verdicts import called
from inequality.claims import Finding, Verdict
from inequality.press.plotted import cell
from inequality.words import Language

__all__ = [
    "counted",
    "matches",
    "people_in_the_half",
    "poorest",
    "riches_in_words",
    "share_in_words",
    "terms_of_riches",
    "without_debt",
]


def terms_of_riches(words: Language) -> dict[str, str]:
    """Return what the rows of the table are called; rank, name and value tell a fortune."""
    return {
        "all wealth": words.text("all wealth"),
        "amount": words.text("what the poorest half owned"),
        "fortune": "",
        "people": words.text("people"),
        "people at the outer limits": words.text("At the outer limits"),
        "people in the poorest half": words.text("people in the poorest half"),
        "share of all wealth": words.text("share of all wealth"),
        "share of people": words.text("share of people"),
        "without people in net debt": words.text("without people in net debt"),
    }


def riches_in_words(verdict: Verdict, table: pd.DataFrame, words: Language) -> dict[str, str]:
    by, year = called(str(verdict.claim["publisher"]), words), words.year(verdict.claim.year)
    ends = {end: words.number(cell(table, "people", end)) for end in ("low", "high")}
    allowed = words.range(ends["low"], ends["high"])
    outer = words.range(*(words.number(cell(table, "people at the outer limits", end)) for end in ("low", "high")))
    people = words.plural("{n} person", "{n} people", cell(table, "people"))
    title = words.text(
        "As rich as half the world: {publisher} counted {people}, the data allow {allowed}",
        publisher=by, people=people, allowed=allowed,
    )  # fmt: skip
    subtitle = words.text(
        "Net wealth in {year} in US dollars: the richest people, one block each, and the poorest half of the world", year=year
    )
    alt = _alt(table, words, year)
    caption = words.text(
        "{publisher} counted {people} who owned as much as the poorest half of the world in {year}.",
        publisher=by, people=people, year=year,
    )  # fmt: skip
    caption += " " + (
        words.text("What is known of the data allows {allowed}.", allowed=allowed)
        if allowed == outer
        else words.text(
            "What is known of the data allows {allowed}, and {outer} at the outer limits.", allowed=allowed, outer=outer
        )
    )
    note = [words.text("Wealth is assets minus debts of adults, at market exchange rates."), _debtors(verdict, words, by)]
    if verdict.finding.assumptions:
        note.append(words.text("The data are incomplete: the debts of the poorest are those of another edition."))
    note.append(
        words.text("{allowed} is what the printed figures allow.", allowed=allowed)
        if allowed == outer
        else words.text("{allowed} is an estimate; its outer limits are {outer}.", allowed=allowed, outer=outer)
    )
    note.append(
        words.explanation(
            title, alt, *(text for _, _, text in matches(table, words, narrow=False)), share_in_words(table, words)
        )
    )
    return {"title": title, "subtitle": subtitle, "note": " ".join(filter(None, note)), "alt": alt, "caption": caption}


def _debtors(verdict: Verdict, words: Language, by: str) -> str:
    others = [words.number(float(other.published.value)) for other in without_debt(verdict)]
    if not others:
        return words.text("People in net debt are included.")
    counts = words.listed(others)
    return words.text(
        "People in net debt are included (without them {publisher} counted {counts}).", publisher=by, counts=counts
    )


def without_debt(verdict: Verdict) -> Sequence[Finding]:
    return [other for other in verdict.alternatives if other.alternative and other.alternative.name == "without-net-debt"]


def _alt(table: pd.DataFrame, words: Language, year: str) -> str:
    low, high = (words.scaled(cell(table, "amount", end), 0, "billion") for end in ("low", "high"))
    sentences = [
        words.text("Bars on one dollar scale."),
        words.text(
            "The lower bar is what the poorest half of the world owned in {year}: at least {low} dollars, at most {high} "
            "dollars, the difference hatched.",
            year=year, low=low, high=high,
        ),
        words.text("The upper bar is the fortunes of the richest, one block a person."),
        words.text(
            "{people} reach the lower amount, {more} the higher; a line marks {counted}.",
            people=words.plural("{n} person", "{n} people", cell(table, "people", "low")),
            more=words.number(cell(table, "people", "high")),
            counted=counted(table, words),
        ),
        words.text(
            "Both bars are a sliver of all household wealth, {total} dollars.", total=words.scaled(cell(table, "all wealth"), 0)
        ),
    ]  # fmt: skip
    return " ".join(sentences)


def share_in_words(table: pd.DataFrame, words: Language) -> str:
    low, high = (cell(table, "share of all wealth", end) for end in ("low", "high"))
    return words.text(
        "The poorest half: {share} of all household wealth, {total}",
        share=words.range(words.number(100 * low, 2), words.share(high, 2)),
        total=words.money(cell(table, "all wealth"), "USD", 0),
    )


def poorest(table: pd.DataFrame, words: Language) -> str:
    many = people_in_the_half(table, words)
    if not many:
        return words.text("The poorest half of the world")
    return words.text("The poorest half of the world: {people}", people=many)


def people_in_the_half(table: pd.DataFrame, words: Language) -> str:
    many = table.loc[table["item"] == "people in the poorest half", "value"]
    return words.plural("{n} person", "{n} people", float(many.iloc[0]), scaled=True) if len(many) else ""


def counted(table: pd.DataFrame, words: Language) -> str:
    count = words.number(cell(table, "people"))
    return words.text(
        "{publisher}\N{RIGHT SINGLE QUOTATION MARK}s {count}",
        publisher=called(str(table["publisher"].iloc[0]), words),
        count=count,
    )


def matches(table: pd.DataFrame, words: Language, *, narrow: bool) -> list[tuple[str, str, str]]:
    """What the dashed lines say: at which end, how many people, and at which amount; one for both where they lie close."""
    counts = [cell(table, "people", end) for end in ("low", "high")]
    people = [words.plural("{n} person", "{n} people", count) for count in counts]
    amounts = [cell(table, "amount", end) for end in ("low", "high")]
    low, high = (words.money(amount, "USD", 0, "billion") for amount in amounts)
    if not narrow:
        return [
            ("high", people[1], words.text("if it owned {amount}", amount=high)),
            ("low", people[0], words.text("match the poorest half if it owned only {amount}", amount=low)),
        ]
    if counts[0] != counts[1]:
        span = words.range(*map(words.number, counts))
        people[0] = words.text("{span} people", span=span)
    if low == high:
        return [("low", people[0], words.text("match the poorest half if it owned {amount}", amount=low))]
    most = words.scaled(amounts[1], 0, "billion")
    return [("low", people[0], words.text("match the poorest half if it owned {low} to {high}", low=low, high=most))]
