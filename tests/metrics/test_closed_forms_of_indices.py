"""Distributions whose indices are known in closed form, on grids of their quantiles, and what follows from that."""

import math
from statistics import NormalDist

import numpy as np
import pytest

from inequality.metrics import (
    atkinson,
    bonferroni,
    esteban_ray,
    extended_gini,
    fgt,
    generalized_entropy,
    gini,
    hoover,
    inverted_pareto_coefficient,
    kolm_pollak,
    mean_log_deviation,
    p90_p10_ratio,
    palma_ratio,
    s80_s20_ratio,
    theil_t,
    top_average,
    top_threshold,
    watts,
    wolfson,
    zenga,
)

N = 20_000
RANKS = (np.arange(N) + 0.5) / N
NORMAL = NormalDist()

UNIFORM = RANKS
EXPONENTIAL = -np.log1p(-RANKS)
LOGNORMAL = np.exp([NORMAL.inv_cdf(p) for p in RANKS])  # sigma = 1
PARETO = (1 - RANKS) ** (-1 / 3)  # alpha = 3
WEIBULL = EXPONENTIAL ** (1 / 2)  # shape 2

EULER = 0.5772156649015329

#: Each metric's value, and how far a grid of the quantiles may be from it: what it misses of the tail.
FORMS = {
    "uniform gini": (gini, UNIFORM, {}, 1 / 3, 1e-4),
    "uniform theil": (theil_t, UNIFORM, {}, math.log(2) - 1 / 2, 1e-4),
    "uniform mld": (mean_log_deviation, UNIFORM, {}, 1 - math.log(2), 1e-4),
    "uniform ge 2": (generalized_entropy, UNIFORM, {"a": 2}, 1 / 6, 1e-4),
    "uniform hoover": (hoover, UNIFORM, {}, 1 / 4, 1e-4),
    "uniform atkinson 1": (atkinson, UNIFORM, {"e": 1}, 1 - 2 / math.e, 1e-4),
    "uniform s-gini 3": (extended_gini, UNIFORM, {"v": 3}, 1 / 2, 1e-4),
    "uniform bonferroni": (bonferroni, UNIFORM, {}, 1 / 2, 1e-4),
    "uniform zenga": (zenga, UNIFORM, {}, math.log(2), 1e-4),  # 1 - p (1 - p) / (1 - p^2)
    "uniform wolfson": (wolfson, UNIFORM, {}, 2 * (1 / 2 - 1 / 3), 1e-4),
    "uniform palma": (palma_ratio, UNIFORM, {}, 0.19 / 0.16, 1e-3),
    "uniform s80/s20": (s80_s20_ratio, UNIFORM, {}, 0.36 / 0.04, 1e-2),
    "uniform p90/p10": (p90_p10_ratio, UNIFORM, {}, 9, 1e-2),
    "uniform fgt 2": (fgt, UNIFORM, {"a": 2, "line": 0.5}, 1 / 6, 1e-4),  # half are poor, with gaps from 0 to 1
    "uniform watts": (watts, UNIFORM, {"line": 0.5}, 1 / 2, 1e-3),
    "uniform kolm": (kolm_pollak, UNIFORM, {"k": 1}, 1 / 2 + math.log(1 - 1 / math.e), 1e-4),
    "exponential gini": (gini, EXPONENTIAL, {}, 1 / 2, 1e-3),
    "exponential theil": (theil_t, EXPONENTIAL, {}, 1 - EULER, 1e-3),
    "exponential mld": (mean_log_deviation, EXPONENTIAL, {}, EULER, 1e-3),
    "exponential hoover": (hoover, EXPONENTIAL, {}, 1 / math.e, 1e-3),
    "exponential s-gini 3": (extended_gini, EXPONENTIAL, {"v": 3}, 2 / 3, 1e-3),
    "exponential bonferroni": (bonferroni, EXPONENTIAL, {}, math.pi**2 / 6 - 1, 1e-3),
    "exponential wolfson": (wolfson, EXPONENTIAL, {}, 2 / math.log(2) * (math.log(2) - 1 / 2), 1e-3),
    "lognormal gini": (gini, LOGNORMAL, {}, 2 * NORMAL.cdf(1 / math.sqrt(2)) - 1, 1e-3),
    "lognormal theil": (theil_t, LOGNORMAL, {}, 1 / 2, 2e-3),
    "lognormal mld": (mean_log_deviation, LOGNORMAL, {}, 1 / 2, 1e-3),
    "lognormal atkinson 0.5": (atkinson, LOGNORMAL, {"e": 0.5}, 1 - math.exp(-1 / 4), 1e-3),
    "lognormal atkinson 2": (atkinson, LOGNORMAL, {"e": 2}, 1 - math.exp(-1), 1e-3),
    "lognormal ge 0.5": (generalized_entropy, LOGNORMAL, {"a": 0.5}, 4 * (1 - math.exp(-1 / 8)), 1e-3),
    "lognormal hoover": (hoover, LOGNORMAL, {}, 2 * NORMAL.cdf(1 / 2) - 1, 1e-3),
    "lognormal p90/p10": (p90_p10_ratio, LOGNORMAL, {}, math.exp(2 * NORMAL.inv_cdf(0.9)), 1e-2),
    "pareto gini": (gini, PARETO, {}, 1 / 5, 2e-3),
    "pareto theil": (theil_t, PARETO, {}, 1 / 2 - math.log(3 / 2), 5e-3),
    "pareto mld": (mean_log_deviation, PARETO, {}, math.log(3 / 2) - 1 / 3, 1e-3),
    "pareto hoover": (hoover, PARETO, {}, 2**2 / 3**3, 1e-3),  # (alpha - 1)^(alpha - 1) / alpha^alpha
    "pareto b, median": (inverted_pareto_coefficient, PARETO, {"p": 0.5}, 3 / 2, 3e-3),
    "pareto b, top tenth": (inverted_pareto_coefficient, PARETO, {"p": 0.9}, 3 / 2, 5e-3),
    "pareto threshold": (top_threshold, PARETO, {"p": 0.01}, 0.01 ** (-1 / 3), 1e-2),
    "pareto average": (top_average, PARETO, {"p": 0.01}, 1.5 * 0.01 ** (-1 / 3), 0.2),
    "weibull gini": (gini, WEIBULL, {}, 1 - 2 ** (-1 / 2), 1e-3),
    "weibull mld": (mean_log_deviation, WEIBULL, {}, math.log(math.gamma(1.5)) + EULER / 2, 1e-3),
    "weibull ge 2": (generalized_entropy, WEIBULL, {"a": 2}, (1 / math.gamma(1.5) ** 2 - 1) / 2, 1e-3),
}


@pytest.mark.parametrize(("metric", "values", "arguments", "value", "tolerance"), FORMS.values(), ids=FORMS)
def test_closed_form(metric, values, arguments, value, tolerance):
    assert metric(values, **arguments) == pytest.approx(value, abs=tolerance)


def test_the_extended_gini_and_esteban_ray_reach_the_gini_index():
    values, weights = [1.0, 2.0, 4.0, 8.0], [4.0, 3.0, 2.0, 1.0]
    assert extended_gini(values, 2, weights=weights) == pytest.approx(gini(values, weights=weights), rel=1e-15)
    assert esteban_ray(values, 1e-12, weights=weights) == pytest.approx(2 * gini(values, weights=weights), rel=1e-10)


@pytest.mark.parametrize("a", [-1, -1e-9, 0, 1e-9, 0.5, 1 - 1e-9, 1, 1 + 1e-9, 2, 3, 20])
def test_generalized_entropy_is_continuous_in_its_order_and_its_forms_meet(a):
    """Of near and of far values, below 1/2 and above: the same function."""
    for spread in (1e-9, 1e-4, 0.01, 0.0499, 0.0501, 0.2, 0.9):
        values = [1 - spread, 1 + spread]
        expected = spread**2 / 2 * (1 + (a - 2) * (a - 3) / 12 * spread**2)
        rest = (a - 2) * (a - 3) * (a - 4) * (a - 5) / 360 * spread**4
        if spread * (abs(a) + 6) < 0.3:
            assert generalized_entropy(values, a) == pytest.approx(expected, rel=max(2 * abs(rest), 1e-14))
        one, other = generalized_entropy(values, a * (1 + 1e-13)), generalized_entropy(values, a)
        assert one == pytest.approx(other, rel=1e-9)


@pytest.mark.parametrize("e", [0.5, 1, 1 + 1e-10, 2, 50, 1000, 1e6])
def test_atkinson_of_any_aversion(e):
    """No power overflows: it comes ever closer to one minus the least value over the mean."""
    values = np.array([0.001, 1.0, 2.0, 5.0])
    index, limit = atkinson(values, e), 1 - 0.001 / values.mean()
    assert 0 < index <= limit
    if e >= 50:
        assert index == pytest.approx(1 - (1 - limit) * 4 ** (1 / (e - 1)), rel=1e-13)


@pytest.mark.parametrize("shift", [0, -1e6, 1e6, 12345.678])
def test_kolm_is_absolute(shift):
    values = np.array([-3.0, 0.0, 2.0, 50.0])
    for k in (1e-3, 0.1, 5):
        assert kolm_pollak(values + shift, k) == pytest.approx(kolm_pollak(values, k), rel=1e-9)
        assert kolm_pollak(values * 7, k / 7) == pytest.approx(7 * kolm_pollak(values, k), rel=1e-14)
    assert kolm_pollak(values, 1e5) == pytest.approx(np.mean(values) + 3, rel=1e-4), "all that counts is the poorest"
    assert kolm_pollak(values, 1e-9) == pytest.approx(1e-9 * np.var(values) / 2, rel=1e-6), "half the variance times k"


@pytest.mark.parametrize("a", [-1, 0, 0.5, 1, 2, 3])
def test_generalized_entropy_is_within_and_between_groups(a):
    """Shorrocks 1980: weights of the groups are (mean / mean of all)^a times the population share."""
    rng = np.random.default_rng(1980)
    groups = [rng.lognormal(mu, 0.7, size) for mu, size in ((0, 50), (1, 30), (-0.5, 20))]
    everyone = np.concatenate(groups)
    means, shares = np.array([g.mean() for g in groups]), np.array([g.size for g in groups]) / everyone.size
    within = np.sum(shares * (means / everyone.mean()) ** a * [generalized_entropy(g, a) for g in groups])
    between = generalized_entropy(means, a, weights=shares)
    assert generalized_entropy(everyone, a) == pytest.approx(within + between, rel=1e-13)


def test_one_owner_of_everything():
    values = [0.0] * 9 + [1.0]
    assert theil_t(values) == pytest.approx(math.log(10), rel=1e-15)
    assert hoover(values) == pytest.approx(0.9, rel=1e-15)
    assert bonferroni(values) == pytest.approx(
        -9 * math.log(0.9), rel=1e-14
    )  # 0.9 from L = 0, and the rest of the straight line
    assert 0.9 < zenga(values) < 1
    assert wolfson([0, 0, 1, 1]) == 1
