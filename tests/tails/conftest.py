"""The tables of the paper's package: France and the United States in 2010, as printed in its vignette."""

import numpy as np
import pytest

from inequality.distribution import Distribution

RANKS = [0.1, 0.5, 0.9, 0.99]
TABLES = {
    "us2010_labor": (RANKS, [4130, 23686, 76252, 211861], [12643, 43908, 108329, 471463], 37208, 0),
    "us2010_labor_vignette": (RANKS, [4310, 23686, 76252, 211861], [12643, 43908, 108329, 471463], 37208, 0),
    "us2010_total": (RANKS, [5665, 31829, 96480, 351366], [18030.88, 54936.66, 151099.1, 1068912], 53587.59, 0),
    "us2010_capital": (RANKS, [-1176, 2780, 28939, 173917], [328.6372, 10657.18, 59412.08, 688689.3], 16370.471, -np.inf),
    "fr2010_total": (
        [0.264, 0.329, 0.432, 0.589, 0.761, 0.915, 0.984],
        [11682.243, 14018.692, 17523.364, 23364.486, 35046.729, 58411.215, 116822.43],
        [12867.991, 15882.009, 20246.495, 28734.813, 44450.935, 76572.43, 226254.673],
        27727.804,
        0,
    ),
}


def tabulation(p, threshold, average, mean, lowest=0, population=1):
    """A table from its first rank up, and the group below it, which has what is left of the mean."""
    held = np.sum(np.diff([*p, 1]) * average)
    return Distribution.from_percentiles([0, *p], [lowest, *threshold], [(mean - held) / p[0], *average], population=population)


@pytest.fixture
def published():
    """Return a published table by name."""
    return lambda name, population=1: tabulation(*TABLES[name], population=population)


@pytest.fixture
def pareto_table():
    """Return the table of a Pareto distribution from 1 up, at given ranks."""

    def table(alpha, p):
        rank = 1 - np.asarray(p)
        above = np.append(rank ** (1 - 1 / alpha) * alpha / (alpha - 1), 0)
        return Distribution.from_percentiles(p, rank ** (-1 / alpha), -np.diff(above) / -np.diff([*rank, 0]))

    return table
