"""A quantile function as a curve, and the many small groups into which one is cut."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from inequality.columns import Floats, read_only

__all__: list[str] = []


class Curve(Protocol):
    """A quantile function, told by rank: the fraction of the population above."""

    @property
    def alpha(self) -> float:
        """Pareto coefficient at the very top: moments of this order and higher do not exist. Infinite if all do."""

    def value(self, rank: Floats) -> Floats:
        """Value of the member at a rank."""

    def above(self, rank: Floats) -> Floats:
        """What all above a rank hold, per head of the whole population."""

    def rank(self, value: Floats) -> Floats:
        """Fraction of the population above a value."""

    def area(self) -> float:
        """Integral of `above` from 0 to 1."""


@dataclass(frozen=True, eq=False)
class Cells:
    """A quantile function of many small groups at their means.

    Parameters
    ----------
    values, weights : ndarray, shape (n,)
        Mean and share of the population of each, the richest first.
    alpha : float
        Pareto coefficient of the curve, or the curves, that were cut.
    """

    values: Floats
    weights: Floats
    alpha: float = math.inf

    @classmethod
    def of(cls, values: Floats, weights: Floats, alpha: float) -> Cells:
        """Return groups given in any order, and of any size together; those of nobody are left out."""
        order = np.argsort(-values, kind="stable")
        order = order[weights[order] > 0]
        return cls(read_only(values[order]), read_only(weights[order] / np.sum(weights)), alpha)

    @cached_property
    def edges(self) -> Floats:
        """Ranks between the groups, from 0 to 1."""
        return np.concatenate([[0.0], np.cumsum(self.weights)[:-1], [1.0]])

    @cached_property
    def _held(self) -> Floats:
        return np.append(0.0, np.cumsum(self.values * self.weights))

    @cached_property
    def _middles(self) -> Floats:
        return (self.edges[:-1] + self.edges[1:]) / 2

    def value(self, rank: Floats) -> Floats:
        """Value of the member at a rank, on the straight line between the middles of groups."""
        return np.interp(rank, self._middles, self.values)

    def above(self, rank: Floats) -> Floats:
        """What all above a rank hold."""
        return np.interp(rank, self.edges, self._held)

    def rank(self, value: Floats) -> Floats:
        """Fraction of the population above a value."""
        return np.interp(-value, -self.values, self._middles, left=0.0, right=1.0)

    def area(self) -> float:
        """Integral of `above` from 0 to 1."""
        return float(np.sum(self.weights * (self._held[:-1] + self._held[1:]))) / 2


def fine(curve: Curve) -> Floats:
    """Return ranks from 0 to 1 that cut a curve into cells in which values hardly differ.

    There are 36,000 cells a power of ten to the richest 0.0001, centred on multiples of a 40,000th of it, then 1,000 a power
    of ten to where less than 1e-17 of the total is left.
    """
    if isinstance(curve, Cells):
        return curve.edges
    edges: list[Floats] = [np.ones(1)]
    for k in range(4):
        edges.append((np.arange(39_995.0 if k else 40_000.0, 3_999, -1) - 0.5) * (10.0**-k / 40_000))
    decades, mean = 4, abs(float(curve.above(np.asarray(1.0))))
    while decades < 150 and curve.above(np.asarray(10.0**-decades)) > 1e-17 * mean:
        decades += 1
    tail = np.logspace(np.log10(edges[-1][-1]), -decades, 1000 * (decades - 3))[1:]
    return np.concatenate([*edges, tail, np.zeros(1)])[::-1]
