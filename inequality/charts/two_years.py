"""Two years of several areas as slopes, labelled at both ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pandas as pd

from inequality._measure import Measure
from inequality.charts import chart
from inequality.charts._basis import KINDS, basis, place
from inequality.charts._named import concept, group
from inequality.charts._opened import call_of, measure_of, opened, own_texts, rows_of
from inequality.charts._reading import how_to_read, terms_of
from inequality.dataset import Dataset
from inequality.errors import DrawingError
from inequality.press import axes, labels, marks, scales
from inequality.press.figure import Figure
from inequality.press.palette import ACCENT, GRID, INK, MUTED
from inequality.press.sheet import Align, Box, Sheet
from inequality.press.view import Axis, Layer, View, numbers
from inequality.words import Language
from inequality.words import language as speaking

#: Most lines whose labels stay apart on a card.
MOST = 11
#: Columns that can be drawn, the likeliest first.
COLUMNS = ("share", "gini")
#: Columns that texts are checked by: descriptions leave them out.
UNTOLD = (
    "change", "first year", "last year", "dashed", "kind", "column", "assigned", "first percent", "last percent", "areas",
    "rose", "fell", "left out", "low", "high", "p_lower", "p_upper",
)  # fmt: skip


@chart(
    title="Slope chart",
    shows="How did a share or an index change between two years, area by area?",
    example={
        "data": "income_top_shares_wid@2022-07",
        "years": [1980, 2019],
        "areas": ["BRA", "CHN", "FRA", "IND", "RUS", "USA"],
        "p_lower": 0.99,
    },
)
def slope(
    data: str | Dataset,
    *,
    years: Sequence[int],
    areas: Sequence[str] | None = None,
    column: str | None = None,
    p_lower: float | None = None,
    welfare_type: str | None = None,
    language: str | Language = "en",
    title: str | None = None,
    subtitle: str | None = None,
    note: str | None = None,
) -> Figure:
    r"""Draw one number of several areas in two years, joined by a line that says nothing of the years between.

    Areas without a number in one of the years are left out and counted in the note. A line is dashed where a number is
    estimated (carried forward, extrapolated).

    Parameters
    ----------
    data : str or Dataset
        A table with a row an area and year (and bracket), or its id: ``"income_top_shares_wid@2022-07"``.
    years : pair of int
        The earlier first.
    areas : sequence of str, optional
        Codes; all of the table otherwise. At most 11 can be labelled.
    column : {"share", "gini"}, optional
        What to draw; the one that the table has otherwise.
    p_lower : float, optional
        Which bracket, where the table has several: 0.99 for the richest one percent.
    welfare_type : {"income", "consumption"}, optional
        Which surveys, where the table has both; they do not compare and are never drawn together.
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
        If the years are not two, several numbers of an area and year are left, surveys of income and of consumption meet,
        or there are no areas or too many.
    UnknownNameError
        If the table has no such area, year or column.
    UntiedNumberError
        If a text given holds a number that the table does not.

    Examples
    --------
    >>> figure = slope("income_top_shares_wid@2022-07", years=[1980, 2019], areas=["FRA", "USA"], p_lower=0.99)
    >>> figure.table[["area", "first", "last", "change"]].round(3).values.tolist()
    [['USA', 0.104, 0.191, 0.086], ['FRA', 0.086, 0.099, 0.013]]
    """
    words, dataset = speaking(language), opened(data)
    name = column or next((each for each in COLUMNS if each in dataset.measures), COLUMNS[0])
    measure = measure_of(dataset, name)
    if len(years) != 2 or years[0] >= years[1]:
        raise DrawingError(f"A slope needs two years, the earlier first, not {list(years)}", possible="[1980, 2019]")
    where = {"p_lower": p_lower, "welfare_type": welfare_type}
    rows = rows_of(dataset, area=areas, year=list(years), **where)
    table, left_out = _table(rows, name, years)
    table["left out"] = left_out
    own = own_texts(title, subtitle, note)
    return Figure(
        name="slope",
        **{**_texts(table, measure, years, words), **own},
        table=table,
        provenance=dataset.provenance,
        call=call_of(
            "slope", words, own, data=dataset, years=list(years), areas=None if areas is None else list(areas),
            column=column, **where,
        ),
        compositions={"article": _draw, "phone": _draw},
        language=words,
        interactive=_view,
        terms=terms_of({"first": words.year(years[0]), "last": words.year(years[1])}, *UNTOLD),
    )  # fmt: skip


def _table(rows: pd.DataFrame, column: str, years: Sequence[int]) -> tuple[pd.DataFrame, int]:
    """One row an area, the greatest rise first; and how many areas lack a year."""
    if rows.duplicated(["area", "year"]).any():
        known = ", ".join(f"{low:g}" for low in sorted(set(rows["p_lower"]))) if "p_lower" in rows else "one row a year"
        raise DrawingError(
            "Several numbers of an area and year are left", possible=f"p_lower = {known}", remedy="pass p_lower=..."
        )
    if "welfare_type" in rows and len(set(rows["welfare_type"].dropna())) + rows["welfare_type"].isna().any() > 1:
        kinds = rows.groupby(rows["welfare_type"].fillna("unknown"))["area"].nunique()
        raise DrawingError(
            "Surveys of income and of consumption do not compare, and both are here",
            possible=", ".join(f"{kind}: {count} areas" for kind, count in kinds.items()),
            remedy='pass welfare_type="income" or "consumption"',
        )
    if "source" in rows and any(len(set(of)) > 1 for _, of in rows.groupby("area")["source"]):
        raise DrawingError(
            "The numbers of an area are from two sources, which no line may join",
            possible=", ".join(sorted(set(rows["source"]))),
            remedy="take years of one source",
        )
    both = rows.dropna(subset=[column]).set_index(["area", "year"])[column].unstack()  # noqa: PD010
    found = both.dropna() if set(years) <= set(both.columns) else both.iloc[:0]
    if not 0 < len(found) <= MOST:
        raise DrawingError(
            f"{len(found)} areas have a number in {years[0]} and {years[1]}",
            possible=f"1 to {MOST}",
            remedy="name the areas to draw, or take other years",
        )
    table = pd.DataFrame({"area": found.index, "first": found[years[0]].to_numpy(), "last": found[years[1]].to_numpy()})
    table["change"] = table["last"] - table["first"]
    table["first year"], table["last year"] = years
    for end in ("p_lower", "p_upper"):
        table[end] = rows[end].iloc[0] if end in rows else None
    guessed = set(rows.loc[rows["estimated"].fillna(False).astype(bool), "area"]) if "estimated" in rows else set()
    table["dashed"] = [area in guessed for area in table["area"]]
    table["kind"] = rows["welfare_type"].iloc[0] if "welfare_type" in rows else None
    table["column"] = column
    # The Bank's series does not say what each survey asked for; where another survey's answer stands in, say so.
    shown = rows[rows["area"].isin(table["area"])]
    table["assigned"] = int((shown["welfare_type_from"] != "survey").sum()) if "welfare_type_from" in shown else 0
    if column == "share":
        table["first percent"], table["last percent"] = 100 * table["first"], 100 * table["last"]
    table = table.sort_values(["change", "area"], ascending=[False, True], ignore_index=True)
    rose, fell = int((table["change"] > 0).sum()), int((table["change"] < 0).sum())
    table["areas"], table["rose"], table["fell"] = len(table), rose, fell
    table["low"], table["high"] = (float(getattr(table[["first", "last"]], end)(axis=None)) for end in ("min", "max"))
    return table, len(set(rows["area"])) - len(table)


def _shown(value: float, column: str, words: Language) -> str:
    return words.number(value, 2) if column == "gini" else words.share(value, 1 if abs(value) < 0.1 else 0)


def _bare(value: float, column: str, words: Language) -> str:
    """Return a number without the word for percent, which stands over all of them."""
    return words.number(value, 2) if column == "gini" else words.number(100 * Decimal(str(value)), 1 if abs(value) < 0.1 else 0)


def _texts(table: pd.DataFrame, measure: Measure, years: Sequence[int], words: Language) -> dict[str, str]:
    column, top = str(table["column"].iloc[0]), table.iloc[0]
    since, until = map(words.year, years)
    kind = top["kind"] if isinstance(top["kind"], str) else ""
    what = words.text(KINDS[kind]) if kind in KINDS else concept(measure, words)
    if column == "gini":
        shown = words.text("Gini index of {concept}, {first} and {last}", concept=what, first=since, last=until)
    elif pd.isna(top["p_lower"]):
        shown = words.text("Share of {concept}, {first} and {last}", concept=what, first=since, last=until)
    else:
        shown = words.text("{group}: share of {concept}, {first} and {last}", concept=what, first=since, last=until,
                           group=group(float(top["p_lower"]), float(top["p_upper"]), words))  # fmt: skip
    said = [
        words.text("{place}: {first} to {last}", place=words.capital(place(row["area"], words)),
                   first=_shown(row["first"], column, words), last=_shown(row["last"], column, words))
        for row in table.to_dict("records")
    ]  # fmt: skip
    alt = words.text("Lines from {first} to {last}, the largest rise at the start of this list.", first=since, last=until)
    note = [words.text("The lines do not show the years between."), basis(measure, words, kind), *_notes(table, words)]
    return {
        "title": _title(table, years, words), "subtitle": shown, "note": " ".join(note), "caption": shown,
        "alt": alt + " " + words.sentence(words.clauses(said)),
    }  # fmt: skip


def _title(table: pd.DataFrame, years: Sequence[int], words: Language) -> str:
    told = table.iloc[_told(table)]
    first, last = (_shown(float(told[end]), str(told["column"]), words) for end in ("first", "last"))
    area, (since, until) = place(str(told["area"]), words), map(words.year, years)
    count, rose, fell = (words.number(int(told[name])) for name in ("areas", "rose", "fell"))
    if len(table) == 1:
        return words.text(
            "{place}: {first} in {year}, {last} in {end}",
            place=words.capital(area),
            first=first,
            year=since,
            last=last,
            end=until,
        )
    if not int(told["rose"]) + int(told["fell"]):
        return words.text("Unchanged in {n} of {count}", n=count, count=count)
    if int(told["rose"]) > int(told["fell"]):
        return words.text("Up in {n} of {count}, by the largest step in {place}: from {first} to {last}",
                          n=rose, count=count, place=area, first=first, last=last)  # fmt: skip
    return words.text("Down in {n} of {count}, by the largest step in {place}: from {first} to {last}",
                      n=fell, count=count, place=area, first=first, last=last)  # fmt: skip


def _notes(table: pd.DataFrame, words: Language) -> list[str]:
    """Say what of the rows or of the scale readers must know."""
    note = [words.text("The scale is cut at its lower end.")] if _cut(table) else []
    if table["dashed"].any():
        note.append(words.text("Dashed lines have an end that is estimated."))
    assigned, left_out = (int(table[name].iloc[0]) for name in ("assigned", "left out"))
    if assigned:
        note.append(words.plural(
            "For {n} number the kind of survey is our assignment.", "For {n} numbers the kind of survey is our assignment.",
            assigned,
        ))  # fmt: skip
    if left_out:
        note.append(words.plural(
            "{n} area without a number in both years is left out.", "{n} areas without a number in both years are left out.",
            left_out,
        ))  # fmt: skip
    return note


def _cut(table: pd.DataFrame) -> bool:
    """Whether the scale begins above zero: where all numbers lie in its upper half, lines would crowd."""
    return float(table["low"].iloc[0]) > 0.5 * float(table["high"].iloc[0])


def _draw(sheet: Sheet, table: pd.DataFrame) -> None:
    words, body, column = sheet.language, sheet.body, str(table["column"].iloc[0])
    named = [words.capital(place(area, words)) for area in table["area"]]
    wide = body.width > 600
    texts = {
        end: [
            words.text("{place} {value}", place=name, value=_bare(float(value), column, words))
            for name, value in zip(named, table[end], strict=True)
        ]
        for end in ("first", "last")
    }
    heads = {end: words.year(int(table[f"{end} year"].iloc[0])) for end in texts}
    if column == "share":
        heads = {end: words.text("{year}, percent", year=head) for end, head in heads.items()}
    apart = 16 if len(table) > 8 else 0  # room for leaders
    with sheet.along_time(body) as box:
        before, after = (
            max(labels.width_of(sheet, texts[end], most=200 if wide else 120) + 2 + apart, sheet.advance(heads[end], axes.AXIS))
            for end in ("first", "last")
        )
        plot = box.cut(left=before, right=after, top=24, bottom=6)
        scale = scales.linear(
            float(table["low"].iloc[0]), float(table["high"].iloc[0]), plot.bottom, plot.top, zero=not _cut(table), nice=False
        )
        for x, end in ((plot.left, "first"), (plot.right, "last")):
            sheet.line([(x, plot.top), (x, plot.bottom)], GRID, 1)
            side: Align = "right" if end == "first" else "left"
            sheet.text(x, box.top + 12, heads[end], size=axes.AXIS, colour=MUTED, align=side)
        if scale.low < 0:
            sheet.line([(plot.left, scale(0)), (plot.right, scale(0))], MUTED, 1)
        _lines(sheet, table, plot, scale)
        for end, x, room in (
            ("first", plot.left, Box(box.left, plot.top, plot.left - apart, box.bottom)),
            ("last", plot.right, Box(plot.right + apart, plot.top, box.right, box.bottom)),
        ):
            found = [
                labels.Label(text, x, scale(float(value)), style="semibold" if n == _told(table) else "regular",
                             colour=ACCENT if n == _told(table) else INK)
                for n, (text, value) in enumerate(zip(texts[end], table[end], strict=True))
            ]  # fmt: skip
            labels.at_ends(sheet, found, room, before=end == "first")


def _told(table: pd.DataFrame) -> int:
    """Which line the title is about."""
    return 0 if len(table) == 1 or int(table["rose"].iloc[0]) > int(table["fell"].iloc[0]) else len(table) - 1


def _lines(sheet: Sheet, table: pd.DataFrame, plot: Box, scale: scales.Scale) -> None:
    order = sorted(range(len(table)), key=lambda n: n == _told(table))
    for n in order:
        row, told = table.iloc[n], n == _told(table)
        points: list[marks.Point] = [(plot.left, scale(float(row["first"]))), (plot.right, scale(float(row["last"])))]
        colour = ACCENT if told else MUTED
        guessed = bool(row["dashed"])
        marks.line(sheet, points, colour, thickness=3 if told else 1.5, extrapolated=[guessed] * 2, name=str(row["area"]))
        for x, y in points:
            assert y is not None
            sheet.dot(x, y, 4 if told else 3, colour)


def _view(table: pd.DataFrame, words: Language) -> View:
    """Return a line for each area between the two years, that of the title in colour."""
    column, ends = str(table["column"].iloc[0]), [int(table[f"{end} year"].iloc[0]) for end in ("first", "last")]
    told, layers = _told(table), []
    for n, row in sorted(enumerate(table.to_dict("records")), key=lambda each: each[0] == told):
        values = [float(row[end]) for end in ("first", "last")]
        name, shown = words.capital(place(str(row["area"]), words)), [_shown(value, column, words) for value in values]
        points = pd.DataFrame({"year": ends, "value": values, "dashed": bool(row["dashed"])})
        points["says"] = words.text("{place}: {first} in {year}, {last} in {end}", place=name, first=shown[0], last=shown[1],
                                    year=words.year(ends[0]), end=words.year(ends[1]))  # fmt: skip
        colour = ACCENT if n == told else MUTED
        layers.append(Layer(points, "line", "year", "value", colour=colour, dashed="dashed", name=name if n == told else ""))
        layers.append(Layer(points, "dot", "year", "value", colour=colour, says="says"))
    low, high = float(table["low"].iloc[0]), float(table["high"].iloc[0])
    upright = numbers(low, high, str, words.text("percent"), zero=not _cut(table))
    digits = 0 if all(abs(100 * tick - round(100 * tick)) < 1e-6 for tick in upright.ticks) else 1
    marked = [words.number(t, 2) if column == "gini" else words.number(100 * t, digits) for t in upright.ticks]
    margin = 0.1 * (ends[1] - ends[0])
    said = (words.year(ends[0]), words.year(ends[1]))
    return View(
        layers,
        Axis("years", "", ends[0] - margin, ends[1] + margin, (float(ends[0]), float(ends[1])), said),
        replace(upright, said=tuple(marked), name=upright.name if column == "share" else ""),
        how_to_read(words, str(layers[-1].data["says"].iloc[0]), words.text("The lines do not show the years between.")),
    )
