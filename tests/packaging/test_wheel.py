"""What is shipped: complete, the same from a checkout and from an sdist, and working where there is no checkout."""

from __future__ import annotations

import json
import re
import sys
import tarfile
import zipfile
from collections import Counter
from pathlib import PurePosixPath

import pytest

from .conftest import ROOT

pytestmark = pytest.mark.slow

SHIPPED = ["data", "figures", "notebooks"]
FORBIDDEN_BY_WINDOWS = re.compile(r'[<>:"\\|?*\x00-\x1f]|[. ]$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)', re.IGNORECASE)


def files_in(folder):
    """Files of the checkout as they are named in the wheel."""
    return {
        f"inequality/{path.relative_to(ROOT).as_posix()}"
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(ROOT).parts)
    }


def content(wheel):
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="session")
def names_in_sdist(sdist):
    with tarfile.open(sdist) as archive:
        members = archive.getmembers()
    assert not [member.name for member in members if not member.isfile()]
    return {str(PurePosixPath(*PurePosixPath(member.name).parts[1:])) for member in members}


def test_wheel_of_sdist_is_the_wheel(wheel, wheel_of_sdist):
    assert wheel_of_sdist.name == wheel.name
    assert content(wheel_of_sdist) == content(wheel)


def test_wheel_holds_the_data(wheel):
    names = set(content(wheel))
    for folder in SHIPPED:
        assert files_in(folder)
        assert files_in(folder) <= names
    assert {"inequality/py.typed", "inequality/__init__.pyi", "wealth_inequality.py"} <= names


def test_wheel_holds_nothing_else(wheel):
    tops = {PurePosixPath(name).parts[0] for name in content(wheel)}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"inequality", "wealth_inequality.py"}
    assert not [name for name in content(wheel) if "tests" in name.split("/") or "__pycache__" in name]


def test_both_scripts_check_for_the_name_clash(wheel):
    (entry_points,) = [data.decode() for name, data in content(wheel).items() if name.endswith("entry_points.txt")]
    for script in ["inequality", "wealth-inequality"]:
        assert f"{script} = wealth_inequality:main" in entry_points.splitlines()


def test_sdist_is_complete(names_in_sdist):
    assert {"README.md", "LICENSE", "CHANGELOG.md", "Makefile", "requirements.lock", "pyproject.toml"} <= names_in_sdist
    for folder in [*SHIPPED, "tests", "benchmarks"]:
        assert {path for path in names_in_sdist if path.startswith(f"{folder}/")}


def test_names_suit_windows(names_in_sdist):
    parts = {part for name in names_in_sdist for part in name.split("/")}
    assert not [part for part in parts if FORBIDDEN_BY_WINDOWS.search(part)]
    assert not [name for name, count in Counter(map(str.casefold, names_in_sdist)).items() if count > 1]
    assert max(map(len, names_in_sdist)) < 160  # of the 260 that a path may have there


def test_no_symbolic_links():
    left_out = {".git", ".venv", ".environments"}
    assert not [path for path in ROOT.rglob("*") if not left_out & set(path.parts) and path.is_symlink()]


@pytest.fixture
def installed(environment, wheel, dependencies):
    """The wheel with its declared dependencies and no others, away from the checkout."""
    environment.give(*dependencies)
    environment.pip("install", wheel)
    return environment


def test_claim_and_figure_away_from_the_checkout(installed):
    checked = json.loads(installed.run("inequality", "check", "oxfam-2018-42", "--json").stdout)
    assert "consistent" in json.dumps(checked)
    out = installed.folder / "out"
    installed.run("wealth-inequality", "draw", "forty-two-people", "-o", out)
    assert {".svg", ".png", ".pdf", ".csv"} <= {path.suffix for path in out.rglob("*")}


def uv(environment, *arguments):
    """Run the locked uv, which needs an index."""
    return environment.run(sys.executable, "-m", "uv", *arguments)


@pytest.mark.network
@pytest.mark.parametrize("resolution", ["lowest-direct", "highest"])
def test_bounds_of_the_dependencies(environment, wheel, resolution):
    """The oldest and the newest versions that pyproject.toml allows."""
    uv(environment, "pip", "install", "--resolution", resolution, "--python", environment.scripts / "python", wheel)
    environment.run("inequality", "check", "oxfam-2018-42")
    environment.run("inequality", "draw", "forty-two-people", "-o", environment.folder / "out")


@pytest.mark.network
def test_uvx(environment, wheel):
    """The script that bears the distribution's name is the one that uvx and pipx look for."""
    out = environment.folder / "out"
    uv(environment, "tool", "run", "--from", wheel, "wealth-inequality", "draw", "forty-two-people", "-o", out)
    assert list(out.rglob("*.svg"))
