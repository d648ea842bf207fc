"""What changed between two editions: each entry, and in a few lines."""

from __future__ import annotations

import pandas as pd
import pytest

import inequality as iq
from inequality.dataset.fetched import FetchedDataset, Reading
from inequality.errors import DataError
from inequality.loading.revisions import changes, summary
from inequality.provenance import Provenance


def edition(name: str, rows: list[tuple[object, ...]], columns: tuple[str, ...] = ("area", "year", "share")) -> FetchedDataset:
    frame = pd.DataFrame(rows, columns=list(columns))
    return FetchedDataset("shares", name, Reading("Shares", "", frame, ("area", "year"), {}), Provenance())


OLD = edition("1", [("FRA", 2020, 0.25), ("FRA", 2021, None), ("USA", 2020, 0.35), ("NAM", 2020, 0.5)])
NEW = edition("2", [("FRA", 2020, 0.26), ("FRA", 2021, None), ("USA", 2020, 0.35), ("USA", 2021, 0.36)])


def test_revised_new_and_gone() -> None:
    found = changes(OLD, NEW)
    assert found[["area", "year", "change"]].to_numpy().tolist() == [
        ["FRA", 2020, "revised"],
        ["NAM", 2020, "gone"],
        ["USA", 2021, "new"],
    ]
    assert summary(found, "shares@1", "shares@2").splitlines() == [
        "From shares@1 to shares@2:",
        "  revised: 1 entries of share; 1 areas: FRA; years 2020 to 2020",
        "  gone: 1 entries of share; 1 areas: NAM; years 2020 to 2020",
        "  new: 1 entries of share; 1 areas: USA; years 2021 to 2021",
        "  largest revision: FRA, 2020, share: 0.25 to 0.26",
    ]


def test_nothing_changed() -> None:
    assert changes(OLD, OLD).empty
    assert summary(changes(OLD, OLD), "a", "b") == "Nothing changed from a to b."


def test_a_number_that_appears_or_vanishes_is_a_revision() -> None:
    found = changes(OLD, edition("2", [("FRA", 2020, None), ("FRA", 2021, 0.2), ("USA", 2020, 0.35), ("NAM", 2020, 0.5)]))
    assert found["change"].tolist() == ["revised", "revised"]


def test_a_column_more_is_told() -> None:
    wide = edition("2", [("FRA", 2020, 0.25, "x")], ("area", "year", "share", "note"))
    assert changes(edition("1", [("FRA", 2020, 0.25)]), wide)["column"].tolist() == ["note"]


def test_rows_that_the_key_does_not_tell_apart_are_refused() -> None:
    with pytest.raises(DataError, match=r"shares@2 has 1 rows whose area, year is there twice"):
        changes(OLD, edition("2", [("FRA", 2020, 0.25), ("FRA", 2020, 0.26)]))


def test_built_in_editions_are_compared_too() -> None:
    found = iq.diff("us_net_worth_vintages", "2019-Q2", "2023-Q2")
    assert set(found["change"]) == {"revised", "new"}
    assert iq.diff("us_net_worth_vintages", "2019-Q2", "2019-Q2").empty


def test_what_a_row_is_of_is_no_value_of_it() -> None:
    """The area of a new row is no new number, though the key of the table does without it."""
    found = iq.diff("world_bottom_half", "2013", "2014")
    assert not {"area", "year"} & set(found["column"])
    assert set(found["area"]) == {"WLD"}
    assert "share_printed" in set(found.query("change == 'new'")["column"])
    assert not {"area", "p_upper"} & set(iq.diff("us_net_worth_vintages", "2019-Q2", "2020-Q2")["column"])


def test_a_row_of_another_year_is_no_revision() -> None:
    found = iq.diff("world_wealth_pyramid", "2017", "2023")
    assert set(zip(found["year"], found["change"], strict=True)) == {(2017, "gone"), (2022, "new")}
