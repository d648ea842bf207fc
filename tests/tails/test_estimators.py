"""Pareto coefficients against closed forms, each other, and laeken's (R) on its synthetic EU-SILC."""

import csv
import gzip
import math
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inequality.distribution import Distribution
from inequality.errors import DomainError, GroupedError, InputError, UnknownNameError
from inequality.metrics import quantile
from inequality.tails import ParetoTail, pareto_tail

REAL = os.environ.get("INEQUALITY_REAL_DATA")
METHODS = ["hill", "maximum_likelihood", "rank_regression"]


def sample(alpha, n, seed=0):
    return (1 - np.random.default_rng(seed).random(n)) ** (-1 / alpha)


def tabulated(values, edges):
    counts, _ = np.histogram(values, edges)
    averages = [values[(values >= a) & (values < b)].mean() for a, b in zip(edges, edges[1:], strict=False)]
    return Distribution.from_tabulation(edges[:-1], counts, averages, frequency=True)


class TestFormulas:
    VALUES = [1.0, 2.0, 4.0, 8.0, 16.0]

    def test_hill(self):
        tail = pareto_tail(self.VALUES, k=2)
        assert tail.threshold == 4
        assert tail.alpha == pytest.approx(2 / (3 * math.log(2)))
        assert tail.standard_error == pytest.approx(tail.alpha / math.sqrt(2))
        assert (tail.rows, tail.population, tail.method) == (2, 2, "Hill")

    def test_hill_without_bias(self):
        tail = pareto_tail(self.VALUES, k=4, unbiased=True)
        assert tail.alpha == pytest.approx(3 / (10 * math.log(2)))
        assert tail.standard_error == pytest.approx(tail.alpha / math.sqrt(2))
        assert pareto_tail(self.VALUES, k=2, unbiased=True).standard_error == math.inf

    def test_hill_with_weights(self):
        tail = pareto_tail(self.VALUES, k=2, weights=[9, 9, 9, 1, 3])
        assert tail.alpha == pytest.approx(4 / (7 * math.log(2)))
        assert tail.rows == pytest.approx(16 / 10)
        assert tail.population == 4

    def test_from_a_threshold_those_at_it_count(self):
        assert pareto_tail(self.VALUES, 4).alpha == pytest.approx(3 / (3 * math.log(2)))
        assert pareto_tail(self.VALUES, 4).rows == 3

    def test_rank_regression(self):
        tail = pareto_tail(self.VALUES, 1, method="rank_regression")
        x, y = np.log(self.VALUES[::-1]), np.log(np.arange(1, 6) - 0.5)
        assert tail.alpha == pytest.approx(-np.polyfit(x, y, 1)[0])
        assert tail.standard_error == pytest.approx(tail.alpha * math.sqrt(2 / 5))

    def test_rank_regression_with_weights(self):
        """(i - 1/2) times the mean weight of the i richest over that of all."""
        weights = np.array([5.0, 1.0, 2.0, 4.0, 3.0])
        rank = (np.arange(1, 6) - 0.5) * np.cumsum(weights[::-1]) / np.arange(1, 6) / 3
        tail = pareto_tail(self.VALUES, 1, weights=weights, method="rank_regression")
        assert tail.alpha == pytest.approx(-np.polyfit(np.log(self.VALUES[::-1]), np.log(rank), 1)[0])

    def test_maximum_likelihood_of_values_is_the_hill_estimator(self):
        for weights in (None, [1, 2, 3, 4, 5]):
            hill, likeliest = (pareto_tail(self.VALUES, 2, weights=weights, method=m) for m in METHODS[:2])
            assert likeliest.alpha == pytest.approx(hill.alpha, rel=1e-12)
            assert likeliest.standard_error == pytest.approx(hill.standard_error, rel=1e-12)

    def test_maximum_likelihood_of_two_groups(self):
        """Of 100 between 1 and 4 and 50 above: alpha solves 4^-alpha = 1/3."""
        table = Distribution.from_tabulation([1, 4], [100, 50], [2, 10], frequency=True)
        tail = pareto_tail(table, 1, method="maximum_likelihood")
        assert tail.alpha == pytest.approx(math.log(3) / math.log(4), rel=1e-12)
        binomial = math.sqrt(1 / 3 * 2 / 3 / 150) / (math.log(4) / 3)  # of p = 4^-alpha, by the delta method
        assert tail.standard_error == pytest.approx(binomial, rel=1e-9)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("alpha", [0.8, 1.5, 3.0])
class TestPareto:
    def test_of_exact_quantiles(self, alpha, method):
        values = ((np.arange(20_000) + 0.5) / 20_000) ** (-1 / alpha)
        assert pareto_tail(values, 1, method=method).alpha == pytest.approx(alpha, rel=2e-3)

    def test_the_error_is_that_of_samples(self, alpha, method):
        tails = [pareto_tail(sample(alpha, 400, seed), k=100, method=method) for seed in range(200)]
        alphas, errors = np.array([(tail.alpha, tail.standard_error) for tail in tails]).T
        assert np.mean(alphas) == pytest.approx(alpha, rel=0.05)
        assert np.std(alphas) == pytest.approx(np.mean(errors), rel=0.2)

    def test_weights_are_repetitions(self, alpha, method):
        values = sample(alpha, 50)
        if method == "rank_regression":
            counted = Distribution.from_values(values, np.full(50, 3.0), frequency=True)
            assert pareto_tail(counted, 1, method=method).alpha == pytest.approx(
                pareto_tail(np.repeat(values, 3), 1, method=method).alpha
            )
            return
        weighted, repeated = (
            pareto_tail(v, 1, weights=w, method=method) for v, w in ((values, np.full(50, 3)), (np.repeat(values, 3), None))
        )
        assert weighted.alpha == pytest.approx(repeated.alpha)
        assert weighted.standard_error == pytest.approx(repeated.standard_error * math.sqrt(3))

    def test_the_unit_does_not_matter(self, alpha, method):
        values = sample(alpha, 100)
        assert pareto_tail(values * 1e9, 1e9, method=method).alpha == pytest.approx(pareto_tail(values, 1, method=method).alpha)


def test_bias():
    """Of 2,000 samples of 10, the Hill estimator is a ninth too high on average, the corrected one right."""
    raw, corrected = (
        np.mean([pareto_tail(sample(2, 11, seed), k=10, unbiased=unbiased).alpha for seed in range(2000)])
        for unbiased in (False, True)
    )
    assert raw == pytest.approx(2 * 10 / 9, rel=0.03)
    assert corrected == pytest.approx(2, rel=0.03)


class TestGroups:
    def test_near_that_of_values(self):
        values = sample(1.5, 100_000)
        table = tabulated(values, np.array([1, 2, 4, 8, 16, np.inf]))
        for threshold in (1, 4):
            grouped, known = (pareto_tail(v, threshold, method="maximum_likelihood") for v in (table, values))
            assert grouped.alpha == pytest.approx(known.alpha, abs=3 * known.standard_error)
            assert known.standard_error < grouped.standard_error < 1.3 * known.standard_error
            assert grouped.rows == known.rows

    def test_beside_a_rich_list(self):
        table = Distribution.from_percentiles([0, 0.9], [0, 100], [10, 1000], population=1000).with_fortunes([20_000, 30_000])
        counted = Distribution(*table._columns(), frequency=True)
        assert 0 < pareto_tail(counted, 100, method="maximum_likelihood").alpha < 2

    def test_a_population_has_no_sampling_error(self):
        table = Distribution.from_percentiles([0, 0.5, 0.9], [1, 2, 5], [1.5, 3, 9])
        tail = pareto_tail(table, 2, method="maximum_likelihood")
        assert math.isnan(tail.standard_error)
        assert "±" not in repr(tail)
        with pytest.raises(DomainError, match="no sampling error"):
            tail.estimate()

    @pytest.mark.parametrize("method", ["hill", "rank_regression"])
    def test_others_want_values(self, method):
        table = Distribution.from_percentiles([0, 0.5, 0.9], [1, 2, 5], [1.5, 3, 9])
        with pytest.raises(GroupedError, match="maximum_likelihood"):
            pareto_tail(table, 2, method=method)

    def test_within_a_group_no_tail_begins(self):
        table = Distribution.from_percentiles([0, 0.5, 0.9], [1, 2, 5], [1.5, 3, 9])
        with pytest.raises(InputError, match="one of the table's thresholds"):
            pareto_tail(table, 3, method="maximum_likelihood")

    def test_one_open_group_tells_nothing(self):
        table = Distribution.from_percentiles([0, 0.5, 0.9], [1, 2, 5], [1.5, 3, 9])
        with pytest.raises(DomainError, match="finer table"):
            pareto_tail(table, 5, method="maximum_likelihood")


class TestWhatCannotBeAsked:
    def test_a_threshold_or_a_number_of_rows(self):
        for wrong in ({}, {"threshold": 2, "k": 2}):
            with pytest.raises(InputError, match="one of both"):
                pareto_tail([1, 2, 3], **wrong)

    @pytest.mark.parametrize("k", [0, 3, 7])
    def test_more_rows_than_there_are(self, k):
        with pytest.raises(InputError, match="cannot be the tail"):
            pareto_tail([1, 2, 3], k=k)

    @pytest.mark.parametrize("threshold", [0, -1, math.inf])
    def test_thresholds_that_are_none(self, threshold):
        with pytest.raises(InputError, match="cannot begin"):
            pareto_tail([1, 2, 3], threshold)

    def test_nobody_above(self):
        with pytest.raises(DomainError, match="Nobody is above"):
            pareto_tail([1, 2, 3], 4)

    @pytest.mark.parametrize("method", METHODS)
    def test_all_alike(self, method):
        with pytest.raises(DomainError):
            pareto_tail([3, 3, 3], 3, method=method)

    def test_an_unknown_method(self):
        with pytest.raises(UnknownNameError, match="did you mean 'hill'"):
            pareto_tail([1, 2, 3], 1, method="hil")

    def test_weights_twice(self):
        with pytest.raises(InputError, match="given twice"):
            pareto_tail(Distribution.from_values([1, 2, 3]), 1, weights=[1, 1, 1])


class TestTail:
    TAIL = ParetoTail(1.5, 0.1, threshold=2, rows=225, population=225, method="Hill")

    def test_estimate(self):
        estimate = self.TAIL.estimate()
        assert (float(estimate), estimate.standard_error, estimate.name) == (1.5, 0.1, "alpha")
        assert estimate.interval.low == pytest.approx(1.5 - 1.959964 * 0.1)
        assert self.TAIL.estimate(0.9).interval.high == pytest.approx(1.5 + 1.644854 * 0.1)

    def test_mean_above(self):
        assert self.TAIL.inverted_pareto_coefficient == pytest.approx(3)
        with pytest.raises(DomainError, match="has no mean"):
            _ = ParetoTail(1.0, 0.1, 2, 225, 225).inverted_pareto_coefficient


@given(st.lists(st.floats(1, 1e6), min_size=3, max_size=40, unique=True), st.data())
def test_more_unequal_tails_have_lower_coefficients(values, data):
    k = data.draw(st.integers(1, len(values) - 1))
    stretched = np.sort(values)
    stretched[-1] *= 1 + data.draw(st.floats(0.01, 10))
    assert pareto_tail(stretched, k=k).alpha < pareto_tail(values, k=k).alpha


@pytest.mark.skipif(REAL is None, reason="INEQUALITY_REAL_DATA is not set")
def test_laeken():
    with gzip.open(Path(REAL) / "micro" / "eusilc_min.csv.gz", "rt", encoding="utf-8") as file:
        households = list({row["db030"]: row for row in reversed(list(csv.DictReader(file)))}.values())
    income, weight = (np.array([float(row[name]) for row in households]) for name in ("eqincome", "rb050"))
    assert pareto_tail(income, k=175).alpha == pytest.approx(3.997792, abs=5e-7)
    assert pareto_tail(income, k=175, weights=weight).alpha == pytest.approx(4.024539, abs=5e-7)
    threshold = quantile(income, 0.98, weights=weight, definition="averaged")  # Van Kerm's rule, at 2.5 means or thereabouts
    assert threshold == pytest.approx(48459.43, abs=5e-3)
    assert np.count_nonzero(income > threshold) == 119
