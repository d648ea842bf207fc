"""Who got how much of the growth between two dates, beside how many they are."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from inequality._measure import Measure
from inequality.charts import chart
from inequality.charts._basis import basis, place
from inequality.charts._named import (
    colour_of,
    computed_here,
    concept,
    counted,
    estimated,
    group,
    moment,
    not_the_same,
    percent,
    prices,
)
from inequality.charts._opened import call_of, opened, own_texts
from inequality.charts._reading import inferred_with, terms_of
from inequality.charts._two_dates import (
    at_date,
    cuts_of,
    dated,
    estimated_dates,
    named_cuts,
    of_top_shares,
    the_area,
    two_dates,
)
from inequality.dataset import Dataset
from inequality.distribution import Distribution
from inequality.errors import DrawingError
from inequality.press import legend, marks, scales
from inequality.press.figure import Figure
from inequality.press.palette import INK, MUTED, RULE
from inequality.press.plotted import cell
from inequality.press.sheet import Box, Sheet
from inequality.press.view import View
from inequality.words import Language
from inequality.words import language as speaking

#: Where groups begin and end, as far as the table has these cuts.
CUTS = (0.0, 0.5, 0.9, 0.99, 0.999, 1.0)


@chart(
    title="Share of growth",
    shows="Who got how much of the growth in income or wealth?",
    example={"data": "us_net_worth_by_group@2026-Q1", "dates": ["1989-Q3", "2026-Q1"]},
)
def share_of_growth(
    data: str | Dataset,
    *,
    dates: Sequence[int | str],
    area: str | None = None,
    cuts: Sequence[float] = CUTS,
    totals: str | Dataset | None = None,
    language: str | Language = "en",
    title: str | None = None,
    subtitle: str | None = None,
    note: str | None = None,
) -> Figure:
    r"""Draw which part of all growth between two dates went to each group, beside its part of the population.

    A group's part is :math:`(T_1 s_1 - T_0 s_0) / (T_1 - T_0)`, with :math:`s` its share and :math:`T` the total at each date.
    Groups that lost stand below zero.

    Parameters
    ----------
    data : str or Dataset
        A table of groups in order of rank at several dates, or its id: ``"us_net_worth_by_group@2026-Q1"``.
    dates : pair of int or str
        Two years (``[1980, 2016]``) or quarters (``["1989-Q3", "2026-Q1"]``), the earlier first.
    area : str, optional
        Which area, where the table holds several.
    cuts : sequence of float
        Ranks at which groups begin and end; those that the table does not have at both dates are left out.
    totals : str or Dataset, optional
        Where `data` prints only shares of the top in columns (``"world_wealth@2023/inequality"``): the table of the same
        edition that has totals and population (``"world_wealth@2023/years"``).
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
        If the total did not grow, the dates are not two, or the table has fewer than two of the groups.
    IncomparableError
        If the two dates do not measure the same thing.
    UntiedNumberError
        If a text given holds a number that the table does not.

    Examples
    --------
    >>> figure = share_of_growth("us_net_worth_by_group@2026-Q1", dates=["1989-Q3", "2026-Q1"])
    >>> figure.table.loc[figure.table["item"] == "group", "share"].round(3).tolist()
    [0.023, 0.288, 0.361, 0.176, 0.152]
    """
    words, dataset = speaking(language), opened(data)
    first, last = two_dates(dates)
    sums = None if totals is None else opened(totals)
    if sums is None:
        before, after = (at_date(dataset, date, area) for date in (first, last))
        known = [named_cuts(dataset, d, date, area) for d, date in ((before, first), (after, last))]
    else:
        before, after = (of_top_shares(dataset, sums, date, area) for date in (first, last))
        known = [cuts_of(before), cuts_of(after)]
    own = own_texts(title, subtitle, note)
    table = _table((before, after), known, (first, last), cuts)
    table["area"] = area or the_area(dataset)
    guessed = estimated_dates(dataset, (first, last), area)
    arguments: dict[str, Any] = {"area": area} | ({} if tuple(cuts) == CUTS else {"cuts": list(cuts)})
    assert before.measure is not None
    return Figure(
        name="share-of-growth",
        **{**_texts(table, before.measure, first, last, words, guessed), **own},
        table=table,
        provenance=dataset.provenance if sums is None else dataset.provenance | sums.provenance,
        call=call_of("share_of_growth", words, own, data=dataset, dates=list(dates), totals=sums, **arguments),
        compositions={"article": _article, "phone": _phone},
        language=words,
        interactive=partial(_view, measure=before.measure),
        terms=_terms(words),
    )


def _table(
    ends: tuple[Distribution, Distribution], known: Sequence[Sequence[float]], dates: tuple[str, str], cuts: Sequence[float]
) -> pd.DataFrame:
    """One row a group, the poorest first, then the groups that texts name and the whole."""
    before, after = ends
    assert before.measure is not None
    assert after.measure is not None
    before.measure.require(after.measure, what="these two dates")
    common = sorted(set(cuts) & set(known[0]) & set(known[1]) | {0.0, 1.0})
    if len(common) < 3:
        raise DrawingError(
            f"The tables of {dates[0]} and {dates[1]} have none of the cuts {', '.join(f'{cut:g}' for cut in cuts)}",
            possible=", ".join(f"{cut:g}" for cut in known[1][:12]),
            remedy="pass some of these as cuts=",
        )
    totals = [float(np.sum(d.total)) for d in ends]
    if totals[1] <= totals[0] or totals[0] <= 0:
        raise DrawingError(
            f"The total went from {totals[0]:,.6g} to {totals[1]:,.6g}, so there is no growth to share",
            possible="two dates between which a total above zero grew",
            remedy="take other dates, or draw the shares at each",
        )

    def row(item: str, low: float, high: float) -> dict[str, Any]:
        held = [float(np.sum(d.total[at.index(low) : at.index(high)])) for d, at in zip(ends, known, strict=True)]
        gain = held[1] - held[0]
        about = {"item": item, "p_lower": low, "p_upper": high, "part": round(high - low, 9)}
        return about | {"before": held[0], "after": held[1], "gain": gain, "share": gain / (totals[1] - totals[0])}

    rows = [row("group", low, high) for low, high in zip(common, common[1:], strict=False)]
    rows.append(row("richest", 0.9 if 0.9 in common else common[-2], 1.0))
    rows.append(row("poorest", 0.0, common[1]))
    rows.append({"item": "total", "before": totals[0], "after": totals[1], "gain": totals[1] - totals[0]})
    table = pd.DataFrame(rows)
    # Tables without counts give what there is per head.
    table["currency"] = before.measure.currency if before.population != 1 and before.measure.currency else None
    dated(table, *dates)
    table["prices"] = before.measure.prices
    return table


def _got(table: pd.DataFrame, measure: Measure, words: Language) -> str:
    """Say what the richest and the poorest got."""
    ends = {item: {name: cell(table, item, name) for name in ("part", "share")} for item in ("richest", "poorest")}
    least = ends["poorest"]["share"]
    return words.text(
        "Of the growth in {concept} the richest {rich} got {most}, the poorest {poor} {least}",
        concept=concept(measure, words),
        rich=percent(ends["richest"]["part"], words), most=words.share(ends["richest"]["share"]),
        poor=percent(ends["poorest"]["part"], words), least=words.share(least, _digits(least)),
    )  # fmt: skip


def _texts(
    table: pd.DataFrame, measure: Measure, first: str, last: str, words: Language, guessed: Sequence[str]
) -> dict[str, str]:
    what, since, until = concept(measure, words), moment(first, words), moment(last, words)
    area, money = table["area"].iloc[0], table["currency"].iloc[0]
    shown = words.text("share of the growth from {first} to {last}, by group of {people}", first=since, last=until,
                       people=counted(measure, words))  # fmt: skip
    note = [not_the_same(measure, words)]
    if (table["share"] < 0).any():
        note.append(words.text("The bars of groups that lost run the other way."))
    note += [basis(measure, words), prices(measure, words), computed_here(words)]
    if guessed:
        note.append(estimated([moment(date, words) for date in guessed], words))
    if money is None:
        note.append(
            words.text("Growth per head: that the number of {people} grew is left out.", people=counted(measure, words))
        )
    said = [
        words.text("{group}: {value}", group=group(row["p_lower"], row["p_upper"], words), value=_value(row, words))
        for row in _groups(table)
    ]
    return {
        "title": _got(table, measure, words),
        "subtitle": words.text("{place}: {measure}", place=words.capital(place(area, words)), measure=shown) if area else shown,
        "note": " ".join(filter(None, [*note, words.explanation(*said)])),
        "alt": " ".join([
            words.text("Bars from zero: what part of the growth went to which group."), words.sentence(words.clauses(said)),
        ]),
        "caption": words.text("Shares of the growth in {concept}, {first} to {last}", concept=what, first=since, last=until),
    }  # fmt: skip


def _groups(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of the groups, the richest first."""
    return [
        {str(name): value for name, value in row.items()} for row in table[table["item"] == "group"][::-1].to_dict("records")
    ]


def _digits(share: float) -> int:
    return 0 if abs(share) >= 0.1 else 1


def _value(row: dict[str, Any], words: Language) -> str:
    """Return a group's share of growth, with the money where it is known."""
    share = words.share(row["share"], _digits(row["share"]))
    if row["currency"] is None:
        return share
    return words.text("{share}, {amount}", share=share, amount=words.money(row["gain"], row["currency"]))


def _article(sheet: Sheet, table: pd.DataFrame) -> None:
    _draw(sheet, table, wide=True)


def _phone(sheet: Sheet, table: pd.DataFrame) -> None:
    _draw(sheet, table, wide=False)


def _draw(sheet: Sheet, table: pd.DataFrame, *, wide: bool) -> None:
    words, body = sheet.language, sheet.body
    groups = _groups(table)
    top = _key(sheet, table) + 14
    names = [group(row["p_lower"], row["p_upper"], words) for row in groups]
    values = [_value(row, words) for row in groups]
    left = body.left + (max(sheet.advance(name) for name in names) + 14 if wide else 0)
    scale = _scale(sheet, groups, values, left)
    height = min((body.bottom - top) / len(groups), 110.0)
    for number, (row, name, value) in enumerate(zip(groups, names, values, strict=True)):
        y = top + number * height
        bar_top = y + (height * 0.12 if wide else 24)
        thick = min((y + height * 0.86 - bar_top) * 0.62, 44.0)
        colour = colour_of(row["p_lower"], row["p_upper"])
        # Hatched: the source prints levels, and what each group got of their growth is our sum.
        box = marks.bar(sheet, scale, float(row["share"]), bar_top, bar_top + thick, colour, lying=True, hatched=True)
        thin = Box(scale.zero, box.bottom + 3, scale(float(row["part"])), box.bottom + 3 + max(thick * 0.28, 5))
        sheet.rectangle(thin, RULE, name="people")
        sheet.line([(scale.zero, box.top - 3), (scale.zero, thin.bottom + 3)], MUTED, 1)
        middle = (box.top + box.bottom) / 2 - sheet.ink("H").top / 2
        sheet.text(max(box.right, scale.zero) + 8, middle, value, style="semibold")
        if wide:
            sheet.text(body.left, middle, name)
        else:
            sheet.text(body.left, bar_top - 8, name)


def _scale(sheet: Sheet, groups: Sequence[dict[str, Any]], values: Sequence[str], left: float) -> scales.Scale:
    """Return the scale of shares on which the bars and the texts behind them just fit."""
    low = min(0.0, *(float(row["share"]) for row in groups))
    room = sheet.body.right - left
    fits = [room / (float(row["part"]) - low) for row in groups]
    for row, value in zip(groups, values, strict=True):
        behind = sheet.advance(value, style="semibold") + 10
        fits.append((room - behind) / (max(float(row["share"]), 0.0) - low or 1.0))
    high = room / min(fits) + low
    return scales.linear(low, high, left, sheet.body.right, nice=False)


def _key(sheet: Sheet, table: pd.DataFrame) -> float:
    """Draw what the two bars of a group mean; return the last baseline."""
    words = sheet.language
    entries = [
        (words.text("share of the growth"), lambda x, y: sheet.hatching(Box(x - 5, y - 5, x + 7, y + 5), INK)),
        (words.text("share of the population"), lambda x, y: sheet.rectangle(Box(x - 5, y - 2.5, x + 7, y + 2.5), RULE)),
    ]
    return legend.key(sheet, sheet.body.left, sheet.body.top + 10, sheet.body.width, entries)


def _terms(words: Language) -> dict[str, str]:
    """Return what the columns are called that descriptions tell."""
    named = {"share": words.text("share of the growth"), "part": words.text("share of the population")}
    dates = [f"{end} {part}" for end in ("first", "last") for part in ("date", "year", "quarter")]
    return terms_of({**named, "current": ""}, "item", "before", "after", "gain", "currency", *dates)


def _view(table: pd.DataFrame, words: Language, *, measure: Measure) -> View:
    """Return the groups as the table has them, and what the title says of them."""
    return inferred_with(table, words, _terms(words), _got(table, measure, words))
