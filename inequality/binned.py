"""A Distribution made in one pass, without a sort: how many members each bin has, and what they have together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from inequality.bins import Bins, edges
from inequality.columns import Floats, check_indexes
from inequality.distribution import Distribution
from inequality.errors import DomainError, InputError
from inequality.points import Points

__all__ = ["binned_summary"]

#: Sums beyond these limits may have lost digits, or left the range of doubles.
SMALLEST, LARGEST = 2.0**-900, 2.0**1000
#: Up to so many rows the exact value takes no longer.
FEW = 2**15


def binned_summary(values: ArrayLike, weights: ArrayLike | None = None, **about: Any) -> Distribution:
    """Return a table of bins, each about a thousandth of its values wide, that stands for any number of rows.

    Bins are cut by the bits of the numbers: sign, exponent, eleven leading bits of the mantissa; `low` and `high` are a
    bin's edges. Memory is needed for the bins and some 10^5 rows at once, so a `numpy.memmap` may be longer than memory.

    Parameters
    ----------
    values : array_like, shape (n,)
        Values of any sign.
    weights : array_like, shape (n,), optional
        How many members have each value.
    **about
        `measure`, `provenance`, `frequency`, as for `Distribution`.

    Returns
    -------
    Distribution
        Ordered groups. `bounds` finds the least and the greatest value that an index can have with all members in their
        bins; it is widened by all that was rounded, so that the value of an index of the rows lies between.

    Raises
    ------
    InputError
        If a value is not a finite number, a weight is negative, or the totals are beyond the range of doubles.

    Examples
    --------
    >>> from inequality import bounds, gini
    >>> table = binned_summary(np.arange(200_000.0) ** 3)
    >>> table
    Distribution(36319 ordered groups, population 200000, mean 1.99998e+15)
    >>> bounds(gini, table).width < 1e-8
    True
    """
    check_indexes(values=values, weights=weights)
    bins = Bins()
    bins.add(values, weights)
    return tabulated(*bins.table(), rounding=bins.rounding, **about)


def tabulated(rank: NDArray[np.int64], weight: Floats, total: Floats, *, rounding: float, **about: Any) -> Distribution:
    """Return the Distribution of bins, with sums that may be off by the part `rounding`.

    Raises
    ------
    InputError
        If there is nobody in them, or totals are too large or too small for sums of doubles.
    """
    members = np.flatnonzero(weight > 0)
    members = members[np.argsort(rank[members])]
    if not members.size:
        raise InputError(
            "There is nobody in the bins", possible="a row of weight above 0", remedy="check the selection of rows"
        )
    rank, weight, total = rank[members], weight[members], total[members]
    for sums in (weight, total):
        largest = float(np.max(np.abs(sums)))
        if largest and not SMALLEST < largest < LARGEST:
            raise InputError(
                f"Sums of up to {largest:.6g} are beyond what can be added without loss",
                possible=f"sums between {SMALLEST:.0e} and {LARGEST:.0e}",
                remedy="divide the values, or the weights, by a power of two",
            )
    low, high = edges(rank)
    low[total == 0] = high[total == 0] = 0.0  # not the least of all numbers, which share their bin with zero
    return Distribution(weight, total, low, high, rounding=rounding, **about)


def widened(low: float, high: float, d: Distribution, *, relative: bool = True) -> tuple[float, float]:
    r"""Return the ends of an index's interval with the rounding of the table's sums, and of the index itself, added.

    Let :math:`\rho` be the part by which sums may be off, W the population, S the groups' totals. The products
    :math:`W_i S_j` of the Gini's numerator are together off by :math:`2 \rho W \sum |S|`, the total is by
    :math:`\rho \sum |S|`; hence the Gini by less than :math:`2 \rho (1 + G) \sum |S| / |\sum S|`, and a share by less than
    :math:`3 \rho (1 + s) \sum |S| / |\sum S|`. What is added is 4 times instead of 2 or 3; to an index in the unit of the
    values, which is not `relative` to the mean, :math:`4 \rho (\sum |S| / W + |v|)`.
    """
    if not d.rounding:
        return low, high
    part = 4 * (d.rounding + (4 * len(d) + 16) * 2.0**-53)
    gross = float(np.sum(np.abs(d.total)))
    unit = 1.0 if relative else gross / d.population
    part *= gross / abs(float(np.sum(d.total))) if relative else 1.0
    return low - part * (unit + abs(low)), high + part * (unit + abs(high))


def within(tolerance: float, index: Callable[[Points], Any], values: Any, weights: ArrayLike | None = None) -> float | None:
    """Return a value no further than `tolerance` from that of an index that respects the Lorenz order, without a sort.

    None where bins are too wide for that, and where the exact value takes no longer.
    """
    if not tolerance > 0:
        raise InputError(
            f"A tolerance of {tolerance} is not above 0", possible="1e-8", remedy="leave it out for the exact value"
        )
    if isinstance(values, Distribution):
        if weights is not None:
            return None
        if values.exact:
            values, weights = values.low, values.weight
    try:
        if isinstance(values, Distribution):
            table = values
        elif np.size(values) <= FEW:
            return None
        else:
            table = binned_summary(values, weights)
        ends = [index(table.equal()), index(table.spread())]
    except (DomainError, InputError):  # it is for the exact value to say what is wrong, if anything is
        return None
    low, high = widened(min(ends), max(ends), table)
    return low / 2 + high / 2 if high - low <= 2 * tolerance else None
