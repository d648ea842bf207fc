"""A verdict in plain text."""

from __future__ import annotations

import contextlib
import math
import textwrap
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from inequality.claims.quantity import Quantity
from inequality.claims.schema import ALTERNATIVE_KINDS
from inequality.claims.switches import Way
from inequality.claims.units import factor, in_words
from inequality.claims.verdict import STATUSES, Finding, Verdict
from inequality.errors import DomainError
from inequality.interval import Interval

WIDTH = 100


def report(verdict: Verdict) -> str:
    """Return the verdict as text: what was claimed, what the data allow, when it is right, on what it rests."""
    claim, finding = verdict.claim, verdict.finding
    lines = [f"“{claim['wording']}”"]
    if verdict.read_as:
        lines += [f"Read as: {verdict.read_as}", "", *_wrap(verdict.paragraph, ""), ""]
    else:
        lines += [f"{claim['publisher']}, {claim['report']}, {claim['date']:%-d %B %Y}   [{claim.id}]", ""]
    lines += [f"{verdict.status.upper()}: {STATUSES[verdict.status]}.", *_given(verdict), ""]
    # The paragraph on a sentence has said when it is right.
    lines += _result(finding, "" if verdict.read_as else claim.record.get("subject", "the input that nobody saw is"))
    lines += ["", "Inputs", *_inputs(finding)] if finding.inputs else []
    for title, rows in (
        ("Assumed", [f"- {text}" for text in finding.assumptions]),
        ("Not seen", [f"- {text}" for text in finding.missing]),
        ("Sensitivity", list(_strip(verdict))),
        ("Critics' switches", list(_switches(verdict))),
        ("Alternatives", list(_alternatives(verdict))),
        ("Restated since", [f"- {value}: {wording} [{id}]" for id, value, wording in verdict.restatements]),
        ("One person with one dollar and no debts", list(_one_dollar(verdict))),
        ("Beside it", list(_beside(verdict))),
        ("Note", [claim.record["note"]] if "note" in claim.record else []),
    ):
        if rows:
            lines += ["", title, *(wrapped for row in rows for wrapped in _wrap(row, "  "))]
    return "\n".join(lines)


#: What a status makes of a sentence.
DECIDED = {
    "reproduced": "So the sentence holds.",
    "reproduced given": "So the sentence holds, given figures that others quote from their publishers.",
    "consistent": "What the sentence says lies within that, so the data at hand can neither confirm nor refute it.",
    "not reproduced": "So the sentence does not hold.",
    "computed": "",
}


def paragraph(verdict: Verdict) -> str:
    """Return the verdict as one paragraph that a writer can quote: what was found, with interval, decision and sources."""
    finding, claim = verdict.finding, verdict.claim
    sources = verdict.provenance.source_line()
    if finding.computed is None:
        said = f"This cannot be decided with the data at hand, which lack {'; '.join(finding.missing)}."
    else:
        value = span(finding.computed, finding.published.unit)
        said = str(claim.record.get("result", "The data allow {value}.")).replace("{value}", value)
        if finding.computed.kind == "source" and finding.computed.width:
            said += " Sources and releases differ by that much."
        said += f" {_consistent(finding) if verdict.status == 'consistent' else DECIDED[verdict.status]}"
    undecided = verdict.status in ("consistent", "inputs missing")
    name = "The sentence" if verdict.read_as else ""
    if undecided and (when := right_when(finding, claim.record.get("subject", "it is"), name)):
        said += f" {when}"
    return " ".join(part for part in (said.strip(), f"{sources}." if sources else "") if part)


def _consistent(finding: Finding) -> str:
    """Return what a finding that neither confirms nor refutes says, by how far the claim holds."""
    claimed, unit = finding.published.interval, finding.published.unit
    if claimed is None or finding.computed is None or finding.limits is None or finding.published.comparison == "exactly":
        return DECIDED["consistent"]
    if claimed.low <= finding.limits.low and finding.limits.high <= claimed.high:
        return "By that it holds, but the figures rest on what nobody has confirmed" + (
            f": {'; '.join(finding.assumptions)}." if finding.assumptions else "."
        )
    if claimed.low <= finding.computed.low and finding.computed.high <= claimed.high:
        return f"By that it holds, but at the outer limits, {span(finding.limits, unit)}, it need not."
    return DECIDED["consistent"]


def span(interval: Interval, unit: str = "") -> str:
    """Return "37 to 58 people" for an interval in base units: whole numbers, or three decimals rounded outward.

    Examples
    --------
    >>> span(Interval(37, 58), "people"), span(Interval(11, math.inf), "people")
    ('37 to 58 people', 'at least 11 people')
    >>> span(Interval.around("0.44", "0.005"), "percent")
    '43.5 to 44.5 percent'
    """
    worth = factor(unit)
    low, high = _shown(interval.low / worth, down=True), _shown(interval.high / worth, down=False)
    text = f"at least {low}" if math.isinf(interval.high) else low if low == high else f"{low} to {high}"
    return f"{text} {unit}".strip()


def right_when(finding: Finding, subject: str, said: str = "") -> str:
    """Return the inverse as a sentence, rounded inward, about what was `said`; empty where the formula has none."""
    if finding.inverse is None:
        return ""
    share = ""
    if finding.inverse_share is not None:
        share = f" ({_within(finding.inverse_share, Fraction(1, 100), 3, short=True)} percent of the total)"
    prices = finding.inverse.measure.prices if finding.inverse.measure else "current"
    unit = finding.inverse_unit.replace("USD billion", "billion dollars")
    unit += f" of {in_words(prices)}" if prices != "current" and "dollars" in unit else ""
    limits = _within(finding.inverse.interval, factor(finding.inverse_unit), len(finding.published.text.partition(".")[2]))
    return f"{said or finding.published.shown} is right exactly when {subject} {limits} {unit}{share}."


def _within(interval: Interval, worth: Fraction, decimals: int = 0, *, short: bool = False) -> str:
    """Return "more than 1,478.1 and at most 1,498.0", rounded inward with as few decimals as leave something inside."""
    for digits in range(decimals + 1, decimals + 9):
        with contextlib.suppress(DomainError):
            low, high = (interval / worth).inward(digits)
            break
    else:
        return f"about {float(interval.low / worth):,.9g}"
    above = "more than" if interval.open_low else "at least"
    if math.isinf(interval.high):
        return f"{above} {low:,}"
    if math.isinf(interval.low):
        return f"at most {high:,}"
    if low == high:
        return f"{low:,}"
    return f"{low:,} to {high:,}" if short else f"{above} {low:,} and at most {high:,}"


def _given(verdict: Verdict) -> list[str]:
    given = verdict.given
    if given is None or given.alternative is None:
        return []
    return _wrap(f"Given: {given.alternative.says} ({given.alternative.citation}).", "")


def _result(finding: Finding, subject: str) -> list[str]:
    unit = finding.published.unit
    lines = [f"Published        {finding.published.shown or 'nothing:'} {unit if finding.published.text else 'computed here'}"]
    if finding.computed is not None and finding.limits is not None:
        lines.append(f"The data allow   {span(finding.computed, unit)}")
        if (finding.limits.low, finding.limits.high) != (finding.computed.low, finding.computed.high):
            lines.append(f"At the limits    {span(finding.limits, unit)}, on the same assumption")
    if subject and (sentence := right_when(finding, subject)):
        lines += ["", *_wrap(sentence, "")]
    return lines


def _inputs(finding: Finding) -> Iterator[str]:
    for used in finding.inputs:
        yield f"  {used.name}: {used.text}   [{used.evidence}]   {used.address}"
        yield from _wrap(used.citation, "    ")


def _strip(verdict: Verdict) -> Iterator[str]:
    if verdict.strip:
        unit, shares = verdict.finding.published.unit, verdict.finding.inverse_share is not None
        yield (
            "; ".join(f"{_at(at, shares)}: {span(result, unit).removesuffix(unit).strip()}" for at, result in verdict.strip)
            + f" ({'share of the total' if shares else verdict.finding.inverse_unit}: {unit})"
        )


def _one_dollar(verdict: Verdict) -> Iterator[str]:
    one = verdict.one_dollar
    if one is not None and one.claim is not None and one.finding is not None and one.finding.computed is not None:
        said = span(one.finding.computed, one.finding.published.unit)
        yield f"- owned more than the poorest {said} together, in {one.claim.year} [{one.claim.id}]"
    if one is not None and one.lacking:
        yield f"- for {verdict.claim.year} it takes {one.lacking}"


def _beside(verdict: Verdict) -> Iterator[str]:
    one = verdict.one_dollar
    for claim, finding in verdict.beside:
        if one is not None and one.claim is not None and one.claim.id == claim.id:
            continue  # it was said above
        said = f"published {finding.published.shown} {finding.published.unit}; " if finding.published.text else ""
        value = span(finding.computed, finding.published.unit) if finding.computed else "not computed"
        yield f"- {claim['wording']}: {said}the data allow {value} [{claim.id}]"


def _at(at: Interval, share: bool) -> str:
    return f"{float(at.low):.2%}" if share else f"{float(at.low):,.6g}"


def _switches(verdict: Verdict) -> Iterator[str]:
    """Yield each switch: how the claim sets it, then what every other way gives, or which figure would decide it."""
    for switch in verdict.switches:
        claimed, *others = switch.ways
        yield f"- {switch.title}: {claimed.said}, as claimed"
        for way in others:
            right = _right_otherwise(way.finding, verdict) if way.finding is not None and way.alternative else ()
            yield ". ".join([f"- - {way.said}: {way_found(way, verdict)}", *right])


def way_found(way: Way, verdict: Verdict) -> str:
    """Return what a way to set a switch gives, or which figure would decide it."""
    finding, own = way.finding, verdict.finding
    if finding is None or finding.computed is None or finding.limits is None:
        same = finding is not None and finding.missing == own.missing
        if way.of_claim:
            return "not computed"
        return "not decided; the same figure is missing" if same else f"not decided; it takes {way.lacking}"
    value = span(finding.computed, finding.published.unit)
    if finding.limits.width > finding.computed.width:
        value += f" (at the limits {span(finding.limits)})"
    against = f", published {finding.published.shown}" if finding.published != own.published else ""
    status = "" if way.of_claim or finding.status == "computed" else f": {finding.status}"
    return value + against + status


def _alternatives(verdict: Verdict) -> Iterator[str]:
    switched = {way.alternative for switch in verdict.switches for way in switch.ways}
    for finding in verdict.alternatives:
        alternative = finding.alternative
        assert alternative is not None
        if alternative.name in switched:
            continue
        unit = finding.published.unit
        value = span(finding.computed, unit) if finding.computed else "not computed"
        if finding.computed and finding.limits and finding.limits.width > finding.computed.width:
            value += f" (at the limits {span(finding.limits)})"
        against = f", published {finding.published.shown}" if finding.published != verdict.finding.published else ""
        kind = "" if alternative.kind not in ("circular", "given") else f" [{ALTERNATIVE_KINDS[alternative.kind]}]"
        lacking = f"; not seen: {', '.join(finding.missing)}" if finding.missing else ""
        yield f"- {alternative.says}: {value}{against}: {finding.status}{lacking}{kind}"
        yield from (f"  {said}" for said in _right_otherwise(finding, verdict))


def _right_otherwise(finding: Finding, verdict: Verdict) -> Iterator[str]:
    """Yield when an alternative is right, where that is another amount than the claim's own."""
    same = finding.alternative is None or finding.alternative.record["formula"] == verdict.claim["formula"]
    if finding.inverse is not None and finding.inverse != verdict.finding.inverse and same:
        yield right_when(finding, verdict.claim.record.get("subject", "it is"))


def _shown(value: int | float | Fraction, *, down: bool) -> str:
    if isinstance(value, float) and math.isinf(value):
        return "∞"
    if value == int(value):
        return f"{int(value):,}"
    rounded: Decimal = Interval.exactly(value).outward(3)[0 if down else 1]
    return f"{rounded.normalize():,f}"


def _wrap(text: str, indent: str) -> list[str]:
    while text.startswith("- - "):  # an entry below another
        text, indent = text[2:], indent + "  "
    return textwrap.wrap(
        text, WIDTH, initial_indent=indent, subsequent_indent=indent + ("  " if text.startswith("- ") else "")
    ) or [indent]


def amount(quantity: Quantity) -> str:
    """Return an amount of money in billions, rounded outward to one decimal."""
    low, high = (quantity.interval * Fraction(1, 10**9)).outward(1)
    return f"{low:,} billion" if low == high else f"{low:,} to {high:,} billion"
