"""One file over the network: asked for, resumed, tried again, and given up with a message that says what happened."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import requests
import urllib3

from inequality.errors import FetchError, SourceError
from inequality.store.body import SELF_ENDING, Body, Gunzip, Malformed, TooLarge, announced_digests
from inequality.store.limits import Limits, announced_wait
from inequality.store.opening import opened
from inequality.store.part import Part
from inequality.store.received import Interrupted, Memory, Received, Sink, Validators
from inequality.store.session import Watchdog
from inequality.store.wanted import Wanted

__all__ = ["receive", "receive_range"]

AGAIN = {408, 425, 429, 500, 502, 503, 504}
PIECE = 1 << 16
MOST_OF_A_RANGE = 1 << 24


@dataclass
class _Trip:
    """One file from one address, over all its attempts."""

    wanted: Wanted
    url: str
    part: Sink
    known: Validators
    limits: Limits
    tell: Callable[[int, int | None], None]
    deadline: float
    span: str = ""  # the range asked for, instead of the whole
    of: Validators = Validators()  # of the file that the range must be of
    dog: Watchdog = field(default_factory=Watchdog)
    seen: Validators = Validators()  # of the bytes that are in the part
    total: int | None = None  # size of that file, as its first answer gave it

    @property
    def most(self) -> int:
        """The most bytes that an answer may hold."""
        return MOST_OF_A_RANGE if self.span else self.wanted.remote.most_bytes

    def run(self) -> Received:
        for attempt in range(1, self.limits.attempts + 1):
            try:
                return replace(self._once(), attempts=attempt)
            except Interrupted as error:
                self._wait(error, attempt)
            finally:
                self.dog.release()
        raise AssertionError("the last attempt waits no more, but raises")

    def _wait(self, error: Interrupted, attempt: int) -> None:
        tried = f"{error.came} (attempt {attempt} of {self.limits.attempts})"
        left = self.deadline - self.limits.clock()
        if error.wait is not None and error.wait > min(left, self.limits.longest_wait):
            raise self.wanted.failed(
                self.url,
                f"{error.came}, and asks to wait {error.wait:,.0f} seconds",
                possible=f"a wait of at most {min(left, self.limits.longest_wait):,.0f} seconds",
                remedy=f"run it again {_then(error.wait)}; what was fetched before is untouched",
            ) from error
        if attempt == self.limits.attempts or left <= 0:
            raise self.wanted.failed(self.url, tried, possible=self._expected()) from error
        self.limits.sleep(min(left, max(error.wait or 0.0, self.limits.backoff(attempt))))

    def _once(self) -> Received:
        resumed = self.part.size if self.part.size and self.seen.strong else 0
        if not resumed:
            self.part.restart()
        asked = {"Range": f"bytes={resumed}-", "If-Range": self.seen.etag} if resumed else self.known.conditions
        if self.span:
            asked = {"Range": self.span, **({"If-Range": self.of.etag} if self.of.etag else asked)}
        with opened(self.wanted, self.url, asked, self.limits, self.deadline, self.dog) as (response, url):
            received = Received(
                self.url,
                url,
                response.status_code,
                Validators(response.headers.get("ETag", ""), response.headers.get("Last-Modified", "")),
                response.headers.get("Date", ""),
                response.headers.get("Content-Type", ""),
            )
            if response.status_code == 304 and not resumed and self.known.conditions:
                return received
            if self.span:
                received = replace(received, total=self._accept_range(response, received.validators))
            else:
                self._accept(response, resumed, received.validators)
            self._body(response, resumed)
            self._compare(response)
            return replace(received, status=200)

    def _accept_range(self, response: requests.Response, validators: Validators) -> int:
        """Refuse what is not the range that was asked for; return the size of the whole file."""
        if response.status_code not in (206, 200):
            self._accept(response, 0, validators)
        match = re.fullmatch(r"bytes (\d+)-(\d+)/(\d+)", response.headers.get("Content-Range", ""))
        if response.status_code == 200 or not match or response.headers.get("Content-Encoding"):
            raise self.wanted.failed(
                self.url,
                "sent another part than was asked for, or the whole",
                possible=f"the range {self.span} of the same file",
            )
        start, stop, total = map(int, match.groups())
        asked = re.fullmatch(r"bytes=(\d*)-(\d+)", self.span)
        assert asked is not None
        expected = (int(asked[1]), int(asked[2])) if asked[1] else (max(0, total - int(asked[2])), total - 1)
        other = self.of.etag and validators.etag not in ("", self.of.etag)
        length = response.headers.get("Content-Length", "")
        if (start, stop) != expected or other or (length and length != str(stop - start + 1)):
            raise self.wanted.failed(
                self.url,
                f"sent '{match[0]}' of {validators.etag or 'a file'}",
                possible=f"{self.span} of {self.of.etag or 'it'}",
            )
        return total

    def _accept(self, response: requests.Response, resumed: int, validators: Validators) -> None:
        """Refuse what is no answer to what was asked; a whole file instead of the rest begins anew."""
        status = response.status_code
        if status == 206 and resumed:
            match = re.fullmatch(r"bytes (\d+)-(\d+)/(\d+)", response.headers.get("Content-Range", ""))
            whole = match and int(match[1]) == resumed and int(match[2]) + 1 == int(match[3])
            same = validators.etag in ("", self.seen.etag) and match and self.total in (None, int(match[3]))
            if not (match and whole and same) or response.headers.get("Content-Encoding"):
                self.part.restart()
                raise Interrupted(f"was resumed at another place: '{response.headers.get('Content-Range', '')}'")
            self.total = int(match[3])
            return
        if status == 416 and resumed:
            self.part.restart()
            raise Interrupted("could not be resumed")
        self.part.restart()
        if status in AGAIN or status in self.wanted.remote.busy:
            raise Interrupted(f"answered {_named(response)}", _wait(response))
        if status != 200:
            raise self._refused(response)
        self.seen, self.total = validators, None

    def _refused(self, response: requests.Response) -> SourceError:
        status = response.status_code
        if status == 407:
            return self.wanted.failed(
                self.url,
                "was refused by the proxy: 407, it wants a user name and a password",
                possible="a proxy that lets you through",
                remedy="put them into the proxy's address, as in HTTPS_PROXY=http://user:password@proxy:port",
            )
        if status in (401, 403, 451) and not self.wanted.remote.secret:
            return self.wanted.blocked(self.url, f"answered {_named(response)}")
        remedy = ""
        if status in (401, 403):
            remedy = f"set {self.wanted.remote.secret[0]} to your key for this publisher" if self.wanted.remote.secret else ""
        elif status in (404, 410):
            remedy = f"the publisher may have moved the file: update inequality, or {self.wanted.alternative}"
        return self.wanted.failed(self.url, f"answered {_named(response)}", possible=self._expected(), remedy=remedy)

    def _body(self, response: requests.Response, resumed: int) -> None:
        try:
            body = Body.announced(response.raw.headers)
            if body.gzipped:
                self.seen = Validators()  # a place in the encoding is none in the file: never resumed
            if resumed + (body.length or 0) > self.most:
                raise TooLarge
            provable = body.proves_its_end or self.wanted.remote.gate.kind in SELF_ENDING
            if not provable and not self.wanted.sha256:
                raise self.wanted.refused(
                    self.url,
                    "came without a length, so a cut could not be told from the end",
                    possible="an answer with Content-Length or in chunks",
                )
            self._stream(response, body, Gunzip(self.most) if body.gzipped else None)
        except Malformed as error:
            self.part.restart()
            raise Interrupted(str(error)) from error
        except TooLarge as error:
            raise self.wanted.refused(
                self.url,
                f"is larger than {self.most:,} bytes",
                possible="a file of the size that this one has had",
            ) from error

    def _stream(self, response: requests.Response, body: Body, gunzip: Gunzip | None) -> None:
        limits, came, since = self.limits, 0, self.limits.clock()
        if self.total is None and body.length is not None and not gunzip:
            self.total = self.part.size + body.length
        total = self.total
        while data := self._piece(response.raw):
            came += len(data)
            for piece in gunzip.feed(data) if gunzip else (data,):
                if self.part.size + len(piece) > self.most:
                    raise TooLarge
                self.part.write(piece)
            self.tell(self.part.size, total)
            now = limits.clock()
            if now > self.deadline:
                raise self._too_late()
            if now - since > limits.window:
                if came < limits.least_rate * limits.window:
                    raise Interrupted(f"came at {came / (now - since):,.0f} bytes a second, then was given up")
                came, since = 0, now
        if gunzip:
            gunzip.finish()
        if total is not None and self.part.size != total:
            raise Interrupted(f"ended after {self.part.size:,} of {total:,} bytes")

    def _piece(self, raw: Any) -> bytes:
        try:
            return bytes(raw.read1(PIECE, decode_content=False))
        except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            if self.dog.bit:
                raise self._too_late() from error
            of = f" of {self.total:,}" if self.total is not None else ""
            raise Interrupted(f"broke off after {self.part.size:,}{of} bytes") from error

    def _too_late(self) -> FetchError:
        return self.wanted.failed(
            self.url,
            f"was not there in time: only {self.part.size:,} bytes had come when the time was over",
            possible=self._expected(),
        )

    def _compare(self, response: requests.Response) -> None:
        """Hold the bytes against the hashes that the server gives for them."""
        if response.headers.get("Content-Encoding", "identity").lower() != "identity":
            return  # those are of the encoded bytes
        told = announced_digests(response.headers)
        if not told or response.status_code != 200:
            return
        for algorithm, expected in told.items():
            if self.part.digest(algorithm) != expected:
                self.part.restart()
                raise Interrupted(f"does not have the {algorithm} that its server announces")

    def _expected(self) -> str:
        about = f" of about {self.wanted.remote.bytes:,} bytes" if self.wanted.remote.bytes else ""
        return f"an answer with status 200 and {self.wanted.remote.gate.expected}{about}"


def _wait(response: requests.Response) -> float | None:
    """The seconds that a server asks to wait; a day and hour are held against its own clock. Some say it in their message."""
    if header := response.headers.get("Retry-After", ""):
        return announced_wait(header, announced_wait(response.headers.get("Date", ""), 0.0) or time.time())
    if response.status_code != 429:
        return None
    try:
        text = response.raw.read1(2048, decode_content=False).decode("utf-8", "replace")
    except (urllib3.exceptions.HTTPError, OSError, ValueError):
        return None
    match = re.search(r"(\d{1,9}) *sec", text)
    return float(match[1]) if match else None


def _then(seconds: float) -> str:
    for unit, length in (("days", 86_400.0), ("hours", 3600.0), ("minutes", 60.0)):
        if seconds >= 2 * length:
            return f"in {seconds / length:,.0f} {unit}" if seconds < 1e9 else "another day"
    return f"in {seconds:,.0f} seconds"


def _named(response: requests.Response) -> str:
    reason = "".join(c for c in str(response.reason or "") if c.isprintable())[:60]
    return f"{response.status_code} {reason}".strip()


def receive(
    wanted: Wanted,
    url: str,
    part: Part,
    *,
    known: Validators | None = None,
    limits: Limits,
    tell: Callable[[int, int | None], None] = lambda done, total: None,
) -> Received:
    """Fetch one address into a part.

    Parameters
    ----------
    wanted : Wanted
        The file.
    url : str
        One of its addresses.
    part : Part
        Where its bytes go.
    known : Validators, optional
        Of the bytes that one has: where they are still right, the status is 304 and the part is empty.
    limits : Limits
        How long, how often, how much.
    tell : callable, optional
        Is told the bytes that are there, and the total where it is known.

    Returns
    -------
    Received

    Raises
    ------
    FetchError, GateError
        If the network or the server fails, or what comes cannot be the file.
    """
    trip = _Trip(wanted, url, part, known or Validators(), limits, tell, limits.deadline(wanted.remote.bytes))
    return trip.run()


def receive_range(
    wanted: Wanted,
    url: str,
    span: str,
    *,
    known: Validators | None = None,
    of: Validators | None = None,
    limits: Limits,
) -> tuple[Received, bytes]:
    """Fetch a range of the file at an address.

    Parameters
    ----------
    wanted : Wanted
        The file.
    url : str
        One of its addresses.
    span : str
        As in the Range header.
    known : Validators, optional
        Of what one has: where they are still right, the status is 304 and there are no bytes.
    of : Validators, optional
        Of the file that the range must be of.
    limits : Limits
        How long, how often, how much.

    Returns
    -------
    Received, bytes
    """
    sink = Memory()
    deadline = limits.deadline(wanted.remote.bytes)
    nothing = Validators()
    trip = _Trip(wanted, url, sink, known or nothing, limits, lambda done, total: None, deadline, span, of or nothing)
    return trip.run(), bytes(sink.data)
