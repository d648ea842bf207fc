"""Dominance against exact rational arithmetic, its theorems, and what grouped tables can and cannot decide."""

import itertools
import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, event, example, given, settings
from hypothesis import strategies as st

from inequality import Distribution, Measure, gini, lorenz_dominance, stochastic_dominance, top_share
from inequality.errors import DomainError, GroupedError, IncomparableError, InputError, UnknownNameError

MANY = settings(max_examples=3 * settings.default.max_examples)
SAMPLES = st.lists(st.tuples(st.integers(-5, 30), st.integers(1, 3)), min_size=1, max_size=7)


def judged(differences):
    """By exact differences of the first curve less the second, where more is better."""
    differences = list(differences)
    if not any(differences):
        return "equal"
    return "first" if min(differences) >= 0 else "second" if max(differences) <= 0 else "neither"


def people(sample):
    return sorted(value for value, weight in sample for _ in range(weight))


def lorenz(values, p):
    """What the poorest fraction `p` have, per head of all."""
    held, rest = Fraction(0), p * len(values)
    for value in values:
        held += min(max(rest, 0), 1) * value
        rest -= 1
    return held / len(values)


def exact_lorenz(one, other, curve):
    cuts = {Fraction(k, len(values)) for values in (one, other) for k in range(len(values) + 1)}
    means = [Fraction(sum(values), len(values)) for values in (one, other)]

    def height(values, mean, p):
        held = lorenz(values, p)
        return {"relative": held / mean if mean else held, "generalized": held, "absolute": held - p * mean}[curve]

    return judged(height(one, means[0], p) - height(other, means[1], p) for p in cuts)


def exact_stochastic(one, other, order):
    """The difference of two dominance curves is a polynomial between values, and beyond the last."""

    def curve(values, x):
        return sum(Fraction(max(x - v, 0) ** (order - 1) if order > 1 else v <= x) for v in values) / len(values)

    knots = sorted({*one, *other})
    inner = []
    for low, high in itertools.pairwise(knots):
        middle = Fraction(low + high, 2)
        inner.append(middle)
        if order == 3:  # the vertex of the parabola through three points
            ends = [curve(other, x) - curve(one, x) for x in (low, middle, high)]
            bend, slope = ends[0] - 2 * ends[1] + ends[2], (ends[2] - ends[0]) / 2
            turn = middle - slope / bend * (high - middle) if bend else middle
            if low < turn < high:
                inner.append(turn)
    far = 10**9
    return judged(curve(other, Fraction(x)) - curve(one, Fraction(x)) for x in [*knots, *inner, knots[-1] + 1, far])


@MANY
@given(SAMPLES, SAMPLES, st.sampled_from(["relative", "generalized", "absolute"]))
@example([(1, 1), (3, 1)], [(2, 1), (6, 2), (2, 1)], "relative")
def test_lorenz_dominance_is_exact(one, other, curve):
    assume(curve != "relative" or (sum(people(one)) > 0 and sum(people(other)) > 0))
    arrays = [np.array(sample, float).T for sample in (one, other)]
    found = lorenz_dominance(arrays[0][0], arrays[1][0], weights=(arrays[0][1], arrays[1][1]), curve=curve)
    assert found.dominant == exact_lorenz(people(one), people(other), curve)
    event(found.dominant)


@MANY
@given(SAMPLES, SAMPLES, st.sampled_from([1, 2, 3]), st.sampled_from([1.0, 2.0**300, 2.0**-300]))
@example([(0, 1), (5, 1), (10, 1)], [(1, 1), (10, 1)], 3, 1.0)  # they cross between two values only
@example([(2, 1), (10, 1)], [(1, 1), (6, 1), (11, 1)], 3, 1.0)
def test_stochastic_dominance_is_exact(one, other, order, unit):
    arrays = [np.array(sample, float).T for sample in (one, other)]
    found = stochastic_dominance(arrays[0][0] * unit, arrays[1][0] * unit, order, weights=(arrays[0][1], arrays[1][1]))
    assert found.dominant == exact_stochastic(people(one), people(other), order)
    event(found.dominant)


@given(SAMPLES, SAMPLES)
def test_second_order_is_generalized_lorenz_dominance(one, other):
    """Shorrocks 1983."""
    assert (
        stochastic_dominance(people(one), people(other), 2).dominant
        == lorenz_dominance(people(one), people(other), curve="generalized").dominant
    )


@given(SAMPLES, SAMPLES)
def test_a_lower_order_implies_the_higher(one, other):
    found = [stochastic_dominance(people(one), people(other), order).dominant for order in (1, 2, 3)]
    for lower, higher in itertools.pairwise(found):
        assert lower == "neither" or lower == higher


@given(SAMPLES, SAMPLES)
def test_who_dominates_is_the_less_unequal_by_every_index(one, other):
    one, other = people(one), people(other)
    assume(sum(one) > 0 and sum(other) > 0)
    dominant = lorenz_dominance(one, other).dominant
    difference = [gini(one) - gini(other), *(top_share(one, p) - top_share(other, p) for p in (0.1, 0.5))]
    if dominant != "neither":
        sign = {"first": 1, "second": -1, "equal": 0}[dominant]
        assert all(sign * d <= 1e-12 and (sign or abs(d) <= 1e-12) for d in difference)
    assert lorenz_dominance(other, one).dominant == {"first": "second", "second": "first"}.get(dominant, dominant)


@given(st.lists(st.floats(0.1, 1e6), min_size=1, max_size=20), st.integers(2, 5), st.floats(1e-6, 1e6))
def test_rounding_does_not_tell_the_same_people_apart(values, times, rate):
    repeated = np.repeat(np.multiply(values, rate), times)
    assert lorenz_dominance(values, repeated).dominant == "equal"
    for order in (1, 2, 3):
        assert stochastic_dominance(np.multiply(values, rate), repeated, order).dominant == "equal"


@st.composite
def grouped(draw):
    """People, and the table that a statistical office makes of them."""
    values = np.sort(draw(st.lists(st.integers(-3, 40), min_size=2, max_size=12))).astype(float)
    assume(values.sum() > 0)
    thresholds = sorted(draw(st.sets(st.integers(-3, 40), min_size=1, max_size=4)))
    edges = np.array([-5.0, *thresholds, 60.0])
    place = np.searchsorted(edges, values, side="right") - 1
    groups = np.unique(place)
    weight = np.array([np.sum(place == g) for g in groups], float)
    total = np.array([values[place == g].sum() for g in groups])
    open_top, open_bottom = draw(st.booleans()), draw(st.booleans())
    low, high = edges[groups], edges[groups + 1]
    high = np.where(open_top & (groups == groups[-1]), math.inf, high)
    low = np.where(open_bottom & (groups == groups[0]) & np.isfinite(high), -math.inf, low)
    return values, Distribution(weight, total, low, high)


@MANY
@given(grouped(), grouped())
def test_what_tables_decide_is_what_the_people_behind_them_say(one, other):
    (people_one, table_one), (people_other, table_other) = one, other
    questions = [
        lambda a, b, curve=curve: lorenz_dominance(a, b, curve=curve) for curve in ("relative", "generalized", "absolute")
    ]
    questions += [lambda a, b, order=order: stochastic_dominance(a, b, order) for order in (1, 2, 3)]
    for question in questions:
        try:
            decided = question(table_one, table_other).dominant
        except GroupedError:
            event("undecided")
        else:
            assert decided == question(people_one, people_other).dominant
            event(decided)


class TestTables:
    POOR = Distribution.from_percentiles([0, 0.5, 0.9], [0, 10, 40], [5, 20, 100])
    RICH = Distribution.from_percentiles([0, 0.5, 0.9], [100, 1000, 4000], [500, 2000, 10000], highest=20000)

    def test_far_apart_they_decide(self):
        with pytest.raises(GroupedError):
            stochastic_dominance(self.RICH, self.POOR)  # of an open top nobody knows the end
        poor = Distribution.from_percentiles([0, 0.5, 0.9], [0, 10, 40], [5, 20, 100], highest=200)
        for order in (1, 2, 3):
            assert stochastic_dominance(self.RICH, poor, order).dominant == "first"
        assert lorenz_dominance(self.RICH, poor, curve="generalized").dominant == "first"

    def test_an_open_top_leaves_the_lorenz_curve_open_but_not_at_the_cuts(self):
        equal = Distribution.from_percentiles([0, 0.5, 0.9], [0, 25, 35], [20, 30, 40])
        with pytest.raises(GroupedError, match=r"at=\[0.5, 0.9\]"):
            lorenz_dominance(equal, self.POOR)
        found = lorenz_dominance(equal, self.POOR, at=[0.5, 0.9])
        assert found.dominant == "first"
        assert found.at.tolist() == [0.5, 0.9]
        with pytest.raises(GroupedError, match="choose cuts that both tables have"):
            lorenz_dominance(equal, self.POOR, at=[0.5, 0.8])

    def test_neither_needs_no_more_than_two_cuts(self):
        other = Distribution.from_percentiles([0, 0.5, 0.9], [0, 11, 30], [10, 11, 190])
        assert lorenz_dominance(self.POOR, other).dominant == "neither"


def test_relative_curves_compare_any_currencies_others_do_not():
    first, second = (Distribution.from_values([1, 2], measure=Measure("net_wealth", "adult", code)) for code in ("USD", "EUR"))
    assert lorenz_dominance(first, second).dominant == "equal"
    with pytest.raises(IncomparableError, match="generalized Lorenz curves do not measure the same thing"):
        lorenz_dominance(first, second, curve="generalized")
    with pytest.raises(IncomparableError):
        stochastic_dominance(first, second)


def test_curves_are_told():
    found = lorenz_dominance([1, 3], [2, 2])
    assert repr(found) == "Dominance('second': the second Lorenz-dominates the first)"
    assert found.to_frame()["difference"].tolist() == [0, -0.25, 0]
    assert repr(stochastic_dominance([1, 3], [2, 2])) == "Dominance('neither': the curves cross)"
    assert stochastic_dominance([1, 3], [2, 2], 2).to_frame()["first"].tolist() == [0, 0.5, 1]


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: lorenz_dominance([1], [2], curve="concave"), UnknownNameError, "relative"),
        (lambda: lorenz_dominance([-1, 1], [2]), DomainError, "total is 0"),
        (lambda: stochastic_dominance([1], [2], 4), InputError, "1, 2 or 3"),
        (
            lambda: lorenz_dominance([1], Distribution([2], [2], [-math.inf], [math.inf])),
            DomainError,
            "no bound on either side",
        ),
    ],
)
def test_wrong_use(call, error, words):
    with pytest.raises(error, match=words):
        call()
