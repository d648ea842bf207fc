"""What comparisons and joint indices declare of themselves, held against it. A new one is tested by being there."""

import contextlib
import inspect
import itertools

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import inequality
from inequality import Distribution, Measure, Survey
from inequality.errors import DomainError, IncomparableError, InputError
from inequality.interval import Interval
from inequality.metrics import ALL_METRICS, METRICS
from inequality.metrics._decomposition import Decomposition
from inequality.metrics.dominance import Dominance
from inequality.metrics.growth import GrowthIncidence
from inequality.metrics.mobility import TransitionMatrix

GRID = np.linspace(0, 1, 11)
COMPARISONS = {name: entry for name, entry in ALL_METRICS.items() if entry.facts["kind"] == "comparison"}
JOINT = {name: entry for name, entry in ALL_METRICS.items() if entry.facts["kind"] == "joint index"}


def numbers(result):
    """The result as an array of fixed length, whatever the number of rows behind it."""
    if isinstance(result, Dominance):
        return np.array([["first", "second", "equal", "neither"].index(result.dominant)])
    if isinstance(result, GrowthIncidence):
        return result.growth
    if isinstance(result, Decomposition):
        return np.array([result.total, *result.parts.values()])
    if isinstance(result, TransitionMatrix):
        return result.probability.ravel()
    if isinstance(result, Interval):
        return np.array([result.low, result.high], float)
    return np.array([result(p) for p in GRID] if callable(result) else [result], float)


def same(one, other):
    return np.allclose(numbers(one), numbers(other), rtol=1e-9, atol=1e-12, equal_nan=True)


@st.composite
def people(draw, columns):
    """Whole numbers with ties, weights and labels."""
    n = draw(st.integers(2, 12))
    rows = {name: draw(st.lists(st.integers(1, 40), min_size=n, max_size=n)) for name in columns}
    rows["w"] = draw(st.lists(st.integers(1, 4), min_size=n, max_size=n))
    rows["g"] = draw(st.lists(st.sampled_from("abc"), min_size=n, max_size=n))
    return {name: np.array(column) for name, column in rows.items()}


def changed(columns, data, declared):
    """The same people in another currency, each as often as their weight says, or in another order."""
    if declared == "scale":
        rate = data.draw(st.sampled_from([2.0**-600, 0.001, 3.0, 1e9, 2.0**600]))
        return {name: column * rate if name in "xyz" else column for name, column in columns.items()}
    if declared == "replication":
        repeated = {name: np.repeat(column, columns["w"]) for name, column in columns.items()}
        return repeated | {"w": np.ones(repeated["w"].size)}
    assert declared == "anonymity", f"{declared} is declared, but nothing tests it"
    order = np.array(data.draw(st.permutations(range(columns["w"].size))))
    return {name: column[order] for name, column in columns.items()}


def cases(entries):
    return {
        f"{name}({', '.join(f'{key}={value}' for key, value in arguments.items())}) {declared}": (entry, arguments, declared)
        for name, entry in entries.items()
        for arguments in entry.facts["samples"]
        for declared in entry.facts["properties"]
    }


@pytest.mark.parametrize(("entry", "arguments", "declared"), cases(COMPARISONS).values(), ids=cases(COMPARISONS))
@settings(max_examples=settings.default.max_examples // 4)
@given(data=st.data())
def test_declared_property_of_a_comparison(entry, arguments, declared, data):
    then, now = data.draw(people("x")), data.draw(people("x"))
    totals = [np.sum(columns["x"] * columns["w"]) for columns in (then, now)]
    members = [np.sum(columns["w"]) for columns in (then, now)]
    assume(entry.name != "share_of_growth" or totals[0] != totals[1])
    assume(entry.name != "share_of_growth" or totals[0] * members[1] != totals[1] * members[0])
    rate = data.draw(st.sampled_from([2.0**-600, 0.001, 3.0, 2.0**600])) if declared == "scale" else 1.0

    def result(first, second, rate=1.0):
        return entry.function(first["x"] * rate, second["x"] * rate, weights=(first["w"], second["w"]), **arguments)

    if declared == "scale":
        assert same(result(then, now, rate), result(then, now))
    else:
        assert same(result(changed(then, data, declared), changed(now, data, declared)), result(then, now))


@pytest.mark.parametrize(("entry", "arguments", "declared"), cases(JOINT).values(), ids=cases(JOINT))
@settings(max_examples=settings.default.max_examples // 4)
@given(data=st.data())
def test_declared_property_of_a_joint_index(entry, arguments, declared, data):
    columns = data.draw(people("xyz"))
    assume(entry.name != "shorrocks_mobility" or np.ptp(columns["x"]) > 0)
    other = changed(columns, data, declared)
    result = entry.function(columns, weight="w", **arguments)
    assert same(entry.function(other, weight="w", **arguments), result)


@pytest.mark.parametrize("entry", [*COMPARISONS.values(), *JOINT.values()], ids=[*COMPARISONS, *JOINT])
def test_declaration_is_complete(entry):
    assert entry.facts["samples"]
    assert all(entry.facts[text] for text in ("title", "reference", "range", "zeros", "negatives"))
    headings = set(inspect.getdoc(entry.function).splitlines())
    assert {"Parameters", "Returns", "Raises", "References", "Examples"} <= headings
    assert getattr(inequality, entry.name) is entry.function
    assert entry.name in dir(inequality)
    assert entry.name not in METRICS


@pytest.mark.parametrize("entry", COMPARISONS.values(), ids=COMPARISONS)
def test_only_like_things_are_compared(entry):
    dollars = Measure("net_wealth", "adult", "USD")
    arguments = entry.facts["samples"][0]
    first = Distribution.from_values([1, 2, 3], measure=dollars)
    for concept, unit in (("net_wealth", "household"), ("consumption", "adult")):
        other = Distribution.from_values([1, 2, 9], measure=Measure(concept, unit, "USD"))
        with pytest.raises(IncomparableError, match="two distributions do not measure the same"):
            entry.function(first, other, **arguments)
    euros = Distribution.from_values([1, 2, 9], measure=Measure("net_wealth", "adult", "EUR"))
    if "currency" in entry.facts["may_differ"]:
        entry.function(first, euros, **arguments)
    else:
        with pytest.raises(IncomparableError, match="currency: USD and EUR"):
            entry.function(first, euros, **arguments)
    entry.function(first, Distribution.from_values([1, 2, 9]), **arguments)  # a bare array is what one says it is


@pytest.mark.parametrize("entry", COMPARISONS.values(), ids=COMPARISONS)
def test_distributions_and_arrays_give_the_same(entry):
    for arguments in entry.facts["samples"]:
        bare = entry.function([1, 2, 3], [4, 2, 9], weights=([1, 2, 1], None), **arguments)
        held = entry.function(Distribution.from_values([1, 2, 3], [1, 2, 1]), [4, 2, 9], **arguments)
        assert np.array_equal(numbers(bare), numbers(held))
    with pytest.raises(InputError, match="given twice, by weights="):
        entry.function(Distribution.from_values([1, 2]), [1, 3], weights=([1, 1], None), **entry.facts["samples"][0])


SAMPLE = {"x": [1.0, 2.0, 4.0, 3.0], "y": [2.0, 1.0, 3.0, 9.0], "z": [1.0, 1.0, 2.0, 5.0], "w": [1.0, 2.0, 1.0, 3.0]}
LABELS = ["a", "b", "a", "b"]


class Frame:
    """As polars has it: columns by name, each of them convertible, without an index."""

    class Column:
        def __init__(self, entries):
            self.entries = entries

        def to_numpy(self):
            return np.array(self.entries)

        def __array__(self, dtype=None, copy=None):
            return np.array(self.entries, dtype)

        def __len__(self):
            return len(self.entries)

    def __init__(self, columns):
        self.data = {name: self.Column(column) for name, column in columns.items()}
        self.columns = list(columns)

    def __getitem__(self, name):
        return self.data[name]


@pytest.mark.parametrize("entry", JOINT.values(), ids=JOINT)
def test_surveys_frames_and_mappings_give_the_same(entry):
    import pandas as pd

    columns = SAMPLE | {"g": LABELS}
    survey = Survey.from_frame(pd.DataFrame(columns), weight="w")
    for arguments in entry.facts["samples"]:
        expected = numbers(entry.function(columns, weight="w", **arguments))
        for sample in (pd.DataFrame(columns, index=list("dcba")), Frame(columns)):
            assert np.array_equal(numbers(entry.function(sample, weight="w", **arguments)), expected)
        assert np.array_equal(numbers(entry.function(survey, **arguments)), expected)
        half = survey.where(np.array([True, True, True, False]))
        others = {name: column[:3] for name, column in columns.items()}
        assert np.array_equal(
            numbers(entry.function(half, **arguments)), numbers(entry.function(others, weight="w", **arguments))
        )


@pytest.mark.parametrize("entry", JOINT.values(), ids=JOINT)
def test_rows_of_no_weight_are_nobody(entry):
    columns = SAMPLE | {"g": LABELS}
    more = {name: [*column, 99.0] for name, column in SAMPLE.items()} | {"g": [*LABELS, "nowhere"]}
    more["w"][-1] = 0.0
    for arguments in entry.facts["samples"]:
        assert np.array_equal(
            numbers(entry.function(more, weight="w", **arguments)), numbers(entry.function(columns, weight="w", **arguments))
        )


@pytest.mark.parametrize("entry", JOINT.values(), ids=JOINT)
def test_what_is_not_a_sample_says_so(entry):
    with pytest.raises(InputError, match=f"{entry.name} reads columns of one sample"):
        entry.function(np.array([1.0, 2.0]), **entry.facts["samples"][0])
    survey = Survey({name: np.array(column) for name, column in (SAMPLE | {"g": LABELS}).items()})
    with pytest.raises(InputError, match="given twice, by weight="):
        entry.function(survey, weight="w", **entry.facts["samples"][0])


#: Columns on which sums, products and logarithms go wrong.
HARD = {
    "one member": [3.0],
    "all equal": [5.0] * 6,
    "all zero": [0.0] * 4,
    "zeros": [0.0, 0.0, 1.0, 3.0],
    "net debt": [-5.0, 1.0, 2.0, 1.0],
    "debts": [-5.0, 0.0, 10.0, 20.0],
    "debts that equal assets": [-1.0, 0.0, 1.0],
    "huge": [1e306, 1e307, 1.7e308, 3e307],
    "tiny": [1e-306, 5e-324, 2e-300, 1e-300],
    "huge and tiny": [1e-300, 1.0, 1e300],
    "near-equal": [1e15 + k for k in range(8)],
    "ties": [1.0, 2.0, 2.0, 2.0, 7.0],
}
WEIGHTS = {
    "no weights": lambda n: np.ones(n),
    "huge weights": lambda n: np.full(n, 1e300),
    "uneven": lambda n: 10.0 ** np.arange(n),
}


@pytest.mark.parametrize("values", HARD.values(), ids=HARD)
@pytest.mark.parametrize("entry", [*COMPARISONS.values(), *JOINT.values()], ids=[*COMPARISONS, *JOINT])
def test_a_number_or_a_reason(entry, values):
    values = np.array(values)
    for weights, arguments in itertools.product(WEIGHTS.values(), entry.facts["samples"]):
        weight = weights(values.size)
        columns = {"x": values, "y": values[::-1], "z": np.roll(values, 1), "w": weight}
        columns["g"] = np.array(["a", "b"])[np.arange(values.size) % 2]
        with contextlib.suppress(DomainError):
            if entry.name in COMPARISONS:
                result = entry.function(values[::-1] / 2, values, weights=(weight, weight), **arguments)
            else:
                result = entry.function(columns, weight="w", **arguments)
            assert not np.isnan(numbers(result)).any()
