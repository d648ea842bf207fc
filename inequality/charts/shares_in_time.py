"""Shares of groups as lines over the years: of one group in several areas, or of several groups in one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from inequality.charts import chart
from inequality.charts._basis import basis, headed, place
from inequality.charts._groups import colour_of, group_in_words, limits_of
from inequality.charts._opened import call_of, named, opened, own_texts
from inequality.charts._reading import inferred_with
from inequality.charts._series import EVENTS, listed, measured, named_in, numbers_of, points_of, shares_over_time
from inequality.dataset import Dataset
from inequality.errors import DrawingError
from inequality.press import marks, scales
from inequality.press.axes import AXIS, along, event, gutter, levels
from inequality.press.figure import Figure
from inequality.press.labels import Label, at_ends, width_of
from inequality.press.palette import RULE, SERIES
from inequality.press.sheet import Box, Sheet
from inequality.press.view import View
from inequality.provenance import Provenance
from inequality.words import Language
from inequality.words import language as speaking

#: Most lines that a reader tells apart.
MOST = 5
#: Least change that a title calls a rise or a fall.
LEAST = 0.005


@chart(
    title="Shares over the years",
    shows="Whose share of all income or wealth rose, and whose fell?",
    example={"data": "income_top_shares_wid@2022-07", "area": ["FRA", "USA", "CHN", "WLD"], "group": "top 1"},
)
def top_shares(
    data: str | Dataset | Sequence[str | Dataset],
    *,
    area: str | Sequence[str] | None = None,
    group: str | Sequence[str] = "top 1",
    since: int | None = None,
    until: int | None = None,
    language: str | Language = "en",
    title: str | None = None,
    subtitle: str | None = None,
    note: str | None = None,
) -> Figure:
    r"""Draw shares of the total as lines over the years.

    A year without a number is a gap, a piece that ends in an estimated year is dashed, and each table, each source within
    a table, has lines of its own. The scale begins at zero, or below it where a group is in net debt.

    Parameters
    ----------
    data : str or Dataset, or a sequence of them
        Tables of shares by ``p_lower`` and ``p_upper`` and by year or quarter: ids of built-in ones
        (``"income_top_shares_wid@2022-07"``) or tables of your own. Several must measure the same.
    area : str or sequence of str, optional
        Areas; may be left out where a table has one.
    group : str or sequence of str
        ``"top 1"``, ``"bottom 50"``, ``"middle 40"``, ``"next 9"``: added up from the brackets of the table. Several only of
        one area.
    since, until : int, optional
        First and last year.
    language : str or Language
        Of its texts, as a tag: ``"es-MX"``.
    title, subtitle, note : str, optional
        Instead of the chart's own; their numbers must be in its table too.

    Returns
    -------
    Figure
        In the sizes article and phone; its table has a row for each point.

    Raises
    ------
    DrawingError
        If there are more than five lines, several areas as well as several groups, or a group that the table does not give.
    IncomparableError
        If the tables measure different things: income and wealth never share an axis.
    UntiedNumberError
        If a text given holds a number that the table does not.

    Examples
    --------
    >>> figure = top_shares("income_top_shares_wid@2022-07", area=["FRA", "USA"], group="top 1")
    >>> figure.title.replace("\xa0", " ")
    'Richest 1 percent, United States: the largest rise of those shown, from 10.4 percent in 1980 to 19.1 percent in 2019'
    """
    words, own = speaking(language), own_texts(title, subtitle, note)
    datasets = [opened(each) for each in listed(data)]
    measure = measured(datasets)
    areas, groups = [str(each) for each in listed(area)], [str(each) for each in listed(group)]
    table = _table(datasets, areas, groups, since=since, until=until)
    kind = str(table["asked"].iloc[0]) if "asked" in table else ""
    provenance = Provenance()
    for dataset in datasets:
        provenance |= dataset.provenance
    texts = {**_texts(table, words, headed(measure, words, kind), basis(measure, words, kind)), **own}
    return Figure(
        name=named("top-shares", groups, areas or None),
        **texts,
        table=table,
        provenance=provenance,
        call=call_of(
            "top_shares", words, own, data=datasets if len(datasets) > 1 else datasets[0], area=areas or None, group=groups,
            since=since, until=until,
        ),
        compositions={"article": _article, "phone": _phone},
        language=words,
        interactive=_view,
        terms=named_in(table, words),
    )  # fmt: skip


def _table(datasets: Sequence[Dataset], areas: Sequence[str], groups: Sequence[str], **years: int | None) -> pd.DataFrame:
    parts = [shares_over_time(dataset, areas, groups, **years) for dataset in datasets]
    several = [len(datasets) > 1, any(len(set(part["area"])) > 1 for part in parts), len(groups) > 1]
    if sum(several) > 1:
        raise DrawingError(
            "Lines of several areas and several groups would need two keys",
            possible="several areas, several groups, or several editions",
            remedy="pick one area (area=...) or one group (group=...)",
        )
    for part, dataset in zip(parts, datasets, strict=True):
        part["edition"] = dataset.id.partition("@")[2].partition("/")[0]
        if several[0]:  # numbers in the names of the lines
            part["edition_year"], part["edition_part"] = numbers_of(part["edition"].iloc[0])
    table = pd.concat(parts, ignore_index=True)
    lines = list(dict.fromkeys(table[_parted_by(table)]))
    if len(lines) > MOST:
        raise DrawingError(
            f"{len(lines)} lines cannot be told apart",
            possible=f"at most {MOST}: {', '.join(lines)}",
            remedy="pick some (area=[...]), or draw small_multiples",
        )
    if len(set(table["time"])) < 2:
        raise DrawingError(
            "There is one year only, so there is no line to draw",
            possible="a table of several years",
            remedy="draw lorenz_curve",
        )
    return table.drop(columns=[name for name in ("source", "asked") if not table[name].any()])


def _parted_by(table: pd.DataFrame) -> str:
    """Return the column that tells the lines apart."""
    return next((name for name in ("edition", "group") if len(set(table[name])) > 1), "area")


def _lines(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the rows of each line, by edition, group or area."""
    return {str(key): block for key, block in table.groupby(_parted_by(table), sort=False)}


def _ends(table: pd.DataFrame) -> dict[str, tuple[pd.Series, pd.Series]]:
    """First and last row of each line: of the years that all lines have, or of its own; estimated ones do not count."""
    known = {key: block[~block["estimated"]] for key, block in _lines(table).items()}
    enough = all(len(block) > 1 for block in known.values())
    blocks = known if enough else _lines(table)
    common: set[float] = set.intersection(*(set(block["time"]) for block in blocks.values()))
    if len(common) > 1:
        blocks = {name: block[block["time"].isin(common)] for name, block in blocks.items()}
    return {name: (block.iloc[0], block.iloc[-1]) for name, block in blocks.items()}


def _said(ends: tuple[pd.Series, pd.Series], words: Language) -> Mapping[str, str]:
    first, last = ends
    return {
        "start": words.share(first["share"], 1), "first": words.year(first["year"]),
        "end": words.share(last["share"], 1), "last": words.year(last["year"]),
    }  # fmt: skip


def _texts(table: pd.DataFrame, words: Language, what: str, counted: str) -> dict[str, str]:
    ends = _ends(table)
    one = table.iloc[0]
    group, where = group_in_words(str(one["group"]), words), place(str(one["area"]), words)
    many = len(set(table["group"])) > 1
    fixed = where if many else group if len(set(table["area"])) > 1 else words.text("{one}, {other}", one=group, other=where)
    span = words.range(words.year(table["year"].min()), words.year(table["year"].max()))
    note = [counted]
    if table["estimated"].any():
        note.append(words.text("Dashed: years that the source estimates."))
    if many and _overlap(list(dict.fromkeys(table["group"]))):
        note.append(words.text("A group within another is counted in both."))
    if _has_gaps(table):
        note.append(words.text("A gap is a time without data."))
    alt = [words.text("Lines over the years."), words.sentence(words.row([what, fixed]))]
    alt += _told(table, words)
    subtitle = words.text(
        "{what}: share of the total, in percent. {fixed}, {span}", what=what, fixed=words.capital(fixed), span=span
    )
    return {
        "title": _title(ends, table, words),
        "subtitle": subtitle,
        "note": " ".join(note),
        "alt": " ".join(alt),
        "caption": words.sentence(subtitle),
    }


def _told(table: pd.DataFrame, words: Language) -> list[str]:
    """Say where each line begins and ends."""
    names = named_in(table, words)
    return [
        words.text("{line}: {start} in {first}, {end} in {last}.", line=names.get(key, key),
                   **_said((block.iloc[0], block.iloc[-1]), words))
        for key, block in _lines(table).items()
    ]  # fmt: skip


def _title(ends: Mapping[str, tuple[pd.Series, pd.Series]], table: pd.DataFrame, words: Language) -> str:
    """State the greatest change; of a single line, the change; of several editions, the revision."""
    changes = {name: float(last["share"] - first["share"]) for name, (first, last) in ends.items()}
    name = max(changes, key=lambda each: abs(changes[each]))
    first, _ = ends[name]
    line = words.text("{one}, {other}", one=group_in_words(str(first["group"]), words), other=place(str(first["area"]), words))
    if len(set(table["edition"])) > 1:
        (one, (_, before)), *_, (other, (_, after)) = ends.items()
        return words.text(
            "{line}, {year}: {start} in the edition {one}, {end} in the edition {other}",
            line=line, year=words.year(after["year"]), start=words.share(before["share"], 1), one=words.edition(one),
            end=words.share(after["share"], 1), other=words.edition(other),
        )  # fmt: skip
    said = {"line": line, **_said(ends[name], words)}
    if abs(changes[name]) < LEAST:
        return words.text("{line}: {start} in {first}, {end} in {last}", **said)
    if len(ends) > 1:
        if changes[name] > 0:
            return words.text("{line}: the largest rise of those shown, from {start} in {first} to {end} in {last}", **said)
        return words.text("{line}: the largest fall of those shown, from {start} in {first} to {end} in {last}", **said)
    if changes[name] > 0:
        return words.text("{line}: up from {start} in {first} to {end} in {last}", **said)
    return words.text("{line}: down from {start} in {first} to {end} in {last}", **said)


def _overlap(groups: Sequence[str]) -> bool:
    """Whether a group is part of another."""
    limits = sorted(map(limits_of, groups))
    return any(after[0] < before[1] - 1e-9 for before, after in zip(limits, limits[1:], strict=False))


def _has_gaps(table: pd.DataFrame) -> bool:
    x, y = (scales.linear(0, 1e9, 0, 1e9) for _ in range(2))
    lines = _lines(table.assign(share=0.0, source=""))
    return any(value is None for block in lines.values() for _, value in points_of(block, x, y)[0])


def _article(sheet: Sheet, table: pd.DataFrame) -> None:
    _draw(sheet, table, most=180.0)


def _phone(sheet: Sheet, table: pd.DataFrame) -> None:
    _draw(sheet, table, most=104.0)


def _draw(sheet: Sheet, table: pd.DataFrame, *, most: float) -> None:
    words = sheet.language
    lines, names = _lines(table), named_in(table, words)
    told = {
        key: words.text("{line}: {share}", line=names.get(key, key), share=words.share(block["share"].iloc[-1], 1))
        for key, block in lines.items()
    }
    with sheet.along_time(sheet.body) as body:
        upright = _upright(table["share"], body)
        show = _percents(upright, words)
        plot = body.cut(
            left=gutter(sheet, map(show, upright.ticks)),
            top=24,
            bottom=22,
            right=width_of(sheet, list(told.values()), most=most),
        )
        time = scales.years(table["year"].min(), max(table["year"].max(), table["time"].max()), sheet, plot)
        _events(sheet, plot, time)
        levels(sheet, plot, upright, show, unit=words.text("percent of the total"))
        along(sheet, plot, time, lambda year: words.year(int(year)))
        ends = []
        for number, (key, block) in enumerate(lines.items()):
            colour = colour_of(str(block["group"].iloc[0])) if len(set(table["group"])) > 1 else SERIES[number]
            points, estimated = points_of(block, time, upright)
            marks.line(sheet, points, colour, extrapolated=estimated, name=key)
            x, y = points[-1][0], float(points[-1][1] or 0.0)
            if plot.right - x > 3:  # a line that ends early: its label stands with the others
                sheet.line([(x + 3, y), (plot.right, y)], RULE, 0.8, dash=(1.2, 2.4))
            ends.append(Label(told[key], plot.right, y, colour))
        at_ends(sheet, ends, Box(plot.right, plot.top - 8, body.right, plot.bottom + 8))


def _upright(shares: pd.Series[float], body: Box) -> scales.Scale:
    """Return a scale from zero to a tick; below zero only as far as a line goes."""
    start, end = body.bottom - 22, body.top + 24
    if shares.min() >= 0:
        return scales.linear(0, shares.max(), start, end, most=5)
    top = scales.linear(0, max(float(shares.max()), 0.0), start, end, most=5).high
    return scales.linear(1.1 * float(shares.min()), top, start, end, most=6, nice=False)


def _events(sheet: Sheet, plot: Box, time: scales.Scale) -> None:
    """Draw what happened, where it is on the scale: the latest first, and none whose caption would meet another's."""
    edge = sheet.body.right
    for name, (first, last) in sorted(EVENTS.items(), key=lambda each: -each[1][0]):
        if not time.low <= first < last <= time.high:
            continue
        caption = sheet.language.text(name)
        middle, half = time((first + last) / 2), sheet.advance(caption, AXIS) / 2
        if middle + half + AXIS <= edge:
            event(sheet, plot, time, first, last, caption)
            edge = middle - half


def _percents(scale: scales.Scale, words: Language) -> Callable[[float], str]:
    """Return what writes a tick of shares in percent, with decimals only where a tick has them."""
    digits = next((n for n in range(4) if all(abs(round(100 * tick, n) - 100 * tick) < 1e-9 for tick in scale.ticks)), 4)
    return lambda tick: words.number(round(100 * tick, digits), digits)


def _view(table: pd.DataFrame, words: Language) -> View:
    """Return the lines as the table has them, and how to read the first."""
    return inferred_with(table, words, named_in(table, words), *_told(table, words)[:1])
