"""What leaves the press: nothing that runs, nothing hidden, the same bytes everywhere, and text that is text."""

from __future__ import annotations

import hashlib
import io
import os
import re
import runpy
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET  # of our own SVG
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from PIL import Image

from inequality.errors import DrawingError
from inequality.press import Figure, cmyk, export, fonts
from inequality.press.direction import directed
from inequality.press.ink import offences
from inequality.press.sheet import SIZES, Sheet
from inequality.words import language

SPACE = "{http://www.w3.org/2000/svg}"
XML = "{http://www.w3.org/XML/1998/namespace}"
MALICE = "<script>alert('x')</script> javascript:alert() \x00\u202e\u2066$x^$ \"onload=\" ]]> --> & </text>"


@pytest.fixture
def hostile(make: Callable[..., Figure]) -> Figure:
    def draw(sheet: Sheet, table: pd.DataFrame) -> None:
        sheet.text(sheet.body.left, sheet.body.top + 40, MALICE, size=12)

    return make(title=MALICE, subtitle=MALICE, note=MALICE, alt=MALICE, compositions={"article": draw})


@pytest.mark.parametrize("kind", ["svg", "editable"])
def test_a_malicious_label_is_only_text_in_svg(hostile: Figure, kind: str) -> None:
    data = getattr(export, kind)(hostile.sheet(), hostile.title, hostile.alt)
    root = ET.fromstring(data)
    elements = {element.tag.removeprefix(SPACE) for element in root.iter()}
    assert elements <= {"svg", "title", "desc", "metadata", "defs", "style", "g", "path", "use", "text", "clipPath", "rect"}
    for element in root.iter():
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on")
            assert "href" not in name or value.startswith("#")
            assert "javascript" not in value
    text = data.decode("utf-8")
    assert "<script" not in text
    assert not set(text) & set("\x00\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert root.findtext(f"{SPACE}title") == hostile.title


def test_a_malicious_label_is_only_text_in_png_and_pdf(hostile: Figure) -> None:
    pypdf = pytest.importorskip("pypdf")
    image = Image.open(io.BytesIO(hostile.picture("png")))
    assert image.text["Title"] == hostile.title
    assert "\x00" not in image.text["Title"]
    reader = pypdf.PdfReader(io.BytesIO(hostile.picture("pdf")))
    assert reader.metadata.title == hostile.title
    for thing in ("/JavaScript", "/JS", "/OpenAction", "/AA", "/URI", "/Launch"):
        assert thing.encode() not in export.pdf(hostile.sheet(), hostile.title, hostile.alt)
    # Dollar signs and carets are letters, no formula.
    assert "$x^$" in reader.pages[0].extract_text()


def test_the_label_is_drawn_as_it_reads(hostile: Figure) -> None:
    said = [placed.text for placed in hostile.sheet().texts]
    assert any("<script>alert('x')</script>" in text for text in said)
    assert not any("\u202e" in text or "\x00" in text for text in said)


@pytest.mark.parametrize("code", ["en", "ar", "hi"])
def test_text_in_an_editable_svg_is_text_with_language_and_direction(code: str) -> None:
    said = {"en": "2018: 42 people", "ar": "2018: كان 42 شخصًا", "hi": "2018: 42 लोग"}[code]
    sheet = Sheet(SIZES["article"], language(code))
    sheet.text(100, 100, said, size=20)
    sheet.text(100, 200, "−5", style="semibold", upward=True)
    root = ET.fromstring(export.editable(sheet, "t", "a"))
    texts = root.findall(f".//{SPACE}text")
    assert [re.sub("[\u200e\u200f]", "", str(text.text)) for text in texts] == [placed.text for placed in sheet.texts]
    for text in texts:
        assert text.get(f"{XML}lang") == code
        assert text.get("direction") == ("rtl" if code == "ar" else None)
        assert str(text.text).startswith("\u200f") == (code == "ar")
    x = float(str(texts[0].get("x")))
    assert x == pytest.approx(sheet.size.width - 100 if code == "ar" else 100, abs=0.01)
    style = root.findtext(f"{SPACE}style") or ""
    files = re.findall(r"url\('fonts/([^']+)'\)", style)
    assert {Path(path).name for path in (*fonts.PACKAGED.regular, *fonts.PACKAGED.semibold)} == set(files)


def test_outlines_and_text_put_their_letters_at_the_same_place() -> None:
    """The text's right end is where the outlines end: an Arabic line is anchored there."""
    sheet = Sheet(SIZES["article"], language("ar"))
    placed = sheet.text(100, 100, "42 شخصًا", size=30)
    root = ET.fromstring(export.editable(sheet, "t", "a"))
    (text,) = root.findall(f".//{SPACE}text")
    assert float(str(text.get("x"))) - placed.drawn.right == pytest.approx(0, abs=3)


def test_signs_and_years_stand_where_they_belong() -> None:
    arabic, english = language("ar"), language("en")
    assert directed("2018: كان", arabic) == "\u200f2018: كان"
    assert directed("من −5 إلى +3", arabic) == "\u200fمن \u200e−5 إلى \u200e+3"
    assert directed("1995-2024", arabic) == "\u200f1995-2024"
    assert directed("42 people", english) == "42 people"
    assert directed("كان 42", english).startswith("\u200e")
    # Drawn: the minus is left of its digit in both.
    for tongue in (arabic, english):
        sheet = Sheet(SIZES["article"], tongue)
        box = sheet.text(200, 200, "−4", size=60).drawn
        pixels = (export.pixels(sheet)[::2, ::2] < 128).all(axis=2)
        left, right = pixels[:, round(box.left) : round(sum((box.left, box.right)) / 2) - 4], pixels[:, round(box.right) - 20 :]
        assert np.ptp(np.flatnonzero(left.any(axis=1))) < 10 < np.ptp(np.flatnonzero(right.any(axis=1)))


def test_shaped_text_is_outlines_in_pdf_and_latin_is_text() -> None:
    pypdf = pytest.importorskip("pypdf")
    sheet = Sheet(SIZES["article"], language("ar"))
    sheet.text(100, 100, "كان 42 شخصًا من Oxfam", size=20)
    sheet.text(100, 200, "Oxfam 42", size=20)
    text = pypdf.PdfReader(io.BytesIO(export.pdf(sheet, "t", "a"))).pages[0].extract_text()
    assert "Oxfam 42" in text
    assert "شخص" not in text
    assert len(sheet.canvas.findobj(lambda artist: not artist.get_visible())) == 0  # the sheet is as before
    assert offences(sheet) == []


@pytest.mark.skipif(not shutil.which("gs"), reason="Ghostscript is not installed")
def test_four_colours_have_letters_in_black_ink_alone(make: Callable[..., Figure]) -> None:
    pypdf = pytest.importorskip("pypdf")
    sheet = make().sheet("118mm", black=True)
    data = cmyk.four_colours(export.pdf(sheet, "t", "a"))
    assert data == cmyk.four_colours(export.pdf(sheet, "t", "a"))
    page = pypdf.PdfReader(io.BytesIO(data)).pages[0]
    drawn = page.get_contents().get_data().decode("latin-1")
    assert not re.search(r"\brg\b|\bRG\b", drawn)
    assert re.search(r"(?:0?\.\d+ ){2,4}0?\.?\d* ?k\b", drawn)
    for letters in re.finditer(r"\bBT\b", drawn):
        before = drawn[: letters.start()]
        assert re.findall(r"([\d.]+(?: [\d.]+)*) (?:g|k)\b", before)[-1] in ("0", "0 0 0 1")


def test_without_ghostscript_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(DrawingError, match="needs Ghostscript.*apt install ghostscript"):
        cmyk.four_colours(b"%PDF")


@pytest.mark.skipif(not shutil.which("gs"), reason="Ghostscript is not installed")
def test_what_ghostscript_says_is_passed_on() -> None:
    with pytest.raises(DrawingError, match="could not convert the PDF"):
        cmyk.four_colours(b"no PDF at all")


PROGRAM = """
import hashlib, runpy
from inequality.press import export
example = runpy.run_path({path!r})["example"]
for code, size in (("ar", "phone"), ("hi", "57mm")):
    figure = example(code)
    sheet = figure.sheet(size, dark=code == "hi")
    for kind in ("svg", "editable", "pdf"):
        print(code, size, kind, hashlib.sha256(getattr(export, kind)(sheet, figure.title, figure.alt)).hexdigest())
    print(code, size, "png", hashlib.sha256(export.png(sheet, figure.title, figure.alt, figure.source)).hexdigest())
"""


def test_the_same_bytes_in_any_process_time_zone_language_and_hash_order() -> None:
    program = PROGRAM.format(path=str(Path(__file__).with_name("vocabulary_chart.py")))
    surroundings = [
        {"TZ": "Asia/Kathmandu", "LC_ALL": "C", "PYTHONHASHSEED": "1", "MPLBACKEND": "svg"},
        {"TZ": "America/St_Johns", "LC_ALL": "ar_EG.UTF-8", "LANG": "de_DE", "PYTHONHASHSEED": "987", "SOURCE_DATE_EPOCH": "1"},
    ]
    running = [
        subprocess.Popen([sys.executable, "-c", program], env={**os.environ, **each}, stdout=subprocess.PIPE, text=True)
        for each in surroundings
    ]
    first, second = (process.communicate(timeout=300)[0] for process in running)
    assert [process.returncode for process in running] == [0, 0]
    assert first == second
    assert len(first.splitlines()) == 8
    assert len({hashlib.sha256(line.encode()).digest() for line in first.splitlines()}) == 8


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("chromium"), reason="Chromium is not installed")
@pytest.mark.parametrize("code", ["ar", "hi"])
def test_chromium_sets_text_as_the_press_drew_it(code: str, tmp_path: Path) -> None:
    """Outlines and text of the same sheet, in a browser that shapes and orders text itself."""
    figure = runpy.run_path(str(Path(__file__).with_name("vocabulary_chart.py")))["example"](code)
    sheet = figure.sheet("article")
    (tmp_path / "fonts").mkdir()
    for path in (*fonts.PACKAGED.regular, *fonts.PACKAGED.semibold):
        shutil.copy(path, tmp_path / "fonts")
    pictures = []
    for kind in ("svg", "editable"):
        (tmp_path / f"{kind}.svg").write_bytes(getattr(export, kind)(sheet, figure.title, figure.alt))
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=800,500"]
        command += ["--allow-file-access-from-files", f"--user-data-dir={tmp_path / kind}"]
        command += [f"--screenshot={tmp_path / kind}.png", (tmp_path / f"{kind}.svg").as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        pictures.append(np.asarray(Image.open(tmp_path / f"{kind}.png").convert("L"), dtype=float))
    outlines, text = (picture.reshape(100, 5, 160, 5).mean(axis=(1, 3)) for picture in pictures)
    assert outlines.min() < 150  # there is ink
    assert np.abs(outlines - text).max() < 60  # a word elsewhere differs by more in some block
    assert np.abs(outlines - text).mean() < 1
