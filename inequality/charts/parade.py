"""Pen's parade: everybody walks past in an hour, the poorest first, as tall as they are rich."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pandas as pd

from inequality.charts import chart
from inequality.charts._basis import basis, place
from inequality.charts._named import concept, estimated, moment, percent, prices
from inequality.charts._nodes import described
from inequality.charts._opened import call_of, opened, own_texts
from inequality.charts._reading import how_to_read, ranks, terms_of
from inequality.dataset import Dataset
from inequality.distribution import Distribution
from inequality.errors import DrawingError
from inequality.press import axes, scales
from inequality.press.figure import Figure
from inequality.press.palette import INK, MUTED, PAPER, RULE, SERIES
from inequality.press.plotted import cell
from inequality.press.sheet import Align, Box, Sheet
from inequality.press.view import Layer, View, numbers
from inequality.words import Language
from inequality.words import language as speaking

#: Minutes that the parade takes, and metres that the mean is tall.
HOUR, MEAN = 60.0, 1.7
MARCHERS = SERIES[0]
#: Fewest groups from which a parade can be drawn: twentieths take three minutes each.
FEWEST = 20


@chart(
    title="Pen's parade",
    shows="If wealth or income were height, how tall would those be who walk past in an hour?",
    example={"data": "us_net_worth_percentiles@2019"},
)
def pens_parade(
    data: str | Dataset,
    *,
    area: str | None = None,
    year: int | str | None = None,
    quarter: str | None = None,
    ceiling: float = 10.0,
    language: str | Language = "en",
    title: str | None = None,
    subtitle: str | None = None,
    note: str | None = None,
) -> Figure:
    r"""Draw Pen's parade: in one hour the population walks past, the poorest first, each as tall as rich.

    The mean is 1.7 metres tall: :math:`h(p) = 1.7\, Q(p) / \mu`. Who owes more than they own walks underground. The scale is
    linear and ends at a ceiling; how tall those are who reach beyond it is said in words.

    Parameters
    ----------
    data : str or Dataset
        A table of at least 20 groups in order of rank, or its id: ``"us_net_worth_percentiles@2019"``.
    area, year, quarter : optional
        Which distribution, where the table holds several.
    ceiling : float, default 10
        Where the scale of heights ends, in metres; above the mean's 1.7.
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
        If the groups are too few or not in order, the mean is not above zero, or the ceiling hides it.
    UntiedNumberError
        If a text given holds a number that the table does not.

    References
    ----------
    Pen, J. (1971), Income distribution, Allen Lane.

    Examples
    --------
    >>> figure = pens_parade("us_net_worth_percentiles@2019")
    >>> figure.title.replace("\xa0", " ")
    'In an hour’s parade by net wealth the mean passes after 50 minutes; the last are 239 metres tall'
    """
    words, dataset = speaking(language), opened(data)
    where = {name: value for name, value in {"quarter": quarter}.items() if value is not None}
    people = dataset.distribution(area=area, year=year, **where)
    _require_drawable(people, ceiling)
    own = own_texts(title, subtitle, note)
    table = _table(dataset, people, ceiling, area, str(year or quarter or ""))
    year_or_none = None if year is None else int(year)
    if "estimated" in described(dataset, area=area, year=year_or_none, quarter=quarter):
        table["estimated"] = "yes"
    arguments: dict[str, Any] = {"area": area, "year": year, "quarter": quarter}
    arguments |= {} if ceiling == 10 else {"ceiling": ceiling}
    return Figure(
        name="pens-parade",
        **{**_texts(table, people, words), **own},
        table=table,
        provenance=dataset.provenance,
        call=call_of("pens_parade", words, own, data=dataset, **arguments),
        compositions={"article": _article, "phone": _phone},
        language=words,
        interactive=_view,
        terms=terms_of({"height": words.text("metres")}, "item", "drawn", "last", "unit", "date"),
    )


def _require_drawable(people: Distribution, ceiling: float) -> None:
    if people.measure is None or not people.ordered or len(people) < FEWEST:
        raise DrawingError(
            f"A parade cannot be drawn from {people!r}",
            possible=f"at least {FEWEST} groups in order of rank that say what they measure",
            remedy="take a table of percentiles",
        )
    if people.mean <= 0:
        raise DrawingError(f"The mean is {people.mean:,.6g}, so it can be no height", possible="a mean above zero")
    if not MEAN < ceiling < math.inf:
        raise DrawingError(f"A ceiling of {ceiling:g} metres hides the mean", possible=f"more than {MEAN:g} metres")


def _table(dataset: Dataset, people: Distribution, ceiling: float, area: str | None, when: str) -> pd.DataFrame:
    """One row a group, then what is said of them."""
    frame = dataset.frame
    ends = [0.0, *(float(f"{cut:.5f}") for cut in people.cuts), 1.0]
    groups = pd.DataFrame({"p_lower": ends[:-1], "p_upper": ends[1:], "average": people.means})
    groups["height"] = MEAN * groups["average"] / people.mean
    groups["drawn"] = groups["height"].clip(upper=ceiling)
    groups.insert(0, "item", "group")
    groups["last"] = groups.index == len(groups) - 1
    said = [("mean", people.mean, ""), ("height of the mean", MEAN, "metres"), ("groups", len(groups), "")]
    first = groups[groups["height"] >= MEAN].iloc[0]
    said.append(("minute of the mean", HOUR * first["p_lower"], "minutes"))
    debt = groups[groups["height"] < 0]
    if len(debt):
        said.append(("minute out of debt", HOUR * debt["p_upper"].iloc[-1], "minutes"))
    middle = groups[groups["p_upper"] > 0.5 + 1e-9].iloc[0]
    said += [("minute of the middle", HOUR / 2, "minutes"), ("height of the middle", *_tall(middle["height"]))]
    last = groups.iloc[-1]
    said += [("share of the last", last["p_upper"] - last["p_lower"], ""), ("height of the last", *_tall(last["height"]))]
    beyond = groups[groups["height"] > ceiling]
    if len(beyond):
        said += [("ceiling", ceiling, "metres"), ("seconds beyond", 60 * HOUR * (1 - beyond["p_lower"].iloc[0]), "seconds")]
    facts = pd.DataFrame(said, columns=["item", "value", "unit"])
    table = pd.concat([groups, facts], ignore_index=True)
    areas = list(dict.fromkeys(frame["area"])) if "area" in frame else []
    table["area"] = area or (areas[0] if len(areas) == 1 else None)
    dates = list(dict.fromkeys(map(str, frame["year"]))) if "year" in frame else []
    table["date"] = when or (dates[0] if len(dates) == 1 else None)
    assert people.measure is not None
    table["prices"] = people.measure.prices
    return table


def _tall(metres: float) -> tuple[float, str]:
    """Return a height in the unit in which it is said."""
    if abs(metres) < 1:
        return 100 * metres, "centimetres"
    return (metres / 1000, "kilometres") if abs(metres) >= 1000 else (metres, "metres")


def _height(table: pd.DataFrame, item: str, words: Language) -> str:
    value = cell(table, item)
    name = str(table.loc[table["item"] == item, "unit"].iloc[0])
    digits = 1 if abs(value) < 10 else 0
    if name == "centimetres":
        return words.plural("{n} centimetre", "{n} centimetres", value, digits=digits)
    if name == "kilometres":
        return words.plural("{n} kilometre", "{n} kilometres", value, digits=digits)
    return words.plural("{n} metre", "{n} metres", value, digits=digits)


def _minutes(table: pd.DataFrame, item: str, words: Language) -> str:
    return words.plural("after {n} minute", "after {n} minutes", cell(table, item))


def _texts(table: pd.DataFrame, people: Distribution, words: Language) -> dict[str, str]:
    measure = people.measure
    assert measure is not None
    what = concept(measure, words)
    last, reached = _height(table, "height of the last", words), _minutes(table, "minute of the mean", words)
    area, date = table["area"].iloc[0], table["date"].iloc[0]
    where = words.row([place(area, words)] * (area is not None) + [moment(date, words)] * (date is not None))
    parade = words.text("height by {concept}, the poorest first; the mean is {height} tall", concept=what,
                        height=_height(table, "height of the mean", words))  # fmt: skip
    note = [
        basis(measure, words),
        words.text("Drawn from the means of {n} groups.", n=words.number(cell(table, "groups"))),
        prices(measure, words),
    ]
    if (table["item"] == "ceiling").any():
        note.insert(0, _beyond(table, words))
    if "estimated" in table:
        note.append(estimated([moment(date, words) if date is not None else place(area, words)], words))
    alt = [
        words.text("Bars of height by rank, from a linear scale of metres; the parade lasts an hour."),
        words.sentence(_middle(table, words)),
        words.sentence(_crossing(table, words)),
        words.sentence(_last_are(table, words)),
    ]
    if (table["item"] == "minute out of debt").any():
        alt.insert(1, words.sentence(_debt(table, words)))
    return {
        "title": words.text(
            "In an hour\N{RIGHT SINGLE QUOTATION MARK}s parade by {concept} the mean passes {after}; "
            "the last are {height} tall",
            concept=what, after=reached, height=last,
        ),
        "subtitle": words.text("{place}: {measure}", place=words.capital(where), measure=parade) if where else parade,
        "note": " ".join(filter(None, note)),
        "alt": " ".join(alt),
        "caption": words.text("Pen\N{RIGHT SINGLE QUOTATION MARK}s parade of {concept}: {place}", concept=what, place=where),
    }  # fmt: skip


def _last_are(table: pd.DataFrame, words: Language) -> str:
    part = percent(round(cell(table, "share of the last"), 9), words)
    height = _height(table, "height of the last", words)
    return words.text("The {part} that come last are {height} tall on average", part=part, height=height)


def _beyond(table: pd.DataFrame, words: Language) -> str:
    seconds = words.plural("{n} second", "{n} seconds", cell(table, "seconds beyond"))
    return words.text(
        "The scale ends at {ceiling}; those who walk past in the final {seconds} reach beyond it.",
        ceiling=words.plural("{n} metre", "{n} metres", cell(table, "ceiling")), seconds=seconds,
    )  # fmt: skip


def _middle(table: pd.DataFrame, words: Language) -> str:
    return words.text("Halfway, they are {height} tall", height=_height(table, "height of the middle", words))


def _debt(table: pd.DataFrame, words: Language) -> str:
    return words.text("In net debt, underground, up to minute {n}", n=words.number(cell(table, "minute out of debt")))


def _crossing(table: pd.DataFrame, words: Language) -> str:
    after, height = _minutes(table, "minute of the mean", words), _height(table, "height of the mean", words)
    return words.text("The mean, {height} tall, passes {after}", height=height, after=after)


def _article(sheet: Sheet, table: pd.DataFrame) -> None:
    with sheet.along_time(sheet.body) as box:
        _draw(sheet, table, box, wide=True)


def _phone(sheet: Sheet, table: pd.DataFrame) -> None:
    with sheet.along_time(sheet.body) as box:
        _draw(sheet, table, box, wide=False)


def _draw(sheet: Sheet, table: pd.DataFrame, box: Box, *, wide: bool) -> None:
    words, groups = sheet.language, table[table["item"] == "group"]
    ceiling = max(float(groups["drawn"].max()), 3 * MEAN)  # texts need room above the mean
    upright = scales.linear(min(float(groups["drawn"].min()), 0.0), ceiling, box.bottom - 40, box.top + 8, most=3, nice=False)
    digits = max(0 if tick == round(tick) else 1 for tick in upright.ticks)
    gutter = axes.gutter(sheet, (words.number(tick, digits) for tick in upright.ticks))
    plot = Box(box.left + gutter, box.top + 8, box.right, box.bottom - 40)
    minutes = scales.linear(0, HOUR, plot.left, plot.right, most=6)
    axes.levels(sheet, plot, upright, lambda tick: words.number(tick, digits), unit=words.text("metres"), lines=False)
    axes.along(sheet, plot, minutes, words.number, name=words.text("minutes of the parade"))
    bars = _bars(sheet, groups, upright, minutes)
    axes.reference(sheet, plot, upright(MEAN))
    if (table["item"] == "ceiling").any():
        _break(sheet, table, plot, minutes, bars, wide=wide)
    _on_the_way(sheet, table, plot, upright, minutes)


def _bars(sheet: Sheet, groups: pd.DataFrame, metres: scales.Scale, minutes: scales.Scale) -> list[Box]:
    """Draw the marchers as one shape above ground and one below, and return the boxes that they fill."""
    ground, boxes = metres.zero, []
    tops: dict[bool, list[tuple[float, float]]] = {True: [], False: []}
    for low, high, drawn in zip(groups["p_lower"], groups["p_upper"], groups["drawn"], strict=True):
        left, right, y = minutes(HOUR * low), minutes(HOUR * high), metres(drawn)
        boxes.append(Box(left, min(y, ground), right, max(y, ground)))
        tops[drawn < 0] += [(left, y), (right, y)]
    for points in filter(None, tops.values()):
        sheet.polygon([(points[0][0], ground), *points, (points[-1][0], ground)], MARCHERS, name="marchers")
    sheet.line([(boxes[0].left, ground), (boxes[-1].right, ground)], MUTED, 1)
    return boxes


def _break(sheet: Sheet, table: pd.DataFrame, plot: Box, minutes: scales.Scale, bars: list[Box], *, wide: bool) -> None:
    """Cut the tallest by a zigzag, and say beside it how tall they are."""
    words, start = sheet.language, minutes(HOUR - cell(table, "seconds beyond") / 60)
    y, step = plot.top + 9, 4.0
    teeth = [(start - 3 + step * n, y + (3 if n % 2 else -3)) for n in range(math.ceil((plot.right - start + 3) / step) + 1)]
    sheet.line([(min(x, plot.right + 2), at) for x, at in teeth], PAPER, 2.5)
    lines = sheet.broken(_last_are(table, words), min(230.0 if wide else 170.0, plot.width * 0.6), style="semibold")
    foot = plot.top + 22 + len(lines) * sheet.leading()
    edge = min((box.left for box in bars if box.top < foot + 4), default=plot.right) - 10
    sheet.paragraph(edge, plot.top + 32, lines, 0, style="semibold", align="right")


def _on_the_way(sheet: Sheet, table: pd.DataFrame, plot: Box, metres: scales.Scale, minutes: scales.Scale) -> None:
    """Say what is seen on the way, each text on a leader of its own, those further on higher up."""
    words, groups = sheet.language, table[table["item"] == "group"]
    said = {"minute of the middle": _middle(table, words), "minute of the mean": _crossing(table, words)}
    if (table["item"] == "minute out of debt").any():
        said["minute out of debt"] = _debt(table, words)
    passing = sorted((cell(table, item), text) for item, text in said.items())
    xs = [minutes(minute) for minute, _ in passing]
    placed: list[Box] = []
    for number, (minute, text) in enumerate(passing):
        x, rest = xs[number], xs[number + 1 :]
        height = float(groups.loc[groups["p_upper"] > minute / HOUR + 1e-6, "drawn"].iloc[0])
        after = (rest[0] if rest else plot.right) - x - 14
        align: Align
        align, width = ("left", after) if rest and after > 80 else ("right", x - plot.left - 12)
        lines = sheet.broken(text, min(width, 190.0))
        wide, high = max(map(sheet.advance, lines)) + 8, (len(lines) - 1) * sheet.leading() - sheet.ink("H").top
        start, end = (x - 2, x + wide) if align == "left" else (x - wide, x + 2)
        foot = metres(MEAN) - 10
        while met := [box for box in placed if box.meets(Box(start, foot - high - 12, end, foot))]:
            foot = min(box.top for box in met) - 12
        placed.append(Box(start, foot - high, end, foot))
        y = min(metres(height), metres.zero)
        sheet.line([(x, y), (x, foot - high)], RULE, 1)
        sheet.dot(x, y, 4.5, INK, edge=PAPER, thickness=1)
        first = foot - (len(lines) - 1) * sheet.leading()
        sheet.paragraph(x + (6 if align == "left" else -6), first, lines, 0, align=align)


def _view(table: pd.DataFrame, words: Language) -> View:
    """Return the marchers as steps on the scales of the picture, cut where it ends, and the mean."""
    groups = table[table["item"] == "group"].copy()
    groups["_start"], groups["_end"], groups["_ground"] = HOUR * groups["p_lower"], HOUR * groups["p_upper"], 0.0
    groups["says"] = [
        words.text(
            "{one}: {other}",
            one=ranks(low, high, words),
            other=words.plural("{n} metre", "{n} metres", height, digits=1),
        )
        for low, high, height in zip(groups["p_lower"], groups["p_upper"], groups["height"], strict=True)
    ]
    mean = pd.DataFrame({"_minute": [0.0, HOUR], "metres": cell(table, "height of the mean")})
    last = [_last_are(table, words), _beyond(table, words)] if (table["item"] == "ceiling").any() else []
    low, high = float(groups["drawn"].min()), max(float(groups["drawn"].max()), 3 * MEAN)
    return View(
        [
            Layer(groups, "bar", "_start", "_ground", x2="_end", y2="drawn", colour=MARCHERS, says="says"),
            Layer(mean, "line", "_minute", "metres", colour=INK),
        ],
        replace(numbers(0, HOUR, words.number, words.text("minutes of the parade")), kind="years"),  # time is not mirrored
        numbers(low, high, lambda tick: words.number(tick, 0 if tick == round(tick) else 1), words.text("metres")),
        how_to_read(words, _crossing(table, words), *last),
    )
