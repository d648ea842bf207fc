"""One member of a zip that lies at a publisher's, read by ranges: a few megabytes of a gigabyte.

All ranges must be of the same file: each is asked for under the ETag of the first, and an answer of another file, or of the
whole, is refused. The member's checksum in the zip proves its end and its bytes.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable

from inequality.errors import FetchError
from inequality.store.limits import Limits
from inequality.store.part import Part
from inequality.store.received import Received, Validators
from inequality.store.transport import receive_range
from inequality.store.wanted import Wanted

__all__ = ["receive_member"]

#: What is asked for at a time; the end of a zip that holds its directory, or says where that is, is at most `TAIL`.
BLOCK, TAIL = 4 << 20, 65_558


class _Distant(io.RawIOBase):
    """A file at a publisher's, as one that can be sought in."""

    def __init__(self, wanted: Wanted, url: str, limits: Limits, first: Received, data: bytes) -> None:
        super().__init__()
        self._wanted, self._url, self._limits, self._first = wanted, url, limits, first
        self._place, self._block = 0, (first.total - len(data), data)
        self.end = first.total

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        self._place = offset + (0, self._place, self._first.total)[whence]
        return self._place

    def tell(self) -> int:
        return self._place

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        start, data = self._block
        if self._place >= self._first.total:
            return 0
        if not start <= self._place < start + len(data):
            start, data = self._block = (self._place, self._range(self._place))
        piece = data[self._place - start :][: len(buffer)]
        buffer[: len(piece)] = piece
        self._place += len(piece)
        return len(piece)

    def _range(self, start: int) -> bytes:
        stop = min(self.end if start < self.end else self._first.total, start + BLOCK)
        span = f"bytes={start}-{stop - 1}"
        received, data = receive_range(self._wanted, self._url, span, of=self._first.validators, limits=self._limits)
        if received.total != self._first.total or len(data) != stop - start:
            raise _unfit(self._wanted, self._url, "changed while it was read")
        return data


def receive_member(
    wanted: Wanted, url: str, part: Part, *, known: Validators, limits: Limits, tell: Callable[[int, int | None], None]
) -> Received:
    """Fetch the member that is wanted out of the zip at an address, unpacked, into a part.

    Parameters
    ----------
    wanted : Wanted
        The file; its remote names the member.
    url : str
        Of the zip.
    part : Part
        Where the member goes.
    known : Validators
        Of the zip that one has the member of: where they are still right, the status is 304 and the part is empty.
    limits : Limits
        How long, how often, how much.
    tell : callable
        Is told the bytes that are there, and the total.

    Returns
    -------
    Received

    Raises
    ------
    FetchError, GateError
        If a range cannot be had, the file changes, there is no such member, or its checksum is wrong.
    """
    first, data = receive_range(wanted, url, f"bytes=-{TAIL}", known=known, limits=limits)
    if first.status == 304:
        return first
    if not first.validators.strong:
        raise _unfit(wanted, url, "gives no strong ETag, so that parts of it cannot be held together")
    name, most = wanted.remote.member, wanted.remote.most_bytes
    try:
        distant = _Distant(wanted, url, limits, first, data)
        with zipfile.ZipFile(distant) as archive:
            if name not in archive.namelist():
                raise wanted.refused(url, f"holds no member '{name}'", possible=f"one of {len(archive.namelist())} others")
            info = archive.getinfo(name)
            if info.file_size > most:
                raise wanted.refused(url, f"has a member of {info.file_size:,} bytes", possible=f"at most {most:,}")
            distant.end = min(first.total, info.header_offset + info.compress_size + len(name) + 1024)
            with archive.open(name) as stream:
                while piece := stream.read(1 << 18):
                    part.write(piece)
                    tell(part.size, info.file_size)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise wanted.refused(url, f"is damaged ({type(error).__name__}: {error})", possible="a whole zip") from error
    return first


def _unfit(wanted: Wanted, url: str, came: str) -> FetchError:
    return wanted.failed(url, came, possible="a server that sends ranges of one file under a strong ETag")
