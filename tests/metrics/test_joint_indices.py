"""Concentration, subgroups, sources, factors: exact identities, and pairs of people counted one by one."""

import itertools
import math
import os
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from inequality import (
    Measure,
    Survey,
    concentration_curve,
    concentration_index,
    generalized_entropy_by_subgroup,
    gini,
    gini_by_source,
    gini_by_subgroup,
    lorenz_curve,
    shapley_decomposition,
)
from inequality.errors import DomainError, IncomparableError, InputError, UnknownNameError
from inequality.points import Points

MANY = settings(max_examples=2 * settings.default.max_examples)
#: Incomes of ten classes in the United States in 1968, with their frequencies (R's package ineq), in three groups.
CLASSES = {
    "income": [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261],
    "weight": [482, 825, 722, 690, 661, 760, 745, 2140, 1911, 1024],
    "group": [1, 1, 1, 2, 2, 2, 3, 3, 3, 3],
}


@st.composite
def samples(draw, least=-5):
    """Whole numbers, of which those in ``x`` add to more than 0."""
    n = draw(st.integers(1, 9))
    columns = {
        name: draw(st.lists(st.integers(low, 25), min_size=n, max_size=n))
        for name, low in zip("xyz", (least, -5, 0), strict=True)
    }
    columns["w"] = draw(st.lists(st.integers(1, 4), min_size=n, max_size=n))
    columns["g"] = draw(st.lists(st.sampled_from("abc"), min_size=n, max_size=n))
    assume(sum(x * w for x, w in zip(columns["x"], columns["w"], strict=True)) > 0)
    return columns


def pairs(sample, function):
    """Sum of a function of two rows over all ordered pairs, each as often as their weights say."""
    rows = list(zip(*sample.values(), strict=True))
    named = [dict(zip(sample, row, strict=True)) for row in rows]
    return sum((Fraction(a["w"] * b["w"] * function(a, b)) for a, b in itertools.product(named, repeat=2)), Fraction(0))


def whole(sample):
    """Population times total."""
    return sum(sample["w"]) * sum(x * w for x, w in zip(sample["x"], sample["w"], strict=True))


class TestConcentration:
    @MANY
    @given(samples())
    def test_pairs_counted_one_by_one(self, sample):
        expected = pairs(sample, lambda a, b: (a["x"] - b["x"]) * ((a["y"] > b["y"]) - (a["y"] < b["y"]))) / 2 / whole(sample)
        assert concentration_index(sample, "x", "y", weight="w") == pytest.approx(float(expected), rel=1e-12, abs=1e-12)

    @given(samples())
    def test_ranked_by_itself_it_is_the_gini_index_and_the_lorenz_curve(self, sample):
        assert concentration_index(sample, "x", "x", weight="w") == pytest.approx(gini(sample["x"], weights=sample["w"]))
        curve, lorenz = concentration_curve(sample, "x", "x", weight="w"), lorenz_curve(sample["x"], weights=sample["w"])
        assert [curve(p) for p in lorenz.p] == pytest.approx(list(lorenz.share), abs=1e-12)

    @given(samples())
    def test_it_is_twice_the_area_between_the_curve_and_the_diagonal(self, sample):
        curve = concentration_curve(sample, "x", "y", weight="w")
        area = float(np.sum(np.diff(curve.p) * (curve.share[1:] + curve.share[:-1]) / 2))
        assert concentration_index(sample, "x", "y", weight="w") == pytest.approx(1 - 2 * area, rel=1e-9, abs=1e-12)

    @pytest.mark.parametrize(
        ("weights", "printed"), [([1] * 7, -0.577922077922), ([2.5, 1.1, 3.6, 4.4, 0.8, 2.7, 1.9], -0.607158972101)]
    )
    def test_relative_to_the_absolute_total(self, weights, printed):
        """Of a source with debts, CRAN GiniWegNeg 1.0.1 relates it to the mean absolute value instead of the mean."""
        debts = np.array([3, -6, 5, -9, -5, 1, 15])
        columns = {"debts": debts, "total": [-7, -15, 11, -10, 2, 4, 40], "w": weights}
        part = np.sum(debts * weights) / np.sum(abs(debts) * weights)
        assert -part * concentration_index(columns, "debts", "total", weight="w") == pytest.approx(printed, abs=5e-13)

    def test_no_total_no_shares(self):
        for function in (concentration_index, concentration_curve):
            with pytest.raises(DomainError, match="total is 0"):
                function({"x": [-1, 1], "y": [1, 2]}, "x", "y")

    def test_units_of_value_and_rank_do_not_matter_to_each_other(self):
        columns = {"x": np.array([1.0, 2.0, 6.0]) * 2.0**900, "y": np.array([1.0, 3.0, 2.0]) * 2.0**-900}
        assert concentration_index(columns, "x", "y") == concentration_index({"x": [1, 2, 6], "y": [1, 3, 2]}, "x", "y")

    def test_the_frame(self):
        frame = concentration_curve({"x": [1, 3], "y": [2, 1]}, "x", "y").to_frame()
        assert frame.to_dict("list") == {"p": [0, 0.5, 1], "share": [0, 0.75, 1]}


class TestGiniBySubgroup:
    @MANY
    @given(samples())
    @example({"x": [1, 2], "y": [0, 0], "z": [0, 0], "w": [1, 1], "g": ["a", "b"]})
    def test_pairs_counted_one_by_one(self, sample):
        found = gini_by_subgroup(sample, "x", "g", weight="w")
        totals = pd.DataFrame(sample).assign(total=lambda d: d["x"] * d["w"]).groupby("g")[["total", "w"]].sum()
        mean = {g: Fraction(int(row["total"]), int(row["w"])) for g, row in totals.iterrows()}
        order = {g: k for k, g in enumerate(sorted(mean, key=lambda g: (mean[g], g)))}
        two = 2 * whole(sample)
        within = pairs(sample, lambda a, b: abs(a["x"] - b["x"]) * (a["g"] == b["g"])) / two
        between = pairs(sample, lambda a, b: abs(mean[a["g"]] - mean[b["g"]])) / two
        overlap = pairs(sample, lambda a, b: max(a["x"] - b["x"], 0) * (order[a["g"]] < order[b["g"]])) * 4 / two
        expected = [float(part) for part in (within, between, overlap)]
        assert [found["within"], found["between"], found["overlap"]] == pytest.approx(expected, rel=1e-12, abs=1e-13)
        assert sum(found.parts.values()) == pytest.approx(found.total, rel=1e-12, abs=1e-13)
        assert found.total == gini(sample["x"], weights=sample["w"])
        assert found["overlap"] >= 0

    def test_reference(self):
        found = gini_by_subgroup(CLASSES, "income", "group", weight="weight")
        assert found.total == pytest.approx(0.388925666073, abs=1e-12)
        assert found["within"] == pytest.approx(0.114631650579, abs=1e-12)
        assert found["between"] == pytest.approx(0.274294015493, abs=1e-12)
        assert found["overlap"] == 0

    def test_the_rows(self):
        frame = gini_by_subgroup({"x": [1, 3, 4], "g": ["a", "a", "b"]}, "x", "g").to_frame()
        assert frame.index.name == "g"
        assert frame.loc["a"].to_dict() == pytest.approx(
            {"population_share": 2 / 3, "total_share": 0.5, "relative_mean": 0.75, "gini": 0.25, "within": 1 / 12}
        )
        assert frame.loc["b", ["gini", "within"]].tolist() == [0, 0]

    def test_groups_in_debt_have_no_index_but_a_part(self):
        frame = gini_by_subgroup({"x": [-3, 1, 4, 8], "g": ["a", "a", "b", "b"]}, "x", "g").to_frame()
        assert math.isnan(frame.loc["a", "gini"])
        assert frame.loc["a", "within"] == pytest.approx(4 / (4 * 10))

    @pytest.mark.parametrize("label", [None, math.nan, pd.NA], ids=str)
    def test_a_row_without_group_is_not_dropped(self, label):
        with pytest.raises(InputError, match="g has 1 missing entries, the first at row 1"):
            gini_by_subgroup({"x": [1, 2], "g": np.array(["a", label], object)}, "x", "g")

    def test_labels_of_two_types(self):
        with pytest.raises(InputError, match="several types"):
            gini_by_subgroup({"x": [1, 2], "g": np.array(["a", 3], object)}, "x", "g")

    def test_unknown_column(self):
        with pytest.raises(UnknownNameError, match="did you mean 'income'"):
            gini_by_subgroup(CLASSES, "Incom", "group")


class TestEntropyBySubgroup:
    @MANY
    @given(samples(least=0), st.sampled_from([-1.0, 0.0, 0.5, 1.0, 2.0, 3.0]))
    def test_within_and_between_add_up(self, sample, alpha):
        assume(alpha > 0 or min(sample["x"]) > 0)
        found = generalized_entropy_by_subgroup(sample, "x", "g", alpha, weight="w")
        assert found["within"] + found["between"] == pytest.approx(found.total, rel=1e-9, abs=1e-13)
        assert min(found.parts.values()) >= -1e-13
        assert sum(found.rows["within"]) == pytest.approx(found["within"])

    @MANY
    @given(samples(least=0))
    def test_squares_counted_one_by_one(self, sample):
        """Half the squared coefficient of variation of the group means."""
        rows = list(zip(sample["x"], sample["w"], sample["g"], strict=True))
        everyone, total = sum(w for _, w, _ in rows), sum(x * w for x, w, _ in rows)
        sums = {g: (sum(w for _, w, h in rows if h == g), sum(x * w for x, w, h in rows if h == g)) for g in sample["g"]}
        squares = sum(Fraction(held * held, members) for members, held in sums.values())
        expected = (Fraction(squares * everyone, total * total) - 1) / 2
        found = generalized_entropy_by_subgroup(sample, "x", "g", 2, weight="w")
        assert found["between"] == pytest.approx(float(expected), rel=1e-9, abs=1e-13)

    def test_a_group_with_nothing_has_no_index_and_no_part(self):
        found = generalized_entropy_by_subgroup({"x": [0, 0, 1, 3], "g": list("aabb")}, "x", "g", 1)
        assert math.isnan(found.rows["index"][0])
        assert found.rows["within"][0] == 0
        assert found["between"] == pytest.approx(math.log(2))

    def test_where_it_is_undefined_it_says_of_which_group(self):
        with pytest.raises(DomainError, match="Where g = a: "):
            generalized_entropy_by_subgroup({"x": [0, 0, 1, 3], "g": list("aabb")}, "x", "g", 0)
        with pytest.raises(DomainError, match="-1"):
            generalized_entropy_by_subgroup({"x": [-1, 2, 1, 3], "g": list("aabb")}, "x", "g", 1)

    @pytest.mark.skipif("INEQUALITY_REAL_DATA" not in os.environ, reason="INEQUALITY_REAL_DATA is not set")
    def test_synthetic_eu_silc_by_sex(self):
        """R's convey."""
        frame = pd.read_csv(Path(os.environ["INEQUALITY_REAL_DATA"], "micro", "eusilc_min.csv.gz"))
        frame = frame[frame["eqincome"] > 0]
        found = generalized_entropy_by_subgroup(frame, "eqincome", "rb090", 1, weight="rb050")
        assert found.total == pytest.approx(0.1205269206, abs=5e-11)
        assert found["within"] == pytest.approx(0.1197390436, abs=5e-11)
        assert found["between"] == pytest.approx(0.0007878770, abs=5e-11)


class TestGiniBySource:
    @MANY
    @given(samples())
    def test_contributions_are_concentrations_and_add_up(self, sample):
        total = [sum(row) for row in zip(sample["x"], sample["y"], sample["z"], strict=True)]
        assume(sum(t * w for t, w in zip(total, sample["w"], strict=True)) > 0)
        found = gini_by_source(sample, ["x", "y", "z"], weight="w")
        assert sum(found.parts.values()) == pytest.approx(found.total, rel=1e-12, abs=1e-13)
        assert found.total == pytest.approx(gini(total, weights=sample["w"]))
        rows = found.to_frame()
        concentrated = concentration_index(sample | {"total": total}, "x", "total", weight="w")
        assert found["x"] == pytest.approx(rows.loc["x", "share"] * concentrated, rel=1e-9, abs=1e-12)
        for name in "xyz":
            share, own, correlation = rows.loc[name, ["share", "gini", "correlation"]]
            if not (math.isnan(own) or math.isnan(correlation)):
                assert share * own * correlation == pytest.approx(found[name], rel=1e-9, abs=1e-12)
                assert abs(correlation) <= 1 + 1e-12

    def test_elasticity_is_what_one_percent_more_of_a_source_does(self):
        sample = {"wages": np.array([3.0, 1.0, 7.0, 4.0]), "capital": np.array([0.0, 1.0, 9.0, 1.0])}
        found = gini_by_source(sample, ["wages", "capital"]).to_frame()
        step = 1e-6
        for name in sample:
            more = {other: column * (1 + step * (other == name)) for other, column in sample.items()}
            changed = gini_by_source(more, ["wages", "capital"]).total / gini_by_source(sample, ["wages", "capital"]).total - 1
            assert found.loc[name, "elasticity"] == pytest.approx(changed / step, abs=1e-5)
        assert found["elasticity"].sum() == pytest.approx(0, abs=1e-15)

    def test_what_is_the_same_for_all_adds_nothing_but_evens_out(self):
        found = gini_by_source({"wages": [1, 2, 3], "grant": [2, 2, 2]}, ["wages", "grant"]).to_frame()
        assert found.loc["grant", "contribution"] == 0
        assert found.loc["grant", "elasticity"] == pytest.approx(-0.5)
        assert math.isnan(found.loc["grant", "correlation"])

    def test_debts_are_sources(self):
        found = gini_by_source({"assets": [1, 5, 9], "debts": [0, -1, -4]}, ["assets", "debts"])
        assert found["debts"] < 0
        assert math.isnan(found.to_frame().loc["debts", "gini"])

    @pytest.mark.parametrize("sources", [["x"], "xy", ["x", "x"]], ids=str)
    def test_two_columns_or_more(self, sources):
        with pytest.raises(InputError, match="two or more columns"):
            gini_by_source({"x": [1, 2], "y": [1, 2]}, sources)

    def test_only_one_currency(self):
        measures = {name: Measure("earnings", "person", currency) for name, currency in (("x", "USD"), ("y", "EUR"))}
        survey = Survey({"x": np.array([1.0, 2.0]), "y": np.array([1.0, 2.0])}, measures=measures)
        with pytest.raises(IncomparableError, match="currency: USD and EUR"):
            gini_by_source(survey, ["x", "y"])


class TestShapley:
    @given(samples(), st.sampled_from(["mean", "zero"]))
    @settings(max_examples=50)
    def test_contributions_are_means_over_all_orders(self, sample, without):
        names = ["x", "y", "z"]
        columns = {name: np.array(sample[name], float) + 6 for name in names}  # with the 6 any subset has a total above 0
        weights = np.array(sample["w"], float)
        means = {name: np.average(column, weights=weights) for name, column in columns.items()}

        def worth(present):
            if not present:
                return 0.0
            absent = sum(means[name] for name in names if name not in present) if without == "mean" else 0.0
            return gini(sum(columns[name] for name in present) + absent, weights=weights)

        found = shapley_decomposition(columns | {"w": weights}, names, weight="w", without=without)
        for name in names:
            gains = []
            for order in itertools.permutations(names):
                before = order[: order.index(name)]
                gains.append(worth((*before, name)) - worth(before))
            assert found[name] == pytest.approx(np.mean(gains), rel=1e-9, abs=1e-12)
        assert sum(found.parts.values()) == pytest.approx(found.total, rel=1e-12, abs=1e-12)
        rows = found.to_frame()
        assert rows.loc["x", "first"] == pytest.approx(worth(("x",)))
        assert rows.loc["x", "last"] == pytest.approx(worth(names) - worth(("y", "z")))

    def test_equal_factors_contribute_equally_and_idle_ones_nothing(self):
        columns = {"a": [1.0, 2.0, 6.0], "b": [1.0, 2.0, 6.0], "idle": [4.0, 4.0, 4.0]}
        found = shapley_decomposition(columns, ["a", "b", "idle"])
        assert found["a"] == found["b"]
        assert found["idle"] == pytest.approx(0, abs=1e-15)

    def test_of_any_index(self):
        def variance(points: Points):
            return float(np.sum(points.products * points.values)) / points.everyone - points.mean**2

        columns = {"a": [1.0, 2.0, 6.0, 0.0], "b": [3.0, 1.0, 2.0, 5.0]}
        found = shapley_decomposition(columns, ["a", "b"], variance)
        covariance = np.cov(columns["a"], columns["b"], bias=True)
        assert found["a"] == pytest.approx(covariance[0].sum())
        assert found.index == "variance"
        words = shapley_decomposition(columns, ["a", "b"], "top_share:0.25")
        assert words.total == pytest.approx(0.4)
        assert words.index == "top_share:0.25"

    @pytest.mark.parametrize(
        ("call", "error", "words"),
        [
            (lambda c: shapley_decomposition(c, [f"f{k}" for k in range(13)]), InputError, "13 factors have 8192 subsets"),
            (lambda c: shapley_decomposition(c, ["f0", "f1"], "ginni"), UnknownNameError, "did you mean 'gini'"),
            (lambda c: shapley_decomposition(c, ["f0", "f1"], "top_share"), InputError, "missing a required argument: 'p'"),
            (lambda c: shapley_decomposition(c, ["f0", "f1"], gini_by_source), InputError, "gini_by_source is not an index"),
            (lambda c: shapley_decomposition(c, ["f0", "f1"], lorenz_curve), InputError, "is a LorenzCurve, not a number"),
            (lambda c: shapley_decomposition(c, ["f0", "f1"], without="median"), UnknownNameError, "mean, zero"),
        ],
    )
    def test_wrong_use(self, call, error, words):
        with pytest.raises(error, match=words):
            call({f"f{k}": [1.0, 2.0 + k] for k in range(13)})


class TestNearEqualValues:
    """Ten trillion and a little: what is off in the last digits of a sum of them is more than all inequality."""

    RANDOM = np.random.default_rng(0)
    SAMPLE = {
        "x": 1e13 + RANDOM.integers(0, 1000, 500),
        "y": RANDOM.normal(size=500),
        "w": RANDOM.uniform(0.1, 2, 500),
        "g": RANDOM.choice(list("abcd"), 500),
    }

    def test_concentration_and_sources(self):
        order = np.argsort(self.SAMPLE["y"])
        weights = [Fraction(w) for w in self.SAMPLE["w"][order]]
        held = [Fraction(x) * w for x, w in zip(self.SAMPLE["x"][order], weights, strict=True)]
        below = list(itertools.accumulate(weights))
        gaps = sum(h * (2 * b - w - below[-1]) for h, w, b in zip(held, weights, below, strict=True))
        expected = pytest.approx(float(gaps / (below[-1] * sum(held))), rel=1e-9, abs=0)
        assert concentration_index(self.SAMPLE, "x", "y", weight="w") == expected
        other = self.SAMPLE | {"y": 1e10 * self.SAMPLE["y"]}  # so large that it ranks the sum
        found = gini_by_source(other, ["x", "y"], weight="w")
        assert found["x"] / found.rows["share"][0] == expected

    def test_overlap(self):
        found = gini_by_subgroup(self.SAMPLE, "x", "g", weight="w")
        assert found["overlap"] / found.total > 0.5
        assert sum(found.parts.values()) == pytest.approx(found.total, rel=1e-9, abs=0)


def test_decompositions_print():
    found = gini_by_source({"wages": [1, 3], "capital": [0, 4]}, ["wages", "capital"])
    assert repr(found) == "Decomposition(gini 0.375 = wages 0.125 + capital 0.25)"
    with pytest.raises(UnknownNameError, match="no part 'capitol' of the gini.*did you mean 'capital'"):
        found["capitol"]
