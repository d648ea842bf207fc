"""The wealth pyramid without the pyramid: how many have how much, as two bars of 100 percent each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from inequality._measure import Measure
from inequality.charts import _named, chart
from inequality.charts._basis import basis, headed, place
from inequality.charts._opened import call_of, measure_of, named, opened, own_texts, rows_of
from inequality.charts._reading import how_to_read, terms_of
from inequality.dataset import Dataset
from inequality.errors import DrawingError
from inequality.press import plotted
from inequality.press.figure import Figure
from inequality.press.labels import spread
from inequality.press.palette import FAINT, MUTED, PAPER, RULE, SERIES, tint
from inequality.press.sheet import Box, Sheet
from inequality.press.view import Layer, View, numbers
from inequality.press.view import named as in_order
from inequality.words import Language
from inequality.words import language as speaking
from inequality.words.messages import message

#: Columns of a table of bands.
NEEDED = ("band_low", "band_high", "population", "net_worth")
#: Most bands that can be labelled.
MOST = 6
#: Height of a bar in an article and on a phone.
HEIGHT, LOW = 46.0, 40.0
#: Between the bars on a phone.
BETWEEN = 56.0
#: From this width on, the list of bands has two columns.
WIDE = 480.0
#: Who is counted, over the first bar.
WHO = {
    "adult": message("Adults"),
    "equal_split_adult": message("Adults"),
    "household": message("Households"),
    "person": message("People"),
}


@chart(
    title="Wealth pyramid as two bars",
    shows="How many people own how much, and what part of all wealth is theirs?",
    example={"data": "world_wealth_pyramid@2023"},
)
def wealth_pyramid(
    data: str | Dataset,
    *,
    area: str | None = None,
    year: int | None = None,
    language: str | Language = "en",
    title: str | None = None,
    subtitle: str | None = None,
    note: str | None = None,
) -> Figure:
    r"""Draw people and wealth by band of wealth, as two aligned bars of 100 percent.

    A pyramid draws heights that mean nothing; two bars on one scale do not. Both are labelled with their numbers.

    Parameters
    ----------
    data : str or Dataset
        A table of bands of wealth (``band_low``, ``band_high``, ``population``, ``net_worth``), or its id:
        ``"world_wealth_pyramid@2023"``.
    area, year : optional
        Which rows, where the table holds several distributions.
    language : str or Language
        Of its texts, as a tag: ``"es-MX"``.
    title, subtitle, note : str, optional
        Instead of the chart's own; their numbers must be in its table too.

    Returns
    -------
    Figure
        In the sizes article and phone; its table has a row for each band.

    Raises
    ------
    DrawingError
        If the bands leave a gap or overlap, a band is missing or has debts only, or there are more than six.
    UntiedNumberError
        If a text given holds a number that the table does not.

    Examples
    --------
    >>> wealth_pyramid("world_wealth_pyramid@2023").title.replace("\xa0", " ")
    '1.1 percent hold 45.8 percent of the total: those who own USD 1 million or more'
    """
    words, own, dataset = speaking(language), own_texts(title, subtitle, note), opened(data)
    measure = measure_of(dataset, "net_worth")
    table = _table(dataset, rows_of(dataset, area=area, year=year), measure)
    return Figure(
        name=named(dataset.id.partition("/")[0].replace("_", " ")),
        **{**_texts(table, measure, words), **own},
        table=table,
        provenance=dataset.provenance,
        call=call_of("wealth_pyramid", words, own, data=dataset, area=area, year=year),
        compositions={"article": _article, "phone": _listed},
        language=words,
        interactive=_view,
        terms=_terms(table, words),
    )


def _table(dataset: Dataset, rows: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    missing = [name for name in NEEDED if name not in rows]
    if missing:
        raise DrawingError(f"{dataset.id} has no column {missing[0]}", possible=f"a table of bands: {', '.join(NEEDED)}")
    rows = rows.sort_values("band_low", kind="stable", ignore_index=True)
    lows, highs = rows["band_low"].tolist(), rows["band_high"].tolist()
    if not 2 <= len(rows) <= MOST or len(set(lows)) < len(rows):
        raise DrawingError(f"{dataset.id} has {len(rows)} bands here", possible=f"2 to {MOST}, each once", remedy="pick a year")
    if any(high != low for high, low in zip(highs[:-1], lows[1:], strict=True)):
        raise DrawingError(
            f"The bands of {dataset.id} do not follow upon each other", possible="each begins where the last ends"
        )
    columns: dict[str, pd.Series[float]] = {}
    for name, what in (("population", "people"), ("net_worth", "wealth")):
        values = rows[name].astype(float)
        if values.isna().any() or (values < 0).any():
            raise DrawingError(
                f"A band of {dataset.id} has {what} below 0 or unknown: it is no part of a bar of 100 percent",
                possible="amounts of 0 and more",
                remedy="draw lorenz_curve, which shows net debt below zero",
            )
        columns |= {what: values, f"share_of_{what}": values / values.sum()}
    table = pd.DataFrame({"low": lows, "high": highs, **columns})
    table["total_people"], table["total_wealth"] = table["people"].sum(), table["wealth"].sum()
    for name in ("area", "year"):
        if name in rows:
            table[name] = rows[name]
    table["who"] = WHO.get(measure.unit, WHO["person"])
    table["currency"] = measure.currency
    return plotted.rounded(table)


def _band(row: Any, words: Language) -> str:
    """Return the name of a band: of the lowest its upper end alone, of an open one its lower end."""
    low, high = (words.money(row[end], str(row["currency"]), 0) if row[end] == row[end] else "" for end in ("low", "high"))
    if row["low"] <= 0:
        return words.text("up to {amount}", amount=high)
    return words.range(low, high) if high else words.text("{amount} or more", amount=low)


def _texts(table: pd.DataFrame, measure: Measure, words: Language) -> dict[str, str]:
    top, what = table.iloc[-1], headed(measure, words)
    said = {"people": words.share(top["share_of_people"], 1), "wealth": words.share(top["share_of_wealth"], 1)}
    amount = words.money(top["low"], measure.currency, 0)
    title = words.text("{people} hold {wealth} of the total: those who own {amount} or more", amount=amount, **said)
    where = [place(str(top["area"]), words)] if "area" in table else []
    where += [words.year(top["year"])] if "year" in table else []
    fixed = where[0] if len(where) == 1 else words.text("{one}, {other}", one=where[0], other=where[1]) if where else ""
    who = words.text(str(top["who"]))
    subtitle = words.text(
        "{who} by what they own, and what they own together. {what}, {fixed}", who=who, what=what, fixed=fixed
    )
    note = [basis(measure, words), _named.prices(measure, words)]
    if table["low"].iloc[0] <= 0:
        note.append(words.text("The lowest band includes people in net debt."))
    amounts = [_amount(row, what, words) for _, row in table.iterrows() for what in ("people", "wealth")]
    note.append(words.explanation(title, subtitle, *amounts))
    alt = [words.text("Bars of equal length, cut into the same bands."), *(_told(row, words) for _, row in table.iterrows())]
    return {
        "title": title,
        "subtitle": subtitle,
        "note": " ".join(filter(None, note)),
        "alt": " ".join(alt),
        "caption": words.sentence(title),
    }


def _told(row: Any, words: Language) -> str:
    """Say how many are in a band, and how much is theirs."""
    people, wealth = (words.share(row[f"share_of_{what}"], 1) for what in ("people", "wealth"))
    return words.text(
        "{band}: {people} of the people, {wealth} of the wealth.", band=_band(row, words), people=people, wealth=wealth
    )


def _colours(count: int) -> list[str]:
    """Strengths of one colour, the poorest palest."""
    return [tint(SERIES[0], 0.28 + 0.72 * n / (count - 1)) for n in range(count)]


def _cuts(table: pd.DataFrame, column: str, left: float, width: float) -> list[tuple[float, float]]:
    ends = [0.0, *table[column].cumsum()]
    return [(left + width * a, left + width * b) for a, b in zip(ends, ends[1:], strict=False)]


def _bar(sheet: Sheet, cuts: Sequence[tuple[float, float]], top: float, bottom: float) -> None:
    """Draw one bar, its bands parted by a line of paper."""
    for (start, end), colour in zip(cuts, _colours(len(cuts)), strict=True):
        sheet.rectangle(Box(start, top, end, bottom), colour)
    for start, _ in cuts[1:]:
        sheet.line([(start, top), (start, bottom)], PAPER, 1.2)


def _ribbons(sheet: Sheet, upper: Any, lower: Any, top: float, bottom: float) -> None:
    """Show which part of one bar is which of the other: every second pale, the lines between drawn."""
    for number, ((a, b), (c, d)) in enumerate(zip(upper, lower, strict=True)):
        if number % 2 == 0:
            sheet.polygon([(a, top), (b, top), (d, bottom), (c, bottom)], FAINT)
        if number:
            sheet.line([(a, top), (c, bottom)], RULE, 0.8)


def _amount(row: Any, what: str, words: Language) -> str:
    return words.scaled(row[what]) if what == "people" else words.money(row[what], str(row["currency"]))


def _named_bars(table: pd.DataFrame, words: Language) -> dict[str, str]:
    return {"people": words.text(str(table["who"].iloc[0])), "wealth": words.text("Wealth")}


def _article(sheet: Sheet, table: pd.DataFrame) -> None:
    """Draw the bars with their labels above and below; with a list where the page is too narrow for them."""
    body, step = sheet.body, sheet.leading()
    heads = _named_bars(table, sheet.language)
    left = max(sheet.advance(text, style="semibold") for text in heads.values()) + 16
    bar = body.cut(left=left)
    if max(sum(_widths(sheet, table, what)) for what in heads) > bar.width + 14:
        _listed(sheet, table)
        return
    labels = 3 * step + 14
    upper, lower = body.top + labels, body.bottom - labels - HEIGHT
    cuts = {what: _cuts(table, f"share_of_{what}", bar.left, bar.width) for what in heads}
    _ribbons(sheet, cuts["people"], cuts["wealth"], upper + HEIGHT, lower)
    for what, top in (("people", upper), ("wealth", lower)):
        _bar(sheet, cuts[what], top, top + HEIGHT)
        sheet.text(body.left, top + HEIGHT / 2 + 4.6, heads[what], style="semibold")
    _labels(sheet, table, "people", cuts["people"], upper, bar, above=True)
    _labels(sheet, table, "wealth", cuts["wealth"], lower + HEIGHT, bar, above=False)


def _said(row: Any, what: str, words: Language) -> tuple[str, str, str]:
    """What a label says: band, share, amount."""
    return _band(row, words), words.share(row[f"share_of_{what}"], 1), _amount(row, what, words)


def _widths(sheet: Sheet, table: pd.DataFrame, what: str) -> list[float]:
    labels = (_said(row, what, sheet.language) for _, row in table.iterrows())
    return [max(sheet.advance(text, style="semibold") for text in lines) + 14 for lines in labels]


def _labels(
    sheet: Sheet, table: pd.DataFrame, what: str, cuts: Sequence[tuple[float, float]], edge: float, bar: Box, *, above: bool
) -> None:
    """Set band, share and amount of each part beside its middle, as near as the others allow, with a line to it."""
    words, step = sheet.language, sheet.leading()
    texts = [_said(row, what, words) for _, row in table.iterrows()]
    wanted = [(start + end) / 2 for start, end in cuts]
    middles = spread(wanted, _widths(sheet, table, what), bar.left - 7, bar.right + 7)
    first = edge - 14 - 2 * step - 3 if above else edge + 14 + step * 0.8
    for (band, share, amount), middle, at in zip(texts, middles, wanted, strict=True):
        end = edge - 12 if above else edge + 12
        sheet.line([(at, edge), (at, edge + (-4 if above else 4)), (middle, end)], RULE, 0.8)
        sheet.text(middle, first, band, align="center", colour=MUTED)
        sheet.text(middle, first + step, share, align="center", style="semibold")
        sheet.text(middle, first + 2 * step, amount, align="center")


def _listed(sheet: Sheet, table: pd.DataFrame) -> None:
    """Draw the bars, and under them a list of the bands, in two columns where the page is wide."""
    body, words, step = sheet.body, sheet.language, sheet.leading()
    heads = _named_bars(table, sheet.language)
    cuts = {what: _cuts(table, f"share_of_{what}", body.left, body.width) for what in heads}
    tops = {"people": body.top + step + 2}
    tops["wealth"] = tops["people"] + LOW + BETWEEN
    _ribbons(sheet, cuts["people"], cuts["wealth"], tops["people"] + LOW, tops["wealth"])
    for what, top in tops.items():
        _bar(sheet, cuts[what], top, top + LOW)
    sheet.text(body.left, tops["people"] - 8, heads["people"], style="semibold")
    sheet.text(body.left, tops["wealth"] + LOW + step, heads["wealth"], style="semibold")
    top, marks = tops["wealth"] + LOW + 1.5 * step, _colours(len(table))
    columns = 2 if body.width > WIDE else 1
    spots = Box(body.left, top, body.right, body.bottom).grid(len(table), columns, down=0)
    for spot, colour, (_, row) in zip(spots, marks, table.iterrows(), strict=True):
        _, middle = spot.middle
        sheet.rectangle(Box(spot.left, middle - 1.3 * step, spot.left + 8, middle + 1.3 * step), colour)
        sheet.text(spot.left + 16, middle - step * 0.65, _band(row, words), style="semibold")
        for line, what in enumerate(heads):
            _, share, amount = _said(row, what, words)
            said = words.text("{line}: {share}, {amount}", line=heads[what], share=share, amount=amount)
            sheet.text(spot.left + 16, middle + step * (0.35 + line), said)


def _terms(table: pd.DataFrame, words: Language) -> dict[str, str]:
    """Return what the columns are called that descriptions tell."""
    shares = {"share_of_people": words.text("share of the population"), "share_of_wealth": words.text("Share")}
    return terms_of({**_named_bars(table, words), **shares}, "total_people", "total_wealth", "who", "currency")


def _view(table: pd.DataFrame, words: Language) -> View:
    """Return the two bars of 100 percent, cut into the same bands."""
    heads, rows = _named_bars(table, words), []
    for what, head in heads.items():
        for (start, end), row in zip(_cuts(table, f"share_of_{what}", 0.0, 1.0), table.to_dict("records"), strict=True):
            band, share, amount = _said(row, what, words)
            said = words.text("{line}: {share}, {amount}", line=head, share=share, amount=amount)
            says = words.text("{one}: {other}", one=band, other=said)
            rows.append({"bar": head, "_start": start, "_end": end, "band": band, "says": says})
    colours = dict(zip([_band(row, words) for _, row in table.iterrows()], _colours(len(table)), strict=True))
    example = _told(table.iloc[-1], words)
    return View(
        [Layer(pd.DataFrame(rows), "bar", "_start", "bar", x2="_end", by="band", colours=colours, says="says")],
        numbers(0, 1, lambda part: words.share(part), ""),
        in_order(list(heads.values())),
        how_to_read(words, words.text("Bars of equal length, cut into the same bands."), example),
    )
