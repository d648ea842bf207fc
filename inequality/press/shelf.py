"""Keeps a figure's files: flat names, whole files, and none touched without a reason."""

from __future__ import annotations

import contextlib
import os
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from inequality.errors import RecordError
from inequality.press import export, plotted
from inequality.press.carriers import CARRIERS, carried_by, emptied
from inequality.press.record import Record

if TYPE_CHECKING:
    from inequality.press.figure import Figure

__all__ = ["FIGURES", "shelve", "write_whole"]

#: Environment variable that names the folder of figures, for notebooks that are run elsewhere.
FIGURES = "INEQUALITY_FIGURES"


def shelve(figure: Figure, folder: Path, sizes: tuple[str, ...], fresh: bool) -> dict[str, str]:
    """Write the files of a figure into its folder and say what became of each."""
    folder.mkdir(parents=True, exist_ok=True)
    done: dict[str, str] = {}
    hashes: dict[str, dict[str, str]] = {}
    for size in sizes:
        bare = figure._bare("svg", size)
        drawing = CARRIERS["svg"].digest(bare)
        kept = None if fresh else _kept_drawing(folder / figure.file_name("svg", size), bare, figure)
        for kind in CARRIERS:
            name = figure.file_name(kind, size)
            own = _kept_hash(folder / name, kind, figure, kept) if kept else None
            if own is not None and kept is not None:
                done[name], hashes[name] = "same", {"sha256": own, "drawing": kept}
                continue
            body = bare if kind == "svg" else figure._bare(kind, size)
            hashes[name] = {"sha256": CARRIERS[kind].digest(body), "drawing": kept or drawing}
            data = CARRIERS[kind].insert(body, figure.record({name: hashes[name]}).to_json())
            done[name] = write_whole(folder / name, data)
    texts = {"csv": plotted.text(figure.table), "alt.txt": figure.alt + "\n", "caption.txt": figure.caption + "\n"}
    for suffix, text in texts.items():
        done[f"{figure.name}.{suffix}"] = write_whole(folder / f"{figure.name}.{suffix}", text.encode("utf-8"))
    done[f"{figure.name}.record.json"] = _write_record(figure, folder / f"{figure.name}.record.json", hashes, done, fresh)
    return done


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


def _kept_drawing(path: Path, bare: bytes, figure: Figure) -> str | None:
    """Hash of the SVG on the shelf, if it draws the same of the same; else None."""
    own = _kept_hash(path, "svg", figure, None)
    if own is None:
        return None
    data = path.read_bytes()
    return own if export.same_drawing(emptied(data), bare) else None


def _kept_hash(path: Path, kind: str, figure: Figure, drawing: str | None) -> str | None:
    """Hash of a picture on the shelf that is as it left the press and belongs to this figure; else None."""
    try:
        data = path.read_bytes()
        record = carried_by(data)
        own = CARRIERS[kind].digest(data)
    except (OSError, RecordError, ValueError):
        return None
    hashes = record.pictures.get(path.name) if record else None
    if record is None or hashes is None or record.id != figure.id or hashes.get("sha256") != own:
        return None
    return own if drawing in (None, hashes.get("drawing")) else None


def _write_record(figure: Figure, path: Path, hashes: dict[str, dict[str, str]], done: dict[str, str], fresh: bool) -> str:
    """Write the record beside the pictures, unless it differs from the one there by versions alone."""
    record = figure.record(hashes)
    try:
        old = Record.from_json(path.read_bytes())
    except (OSError, RecordError):
        old = None
    if old is not None and old.id == record.id:
        others = {
            name: dict(hash_) for name, hash_ in old.pictures.items() if name not in hashes and (path.parent / name).exists()
        }
        record = replace(record, pictures={**others, **hashes})
        unchanged = all(done[name] == "same" for name in hashes)
        if unchanged and not fresh and replace(old, versions=record.versions) == record:
            return "same"
    return write_whole(path, record.to_json().encode("ascii"))
