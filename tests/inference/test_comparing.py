"""Differences and covariances of groups, waves and samples."""

import math

import numpy as np
import pytest

from inequality.errors import DomainError, IncomparableError, InputError
from inequality.estimates import Estimate
from inequality.inference import covariance, difference, estimate
from inequality.interval import Interval
from inequality.metrics import bottom_share, gini
from inequality.survey import Survey


@pytest.fixture(scope="module")
def panel():
    """400 households in 40 clusters, asked twice; income persists."""
    stream = np.random.default_rng(4)
    home = np.arange(400)
    first = stream.lognormal(10, 0.7, 400)
    second = first * stream.lognormal(0.05, 0.25, 400)
    columns = {"income": np.concatenate([first, second]), "wave": np.repeat([2014, 2017], 400)}
    return Survey(columns, weight=np.tile(stream.gamma(4, size=400), 2), clusters=np.tile(home // 10, 2))


def test_waves_of_a_panel_are_stacked(panel):
    waves = estimate(gini, panel, "income", by="wave")
    change = difference(waves[2017], waves[2014])
    independent = math.hypot(waves[2017].standard_error, waves[2014].standard_error)
    assert change.value == waves[2017].value - waves[2014].value
    assert change.standard_error < 0.8 * independent
    assert change.df == 39
    assert change.name == "gini of income (wave 2017) less gini of income (wave 2014)"


def test_it_is_the_same_by_resampling(panel):
    change = {}
    for method, options in (("linearisation", {}), ("jackknife", {}), ("bootstrap", {"replicates": 800})):
        waves = estimate(gini, panel, "income", by="wave", method=method, **options)
        change[method] = difference(waves[2017], waves[2014]).standard_error
    assert change["jackknife"] == pytest.approx(change["linearisation"], rel=0.05)
    assert change["bootstrap"] == pytest.approx(change["linearisation"], rel=0.12)


def test_independent_samples_add_variances(panel):
    stream = np.random.default_rng(9)
    other = Survey({"income": stream.lognormal(10, 0.9, 90)})
    one, two = estimate(gini, panel, "income"), estimate(gini, other, "income")
    with pytest.raises(IncomparableError, match="not of one sample"):
        difference(one, two)
    found = difference(one, two, independent=True)
    assert found.standard_error == pytest.approx(math.hypot(one.standard_error, two.standard_error), rel=1e-14)
    u, v = one.standard_error**2, two.standard_error**2
    assert found.df == pytest.approx((u + v) ** 2 / (u**2 / 39 + v**2 / 89), rel=1e-12)
    assert "independent samples" in found.method
    narrow = difference(one, two, independent=True, level=0.5)
    assert narrow.interval.width < found.interval.width


def test_what_has_no_sample_has_no_difference(panel):
    bare = Estimate(0.4, 0.01, Interval(0.38, 0.42, "sampling"))
    with pytest.raises(DomainError, match="does not say what its error was computed from"):
        difference(bare, estimate(gini, panel, "income"))
    with pytest.raises(InputError, match="nothing to compare"):
        covariance()


def test_two_methods_do_not_mix(panel):
    one, two = (estimate(gini, panel, "income", method=method) for method in ("linearisation", "jackknife"))
    with pytest.raises(IncomparableError):
        difference(one, two)
    assert difference(one, one).standard_error == 0


def test_a_survey_made_from_another_is_the_same_sample(panel):
    early = panel.where(panel["wave"] == 2014)
    parts = [early.where(early["income"] > limit) for limit in (0, 10_000)]
    matrix = covariance(*(estimate(bottom_share, part, "income", 0.5) for part in parts))
    assert matrix.shape == (2, 2)
    assert np.all(np.linalg.eigvalsh(matrix) >= -1e-18)
