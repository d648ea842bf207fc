"""Areas ranked by their Palma ratio, surveys of income and of consumption apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from inequality._measure import Measure
from inequality.charts import chart
from inequality.charts._basis import KINDS, basis, place
from inequality.charts._named import computed_here, concept, estimated
from inequality.charts._opened import call_of, measure_of, opened, own_texts, rows_of
from inequality.charts._reading import inferred_with, terms_of
from inequality.dataset import Dataset
from inequality.dataset.table import Table
from inequality.errors import DrawingError
from inequality.metrics.ratios import palma_ratio
from inequality.press import axes, marks, scales
from inequality.press.figure import Figure
from inequality.press.palette import GRID, MUTED, SERIES
from inequality.press.sheet import Box, Sheet
from inequality.press.view import View
from inequality.words import Language
from inequality.words import language as speaking

#: Most areas that a phone has room for, and of one kind a card.
MOST, MOST_OF_A_KIND = 20, 14
#: Colour and shape of the two kinds of survey; one of its own where a table does not tell them apart.
LOOKS: Mapping[str, tuple[str, marks.Shape]] = {"income": (SERIES[0], "dot"), "consumption": (SERIES[1], "diamond")}


@chart(
    title="Palma ladder",
    shows="Where do the richest 10 percent have most beside the poorest 40 percent?",
    example={
        "data": "income_deciles_world_bank@2022-2024",
        "areas": ["BRA", "USA", "FRA", "DEU", "SWE", "ZAF", "IND", "EGY", "CHN"],
    },
)
def palma_ladder(
    data: str | Dataset,
    *,
    areas: Sequence[str] | None = None,
    year: int | None = None,
    welfare_type: str | None = None,
    intervals: Mapping[str, Sequence[float]] | None = None,
    intervals_from: str = "",
    language: str | Language = "en",
    title: str | None = None,
    subtitle: str | None = None,
    note: str | None = None,
) -> Figure:
    r"""Draw areas by their Palma ratio as ranked dots, with intervals, and with ranks that are ranges where these overlap.

    The ratio is :math:`(1 - L(0.9)) / L(0.4)`. Surveys of income and of consumption do not compare: where both are asked for,
    there is a ladder for each. Without `intervals` only the rounding of the printed shares is known, and the note says so.

    Parameters
    ----------
    data : str or Dataset
        A table of shares by bracket with cuts at 0.4 and 0.9, or its id: ``"income_deciles_world_bank@2022-2024"``.
    areas : sequence of str, optional
        Codes; all of the table otherwise. At most 20 can be drawn, 14 of a kind.
    year : int, optional
        Which year, where the table has several for an area.
    welfare_type : {"income", "consumption"}, optional
        Only these surveys.
    intervals : mapping of str to pair of float, optional
        By area, the ends of what the chance of the sample allows; of every area drawn.
    intervals_from : str
        Where the intervals come from, for the note; needed with them.
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
        If there are too many areas, an interval is missing or does not hold its ratio, or an area has several years.
    GroupedError
        If the table lacks the cuts.
    UnknownNameError
        If the table has no such area.
    UntiedNumberError
        If a text given holds a number that the table does not.

    References
    ----------
    Palma, J. G. (2011), Homogeneous middles vs. heterogeneous tails, Development and Change 42(1).

    Cobham, A. and A. Sumner (2013), Is it all about the tails? The Palma measure of income inequality, CGD Working Paper 343.

    Examples
    --------
    >>> figure = palma_ladder("income_deciles_world_bank@2022-2024", areas=["BRA", "FRA", "IND"])
    >>> figure.table[["area", "kind", "ratio", "best"]].round(2).values.tolist()
    [['BRA', 'income', 3.83, 1], ['FRA', 'income', 1.15, 2], ['IND', 'consumption', 1.54, 1]]
    """
    words, dataset = speaking(language), opened(data)
    rows = rows_of(dataset, area=areas, year=year, welfare_type=welfare_type)
    counts = rows.groupby("welfare_type" if "welfare_type" in rows else lambda _: "")["area"].nunique()
    if counts.sum() > MOST or counts.max() > MOST_OF_A_KIND:
        raise DrawingError(
            f"{counts.sum()} areas are too many to name",
            possible=f"1 to {MOST}, at most {MOST_OF_A_KIND} with one kind of survey",
            remedy="pass areas=[...]",
        )
    if bool(intervals) != bool(intervals_from):
        raise DrawingError("Intervals need a source", possible="intervals= and intervals_from= together")
    table = _ranked(pd.DataFrame([_row(dataset, area, block, intervals) for area, block in rows.groupby("area")]))
    table["from sample"] = "yes" if intervals else None
    measure, own = measure_of(dataset, "share"), own_texts(title, subtitle, note)
    arguments: dict[str, Any] = {"areas": None if areas is None else list(areas), "year": year, "welfare_type": welfare_type}
    arguments |= {"intervals": intervals, "intervals_from": intervals_from} if intervals else {}
    return Figure(
        name="palma-ladder",
        **{**_texts(table, measure, intervals_from, words), **own},
        table=table,
        provenance=dataset.provenance,
        call=call_of("palma_ladder", words, own, data=dataset, **arguments),
        compositions={"article": _article, "phone": _phone},
        language=words,
        interactive=_view,
        terms=_terms(words),
    )


def _row(dataset: Dataset, area: Any, block: pd.DataFrame, intervals: Mapping[str, Sequence[float]] | None) -> dict[str, Any]:
    """Return one area's ratio with its interval: of the sample where given, else of rounding where digits are known."""
    years = sorted(set(block["year"])) if "year" in block else []
    if len(years) > 1:
        raise DrawingError(f"{area} has several years", possible=", ".join(map(str, years)), remedy="pass year=...")
    where: dict[str, Any] = {"year": int(years[0])} if years else {}
    ratio = float(palma_ratio(dataset.distribution(area=area, **where)))
    kind = str(block["welfare_type"].iloc[0]) if "welfare_type" in block else ""
    if intervals is None:
        low, high = _rounding(dataset, str(area), block, ratio)
    else:
        low, high = (float(end) for end in intervals.get(str(area), (1, 0)))
        if not low <= ratio <= high:
            raise DrawingError(
                f"The interval of {area} is missing or does not hold its ratio {ratio:.4g}", possible="two ends with it between"
            )
    guessed = {"estimated": "yes"} if "estimated" in block and block["estimated"].eq(True).any() else {}
    return {"area": area, **where, "kind": kind, "ratio": ratio, "low": low, "high": high, **guessed}


def _rounding(dataset: Dataset, area: str, block: pd.DataFrame, ratio: float) -> tuple[float, float]:
    """Return what the printed digits of the shares allow; the ratio alone where they are not known."""
    if not isinstance(dataset, Table):
        return ratio, ratio
    printed = [row["share"] for row in dataset.rows({"area": area})]
    half = 0.5 * 10.0 ** -max(len(text.partition(".")[2]) for text in printed)
    poor = float(block.loc[block["p_upper"] <= 0.4 + 1e-9, "share"].sum())
    count = int((block["p_upper"] <= 0.4 + 1e-9).sum())
    return ratio - half * (1 + ratio * count) / poor, ratio + half * (1 + ratio * count) / poor


def _ranked(table: pd.DataFrame) -> pd.DataFrame:
    """Sort each kind of survey by ratio, and say between which ranks an area can be: only clear differences count."""
    parts = []
    for kind in sorted(set(table["kind"]), key=lambda kind: (kind != "income", kind)):
        part = table[table["kind"] == kind].sort_values(["ratio", "area"], ascending=[False, True])
        ends = list(zip(part["low"], part["high"], strict=True))
        part["best"] = [1 + sum(low > high for low, _ in ends) for _, high in ends]
        part["worst"] = [len(part) - sum(high < low for _, high in ends) for low, _ in ends]
        parts.append(part)
    table = pd.concat(parts, ignore_index=True)
    table["areas"], table["tied"] = len(table), int((table["best"] < table["worst"]).sum())
    table["richest"], table["poorest"] = 0.1, 0.4
    if "year" in table:
        table["first year"], table["last year"] = table["year"].min(), table["year"].max()
    return table


def _kind(kind: str, measure: Measure, words: Language) -> str:
    return words.text(KINDS[kind]) if kind in KINDS else concept(measure, words)


def _texts(table: pd.DataFrame, measure: Measure, source: str, words: Language) -> dict[str, str]:
    spans = []
    for kind in dict.fromkeys(table["kind"]):
        part = table[table["kind"] == kind]
        ends: dict[str, str] = {"concept": _kind(kind, measure, words)}
        for name, value, row in (("high", "highest", part.iloc[0]), ("low", "lowest", part.iloc[-1])):
            ends |= {name: words.number(float(row["ratio"]), 1), value: place(str(row["area"]), words)}
        spans.append(
            words.text("{concept} from {high} in {highest} to {low} in {lowest}", **ends)
            if len(part) > 1
            else words.text("{concept} {high} in {highest}", **ends)
        )
    shown = _shown(words)
    if "year" in table:
        span = words.range(*(words.year(int(table[name].iloc[0])) for name in ("first year", "last year")))
        shown = words.text("{measure}; surveys of {years}", measure=shown, years=span)
    tied, count = int(table["tied"].iloc[0]), int(table["areas"].iloc[0])
    note = []
    if len(set(table["kind"])) > 1:
        note.append(words.text("Surveys of income and of consumption do not compare, so they are ranked apart."))
    if tied:
        note.append(
            words.text(
                "A range of ranks means no clear difference: intervals overlap, for {n} of {count}.",
                n=words.number(tied), count=words.number(count),
            )
        )  # fmt: skip
    if source:
        note.append(words.text("Intervals hold the chance of the sample: {origin}.", origin=source))
    else:
        note.append(words.text("The chance of the sample is not known here: near neighbours may change places."))
    note += [basis(measure, words, str(table["kind"].iloc[0])), computed_here(words)]
    guessed = list(table.loc[table["estimated"].notna(), "area"]) if "estimated" in table else []
    if guessed:
        note.append(estimated([place(str(area), words) for area in guessed], words))
    said = [
        words.text("{place}: {value}", place=words.capital(place(row["area"], words)), value=words.number(row["ratio"], 2))
        for row in table.to_dict("records")
    ]
    return {
        "title": words.text("Palma ratio: {spans}", spans=words.clauses(spans)),
        "subtitle": shown,
        "note": " ".join(note),
        "alt": words.text("Dots in order of the Palma ratio.") + " " + words.sentence(words.clauses(said)),
        "caption": shown,
    }


def _shown(words: Language) -> str:
    """Say what the ratio is."""
    rich, poor = words.share(0.1), words.share(0.4)
    return words.text("What the richest {rich} have, as a multiple of what the poorest {poor} have", poor=poor, rich=rich)


def _article(sheet: Sheet, table: pd.DataFrame) -> None:
    kinds = list(dict.fromkeys(table["kind"]))
    longest = max(int((table["kind"] == kind).sum()) for kind in kinds)
    for kind, box in zip(kinds, sheet.body.grid(len(kinds), len(kinds), across=28), strict=True):
        _ladder(sheet, table, kind, box, box.height / (longest + (1.6 if kind else 1)))


def _phone(sheet: Sheet, table: pd.DataFrame) -> None:
    kinds = list(dict.fromkeys(table["kind"]))
    unit = sheet.body.height / (len(table) + 1.7 * len(kinds))
    top = sheet.body.top
    for kind in kinds:
        count = int((table["kind"] == kind).sum())
        _ladder(sheet, table, kind, Box(sheet.body.left, top, sheet.body.right, top + unit * (count + 1.6)), unit)
        top += unit * (count + 1.7)


def _ladder(sheet: Sheet, table: pd.DataFrame, kind: str, box: Box, step: float) -> None:
    """Draw the ladder of one kind of survey, on the scale of all."""
    words, part = sheet.language, table[table["kind"] == kind]
    step = min(step, 30.0)
    colour, shape = LOOKS.get(kind, (SERIES[0], "dot"))
    size = min(sheet.size.label, max(axes.AXIS, step * 0.8))
    names = [_named(row, words) for row in part.to_dict("records")]
    ranks = [_ranks(int(row["best"]), int(row["worst"]), words) for row in part.to_dict("records")]
    before = max(sheet.advance(rank, size) for rank in ranks) + 8
    room = max(sheet.advance(name, size) for name in names) + 12
    head = box.top + sheet.size.label
    if kind in KINDS:
        heading = {"income": words.text("Surveys of income"), "consumption": words.text("Surveys of consumption")}[kind]
        sheet.text(box.left, head, heading, style="semibold")
    first = head + 10 + step / 2
    plot = Box(
        box.left + before + room, head + 10, box.right - sheet.advance("0.00", size) - 8, first + step * (len(part) - 0.5)
    )
    scale = scales.linear(0.0, float(table["high"].max()), plot.left, plot.right, nice=False)
    sheet.line([(scale.zero, plot.top), (scale.zero, plot.bottom)], MUTED, 1)
    for n, row in enumerate(part.to_dict("records")):
        y = first + n * step
        middle = y - sheet.ink("H", size).top / 2
        sheet.text(box.left + before - 8, middle, ranks[n], size=size, colour=MUTED, align="right")
        sheet.text(box.left + before, middle, names[n], size=size)
        x, ends = scale(float(row["ratio"])), (scale(float(row["low"])), scale(float(row["high"])))
        sheet.line([(plot.left, y), (ends[0], y)], GRID, 1)
        if row["from sample"] is not None:
            marks.whisker(sheet, ends, y, "sampling", colour, lying=True, across=min(4.0, step / 4))
        marks.dot(sheet, x, y, colour, shape=shape, radius=min(5.0, step * 0.3))
        sheet.text(max(x, ends[1]) + 9, middle, words.number(float(row["ratio"]), 2), size=size, style="semibold")


def _named(row: Mapping[Any, Any], words: Language) -> str:
    name = words.capital(place(str(row["area"]), words))
    year = row.get("year")
    return name if year is None or pd.isna(year) else words.text("{place} {year}", place=name, year=words.year(int(year)))


def _ranks(best: int, worst: int, words: Language) -> str:
    return words.range(words.number(best), words.number(worst))


def _terms(words: Language) -> dict[str, str]:
    """Return what the columns are called that descriptions tell."""
    named = {"ratio": words.text("Value"), "best": words.text("Rank"), "kind": words.text("What")}
    kinds = {kind: words.text(text) for kind, text in KINDS.items()}
    untold = ["worst", "areas", "tied", "richest", "poorest", "estimated"]
    return terms_of({**named, **kinds}, *untold, "from sample", "first year", "last year")


def _view(table: pd.DataFrame, words: Language) -> View:
    """Return the dots as the table has them, and how to read the first."""
    first = table.iloc[0]
    value = words.number(float(first["ratio"]), 2)
    example = words.text("{place}: {value}", place=words.capital(place(str(first["area"]), words)), value=value)
    return inferred_with(table, words, _terms(words), _shown(words), example)
