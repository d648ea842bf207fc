"""Charts, one a file: each takes what was loaded or checked, and returns a Figure with its table. None fetches anything."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ParamSpec

from inequality.press.figure import Figure
from inequality.registry import Registry, mark

__all__ = ["CHARTS", "chart"]

P = ParamSpec("P")

CHARTS = Registry("inequality.charts", "chart")


def chart(
    *, title: str, shows: str, formula: str = "", example: Mapping[str, Any] | None = None
) -> Callable[[Callable[P, Figure]], Callable[P, Figure]]:
    """Mark a function as a chart.

    Parameters
    ----------
    title : str
        What kind of chart it is, for lists.
    shows : str
        The question it answers.
    formula : str, optional
        The formula of the claims whose chart it is: `draw` takes the id of such a claim.
    example : mapping, optional
        Arguments of a call on built-in data, as JSON knows them: claims and tables by their ids. The contract tests draw it
        in every language.

    Returns
    -------
    callable
        What marks the function; it stays as it is.

    Examples
    --------
    >>> CHARTS["richest_against_poorest"].facts["formula"]
    'richest_matching'
    """

    def decorate(function: Callable[P, Figure]) -> Callable[P, Figure]:
        return mark("chart", function, title=title, shows=shows, formula=formula, example=example)

    return decorate


def __getattr__(name: str) -> Callable[..., Figure]:
    if name.startswith("_") or name not in CHARTS:
        raise AttributeError(f"module 'inequality.charts' has no attribute '{name}'")
    return CHARTS[name].function


def __dir__() -> list[str]:
    return [*__all__, *CHARTS]
