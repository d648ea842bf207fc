"""Processes that are killed, and many at once: the cache holds a file whole or not at all."""

from __future__ import annotations

import io
import os
import random
import signal
import socket
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from inequality.store.keeping import Store

from .conftest import LIMITS, TABLE, Request, Server, asked, head, sends, whole
from .served import sha256

CHILD = Path(__file__).with_name("child.py")
ENVIRONMENT = {**os.environ, "NO_PROXY": "127.0.0.1", "PYTHONDONTWRITEBYTECODE": "1"}


def start(*words: object, **options: object) -> subprocess.Popen[str]:
    """A child that an interrupt reaches, also where this process was started in the background, which ignores it."""
    command = [sys.executable, str(CHILD), *map(str, words)]
    return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT, preexec_fn=_heed, **options
    )


def _heed() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def zipped() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("noise.bin", random.Random(1).randbytes(200_000))
        archive.writestr("table.csv", TABLE * 3)
        archive.writestr("more.bin", random.Random(2).randbytes(200_000))
    return buffer.getvalue()


def slowly(body: bytes, seconds: float = 0.25) -> object:
    """Answers, ranges too, in twenty pieces."""

    def answer(connection: socket.socket, request: Request) -> None:
        start, stop = 0, len(body)
        status, more = "200 OK", {"ETag": '"one"'}
        if asked_for := request.headers.get("range", "").removeprefix("bytes="):
            first, _, last = asked_for.partition("-")
            start = int(first) if first else max(0, len(body) - int(last))
            stop = min(len(body), int(last) + 1) if first and last else len(body)
            status, more = "206 Partial Content", {**more, "Content_Range": f"bytes {start}-{stop - 1}/{len(body)}"}
        connection.sendall(head(status, Content_Length=stop - start, **more))
        for place in range(start, stop, step := max(1, (stop - start) // 20 + 1)):
            connection.sendall(body[place : min(stop, place + step)])
            time.sleep(seconds / 20)

    return answer


@pytest.mark.parametrize("kills", [5, pytest.param(50, marks=pytest.mark.slow)])
@pytest.mark.parametrize("member", ["", "table.csv"], ids=["download", "member of a zip"])
def test_killed_at_any_moment_a_file_is_whole_or_absent(member: str, kills: int, server: Server, tmp_path: Path) -> None:
    body = TABLE * 3 if member else TABLE
    server.answers |= {"/table.csv": slowly(TABLE), "/table.zip": slowly(zipped())}  # type: ignore[dict-item]
    moments = random.Random(kills + len(member))
    whole_ones = 0
    for number in range(kills):
        folder = tmp_path / str(number // 5)  # later ones find what earlier ones left
        child = start(server.origin, folder, member)
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        time.sleep(moments.uniform(0.0, 0.45))
        child.send_signal(signal.SIGKILL)
        child.communicate()
        store = Store(folder / "cache", folder / "data.lock", LIMITS)
        for path in store.cache.stored():
            assert sha256(path.read_bytes()) == path.stem == sha256(body)
            whole_ones += 1
        assert all((store.cache.files / f"{pin.sha256}.csv").exists() for pin in store.lock.pins()), "pinned after it is there"
        store.cache.part().__exit__()
        assert not [*store.cache.files.glob(".part-*")], "what the killed one left is swept"
    child = start(server.origin, tmp_path / "0", member)
    out, err = child.communicate(timeout=30)
    assert (child.returncode, err) == (0, ""), out
    assert sha256(Path(out.split()[-1]).read_bytes()) == sha256(body)
    assert sorted(path.name for path in (tmp_path / "0").iterdir() if path.name != ".data.lock.guard") == ["cache", "data.lock"]


def test_an_interrupt_leaves_nothing_behind(server: Server, tmp_path: Path) -> None:
    server.answers["/table.csv"] = slowly(TABLE, 5.0)  # type: ignore[assignment]
    child = start(server.origin, tmp_path)
    assert child.stdout is not None
    child.stdout.readline()
    time.sleep(0.3)
    child.send_signal(signal.SIGINT)
    child.communicate(timeout=10)
    assert not [*(tmp_path / "cache" / "files").glob("*")]
    assert not [*(tmp_path / "cache" / "files").glob(".*")]
    assert not (tmp_path / "data.lock").exists()


def test_eight_processes_on_one_empty_cache(server: Server, tmp_path: Path) -> None:
    server.answers["/table.csv"] = slowly(TABLE)  # type: ignore[assignment]
    children = [start(server.origin, tmp_path) for _ in range(8)]
    told = [child.communicate(timeout=60) for child in children]
    assert [child.returncode for child in children] == [0] * 8, told
    assert len({out.splitlines()[-1] for out, _ in told}) == 1
    store = Store(tmp_path / "cache", tmp_path / "data.lock", LIMITS)
    assert [path.read_bytes() for path in store.cache.stored()] == [TABLE]
    assert len(store.lock.pins()) == 1
    assert not [path for path in store.cache.files.iterdir() if path.name.startswith(".")]
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]
    assert len(server.requests) <= 8


def test_parts_of_the_living_are_kept(server: Server, store: Store) -> None:
    server.answers["/table.csv"] = sends(whole())
    store.cache.files.mkdir(parents=True)
    with store.cache.part() as mine:
        mine.write(b"half")
        names = mine.path.name.split("-")
        dead = store.cache.files / "-".join([*names[:2], "999999999", *names[3:]])
        reused = store.cache.files / "-".join([*names[:3], "1", names[4]])
        elsewhere = store.cache.files / "-".join([names[0], "0" * 8, *names[2:]])
        old = store.cache.files / "-".join([names[0], "0" * 8, names[2], names[3], "abcd"])
        foreign = store.cache.files / ".part-of-something-else"
        for path in (dead, reused, elsewhere, old, foreign):
            path.write_bytes(b"half")
        os.utime(old, (1e9, 1e9))
        store.fetch(asked(server))
        assert [path.exists() for path in (mine.path, elsewhere, foreign)] == [True, True, True]
        assert [path.exists() for path in (dead, reused, old)] == [False, False, False]
