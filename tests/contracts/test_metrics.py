"""What every metric declares of itself, held against it on random populations. A new metric is tested by being there."""

import dataclasses
import inspect
import math

import numpy as np
import pytest
from hypothesis import settings

from inequality import bounds
from inequality.distribution import Distribution
from inequality.errors import DomainError
from inequality.metrics import METRICS, lorenz_curve
from inequality.points import Points

#: Random populations that each declaration is held against: 25, or 250 with --hypothesis-profile=slow.
POPULATIONS = settings.default.max_examples // 4
GRID = np.linspace(0, 1, 21)


class Case:
    """A metric with one set of the arguments that its file declares."""

    def __init__(self, entry, arguments):
        self.entry, self.arguments = entry, arguments

    def __call__(self, values, weights=None):
        return self.entry.function(values, weights=weights, **self.arguments)

    def numbers(self, values, weights=None):
        """The result as an array; of a curve, its heights on a grid."""
        result = self(values, weights)
        return np.array([result(p) for p in GRID] if callable(result) else [result], dtype=float)

    def bits(self, values, weights=None):
        result = self(values, weights)
        parts = dataclasses.astuple(result) if dataclasses.is_dataclass(result) else (result,)
        return [np.asarray(part, dtype=float).tobytes() for part in parts]

    def rise(self, before, after):
        """By how much more unequal it finds the second population; whether that is up or down, it tells itself."""
        even, uneven = self([100.0] * 10), self([0.5] * 9 + [995.5])
        one, other = self(before), self(after)
        return 0.0 if one == other else math.copysign(1, uneven - even) * (other - one)

    def population(self, rng, *, debts=True, largest=10**6):
        """Whole numbers, with ties, where the metric allows them with zeros and debts; together more than nothing."""
        n, top = rng.integers(1, 26), rng.choice([5, 100, largest])
        values = np.floor(top * rng.random(n) ** rng.choice([1, 4]))
        if debts and self.entry.facts["negatives"].startswith("allowed") and rng.random() < 0.5:
            values -= np.floor(rng.random() * values.max())
            values[0] += max(0.0, 1 - values.sum())
        if self.entry.facts["zeros"].startswith("undefined"):
            values = np.maximum(values, 1.0)
        values[0] += values.sum() == 0
        return values

    def populations(self, **kind):
        """Random streams and populations for which the metric is defined: most are."""
        defined = 0
        for number in range(POPULATIONS):
            rng = np.random.default_rng([1912, number])
            values = self.population(rng, **kind)
            try:
                self(values)
            except DomainError:
                continue
            defined += 1
            yield rng, values
        assert defined >= POPULATIONS / 4, f"{self.entry.name} is undefined for most populations"


def close(one, other):
    """Equal but for rounding; infinite results must be equal."""
    return np.allclose(one, other, rtol=1e-9, atol=1e-9)


def scale(case):
    """Another currency changes nothing: not a bit where the rate is a power of two."""
    for rng, values in case.populations():
        assert case.bits(np.ldexp(values, rng.integers(-900, 900))) == case.bits(values)
        assert close(case.numbers(values * rng.integers(3, 100)), case.numbers(values))


def homogeneous(case):
    """Another currency changes it by the rate."""
    for rng, values in case.populations():
        power = rng.integers(-900, 900)
        assert np.array_equal(case.numbers(np.ldexp(values, power)), np.ldexp(case.numbers(values), power))


def replication(case):
    """A weight of k is k equal members; equal countries have together what each has; only relative weights count."""
    for rng, values in case.populations():
        weights = rng.integers(1, 6, values.size).astype(float)
        repeated = np.repeat(values, weights.astype(int))
        try:
            expected = case.numbers(repeated)
        except DomainError:
            continue
        assert close(case.numbers(values, weights), expected)
        assert close(case.numbers(values, weights * 10.0 ** rng.uniform(-9, 9)), expected)
        assert close(case.numbers(np.tile(values, 3), np.tile(weights, 3)), expected)


def anonymity(case):
    """The order of the rows changes not a bit, not even among equal values with different weights."""
    for rng, values in case.populations():
        order = rng.permutation(values.size)
        assert case.bits(values[order]) == case.bits(values)
        weights = rng.integers(1, 6, values.size) / 10  # sums of these depend on their order
        try:
            expected = case.bits(values, weights)
        except DomainError:
            continue
        assert case.bits(values[order], weights[order]) == expected


def transfers(case):
    """Populations before and after some went from a richer to a poorer, who stays the poorer."""
    for rng, values in case.populations(largest=1000):
        poorer, richer = rng.integers(0, values.size, 2)
        if values[richer] - values[poorer] >= 2:
            amount = rng.integers(1, (values[richer] - values[poorer]) // 2, endpoint=True)
            after = values.copy()
            after[[poorer, richer]] += amount, -amount
            yield values, after


def transfer(case):
    """A transfer from a richer to a poorer makes it less unequal."""
    assert all(case.rise(before, after) < 0 for before, after in transfers(case))


def weak_transfer(case):
    """A transfer from a richer to a poorer makes it not more unequal."""
    assert all(case.rise(before, after) <= 1e-9 for before, after in transfers(case))


def lorenz(case):
    """Whose Lorenz curve is nowhere lower is not more unequal, whatever the number of members."""
    for rng, values in case.populations(debts=False):
        share = rng.random()
        evened = np.repeat(values * share + rng.permutation(values) * (1 - share), rng.integers(1, 4))
        curve, evened_curve = lorenz_curve(values), lorenz_curve(evened)
        assert all(evened_curve(p) >= curve(p) - 1e-12 for p in GRID)
        assert case.rise(values, evened) <= 1e-9


PROPERTIES = {
    "scale": scale,
    "homogeneous": homogeneous,
    "replication": replication,
    "anonymity": anonymity,
    "transfer": transfer,
    "weak transfer": weak_transfer,
    "lorenz": lorenz,
}

CASES = {
    f"{name}({', '.join(f'{key}={value}' for key, value in arguments.items())})": Case(entry, arguments)
    for name, entry in METRICS.items()
    for arguments in entry.facts["samples"]
}
DECLARED = [(case, declared) for case in CASES.values() for declared in case.entry.facts["properties"]]
NAMES = [f"{name} {declared}" for name, case in CASES.items() for declared in case.entry.facts["properties"]]

each_metric = pytest.mark.parametrize("entry", METRICS.values(), ids=METRICS)


@pytest.mark.parametrize(("case", "declared"), DECLARED, ids=NAMES)
def test_declared_property(case, declared):
    assert declared in PROPERTIES, f"{declared} is declared, but nothing tests it: add it to PROPERTIES"
    PROPERTIES[declared](case)


@pytest.mark.parametrize(
    "case",
    [case for case in CASES.values() if case.entry.facts["bounded"] != "no"],
    ids=[name for name, case in CASES.items() if case.entry.facts["bounded"] != "no"],
)
def test_bounds_hold_the_population_that_a_table_describes(case):
    for rng, values in case.populations():
        groups = np.split(np.sort(values), np.unique(rng.integers(0, values.size, 3)))
        groups = [group for group in groups if group.size]
        weight, total, low, high = ([f(group) for group in groups] for f in (len, np.sum, np.min, np.max))
        try:
            found = bounds(case.entry.function, Distribution(weight, total, low, high), **case.arguments)
        except DomainError:
            continue  # of the readings at the ends, not all need be defined
        value, condition = case(values), np.sum(abs(values)) / abs(np.sum(values))
        slack = (1e-9 + 1e-14 * condition) * (1 + abs(value)) if math.isfinite(value) else 0
        assert found.low - slack <= value <= found.high + slack


@each_metric
def test_declaration_is_complete(entry):
    facts = entry.facts
    assert "anonymity" in facts["properties"], "every metric of members is anonymous"
    assert facts["bounded"] in ("spread", "limits", "no")
    assert all(facts[text] for text in ("title", "reference", "range", "zeros", "negatives"))
    headings = inspect.getdoc(entry.function).splitlines()
    assert {"Parameters", "Returns", "Raises", "References", "Examples"} <= set(headings)


@each_metric
def test_arrays_points_and_distributions_give_the_same(entry):
    values, weights = [30.0, 10.0, 20.0], [1.0, 2.0, 0.5]
    points, table = Points(np.array(values), np.array(weights)), Distribution.from_values(values, weights)
    for arguments in entry.facts["samples"]:
        case = Case(entry, arguments)
        assert case.bits(points) == case.bits(table) == case.bits(values, weights) == case.bits(tuple(values), tuple(weights))


@each_metric
def test_public_signature(entry):
    parameters = inspect.signature(entry.function).parameters
    own = list(inspect.signature(entry.facts["on_points"]).parameters)[1:]
    assert list(parameters)[0] == "values"
    assert parameters["weights"].kind is inspect.Parameter.KEYWORD_ONLY
    assert set(parameters) >= {"values", "weights", *own}
