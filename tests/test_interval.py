"""Intervals: whatever is computed with members of them lies in what is computed with them."""

import math
import sys
from decimal import Decimal
from fractions import Fraction
from operator import add, mul, sub, truediv

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from inequality.errors import DomainError, InputError
from inequality.interval import KINDS, Bounds, Interval

FLOATS = st.floats(allow_nan=False, allow_infinity=False)
NUMBERS = st.one_of(FLOATS, st.integers(-(10**20), 10**20), st.fractions(-1000, 1000))


@st.composite
def intervals(draw, numbers=NUMBERS):
    """An interval, and a member of it, exactly."""
    low, high = sorted([draw(numbers), draw(numbers)])
    step = draw(st.fractions(0, 1))
    return Interval(low, high, "source"), Fraction(low) + (Fraction(high) - Fraction(low)) * step


@pytest.mark.parametrize("operation", [add, sub, mul, truediv])
@pytest.mark.parametrize("kind", ["all floats", "mixed"])
@given(data=st.data())
def test_arithmetic_holds_all_that_it_should(operation, kind, data):
    numbers = FLOATS if kind == "all floats" else NUMBERS
    (one, member), (other, other_member) = data.draw(intervals(numbers)), data.draw(intervals(numbers))
    if operation is truediv:
        assume(not other.low <= 0 <= other.high)
    assert operation(member, other_member) in operation(one, other)


@given(intervals(), NUMBERS)
@example((Interval(Fraction(1, 3), Fraction(1, 3)), Fraction(1, 3)), -0.3333333333333333)
def test_arithmetic_with_a_number(drawn, number):
    interval, member = drawn
    exact = Fraction(number)
    assert member + exact in interval + number
    assert exact + member in number + interval
    assert member - exact in interval - number
    assert exact - member in number - interval
    assert member * exact in interval * number
    if number:
        assert member / exact in interval / number
    if not interval.low <= 0 <= interval.high:
        assert exact / member in number / interval


def test_fractions_stay_exact():
    printed = Interval.around("0.7", "0.05") * Fraction(1, 100)
    assert (printed.low, printed.high) == (Fraction(65, 10_000), Fraction(75, 10_000))
    assert (Interval(1, 2) / 3).low == Fraction(1, 3)


def test_floats_round_outward():
    sum_ = Interval(0.1, 0.1) + Interval(0.2, 0.2)
    assert sum_.low < Fraction(0.1) + Fraction(0.2) < sum_.high
    assert sum_.high == math.nextafter(sum_.low, math.inf)
    assert Interval(0.5, 1.0) * Interval(2.0, 2.0) == Interval(1.0, 2.0)
    assert (Interval(1e308, 1e308) * 10.0).low == sys.float_info.max
    assert (Interval(5e-324, 5e-324) * 0.1).low == 0


def test_infinite_ends():
    open_ = Interval(0, math.inf, "assumption")
    assert (open_ * 0).high == 0
    assert (1 / Interval(2, math.inf)).low == 0
    assert (open_ + Fraction(1, 3)).high == math.inf
    assert (Interval(1.0, math.inf) / Interval(1.0, math.inf)).high == math.inf
    assert open_.outward(2) == (0, Decimal("Infinity"))


@given(intervals(), st.integers(0, 30))
def test_rounding_outward_loses_nothing_and_inward_adds_nothing(drawn, digits):
    interval, _ = drawn
    low, high = interval.outward(digits)
    assert Fraction(low) <= interval.low <= interval.high <= Fraction(high)
    assert Fraction(high) - Fraction(low) <= Fraction(interval.high) - Fraction(interval.low) + 2 * Fraction(10) ** -digits
    try:
        low, high = interval.inward(digits)
    except DomainError:
        assert interval.width < Fraction(10) ** -digits
    else:
        assert interval.low <= Fraction(low) <= Fraction(high) <= interval.high


def test_membership():
    assert 1 in Interval(1, 2)
    assert 1 not in Interval(1, 2, open_low=True)
    assert "1" not in Interval(1, 2)
    assert math.nan not in Interval(1, 2)
    for number in (1.5, Fraction(3, 2), Decimal("1.5"), np.float32(1.5), np.int64(2)):
        assert number in Interval(Fraction(1), 2)


def test_hull_and_image():
    assert Interval(1, 2).hull(Interval(5, 6)) == Interval(1, 6)
    assert Interval.exactly(3).hull(Interval(5, 6, "source")) == Interval(3, 6, "source")
    assert Interval(1, 2).monotone(lambda x: -x) == Interval(-2, -1)


def test_the_kind_is_that_of_the_first_with_a_width():
    assert (2 * Interval(1, 2, "source")).kind == "source"
    assert (Interval(1, 2, "revision") + Interval(1, 2, "source")).kind == "revision"
    assert Interval.around("3", "0").kind == "exact"
    assert (Bounds(1, 2) + 1).kind == Bounds(1, 2).kind == "grouping"
    assert all(Interval(1, 2, kind).kind == kind for kind in KINDS)


@pytest.mark.parametrize("ends", [(2, 1), (math.nan, 1), (0, math.nan)])
def test_ends_out_of_order(ends):
    with pytest.raises(InputError, match="cannot run from"):
        Interval(*ends)


def test_unknown_kind():
    with pytest.raises(InputError, match="no kind of interval 'guess'"):
        Interval(0, 1, "guess")


@pytest.mark.parametrize("divisor", [0, Interval(-1, 1), Interval(0, 1)])
def test_division_by_what_may_be_zero(divisor):
    with pytest.raises(DomainError, match="may be zero"):
        Interval(1, 2) / divisor


def test_nothing_so_coarse_lies_inside():
    with pytest.raises(DomainError, match="No number with 0 decimals"):
        Interval(0.2, 0.3).inward(0)
