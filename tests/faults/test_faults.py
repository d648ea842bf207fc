"""Forty ways for a server to misbehave, each with and without a known hash: the right bytes or an error, nothing else."""

from __future__ import annotations

import gzip
import socket
import struct
import sys
import time
import zlib
from dataclasses import dataclass
from pathlib import Path

import pytest

from inequality.errors import BlockedError, FetchError, GateError, SourceError
from inequality.store.keeping import Store

from .conftest import HEADER, HURRIED, LIMITS, ROWS, TABLE, Answer, Request, Server, asked, head, in_turn, sends, whole
from .served import sha256
from .test_processes import start

HALF = len(TABLE) // 2
PACKED = gzip.compress(TABLE)


@dataclass(frozen=True)
class Fault:
    """What the server does, and what must come of it: "right", or the error; `known` where a known hash makes a difference.

    `late`: it is a fault only because it takes too long.
    """

    answer: Answer
    unknown: type[SourceError] | str
    known: type[SourceError] | str | None = None
    says: str = ""
    late: bool = False


def reset(*pieces: bytes) -> Answer:
    def answer(connection: socket.socket, request: Request) -> None:
        for piece in pieces:
            connection.sendall(piece)
        time.sleep(0.02)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    return answer


def drip(start: bytes, rest: bytes, *, every: float = 0.05, step: int = 1) -> Answer:
    def answer(connection: socket.socket, request: Request) -> None:
        connection.sendall(start)
        for place in range(0, len(rest), step):
            connection.sendall(rest[place : place + step])
            time.sleep(every)

    return answer


def hang(*pieces: bytes) -> Answer:
    def answer(connection: socket.socket, request: Request) -> None:
        for piece in pieces:
            connection.sendall(piece)
        connection.recv(1)  # until the client goes

    return answer


def endless(start: bytes, piece: bytes) -> Answer:
    def answer(connection: socket.socket, request: Request) -> None:
        connection.sendall(start)
        while True:
            connection.sendall(piece)

    return answer


def chunks(body: bytes, *, end: bytes = b"0\r\n\r\n") -> bytes:
    pieces = [body[k : k + 5000] for k in range(0, len(body), 5000)]
    return b"".join(f"{len(piece):x}\r\n".encode() + piece + b"\r\n" for piece in pieces) + end


def table(*lines: str, header: str = HEADER) -> bytes:
    return ("\n".join([header, *(lines or ROWS)]) + "\n").encode()


def spliced(body: bytes) -> bytes:
    """Two blocks of the same length, each in the other's place: exactly as long as it should be."""
    return body[:4096] + body[16384:20480] + body[8192:16384] + body[4096:8192] + body[20480:]


def repeated(body: bytes) -> bytes:
    return body[:8192] + body[4096:8192] + body[12288:]


PAGE = b"<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>"
BOMB = zlib.compressobj(9, zlib.DEFLATED, 31)
BOMB_BODY = b"".join([BOMB.compress(b"FRA,2000,0.5\n" * 1000) for _ in range(2000)]) + BOMB.flush()

FAULTS: dict[str, Fault] = {
    "announced longer than it is": Fault(sends(whole(Content_Length=len(TABLE) + 100)), FetchError, says="broke off after"),
    "cut at half, length announced": Fault(sends(whole()[:-HALF]), FetchError),
    "cut, no length, closed": Fault(sends(head() + TABLE[:HALF]), GateError, FetchError, says="could not be told"),
    "whole, no length, closed": Fault(sends(head() + TABLE), GateError, "right"),
    "announced shorter than it is": Fault(sends(whole(Content_Length=HALF)), GateError, FetchError),
    "chunks without the last": Fault(sends(head(Transfer_Encoding="chunked") + chunks(TABLE, end=b"")), FetchError),
    "a chunk cut": Fault(sends((head(Transfer_Encoding="chunked") + chunks(TABLE))[:-3000]), FetchError),
    "a chunk of no size": Fault(sends(head(Transfer_Encoding="chunked") + b"zzz\r\n" + TABLE), FetchError),
    "chunks, whole": Fault(sends(head(Transfer_Encoding="chunked") + chunks(TABLE)), "right"),
    "gzip, whole, not asked for": Fault(sends(whole(PACKED, Content_Encoding="gzip")), "right"),
    "gzip cut in half, length consistent": Fault(
        sends(whole(PACKED[: len(PACKED) // 2], Content_Encoding="gzip")), FetchError, says="gzip encoding has no end"
    ),
    "gzip, no length, closed": Fault(sends(head(Content_Encoding="gzip") + PACKED), GateError, "right"),
    "gzip of two parts, cut between them, no length": Fault(
        sends(head(Content_Encoding="gzip") + gzip.compress(TABLE[:HALF])), GateError, says="could not be told"
    ),
    "gzip of two parts, whole": Fault(
        sends(whole(gzip.compress(TABLE[:HALF]) + gzip.compress(TABLE[HALF:]), Content_Encoding="gzip")), "right"
    ),
    "gzip without its trailer": Fault(sends(whole(PACKED[:-8], Content_Encoding="gzip")), FetchError),
    "gzip with a wrong checksum": Fault(sends(whole(PACKED[:-8] + b"\0" * 8, Content_Encoding="gzip")), FetchError),
    "gzip in name only": Fault(sends(whole(Content_Encoding="gzip")), FetchError, says="was said to be gzip"),
    "gzip bomb": Fault(sends(whole(BOMB_BODY, Content_Encoding="gzip")), GateError, says="is larger than"),
    "another encoding": Fault(sends(whole(Content_Encoding="br")), FetchError, says="was encoded as 'br'"),
    "an HTML page, status 200": Fault(sends(whole(PAGE, Content_Type="text/html")), BlockedError, FetchError, says="is a page"),
    "an HTML page said to be csv": Fault(sends(whole(b"\n\n" + PAGE, Content_Type="text/csv")), BlockedError),
    "a JSON error, status 200": Fault(sends(whole(b'{"error": "Server Error"}')), GateError, says="is a message"),
    "an error in words, status 200": Fault(sends(whole(b"Server Error")), GateError, says="has no column"),
    "an XML error, status 200": Fault(sends(whole(b"<?xml version='1.0'?><Error/>")), BlockedError),
    "empty, length 0": Fault(sends(whole(b"")), GateError, says="is empty"),
    "empty, no length": Fault(sends(head()), GateError),
    "only its header": Fault(sends(whole(f"{HEADER}\n".encode())), GateError, says="holds 0 rows"),
    "spliced, the right length": Fault(sends(whole(spliced(TABLE))), GateError),
    "a block twice, the right length": Fault(sends(whole(repeated(TABLE))), GateError),
    "zeros in the middle, the right length": Fault(sends(whole(TABLE[:HALF] + b"\0" * 512 + TABLE[HALF + 512 :])), GateError),
    "an area in the wrong place": Fault(
        sends(whole(table(*ROWS[:100], *ROWS[-100:], *ROWS[100:-100]))), GateError, says="comes back"
    ),
    "a byte every 50 ms": Fault(drip(head(Content_Length=len(TABLE)), TABLE), FetchError, late=True),
    "headers byte by byte": Fault(drip(b"", whole()), FetchError, says="no whole headers", late=True),
    "hangs before the headers": Fault(hang(), FetchError, late=True),
    "hangs in the headers": Fault(hang(b"HTTP/1.1 200 OK\r\n"), FetchError, late=True),
    "hangs in the body": Fault(hang(whole()[:-HALF]), FetchError, late=True),
    "endless body": Fault(endless(head(), TABLE), GateError, GateError),
    "endless chunks": Fault(
        endless(head(Transfer_Encoding="chunked"), f"{len(TABLE):x}\r\n".encode() + TABLE + b"\r\n"),
        GateError,
        says="is larger",
    ),
    "endless headers": Fault(endless(b"HTTP/1.1 200 OK\r\n", b"X-Fill: " + b"x" * 1000 + b"\r\n"), FetchError),
    "a length beyond all bounds": Fault(sends(head(Content_Length=10**12)), GateError, says="is larger"),
    "a negative length": Fault(sends(head(Content_Length=-5) + TABLE), FetchError, says="announced a length"),
    "a length that is no number": Fault(sends(head(Content_Length="many") + TABLE), FetchError),
    "two lengths": Fault(
        sends(f"HTTP/1.1 200 OK\r\nContent-Length: {len(TABLE)}\r\nContent-Length: 5\r\n\r\n".encode() + TABLE), FetchError
    ),
    "reset in the body": Fault(reset(whole()[:-HALF]), FetchError),
    "reset at once": Fault(reset(), FetchError),
    "reset once, then right": Fault(in_turn(reset(whole()[:-HALF]), sends(whole())), "right"),
    "closed without a word": Fault(sends(b""), FetchError),
    "no HTTP at all": Fault(sends(b"SSH-2.0-OpenSSH_9.6\r\n"), FetchError),
    "503 twice, then right": Fault(
        in_turn(sends(whole(b"", X="1").replace(b"200 OK", b"503 Busy")), sends(b""), sends(whole())), "right"
    ),
    "503 for ever": Fault(sends(head("503 Busy", Content_Length=0)), FetchError, says="answered 503"),
    "429 with a good Retry-After": Fault(
        in_turn(sends(head("429 Slow down", Retry_After="0", Content_Length=0)), sends(whole())), "right"
    ),
    "429 and an hour to wait": Fault(
        sends(head("429 Slow down", Retry_After="3600", Content_Length=0)), FetchError, says="3,600"
    ),
    "429 and an absurd wait": Fault(sends(head("429 Slow down", Retry_After="1" + "0" * 30, Content_Length=0)), FetchError),
    "429 and nonsense to wait": Fault(sends(head("429 Slow down", Retry_After="soon", Content_Length=0)), FetchError),
    "503 until a date long past": Fault(
        in_turn(sends(head("503 Busy", Retry_After="Fri, 01 Jan 1999 00:00:00 GMT")), sends(whole())), "right"
    ),
    "404": Fault(sends(head("404 Not Found", Content_Length=0)), FetchError, says="answered 404"),
    "403 and a page": Fault(sends(head("403 Forbidden", Content_Length=len(PAGE)) + PAGE), BlockedError),
    "304 that nobody asked for": Fault(sends(head("304 Not Modified")), FetchError, says="answered 304"),
    "206 that nobody asked for": Fault(
        sends(
            head("206 Partial Content", Content_Length=HALF, Content_Range=f"bytes 0-{HALF - 1}/{len(TABLE)}") + TABLE[:HALF]
        ),
        FetchError,
    ),
    "204": Fault(sends(head("204 No Content")), FetchError),
    "a hash announced that is not its": Fault(
        sends(whole(Repr_Digest="sha-256=:" + "A" * 43 + "=:")), FetchError, says="its server announces"
    ),
    "a column renamed": Fault(sends(whole(table(header="area,year,percentage"))), GateError, says="no column 'share'"),
    "a column missing": Fault(
        sends(whole(table(*(r.rpartition(",")[0] for r in ROWS), header="area,year"))), GateError, says="'share'"
    ),
    "a column more": Fault(sends(whole(table(*(f"{r},x" for r in ROWS), header=f"{HEADER},note"))), "other"),
    "percents for fractions": Fault(
        sends(whole(table(*(f"{r.rpartition(',')[0]},{float(r.rpartition(',')[2]) * 100}" for r in ROWS)))),
        GateError,
        says="share",
    ),
    "an area dropped, with many rows": Fault(sends(whole(table(*ROWS[: len(ROWS) * 8 // 10]))), GateError, says="at least"),
    "another encoding of text": Fault(
        sends(whole(table(*ROWS).replace(b"FRA", b"\xff\xfe\xe9"))), GateError, says="not encoded"
    ),
    "in UTF-16": Fault(sends(whole(TABLE.decode().encode("utf-16"))), GateError),
    "semicolons for commas": Fault(sends(whole(TABLE.replace(b",", b";"))), GateError, says="no column"),
    "a decimal comma": Fault(sends(whole(TABLE.replace(b"0.", b"0,"))), GateError),
    "Windows line ends": Fault(sends(whole(TABLE.replace(b"\n", b"\r\n"))), "other"),
    "redirected to a file": Fault(
        sends(head("302 Found", Location="file:///etc/passwd")), FetchError, says="redirected to file:"
    ),
    "redirected to ftp": Fault(sends(head("302 Found", Location="ftp://127.0.0.1/table.csv")), FetchError, says="is no way"),
    "redirected to data": Fault(sends(head("302 Found", Location="data:text/csv,area")), FetchError),
    "redirected to another host": Fault(
        sends(head("302 Found", Location="https://example.org/table.csv")), FetchError, says="is not a host of this source"
    ),
    "redirected to a host without encryption": Fault(sends(head("301 Moved", Location="http://example.org/t")), FetchError),
    "redirected with a user name": Fault(sends(head("302 Found", Location="https://u:secret@127.0.0.1/")), FetchError),
    "redirected to itself": Fault(sends(head("302 Found", Location="/table.csv")), FetchError, says="more than 5 redirects"),
    "redirected to a port that is none": Fault(sends(head("302 Found", Location="https://127.0.0.1:x/")), FetchError),
    "redirected to nonsense": Fault(sends(head("302 Found", Location="https://[::1")), FetchError, says="it is no address"),
    "redirected, with an endless page": Fault(
        endless(head("302 Found", Location="https://example.org/"), b"x" * 65536), FetchError, says="is not a host"
    ),
    "redirected nowhere": Fault(sends(head("302 Found")), FetchError, says="answered 302"),
    "a log-in page of a hotel": Fault(
        sends(head("302 Found", Location="https://login.hotel.example/")), FetchError, says="log in"
    ),
}


@pytest.mark.parametrize("hash_known", [False, True], ids=["hash unknown", "hash known"])
@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_fault_yields_the_right_bytes_or_an_error(fault: Fault, hash_known: bool, server: Server, store: Store) -> None:
    server.answers["/table.csv"] = fault.answer
    wanted = asked(server, sha256=sha256(TABLE) if hash_known else "")
    expected = fault.known if hash_known and fault.known else fault.unknown
    if hash_known and expected == "other":
        expected = GateError  # as plausible as it may be, it is not the file that is known
    if fault.late:
        store.limits = HURRIED
    began = time.monotonic()
    if isinstance(expected, str):
        edition = store.fetch(wanted)
        came = edition.files["table.csv"].read_bytes()
        assert came == TABLE if expected == "right" else came != TABLE
    else:
        with pytest.raises(SourceError) as caught:
            store.fetch(wanted)
        _explains(caught.value, server, fault, expected, hash_known)
        assert not [*store.cache.stored()], "nothing is seen after a failure"
        assert not store.lock.path.exists()
    assert time.monotonic() - began < (4 if fault.late else 30)
    store.limits = LIMITS
    assert not [*store.cache.files.glob(".part-*")]
    server.answers["/table.csv"] = sends(whole())
    assert store.fetch(asked(server)).files["table.csv"].read_bytes() == TABLE


def _explains(error: SourceError, server: Server, fault: Fault, expected: type[SourceError], hash_known: bool) -> None:
    assert isinstance(error, expected) or hash_known, f"{type(error).__name__}: {error}"
    assert "swiid: table.csv" in str(error), "the source and the file"
    assert f"{server.origin}/table.csv" in str(error), "the address"
    assert error.possible, "what was expected"
    assert error.remedy, "what to do"
    if not hash_known:
        assert fault.says in str(error)


GOOD = "Possible: an answer with status 200 and a csv file."
LATER = "To do: try again later; what was fetched before is untouched. Or download the table in a browser and run: {}"
IMPORT = "inequality fetch swiid --import FILE."
NOTHING = "To do: nothing was kept; try again later, then look whether a newer inequality knows this format."
MESSAGES = {
    "cut at half, length announced": ("broke off after 18,008 of 36,016 bytes (attempt 3 of 3).", GOOD, LATER.format(IMPORT)),
    "gzip cut in half, length consistent": (
        "was cut: the gzip encoding has no end (attempt 3 of 3).",
        GOOD,
        LATER.format(IMPORT),
    ),
    "percents for fractions": ("has share '54.0' in row 2.", "Possible: share between 0 and 1.", NOTHING),
    "429 and an hour to wait": (
        "answered 429 Slow down, and asks to wait 3,600 seconds.",
        "Possible: a wait of at most 0 seconds.",
        "To do: run it again in 60 minutes; what was fetched before is untouched.",
    ),
    "403 and a page": (
        "answered 403 Forbidden.",
        "Possible: a csv file.",
        f"To do: download the table in a browser and run: {IMPORT} If you are behind a log-in page, log in first.",
    ),
    "closed without a word": (
        "closed the connection without an answer (attempt 3 of 3).",
        GOOD,
        LATER.format(IMPORT),
    ),
}


@pytest.mark.parametrize("name", MESSAGES)
def test_messages_read_like_this(name: str, server: Server, store: Store) -> None:
    server.answers["/table.csv"] = FAULTS[name].answer
    with pytest.raises(SourceError) as caught:
        store.fetch(asked(server))
    assert str(caught.value) == f"swiid: table.csv from {server.origin}/table.csv {' '.join(MESSAGES[name])}"


@pytest.mark.skipif(sys.platform != "linux", reason="memory of a process is told otherwise there")
def test_a_bomb_of_half_a_gigabyte_takes_little_memory(server: Server, tmp_path: Path) -> None:
    packer = zlib.compressobj(1, zlib.DEFLATED, 31)
    bomb = b"".join([packer.compress(b"x" * 1_000_000) for _ in range(512)]) + packer.flush()
    server.answers["/table.csv"] = sends(whole(bomb, Content_Encoding="gzip"))
    child = start(server.origin, tmp_path)
    out, _ = child.communicate(timeout=60)
    assert child.returncode == 1
    assert "is larger than 200,000,000 bytes" in out
    assert int(out.rpartition("memory ")[2].split()[0]) < 100_000, "kB, of which the interpreter takes a third"
    assert not [*(tmp_path / "cache" / "files").iterdir()]


def test_there_are_more_than_thirty_faults() -> None:
    assert len(FAULTS) > 60
