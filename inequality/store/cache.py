"""The cache: files by the hash of their bytes, read-only, whole or absent, verified whenever they are read."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import platformdirs

from inequality.errors import StoreError
from inequality.store.part import Part, orphans, sweep, writing

__all__ = ["Cache", "home"]

#: Files of this size and more are hashed once in a process, and again when size, time or inode changed.
LARGE = 1_000_000_000
SUFFIXES = {".csv", ".json", ".zip", ".xlsx", ".dta", ".gz", ".xml", ".pdf", ".parquet", ".txt"}

_verified: dict[Path, tuple[str, int, int, int]] = {}


def home() -> Path:
    """Return the folder of the cache: INEQUALITY_CACHE, or the system's place for caches."""
    named = os.environ.get("INEQUALITY_CACHE")
    return Path(named).expanduser() if named else Path(platformdirs.user_cache_dir("wealth-inequality", appauthor=False))


class Cache:
    """The cache in a folder.

    Parameters
    ----------
    root : Path
        The folder; it is made when something is first written.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files = root / "files"
        self.quarantine = root / "quarantine"
        self.derived = root / "derived"  # what sources make of a file, by its hash; they look after it

    def path(self, sha256: str, name: str) -> Path:
        """Return where a file of this hash is, or would be. `name` gives it its suffix."""
        suffix = PurePosixPath(name).suffix.lower()
        return self.files / f"{sha256}{suffix if suffix in SUFFIXES else ''}"

    def find(self, sha256: str, name: str) -> Path | None:
        """Return the file, its bytes verified; None where there is none.

        A file whose bytes are not those of its name is put into quarantine, and is then absent.

        Raises
        ------
        StoreError
            If it is there and cannot be read, or is damaged and cannot be moved away.
        """
        path = self.path(sha256, name)
        try:
            state = path.stat()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._unreadable(path, error) from error
        known = (sha256, state.st_size, state.st_mtime_ns, state.st_ino)
        if state.st_size >= LARGE and _verified.get(path) == known:
            return path
        try:
            came = digest(path)
        except OSError as error:
            raise self._unreadable(path, error) from error
        if came == sha256:
            _verified[path] = known
            return path
        self._isolate(path, came)
        return None

    def part(self) -> Part:
        """Return a new file in the cache; orphans of killed processes are swept."""
        sweep(self.files)
        return Part(self.files)

    def keep(self, part: Part, name: str) -> Path:
        """Make a part one of the files, by its hash, and return where it is."""
        target = self.path(part.sha256, name)
        if self.find(part.sha256, name) is None:
            part.put(target)
        return target

    def stored(self) -> Iterator[Path]:
        """Yield the files."""
        yield from _entries(self.files)

    def clean(self, named: set[str], *, dry_run: bool) -> list[tuple[Path, int]]:
        """Remove what no lock names: files, what was made of them, orphans, the quarantine.

        Parameters
        ----------
        named : set of str
            Hashes to keep.
        dry_run : bool
            Only say what would go.

        Returns
        -------
        list of (Path, int)
            What goes, with its size.
        """
        places = (*self.stored(), *_entries(self.derived))
        loose = [path for path in places if not named.intersection(re.findall("[0-9a-f]{64}", path.name))]
        left = [*orphans(self.files), *orphans(self.derived), *_entries(self.quarantine)]
        going = [(path, _size(path)) for path in (*loose, *left)]
        for path, _ in () if dry_run else going:
            with writing(path.parent):
                if path.is_dir():
                    shutil.rmtree(path)
                else:
                    path.chmod(0o666)
                    path.unlink(missing_ok=True)
        return going

    def _isolate(self, path: Path, came: str) -> None:
        try:
            self.quarantine.mkdir(parents=True, exist_ok=True)
            path.replace(self.quarantine / path.name)
        except OSError as error:
            raise StoreError(
                f"{path} is damaged: its bytes have the hash {came[:16]}..., and it cannot be moved away ({error})",
                possible=f"bytes with the hash {path.name[:16]}...",
                remedy="delete the file, or name another folder in INEQUALITY_CACHE",
            ) from error

    def _unreadable(self, path: Path, error: OSError) -> StoreError:
        return StoreError(
            f"{path} cannot be read ({error.strerror or error})",
            possible="a cache folder that you may read",
            remedy="mend the permissions, or name another folder in INEQUALITY_CACHE",
        )


def digest(path: Path) -> str:
    """Return the sha256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _entries(folder: Path) -> list[Path]:
    """What is in a folder, in order, but for files on their way."""
    return sorted(path for path in folder.iterdir() if not path.name.startswith(".")) if folder.is_dir() else []


def _size(path: Path) -> int:
    return sum(each.stat().st_size for each in (path.rglob("*") if path.is_dir() else (path,)) if each.is_file())
