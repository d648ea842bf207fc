"""Draws figures again from their records, and says what is the same."""

from __future__ import annotations

from inequality.reproduce.drawing import claims_in as claims_in
from inequality.reproduce.drawing import draw, figures
from inequality.reproduce.verifying import Verification, verify

__all__ = ["Verification", "draw", "figures", "verify"]
