"""Differences between estimates, and their covariance."""

from __future__ import annotations

import math

import numpy as np

from inequality.columns import Floats
from inequality.errors import DomainError, IncomparableError, InputError
from inequality.estimates import Deviations, Estimate
from inequality.inference.asking import interval
from inequality.inference.implicates import freedom, variance

__all__ = ["covariance", "difference"]


def difference(one: Estimate, other: Estimate, *, independent: bool = False, level: float | None = None) -> Estimate:
    r"""Difference of two estimates, with their covariance.

    Of two groups, columns, metrics or waves of one sample, found by one method, the deviations are subtracted before they
    are squared: :math:`V(a - b) = V(a) + V(b) - 2 C(a, b)`. Waves of a panel are one sample when they are stacked in one
    Survey, whose clusters (or replicate weights) are then common. Of independent samples the variances add, and degrees of
    freedom are Welch's.

    Parameters
    ----------
    one, other : Estimate
        As returned by `estimate`.
    independent : bool
        Say so of two samples drawn independently.
    level : float, optional
        Confidence level; that of `one` by default.

    Returns
    -------
    Estimate
        Of ``one - other``.

    Raises
    ------
    IncomparableError
        If the two are of different samples, or found by different methods, and not said to be independent.

    References
    ----------
    Kovacevic, M. and D. Binder (1997), Variance estimation for measures of income inequality and polarization, Journal of
    Official Statistics 13(1).

    Examples
    --------
    >>> from inequality.inference import estimate
    >>> from inequality.metrics import gini
    >>> from inequality.survey import Survey
    >>> columns = {"before": np.array([1.0, 2.0, 4.0, 3.0, 9.0, 5.0]), "after": np.array([2.0, 3.0, 4.0, 3.0, 7.0, 5.0])}
    >>> sample = Survey(columns)
    >>> before, after = (estimate(gini, sample, name) for name in columns)
    >>> difference(after, before)
    -0.125 ± 0.0444661 (95% interval -0.239304 to -0.0106961; linearisation, 5 degrees of freedom)
    """
    a, b = _deviations(one), _deviations(other)
    about = {"name": f"{one.name} less {other.name}", "notes": tuple(dict.fromkeys((*one.notes, *other.notes)))}
    level = one.level if level is None else level
    if not independent:
        _require_shared(a, b)
        taken = Deviations(a.within - b.within, a.between - b.between, np.maximum(a.freedom, b.freedom), a.design)
        return interval(one.value - other.value, taken, level, method=one.method, **about)
    method = one.method if one.method == other.method else f"{one.method} and {other.method}"
    df = _welch(variance(a), freedom(a), variance(b), freedom(b))
    joined = Deviations(
        np.concatenate([a.within, a.between, b.within, b.between]), np.empty(0), np.array([df]), (object(), "independent")
    )
    return interval(one.value - other.value, joined, level, method=f"{method}, independent samples", **about)


def covariance(*estimates: Estimate) -> Floats:
    """Covariance matrix of estimates from one sample, found by one method.

    Parameters
    ----------
    *estimates : Estimate
        As returned by `estimate`.

    Returns
    -------
    ndarray, shape (k, k)
        Variances on the diagonal.

    Raises
    ------
    IncomparableError
        If they are of different samples, or found by different methods.

    Examples
    --------
    >>> from inequality.inference import estimate
    >>> from inequality.metrics import top_share
    >>> from inequality.survey import Survey
    >>> sample = Survey({"income": np.array([1.0, 2.0, 4.0, 3.0, 9.0, 5.0])})
    >>> covariance(estimate(top_share, sample, "income", 0.5), estimate(top_share, sample, "income", 0.25)).round(6)
    array([[0.004167, 0.004253],
           [0.004253, 0.006981]])
    """
    found = [_deviations(each) for each in estimates]
    if not found:
        raise InputError("There is nothing to compare", possible="one estimate or more")
    for each in found[1:]:
        _require_shared(found[0], each)
    rows = np.stack([np.concatenate([each.within, each.between]) for each in found])
    return np.asarray(np.sum(rows[:, None, :] * rows[None, :, :], axis=2))


def _deviations(estimate: Estimate) -> Deviations:
    if estimate.deviations is None:
        raise DomainError(
            f"The estimate {estimate.value:.6g} does not say what its error was computed from",
            possible="estimates returned by estimate()",
        )
    return estimate.deviations


def _require_shared(one: Deviations, other: Deviations) -> None:
    if one.design != other.design or one.within.shape != other.within.shape:
        raise IncomparableError(
            "The two estimates are not of one sample by one method, so that their covariance is not known",
            possible="independent=True for samples drawn independently",
            remedy="estimate both from one Survey (groups by where(), waves stacked) by the same method",
        )


def _welch(one: float, df_one: float, other: float, df_other: float) -> float:
    """Welch and Satterthwaite's degrees of freedom of a sum of independent variances."""
    if one + other == 0:
        return df_one + df_other
    return (one + other) ** 2 / math.fsum([one**2 / df_one, other**2 / df_other])
