"""More rows than are sorted for a sum, against exact rational arithmetic: what small inputs are held to in test_exact.py."""

from fractions import Fraction
from itertools import accumulate

import numpy as np
import pytest

from inequality import compiled
from inequality.metrics import bottom_share, gini, herfindahl, hoover, quantile, top_share
from inequality.points import MANY, Points

N = MANY + 5000
ROUNDING = Fraction(1, 2**53)
ROWS = {
    "whole, with ties": lambda rng: rng.integers(0, 10**4, N).astype(float),
    "lognormal": lambda rng: rng.lognormal(10, 2, N),
    "a heavy tail": lambda rng: 1e4 * rng.random(N) ** -1.2,
    "zeros": lambda rng: np.where(rng.random(N) < 0.4, 0.0, rng.lognormal(10, 2, N)),
    "debts": lambda rng: rng.lognormal(10, 2, N) - 40_000,
    "near 1e15": lambda rng: 1e15 + rng.random(N) * 100,
    "huge": lambda rng: rng.random(N) * 1e306,
    "tiny": lambda rng: rng.random(N) * 1e-300,
}
WEIGHTS = {
    "none": lambda rng: None,
    "counts": lambda rng: rng.integers(1, 20, N).astype(float),
    "fractions": lambda rng: rng.gamma(0.5, 1000, N) + 1e-3,
}


class Exact:
    """Sums of whole numbers: values and weights in units of a power of two."""

    def __init__(self, values, weights):
        weights = np.ones(N) if weights is None else weights
        unit, unit_of_weights = (max(x.as_integer_ratio()[1] for x in column.tolist()) for column in (values, weights))
        pairs = sorted(zip(_whole(values, unit), _whole(weights, unit_of_weights), strict=True))
        self.unit, self.x, self.w = unit, [x for x, _ in pairs], [w for _, w in pairs]
        self.below = list(accumulate(self.w))
        self.held = list(accumulate(x * w for x, w in pairs))
        self.everyone, self.total = self.below[-1], self.held[-1]
        self.condition = Fraction(sum(abs(x) * w for x, w in pairs), self.total)

    def gini(self):
        """The sum of x w (weight before + weight up to - weight of all), over the weight of all times the total."""
        ranks = sum(x * w * (2 * below - w - self.everyone) for x, w, below in zip(self.x, self.w, self.below, strict=True))
        return Fraction(ranks, self.everyone * self.total)

    def hoover(self):
        apart = sum(w * abs(x * self.everyone - self.total) for x, w in zip(self.x, self.w, strict=True))
        return Fraction(apart, 2 * self.everyone * self.total)

    def herfindahl(self):
        return Fraction(sum(w * x * x for x, w in zip(self.x, self.w, strict=True)), self.total**2)

    def bottom(self, p):
        target = Fraction(p) * self.everyone
        k = next(k for k, below in enumerate(self.below) if below >= target)
        return Fraction(self.held[k] - (self.below[k] - target) * self.x[k]) / self.total

    def quantile(self, p):
        return Fraction(next(x for x, below in zip(self.x, self.below, strict=True) if below >= Fraction(p) * self.everyone))


def _whole(column, unit):
    return [numerator * (unit // denominator) for numerator, denominator in map(float.as_integer_ratio, column.tolist())]


def units(computed, exact, scale):
    """The error in units of 2^-53 of `scale`."""
    return float(abs(Fraction(computed) - exact) / (abs(scale) * ROUNDING))


#: Proven are 2n + 12 units; errors of 70,000 sums of positive numbers do not all point one way.
MOST = 300
CASES = [(kind, weights) for kind in ROWS for weights in WEIGHTS if weights != "none" or kind == "lognormal"]


@pytest.mark.parametrize(("kind", "weights"), CASES)
def test_many_rows_against_whole_numbers(kind, weights):
    rng = np.random.default_rng(1912)
    values, held = ROWS[kind](rng), WEIGHTS[weights](rng)
    exact, points = Exact(values, held), Points(values, held)
    assert units(hoover(points), exact.hoover(), exact.hoover() * exact.condition) <= 10
    if kind != "debts" and weights != "fractions":
        assert units(herfindahl(points), exact.herfindahl(), exact.herfindahl()) <= 10
    for p in (0.001, 0.1):
        top = 1 - exact.bottom(1 - Fraction(p))
        assert units(top_share(points, p), top, top * exact.condition) <= MOST
    assert kind == "near 1e15" or "_ranked" not in vars(points), "all but what lies in one bin needs no sort"
    for p in (0.1, 0.5, 0.9):
        bottom = exact.bottom(p)
        assert units(bottom_share(points, p), bottom, abs(bottom) + exact.condition) <= MOST
        assert Fraction(quantile(points, p)) * exact.unit == exact.quantile(p)
    for found in ginis(values, held):
        assert units(found, exact.gini(), exact.gini() * exact.condition) <= MOST


def ginis(values, weights):
    """By numpy, and, where numba is installed, by compiled loops."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiled, "LEAST", 0)
        yield gini(values, weights=weights)
        patch.setenv("INEQUALITY_COMPILED", "0")
        yield gini(values, weights=weights)
