"""Realtime Inequality, on made-up averages in the layout of the replication package."""

import numpy as np
import pandas as pd
import pytest

from inequality import top_share
from inequality.errors import DataError, InputError
from inequality.sources._realtime_inequality import realtime_inequality

RANKS = [*range(0, 100_000, 1_000), *range(99_100, 100_000, 100), *range(99_910, 100_000, 10), *range(99_991, 100_000)]


def table(months=((2021, 12), (2022, 1), (2022, 2))):
    parts = [
        pd.DataFrame(
            {"year": year, "month": month, "p": np.float32(RANKS), "princ": np.arange(len(RANKS)) * 1_000.0, "flemp": 5.0}
        )
        for year, month in months
    ]
    return pd.concat(parts, ignore_index=True)


def stata(folder, frame):
    path = folder / "decomposition-monthly-princ-working_age.dta"
    frame.to_stata(path, write_index=False)
    return {path.name: path}


def test_a_bracket_a_row(tmp_path):
    reading = realtime_inequality(stata(tmp_path, table().sample(frac=1, random_state=3)))
    frame = reading.frame
    assert len(frame) == 3 * 127
    assert frame["p_lower"].iloc[[0, 1, 126]].tolist() == [0, 0.01, 0.99999]
    assert frame["p_upper"].iloc[[0, 99, 126]].tolist() == [0.01, 0.991, 1.0]
    assert frame.groupby(["year", "month"])["share"].sum().tolist() == pytest.approx([1, 1, 1])
    assert reading.measures["average"].concept == "factor_national_income"


def test_a_month_is_a_distribution(tmp_path):
    reading = realtime_inequality(stata(tmp_path, table()))
    frame = reading.frame
    rows = frame[(frame["year"] == 2022) & (frame["month"] == 1)]
    found = reading.distribution(rows)
    assert found.ordered
    assert top_share(found, 0.01) == pytest.approx(rows.loc[rows["p_lower"] >= 0.99 - 1e-9, "share"].sum())


def test_by_another_income_the_brackets_are_not_in_order(tmp_path):
    files = stata(tmp_path, table().rename(columns={"princ": "dispo"}))
    reading = realtime_inequality(files, income="dispo")
    assert not reading.distribution(reading.frame.iloc[:127]).ordered
    assert reading.measures["average"].concept == "posttax_disposable_income"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda f: f.rename(columns={"princ": "factor"}), "no column princ"),
        (lambda f: f.drop(columns="p"), "no column p"),
        (lambda f: f.drop(index=40), "do not run alike from 0 in every month: not in 2021-12"),
        (lambda f: f[f["p"] > 0], "do not run alike from 0"),
        (lambda f: pd.concat([f, f.iloc[:1]]), "holds 1 rows twice"),
        (lambda f: f.assign(p=f["p"] * 10), "ranks, from 0 to 100,000"),
        (lambda f: f.assign(month=13), "1 to 12"),
        (lambda f: f.assign(princ=f["princ"].where(f.index != 5)), "lacks an average of princ"),
    ],
    ids=range(8),
)
def test_what_is_amiss_is_said(tmp_path, change, message):
    files = stata(tmp_path, change(table()))
    with pytest.raises(DataError, match=message):
        realtime_inequality(files)
    assert realtime_inequality.__entry__.facts["asks"]()[0].gate.also(next(iter(files.values())))


def test_what_is_asked_for():
    asks = realtime_inequality.__entry__.facts["asks"]
    assert (asks()[0].url, asks()[0].gate.kind) == ("", "stata")
    with pytest.raises(InputError, match="Possible: princ"):
        asks(income="wages")


def test_the_whole_way(tmp_path, brought_in):
    dataset = brought_in("realtime_inequality", stata(tmp_path, table()))
    assert len(dataset.distribution(year=2022, month=1)) == 127
