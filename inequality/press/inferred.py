"""The interactive view that follows from a table, for charts that give none of their own.

Columns have the same names in every table (``year``, ``area``, ``group``, ``share``, ``low``, ``high``), so that they tell
what the marks are: lines over years, ranked dots with their intervals, else dots of two numbers.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from inequality.press.palette import ACCENT, GROUPS, SERIES, tint
from inequality.press.spoken import YEARS, cell_in_words, heading
from inequality.press.view import LARGE, SMALL, Axis, Layer, View, named, numbers, years
from inequality.words import Language

__all__ = ["inferred_view"]

#: Columns that may be the value, the likeliest first; then the first other one that holds numbers.
_VALUES = ("share", "value", "gini", "ratio", "growth", "height", "cumulative", "average", "net_worth", "threshold", "people")
_LABELS = ("edition", "line", "place", "group", "name", "area", "band", "curve", "item", "source")
#: Labels whose rows are one series each; other rows over time are not joined: they may rest on unlike editions.
_SERIES = ("", "edition", "line", "place", "group", "area")
_NO_VALUE = frozenset({"rank", "position", "low", "high", "time", "quarter", "order", "p", "p_lower", "p_upper"}) | YEARS
#: Most series that have a colour of their own, and most names that a page lists.
_MOST, _MOST_NAMES = len(SERIES), 60


def inferred_view(table: pd.DataFrame, words: Language, terms: Mapping[str, str] | None = None) -> View:
    """Return the view that follows from a table.

    Examples
    --------
    >>> from inequality.words import language
    >>> table = pd.DataFrame({"area": ["FRA", "USA"], "gini": [0.3, 0.4], "low": [0.29, 0.38], "high": [0.31, 0.42]})
    >>> view = inferred_view(table, language("en"))
    >>> [layer.mark for layer in view.layers], view.y.said
    (['bar', 'dot'], ('France', 'United States'))
    """
    table = _of_one_kind(table)
    values = [str(name) for name in table if name not in _NO_VALUE and _is_numeric(table[name])]
    value = next((name for name in _VALUES if name in values), values[0] if values else "")
    label = next((name for name in _LABELS if name in table and _differs(table, name) and not _is_numeric(table[name])), "")
    rows = table if not value else table[table[value].notna()].reset_index(drop=True)
    time = next((name for name in ("time", "year") if name in rows and _moves(rows, name, label)), "")
    if value and time:
        return _over_time(rows, time, value, label, words, terms)
    if value and _is_numeric_in(rows, "p") and value == "cumulative":
        return _along(rows, "p", value, words, terms)
    if value and _is_numeric_in(rows, "p_lower") and _is_numeric_in(rows, "p_upper") and _differs(rows, "p_upper"):
        return _along(rows.assign(_middle=(rows["p_lower"] + rows["p_upper"]) / 2), "_middle", value, words, terms)
    if value and label and rows[label].nunique() <= _MOST_NAMES:
        return _ranked(rows, label, value, words, terms)
    return _plain(table, values, words, terms)


def _of_one_kind(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the commonest kind where most are of it: the others are numbers that texts name."""
    if "item" not in table:
        return table
    counts = table["item"].value_counts()
    if counts.empty or 2 * counts.iloc[0] <= len(table):
        return table
    rows: pd.DataFrame = table[table["item"] == counts.index[0]]
    return rows.dropna(axis="columns", how="all").reset_index(drop=True)


def _moves(rows: pd.DataFrame, time: str, label: str) -> bool:
    """Whether a series has more than one moment."""
    keys = rows[label] if label else pd.Series([""] * len(rows), index=rows.index)
    return _is_numeric(rows[time]) and any(len(set(moments.dropna())) > 1 for _, moments in rows[time].groupby(keys))


def _along(rows: pd.DataFrame, x: str, value: str, words: Language, terms: Mapping[str, str] | None) -> View:
    """Marks along the population, from the poorest to the richest: a curve of sums, or dots of groups."""
    names = {**(terms or {}), x: words.text("Population, from the poorest to the richest")}
    rows = rows.assign(_series=_said(rows, "curve", words, terms) if _differs(rows, "curve") else [""] * len(rows))
    rest = iter(SERIES * len(rows))
    colours = {name: next(rest) for name in dict.fromkeys(rows["_series"])}
    line = [Layer(rows, "line", x, value, by="_series", colours=colours)] if x == "p" else []
    across = numbers(0, 1, lambda part: words.share(part), names[x])
    dots = Layer(rows, "dot", x, value, by="_series", colours=colours, size=SMALL)
    return View([*line, dots], across, _axis(rows, value, words, names))


def _over_time(rows: pd.DataFrame, time: str, value: str, label: str, words: Language, terms: Mapping[str, str] | None) -> View:
    """Dots, joined by lines where each series is one of the same kind: never where rows are told apart by what they are."""
    series = _said(rows, label, words, terms) if label else [""] * len(rows)
    rows = rows.assign(_series=series)
    few = rows["_series"].nunique() <= _MOST
    one_kind = label in _SERIES and (label != "" or "item" not in rows)
    joined = few and one_kind and not rows.duplicated(["_series", time]).any()
    colours = _colours(rows, label) if few else dict.fromkeys(rows["_series"], ACCENT)
    layers = []
    if joined:
        rows = rows.sort_values(["_series", time], kind="stable")
        dashed = next((name for name in ("estimated", "extrapolated") if name in rows), "")
        layers = [Layer(_with_gaps(rows, time, value), "line", time, value, by="_series", colours=colours, dashed=dashed)]
    dots = Layer(rows, "dot", time, value, by="_series", colours=colours, size=SMALL if joined else LARGE)
    x = years(float(rows[time].min()), float(rows[time].max()), words, heading("year", words, terms))
    return View([*layers, dots], x, _axis(rows, value, words, terms))


def _with_gaps(rows: pd.DataFrame, time: str, value: str) -> pd.DataFrame:
    """Put a row without a number wherever a series leaves out a moment: a line must not bridge it."""
    moments = sorted(rows[time].unique())
    step = min((b - a for a, b in zip(moments, moments[1:], strict=False)), default=1.0)
    parts = []
    for _, block in rows.groupby("_series", sort=False):
        before = None
        for row in block.to_dict("records"):
            if before is not None and row[time] - before > 1.5 * step:
                parts.append({**row, time: (before + row[time]) / 2, value: None})
            parts.append(row)
            before = row[time]
    return pd.DataFrame(parts, columns=rows.columns)


def _ranked(rows: pd.DataFrame, label: str, value: str, words: Language, terms: Mapping[str, str] | None) -> View:
    """Dots in the table's order, each with its interval."""
    rows = rows.assign(_label=_said(rows, label, words, terms))
    layers = []
    if _has_intervals(rows, value):
        known = rows[rows["low"].notna() & rows["high"].notna()]
        layers = [Layer(known, "bar", "low", "_label", x2="high", colour=tint(ACCENT, 0.35))] if len(known) else []
    return View(
        [*layers, Layer(rows, "dot", value, "_label", colour=ACCENT)],
        _axis(rows, value, words, terms),
        named(list(rows["_label"])),
    )


def _plain(table: pd.DataFrame, values: list[str], words: Language, terms: Mapping[str, str] | None) -> View:
    """Dots of the first two numbers; of one number, in the table's order."""
    first, second = [*values, "_row", "_row"][:2] if len(values) != 1 else ["_row", values[0]]
    rows = table.assign(_row=[float(number) for number in range(1, len(table) + 1)])
    rows = rows[rows[first].notna() & rows[second].notna()]
    names = {**(terms or {}), "_row": words.text("Row")}
    return View(
        [Layer(rows, "dot", first, second, colour=ACCENT)],
        _axis(rows, first, words, names),
        _axis(rows, second, words, names),
    )


def _axis(rows: pd.DataFrame, column: str, words: Language, terms: Mapping[str, str] | None) -> Axis:
    ends = [rows[name] for name in (column, *(("low", "high") if _has_intervals(rows, column) else ()))]
    low, high = min(float(end.min()) for end in ends), max(float(end.max()) for end in ends)
    return numbers(
        low, high, lambda tick: cell_in_words(tick, "" if column == "year" else column, words), heading(column, words, terms)
    )


def _said(rows: pd.DataFrame, label: str, words: Language, terms: Mapping[str, str] | None) -> list[str]:
    return [cell_in_words(value, label, words, terms) for value in rows[label]]


def _colours(rows: pd.DataFrame, label: str) -> dict[str, str]:
    """The groups of a distribution keep their colours; what else there is takes those of the series, in order."""
    own = dict(zip(rows["_series"], rows[label] if label else rows["_series"], strict=True))
    rest = iter(SERIES)
    return {said: GROUPS[value] if value in GROUPS else next(rest) for said, value in own.items()}


def _is_numeric(column: pd.Series) -> bool:
    return bool(pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column) and column.notna().any())


def _differs(table: pd.DataFrame, name: str) -> bool:
    return name in table and len(set(table[name].dropna())) > 1


def _has_intervals(rows: pd.DataFrame, value: str) -> bool:
    """Whether low and high are the ends of the value's interval, and not of a band or a scale."""
    if not (_is_numeric_in(rows, "low") and _is_numeric_in(rows, "high") and _is_numeric_in(rows, value)):
        return False
    known = rows[rows["low"].notna() & rows["high"].notna() & rows[value].notna()]
    inside = ((known["low"] <= known[value]) & (known[value] <= known["high"])).all()
    alike = len(known) > 1 and not (_differs(known, "low") or _differs(known, "high"))
    return len(known) > 0 and bool(inside) and not alike


def _is_numeric_in(rows: pd.DataFrame, name: str) -> bool:
    return name in rows and _is_numeric(rows[name])
