"""Tables of thresholds only."""

import math

import numpy as np
import pytest

from inequality.errors import DomainError, InputError
from inequality.metrics import gini
from inequality.tails import interpolate_thresholds


@pytest.mark.parametrize("alpha", [1.2, 2.0, 3.0])
def test_of_a_pareto_distribution_it_is_exact(alpha):
    p = np.array([0, 0.3, 0.6, 0.9])
    fit = interpolate_thresholds(p, (1 - p) ** (-1 / alpha))
    assert fit.mean == pytest.approx(alpha / (alpha - 1), rel=1e-12)
    assert fit.top_share(0.01) == pytest.approx(0.01 ** (1 - 1 / alpha), rel=1e-12)


def test_the_published_example():
    fit = interpolate_thresholds([0.1, 0.5, 0.9, 0.99], [4310, 23686, 76252, 211861])
    assert fit.mean == pytest.approx(34632.46131006897, rel=1e-12)
    found = [fit.top_share(p) for p in (0.1, 0.01, 0.001)] + [fit.bottom_share(0.5)]
    assert found == pytest.approx([0.39585554, 0.10998577, 0.03055880, 0.14244715], abs=6e-9)
    assert fit.curve.pieces[-1].shape == pytest.approx(0.44379978, abs=6e-9)
    assert fit.gini() == pytest.approx(0.537906, abs=2e-6)
    assert fit.quantile(0.05) == pytest.approx(4310 / 2)  # even below the first


def test_a_known_mean_makes_the_top_richer():
    poor, rich = (interpolate_thresholds([0.1, 0.5, 0.9, 0.99], [4310, 23686, 76252, 211861], mean=m) for m in (None, 37208))
    assert rich.mean == pytest.approx(37208)
    assert rich.top_average(0.01) == pytest.approx(poor.top_average(0.01) + (37208 - poor.mean) / 0.01)
    with pytest.raises(DomainError, match="check units"):
        interpolate_thresholds([0.1, 0.5, 0.9, 0.99], [4310, 23686, 76252, 211861], mean=3.7)


def test_a_tail_without_mean_is_replaced_and_said():
    fit = interpolate_thresholds([0.5, 0.9, 0.99], [1, 20, 900])
    assert fit.notes[0] == "the thresholds imply a tail without mean; an inverted Pareto coefficient of 3 is taken instead"
    assert fit.inverted_pareto_coefficient(0.99) == pytest.approx(3)
    assert interpolate_thresholds([0.5, 0.9, 0.99], [1, 20, 900], coefficient=2).inverted_pareto_coefficient(
        0.99
    ) == pytest.approx(2)


def test_debts_and_nothing():
    fit = interpolate_thresholds([0.1, 0.2, 0.5, 0.8, 0.95], [-5, 0, 10, 40, 200], lowest=-50, population=100)
    assert fit.bottom_average(0.1) == pytest.approx(-27.5)
    assert fit.bracket_average(0.1, 0.2) == pytest.approx(-2.5)
    assert (fit.population, fit.quantile(0)) == (pytest.approx(100), -50)
    assert np.all(np.diff(fit.curve.value(np.linspace(1, 0.001, 500))) >= 0)


def test_nothing_bounds_it():
    fit = interpolate_thresholds([0.1, 0.5, 0.9], [1, 2, 5])
    with pytest.raises(DomainError, match="nothing bounds it"):
        fit.bounds(gini)
    assert "the table allows" not in repr(fit)
    assert "of 4 thresholds" in repr(fit)


@pytest.mark.parametrize(
    ("p", "threshold"),
    [
        ([10, 50, 90], [1, 2, 5]),
        ([0.5, 0.1, 0.9], [1, 2, 5]),
        ([0.1, 0.5, 0.9], [1, 1, 5]),
        ([0.1, 0.5, 0.9], [1, 5, 2]),
        ([0.1, 0.5, 1], [1, 2, 5]),
        ([0.1, 0.5], [1, 2, 5]),
    ],
)
def test_thresholds_that_cannot_be(p, threshold):
    with pytest.raises(InputError):
        interpolate_thresholds(p, threshold)


def test_too_few_above_zero():
    with pytest.raises(DomainError, match="three thresholds"):
        interpolate_thresholds([0.1, 0.5, 0.9], [-2, 0, 5])
    assert math.isfinite(interpolate_thresholds([0.1, 0.5, 0.9], [1, 2, 5]).mean)
