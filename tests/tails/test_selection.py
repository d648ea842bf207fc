"""The choice of the threshold, and diagnostics of the tail."""

import math
from statistics import NormalDist

import numpy as np
import pytest

from inequality.distribution import Distribution
from inequality.errors import DomainError, GroupedError
from inequality.tails import lognormal_comparison, mean_excess, pareto_curve, pareto_threshold, zipf_points

QUANTILES = (np.arange(2000) + 0.5) / 2000
PARETO = QUANTILES ** (-1 / 1.5)
LOGNORMAL = np.exp([NormalDist().inv_cdf(p) for p in QUANTILES])


class TestThreshold:
    def test_by_brute_force(self):
        values = np.sort(np.random.default_rng(3).lognormal(0, 1, 60))
        choice = pareto_threshold(values, at_least=10)
        distances = {}
        for t in values[:51]:
            x = values[values >= t]
            alpha = x.size / np.sum(np.log(x / t))
            model = 1 - (x / t) ** -alpha
            i = np.arange(x.size)
            distances[t] = max(np.max(np.abs((i + 1) / x.size - model)), np.max(np.abs(i / x.size - model)))
        assert choice.distance == pytest.approx(min(distances.values()))
        assert choice.tail.threshold == min(distances, key=distances.get)
        assert choice.to_frame()["distance"].to_numpy() == pytest.approx(list(distances.values()))

    def test_where_the_tail_begins(self):
        generator = np.random.default_rng(1)
        values = np.concatenate([generator.uniform(0, 1, 3000), generator.pareto(1.8, 1000) + 1])
        choice = pareto_threshold(values)
        assert choice.tail.threshold == pytest.approx(1, abs=0.15)
        assert choice.tail.alpha == pytest.approx(1.8, abs=3 * choice.tail.standard_error)
        assert choice.p_value(replicates=20) > 0.1

    def test_a_tail_that_is_none(self):
        values = np.concatenate([np.linspace(1, 2, 500)])
        assert pareto_threshold(values, at_least=400).p_value(replicates=20) == 0

    def test_weights_are_repetitions(self):
        values = np.sort(np.random.default_rng(5).pareto(1.2, 120) + 1)
        weighted = pareto_threshold(values, weights=np.full(120, 2.0), at_least=20)
        assert weighted.distance == pytest.approx(pareto_threshold(values, at_least=20).distance)
        counted = pareto_threshold(Distribution.from_values(values, np.full(120, 2.0), frequency=True), at_least=40)
        assert counted.tail.alpha == pytest.approx(weighted.tail.alpha)
        assert counted.tail.standard_error == pytest.approx(weighted.tail.standard_error / math.sqrt(2))
        uneven = pareto_threshold(values, weights=np.linspace(1, 2, 120), at_least=20)
        with pytest.raises(DomainError, match="weights do not define"):
            uneven.p_value()

    def test_the_same_seed_the_same_samples(self):
        choice = pareto_threshold(PARETO[::10], at_least=50)
        assert choice.p_value(replicates=10, seed=4) == choice.p_value(replicates=10, seed=4)

    def test_zeros_and_debts_are_no_candidates(self):
        choice = pareto_threshold(np.concatenate([-PARETO, np.zeros(100), PARETO]))
        assert choice.thresholds.min() > 0
        assert choice.tail.alpha == pytest.approx(1.5, rel=0.05)

    def test_too_few(self):
        with pytest.raises(DomainError, match="too few"):
            pareto_threshold([1, 2, 3])

    def test_fewer_candidates_when_there_are_many(self):
        assert pareto_threshold(PARETO, candidates=30).thresholds.size == 30


class TestTables:
    def test_zipf_points(self):
        frame = zipf_points([1.0, 5.0, 2.0], weights=[10, 1, 4])
        assert frame["value"].tolist() == [5, 2, 1]
        assert frame["rank"].tolist() == [1, 5, 15]
        assert frame["share"].tolist() == pytest.approx([1 / 15, 1 / 3, 1])

    def test_mean_excess_of_a_pareto_tail_is_a_line(self):
        frame = mean_excess((np.arange(1_000_000) + 0.5) ** (-1 / 3), thresholds=[0.02, 0.04, 0.06])
        slope = np.diff(frame["mean_excess"]) / np.diff(frame["threshold"])
        assert slope == pytest.approx([1 / (3 - 1)] * 2, rel=1e-2)
        assert np.all(frame["standard_error"] > 0)

    def test_the_error_of_the_mean(self):
        frame = mean_excess([1, 2, 4, 6], thresholds=[1], weights=[1, 1, 1, 1])
        assert frame.loc[0, "mean_excess"] == pytest.approx(3)
        assert frame.loc[0, "standard_error"] == pytest.approx(np.std([2, 4, 6]) / math.sqrt(3))

    def test_thresholds_with_nobody_above_are_left_out(self):
        assert mean_excess([1, 2, 3], thresholds=[1, 2, 3, 9])["threshold"].tolist() == [1]
        assert list(mean_excess([1, 2, 3], thresholds=[9]).columns) == ["threshold", "mean_excess", "standard_error", "rows"]

    def test_the_pareto_curve_of_a_pareto_tail_is_flat(self):
        frame = pareto_curve((np.arange(1_000_000) + 0.5) ** (-1 / 3))
        assert frame["inverted_pareto_coefficient"].to_numpy() == pytest.approx(1.5, rel=1e-2)
        assert frame["alpha"].to_numpy() == pytest.approx(3, rel=3e-2)
        assert frame["p"].to_numpy() == pytest.approx(np.arange(1, 100) / 100, abs=2e-6)

    def test_the_pareto_curve_begins_above_zero(self):
        assert pareto_curve([-2, 0, 1, 3, 9], thresholds=[-2, 0, 1])["threshold"].tolist() == [1]

    @pytest.mark.parametrize("table", [zipf_points, mean_excess, pareto_curve, pareto_threshold])
    def test_groups_are_refused(self, table):
        with pytest.raises(GroupedError, match="groups, not of people"):
            table(Distribution.from_shares({(0, 0.5): 0.2, (0.5, 1): 0.8}, lowest=0))


class TestLognormal:
    def test_a_lognormal_tail_is_told_from_a_pareto_one(self):
        found = lognormal_comparison(LOGNORMAL, 1.0)
        assert found.preferred == "lognormal"
        assert found.curvature == pytest.approx(1, rel=0.05)  # 1 / sigma^2
        assert found.vuong_p_value < 0.01
        assert found.ratio < 0

    def test_a_pareto_tail_is_not_rejected(self):
        found = lognormal_comparison(PARETO, 1.0)
        assert found.preferred == "pareto or lognormal"
        assert found.alpha == pytest.approx(1.5, rel=5e-3)
        assert found.p_value > 0.3

    def test_where_the_likeliest_lognormal_is_pareto(self):
        found = lognormal_comparison(np.exp(PARETO), math.e)  # heavier than Pareto
        assert (found.ratio, found.curvature, found.p_value, found.vuong_p_value) == (0, 0, 1, 1)

    def test_how_often_a_pareto_tail_is_rejected(self):
        """In 10 percent of 300 samples, as the level says; by Vuong's statistic more rarely."""
        generator = np.random.default_rng(2)
        found = [lognormal_comparison(generator.pareto(1.5, 300) + 1, 1.0) for _ in range(300)]
        assert np.mean([each.p_value < 0.1 for each in found]) == pytest.approx(0.1, abs=0.04)
        assert np.mean([each.vuong_p_value < 0.1 for each in found]) < 0.1

    def test_likelihoods_by_hand(self):
        """A bent density has the moments of the sample, and integrates to 1."""
        values = LOGNORMAL[LOGNORMAL > 2]
        found = lognormal_comparison(values, 2.0)
        y = np.log(values / 2)
        grid = np.linspace(0, 12, 200_001)
        slopes = np.linspace(-5, 5, 4001)
        dens = [np.exp(-s * grid - found.curvature * grid**2 / 2) for s in slopes[::40]]
        means = [np.trapezoid(grid * d, grid) / np.trapezoid(d, grid) for d in dens]
        slope = float(np.interp(-y.mean(), -np.array(means), slopes[::40]))
        norm = np.trapezoid(np.exp(-slope * grid - found.curvature * grid**2 / 2), grid)
        bent = np.sum(-slope * y - found.curvature * y**2 / 2) - y.size * math.log(norm)
        straight = y.size * (-math.log(y.mean()) - 1)
        assert found.ratio == pytest.approx(straight - bent, rel=1e-3)

    def test_weights_are_repetitions(self):
        one = lognormal_comparison(LOGNORMAL, 1.0, weights=np.full(2000, 7.0))
        assert one.ratio == pytest.approx(lognormal_comparison(LOGNORMAL, 1.0).ratio)
        assert one.rows == pytest.approx(1000)

    @pytest.mark.parametrize("threshold", [0, 1e9, 600])
    def test_too_few_above(self, threshold):
        with pytest.raises(DomainError, match="values above"):
            lognormal_comparison(LOGNORMAL, threshold)
