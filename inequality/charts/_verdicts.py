"""A verdict as a table and in words: what was claimed, what the data allow, when it is right, what is missing."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import pandas as pd

from inequality.charts._amounts import Amounts, fine, inside, outside, unit_of_inverse
from inequality.claims import CLAIMS, Claim, Finding, Verdict
from inequality.claims.units import factor
from inequality.interval import Interval
from inequality.words import Language
from inequality.words.messages import message

__all__ = [
    "STATUS", "allowed", "called", "card_in_words", "card_table", "claimed", "located", "own", "published_value", "quoted",
    "right_when",
    "row_in_words", "subject", "terms_of", "wording",
]  # fmt: skip

#: Each verdict's word, and what it means.
STATUS: Mapping[str, tuple[str, str]] = {
    "reproduced": (message("Reproduced"), message("The published data give what was claimed.")),
    "reproduced given": (
        message("Reproduced, given"),
        message("It follows from an input that was quoted apart from the claim."),
    ),
    "consistent": (message("Consistent"), message("What was claimed lies within what the data allow; they do not decide it.")),
    "not reproduced": (message("Not reproduced"), message("What was claimed lies outside what the data allow.")),
    "inputs missing": (message("Inputs missing"), message("A figure that decides the claim was not seen.")),
    "computed": (message("Computed here"), message("A sum of our own: this is what the data allow.")),
}
_SAID = {
    "reproduced": message("{publisher} said {claimed}, and the data give it"),
    "reproduced given": message("{publisher} said {claimed}; a figure quoted apart from the claim gives it"),
    "consistent": message("{publisher} said {claimed}; the data allow {allowed}"),
    "not reproduced": message("{publisher} said {claimed}, but the data allow {allowed}"),
    "not reproduced, one value": message("{publisher} said {claimed}, but the data give {allowed}"),
    "inputs missing": message("{publisher} said {claimed}; a figure that decides it was not seen"),
}
_SENTENCE_SAYS = {
    "reproduced": message("The sentence says {claimed}, and the data give it"),
    "reproduced given": message("The sentence says {claimed}; a figure quoted apart from it gives it"),
    "consistent": message("The sentence says {claimed}; the data allow {allowed}"),
    "not reproduced": message("The sentence says {claimed}, but the data allow {allowed}"),
    "not reproduced, one value": message("The sentence says {claimed}, but the data give {allowed}"),
    "inputs missing": message("The sentence says {claimed}; a figure that decides it was not seen"),
}
_OF = {
    "percent of wealth": message("share of all wealth"),
    "percent of net worth": message("share of all net worth"),
    "percent of income": message("share of all income"),
    "percent of the growth": message("share of the growth"),
    "percent of families": message("share of families"),
    "percent of adults": message("share of adults"),
    "percent of GDP": message("share of GDP"),
    "percent": message("percent"),
    "percentage points": message("percentage points"),
    "people": message("people"),
    "times": message("times"),
    "days": message("days"),
    "USD billion": message("billions of US dollars"),
    "USD million": message("millions of US dollars"),
    "USD trillion": message("trillions of US dollars"),
}
_COMPARED = {
    "about": message("about {amount}"),
    "nearly": message("nearly {amount}"),
    "more than": message("more than {amount}"),
    "at least": message("at least {amount}"),
    "at most": message("at most {amount}"),
}


_TERMS = {
    "quoted": message("Text"),
    "status": message("Verdict"),
    "unit": message("Unit"),
    "date": message("Date"),
    "claimed": message("As claimed"),
    "at": message("Value of the input"),
    "wording": message("Claim"),
    "publisher": message("Publisher"),
    "report": message("Report"),
    "read as": message("Read as"),
    "year": message("Year"),
    "result": message("What the data allow"),
    "limits": message("At the outer limits"),
    "right when": message("With which the claim is right"),
    "missing": message("Not seen"),
    "assumed": message("Assumed"),
    "alternative": message("Computed otherwise"),
    "beside": message("Beside it"),
    "subject": message("The input"),
    "strip": message("Result by value of the input"),
    "moves": message("From the least to the greatest result"),
    "published": message("Published"),
    "estimate": message("What is known of the input"),
}


def terms_of(table: pd.DataFrame, words: Language) -> dict[str, str]:
    """Return what columns and rows of a verdict's table are called; columns that only serve the drawing have no name."""
    plain = {"percent": words.text("parts of 1"), "USD": words.text("US dollars")}
    units = {str(unit): plain.get(str(unit).split(" ")[0]) or located(str(unit), words) for unit in table["unit"].dropna()}
    said = {key: words.text(text) for key, text in _TERMS.items()} | units
    return said | {key: words.text(word) for key, (word, _) in STATUS.items()} | {"kind": "", "digits": ""}


def own(text: str, claim: Claim, words: Language) -> str:
    """Return a text of a claim's record in the figure's language.

    The ledger's are messages of the package. A newsroom's own record, or a sentence that was checked, stands as it was
    written where no catalogue has it.

    Raises
    ------
    TranslationError
        If the language lacks a text of the ledger.
    """
    ledger = claim.id in CLAIMS and CLAIMS[claim.id] == claim
    return words.text(text) if ledger or text in words else text


def called(publisher: str, words: Language) -> str:
    """Return a publisher's name as the language's press writes it, where the catalogue has it."""
    return words.text(publisher) if publisher in words else publisher


def subject(verdict: Verdict, words: Language) -> str:
    """Return what an input that was not seen is, as the beginning of a sentence that its values end.

    A sentence that was checked is English: elsewhere what no catalogue has is called the input.
    """
    said = str(verdict.claim.record.get("subject", ""))
    foreign = verdict.read_as and words.locale.language != "en" and said not in words
    return own(said, verdict.claim, words) if said and not foreign else words.text("the input was")


def wording(claim: Claim, words: Language) -> str:
    """Return what was claimed, in quotation marks."""
    return words.quotation(own(str(claim["wording"]), claim, words))


def located(unit: str, words: Language) -> str:
    """Return what a scale of this unit counts; a newsroom's own unit by its name."""
    return words.text(_OF[unit]) if unit in _OF else unit


def published_value(finding: Finding) -> Fraction | None:
    """Return the value as printed, in base units; None where nothing was published."""
    published = finding.published
    return Fraction(published.text.replace(",", "")) * factor(published.unit) if published.text else None


def claimed(finding: Finding, words: Language) -> str:
    """Return the published value as the claim has it: "more than 50 percent"."""
    value, published = published_value(finding), finding.published
    if value is None:
        return ""
    if value == 0 and published.comparison == "more than":
        return words.text("a difference above zero")
    said = Amounts(published.unit, words).single(float(value), len(published.text.partition(".")[2]))
    return said if published.comparison == "exactly" else words.text(_COMPARED[published.comparison], amount=said)


def card_table(verdict: Verdict, words: Language) -> pd.DataFrame:
    """One row a mark or a text: item, quoted, kind, status, value, low, high, digits, unit, date."""
    finding, claim, unit = verdict.finding, verdict.claim, verdict.finding.published.unit
    rows: list[dict[str, Any]] = [{"item": "wording", "quoted": wording(claim, words)}]
    if verdict.read_as:
        rows += [{"item": "read as", "quoted": verdict.read_as}]
    else:
        rows += [{"item": "publisher", "quoted": own(str(claim["publisher"]), claim, words)}]
        date = claim["date"]
        rows += [{"item": "report", "quoted": str(claim["report"]),
                  "date": date.isoformat() if isinstance(date, datetime.date) else str(date)}]  # fmt: skip
    rows += [{"item": "year", "date": str(claim.year)}]
    rows.append({**_result("result", finding, words), "status": verdict.status})
    if finding.limits is not None and finding.computed is not None and _ends(finding.limits) != _ends(finding.computed):
        rows.append({**_range("limits", finding.limits, finding), "status": verdict.status})
    found = inside(finding)
    if found is not None:
        low, above, high, digits = found
        rows.append({"item": "right when", "quoted": subject(verdict, words), "value": above, "low": low, "high": high,
                     "digits": digits, "unit": unit_of_inverse(finding), "prices": _prices(finding)})  # fmt: skip
    rows += [{"item": "missing", "quoted": own(text, claim, words)} for text in finding.missing]
    rows += [{"item": "assumed", "quoted": own(text, claim, words)} for text in finding.assumptions]
    for other in verdict.alternatives:
        if other.alternative and other.published.unit == unit and other.computed is not None:
            rows.append({**_result("alternative", other, words, finding), "kind": other.alternative.kind,
                         "quoted": words.capital(own(other.alternative.says, claim, words))})  # fmt: skip
    for beside, other in verdict.beside:
        if other.published.unit == unit and other.computed is not None:
            says = words.capital(own(str(beside["wording"]), beside, words))
            rows.append({**_result("beside", other, words), "quoted": says})
    columns = ["item", "quoted", "kind", "status", "value", "low", "high", "digits", "unit", "date", "claimed", "prices"]
    table = pd.DataFrame(rows, columns=columns)
    for name in ("value", "low", "high"):
        table[name] = [math.nan if value is None or value != value else float(value) for value in table[name]]
    return table


def _ends(interval: Interval) -> tuple[Any, Any]:
    return interval.low, interval.high


def _range(item: str, interval: Interval, finding: Finding) -> dict[str, Any]:
    published = finding.published
    digits = fine(interval, published.unit, published.interval, len(published.text.partition(".")[2]))
    low, high = outside(interval, published.unit, digits)
    return {"item": item, "low": low, "high": high, "digits": digits, "unit": published.unit}


def _result(item: str, finding: Finding, words: Language, other: Finding | None = None) -> dict[str, Any]:
    """What a finding gives, and what was claimed where that is not what the `other` claims."""
    row: dict[str, Any] = {"item": item, "unit": finding.published.unit, "status": finding.status}
    if finding.computed is not None:
        row |= _range(item, finding.computed, finding)
    if finding.published.text and (other is None or other.published != finding.published):
        row |= {"value": published_value(finding), "claimed": claimed(finding, words)}
    return row


def _number(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)


def allowed(row: Mapping[Any, Any], words: Language, *, short: bool = False) -> str:
    """Return the range of a row in words, `short` where its unit was just said; empty where it has none."""
    low, high = _number(row["low"]), _number(row["high"])
    if low is None and high is None:
        return ""
    amounts = Amounts(str(row["unit"]), words)
    return (amounts.short if short else amounts.range)(low, high, int(row["digits"]))


def _prices(finding: Finding) -> str | None:
    """The date whose prices an unseen amount is in, where that is not its own."""
    measure = finding.inverse.measure if finding.inverse else None
    return None if measure is None or not measure.currency or measure.prices == "current" else measure.prices


def right_when(table: pd.DataFrame, words: Language) -> str:
    """Return the sentence that says with which input the claim is right; empty where that is not known."""
    for row in table[table["item"] == "right when"].to_dict("records"):
        said = {"subject": str(row["quoted"]), "range": _within(row, words)}
        if not isinstance(row["prices"], str):
            return words.text("Right exactly when {subject} {range}.", **said)
        date = words.period(row["prices"])
        return words.text("Right exactly when {subject} {range}, in dollars of {date}.", **said, date=date)
    return ""


def _within(row: Mapping[Any, Any], words: Language) -> str:
    """Return "more than 1,478.1 and at most 1,498.0 billion": the values of an input with which a claim is right."""
    amounts, digits = Amounts(str(row["unit"]), words), int(row["digits"])
    low, high, above = _number(row["low"]), _number(row["high"]), _number(row["value"])
    if low is not None and low == high and above is None:
        return amounts.single(low, digits)
    least = words.text(_COMPARED["more than"], amount=amounts.single(above, digits)) if above is not None else (
        "" if low is None else words.text(_COMPARED["at least"], amount=amounts.single(low, digits))
    )  # fmt: skip
    most = "" if high is None else words.text(_COMPARED["at most"], amount=amounts.single(high, digits))
    return words.text("{least} and {most}", least=least, most=most) if least and most else least or most


def row_in_words(row: Mapping[Any, Any], words: Language) -> str:
    """Return what a row of the picture says: what it is, and its range."""
    said = allowed(row, words)
    if row["item"] == "result" and row["low"] == row["high"]:
        return words.text("The data give {allowed}", allowed=said)
    if row["item"] == "result":
        return words.text("The data allow {allowed}", allowed=said)
    if row["item"] == "limits":
        return words.text("At the outer limits {allowed}", allowed=said)
    if row["kind"] == "circular":
        return words.text("{says}: {allowed}; worked back from the claim, so it is no proof", says=row["quoted"], allowed=said)
    if isinstance(row["claimed"], str):
        return words.text("{says}: {allowed}; published {claimed}", says=row["quoted"], allowed=said, claimed=row["claimed"])
    return words.text("{says}: {allowed}", says=row["quoted"], allowed=said)


def quoted(table: pd.DataFrame, item: str) -> list[str]:
    """Return the texts of an item."""
    return [str(text) for text in table.loc[table["item"] == item, "quoted"].dropna()]


def card_in_words(table: pd.DataFrame, words: Language) -> dict[str, str]:
    """Title, subtitle, note, alt text and caption of a card."""
    result = table[table["item"] == "result"].to_dict("records")[0]
    status, claim, by = str(result["status"]), quoted(table, "wording")[0], "".join(quoted(table, "publisher"))
    span, said = allowed(result, words), result["claimed"]
    if status == "computed":
        title = words.text("Computed here: {allowed}", allowed=span)
    else:
        one = status == "not reproduced" and result["low"] == result["high"]
        patterns = _SENTENCE_SAYS if quoted(table, "read as") else _SAID
        pattern = patterns["not reproduced, one value" if one else status]
        title = words.text(pattern, publisher=by, claimed=said, allowed=allowed(result, words, short=True))
    word, meaning = (words.text(text) for text in STATUS[status])
    note = [words.text("The verdict is on this sentence and these data, not on whoever said it."), *_assumed(table, words)]
    alt = [
        words.text("A claim and its verdict."),
        words.sentence(claim),
        words.text("{verdict}: {meaning}", verdict=word, meaning=meaning),
    ]
    alt += [words.text("Not seen: {what}.", what=words.clauses(quoted(table, "missing")))] if quoted(table, "missing") else []
    shown = table[
        table["item"].isin(["result", "limits", "alternative", "beside"]) & (table["low"].notna() | table["high"].notna())
    ]
    alt += [words.sentence(row_in_words(row, words)) for row in shown.to_dict("records")]
    texts = {
        "title": title,
        "subtitle": _origin(table, words, by),
        "alt": " ".join(filter(None, [*alt, right_when(table, words)])),
        "caption": f"{words.sentence(title)} {words.sentence(word)}",
    }
    return {**texts, "note": " ".join(filter(None, [*note, words.explanation(*texts.values())]))}


def _assumed(table: pd.DataFrame, words: Language) -> Iterator[str]:
    for text in quoted(table, "assumed"):
        yield words.text("Assumed: {what}.", what=text)


def _origin(table: pd.DataFrame, words: Language, by: str) -> str:
    """Who said it, where and when; of a sentence, how it was read."""
    for text in quoted(table, "read as"):
        return words.text("Read as: {sentence}", sentence=text)
    row = table[table["item"] == "report"].to_dict("records")[0]
    when = words.date(datetime.date.fromisoformat(row["date"]))
    year = words.year(int(table.loc[table["item"] == "year", "date"].iloc[0]))
    if table.loc[table["item"] == "result", "status"].iloc[0] == "computed":
        return words.text("From published tables, on {year}", year=year)
    return words.text("{publisher}, {report}, {date}; on {year}", publisher=by, report=row["quoted"], date=when, year=year)
