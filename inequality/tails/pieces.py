"""Pieces of a quantile function: straight lines, splines of the Pareto curve, and Pareto tails.

A piece covers the ranks from `bottom` down to `top`, where a rank is the fraction of the population above: 0.01 is where
the richest one percent begin. `beyond` is what all above the piece hold, per head of the whole population, so that pieces
can be stacked from the top without adding up rounding errors.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from inequality.columns import Floats

__all__: list[str] = []

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(32)
#: Value, slope and curvature at both ends of 0 to 1, in powers of the variable: quintic Hermite polynomials.
HERMITE = np.array(
    [
        [1, 0, 0, -10, 15, -6],
        [0, 0, 0, 10, -15, 6],
        [0, 1, 0, -6, 8, -3],
        [0, 0, 0, -4, 7, -3],
        [0, 0, 0.5, -1.5, 1.5, -0.5],
        [0, 0, 0, 0.5, -1, 0.5],
    ]
)
#: From powers to Bernstein polynomials of degree 8.
_BERNSTEIN = np.array([[math.comb(j, k) / math.comb(8, k) for k in range(9)] for j in range(9)])


class Piece(Protocol):
    """A stretch of a quantile function."""

    @property
    def bottom(self) -> float:
        """Rank of the poorest in the piece."""

    @property
    def top(self) -> float:
        """Rank of the richest in the piece."""

    def value(self, rank: Floats) -> Floats:
        """Value of the member at a rank."""

    def above(self, rank: Floats) -> Floats:
        """What all above a rank hold, per head of the whole population."""

    def rank(self, value: Floats) -> Floats:
        """Fraction of the population above a value."""

    def area(self) -> float:
        """Integral of `above` over the piece."""


@dataclass(frozen=True)
class Line:
    """Values rise evenly from `low` to `high`; a point where all are the same."""

    bottom: float
    top: float
    low: float
    high: float
    beyond: float

    def value(self, rank: Floats) -> Floats:
        """Value of the member at a rank."""
        return self.low + (self.high - self.low) * ((self.bottom - rank) / (self.bottom - self.top))

    def above(self, rank: Floats) -> Floats:
        """What all above a rank hold."""
        return self.beyond + (rank - self.top) * (self.value(rank) + self.high) / 2

    def rank(self, value: Floats) -> Floats:
        """Fraction of the population above a value."""
        if self.low == self.high:
            return np.where(value < self.high, self.bottom, self.top)
        return self.bottom - (self.bottom - self.top) * ((value - self.low) / (self.high - self.low))

    def area(self) -> float:
        """Integral of `above` over the piece."""
        width = self.bottom - self.top
        return width * (self.beyond + width * (self.low + 2 * self.high) / 6)


@dataclass(frozen=True, eq=False)
class Spline:
    r"""The Pareto curve :math:`\phi(x) = -\ln \int_p^1 Q`, with :math:`x = -\ln(1 - p)`, is a polynomial.

    Parameters
    ----------
    bottom, top : float
        Ranks at which it begins and ends.
    coefficients : ndarray, shape (6,)
        Of the powers of ``(x - x0) / (x1 - x0)``.
    """

    bottom: float
    top: float
    coefficients: Floats

    @classmethod
    def hermite(cls, bottom: float, top: float, y: Floats, slope: Floats, curvature: Floats) -> Spline:
        """Return the polynomial with these values, slopes and curvatures at both ends."""
        width = math.log(bottom / top)
        ends = np.array([*y, *(slope * width), *(curvature * width**2)])
        return cls(bottom, top, np.sum(ends[:, None] * HERMITE, axis=0))

    @property
    def width(self) -> float:
        """Length of the piece in x."""
        return math.log(self.bottom / self.top)

    def value(self, rank: Floats) -> Floats:
        """Value of the member at a rank: exp(x - phi) phi'."""
        t = np.log(self.bottom / rank) / self.width
        slope = _polynomial(self.coefficients[1:] * np.arange(1, 6), t) / self.width
        return np.exp(-_polynomial(self.coefficients, t)) / rank * slope

    def above(self, rank: Floats) -> Floats:
        """What all above a rank hold: exp(-phi)."""
        return np.exp(-_polynomial(self.coefficients, np.log(self.bottom / rank) / self.width))

    def rank(self, value: Floats) -> Floats:
        """Fraction of the population above a value, by bisection in x."""
        low, high = np.zeros_like(value), np.full_like(value, self.width)
        for _ in range(60):
            middle = (low + high) / 2
            less = self.value(self.bottom * np.exp(-middle)) < value
            low, high = np.where(less, middle, low), np.where(less, high, middle)
        return self.bottom * np.exp(-(low + high) / 2)

    def area(self) -> float:
        """Integral of `above` over the piece."""

        def integrand(x: Floats) -> Floats:
            rank = self.bottom * np.exp(-x)
            return self.above(rank) * rank

        return integral(integrand, 0.0, self.width)

    def rising(self) -> bool:
        """Whether values rise all along: phi'' + phi' (1 - phi') >= 0.

        That is a polynomial of degree 8. It is above 0 where its Bernstein coefficients are; otherwise it is computed where
        it turns.
        """
        powers = np.arange(1.0, 6)
        first = self.coefficients[1:] * powers / self.width
        growth = -np.convolve(first, first)
        growth[:5] += first
        growth[:4] += first[1:] * powers[:-1] / self.width
        least = -1e-12 * (1 + float(np.max(np.abs(growth))))
        if np.all(np.sum(_BERNSTEIN * growth, axis=1) >= least):
            return True
        turns = np.polynomial.polynomial.polyroots(growth[1:] * np.arange(1.0, 9))
        inner = turns.real[(np.abs(turns.imag) < 1e-6) & (turns.real > 0) & (turns.real < 1)]
        return bool(np.all(_polynomial(growth, np.concatenate([[0.0, 1.0], inner])) >= least))


@dataclass(frozen=True)
class Tail:
    """Generalized Pareto distribution above `start`: the mean excess over v is (scale + shape (v - start)) / (1 - shape).

    Parameters
    ----------
    bottom : float
        Rank at which it begins; it ends at 0.
    start, scale, shape : float
        Least value, scale above 0, and shape below 1. With ``scale = shape * start`` it is a strict Pareto distribution of
        coefficient 1 / shape; with a negative shape it has an upper end, ``start - scale / shape``.
    """

    bottom: float
    start: float
    scale: float
    shape: float
    top: float = 0.0

    @classmethod
    def bounded(cls, bottom: float, start: float, mean: float, end: float) -> Tail:
        """Return the one that has a mean and an upper end."""
        shape = -(mean - start) / (end - mean)
        return cls(bottom, start, -shape * (end - start), shape)

    @property
    def end(self) -> float:
        """Greatest value; may be infinite."""
        return self.start - self.scale / self.shape if self.shape < 0 else math.inf

    def value(self, rank: Floats) -> Floats:
        """Value of the member at a rank."""
        with np.errstate(divide="ignore", over="ignore"):
            return self.start + self.scale * self._growth(rank)

    def above(self, rank: Floats) -> Floats:
        """What all above a rank hold."""
        with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
            held = rank * (self.start + self.scale / (1 - self.shape) * (1 + self._growth(rank)))
        return np.where(rank > 0, held, 0.0)

    def rank(self, value: Floats) -> Floats:
        """Fraction of the population above a value."""
        excess = np.maximum(value - self.start, 0.0) / self.scale
        with np.errstate(divide="ignore"):
            if self.shape == 0:
                return self.bottom * np.exp(-excess)
            return self.bottom * np.exp(-np.log1p(np.maximum(self.shape * excess, -1.0)) / self.shape)

    def area(self) -> float:
        """Integral of `above` over the piece."""
        return self.bottom**2 / 2 * (self.start + self.scale / (1 - self.shape) * (1 + 1 / (2 - self.shape)))

    def _growth(self, rank: Floats) -> Floats:
        log = np.log(self.bottom / rank)
        return np.expm1(self.shape * log) / self.shape if self.shape else log


@dataclass(frozen=True)
class Foot:
    """A tail downwards: minus the value has the distribution of `mirror` in ranks counted from below."""

    mirror: Tail
    beyond: float
    bottom: float = 1.0

    @property
    def top(self) -> float:
        """Rank at which it ends."""
        return 1 - self.mirror.bottom

    @property
    def _total(self) -> float:
        return self.beyond - float(self.mirror.above(np.asarray(self.mirror.bottom)))

    def value(self, rank: Floats) -> Floats:
        """Value of the member at a rank."""
        return 0.0 - self.mirror.value(1 - rank)  # zero has no sign

    def above(self, rank: Floats) -> Floats:
        """What all above a rank hold."""
        return self._total + self.mirror.above(1 - rank)

    def rank(self, value: Floats) -> Floats:
        """Fraction of the population above a value."""
        return 1 - self.mirror.rank(-value)

    def area(self) -> float:
        """Integral of `above` over the piece."""
        return self._total * self.mirror.bottom + self.mirror.area()


@dataclass(frozen=True)
class Power:
    r"""Density proportional to :math:`v^{-\alpha - 1}` between two positive values; `alpha` may have any sign."""

    bottom: float
    top: float
    low: float
    high: float
    alpha: float
    beyond: float

    @classmethod
    def through(cls, bottom: float, top: float, low: float, high: float, mean: float, beyond: float) -> Power:
        """Return the one with this mean, which falls as alpha rises; found by bisection."""

        def fitted(alpha: float) -> float:
            return float(cls(bottom, top, low, high, alpha, 0.0).above(np.asarray(bottom))) / (bottom - top)

        least, greatest = -1.0, 1.0
        while fitted(greatest) > mean and greatest < 1e12:
            greatest *= 2
        while fitted(least) < mean and least > -1e12:
            least *= 2
        for _ in range(100):
            middle = (least + greatest) / 2
            least, greatest = (middle, greatest) if fitted(middle) > mean else (least, middle)
        return cls(bottom, top, low, high, (least + greatest) / 2, beyond)

    @property
    def _length(self) -> float:
        return math.log(self.high / self.low)

    def value(self, rank: Floats) -> Floats:
        """Value of the member at a rank."""
        a, length = self.alpha, self._length
        from_top = np.clip((rank - self.top) / (self.bottom - self.top), 0.0, 1.0)
        with np.errstate(divide="ignore"):  # infinite at an end, where the value is the end's
            if a > 0:
                log = -np.log1p((1 - from_top) * math.expm1(-a * length)) / a
            else:
                log = length - (np.log1p(from_top * math.expm1(a * length)) / a if a else from_top * length)
        return np.clip(self.low * np.exp(log), self.low, self.high)

    def above(self, rank: Floats) -> Floats:
        """What all above a rank hold."""
        a, length = self.alpha, self._length
        log = np.log(self.value(rank) / self.low)
        if a > 0:
            held = _exponentials(1 - a, log, length) / _exponentials(-a, np.asarray(0.0), length)
        else:  # both relative to the upper end, so that nothing overflows
            held = math.exp(length) * _exponentials(a - 1, np.asarray(0.0), length - log)
            held = held / _exponentials(a, np.asarray(0.0), length)
        return self.beyond + (self.bottom - self.top) * self.low * held

    def rank(self, value: Floats) -> Floats:
        """Fraction of the population above a value."""
        a, length, log = self.alpha, self._length, np.log(value / self.low)
        if a > 0:
            part = _exponentials(-a, log, length) / _exponentials(-a, np.asarray(0.0), length)
        else:
            part = _exponentials(a, np.asarray(0.0), length - log) / _exponentials(a, np.asarray(0.0), length)
        return self.top + (self.bottom - self.top) * part

    def area(self) -> float:
        """Integral of `above` over the piece: over the logarithm of values, or where all are at one end, over ranks."""
        a, length = self.alpha, self._length
        if abs(a) * length > 300:
            return integral(self.above, self.top, self.bottom)
        density = (self.bottom - self.top) / _exponentials(-a, np.asarray(0.0), length)

        def integrand(log: Floats) -> Floats:
            return self.above(self.rank(self.low * np.exp(log))) * np.exp(-a * log) * density

        return integral(integrand, 0.0, length)


def integral(function: Callable[[Floats], Floats], start: float, stop: float, panels: int = 16) -> float:
    """Return the integral of a smooth function, by Gauss and Legendre's 32 nodes in each of some panels."""
    half = (stop - start) / (2 * panels)
    middles = start + half * (2 * np.arange(panels) + 1)
    return half * float(np.sum(function(middles[:, None] + half * _NODES) * _WEIGHTS))


def _polynomial(coefficients: Floats, t: Floats) -> Floats:
    return np.asarray(np.polynomial.polynomial.polyval(t, coefficients), np.float64)


def _exponentials(rate: float, start: Floats, stop: Floats | float) -> Floats:
    """Return the integral of exp(rate v) from start to stop."""
    length = stop - start
    return np.exp(rate * start) * (np.expm1(rate * length) / rate if rate else length)
