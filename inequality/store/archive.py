"""Archives, unpacked only when nothing in them can write outside its folder or fill the disk."""

from __future__ import annotations

import contextlib
import gzip
import io
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

__all__ = ["Unsafe", "checked_members", "gunzipped"]

#: A member of more than `SMALL` bytes that unpacks to more than so many times its size is a bomb.
RATIO, SMALL = 200, 5_000_000
MOST = 20_000_000_000
MOST_MEMBERS = 20_000


class Unsafe(Exception):
    """An archive is not one to unpack; the text says why."""


def checked_members(path: Path, *, read: bool = False) -> list[str]:
    """Return the files in a zip, after looking for everything that makes one dangerous.

    Parameters
    ----------
    path : Path
        The zip.
    read : bool
        Also read each to its end, which compares its checksum.

    Raises
    ------
    Unsafe
        If a name leaves the folder, is there twice (also when case is folded, as on macOS and Windows, unless the zip is only
        read), if a member is a link, encrypted, or a bomb, or sizes contradict each other.
    """
    with zipfile.ZipFile(path) as archive:
        infos = archive.infolist()
        if len(infos) > MOST_MEMBERS:
            raise Unsafe(f"{len(infos):,} members")
        names: set[str] = set()
        total = 0
        for info in infos:
            _check(info, names)
            names.add(info.filename)
            total += info.file_size
        if total > MOST:
            raise Unsafe(f"{total:,} bytes when unpacked")
        found = [info.filename for info in infos if not info.is_dir()]
        for name in found if read else ():
            with archive.open(name) as stream:
                while stream.read(1 << 20):
                    pass
    return found


def _check(info: zipfile.ZipInfo, names: set[str]) -> None:
    name = info.filename
    original = info.orig_filename
    parts = original.replace("\\", "/").split("/")
    outside = original.startswith(("/", "\\", "~")) or ".." in parts or ":" in parts[0] or "\\" in original
    if outside or "\0" in original or not name:
        raise Unsafe(f"the name '{original[:80]!a}' leaves the folder")
    if name in names:
        raise Unsafe(f"'{name}' is in it twice")
    mode = info.external_attr >> 16
    if mode and not (stat.S_ISREG(mode) or stat.S_ISDIR(mode) or stat.S_IFMT(mode) == 0):
        raise Unsafe(f"'{name}' is a link or a device")
    if info.flag_bits & 0x1:
        raise Unsafe(f"'{name}' is encrypted")
    if info.file_size > SMALL and info.file_size > RATIO * max(1, info.compress_size):
        raise Unsafe(f"'{name}' unpacks to {info.file_size:,} bytes out of {info.compress_size:,}")


@contextlib.contextmanager
def gunzipped(path: Path) -> Iterator[IO[bytes]]:
    """Open what is in a gzip file; reading past `MOST` bytes, or `RATIO` times its size, raises Unsafe."""
    most = min(MOST, max(SMALL, RATIO * path.stat().st_size))
    with gzip.open(path, "rb") as stream:
        yield io.BufferedReader(_Bounded(stream, most), 1 << 16)


class _Bounded(io.RawIOBase):
    """A stream that raises when more comes out of it than it may hold."""

    def __init__(self, stream: gzip.GzipFile, most: int) -> None:
        super().__init__()
        self._stream, self._left = stream, most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        self._left -= len(data)
        if self._left < 0:
            raise Unsafe("it unpacks to far more than it can hold")
        buffer[: len(data)] = data
        return len(data)
