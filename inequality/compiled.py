"""Loops that numba compiles, where the extra ``fast`` is installed and arrays are so long that it tells.

Each does in one pass what numpy code elsewhere does in several, with the same result to the last bit: nobody need know which
of the two ran. `loop` compiles one at its first use and keeps it on disk. With the environment variable
``INEQUALITY_COMPILED=0`` numpy does everything; with ``1`` numba is loaded for arrays of some thousands already.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inequality.columns import Floats

__all__: list[str] = []

#: From so many rows on it pays to load numba, which takes half a second; and once it is loaded, from so many.
LEAST, LEAST_LOADED = 2**22, 2**12
#: So many rows, however few at once, are worth loading it too.
EXPECTED = 2**26
#: Most places among which rows are dealt out at once: so few that the processor holds the ends of all.
PLACES = 2**12
#: Up to so many rows are put in order by insertion.
FEW = 24


def loop(function: Callable[..., Any], rows: int) -> Callable[..., Any] | None:
    """Return a function of this module compiled; None where that does not pay, cannot be or is not wanted."""
    wanted = os.environ.get("INEQUALITY_COMPILED")
    if wanted == "0" or rows < (LEAST_LOADED if wanted == "1" or "numba" in sys.modules else LEAST):
        return None
    return _compiled(function)


def expect(rows: int) -> None:
    """Load numba, if it is installed and so many rows are to come that it pays."""
    if rows >= EXPECTED and os.environ.get("INEQUALITY_COMPILED") != "0":
        _numba()


def _numba() -> ModuleType | None:
    try:
        return import_module("numba")
    except ImportError:  # not installed, or not for this version of numpy
        return None


@cache
def _compiled(function: Callable[..., Any]) -> Callable[..., Any] | None:
    numba = _numba()
    if numba is None:
        return None

    def compile_(function: Callable[..., Any]) -> Callable[..., Any]:
        try:
            found: Callable[..., Any] = numba.njit(cache=True, nogil=True)(function)
        except RuntimeError:  # there is no folder that it may write to
            found = numba.njit(nogil=True)(function)
        return found

    for part in (_deal, _insert, _sort_within):  # which the others call
        if not hasattr(part, "py_func"):
            globals()[part.__name__] = compile_(part)
    return compile_(function)


def sort_pairs(keys: NDArray[np.int64], weights: Floats) -> tuple[NDArray[np.int64], Floats]:
    """Return both in order of the keys, those of equal key in order of their weights.

    Keys are dealt out among equally wide ranges, and those of each range again, until few are left in one.
    """
    sorted_keys, sorted_weights = np.empty_like(keys), np.empty_like(weights)
    ends = np.empty(PLACES + 1, np.int64)
    _deal(keys, weights, sorted_keys, sorted_weights, ends)
    start = 0
    for end in ends[:-1]:
        if end - start > 1:
            _sort_within(sorted_keys[start:end], sorted_weights[start:end])
        start = end
    return sorted_keys, sorted_weights


def _sort_within(keys: NDArray[np.int64], weights: Floats) -> None:
    other_keys, other_weights = np.empty_like(keys), np.empty_like(weights)
    ends = np.empty(2 * PLACES + 1, np.int64)
    waiting = [(0, keys.size)]
    while waiting:
        first, last = waiting.pop()
        if last - first <= FEW:
            continue
        some = ends[: min(2 * PLACES, last - first) + 1]
        if _deal(keys[first:last], weights[first:last], other_keys[first:last], other_weights[first:last], some):
            for row in range(first, last):
                keys[row], weights[row] = other_keys[row], other_weights[row]
            start = first
            for dealt in some[:-1]:
                end = first + dealt
                if end - start > FEW:
                    waiting.append((start, end))
                start = end
        elif weights[first:last].min() < weights[first:last].max():
            _sort_within(weights[first:last].view(np.int64), weights[first:last])  # bits of 0 or more are in order
    _insert(keys, weights)


def _deal(keys: NDArray[np.int64], weights: Floats, into: NDArray[np.int64], beside: Floats, ends: NDArray[np.int64]) -> bool:
    """Deal both out among ``ends.size - 1`` ranges of the keys, the lowest first; False if all keys are equal."""
    low = high = keys[0]
    for key in keys:
        low, high = min(low, key), max(high, key)
    places, shift = ends.size - 1, np.uint64(0)
    while (np.uint64(high - low) >> shift) >= np.uint64(places):  # a difference beyond 2^63 wraps to the right number
        shift += np.uint64(1)
    ends[:] = 0
    for key in keys:
        ends[(np.uint64(key - low) >> shift) + np.uint64(1)] += 1
    for place in range(places):
        ends[place + 1] += ends[place]
    for row in range(keys.size):
        dealt = np.uint64(keys[row] - low) >> shift
        into[ends[dealt]], beside[ends[dealt]] = keys[row], weights[row]
        ends[dealt] += 1
    return bool(low < high)


def _insert(keys: NDArray[np.int64], weights: Floats) -> None:
    """Put both in order where no row is far from its place."""
    for row in range(1, keys.size):
        key, weight, place = keys[row], weights[row], row
        while place > 0 and (keys[place - 1] > key or (keys[place - 1] == key and weights[place - 1] > weight)):
            keys[place], weights[place] = keys[place - 1], weights[place - 1]
            place -= 1
        keys[place], weights[place] = key, weight


def count(
    bits: NDArray[np.int64], values: Floats, weights: Floats | None, rest: int, shift: NDArray[np.int64], sums: Floats
) -> bool:
    """Add each row's weight and total to its bin in `sums`; False, and nothing added, if there is one without a bin."""
    for row in range(bits.size):
        if shift[bits[row] >> (rest + 11)] + (bits[row] >> rest) < 0:
            return False
    for row in range(bits.size):
        place = shift[bits[row] >> (rest + 11)] + (bits[row] >> rest)
        weight = 1.0 if weights is None else weights[row]
        sums[0, place] += weight
        sums[1, place] += weight * values[row]
    return True


def gap_products(values: Floats, weights: Floats) -> Floats:
    """Return, of each gap between two neighbours, its width times the weight below times the weight above."""
    products = np.empty(values.size - 1)
    above = 0.0
    for row in range(values.size - 1, 0, -1):
        above += weights[row]
        products[row - 1] = above
    below = 0.0
    for row in range(values.size - 1):
        below += weights[row]
        products[row] = (values[row + 1] - values[row]) * below * products[row]
    return products


def members(values: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Return those of both whose weight is above 0."""
    some_values, some_weights = np.empty_like(values), np.empty_like(weights)
    found = 0
    for row in range(values.size):
        some_values[found], some_weights[found] = values[row], weights[row]
        found += weights[row] > 0
    return some_values[:found], some_weights[:found]
