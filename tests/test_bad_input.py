"""What cannot be answered is refused by a typed error that says what was wrong, what is possible, and what to do."""

import datetime
import math

import numpy as np
import pandas as pd
import pytest

import inequality as iq
from inequality import Distribution, DomainError, GroupedError, IncomparableError, InputError, Measure, UnknownNameError

NAN, INF = math.nan, math.inf
TABLE = Distribution([50, 50], [100, 900], low=[0, 5], high=[5, 100])
HALVES = {(0, 0.5): 0.02, (0.5, 1): 0.98}


def series(*labels):
    return pd.Series([1.0, 2.0], index=list(labels))


def tabulation(**changed):
    columns = {"thresholds": [0, 10, 100], "counts": [5, 3, 1], "averages": [4, 30, 500]}
    return Distribution.from_tabulation(**{**columns, **changed})


def percentiles(**changed):
    columns = {"p": [0, 0.5, 0.9], "threshold": [0, 10, 40], "average": [4, 20, 100]}
    return Distribution.from_percentiles(**{**columns, **changed})


def groups(**changed):
    columns = {"weight": [50, 50], "total": [100, 900], "low": [0, 5], "high": [5, 100]}
    return Distribution(**{**columns, **changed})


#: What is asked: the error, words of what was wrong, words of what to do.
CASES = {
    # Columns of numbers
    "missing value": (
        lambda: iq.gini([1, NAN, 3]),
        InputError,
        "values: 1 entry missing or infinite, the first (nan) at row 1",
        "drop or impute",
    ),
    "None": (lambda: iq.gini([1, None, NAN]), InputError, "2 entries missing or infinite", "drop or impute"),
    "missing in pandas": (
        lambda: iq.gini(pd.Series([1, None], dtype="Int64")),
        InputError,
        "1 entry missing",
        "drop or impute",
    ),
    "masked": (lambda: iq.gini(np.ma.array([1, 2, 3], mask=[0, 1, 0])), InputError, "1 entry missing", "drop or impute"),
    "infinite value": (lambda: iq.gini([1, INF]), InputError, "(inf) at row 1", "drop or impute"),
    "nothing": (lambda: iq.gini([]), InputError, "values: nothing in it", "selection of rows"),
    "one number": (lambda: iq.gini(7), InputError, "values: a single number", "one column"),
    "matrix": (
        lambda: iq.gini([[1, 2], [3, 4]]),
        InputError,
        "values: a table of 2 dimensions",
        "one column of the table at a time",
    ),
    "frame": (lambda: iq.gini(pd.DataFrame({"a": [1, 2]})), InputError, "2 dimensions", "one column"),
    "ragged": (lambda: iq.gini([[1, 2], [3]]), InputError, "values: not to be read as numbers", "one column"),
    "words": (lambda: iq.gini(["rich", "poor"]), InputError, "values: texts, not numbers", "convert them"),
    "numbers as texts": (lambda: iq.gini(["1", "2"]), InputError, "values: texts", "convert them"),
    "column of texts": (lambda: iq.gini(pd.Series(["1", "2"])), InputError, "values: texts", "convert them"),
    "one text": (lambda: iq.gini(pd.Series([1, "2"], dtype=object)), InputError, "values: texts", "convert them"),
    "complex numbers": (lambda: iq.gini(np.array([1 + 2j])), InputError, "values: of type complex128", "convert them"),
    "dates": (lambda: iq.gini(np.array(["2018-01-01"], "M8[D]")), InputError, "of type datetime64[D]", "convert them"),
    "a date": (lambda: iq.gini([datetime.date(2018, 1, 1)]), InputError, "not to be read as numbers", "one column"),
    "a mapping": (lambda: iq.gini({"rich": 1}), InputError, "not to be read as numbers", "one column"),
    # Weights
    "negative weight": (lambda: iq.gini([1, 2], weights=[1, -1]), InputError, "weights: -1 at row 1", "mend the table"),
    "missing weight": (lambda: iq.gini([1, 2], weights=[1, NAN]), InputError, "weights: 1 entry missing", "drop or impute"),
    "no weight": (lambda: iq.gini([1, 2], weights=[0, 0]), InputError, "weights: all 0, so there is nobody", "selection"),
    "too few weights": (
        lambda: iq.gini([1, 2], weights=[1]),
        InputError,
        "weights: 1 entry where 2 are needed",
        "one table",
    ),
    "one weight": (lambda: iq.gini([1, 2], weights=1), InputError, "weights: a single number", "one column"),
    "weights twice": (lambda: iq.gini(TABLE, weights=[1, 1]), InputError, "Weights were given twice", "without weights="),
    "other index": (
        lambda: iq.gini(series("a", "b"), weights=series("b", "a")),
        InputError,
        "values and weights have different indexes",
        "take both from one DataFrame",
    ),
    "other index of groups": (
        lambda: groups(weight=series("a", "b"), total=series("b", "a")),
        InputError,
        "weight and total have different indexes",
        "take both from one DataFrame",
    ),
    # Questions without an answer
    "nobody owns anything": (lambda: iq.gini([0, 0]), DomainError, "The total is 0", "amounts instead of shares"),
    "debts outweigh": (lambda: iq.top_share([-5, 1], 0.1), DomainError, "The total is -4", "amounts instead of shares"),
    "debts cancel": (lambda: iq.gini([0.1, 0.2, -0.3]), DomainError, "rounding error beside debts of 0.3", "amounts instead"),
    "groups": (
        lambda: iq.gini(TABLE),
        GroupedError,
        "2 groups, which do not decide gini",
        "gini(d.equal())",
    ),
    "groups, no bounds": (lambda: iq.wolfson(TABLE), GroupedError, "do not decide wolfson", "take wolfson(interpolate(d)), a"),
    "groups that overlap, no bounds": (
        lambda: iq.wolfson(TABLE.merge(TABLE)),
        GroupedError,
        "do not decide wolfson",
        "take wolfson(d.equal())",
    ),
    "groups, no cut there": (lambda: iq.top_share(TABLE, 0.1), GroupedError, "do not decide top_share", "bounds(top_share, d)"),
    "unlimited": (
        lambda: iq.bounds(iq.gini, Distribution([1], [1], [-INF], [INF])),
        DomainError,
        "no bound on either side",
        "`lowest` or `highest`",
    ),
    "more than all": (lambda: iq.richest_matching([1, 2], 4), DomainError, "at most 3 together, less than 4", "longer list"),
    "no amount": (lambda: iq.richest_matching([1, 2], NAN), InputError, "amount to match is nan", "unit of the list"),
    # Population shares
    "percent": (lambda: iq.top_share([1, 2], 50), InputError, "50 is not between 0 and 1", "divide percents by 100"),
    "percent of a table": (lambda: iq.top_share(TABLE, 50), InputError, "50 is not between 0 and 1", "divide percents by 100"),
    "percent of a curve": (lambda: iq.lorenz_curve([1, 2])(50), InputError, "50 is not between", "divide percents by 100"),
    "percent of a bracket": (lambda: iq.bracket_share([1, 2], 50, 90), InputError, "is not between", "divide percents by 100"),
    "negative share": (lambda: iq.bottom_share([1, 2], -0.1), InputError, "-0.1 is not between", "fraction of the population"),
    "no share": (lambda: iq.quantile([1, 2], NAN), InputError, "nan is not between", "fraction of the population"),
    "share as text": (lambda: iq.quantile([1, 2], "0.5"), InputError, "'0.5' is not between", "fraction of the population"),
    "share of nothing": (lambda: iq.top_share([1, 2], None), InputError, "None is not between", "fraction of the population"),
    "empty bracket": (lambda: iq.bracket_share([1, 2], 0.9, 0.5), InputError, "from 0.9 to 0.5 is empty", "swap the two"),
    "unknown definition": (
        lambda: iq.quantile([1, 2], 0.5, definition="lineal"),
        UnknownNameError,
        "no definition 'lineal' of quantile",
        "did you mean",
    ),
    # Tables of groups
    "mean outside": (
        lambda: groups(total=[100, 90]),
        InputError,
        "Group 1 has mean 1.8, which is not between its bounds",
        "units",
    ),
    "bounds swapped": (lambda: groups(low=[5, 5], high=[0, 100]), InputError, "bounds 5 and 0", "check units"),
    "infinite mean": (lambda: groups(weight=[1e-9, 1], total=[1e306, 1]), InputError, "Group 0 has mean inf", "check units"),
    "groups out of order": (
        lambda: Distribution([1, 1], [9, 1], [0, 0], [INF, INF]),
        InputError,
        "Groups 0 and 1 are not in rising order",
        "ordered=False",
    ),
    "groups overlap": (lambda: groups(high=[20, 100]), InputError, "Groups 0 and 1 are not in rising order", "ordered=False"),
    "missing total": (lambda: groups(total=[NAN, 900]), InputError, "total: 1 entry missing", "drop or impute"),
    "missing threshold": (lambda: groups(low=[NAN, 5]), InputError, "low: 1 entry missing", "drop or impute"),
    "total of nobody": (lambda: groups(weight=[0, 50]), InputError, "A group of nobody has a total", "check both columns"),
    "columns of two tables": (lambda: groups(high=[5]), InputError, "high: 1 entry where 2", "columns of one table"),
    "shares of 98.9": (
        lambda: Distribution.from_shares({(0, 0.5): 1.9, (0.5, 1): 97.0}, rescale=True),
        InputError,
        "The shares add to 98.9, not to 1",
        "divide percents by 100",
    ),
    "shares of 0.989": (
        lambda: Distribution.from_shares({(0, 0.5): 0.019, (0.5, 1): 0.97}),
        InputError,
        "The shares add to 0.989",
        "rescale=True",
    ),
    "missing share": (lambda: Distribution.from_shares({**HALVES, (0, 0.5): NAN}), InputError, "add to nan", "rescale"),
    "hole": (
        lambda: Distribution.from_shares({(0, 0.4): 0.02, (0.5, 1): 0.98}),
        InputError,
        "The brackets (0 to 0.4, 0.5 to 1) do not tile 0 to 1",
        "add the missing bracket",
    ),
    "percent brackets": (lambda: Distribution.from_shares({(0, 100): 1}), InputError, "(0 to 100) do not tile", "by 100"),
    "no brackets": (lambda: Distribution.from_shares({}), InputError, "(none) do not tile", "add the missing bracket"),
    "brackets without ends": (lambda: Distribution.from_shares({0.5: 1}), InputError, "cannot be read", "one share a bracket"),
    "a list of shares": (lambda: Distribution.from_shares([0.2, 0.8]), InputError, "cannot be read", "one share a bracket"),
    "the poor have more": (
        lambda: Distribution.from_shares({(0, 0.5): 0.9, (0.5, 1): 0.1}),
        InputError,
        "Groups 0 and 1 are not in rising order",
        "sort the groups",
    ),
    "thresholds out of order": (
        lambda: tabulation(thresholds=[0, 100, 10]),
        InputError,
        "thresholds: not in rising order, 100 and then 10",
        "sort the table by its thresholds",
    ),
    "negative count": (lambda: tabulation(counts=[5, -3, 1]), InputError, "counts: -3 at row 1", "mend the table"),
    "other index of counts": (
        lambda: Distribution.from_tabulation(series("a", "b"), series("b", "a"), [1, 2]),
        InputError,
        "thresholds and counts have different indexes",
        "one DataFrame",
    ),
    "ranks in percent": (lambda: percentiles(p=[0, 50, 90]), InputError, "p run from 0 to 90", "divide percents by 100"),
    "ranks with their end": (
        lambda: percentiles(p=[0.5, 0.9, 1]),
        InputError,
        "p run from 0.5 to 1",
        "leave out the upper end",
    ),
    "averages too few": (lambda: percentiles(average=[4]), InputError, "averages: 1 entry where 3", "one table"),
    "list poorer than the table": (
        lambda: percentiles(population=1000).with_fortunes([50.0]),
        InputError,
        "1 fortunes of together 50 cannot be taken out",
        "same currency and scale",
    ),
    "frame without columns": (
        lambda: Distribution.from_frame(pd.DataFrame({"weight": [1]})),
        UnknownNameError,
        "no column 'total' of the frame",
        "to_frame()",
    ),
    # Measures
    "unknown concept": (
        lambda: Measure("net_welth", "adult"),
        UnknownNameError,
        "no concept 'net_welth' of a Measure",
        "did you mean 'net_wealth'?",
    ),
    "unknown unit": (lambda: Measure("net_wealth", "family"), UnknownNameError, "no unit 'family'", "choose one unit"),
    "dollars and euros": (
        lambda: Measure("net_wealth", "adult", "USD").require(Measure("net_wealth", "adult", "EUR")),
        IncomparableError,
        "currency: USD and EUR",
        "convert one of them first",
    ),
    # Bounds
    "bounds of a list": (lambda: iq.bounds(iq.gini, [1, 2]), InputError, "not a list", "Distribution.from_values"),
    "bounds of no metric": (lambda: iq.bounds(sum, TABLE), InputError, "sum is not a metric", "inequality list metrics"),
    "bounds of a curve": (lambda: iq.bounds(iq.lorenz_curve, TABLE), InputError, "not one number", "take lorenz_curve(d)"),
    "bounds without proof": (
        lambda: iq.bounds(iq.bracket_share, TABLE, 0.2, 0.4),
        DomainError,
        "No bounds are proved for bracket_share",
        "bracket_share(d.equal())",
    ),
}


@pytest.mark.parametrize(("question", "error", "wrong", "remedy"), CASES.values(), ids=CASES)
def test_refusal(question, error, wrong, remedy):
    with pytest.raises(error) as caught:
        question()
    assert type(caught.value) is error
    assert wrong in caught.value.problem
    assert remedy in caught.value.remedy
    assert caught.value.possible


@pytest.mark.parametrize("name", ["ginni", "Gini", "metrics_", "__wrapped__"])
def test_a_name_that_does_not_exist(name):
    with pytest.raises(AttributeError, match=f"no attribute '{name}'"):
        getattr(iq, name)
