"""A claim and its verdict as a picture: what was said, what the data allow on one scale, when it is right, what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from inequality.charts import chart
from inequality.charts._amounts import Amounts
from inequality.charts._opened import call_of, named, own_texts
from inequality.charts._reading import how_to_read
from inequality.charts._verdicts import STATUS, card_in_words, card_table, located, quoted, right_when, row_in_words, terms_of
from inequality.claims import Verdict
from inequality.press import axes, marks, scales
from inequality.press.figure import Figure
from inequality.press.palette import ACCENT, INK, MUTED, PAPER, RULE, legible, tint
from inequality.press.sheet import Box, Sheet
from inequality.press.view import Axis, Layer, View
from inequality.press.view import named as in_order
from inequality.words import Language
from inequality.words import language as speaking

#: What the verdict's word is drawn in, and the sign beside it: never the colour alone.
SIGNS: Mapping[str, marks.Shape] = {
    "reproduced": "dot", "reproduced given": "dot", "consistent": "ring",
    "not reproduced": "cross", "inputs missing": "square", "computed": "diamond",
}  # fmt: skip
#: Half the height of a bar; of one that has the card to itself.
HALF, LARGE = 6.0, 15.0


@chart(
    title="Claim card",
    shows="What was claimed, what do the data allow, and when is it right?",
    example={"verdict": "oxfam-2024-five-men"},
)
def claim_card(
    verdict: Verdict,
    *,
    language: str | Language = "en",
    title: str | None = None,
    subtitle: str | None = None,
    note: str | None = None,
) -> Figure:
    r"""Draw a verdict: the claim's words, the verdict's, and on one scale what was published and what the data allow.

    It judges a sentence by the data at hand, never a person. Where inputs are missing it says which, and draws no range.

    Parameters
    ----------
    verdict : Verdict
        Of any claim of the ledger, of a record of one's own, or of a sentence.
    language : str or Language
        Of its texts, as a tag: ``"es-MX"``. What was said is quoted in it for a claim of the ledger; the texts of one's own
        record, and a sentence, stand as they were written.
    title, subtitle, note : str, optional
        Instead of the chart's own; their numbers must be in its table too.

    Returns
    -------
    Figure
        In the sizes article and phone.

    Raises
    ------
    UntiedNumberError
        If a text given holds a number that the table does not.
    TranslationError
        If the language lacks a text of the ledger.

    Examples
    --------
    >>> from inequality.claims import check
    >>> claim_card(check("oxfam-2018-42")).title.replace("\xa0", " ")
    'Oxfam said 42 people; the data allow 37 to 58'
    """
    words = speaking(language)
    table = card_table(verdict, words)
    own = own_texts(title, subtitle, note)
    said = quoted(table, "wording")
    return Figure(
        name=named("claim", verdict.claim.id),
        **{**card_in_words(table, words), **own},
        table=table,
        provenance=verdict.provenance,
        call=call_of("claim_card", words, own, verdict=verdict.question),
        compositions={"article": _article, "phone": _phone},
        language=words,
        interactive=_view,
        terms=terms_of(table, words),
        holds=(*said, *(text for text in table["quoted"].dropna())),
    )


@dataclass(frozen=True)
class _Row:
    """A range on the scale and what is said of it."""

    text: str
    about: Mapping[Any, Any]
    lead: bool


def _rows(table: pd.DataFrame, words: Language) -> list[_Row]:
    found = []
    for row in table[table["item"].isin(["result", "limits", "alternative", "beside"])].to_dict("records"):
        if row["low"] == row["low"] or row["high"] == row["high"]:
            found.append(_Row(row_in_words(row, words), row, row["item"] == "result"))
    return found


def _scale(table: pd.DataFrame, rows: Sequence[_Row], start: float, end: float) -> scales.Scale | None:
    """One scale for all rows and the published value, from zero where that costs little."""
    values = [row.about[name] for row in rows for name in ("low", "high", "value")]
    ends = [float(value) for value in [*values, *table.loc[table["item"] == "result", "value"]] if value == value]
    if not rows or not ends:
        return None
    low, high = min(ends), max(ends)
    near = low >= 0 and low <= 0.5 * high
    if low == high:
        near = True
    margin = 0.0 if near else 0.12 * (high - low)
    return scales.linear(low - margin, high + margin if not near else high, start, end, most=5, zero=near, nice=near)


def _article(sheet: Sheet, table: pd.DataFrame) -> None:
    _card(sheet, _floats(table), quote=18.0, aside=(0.42 if sheet.body.width > 640 else 0.52) * sheet.body.width)


def _phone(sheet: Sheet, table: pd.DataFrame) -> None:
    _card(sheet, _floats(table), quote=16.0, aside=0.0)


def _card(sheet: Sheet, table: pd.DataFrame, *, quote: float, aside: float) -> None:
    body, missing = sheet.body, quoted(table, "missing")
    rows, high = _rows(table, sheet.language), body.height > 200
    alone, large = high and not rows, high and len(rows) == 1
    y = _head(sheet, table, body, quote=quote + (8 if alone or large else 0))
    if missing:
        y = _missing(sheet, Box(body.left, y + (14 if alone else 6), body.right, body.bottom), missing)
    if alone:  # the sentence that decides follows at once
        sheet.paragraph(
            body.left, y + 30, right_when(table, sheet.language), body.width, style="semibold", size=sheet.size.label + 2
        )
        return
    bottom = _foot(sheet, table, y)
    start = y + 10 + (0.2 * (bottom - y) if large else 0)
    _plot(sheet, table, Box(body.left, start, body.right, bottom), aside=aside, large=large)


def _floats(table: pd.DataFrame) -> pd.DataFrame:
    """Columns without a number become columns of missing numbers."""
    return table.astype({"value": float, "low": float, "high": float})


def _head(sheet: Sheet, table: pd.DataFrame, box: Box, *, quote: float) -> float:
    """Set the quotation and the verdict's word with its meaning; return where they end."""
    words, wording = sheet.language, quoted(table, "wording")[0]
    first = box.top - sheet.ink("H", quote).top + 2
    width = box.width - 14
    while len(sheet.broken(wording, width, quote)) > 4 and quote > 13:
        quote -= 1
    end = sheet.paragraph(box.left + 14, first, wording, width, size=quote, leading=1.25)
    sheet.rectangle(Box(box.left, box.top, box.left + 4, end + 5), RULE)
    status = str(table.loc[table["item"] == "result", "status"].iloc[0])
    word, meaning = (words.text(text) for text in STATUS[status])
    y = end + 30
    marks.dot(sheet, box.left + 7, y - 5.5, ACCENT, shape=SIGNS[status], radius=6.5)
    start = box.left + 20
    sheet.text(start, y, word, size=16, style="semibold", colour=legible(ACCENT))
    gap = sheet.advance(word + " ", 16, "semibold") + 6
    lines = sheet.broken(meaning, box.right - start - gap) if box.right - start - gap > 150 else ()
    if len(lines) == 1:
        sheet.text(start + gap, y, meaning)
        return y
    return sheet.paragraph(box.left, y + sheet.leading() + 2, meaning, box.width)


def _foot(sheet: Sheet, table: pd.DataFrame, top: float) -> float:
    """Set when the claim is right, at the bottom; return where the room above it ends."""
    body, said = sheet.body, right_when(table, sheet.language)
    if not said:
        return body.bottom
    lines = len(sheet.broken(said, body.width, style="semibold"))
    first = body.bottom - 4 - (lines - 1) * sheet.leading()
    if first - sheet.leading() < top + 40:
        return body.bottom  # a low card: the alt text and the record say it
    sheet.paragraph(body.left, first, said, body.width, style="semibold")
    return first - sheet.leading()


def _plot(sheet: Sheet, table: pd.DataFrame, box: Box, *, aside: float, large: bool) -> None:
    """Draw the ranges against what was published, as many rows as there is room for; a single one `large`."""
    rows, start = _rows(table, sheet.language), box.left + (aside + 16 if aside else 0.0)
    if _scale(table, rows, start + 6, box.right - 12) is None:
        return
    half, size = LARGE if large else HALF, sheet.size.label + (4 if large else 0)
    head, tail, step = 22.0, 40.0, sheet.leading(size, 1.25)
    top = box.top + head
    places = _places(sheet, rows, Box(box.left, top, box.right, box.bottom - tail), aside, size, half)
    if len(places) < len(rows):
        tail += sheet.leading(axes.AXIS)  # room to say so
        places = _places(sheet, rows, Box(box.left, top, box.right, box.bottom - tail), aside, size, half)
    shown = [row for row, *_ in places]
    scale = _scale(table, shown, start + 6, box.right - 12)
    if scale is None:
        _left_over(sheet, len(rows), box.left, top)
        return
    # What room is left goes between the rows, as far as they still read as one picture.
    more = min(24.0, (box.bottom - tail - top - sum(high for *_, high in places)) / len(places))
    places = [(row, lines, start + n * more, high) for n, (row, lines, start, high) in enumerate(places)]
    plot = Box(start, top, box.right, top + sum(high + more for *_, high in places))
    _ticks(sheet, table, plot, scale)
    _left_over(sheet, len(rows) - len(places), plot.left, plot.bottom + 33 + sheet.leading(axes.AXIS))
    _claimed(sheet, table, plot, scale)
    for row, lines, upper, high in places:
        middle = upper + high / 2 if aside else upper + high - half - 6
        _range(sheet, row, scale, middle, half)
        first = (middle - (len(lines) - 1) * step / 2 + 4.6) if aside else upper + step
        if not aside:  # the text interrupts the gridlines
            wide = max(sheet.advance(line, size, "semibold" if row.lead else "regular") for line in lines)
            ends = (first - step * 0.8, first + (len(lines) - 1) * step + step * 0.3)
            sheet.rectangle(Box(box.left - 2, ends[0], box.left + wide + 3, ends[1]), PAPER)
        sheet.paragraph(box.left, first, lines, 0, size=size, style="semibold" if row.lead else "regular", leading=1.25)


def _places(
    sheet: Sheet, rows: Sequence[_Row], box: Box, aside: float, size: float, half: float
) -> list[tuple[_Row, Sequence[str], float, float]]:
    """Return the rows for which there is room, each with its lines of text, where it begins and how high it is."""
    places: list[tuple[_Row, Sequence[str], float, float]] = []
    y, step = box.top, sheet.leading(size, 1.25)
    for row in rows:
        lines = sheet.broken(row.text, aside or box.width, size, "semibold" if row.lead else "regular")
        high = max(len(lines) * step, 2 * half) + 10 if aside else len(lines) * step + 2 * half + 16
        if y + high > box.bottom:
            break
        places.append((row, lines, y, high))
        y += high
    return places


def _left_over(sheet: Sheet, n: int, x: float, y: float) -> None:
    """Say how many rows there was no room for."""
    if n:
        said = sheet.language.plural("{n} further result stands in the table", "{n} further results stand in the table", n)
        sheet.text(x, y, said, size=axes.AXIS, colour=MUTED, tied=False)


def _missing(sheet: Sheet, box: Box, missing: Sequence[str]) -> float:
    """Name the figures that were not seen, in a dashed frame; return where it ends."""
    inner, step = box.width - 28, sheet.leading()
    lines = [sheet.broken(text, inner) for text in missing]
    high = step * (1 + sum(map(len, lines))) + 16
    if high > box.height:
        return box.top  # a low card: the alt text and the record say it
    frame = Box(box.left, box.top + 8, box.right, box.top + 8 + high)
    sheet.line(frame.corners, RULE, 1.2, dash=(5, 4))
    y = frame.top + 20
    sheet.text(frame.left + 14, y, sheet.language.text("Not seen"), style="semibold")
    for each in lines:
        y = sheet.paragraph(frame.left + 14, y + step, each, 0)
    return frame.bottom + 4


def _ticks(sheet: Sheet, table: pd.DataFrame, plot: Box, scale: scales.Scale) -> None:
    """Draw upright gridlines, their numbers below, and what they count."""
    unit = str(table.loc[table["item"] == "result", "unit"].iloc[0])
    amounts = Amounts(unit, sheet.language)
    digits = _digits(scale, amounts)
    axes.along(sheet, plot, scale, lambda tick: amounts.bare(tick, digits), lines=True)
    sheet.text(plot.left, plot.bottom + 33, located(unit, sheet.language), size=axes.AXIS, colour=MUTED, tied=False)


def _digits(scale: scales.Scale, amounts: Amounts) -> int:
    """Return the decimals that tell the ticks of a scale apart."""
    steps = [b - a for a, b in zip(scale.ticks, scale.ticks[1:], strict=False)]
    return next((n for n in range(7) if all(_whole(amounts, step, n) for step in steps)), 6)


def _whole(amounts: Amounts, step: float, digits: int) -> bool:
    from inequality.claims.units import factor

    scaled = step / float(factor(amounts.unit)) * 10**digits
    return bool(abs(scaled - round(scaled)) < 1e-6 * max(abs(scaled), 1))


def _claimed(sheet: Sheet, table: pd.DataFrame, plot: Box, scale: scales.Scale) -> None:
    """Mark the published value across all rows, with what was claimed above it."""
    row = table[table["item"] == "result"].to_dict("records")[0]
    if row["value"] != row["value"] or row["value"] is None:
        return
    x = scale(row["value"])
    sheet.line([(x, plot.top - 4), (x, plot.bottom)], INK, 2)
    text = sheet.language.text("claimed: {value}", value=str(row["claimed"]))
    wide = sheet.advance(text, style="semibold")
    start = min(max(x - wide / 2, sheet.body.left), sheet.body.right - wide)
    sheet.text(start, plot.top - 9, text, style="semibold")


def _range(sheet: Sheet, row: _Row, scale: scales.Scale, y: float, half: float) -> None:
    """Draw what the data allow: a bar, an arrow where it has no end, a diamond for one value; hatched where we computed it."""
    about = row.about
    low = scale(about["low"]) if about["low"] == about["low"] else scale.start
    high = scale(about["high"]) if about["high"] == about["high"] else scale.end
    colour = ACCENT if row.lead else tint(ACCENT, 0.42)
    if high - low < 3:
        marks.dot(sheet, (low + high) / 2, y, ACCENT, shape="dot" if row.lead else "ring", radius=5)
    elif about["status"] == "computed" or about["kind"] == "circular":
        sheet.hatching(Box(low, y - half, high, y + half), ACCENT)
    else:
        sheet.rectangle(Box(low, y - half, high, y + half), colour)
    if about["high"] != about["high"]:
        sheet.polygon([(high, y - half - 3), (high + 9, y), (high, y + half + 3)], colour)
    if about["low"] != about["low"]:
        sheet.polygon([(low, y - half - 3), (low - 9, y), (low, y + half + 3)], colour)
    value = about["value"]
    if about["item"] in ("alternative", "beside") and value == value:
        marks.dot(sheet, scale(value), y, INK, shape="diamond", radius=5)


def _view(table: pd.DataFrame, words: Language) -> View:
    """Return a row for each range on the scale of the picture, and what was claimed across all of them."""
    table = _floats(table)
    rows, result = _rows(table, words), table[table["item"] == "result"].to_dict("records")[0]
    claim, unit, status = words.text("Claim"), str(result["unit"]), words.text(STATUS[str(result["status"])][1])
    unseen = words.clauses(quoted(table, "missing"))
    missing = [words.text("Not seen: {what}.", what=unseen)] if unseen else []
    data = [row_in_words(row.about, words) for row in rows[:1]]
    scale = _scale(table, rows, 0, 1) or scales.linear(0, result["value"] if result["value"] == result["value"] else 1, 0, 1)
    # What a row gives is said at its mark; on the axis there is room for what it is.
    short = [str(row.about["quoted"]) if isinstance(row.about["quoted"], str) else row.text for row in rows]
    names = (short if len(set(short)) == len(rows) else [row.text for row in rows]) or [claim]
    layers = [layer for row, name in zip(rows, names, strict=False) for layer in _layers(row, name, scale)]
    if result["value"] == result["value"]:
        said = words.text("claimed: {value}", value=str(result["claimed"]))
        marked = pd.DataFrame({"value": result["value"], "row": names, "says": said})
        layers.append(Layer(marked, "tick", "value", "row", colour=INK, says="says", name=said))
    amounts = Amounts(unit, words)
    ticks = tuple(amounts.bare(tick, _digits(scale, amounts)) for tick in scale.ticks)
    across = Axis("linear", located(unit, words), scale.low, scale.high, scale.ticks, ticks)
    return View(layers, across, in_order(names), how_to_read(words, *data, status, *missing, right_when(table, words)))


def _layers(row: _Row, name: str, scale: scales.Scale) -> Iterator[Layer]:
    """Yield the marks of a range: a bar, dashed where we computed it, to the end of the scale where it has none; one value."""
    about, colour = row.about, ACCENT if row.lead else tint(ACCENT, 0.42)
    low = about["low"] if about["low"] == about["low"] else scale.low
    high = about["high"] if about["high"] == about["high"] else scale.high
    data = pd.DataFrame({"row": [name], "low": low, "high": high, "value": about["value"], "says": row.text})
    ours = about["status"] == "computed" or about["kind"] == "circular"
    if high - low < 0.005 * (scale.high - scale.low):
        yield Layer(data, "dot" if row.lead else "ring", "low", "row", colour=ACCENT, says="says")
    else:
        yield Layer(data, "outline" if ours else "bar", "low", "row", x2="high", colour=ACCENT if ours else colour, says="says")
    if not row.lead and about["item"] in ("alternative", "beside") and about["value"] == about["value"]:
        yield Layer(data, "diamond", "value", "row", colour=INK, says="says")
