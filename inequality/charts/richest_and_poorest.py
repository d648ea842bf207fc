"""The richest people, one block each, beside what the poorest part of the world owns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from inequality.charts import chart
from inequality.charts._riches import riches_in_words, terms_of_riches, without_debt
from inequality.charts._riches_tall import tall
from inequality.charts._riches_view import riches_view
from inequality.charts._riches_wide import wide
from inequality.claims import Finding, Quantity, Ranked, Verdict
from inequality.errors import DrawingError
from inequality.interval import Interval
from inequality.press.figure import Figure
from inequality.press.record import Call
from inequality.words import Language
from inequality.words import language as speaking
from inequality.words.spelling import in_words


@chart(
    title="Richest against poorest",
    shows="How many of the richest own as much as the poorest half?",
    formula="richest_matching",
    example={"verdict": "oxfam-2018-42"},
)
def richest_against_poorest(
    verdict: Verdict,
    *,
    language: str | Language = "en",
    title: str | None = None,
    subtitle: str | None = None,
    note: str | None = None,
) -> Figure:
    r"""Draw how many of the richest own as much as the poorest half of the world, and how well that is known.

    Parameters
    ----------
    verdict : Verdict
        Of a claim of the kind "N people own as much as the poorest half".
    language : str or Language
        Of its texts, as a tag: ``"es-MX"``.
    title, subtitle, note : str, optional
        Instead of the chart's own; their numbers must be in its table too.

    Returns
    -------
    Figure
        One bar above the other, on a narrow page side by side.

    Raises
    ------
    DrawingError
        If the inputs do not allow an interval, or the claim is of another kind: without one there is nothing to draw.
    UntiedNumberError
        If a text given holds a number that the table does not.

    Examples
    --------
    >>> from inequality.claims import check
    >>> richest_against_poorest(check("oxfam-2018-42")).title.replace("\xa0", " ")
    'As rich as half the world: Oxfam counted 42 people, the data allow 37 to 58'
    """
    words = speaking(language)
    table = _table(verdict)
    own = {"title": title, "subtitle": subtitle, "note": note}
    given = {name: text for name, text in own.items() if text is not None}
    tongue = {} if words.code == "en" else {"language": words.code}
    texts: dict[str, Any] = {**riches_in_words(verdict, table, words), **given}
    return Figure(
        name=f"{in_words(int(verdict.finding.published.value)).replace(' ', '-')}-people",
        **texts,
        table=table,
        provenance=verdict.provenance,
        call=Call("richest_against_poorest", {"verdict": verdict.claim.id, **tongue, **given}),
        compositions={"article": wide, "phone": tall},
        language=words,
        terms=terms_of_riches(words),
        interactive=riches_view,
    )


def _drawable(verdict: Verdict) -> tuple[Interval, Interval]:
    """Return estimate and outer limits of a claim that can be drawn; raise where bars would mislead."""
    finding, needed = verdict.finding, {"fortunes", "amount", "amount.total"}
    if finding.computed is None or finding.limits is None or not needed <= set(finding.quantities):
        missing = "; ".join(finding.missing) or "its formula does not compare fortunes with an amount"
        problem = f"The claim {verdict.claim.id} gives no interval to draw ({missing})"
        raise DrawingError(problem, possible="claims whose inputs are known")
    if verdict.claim["inputs"]["amount"].get("switches", {}).get("debtors") == "left out":
        raise DrawingError(
            f"The claim {verdict.claim.id} leaves people in net debt out, so its amount is not what the poorest half owned",
            possible="claims that include them",
            remedy="draw the claim that this one is an alternative of: its note names both counts",
        )
    least = float(_interval(finding, "amount").low)
    if least <= 0:
        raise DrawingError(
            f"The poorest half may have owned nothing at all ({least:,.0f} dollars), so no length can stand for it",
            possible="claims whose amount is certainly above zero",
            remedy="draw the count by year, which shows it as a range from 0",
        )
    return finding.computed, finding.limits


def _table(verdict: Verdict) -> pd.DataFrame:
    finding, (computed, limits) = verdict.finding, _drawable(verdict)
    amount, total, fortunes = _interval(finding, "amount"), _interval(finding, "amount.total"), _ranked(finding)
    published = float(finding.published.value)
    shown = int(max(computed.high, published))
    rows: list[Mapping[str, Any]] = []
    before = 0.0
    for rank, (name, cumulative) in enumerate(zip(fortunes.names[:shown], fortunes.values[:shown], strict=True), 1):
        rows.append(
            {
                "item": "fortune",
                "rank": rank,
                "name": name,
                "value": float(cumulative) - before,
                "cumulative": float(cumulative),
            }
        )
        before = float(cumulative)
    rows += [
        {"item": "people", "value": published, **_ends(computed)},
        {"item": "people at the outer limits", **_ends(limits)},
        {"item": "amount", **_ends(amount)},
        {"item": "share of all wealth", **_ends(amount / total)},
        {"item": "all wealth", "value": float(total.low)},
        {"item": "share of people", "value": 0.5},
    ]
    many = [float(numeral.readings[0].value) for numeral in speaking("en").numerals(str(verdict.claim["wording"]))]
    rows += [{"item": "people in the poorest half", "value": value} for value in many if value >= 1e8]
    rows += [{"item": "without people in net debt", "value": float(other.published.value)} for other in without_debt(verdict)]
    table = pd.DataFrame(rows, columns=["item", "rank", "name", "value", "cumulative", "low", "high"])
    table["year"] = verdict.claim.year
    table["publisher"] = str(verdict.claim["publisher"])
    return table


def _ends(interval: Interval) -> dict[str, float]:
    return {"low": float(interval.low), "high": float(interval.high)}


def _interval(finding: Finding, name: str) -> Interval:
    quantity = finding.quantities[name]
    if not isinstance(quantity, Quantity):
        raise DrawingError(f"'{name}' is a column, not one amount")
    return quantity.interval


def _ranked(finding: Finding) -> Ranked:
    ranked = finding.quantities["fortunes"]
    if (
        not isinstance(ranked, Ranked)
        or finding.computed is None
        or len(ranked.names) < max(finding.computed.high, finding.published.value)
    ):
        raise DrawingError("The rich list is shorter than the interval", possible="a list with a name for every block")
    return ranked
