"""Zips that would write outside their folder, fill the disk, or say two things at once; and members read by ranges."""

from __future__ import annotations

import io
import random
import socket
import stat
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from inequality.errors import FetchError, GateError, SourceError
from inequality.store import Gate
from inequality.store.archive import Unsafe, checked_members
from inequality.store.keeping import Store

from ..faults.conftest import TABLE, Answer, Request, Server, asked, head, no_proxy, sends, server, store, whole

__all__ = ["no_proxy", "server", "store"]


def archive(*members: tuple[zipfile.ZipInfo | str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with pytest.MonkeyPatch.context() as patch, zipfile.ZipFile(buffer, "w", method) as made:
        patch.setattr("warnings.warn", lambda *words, **options: None)  # of a name that is there twice
        for name, content in members:
            made.writestr(name, content, method)
    return buffer.getvalue()


def link() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("passwords")
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return info


def marked(body: bytes, offset: int, value: bytes) -> bytes:
    """With some bytes of the central directory changed."""
    place = body.rindex(b"PK\x01\x02") + offset
    return body[:place] + value + body[place + len(value) :]


PLAIN = archive(("data.csv", TABLE))
DANGEROUS = {
    "a folder above": archive(("../data.csv", b"x")),
    "far above": archive(("a/../../../data.csv", b"x")),
    "an absolute path": archive(("/etc/cron.d/x", b"x")),
    "a drive": archive(("C:/data.csv", b"x")),
    "a drive and a name": archive(("c:data.csv", b"x")),
    "backslashes": archive(("..\\data.csv", b"x")),
    "a share": archive(("\\\\server\\share\\x", b"x")),
    "a home": archive(("~/x", b"x")),
    "a link": archive((link(), b"/etc/passwd")),
    "a name twice": archive(("data.csv", b"x"), ("data.csv", b"y")),
    "a bomb": archive(("data.csv", b"0" * 20_000_000)),
    "a size that lies, small": marked(PLAIN, 24, (100).to_bytes(4, "little")),
    "a size that lies, large": marked(PLAIN, 24, (10**8).to_bytes(4, "little")),
    "a wrong checksum": marked(PLAIN, 16, b"\1\2\3\4"),
    "encrypted": marked(PLAIN, 8, b"\1\0"),
    "a method nobody knows": marked(PLAIN, 10, b"\x63\0"),
    "a cut directory": PLAIN[:-10],
    "no directory": PLAIN[: PLAIN.rindex(b"PK\x01\x02")],
}


@pytest.mark.parametrize("body", DANGEROUS.values(), ids=DANGEROUS)
def test_a_dangerous_zip_is_refused_before_anything_is_written(body: bytes, server: Server, store: Store) -> None:
    server.answers["/table.zip"] = sends(whole(body))
    with pytest.raises(GateError, match="not safe|damaged or cut"):
        store.fetch(asked(server, "/table.zip", name="table.zip", gate=Gate("zip")))
    assert not [*store.cache.stored()]


def test_a_plain_zip_passes(tmp_path: Path) -> None:
    path = tmp_path / "plain.zip"
    path.write_bytes(archive(("folder/", b""), ("folder/data.csv", TABLE), ("Al.csv", b"1"), ("AL.csv", b"2")))
    assert checked_members(path, read=True) == ["folder/data.csv", "Al.csv", "AL.csv"]


def test_too_many_members_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inequality.store.archive.MOST_MEMBERS", 3)
    path = tmp_path / "many.zip"
    path.write_bytes(archive(*((f"{k}", b"") for k in range(4))))
    with pytest.raises(Unsafe, match="4 members"):
        checked_members(path)


NOISE = random.Random(5).randbytes(300_000)
LARGE = archive(("one.bin", NOISE), ("table.csv", TABLE), ("two.bin", NOISE[::-1]))


def ranged(body: bytes = LARGE, etag: str = '"one"', **changed: object) -> Answer:
    def answer(connection: socket.socket, request: Request) -> None:
        if request.headers.get("if-none-match") == etag:
            connection.sendall(head("304 Not Modified"))
            return
        first, _, last = request.headers["range"].removeprefix("bytes=").partition("-")
        start = int(first) if first else max(0, len(body) - int(last))
        stop = min(len(body), int(last) + 1) if first else len(body)
        place = {"Content_Range": f"bytes {start}-{stop - 1}/{len(body)}", "ETag": etag, "Last_Modified": DAY, **changed}
        connection.sendall(head("206 Partial Content", Content_Length=stop - start, **place) + body[start:stop])

    return answer


DAY = "Sat, 25 Jul 2026 10:00:00 GMT"


def test_a_member_is_read_by_ranges(server: Server, store: Store) -> None:
    server.answers["/all.zip"] = ranged()
    one = asked(server, "/all.zip", member="table.csv")
    edition = store.fetch(one)
    assert edition.files["table.csv"].read_bytes() == TABLE
    assert edition.name == "2026-07-25"
    first, *others = server.requests
    assert first.headers["range"] == "bytes=-65558"
    assert all(request.headers["if-range"] == '"one"' for request in others)
    assert len(server.requests) <= 3
    assert store.fetch(one).news == ""
    assert server.requests[-1].headers["if-none-match"] == '"one"'


def changing(connection: socket.socket, request: Request) -> None:
    """The file is another after the first range."""
    ranged(LARGE if request.number == 1 else LARGE[::-1], '"one"' if request.number == 1 else '"two"')(connection, request)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (changing, FetchError),
        (ranged(etag='W/"one"'), FetchError),
        (ranged(etag=""), FetchError),
        (ranged(Content_Range="bytes 0-9/100"), FetchError),
        (ranged(Content_Range="nonsense"), FetchError),
        (ranged(Content_Encoding="gzip"), FetchError),
        (sends(whole(LARGE, ETag='"one"')), FetchError),
        (sends(head("404 Not Found")), FetchError),
        (ranged(LARGE.replace(b"table.csv", b"other.csv")), GateError),
        (ranged(LARGE[:300_200] + b"\0" * 50 + LARGE[300_250:]), GateError),
        (ranged(NOISE), GateError),
        (ranged(archive(("table.csv", b"<html></html>"))), SourceError),
    ],
    ids=[
        "changes",
        "weak tag",
        "no tag",
        "another place",
        "no place",
        "encoded",
        "whole",
        "gone",
        "no such member",
        "damaged",
        "no zip",
        "a page",
    ],
)
def test_parts_of_different_files_are_never_one(answer: Answer, error: type[Exception], server: Server, store: Store) -> None:
    server.answers["/all.zip"] = answer
    with pytest.raises(error, match="table.csv"):
        store.fetch(asked(server, "/all.zip", member="table.csv"))
    assert not [*store.cache.stored()]


def test_a_member_larger_than_it_may_be_is_refused(server: Server, store: Store) -> None:
    server.answers["/all.zip"] = ranged()
    one = asked(server, "/all.zip", member="table.csv")
    with pytest.raises(GateError, match="has a member of"):
        store.fetch(replace(one, remotes=[replace(one.remotes[0], most_bytes=1000)]))
