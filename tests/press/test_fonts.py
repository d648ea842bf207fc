"""The shipped fonts: these files and no others."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest
from matplotlib.font_manager import FontEntry, fontManager
from matplotlib.ft2font import FT2Font

from inequality.errors import DrawingError
from inequality.press import fonts

FOLDER = Path(fonts.FOLDER)


FILES = [Path(path).name for path in (*fonts.PACKAGED.regular, *fonts.PACKAGED.semibold)]


@pytest.mark.parametrize("name", FILES)
def test_bear_our_name_and_stay_small(name: str) -> None:
    font = FT2Font(str(FOLDER / name))
    assert font.family_name.startswith("Inequality Sans")
    assert (FOLDER / name).stat().st_size < 160_000


def test_carry_their_licence() -> None:
    text = (FOLDER / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in text
    for authors in ("The Inter Project Authors", "/arabic)", "/devanagari)"):
        assert authors in text


@pytest.mark.parametrize(
    "text", [
        "Ortega Ñandú", "Żółć Łódź", "Жэньшэнь Їжак", "€ £ ¥ ₽ ₹", "“‘–—…’”", "←↑→↓", "−1\u202f234,5\u00a0%",
        "٤٢ شخصًا، ٪ ٫ ٬ ؟ ء پچژگ ٹڈے", "४२ लोग। क़ ज़ ऑ र्‍य", "\u200fكان\u200e",
    ],
)  # fmt: skip
def test_have_the_characters_of_their_languages(text: str) -> None:
    fonts.require_glyphs(text)


def test_widths_add_up() -> None:
    assert fonts.advance("4242", 20) == pytest.approx(2 * fonts.advance("42", 20), rel=0.02)
    assert fonts.advance("42", 40) == pytest.approx(2 * fonts.advance("42", 20))


@pytest.mark.slow
def test_are_cut_reproducibly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("fontTools")
    pytest.importorskip("fontpkg_inter", reason="only for those who cut the fonts anew")
    spec = importlib.util.spec_from_file_location("build_fonts", Path(__file__).parents[2] / "tools" / "build_fonts.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "build_fonts", tool)
    spec.loader.exec_module(tool)
    monkeypatch.setattr(tool, "FOLDER", tmp_path)
    tool.main()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        name: (FOLDER / name).read_bytes() for name in (*FILES, "OFL.txt")
    }


def test_digits_come_from_one_font_in_every_language() -> None:
    for path in (*fonts.PACKAGED.regular[:2], *fonts.PACKAGED.semibold[:2]):
        assert not set(map(ord, "0123456789 aZ,.()")) & set(FT2Font(path).get_charmap())


def test_shaped_text_is_measured_shaped() -> None:
    """Joined letters are narrower than the same letters apart; a conjunct than its parts."""
    assert fonts.advance("\u0628\u0628\u0628", 20) < 0.9 * 3 * fonts.advance("\u0628", 20)
    assert fonts.advance("\u0915\u094d\u0937", 20) < fonts.advance("\u0915", 20) + fonts.advance("\u0937", 20)
    # Order of reading, not of letters: a vowel sign that stands before its consonant starts at the line's beginning.
    assert fonts.ink("\u0915\u093f", 20)[0] < 1


def test_a_missing_character_names_language_and_remedy() -> None:
    with pytest.raises(DrawingError, match=r"no character '\u4e16' \(U\+4E16\).*language 'es'.*build_fonts"):
        fonts.require_glyphs("\u4e16", "es")


class _Chinese:
    code, name, script = "zh", "\u4e2d\u6587", "Hans"


def test_a_language_too_large_for_the_package_uses_the_system_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A font as a system would have it: one of ours, under the name of one that has Chinese.
    path = tmp_path / "NotoSansSC.ttf"
    path.write_bytes((FOLDER / "InequalitySans-Regular.ttf").read_bytes())
    entry = FontEntry(fname=str(path), name="Noto Sans SC", style="normal", weight=400)
    monkeypatch.setattr(fontManager, "ttflist", [entry])
    with pytest.warns(UserWarning, match=r"set in Noto Sans SC, a font of this system .*may look different elsewhere"):
        faces = fonts.faces_for(_Chinese())  # type: ignore[arg-type]
    assert faces.regular == (*fonts.PACKAGED.regular, str(path))
    assert fonts.fingerprint(faces) != fonts.fingerprint()
    monkeypatch.setattr(fontManager, "ttflist", [])
    with pytest.raises(DrawingError, match=r"No font for .* \(zh\) is installed.*apt install fonts-noto-cjk"):
        fonts.faces_for(_Chinese())  # type: ignore[arg-type]


def test_urdu_is_asked_for_in_nastaliq(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_Chinese, "code", "ur")
    monkeypatch.setattr(fontManager, "ttflist", [])
    with pytest.raises(DrawingError, match="Noto Nastaliq Urdu.*apt install fonts-noto-core"):
        fonts.faces_for(_Chinese())  # type: ignore[arg-type]
