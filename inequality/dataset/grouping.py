"""How a table of figures becomes a Distribution, by the kind that its description declares."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from inequality.dataset.table import Row, Table
from inequality.distribution import Distribution

__all__ = ["KINDS"]

Rows = Sequence[Row]
Spec = Mapping[str, Any]


def _groups(table: Table, rows: Rows, spec: Spec, totals: Table | None) -> Distribution:
    """Return groups told by counts or ranks; by totals, averages, or shares of a known mean; by thresholds where known."""
    rows = table.ordered(rows, spec["order"])
    population = float(spec.get("population", 1))
    if "count" in spec:
        weight = table.floats(rows, spec["count"])
    else:
        ranks = zip(table.floats(rows, spec["lower"]), table.floats(rows, spec["upper"]), strict=True)
        weight = [(upper - lower) * population for lower, upper in ranks]
    if "total" in spec:
        total = table.floats(rows, spec["total"])
    elif "average" in spec:
        total = [each * size for each, size in zip(table.floats(rows, spec["average"]), weight, strict=True)]
    else:
        total = [share * float(spec["mean"]) * population for share in table.floats(rows, spec["share"])]
    low = table.floats(rows, spec["threshold"], missing=-math.inf) if "threshold" in spec else [-math.inf] * len(rows)
    high = [*low[1:], math.inf] if "threshold" in spec else [math.inf] * len(rows)
    low[0] = float(spec.get("lowest", low[0]))
    return Distribution(weight, total, low, high, **_about(table, spec))


def _shares(table: Table, rows: Rows, spec: Spec, totals: Table | None) -> Distribution:
    """Return shares by bracket; of a bracket that holds another (top 10 percent, top 1), what the other leaves."""
    lower, upper, share = (table.columns[spec[name]] for name in ("lower", "upper", "share"))
    tiles: dict[tuple[Fraction, Fraction], Fraction] = {}
    edge = Fraction(1)
    for row in reversed(table.ordered(rows, lower.name)):
        low, high = lower.exact(row[lower.name]), upper.exact(row[upper.name])
        inside = sum((part for tile, part in tiles.items() if tile[1] <= high), Fraction(0))
        tiles[low, min(high, edge)] = share.exact(row[share.name]) - inside
        edge = low
    if edge > 0:
        tiles[Fraction(0), edge] = Fraction(1) - sum(tiles.values())
    brackets = {(float(low), float(high)): float(part) for (low, high), part in tiles.items()}
    about = _about(table, spec, "shares rescaled to add to 1 where rounding left a difference")
    return Distribution.from_shares(brackets, rescale=True, **about)


def _fortunes(table: Table, rows: Rows, spec: Spec, totals: Table | None) -> Distribution:
    """Return a rich list's fortunes one by one, and the rest of the list as one group from its least fortune to theirs."""
    assert totals is not None
    worth = table.columns[spec["value"]]
    fortunes: list[Fraction] = []
    for row in table.ordered(rows, spec["order"]):
        if row[worth.name]:
            fortunes.append(worth.exact(row[worth.name]))
        else:
            together = table.columns[spec["cumulative"]]
            fortunes.append(together.exact(row[together.name]) - sum(fortunes))
    count, total, least = (totals.column(spec[name])[0] for name in ("count", "total", "least"))
    listed = [float(value) for value in reversed(fortunes)]
    others = int(count) - len(fortunes)
    return Distribution(
        [float(others), *[1.0] * len(fortunes)],
        [float(total - sum(fortunes)), *listed],
        [float(least), *listed],
        [listed[0], *listed],
        **_about(table, spec, f"the {len(fortunes)} largest fortunes one by one, the other {others} of the list as one group"),
    )


def _about(table: Table, spec: Spec, step: str = "") -> dict[str, Any]:
    provenance = table.provenance.then(step) if step else table.provenance
    return {"measure": table.measures[spec["measure"]], "provenance": provenance}


#: The kinds of table that are a distribution.
KINDS: Mapping[str, Callable[[Table, Rows, Spec, Table | None], Distribution]] = {
    "groups": _groups,
    "shares": _shares,
    "fortunes": _fortunes,
}
