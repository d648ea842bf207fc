"""Ours: what the others have, and what only it does."""

import numpy as np

import inequality as iq
from inequality.points import Points

VERSION = iq.__version__


def calls(values, weights):
    """Name of each call, with the array whose sort it is measured by."""
    debts = values - np.random.default_rng(3).random(values.size) * 20_000
    million = values[: 10**6]
    return {
        "Gini": (lambda: iq.gini(values), values),
        "weighted Gini": (lambda: iq.gini(values, weights=weights), values),
        "weighted Gini, tolerance=1e-8": (lambda: iq.gini(values, weights=weights, tolerance=1e-8), values),
        "weighted Gini with debts, tolerance=1e-8": (lambda: iq.gini(debts, weights=weights, tolerance=1e-8), values),
        "top 1% share": (lambda: iq.top_share(values, 0.01), values),
        "weighted top 1% share": (lambda: iq.top_share(values, 0.01, weights=weights), values),
        "Theil T": (lambda: iq.theil_t(values), values),
        "weighted Theil T": (lambda: iq.theil_t(values, weights=weights), values),
        "Atkinson (0.5)": (lambda: iq.atkinson(values, 0.5), values),
        "all indices but polarisation, 1,000 groups of 1,000": (groups(million), million),
    }


def groups(values):
    """Every registered index of each of a thousand groups, one sort a group."""
    parts = np.split(values, 1000)
    entries = [entry for entry in iq.METRICS.values() if not entry.module.endswith("polarisation")]

    def run():
        for part in parts:
            points = Points(part)
            for entry in entries:
                entry.function(points, **entry.facts["samples"][0])

    return run
