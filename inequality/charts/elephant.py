"""Growth along the distribution on three scales at once: by people, with the top stretched, by share of income."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from inequality._measure import Measure
from inequality.charts import chart
from inequality.charts._basis import basis, place
from inequality.charts._named import computed_here, concept, estimated, moment, not_the_same, percent, prices
from inequality.charts._opened import call_of, opened, own_texts
from inequality.charts._reading import how_to_read, ranks, terms_of
from inequality.charts._two_dates import at_date, cuts_of, dated, estimated_dates, the_area, two_dates
from inequality.dataset import Dataset
from inequality.distribution import Distribution
from inequality.errors import DrawingError
from inequality.metrics.growth import bracket_growth
from inequality.press import axes, legend, marks, scales
from inequality.press.figure import Figure
from inequality.press.palette import ACCENT, INK
from inequality.press.plotted import cell
from inequality.press.sheet import Box, Sheet
from inequality.press.view import SMALL, Layer, View, numbers
from inequality.words import Language
from inequality.words import language as speaking

#: Groups that the title names where the table has their ends.
NAMED = ((0.0, 0.5), (0.5, 0.9), (0.9, 1.0), (0.99, 1.0))
#: Columns that place marks: descriptions leave them out.
UNTOLD = ("item", "before", "after", "people", "richer", "share of income", "part", "estimated", "value", *(
    f"{end} {part}" for end in ("first", "last") for part in ("date", "year", "quarter")
))  # fmt: skip
#: Fewest brackets that make a curve.
FEWEST = 5


@chart(
    title="Growth incidence (elephant) curve",
    shows="Whose income or wealth grew how much between two dates?",
    example={"data": "world_income_percentiles_wid@2018", "dates": [1980, 2016]},
)
def growth_incidence(
    data: str | Dataset,
    *,
    dates: Sequence[int | str],
    area: str | None = None,
    language: str | Language = "en",
    title: str | None = None,
    subtitle: str | None = None,
    note: str | None = None,
) -> Figure:
    r"""Draw growth along the distribution between two dates, on three scales, with the growth of the mean.

    Growth is that of the mean of each bracket, :math:`\mu_1(p, q) / \mu_0(p, q) - 1`, over the whole time. The first scale
    gives each person the same room, the second is logarithmic in how many are richer, the third gives each bracket its share
    of all income at the first date: there the mean of the curve is the growth of the mean. Ranks are those of each date:
    nobody is followed. The upright scale is not cut.

    Parameters
    ----------
    data : str or Dataset
        A table of groups in order of rank at several dates, or its id: ``"world_income_percentiles_wid@2018"``.
    dates : pair of int or str
        Two years (``[1980, 2016]``) or quarters (``["1989-Q3", "2026-Q1"]``), the earlier first.
    area : str, optional
        Which area, where the table holds several.
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
        If the dates are not two, the tables of both have few cuts in common, or the mean did not begin above zero.
    IncomparableError
        If the two do not measure the same thing.
    UntiedNumberError
        If a text given holds a number that the table does not.

    References
    ----------
    Lakner, C. and B. Milanovic (2016), Global income distribution: from the fall of the Berlin Wall to the Great Recession,
    World Bank Economic Review 30(2).

    Alvaredo, F. and others (2018), World Inequality Report 2018, figures 2.1.4 and 2.1.5.

    Examples
    --------
    >>> figure = growth_incidence("world_income_percentiles_wid@2018", dates=[1980, 2016])
    >>> figure.table.loc[figure.table["item"] == "mean", "growth"].round(3).tolist()
    [0.513]
    """
    words, dataset = speaking(language), opened(data)
    first, last = two_dates(dates)
    before, after = (at_date(dataset, date, area) for date in (first, last))
    own = own_texts(title, subtitle, note)
    table = _table(before, after, first, last)
    table["area"] = area or the_area(dataset)
    guessed = estimated_dates(dataset, (first, last), area)
    if guessed:
        table["estimated"] = "yes"
    assert before.measure is not None
    return Figure(
        name="growth-incidence",
        **{**_texts(table, before.measure, first, last, words, guessed), **own},
        table=table,
        provenance=dataset.provenance,
        call=call_of("growth_incidence", words, own, data=dataset, dates=list(dates), area=area),
        compositions={"article": _draw, "phone": _draw},
        language=words,
        interactive=_view,
        terms=terms_of({"growth": _caption(before.measure, first, last, words)}, *UNTOLD),
    )


def _table(before: Distribution, after: Distribution, first: str, last: str) -> pd.DataFrame:
    """One row a bracket, with its place on each scale, then the groups that texts name."""
    common = sorted(set(cuts_of(before)) & set(cuts_of(after)))
    if len(common) - 1 < FEWEST:
        raise DrawingError(
            f"The tables of {first} and {last} have {len(common) - 1} brackets in common",
            possible=f"at least {FEWEST}",
            remedy="draw the shares instead",
        )
    if before.mean <= 0:
        raise DrawingError(f"The mean of {first} is {before.mean:,.6g}, so growth has no meaning", possible="a mean above zero")
    curve = bracket_growth(before, after, common, undefined="missing")
    table = curve.to_frame()
    middle = (table["p_lower"] + table["p_upper"]) / 2
    held = (table["p_upper"] - table["p_lower"]) * table["before"] / before.mean
    table.insert(0, "item", "bracket")
    table["people"], table["richer"] = middle, 1 - middle
    table["share of income"] = held.cumsum() - held / 2
    rows: list[dict[str, Any]] = [{"item": "mean", "part": None, "growth": curve.growth_of_mean}]
    for low, high in NAMED:
        if {low, high} <= set(common):
            found = bracket_growth(before, after, [low, high], undefined="missing")
            rows.append(
                {"item": f"{low:g} to {high:g}", "p_lower": low, "p_upper": high, "part": high - low, "growth": found.growth[0]}
            )
    unknown = curve.growth.size - int(np.count_nonzero(~np.isnan(curve.growth)))
    rows.append({"item": "unknown", "value": unknown})
    rows.append({"item": "brackets", "value": curve.growth.size})
    table = pd.concat([table, pd.DataFrame(rows)], ignore_index=True)
    dated(table, first, last)
    assert before.measure is not None
    table["prices"] = before.measure.prices
    return table


def _texts(
    table: pd.DataFrame, measure: Measure, first: str, last: str, words: Language, guessed: Sequence[str]
) -> dict[str, str]:
    what, since, until = concept(measure, words), moment(first, words), moment(last, words)
    mean = words.share(cell(table, "mean", "growth"))
    parts = [*_named_groups(table, words), words.text("{growth} for the mean", growth=mean)]
    area = table["area"].iloc[0]
    growth = words.text("growth of {concept} by rank in percent, {first} to {last}", concept=what, first=since, last=until)
    note = [not_the_same(measure, words), basis(measure, words), prices(measure, words), computed_here(words)]
    if guessed:
        note.append(estimated([moment(date, words) for date in guessed], words))
    unknown = int(cell(table, "unknown"))
    if unknown:
        note.insert(
            1,
            words.text(
                "{n} of {all} brackets were in debt or empty at the start: their growth has no meaning and is left out.",
                n=words.number(unknown), all=words.number(cell(table, "brackets")),
            ),
        )  # fmt: skip
    curve = table[(table["item"] == "bracket") & table["growth"].notna()]
    span = words.range(*(words.share(float(end)) for end in (curve["growth"].min(), curve["growth"].max())))
    return {
        "title": words.text(
            "Growth from {first} to {last}: {parts}", first=since, last=until, parts=words.listed(parts[:-1] or parts)
        ),
        "subtitle": words.labelled(words.capital(place(area, words)), growth) if area else growth,
        "note": " ".join(filter(None, note)),
        "alt": " ".join(
            [
                words.text("Curves of the same growth on unlike scales, {span} by bracket.", span=span),
                words.sentence(
                    words.text("Growth from {first} to {last}: {parts}", first=since, last=until, parts=words.listed(parts))
                ),
            ]
        ),
        "caption": _caption(measure, first, last, words),
    }  # fmt: skip


def _caption(measure: Measure, first: str, last: str, words: Language) -> str:
    ends = {"first": moment(first, words), "last": moment(last, words)}
    return words.text("Growth of {concept}, {first} to {last}", concept=concept(measure, words), **ends)


def _named_groups(table: pd.DataFrame, words: Language) -> list[str]:
    """Growth of the groups that the table names; of the richest 10 percent only where the richest 1 is not known."""
    rows = table[table["part"].notna() & table["growth"].notna()]
    if (rows["p_lower"] == 0.99).any():
        rows = rows[~((rows["p_lower"] == 0.9) & (rows["p_upper"] == 1))]
    return [_grew(row["p_lower"], row["p_upper"], words.share(row["growth"]), words) for row in rows.to_dict("records")]


def _grew(low: float, high: float, growth: str, words: Language) -> str:
    part = percent(round(high - low, 9), words)
    if low <= 0:
        return words.text("{growth} for the poorest {part}", growth=growth, part=part)
    if high >= 1:
        return words.text("{growth} for the richest {part}", growth=growth, part=part)
    return words.text("{growth} for the next {part}", growth=growth, part=part)


def _draw(sheet: Sheet, table: pd.DataFrame) -> None:
    words, curve = sheet.language, table[table["item"] == "bracket"]
    mean = cell(table, "mean", "growth")
    known = curve["growth"].dropna()
    key = words.text("growth of the mean: {growth}", growth=words.share(mean))
    top = legend.key(
        sheet, sheet.body.left, sheet.body.top + 10, sheet.body.width,
        [(key, lambda x, y: sheet.line([(x - 6, y), (x + 8, y)], INK, 1.4, dash=(4, 3)))],
    )  # fmt: skip
    low, high = min(float(known.min()), mean, 0.0), max(float(known.max()), mean, 0.0)
    low, high = low - 0.05 * (high - low) if low < 0 else low, high + 0.05 * (high - low)
    for number, box in enumerate(_places(sheet, sheet.body.cut(top=top + 14 - sheet.body.top), _titles(table, words))):
        levels = scales.linear(low, high, box.bottom, box.top, most=4 if box.height > 120 else 3, nice=False)
        numbers = [words.number(100 * tick) for tick in levels.ticks]
        plot = box.cut(left=axes.gutter(sheet, numbers), right=8)
        axes.levels(sheet, plot, levels, lambda tick: words.number(100 * tick))
        axes.reference(sheet, plot, levels(mean))
        across, column = _across(sheet, number, curve, plot)
        points = [
            (across(x), None if math.isnan(y) else levels(y)) for x, y in zip(curve[column], curve["growth"], strict=True)
        ]
        guessed = ["estimated" in table] * len(points)
        marks.line(sheet, points, ACCENT, thickness=2.6, extrapolated=guessed, name="growth")


def _titles(table: pd.DataFrame, words: Language) -> list[str]:
    """Say what lies along each scale."""
    return [
        words.text("Percent of people who are poorer"),
        words.text("Percent of people who are richer"),
        words.text("Percent of the total of {year}", year=words.year(int(table["first year"].iloc[0]))),
    ]


def _places(sheet: Sheet, box: Box, titles: Sequence[str]) -> list[Box]:
    """Set the titles of plots of one height, side by side where there is room, and return where the plots lie."""
    size, step = sheet.size.label, sheet.leading(None, 1.2)
    wide = box.width > 600 or box.width > 480 and box.height < 0.6 * box.width
    columns = box.grid(3, 3, across=20) if wide else [box] * 3
    broken = [sheet.broken(title, columns[0].width, size, "semibold") for title in titles]
    heads = [max(map(len, broken)) * step + 10 if wide else len(lines) * step + 10 for lines in broken]
    # Below the plots numbers, and the name that a logarithmic scale must have.
    feet = [38.0] * 3 if wide else [30.0, 46.0, 20.0]
    height = box.height - heads[0] - feet[0] if wide else (box.height - sum(heads) - sum(feet)) / 3
    places, y = [], box.top
    for column, lines, head, foot in zip(columns, broken, heads, feet, strict=True):
        top = box.top if wide else y
        sheet.paragraph(column.left, top + size * 0.8, lines, 0, size=size, style="semibold", leading=1.2)
        places.append(Box(column.left, top + head, column.right, top + head + height))
        y += head + height + foot
    return places


def _across(sheet: Sheet, number: int, curve: pd.DataFrame, plot: Box) -> tuple[scales.Scale, str]:
    """Draw the axis of one of the three scales; return the scale and the column that lies along it."""
    words = sheet.language
    if number == 1:
        across = scales.log(float(curve["richer"].min()), 1.0, plot.right, plot.left, nice=False)
        name = words.text("logarithmic scale")
        axes.along(sheet, plot, across, lambda tick: _bare_percent(tick, words), name=name)
        return across, "richer"
    column = "people" if number == 0 else "share of income"
    # Where some are in debt, the others have more than all.
    low, high = min(0.0, float(curve[column].min())), max(1.0, float(curve[column].max()))
    across = scales.linear(low, high, plot.left, plot.right, most=5, nice=False)
    axes.along(sheet, plot, across, lambda tick: words.number(100 * tick))
    return across, column


def _bare_percent(part: float, words: Language) -> str:
    """Return a part in percent without the word."""
    digits = max(0, -math.floor(math.log10(100 * part) + 1e-9))
    return words.number(float(f"{100 * part:.9g}"), digits)


def _view(table: pd.DataFrame, words: Language) -> View:
    """Return the first of the three scales, on which each person has the same room, and the growth of the mean."""
    curve = table[table["item"] == "bracket"]
    known = pd.DataFrame({
        "group": [ranks(*ends, words) for ends in zip(curve["p_lower"], curve["p_upper"], strict=True)],
        "value": ["" if growth != growth else words.share(growth) for growth in curve["growth"]],
        "_at": curve["people"].to_numpy(), "_growth": curve["growth"].to_numpy(),
    })  # fmt: skip
    mean = cell(table, "mean", "growth")
    low, high = min(float(curve["growth"].min()), mean), max(float(curve["growth"].max()), mean)
    level = pd.DataFrame({"at": [0.0, 1.0], "growth": mean, "dashed": True})
    named = words.text("growth of the mean: {growth}", growth=words.share(mean))
    parts = words.listed([*_named_groups(table, words), words.text("{growth} for the mean", growth=words.share(mean))])
    first, last = (moment(str(table[f"{end} date"].iloc[0]), words) for end in ("first", "last"))
    grew = words.text("Growth from {first} to {last}: {parts}", first=first, last=last, parts=parts)
    return View(
        [
            Layer(level, "line", "at", "growth", colour=INK, dashed="dashed", name=named),
            Layer(known, "line", "_at", "_growth", colour=ACCENT),
            Layer(known, "dot", "_at", "_growth", colour=ACCENT, size=SMALL),
        ],
        numbers(0, 1, lambda tick: words.number(round(100 * tick)), _titles(table, words)[0]),
        numbers(low, high, lambda tick: words.number(100 * tick), words.text("percent")),
        how_to_read(words, grew),
    )
