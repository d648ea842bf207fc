"""Rows put in order quickly, and sums that do not depend on the order of the rows."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from inequality import compiled
from inequality.columns import Floats

__all__: list[str] = []

#: Up to so many rows, pairs are sorted as complex numbers: by real, then by imaginary part.
FEW = 2**12
#: Part of the rows with an equal from which on all weights are put in order first.
MANY = 1 / 8
#: Rows added at once: so few that the leading 38 bits of each add without rounding.
CHUNK = 2**15


def sorted_pairs(values: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Return both in order of the values, those of equal value in order of their weights.

    Numpy sorts whole numbers of 64 bits several times faster than pairs, so the leading bits of each value are sorted, with
    the number of its row in place of the others. Rows out of order after that, few as a rule, are then sorted as pairs.
    """
    if values.size <= FEW:
        return _by_both(values, weights)
    fast = compiled.loop(compiled.sort_pairs, values.size)
    if fast is not None:
        keys, weights = fast(_rising(values), weights)
        return _from_rising(keys), weights
    order, alike = _order(values)
    if alike.size > MANY * values.size:
        first, alike = _order(weights)
        weights, values = _mended(_take(weights, first), _take(values, first), alike)
        order, alike = _order(values)  # of equals the one with the lower weight remains the first
    return _mended(_take(values, order), _take(weights, order), alike, by_both=True)


def _by_both(first: Floats, second: Floats) -> tuple[Floats, Floats]:
    pairs = np.empty(first.size, np.complex128)
    pairs.real, pairs.imag = first, second
    pairs.sort()
    return np.ascontiguousarray(pairs.real), np.ascontiguousarray(pairs.imag)


def _order(values: Floats) -> tuple[NDArray[np.int64], NDArray[np.intp]]:
    """Rows in order of their leading bits, and the places in it whose row has the same ones as the next."""
    bits = (values.size - 1).bit_length()
    key, row = _rising(values), np.arange(values.size)
    key >>= bits
    key <<= bits
    key |= row
    key.sort()
    differing = np.bitwise_xor(key[1:], key[:-1], out=row[1:]).view(np.uint64)
    key &= (1 << bits) - 1  # what is left is the row
    return key, np.flatnonzero(differing < 1 << bits)


def _mended(first: Floats, second: Floats, alike: NDArray[np.intp], *, by_both: bool = False) -> tuple[Floats, Floats]:
    """Both, from the order of the leading bits of the first, in the order of all its bits; or of both."""
    wrong = first[alike + 1] < first[alike]
    if by_both:
        wrong |= (first[alike + 1] == first[alike]) & (second[alike + 1] < second[alike])
    if wrong.any():
        run = np.cumsum(np.diff(alike, prepend=-2) > 1)
        some_wrong = np.zeros(run[-1] + 1, np.bool_)
        some_wrong[run[wrong]] = True
        place = alike[some_wrong[run]]
        again = np.zeros(first.size, np.bool_)
        again[place] = again[place + 1] = True
        first[again], second[again] = _by_both(first[again], second[again])
    return first, second


def _rising(values: Floats) -> NDArray[np.int64]:
    """Whole numbers in the order of the values: their bits, of negative values all inverted but the sign."""
    return _inverted((values + 0.0).view(np.int64))  # a copy, in which zero has no sign


def _from_rising(keys: NDArray[np.int64]) -> Floats:
    return _inverted(keys).view(np.float64)


def _inverted(bits: NDArray[np.int64]) -> NDArray[np.int64]:
    if np.min(bits) < 0:
        bits ^= (bits >> 63) & np.int64(2**63 - 1)
    return bits


def _take(array: Floats, rows: NDArray[np.int64]) -> Floats:
    return array.take(rows, mode="clip")  # twice as fast as with a check


def order_free_sum(values: Floats, weights: Floats | None = None) -> float:
    """Sum of the values, or of weights times values: the same, to the last bit, in whatever order the rows are.

    Of each summand two parts are taken, and a rest below 2^-76 of the largest summand is left. Corresponding parts are
    whole multiples of one power of two, and so few are added at once that nothing is rounded.

    References
    ----------
    Demmel, J. and H. D. Nguyen (2015), Parallel reproducible summation, IEEE Transactions on Computers 64(7).
    """
    largest = max(max(float(np.max(part)), -float(np.min(part))) for part in _chunks(values, weights))
    if largest == 0.0:
        return 0.0
    exponent, bits = math.frexp(largest)[1], CHUNK.bit_length() - 1
    cuts = (math.ldexp(1.5, exponent + bits), math.ldexp(1.5, exponent + 2 * bits - 53))
    sums = []
    for rest in _chunks(values, weights):
        for cut in cuts:
            part = rest + cut
            part -= cut
            sums.append(float(np.sum(part)))
            rest = rest - part
    return math.fsum(sums)


def _chunks(values: Floats, weights: Floats | None) -> Iterator[Floats]:
    for start in range(0, values.size, CHUNK):
        rows = slice(start, start + CHUNK)
        yield values[rows] if weights is None else weights[rows] * values[rows]
