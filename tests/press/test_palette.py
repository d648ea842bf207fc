"""The palette: every colour seen, any two told apart, by everybody."""

from __future__ import annotations

import itertools
import warnings

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from inequality.errors import DrawingError
from inequality.press.palette import FAINT, GROUPS, INK, MUTED, PAPER, RULE, SERIES, Palette, contrast, legible, tint
from inequality.press.style import HOUSE

with warnings.catch_warnings():  # its source has escapes that Python warns of when it compiles them
    warnings.simplefilter("ignore")
    from colorspacious import cspace_convert

SEEN = {"all colours": None, "deuteranopia": "deuteranomaly", "protanopia": "protanomaly", "tritanopia": "tritanomaly"}


PAGES = {"light": HOUSE.light, "dark": HOUSE.dark}
each_page = pytest.mark.parametrize("palette", PAGES.values(), ids=PAGES)


@each_page
@pytest.mark.parametrize("names", [tuple(GROUPS), SERIES], ids=["groups", "series"])
@pytest.mark.parametrize("eyes", SEEN)
def test_any_two_are_told_apart(eyes: str, names: tuple[str, ...], palette: Palette) -> None:
    colours = np.array([to_rgb(palette.hex(name)) for name in names])
    if SEEN[eyes]:
        space = {"name": "sRGB1+CVD", "cvd_type": SEEN[eyes], "severity": 100}
        colours = np.clip(cspace_convert(colours, space, "sRGB1"), 0, 1)
    seen = cspace_convert(colours, "sRGB1", "CAM02-UCS")
    distances = {
        pair: float(np.linalg.norm(a - b))
        for pair, (a, b) in zip(itertools.combinations(names, 2), itertools.combinations(seen, 2), strict=True)
    }
    assert min(distances.values()) >= 12, distances


@each_page
@pytest.mark.parametrize("name", [*GROUPS, *SERIES, RULE])
def test_every_mark_stands_out_from_its_page(name: str, palette: Palette) -> None:
    assert contrast(palette.hex(name), palette.hex(PAPER)) >= 3


@each_page
@pytest.mark.parametrize(("letters", "ground"), [(INK, PAPER), (MUTED, PAPER), (INK, FAINT), (MUTED, FAINT)])
def test_letters_are_read(letters: str, ground: str, palette: Palette) -> None:
    assert contrast(palette.hex(letters), palette.hex(ground)) >= 4.5


@each_page
@pytest.mark.parametrize("name", [*GROUPS, *SERIES])
def test_letters_in_a_colour_or_on_it_are_read(name: str, palette: Palette) -> None:
    assert contrast(palette.hex(legible(name)), palette.hex(PAPER)) >= 4.5
    assert contrast(palette.hex(palette.letters(name)), palette.hex(name)) >= 4.5


@each_page
def test_a_tint_lies_between(palette: Palette) -> None:
    assert palette.hex(tint("top 0.1", 1)) == palette.hex("top 0.1")
    assert palette.hex(tint("top 0.1", 0)) == palette.hex(PAPER)


def test_an_unknown_colour_is_refused() -> None:
    with pytest.raises(DrawingError, match="'#d1495b' is no colour of the palette"):
        HOUSE.light.hex("#d1495b")
