"""Standard errors, one method a file.

A method is a function of a `Question`, marked ``@method``, that returns `Deviations`, whose squares add up to the variance;
`estimate` puts the question to a `Survey`, once an imputation and a group, and combines the answers.
"""

from inequality.inference.asking import estimate
from inequality.inference.comparing import covariance, difference
from inequality.inference.question import METHODS
from inequality.inference.question import Question as Question
from inequality.inference.question import method as method
from inequality.inference.student import t_quantile as t_quantile

__all__ = ["METHODS", "covariance", "difference", "estimate"]
