"""What was measured, for people and for other programs to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

__all__: list[str] = []


def text(frame: pd.DataFrame, width: int = 128) -> str:
    """Return what `measure` found for people to read, a line a metric, or a line a group; notes and what was left out below."""
    labels = list(frame.columns[: frame.columns.get_loc("metric")])
    metrics = list(dict.fromkeys(frame["metric"]))
    cells = np.array([_cell(*row) for row in zip(frame["value"], frame["low"], frame["high"], strict=True)], dtype=object)
    groups = frame.iloc[:: len(metrics)]
    sizes = {"rows": [f"{rows:,}" for rows in groups["rows"]], "population": [f"{size:.6g}" for size in groups["population"]]}
    if labels:
        heads = {name: [str(label) for label in groups[name]] for name in labels} | sizes
        columns = heads | dict(zip(metrics, cells.reshape(-1, len(metrics)).T, strict=True))
        lines = [_wrapped(columns, len(heads), width)]
    else:
        pairs = [*((name, size[0]) for name, size in sizes.items()), *zip(metrics, cells, strict=True)]
        widest = max(len(name) for name, _ in pairs)
        lines = [f"{name:<{widest}}  {cell}" for name, cell in pairs]
    notes = list(_notes(frame, labels))
    if notes:
        lines += ["", "Undefined:", *(f"  {note}" for note in notes)]
    if frame.attrs["left_out"]:
        lines += ["", f"Left out: {frame.attrs['left_out']}"]
    return "\n".join(lines)


def records(frame: pd.DataFrame) -> dict[str, Any]:
    """Return what `measure` found as plain lists and numbers, ready for JSON: None where a number is undefined."""
    rows = [{name: _plain(entry) for name, entry in row.items()} for row in frame.astype(object).to_dict("records")]
    return {"left_out": frame.attrs["left_out"], "measures": rows}


def _plain(entry: Any) -> Any:
    if isinstance(entry, np.generic):
        entry = entry.item()
    return entry if not isinstance(entry, float) or np.isfinite(entry) else None if np.isnan(entry) else str(entry)


def _notes(frame: pd.DataFrame, labels: list[str]) -> Iterator[str]:
    """Why each metric is undefined, in the first group in which it is."""
    undefined = frame[frame["note"] != ""]
    for metric, rows in undefined.groupby("metric", sort=False):
        first = ", ".join(f"{name} {rows[name].iloc[0]}" for name in labels)
        others = f" and {len(rows) - 1} more" if len(rows) > 1 else ""
        yield f"{metric}{f' ({first}{others})' if labels else ''}: {rows['note'].iloc[0].partition(' Possible: ')[0]}"


def _cell(value: float, low: float, high: float) -> str:
    if low == high:
        return f"{value:.6g}"
    return "-" if np.isnan(low) else f"{low:.6g} to {high:.6g}"


def _wrapped(columns: Mapping[str, Sequence[str]], heads: int, width: int) -> str:
    """A table in blocks no wider than the screen, the first columns repeated in each."""
    texts = [[name, *map(str, column)] for name, column in columns.items()]
    padded = [[entry.rjust(max(map(len, column))) for entry in column] for column in texts]
    first, rest = padded[:heads], padded[heads:]
    blocks: list[list[list[str]]] = [[*first]]
    for column in rest:
        taken = sum(len(other[0]) + 2 for other in blocks[-1])
        if taken + len(column[0]) > width and len(blocks[-1]) > heads:
            blocks.append([*first])
        blocks[-1].append(column)
    return "\n\n".join("\n".join("  ".join(row) for row in zip(*block, strict=True)) for block in blocks)
