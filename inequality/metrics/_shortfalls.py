"""How far below a poverty line each is."""

from __future__ import annotations

import math

import numpy as np

from inequality.columns import Floats
from inequality.errors import InputError
from inequality.points import Points


def shortfalls(values: Floats, line: float) -> Floats:
    """Return how far each of the values, in the user's scale, is below the line, relative to it."""
    check_line(line)
    with np.errstate(over="ignore"):
        gaps: Floats = np.maximum((line - values) / line, 0.0)
    return gaps


def check_line(line: float) -> None:
    """Raise unless a line can be drawn there."""
    if not 0 < line < math.inf:
        raise InputError(
            f"The line is {line}", possible="a finite number above 0", remedy="pass an amount in the unit of the values"
        )


def gap_at_minus_infinity(points: Points, line: float) -> float:
    """Return the mean gap that debts beyond an open bracket's end add, relative to the line."""
    return points.value(-points.at_minus_infinity / points.everyone) / line
