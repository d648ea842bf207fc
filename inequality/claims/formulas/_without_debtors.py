"""What the poorest own where people in net debt are left out, as far as shares by rank tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from inequality.claims.cells import Cells, Groups
from inequality.claims.formulas import formula
from inequality.claims.quantity import Brackets, Quantity
from inequality.errors import DomainError
from inequality.interval import Interval


def _groups(known: Brackets, bottom: str) -> Iterator[tuple[int, int | None, int | None]]:
    """Yield each group up to a rank, with those below and above it."""
    _, rest, numbers = known.chosen(Fraction(0), Fraction(bottom))
    starts = {low: n for n, (low, _) in enumerate(known.edges) if n not in numbers}
    if rest:
        raise DomainError("The table tells of the poorest only by what the others have", possible="groups that tile them")
    for place, n in enumerate(numbers):
        below = numbers[place - 1] if place else None
        yield n, below, numbers[place + 1] if place + 1 < len(numbers) else starts.get(known.edges[n][1])


def _times(known: Brackets, n: int, other: int) -> Fraction:
    """Return how many times as many are in a group as in another."""
    (low, high), (start, end) = known.edges[n], known.edges[other]
    return (high - low) / (end - start)


def _cells(*, shares: Groups, known: Mapping[str, Any], bottom: str = "0.5", **_: object) -> Cells:
    low, high, table = [], [], known["shares"]
    for n, below, above in _groups(table, bottom):
        own = shares.shares[n]
        low.append(f"MAX(0,{own.low})")
        most = "1" if above is None else f"{shares.shares[above].high}*{float(_times(table, n, above))!r}"
        debt = "" if below is None else f"+MAX(0,-{shares.shares[below].low})*{float(_times(table, n, below))!r}"
        high.append(f"IF({own.low}<0,MAX(0,{own.high},{most}),{own.high}{debt})")
    return Cells("+".join(low), "+".join(high))


@formula(title="the share of the poorest without those in net debt", cells=_cells)
def without_debtors(*, shares: Brackets, bottom: str = "0.5") -> Quantity:
    """Return what those of the poorest fraction `bottom` have who owe no more than they own.

    A group has at least its share, and nothing at the least. Nobody in it has more than the mean of the group above: that
    bounds a group whose share may be below zero. Nobody in it owes more than the mean of the group below: that bounds the debts
    in a group whose share is above zero.

    Parameters
    ----------
    shares : Brackets
        Shares by rank.
    bottom : str
        A fraction of everyone; those in debt are among them.

    Returns
    -------
    Quantity
        A fraction of all wealth.

    Raises
    ------
    DomainError
        If no groups tile that part.

    Examples
    --------
    >>> tenths = tuple((Fraction(k, 4), Fraction(k + 1, 4)) for k in range(4))
    >>> held = tuple(Interval.exactly(Fraction(share, 100)) for share in (-4, 4, 20, 80))
    >>> without_debtors(shares=Brackets(tenths, held)).interval
    Interval(0.04 to 0.12, grouping)
    """
    low = high = Fraction(0)
    for n, below, above in _groups(shares, bottom):
        own = shares.shares[n]
        low += max(Fraction(0), Fraction(own.low))
        if own.low < 0:
            most = Fraction(1) if above is None else Fraction(shares.shares[above].high) * _times(shares, n, above)
            high += max(Fraction(0), Fraction(own.high), most)
        else:
            owed = Fraction(0) if below is None else -Fraction(shares.shares[below].low) * _times(shares, n, below)
            high += Fraction(own.high) + max(Fraction(0), owed)
    return Quantity(Interval(low, high, "grouping" if high > low else "exact"))
