"""Distributions whose indices are known in closed form, on grids of their quantiles."""

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import pytest

from inequality.metrics import bottom_share, gini, lorenz_curve, quantile, richest_matching, top_share

N = 20_000
NORMAL = NormalDist()


@dataclass
class Form:
    quantile: object
    lorenz: object
    gini: float
    #: What the grid misses: its largest member is not the distribution's.
    tolerance: float = 2 / N

    @property
    def members(self):
        return [self.quantile((k + 0.5) / N) for k in range(N)]


FORMS = {
    "uniform": Form(lambda p: p, lambda p: p * p, 1 / 3),
    "exponential": Form(lambda p: -math.log1p(-p), lambda p: p + (1 - p) * math.log(1 - p), 1 / 2),
    "pareto 2": Form(lambda p: (1 - p) ** (-1 / 2), lambda p: 1 - (1 - p) ** (1 / 2), 1 / 3, N ** (-1 / 2)),
    "pareto 3": Form(lambda p: (1 - p) ** (-1 / 3), lambda p: 1 - (1 - p) ** (2 / 3), 1 / 5, N ** (-2 / 3)),
    "lognormal 1": Form(
        lambda p: math.exp(NORMAL.inv_cdf(p)), lambda p: NORMAL.cdf(NORMAL.inv_cdf(p) - 1), math.erf(1 / 2), 20 / N
    ),
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_closed_form(form):
    members = form.members
    curve = lorenz_curve(members)
    assert gini(members) == pytest.approx(form.gini, abs=form.tolerance)
    for p in (0.1, 0.5, 0.9, 0.99):
        assert bottom_share(members, p) == pytest.approx(form.lorenz(p), abs=form.tolerance)
        assert top_share(members, 1 - p) == pytest.approx(1 - form.lorenz(p), abs=form.tolerance)
        assert curve(p) == pytest.approx(form.lorenz(p), abs=form.tolerance)
        assert quantile(members, p, definition="averaged") == pytest.approx(form.quantile(p), rel=0.01)


@pytest.mark.parametrize("n", [1, 2, 3, 7, 10, 42, 1000, 10**6])
@pytest.mark.parametrize("fortune", [1.0, 0.1, 1e306, 5e-324])
def test_one_owner_of_everything(n, fortune):
    members = np.zeros(n)
    members[0] = fortune
    assert gini(members) == pytest.approx(1 - 1 / n, rel=2.0**-51)
    assert gini([0.0, fortune] if n > 1 else [fortune], weights=[n - 1, 1] if n > 1 else None) == pytest.approx(
        1 - 1 / n, rel=2.0**-51
    )
    assert top_share(members, 1 / n) == pytest.approx(1)
    assert richest_matching(members, fortune) == 1


@pytest.mark.parametrize("n", [7, 10, 30, 100, 1000])
def test_every_cut_of_equal_members_is_where_it_should_be(n):
    for k in range(1, n):
        assert bottom_share([5.0] * n, k / n) == pytest.approx(k / n, rel=2.0**-52)
        assert top_share([5.0] * n, k / n) == pytest.approx(k / n, rel=2.0**-52)
        assert quantile(list(range(1, n + 1)), k / n) == k
        assert quantile(list(range(1, n + 1)), k / n, definition="averaged") == k + 0.5


def test_adding_the_same_to_everybody():
    members = np.array([1.0, 4.0, 10.0, 25.0])
    mean = members.mean()
    for gift in (1, 10, 1e6):
        assert gini(members + gift) == pytest.approx(gini(members) * mean / (mean + gift), rel=1e-12)
