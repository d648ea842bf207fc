"""Quantiles of Student's t distribution.

Written here because intervals need this one function of scipy and nothing else does: scipy would be by far the largest
dependency of a package that is to start fast and install everywhere.
"""

from __future__ import annotations

import math
from functools import lru_cache
from statistics import NormalDist

from inequality.errors import InputError

__all__ = ["t_quantile"]

#: From so many degrees of freedom on, four terms of the expansion in 1 / df are exact to rounding.
MANY = 1000.0


@lru_cache(maxsize=1024)
def t_quantile(p: float, df: float) -> float:
    """Value below which a t variable with `df` degrees of freedom lies with probability `p`.

    Found by Newton's method on the tail, which is a regularised incomplete beta function; relative error below 1e-11.

    Parameters
    ----------
    p : float
        Probability, above 0 and below 1.
    df : float
        Degrees of freedom, above 0; may be fractional or infinite.

    Returns
    -------
    float
        The quantile.

    Raises
    ------
    InputError
        If `p` or `df` is out of range.

    References
    ----------
    Abramowitz, M. and I. Stegun (1964), Handbook of mathematical functions, 26.5.8, 26.7.1 and 26.7.5.

    Examples
    --------
    >>> round(t_quantile(0.975, 10), 10)
    2.228138852
    >>> round(t_quantile(0.975, float("inf")), 10)
    1.9599639845
    """
    if not 0 < p < 1 or not df > 0:
        raise InputError(f"p={p}, df={df}", possible="0 < p < 1 and df above 0")
    if p <= 0.5:
        return -t_quantile(1 - p, df) if p < 0.5 else 0.0
    t = NormalDist().inv_cdf(p)
    if df >= MANY:
        return _expansion(t, df)
    log_scale = math.lgamma((df + 1) / 2) - math.lgamma(df / 2) - math.log(math.pi * df) / 2
    step = math.inf
    while abs(step) > 1e-9 * t:  # from below, where the tail is convex, so that no step leads beyond; errors are squared
        density = math.exp(log_scale - (df + 1) / 2 * math.log1p(t * t / df))
        step = (_tail(t, df) - (1 - p)) / density
        t += step
    return t


def _expansion(z: float, df: float) -> float:
    """Cornish and Fisher's series about the normal quantile."""
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / df**power for power, term in enumerate(terms, 1))


def _tail(t: float, df: float) -> float:
    """Probability of a value above `t` > 0: half the incomplete beta function at df / (df + t^2)."""
    x, rest = df / (df + t * t), t * t / (df + t * t)
    a, b = df / 2, 0.5
    if x > (a + 1) / (a + b + 2):
        return 0.5 - _beta_fraction(b, a, rest, x) / 2
    return _beta_fraction(a, b, x, rest) / 2


def _beta_fraction(a: float, b: float, x: float, rest: float) -> float:
    """Regularised incomplete beta function by its continued fraction, evaluated forwards (Lentz)."""
    log_front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log(rest)
    c, d = 1.0, 1 / (1 - (a + b) * x / (a + 1))
    fraction, change, m = d, math.inf, 0
    while abs(change - 1) > 1e-15:
        m += 1
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d, c = 1 / (1 + term * d), 1 + term / c
            change = c * d
            fraction *= change
    return math.exp(log_front) * fraction / a
