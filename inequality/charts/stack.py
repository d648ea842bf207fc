"""Shares of all groups over the years, stacked to 100 percent."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from inequality.charts import chart
from inequality.charts._basis import basis, headed, place
from inequality.charts._groups import colour_of, group_in_words
from inequality.charts._named import moment
from inequality.charts._opened import call_of, named, opened, own_texts
from inequality.charts._reading import how_to_read
from inequality.charts._series import measured, named_in, shares_over_time
from inequality.dataset import Dataset
from inequality.errors import DrawingError
from inequality.press import marks, scales
from inequality.press.axes import along, gutter, levels
from inequality.press.figure import Figure
from inequality.press.labels import Label, at_ends, width_of
from inequality.press.palette import tint
from inequality.press.sheet import Box, Sheet
from inequality.press.view import Layer, View, numbers, years
from inequality.words import Language
from inequality.words import language as speaking

#: From the poorest to the richest; together everybody.
GROUPS = ("bottom 50", "middle 40", "next 9", "top 1")
#: Shares may miss 100 percent by rounding.
ROUNDING = 0.002
#: Strength of the colour of estimated years.
PALE = 0.5
#: Half the breadth of a year that stands alone.
ALONE = 3.0

#: Edges of a layer: x, lower, upper.
Edges = list[tuple[float, float | None, float | None]]
Run = list[tuple[float, float, float]]


@chart(
    title="Stacked shares",
    shows="How is the total split between the poorer half, the middle and the top, year by year?",
    example={"data": "us_net_worth_by_group@2026-Q1"},
)
def stacked_shares(
    data: str | Dataset,
    *,
    area: str | None = None,
    groups: Sequence[str] = GROUPS,
    since: int | None = None,
    until: int | None = None,
    language: str | Language = "en",
    title: str | None = None,
    subtitle: str | None = None,
    note: str | None = None,
) -> Figure:
    r"""Draw how the total is split between groups, year by year, as areas that add up to 100 percent.

    A time without data is a gap; estimated years are paler.

    Parameters
    ----------
    data : str or Dataset
        A table of shares by ``p_lower`` and ``p_upper`` and by year or quarter, or its id.
    area : str, optional
        The area, where the table holds several.
    groups : sequence of str
        From the poorest to the richest, together the whole population.
    since, until : int, optional
        First and last year.
    language : str or Language
        Of its texts, as a tag: ``"es-MX"``.
    title, subtitle, note : str, optional
        Instead of the chart's own; their numbers must be in its table too.

    Returns
    -------
    Figure
        In the sizes article and phone; its table has a row for each group and date.

    Raises
    ------
    DrawingError
        If a share is below zero, the groups miss 100 percent, or there is one year only.
    UntiedNumberError
        If a text given holds a number that the table does not.

    Examples
    --------
    >>> figure = stacked_shares("us_net_worth_by_group@2026-Q1")
    >>> figure.title.replace("\xa0", " ")
    'United States 2026: the poorest 50 percent hold 2.5 percent, the richest 1 percent hold 31.6 percent'
    """
    words, own, dataset = speaking(language), own_texts(title, subtitle, note), opened(data)
    measure = measured([dataset])
    table = shares_over_time(dataset, [area] if area else [], list(groups), since=since, until=until)
    _require_whole(table, list(groups), dataset.id)
    kind = str(table["asked"].iloc[0])
    what = headed(measure, words, kind)
    table = table.drop(columns=[name for name in ("source", "asked") if not table[name].any()])
    return Figure(
        name=named("stacked-shares", dataset.id.partition("@")[0].replace("_", " "), area),
        **{**_texts(table, list(groups), words, what, basis(measure, words, kind)), **own},
        table=table,
        provenance=dataset.provenance,
        call=call_of("stacked_shares", words, own, data=dataset, area=area, since=since, until=until,
                     groups=None if tuple(groups) == GROUPS else list(groups)),
        compositions={"article": _article, "phone": _phone},
        language=words,
        interactive=_view,
        terms=named_in(table, words),
    )  # fmt: skip


def _require_whole(table: pd.DataFrame, groups: Sequence[str], id: str) -> None:
    """Refuse what no stack can show: several areas, debts, or groups that are not everybody."""
    if len(set(table["area"])) > 1:
        areas = ", ".join(dict.fromkeys(table["area"]))
        raise DrawingError(f"{id} holds several areas", possible=areas, remedy="pick one: area=...")
    if len(set(table["time"])) < 2:
        raise DrawingError("There is one date only, so there is nothing to follow", possible="a table of several years")
    below = table[table["share"] < 0]
    if len(below):
        share, when, group = (below[name].iloc[0] for name in ("share", "year", "group"))
        raise DrawingError(
            f"The share of the group '{group}' is {100 * share:.2g} percent in {when}: stacked, it would hide others",
            possible="shares of 0 and more",
            remedy="draw lines, which go below zero: top_shares(data, group=[...])",
        )
    sums = table.groupby("time")["share"].agg(["sum", "count"])
    whole = sums[sums["count"] == len(groups)]
    off = whole[(whole["sum"] - 1).abs() > ROUNDING]
    if len(off) or len(whole) < len(sums):
        told = f"add up to {100 * off['sum'].iloc[0]:.4g} percent" if len(off) else "are not all known at every date"
        raise DrawingError(
            f"The groups {', '.join(groups)} of {id} {told}",
            possible="groups that together are the whole population: " + ", ".join(GROUPS),
            remedy="choose such groups, or draw lines: top_shares",
        )


def _texts(table: pd.DataFrame, groups: Sequence[str], words: Language, what: str, counted: str) -> dict[str, str]:
    where = place(str(table["area"].iloc[0]), words)
    span = words.range(words.year(table["year"].min()), words.year(table["year"].max()))
    known = table[~table["estimated"]]
    last = (known if len(known) else table).iloc[-1]["time"]
    at = table[table["time"] == last].set_index("group")
    title = words.text(
        "{name}: the poorest {half} hold {poor}, the richest {tenth} hold {rich}",
        name=words.text("{one} {other}", one=words.capital(where), other=words.year(at["year"].iloc[0])),
        half=words.share(at["of_people"].iloc[0]),
        poor=words.share(at["share"].iloc[0], 1),
        tenth=_part(float(at["of_people"].iloc[-1]), words),
        rich=words.share(at["share"].iloc[-1], 1),
    )
    note = [counted]
    if table["estimated"].any():
        note.append(words.text("Paler: years that the source estimates."))
    if any(value is None for value in _columns(table)[1]):
        note.append(words.text("A gap is a time without data."))
    alt = [words.text("Stacked areas over the years."), words.sentence(words.row([what, where]))]
    for name in groups:
        block = table[table["group"] == name]
        first, end = block.iloc[0], block.iloc[-1]
        alt.append(
            words.text(
                "{line}: {start} in {first}, {end} in {last}.",
                line=group_in_words(name, words), start=words.share(first["share"], 1), first=words.year(first["year"]),
                end=words.share(end["share"], 1), last=words.year(end["year"]),
            )
        )  # fmt: skip
    subtitle = words.text(
        "{what}: share of the total, in percent. {fixed}, {span}", what=what, fixed=words.capital(where), span=span
    )
    caption = words.sentence(subtitle)
    return {"title": title, "subtitle": subtitle, "note": " ".join(note), "alt": " ".join(alt), "caption": caption}


def _part(part: float, words: Language) -> str:
    return words.share(part, 0 if part >= 0.01 else 1)


def _columns(table: pd.DataFrame) -> tuple[list[float], list[float | None]]:
    """Return the dates in order, and the same with None where one is missing between two."""
    times = sorted(set(table["time"]))
    step = 0.25 if "quarter" in table else 1.0
    gaps: list[float | None] = []
    for number, time in enumerate(times):
        gaps += [None] if number and time - times[number - 1] > 1.5 * step else []
        gaps.append(time)
    return times, gaps


def _article(sheet: Sheet, table: pd.DataFrame) -> None:
    _draw(sheet, table, most=170.0)


def _phone(sheet: Sheet, table: pd.DataFrame) -> None:
    _draw(sheet, table, most=96.0)


def _draw(sheet: Sheet, table: pd.DataFrame, *, most: float) -> None:
    words, layers = sheet.language, list(dict.fromkeys(table["group"]))
    names = {name: group_in_words(name, words) for name in layers}
    with sheet.along_time(sheet.body) as body:
        ends = {name: words.share(block["share"].iloc[-1], 1) for name, block in table.groupby("group", sort=False)}
        full = {name: words.text("{line}: {share}", line=names[name], share=share) for name, share in ends.items()}
        upright = scales.linear(0, 1, body.bottom - 22, body.top + 24, most=4)
        left = gutter(sheet, [words.number(100)])
        wide = width_of(sheet, [ends[name] for name in layers], most=most)
        for _ in range(2):  # what does not fit inside its area stands outside, which takes room
            plot = body.cut(left=left, top=24, bottom=22, right=wide)
            time = scales.years(table["year"].min(), max(table["year"].max(), table["time"].max()), sheet, plot)
            edges = _edges(table, layers, time, upright)
            inside = {name: _room(sheet, names[name], edges[name], _guessed(table, time)) for name in layers}
            wide = width_of(sheet, [ends[name] if inside[name] else full[name] for name in layers], most=most)
        levels(sheet, plot, upright, lambda part: words.number(round(100 * part)), lines=False)
        sheet.text(plot.left, plot.top - 9, words.text("percent of the total"), size=12, colour="muted", tied=False)
        along(sheet, plot, time, lambda year: words.year(int(year)))
        _areas(sheet, table, layers, time, upright)
        labels = []
        for name in layers:
            where, colour = inside[name], colour_of(name)
            if where:
                sheet.text(*where, names[name], style="semibold", colour=sheet.palette.letters(colour), align="center")
            x, low, high = next(edge for edge in reversed(edges[name]) if edge[1] is not None)
            labels.append(Label(ends[name] if where else full[name], max(x, plot.right), _middle(low, high), colour))
        at_ends(sheet, labels, Box(plot.right, plot.top - 8, body.right, plot.bottom + 8))


def _middle(low: float | None, high: float | None) -> float:
    return ((low or 0.0) + (high or 0.0)) / 2


def _edges(table: pd.DataFrame, layers: Sequence[str], time: scales.Scale, upright: scales.Scale) -> dict[str, Edges]:
    """Return the edges of each layer at each date, None in gaps."""
    times, gaps = _columns(table)
    shares = dict(zip(zip(table["group"], table["time"], strict=True), map(float, table["share"]), strict=True))
    edges: dict[str, Edges] = {}
    below = dict.fromkeys(times, 0.0)
    for name in layers:
        edges[name] = []
        for number, at in enumerate(gaps):
            if at is None:
                ends = [time(each) for each in (gaps[number - 1], gaps[number + 1]) if each is not None]
                edges[name].append((sum(ends) / 2, None, None))
                continue
            upper = min(below[at] + shares[name, at], 1.0)
            edges[name].append((time(at), upright(below[at]), upright(upper)))
            below[at] = upper
    return edges


def _areas(sheet: Sheet, table: pd.DataFrame, layers: Sequence[str], time: scales.Scale, upright: scales.Scale) -> None:
    """Fill the layers: pale where either end is estimated, a narrow bar where a year stands alone."""
    edges = _edges(table, layers, time, upright)
    guessed = _guessed(table, time)
    for name in layers:
        for run in _runs(edges[name]):
            if len(run) == 1:
                x, low, high = run[0]
                colour = tint(colour_of(name), PALE) if x in guessed else colour_of(name)
                sheet.rectangle(Box(x - ALONE, high, x + ALONE, low), colour, name=name)
            for pale, piece in _pieces(run, guessed):
                colour = tint(colour_of(name), PALE) if pale else colour_of(name)
                marks.area(sheet, [(x, low) for x, low, _ in piece], [(x, high) for x, _, high in piece], colour, name=name)
    for name in layers[:-1]:
        for run in _runs(edges[name]):
            if len(run) > 1:
                sheet.line([(x, high) for x, _, high in run], "paper", 1)


def _guessed(table: pd.DataFrame, time: scales.Scale) -> set[float]:
    """Where the estimated dates lie."""
    return {time(at) for at in table.loc[table["estimated"], "time"]}


def _pieces(run: Run, guessed: set[float]) -> list[tuple[bool, Run]]:
    """Cut a stretch where it turns from known to estimated."""
    pieces: list[tuple[bool, Run]] = []
    for start, end in zip(run, run[1:], strict=False):
        pale = start[0] in guessed or end[0] in guessed
        if pieces and pieces[-1][0] == pale:
            pieces[-1][1].append(end)
        else:
            pieces.append((pale, [start, end]))
    return pieces


def _runs(edges: Edges) -> list[Run]:
    """Return the stretches between gaps."""
    found: list[Run] = [[]]
    for x, low, high in edges:
        if low is None or high is None:
            found.append([])
        else:
            found[-1].append((x, low, high))
    return [run for run in found if run]


def _room(sheet: Sheet, text: str, edges: Edges, guessed: set[float]) -> tuple[float, float] | None:
    """Return where in its layer a name stands, where the layer is thickest; None if it has no room."""
    half, best = sheet.advance(text, style="semibold") / 2 + 6, None
    ink = sheet.ink(text, style="semibold")
    for run in _runs(edges):
        for x, _, _ in run:
            under = [(low, high) for at, low, high in run if x - half <= at <= x + half]
            pale = any(x - half - 12 <= at <= x + half + 12 for at in guessed)
            if x - half < run[0][0] or x + half > run[-1][0] or not under or pale:
                continue
            bottom, top = min(low for low, _ in under), max(high for _, high in under)
            if bottom - top > ink.height + 8 and (best is None or bottom - top > best[0]):
                best = (bottom - top, x, (bottom + top) / 2 - (ink.top + ink.bottom) / 2)
    return None if best is None else (best[1], best[2])


def _view(table: pd.DataFrame, words: Language) -> View:
    """Return the layers as columns, one a date, that stand side by side; estimated dates paler, gaps left open."""
    half = 0.125 if "quarter" in table else 0.5
    rows = table.assign(start=table["time"] - half, end=table["time"] + half)
    rows["_top"] = rows.groupby("time", sort=False)["share"].cumsum().clip(upper=1.0)
    rows["_foot"] = rows.groupby("time", sort=False)["_top"].shift(fill_value=0.0)
    dates = rows["quarter"] if "quarter" in rows else rows["year"]
    rows = pd.DataFrame({
        "year": [moment(str(date), words) for date in dates], "share": rows["share"], "group": rows["group"],
        "_line": [group_in_words(str(name), words) for name in rows["group"]],
        "_start": rows["start"], "_end": rows["end"], "_foot": rows["_foot"], "_top": rows["_top"],
        "_estimated": rows["estimated"].astype(bool),
    })  # fmt: skip
    layers = []
    for (name, guessed), part in rows.groupby(["group", "_estimated"], sort=False):
        line, colour = str(part["_line"].iloc[0]), colour_of(str(name))
        block = part.drop(columns="group")
        if guessed:  # the key names each group once
            shares = [words.text("{line}: {share}", line=line, share=words.share(share, 1)) for share in block["share"]]
            block["says"] = [
                words.text("{one}: {other}", one=at, other=of) for at, of in zip(block["year"], shares, strict=True)
            ]
        named = "" if guessed and not rows["_estimated"].all() else line
        layers.append(
            Layer(block, "bar", "_start", "_foot", x2="_end", y2="_top", colour=tint(colour, PALE) if guessed else colour,
                  says="says" if guessed else "", name=named)
        )  # fmt: skip
    first, last = (table[table["group"] == table["group"].iloc[0]].iloc[at] for at in (0, -1))
    example = words.text(
        "{line}: {start} in {first}, {end} in {last}.",
        line=group_in_words(str(first["group"]), words), start=words.share(first["share"], 1), first=words.year(first["year"]),
        end=words.share(last["share"], 1), last=words.year(last["year"]),
    )  # fmt: skip
    return View(
        layers,
        years(float(table["year"].min()), float(table["time"].max()), words, ""),
        numbers(0, 1, lambda part: words.number(round(100 * part)), words.text("percent of the total")),
        how_to_read(words, example, words.text("Paler: years that the source estimates.") if table["estimated"].any() else ""),
    )
