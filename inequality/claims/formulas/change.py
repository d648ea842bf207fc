"""What changed between two dates."""

from __future__ import annotations

from itertools import product

from inequality._measure import Measure
from inequality.claims.cells import Cells, Column, extremes, number
from inequality.claims.formulas import formula
from inequality.claims.quantity import Quantity, Ranked, common_measure
from inequality.errors import DomainError
from inequality.interval import Interval, Number


def _now_for_growth(published: Interval, *, then: Quantity) -> Quantity:
    return Quantity((published + 1) * then.interval, then.measure)


@formula(
    title="growth from then to now",
    solves_for="now",
    inverse=_now_for_growth,
    inverse_unit="USD billion",
    cells=lambda *, then, now, **_: now / then - number(1),
)
def growth(*, then: Quantity, now: Quantity) -> Quantity:
    """Return ``now / then - 1``.

    Whether the same people are followed or the same ranks, and in which prices, is said by the inputs: `richest_total` takes
    ranks, `sum_of` named fortunes, `at_prices` and `in_prices` deflate.

    Parameters
    ----------
    then, now : Quantity
        Amounts in the same prices.

    Returns
    -------
    Quantity
        A fraction: 0.44 is growth by 44 percent.

    Raises
    ------
    IncomparableError
        If the two are not in the same currency, prices and concept.

    Examples
    --------
    >>> from fractions import Fraction
    >>> one, two = (Quantity(Interval.exactly(Fraction(x))) for x in (100, 144))
    >>> growth(then=one, now=two).interval
    Interval(0.44 to 0.44, exact)
    """
    _comparable(then, now)
    return Quantity(now.interval / then.interval - 1)


def _now_for_change(published: Interval, *, then: Quantity) -> Quantity:
    return Quantity(published + then.interval, then.measure)


@formula(
    title="the change from then to now",
    solves_for="now",
    inverse=_now_for_change,
    inverse_unit="",
    cells=lambda *, then, now, **_: now - then,
)
def count_change(*, then: Quantity, now: Quantity) -> Quantity:
    """Return ``now - then``: of counts, or of amounts in the same prices.

    Parameters
    ----------
    then, now : Quantity
        The two.

    Returns
    -------
    Quantity
        The difference, with their Measure.

    Examples
    --------
    >>> from fractions import Fraction
    >>> one, two = (Quantity(Interval.exactly(Fraction(x))) for x in (2043, 2208))
    >>> count_change(then=one, now=two).interval
    Interval(165 to 165, exact)
    """
    measure = _comparable(then, now)
    return Quantity(now.interval - then.interval, measure)


def _share_now(published: Interval, *, share_then: Quantity, total_then: Quantity, total_now: Quantity) -> Quantity:
    grown = total_now.interval - total_then.interval
    return Quantity((published * grown + share_then.interval * total_then.interval) / total_now.interval)


def _growth_cells(*, share_then: Cells, total_then: Cells, share_now: Cells, total_now: Cells, **_: object) -> Cells:
    ends = [(each.low, each.high) for each in (share_then, total_then, share_now, total_now)]
    return extremes([f"({b}*{v}-{a}*{w})/({v}-{w})" for a, w, b, v in product(*ends)])


@formula(
    title="the share of the growth that a group took",
    solves_for="share_now",
    inverse=_share_now,
    inverse_unit="percent",
    cells=_growth_cells,
)
def share_of_growth(*, share_then: Quantity, total_then: Quantity, share_now: Quantity, total_now: Quantity) -> Quantity:
    """Return ``(share_now total_now - share_then total_then) / (total_now - total_then)``.

    Parameters
    ----------
    share_then, share_now : Quantity
        The group's share, as fractions.
    total_then, total_now : Quantity
        The whole, in the same prices.

    Returns
    -------
    Quantity
        A fraction; above 1 where all others lost.

    Raises
    ------
    DomainError
        If the whole may not have changed.

    Examples
    --------
    >>> from fractions import Fraction
    >>> s, w, t, v = (Quantity(Interval.exactly(Fraction(x))) for x in ("0.5", "100", "0.55", "120"))
    >>> share_of_growth(share_then=s, total_then=w, share_now=t, total_now=v).interval
    Interval(0.8 to 0.8, exact)
    """
    _comparable(total_then, total_now)
    grown = total_now.interval - total_then.interval
    if grown.low <= 0 <= grown.high:
        raise DomainError(
            "The whole may not have changed at all, so no share of its growth can be told",
            possible="totals whose difference is larger than their rounding",
        )
    ends = [
        _of_growth(a, w, b, v)
        for a in _ends(share_then)
        for b in _ends(share_now)
        for w in _ends(total_then)
        for v in _ends(total_now)
    ]
    # In each input alone the quotient rises or falls throughout, so that its extremes lie at the corners.
    width = sum((q.interval.width for q in (share_then, share_now, total_then, total_now)), 0)
    return Quantity(Interval(min(ends), max(ends), "rounding" if width else "exact"))


def _ends(quantity: Quantity) -> tuple[Number, Number]:
    return quantity.interval.low, quantity.interval.high


def _of_growth(share_then: Number, then: Number, share_now: Number, now: Number) -> Number:
    return (share_now * now - share_then * then) / (now - then)


def _richest_cells(*, fortunes: Column, people: str = "1", **_: object) -> Cells:
    at = fortunes.addresses[-1 if people == "all" else int(people) - 1]
    return Cells(at, at)


@formula(title="what the richest so and so many have together", cells=_richest_cells)
def richest_total(*, fortunes: Ranked, people: str = "1") -> Quantity:
    """Return the cumulated fortunes of the `people` richest: whoever they are at the time.

    Parameters
    ----------
    fortunes : Ranked
        Cumulated fortunes, richest first.
    people : str
        How many; "all" for the whole list.

    Returns
    -------
    Quantity
        With the Measure of the fortunes.

    Raises
    ------
    DomainError
        If the list is shorter.

    Examples
    --------
    >>> from fractions import Fraction
    >>> richest_total(fortunes=Ranked((Fraction(86), Fraction(160))), people="2").interval
    Interval(160 to 160, exact)
    """
    count = len(fortunes.values) if people == "all" else int(people)
    if not 1 <= count <= len(fortunes.values):
        raise DomainError(f"The list has {len(fortunes.values)} entries, not {people}", possible=f"1 to {len(fortunes.values)}")
    return Quantity(Interval.exactly(fortunes.values[count - 1]), fortunes.measure)


def _comparable(one: Quantity, other: Quantity) -> Measure | None:
    if one.measure is None and other.measure is None:
        return None
    return common_measure((one, other), what="then and now")
