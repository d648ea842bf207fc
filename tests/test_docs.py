"""The pages: their lines run and print what they say, the tests they name exist, and they are built without a network."""

import doctest
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from inequality.metrics import ALL_METRICS

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
#: Of these the lines are run elsewhere, with the data they need.
ELSEWHERE = ["coming-from.md"]
PAGES = [page for page in sorted(DOCS.glob("*.md")) if page.name not in ELSEWHERE and ">>> " in page.read_text("utf-8")]
WRONG = "tests/metrics/test_where_others_are_wrong.py"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_lines_run(page):
    """Fences are left out, since a doctest's output ends at an empty line."""
    lines = ["" if line.startswith("```") else line for line in page.read_text(encoding="utf-8").splitlines()]
    test = doctest.DocTestParser().get_doctest("\n".join(lines), {}, page.name, str(page), 0)
    told = []
    result = doctest.DocTestRunner(verbose=False, optionflags=doctest.ELLIPSIS).run(test, out=told.append)
    assert result.failed == 0, "".join(told)
    assert result.attempted


def test_the_pages_that_teach_are_run():
    assert {"index.md", "choosing.md", "debts.md", "grouped.md", "tails.md", "uncertainty.md"} <= {page.name for page in PAGES}


def test_the_ledger_names_tests_that_exist():
    """In the last column, and in brackets: a case by its name, or a test with or without its file."""
    text = (DOCS / "definitions.md").read_text(encoding="utf-8")
    rows = re.findall(r"(?m)^\|(?!-).*\| ([^|]+) \|$", text)
    brackets = re.findall(r"\(((?:`[^`]+`,?\s*)+)\)", text)
    named = {name for names in [*rows, *brackets] for name in re.findall(r"`([^`]+)`", names)}
    assert len(named) > 30
    for name in named:
        path, _, test = name.rpartition("::")
        source = (ROOT / (path or WRONG)).read_text(encoding="utf-8")
        assert f'"{name}": ' in source or f"def {test}(" in source, name


@pytest.mark.parametrize("entry", ALL_METRICS.values(), ids=ALL_METRICS)
def test_every_metric_has_a_formula(entry):
    assert re.search(r":math:`[^`]+`", entry.function.__doc__)


def test_every_metric_named_on_a_page_exists():
    for page in DOCS.glob("*.md"):
        text = page.read_text(encoding="utf-8")
        for title, name in re.findall(r"\{py:func\}`(\w+) <inequality\.(\w+)>`", text):
            assert title == name
            assert name in ALL_METRICS
        for name in re.findall(r"\.\. facts:: (\w+)", text):
            assert name in ALL_METRICS


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The pages, built in a process of its own with warnings as errors, where no connection can be opened."""
    for package in ("sphinx", "myst_parser", "numpydoc"):
        pytest.importorskip(package, reason="the group `docs` is not installed", exc_type=ImportError)
    folder = tmp_path_factory.mktemp("docs")
    arguments = ["-q", "-W", "-b", "html", "-d", str(folder / "doctrees"), str(DOCS), str(folder / "html")]
    program = (
        f"import socket, sys\nsocket.socket.connect = None\nfrom sphinx.cmd.build import main\nsys.exit(main({arguments!r}))"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=False, cwd=folder)
    assert result.returncode == 0, result.stderr
    return folder / "html"


@pytest.mark.slow
def test_the_pages_load_nothing_from_a_network(built):
    pages = list(built.rglob("*.html"))
    assert len(pages) > 8
    for page in pages:
        text = page.read_text(encoding="utf-8")
        for tag in re.findall(r"<(?:script|link|img|iframe|source|object)\b[^>]*>", text):
            assert not re.search(r"(?:src|href|data)=[\"'](?:https?:)?//", tag), f"{page.name}: {tag}"
        assert "MathJax" not in text
    for sheet in built.rglob("*.css"):
        assert not re.search(r"(?:@import|url\()\s*[\"']?(?:https?:)?//", sheet.read_text(encoding="utf-8")), sheet.name


@pytest.mark.slow
def test_every_metric_has_a_row_and_a_section(built):
    tables, sections = ((built / name).read_text(encoding="utf-8") for name in ("metrics.html", "families.html"))
    for name in ALL_METRICS:
        assert f'href="families.html#inequality.{name}"' in tables, name
        assert f'id="inequality.{name}"' in sections, name
    assert "<math" in tables
    assert "math:" not in re.sub(r"<[^>]+>", "", tables)


@pytest.mark.parametrize("page", [*sorted(DOCS.glob("*.md")), ROOT / "README.md"], ids=lambda page: page.name)
def test_every_command_on_a_page_is_understood(page, capsys):
    """Options and verbs are those of the command line; what they are about need not be there."""
    from inequality.cli import parser

    text = page.read_text(encoding="utf-8")
    fenced = re.findall(r"(?m)^(?:    )?inequality (.+)$", text)
    quoted = [said for said in re.findall(r"`inequality ([^`]+)`", text) if " " in said]  # a bare verb is only its name
    for line in [*fenced, *quoted]:
        words = shlex.split(" ".join(line.split()))
        status = 0
        try:
            parser().parse_args(words)
        except SystemExit as end:
            status = end.code
        assert not status, f"{page.name}: inequality {line}: {capsys.readouterr().err}"
