"""The frame round a chart: layout, fonts, palette, honesty checks, export, records. Only the press writes figures."""

from __future__ import annotations

from inequality.press.carriers import carried_by
from inequality.press.figure import Figure
from inequality.press.record import Call, Record

__all__ = ["Call", "Figure", "Record", "carried_by"]
