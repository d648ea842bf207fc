"""Indices of any table, group by group."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from inequality._bounds import bounds
from inequality.columns import Floats, as_floats, as_weights, check_indexes
from inequality.distribution import Distribution
from inequality.errors import DomainError, GroupedError, InputError, UnknownNameError
from inequality.files import read_columns
from inequality.metrics import METRICS
from inequality.metrics._asked import Asked, asked
from inequality.points import Points
from inequality.survey import Survey

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["measure"]

Metrics: TypeAlias = "str | Iterable[str | Callable[..., Any]] | Mapping[str, Callable[..., Any]]"

#: Those metrics that need an argument and are printed where none are asked for; besides all that need none.
ALSO = ("top_share:0.01", "top_share:0.1", "bottom_share:0.5", "quantile:0.5")

#: Columns of the result, which no column of labels may be called.
RESERVED = {"metric", "value", "low", "high", "rows", "population", "rows_left_out", "weight_left_out", "note"}


def measure(
    data: Any,
    *,
    value: str | None = None,
    weight: str | ArrayLike | None = None,
    by: str | Sequence[str] | ArrayLike | None = None,
    metrics: Metrics | None = None,
    missing: Literal["refuse", "exclude"] = "refuse",
    total: bool = False,
) -> pd.DataFrame:
    """Measure the inequality of a column, group by group.

    Parameters
    ----------
    data : DataFrame, Survey, mapping of columns, path of a file, Distribution, or array_like
        A table (pandas, polars, or any whose columns are arrays), or the values themselves. A file may be CSV, Parquet,
        Stata, SPSS or Excel. A Distribution of groups gives bounds where it does not decide an index.
    value : str, optional
        The column measured, where `data` is a table.
    weight : str or array_like, optional
        How many members each row stands for: a column, or an array beside bare values. A Survey has its own.
    by : str, sequence of str, or array_like, optional
        One or more columns of labels, each combination of which is a group; or one array of labels beside bare values.
    metrics : str, iterable of str or callable, mapping of str to callable, optional
        Metrics in words, such as ``"gini"`` or ``"top_share:0.01"``, one text with commas between them, or functions of
        Points; by default all that need no argument, and the usual shares and the median.
    missing : {"refuse", "exclude"}
        What to do with rows whose value, weight or label is missing: raise, or leave them out and say so.
    total : bool, default False
        Whether all groups together follow, with ``(all)`` for a label.

    Returns
    -------
    DataFrame
        One row for each group and metric: the labels; ``metric``; ``value``, or ``low`` and ``high`` where a grouped table
        allows several (NaN where it is undefined, and ``note`` says why); ``rows`` and ``population`` of the group;
        ``rows_left_out`` and ``weight_left_out``. ``attrs["left_out"]`` says in words what was left out.

    Raises
    ------
    InputError
        If a value is missing, or is no number, or something is named that `data` does not have.
    UnknownNameError
        If there is no such column or metric.

    Examples
    --------
    >>> table = {"income": [1, 2, 3, 4, 6, 8], "region": ["N", "N", "S", "S", "S", "S"]}
    >>> measure(table, value="income", by="region", metrics="gini,top_share:0.25")[["region", "metric", "value"]]
      region          metric     value
    0      N            gini  0.166667
    1      N  top_share:0.25  0.333333
    2      S            gini  0.202381
    3      S  top_share:0.25  0.380952
    """
    if missing not in ("refuse", "exclude"):
        raise UnknownNameError("treatment", missing, ["refuse", "exclude"], where=" of missing values")
    chosen = list(_chosen(metrics))
    if len({one.label for one in chosen}) < max(1, len(chosen)):
        raise InputError(
            f"The metrics are {', '.join(one.label for one in chosen) or 'none'}",
            possible="one metric or more, each once",
            remedy="give functions names by a mapping",
        )
    if isinstance(data, Distribution):
        if value is not None or weight is not None or by is not None:
            raise InputError("A Distribution has no columns", possible="metrics of it", remedy="pass it alone")
        about = {"rows": len(data), "population": data.population, "rows_left_out": 0, "weight_left_out": 0.0}
        return _frame(chosen, [_Group({}, data.equal() if data.exact else data, about)], "")
    table = _table(data, value, weight, by)
    left_out = table.left_out
    if missing == "refuse" and left_out:
        raise InputError(
            f"Incomplete: {left_out}",
            possible="a number, a weight and a label in every row",
            remedy='leave those rows out by missing="exclude" (--missing exclude), or impute them first',
        )
    groups = list(table.groups(*table.codes()))
    if not groups:
        raise InputError("No row has a label", possible="groups of one row or more", remedy="check the column of labels")
    if total and groups[0].labels:
        groups += table.groups([dict.fromkeys(groups[0].labels, "(all)")], np.zeros(table.values.size, np.intp))
    return _frame(chosen, groups, left_out)


@dataclass(frozen=True)
class _Group:
    """One group: its labels; what is measured, or None if nobody is left; how many rows and members it has or lost."""

    labels: Mapping[Any, Any]
    members: Points | Distribution | None
    about: Mapping[str, float]


@dataclass(frozen=True)
class _Table:
    """What is measured: values and weights with NaN where they are missing, labels, and the names of the first two."""

    values: Floats
    weights: Floats | None
    labels: pd.DataFrame
    names: tuple[str, str]

    @cached_property
    def gaps(self) -> dict[str, NDArray[np.bool_]]:
        """Where each column is missing."""
        gaps = {self.names[0]: np.isnan(self.values)}
        if self.weights is not None:
            gaps[self.names[1]] = np.isnan(self.weights)
        return gaps | {str(name): self.labels[name].isna().to_numpy() for name in self.labels.columns}

    @cached_property
    def complete(self) -> NDArray[np.bool_]:
        """Rows in which nothing is missing."""
        complete: NDArray[np.bool_] = ~np.logical_or.reduce(list(self.gaps.values()))
        return complete

    @property
    def left_out(self) -> str:
        """How many rows are not complete, how much weight they have, and what they lack; empty where all are complete."""
        gone = ~self.complete
        if not gone.any():
            return ""
        known = np.ones(gone.size) if self.weights is None else np.nan_to_num(self.weights)
        weight = f", {np.sum(known[gone]) / np.sum(known):.3%} of the weight" if known.any() else ""
        lacking = ", ".join(f"{name} in {np.count_nonzero(gap):,}" for name, gap in self.gaps.items() if gap.any())
        return f"{np.count_nonzero(gone):,} of {gone.size:,} rows{weight} (missing: {lacking})"

    def groups(self, keys: list[dict[Any, Any]], codes: NDArray[np.intp]) -> Iterator[_Group]:
        """Yield the groups, given the labels of each and the group of each row."""
        weights = np.ones(codes.size) if self.weights is None else self.weights
        gone = ~self.complete & (codes >= 0)
        rows_gone = np.bincount(codes[gone], minlength=len(keys))
        weight_gone = np.bincount(codes[gone], np.nan_to_num(weights[gone]), minlength=len(keys))
        rows = np.flatnonzero(self.complete)
        if rows.size and self.weights is not None:
            as_weights(weights[rows], rows.size, self.names[1])
        rows = rows[np.argsort(codes[rows].astype(np.min_scalar_type(len(keys))), kind="stable")]
        ends = np.cumsum(np.bincount(codes[rows], minlength=len(keys)))
        values, weights = self.values[rows], weights[rows]
        for k, labels in enumerate(keys):
            part = slice(ends[k - 1] if k else 0, ends[k])
            members = None
            if weights[part].any():
                members = Points(values[part], None if self.weights is None else weights[part])
            about = {"rows": int(part.stop - part.start), "population": members.population if members else 0.0}
            yield _Group(
                labels, members, {**about, "rows_left_out": int(rows_gone[k]), "weight_left_out": float(weight_gone[k])}
            )

    def codes(self) -> tuple[list[dict[Any, Any]], NDArray[np.intp]]:
        """Return the labels of each group, in order, and the number of each row's group; -1 where it has none."""
        import pandas as pd

        names = list(self.labels.columns)
        if not names:
            return [{}], np.zeros(self.values.size, np.intp)
        each = [pd.factorize(self.labels[name], sort=True) for name in names]
        labelled = np.logical_and.reduce([codes >= 0 for codes, _ in each])
        shape = [len(labels) for _, labels in each]
        combined = np.ravel_multi_index([codes[labelled] for codes, _ in each], shape) if labelled.any() else np.empty(0, int)
        found, combinations = pd.factorize(combined, sort=True)
        numbers = np.full(self.values.size, -1, np.intp)
        numbers[labelled] = found
        columns = [labels[places] for (_, labels), places in zip(each, np.unravel_index(combinations, shape), strict=True)]
        return [dict(zip(names, key, strict=True)) for key in zip(*columns, strict=True)], numbers


def _table(data: Any, value: str | None, weight: Any, by: Any) -> _Table:
    import pandas as pd

    if isinstance(data, (str, Path)):
        data = read_columns(data, [name for name in (value, weight) if isinstance(name, str)], _names(by))
    if isinstance(data, Survey):
        if weight is not None:
            raise InputError("Weights were given twice, by weight= and with the survey", remedy="leave weight= out")
        weight, data = _of_survey(data)
    labels = {}
    names = (value or "values", weight if isinstance(weight, str) else "weights")
    if isinstance(data, Mapping) or hasattr(data, "columns"):
        if value is None:
            raise InputError("A table has many columns", possible="value= the name of one", remedy="name the one to measure")
        labels = {name: _column(data, name) for name in _names(by)}
        weight = _column(data, weight) if isinstance(weight, str) else weight
        data = _column(data, value)
    elif by is not None:
        labels = {"group": by}
    check_indexes(values=data, weights=weight, **labels)
    values = _numbers(data, names[0])
    weights = None if weight is None else _numbers(weight, names[1], size=values.size)
    frame = pd.DataFrame({name: _labels(column, name, values.size) for name, column in labels.items()})
    return _Table(values, weights, frame, names)


def _of_survey(survey: Survey) -> tuple[Floats | None, dict[str, NDArray[Any]]]:
    """Weights and columns of the rows asked about, all imputations together."""
    rows = survey.members
    weights = None
    if survey.weight is not None or survey.implicates > 1:
        weights = (np.ones(len(survey)) if survey.weight is None else survey.weight)[rows] / survey.implicates
    return weights, {name: column[rows] for name, column in survey.columns.items()}


def _names(by: Any) -> list[str]:
    names = [by] if isinstance(by, str) else [] if by is None else list(by)
    for name in RESERVED & set(names):
        raise InputError(
            f"The groups' column is called {name!r}, as is one of the result", possible="another name", remedy="rename it first"
        )
    return names


def _column(table: Any, name: str) -> Any:
    names = table if isinstance(table, Mapping) else table.columns
    if name not in names:
        raise UnknownNameError("column", name, names)
    return table[name]


def _numbers(column: Any, name: str, size: int | None = None) -> Floats:
    """Numbers as floats, NaN where pandas, polars or numpy say that one is missing."""
    import pandas as pd

    if isinstance(column, pd.Series) and pd.api.types.is_numeric_dtype(column.dtype):
        column = column.to_numpy(dtype=np.float64, na_value=np.nan)
    return as_floats(column, name, size=size, missing=True)


def _labels(column: Any, name: str, size: int) -> pd.Series[Any]:
    import pandas as pd

    labels = column.reset_index(drop=True) if isinstance(column, pd.Series) else pd.Series(np.asarray(column))
    if labels.size != size:
        raise InputError(f"{name} has {labels.size} entries where {size} are needed", possible="one label a row")
    return labels


def _chosen(metrics: Metrics | None) -> Iterator[Asked]:
    """The metrics asked for; or all that are one number and need no argument, and some that do."""
    if isinstance(metrics, Mapping):
        yield from (replace(asked(function), label=label) for label, function in metrics.items())
        return
    if metrics is None:
        for name, entry in METRICS.items():
            _, *own = inspect.signature(entry.facts["on_points"]).parameters.values()
            number = inspect.signature(entry.facts["on_points"]).return_annotation in ("float", "int")
            if number and all(parameter.default is not parameter.empty for parameter in own):
                yield asked(name)
        metrics = ALSO
    words = metrics.split(",") if isinstance(metrics, str) else [metrics] if callable(metrics) else metrics
    yield from map(asked, words)


def _frame(chosen: list[Asked], groups: list[_Group], left_out: str) -> pd.DataFrame:
    """One row for each group and metric."""
    import pandas as pd

    results = [_result(one, group.members) for group in groups for one in chosen]
    value, low, high, notes = zip(*results, strict=True)
    each = pd.DataFrame([group.labels for group in groups], columns=list(groups[0].labels))
    frame = each.loc[each.index.repeat(len(chosen))].reset_index(drop=True)
    frame["metric"] = [one.label for one in chosen] * len(groups)
    frame = frame.assign(value=value, low=low, high=high)
    for name in groups[0].about:
        frame[name] = np.repeat([group.about[name] for group in groups], len(chosen))
    frame["note"] = notes
    frame.attrs["left_out"] = left_out
    return frame


def _result(one: Asked, members: Points | Distribution | None) -> tuple[float, float, float, str]:
    """Value, least, greatest; and why it is undefined."""
    nothing = (np.nan, np.nan, np.nan)
    if members is None:
        return *nothing, "nobody is left in the group"
    try:
        if isinstance(members, Points):
            value = one.of(members)
            return value, value, value, ""
        if one.entry is None:
            raise GroupedError(f"The table has {len(members)} groups, for which the bounds of {one.label} are not known")
        found = bounds(one.entry.function, members, *one.args, **one.kwargs)
        low, high = float(found.low), float(found.high)
        return low if low == high else np.nan, low, high, ""
    except DomainError as error:
        return *nothing, str(error)
