"""Lorenz curves: what the poorest hold, up to any share of the population."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

import pandas as pd

from inequality.charts import _named, chart
from inequality.charts._basis import basis, headed, place, ranked
from inequality.charts._groups import group_in_words
from inequality.charts._nodes import HALF, TENTH, curve_rows, described, lie
from inequality.charts._opened import call_of, named, opened, own_texts
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
    told = [_names(about, words) for _, about in parts]
    varying = [len(parts) == 1 or len({each[n] for each in told}) > 1 for n in (0, 1)]
    fixed = _joined([part for part, vary in zip(told[0], varying, strict=True) if not vary], words)
    rows: list[dict[str, Any]] = []
    for distribution, about in parts:
        name = _joined([part for part, vary in zip(_names(about, words), varying, strict=True) if vary], words)
        rows += [{**row, **_dates(about)} for row in curve_rows(name or dataset.title, distribution)]
    kind = kinds.pop()
    table = pd.DataFrame(rows).drop(columns="welfare_type", errors="ignore")
    measure = parts[0][0].measure
    if measure is None:
        raise DrawingError(f"{dataset.id} does not say what it measures", remedy="give its values a Measure")
    table["axis"] = ranked(measure, words)
    table = plotted.rounded(table)
    texts = _texts(table, fixed, words, headed(measure, words, kind), basis(measure, words, kind))
    return Figure(
        name=named("lorenz", dataset.id.partition("@")[0].replace("_", " "), *wanted.values()),
        **{**texts, **own},
        table=table,
        provenance=dataset.provenance,
        call=_call(dataset, wanted, words, own),
        compositions={"article": _article, "phone": _phone},
        language=words,
    )


def _call(dataset: Dataset, wanted: dict[str, list[Any]], words: Language, own: dict[str, str]) -> Call:
    given = {name: values if len(values) > 1 else values[0] for name, values in wanted.items() if values}
    return call_of("lorenz_curve", words, own, data=dataset, **given)


def _dates(about: Any) -> dict[str, int]:
    """Year and number of the quarter, which names of curves hold."""
    if "quarter" in about:
        year, quarter = _named.date_parts(str(about["quarter"]))
        return {"year": year, **({"quarter": quarter} if quarter else {})}
    return {"year": int(about["year"])} if "year" in about else {}


def _names(about: Any, words: Language) -> tuple[str, str]:
    """Area and date of a curve in words; empty where the table does not say."""
    date = str(about.get("quarter") or about.get("year") or "")
    return place(str(about["area"]), words) if "area" in about else "", _named.moment(date, words) if date else ""


def _joined(parts: Sequence[str], words: Language) -> str:
    """Put a name and a date beside each other."""
    named = [part for part in parts if part]
    return named[0] if len(named) == 1 else words.text("{one} {other}", one=named[0], other=named[1]) if named else ""


def _held(table: pd.DataFrame, curve: str, item: str, words: Language) -> str:
    """Return what a group holds, or the Gini, as a number or what the table allows; empty where it is not known."""
    found = table[(table["curve"] == curve) & (table["item"] == item)]
    if found.empty:
        return ""
    row, digits = found.iloc[0], 2
    known = pd.notna(row.get("value"))
    if item != "gini":
        if known:
            return words.share(row["value"], 1)
        return words.range(words.number(100 * row["low"], 1), words.share(row["high"], 1))
    if known:
        return words.number(row["value"], digits)
    if row["high"] - row["low"] > 0.1:
        return words.text("at least {number}", number=words.number(row["low"], digits))
    digits = 3 if row["high"] - row["low"] < 0.01 - 1e-9 else 2
    return words.range(words.number(row["low"], digits), words.number(row["high"], digits))


def _texts(table: pd.DataFrame, fixed: str, words: Language, what: str, counted: str) -> dict[str, str]:
    names = list(dict.fromkeys(table["curve"]))
    how, ordered = lie(table, names)
    subtitle = words.text("{what}: what the poorest part of the population holds, in percent of the total", what=what)
    note = [counted]
    if table["grouped"].any():
        dots = words.text("Dots are what the table gives; straight lines between them understate inequality.")
        plain = words.text("Straight lines between the points that the table gives understate inequality.")
        note.append(dots if _dotted(table) else plain)
    if len(names) > 1 and how == "order":
        note.append(words.text("The order holds at the points that the table gives."))
    alt = [words.text("Lorenz curve on equal axes, with the line of equality."), f"{what}."]
    for name in names:
        held = [_told(table, name, item, words) for item in (HALF, TENTH, "gini")]
        alt.append(f"{name}: {'; '.join(filter(None, held))}.")
    if table["cumulative"].min() < 0:
        alt.append(words.text("The curve dips under its axis where people owe more than they own."))
    title = _title(table, how, ordered, fixed, words)
    caption = words.text("{one}: {other}", one=what, other=words.listed(names))
    return {"title": title, "subtitle": subtitle, "note": " ".join(note), "alt": " ".join(alt), "caption": f"{caption}."}


def _dotted(table: pd.DataFrame) -> bool:
    """Whether nodes are shown: of one curve, or where they are few enough to be told from a line."""
    nodes = table.loc[table["item"] == "node", "curve"].value_counts()
    return bool(table["grouped"].any()) and (len(nodes) == 1 or int(nodes.max()) <= FEW)


def _told(table: pd.DataFrame, name: str, item: str, words: Language) -> str:
    held = _held(table, name, item, words)
    if not held:
        return ""
    return words.text("{line}: {share}", line=_label(item, words), share=held)


def _label(item: str, words: Language) -> str:
    if item == "gini":
        return words.text("Gini")
    return group_in_words("bottom 50" if item == HALF else "top 10", words)


def _title(table: pd.DataFrame, how: str, names: list[str], fixed: str, words: Language) -> str:
    if len(names) > 1 or fixed:
        told = words.listed(names)
        told = words.text("{one}, {other}", one=fixed, other=told) if fixed else told
        if how == "cross":
            return words.text("{names}: the curves cross, so the Gini alone cannot rank them", names=told)
        if how == "order":
            return words.text("From the most equal to the most unequal: {names}", names=told)
        return words.text("How unequal: {names}", names=told)
    name, half, tenth = names[0], words.share(0.5), words.share(0.1)
    held = {"name": name, "half": half, "tenth": tenth, "poor": _held(table, name, HALF, words)}
    held["rich"] = _held(table, name, TENTH, words)
    if held["poor"] and held["rich"]:
        return words.text("{name}: the poorest {half} hold {poor}, the richest {tenth} hold {rich}", **held)
    if held["rich"]:
        return words.text("{name}: the richest {tenth} hold {rich}", **held)
    return words.text("{one}: {other}", one=name, other=_told(table, name, "gini", words))


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
    names = list(dict.fromkeys(table["curve"]))
    count, beside = len(names), bool(_beside(sheet, names, body.width))
    room = step * ((1.4 if beside else 2.4) * count + 2.6) if count > 1 else step * 3 * 1.35
    plot, top = _plot(sheet, table, body.width - 16, body.height - room - 12)
    top += 12
    if count > 1:
        _several(sheet, table, Box(body.left, top, body.right, body.bottom))
        return
    _brackets(sheet, table, plot)
    y = top + step
    for item in (TENTH, HALF, "gini"):
        text = _told(table, str(table["curve"].iloc[0]), item, words=sheet.language)
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
    name = sheet.broken(str(table["axis"].iloc[0]), body.width - left, AXIS)
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
        sheet.line(drawn[each], SERIES[number], 2.2 if few else 1.6, dash=DASHES[number], name=each)
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
        text = words.text("{share} of the total", share=_held(table, name, item, words))
        y = min(max(middle + sheet.size.label * 0.36, column.top + 12), column.bottom - step)
        sheet.led(column.left, y, words.text("{line}:", line=_label(item, words)), text, column.width)
    y = (plot.top + plot.bottom) / 2 + 0.25 * plot.height
    if TENTH in middles and y < middles[TENTH] + 2 * step:
        y = middles[TENTH] + 2 * step
    sheet.text(column.left, y, _told(table, name, "gini", words), colour=MUTED)


def _beside(sheet: Sheet, names: Sequence[str], width: float) -> float:
    """Return the width of names that stand in front of their numbers; 0 where there is no room beside them."""
    first = max(sheet.advance(name, style="semibold") for name in names) + 34
    return first if width - first > 3 * COLUMN else 0.0


def _several(sheet: Sheet, table: pd.DataFrame, box: Box) -> None:
    """Set a row for each curve, in the order of their names: how it is drawn, and what it says."""
    words, step = sheet.language, sheet.leading()
    names, items = list(dict.fromkeys(table["curve"])), (HALF, TENTH, "gini")
    first = _beside(sheet, names, box.width)
    room = (box.width - first) / len(items)
    heads = [sheet.broken(_label(item, words), room - 8, 12) for item in items]
    under = box.top + 12 + (max(map(len, heads)) - 1) * sheet.leading(12)
    for column, lines in enumerate(heads):
        right = box.left + first + (column + 1) * room
        sheet.paragraph(right, under - (len(lines) - 1) * sheet.leading(12), lines, 0, size=12, colour=MUTED, align="right")
    sheet.line([(box.left, under + 8), (box.right, under + 8)], RULE, 0.8)
    y = under + 8 + step * 1.4
    for number, name in enumerate(names):
        sheet.line([(box.left, y - 4.5), (box.left + 24, y - 4.5)], SERIES[number], 2.4, dash=DASHES[number])
        sheet.text(box.left + 32, y, name, style="semibold", colour=legible(SERIES[number]))
        y += 0.0 if first else step
        for column, item in enumerate(items):
            told = _held(table, name, item, words)
            if told:
                right = box.left + first + (column + 1) * room
                sheet.text(right, y, told, align="right", colour=MUTED if item == "gini" else INK)
        y += step * 1.4
