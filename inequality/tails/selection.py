"""Where the tail begins, chosen by the data: Clauset, Shalizi and Newman's method."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from inequality.columns import Floats
from inequality.distribution import Distribution
from inequality.errors import DomainError
from inequality.tails.estimators import ParetoTail
from inequality.tails.observations import effective, rising

if TYPE_CHECKING:
    import pandas as pd

__all__: list[str] = []


@dataclass(frozen=True, eq=False)
class ThresholdChoice:
    """The threshold above which values are nearest to a Pareto distribution.

    Parameters
    ----------
    tail : ParetoTail
        The tail above it.
    distance : float
        Greatest difference between the two distribution functions above it (Kolmogorov and Smirnov).
    thresholds, distances, alphas, rows : ndarray, shape (n,)
        All thresholds tried, and what each gave.
    """

    tail: ParetoTail
    distance: float
    thresholds: Floats = field(repr=False)
    distances: Floats = field(repr=False)
    alphas: Floats = field(repr=False)
    rows: Floats = field(repr=False)
    _values: Floats = field(repr=False)
    _weighted: bool = field(repr=False)
    _at_least: int = field(repr=False)

    def to_frame(self) -> pd.DataFrame:
        """Return a row a threshold tried."""
        import pandas as pd

        columns = {"threshold": self.thresholds, "distance": self.distances, "alpha": self.alphas, "rows": self.rows}
        return pd.DataFrame(columns)

    def p_value(self, *, replicates: int = 100, seed: int = 0) -> float:
        """Return how often samples from the fitted tail, and from the data below it, are farther from Pareto than the data.

        Small values say that the tail is not Pareto; Clauset, Shalizi and Newman reject at 0.1. Large ones do not say that
        it is: see `lognormal_comparison`.

        Parameters
        ----------
        replicates : int
            Samples; the result is within 1 / (2 sqrt(replicates)).
        seed : int
            The same seed gives the same samples.

        Raises
        ------
        DomainError
            If there were weights: how to draw such a sample is not defined.
        """
        if self._weighted:
            raise DomainError(
                "The test draws samples of the same kind, which weights do not define", possible="values without weights"
            )
        generator = np.random.default_rng(seed)
        n, below = self._values.size, self._values[self._values < self.tail.threshold]
        farther = 0
        for _ in range(replicates):
            in_tail = int(generator.binomial(n, 1 - below.size / n))
            drawn = self.tail.threshold * (1 - generator.random(in_tail)) ** (-1 / self.tail.alpha)
            body = generator.choice(below, n - in_tail) if below.size else np.empty(0)
            sample = np.sort(np.concatenate([body, drawn]))
            farther += _tried(sample, np.ones(n), self._at_least, self.thresholds.size)[1].min() >= self.distance
        return farther / replicates


def pareto_threshold(
    values: ArrayLike | Distribution, *, weights: ArrayLike | None = None, at_least: int = 50, candidates: int = 500
) -> ThresholdChoice:
    r"""Return the threshold above which values are nearest to a Pareto distribution.

    For each candidate the Hill estimator is computed, and :math:`D = \max |F(x) - (1 - (x / t)^{-\alpha})|`; the least D wins.

    Parameters
    ----------
    values : array_like or Distribution
        Values one by one; those of 0 or less are no candidates.
    weights : array_like, optional
        How many members have each value.
    at_least : int, default 50
        Rows that must be left above.
    candidates : int, default 500
        How many of the distinct values are tried, evenly spread over them.

    Returns
    -------
    ThresholdChoice
        The tail, the distance, and all that were tried.

    Raises
    ------
    DomainError
        If there are too few rows above 0.

    References
    ----------
    Clauset, A., C. R. Shalizi and M. E. J. Newman (2009), Power-law distributions in empirical data, SIAM Review 51(4).

    Examples
    --------
    >>> body = [i / 2000 for i in range(1000, 2000)]
    >>> values = body + [(i / 1000) ** (-1 / 1.5) for i in range(1, 1001)]
    >>> choice = pareto_threshold(values)
    >>> 0.9 < choice.tail.threshold < 1.2
    True
    """
    value, weight = rising(values, weights)
    value, weight = value[value > 0], weight[value > 0]
    if value.size < at_least + 1 or value[0] == value[-1]:
        raise DomainError(
            f"There are {value.size} values above 0, too few to choose a threshold with {at_least} rows above it",
            remedy="pass fewer for at_least, or a threshold to pareto_tail",
        )
    thresholds, distances, alphas, rows = _tried(value, weight, at_least, candidates)
    best = int(np.argmin(distances))
    above = weight[value >= thresholds[best]]
    k = effective(above)
    tail = ParetoTail(
        float(alphas[best]),
        float(alphas[best]) / k**0.5,
        float(thresholds[best]),
        k,
        float(np.sum(above)),
        "Hill above the threshold of least distance",
    )
    weighted = bool(np.any(weight != weight[0]))
    about = (thresholds, distances, alphas, rows, value, weighted, at_least)
    return ThresholdChoice(tail, float(distances[best]), *about)


def _tried(value: Floats, weight: Floats, at_least: int, candidates: int) -> tuple[Floats, Floats, Floats, Floats]:
    """Return thresholds, distances, coefficients and rows above, of values in rising order."""
    starts = np.flatnonzero(np.append(True, np.diff(value) > 0))
    starts = starts[(starts <= value.size - at_least) & (value[starts] > 0) & (value[starts] < value[-1])]
    if starts.size > candidates:
        starts = starts[np.unique(np.linspace(0, starts.size - 1, candidates).round().astype(int))]
    log = np.log(np.maximum(value, np.finfo(float).tiny))
    distances, alphas = np.empty(starts.size), np.empty(starts.size)
    for k, start in enumerate(starts):
        y, w = log[start:] - log[start], weight[start:]
        everyone = np.sum(w)
        alphas[k] = everyone / np.sum(w * y)
        upto, model = np.cumsum(w) / everyone, -np.expm1(-alphas[k] * y)
        distances[k] = max(np.max(np.abs(upto - model)), np.max(np.abs(upto - w / everyone - model)))
    return value[starts], distances, alphas, (value.size - starts).astype(float)
