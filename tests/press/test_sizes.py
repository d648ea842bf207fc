"""Sizes: by name and written out, each with its composition; pixels and millimetres come out as asked."""

from __future__ import annotations

import io
from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from inequality.errors import DrawingError, UnknownNameError
from inequality.press import Figure, export
from inequality.press.sheet import Sheet
from inequality.press.sizes import LEAST_TYPE
from inequality.press.style import HOUSE

PIXELS = {
    "article": (1600, 1000), "800x500": (800, 500), "phone": (800, 1400), "square": (1080, 1080), "card": (1200, 630),
    "1200x675": (1200, 675), "1080x1920": (1080, 1920), "1281x807": (1281, 807),
}  # fmt: skip


@pytest.mark.parametrize(("size", "pixels"), PIXELS.items(), ids=PIXELS)
def test_bitmaps_have_the_pixels_asked_for(make: Callable[..., Figure], size: str, pixels: tuple[int, int]) -> None:
    sheet = make().sheet(size)
    assert export.pixels(sheet).shape == (pixels[1], pixels[0], 3)
    assert Image.open(io.BytesIO(export.png(sheet, "t", "a", "s"))).size == pixels


@pytest.mark.parametrize("width", [57, 85, 118, 174])
def test_print_is_as_wide_as_asked_and_as_high_as_needed(make: Callable[..., Figure], width: int) -> None:
    pypdf = pytest.importorskip("pypdf")
    sheet = make().sheet(f"{width}mm")
    page = pypdf.PdfReader(io.BytesIO(export.pdf(sheet, "t", "a"))).pages[0].mediabox
    assert float(page.width) / 72 * 25.4 == pytest.approx(width, abs=0.01)
    assert float(page.height) == pytest.approx(sheet.height * sheet.size.unit, abs=0.01)
    assert f'width="{width}mm"'.encode() in export.svg(sheet, "t", "a")
    assert min(placed.size for placed in sheet.texts) * sheet.size.unit >= 7


def test_a_height_of_print_may_be_given() -> None:
    size = HOUSE.size("118x80mm")
    assert size.height is not None
    assert size.height * size.unit / 72 * 25.4 == pytest.approx(80)
    assert size.shape == "article"


@pytest.mark.parametrize(
    ("text", "shape"),
    [("article", "article"), ("card", "article"), ("square", "square"), ("phone", "phone"), ("85mm", "phone"),
     ("118 mm", "phone"), ("174MM", "article"), ("1080 × 1080", "square"), ("1600X1000", "article")],
)  # fmt: skip
def test_each_takes_the_composition_of_its_shape(make: Callable[..., Figure], text: str, shape: str) -> None:
    drawn: list[str] = []

    def composition(name: str) -> Callable[[Sheet, pd.DataFrame], None]:
        return lambda sheet, table: drawn.append(name)

    make(compositions={name: composition(name) for name in ("article", "phone", "square")}).sheet(text)
    make(compositions={name: composition(name) for name in ("article", "phone")}).sheet(text)
    assert drawn == [shape, "article" if shape == "square" else shape]


@pytest.mark.parametrize("text", ["poster", "12x", "0x0", "300x200", "99999x99999", "10mm", "900mm", "118x10mm", "", "-5mm"])
def test_what_is_no_size_is_refused_with_what_is(text: str) -> None:
    with pytest.raises(UnknownNameError, match=r"118mm.*article, card, phone, square"):
        HOUSE.size(text)


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_type_is_never_scaled_below_the_least(width: int, height: int) -> None:
    try:
        size = HOUSE.size(f"{width}x{height}")
    except UnknownNameError:
        return
    assert size.scale >= 1
    assert min(size.title, size.subtitle, size.label, size.note) >= LEAST_TYPE
    assert size.pixels == (width, height)


def test_a_size_too_low_for_its_texts_is_refused(make: Callable[..., Figure]) -> None:
    with pytest.raises(DrawingError, match=r"The texts leave \d+ of \d+ pixels"):
        make().sheet("1600x400")


def test_without_its_texts_the_chart_has_the_whole_sheet(make: Callable[..., Figure]) -> None:
    sheet = make().sheet("article", bare=True)
    assert sheet.body.height > 470
    assert [placed.text for placed in sheet.texts] == ["42\xa0people"]
