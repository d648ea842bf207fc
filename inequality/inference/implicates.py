"""Several imputations of one sample: how their answers are combined."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

import numpy as np

from inequality.estimates import Deviations

__all__ = ["Rule", "combined", "freedom", "variance"]

#: Whether the sampling variance is the mean over all imputations (Rubin), or that of the first (the Fed's for the SCF).
Rule = Literal["rubin", "scf"]


def combined(values: Sequence[float], answers: Sequence[Deviations]) -> tuple[float, Deviations]:
    r"""Return the mean of the imputations' values, and its deviations.

    :math:`T = \bar U + (1 + 1/m) B`, with :math:`\bar U` the mean of the sampling variances in `answers`, of which there may
    be fewer than values, and B the variance of the m values.

    Parameters
    ----------
    values : sequence of float
        The metric in each imputation.
    answers : sequence of Deviations
        Of each imputation (Rubin), or of the first alone (SCF).

    Returns
    -------
    tuple of float and Deviations

    References
    ----------
    Rubin, D. (1987), Multiple imputation for nonresponse in surveys, Wiley.
    """
    m = len(values)
    if m == 1:
        return values[0], answers[0]
    mean = math.fsum(values) / m
    within = np.concatenate([answer.within for answer in answers]) / math.sqrt(len(answers))
    between = (np.asarray(values) - mean) * math.sqrt((1 + 1 / m) / (m - 1))
    return mean, Deviations(within, between, answers[0].freedom, answers[0].design)


def variance(deviations: Deviations) -> float:
    """Sampling and imputation variance together."""
    return float(np.sum(deviations.within**2) + np.sum(deviations.between**2))


def freedom(deviations: Deviations) -> float:
    r"""Degrees of freedom: the design's, fewer where values were imputed.

    Barnard and Rubin's: with :math:`\lambda` the imputation's part of the variance and :math:`\nu` the design's degrees,
    :math:`1 / (\lambda^2 / (m - 1) + (\nu + 3) / (\nu (\nu + 1) (1 - \lambda)))`; none fewer where nothing differs between
    imputations.

    References
    ----------
    Barnard, J. and D. Rubin (1999), Small-sample degrees of freedom with multiple imputation, Biometrika 86(4).
    """
    complete = float(deviations.freedom.sum())
    imputation = float(np.sum(deviations.between**2))
    if imputation == 0:
        return complete
    part = imputation / variance(deviations)
    if part == 1:
        return deviations.between.size - 1.0
    of_sample = (complete + 3) / (complete * (complete + 1) * (1 - part)) if math.isfinite(complete) else 0.0
    return 1 / (part**2 / (deviations.between.size - 1) + of_sample)
