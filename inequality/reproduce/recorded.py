"""Asks a picture's record what was drawn, draws it again, and compares: this file, its inputs, its table, the picture."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from inequality.errors import DrawingError, InequalityError
from inequality.press import Figure, Record, export
from inequality.press.carriers import CARRIERS, carrier_of
from inequality.press.look import Look, look_of
from inequality.press.sheet import SIZES
from inequality.reproduce import incoming, recognised, vector
from inequality.reproduce.drawing import brings_its_claim, redrawn
from inequality.reproduce.recognised import Found, attempt, judged

__all__ = ["look_up"]

INTACT = "as it left the press"
CHANGED = "DIFFERS from what its record tells of: it was changed or written anew since"


def look_up(data: bytes, kind: str, record: Record, id: str | None) -> Found:
    """Compare a picture with its record, and with what the recorded call draws now."""
    digest = carrier_of(data).digest(data)
    intact = digest in {told.get("sha256") for told in record.pictures.values()}
    picture = INTACT if intact else CHANGED
    if id is not None and id != record.id:
        picture += f"; the id you read in it, {id}, is not its record's, {record.id}"
    try:
        figure = redrawn(record)
    except Exception as error:  # a forged call may name what is not there, or take arguments that break anything
        return _not_redrawn(data, kind, picture, error)
    new = figure.record()
    changed = sorted(name for name in {*record.inputs, *new.inputs} if record.inputs.get(name) != new.inputs.get(name))
    inputs = f"DIFFER: {', '.join(changed)}" if changed else f"same ({', '.join(record.inputs) or 'none'})"
    if brings_its_claim(record):
        inputs += "; the claim is not in the ledger but came with the picture: figures given in it are its maker's"
    table = "same" if record.table == new.table else f"DIFFERS: {_unlike(record.table, new.table)}"
    found = _redrawn(data, kind, record, figure, digest, picture)
    if record.title != figure.title:
        found = replace(found, verdict=_unless_altered(found), redrawn=f"{found.redrawn}; its record tells another title")
    if changed or record.table != new.table or (id is not None and id != record.id):
        found = replace(found, verdict=_unless_altered(found))
    return replace(found, inputs=inputs, table=table, figure=figure)


def _unless_altered(found: Found) -> str:
    return "altered here" if found.verdict == "altered here" else "differs from its record"


def _not_redrawn(data: bytes, kind: str, picture: str, error: Exception) -> Found:
    """The record leads nowhere: what the picture looks like is all that is left."""
    why = str(error) if isinstance(error, InequalityError) else f"{type(error).__name__} in its call"
    looks = recognised.look_up(data, kind, None)
    return replace(looks, picture=picture, inputs=f"cannot be drawn again from its record: {why}")


def _redrawn(data: bytes, kind: str, record: Record, figure: Figure, digest: str, picture: str) -> Found:
    """Compare the picture with the new drawing, in the look that the record names."""
    ways = [way for name in record.pictures if (way := look_of(name, figure.name, figure.language.code)) and kind in way[0]]
    intact = picture.startswith(INTACT)
    for file_kind, size, look in ways:
        try:
            if digest == _digest(figure, file_kind, size, look):
                verdict = "same" if intact else "same, but recompressed, scaled or cropped"
                return Found(verdict, picture, redrawn="same, to the last pixel")
        except DrawingError:
            continue
    if kind == "svg":
        return _vector(data, record, figure, ways, picture)
    image = incoming.rendered(data) if kind == "pdf" else incoming.opened(data)
    if image is None:
        return Found("cannot tell", picture, redrawn="differs in its bytes; Ghostscript, which would draw it, is not here")
    tries = [attempt(image, kind, figure, size, look) for _, size, look in ways]
    if not any(tries):
        tries = [attempt(image, kind, figure, size, Look(dark=dark)) for size in SIZES for dark in (False, True)]
    best = max((each for each in tries if each), key=lambda each: each.comparison.agreement, default=None)
    if best is None:
        return Found("differs from its record", picture, redrawn="DIFFERS: the picture does not show the figure of its record")
    return _worded(judged(image, best, picture), record, figure, intact)


def _worded(found: Found, record: Record, figure: Figure, intact: bool) -> Found:
    """Say of a difference whether it comes with other versions of what draws."""
    versions = _versions(record, figure.record())
    if found.verdict.startswith("same"):
        with_ = f", no more than {versions} explains" if versions else ", as far as another machine may set a pixel otherwise"
        same = "same" if intact else found.verdict
        return replace(found, verdict=same, redrawn=found.redrawn + (with_ if intact else ""))
    if versions and intact and found.verdict == "altered here":
        return replace(
            found, verdict="cannot tell", marked=None, redrawn=f"{found.redrawn}; it may differ only with {versions}"
        )
    return replace(found, redrawn=f"DIFFERS: {found.redrawn}")


def _digest(figure: Figure, kind: str, size: str, look: Look) -> str:
    """The hash that the picture has when it is drawn now."""
    return CARRIERS[kind.rpartition(".")[2]].digest(figure.drawing(kind, size, look))


def _vector(data: bytes, record: Record, figure: Figure, ways: list[Any], picture: str) -> Found:
    shapes, intact = vector.shapes(data), picture.startswith(INTACT)
    for kind, size, look in ways:
        if export.same_drawing(shapes, vector.shapes(figure.drawing(kind, size, look))):
            verdict = "same" if intact else "same, but recompressed, scaled or cropped"
            said = "same drawing, to 0.02 pixels" if intact else "same drawing, written in other words"
            return Found(verdict, picture, redrawn=said)
    versions = _versions(record, figure.record())
    if intact and versions:
        return Found("cannot tell", picture, redrawn=f"differs, with {versions}")
    return Found("differs from its record", picture, redrawn="DIFFERS: it draws something else than its record")


def _versions(then: Record, now: Record) -> str:
    names = sorted({*then.versions, *now.versions})
    return ", ".join(
        f"{name} {then.versions.get(name, 'none')} against {now.versions.get(name, 'none')}"
        for name in names
        if then.versions.get(name) != now.versions.get(name)
    )


def _unlike(told: str, now: str) -> str:
    """The first line in which two tables differ."""
    one, other = told.splitlines(), now.splitlines()
    for number, (a, b) in enumerate(zip(one, other, strict=False), 1):
        if a != b:
            return f"line {number} says '{a[:80]}', the inputs give '{b[:80]}'"
    return f"it has {len(one)} lines, the inputs give {len(other)}"
