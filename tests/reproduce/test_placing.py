"""A drawing is found in a picture to a fraction of a pixel, whatever was done to it."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from inequality.reproduce.placing import place

pictures = runpy.run_path(str(Path(__file__).with_name("pictures.py")))
HANDLED, raster = pictures["HANDLED"], pictures["raster"]
#: Scale and offset that each way leads to, where they are not 1 and 0.
PLACES = {
    "half": (0.5, 0, 0),
    "half, by boxes": (0.5, 0, 0),
    "half, JPEG 60": (0.5, 0, 0),
    "seven tenths, JPEG 75": (0.7, 0, 0),
    "enlarged": (1.3, 0, 0),
    "screenshot": (1, 40, 93),
    "screenshot, scaled, JPEG 70": (0.53, 40, 93),
    "cut, scaled, JPEG 60": (0.6, 0, 0),
}


@pytest.mark.parametrize("way", HANDLED)
def test_where_it_is(way: str) -> None:
    drawing = raster()
    there = place(HANDLED[way](drawing).convert("L"), drawing.convert("L"))
    scale, left, top = PLACES.get(way, (1, 0, 0))
    assert there is not None
    assert (there.across, there.down) == pytest.approx((scale, scale), abs=2e-4)
    assert (there.left, there.top) == pytest.approx((left, top), abs=0.05)


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 40), st.integers(0, 30), st.integers(0, 40), st.integers(0, 60), st.floats(0.4, 1.0))
def test_any_cut_and_any_scale(left: int, top: int, right: int, bottom: int, scale: float) -> None:
    drawing = raster().convert("L")
    part = drawing.crop((left, top, drawing.width - right, drawing.height - bottom))
    picture = part.resize((round(part.width * scale), round(part.height * scale)), Image.Resampling.BICUBIC)
    there = place(picture, drawing)
    assert there is not None
    across, down = picture.width / part.width, picture.height / part.height
    assert (there.across, there.down) == pytest.approx((across, down), abs=5e-4)
    assert (there.left, there.top) == pytest.approx((-left * across, -top * down), abs=0.3)


@pytest.mark.parametrize("colour", ["white", "black"])
def test_an_empty_picture_holds_nothing(colour: str) -> None:
    assert place(Image.new("L", (400, 300), colour), raster().convert("L")) is None
