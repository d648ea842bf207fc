"""What an index tends to where a table has an open bracket, and ever fewer members hold, or owe, all that is beyond it."""

import math

import numpy as np
import pytest

from inequality import bounds
from inequality.distribution import Distribution
from inequality.errors import DomainError
from inequality.metrics import METRICS, gini, mean_log_deviation, theil_t
from inequality.points import Points

VALUES, WEIGHTS = np.array([1.0, 2.0, 4.0, 10.0]), np.array([40.0, 30.0, 20.0, 10.0])
BEYOND = 60.0
FEW = (1e-2, 1e-4, 1e-6, 1e-8)

BOUNDED = {
    f"{name}{dict(arguments) or ''}": (entry, dict(arguments))
    for name, entry in METRICS.items()
    if entry.facts["bounded"] == "spread" and name != "richest_matching"
    for arguments in entry.facts["samples"]
}
#: Those without limit: their terms grow faster than what they are terms of.
INFINITE = {
    "above": {"theil_t", "generalized_entropy{'a': 1}", "generalized_entropy{'a': 2}", "generalized_entropy{'a': 3}"}
    | {"herfindahl", "richness_fgt_convex{'a': 2, 'line': 40}"},
    "below": {
        "generalized_entropy{'a': 2}",
        "bonferroni",
        "zenga",
        "poverty_severity{'line': 1}",
        "poverty_severity{'line': 40}",
    }
    | {"kolm_pollak{'k': 0.01}", "kolm_pollak{'k': 1}", "kolm_pollak{'k': 10}"},
}


def limit(entry, arguments, *, above):
    held = {"at_infinity": BEYOND} if above else {"at_minus_infinity": -BEYOND}
    return entry.function(Points(VALUES, WEIGHTS, **held), **arguments)


def approached(entry, arguments, few, *, above):
    held = BEYOND / few if above else -BEYOND / few
    return entry.function(np.append(VALUES, held), weights=np.append(WEIGHTS, few), **arguments)


@pytest.mark.parametrize("above", [True, False], ids=["above", "below"])
@pytest.mark.parametrize("case", BOUNDED)
def test_the_limit_is_approached(case, above):
    entry, arguments = BOUNDED[case]
    try:
        expected = limit(entry, arguments, above=above)
    except DomainError:
        assert not above, "only debts can be refused"
        with pytest.raises(DomainError):
            approached(entry, arguments, 1e-6, above=above)
        return
    steps = [approached(entry, arguments, few, above=above) for few in FEW]
    if math.isinf(expected):
        assert case in INFINITE["above" if above else "below"], "it is said why"
        assert steps == sorted(steps)
        assert np.diff(steps).min() > 0.9 * np.diff(steps).max() or steps[-1] > 1e6, "it grows with the logarithm or faster"
    else:
        assert case not in INFINITE["above" if above else "below"]
        errors = [abs(step - expected) / (1 + abs(expected)) for step in steps]
        assert errors[-1] < 2e-3, (expected, steps)
        assert errors[-1] < max(0.2 * errors[0], 1e-9)


@pytest.mark.parametrize("case", BOUNDED)
def test_bounds_of_an_open_table_hold_what_few_can_make_of_it(case):
    """A table whose richest have 5 or more, and any population that fits it."""
    entry, arguments = BOUNDED[case]
    table = Distribution([70, 30], [140, 300], low=[0, 5], high=[5, math.inf])
    rng = np.random.default_rng(7)
    found = bounds(entry.function, table, **arguments)
    assert found.low <= found.high
    for few in (10, 1, 0.01, 1e-6):
        poorer = rng.uniform(0, 5, 7)
        poorer = np.clip(poorer + 2 - poorer.mean(), 0, 5)
        if abs(poorer.mean() - 2) > 1e-12:
            poorer[:] = 2
        population = {"values": [*poorer, 5, (300 - 5 * (30 - few)) / few], "weights": [*[10] * 7, 30 - few, few]}
        value = entry.function(**population, **arguments)
        slack = 1e-12 * (1 + abs(value))
        assert found.low - slack <= value <= found.high + slack, (found, value)


def test_infinite_bounds_are_bounds():
    table = Distribution([90, 10], [450, 400], low=[1, 10], high=[10, math.inf])
    assert bounds(theil_t, table).high == math.inf
    assert bounds(theil_t, table).low == theil_t([5, 40], weights=[90, 10])
    assert math.isfinite(bounds(mean_log_deviation, table).high)
    assert math.isfinite(bounds(gini, table).high)


def test_a_table_that_allows_debts_has_no_bounds_of_what_debts_have_none():
    table = Distribution([90, 10], [450, 400], low=[-math.inf, 10], high=[10, 50])
    with pytest.raises(DomainError, match="without limit"):
        bounds(theil_t, table)
    assert bounds(gini, table).high > bounds(gini, table).low
