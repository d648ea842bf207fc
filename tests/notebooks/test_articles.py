"""The notebooks run offline, top to bottom, and draw what is committed; what is up to date is not run again."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

from inequality import articles
from inequality.errors import InequalityError, InputError
from inequality.press.tied import _fits
from inequality.reproduce import figures
from inequality.words import language

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_committed_clean_and_reads_like_an_article(path: Path) -> None:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)
    source = "\n".join("".join(cell["source"]) for cell in code)
    assert not re.search(r"^\s*(def|class|async def) ", source, re.MULTILINE)
    assert not re.search(r"(/home/|/Users/|[A-Z]:\\)", path.read_text(encoding="utf-8"))
    assert cells[0]["cell_type"] == "markdown"


class Run:
    """All notebooks, run once, offline, over a copy of the figures."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.notebooks = folder, dict[str, Any]()
        shutil.copytree(ROOT / "figures", folder, ignore=shutil.ignore_patterns(articles.STAMPS))
        self.before = self.files()
        run_one = articles._execute
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("INEQUALITY_OFFLINE", "1")
            patch.setattr(articles, "_execute", lambda path, folder: self.notebooks.update({path.stem: run_one(path, folder)}))
            self.drawn = articles.draw_all(folder, force=True, say=len)

    def files(self) -> dict[Path, bytes]:
        paths = [path for path in self.folder.rglob("*.*") if path.name != articles.STAMPS]
        return {path.relative_to(self.folder): path.read_bytes() for path in paths}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return Run(tmp_path_factory.mktemp("articles") / "figures")


@pytest.mark.slow
def test_all_notebooks_draw_what_is_committed(run: Run) -> None:
    assert {figure.changed for figure in run.drawn} == {"nothing"}, "run `make figures` and look at what changed"
    assert run.files() == run.before


@pytest.mark.slow
@pytest.mark.parametrize("name", [path.stem for path in NOTEBOOKS])
def test_each_number_in_the_prose_comes_from_a_cell(run: Run, name: str) -> None:
    english, cells = language("en"), run.notebooks[name].cells
    values = [value for cell in cells if cell.cell_type == "code" for text in shown(cell) for value in numbers(text)]
    untied = {
        numeral.text: cell.source
        for cell in cells
        if cell.cell_type == "markdown"
        for numeral in english.numerals(prose(cell.source))
        if (numeral.text[0].isdigit() or numeral.readings[0].value > TWELVE)
        and not any(_fits(reading, numeral.hedge, value) for reading in numeral.readings for value in values)
    }
    assert untied == {}


#: Small counts in words ("two sources", "the ten largest") are prose.
TWELVE = 12


def prose(source: str) -> str:
    """What a reader reads: without code, addresses, references and line ends."""
    left_out = r"`[^`]*`|\]\([^)]*\)|^ *#+|^ *>|[*]"
    text = re.sub(r"\s+", " ", re.sub(left_out, " ", source, flags=re.MULTILINE))
    return re.sub(r"\([A-Z][^()]* \d{4}\)", " ", text)


def shown(cell: Any) -> Iterator[str]:
    """What a cell says, and what came out."""
    yield cell.source
    for output in cell.outputs:
        yield output.get("text", "") or output.get("data", {}).get("text/plain", "")
        yield output.get("metadata", {}).get("image/png", {}).get("alt", "")
        yield from re.findall(r"<pre>(.*?)</pre>", output.get("data", {}).get("text/html", ""), re.DOTALL)


def numbers(text: str) -> Iterator[float]:
    """All numbers of a text, and what they are as percents and in millions."""
    for digits in re.findall(r"\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?", text.replace("_", "")):
        value = float(digits.rstrip(",").replace(",", ""))
        yield from (value, value / 100, 100 * value, value * 1e6, value * 1e9, value * 1e12)


@pytest.mark.slow
def test_no_two_notebooks_save_a_figure_of_one_name(run: Run) -> None:
    saved = [
        name
        for notebook in run.notebooks.values()
        for cell in notebook.cells
        if "figure.save()" in cell.source
        for name in re.findall(r"<Figure ([a-z0-9-]+):", "".join(output["data"]["text/plain"] for output in cell.outputs))
    ]
    assert sorted(saved) == sorted(path.parent.name for path in run.before if path.name == f"{path.parent.name}.record.json")


def test_notebooks_run_again_where_figures_are_not_as_they_were_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []
    monkeypatch.setattr(articles, "_execute", lambda path, folder: ran.append(path.stem))
    shutil.copytree(ROOT / "figures" / FIGURE, tmp_path / FIGURE)
    every = sorted(path.stem for path in NOTEBOOKS)
    articles.draw_all(tmp_path, say=len)
    assert sorted(ran) == every
    ran.clear()
    articles.draw_all(tmp_path, language="es", say=len)
    assert (tmp_path / FIGURE / f"{FIGURE}.es.png").exists()
    assert "personas" in (tmp_path / FIGURE / f"{FIGURE}.es.alt.txt").read_text(encoding="utf-8")
    articles.draw_all(tmp_path, say=len)
    assert ran == []
    (tmp_path / FIGURE / f"{FIGURE}.csv").unlink()
    articles.draw_all(tmp_path, say=len)
    assert sorted(ran) == every


def test_a_figure_that_cannot_be_drawn_in_a_language_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "figures" / FIGURE, tmp_path / FIGURE)
    monkeypatch.setattr(articles, "_notebooks", lambda: None)
    monkeypatch.setattr(articles, "figures", dict)
    monkeypatch.setattr(articles, "redrawn", Mock(side_effect=InequalityError("No word for it")))
    with pytest.raises(InequalityError, match=rf"1 of 1 figures cannot be drawn in Spanish: {FIGURE} \(No word for it"):
        articles.draw_all(tmp_path, language="es", say=len)


#: A figure that is quick to draw.
FIGURE = "claim-oxfam-2017-8"


@pytest.mark.slow
def test_a_notebook_that_fails_says_where(tmp_path: Path) -> None:
    notebook = json.loads(NOTEBOOKS[0].read_text(encoding="utf-8"))
    notebook["cells"] = [
        {"cell_type": "code", "id": "a", "metadata": {}, "outputs": [], "execution_count": None, "source": "1 / 0"}
    ]
    path = tmp_path / "broken.ipynb"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    with pytest.raises(InequalityError, match=r"broken\.ipynb failed with ZeroDivisionError"):
        articles._execute(path, tmp_path)


def test_without_jupyter_figures_are_drawn_from_their_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(articles, "_notebooks", lambda: None)
    monkeypatch.setattr(articles, "figures", lambda: {FIGURE: figures()[FIGURE]})
    said: list[str] = []
    drawn = articles.draw_all(tmp_path, say=said.append)
    assert {figure.name: figure.changed for figure in drawn} == {FIGURE: "new"}
    assert "no Jupyter" in said[0]
    assert f"{FIGURE[6:]}: reproduced given" in articles.table(drawn)


def test_notebooks_are_copied_and_nothing_is_overwritten(tmp_path: Path) -> None:
    folder = tmp_path / "my charts"
    said = articles.start(folder)
    assert sorted(path.name for path in folder.iterdir()) == [path.name for path in NOTEBOOKS]
    assert (folder / NOTEBOOKS[0].name).read_bytes() == NOTEBOOKS[0].read_bytes()
    assert f'jupyter lab "{folder / NOTEBOOKS[0].name}"' in said
    (folder / NOTEBOOKS[0].name).unlink()
    changed = folder / NOTEBOOKS[1].name
    changed.write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="nothing is overwritten"):
        articles.start(folder)
    assert changed.read_text(encoding="utf-8") == "mine"
    assert not (folder / NOTEBOOKS[0].name).exists()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="file cannot be written"):
        articles.start(tmp_path / "file")


def test_an_installation_without_notebooks_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(articles, "_notebooks", lambda: None)
    with pytest.raises(InputError, match="has no notebooks"):
        articles.start(tmp_path)


@pytest.mark.skipif(shutil.which("make") is None, reason="no make here")
def test_the_language_of_the_system_is_not_that_of_the_figures() -> None:
    environment = {**os.environ, "LANG": "de_DE.UTF-8"}
    run = partial(subprocess.run, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert "--lang" not in run(["make", "-n", "figures"]).stdout
    assert "--lang es" in run(["make", "-n", "figures", "lang=es"]).stdout
