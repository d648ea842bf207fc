"""More rows than are sorted for a sum: no sort is made where none is needed, and still not a bit depends on their order."""

import numpy as np
import pytest

from inequality.metrics import METRICS
from inequality.points import MANY, Points

N = MANY + 1000
#: What is defined row by row.
UNSORTED = {
    "theil_t": {},
    "mean_log_deviation": {},
    "generalized_entropy": {"a": 0.5},
    "atkinson": {"e": 2},
    "hoover": {},
    "kolm_pollak": {"k": 0.1},
    "herfindahl": {},
    "headcount_ratio": {"line": 1},
    "fgt": {"a": 1.5, "line": 1},
    "watts": {"line": 1},
    "richness_headcount_ratio": {"line": 3},
    "richness_chakravarty": {"b": 0.3, "line": 3},
    "richness_fgt_convex": {"a": 2, "line": 3},
}


@pytest.fixture(scope="module")
def sample():
    rng = np.random.default_rng(5)
    values = np.concatenate([rng.lognormal(0, 1, N - 2000), np.ones(1990), rng.pareto(1.2, 10) + 50])
    return values, rng.gamma(2, size=N), rng.permutation(N)


@pytest.mark.parametrize("weighted", [False, True], ids=["unweighted", "weighted"])
@pytest.mark.parametrize("name", UNSORTED)
def test_no_sort(sample, name, weighted):
    values, weights, order = sample
    function, arguments = METRICS[name].facts["on_points"], UNSORTED[name]
    points = Points(values, weights if weighted else None)
    found = function(points, **arguments)
    assert "_ranked" not in vars(points), "it was sorted"
    shuffled = function(Points(values[order], weights[order] if weighted else None), **arguments)
    assert shuffled == found, "to the last bit"
    points.values  # noqa: B018 - sorts
    assert function(points, **arguments) == found
    in_order = np.argsort(values)
    expected = _few(function, arguments, values[in_order], weights[in_order] if weighted else np.ones(N))
    assert found == pytest.approx(expected, rel=1e-13)


def _few(function, arguments, values, weights):
    """The same from a population of few members: every value once, which sorts them and sums as numpy does."""
    points = Points(values, weights)
    points._many = False
    return function(points, **arguments)


@pytest.mark.parametrize("name", METRICS)
def test_not_a_bit_depends_on_the_order(sample, name):
    values, weights, order = sample
    entry = METRICS[name]
    for arguments in entry.facts["samples"][:2]:
        one = entry.facts["on_points"](Points(values, weights), **arguments)
        other = entry.facts["on_points"](Points(values[order], weights[order]), **arguments)
        for part, same in zip(_arrays(one), _arrays(other), strict=True):
            assert np.array_equal(part, same)


def _arrays(result):
    return list(vars(result).values()) if hasattr(result, "__dict__") else [result]


def test_debts_among_many(sample):
    values, weights, order = sample
    owing = values - 1
    for name in ("gini", "hoover", "generalized_entropy"):
        arguments = {"a": 2} if name == "generalized_entropy" else {}
        function = METRICS[name].function
        assert function(owing, weights=weights, **arguments) == function(owing[order], weights=weights[order], **arguments)
        assert function(owing, weights=weights, **arguments) > function(values, weights=weights, **arguments)
