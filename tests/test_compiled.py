"""Loops that numba compiles: the same results as numpy's, to the last bit, and no need of numba."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import inequality.bins
import inequality.ordering
import inequality.points
from inequality import compiled
from inequality.bins import Bins
from inequality.errors import DomainError, InputError
from inequality.inference import estimate
from inequality.metrics import bottom_share, gini, raffinetti_gini, top_share
from inequality.ordering import sorted_pairs
from inequality.points import Points
from inequality.survey import Survey

FINITE = st.floats(allow_nan=False, allow_infinity=False)
KINDS = [
    FINITE,
    st.integers(-3, 3).map(float),
    st.floats(1, 1 + 1e-9),
    st.sampled_from([0.0, -0.0, 5e-324, -5e-324, 1.7e308, -1.7e308]),
    st.floats(0, 1e12),
]
WEIGHTS = st.one_of(st.floats(1e-300, 1e300), st.integers(1, 3).map(float), st.floats(1, 1 + 1e-9))


@pytest.fixture
def every_size_is_large(monkeypatch):
    """Small inputs take the ways of large ones, compiled wherever numba is installed."""
    pytest.importorskip("numba", reason="needs the extra 'fast'")
    for module, name in (
        (compiled, "LEAST"),
        (compiled, "LEAST_LOADED"),
        (inequality.ordering, "FEW"),
        (inequality.points, "MANY"),
    ):
        monkeypatch.setattr(module, name, 0)


def outcome(call, args):
    """The arrays or numbers that a call returns; or its error."""
    try:
        found = call(*args)
    except (DomainError, InputError) as error:
        return type(error), str(error)
    return found if isinstance(found, tuple) else (found,)


def assert_same(call, *args):
    """The same bits, or the same error, compiled and in numpy."""
    loops = []
    with pytest.MonkeyPatch.context() as patch:
        whole = compiled._compiled
        patch.setattr(compiled, "_compiled", lambda function: loops.append(function.__name__) or whole(function))
        found = outcome(call, args)
        assert loops or found[0] is DomainError, "nothing was compiled"
        patch.setattr(compiled, "_compiled", lambda function: pytest.fail("compiled, though it was not wanted"))
        patch.setenv("INEQUALITY_COMPILED", "0")
        expected = outcome(call, args)
    assert len(found) == len(expected)
    for one, other in zip(found, expected, strict=True):
        assert np.array_equal(one, other)
        assert isinstance(one, str | type) or np.array_equal(np.signbit(one), np.signbit(other))


@st.composite
def members(draw, *, least=1, of=None):
    """Values of one kind or of all, and weights."""
    kind = draw(st.sampled_from([st.one_of(*KINDS), *KINDS])) if of is None else of
    rows = draw(st.lists(st.tuples(kind, WEIGHTS), min_size=least, max_size=80))
    values, weights = map(np.array, zip(*rows, strict=True))
    return values + 0.0, weights


@pytest.mark.usefixtures("every_size_is_large")
@given(members())
def test_pairs_are_in_order(rows):
    assert_same(sorted_pairs, *rows)


@pytest.mark.usefixtures("every_size_is_large")
@pytest.mark.parametrize("kind", ["continuous", "rounded", "one value", "with debts", "two far from all", "many zeros"])
@pytest.mark.parametrize("weights", ["continuous", "rounded"])
def test_many_pairs_are_in_order(kind, weights):
    rng = np.random.default_rng(1923)
    values = rng.lognormal(10, 1, 60_000)
    values = {
        "continuous": values,
        "rounded": np.round(values, -3),
        "one value": np.full(values.size, 3.0),
        "with debts": values - 20_000,
        "two far from all": np.append(values[2:], [-1e300, 1e300]),
        "many zeros": np.where(rng.random(values.size) < 0.6, 0.0, values),
    }[kind]
    held = rng.gamma(2, 1000, values.size) if weights == "continuous" else rng.integers(1, 4, values.size).astype(float)
    assert_same(sorted_pairs, values, held)


def bins_of(values, weights):
    bins = Bins()
    bins.add(values, weights)
    return bins.table()


@pytest.mark.usefixtures("every_size_is_large")
@given(members(of=st.floats(-1e200, 1e200) | st.sampled_from([0.0, -0.0, 5e-324])), st.booleans())
def test_bins(rows, weighted):
    values, weights = rows
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inequality.bins, "CHUNK", 16)
        assert_same(bins_of, values, np.minimum(weights, 1e100) if weighted else None)


@pytest.mark.usefixtures("every_size_is_large")
@pytest.mark.parametrize("where", [0, 20, 39])
@pytest.mark.parametrize("wrong", [np.nan, np.inf, -np.inf])
def test_bins_refuse_what_is_not_finite(wrong, where):
    values = np.linspace(1.0, 40.0, 40)
    values[where] = wrong
    with pytest.raises(InputError, match=f"at row {where}"):
        bins_of(values, None)
    with pytest.raises(InputError, match="weights"):
        bins_of(np.ones(40), values)


@pytest.mark.usefixtures("every_size_is_large")
@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize(
    "column",
    [
        lambda x: x.astype(np.float32),
        lambda x: np.floor(x).astype(np.int64),
        lambda x: x.astype(">f8"),
        lambda x: np.repeat(x, 2)[::2],
    ],
    ids=["single", "int", "big-endian", "strided"],
)
def test_bins_of_columns_of_any_kind(column, weighted):
    rng = np.random.default_rng(4)
    values, weights = column(rng.lognormal(10, 2, 3000)), column(rng.gamma(2, 1000, 3000))
    assert_same(bins_of, values, weights if weighted else None)


@pytest.mark.usefixtures("every_size_is_large")
@given(members(least=2), st.floats(0, 1))
def test_indices(rows, p):
    values, weights = rows
    for metric, arguments in ((gini, ()), (raffinetti_gini, ()), (top_share, (p,)), (bottom_share, (p,))):
        assert_same(lambda metric=metric, arguments=arguments: metric(values, *arguments, weights=weights))


@pytest.mark.usefixtures("every_size_is_large")
@given(members(least=2), st.data())
def test_other_weights_for_the_same_rows(rows, data):
    values, weights = rows
    times = data.draw(st.lists(st.integers(0, 3), min_size=values.size, max_size=values.size))
    assume(0 in times and any(times))

    def reweighted():
        points = Points(values, weights).reweighted(weights * times)
        return points.values, points.weights

    assert_same(reweighted)


@pytest.mark.usefixtures("every_size_is_large")
def test_standard_errors():
    rng = np.random.default_rng(9)
    sample = Survey({"worth": rng.lognormal(0, 2, 3000)}, weight=rng.gamma(2, size=3000))
    assert_same(lambda: estimate(gini, sample, "worth", method="bootstrap", replicates=40).standard_error)


def test_what_is_small_or_not_wanted_is_not_compiled(monkeypatch):
    assert compiled.loop(compiled.sort_pairs, min(compiled.LEAST, compiled.LEAST_LOADED) - 1) is None
    monkeypatch.setenv("INEQUALITY_COMPILED", "0")
    assert compiled.loop(compiled.sort_pairs, 10**9) is None


def test_numba_is_loaded_for_many_small_arrays(monkeypatch):
    pytest.importorskip("numba", reason="needs the extra 'fast'")
    loaded = []
    monkeypatch.setattr(compiled, "import_module", loaded.append)
    compiled.expect(compiled.EXPECTED - 1)
    monkeypatch.setenv("INEQUALITY_COMPILED", "0")
    compiled.expect(compiled.EXPECTED)
    assert not loaded
    monkeypatch.delenv("INEQUALITY_COMPILED")
    compiled.expect(compiled.EXPECTED)
    assert loaded == ["numba"]


@pytest.mark.usefixtures("every_size_is_large")
def test_where_nothing_may_be_written_loops_are_compiled_all_the_same(monkeypatch):
    numba = pytest.importorskip("numba")
    whole, asked = numba.njit, []

    def njit(*, cache=False, **options):
        asked.append(cache)
        if cache:
            raise RuntimeError("cannot cache function: no locator available")
        return whole(**options)

    monkeypatch.setattr(numba, "njit", njit)
    monkeypatch.setattr(compiled, "_compiled", compiled._compiled.__wrapped__)
    values, weights = compiled.loop(compiled.members, 2)(np.array([1.0, 2.0]), np.array([0.0, 3.0]))
    assert (values.tolist(), weights.tolist()) == ([2], [3])
    assert asked[-2:] == [True, False]


@pytest.mark.parametrize("without", [False, True], ids=["as installed", "without numba"])
def test_the_package_does_not_need_numba(without):
    """Nor does it load it for what is small."""
    code = f"""if True:
        import sys
        if {without}:
            sys.modules["numba"] = None
        import numpy as np, inequality as iq, inequality.cli
        values = np.random.default_rng(0).random(50_000)
        assert iq.gini(values, weights=values) > 0
        assert iq.gini(values, weights=values, tolerance=1e-3) > 0
        from inequality import compiled
        assert not sys.modules.get("numba")
        if {without}:
            assert compiled.loop(compiled.sort_pairs, 10**9) is None
    """
    subprocess.run([sys.executable, "-c", code], check=True)
