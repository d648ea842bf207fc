"""Quantiles by each definition, as numpy has them, of weights that count rows, and of the ratios that take them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inequality.distribution import Distribution
from inequality.errors import DomainError, UnknownNameError
from inequality.metrics import p90_p10_ratio, quantile, top_threshold

NUMPY = {
    "inverse_cdf": "inverted_cdf",
    "averaged": "averaged_inverted_cdf",
    "closest": "closest_observation",
    "interpolated": "interpolated_inverted_cdf",
    "hazen": "hazen",
    "weibull": "weibull",
    "linear": "linear",
    "median_unbiased": "median_unbiased",
    "normal_unbiased": "normal_unbiased",
}
MEMBERS = st.lists(st.integers(-1000, 1000).map(float), min_size=1, max_size=30)
SHARES = st.one_of(st.floats(0, 1), st.integers(0, 20).map(lambda k: k / 20))


@pytest.mark.parametrize("definition", NUMPY)
@given(values=MEMBERS, p=SHARES)
def test_as_numpy(definition, values, p):
    expected = np.quantile(values, p, method=NUMPY[definition])
    if definition in ("inverse_cdf", "averaged", "closest"):  # at a cut numpy rounds p n, and ours does not
        near = [np.quantile(values, min(max(p + off, 0), 1), method=NUMPY[definition]) for off in (-1e-12, 1e-12)]
        assert quantile(values, p, definition=definition) in (expected, *near)
    else:
        assert quantile(values, p, definition=definition) == pytest.approx(expected, rel=1e-12, abs=1e-9)


@pytest.mark.parametrize("definition", NUMPY)
@given(values=MEMBERS, p=SHARES, data=st.data())
def test_weights_that_count_rows_are_repetition(definition, values, p, data):
    counts = data.draw(st.lists(st.integers(1, 5), min_size=len(values), max_size=len(values)))
    counted = Distribution.from_values(values, counts, frequency=True)
    assert quantile(counted, p, definition=definition) == quantile(np.repeat(values, counts), p, definition=definition)


@pytest.mark.parametrize("definition", NUMPY)
def test_equals_and_order(definition):
    assert quantile([0.1] * 7, 0.3, definition=definition) == 0.1
    assert quantile([5.0], 0.9, definition=definition) == 5
    values = [3.0, 1.0, 2.0, 10.0]
    found = [quantile(values, p, definition=definition) for p in np.linspace(0, 1, 101)]
    assert found == sorted(found)
    assert (found[0], found[-1]) == (1, 10)


@pytest.mark.parametrize("k", range(1, 100))
def test_at_a_cut_as_written(k):
    """k / 100 of a hundred members are exactly k of them, however that fraction is rounded."""
    members = np.arange(1.0, 101)
    assert quantile(members, k / 100) == k
    assert quantile(members, k / 100, definition="averaged") == k + 0.5
    assert quantile(members, k / 100, definition="closest") == k
    assert top_threshold(members, k / 100) == 101 - k
    assert quantile(np.arange(1.0, 11), k / 100, definition="closest") == max(round(k / 10), 1)


def test_what_counts_rows_refuses_populations():
    with pytest.raises(DomainError, match="counts observations"):
        quantile([1, 2, 3], 0.5, weights=[1.5, 2, 1], definition="linear")
    with pytest.raises(UnknownNameError, match="median_unbiased"):
        quantile([1, 2, 3], 0.5, definition="median_unbiassed")


def test_ratios_take_definitions():
    values = [1.0, 2.0, 3.0, 4.0]
    for definition in NUMPY:
        upper, lower = (quantile(values, p, definition=definition) for p in (0.9, 0.1))
        assert p90_p10_ratio(values, definition=definition) == upper / lower


@given(MEMBERS, SHARES)
def test_the_least_of_the_richest_is_the_greatest_of_the_poorest_seen_from_the_other_side(values, p):
    assert top_threshold(values, p) == -quantile([-x for x in values], p)
