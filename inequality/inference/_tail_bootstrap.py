"""Bootstrap for heavy tails: the richest are drawn from a Pareto distribution, the others from the sample."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from inequality.columns import fraction
from inequality.errors import DomainError
from inequality.estimates import Deviations
from inequality.inference._bootstrap import drawn, require_several, resampled, rescaling
from inequality.inference.batches import in_batches
from inequality.inference.question import Question, method
from inequality.points import Points
from inequality.tails import ParetoTail, pareto_tail


@method(title="semi-parametric bootstrap", reference="Davidson and Flachaire 2007; Cowell and Flachaire 2007")
def tail_bootstrap(
    question: Question,
    *,
    tail: float | ParetoTail = 0.05,
    replicates: int = 1000,
    seed: int = 0,
    map: Callable[..., Any] = map,
) -> Deviations:
    r"""Semi-parametric bootstrap.

    As `bootstrap`, but each drawn row above a threshold gets a value of its own from the Pareto distribution there. A sample
    from a heavy tail says too little about the tail for a resample of it to vary enough: intervals of the plain bootstrap then
    cover the truth too rarely.

    Parameters
    ----------
    question : Question
        What is asked.
    tail : float or ParetoTail
        The richest fraction of the population, whose values are drawn from the Pareto distribution that Hill's estimator finds
        there; or a tail fitted otherwise, such as ``pareto_tail(d, pareto_threshold(d).threshold)``.
    replicates, seed, map
        As for `bootstrap`.

    Returns
    -------
    Deviations
        One entry a replicate.

    Raises
    ------
    DomainError
        If the threshold is not above 0, or the exponent not above 1, so that the mean would be infinite.

    References
    ----------
    Davidson, R. and E. Flachaire (2007), Asymptotic and bootstrap inference for inequality and poverty measures, Journal of
    Econometrics 141(1).

    Examples
    --------
    >>> from inequality.inference import estimate
    >>> from inequality.metrics import gini
    >>> from inequality.survey import Survey
    >>> wealth = Survey({"net_worth": (np.arange(1, 201) / 200) ** (-1 / 1.5)})
    >>> estimate(gini, wealth, "net_worth", method="tail_bootstrap", tail=0.2, replicates=200).method
    'semi-parametric bootstrap'
    """
    question.design.require_pairs(question.members)
    fitted = tail if isinstance(tail, ParetoTail) else _hill(question, tail)
    if not fitted.alpha > 1:
        raise DomainError(f"With the exponent {fitted.alpha:.4g} the Pareto mean is infinite", possible="an exponent above 1")
    require_several(replicates)
    run = partial(_replicate, question, fitted.threshold, fitted.alpha, seed)
    return resampled(question, in_batches(run, replicates, map))


def _hill(question: Question, tail: float) -> ParetoTail:
    points = question.points
    threshold = points.value(float(points.values[points.position(1 - fraction(tail))]))
    if not threshold > 0:
        raise DomainError(
            f"No Pareto tail starts at {threshold:.6g}", possible="a threshold above 0", remedy="pass a smaller tail="
        )
    return pareto_tail(question.values, threshold, weights=question.weights)


def _replicate(question: Question, threshold: float, alpha: float, seed: int, replicate: int) -> float:
    weights = question.weights * rescaling(question.design)[question.unit]
    rich = (question.values > threshold) & (question.weights > 0)
    draws, stream = drawn(question.design, seed, replicate)
    times = draws[question.unit]
    top = np.repeat(weights[rich], times[rich])  # a row drawn twice is two people
    fortunes = threshold * (1 - stream.random(top.size)) ** (-1 / alpha)
    values = np.concatenate([question.values[~rich], fortunes])
    return question.of(Points(values, np.concatenate([weights[~rich] * times[~rich], top])))
