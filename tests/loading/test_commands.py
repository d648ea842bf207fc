"""fetch, diff, show, list and doctor --network as a newcomer runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from inequality import doctor
from inequality.cli import main
from inequality.sources import SOURCES

from ..faults.conftest import Server, sends, whole
from .conftest import body
from .test_loading import AUGUST, publishes


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    capsys.readouterr()
    status = main(words)
    return status, *capsys.readouterr()


def test_fetch_says_where_the_files_are(publisher: Server, capsys: pytest.CaptureFixture[str]) -> None:
    publishes(publisher)
    status, out, err = run(capsys, "fetch", "shares", "--areas", "FRA")
    assert (status, err) == (0, "inequality: shares@2026-07-25 fetched (44 bytes) and written to the lock.\n")
    assert out.startswith("shares@2026-07-25\n44 bytes  FRA.csv  ")
    status, out, _ = run(capsys, "fetch", "shares@2026", "--areas=FRA", "--json")
    facts = json.loads(out)
    assert (status, facts["id"], facts["licence"]) == (0, "shares@2026-07-25", "CC0-1.0")
    assert Path(facts["files"]["FRA.csv"]["path"]).is_file()


def test_a_dry_run_fetches_nothing(publisher: Server, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "fetch", "shares", "--dry-run")
    assert (status, err, publisher.requests) == (0, "", [])
    for said in ("to fetch: 2 kB, about 2 s", "free on the disk: ", "CC0-1.0; may be passed on: yes", "fetch  1 kB  FRA.csv"):
        assert said in out
    publishes(publisher)
    run(capsys, "fetch", "shares")
    assert "cached  44 bytes  FRA.csv" in run(capsys, "fetch", "shares", "--dry-run")[1]
    assert json.loads(run(capsys, "fetch", "shares", "--dry-run", "--json")[1])["to_fetch"] == 0
    assert "to fetch: nothing" in run(capsys, "fetch", "shares", "--dry-run")[1]
    assert "fetch  44 bytes  FRA.csv" in run(capsys, "fetch", "shares", "--update", "--dry-run")[1]


def test_update_and_diff(publisher: Server, capsys: pytest.CaptureFixture[str]) -> None:
    publishes(publisher)
    run(capsys, "fetch", "shares")
    publishes(publisher, AUGUST, "0.5")
    status, out, err = run(capsys, "fetch", "shares", "--update")
    assert (status, out.splitlines()[0]) == (0, "shares@2026-08-04")
    assert "largest revision: FRA, 2020, share: 0.25 to 0.5" in err
    status, out, _ = run(capsys, "diff", "shares", "2026-07", "2026-08", "--area", "FRA")
    assert (status, out.splitlines()[0]) == (1, "From shares@2026-07 to shares@2026-08:")
    status, out, _ = run(capsys, "diff", "shares", "2026-07", "2026-08", "--areas", "USA", "--json")
    assert (status, json.loads(out)) == (0, [])
    rows = json.loads(run(capsys, "diff", "shares", "2026-07", "2026-08", "--json")[1])
    assert rows == [{"area": "FRA", "year": 2020, "column": "share", "before": 0.25, "after": 0.5, "change": "revised"}]


def test_diff_of_built_in_editions(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "diff", "us_net_worth_vintages", "2019-Q2", "2020-Q2")
    assert (status, "revised: 480 entries of share" in out) == (1, True)


def test_import_and_clean(publisher: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    publishes(publisher)
    mine = tmp_path / "FRA.csv"
    mine.write_bytes(body("FRA,2020,0.3"))
    assert run(capsys, "fetch", "shares", "--areas", "FRA", "--import", str(mine))[0] == 0
    assert "share '30'" not in run(capsys, "fetch", "shares")[1]
    assert "Nothing to tidy" in run(capsys, "fetch", "--clean", "--dry-run")[1]
    (tmp_path / "cache" / "data.lock").unlink()
    status, out, _ = run(capsys, "fetch", "--clean", "--dry-run")
    assert "would be deleted" in out
    stored = [*(tmp_path / "cache" / "files").iterdir()]
    assert stored
    assert len(json.loads(run(capsys, "fetch", "--clean", "--json")[1])) == len(stored)
    assert not [*(tmp_path / "cache" / "files").iterdir()]


def test_show_and_list(publisher: Server, capsys: pytest.CaptureFixture[str]) -> None:
    publishes(publisher)
    run(capsys, "fetch", "shares")
    status, out, _ = run(capsys, "show", "shares")
    for said in (
        "publisher: A Publisher",
        "licence_evidence: the page, 2026-11-22",
        "size: about 2 kB",
        "id: shares@2026-07-25",
        "cached: 2",
        "Countries; all where empty.",
        "by_hand: download the tables in a browser",
    ):
        assert said in out
    assert status == 0
    assert json.loads(run(capsys, "show", "shares", "--json")[1])["options"]["doubled"]["default"] == "False"
    told = "A Publisher: France and the United States (licence CC0-1.0; about 2 kB; "
    assert f"{told}2026-07-25, cached)" in run(capsys, "list", "sources", "shares")[1]
    publishes(publisher, AUGUST, "0.5")
    run(capsys, "fetch", "shares", "--update")
    next(Path("cache/files").iterdir()).unlink()
    assert "2 editions, the last 2026-08-04, " in run(capsys, "list", "sources", "shares")[1]
    assert [each["id"] for each in json.loads(run(capsys, "show", "shares@2026-08", "--json")[1])["editions"]] == [
        "shares@2026-08-04"
    ]
    assert run(capsys, "cite", "shares")[1] == "A Publisher, Shares\n"


def test_what_was_not_fetched_is_said_so(publisher: Server, capsys: pytest.CaptureFixture[str]) -> None:
    assert "(licence CC0-1.0; about 2 kB; not fetched)" in run(capsys, "list", "sources", "shares")[1]
    assert "here: not fetched" in run(capsys, "show", "shares")[1]
    Path("cache").mkdir()
    Path("cache/data.lock").write_text("nonsense\n")
    assert "the lock cannot be read" in run(capsys, "list", "sources", "shares")[1]
    status, out, _ = run(capsys, "fetch", "lis_key_figures", "--dry-run")
    assert (status, out) == (2, "")
    Path("cache/data.lock").unlink()
    out = run(capsys, "fetch", "lis_key_figures", "--dry-run")[1]
    assert "to fetch: nothing\n" in out
    assert "by hand  size unknown  access-key-workbook.xlsx" in out


def test_help_of_a_source_explains_its_options(publisher: Server, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["fetch", "shares", "--help"])
    assert caught.value.code == 0
    out = capsys.readouterr().out
    for said in ("--areas A,B", "--doubled [BOOL]", "100% wrongly", "--dry-run", "(False)"):
        assert said in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["fetch"], "inequality list sources"),
        (["fetch", "shres"], "did you mean 'shares'?"),
        (["fetch", "rich_list"], "rich_list is built in, so there is nothing to fetch"),
        (["show", "shares@1999"], "There is no edition 1999 of shares"),
        (["cite", "shares@1999"], "There is no edition 1999 of shares"),
        (["fetch", "shares", "--least", "much"], "least is 'much'"),
        (["fetch", "shares@1999"], "publisher now has 2026-07-25"),
        (["fetch", "shares", "--import", "nothing.csv"], "nothing.csv is not there"),
        (["diff", "shares", "1", "2"], "edition 1 is not in"),
        (["diff", "rich_list", "1", "2"], "There is no edition '1'"),
        (["diff", "atlantis", "1", "2"], "There is no source 'atlantis'"),
    ],
)
def test_wrong_use(words: list[str], said: str, publisher: Server, capsys: pytest.CaptureFixture[str]) -> None:
    publishes(publisher)
    status, out, err = run(capsys, *words)
    assert (status, out) == (2, "")
    assert said in err


@pytest.mark.parametrize(
    "words", [["fetch", "shares", "--arees", "FRA"], ["diff", "rich_list", "2016", "2017", "--areas", "FRA"]]
)
def test_an_unknown_option_is_named(words: list[str], publisher: Server, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(words)
    assert caught.value.code == 2
    assert "unrecognized arguments: --are" in capsys.readouterr().err


def test_an_interrupt_ends_with_130(
    publisher: Server, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*words: object, **options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("inequality.store.transport.receive", interrupted)
    status, out, err = run(capsys, "fetch", "shares")
    assert (status, out) == (130, "")
    assert "Traceback" not in err
    assert not [*Path("cache/files").iterdir()]


def test_doctor_asks_each_publisher_once(
    publisher: Server, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    publisher.answers["/FRA.csv"] = sends(whole(body("FRA,2020,0.25"), Content_Type="text/csv"))
    for name in [*SOURCES]:
        if name != "shares":
            monkeypatch.delitem(_known(), name)
    status, out, err = run(capsys, "doctor", "--network")
    assert (status, err, len(publisher.requests)) == (0, "asking shares\n", 1)
    assert out.split()[:7] == ["ok", "shares", "200", "text/csv", "area,", "year,", "share"]
    publisher.answers["/FRA.csv"] = sends(whole(b"<html>"))
    status, out, _ = run(capsys, "doctor", "--network", "--json")
    (found,) = json.loads(out)
    assert (status, found["ok"], found["found"]) == (1, False, "a page instead of data")


def _known() -> dict[str, object]:
    from inequality import registry

    return registry._entries("inequality.sources", ("source",))  # type: ignore[return-value]


def test_doctor_tells_of_cache_and_lock(publisher: Server, capsys: pytest.CaptureFixture[str]) -> None:
    publishes(publisher)
    run(capsys, "fetch", "shares")
    found = {finding.what: finding for finding in doctor._store()}
    assert "2 of 2 pinned files" in found["cache"].found
    for path in Path("cache/files").iterdir():
        path.chmod(0o644)
        path.write_bytes(b"rotten")
    found = {finding.what: finding for finding in doctor._store()}
    assert not found["cache"].ok
    assert "2 were damaged and are in quarantine" in found["cache"].found
    Path("cache/data.lock").write_text("nonsense\n")
    assert not all(finding.ok for finding in doctor._store())
