"""Summarises fifty million rows on disk in DuckDB, which may use 300 MB of memory, and checks the result row by row.

Run it as ``python benchmarks/out_of_core.py``, with the extra `engines` and duckdb; it takes a minute and a gigabyte of disk.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import duckdb
import numpy as np

from inequality import bounds, gini, top_share
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


def main() -> None:
    """Print times, sizes and results."""
    with tempfile.TemporaryDirectory() as folder:
        settings = {"memory_limit": "300MB", "temp_directory": folder, "threads": 2}
        with duckdb.connect(Path(folder, "people.duckdb"), config=settings) as base:
            base.execute(PEOPLE.format(rows=ROWS))
            base.execute("CHECKPOINT")
            print(f"{ROWS:,} rows, {Path(folder, 'people.duckdb').stat().st_size / 1e6:,.0f} MB on disk, 300 MB of memory")
            start = time.perf_counter()
            table = summarise(base.table("people"), value="net_worth", weight="weight")
            print(f"summarised in {time.perf_counter() - start:.1f} s: {table}")
            for metric, arguments in ((gini, ()), (top_share, (0.01,))):
                found = bounds(metric, table, *arguments)
                print(f"{metric.__name__}: {found.low:.12f} to {found.high:.12f}, {found.width:.1e} wide")
            bins = Bins()
            rows = base.execute("SELECT net_worth, weight FROM people")
            while len(batch := rows.fetch_df_chunk(500)):
                bins.add(batch["net_worth"], batch["weight"])
    expected = tabulated(*bins.table(), rounding=bins.rounding)
    assert np.array_equal(table.low, expected.low)
    off = max(
        np.max(np.abs(one - other) / np.maximum(np.abs(other), 1e-300))
        for one, other in ((table.weight, expected.weight), (table.total, expected.total))
    )
    print(f"the same {len(table):,} bins as numpy finds; sums differ by {off:.0e} at most")


if __name__ == "__main__":
    main()
