"""Parametric Lorenz curves against the World Bank's own test values (wbpip) and Datt's example, rural India in 1983."""

import numpy as np
import pytest

from inequality.distribution import Distribution
from inequality.errors import DomainError
from inequality.metrics import gini
from inequality.tails import interpolate
from inequality.tails.lorenz_forms import BetaLorenz, GeneralQuadratic

INDIA = {
    "p": [0.0092, 0.0339, 0.085, 0.164, 0.2609, 0.4133, 0.5497, 0.7196, 0.8196, 0.9174, 0.957, 0.9751, 1],
    "share": [
        0.00208, 0.01013, 0.03122, 0.07083, 0.12808, 0.23498, 0.34887, 0.51994, 0.6427, 0.79201, 0.86966, 0.91277, 1,
    ],
    "mean": 109.9,
}  # fmt: skip
BENCHMARK = {
    "p": [0.0005, 0.0032, 0.0148, 0.0443, 0.0991, 0.257, 0.4385, 0.5938, 0.7089, 1],
    "share": [
        5.824760527229386e-05, 0.000604029410841011, 0.0037949334793616948, 0.013988878652244477, 0.036992164583098786,
        0.12140708906131342, 0.24531391873082081, 0.37446670169288321, 0.48753116241194566, 1,
    ],
    "mean": 51.5660557757944,
}  # fmt: skip


def lorenz_table(p, share, mean):
    shares = dict(zip(zip([0, *p[:-1]], p, strict=True), np.diff([0, *share]), strict=True))
    return Distribution.from_shares(shares, mean=mean, lowest=0)


def deciles(curve):
    return np.diff(1 - curve.above(1 - np.arange(11) / 10) / curve.mean)


class TestTheBanksValues:
    def test_general_quadratic(self):
        curve = GeneralQuadratic(51.5660557757944, 0.795981535745657, -1.4445933880119242, 0.14728191995919815)
        assert 2 * curve.area() / curve.mean - 1 == pytest.approx(0.32126464221602591, rel=1e-12)
        assert curve.value(np.asarray(0.5)) == pytest.approx(42.247782467994874, rel=1e-12)
        assert curve.rank(np.asarray(57.791666666666664)) == pytest.approx(1 - 0.76005810499191284, abs=1e-7)
        first, last = deciles(curve)[[0, 8]]
        assert (first, last) == (pytest.approx(0.037459351271787455), pytest.approx(0.13305852826044706))

    def test_its_parameters(self):
        with pytest.raises(DomainError, match=r"a = 0\.796, b = -1\.445, c = 0\.1473"):
            interpolate(lorenz_table(**BENCHMARK), method="general_quadratic")  # it ends at 0.94, not at 1

    def test_beta(self):
        curve = BetaLorenz(51.5660557757944, 0.57803721740313529, 0.94205090386544987, 0.52578600019473676)
        assert 2 * curve.area() / curve.mean - 1 == pytest.approx(0.31236656171451094, abs=3e-6)  # theirs in 499 steps
        assert curve.value(np.asarray(0.5)) == pytest.approx(42.594731176686537, rel=1e-12)
        assert curve.rank(np.asarray(57.791666666666664)) == pytest.approx(1 - 0.71833938360214233, abs=1e-7)
        assert deciles(curve)[[0, 9]] == pytest.approx([0.0375048593336125, 0.25597820429173357], rel=1e-12)

    def test_its_parameters_too(self):
        curve = interpolate(lorenz_table(**BENCHMARK), method="beta_lorenz").curve
        found = curve.theta, curve.gamma, curve.delta
        assert found == pytest.approx((0.57803721740313529, 0.94205090386544987, 0.52578600019473676), rel=1e-11)


class TestRuralIndia:
    @pytest.mark.parametrize(
        ("method", "parameters", "headcount"),
        [
            ("general_quadratic", (0.887748, -1.451446, 0.202640), 0.4506),
            ("beta_lorenz", (0.561353, 0.930950, 0.580026), 0.4512),
        ],
    )
    def test_poverty_at_89_rupees(self, method, parameters, headcount):
        fit = interpolate(lorenz_table(**INDIA), method=method)
        found = [getattr(fit.curve, name) for name in (("a", "b", "c") if method[0] == "g" else ("theta", "gamma", "delta"))]
        assert found == pytest.approx(parameters, abs=1e-6)
        assert fit.cdf(89) == pytest.approx(headcount, abs=5e-5)
        assert fit.gini() in fit.bounds(gini)
        assert gini(fit) == pytest.approx(fit.gini(), abs=1e-7)
        assert fit.mean == pytest.approx(109.9)
        assert fit.notes[0].startswith("misses the table's Lorenz curve by up to 0.00")

    def test_how_many_fall_below_zero(self):
        fit = interpolate(lorenz_table(**INDIA), method="beta_lorenz")
        assert fit.notes[1] == "values below 0 for the poorest 8.3e-05 of the population"
        assert fit.quantile(1e-5) < 0 < fit.quantile(1e-3)


@pytest.mark.parametrize(
    ("curve", "truth"),
    [
        (GeneralQuadratic(2.0, 1.0, -1.0, 0.5), None),
        (GeneralQuadratic(1.0, 0.9, -1.5, 0.2), None),
        (BetaLorenz(1.0, 1.0, 1.0, 1.0), lambda p: p**2),
        (BetaLorenz(3.0, 0.6, 0.95, 0.5), None),
    ],
)
def test_what_a_curve_is(curve, truth):
    """Values are the slope of the Lorenz curve, and the area is its integral."""
    curve.check()
    rank = np.linspace(0.01, 0.99, 99)
    step = 1e-6
    slope = (curve.above(rank + step) - curve.above(rank - step)) / (2 * step)
    assert curve.value(rank) == pytest.approx(slope, rel=1e-6, abs=1e-8)
    assert curve.above(np.array([0.0, 1.0])) == pytest.approx([0, curve.mean], abs=1e-12)
    assert curve.rank(curve.value(rank)) == pytest.approx(rank, abs=1e-9)
    fine = np.sin(np.linspace(0, np.pi / 2, 200_001)) ** 2
    assert curve.area() == pytest.approx(np.trapezoid(curve.above(fine), fine), rel=1e-8)
    if truth:
        assert 1 - curve.above(1 - rank) / curve.mean == pytest.approx(truth(rank))


@pytest.mark.parametrize("method", ["general_quadratic", "beta_lorenz"])
class TestWhatIsNoLorenzCurve:
    def test_too_few_cuts(self, method):
        with pytest.raises(DomainError, match="three cuts"):
            interpolate(Distribution.from_shares({(0, 0.5): 0.2, (0.5, 0.9): 0.4, (0.9, 1): 0.4}), method=method)

    def test_two_equal_halves(self, method):
        shares = {(0, 0.25): 0.02, (0.25, 0.5): 0.02, (0.5, 0.75): 0.48, (0.75, 1): 0.48}
        with pytest.raises(DomainError, match="generalized_pareto"):
            interpolate(Distribution.from_shares(shares), method=method)

    def test_equality(self, method):
        shares = {(0, 0.25): 0.25, (0.25, 0.5): 0.25, (0.5, 0.75): 0.25, (0.75, 1): 0.25}
        with pytest.raises(DomainError):
            interpolate(Distribution.from_shares(shares, lowest=0), method=method)
