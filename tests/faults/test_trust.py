"""Keys, certificates, proxies, and no network at all."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from inequality.errors import BlockedError, FetchError, GateError, OfflineError, SourceError
from inequality.store import Gate
from inequality.store.keeping import Store
from inequality.store.probing import probe

from .conftest import HURRIED, TABLE, Server, asked, head, sends, whole

CANARY = "canary-3f1c9a7e5b"


@pytest.fixture
def key(monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    monkeypatch.setenv("SWIID_API_KEY", CANARY)
    return ("SWIID_API_KEY", "X-Api-Key")


def traces(store: Store) -> str:
    files = [path for path in store.cache.root.parent.rglob("*") if path.is_file()]
    return "\n".join([*map(str, files), *(path.read_text("utf-8", "replace") for path in files)])


def test_a_key_is_sent_to_the_publisher_and_written_nowhere(
    key: tuple[str, str], server: Server, store: Store, capfd: pytest.CaptureFixture[str]
) -> None:
    server.answers["/table.csv"] = sends(whole())
    store.fetch(asked(server, secret=key))
    assert server.requests[0].headers["x-api-key"] == CANARY
    out, err = capfd.readouterr()
    assert CANARY not in traces(store) + out + err


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        whole(b"<html>"),
        head("403 No", Content_Length=0),
        head("500 No"),
        whole(b"x" * 99),
        whole(f'{{"error": "the key {CANARY} is not valid"}}'.encode()),
        whole(f"<html>{CANARY} is not valid".encode()),
        head("302 Found", Location=f"https://example.org/?key={CANARY}"),
    ],
)
def test_a_key_is_in_no_error(answer: bytes, key: tuple[str, str], server: Server, store: Store) -> None:
    server.answers["/table.csv"] = sends(answer)
    with pytest.raises(SourceError) as caught:
        store.fetch(asked(server, secret=key))
    chain, error = "", caught.value
    while error is not None:
        chain += f"{error!r} {error} {getattr(error, '__notes__', '')}"
        error = error.__cause__  # type: ignore[assignment]
    assert CANARY not in chain + traces(store)


def test_a_key_is_not_sent_on_to_another_host(key: tuple[str, str], server: Server, store: Store) -> None:
    other = Server(host="127.0.0.2")
    try:
        other.answers["/table.csv"] = sends(whole())
        server.answers["/table.csv"] = sends(head("302 Found", Location=f"{other.origin}/table.csv"))
        store.fetch(asked(server, secret=key, hosts=(other.origin,)))
        assert "x-api-key" in server.requests[0].headers
        assert "x-api-key" not in other.requests[0].headers
        assert "authorization" not in other.requests[0].headers
    finally:
        other.stop()


def test_no_password_of_the_home_folder_is_sent(
    server: Server, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text(f"machine 127.0.0.1 login me password {CANARY}\n")
    monkeypatch.setenv("NETRC", str(netrc))
    server.answers["/table.csv"] = sends(whole())
    store.fetch(asked(server))
    assert "authorization" not in server.requests[0].headers


def test_a_user_name_in_an_address_is_refused_and_not_shown(server: Server, store: Store) -> None:
    one = asked(server)
    remote = replace(one.remotes[0], url=f"http://me:{CANARY}@127.0.0.1:{server.port}/table.csv")
    with pytest.raises(FetchError, match="carries a user name") as caught:
        store.fetch(replace(one, remotes=[remote]))
    assert CANARY not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/table.csv",
        "https://example.com/table.csv",
        "https://example.org:8443/table.csv",
        "file:///etc/passwd",
        "ftp://example.org/table.csv",
        "https://example.org.evil.example/table.csv",
        "https://127.0.0.1/table.csv",
        "https://[::1]/table.csv",
    ],
)
def test_only_listed_hosts_are_asked_and_only_encrypted(url: str, server: Server, store: Store) -> None:
    one = asked(server)
    refused = replace(one, remotes=[replace(one.remotes[0], url=url)], hosts=("example.org",))
    with pytest.raises(FetchError, match="is not asked|Invalid|no way"):
        store.fetch(refused)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for localhost that nobody trusts, with its key."""
    if not shutil.which("openssl"):
        pytest.skip("needs openssl to make a certificate")
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    words = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/O=Example Company/CN=Inspection"]
    extra = ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    subprocess.run(
        ["openssl", *words, *extra, "-keyout", path, "-out", path.with_suffix(".crt")], check=True, capture_output=True
    )
    path.write_bytes(path.read_bytes() + path.with_suffix(".crt").read_bytes())
    return path


@pytest.fixture
def encrypted(certificate: Path) -> Iterator[Server]:
    made = Server()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    plain = made._serve

    def serve(connection: socket.socket) -> None:
        try:
            secured = context.wrap_socket(connection, server_side=True)
        except OSError:
            connection.close()
            return
        plain(secured)

    made._serve = serve  # type: ignore[method-assign]
    made.answers["/table.csv"] = sends(whole())
    yield made
    made.stop()


def over_tls(server: Server) -> object:
    one = asked(server, hosts=(f"https://127.0.0.1:{server.port}",))
    return replace(one, remotes=[replace(one.remotes[0], url=f"https://127.0.0.1:{server.port}/table.csv")])


def test_an_untrusted_certificate_is_refused_and_explained(encrypted: Server, store: Store) -> None:
    with pytest.raises(FetchError) as caught:
        store.fetch(over_tls(encrypted))  # type: ignore[arg-type]
    for said in ("self-signed", "issuer: Example Company, Inspection", "proxy: none", "REQUESTS_CA_BUNDLE", "operating system"):
        assert said in str(caught.value)
    assert not encrypted.requests, "nothing was asked"


@pytest.mark.parametrize("name", ["REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"])
def test_a_named_certificate_is_trusted(
    name: str, certificate: Path, encrypted: Server, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, str(certificate.with_suffix(".crt")))
    assert store.fetch(over_tls(encrypted)).files["table.csv"].read_bytes() == TABLE  # type: ignore[arg-type]


def test_a_named_file_of_certificates_that_is_not_there_is_said(
    encrypted: Server, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "none.pem"))
    with pytest.raises(FetchError, match=r"none\.pem"):
        store.fetch(over_tls(encrypted))  # type: ignore[arg-type]


def test_never_from_encrypted_to_plain(
    encrypted: Server, server: Server, certificate: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate.with_suffix(".crt")))
    encrypted.answers["/table.csv"] = sends(head("302 Found", Location=f"{server.origin}/table.csv"))
    one = over_tls(encrypted)
    with pytest.raises(FetchError, match="leaves encryption"):
        store.fetch(replace(one, hosts=(*one.hosts, server.origin)))  # type: ignore[type-var,attr-defined]
    assert not server.requests


def test_a_handshake_that_hangs_ends_in_time(store: Store) -> None:
    silent = Server()
    silent._serve = lambda connection: (threading.Event().wait(3), connection.close())  # type: ignore[method-assign,assignment]
    store.limits = HURRIED
    with pytest.raises(FetchError, match="in time|whole headers"):
        store.fetch(over_tls(silent))  # type: ignore[arg-type]
    silent.stop()


def test_proxies_come_from_the_environment(server: Server, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    server.answers["http://data.example/table.csv"] = sends(whole())
    monkeypatch.setenv("HTTP_PROXY", server.origin)
    monkeypatch.setenv("NO_PROXY", "")
    one = asked(server)
    far = replace(one, remotes=[replace(one.remotes[0], url="http://data.example/table.csv")], hosts=("http://data.example",))
    store.fetch(far)
    assert [request.path for request in server.requests] == ["http://data.example/table.csv"]


def test_no_proxy_is_honoured(server: Server, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    server.answers["/table.csv"] = sends(whole())
    store.fetch(asked(server))
    assert server.requests[0].path == "/table.csv"


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_that_wants_a_password_is_named(
    scheme: str, server: Server, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuses = sends(head("407 Proxy Authentication Required", Content_Length=0))
    server.answers |= {"http://data.example/table.csv": refuses, "data.example:443": refuses}
    monkeypatch.setenv(f"{scheme.upper()}_PROXY", f"http://me:{CANARY}@127.0.0.1:{server.port}")
    monkeypatch.setenv("NO_PROXY", "")
    one = asked(server)
    remote = replace(one.remotes[0], url=f"{scheme}://data.example/table.csv")
    with pytest.raises(FetchError, match=r"407.*user name and a password.*HTTPS_PROXY") as caught:
        store.fetch(replace(one, remotes=[remote], hosts=(f"{scheme}://data.example",)))
    assert CANARY not in str(caught.value)


def test_offline_opens_no_socket(server: Server, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    server.answers["/table.csv"] = sends(whole())
    store.fetch(asked(server))
    monkeypatch.setenv("INEQUALITY_OFFLINE", "1")

    def none(*words: object, **options: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", none)
    monkeypatch.setattr(socket, "create_connection", none)
    monkeypatch.setattr(socket, "getaddrinfo", none)
    assert store.open(store.editions(asked(server))[-1], asked(server)).files["table.csv"].read_bytes() == TABLE
    for call in (lambda: store.fetch(asked(server)), lambda: store.fetch(asked(server, name="other.csv"))):
        with pytest.raises(OfflineError, match=r"INEQUALITY_OFFLINE.*swiid@"):
            call()
    assert not probe(asked(server).wanted[0]).ok


def test_a_page_names_the_way_by_hand_and_that_way_works(server: Server, store: Store, tmp_path: Path) -> None:
    server.answers["/table.csv"] = sends(whole(b"<html>Just a moment</html>"))
    with pytest.raises(BlockedError) as caught:
        store.fetch(asked(server))
    assert "download the table in a browser and run: inequality fetch swiid --import FILE" in str(caught.value)
    path = tmp_path / "downloaded (1).csv"
    path.write_bytes(b"<html>saved the wrong page</html>")
    with pytest.raises(BlockedError, match="is a page"):
        store.bring(asked(server), [path])
    path.write_bytes(TABLE[: len(TABLE) // 2])
    with pytest.raises(GateError):
        store.bring(asked(server), [path])
    path.write_bytes(TABLE)
    edition = store.bring(asked(server), [path])
    assert edition.files["table.csv"].read_bytes() == TABLE
    assert (edition.pins[0].url, len(server.requests)) == ("", 1)


def test_a_probe_asks_once_and_keeps_nothing(server: Server, store: Store) -> None:
    server.answers["/table.csv"] = sends(whole(Content_Type="text/csv; charset=utf-8"))
    found = probe(asked(server).wanted[0])
    assert (found.ok, found.status, found.content_type, found.found) == (True, 200, "text/csv", "area, year, share")
    assert [request.headers["range"] for request in server.requests] == ["bytes=0-65535"]
    server.answers["/table.csv"] = sends(whole(b"area,year,percentage\n"))
    assert probe(asked(server).wanted[0]).found == "without share: area, year, percentage"
    server.answers["/table.csv"] = sends(whole(b"<html>"))
    assert probe(asked(server).wanted[0]).found == "a page instead of data"
    server.answers["/table.csv"] = sends(head("404 Not Found", Content_Length=0))
    assert (probe(asked(server).wanted[0]).ok, probe(asked(server).wanted[0]).status) == (False, 404)
    server.answers["/table.csv"] = sends(b"")
    assert probe(asked(server).wanted[0]).status == 0
    message = asked(server, gate=Gate("json", columns=("area",))).wanted[0]
    server.answers["/table.csv"] = sends(whole(b'[{"message": "Invalid value"}]'))
    assert probe(message).found == "has no column 'area'; it has 'message'"
    server.answers["/table.csv"] = sends(whole(b'{"area": "FRA"}'))
    assert (probe(message).ok, probe(message).found) == (True, "JSON: area")
    member = asked(server, member="table.csv").wanted[0]
    zipped = b"PK\x03\x04" + b"x" * 96
    part = {"ETag": '"one"', "Content_Length": 100, "Content_Range": "bytes 0-99/900"}
    server.answers["/table.csv"] = sends(head("206 Partial Content", **part) + zipped)
    assert (probe(member).ok, probe(member).found) == (True, "zip")
    server.answers["/table.csv"] = sends(whole(zipped, ETag='"one"'))
    assert (probe(member).ok, probe(member).found) == (False, "zip, and its members cannot be read alone")
    assert not store.cache.root.exists()
