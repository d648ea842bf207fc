"""``data.lock``: which bytes stand behind each edition. Text, a line a file, sorted, so that copies of it merge.

The one in the working folder or above it is used where there is one, else the one in the cache; INEQUALITY_LOCK names another.
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from inequality.errors import StoreError
from inequality.store.part import new_name, sweep, writing

__all__ = ["Lock", "Pin", "lock_path", "write_lines"]

NAME = "data.lock"
HEAD = "# The bytes behind each edition, one line a file. Written by `inequality fetch`; keep it under version control.\n"
#: Longest seconds to wait for another process that writes the same file; then it is taken for dead.
PATIENCE = 5.0


@dataclass(frozen=True, order=True)
class Pin:
    """One file of one edition.

    Parameters
    ----------
    source, edition : str
        Together ``source@edition``.
    name : str
        Of the file.
    request : str
        Short hash of what was asked for.
    sha256 : str
        Of the bytes.
    bytes : int
        How many.
    retrieved : str
        When they were fetched: UTC, to the second.
    published : str
        ISO date of the file as its server gave it; empty where it gave none.
    url : str
        Where they came from; empty for a file that the user brought.
    """

    source: str
    edition: str
    name: str
    request: str
    sha256: str
    bytes: int
    retrieved: str
    published: str = ""
    url: str = ""

    @property
    def identity(self) -> tuple[str, str, str, str]:
        """What may be in a lock once."""
        return self.source, self.edition, self.name, self.request

    def __str__(self) -> str:
        facts = {f.name: getattr(self, f.name) for f in dataclasses.fields(self)[2:]}
        told = " ".join(f"{name}={_quoted(str(value))}" for name, value in facts.items() if value != "")
        return f"{_quoted(self.source)}@{_quoted(self.edition)} {told}"

    @classmethod
    def parsed(cls, line: str) -> Pin:
        """Read a line, or raise ValueError."""
        first, *facts = line.split(" ")
        source, at, edition = first.partition("@")
        known = {f.name for f in dataclasses.fields(cls)[2:]}
        found: dict[str, str] = {}
        for fact in facts:
            name, equals, value = fact.partition("=")
            if not equals or name not in known or name in found:
                raise ValueError(f"'{fact}'")
            found[name] = unquote(value, errors="strict")
        if not at or not {"name", "request", "sha256", "bytes", "retrieved"} <= set(found):
            raise ValueError(f"'{line[:60]}' is not whole")
        if not re.fullmatch(r"[0-9a-f]{64}", found["sha256"]) or not found["bytes"].isdigit():
            raise ValueError(f"'{found['sha256'][:70]}' is no hash, or '{found['bytes'][:20]}' no size")
        size = int(found.pop("bytes"))
        return cls(unquote(source), unquote(edition), bytes=size, **found)


def _quoted(text: str) -> str:
    return quote(text, safe="/:+,.()[]{}|;!*'$&?=~-_")


def lock_path(cache: Path) -> Path:
    """Return the lock to use.

    Parameters
    ----------
    cache : Path
        Folder of the cache, whose own lock is used where no other is near.
    """
    if named := os.environ.get("INEQUALITY_LOCK"):
        return Path(named).expanduser()
    here = Path.cwd()
    return next((folder / NAME for folder in (here, *here.parents) if (folder / NAME).is_file()), cache / NAME)


class Lock:
    """The pins in one file. Reads it anew each time, so that what other processes add is seen.

    Parameters
    ----------
    path : Path
        The file; absent means empty.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def pins(self, source: str = "") -> list[Pin]:
        """Return the pins, of one source or of all, sorted.

        Raises
        ------
        StoreError
            If the file cannot be read, or a line of it is no pin.
        """
        try:
            text = self.path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return []
        except (OSError, UnicodeDecodeError) as error:
            raise self._wrong(f"cannot be read ({error})") from error
        found: dict[tuple[str, ...], Pin] = {}
        for number, line in enumerate(text.splitlines(), start=1):
            if not line.strip() or line.startswith("#"):
                continue
            try:
                pin = Pin.parsed(line.rstrip())
            except (ValueError, TypeError) as error:
                raise self._wrong(f"has a line that cannot be read: line {number}, {error}") from error
            other = found.setdefault(pin.identity, pin)
            if other.sha256 != pin.sha256:
                raise self._wrong(f"gives {pin.source}@{pin.edition} {pin.name} two hashes, the second in line {number}")
        return sorted(pin for pin in found.values() if source in ("", pin.source))

    def add(self, pins: Iterable[Pin]) -> None:
        """Add pins; one of the same file and edition is replaced only by one with the same bytes.

        Raises
        ------
        StoreError
            If the file cannot be read or written, or an edition would change.
        """
        added = {pin.identity: pin for pin in pins}
        with _guarded(self.path):
            known = {pin.identity: pin for pin in self.pins()}
            for identity, pin in added.items():
                if identity in known and known[identity].sha256 != pin.sha256:
                    raise self._wrong(f"already gives {pin.source}@{pin.edition} {pin.name} other bytes")
            if {**known, **added} != known:
                write_lines(self.path, HEAD, map(str, sorted({**known, **added}.values())))

    def _wrong(self, came: str) -> StoreError:
        return StoreError(
            f"{self.path} {came}",
            possible="lines such as: swiid@9.92 name=... request=... sha256=... bytes=... retrieved=... url=...",
            remedy="restore it from version control, or delete the line; the log in the cache still tells what was pinned",
        )


def write_lines(path: Path, head: str, lines: Iterable[str]) -> None:
    """Replace a small file of text at once, so that nobody reads half of it."""
    new = path.parent / new_name()
    with writing(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        sweep(path.parent)
        try:
            with new.open("x", encoding="utf-8", newline="\n") as file:
                file.write(head + "".join(f"{line}\n" for line in lines))
                file.flush()
                os.fsync(file.fileno())
            new.replace(path)
        finally:
            new.unlink(missing_ok=True)


@contextlib.contextmanager
def _guarded(path: Path) -> Iterator[None]:
    """Keep other processes from writing at the same time, as far as the disk allows; nothing wrong is read without it."""
    guard = path.parent / f".{path.name}.guard"
    began, mine = time.monotonic(), False
    with writing(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        while not mine and time.monotonic() - began < PATIENCE:
            try:
                guard.touch(exist_ok=False)
                mine = True
            except FileExistsError:
                time.sleep(0.02)
    try:
        yield
    finally:
        if mine or time.monotonic() - began >= PATIENCE:
            guard.unlink(missing_ok=True)
