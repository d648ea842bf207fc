"""Survey: a sample whose design goes with it wherever a part of it is asked about."""

import numpy as np
import pandas as pd
import pytest

from inequality._measure import Measure
from inequality.errors import DomainError, InputError, UnknownNameError
from inequality.metrics import gini
from inequality.replication import Replication
from inequality.survey import Survey

FRAME = pd.DataFrame(
    {
        "worth": [1.0, 3.0, 8.0, 2.0, 4.0, 6.0],
        "age": [30, 70, 50, 30, 70, 50],
        "wgt": [2.0, 1.0, 1.0, 2.0, 1.0, 1.0],
        "im": [1, 1, 1, 2, 2, 2],
        "r1": [4.0, 0.0, 1.0, 4.0, 0.0, 1.0],
        "r2": [0.0, 2.0, 1.0, 0.0, 2.0, 1.0],
    }
)
MEASURE = Measure("net_wealth", "household", "USD")
SAMPLE = Survey.from_frame(
    FRAME, weight="wgt", implicate="im", replicate_weights=["r1", "r2"], scale=0.5, measures={"worth": MEASURE}
)


def test_from_a_frame():
    assert set(SAMPLE.columns) == {"worth", "age", "wgt", "im"}
    assert SAMPLE.weight.tolist() == FRAME["wgt"].tolist()
    assert SAMPLE.replication.weights.tolist() == FRAME[["r1", "r2"]].to_numpy().tolist()
    assert SAMPLE.replication.scale == 0.5
    assert len(SAMPLE) == 6


def test_all_implicates_together_are_one_population():
    d = SAMPLE.distribution("worth")
    assert (d.population, d.mean, d.measure) == (4, (2 + 3 + 8 + 4 + 4 + 6) / 8, MEASURE)
    assert Survey.from_frame(FRAME, implicate="im").distribution("worth").population == 3


def test_each_implicate_is_a_survey():
    parts = list(SAMPLE.by_implicate())
    assert [part.distribution("worth").mean for part in parts] == [13 / 4, 14 / 4]
    assert [part.replication.weights[part.replication.lines].tolist() for part in parts] == [[[4, 0], [0, 2], [1, 1]]] * 2
    assert [part.implicates for part in parts] == [1, 1]
    whole = Survey.from_frame(FRAME)
    assert list(whole.by_implicate()) == [whole]


def test_a_domain_asks_about_some_and_keeps_the_design():
    old = SAMPLE.where(SAMPLE["age"] >= 50)
    assert old.distribution("worth").population == 2
    assert old.weight.tolist() == SAMPLE.weight.tolist()
    assert old.where(SAMPLE["age"] < 60).distribution("worth").population == 1
    assert gini(old.distribution("worth")) == gini([3, 8, 4, 6])
    assert next(old.by_implicate()).distribution("worth").population == 2


def test_nothing_handed_in_is_changed():
    before = FRAME.copy()
    SAMPLE.where(SAMPLE["age"] > 40).distribution("worth")
    pd.testing.assert_frame_equal(FRAME, before)


COLUMN = {"worth": np.array([1.0, 2.0])}


REFUSED = {
    "no columns": (lambda: Survey({}), InputError, "without columns"),
    "no rows": (lambda: Survey({"worth": np.array([])}), InputError, "without rows"),
    "short column": (lambda: Survey({**COLUMN, "age": np.array([1])}), InputError, "age has 1 rows where 2"),
    "short column named strata": (lambda: Survey({**COLUMN, "strata": np.array([1])}), InputError, "strata has 1 rows where 2"),
    "short strata": (lambda: Survey(COLUMN, strata=np.array([1])), InputError, "strata has 1 rows where 2"),
    "negative weight": (lambda: Survey(COLUMN, weight=np.array([1.0, -1.0])), InputError, "-1 at row 1"),
    "numbers as domain": (lambda: Survey(COLUMN, domain=np.array([1, 0])), InputError, "truth value"),
    "numbers to where": (lambda: SAMPLE.where([1, 0, 1, 0, 1, 0]), InputError, "truth value"),
    "nobody": (lambda: SAMPLE.where(SAMPLE["age"] > 99).distribution("worth"), DomainError, "Nobody"),
    "replicates of other rows": (
        lambda: Survey(COLUMN, replication=Replication(np.ones((3, 2)), 1.0)),
        InputError,
        "3 rows where 2",
    ),
    "unknown column": (lambda: SAMPLE["wealth"], UnknownNameError, "no column 'wealth'"),
    "unknown weight": (lambda: Survey.from_frame(FRAME, weight="wt"), UnknownNameError, "did you mean 'wgt'"),
    "no scale": (lambda: Survey.from_frame(FRAME, replicate_weights=["r1", "r2"]), InputError, "without their scale"),
    "texts": (lambda: Survey.from_frame(FRAME.assign(wgt="x"), weight="wgt"), InputError, "wgt: texts"),
    "missing": (
        lambda: Survey.from_frame(FRAME.assign(r1=np.nan), replicate_weights=["r1", "r2"], scale=1),
        InputError,
        "r1: 6 entries missing",
    ),
}


@pytest.mark.parametrize(("call", "error", "words"), REFUSED.values(), ids=REFUSED)
def test_refusals(call, error, words):
    with pytest.raises(error, match=words):
        call()
