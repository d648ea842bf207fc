"""An index as it is asked for: by its function, or in words such as ``top_share:0.01``."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from numbers import Real
from typing import Any

from inequality.errors import InputError
from inequality.metrics import METRICS
from inequality.points import Points
from inequality.registry import Entry


@dataclass(frozen=True)
class Asked:
    """An index with its arguments.

    Parameters
    ----------
    label : str
        What to print beside its value.
    function : callable
        The index of Points.
    entry : Entry, optional
        Where it is registered.
    args, kwargs
        Its further arguments.

    Examples
    --------
    >>> import numpy as np
    >>> asked("top_share:0.25").of(Points(np.array([1.0, 2.0, 3.0, 4.0])))
    0.4
    """

    label: str
    function: Callable[..., Any]
    entry: Entry | None = None
    args: tuple[Any, ...] = ()
    kwargs: Mapping[str, Any] = field(default_factory=dict)

    def of(self, points: Points) -> float:
        """Return the index of these points.

        Raises
        ------
        InputError
            If it is not one number.
        """
        value = self.function(points, *self.args, **self.kwargs)
        if not isinstance(value, float | int | Real):
            raise InputError(
                f"{self.label} is a {type(value).__name__}, not a number",
                possible="an index that is one number",
                remedy="ask for its values one by one, such as bottom_share:0.5",
            )
        return float(value)


def asked(index: str | Callable[..., Any]) -> Asked:
    """Read what is asked for: a marked metric, another function of Points, or words ``name:argument:name=argument``.

    Raises
    ------
    UnknownNameError
        If there is no such metric.
    InputError
        If its arguments are not these.
    """
    if not isinstance(index, str):
        entry = getattr(index, "__entry__", None)
        if isinstance(entry, Entry) and entry.facts["kind"] == "metric":
            return asked(entry.name)
        if isinstance(entry, Entry) or not callable(index):
            name = entry.name if isinstance(entry, Entry) else repr(index)
            raise InputError(
                f"{name} is not an index", possible=", ".join(METRICS), remedy="name one, or pass a function of Points"
            )
        return Asked(getattr(index, "__name__", "index"), index)
    name, *words = (word.strip() for word in index.split(":"))
    entry = METRICS[name]
    args = tuple(_argument(word) for word in words if "=" not in word)
    kwargs = {key.strip(): _argument(word) for key, _, word in (word.partition("=") for word in words if "=" in word)}
    function = entry.facts["on_points"]
    try:
        inspect.signature(function).bind(None, *args, **kwargs)
    except TypeError as error:
        own = [str(parameter) for parameter in list(inspect.signature(function).parameters.values())[1:]]
        raise InputError(
            f"{index!r}: {error}",
            possible=f"{name} with {', '.join(own)}" if own else f"{name} alone",
            remedy="write the arguments after colons, such as top_share:0.01",
        ) from error
    return Asked(index, function, entry, args, kwargs)


def _argument(word: str) -> int | float | str:
    for kind in (int, float):
        try:
            return kind(word)
        except ValueError:
            continue
    return word.strip()
