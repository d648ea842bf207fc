"""Summarises fifty million rows on disk: in DuckDB, which may use 300 MB of memory, and in Dask with two workers.

Run it as ``python benchmarks/out_of_core.py``, with the extra `engines`, duckdb, dask and distributed; it takes a minute and
two gigabytes of disk. Both results are checked against numpy's bins of the same rows.
"""

from __future__ import annotations

import sys
import tempfile
import time
import warnings
from pathlib import Path

import dask.dataframe
import distributed
import duckdb
import numpy as np

from inequality import Distribution, bounds, gini, top_share
from inequality.binned import tabulated
from inequality.bins import Bins
from inequality.engines import summarise

ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000_000
#: A tenth has nothing, a few percent have debts, the richest percent has a Pareto tail; every row from its number alone.
PEOPLE = """
CREATE TABLE people AS
SELECT CASE WHEN u < 0.1 THEN 0 WHEN u > 0.99 THEN 2e5 * pow(1 - (u - 0.99) * 99.9, -1 / 1.5) ELSE exp(10 + 2 * v) - 4000 END
       AS net_worth, 1000 * (1 - ln(1 - v * v)) AS weight
FROM (SELECT (hash(i) % 1000003) / 1000003 AS u, (hash(i + {rows}) % 1000033) / 1000033 - 0.5 AS v FROM range({rows}) t(i))
"""


def in_duckdb(folder: Path) -> tuple[Distribution, Distribution]:
    """Return the summary that DuckDB makes, and that of numpy; leaves the rows in Parquet files."""
    settings = {"memory_limit": "300MB", "temp_directory": folder / "temporary", "threads": 2}
    with duckdb.connect(folder / "people.duckdb", config=settings) as base:
        base.execute(PEOPLE.format(rows=ROWS))
        base.execute("CHECKPOINT")
        size = (folder / "people.duckdb").stat().st_size
        start = time.perf_counter()
        table = summarise(base.table("people"), value="net_worth", weight="weight")
        taken = time.perf_counter() - start
        print(f"DuckDB, {size / 1e6:,.0f} MB on disk, 300 MB of memory, two threads: {taken:.1f} s")
        bins = Bins()
        rows = base.execute("SELECT net_worth, weight FROM people")
        while len(batch := rows.fetch_df_chunk(500)):
            bins.add(batch["net_worth"], batch["weight"])
        base.execute(f"COPY people TO '{folder / 'people'}' (FORMAT parquet, FILE_SIZE_BYTES '32MB')")
    return table, tabulated(*bins.table(), rounding=bins.rounding)


def in_dask(folder: Path) -> Distribution:
    """Return the summary that two processes make."""
    files = len(list((folder / "people").iterdir()))
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, local_directory=folder) as cluster,
        distributed.Client(cluster),
    ):
        people = dask.dataframe.read_parquet(folder / "people", columns=["net_worth", "weight"])
        start = time.perf_counter()
        table = summarise(people, value="net_worth", weight="weight")
        print(f"Dask, {files} Parquet files, two workers: {time.perf_counter() - start:.1f} s")
    return table


def main() -> None:
    """Print times, sizes and results."""
    warnings.simplefilter("ignore", FutureWarning)
    with tempfile.TemporaryDirectory() as name:
        print(f"{ROWS:,} rows")
        table, expected = in_duckdb(Path(name))
        for found in (table, in_dask(Path(name))):
            assert np.array_equal(found.low, expected.low)
            off = max(
                np.max(np.abs(one - other) / np.maximum(np.abs(other), 1e-300))
                for one, other in ((found.weight, expected.weight), (found.total, expected.total))
            )
            print(f"the same {len(found):,} bins as numpy finds; sums differ by {off:.0e} at most")
    for metric, arguments in ((gini, ()), (top_share, (0.01,))):
        interval = bounds(metric, table, *arguments)
        print(f"{metric.__name__}: {interval.low:.12f} to {interval.high:.12f}, {interval.width:.1e} wide")


if __name__ == "__main__":
    main()
