"""A server on 127.0.0.1 that misbehaves as told, byte by byte, and a store with small limits."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from inequality.store import Gate, Remote
from inequality.store.keeping import Asked, Store
from inequality.store.limits import Limits

HEADER = "area,year,share"
AREAS = ["ALB", "BRA", "DEU", "FRA", "GBR", "IND", "JPN", "NAM", "USA", "ZAF"]
ROWS = [f"{area},{year},{(year % 97) / 100 + 0.001 * k:.4f}" for k, area in enumerate(AREAS) for year in range(1800, 2025)]
TABLE = ("\n".join([HEADER, *ROWS]) + "\n").encode()
GATE = Gate(
    "csv",
    columns=("area", "year", "share"),
    least_rows=len(ROWS) * 9 // 10,
    key=("area", "year"),
    blocks=("area",),
    ranges={"share": (0.0, 1.0), "year": (1700, 2100)},
)
#: Enough for a machine that has other work; no wait is long.
LIMITS = Limits(connect=20.0, silence=20.0, headers=20.0, whole=60.0, attempts=3, first_wait=0.01, longest_wait=0.3)
#: Where the fault is that something takes too long.
HURRIED = replace(LIMITS, connect=1.0, silence=0.5, headers=0.6, whole=1.2, least_rate=2_000.0, window=0.4)


@dataclass
class Request:
    """What was asked."""

    path: str
    headers: dict[str, str]
    number: int  # of those for this path, from 1


Answer = Callable[[socket.socket, Request], None]


@dataclass
class Server:
    """Listens on a port of 127.0.0.1; `answers` says what to do with each path."""

    answers: dict[str, Answer] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    host: str = "127.0.0.1"

    def __post_init__(self) -> None:
        self._guard = threading.Lock()
        self._listening = socket.create_server((self.host, 0))
        self.port = self._listening.getsockname()[1]
        self.stopped = threading.Event()
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def origin(self) -> str:
        return f"http://{self.host}:{self.port}"

    def stop(self) -> None:
        self.stopped.set()
        self._listening.close()

    def _accept(self) -> None:
        while not self.stopped.is_set():
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection:
            try:
                connection.settimeout(20)
                head = b""
                while b"\r\n\r\n" not in head:
                    piece = connection.recv(4096)
                    if not piece:
                        return
                    head += piece
                first, *lines = head.partition(b"\r\n\r\n")[0].decode().split("\r\n")
                path = first.split(" ")[1]
                headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
                with self._guard:
                    request = Request(path, headers, 1 + sum(before.path == path for before in self.requests))
                    self.requests.append(request)
                self.answers[path.partition("?")[0]](connection, request)
            except OSError:  # the client has gone, as it should
                return


def head(status: str = "200 OK", **headers: object) -> bytes:
    lines = [f"HTTP/1.1 {status}", "Connection: close", *(f"{name.replace('_', '-')}: {v}" for name, v in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def whole(body: bytes = TABLE, **headers: object) -> bytes:
    return head(**{"Content_Length": len(body), **headers}) + body


def sends(*pieces: bytes) -> Answer:
    def answer(connection: socket.socket, request: Request) -> None:
        for piece in pieces:
            connection.sendall(piece)

    return answer


def in_turn(*answers: Answer) -> Answer:
    """The first request gets the first answer, and so on; those after the last get the last."""

    def answer(connection: socket.socket, request: Request) -> None:
        answers[min(request.number, len(answers)) - 1](connection, request)

    return answer


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    for name in ("INEQUALITY_OFFLINE", "INEQUALITY_LOCK", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.stop()


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("INEQUALITY_CACHE", str(tmp_path / "cache"))
    return Store(tmp_path / "cache", tmp_path / "data.lock", LIMITS)


def asked(
    server: Server, path: str = "/table.csv", *, gate: Gate = GATE, hosts: tuple[str, ...] = (), **remote: object
) -> Asked:
    """What a source asks for: one file of the server."""
    one = Remote("table.csv", server.origin + path, gate, most_bytes=2_000_000)
    return Asked("swiid", (replace(one, **remote),), (server.origin, *hosts), "download the table in a browser")  # type: ignore[arg-type]
