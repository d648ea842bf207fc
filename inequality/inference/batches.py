"""Replicates in batches, in order, through any ``map``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from itertools import chain
from typing import Any

import numpy as np

from inequality import compiled
from inequality.columns import Floats

__all__ = ["in_batches"]

#: Replicates that go to a worker together.
BATCH = 25
#: A block of so many bytes, freed once, teaches glibc to keep freed blocks up to that size for reuse. It otherwise gives them
#: back to the system, and each replicate's arrays are then faulted in page by page, which takes longer than their arithmetic.
KEPT = 2**24


def in_batches(run: Callable[[int], float], count: int, map: Callable[..., Any], *, rows: int = 0) -> Floats:
    """Return the results of ``run(0)``, ``run(1)``, ... in that order.

    Parameters
    ----------
    run : callable
        One replicate, from its number; to be shared out between processes, it must be picklable.
    count : int
        How many.
    map : callable
        Like the built-in ``map``, of a function and batches.
    rows : int
        How many each weights anew, where compiled loops do that faster.

    Returns
    -------
    ndarray, shape (count,)
    """
    compiled.expect(count * rows)
    np.empty(KEPT, np.uint8)
    batches = [range(start, min(start + BATCH, count)) for start in range(0, count, BATCH)]
    found: Iterable[float] = chain.from_iterable(map(partial(_batch, run), batches))
    return np.fromiter(found, float, count)


def _batch(run: Callable[[int], float], numbers: range) -> list[float]:
    return [run(number) for number in numbers]
