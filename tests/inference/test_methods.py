"""Each method against R's survey package on a small sample, and against the definition written out."""

import math
from fractions import Fraction

import numpy as np
import pytest

from inequality.errors import DomainError, InputError
from inequality.inference import METHODS, difference, estimate
from inequality.inference._bootstrap import drawn, rescaling
from inequality.inference.design import Design
from inequality.metrics import (
    atkinson,
    bottom_share,
    concentration_index,
    generalized_entropy,
    gini,
    mean_log_deviation,
    quantile,
    richest_matching,
    theil_t,
)
from inequality.replication import Replication
from inequality.survey import Survey
from inequality.tails import ParetoTail


def check(found, expected, rel=1e-12):
    assert [found.value, found.standard_error] == pytest.approx(expected[:2], rel=rel)
    if len(expected) == 3:
        assert found.df == expected[2]


def test_linearisation_with_strata_and_clusters(clustered, flat, in_r):
    check(estimate(gini, clustered, "income"), in_r["gini"])
    check(estimate(gini, flat, "income"), in_r["gini_flat"])
    check(estimate(bottom_share, clustered, "income", 0.5), in_r["bottom_half"])


def test_entropy_and_atkinson_are_those_of_the_delta_method_on_totals(clustered, in_r):
    positive = clustered.where(clustered["income"] > 0)
    check(estimate(theil_t, positive, "income"), in_r["theil"])
    check(estimate(mean_log_deviation, positive, "income"), in_r["mean_log_deviation"])
    check(estimate(generalized_entropy, positive, "income", 2), in_r["ge_2"])
    check(estimate(atkinson, positive, "income", 0.5), in_r["atkinson_half"])
    check(estimate(atkinson, positive, "income", 1), in_r["atkinson_1"])


def test_what_is_infinite_has_no_error(clustered):
    with pytest.raises(DomainError, match="mean_log_deviation is inf"):
        estimate(mean_log_deviation, clustered, "income")
    with pytest.raises(DomainError, match="A value of zero makes the index 1"):
        estimate(atkinson, clustered, "income", 1)


def test_a_domain_stays_in_the_design(clustered, in_r):
    women = clustered.where(clustered["sex"] == "f")
    check(estimate(gini, women, "income"), in_r["gini_women"])


def test_jackknife(clustered, flat, in_r):
    check(estimate(gini, clustered, "income", method="jackknife"), in_r["jkn"])
    check(estimate(gini, clustered, "income", method="jackknife", centre="replicates"), in_r["jkn_centred"])
    check(estimate(gini, flat, "income", method="jackknife"), in_r["jk1"])


def test_balanced_replicates_and_fays(frame, half_samples, in_r):
    weights = frame["weight"].to_numpy()[:, None]
    brr = Replication(weights * half_samples, method="BRR")
    fay = Replication(weights * (1 + (half_samples - 1) * 0.7), method="Fay", fay=0.3, centre="replicates")
    for name, replication in (("brr", brr), ("fay", fay)):
        sample = Survey({"income": frame["income"].to_numpy()}, weight=weights[:, 0], replication=replication)
        found = estimate(gini, sample, "income")  # the default, where there are replicate weights
        check(found, in_r[name])
        assert found.df == 3


def test_replicates_of_the_jackknife_are_the_jackknife(frame, clustered, in_r):
    """JKn given as replicate weights with a factor each."""
    units = frame["stratum"] + frame["unit"]
    columns = []
    for unit in units.unique():
        mates = (frame["stratum"] == unit[:-1]) & (units != unit)
        columns.append(frame["weight"] * np.where(units == unit, 0.0, np.where(mates, 2.0, 1.0)))
    frame = frame.assign(**{f"w{k}": column for k, column in enumerate(columns)})
    names = [f"w{k}" for k in range(len(columns))]
    sample = Survey.from_frame(frame, weight="weight", replicate_weights=names, method="JKn", rscales=0.5)
    check(estimate(gini, sample, "income"), in_r["jkn"])
    known = Survey.from_frame(
        frame, weight="weight", strata="stratum", clusters="unit", replicate_weights=names, method="JKn", rscales=0.5
    )
    assert estimate(gini, sample, "income").df == 7
    assert estimate(gini, known, "income").df == 4  # units less strata
    declared = Survey.from_frame(frame, weight="weight", replicate_weights=names, method="JKn", rscales=[0.5] * 8, df=2.5)
    assert estimate(gini, declared, "income").df == 2.5
    doubled = Survey.from_frame(frame, weight="weight", replicate_weights=names, scale=2.0, rscales=0.5)
    assert estimate(gini, doubled, "income").standard_error == pytest.approx(in_r["jkn"][1] * math.sqrt(2))


def test_persons_multiply_replicate_weights_too(frame, half_samples):
    weights, persons = frame["weight"].to_numpy(), np.arange(1, 25) % 4 + 1.0
    columns = {"income": frame["income"].to_numpy()}
    plain = Survey(columns, weight=weights, replication=Replication(weights[:, None] * half_samples, method="BRR"))
    many = Survey(
        columns,
        weight=weights * persons,
        replication=Replication((weights * persons)[:, None] * half_samples, method="BRR"),
    )
    one, other = estimate(gini, plain, "income", persons=persons), estimate(gini, many, "income")
    assert (one.value, one.standard_error) == pytest.approx((other.value, other.standard_error), rel=1e-13)


def test_linearisation_by_hand():
    """Four people, two strata of two: fractions throughout."""
    income, weight = [Fraction(k) for k in (1, 2, 4, 9)], [Fraction(k) for k in (3, 1, 2, 2)]
    everyone = sum(weight)
    mean = sum(w * x for w, x in zip(weight, income, strict=True)) / everyone
    distance = [sum(w * abs(x - y) for w, y in zip(weight, income, strict=True)) / everyone for x in income]
    index = sum(w * d for w, d in zip(weight, distance, strict=True)) / everyone / mean / 2
    z = [w * (d / mean - index * (x / mean + 1)) / everyone for w, x, d in zip(weight, income, distance, strict=True)]
    assert sum(z) == 0
    variance = (z[0] - z[1]) ** 2 + (z[2] - z[3]) ** 2  # n / (n - 1) sum (z - mean)^2 of a pair
    sample = Survey({"income": np.array([1.0, 2, 4, 9])}, weight=np.array([3.0, 1, 2, 2]), strata=np.array([1, 1, 2, 2]))
    found = estimate(gini, sample, "income")
    check(found, [float(index), math.sqrt(variance), 2], rel=1e-14)


def test_rows_of_no_weight_change_nothing_but_the_design(frame):
    """A row of weight 0 is a sampled unit that stands for nobody."""
    more = frame.assign(weight=np.where(frame["sex"] == "f", frame["weight"], 0.0))
    zero = Survey.from_frame(more, weight="weight", strata="stratum", clusters="unit")
    whole = Survey.from_frame(frame, weight="weight", strata="stratum", clusters="unit")
    women = whole.where(whole["sex"] == "f")
    for method in METHODS:
        if method != "replicate_weights":
            options = {"replicates": 50} if "bootstrap" in method else {}
            options |= {"tail": ParetoTail(2.0, 0.1, 30.0, 5, 10)} if method == "tail_bootstrap" else {}
            one, other = (estimate(gini, s, "income", method=method, **options) for s in (zero, women))
            assert one.standard_error == pytest.approx(other.standard_error, rel=1e-12), method


class TestStrataOfOneUnit:
    @pytest.fixture
    def lonely(self, frame):
        return Survey.from_frame(frame.iloc[:21], weight="weight", strata="stratum", clusters="unit")

    @pytest.mark.parametrize("method", ["linearisation", "jackknife", "bootstrap", "tail_bootstrap"])
    def test_they_are_refused(self, lonely, method):
        with pytest.raises(DomainError, match="1 of 4 strata have a single primary sampling unit"):
            estimate(gini, lonely, "income", method=method)

    @pytest.mark.parametrize("method", ["linearisation", "jackknife", "bootstrap"])
    def test_a_unit_that_was_sure_adds_nothing(self, lonely, method):
        found = estimate(gini, lonely, "income", method=method, single_unit="certainty")
        assert found.df == 3
        assert found.standard_error > 0

    def test_or_its_deviation_from_all(self, lonely):
        sure = estimate(gini, lonely, "income", single_unit="certainty")
        centred = estimate(gini, lonely, "income", single_unit="centred")
        assert centred.standard_error > sure.standard_error
        with pytest.raises(DomainError, match="single primary sampling unit"):
            estimate(gini, lonely, "income", method="jackknife", single_unit="centred")

    def test_a_domain_elsewhere_does_not_mind(self, lonely):
        others = lonely.where(lonely["stratum"] != "west")
        assert estimate(gini, others, "income").df == 3

    def test_nonsense_is_refused(self, lonely):
        with pytest.raises(InputError, match="single_unit"):
            estimate(gini, lonely, "income", single_unit="drop")


def test_no_degree_of_freedom_no_interval():
    sample = Survey({"income": np.array([1.0, 2.0, 5.0])}, clusters=np.array([1, 1, 1]))
    with pytest.raises(DomainError, match="no degree of freedom"):
        estimate(gini, sample, "income", single_unit="certainty")


def test_quantiles_are_linearised_by_the_slope_of_the_quantile_function():
    """Uniform values have density 1, so that the median's variance is 1 / (4 n)."""
    sample = Survey({"x": (np.arange(10_000) + 0.5) / 10_000})
    found = estimate(quantile, sample, "x", 0.5)
    assert found.standard_error == pytest.approx(0.5 / 100, rel=2e-3)
    with pytest.raises(DomainError, match="values do not rise"):
        estimate(quantile, Survey({"x": np.repeat([1.0, 2.0, 9.0], [10, 80, 10])}), "x", 0.5)


def test_a_metric_without_influence_names_the_other_methods(clustered):
    with pytest.raises(DomainError, match=r"richest_matching has no influence.*method='bootstrap', method='jackknife'"):
        estimate(richest_matching, clustered, "income", 10, method="linearisation")
    with pytest.raises(DomainError, match=r"no replicate weights.*method='linearisation'"):
        estimate(gini, clustered, "income", method="replicate_weights")


def test_any_function_of_points_may_be_resampled(clustered, flat):
    def mean(points):
        return points.value(points.mean)

    found = estimate(mean, flat, "income", method="jackknife")
    w, x = flat.weight, flat["income"]
    residual = w * (x - found.value) / w.sum()
    assert found.value == pytest.approx(np.average(x, weights=w))
    linear = math.sqrt(np.sum(residual**2) * 24 / 23)
    assert found.standard_error == pytest.approx(linear, rel=0.05)
    assert found.name == "mean of income"


def test_differences_within_one_sample(clustered, in_r):
    women, men = (estimate(gini, clustered.where(clustered["sex"] == sex), "income") for sex in "fm")
    found = difference(women, men)
    assert found.standard_error == pytest.approx(in_r["difference_women_men"][0], rel=1e-12)
    now, before = estimate(gini, clustered, "income"), estimate(gini, clustered, "before")
    check(difference(now, before), in_r["difference_income_before"])


def test_joint_indices_are_resampled(frame, half_samples):
    """Of a column with itself, the concentration index is the Gini index, in every resample."""
    weight = frame["weight"].to_numpy()
    sample = Survey(
        {"x": frame["income"].to_numpy(), "y": frame["income"].to_numpy()},
        weight=weight,
        clusters=np.arange(24) // 2,
        replication=Replication(weight[:, None] * half_samples, method="BRR"),
    ).where(frame["sex"] == "f")
    for method, options in (("replicate_weights", {}), ("jackknife", {}), ("bootstrap", {"replicates": 40})):
        one = estimate(concentration_index, sample, "x", "y", method=method, **options)
        other = estimate(gini, sample, "x", method=method, **options)
        assert (one.value, one.standard_error, one.df) == pytest.approx(
            (other.value, other.standard_error, other.df), rel=1e-11
        )
    with pytest.raises(DomainError, match=r"no influence.*method='jackknife'"):
        estimate(concentration_index, sample, "x", "y", method="linearisation")
    with pytest.raises(DomainError, match="no tail in common"):
        estimate(concentration_index, sample, "x", "y", method="tail_bootstrap")
    with pytest.raises(InputError, match="code the columns before"):
        estimate(concentration_index, sample, "x", "y", bottom=0)


def test_a_resample_without_the_domain_is_said():
    sample = Survey({"x": np.array([1.0, 2, 3, 4, 5, 6])}).where(np.array([True] + [False] * 5))
    with pytest.raises(DomainError, match="nobody of the domain"):
        estimate(gini, sample, "x", method="bootstrap", replicates=50)


def test_rao_wu_weights_keep_their_sum():
    """Drawn n - 1 times of n and multiplied by n / (n - 1): each stratum weighs what it weighed, where weights are equal."""
    design = Design.of(Survey({"x": np.arange(12.0)}, strata=np.repeat([1, 2, 3], [5, 4, 3])))
    factor = rescaling(design)
    for replicate in range(50):
        times, _ = drawn(design, 7, replicate)
        assert np.bincount(design.stratum, factor * times) == pytest.approx([5, 4, 3])
    means = np.mean([factor * drawn(design, 7, replicate)[0] for replicate in range(4000)], axis=0)
    assert means == pytest.approx(np.ones(12), abs=0.08)
