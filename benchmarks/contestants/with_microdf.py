"""microdf: weighted series on pandas."""

from importlib.metadata import version

import numpy as np
from microdf import MicroSeries

REQUIRES = "microdf-python"
VERSION = version(REQUIRES)


def calls(values, weights):
    """Name of each call, with the array whose sort it is measured by."""
    alike = np.ones(values.size)
    return {
        "Gini": (lambda: MicroSeries(values, weights=alike).gini(), values),
        "weighted Gini": (lambda: MicroSeries(values, weights=weights).gini(), values),
        "top 1% share": (lambda: MicroSeries(values, weights=alike).top_1_pct_share(), values),
        "weighted top 1% share": (lambda: MicroSeries(values, weights=weights).top_1_pct_share(), values),
    }
