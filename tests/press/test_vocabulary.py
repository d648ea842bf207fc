"""The example chart, drawn with the whole vocabulary: in every size and direction, light and dark."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from inequality.errors import DrawingError
from inequality.press import axes, export, fonts, legend, marks, multiples, scales
from inequality.press.ink import offences
from inequality.press.sheet import SIZES, Box, Sheet
from inequality.press.style import Style
from inequality.words import language


def _module() -> ModuleType:
    spec = importlib.util.spec_from_file_location("vocabulary_chart", Path(__file__).with_name("vocabulary_chart.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


example = _module().example
EVERY_SIZE = ("article", "800x500", "phone", "square", "card", "57mm", "85mm", "118mm", "174mm", "1200x675")


@pytest.mark.parametrize("code", ["en", "ar", "hi"])
def test_a_picture_editor_finds_nothing_in_any_size(code: str) -> None:
    figure = example(code)
    for size in EVERY_SIZE:
        sheet = figure.sheet(size)
        assert offences(sheet) == [], size
        assert min(placed.size for placed in sheet.texts) >= 12
        drawn = " ".join(placed.text for placed in sheet.texts)
        assert figure.title in drawn
        assert figure.note in drawn
        assert figure.id in drawn


@pytest.mark.parametrize("code", ["en", "ar"])
def test_nor_on_a_dark_page_or_a_bare_one(code: str) -> None:
    assert offences(example(code).sheet("article", dark=True)) == []
    assert offences(example(code).sheet("phone", bare=True)) == []


def test_arabic_is_laid_out_from_the_right() -> None:
    english, arabic = example("en").sheet("article"), example("ar").sheet("article")
    for sheet, begins in ((english, 26.0), (arabic, 774.0)):
        for placed in sheet.texts[:2]:  # title and subtitle
            side = placed.drawn.left if sheet is english else placed.drawn.right
            assert side == pytest.approx(begins, abs=3)

    def years(sheet: Sheet) -> tuple[float, float]:
        first, last = (next(p for p in sheet.texts if p.text == year) for year in ("1995", "2024"))
        return first.drawn.left, last.drawn.left

    for sheet in (english, arabic):  # time runs from left to right in both
        assert years(sheet)[0] < years(sheet)[1]
    # The bars beside are mirrored: their axis stands at the right in Arabic.
    zero = {sheet: max(p.drawn.left for p in sheet.texts if p.text.endswith(("0.0", "0,0"))) for sheet in (english, arabic)}
    assert zero[english] > 500
    assert zero[arabic] < 300


def test_a_house_may_let_time_run_as_its_readers_read(tmp_path: Path) -> None:
    (tmp_path / "house.toml").write_text('time_axis = "reading direction"', encoding="utf-8")
    sheet = example("ar").sheet("article", style=Style.read(tmp_path / "house.toml"))
    places = {placed.text: placed.drawn.left for placed in sheet.texts}
    assert places["1995"] > places["2024"]
    assert offences(sheet) == []


@pytest.mark.parametrize("code", ["en", "ar", "hi"])
def test_the_measured_ink_is_the_drawn_ink(code: str) -> None:
    """Of shaped text too: every text of the chart is where it was measured to be."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    sheet = example(code).sheet("article")
    with export.settings(), fonts.using(sheet.faces):
        renderer = FigureCanvasAgg(sheet.canvas).get_renderer()  # type: ignore[no-untyped-call]
        for placed in sheet.texts:
            renderer.clear()  # type: ignore[no-untyped-call]
            placed.artist.draw(renderer)
            rows, columns = np.nonzero(np.asarray(renderer.buffer_rgba())[:, :, 3] > 96)
            drawn = (columns.min() / 2, rows.min() / 2, (columns.max() + 1) / 2, (rows.max() + 1) / 2)
            box = placed.drawn
            assert drawn == pytest.approx((box.left, box.top, box.right, box.bottom), abs=1.0), placed.text


def test_a_number_parted_from_its_unit_or_a_line_of_one_word_is_seen() -> None:
    sheet = Sheet(SIZES["article"], language("en"))
    sheet.paragraph(50, 50, ("all of the 42", "people"), 0)
    assert offences(sheet) == ["'all of the 42' is parted from what belongs to it"]
    sheet = Sheet(SIZES["article"], language("en"))
    sheet.paragraph(50, 50, "x" * 45 + " " + "y" * 45, 400)
    assert [found.endswith("is a line of one word") for found in offences(sheet)] == [True, True]


def test_a_mark_that_runs_over_the_edge_is_seen() -> None:
    sheet = Sheet(SIZES["article"], language("en"))
    sheet.dot(799, 200, 5, "top 1")
    assert offences(sheet) == ["a mark is cut off at the right"]


def test_a_log_axis_is_named() -> None:
    sheet, plot = Sheet(SIZES["article"], language("en")), Box(80, 80, 700, 400)
    scale = scales.log(1e9, 2e11, plot.bottom, plot.top)
    with pytest.raises(DrawingError, match="must say that it is one"):
        axes.levels(sheet, plot, scale, lambda value: f"{value:,.0f}")
    with pytest.raises(DrawingError, match="must say that it is one"):
        axes.along(sheet, plot, scales.log(1, 1000, plot.left, plot.right), lambda value: f"{value:,.0f}")
    axes.levels(sheet, plot, scale, lambda value: sheet.language.number(value / 1e9), name="logarithmic scale, USD billion")
    assert "logarithmic scale, USD billion" in sheet.sayings or any("logarithmic" in p.text for p in sheet.texts)
    assert offences(sheet) == []


def test_numbers_of_an_axis_never_meet() -> None:
    sheet, plot = Sheet(SIZES["phone"], language("en")), Box(40, 80, 380, 400)
    scale = scales.linear(0, 1e7, plot.left, plot.right, most=9)
    axes.along(sheet, plot, scale, lambda value: sheet.language.number(value), baseline=True)
    assert len(sheet.texts) >= 3
    assert offences(sheet) == []


def test_small_multiples_share_size_and_reading_order() -> None:
    for code in ("en", "ar"):
        sheet = Sheet(SIZES["phone"], language(code))
        titles = ["France", "United Kingdom of Great Britain and Northern Ireland", "India", "Chile", "Fiji"]
        plots = multiples.panels(sheet, Box(18, 80, 382, 600), titles)
        assert len({(round(plot.width, 6), round(plot.height, 6)) for plot in plots}) == 1
        assert offences(sheet) == []
    with pytest.raises(DrawingError, match="9 panels leave"):
        multiples.panels(sheet, Box(18, 80, 382, 200), ["x"] * 9)


def test_a_key_breaks_into_rows() -> None:
    sheet = Sheet(SIZES["phone"], language("en"))
    entries = [
        (f"a mark of the kind number {n}", lambda x, y: marks.dot(sheet, x, y, "top 1", shape="ring"))
        for n in ("one", "two", "three")
    ]
    assert legend.key(sheet, 18, 100, 364, entries) > 100
    assert offences(sheet) == []
