"""Intervals that say of which kind they are.

`Interval` has two ends; `Bounds` is what a grouped table allows; `Estimate`, in a file of its own, is a value with a
sampling interval. Arithmetic is exact on `fractions.Fraction` ends and rounds outward on floats, so that a result always
contains what it should.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction
from numbers import Real
from typing import Any, Literal

from inequality.errors import DomainError, InputError

__all__ = ["Bounds", "Interval"]

Kind = Literal["exact", "sampling", "grouping", "rounding", "revision", "source", "assumption"]
Number = int | float | Fraction

#: What each kind of interval stands for.
KINDS: dict[str, str] = {
    "exact": "no width: the value is known",
    "sampling": "another sample would have given another value",
    "grouping": "the table tells of groups, not of people",
    "rounding": "the value was printed with few digits",
    "revision": "later editions of the same source moved it",
    "source": "sources disagree",
    "assumption": "a missing figure was assumed within limits",
}


@dataclass(frozen=True)
class Interval:
    """All numbers from `low` to `high`.

    Parameters
    ----------
    low, high : int, float or Fraction
        The ends; may be infinite, never NaN, `low` never above `high`.
    kind : str
        Why it has a width; a key of ``KINDS``. Arithmetic keeps the kind of the first operand that has a width.
    open_low : bool
        True where `low` itself does not belong to it ("more than").

    Raises
    ------
    InputError
        If an end is NaN, the ends are in the wrong order or the kind is unknown.

    Examples
    --------
    >>> printed = Interval.around("0.7", "0.05") * Fraction(1, 100)
    >>> printed
    Interval(0.0065 to 0.0075, rounding)
    >>> printed.outward(3)
    (Decimal('0.006'), Decimal('0.008'))
    """

    low: Number
    high: Number
    kind: Kind = "rounding"
    open_low: bool = False

    def __post_init__(self) -> None:
        if not self.low <= self.high:
            raise InputError(f"An interval cannot run from {self.low} to {self.high}", possible="low <= high, neither NaN")
        if self.kind not in KINDS:
            raise InputError(f"There is no kind of interval '{self.kind}'", possible=", ".join(KINDS))

    @classmethod
    def exactly(cls, value: Number) -> Interval:
        """Return the interval that holds `value` alone."""
        return cls(value, value, "exact")

    @classmethod
    def around(cls, value: str | Number, half_width: str | Number, kind: Kind = "rounding") -> Interval:
        """Return `value` plus and minus `half_width`; strings are read as exact decimals."""
        centre, half = Fraction(value), Fraction(half_width)
        return cls(centre - half, centre + half, kind if half else "exact")

    @property
    def width(self) -> Number:
        """``high - low``."""
        return self.high - self.low

    def __contains__(self, value: object) -> bool:
        """Whether a number lies in the interval."""
        if not isinstance(value, (Real, Decimal)):
            return False
        number: Any = Fraction(value) if isinstance(value, Decimal) and value.is_finite() else value
        return bool((self.low < number if self.open_low else self.low <= number) and number <= self.high)

    def __add__(self, other: Interval | Number) -> Interval:
        """Sum of any member of this and any of the other."""
        that = _interval(other)
        low, high, other_low, other_high = _exact(self, that)
        return self._made(that, low + other_low, high + other_high)

    __radd__ = __add__

    def __neg__(self) -> Interval:
        """All members with the other sign."""
        return Interval(-self.high, -self.low, self.kind)

    def __sub__(self, other: Interval | Number) -> Interval:
        """Difference of any member of this and any of the other."""
        return self + (-_interval(other))

    def __rsub__(self, other: Number) -> Interval:
        """Difference of a number and any member."""
        return _interval(other) - self

    def __mul__(self, other: Interval | Number) -> Interval:
        """Product of any member of this and any of the other."""
        that = _interval(other)
        low, high, *others = _exact(self, that)
        products = [a * b if a and b else 0 for a in (low, high) for b in others]  # 0 times infinity is 0 here
        return self._made(that, min(products), max(products))

    __rmul__ = __mul__

    def __truediv__(self, other: Interval | Number) -> Interval:
        """Quotient of any member of this and any of the other.

        Raises
        ------
        DomainError
            If the divisor may be zero.
        """
        that = _interval(other)
        if that.low <= 0 <= that.high:
            raise DomainError(
                f"Division by a number that may be zero ({that.low} to {that.high})", possible="a divisor that keeps its sign"
            )
        low, high, *others = _exact(self, that)
        quotients = [0 if isinstance(b, float) else a / b for a in (low, high) for b in others]
        return self._made(that, min(quotients), max(quotients))

    def __rtruediv__(self, other: Number) -> Interval:
        """Quotient of a number and any member."""
        return _interval(other) / self

    def hull(self, other: Interval) -> Interval:
        """Return the least interval that holds both."""
        return Interval(min(self.low, other.low), max(self.high, other.high), self.kind if self.width else other.kind)

    def monotone(self, function: Callable[[Number], Number]) -> Interval:
        """Return the image under a monotone function (rising or falling)."""
        ends = sorted((function(self.low), function(self.high)))
        return Interval(ends[0], ends[1], self.kind)

    def outward(self, digits: int) -> tuple[Decimal, Decimal]:
        """Return the ends rounded to `digits` decimals so that nothing is lost."""
        return _rounded(self.low, digits, ROUND_FLOOR), _rounded(self.high, digits, ROUND_CEILING)

    def inward(self, digits: int) -> tuple[Decimal, Decimal]:
        """Return the ends rounded to `digits` decimals so that nothing is added.

        Raises
        ------
        DomainError
            If nothing with so few decimals lies inside.
        """
        low, high = _rounded(self.low, digits, ROUND_CEILING), _rounded(self.high, digits, ROUND_FLOOR)
        if low > high:
            raise DomainError(f"No number with {digits} decimals lies in {self}", remedy="ask for more decimals")
        return low, high

    def _made(self, other: Interval, low: Number, high: Number) -> Interval:
        if all(isinstance(end, float) for end in (self.low, self.high, other.low, other.high)):
            low, high = _float(low, -math.inf), _float(high, math.inf)
        return Interval(low, high, self.kind if self.kind != "exact" else other.kind)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({_shown(self.low)} to {_shown(self.high)}, {self.kind})"


@dataclass(frozen=True, repr=False)
class Bounds(Interval):
    """The least and the greatest value that a grouped table allows.

    Parameters
    ----------
    low, high, kind
        As for `Interval`; the kind is ``"grouping"``.
    name : str
        What is bounded.

    Examples
    --------
    >>> Bounds(0.25, 0.5, name="gini")
    Bounds(0.25 to 0.5, grouping)
    """

    kind: Kind = "grouping"
    name: str = ""


def _interval(value: Interval | Number) -> Interval:
    return value if isinstance(value, Interval) else Interval.exactly(value)


def _exact(*intervals: Interval) -> list[Number]:
    """Return the ends as fractions; those still floats are infinite."""
    ends = [end for interval in intervals for end in (interval.low, interval.high)]
    return [end if isinstance(end, float) and math.isinf(end) else Fraction(end) for end in ends]


def _float(value: Number, towards: float) -> float:
    """Return the float nearest to `value`, if need be the next one in the direction of the infinity `towards`."""
    try:
        nearest = float(value)
    except OverflowError:
        nearest = math.inf if value > 0 else -math.inf
    return nearest if nearest == value or (nearest > value) == (towards > 0) else math.nextafter(nearest, towards)


def _rounded(value: Number, digits: int, rounding: str) -> Decimal:
    if isinstance(value, float) and math.isinf(value):
        return Decimal(value)
    scaled = Fraction(value) * 10**digits
    whole = math.floor(scaled) if rounding == ROUND_FLOOR else math.ceil(scaled)
    return Decimal(f"{whole}e{-digits}")  # not scaleb, which rounds to the context's digits


def _shown(value: Number) -> str:
    return f"{_float(value, math.inf):.6g}"
