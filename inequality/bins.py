"""Bins cut by the bits of a number: its sign, its exponent and eleven leading bits of its mantissa.

A bin is about a thousandth of its values wide, from the least to the greatest double; zero stands in a bin of its own. How
many members a bin has and what they have together are sums, so bins of parts of a population add up to those of all of it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from inequality import compiled
from inequality.columns import Floats, as_floats, as_weights

__all__ = ["Bins"]

#: Bins to an octave, that is, from one power of two to the next.
OCTAVE = 2**11
#: Bits of a double that say where in its bin it stands.
REST = 52 - 11
#: Rows added at once, so that what is worked on stays in the processor's cache.
CHUNK = 2**17


class Bins:
    """Weight and total of the members in each bin, added up part by part.

    Attributes
    ----------
    rows : int
        How many rows were added.

    Examples
    --------
    >>> bins = Bins()
    >>> bins.add([0, 1.5, 1000])
    >>> bins.add([1.5, -2], weights=[3, 1])
    >>> rank, weight, total = bins.table()
    >>> weight, total
    (array([1., 1., 4., 1.]), array([  -2.,    0.,    6., 1000.]))
    >>> low, high = edges(rank)
    >>> low
    array([  -2.00097656,    0.        ,    1.5       , 1000.        ])
    """

    def __init__(self) -> None:
        self.rows = self._parts = 0
        self._shift = np.full(2**12, np.iinfo(np.int64).min // 2)  # of an octave, from its bins to its row of the sums
        self._octaves = np.empty(0, np.int64)
        self._sums = np.empty((2, 0))

    def add(self, values: ArrayLike, weights: ArrayLike | None = None) -> None:
        """Add rows, with the weight of each or with weight 1.

        Raises
        ------
        InputError
            If a value is not a finite number, or a weight not a number of 0 or more.
        """
        column = _column(values, "values")
        weight = None if weights is None else _column(weights, "weights")
        if weight is not None and weight.size != column.size:
            as_weights(weights, column.size)  # type: ignore[arg-type]  # says what is wrong
        fast = compiled.loop(compiled.count, column.size)
        for start in range(0, column.size, CHUNK):
            part = np.add(column[start : start + CHUNK], 0.0, dtype=np.float64)  # in which zero has no sign
            counts = None if weight is None else np.asarray(weight[start : start + CHUNK], np.float64)
            if counts is not None and not 0 <= counts.min() <= counts.max() < np.inf:
                as_weights(weights, column.size)  # type: ignore[arg-type]
            sums = np.zeros_like(self._sums)
            if fast is None or not fast(part.view(np.int64), part, counts, REST, self._shift, sums):
                place = self._place(part)
                if place is None:
                    as_floats(values, "values")
                    raise AssertionError("what is not finite was not found")
                each = (counts, part if counts is None else part * counts)
                sums = np.array([np.bincount(place, one, self._sums.shape[1]) for one in each])
            self._sums += sums
            self._parts += 1
        self.rows += column.size

    def merge(self, other: Bins) -> None:
        """Add all rows of other bins, such as another process filled."""
        rank, weight, total = other.table()
        low, high = edges(rank)
        place = self._place(low / 2 + high / 2)
        assert place is not None
        self._sums[:, place] += weight, total
        self.rows, self._parts = self.rows + other.rows, self._parts + other._parts

    def _place(self, values: Floats) -> NDArray[np.int64] | None:
        """Index of each value's bin in the sums; None if one is not finite."""
        place = values.view(np.int64) >> REST
        octave = place >> 11
        place += self._shift[octave]
        if place.size and place.min() < 0:
            new = np.unique(octave[place < 0])
            if np.isin(new, (-1, 2**11 - 1)).any():
                return None
            start = self._octaves.size + np.arange(new.size)
            self._shift[new] = (start - new) * OCTAVE
            self._octaves = np.concatenate([self._octaves, new])
            self._sums = np.concatenate([self._sums, np.zeros((2, new.size * OCTAVE))], axis=1)
            return self._place(values)
        return place

    def table(self) -> tuple[NDArray[np.int64], Floats, Floats]:
        """Rank, weight and total of each bin that has members, the lowest first."""
        bits = (self._octaves[:, np.newaxis] * OCTAVE + np.arange(OCTAVE)).ravel()
        rank = np.where(bits < 0, ~(bits + 2**22), bits)
        members = np.flatnonzero(self._sums[0])
        members = members[np.argsort(rank[members])]
        return rank[members], self._sums[0, members], self._sums[1, members]

    @property
    def rounding(self) -> float:
        """No weight and no total is further from what it should be than this part of it."""
        return (min(CHUNK, self.rows) + self._parts + 2) * 2.0**-53


def edges(rank: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Bounds of the values in the bins of these ranks."""
    size = np.where(rank < 0, ~rank, rank)
    inner = (size << REST).view(np.float64)
    outer = np.minimum(((size + 1) << REST).view(np.float64), np.finfo(np.float64).max)
    return np.where(rank < 0, -outer, inner), np.where(rank < 0, -inner, outer)


def _column(values: ArrayLike, name: str) -> NDArray[Any]:
    """Return one column of numbers, not copied where it need not be."""
    column = values if isinstance(values, np.ndarray) and values.dtype.kind in "biuf" else np.asanyarray(values)
    if column.ndim == 1 and column.dtype.kind in "biuf" and not isinstance(column, np.ma.MaskedArray):
        return column
    return as_floats(values, name)
