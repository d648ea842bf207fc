"""One GROUP BY in every engine: the same bins, and sums equal to the last digits."""

import math
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from inequality import binned_summary, bounds
from inequality.errors import InequalityError, InputError, UnknownNameError
from inequality.metrics import gini, top_share

pytest.importorskip("narwhals", reason="needs the extra 'engines'")

from inequality.engines import summarise

pytestmark = pytest.mark.filterwarnings("ignore:Dask support is moving:FutureWarning")


PAGE = Path(__file__).parents[1] / "docs" / "at-scale.md"


def in_pandas(frame, partitions):
    return frame


def in_polars(frame, partitions):
    polars = pytest.importorskip("polars")
    return polars.concat([polars.DataFrame(columns(part)) for part in split(frame, partitions)], rechunk=False)


def in_polars_lazy(frame, partitions):
    polars = pytest.importorskip("polars")
    return polars.concat([polars.LazyFrame(columns(part)) for part in split(frame, partitions)])


def in_pyarrow(frame, partitions):
    pyarrow = pytest.importorskip("pyarrow")
    return pyarrow.concat_tables(pyarrow.table(columns(part)) for part in split(frame, partitions))


def in_duckdb(frame, partitions):
    duckdb = pytest.importorskip("duckdb")
    whole = duckdb.from_df(frame.iloc[:0])
    for part in split(frame, partitions):
        whole = whole.union(duckdb.from_df(part))
    return whole


def in_dask(frame, partitions):
    dataframe = pytest.importorskip("dask.dataframe")
    return dataframe.from_pandas(frame, npartitions=partitions)


def in_spark(frame, partitions):
    pytest.importorskip("pyspark", reason="PySpark is not installed; it needs Java and half a gigabyte")
    return SPARK().createDataFrame(list(zip(*columns(frame).values(), strict=True)), list(frame)).repartition(partitions)


def SPARK():
    from pyspark.sql import SparkSession

    options = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "2", "spark.driver.host": "127.0.0.1"}
    return SparkSession.builder.master("local[2]").config(map=options).getOrCreate()


def columns(part):
    return {name: [None if entry != entry and name == "region" else entry for entry in part[name]] for name in part}


def split(frame, partitions):
    return [frame.iloc[rows] for rows in np.array_split(np.arange(len(frame)), partitions)]


ENGINES = [in_pandas, in_polars, in_polars_lazy, in_pyarrow, in_duckdb, in_dask]
each_engine = pytest.mark.parametrize("engine", [*ENGINES, pytest.param(in_spark, marks=pytest.mark.slow)])


def sample(n=20_000):
    rng = np.random.default_rng(1936)
    value = np.where(rng.random(n) < 0.1, 0.0, rng.lognormal(10, 1.5, n)) - np.where(rng.random(n) < 0.2, 20_000, 0)
    return pd.DataFrame({"value": value, "weight": rng.gamma(2, 1000, n), "region": rng.choice(["N", "S", "W"], n)})


def assert_same(found, expected):
    assert found.low.tolist() == expected.low.tolist()
    assert found.high.tolist() == expected.high.tolist()
    for name in ("weight", "total"):
        assert getattr(found, name) == pytest.approx(getattr(expected, name), rel=1e-12, abs=0)


@each_engine
@pytest.mark.parametrize("partitions", [1, 2, 7, 16])
def test_any_partitioning_in_any_engine_gives_the_same(engine, partitions):
    frame = sample()
    found = summarise(engine(frame, partitions), value="value", weight="weight")
    assert_same(found, binned_summary(frame["value"], frame["weight"]))
    exact = gini(frame["value"], weights=frame["weight"])
    assert exact in bounds(gini, found)
    assert top_share(frame["value"], 0.01, weights=frame["weight"]) in bounds(top_share, found, 0.01)


@each_engine
def test_groups(engine):
    frame = sample(3000)
    found = summarise(engine(frame, 3), value="value", weight="weight", by="region")
    assert list(found) == ["N", "S", "W"]
    for region, table in found.items():
        part = frame[frame["region"] == region]
        assert_same(table, binned_summary(part["value"], part["weight"]))
    frame["year"] = 2000 + np.arange(3000) % 2
    found = summarise(engine(frame, 3), value="value", by=["region", "year"])
    assert list(found) == [(region, year) for region in "NSW" for year in (2000, 2001)]
    part = frame[(frame["region"] == "S") & (frame["year"] == 2001)]
    assert_same(found["S", 2001], binned_summary(part["value"]))


@each_engine
def test_edges_of_bins_and_the_least_numbers(engine):
    powers = np.ldexp(1.0, np.arange(-950, 950, 7))
    values = np.concatenate([powers, np.nextafter(powers, 0), np.nextafter(powers, np.inf), -powers])
    values = np.concatenate(
        [values, 2 * np.abs(values).max(keepdims=True), [0.0, -0.0, 5e-324, -5e-324, 2.0**-1022, 2.0**-1030]]
    )
    frame = pd.DataFrame({"value": values})
    assert_same(summarise(engine(frame, 2), value="value"), binned_summary(values))


@each_engine
@pytest.mark.parametrize(
    ("column", "entry", "words"),
    [
        ("value", math.nan, "value: 2 entries missing or infinite"),
        ("value", -math.inf, "value: 2 entries missing or infinite"),
        ("weight", math.nan, "weight: 2 entries missing, infinite or negative"),
        ("weight", -1.0, "weight: 2 entries missing, infinite or negative"),
    ],
)
def test_nothing_is_dropped_in_silence(engine, column, entry, words):
    frame = sample(100)
    frame.loc[[3, 70], column] = entry
    for by in (None, "region"):
        with pytest.raises(InputError, match=words):
            summarise(engine(frame, 2), value="value", weight="weight", by=by)


@each_engine
def test_whole_numbers_and_missing_labels(engine):
    frame = pd.DataFrame({"value": [1, 2, 3, 10**15], "region": ["N", "N", "S", None]})
    found = summarise(engine(frame, 2), value="value", by="region")
    assert list(found) == [None, "N", "S"]
    assert found[None].total.tolist() == [10**15]
    assert found["N"].mean == 1.5


def test_missing_entries_of_engines_that_have_them():
    polars = pytest.importorskip("polars")
    with pytest.raises(InputError, match="value: 1 entry missing"):
        summarise(polars.DataFrame({"value": [1.0, None]}), value="value")
    with pytest.raises(InputError, match="w: 1 entry missing"):
        summarise(polars.DataFrame({"value": [1.0, 2.0], "w": [1, None]}), value="value", weight="w")


def test_refusals():
    frame = sample(10)
    for names in ({"value": "net"}, {"value": "value", "weight": "net"}, {"value": "value", "by": ["region", "net"]}):
        with pytest.raises(UnknownNameError, match=r"'net' of the frame. Possible: region, value, weight"):
            summarise(frame, **names)
    for what in ("survey.parquet", [1, 2], frame["value"]):
        with pytest.raises(InputError, match="No engine is known"):
            summarise(what, value="value")
    with pytest.raises(InputError, match="nobody"):
        summarise(frame.iloc[:0], value="value")
    with pytest.raises(InputError, match="nobody"):
        summarise(frame.assign(weight=0.0), value="value", weight="weight")


def test_a_measure_stays_with_the_table():
    assert summarise(sample(10), value="value", frequency=True).frequency


def test_without_narwhals(monkeypatch):
    monkeypatch.setitem(sys.modules, "narwhals", None)
    with pytest.raises(InequalityError, match=r"pip install 'wealth-inequality\[engines\]'"):
        summarise(sample(10), value="value")


def test_the_package_does_not_need_narwhals():
    code = "import sys; sys.modules['narwhals'] = None; import inequality.engines, inequality.cli; inequality.summarise"
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.slow
def test_on_a_cluster_of_two_workers(tmp_path, capsys):
    """The lines of the page, with the address of this cluster and the folder of these people."""
    distributed = pytest.importorskip("distributed")
    pytest.importorskip("pyarrow")
    frame = sample(100_000).rename(columns={"value": "net_worth"})
    (tmp_path / "people").mkdir()
    for number, part in enumerate(split(frame, 16)):
        part.to_parquet(tmp_path / "people" / f"{number}.parquet")
    lines = next(block for block in PAGE.read_text(encoding="utf-8").split("```") if "Client(" in block).removeprefix("python")
    assert len([line for line in lines.splitlines() if line and "import" not in line]) == 5
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        assert len(cluster.workers) == 2
        names = {"ADDRESS": cluster.scheduler_address, "FOLDER": str(tmp_path / "people")}
        exec(lines.replace('"scheduler:8786"', "ADDRESS").replace('"people"', "FOLDER"), names)  # noqa: S102
    assert capsys.readouterr().out.startswith("Bounds(")
    assert_same(names["table"], binned_summary(frame["net_worth"], frame["weight"]))


@pytest.mark.slow
def test_out_of_core(tmp_path):
    """Five million rows on disk in a tenth of the memory they take; benchmarks/ does it with fifty million."""
    duckdb = pytest.importorskip("duckdb")
    settings = {"memory_limit": "40MB", "temp_directory": str(tmp_path), "threads": 2}
    with duckdb.connect(tmp_path / "people.duckdb", config=settings) as base:
        base.sql(
            "CREATE TABLE people AS SELECT exp(10 + 2 * sin(i)) - 10000 AS value, 1 + i % 7 AS weight FROM range(5000000) t(i)"
        )
        table = summarise(base.table("people"), value="value", weight="weight")
        columns = base.sql("SELECT value, weight FROM people").fetchnumpy()
    assert_same(table, binned_summary(columns["value"], columns["weight"]))
    assert table.population == columns["weight"].sum()
