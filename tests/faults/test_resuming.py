"""Trying again, waiting, resuming, asking whether anything changed: what exactly is sent, and that files are never mixed."""

from __future__ import annotations

import io
import socket
import zipfile
from dataclasses import replace
from email.utils import formatdate
from typing import Any

import pytest

from inequality.errors import FetchError, GateError
from inequality.store import Gate
from inequality.store.keeping import Store
from inequality.store.limits import Limits, announced_wait
from inequality.store.pins import Lock

from .conftest import LIMITS, TABLE, Answer, Request, Server, asked, head, in_turn, sends, whole

NEW = TABLE.replace(b"1800,0", b"1800,1")
CUT = 12_345


def cut(etag: str) -> Answer:
    return sends(whole(ETag=etag)[: len(head(Content_Length=len(TABLE), ETag=etag)) + CUT])


def rest(start: int = CUT, total: int = len(TABLE), body: bytes = TABLE, etag: str = '"one"') -> Answer:
    piece = body[start:]
    return sends(
        head(
            "206 Partial Content", Content_Length=len(piece), Content_Range=f"bytes {start}-{len(body) - 1}/{total}", ETag=etag
        )
        + piece
    )


def test_a_cut_body_is_resumed_where_it_broke_off(server: Server, store: Store) -> None:
    server.answers["/table.csv"] = in_turn(cut('"one"'), rest())
    assert store.fetch(asked(server)).files["table.csv"].read_bytes() == TABLE
    first, second = server.requests
    assert "range" not in first.headers
    assert second.headers["range"] == f"bytes={CUT}-"
    assert second.headers["if-range"] == '"one"'


@pytest.mark.parametrize("etag", ['W/"one"', "", "one"], ids=["weak", "none", "no tag"])
def test_without_a_strong_etag_it_begins_anew(etag: str, server: Server, store: Store) -> None:
    server.answers["/table.csv"] = in_turn(cut(etag), sends(whole()))
    assert store.fetch(asked(server)).files["table.csv"].read_bytes() == TABLE
    assert "range" not in server.requests[1].headers


@pytest.mark.parametrize(
    "second",
    [
        sends(whole(NEW, ETag='"two"')),
        rest(CUT - 100, etag='"one"'),
        rest(etag='"two"', body=NEW),
        rest(total=len(TABLE) + 7),
        sends(head("206 Partial Content", Content_Length=10) + TABLE[:10]),
        sends(head("416 Range Not Satisfiable", Content_Length=0)),
        sends(head("206 Partial Content", Content_Encoding="gzip", Content_Range=f"bytes {CUT}-{len(TABLE) - 1}/{len(TABLE)}")),
    ],
    ids=["200 of a new file", "another place", "another file", "another length", "no place", "416", "encoded"],
)
def test_a_file_that_changed_between_ranges_is_never_mixed(second: Answer, server: Server, store: Store) -> None:
    server.answers["/table.csv"] = in_turn(cut('"one"'), second, sends(whole(NEW, ETag='"two"')))
    assert (
        store.fetch(asked(server, gate=replace(asked(server).remotes[0].gate, ranges={}))).files["table.csv"].read_bytes()
        == NEW
    )


def test_a_range_that_ends_early_is_no_end(server: Server, store: Store) -> None:
    short = sends(
        head(
            "206 Partial Content", Content_Length=100, Content_Range=f"bytes {CUT}-{len(TABLE) - 1}/{len(TABLE)}", ETag='"one"'
        )
        + TABLE[CUT : CUT + 100]
    )
    server.answers["/table.csv"] = in_turn(cut('"one"'), short, rest(CUT + 100))
    assert store.fetch(asked(server)).files["table.csv"].read_bytes() == TABLE


class Clock:
    """Time that passes when somebody waits."""

    def __init__(self) -> None:
        self.now, self.waits = 1000.0, list[float]()

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds

    def limits(self, **changed: Any) -> Limits:
        clock = replace(
            LIMITS, clock=lambda: self.now, sleep=self.sleep, part_of=lambda low, high: high, whole=600.0, **changed
        )
        return replace(clock, first_wait=2.0, longest_wait=60.0, attempts=5)


def busy(status: str = "503 Busy", **headers: object) -> Answer:
    return sends(head(status, Content_Length=0, **headers))


@pytest.mark.parametrize("status", ["408", "425", "429", "500", "502", "503", "504"])
def test_what_may_pass_is_tried_again_with_growing_waits(status: str, server: Server, store: Store) -> None:
    clock = Clock()
    store.limits = clock.limits()
    server.answers["/table.csv"] = in_turn(*[busy(f"{status} Later")] * 4, sends(whole()))
    store.fetch(asked(server))
    assert clock.waits == [2.0, 4.0, 8.0, 16.0]


@pytest.mark.parametrize("status", ["400", "401", "403", "404", "405", "410", "451", "501"])
def test_what_will_not_pass_is_asked_once(status: str, server: Server, store: Store) -> None:
    server.answers["/table.csv"] = busy(f"{status} No")
    with pytest.raises(FetchError, match=status):
        store.fetch(asked(server))
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("headers", "waited"),
    [
        ({"Retry_After": "7"}, 7.0),
        ({"Retry_After": "Wed, 01 Jan 2098 00:00:09 GMT", "Date": "Wed, 01 Jan 2098 00:00:00 GMT"}, 9.0),
        ({"Retry_After": "soon"}, 2.0),
        ({"Retry_After": "-5"}, 2.0),
    ],
    ids=["seconds", "a date, by the server's clock", "nonsense", "negative"],
)
def test_retry_after_is_honoured(headers: dict[str, str], waited: float, server: Server, store: Store) -> None:
    clock = Clock()
    store.limits = clock.limits()
    server.answers["/table.csv"] = in_turn(busy("429 Slow down", **headers), sends(whole()))
    store.fetch(asked(server))
    assert clock.waits == [waited]


def test_a_wait_said_in_the_message_is_honoured(server: Server, store: Store) -> None:
    clock = Clock()
    store.limits = clock.limits()
    message = b'{"message": "Rate limit is exceeded. Try again in 9 seconds."}'
    server.answers["/table.csv"] = in_turn(sends(head("429 Slow down", Content_Length=len(message)) + message), sends(whole()))
    store.fetch(asked(server))
    assert clock.waits == [9.0]


@pytest.mark.parametrize("wait", ["3600", "10000000000", formatdate(4e9, usegmt=True)])
def test_an_absurd_wait_raises_at_once_and_names_it(wait: str, server: Server, store: Store) -> None:
    clock = Clock()
    store.limits = clock.limits()
    server.answers["/table.csv"] = busy("429 Slow down", Retry_After=wait)
    with pytest.raises(FetchError, match=r"asks to wait [\d,]+ seconds.*again (in \d+ minutes|in [\d,]+ days|another day)"):
        store.fetch(asked(server))
    assert (clock.waits, len(server.requests)) == ([], 1)


def test_waits_read_no_clock_where_they_need_none() -> None:
    assert announced_wait("12", 0.0) == 12.0
    assert announced_wait("Fri, 01 Jan 1999 00:00:00 GMT", 4e9) == 0.0
    assert announced_wait("", 0.0) is None


def test_two_requests_to_one_host_are_apart(server: Server, store: Store) -> None:
    clock = Clock()
    store.limits = clock.limits()
    server.answers["/table.csv"] = sends(whole())
    one = asked(server, pause=5.0)
    both = replace(one, remotes=[*one.remotes, replace(one.remotes[0], name="other.csv")])
    store.fetch(both)
    assert clock.waits == [5.0]


def conditional(etag: str) -> Answer:
    def answer(connection: socket.socket, request: Request) -> None:
        same = request.headers.get("if-none-match") == etag
        connection.sendall(head("304 Not Modified", ETag=etag) if same else whole(ETag=etag, Last_Modified=DAY))

    return answer


DAY = "Sat, 25 Jul 2026 10:00:00 GMT"


def test_what_did_not_change_is_not_sent_again(server: Server, store: Store) -> None:
    server.answers["/table.csv"] = conditional('"one"')
    first, again = store.fetch(asked(server)), store.fetch(asked(server))
    assert server.requests[1].headers["if-none-match"] == '"one"'
    assert server.requests[1].headers["if-modified-since"] == DAY
    assert (again.id, again.news, again.files) == (first.id, "", first.files)
    assert first.name == "2026-07-25"


def test_a_gate_that_knows_more_is_asked_again(server: Server, store: Store) -> None:
    server.answers["/table.csv"] = conditional('"one"')
    store.fetch(asked(server))
    stricter = replace(asked(server).remotes[0].gate, least_rows=1_000_000)
    with pytest.raises(GateError, match="at least 1,000,000"):
        store.fetch(asked(server, gate=stricter))


@pytest.mark.parametrize("kind", ["json", "zip"])
def test_what_tells_its_own_end_needs_no_length(kind: str, server: Server, store: Store) -> None:
    body = b'{"data": [{"area": "FRA"}]}'
    if kind == "zip":
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr("table.csv", TABLE)
        body = buffer.getvalue()
    one = asked(server, gate=Gate(kind), name=f"table.{kind}")
    server.answers["/table.csv"] = sends(head() + body[:-1])
    with pytest.raises(GateError, match="damaged or cut"):
        store.fetch(one)
    server.answers["/table.csv"] = sends(head() + body)
    assert store.fetch(one).files[f"table.{kind}"].read_bytes() == body


def test_nothing_is_asked_conditionally_where_the_file_is_gone(server: Server, store: Store) -> None:
    server.answers["/table.csv"] = conditional('"one"')
    store.fetch(asked(server)).files["table.csv"].unlink()
    assert store.fetch(asked(server)).files["table.csv"].read_bytes() == TABLE
    assert "if-none-match" not in server.requests[1].headers


def test_new_bytes_are_a_new_edition(server: Server, store: Store) -> None:
    server.answers["/table.csv"] = sends(whole(ETag='"one"', Last_Modified=DAY))
    old = store.fetch(asked(server))
    gate = replace(asked(server).remotes[0].gate, ranges={})
    server.answers["/table.csv"] = sends(whole(NEW, ETag='"two"', Last_Modified=DAY))
    new = store.fetch(asked(server, gate=gate))
    assert (old.name, new.name) == ("2026-07-25", f"2026-07-25+{new.sha256[:8]}")
    assert old.files["table.csv"].read_bytes() == TABLE
    assert new.files["table.csv"].read_bytes() == NEW
    assert [edition.id for edition in store.editions(asked(server))][-1] == new.id
    server.answers["/table.csv"] = sends(whole(ETag='"one"', Last_Modified=DAY, Date="Wed, 01 Jan 2098 00:00:00 GMT"))
    assert store.fetch(asked(server)).id == old.id, "the bytes of before are the edition of before"
    assert [edition.id for edition in store.editions(asked(server))][-1] == old.id


def test_a_second_address_is_tried(server: Server, store: Store) -> None:
    server.answers["/gone.csv"] = busy("404 Not Found")
    server.answers["/table.csv"] = sends(whole())
    one = asked(server, "/gone.csv", mirrors=(f"{server.origin}/table.csv",))
    assert store.fetch(one).pins[0].url == f"{server.origin}/table.csv"
    server.answers["/table.csv"] = sends(whole(b"{}"))
    with pytest.raises(FetchError, match="404") as caught:
        store.fetch(asked(server, "/gone.csv", mirrors=(f"{server.origin}/table.csv",), name="other.csv"))
    assert "Also tried" in caught.value.__notes__[0]


def test_a_redirect_within_the_listed_hosts_is_followed(server: Server, store: Store) -> None:
    server.answers["/old"] = sends(head("301 Moved Permanently", Location="/table.csv"))
    server.answers["/table.csv"] = sends(whole())
    edition = store.fetch(asked(server, "/old"))
    assert edition.pins[0].url == f"{server.origin}/old"
    assert next(store.history.lines("fetched"))["final_url"] == f"{server.origin}/table.csv"


def test_the_log_tells_what_the_lock_holds(server: Server, store: Store) -> None:
    server.answers["/table.csv"] = sends(whole(Last_Modified=DAY))
    store.fetch(asked(server))
    store.fetch(asked(server, name="other.csv", parameters={"year": "2020"}))
    rebuilt = Lock(store.lock.path.with_name("rebuilt.lock"))
    rebuilt.add(store.history.pins())
    assert rebuilt.path.read_text() == store.lock.path.read_text()
