"""A world map of an index, on an equal-area projection, that says where there is no number and what does not compare."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from inequality.charts import chart
from inequality.charts._basis import KINDS as ASKED
from inequality.charts._equal_earth import WIDTH, equal_earth, outlines
from inequality.charts._opened import call_of, measure_of, named, opened, own_texts
from inequality.charts._reading import how_to_read, terms_of
from inequality.dataset import Dataset
from inequality.errors import DrawingError
from inequality.press import axes, scales
from inequality.press.figure import Figure
from inequality.press.palette import INK, MUTED, PAPER, RULE, SERIES, tint
from inequality.press.plotted import cell
from inequality.press.sheet import Box, Sheet
from inequality.press.view import Layer, View, numbers
from inequality.press.view import named as in_order
from inequality.words import Language
from inequality.words import language as speaking
from inequality.words.messages import message

#: Kinds of survey: their colour, and what they are called.
KINDS: dict[str, tuple[str, str]] = {
    "income": (SERIES[0], message("surveys of income")),
    "consumption": (SERIES[1], message("surveys of consumption, with a dot")),
}
#: Strength of the colour of the lowest class and of the highest.
PALE, FULL = 0.16, 1.0
#: Degrees of latitude that are drawn: land without inhabitants lies beyond.
SOUTH, NORTH = -56.5, 84.0


@chart(
    title="World map",
    shows="Where is an index high or low, and where is it not known?",
    example={"data": "gini_world_bank@2024", "year": 2020},
)
def world_map(
    data: str | Dataset,
    *,
    year: int | None = None,
    tolerance: int = 10,
    language: str | Language = "en",
    title: str | None = None,
    subtitle: str | None = None,
    note: str | None = None,
) -> Figure:
    r"""Draw a Gini index by country: classes of equal limits, each country's survey nearest to a year.

    Countries without a number are hatched. Surveys of income and of consumption do not compare: they have colours of their
    own, and consumption a dot. Surveys that do not say which they are are left out, and the note says how many.

    Parameters
    ----------
    data : str or Dataset
        A table with a Gini index by area and year, or its id: ``"gini_world_bank@2024"``.
    year : int, optional
        Which year; without it, the last of the table.
    tolerance : int, default 10
        By how many years a survey may be off; of two equally near, the later is taken.
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
        If the table has no Gini index of income or consumption by area and year, several numbers of one area and year, or
        estimates among its surveys; or if no survey is near enough.
    UntiedNumberError
        If a text given holds a number that the table does not.

    Examples
    --------
    >>> world_map("gini_world_bank@2024", year=2020).title
    'Gini index: of income highest in Colombia (0.54), of consumption in South Africa (0.63)'
    """
    words, dataset = speaking(language), opened(data)
    table = _table(dataset, year, tolerance)
    own = own_texts(title, subtitle, note)
    return Figure(
        name=named("map", dataset.id.partition("@")[0], year),
        **{**_texts(table, words), **own},
        table=table,
        provenance=dataset.provenance,
        call=call_of("world_map", words, own, data=dataset, year=year, tolerance=None if tolerance == 10 else tolerance),
        compositions={"article": _article, "phone": _phone},
        language=words,
        interactive=_view,
        terms=_terms(words),
    )


def _index_of(dataset: Dataset) -> tuple[pd.DataFrame, str]:
    """Return the rows that have an index, each with its kind of survey where it is known, and the index's column."""
    column = next((name for name, each in dataset.measures.items() if each.scale == "gini"), None)
    if column is None or not {"area", "year"} <= set(dataset.frame):
        raise DrawingError(f"{dataset.id} has no Gini index by area and year", possible="a table such as gini_world_bank@2024")
    frame, concept = dataset.frame.dropna(subset=[column]), measure_of(dataset, column).concept
    if "wealth" in concept or concept == "earnings":
        raise DrawingError(
            f"{dataset.id} measures {concept}, which this map has no colours for",
            possible="a Gini index of income or consumption",
        )
    if "estimated" in frame and frame["estimated"].any():
        raise DrawingError(
            f"{int(frame['estimated'].sum()):,} rows of {dataset.id} are estimates, which are no surveys",
            possible="rows that were measured", remedy="leave the others out of the table",
        )  # fmt: skip
    if frame.duplicated(["area", "year"]).any():
        area, year = frame.loc[frame.duplicated(["area", "year"]), ["area", "year"]].iloc[0]
        raise DrawingError(f"{dataset.id} has several numbers for {area} in {year}", possible="one for each area and year")
    kind = "consumption" if concept == "consumption" else "income"
    return frame.assign(kind=frame.get("welfare_type", kind)), column


def _table(dataset: Dataset, year: int | None, tolerance: int) -> pd.DataFrame:
    """One row a country with its index, year and kind of survey, then the classes and the counts."""
    frame, column = _index_of(dataset)
    wanted = int(frame["year"].max()) if year is None else year
    near = frame.assign(off=(frame["year"] - wanted).abs())
    near = near[near["off"] <= tolerance].sort_values(["area", "off", "year"], ascending=[True, True, False], kind="stable")
    known = near["kind"].isin(KINDS)
    surveyed, unknown, near = set(near["area"]), int((~known).sum()), near[known].drop_duplicates("area")
    if near.empty:
        span = f"{frame['year'].min()} to {frame['year'].max()}"
        raise DrawingError(f"{dataset.id} has no survey within {tolerance} years of {wanted}", possible=span)
    assigned = int((near["welfare_type_from"] != "survey").sum()) if "welfare_type_from" in near else 0
    drawn = {each.area for each in outlines() if each.area}
    step = scales.nice_step(float(near[column].max() - near[column].min()), 6)
    first = math.floor(near[column].min() / step + 1e-9)
    last = max(math.ceil(near[column].max() / step - 1e-9), first + 1)
    rows: list[dict[str, Any]] = []
    for row in near.to_dict("records"):
        rank = min(int((row[column] + 1e-12) / step) - first, last - first - 1)
        item = "country" if row["area"] in drawn else "too small to be drawn"
        rows.append({"item": item, "area": row["area"], "date": str(row["year"]),
                     "value": float(row[column]), "kind": row["kind"], "group": rank})  # fmt: skip
    for n in range(first, last):
        rows.append({"item": "class", "group": n - first, "low": round(n * step, 12), "high": round((n + 1) * step, 12)})
    rows += [{"item": "year", "date": str(wanted)}, {"item": "tolerance", "value": tolerance},
             {"item": "countries", "value": sum(row["item"] == "country" for row in rows)},
             {"item": "without a survey", "value": len(drawn - surveyed)},
             {"item": "of unknown kind", "value": unknown}, {"item": "kind assigned", "value": assigned}]  # fmt: skip
    return pd.DataFrame(rows, columns=["item", "area", "date", "value", "kind", "group", "low", "high"])


def _texts(table: pd.DataFrame, words: Language) -> dict[str, str]:
    countries = table[table["item"] == "country"]
    sorted_ = countries.sort_values(["value", "area"], ascending=[False, True])
    parts = {kind: sorted_[sorted_["kind"] == kind].to_dict("records") for kind in KINDS if (countries["kind"] == kind).any()}
    tops = {kind: rows[0] for kind, rows in parts.items()}
    named_ = {kind: (words.area(str(row["area"])), words.number(row["value"], 2)) for kind, row in tops.items()}
    if len(named_) > 1:
        title = words.text(
            "Gini index: of income highest in {place} ({value}), of consumption in {other} ({another})",
            place=named_["income"][0], value=named_["income"][1],
            other=named_["consumption"][0], another=named_["consumption"][1],
        )  # fmt: skip
    else:
        place, value = next(iter(named_.values()))
        title = words.text("Gini index: highest in {place} ({value})", place=place, value=value)
    when = words.year(int(table.loc[table["item"] == "year", "date"].iloc[0]))
    within = words.plural("within {n} year of {year}", "within {n} years of {year}", cell(table, "tolerance"), year=when)
    lows = {kind: rows[-1] for kind, rows in parts.items()}
    lowest = [
        words.text("{kind}: lowest {place}, {value}", kind=words.text(KINDS[kind][1]), place=words.area(str(row["area"])),
                   value=words.number(row["value"], 2))
        for kind, row in sorted(lows.items())
    ]  # fmt: skip
    many, missing = words.number(cell(table, "countries")), words.number(cell(table, "without a survey"))
    small = [words.area(str(area)) for area in table.loc[table["item"] == "too small to be drawn", "area"]]
    note = [
        words.text("Income and consumption do not compare: consumption is the more equal."),
        words.text("Hatched: {n} countries and territories have no survey so near in time.", n=missing),
        *_of_kind(table, words),
        words.text("Too small to be drawn: {places}.", places=words.listed(small)) if small else "",
        words.text(
            "Borders are drawn as they are controlled; some are disputed, and the map takes no side. Equal Earth projection."
        ),
    ]
    texts = {
        "title": title,
        "subtitle": words.text("Gini index from household surveys, 0 to 1; the nearest {within}", within=within),
        "alt": " ".join([
            words.text("A world map of {n} countries coloured by class of the Gini index, by kind of survey.", n=many),
            words.sentence(title), *map(words.sentence, lowest), note[1],
        ]),
        "caption": words.text("Gini index by country, the survey nearest {within}.", within=within),
    }  # fmt: skip
    return {**texts, "note": " ".join(filter(None, note))}


def _of_kind(table: pd.DataFrame, words: Language) -> list[str]:
    """Say how many surveys do not tell what they asked for, and of how many the kind is not their own word."""
    unknown, assigned = cell(table, "of unknown kind"), cell(table, "kind assigned")
    said = []
    if unknown:
        said.append(words.plural(
            "{n} survey is left out: it does not say whether it asked for income or consumption.",
            "{n} surveys are left out: they do not say whether they asked for income or consumption.",
            unknown,
        ))  # fmt: skip
    if assigned:
        said.append(words.plural(
            "For {n} number the kind of survey is our assignment.", "For {n} numbers the kind of survey is our assignment.",
            assigned,
        ))  # fmt: skip
    return said


def _article(sheet: Sheet, table: pd.DataFrame) -> None:
    body = sheet.body
    _map(sheet, table, body.cut(bottom=58))
    _key(sheet, table, Box(body.left, body.bottom - 46, body.right, body.bottom), wide=min(body.width, 560.0))


def _phone(sheet: Sheet, table: pd.DataFrame) -> None:
    body = sheet.body
    high = min(body.width * 0.5 + 8, body.height - 60)
    spare = min(8.0, max(body.left - 4, 0.0))
    _map(sheet, table, Box(body.left - spare, body.top, body.right + spare, body.top + high))
    end = _key(sheet, table, Box(body.left, body.top + high + 12, body.right, body.top + high + 60), wide=body.width)
    _ranking(sheet, table, Box(body.left, max(end + 17, body.top + high + 76), body.right, body.bottom))


def _strength(table: pd.DataFrame, group: int) -> float:
    last = max(int(table.loc[table["item"] == "class", "group"].max()), 1)
    return round(PALE + (FULL - PALE) * group / last, 3)


def _map(sheet: Sheet, table: pd.DataFrame, box: Box) -> None:
    """Draw the world as large as the box allows; it is not mirrored."""
    top, foot = (float(equal_earth(0, degrees)[1]) for degrees in (NORTH, SOUTH))
    scale = min(box.width / WIDTH, box.height / (top - foot))
    known = {row["area"]: row for row in table[table["item"] == "country"].to_dict("records")}
    dots = []
    with sheet.unmirrored(box) as place:
        middle = (place.left + place.right) / 2
        head = place.top + (place.height - scale * (top - foot)) / 2
        for each in outlines():
            rings = []
            for ring in each.rings:
                x, y = equal_earth(ring[:, 0], ring[:, 1])
                rings.append(list(zip((middle + scale * x).tolist(), (head + scale * (top - y)).tolist(), strict=True)))
            rings = [ring for ring in rings if max(y for _, y in ring) <= head + scale * (top - foot) + 4]
            if not rings:
                continue
            if each.area in known:
                row = known[each.area]
                colour = tint(KINDS[str(row["kind"])][0], _strength(table, int(row["group"])))
                sheet.shape(rings, colour, edge=PAPER, thickness=0.5, name=each.area)
                if row["kind"] == "consumption":
                    dots.append(_inside(rings))
            else:
                sheet.shape(rings, PAPER, edge=RULE, thickness=0.35)
                sheet.hatched(rings, tint(RULE, 0.6), ground=None)
        for across, down in dots:
            sheet.dot(across, down, 1.9, INK, edge=PAPER, thickness=0.5)


def _inside(rings: Sequence[Sequence[tuple[float, float]]]) -> tuple[float, float]:
    """Return the middle of the longest stretch within the largest ring, at the height where it is broadest."""
    ring = max(
        rings, key=lambda ring: abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)))
    )
    ys = [y for _, y in ring]
    best = (0.0, (float(np.mean([x for x, _ in ring])), float(np.mean(ys))))
    for part in (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7):
        y = min(ys) + part * (max(ys) - min(ys))
        cuts = sorted(a[0] + (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1])
                      for a, b in zip(ring, [*ring[1:], ring[0]], strict=True) if (a[1] > y) != (b[1] > y))  # fmt: skip
        for left, right in zip(cuts[::2], cuts[1::2], strict=False):
            if right - left > best[0]:
                best = (right - left, ((left + right) / 2, float(y)))
    return best[1]


def _key(sheet: Sheet, table: pd.DataFrame, box: Box, *, wide: float) -> float:
    """Draw the classes of each kind of survey with the same limits, and return where they end."""
    words, classes = sheet.language, table[table["item"] == "class"].to_dict("records")
    kinds = [kind for kind in KINDS if (table["kind"] == kind).any()]
    names = [words.text(KINDS[kind][1]) for kind in kinds]
    ends = [each["low"] for each in classes] + [classes[-1]["high"]]
    digits = next(n for n in (1, 2, 3) if n == 3 or all(abs(end * 10**n - round(end * 10**n)) < 1e-6 for end in ends))
    widest = max(sheet.advance(words.number(end, digits), axes.AXIS) for end in ends)
    aside = max(sheet.advance(name, axes.AXIS) for name in names) + 12
    above = (wide - aside - 12) / len(classes) < widest  # names then stand over their rows
    aside = widest / 2 if above else aside
    step = (wide - aside - 12) / len(classes)
    y = box.top
    for kind, name in zip(kinds, names, strict=True):
        sheet.text(box.left, y + 10.5, name, size=axes.AXIS)
        y += 16 if above else 0
        for n, each in enumerate(classes):
            left = box.left + aside + n * step
            colour = tint(KINDS[kind][0], _strength(table, int(each["group"])))
            sheet.rectangle(Box(left, y, left + step - 1.5, y + 13), colour)
            if kind == "consumption":
                sheet.dot(left + step / 2, y + 6.5, 1.9, INK, edge=PAPER, thickness=0.5)
        y += 16
    for n, end in enumerate(ends):
        if n % 2 and widest + 4 > step:  # every second where all would meet
            continue
        at = box.left + aside + n * step
        sheet.text(at, y + 11, words.number(end, digits), size=axes.AXIS, colour=MUTED, align="center", tied=False)
    return y + 11


def _ranking(sheet: Sheet, table: pd.DataFrame, box: Box) -> None:
    """Name the highest of each kind, as many as there is room for."""
    words, step = sheet.language, sheet.leading(None, 1.3)
    kinds = [kind for kind in KINDS if ((table["item"] == "country") & (table["kind"] == kind)).any()]
    column = box.width / len(kinds)
    named = {"income": words.text("Highest, of income"), "consumption": words.text("Highest, of consumption")}
    heads = [sheet.broken(named[kind], column - 8, style="semibold") for kind in kinds]
    top = box.top + 10 + (max(map(len, heads)) - 1) * step
    count = min(int((box.bottom - top) / step), 8)
    if count < 2:
        return
    for n, (kind, head) in enumerate(zip(kinds, heads, strict=True)):
        left = box.left + n * column
        sheet.paragraph(left, top - (len(head) - 1) * step, head, 0, style="semibold", leading=1.3)
        part = table[(table["item"] == "country") & (table["kind"] == kind)]
        for m, row in enumerate(part.sort_values(["value", "area"], ascending=[False, True]).head(count).to_dict("records")):
            y = top + (m + 1) * step
            sheet.text(left, y, words.number(row["value"], 2))
            room = column - 44
            name = words.area(str(row["area"]))
            lines = sheet.broken(name, room) if sheet.advance(name) > room else (name,)
            if len(lines) == 1:
                sheet.text(left + 36, y, name)


def _terms(words: Language) -> dict[str, str]:
    """Return what the columns are called that descriptions tell."""
    kinds = {kind: words.text(text) for kind, text in ASKED.items()}
    return terms_of({"date": words.text("Year"), "kind": words.text("What"), **kinds}, "item", "group", "estimated")


def _view(table: pd.DataFrame, words: Language) -> View:
    """Return ranked dots instead of the map, each kind of survey by itself, and say so: nothing is drawn where it lies."""
    known = table[table["item"].isin(["country", "too small to be drawn"])]
    known = known.sort_values(["value", "area"], ascending=[False, True])
    rows = [known[known["kind"] == kind] for kind in KINDS]
    names = [words.area(str(area)) for part in rows for area in part["area"]]
    when = words.year(int(table.loc[table["item"] == "year", "date"].iloc[0]))
    within = words.plural("within {n} year of {year}", "within {n} years of {year}", cell(table, "tolerance"), year=when)
    title = words.text("Gini index by country, the survey nearest {within}.", within=within)
    ends = known["value"].min(), known["value"].max()
    apart = words.text("Surveys of income and of consumption do not compare, so they are ranked apart.")
    more = words.text("Income and consumption do not compare: consumption is the more equal.")
    kinds = {"income": words.text("Surveys of income"), "consumption": words.text("Surveys of consumption")}
    both = [apart, more] if all(map(len, rows)) else []
    return View(
        [
            Layer(
                pd.DataFrame({
                    "area": [words.area(str(area)) for area in part["area"]], "value": part["value"], "year": part["date"],
                }),
                "dot" if kind == "income" else "diamond", "value", "area", colour=KINDS[kind][0], name=kinds[kind],
            )
            for kind, part in zip(KINDS, rows, strict=True)
            if len(part)
        ],
        numbers(*ends, lambda tick: words.number(tick, 2), words.text("{one}: {other}", one=words.text("Rank"), other=title),
                zero=False),
        in_order(names, words.text("Rank")),
        how_to_read(words, title, *both),
    )  # fmt: skip
