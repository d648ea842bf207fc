"""Loops that numba compiles, where the extra ``fast`` is installed and arrays are so long that it tells.

Each does in one pass what numpy code does in several, with the same result to the last bit, so that nobody need know which
of the two ran. They are plain functions of arrays; `loop` compiles one at its first use and keeps it on disk. With the
environment variable ``INEQUALITY_COMPILED=0`` numpy does everything.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inequality.columns import Floats

__all__: list[str] = []

#: From so many rows on it pays to load numba, which takes half a second; and once it is loaded, from so many.
LEAST, LEAST_LOADED = 2**21, 2**14
#: Places among which a sort deals out rows at once: so few that the processor still holds the end of each.
PLACES = 2**11
#: Up to so many rows are sorted by insertion.
FEW = 24


def loop(function: Callable[..., Any], rows: int) -> Callable[..., Any] | None:
    """Return a function of this module compiled; None where it does not pay, cannot be done or is not wanted."""
    if rows < (LEAST_LOADED if "numba" in sys.modules else LEAST) or os.environ.get("INEQUALITY_COMPILED") == "0":
        return None
    return _compiled(function)


@cache
def _compiled(function: Callable[..., Any]) -> Callable[..., Any] | None:
    if find_spec("numba") is None:
        return None
    import numba

    for part in (_bounds, _deal, _insert):
        if not hasattr(globals()[part.__name__], "py_func"):
            globals()[part.__name__] = numba.njit(cache=True, nogil=True)(part)
    found: Callable[..., Any] = numba.njit(cache=True, nogil=True)(function)
    return found
