"""Is the tail Pareto? Tables to plot, and a comparison with the lognormal distribution."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from inequality.columns import Floats
from inequality.distribution import Distribution
from inequality.errors import DomainError
from inequality.tails.observations import effective, rising

if TYPE_CHECKING:
    import pandas as pd

__all__: list[str] = []


def zipf_points(values: ArrayLike | Distribution, *, weights: ArrayLike | None = None) -> pd.DataFrame:
    """Return rank and size of each value, the richest first: on logarithmic axes a Pareto tail is a straight line.

    Parameters
    ----------
    values : array_like or Distribution
        Values one by one.
    weights : array_like, optional
        How many members have each value.

    Returns
    -------
    DataFrame
        Columns `value`, `rank` (population at or above it) and `share` (the same as a fraction of all).

    Examples
    --------
    >>> zipf_points([1.0, 5.0, 2.0])
       value  rank     share
    0    5.0   1.0  0.333333
    1    2.0   2.0  0.666667
    2    1.0   3.0  1.000000
    """
    import pandas as pd

    value, weight = rising(values, weights)
    rank = np.cumsum(weight[::-1])
    return pd.DataFrame({"value": value[::-1], "rank": rank, "share": rank / rank[-1]})


def mean_excess(
    values: ArrayLike | Distribution, thresholds: ArrayLike | None = None, *, weights: ArrayLike | None = None
) -> pd.DataFrame:
    """Return by how much those above a threshold exceed it on average: of a Pareto tail a line of slope 1 / (alpha - 1).

    Parameters
    ----------
    values : array_like or Distribution
        Values one by one.
    thresholds : array_like, optional
        Where; at 99 percentiles where absent.
    weights : array_like, optional
        How many members have each value.

    Returns
    -------
    DataFrame
        Columns `threshold`, `mean_excess`, `standard_error`, `rows`; thresholds with fewer than two rows above are not in it.

    References
    ----------
    Embrechts, P., C. Klueppelberg and T. Mikosch (1997), Modelling extremal events, Springer, section 6.2.

    Examples
    --------
    >>> mean_excess([1, 2, 3, 10], thresholds=[1, 2])
       threshold  mean_excess  standard_error  rows
    0        1.0          4.0        2.054805   3.0
    1        2.0          4.5        2.474874   2.0
    """
    import pandas as pd

    rows = [
        {"threshold": at, "mean_excess": mean - at, "standard_error": error, "rows": count}
        for at, mean, error, count in _means_above(*rising(values, weights), thresholds)
    ]
    return pd.DataFrame(rows, columns=["threshold", "mean_excess", "standard_error", "rows"])


def pareto_curve(
    values: ArrayLike | Distribution, thresholds: ArrayLike | None = None, *, weights: ArrayLike | None = None
) -> pd.DataFrame:
    """Return the generalized Pareto curve b(p): the mean above a threshold relative to it. Of a Pareto tail it is flat.

    Of a table see ``interpolate(d).to_frame()``.

    Parameters
    ----------
    values : array_like or Distribution
        Values one by one.
    thresholds : array_like, optional
        Where; at 99 percentiles where absent. Only those above 0 count.
    weights : array_like, optional
        How many members have each value.

    Returns
    -------
    DataFrame
        Columns `p` (fraction at or below), `threshold`, `inverted_pareto_coefficient`, `standard_error`, `alpha`
        (b / (b - 1)), `rows`.

    References
    ----------
    Blanchet, T., J. Fournier and T. Piketty (2022), Generalized Pareto curves: theory and applications, Review of Income and
    Wealth 68(1).

    Examples
    --------
    >>> pareto_curve([1, 2, 3, 10], thresholds=[2]).loc[0, ["p", "inverted_pareto_coefficient", "alpha"]].tolist()
    [0.5, 3.25, 1.4444444444444444]
    """
    import pandas as pd

    value, weight = rising(values, weights)
    upto = np.append(0.0, np.cumsum(weight)) / np.sum(weight)
    rows = [
        {
            "p": upto[np.searchsorted(value, at, side="right")],
            "threshold": at,
            "inverted_pareto_coefficient": mean / at,
            "standard_error": error / at,
            "alpha": mean / (mean - at),
            "rows": count,
        }
        for at, mean, error, count in _means_above(value, weight, thresholds)
        if at > 0
    ]
    columns = ["p", "threshold", "inverted_pareto_coefficient", "standard_error", "alpha", "rows"]
    return pd.DataFrame(rows, columns=columns)


@dataclass(frozen=True)
class Comparison:
    """A Pareto and a lognormal model of the same tail.

    Parameters
    ----------
    ratio : float
        Log-likelihood of the Pareto tail minus that of the lognormal one; never above 0, since the second has one
        parameter more, and 0 where it comes down to the first.
    p_value : float
        How often a sample from a Pareto tail bends at least so much (likelihood ratio, half of chi-square with one degree).
    vuong_statistic, vuong_p_value : float
        The ratio over its standard error, and how often models equally near to the truth differ so much, two-sided. It is
        made for models of which neither is a case of the other, so here it rejects too rarely.
    alpha : float
        Pareto coefficient.
    curvature : float
        By how much the lognormal density bends down: 1 / sigma^2; 0 is a straight line, the Pareto tail.
    rows : float
        Observations above the threshold; with weights, Kish's effective number.
    slope : float
        How steeply the lognormal density falls where the tail begins.
    """

    ratio: float
    p_value: float
    vuong_statistic: float
    vuong_p_value: float
    alpha: float
    curvature: float
    rows: float
    slope: float

    def lognormal_above(self, ratio: float) -> float:
        """Return the fraction of the lognormal tail above `ratio` times the threshold.

        Examples
        --------
        >>> values = [(i / 1000) ** (-1 / 1.5) for i in range(1, 1001)]
        >>> round(lognormal_comparison(values, 1.0).lognormal_above(4), 2)
        0.12
        """
        y, log_norm = math.log(ratio), _log_norm(self.slope, self.curvature)
        rest = -self.slope * y - self.curvature * y**2 / 2 + _log_norm(self.slope + self.curvature * y, self.curvature)
        return math.exp(rest - log_norm)

    @property
    def preferred(self) -> str:
        """``lognormal`` if the Pareto tail is rejected at the 10 percent level, else ``pareto or lognormal``."""
        return "lognormal" if self.p_value < 0.1 else "pareto or lognormal"

    def __repr__(self) -> str:
        return (
            f"Comparison({self.preferred}: log-likelihood ratio {self.ratio:.4g}, p {self.p_value:.2g}, {self.rows:.6g} rows)"
        )


def lognormal_comparison(values: ArrayLike | Distribution, threshold: float, *, weights: ArrayLike | None = None) -> Comparison:
    r"""Compare a Pareto tail with a lognormal one, both above the same threshold.

    With y = ln(x / t) the densities are proportional to :math:`e^{-\alpha y}` and :math:`e^{-\beta y - \gamma y^2 / 2}`: the
    Pareto tail is the lognormal one without curvature. Where the mean square of y is at least twice its squared mean, the
    likeliest lognormal tail is the Pareto tail itself.

    Parameters
    ----------
    values : array_like or Distribution
        Values one by one.
    threshold : float
        Where the tail begins, above 0.
    weights : array_like, optional
        How many members have each value.

    Returns
    -------
    Comparison
        Ratio of likelihoods with its p-value, and Vuong's statistic with its own.

    Raises
    ------
    DomainError
        If fewer than three values are above the threshold.

    References
    ----------
    Vuong, Q. H. (1989), Likelihood ratio tests for model selection and non-nested hypotheses, Econometrica 57(2). Malevergne,
    Y., V. Pisarenko and D. Sornette (2011), Testing the Pareto against the lognormal distributions, Physical Review E 83.

    Examples
    --------
    >>> from statistics import NormalDist
    >>> values = [math.exp(NormalDist().inv_cdf((i - 0.5) / 2000)) for i in range(1, 2001)]
    >>> lognormal_comparison(values, 1.0)
    Comparison(lognormal: log-likelihood ratio -48.64, p 3e-23, 1000 rows)
    >>> values = [(i / 1000) ** (-1 / 1.5) for i in range(1, 1001)]
    >>> lognormal_comparison(values, 1.0).preferred
    'pareto or lognormal'
    """
    value, weight = rising(values, weights)
    above = value >= threshold
    if not threshold > 0 or np.count_nonzero(above) < 3 or not value[-1] > threshold:
        raise DomainError(
            f"There are {np.count_nonzero(above)} values above {threshold:.6g}",
            possible="a threshold above 0 with three different values or more above it",
            remedy="take a lower threshold",
        )
    y, weight = np.log(value[above] / threshold), weight[above]
    weight = weight / np.sum(weight)
    first, second = float(np.sum(weight * y)), float(np.sum(weight * y**2))
    slope, curvature = _bent(first, second)
    gain = -y / first - math.log(first) - (-slope * y - curvature * y**2 / 2 - _log_norm(slope, curvature))
    rows = effective(weight)
    mean = min(float(np.sum(weight * gain)), 0.0) if curvature else 0.0
    error = math.sqrt(float(np.sum((weight * (gain - mean)) ** 2)))
    vuong = mean / error if mean < 0 else 0.0
    p_values = math.erfc(math.sqrt(-mean * rows)) / (2 if mean < 0 else 1), math.erfc(abs(vuong) / math.sqrt(2))
    return Comparison(mean * rows, p_values[0], vuong, p_values[1], 1 / first, curvature, rows, slope)


def _bent(first: float, second: float) -> tuple[float, float]:
    """Return slope and curvature of the density exp(-slope y - curvature y^2 / 2), y > 0, with these two moments.

    With z = slope / sqrt(curvature) the ratio of the second moment to the squared first rises with z, from 1 to 2.
    """
    ratio = second / first**2
    if ratio >= 2 - 1e-9:
        return 1 / first, 0.0
    least, greatest = -1e8, 1e5
    for _ in range(200):
        middle = (least + greatest) / 2
        mean, square = _moments(middle)
        least, greatest = (middle, greatest) if square < ratio * mean**2 else (least, middle)
    z = (least + greatest) / 2
    scale = _moments(z)[0] / first
    return z * scale, scale**2


def _moments(z: float) -> tuple[float, float]:
    """Return first and second moment of y where the density is proportional to exp(-z y - y^2 / 2), y > 0."""
    if z < 4:
        mean = math.sqrt(2 / math.pi) * math.exp(-z * z / 2) / math.erfc(z / math.sqrt(2)) - z
        return mean, 1 - z * mean
    rest = 0.0
    for k in range(60, 1, -1):  # Laplace's continued fraction, without the cancellation of the other formula
        rest = k / (z + rest)
    return 1 / (z + rest), rest / (z + rest)


def _log_norm(slope: float, curvature: float) -> float:
    """Logarithm of the integral of exp(-slope y - curvature y^2 / 2) over y > 0."""
    if curvature == 0:
        return -math.log(slope)
    z = slope / math.sqrt(curvature)
    if z < 4:
        return z * z / 2 + math.log(math.sqrt(math.pi / 2) * math.erfc(z / math.sqrt(2)) / math.sqrt(curvature))
    return -math.log((_moments(z)[0] + z) * math.sqrt(curvature))


def _means_above(value: Floats, weight: Floats, thresholds: ArrayLike | None) -> list[tuple[float, float, float, float]]:
    """Return threshold, mean above it, its standard error and rows, where two rows or more are above."""
    if thresholds is None:
        upto = np.cumsum(weight) / np.sum(weight)
        thresholds = np.unique(value[np.searchsorted(upto, np.arange(1, 100) / 100 - 1e-12)])
    rows = []
    for at in np.asarray(thresholds, np.float64):
        start = int(np.searchsorted(value, at, side="right"))
        x, w = value[start:], weight[start:]
        if x.size < 2:
            continue
        mean = float(np.sum(w * x) / np.sum(w))
        error = math.sqrt(float(np.sum((w * (x - mean)) ** 2))) / float(np.sum(w))
        rows.append((float(at), mean, error, float(x.size)))
    return rows
