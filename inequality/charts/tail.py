"""Rank against wealth on two logarithmic scales: a Pareto line only where it was fitted, a lognormal curve beside it."""

from __future__ import annotations

import pandas as pd

from inequality.charts import chart
from inequality.charts._fortunes import date_of, dollars, fortunes_of
from inequality.charts._named import prices, unit
from inequality.charts._opened import call_of, measure_of, named, own_texts
from inequality.charts._reading import how_to_read, terms_of
from inequality.dataset import Dataset
from inequality.press import axes, labels, legend, scales
from inequality.press.figure import Figure
from inequality.press.palette import INK, MUTED, RULE, SERIES
from inequality.press.plotted import cell
from inequality.press.sheet import Box, Sheet
from inequality.press.view import SMALL, Layer, View, numbers
from inequality.tails import lognormal_comparison, pareto_tail, pareto_threshold, zipf_points
from inequality.words import Language
from inequality.words import language as speaking

PARETO, LOGNORMAL = SERIES[1], SERIES[0]
#: Points of a curve.
STEPS = 40
#: The Pareto tail is rejected below this probability.
REJECTED = 0.1


@chart(
    title="Tail on logarithmic scales",
    shows="Do the largest fortunes follow a Pareto law, and from where?",
    example={"data": "rich_list@2017"},
)
def tail_plot(
    data: str | Dataset,
    *,
    threshold: float | None = None,
    language: str | Language = "en",
    title: str | None = None,
    subtitle: str | None = None,
    note: str | None = None,
) -> Figure:
    r"""Draw rank against wealth of a rich list, with a Pareto and a lognormal tail fitted above the same threshold.

    Neither is drawn below the threshold. Alpha is estimated by maximum likelihood (Hill), with its 95 percent interval.

    Parameters
    ----------
    data : str or Dataset
        A rich list, or its id: ``"rich_list@2017"``.
    threshold : float, optional
        Where the tail begins; else as `inequality.pareto_threshold` chooses it.
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
        If the table is no rich list.
    DomainError
        If there are too few fortunes above the threshold.
    UntiedNumberError
        If a text given holds a number that the table does not.

    References
    ----------
    Clauset, A., C. R. Shalizi and M. E. J. Newman (2009), Power-law distributions in empirical data, SIAM Review 51(4).

    Examples
    --------
    >>> tail_plot("rich_list_realtime@2025-11-30").title.replace("\xa0", " ")
    'These fortunes fit a Pareto tail of alpha 1.32, and a lognormal one as well'
    """
    words = speaking(language)
    dataset, fortunes = fortunes_of(data)
    table = _table(fortunes, threshold)
    own = own_texts(title, subtitle, note)
    return Figure(
        name=named("tail", dataset.id.partition("@")[0], *(s.edition for s in dataset.provenance.snapshots)),
        **{**_texts(table, dataset, words), **own},
        table=table,
        provenance=dataset.provenance,
        call=call_of("tail_plot", words, own, data=dataset, threshold=threshold),
        compositions={"article": _draw, "phone": _draw},
        language=words,
        interactive=_view,
        terms=terms_of({"place": words.text("Rank")}, "item", "level"),
    )


def _table(fortunes: pd.DataFrame, threshold: float | None) -> pd.DataFrame:
    """One row a fortune with its rank, points of the two fitted tails, then alpha, threshold and test."""
    worth = fortunes["net_worth"].to_numpy()
    tail = (
        pareto_threshold(worth, at_least=min(50, len(worth) // 2)).tail if threshold is None else pareto_tail(worth, threshold)
    )
    other = lognormal_comparison(worth, tail.threshold)
    points = zipf_points(worth).assign(item="fortune")[["item", "value", "rank"]]
    points = points.rename(columns={"rank": "place"}).assign(name=fortunes["name"].to_numpy())
    top, rows = float(worth.max()), float((worth >= tail.threshold).sum())
    rest = []
    for n in range(STEPS + 1):
        ratio = (top / tail.threshold) ** (n / STEPS)
        rest.append({"item": "pareto", "value": tail.threshold * ratio, "place": rows * ratio**-tail.alpha})
        rest.append({"item": "lognormal", "value": tail.threshold * ratio, "place": rows * other.lognormal_above(ratio)})
    interval = tail.estimate().interval
    rest += [
        {"item": "alpha", "value": tail.alpha, "low": float(interval.low), "high": float(interval.high), "level": 0.95},
        {"item": "threshold", "value": tail.threshold, "place": rows},
        {"item": "fortunes", "value": float(len(worth))},
        {"item": "p value", "value": other.p_value},
    ]
    return pd.concat([points, pd.DataFrame(rest)], ignore_index=True)[
        ["item", "name", "value", "place", "low", "high", "level"]
    ]


def _texts(table: pd.DataFrame, dataset: Dataset, words: Language) -> dict[str, str]:
    measure, date = measure_of(dataset, next(iter(dataset.measures))), date_of(dataset, words)
    alpha = words.number(cell(table, "alpha"), 2)
    ends = words.range(*(words.number(cell(table, "alpha", end), 2) for end in ("low", "high")))
    rejected = cell(table, "p value") < REJECTED
    if rejected:
        title = words.text(
            "These fortunes bend away from a Pareto tail of alpha {alpha}: a lognormal one fits better", alpha=alpha
        )
    else:
        title = words.text("These fortunes fit a Pareto tail of alpha {alpha}, and a lognormal one as well", alpha=alpha)
    above, many = words.number(cell(table, "threshold", "place")), words.number(cell(table, "fortunes"))
    start = dollars(cell(table, "threshold"), words, measure.currency)
    level = words.share(cell(table, "alpha", "level"))
    scale = words.text("Rank against net worth, both on logarithmic scales")
    fitted = words.text(
        "Both tails are fitted to the {above} fortunes of {start} and more, and end there.", above=above, start=start
    )
    interval = words.text("Alpha is {alpha}, {level} interval {ends} (sampling alone).", alpha=alpha, level=level, ends=ends)
    p = words.text("Probability of such a bend if the tail were Pareto: {p}.", p=words.number(cell(table, "p value"), 2))
    if cell(table, "p value") < 0.005:
        p = words.text("Such a bend is very unlikely if the tail were Pareto.")
    texts = {
        "title": title,
        "subtitle": words.text("{what}; list of {date}", what=scale, date=date) if date else scale,
        "alt": " ".join([
            words.text("Points of rank against net worth on two logarithmic scales, {many} fortunes.", many=many),
            fitted, interval, p,
        ]),
        "caption": words.text("Rank and size of {many} fortunes, with a Pareto and a lognormal tail.", many=many),
    }  # fmt: skip
    note = [fitted, interval, p, unit(measure, words), prices(measure, words), words.explanation(*texts.values())]
    return {**texts, "note": " ".join(filter(None, note))}


def _draw(sheet: Sheet, table: pd.DataFrame) -> None:
    words, body = sheet.language, sheet.body
    points = table[table["item"] == "fortune"]
    curves = table[table["item"].isin(["pareto", "lognormal"])]
    places = [*points["place"], *curves["place"]]
    y = scales.log(max(min(places), 0.5), max(places), 1, 0)
    below = _key(sheet, table) - body.top
    plot = body.cut(left=axes.gutter(sheet, [_rank(t, words) for t in y.ticks]), top=below + 32, right=16, bottom=42)
    x = scales.log(points["value"].min(), points["value"].max(), plot.left, plot.right)
    y = scales.log(max(min(places), 0.5), max(places), plot.bottom, plot.top)
    axes.levels(sheet, plot, y, lambda t: _rank(t, words), unit=words.text("rank, logarithmic scale"), above=True)
    axes.along(
        sheet,
        plot,
        x,
        lambda t: words.scaled(t, None),
        lines=True,
        name=words.text("net worth in US dollars, logarithmic scale"),
    )
    for value, place in zip(points["value"], points["place"], strict=True):
        sheet.dot(x(value), y(place), 3.0, MUTED)
    start = x(cell(table, "threshold"))
    sheet.line([(start, plot.top), (start, plot.bottom)], RULE, 1, dash=(2, 3))
    for item, colour, dash in (("pareto", PARETO, None), ("lognormal", LOGNORMAL, (7, 3))):
        curve = curves[curves["item"] == item]
        line = [(x(v), y(p)) for v, p in zip(curve["value"], curve["place"], strict=True) if p >= y.low]
        sheet.line(line, colour, 2.2, dash=dash, name=item)
    _named(sheet, table, plot, x, y)


def _rank(value: float, words: Language) -> str:
    return words.number(value, 1 if value < 1 else 0)


def _pareto(table: pd.DataFrame, words: Language) -> str:
    return words.text("Pareto, alpha {alpha}", alpha=words.number(cell(table, "alpha"), 2))


def _key(sheet: Sheet, table: pd.DataFrame) -> float:
    """Say above the plot what the marks are, where dots leave no room beside them; return the last baseline."""
    words, body = sheet.language, sheet.body
    alpha = _pareto(table, words)
    return legend.key(sheet, body.left, body.top + 10, body.width, [
        (words.text("fortunes"), lambda x, y: sheet.dot(x, y, 3.0, MUTED)),
        (alpha, lambda x, y: sheet.line([(x - 7, y), (x + 7, y)], PARETO, 2.2)),
        (words.text("lognormal"), lambda x, y: sheet.line([(x - 7, y), (x + 7, y)], LOGNORMAL, 2.2, dash=(5, 2))),
    ])  # fmt: skip


def _named(sheet: Sheet, table: pd.DataFrame, plot: Box, x: scales.Scale, y: scales.Scale) -> None:
    """Name the largest fortunes, as far as there is room."""
    points = table[table["item"] == "fortune"]
    boxes = [Box(x(v) - 3, y(p) - 3, x(v) + 3, y(p) + 3) for v, p in zip(points["value"], points["place"], strict=True)]
    rows = [row for row in points.head(3).to_dict("records") if row["name"]]
    wanted = [labels.Label(str(row["name"]), x(row["value"]), y(row["place"]), INK, "regular", 3) for row in rows]
    labels.at_points(sheet, wanted, plot, clear_of=boxes, optional=True, through=1.0)


def _view(table: pd.DataFrame, words: Language) -> View:
    """Return ranks and tails on the two logarithmic scales of the picture, and where the tails begin."""
    points = table.loc[table["item"] == "fortune", ["name", "value", "place"]].rename(columns={"place": "rank"})
    curves = table[table["item"].isin(["pareto", "lognormal"])]
    ranks = [*points["rank"], *curves["place"]]
    name = words.text("rank, logarithmic scale")
    upright = numbers(max(min(ranks), 0.5), max(ranks), lambda t: _rank(t, words), name, log=True)
    worth = words.text("net worth in US dollars, logarithmic scale")
    across = numbers(points["value"].min(), points["value"].max(), lambda t: words.scaled(t, None), worth, log=True)
    start = pd.DataFrame({"value": cell(table, "threshold"), "_place": [upright.low, upright.high], "dashed": True})
    drawn = curves[curves["place"] >= upright.low].assign(dashed=True)
    pareto, other = (drawn[drawn["item"] == item] for item in ("pareto", "lognormal"))
    scale = words.text("Rank against net worth, both on logarithmic scales")
    fitted = words.text(
        "Both tails are fitted to the {above} fortunes of {start} and more, and end there.",
        above=words.number(cell(table, "threshold", "place")), start=dollars(cell(table, "threshold"), words, "USD"),
    )  # fmt: skip
    return View(
        [
            Layer(points, "dot", "value", "rank", colour=MUTED, name=words.text("fortunes"), size=SMALL),
            Layer(start, "line", "value", "_place", colour=RULE, dashed="dashed"),
            Layer(pareto, "line", "value", "place", colour=PARETO, name=_pareto(table, words)),
            Layer(other, "line", "value", "place", colour=LOGNORMAL, dashed="dashed", name=words.text("lognormal")),
        ],
        across,
        upright,
        how_to_read(words, scale, fitted),
    )
