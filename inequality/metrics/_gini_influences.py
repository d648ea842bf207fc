"""Influence functions of the indices that stand beside the Gini index."""

from __future__ import annotations

import numpy as np

from inequality.columns import Floats
from inequality.metrics._gaps import half_mean_difference, lag, lead, weights_of
from inequality.metrics._influences import of_ratio
from inequality.points import Points


def extended_influence(points: Points, v: float) -> Floats:
    r""":math:`G_v = 1 - E / \mu`, with the welfare :math:`E = \int_0^\infty q^v dt` of the shares q above t.

    Its influence is :math:`v \int_0^x q^{v-1} dt - v E`. Zitikis, R. and J. Gastwirth (2002), The asymptotic distribution of
    the S-Gini index, Australian and New Zealand Journal of Statistics 44(4).
    """
    gaps, above = np.diff(points.values), points.above[1:] / points.everyone
    least = float(points.values[0])
    reached = least + np.append(0.0, np.cumsum(gaps * above ** (v - 1)))
    welfare = least + float(np.sum(gaps * above**v))
    return -of_ratio(welfare, points.mean, v * (reached - welfare), points.values - points.mean)


def normalised_influence(points: Points) -> Floats:
    r"""Of the Gini index over :math:`1 + 2 A`, A the area where the Lorenz curve is below zero.

    With :math:`p^*` where the curve crosses zero, :math:`A \mu = \int_0^{p^*} p \, Q(p) dp`, whose influence is
    :math:`-[x (p^* - F(x)) + \mu L(F(x))] 1(F(x) < p^*) - 2 A \mu`: at the crossing the curve is zero, so that moving the
    crossing adds nothing (Deville 1999).
    """
    mean, everyone = points.mean, points.everyone
    away = points.values - mean
    spread = half_mean_difference(points)
    of_gini = of_ratio(spread, mean, (lead(points) + lag(points)) / everyone - 2 * spread, away)
    held = np.cumsum(points.products)
    if not points.debts:
        return of_gini
    last = int(np.argmax(held >= 0))  # the member within whose weight the curve crosses
    crossing = float(points.below[last - 1]) - float(held[last - 1]) / float(points.values[last])
    reach = (points.values[:last] * (crossing - points.below[:last]) + held[:last]) / everyone
    area = -float(np.sum(weights_of(points)[:last] * reach)) / everyone / 2
    of_area = np.full_like(away, -2 * area)
    of_area[:last] -= reach
    below = area / mean
    return of_ratio(spread / mean, 1 + 2 * below, of_gini, 2 * of_ratio(area, mean, of_area, away))


def raffinetti_influence(points: Points) -> Floats:
    r"""Of half the mean difference over the mean absolute value."""
    spread = half_mean_difference(points)
    size = np.abs(points.values)
    mean = (points.sum + 2 * points.debts) / points.everyone
    return of_ratio(spread, mean, (lead(points) + lag(points)) / points.everyone - 2 * spread, size - mean)
