"""WID.world's percentile codes as brackets of the population, in fractions of 1."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from inequality.errors import InputError

__all__: list[str] = []

_CODE = re.compile(r"p(\d+(?:\.\d+)?)(?:p(\d+(?:\.\d+)?))?")


def _next(lower: Decimal) -> Decimal | None:
    """Return where the generalized percentile that begins at `lower` ends: 1 percent wide, at the top ever narrower."""
    start, width = Decimal(0), Decimal(1)
    for end in (Decimal(99), Decimal("99.9"), Decimal("99.99"), Decimal("99.999")):
        if lower < end:
            return lower + width if (lower - start) % width == 0 else None
        start, width = end, width / 10
    return Decimal(100) if lower == start else None


@cache
def bracket(code: str, statistic: str) -> tuple[float, float] | None:
    """Return the bracket that a percentile code means for a statistic, or None where none is stated.

    ``p90p100`` is from 90 to 100 percent. ``p90`` alone is, for a share or a top average, everyone above; for an average or
    a threshold, the generalized percentile that begins there (WID's README, "Generalized Percentiles").

    Examples
    --------
    >>> bracket("p99.9p100", "share"), bracket("p90", "share"), bracket("p90", "average"), bracket("p99", "average")
    ((0.999, 1.0), (0.9, 1.0), (0.9, 0.91), (0.99, 0.991))
    """
    found = _CODE.fullmatch(code)
    if not found:
        raise InputError(f"'{code}' is no percentile of WID", possible="p90p100, p99.9p100, p50", remedy="write it like those")
    lower = Decimal(found[1])
    if found[2]:
        upper: Decimal | None = Decimal(found[2])
    else:
        upper = _next(lower) if statistic in ("average", "threshold") else Decimal(100)
    if upper is None:
        return None
    if not 0 <= lower < upper <= 100:
        raise InputError(f"The percentile '{code}' runs from {lower} to {upper}", possible="from 0 up to 100")
    return float(lower / 100), float(upper / 100)


def generalized() -> tuple[str, ...]:
    """Return the 127 generalized percentiles, which tile the population.

    Examples
    --------
    >>> codes = generalized()
    >>> len(codes), codes[0], codes[99], codes[-1]
    (127, 'p0p1', 'p99p99.1', 'p99.999p100')
    """
    codes, lower = [], Decimal(0)
    while lower < 100:
        upper = _next(lower)
        assert upper is not None
        codes.append(f"p{_plain(lower)}p{_plain(upper)}")
        lower = upper
    return tuple(codes)


#: Brackets that tables of inequality print: deciles, bottom half, middle, and the top to one in 100,000.
PRINTED = (
    "p0p100",
    *(f"p{ten}p{ten + 10}" for ten in range(0, 100, 10)),
    "p0p50",
    "p50p90",
    "p99p100",
    "p99.9p100",
    "p99.99p100",
    "p99.999p100",
)


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
