"""Areas: ISO 3166-1 alpha-3, or a documented aggregate, out of the codes and names that publishers use."""

from __future__ import annotations

__all__ = ["AGGREGATES"]

#: Codes that are no country, with what they are.
AGGREGATES = {"WLD": "World"}
