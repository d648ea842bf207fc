"""Which edition a day or the beginning of a name means, against a brute-force search."""

from __future__ import annotations

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inequality.dataset import datasets, describe
from inequality.errors import EditionError, InputError
from inequality.loading.choosing import _span, by_name, fetched_as_of, moment
from inequality.store.keeping import Edition
from inequality.store.pins import Pin

days = st.dates(datetime.date(2010, 1, 1), datetime.date(2012, 12, 31)).map(str)


def edition(name: str, day: str, *, published: bool = True) -> Edition:
    retrieved = f"{day}T10:00:00Z" if not published else "2026-11-22T10:00:00Z"
    return Edition("shares", name, (Pin("shares", name, "a.csv", "0", "a" * 64, 1, retrieved, day if published else ""),))


@given(st.lists(st.tuples(days, st.booleans()), unique_by=lambda pair: pair[0], max_size=8), days)
def test_as_of_is_the_last_day_up_to_and_with_that_day(told: list[tuple[str, bool]], day: str) -> None:
    editions = [edition(known, known, published=published) for known, published in told]
    expected = max((known for known, _ in told if known <= day), default=None)
    found = fetched_as_of(editions, day)
    assert (found.name if found else None) == expected


@given(st.lists(st.text("ab-", min_size=1, max_size=4), unique=True, max_size=8), st.text("ab-", min_size=1, max_size=4))
def test_a_name_is_exact_or_the_only_beginning(names: list[str], asked: str) -> None:
    editions = [edition(name, "2020-01-01") for name in names]
    matching = [asked] if asked in names else [name for name in names if name.startswith(asked)]
    if len(matching) > 1:
        with pytest.raises(EditionError, match="beginning of several"):
            by_name(editions, asked)
    else:
        found = by_name(editions, asked)
        assert (found.name if found else None) == (matching[0] if matching else None)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2017", ("2017-01-01", "2017-12-31")),
        ("2016-Q1", ("2016-01-01", "2016-03-31")),
        ("2016-02", ("2016-02-01", "2016-02-29")),
        ("2017-11-14", ("2017-11-14", "2017-11-14")),
        ("mid-2017", ("0001-01-01", "9999-12-31")),
    ],
)
def test_periods(text: str, span: tuple[str, str]) -> None:
    assert _span(text) == span


def test_days_of_publication_are_days_or_months() -> None:
    told = {f"{name}@{edition}": describe(f"{name}@{edition}") for name, editions in datasets().items() for edition in editions}
    published = {id: str(about["published"]) for id, about in told.items() if about["published"]}
    assert len(published) >= 25
    for id, day in published.items():
        assert re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])(-\d\d)?", day), id
        assert day >= str(told[id]["reference_period"]).rpartition("/")[2][:4], f"{id} was published before its time"


@pytest.mark.parametrize("text", ["", "2018", "yesterday", "2018-02-30", 20180122.5, None])
def test_what_is_no_day(text: object) -> None:
    with pytest.raises(InputError, match="as_of is"):
        moment(text)  # type: ignore[arg-type]
