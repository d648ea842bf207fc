"""Polarisation: the density against its definition, its limits, and what tells it from inequality."""

import math

import numpy as np
import pytest

from inequality.distribution import Distribution
from inequality.errors import GroupedError
from inequality.metrics import duclos_esteban_ray, esteban_ray, gini, wolfson
from inequality.metrics._density import gaussian_density


def by_definition(values, shares, bandwidth):
    kernels = np.exp(-(((values[:, None] - values) / bandwidth) ** 2) / 2) / (bandwidth * math.sqrt(2 * math.pi))
    return np.sum(kernels * shares, axis=1)


@pytest.mark.parametrize("bandwidth", [1e-3, 0.01, 0.3, 1, 5, 1e3])
@pytest.mark.parametrize("kind", ["lognormal", "heavy tail", "ties", "far apart", "one"])
def test_density(kind, bandwidth):
    rng = np.random.default_rng(3)
    values = {
        "lognormal": rng.lognormal(0, 1, 700),
        "heavy tail": rng.pareto(1.1, 700),
        "ties": rng.integers(0, 5, 700) / 2,
        "far apart": np.array([0.0, 1e-9, 1, 1e6, 1e12]),
        "one": np.array([3.0]),
    }[kind]
    values = np.sort(values)
    shares = rng.gamma(1, size=values.size)
    shares /= shares.sum()
    expected = by_definition(values, shares, bandwidth)
    rounding = 1e-13 + 4e-16 * np.ptp(values) / bandwidth
    assert gaussian_density(values, shares, bandwidth) == pytest.approx(expected, rel=rounding, abs=1e-16 / bandwidth)


def test_duclos_esteban_ray_by_definition():
    rng = np.random.default_rng(4)
    values, weights = rng.lognormal(0, 0.8, 300), rng.gamma(2, size=300)
    relative, shares = values / np.average(values, weights=weights), weights / weights.sum()
    distances = np.sum(np.abs(relative[:, None] - relative) * shares, axis=1)
    deviation = math.sqrt(np.sum(shares * (relative - 1) ** 2))
    for alpha in (0.25, 0.5, 1):
        recommended = 4.7 / math.sqrt(300) * deviation * alpha**0.1
        for bandwidth in (None, 0.05, 0.4):
            density = by_definition(relative, shares, bandwidth or recommended)
            expected = np.sum(shares * density**alpha * distances)
            assert duclos_esteban_ray(values, alpha, weights=weights, bandwidth=bandwidth) == pytest.approx(expected, rel=1e-12)


def test_duclos_esteban_ray_of_a_uniform_distribution():
    """Relative to the mean its density is 1/2 from 0 to 2, so that it is twice the Gini index times 2^-alpha."""
    values = (np.arange(20_000) + 0.5) / 20_000
    for alpha in (0.25, 0.5, 1):
        found = duclos_esteban_ray(values, alpha, bandwidth=0.002)
        assert found == pytest.approx(2 / 3 * 0.5**alpha, rel=3e-3)


def test_two_camps_are_more_polarised_and_less_unequal():
    """Everybody moves to the middle of their own half: inequality falls, polarisation rises (Wolfson 1994)."""
    even = (np.arange(1000) + 0.5) / 1000
    camps = np.repeat([0.25, 0.75], 500)
    assert gini(camps) < gini(even)
    assert wolfson(camps) > wolfson(even)
    assert esteban_ray(camps, 1.6) > esteban_ray(even, 1.6)
    for alpha in (0.5, 1):
        assert duclos_esteban_ray(camps, alpha, bandwidth=0.05) > duclos_esteban_ray(even, alpha, bandwidth=0.05)


def test_weights_are_repetition_where_the_bandwidth_is_given():
    values, counts = [1.0, 2.0, 5.0, 9.0], [3, 1, 4, 2]
    once = duclos_esteban_ray(values, 0.5, weights=counts, bandwidth=0.2)
    assert duclos_esteban_ray(np.repeat(values, counts), 0.5, bandwidth=0.2) == pytest.approx(once, rel=1e-14)


def test_groups():
    """Of a table in order Esteban and Ray's index takes the groups as they are; the others need members."""
    table = Distribution([50, 50], [100, 900], low=[0, 5], high=[5, 100])
    assert esteban_ray(table, 1) == esteban_ray([2, 18], 1) == pytest.approx(2 * 0.5**3 * 16 / 10)
    for metric in (wolfson, lambda d: duclos_esteban_ray(d, 0.5)):
        with pytest.raises(GroupedError):
            metric(table)


def test_splitting_a_group_into_equals_changes_nothing():
    assert esteban_ray([1, 1, 1, 5], 1) == pytest.approx(esteban_ray([1, 5], 1, weights=[3, 1]), rel=1e-15)
