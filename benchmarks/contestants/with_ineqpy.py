"""IneqPy: weighted, on pandas."""

from importlib.metadata import version

from ineqpy import inequality

REQUIRES = "ineqpy"
VERSION = version(REQUIRES)


def calls(values, weights):
    """Name of each call, with the array whose sort it is measured by."""
    return {
        "Gini": (lambda: inequality.gini(values), values),
        "weighted Gini": (lambda: inequality.gini(values, weights), values),
        "Theil T": (lambda: inequality.theil(values), values),
        "weighted Theil T": (lambda: inequality.theil(values, weights), values),
        "Atkinson (0.5)": (lambda: inequality.atkinson(values, e=0.5), values),
    }
