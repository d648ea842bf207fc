"""Counts of the richest who match the poorest half, year by year, as published, as revised, and as the data allow."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from inequality.charts import chart
from inequality.claims import Finding, Quantity, Ranked, Verdict
from inequality.errors import DrawingError
from inequality.press import fonts
from inequality.press.figure import Figure
from inequality.press.palette import GRID, GROUPS, MUTED, PAPER, tint
from inequality.press.record import Call
from inequality.press.sheet import Box, Sheet
from inequality.provenance import Provenance
from inequality.words import Language, language

RICH = GROUPS["top 0.1"]
ALLOWED, LIMITS = tint(RICH, 0.42), tint(RICH, 0.2)
DOT = 5.5
#: What a critic's count leaves out, by the name of the alternative in the record.
LEFT_OUT = {"without-net-debt": "without people in net debt"}


@chart(title="Counts by year, with restatements", shows="How did the count of the richest change, and why?")
def count_by_year(
    verdicts: Sequence[Verdict],
    computed: Sequence[Verdict] = (),
    *,
    since: int = 2013,
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
    title, subtitle, note : str, optional
        Instead of the chart's own; their numbers must be in its table too.

    Returns
    -------
    Figure
        In the sizes article and phone.

    Raises
    ------
    DrawingError
        If no claim is left to draw, or two first counts are of one year.
    UntiedNumberError
        If a text given holds a number that the table does not.

    Examples
    --------
    >>> from inequality.claims import check
    >>> figure = count_by_year([check("oxfam-2016-62"), check("oxfam-2017-restated-9"), check("oxfam-2017-8")])
    >>> figure.title
    'Revised data turned Oxfam’s\xa062\xa0people into 9'
    """
    words = language("en")
    table = _table(verdicts, computed, since)
    own = {"title": title, "subtitle": subtitle, "note": note}
    given: dict[str, Any] = {name: text for name, text in own.items() if text is not None}
    texts = {**_texts(table, words, since), **given}
    provenance = Provenance()
    for verdict in (*verdicts, *computed):
        provenance |= verdict.provenance
    arguments = {"verdicts": [v.claim.id for v in verdicts], "computed": [v.claim.id for v in computed], "since": since}
    return Figure(
        name="n-by-year",
        **texts,
        table=table,
        provenance=provenance,
        call=Call("count_by_year", {**arguments, **given}),
        compositions={"article": _article, "phone": _phone},
        language=words,
    )


def _table(verdicts: Sequence[Verdict], computed: Sequence[Verdict], since: int) -> pd.DataFrame:
    rows: list[Mapping[str, Any]] = []
    for verdict in verdicts:
        claim, finding = verdict.claim, verdict.finding
        about = {"year": claim.year, "claim": claim.id, "publisher": claim["publisher"], "published": claim["date"].isoformat()}
        restates = "restates" in claim.record
        item = "revised" if restates else "published" if claim.year >= since else "published, outside the scale"
        rows.append({"item": item, "value": float(finding.published.value), "prices": _prices(finding), **about})
        if not restates and claim.year >= since:
            rows += [{"item": "allowed", **_ends(finding), **about}] if finding.computed else []
            rows += (
                [{"item": "outer limits", **_ends(finding, limits=True), **about}] if finding.limits != finding.computed else []
            )
        for other in verdict.alternatives:
            if other.alternative and other.alternative.kind == "critic" and other.published != finding.published:
                item = LEFT_OUT.get(other.alternative.name, other.alternative.says)
                rows.append({"item": item, "value": float(other.published.value), **about})
    rows += [{"item": "computed", **_ends(v.finding), "year": v.claim.year, "claim": v.claim.id} for v in computed]
    table = pd.DataFrame(rows, columns=["item", "year", "value", "low", "high", "claim", "publisher", "published", "prices"])
    first = table[table["item"] == "published"]
    if first.empty or first["year"].duplicated().any():
        raise DrawingError("The counts cannot be drawn by year", possible=f"one first count a year, from {since} on")
    table["share of people"] = 0.5
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


@dataclass(frozen=True)
class Year:
    """All that is known of one year."""

    year: int
    published: float | None = None
    revised: tuple[float, ...] = ()
    allowed: tuple[float, float] | None = None
    limits: tuple[float, float] | None = None
    computed: tuple[float, float] | None = None
    others: tuple[tuple[str, float], ...] = ()


def _years(table: pd.DataFrame) -> list[Year]:
    shown = table[table["item"] != "published, outside the scale"]
    return [_year(year, shown[shown["year"] == year]) for year in range(int(shown["year"].min()), int(shown["year"].max()) + 1)]


def _year(year: int, rows: pd.DataFrame) -> Year:
    def values(item: str) -> tuple[float, ...]:
        return tuple(rows.loc[rows["item"] == item, "value"])

    def ends(item: str) -> tuple[float, float] | None:
        found = rows[rows["item"] == item]
        return None if found.empty else (float(found["low"].iloc[0]), float(found["high"].iloc[0]))

    known = {"published", "revised", "allowed", "outer limits", "computed"}
    others = tuple((str(row["item"]), float(row["value"])) for _, row in rows.iterrows() if row["item"] not in known)
    published = values("published")
    return Year(
        year,
        published[0] if published else None,
        values("revised"),
        ends("allowed"),
        ends("outer limits"),
        ends("computed"),
        others,
    )


def _texts(table: pd.DataFrame, words: Language, since: int) -> dict[str, str]:
    by = table["publisher"].dropna().mode()[0]
    number = words.number
    years = _years(table)
    moved = [(y.published, y.revised[-1]) for y in years if y.published and y.revised and abs(y.revised[-1] - y.published) > 5]
    turned = ", and its ".join(f"{number(a)}{'' if n else ' people'} into {number(b)}" for n, (a, b) in enumerate(moved))
    span = f"{years[0].year} to {years[-1].year}"
    notes = ["Each count rests on an edition of its own, so no line joins them."]
    if any(y.limits for y in years):
        inner = next(y for y in years if y.limits)
        notes.append(
            f"In {inner.year} the darker part is an estimate, the paler its outer limits, with net debt as in another edition."
        )
    for row in table[table["prices"].notna()].to_dict("records"):
        dollars = f"{_date(str(row['prices']), words)} dollars"
        notes.append(f"{number(row['value'])} is not a revision alone: there the rich list is in {dollars}.")
    for row in table[table["item"] == "published, outside the scale"].to_dict("records"):
        notes.append(f"For {row['year']} {row['publisher']} counted {number(row['value'])}, outside this scale.")
    listed = "; ".join(f"{y.year}: {_said(y, words)}" for y in years if y.published is not None or y.computed)
    counts = f"{by}\N{RIGHT SINGLE QUOTATION MARK}s"
    return {
        "title": f"Revised data turned {counts} {turned}" if moved else f"{counts} counts, and what the data allow",
        "subtitle": f"How many of the richest owned as much as the poorest half of the world, by year of the data, {span}",
        "note": " ".join(notes),
        "alt": "Dots by year, on a scale from zero: how many of the richest owned as much as the poorest half of the world. "
        f"{listed}. Bars show what the printed figures allow. No line joins the years.",
        "caption": f"Counts of the richest who owned as much as the poorest half of the world, {span}, as published, "
        "as revised later, and as the printed figures allow.",
    }


def _date(prices: str, words: Language) -> str:
    year, _, month = prices.partition("-")
    return f"{words.months[int(month) - 1]} {year}" if month else year


def _said(year: Year, words: Language) -> str:
    """The numbers of one year in words: '62, revised to 9'."""
    parts = [] if year.published is None else [words.number(year.published)]
    parts += [f"revised to {words.number(value)}" for value in year.revised]
    if year.computed:
        parts.append(f"{words.range(*(words.number(end) for end in year.computed))}, computed here, none in the ledger")
    elif year.published is not None and year.allowed is None:
        parts.append("no range")
    return ", ".join(parts) + "".join(f"; {words.number(value)} {says}" for says, value in year.others)


def _gaps(years: Sequence[Year]) -> list[list[Year]]:
    """Runs of years of which nothing is known."""
    runs: list[list[Year]] = []
    for year in years:
        if year.published is None and year.computed is None:
            if runs and runs[-1][-1].year == year.year - 1:
                runs[-1].append(year)
            else:
                runs.append([year])
    return runs


def _top(years: Sequence[Year]) -> int:
    """End of the scale: the next 50."""
    ends = [end for y in years for pair in (y.allowed, y.limits, y.computed) if pair for end in pair]
    values = [value for y in years for value in (y.published or 0, *y.revised, *(v for _, v in y.others))]
    return 50 * int(-(-max(*ends, *values, 1) // 50))


def _bars(sheet: Sheet, year: Year, place: Callable[[float, float], Box]) -> None:
    for ends, colour in ((year.limits, LIMITS), (year.allowed, ALLOWED if year.limits else LIMITS)):
        if ends:
            sheet.rectangle(place(*ends), colour)
    if year.computed:
        sheet.hatching(place(*year.computed), RICH)


def _diamond(sheet: Sheet, x: float, y: float, radius: float = 7.0) -> None:
    for reach, colour in ((radius, RICH), (radius - 2.6, PAPER)):
        sheet.polygon([(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)], colour)


def _key(sheet: Sheet, x: float, y: float, width: float) -> float:
    """Draw the key in as many rows as it needs, and return the last baseline."""
    entries: list[tuple[str, Callable[[float, float], None]]] = [
        ("as first published", lambda x, y: sheet.dot(x + 6, y - 4.3, DOT, RICH)),
        ("the same year, revised later", lambda x, y: sheet.dot(x + 6, y - 4.3, DOT, PAPER, edge=RICH)),
        ("what the printed figures allow", lambda x, y: sheet.rectangle(Box(x, y - 10, x + 12, y + 1.5), LIMITS)),
    ]
    start = x
    for text, draw in entries:
        wide = 18 + fonts.advance(text, 12)
        if x > start and x + wide > start + width:
            x, y = start, y + 18
        draw(x, y)
        sheet.text(x + 18, y, text, size=12)
        x += wide + 22
    return y


def _article(sheet: Sheet, table: pd.DataFrame) -> None:
    body, words, years = sheet.body, sheet.language, _years(table)
    top = _top(years)
    plot = Box(body.left + 34, _key(sheet, body.left, body.top + 10, body.width) + 20, body.right, body.bottom - 20)
    step = plot.width / len(years)

    def x(year: Year) -> float:
        return plot.left + (year.year - years[0].year + 0.5) * step

    def y(count: float) -> float:
        return plot.bottom - count / top * plot.height

    for count in range(0, top + 1, 50):
        sheet.line([(plot.left, y(count)), (plot.right, y(count))], MUTED if count == 0 else GRID, 1)
        sheet.text(plot.left - 8, y(count) + 4.3, words.number(count), size=12, colour=MUTED, align="right", tied=False)
    for year in years:
        at = x(year)
        sheet.text(at, plot.bottom + 17, str(year.year), size=12, colour=MUTED, align="center", tied=False)
        _column(sheet, year, at, y, words)
    for run in _gaps(years):
        middle, room = (x(run[0]) + x(run[-1])) / 2, step * len(run) - 6
        lines = sheet.broken("none in the ledger", room, 12)
        sheet.paragraph(middle, plot.bottom - 8 - 15.8 * (len(lines) - 1), lines, 0, size=12, colour=MUTED, align="center")


def _column(sheet: Sheet, year: Year, at: float, y: Callable[[float], float], words: Language) -> None:
    """Draw the marks and numbers of one year, upright."""
    _bars(sheet, year, lambda low, high: Box(at - 11, y(high), at + 11, y(low)))
    if year.computed:
        text = f"{words.range(*(words.number(end) for end in year.computed))}"
        sheet.text(at - 18, y(year.computed[1]) + 10, text, style="semibold", align="right")
        sheet.paragraph(at - 18, y(year.computed[1]) + 27, ("computed here,", "none in the ledger"), 0, size=12, align="right")
    for says, value in year.others:
        _diamond(sheet, at, y(value))
        sheet.text(at + 13, y(value) + 4.6, words.number(value), style="semibold")
        sheet.text(at + 13 + fonts.advance(words.number(value) + " ", 13, "semibold"), y(value) + 4.6, says, size=12)
    if year.published is None:
        return
    start = y(year.published)
    for value in year.revised:
        far = abs(y(value) - start) > 4 * DOT
        ring = at if far else at + 2 * DOT + 3
        if far:
            direction = 1 if y(value) > start else -1
            sheet.arrow(at, start, y(value) - direction * (DOT + 1), RICH)
        sheet.dot(ring, y(value), DOT, PAPER, edge=RICH)
        sheet.text(max(ring, at + 6) + 9, y(value) + 4.6, words.number(value))
    sheet.dot(at, start, DOT, RICH)
    beside = bool(year.revised) and abs(y(year.revised[0]) - start) <= 4 * DOT
    away = 15 if year.allowed else DOT + 5
    label = words.number(year.published)
    sheet.text(
        at - away if beside else at + away, start + 4.9, label, size=14, style="semibold", align="right" if beside else "left"
    )
    if year.allowed is None:
        below = y(0) - start > 30
        sheet.text(at, start + 21 if below else start - 12, "no range", size=12, colour=MUTED, align="center")


def _phone(sheet: Sheet, table: pd.DataFrame) -> None:
    body, words, years = sheet.body, sheet.language, _years(table)
    top, column = _top(years), 126.0
    empty = {year.year: run for run in _gaps(years) for year in run}
    plot = Box(body.left + 40, _key(sheet, body.left, body.top + 10, body.width) + 34, body.right - column - 10, body.bottom)
    rows = [year for year in years if year.year not in empty or year is empty[year.year][0]]
    heights = {year.year: 0.62 if year.year in empty else 1.3 if year.others else 1.0 for year in rows}
    unit = plot.height / sum(heights.values())

    def x(count: float) -> float:
        return plot.left + count / top * plot.width

    for count in range(0, top + 1, 50):
        sheet.text(x(count), plot.top - 7, words.number(count), size=12, colour=MUTED, align="center", tied=False)
    edge = plot.top
    for year in rows:
        high, at = heights[year.year] * unit, edge + heights[year.year] * unit / 2
        edge += high
        if year.year in empty:
            run = [str(each.year) for each in empty[year.year]]
            name = " and ".join(run) if len(run) < 3 else words.range(run[0], run[-1])
            sheet.text(body.left, at + 4.4, f"{name}: none in the ledger", size=12, colour=MUTED, tied=False)
            continue
        for count in range(0, top + 1, 50):
            sheet.line([(x(count), edge - high), (x(count), edge)], MUTED if count == 0 else GRID, 1)
        sheet.text(body.left, at + 4.4, str(year.year), size=12, tied=False)
        _row(sheet, year, at, x)
        _beside(sheet, year, body.right - column, at, column)


def _beside(sheet: Sheet, year: Year, x: float, at: float, width: float) -> None:
    """Set the numbers of one year at its right."""
    leading = sheet.size.label * 1.32
    parts = [part.partition(",") if "," in part else part.partition(" ") for part in _said(year, sheet.language).split("; ")]
    count = sum(len(sheet.broken("".join(part), width, style="semibold")) for part in parts)
    y = at + 4.7 - (count - 1) * leading / 2
    for lead, comma, text in parts:
        y = sheet.led(x, y, lead + comma.strip(), text.strip(), width) + leading


def _row(sheet: Sheet, year: Year, at: float, x: Callable[[float], float]) -> None:
    """Draw the marks of one year, lying."""
    _bars(sheet, year, lambda low, high: Box(x(low), at - 8, x(high), at + 8))
    for _, value in year.others:
        _diamond(sheet, x(value), at)
    if year.published is None:
        return
    start = x(year.published)
    for value in year.revised:
        far = abs(x(value) - start) > 4 * DOT
        if far:
            direction = 1 if x(value) > start else -1
            sheet.sideways_arrow(at, start, x(value) - direction * (DOT + 1), RICH)
        sheet.dot(x(value), at if far else at + 2 * DOT + 1, DOT, PAPER, edge=RICH)
    sheet.dot(start, at, DOT, RICH)
