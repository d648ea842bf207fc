"""Linearisation: the sum of influences stands for the metric."""

from __future__ import annotations

import numpy as np

from inequality.errors import DomainError
from inequality.estimates import Deviations
from inequality.inference.question import METHODS, Question, method
from inequality.registry import Entry

NOT_MARKED = "only a marked metric declares one"


@method(title="linearisation", reference="Binder and Kovacevic 1995; Deville 1999; Osier 2009")
def linearisation(question: Question) -> Deviations:
    r"""Variance of the sum of influences, with strata and clusters.

    :math:`V = \sum_h \frac{n_h}{n_h - 1} \sum_i (z_{hi} - \bar z_h)^2`, with :math:`z_{hi}` the sum over the i-th primary
    sampling unit of stratum h of :math:`w_k u_k / W`, and :math:`u_k` the metric's influence function at the k-th value.
    Rows outside the domain add 0 to their unit, and stay in the design. Units count as drawn with replacement.

    Parameters
    ----------
    question : Question
        A metric that declares an influence function.

    Returns
    -------
    Deviations
        One entry a primary sampling unit.

    Raises
    ------
    DomainError
        If the metric has no influence function (the message says why), or a stratum a single unit.

    References
    ----------
    Binder, D. and M. Kovacevic (1995), Estimating some measures of income inequality from survey data, Survey Methodology 21.
    Deville, J.-C. (1999), Variance estimation for complex statistics and estimators, Survey Methodology 25(2).
    Osier, G. (2009), Variance estimation for complex indicators of poverty and inequality, Survey Research Methods 3(3).

    Examples
    --------
    >>> from inequality.inference import estimate
    >>> from inequality.metrics import gini
    >>> from inequality.survey import Survey
    >>> estimate(gini, Survey({"income": np.array([1.0, 2.0, 4.0, 3.0, 9.0, 5.0])}), "income", method="linearisation")
    0.347222 ± 0.0830822 (95% interval 0.133653 to 0.560792; linearisation, 5 degrees of freedom)
    """
    entry = getattr(question.metric, "__entry__", None)
    influence = entry.facts.get("influence", "only an index of one column has one") if isinstance(entry, Entry) else NOT_MARKED
    if isinstance(influence, str):
        others = ", ".join(f"method='{name}'" for name in METHODS if name != "linearisation")
        raise DomainError(
            f"{question.name} has no influence function: {influence}", possible=others, remedy="choose one of those"
        )
    points = question.points
    influences = np.zeros(question.values.size)  # a row of weight 0 has none
    influences[points.order[question.ordered[0] > 0]] = influence(points, *question.args, **question.kwargs)
    shares = question.weights / question.weights.sum()
    totals = np.bincount(question.unit, shares * influences, question.design.units).astype(float)
    return Deviations(question.design.centred(totals, question.members), np.empty(0), question.design.freedom(question.members))
