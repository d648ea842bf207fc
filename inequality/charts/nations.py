"""Inequality between countries and within them, as columns of two parts, one column a year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from inequality.charts import chart
from inequality.charts._basis import KINDS, basis
from inequality.charts._named import computed_here
from inequality.charts._opened import call_of, measure_of, named, opened, own_texts, rows_of
from inequality.charts._reading import how_to_read, terms_of
from inequality.dataset import Dataset
from inequality.errors import DrawingError
from inequality.metrics import mean_log_deviation
from inequality.press import axes, legend, marks, scales
from inequality.press.figure import Figure
from inequality.press.palette import SERIES
from inequality.press.sheet import Box, Sheet
from inequality.press.view import Layer, View, numbers
from inequality.press.view import named as in_order
from inequality.words import Language
from inequality.words import language as speaking

WITHIN, BETWEEN = SERIES[1], SERIES[0]
#: Columns that the table must have, and most years that fit.
COLUMNS, MOST = ("area", "benchmark", "population", "average", "mean_log_deviation"), 8


@chart(
    title="Between countries and within them",
    shows="How much of inequality is between countries, how much within them, and how did both change?",
    example={"data": "income_benchmarks_world_bank@2022-2024/surveys"},
)
def between_and_within(
    data: str | Dataset,
    *,
    welfare_type: str | None = None,
    language: str | Language = "en",
    title: str | None = None,
    subtitle: str | None = None,
    note: str | None = None,
) -> Figure:
    r"""Draw the mean log deviation of the people of some countries as the sum of its two parts, in each benchmark year.

    :math:`MLD = \sum_c p_c MLD_c + \sum_c p_c \ln(\mu / \mu_c)`, with the shares of the countries in the population. What is
    within a country is the index that its survey gives.

    Parameters
    ----------
    data : str or Dataset
        A table with a row a country and benchmark year, or its id; the same countries in each year.
    welfare_type : {"income", "consumption"}, optional
        Only these surveys.
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
        If the table lacks what is needed, or the countries are not the same in each year.
    UntiedNumberError
        If a text given holds a number that the table does not.

    References
    ----------
    Shorrocks, A. (1980), The class of additively decomposable inequality measures, Econometrica 48(3).

    Examples
    --------
    >>> figure = between_and_within("income_benchmarks_world_bank@2022-2024/surveys")
    >>> figure.table[["year", "between", "within"]].round(2).values.tolist()
    [[1994.0, 0.77, 0.24], [2002.0, 0.68, 0.26], [2010.0, 0.55, 0.27], [2018.0, 0.46, 0.24]]
    """
    words, own, dataset = speaking(language), own_texts(title, subtitle, note), opened(data)
    missing = [name for name in COLUMNS if name not in dataset.frame]
    if missing:
        raise DrawingError(f"{dataset.id} has no {missing[0]}", possible=f"a table with {', '.join(COLUMNS)}")
    rows = rows_of(dataset, welfare_type=welfare_type)
    table = _table(rows, dataset.id).assign(kind=welfare_type)
    measure = measure_of(dataset, "average")
    return Figure(
        name=named("between-and-within", welfare_type),
        **{**_texts(table, basis(measure, words, welfare_type or ""), words), **own},
        table=table,
        provenance=dataset.provenance,
        call=call_of("between_and_within", words, own, data=dataset, welfare_type=welfare_type),
        compositions={"article": _draw, "phone": _draw},
        language=words,
        terms=_terms(words),
        interactive=_view,
    )


def _table(rows: pd.DataFrame, id: str) -> pd.DataFrame:
    """One row a benchmark year."""
    blocks = {int(str(year)): block for year, block in rows.groupby("benchmark")}
    if len({frozenset(block["area"]) for block in blocks.values()}) != 1 or not 2 <= len(blocks) <= MOST:
        raise DrawingError(f"{id} does not hold the same countries in 2 to {MOST} years", possible="a fixed set of countries")
    found = []
    for year, block in blocks.items():
        shares = block["population"] / block["population"].sum()
        between = float(mean_log_deviation(block["average"].to_numpy(), weights=block["population"].to_numpy()))
        within = float((shares * block["mean_log_deviation"]).sum())
        found.append(
            {"year": year, "between": between, "within": within, "sum": between + within,
             "share_between": between / (between + within), "countries": len(block), "people": block["population"].sum()}
        )  # fmt: skip
    table = pd.DataFrame(found)
    far = int((rows["year"] - rows["benchmark"]).abs().max())
    return table.assign(apart=far, income=int((rows["welfare_type"] == "income").sum() / len(blocks)),
                        consumption=int((rows["welfare_type"] == "consumption").sum() / len(blocks)))  # fmt: skip


def _texts(table: pd.DataFrame, counted: str, words: Language) -> dict[str, str]:
    first, last = table.iloc[0], table.iloc[-1]
    title = words.text(
        "Inequality between countries: {start} in {first}, {end} in {last}. Within them: {low} and {high}",
        start=words.number(first["between"], 2), first=words.year(int(first["year"])),
        end=words.number(last["between"], 2), last=words.year(int(last["year"])),
        low=words.number(first["within"], 2), high=words.number(last["within"], 2),
    )  # fmt: skip
    kind = first["kind"] if isinstance(first["kind"], str) else ""
    what = words.text(KINDS[kind]) if kind else words.text("income or consumption")
    subtitle = words.text(
        "Mean log deviation of {what}; number of countries: {n}",
        what=what, n=words.number(int(first["countries"])),
    )  # fmt: skip
    note = [
        words.text("Years between a survey and the year that it stands for: at most {n}.", n=words.number(int(first["apart"])))
    ]
    if first["income"] and first["consumption"]:
        note.append(
            words.text(
                "Countries asked for income: {n}; for consumption: {count}.",
                n=words.number(int(first["income"])), count=words.number(int(first["consumption"])),
            )
        )  # fmt: skip
    note += [words.text("The same countries throughout: not the world."), counted, computed_here(words)]
    said = [_said(row, words) for row in table.to_dict("records")]
    return {
        "title": title,
        "subtitle": subtitle,
        "note": " ".join(note),
        "alt": " ".join([words.text("Columns of two parts, one a year."), *map(words.sentence, said)]),
        "caption": words.sentence(subtitle),
    }


def _said(row: Mapping[Any, Any], words: Language) -> str:
    return words.text(
        "{year}: {between} between countries, {within} within them, {share} of it between",
        year=words.year(int(row["year"])), between=words.number(row["between"], 2), within=words.number(row["within"], 2),
        share=words.share(row["share_between"]),
    )  # fmt: skip


def _draw(sheet: Sheet, table: pd.DataFrame) -> None:
    words, body = sheet.language, sheet.body
    foot = legend.key(sheet, body.left, body.top + 10, body.width, [
        (words.text("between countries"), lambda x, y: sheet.rectangle(Box(x - 6, y - 6, x + 6, y + 6), BETWEEN)),
        (words.text("within countries"), lambda x, y: sheet.rectangle(Box(x - 6, y - 6, x + 6, y + 6), WITHIN)),
    ])  # fmt: skip
    shares = [words.share(share) for share in table["share_between"]]
    told = max(sheet.advance(share, style="semibold") for share in shares) + 6 < (body.width - 30) / len(table)
    below = sheet.broken(words.text("Under the columns: the part of it that is between countries"), body.width, axes.AXIS)
    with sheet.along_time(Box(body.left, foot + 8, body.right, body.bottom)) as box:
        top = float(table["sum"].max())
        ticks = scales.linear(0, top, 1, 0, most=4, nice=False).ticks
        left = axes.gutter(sheet, [words.number(tick, 1) for tick in ticks])
        plot = box.cut(left=left, top=10, bottom=46 + len(below) * sheet.leading(axes.AXIS) if told else 26)
        y = scales.linear(0, top, plot.bottom, plot.top, most=4, nice=False)
        axes.levels(sheet, plot, y, lambda tick: words.number(tick, 1))
        wide = plot.width / len(table)
        for n, row in enumerate(table.to_dict("records")):
            middle = plot.left + wide * (n + 0.5)
            sides = (middle - 0.36 * wide, middle + 0.36 * wide)
            low = marks.bar(sheet, y, row["within"], *sides, WITHIN, name="within")
            high = marks.bar(sheet, y, row["sum"], *sides, BETWEEN, start=row["within"], name="between")
            for part, block, colour in (("within", low, WITHIN), ("between", high, BETWEEN)):
                text = words.number(row[part], 2)
                sheet.text(middle, (block.top + block.bottom) / 2 + 5, text, style="semibold", align="center",
                           colour=sheet.palette.letters(colour))  # fmt: skip
            sheet.text(middle, plot.bottom + 18, words.year(int(row["year"])), align="center")
            if told:
                sheet.text(middle, plot.bottom + 37, shares[n], style="semibold", align="center", colour=BETWEEN)
    if told:  # else the alternative text and the table tell them
        sheet.paragraph(body.left, plot.bottom + 58, below, 0, size=axes.AXIS, colour="muted")


def _terms(words: Language) -> dict[str, str]:
    """Return what the columns are called."""
    named = {"between": words.text("between countries"), "within": words.text("within countries")}
    named |= {"share_between": words.text("part between countries"), "countries": words.text("Countries")}
    return terms_of({**named, "people": words.text("Population")}, "sum", "apart", "income", "consumption", "kind")


def _view(table: pd.DataFrame, words: Language) -> View:
    """Return the columns with their two parts."""
    rows = table.assign(_year=[words.year(int(year)) for year in table["year"]], _foot=0.0)
    rows["says"] = [_said(row, words) for row in table.to_dict("records")]
    within = Layer(rows, "bar", "_year", "_foot", y2="within", colour=WITHIN, says="says", name=words.text("within countries"))
    between = Layer(rows, "bar", "_year", "within", y2="sum", colour=BETWEEN, says="says", name=words.text("between countries"))
    upright = numbers(0, float(table["sum"].max()), lambda tick: words.number(tick, 1), "")
    return View([within, between], in_order(list(rows["_year"])), upright, how_to_read(words, str(rows["says"].iloc[-1])))
