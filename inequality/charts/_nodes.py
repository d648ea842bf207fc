"""Lorenz curves as a table: the points that are known, what marked groups hold, the Gini, and how curves lie to each other."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any, Literal

import numpy as np
import pandas as pd

from inequality._bounds import bounds
from inequality.charts._opened import rows_of
from inequality.columns import Floats
from inequality.dataset import Dataset
from inequality.distribution import Distribution
from inequality.errors import DrawingError
from inequality.metrics import bottom_share, gini, lorenz_curve, top_share

__all__ = ["HALF", "TENTH", "curve_rows", "described", "lie"]

#: Names of the marked groups in the table: the poorest half and the richest tenth.
HALF, TENTH = "poorest half", "richest tenth"
#: A node this near to a mark is the mark: publishers count whole households.
NEAR = 5e-4
#: Most points of a curve that are drawn.
MOST = 160
#: Bounds wider than this say nothing a reader could use.
WIDE = 0.1
#: Curves that differ by less are the same on paper.
SAME = 1e-3


def described(dataset: Dataset, **where: Any) -> Mapping[str, Any]:
    """Return area, year, quarter and kind of survey of the rows of one curve, and whether any is estimated, where known."""
    rows = rows_of(dataset, **where)
    estimated = {"estimated": "yes"} if "estimated" in rows and rows["estimated"].eq(True).any() else {}
    told = {name: rows[name].iloc[0] for name in ("area", "year", "quarter", "welfare_type") if name in rows}
    return {name: value.item() if hasattr(value, "item") else value for name, value in told.items()} | estimated


def curve_rows(name: str, d: Distribution) -> list[dict[str, Any]]:
    """Return the rows of a curve: its nodes, what the marked groups hold, and the Gini or its bounds, rounded outward.

    Raises
    ------
    DrawingError
        If the groups are not in order of rank, so that no point of the curve is known.
    """
    if not (d.ordered or d.exact):
        raise DrawingError(
            f"The groups of {name} are not in order of rank, so no point of its Lorenz curve is known",
            possible="microdata, or groups cut by rank",
            remedy="draw the curve of each area by itself",
        )
    curve = lorenz_curve(d.equal())
    p, share = _thinned(curve.p, curve.share)
    rows: list[dict[str, Any]] = [
        {"curve": name, "item": "node", "p": each, "cumulative": held} for each, held in zip(p, share, strict=True)
    ]
    rows += _marked(name, HALF, 0.5, 0.5, d, curve.p, curve.share)
    rows += _marked(name, TENTH, 0.9, 0.1, d, curve.p, 1 - curve.share)
    allowed = bounds(gini, d)
    low, high = float(allowed.low), float(allowed.high)
    row = {"curve": name, "item": "gini", "grouped": not d.exact}
    return [*rows, {**row, **({"value": low} if high - low < 5e-7 else _outward(low, high, 3 if high - low < 0.005 else 2))}]


def _marked(
    name: str, item: str, p: float, people: float, d: Distribution, nodes: Floats, held: Floats
) -> list[dict[str, Any]]:
    """What a marked group holds: exact at a node, else what the table allows; nothing where that is too wide."""
    row = {"curve": name, "item": item, "of_people": people}
    nearest = int(np.argmin(np.abs(nodes - p)))
    if abs(nodes[nearest] - p) < NEAR:
        return [{**row, "p": float(nodes[nearest]), "value": float(held[nearest])}]
    metric: Callable[..., float] = bottom_share if item == HALF else top_share
    allowed = bounds(metric, d, people)
    low, high = float(allowed.low), float(allowed.high)
    if high - low > WIDE:
        return []
    read = float(np.interp(p, nodes, held))
    if round(low, 3) == round(high, 3):
        return [{**row, "p": p, "value": read}]
    return [{**row, "p": p, "at": read, **_outward(low, high, 3)}]


def _outward(low: float, high: float, digits: int) -> dict[str, float]:
    """Return two ends with so many decimals, the interval no narrower than it was."""
    scale = 10.0**digits
    return {"low": math.floor(low * scale + 1e-9) / scale, "high": math.ceil(high * scale - 1e-9) / scale}


def _thinned(p: Floats, share: Floats) -> tuple[list[float], list[float]]:
    """Return at most so many points, spread evenly along the curve, the marked ones among them."""
    if len(p) <= MOST:
        return p.tolist(), share.tolist()
    length = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(p), np.diff(share)))])
    wanted = np.searchsorted(length, np.linspace(0, length[-1], MOST))
    keep = sorted(
        {0, len(p) - 1, *np.minimum(wanted, len(p) - 1).tolist(), *(int(np.argmin(np.abs(p - q))) for q in (0.5, 0.9))}
    )
    return p[keep].tolist(), share[keep].tolist()


def lie(table: pd.DataFrame, names: Sequence[str]) -> tuple[Literal["cross", "order", "same", "unknown"], list[str]]:
    """Return how curves lie to each other at the nodes that they share, and their names, the most equal first.

    "cross": somewhere one is above another and elsewhere below it (those are named, in the given order); "order": no two do.
    """
    nodes = {name: table[(table["curve"] == name) & (table["item"] == "node")] for name in names}
    at = {name: (block["p"].to_numpy(float), block["cumulative"].to_numpy(float)) for name, block in nodes.items()}
    crossing: list[str] = []
    differ = False
    for number, one in enumerate(names):
        for other in names[number + 1 :]:
            gaps = _gaps(at[one], at[other])
            if gaps is None:
                return "unknown", list(names)
            if gaps.max() > SAME and gaps.min() < -SAME:
                crossing += [name for name in (one, other) if name not in crossing]
            differ |= bool(np.abs(gaps).max() > SAME)
    ordered = sorted(names, key=lambda name: -float(np.trapezoid(at[name][1], at[name][0])))
    if crossing:
        return "cross", [name for name in names if name in crossing]
    if not differ:
        return "same", ordered
    alike = any(
        gaps is not None and np.abs(gaps).max() <= SAME for gaps in (_gaps(at[one], at[two]) for one, two in pairwise(ordered))
    )
    return ("unknown" if alike else "order"), ordered


def _gaps(one: tuple[Floats, Floats], other: tuple[Floats, Floats]) -> Floats | None:
    """Return the differences of two curves at the inner nodes that both have; None where there is none."""
    near = np.abs(one[0][:, None] - other[0][None, :]) < NEAR
    first, second = np.nonzero(near)
    inner = (one[0][first] > NEAR) & (one[0][first] < 1 - NEAR)
    return one[1][first][inner] - other[1][second][inner] if inner.any() else None
