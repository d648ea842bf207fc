"""Compute the built-in tables that are made of the Survey of Consumer Finances of 2019.

Run by hand where they are to change. The Federal Reserve's file, the summary extract as CSV, is not part of the package::

    python tools/build_survey_estimates.py SCFP2019.csv

``us_net_worth_estimates``: indices, shares and amounts with their standard errors. ``us_net_worth_tail``: how many families
have a million dollars and more, in bands. Five imputations of each family are combined in both. The replicate weights, which
stand for the design of the sample, are another file: these errors take families as drawn one by one.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))
import _tables

from inequality import (
    Estimate,
    Points,
    Survey,
    bottom_share,
    bracket_share,
    estimate,
    gini,
    headcount_ratio,
    quantile,
    read_scf,
    top_average,
    top_share,
)

YEAR = "2019"
#: Parts of a power of ten at which a band begins (the preferred numbers of Renard's R10 series).
STEPS = (1.0, 1.25, 1.6, 2.0, 2.5, 3.15, 4.0, 5.0, 6.3, 8.0)
#: Resamples where a metric has no influence function, and their seed.
REPLICATES, SEED = 500, 2019


def main(path: str) -> None:
    """Write all tables."""
    survey = read_scf(path, prices=YEAR)
    _tables.write(tables(survey))


def tables(survey: Survey) -> dict[str, str]:
    """Return the text of each table by its id."""
    made = {
        "us_net_worth_estimates@2019/gini": gini_index(survey),
        "us_net_worth_estimates@2019/shares": shares(survey),
        "us_net_worth_estimates@2019/amounts": amounts(survey),
        "us_net_worth_estimates@2019/families": families(survey),
        "us_net_worth_tail@2019/bands": bands(survey),
    }
    return {id: _tables.text({"area": "USA", "year": YEAR, **row} for row in rows) for id, rows in made.items()}


def gini_index(survey: Survey) -> Iterator[dict[str, str]]:
    """Yield the Gini index."""
    yield _row("gini", survey, gini)


def shares(survey: Survey) -> Iterator[dict[str, str]]:
    """Yield the shares of four groups, the last a part of the one before."""
    for low, high in ((0, 0.5), (0.5, 0.9), (0.9, 1), (0.99, 1)):
        if low == 0:
            asked: tuple[Any, ...] = (bottom_share, high)
        elif high == 1:
            asked = (top_share, round(1 - low, 2))
        else:
            asked = (bracket_share, low, high)
        yield {"p_lower": f"{low:g}", "p_upper": f"{high:g}", **_row("share", survey, *asked)}


def amounts(survey: Survey) -> Iterator[dict[str, str]]:
    """Yield mean and median in dollars."""
    for name, metric, argument in (("mean", top_average, 1.0), ("median", quantile, 0.5)):
        yield {"statistic": name, **_row("net_worth", survey, metric, argument, digits=0)}


def families(survey: Survey) -> Iterator[dict[str, str]]:
    """Yield what part of families has nothing or less, and what part has less than a dollar together."""
    yield {"group": "no net worth", **_row("population_share", survey, headcount_ratio, 1.0)}  # nobody has a part of a dollar
    together = _row("population_share", survey, out_owned, method="bootstrap", replicates=REPLICATES, seed=SEED)
    yield {"group": "together less than one dollar", **together}


def out_owned(points: Points) -> float:
    """Return the largest part, from the poorest, that together has less than one member with one dollar and no debts."""
    held, dollar = np.cumsum(points.products), points.scaled_amount(1.0)
    weights = np.ones(held.size) if points.weights is None else points.weights
    below = np.flatnonzero(held < dollar)
    k = int(below[-1]) + 1 if below.size else 0  # where it turns for the last time
    if k == held.size:
        return 1.0
    before = float(held[k - 1]) if k else 0.0
    people = float(np.sum(weights[:k])) + (dollar - before) / float(points.values[k])
    return people / float(np.sum(weights))


def _row(name: str, survey: Survey, metric: Callable[..., Any], *args: Any, digits: int = 5, **options: Any) -> dict[str, str]:
    """Estimate once by Rubin's rule, once by the Federal Reserve's, and return what is printed."""
    found: Estimate = estimate(metric, survey, "net_worth", *args, **options)
    fed: Estimate = estimate(metric, survey, "net_worth", *args, implicates="scf", **options)
    parts = found.deviations
    assert parts is not None
    numbers = {
        name: found.value,
        f"{name}_standard_error": found.standard_error,
        "sampling_error": float(np.sqrt(np.sum(parts.within**2))),
        "imputation_error": float(np.sqrt(np.sum(parts.between**2))),
        "fed_standard_error": fed.standard_error,
        "low": float(found.interval.low),
        "high": float(found.interval.high),
    }
    return {key: f"{number:.{digits}f}" for key, number in numbers.items()} | {
        "degrees_of_freedom": f"{found.df:.0f}",
        "method": found.method,
        "design": "left out" if survey.replication is None else "replicate weights",
    }


def bands(survey: Survey) -> Iterator[dict[str, str]]:
    """Yield the bands from a million dollars up, after all families below; numbers are means over the imputations."""
    worth, weight = survey["net_worth"], survey.weight
    several = survey.implicates
    edges = np.array([step * 10.0**power for power in range(6, 10) for step in STEPS])
    edges = np.append(0.0, edges[edges <= worth.max()])
    place = np.maximum(np.searchsorted(edges, worth, side="right") - 1, 0)
    size = np.bincount(place, weight, edges.size) / several
    total = np.bincount(place, weight * worth, edges.size) / several
    rows = np.bincount(place, minlength=edges.size) / several
    for low, high, count, amount, seen in zip(edges, [*edges[1:], None], size, total, rows, strict=True):
        yield {
            "band_low": f"{low:.0f}",
            "band_high": "" if high is None else f"{high:.0f}",
            "population": f"{count:.1f}",
            "net_worth": f"{amount / 1e6:.1f}",
            "families_asked": f"{max(round(seen), 1):d}",
        }


if __name__ == "__main__":
    main(*sys.argv[1:])
