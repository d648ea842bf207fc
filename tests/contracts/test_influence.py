"""Every metric's influence function, held against the metric itself. A new one is tested by being there."""

import numpy as np
import pytest

from inequality.errors import DomainError
from inequality.inference import estimate
from inequality.metrics import METRICS
from inequality.points import Points
from inequality.survey import Survey

#: Those whose influence rests on an estimate of the density at a quantile: they themselves move in jumps.
JUMPING = {
    *("quantile", "top_threshold", "bottom_threshold", "bracket_threshold", "relative_poverty_line", "lorenz_asymmetry"),
    *("p90_p10_ratio", "p90_p50_ratio", "p50_p10_ratio", "inverted_pareto_coefficient", "wolfson"),
    *("at_risk_of_poverty_rate", "relative_median_poverty_gap"),
}
#: Made for few groups, between which members are told apart by their values alone.
OF_GROUPS = {"esteban_ray"}
#: A resample has fewer different rows, which makes the kernel wider; few are poor, and their median's density is uncertain.
APART = {"duclos_esteban_ray": 0.3, "relative_median_poverty_gap": 0.3}

CASES = [
    pytest.param(entry, dict(arguments), id=f"{name}-{','.join(map(str, arguments.values()))}")
    for name, entry in METRICS.items()
    if callable(entry.facts["influence"])
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


def rounded(entry, values):
    """The values, or of an index of groups, few of them."""
    return np.ceil(values / 25) * 25 if entry.name in OF_GROUPS else values


def defined(entry, arguments, points):
    """The influences, or a skip where this case has none (a quantile's at rank 0, say)."""
    try:
        return influence(entry, arguments, points)
    except ValueError as error:
        pytest.skip(str(error))


@pytest.mark.parametrize("entry", METRICS.values(), ids=METRICS)
def test_an_index_has_an_influence_function_or_says_why_not(entry):
    assert callable(entry.facts["influence"]) or entry.facts["influence"] in {
        "it is a curve, not a number; bottom_share and bottom_average at each p have one",
        "it is a whole number, which moves in steps",
        "it depends on how many members there are, not on the distribution alone",
    }


def test_the_reason_is_told_with_what_else_there_is():
    with pytest.raises(DomainError, match="herfindahl has no influence function: it depends on how many") as caught:
        estimate(METRICS["herfindahl"].function, Survey({"x": np.array([1.0, 2.0, 4.0])}), "x", method="linearisation")
    assert "method='jackknife'" in str(caught.value)


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
    values = rounded(entry, sample[0])
    survey = Survey({"x": values}, weight=sample[1])
    defined(entry, arguments, Points(values, sample[1]))
    one = estimate(entry.function, survey, "x", **arguments)
    other = estimate(entry.function, survey, "x", method="bootstrap", replicates=400, **arguments)
    if other.standard_error < 1e-9:
        assert one.standard_error < 1e-9
    else:
        assert one.standard_error == pytest.approx(other.standard_error, rel=APART.get(entry.name, 0.2))


@pytest.mark.parametrize(("entry", "arguments"), [case for case in CASES if case.values[0].name not in JUMPING])
def test_the_error_is_that_of_a_jackknife(entry, arguments, sample):
    values = rounded(entry, sample[0])
    defined(entry, arguments, Points(values, sample[1]))
    survey = Survey({"x": values}, weight=sample[1], clusters=np.arange(values.size) % 200)
    one, other = (estimate(entry.function, survey, "x", method=way, **arguments) for way in ("linearisation", "jackknife"))
    assert one.standard_error == pytest.approx(other.standard_error, rel=0.1, abs=1e-9)


@pytest.mark.parametrize(("entry", "arguments"), [case for case in CASES if case.values[0].name not in JUMPING])
@pytest.mark.parametrize("debts", [False, True], ids=["", "debts"])
def test_it_is_what_a_little_contamination_does(entry, arguments, debts, sample):
    """Put a millionth of the population at one member's value, or take it away: the metric moves by the influence there."""
    values, weights = rounded(entry, sample[0]), sample[1]
    if debts:
        values = values - np.round(np.quantile(values, 0.3), 1)
    points, part = Points(values, weights), 1e-6
    try:
        entry.function(points, **arguments)
    except DomainError as error:
        assert debts
        pytest.skip(str(error))
    found = influence(entry, arguments, points)
    for k in [0, 1, *range(7, values.size - 1, 97), values.size - 1]:
        at = points.order[k]
        more = np.zeros_like(weights)
        more[at] = part * weights.sum()
        up, down = (entry.function(Points(values, (1 - sign * part) * weights + sign * more), **arguments) for sign in (1, -1))
        size = np.sqrt(np.mean(found**2)) + abs(up)
        assert (up - down) / (2 * part) == pytest.approx(found[k], rel=1e-4, abs=1e-6 * size)


HARD = {
    "one member": [3.0],
    "two members": [1.0, 4.0],
    "all equal": [5.0] * 6,
    "all zero": [0.0] * 4,
    "zeros": [0.0, 0.0, 1.0, 3.0],
    "debts": [-5.0, 0.0, 10.0, 20.0],
    "debts that equal assets": [-1.0, 0.0, 1.0],
    "poorest on the line of nothing": [-3.0, 3.0, 0.0, 0.0, 5.0],
    "huge": [1e306, 1e307, 1.7e308, 3e307],
    "tiny": [1e-306, 2e-300, 1e-300, 3e-303],
    "near-equal": [1e15 + k for k in range(8)],
    "ties": [1.0, 2.0, 2.0, 2.0, 7.0],
}


@pytest.mark.parametrize("values", HARD.values(), ids=HARD)
@pytest.mark.parametrize(("entry", "arguments"), CASES)
def test_hard_inputs_have_an_error_or_a_reason(entry, arguments, values):
    """Never NaN, nor a warning."""
    for weights in (np.ones(len(values)), 10.0 ** np.arange(len(values))):
        survey = Survey({"x": np.array(values)}, weight=weights)
        refused, numbers = "", []
        try:
            found = estimate(entry.function, survey, "x", method="linearisation", **arguments)
            numbers = [found.value, found.standard_error]
        except DomainError as error:
            refused = str(error)
        assert len(refused) > 40 or (numbers and np.isfinite(numbers).all())


@pytest.fixture(scope="module")
def large():
    stream = np.random.default_rng(12)
    return stream.lognormal(3, 0.8, 20_000), stream.gamma(4, size=20_000)


@pytest.mark.parametrize(("entry", "arguments"), CASES)
def test_it_is_the_derivative(entry, arguments, large):
    """Let the weights of the richer grow a little, or those of the middle: the metric moves as the influences add up to.

    So large a sample that quantiles, which move in jumps, move in many small ones.
    """
    values, weights = rounded(entry, large[0]), large[1]
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
