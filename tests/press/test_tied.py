"""Numbers in texts: tied to the table, or refused by name."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from inequality.errors import UntiedNumberError
from inequality.press import Figure
from inequality.press.tied import require_tied
from inequality.words import language

TABLE = pd.DataFrame(
    {
        "rank": [1, 2, 3, 7],
        "value": [42, 3_700_000_000, 280_290_000_000_000, -0.004],
        "share": [0.5274, 0.00531, None, 0.5],
        "year": [2017, 2017, 2017, 2017],
        "published": ["2018-01-22", None, None, "not 1999"],
    }
)

TIED = [
    "42 people",
    "Forty-two people",
    "the poorest 3.7 billion",
    "USD 280 trillion",
    "USD 280.3 trillion",
    "280,290 billion",
    "53 percent",
    "52.74%",
    "0.53 percent",
    "0.531 percent of it",
    "a debt of \N{MINUS SIGN}0.4 percent",
    "in 2017",
    "on 22 January 2018",
    "the poorest half",
    "no one owns it",
]
UNTIED = [
    ("41 people", "41"),
    ("forty-three people", "forty-three"),
    ("the poorest 3.8 billion", "3.8 billion"),
    ("3.70 billion and 3.71 billion", "3.71 billion"),
    ("USD 281 trillion", "281 trillion"),
    ("54 percent", "54 percent"),
    ("0.54 percent", "0.54 percent"),
    ("in 2016", "2016"),
    ("in 1999", "1999"),
    ("7 people", "7"),
    ("it doubled", "doubled"),
    ("a third of it", "a third"),
    ("42.0 to 58", "58"),
    ("a debt of 0.4 percent", "0.4 percent"),
    ("2018 percent", "2018 percent"),
]


@pytest.mark.parametrize("text", TIED)
def test_holds(text: str) -> None:
    require_tied({"title": text}, TABLE, language("en"))


@pytest.mark.parametrize(("text", "number"), UNTIED)
def test_is_refused_by_name(text: str, number: str) -> None:
    with pytest.raises(UntiedNumberError, match=r"The note says '.*'") as error:
        require_tied({"title": "42", "note": text}, TABLE, language("en"))
    assert f"'{number}'" in error.value.problem
    assert "nearest are" in error.value.possible


def test_an_edition_may_be_named() -> None:
    require_tied({"note": "the databook of 2016"}, TABLE, language("en"), editions=["2016"])


@pytest.mark.parametrize("where", ["title", "subtitle", "note", "alt", "caption"])
def test_every_text_of_a_figure_is_checked(make: Callable[..., Figure], where: str) -> None:
    with pytest.raises(UntiedNumberError, match=f"The {where} says '43'"):
        make(**{where: "43 people"})


def test_labels_are_checked(make: Callable[..., Figure]) -> None:
    figure = make(compositions={"article": lambda sheet, table: sheet.text(50, 200, "43 people")})
    with pytest.raises(UntiedNumberError, match="The label says '43'"):
        figure.sheet()


def test_a_hidden_number_is_seen(make: Callable[..., Figure]) -> None:
    with pytest.raises(UntiedNumberError, match="'43'"):
        make(title="It takes 4\u202e\u200f3 people")
