"""Laeken's synthetic EU-SILC, with what R printed for it."""

import os
from pathlib import Path

import pandas as pd
import pytest

from inequality.inference import estimate
from inequality.metrics import gini, quantile
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
