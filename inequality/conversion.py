"""Prices and currencies: constant prices, market rates and purchasing power."""

from __future__ import annotations

__all__: list[str] = []
