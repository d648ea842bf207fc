"""What `estimate` takes, what it refuses, and what its answer says."""

import inspect
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import numpy as np
import pytest

from inequality.errors import DomainError, InputError, UnknownNameError
from inequality.inference import METHODS, covariance, difference, estimate, t_quantile
from inequality.inference.asking import options_of
from inequality.metrics import METRICS, bottom_share, gini, lorenz_curve, top_share
from inequality.survey import Survey
from inequality.tails import ParetoTail

OWN = set(inspect.signature(estimate).parameters)


@pytest.mark.parametrize("name", METRICS)
def test_no_metric_has_an_argument_that_is_a_methods(name):
    arguments = set(inspect.signature(METRICS[name].function).parameters) - {"values", "weights"}
    taken = (OWN - {"args", "kwargs"}).union(*(options_of(entry) for entry in METHODS.values()))
    assert not arguments & taken


def test_the_interval_is_students_t(clustered):
    found = estimate(gini, clustered, "income", level=0.9)
    half = t_quantile(0.95, 4) * found.standard_error
    assert (found.interval.low, found.interval.high) == pytest.approx((found.value - half, found.value + half))
    assert (found.level, found.df, found.interval.kind) == (0.9, 4, "sampling")
    assert "90% interval" in repr(found)
    assert "4 degrees of freedom" in repr(found)


def test_by_gives_one_estimate_a_group(clustered):
    found = estimate(top_share, clustered, "income", 0.25, by="sex")
    assert list(found) == ["f", "m"]
    alone = estimate(top_share, clustered.where(clustered["sex"] == "m"), "income", 0.25)
    assert (found["m"].value, found["m"].standard_error) == (alone.value, alone.standard_error)
    assert difference(found["f"], alone).value == found["f"].value - alone.value
    with pytest.raises(UnknownNameError, match="no group 'x'"):
        found["x"]
    within = estimate(gini, clustered.where(clustered["stratum"] == "north"), "income", by="sex")
    assert within["f"].df == 1  # the stratum's two units


def test_missing_labels_are_not_dropped(frame):
    frame = frame.assign(sex=frame["sex"].where(frame["income"] > 0, None))
    sample = Survey.from_frame(frame, weight="weight")
    with pytest.raises(InputError, match="sex has missing entries"):
        estimate(gini, sample, "income", by="sex")
    assert len(estimate(gini, sample.where(sample["income"] > 0), "income", by="sex")) == 2


def test_labels_of_several_types_are_refused():
    sample = Survey({"x": np.array([1.0, 2.0, 3.0]), "g": np.array(["a", 1, "b"], dtype=object)})
    with pytest.raises(InputError, match="g has labels of several types"):
        estimate(gini, sample, "x", by="g")


def test_missing_values_are_not_dropped(frame):
    frame = frame.assign(income=frame["income"].where(frame["income"] > 0))
    sample = Survey.from_frame(frame, weight="weight")
    with pytest.raises(InputError, match="income.* 1 (missing|entry)"):
        estimate(gini, sample, "income")
    there = sample.where(~np.isnan(sample["income"]))
    assert estimate(gini, there, "income").df == 23


def test_missing_strata_are_refused(frame):
    frame = frame.assign(stratum=frame["stratum"].where(frame["income"] > 0, None))
    with pytest.raises(InputError, match="strata has missing entries"):
        estimate(gini, Survey.from_frame(frame, strata="stratum"), "income")


@pytest.mark.parametrize(
    ("arguments", "error", "says"),
    [
        ({"level": 1}, InputError, "level=1"),
        ({"method": "bootstraps"}, UnknownNameError, "did you mean 'bootstrap'"),
        ({"replicates": 10}, InputError, "replicates"),
        ({"method": "bootstrap", "replicates": 1}, InputError, "replicates=1"),
        ({"method": "jackknife", "centre": "mean"}, InputError, "centre='mean'"),
        ({"p": 0.5}, InputError, "unexpected keyword"),
        ({"implicates": "mean"}, InputError, "implicates='mean'"),
        ({"by": "region"}, UnknownNameError, "region"),
        ({"bottom": 5, "top": 2}, InputError, "bottom=5 is above top=2"),
        ({"equivalence": [1.0]}, InputError, "1 rows where 24"),
        ({"method": "tail_bootstrap", "tail": ParetoTail(0.9, 0.1, 50, 4, 10)}, DomainError, "infinite"),
        ({"method": "tail_bootstrap", "tail": 0}, DomainError, "above"),
        ({"method": "tail_bootstrap", "tail": 1}, DomainError, "No Pareto tail starts at 0"),
    ],
)
def test_nonsense_is_refused(flat, arguments, error, says):
    with pytest.raises(error, match=says):
        estimate(gini, flat, "income", **arguments)


def test_a_bare_array_has_no_design():
    with pytest.raises(InputError, match=r"A ndarray has no design.*Survey\.from_frame"):
        estimate(gini, np.array([1.0, 2.0]), "income")


def test_a_curve_is_not_a_number(flat):
    with pytest.raises(InputError, match="LorenzCurve, not a number"):
        estimate(lorenz_curve, flat, "income", method="jackknife")


class TestResults:
    def test_frame(self, clustered):
        frame = estimate(gini, clustered, "income", by="sex").to_frame()
        assert list(frame.index) == ["f", "m"]
        assert list(frame.columns) == ["estimate", "standard_error", "low", "high", "level", "df", "method", "notes"]
        assert list(estimate(gini, clustered, "income").to_frame().index) == ["gini of income"]

    def test_excel(self, clustered, tmp_path):
        import pandas as pd

        found = estimate(gini, clustered, "income", by="sex")
        found.to_excel(tmp_path / "table.xlsx")
        read = pd.read_excel(tmp_path / "table.xlsx", index_col=0)
        assert read["estimate"].tolist() == pytest.approx(found.to_frame()["estimate"].tolist())
        found["f"].to_excel(tmp_path / "one.xlsx")
        assert pd.read_excel(tmp_path / "one.xlsx", index_col=0).index.tolist() == ["gini of income (sex f)"]

    def test_latex(self, clustered):
        text = estimate(gini, clustered, "income").to_latex()
        assert r"gini of income & 0.490 & 0.046 & 0.362 & 0.617 \\" in text
        assert text.count(r"\begin") == text.count(r"\end") == 1

    def test_latex_escapes_labels(self, frame):
        frame = frame.assign(sex=frame["sex"].map({"f": "50% & more_", "m": "m"}))
        text = estimate(gini, Survey.from_frame(frame), "income", by="sex").to_latex()
        assert r"50\% \& more\_ &" in text

    def test_notebook(self, clustered):
        html = estimate(gini, clustered, "income", by="sex")._repr_html_()
        assert html.count("<tr>") == 3
        assert "0.049" in html
        assert "linearisation, 4 degrees of freedom" in html
        assert "<script" not in estimate(gini, clustered, "income")._repr_html_()

    def test_print(self, clustered):
        found = estimate(gini, clustered, "income", bottom=10)
        assert str(found).startswith("0.46")
        assert " ± 0.0" in str(found)
        assert "4 rows (17.647% of the weight) raised to 10" in str(found)
        assert float(found) == found.value


class TestCoding:
    def test_it_is_done_after_equivalence(self, flat):
        scale = np.where(flat["sex"] == "f", 1.5, 1.0)
        values = np.clip(flat["income"] / scale, 5, 50)
        expected = estimate(gini, Survey({"x": values}, weight=flat.weight), "x")
        found = estimate(gini, flat, "income", equivalence=scale, bottom=5, top=50)
        assert (found.value, found.standard_error) == (expected.value, expected.standard_error)
        assert len(found.notes) == 2

    def test_a_column_may_be_named(self, frame):
        frame = frame.assign(persons=np.arange(24) % 3 + 1)
        sample = Survey.from_frame(frame, weight="weight")
        found = estimate(gini, sample, "income", persons="persons")
        expected = gini(frame["income"], weights=frame["weight"] * frame["persons"])
        assert found.value == pytest.approx(expected, rel=1e-14)
        assert sample.distribution("income", persons="persons").population == pytest.approx(
            (frame["weight"] * frame["persons"]).sum()
        )

    def test_only_the_domain_needs_an_equivalence(self, flat):
        scale = np.where(flat["sex"] == "f", 2.0, np.nan)
        women = flat.where(flat["sex"] == "f")
        assert estimate(gini, women, "income", equivalence=scale).value == pytest.approx(estimate(gini, women, "income").value)
        with pytest.raises(InputError, match="equivalence.* 12 (missing|entries)"):
            estimate(gini, flat, "income", equivalence=scale)


class TestParallel:
    """The same result, to the last bit, however replicates are shared out."""

    @pytest.fixture
    def sample(self):
        stream = np.random.default_rng(5)
        return Survey({"x": stream.lognormal(size=400)}, weight=stream.gamma(2, size=400), strata=np.repeat([1, 2, 3, 4], 100))

    @pytest.mark.parametrize("method", ["bootstrap", "tail_bootstrap"])
    def test_threads(self, sample, method):
        one = estimate(gini, sample, "x", method=method, replicates=110, seed=3)
        for workers in (1, 2, 7):
            with ThreadPoolExecutor(workers) as pool:
                other = estimate(gini, sample, "x", method=method, replicates=110, seed=3, map=pool.map)
            assert np.array_equal(one.deviations.within, other.deviations.within)

    def test_processes(self, sample):
        one = estimate(gini, sample, "x", method="bootstrap", replicates=60)
        with ProcessPoolExecutor(2) as pool:
            other = estimate(gini, sample, "x", method="bootstrap", replicates=60, map=pool.map)
        assert one.standard_error == other.standard_error

    def test_another_order_of_completion(self, sample):
        def backwards(run, batches):
            found = [run(batch) for batch in reversed(list(batches))]
            return reversed(found)

        one = estimate(gini, sample, "x", method="bootstrap", replicates=60)
        other = estimate(gini, sample, "x", method="bootstrap", replicates=60, map=backwards)
        assert one.standard_error == other.standard_error

    def test_a_replicate_does_not_depend_on_how_many_there_are(self, sample):
        few, many = (estimate(gini, sample, "x", method="bootstrap", replicates=n) for n in (30, 60))
        raw = [found.deviations.within * np.sqrt(n - 1) for found, n in ((few, 30), (many, 60))]
        shift = raw[0] - raw[1][:30]
        assert shift == pytest.approx(np.full(30, shift[0]), abs=1e-12)

    def test_another_seed_is_another_result(self, sample):
        one, other = (estimate(gini, sample, "x", method="bootstrap", replicates=60, seed=seed) for seed in (1, 2))
        assert one.standard_error != other.standard_error
        with pytest.raises(TypeError, match="not of one sample by one method"):
            difference(one, other)


def test_lorenz_ordinates_have_a_covariance(clustered):
    ordinates = [estimate(bottom_share, clustered, "income", p) for p in (0.2, 0.5, 0.8)]
    matrix = covariance(*ordinates)
    assert np.sqrt(np.diag(matrix)) == pytest.approx([each.standard_error for each in ordinates])
    assert difference(ordinates[2], ordinates[0]).standard_error ** 2 == pytest.approx(
        matrix[0, 0] + matrix[2, 2] - 2 * matrix[0, 2]
    )
