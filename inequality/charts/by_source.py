"""One group's share by source and edition: a dot each, with the interval of its sample where the source gives an error."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from inequality._measure import Measure
from inequality.charts import chart
from inequality.charts._basis import basis, headed, place
from inequality.charts._groups import colour_of, group_in_words, limits_of, share_between
from inequality.charts._named import moment
from inequality.charts._opened import call_of, measure_of, named, opened, own_texts
from inequality.charts._reading import how_to_read, terms_of
from inequality.charts._series import listed, numbers_of
from inequality.dataset import Dataset
from inequality.errors import DrawingError, UnknownNameError
from inequality.press import axes, marks, scales
from inequality.press.figure import Figure
from inequality.press.palette import GRID, INK
from inequality.press.sheet import Box, Sheet
from inequality.press.view import Layer, View, numbers
from inequality.press.view import named as in_order
from inequality.provenance import Provenance
from inequality.words import Language
from inequality.words import language as speaking

#: Most rows of a phone.
MOST = 14
_BY = ("prices", "currency", "conversion")
#: Columns that repeat others in parts or in percent, for texts and marks.
UNTOLD = ("design", "edition_year", "edition_part", "date_year", "date_part", "of_people", "level",
          "percent_share", "percent_low", "percent_high")  # fmt: skip


@chart(
    title="A share by source and edition",
    shows="What do sources and editions say of one group's share, and how sure is each of them?",
    example={
        "data": ["us_net_worth_vintages@2019-Q2", "us_net_worth_vintages@2026-Q1", "us_net_worth_estimates@2019/shares"],
        "area": "USA",
        "date": "2019-Q2",
        "group": "top 1",
    },
)
def share_by_source(
    data: str | Dataset | Sequence[str | Dataset],
    *,
    area: str,
    date: str | int,
    group: str = "bottom 50",
    language: str | Language = "en",
    title: str | None = None,
    subtitle: str | None = None,
    note: str | None = None,
) -> Figure:
    r"""Draw the share of one group at one date as each source and edition gives it, on a scale from zero.

    A source with standard errors has an interval; one without has a dot, which does not mean that it is exact.

    Parameters
    ----------
    data : str or Dataset, or several
        Tables of shares by ``p_lower`` and ``p_upper``, or their ids, in the order in which to draw them.
    area : str
        ISO 3166-1 alpha-3 code.
    date : str or int
        A year, or a quarter (``"2019-Q2"``); tables by year are asked for its year.
    group : str
        ``"bottom 50"``, ``"top 1"``, ``"middle 40"``: added up from the brackets of the table. An interval only
        where the group is one of them.
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
    IncomparableError
        If the tables measure different things.
    DrawingError
        If there is only one number, there are too many, or a table does not give the share of the group.
    UnknownNameError
        If a table does not have the area or date.
    UntiedNumberError
        If a text given holds a number that the table does not.

    Examples
    --------
    >>> figure = share_by_source(
    ...     ["us_net_worth_vintages@2026-Q1", "us_net_worth_estimates@2019/shares"], area="USA", date="2019-Q2", group="top 1"
    ... )
    >>> figure.table[["edition", "share", "low", "high"]].values.tolist()
    [['2026-Q1', 0.30586, nan, nan], ['2019', 0.37219, 0.34607, 0.39831]]
    """
    words, datasets = speaking(language), [opened(each) for each in listed(data)]
    measure, provenance = measure_of(datasets[0], "share"), Provenance()
    for dataset in datasets:
        measure.require(measure_of(dataset, "share"), but=_BY, what=f"{datasets[0].id} and {dataset.id}")
        provenance |= dataset.provenance
    if not 2 <= len(datasets) <= MOST:
        raise DrawingError(f"{len(datasets)} tables cannot be compared so", possible=f"2 to {MOST} sources or editions")
    low, high = limits_of(group)
    table = pd.DataFrame([_row(dataset, area, str(date), low, high) for dataset in datasets])
    table = table.assign(area=area, group=group, of_people=round(high - low, 9), date=str(date), level=0.95)
    table["date_year"], table["date_part"] = numbers_of(str(date))
    own = own_texts(title, subtitle, note)
    return Figure(
        name=named("share", group, area, str(date)),
        **{**_texts(table, measure, words), **own},
        table=table,
        provenance=provenance,
        call=call_of("share_by_source", words, own, data=datasets, area=area, date=date, group=group),
        compositions={"article": _article, "phone": _phone},
        language=words,
        terms=terms_of(
            {"work": words.text("Source"), "date": words.text("Date"), group: group_in_words(group, words)}, *UNTOLD
        ),
        interactive=_view,
    )


def _row(dataset: Dataset, area: str, date: str, low: float, high: float) -> dict[str, Any]:
    """Return the share that a table gives, with its interval where the group is one of its brackets and has one."""
    frame = dataset.frame
    period, when = ("quarter", date) if "quarter" in frame else ("year", date[:4])
    rows = frame[(frame["area"] == area) & (frame[period].astype(str) == when)]
    if rows.empty:
        known = sorted(set(frame.loc[frame["area"] == area, period].astype(str)) or set(frame["area"]))
        raise UnknownNameError("area and date", f"{area} {when}", known, where=f" in {dataset.id}")
    share = share_between(list(zip(rows["p_lower"], rows["p_upper"], rows["share"], strict=True)), low, high)
    if share is None:
        possible = ", ".join(f"{a:g} to {b:g}" for a, b in zip(rows["p_lower"], rows["p_upper"], strict=True))
        raise DrawingError(f"{dataset.id} does not give the share of this group", possible=f"groups made of {possible}")
    edition = dataset.id.partition("@")[2].partition("/")[0]
    work = dataset.provenance.origins[0].title if dataset.provenance.origins else dataset.id
    row: dict[str, Any] = {"work": work, "edition": edition, "share": share, "low": None, "high": None, "design": None}
    row["edition_year"], row["edition_part"] = numbers_of(edition)
    itself = rows[((rows["p_lower"] - low).abs() < 1e-9) & ((rows["p_upper"] - high).abs() < 1e-9)]
    if len(itself) == 1 and "share_standard_error" in itself:
        row |= {"low": float(itself["low"].iloc[0]), "high": float(itself["high"].iloc[0])}
        row["design"] = str(itself["design"].iloc[0]) if "design" in itself else None
    percents = {f"percent_{name}": None if row[name] is None else 100 * row[name] for name in ("share", "low", "high")}
    return row | percents


def _line(table: pd.DataFrame, words: Language) -> str:
    one = table.iloc[0]
    group = group_in_words(str(one["group"]), words)
    return words.text("{one}, {other}", one=group, other=place(str(one["area"]), words))


def _value(row: Any, words: Language) -> str:
    """Return a share in percent, without the word, with the ends of its interval."""
    value = words.number(row["percent_share"], 1)
    if pd.isna(row["low"]):
        return value
    ends = words.range(*(words.number(row[name], 1) for name in ("percent_low", "percent_high")))
    return words.text("{value} ({range})", value=value, range=ends)


def _named(row: Any, words: Language) -> str:
    return words.text("{producer}, edition {edition}", producer=str(row["work"]), edition=words.edition(str(row["edition"])))


def _texts(table: pd.DataFrame, measure: Measure, words: Language) -> dict[str, str]:
    rows = table.to_dict("records")
    least, most = (min(rows, key=lambda row: sign * row["share"]) for sign in (1, -1))
    span = words.range(words.number(least["percent_share"], 1), words.share(most["share"], 1))
    title = words.text("{line}: {range}, by source and edition", line=_line(table, words), range=span)
    subtitle = words.text(
        "{what}: share of the total, in percent. {fixed}, {span}",
        what=headed(measure, words), fixed=_line(table, words), span=moment(str(table["date"].iloc[0]), words),
    )  # fmt: skip
    note = [basis(measure, words)]
    if table["low"].isna().any():
        note.append(words.text("Where a dot has no interval, the source does not say how sure it is."))
    if (table["design"] == "left out").any():
        note.append(words.text("The interval leaves out how the sample was drawn."))
    said = [words.text("{says}: {values}", says=_named(row, words), values=_value(row, words)) for row in rows]
    return {
        "title": title,
        "subtitle": subtitle,
        "note": " ".join(note),
        "alt": " ".join(
            [
                words.text("Dots on a scale of percent, one row a source and edition."),
                words.sentence(words.clauses(said)),
            ]
        ),
        "caption": words.sentence(subtitle),
    }


def _article(sheet: Sheet, table: pd.DataFrame) -> None:
    _draw(sheet, table)


def _phone(sheet: Sheet, table: pd.DataFrame) -> None:
    _draw(sheet, table)


def _draw(sheet: Sheet, table: pd.DataFrame) -> None:
    words, top = sheet.language, sheet.body.top
    colour = colour_of(str(table["group"].iloc[0]))
    if table["low"].notna().any():
        marks.whisker(sheet, (sheet.body.left + 5, sheet.body.left + 27), top + 10, "sampling", colour, lying=True)
        sheet.text(sheet.body.left + 38, top + 14.4, words.text("the sample: 95 percent interval"), size=axes.AXIS)
        top += 30
    labels = [words.text("edition {edition}", edition=words.edition(str(edition))) for edition in table["edition"]]
    values = [words.number(share, 1) for share in table["percent_share"]]
    before = max(map(sheet.advance, labels)) + 16
    after = max(sheet.advance(value, style="semibold") for value in values) + 14
    box = Box(sheet.body.left + before, top, sheet.body.right - after, sheet.body.bottom - 24)
    ends = [float(end) for name in ("share", "low", "high") for end in table[name].dropna()]
    x = scales.linear(min(0.0, *ends), max(ends), box.left, box.right, most=4)
    digits = 0 if all(abs(100 * tick - round(100 * tick)) < 1e-9 for tick in x.ticks) else 1
    works = list(dict.fromkeys(table["work"]))
    rows = len(table) + 1.1 * len(works)
    step = min(box.height / rows, 46.0)
    if step < 17:
        raise DrawingError(f"{len(table)} rows do not fit this size", possible="fewer tables", remedy="take a higher size")
    box = Box(box.left, box.top, box.right, box.top + rows * step)
    axes.along(sheet, box, x, lambda tick: words.number(100 * tick, digits), lines=True)
    y = box.top
    for work in works:
        y += 1.1 * step
        wide = sheet.advance(work, style="semibold")
        sheet.rectangle(Box(sheet.body.left - 2, y - 0.3 * step - 14, sheet.body.left + wide + 4, y - 0.3 * step + 5), "paper")
        sheet.text(sheet.body.left, y - 0.3 * step, work, style="semibold")
        for n, row in enumerate(table.to_dict("records")):
            if row["work"] != work:
                continue
            middle = y + step / 2
            sheet.line([(box.left, middle), (box.right, middle)], GRID, 1)
            sheet.text(sheet.body.left, middle + 4.6, labels[n])
            if not pd.isna(row["low"]):
                marks.whisker(sheet, (x(row["low"]), x(row["high"])), middle, "sampling", colour, lying=True)
            marks.dot(sheet, x(row["share"]), middle, colour, radius=5)
            sheet.text(sheet.body.right, middle + 4.6, values[n], style="semibold", align="right")
            y += step


def _view(table: pd.DataFrame, words: Language) -> View:
    """Return a row for each source and edition, with its interval, on a scale from zero."""
    rows = table.assign(_row=[_named(row, words) for row in table.to_dict("records")])
    rows["says"] = [
        words.text("{says}: {values}", says=_named(row, words), values=_value(row, words)) for row in table.to_dict("records")
    ]
    colour = colour_of(str(table["group"].iloc[0]))
    sampled = rows[rows["low"].notna()]
    name = words.text("the sample: 95 percent interval")
    spans = [Layer(sampled, "bar", "low", "_row", x2="high", colour=colour, says="says", name=name)] if len(sampled) else []
    ends = [float(end) for name in ("share", "low", "high") for end in table[name].dropna()]
    axis = numbers(min(0.0, *ends), max(ends), lambda part: words.number(100 * part, 1), words.text("percent of the total"))
    dots = Layer(rows, "dot", "share", "_row", colour=INK, says="says")
    return View([*spans, dots], axis, in_order(list(rows["_row"])), how_to_read(words, str(rows["says"].iloc[-1])))
