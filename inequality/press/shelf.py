"""Keeps a figure's files: flat names, whole files, and none touched without a reason.

Everything is made before anything is written: where a picture cannot be drawn, the folder stays as it was.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from inequality.errors import RecordError
from inequality.press import export, plotted
from inequality.press.carriers import CARRIERS, carried_by, emptied
from inequality.press.look import Look
from inequality.press.record import Record

if TYPE_CHECKING:
    from inequality.press.figure import Figure

__all__ = ["FIGURES", "Shelf", "Shelved", "put", "write_whole"]

#: Environment variable that names the folder of figures, for notebooks that are run elsewhere.
FIGURES = "INEQUALITY_FIGURES"


@dataclass(frozen=True)
class Shelved:
    """What became of a file.

    Parameters
    ----------
    status : {"new", "changed", "same"}
        Compared with what stood there.
    size : int
        In bytes.
    """

    status: str
    size: int


class Shelf:
    """The files of a figure that are to stand in a folder, made one after another.

    Parameters
    ----------
    figure : Figure
        Whose.
    folder : Path
        Where they stand.
    fresh : bool
        Draw also what is as it was.
    """

    def __init__(self, figure: Figure, folder: Path, *, fresh: bool = False) -> None:
        self.figure, self.folder, self.fresh = figure, folder, fresh
        self.files: dict[str, bytes] = {}
        self.hashes: dict[str, dict[str, str]] = {}

    def draw(self, sizes: Iterable[str], look: Look, kinds: Iterable[str] = tuple(CARRIERS)) -> None:
        """Add pictures. One that draws the same of the same as the one that stands there is that one, to the last bit."""
        figure = self.figure
        for size in sizes:
            bare = figure.drawing("svg", size, look)
            name = figure.file_name("svg", size, look)
            kept = None if self.fresh else self._kept_drawing(name, bare)
            drawing = kept or CARRIERS["svg"].digest(bare)
            for kind in kinds:
                self._picture(kind, size, look, drawing, kept)
            if look.cmyk:
                self._picture("pdf", size, look, drawing, kept)

    def _picture(self, kind: str, size: str, look: Look, drawing: str, kept: str | None) -> None:
        figure, carrier = self.figure, CARRIERS[kind.rpartition(".")[2]]
        look = look if kind == "pdf" else replace(look, cmyk=False)
        name = figure.file_name(kind, size, look)
        own = self._kept_hash(name, kept) if kept else None
        if own is not None:
            self.files[name], self.hashes[name] = (self.folder / name).read_bytes(), {"sha256": own, "drawing": drawing}
            return
        body = figure.drawing(kind, size, look)
        self.hashes[name] = {"sha256": carrier.digest(body), "drawing": drawing}
        self.files[name] = carrier.insert(body, figure.record({name: self.hashes[name]}).to_json())

    def write_texts(self, texts: Mapping[str, str]) -> None:
        """Add texts by the ending of their file's name."""
        for suffix, text in texts.items():
            self.files[self.figure.file_name(suffix)] = text.encode("utf-8")

    def record(self) -> Record:
        """Add the record beside the pictures, unless it differs from the one there by versions alone; return it.

        Pictures of the same figure that were drawn before, in other sizes or looks, stay in it.
        """
        name, record = self.figure.file_name("record.json"), self.figure.record(self.hashes)
        try:
            text = (self.folder / name).read_bytes()
            old = Record.from_json(text)
        except (OSError, RecordError):
            old, text = None, b""
        if old is not None and old.id == record.id:
            others = {
                other: dict(hashes)
                for other, hashes in old.pictures.items()
                if other not in self.hashes and (self.folder / other).exists()
            }
            record = replace(record, pictures={**others, **self.hashes})
            same = all(_bytes(self.folder / picture) == self.files[picture] for picture in self.hashes)
            if same and not self.fresh and replace(old, versions=record.versions) == record:
                self.files[name] = text
                return old
        self.files[name] = record.to_json().encode("ascii")
        return record

    def _kept_drawing(self, name: str, bare: bytes) -> str | None:
        """Hash of the SVG on the shelf, if it draws the same of the same; else None."""
        own = self._kept_hash(name, None, "svg")
        if own is None:
            return None
        return own if export.same_drawing(emptied((self.folder / name).read_bytes()), bare) else None

    def _kept_hash(self, name: str, drawing: str | None, kind: str = "") -> str | None:
        """Hash of a picture on the shelf that is as it left the press and belongs to this figure; else None."""
        try:
            data = (self.folder / name).read_bytes()
            record = carried_by(data)
            own = CARRIERS[kind or name.rpartition(".")[2]].digest(data)
        except (OSError, RecordError, ValueError):
            return None
        hashes = record.pictures.get(name) if record else None
        if record is None or hashes is None or record.id != self.figure.id or hashes.get("sha256") != own:
            return None
        return own if drawing in (None, hashes.get("drawing")) else None


def put(folder: Path, files: Mapping[str, bytes], *, write: bool = True) -> dict[str, Shelved]:
    """Write files into a folder, each whole, and say what became of each; without `write`, what would."""
    done = {}
    for name, data in files.items():
        path = folder / name
        known = _bytes(path)
        status = "new" if known is None else "same" if known == data else "changed"
        if write and status != "same":
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, data)
        done[name] = Shelved(status, len(data))
    return done


def texts_of(figure: Figure) -> dict[str, str]:
    """Return the texts that stand beside every picture, by the ending of their file's name."""
    return {"csv": plotted.text(figure.table), "alt.txt": figure.alt + "\n", "caption.txt": figure.caption + "\n"}


def write_whole(path: Path, data: bytes) -> str:
    """Write a file so that it is there whole or as before; say whether it is new, changed or the same."""
    known = path.exists()
    if known and path.read_bytes() == data:
        return "same"
    handle, temporary = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        umask = os.umask(0)
        os.umask(umask)
        Path(temporary).chmod(0o666 & ~umask)
        Path(temporary).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise
    return "changed" if known else "new"


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
