"""Mobility: closed forms, published tables, and people moved one by one."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from inequality import Measure, Survey, gini, shorrocks_mobility, shorrocks_trace_index, transition_matrix
from inequality.errors import DomainError, IncomparableError, InputError
from inequality.metrics.mobility import TransitionMatrix

#: Between eight classes of wealth in the United States, as printed by Benhabib, Bisin and Luo (2017), who give 0.98.
PRINTED = [
    [0.222, 0.222, 0.215, 0.187, 0.081, 0.038, 0.029, 0.006],
    [0.221, 0.220, 0.215, 0.188, 0.082, 0.039, 0.029, 0.006],
    [0.207, 0.209, 0.210, 0.194, 0.090, 0.046, 0.036, 0.008],
    [0.198, 0.201, 0.207, 0.198, 0.095, 0.052, 0.040, 0.009],
    [0.175, 0.178, 0.197, 0.207, 0.110, 0.067, 0.054, 0.012],
    [0.182, 0.184, 0.200, 0.205, 0.106, 0.062, 0.050, 0.011],
    [0.123, 0.125, 0.166, 0.216, 0.141, 0.114, 0.094, 0.021],
    [0.084, 0.084, 0.142, 0.228, 0.170, 0.143, 0.121, 0.028],
]
PANELS = st.lists(st.tuples(st.integers(1, 30), st.integers(1, 30), st.integers(1, 4)), min_size=2, max_size=12)


def columns(panel):
    return dict(zip(("then", "now", "w"), map(list, zip(*panel, strict=True)), strict=True))


class TestTransitionMatrix:
    def test_a_published_table(self):
        assert round(TransitionMatrix(np.array(PRINTED)).trace_index, 2) == 0.98

    @pytest.mark.parametrize("k", [2, 5, 10])
    def test_nobody_moves_all_turn_round_or_rank_says_nothing(self, k):
        people = np.arange(1.0, 10 * k + 1)
        assert shorrocks_trace_index({"then": people, "now": people}, "then", "now", k) == pytest.approx(0, abs=1e-12)
        turned = transition_matrix({"then": people, "now": -people}, "then", "now", k).probability
        assert turned == pytest.approx(np.fliplr(np.eye(k)), abs=1e-12)
        every = {"then": np.repeat(people, people.size), "now": np.tile(people, people.size)}
        assert shorrocks_trace_index(every, "then", "now", k) == pytest.approx(1)

    @given(PANELS, st.integers(2, 5))
    def test_people_moved_one_by_one(self, panel, k):
        """Everybody as often as makes all groups whole, those of equal value spread evenly over their ranks."""
        rows = [(then, now) for then, now, weight in panel for _ in range(weight)]
        n = len(rows)
        expected = np.zeros((k, k))
        for then, now in rows:
            parts = []
            for value, column in ((then, [a for a, _ in rows]), (now, [b for _, b in rows])):
                start, end = sum(v < value for v in column), sum(v <= value for v in column)
                cuts = [Fraction(j * n, k) for j in range(k + 1)]
                parts.append(
                    [max(min(end, b) - max(start, a), 0) / (end - start) for a, b in zip(cuts, cuts[1:], strict=False)]
                )
            expected += [[float(a * b) for b in parts[1]] for a in parts[0]]
        found = transition_matrix(columns(panel), "then", "now", k, weight="w").probability
        assert found == pytest.approx(expected / (n / k), abs=1e-9)
        assert found.sum(axis=0) == pytest.approx(np.ones(k))
        assert found.sum(axis=1) == pytest.approx(np.ones(k))

    def test_the_frame(self):
        frame = transition_matrix({"then": [1, 2], "now": [2, 1]}, "then", "now", 2).to_frame()
        assert frame.loc[1, 2] == 1
        assert (frame.index.name, frame.columns.name) == ("before", "after")

    @pytest.mark.parametrize(
        ("call", "words"),
        [
            (lambda: transition_matrix({"a": [1, 2], "b": [1, 2]}, "a", "b", 1), "1 groups to move between"),
            (lambda: transition_matrix({"a": [1, 2], "b": [1, 2]}, "a", "b", 2.5), "2.5 groups"),
            (lambda: TransitionMatrix(np.ones((2, 3))), "no transition matrix"),
            (lambda: TransitionMatrix(np.array([[1.0, 0.0], [20.0, 80.0]])), "add to 1, 100"),
        ],
    )
    def test_wrong_use(self, call, words):
        with pytest.raises(InputError, match=words):
            call()


class TestShorrocksMobility:
    @given(PANELS)
    def test_it_is_one_less_inequality_of_the_sum_over_that_of_the_waves(self, panel):
        sample = columns(panel)
        then, now, weights = (np.array(sample[name], float) for name in ("then", "now", "w"))
        apart = [gini(wave, weights=weights) * np.sum(wave * weights) for wave in (then, now)]
        assume(sum(apart) > 0)
        expected = 1 - gini(then + now, weights=weights) * np.sum((then + now) * weights) / sum(apart)
        found = shorrocks_mobility(sample, ["then", "now"], weight="w")
        assert found == pytest.approx(expected, rel=1e-9, abs=1e-12)
        assert -1e-12 <= found <= 1 + 1e-12

    @given(PANELS, st.integers(2, 7))
    def test_where_relative_values_stay_there_is_none(self, panel, factor):
        then = [row[0] for row in panel]
        assume(len(set(then)) > 1)
        waves = {"a": then, "b": np.multiply(then, factor), "c": np.multiply(then, 0.1)}
        assert shorrocks_mobility(waves, ["a", "b", "c"]) == pytest.approx(0, abs=1e-12)

    def test_another_index(self):
        waves = {"a": [1.0, 2.0, 6.0], "b": [4.0, 1.0, 2.0]}
        assert shorrocks_mobility(waves, ["a", "b"], "top_share:0.3333333333333333") == pytest.approx(
            1 - (8 / 16) / ((9 / 16) * (6 / 9) + (7 / 16) * (4 / 7))
        )

    def test_without_inequality_there_is_nothing_to_even_out(self):
        with pytest.raises(DomainError, match="no inequality that could have been less"):
            shorrocks_mobility({"a": [2, 2], "b": [3, 3]}, ["a", "b"])
        with pytest.raises(DomainError, match="total is 0"):
            shorrocks_mobility({"a": [-2, 2], "b": [1, 3]}, ["a", "b"])

    def test_waves_are_in_one_currency(self):
        measures = {"a": Measure("earnings", "person", "USD", "2010"), "b": Measure("earnings", "person", "USD", "2020")}
        survey = Survey({"a": np.array([1.0, 2.0]), "b": np.array([3.0, 1.0])}, measures=measures)
        with pytest.raises(IncomparableError, match="prices: 2010 and 2020"):
            shorrocks_mobility(survey, ["a", "b"])
