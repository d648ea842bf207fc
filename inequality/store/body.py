"""The body of an answer: its length, its encoding, and whether its end is proved."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Body", "Gunzip", "Malformed", "TooLarge"]

#: Formats that tell their own end, so that a cut shows though no length was announced: a directory at the end, a bracket that
#: closes. Not gzip: one of several parts, cut between two of them, looks whole.
SELF_ENDING = ("zip", "xlsx", "json", "xml")
DIGESTS = {"sha-256": "sha256", "sha-512": "sha512", "md5": "md5"}


class Malformed(Exception):
    """An answer contradicts itself; the text says how."""


class TooLarge(Exception):
    """A body is larger than the file can be."""


@dataclass(frozen=True)
class Body:
    """What the headers say of the body.

    Parameters
    ----------
    length : int or None
        Bytes announced.
    chunked : bool
        Whether it comes in chunks, of which the last is empty.
    gzipped : bool
        Whether the server compressed it though it was asked not to.
    """

    length: int | None
    chunked: bool
    gzipped: bool

    @classmethod
    def announced(cls, headers: Any) -> Body:
        """Read the headers of an urllib3 response, or raise Malformed."""
        lengths = {text.strip() for value in headers.getlist("Content-Length") for text in value.split(",")}
        if len(lengths) > 1 or any(not re.fullmatch(r"[0-9]{1,15}", text) for text in lengths):
            raise Malformed(f"announced a length of '{', '.join(sorted(lengths))}'")
        encodings = [text.strip().lower() for value in headers.getlist("Content-Encoding") for text in value.split(",")]
        encodings = [text for text in encodings if text not in ("", "identity")]
        if encodings not in ([], ["gzip"], ["x-gzip"]):
            raise Malformed(f"was encoded as '{', '.join(encodings)}'")
        chunked = "chunked" in headers.get("Transfer-Encoding", "").lower()
        return cls(None if chunked or not lengths else int(lengths.pop()), chunked, bool(encodings))

    @property
    def proves_its_end(self) -> bool:
        """Whether a cut would show."""
        return self.length is not None or self.chunked


class Gunzip:
    """Undoes the gzip encoding; the trailer is required, and no more than `most` bytes come out."""

    def __init__(self, most: int) -> None:
        self._most, self._out = most, 0
        self._stream = zlib.decompressobj(31)
        self._begun = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield what the next bytes decode to."""
        while data:
            if self._stream.eof:  # another member follows
                if not data.strip(b"\0"):
                    return
                self._stream = zlib.decompressobj(31)
            self._begun = True
            try:
                piece = self._stream.decompress(data, 1 << 20)
            except zlib.error as error:
                raise Malformed(f"was said to be gzip and is not ({error})") from error
            self._out += len(piece)
            if self._out > self._most:
                raise TooLarge
            if piece:
                yield piece
            data = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail

    def finish(self) -> None:
        """Raise Malformed unless the trailer was reached."""
        if self._begun and not self._stream.eof:
            raise Malformed("was cut: the gzip encoding has no end")


def announced_digests(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the hashes that the server gives for the whole file (RFC 9530, RFC 3230, Content-MD5), hexadecimal, by algorithm.

    Parameters
    ----------
    headers : mapping
        Of the answer.
    """
    texts = [headers.get(name, "") for name in ("Repr-Digest", "Digest")]
    found = {}
    for algorithm, value in re.findall(r"([A-Za-z0-9-]+)=:?([A-Za-z0-9+/]+=*):?", ",".join(texts)):
        if algorithm.lower() in DIGESTS:
            found[DIGESTS[algorithm.lower()]] = value
    if headers.get("Content-MD5"):
        found["md5"] = headers["Content-MD5"].strip()
    decoded = {}
    for algorithm, value in found.items():
        try:
            raw = base64.b64decode(value, validate=True)
        except binascii.Error:
            continue
        if len(raw) == hashlib.new(algorithm, usedforsecurity=False).digest_size:
            decoded[algorithm] = raw.hex()
    return decoded
