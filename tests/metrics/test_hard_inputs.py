"""Every index on every hard input: the value that its conventions give it, or the refusal."""

import dataclasses
import math

import numpy as np
import pytest

from inequality.errors import DomainError
from inequality.metrics import METRICS

INF = math.inf
NO = DomainError

#: The inputs, of four members each but the single one.
INPUTS = {
    "zeros": [0.0, 0.0, 1.0, 3.0],
    "debts": [-2.0, 0.0, 3.0, 7.0],
    "all equal": [5.0, 5.0, 5.0, 5.0],
    "single": [7.0],
    "all zero": [0.0, 0.0, 0.0, 0.0],
    "total zero": [-3.0, -1.0, 0.0, 4.0],
    "ties": [1.0, 1.0, 3.0, 3.0],
}
HUGE, TINY = 2.0**1015, 2.0**-1060  # exact multiples, at both ends of the range of a float

LN = math.log

#: Of each index with its arguments, the results in the order of INPUTS.
TABLE = {
    ("gini",): (0.625, 0.9375, 0, 0, NO, NO, 0.25),
    ("gini", ("n", 4)): (2.5 / 3, 1.25, 0, 0, NO, NO, 1 / 3),
    ("extended_gini", ("v", 3)): (None, None, 0, 0, NO, NO, 0.375),
    ("normalised_gini",): (0.625, None, 0, 0, NO, NO, 0.25),
    ("raffinetti_gini",): (0.625, 0.625, 0, 0, NO, 0.6875, 0.25),
    ("hoover",): (0.5, 0.75, 0, 0, NO, NO, 0.25),
    ("theil_t",): (0.75 * LN(3), NO, 0, 0, NO, NO, (1.5 * LN(1.5) + 0.5 * LN(0.5)) / 2),
    ("mean_log_deviation",): (INF, NO, 0, 0, NO, NO, -LN(0.75) / 2),
    ("generalized_entropy", ("a", -1)): (INF, NO, 0, 0, NO, NO, 1 / 6),
    ("generalized_entropy", ("a", 2)): (0.75, None, 0, 0, NO, NO, 0.125),
    ("atkinson", ("e", 0.5)): (None, NO, 0, 0, NO, NO, None),
    ("atkinson", ("e", 1)): (1, NO, 0, 0, NO, NO, 1 - 0.75**0.5),
    ("atkinson", ("e", 2)): (1, NO, 0, 0, NO, NO, 0.25),
    ("kolm_pollak", ("k", 1)): (None, None, 0, 0, 0, None, LN(math.cosh(1))),
    ("bonferroni",): (None, None, 0, 0, NO, NO, 0.5 * LN(2)),
    ("bonferroni", ("definition", "discrete")): (2 / 3, None, 0, 0, NO, NO, None),
    ("bonferroni", ("definition", "sample")): (8 / 9, None, 0, NO, NO, NO, None),
    ("zenga",): (None, None, 0, 0, NO, NO, None),
    ("zenga", ("definition", "discrete")): (None, None, 0, 0, NO, NO, None),
    ("lorenz_asymmetry",): (0.75, None, 1, 1, NO, NO, 0.75),
    ("lorenz_asymmetry", ("n", 4)): (0.75, None, 1, 1, NO, NO, 1.0625),
    ("palma_ratio",): (INF, NO, 0.25, 0.25, NO, NO, 0.75),
    ("s90_s40_ratio",): (INF, NO, 0.25, 0.25, NO, NO, 0.75),
    ("s80_s20_ratio",): (INF, NO, 1, 1, NO, NO, 3),
    ("p90_p10_ratio",): (INF, NO, 1, 1, NO, NO, 3),
    ("p90_p50_ratio",): (INF, INF, 1, 1, NO, NO, 3),
    ("p50_p10_ratio",): (NO, NO, 1, 1, NO, NO, 1),
    ("herfindahl",): (0.625, NO, 0.25, 1, NO, NO, 0.3125),
    ("rosenbluth",): (2 / 3, NO, 0.25, 1, NO, NO, 1 / 3),
    ("wolfson",): (None, None, 0, 0, NO, NO, 0.5),
    ("esteban_ray", ("alpha", 1)): (None, None, 0, 0, NO, NO, 0.25),
    ("duclos_esteban_ray", ("alpha", 0.5)): (None, None, 0, 0, NO, NO, None),
    ("top_average", ("p", 0.5)): (2, 5, 5, 7, 0, 2, 3),
    ("bottom_average", ("p", 0.5)): (0, -1, 5, 7, 0, -2, 1),
    ("bracket_average", ("p_lower", 0.25), ("p_upper", 0.75)): (0.5, 1.5, 5, 7, 0, -0.5, 2),
    ("top_threshold", ("p", 0.5)): (1, 3, 5, 7, 0, 0, 3),
    ("bottom_threshold", ("p", 0.5)): (0, 0, 5, 7, 0, -1, 1),
    ("bracket_threshold", ("p_lower", 0.25), ("p_upper", 0.75)): (0, 0, 5, 7, 0, -1, 1),
    ("inverted_pareto_coefficient", ("p", 0.5)): (NO, NO, 1, 1, NO, NO, 3),
    ("headcount_ratio", ("line", 2)): (0.75, 0.5, 0, 0, 1, 0.75, 0.5),
    ("poverty_gap", ("line", 2)): (0.625, 0.75, 0, 0, 1, 1.25, 0.25),
    ("poverty_severity", ("line", 2)): (0.5625, 1.25, 0, 0, 1, 9.5 / 4, 0.125),
    ("fgt", ("a", 0), ("line", 2)): (0.75, 0.5, 0, 0, 1, 0.75, 0.5),
    ("fgt", ("a", 1), ("line", 2)): (0.625, 0.75, 0, 0, 1, 1.25, 0.25),
    ("watts", ("line", 2)): (INF, NO, 0, 0, INF, NO, LN(2) / 2),
    ("sen_index", ("line", 2)): (None, None, 0, 0, 1, None, 0.25),
    ("sen_shorrocks_thon", ("line", 2)): (0.84375, 19 / 16, 0, 0, 1, None, 0.375),
    ("relative_poverty_line",): (0.3, 0.9, 3, 4.2, 0, -0.3, 1.2),
    ("at_risk_of_poverty_rate",): (0.5, 0.5, 0, 0, NO, NO, 0.5),
    ("relative_median_poverty_gap",): (1, None, 0, 0, NO, NO, 1 / 6),
    ("richness_headcount_ratio", ("line", 2)): (0.25, 0.5, 1, 1, 0, 0.25, 0.5),
    ("richness_chakravarty", ("b", 1), ("line", 2)): (1 / 12, None, 0.6, 5 / 7, 0, 0.125, 1 / 6),
    ("richness_fgt_concave", ("a", 1), ("line", 2)): (1 / 12, None, 0.6, 5 / 7, 0, 0.125, 1 / 6),
    ("richness_fgt_convex", ("a", 1), ("line", 2)): (0.125, 0.75, 1.5, 2.5, 0, 0.25, 0.25),
    ("top_share", ("p", 0.5)): (1, 1.25, 0.5, 0.5, NO, NO, 0.75),
    ("bottom_share", ("p", 0.5)): (0, -0.25, 0.5, 0.5, NO, NO, 0.25),
    ("bracket_share", ("p_lower", 0.25), ("p_upper", 0.75)): (0.25, 0.375, 0.5, 0.5, NO, NO, 0.5),
    ("quantile", ("p", 0.5)): (0, 0, 5, 7, 0, -1, 1),
    ("quantile", ("p", 0.5), ("definition", "averaged")): (0.5, 1.5, 5, 7, 0, -0.5, 2),
    ("quantile", ("p", 0.5), ("definition", "linear")): (0.5, 1.5, 5, 7, 0, -0.5, 2),
    ("richest_matching", ("amount", 3)): (1, 1, 1, 1, NO, 1, 1),
}
#: Those that are of points, at which the curve stands in turn.
CURVES = {
    "lorenz_curve": ([0, 0, 0, 0.25, 1], [0, -0.25, -0.25, 0.125, 1], [0, 0.25, 0.5, 0.75, 1], [0, 1], NO, NO, None),
    "generalized_lorenz_curve": (
        [0, 0, 0, 0.25, 1],
        [0, -0.5, -0.5, 0.25, 2],
        None,
        [0, 7],
        [0] * 5,
        [0, -0.75, -1, -1, 0],
        None,
    ),
    "absolute_lorenz_curve": ([0, -0.25, -0.5, -0.5, 0], None, [0] * 5, [0, 0], [0] * 5, [0, -0.75, -1, -1, 0], None),
}

CASES = [
    pytest.param(name, dict(arguments), INPUTS[key], expected, id=f"{name}{arguments} of {key}")
    for (name, *arguments), row in TABLE.items()
    for key, expected in zip(INPUTS, row, strict=True)
]


def test_the_tables_know_every_index():
    assert {name for name, *_ in TABLE} | set(CURVES) == set(METRICS)


def called(name, arguments, values, weights=None):
    return METRICS[name].function(values, weights=weights, **arguments)


@pytest.mark.parametrize("factor", [1.0, HUGE, TINY], ids=["", "huge", "tiny"])
@pytest.mark.parametrize("values", INPUTS.values(), ids=INPUTS)
@pytest.mark.parametrize("entry", METRICS.values(), ids=METRICS)
def test_a_number_or_a_reason(entry, values, factor):
    """Of every metric there is, also those that the table below does not know yet: never NaN, nor a warning."""
    for arguments in entry.facts["samples"]:
        result = outcome(entry, np.multiply(values, factor), arguments)
        if isinstance(result, DomainError):
            assert len(str(result)) > 40, "it says what was wrong and what is possible"
        else:
            parts = vars(result).values() if dataclasses.is_dataclass(result) else [result]
            assert not any(np.isnan(part).any() for part in parts)


def outcome(entry, values, arguments):
    try:
        return entry.function(values, **arguments)
    except DomainError as error:
        return error


@pytest.mark.parametrize(("name", "arguments", "values", "expected"), CASES)
def test_hard_input(name, arguments, values, expected):
    """None in the table: a number, which the tests of exact arithmetic know."""
    if expected is NO:
        with pytest.raises(DomainError):
            called(name, arguments, values)
    elif expected is None:
        assert math.isfinite(called(name, arguments, values))
    else:
        assert called(name, arguments, values) == pytest.approx(expected, rel=4e-15, abs=4e-16)


@pytest.mark.parametrize(("name", "arguments", "values", "expected"), CASES)
def test_rows_of_weight_zero_change_nothing(name, arguments, values, expected):
    """Nor do other members who weigh nothing, however rich or indebted."""
    if arguments.get("definition") in ("discrete", "sample", "linear") or expected is NO:
        return  # these count rows, and refuse weights
    whole = called(name, arguments, values, [2.0] * len(values))
    padded = called(name, arguments, [1e300, *values, -1e300], [0.0, *[2.0] * len(values), 0.0])
    assert padded == whole


@pytest.mark.parametrize("factor", [HUGE, TINY], ids=["huge", "tiny"])
@pytest.mark.parametrize(("name", "arguments", "values", "expected"), CASES)
def test_huge_and_tiny(name, arguments, values, expected, factor):
    """The same at both ends of the range of a float: nothing overflows, nothing is lost."""
    in_units = {"line": factor, "amount": factor, "k": 1 / factor}
    scaled = {key: value * in_units[key] if key in in_units else value for key, value in arguments.items()}
    if not all(math.isfinite(value) for key, value in scaled.items() if key in in_units):
        return  # an aversion per so small a unit cannot be written
    if expected is NO:
        with pytest.raises(DomainError):
            called(name, scaled, [value * factor for value in values])
        return
    unit = factor if "homogeneous" in METRICS[name].facts["properties"] or name == "kolm_pollak" else 1.0
    plain = called(name, arguments, values)
    assert called(name, scaled, [value * factor for value in values]) == pytest.approx(plain * unit, rel=1e-14, abs=5e-324)


@pytest.mark.parametrize(("name", "row"), CURVES.items(), ids=CURVES)
def test_curves(name, row):
    for values, expected in zip(INPUTS.values(), row, strict=True):
        if expected is NO:
            with pytest.raises(DomainError):
                called(name, {}, values)
            continue
        curve = called(name, {}, values)
        heights = curve.share if name == "lorenz_curve" else curve.amount
        assert np.all(np.isfinite(heights))
        if expected is not None:
            assert heights == pytest.approx(expected, abs=1e-15)


WRONG = {
    "generalized_entropy": {"a": [math.nan, INF]},
    "atkinson": {"e": [0, -1, INF, math.nan]},
    "kolm_pollak": {"k": [0, -1, INF, math.nan]},
    "extended_gini": {"v": [1, 0, INF, math.nan]},
    "gini": {"n": [1, 0, 2.5]},
    "lorenz_asymmetry": {"n": [0, 1.5]},
    "esteban_ray": {"alpha": [0, 1.7, math.nan]},
    "duclos_esteban_ray": {"alpha": [0.2, 1.1, math.nan]},
    "relative_poverty_line": {"of_median": [0, -1, INF, math.nan]},
    "at_risk_of_poverty_rate": {"of_median": [0, math.nan]},
    "bonferroni": {"definition": ["mean"]},
    "zenga": {"definition": ["mean"]},
    "top_average": {"p": [-0.1, 50, math.nan]},
    "top_threshold": {"p": [50]},
    "inverted_pareto_coefficient": {"p": [99, 1]},
    **{name: {"line": [0, -1, INF, math.nan]} for name in ("headcount_ratio", "poverty_gap", "watts", "sen_index")},
    **{name: {"line": [0, math.nan]} for name in ("sen_shorrocks_thon", "poverty_severity", "richness_headcount_ratio")},
}


@pytest.mark.parametrize(
    ("name", "arguments"),
    [(name, {key: value}) for name, wrong in WRONG.items() for key, values in wrong.items() for value in values],
    ids=str,
)
def test_arguments_out_of_range(name, arguments):
    with pytest.raises((ValueError, LookupError), match="is|There"):
        called(name, arguments, [1.0, 2.0, 3.0])


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("fgt", {"a": -1, "line": 2}),
        ("richness_chakravarty", {"b": 0, "line": 2}),
        ("richness_fgt_concave", {"a": 0, "line": 2}),
        ("richness_fgt_convex", {"a": 0.5, "line": 2}),
        ("bracket_average", {"p_lower": 0.9, "p_upper": 0.5}),
        ("bracket_threshold", {"p_lower": 0.9, "p_upper": 0.5}),
        ("bracket_average", {"p_lower": 0.5, "p_upper": 0.5}),
        ("duclos_esteban_ray", {"alpha": 0.5, "bandwidth": 0}),
    ],
)
def test_more_arguments_out_of_range(name, arguments):
    with pytest.raises(ValueError, match="is|bracket"):
        called(name, arguments, [1.0, 2.0, 3.0])


@pytest.mark.parametrize("name", ["theil_t", "mean_log_deviation", "herfindahl", "rosenbluth"])
def test_the_smallest_debt_beside_the_largest_fortune_is_a_debt(name):
    with pytest.raises(DomainError, match="-1e-300"):
        called(name, {}, [-1e-300, 1.0, 1e306])


def test_values_of_any_range():
    """Further apart than a float's range: the quotient of two is not a float, its logarithm is."""
    values = [1e-300, 1e300]
    assert called("mean_log_deviation", {}, values) == pytest.approx(600 / 2 * math.log(10) + math.log(0.5), rel=1e-14)
    assert called("theil_t", {}, values) == pytest.approx(math.log(2), rel=1e-15)
    assert called("atkinson", {"e": 0.5}, values) == pytest.approx(0.5, rel=1e-15)
    assert called("watts", {"line": 1e300}, values) == pytest.approx(300 * math.log(10), rel=1e-14)
    assert called("headcount_ratio", {"line": 1e-299}, values) == 0.5


@pytest.mark.parametrize("name", ["herfindahl", "rosenbluth"])
def test_concentration_counts_members(name):
    """A weight of 2 is two members, so weights that are shares of 1 cannot be meant."""
    assert called(name, {}, [1.0, 3.0], [2.0, 1.0]) == pytest.approx(called(name, {}, [1.0, 1.0, 3.0]), rel=1e-15)
    with pytest.raises(DomainError, match="do not count members"):
        called(name, {}, [1.0, 3.0], [0.5, 0.5])


@pytest.mark.parametrize(
    ("name", "definition"),
    [("bonferroni", "discrete"), ("bonferroni", "sample"), ("zenga", "discrete"), ("quantile", "linear")],
)
def test_what_counts_members_one_by_one_refuses_weights(name, definition):
    arguments = {"definition": definition, **({"p": 0.5} if name == "quantile" else {})}
    with pytest.raises(DomainError, match="weights"):
        called(name, arguments, [1.0, 2.0, 3.0], [1.0, 2.0, 1.0])
