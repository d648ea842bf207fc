"""Growth along the distribution, and who captured it."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from inequality import Distribution, bracket_growth, growth_incidence, quantile, share_of_growth
from inequality.errors import DomainError, GroupedError, InputError, UnknownNameError

VALUES = st.lists(st.integers(1, 10**6), min_size=1, max_size=20)


def halves(poor, mean=100.0, population=1.0):
    return Distribution.from_shares({(0, 0.5): poor, (0.5, 1): 1 - poor}, mean=mean, population=population)


class TestGrowthIncidence:
    @given(VALUES, VALUES, st.lists(st.floats(0, 1), min_size=1, max_size=5).map(sorted))
    def test_it_is_growth_of_the_quantiles(self, before, after, p):
        curve = growth_incidence(before, after, p)
        expected = [Fraction(quantile(after, q)) / Fraction(quantile(before, q)) - 1 for q in p]
        assert curve.growth == pytest.approx([float(g) for g in expected], rel=1e-12, abs=1e-15)
        assert curve.growth_of_mean == pytest.approx(np.mean(after) / np.mean(before) - 1, rel=1e-9, abs=1e-12)

    @given(VALUES)
    def test_growth_that_is_the_same_for_all_is_the_same_at_all_points(self, before):
        for curve in (
            growth_incidence(before, np.multiply(before, 8), years=3),
            bracket_growth(before, np.multiply(before, 8), years=3),
        ):
            assert curve.growth == pytest.approx(np.ones(curve.growth.size))
            assert curve.growth_of_mean == pytest.approx(1)

    def test_by_default_at_the_percentiles(self):
        curve = growth_incidence(range(1, 1001), range(2, 1002))
        assert curve.p_lower.tolist() == [k / 100 for k in range(1, 100)]
        assert curve.growth == pytest.approx([1 / (10 * k) for k in range(1, 100)])

    def test_rate_of_pro_poor_growth_is_the_mean_over_the_poor_of_before(self):
        curve = growth_incidence([1, 2, 4, 8], [2, 3, 4, 4], [0.25, 0.5, 0.75, 1])
        assert curve.rate_of_pro_poor_growth(0.5) == pytest.approx((1 + 0.5) / 2)
        brackets = bracket_growth([1, 2, 4, 8], [2, 3, 4, 4], [0, 0.25, 0.75, 1])
        assert brackets.growth == pytest.approx([1, 1 / 6, -0.5])
        assert brackets.rate_of_pro_poor_growth(0.75) == pytest.approx((0.25 * 1 + 0.5 / 6) / 0.75)
        with pytest.raises(DomainError, match="poorest 0.1 is not known"):
            curve.rate_of_pro_poor_growth(0.1)

    def test_where_there_was_nothing_growth_is_undefined(self):
        with pytest.raises(DomainError, match=r"At p = 0.25 the value goes from -1 to 2.*\(1 of 3 points\)"):
            growth_incidence([-1, 1, 2, 3], [2, 3, 4, 4], [0.25, 0.5, 1])
        curve = growth_incidence([-1, 1, 2, 3], [2, 3, 4, 4], [0.25, 0.5, 1], undefined="missing")
        assert np.isnan(curve.growth[0])
        assert curve.growth[1:].tolist() == [2, pytest.approx(1 / 3)]
        assert "undefined at 1" in repr(curve)
        with pytest.raises(DomainError, match="not known throughout"):
            curve.rate_of_pro_poor_growth(0.5)

    def test_into_debt(self):
        assert growth_incidence([10], [-5], [0.5]).growth.tolist() == [-1.5]
        with pytest.raises(DomainError, match="goes from 10 to -5"):
            growth_incidence([10], [-5], [0.5], years=2)

    def test_the_frame(self):
        frame = bracket_growth([1, 3], [2, 3], [0, 0.5, 1]).to_frame()
        assert list(frame.columns) == ["p_lower", "p_upper", "before", "after", "growth"]
        assert frame.iloc[0].tolist() == [0, 0.5, 1, 2, 1]

    @pytest.mark.parametrize(
        ("call", "error", "words"),
        [
            (lambda: growth_incidence([1], [2], [0.5, 0.1]), InputError, "not in rising order"),
            (lambda: growth_incidence([1], [2], [50]), InputError, "divide percents by 100"),
            (lambda: growth_incidence([1], [2], years=0), InputError, "0 years"),
            (lambda: growth_incidence([1], [2], undefined="drop"), UnknownNameError, "raise"),
            (lambda: bracket_growth([1], [2], [0.5]), InputError, "Brackets need cuts"),
            (lambda: bracket_growth([1], [2], [0, 0.5, 0.5]), InputError, "cuts that rise"),
        ],
    )
    def test_wrong_use(self, call, error, words):
        with pytest.raises(error, match=words):
            call()


class TestGroups:
    def test_a_table_decides_the_averages_of_its_own_brackets(self):
        growth = bracket_growth(halves(0.25), halves(0.2, 150), [0, 0.5, 1])
        assert growth.growth == pytest.approx([0.2, 0.6])
        assert growth.growth_of_mean == pytest.approx(0.5)

    @pytest.mark.parametrize(
        "call",
        [
            lambda d: growth_incidence(d, d),
            lambda d: bracket_growth(d, d),
            lambda d: bracket_growth([1, 2], d, [0, 0.9, 1]),
            lambda d: share_of_growth(d, [1, 2, 3], 0.9, 1),
        ],
        ids=["quantiles", "tenths", "one table", "share of growth"],
    )
    def test_and_no_others(self, call):
        with pytest.raises(GroupedError):
            call(halves(0.25))


class TestShareOfGrowth:
    @given(VALUES, VALUES, st.lists(st.floats(0.01, 0.99), max_size=4, unique=True).map(sorted))
    def test_the_shares_of_all_brackets_add_to_one(self, before, after, cuts):
        assume(abs(np.mean(before) / np.mean(after) - 1) > 0.01)
        ends = [0.0, *cuts, 1.0]
        for of in ("average", "total"):
            assume(of == "average" or abs(np.sum(before) / np.sum(after) - 1) > 0.01)
            shares = [share_of_growth(before, after, *pair, of=of) for pair in zip(ends, ends[1:], strict=False)]
            assert sum(shares) == pytest.approx(1, abs=1e-9)

    @given(VALUES, VALUES)
    def test_it_is_what_the_bracket_gained_over_what_all_gained(self, before, after):
        before, after = sorted(before), sorted(after)
        poorest = [Fraction(sum(x[: len(x) // 2])) + Fraction(len(x) % 2, 2) * x[len(x) // 2] for x in (before, after)]
        gained = Fraction(sum(after), len(after)) - Fraction(sum(before), len(before))
        assume(abs(gained) > 1)
        expected = (poorest[1] / len(after) - poorest[0] / len(before)) / gained
        assert share_of_growth(before, after, 0, 0.5) == pytest.approx(float(expected), rel=1e-6, abs=1e-6)
        assume(abs(sum(after) - sum(before)) > 1)
        expected = (poorest[1] - poorest[0]) / (sum(after) - sum(before))
        assert share_of_growth(before, after, 0, 0.5, of="total") == pytest.approx(float(expected), rel=1e-6, abs=1e-6)

    def test_more_people_are_growth_of_the_total_only(self):
        before, after = halves(0.25, 100, population=10), halves(0.25, 110, population=20)
        assert share_of_growth(before, after, 0, 0.5) == pytest.approx(0.25)
        assert share_of_growth(before, halves(0.25, 100, population=20), 0, 0.5, of="total") == pytest.approx(0.25)
        with pytest.raises(DomainError, match="mean is the same at both dates"):
            share_of_growth(before, halves(0.25, 100, population=20), 0, 0.5)

    def test_amounts_beyond_all_floats(self):
        before, after = [1e307, 1e308], [2e307, 1.6e308]
        weights = np.full(2, 1e300)
        assert share_of_growth(before, after, 0.5, 1, of="total", weights=(weights, weights)) == pytest.approx(6 / 7)
        with pytest.raises(DomainError, match="total is the same"):
            share_of_growth(before, before, 0.5, 1, of="total", weights=(weights, weights))

    def test_a_table_without_its_mean_has_no_growth(self):
        with pytest.raises(DomainError, match="give tables of shares their mean"):
            share_of_growth(halves(0.25, 1), halves(0.2, 1), 0, 0.5)

    @given(
        st.lists(st.integers(-10, 10), min_size=10, max_size=10),
        st.lists(st.integers(-10, 10), min_size=10, max_size=10),
        st.integers(0, 9),
        st.sampled_from([0.5, 1.25, 3.0]),
    )
    def test_the_interval_of_printed_shares_holds_every_truth_that_prints_so(self, off_before, off_after, k, growth):
        """Shares printed in percent without decimals; the true ones miss them by up to half a percent each, and add to 1."""
        printed = [0.01, 0.02, 0.03, 0.05, 0.06, 0.08, 0.1, 0.12, 0.18, 0.35]
        ends = np.arange(11) / 10
        tables, truths = [], []
        for mean, off in ((100.0, off_before), (100.0 * growth, off_after)):
            error = np.array(off) - np.mean(off)
            error *= 0.005 / max(0.005, abs(error).max())
            brackets = list(zip(ends[:-1], ends[1:], strict=True))
            tables.append(Distribution.from_shares(dict(zip(brackets, printed, strict=True)), mean=mean))
            truths.append(np.array(printed) + error)
        for low, high in ((k, k + 1), (0, k + 1), (k, 10)):
            allowed = share_of_growth(*tables, ends[low], ends[high], half_width="0.005")
            now, then = truths[1][low:high].sum() * growth, truths[0][low:high].sum()
            assert allowed.kind == "rounding"
            assert float(allowed.low) - 1e-12 <= (now - then) / (growth - 1) <= float(allowed.high) + 1e-12

    def test_printed_shares_of_many_groups_are_off_by_the_fewer_of_inside_and_outside(self):
        fifths = {(k / 5, (k + 1) / 5): 0.2 for k in range(5)}
        before, after = (Distribution.from_shares(fifths, mean=mean) for mean in (100, 200))
        for upper, groups in ((0.2, 1), (0.4, 2), (0.6, 2), (0.8, 1), (1.0, 0)):
            interval = share_of_growth(before, after, 0, upper, half_width=0.01)
            assert float(interval.high) == pytest.approx(upper + groups * 0.01 * 3, abs=1e-9)
            assert float(interval.low) == pytest.approx(upper - groups * 0.01 * 3, abs=1e-9)

    @pytest.mark.parametrize(
        ("call", "error", "words"),
        [
            (lambda: share_of_growth([1, 2], [3, 4], 0.5, 0.5), InputError, "is empty"),
            (lambda: share_of_growth([1, 2], [3, 4], 0.5, 1, of="gain"), UnknownNameError, "average, total"),
            (lambda: share_of_growth([1, 2], [3, 4], 0.5, 1, half_width=0.01), InputError, "not printed shares"),
            (lambda: share_of_growth([-1, 1], [3, 4], 0.5, 1), DomainError, "total is 0"),
        ],
    )
    def test_wrong_use(self, call, error, words):
        with pytest.raises(error, match=words):
            call()
