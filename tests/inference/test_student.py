"""Quantiles of Student's t, against closed forms, printed tables and R."""

import math
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inequality.errors import InputError
from inequality.inference import t_quantile

LEVELS = (0.55, 0.75, 0.9, 0.95, 0.975, 0.99, 0.995, 0.9995)


@pytest.mark.parametrize("p", LEVELS)
def test_one_two_and_four_degrees_have_closed_forms(p):
    a = 4 * p * (1 - p)
    cosine = math.cos(math.acos(math.sqrt(a)) / 3) / math.sqrt(a)
    assert t_quantile(p, 1) == pytest.approx(math.tan(math.pi * (p - 0.5)), rel=1e-11)
    assert t_quantile(p, 2) == pytest.approx(2 * (p - 0.5) * math.sqrt(2 / a), rel=1e-11)
    assert t_quantile(p, 4) == pytest.approx(2 * math.sqrt(cosine - 1), rel=1e-11)


@pytest.mark.parametrize("p", LEVELS)
def test_many_degrees_are_normal(p):
    normal = NormalDist().inv_cdf(p)
    assert t_quantile(p, math.inf) == normal
    assert t_quantile(p, 1e12) == pytest.approx(normal, rel=1e-11)


@pytest.mark.parametrize(
    ("p", "df", "quantile"),  # R 4.2.2: sprintf("%.15g", qt(p, df))
    [
        (0.975, 3, 3.18244630528371),
        (0.975, 7.3, 2.3450667365477),
        (0.95, 29, 1.6991270265335),
        (0.995, 99, 2.62640545728083),
        (0.975, 999, 1.96234146113345),
        (0.975, 1001, 1.96233670528088),
        (0.999, 0.5, 102849.115630183),
        (0.6, 0.1, 1.5129761706779),
    ],
)
def test_what_r_says(p, df, quantile):
    assert t_quantile(p, df) == pytest.approx(quantile, rel=1e-11)


@given(p=st.floats(0.001, 0.999), df=st.floats(0.2, 5000))
def test_it_is_odd_and_falls_with_degrees(p, df):
    assert t_quantile(1 - p, df) == pytest.approx(-t_quantile(p, df), rel=1e-6, abs=1e-12)
    assert abs(t_quantile(p, df)) >= abs(t_quantile(p, df * 1.5)) * (1 - 1e-9)


@pytest.mark.parametrize(("p", "df"), [(0, 5), (1, 5), (-0.1, 5), (0.5, 0), (0.5, -1), (0.9, math.nan)])
def test_nonsense_is_refused(p, df):
    with pytest.raises(InputError):
        t_quantile(p, df)
