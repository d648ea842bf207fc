"""Several imputations: Rubin's rule, the SCF's, and degrees of freedom."""

import math

import numpy as np
import pytest

from inequality.inference import covariance, difference, estimate
from inequality.metrics import gini, top_share
from inequality.replication import Replication
from inequality.survey import Survey

FAMILIES, M, R = 60, 5, 20


@pytest.fixture(scope="module")
def pieces():
    stream = np.random.default_rng(8)
    base = stream.lognormal(10, 1.5, FAMILIES)
    worth = base[:, None] * stream.lognormal(0, 0.2, (FAMILIES, M))
    weight = stream.gamma(3, size=FAMILIES)
    replicates = stream.poisson(1, (FAMILIES, R)) * weight[:, None]
    return worth, weight, replicates


def survey(pieces, *, replicated=True, shuffle=True):
    worth, weight, replicates = pieces
    family, number = np.divmod(np.arange(FAMILIES * M), M)
    order = np.random.default_rng(1).permutation(FAMILIES * M) if shuffle else np.arange(FAMILIES * M)
    family, number = family[order], number[order]
    lines = Replication(replicates, method="bootstrap", lines=family) if replicated else None
    return Survey(
        {"worth": worth[family, number], "rich": worth[family, 0] > np.median(worth[:, 0])},
        weight=weight[family],
        implicate=number + 1,
        replication=lines,
    )


def by_hand(pieces, metric):
    worth, weight, replicates = pieces
    values = np.array([metric(worth[:, m], weights=weight) for m in range(M)])
    within = [
        sum((metric(worth[:, m], weights=replicates[:, r]) - values[m]) ** 2 for r in range(R)) / (R - 1) for m in range(M)
    ]
    return values, np.array(within)


def test_rubin_with_replicate_weights(pieces):
    """Both at once, which R's convey refuses."""
    values, within = by_hand(pieces, gini)
    found = estimate(gini, survey(pieces), "worth")
    assert found.value == pytest.approx(values.mean(), rel=1e-14)
    assert found.standard_error**2 == pytest.approx(within.mean() + (1 + 1 / M) * values.var(ddof=1), rel=1e-12)


def test_the_scf_takes_the_first_imputations_sampling_variance(pieces):
    values, within = by_hand(pieces, gini)
    found = estimate(gini, survey(pieces), "worth", implicates="scf")
    assert found.standard_error**2 == pytest.approx(within[0] + (1 + 1 / M) * values.var(ddof=1), rel=1e-12)


def test_degrees_of_freedom_are_barnards_and_rubins(pieces):
    values, within = by_hand(pieces, gini)
    total = within.mean() + (1 + 1 / M) * values.var(ddof=1)
    part = (1 + 1 / M) * values.var(ddof=1) / total
    of_imputations = (M - 1) / part**2
    of_sample = (R - 1 + 1) / (R - 1 + 3) * (R - 1) * (1 - part)
    expected = of_imputations * of_sample / (of_imputations + of_sample)
    assert estimate(gini, survey(pieces), "worth").df == pytest.approx(expected, rel=1e-10)


def test_equal_imputations_add_nothing(pieces):
    worth, weight, replicates = pieces
    same = (np.repeat(worth[:, :1], M, axis=1), weight, replicates)
    once = Survey({"worth": worth[:, 0]}, weight=weight, replication=Replication(replicates, method="bootstrap"))
    many, one = estimate(gini, survey(same), "worth"), estimate(gini, once, "worth")
    assert (many.value, many.standard_error, many.df) == pytest.approx((one.value, one.standard_error, one.df), rel=1e-13)


@pytest.mark.parametrize("method", ["linearisation", "jackknife", "bootstrap"])
def test_other_methods_take_imputations_too(pieces, method):
    options = {"replicates": 200} if method == "bootstrap" else {}
    found = estimate(gini, survey(pieces, replicated=False), "worth", method=method, **options)
    values = by_hand(pieces, gini)[0]
    assert found.value == pytest.approx(values.mean())
    assert found.standard_error > math.sqrt(1.2 * values.var(ddof=1))
    assert found.df < FAMILIES - 1


@pytest.mark.parametrize("rule", ["rubin", "scf"])
def test_differences_subtract_within_each_imputation(pieces, rule):
    """As if the difference itself were the metric."""

    def contrast(points, p=0.1):
        return gini(points) - top_share(points, p)

    sample = survey(pieces)
    direct = estimate(contrast, sample, "worth", implicates=rule)
    one, other = (
        estimate(metric, sample, "worth", *arguments, implicates=rule) for metric, *arguments in ((gini,), (top_share, 0.1))
    )
    found = difference(one, other)
    assert (found.value, found.standard_error, found.df) == pytest.approx(
        (direct.value, direct.standard_error, direct.df), rel=1e-10
    )
    matrix = covariance(one, other)
    assert matrix[0, 0] + matrix[1, 1] - 2 * matrix[0, 1] == pytest.approx(found.standard_error**2, rel=1e-10)


def test_domains_and_rules_do_not_mix(pieces):
    sample = survey(pieces)
    groups = estimate(gini, sample, "worth", by="rich")
    assert difference(groups[True], groups[False]).standard_error > 0
    scf = estimate(gini, sample, "worth", implicates="scf")
    with pytest.raises(TypeError, match="not of one sample by one method"):
        difference(groups[True], scf)


def test_the_order_of_rows_does_not_matter(pieces):
    one, other = (estimate(gini, survey(pieces, shuffle=shuffle), "worth") for shuffle in (True, False))
    assert one.standard_error == pytest.approx(other.standard_error, rel=1e-13)
