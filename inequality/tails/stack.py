"""A quantile function made of pieces."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from inequality.columns import Floats
from inequality.tails.pieces import Piece, Tail

__all__: list[str] = []


@dataclass(frozen=True)
class Stack:
    """Pieces from the poorest to the richest, each beginning where the one before ends."""

    pieces: tuple[Piece, ...]

    def value(self, rank: Floats) -> Floats:
        """Value of the member at a rank; where two pieces meet, that of the richer."""
        return self._each(rank, self._of_rank(rank), lambda piece: piece.value)

    def above(self, rank: Floats) -> Floats:
        """What all above a rank hold."""
        return self._each(rank, self._of_rank(rank), lambda piece: piece.above)

    def rank(self, value: Floats) -> Floats:
        """Fraction of the population above a value."""
        index = np.searchsorted(self._starts, value, side="right") - 1
        found = self._each(value, np.maximum(index, 0), lambda piece: piece.rank)
        pieces = np.array([[piece.top, piece.bottom] for piece in self.pieces])[np.maximum(index, 0)]
        return np.where(index < 0, 1.0, np.clip(found, pieces[..., 0], pieces[..., 1]))

    @property
    def alpha(self) -> float:
        """Pareto coefficient of the tail; infinite if it has every moment."""
        tail = self.pieces[-1]
        return 1 / tail.shape if isinstance(tail, Tail) and tail.shape > 0 else math.inf

    def area(self) -> float:
        """Integral of `above`."""
        return float(np.sum([piece.area() for piece in self.pieces]))

    @cached_property
    def _starts(self) -> Floats:
        starts = np.array([float(piece.value(np.asarray(piece.bottom))) for piece in self.pieces])
        return np.maximum.accumulate(starts)

    @cached_property
    def _tops(self) -> Floats:
        return np.array([piece.top for piece in self.pieces])

    def _of_rank(self, rank: Floats) -> NDArray[np.intp]:
        """Index of the piece that holds a rank: bottom >= rank > top."""
        index = np.searchsorted(-self._tops, -rank, side="right")
        return np.minimum(index, len(self.pieces) - 1)

    def _each(self, at: Floats, index: NDArray[np.intp], method: Callable[[Piece], Callable[[Floats], Floats]]) -> Floats:
        flat, order = np.ravel(at), np.argsort(np.ravel(index), kind="stable")
        present, starts = np.unique(np.ravel(index)[order], return_index=True)
        result = np.empty(flat.size)
        for k, rows in zip(present, np.split(order, starts[1:]), strict=True):
            result[rows] = method(self.pieces[k])(flat[rows])
        return result.reshape(np.shape(at))
