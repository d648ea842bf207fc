"""The Gini index with its kinds of uncertainty kept apart: sample, groups of a table, revision, choice of a source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import NormalDist
from typing import Any

import pandas as pd

from inequality._bounds import bounds
from inequality._measure import Measure
from inequality.charts import chart
from inequality.charts._named import concept, unit
from inequality.charts._opened import call_of, named, opened, own_texts
from inequality.charts._reading import how_to_read, terms_of
from inequality.charts._series import numbers_of
from inequality.dataset import Dataset
from inequality.errors import DrawingError, UnknownNameError
from inequality.metrics import gini
from inequality.press import axes, marks, scales
from inequality.press.figure import Figure
from inequality.press.palette import ACCENT, INK, SERIES
from inequality.press.sheet import Box, Sheet
from inequality.press.view import Layer, View, numbers
from inequality.press.view import named as in_order
from inequality.provenance import Provenance
from inequality.words import Language
from inequality.words import language as speaking
from inequality.words.messages import message

#: What each kind of interval is, and the colour it is drawn in beside its own mark.
KINDS: dict[marks.Kind, tuple[str, str]] = {
    "sampling": (message("the sample: 95 percent interval"), ACCENT),
    "grouping": (message("the groups of the table: what they allow"), SERIES[1]),
    "revision": (message("revision: other editions of the same source"), SERIES[2]),
    "source": (message("the source: others give this range"), SERIES[3]),
}
#: Level of the sampling interval.
LEVEL = 0.95
#: Columns that texts are checked by: descriptions leave them out.
UNTOLD = ("item", "kind", "edition_year", "edition_part", "date", "level", "limit")
#: Most room between rows.
SPREAD = 110.0
_BY = ("prices", "currency", "conversion", "scale")


@chart(
    title="Gini with its uncertainty",
    shows="How sure is a Gini index, and which kind of doubt is the largest?",
    example={"data": ["gini_world_bank@2024", "income_deciles_world_bank@2022-2024"], "area": "ZAF", "year": 2014},
)
def gini_uncertainty(
    data: str | Dataset | Sequence[str | Dataset],
    *,
    area: str,
    year: int | str | None = None,
    language: str | Language = "en",
    title: str | None = None,
    subtitle: str | None = None,
    note: str | None = None,
) -> Figure:
    r"""Draw one area's Gini index by source and edition, each kind of uncertainty in a mark of its own.

    A printed index is a dot, with a sampling interval where the table has standard errors. A table of shares gives the
    interval that its groups allow. Two editions of one source give the range of revision, two sources that of sources.

    Parameters
    ----------
    data : str or Dataset, or several
        Tables, or their ids: with a Gini index (``"gini_world_bank@2024"``) or with shares of groups.
    area : str
        ISO 3166-1 alpha-3 code.
    year : int or str, optional
        Which year or quarter, where a table has several.
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
        If the tables measure different things: no index of income beside one of wealth.
    DrawingError
        If a table has neither an index nor shares, or there is no uncertainty to draw.
    UntiedNumberError
        If a text given holds a number that the table does not.

    Examples
    --------
    >>> figure = gini_uncertainty(["gini_world_bank@2024", "income_deciles_world_bank@2022-2024"], area="ZAF", year=2014)
    >>> figure.title.replace("\xa0", " ")
    'Gini index of South Africa: the widest range is 0.61 to 0.68'
    """
    words = speaking(language)
    datasets = [opened(each) for each in ([data] if isinstance(data, (str, Dataset)) else data)]
    found = [_found(dataset, area, year) for dataset in datasets]
    measure = found[0][1]
    for (_, other), dataset in zip(found[1:], datasets[1:], strict=True):
        measure.require(other, but=_BY, what=f"{datasets[0].id} and {dataset.id}")
    table = _table([row for row, _ in found], area, year)
    provenance = Provenance()
    for dataset in datasets:
        provenance |= dataset.provenance
    own = own_texts(title, subtitle, note)
    return Figure(
        name=named("gini", area, year),
        **{**_texts(table, measure, words), **own},
        table=table,
        provenance=provenance,
        call=call_of("gini_uncertainty", words, own, data=datasets, area=area, year=year),
        compositions={"article": _article, "phone": _phone},
        language=words,
        interactive=_view,
        terms=terms_of(
            {"producer": words.text("Source")}, "item", "kind", "edition_year", "edition_part", "date", "level", "limit"
        ),
    )


def _found(dataset: Dataset, area: str, year: int | str | None) -> tuple[dict[str, Any], Measure]:
    """Return what a table gives for one area and year, and what it measures."""
    column = next((name for name, each in dataset.measures.items() if each.scale == "gini"), None)
    period = "quarter" if "quarter" in dataset.frame else "year"
    row: dict[str, Any] = {"family": dataset.id.partition("@")[0], "edition": dataset.id.partition("@")[2].partition("/")[0]}
    row["producer"] = ", ".join(dict.fromkeys(origin.producer for origin in dataset.provenance.origins)) or dataset.id
    rows = dataset.frame[dataset.frame["area"] == area] if "area" in dataset.frame else dataset.frame
    if year is not None and period in rows:
        rows = rows[rows[period].astype(str) == str(year)]
    if rows.empty:
        here = dataset.frame[dataset.frame["area"] == area] if "area" in dataset.frame else dataset.frame
        known = sorted(set(here[period].astype(str))) if len(here) and period in here else sorted(set(dataset.frame["area"]))
        raise UnknownNameError("area and year", f"{area} {year}", known, where=f" in {dataset.id}")
    if column is not None:
        if len(rows) > 1:
            raise DrawingError(
                f"{dataset.id} has several years of {area}", possible=", ".join(map(str, rows[period])), remedy="say year="
            )
        row["value"] = float(rows[column].iloc[0])
        error = f"{column}_standard_error"
        if error in rows and rows[error].notna().all():
            half = NormalDist().inv_cdf((1 + LEVEL) / 2) * float(rows[error].iloc[0])
            row |= {"kind": "sampling", "low": row["value"] - half, "high": row["value"] + half}
        return row, dataset.measures[column]
    where: dict[str, Any] = {} if year is None or period not in dataset.key else {period: rows[period].iloc[0]}
    people = dataset.distribution(**({"area": area} if "area" in dataset.key else {}), **where)
    if people.measure is None:
        raise DrawingError(f"{dataset.id} has neither a Gini index nor shares of groups", possible="one of the two")
    between = bounds(gini, people)
    if abs(between.high) == float("inf"):
        raise DrawingError(f"The groups of {dataset.id} set no limit to the Gini index", possible="a table with more groups")
    return row | {"kind": "grouping", "low": float(between.low), "high": float(between.high)}, people.measure


def _table(rows: list[dict[str, Any]], area: str, year: int | str | None) -> pd.DataFrame:
    """One row an interval or value: source, kind, value, low, high; then revision and source."""
    found = [{"item": "estimate", "least": row.get("value", row.get("low")), **row} for row in rows]
    families = sorted({row["family"] for row in rows})
    for family in families:
        same = [row for row in found if row["family"] == family]
        if len(same) > 1:
            ends = [float(row["least"]) for row in same]
            found.append(
                {"item": "range", "kind": "revision", "low": min(ends), "high": max(ends), "producer": same[0]["producer"]}
            )
    # What groups allow is no value of its own: it takes no part in the range of sources.
    printed = {family: [row["value"] for row in rows if row["family"] == family and "value" in row] for family in families}
    values = [value for each in printed.values() for value in each]
    if sum(bool(each) for each in printed.values()) > 1:
        found.append({"item": "range", "kind": "source", "low": min(values), "high": max(values)})
    for row in found:  # numbers in the names of editions, which labels hold
        row["edition_year"], row["edition_part"] = numbers_of(str(row.get("edition", "")))
    table = pd.DataFrame(
        found, columns=["item", "producer", "edition", "edition_year", "edition_part", "kind", "value", "low", "high"]
    )
    table = table.assign(**{name: table[name].astype(float) for name in ("value", "low", "high")})
    if table["low"].isna().all():
        raise DrawingError(
            "These tables give one number and nothing of how sure it is",
            possible="a table of shares, standard errors, two editions or two sources",
            remedy="add another table",
        )
    return table.assign(area=area, date=None if year is None else str(year)[:4], level=LEVEL, limit=1.0)


def _texts(table: pd.DataFrame, measure: Measure, words: Language) -> dict[str, str]:
    place, date = words.area(table["area"].iloc[0]), table["date"].iloc[0]
    widest = _widest(table)
    title = words.text("Gini index of {place}: the widest range is {range}", place=place, range=_range(widest, words))
    what = words.text("Gini index of {concept}", concept=concept(measure, words))
    texts = {
        "title": title,
        "subtitle": words.text("{what}, {year}", what=what, year=words.year(int(date))) if date else what,
        "alt": " ".join([
            words.text("Marks of the Gini index on one linear scale, one row a source."),
            " ".join(words.sentence(_row(row, words)) for row in table.to_dict("records")),
        ]),
        "caption": words.sentence(title),
    }  # fmt: skip
    note = [words.text("Different kinds of doubt have marks of their own and do not add up."), unit(measure, words)]
    if (table["kind"] == "revision").any() and table.loc[table["item"] == "estimate", "value"].isna().all():
        note.append(words.text("Revision: of the least value that the groups allow."))
    if (table["high"] > 1).any():
        note.append(words.text("Values above 1 are possible where some are in debt."))
    return {**texts, "note": " ".join(filter(None, note))}


def _widest(table: pd.DataFrame) -> dict[Any, Any]:
    return max(table[table["low"].notna()].to_dict("records"), key=lambda row: row["high"] - row["low"])


def _range(row: Mapping[Any, Any], words: Language) -> str:
    digits = 2 if row["high"] - row["low"] >= 0.02 else 3
    return words.range(words.number(row["low"], digits), words.number(row["high"], digits))


def _row(row: Mapping[Any, Any], words: Language) -> str:
    """Return what a row says: its source, its value, its interval."""
    parts = [] if pd.isna(row["value"]) else [words.number(row["value"], 3)]
    if not pd.isna(row["low"]):
        parts.append(_range(row, words))
    return words.text("{says}: {values}", says=_says(row, words), values=words.row(parts))


def _says(row: Mapping[Any, Any], words: Language) -> str:
    """Return what a row is called: source and edition, or what the range is between."""
    if row["item"] == "estimate":
        edition = words.edition(str(row["edition"]))
        return words.text("{producer}, edition {edition}", producer=str(row["producer"]), edition=edition)
    if row["kind"] == "revision":
        return words.text("{producer}, other editions", producer=str(row["producer"]))
    return words.text("Between sources")


def _article(sheet: Sheet, table: pd.DataFrame) -> None:
    _draw(sheet, table, aside=0.36 * sheet.body.width)


def _phone(sheet: Sheet, table: pd.DataFrame) -> None:
    _draw(sheet, table, aside=0.0)


def _draw(sheet: Sheet, table: pd.DataFrame, *, aside: float) -> None:
    words, body = sheet.language, sheet.body
    used = [kind for kind in KINDS if (table["kind"] == kind).any()]
    top = body.top + 12
    for kind in used:
        text, colour = KINDS[kind]
        marks.whisker(sheet, (body.left + 5, body.left + 27), top, kind, colour, lying=True)
        sheet.text(body.left + 38, top + 4.4, words.text(text), size=axes.AXIS)
        top += 20
    rows, step = table.to_dict("records"), sheet.leading(None, 1.25)
    start = body.left + (aside + 16 if aside else 8)
    ends = [float(end) for name in ("value", "low", "high") for end in table[name].dropna()]
    box = Box(start, top + 6, body.right - 14, body.bottom - 24)
    x = scales.linear(min(ends), max(ends), box.left, box.right, most=5, zero=False)
    lines = [sheet.broken(_row(row, words), aside or body.width) for row in rows]
    needed = [max(len(each) * step, 12) + 8 if aside else len(each) * step + 24 for each in lines]
    if aside and sum(needed) > box.height:
        needed = [high - 6 for high in needed]
    spare = min(max((box.height - sum(needed)) / len(rows), 0.0), SPREAD)
    if sum(needed) > box.height + 1:
        raise DrawingError(f"{len(rows)} rows do not fit this size", possible="fewer tables", remedy="take a higher size")
    box = Box(box.left, box.top, box.right, min(box.top + sum(needed) + spare * len(rows), box.bottom))
    digits = next(n for n in (1, 2, 3) if all(abs(t * 10**n - round(t * 10**n)) < 1e-6 for t in x.ticks) or n == 3)
    axes.along(sheet, box, x, lambda tick: words.number(tick, digits), lines=True)
    y = box.top
    for row, said, high in zip(rows, lines, needed, strict=True):
        high += spare
        middle = y + high / 2 if aside else y + high - spare / 2 - 13
        first = middle - (len(said) - 1) * step / 2 + 4.6 if aside else middle - 16 - (len(said) - 1) * step
        if not aside:
            wide = max(sheet.advance(line) for line in said)
            sheet.rectangle(Box(body.left - 2, first - 13, body.left + wide + 3, first + (len(said) - 1) * step + 5), "paper")
        sheet.paragraph(body.left, first, said, 0, leading=1.25)
        if not pd.isna(row["low"]):
            marks.whisker(sheet, (x(row["low"]), x(row["high"])), middle, row["kind"], KINDS[row["kind"]][1], lying=True)
        if not pd.isna(row["value"]):
            marks.dot(sheet, x(row["value"]), middle, INK, radius=4.5)
        y += high


def _view(table: pd.DataFrame, words: Language) -> View:
    """Return a row for each source and range, intervals in the colour of their kind, and how to read the widest."""
    rows = table.assign(_row=[_says(row, words) for row in table.to_dict("records")])
    rows["says"] = [_row(row, words) for row in table.to_dict("records")]
    layers = [
        Layer(rows[rows["kind"] == kind], "bar", "low", "_row", x2="high", colour=colour, says="says", name=words.text(text))
        for kind, (text, colour) in KINDS.items()
        if (rows["kind"] == kind).any()
    ]
    if rows["value"].notna().any():
        layers.append(Layer(rows[rows["value"].notna()], "dot", "value", "_row", colour=INK, says="says"))
    ends = [float(end) for name in ("value", "low", "high") for end in table[name].dropna()]
    apart = words.text("Different kinds of doubt have marks of their own and do not add up.")
    digits = 2 if max(ends) - min(ends) >= 0.05 else 3
    return View(
        layers,
        numbers(min(ends), max(ends), lambda tick: words.number(tick, digits), "", zero=False),
        in_order(list(rows["_row"])),
        how_to_read(words, _row(_widest(table), words), apart),
    )
