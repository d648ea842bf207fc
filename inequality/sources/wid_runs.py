"""Sorting more rows of WID.world than memory holds: sorted runs on disk, then one merge of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from inequality.errors import DataError

__all__: list[str] = []

#: A variable's code, in the dictionary's order, and a percentile.
Series = tuple[str, str]
Index = NDArray[np.int64]

#: A row without its texts: which series, which area, which year (from 0 on), the value, and its quality. 24 bytes.
ROW = np.dtype([("series", "<u4"), ("area", "<u2"), ("year", "<u2"), ("value", "<f8"), ("data_quality", "<f8")])


def _keys(rows: NDArray[np.void], series: Index) -> Index:
    """Return numbers that order rows by series, area and year; `series` has the rank of each row's series."""
    found: Index = (series << 28) | (rows["area"].astype(np.int64) << 14) | rows["year"]
    return found


def _stretches(begins: Index, lengths: Index) -> Index:
    """Return the places of all rows of stretches that begin at `begins`, one stretch after the other."""
    return np.repeat(begins - np.append(0, np.cumsum(lengths)[:-1]), lengths) + np.arange(lengths.sum())


def order(rows: NDArray[np.void], series: Index) -> Index:
    """Return the order by series, area and year.

    WID's files have the years of a series one after the other, so it is such stretches that are put in order.
    """
    keys = _keys(rows, series)
    cut = ((keys[1:] ^ keys[:-1]) >> 14 != 0) | (keys[1:] < keys[:-1])
    begins = np.append(0, np.flatnonzero(cut) + 1)
    lengths = np.diff(np.append(begins, keys.size))
    chosen = np.argsort(keys[begins], kind="stable")
    places = _stretches(begins[chosen], lengths[chosen])
    found = keys[places]
    return places if np.all(found[1:] >= found[:-1]) else np.argsort(keys, kind="stable")


@dataclass(frozen=True)
class Run:
    """Sorted rows in a file; of each series, in alphabetical order, where its rows begin."""

    path: Path
    series: tuple[Series, ...]
    begins: Index

    @classmethod
    def write(cls, path: Path, rows: NDArray[np.void], names: list[Series]) -> Run:
        """Sort rows, whose series are places in `names`, and write them."""
        counts = np.bincount(rows["series"], minlength=len(names))
        present = sorted(np.flatnonzero(counts), key=names.__getitem__)
        rank = np.zeros(len(names), np.int64)
        rank[present] = np.arange(len(present))
        ranks = rank[rows["series"]]
        rows = rows.take(order(rows, ranks))
        rows["series"] = np.repeat(np.arange(len(present)), counts[present])
        rows.tofile(path)
        return cls(path, tuple(names[each] for each in present), np.append(0, np.cumsum(counts[present])))

    def read(self, first: int, last: int) -> NDArray[np.void]:
        """Return the rows of its series from `first` up to `last`."""
        begin, end = int(self.begins[first]), int(self.begins[last])
        rows: NDArray[np.void] = np.fromfile(self.path, ROW, count=end - begin, offset=begin * ROW.itemsize)
        if rows.size != end - begin:
            raise DataError(
                f"{self.path.name} was cut while it was in use",
                possible="a folder that nothing else clears",
                remedy="convert again; check the disk if this repeats",
            )
        return rows


def merge(runs: list[Run], most_rows: int) -> Iterator[tuple[list[Series], NDArray[np.void]]]:
    """Yield all rows, sorted, in parts of whole series: the part's series, and rows whose series are places among them.

    A part has at most `most_rows` rows, or it is one series.
    """
    counts: dict[Series, int] = {}
    for run in runs:
        for name, count in zip(run.series, np.diff(run.begins), strict=True):
            counts[name] = counts.get(name, 0) + int(count)
    names = sorted(counts)
    rank = {name: place for place, name in enumerate(names)}
    ranks = [np.fromiter(map(rank.__getitem__, run.series), np.int64, len(run.series)) for run in runs]
    first = rows_so_far = 0
    for place, name in enumerate(names):
        if place > first and rows_so_far + counts[name] > most_rows:
            yield names[first:place], _gathered(runs, ranks, first, place)
            first, rows_so_far = place, 0
        rows_so_far += counts[name]
    if names:
        yield names[first:], _gathered(runs, ranks, first, len(names))


def _gathered(runs: list[Run], ranks: list[Index], first: int, last: int) -> NDArray[np.void]:
    """Return the rows of the series from `first` up to `last` of all runs; runs follow each other in the order of areas."""
    parts: list[NDArray[np.void]] = []
    lengths = np.zeros((len(runs), last - first), np.int64)
    for number, (run, rank) in enumerate(zip(runs, ranks, strict=True)):
        begin, end = (int(each) for each in np.searchsorted(rank, (first, last)))
        if begin == end:
            continue
        part, here = run.read(begin, end), rank[begin:end] - first
        lengths[number, here] = np.diff(run.begins[begin : end + 1])
        part["series"] = np.repeat(here, lengths[number, here])
        parts.append(part)
    rows = np.concatenate(parts)
    begins = np.append(0, np.cumsum(lengths)[:-1]).reshape(lengths.shape)
    rows = rows.take(_stretches(begins.T.ravel(), lengths.T.ravel()))
    keys = _keys(rows, rows["series"].astype(np.int64))
    return rows if np.all(keys[1:] >= keys[:-1]) else rows.take(np.argsort(keys, kind="stable"))
