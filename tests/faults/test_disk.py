"""Disks that are full, read-only or rotten, and clocks that are wrong."""

from __future__ import annotations

import datetime
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from inequality.errors import EditionError, OfflineError
from inequality.store import cache as cache_module
from inequality.store import keeping
from inequality.store.keeping import Store

from .conftest import TABLE, Server, asked, sends, whole
from .test_processes import CHILD, ENVIRONMENT, start

DAY = "Sat, 25 Jul 2026 10:00:00 GMT"


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are POSIX")
def test_a_full_disk_leaves_no_part_and_says_so(server: Server, tmp_path: Path) -> None:
    server.answers["/table.csv"] = sends(whole())
    child = start(server.origin, tmp_path, "", len(TABLE) // 2)
    out, err = child.communicate(timeout=30)
    assert (child.returncode, err) == (1, "")
    assert "StoreError" in out
    assert "cannot be written (File too large)" in out
    assert "--clean --dry-run" in out
    assert not [*(tmp_path / "cache" / "files").iterdir()]
    assert not (tmp_path / "data.lock").exists()


@pytest.mark.skipif(sys.platform == "win32" or not shutil.which("setpriv"), reason="needs another user")
@pytest.mark.skipif(sys.platform != "win32" and os.geteuid() != 0, reason="only root may become another user")
def test_a_cache_that_may_only_be_read(server: Server, store: Store, tmp_path: Path) -> None:
    server.answers["/table.csv"] = sends(whole())
    store.fetch(asked(server))
    for folder in (tmp_path, *tmp_path.parents):
        if folder.owner() == "root" and folder != Path("/") and folder != Path("/tmp"):
            folder.chmod(0o755)
    words = [sys.executable, str(CHILD), server.origin, str(tmp_path)]
    done = subprocess.run(["setpriv", "--reuid=65534", *words], capture_output=True, text=True, env=ENVIRONMENT, check=False)
    if "ready" not in done.stdout:
        pytest.skip("another user may not run this Python")
    assert (done.returncode, len(server.requests)) == (0, 1), done.stdout + done.stderr
    (tmp_path / "data.lock").unlink()
    done = subprocess.run(["setpriv", "--reuid=65534", *words], capture_output=True, text=True, env=ENVIRONMENT, check=False)
    assert done.returncode == 1
    assert "cannot be written (Permission denied)" in done.stdout
    assert "INEQUALITY_CACHE" in done.stdout


def flip(path: Path, place: int = 1000) -> None:
    path.chmod(0o644)
    body = bytearray(path.read_bytes())
    body[place] ^= 1
    path.write_bytes(body)


def test_a_flipped_bit_is_found_put_aside_and_fetched_again(server: Server, store: Store) -> None:
    server.answers["/table.csv"] = sends(whole())
    edition = store.fetch(asked(server))
    flip(edition.files["table.csv"])
    again = store.open(store.editions(asked(server))[-1], asked(server))
    assert again.files["table.csv"].read_bytes() == TABLE
    assert (again.id, again.news) == (edition.id, "refetched")
    assert [path.name for path in store.cache.quarantine.iterdir()] == [edition.files["table.csv"].name]


def test_a_flipped_bit_without_a_network_is_an_error(server: Server, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    server.answers["/table.csv"] = sends(whole())
    flip(store.fetch(asked(server)).files["table.csv"])
    monkeypatch.setenv("INEQUALITY_OFFLINE", "1")
    with pytest.raises(OfflineError, match="would have to be fetched"):
        store.open(store.editions(asked(server))[-1], asked(server))


def test_large_files_are_hashed_once_while_nothing_about_them_changes(
    server: Server, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.answers["/table.csv"] = sends(whole())
    edition = store.fetch(asked(server))
    path, pin = edition.files["table.csv"], edition.pins[0]
    monkeypatch.setattr(cache_module, "LARGE", 1000)
    hashed: list[Path] = []
    real = cache_module.digest
    monkeypatch.setattr(cache_module, "digest", lambda file: hashed.append(file) or real(file))
    assert store.cache.find(pin.sha256, pin.name) == store.cache.find(pin.sha256, pin.name) == path
    assert len(hashed) <= 1
    flip(path)
    assert store.cache.find(pin.sha256, pin.name) is None


def test_bytes_that_are_gone_and_differ_at_the_publisher_are_an_error(server: Server, store: Store) -> None:
    server.answers["/table.csv"] = sends(whole(Last_Modified=DAY))
    edition = store.fetch(asked(server))
    edition.files["table.csv"].unlink()
    server.answers["/table.csv"] = sends(whole(TABLE.replace(b"0.0", b"0.1")))
    with pytest.raises(EditionError, match=r"swiid@2026-07-25 is pinned in .*cannot be had again.*--import FILE.*--update"):
        store.open(store.editions(asked(server))[-1], asked(server))


@pytest.mark.parametrize("years", [-10, 10])
def test_a_wrong_clock_changes_no_label_and_loses_no_file(
    years: int, server: Server, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Skewed(datetime.datetime):
        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> datetime.datetime:  # type: ignore[override]
            return datetime.datetime.now(tz) + datetime.timedelta(days=365 * years)

    monkeypatch.setattr(keeping.datetime, "datetime", Skewed)
    server.answers["/table.csv"] = sends(whole(Date="Sun, 22 Nov 2026 10:00:00 GMT"))
    edition = store.fetch(asked(server))
    assert edition.name == "2026-11-22"
    os.utime(edition.files["table.csv"], (1e9 * years + 2e10, 1e9))
    assert store.open(store.editions(asked(server))[-1], asked(server)).files == edition.files
    assert store.fetch(asked(server)).id == edition.id


def test_files_are_read_only_and_the_cache_follows_the_umask(server: Server, store: Store) -> None:
    server.answers["/table.csv"] = sends(whole())
    before = os.umask(0o027)
    try:
        path = store.fetch(asked(server)).files["table.csv"]
    finally:
        os.umask(before)
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o777 == 0o440
        assert path.parent.stat().st_mode & 0o777 == 0o750


def test_tidying_keeps_what_a_lock_names(server: Server, store: Store) -> None:
    server.answers["/table.csv"] = sends(whole(Last_Modified=DAY))
    kept = store.fetch(asked(server))
    gate = replace(asked(server).remotes[0].gate, ranges={})
    server.answers["/table.csv"] = sends(whole(TABLE.replace(b"1800,0", b"1800,1")))
    loose = store.fetch(asked(server, gate=gate, name="other.csv"))
    named = {kept.pins[0].sha256}
    assert [path for path, _ in store.cache.clean(named, dry_run=True)] == [loose.files["other.csv"]]
    assert loose.files["other.csv"].exists()
    store.cache.clean(named, dry_run=False)
    assert [*store.cache.stored()] == [kept.files["table.csv"]]
