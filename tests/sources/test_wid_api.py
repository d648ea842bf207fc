"""WID.world's interface: every odd answer it is known to give, and a key that appears nowhere. The figures are made up."""

import copy
import json
import logging
import traceback
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inequality import doctor
from inequality.errors import DataError, FetchError, GateError, InequalityError, InputError, UnknownNameError
from inequality.loading import load
from inequality.sources import SOURCES
from inequality.sources.wid_api import wid_series
from inequality.store import keeping
from inequality.store.inspection import Wrong, inspect

from ..faults import conftest as faults
from ..faults.conftest import Server, head, sends, whole

ENTRY = SOURCES["wid_series"]
CODE = "sptinc_p99p100_992_j"
SHARES = {"areas": ["FRA", "NAM"], "variables": ["sptinc992j"], "percentiles": ["p99p100"]}
CANARY = "canary-8d2e41c07f=="


def told(values=((2000, 0.2), (2001, 0.21)), **meta):
    meta = {"extrapolation": "", "data_points": "", "source": "A; B", **meta}
    return {"meta": meta, "values": [{"y": year, "v": value} for year, value in values]}


def answer(code=CODE, **areas):
    """An answer in the documented shape: of each code a list of objects, one for each area."""
    return {code: [{area: each} for area, each in (areas or {"FR": told(), "NA": told()}).items()]}


@pytest.fixture
def read(tmp_path):
    def reading(*bodies, **selection):
        selection = SHARES | selection
        remotes = ENTRY.facts["asks"](**selection)
        assert len(remotes) == len(bodies)
        files = {}
        for remote, body in zip(remotes, bodies, strict=True):
            files[remote.name] = tmp_path / remote.name
            files[remote.name].write_text(body if isinstance(body, str) else json.dumps(body), encoding="utf-8")
        return wid_series(files, **selection)

    return reading


@pytest.fixture
def gate(tmp_path):
    def inspecting(body, **selection):
        path = tmp_path / "answer"
        path.write_text(body if isinstance(body, str) else json.dumps(body), encoding="utf-8")
        inspect(path, ENTRY.facts["asks"](**SHARES | selection)[0].gate)

    return inspecting


# What is asked for


@pytest.mark.parametrize(
    "asked",
    [
        {"variables": ["sptinc992j"], "percentiles": ["p99p100"]},
        {"variables": ["sptincj992"], "percentiles": ["p99p100"]},
        {"variables": ["sptinc_p99p100_992_j"]},
        {"variables": ["sptinc_p99p100_992_j"], "percentiles": ["p0p50"]},  # its own percentile holds
        {"variables": ["sptinc"], "percentiles": ["p99p100"], "age": "992", "pop": "j"},
        {"variables": ["sptincj992", "sptinc992j"], "percentiles": ["p99p100"], "age": "992"},
    ],
)
def test_codes_in_every_order_ask_the_same(asked):
    [remote] = ENTRY.facts["asks"](areas=["FRA", "NAM", "WLD"], **asked)
    assert remote.url.endswith("amazonaws.com/prod/countries-variables")
    assert remote.parameters == {"countries": "FR,NA,WO", "variables": CODE, "years": "all"}
    assert remote.secret == ("WID_API_KEY", "x-api-key")


def test_ten_codes_a_request_and_all_areas_in_each():
    percentiles = [f"p{low}p{low + 1}" for low in range(12)]
    remotes = ENTRY.facts["asks"](areas=["FRA", "XKX"], variables=["sptinc992j", "aptinc992j"], percentiles=percentiles)
    asked = [remote.parameters["variables"].split(",") for remote in remotes]
    assert [len(codes) for codes in asked] == [10, 10, 4]
    assert len({code for codes in asked for code in codes}) == 24
    assert {remote.parameters["countries"] for remote in remotes} == {"FR,KS"}
    assert len({remote.name for remote in remotes}) == 3


def test_without_more_it_is_the_gini_of_the_world():
    for selection in ({}, {"areas": ()}):
        [remote] = ENTRY.facts["asks"](**selection)
        assert remote.parameters == {"countries": "WO", "variables": "ghweal_p0p100_992_j", "years": "all"}


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"variables": ["sptinc"]}, "names no age group"),
        ({"variables": ["sptinc"], "age": "992"}, "names no age group"),
        ({"variables": ["sptinc992j"], "age": "999"}, "not for 999 and any"),
        ({"variables": ["sptinc992j"], "pop": "i"}, "not for any and i"),
        ({"variables": ["SPTINC992J"]}, "no code of a WID variable"),
        ({"variables": ["sptinc"], "age": "adults", "pop": "j"}, "no code of a WID variable"),
        ({"variables": []}, "No variable"),
        ({"percentiles": ["top1"]}, "no percentile of WID"),
        ({"percentiles": ["p100p99"]}, "runs from 100 to 99"),
    ],
)
def test_what_cannot_be_asked(asked, message):
    with pytest.raises(InputError, match=message):
        ENTRY.facts["asks"](**asked)


def test_an_area_that_is_none():
    with pytest.raises(UnknownNameError):
        ENTRY.facts["asks"](areas=["FRANCE"])


# What comes


def test_values_by_area_year_and_code(read):
    reading = read(answer())
    assert reading.frame.values.tolist() == [
        ["FRA", 2000, "sptinc992j", "p99p100", 0.2, False],
        ["FRA", 2001, "sptinc992j", "p99p100", 0.21, False],
        ["NAM", 2000, "sptinc992j", "p99p100", 0.2, False],  # whose code, NA, is no missing value
        ["NAM", 2001, "sptinc992j", "p99p100", 0.21, False],
    ]
    assert reading.warnings == ()
    assert reading.units == {"value": "fraction"}
    assert reading.measures["value"].concept == "pretax_national_income"
    assert reading.measures["value"].scale == "share"


def test_years(read):
    assert read(answer(), years=["2001"]).frame["year"].tolist() == [2001, 2001]
    with pytest.raises(DataError, match="nothing of sptinc_p99p100_992_j for FRA, NAM"):
        read(answer(), years=["1900-1950"])
    with pytest.raises(InputError):
        read(answer(), years=["soon"])


@pytest.mark.parametrize(
    ("rule", "years", "marked"),
    [
        ("include", [2000, 2001, 2002, 2003], [2000, 2001, 2003]),
        ("exclude", [2002], []),  # as WID's Stata client: both ends of the span
        ("exclude-r", [2000, 2002], []),  # as its R client: all but the first year
    ],
)
def test_extrapolated_years_by_the_rules_of_wids_clients(read, rule, years, marked):
    values = [(year, 0.2) for year in range(2000, 2004)]
    france = told(values, extrapolation="[[2000, 2003]]", data_points='["2002"]')
    frame = read(answer(FR=france), areas=["FRA"], extrapolated=rule).frame
    assert frame["year"].tolist() == years
    assert frame.loc[frame["estimated"], "year"].tolist() == marked


def test_extrapolations_are_of_one_percentile_of_one_area(read):
    other = "sptinc_p0p50_992_j"
    body = answer(FR=told(extrapolation="[[2001, 2001]]"), NA=told()) | answer(other, FR=told(), NA=told())
    reading = read(body, percentiles=["p99p100", "p0p50"])
    assert reading.frame.loc[reading.frame["estimated"], ["area", "year", "percentile"]].values.tolist() == [
        ["FRA", 2001, "p99p100"]
    ]
    reading = read(body, percentiles=["p99p100", "p0p50"], extrapolated="exclude")
    assert len(reading.frame) == 7
    assert any("1 rows that WID extrapolated, by the rule of its Stata client" in each for each in reading.warnings)


def test_what_says_nothing_of_extrapolation(read):
    france = told()
    del france["meta"]["extrapolation"]
    reading = read(answer(FR=france, NA=told(extrapolation=None, data_points=None)))
    assert any("does not say of 1 series" in each for each in reading.warnings)
    assert not reading.frame["estimated"].any()


def test_blank_and_infinite_values_stay_missing_and_are_counted(read):
    values = [(2000, None), (2001, ""), (2002, "inf"), (2003, float("inf")), (2004, float("nan")), (2005, 0.3)]
    reading = read(answer(FR=told(values)), areas=["FRA"])
    assert reading.frame["year"].tolist() == [2000, 2001, 2002, 2003, 2004, 2005]
    np.testing.assert_array_equal(reading.frame["value"], [np.nan] * 5 + [0.3])
    assert any(each.startswith("3 values are blank") for each in reading.warnings)
    assert any(each.startswith("2 values are infinite") for each in reading.warnings)


def test_debts_are_shares_below_nothing(read):
    assert read(answer(FR=told([(2000, -0.02)])), areas=["FRA"]).frame["value"].tolist() == [-0.02]


def test_amounts_are_not_converted_and_said_so(read):
    reading = read(answer("aptinc_p99p100_992_j", FR=told([(2000, 250_000.5)])), areas=["FRA"], variables=["aptinc992j"])
    assert reading.frame["value"].tolist() == [250_000.5]
    assert (reading.units, reading.measures) == ({}, {})
    assert any("does not say which currency" in each for each in reading.warnings)


@pytest.mark.parametrize(
    ("variables", "measured"),
    [(["sptinc992j", "shweal992j"], 0), (["sptinc996f"], 0), (["gptinc992j"], 1)],
)
def test_values_have_a_measure_only_where_all_have_the_same(read, variables, measured):
    codes = [f"{each[:6]}_p99p100_{each[6:9]}_{each[9]}" for each in variables]
    body = {code: answer(code)[code] for code in codes}
    reading = read(body, variables=variables)
    assert reading.units == {"value": "fraction"}
    assert len(reading.measures) == measured


def test_several_requests_are_one_table(read):
    percentiles = [f"p{low}p{low + 1}" for low in range(12)]
    codes = [f"sptinc_{each}_992_j" for each in percentiles]
    bodies = [{code: answer(code)[code] for code in part} for part in (codes[:10], codes[10:])]
    assert len(read(*bodies, percentiles=percentiles).frame) == 12 * 2 * 2
    reading = read(bodies[0], {}, percentiles=percentiles)  # an area need not be in each answer
    assert len(reading.frame) == 10 * 2 * 2
    assert reading.warnings[0].startswith("WID has no values of 4 series asked for: sptinc_p10p11_992_j of FRA")


def test_a_series_without_values_is_named_and_the_others_are_read(read):
    other = "sptinc_p0p50_992_j"
    reading = read(answer() | answer(other, FR=told()), percentiles=["p99p100", "p0p50"])
    assert len(reading.frame) == 6
    assert reading.warnings == (f"WID has no values of 1 series asked for: {other} of NAM.",)


@pytest.mark.parametrize("nothing", [{}, {CODE: []}, {CODE: [{}]}, {CODE: None}, answer(FR={}), answer(FR=[]), answer(FR=None)])
def test_an_area_that_wid_does_not_know_is_named(read, gate, nothing):
    with pytest.raises(DataError, match="nothing of sptinc_p99p100_992_j for FRA"):
        read(nothing, areas=["FRA"])
    with pytest.raises(Wrong, match="nothing of sptinc_p99p100_992_j for FRA"):
        gate(nothing, areas=["FRA"])


def test_an_area_without_anything_among_others_is_named(read, gate):
    with pytest.raises(DataError, match="for NAM") as caught:
        read(answer(FR=told()))
    assert caught.value.possible == "FRA"
    with pytest.raises(Wrong, match="for NAM"):
        gate(answer(FR=told()))


TOO_LARGE = {"status": "payload_too_large", "download_url": "https://elsewhere.example/a?Signature=private"}


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (TOO_LARGE, "too large for one answer; expected: fewer areas, variables or percentiles .* the source wid"),
        ({"status": "failed", "message": "Timed out"}, "'failed: Timed out' instead of data; .* the source wid"),
        ({"message": "Internal server error"}, "Internal server error"),
        ({"error": "no"}, "'no' instead of data"),
        ({"status": None, "message": [1]}, "None"),
        ("Server Error", "damaged or cut"),
        (json.dumps(answer())[:-20], "damaged or cut"),
        ([answer()], "is a list"),
        ([], "is a list"),
        (answer("sptinc_p0p50_992_j"), "sent sptinc_p0p50_992_j"),
        (answer(FR=told(), DE=told()), "sent the areas DE"),
        ({CODE: [{"FR": told()}, {"NA": told()}, {"FR": told()}]}, "twice"),
        (answer(FR=told([(2000, 0.2), (2000, 0.3)]), NA=told()), "twice"),
        (answer(FR=told([(2000.5, 0.2)]), NA=told()), "2000.5"),
        (answer(FR=told([(20, 0.2)]), NA=told()), "1500 to 2100"),
        (answer(FR=told([("soon", 0.2)]), NA=told()), "soon"),
        (answer(FR=told([(2000, "many")]), NA=told()), "many"),
        (answer(FR=told([(2000, True)]), NA=told()), "True"),
        (answer(FR=told([(2000, [0.2])]), NA=told()), "0.2"),
        (answer(FR=told([(2000, 20.5)]), NA=told()), "share of 20.5"),
        (answer(FR=told(extrapolation="1990 to 2000"), NA=told()), "1990 to 2000"),
        (answer(FR={"values": [{"y": 2000, "v": 0.2}]}, NA=told()), "not in the shape .*meta"),
        (answer(FR={"meta": {}, "values": [{"y": 2000}]}, NA=told()), "not in the shape .*'v'"),
        (answer(FR={"meta": {}, "values": [[2000, 0.2]]}, NA=told()), "not in the shape"),
        (answer(FR={"meta": {}}, NA=told()), "not in the shape .*values"),
        ({CODE: {"FR": told()}}, "not in the shape"),
        ({CODE: "FR"}, "not in the shape"),
    ],
)
def test_what_does_not_fit_is_refused_at_the_gate_and_by_the_reader(read, gate, body, message):
    with pytest.raises(Wrong, match=message) as caught:
        gate(body)
    assert "elsewhere.example" not in str(caught.value)
    with pytest.raises(DataError):
        read(body)


WHOLE = answer(FR=told(extrapolation="[[2001, 2001]]"), NA=told())
LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.just([]), st.just({}))


def places(value, path=()):
    yield path
    for key in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield from places(value[key], (*path, key))


@given(way=st.sampled_from([place for place in places(WHOLE) if place]), leaf=LEAVES, remove=st.booleans())
def test_a_damaged_answer_is_a_table_or_an_error_of_ours(tmp_path_factory, way, leaf, remove):
    damaged = copy.deepcopy(WHOLE)
    parent = damaged
    for key in way[:-1]:
        parent = parent[key]
    if remove:
        del parent[way[-1]]
    else:
        parent[way[-1]] = leaf
    path = tmp_path_factory.getbasetemp() / "answer.json"
    path.write_text(json.dumps(damaged), encoding="utf-8")
    try:
        frame = wid_series({f"{CODE}.json": path}, **SHARES).frame
    except InequalityError:
        return
    assert set(frame["area"]) == {"FRA", "NAM"}
    assert not frame.duplicated(["area", "year", "variable", "percentile"]).any()
    assert (frame["value"].isna() | frame["value"].abs().le(5)).all()


def test_a_file_got_by_hand(tmp_path, brought_in):
    path = tmp_path / "got.json"
    path.write_text(json.dumps(answer()))
    dataset = brought_in("wid_series", {"got.json": path}, **SHARES)
    assert dataset.frame["value"].tolist() == [0.2, 0.21, 0.2, 0.21]
    assert dataset.provenance.citation()


# The whole way, over a server, with a key


@pytest.fixture
def wid_server(tmp_path, monkeypatch):
    server = Server()
    for name, value in {"CACHE": str(tmp_path / "cache"), "LOCK": str(tmp_path / "data.lock")}.items():
        monkeypatch.setenv(f"INEQUALITY_{name}", value)
    monkeypatch.delenv("INEQUALITY_OFFLINE", raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(keeping, "LIMITS", faults.LIMITS)
    asks = ENTRY.facts["asks"]

    def moved(**selection):
        return tuple(replace(one, url=f"{server.origin}/series", pause=0) for one in asks(**selection))

    monkeypatch.setitem(ENTRY.facts, "asks", moved)
    monkeypatch.setitem(ENTRY.facts, "hosts", (server.origin,))
    yield server
    server.stop()


@pytest.fixture
def traces(tmp_path, capfd, caplog):
    """All that is written anywhere: files with their names, both outputs, logs."""
    caplog.set_level(logging.DEBUG)

    def gather():
        files = [path for path in tmp_path.rglob("*") if path.is_file()]
        contents = [path.read_bytes().decode("utf-8", "replace") for path in files]
        return "\n".join([*map(str, files), *contents, *capfd.readouterr(), caplog.text])

    return gather


def chain(error):
    """What Python prints of an error and of those that led to it."""
    return "".join(traceback.format_exception(error)) + repr(error)


def test_the_key_goes_to_the_publisher_and_is_written_nowhere(wid_server, traces, monkeypatch):
    monkeypatch.setenv("WID_API_KEY", CANARY)
    wid_server.answers["/series"] = sends(whole(json.dumps(answer()).encode()))
    dataset = load("wid_series", **SHARES)
    assert dataset.frame["value"].tolist() == [0.2, 0.21, 0.2, 0.21]
    assert keeping.Store().lock.pins("wid_series")
    [request] = wid_server.requests
    assert request.headers["x-api-key"] == CANARY
    assert "countries=FR%2CNA" in request.path
    assert CANARY not in request.path
    assert CANARY not in traces() + repr(dataset) + repr(dataset.provenance) + dataset.frame.to_csv()


@pytest.mark.parametrize(
    "body",
    [
        TOO_LARGE,
        {"status": "failed", "message": f"{CANARY} is over its quota"},
        {"message": f"{CANARY} is not valid"},
        {CANARY: []},
        answer(FR=told(extrapolation=CANARY), NA=told()),
        answer(**{CANARY: told()}),
        answer(FR=told([(2000, CANARY)]), NA=told()),
    ],
)
def test_a_message_with_status_200_is_refused_without_the_key(wid_server, traces, monkeypatch, body):
    monkeypatch.setenv("WID_API_KEY", CANARY)
    wid_server.answers["/series"] = sends(whole(json.dumps(body).encode()))
    with pytest.raises(GateError) as caught:
        load("wid_series", **SHARES)
    assert str(caught.value).startswith("wid_series: ")
    assert CANARY not in chain(caught.value) + traces()
    assert not keeping.Store().lock.pins("wid_series")


@pytest.mark.parametrize("key", ["", CANARY])
def test_a_key_that_is_missing_or_refused(wid_server, monkeypatch, key):
    monkeypatch.setenv("WID_API_KEY", key)
    body = b'{"message":"Forbidden"}'
    wid_server.answers["/series"] = sends(head("403 Forbidden", Content_Length=len(body)) + body)
    with pytest.raises(FetchError, match="answered 403.*set WID_API_KEY to your key"):
        load("wid_series", **SHARES)
    assert [request.headers.get("x-api-key", "") for request in wid_server.requests] == [key]


@pytest.mark.parametrize("key", [f"{CANARY}\n", f" {CANARY}"])
def test_a_key_out_of_a_file_may_end_its_line(wid_server, monkeypatch, key):
    monkeypatch.setenv("WID_API_KEY", key)
    wid_server.answers["/series"] = sends(whole(json.dumps(answer()).encode()))
    load("wid_series", **SHARES)
    assert [request.headers["x-api-key"] for request in wid_server.requests] == [CANARY]


@pytest.mark.parametrize("key", [f"{CANARY}\nX: y", f"{CANARY}é€", f"{CANARY}\x7f"])
def test_a_key_that_is_no_header_is_not_sent_and_in_no_error(wid_server, traces, monkeypatch, key):
    monkeypatch.setenv("WID_API_KEY", key)
    with pytest.raises(FetchError, match="WID_API_KEY holds what no key does") as caught:
        load("wid_series", **SHARES)
    assert CANARY not in chain(caught.value) + traces()
    assert not wid_server.requests


def test_the_doctor_asks_only_with_a_key(monkeypatch, wid_server):
    monkeypatch.setenv("INEQUALITY_OFFLINE", "1")
    monkeypatch.delenv("WID_API_KEY", raising=False)
    assert "wid_series" not in {each.source for each in doctor.probed(lambda said: None)}
    monkeypatch.setenv("WID_API_KEY", CANARY)
    [found] = [each for each in doctor.probed(lambda said: None) if each.source == "wid_series"]
    assert CANARY not in repr(found)
