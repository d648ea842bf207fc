"""A small figure to try the press on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from inequality.press import Call, Figure
from inequality.press.palette import GROUPS, PAPER
from inequality.press.sheet import Box, Sheet
from inequality.provenance import Origin, Provenance, Snapshot


def draw(sheet: Sheet, table: pd.DataFrame) -> None:
    """Draw one of everything."""
    box, colour = sheet.body, GROUPS["top 1"]
    sheet.rectangle(Box(box.left, box.top, box.left + table["n"][0], box.top + 20), colour, name="bar")
    sheet.hatching(Box(box.left + 100, box.top, box.left + 160, box.top + 20), colour)
    sheet.line([(box.left, box.top + 40), (box.right, box.top + 40)], dash=(4, 3))
    sheet.dot(box.left + 10, box.top + 60, 5, colour)
    sheet.dot(box.left + 30, box.top + 60, 5, PAPER, edge=colour)
    sheet.arrow(box.left + 50, box.top + 70, box.top + 50)
    sheet.polygon([(box.left + 70, box.top + 50), (box.left + 90, box.top + 60), (box.left + 70, box.top + 70)], colour)
    sheet.text(box.left, box.top + 100, f"{table['n'][0]:.0f} people")


@pytest.fixture
def make() -> Callable[..., Figure]:
    """Make a small figure, with anything in it replaced."""

    def made(**changes: Any) -> Figure:
        origin = Origin("Forbes", "The list", "Forbes, The list, March 2017", "2017")
        parts: dict[str, Any] = {
            "name": "small",
            "title": "It takes 42 people to own as much as the poorest half",
            "subtitle": "Net wealth in 2017",
            "note": "A note without a number.",
            "alt": "A bar of 42.",
            "caption": "The number 42.",
            "table": pd.DataFrame({"n": [42], "share": [0.5]}),
            "provenance": Provenance((Snapshot("rich_list", "2017", "0" * 64, origins=(origin,)),)),
            "call": Call("small", {"claim": "oxfam-2018-42"}),
            "compositions": {"article": draw, "phone": draw},
        }
        return Figure(**(parts | changes))

    return made
