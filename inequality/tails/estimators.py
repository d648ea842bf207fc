"""Pareto coefficients of the upper tail, one estimator a function."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from inequality.columns import Floats
from inequality.distribution import Distribution
from inequality.errors import DomainError, GroupedError, InputError
from inequality.estimates import Estimate
from inequality.interval import Interval
from inequality.registry import Registry, mark
from inequality.tails.observations import as_distribution, effective

__all__: list[str] = []

#: The estimators: marked functions of this folder, which take an Excess and return a coefficient and its error.
ESTIMATORS = Registry("inequality.tails", "estimator")


@dataclass(frozen=True)
class ParetoTail:
    r"""A Pareto distribution above a threshold: the fraction above v falls as :math:`(v / threshold)^{-\alpha}`.

    Parameters
    ----------
    alpha : float
        Pareto coefficient; the lower, the more unequal.
    standard_error : float
        Of alpha; NaN where the table counts a population, which has no sampling error.
    threshold : float
        Where the tail begins.
    rows : float
        Observations above it; with weights, as many as would give the same error without (Kish).
    population : float
        Weight above it.
    method : str
        The estimator.

    Examples
    --------
    >>> ParetoTail(1.5, 0.075, threshold=1e6, rows=400, population=400)
    ParetoTail(alpha 1.5 ± 0.075 above 1e+06, 400 observations)
    """

    alpha: float
    standard_error: float
    threshold: float
    rows: float
    population: float
    method: str = ""

    def estimate(self, level: float = 0.95) -> Estimate:
        """Return alpha with its interval, by the normal distribution.

        Raises
        ------
        DomainError
            If there is no standard error.
        """
        if math.isnan(self.standard_error):
            raise DomainError(
                "A table of a population has no sampling error",
                possible="counts of observed rows",
                remedy="pass frequency=True to the table if its weights count a sample",
            )
        half = NormalDist().inv_cdf((1 + level) / 2) * self.standard_error
        interval = Interval(self.alpha - half, self.alpha + half, "sampling")
        return Estimate(self.alpha, self.standard_error, interval, level, self.method, name="alpha")

    @property
    def inverted_pareto_coefficient(self) -> float:
        """Mean above any value of the tail, relative to it: alpha / (alpha - 1).

        Raises
        ------
        DomainError
            If alpha is not above 1: then the tail has no mean.
        """
        if not self.alpha > 1:
            raise DomainError(
                f"A Pareto tail of alpha {self.alpha:.4g} has no mean",
                possible="alpha above 1",
                remedy="take a higher threshold, or compare quantiles",
            )
        return self.alpha / (self.alpha - 1)

    def __repr__(self) -> str:
        error = "" if math.isnan(self.standard_error) else f" ± {self.standard_error:.4g}"
        return f"ParetoTail(alpha {self.alpha:.6g}{error} above {self.threshold:.6g}, {self.rows:.6g} observations)"


@dataclass(frozen=True)
class Excess:
    """Those above a threshold: between which logarithms, relative to it, each row or group lies; the richest first."""

    threshold: float
    low: Floats
    high: Floats
    weights: Floats
    rows: float

    @classmethod
    def of(cls, d: Distribution, threshold: float | None, k: int | None) -> Excess:
        """Return those at or above a threshold, or the `k` largest rows above the one that follows them.

        Raises
        ------
        InputError
            If not just one of both is given, the threshold is not above 0 or lies within a group, or k is not below the
            number of rows.
        DomainError
            If nobody is above the threshold.
        """
        if (threshold is None) == (k is None):
            raise InputError("A tail needs a threshold, or a number k of rows above it", remedy="pass one of both")
        low, high = d.low, d.high
        weights = np.ones(low.size) if d.weight is None else d.weight
        if d.frequency:
            low, high = (np.repeat(ends, np.rint(weights).astype(np.int64)) for ends in (low, high))
            weights = np.ones(low.size)
        order = np.argsort(-low, kind="stable")
        low, high, weights = low[order], high[order], weights[order]
        if threshold is None:
            threshold = _next_largest(low, d, k)
        else:
            k = int(np.count_nonzero(low >= threshold))
        if not 0 < threshold < math.inf or np.any((low < threshold) & (high > threshold)):
            raise InputError(
                f"A tail cannot begin at {threshold:.6g}",
                possible="a value above 0 at which a group begins, if values are grouped",
                remedy="take one of the table's thresholds",
            )
        if not k:
            raise DomainError(f"Nobody is above {threshold:.6g}", remedy="take a lower threshold")
        low, high, weights = np.log(low[:k] / threshold), np.log(high[:k] / threshold), weights[:k]
        counted = d.exact or d.frequency
        rows = effective(weights) if counted else math.nan
        return cls(float(threshold), low, high, weights, rows)

    @property
    def population(self) -> float:
        """Weight of all."""
        return float(np.sum(self.weights))

    def values(self) -> Floats:
        """Logarithms of values that are all known.

        Raises
        ------
        GroupedError
            If some are only known to lie between bounds.
        """
        if np.any(self.low != self.high):
            raise GroupedError(
                "The table tells of groups, not of people",
                possible="method='maximum_likelihood', which takes groups",
                remedy="pass that, or values one by one",
            )
        return self.low


Estimator = Callable[..., tuple[float, float]]


def estimator(*, title: str, reference: str) -> Callable[[Estimator], Estimator]:
    """Mark a function from an `Excess` to a coefficient and its standard error as a method of `pareto_tail`.

    Parameters
    ----------
    title, reference : str
        Its name and where it is defined.
    """

    def decorate(function: Estimator) -> Estimator:
        return mark("estimator", function, title=title, reference=reference)

    return decorate


@estimator(title="Hill", reference="Hill 1975")
def hill(excess: Excess, *, unbiased: bool = False) -> tuple[float, float]:
    r"""Hill estimator: :math:`\sum w / \sum w \ln(x / t)`, with standard error :math:`\alpha / \sqrt{k}`.

    Parameters
    ----------
    excess : Excess
        Values above the threshold t.
    unbiased : bool, default False
        Multiply by (k - 1) / k, which takes the bias away where the tail is Pareto; the error is then
        :math:`\alpha / \sqrt{k - 2}`. With weights, k is Kish's effective number.

    Returns
    -------
    tuple of float
        Coefficient and standard error.

    References
    ----------
    Hill, B. M. (1975), A simple general approach to inference about the tail of a distribution, Annals of Statistics 3(5).
    """
    log = excess.values()
    alpha = excess.population / _positive(float(np.sum(excess.weights * log)))
    if not unbiased:
        return alpha, alpha / math.sqrt(excess.rows)
    alpha *= (excess.rows - 1) / excess.rows
    return alpha, alpha / math.sqrt(excess.rows - 2) if excess.rows > 2 else math.inf


@estimator(title="Maximum likelihood", reference="Hill 1975; Virkar and Clauset 2014")
def maximum_likelihood(excess: Excess) -> tuple[float, float]:
    r"""Maximum likelihood of values, and of counts of groups between thresholds; of values alone it is the Hill estimator.

    A value adds :math:`\ln \alpha - \alpha y` to the likelihood, with y = ln(x / t), and a group between two
    :math:`\ln(e^{-\alpha y_1} - e^{-\alpha y_2})`. The standard error is from the information; a table that counts a
    population, not a sample, has none.

    Parameters
    ----------
    excess : Excess
        Values and groups above the threshold t.

    Returns
    -------
    tuple of float
        Coefficient and standard error.

    References
    ----------
    Virkar, Y. and A. Clauset (2014), Power-law distributions in binned empirical data, Annals of Applied Statistics 8(1).
    """
    point = excess.low == excess.high
    closed = np.isfinite(excess.high) & ~point
    low, width, w = excess.low, np.where(closed, excess.high - excess.low, 1.0), excess.weights

    def score(alpha: float) -> float:
        with np.errstate(over="ignore"):
            within = closed * width / np.expm1(alpha * width)
        return float(np.sum(w * (np.where(point, 1 / alpha, within) - low)))

    if not np.any(point | closed) or not np.any(excess.high > 0):
        raise DomainError("One open group tells nothing of the tail", remedy="take a lower threshold, or a finer table")
    least, greatest = 1e-9, 1.0
    while score(greatest) > 0 and greatest < 1e12:
        greatest *= 2
    for _ in range(100):
        middle = (least + greatest) / 2
        least, greatest = (middle, greatest) if score(middle) > 0 else (least, middle)
    alpha = (least + greatest) / 2
    with np.errstate(over="ignore"):
        grown = closed * (width / (2 * np.sinh(alpha * width / 2))) ** 2
    information = float(np.sum(w * np.where(point, alpha**-2, grown))) * excess.rows / excess.population
    return alpha, 1 / math.sqrt(information)


@estimator(title="Rank-1/2 regression", reference="Gabaix and Ibragimov 2011; Vermeulen 2018")
def rank_regression(excess: Excess) -> tuple[float, float]:
    r"""Least squares of ln(rank - 1/2) on the logarithm of the value, with standard error :math:`\alpha \sqrt{2 / k}`.

    With weights the i-th rank is :math:`(i - 1/2) \bar N_i / \bar N`, where :math:`\bar N_i` is the mean weight of the i
    richest and :math:`\bar N` that of all above the threshold (Vermeulen).

    Parameters
    ----------
    excess : Excess
        Values above the threshold.

    Returns
    -------
    tuple of float
        Coefficient and standard error.

    References
    ----------
    Gabaix, X. and R. Ibragimov (2011), Rank - 1/2: a simple way to improve the OLS estimation of tail exponents, Journal of
    Business and Economic Statistics 29(1). Vermeulen, P. (2018), How fat is the top tail of the wealth distribution?, Review
    of Income and Wealth 64(2).
    """
    log = excess.values()
    i = np.arange(1, log.size + 1)
    rank = (i - 0.5) * np.cumsum(excess.weights) / i / np.mean(excess.weights)
    centred = log - np.mean(log)
    alpha = -float(np.sum(centred * np.log(rank))) / _positive(float(np.sum(centred**2)))
    return alpha, alpha * math.sqrt(2 / excess.rows)


def pareto_tail(
    values: ArrayLike | Distribution,
    threshold: float | None = None,
    *,
    k: int | None = None,
    weights: ArrayLike | None = None,
    method: str = "hill",
    **options: Any,
) -> ParetoTail:
    r"""Return the Pareto coefficient of the upper tail, with its standard error.

    Parameters
    ----------
    values : array_like or Distribution
        Values; or a table, of which maximum likelihood takes the groups.
    threshold : float, optional
        Where the tail begins; see `pareto_threshold` for one that the data choose.
    k : int, optional
        Instead of a threshold: how many of the largest rows are the tail. The next largest is then the threshold.
    weights : array_like, optional
        How many members have each value.
    method : {"hill", "maximum_likelihood", "rank_regression"}
        The estimator.
    **options
        Of the method: ``unbiased=True`` of ``hill``.

    Returns
    -------
    ParetoTail
        Coefficient, standard error, threshold, observations.

    Raises
    ------
    InputError
        If not just one of `threshold` and `k` is given, or the tail cannot begin there.
    DomainError
        If nobody is above the threshold, or all have the same value.

    References
    ----------
    Hill, B. M. (1975), A simple general approach to inference about the tail of a distribution, Annals of Statistics 3(5).

    Examples
    --------
    >>> values = [(i / 1000) ** (-1 / 1.5) for i in range(1, 1001)]  # a Pareto distribution of coefficient 1.5
    >>> pareto_tail(values, k=200)
    ParetoTail(alpha 1.51953 ± 0.1074 above 2.91431, 200 observations)
    >>> pareto_tail(values, threshold=2, method="rank_regression")
    ParetoTail(alpha 1.53812 ± 0.1158 above 2, 353 observations)
    """
    entry = ESTIMATORS[method]
    excess = Excess.of(as_distribution(values, weights), threshold, k)
    alpha, error = entry.function(excess, **options)
    title = ", ".join([entry.facts["title"], *(f"{name}={value}" for name, value in options.items())])
    return ParetoTail(alpha, error, excess.threshold, excess.rows, excess.population, title)


def _next_largest(low: Floats, d: Distribution, k: int | None) -> float:
    if k is None or not 0 < k < low.size or not d.exact:
        raise InputError(
            f"The {k} largest of {low.size} {'values' if d.exact else 'groups'} cannot be the tail",
            possible="k from 1 to one less than the number of values",
            remedy="pass threshold= for a table of groups",
        )
    return float(low[k])


def _positive(spread: float) -> float:
    if not spread > 0:
        raise DomainError("All above the threshold have the same value", remedy="take a lower threshold")
    return spread
