"""Files are named flatly, and their names tell what they show."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from inequality.errors import DrawingError
from inequality.press.look import PLAIN, Look, file_name, look_of
from inequality.press.record import Call, Record, identify
from inequality.press.style import HOUSE

LOOKS = [Look(dark, bare, cmyk) for dark, bare, cmyk in product((False, True), repeat=3)]


@pytest.mark.parametrize(
    ("expected", "arguments"),
    [
        ("forty-two-people.svg", ("en", "svg")),
        ("forty-two-people.es-MX.phone.png", ("es-MX", "png", "phone")),
        ("forty-two-people.118mm.cmyk.pdf", ("en", "pdf", "118mm", Look(cmyk=True))),
        ("forty-two-people.ar.1200x675.dark.bare.png", ("ar", "png", "1200x675", Look(dark=True, bare=True))),
        ("forty-two-people.png", ("en", "png", "1600x1000")),
        ("forty-two-people.text.svg", ("en", "text.svg")),
    ],
)
def test_names_are_flat(expected: str, arguments: tuple[str, str]) -> None:
    assert file_name("forty-two-people", *arguments) == expected


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: ".".join(look.parts) or "plain")
@pytest.mark.parametrize("size", ["article", "phone", "118mm", "118.5mm", "1200x675"])
@pytest.mark.parametrize("code", ["en", "es-MX"])
def test_a_name_tells_what_it_shows(code: str, size: str, look: Look) -> None:
    for kind in ("png", "svg", "pdf", "text.svg"):
        name = file_name("n-by-year", code, kind, size, look)
        assert look_of(name, "n-by-year", code) == (kind, size, look)
        # A record takes any of these names.
        hashes = {name: {"sha256": "0" * 64}}
        call = Call("small", {})
        record = Record(identify(call, {}, "n\n1\n"), "n-by-year", "", call, {}, "n\n1\n", {}, hashes)
        assert Record.from_json(record.to_json()).pictures == hashes


@pytest.mark.parametrize("name", ["other.png", "n-by-year.csv", "n-by-year.poster.png", "n-by-year.dark.dark.png", "n-by-year"])
def test_other_names_tell_nothing(name: str) -> None:
    assert look_of(name, "n-by-year") is None


def test_a_house_style_is_named() -> None:
    style = replace(HOUSE, name="The Daily")
    assert file_name("n-by-year", "en", "png", "phone", Look(style=style)) == "n-by-year.phone.style-the-daily.png"
    assert look_of("n-by-year.phone.style-the-daily.png", "n-by-year", style=style) == ("png", "phone", Look(style=style))
    assert look_of("n-by-year.phone.style-the-daily.png", "n-by-year") is None
    with pytest.raises(DrawingError, match="cannot be named"):
        file_name("n-by-year", "en", "png", "phone", Look(style=replace(HOUSE, name="日")))
    assert Look() == PLAIN
