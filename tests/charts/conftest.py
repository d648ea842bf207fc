"""The two figures."""

from __future__ import annotations

import pytest

from inequality.charts.restatements import count_by_year
from inequality.charts.richest_and_poorest import richest_against_poorest
from inequality.claims import check
from inequality.press import Figure

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
