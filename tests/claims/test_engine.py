"""The engine on the claims it exists for, and on records made for the purpose."""

from __future__ import annotations

import json
import math
from decimal import Decimal
from fractions import Fraction

import pytest

from inequality._measure import Measure
from inequality.claims import CLAIMS, Claim, Quantity, Ranked, check
from inequality.claims.formulas import FORMULAS
from inequality.claims.formulas._richest_matching import count_reaching
from inequality.errors import DomainError, IncomparableError, UnknownNameError
from inequality.interval import Interval

BILLION = Fraction(1, 10**9)

# What is known of each claim's inputs allows this many people: as an estimate, at the limits; and the verdict.
EXPECTED = {
    "oxfam-2014-85": ("reproduced given", (40, 145), (40, 145)),
    "forbes-2014-67": ("reproduced given", (31, 114), (31, 114)),
    "oxfam-2015-80": ("consistent", (36, 135), (36, 135)),
    "oxfam-2015-388": ("consistent", (219, math.inf), (219, math.inf)),
    "oxfam-2016-62": ("reproduced given", (29, 109), (29, 109)),
    "oxfam-2017-8": ("reproduced given", (0, 35), (0, 35)),
    "oxfam-2017-restated-9": ("inputs missing", None, None),
    "oxfam-2018-42": ("consistent", (37, 58), (11, 122)),
    "oxfam-2018-128": ("consistent", (123, 134), (65, 252)),
    "oxfam-2018-restated-61": ("inputs missing", None, None),
    "oxfam-2019-26": ("inputs missing", None, None),
    "oxfam-2019-restated-43": ("inputs missing", None, None),
    "oxfam-2026-12": ("inputs missing", None, None),
}

# 42 is right when the poorest half owned more than the first and at most the second (USD billion).
RIGHT_WHEN = {
    "oxfam-2014-85": ("1706.7", "1718.4"),
    "oxfam-2015-80": ("1885.2", "1898.6"),
    "oxfam-2015-388": ("2596.5", "2599.0"),
    "oxfam-2016-62": ("1747.0", "1762.3"),
    "oxfam-2017-8": ("386.2", "426.2"),
    "oxfam-2017-restated-9": ("475.3", "515.9"),
    "oxfam-2018-42": ("1478.1", "1498.0"),
    "oxfam-2018-128": ("2683.9", "2694.1"),
    "oxfam-2018-restated-61": ("1575.0", "1589.4"),
    "oxfam-2019-26": ("1368.5", "1398.5"),
    "oxfam-2026-12": ("2505.05", "2635.12"),
}


def ends(interval: Interval | None) -> tuple[float, float] | None:
    return None if interval is None else (interval.low, interval.high)


@pytest.mark.parametrize("id", EXPECTED)
def test_verdicts(id: str) -> None:
    verdict = check(id)
    assert (verdict.status, ends(verdict.finding.computed), ends(verdict.finding.limits)) == EXPECTED[id]


@pytest.mark.parametrize("id", RIGHT_WHEN)
def test_inverse(id: str) -> None:
    inverse = check(id).finding.inverse
    assert inverse is not None
    assert inverse.interval.open_low
    low, high = (inverse.interval * BILLION).low, (inverse.interval * BILLION).high
    assert (low, high) == tuple(Fraction(end) for end in RIGHT_WHEN[id])


def test_inverse_as_a_share_is_rounded_inward() -> None:
    share = check("oxfam-2018-42").finding.inverse_share
    assert share is not None
    assert (share * 100).inward(4) == (Decimal("0.5274"), Decimal("0.5344"))


def test_what_is_said_of_forty_two() -> None:
    text = str(check("oxfam-2018-42"))
    for words in (
        "CONSISTENT",
        "37 to 58 people",
        "11 to 122 people",
        "42 is right exactly when the poorest half owned more than 1,478.1 and at most 1,498.0 billion",
        "(0.5274 to 0.5344 percent of the total)",
        "123 to 134 people",
        "65 to 252",
        "worked back from the claim, and so proves nothing",
        "43 people",
    ):
        assert words in " ".join(text.split()), words


def test_a_critic_and_a_circular_input_stand_beside_it() -> None:
    verdict = check("oxfam-2018-42")
    without = verdict.alternative("without-net-debt")
    assert (ends(without.computed), ends(without.limits), without.published.text) == ((123, 134), (65, 252), "128")
    circular = verdict.alternative("in-circulation")
    assert ends(circular.computed) == (42, 42)
    assert circular.status == "consistent"
    with pytest.raises(UnknownNameError, match="in-circulation"):
        verdict.alternative("in-circulatin")


def test_forty_three_is_shown_in_nominal_and_in_2018_dollars() -> None:
    verdict = check("oxfam-2019-restated-43")
    real, nominal = verdict.finding.inverse, verdict.alternative("nominal").inverse
    assert real is not None
    assert nominal is not None
    assert real.measure is not None
    assert real.measure.prices == "2018-03"
    assert (real.interval * BILLION).outward(1) == (Decimal("1533.3"), Decimal("1553.5"))
    assert (nominal.interval.low * BILLION, nominal.interval.high * BILLION) == (Fraction("1498.0"), Fraction("1517.6"))


def test_what_a_claim_was_restated_to() -> None:
    assert {
        id: [later for later, *_ in check(id).restatements] for id in ("oxfam-2016-62", "oxfam-2017-8", "oxfam-2018-42")
    } == {
        "oxfam-2016-62": ["oxfam-2017-restated-9"],
        "oxfam-2017-8": ["oxfam-2018-restated-61"],
        "oxfam-2018-42": ["oxfam-2019-restated-43"],
    }


def test_the_strip_rises_and_holds_the_estimate() -> None:
    rows = check("oxfam-2018-42").strip
    counts = [result.low for _, result in rows]
    assert counts == sorted(counts)
    assert len(rows) > 5
    assert {at.low: result.low for at, result in rows}[Fraction(5, 1000)] == 38


#: Entries whose result moves with an input that is known only within limits, by more than their digits show.
MOVING = {
    *("computed-2022", "computed-world-growth-since-2008", "forbes-2014-67", "oxfam-2014-85", "oxfam-2015-388"),
    *("oxfam-2015-80", "oxfam-2016-62", "oxfam-2017-8", "oxfam-2018-128", "oxfam-2018-42"),
}


def test_a_strip_is_shown_only_where_the_digits_would_move() -> None:
    """A figure printed to a tenth of a percent moves its own quotation by that tenth: no news."""
    assert {id for id in CLAIMS if check(id).strip} == MOVING


def test_missing_inputs_are_named() -> None:
    finding = check("oxfam-2019-26").finding
    assert finding.missing == ("the decile shares of the Global Wealth Databook 2018",)
    assert finding.computed is None
    assert "Not seen" in str(check("oxfam-2019-26"))


def test_json_is_plain_and_complete() -> None:
    for id in CLAIMS:
        verdict = check(id)
        told = json.loads(json.dumps(verdict.as_dict()))
        assert told["status"] == verdict.status
        assert all(used["citation"] for used in told["inputs"])


RECORD = """
wording = "Two own as much as the rest"
publisher = "Somebody"
report = "A report"
date = 2020-01-01
citation = "A report, 2020"
formula = "richest_matching"
[published]
value = "{published}"
unit = "people"
[inputs.fortunes]
table = "rich_list@2017"
column = "cumulative_net_worth"
by = "position"
[inputs.amount]
value = "{amount}"
unit = "USD billion"
half_width = "{half}"
evidence = "{evidence}"
citation = "made up for a test"
measure = {{ concept = "net_wealth", unit = "adult", currency = "USD", conversion = "MER" }}
"""


@pytest.mark.parametrize(
    ("published", "amount", "half", "evidence", "status"),
    [
        ("2", "160", "0", "read", "reproduced"),
        ("2", "160", "0", "quoted", "reproduced given"),
        ("2", "160", "0", "inferred", "consistent"),
        ("2", "160", "50", "read", "consistent"),
        ("2", "400", "50", "read", "not reproduced"),
        ("2", "86", "0", "read", "not reproduced"),  # one person alone has as much
        ("1", "86", "0", "read", "reproduced"),
        ("2", "86.1", "0", "read", "reproduced"),
    ],
)
def test_verdict_by_evidence_and_width(published: str, amount: str, half: str, evidence: str, status: str) -> None:
    claim = Claim.parse(RECORD.format(published=published, amount=amount, half=half, evidence=evidence), "made-up")
    assert check(claim).status == status


def test_unlike_measures_are_not_matched() -> None:
    record = RECORD.format(published="2", amount="160", half="0", evidence="read").replace(
        'currency = "USD"', 'currency = "EUR"'
    )
    with pytest.raises(IncomparableError, match="currency: USD and EUR"):
        check(Claim.parse(record, "made-up"))


def test_an_unknown_claim_names_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="oxfam-2018-42"):
        check("oxfam-2018-4")


def test_counts_by_hand() -> None:
    ladder = Ranked(tuple(Fraction(x) for x in (86, 160, 230)))
    assert [count_reaching(ladder, x) for x in (-1, 0, 1, 86, 87, 160, 230, 231)] == [0, 0, 1, 1, 2, 2, 3, math.inf]


def test_thresholds_formula_against_the_means_of_known_densities() -> None:
    function = FORMULAS["half_from_thresholds"].function
    usd = Measure("net_wealth", "adult", "USD")
    steps = Ranked(tuple(Fraction(x) for x in (1, 2, 4, 8, 16)), usd)
    one, none = Quantity(Interval.exactly(Fraction(1)), usd), Quantity(Interval.exactly(Fraction(0)), usd)
    estimate = function(total=one, mean=one, thresholds=steps, first=none).interval
    assert float(estimate.low) == pytest.approx(15 / math.log(2) / 10, rel=1e-11)  # each log-uniform mean is (b - a) / ln 2
    assert estimate.low <= Fraction(15 / math.log(2)) / 10
    assert estimate.high == Fraction(45, 20)
    limits = function(total=one, mean=one, thresholds=steps, first=none, reading="limits").interval
    assert (limits.low, limits.high) == (Fraction(15, 10), Fraction(30, 10))
    with pytest.raises(DomainError, match="five thresholds"):
        function(total=one, mean=one, thresholds=Ranked(steps.values[:4], usd), first=none)
