"""A view as Vega-Lite: marks, order, scales and colours as the chart has them; what is written comes from the language.

Texts are data there, never code: fields have names of our own, ticks are written beforehand, no link and no expression is
made of what a table holds.
"""

from __future__ import annotations

import json
import math
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from inequality.press.direction import directed
from inequality.press.lines import plain
from inequality.press.palette import GRID, MUTED, PAPER, RULE, Palette
from inequality.press.spoken import row_in_words
from inequality.press.view import Axis, Layer, View
from inequality.words import Language

__all__ = ["SCHEMA", "key_of", "telling", "vega_lite"]

#: The version that `vl-convert` 1.9 brings along.
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
#: Height of the plot: for numbers, and for each name the least and the most.
HEIGHT, ROW, HIGHEST = 380, 26, 120
#: So few names are broken into lines of so many letters.
FEW, LETTERS = 8, 18
_SHAPES = {"dot": "circle", "ring": "circle", "diamond": "diamond"}


def vega_lite(view: View, words: Language, colours: Palette, terms: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return a view as a Vega-Lite specification, as wide as the page.

    Examples
    --------
    >>> from inequality.press.inferred import inferred_view
    >>> from inequality.press.style import HOUSE
    >>> from inequality.words import language
    >>> table = pd.DataFrame({"year": [2016, 2017, 2019], "share": [0.1, 0.2, 0.3]})
    >>> spec = vega_lite(inferred_view(table, language("en")), language("en"), HOUSE.light)
    >>> [layer["mark"]["type"] for layer in spec["layer"]], len(spec["layer"][0]["data"]["values"])
    (['line', 'point'], 4)
    """
    height: Any = {"step": _step(view)} if view.y.kind == "names" else HEIGHT
    ink = {"labelColor": colours.hex(MUTED), "titleColor": colours.hex(MUTED), "domainColor": colours.hex(RULE)}
    return {
        "$schema": SCHEMA,
        "width": "container",
        "height": height,
        "background": colours.hex(PAPER),
        "autosize": {"type": "fit-x", "contains": "padding"},
        "layer": [_layer(layer, view, words, colours, terms) for layer in view.layers],
        "config": {
            "font": "system-ui, sans-serif",
            "view": {"stroke": None},
            "axis": {
                **ink, "aria": False,
                "labelFontSize": 12, "titleFontSize": 13, "titleFontWeight": 400, "labelLimit": 150, "labelPadding": 6,
                "gridColor": colours.hex(GRID), "tickColor": colours.hex(RULE),
            },
        },
    }  # fmt: skip


def key_of(view: View, colours: Palette) -> list[tuple[str, str, str]]:
    """Return the entries of the key: mark, colour as ``#rrggbb``, and what it means; none where there is one kind alone."""
    found: dict[tuple[str, str], str] = {}
    for layer in view.layers:
        if layer.by:
            for value in dict.fromkeys(map(str, layer.data[layer.by])):
                if value:
                    found[value, layer.colours[value]] = layer.mark
        elif layer.name:
            found[layer.name, layer.colour] = layer.mark
    return [(mark, colours.hex(colour), name) for (name, colour), mark in found.items()]


def _layer(layer: Layer, view: View, words: Language, colours: Palette, terms: Mapping[str, str] | None) -> dict[str, Any]:
    line = layer.mark == "line"
    encoding: dict[str, Any] = {
        "x": _channel("x", view.x, words),
        "y": _channel("y", view.y, words),
        **({"x2": {"field": "x2"}} if layer.x2 else {}),
        **({"y2": {"field": "y2"}} if layer.y2 else {}),
        ("stroke" if layer.mark in ("line", "ring", "outline") else "fill"): {
            "field": "colour", "type": "nominal", "scale": None, "legend": None,
        },
    }  # fmt: skip
    if line:
        encoding |= {
            "detail": {"field": "piece", "type": "nominal"},
            "strokeDash": {
                "field": "dash", "type": "nominal", "legend": None, "scale": {"domain": [0, 1], "range": [[1, 0], [5, 4]]},
            },
        }  # fmt: skip
    else:
        encoding["description"] = {"field": "says", "type": "nominal"}
    if layer.sizes:
        encoding["size"] = {"field": "size", "type": "quantitative", "scale": None, "legend": None}
    if layer.mark == "bar" and layer.x2 and layer.y2:  # neighbours meet without a seam
        encoding["stroke"] = encoding["fill"]
    rows = _pieces(layer, colours) if line else _rows(layer, words, colours, terms)
    return {"data": {"values": list(rows)}, "mark": _mark(layer, colours, _thickness(view)), "encoding": encoding}


def _mark(layer: Layer, colours: Palette, height: float) -> dict[str, Any]:
    """How a mark is drawn; what has a description is reached by keyboard."""
    if layer.mark in _SHAPES:
        hollow = {"fill": colours.hex(PAPER), "strokeWidth": 2.4} if layer.mark == "ring" else {"strokeWidth": 0}
        return {"type": "point", "shape": _SHAPES[layer.mark], "size": layer.size, "opacity": 1, **hollow}
    if layer.mark == "line":
        return {"type": "line", "strokeWidth": 2.2, "aria": False, "invalid": "break-paths-show-domains"}
    if layer.mark == "tick":
        return {"type": "tick", "thickness": 3, "size": height}
    if layer.mark == "bar" and layer.x2 and layer.y2:
        return {"type": "rect", "strokeWidth": 0.6}
    thick = {"size": height} if layer.x2 or layer.y2 else {}
    if layer.mark == "outline":
        return {"type": "bar", "fill": colours.hex(PAPER), "strokeWidth": 1.6, "strokeDash": [4, 3], **thick}
    return {"type": "bar", "stroke": colours.hex(PAPER), "strokeWidth": 0.6, **thick}


def _step(view: View) -> float:
    """Height of a row of names: the fewer there are, the higher."""
    return min(max(ROW, HEIGHT / max(len(view.y.said), 1)), HIGHEST)


def _thickness(view: View) -> float:
    """Of a bar."""
    return round(0.6 * _step(view)) if view.y.kind == "names" else 22.0


def _channel(field: str, axis: Axis, words: Language) -> dict[str, Any]:
    """Scale and axis of one direction."""
    mirrored = words.direction == "rtl"
    side = {"orient": "right"} if mirrored and field == "y" else {}
    title = directed(axis.name, words) if axis.name else None
    if axis.kind == "names":
        order = [directed(plain(name), words) for name in axis.said]
        broken = [textwrap.wrap(name, LETTERS) if len(order) <= FEW else name for name in order]
        return {
            "field": field, "type": "nominal", "sort": order, "scale": {"domain": order},
            "axis": {
                "title": title, "ticks": False, "domain": False, "grid": False,
                "labelExpr": f"{json.dumps(broken)}[indexof({json.dumps(order)}, datum.value)]", **side,
            },
        }  # fmt: skip
    said = [directed(text, words) for text in axis.said]
    # Ticks are written by the language; Vega only looks them up.
    looked_up = f"{json.dumps(said)}[indexof({json.dumps(list(axis.ticks))}, datum.value)]"
    upright = {"titleAngle": 0, "titleAlign": "right" if mirrored else "left", "titleAnchor": "end", "titleY": -12, "titleX": 0}
    scale = {
        "type": "log" if axis.kind == "log" else "linear", "domain": [axis.low, axis.high], "nice": False, "zero": False,
        "reverse": mirrored and field == "x" and axis.kind != "years",
    }  # fmt: skip
    return {
        "field": field, "type": "quantitative", "scale": scale,
        "axis": {
            "title": title, "values": list(axis.ticks), "labelExpr": looked_up, "labelOverlap": True, "ticks": False,
            "domain": False, "grid": field == "y" or axis.kind != "years", **side, **(upright if field == "y" else {}),
        },
    }  # fmt: skip


def _rows(layer: Layer, words: Language, colours: Palette, terms: Mapping[str, str] | None) -> Iterator[dict[str, Any]]:
    """Yield a row for each mark; one without a number has none."""
    names = telling(layer)
    for row in _records(layer):
        ends = {name: _value(row[column], words) for name, column in _ends(layer).items()}
        if None in ends.values():
            continue
        says = str(row[layer.says]) if layer.says else row_in_words({name: row[name] for name in names}, words, terms)
        named = words.labelled(layer.name, says) if layer.name and not layer.says else says
        yield {**ends, "colour": colours.hex(layer.colour_of(row)), "says": directed(plain(named), words)}


def telling(layer: Layer) -> list[str]:
    """Return the columns that tell the rows of a layer apart: where all are alike, nothing is said."""
    data, used = layer.data, {layer.x, layer.y, layer.x2, layer.y2}
    names = [name for name in map(str, data.columns) if not name.startswith("_")]
    return [name for name in names if name in used or len(data) == 1 or len(set(map(str, data[name]))) > 1]


def _records(layer: Layer) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in layer.data.to_dict("records")]


def _ends(layer: Layer) -> dict[str, str]:
    ends = {"x": layer.x, "y": layer.y, "x2": layer.x2, "y2": layer.y2, "size": layer.sizes}
    return {name: column for name, column in ends.items() if column}


def _value(value: Any, words: Language) -> float | str | None:
    if isinstance(value, str):
        return directed(plain(value), words)
    return None if value is None or math.isnan(value) else float(value)


def _pieces(layer: Layer, colours: Palette) -> Iterator[dict[str, Any]]:
    """Yield the points of lines in pieces, dashed and whole ones apart; a piece ends where the next begins, or at a gap."""
    piece = 0
    before: tuple[str, int, dict[str, Any]] | None = None
    for row in _records(layer):
        x, y = row[layer.x], row[layer.y]
        dash = int(bool(layer.dashed) and row[layer.dashed] is True)
        colour = colours.hex(layer.colour_of(row))
        series = str(row[layer.by]) if layer.by else ""
        if pd.isna(y):
            yield {"x": float(x), "y": None, "colour": colour, "dash": dash, "piece": piece}
            piece, before = piece + 1, None
            continue
        point = {"x": float(x), "y": float(y), "colour": colour}
        if before is not None and (before[:2] != (series, dash)):
            piece += 1
            if before[0] == series:
                yield {**before[2], "dash": dash, "piece": piece}
        yield {**point, "dash": dash, "piece": piece}
        before = (series, dash, point)
