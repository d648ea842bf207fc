"""From a table of groups to a curve, by one of several methods."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from inequality.distribution import Distribution
from inequality.registry import Registry, mark
from inequality.tails.cells import Curve
from inequality.tails.fitted import G_PERCENTILES, FittedDistribution

__all__: list[str] = []

#: The methods: marked functions of this folder, which take a Distribution and return a curve with notes.
METHODS = Registry("inequality.tails", "interpolation method")

Method = Callable[..., tuple[Curve, tuple[str, ...]]]


def interpolator(*, title: str, reference: str) -> Callable[[Method], Method]:
    """Mark a function as a method of `interpolate`.

    Parameters
    ----------
    title, reference : str
        Its name and where it is defined.
    """

    def decorate(function: Method) -> Method:
        return mark("interpolation method", function, title=title, reference=reference)

    return decorate


def interpolate(
    d: Distribution, at: Sequence[float] = G_PERCENTILES, *, method: str = "generalized_pareto", **options: Any
) -> FittedDistribution:
    """Return a continuous distribution from which a table of groups may come.

    It has the table's population, totals and thresholds, and can be asked anything; a metric takes it as it takes a
    distribution. It is an estimate: what the table alone allows is shown beside it.

    Parameters
    ----------
    d : Distribution
        Ordered groups: a tabulation with thresholds, or shares. For thresholds without totals, see
        `interpolate_thresholds`.
    at : sequence of float
        Percentiles at which it is tabulated, from 0 up; by default 127, finer towards the top.
    method : str
        ``generalized_pareto``, ``mean_split``, ``strict_pareto``; or a curve that need not pass through the table's points:
        ``general_quadratic``, ``beta_lorenz``.
    **options
        Of the method: ``bottom`` ("tail" or "spline"), ``coefficient`` (inverted Pareto coefficient at the very top).

    Returns
    -------
    FittedDistribution
        With shares, quantiles, averages, Gini, tables, and the bounds.

    Raises
    ------
    DomainError
        If there is nothing to interpolate: every value is known, groups overlap, or there is only one.
    UnknownNameError
        If there is no such method.

    References
    ----------
    Blanchet, T., J. Fournier and T. Piketty (2022), Generalized Pareto curves: theory and applications, Review of Income and
    Wealth 68(1).

    Examples
    --------
    >>> from inequality.metrics import gini, top_share
    >>> d = Distribution.from_percentiles([0, 0.5, 0.9, 0.99], threshold=[0, 20, 60, 200], average=[10, 35, 95, 500])
    >>> fit = interpolate(d)
    >>> fit
    FittedDistribution(generalized Pareto interpolation of 4 groups, population 1, mean 32.55)
                                fitted  the table allows
      gini                      0.5423  0.4810 to 0.5731
      top_share(0.1)            0.4163  exactly this
      top_share(0.01)           0.1536  exactly this
      top_share(0.001)          0.0632  0.0153 to 0.0984
      bottom_share(0.5)         0.1536  exactly this
      quantile(0.5)             20.000  10.000 to 20.000
      alpha of the tail         1.5848
    >>> round(fit.top_share(0.05), 4), fit.bounds(top_share, 0.05)
    (0.3066, Bounds(0.270353 to 0.324117, grouping))
    >>> round(gini(fit), 6), round(fit.gini(), 6)
    (0.542309, 0.542309)
    >>> round(top_share(fit.distribution(), 0.05), 4)
    0.3066
    """
    entry = METHODS[method]
    curve, notes = entry.function(d, **options)
    return FittedDistribution(
        curve,
        population=d.population,
        title=f"{entry.facts['title'][0].lower()}{entry.facts['title'][1:]} of {len(d)} groups",
        at=tuple(at),
        table=d,
        notes=notes,
        measure=d.measure,
        provenance=d.provenance.then(f"interpolated: {entry.facts['title']}") if d.provenance else None,
    )
