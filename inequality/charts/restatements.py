"""Counts of the richest who match the poorest half, year by year, as published, as revised, and as the data allow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from inequality._measure import Measure
from inequality.charts import _count_marks as marks
from inequality.charts import chart
from inequality.charts._count_columns import columns
from inequality.charts._count_rows import rows
from inequality.charts._counts import counts_in_words, holding, terms_of_counts, years_of
from inequality.charts._counts_view import counts_view
from inequality.claims import Finding, Quantity, Ranked, Verdict
from inequality.errors import DrawingError
from inequality.press.figure import Figure
from inequality.press.record import Call
from inequality.press.sheet import Box, Sheet
from inequality.provenance import Provenance
from inequality.words import Language
from inequality.words import language as speaking
from inequality.words.messages import message

#: What a critic's count leaves out, by the name of the alternative in the record.
LEFT_OUT = {"without-net-debt": message("without people in net debt")}


@chart(
    title="Counts by year, with restatements",
    shows="How did the count of the richest change, and why?",
    example={"verdicts": ["oxfam-2016-62", "oxfam-2017-restated-9", "oxfam-2017-8"], "computed": ["computed-2022"]},
)
def count_by_year(
    verdicts: Sequence[Verdict],
    computed: Sequence[Verdict] = (),
    *,
    since: int = 2013,
    language: str | Language = "en",
    title: str | None = None,
    subtitle: str | None = None,
    note: str | None = None,
) -> Figure:
    r"""Draw how many of the richest owned as much as the poorest half, by year, as published and as revised.

    No line joins the years: each count rests on an edition of its own.

    Parameters
    ----------
    verdicts : sequence of Verdict
        Of published claims of the kind "N people own as much as the poorest half"; one that restates another is drawn as
        a revision of it.
    computed : sequence of Verdict
        Of sums that nobody published: only what their inputs allow is drawn, hatched.
    since : int
        First year on the axis; earlier counts are named in the note.
    language : str or Language
        Of its texts, as a tag: ``"es-MX"``.
    title, subtitle, note : str, optional
        Instead of the chart's own; their numbers must be in its table too.

    Returns
    -------
    Figure
        Years as columns, on a narrow page as rows.

    Raises
    ------
    DrawingError
        If no claim is left to draw, two first counts are of one year, or a claim counts something else.
    IncomparableError
        If they do not measure the same.
    UntiedNumberError
        If a text given holds a number that the table does not.

    Examples
    --------
    >>> from inequality.claims import check
    >>> figure = count_by_year([check("oxfam-2016-62"), check("oxfam-2017-restated-9"), check("oxfam-2017-8")])
    >>> figure.title
    'Revised data turned Oxfam’s\xa062\xa0people into 9'
    """
    words = speaking(language)
    _require_alike([*verdicts, *computed])
    table = _table(verdicts, computed, since)
    own = {"title": title, "subtitle": subtitle, "note": note}
    given: dict[str, Any] = {name: text for name, text in own.items() if text is not None}
    distinct = len({verdict.provenance.ids for verdict in verdicts}) == len(verdicts)
    texts = {**counts_in_words(table, words, distinct), **given}
    provenance = Provenance()
    for verdict in (*verdicts, *computed):
        provenance |= verdict.provenance
    arguments: dict[str, Any] = {"verdicts": [v.claim.id for v in verdicts], "computed": [v.claim.id for v in computed]}
    arguments |= {"since": since} | ({} if words.code == "en" else {"language": words.code})
    return Figure(
        name="n-by-year",
        **texts,
        table=table,
        provenance=provenance,
        call=Call("count_by_year", {**arguments, **given}),
        compositions={"article": _article, "phone": _phone},
        language=words,
        terms=terms_of_counts(words),
        holds=holding(words, distinct),
        interactive=counts_view,
    )


def _require_alike(verdicts: Sequence[Verdict]) -> None:
    """Raise unless all count the richest who own as much as the poorest half of the world, people in net debt included."""
    known: dict[str, Measure] = {}
    for verdict in verdicts:
        claim, amount = verdict.claim, verdict.claim["inputs"].get("amount", {})
        left_out = amount.get("switches", {}).get("debtors") == "left out"
        if claim["formula"] != "richest_matching" or claim["area"] != "WLD" or left_out:
            raise DrawingError(
                f"The claim {claim.id} is no count of the richest who own as much as the poorest half of the world",
                possible="claims with the formula richest_matching on the whole world, people in net debt included",
            )
        for name, quantity in verdict.finding.quantities.items():
            if name in ("fortunes", "amount") and isinstance(quantity, (Quantity, Ranked)) and quantity.measure:
                # A list in the prices of another date is drawn, and the note says so.
                known.setdefault(name, quantity.measure).require(quantity.measure, but=["prices"], what="the counts")


def _table(verdicts: Sequence[Verdict], computed: Sequence[Verdict], since: int) -> pd.DataFrame:
    listed: list[Mapping[str, Any]] = []
    for verdict in verdicts:
        claim, finding = verdict.claim, verdict.finding
        about = {"year": claim.year, "claim": claim.id, "publisher": claim["publisher"], "published": claim["date"].isoformat()}
        restates = "restates" in claim.record
        item = "revised" if restates else "published" if claim.year >= since else "published, outside the scale"
        listed.append({"item": item, "value": float(finding.published.value), "prices": _prices(finding), **about})
        if not restates and claim.year >= since:
            listed += [{"item": "allowed", **_ends(finding), **about}] if finding.computed else []
            listed += (
                [{"item": "outer limits", **_ends(finding, limits=True), **about}] if finding.limits != finding.computed else []
            )
        for other in verdict.alternatives:
            if other.alternative and other.alternative.kind == "critic" and other.published != finding.published:
                item = LEFT_OUT.get(other.alternative.name, other.alternative.says)
                listed.append({"item": item, "value": float(other.published.value), **about})
    listed += [{"item": "computed", **_ends(v.finding), "year": v.claim.year, "claim": v.claim.id} for v in computed]
    table = pd.DataFrame(listed, columns=["item", "year", "value", "low", "high", "claim", "publisher", "published", "prices"])
    first = table[table["item"] == "published"]
    if first.empty or first["year"].duplicated().any():
        raise DrawingError("The counts cannot be drawn by year", possible=f"one first count a year, from {since} on")
    table["share of people"] = 0.5
    if not (table[["value", "low", "high"]] == 0).to_numpy().any():  # the alt text says that the scale begins there
        table["scale from"] = 0.0
    return table.sort_values(["year", "published"], kind="stable", ignore_index=True)


def _ends(finding: Finding, *, limits: bool = False) -> dict[str, float]:
    interval = finding.limits if limits else finding.computed
    if interval is None:
        raise DrawingError(f"A count was to be drawn whose inputs are missing ({'; '.join(finding.missing)})")
    return {"low": float(interval.low), "high": float(interval.high)}


def _prices(finding: Finding) -> str | None:
    """The date whose prices the fortunes are in, where that is not the list's own."""
    fortunes = finding.quantities.get("fortunes")
    measure = fortunes.measure if isinstance(fortunes, (Quantity, Ranked)) else None
    return None if measure is None or measure.prices == "current" else measure.prices


def _article(sheet: Sheet, table: pd.DataFrame) -> None:
    """Draw columns, or rows where the columns would be too narrow for their numbers."""
    years, body = years_of(table), sheet.body
    key = marks.key(sheet)
    if not columns(sheet, years, Box(body.left, key + 20, body.right, body.bottom)):
        rows(sheet, years, Box(body.left, key + 34, body.right, body.bottom))


def _phone(sheet: Sheet, table: pd.DataFrame) -> None:
    body = sheet.body
    rows(sheet, years_of(table), Box(body.left, marks.key(sheet) + 34, body.right, body.bottom))
