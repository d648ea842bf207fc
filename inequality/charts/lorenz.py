"""Lorenz curves: what the poorest hold, up to any share of the population."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

import pandas as pd

from inequality.charts import _named, chart
from inequality.charts._basis import RANKED, basis, headed, place
from inequality.charts._held import item_named, item_told, share_held
from inequality.charts._nodes import HALF, TENTH, curve_rows, described, lie
from inequality.charts._opened import call_of, named, opened, own_texts
from inequality.charts._reading import inferred_with, terms_of
from inequality.charts._series import listed
from inequality.dataset import Dataset
from inequality.errors import DrawingError
from inequality.press import plotted, scales
from inequality.press.axes import AXIS, along, gutter, levels
from inequality.press.figure import Figure
from inequality.press.marks import DASHES
from inequality.press.palette import FAINT, INK, MUTED, PAPER, RULE, SERIES, legible
from inequality.press.record import Call
from inequality.press.sheet import Box, Sheet
from inequality.press.view import View
from inequality.words import Language
from inequality.words import language as speaking

#: Most curves that a reader tells apart.
MOST = 4
#: Nodes up to this number are dots; more are points on a thin line.
FEW = 40
#: Least width of a column of numbers.
COLUMN = 84.0


@chart(
    title="Lorenz curve",
    shows="What does the poorest part of the population hold, and what the richest?",
    example={"data": "us_net_worth_percentiles@2019"},
)
def lorenz_curve(
    data: str | Dataset,
    *,
    area: str | Sequence[str] | None = None,
    year: int | Sequence[int] | None = None,
    quarter: str | Sequence[str] | None = None,
    language: str | Language = "en",
    title: str | None = None,
    subtitle: str | None = None,
    note: str | None = None,
) -> Figure:
    r"""Draw Lorenz curves on equal axes, with the line of equality and what the poorest half and the richest tenth hold.

    :math:`L(p)` is the share of the total that the poorest `p` hold; where they are in net debt it lies below zero, and is
    drawn there. Of grouped data the known points are shown. The Gini is a number where the table decides it, else what the
    table allows. Of several curves that cross the title says so: the Gini alone cannot rank them.

    Parameters
    ----------
    data : str or Dataset
        A table of groups in order of rank, or its id: ``"us_net_worth_percentiles@2019"``.
    area, year, quarter : one or several, optional
        Which distributions, where the table holds several; at most four together.
    language : str or Language
        Of its texts, as a tag: ``"es-MX"``.
    title, subtitle, note : str, optional
        Instead of the chart's own; their numbers must be in its table too.

    Returns
    -------
    Figure
        In the sizes article and phone.

    Raises
    ------
    DrawingError
        If groups are not in order, there are more than four curves, or one is of income and another of consumption.
    UntiedNumberError
        If a text given holds a number that the table does not.

    References
    ----------
    Lorenz, M. O. (1905), Methods of measuring the concentration of wealth, JASA 9.

    Examples
    --------
    >>> lorenz_curve("us_net_worth_percentiles@2019").title.replace("\xa0", " ")
    'United States 2019: the poorest 50 percent hold 1.5 percent, the richest 10 percent hold 76.5 percent'
    """
    words, own, dataset = speaking(language), own_texts(title, subtitle, note), opened(data)
    wanted = {"area": listed(area), "year": listed(year), "quarter": listed(quarter)}
    choices = [dict(zip(wanted, each, strict=True)) for each in product(*(values or [None] for values in wanted.values()))]
    if len(choices) > MOST:
        raise DrawingError(f"{len(choices)} curves cannot be told apart", possible=f"at most {MOST}", remedy="draw fewer")
    parts = [(dataset.distribution(**choice), described(dataset, **choice)) for choice in choices]
    kinds = {str(about.get("welfare_type", "")) for _, about in parts}
    if len(kinds) > 1:
        raise DrawingError(
            "One of these curves is of income and another of consumption, which do not compare",
            possible="curves of one kind", remedy="choose areas whose surveys ask for the same",
        )  # fmt: skip
    rows: list[dict[str, Any]] = []
    for distribution, about in parts:
        facts = _facts(about)
        curve = " ".join(str(facts[name]) for name in ("area", "date") if name in facts) or dataset.title
        rows += [{**row, **facts} for row in curve_rows(curve, distribution)]
    kind = kinds.pop()
    table = pd.DataFrame(rows).drop(columns="welfare_type", errors="ignore")
    measure = parts[0][0].measure
    if measure is None:
        raise DrawingError(f"{dataset.id} does not say what it measures", remedy="give its values a Measure")
    table["axis"] = RANKED[measure.unit]
    table = plotted.rounded(table)
    texts = _texts(table, words, headed(measure, words, kind), basis(measure, words, kind))
    return Figure(
        name=named("lorenz", dataset.id.partition("@")[0].replace("_", " "), *wanted.values()),
        **{**texts, **own},
        table=table,
        provenance=dataset.provenance,
        call=_call(dataset, wanted, words, own),
        compositions={"article": _article, "phone": _phone},
        language=words,
        interactive=_view,
        terms=_terms(table, words),
    )


def _call(dataset: Dataset, wanted: dict[str, list[Any]], words: Language, own: dict[str, str]) -> Call:
    given = {name: values if len(values) > 1 else values[0] for name, values in wanted.items() if values}
    return call_of("lorenz_curve", words, own, data=dataset, **given)


def _facts(about: Mapping[str, Any]) -> dict[str, Any]:
    """Area and date of a curve as far as they are known, year and quarter also as numbers, and whether it is estimated."""
    facts: dict[str, Any] = {name: about[name] for name in ("area", "estimated") if name in about}
    date = str(about.get("quarter") or about.get("year") or "")
    if date:
        year, quarter = _named.date_parts(date)
        facts |= {"date": date, "year": year} | ({"quarter": quarter} if quarter else {})
    return facts


def _called(table: pd.DataFrame, words: Language) -> tuple[dict[str, str], str]:
    """Return what each curve is called, by what differs between them, and what they have in common."""
    known = {}
    for row in table.drop_duplicates("curve").to_dict("records"):
        area, date = (value if isinstance(value := row.get(name), str) else "" for name in ("area", "date"))
        known[str(row["curve"])] = (
            words.capital(place(area, words)) if area else "",
            _named.moment(date, words) if date else "",
        )
    first = next(iter(known.values()))
    varying = [len(known) == 1 or len({each[n] for each in known.values()}) > 1 for n in (0, 1)]
    names = {
        curve: _joined([part for part, vary in zip(parts, varying, strict=True) if vary], words) or curve
        for curve, parts in known.items()
    }
    return names, _joined([part for part, vary in zip(first, varying, strict=True) if not vary], words)


def _joined(parts: Sequence[str], words: Language) -> str:
    """Put a name and a date beside each other."""
    named = [part for part in parts if part]
    return named[0] if len(named) == 1 else words.text("{one} {other}", one=named[0], other=named[1]) if named else ""


def _texts(table: pd.DataFrame, words: Language, what: str, counted: str) -> dict[str, str]:
    names, fixed = _called(table, words)
    how, ordered = lie(table, list(names))
    subtitle = words.text("{what}: what the poorest part of the population holds, in percent of the total", what=what)
    note = [counted]
    if table["grouped"].any():
        dots = words.text("Dots are what the table gives; straight lines between them understate inequality.")
        plain = words.text("Straight lines between the points that the table gives understate inequality.")
        note.append(dots if _dotted(table) else plain)
    if len(names) > 1 and how == "order":
        note.append(words.text("The order holds at the points that the table gives."))
    guessed = [names[curve] for curve in names if _estimated(table, curve)]
    if guessed:
        note.append(_named.estimated(guessed, words))
    alt = [words.text("Lorenz curve on equal axes, with the line of equality."), words.sentence(what)]
    for curve, name in names.items():
        held = [item_told(table, curve, item, words) for item in (HALF, TENTH, "gini")]
        alt.append(words.sentence(words.labelled(name, words.clauses(held))))
    if table["cumulative"].min() < 0:
        alt.append(words.text("The curve dips under its axis where people owe more than they own."))
    title = _title(table, how, ordered, words)
    caption = words.text("{one}: {other}", one=what, other=words.listed(list(names.values())))
    return {
        "title": title,
        "subtitle": subtitle,
        "note": " ".join(note),
        "alt": " ".join(alt),
        "caption": words.sentence(caption),
    }


def _dotted(table: pd.DataFrame) -> bool:
    """Whether nodes are shown: of one curve, or where they are few enough to be told from a line."""
    nodes = table.loc[table["item"] == "node", "curve"].value_counts()
    return bool(table["grouped"].any()) and (len(nodes) == 1 or int(nodes.max()) <= FEW)


def _estimated(table: pd.DataFrame, curve: str) -> bool:
    return "estimated" in table and bool(table.loc[table["curve"] == curve, "estimated"].notna().any())


def _title(table: pd.DataFrame, how: str, curves: list[str], words: Language) -> str:
    names, fixed = _called(table, words)
    if len(curves) > 1 or fixed:
        told = words.listed([names[curve] for curve in curves])
        told = words.text("{one}, {other}", one=fixed, other=told) if fixed else told
        if how == "cross":
            return words.text("{names}: the curves cross, so the Gini alone cannot rank them", names=told)
        if how == "order":
            return words.text("From the most equal to the most unequal: {names}", names=told)
        return words.text("How unequal: {names}", names=told)
    return _one_told(table, curves[0], words)


def _one_told(table: pd.DataFrame, curve: str, words: Language) -> str:
    """Say of one curve what both groups hold, or what is known."""
    name, half, tenth = _called(table, words)[0][curve], words.share(0.5), words.share(0.1)
    held = {"name": name, "half": half, "tenth": tenth, "poor": share_held(table, curve, HALF, words)}
    held["rich"] = share_held(table, curve, TENTH, words)
    if held["poor"] and held["rich"]:
        return words.text("{name}: the poorest {half} hold {poor}, the richest {tenth} hold {rich}", **held)
    if held["rich"]:
        return words.text("{name}: the richest {tenth} hold {rich}", **held)
    return words.text("{one}: {other}", one=name, other=item_told(table, curve, "gini", words))


def _article(sheet: Sheet, table: pd.DataFrame) -> None:
    body = sheet.body
    plot, _ = _plot(sheet, table, min(body.width * 0.6, body.width - 3 * COLUMN - 40), body.height)
    column = Box(plot.right + 22, plot.top, body.right, plot.bottom)
    if len(set(table["curve"])) > 1:
        _several(sheet, table, column)
    else:
        _one(sheet, table, plot, column)


def _phone(sheet: Sheet, table: pd.DataFrame) -> None:
    body, step = sheet.body, sheet.leading()
    names, _ = _called(table, sheet.language)
    count, beside = len(names), bool(_beside(sheet, list(names.values()), body.width))
    room = step * ((1.4 if beside else 2.4) * count + 2.6) if count > 1 else step * 3 * 1.35
    plot, top = _plot(sheet, table, body.width - 16, body.height - room - 12)
    top += 12
    if count > 1:
        _several(sheet, table, Box(body.left, top, body.right, body.bottom))
        return
    _brackets(sheet, table, plot)
    y = top + step
    for item in (TENTH, HALF, "gini"):
        text = item_told(table, str(table["curve"].iloc[0]), item, words=sheet.language)
        if text:
            sheet.text(
                body.left, y, text, style="regular" if item == "gini" else "semibold", colour=MUTED if item == "gini" else INK
            )
            y += step * 1.35


def _plot(sheet: Sheet, table: pd.DataFrame, width: float, height: float) -> tuple[Box, float]:
    """Draw axes, line of equality and curves into a square, below zero as far as they go; return the plot, and its end."""
    body, words = sheet.body, sheet.language
    nodes = table[table["item"] == "node"]
    least = min(float(nodes["cumulative"].min()), 0.0)
    floor = 1.15 * least
    ticks = [words.number(tick) for tick in (0, 50, 100)]
    left = gutter(sheet, ticks)
    name = sheet.broken(words.text(str(table["axis"].iloc[0])), body.width - left, AXIS)
    below = 34 + (len(name) - 1) * sheet.leading(AXIS)
    side = min(width - left, (height - below - 12 - 4) / (1 - floor))
    plot = Box(body.left + left, body.top + 8, body.left + left + side, body.top + 8 + side * (1 - floor))
    x = scales.linear(0, 1, plot.left, plot.right, most=5, nice=False)
    y = scales.linear(floor, 1, plot.bottom, plot.top, most=6, nice=False)
    curves = list(dict.fromkeys(nodes["curve"]))
    drawn = {each: _points(nodes[nodes["curve"] == each], x, y) for each in curves}
    if len(curves) == 1:
        sheet.polygon([(x(0), y(0)), *drawn[curves[0]], (x(1), y(1))], FAINT)
    levels(sheet, plot, y, lambda tick: words.number(round(100 * tick)), unit=words.text("percent of the total"))
    along(sheet, plot, x, lambda tick: words.number(round(100 * tick)))
    sheet.paragraph(plot.left, plot.bottom + 34, name, 0, size=AXIS, colour=MUTED, tied=False)
    sheet.line([(x(0), y(0)), (x(1), y(1))], MUTED, 1.2, dash=(4, 3))
    label = words.text("line of equality")
    if sheet.advance(label, AXIS) < 0.5 * side:
        sheet.text(x(0.62), y(0.62) - 7, label, size=AXIS, colour=MUTED, align="right")
    for number, each in enumerate(curves):
        few = len(drawn[each]) <= FEW
        alone = len(curves) == 1 and _estimated(table, each)
        sheet.line(drawn[each], SERIES[number], 2.2 if few else 1.6, dash=DASHES[1 if alone else number], name=each)
        for point in drawn[each] if _dotted(table) else ():
            sheet.dot(*point, 3.2 if few else 1.7, SERIES[number])
    return plot, plot.bottom + below


def _points(nodes: pd.DataFrame, x: scales.Scale, y: scales.Scale) -> list[tuple[float, float]]:
    return [(x(p), y(share)) for p, share in zip(nodes["p"], nodes["cumulative"], strict=True)]


def _brackets(sheet: Sheet, table: pd.DataFrame, plot: Box) -> dict[str, float]:
    """Mark at the right what the poorest half and the richest tenth hold; return the middle of each bracket."""
    nodes = table.loc[table["item"] == "node", "cumulative"]
    y = scales.linear(1.15 * min(float(nodes.min()), 0.0), 1, plot.bottom, plot.top, most=6, nice=False)
    middles = {}
    for item in (HALF, TENTH):
        found = table[table["item"] == item]
        if found.empty:
            continue
        row = found.iloc[0]
        held = float(row["value"] if pd.notna(row.get("value")) else row["at"])
        ends = (0.0, held) if item == HALF else (1 - held, 1.0)
        at = plot.left + plot.width * float(row["p"])
        level = y(ends[1] if item == HALF else ends[0])
        sheet.line([(at, level), (plot.right + 8, level)], INK, 1, dash=(1.5, 2.5))
        # What the table only bounds is an open ring.
        sheet.dot(at, level, 4.4, SERIES[0] if pd.notna(row.get("value")) else PAPER, edge=INK, thickness=1.4)
        top, bottom = sorted((y(ends[0]), y(ends[1])))
        sheet.line([(plot.right + 9, top), (plot.right + 9, max(bottom, top + 2))], INK, 3)
        middles[item] = (top + bottom) / 2
    return middles


def _one(sheet: Sheet, table: pd.DataFrame, plot: Box, column: Box) -> None:
    """Say beside the brackets what is held, and the Gini between them."""
    words, name = sheet.language, str(table["curve"].iloc[0])
    middles, step = _brackets(sheet, table, plot), sheet.leading()
    for item, middle in middles.items():
        text = words.text("{share} of the total", share=share_held(table, name, item, words))
        y = min(max(middle + sheet.size.label * 0.36, column.top + 12), column.bottom - step)
        sheet.led(column.left, y, words.text("{line}:", line=item_named(item, words)), text, column.width)
    y = (plot.top + plot.bottom) / 2 + 0.25 * plot.height
    if TENTH in middles and y < middles[TENTH] + 2 * step:
        y = middles[TENTH] + 2 * step
    sheet.text(column.left, y, item_told(table, name, "gini", words), colour=MUTED)


def _beside(sheet: Sheet, names: Sequence[str], width: float) -> float:
    """Return the width of names that stand in front of their numbers; 0 where there is no room beside them."""
    first = max(sheet.advance(name, style="semibold") for name in names) + 34
    return first if width - first > 3 * COLUMN else 0.0


def _several(sheet: Sheet, table: pd.DataFrame, box: Box) -> None:
    """Set a row for each curve, in the order of their names: how it is drawn, and what it says."""
    words, step = sheet.language, sheet.leading()
    names, items = _called(table, words)[0], (HALF, TENTH, "gini")
    first = _beside(sheet, list(names.values()), box.width)
    held = {item: [share_held(table, curve, item, words) for curve in names] for item in items}
    needed = [max(sheet.advance(text) for text in texts) + 14 for texts in held.values()]
    spare = (box.width - first - sum(needed)) / len(items)
    equal = (box.width - first) / len(items)
    rooms = [equal if max(needed) <= equal else need + spare for need in needed]
    rights = [box.left + first + sum(rooms[: n + 1]) for n in range(len(items))]
    heads = [sheet.broken(item_named(item, words), room - 8, 12) for item, room in zip(items, rooms, strict=True)]
    under = box.top + 12 + (max(map(len, heads)) - 1) * sheet.leading(12)
    for right, lines in zip(rights, heads, strict=True):
        sheet.paragraph(right, under - (len(lines) - 1) * sheet.leading(12), lines, 0, size=12, colour=MUTED, align="right")
    sheet.line([(box.left, under + 8), (box.right, under + 8)], RULE, 0.8)
    y = under + 8 + step * 1.4
    for number, name in enumerate(names.values()):
        sheet.line([(box.left, y - 4.5), (box.left + 24, y - 4.5)], SERIES[number], 2.4, dash=DASHES[number])
        sheet.text(box.left + 32, y, name, style="semibold", colour=legible(SERIES[number]))
        y += 0.0 if first else step
        for right, item in zip(rights, items, strict=True):
            if held[item][number]:
                sheet.text(right, y, held[item][number], align="right", colour=MUTED if item == "gini" else INK)
        y += step * 1.4


def _terms(table: pd.DataFrame, words: Language) -> dict[str, str]:
    """Return what the curves, the marked groups and the columns are called."""
    columns = {"curve": words.text("Name"), "p": words.text("Population, from the poorest to the richest"), "node": ""}
    items = {item: item_named(item, words) for item in (HALF, TENTH, "gini")}
    return terms_of({**columns, **items, **_called(table, words)[0]}, "date", "quarter", "of_people", "grouped", "axis", "at")


def _view(table: pd.DataFrame, words: Language) -> View:
    """Return the curves as the table has them, and how to read the first."""
    names, _ = _called(table, words)
    return inferred_with(table, words, names, _one_told(table, next(iter(names)), words))
