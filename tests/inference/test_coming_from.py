"""The page for those who come from other packages: its lines run, and print what it says that theirs print."""

import doctest
import os
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

PAGE = Path(__file__).parents[2] / "docs" / "coming-from.md"
REAL = os.environ.get("INEQUALITY_REAL_DATA")
SECTION = re.compile(r"(?ms)^## convey$.*?(?=^## )")


def run(text):
    """Run a page's lines; fences are left out, since a doctest's output ends at an empty line."""
    lines = ["" if line.startswith("```") else line for line in text.splitlines()]
    test = doctest.DocTestParser().get_doctest("\n".join(lines), {}, PAGE.name, str(PAGE), 0)
    told = []
    result = doctest.DocTestRunner(verbose=False).run(test, out=told.append)
    assert result.failed == 0, "".join(told)
    return result.attempted


def test_the_lines_run():
    assert run(SECTION.sub("", PAGE.read_text(encoding="utf-8"))) > 35


@pytest.mark.skipif(REAL is None, reason="INEQUALITY_REAL_DATA is not set")
def test_the_lines_on_eu_silc_run(tmp_path, monkeypatch):
    shutil.copy(Path(REAL, "micro", "eusilc_min.csv.gz"), tmp_path / "eusilc.csv.gz")
    pd.read_csv(tmp_path / "eusilc.csv.gz").to_csv(tmp_path / "eusilc.csv", index=False)
    monkeypatch.chdir(tmp_path)
    run(PAGE.read_text(encoding="utf-8"))


def test_the_data_are_those_that_r_read():
    """The page's table and the file that tests/inference/survey.R reads are one."""
    rows = re.findall(r"^\.\.\. ((?:north|south|east|west).*)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == Path(__file__).with_name("survey.csv").read_text(encoding="utf-8").splitlines()[1:]
