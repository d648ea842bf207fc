"""Laeken's synthetic EU-SILC, with what R printed for it."""

import os
from pathlib import Path

import pandas as pd
import pytest

from inequality.inference import estimate
from inequality.metrics import (
    at_risk_of_poverty_rate,
    gini,
    mean_log_deviation,
    quantile,
    relative_poverty_line,
    s80_s20_ratio,
    theil_t,
    zenga,
)
from inequality.survey import Survey

REAL = os.environ.get("INEQUALITY_REAL_DATA")
pytestmark = pytest.mark.skipif(REAL is None, reason="INEQUALITY_REAL_DATA is not set")


@pytest.fixture(scope="module")
def frame():
    return pd.read_csv(Path(REAL, "micro", "eusilc_min.csv.gz"))


def survey(frame, unit):
    return Survey.from_frame(frame, weight="rb050", strata="db040", clusters=unit)


def test_the_gini_index_and_its_error(frame):
    """Value of laeken and Eurostat; error by influences of mid-ranks (convey's, biased alike with its index, 0.001946982)."""
    found = estimate(gini, survey(frame, "rb030"), "eqincome")
    assert found.value == pytest.approx(0.26489619211326733, rel=1e-14)
    assert found.standard_error == pytest.approx(0.0019468893, abs=5e-11)
    assert found.standard_error == pytest.approx(0.001946982, rel=1e-4)
    assert found.df == 14_827 - 9


def test_households_as_units(frame):
    """Convey: 0.003082456 linearised, 0.0030837189 by JKn."""
    homes = survey(frame, "db030")
    assert estimate(gini, homes, "eqincome").standard_error == pytest.approx(0.003082456, rel=1e-4)
    assert estimate(gini, homes, "eqincome", method="jackknife").standard_error == pytest.approx(0.0030837189, rel=1e-4)


def test_regions_are_domains(frame):
    """Laeken: Vienna 28.94944, Tyrol 25.24881 percent."""
    regions = estimate(gini, survey(frame, "rb030"), "eqincome", by="db040")
    assert regions["Vienna"].value == pytest.approx(0.2894944, abs=5e-8)
    assert regions["Tyrol"].value == pytest.approx(0.2524881, abs=5e-8)
    assert len(regions) == 9


def test_the_median(frame):
    """Convey: poverty line 10,859.236 with error 50.636, which is 0.6 of the median's; its density is a normal kernel's."""
    found = estimate(quantile, survey(frame, "rb030"), "eqincome", 0.5, definition="averaged")
    assert 0.6 * found.value == pytest.approx(10_859.236, abs=5e-4)
    assert 0.6 * found.standard_error == pytest.approx(50.636, rel=0.03)


@pytest.mark.parametrize(
    ("metric", "error", "apart"),
    [
        (s80_s20_ratio, 0.0425504105, 1e-3),  # whole members on either side of the cuts
        (zenga, 0.0028219283, 1e-3),  # each member counted both below and above itself
        (at_risk_of_poverty_rate, 0.00275677, 5e-3),  # densities by a normal kernel
        (relative_poverty_line, 50.636, 2e-2),
    ],
    ids=lambda given: getattr(given, "__name__", ""),
)
def test_errors_of_what_convey_defines_otherwise(frame, metric, error, apart):
    """Convey 1.0.1; where its index or its density differs from ours, errors differ by little, and not more than said here."""
    sample = survey(frame, "rb030")
    sample = sample.where(sample["eqincome"] > 0) if metric is zenga else sample
    assert estimate(metric, sample, "eqincome").standard_error == pytest.approx(error, rel=apart)


def test_j_divergence_is_the_sum_of_theil_and_mean_log_deviation(frame):
    """Convey's svyjdiv: 0.2518961511."""
    values, weights = (frame.loc[frame["eqincome"] > 0, name] for name in ("eqincome", "rb050"))
    found = theil_t(values, weights=weights) + mean_log_deviation(values, weights=weights)
    assert found == pytest.approx(0.2518961511, abs=5e-11)
