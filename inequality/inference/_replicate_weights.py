"""Replicate weights: resamples that the survey's producer drew."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inequality.columns import Floats
from inequality.errors import DomainError
from inequality.estimates import Deviations
from inequality.inference.batches import in_batches
from inequality.inference.question import METHODS, Question, method


@method(title="replicate weights", reference="Wolter 2007")
def replicate_weights(question: Question, *, map: Callable[..., Any] = map) -> Deviations:
    r"""Variance by the replicate weights that come with the survey.

    :math:`V = s \sum_r s_r (t_r - t)^2`, with :math:`t_r` found by the r-th replicate weights: balanced repeated replication,
    Fay's, jackknives, bootstraps, by their `Replication`.

    Parameters
    ----------
    question : Question
        Of a survey with replicate weights.
    map : callable
        Like the built-in ``map``; that of an executor runs replicates side by side, with the same result.

    Returns
    -------
    Deviations
        One entry a replicate.

    Raises
    ------
    DomainError
        If the survey has none, or a replicate nobody of the domain.

    References
    ----------
    Wolter, K. (2007), Introduction to variance estimation, 2nd ed., Springer.

    Examples
    --------
    >>> from inequality.inference import estimate
    >>> from inequality.metrics import gini
    >>> from inequality.survey import Survey
    >>> from inequality.replication import Replication
    >>> halves = np.array([[2.0, 0.0], [0.0, 2.0], [2.0, 0.0], [0.0, 2.0]])
    >>> sample = Survey({"income": np.array([1.0, 2.0, 4.0, 9.0])}, replication=Replication(halves, method="BRR"))
    >>> estimate(gini, sample, "income", method="replicate_weights")
    0.40625 ± 0.0975835 (95% interval -0.833666 to 1.64617; replicate weights, 1 degree of freedom)
    """
    replication = question.replication
    if replication is None:
        others = ", ".join(f"method='{name}'" for name in METHODS if name != "replicate_weights")
        raise DomainError("The survey has no replicate weights", possible=others, remedy="choose one of those")
    replicates = replication.weights.shape[1]
    run = partial(_replicate, question, *_ordered(question))
    found = in_batches(run, replicates, map)
    factors = replication.factors
    middle = question.value if replication.centre == "estimate" else found[factors > 0].mean()
    return Deviations(np.sqrt(factors) * (found - middle), np.empty(0), _freedom(question))


def _ordered(question: Question) -> tuple[NDArray[np.intp], Floats | None]:
    """Return lines of the replicate weights, and persons, in the question's order."""
    replication, order = question.replication, question.order
    assert replication is not None
    rows = question.members[order]
    lines = rows if replication.lines is None else replication.lines[rows]
    return lines, None if question.persons is None else question.persons[order]


def _replicate(question: Question, lines: NDArray[np.intp], persons: Floats | None, replicate: int) -> float:
    assert question.replication is not None
    weights = question.replication.weights[:, replicate][lines]
    return question.at(weights if persons is None else weights * persons)


def _freedom(question: Question) -> Floats:
    """Degrees of freedom: as declared, or those of the design where it is known, and never above R - 1."""
    replication, design = question.replication, question.design
    assert replication is not None
    if replication.df is not None:
        return np.array([replication.df])
    most = replication.weights.shape[1] - 1.0
    if design.declared:
        most = min(most, float(design.freedom(question.members).sum()))
    return np.array([most])
