"""Parametric Lorenz curves, fitted to the points that a table gives (Datt 1998). They need not pass through them."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from inequality.columns import Floats
from inequality.distribution import Distribution
from inequality.errors import DomainError
from inequality.tails.cells import Curve
from inequality.tails.interpolation import interpolator
from inequality.tails.pieces import integral

__all__: list[str] = []

Fit = tuple[Curve, tuple[str, ...]]


@interpolator(title="General quadratic Lorenz curve", reference="Villasenor and Arnold 1989; Datt 1998")
def general_quadratic(d: Distribution) -> Fit:
    r"""General quadratic Lorenz curve.

    :math:`L(1 - L) = a(p^2 - L) + bL(p - 1) + c(p - L)`, a, b, c by least squares over the table's cuts.

    Parameters
    ----------
    d : Distribution
        Four ordered groups or more.

    Returns
    -------
    tuple of Curve and tuple of str
        The curve, and by how much it misses the table.

    Raises
    ------
    DomainError
        If the fitted curve is not a Lorenz curve.

    References
    ----------
    Datt, G. (1998), Computational tools for poverty measurement and analysis, IFPRI, FCND Discussion Paper 50.
    """
    p, share, mean = _lorenz_points(d)
    factors = np.stack([p**2 - share, share * (p - 1), p - share], axis=1)
    a, b, c = np.linalg.lstsq(factors, share * (1 - share), rcond=None)[0]
    curve = GeneralQuadratic(mean, float(a), float(b), float(c))
    curve.check()
    return curve, _missed(curve, p, share)


@interpolator(title="Beta Lorenz curve", reference="Kakwani 1980; Datt 1998")
def beta_lorenz(d: Distribution) -> Fit:
    r"""Beta Lorenz curve.

    :math:`L(p) = p - \theta p^\gamma (1 - p)^\delta`, by least squares of ln(p - L) on ln p and ln(1 - p) over the table's
    cuts. Where gamma is below 1 the very poorest get values below 0; how many, a note says.

    Parameters
    ----------
    d : Distribution
        Four ordered groups or more, all but the last below the mean line.

    Returns
    -------
    tuple of Curve and tuple of str
        The curve, and by how much it misses the table.

    Raises
    ------
    DomainError
        If the fitted curve is not a Lorenz curve.

    References
    ----------
    Datt, G. (1998), Computational tools for poverty measurement and analysis, IFPRI, FCND Discussion Paper 50.
    """
    p, share, mean = _lorenz_points(d)
    if np.any(share >= p):
        raise DomainError("The Lorenz curve is not below the diagonal", remedy="the table has no inequality at a cut")
    factors = np.stack([np.ones(p.size), np.log(p), np.log1p(-p)], axis=1)
    log_theta, gamma, delta = np.linalg.lstsq(factors, np.log(p - share), rcond=None)[0]
    curve = BetaLorenz(mean, math.exp(log_theta), float(gamma), float(delta))
    curve.check()
    below = 1 - float(curve.rank(np.asarray(0.0)))
    notes = _missed(curve, p, share)
    return curve, (*notes, f"values below 0 for the poorest {below:.2g} of the population") if below > 1e-12 else notes


@dataclass(frozen=True)
class GeneralQuadratic:
    """Lorenz curve L(1 - L) = a(p^2 - L) + bL(p - 1) + c(p - L), scaled by a mean."""

    mean: float
    a: float
    b: float
    c: float

    @property
    def alpha(self) -> float:
        """Pareto coefficient: 2 where the slope of the Lorenz curve has no limit at 1, else there is a greatest value."""
        return 2.0 if self.a + self.c == 1 else math.inf

    @property
    def _m(self) -> float:
        return self.b**2 - 4 * self.a

    @property
    def _n(self) -> float:
        return -2 * self.b * (self.a + self.b + self.c + 1) - 4 * self.c

    def check(self) -> None:
        """Raise unless it rises from (0, 0) to (1, 1) ever faster: Datt's conditions."""
        e, m, n = -(self.a + self.b + self.c + 1), self._m, self._n
        convex = m < 0 or (4 * m * e**2 < n**2 and (n >= 0 or m < -n / 2))
        if not (e < 0 and self.c >= 0 and self.a + self.c >= 1 and convex):
            raise _invalid("general quadratic", {"a": self.a, "b": self.b, "c": self.c}, "e < 0, c >= 0, a + c >= 1, convex")

    def value(self, rank: Floats) -> Floats:
        """Value of the member at a rank: the mean times the slope of the Lorenz curve."""
        with np.errstate(divide="ignore"):
            return self.mean * (-self.b / 2 - (2 * self._m * (1 - rank) + self._n) / (4 * self._root(rank)))

    def above(self, rank: Floats) -> Floats:
        """What all above a rank hold: 1 - L, without cancellation."""
        m, end = self._m, abs(self.a + self.c - 1)
        with np.errstate(invalid="ignore"):
            grown = rank * (m * rank - 2 * m - self._n) / (self._root(rank) + end)
        lost = (1 - self.a - self.c + end) / 2
        return self.mean * np.where(rank > 0, lost + (grown - self.b * rank) / 2, lost)

    def rank(self, value: Floats) -> Floats:
        """Fraction of the population above a value."""
        return _inverse(self.value, value)

    def area(self) -> float:
        """Integral of `above` from 0 to 1."""
        return integral(lambda z: 2 * z * self.above(z**2), 0.0, 1.0)

    def _root(self, rank: Floats) -> Floats:
        square = (self.a + self.c - 1) ** 2 - (2 * self._m + self._n) * rank + self._m * rank**2
        return np.sqrt(np.maximum(square, 0.0))


@dataclass(frozen=True)
class BetaLorenz:
    """Lorenz curve p - theta p^gamma (1 - p)^delta, scaled by a mean."""

    mean: float
    theta: float
    gamma: float
    delta: float

    @property
    def alpha(self) -> float:
        """Pareto coefficient: 1 / (1 - delta)."""
        return 1 / (1 - self.delta) if self.delta < 1 else math.inf

    def check(self) -> None:
        """Raise unless it is convex and ends at (0, 0) and (1, 1)."""
        if not (self.theta > 0 and 0 < self.gamma <= 1 and 0 < self.delta <= 1):
            parameters = {"theta": self.theta, "gamma": self.gamma, "delta": self.delta}
            raise _invalid("Beta", parameters, "theta above 0, gamma and delta between 0 and 1")

    def value(self, rank: Floats) -> Floats:
        """Value of the member at a rank: the mean times the slope of the Lorenz curve."""
        p, theta, gamma, delta = 1 - rank, self.theta, self.gamma, self.delta
        with np.errstate(divide="ignore"):
            return self.mean * (1 + theta * (delta * p**gamma * rank ** (delta - 1) - gamma * p ** (gamma - 1) * rank**delta))

    def above(self, rank: Floats) -> Floats:
        """What all above a rank hold."""
        return self.mean * (rank + self.theta * (1 - rank) ** self.gamma * rank**self.delta)

    def rank(self, value: Floats) -> Floats:
        """Fraction of the population above a value."""
        return _inverse(self.value, value)

    def area(self) -> float:
        """Integral of `above` from 0 to 1."""
        beta = math.lgamma(1 + self.gamma) + math.lgamma(1 + self.delta) - math.lgamma(2 + self.gamma + self.delta)
        return self.mean * (0.5 + self.theta * math.exp(beta))


def _lorenz_points(d: Distribution) -> tuple[Floats, Floats, float]:
    """Return population shares, shares of the total, and the mean; without the ends, where the forms are right anyway."""
    if not d.ordered or len(d) < 4:
        raise DomainError(
            "A Lorenz curve of three parameters needs three cuts",
            possible="four groups or more, in which nobody is richer than anybody in the next",
            remedy="take a finer table, or pass method='strict_pareto'",
        )
    points = d.equal()
    share = np.cumsum(points.products)[:-1] / points.positive_sum
    return np.asarray(points.below[:-1] / points.everyone), share, d.mean


def _missed(curve: Curve, p: Floats, share: Floats) -> tuple[str, ...]:
    miss = float(np.max(np.abs(1 - curve.above(1 - p) / float(curve.above(np.asarray(1.0))) - share)))
    return (f"misses the table's Lorenz curve by up to {miss:.2g} of the total",)


def _invalid(form: str, parameters: dict[str, float], possible: str) -> DomainError:
    found = ", ".join(f"{name} = {value:.4g}" for name, value in parameters.items())
    return DomainError(
        f"The fitted {form} curve is no Lorenz curve: {found}",
        possible=possible,
        remedy="pass method='generalized_pareto', which passes through the table's points",
    )


def _inverse(value_at: Callable[[Floats], Floats], value: Floats) -> Floats:
    """Return the rank at which a falling function has a value, by bisection."""
    low, high = np.zeros_like(value), np.ones_like(value)
    for _ in range(100):
        middle = (low + high) / 2
        more = value_at(middle) > value
        low, high = np.where(more, middle, low), np.where(more, high, middle)
    return (low + high) / 2
