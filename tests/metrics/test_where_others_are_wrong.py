"""Plain questions that some package answers wrongly; the comment says which. Measured with their versions of November 2026."""

import math

import numpy as np
import pandas as pd
import pytest

from inequality.distribution import Distribution
from inequality.errors import DomainError, InputError
from inequality.inference import estimate
from inequality.inference.student import t_quantile
from inequality.metrics import (
    atkinson,
    extended_gini,
    fgt,
    gini,
    hoover,
    kolm_pollak,
    lorenz_curve,
    mean_log_deviation,
    normalised_gini,
    palma_ratio,
    theil_t,
    top_share,
    wolfson,
)
from inequality.survey import Survey

TEN = list(range(1, 11))
DOLLARS = np.repeat(np.array([1, 2, 3, 4]) * 10**12, 1500)  # whole numbers of 64 bits, of national size

RIGHT = {
    # The Gini index, unweighted
    "gini of 1 to 10": (lambda: gini(TEN), 0.3),  # IneqPy .3333, povertyInequalityMeasures .30182, inequality-coefficients 3
    "gini of one owner of four": (lambda: gini([0, 0, 0, 1]), 0.75),  # IneqPy 1, inequality-coefficients 3
    "gini of equals": (lambda: gini([5, 5, 5, 5]), 0),  # povertyInequalityMeasures .0625
    "gini of one": (lambda: gini([3]), 0),  # IneqPy NaN, povertyInequalityMeasures 1
    "gini of tiny values": (lambda: gini(np.array([1, 2, 3, 4]) * 1e-300), 0.25),  # pygini 0: it adds 1e-8
    "gini of whole numbers": (lambda: gini(DOLLARS), 0.25),  # PySAL -51.36, quantecon 0.11 -10.07, apode 1.07: overflow
    "gini of few whole numbers": (lambda: gini(np.array([1, 2, 3, 4])), 0.25),  # pygini raises
    "gini with debts": (lambda: gini([-5, 0, 10, 20]), 0.85),  # pygini .4722: it shifts all values by the least
    "gini of a Series": (lambda: gini(pd.Series([1, 2, 3, 4], index=[3, 1, 0, 2])), 0.25),  # IneqPy .1333, ineq .1
    "gini of equals, small sample": (lambda: gini([5, 5, 5, 5], n=4), 0),  # never above that of equals
    # Weighted
    "weighted gini": (lambda: gini([10, 20, 30, 40], weights=[1, 2, 3, 4]), 0.18),  # IneqPy .3048, convey .4133
    "weighted gini with ties": (lambda: gini([1, 1, 4], weights=[1, 1, 1]), 1 / 3),  # IneqPy .4
    "weight zero": (lambda: gini([1, 2, 99], weights=[0.5, 0.5, 0]), 1 / 6),  # IneqPy: an extra member
    "ten equals of weight 1000": (lambda: gini([1.0] * 10, weights=[1000] * 10), 0),  # convey .0999
    "1 to 10 of weight 1000": (lambda: gini(TEN, weights=[1000] * 10), 0.3),  # convey .3999
    # Other indices
    "theil of one owner": (lambda: theil_t([0, 0, 0, 1]), math.log(4)),  # IneqPy, concentrationMetrics, R ineq and dineq 0
    "mld with a zero": (lambda: mean_log_deviation([0, 1, 2]), math.inf),  # R dineq and wINEQ .0589: they drop it
    "weighted theil with zeros": (lambda: theil_t([0, 10, 20], weights=[5, 1, 1]), "1.3094"),  # IneqPy .0566
    "atkinson 1": (lambda: atkinson(TEN, 1), "0.176595"),  # IneqPy 1, inequalipy ZeroDivisionError
    "atkinson 1 with a zero": (lambda: atkinson([0, 1, 2], 1), 1),  # concentrationMetrics, IneqPy 0
    "atkinson 0.5 of one owner": (lambda: atkinson([0, 0, 0, 1], 0.5), 0.75),  # IneqPy 0, PySAL raises
    "atkinson 2 of whole numbers": (lambda: atkinson(np.arange(1, 11), 2), "0.379242"),  # PySAL, inequalipy raise
    "hoover": (lambda: hoover(TEN), "0.227273"),  # IneqPy 4.5
    "weighted atkinson": (
        lambda: atkinson(np.arange(10, 50, 10), 0.5, weights=np.arange(1, 5)),
        "0.033879",
    ),  # inequalipy raises
    "atkinson of two groups together": (lambda: atkinson(TEN, 0.5), "0.082139"),  # IneqPy's atkinson_group .09018
    "kolm": (lambda: kolm_pollak(TEN, 0.5), "1.74681"),  # inequalipy -1.74681, concentrationMetrics -5.4
    "kolm of raw amounts": (lambda: kolm_pollak([541, 1463, 22261], 1), "7546.2347210447"),  # R ineq Inf: exp() overflows
    "poverty of order 1": (lambda: fgt([1, 2, 3, 4], 1, line=4), 0.375),  # R ineq 0.75: its parameter 1 is the headcount
    "weighted gini, no factor": (lambda: gini([10, 20, 30, 40], weights=[1, 2, 3, 4]), 0.18),  # DescTools .2571 by default
    "wolfson": (lambda: wolfson(range(1, 101)), "0.33010"),  # PySAL .16505, half of it: another convention, not an error
    "top 15 percent of ten": (lambda: top_share(TEN, 0.15), "0.263636"),  # concentrationMetrics .345455: whole members only
    "top 1 percent of fifty": (lambda: top_share(range(1, 51), 0.01), "0.019608"),  # concentrationMetrics 0
    "top share of ties": (lambda: top_share([5] * 10, 0.1), 0.1),  # microdf until 2026: 1.0
}


@pytest.mark.parametrize(("call", "truth"), RIGHT.values(), ids=RIGHT)
def test_plain_question(call, truth):
    """To rounding where the truth is known, to the digits printed where it is a text."""
    if isinstance(truth, str):
        assert call() == pytest.approx(float(truth), rel=0, abs=0.5000001 * 10.0 ** -len(truth.partition(".")[2]))
    else:
        assert call() == pytest.approx(truth, rel=1e-14, abs=1e-15)


REFUSED = {
    "a total of zero": (lambda: gini([-1, 0, 1]), DomainError),  # PySAL, IneqPy, inequalipy, apode inf; microdf 0
    "nobody has anything": (lambda: gini([0, 0, 0]), DomainError),  # microdf, moveq, apode, pygini 0
    "a missing value": (lambda: gini([1, math.nan, 3]), InputError),  # most NaN; R dineq and IC2 drop it, acid .1667
    "nobody at all": (lambda: gini([]), InputError),  # povertyInequalityMeasures 0, most NaN
    "a negative weight": (lambda: gini([1, 2], weights=[1, -1]), InputError),  # inequalipy, microdf: a number
    "theil with debts": (lambda: theil_t([-1, 2, 3]), DomainError),  # IneqPy .0201, apode .811
    "atkinson with debts": (lambda: atkinson([-1, 2, 3], 0.5), DomainError),  # IneqPy drops them
    "the bottom half owes": (lambda: palma_ratio([-5, 0, 10, 20]), DomainError),  # convey -379 of US net worth
    "texts": (lambda: gini(["1", "2"]), InputError),
    "a table": (lambda: gini(pd.DataFrame({"x": [1, 2]})), InputError),  # PySAL until 2025: a column broke it
}


@pytest.mark.parametrize(("call", "error"), REFUSED.values(), ids=REFUSED)
def test_refused(call, error):
    with pytest.raises(error):
        call()


def test_a_ratio_to_nothing_is_infinite():
    """A bottom half that owns nothing is the usual case of wealth; microdf raises ZeroDivisionError."""
    assert palma_ratio([0, 0, 0, 0, 0, 1, 2, 3, 4, 5]) == math.inf


def test_the_weighted_palma_ratio_splits_the_boundary():
    """povertyInequalityMeasures cuts the cumulative weight into bins instead."""
    values, weights = [10, 20, 30, 40], [1, 2, 3, 4]
    assert palma_ratio(values, weights=weights) == pytest.approx(40 / (10 + 2 * 20 + 30), rel=1e-15)
    assert palma_ratio(np.repeat(values, weights)) == pytest.approx(palma_ratio(values, weights=weights), rel=1e-15)


def test_debts_are_put_in_order_by_value_not_by_value_times_weight():
    """R GiniWegNeg's Gini_CTR_BS sorts by the product: right where weights are equal."""
    values, weights = [-7, -2, 1, 20], [1, 9, 30, 2]
    assert normalised_gini(values, weights=weights) == pytest.approx(normalised_gini(np.repeat(values, weights)), rel=1e-14)


def test_an_interval_of_95_percent_is_one():
    """concentrationMetrics returns the quantiles from 5 to 95 percent of its resamples for ci=0.95, which is one of 90."""
    sample = Survey({"x": np.random.default_rng(1).lognormal(size=400)})
    found = estimate(gini, sample, "x", method="bootstrap", replicates=200, level=0.95)
    half = t_quantile(0.975, found.df) * found.standard_error
    assert (found.interval.low, found.interval.high) == pytest.approx((found.value - half, found.value + half), rel=1e-12)


def test_a_column_of_two_dimensions_says_so():
    """PySAL until 2025: another number."""
    with pytest.raises(InputError, match="one column of the table at a time"):
        gini(np.array([[1.0], [2.0], [3.0]]))


def test_the_lorenz_curve_starts_at_zero():
    """IneqPy's starts at the first member, and raises KeyError for a Series with another index."""
    curve = lorenz_curve(pd.Series([3, 1, 2], index=[7, 8, 9]))
    assert (curve.p[0], curve.share[0]) == (0, 0)
    assert (curve.p[-1], curve.share[-1]) == (1, 1)


def test_the_data_of_the_caller_are_not_touched():
    """pygini sorts the caller's array; povertyInequalityMeasures adds columns to the caller's frame."""
    values, weights = np.array([3.0, 1.0, 2.0]), np.array([1.0, 2.0, 3.0])
    frame = pd.DataFrame({"x": values.copy()})
    for metric in (gini, theil_t, hoover, palma_ratio):
        metric(values, weights=weights)
        metric(frame["x"])
    assert values.tolist() == [3, 1, 2]
    assert weights.tolist() == [1, 2, 3]
    assert list(frame.columns) == ["x"]
    assert frame["x"].tolist() == [3, 1, 2]


def test_a_grouped_table_is_not_understated_in_silence():
    """Others take each group for one member at its mean."""
    table = Distribution.from_shares({(0, 0.5): 0.1, (0.5, 1): 0.9}, lowest=0)
    for metric in (gini, theil_t, hoover, lambda d: atkinson(d, 0.5), lambda d: extended_gini(d, 3)):
        with pytest.raises(DomainError, match="do not decide"):
            metric(table)


@pytest.mark.parametrize("kind", [np.float32, np.int8, np.uint8, np.int32, np.int64, bool, object])
def test_whatever_kind_of_number(kind):
    """Sums are of 64 bits, whatever the column is stored in: 1,500 values of 100 overflow 8 bits, and 32 lose digits."""
    values = (np.array([0, 1, 1, 1]) if kind is bool else np.array([25, 50, 75, 100])).astype(kind).repeat(1500)
    assert values.sum(dtype=float) == values.astype(float).sum()
    for metric in (gini, theil_t, hoover):
        assert metric(values) == metric(values.astype(float))
