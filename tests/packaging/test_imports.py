"""Starting must be fast, so what is not needed is not imported; `benchmarks/imports.py` measures it."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {"numpy", "pandas", "matplotlib", "seaborn", "requests"}
IMPORT = "import inequality"
HELP = """
import sys
from wealth_inequality import main

sys.argv[1:] = ["--help"]
try:
    main()
except SystemExit:
    pass
"""


@pytest.mark.parametrize(("code", "allowed"), [(IMPORT, set()), (HELP, {"numpy"})], ids=["import", "help"])
def test_heavy_modules_stay_unimported(code, allowed):
    show = f"\nimport sys\nprint(*sorted({HEAVY - allowed} & set(sys.modules)), file=sys.stderr, end='')"
    done = subprocess.run([sys.executable, "-c", code + show], capture_output=True, encoding="utf-8")
    assert done.stderr == ""
    assert done.returncode == 0
