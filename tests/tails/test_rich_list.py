"""Surveys with a rich list: on made-up populations in which the truth is known."""

import numpy as np
import pytest

from inequality._measure import Measure
from inequality.distribution import Distribution
from inequality.errors import DomainError, GroupedError, InputError
from inequality.metrics import gini, top_share
from inequality.tails import ParetoTail, pareto_tail, replace_tail, top_share_by_threshold, with_rich_list

ALPHA = 1.5
POPULATION = 1_000_000


def wealth(rank):
    """Of the member at a rank, the richest first, in a Pareto population from 1 up."""
    return (np.asarray(rank) / POPULATION) ** (-1 / ALPHA)


#: One in a thousand is asked; of the richest 3,000 nobody answers.
SURVEY = wealth(np.arange(500, POPULATION, 1000))[3:]
LIST = wealth(np.arange(1, 101) - 0.5)
WEIGHTS = np.full(SURVEY.size, 1000.0)


class TestReplaceTail:
    def test_closed_forms(self):
        """With alpha known, shares of the tail are those of the Pareto population."""
        values = wealth(np.arange(POPULATION / 10, POPULATION, 1000) + 500)
        values = np.concatenate([values, np.full(100, 1e3)])  # a hundred of equal wealth, to be replaced
        threshold = float(wealth(POPULATION / 10))
        fit = replace_tail(values, ParetoTail(ALPHA, 0.01, threshold, 100, 100), weights=np.full(1000, 1000.0))
        assert fit.population == 1e6
        assert fit.mean == pytest.approx(ALPHA / (ALPHA - 1), rel=2e-4)
        for p in (0.1, 0.01, 0.0001):
            assert fit.top_share(p) == pytest.approx(p ** (1 - 1 / ALPHA), rel=3e-4)
            assert fit.quantile(1 - p / 2) == pytest.approx((p / 2) ** (-1 / ALPHA), rel=1e-3)
        assert fit.gini() == pytest.approx(1 / (2 * ALPHA - 1), abs=3e-4)

    def test_what_is_below_stays(self):
        values = np.array([-3.0, 0.0, 1.0, 2.0, 5.0, 9.0])
        fit = replace_tail(values, pareto_tail(values, 2), weights=[1, 1, 1, 1, 2, 1])
        assert fit.population == 7
        assert fit.bottom_share(3 / 7) * fit.mean * 7 == pytest.approx(-2)
        assert fit.top_average(4 / 7) == pytest.approx(2 * pareto_tail(values, 2).inverted_pareto_coefficient)
        assert top_share(fit, 0.1) == pytest.approx(fit.top_share(0.1), rel=1e-6)

    def test_a_tail_without_mean(self):
        with pytest.raises(DomainError, match="no mean"):
            replace_tail([1, 2, 3], ParetoTail(0.9, 0.1, 2, 2, 2))

    def test_a_tail_of_others(self):
        with pytest.raises(InputError, match="Nobody is above"):
            replace_tail([1, 2, 3], ParetoTail(1.9, 0.1, 20, 2, 2))

    def test_groups(self):
        with pytest.raises(GroupedError):
            replace_tail(Distribution.from_shares({(0, 0.5): 0.2, (0.5, 1): 0.8}, lowest=0), ParetoTail(2, 0.1, 1, 9, 9))


class TestWithRichList:
    def test_it_finds_what_the_survey_misses(self):
        missed = pareto_tail(SURVEY, 3, weights=WEIGHTS, method="rank_regression").alpha
        fit = with_rich_list(SURVEY, LIST, 3, weights=WEIGHTS)
        both = pareto_tail(
            np.concatenate([SURVEY, LIST]),
            3,
            weights=np.concatenate([WEIGHTS, np.ones(LIST.size)]),
            method="rank_regression",
        ).alpha
        assert abs(both - ALPHA) < 0.05 < abs(missed - ALPHA)
        assert fit.notes[0].startswith(f"alpha {both:.4g} (Rank-1/2 regression)")
        assert fit.top_share(0.001) == pytest.approx(0.1, abs=0.01)
        assert top_share(SURVEY, 0.001, weights=WEIGHTS) < 0.08
        assert fit.population == 997_000
        assert gini(fit) == pytest.approx(fit.gini(), abs=1e-9)

    def test_a_survey_as_a_distribution(self):
        measure = Measure("net_wealth", "household", "EUR")
        fit = with_rich_list(Distribution.from_values(SURVEY, WEIGHTS, measure=measure), LIST, 3)
        assert fit.measure == measure
        assert fit.gini() == with_rich_list(SURVEY, LIST, 3, weights=WEIGHTS).gini()

    @pytest.mark.parametrize("fortunes", [LIST / 1e9, LIST * 0 + 1e-3])
    def test_a_list_in_another_unit(self, fortunes):
        with pytest.raises(InputError, match="same currency and scale"):
            with_rich_list(SURVEY, fortunes, 3, weights=WEIGHTS)


class TestByThreshold:
    def test_a_row_a_threshold(self):
        frame = top_share_by_threshold(SURVEY, LIST, [2, 4, 8], p=0.01, weights=WEIGHTS)
        assert frame["threshold"].tolist() == [2, 4, 8]
        assert frame["alpha"].to_numpy() == pytest.approx(ALPHA, abs=0.04)
        assert np.all(np.abs(frame["alpha"] - ALPHA) < 2 * frame["standard_error"])
        assert frame["listed"].tolist() == [100] * 3
        assert np.all(np.diff(frame["population"]) < 0)
        assert frame["top_share"].to_numpy() == pytest.approx(0.01 ** (1 / 3), abs=0.01)
        assert frame["top_share_survey"].to_numpy() == pytest.approx(top_share(SURVEY, 0.01, weights=WEIGHTS))
        single = with_rich_list(SURVEY, LIST, 4, weights=WEIGHTS)
        assert frame.loc[1, "top_share"] == single.top_share(0.01)

    def test_without_a_list(self):
        frame = top_share_by_threshold(SURVEY, [], [2, 4], weights=WEIGHTS)
        assert frame["listed"].tolist() == [0, 0]
        assert np.all(frame["alpha"] > ALPHA + 0.1)
        assert np.all(frame["top_share"] < 0.17)
