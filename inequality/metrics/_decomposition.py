"""What the decompositions share: their result, and columns of a survey as they read them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from inequality.columns import Floats
from inequality.errors import DomainError, InputError, UnknownNameError
from inequality.points import Points
from inequality.survey import Survey

if TYPE_CHECKING:
    import pandas as pd

#: Powers of two between which products of two weights and a value neither overflow nor lose digits.
SAFE_EXPONENT = 100


@dataclass(frozen=True, eq=False)
class Decomposition:
    """An index and the parts that add up to it.

    Parameters
    ----------
    index : str
        What is decomposed.
    total : float
        The index of all.
    parts : mapping of str to float
        What adds up to `total`: within, between and overlap; or the contribution of each source.
    rows : mapping of str to ndarray, shape (k,)
        What is known of each group or source; the first column has their names.

    Examples
    --------
    >>> d = Decomposition("gini", 0.25, {"within": 0.05, "between": 0.2}, {"group": np.array(["N", "S"])})
    >>> d
    Decomposition(gini 0.25 = within 0.05 + between 0.2)
    >>> d["between"] / d.total
    0.8
    """

    index: str
    total: float
    parts: Mapping[str, float]
    rows: Mapping[str, NDArray[Any]]

    def __getitem__(self, part: str) -> float:
        """Return a part, or raise UnknownNameError with those there are."""
        if part not in self.parts:
            raise UnknownNameError("part", part, self.parts, where=f" of the {self.index}")
        return self.parts[part]

    def to_frame(self) -> pd.DataFrame:
        """Return a DataFrame, one row a group or source."""
        import pandas as pd

        (label, names), *columns = self.rows.items()
        return pd.DataFrame(dict(columns), index=pd.Index(names, name=label))

    def __repr__(self) -> str:
        parts = " + ".join(f"{name} {value:.6g}" for name, value in self.parts.items())
        return f"Decomposition({self.index} {self.total:.6g} = {parts})"


def amounts(survey: Survey, *names: str) -> tuple[list[Floats], Floats, NDArray[np.intp]]:
    """Return columns of numbers, weights, and the rows they are of: those asked about that have weight.

    Very large or small columns are all divided by one power of two, and weights by another: take only ratios of their sums.
    """
    columns = [survey.amounts(name)[0] for name in names]
    weights = survey.amounts(names[0])[1]
    there = weights > 0
    exponent = -_exponent(max(float(np.max(np.abs(column))) for column in columns))
    scaled = [np.ldexp(column[there], exponent) for column in columns]
    return scaled, np.ldexp(weights[there], -_exponent(float(np.max(weights)))), survey.members[there]


def _exponent(largest: float) -> int:
    exponent = math.frexp(largest)[1]
    return exponent if abs(exponent) > SAFE_EXPONENT else 0


def groups(survey: Survey, by: str, rows: NDArray[np.intp]) -> tuple[NDArray[Any], list[NDArray[np.intp]]]:
    """Return the labels that a column has in these rows, in order, and the places of each.

    Raises
    ------
    InputError
        If a row has no label, or labels cannot be put in order.
    """
    labels = survey[by][rows]
    missing = np.array([label is None or (label == label) is not True for label in labels.tolist()])
    if missing.any():
        raise InputError(
            f"{by} has {missing.sum()} missing entries, the first at row {rows[np.argmax(missing)]}",
            possible="a label in every row",
            remedy="leave those rows out by where(), and say how many",
        )
    try:
        names, inverse = np.unique(labels, return_inverse=True)
    except TypeError as error:
        raise InputError(
            f"{by} has labels of several types, which have no order", possible="texts or numbers", remedy="make them texts"
        ) from error
    order = np.argsort(inverse, kind="stable")
    return names, np.split(order, np.cumsum(np.bincount(inverse))[:-1])


def balance(rank: Floats, weights: Floats) -> Floats:
    """Return, for each row, the weight of those ranked below it less the weight of those above."""
    order = np.argsort(rank, kind="stable")
    ranked, below = rank[order], np.concatenate([[0.0], np.cumsum(weights[order])])
    first, last = np.searchsorted(ranked, rank, side="left"), np.searchsorted(ranked, rank, side="right")
    difference: Floats = below[first] + below[last] - below[-1]
    return difference


def differences(points: Points) -> float:
    """Return half the sum of the absolute differences between any two members: the Gini index times population and total."""
    gaps = points.below[:-1] * points.above[1:] * np.diff(points.values)
    return points.members(points.amount(float(np.sum(gaps))))


def index_or_nan(index: Callable[[Points], float], points: Points) -> float:
    """Return the index where it is defined."""
    try:
        return index(points)
    except DomainError:
        return math.nan


def require_like(survey: Survey, names: Sequence[str], *, but: Iterable[str] = ()) -> None:
    """Raise unless there are two or more columns, and those that have a Measure measure the same thing."""
    if isinstance(names, str) or len(names) < 2 or len(set(names)) < len(names):
        raise InputError(
            f"{names!r} does not name two or more columns", possible="a list of names", remedy="pass each column once"
        )
    measures = [survey.measures[name] for name in names if name in survey.measures]
    for other in measures[1:]:
        measures[0].require(other, but=but, what="these columns")
