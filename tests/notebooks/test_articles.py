"""The notebooks run offline, top to bottom, and draw what is committed; what is up to date is not run again."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from inequality import articles
from inequality.errors import InequalityError

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


@pytest.mark.slow
def test_all_notebooks_draw_what_is_committed_and_are_then_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "figures"
    shutil.copytree(ROOT / "figures", folder, ignore=shutil.ignore_patterns(articles.STAMPS))
    before = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.*")}
    said: list[str] = []
    monkeypatch.setenv("INEQUALITY_OFFLINE", "1")
    drawn = articles.draw_all(folder, force=True, say=said.append)
    assert {figure.changed for figure in drawn} == {"nothing"}, "run `make figures` and look at what changed"
    assert {
        path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.*") if path.name != articles.STAMPS
    } == before
    said.clear()
    articles.draw_all(folder, say=said.append)
    assert said == [f"[{number}/{len(NOTEBOOKS)}] {path.stem}: up to date" for number, path in enumerate(NOTEBOOKS, 1)]
    next(folder.rglob("*.csv")).unlink()
    assert any(figure.files for figure in articles.draw_all(folder, say=said.append))
    assert {path.relative_to(folder) for path in folder.rglob("*.*") if path.name != articles.STAMPS} == set(before)


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
    said: list[str] = []
    drawn = articles.draw_all(tmp_path, say=said.append)
    assert {figure.name: figure.changed for figure in drawn} == {"forty-two-people": "new", "n-by-year": "new"}
    assert "no Jupyter" in said[0]
    assert "oxfam-2018-42: consistent" in articles.table(drawn)
