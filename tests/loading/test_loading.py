"""`load` and `fetch`: the edition of the lock, a named one, one of a day; never the latest in silence."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import inequality as iq
from inequality.dataset.datapackage import home
from inequality.dataset.fetched import FetchedDataset
from inequality.errors import EditionError, GateError, InputError, OfflineError, UnknownNameError

from ..faults.conftest import Server, sends, whole
from .conftest import body

JULY, AUGUST = "Sat, 25 Jul 2026 10:00:00 GMT", "Tue, 04 Aug 2026 10:00:00 GMT"


def publishes(server: Server, day: str = JULY, france: str = "0.25", **headers: object) -> None:
    rows = {"FRA": (f"FRA,2020,{france}", "FRA,2021,0.26"), "USA": ("USA,2020,0.35", "USA,2021,0.36")}
    for area, lines in rows.items():
        server.answers[f"/{area}.csv"] = sends(whole(body(*lines), Last_Modified=day, ETag=f'"{day}{france}"', **headers))


def share(dataset: object, area: str = "FRA") -> float:
    frame = dataset.frame  # type: ignore[attr-defined]
    return float(frame[(frame["area"] == area) & (frame["year"] == 2020)]["share"].iloc[0])


def test_the_first_time_it_is_fetched_pinned_and_said(publisher: Server, capsys: pytest.CaptureFixture[str]) -> None:
    publishes(publisher)
    dataset = iq.load("shares")
    assert isinstance(dataset, FetchedDataset)
    assert (dataset.id, len(dataset), share(dataset)) == ("shares@2026-07-25", 4, 0.25)
    _, err = capsys.readouterr()
    assert err == "inequality: shares@2026-07-25 fetched (88 bytes) and written to the lock.\n"
    publishes(publisher, AUGUST, "0.5")
    assert share(iq.load("shares")) == 0.25, "the lock says which, whatever the publisher has since"
    assert capsys.readouterr().err == ""
    assert len(publisher.requests) == 2


def test_provenance_names_the_bytes_and_what_was_asked(publisher: Server) -> None:
    publishes(publisher)
    one = iq.load("shares", areas="FRA").provenance
    (snapshot,) = one.snapshots
    assert (snapshot.id, snapshot.url) == ("shares@2026-07-25", f"{publisher.origin}/FRA.csv")
    assert one.citation() == "A Publisher, Shares"
    assert one.steps == ("read by shares, revision 3 (areas=('FRA',), doubled=False, least=0.0)",)
    several = iq.load("shares").provenance.snapshots
    assert [len(several), len(several[0].sha256)] == [1, 64]


def test_an_update_is_a_new_edition_and_says_what_changed(publisher: Server, capsys: pytest.CaptureFixture[str]) -> None:
    publishes(publisher)
    old = iq.load("shares")
    iq.load("shares", update=True)
    assert "is what the publisher still has" in capsys.readouterr().err
    publishes(publisher, AUGUST, "0.5")
    new = iq.load("shares", update=True)
    err = capsys.readouterr().err
    assert "shares@2026-08-04 fetched" in err
    assert "revised: 1 entries of share; 1 areas: FRA; years 2020 to 2020" in err
    assert "largest revision: FRA, 2020, share: 0.25 to 0.5" in err
    assert (share(old), share(new), share(iq.load("shares"))) == (0.25, 0.5, 0.5)
    before = {pin for pin in Path("cache/data.lock").read_text().splitlines() if "2026-07-25" in pin}
    assert len(before) == 2, "what was pinned stays"


def test_two_editions_in_one_process_never_touch(publisher: Server) -> None:
    publishes(publisher)
    iq.load("shares")
    publishes(publisher, AUGUST, "0.5")
    iq.fetch("shares", update=True)
    july, august = iq.load("shares@2026-07"), iq.load("shares@2026-08")
    taken, other = july.frame, august.frame
    taken["share"] = 0.0
    other.loc[:, "share"] = 9.0
    assert (share(july), share(august)) == (0.25, 0.5)
    assert (share(iq.load("shares@2026-07-25")), july.provenance.ids) == (0.25, ("shares@2026-07-25",))


@pytest.mark.parametrize(
    ("day", "edition"),
    [("2026-07-25", "2026-07-25"), ("2026-08-03", "2026-07-25"), ("2026-08-04", "2026-08-04"), ("2030-01-01", "2026-08-04")],
)
def test_as_of_is_the_last_edition_of_that_day_or_before(day: str, edition: str, publisher: Server) -> None:
    publishes(publisher)
    iq.fetch("shares")
    publishes(publisher, AUGUST, "0.5")
    iq.fetch("shares", update=True)
    assert iq.load("shares", as_of=day).id == f"shares@{edition}"


def test_before_the_first_edition_there_is_none(publisher: Server) -> None:
    publishes(publisher)
    with pytest.raises(EditionError, match=r"no edition of 2026-07-24 or before .* publisher now has 2026-07-25"):
        iq.load("shares", as_of="2026-07-24")
    assert not Path("cache/data.lock").exists(), "what was not asked for is not pinned"


def test_an_edition_that_is_gone_is_an_error(publisher: Server) -> None:
    publishes(publisher)
    with pytest.raises(EditionError, match=r"edition 2025 is not in .*publisher now has 2026-07-25.*--import"):
        iq.load("shares@2025")


def test_the_beginning_of_an_edition_must_be_unique(publisher: Server) -> None:
    publishes(publisher)
    iq.fetch("shares")
    publishes(publisher, AUGUST, "0.5")
    iq.fetch("shares", update=True)
    with pytest.raises(EditionError, match="beginning of several editions. Possible: shares@2026-07-25, shares@2026-08-04"):
        iq.load("shares@2026")


def test_two_contents_of_one_day_have_two_names(publisher: Server) -> None:
    publishes(publisher)
    first = iq.fetch("shares")
    publishes(publisher, JULY, "0.5")
    second = iq.fetch("shares", update=True)
    assert (first, second[:18]) == ("shares@2026-07-25", "shares@2026-07-25+")
    assert (share(iq.load(first)), share(iq.load(second)), share(iq.load("shares"))) == (0.25, 0.5, 0.5)


def test_a_part_of_what_is_there_is_not_fetched_again(publisher: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    publishes(publisher)
    iq.fetch("shares")
    monkeypatch.setenv("INEQUALITY_OFFLINE", "1")
    assert set(iq.load("shares", areas="USA").frame["area"]) == {"USA"}
    assert share(iq.load("shares", areas=["FRA"], doubled=True)) == 0.5
    with pytest.raises(OfflineError, match=r"shares: DEU.csv would have to be fetched.*fetch shares --areas DEU --import FILE"):
        iq.load("shares", areas="DEU")


def test_the_lock_of_the_working_folder_is_used(publisher: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publishes(publisher)
    (tmp_path / "data.lock").touch()
    (tmp_path / "deep" / "er").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "deep" / "er")
    iq.fetch("shares")
    assert (tmp_path / "data.lock").read_text().count("shares@2026-07-25") == 2
    monkeypatch.setenv("INEQUALITY_LOCK", str(tmp_path / "mine" / "other.lock"))
    publishes(publisher, AUGUST, "0.5")
    assert iq.fetch("shares") == "shares@2026-08-04"
    monkeypatch.delenv("INEQUALITY_LOCK")
    assert iq.fetch("shares") == "shares@2026-07-25"


def test_a_lock_alone_brings_the_same_bytes_to_another_machine(publisher: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    publishes(publisher)
    Path("data.lock").touch()
    iq.fetch("shares")
    monkeypatch.setenv("INEQUALITY_CACHE", str(Path("elsewhere").absolute()))
    assert share(iq.load("shares")) == 0.25
    publishes(publisher, AUGUST, "0.5")
    monkeypatch.setenv("INEQUALITY_CACHE", str(Path("third").absolute()))
    with pytest.raises(EditionError, match=r"shares@2026-07-25 is pinned in .* has other bytes"):
        iq.load("shares")


def test_a_copy_brings_back_an_edition_that_the_publisher_no_longer_has(publisher: Server, tmp_path: Path) -> None:
    publishes(publisher)
    iq.fetch("shares", areas="FRA")
    (stored,) = Path("cache/files").iterdir()
    stored.rename(tmp_path / "FRA.csv")
    publishes(publisher, AUGUST, "0.5")
    with pytest.raises(EditionError, match="--areas FRA --import FILE"):
        iq.load("shares", areas="FRA")
    assert iq.fetch("shares@2026-07-25", areas="FRA", files=["FRA.csv"]) == "shares@2026-07-25"
    assert share(iq.load("shares", areas="FRA")) == 0.25
    (tmp_path / "FRA.csv").chmod(0o644)
    (tmp_path / "FRA.csv").write_bytes(body("FRA,2020,0.9"))
    with pytest.raises(EditionError, match="edition 2026-07-25 is not in"):
        iq.fetch("shares@2026-07-25", areas="FRA", files=["FRA.csv"])


def test_files_got_by_hand_pass_the_same_gate(publisher: Server, tmp_path: Path) -> None:
    publishes(publisher)
    mine = tmp_path / "usa.csv"
    mine.write_bytes(body("USA,2020,35"))
    with pytest.raises(GateError, match="share '35'"):
        iq.fetch("shares", files=[mine])
    mine.write_bytes(body("USA,2020,0.37"))
    iq.fetch("shares", files=[mine])
    assert (share(iq.load("shares"), "USA"), share(iq.load("shares"))) == (0.37, 0.25)


@pytest.mark.parametrize(
    ("name", "selection", "error", "said"),
    [
        ("shares", {"area": "FRA"}, UnknownNameError, "did you mean 'areas'?"),
        ("shares", {"least": "much"}, InputError, "least is 'much'"),
        ("shares", {"doubled": "perhaps"}, InputError, "doubled is 'perhaps'"),
        ("shares", {"as_of": "last spring"}, InputError, "as_of is 'last spring'"),
        ("shares@2026", {"as_of": "2026-07-01"}, InputError, "names an edition"),
        ("share", {}, UnknownNameError, "did you mean 'shares'?"),
        ("rich_list@2017", {"areas": "FRA"}, InputError, "is built in"),
        ("rich_list@2017", {"as_of": "2018-01-22"}, InputError, "names an edition"),
        ("rich_list", {"as_of": "1990-01-01"}, EditionError, "No edition of rich_list was published by 1990-01-01"),
        ("rich_list", {"as_of": "2018-03-15"}, EditionError, "It cannot be told which edition of rich_list was the last"),
        ("world_wealth", {"as_of": "2013-09-30"}, EditionError, "No edition of world_wealth was published by 2013-09-30"),
    ],
)
def test_wrong_use_says_what_is_possible(
    name: str, selection: dict[str, str], error: type[Exception], said: str, publisher: Server
) -> None:
    with pytest.raises(error) as caught:
        iq.load(name, **selection)
    assert said in str(caught.value)
    assert not publisher.requests


@pytest.mark.parametrize("given", ["USA,FRA", ["USA", "FRA", "USA"], ("FRA", "USA"), "USA, FRA"])
def test_a_selection_is_the_same_however_it_is_written(given: object, publisher: Server) -> None:
    publishes(publisher)
    steps = iq.load("shares", areas=given).provenance.steps
    assert "areas=('FRA', 'USA')" in steps[0]


@pytest.mark.parametrize(
    ("name", "day", "found"),
    [
        ("rich_list", "2018-01-22", "rich_list@2017/fortunes"),
        ("rich_list/totals", "2018-01-22", "rich_list@2017/totals"),
        ("rich_list/totals", "2018-04-01", "rich_list@2018/totals"),
        ("world_wealth", "2018-01-22", "world_wealth@2017/headline"),
        ("world_wealth", "2017-11-14", "world_wealth@2017/headline"),
        ("world_wealth", "2017-11-13", "world_wealth@2016/headline"),
        ("world_bottom_half", "2018-01-22", "world_bottom_half@2017/bottom_half"),
    ],
)
def test_built_in_editions_have_days_too(name: str, day: str, found: str) -> None:
    assert iq.load(name, as_of=day).id == found


def test_a_day_of_publication_is_taken_where_it_is_told(tmp_path: Path) -> None:
    for edition, day in (("2017", "2017-11-14"), ("2018", "2018-10")):
        shutil.copytree(home() / "rich_list" / "2017", tmp_path / "books" / edition)
        path = tmp_path / "books" / edition / "datapackage.json"
        path.write_text(
            json.dumps(
                {**json.loads(path.read_text(encoding="utf-8")), "name": "books", "version": edition, "x-published": day}
            )
        )
    days = {"2017-11-14": "2017", "2018-09-30": "2017", "2018-10-31": "2018"}
    assert {day: iq.load("books", folder=tmp_path, as_of=day).id.partition("/")[0] for day in days} == {
        day: f"books@{edition}" for day, edition in days.items()
    }
    for day, said in (("2017-11-13", "No edition"), ("2018-10-15", "cannot be told")):
        with pytest.raises(EditionError, match=said):
            iq.load("books", folder=tmp_path, as_of=day)


def test_nothing_is_left_over_in_the_folder(publisher: Server) -> None:
    publishes(publisher)
    iq.fetch("shares")
    assert sorted(path.name for path in Path("cache").iterdir()) == ["data.lock", "files", "log.jsonl"]
