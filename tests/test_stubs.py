"""The typed export list is what the package exports, and a type checker reads it."""

import subprocess
import sys
from pathlib import Path

import pytest

import inequality
import inequality.stubs as stubs
from inequality.metrics import METRICS

STUB = Path(inequality.__file__).with_suffix(".pyi")


def test_the_stub_is_up_to_date():
    assert STUB.read_text(encoding="utf-8") == stubs.text(), "run: make stubs"


def test_writing_it_twice_changes_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(stubs, "STUB", tmp_path / "stub.pyi")
    stubs.write()
    assert (tmp_path / "stub.pyi").read_bytes() == stubs.text().encode()


def test_every_public_name_is_found():
    assert all(getattr(inequality, name) is not None for name in stubs.public_names())


def test_public_names_are_those_of_the_package():
    assert dir(inequality) == sorted({*stubs.public_names(), "__version__"})
    assert {"Distribution", "bounds", "gini", "metrics", *METRICS} <= set(stubs.public_names())
    assert "_bounds" not in stubs.public_names()


def test_listing_the_names_loads_no_drawing_library():
    code = "import sys, inequality; dir(inequality); print(sorted({'matplotlib', 'pandas', 'requests'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


SCRIPT = """
import inequality as iq

reveal_type(iq.gini([1, 2]))
reveal_type(iq.top_share(iq.Distribution.from_values([1, 2]), 0.01))
reveal_type(iq.lorenz_curve([1, 2], weights=[1, 1])(0.5))
reveal_type(iq.metrics.gini([1, 2]))
reveal_type(iq.bounds(iq.gini, iq.Distribution.from_values([1])).high)
iq.gini(1, 2)
iq.ginni([1])
"""
REVEALED = ["float", "float", "float", "Any", "int | float | fractions.Fraction"]


@pytest.mark.slow
def test_a_type_checker_knows_what_the_user_calls(tmp_path):
    (tmp_path / "script.py").write_text(SCRIPT)
    mypy = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", f"--cache-dir={tmp_path / 'cache'}", "script.py"]
    lines = subprocess.run(mypy, cwd=tmp_path, capture_output=True, text=True, check=False).stdout.splitlines()
    revealed = [
        line.partition('Revealed type is "')[2].rstrip('"').replace("builtins.", "") for line in lines if "Revealed" in line
    ]
    errors = [line.split()[0] for line in lines if " error: " in line]
    assert revealed == REVEALED, lines
    assert errors == ["script.py:9:", "script.py:10:"], lines
