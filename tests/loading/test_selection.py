"""Options of a source: read out of its reader, checked, written one way."""

from __future__ import annotations

from typing import Any

import pytest

from inequality.errors import InputError
from inequality.loading.selection import Option
from inequality.sources import SOURCES


@pytest.mark.parametrize(
    ("kind", "several", "given", "value"),
    [
        ("int", False, "2020", 2020),
        ("int", False, 2020.0, 2020),
        ("float", False, "2.15", 2.15),
        ("bool", False, "yes", True),
        ("bool", False, "0", False),
        ("str", False, "abc", "abc"),
        ("str", True, "USA,FRA,USA", ("FRA", "USA")),
        ("int", True, [2020, "2019"], (2019, 2020)),
        ("str", True, (), ()),
        ("str", True, "", ()),
    ],
)
def test_values(kind: str, several: bool, given: Any, value: Any) -> None:
    assert Option("areas", kind, several, None, "").value(given) == value


@pytest.mark.parametrize(
    ("kind", "given"),
    [("int", "many"), ("int", 2.5), ("int", True), ("bool", "maybe"), ("bool", 7), ("float", None), ("str", 2.5)],
)
def test_what_is_no_value(kind: str, given: Any) -> None:
    with pytest.raises(InputError, match="^year is"):
        Option("year", kind, False, 0, "").value(given)


def test_order_is_kept_where_it_may_matter() -> None:
    assert Option("series", "str", True, (), "").value(["b", "a", "b"]) == ("b", "a")


def test_the_words_of_the_documentation_are_found() -> None:
    from inequality.loading.selection import options

    assert options(SOURCES["swiid"])["areas"].about
