"""Rich lists as charts draw them: every fortune with its place and, where the list names it, its name."""

from __future__ import annotations

import datetime

import pandas as pd

from inequality.charts._opened import opened
from inequality.dataset import Dataset
from inequality.errors import DrawingError
from inequality.words import Language

__all__ = ["FEWEST", "date_of", "dollars", "fortunes_of"]

#: Fewer fortunes are a table.
FEWEST = 10


def fortunes_of(data: str | Dataset) -> tuple[Dataset, pd.DataFrame]:
    """Return a rich list and its fortunes, the largest first: position, name, net_worth.

    Where a list prints sums alone, the fortunes are their differences.
    """
    dataset = opened(data)
    columns = [name for name in ("net_worth", "cumulative_net_worth") if name in dataset.measures]
    if "position" not in dataset.frame or not columns:
        raise DrawingError(
            f"{dataset.id} is no rich list", possible="a table of single fortunes by position, such as rich_list@2017"
        )
    frame = dataset.frame.sort_values("position", ignore_index=True)
    worth = frame["net_worth"] if "net_worth" in columns else pd.Series(float("nan"), index=frame.index)
    if "cumulative_net_worth" in columns:  # sums are printed for all, single fortunes for some
        sums = frame["cumulative_net_worth"]
        worth = worth.fillna(sums.diff().fillna(sums))
    table = pd.DataFrame({"position": frame["position"], "name": frame.get("name"), "net_worth": worth})
    table["net_worth"] = [float(f"{value:.12g}") for value in table["net_worth"]]
    if len(table) < FEWEST or table["net_worth"].isna().any() or not (table["net_worth"] > 0).all():
        raise DrawingError(
            f"{dataset.id} has fortunes that cannot stand on a logarithmic scale, or fewer than {FEWEST}",
            possible="fortunes above zero",
            remedy="leave the others out of the table, and say how many they are",
        )
    return dataset, table


def date_of(dataset: Dataset, words: Language) -> str:
    """Return the date of a list as its edition has it: a year, or a day."""
    edition = dataset.provenance.snapshots[0].edition if dataset.provenance.snapshots else ""
    year, _, day = edition.partition("-")
    if not year.isdigit() or len(year) != 4:
        return ""
    return words.date(datetime.date.fromisoformat(edition)) if len(edition) == 10 else words.year(int(year))


def dollars(value: float, words: Language, currency: str) -> str:
    """Return a fortune in billions, with one decimal where it has one."""
    billions = value / 1e9
    return words.money(value, currency, 0 if abs(billions - round(billions)) < 0.05 else 1, "billion")
