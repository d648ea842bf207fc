"""Rich lists, on made-up people and on real lists, of which only totals are looked at."""

import gzip
import json
import os
from pathlib import Path

import pytest

from inequality.dataset import built_in
from inequality.errors import DataError, InputError, SourceError
from inequality.sources import SOURCES
from inequality.sources._forbes import forbes, forbes_archive, forbes_file

REAL = os.environ.get("INEQUALITY_REAL_DATA")
DAY = 1_764_460_800_000  # 30 November 2025, in milliseconds


def entry(rank, worth, name, **more):
    uri = name.lower().replace(" ", "-")
    return {"rank": rank, "finalWorth": worth, "personName": name, "uri": uri, "timestamp": DAY} | more


def people():
    """Made-up people: a tie, a family, one entry twice, two that are none, and one without a country."""
    return [
        entry(1, 90_000.0, "Ada Sample", countryOfCitizenship="United States", gender="F", industries=["Mining", "Ships"]),
        entry(2, 40_000.5, "Bo Example & family", countryOfCitizenship="Namibia", position=2),
        entry(3, 1_000.0, "Cy Placeholder", countryOfCitizenship="Atlantis"),
        entry(3, 1_000.0, "Di Placeholder", countryOfCitizenship="Korea, Rep."),
        entry(3, 1_000.0, "Ed Nobody"),
        entry(3, 1_000.0, "Ed Nobody"),
        entry(None, 5_000.0, "Flo Unranked"),
        {"rank": 9, "personName": "Gus Worthless", "uri": "gus-worthless", "timestamp": DAY},
    ]


def answer(folder, records):
    path = folder / "forbes.json"
    path.write_text(json.dumps({"personList": {"personsLists": records, "count": len(records)}}), encoding="utf-8")
    return {"forbes.json": path}


def test_the_real_time_list(tmp_path):
    reading = forbes(answer(tmp_path, people()), limit=500)
    frame = reading.frame
    assert frame["name"].tolist() == ["Ada Sample", "Bo Example & family", "Cy Placeholder", "Di Placeholder", "Ed Nobody"]
    assert frame["net_worth"].tolist() == [90e9, 40.0005e9, 1e9, 1e9, 1e9]
    assert frame["position"].tolist() == [1, 2, 3, 4, 5]
    assert frame["rank"].tolist() == [1, 2, 3, 3, 3]
    assert frame["family"].tolist() == [False, True, False, False, False]
    assert frame["area"].tolist()[:2] == ["USA", "NAM"]
    assert frame["area"].isna().tolist() == [False, False, True, False, True]
    assert frame["date"].unique().tolist() == ["2025-11-30"]
    assert frame["year"].unique().tolist() == [2025]
    assert frame["industry"][0] == "Mining, Ships"
    said = "\n".join(reading.warnings)
    assert "without rank or net worth, left out: 2" in said
    assert "twice, counted once: 1" in said
    assert "families': 1" in said
    assert "Atlantis" in said
    assert "Only the 500 richest were asked for" in said


def test_it_is_a_distribution_of_fortunes(tmp_path):
    reading = forbes(answer(tmp_path, people()), limit=500)
    found = reading.distribution(reading.frame)
    assert found.population == 5
    assert found.mean * 5 == pytest.approx(133.0005e9)
    assert (found.measure.unit, found.measure.currency, found.measure.conversion) == ("fortune", "USD", "MER")


def whole(count=1_200, **change):
    """A list of numbered people, the richest with USD 50 billion."""
    records = [entry(i + 1, 50_000.0 - 40 * i, f"Person {i}", countryOfCitizenship="France") for i in range(count)]
    records[7] |= change
    return records


def test_a_yearly_list(tmp_path):
    frame = forbes(answer(tmp_path, whole()), year=2025).frame
    assert len(frame) == 1_200
    assert frame["year"].unique().tolist() == [2025]
    assert "date" not in frame


def test_a_fortune_restated_later_is_told(tmp_path):
    reading = forbes(answer(tmp_path, whole(finalWorth=1_500.0)), year=2025)
    assert any("restated later: 1" in warning for warning in reading.warnings)


def test_one_person_missing_is_told(tmp_path):
    reading = forbes(answer(tmp_path, whole()[:600] + whole()[601:]), year=2025)
    assert any("missing, by the ranks of the others: 1" in warning for warning in reading.warnings)


@pytest.mark.parametrize(
    ("records", "message"),
    [
        (lambda: whole()[:900], "900 entries only"),
        (lambda: whole(4_000), None),
        (lambda: whole()[:300] + whole()[400:], "By the ranks 100 people are missing"),
        (
            lambda: [each | {"finalWorth": each["finalWorth"] / 1000} for each in whole()],
            "holds 5e\\+07 in column net_worth",
        ),
        (lambda: [each | {"finalWorth": each["finalWorth"] * 1e6} for each in whole()], "1e\\+08 to 5e\\+12"),
        (lambda: [each | {"finalWorth": "much"} for each in whole()], "holds 'much' in column finalWorth"),
        (lambda: [{k: v for k, v in each.items() if k != "finalWorth"} for each in whole()], "no column finalWorth"),
        (
            lambda: [{("personname" if k == "personName" else k): v for k, v in e.items()} for e in whole()],
            "no column personName",
        ),
        (lambda: [*whole(), entry(1, 9_000.0, "Person 0")], "person-0 twice, with different net worth"),
        (list, "holds no list of people"),
    ],
)
def test_what_is_amiss_is_said(tmp_path, records, message):
    files = answer(tmp_path, records())
    with pytest.raises(DataError, match=message or "4000 entries, as many as were asked for"):
        forbes(files, year=2025)
    (remote,) = forbes.__entry__.facts["asks"](year=2025)
    assert remote.gate.also(files["forbes.json"])


@pytest.mark.parametrize("body", ["<html>Just a moment</html>", '{"error": "Service Unavailable"}', "", '{"personList": null}'])
def test_a_page_in_place_of_the_list(tmp_path, body):
    path = tmp_path / "forbes.json"
    path.write_text(body)
    with pytest.raises(DataError, match=r"(?s)holds no list of people.*open the address in a browser"):
        forbes({"forbes.json": path})


def test_what_is_asked_for():
    (now,) = forbes.__entry__.facts["asks"]()
    (then,) = forbes.__entry__.facts["asks"](year=2024)
    assert now.url.endswith("/person/rtb/0/position/true.json")
    assert "finalWorth" in now.parameters["fields"]
    assert then.url.endswith("/person/billionaires/2024/position/true.json")
    assert "fields" not in then.parameters
    assert "open the address in a browser" in forbes.__entry__.facts["by_hand"]


@pytest.mark.parametrize("name", ["forbes", "forbes_archive", "forbes_file"])
def test_the_list_is_never_passed_on(name):
    origin = SOURCES[name].facts["origin"]
    assert (origin.redistributable, origin.licence) == ("no", "unknown")


def archived(folder, **change):
    listed = [
        {
            "rank": 1,
            "uri": "ada-sample",
            "name": "Ada Sample",
            "gender": "f",
            "age": 59,
            "networth": 90_000.25,
            "citizenship": "us",
        },
        {
            "rank": 2,
            "uri": "bo",
            "name": "Bo",
            "gender": None,
            "age": None,
            "networth": 40_000.5,
            "citizenship": "na",
            "source": ["ore"],
        },
    ]
    path = folder / "day"
    path.write_text(json.dumps({"date": "2021-11-30", "count": 2, "woman": 1, "total": 130_000.75, "list": listed} | change))
    return {"day": path}


def test_a_day_of_the_archive(tmp_path):
    frame = forbes_archive(archived(tmp_path), date="2021-11-30").frame
    assert frame["area"].tolist() == ["USA", "NAM"]
    assert frame["net_worth"].tolist() == [90_000.25e6, 40_000.5e6]
    assert frame["gender"].tolist() == ["F", ""]
    assert "age" not in frame  # the archive's ages are of the day it was made


@pytest.mark.parametrize("change", [{"count": 3}, {"total": 130_100.0}, {"date": "2021-12-01"}, {"total": None}])
def test_a_day_that_is_not_whole(tmp_path, change):
    with pytest.raises(DataError, match="and holds 2 people with 130000.750"):
        forbes_archive(archived(tmp_path, **change), date="2021-11-30")


def csv(folder, text):
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8-sig")
    return {"list.csv": path}


LIST = "name,rank,worth,country\nAda Sample,1,86.5,Namibia\nBo Example,2,40,France\nCy Nobody,,3,France\n"


def test_a_file_of_ones_own(tmp_path):
    reading = forbes_file(csv(tmp_path, LIST), year=2017, unit="USD billion")
    assert reading.frame["net_worth"].tolist() == [86.5e9, 40e9]
    assert reading.frame["area"].tolist() == ["NAM", "FRA"]
    assert any("left out: 1" in warning for warning in reading.warnings)


def test_a_file_with_other_names(tmp_path):
    text = LIST.replace("name,rank,worth,country", "who,rank,fortune,nation")
    reading = forbes_file(csv(tmp_path, text), year=2017, unit="USD billion", name="who", worth="fortune", country="nation")
    assert reading.frame["name"].tolist() == ["Ada Sample", "Bo Example"]


@pytest.mark.parametrize(
    ("text", "options", "error", "message"),
    [
        (LIST, {"year": 2017}, DataError, "1e\\+08 to 5e\\+12"),
        (LIST, {"unit": "USD billion"}, InputError, "The year of the list is not said"),
        (LIST, {"year": 2017, "unit": "EUR"}, InputError, "Possible: USD, USD million, USD billion"),
        (LIST.replace("worth", "wealth"), {"year": 2017}, DataError, "no column worth.*these came: name, rank, wealth"),
        (LIST.replace("86.5", "about 86"), {"year": 2017, "unit": "USD billion"}, DataError, "holds 'about 86'"),
    ],
)
def test_a_file_that_is_not_what_is_said(tmp_path, text, options, error, message):
    with pytest.raises(error, match=message):
        forbes_file(csv(tmp_path, text), **options)


def test_the_whole_way(tmp_path, brought_in):
    assert len(brought_in("forbes", answer(tmp_path, people()), limit=500).frame) == 5
    assert len(brought_in("forbes_archive", archived(tmp_path), date="2021-11-30").distribution()) == 2
    listed = brought_in("forbes_file", csv(tmp_path, LIST), year=2017, unit="USD billion")
    assert listed.provenance.origins[0].redistributable == "no"
    with pytest.raises(SourceError, match="By the ranks 100 people are missing"):
        brought_in("forbes", answer(tmp_path, whole()[:300] + whole()[400:]), year=2025)


@pytest.mark.skipif(REAL is None, reason="INEQUALITY_REAL_DATA is not set")
@pytest.mark.parametrize("year", [2014, 2016, 2017])
def test_the_real_lists(tmp_path, year):
    path = tmp_path / "list.csv"
    path.write_bytes(gzip.decompress(Path(REAL, "forbes", f"annual_{year}.csv.gz").read_bytes()))
    reading = forbes_file({"list.csv": path}, year=year)
    totals = built_in(f"rich_list@{year}/totals").frame.iloc[0]
    fortunes = built_in(f"rich_list@{year}/fortunes").frame
    assert len(reading.frame) == totals["people_listed"]
    assert reading.frame["net_worth"].sum() == pytest.approx(totals["total_net_worth"], abs=0.051e9)  # printed to 0.1 billion
    running = reading.frame["net_worth"].cumsum()
    known = fortunes.set_index("position")["cumulative_net_worth"]
    assert abs(running.iloc[: len(known)].to_numpy() - known.to_numpy()).max() < 0.051e9
    assert reading.frame["area"].notna().all()
    assert not any("missing, by the ranks" in warning for warning in reading.warnings)


@pytest.mark.skipif(REAL is None, reason="INEQUALITY_REAL_DATA is not set")
def test_real_records(tmp_path):
    record = json.loads(Path(REAL, "forbes", "rtb_person_record_2024-10-11.json").read_text(encoding="utf-8"))
    frame = forbes(answer(tmp_path, record["personList"]["personsLists"]), limit=1).frame
    assert (frame["date"][0], frame["area"][0]) == ("2024-10-11", "USA")
    day = json.loads(Path(REAL, "forbes", "rtb-api_list_2020-05-21.trimmed.json").read_text(encoding="utf-8"))
    files = {"day": tmp_path / "day"}
    files["day"].write_text(json.dumps(day))
    with pytest.raises(DataError, match="of 2181 people"):  # the recording keeps four of them
        forbes_archive(files, date="2020-05-21")
