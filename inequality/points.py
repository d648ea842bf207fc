"""Points: values in rising order with their weights and cached sums, which is all that a metric sees."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from inequality import compiled
from inequality.bins import Bins, edges
from inequality.columns import Floats, as_weights, fraction, read_only
from inequality.errors import DomainError
from inequality.ordering import order_free_sum, sorted_pairs

__all__ = ["Points"]

T = TypeVar("T")

#: Powers of two between which products of two weights and a value neither overflow nor lose digits.
_SAFE_EXPONENT = 100
#: From so many rows on, no sort is made for a sum or for the richest few.
MANY = 2**16
#: A population share as written ("0.07") may miss the cut it means by this much, relative to the population.
CUT = 2.0**-50


class Points:
    """Values in rising order with their weights and cached sums: the one thing a metric is a function of.

    Parameters
    ----------
    values : ndarray of float, shape (n,)
        Finite values, in any order.
    weights : ndarray of float, shape (n,), optional
        How many members have each value; all 1 where absent. Rows of weight 0 are left out.
    frequency : bool
        Whether weights are counts of observed rows, so that the sample size is their sum.
    at_infinity, at_minus_infinity : float
        What a vanishing group of unboundedly rich, or unboundedly indebted, members has together. Only
        `Distribution.spread` of a table with an open bracket makes it other than 0.

    Notes
    -----
    Values and weights whose largest is beyond 2^±100 are divided by a power of two, which is exact; a metric that
    returns an amount multiplies back with `amount`. Only amounts below 2^-200 of the total may lose digits thereby, where
    no weight is more than 2^660 times another. Rows of equal value are put in order of their weights, so that the result
    does not depend on the order of the rows, to the last bit. The arrays are read-only.
    """

    def __init__(
        self,
        values: Floats,
        weights: Floats | None = None,
        *,
        frequency: bool = False,
        at_infinity: float = 0.0,
        at_minus_infinity: float = 0.0,
    ) -> None:
        self.frequency = frequency
        self._rows = values
        self._members = (values, None) if weights is None else _of_members(values, weights)
        #: Whether sums are taken of the rows as they come, so that a metric that asks for no order pays for none.
        self._many = self._members[0].size > MANY
        self.at_infinity, self.at_minus_infinity = self.scaled_amount(at_infinity), self.scaled_amount(at_minus_infinity)

    @cached_property
    def _exponent(self) -> int:
        """Power of two to divide values by, where products could overflow or lose digits; 0 as a rule."""
        if self._many:
            values = self._members[0]
            return _excess(max(-float(np.min(values)), float(np.max(values))))
        return _excess(max(-float(self._ranked[0][0]), float(self._ranked[0][-1])))

    @cached_property
    def _weight_exponent(self) -> int:
        """Power of two to divide weights by."""
        weights = self._members[1]
        return 0 if weights is None else _excess(float(np.max(weights)))

    @cached_property
    def _ranked(self) -> tuple[Floats, Floats | None]:
        values, weights = self._members
        return (np.sort(values), None) if weights is None else sorted_pairs(values, weights)

    @cached_property
    def values(self) -> Floats:
        """Values in rising order."""
        return read_only(_divided(self._ranked[0], self._exponent))

    @cached_property
    def weights(self) -> Floats | None:
        """Weight of each of `values`; None where all are 1."""
        weights = self._ranked[1]
        return None if weights is None else read_only(_divided(weights, self._weight_exponent))

    def reweighted(self, weights: ArrayLike, *, ranked: bool = False) -> Points:
        """Return the same rows with other weights, in the order of the rows, or of `order`; nothing is sorted again.

        Parameters
        ----------
        weights : array_like, shape (rows,)
            The other weights.
        ranked : bool
            Whether they are given in the order of `order` instead of that of the rows.

        Raises
        ------
        InputError
            If a weight is negative, none is above 0, or there are more or fewer than rows.
        DomainError
            If part of the total is held at infinity: that part has no weight to replace.
        """
        if self.at_infinity or self.at_minus_infinity:
            raise DomainError(
                "Part of the total is held beyond an open bracket's end, where there is no weight to replace",
                possible="other weights for microdata or for groups at their means",
                remedy="reweight the distribution, then take its spread()",
            )
        other = object.__new__(Points)
        other._rows, other.frequency, other.at_infinity, other.at_minus_infinity = self._rows, self.frequency, 0.0, 0.0
        other.order, other._sorted_rows = self.order, self._sorted_rows
        array = as_weights(weights, self._rows.size)
        other._members = _of_members(self._sorted_rows, array if ranked else array[self.order])
        other._ranked, other._many = other._members, False
        return other

    @cached_property
    def order(self) -> NDArray[np.intp]:
        """Rows in rising order of their values; among rows of equal value the order is that of the rows."""
        return np.argsort(self._rows, kind="stable")

    @cached_property
    def _sorted_rows(self) -> Floats:
        return self._rows[self.order]

    def shared(self, function: Callable[[Points], T]) -> T:
        """Return ``function(self)``: of few rows kept for the next metric that asks, of many not, since arrays take memory."""
        if self._many:
            return function(self)
        if function not in self._shared:
            found = self._shared[function] = function(self)
            if isinstance(found, np.ndarray):
                read_only(found)
        kept: T = self._shared[function]
        return kept

    @cached_property
    def _shared(self) -> dict[Callable[[Points], Any], Any]:
        return {}

    @property
    def n(self) -> int:
        """Number of rows, or of observations where weights are frequencies."""
        return round(self.population) if self.frequency else self._members[0].size

    @cached_property
    def below(self) -> Floats:
        """Weight of each member and of all before it; the last entry is everyone."""
        if self.weights is None:
            return read_only(np.arange(1.0, self.values.size + 1))
        return read_only(np.cumsum(self.weights))

    @cached_property
    def above(self) -> Floats:
        """Weight of each member and of all after it, summed from the top."""
        return read_only(_from_the_top(self.values.size, self.weights))

    @cached_property
    def products(self) -> Floats:
        """Weight times value."""
        return self.values if self.weights is None else read_only(self.weights * self.values)

    @cached_property
    def everyone(self) -> float:
        """Sum of the weights, in the scale of `below`."""
        if self._members[1] is None:
            return float(self._members[0].size)
        weights = self._divided_members[1] if self._many else self.weights
        assert weights is not None
        return order_free_sum(weights) if self._many else float(weights.sum())

    @cached_property
    def sum(self) -> float:
        """Sum of `products`, in their scale, with what is held at infinity."""
        held = order_free_sum(*self._divided_members) if self._many else float(self.products.sum())
        return held + self.at_infinity + self.at_minus_infinity

    @property
    def population(self) -> float:
        """How many members there are."""
        return _ldexp(self.everyone, self._weight_exponent)

    @property
    def mean(self) -> float:
        """The mean value, in the scale of `values`."""
        return self.sum / self.everyone

    @property
    def positive_sum(self) -> float:
        """`sum`, if it is above zero.

        Raises
        ------
        DomainError
            If debts outweigh assets, or equal them to within rounding, or there is nothing: shares of it have no meaning.
        """
        if not self.sum > 2 * self._members[0].size * 2.0**-53 * self.debts:
            near = f", which is rounding error beside debts of {self.amount(self.debts):.6g}" if self.sum > 0 else ""
            raise DomainError(
                f"The total is {self.amount(self.sum):.6g}{near}, so shares of it have no meaning",
                possible="values whose weighted total is above zero",
                remedy="compare amounts instead of shares",
            )
        return self.sum

    @cached_property
    def debts(self) -> float:
        """What those below zero owe together, in the scale of `products`, with what is owed at minus infinity."""
        owed = self._members[0].size and float(np.min(self._members[0])) < 0
        return -(self.average(np.minimum(self.rows[0], 0.0)) * self.everyone if owed else 0.0) - self.at_minus_infinity

    def average(self, terms: Floats) -> float:
        """Weighted mean of one term a row of `rows`; to the last bit the same in whatever order the rows came."""
        weights = self.rows[1]
        if self._many and float(np.max(terms)) < 2.0**900:
            return order_free_sum(terms, weights) / self.everyone
        with np.errstate(over="ignore"):  # what is beyond a float is infinite
            return float((terms if weights is None else weights * terms).sum()) / self.everyone

    def amount(self, total: float) -> float:
        """Take a sum of `products` back to the user's scale."""
        return _ldexp(total, self._exponent + self._weight_exponent)

    def scaled_amount(self, amount: float) -> float:
        """Take an amount in the user's scale to that of `products`."""
        return amount and _ldexp(amount, -(self._exponent + self._weight_exponent))

    def members(self, weight: float) -> float:
        """Take a sum of weights back to the user's scale."""
        return _ldexp(weight, self._weight_exponent)

    def value(self, scaled: float) -> float:
        """Take one of `values` back to the user's scale."""
        return _ldexp(scaled, self._exponent)

    def scaled_value(self, value: float) -> float:
        """Take a value in the user's scale to that of `values`."""
        return _ldexp(value, -self._exponent)

    def nth(self, k: int) -> float:
        """Value of the member at index `k`, in the user's scale."""
        return float(self.ranked[k])

    @property
    def ranked(self) -> Floats:
        """Values in rising order, in the user's scale."""
        return self._ranked[0]

    def lowest(self, p: float) -> float:
        """Sum held by the poorest fraction `p`; the member on the boundary is split."""
        target = fraction(p) * self.everyone
        k = int(self.below.searchsorted(target))
        if p == 1 or k >= self.values.size:
            return self.sum
        rest = target - (float(self.below[k - 1]) if k else 0.0)
        return float(self.products[:k].sum()) + rest * float(self.values[k]) + (self.at_minus_infinity if p > 0 else 0.0)

    def highest(self, p: float) -> float:
        """Sum held by the richest fraction `p`; the member on the boundary is split."""
        target = fraction(p) * self.everyone
        values, products, above = self._richest(target)
        k = values.size - 1 - int(above[::-1].searchsorted(target))
        if p == 1 or k < 0:
            return self.sum
        rest = target - (float(above[k + 1]) if k + 1 < values.size else 0.0)
        return float(products[k + 1 :].sum()) + rest * float(values[k]) + (self.at_infinity if p > 0 else 0.0)

    def _richest(self, weight: float) -> tuple[Floats, Floats, Floats]:
        """`values`, `products` and `above` of everyone, or of the richest who are few and have at least this weight."""
        if self._many and "_ranked" not in self.__dict__ and weight < self.everyone / 4:
            values, weights = self._divided_members
            rows = np.flatnonzero(values >= _least_of_richest(values, weights, weight))
            if rows.size < values.size / 2:
                richest = values.take(rows)
                if weights is None:
                    richest.sort()
                    return richest, richest, _from_the_top(richest.size, None)
                richest, members = sorted_pairs(richest, weights.take(rows))
                return richest, members * richest, _from_the_top(richest.size, members)
        return self.values, self.products, self.above

    def ends_at(self, k: int, p: float) -> bool:
        """Whether the members up to index `k` are just the fraction `p`."""
        return abs(float(self.below[k]) - p * self.everyone) <= 4 * CUT * self.everyone

    def position(self, p: float) -> int:
        """Index of the first member with at least the fraction `p` at or below it."""
        target = (fraction(p) - CUT) * self.everyone
        return min(int(self.below.searchsorted(target)), self.values.size - 1)

    @property
    def rows(self) -> tuple[Floats, Floats | None]:
        """`values` and `weights` in any order, for what needs none: of many rows that in which they came."""
        return self._divided_members if self._many else (self.values, self.weights)

    @property
    def unscaled(self) -> Floats:
        """The values of `rows` in the user's scale."""
        return self._members[0] if self._many else self.ranked

    @property
    def _divided_members(self) -> tuple[Floats, Floats | None]:
        values, weights = self._members
        return _divided(values, self._exponent), None if weights is None else _divided(weights, self._weight_exponent)


def _ldexp(number: float, exponent: int) -> float:
    """Multiply by a power of two; what is too large for a float becomes infinite."""
    try:
        return math.ldexp(number, exponent)
    except OverflowError:
        return math.copysign(math.inf, number)


def _of_members(values: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Leave out the rows of weight 0, which say nothing."""
    if weights.size and float(np.min(weights)) > 0:
        return values, weights
    fast = compiled.loop(compiled.members, weights.size)
    if fast is not None:
        some: tuple[Floats, Floats] = fast(values, weights)
        return some
    members = np.flatnonzero(weights > 0)  # indices, which numpy gathers by several times faster than by truth values
    return values.take(members), weights.take(members)


def _excess(largest: float) -> int:
    """Power of two to divide by, if the largest is too large or too small; 0 as a rule."""
    exponent = math.frexp(largest)[1]
    return exponent if abs(exponent) > _SAFE_EXPONENT and largest else 0


def _divided(array: Floats, exponent: int) -> Floats:
    return np.ldexp(array, -exponent) if exponent else array


def _from_the_top(size: int, weights: Floats | None) -> Floats:
    """Weight of each member and of all after it."""
    return np.arange(size, 0.0, -1.0) if weights is None else np.cumsum(weights[::-1])[::-1]


def _least_of_richest(values: Floats, weights: Floats | None, weight: float) -> float:
    """Value that members of at least this weight have or exceed, and few others."""
    if weights is None:
        k = values.size - max(math.ceil(weight), 1)
        return float(np.partition(values, k)[k])
    bins = Bins()
    bins.add(values, weights)
    rank, counts, _ = bins.table()
    enough = np.flatnonzero(np.cumsum(counts[::-1]) > weight * (1 + 1e-9))
    return float(edges(rank)[0][-1 - enough[0]]) if enough.size else -math.inf
