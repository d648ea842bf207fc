"""What passes between the store and a server: what one has, what was sent, what broke off, and where the bytes go."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Protocol

__all__ = ["Interrupted", "Memory", "Received", "Sink", "Validators"]


@dataclass(frozen=True)
class Validators:
    """What tells a server which bytes one has: its ETag and its date, exactly as it gave them."""

    etag: str = ""
    last_modified: str = ""

    @property
    def strong(self) -> bool:
        """Whether the tag stands for bytes; a weak one, or a date, stands for meaning."""
        return re.fullmatch(r'"[\x21\x23-\x7e\x80-\xff]*"', self.etag) is not None

    @property
    def conditions(self) -> dict[str, str]:
        """Headers that ask for the file only if it changed."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in asked.items() if value}


@dataclass(frozen=True)
class Received:
    """What a server sent.

    Parameters
    ----------
    url, final_url : str
        Asked, and answered after redirects.
    status : int
        200, or 304 where the file is still the one that the validators name.
    validators : Validators
        Of the answer.
    date, content_type : str
        Headers of the answer.
    attempts : int
        How often it was asked.
    total : int
        Of a range: the size of the whole file.
    """

    url: str
    final_url: str
    status: int
    validators: Validators = Validators()
    date: str = ""
    content_type: str = ""
    attempts: int = 1
    total: int = 0


class Interrupted(Exception):
    """An attempt failed and another may succeed.

    Parameters
    ----------
    came : str
        What happened, for the message.
    wait : float or None
        Seconds that the server asked to wait.
    """

    def __init__(self, came: str, wait: float | None = None) -> None:
        super().__init__(came)
        self.came, self.wait = came, wait


class Sink(Protocol):
    """What the bytes go into."""

    @property
    def size(self) -> int:
        """How many bytes are in it."""

    def write(self, data: bytes) -> None:
        """Append."""

    def restart(self) -> None:
        """Throw away what is in it."""

    def digest(self, algorithm: str) -> str:
        """Return the hash of what is in it."""


class Memory:
    """A sink for a range."""

    def __init__(self) -> None:
        self.data = bytearray()

    @property
    def size(self) -> int:
        """How many bytes are in it."""
        return len(self.data)

    def write(self, data: bytes) -> None:
        """Append."""
        self.data += data

    def restart(self) -> None:
        """Throw away what is in it."""
        self.data.clear()

    def digest(self, algorithm: str) -> str:
        """Return the hash of what is in it."""
        return hashlib.new(algorithm, self.data, usedforsecurity=False).hexdigest()
