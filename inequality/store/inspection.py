"""Holds a file against its gate: the first bytes, the format read to its end, and every row of the table in it."""

from __future__ import annotations

import array
import csv
import io
import json
import math
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from inequality.store.archive import Unsafe, checked_members, gunzipped
from inequality.store.gate import Gate

__all__ = ["Wrong", "inspect"]

MAGIC = {"zip": b"PK\x03\x04", "xlsx": b"PK\x03\x04", "gzip": b"\x1f\x8b", "pdf": b"%PDF-"}
#: What publishers write where a number is missing.
MISSING = {"", ".", "..", "...", ":", "-", "na", "n/a", "n.a.", "nan", "null", "none"}
Row = Sequence[Any]


class Wrong(Exception):
    """A file is not what it must be.

    Parameters
    ----------
    came, expected : str
        What it is, and what it must be.
    page : bool
        Whether it is a page for people instead of data.
    """

    def __init__(self, came: str, expected: str, *, page: bool = False) -> None:
        super().__init__(came)
        self.came, self.expected, self.page = came, expected, page


def inspect(path: Path, gate: Gate) -> None:
    """Raise Wrong unless a file is what its gate says.

    Parameters
    ----------
    path : Path
        The file.
    gate : Gate
        What it must be.
    """
    with path.open("rb") as file:
        start = file.read(4096)
    _first_bytes(start, gate)
    try:
        _contents(path, gate)
        problem = gate.also(path) if gate.also is not None else ""
    except Unsafe as error:
        raise Wrong(f"is not safe to unpack: {error}", f"a whole {gate.kind} file") from error
    except UnicodeDecodeError as error:
        raise Wrong(f"is not encoded as {gate.encoding} ({error.reason})", f"text in {gate.encoding}") from error
    except Wrong:
        raise
    except Exception as error:  # whatever a library says of bytes that are not its format
        raise Wrong(f"is damaged or cut ({type(error).__name__}: {error})", f"a whole {gate.kind} file") from error
    if problem:
        raise Wrong(f"is wrong: {problem}", "what the publisher publishes")


def _first_bytes(start: bytes, gate: Gate) -> None:
    if not start.strip():
        raise Wrong("is empty", gate.expected)
    wide = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = start.decode("utf-16" if wide else "utf-8-sig", "replace").lstrip().casefold()
    markup = gate.kind == "xml" or (gate.kind == "stata" and text.startswith("<stata_dta>"))
    if text.startswith("<") and not (markup and not text.startswith(("<!doctype html", "<html"))):
        raise Wrong(f"is a page, not data: {_excerpt(text)}", gate.expected, page=True)
    if gate.kind in MAGIC and not start.startswith(MAGIC[gate.kind]):
        raise Wrong(f"is no {gate.kind} file: it begins with {_excerpt(text)}", gate.expected)
    if gate.kind == "csv" and (text.startswith("{") or text.startswith(("[{", "[["))):
        raise Wrong(f"is a message, not data: {_excerpt(text)}", "a csv file")


def _contents(path: Path, gate: Gate) -> None:
    if gate.kind == "csv":
        with path.open(encoding=gate.encoding, newline="") as lines:
            _Table(gate).check(csv.reader(_text(lines), delimiter=gate.separator, strict=True), exact=True)
    elif gate.kind == "json":
        _json(path, gate)
    elif gate.kind == "zip":
        _zip(path, gate)
    elif gate.kind == "gzip":
        with gunzipped(path) as stream:
            if gate.columns:
                lines = io.TextIOWrapper(stream, encoding=gate.encoding, newline="")
                _Table(gate).check(csv.reader(_text(lines), delimiter=gate.separator, strict=True), exact=True)
            else:
                while stream.read(1 << 20):
                    pass
    elif gate.kind == "xlsx":
        _workbook(path, gate)
    elif gate.kind == "stata":
        _stata(path, gate)
    elif gate.kind == "xml":
        for _, element in ElementTree.iterparse(path):
            element.clear()
    elif gate.kind == "pdf":
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - 2048))
            if b"%%EOF" not in file.read():
                raise Wrong("is cut: it has no end", "a whole pdf file")
    elif gate.kind != "table":
        raise ValueError(f"no gate knows the kind '{gate.kind}'")


def _text(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        if "\0" in line:
            raise Wrong("holds zeros instead of text", "text")
        yield line


def _zip(path: Path, gate: Gate) -> None:
    members = checked_members(path)
    missing = [name for name in gate.members if name not in members]
    if missing:
        raise Wrong(f"holds {_several(members)}, not {_several(missing)}", f"a zip with {_several(gate.members)}")
    named = gate.members or [name for name in members if name.lower().endswith(".csv")]
    tables = set(named if gate.columns else ())
    table = _Table(gate)
    with zipfile.ZipFile(path) as archive:
        for name in members:
            with archive.open(name) as stream:
                if name in tables:
                    lines = io.TextIOWrapper(stream, encoding=gate.encoding, newline="")
                    table.read(csv.reader(_text(lines), delimiter=gate.separator, strict=True), exact=True, where=f" of {name}")
                else:
                    while stream.read(1 << 20):  # to its end: the checksum is compared there
                        pass
    if gate.columns:
        table.enough()


def _json(path: Path, gate: Gate) -> None:
    with path.open(encoding=gate.encoding) as file:
        data = json.load(file)
    if not isinstance(data, (dict, list)):
        raise Wrong(f"is a message, not data: {_excerpt(str(data))}", "a JSON object or list")
    records = max(_lists(data), key=len, default=[])
    objects = [entry for entry in records if isinstance(entry, dict)]
    count = max(len(records), len(data) if not records else 0)
    if count < gate.least_rows:
        raise Wrong(f"holds {count} rows", f"at least {gate.least_rows}")
    if gate.columns:
        entries = objects or ([data] if isinstance(data, dict) else [])
        names = dict.fromkeys(name for entry in entries for name in entry)
        _Table(gate).check([list(names), *([entry.get(name) for name in names] for entry in entries)])


def _lists(data: Any) -> Iterator[list[Any]]:
    """Every list of objects or lists in a JSON document; where there is none, any list."""
    stack, plain = [data], []
    found = False
    while stack:
        one = stack.pop()
        if isinstance(one, list):
            if one and isinstance(one[0], (dict, list)):
                found = True
                yield one
            else:
                plain.append(one)
        stack += one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()
    if not found:
        yield from plain


def _workbook(path: Path, gate: Gate) -> None:
    checked_members(path, read=True)
    import openpyxl

    with path.open("rb") as file:  # by its path it would need the ending .xlsx
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        try:
            if not gate.columns:
                return
            seen: list[str] = []
            for sheet in book.worksheets:
                rows = sheet.iter_rows(values_only=True)
                for _ in range(40):
                    header = [str(cell).strip() for cell in next(rows, ()) if cell is not None]
                    if set(gate.columns) <= set(header):
                        cells = [header, *(row for row in rows if any(cell is not None for cell in row))]
                        _Table(gate).check(cells)
                        return
                    seen = max(seen, header, key=lambda names: len(set(names) & set(gate.columns)))
            raise _without(gate, seen, "")
        finally:
            book.close()


def _stata(path: Path, gate: Gate) -> None:
    import pandas as pd

    table = _Table(gate)
    with pd.read_stata(path, chunksize=50_000, convert_categoricals=False, convert_dates=False) as chunks:
        for number, chunk in enumerate(chunks):
            rows = chunk.astype(object).where(chunk.notna(), None).itertuples(index=False, name=None)
            table.read([list(chunk.columns), *rows] if not number else [list(chunk.columns), *rows])
    table.enough()


class _Table:
    """Checks rows as they pass: width, number, keys, blocks, ranges."""

    def __init__(self, gate: Gate) -> None:
        self.gate = gate
        self.rows = 0
        self.keys = array.array("q")  # a hash each: eight bytes a row, of many millions
        self.blocks: dict[str, tuple[Any, set[Any]]] = {}

    def check(self, rows: Iterable[Row], *, exact: bool = False) -> None:
        """Hold one table against the gate."""
        self.read(rows, exact=exact)
        self.enough()

    def read(self, rows: Iterable[Row], *, exact: bool = False, where: str = "") -> None:
        """Hold a table, or a part of it with its header, against the gate; `exact`: every row is as wide as the header."""
        gate, rows = self.gate, iter(rows)
        header = [str(name).strip() for name in next(rows, ())]
        if any(name not in header for name in (*gate.columns, *gate.key, *gate.blocks, *gate.ranges)):
            raise _without(gate, header, where)
        self.blocks = {}
        key = [header.index(name) for name in gate.key]
        blocks = [(name, header.index(name)) for name in gate.blocks]
        ranges = [(name, header.index(name), *bounds) for name, bounds in gate.ranges.items()]
        width = len(header)
        for number, row in enumerate(rows, start=2):
            if not row:
                continue
            if exact and len(row) != width:
                raise Wrong(f"has {len(row)} cells in row {number:,}{where}, and {width} in its header", "rows of one width")
            self.rows += 1
            if key:
                self.keys.append(hash(tuple(row[place] for place in key)))
            for name, place in blocks:
                self._block(name, row[place], number, where)
            for name, place, low, high in ranges:
                value = _number(row[place])
                if value is not None and not low <= value <= high:
                    raise Wrong(
                        f"has {name} {_excerpt(str(row[place]))} in row {number:,}{where}",
                        f"{name} between {low:g} and {high:g}",
                    )

    def enough(self) -> None:
        """Raise if there were too few rows, or two of the same key."""
        import numpy as np

        if self.rows < self.gate.least_rows:
            raise Wrong(f"holds {self.rows:,} rows", f"at least {self.gate.least_rows:,}")
        hashes = np.frombuffer(self.keys, dtype=np.int64)
        order = np.argsort(hashes, kind="stable")
        twice = np.flatnonzero(hashes[order[1:]] == hashes[order[:-1]])
        if len(twice):
            first, second = sorted(int(order[twice[0] + step]) + 2 for step in (0, 1))
            key = ", ".join(self.gate.key)
            raise Wrong(f"has the same {key} in rows {first:,} and {second:,} ({len(twice):,} such pairs)", "one row for each")

    def _block(self, name: str, value: Any, number: int, where: str) -> None:
        now, seen = self.blocks.get(name, (None, set()))
        if value != now or not seen:
            if value in seen:
                raise Wrong(
                    f"comes back to {name} {value} in row {number:,}{where}: parts of it are not in their place", "order"
                )
            seen.add(value)
            self.blocks[name] = (value, seen)


def _number(cell: Any) -> float | None:
    """The number in a cell; None where it is missing. What is no number, or not finite, is out of every range."""
    if cell is None or (isinstance(cell, str) and cell.strip().casefold() in MISSING):
        return None
    try:
        value = float(cell)
    except (TypeError, ValueError):
        return math.nan
    return None if math.isnan(value) and not isinstance(cell, str) else value


def _without(gate: Gate, header: Sequence[str], where: str) -> Wrong:
    needed: Mapping[str, None] = dict.fromkeys((*gate.columns, *gate.key, *gate.blocks, *gate.ranges))
    missing = [name for name in needed if name not in header]
    return Wrong(f"has no column {_several(missing)}{where}; it has {_several(header)}", f"columns {_several(list(needed))}")


def _several(names: Iterable[object]) -> str:
    known = [str(name)[:60] for name in names]
    shown = ", ".join(f"'{name}'" for name in known[:12])
    return (shown + f" and {len(known) - 12} more" if len(known) > 12 else shown) or "nothing"


def _excerpt(text: str) -> str:
    plain = "".join(c if c.isprintable() else " " for c in text)
    return f"'{' '.join(plain.split())[:80]}'"
