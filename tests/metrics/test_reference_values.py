"""Values that others printed, to the digits they printed."""

import csv
import gzip
import itertools
import os
from pathlib import Path

import numpy as np
import pytest

from inequality import bounds
from inequality.distribution import Distribution
from inequality.metrics import (
    at_risk_of_poverty_rate,
    atkinson,
    bonferroni,
    extended_gini,
    generalized_entropy,
    gini,
    headcount_ratio,
    herfindahl,
    hoover,
    kolm_pollak,
    lorenz_asymmetry,
    mean_log_deviation,
    normalised_gini,
    poverty_gap,
    quantile,
    raffinetti_gini,
    relative_median_poverty_gap,
    relative_poverty_line,
    rosenbluth,
    s80_s20_ratio,
    sen_index,
    sen_shorrocks_thon,
    theil_t,
    top_average,
    top_share,
    watts,
    wolfson,
    zenga,
)

REAL = os.environ.get("INEQUALITY_REAL_DATA")
needs_real_data = pytest.mark.skipif(REAL is None, reason="INEQUALITY_REAL_DATA is not set")

#: CRAN ineq 0.2-13, ?ineq and ?Lc: means and frequencies of US income classes of 1968; values re-run in R 4.2.2.
MEANS = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]
FREQUENCIES = [482, 825, 722, 690, 661, 760, 745, 2140, 1911, 1024]


def printed(text):
    """Within half a unit of the last digit printed."""
    digits = len(text.partition("e")[0].partition(".")[2])
    return pytest.approx(float(text), rel=0, abs=0.500001 * 10.0**-digits)


UNWEIGHTED = {
    "gini": (gini, {}, "0.462091130268"),
    "gini, n / (n - 1)": (gini, {"n": 10}, "0.513434589186"),
    "hoover": (hoover, {}, "0.337806746163"),
    "theil": (theil_t, {}, "0.362341242344"),
    "mld": (mean_log_deviation, {}, "0.433594649520"),
    "ge -1": (generalized_entropy, {"a": -1}, "0.847749053121"),
    "ge 0.5": (generalized_entropy, {"a": 0.5}, "0.377093096523"),
    "ge 2": (generalized_entropy, {"a": 2}, "0.420406154577"),
    "ge 3": (generalized_entropy, {"a": 3}, "0.615544919988"),
    "atkinson 0.25": (atkinson, {"e": 0.25}, "0.0903273272142"),
    "atkinson 0.5": (atkinson, {"e": 0.5}, "0.179659098046"),
    "atkinson 1": (atkinson, {"e": 1}, "0.351825059735"),
    "atkinson 2": (atkinson, {"e": 2}, "0.629011054512"),
    "kolm": (kolm_pollak, {"k": 0.001}, "4305.59918164"),
    "lorenz asymmetry": (lorenz_asymmetry, {"n": 10}, "1.09352585111"),
    "herfindahl": (herfindahl, {}, "0.184081230915"),
    "rosenbluth": (rosenbluth, {}, "0.185905095876"),
    "wolfson": (wolfson, {}, "0.454124822118"),
    "bonferroni, n": (bonferroni, {"definition": "discrete"}, "0.556990547849"),
    "bonferroni, n - 1": (bonferroni, {"definition": "sample"}, "0.618878386498"),
    "zenga": (zenga, {"definition": "discrete"}, "0.796361545680"),
    "s-gini 1.5": (extended_gini, {"v": 1.5}, "0.304365720062"),
    "s-gini 3": (extended_gini, {"v": 3}, "0.617485657646"),
    "s-gini 4": (extended_gini, {"v": 4}, "0.696040669210"),
    "s80/s20": (s80_s20_ratio, {}, "17.0484031936"),
    "watts": (watts, {"line": 2000}, "0.162014123922"),
    "sen": (sen_index, {"line": 2000}, "0.12285"),
    "sen-shorrocks-thon": (sen_shorrocks_thon, {"line": 2000}, "0.18425"),
    "fgt 0": (headcount_ratio, {"line": 2000}, "0.2"),
    "fgt 1": (poverty_gap, {"line": 2000}, "0.0998"),
}
WEIGHTED = {
    "gini": (gini, {}, "0.388925666073"),
    "theil": (theil_t, {}, "0.256782425878"),
    "mld": (mean_log_deviation, {}, "0.324881469690"),
    "ge -1": (generalized_entropy, {"a": -1}, "0.647842637869"),
    "ge 0.5": (generalized_entropy, {"a": 0.5}, "0.276483015721"),
    "ge 2": (generalized_entropy, {"a": 2}, "0.268761087643"),
    "ge 3": (generalized_entropy, {"a": 3}, "0.341302399865"),
    "atkinson 0.5": (atkinson, {"e": 0.5}, "0.133463829236"),
    "atkinson 1": (atkinson, {"e": 1}, "0.277386999891"),
    "atkinson 2": (atkinson, {"e": 2}, "0.564400220462"),
    "s-gini 1.5": (extended_gini, {"v": 1.5}, "0.248556675841"),
    "s-gini 3": (extended_gini, {"v": 3}, "0.543865432497"),
    "s-gini 4": (extended_gini, {"v": 4}, "0.630920001007"),
}


@pytest.mark.parametrize(("metric", "arguments", "value"), UNWEIGHTED.values(), ids=UNWEIGHTED)
def test_income_classes(metric, arguments, value):
    assert metric(MEANS, **arguments) == printed(value)


@pytest.mark.parametrize(("metric", "arguments", "value"), WEIGHTED.values(), ids=WEIGHTED)
def test_income_classes_with_frequencies(metric, arguments, value):
    assert metric(MEANS, weights=FREQUENCIES, **arguments) == printed(value)


def test_coefficient_of_variation():
    """Generalized entropy of order 2 is half its square."""
    assert (2 * generalized_entropy(MEANS, 2)) ** 0.5 == printed("0.916958182882")


@pytest.mark.parametrize(
    ("values", "asymmetry"), [([50 / 9] * 9 + [50], "1.46"), ([2] * 5 + [18] * 5, "0.74")], ids=["one rich", "half poor"]
)
def test_damgaard_and_weiner(values, asymmetry):
    """Two plants' sizes as unequal as each other: Damgaard and Weiner 2000, Ecology 81(4)."""
    assert gini(values, n=10) == printed("0.4444444")
    assert lorenz_asymmetry(values, n=10) == printed(asymmetry)


#: CRAN GiniWegNeg 1.0.1, examples.
DEBTS, DEBTS_WEIGHTS = [-7, -15, 11, -10, 2, 4, 40], [2.5, 1.1, 3.6, 4.4, 0.8, 2.7, 1.9]


@pytest.mark.parametrize(
    ("metric", "unit", "weighted"),
    [
        (gini, "2.491428571429", "2.757976470588"),
        (normalised_gini, "0.965402712427", "0.974031693798"),
        (raffinetti_gini, "0.699839486356", "0.669411764706"),
    ],
)
def test_debts(metric, unit, weighted):
    assert metric(DEBTS) == printed(unit)
    assert metric(DEBTS, weights=DEBTS_WEIGHTS) == printed(weighted)


def test_a_tabulation_of_labour_income():
    """US labour income 2010, as in R's gpinter: what its cuts decide needs no interpolation."""
    averages = [12643, 43908, 108329, 471463]
    below = (37208 - np.sum(np.multiply(averages, [0.4, 0.4, 0.09, 0.01]))) / 0.1
    table = Distribution.from_percentiles([0, 0.1, 0.5, 0.9, 0.99], [0, 4130, 23686, 76252, 211861], [below, *averages])
    for top, share, average in ((0.5, "0.860768", 64054.88), (0.1, "0.388740", 144642.4), (0.01, "0.126710", 471462.8)):
        assert top_share(table, top) == printed(share)
        assert top_average(table, top) == pytest.approx(average, abs=0.5)  # its inputs were not rounded, these are


def test_net_worth_of_us_families_in_2022():
    """Survey of Consumer Finances 2022, Lorenz curve at the tenths and Gini index as printed in the book on R's convey."""
    curve = [-0.0028734129, -0.0022553736, 0.0004460049, 0.0079303398, 0.0219997341, 0.0456156257, 0.0832923433]
    curve = [0.0, *curve, 0.146472645, 0.2664552977, 1.0]
    tenths = Distribution.from_shares({(k / 10, (k + 1) / 10): curve[k + 1] - curve[k] for k in range(10)}, mean=1059.5)
    found = bounds(gini, tenths)
    assert found.low == pytest.approx(1 - sum(a + b for a, b in itertools.pairwise(curve)) / 10)  # everyone at the tenth's mean
    assert found.low < 0.8299712 < found.high < found.low + 0.09


@pytest.fixture(scope="module")
def eusilc():
    """The synthetic EU-SILC of R's laeken: 14,827 rows."""
    with gzip.open(Path(REAL) / "micro" / "eusilc_min.csv.gz", "rt") as file:
        rows = list(csv.DictReader(file))
    return tuple(np.array([float(row[name]) for row in rows]) for name in ("eqincome", "rb050"))


@needs_real_data
@pytest.mark.parametrize(
    ("metric", "arguments", "value"),
    [
        (gini, {}, "0.264896192113"),
        (at_risk_of_poverty_rate, {}, "0.1444421817"),
        (relative_poverty_line, {}, "10859.236"),
        (relative_median_poverty_gap, {}, "0.189286"),
        (quantile, {"p": 0.5, "definition": "averaged"}, "18098.72666667"),
    ],
)
def test_eusilc(eusilc, metric, arguments, value):
    """R laeken 0.5.2."""
    values, weights = eusilc
    assert metric(values, weights=weights, **arguments) == printed(value)


@needs_real_data
@pytest.mark.parametrize(
    ("metric", "arguments", "value"),
    [
        (generalized_entropy, {"a": 0}, "0.1313692305"),
        (generalized_entropy, {"a": 1}, "0.1205269206"),
        (generalized_entropy, {"a": 2}, "0.1367495627"),
        (atkinson, {"e": 0.5}, "0.0598825241"),
        (atkinson, {"e": 1}, "0.1231060614"),
        (atkinson, {"e": 2}, "0.3761386507"),
    ],
)
def test_eusilc_above_zero(eusilc, metric, arguments, value):
    """R convey 1.0.1, of the 14,824 rows with an income above zero."""
    values, weights = eusilc
    assert metric(values[values > 0], weights=weights[values > 0], **arguments) == printed(value)


@needs_real_data
def test_the_quintile_share_ratio_of_laeken_takes_whole_members(eusilc):
    """Everybody above the upper quintile and everybody up to the lower; ours splits whoever stands at the cut."""
    values, weights = eusilc
    lower, upper = (quantile(values, p, weights=weights, definition="averaged") for p in (0.2, 0.8))
    held = values * weights
    assert np.sum(held[values > upper]) / np.sum(held[values <= lower]) == printed("3.9700043260")
    assert s80_s20_ratio(values, weights=weights) == pytest.approx(3.97144, abs=1e-5)


@needs_real_data
def test_the_zenga_index_of_convey_counts_each_member_below_and_above_itself(eusilc):
    """It takes what those below have without the member, how many they are with it; that vanishes as n grows."""
    values, weights = eusilc
    order = np.argsort(values[values > 0])
    values, weights = values[values > 0][order], weights[values > 0][order]
    held, below = np.cumsum(values * weights), np.cumsum(weights)
    above = held[-1] - held + values * weights
    parts = (below[-1] - below) * (held[-1] - above) / (below[-1] * below * above)
    assert 1 - np.sum(weights * parts) == printed("0.5909307301")
    assert zenga(values, weights=weights) == pytest.approx(0.5909307301, abs=4e-4)
