"""What a grouped table allows a metric to be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from inequality.binned import widened
from inequality.columns import Floats, fraction
from inequality.distribution import Distribution
from inequality.errors import DomainError, InputError
from inequality.interval import Bounds
from inequality.points import CUT, Points
from inequality.registry import Entry

__all__ = ["bounds"]


def bounds(metric: Callable[..., Any], d: Distribution, *args: Any, **kwargs: Any) -> Bounds:
    r"""Return the least and the greatest value of `metric` that the table allows.

    An index that respects the Lorenz order is least when all members of a group are equal and greatest when each stands
    at a bound of the group, so that its mean stays. What rises with every member's value (headcounts, richness, quantiles of
    groups that overlap) lies between those of everyone at the lower and at the upper bound; these bounds do not keep the
    means of the groups, and may be wider than what the table allows. Where the groups are in order but their thresholds
    unknown, the neighbours' means serve as bounds, and the greatest value is then an upper limit that need not be reached.

    A quantile of groups in order keeps the mean m of the group it is in, between l and h. Let the part u of the group be at
    or below the quantile q, so that the others have q or more: the poorer have at least l each and the others at least q,
    hence :math:`u l + (1 - u) q \le m`; the poorer have at most q each and the others at most h, hence
    :math:`m \le u q + (1 - u) h`. So :math:`\frac{m - (1 - u) h}{u} \le q \le \frac{m - u l}{1 - u}`, beside
    :math:`l \le q \le h`; with u at l and the others alike, or u alike and the others at h, q comes as near to the ends as
    one likes.

    Parameters
    ----------
    metric : callable
        A marked metric, such as `gini`.
    d : Distribution
        The table.
    *args, **kwargs
        Passed to the metric.

    Returns
    -------
    Bounds
        `low` and `high`, equal where the table decides it.

    Raises
    ------
    InputError
        If `metric` is not a metric, or not one number.
    DomainError
        If no bounds are proved for this metric, or the table limits nothing.

    References
    ----------
    Gastwirth, J. L. (1972), The estimation of the Lorenz curve and Gini index, Review of Economics and Statistics 54(3).

    Examples
    --------
    >>> from inequality.metrics import gini, quantile
    >>> halves = Distribution([50, 50], [100, 900], low=[0, 5], high=[5, 100])
    >>> bounds(gini, halves)
    Bounds(0.4 to 0.710526, grouping)
    >>> bounds(quantile, halves, 0.25)
    Bounds(0 to 4, grouping)
    """
    entry = getattr(metric, "__entry__", None)
    if not isinstance(entry, Entry) or entry.facts["kind"] != "metric":
        name = getattr(metric, "__name__", repr(metric))
        raise InputError(
            f"{name} is not a metric", possible="a function marked @metric", remedy="see `inequality list metrics`"
        )
    if not isinstance(d, Distribution):
        raise InputError(
            f"bounds reads a Distribution, not a {type(d).__name__}",
            possible="a table of groups",
            remedy="pass Distribution.from_values(values, weights), or one of its other constructors",
        )
    function, cuts = entry.facts["on_points"], entry.facts["cuts"]
    if d.exact or (cuts is not None and d.decides(*cuts(*args, **kwargs))):
        readings: tuple[Points, ...] = (d.equal(),)
    elif entry.facts["bounded"] == "limits":
        ranks = entry.facts["ranks"]
        low, high = _at_ranks(d, ranks(*args, **kwargs) if ranks and d.ordered and not d.rounding else ())
        readings = (Points(low, d.weight), Points(high, d.weight))
    elif entry.facts["bounded"] == "spread":
        readings = (d.equal(), d.spread())
    else:
        raise DomainError(
            f"No bounds are proved for {entry.name} on a grouped table",
            possible="bounds of metrics that respect the Lorenz order, and of quantiles",
            remedy=f"take {entry.name}(d.equal()), or {entry.name}(interpolate(d)) of groups in order, and say so",
        )
    values = [function(points, *args, **kwargs) for points in readings]
    if not isinstance(values[0], (int, float)):
        raise InputError(f"{entry.name} is not one number", possible="a metric that is one", remedy=f"take {entry.name}(d)")
    ends = min(values), max(values)
    if entry.facts["bounded"] == "spread":
        ends = widened(*ends, d, relative="scale" in entry.facts["properties"])
    return Bounds(*ends, name=entry.name)


def _at_ranks(d: Distribution, ranks: tuple[float, ...]) -> tuple[Floats, Floats]:
    """Return the limits of members' values, narrowed by the group's own mean in the groups where the ranks are."""
    low, high = d.limits()
    ends = np.concatenate([[0.0], d.cuts, [1.0]])
    start, size = ends[:-1], np.diff(ends)
    for rank in map(fraction, ranks):
        near = np.flatnonzero((start <= rank + 4 * CUT) & (rank <= ends[1:] + 4 * CUT) & (size > 0))  # two, at a cut
        part, slack = (rank - start[near]) / size[near], 8 * CUT / size[near]  # both ends rise with the part
        mean, least, most = d.means[near], low[near], high[near]
        with np.errstate(divide="ignore", invalid="ignore"):
            lower = most - (most - mean) / np.clip(part - slack, 0.0, 1.0)
            upper = least + (mean - least) / np.clip(1 - part - slack, 0.0, 1.0)
        low, high = low.copy(), high.copy()
        low[near] = np.where(np.isfinite(lower), np.maximum(least, lower), least)
        high[near] = np.where(np.isfinite(upper), np.minimum(most, upper), most)
    return low, high
