"""WID's zip as sorted Parquet, beside pandas reading the same zip: time, memory, and one question.

Run as ``python benchmarks/bulk.py 10000000`` (``--ours-alone`` for sizes that pandas cannot hold); prints JSON. The zip is
generated, in WID's layout; each measurement is a process of its own, so that its peak of memory is its own too. Seconds are
without the start of Python and of the libraries.
"""

from __future__ import annotations

import importlib
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from statistics import median

import numpy as np

YEARS = np.arange(1980, 2025)
CONCEPTS = ("ptinc", "diinc", "cainc", "hweal", "fiinc", "fainc")
KINDS = "sato"


def generate(path: Path, rows: int) -> int:
    """Write a zip of data files with about so many rows, and return how many there are."""
    from inequality.sources.wid_brackets import PRINTED, generalized

    stream = np.random.default_rng(1905)
    percentiles = sorted({*generalized(), *PRINTED})
    variables = [f"{kind}{concept}j992" for kind in KINDS for concept in CONCEPTS]
    texts = [f";{variable};{percentile};{year};" for variable in variables for percentile in percentiles for year in YEARS]
    areas = [f"{a}{b}" for a in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" for b in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    count = max(1, round(rows / len(texts)))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as members:
        for area in areas[:count]:
            values = stream.lognormal(0, 2, len(texts))
            quality = stream.integers(0, 6, len(texts))
            lines = [f"{area}{text}{v:.10g};992;j;{q}" for text, v, q in zip(texts, values, quality, strict=True)]
            header = "country;variable;percentile;year;value;age;pop;data_quality"
            members.writestr(f"WID_data_{area}.csv", "\n".join([header, *lines, ""]))
    return count * len(texts)


def with_pandas(path: Path) -> None:
    """Read all members as careful users do: nothing but the empty field is missing."""
    import pandas as pd

    with zipfile.ZipFile(path) as members:
        parts = []
        for name in members.namelist():
            with members.open(name) as lines:
                parts.append(pd.read_csv(lines, sep=";", keep_default_na=False, na_values={"value": "", "data_quality": ""}))
    pd.concat(parts, ignore_index=True)


def with_ours(path: Path, folder: Path) -> None:
    """Make the sorted Parquet."""
    from inequality.sources.wid_archive import convert

    convert(path, folder)


def asked(folder: Path) -> list[float]:
    """Seconds that one series of all areas takes, each of nine times."""
    from inequality.sources.wid_archive import query

    times = []
    for concept in (*CONCEPTS, *CONCEPTS[:3]):
        start = time.perf_counter()
        frame = query(folder, [f"s{concept}992j"], percentiles=["p99p100"])
        times.append(time.perf_counter() - start)
        assert len(frame) == len(YEARS) * frame["country"].nunique()
    return times


def measured(*arguments: str) -> dict[str, float]:
    """Run a part of this file in a process of its own: seconds, and peak memory in MB."""
    run = subprocess.run([sys.executable, __file__, *arguments], capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(run.stdout)
    return found


def part(which: str, *paths: str) -> None:
    """Do one part, and print its seconds and its peak memory."""
    for library in ("pandas", "pyarrow.csv", "pyarrow.parquet", "inequality.sources.wid_archive"):
        importlib.import_module(library)
    places = [Path(path) for path in paths]
    start = time.perf_counter()
    asking = {}
    if which == "pandas":
        with_pandas(places[0])
    elif which == "ours":
        with_ours(places[0], places[1])
    else:
        asking = {"median": median(asked(places[0]))}
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "peak_mb": peak, **asking}))


def main(rows: int, rounds: int, *, ours_alone: bool = False) -> None:
    """Generate, measure in turns, compare the medians."""
    found: dict[str, object]
    with tempfile.TemporaryDirectory() as place:
        archive, folder = Path(place, "wid_all_data.zip"), Path(place, "wid")
        found = {"rows": generate(archive, rows), "zip_mb": round(archive.stat().st_size / 1e6, 1)}
        times: dict[str, list[dict[str, float]]] = {"ours": [], "query": [], "pandas": []}
        for _ in range(rounds):
            shutil.rmtree(folder, ignore_errors=True)
            times["ours"].append(measured("ours", str(archive), str(folder)))
            times["query"].append(measured("query", str(folder)))
            if not ours_alone:
                times["pandas"].append(measured("pandas", str(archive)))
        found["parquet_mb"] = round((folder / "data.parquet").stat().st_size / 1e6, 1)
    middle = {name: {key: median(each[key] for each in runs) for key in runs[0]} for name, runs in times.items() if runs}
    found |= middle
    if not ours_alone:
        found["pandas_over_ours"] = middle["pandas"]["seconds"] / middle["ours"]["seconds"]
        found["pandas_over_query"] = middle["pandas"]["seconds"] / middle["query"]["median"]
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    if sys.argv[1].isdigit():
        main(int(sys.argv[1]), 3, ours_alone="--ours-alone" in sys.argv)
    else:
        part(*sys.argv[1:])
