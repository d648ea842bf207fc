"""Columns of numbers as they are handed in: each becomes a read-only array, or a typed error that says what was wrong."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from numbers import Real
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from inequality.errors import InputError

__all__: list[str] = []

Floats: TypeAlias = NDArray[np.float64]


def as_floats(
    values: ArrayLike, name: str, *, size: int | None = None, infinite: bool = False, missing: bool = False
) -> Floats:
    """Return a read-only array of floats.

    Raises
    ------
    InputError
        If it is not one column of finite numbers (or of `size` of them); `infinite` allows infinite ones, `missing` NaN.
    """
    array = _numbers(values, name) + 0.0  # a copy, in which zero has no sign
    if array.ndim != 1:
        shape = "a single number" if array.ndim == 0 else f"a table of {array.ndim} dimensions"
        raise InputError(
            f"{name}: {shape}, not a column", possible="one column", remedy="pass one column of the table at a time"
        )
    if array.size == 0:
        raise InputError(f"{name}: nothing in it", possible="at least one entry", remedy="check the selection of rows")
    if size is not None and array.size != size:
        raise InputError(
            f"{name}: {_entries(array.size)} where {size} are needed",
            possible="one entry a row",
            remedy="pass columns of one table",
        )
    bad = np.isnan(array) if infinite else ~np.isfinite(array)
    if missing:
        bad &= ~np.isnan(array)
    if bad.any():
        k = int(np.flatnonzero(bad)[0])
        count = int(bad.sum())
        raise InputError(
            f"{name}: {_entries(count)} missing or infinite, the first ({array[k]}) at row {k}",
            possible="numbers, or inf where there is no bound" if infinite else "finite numbers",
            remedy="drop or impute those rows first, and say how many",
        )
    return read_only(array)


def as_weights(weights: ArrayLike, size: int, name: str = "weights") -> Floats:
    """Return a read-only array of `size` weights of 0 or more.

    Raises
    ------
    InputError
        If one is negative or missing, or none is above 0.
    """
    array = as_floats(weights, name, size=size)
    if array.min() < 0:
        k = int(np.argmin(array))
        raise InputError(
            f"{name}: {array[k]:.6g} at row {k}",
            possible=f"{name} of 0 or more",
            remedy="drop those rows or mend the table, and say how many",
        )
    if array.max() == 0:
        raise InputError(
            f"{name}: all 0, so there is nobody", possible="at least one above 0", remedy="check the selection of rows"
        )
    return array


def fraction(p: object) -> float:
    """Return `p`, if it is a population share.

    Raises
    ------
    InputError
        If it is not a number from 0 to 1.
    """
    value = float(p) if isinstance(p, (float, Real)) else -1.0  # a float is known at once
    if not 0 <= value <= 1:
        remedy = "divide percents by 100" if 1 < value <= 100 else "pass a fraction of the population"
        raise InputError(f"A population share of {p!r} is not between 0 and 1", possible="0.01 for one percent", remedy=remedy)
    return value


def _numbers(values: ArrayLike, name: str) -> Floats:
    """Convert what holds numbers, and nothing else: no texts, dates or complex numbers that numpy would convert too."""
    possible = "a one-dimensional sequence of numbers"
    try:
        missing = np.ma.getmask(values)
        array: NDArray[Any] = np.asarray(values if missing is np.ma.nomask else np.where(missing, np.nan, values))
        kind = "U" if array.dtype.kind == "O" and any(isinstance(x, (str, bytes)) for x in array.flat) else array.dtype.kind
        numbers = array.astype(np.float64, copy=False) if kind in "biufO" else None
    except (TypeError, ValueError, OverflowError) as error:
        remedy = "pass one column, missing entries dropped or imputed"
        raise InputError(f"{name}: not to be read as numbers ({error})", possible=possible, remedy=remedy) from error
    if numbers is None:
        what = "texts" if kind in "SUT" else f"of type {array.dtype}"
        remedy = "convert them first, and see which cannot be"
        raise InputError(f"{name}: {what}, not numbers", possible=possible, remedy=remedy)
    return numbers


def check_indexes(**columns: object) -> None:
    """Raise unless those that are Series (by their ``index`` attribute) may be paired row by row."""
    indexes = {name: getattr(column, "index", len) for name, column in columns.items()}
    series = [(name, index) for name, index in indexes.items() if not callable(index)]
    for (name, one), (other_name, other) in itertools.pairwise(series):
        if one is not other and (len(one) != len(other) or not np.all(one == other)):
            raise InputError(
                f"{name} and {other_name} have different indexes, so rows would be paired wrongly",
                possible="Series with the same index",
                remedy="take both from one DataFrame, or pass .to_numpy() of both if their order agrees",
            )


def check_rising(array: Floats, name: str) -> None:
    """Raise if an entry is less than the one before."""
    falls = np.flatnonzero(array[1:] < array[:-1])
    if falls.size:
        k = int(falls[0])
        raise InputError(
            f"{name}: not in rising order, {array[k]:.6g} and then {array[k + 1]:.6g}",
            possible="the poorest first",
            remedy=f"sort the table by its {name}",
        )


def check_groups(mean: Floats, low: Floats, high: Floats, ordered: bool) -> None:
    """Raise unless each group's mean lies between its bounds, and the groups are in order where they should be."""
    slack = 1e-9 * np.abs(mean)
    wrong = np.flatnonzero(~((low - slack <= mean) & (mean <= high + slack) & (low <= high) & np.isfinite(mean)))
    if wrong.size:
        k = int(wrong[0])
        raise InputError(
            f"Group {k} has mean {mean[k]:.6g}, which is not between its bounds {low[k]:.6g} and {high[k]:.6g}",
            possible="low <= total / weight <= high",
            remedy="check units: are totals and thresholds in the same currency and scale?",
        )
    overlap = (high[:-1] > low[1:]) & np.isfinite(high[:-1]) & np.isfinite(low[1:])
    out = np.flatnonzero((mean[1:] < mean[:-1] - slack[1:]) | overlap)
    if ordered and out.size:
        raise InputError(
            f"Groups {int(out[0])} and {int(out[0]) + 1} are not in rising order",
            possible="groups of which nobody is richer than anybody in the next",
            remedy="sort the groups, or pass ordered=False where they overlap",
        )


def tiles(brackets: Mapping[tuple[float, float], float], *, tolerance: float) -> tuple[Floats, Floats, Floats]:
    """Return lower ends, upper ends and shares of brackets that tile 0 to 1, in rising order.

    Raises
    ------
    InputError
        If they do not, or the shares do not add to 1 within `tolerance`.
    """
    try:
        rows = sorted((float(lower), float(upper), float(share)) for (lower, upper), share in brackets.items())
    except (AttributeError, TypeError, ValueError) as error:
        possible = "a mapping such as {(0, 0.5): 0.02, (0.5, 1): 0.98}"
        raise InputError(
            f"The brackets cannot be read ({error})", possible=possible, remedy="pass one share a bracket"
        ) from error
    lower, upper, share = np.array(rows, np.float64).reshape(-1, 3).T
    if not np.allclose([*lower, 1.0], [0.0, *upper], rtol=0, atol=1e-12) or not np.all(lower < upper):
        raise InputError(
            f"The brackets ({', '.join(f'{row[0]:g} to {row[1]:g}' for row in rows) or 'none'}) do not tile 0 to 1",
            possible="brackets of which each begins where the one before ends, from 0 to 1",
            remedy="divide percents by 100; add the missing bracket",
        )
    if not abs(float(np.sum(share)) - 1) <= tolerance:
        raise InputError(
            f"The shares add to {np.sum(share):.6g}, not to 1",
            possible="fractions that add to 1, or miss it by up to 0.05 with rescale=True",
            remedy="divide percents by 100; pass rescale=True if shares were rounded in print",
        )
    return lower, upper, share


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"


def read_only(array: Floats) -> Floats:
    """Return the same array, no longer writable."""
    array.setflags(write=False)
    return array
