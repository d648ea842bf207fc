"""How answers are printed: columns and outlines for people, JSON for programs."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

__all__ = ["emit", "outline", "size", "table"]


def emit(words: argparse.Namespace, value: Any, text: str | Callable[[], str]) -> None:
    """Print a value as JSON where that is asked for, else the text."""
    if words.json:
        print(json.dumps(value, ensure_ascii=False, indent=2, default=str))
    else:
        print(text() if callable(text) else text)


def table(rows: Iterable[Sequence[object]]) -> str:
    """Return columns as wide as their longest entry; the last runs free."""
    texts = [[str(cell) for cell in row] for row in rows]
    if not texts:
        return "nothing"
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in texts)


def outline(about: Any) -> str:
    """Return nested facts, one a line, indented; what is empty is left out."""

    def lines(value: Any, indent: str) -> Iterable[str]:
        for name, item in value.items():
            if isinstance(item, dict) and item:
                yield f"{indent}{name}:"
                yield from lines(item, indent + "  ")
            elif isinstance(item, (list, tuple)) and item:
                yield f"{indent}{name}:"
                for entry in item:
                    told = list(lines(entry, indent + "    ")) if isinstance(entry, dict) else [f"{indent}    {entry}"]
                    yield f"{indent}  - {told[0].strip()}"
                    yield from told[1:]
            elif item not in (None, "", (), [], {}):
                yield f"{indent}{name}: {item}"

    return "\n".join(lines(dict(about), ""))


def size(count: int) -> str:
    """Return a number of bytes in words."""
    for unit, factor in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if count >= factor:
            return f"{count / factor:.3g} {unit}"
    return f"{count} bytes"
