"""Points: the order, the scale, the sums from both ends, and other weights for the same rows."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inequality.distribution import Distribution
from inequality.errors import DomainError, InputError
from inequality.metrics import bottom_share, gini, top_share
from inequality.points import MANY, Points

VALUES = np.array([3.0, -1.0, 2.0, 2.0, 8.0])
WEIGHTS = np.array([1.0, 2.0, 0.5, 0.25, 1.0])


def test_rising_order_ties_by_weight():
    points = Points(VALUES, WEIGHTS)
    assert points.values.tolist() == [-1, 2, 2, 3, 8]
    assert points.weights.tolist() == [2, 0.25, 0.5, 1, 1]
    assert points.below.tolist() == [2, 2.25, 2.75, 3.75, 4.75]
    assert points.above.tolist() == [4.75, 2.75, 2.5, 2, 1]


def test_nobody_is_left_out_but_rows_of_weight_zero():
    points = Points(np.array([1e306, 1.0, 2.0]), np.array([0.0, 1.0, 1.0]))
    assert points.values.tolist() == [1, 2]
    assert points.mean == 1.5


def test_arrays_are_read_only_and_the_input_is_not_touched():
    values, weights = VALUES.copy(), WEIGHTS.copy()
    points = Points(values, weights)
    for array in (points.values, points.weights, points.below, points.above, points.products):
        assert not array.flags.writeable
    assert values.tolist() == VALUES.tolist()
    assert values.flags.writeable


@pytest.mark.parametrize("weights", [None, WEIGHTS])
@pytest.mark.parametrize("factor", [1.0, 2.0**1000, 2.0**-1000])
def test_amounts_come_back_in_the_scale_they_came_in(weights, factor):
    points = Points(VALUES * factor, weights)
    total = np.sum(VALUES if weights is None else VALUES * weights)
    assert points.amount(points.sum) == total * factor
    assert points.scaled_amount(points.amount(points.sum)) == points.sum
    assert points.value(points.mean) == pytest.approx(total * factor / points.population, rel=1e-15)
    assert points.nth(0) == -factor


def test_what_is_too_large_for_a_float_is_infinite_not_an_error():
    points = Points(np.full(10, 1.7e308), np.full(10, 1.7e308))
    assert points.amount(points.sum) == points.population == math.inf
    assert points.value(points.mean) == pytest.approx(1.7e308, rel=1e-15)


def test_lowest_and_highest_split_the_member_on_the_boundary():
    points = Points(np.array([1.0, 2.0, 3.0, 4.0]))
    assert [points.lowest(p) for p in (0, 0.25, 0.375, 1)] == [0, 1, 2, 10]
    assert [points.highest(p) for p in (0, 0.25, 0.375, 1)] == [0, 4, 5.5, 10]


def test_everybody_has_everything_even_what_is_held_at_infinity():
    points = Points(np.array([1.0, 2.0]), np.array([1.0, 1.0]), at_infinity=5.0, at_minus_infinity=-2.0)
    assert points.lowest(1) == points.highest(1) == points.sum == 6
    assert points.lowest(0.5) == -1
    assert points.highest(0.5) == 7
    assert points.lowest(0) == points.highest(0) == 0


def test_sample_size_is_rows_or_the_sum_of_frequencies():
    assert Points(VALUES, WEIGHTS).n == 5
    assert Points(VALUES, np.array([1.0, 2.0, 3.0, 4.0, 5.0]), frequency=True).n == 15


ROWS = st.lists(
    st.tuples(st.integers(-20, 100), st.floats(0, 5), st.floats(0, 5)).map(lambda row: tuple(map(float, row))),
    min_size=2,
    max_size=30,
).filter(lambda rows: all(sum(row[k] for row in rows) > 0.1 for k in (1, 2)))


@given(ROWS)
def test_reweighted_is_the_same_as_from_the_start(rows):
    values, first, second = map(np.array, zip(*rows, strict=True))
    once, fresh = Points(values, first).reweighted(second), Points(values, second)
    assert once.values.tolist() == fresh.values.tolist()
    assert sorted(once.weights) == sorted(fresh.weights)
    assert np.allclose(once.below[-1], fresh.below[-1], rtol=1e-14)
    again = once.reweighted(first).reweighted(second)
    assert again.weights.tolist() == once.weights.tolist()
    if np.dot(values, second) > 0.1:
        assert gini(once) == pytest.approx(gini(fresh), rel=1e-10)
        assert top_share(once, 0.1) == pytest.approx(top_share(fresh, 0.1), rel=1e-10)
        assert bottom_share(once, 0.5) == pytest.approx(bottom_share(fresh, 0.5), rel=1e-10, abs=1e-10)


def test_reweighted_does_not_sort_again(monkeypatch):
    points = Points(VALUES)
    points.reweighted(WEIGHTS)
    sorts = []
    for name in ("sort", "argsort", "lexsort"):
        monkeypatch.setattr(np, name, lambda *_, name=name, **__: sorts.append(name))
    assert points.reweighted(WEIGHTS[::-1].copy()).weights.tolist() == [0.25, 0.5, 2, 1, 1]
    assert not sorts


@pytest.mark.parametrize(
    ("weights", "words"),
    [([1, 2], "2 entries where 5"), ([1, 1, 1, 1, -1], "-1 at row 4"), ([0] * 5, "nobody"), ([np.nan] * 5, "missing")],
)
def test_reweighted_refuses(weights, words):
    with pytest.raises(InputError, match=words):
        Points(VALUES).reweighted(weights)


def test_what_is_held_at_infinity_cannot_be_reweighted():
    spread = Distribution([1, 1], [1, 9], low=[0, 2], high=[2, math.inf]).spread()
    with pytest.raises(DomainError, match="open bracket"):
        spread.reweighted(np.ones(4))


@pytest.mark.parametrize("values", [[0.0, 0.0], [-3.0, 1.0], [0.1, 0.2, -0.3]])
def test_shares_of_a_total_that_is_not_above_zero_mean_nothing(values):
    with pytest.raises(DomainError, match="no meaning"):
        _ = Points(np.array(values)).positive_sum


def test_a_total_beside_larger_debts_is_a_total():
    assert Points(np.array([-1e9, 1e9, 1.0])).positive_sum == 1


@pytest.mark.parametrize("size", [10, MANY + 1])
def test_what_metrics_share_is_computed_once_where_there_are_few(size):
    asked = []

    def doubled(points):
        asked.append(points)
        return points.values * 2

    points = Points(np.arange(1.0, size + 1))
    first, second = points.shared(doubled), points.shared(doubled)
    assert np.array_equal(first, second)
    assert len(asked) == (1 if size == 10 else 2)
    assert first.flags.writeable == (size != 10)
    assert points.reweighted(points.values).shared(doubled) is not first
