"""A file on its way into the cache: nobody sees it before it is whole, and what a killed process leaves is swept.

Its name tells whose it is: machine, process, when that process started. A part whose process is gone is an orphan.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import platform
import re
import secrets
import sys
from collections.abc import Iterator
from pathlib import Path

from inequality.errors import StoreError

__all__ = ["Part", "orphans", "place"]

NAME = re.compile(r"\.part-(?P<machine>[0-9a-f]{8})-(?P<pid>\d+)-(?P<started>\d+)-[0-9a-f]+")
MACHINE = hashlib.sha256(platform.node().encode()).hexdigest()[:8]
#: A part of another machine that shares the folder cannot be asked for its process: it is an orphan after a day.
DAY = 86_400


class Part:
    """A new file in `folder`, written, hashed, and then put in its place or thrown away.

    Use it as a context: what was not put in its place is gone at the end.

    Raises
    ------
    StoreError
        If the disk is full, or the folder cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / new_name()
        self.size = 0
        self._sha256 = hashlib.sha256()
        with writing(folder):
            folder.mkdir(parents=True, exist_ok=True)
            self._file = self.path.open("xb")

    def __enter__(self) -> Part:
        return self

    def __exit__(self, *unused: object) -> None:
        with contextlib.suppress(OSError):  # a full disk is told where it was met
            self._file.close()
        with contextlib.suppress(OSError):
            _remove(self.path)

    @property
    def sha256(self) -> str:
        """Hash of what was written so far."""
        return self._sha256.hexdigest()

    def write(self, data: bytes) -> None:
        """Append."""
        with writing(self.path.parent):
            self._file.write(data)
        self._sha256.update(data)
        self.size += len(data)

    def restart(self) -> None:
        """Throw away what was written."""
        with writing(self.path.parent):
            self._file.seek(0)
            self._file.truncate()
        self._sha256, self.size = hashlib.sha256(), 0

    def digest(self, algorithm: str) -> str:
        """Return the hash of what was written so far by another algorithm."""
        self.flush()
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, lambda: hashlib.new(algorithm, usedforsecurity=False)).hexdigest()

    def flush(self) -> None:
        """Bring it to the disk, so that it can be read and outlives a failure of power."""
        with writing(self.path.parent):
            self._file.flush()
            os.fsync(self._file.fileno())

    def put(self, target: Path) -> None:
        """Give it its name, read-only: from now on it is seen, whole."""
        self.flush()
        with writing(self.path.parent):
            self._file.close()
            place(self.path, target)


def new_name() -> str:
    """Return a name for what is being written, which tells whose it is."""
    pid = os.getpid()
    return f".part-{MACHINE}-{pid}-{_started(pid)}-{secrets.token_hex(4)}"


def place(path: Path, target: Path) -> None:
    """Make a whole file read-only, as the umask allows, and give it its name."""
    path.chmod(path.stat().st_mode & 0o444)
    try:
        path.replace(target)
    except PermissionError:
        if os.name != "nt" or not target.exists():
            raise
        target.chmod(0o666)  # Windows refuses to replace what is read-only
        path.replace(target)
    if os.name != "nt":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


@contextlib.contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Say what to do where the disk refuses."""
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC))
        problem = f"{folder} cannot be written ({error.strerror or error})"
        remedy = "make room: `inequality fetch --clean --dry-run` shows what may go" if full else "make it writable"
        raise StoreError(
            problem,
            possible="a folder on a disk with room, which you may write; nothing that was there is changed",
            remedy=f"{remedy}, or name another folder in INEQUALITY_CACHE",
        ) from error


def orphans(folder: Path) -> list[Path]:
    """Return the parts in a folder whose process is gone.

    Parameters
    ----------
    folder : Path
        Where to look.
    """
    found = []
    for path in folder.glob(".part-*") if folder.is_dir() else ():
        match = NAME.fullmatch(path.name)
        if match is None:
            continue
        ours = match["machine"] == MACHINE
        if not _alive(int(match["pid"]), int(match["started"])) if ours else _older_than_a_day(path):
            found.append(path)
    return found


def sweep(folder: Path) -> int:
    """Remove the orphans, and return how many there were; where the folder is read-only, none."""
    count = 0
    for path in orphans(folder):
        with contextlib.suppress(OSError):
            _remove(path)
            count += 1
    return count


def _remove(path: Path) -> None:
    if sys.platform == "win32" and path.exists():
        path.chmod(0o666)
    path.unlink(missing_ok=True)


def _started(pid: int) -> int:
    """When a process started, in the system's own ticks; 0 where the system does not tell."""
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19])
    except (OSError, ValueError, IndexError):
        return 0


def _alive(pid: int, started: int) -> bool:
    if sys.platform == "win32":
        return pid == os.getpid() or _lives_on_windows(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # somebody else's
    return started == _started(pid)


def _lives_on_windows(pid: int) -> bool:
    import ctypes

    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined]
    handle = kernel.OpenProcess(0x1000, 0, pid)  # query limited information; os.kill would end the process
    if handle:
        kernel.CloseHandle(handle)
    return bool(handle)


def _older_than_a_day(path: Path) -> bool:
    """By the clock of the disk itself, which a wrong clock of this machine does not touch."""
    probe = path.parent / f".now-{secrets.token_hex(4)}"
    try:
        probe.touch()
        return probe.stat().st_mtime - path.stat().st_mtime > DAY
    except OSError:
        return False
    finally:
        with contextlib.suppress(OSError):
            probe.unlink(missing_ok=True)
