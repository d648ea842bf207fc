"""Generalized Pareto interpolation against closed forms, the original's output, and what the original gets wrong."""

import csv
import json
import math
import os
from pathlib import Path

import numpy as np
import pytest

from inequality.distribution import Distribution
from inequality.errors import DomainError, InputError
from inequality.metrics import gini, top_share
from inequality.tails import interpolate, interpolate_thresholds

REAL = os.environ.get("INEQUALITY_REAL_DATA")
needs_reference = pytest.mark.skipif(REAL is None, reason="INEQUALITY_REAL_DATA is not set")


def reference(name):
    """Output of the original (R gpinter, commit ceb88fe) at 127 percentiles, by column."""
    with (Path(REAL) / "gpinter" / f"{name}.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {column: np.array([float(row[column] or "nan") for row in rows]) for column in rows[0]}


def shares_of(fit, table):
    return fit.curve.above(1 - table["p"]) / fit.mean


class TestParetoTablesAreExact:
    ALPHAS = [1.05, 1.5, 2.0, 3.0]

    @pytest.mark.parametrize("method", ["generalized_pareto", "strict_pareto"])
    @pytest.mark.parametrize("alpha", ALPHAS)
    def test_from_the_least_value_up(self, pareto_table, alpha, method):
        fit = interpolate(pareto_table(alpha, np.arange(10) / 10), method=method, bottom="spline")
        rank = 10.0 ** -np.linspace(0, 9, 40)
        assert fit.curve.value(rank) == pytest.approx(rank ** (-1 / alpha), rel=1e-11)
        assert fit.curve.above(rank) / fit.mean == pytest.approx(rank ** (1 - 1 / alpha), rel=1e-12)
        assert fit.gini() == pytest.approx(1 / (2 * alpha - 1), rel=1e-12)
        assert fit.curve.pieces[-1].shape == pytest.approx(1 / alpha, rel=1e-10)
        for p in (0, 0.37, 0.9, 0.9999):
            assert fit.inverted_pareto_coefficient(p) == pytest.approx(alpha / (alpha - 1), rel=1e-11)
            assert fit.cdf(fit.quantile(p)) == pytest.approx(p, abs=1e-14)
        assert fit.notes == ()

    @pytest.mark.parametrize("alpha", ALPHAS)
    def test_above_the_first_cut_whatever_is_below(self, pareto_table, alpha):
        fit = interpolate(pareto_table(alpha, [0, 0.2, 0.5, 0.9]))
        for p in (0.8, 0.6, 0.3, 0.01, 1e-6):
            assert fit.top_share(p) == pytest.approx(p ** (1 - 1 / alpha), rel=1e-12)

    def test_a_given_coefficient_at_the_very_top(self, pareto_table):
        table = pareto_table(1.5, [0, 0.5, 0.9])
        assert interpolate(table, coefficient=3).curve.pieces[-1].shape == pytest.approx(2 / 3)
        lower = interpolate(table, coefficient=1.8)
        assert lower.curve.pieces[-1].shape == pytest.approx(1 - 1 / 1.8)
        assert lower.top_share(0.1) == pytest.approx(0.1 ** (1 / 3))
        assert lower.top_share(0.001) < interpolate(table).top_share(0.001)

    @pytest.mark.parametrize("method", ["generalized_pareto", "mean_split"])
    def test_a_coefficient_that_cannot_be(self, pareto_table, method):
        with pytest.raises(InputError, match="above 1"):
            interpolate(pareto_table(1.5, [0, 0.5, 0.9]), method=method, coefficient=0.9)
        closed = Distribution.from_percentiles([0, 0.5], [1, 2], [1.5, 3], highest=8)
        with pytest.raises(InputError, match="without upper bound"):
            interpolate(closed, method=method, coefficient=2)


class TestPublishedValues:
    """Eight digits of the original's output; Ginis are those of its own curve, by adaptive quadrature."""

    @pytest.mark.parametrize(
        ("name", "mean", "index", "shares", "shape"),
        [
            ("us2010_labor", 37208, 0.54340557, (0.38874006, 0.12671012, 0.04792791), 0.61199853),
            ("us2010_total", 53587.59, 0.57947249, (0.45323999, 0.19947006, 0.09844791), 0.71561520),
            ("us2010_capital", 16370.471, 0.8758495, (0.74731999, 0.42068997, 0.23258592), 0.73817773),
            ("fr2010_total", 27727.804, 0.48186518, (0.35160923, 0.10268747, 0.03328916), 0.53480329),
        ],
    )
    def test_four_tables(self, published, name, mean, index, shares, shape):
        fit = interpolate(published(name))
        assert fit.mean == pytest.approx(mean, rel=1e-12)
        assert [fit.top_share(p) for p in (0.1, 0.01, 0.001)] == pytest.approx(shares, abs=6e-9)
        assert fit.curve.pieces[-1].shape == pytest.approx(shape, abs=6e-9)
        assert fit.gini() == pytest.approx(index, abs=6e-8 if name == "us2010_capital" else 6e-9)
        assert fit.notes == ()

    def test_ten_digits_of_a_gini(self, published):
        assert fit_gini(published("us2010_total")) == pytest.approx(0.5794724904, abs=5e-11)

    def test_below_zero_at_the_bottom(self, published):
        fit = interpolate(published("us2010_capital"))
        assert fit.bottom_share(0.5) == pytest.approx(-0.00772007, abs=5e-9)
        assert fit.quantile(0.001) < fit.quantile(0.05) < -1176
        assert fit.quantile(0) == -math.inf
        assert gini(fit) == pytest.approx(fit.gini(), abs=2e-8)

    def test_where_only_shares_are_known(self, published):
        table = published("us2010_labor_vignette")
        ends = np.append(0, np.cumsum(table.weight))
        shares = {(a, b): t / 37208 for a, b, t in zip(ends[:-1], ends[1:], table.total, strict=True)}
        fit = interpolate(Distribution.from_shares(shares, mean=37208, lowest=0))
        assert fit.notes == ("the thresholds are estimates",)
        found = [fit.top_share(p) for p in (0.1, 0.01, 0.001)], fit.curve.pieces[-1].shape
        assert found[0] == pytest.approx([0.38874006, 0.12671012, 0.04942689], abs=6e-9)
        assert found[1] == pytest.approx(0.63784948, abs=6e-9)


def fit_gini(table):
    return interpolate(table).gini()


@needs_reference
class TestTheOriginal:
    @pytest.mark.parametrize("name", ["us2010_labor_vignette", "us2010_total", "fr2010_total"])
    def test_tabulations(self, published, name):
        table, fit = reference(name), interpolate(published(name))
        assert shares_of(fit, table) == pytest.approx(table["top_share"], abs=1e-12)
        assert fit.curve.value(1 - table["p"][1:]) == pytest.approx(table["threshold"][1:], rel=1e-10)
        frame = fit.to_frame(table["p"])
        assert frame["average"].to_numpy() == pytest.approx(table["bracket_average"], rel=1e-6)
        b = frame["inverted_pareto_coefficient"].to_numpy()[1:]
        assert b == pytest.approx(table["invpareto"][1:], rel=1e-10)

    def test_the_table_that_its_author_ships(self, published):
        table, fit = reference("tabulation-output"), interpolate(published("us2010_labor"))
        assert shares_of(fit, table) == pytest.approx(table["top_share"], abs=1e-6)  # made from inputs not rounded

    def test_single_figures_of_that_table(self, published):
        """To the digits of the inputs, which were rounded."""
        fit = interpolate(published("us2010_labor"))
        for p, b in ((0.5, 2.704335), (0.9, 1.896899), (0.95, 1.990431), (0.99, 2.225341), (0.99999, 2.570729)):
            assert fit.inverted_pareto_coefficient(p) == pytest.approx(b, abs=2e-5)
        assert fit.quantile(0.95) == pytest.approx(101_674.5, rel=1e-5)
        assert fit.quantile(0.99999) == pytest.approx(11_329_290, rel=1e-5)
        assert [fit.top_share(p) for p in (0.05, 1e-5)] == pytest.approx([0.271952, 0.007827], abs=1e-6)

    def test_the_mean_split_histogram(self, published):
        table, fit = reference("us2010_labor_fast"), interpolate(published("us2010_labor"), method="mean_split")
        assert shares_of(fit, table) == pytest.approx(table["top_share"], abs=1e-12)

    def test_shares_only(self, published):
        known = published("us2010_labor_vignette")
        untold = Distribution(known.weight, known.total, low=np.zeros(5), high=np.full(5, np.inf))
        table, fit = reference("us2010_labor_shares"), interpolate(untold)
        assert shares_of(fit, table) == pytest.approx(table["top_share"], abs=1e-12)

    def test_thresholds_only(self):
        table = reference("us2010_labor_thresholds")
        fit = interpolate_thresholds([0.1, 0.5, 0.9, 0.99], [4310, 23686, 76252, 211861])
        assert fit.mean == pytest.approx(34632.46131006897, rel=1e-12)
        assert shares_of(fit, table) == pytest.approx(table["top_share"], abs=1e-9)

    def test_where_monotonicity_binds(self, tabulation_of):
        """Both fall back to the histogram in the same three brackets, since the original's optimiser fails there."""
        case = json.loads((Path(REAL) / "gpinter" / "constraint_cases.json").read_text(encoding="utf-8"))[0]
        table, fit = reference("constraint_1"), interpolate(tabulation_of(case))
        assert shares_of(fit, table) == pytest.approx(table["top_share"], abs=1e-12)
        assert fit.notes == ("mean-split histogram in group 2, 3, 4 of 6, where the curve would fall",)


@pytest.fixture
def tabulation_of():
    def table(case):
        held = np.sum(np.diff([*case["p"], 1]) * case["bavg"])
        lowest = (case["avg"] - held) / case["p"][0]
        return Distribution.from_percentiles([0, *case["p"]], [0, *case["thr"]], [lowest, *case["bavg"]])

    return table


class TestWhatTheOriginalGetsWrong:
    STEEP = Distribution.from_percentiles([0, 0.3, 0.8, 0.95], [0, 10, 30, 32], [5, 20, 31, 400])

    def test_the_strict_pareto_fallback_is_kept(self):
        """There it is overwritten by a second test, which lets scales below 0 and shapes above 1 through."""
        fit = interpolate(self.STEEP)
        assert any(note.startswith("strict Pareto tail above 32:") for note in fit.notes)
        tail = fit.curve.pieces[-1]
        assert tail.shape == pytest.approx(1 - 32 / 400)
        assert tail.scale == pytest.approx(32 * tail.shape)
        assert fit.top_average(0.05) == pytest.approx(400)
        assert 32 < fit.quantile(0.96) < fit.quantile(0.999)

    @pytest.mark.parametrize("mean", [1.0, 37208.0, 1e-9, 1e12])
    def test_shares_do_not_depend_on_the_mean(self, mean):
        """There, with shares only, the first threshold is mended as if the mean were 1, and amounts are summed twice."""
        shares = {(0, 0.4): 0.1, (0.4, 0.5): 0.1, (0.5, 0.9): 0.45, (0.9, 1): 0.35}
        fit = interpolate(Distribution.from_shares(shares, mean=mean, lowest=0))
        one = interpolate(Distribution.from_shares(shares, lowest=0))
        assert [fit.top_share(p) for p in (0.6, 0.3, 0.01)] == pytest.approx([one.top_share(p) for p in (0.6, 0.3, 0.01)])
        assert fit.quantile(0.45) / mean == pytest.approx(one.quantile(0.45))
        assert 0.25 < fit.quantile(0.4) / mean < 1  # between the means of its neighbours

    def test_the_default_of_the_bottom_is_the_documented_one(self, published):
        """There the documents say one model and the code takes another."""
        table = published("us2010_total")
        assert interpolate(table).quantile(0.05) == interpolate(table, bottom="tail").quantile(0.05)
        assert interpolate(table).quantile(0.05) != interpolate(table, bottom="spline").quantile(0.05)

    def test_rows_out_of_order_are_refused(self):
        """There the mean is taken before they are sorted, so that it belongs to other rows."""
        with pytest.raises(InputError, match="not in rising order"):
            Distribution.from_tabulation([0, 60, 20], counts=[5, 1, 4], averages=[10, 160, 35])

    def test_those_below_a_threshold_of_zero_keep_their_debts(self):
        """There they are taken to have nothing, without a look at their total."""
        fit = interpolate(Distribution.from_percentiles([0, 0.2, 0.5, 0.9], [-math.inf, 0, 20, 60], [-3, 8, 35, 160]))
        assert fit.bottom_average(0.2) == pytest.approx(-3)
        assert fit.quantile(0.1) < 0
        nothing = interpolate(Distribution.from_percentiles([0, 0.2, 0.5, 0.9], [0, 0, 20, 60], [0, 8, 35, 160]))
        assert (nothing.quantile(0.1), nothing.bottom_share(0.2), nothing.cdf(0)) == (0, 0, pytest.approx(0.2))

    def test_the_gini_is_exact(self, published):
        """There it is integrated to 0.0001."""
        fit = interpolate(published("us2010_total"))
        rank = np.concatenate([np.linspace(1, 1e-3, 400_000), np.logspace(-3, -40, 400_000)[1:]])
        middle = np.sum((fit.curve.above(rank)[1:] + fit.curve.above(rank)[:-1]) / 2 * -np.diff(rank))
        assert fit.gini() == pytest.approx(2 * middle / fit.mean - 1, abs=1e-9)


class TestWhereTheCurveWouldFall:
    def test_the_bracket_gets_a_histogram_and_says_so(self):
        table = Distribution.from_percentiles([0, 0.35, 0.5, 0.8], [0, 11, 66, 118], [6, 17, 105, 180])
        fit = interpolate(table)
        assert fit.notes == ("mean-split histogram in group 2, 3 of 4, where the curve would fall",)
        split = interpolate(table, method="mean_split")
        assert fit.quantile(0.45) == split.quantile(0.45)
        assert np.all(np.diff(fit.curve.value(np.linspace(1, 1e-6, 10_001))) >= 0)

    def test_the_result_is_always_the_same(self, published):
        one, other = (interpolate(published("us2010_capital")).curve for _ in range(2))
        rank = np.linspace(0.001, 0.999, 1000)
        assert one.above(rank).tobytes() == other.above(rank).tobytes()


class TestWhatTheTableDoesNotTell:
    def test_a_least_value(self):
        fit = interpolate(Distribution.from_shares({(0, 0.5): 0.2, (0.5, 0.9): 0.4, (0.9, 1): 0.4}))
        assert fit.notes == ("the thresholds are estimates", "the least value is taken to be 0, since the table gives none")
        assert fit.quantile(0) == 0

    def test_too_few_cuts_for_a_spline(self):
        fit = interpolate(Distribution.from_shares({(0, 0.5): 0.2, (0.5, 0.9): 0.4, (0.9, 1): 0.4}, lowest=0))
        assert fit.quantile(0.5) == pytest.approx(math.sqrt(0.4 * 1.0))
        assert fit.quantile(0.9) == pytest.approx(math.sqrt(1.0 * 4.0))

    def test_a_spline_from_an_unknown_least_value(self):
        debts = Distribution.from_percentiles([0, 0.2, 0.9], [-math.inf, 1, 60], [-3, 8, 160])
        with pytest.raises(DomainError, match="unknown least value"):
            interpolate(debts, bottom="spline")

    def test_an_unknown_kind_of_bottom(self, published):
        with pytest.raises(InputError, match="'tail', 'spline'"):
            interpolate(published("us2010_total"), bottom="hist")


class TestIrregularTables:
    def test_a_rich_list_at_the_top(self):
        table = Distribution.from_percentiles([0, 0.5, 0.9], [0, 10, 100], [4, 30, 1000], population=1000)
        fit = interpolate(table.with_fortunes([20_000, 30_000]))
        assert fit.quantile(0.9995) == 30_000
        assert fit.quantile(0.9985) == 20_000
        assert fit.quantile(0.9979) < 20_000
        assert fit.top_share(0.002) == pytest.approx(top_share(table.with_fortunes([20_000, 30_000]), 0.002))

    def test_many_who_own_nothing(self):
        table = Distribution.from_percentiles([0, 0.1, 0.2, 0.5, 0.9], [0, 0, 0, 20, 60], [0, 0, 8, 35, 160])
        fit = interpolate(table)
        assert fit.cdf(0) == pytest.approx(0.2)
        assert fit.quantile(0.15) == 0
        assert 0 < fit.quantile(0.25) < 20

    def test_a_closed_top_and_bottom(self):
        table = Distribution.from_percentiles([0, 0.3, 0.7], [-5, 0, 10], [-2, 4, 40], highest=300)
        fit = interpolate(table)
        assert (fit.quantile(0), fit.quantile(1)) == (pytest.approx(-5), pytest.approx(300))
        assert (fit.cdf(-6), fit.cdf(300)) == (0, 1)

    def test_more_debts_than_wealth(self):
        fit = interpolate(Distribution.from_percentiles([0, 0.5, 0.8], [-math.inf, -1, 2], [-30, 0.5, 8]))
        assert fit.mean == pytest.approx(-13.25)
        assert fit.quantile(0.9) > 2
        with pytest.raises(DomainError, match="shares of the total have no meaning"):
            fit.top_share(0.1)

    def test_a_very_fine_table(self):
        p = np.arange(5000) / 5000
        above = np.append((1 - p) * (1 - np.log1p(-p)), 0)  # exponential
        told = Distribution.from_percentiles(p, -np.log1p(-p), -np.diff(above) * 5000)
        untold = Distribution(told.weight, told.total, low=np.zeros(5000), high=np.full(5000, np.inf))
        for table in (told, untold):
            fit = interpolate(table)
            assert fit.quantile(0.50013) == pytest.approx(-math.log(0.49987), rel=1e-8 if table is told else 1e-4)
            assert fit.gini() == pytest.approx(0.5, abs=1e-8)
