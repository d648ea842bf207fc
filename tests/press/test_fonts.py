"""The shipped fonts: these files and no others."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from matplotlib.ft2font import FT2Font

from inequality.press import fonts

FOLDER = Path(fonts.FOLDER)


@pytest.mark.parametrize("name", fonts.FILES.values())
def test_bear_our_name_and_stay_small(name: str) -> None:
    font = FT2Font(str(FOLDER / name))
    assert font.family_name.startswith("Inequality Sans")
    assert (FOLDER / name).stat().st_size < 160_000


def test_carry_their_licence() -> None:
    text = (FOLDER / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in text
    assert "The Inter Project Authors" in text


@pytest.mark.parametrize(
    "text", ["Ortega Ñandú", "Żółć Łódź", "Жэньшэнь Їжак", "€ £ ¥ ₽ ₹", "“‘–—…’”", "←↑→↓", "−1\u202f234,5\u00a0%"]
)
def test_have_the_characters_of_latin_and_cyrillic_languages(text: str) -> None:
    fonts.require_glyphs(text)


def test_widths_add_up() -> None:
    assert fonts.advance("4242", 20) == pytest.approx(2 * fonts.advance("42", 20), rel=0.02)
    assert fonts.advance("42", 40) == pytest.approx(2 * fonts.advance("42", 20))


def test_are_cut_reproducibly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("fontTools")
    pytest.importorskip("fontpkg_inter", reason="only for those who cut the fonts anew")
    spec = importlib.util.spec_from_file_location("build_fonts", Path(__file__).parents[2] / "tools" / "build_fonts.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    monkeypatch.setattr(tool, "FOLDER", tmp_path)
    tool.main()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        name: (FOLDER / name).read_bytes() for name in (*fonts.FILES.values(), "OFL.txt")
    }
