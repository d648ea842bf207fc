"""Times standard errors against sorting the same values, and prints the table; fails where the SCF's shape takes a second.

Run it as ``python benchmarks/inference.py``, on an otherwise idle machine. Seconds are CPU seconds of one thread, but for the
row that names two; the ratio is to ``np.sort`` of the values in the same run. How fast numpy sorts differs tenfold between
processors (with AVX-512 it takes 4 nanoseconds a value), while a resample costs the same everywhere: drawing its units alone
takes 3 nanoseconds a row.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from statistics import median

import numpy as np

from inequality.inference import estimate
from inequality.metrics import gini
from inequality.replication import Replication
from inequality.survey import Survey

ROWS, FAMILIES, IMPUTATIONS, REPLICATES = 100_000, 5_777, 5, 999
LIMIT = 1.0


def seconds(run: Callable[[], object], rounds: int, clock: Callable[[], float] = time.process_time) -> float:
    """Time the median of some rounds."""
    found = []
    for _ in range(rounds):
        start = clock()
        run()
        found.append(clock() - start)
    return median(found)


def main() -> int:
    """Print the table; 1 if the SCF's shape takes longer than a second."""
    stream = np.random.default_rng(0)
    values = stream.lognormal(0, 2, ROWS)
    sample = Survey({"worth": values}, weight=stream.gamma(2, size=ROWS))
    sort = seconds(lambda: np.sort(values), 51)
    weights = stream.gamma(2, size=FAMILIES)
    family = np.repeat(np.arange(FAMILIES), IMPUTATIONS)
    drawn = stream.poisson(1, (FAMILIES, REPLICATES)) * weights[:, None]
    scf = Survey(
        {"worth": stream.lognormal(0, 2, family.size)},
        weight=weights[family],
        implicate=np.tile(np.arange(IMPUTATIONS), FAMILIES),
        replication=Replication(drawn, method="bootstrap", centre="replicates", lines=family),
    )
    print(f"np.sort of {ROWS:,} values: {sort * 1e3:.2f} ms\n\n{'Gini index':<70}{'s':>8}{'x np.sort':>11}")

    def row(name: str, taken: float) -> float:
        print(f"{name:<70}{taken:>8.3f}{taken / sort:>11,.0f}")
        return taken

    row(f"linearisation, {ROWS:,} rows", seconds(lambda: estimate(gini, sample, "worth"), 5))
    for compiled, how in (("0", ""), ("1", ", with the extra `fast`")):
        os.environ["INEQUALITY_COMPILED"] = compiled
        estimate(gini, sample, "worth", method="bootstrap", replicates=2)  # compiles
        taken = seconds(lambda: estimate(gini, sample, "worth", method="bootstrap"), 3)
        row(f"bootstrap, 1,000 replicates, {ROWS:,} rows{how}", taken)
    with ThreadPoolExecutor(2) as pool:
        run = lambda: estimate(gini, sample, "worth", method="bootstrap", map=pool.map)  # noqa: E731
        row("the same with two threads, by the wall clock", seconds(run, 3, time.perf_counter))
    row(
        "SCF: 5 x 5,777 families x 999 replicate weights, the Fed's",
        seconds(lambda: estimate(gini, scf, "worth", implicates="scf"), 3),
    )
    taken = row("SCF: the same, Rubin's", seconds(lambda: estimate(gini, scf, "worth"), 3))
    return int(taken > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
