"""Shares of everybody, where the table tells only of adults."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from inequality.claims.cells import Cells, Groups, number
from inequality.claims.formulas import formula
from inequality.claims.quantity import Brackets, Quantity
from inequality.errors import DomainError
from inequality.interval import Interval


def _group(known: Brackets, rank: Fraction) -> tuple[int, int]:
    """Return the group in which an adult of this rank is, and the one below it."""
    order = sorted(range(len(known.edges)), key=lambda n: known.edges[n])
    for below, group in zip(order, order[1:], strict=False):
        low, high = known.edges[group]
        if low <= rank < high and known.edges[below][1] == low and known.shares[group].low >= 0:
            return below, group
    raise DomainError(
        f"The poorest part of all persons does not end where adults own something, but at rank {float(rank):.3g} of adults",
        possible="a part that holds all children and all adults in debt",
        remedy="take a larger part, or a table with finer groups",
    )


def _rank(adults: Fraction, persons: Fraction, bottom: str) -> Fraction:
    return (Fraction(bottom) * persons - (persons - adults)) / adults


def _cells(
    *, shares: Groups, adults: Cells, persons: Cells, known: Mapping[str, Any], bottom: str = "0.5", **_: object
) -> Cells:
    table: Brackets = known["shares"]
    grown, everybody = (Fraction(known[name].interval.low) for name in ("adults", "persons"))
    below, group = _group(table, _rank(grown, everybody, bottom))
    (start, low), (_low, high) = table.edges[below], table.edges[group]
    _held, rest, numbers = table.chosen(Fraction(0), low)
    added = shares.added(numbers)
    held = number(1) - added if rest else added
    rank = f"({float(Fraction(bottom))!r}*{persons.low}-({persons.low}-{adults.low}))/{adults.low}"
    part = f"(({rank})-{float(low)!r})/{float(high - low)!r}"
    least = f"{shares.shares[below].low}*{float((high - low) / (low - start))!r}"
    return Cells(f"{held.low}+MIN({least},{part}*{least})", f"{held.high}+{part}*{shares.shares[group].high}")


@formula(
    title="the share of the poorest of all persons, those under age owning nothing",
    cells=_cells,
)
def poorest_persons(*, shares: Brackets, adults: Quantity, persons: Quantity, bottom: str = "0.5") -> Quantity:
    r"""Return what the poorest fraction `bottom` of all persons has, if those under age own nothing and owe nothing.

    The poorest are then adults in debt, those under age, and adults up to the rank
    :math:`r = (bP - (P - A)) / A` among adults. Within the group that holds that rank everybody has at least the mean of the
    group below, and the poorer part at most the group's own mean; those of it in debt, if any, come before those under age.

    Parameters
    ----------
    shares : Brackets
        Shares of adults by rank.
    adults, persons : Quantity
        How many there are; exact.
    bottom : str
        A fraction of all persons.

    Returns
    -------
    Quantity
        A fraction; below zero where debts outweigh.

    Raises
    ------
    DomainError
        If that part ends among adults who may be in debt.

    Examples
    --------
    >>> tenths = tuple((Fraction(k, 4), Fraction(k + 1, 4)) for k in range(4))
    >>> held = tuple(Interval.exactly(Fraction(share, 100)) for share in (-4, 4, 20, 80))
    >>> two, three = (Quantity(Interval.exactly(Fraction(n))) for n in (2, 3))
    >>> poorest_persons(shares=Brackets(tenths, held), adults=two, persons=three).interval
    Interval(-0.08 to -0.04, grouping)
    """
    if adults.interval.width or persons.interval.width:
        raise DomainError("The numbers of adults and of persons must be one number each", remedy="leave out their half-widths")
    rank = _rank(Fraction(adults.interval.low), Fraction(persons.interval.low), bottom)
    below, group = _group(shares, rank)
    (start, low), (_, high) = shares.edges[below], shares.edges[group]
    part, held = (rank - low) / (high - low), shares.between(Fraction(0), low)
    least = shares.shares[below].low * (high - low) / (low - start)
    most = shares.shares[group].high * part
    found = Interval(Fraction(held.low) + min(Fraction(least), Fraction(least) * part), Fraction(held.high) + Fraction(most))
    return Quantity(Interval(found.low, found.high, "grouping" if found.width else "exact"))
