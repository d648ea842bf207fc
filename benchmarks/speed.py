"""Prints how long indices take beside np.sort of the same array, here and in other packages; writes results.md.

Run it as ``make bench``, on an otherwise idle machine. The others are installed into environments of their own, below
benchmarks/.environments; ``--alone`` leaves them out.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import runpy
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
CONTESTANTS = HERE / "contestants"
ENVIRONMENTS = HERE / ".environments"
OURS, COMPILED = "wealth-inequality", "with the extra `fast`, wealth-inequality"
#: What is aimed at, as a ratio to np.sort without vector instructions: in numpy alone, and with the extra `fast`.
AIMS = {
    "weighted Gini": "1.9; fast 1.0",
    "weighted Gini, tolerance=1e-8": "0.15; fast 0.06",
    "weighted Gini with debts, tolerance=1e-8": "0.25",
    "all indices but polarisation, 1,000 groups of 1,000": "10",
}
READING = """Each cell: CPU time as a ratio to `np.sort` of the same array in the same run, and in seconds. How fast numpy sorts
differs tenfold between processors: with AVX2, AVX-512 or ASIMD it moves several values with one instruction, which an
algorithm that does more than sort cannot. So there are two tables, and what is aimed at refers to the first. With the extra
`fast` some loops are compiled. The R packages are timed once a table by R, beside numpy's sort. Weighted results of the
others are checked against ours, which an exact-rational oracle checks in the tests."""
DISPATCHED = "from numpy._core._multiarray_umath import __cpu_dispatch__ as names; print(*names)"


def environment(contestant: Path) -> Path:
    """Python of an environment with the newest release of the package that a contestant requires; ours for ours."""
    requires = re.search(r'(?m)^REQUIRES = "(.+)"', contestant.read_text(encoding="utf-8"))
    if requires is None:
        return Path(sys.executable)
    folder = ENVIRONMENTS / requires[1]
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        ENVIRONMENTS.mkdir(exist_ok=True)
        (ENVIRONMENTS / ".gitignore").write_text("*\n", encoding="utf-8")
        uv = [sys.executable, "-m", "uv"]
        for version in (">=3.12", sys.executable):  # newer releases need a newer Python, where there is one
            if not subprocess.run(
                [*uv, "venv", "--quiet", "--clear", "--python", version, folder], stderr=subprocess.PIPE
            ).returncode:
                break
        subprocess.run([*uv, "pip", "install", "--quiet", "--system-certs", "--python", python, requires[1]], check=True)
    return python


def timed(contestant: Path, n: int, rounds: int, *, vectors: bool, compiled: bool) -> dict[str, Any]:
    """What timing.py found, with numpy as it is or without its vector instructions, ours compiled by numba or not."""
    python = environment(contestant)
    variables = numpy_as_it_is(vectors, python) | {"INEQUALITY_COMPILED": str(int(compiled))}
    return json.loads(output([python, HERE / "timing.py", contestant, n, rounds], **variables))


def numpy_as_it_is(vectors: bool, python: Path) -> dict[str, str]:
    """Environment variables that leave numpy its vector instructions, or take them away."""
    return {} if vectors else {"NPY_DISABLE_CPU_FEATURES": output([python, "-c", DISPATCHED]).strip()}


def timed_in_r(n: int, rounds: int, sort: float) -> dict[str, dict[str, Any]]:
    """What ineq and laeken take, where R has them."""
    values, weights = runpy.run_path(str(HERE / "timing.py"))["people"](n)
    with tempfile.TemporaryDirectory() as folder:
        values.tofile(Path(folder, "values"))
        weights.tofile(Path(folder, "weights"))
        try:
            lines = output(["Rscript", CONTESTANTS / "with_r.R", folder, n, rounds]).splitlines()
        except (OSError, subprocess.CalledProcessError):
            return {}
    found: dict[str, dict[str, Any]] = {}
    for package, version, name, value, seconds in (line.split("\t") for line in lines):
        calls = found.setdefault(package, {"version": version, "calls": {}})["calls"]
        calls[name] = {"ratio": float(seconds) / sort, "seconds": float(seconds), "value": float(value)}
    return found


def output(command: list[Any], **variables: str) -> str:
    """Return what a command prints."""
    return subprocess.run(
        [str(word) for word in command], check=True, stdout=subprocess.PIPE, text=True, env=os.environ | variables
    ).stdout


def table(found: dict[str, dict[str, Any]]) -> list[str]:
    """One row a call, one column a package: the ratio, the seconds, and the value where it differs."""
    ours = found[OURS]["calls"]
    lines = [
        "| | aim | " + " | ".join(f"{name} {about['version']}" for name, about in found.items()) + " |",
        "|---|---|" + "---|" * len(found),
    ]
    for name, right in ours.items():
        cells = [AIMS.get(name, "")]
        for about in found.values():
            call = about["calls"].get(name)
            cells.append(
                "" if call is None else f"{call['ratio']:.2f} ({call['seconds']:.3g} s){remark(call['value'], right['value'])}"
            )
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return lines


def remark(value: float | None, right: float | None) -> str:
    """Say so if a value is off by more than rounding or the tolerance."""
    differs = value is not None and right is not None and abs(value - right) > 1e-7
    return f", differs: {value:.9g} for {right:.9g}" if differs else ""


def machine() -> str:
    """Describe what this runs on."""
    cpu = platform.processor() or platform.machine()
    if Path("/proc/cpuinfo").exists():
        cpu = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text())[1]  # type: ignore[index]
    return f"{cpu}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def load() -> str:
    """How many processes compete for the cores."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


def main() -> None:
    """Print the tables, and write them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10**7)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--alone", action="store_true", help="this package only, and nothing written")
    given = parser.parse_args()
    contestants = {OURS: CONTESTANTS / "with_ours.py", COMPILED: CONTESTANTS / "with_ours.py"}
    if not given.alone:
        contestants |= {path.stem[5:]: path for path in sorted(CONTESTANTS.glob("with_*.py")) if path.stem != "with_ours"}
    start, lines = load(), []
    for vectors in (False, True):
        found = {}
        for name, path in contestants.items():
            print(f"timing {name} ...", file=sys.stderr, flush=True)
            try:
                found[name] = timed(path, given.rows, given.rounds, vectors=vectors, compiled=name == COMPILED)
            except (OSError, subprocess.CalledProcessError) as error:
                print(f"{name} cannot be timed: {error}", file=sys.stderr)
        sort = found[OURS]["sort"]
        if not given.alone:
            found |= timed_in_r(given.rows, given.rounds, sort)
        how = "with" if vectors else "without"
        lines += [f"## np.sort {how} vector instructions: {sort / given.rows * 1e9:.1f} ns a value", "", *table(found), ""]
        variables = os.environ | numpy_as_it_is(vectors, Path(sys.executable))
        errors = subprocess.run(
            [sys.executable, HERE / "inference.py"], stdout=subprocess.PIPE, text=True, env=variables
        ).stdout
        lines += ["```", errors.rstrip(), "```", ""]
    if not given.alone:
        rows = output([sys.executable, HERE / "out_of_core.py"])
        lines += ["## Rows on disk and on a cluster", "", "```", rows.rstrip(), "```", ""]
    head = (
        f"{machine()}, load {start} at the start, {load()} at the end. {given.rows:,} rows; medians of {given.rounds} rounds."
    )
    lines = ["# How long it takes", "", head, "", READING, "", *lines]
    if not given.alone:
        (HERE / "results.md").write_text("\n".join(lines), encoding="utf-8", newline="\n")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
