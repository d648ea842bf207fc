"""PySAL's inequality, unweighted: the distribution whose package folder bears the same name as ours."""

from importlib.metadata import version

from inequality.atkinson import Atkinson
from inequality.gini import Gini
from inequality.theil import Theil

REQUIRES = "inequality"
VERSION = version(REQUIRES)


def calls(values, weights):
    """Name of each call, with the array whose sort it is measured by."""
    return {
        "Gini": (lambda: Gini(values).g, values),
        "Theil T": (lambda: Theil(values).T, values),
        "Atkinson (0.5)": (lambda: Atkinson(values, 0.5).A, values),
    }
