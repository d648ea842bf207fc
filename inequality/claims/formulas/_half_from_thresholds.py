"""What the poorest half owns, where only the thresholds between the tenths of a population are known."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

from inequality.claims.cells import Cells, Column, number
from inequality.claims.formulas import formula
from inequality.claims.quantity import Quantity, Ranked
from inequality.errors import DomainError
from inequality.interval import Interval

#: Logarithms are good to a few units in the sixteenth digit; this is wider.
_LOG_SLACK = Fraction(1, 10**12)


def _half_cells(
    *,
    total: Cells,
    mean: Cells,
    thresholds: Column,
    first: Cells,
    reading: str = "estimate",
    debtors: str = "included",
    **_: object,
) -> Cells:
    steps = thresholds.addresses[:5]
    pairs = list(zip(steps, steps[1:], strict=False))
    if reading == "limits":
        sums = Cells(f"SUM({','.join(steps[:-1])})", f"SUM({','.join(steps[1:])})")
    else:
        sums = Cells("+".join(f"({b}-{a})/LN({b}/{a})" for a, b in pairs), "+".join(f"({a}+{b})/2" for a, b in pairs))
    deciles = sums / (mean * number(10))
    return total * (deciles if debtors == "left out" else deciles + first)


@formula(
    title="the poorest half's wealth from the decile thresholds, the mean and the first decile's share",
    switches={"reading": ("estimate", "limits"), "debtors": ("included", "left out")},
    cells=_half_cells,
)
def half_from_thresholds(
    *,
    total: Quantity,
    mean: Quantity,
    thresholds: Ranked,
    first: Quantity,
    reading: str = "estimate",
    debtors: str = "included",
) -> Quantity:
    r"""Return what the poorest half owns.

    Deciles 2 to 5 by their thresholds :math:`a, b`: as an estimate between the mean of a log-uniform distribution,
    :math:`(b - a) / \ln(b / a)`, and that of a uniform one, :math:`(a + b) / 2` (a density that falls with wealth, but
    not faster than 1/x, lies between them); as limits, everyone at the lower or everyone at the upper threshold. The
    first decile, which is in net debt, by its share.

    Parameters
    ----------
    total : Quantity
        All wealth.
    mean : Quantity
        Mean wealth.
    thresholds : Ranked
        Least wealth of deciles 2 to 6 (and more, which are not used), rising.
    first : Quantity
        The first decile's share of all wealth (below zero).
    reading : {"estimate", "limits"}
        Which interval.
    debtors : {"included", "left out"}
        Whether the first decile counts.

    Returns
    -------
    Quantity
        With the Measure of the total.

    Raises
    ------
    DomainError
        If thresholds are missing, not above zero, or not rising.

    Examples
    --------
    >>> usd = [Fraction(x) for x in (90, 466, 1083, 2152, 3582)]
    >>> share = [Quantity(Interval.exactly(Fraction(x))) for x in ("1", "56541", "-0.004")]
    >>> half_from_thresholds(total=share[0], mean=share[1], thresholds=Ranked(tuple(usd)), first=share[2]).interval
    Interval(0.00541556 to 0.00579289, assumption)
    """
    steps = thresholds.values[:5]
    if len(steps) < 5 or steps[0] <= 0 or any(b <= a for a, b in zip(steps, steps[1:], strict=False)):
        raise DomainError(
            "Deciles 2 to 5 need five thresholds that rise from above zero", possible="the least wealth of deciles 2 to 6"
        )
    low, high = _limits(steps) if reading == "limits" else _estimate(steps)
    deciles = Interval(low, high, "assumption") / (mean.interval * 10)
    share = deciles if debtors == "left out" else deciles + first.interval
    return Quantity(total.interval * share, total.measure)


def _limits(steps: Sequence[Fraction]) -> tuple[Fraction, Fraction]:
    return sum(steps[:-1], Fraction(0)), sum(steps[1:], Fraction(0))


def _estimate(steps: Sequence[Fraction]) -> tuple[Fraction, Fraction]:
    pairs = list(zip(steps, steps[1:], strict=False))
    log_uniform = sum((Fraction(float(b - a) / math.log(b / a)) * (1 - _LOG_SLACK) for a, b in pairs), Fraction(0))
    uniform = sum(((a + b) / 2 for a, b in pairs), Fraction(0))
    return log_uniform, uniform
