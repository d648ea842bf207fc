"""What changed between two editions of a table: revised, new, gone; by area and year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from inequality.dataset import Dataset
from inequality.errors import DataError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["changes", "summary"]

#: Columns that say where a number comes from, and are no numbers of the edition.
ABOUT = ("citation", "evidence")
#: Columns that tell of what and when a row is, whether or not a table needs them to tell its rows apart: no values of it, and
#: a row of another year is another row.
OF_WHAT = ("area", "year", "quarter", "month", "date", "p_lower", "p_upper")


def changes(before: Dataset, after: Dataset) -> pd.DataFrame:
    """Return every entry that differs.

    Parameters
    ----------
    before, after : Dataset
        Two editions of one table.

    Returns
    -------
    DataFrame
        The columns that tell of what a row is, ``column``, ``before``, ``after``, ``change``.

    Raises
    ------
    DataError
        If they have no key in common, or it does not tell their rows apart.
    """
    import pandas as pd

    frames = before.frame, after.frame
    key = [name for name in after.key if name in before.key and all(name in frame for frame in frames)]
    if not key or set(before.key) != set(after.key):
        raise DataError(
            f"{before.id} and {after.id} cannot be compared row by row",
            possible=f"the same key in both: {', '.join(before.key)} and {', '.join(after.key)}",
            remedy="compare their frames yourself",
        )
    for dataset, frame in zip((before, after), frames, strict=True):
        if twice := int(frame.duplicated(key).sum()):
            raise DataError(
                f"{dataset.id} has {twice} rows whose {', '.join(key)} is there twice", remedy="compare their frames"
            )
    key += [name for name in OF_WHAT if name not in key and all(name in frame for frame in frames)]
    values = [name for name in dict.fromkeys([*frames[0], *frames[1]]) if name not in (*key, *ABOUT)]
    both = frames[0].merge(frames[1], on=key, how="outer", suffixes=("\0before", "\0after"), indicator="\0which")
    pieces = []
    for name in values:
        columns = [_side(both, frame, name, side) for frame, side in zip(frames, ("before", "after"), strict=True)]
        piece = both[key].assign(column=name, before=columns[0], after=columns[1])
        piece["change"] = both["\0which"].map({"left_only": "gone", "right_only": "new", "both": "revised"}).astype(object)
        equal = (piece["before"] == piece["after"]).fillna(False).astype(bool) | (
            piece["before"].isna() & piece["after"].isna()
        )
        pieces.append(piece[~equal])
    found = pd.concat(pieces) if pieces else both[key].head(0).assign(column="", before=None, after=None, change="")
    return found.sort_values([*key, "column"], kind="stable").reset_index(drop=True)


def _side(both: pd.DataFrame, frame: pd.DataFrame, name: str, side: str) -> pd.Series[Any]:
    """A column as one edition has it, whatever the other has; missing where it has none."""
    import pandas as pd

    if name not in frame:
        return pd.Series([None] * len(both), index=both.index, dtype=object)
    shared = f"{name}\0{side}"
    column: pd.Series[Any] = both[shared if shared in both else name].astype(object)
    return column


def summary(found: pd.DataFrame, before: str, after: str) -> str:
    """Return what changed in a few lines: how many entries of each kind, in which areas and years, and the largest revision.

    Parameters
    ----------
    found : DataFrame
        Of `changes`.
    before, after : str
        Ids of the editions.
    """
    import pandas as pd

    if found.empty:
        return f"Nothing changed from {before} to {after}."
    lines = [f"From {before} to {after}:"]
    for change, rows in found.groupby("change", sort=False):
        places = [_places(rows, name, word) for name, word in (("area", "areas"), ("year", "years")) if name in rows]
        columns = ", ".join(dict.fromkeys(rows["column"]))
        lines.append(f"  {change}: {len(rows):,} entries of {columns}" + "".join(f"; {place}" for place in places))
    revised = found[found["change"] == "revised"]
    moved = (pd.to_numeric(revised["after"], errors="coerce") - pd.to_numeric(revised["before"], errors="coerce")).abs()
    base = pd.to_numeric(revised["before"], errors="coerce").abs()
    share = (moved / base).where(base > 0).dropna()
    if len(share):
        row = revised.loc[[share.idxmax()]].to_dict("records")[0]
        where = ", ".join(str(value) for name, value in row.items() if name not in ("before", "after", "change"))
        lines.append(f"  largest revision: {where}: {row['before']:.6g} to {row['after']:.6g}")
    return "\n".join(lines)


def _places(rows: pd.DataFrame, name: str, word: str) -> str:
    values = sorted(set(rows[name].dropna()))
    if name == "year" and values:
        return f"{word} {values[0]} to {values[-1]}"
    shown = ", ".join(map(str, values[:8]))
    return f"{len(values)} {word}: {shown}" + (", ..." if len(values) > 8 else "")
