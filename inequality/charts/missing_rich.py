"""A survey and a list of the richest it misses: both tails on one scale, and the top share by where the tail begins."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from inequality._bounds import bounds
from inequality._measure import Measure
from inequality.charts import chart
from inequality.charts._basis import headed, place
from inequality.charts._fortunes import fortunes_of
from inequality.charts._named import group, prices
from inequality.charts._opened import call_of, measure_of, named, opened, own_texts
from inequality.charts._reading import how_to_read, terms_of
from inequality.dataset import Dataset
from inequality.distribution import Distribution
from inequality.errors import DrawingError
from inequality.metrics import top_share
from inequality.press import axes, legend, marks, scales
from inequality.press.figure import Figure
from inequality.press.palette import GRID, INK, MUTED, RULE, SERIES
from inequality.press.plotted import cell
from inequality.press.sheet import Box, Sheet
from inequality.press.view import SMALL, Layer, View, numbers
from inequality.tails import top_share_by_threshold
from inequality.words import Language
from inequality.words import language as speaking

SURVEY, LIST = SERIES[0], SERIES[1]
#: Sampled families above the highest threshold tried, at least.
FEWEST = 150
#: Columns of a survey's tail.
COLUMNS = ("band_low", "population", "net_worth", "families_asked")


@chart(
    title="A survey with a rich list",
    shows="How much do the richest have once those whom the survey misses are counted?",
    example={"survey": "us_net_worth_tail@2019", "fortunes": "rich_list_citizens@2019", "threshold": 1e7},
)
def survey_and_list(
    survey: str | Dataset,
    fortunes: str | Dataset,
    *,
    threshold: float,
    p: float = 0.01,
    language: str | Language = "en",
    title: str | None = None,
    subtitle: str | None = None,
    note: str | None = None,
) -> Figure:
    r"""Draw how many have at least so much, in a survey and on a list, and the top share by where their common tail begins.

    A Pareto tail is fitted to the survey alone, and to the survey with the list (Vermeulen 2018), above each band's least
    amount. Every sampled family of a band is taken to have the band's mean.

    Parameters
    ----------
    survey : str or Dataset
        The tail of a survey in bands, the first band everybody below: ``"us_net_worth_tail@2019"``.
    fortunes : str or Dataset
        The list, of the same country: ``"rich_list_citizens@2019"``.
    threshold : float
        Where the two tails drawn begin; the least amount of a band.
    p : float
        The top share is that of this part.
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
        If the tables are no tail of a survey and no rich list, or no band begins at the threshold.
    IncomparableError
        If they do not measure the same.
    UntiedNumberError
        If a text given holds a number that the table does not.

    References
    ----------
    Vermeulen, P. (2018), How fat is the top tail of the wealth distribution?, Review of Income and Wealth 64(2).

    Examples
    --------
    >>> figure = survey_and_list("us_net_worth_tail@2019", "rich_list_citizens@2019", threshold=1e7)
    >>> figure.table.set_index("item").loc["tail", ["alpha", "alone"]].astype(float).round(2).tolist()
    [1.54, 1.74]
    """
    words, own, dataset = speaking(language), own_texts(title, subtitle, note), opened(survey)
    if not set(COLUMNS) <= set(dataset.frame):
        raise DrawingError(f"{dataset.id} is no tail of a survey", possible=f"bands with {', '.join(COLUMNS)}")
    listed, rich = fortunes_of(fortunes)
    measure = measure_of(dataset, "net_worth")
    measure.require(measure_of(listed, "net_worth"), but=("unit", "prices", "conversion"), what="survey and list")
    table = _table(dataset, rich, threshold, p)
    return Figure(
        name=named("survey-and-list", dataset.id.partition("/")[0]),
        **{**_texts(table, measure, words), **own},
        table=table,
        provenance=dataset.provenance | listed.provenance,
        call=call_of("survey_and_list", words, own, survey=dataset, fortunes=listed, threshold=threshold, p=p),
        compositions={"article": _article, "phone": _phone},
        language=words,
        terms=_terms(words),
        interactive=_view,
    )


def _terms(words: Language) -> dict[str, str]:
    """Return what columns and rows are called."""
    both, alone, begins = words.text("survey and list"), words.text("survey alone"), words.text("where the tail begins")
    columns = {"place": words.text("Rank"), "with": both, "without": alone, "alpha": f"α, {both}", "alone": f"α, {alone}"}
    rows = {"survey": words.text("the survey"), "fortune": words.text("the list"), "counted": words.text("the list"),
            "as asked": words.text("the survey as it is"), "tried": begins, "tail": begins, "moves": begins}  # fmt: skip
    return terms_of({**columns, **rows, "share of people": words.capital(words.text("share of people"))})


def _table(survey: Dataset, rich: pd.DataFrame, threshold: float, p: float) -> pd.DataFrame:
    """Return the points of survey and list, then the tails at each threshold, then what the survey itself allows."""
    bands = survey.frame.sort_values("band_low", ignore_index=True)
    begins = bands["band_low"].to_numpy()[1:]
    if threshold not in begins:
        raise DrawingError(f"No band begins at {threshold:g}", possible=", ".join(f"{low:g}" for low in begins[:21]))
    sampled = np.where(bands.index == 0, 1, bands["families_asked"]).astype(int)
    rows = Distribution.from_values(
        np.repeat(bands["net_worth"] / bands["population"], sampled), np.repeat(bands["population"] / sampled, sampled)
    )
    asked_above = bands["families_asked"][::-1].cumsum()[::-1].to_numpy()[1:]
    tried = begins[asked_above >= FEWEST]
    both = top_share_by_threshold(rows, rich["net_worth"], tried, p=p)
    alone = top_share_by_threshold(rows, [], tried, p=p)
    above = bands["population"][::-1].cumsum()[::-1].to_numpy()[1:]
    allowed = bounds(top_share, survey.distribution(), p)
    items: list[dict[str, Any]] = [
        {"item": "survey", "value": low, "place": count} for low, count in zip(begins, above, strict=True)
    ]
    items += [
        {"item": "fortune", "name": name, "value": worth, "place": n}
        for n, (name, worth) in enumerate(zip(rich["name"], rich["net_worth"], strict=True), 1)
    ]
    for one, other in zip(both.to_dict("records"), alone.to_dict("records"), strict=True):
        items.append({"item": "tried", "value": one["threshold"], "with": one["top_share"], "without": other["top_share"]})
        if one["threshold"] == threshold:
            start = float(above[begins == threshold][0])
            items.append({"item": "tail", "value": threshold, "place": start, "alpha": one["alpha"], "alone": other["alpha"]})
    items += [
        {"item": "moves", "with": both["top_share"].min(), "without": both["top_share"].max(), "value": tried[-1]},
        {"item": "as asked", "with": float(allowed.low), "without": float(allowed.high)},
        {"item": "counted", "place": len(rich), "value": rich["net_worth"].min()},
    ]
    table = pd.DataFrame(items, columns=["item", "name", "value", "place", "with", "without", "alpha", "alone"])
    if not (table["item"] == "tail").any():
        raise DrawingError(f"Fewer than {FEWEST} sampled families are above {threshold:g}", possible="a lower threshold")
    table["share of people"], table["p_lower"] = p, 1 - p
    area, year = (survey.frame[name].iloc[0] if name in survey.frame else None for name in ("area", "year"))
    return table.assign(area=area, year=None if year is None else int(year))


def _texts(table: pd.DataFrame, measure: Measure, words: Language) -> dict[str, str]:
    p = float(table["share of people"].iloc[0])
    line = group(1 - p, 1, words)
    span = words.range(words.number(100 * cell(table, "moves", "with")), words.share(cell(table, "moves", "without")))
    asked = words.share(cell(table, "as asked", "with"))
    title = words.text(
        "{line}: {range} of net wealth with the list, by where the tail begins; {share} in the survey as it is",
        line=line, range=span, share=asked,
    )  # fmt: skip
    where, many = place(str(table["area"].iloc[0]), words), words.number(cell(table, "counted", "place"))
    subtitle = words.text(
        "{one}, {other}", one=headed(measure, words), other=words.text(
            "{one} {other}", one=where, other=words.year(int(table["year"].iloc[0]))
        )
    )  # fmt: skip
    ends = [words.money(cell(table, item), "USD", digits, unit) for item, digits, unit in (
        ("tail", 0, "million"), ("counted", 1, "billion"))]  # fmt: skip
    fitted = words.text(
        "Pareto tails above {start} (the upright line): alpha {alone} in the survey alone, {alpha} with the list."
        " Fortunes listed, from {least} up: {many}.",
        start=ends[0], alone=words.number(cell(table, "tail", "alone"), 2), alpha=words.number(cell(table, "tail", "alpha"), 2),
        many=many, least=ends[1],
    )  # fmt: skip
    counted = words.text("The survey counts families, the list persons, couples and families.")
    cut = words.text("The scale is cut at its lower end.")
    return {
        "title": title,
        "subtitle": subtitle,
        "note": " ".join(filter(None, [fitted, counted, cut, prices(measure, words)])),
        "alt": " ".join([
            words.text("Points of how many have at least so much, on two logarithmic scales, with two straight tails."),
            fitted,
            words.text("Beside them lines of the top share by where the tail begins."),
            words.sentence(title),
        ]),
        "caption": words.sentence(subtitle),
    }  # fmt: skip


def _percent_of(table: pd.DataFrame) -> pd.DataFrame:
    return table[table["item"] == "tried"]


def _article(sheet: Sheet, table: pd.DataFrame) -> None:
    left, right = sheet.body.grid(2, 2, across=34)
    _ranks(sheet, table, left)
    _shares(sheet, table, right)


def _phone(sheet: Sheet, table: pd.DataFrame) -> None:
    body = sheet.body
    middle = body.top + 0.54 * body.height
    _ranks(sheet, table, Box(body.left, body.top, body.right, middle - 14))
    _shares(sheet, table, Box(body.left, middle + 4, body.right, body.bottom))


def _heading(sheet: Sheet, box: Box, text: str) -> Box:
    """Write what a panel shows, and return the rest of it."""
    lines = sheet.broken(text, box.width, axes.AXIS + 1, style="semibold")
    end = sheet.paragraph(box.left, box.top + 12, lines, 0, size=axes.AXIS + 1, style="semibold")
    return Box(box.left, end + 12, box.right, box.bottom)


def _ranks(sheet: Sheet, table: pd.DataFrame, box: Box) -> None:
    """Draw how many have at least so much."""
    words = sheet.language
    rest = _heading(sheet, box, words.text("How many have at least so many US dollars, logarithmic scales"))
    points = table[table["item"].isin(["survey", "fortune"])]
    tail = table[table["item"] == "tail"].iloc[0]
    show: Callable[[float], str] = lambda value: words.scaled(value, None)  # noqa: E731
    low, high = 1.0, float(points["place"].max())
    foot = legend.key(sheet, rest.left, rest.top + 6, rest.width, [
        (words.text("the survey"), lambda x, y: sheet.dot(x, y, 3.2, SURVEY)),
        (words.text("the list"), lambda x, y: sheet.dot(x, y, 3.2, LIST)),
    ])  # fmt: skip
    ticks = scales.log(low, high, 1, 0).ticks[::2]
    plot = Box(rest.left + axes.gutter(sheet, map(show, ticks)), foot + 14, rest.right - 10, rest.bottom - 40)
    x = scales.log(points["value"].min(), points["value"].max(), plot.left, plot.right, nice=False)
    y = scales.log(low, high, plot.bottom, plot.top)
    for tick in ticks:
        sheet.line([(plot.left, y(tick)), (plot.right, y(tick))], GRID, 1)
        sheet.text(plot.left - 8, y(tick) + 4.3, show(tick), size=axes.AXIS, colour=MUTED, align="right", tied=False)
    axes.along(sheet, plot, x, show, name=words.text("logarithmic scale"))
    end = float(points["value"].max())
    for name, colour, dash in (("alone", SURVEY, (6, 3)), ("alpha", LIST, None)):
        reach = min(end, float(tail["value"]) * float(tail["place"]) ** (1 / float(tail[name])))
        last = float(tail["place"]) * (reach / float(tail["value"])) ** -float(tail[name])
        sheet.line([(x(tail["value"]), y(tail["place"])), (x(reach), y(max(last, low)))], colour, 2, dash=dash, name=name)
    for item, colour in (("survey", SURVEY), ("fortune", LIST)):
        for row in points[points["item"] == item].to_dict("records"):
            sheet.dot(x(row["value"]), y(row["place"]), 3.2, colour)


def _shares(sheet: Sheet, table: pd.DataFrame, box: Box) -> None:
    """Draw the top share by where the tail begins."""
    words, rows = sheet.language, _percent_of(table)
    line = group(float(table["p_lower"].iloc[0]), 1, words)
    rest = _heading(sheet, box, words.text("{line}: share by where the tail begins, in percent", line=line))
    texts = {"with": words.text("survey and list"), "without": words.text("survey alone")}
    asked = [cell(table, "as asked", end) for end in ("with", "without")]
    found = [*rows["with"], *rows["without"], *asked]
    y = scales.linear(min(found), max(found), 1, 0, most=5, zero=False)
    show: Callable[[float], str] = lambda part: words.number(round(100 * part, 6))  # noqa: E731
    foot = legend.key(sheet, rest.left, rest.top + 6, rest.width, [
        (texts["with"], lambda x, y: sheet.line([(x - 7, y), (x + 7, y)], LIST, 2.4)),
        (texts["without"], lambda x, y: sheet.line([(x - 7, y), (x + 7, y)], SURVEY, 2.4, dash=(6, 3))),
        (words.text("the survey as it is"), lambda x, y: sheet.line([(x - 7, y), (x + 7, y)], INK, 1.4, dash=(2, 2))),
    ])  # fmt: skip
    plot = Box(rest.left + axes.gutter(sheet, map(show, y.ticks)), foot + 14, rest.right - 10, rest.bottom - 40)
    y = scales.linear(min(found), max(found), plot.bottom, plot.top, most=5, zero=False)
    x = scales.log(rows["value"].min(), rows["value"].max(), plot.left, plot.right)
    axes.levels(sheet, plot, y, show)
    axes.along(sheet, plot, x, lambda value: words.scaled(value, None), name=words.text("logarithmic scale"))
    level = y(sum(asked) / 2)
    sheet.line([(plot.left, level), (plot.right, level)], INK, 1.4, dash=(2, 2))
    start = x(cell(table, "tail"))
    sheet.line([(start, plot.top), (start, plot.bottom)], RULE, 1, dash=(2, 3))
    for name, colour, dash in (("without", SURVEY, (6, 3)), ("with", LIST, None)):
        points: list[marks.Point] = [(x(v), y(s)) for v, s in zip(rows["value"], rows[name], strict=True)]
        marks.line(sheet, points, colour, dash=dash, name=texts[name])


def _view(table: pd.DataFrame, words: Language) -> View:
    """Return the ranks of survey and list, and the two tails, on logarithmic scales."""
    points = table[table["item"].isin(["survey", "fortune"])][["item", "name", "value", "place"]]
    tail, end = table[table["item"] == "tail"].iloc[0], float(points["value"].max())
    across = numbers(points["value"].min(), end, lambda t: words.scaled(t, None), words.text(
        "net worth in US dollars, logarithmic scale"), log=True)  # fmt: skip
    upright = numbers(1, points["place"].max(), lambda t: words.scaled(t, None), words.text(
        "rank, logarithmic scale"), log=True)  # fmt: skip
    layers = [
        Layer(points[points["item"] == item], "dot", "value", "place", colour=colour, size=SMALL, name=name)
        for item, colour, name in (("survey", SURVEY, words.text("the survey")), ("fortune", LIST, words.text("the list")))
    ]
    for name, colour, said in (("alone", SURVEY, words.text("survey alone")), ("alpha", LIST, words.text("survey and list"))):
        reach = min(end, float(tail["value"]) * float(tail["place"]) ** (1 / float(tail[name])))
        last = float(tail["place"]) * (reach / float(tail["value"])) ** -float(tail[name])
        drawn = pd.DataFrame({"_value": [tail["value"], reach], "_place": [tail["place"], last], "_dashed": name == "alone"})
        layers.append(Layer(drawn, "line", "_value", "_place", colour=colour, dashed="_dashed", name=said))
    return View(
        layers, across, upright, how_to_read(words, words.text("How many have at least so many US dollars, logarithmic scales"))
    )
