"""What a file must be before anybody sees it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["Gate"]


@dataclass(frozen=True)
class Gate:
    """What a file must be before it enters the store.

    Parameters
    ----------
    kind : {"csv", "json", "zip", "xlsx", "stata", "gzip", "xml", "pdf"}
        Format, told by the first bytes and by reading it to the end; an HTML page or an error message never passes.
    columns : tuple of str
        Columns that the header must have; others may be there too. For a zip, of each member named.
    separator, encoding : str
        Of a CSV.
    members : tuple of str
        Files that a zip must hold.
    least_rows : int
        Fewer are a cut or an empty answer.
    key : tuple of str
        Columns that together tell rows apart: a repeated block of bytes shows as a repeated key.
    ranges : mapping of str to (float, float)
        What the numbers of a column lie between; empty cells are free. Percents where fractions belong show here.
    also : callable, optional
        What else must hold: is given the path, returns what is wrong in a few words, or "".
    """

    kind: str
    columns: tuple[str, ...] = ()
    separator: str = ","
    encoding: str = "utf-8-sig"
    members: tuple[str, ...] = ()
    least_rows: int = 1
    key: tuple[str, ...] = ()
    ranges: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    also: Callable[[Path], str] | None = None
