"""Every metric's influence function, held against the metric itself. A new one is tested by being there."""

import numpy as np
import pytest

from inequality.inference import estimate
from inequality.metrics import METRICS
from inequality.points import Points
from inequality.survey import Survey

CASES = [
    pytest.param(entry, dict(arguments), id=f"{name}-{','.join(map(str, arguments.values()))}")
    for name, entry in METRICS.items()
    if entry.facts["influence"] is not None
    for arguments in entry.facts["samples"]
]


def influence(case, arguments, points):
    return case.facts["influence"](points, **arguments)


@pytest.fixture(scope="module")
def sample():
    """Positive values with ties, some of them twice with different weights; spread enough for quantiles to have a density."""
    stream = np.random.default_rng(11)
    values = np.round(stream.lognormal(3, 0.8, 1200), 1)
    values = np.concatenate([values, values[:40]])
    return values, stream.gamma(2, size=values.size) + 0.1


def defined(entry, arguments, points):
    """The influences, or a skip where this case has none (a quantile's at rank 0, say)."""
    try:
        return influence(entry, arguments, points)
    except ValueError as error:
        pytest.skip(str(error))


@pytest.mark.parametrize(("entry", "arguments"), CASES)
def test_influences_add_to_nothing(entry, arguments, sample):
    points = Points(*sample)
    found = defined(entry, arguments, points)
    assert found.shape == points.values.shape
    size = np.sum(points.weights * np.abs(found))
    assert abs(np.sum(points.weights * found)) <= 1e-10 * max(size, 1e-3 * points.everyone)


@pytest.mark.parametrize(("entry", "arguments"), CASES)
def test_equal_values_have_equal_influence(entry, arguments, sample):
    points = Points(*sample)
    found = defined(entry, arguments, points)
    tied = np.diff(points.values) == 0
    assert tied.sum() > 40
    assert np.allclose(np.diff(found)[tied], 0, rtol=0, atol=1e-12 * np.abs(found).max() + 1e-15)


@pytest.mark.parametrize(("entry", "arguments"), CASES)
def test_the_unit_of_the_weights_does_not_matter(entry, arguments, sample):
    values, weights = sample
    found = defined(entry, arguments, Points(values, weights))
    assert np.allclose(influence(entry, arguments, Points(values, weights * 1000)), found, rtol=1e-9)
    bare = Points(np.repeat(values, 2))
    assert np.allclose(
        influence(entry, arguments, bare), influence(entry, arguments, Points(np.repeat(values, 2), np.ones(2 * values.size)))
    )


@pytest.mark.parametrize(("entry", "arguments"), CASES)
def test_the_error_is_that_of_a_bootstrap(entry, arguments, sample):
    survey = Survey({"x": sample[0]}, weight=sample[1])
    defined(entry, arguments, Points(*sample))
    one = estimate(entry.function, survey, "x", **arguments)
    other = estimate(entry.function, survey, "x", method="bootstrap", replicates=400, **arguments)
    if other.standard_error < 1e-9:
        assert one.standard_error < 1e-9
    else:
        assert one.standard_error == pytest.approx(other.standard_error, rel=0.2)


@pytest.fixture(scope="module")
def large():
    stream = np.random.default_rng(12)
    return stream.lognormal(3, 0.8, 20_000), stream.gamma(4, size=20_000)


@pytest.mark.parametrize(("entry", "arguments"), CASES)
def test_it_is_the_derivative(entry, arguments, large):
    """Let the weights of the richer grow a little, or those of the middle: the metric moves as the influences add up to.

    So large a sample that quantiles, which move in jumps, move in many small ones.
    """
    values, weights = large
    points = Points(values, weights)
    found = np.empty(values.size)
    found[points.order] = defined(entry, arguments, points)
    rank = np.empty(values.size)
    rank[points.order] = points.below / points.everyone
    for tilt in (rank, np.cos(3 * rank), rank > 0.3):
        up, down = (entry.function(Points(values, weights * (1 + sign * 0.1 * tilt)), **arguments) for sign in (1, -1))
        rate = np.sum(weights * tilt * found) / weights.sum()
        noise = 0.05 * np.sqrt(np.sum(weights * found**2) / weights.sum())
        assert (up - down) / 0.2 == pytest.approx(rate, rel=0.01, abs=noise)
