"""Estimates of metrics, with their standard errors and intervals."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, overload

import numpy as np
from numpy.typing import ArrayLike

from inequality.errors import DomainError, InputError
from inequality.estimates import Deviations, Estimate, Estimates
from inequality.inference.design import Design, SingleUnit, distinct
from inequality.inference.implicates import Rule, combined, freedom, variance
from inequality.inference.question import METHODS, JointQuestion, Question
from inequality.inference.student import t_quantile
from inequality.interval import Interval
from inequality.registry import Entry
from inequality.survey import Survey

__all__ = ["estimate", "interval"]


@dataclass(frozen=True)
class _Way:
    """How an estimate is made: all that is the same for each group and each imputation."""

    metric: Callable[..., Any]
    column: str | Sequence[str]
    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]
    method: Entry
    options: Mapping[str, Any]
    level: float
    rule: Rule
    coding: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Name of the metric."""
        return getattr(self.metric, "__name__", "metric")


@overload
def estimate(
    metric: Callable[..., Any],
    survey: Survey,
    column: str | Sequence[str],
    *args: Any,
    by: None = None,
    method: str | None = None,
    level: float = 0.95,
    implicates: Rule = "rubin",
    single_unit: SingleUnit = "raise",
    equivalence: str | ArrayLike | None = None,
    persons: str | ArrayLike | None = None,
    bottom: float | None = None,
    top: float | None = None,
    **kwargs: Any,
) -> Estimate: ...


@overload
def estimate(
    metric: Callable[..., Any],
    survey: Survey,
    column: str | Sequence[str],
    *args: Any,
    by: str,
    method: str | None = None,
    level: float = 0.95,
    implicates: Rule = "rubin",
    single_unit: SingleUnit = "raise",
    equivalence: str | ArrayLike | None = None,
    persons: str | ArrayLike | None = None,
    bottom: float | None = None,
    top: float | None = None,
    **kwargs: Any,
) -> Estimates: ...


def estimate(
    metric: Callable[..., Any],
    survey: Survey,
    column: str | Sequence[str],
    *args: Any,
    by: str | None = None,
    method: str | None = None,
    level: float = 0.95,
    implicates: Rule = "rubin",
    single_unit: SingleUnit = "raise",
    equivalence: str | ArrayLike | None = None,
    persons: str | ArrayLike | None = None,
    bottom: float | None = None,
    top: float | None = None,
    **kwargs: Any,
) -> Estimate | Estimates:
    r"""Estimate a metric of a survey's column, with standard error and confidence interval.

    The interval is :math:`t \pm q s`, with s the standard error and q the quantile of Student's t distribution with the
    design's degrees of freedom: primary sampling units less strata, counting the strata that the domain is in; one less than
    the number of replicates, at most, with replicate weights; fewer where values were imputed (Barnard and Rubin).

    Parameters
    ----------
    metric : callable
        A marked metric, such as `gini`, or any function of `Points` that returns a number; or a joint index, such as
        `concentration_index`, whose further columns stand among its arguments.
    survey : Survey
        The sample with its design; after ``survey.where(rows)``, about these rows only.
    column : str
        The variable.
    *args
        The metric's further arguments.
    by : str, optional
        A column: one estimate for each of its labels.
    method : str, optional
        ``linearisation``, ``jackknife``, ``bootstrap``, ``replicate_weights`` or ``tail_bootstrap``. By default
        ``replicate_weights`` where the survey has some, else ``linearisation``.
    level : float
        Confidence level.
    implicates : {"rubin", "scf"}
        Of several imputations: sampling variance averaged over all of them (Rubin), or taken from the first (the convention
        of the Survey of Consumer Finances).
    single_unit : {"raise", "certainty", "centred"}
        What a stratum with a single sampled unit adds to the variance: an error, nothing, or its deviation from the mean of
        all units.
    equivalence, persons, bottom, top
        Equivalence scale, members of a household, bottom and top coding: see `Survey.distribution`.
    **kwargs
        The metric's arguments by name, and the method's: ``replicates``, ``seed``, ``map``, ``centre``, ``tail``.

    Returns
    -------
    Estimate, or Estimates with `by`

    Raises
    ------
    DomainError
        If the metric is undefined here, has no influence function, or the design leaves no degree of freedom.
    UnknownNameError
        If there is no such column or method.

    Examples
    --------
    >>> from inequality.metrics import gini
    >>> columns = {"income": np.array([1.0, 2.0, 4.0, 3.0, 9.0, 5.0]), "sex": np.array(list("fmfmfm"))}
    >>> sample = Survey(columns, weight=np.array([3.0, 1.0, 2.0, 2.0, 1.0, 3.0]))
    >>> estimate(gini, sample, "income")
    0.331395 ± 0.114198 (95% interval 0.0378405 to 0.62495; linearisation, 5 degrees of freedom)
    >>> estimate(gini, sample, "income", method="bootstrap", replicates=200, seed=1).df
    5.0
    """
    if not isinstance(survey, Survey):
        raise InputError(
            f"A {type(survey).__name__} has no design",
            possible="a Survey",
            remedy="Survey.from_frame(frame, weight=..., strata=..., clusters=...)",
        )
    if not 0 < level < 1:
        raise InputError(f"level={level}", possible="above 0 and below 1, such as 0.95")
    if implicates not in ("rubin", "scf"):
        raise InputError(f"implicates={implicates!r}", possible="'rubin', 'scf'")
    chosen = METHODS[method or ("linearisation" if survey.replication is None else "replicate_weights")]
    options = {name: kwargs.pop(name, default) for name, default in options_of(chosen).items()}
    coding: dict[str, Any] = {"bottom": bottom, "top": top}
    for name, column_or_array in (("equivalence", equivalence), ("persons", persons)):
        survey, coding[name] = _named(survey, name, column_or_array)
    way = _Way(metric, column, args, kwargs, chosen, options, level, implicates, coding)
    _check_arguments(way)
    parts = [(imputed, Design.of(imputed, single_unit)) for imputed in survey.by_implicate()]
    if by is None:
        return _answer(way, survey, parts)
    return Estimates(
        {
            label: _answer(way, survey, [(part.where(part[by] == label), design) for part, design in parts], f" ({by} {label})")
            for label in distinct(survey[by][survey.members], by)[0].tolist()
        }
    )


def options_of(method: Entry) -> dict[str, Any]:
    """Return a method's own arguments, which are keywords only, with their defaults."""
    parameters = inspect.signature(method.function).parameters.values()
    return {each.name: each.default for each in parameters if each.kind is each.KEYWORD_ONLY}


def interval(value: float, deviations: Deviations, level: float, **about: Any) -> Estimate:
    """Return the estimate whose interval follows from deviations, by t.

    Raises
    ------
    DomainError
        If no degree of freedom is left, or the error is beyond the range of a float.
    """
    error, df = math.sqrt(variance(deviations)), freedom(deviations)
    if not math.isfinite(error):
        raise _beyond_floats()
    if not df > 0:
        raise DomainError(
            "The design leaves no degree of freedom",
            possible="two or more primary sampling units in a stratum",
            remedy="ask about a larger domain",
        )
    half = t_quantile((1 + level) / 2, df) * error
    return Estimate(
        value, error, Interval(value - half, value + half, "sampling"), level, df=df, deviations=deviations, **about
    )


@contextmanager
def _within_floats() -> Iterator[None]:
    """Raise where what values differ by, or its square, leaves the range of a float."""
    try:
        with np.errstate(over="raise", invalid="raise"):
            yield
    except FloatingPointError as error:
        raise _beyond_floats() from error


def _beyond_floats() -> DomainError:
    return DomainError(
        "What the values differ by is so large that its square is beyond the range of a float",
        possible="values up to about 1e150",
        remedy="measure them in a larger unit",
    )


@_within_floats()
def _answer(way: _Way, survey: Survey, parts: list[tuple[Survey, Design]], group: str = "") -> Estimate:
    values: list[float] = []
    answers: list[Deviations] = []
    notes: tuple[str, ...] = ()
    for part, design in parts:
        question, changed = _question(way, part, design)
        values.append(question.value)
        notes = notes or changed
        if way.rule == "rubin" or not answers:
            answers.append(way.method.function(question, **way.options))
    value, found = combined(values, answers)
    options = tuple(sorted((name, option) for name, option in way.options.items() if name != "map"))
    found = replace(found, design=(survey.sample, way.method.name, options, way.rule))
    of = way.column if isinstance(way.column, str) else ", ".join(way.column)
    return interval(value, found, way.level, method=way.method.facts["title"], name=f"{way.name} of {of}{group}", notes=notes)


def _question(way: _Way, part: Survey, design: Design) -> tuple[Question, tuple[str, ...]]:
    if _kind(way.metric) == "joint index":
        return _joint_question(way, part, design), ()
    values, weights, notes = part.amounts(str(way.column), **way.coding)
    persons = way.coding["persons"]
    numbers = None if persons is None else np.asarray(part[persons][part.members], float)
    question = Question(way.metric, way.args, way.kwargs, values, weights, part.members, numbers, design, part.replication)
    return question, notes


def _joint_question(way: _Way, part: Survey, design: Design) -> JointQuestion:
    if any(coding is not None for coding in way.coding.values()):
        raise InputError(
            f"{way.name} is of several columns, to which equivalence, persons, bottom and top do not apply",
            remedy="code the columns before they go into the Survey",
        )
    rows = part.members
    weights = np.ones(rows.size) if part.weight is None else part.weight[rows]
    members = Survey({name: column[rows] for name, column in part.columns.items()}, measures=part.measures)
    arguments = (way.column, *way.args)
    return JointQuestion(way.metric, arguments, way.kwargs, np.empty(0), weights, rows, None, design, part.replication, members)


def _kind(metric: Callable[..., Any]) -> str:
    entry = getattr(metric, "__entry__", None)
    return str(entry.facts["kind"]) if isinstance(entry, Entry) else ""


def _named(survey: Survey, name: str, column: str | ArrayLike | None) -> tuple[Survey, str | None]:
    """Return the survey with an array as a column of its own, and the column's name."""
    if column is None or isinstance(column, str):
        return survey, column
    return replace(survey, columns={**survey.columns, f"({name})": np.asarray(column)}), f"({name})"


def _check_arguments(way: _Way) -> None:
    try:
        columns = [way.column] if _kind(way.metric) == "joint index" else []
        inspect.signature(way.metric).bind(None, *columns, *way.args, **way.kwargs)
    except TypeError as error:
        raise InputError(
            f"{way.name}: {error}",
            possible=f"the metric's arguments, and those of {way.method.name}: {', '.join(options_of(way.method)) or 'none'}",
        ) from error
