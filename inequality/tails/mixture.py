"""Fitted distributions put together: countries into a region, couples into individuals, two incomes into one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import reduce

import numpy as np

from inequality._measure import Measure
from inequality.distribution import Distribution
from inequality.errors import InputError
from inequality.provenance import Provenance
from inequality.tails.cells import Cells
from inequality.tails.fitted import FittedDistribution
from inequality.tails.interpolation import interpolate

__all__: list[str] = []

#: Groups of the population for which an income is taken to be even, when two incomes are added: even, then finer to the top.
STEPS = 800


def merged(one: FittedDistribution, other: FittedDistribution) -> FittedDistribution:
    """Return both populations as one; bounds are those of both tables together.

    Raises
    ------
    IncomparableError
        If the two do not measure the same thing.
    """
    measure, provenance = _about(one, other)
    cells = one.microdata.merge(other.microdata)
    assert cells.weight is not None
    return FittedDistribution(
        Cells.of(cells.low, cells.weight, min(one.curve.alpha, other.curve.alpha)),
        population=one.population + other.population,
        title=f"{one.title}, merged with {other.title}",
        at=one.at,
        table=one.table.merge(other.table) if one.table is not None and other.table is not None else None,
        notes=tuple(dict.fromkeys(one.notes + other.notes)),
        measure=measure,
        provenance=provenance,
    )


def individualise(fit: FittedDistribution, couples: Mapping[float, float]) -> FittedDistribution:
    """Return the distribution among individuals of what couples share equally.

    Within a bracket of the table, or of `couples`, couples are taken to have what the single have: the tables of both are
    interpolated, that of couples with half the values and twice the people, and merged.

    Parameters
    ----------
    fit : FittedDistribution
        Of tax units: couples and singles.
    couples : mapping of float to float
        For lower ends of brackets of the population, from 0 up, the fraction of units there that are couples.

    Returns
    -------
    FittedDistribution
        Of persons; no table bounds it, since none tells who lives with whom.

    Raises
    ------
    InputError
        If a fraction is not between 0 and 1, or the brackets do not begin at 0.

    References
    ----------
    Blanchet, T., J. Fournier and T. Piketty (2022), Generalized Pareto curves: theory and applications, Review of Income and
    Wealth 68(1).

    Examples
    --------
    >>> from inequality.tails import interpolate
    >>> units = Distribution.from_percentiles([0, 0.5, 0.9], threshold=[0, 20, 60], average=[10, 35, 160], population=1000)
    >>> persons = individualise(interpolate(units), {0: 0.1, 0.5: 0.6, 0.9: 0.8})
    >>> round(persons.population), round(persons.mean, 4)
    (1370, 25.5474)
    """
    starts = sorted(couples)
    share = np.array([couples[start] for start in starts], np.float64)
    if share.size == 0 or starts[0] != 0 or not np.all((share >= 0) & (share <= 1)):
        raise InputError(
            f"Shares of couples {dict(couples)}",
            possible="for lower ends of brackets from 0 up, fractions between 0 and 1, such as {0: 0.1, 0.5: 0.6}",
            remedy="divide percents by 100; give the poorest bracket too",
        )
    cuts = np.unique(np.round([*starts, *(fit.at if fit.table is None else fit.table.cuts)], 12))
    share = share[np.searchsorted(starts, cuts + 1e-12, side="right") - 1]
    units = fit.distribution(cuts.tolist())
    assert units.weight is not None
    parts = [
        Distribution(units.weight * people * part, units.total * part, units.low / people, units.high / people)
        for people, part in ((1, 1 - share), (2, share))
        if part.any()
    ]
    persons = [interpolate(part, bottom="spline" if np.isfinite(part.low[0]) else "tail") for part in parts]
    return replace(
        reduce(merged, persons),
        title=f"{fit.title}, what couples have split equally",
        table=None,
        at=fit.at,
        measure=fit.measure,
        provenance=fit.provenance.then("split equally between spouses") if fit.provenance else None,
    )


def add_up(one: FittedDistribution, other: FittedDistribution, theta: float) -> FittedDistribution:
    r"""Return the distribution of the sum of two incomes of the same people, whose ranks a Gumbel copula links.

    :math:`C(u, v) = \exp(-[(-\ln u)^\theta + (-\ln v)^\theta]^{1/\theta})`. The population is cut into 800 groups by either
    income, finer towards the top; each of the 640,000 pairs has the copula's mass and the sum of the two groups' means, so
    that the mean is right to seven digits and the result always the same.

    Parameters
    ----------
    one, other : FittedDistribution
        Of equal populations.
    theta : float
        1 for independence, rising with dependence; 1.5 fits labour and capital income.

    Returns
    -------
    FittedDistribution
        Of the sum; no table bounds it.

    Raises
    ------
    InputError
        If theta is below 1 or the populations differ.

    References
    ----------
    Blanchet, T., J. Fournier and T. Piketty (2022), Generalized Pareto curves: theory and applications, Review of Income and
    Wealth 68(1).

    Examples
    --------
    >>> labour = Distribution.from_percentiles([0, 0.5, 0.9], threshold=[0, 20, 60], average=[10, 35, 160])
    >>> capital = Distribution.from_percentiles([0, 0.5, 0.9], threshold=[0, 2, 20], average=[1, 8, 120])
    >>> total = add_up(interpolate(labour), interpolate(capital), theta=1.5)
    >>> round(total.mean, 4), round(total.top_share(0.1), 3)
    (50.7, 0.528)
    """
    if not theta >= 1 or not np.isclose(one.population, other.population, rtol=1e-9):
        raise InputError(
            f"Two incomes of {one.population:.6g} and {other.population:.6g} people with theta {theta}",
            possible="incomes of the same people, theta of 1 or more",
            remedy="pass theta=1.5 for labour and capital income",
        )
    rank = np.concatenate([np.linspace(1, 0.01, STEPS // 2, endpoint=False), np.logspace(-2, -8, STEPS // 2), [0.0]])
    means = [np.diff(fit.curve.above(rank)) / np.diff(rank) for fit in (one, other)]
    with np.errstate(divide="ignore"):
        log = (-np.log1p(-rank)) ** theta
    joint = np.exp(-((log[:, None] + log[None, :]) ** (1 / theta)))
    mass = np.maximum(np.diff(np.diff(joint, axis=0), axis=1), 0.0)
    sums = means[0][:, None] + means[1][None, :]
    measure, provenance = _about(one, other)
    return FittedDistribution(
        Cells.of(sums.ravel(), mass.ravel(), min(one.curve.alpha, other.curve.alpha)),
        population=one.population,
        title=f"the sum of {one.title} and of {other.title}, linked by a Gumbel copula of {theta:g}",
        at=one.at,
        notes=tuple(dict.fromkeys(one.notes + other.notes)),
        measure=measure,
        provenance=provenance,
    )


def _about(one: FittedDistribution, other: FittedDistribution) -> tuple[Measure | None, Provenance | None]:
    if one.measure is not None and other.measure is not None:
        one.measure.require(other.measure, what="these distributions")
    if one.provenance and other.provenance:
        return one.measure or other.measure, one.provenance | other.provenance
    return one.measure or other.measure, one.provenance or other.provenance
