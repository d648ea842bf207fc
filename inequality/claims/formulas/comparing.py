"""One amount beside another."""

from __future__ import annotations

from inequality.claims.cells import Cells
from inequality.claims.formulas import formula
from inequality.claims.quantity import Quantity, Ranked, common_measure
from inequality.interval import Interval


def _numerator(published: Interval, *, denominator: Quantity) -> Quantity:
    return Quantity(published * denominator.interval, denominator.measure)


@formula(
    title="one amount over another",
    solves_for="numerator",
    inverse=_numerator,
    inverse_unit="",
    switches={"concepts": ("same", "different")},
    cells=lambda *, numerator, denominator, **_: numerator / denominator,
)
def ratio(*, numerator: Quantity, denominator: Quantity, concepts: str = "same") -> Quantity:
    """Return ``numerator / denominator``; both of one Measure, or at least one of none (a count, a stretch of days).

    Parameters
    ----------
    numerator, denominator : Quantity
        The two.
    concepts : {"same", "different"}
        Whether two unlike things are set side by side on purpose: wealth, a stock, and a year's production, a flow.

    Returns
    -------
    Quantity
        A plain number.

    Raises
    ------
    IncomparableError
        If both have a Measure and these differ in more than the unit of observation.

    Examples
    --------
    >>> from fractions import Fraction
    >>> pay, wage = (Quantity(Interval.around(x, "0.5")) for x in ("281", "1"))
    >>> ratio(numerator=pay, denominator=Quantity(Interval.exactly(Fraction(1)))).interval
    Interval(280.5 to 281.5, rounding)
    """
    if concepts == "same" and numerator.measure is not None and denominator.measure is not None:
        common_measure((numerator, denominator), what="the two amounts of the ratio")
    return Quantity(numerator.interval / denominator.interval)


def _least(published: Interval, *, amount: Quantity) -> Quantity:
    return Quantity(published + amount.interval, amount.measure)


@formula(
    title="by how much one total exceeds another",
    solves_for="total",
    inverse=_least,
    inverse_unit="USD billion",
    cells=lambda *, total, amount, **_: total - amount,
)
def total_exceeds(*, total: Quantity, amount: Quantity) -> Quantity:
    """Return ``total - amount``: above zero where the total is larger.

    Parameters
    ----------
    total, amount : Quantity
        Two amounts of one Measure; the unit of observation may differ.

    Returns
    -------
    Quantity
        The difference.

    Examples
    --------
    >>> from inequality._measure import Measure
    >>> usd = Measure("net_wealth", "adult", "USD")
    >>> rich, poor = (Quantity(Interval.around(x, "1"), usd) for x in ("10", "7"))
    >>> total_exceeds(total=rich, amount=poor).interval
    Interval(1 to 5, rounding)
    """
    return Quantity(total.interval - amount.interval, common_measure((total, amount), what="the two totals"))


def _sum_cells(*, known: object, **parts: Cells) -> Cells:
    return Cells(f"SUM({','.join(p.low for p in parts.values())})", f"SUM({','.join(p.high for p in parts.values())})")


@formula(title="several amounts added up", cells=_sum_cells)
def sum_of(**parts: Quantity) -> Quantity:
    """Return the sum of parts that the record names as it likes; their half-widths add up.

    Parameters
    ----------
    **parts : Quantity
        Amounts of one Measure: named fortunes, bands.

    Returns
    -------
    Quantity
        With their Measure.

    Examples
    --------
    >>> sum_of(first=Quantity(Interval.around("0.1", "0.05")), second=Quantity(Interval.around("0.2", "0.05"))).interval
    Interval(0.2 to 0.4, rounding)
    """
    known = [part for part in parts.values() if part.measure is not None]
    measure = common_measure(list(parts.values()), what="the sum") if known else None
    return Quantity(sum((part.interval for part in parts.values()), Interval.exactly(0)), measure)


@formula(
    title="all of a column added up",
    cells=lambda *, column, **_: Cells(f"SUM({column.range})", f"SUM({column.range})"),
)
def total_of(*, column: Ranked) -> Quantity:
    """Return the sum of a column of amounts (not of cumulated ones).

    Parameters
    ----------
    column : Ranked
        Amounts.

    Returns
    -------
    Quantity
        With their Measure.

    Examples
    --------
    >>> from fractions import Fraction
    >>> total_of(column=Ranked((Fraction(1), Fraction(2)))).interval
    Interval(3 to 3, exact)
    """
    return Quantity(Interval.exactly(sum(column.values)), column.measure)


def _among_cells(*, known: object, **parts: Cells) -> Cells:
    return Cells(f"MIN({','.join(p.low for p in parts.values())})", f"MAX({','.join(p.high for p in parts.values())})")


@formula(title="all that several sources or editions give", cells=_among_cells)
def among(**parts: Quantity) -> Quantity:
    """Return the least interval that holds what each source gives: where they disagree, nobody can be refuted by one of them.

    Parameters
    ----------
    **parts : Quantity
        The same figure by each source or edition, named as the record likes.

    Returns
    -------
    Quantity
        With the Measure of the first; of the kind "source" where they differ.

    Examples
    --------
    >>> accounts, survey = (Quantity(Interval.around(x, "0.05")) for x in ("30.6", "37.2"))
    >>> among(accounts=accounts, survey=survey).interval
    Interval(30.55 to 37.25, source)
    """
    first, *others = parts.values()
    whole = first.interval
    for other in others:
        whole = whole.hull(other.interval)
    return Quantity(Interval(whole.low, whole.high, "source" if others else whole.kind), first.measure)
