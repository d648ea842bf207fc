"""House styles: what one file changes, and what is said of a wrong one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from inequality.errors import RecordError
from inequality.press import Figure, export, fonts
from inequality.press.style import HOUSE, Style


def house(folder: Path, text: str) -> Style:
    path = folder / "house.toml"
    path.write_text(text, encoding="utf-8")
    return Style.read(path)


def test_an_empty_file_is_the_package_s_own(tmp_path: Path) -> None:
    style = house(tmp_path, "")
    assert (style.light, style.dark, style.types, style.sizes) == (HOUSE.light, HOUSE.dark, HOUSE.types, HOUSE.sizes)


def test_one_file_changes_fonts_colours_logo_and_sizes(tmp_path: Path, make: Callable[..., Figure]) -> None:
    Image.new("RGB", (60, 20), "#00ff00").save(tmp_path / "logo.png")
    (tmp_path / "own.ttf").write_bytes(Path(fonts.PACKAGED.semibold[-1]).read_bytes())
    style = house(
        tmp_path,
        """
        [fonts]
        regular = ["own.ttf"]
        semibold = ["own.ttf"]
        [colours.light]
        "top 1" = "#7700aa"
        [sizes]
        teaser = "1000x600"
        [type.article]
        title = 24
        [logo]
        file = "logo.png"
        """,
    )
    sheet = make().sheet("teaser", style=style)
    pixels = export.pixels(sheet)
    assert pixels.shape == (600, 1000, 3)
    assert (pixels == (0x77, 0, 0xAA)).all(axis=2).any()
    assert (pixels[-40:, -120:] == (0, 255, 0)).all(axis=2).sum() > 200
    assert sheet.texts[0].size == 24
    with fonts.using(style.faces):
        assert fonts.advance("people", 12) == fonts.advance("people", 12, "semibold")
    assert fonts.advance("people", 12) != fonts.advance("people", 12, "semibold")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[colours.light]\n\npapper = '#ffffff'", r"line 3: 'papper' is not known in \[colours.light\].*did you mean 'paper'"),
        ("[colours.light]\npaper = 'white'", r"line 2: 'paper' is 'white'.*#rrggbb"),
        ("[colours.light]\n'top 1' = '#ffe0e0'", r"line 2: 'top 1' is #ffe0e0.*contrast of 1\.\d with paper.*at least 3"),
        ("[colours.dark]\npaper = '#ffffff'", r"line 2: 'paper' is #ffffff: 'ink' has a contrast"),
        ("[type.phone]\nnote = 10", r"line 2: 'note' is 10 px.*12 to 60"),
        ("[type.phone]\nnote = 'big'", r"line 2: 'note' is 'big'.*a number"),
        ("[logo]\nheight = 12\nfile = 'none.png'", r"line 3: 'file' names 'none.png', which is not there"),
        ("[fonts]\nregular = ['none.ttf']", "line 2: 'regular' names 'none.ttf'"),
        ("[fonts]\nregular = [1]", "line 2: 'regular' holds what is no text"),
        ("[sizes]\nposter = 'large'", r"line 2: 'poster' is 'large': There is no size 'large'"),
        ("time_axis = 'up'", "line 1: 'time_axis' is 'up'.*left to right or reading direction"),
        ("colours = 3", "line 1: 'colours' is 3.*a table"),
        ("time_axis = up", "is not TOML: .*line 1"),
    ],
)
def test_a_wrong_key_is_named_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(RecordError, match=message):
        house(tmp_path, text)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="cannot be read"):
        Style.read(tmp_path / "none.toml")


def test_light_and_dark_draw_the_same_marks(make: Callable[..., Figure]) -> None:
    light, dark = (export.pixels(make().sheet("article", dark=dark)) for dark in (False, True))
    one, other = ((np.abs(page.astype(int) - page[0, 0].astype(int)).max(axis=2) > 8) for page in (light, dark))
    assert tuple(light[0, 0]) == (255, 255, 255)
    assert dark[0, 0].max() < 40
    assert (one != other).mean() < 0.01
