"""quantecon: compiled, unweighted."""

import quantecon

REQUIRES = "quantecon"
VERSION = quantecon.__version__


def calls(values, weights):
    """Name of each call, with the array whose sort it is measured by."""
    return {"Gini": (lambda: quantecon.gini_coefficient(values), values)}
