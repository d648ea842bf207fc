"""What each source does with the faults that only it can know: percents for fractions, an area dropped, a cut between rows.

A server on 127.0.0.1 stands in for the publishers; the answers are made up, in the publishers' layout.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

import inequality as iq
from inequality.dataset import Dataset
from inequality.errors import BlockedError, GateError, SourceError
from inequality.sources import SOURCES
from inequality.sources.poverty_surveys import VERSION
from inequality.store import Remote, keeping

from ..sources import test_ecb, test_eurostat, test_oecd, test_owid, test_pip, test_un_wpp, test_wid, test_world_bank
from ..sources.conftest import COUNTRIES
from .conftest import LIMITS, Server, head, in_turn, sends, whole

BOTH = ("FRA", "NAM")
TWO = {"FRA": "FR", "NAM": "NA"}
PAGE = b"<!DOCTYPE html><html><head><title>Checking your browser</title></head></html>"
Files = dict[str, bytes]


@dataclass(frozen=True)
class Case:
    """A source, what is asked of it, and what its publisher answers, given a factor for its numbers and the areas."""

    source: str
    files: Callable[[float, Sequence[str]], Files]
    selection: Mapping[str, Any] = field(default_factory=lambda: {"areas": BOTH})
    unit: float | None = 100.0  # the factor that makes another unit of its numbers; None where they have only one
    by_area: bool = True


def lines(rows: Sequence[Mapping[str, Any]]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def zipped(members: Mapping[str, Any]) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text if isinstance(text, str) else "\n".join([*text, ""]))
    return body.getvalue()


def world_bank(factor: float, areas: Sequence[str]) -> Files:
    gini = "SI.POV.GINI"
    rows = [test_world_bank.row(area, TWO[area], year, 35.0 * factor, gini) for area in areas for year in ("2020", "2021")]
    return {f"{gini}_FRA_NAM.json": json.dumps(test_world_bank.answer(*rows)).encode()}


def pip(factor: float, areas: Sequence[str]) -> Files:
    return {f"pip_{VERSION}_3.00_FRA_NAM.csv": lines([test_pip.survey(area, gini=str(0.38 * factor)) for area in areas])}


def oecd_income(factor: float, areas: Sequence[str]) -> Files:
    return {"idd_FRA_NAM.csv": lines([test_oecd.income(value=0.3 * factor, area=area) for area in areas])}


def oecd_wealth(factor: float, areas: Sequence[str]) -> Files:
    rows = [{**row, "REF_AREA": area} for area in areas for row in test_oecd.SHARES]
    return {"wdd_FRA_NAM.csv": lines([{**row, "OBS_VALUE": float(row["OBS_VALUE"]) * factor} for row in rows])}


def ecb(factor: float, areas: Sequence[str]) -> Files:
    rows = [row for area in areas for row in test_ecb.france(area={"FRA": "FR", "DEU": "DE"}[area])]
    for row in rows:
        row["OBS_VALUE"] = str(float(row["OBS_VALUE"]) * (factor if row["UNIT_MEASURE"] == "PT" else 1))
    return {"dwa_DEU_FRA.csv": lines(rows)}


def eurostat(factor: float, areas: Sequence[str]) -> Files:
    geo = [{"FRA": "FR", "GRC": "EL"}[area] for area in areas]
    axes = {**test_eurostat.AXES, "geo": geo}
    values = {f"A TOTAL GINI_HND {code} 2022": 31.5 * factor for code in geo}
    return {"ilc_di12_FRA_GRC.json": json.dumps(test_eurostat.cube(values, **axes)).encode()}


def owid(factor: float, areas: Sequence[str]) -> Files:
    table = [f"Entity,Code,Year,{test_owid.LONG}", *(f"Somewhere {area},{area},2010,{52.5 * factor}" for area in areas)]
    return {"top.csv": "\n".join([*table, ""]).encode(), "top.metadata.json": json.dumps(test_owid.about()).encode()}


def fred(factor: float, areas: Sequence[str]) -> Files:
    rows = [f"{year}-{month:02}-01,{28.5 * factor}" for year in range(1990, 2020) for month in (1, 4, 7, 10)]
    return {"WFRBST01134.csv": "\n".join(["observation_date,WFRBST01134", *rows, ""]).encode()}


def un_wpp(factor: float, areas: Sequence[str]) -> Files:
    kept = [place for place in COUNTRIES if place in areas or place not in BOTH]
    places = [(str(number), area, "", "Country/Area", 400.0) for number, area in enumerate(kept, 1)]
    world = ("900", "", "", "World", 400.0 * len(COUNTRIES))
    text = test_un_wpp.table((*places, world), (2023,)).to_csv(index=False)
    return {"WPP2024_PopulationBySingleAgeSex_Medium_1950-2023.csv.gz": gzip.compress(text.encode("utf-8-sig"))}


def wid(factor: float, areas: Sequence[str]) -> Files:
    found = {}
    for area in areas:
        code = TWO[area]
        table = [
            ";".join([*cells[:4], str(float(cells[4]) * factor), *cells[5:]]) if cells[1] == "shwealj992" else line
            for line in test_wid.data(code)
            for cells in [line.split(";")]
        ]
        members = {f"WID_data_{code}.csv": table, f"WID_metadata_{code}.csv": test_wid.metadata(code)}
        found[f"WID_fulldataset_{code}.zip"] = zipped(members)
    return found


CASES = (
    Case("worldbank", world_bank, {"areas": BOTH}, 0.01),
    Case("pip", pip),
    Case("oecd_idd", oecd_income),
    Case("oecd_wdd", oecd_wealth),
    Case("ecb_dwa", ecb, {"areas": ("DEU", "FRA")}),
    Case("eurostat", eurostat, {"areas": ("FRA", "GRC")}),
    Case("owid", owid, {"chart": "top", "areas": BOTH}, unit=None),  # a chart may hold any number in any unit
    Case("fred", fred, {"series": ("WFRBST01134",)}, by_area=False),
    Case("un_wpp", un_wpp, {"areas": BOTH}, unit=None),
    Case("wid", wid),
)
each = pytest.mark.parametrize("case", CASES, ids=[case.source for case in CASES])


@pytest.fixture
def publisher(server: Server, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Server:
    """The server in the place of every publisher; an empty store in the test's folder."""
    monkeypatch.setenv("INEQUALITY_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("INEQUALITY_LOCK", str(tmp_path / "data.lock"))
    monkeypatch.setattr(keeping, "LIMITS", LIMITS)
    for case in CASES:
        facts: Any = SOURCES[case.source].facts
        asks = facts["asks"]

        def moved(asks: Any = asks, **selection: Any) -> tuple[Remote, ...]:
            return tuple(replace(one, url=f"{server.origin}/{one.name}", pause=0) for one in asks(**selection))

        monkeypatch.setitem(facts, "asks", moved)
        monkeypatch.setitem(facts, "hosts", (server.origin,))
    return server


def publishes(server: Server, case: Case, *, factor: float = 1.0, areas: Sequence[str] = ()) -> None:
    for name, body in case.files(factor, areas or case.selection.get("areas", ())).items():
        server.answers[f"/{name}"] = sends(whole(body))
    server.answers.setdefault("/", sends(head("404 Not Found", Content_Length=0)))


def load(case: Case) -> Dataset:
    return iq.load(case.source, **case.selection)


@each
def test_what_is_right_is_read(case: Case, publisher: Server) -> None:
    publishes(publisher, case)
    dataset = load(case)
    assert set(dataset.frame["area"]) == set(case.selection.get("areas", ("USA",)))
    assert dataset.provenance.citation()


@pytest.mark.parametrize("case", [case for case in CASES if case.unit], ids=lambda case: case.source)
def test_numbers_in_another_unit_are_refused(case: Case, publisher: Server) -> None:
    assert case.unit is not None
    publishes(publisher, case, factor=case.unit)
    refused(case)


@pytest.mark.parametrize("case", [case for case in CASES if case.by_area], ids=lambda case: case.source)
def test_an_area_that_was_dropped_is_missed(case: Case, publisher: Server) -> None:
    kept, lost = case.selection["areas"]
    publishes(publisher, case, areas=(kept,))
    for name in set(case.files(1.0, (lost,))) - set(case.files(1.0, (kept,))):
        publisher.answers[f"/{name}"] = sends(head("404 Not Found", Content_Length=0))
    refused(case)


@each
def test_a_page_is_no_data_and_the_way_by_hand_is_told(case: Case, publisher: Server) -> None:
    for name in case.files(1.0, case.selection.get("areas", ())):
        publisher.answers[f"/{name}"] = sends(whole(PAGE))
    with pytest.raises(BlockedError, match=f"inequality fetch {case.source} .*--import FILE"):
        load(case)


@pytest.mark.parametrize("source", ["owid", "oecd_idd", "oecd_wdd", "fred", "pip", "ecb_dwa"])
def test_a_cut_between_two_rows_is_seen_without_a_length(source: str, publisher: Server) -> None:
    """Only a length, or chunks, tell such a table from a whole one: without them it is taken only if its hash is known."""
    (case,) = (case for case in CASES if case.source == source)
    publishes(publisher, case)
    original = load(case)
    tables = {name: body for name, body in case.files(1.0, case.selection.get("areas", ())).items() if name.endswith(".csv")}
    for name, body in tables.items():
        publisher.answers[f"/{name}"] = sends(head() + body[: body.rstrip().rfind(b"\n") + 1])
    with pytest.raises(GateError, match="could not be told"):
        iq.load(case.source, update=True, **case.selection)
    for path in iq.store.keeping.Store().cache.stored():
        path.unlink()
    with pytest.raises(SourceError, match=r"other bytes|could not be told|cannot be had again"):
        load(case)
    for name, body in tables.items():
        publisher.answers[f"/{name}"] = sends(head() + body)
    assert load(case).frame.equals(original.frame)


def test_the_world_bank_is_asked_again_where_it_is_busy(publisher: Server) -> None:
    case = CASES[0]
    ((name, body),) = case.files(1.0, BOTH).items()
    busy = sends(head("400 Bad Request", Content_Type="application/xhtml+xml", Content_Length=len(PAGE)) + PAGE)
    publisher.answers[f"/{name}"] = in_turn(busy, busy, sends(whole(body)))
    assert len(load(case)) == 4
    assert len(publisher.requests) == 3


def test_others_that_answer_400_are_asked_once(publisher: Server) -> None:
    case = next(case for case in CASES if case.source == "pip")
    (name,) = case.files(1.0, BOTH)
    publisher.answers[f"/{name}"] = sends(head("400 Bad Request", Content_Length=0))
    with pytest.raises(SourceError, match="answered 400"):
        load(case)
    assert len(publisher.requests) == 1


def refused(case: Case) -> None:
    """No table, nothing kept under the source's name, and a message with source, address and remedy."""
    with pytest.raises(SourceError) as caught:
        load(case)
    said = str(caught.value)
    assert f"{case.source}: " in said
    assert "http://127.0.0.1" in said
    assert caught.value.remedy
    assert not keeping.Store().lock.pins(case.source)
