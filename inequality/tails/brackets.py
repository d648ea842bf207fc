"""What a table says at its cuts: ranks, amounts above, thresholds; those it does not tell are estimated."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inequality.columns import Floats
from inequality.distribution import Distribution
from inequality.errors import DomainError
from inequality.tails.splines import slopes

__all__: list[str] = []

#: Cuts up to which a spline estimates the thresholds; between groups so small, their means tell as much.
MOST_CUTS = 1000
#: Two values nearer than this, relative to the greater of both, are one.
SAME = 1e-12


@dataclass(frozen=True)
class Brackets:
    """Groups of a table from the poorest to the richest.

    Parameters
    ----------
    rank : ndarray, shape (n + 1,)
        Fraction of the population above each edge, from 1 to 0.
    above : ndarray, shape (n + 1,)
        What all above each edge hold, per head of the whole population.
    mean : ndarray, shape (n,)
        Mean of each group.
    low, high : ndarray, shape (n,)
        Least and greatest value of each group. Where two groups meet, `high` of one is `low` of the next.
    notes : tuple of str
        Which of these the table does not tell.
    """

    rank: Floats
    above: Floats
    mean: Floats
    low: Floats
    high: Floats
    notes: tuple[str, ...]

    @classmethod
    def of(cls, d: Distribution, first: int) -> Brackets:
        """Return what a table says, and estimates of what it does not tell.

        Where the poorest group has no lower bound and a mean above 0, its least value is taken to be 0. Thresholds between
        groups are estimated from the cuts from group `first` on.

        The estimate is the slope of a spline through the amounts above three cuts or more. Where there are fewer, or the
        estimate is not between the means of its neighbours, the geometric mean of these stands for it (the middle, where
        one is not above 0).

        Raises
        ------
        DomainError
            If there is nothing to interpolate: values are known, groups overlap, or there is only one.
        """
        _check(d)
        weight, total = d.weight, d.total
        assert weight is not None
        everyone = float(np.sum(weight))
        rank = np.append(np.cumsum(weight[::-1])[::-1] / everyone, 0.0)
        above = np.append(np.cumsum(total[::-1])[::-1] / everyone, 0.0)
        rank[0] = 1.0
        mean = np.clip(d.means, *d.limits())
        least, greatest = np.maximum(mean[:-1], d.low[1:]), np.minimum(mean[1:], d.high[:-1])
        lowest = 0.0 if math.isinf(d.low[0]) and mean[0] > 0 else float(d.low[0])
        untold = least < greatest  # otherwise one threshold, or a gap between two groups
        if untold.any():
            estimate = _thresholds(rank, above, mean, lowest, first)
            middle = np.where(
                least > 0, np.sqrt(np.maximum(least, 0)) * np.sqrt(np.maximum(greatest, 0)), (least + greatest) / 2
            )
            margin = 1e-6 * np.maximum(greatest - least, 0)  # at a neighbour's mean it is rounding that decides
            estimate = np.where((least + margin < estimate) & (estimate < greatest - margin), estimate, middle)
            least, greatest = np.where(untold, estimate, least), np.where(untold, estimate, greatest)
        notes = [
            "the thresholds are estimates" if untold.any() else "",
            "the least value is taken to be 0, since the table gives none" if lowest != d.low[0] else "",
        ]
        low, high = np.append(lowest, least), np.append(greatest, d.high[-1])
        return cls(rank, above, mean, low, high, tuple(filter(None, notes)))

    @property
    def points(self) -> NDArray[np.bool_]:
        """Which groups have one value: that of their mean, which is also one of their ends."""
        near = SAME * np.abs(self.mean)
        return np.asarray((self.mean - self.low <= near) | (self.high - self.mean <= near))

    def stretch(self, first: int) -> slice:
        """The longest run of groups that a smooth curve can pass: two finite ends each, no gaps, no points, totals above 0."""
        positive = self.above > SAME * np.max(np.abs(self.above))
        smooth = np.isfinite(self.low) & np.isfinite(self.high) & ~self.points & positive[:-1] & positive[1:]
        smooth[:first], smooth[-1] = False, False
        begins = np.append(True, self.high[:-1] != self.low[1:])
        best, start = slice(0, 0), 0
        for k in range(smooth.size):
            if begins[k] or not smooth[k]:
                start = k if smooth[k] else k + 1
            if k + 1 - start > best.stop - best.start:
                best = slice(start, k + 1)
        return best


def _check(d: Distribution) -> None:
    if d.exact:
        raise DomainError(
            "Every value is known, so there is nothing to interpolate",
            possible="a table of groups",
            remedy="call the metric on the distribution itself",
        )
    if not d.ordered:
        raise DomainError(
            "The groups overlap, so there is no curve through their ends",
            possible="a table in which nobody is richer than anybody in the next group",
            remedy="interpolate each table, then merge: interpolate(a).merge(interpolate(b))",
        )
    if len(d) < 2:
        raise DomainError("The table has one group", possible="at least two groups", remedy="take a finer table")


def _thresholds(rank: Floats, above: Floats, mean: Floats, lowest: float, first: int) -> Floats:
    """Return estimates of the thresholds between groups; NaN where no spline goes through."""
    estimate = np.full(mean.size - 1, np.nan)
    knots = np.arange(first, mean.size)
    knots = knots[above[knots] > 0]
    if not 3 <= knots.size <= MOST_CUTS or knots[-1] != mean.size - 1:
        return estimate
    x, y = -np.log(rank[knots]), np.log(above[knots[0]] / above[knots])  # relative, so that the unit does not matter
    known = lowest * rank[0] / above[0] if knots[0] == 0 and np.isfinite(lowest) else None
    found = slopes(x, y, known) * above[knots] / rank[knots]
    inner = knots > 0
    estimate[knots[inner] - 1] = found[inner]
    return estimate
