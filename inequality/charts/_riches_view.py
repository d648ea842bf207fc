"""The richest against the poorest half as an interactive page: the same blocks, bars, scale and colours."""

from __future__ import annotations

import pandas as pd

from inequality.charts._riches import counted, matches, poorest
from inequality.press.palette import GROUPS, INK, tint
from inequality.press.plotted import cell
from inequality.press.view import Layer, View, named, numbers
from inequality.words import Language

__all__ = ["riches_view"]

RICH, POOR = GROUPS["top 0.1"], GROUPS["bottom 50"]


def riches_view(table: pd.DataFrame, words: Language) -> View:
    """Return one block a person over what the poorest half owned, on one scale of dollars from zero."""
    upper, lower = words.text("The richest people, in order"), words.text("The poorest half of the world")
    people = [f"{who} {text}" for _, who, text in matches(table, words, narrow=False)]
    reached = {"possible": people[0], "published": counted(table, words), "certain": people[1]}
    strength = {"certain": RICH, "published": tint(RICH, 0.62), "possible": tint(RICH, 0.26)}
    blocks = table[table["item"] == "fortune"][["rank", "name", "value", "cumulative"]].copy()
    blocks["start"] = blocks["cumulative"] - blocks["value"]
    blocks["band"] = upper
    certain, published = cell(table, "people", "low"), cell(table, "people")
    kinds = ["certain" if n <= certain else "published" if n <= published else "possible" for n in blocks["rank"]]
    blocks["reached"] = [reached[kind] for kind in kinds]
    blocks["says"] = [
        words.text("{name}: {value}", name=str(name), value=words.money(value, "USD", 1, "billion"))
        for name, value in zip(blocks["name"], blocks["value"], strict=True)
    ]
    low, high = (cell(table, "amount", end) for end in ("low", "high"))
    amounts = words.range(words.scaled(low, 0, "billion"), words.money(high, "USD", 0, "billion"))
    owned = pd.DataFrame({"start": [0.0, low], "end": [low, high], "band": lower})
    owned["says"] = [poorest(table, words), words.text("{name}: {value}", name=lower, value=amounts)]
    mark = pd.DataFrame({"end": blocks.loc[blocks["rank"] == published, "cumulative"], "band": upper})
    mark["says"] = counted(table, words)
    colours = {reached[kind]: colour for kind, colour in strength.items()}
    return View(
        [
            Layer(blocks, "bar", "start", "band", x2="cumulative", by="reached", colours=colours, says="says"),
            Layer(owned[:1], "bar", "start", "band", x2="end", colour=POOR, says="says"),
            Layer(owned[1:], "outline", "start", "band", x2="end", colour=POOR, says="says"),
            Layer(mark, "tick", "end", "band", colour=INK, says="says"),
        ],
        numbers(0, float(blocks["cumulative"].max()), lambda value: _dollars(value, words), ""),
        named([upper, lower]),
        _how_to_read(table, words),
    )


def _dollars(value: float, words: Language) -> str:
    return words.money(value, "USD", 0, "billion") if value else words.number(0)


def _how_to_read(table: pd.DataFrame, words: Language) -> str:
    """Return how to read it, by the two ends of what the poorest half can have owned."""
    low, high = (cell(table, "amount", end) for end in ("low", "high"))
    return words.text(
        "How to read it: if the poorest half owned only {low}, the richest {few} people owned as much; if it owned {high}, "
        "the richest {many} did.",
        low=words.money(low, "USD", 0, "billion"), high=words.money(high, "USD", 0, "billion"),
        few=words.number(cell(table, "people", "low")), many=words.number(cell(table, "people", "high")),
    )  # fmt: skip
