"""Distribution: every way in and out, and that nothing is changed, lost or overflows on the way."""

import math
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inequality import Measure, bounds
from inequality.distribution import Distribution
from inequality.errors import GroupedError, IncomparableError, InputError
from inequality.metrics import METRICS, bottom_share, gini, lorenz_curve, top_share
from inequality.provenance import Origin, Provenance, Snapshot

DOLLARS = Measure("net_wealth", "adult", "USD")
SOURCE = Provenance((Snapshot("rich_list", "2017", "0" * 64, origins=(Origin("Forbes", "Billionaires", "Forbes 2017"),)),))


def same(one, other):
    columns = zip(one._columns(), other._columns(), strict=True)
    about = ("ordered", "frequency", "measure", "provenance", "exact")
    return all(np.array_equal(a, b) for a, b in columns) and all(getattr(one, x) == getattr(other, x) for x in about)


COLUMNS = {
    "list": [1, 2, 7],
    "tuple": (1, 2, 7),
    "mixed": [Fraction(1), 2, 7.0],
    "whole": np.array([1, 2, 7], np.int64),
    "single precision": np.array([1, 2, 7], np.float32),
    "objects": np.array([1, 2, 7], object),
    "strided": np.array([1, 0, 2, 0, 7])[::2],
    "Series": pd.Series([1, 2, 7], index=["a", "b", "c"]),
    "nullable Series": pd.Series([1, 2, 7], dtype="Int64"),
    "categories": pd.Series([1, 2, 7], dtype="category"),
    "Index": pd.Index([1, 2, 7]),
    "masked, but nothing is": np.ma.array([1, 2, 7], mask=[0, 0, 0]),
}


class TestFromValues:
    @pytest.mark.parametrize("values", COLUMNS.values(), ids=COLUMNS)
    def test_any_column_of_numbers(self, values):
        d = Distribution.from_values(values)
        assert d.low.tolist() == [1, 2, 7]
        assert d.exact
        assert d.ordered
        assert (d.population, d.mean, len(d)) == (3, 10 / 3, 3)

    def test_a_column_of_another_library(self):
        class Series:
            """As polars has it: convertible, without an index."""

            def __array__(self, dtype=None, copy=None):
                return np.array([1, 2, 7], dtype)

        assert gini(Series(), weights=Series()) == gini([1, 2, 7], weights=[1, 2, 7])

    def test_nothing_handed_in_is_changed_or_shared(self):
        values, weights = np.array([3.0, 1.0, 2.0]), np.array([1.0, 2.0, 3.0])
        d = Distribution.from_values(values, weights)
        d.equal().below  # noqa: B018
        assert values.tolist() == [3, 1, 2]
        values[0] = weights[0] = 99
        assert gini(d) == gini([3, 1, 2], weights=[1, 2, 3])
        for array in (d.low, d.weight):
            with pytest.raises(ValueError, match="read-only"):
                array[0] = 0

    def test_series_are_paired_only_by_the_same_index(self):
        values, weights = pd.Series([1, 2], index=["a", "b"]), pd.Series([1, 5], index=["b", "a"])
        for other in (weights, weights.iloc[:1], weights.reset_index(drop=True)):
            with pytest.raises(InputError, match="different indexes"):
                gini(values, weights=other)
        assert gini(values, weights=weights[values.index]) == gini([1, 2], weights=[5, 1])
        assert gini(values, weights=weights.to_numpy()) == gini([1, 2], weights=[1, 5])

    def test_large_whole_numbers_do_not_wrap_round(self):
        """1.4 billion people times 20 billion is beyond 2^63."""
        people, incomes = np.array([1_400_000_000, 1], np.int64), np.array([20_000_000_000, 0], np.int64)
        d = Distribution.from_values(incomes, people)
        assert d.total.sum() == 2.8e19
        assert gini(d) == pytest.approx(1 / 1_400_000_001, rel=1e-15)

    def test_single_precision_is_not_added_up_in_single_precision(self):
        values = np.ones(3_000_000, np.float32)
        values[0] = 2**24  # adding 1 to it in single precision changes nothing
        assert Distribution.from_values(values).mean == (2**24 + 2_999_999) / 3_000_000

    def test_the_largest_numbers(self):
        d = Distribution.from_values([1e306, 3e306], [100, 100])
        assert (gini(d), d.mean) == pytest.approx((0.25, 2e306), rel=1e-15)
        assert d.total.tolist() == [1e308, math.inf]
        assert gini(Distribution.from_frame(d.to_frame())) == gini(d)


class TestFromShares:
    def test_decile_table(self):
        d = Distribution.from_shares({(0.9, 1): 0.76, (0, 0.5): 0.02, (0.5, 0.9): 0.22}, mean=50, population=1000)
        assert d.weight.tolist() == pytest.approx([500, 400, 100])
        assert d.total.tolist() == pytest.approx([1000, 11000, 38000])
        assert (d.population, d.mean) == pytest.approx((1000, 50))
        assert lorenz_curve(d).share.tolist() == pytest.approx([0, 0.02, 0.24, 1])

    def test_net_debt_of_the_poorest(self):
        d = Distribution.from_shares({(0, 0.1): -0.004, (0.1, 1): 1.004})
        assert bottom_share(d, 0.1) == pytest.approx(-0.004)

    def test_printed_shares_are_rescaled_only_when_asked(self):
        printed = {(0, 0.5): 0.019, (0.5, 1): 0.98}
        with pytest.raises(InputError, match="add to 0.999"):
            Distribution.from_shares(printed)
        assert top_share(Distribution.from_shares(printed, rescale=True), 0.5) == pytest.approx(0.98 / 0.999)

    @given(st.lists(st.integers(1, 1000), min_size=2, max_size=20))
    def test_any_tiling(self, steps):
        ends = [Fraction(sum(steps[:k]), sum(steps)) for k in range(len(steps) + 1)]
        shares = {(float(a), float(b)): float(b * b - a * a) for a, b in zip(ends, ends[1:], strict=False)}
        d = Distribution.from_shares(shares)
        assert all(bottom_share(d, float(p)) == pytest.approx(float(p * p), abs=1e-14) for p in ends)


class TestTabulations:
    def test_brackets_by_value(self):
        d = Distribution.from_tabulation([0, 1e4, 1e5, 1e6], counts=[53, 35, 12, 0], averages=[2e3, 3e4, 6e5, 2e6])
        assert d.low.tolist() == [0, 1e4, 1e5]
        assert d.high.tolist() == [1e4, 1e5, 1e6]  # of the bracket of nobody nothing is left
        assert d.mean == pytest.approx(83_560)

    def test_brackets_by_rank(self):
        d = Distribution.from_percentiles([0, 0.5, 0.9], threshold=[-5, 10, 40], average=[4, 20, 100], population=10)
        assert d.weight.tolist() == pytest.approx([5, 4, 1])
        assert d.high.tolist() == [10, 40, math.inf]
        assert top_share(d, 0.1) == pytest.approx(0.5)

    def test_it_decides_the_lorenz_curve_at_its_cuts_only(self):
        d = Distribution.from_percentiles([0, 0.5, 0.9], threshold=[0, 10, 40], average=[4, 20, 100])
        assert d.decides(0, 0.5, 0.9, 1)
        assert not d.decides(0.5, 0.8)
        with pytest.raises(GroupedError, match=r"bounds\(gini, d\).*gini\(d.equal\(\)\)"):
            gini(d)
        assert not Distribution(d.weight, d.total, d.low, d.high, ordered=False).decides(0.5)

    def test_groups_without_spread_are_exact(self):
        d = Distribution([2, 1], [6, 4], low=[3, 4], high=[3, 4])
        assert d.exact
        assert gini(d) == gini([3, 3, 4])


class TestMerge:
    def test_two_samples_become_one(self):
        both = Distribution.from_values([1, 2]).merge(Distribution.from_values([5], [2]))
        assert gini(both) == gini([1, 2, 5, 5])

    def test_two_tables_overlap(self):
        one = Distribution.from_percentiles([0, 0.5], [0, 10], [5, 20], population=6, measure=DOLLARS, provenance=SOURCE)
        both = one.merge(Distribution.from_values([7, 8]))
        assert (both.population, both.mean) == pytest.approx((8, 90 / 8))
        assert (both.ordered, both.measure, both.provenance) == (False, DOLLARS, SOURCE)
        assert len(both) == 4

    def test_only_what_measures_the_same(self):
        one = Distribution.from_values([1], measure=DOLLARS)
        with pytest.raises(IncomparableError, match=r"adult and household"):
            one.merge(Distribution.from_values([1], measure=Measure("net_wealth", "household", "USD")))
        with pytest.raises(IncomparableError, match="counts rows"):
            one.merge(Distribution.from_values([1], frequency=True))


class TestWithFortunes:
    TABLE = Distribution.from_percentiles([0, 0.9], threshold=[0, 100], average=[10, 1000], population=1000, measure=DOLLARS)

    def test_the_listed_come_out_of_the_top_group(self):
        d = self.TABLE.with_fortunes([20_000, 30_000])
        assert (d.population, d.mean, d.measure) == (1000, self.TABLE.mean, DOLLARS)
        assert d.weight.tolist() == pytest.approx([900, 98, 1, 1])
        assert d.total.tolist() == pytest.approx([9_000, 50_000, 20_000, 30_000])
        assert d.high.tolist() == [100, 20_000, 20_000, 30_000]
        assert top_share(d, 0.002) == pytest.approx(50_000 / 109_000)
        assert self.TABLE.weight.tolist() == pytest.approx([900, 100])

    @pytest.mark.parametrize("fortunes", [[2e6], [50.0], [1e3] * 101], ids=["richer than the group", "poorer", "more"])
    def test_a_list_that_cannot_be_of_this_group(self, fortunes):
        with pytest.raises(InputError, match="cannot be taken out of the top group"):
            self.TABLE.with_fortunes(fortunes)


FINITE = st.floats(-1e300, 1e300)


@st.composite
def tables(draw):
    rows = draw(st.lists(st.tuples(FINITE, FINITE, FINITE, st.floats(1e-3, 1e6)), min_size=1, max_size=8))
    low, mean, high = np.sort([row[:3] for row in rows], axis=1).T
    low, high = (np.where(draw(st.booleans()), end, x) for end, x in ((-math.inf, low), (math.inf, high)))
    weight = np.array([row[3] for row in rows])
    about = {
        "frequency": draw(st.booleans()),
        "measure": draw(st.sampled_from([None, DOLLARS])),
        "provenance": draw(st.sampled_from([None, SOURCE, SOURCE.then("converted")])),
    }
    if draw(st.booleans()):
        return Distribution.from_values(mean, draw(st.sampled_from([None, weight])), **about)
    return Distribution(weight, weight * mean, low, high, ordered=False, **about)


@given(tables())
def test_frames_lose_nothing(d):
    again = Distribution.from_frame(d.to_frame())
    assert same(d, again)
    assert (again.low is again.high) == (d.low is d.high)
    assert again.population == d.population


def test_frames_survive_being_copied_and_filtered():
    frame = Distribution.from_percentiles([0, 0.5], [0, 10], [4, 20], measure=DOLLARS, provenance=SOURCE).to_frame()
    top = Distribution.from_frame(frame.copy()[frame["low"] > 0])
    assert (top.measure, top.provenance, top.mean) == (DOLLARS, SOURCE, 20)


def test_repr_says_what_it_is():
    assert repr(Distribution.from_values([1, 2], measure=DOLLARS)) == (
        "Distribution(2 values, population 2, mean 1.5, net_wealth by adult, USD)"
    )


@pytest.mark.parametrize("entry", METRICS.values(), ids=METRICS)
def test_no_metric_guesses_from_groups(entry):
    """Of a table in which groups overlap it gives a number only where no other is possible."""
    d = Distribution([5, 5], [20, 30], low=[0, 1], high=[10, 9], ordered=False)
    refusals = []
    for arguments in entry.facts["samples"]:
        try:
            entry.function(d, **arguments)
        except GroupedError as error:
            refusals.append(str(error))
        else:
            assert bounds(entry.function, d, **arguments).width < 1e-12
    assert refusals
    assert all(f"{entry.name}(d.equal())" in text for text in refusals)
    proved = entry.facts["bounded"] != "no"
    assert all((f"take bounds({entry.name}, d)" in text) is proved for text in refusals)
