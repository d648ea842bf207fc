"""Logarithms of values relative to one value."""

from __future__ import annotations

import math

import numpy as np

from inequality.columns import Floats
from inequality.errors import DomainError
from inequality.points import Points

#: Quotients from this to its inverse have all their digits.
SAFE = 2.0**-900


def log_ratios(values: Floats, reference: float) -> Floats:
    """Return ``ln(x / reference)`` of each value, with the digits of ``x - reference`` where the two are close.

    Minus infinity of zero, and of zero only: also where the quotient is beyond the range of a float.
    """
    with np.errstate(divide="ignore", over="ignore"):
        relative, quotient = (values - reference) / reference, values / reference
        logs: Floats = np.log(quotient)
        near = np.abs(relative) < 0.5
        logs[near] = np.log1p(relative[near])
        beyond = (quotient < SAFE) | (quotient > 1 / SAFE)
        if beyond.any():
            logs[beyond] = np.log(values[beyond]) - math.log(reference)
    return logs


def refuse_negatives(points: Points, what: str) -> None:
    """Raise DomainError if anybody is below zero: powers and logarithms then mean nothing."""
    least = -math.inf if points.at_minus_infinity else float(np.min(points.unscaled))
    if least < 0:
        shown = f"{least:.6g}" if math.isfinite(least) else "without limit"
        raise DomainError(
            f"The least value is {shown}, and {what} of what is below zero is not defined",
            possible="values of 0 or more",
            remedy="take an index that holds for debts (gini, hoover, kolm_pollak), or say whom you leave out and why",
        )
