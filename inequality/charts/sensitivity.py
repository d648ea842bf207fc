"""How a result moves with the input that was not seen: one mark a value of it, what was published, and what is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from inequality.charts import chart
from inequality.charts._amounts import Amounts, fine, inside, outside, unit_of_inverse
from inequality.charts._opened import call_of, named, own_texts
from inequality.charts._reading import how_to_read
from inequality.charts._verdicts import claimed, located, published_value, quoted, subject, terms_of, wording
from inequality.claims import Quantity, Verdict
from inequality.claims.formulas import FORMULAS
from inequality.claims.units import factor
from inequality.errors import DrawingError
from inequality.interval import Interval
from inequality.press import axes, labels, marks, scales
from inequality.press.figure import Figure
from inequality.press.palette import ACCENT, INK, MUTED, tint
from inequality.press.plotted import cell
from inequality.press.sheet import Box, Sheet
from inequality.press.view import Axis, Layer, View
from inequality.words import Language
from inequality.words import language as speaking

SHARE = "percent of the total"


@chart(
    title="Sensitivity strip",
    shows="How does the result move with the input that was not seen?",
    example={"verdict": "oxfam-2018-42"},
)
def sensitivity_strip(
    verdict: Verdict,
    *,
    language: str | Language = "en",
    title: str | None = None,
    subtitle: str | None = None,
    note: str | None = None,
) -> Figure:
    r"""Draw what a claim comes to for values of the input that is known only within limits.

    Parameters
    ----------
    verdict : Verdict
        Of a claim one of whose inputs has limits: `Verdict.strip` is not empty.
    language : str or Language
        Of its texts, as a tag: ``"es-MX"``; those of a record of one's own stand as they were written.
    title, subtitle, note : str, optional
        Instead of the chart's own; their numbers must be in its table too.

    Returns
    -------
    Figure
        In the sizes article and phone.

    Raises
    ------
    DrawingError
        If no input has limits, or the result is that input itself.
    UntiedNumberError
        If a text given holds a number that the table does not.

    Examples
    --------
    >>> from inequality.claims import check
    >>> sensitivity_strip(check("oxfam-2018-42")).title.replace("\xa0", " ")
    'The result moves from 16 to 113 people with an input that is known only within limits'
    """
    words = speaking(language)
    table = _table(verdict, words)
    own_ = own_texts(title, subtitle, note)
    return Figure(
        name=named("sensitivity", verdict.claim.id),
        **{**_texts(table, words), **own_},
        table=table,
        provenance=verdict.provenance,
        call=call_of("sensitivity_strip", words, own_, verdict=verdict.question),
        compositions={"article": _draw, "phone": _draw},
        language=words,
        interactive=_view,
        terms=terms_of(table, words),
        holds=tuple(text for text in table["quoted"].dropna()),
    )


def _table(verdict: Verdict, words: Language) -> pd.DataFrame:
    """One row a value of the input (`at`) with the result's ends, then what was published and what is known."""
    finding, claim = verdict.finding, verdict.claim
    unseen = FORMULAS[claim["formula"]].facts["solves_for"]
    worth_of_result = factor(finding.published.unit)
    same = all(
        abs(float(result.low - at.low * worth_of_result)) < 1e-12 * abs(float(at.low) + 1) for at, result in verdict.strip
    )
    endless = any(abs(result.low) == float("inf") for _, result in verdict.strip)
    if len(verdict.strip) < 3 or same or endless:
        raise DrawingError(
            f"The claim {claim.id} has no result that moves with an input",
            possible="claims with an input that is known only within limits, from which the result is computed",
            remedy="draw its claim_card",
        )
    total = finding.quantities.get(f"{unseen}.total")
    whole = total.interval.low if isinstance(total, Quantity) else None
    unit = SHARE if whole is not None else unit_of_inverse(finding) or finding.published.unit
    worth = 1 if whole is not None else factor(finding.inverse_unit)
    rows: list[dict[str, Any]] = [{"item": "wording", "quoted": wording(claim, words)}]
    rows.append({"item": "subject", "quoted": words.capital(subject(verdict, words))})
    for at, result in verdict.strip:
        low, high = outside(result, finding.published.unit, 3)
        rows.append({"item": "strip", "at": float(at.low * worth), "low": low, "high": high, "unit": unit})
    least, most = min(r.low for _, r in verdict.strip), max(r.high for _, r in verdict.strip)
    hull = Interval(least, most)
    digits = fine(hull, finding.published.unit, None, 0)
    low, high = outside(hull, finding.published.unit, digits)
    rows.append({"item": "moves", "low": low, "high": high, "digits": digits, "unit": finding.published.unit})
    if finding.published.text:
        rows.append({"item": "published", "value": published_value(finding), "claimed": claimed(finding, words)})
    for item, quantities in (("limits", finding.limits_of), ("estimate", finding.quantities)):
        known = quantities.get(unseen)
        if isinstance(known, Quantity) and known.interval.width:
            rows.append({"item": item, "low": known.interval.low / (whole or 1), "high": known.interval.high / (whole or 1)})
    right = _right(verdict)
    if right is not None and (whole is not None or inside(finding) is not None):
        rows.append({"item": "right when", "low": right[0] / (whole or 1), "high": right[1] / (whole or 1)})
    columns = ["item", "quoted", "claimed", "at", "value", "low", "high", "digits", "unit"]
    table = pd.DataFrame(rows, columns=columns)
    return table.assign(**{name: table[name].astype(float) for name in ("at", "value", "low", "high", "digits")})


def _right(verdict: Verdict) -> tuple[Any, Any] | None:
    """Ends of the input with which the claim is right, where it has both."""
    inverse = verdict.finding.inverse
    if inverse is None or abs(inverse.interval.low) == float("inf") or inverse.interval.high == float("inf"):
        return None
    return inverse.interval.low, inverse.interval.high


def _unit(table: pd.DataFrame, item: str) -> str:
    return str(table.loc[table["item"] == item, "unit"].iloc[0])


def _input(table: pd.DataFrame, words: Language) -> str:
    """Return what the level scale shows: the subject of the input, and its unit."""
    unit = _unit(table, "strip")
    counted = words.text("percent of the total") if unit == SHARE else located(unit, words)
    return words.text("{subject} \N{HORIZONTAL ELLIPSIS} ({unit})", subject=quoted(table, "subject")[0], unit=counted)


def _texts(table: pd.DataFrame, words: Language) -> dict[str, str]:
    row = table[table["item"] == "moves"].to_dict("records")[0]
    amounts = Amounts(str(row["unit"]), words)
    span = amounts.range(row["low"], None if pd.isna(row["high"]) else row["high"], int(row["digits"]))
    claim = quoted(table, "wording")[0]
    title = (
        words.text("The result moves from {span} with an input that is known only within limits", span=span)
        if not pd.isna(row["high"])
        else words.text("The result is {span}, with an input that is known only within limits", span=span)
    )
    note = (
        [words.text("The bar below the scale: what is known of the input; darker, the estimate.")]
        if _has(table, "estimate", "limits")
        else []
    )
    if _has(table, "right when"):
        note.append(words.text("Between the upright lines the claim is right."))
    if _has(table, "published"):
        published = table.loc[table["item"] == "published", "claimed"].iloc[0]
        alt = words.text("The level line is what was claimed: {claimed}.", claimed=str(published))
    else:
        alt = ""
    told = words.labelled(_input(table, words), words.clauses(_told(table, words)))
    texts = {
        "title": title,
        "subtitle": claim,
        "alt": " ".join(
            filter(
                None,
                [
                    words.text("Marks by the value of an input, on linear scales."),
                    words.sentence(claim),
                    words.sentence(told),
                    alt,
                ],
            )
        ),
        "caption": words.sentence(title),
    }
    return {**texts, "note": " ".join(filter(None, [*note, words.explanation(*texts.values())]))}


def _told(table: pd.DataFrame, words: Language) -> list[str]:
    """Each value of the input with its result."""
    amounts, unit = Amounts(_unit(table, "moves"), words), _unit(table, "strip")
    entry, digits = Amounts(unit, words), _digits(table)
    found = []
    for row in table[table["item"] == "strip"].to_dict("records"):
        high = None if pd.isna(row["high"]) else row["high"]
        result = amounts.range(row["low"], high, 0 if amounts.kind == "people" else 3)
        found.append(words.text("{input}: {result}", input=entry.single(row["at"], digits), result=result))
    return found


def _digits(table: pd.DataFrame) -> int:
    """Decimals with which the values of the input are told apart."""
    at = table.loc[table["item"] == "strip", "at"] / float(factor(_unit(table, "strip")))
    return next((n for n in range(7) if all(abs(x * 10**n - round(x * 10**n)) < 1e-6 * max(1, abs(x * 10**n)) for x in at)), 6)


def _has(table: pd.DataFrame, *items: str) -> bool:
    return all((table["item"] == item).any() for item in items)


def _draw(sheet: Sheet, table: pd.DataFrame) -> None:
    words, body = sheet.language, sheet.body
    strip = table[table["item"] == "strip"]
    amounts, entry = Amounts(_unit(table, "moves"), words), Amounts(_unit(table, "strip"), words)
    published = [cell(table, "published")] if _has(table, "published") else []
    known = table.loc[table["item"].isin(["limits", "estimate", "right when"]), ["low", "high"]]
    ends = [*strip["low"].dropna(), *strip["high"].dropna(), *published]
    zero = _from_zero(ends)
    y = scales.linear(min(ends), max(ends), 1, 0, most=5, zero=zero)
    digits = _tick_digits(y, amounts)
    unit = located(_unit(table, "moves"), words)
    lines = sheet.broken(_input(table, words), body.width, axes.AXIS)
    foot = 36 + len(lines) * sheet.leading(axes.AXIS)
    plot = body.cut(left=axes.gutter(sheet, [amounts.bare(t, digits) for t in y.ticks]), top=26, bottom=foot, right=14)
    y = scales.linear(min(ends), max(ends), plot.bottom, plot.top, most=5, zero=zero)
    xs = [*strip["at"], *known["low"].dropna(), *known["high"].dropna()]
    margin = 0.04 * (max(xs) - min(xs))
    x = scales.linear(min(xs) - margin, max(xs) + margin, plot.left, plot.right, most=6, zero=False, nice=False)
    axes.levels(sheet, plot, y, lambda tick: amounts.bare(tick, digits), unit=unit, above=True)
    axes.along(sheet, plot, x, lambda tick: entry.bare(tick, _tick_digits(x, entry)))
    for item, colour in (("limits", tint(MUTED, 0.3)), ("estimate", MUTED)):
        for row in table[table["item"] == item].to_dict("records"):
            sheet.rectangle(Box(x(row["low"]), plot.bottom + 24, x(row["high"]), plot.bottom + 31), colour)
    sheet.paragraph(body.left, plot.bottom + 47, lines, 0, size=axes.AXIS, colour=MUTED, tied=False)
    for row in table[table["item"] == "right when"].to_dict("records"):
        for end in {row["low"], row["high"]}:
            sheet.line([(x(end), plot.top), (x(end), plot.bottom)], INK, 1.2, dash=(3, 2.4))
    for value in published:
        sheet.line([(plot.left, y(value)), (plot.right, y(value))], INK, 2)
    _marks(sheet, table, plot, x, y)


def _from_zero(ends: Sequence[float]) -> bool:
    return bool(min(ends) >= 0 and min(ends) < 0.7 * max(ends))


def _tick_digits(scale: scales.Scale, amounts: Amounts) -> int:
    worth = float(factor(amounts.unit))
    ticks = [tick / worth for tick in scale.ticks]
    return next(
        (n for n in range(7) if all(abs(t * 10**n - round(t * 10**n)) < 1e-6 * max(1, abs(t) * 10**n) for t in ticks)), 6
    )


def _marks(sheet: Sheet, table: pd.DataFrame, plot: Box, x: scales.Scale, y: scales.Scale) -> None:
    """Draw the results and label the ends of them and what was claimed."""
    words, strip = sheet.language, table[table["item"] == "strip"].to_dict("records")
    amounts = Amounts(_unit(table, "moves"), words)
    boxes, named_ = [], []
    for row in strip:
        at, low = x(row["at"]), y(row["low"])
        high = y.end if pd.isna(row["high"]) else y(row["high"])
        if low - high > 8:
            sheet.line([(at, low), (at, high)], ACCENT, 4)
            if pd.isna(row["high"]):
                sheet.polygon([(at - 6, high), (at, high - 9), (at + 6, high)], ACCENT)
            boxes.append(Box(at - 3, high, at + 3, low))
        marks.dot(sheet, at, (low + high) / 2 if low - high <= 8 else low, ACCENT)
        boxes.append(Box(at - 5, low - 5, at + 5, low + 5))
        high_value = None if pd.isna(row["high"]) else row["high"]
        said = amounts.short(row["low"], high_value, 0 if amounts.kind == "people" else int(cell(table, "moves", "digits")))
        named_.append(labels.Label(said, at, low, ACCENT, "regular", 5))
    if _has(table, "published"):
        text = words.text("claimed: {value}", value=str(table.loc[table["item"] == "published", "claimed"].iloc[0]))
        where = y(cell(table, "published"))
        room = plot.right - sheet.advance(text, style="semibold") - 4
        above = where - 7 > plot.top + 14
        sheet.text(room, where - 7 if above else where + 17, text, style="semibold", over=True)
    order = [0, len(named_) - 1, len(named_) // 2]
    labels.at_points(sheet, [named_[n] for n in dict.fromkeys(order)], plot, clear_of=boxes, optional=True)


def _view(table: pd.DataFrame, words: Language) -> View:
    """Return the results on the scales of the picture, what was claimed, and below them what is known of the input."""
    amounts, entry = Amounts(_unit(table, "moves"), words), Amounts(_unit(table, "strip"), words)
    strip, known = table[table["item"] == "strip"], table[table["item"].isin(["limits", "estimate", "right when"])]
    ends = [*strip["low"].dropna(), *strip["high"].dropna(), *table.loc[table["item"] == "published", "value"]]
    xs = [*strip["at"], *known["low"].dropna(), *known["high"].dropna()]
    margin = 0.04 * (max(xs) - min(xs))
    x = scales.linear(min(xs) - margin, max(xs) + margin, 0, 1, most=6, zero=False, nice=False)
    y = scales.linear(min(ends), max(ends), 0, 1, most=5, zero=_from_zero(ends))
    foot = 0.05 * (y.high - y.low)
    across, upright = (
        Axis("linear", name, low, scale.high, scale.ticks, tuple(each.bare(t, _tick_digits(scale, each)) for t in scale.ticks))
        for name, low, scale, each in (
            (_input(table, words), x.low, x, entry), (located(amounts.unit, words), y.low - foot, y, amounts),
        )
    )  # fmt: skip
    notes = [words.text("The bar below the scale: what is known of the input; darker, the estimate.")]
    notes = notes if _has(table, "estimate", "limits") else []
    notes += [words.text("Between the upright lines the claim is right.")] if _has(table, "right when") else []
    level = []
    if _has(table, "published"):
        said = str(table.loc[table["item"] == "published", "claimed"].iloc[0])
        level = [words.text("The level line is what was claimed: {claimed}.", claimed=said)]
        line = pd.DataFrame({"at": [x.low, x.high], "value": cell(table, "published")})
        name = words.text("claimed: {value}", value=said)
    layers = [*_known(table, y, foot, words), *([Layer(line, "line", "at", "value", colour=INK, name=name)] if level else [])]
    marked = strip.assign(says=_told(table, words), _end=strip["high"].fillna(y.high))
    if (marked["_end"] > marked["low"]).any():
        layers.append(Layer(marked, "bar", "at", "low", y2="_end", colour=tint(ACCENT, 0.5), says="says"))
    layers.append(Layer(marked, "dot", "at", "low", colour=ACCENT, says="says"))
    example = words.text("{one}: {other}", one=_input(table, words), other=_told(table, words)[0])
    return View(layers, across, upright, how_to_read(words, example, *level, *notes))


def _known(table: pd.DataFrame, y: scales.Scale, foot: float, words: Language) -> Iterator[Layer]:
    """Yield bars below the scale for limits and estimate of the input, and the lines between which the claim is right."""
    entry, digits = Amounts(_unit(table, "strip"), words), _digits(table) + 2
    for item, colour in (("limits", tint(MUTED, 0.3)), ("estimate", MUTED)):
        rows = table[table["item"] == item].assign(_top=y.low - 0.2 * foot, _foot=y.low - 0.8 * foot)
        spans = [entry.range(low, high, digits) for low, high in zip(rows["low"], rows["high"], strict=True)]
        rows["says"] = [words.text("{one}: {other}", one=_input(table, words), other=span) for span in spans]
        if len(rows):
            yield Layer(rows, "bar", "low", "_foot", x2="high", y2="_top", colour=colour, says="says")
    for row in table[table["item"] == "right when"].to_dict("records"):
        for end in sorted({row["low"], row["high"]}):
            line = pd.DataFrame({"at": end, "_value": [y.low, y.high], "dashed": True})
            yield Layer(line, "line", "at", "_value", colour=INK, dashed="dashed")
