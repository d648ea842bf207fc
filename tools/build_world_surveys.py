"""Carry over what the built-in tables hold of the World Bank's household surveys (PIP, CC BY 4.0).

Run by hand where they are to change, on the table of surveys as the World Bank's client names its columns::

    python tools/build_world_surveys.py pip_main_data.csv

``income_deciles_world_bank``, table ``population``: people and mean log deviation of the surveys that are there.
``income_benchmarks_world_bank``: countries with a survey within two years of each of four years, always of the same kind.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parent))
import _tables

#: Years eight apart, and how far from each a survey may be.
BENCHMARKS, WITHIN = (1994, 2002, 2010, 2018), 2
DECILES = [f"decile{k}" for k in range(1, 11)]
NUMBERS = ["mean", "mld", "gini", "pop", *DECILES]
KIND = ["country_code", "welfare_type"]


def main(path: str) -> None:
    """Write all tables."""
    _tables.write(tables(surveys(path)))


def surveys(path: str | Path) -> pd.DataFrame:
    """Return the national surveys of the publisher's table."""
    frame = pd.read_csv(path, keep_default_na=False, dtype=str)
    frame = frame[frame["reporting_level"] == "national"].copy()
    frame["year"] = frame["year"].astype(int)
    frame[NUMBERS] = frame[NUMBERS].apply(pd.to_numeric, errors="coerce")
    return frame.sort_values([*KIND, "year"], ignore_index=True)


def tables(frame: pd.DataFrame) -> dict[str, str]:
    """Return the text of each table by its id."""
    chosen = benchmarks(frame)
    return {
        "income_deciles_world_bank@2022-2024/population": _tables.text(population(frame)),
        "income_benchmarks_world_bank@2022-2024/surveys": _tables.text(means(chosen)),
        "income_benchmarks_world_bank@2022-2024/deciles": _tables.text(tenths(chosen)),
    }


def population(frame: pd.DataFrame) -> Iterator[dict[str, str]]:
    """Yield the people of each survey that the table of deciles holds, in its order."""
    there = pd.read_csv(_tables.DATA / "income_deciles_world_bank" / "2022-2024" / "surveys.csv", keep_default_na=False)
    keyed = {(row["country_code"], row["welfare_type"], row["year"]): row for row in frame.to_dict("records")}
    for area, kind, year in zip(there["area"], there["welfare_type"], there["year"], strict=True):
        row = keyed[area, kind, int(year)]
        yield {
            "area": area,
            "year": str(year),
            "welfare_type": kind,
            "population": f"{row['pop']:.0f}",
            "mean_log_deviation": f"{row['mld']:.4f}" if row["mld"] == row["mld"] else "",
        }


def benchmarks(frame: pd.DataFrame) -> pd.DataFrame:
    """Return, for each benchmark year, the nearest survey of each country that has one of the same kind for all of them.

    Of two surveys equally near the earlier one is taken; a country with both kinds throughout counts by income.
    """
    known = frame.dropna(subset=NUMBERS)
    parts = []
    for benchmark in BENCHMARKS:
        near = known.assign(benchmark=benchmark, apart=(known["year"] - benchmark).abs())
        near = near[near["apart"] <= WITHIN].sort_values(["apart", "year"], kind="stable")
        parts.append(near.drop_duplicates(KIND))
    every = pd.concat(parts)
    every = every[every.groupby(KIND)["benchmark"].transform("count") == len(BENCHMARKS)]
    both = every.groupby("country_code")["welfare_type"].transform("nunique") > 1
    every = every[~both | (every["welfare_type"] == "income")]
    return every.sort_values(["country_code", "benchmark"], ignore_index=True)


def means(chosen: pd.DataFrame) -> Iterator[dict[str, str]]:
    """Yield a row a country and benchmark year."""
    for row in chosen.to_dict("records"):
        yield {
            "country": str(row["country_name"]),
            "area": str(row["country_code"]),
            "benchmark": str(row["benchmark"]),
            "year": str(row["year"]),
            "welfare_type": str(row["welfare_type"]),
            "population": f"{row['pop']:.0f}",
            "average": f"{row['mean']:.3f}",
            "gini": f"{row['gini']:.4f}",
            "mean_log_deviation": f"{row['mld']:.4f}",
        }


def tenths(chosen: pd.DataFrame) -> Iterator[dict[str, str]]:
    """Yield a row a country, benchmark year and tenth."""
    for row in chosen.to_dict("records"):
        for k, decile in enumerate(DECILES):
            yield {
                "area": str(row["country_code"]),
                "benchmark": str(row["benchmark"]),
                "p_lower": f"{k / 10:g}",
                "p_upper": f"{(k + 1) / 10:g}",
                "share": f"{row[decile]:.5f}",
            }


if __name__ == "__main__":
    main(*sys.argv[1:])
