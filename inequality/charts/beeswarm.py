"""Fortunes as a swarm: one dot a fortune on a logarithmic scale, its area its size."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

from inequality.charts import chart
from inequality.charts._fortunes import date_of, dollars, fortunes_of
from inequality.charts._named import prices, unit
from inequality.charts._opened import call_of, measure_of, named, own_texts
from inequality.charts._reading import how_to_read, terms_of
from inequality.dataset import Dataset
from inequality.errors import DrawingError
from inequality.press import axes, scales
from inequality.press.figure import Figure
from inequality.press.palette import GROUPS, MUTED, PAPER, tint
from inequality.press.plotted import cell
from inequality.press.sheet import Box, Sheet
from inequality.press.view import Axis, Layer, View
from inequality.words import Language
from inequality.words import language as speaking

RICH = GROUPS["top 0.1"]
#: Largest and least radius of the largest dot, and the hairline between dots.
LARGEST, LEAST, APART = 30.0, 5.0, 0.5
#: Where the swarm of the interactive page is laid out: so wide and high even a phone is, so that no dots meet.
NARROW, HIGH = 280.0, 360.0


@chart(
    title="Beeswarm of fortunes",
    shows="How are the largest fortunes spread, and who stands out?",
    example={"data": "rich_list@2017"},
)
def fortunes_beeswarm(
    data: str | Dataset,
    *,
    names: int = 6,
    language: str | Language = "en",
    title: str | None = None,
    subtitle: str | None = None,
    note: str | None = None,
) -> Figure:
    r"""Draw one dot for each fortune of a rich list: along a logarithmic scale, its area as large as the fortune.

    Dots never overlap; where each stands across the scale means nothing, and is the same in every drawing.

    Parameters
    ----------
    data : str or Dataset
        A rich list, or its id: ``"rich_list@2017"``.
    names : int, default 6
        How many of the largest are named, as far as the list names them and there is room.
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
        If the table is no rich list, or a fortune is not above zero.
    UntiedNumberError
        If a text given holds a number that the table does not.

    Examples
    --------
    >>> fortunes_beeswarm("rich_list@2017").title.replace("\xa0", " ")
    'Half of what the 500 largest fortunes come to belongs to 101 of them'
    """
    words = speaking(language)
    dataset, fortunes = fortunes_of(data)
    table = _table(fortunes, names)
    own = own_texts(title, subtitle, note)
    return Figure(
        name=named("fortunes", dataset.id.partition("@")[0], *(s.edition for s in dataset.provenance.snapshots)),
        **{**_texts(table, dataset, words), **own},
        table=table,
        provenance=dataset.provenance,
        call=call_of("fortunes_beeswarm", words, own, data=dataset, names=None if names == 6 else names),
        compositions={"article": _article, "phone": _phone},
        language=words,
        interactive=_view,
        terms=terms_of({"position": words.text("Rank"), "net_worth": words.text("Value")}, "item", "label"),
    )


def _table(fortunes: pd.DataFrame, names: int) -> pd.DataFrame:
    """One row a fortune, then how many there are, and how many of them come to half of the sum."""
    if names < 0:
        raise DrawingError(f"{names} names cannot be set", possible="0 or more")
    table = fortunes.assign(item="fortune", label=None)
    first = fortunes["name"].notna() & (fortunes.index < names)
    table.loc[first, "label"] = [
        f"{n} {name}" for n, name in zip(fortunes["position"][first], fortunes["name"][first], strict=True)
    ]
    half = int((fortunes["net_worth"].cumsum() < fortunes["net_worth"].sum() / 2).sum()) + 1
    facts = pd.DataFrame(
        {"item": ["fortunes", "make half of the sum", "half"], "value": [float(len(fortunes)), float(half), 0.5]}
    )
    return pd.concat([table, facts], ignore_index=True)[["item", "position", "name", "net_worth", "label", "value"]]


def _texts(table: pd.DataFrame, dataset: Dataset, words: Language) -> dict[str, str]:
    measure = measure_of(dataset, next(iter(dataset.measures)))
    fortunes, date = table[table["item"] == "fortune"], date_of(dataset, words)
    many, half = (words.number(cell(table, item)) for item in ("fortunes", "make half of the sum"))
    least, most = (
        dollars(value, words, measure.currency) for value in (fortunes["net_worth"].min(), fortunes["net_worth"].max())
    )
    first = fortunes.iloc[0]["name"]
    who = words.text("The largest: {name}, {amount}.", name=str(first), amount=most) if first else (
        words.text("The largest: {amount}.", amount=most)
    )  # fmt: skip
    scale = words.text("Net worth on a logarithmic scale, one dot a fortune, its area its size")
    texts = {
        "title": words.text("Half of what the {many} largest fortunes come to belongs to {half} of them", many=many, half=half),
        "subtitle": words.text("{what}; list of {date}", what=scale, date=date) if date else scale,
        "alt": " ".join(
            [
                words.text("Dots along a logarithmic scale of net worth, crowded at its low end, with a few far out."),
                words.text("{many} fortunes, the least {amount}.", many=many, amount=least),
                who,
            ]
        ),
        "caption": words.text("The {many} largest fortunes of the list, by net worth.", many=many),
    }
    note = [
        words.text("Where a dot stands across the scale has no meaning."),
        unit(measure, words),
        prices(measure, words),
        words.explanation(*texts.values()),
    ]
    return {**texts, "note": " ".join(filter(None, note))}


def swarm(along: Sequence[float], radii: Sequence[float]) -> list[float]:
    """Return how far off the middle line each dot lies so that none meets another: the largest first, as near as can be.

    >>> swarm([0, 0, 10], [2, 1, 2])
    [0.0, 3.5, 0.0]
    """
    order = sorted(range(len(along)), key=lambda n: (-radii[n], along[n], n))
    placed: list[tuple[float, float, float]] = []
    off = [0.0] * len(along)
    for number in order:
        x, r = along[number], radii[number]
        near = [(px, py, reach) for px, py, pr in placed if abs(px - x) < (reach := pr + r + APART)]
        spots = [0.0]
        for px, py, reach in near:
            rise = math.sqrt(reach**2 - (px - x) ** 2)
            spots += [py + rise, py - rise]
        spots.sort(key=lambda y: (abs(y), -y))  # the nearest that is free is taken, so that few are tried
        off[number] = next(y for y in spots if all((px - x) ** 2 + (py - y) ** 2 >= reach**2 - 1e-6 for px, py, reach in near))
        placed.append((x, off[number], r))
    return off


def _article(sheet: Sheet, table: pd.DataFrame) -> None:
    fortunes, body, words = table[table["item"] == "fortune"], sheet.body, sheet.language
    plot = body.cut(bottom=42, left=6, right=6)
    x = _scale(fortunes, plot.left, plot.right)
    axes.along(sheet, plot, x, lambda tick: words.scaled(tick), name=_axis(words), baseline=True)
    middle = (plot.top + plot.bottom) / 2
    dots = [(along, middle + off, r) for along, off, r in _dots(fortunes, x, plot.height / 2 - 4)]
    _drawn(sheet, fortunes, dots, Box(body.left, body.top, body.right, plot.bottom - 2))


def _phone(sheet: Sheet, table: pd.DataFrame) -> None:
    fortunes, body, words = table[table["item"] == "fortune"], sheet.body, sheet.language
    y = _scale(fortunes, body.bottom, body.top + 30)
    plot = body.cut(left=axes.gutter(sheet, [words.scaled(tick) for tick in y.ticks]), top=30)
    sheet.text(body.left, body.top + 10, _axis(words), size=axes.AXIS, colour=MUTED, tied=False)
    for tick in y.ticks:  # the scale's name stands above; lines would cross the names of the dots
        text = words.scaled(tick)
        sheet.text(plot.left - 8, y(tick) + 4.3, text, size=axes.AXIS, colour=MUTED, align="right", tied=False)
    middle = (plot.left + plot.right) / 2
    dots = [(middle + off, along, r) for along, off, r in _dots(fortunes, y, plot.width / 2)]
    _drawn(sheet, fortunes, dots, Box(plot.left, body.top + 16, body.right, body.bottom))


def _scale(fortunes: pd.DataFrame, start: float, end: float) -> scales.Scale:
    """Room for half a dot beyond the least and the largest."""
    return scales.log(0.93 * fortunes["net_worth"].min(), 1.14 * fortunes["net_worth"].max(), start, end, nice=False)


def _axis(words: Language) -> str:
    return words.text("net worth in US dollars, logarithmic scale")


def _dots(
    fortunes: pd.DataFrame, scale: scales.Scale, room: float, largest: float = LARGEST, least: float = LEAST
) -> list[tuple[float, float, float]]:
    """Lay out the dots as large as the room across the scale allows: along, off, radius."""
    worth = fortunes["net_worth"].tolist()
    along = [scale(value) for value in worth]
    while largest >= least:
        radii = [largest * math.sqrt(value / max(worth)) for value in worth]
        off = swarm(along, radii)
        if max(abs(y) + r for y, r in zip(off, radii, strict=True)) <= room:
            return list(zip(along, off, radii, strict=True))
        largest *= 0.9
    raise DrawingError(
        f"{len(worth)} dots do not fit across {2 * room:.0f} pixels", possible="fewer fortunes", remedy="take a larger size"
    )


def _drawn(sheet: Sheet, fortunes: pd.DataFrame, dots: Sequence[tuple[float, float, float]], box: Box) -> None:
    """Draw the dots, the largest with their place in the list, and say beside the swarm whose they are."""
    rows = list(zip(fortunes["label"], fortunes["position"], dots, strict=True))
    wanted = [str(label) for label, _, _ in rows if isinstance(label, str)]
    covered = [Box(x - r, y - r, x + r, y + r).inset(-4) for _, _, (x, y, r) in rows]
    shown, corner = _corner(sheet, wanted, box, covered)
    for label, position, (x, y, r) in rows:
        mark = label in wanted[:shown]
        sheet.dot(x, y, r, RICH if mark else f"{RICH}@0.6")
        if mark:
            number, size = sheet.language.number(position), axes.AXIS
            ink = sheet.ink(number, size, "semibold")
            sheet.text(x, y - (ink.top + ink.bottom) / 2, number, size=size, style="semibold", colour=PAPER, align="center",
                       tied=False)  # fmt: skip
    for n, label in enumerate(wanted[:shown]):
        sheet.text(corner[0], corner[1] + n * sheet.leading(), label)


def _corner(sheet: Sheet, wanted: Sequence[str], box: Box, covered: Sequence[Box]) -> tuple[int, tuple[float, float]]:
    """Return how many names there is room for beside the swarm, and where their first baseline begins."""
    step = sheet.leading()
    for count in range(len(wanted), 0, -1):
        wide, high = max(sheet.advance(label) for label in wanted[:count]), count * step + 4
        for left in (box.right - wide, box.left):
            for top in (box.top, box.bottom - high):
                place = Box(left - 6, top, left + wide, top + high)
                if not any(place.meets(dot) for dot in covered):
                    return count, (left, top + step - 2)
    return 0, (0.0, 0.0)


def _view(table: pd.DataFrame, words: Language) -> View:
    """Return the swarm, laid out for the narrowest page, the largest fortunes in full colour."""
    fortunes = table[table["item"] == "fortune"]
    scale = _scale(fortunes, 0, NARROW)
    # Dots that cover more of it than this never have room.
    most = math.sqrt(0.36 * NARROW * HIGH / (math.pi * float(fortunes["net_worth"].sum() / fortunes["net_worth"].max())))
    dots = _dots(fortunes, scale, HIGH / 2, min(most, LARGEST), 0.5)
    rows = pd.DataFrame({
        "rank": fortunes["position"], "name": fortunes["name"], "value": fortunes["net_worth"],
        "_off": [off for _, off, _ in dots], "_area": [math.pi * r**2 for _, _, r in dots],
    })  # fmt: skip
    largest = fortunes["label"].notna()
    first = rows.iloc[0]
    amount = dollars(first["value"], words, "USD")
    who = words.text("The largest: {name}, {amount}.", name=str(first["name"]), amount=amount) if first["name"] else (
        words.text("The largest: {amount}.", amount=amount)
    )  # fmt: skip
    scaled = words.text("Net worth on a logarithmic scale, one dot a fortune, its area its size")
    return View(
        [
            Layer(rows[part], "dot", "value", "_off", colour=colour, sizes="_area")
            for part, colour in ((largest, RICH), (~largest, tint(RICH, 0.6)))
            if part.any()
        ],
        Axis("log", _axis(words), scale.low, scale.high, scale.ticks, tuple(words.scaled(tick) for tick in scale.ticks)),
        Axis("linear", "", -HIGH / 2, HIGH / 2),
        how_to_read(words, scaled, who, words.text("Where a dot stands across the scale has no meaning.")),
    )
