"""FRED: a header that changed, a dot for missing, percent, and the shares of all groups as a distribution. Made-up figures."""

import os
from pathlib import Path

import pytest

from inequality import bounds, gini, top_share
from inequality.errors import DataError, DomainError, InputError
from inequality.sources import SOURCES
from inequality.sources.st_louis_fed import GROUPS, SHARES, fred
from inequality.store.inspection import Wrong, inspect

REAL = os.environ.get("INEQUALITY_REAL_DATA")
TOP = "WFRBST01134"


@pytest.fixture
def written(tmp_path):
    def write(name, *rows, header="observation_date"):
        path = tmp_path / f"{name}.csv"
        path.write_text("\n".join([f"{header},{name}", *rows, ""]))
        return {path.name: path}

    return write


@pytest.mark.parametrize("header", ["DATE", "observation_date", "date"])
def test_dates_are_found_by_their_place(written, header):
    frame = fred(written(TOP, "1995-01-01,28.5", "1995-04-01,.", "1995-07-01,", header=header), series=[TOP]).frame
    assert frame["share"].tolist()[:1] == [0.285]
    assert frame["share"].isna().tolist() == [False, True, True]
    assert frame["year"].tolist() == [1995] * 3
    assert frame["area"].unique().tolist() == ["USA"]


def test_amounts_are_dollars_and_prices_an_index_of_one(written):
    assert fred(written("WFRBLT01026", "1995-01-01,5000000"), series=["WFRBLT01026"]).frame["net_worth"].tolist() == [5e12]
    assert fred(written("CPIAUCNS", "1984-01-01,101.9"), series=["CPIAUCNS"]).frame["price_level"].item() == pytest.approx(
        1.019
    )


def test_the_four_groups_are_a_distribution(written):
    values = dict(zip(GROUPS, ("2.5", "30.0", "37.0", "30.5"), strict=True))
    files = {}
    for name, group in SHARES.items():
        files |= written(name, f"2020-01-01,{values[group]}", "2020-04-01,.")
    reading = fred(files)
    now = reading.frame[reading.frame["date"] == "2020-01-01"]
    distribution = reading.distribution(now)
    assert top_share(distribution, 0.01) == pytest.approx(0.305)
    assert bounds(gini, distribution).low > 0.6
    with pytest.raises(DomainError, match="0 of the four"):
        reading.distribution(reading.frame[reading.frame["date"] == "2020-04-01"])


def test_the_whole_way(written, brought_in):
    rows = [f"{year}-{month:02}-01,28.5" for year in range(1990, 2020) for month in (1, 4, 7, 10)]
    dataset = brought_in("fred", written(TOP, *rows), series=[TOP])
    assert (len(dataset), dataset.units["share"]) == (120, "fraction")


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (["1995-01-01,0.0285"], "0.0285"),
        (["1995-01-01,2850"], "2850"),
        (["1995-01-01,n/a"], "n/a"),
        (["January 1995,28.5"], "January 1995"),
        (["1995-01-01,28.5", "1995-01-01,28.5"], "twice"),
        ([], "no rows"),
    ],
)
def test_what_does_not_fit_raises(written, rows, message):
    with pytest.raises(DataError, match=message):
        fred(written(TOP, *rows), series=[TOP])


def test_another_series_than_asked_for(written):
    files = {f"{TOP}.csv": next(iter(written("CPIAUCNS", "1984-01-01,101.9").values()))}
    with pytest.raises(DataError, match=TOP):
        fred(files, series=[TOP])


def test_series_of_unknown_unit_are_refused():
    with pytest.raises(InputError, match="GDPC1"):
        SOURCES["fred"].facts["asks"](series=["GDPC1"])


def test_an_unknown_series_comes_as_a_page(tmp_path):
    [remote] = SOURCES["fred"].facts["asks"](series=[TOP])
    page = tmp_path / "page"
    page.write_text("<html><head><title>Error - St. Louis Fed</title></head></html>")
    with pytest.raises(Wrong, match="page"):
        inspect(page, remote.gate)


@pytest.mark.skipif(REAL is None, reason="INEQUALITY_REAL_DATA is not set")
def test_the_real_file_with_the_old_header():
    frame = fred({f"{TOP}.csv": Path(REAL, "fred", f"{TOP}_old-header.csv")}, series=[TOP]).frame
    assert frame.set_index("date")["share"].to_dict() == pytest.approx(
        {"1995-01-01": 0.2795, "1995-07-01": 0.284, "2020-07-01": 0.312, "2021-01-01": 0.3215}
    )
