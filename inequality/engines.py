"""A Distribution out of a frame of any engine, by one GROUP BY that the engine runs where the data are.

Bins are those of `binned_summary`, found by arithmetic that every engine has. The exponent e of a value is taken from its
logarithm, which beside a power of two may be one off: ``floor(|x| / 2^e * 2^11) + 2^11 e`` is the same with either e.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, overload

import numpy as np

from inequality.binned import tabulated
from inequality.bins import OCTAVE
from inequality.distribution import Distribution
from inequality.errors import InequalityError, InputError, UnknownNameError

if TYPE_CHECKING:
    import narwhals as nw

__all__ = ["summarise"]

#: Least exponent of a double of full precision.
LEAST = -1022
#: Where rows are counted that have no bin, for their value or for their weight.
NO_VALUE, NO_WEIGHT = 2.0**23, 2.0**24


@overload
def summarise(frame: Any, *, value: str, weight: str | None = None, by: None = None, **about: Any) -> Distribution: ...
@overload
def summarise(
    frame: Any, *, value: str, weight: str | None = None, by: str | Sequence[str], **about: Any
) -> dict[Any, Distribution]: ...
def summarise(
    frame: Any, *, value: str, weight: str | None = None, by: str | Sequence[str] | None = None, **about: Any
) -> Distribution | dict[Any, Distribution]:
    """Return the binned summary of a column, or of each group: a Distribution of any number of rows.

    The frame may be lazy, larger than memory, or spread over a cluster: what comes back is one row a bin, some 10^4 of them.

    Parameters
    ----------
    frame : DataFrame, LazyFrame, Table or relation
        Of pandas, polars, pyarrow, DuckDB, Dask, PySpark, or another engine that narwhals understands.
    value : str
        Column of values, of any sign.
    weight : str, optional
        Column that says how many members each row stands for.
    by : str or sequence of str, optional
        Columns that tell groups apart.
    **about
        `measure`, `provenance`, `frequency`, as for `Distribution`.

    Returns
    -------
    Distribution or dict
        With `by`, a Distribution for each label, or for each tuple of labels; None stands for a missing label.

    Raises
    ------
    UnknownNameError
        If there is no such column.
    InputError
        If a value is missing or infinite, a weight missing, infinite or negative, or no engine is known for the frame.
    InequalityError
        If narwhals is not installed.

    Examples
    --------
    >>> import pandas as pd
    >>> sample = pd.DataFrame({"net_worth": [-10.0, 0, 30, 500], "weight": [1.0, 2, 2, 1], "region": list("NNSS")})
    >>> summarise(sample, value="net_worth", weight="weight")
    Distribution(4 ordered groups, population 6, mean 91.6667)
    >>> summarise(sample, value="net_worth", weight="weight", by="region")["S"]
    Distribution(2 ordered groups, population 3, mean 186.667)
    """
    nw = _narwhals()
    labels = [by] if isinstance(by, str) else list(by or ())
    rows = _lazy(frame, [value, *([weight] if weight else []), *labels])
    rows = rows.select(
        *(nw.col(label).alias(f"by_{number}") for number, label in enumerate(labels)),
        value=nw.col(value).cast(nw.Float64),
        weight=nw.lit(1.0) if weight is None else nw.col(weight).cast(nw.Float64),
    )
    rows = rows.with_columns(bin=_bin(nw.col("value"), nw.col("weight")), total=nw.col("value") * nw.col("weight"))
    groups = [f"by_{number}" for number in range(len(labels))]
    sums = rows.group_by(*groups, "bin").agg(nw.len().alias("rows"), nw.col("weight").sum(), nw.col("total").sum())
    bins = sums.collect("pandas" if sums.implementation.is_duckdb() else None)  # whose own choice, pyarrow, may be missing
    _check(bins, value, weight)
    if not labels:
        return _distribution(bins, about)
    found = {tuple(map(_label, key)): _distribution(part, about) for key, part in bins.group_by(*groups)}
    order = sorted(found, key=lambda key: [(label is not None, label) for label in key])
    return {key[0] if isinstance(by, str) else key: found[key] for key in order}


def _narwhals() -> Any:
    try:
        import narwhals
    except ImportError as error:
        raise InequalityError(
            "Frames of other engines need narwhals, which is not installed",
            possible="binned_summary(values, weights) of arrays without it",
            remedy="pip install 'wealth-inequality[engines]'",
        ) from error
    return narwhals


def _lazy(frame: Any, columns: list[str]) -> nw.LazyFrame[Any]:
    import narwhals as nw

    try:
        rows: nw.LazyFrame[Any] = nw.from_native(frame).lazy()
    except (TypeError, AttributeError) as error:
        raise InputError(
            f"No engine is known for a {type(frame).__name__}",
            possible="a frame of pandas, polars, pyarrow, DuckDB, Dask or PySpark",
            remedy="pass the frame itself, not a file's name or a column",
        ) from error
    known = rows.collect_schema().names()
    for column in columns:
        if column not in known:
            raise UnknownNameError("column", column, known, where=" of the frame")
    return rows


def _bin(value: nw.Expr, weight: nw.Expr) -> nw.Expr:
    """Rank of the bin of each value, as in `bins`."""
    import narwhals as nw

    size = value.abs()
    exponent = nw.when(size > 0).then(size).otherwise(nw.lit(2.0**LEAST)).log(base=2).floor().clip(LEAST, -LEAST + 1)
    leading = (size * nw.lit(2.0) ** (-exponent) * float(OCTAVE)).floor()
    rank = leading + (exponent - LEAST) * float(OCTAVE)
    rank = nw.when(value < 0).then(-1.0 - rank).otherwise(rank)
    rank = nw.when(weight.is_finite() & (weight >= 0)).then(rank).otherwise(nw.lit(NO_WEIGHT))
    return nw.when(value.is_finite()).then(rank).otherwise(nw.lit(NO_VALUE))


def _check(bins: nw.DataFrame[Any], value: str, weight: str | None) -> None:
    rank, rows = (bins.get_column(name).to_numpy() for name in ("bin", "rows"))
    for place, column, wrong in (
        (NO_VALUE, value, "missing or infinite"),
        (NO_WEIGHT, weight, "missing, infinite or negative"),
    ):
        count = int(np.sum(rows[rank == place]))
        if count:
            raise InputError(
                f"{column}: {count} {'entry' if count == 1 else 'entries'} {wrong}",
                possible="finite numbers" if column == value else "finite weights of 0 or more",
                remedy="drop or impute those rows first, and say how many",
            )


def _distribution(bins: nw.DataFrame[Any], about: dict[str, Any]) -> Distribution:
    rank, rows, weight, total = (bins.get_column(name).to_numpy() for name in ("bin", "rows", "weight", "total"))
    off = (rows + 2.0) * 2.0**-53  # in whatever order the engine added
    rounding = max(float(np.sum(sums * off) / max(np.sum(sums), 1e-300)) for sums in (weight, np.abs(total)))
    return tabulated(rank.astype(np.int64), weight, total, rounding=rounding, **about)


def _label(label: Any) -> Any:
    """Return None for a missing label, which engines write in several ways."""
    from pandas import isna

    return None if isna(label) else label
