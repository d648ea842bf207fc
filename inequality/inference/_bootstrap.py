"""Bootstrap: primary sampling units drawn anew within strata."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inequality.columns import Floats
from inequality.errors import InputError
from inequality.estimates import Deviations
from inequality.inference.batches import in_batches
from inequality.inference.design import Design
from inequality.inference.question import Question, method


@method(title="bootstrap", reference="Rao and Wu 1988; Rao, Wu and Yue 1992")
def bootstrap(question: Question, *, replicates: int = 1000, seed: int = 0, map: Callable[..., Any] = map) -> Deviations:
    r"""Rescaling bootstrap of Rao, Wu and Yue over primary sampling units.

    In each replicate, :math:`n_h - 1` of the :math:`n_h` units of stratum h are drawn with replacement, and weights become
    :math:`w_k \frac{n_h}{n_h - 1} m_i` where unit i was drawn :math:`m_i` times; the variance is that of the replicates,
    :math:`\frac{1}{B - 1} \sum_b (t_b - \bar t)^2`. Each replicate draws from a stream of its own, made from the seed and
    the replicate's number, so that the result is the same to the last bit under any parallelism.

    Parameters
    ----------
    question : Question
        What is asked.
    replicates : int
        How many.
    seed : int
        Of the random numbers.
    map : callable
        Like the built-in ``map``; that of an executor runs batches of replicates side by side.

    Returns
    -------
    Deviations
        One entry a replicate.

    Raises
    ------
    DomainError
        If a stratum has a single unit, or a resample nobody of the domain.
    InputError
        If there are fewer than two replicates.

    References
    ----------
    Rao, J. and C. Wu (1988), Resampling inference with complex survey data, JASA 83.
    Rao, J., C. Wu and K. Yue (1992), Some recent work on resampling methods for complex surveys, Survey Methodology 18(2).

    Examples
    --------
    >>> from inequality.inference import estimate
    >>> from inequality.metrics import gini
    >>> from inequality.survey import Survey
    >>> from concurrent.futures import ThreadPoolExecutor
    >>> sample = Survey({"income": np.array([1.0, 2.0, 4.0, 3.0, 9.0, 5.0])})
    >>> one = estimate(gini, sample, "income", method="bootstrap", replicates=200, seed=1)
    >>> with ThreadPoolExecutor(2) as pool:
    ...     two = estimate(gini, sample, "income", method="bootstrap", replicates=200, seed=1, map=pool.map)
    >>> one.standard_error == two.standard_error
    True
    """
    question.design.require_pairs(question.members)
    require_several(replicates)
    run = partial(_replicate, question, rescaling(question.design), seed)
    return resampled(question, in_batches(run, replicates, map, rows=question.members.size))


def require_several(replicates: int) -> None:
    """Raise unless there are two replicates or more."""
    if replicates < 2:
        raise InputError(f"replicates={replicates}", possible="2 or more; 1000 is usual")


def resampled(question: Question, found: Floats) -> Deviations:
    """Return the deviations of replicates whose variance is the estimate's."""
    deviations = (found - found.mean()) / np.sqrt(found.size - 1)
    return Deviations(deviations, np.empty(0), question.design.freedom(question.members))


def drawn(design: Design, seed: int, replicate: int) -> tuple[NDArray[np.intp], np.random.Generator]:
    """Return how often each unit is drawn in a replicate, and the replicate's stream of random numbers.

    The one unit of a stratum is sure to be drawn, once.
    """
    stream = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(replicate,)))
    draws = np.maximum(design.size - 1, 1)
    if draws.size == 1:
        units = stream.integers(0, design.units, draws[0])
    else:
        units = np.repeat(design.first, draws) + stream.integers(0, np.repeat(design.size, draws))
    return np.bincount(units, minlength=design.units), stream


def rescaling(design: Design) -> Floats:
    """Return what a draw of a unit multiplies its weights by, shape (units,)."""
    return (design.size / np.maximum(design.size - 1, 1))[design.stratum]


def _replicate(question: Question, factor: Floats, seed: int, replicate: int) -> float:
    return question.rescaled(factor * drawn(question.design, seed, replicate)[0])
