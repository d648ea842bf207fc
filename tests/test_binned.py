"""Binned summaries: the bins, their sums, and intervals that hold the exact value."""

import math
import tracemalloc
from fractions import Fraction
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, event, example, given, settings
from hypothesis import strategies as st

import inequality.binned
import inequality.bins
from inequality import Distribution, binned_summary, bounds
from inequality.binned import within
from inequality.bins import Bins, edges
from inequality.errors import DomainError, GroupedError, InputError
from inequality.metrics import METRICS, bottom_share, gini, top_share
from inequality.points import Points

MANY = settings(max_examples=max(500, settings.default.max_examples))
FINITE = st.floats(allow_nan=False, allow_infinity=False)
KINDS = {
    "whole": st.integers(0, 10**12).map(float),
    "few": st.integers(0, 20).map(float),
    "one bin": st.floats(0, 1).map(lambda x: 1e9 + x),
    "edges": st.integers(-60, 60).map(lambda k: 2.0**k),
    "beside edges": st.integers(-60, 60).map(lambda k: math.nextafter(2.0**k, 0)),
    "any": st.floats(0, 1e200),
    "tiny": st.floats(0, 1e-200),
}
WEIGHTS = st.one_of(st.integers(1, 20).map(float), st.floats(1e-3, 1e3), st.sampled_from([0.0, 1.0]))


@st.composite
def members(draw, *, debts=False):
    """Values of one kind or of all, and weights."""
    kind = draw(st.sampled_from([st.one_of(*KINDS.values()), *KINDS.values()]))
    signed = st.tuples(kind, st.sampled_from([1, 1, -1] if debts else [1])).map(math.prod)
    values = draw(st.lists(signed, min_size=1, max_size=30))
    weights = draw(st.none() | st.lists(WEIGHTS, min_size=len(values), max_size=len(values)))
    assume(weights is None or sum(weights) > 0)
    return values, weights


def bins_of(values, weights):
    bins = Bins()
    bins.add(values, weights)
    return bins


def condition(values, weights):
    products = np.multiply(values, 1.0 if weights is None else weights)
    return np.sum(np.abs(products)) / abs(np.sum(products))


def exact_gini(values, weights):
    """Half the mean absolute difference over all pairs, in fractions."""
    weights = [1] * len(values) if weights is None else weights
    pairs = [(Fraction(x), Fraction(w)) for x, w in zip(values, weights, strict=True)]
    differences = sum(v * w * abs(x - y) for (x, v), (y, w) in combinations(pairs, 2))
    return differences / (sum(w for _, w in pairs) * sum(w * x for x, w in pairs))


def exact_top_share(values, weights, p):
    weights = [1] * len(values) if weights is None else weights
    pairs = sorted(((Fraction(x), Fraction(w)) for x, w in zip(values, weights, strict=True)), reverse=True)
    left = Fraction(p) * sum(w for _, w in pairs)
    held = Fraction(0)
    for x, w in pairs:
        taken = min(w, left)
        held, left = held + taken * x, left - taken
    return held / sum(w * x for x, w in pairs)


def summarised(values, weights):
    """The table, or an example to skip: no total above zero, or too small or large to add."""
    total = Fraction(sum(Fraction(x) * Fraction(w) for x, w in zip(values, weights or [1] * len(values), strict=True)))
    gross = sum(abs(Fraction(x) * Fraction(w)) for x, w in zip(values, weights or [1] * len(values), strict=True))
    assume(total > gross / 10**6)
    try:
        return binned_summary(values, weights)
    except InputError as error:
        assert "beyond what can be added" in str(error)  # noqa: PT017
        assume(False)


@given(st.lists(FINITE, min_size=1, max_size=50))
def test_every_value_is_in_its_bin(values):
    for value in values:
        bins = Bins()
        bins._place(np.array([value]))  # before the total, which may overflow
        bins._sums[0, bins._place(np.array([value]))] = 1
        rank, _, _ = bins.table()
        low, high = (float(end[0]) for end in edges(rank))
        assert low <= value <= high
        assert high - low <= max(abs(value) * 2**-11, 2**41 * 5e-324)


def test_bins_lie_side_by_side_from_the_least_to_the_greatest_number():
    last = np.float64(1.7976931348623157e308).view(np.int64) >> 41
    rank = np.concatenate([np.arange(-last - 1, -last + 5000), np.arange(-5000, 5000), np.arange(last - 5000, last + 1)])
    low, high = edges(rank)
    together = np.diff(rank) == 1
    assert np.array_equal(high[:-1][together], low[1:][together])
    assert (low[0], high[-1]) == (-np.finfo(float).max, np.finfo(float).max)
    assert np.all(low < high)


@given(st.lists(st.tuples(st.floats(-1e9, 1e9), st.floats(0.01, 10)), min_size=1, max_size=60), st.data())
def test_bins_of_parts_add_up(rows, data):
    values, weights = np.array(rows).T
    whole = bins_of(values, weights)
    shuffled = data.draw(st.permutations(range(len(rows))))
    for parts in (1, 2, 7, 16):
        bins, merged = Bins(), Bins()
        for part in np.array_split(shuffled, parts):
            bins.add(values[part], weights[part])
            merged.merge(bins_of(values[part], weights[part]))
        assert bins.rows == merged.rows == len(rows)
        assert [column.tolist() for column in merged.table()] == [column.tolist() for column in bins.table()]
        for one, other in zip(bins.table(), whole.table(), strict=True):
            assert one == pytest.approx(other, rel=1e-12)


def test_sums_are_off_by_no_more_than_they_say(monkeypatch):
    monkeypatch.setattr(inequality.bins, "CHUNK", 500)
    rng = np.random.default_rng(7)
    values, weights = rng.integers(1, 4, 20_000).astype(float), rng.gamma(2, 1, 20_000)  # three bins
    bins = Bins()
    bins.add(values, weights)
    _, weight, total = bins.table()
    for k, (computed, held) in enumerate(zip(weight, total, strict=True)):
        inside = weights[values == k + 1]
        assert abs(computed / math.fsum(inside) - 1) <= bins.rounding
        assert abs(held / math.fsum((k + 1) * inside) - 1) <= bins.rounding
    assert bins.rounding < 1e-13


@MANY
@given(members())
@example(([5e-324, 1.0], None))
@example(([1e9 + k / 1000 for k in range(30)], None))
@example(([20000.0] * 29 + [20001.0], None))
def test_interval_holds_the_gini(rows):
    table = summarised(*rows)
    found = bounds(gini, table)
    assert Fraction(found.low) <= exact_gini(*rows) <= Fraction(found.high)


@MANY
@given(members(debts=True))
@example(([-1.0, 1.0 + 2**-20], None))
def test_interval_holds_the_gini_with_debts(rows):
    table = summarised(*rows)
    try:
        found = bounds(gini, table)
    except DomainError:
        event("the total is rounding error in the bins")
        assert condition(*rows) > 1e9
        return
    event("debts" if min(rows[0]) < 0 else "no debts")
    assert Fraction(found.low) <= exact_gini(*rows) <= Fraction(found.high)


@MANY
@given(members(debts=True), st.sampled_from([0.001, 0.01, 0.1, 0.5, 0.9]) | st.floats(0, 1))
def test_interval_holds_shares(rows, p):
    table = summarised(*rows)
    found, exact = bounds(top_share, table, p), exact_top_share(*rows, Fraction(p))
    assert Fraction(found.low) <= exact <= Fraction(found.high)
    found = bounds(bottom_share, table, p)
    assert Fraction(found.low) <= 1 - exact_top_share(*rows, 1 - Fraction(p)) <= Fraction(found.high)


def spread_out(n=200_000, seed=1905):
    rng = np.random.default_rng(seed)
    values = np.where(rng.random(n) < 0.01, 2e5 * rng.random(n) ** (-1 / 1.5), rng.lognormal(10, 1.1, n))
    return np.where(rng.random(n) < 0.12, 0.0, values), rng.gamma(2, 1000, n)


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("debts", [0, 20_000, 60_000])
def test_interval_is_narrower_than_1e_8(debts, weighted):
    values, weights = spread_out()
    values = values - debts * np.random.default_rng(2).random(values.size)
    weights = weights if weighted else None
    found = bounds(gini, binned_summary(values, weights))
    assert found.width < 1e-8 * condition(values, weights)
    assert gini(values, weights=weights) in found


@pytest.mark.parametrize("name", [name for name, entry in METRICS.items() if entry.facts["bounded"] == "spread"])
def test_interval_holds_every_index_that_respects_the_lorenz_order(name):
    values, weights = spread_out(5000)
    values = values + 1  # indices of zeros have their own conventions
    table = binned_summary(values, weights)
    assert table.rounding
    for arguments in METRICS[name].facts["samples"]:
        metric = METRICS[name].function
        try:
            exact = metric(values, weights=weights, **arguments)
        except DomainError:
            continue
        found = bounds(metric, table, **arguments)
        assert found.low <= exact <= found.high, (arguments, exact, found.low, found.high)


TOLERANT = [name for name, entry in METRICS.items() if "tolerance" in entry.function.__signature__.parameters]


def test_the_gini_takes_a_tolerance():
    assert "gini" in TOLERANT


@pytest.mark.parametrize("name", TOLERANT)
@given(rows=members(debts=True), tolerance=st.sampled_from([1e-12, 1e-8, 1e-4, 0.1]))
def test_result_is_within_the_tolerance(name, rows, tolerance):
    values, weights = rows
    metric = METRICS[name].function
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inequality.binned, "FEW", 0)
        try:
            exact = metric(values, weights=weights)
        except DomainError:
            with pytest.raises(DomainError):
                metric(values, weights=weights, tolerance=tolerance)
            return
        assume(condition(values, weights) < 1e6)
        near = metric(values, weights=weights, tolerance=tolerance)
        event("exact" if near == exact else "near")
        assert abs(near - exact) <= tolerance + 1e-9 * tolerance + 1e-9 * (near == exact)
        if name == "gini" and near != exact:
            assert abs(Fraction(near) - exact_gini(*rows)) <= Fraction(tolerance)


def test_a_tolerance_saves_the_sort(monkeypatch):
    values, weights = spread_out()
    exact = gini(values, weights=weights)
    rows = []
    for name in ("sorted_pairs", "order_free_sum"):
        whole = getattr(inequality.points, name)
        monkeypatch.setattr(inequality.points, name, lambda one, *more, whole=whole: rows.append(one.size) or whole(one, *more))
    assert gini(values, weights=weights, tolerance=1e-8) == pytest.approx(exact, abs=1e-8)
    assert rows
    assert max(rows) < values.size / 2
    d = Distribution.from_values(values, weights)
    assert gini(d, tolerance=1e-8) == gini(values, weights=weights, tolerance=1e-8)


def test_the_exact_value_where_bins_are_too_wide():
    values = 1e9 + np.random.default_rng(3).random(50_000)  # all in one bin
    assert gini(values, tolerance=1e-14) == gini(values)
    assert within(1e-14, gini.__wrapped__, values) is None
    huge = np.full(50_000, 1e306)
    huge[0] = 1.7e308
    assert gini(huge, tolerance=1e-8) == gini(huge)
    assert gini([1, 2, 3, 4], tolerance=0.1) == 0.25
    assert gini(Points(values), tolerance=0.1) == gini(values)


def test_a_grouped_table_that_decides_it_to_within_the_tolerance():
    table = binned_summary(*spread_out())
    found = bounds(gini, table)
    assert gini(table, tolerance=1e-8) == pytest.approx((found.low + found.high) / 2, abs=1e-15)
    with pytest.raises(GroupedError, match="do not decide gini"):
        gini(table, tolerance=1e-10)
    with pytest.raises(GroupedError):
        gini(table)
    with pytest.raises(InputError, match="Weights were given twice"):
        gini(table, weights=[1], tolerance=1e-8)


@pytest.mark.parametrize("tolerance", [0, -1e-8, math.nan])
def test_a_tolerance_is_above_zero(tolerance):
    with pytest.raises(InputError, match="tolerance"):
        gini([1, 2, 3], tolerance=tolerance)


@pytest.mark.parametrize("weighted", [False, True])
def test_temporaries_are_less_than_half_of_the_input(weighted):
    values, weights = spread_out(4_000_000)
    size = values.nbytes + weights.nbytes if weighted else values.nbytes
    tracemalloc.start()
    gini(values, weights=weights if weighted else None, tolerance=1e-8)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < size / 2


@pytest.mark.parametrize(
    "column",
    [
        lambda x: x.astype(np.float32).astype(np.int64),
        lambda x: x.astype(np.int64).astype(np.uint64),
        lambda x: np.floor(x).astype(">f8"),
        lambda x: np.repeat(np.floor(x), 2)[::2],
        lambda x: pd.Series(np.floor(x), index=range(10, x.size + 10)),
        lambda x: np.floor(x).tolist(),
        lambda x: np.array([int(v) for v in x], object),
    ],
    ids=["int", "unsigned", "big-endian", "strided", "Series", "list", "object"],
)
def test_columns_of_any_kind(column):
    values = np.floor(spread_out(1000)[0])
    expected, found = binned_summary(values), binned_summary(column(values))
    assert np.array_equal(expected.low, found.low)
    assert found.total == pytest.approx(expected.total, rel=1e-6)


def test_a_file_longer_than_memory_would_do(tmp_path):
    values, _ = spread_out(300_000)
    values.tofile(tmp_path / "values")
    mapped = np.memmap(tmp_path / "values", np.float64, "r")
    assert binned_summary(mapped).total.tolist() == binned_summary(values).total.tolist()


@pytest.mark.parametrize(
    ("values", "weights", "words"),
    [
        (np.append(np.ones(200_000), math.nan), None, "missing .* at row 200000"),
        (np.append(np.ones(200_000), -math.inf), None, "at row 200000"),
        ([1, 2], [1, -1], "weights.* -1 .*row 1"),
        ([1, 2], [1, math.nan], "weights.* missing"),
        ([1, 2], [1, math.inf], "weights.* infinite"),
        ([1, 2], [0, 0], "nobody"),
        ([1, 2], [1, 1, 1], "3 entries"),
        ([], None, "empty|nobody"),
        (["a"], None, "texts"),
        (np.ma.masked_array([1.0, 2.0], [False, True]), None, "missing"),
        ([[1, 2]], None, "2 dimensions"),
        (pd.Series([1, 2]), pd.Series([1, 2], index=[1, 0]), "different indexes"),
        ([1e308, 1e308], None, "beyond what can be added"),
        ([1e-300], None, "beyond what can be added"),
    ],
)
def test_refusals(values, weights, words):
    with pytest.raises(InputError, match=words):
        binned_summary(values, weights)
    if "beyond" not in words:
        with pytest.raises(InputError):
            gini(np.resize(values, 40_000) if words == "texts" else values, weights=weights, tolerance=1e-8)


def test_rounding_stays_with_the_table():
    table = binned_summary([1, 2, 3])
    assert 0 < table.rounding < 1e-14
    assert Distribution.from_frame(table.to_frame()).rounding == table.rounding
    assert table.merge(Distribution([1], [1], [0], [2])).rounding == table.rounding
    assert Distribution([1], [1], [0], [2]).rounding == Distribution.from_values([1]).rounding == 0


def test_zeros_are_zeros_with_either_sign():
    table = binned_summary([0.0, -0.0, 5.0])
    assert table.low[table.total == 0].tolist() == table.high[table.total == 0].tolist() == [0] * int(np.sum(table.total == 0))
    assert 2 / 3 in bounds(gini, table)
