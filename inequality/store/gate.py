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
    kind : {"csv", "json", "zip", "xlsx", "stata", "gzip", "xml", "pdf", "table"}
        Format, told by the first bytes and by reading it to the end; an HTML page or an error message never passes. A "table"
        is of any other format: `also` reads it.
    columns : tuple of str
        Columns that the header must have; others may be there too. For a zip, of each member named, or of each
        CSV in it where none is; for
        JSON, names that must occur in the objects of the longest list, or in the object itself where there is no list.
    separator, encoding : str
        Of a CSV.
    members : tuple of str
        Files that a zip must hold.
    least_rows : int
        Fewer are a cut or an empty answer. Of a zip, in all the members named together.
    key : tuple of str
        Columns that together tell rows apart: a repeated block of bytes shows as a repeated key.
    blocks : tuple of str
        Columns of which equal entries stand together in the file: a block of bytes in the wrong place shows here.
    ranges : mapping of str to (float, float)
        What the numbers of a column lie between; empty cells, and the usual marks for a missing number, are free. Percents
        where fractions belong show here.
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
    blocks: tuple[str, ...] = ()
    ranges: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    also: Callable[[Path], str] | None = None

    @property
    def expected(self) -> str:
        """The format in words: ``"a csv file"``."""
        return f"{'an' if self.kind.startswith('x') else 'a'} {self.kind} file"
