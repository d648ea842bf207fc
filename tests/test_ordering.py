"""Sorting pairs by their leading bits, sums in any order, and what large Points do with both."""

import math
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import inequality.ordering
import inequality.points
from inequality.metrics import METRICS, bottom_share, gini, quantile, top_share
from inequality.ordering import order_free_sum, sorted_pairs
from inequality.points import Points

EXACT = Path(__file__).parent / "metrics" / "test_exact.py"
FINITE = st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.one_of(FINITE, st.integers(-3, 3).map(float), st.floats(1, 1 + 1e-9), st.sampled_from([0.0, -0.0, 5e-324]))
WEIGHTS = st.one_of(st.floats(1e-300, 1e300), st.integers(1, 3).map(float), st.floats(1, 1 + 1e-9))


@pytest.fixture
def every_size_is_large():
    """Small inputs take the ways of large ones."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inequality.ordering, "FEW", 0)
        patch.setattr(inequality.points, "MANY", 0)
        yield


def lexicographic(values, weights):
    order = np.lexsort((weights, values))
    return values[order], weights[order]


@pytest.mark.usefixtures("every_size_is_large")
@given(st.lists(st.tuples(VALUES, WEIGHTS), min_size=1, max_size=80))
def test_pairs_are_in_order(rows):
    pair = tuple(map(np.array, zip(*rows, strict=True)))
    for one, other in zip(sorted_pairs(*pair), lexicographic(*pair), strict=True):
        assert np.array_equal(one, other)


ROWS = {
    "continuous": lambda x, rng: x,
    "rounded": lambda x, rng: np.round(x, -3),
    "both": lambda x, rng: np.where(rng.random(x.size) < 0.4, np.round(x, -3), x),
    "near-equal": lambda x, rng: 1e15 + x % 7,
    "with debts": lambda x, rng: x - 20_000,
    "one value": lambda x, rng: np.full(x.size, 3.0),
}


@pytest.mark.parametrize("kind", ROWS)
@pytest.mark.parametrize("weights", ["continuous", "rounded", "near-equal", "one value"])
def test_many_pairs_are_in_order(kind, weights):
    rng = np.random.default_rng(1923)
    values, weights = (ROWS[name](rng.lognormal(10, 1, 50_000), rng).astype(float) for name in (kind, weights))
    for one, other in zip(sorted_pairs(values, weights), lexicographic(values, weights), strict=True):
        assert np.array_equal(one, other)


@given(st.lists(st.floats(-1e200, 1e200) | st.floats(-1, 1), min_size=1, max_size=80), st.data())
def test_sum_in_any_order_is_the_same(values, data):
    values, shuffled = np.array(values), np.array(data.draw(st.permutations(values)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inequality.ordering, "CHUNK", 16)
        total = order_free_sum(values)
        assert order_free_sum(shuffled) == total
    exact = sum(map(Fraction, values.tolist()), Fraction(0))
    assert abs(Fraction(total) - exact) <= Fraction(2**-53) * abs(exact) + Fraction(2**-75) * len(values) * Fraction(
        float(np.max(np.abs(values)))
    )


@pytest.mark.parametrize("spread", [1, 5, 30])
def test_sum_of_many(spread):
    rng = np.random.default_rng(11)
    values, weights = rng.lognormal(0, spread, 300_000), rng.gamma(2, 1, 300_000)
    order = rng.permutation(values.size)
    total = order_free_sum(values, weights)
    assert total == order_free_sum(values[order], weights[order])
    assert total == pytest.approx(math.fsum(values * weights), rel=2**-50)


@st.composite
def members(draw):
    amounts = st.one_of(st.integers(-50, 100), st.integers(0, 10**6)).map(float)
    values = draw(st.lists(amounts | st.floats(0, 1e9), min_size=1, max_size=40))
    weights = draw(st.none() | st.lists(st.floats(0.1, 5), min_size=len(values), max_size=len(values)))
    assume(np.dot(values, weights or np.ones(len(values))) > 1)
    return np.array(values), None if weights is None else np.array(weights)


def both(values, weights):
    """Points in the way of small inputs, and in that of large ones."""
    small = Points(values, weights)
    _ = small.values, small.sum
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inequality.ordering, "FEW", 0)
        patch.setattr(inequality.points, "MANY", 0)
        return small, Points(values, weights)


@given(members(), st.floats(0, 1) | st.sampled_from([0.0, 0.01, 0.1, 0.5, 1.0]))
def test_large_points_are_like_small_ones(rows, p):
    small, large = both(*rows)
    assert large.highest(p) == pytest.approx(small.highest(p), rel=1e-9, abs=1e-9 * small.sum)
    assert large.lowest(p) == pytest.approx(small.lowest(p), rel=1e-9, abs=1e-9 * small.sum)
    assert large.sum == pytest.approx(small.sum, rel=1e-12)
    assert large.everyone == pytest.approx(small.everyone, rel=1e-15)
    assert large.values.tolist() == small.values.tolist()
    assert large.n == small.n
    assert gini(large) == pytest.approx(gini(small), rel=1e-9)


@pytest.mark.usefixtures("every_size_is_large")
@given(members(), st.floats(0, 1), st.data())
def test_large_points_give_the_same_in_any_order_and_whatever_was_asked_before(rows, p, data):
    values, weights = rows
    order = data.draw(st.permutations(range(values.size)))
    expected = [metric(values, *given, weights=weights) for metric, given in ASKED(p)]
    shuffled = Points(values[order], None if weights is None else weights[order])
    assert [metric(shuffled, *given) for metric, given in ASKED(p)] == expected
    assert [metric(shuffled, *given) for metric, given in ASKED(p)] == expected  # now that they are sorted


def ASKED(p):
    return [(top_share, (p,)), (top_share, (0.01,)), (gini, ()), (bottom_share, (p,)), (quantile, (p,))]


def incomes(n=200_000):
    rng = np.random.default_rng(1915)
    return rng.lognormal(10, 1.2, n), rng.gamma(2, 1000, n)


@pytest.mark.parametrize("weighted", [False, True])
def test_a_top_share_needs_no_sort_of_all(weighted, monkeypatch):
    values, weights = incomes()
    weights = weights if weighted else None
    points, sorted_first = Points(values, weights), Points(values, weights)
    assert sorted_first.values.size == values.size
    shares = (1e-6, 0.001, 0.01, 0.1)
    expected = [top_share(sorted_first, p) for p in shares]
    monkeypatch.setattr(Points, "_ranked", property(lambda self: pytest.fail("everyone was put in order")))
    assert [top_share(points, p) for p in shares] == expected  # to the last bit


@pytest.mark.parametrize("weighted", [False, True])
def test_all_indices_share_one_sort(weighted, monkeypatch):
    values, weights = incomes(100_000)
    points = Points(values, weights if weighted else None)
    sorts = []
    for module, name in ((inequality.points, "sorted_pairs"), (np, "sort"), (np, "argsort"), (np, "lexsort")):
        whole = getattr(module, name)
        monkeypatch.setattr(module, name, lambda one, *a, whole=whole, **k: sorts.append(len(one)) or whole(one, *a, **k))
    for entry in METRICS.values():
        for arguments in entry.facts["samples"]:
            entry.function(points, **arguments)
    assert sorts.count(values.size) == 1


@pytest.mark.parametrize("name", ["theil_t", "mean_log_deviation", "generalized_entropy", "atkinson", "hoover", "kolm_pollak"])
@pytest.mark.parametrize("weighted", [False, True])
def test_indices_that_need_no_sort(name, weighted, monkeypatch):
    values, weights = incomes(100_000)
    points = Points(values, weights if weighted else None)
    monkeypatch.setattr(Points, "_ranked", property(lambda self: pytest.fail("everyone was put in order")))
    for arguments in METRICS[name].facts["samples"]:
        METRICS[name].function(points, **arguments)


@pytest.mark.slow
def test_the_exact_oracle_in_the_way_of_large_inputs():
    """Gini and top share in test_exact.py, with small inputs taking the ways of large ones."""
    code = (
        "import sys, pytest, inequality.ordering, inequality.points as points; points.MANY = inequality.ordering.FEW = 0; "
        f"sys.exit(pytest.main(['-q', '-p', 'no:cacheprovider', '-k', 'gini_with_debts or top_share_of', {str(EXACT)!r}]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
