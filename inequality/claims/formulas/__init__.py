"""How a claim's value follows from its inputs; one formula a file.

A formula takes `Quantity`, `Ranked` and `Brackets` inputs by name, switches (texts) as further keyword arguments, and returns
a `Quantity` (a `Ranked` where it changes one). It works on intervals, so that what its inputs allow is what it allows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from inequality.claims.quantity import Quantity
from inequality.interval import Interval
from inequality.registry import Registry, mark

__all__ = ["FORMULAS", "formula", "itself"]

F = TypeVar("F", bound=Callable[..., Any])

FORMULAS = Registry("inequality.claims.formulas", "formula")


def formula(
    *,
    title: str,
    cells: Callable[..., Any],
    solves_for: str = "",
    inverse: Callable[..., Any] | None = None,
    inverse_unit: str = "USD billion",
    switches: dict[str, tuple[str, ...]] | None = None,
) -> Callable[[F], F]:
    """Mark a function as a formula.

    Parameters
    ----------
    title : str
        What it computes, for the reader.
    cells : callable
        The same in a workbook: from the inputs' `Cells`, `Column` or `Groups`, by name, the switches, and ``known`` (the
        inputs' values), the `Cells` of the result. One that takes ``lay``, too, may write a table of its own: `cells.Lay`.
    solves_for : str
        The input for which `inverse` solves: the one that nobody sees.
    inverse : callable, optional
        From the published value and the other inputs, the values of that input for which the claim is right.
    inverse_unit : str
        In what unit to print those values; empty for the unit of the claim.
    switches : dict of str to tuple of str, optional
        Conventions a record may choose, the default first. A formula with a switch ``reading`` (of ``estimate`` and
        ``limits``) is evaluated in both.
    """

    def decorate(function: F) -> F:
        facts = {"title": title, "solves_for": solves_for, "inverse": inverse, "inverse_unit": inverse_unit, "cells": cells}
        mark("formula", function, **facts, switches=switches or {})
        return function

    return decorate


def itself(published: Interval, **_: object) -> Quantity:
    """Return what was published: the inverse of a formula whose unseen input it is."""
    return Quantity(published)
