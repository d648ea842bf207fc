"""Jackknife: each primary sampling unit left out in turn."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inequality.errors import InputError
from inequality.estimates import Deviations
from inequality.inference.batches import in_batches
from inequality.inference.question import Question, method


@method(title="jackknife", reference="Rust and Rao 1996")
def jackknife(question: Question, *, centre: str = "estimate", map: Callable[..., Any] = map) -> Deviations:
    r"""Delete-one jackknife over primary sampling units (JKn).

    :math:`V = \sum_h \frac{n_h - 1}{n_h} \sum_i (t_{(hi)} - t)^2`, with :math:`t_{(hi)}` found without the i-th unit of
    stratum h, and the weights of the stratum's others multiplied by :math:`n_h / (n_h - 1)`. For smooth metrics: quantiles
    do not move smoothly when one unit is left out, so that their jackknife variance means nothing.

    Parameters
    ----------
    question : Question
        What is asked.
    centre : {"estimate", "replicates"}
        What deviations are taken from: the estimate t, or the mean of all replicates.
    map : callable
        Like the built-in ``map``; that of an executor runs replicates side by side, with the same result.

    Returns
    -------
    Deviations
        One entry a primary sampling unit.

    Raises
    ------
    DomainError
        If a stratum has a single unit.

    References
    ----------
    Rust, K. and J. Rao (1996), Variance estimation for complex surveys using replication techniques, Statistical Methods in
    Medical Research 5(3).

    Examples
    --------
    >>> from inequality.inference import estimate
    >>> from inequality.metrics import gini
    >>> from inequality.survey import Survey
    >>> estimate(gini, Survey({"income": np.array([1.0, 2.0, 4.0, 3.0, 9.0, 5.0])}), "income", method="jackknife")
    0.347222 ± 0.107778 (95% interval 0.0701703 to 0.624274; jackknife, 5 degrees of freedom)
    """
    if centre not in ("estimate", "replicates"):
        raise InputError(f"centre={centre!r}", possible="'estimate' or 'replicates'")
    design = question.design
    design.require_pairs(question.members)
    left_out = np.flatnonzero((design.touched(question.members) & (design.size > 1))[design.stratum])
    found = in_batches(partial(_without, question, left_out), left_out.size, map)
    size = design.size[design.stratum[left_out]]
    middle = question.value if centre == "estimate" else found.mean()
    deviations = np.zeros(design.units)
    deviations[left_out] = np.sqrt((size - 1) / size) * (found - middle)
    return Deviations(deviations, np.empty(0), design.freedom(question.members))


def _without(question: Question, left_out: NDArray[np.intp], replicate: int) -> float:
    design, unit = question.design, int(left_out[replicate])
    stratum = design.stratum[unit]
    first, size = int(design.first[stratum]), int(design.size[stratum])
    factors = np.ones(design.units)
    factors[first : first + size] = size / (size - 1)
    factors[unit] = 0.0
    return question.rescaled(factors)
