"""On one platform and lock a figure has the same bytes in every process, time zone, locale and hash seed.

Elsewhere floating point may set an edge otherwise; then no block of 16 pixels may differ by more than recompression does.
"""

from __future__ import annotations

import json
import locale
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from inequality.press import export
from inequality.reproduce import draw, known, verify
from inequality.reproduce.blocks import compared
from inequality.reproduce.incoming import opened
from inequality.reproduce.placing import Place

SHELF = Path(__file__).parents[2] / "figures"
PROGRAM = """
import hashlib, json, locale, sys, time
locale.setlocale(locale.LC_ALL, "")
import matplotlib; matplotlib.rcParams["font.size"] = 31
from inequality.reproduce import known
figure = known.spoken("forty-two-people", sys.argv[1])
files = [(kind, size) for size in ("article", "phone") for kind in ("svg", "png", "pdf")]
said = {f"{size} {kind}": hashlib.sha256(figure.picture(kind, size)).hexdigest() for kind, size in files}
print(json.dumps({**said, "zone": time.strftime("%z")}))
"""
SURROUNDINGS = [
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Kolkata", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "77", "TZ": "America/St_Johns", "LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8", "OMP_NUM_THREADS": "1"},
]


def drawn_in(surroundings: dict[str, str], code: str, folder: Path) -> dict[str, str]:
    try:  # a locale that the machine lacks is replaced by one that it has
        old = locale.setlocale(locale.LC_ALL)
        locale.setlocale(locale.LC_ALL, surroundings["LC_ALL"])
        locale.setlocale(locale.LC_ALL, old)
    except locale.Error:
        surroundings = {**surroundings, "LC_ALL": "C"}
    environment = {**os.environ, **surroundings, "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, code],
        capture_output=True,
        text=True,
        env=environment,
        cwd=folder,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-1500:]
    said: dict[str, str] = json.loads(done.stdout)
    return said


@pytest.mark.parametrize("code", ["en", pytest.param("ar", marks=pytest.mark.slow)])
def test_processes_zones_locales_and_seeds(code: str, tmp_path: Path) -> None:
    (tmp_path / "matplotlibrc").write_text("axes.facecolor: red\nsvg.fonttype: none\n", encoding="utf-8")
    one, other = (drawn_in(surroundings, code, tmp_path) for surroundings in SURROUNDINGS)
    assert one.pop("zone") != other.pop("zone")
    assert one == other


def test_twice_in_a_process_and_after_others() -> None:
    first = draw("forty-two-people").picture("svg")
    draw("n-by-year").picture("png", "phone")
    assert draw("forty-two-people").picture("svg") == first


@pytest.mark.slow
@pytest.mark.parametrize("path", sorted(SHELF.glob("*/*.png")), ids=lambda path: path.name)
def test_committed_pixels_are_within_the_distance(path: Path) -> None:
    """On any platform: largest difference of a softened block at most that of `SAME`."""
    figure = draw(path.parent.name)
    kept = opened(path.read_bytes())
    drawn = Image.fromarray(export.pixels(figure.sheet("phone" if ".phone." in path.name else "article")))
    assert kept.size == drawn.size
    assert compared(kept, drawn, Place(1, 1, 0, 0), 2.0).largest <= 1
    assert np.mean(np.asarray(kept) != np.asarray(drawn)) < 0.02
    assert verify(path).same is True


def test_known_languages_start_with_english() -> None:
    assert known.CODES[0] == "en"
