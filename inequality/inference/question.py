"""A question put to one sample: a metric of the values of a domain, whose rows may be weighted anew."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inequality.columns import Floats
from inequality.errors import DomainError, InputError
from inequality.estimates import Deviations
from inequality.inference.design import Design
from inequality.points import Points
from inequality.registry import Registry, mark
from inequality.replication import Replication
from inequality.survey import Survey

__all__ = ["METHODS", "JointQuestion", "Question", "method"]

METHODS = Registry("inequality.inference", "method")


def method(*, title: str, reference: str) -> Callable[[Callable[..., Deviations]], Callable[..., Deviations]]:
    """Mark a function of a `Question` as a method that finds standard errors.

    Parameters
    ----------
    title : str
        What it is called beside its results.
    reference : str
        Where it is defined.
    """

    def decorate(function: Callable[..., Deviations]) -> Callable[..., Deviations]:
        return mark("method", function, title=title, reference=reference)

    return decorate


@dataclass(frozen=True)
class Question:
    """A metric of one (imputation of a) sample, within a domain: of the values of one column.

    Parameters
    ----------
    metric : callable
        A marked metric, or any function of Points that returns a number.
    args, kwargs
        Its further arguments.
    values, weights : ndarray, shape (members,)
        Of the domain's rows; weights are times the persons that a row stands for.
    members : ndarray of int, shape (members,)
        Indices of the domain's rows.
    persons : ndarray, shape (members,), optional
        What replicate weights are multiplied by.
    design : Design
        Strata and primary sampling units of all rows.
    replication : Replication, optional
        Replicate weights of all rows.
    """

    metric: Callable[..., Any]
    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]
    values: Floats
    weights: Floats
    members: NDArray[np.intp]
    persons: Floats | None
    design: Design
    replication: Replication | None = None

    @cached_property
    def points(self) -> Points:
        """Values in rising order with their weights."""
        return Points(self.values, self.weights)

    @cached_property
    def value(self) -> float:
        """The metric of the sample itself."""
        return self.of(self.points)

    @cached_property
    def unit(self) -> NDArray[np.intp]:
        """Primary sampling unit of each of the domain's rows."""
        return self.design.unit[self.members]

    @property
    def order(self) -> NDArray[np.intp]:
        """The domain's rows in the order in which `at` takes weights: that of rising values."""
        return self.points.order

    @cached_property
    def ordered(self) -> tuple[Floats, NDArray[np.intp]]:
        """Weight and primary sampling unit of each of the domain's rows, in that order."""
        return self.weights[self.order], self.unit[self.order]

    def of(self, points: Points) -> float:
        """Return the metric of other points."""
        return self._number(self.metric(points, *self.args, **self.kwargs))

    def at(self, weights: Floats) -> float:
        """Return the metric with other weights of the domain's rows, given in `order`: nothing is sorted again.

        Raises
        ------
        DomainError
            If they are all zero: nobody of the domain is in that resample.
        """
        if not weights.any():
            raise DomainError(
                "A resample has nobody of the domain",
                possible="method='linearisation'",
                remedy="ask about a larger domain",
            )
        return self._at(weights)

    def _at(self, weights: Floats) -> float:
        return self.of(self.points.reweighted(weights, ranked=True))

    def rescaled(self, factors: Floats) -> float:
        """Return the metric with the weights of each primary sampling unit multiplied by a factor, shape (units,)."""
        weights, unit = self.ordered
        return self.at(weights * factors[unit])

    def _number(self, result: object) -> float:
        if not isinstance(result, Real):
            raise InputError(
                f"{self.name} is a {type(result).__name__}, not a number",
                possible="a metric that returns one number",
                remedy="ask for its values one by one, such as bottom_share at each p",
            )
        if not math.isfinite(result):
            raise DomainError(
                f"{self.name} is {result} here, so it has no error",
                possible="values for which it is finite",
                remedy="say whom you leave out and why, by where()",
            )
        return float(result)

    @property
    def name(self) -> str:
        """Name of the metric."""
        return getattr(self.metric, "__name__", "the metric")


@dataclass(frozen=True)
class JointQuestion(Question):
    """A joint index of several columns, whose names are the first of `args`.

    Parameters
    ----------
    survey : Survey
        The domain's rows alone.
    """

    survey: Survey | None = None

    @property
    def points(self) -> Points:
        """Raise: several columns have no order in common.

        Raises
        ------
        DomainError
            Always.
        """
        raise DomainError(
            f"{self.name} is of several columns, which have no tail in common", possible="method='bootstrap' or 'jackknife'"
        )

    @cached_property
    def value(self) -> float:
        """The index of the sample itself."""
        return self._at(self.weights)

    @property
    def order(self) -> NDArray[np.intp]:
        """The order of the rows."""
        return np.arange(self.members.size)

    def _at(self, weights: Floats) -> float:
        assert self.survey is not None
        return self._number(self.metric(replace(self.survey, weight=weights), *self.args, **self.kwargs))
