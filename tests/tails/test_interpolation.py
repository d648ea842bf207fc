"""What every interpolation holds, on made-up tables: totals, order, and the bounds of the table."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from inequality.distribution import Distribution
from inequality.errors import DomainError, UnknownNameError
from inequality.metrics import bottom_share, gini, quantile, top_share
from inequality.tails import interpolate

THROUGH = ["generalized_pareto", "mean_split", "strict_pareto"]
QUESTIONS = [(gini, ()), (top_share, (0.1,)), (top_share, (0.003,)), (bottom_share, (0.35,)), (quantile, (0.37,))]


@st.composite
def tables(draw):
    """Ordered groups: debts or none, ties, gaps between groups, open and closed ends, thresholds told or not."""
    n = draw(st.integers(2, 9))
    cents = st.one_of(st.integers(-1000, 100_000), st.floats(0, 9).map(lambda x: round(100 * math.exp(x))))
    amount = st.one_of(st.integers(-20, 60).map(float), cents.map(lambda x: x / 100))
    values = np.sort(draw(st.lists(amount, min_size=2 * n + 1, max_size=2 * n + 1)))
    values = values * draw(st.sampled_from([1.0, 1e-6, 1e9]))
    low, mean, high = values[0:-1:2].copy(), values[1::2], values[2::2].copy()
    weight = np.array(draw(st.lists(st.floats(0.001, 1), min_size=n, max_size=n)))
    if draw(st.booleans()):
        k = draw(st.integers(0, n - 1))
        high[k] = (mean[k] + high[k]) / 2
    if draw(st.booleans()):
        high[-1] = math.inf
    if draw(st.integers(0, 3)) == 0:
        low[0] = -math.inf
    if draw(st.integers(0, 2)) == 0:  # shares only
        low, high = np.full(n, low[0]), np.full(n, math.inf)
    d = Distribution(weight, weight * mean, low, high)
    assume(not d.exact and len(d) > 1)
    return d


def interpolated(d, method, bottom):
    try:
        return interpolate(d, method=method, bottom=bottom)
    except DomainError:
        assert bottom == "spline"
        assert d.low[0] == -math.inf
        return assume(False)


fits = given(tables(), st.sampled_from(THROUGH), st.sampled_from(["tail", "spline"]))


def gross(d):
    return float(np.sum(np.abs(d.total)) / np.sum(d.weight))


@fits
def test_totals_at_the_cuts_are_those_of_the_table(d, method, bottom):
    fit = interpolated(d, method, bottom)
    rank = np.append(np.cumsum(d.weight[::-1])[-2::-1], 0) / np.sum(d.weight)
    held = np.append(np.cumsum(d.total[::-1])[-2::-1], 0) / np.sum(d.weight)
    assert fit.curve.above(rank) == pytest.approx(held, abs=1e-10 * gross(d))
    assert fit.mean == pytest.approx(d.mean, abs=1e-10 * gross(d))
    assert fit.population == d.population


@fits
def test_quantiles_rise_and_stay_within_their_groups(d, method, bottom):
    fit = interpolated(d, method, bottom)
    p = np.concatenate([np.linspace(0.001, 0.999, 200), 1 - np.logspace(-3, -9, 30)])
    values = fit.curve.value(1 - p)
    rounding = 1e-9 * max(gross(d), np.max(np.abs(values)))
    assert np.all(np.diff(values) >= -rounding)
    low, high = d.limits()
    group = np.searchsorted(d.cuts, p)
    inside = np.min(np.abs(p[:, None] - np.append(d.cuts, 2)), axis=1) > 1e-9
    assert np.all((values >= low[group] - rounding)[inside])
    assert np.all((values <= high[group] + rounding)[inside])
    assert np.all(np.diff([fit.cdf(v) for v in values[::10]]) >= -1e-9)


@fits
def test_the_table_allows_what_is_fitted(d, method, bottom):
    fit = interpolated(d, method, bottom)
    assume(fit.mean > 1e-3 * gross(d))
    for metric, arguments in QUESTIONS:
        limits, value = fit.bounds(metric, *arguments), getattr(fit, metric.__name__)(*arguments)
        rounding = 1e-9 * max(gross(d), abs(value)) if metric is quantile else 1e-7 * (gross(d) / fit.mean) ** 2
        assert limits.low - rounding <= value <= limits.high + rounding


@fits
def test_shares_add_to_one(d, method, bottom):
    fit = interpolated(d, method, bottom)
    assume(fit.mean > 1e-3 * gross(d))
    for p in (0.0, 0.01, 0.37, 1.0):
        assert fit.top_share(p) + fit.bottom_share(1 - p) == pytest.approx(1, abs=1e-9)
    parts = [fit.bracket_share(a, b) for a, b in ((0, 0.2), (0.2, 0.9), (0.9, 1))]
    assert sum(parts) == pytest.approx(1, abs=1e-9)
    assert fit.to_frame([0, 0.2, 0.9])["share"].to_numpy() == pytest.approx(parts, abs=1e-9)


@given(tables(), st.sampled_from(THROUGH), st.sampled_from([2.0**-20, 1024.0]))
def test_the_unit_does_not_matter(d, method, unit):
    one = interpolated(d, method, "tail")
    other = interpolated(Distribution(d.weight, d.total * unit, d.low * unit, d.high * unit), method, "tail")
    rank = np.array([0.9, 0.5, 0.123, 0.001])
    assert other.curve.above(rank) == pytest.approx(one.curve.above(rank) * unit, rel=1e-6, abs=1e-8 * gross(d) * unit)


@pytest.mark.parametrize(
    ("quantile_of", "above_of"),
    [
        (lambda x: np.expm1(x / 1.8), lambda x: np.exp(-x) * (2.25 * np.exp(x / 1.8) - 1)),
        (lambda x: x, lambda x: np.exp(-x) * (1 + x)),
    ],
    ids=["lomax", "exponential"],
)
def test_how_near_the_truth(quantile_of, above_of):
    """From five groups the curve's errors of top shares are less than half of the histogram's, as documented."""
    p = np.array([0, 0.1, 0.5, 0.9, 0.99])
    x = -np.log1p(-p)
    table = Distribution.from_percentiles(p, quantile_of(x), -np.diff([*above_of(x), 0]) / -np.diff([*(1 - p), 0]))
    asked = np.array([0.05, 0.25, 0.45, 0.65, 0.85, 0.95, 0.97])
    truth = above_of(-np.log1p(-asked))
    curve, histogram, _ = (
        np.max(np.abs(interpolate(table, method=method).curve.above(1 - asked) - truth)) / table.mean for method in THROUGH
    )
    assert curve < min(0.0021, histogram / 2)


class TestWhatCannotBeInterpolated:
    def test_values(self):
        with pytest.raises(DomainError, match="nothing to interpolate"):
            interpolate(Distribution.from_values([1, 2, 3]))

    def test_groups_that_overlap(self):
        with pytest.raises(DomainError, match=r"interpolate\(a\).merge\(interpolate\(b\)\)"):
            interpolate(Distribution([5, 5], [20, 30], low=[0, 1], high=[10, 9], ordered=False))

    def test_one_group(self):
        with pytest.raises(DomainError, match="one group"):
            interpolate(Distribution([5], [20], low=[0], high=[10]))

    def test_an_unknown_method(self):
        table = Distribution.from_shares({(0, 0.5): 0.2, (0.5, 1): 0.8}, lowest=0)
        with pytest.raises(UnknownNameError, match="did you mean 'generalized_pareto'"):
            interpolate(table, method="generalised_pareto")
