"""What `make accept` and `make contact-sheet` show, and that nothing is replaced unasked."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from inequality.reproduce import figures

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(not (ROOT / "tools" / "accept.py").is_file(), reason="the tools are in the checkout only")


def tool(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)

    sys.modules[name] = module  # where its data classes look up their annotations
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    for side in ("old", "new"):
        (tmp_path / side / "a").mkdir(parents=True)
        (tmp_path / side / "a" / "a.png").write_bytes(b"same")
        (tmp_path / side / "a" / "a.svg").write_bytes(side.encode())
        (tmp_path / side / "a" / "a.alt.txt").write_text(f"<script>{side}</script>", encoding="utf-8")
        (tmp_path / side / "a" / f"{side}.pdf").write_bytes(b"%PDF")
    return tmp_path / "old", tmp_path / "new"


def test_only_what_changed_is_shown_side_by_side(folders: tuple[Path, Path], tmp_path: Path) -> None:
    accept = tool("accept")
    found = accept.changes(*folders)
    assert {(change.name.name, change.status) for change in found} == {
        ("a.svg", "changed"),
        ("a.alt.txt", "changed"),
        ("old.pdf", "gone"),
        ("new.pdf", "new"),
    }
    page = accept.page(found, tmp_path)
    assert re.search(r'src="old/a/a\.svg".*?src="new/a/a\.svg"', page, re.DOTALL)
    assert "a.png" not in page
    assert "-&lt;script&gt;old" in page
    assert "old.pdf (gone), " in page or "old.pdf (gone)<" in page
    assert "<script>" not in page
    assert "4 changed files" in page
    assert "Nothing changed" in accept.page([], tmp_path)
    assert (folders[0] / "a" / "a.svg").read_bytes() == b"old"


def test_accepting_makes_old_like_new(folders: tuple[Path, Path]) -> None:
    accept = tool("accept")
    accept.take(accept.changes(*folders))
    assert accept.changes(*folders) == []


def test_the_contact_sheet_shows_article_and_phone(tmp_path: Path) -> None:
    sheet = tool("contact_sheet")
    row = sheet.shown("forty-two-people", "ar", tmp_path)
    assert "forty-two-people" in figures()
    if "<p>" not in row:
        assert {path.name for path in tmp_path.iterdir()} == {
            "forty-two-people.ar.article.png",
            "forty-two-people.ar.phone.png",
        }
        assert 'width="400"' in row
        assert 'lang="ar"' in row
