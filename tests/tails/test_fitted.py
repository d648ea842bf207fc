"""Fitted distributions: what they answer, how metrics read them, and how they are put together."""

import math

import numpy as np
import pytest

from inequality._measure import Measure
from inequality.distribution import Distribution
from inequality.errors import DomainError, GroupedError, IncomparableError, InputError
from inequality.metrics import METRICS, bracket_share, gini, lorenz_curve, quantile, top_share
from inequality.provenance import Origin, Provenance, Snapshot
from inequality.tails import G_PERCENTILES, FittedDistribution, add_up, individualise, interpolate
from inequality.tails.cells import Cells
from inequality.tails.pieces import Tail
from inequality.tails.stack import Stack

DOLLARS = Measure("net_wealth", "adult", "USD")
SOURCE = Provenance((Snapshot("a", "1", "0" * 64, origins=(Origin("Bank", "Table", "Bank, Table"),)),))


@pytest.fixture
def fit(published):
    return interpolate(published("us2010_total", population=1000))


@pytest.fixture
def pareto():
    return FittedDistribution(Stack((Tail(1.0, 1.0, 0.5, 0.5),)), title="a Pareto distribution of 2")


class TestQuestions:
    def test_what_the_table_says_comes_back(self, fit):
        assert fit.mean == pytest.approx(53587.59)
        assert fit.quantile(0.9) == pytest.approx(96480)
        assert fit.cdf(96480) == pytest.approx(0.9)
        assert fit.bracket_average(0.5, 0.9) == pytest.approx(54936.66)
        assert fit.top_average(0.01) == pytest.approx(1068912)
        assert fit.bottom_average(0.1) == pytest.approx((1 - fit.top_share(0.9)) * fit.mean / 0.1)
        assert fit.inverted_pareto_coefficient(0.99) == pytest.approx(1068912 / 351366)

    def test_closed_forms(self, pareto):
        assert (pareto.mean, pareto.gini()) == (pytest.approx(2), pytest.approx(1 / 3))
        assert pareto.quantile(0.75) == pytest.approx(2)
        assert pareto.top_share(0.01) == pytest.approx(0.1)
        assert pareto.top_average(0.01) == pytest.approx(20)
        assert (pareto.quantile(0), pareto.quantile(1)) == (1, math.inf)
        assert (pareto.top_share(0), pareto.top_share(1)) == (0, 1)

    def test_which_moments_there_are(self, fit, pareto):
        assert pareto.alpha == 2
        assert fit.alpha == pytest.approx(1 / 0.71561520)
        assert fit.merge(pareto).alpha == fit.alpha
        closed = Distribution.from_percentiles([0, 0.5], [0, 10], [4, 20], highest=50)
        assert interpolate(closed).alpha == math.inf

    def test_questions_without_answer(self, fit):
        with pytest.raises(DomainError, match="inverted Pareto coefficient"):
            fit.inverted_pareto_coefficient(0)
        with pytest.raises(DomainError, match="nobody"):
            fit.top_average(0)
        with pytest.raises(InputError, match="swap"):
            fit.bracket_share(0.9, 0.5)
        with pytest.raises(InputError, match="divide percents by 100"):
            fit.top_share(10)

    def test_it_cannot_be_changed(self, fit):
        with pytest.raises(AttributeError):
            fit.population = 2


class TestMetrics:
    def test_a_metric_reads_it(self, fit):
        assert gini(fit) == pytest.approx(fit.gini(), abs=1e-9)
        for p in (0.5, 0.1, 0.01, 0.001, 0.0001):
            assert top_share(fit, p) == pytest.approx(fit.top_share(p), abs=2e-9)
            assert quantile(fit, 1 - p) == pytest.approx(fit.quantile(1 - p), rel=1e-8)
        assert quantile(fit, 1 / 3) == pytest.approx(fit.quantile(1 / 3), rel=2e-4)
        assert bracket_share(fit, 0.5, 0.9) == pytest.approx(fit.bracket_share(0.5, 0.9), abs=2e-9)

    def test_indices_of_logarithms(self, pareto):
        d = pareto.microdata
        share, value = d.weight / d.population, d.low / d.mean
        assert np.sum(share * value * np.log(value)) == pytest.approx(1 - math.log(2), abs=1e-8)
        assert -np.sum(share * np.log(value)) == pytest.approx(math.log(2) - 0.5, abs=1e-8)

    def test_weights_cannot_be_given_too(self, fit):
        with pytest.raises(InputError, match="given twice"):
            gini(fit, weights=[1, 2])

    def test_the_error_of_a_table_names_it(self, published):
        with pytest.raises(
            GroupedError, match=r"bounds\(gini, d\), gini\(interpolate\(d\)\), a smooth estimate, or gini\(d.equal\(\)\)"
        ):
            gini(published("us2010_total"))

    def test_where_groups_overlap_it_does_not(self, published):
        table = published("us2010_total")
        with pytest.raises(GroupedError) as caught:
            gini(table.merge(table))
        assert "interpolate" not in str(caught.value)

    def test_bounds_of_the_table(self, fit):
        assert fit.gini() in fit.bounds(gini)
        assert fit.quantile(0.3) in fit.bounds(quantile, 0.3)
        assert fit.bounds(top_share, 0.01).width == pytest.approx(0)


class TestTables:
    def test_g_percentiles(self):
        assert len(G_PERCENTILES) == 127
        assert G_PERCENTILES[99:102] == (0.99, 0.991, 0.992)
        assert G_PERCENTILES[-2:] == (0.99998, 0.99999)

    def test_a_distribution_decides_shares_at_its_percentiles(self, fit):
        d = fit.distribution()
        assert (len(d), d.population) == (127, pytest.approx(1000))
        assert d.mean == pytest.approx(fit.mean, rel=1e-14)
        assert top_share(d, 0.001) == pytest.approx(fit.top_share(0.001), rel=1e-11)
        assert d.low[50] == fit.quantile(0.5)
        assert d.high[-1] == math.inf
        with pytest.raises(GroupedError):
            gini(d)
        assert lorenz_curve(d)(0.5) == pytest.approx(fit.bottom_share(0.5))

    def test_interpolated_again_it_is_the_same(self, fit):
        again = interpolate(fit.distribution())
        assert [again.top_share(p) for p in (0.35, 0.0042)] == pytest.approx(
            [fit.top_share(p) for p in (0.35, 0.0042)], rel=1e-6
        )

    def test_a_frame_shows_what_the_table_allows(self, fit):
        frame = fit.to_frame([0, 0.5, 0.95])
        assert frame["p_lower"].tolist() == [0, 0.5, 0.95]
        assert frame["p_upper"].tolist() == [0.5, 0.95, 1]
        assert frame["top_share"].tolist() == [1, fit.top_share(0.5), pytest.approx(fit.top_share(0.05))]
        assert np.all(frame["top_share_low"] <= frame["top_share"] + 1e-12)
        assert np.all(frame["top_share"] <= frame["top_share_high"] + 1e-12)
        assert frame.loc[1, "top_share_low"] == pytest.approx(frame.loc[1, "top_share_high"])
        assert math.isnan(frame.loc[0, "inverted_pareto_coefficient"])
        assert frame.loc[2, "inverted_pareto_coefficient"] == pytest.approx(fit.inverted_pareto_coefficient(0.95))
        assert frame["share"].sum() == pytest.approx(1)

    def test_percentiles_of_its_own(self, published):
        fit = interpolate(published("us2010_total"), at=[0, 0.25, 0.75])
        assert len(fit.distribution()) == len(fit.to_frame()) == 3

    @pytest.mark.parametrize("at", [[], [0.1, 0.5], [0, 0.5, 0.5], [0, 1]])
    def test_percentiles_that_cannot_be(self, fit, at):
        with pytest.raises(InputError, match="start at 0, rise, and stay below 1"):
            fit.distribution(at)

    def test_what_it_measures_and_where_it_comes_from(self, published):
        table = published("us2010_total")
        known = Distribution(*table._columns(), measure=DOLLARS, provenance=SOURCE)
        fit = interpolate(known)
        assert fit.distribution().measure == fit.microdata.measure == DOLLARS
        assert fit.provenance.steps == ("interpolated: Generalized Pareto interpolation",)


class TestRepr:
    def test_beside_the_bounds(self, fit):
        assert repr(fit) == "\n".join(
            [
                "FittedDistribution(generalized Pareto interpolation of 5 groups, population 1000, mean 53587.6)",
                "                            fitted  the table allows",
                "  gini                      0.5795  0.5316 to 0.6035",
                "  top_share(0.1)            0.4532  exactly this",
                "  top_share(0.01)           0.1995  exactly this",
                "  top_share(0.001)          0.0984  0.0199 to 0.1405",
                "  bottom_share(0.5)         0.1367  exactly this",
                "  quantile(0.5)             31,829  18,030 to 31,829",
                "  alpha of the tail         1.3974",
            ]
        )

    def test_without_a_table(self, pareto):
        assert repr(pareto).splitlines()[2] == "  gini                      0.3333"
        with pytest.raises(DomainError, match="nothing bounds it"):
            pareto.bounds(gini)

    def test_notes_and_no_limit(self):
        shares = Distribution.from_shares({(0, 0.5): -0.1, (0.5, 1): 1.1})
        assert "  gini                      0.9562  0.6000 to 3.0000" in repr(interpolate(shares))
        assert "  quantile(0.5)             1.0000  -0.2000 to 2.2000" in repr(interpolate(shares))
        assert "note: the thresholds are estimates" in repr(interpolate(shares))


class TestMerge:
    def test_two_countries(self, published):
        """Eight digits of the original's mixture of the two distribution functions."""
        us = interpolate(published("us2010_total", population=2.257e8))
        fr = interpolate(published("fr2010_total", population=36962517))
        both = us.merge(fr)
        assert both.mean == pytest.approx(49948.537, abs=5e-4)
        assert both.population == 2.257e8 + 36962517
        found = [both.top_share(0.1), both.top_share(0.01), both.top_share(0.001), both.bottom_share(0.5)]
        assert found == pytest.approx([0.45054408, 0.19515430, 0.09537531, 0.13687975], abs=6e-9)
        assert both.gini() == pytest.approx(0.577802, abs=1e-6)
        mixed = (us.cdf(5e4) * us.population + fr.cdf(5e4) * fr.population) / both.population
        assert both.cdf(5e4) == pytest.approx(mixed, abs=1e-6)
        assert both.quantile(mixed) == pytest.approx(5e4, rel=1e-6)
        assert both.gini() in both.bounds(gini)
        assert gini(both) == pytest.approx(both.gini(), abs=1e-12)

    def test_merging_is_like_pooling(self, pareto):
        assert pareto.merge(pareto).gini() == pytest.approx(pareto.gini(), abs=1e-9)
        assert pareto.merge(pareto).table is None

    def test_only_what_measures_the_same(self, published):
        table = published("us2010_total")
        one = interpolate(Distribution(*table._columns(), measure=DOLLARS, provenance=SOURCE))
        other = interpolate(Distribution(*table._columns(), measure=Measure("net_wealth", "household", "USD")))
        with pytest.raises(IncomparableError):
            one.merge(other)
        assert one.merge(interpolate(table)).measure == DOLLARS
        assert one.merge(one).provenance == one.provenance


class TestIndividualise:
    RANKS = (0, 0.264, 0.329, 0.432, 0.589, 0.761, 0.915, 0.984)
    SINGLE = (0.872, 0.872, 0.872, 0.756, 0.557, 0.261, 0.15, 0.15)

    def test_french_couples(self, published):
        """Eight digits of the original's output."""
        couples = {rank: 1 - single for rank, single in zip(self.RANKS, self.SINGLE, strict=True)}
        persons = individualise(interpolate(published("fr2010_total")), couples)
        found = [persons.top_share(0.1), persons.top_share(0.01), persons.top_share(0.001), persons.bottom_share(0.5)]
        assert found == pytest.approx([0.31248366, 0.09104723, 0.02954474, 0.22234958], abs=6e-9)
        assert persons.mean == pytest.approx(20450.405, abs=5e-4)
        assert persons.gini() == pytest.approx(0.422877, abs=1e-6)

    def test_nobody_and_everybody(self, fit):
        alone = individualise(fit, {0: 0})
        assert (alone.population, alone.mean) == (pytest.approx(fit.population), pytest.approx(fit.mean))
        pairs = individualise(fit, {0: 0, 0.5: 1})
        assert pairs.population == pytest.approx(1500)
        assert pairs.mean == pytest.approx(fit.mean / 1.5)
        with pytest.raises(DomainError):
            pairs.bounds(gini)

    @pytest.mark.parametrize("couples", [{}, {0: 50}, {0: -0.1}, {0.1: 0.5}])
    def test_shares_that_cannot_be(self, fit, couples):
        with pytest.raises(InputError):
            individualise(fit, couples)


class TestAddUp:
    def test_independent_incomes(self):
        """The sum of two exponential incomes has the Gini 3/8."""
        p = np.append(np.arange(100) / 100, 1 - np.logspace(-2, -6, 30)[1:])
        above = np.append((1 - p) * (1 - np.log1p(-p)), 0)
        one = interpolate(Distribution.from_percentiles(p, -np.log1p(-p), -np.diff(above) / -np.diff([*(1 - p), 0])))
        total = add_up(one, one, theta=1)
        assert total.mean == pytest.approx(2 * one.mean)
        assert total.gini() == pytest.approx(3 / 8, abs=1e-4)

    def test_the_stronger_the_link_the_more_unequal(self, published):
        labor, capital = interpolate(published("us2010_labor")), interpolate(published("us2010_capital"))
        sums = [add_up(labor, capital, theta) for theta in (1, 1.5, 3, 40)]
        assert np.all(np.diff([each.gini() for each in sums]) > 0)
        assert [each.mean for each in sums] == pytest.approx([labor.mean + capital.mean] * 4, rel=1e-7)
        comonotone = labor.top_share(0.01) * labor.mean + capital.top_share(0.01) * capital.mean
        assert sums[-1].top_share(0.01) == pytest.approx(comonotone / sums[-1].mean, rel=1e-2)
        assert sums[1].top_share(0.01) == pytest.approx(0.19947, abs=0.005)  # that of total income itself

    def test_links_and_populations_that_cannot_be(self, fit, published):
        with pytest.raises(InputError, match="theta of 1 or more"):
            add_up(fit, fit, theta=0.5)
        with pytest.raises(InputError, match="same people"):
            add_up(fit, interpolate(published("us2010_labor")), theta=2)


def test_cells_are_a_curve():
    cells = Cells.of(np.array([1.0, 3.0, 2.0, 9.0]), np.array([1.0, 1.0, 2.0, 0.0]), math.inf)
    assert cells.values.tolist() == [3, 2, 1]
    assert cells.above(np.array([0.0, 0.25, 0.5, 1.0])).tolist() == [0, 0.75, 1.25, 2]
    assert cells.value(np.array([0.0, 0.125, 0.5, 1.0])).tolist() == [3, 3, 2, 1]
    assert cells.rank(np.array([0.5, 1.0, 2.0, 3.0, 4.0])).tolist() == [1, 0.875, 0.5, 0.125, 0]
    assert 2 * cells.area() / 2 - 1 == gini([1, 2, 2, 3])


@pytest.mark.parametrize("entry", METRICS.values(), ids=METRICS)
def test_every_metric_takes_a_fit(fit, entry):
    for arguments in entry.facts["samples"]:
        try:
            entry.function(fit, **arguments)
        except DomainError as error:  # of these values, not of a table of groups
            assert not isinstance(error, GroupedError)  # noqa: PT017
