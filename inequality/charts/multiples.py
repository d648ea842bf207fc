"""Small multiples: one line in each panel stands out, the others are grey, the scale is the same, the finding comes first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import pandas as pd

from inequality.charts import chart
from inequality.charts._basis import basis, headed, place
from inequality.charts._groups import group_in_words
from inequality.charts._opened import call_of, named, opened, own_texts
from inequality.charts._reading import inferred_with
from inequality.charts._series import listed, measured, named_in, points_of, shares_over_time
from inequality.dataset import Dataset
from inequality.errors import DrawingError, UnknownNameError
from inequality.press import marks, plotted, scales
from inequality.press.axes import gutter
from inequality.press.figure import Figure
from inequality.press.multiples import panels
from inequality.press.palette import ACCENT, GRID, INK, MUTED, RULE, tint
from inequality.press.plotted import cell
from inequality.press.sheet import Box, Sheet
from inequality.press.view import View
from inequality.words import Language
from inequality.words import language as speaking

#: Most panels that a phone holds.
MOST = 12
#: Widths of panels where the page is too low for wider ones.
NARROWER = (120.0, 90.0)
#: The others' lines.
GREY = tint(RULE, 0.45)


@chart(
    title="Small multiples",
    shows="Where did the share of a group rise most, and where did it fall?",
    example={"data": "income_top_shares_wid@2022-07", "area": ["FRA", "DEU", "USA", "GBR", "IND", "CHN"]},
)
def small_multiples(
    data: str | Dataset,
    *,
    area: Sequence[str] | None = None,
    group: str = "top 1",
    sort: Literal["change", "level"] = "change",
    scale: Literal["same", "independent"] = "same",
    since: int | None = None,
    until: int | None = None,
    language: str | Language = "en",
    title: str | None = None,
    subtitle: str | None = None,
    note: str | None = None,
) -> Figure:
    r"""Draw the share of one group over the years in a panel for each area, the others' lines grey behind it.

    Panels are sorted by the finding; change is counted between the first and the last year that all areas share;
    estimated years count only where there are no others.

    Parameters
    ----------
    data : str or Dataset
        A table of shares by ``p_lower`` and ``p_upper``, area and year, or its id.
    area : sequence of str, optional
        Two to twelve areas; else all of the table.
    group : str
        ``"top 1"``, ``"bottom 50"``, ``"middle 40"``: added up from the brackets of the table.
    sort : {"change", "level"}
        The greatest rise first (the greatest fall where most fell), or the greatest share in the last year.
    scale : {"same", "independent"}
        One scale for all panels, or, said loudly on the chart, one for each; the others' lines are then left out.
    since, until : int, optional
        First and last year.
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
        If there are fewer than two areas or more than twelve, or they share no two years.
    UntiedNumberError
        If a text given holds a number that the table does not.

    Examples
    --------
    >>> figure = small_multiples("income_top_shares_wid@2022-07", area=["FRA", "DEU", "USA"])
    >>> figure.title.replace("\xa0", " ")
    'Richest 1 percent: up in 3 of 3 places from 1980 to 2019; largest rise: United States'
    """
    words, own, dataset = speaking(language), own_texts(title, subtitle, note), opened(data)
    for name, value, known in (("sort", sort, ("change", "level")), ("scale", scale, ("same", "independent"))):
        if value not in known:
            raise UnknownNameError(name, value, known, where=" of small_multiples")
    measure = measured([dataset])
    areas = [str(each) for each in listed(area)]
    table = _table(shares_over_time(dataset, areas, [group], since=since, until=until), sort, dataset.id)
    table["scale"] = scale
    kind = str(table["asked"].dropna().iloc[0])
    what = headed(measure, words, kind)
    table = table.drop(columns=[name for name in ("source", "asked") if not table[name].fillna("").any()])
    return Figure(
        name=named("small-multiples", group, areas or None),
        **{**_texts(table, group, words, what, basis(measure, words, kind)), **own},
        table=table,
        provenance=dataset.provenance,
        call=call_of(
            "small_multiples", words, own, data=dataset, area=areas or None, group=group, sort=sort, scale=scale, since=since,
            until=until,
        ),
        compositions={"article": _article, "phone": _phone},
        language=words,
        interactive=_view,
        terms=named_in(table, words),
    )  # fmt: skip


def _table(points: pd.DataFrame, sort: str, id: str) -> pd.DataFrame:
    """Return the points in the order of the panels, then what each area changed by, then how many rose and fell."""
    blocks = {str(name): block for name, block in points.groupby("area", sort=False)}
    if not 2 <= len(blocks) <= MOST:
        raise DrawingError(
            f"{id} has {len(blocks)} areas here", possible=f"2 to {MOST}: {', '.join(blocks)}", remedy="choose them: area=[...]"
        )
    common = _common([block[~block["estimated"]] for block in blocks.values()])
    if len(common) < 2:
        common = _common(list(blocks.values()))
    if len(common) < 2:
        raise DrawingError("These areas share no two years", possible="areas with years in common", remedy="choose others")
    changes = []
    for name, block in blocks.items():
        first, last = (block[block["time"] == time].iloc[0] for time in (common[0], common[-1]))
        changes.append(
            {"item": "change", "area": name, "start": 100 * first["share"], "end": 100 * last["share"],
             "change": 100 * (last["share"] - first["share"]), "first_year": first["year"], "last_year": last["year"]}
        )  # fmt: skip
    falling = sum(row["change"] < 0 for row in changes) > sum(row["change"] > 0 for row in changes)
    sign = 1 if falling and sort == "change" else -1  # what the title says comes first
    changes.sort(key=lambda row: (sign * row["change" if sort == "change" else "end"], row["area"]))
    counts = [
        {"item": "risen", "value": sum(row["change"] > 0 for row in changes)},
        {"item": "fallen", "value": sum(row["change"] < 0 for row in changes)},
        {"item": "shown", "value": len(changes)},
    ]
    lines = [blocks[row["area"]].assign(item="point") for row in changes]
    return plotted.rounded(pd.concat([*lines, pd.DataFrame(changes), pd.DataFrame(counts)], ignore_index=True))


def _common(blocks: Sequence[pd.DataFrame]) -> list[float]:
    """Return the dates that all have."""
    return sorted(set.intersection(*(set(block["time"]) for block in blocks)))


def _texts(table: pd.DataFrame, group: str, words: Language, what: str, counted: str) -> dict[str, str]:
    changes, points = table[table["item"] == "change"], table[table["item"] == "point"]
    line = group_in_words(group, words)
    risen, fallen, shown = (cell(table, item) for item in ("risen", "fallen", "shown"))
    years = [words.year(int(changes[name].iloc[0])) for name in ("first_year", "last_year")]
    said = {"line": line, "shown": words.number(shown), "first": years[0], "last": years[1]}
    if risen >= fallen:
        most = place(str(changes.sort_values("change", kind="stable")["area"].iloc[-1]), words)
        title = words.text(
            "{line}: up in {risen} of {shown} places from {first} to {last}; largest rise: {most}",
            risen=words.number(risen),
            most=most,
            **said,
        )
    else:
        most = place(str(changes.sort_values("change", kind="stable")["area"].iloc[0]), words)
        title = words.text(
            "{line}: down in {fallen} of {shown} places from {first} to {last}; largest fall: {most}",
            fallen=words.number(fallen),
            most=most,
            **said,
        )
    span = words.range(words.year(int(points["year"].min())), words.year(int(points["year"].max())))
    subtitle = words.text("{what}: share of the total, in percent. {fixed}, {span}", what=what, fixed=line, span=span)
    note = [counted]
    if points["estimated"].astype(bool).any():
        note.append(words.text("Dashed: years that the source estimates."))
    if (points["year"].min(), points["year"].max()) != (changes["first_year"].iloc[0], changes["last_year"].iloc[0]):
        note.append(words.text("Numbers over the panels are those of {first} and {last}.", first=years[0], last=years[1]))
    if table["scale"].iloc[0] == "same":
        note.append(_scale_said(table, words))
    alt = [
        words.text("Lines over the years, one panel a place."),
        words.sentence(words.row([what, line])),
        *_told(table, words),
    ]
    return {
        "title": title,
        "subtitle": subtitle,
        "note": " ".join(note),
        "alt": " ".join(alt),
        "caption": words.sentence(subtitle),
    }


def _told(table: pd.DataFrame, words: Language) -> list[str]:
    """Say of each place between which numbers it changed."""
    return [
        words.text(
            "{line}: {start} in {first}, {end} in {last}.",
            line=place(str(row["area"]), words),
            start=words.share(row["start"] / 100, 1), first=words.year(int(row["first_year"])),
            end=words.share(row["end"] / 100, 1), last=words.year(int(row["last_year"])),
        )
        for row in table[table["item"] == "change"].to_dict("records")
    ]  # fmt: skip


def _scale_said(table: pd.DataFrame, words: Language) -> str:
    if table["scale"].iloc[0] == "independent":
        return words.text("Heights do not compare: the scale differs from panel to panel.")
    return words.text("The scale is the same; grey lines are the other places.")


def _article(sheet: Sheet, table: pd.DataFrame) -> None:
    _draw(sheet, table, least=150.0)


def _phone(sheet: Sheet, table: pd.DataFrame) -> None:
    count = int((table["item"] == "change").sum())
    _draw(sheet, table, least=90.0 if count > 6 or sheet.body.width < 330 else 150.0)


def _draw(sheet: Sheet, table: pd.DataFrame, *, least: float) -> None:
    points, changes = table[table["item"] == "point"], table[table["item"] == "change"]
    blocks = {str(name): block for name, block in points.groupby("area", sort=False)}
    own = table["scale"].iloc[0] == "independent"
    with sheet.along_time(sheet.body) as body:
        if own:
            lines = sheet.broken(_scale_said(table, sheet.language), body.width, style="semibold")
            end = sheet.paragraph(body.left, body.top + 12, lines, 0, style="semibold", colour=INK)
            body = body.cut(top=end - body.top + 12)
        wide = gutter(sheet, [sheet.language.number(100)])
        names = [sheet.language.capital(place(str(area), sheet.language)) for area in changes["area"]]
        across, down = (wide, 22.0) if own else (18.0, 14.0)
        plots = _plots(sheet, body.cut(left=wide, bottom=20), names, least, across=across, down=down)
        bottom = max(plot.bottom for plot in plots)
        for number, (plot, (_, row)) in enumerate(zip(plots, changes.iterrows(), strict=True)):
            block = blocks[str(row["area"])]
            inner = plot.cut(top=15)
            shown = block if own else points
            upright = scales.linear(shown["share"].min(), shown["share"].max(), inner.bottom, inner.top, most=3, nice=False)
            first_column = plot.left <= plots[0].left + 1
            _panel(sheet, inner, upright, numbers=own or first_column)
            time = scales.years(points["year"].min(), points["time"].max(), sheet, inner)
            for other in () if own else [each for name, each in blocks.items() if name != str(row["area"])]:
                marks.line(sheet, points_of(other, time, upright)[0], GREY, thickness=0.9)
            drawn, estimated = points_of(block, time, upright)
            marks.line(sheet, drawn, ACCENT, thickness=2.4, extrapolated=estimated, name=str(row["area"]))
            start, end_ = (sheet.language.number(row[name], 1) for name in ("start", "end"))
            sheet.text(plot.left, plot.top + 6, sheet.language.range(start, end_), size=12, colour=MUTED)
            last_row = plot.bottom >= bottom - 1 or not any(
                other.left == plot.left and other.top > plot.top for other in plots[number + 1 :]
            )
            if last_row:
                _years(sheet, inner, time)


def _plots(sheet: Sheet, box: Box, names: Sequence[str], least: float, *, across: float, down: float) -> list[Box]:
    """Return the plots, narrower ones where the rows would be too many for the height."""
    widths = [least, *(width for width in NARROWER if width < least)]
    for width in widths[:-1]:
        try:
            return panels(sheet, box, names, least=width, across=across, down=down)
        except DrawingError:
            continue
    return panels(sheet, box, names, least=widths[-1], across=across, down=down)


def _panel(sheet: Sheet, plot: Box, upright: scales.Scale, *, numbers: bool) -> None:
    for tick in upright.ticks:
        sheet.line([(plot.left, upright(tick)), (plot.right, upright(tick))], MUTED if tick == 0 else GRID, 1)
        if numbers:
            digits = 0 if abs(round(100 * tick) - 100 * tick) < 1e-9 else 1
            text = sheet.language.number(round(100 * tick, 1), digits)
            sheet.text(plot.left - 6, upright(tick) + 4.3, text, size=12, colour=MUTED, align="right", tied=False)


def _years(sheet: Sheet, plot: Box, time: scales.Scale) -> None:
    for at, align in ((time.low, "left"), (time.high, "right")):
        text = sheet.language.year(int(at))
        sheet.text(time(at), plot.bottom + 16, text, size=12, colour=MUTED, align=align, tied=False)  # type: ignore[arg-type]


def _view(table: pd.DataFrame, words: Language) -> View:
    """Return the lines in one plot, and how to read the first."""
    points = table[table["item"] == "point"].dropna(axis="columns", how="all")
    return inferred_with(points, words, named_in(points, words), *_told(table, words)[:1])
