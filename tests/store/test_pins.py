"""``data.lock`` and the log: sorted, mergeable, strict, never changed under an edition."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inequality.errors import StoreError
from inequality.store.history import History
from inequality.store.pins import HEAD, Lock, Pin

PIN = Pin(
    "swiid",
    "9.92",
    "swiid_summary.csv",
    "0123456789ab",
    "a" * 64,
    283_000,
    "2026-11-22T10:00:00Z",
    "2025-12-01",
    "https://example.org/a?b=c&d=e",
)
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


@given(texts, texts, texts, texts)
def test_a_pin_survives_its_line(source: str, edition: str, name: str, url: str) -> None:
    pin = replace(PIN, source=source.replace("@", ""), edition=edition, name=name, url=url)
    line = str(pin)
    assert "\n" not in line
    assert len(line.splitlines()) == 1
    assert Pin.parsed(line) == pin


def test_the_lock_is_sorted_and_written_again_the_same(tmp_path: Path) -> None:
    lock = Lock(tmp_path / "data.lock")
    pins = [replace(PIN, edition=edition, name=name) for edition in ("9.92", "9.91") for name in ("b", "a")]
    lock.add(pins)
    text = lock.path.read_text()
    assert text.startswith(HEAD)
    assert [line.split()[:2] for line in text.splitlines()[1:]] == [
        ["swiid@9.91", "name=a"], ["swiid@9.91", "name=b"], ["swiid@9.92", "name=a"], ["swiid@9.92", "name=b"],
    ]  # fmt: skip
    again = Lock(tmp_path / "again.lock")
    for pin in reversed(pins):
        again.add([pin])
    assert again.path.read_text() == text
    before = lock.path.stat()
    lock.add(pins)
    assert lock.path.stat() == before, "nothing new is not written"


def test_two_versions_of_a_lock_merge_by_their_lines(tmp_path: Path) -> None:
    ours, theirs = Lock(tmp_path / "ours"), Lock(tmp_path / "theirs")
    ours.add([PIN])
    theirs.add([PIN, replace(PIN, source="wid")])
    ours.path.write_text(theirs.path.read_text() + ours.path.read_text())
    assert ours.pins() == theirs.pins()


def test_an_edition_never_changes(tmp_path: Path) -> None:
    lock = Lock(tmp_path / "data.lock")
    lock.add([PIN])
    with pytest.raises(StoreError, match=r"already gives swiid@9.92 swiid_summary.csv other bytes"):
        lock.add([replace(PIN, sha256="b" * 64)])
    assert lock.pins() == [PIN]


@pytest.mark.parametrize(
    "line",
    [
        "nonsense",
        str(PIN).replace("sha256=", "sha512="),
        str(PIN).replace("a" * 64, "a" * 63),
        str(PIN).replace("a" * 64, "../../etc/passwd"),
        str(PIN).replace("bytes=283000", "bytes=many"),
        str(PIN).replace("swiid@9.92", "swiid"),
        str(PIN) + " colour=red",
        str(PIN) + " name=again",
        "<<<<<<< HEAD",
    ],
)
def test_a_line_that_is_no_pin_is_named(line: str, tmp_path: Path) -> None:
    lock = Lock(tmp_path / "data.lock")
    lock.path.write_text(f"{HEAD}{PIN}\n{line}\n")
    with pytest.raises(StoreError, match="line 3"):
        lock.pins()


def test_two_hashes_of_one_file_are_an_error(tmp_path: Path) -> None:
    lock = Lock(tmp_path / "data.lock")
    lock.path.write_text(f"{PIN}\n{replace(PIN, sha256='b' * 64)}\n")
    with pytest.raises(StoreError, match="gives swiid@9.92 swiid_summary.csv two hashes"):
        lock.pins()


def test_many_writers_lose_nothing(tmp_path: Path) -> None:
    pins = [replace(PIN, edition=str(number)) for number in range(24)]
    threads = [threading.Thread(target=Lock(tmp_path / "data.lock").add, args=([pin],)) for pin in pins]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Lock(tmp_path / "data.lock").pins() == sorted(pins)
    assert [path.name for path in tmp_path.iterdir()] == ["data.lock"]


def test_a_guard_left_by_a_killed_process_holds_nobody_for_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inequality.store.pins.PATIENCE", 0.1)
    (tmp_path / ".data.lock.guard").touch()
    Lock(tmp_path / "data.lock").add([PIN])
    assert [path.name for path in tmp_path.iterdir()] == ["data.lock"]


def test_the_log_leaves_out_a_line_that_was_cut(tmp_path: Path) -> None:
    history = History(tmp_path / "log.jsonl")
    history.add("pinned", **vars(PIN), lock="somewhere")
    with history.path.open("a") as file:
        file.write('{"event": "pinned", "sou')
    assert history.pins() == [PIN]
    assert history.fetched("swiid", "0123456789ab", PIN.url) == {}
