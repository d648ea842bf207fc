"""The metrics against exact rational arithmetic, in another formulation than theirs."""

from fractions import Fraction
from itertools import accumulate, combinations

import numpy as np
import pytest
from hypothesis import assume, event, example, given, settings
from hypothesis import strategies as st

from inequality.errors import DomainError
from inequality.metrics import bottom_share, bracket_share, gini, lorenz_curve, quantile, richest_matching, top_share

MANY, SOME = (settings(max_examples=times * settings.default.max_examples) for times in (10, 3))
ROUNDING = Fraction(1, 2**53)

KINDS = {
    "whole": st.integers(0, 10**12).map(float),
    "huge": st.floats(1e18, 1e306),
    "tiny": st.floats(0, 1e-300),
    "subnormal": st.integers(0, 1000).map(lambda k: k * 5e-324),
    "near 1e9": st.floats(0, 1).map(lambda x: 1e9 + x),
    "near 1e15": st.floats(0, 100).map(lambda x: 1e15 + x),
    "any": st.floats(0, 1.7e308),
}
POSITIVE = st.one_of(*KINDS.values(), st.sampled_from([0.0, 1.0, 2.0, 1e306]))  # the last for ties
WEIGHTS = {
    "none": st.none(),
    "counts": st.integers(1, 20).map(float),
    "fractions": st.floats(0.001, 10),
    "some zero": st.sampled_from([0.0, 0.5, 3.0]),
    "ratio of 1e200": st.floats(-100, 100).map(lambda x: 10.0**x),
}


class Exact:
    """The same questions answered with whole numbers of 2^-1074."""

    def __init__(self, values, weights):
        pairs = sorted((_whole(x), _whole(w)) for x, w in zip(values, weights or [1.0] * len(values), strict=True))
        self.pairs = [(x, w) for x, w in pairs if w]
        self.values, self.weights, self.n = values, weights, len(values)
        self.weight = sum(w for _, w in self.pairs)
        self.total = sum(w * x for x, w in self.pairs)
        self.gross = sum(w * abs(x) for x, w in self.pairs)

    @property
    def condition(self):
        return Fraction(self.gross, self.total)

    def gini(self):
        """Half the relative mean absolute difference, over all pairs."""
        differences = sum(v * w * abs(x - y) for (x, v), (y, w) in combinations(self.pairs, 2))
        return Fraction(differences, self.weight * self.total)

    def bottom(self, p):
        return self._part(self.pairs, p)

    def top(self, p):
        return self._part(self.pairs[::-1], p)

    def _part(self, pairs, p):
        """Share of the first p, the scale of its error, and what an error in the position itself adds to that.

        Whoever starts or ends within rounding of the position may be the one who is split.
        """
        target = Fraction(p) * self.weight
        slack = (2 * self.n + 12) * ROUNDING * target
        held = gross = boundary = start = 0
        for x, w in pairs:
            taken = min(max(target - start, 0), w)
            held, gross = held + taken * x, gross + taken * abs(x)
            if start <= target + slack and start + w >= target - slack:
                boundary = max(boundary, abs(x))
            start += w
        share = Fraction(held) / self.total
        return share, Fraction(gross) / self.total + abs(share) * (self.condition - 1), target * boundary / self.total

    def curve(self):
        """Population share and share of the total up to each member, and the scale of the latter's error."""
        p, held, gross = (accumulate(column, initial=0) for column in zip(*self._columns(), strict=True))
        for below, sum_, sum_of_sizes in zip(p, held, gross, strict=True):
            share = Fraction(sum_, self.total)
            yield Fraction(below, self.weight), share, Fraction(sum_of_sizes, self.total) + abs(share) * (self.condition - 1)

    def _columns(self):
        return [(w, w * x, w * abs(x)) for x, w in self.pairs]


def _whole(number):
    numerator, denominator = float(number).as_integer_ratio()
    return numerator * (2**1074 // denominator)


@st.composite
def members(draw, *, debts=False):
    """Values of one kind, or of all mixed, with weights, and a total beyond its own rounding error."""
    kind = draw(st.sampled_from([POSITIVE, *KINDS.values()]))
    values = draw(st.lists(st.tuples(kind, kind).map(lambda x: x[0] - x[1] / 2) if debts else kind, min_size=1, max_size=40))
    weight = draw(st.sampled_from([*WEIGHTS.values()]))
    weights = draw(st.lists(weight, min_size=len(values), max_size=len(values)))
    exact = Exact(values, None if None in weights else weights)
    assume(exact.total > 2 * exact.n * exact.gross * ROUNDING)
    return exact


def units(computed, exact, scale):
    """The error in units of 2^-53 of `scale`; what is less than 2^-200 of the total counts for nothing."""
    error = abs(Fraction(float(computed)) - exact)
    return 0 if error < Fraction(1, 2**200) else error / (abs(scale) * ROUNDING)


SHARES = st.one_of(st.floats(0, 1), st.sampled_from([0.0, 1e-9, 0.01, 0.1, 0.3, 0.5, 0.9, 0.99, 1.0]))


@MANY
@given(members())
@example(Exact([1e9 + k / 1000 for k in range(40)], None))
@example(Exact([1e15 + k for k in range(40)], None))
@example(Exact([1e306] * 20 + [1.5e306] * 20, None))
@example(Exact([5e-324, 1e-323], [1e150, 1e-50]))
@example(Exact([1e110, 3e110], [1e100, 1e100]))
@example(Exact([1e-110, 3e-110], [1e-100, 1e-100]))
@example(Exact([1.7e308, 1.0, 5e-324, 0.0], [1e-100, 1.0, 1e100, 1e100]))
def test_gini_of_values_of_zero_or_more(exact):
    expected = exact.gini()
    error = units(gini(exact.values, weights=exact.weights), expected, expected)
    event(f"gini: {float(error):.0f} units")
    assert error <= 2 * exact.n + 12


MANY_MEMBERS = {
    "lognormal": lambda rng: rng.lognormal(10, 1.5, 400),
    "near 1e9": lambda rng: 1e9 + rng.random(400),
    "near 1e15": lambda rng: 1e15 + rng.random(400) * 100,
    "huge": lambda rng: rng.random(400) * 1e306,
    "subnormal": lambda rng: rng.random(400) * 1e-320,
    "zeros and one owner": lambda rng: np.append(np.zeros(399), 7e11),
}


@pytest.mark.parametrize("kind", MANY_MEMBERS)
@pytest.mark.parametrize("weighted", [False, True])
def test_gini_of_four_hundred(kind, weighted):
    rng = np.random.default_rng(1912)
    values, weights = MANY_MEMBERS[kind](rng).tolist(), rng.gamma(0.5, 1000, 400).tolist() if weighted else None
    expected = Exact(values, weights).gini()
    assert units(gini(values, weights=weights), expected, expected) <= 20  # far below the proven 812: errors do not add up


@MANY
@given(members(debts=True))
def test_gini_with_debts(exact):
    expected = exact.gini()
    error = units(gini(exact.values, weights=exact.weights), expected, expected * exact.condition)
    event(f"gini with debts: {float(error):.0f} units")
    assert error <= 2 * exact.n + 12


@MANY
@given(members(), SHARES)
def test_top_share_of_values_of_zero_or_more(exact, p):
    expected, *_ = exact.top(p)
    error = units(top_share(exact.values, p, weights=exact.weights), expected, expected)
    event(f"top share: {float(error):.0f} units")
    assert error <= 2 * exact.n + 12


@MANY
@given(members(), SHARES)
def test_bottom_share_of_values_of_zero_or_more(exact, p):
    expected, scale, position = exact.bottom(p)
    error = units(bottom_share(exact.values, p, weights=exact.weights), expected, scale + position)
    event(f"bottom share: {float(error):.0f} units")
    assert error <= 2 * exact.n + 12


@SOME
@given(members(debts=True), SHARES)
def test_shares_with_debts(exact, p):
    for metric, (expected, scale, position) in {top_share: exact.top(p), bottom_share: exact.bottom(p)}.items():
        error = units(metric(exact.values, p, weights=exact.weights), expected, scale + position)
        event(f"{metric.__name__} with debts: {float(error):.0f} units")
        assert error <= 2 * exact.n + 12


@SOME
@given(members(debts=True), st.tuples(SHARES, SHARES).map(sorted))
def test_bracket_share(exact, ends):
    (low, low_scale, low_position), (high, high_scale, high_position) = map(exact.bottom, ends)
    scale = low_scale + low_position + high_scale + high_position
    error = units(bracket_share(exact.values, *ends, weights=exact.weights), high - low, scale)
    event(f"bracket share: {float(error):.0f} units")
    assert error <= 2 * exact.n + 12


@given(members(debts=True))
def test_lorenz_curve_at_every_member(exact):
    curve = lorenz_curve(exact.values, weights=exact.weights)
    assert (curve.p[0], curve.share[0], curve.p[-1], curve.share[-1]) == (0, 0, 1, 1)
    for p, share, (exact_p, exact_share, scale) in zip(curve.p, curve.share, exact.curve(), strict=True):
        assert units(p, exact_p, exact_p) <= 2 * exact.n + 12
        assert units(share, exact_share, scale) <= 2 * exact.n + 12


@SOME
@given(members(debts=True), st.floats(0, 1))
def test_quantile(exact, p):
    values = [x / 2**1074 for x, _ in exact.pairs]
    below = list(accumulate(w for _, w in exact.pairs))
    allowed = {
        next(x for x, b in zip(values, below, strict=True) if b >= min(max(Fraction(p) + off, 0), 1) * exact.weight)
        for off in (-Fraction(1, 2**48), Fraction(1, 2**48))
    }
    assert quantile(exact.values, p, weights=exact.weights) in allowed


@SOME
@given(st.lists(st.integers(-(10**6), 10**12), min_size=1, max_size=40), st.integers(1, 10**12))
def test_richest_matching(values, amount):
    held = list(accumulate(sorted(values, reverse=True)))
    if max(held) < amount:
        with pytest.raises(DomainError, match="less than"):
            richest_matching(values, amount)
    else:
        assert richest_matching(values, amount) == 1 + next(k for k, total in enumerate(held) if total >= amount)


@pytest.mark.parametrize(
    ("values", "weights", "amount", "number"),
    [
        ([0.7, 0.1, 0.05], None, 0.8, 2),  # though 0.7 + 0.1 is less than 0.8 in binary
        ([0.1] * 1000, None, 100.0, 1000),
        ([0.1] * 1000, None, 99.95, 1000),
        ([0.1] * 1000, None, 0.3, 3),
        ([10.0, 1.0], [7.0, 100.0], 35, 4),
        ([10.0, 1.0], [7.0, 100.0], 71, 8),
        ([5.0, -100.0], None, 5, 1),
        ([5.0], None, -3, 0),
    ],
)
def test_richest_matching_counts_sums_within_rounding_as_equal(values, weights, amount, number):
    assert richest_matching(values, amount, weights=weights) == number
