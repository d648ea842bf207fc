"""The indices against exact arithmetic, in another formulation than theirs: fractions, and 200 digits where those do not do."""

from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import accumulate, combinations

import numpy as np
import pytest
from hypothesis import assume, event, given
from hypothesis import strategies as st

from inequality.errors import DomainError
from inequality.metrics import (
    absolute_lorenz_curve,
    atkinson,
    bonferroni,
    bottom_average,
    esteban_ray,
    extended_gini,
    fgt,
    generalized_entropy,
    generalized_lorenz_curve,
    herfindahl,
    hoover,
    kolm_pollak,
    lorenz_asymmetry,
    mean_log_deviation,
    normalised_gini,
    palma_ratio,
    poverty_gap,
    raffinetti_gini,
    rosenbluth,
    sen_index,
    sen_shorrocks_thon,
    theil_t,
    top_average,
    watts,
    wolfson,
    zenga,
)

ROUNDING = Fraction(1, 2**53)

KINDS = {
    "whole": st.integers(0, 10**6).map(float),
    "huge": st.floats(1e18, 1e306),
    "tiny": st.floats(1e-320, 1e-300),
    "near 1e9": st.floats(0, 1).map(lambda x: 1e9 + x),
    "near 1e15": st.floats(0, 100).map(lambda x: 1e15 + x),
    "any": st.floats(0, 1e306),
    "ties": st.sampled_from([0.0, 1.0, 2.0, 10.0]),
}
WEIGHTS = [st.none(), st.integers(1, 20).map(float), st.floats(0.001, 10), st.floats(-20, 20).map(lambda x: 10.0**x)]


class Exact:
    """Members in exact arithmetic: shares of the population and values relative to the mean."""

    def __init__(self, values, weights):
        self.values, self.weights = values, None if None in weights else weights
        pairs = sorted(zip(map(Fraction, values), map(Fraction, self.weights or [1.0] * len(values)), strict=True))
        self.x, self.w = zip(*pairs, strict=True)
        self.n, self.population = len(pairs), sum(self.w)
        self.p = [w / self.population for w in self.w]
        self.mean = sum(p * x for p, x in zip(self.p, self.x, strict=True))
        self.gross = sum(p * abs(x) for p, x in zip(self.p, self.x, strict=True))
        self.below = list(accumulate(self.p, initial=Fraction(0)))

    @property
    def s(self):
        return [x / self.mean for x in self.x]

    @property
    def held(self):
        """Shares of the total held up to each member."""
        return list(accumulate((p * s for p, s in zip(self.p, self.s, strict=True)), initial=Fraction(0)))

    def average(self, function, of=None):
        return sum(p * function(x) for p, x in zip(self.p, of or self.s, strict=True))

    @property
    def condition(self):
        return self.gross / self.mean

    @property
    def spread(self):
        return self.average(lambda x: abs(x - self.mean), self.x)

    @property
    def closeness(self):
        """1, and more only where the mean's rounding error is beyond all that values differ by."""
        return 1 + float(self.mean / self.spread * ROUNDING) if self.spread else 1


@st.composite
def members(draw, *, debts=False, least=None):
    kind = draw(st.sampled_from([*KINDS.values(), st.one_of(*KINDS.values())]))
    values = draw(st.lists(st.tuples(kind, kind).map(lambda x: x[0] - x[1] / 2) if debts else kind, min_size=1, max_size=25))
    weight = draw(st.sampled_from(WEIGHTS))
    exact = Exact(values, draw(st.lists(weight, min_size=len(values), max_size=len(values))))
    assume(exact.mean > 0 and exact.mean > 4 * exact.n * exact.gross * ROUNDING)
    assume(least is None or min(values) > least)
    return exact


def units(computed, expected, scale):
    """The error in units of 2^-53 of `scale`."""
    error = abs(Fraction(computed) - expected)
    return float(error / (scale * ROUNDING)) if scale else (0.0 if not error else float("inf"))


def check(metric, exact, expected, *arguments, scale=None, allowed=None, **keywords):
    """Within so many units of 2^-53 of the expected value (or scale): 2 n + 12 as the Gini index, unless said."""
    computed = metric(exact.values, *arguments, weights=exact.weights, **keywords)
    error = units(computed, expected, expected if scale is None else scale)
    event(f"{metric.__name__}: {error:.0f} units")
    assert error <= (2 * exact.n + 12 if allowed is None else allowed), (
        computed,
        float(expected),
        error,
        exact.values,
        exact.weights,
    )


@given(members(debts=True))
def test_hoover(exact):
    allowed = (2 * exact.n + 12) * exact.condition * Fraction(exact.closeness)
    check(hoover, exact, exact.average(lambda s: abs(s - 1)) / 2, allowed=allowed)


@given(members())
def test_generalized_entropy_of_whole_order(exact):
    for a in (2, 3):
        expected = (exact.average(lambda s, a=a: s**a) - 1) / (a * (a - 1))
        check(generalized_entropy, exact, expected, a, allowed=200 * exact.closeness)
    if exact.x[0] > exact.mean / 10**50:
        check(generalized_entropy, exact, (exact.average(lambda s: 1 / s) - 1) / 2, -1, allowed=200 * exact.closeness)


@given(members(debts=True))
def test_half_the_squared_coefficient_of_variation_with_debts(exact):
    expected = exact.average(lambda s: (s - 1) ** 2) / 2
    allowed = (2 * exact.n + 12) * exact.condition * Fraction(exact.closeness)
    check(generalized_entropy, exact, expected, 2, allowed=allowed)


@given(members())
def test_concentration_of_a_market(exact):
    assume(exact.population > 1 or exact.n == 1)
    total = exact.mean * exact.population
    check(herfindahl, exact, sum(w * (x / total) ** 2 for x, w in zip(exact.x, exact.w, strict=True)))
    above = exact.population
    ranks = 0  # twice the mean rank from the top, with weights for numbers of members
    for x, w in zip(exact.x, exact.w, strict=True):
        ranks += w * x / total * (2 * (above - w) + w)
        above -= w
    check(rosenbluth, exact, 1 / ranks)


@given(members(debts=True), st.sampled_from([2, 3, 4]))
def test_extended_gini_by_the_area_of_the_lorenz_curve(exact, v):
    """1 - v (v - 1) times the integral of (1 - p)^(v - 2) L(p), a polynomial between two members."""
    area = 0
    for start, end, low, high in zip(exact.below, exact.below[1:], exact.held, exact.held[1:], strict=False):
        slope = (high - low) / (end - start)

        def integral(q, slope=slope, low=low, start=start):
            # of q^(v-2) (low + slope (1 - start - q)), with q = 1 - p
            return q ** (v - 1) * (low + slope * (1 - start)) / (v - 1) - slope * q**v / v

        area += integral(1 - start) - integral(1 - end)
    check(extended_gini, exact, 1 - v * (v - 1) * area, v, allowed=(2 * exact.n + 60) * exact.condition)


@given(members(debts=True))
def test_normalised_gini_by_areas(exact):
    above = below = Fraction(0)
    for p, low, high in zip(exact.p, exact.held, exact.held[1:], strict=False):
        if low < 0 < high:
            crossing = p * -low / (high - low)
            below += crossing * -low / 2
            above += (p - crossing) * high / 2
        else:
            above += p * max(low + high, 0) / 2
            below += p * max(-low - high, 0) / 2
    expected = 1 - 2 * above / (1 + 2 * below)
    check(normalised_gini, exact, expected, allowed=(4 * exact.n + 24) * exact.condition)
    differences = sum(p * q * abs(x - y) for (x, p), (y, q) in combinations(list(zip(exact.x, exact.p, strict=True)), 2))
    check(raffinetti_gini, exact, differences / exact.gross, allowed=4 * exact.n + 24)


@given(members(debts=True), st.floats(0.01, 1))
def test_averages(exact, p):
    for metric, rows in ((bottom_average, list(zip(exact.x, exact.p, strict=True))), (top_average, None)):
        rows = rows or list(zip(exact.x, exact.p, strict=True))[::-1]
        target, held, gross = Fraction(p), Fraction(0), Fraction(0)
        for x, share in rows:
            taken = min(share, target)
            held, gross, target = held + taken * x, gross + taken * abs(x), target - taken
        scale = gross / Fraction(p) + max(map(abs, exact.x))  # whom the cut splits may be off by its rounding
        check(metric, exact, held / Fraction(p), p, scale=scale)


@given(members(debts=True))
def test_curves_of_amounts(exact):
    for metric, level in ((generalized_lorenz_curve, 0), (absolute_lorenz_curve, exact.mean)):
        curve = metric(exact.values, weights=exact.weights)
        held = accumulate((p * (x - level) for p, x in zip(exact.p, exact.x, strict=True)), initial=Fraction(0))
        scale = sum(p * abs(x - level) for p, x in zip(exact.p, exact.x, strict=True))
        least = Fraction(5e-324) + (2 * exact.n + 12) * ROUNDING**2 * exact.gross  # of equals, all that is left of the mean
        for computed, expected in zip(curve.amount, held, strict=True):
            assert abs(Fraction(computed) - expected) <= (2 * exact.n + 12) * ROUNDING * scale + least


@given(members(debts=True), st.floats(0.1, 10))
def test_poverty(exact, multiple):
    line = float(exact.mean) * multiple
    assume(0 < line < 1e306 and line > 1e-300)
    z = Fraction(line)
    gaps = [max(z - x, 0) / z for x in exact.x]
    slack = max((*gaps, 1))
    check(poverty_gap, exact, exact.average(lambda g: g, gaps), line, allowed=2 * exact.n + 12)
    check(fgt, exact, exact.average(lambda g: g**2, gaps), 2, line, allowed=2 * exact.n + 12)
    shortfall = sum(
        gap * ((1 - start) ** 2 - (1 - end) ** 2) for gap, start, end in zip(gaps, exact.below, exact.below[1:], strict=False)
    )
    check(sen_shorrocks_thon, exact, shortfall, line, allowed=4 * exact.n + 24)
    poor = sum(p for p, gap in zip(exact.p, gaps, strict=True) if gap)
    if poor:
        intensity = exact.average(lambda g: g, gaps) / poor
        left = [(z - gap * z, p / poor) for gap, p in zip(gaps, exact.p, strict=True) if gap]
        differences = sum(p * q * abs(x - y) for (x, p), (y, q) in combinations(left, 2))
        # (1 - I) times the Gini index of the poor is their half mean difference over the line.
        check(sen_index, exact, poor * (intensity + differences / z), line, allowed=(6 * exact.n + 24) * float(slack))


@given(members(debts=True))
def test_esteban_ray_over_pairs_of_groups(exact):
    groups = {}
    for x, p in zip(exact.s, exact.p, strict=True):
        groups[x] = groups.get(x, 0) + p
    expected = sum(p**2 * q * abs(x - y) for x, p in groups.items() for y, q in groups.items())
    check(esteban_ray, exact, expected, 1, allowed=(4 * exact.n + 24) * exact.condition)


@given(members())
def test_wolfson_by_the_lorenz_curve(exact):
    assume(exact.x[exact.n // 2] > 0)
    half = Fraction(1, 2)
    for start, end, low, high, x in zip(exact.below, exact.below[1:], exact.held, exact.held[1:], exact.x, strict=False):
        if start < half <= end:
            lorenz, median = low + (high - low) * (half - start) / (end - start), x
            if end == half:
                median = (x + exact.x[exact.below.index(end)]) / 2
    assume(all(abs(p - half) > Fraction(1, 10**12) for p in exact.below if p != half) and exact.mean / 10**300 < median)
    differences = sum(p * q * abs(x - y) for (x, p), (y, q) in combinations(list(zip(exact.s, exact.p, strict=True)), 2))
    expected = 2 * exact.mean / median * (2 * (half - lorenz) - differences)
    check(wolfson, exact, expected, scale=2 * exact.mean / median * (1 - 2 * lorenz + differences), allowed=4 * exact.n + 24)


@given(members())
def test_lorenz_asymmetry_at_the_mean(exact):
    distance = min((abs(x - exact.mean) for x in exact.x if x != exact.mean), default=exact.mean)
    assume(distance > exact.mean / 10**12)
    lower = sum(p * (1 + s) for p, s in zip(exact.p, exact.s, strict=True) if s < 1)
    equal = sum(p * (1 + s) for p, s in zip(exact.p, exact.s, strict=True) if s == 1)
    check(lorenz_asymmetry, exact, lower + equal / 2, scale=1)


@given(members())
def test_palma_ratio(exact):
    def held(rows, share):
        total = Fraction(0)
        for x, p in rows:
            taken = min(p, share)
            total, share = total + taken * x, share - taken
        return total

    rows = list(zip(exact.x, exact.p, strict=True))
    bottom = held(rows, Fraction(0.4))
    boundary = max(x for x, start in zip(exact.x, exact.below, strict=False) if start <= Fraction(0.4) + Fraction(1, 10**12))
    assume(bottom > boundary / 10**12)  # less is no more than the rounding of the cut
    expected = held(rows[::-1], Fraction(0.1)) / bottom
    assume(expected < 10**100)
    check(palma_ratio, exact, expected, scale=expected * (1 + boundary / bottom), allowed=8 * exact.n + 40)


# With 200 digits


def decimal(fraction):
    return Decimal(fraction.numerator) / Decimal(fraction.denominator)


def in_digits(function):
    """Exact to 200 digits; what is below 1e-150 is what they leave of 0."""
    with localcontext() as context:
        context.prec = 200
        value = function()
        return Fraction(value) if abs(value) > Decimal("1e-150") else Fraction(0)


@given(members())
def test_theil(exact):
    terms = zip(exact.p, exact.s, strict=True)
    expected = in_digits(lambda: sum(decimal(p) * decimal(s) * decimal(s).ln() for p, s in terms if s))
    check(theil_t, exact, expected, allowed=200 * exact.closeness)


@given(members(least=0))
def test_mean_log_deviation(exact):
    """Also where values are 1e600 times each other: their logarithms are not infinite."""
    expected = in_digits(lambda: -sum(decimal(p) * decimal(s).ln() for p, s in zip(exact.p, exact.s, strict=True)))
    check(mean_log_deviation, exact, expected, allowed=1000 * exact.closeness)


@given(members(least=0), st.sampled_from([0.5, 1.0, 1.5, 2.0, 50.0]))
def test_atkinson(exact, e):
    def expected():
        shares, values = [decimal(p) for p in exact.p], [decimal(s) for s in exact.s]
        if e == 1:
            return 1 - sum(p * s.ln() for p, s in zip(shares, values, strict=True)).exp()
        a = 1 - Decimal(e)
        return 1 - (sum(p * (a * s.ln()).exp() for p, s in zip(shares, values, strict=True)).ln() / a).exp()

    check(atkinson, exact, in_digits(expected), e, allowed=1000 * exact.closeness)


@given(members(debts=True), st.sampled_from([0.01, 1.0, 30.0]))
def test_kolm(exact, k):
    """With the aversion per mean distance from the mean."""
    assume(1e-300 < float(exact.spread) < 1e300)
    k /= float(exact.spread)
    assume(1e-300 < k < 1e300 and k * float(exact.mean - exact.x[0]) < 1e5)

    def expected():
        powers = (decimal(p) * (decimal(Fraction(k) * (exact.mean - x))).exp() for p, x in zip(exact.p, exact.x, strict=True))
        return sum(powers).ln()

    check(kolm_pollak, exact, in_digits(expected) / Fraction(k), k, allowed=1000 * exact.closeness)


@given(members(least=0), st.floats(0.1, 10))
def test_watts(exact, multiple):
    line = float(exact.mean) * multiple
    assume(1e-300 < line < 1e306)
    z = Fraction(line)
    poor = [(p, x) for p, x in zip(exact.p, exact.x, strict=True) if x < z]
    expected = in_digits(lambda: sum((decimal(p) * decimal(z / x).ln() for p, x in poor), Decimal(0)))
    check(watts, exact, expected, line, allowed=1000)


@given(members())
def test_bonferroni_and_zenga_by_partial_fractions(exact):
    """The integrals of L/p and of L (1 - p) / (p (1 - L)) between two members, in closed form, with all their cancellation."""
    least = next(x for x in exact.x if x)
    assume(exact.mean / least < 10**60)

    def expected():
        bonferroni, zenga = Decimal(1), Decimal(1)
        for k, (p, s) in enumerate(zip(map(decimal, exact.p), map(decimal, exact.s), strict=True)):
            start, low = decimal(exact.below[k]), decimal(exact.held[k])
            last = k == exact.n - 1
            end, left = decimal(exact.below[k + 1]), 1 - low
            lower = (end / start).ln() if start else Decimal(0)  # with L/p constant up to the first
            bonferroni -= s * p + (low - s * start) * lower
            part = (low - s * start) / (left + s * start)
            if s:
                upper = Decimal(0) if last else (left / (left - s * p)).ln()
                zenga -= p + part * lower + (s * (1 - start) - left) / (s * start + left) / s * upper
        return bonferroni, zenga

    with localcontext() as context:
        context.prec = 250
        of_bonferroni, of_zenga = (Fraction(round(index, 200)) for index in expected())
    check(bonferroni, exact, of_bonferroni, allowed=4 * exact.n + 60)
    check(zenga, exact, of_zenga, allowed=8 * exact.n + 100)


def test_a_total_within_its_rounding_error_is_refused():
    values = [0.1, 0.2, -0.3, 1e-17]
    for metric in (theil_t, hoover, zenga, bonferroni, normalised_gini):
        with pytest.raises(DomainError):
            metric(values)
    assert np.isfinite(raffinetti_gini(values))
