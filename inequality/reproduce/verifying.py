"""Says whether a picture is ours and as it was drawn.

A picture that carries its record is asked four things: whether its pixels are those that the record tells of, and whether
inputs, table and picture come out the same when the recorded call is made again. The record only says what to draw; a forger
can write one that fits itself, so that the new drawing has the last word. One without a record is recognised by its printed
id or by its looks, drawn again, and compared.
"""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

from inequality.press import Record, carried_by
from inequality.press.carriers import CARRIERS
from inequality.press.shelf import write_whole
from inequality.reproduce import incoming, recognised, recorded
from inequality.reproduce.recognised import Found

__all__ = ["Verification", "verify"]

Verdict = Literal[
    "same", "same, but recompressed, scaled or cropped", "altered here", "differs from its record", "not ours", "cannot tell"
]


@dataclass(frozen=True)
class Verification:
    """What comparing a picture with its record and with a new drawing found.

    Parameters
    ----------
    file : str
        The picture.
    figure, id : str
        Which figure it is or says it is, and the record's id; empty where unknown.
    picture, inputs, table, redrawn : str
        A sentence each about this file, its inputs, its table and the picture drawn again; empty where there is no record to
        ask.
    verdict : str
        "same"; "same, but recompressed, scaled or cropped"; "altered here"; "differs from its record"; "not ours"; "cannot
        tell".
    places : tuple of tuple of int
        Boxes round what was altered: left, top, right, bottom in pixels of the picture.
    marked : str
        Name of the picture with the places marked, where one was written.

    Examples
    --------
    >>> Verification("photo.jpg", "", "", "carries no record", "", "", "", "cannot tell").same is None
    True
    """

    file: str
    figure: str
    id: str
    picture: str
    inputs: str
    table: str
    redrawn: str
    verdict: Verdict
    places: tuple[tuple[int, int, int, int], ...] = ()
    marked: str = ""

    @property
    def same(self) -> bool | None:
        """True if it is the same, however recompressed; None where that cannot be decided."""
        return None if self.verdict == "cannot tell" else self.verdict.startswith("same")

    def as_dict(self) -> dict[str, Any]:
        """Return the fields, and `same`, as a plain dictionary."""
        return {**asdict(self), "same": self.same}

    def __str__(self) -> str:
        lines = {"this file": self.picture, "inputs": self.inputs, "table": self.table, "redrawn": self.redrawn}
        head = ", ".join(part for part in (self.figure, self.id and f"record {self.id}") if part) or "no figure that is known"
        said = [f"  {name:<9} {text}" for name, text in lines.items() if text]
        last = [f"  marked    {self.marked}"] if self.marked else []
        return "\n".join([f"{self.file}: {head}", *said, *last, self.verdict.upper()])


def verify(
    file: str | os.PathLike[str],
    *,
    id: str | None = None,
    rebuild: str | os.PathLike[str] | None = None,
    marks: str | os.PathLike[str] | None = None,
) -> Verification:
    """Say whether a picture is as it left the press, and whether the figure comes out the same again.

    Parameters
    ----------
    file : path
        A PNG, JPEG, WebP, SVG or PDF.
    id : str, optional
        The id printed in the source line, where the picture carries no record.
    rebuild : path, optional
        A folder to write the newly drawn figure to, with all of its press kit.
    marks : path, optional
        A folder for the picture with what was altered marked; else that of the file.

    Returns
    -------
    Verification
        Printable.

    Raises
    ------
    RecordError
        If the file is no picture, or it or its record is malformed.

    Examples
    --------
    >>> print(verify("figures/forty-two-people/forty-two-people.png"))  # doctest: +SKIP
    forty-two-people.png: forty-two-people, record f7qw674yxx
      this file as it left the press
      inputs    same (rich_list@2017, world_bottom_half@2017)
      table     same
      redrawn   same, to the last pixel
    SAME
    """
    path = Path(file)
    data = incoming.read(path)
    kind = incoming.kind_of(data)
    record = carried_by(data) if kind in CARRIERS else None
    found = recognised.look_up(data, kind, id) if record is None else recorded.look_up(data, kind, record, id)
    if rebuild is not None and found.figure is not None:
        found.figure.kit(Path(rebuild))
    result = _told(path.name, record, found)
    if found.verdict != "altered here" or found.marked is None:
        return result
    target = Path(marks if marks is not None else path.parent) / f"{path.stem}.altered.png"
    try:
        write_whole(target, found.marked())
    except OSError as error:
        return replace(result, marked=f"not written to {target} ({error.strerror})")
    return replace(result, marked=str(target))


def _told(file: str, record: Record | None, found: Found) -> Verification:
    name = record.figure if record else found.figure.name if found.figure else ""
    id = record.id if record else found.figure.id if found.figure else ""
    return Verification(file, name, id, found.picture, found.inputs, found.table, found.redrawn, found.verdict, found.places)
