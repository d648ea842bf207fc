"""Whose hands growth went into."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

import numpy as np

from inequality.columns import fraction
from inequality.distribution import Distribution
from inequality.errors import DomainError, InputError, UnknownNameError
from inequality.interval import Interval
from inequality.metrics import comparison
from inequality.metrics.shares import bracket_share

#: What the arithmetic of shares and means read from tables may miss, many times over.
_ROUNDING = Fraction(1, 10**12)


@comparison(
    title="Share of growth captured",
    reference="Piketty, Saez and Zucman 2018; World Inequality Report 2018",
    range="any; above 1 where the others lost, below 0 where the bracket did",
    properties=("scale", "replication", "anonymity"),
    samples=({"p_lower": 0.9, "p_upper": 1.0}, {"p_lower": 0.0, "p_upper": 0.5, "of": "total"}),
)
def share_of_growth(
    before: Distribution,
    after: Distribution,
    p_lower: float,
    p_upper: float,
    *,
    of: Literal["average", "total"] = "average",
    half_width: float | str = 0,
) -> float | Interval:
    r"""Share of all growth that went to a bracket of the population.

    :math:`(s_1 \mu_1 - s_0 \mu_0) / (\mu_1 - \mu_0)`, with :math:`s` the bracket's share of the total at each date and
    :math:`\mu` the mean of all. Where the mean fell it is the share of the loss.

    Parameters
    ----------
    before, after : array_like or Distribution
        The two dates, in the same prices.
    p_lower, p_upper : float
        Ends of the bracket; 0.99 and 1 for the richest one percent.
    weights : pair of array_like, optional
        How many members have each value, before and after.
    of : {"average", "total"}
        Whether growth is that of amounts per head, or of totals, which population growth raises too.
    half_width : float or str, default 0
        How far each share of the two tables, as printed, may lie from the truth: 0.005 where percents were printed without
        decimals. The bracket's share may then be off by that times the number of its groups, or of all others, whichever
        is less. Shares that were rescaled to add to 1 need more.

    Returns
    -------
    float or Interval
        A fraction of all growth; with `half_width` the interval that the printed shares allow.

    Raises
    ------
    DomainError
        If there was no growth.
    GroupedError
        If a table does not have those cuts.
    IncomparableError
        If the two do not measure the same thing.
    InputError
        If the bracket is empty, or `half_width` is given for values that were not printed as shares.

    References
    ----------
    Piketty, T., E. Saez and G. Zucman (2018), Distributional national accounts: methods and estimates for the United States,
    Quarterly Journal of Economics 133(2).

    Examples
    --------
    >>> before = Distribution.from_shares({(0, 0.9): 0.6, (0.9, 1): 0.4}, mean=100)
    >>> after = Distribution.from_shares({(0, 0.9): 0.5, (0.9, 1): 0.5}, mean=200)
    >>> round(share_of_growth(before, after, 0.9, 1), 12)
    0.6
    >>> share_of_growth(before, after, 0.9, 1, half_width="0.005")
    Interval(0.585 to 0.615, rounding)
    """
    if of not in ("average", "total"):
        raise UnknownNameError("growth", of, ["average", "total"], where=" whose share could be taken")
    if not fraction(p_lower) < fraction(p_upper):
        raise InputError(
            f"The bracket from {p_lower} to {p_upper} is empty", possible="p_lower < p_upper", remedy="swap the two"
        )
    shares = [float(bracket_share(d, p_lower, p_upper)) for d in (before, after)]
    sizes = [Fraction(d.mean) * (Fraction(d.population) if of == "total" else 1) for d in (before, after)]
    gained = sizes[1] - sizes[0]
    if not abs(gained) > _ROUNDING * max(sizes):
        what = "mean" if of == "average" else "total"
        raise DomainError(
            f"The {what} is the same at both dates, so there is no growth to share",
            possible="two dates between which it changed",
            remedy="give tables of shares their mean (and population)",
        )
    if not Fraction(half_width):
        return float((Fraction(shares[1]) * sizes[1] - Fraction(shares[0]) * sizes[0]) / gained)
    then, now = (
        Interval.around(share, Fraction(half_width) * _groups(d, p_lower, p_upper) + _ROUNDING)
        for d, share in zip((before, after), shares, strict=True)
    )
    corners = [
        (Fraction(new) * sizes[1] - Fraction(old) * sizes[0]) / gained
        for old in (then.low, then.high)
        for new in (now.low, now.high)
    ]
    return Interval(min(corners), max(corners), "rounding")


def _groups(d: Distribution, p_lower: float, p_upper: float) -> int:
    """How many printed shares a bracket's is the sum of; or 1 less the sum of the others, if those are fewer."""
    if d.exact:
        raise InputError(
            "These are values, not printed shares",
            possible="half_width with tables of shares",
            remedy="leave half_width out",
        )
    middles = np.append(d.cuts, 1.0) - np.diff(np.concatenate([[0.0], d.cuts, [1.0]])) / 2
    inside = int(np.count_nonzero((middles > p_lower) & (middles < p_upper)))
    return min(inside, len(d) - inside)
