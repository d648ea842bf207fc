"""Metrics of inequality, one family a file; of three kinds, told apart by what they take.

An index is a function of `Points`, marked ``@metric``. The mark lets it take arrays, Series or a `Distribution` too, and
refuses a grouped table that does not decide it. A comparison takes two Distributions that measure the same, marked
``@comparison``; a joint index takes columns of a `Survey` (or of a frame), marked ``@joint``.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar, cast

from numpy import asarray
from numpy.typing import ArrayLike

from inequality.binned import within
from inequality.columns import Floats
from inequality.distribution import Distribution
from inequality.errors import DomainError, GroupedError, InputError
from inequality.points import Points
from inequality.registry import Registry, mark
from inequality.survey import Survey

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = ["ALL_METRICS", "METRICS", "comparison", "joint", "metric"]

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")

#: The indices; and those with comparisons and joint indices.
METRICS = Registry("inequality.metrics", "metric")
ALL_METRICS = Registry("inequality.metrics", "metric", "comparison", "joint index")


def metric(
    *,
    title: str,
    reference: str,
    range: str,
    zeros: str = "allowed",
    negatives: str = "allowed",
    cuts: Callable[..., tuple[float, ...]] | None = None,
    ranks: Callable[..., tuple[float, ...]] | None = None,
    properties: tuple[str, ...] = (),
    samples: tuple[Mapping[str, Any], ...] = ({},),
    bounded: str = "spread",
    influence: Callable[..., Floats] | str = "none is declared",
) -> Callable[[Callable[Concatenate[Points, P], R]], Callable[..., R]]:
    """Mark a function of Points as a metric.

    Parameters
    ----------
    title, reference, range, zeros, negatives : str
        For tables and documentation: its name, where it is defined, its range, and what zeros and negative values do.
    cuts : callable, optional
        From the metric's own arguments, the population shares at which it needs the Lorenz curve. A grouped table
        that has those cuts decides it.
    ranks : callable, optional
        From the metric's own arguments, the population shares at which it reads a value, where it reads nothing else of the
        groups they are in: `bounds` then keeps the means of those groups.
    properties : tuple of str
        What the tests assert of it: "scale", "replication", "anonymity", "transfer", ...
    samples : tuple of mappings
        Arguments to test it with, by name; one call each.
    bounded : {"spread", "limits", "no"}
        How `bounds` finds the least and greatest value that a grouped table allows: by the two extreme spreads
        (everything that respects the Lorenz order), by everyone at their lower or upper limit (quantiles), or not at all.
    influence : callable or str
        Its influence function, from Points and the metric's own arguments: for each of `points.values`, the derivative of
        the metric by the share of the population that is moved there. Standard errors by linearisation need it. Where there
        is none, the reason, as it ends a sentence ("it is a curve, not a number").

    Returns
    -------
    callable
        A decorator. What it returns takes arrays with ``weights=``, a `Distribution` or `Points`, then the metric's arguments.

    Examples
    --------
    >>> @metric(title="Range", reference="none", range="0 or more", properties=("anonymity",), bounded="no")
    ... def range_of_values(points: Points) -> float:
    ...     return points.nth(-1) - points.nth(0)
    >>> range_of_values([3, 1, 2])
    2.0
    """

    def decorate(function: Callable[Concatenate[Points, P], R]) -> Callable[..., R]:
        @functools.wraps(function)
        def call(values: ArrayLike | Distribution | Points, *args: Any, weights: ArrayLike | None = None, **kwargs: Any) -> R:
            if isinstance(values, Points) and weights is None:
                return function(values, *args, **kwargs)
            if kwargs.get("tolerance") is not None and not isinstance(values, Points):
                near = within(kwargs["tolerance"], lambda points: function(points, *args, **kwargs), values, weights)
                if near is not None:
                    return cast("R", near)
            if bounded == "spread" and isinstance(values, Distribution) and not values.exact and weights is None:
                decided = _decided(function, values, *args, **kwargs)
                if decided is not None:
                    return decided
            needed = None if cuts is None else functools.partial(cuts, *args, **kwargs)
            return function(_points(function.__name__, values, weights, needed, bounded != "no"), *args, **kwargs)

        call.__signature__ = _signature(  # type: ignore[attr-defined]
            function, ["values"], "ArrayLike | Distribution | Points", "weights", "ArrayLike | None"
        )
        facts = {"title": title, "reference": reference, "range": range, "zeros": zeros, "negatives": negatives}
        return mark(
            "metric",
            call,
            **facts,
            cuts=cuts,
            ranks=ranks,
            properties=properties,
            samples=samples,
            bounded=bounded,
            influence=influence,
            on_points=function,
        )

    return decorate


def comparison(
    *,
    title: str,
    reference: str,
    range: str,
    zeros: str = "allowed",
    negatives: str = "allowed",
    may_differ: tuple[str, ...] = (),
    properties: tuple[str, ...] = (),
    samples: tuple[Mapping[str, Any], ...] = ({},),
) -> Callable[[Callable[Concatenate[Distribution, Distribution, P], R]], Callable[..., R]]:
    """Mark a function of two Distributions as a comparison.

    Parameters
    ----------
    title, reference, range, zeros, negatives, properties, samples
        As for `metric`.
    may_differ : tuple of str
        The fields of their Measures in which the two may differ; in all others they must agree.

    Returns
    -------
    callable
        A decorator. What it returns takes two Distributions, or two arrays with ``weights=`` a pair, then the comparison's
        arguments.

    Examples
    --------
    >>> @comparison(title="Ratio of means", reference="none", range="any")
    ... def ratio_of_means(first: Distribution, second: Distribution) -> float:
    ...     return second.mean / first.mean
    >>> ratio_of_means([1, 2, 3], [4, 4])
    2.0
    """

    def decorate(function: Callable[Concatenate[Distribution, Distribution, P], R]) -> Callable[..., R]:
        signature = inspect.signature(function)
        names = list(signature.parameters)[:2]

        @functools.wraps(function)
        def call(*args: Any, weights: tuple[ArrayLike | None, ArrayLike | None] | None = None, **kwargs: Any) -> R:
            given = signature.bind(*args, **kwargs)
            values = [given.arguments[name] for name in names]
            one, other = (_distribution(function.__name__, *both) for both in zip(values, weights or (None, None), strict=True))
            if one.measure is not None and other.measure is not None:
                one.measure.require(other.measure, but=may_differ, what="the two distributions")
            given.arguments.update(zip(names, (one, other), strict=True))
            return function(*given.args, **given.kwargs)

        call.__signature__ = _signature(  # type: ignore[attr-defined]
            function, names, "ArrayLike | Distribution", "weights", "tuple[ArrayLike | None, ArrayLike | None] | None"
        )
        facts = {"title": title, "reference": reference, "range": range, "zeros": zeros, "negatives": negatives}
        return mark("comparison", call, **facts, may_differ=may_differ, properties=properties, samples=samples)

    return decorate


def joint(
    *,
    title: str,
    reference: str,
    range: str,
    zeros: str = "allowed",
    negatives: str = "allowed",
    properties: tuple[str, ...] = (),
    samples: tuple[Mapping[str, Any], ...],
) -> Callable[[Callable[Concatenate[Survey, P], R]], Callable[..., R]]:
    """Mark a function of a Survey and names of its columns as a joint index.

    Parameters
    ----------
    title, reference, range, zeros, negatives, properties
        As for `metric`.
    samples : tuple of mappings
        Arguments to test it with, one call each, on a sample whose columns are numbers ``x``, ``y``, ``z`` and labels ``g``.

    Returns
    -------
    callable
        A decorator. What it returns takes a `Survey`, or a frame or mapping of columns with ``weight=`` the name of one, then
        the names of columns and the index's own arguments.

    Examples
    --------
    >>> @joint(title="Ratio of totals", reference="none", range="any", samples=({"one": "x", "other": "y"},))
    ... def ratio_of_totals(survey: Survey, one: str, other: str) -> float:
    ...     return survey.distribution(one).mean / survey.distribution(other).mean
    >>> ratio_of_totals({"debts": [1, 2, 3], "assets": [2, 4, 6]}, "debts", "assets")
    0.5
    """

    def decorate(function: Callable[Concatenate[Survey, P], R]) -> Callable[..., R]:
        @functools.wraps(function)
        def call(
            survey: Survey | DataFrame | Mapping[str, ArrayLike], *args: Any, weight: str | None = None, **kwargs: Any
        ) -> R:
            return function(_survey(function.__name__, survey, weight), *args, **kwargs)

        call.__signature__ = _signature(  # type: ignore[attr-defined]
            function, ["survey"], "Survey | DataFrame | Mapping[str, ArrayLike]", "weight", "str | None"
        )
        facts = {"title": title, "reference": reference, "range": range, "zeros": zeros, "negatives": negatives}
        return mark("joint index", call, **facts, properties=properties, samples=samples)

    return decorate


def _decided(function: Callable[..., R], d: Distribution, *args: Any, **kwargs: Any) -> R | None:
    """Return the value of a grouped table whose two extreme readings agree; else None."""
    try:
        least, greatest = function(d.equal(), *args, **kwargs), function(d.spread(), *args, **kwargs)
    except DomainError:
        return None
    return least if isinstance(least, int | float) and least == greatest else None


def _points(
    name: str,
    values: ArrayLike | Distribution | Points,
    weights: ArrayLike | None,
    cuts: Callable[[], tuple[float, ...]] | None,
    has_bounds: bool,
) -> Points:
    """Return the values as points, or refuse a table of groups that does not decide the metric."""
    values = _cut(values)
    if isinstance(values, (Distribution, Points)):
        _once(name, "weights", weights)
        if isinstance(values, Points):
            return values
        if values.exact or (cuts is not None and values.decides(*cuts())):
            return values.equal()
        alike = f"{name}(d.equal()), with all members of a group alike"
        ways = [f"bounds({name}, d)"] if has_bounds else []
        if values.ordered and len(values) > 1:
            ways.append(f"{name}(interpolate(d)), a smooth estimate")
        bounded = f"bounds({name}, d), the least and the greatest value that the table allows"
        unproved = f"an estimate, or one reading of the table: no bounds are proved for {name}"
        raise GroupedError(
            f"The table has {len(values)} groups, which do not decide {name}: members of a group may differ",
            possible=bounded if has_bounds else unproved,
            remedy=f"take {', '.join(ways)}, or {alike}" if ways else f"take {alike}",
        )
    return Distribution.from_values(values, weights).equal()


def _distribution(name: str, values: ArrayLike | Distribution, weights: ArrayLike | None) -> Distribution:
    values = _cut(values)
    if isinstance(values, Distribution):
        _once(name, "weights", weights)
        return values
    return Distribution.from_values(values, weights)


def _cut(values: T) -> T | Distribution:
    """A fitted curve answers as the microdata into which it is cut; everything else as what it is."""
    cells = getattr(values, "microdata", None)
    return cells if isinstance(cells, Distribution) else values


def _survey(name: str, sample: Survey | DataFrame | Mapping[str, ArrayLike], weight: str | None) -> Survey:
    if isinstance(sample, Survey):
        _once(name, "weight", weight)
        return sample
    if isinstance(sample, Mapping):
        survey = Survey({key: asarray(column) for key, column in sample.items()})
        return survey if weight is None else Survey(survey.columns, weight=survey[weight])
    if not hasattr(sample, "columns"):
        raise InputError(
            f"{name} reads columns of one sample, not a {type(sample).__name__}",
            possible="a Survey, a data frame, or a mapping of columns, and then the names of columns",
            remedy=f'call {name}({{"income": income, "region": region}}, ...) with names for your arrays',
        )
    return Survey.from_frame(sample, weight=weight)


def _once(name: str, keyword: str, weights: object) -> None:
    if weights is not None:
        raise InputError(
            f"Weights were given twice, by {keyword}= and with the values",
            possible="weights for bare values",
            remedy=f"call {name} without {keyword}=, or pass bare values",
        )


def _signature(
    function: Callable[..., Any], names: Sequence[str], annotation: str, keyword: str, given: str
) -> inspect.Signature:
    """The public signature: the first parameters as they are called by, and `keyword` where keywords begin."""
    parameters = list(inspect.signature(function).parameters.values())
    first = [p.replace(name=name, annotation=annotation) for name, p in zip(names, parameters, strict=False)]
    rest = parameters[len(names) :]
    own = [p for p in rest if p.kind is not inspect.Parameter.KEYWORD_ONLY]
    named = [p for p in rest if p.kind is inspect.Parameter.KEYWORD_ONLY]
    weights = inspect.Parameter(keyword, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=given)
    return inspect.Signature([*first, *own, weights, *named], return_annotation=inspect.signature(function).return_annotation)


def __getattr__(name: str) -> Callable[..., Any]:
    if name.startswith("_") or name not in ALL_METRICS:
        raise AttributeError(f"module 'inequality.metrics' has no attribute '{name}'")
    return ALL_METRICS[name].function


def __dir__() -> list[str]:
    return [*__all__, *ALL_METRICS]
