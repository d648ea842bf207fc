"""The richest people, one block each, beside what the poorest part of the world owns."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from inequality.charts import chart
from inequality.claims import Finding, Quantity, Ranked, Verdict
from inequality.errors import DrawingError
from inequality.interval import Interval
from inequality.press import fonts
from inequality.press.figure import Figure
from inequality.press.palette import FAINT, GRID, GROUPS, INK, MUTED, PAPER, RULE, tint
from inequality.press.plotted import cell
from inequality.press.record import Call
from inequality.press.sheet import Align, Box, Sheet
from inequality.words import Language, language

RICH, POOR = GROUPS["top 0.1"], GROUPS["bottom 50"]
#: Strength of the colour of those who match it in any case, up to the published count, and up to the interval's end.
CERTAIN, PUBLISHED, POSSIBLE = 1.0, 0.62, 0.26


@chart(
    title="Richest against poorest",
    shows="How many of the richest own as much as the poorest half?",
    formula="richest_matching",
)
def richest_against_poorest(
    verdict: Verdict, *, title: str | None = None, subtitle: str | None = None, note: str | None = None
) -> Figure:
    r"""Draw how many of the richest own as much as the poorest half of the world, and how well that is known.

    Parameters
    ----------
    verdict : Verdict
        Of a claim of the kind "N people own as much as the poorest half".
    title, subtitle, note : str, optional
        Instead of the chart's own; their numbers must be in its table too.

    Returns
    -------
    Figure
        In the sizes article and phone.

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
    words = language("en")
    table = _table(verdict, words)
    own = {"title": title, "subtitle": subtitle, "note": note}
    given = {name: text for name, text in own.items() if text is not None}
    texts = {**_texts(verdict, table, words), **given}
    return Figure(
        name=_name(verdict, words),
        **texts,
        table=table,
        provenance=verdict.provenance,
        call=Call("richest_against_poorest", {"verdict": verdict.claim.id, **given}),
        compositions={"article": _article, "phone": _phone},
        language=words,
    )


def _name(verdict: Verdict, words: Language) -> str:
    return f"{words.in_words(int(verdict.finding.published.value)).replace(' ', '-')}-people"


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


def _table(verdict: Verdict, words: Language) -> pd.DataFrame:
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
    many = [float(numeral.readings[0].value) for numeral in words.numerals(str(verdict.claim["wording"]))]
    rows += [{"item": "people in the poorest half", "value": value} for value in many if value >= 1e8]
    rows += [{"item": "without people in net debt", "value": float(other.published.value)} for other in _without_debt(verdict)]
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


def _without_debt(verdict: Verdict) -> Sequence[Finding]:
    return [other for other in verdict.alternatives if other.alternative and other.alternative.name == "without-net-debt"]


def _texts(verdict: Verdict, table: pd.DataFrame, words: Language) -> dict[str, str]:
    by, year = verdict.claim["publisher"], verdict.claim.year
    count = words.number(cell(table, "people"))
    low, high = (words.number(cell(table, "people", end)) for end in ("low", "high"))
    outer = words.range(*(words.number(cell(table, "people at the outer limits", end)) for end in ("low", "high")))
    allowed = words.range(low, high)
    amounts = [words.scaled(cell(table, "amount", end), 0, "billion") for end in ("low", "high")]
    others = [words.number(float(other.published.value)) for other in _without_debt(verdict)]
    debt = "".join(f" (without them {by} counted {other})" for other in others)
    assumed = (
        " The data are incomplete: the debts of the poorest are those of another edition."
        if verdict.finding.assumptions
        else ""
    )
    known = "what the printed figures allow" if allowed == outer else f"an estimate; its outer limits are {outer}"
    return {
        "title": f"As rich as half the world: {by} counted {count} people, the data allow {allowed}",
        "subtitle": f"Net wealth in {year} in US dollars: the richest people, one block each, "
        "and the poorest half of the world",
        "note": f"Wealth is assets minus debts of adults, at market exchange rates. People in net debt are included{debt}."
        f"{assumed} {allowed} is {known}.",
        "alt": f"Bars on one dollar scale. The lower bar is what the poorest half of the world owned in {year}: "
        f"at least {amounts[0]} dollars, at most {amounts[1]} dollars, the difference hatched. The upper bar is the fortunes "
        f"of the richest, one block a person. {low} people reach the lower amount, {high} the higher; "
        f"a line marks {_counted(table)}. Both bars are a sliver of all household wealth, "
        f"{words.scaled(cell(table, 'all wealth'), 0)} dollars.",
        "caption": f"{by} counted {count} people who owned as much as the poorest half of the world in {year}. "
        f"What is known of the data allows {allowed}" + ("." if allowed == outer else f", and {outer} at the outer limits."),
    }


def _article(sheet: Sheet, table: pd.DataFrame) -> None:
    body, words = sheet.body, sheet.language
    scale = body.width / float(table["cumulative"].max())
    head = body.top + 13
    strip = Box(body.left, body.bottom - 24, body.right, body.bottom)
    lower = Box(body.left, strip.top - 98, body.right, strip.top - 54)
    upper = Box(body.left, head + 9, body.right, lower.top - 46)
    _blocks(
        sheet, table, [Box(body.left + a * scale, upper.top, body.left + b * scale, upper.bottom) for a, b in _spans(table)]
    )
    low, high = (body.left + cell(table, "amount", end) * scale for end in ("low", "high"))
    sheet.rectangle(Box(body.left, lower.top, low, lower.bottom), POOR)
    sheet.hatching(Box(low, lower.top, high, lower.bottom), POOR)
    sheet.text(body.left + 10, lower.top + lower.height / 2 + 4.8, _poorest(table, words), colour=PAPER, style="semibold")
    mark = body.left + _published_at(table) * scale
    sheet.line([(mark, upper.top), (mark, upper.bottom)], PAPER, 4)
    sheet.line([(mark, upper.top - 5), (mark, upper.bottom + 5)], INK, 2)
    half = fonts.advance(_counted(table), 14, "semibold") / 2
    sheet.text(min(mark, body.right - half), head, _counted(table), style="semibold", size=14, align="center")
    heading = "The richest people, in order"
    room = mark - half - 10 > body.left + fonts.advance(heading, sheet.size.label, "semibold")
    sheet.text(body.left if room else mark + half + 10, head, heading, style="semibold", colour=RICH)
    narrow = high - low < 150
    for at in (low, high):
        sheet.line([(at, upper.bottom + 1), (at, lower.top)], INK, 1.2, dash=(3, 2.4))
    for end, people, text in _matches(table, words, narrow=narrow):
        at, width = (low, 300.0 if narrow else 236.0) if end == "low" else (high, high - low - 14)
        sheet.led(at - 7, upper.bottom + 19, people, text, width, align="right")
    _ticks(sheet, lower, scale, high)
    sliver, opening = _sliver(sheet, table, strip), lower.bottom + 23
    sheet.polygon([(strip.left, strip.top), (sliver, strip.top), (high, opening), (body.left, opening)], FAINT)
    sheet.text(strip.left + 14, strip.bottom - 7.5, _share(table, words))


def _ticks(sheet: Sheet, bar: Box, scale: float, end: float) -> None:
    """Mark the dollars under a bar."""
    words, baseline, step = sheet.language, bar.bottom + 16, _step((end - bar.left) / scale)
    for number in range(int((end - bar.left) / scale / step) + 1):
        at, last = bar.left + number * step * scale, (number + 1) * step * scale > end - bar.left
        text = f"USD {words.scaled(number * step, 0, 'billion')}" if last else words.number(number * step / 1e9)
        sheet.line([(at, bar.bottom), (at, bar.bottom + 4)], RULE, 1)
        over = at + fonts.advance(text, 12) / 2 > sheet.body.right
        align: Align = "left" if number == 0 else "right" if over else "center"
        sheet.text(at, baseline, text, size=12, colour=MUTED, align=align, tied=False)


def _step(most: float) -> float:
    """Return the distance of the scale's marks: 1, 2 or 5 of a power of ten, so that there are at most four beside zero."""
    power = 10.0 ** math.floor(math.log10(most / 4))
    return next(power * digit for digit in (1, 2, 5, 10) if most / (power * digit) <= 4)


def _sliver(sheet: Sheet, table: pd.DataFrame, strip: Box) -> float:
    """Draw all wealth as a strip, and in black what the poorest half has of it; return where that ends."""
    ends = [strip.left + strip.width * cell(table, "share of all wealth", end) for end in ("low", "high")]
    sheet.rectangle(strip, tint(MUTED, 0.22))
    sheet.rectangle(Box(strip.left, strip.top, ends[1], strip.bottom), RULE)
    sheet.rectangle(Box(strip.left, strip.top, ends[0], strip.bottom), INK)
    return ends[1]


def _share(table: pd.DataFrame, words: Language) -> str:
    low, high = (cell(table, "share of all wealth", end) for end in ("low", "high"))
    share = words.range(words.number(100 * low, 2), words.share(high, 2))
    return f"The poorest half: {share} of all household wealth, USD {words.scaled(cell(table, 'all wealth'), 0)}"


def _blocks(sheet: Sheet, table: pd.DataFrame, boxes: Sequence[Box]) -> None:
    """Draw one block a person, and the names that fit."""
    certain, published, possible = (int(cell(table, "people", column)) for column in ("low", "value", "high"))
    level, naming = boxes[0].width > boxes[0].height, True
    for number, (box, name) in enumerate(zip(boxes, table["name"], strict=False), 1):
        strength = CERTAIN if number <= certain else PUBLISHED if number <= published else POSSIBLE
        sheet.rectangle(box, tint(RICH, strength) if number <= possible else FAINT)
        if number > 1:
            edge = [(box.left, box.bottom), (box.right, box.bottom)] if level else [(box.left, box.top), (box.left, box.bottom)]
            sheet.line(edge, PAPER, min(1.0, (box.height if level else box.width) / 5))
        across, along = (box.height, box.width) if level else (box.width, box.height)
        _, top, _, bottom = fonts.ink(name, 12)
        # Room for the hairlines and a little ground beside them; after the first block too narrow, none is named.
        naming = naming and number <= certain and across >= max(bottom - top + 3.4, 0 if level else 15.4)
        if not naming or fonts.advance(name, 12) > along - 12:
            continue
        if level:
            sheet.text(box.left + 6, (box.top + box.bottom - top - bottom) / 2, name, size=12, colour=PAPER)
        else:
            sheet.text((box.left + box.right - top - bottom) / 2, box.bottom - 7, name, size=12, colour=PAPER, upward=True)


def _spans(table: pd.DataFrame) -> list[tuple[float, float]]:
    ends = table.loc[table["item"] == "fortune", "cumulative"].tolist()
    return list(zip([0.0, *ends], ends, strict=False))


def _poorest(table: pd.DataFrame, words: Language) -> str:
    many = table.loc[table["item"] == "people in the poorest half", "value"]
    return "The poorest half of the world" + (f": {words.scaled(many.iloc[0])} people" if len(many) else "")


def _counted(table: pd.DataFrame) -> str:
    return f"{table['publisher'].iloc[0]}\N{RIGHT SINGLE QUOTATION MARK}s {cell(table, 'people'):.0f}"


def _published_at(table: pd.DataFrame) -> float:
    """Dollars that the published number of people own together."""
    return float(table.loc[table["rank"] == cell(table, "people"), "cumulative"].iloc[0])


def _matches(table: pd.DataFrame, words: Language, *, narrow: bool) -> list[tuple[str, str, str]]:
    """What the dashed lines say: at which end, how many people, and at which amount; one for both where they lie close."""
    people = [words.number(cell(table, "people", end)) for end in ("low", "high")]
    money = [words.number(cell(table, "amount", end) / 1e9) for end in ("low", "high")]
    if narrow:
        count = people[0] if people[0] == people[1] else words.range(*people)
        amount = " to ".join(f"{each} billion" for each in dict.fromkeys(money))
        return [("low", f"{count} people", f"match the poorest half if it owned USD {amount}")]
    return [
        ("high", f"{people[1]} people", f"if it owned USD {money[1]} billion"),
        ("low", f"{people[0]} people", f"match the poorest half if it owned only USD {money[0]} billion"),
    ]


def _phone(sheet: Sheet, table: pd.DataFrame) -> None:
    body, words, wide = sheet.body, sheet.language, 96.0
    strip = Box(body.left, body.bottom - 52, body.right, body.bottom - 38)
    foot, top = strip.top - 24, body.top + 40
    scale = (foot - top) / float(table["cumulative"].max())
    left, right = (body.left, body.left + wide), (body.right - wide, body.right)
    sheet.paragraph(left[0], body.top + 13, ("The richest", "people, in order"), 0, style="semibold", colour=RICH)
    sheet.paragraph(
        right[1], body.top + 13, ("The poorest half", "of the world"), 0, style="semibold", colour=POOR, align="right"
    )
    _blocks(sheet, table, [Box(left[0], foot - b * scale, left[1], foot - a * scale) for a, b in _spans(table)])
    low, high = (foot - cell(table, "amount", end) * scale for end in ("low", "high"))
    sheet.rectangle(Box(right[0], low, right[1], foot), POOR)
    sheet.hatching(Box(right[0], high, right[1], low), POOR)
    sheet.paragraph(right[0] + 9, low + 21, _poorest(table, words).partition(": ")[2], wide - 14, colour=PAPER)
    for at in (low, high):
        sheet.line([(left[1] + 1, at), (right[0], at)], INK, 1.2, dash=(3, 2.4))
    mark = foot - _published_at(table) * scale
    sheet.line([(left[0], mark), (left[1], mark)], PAPER, 4)
    sheet.line([(left[0] - 4, mark), (left[1] + 6, mark)], INK, 2)
    clear, narrow = 0.0, low - high < 60
    for end, people, text in _matches(table, words, narrow=narrow):
        at = low if end == "low" else high
        clear = sheet.led(left[1] + 10, at + 15, people, text, right[0] - left[1] - 18)
    beside = mark + 4.8 if mark < low - 10 or mark > clear + 10 else clear + 18
    sheet.text(left[1] + 10, min(mark, high) - 5 if narrow else beside, _counted(table), style="semibold")
    step = _step(cell(table, "amount", "high"))
    clear = max(clear, beside)
    for number in range(int((foot - clear - 14) / scale / step) + 1):
        y = foot - number * step * scale
        sheet.line([(left[1] + 8, y), (right[0] - 8, y)], GRID, 1)
        text = f"USD {words.scaled(number * step, 0, 'billion')}" if number else "0"
        sheet.text(left[1] + 10, y + 13.5, text, size=12, colour=MUTED, tied=False)
    _sliver(sheet, table, strip)
    sheet.paragraph(strip.left, strip.bottom + 17, _share(table, words), body.width)
