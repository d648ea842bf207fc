"""Times one contestant, in whatever environment it is installed, beside np.sort of the same array.

Run by speed.py as ``python timing.py contestants/with_ours.py 10000000 5``; prints JSON.
"""

from __future__ import annotations

import json
import runpy
import sys
import time
import warnings
from collections.abc import Callable
from statistics import median
from typing import Any

import numpy as np


def people(n: int) -> tuple[np.ndarray, np.ndarray]:
    """Fortunes, lognormal with a Pareto tail of 1.5 for the richest percent, and weights from a Gamma distribution."""
    rng = np.random.default_rng(1905)
    tail = rng.random(n) < 0.01
    return np.where(tail, 2e5 * rng.random(n) ** (-1 / 1.5), rng.lognormal(10, 1.1, n)), rng.gamma(2.0, 1000.0, n)


def seconds(call: Callable[[], Any]) -> tuple[float, Any]:
    """CPU time that a call takes, and what it returns."""
    start = time.process_time()
    result = call()
    return time.process_time() - start, result


def main(contestant: str, n: int, rounds: int) -> None:
    """Print, for each call, the median ratio to np.sort, the median seconds and the value."""
    warnings.simplefilter("ignore")
    module = runpy.run_path(contestant)
    values, weights = people(n)
    calls: dict[str, tuple[Callable[[], Any], np.ndarray]] = module["calls"](values, weights)
    found, sort = {}, []
    for name, (call, sorted_with) in calls.items():
        call()  # compiles, and takes memory from the system
        pairs = [(seconds(lambda array=sorted_with: np.sort(array))[0], *seconds(call)) for _ in range(rounds)]
        if sorted_with is values:
            sort += [pair[0] for pair in pairs]
        value = pairs[-1][2]
        found[name] = {
            "ratio": median(pair[1] / pair[0] for pair in pairs),
            "seconds": median(pair[1] for pair in pairs),
            "value": float(value) if isinstance(value, (int, float, np.floating)) else None,
        }
    print(json.dumps({"version": module["VERSION"], "numpy": np.__version__, "sort": median(sort), "calls": found}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
