"""The two figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import pytest

from inequality._measure import Measure
from inequality.charts.restatements import count_by_year
from inequality.charts.richest_and_poorest import richest_against_poorest
from inequality.claims import check
from inequality.dataset.fetched import FetchedDataset, Reading
from inequality.distribution import Distribution
from inequality.press import Figure
from inequality.provenance import Provenance, Snapshot

CLAIMS = (
    "oxfam-2015-388 oxfam-2014-85 oxfam-2015-80 oxfam-2016-62 oxfam-2017-restated-9 oxfam-2017-8 oxfam-2018-restated-61 "
    "oxfam-2018-42 oxfam-2019-restated-43 oxfam-2019-26 oxfam-2026-12"
)


def forty_two() -> Figure:
    """42 people against the poorest half."""
    return richest_against_poorest(check("oxfam-2018-42"))


def by_year() -> Figure:
    """All counts by year, and one that nobody published."""
    nobody = check("computed-2022")
    return count_by_year([check(id) for id in CLAIMS.split()], [nobody])


FIGURES = {"forty-two-people": forty_two, "n-by-year": by_year}


@pytest.fixture(scope="session")
def figures() -> dict[str, Figure]:
    """Return both, drawn once."""
    return {name: make() for name, make in FIGURES.items()}


@pytest.fixture(scope="session")
def own_table() -> Callable[..., FetchedDataset]:
    """Return what makes a table of a user's own out of columns."""

    def make(
        columns: Mapping[str, Sequence[Any]],
        measure: Measure,
        column: str = "share",
        distribution: Callable[[pd.DataFrame], Distribution] | None = None,
    ) -> FetchedDataset:
        frame = pd.DataFrame(columns)
        key = tuple(name for name in ("area", "year", "quarter", "p_lower", "p_upper") if name in frame)
        reading = Reading("A table", "Made up.", frame, key, {}, {column: measure}, distribution=distribution)
        return FetchedDataset("own", "1", reading, Provenance((Snapshot("own", "1", "0" * 64),)))

    return make
