"""bounds() holds every population that a table describes."""

import math
from collections import Counter

import numpy as np
import pytest

from inequality import bounds
from inequality.distribution import Distribution
from inequality.errors import DomainError, InputError
from inequality.metrics import METRICS, bottom_share, gini, lorenz_curve, quantile, richest_matching, top_share, top_threshold

TABLES = 3000
METHODS = {"open above": 0.3, "open below": 0.15, "debts": 0.3, "shares only": 0.2, "overlapping": 0.3}


class Drawn:
    """A random population and a table that describes it: groups of members, between bounds that hold them."""

    def __init__(self, rng):
        self.rng = rng
        self.is_ = {name: rng.random() < chance for name, chance in METHODS.items()}
        if self.is_["shares only"]:
            self.is_["overlapping"] = False
        sizes = rng.integers(1, 12, rng.integers(2, 7))
        values = self.members(int(sizes.sum()))
        if not self.is_["overlapping"]:
            values.sort()
        self.groups = np.split(values, np.cumsum(sizes)[:-1])
        self.values = values
        self.table = self.shares_only() if self.is_["shares only"] else self.grouped()

    def members(self, n):
        """Some spread out, some bunched at a few values; the total stays well above zero."""
        values = self.rng.lognormal(3, self.rng.choice([0.3, 1.5]), n)
        if self.rng.random() < 0.3:
            values = np.round(values, -1)
        if self.is_["debts"]:
            values -= self.rng.random() * 0.8 * values.mean()
        values[0] += 1
        return values

    def grouped(self):
        low, high = np.array([(group.min(), group.max()) for group in self.groups]).T
        slack = self.rng.choice([0.0, 1.0]) * self.rng.random((2, len(low))) * values_gap(self.groups, self.is_["overlapping"])
        low, high = low - slack[0], high + slack[1]
        if self.is_["open above"]:
            high[-1] = math.inf
        if self.is_["open below"]:
            low[0] = -math.inf
            high[0] = self.groups[0].max()
        size, total = ([f(group) for group in self.groups] for f in (len, np.sum))
        return Distribution(size, total, low, high, ordered=not self.is_["overlapping"])

    def shares_only(self):
        n, total = self.values.size, self.values.sum()
        ends = np.cumsum([0, *(group.size for group in self.groups)]) / n
        ends[-1] = 1.0
        shares = {(a, b): group.sum() / total for a, b, group in zip(ends, ends[1:], self.groups, strict=False)}
        return Distribution.from_shares(shares, mean=self.values.mean(), population=n, lowest=min(0.0, self.values.min()))

    @property
    def condition(self):
        return np.abs(self.values).sum() / self.values.sum()


def values_gap(groups, overlapping):
    """How far each group's bounds may be widened without meeting the next group's."""
    if overlapping:
        return np.full(len(groups), 50.0)
    gaps = [after.min() - before.max() for before, after in zip(groups, groups[1:], strict=False)]
    return np.minimum([1.0, *gaps], [*gaps, 1.0]) / 2


def arguments(metric, drawn):
    rng, values = drawn.rng, drawn.values
    if metric is richest_matching:
        return (values.sum() * rng.uniform(0.01, 0.9),)
    return () if metric is gini else (rng.choice([0.01, 0.1, 0.25, 0.5, rng.random()]),)


def test_every_population_lies_within_the_bounds_of_its_table():
    rng = np.random.default_rng(1972)
    held, kinds = Counter(), Counter()
    for _ in range(TABLES):
        drawn = Drawn(rng)
        kinds.update(name for name, given in drawn.is_.items() if given)
        size = np.abs(drawn.values).max()
        for metric, scale in {
            gini: 1,
            top_share: 1,
            bottom_share: 1,
            quantile: size,
            top_threshold: size,
            richest_matching: 0,
        }.items():
            given = arguments(metric, drawn)
            value = metric(drawn.values, *given)
            found = bounds(metric, drawn.table, *given)
            slack = 1e-12 * scale * drawn.condition**2
            assert found.low - slack <= value <= found.high + slack, (
                metric.__name__,
                given,
                drawn.table.to_frame(),
                drawn.values,
            )
            held[metric.__name__] += 1
    assert set(held.values()) == {TABLES}
    assert min(kinds.values()) > 0.1 * TABLES, kinds


@pytest.mark.parametrize("metric", [gini, top_share, bottom_share])
def test_the_bounds_are_reached(metric):
    """By everyone at the mean of their group, and by everyone at one of its bounds."""
    table = Distribution([4, 10, 5], [40, 300, 1000], low=[0, 20, 100], high=[20, 60, 300])
    equal = np.repeat([10, 30, 200], [4, 10, 5])
    # 2 at 0 and 2 at 20 have 40 together; 7.5 at 20 and 2.5 at 60 have 300; 2.5 at 100 and 2.5 at 300 have 1000.
    apart, weights = [0, 20, 20, 60, 100, 300], [2, 2, 7.5, 2.5, 2.5, 2.5]
    given = () if metric is gini else (0.3,)
    found = bounds(metric, table, *given)
    values = sorted([metric(equal, *given), metric(apart, *given, weights=weights)])
    assert (found.low, found.high) == pytest.approx(values, rel=1e-14)


@pytest.mark.parametrize("few", [1e-2, 1e-4, 1e-6])
def test_the_bounds_of_a_quantile_are_approached_by_groups_that_keep_their_mean(few):
    """A few less than reach the rank stand at one end of the group, and the others share what is then left."""
    table = Distribution([4, 10, 5], [40, 300, 1000], low=[0, 20, 100], high=[20, 60, 300])
    others, weights = [10, 200], [4, 5]
    for rank in (0.3, 0.5, 0.65):
        found, part = bounds(quantile, table, rank), (19 * rank - 4) / 10
        poor, rich = part - few, 1 - part - few
        reached = [(30 - rich * 60) / (1 - rich), (30 - poor * 20) / (1 - poor)]
        reached = [max(reached[0], 20), min(reached[1], 60)]
        for value, rest, members in ((reached[0], 60, rich), (reached[1], 20, poor)):
            group, shares = ([rest, value], [10 * members, 10 * (1 - members)]) if 20 < value < 60 else ([value], [10])
            assert quantile([*others, *group], rank, weights=[*weights, *shares]) == value
        assert (found.low, found.high) == pytest.approx(reached, abs=400 * few)
        assert found.low <= reached[0] <= reached[1] <= found.high


def test_at_a_cut_the_mean_is_between_the_neighbours():
    table = Distribution([4, 10, 5], [40, 300, 1000], low=[0, 20, 100], high=[20, 60, 300])
    last, first = bounds(quantile, table, 14 / 19), bounds(top_threshold, table, 5 / 19)
    assert (last.low, last.high) == pytest.approx((30, 60))
    assert (first.low, first.high) == pytest.approx((100, 200))
    middle = bounds(quantile, table, 14 / 19, definition="averaged")
    assert (middle.low, middle.high) == pytest.approx((65, 130))


@pytest.mark.parametrize(
    ("low", "high", "rest", "weights"),
    [
        ([0, 10], [10, math.inf], [0, 10, 10], [45, 45, 10]),
        ([-math.inf, 10], [10, 50], [10, 10, 50], [90, 2.5, 7.5]),
    ],
    ids=["above", "below"],
)
def test_an_open_bracket_is_bounded_by_a_limit_that_ever_fewer_people_approach(low, high, rest, weights):
    """The rest stand at the bounds of their groups; a few have, or owe, all that is missing to the total."""
    table = Distribution([90, 10], [450, 400], low=low, high=high)
    missing = 850 - np.dot(rest, weights)
    for few in (1e-3, 1e-6, 1e-9):
        population = {"values": [*rest, missing / few], "weights": [*weights, few]}
        assert gini(**population) == pytest.approx(bounds(gini, table).high, abs=few)
        assert top_share(p=0.05, **population) == pytest.approx(bounds(top_share, table, 0.05).high, abs=few)
        assert bottom_share(p=0.5, **population) == pytest.approx(bounds(bottom_share, table, 0.5).low, abs=few)


def test_the_richest_of_an_open_bracket_may_be_one():
    table = Distribution([90, 10], [450, 400], low=[0, 10], high=[10, math.inf])
    assert bounds(richest_matching, table, amount=310).low == 1  # nine at 10, one with the rest
    assert bounds(richest_matching, table, amount=311).low == 2
    assert bounds(quantile, table, 0.95).high == pytest.approx(70)  # half at 10, the others with all the rest
    assert bounds(quantile, table, 1).high == math.inf


@pytest.mark.parametrize("entry", METRICS.values(), ids=METRICS)
def test_bounds_of_what_is_known_exactly_are_one_value(entry):
    microdata = Distribution.from_values([30, 10, 20, 80], weights=[1, 2, 0.5, 1])
    points = Distribution([1, 2, 0.5], [30, 20, 10], low=[30, 10, 20], high=[30, 10, 20], ordered=False)
    for arguments in entry.facts["samples"]:
        for d in (microdata, points):
            value = entry.function(d, **arguments)
            if not isinstance(value, (int, float)):
                continue
            found = bounds(entry.function, d, **arguments)
            assert found.low == found.high == value
            assert (found.kind, found.name) == ("grouping", entry.name)


def test_a_cut_of_the_table_decides_a_share():
    deciles = Distribution.from_shares({(0, 0.5): 0.02, (0.5, 0.9): 0.22, (0.9, 1): 0.76})
    for share in (bounds(top_share, deciles, 0.1), bounds(bottom_share, deciles, 0.9)):
        assert share.low == share.high
    assert bounds(top_share, deciles, 0.1).low == top_share(deciles, 0.1) == pytest.approx(0.76)
    assert bounds(top_share, deciles, 0.05).width > 0.1


@pytest.mark.parametrize(
    ("low", "high", "ordered"),
    [
        ([0, 5], [5, 100], True),
        ([0, 5], [5, math.inf], True),
        ([-math.inf, 5], [5, 100], True),
        ([0, 0], [math.inf, 100], False),
    ],
)
def test_both_readings_keep_population_and_mean(low, high, ordered):
    d = Distribution([50, 50], [100, 900], low=low, high=high, ordered=ordered)
    for points in (d.equal(), d.spread()):
        assert points.population == pytest.approx(100, rel=1e-15)
        assert points.mean == pytest.approx(10, rel=1e-15)


def test_neighbours_means_bound_a_group_only_if_groups_are_in_order():
    ordered = Distribution.from_shares({(0, 0.5): 0.2, (0.5, 1): 0.8}, lowest=0)
    assert [list(ends) for ends in ordered.limits()] == [[0, 0.4], [1.6, math.inf]]
    merged = ordered.merge(ordered)
    assert not merged.ordered
    assert [set(ends) for ends in merged.limits()] == [{0}, {math.inf}]
    assert bounds(gini, merged).high > bounds(gini, ordered).high


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda d: bounds(gini, Distribution([1], [1], [-math.inf], [math.inf])), DomainError, "no bound on either side"),
        (
            lambda d: bounds(METRICS["bracket_share"].function, d, 0.3, 0.4),
            DomainError,
            "No bounds are proved for bracket_share",
        ),
        (lambda d: bounds(lorenz_curve, d), InputError, "not one number"),
        (lambda d: bounds(sum, d), InputError, "sum is not a metric"),
        (lambda d: bounds(gini, [1, 2, 3]), InputError, "not a list"),
        (lambda d: bounds(top_share, d, 50), InputError, "50 is not between 0 and 1"),
    ],
    ids=["unlimited", "unproved", "curve", "not a metric", "not a table", "percent"],
)
def test_refusals(call, error, words):
    with pytest.raises(error, match=words):
        call(Distribution([50, 50], [100, 900], low=[0, 5], high=[5, 100]))
