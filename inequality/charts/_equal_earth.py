"""The world on a page: the Equal Earth projection, and outlines of countries.

Outlines: Natural Earth (public domain) by way of world-atlas (ISC), cut by ``tools/build_outlines.py``.

Savric, B., T. Patterson and B. Jenny (2019), The Equal Earth map projection, International Journal of Geographical
Information Science 33(3).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["HEIGHT", "WIDTH", "Outline", "equal_earth", "outlines"]

_A = (1.340264, -0.081106, 0.000893, 0.003796)
_M = 3**0.5 / 2
#: Of the whole world, in units of the sphere's radius.
WIDTH, HEIGHT = 5.413260, 2.634725


def equal_earth(longitude: ArrayLike, latitude: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return x (rightward) and y (upward) of degrees on the Equal Earth projection, in units of the sphere's radius.

    >>> x, y = equal_earth([0, 180], [0, 90])
    >>> x.round(4).tolist(), y.round(4).tolist()
    ([0.0, 1.6036], [0.0, 1.3174])
    """
    t = np.arcsin(_M * np.sin(np.radians(np.asarray(latitude, float))))
    t2 = t * t
    t6 = t2**3
    y = t * (_A[0] + _A[1] * t2 + t6 * (_A[2] + _A[3] * t2))
    slope = _A[0] + 3 * _A[1] * t2 + t6 * (7 * _A[2] + 9 * _A[3] * t2)
    x = np.radians(np.asarray(longitude, float)) * np.cos(t) / (_M * slope)
    return x, y


@dataclass(frozen=True)
class Outline:
    """An area's outline: rings of longitude and latitude, in degrees.

    Parameters
    ----------
    area : str
        ISO 3166-1 alpha-3 code, XKX for Kosovo; empty for a territory that has none.
    name : str
        As Natural Earth has it.
    rings : tuple of ndarray, shape (n, 2)
        Islands, and holes.
    """

    area: str
    name: str
    rings: tuple[NDArray[np.float64], ...]


@cache
def outlines() -> tuple[Outline, ...]:
    """Return the outlines of all countries and territories but Antarctica.

    >>> sorted(each.name for each in outlines() if not each.area)
    ['Indian Ocean Ter.', 'N. Cyprus', 'Siachen Glacier', 'Somaliland']
    """
    held = json.loads(files("inequality.charts").joinpath("outlines", "countries.json").read_text(encoding="utf-8"))
    return tuple(
        Outline(each["area"], each["name"], tuple(np.cumsum(np.reshape(ring, (-1, 2)), axis=0) / 100 for ring in each["rings"]))
        for each in held["areas"]
    )
