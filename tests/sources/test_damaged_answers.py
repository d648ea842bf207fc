"""Whatever a publisher sends, a reader returns a table or raises an error of ours: it never breaks down."""

import copy
import csv
import gzip
import io
import json

from hypothesis import given
from hypothesis import strategies as st

from inequality.errors import InequalityError
from inequality.sources._forbes import forbes, forbes_archive, forbes_file
from inequality.sources._imf import imf
from inequality.sources._maddison import maddison
from inequality.sources._un_wpp import COLUMNS, un_wpp

LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.just([]), st.just({}), st.just([1])
)
PERSON = {"rank": 1, "finalWorth": 50_000.0, "personName": "Ada Sample", "uri": "ada", "timestamp": 1_764_460_800_000}
LISTED = [
    PERSON,
    PERSON | {"rank": 2, "finalWorth": 2_000.0, "uri": "bo", "industries": ["ships"], "countryOfCitizenship": "Namibia"},
]
DAY = {
    "rank": 1,
    "uri": "ada",
    "name": "Ada Sample",
    "networth": 50_000.0,
    "citizenship": "na",
    "gender": "f",
    "source": ["ore"],
}
ANSWERS = {
    "forbes": ({"personList": {"personsLists": LISTED}}, lambda files: forbes(files, limit=9)),
    "forbes_archive": (
        {"date": "2025-11-30", "count": 1, "total": 50_000.0, "list": [DAY]},
        lambda files: forbes_archive(files, date="2025-11-30"),
    ),
    "imf": ({"values": {"NGDPD": {"NAM": {"2020": 1.5, "2025": 2.5}, "ADVEC": {"2020": 3.0}}}}, imf),
}


def places(value, path=()):
    """Yield the way to every part of a JSON document."""
    yield path
    for key in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield from places(value[key], (*path, key))


@given(name=st.sampled_from(sorted(ANSWERS)), leaf=LEAVES, data=st.data(), remove=st.booleans())
def test_a_damaged_answer(tmp_path_factory, name, leaf, data, remove):
    answer, read = ANSWERS[name]
    damaged = copy.deepcopy(answer)
    way = data.draw(st.sampled_from([place for place in places(damaged) if place]))
    parent = damaged
    for key in way[:-1]:
        parent = parent[key]
    if remove:
        del parent[way[-1]]
    else:
        parent[way[-1]] = leaf
    path = tmp_path_factory.getbasetemp() / f"{name}.json"
    path.write_text(json.dumps(damaged), encoding="utf-8")
    try:
        reading = read({path.name: path})
    except InequalityError:
        return
    assert len(reading.frame)
    worth = reading.frame.get("net_worth", reading.frame.get("gdp"))
    assert worth.notna().all()
    assert worth.between(0, 1e15).all()


CELLS = st.one_of(
    st.sampled_from(["", "NA", "nan", "inf", "-1", "1e400", "1e18", "0.5", "2020.5", "<html>"]), st.text(max_size=4)
)
FORTUNES = [
    ["name", "rank", "worth", "country", "uri"],
    ["Ada Sample", "1", "50000", "Namibia", "ada"],
    ["Bo", "2", "2000", "", "bo"],
]
OUTPUT = [
    ["Entity", "Code", "Year", "gdp_per_capita"],
    ["Namibia", "NAM", "2020", "9000"],
    ["World", "OWID_WRL", "2020", "15000"],
]
PEOPLE = [list(COLUMNS)] + [
    [place, code, kind, "Medium", "2020", str(age), people]
    for place, code, kind, people in (("516", "NAM", "Country/Area", "20000"), ("900", "", "World", "20000"))
    for age in range(101)
]
FILES = {
    "forbes_file": (FORTUNES, lambda files: forbes_file(files, year=2017), "net_worth"),
    "maddison": (OUTPUT, maddison, "gdp_per_capita"),
    "un_wpp": (PEOPLE, un_wpp, "population"),
}


@given(name=st.sampled_from(sorted(FILES)), text=CELLS, data=st.data())
def test_a_damaged_cell(tmp_path_factory, name, text, data):
    rows, read, column = FILES[name]
    damaged = copy.deepcopy(rows)
    row = data.draw(st.integers(0, min(len(rows), 12) - 1))
    damaged[row][data.draw(st.integers(0, len(rows[0]) - 1))] = text
    body = io.StringIO()
    csv.writer(body).writerows(damaged)
    path = tmp_path_factory.getbasetemp() / f"{name}_1950-2023.csv"
    try:
        raw = body.getvalue().encode()
    except UnicodeEncodeError:
        return
    path.write_bytes(gzip.compress(raw) if name == "un_wpp" else raw)
    try:
        reading = read({path.name: path})
    except InequalityError:
        return
    assert len(reading.frame)
    assert reading.frame[column].between(0, 1e15).all()
    assert reading.frame.duplicated(list(reading.key)).sum() == 0
