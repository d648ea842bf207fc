"""Interval arithmetic as spreadsheet formulas: what a workbook computes is what the package computes.

`Cells` are the two ends of an interval, each a cell's address or a formula without its equals sign.

>>> a, b = Cells("B2", "C2"), Cells("B3", "C3")
>>> (a + b).low, (a - b).low
('B2+B3', 'B2-C3')
>>> (a * b).high
'MAX(B2*B3,B2*C3,C2*B3,C2*C3)'
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inequality.claims.quantity import Brackets

__all__ = ["Cells", "Column", "Groups", "Lay", "number"]

#: Writes a table that a formula needs on a sheet of its own: heads, then rows from the second on, texts being formulas without
#: their equals sign, which may name cells of the same sheet by column and row alone. Returns what names the sheet elsewhere.
Lay = Callable[[tuple[str, ...], Sequence[Sequence["str | float"]]], str]


@dataclass(frozen=True)
class Cells:
    """The ends of an interval in a workbook.

    Parameters
    ----------
    low, high : str
        Addresses or formulas.
    """

    low: str
    high: str

    def __add__(self, other: Cells) -> Cells:
        """Sum."""
        return Cells(f"{self.low}+{_sum(other.low)}", f"{self.high}+{_sum(other.high)}")

    def __sub__(self, other: Cells) -> Cells:
        """Difference."""
        return Cells(f"{self.low}-{_whole(other.high)}", f"{self.high}-{_whole(other.low)}")

    def __mul__(self, other: Cells) -> Cells:
        """Product of any member of this and any of the other."""
        return self._corners(other, "*")

    def __truediv__(self, other: Cells) -> Cells:
        """Quotient; the package refuses divisors that may be zero before it writes a workbook."""
        return self._corners(other, "/")

    def _corners(self, other: Cells, sign: str) -> Cells:
        corners = [f"{_whole(a)}{sign}{_whole(b)}" for a, b in product((self.low, self.high), (other.low, other.high))]
        return extremes(corners)


@dataclass(frozen=True)
class Column:
    """Numbers under each other.

    Parameters
    ----------
    addresses : tuple of str
        Of each number, from the top.
    """

    addresses: tuple[str, ...]

    @property
    def range(self) -> str:
        """The whole stretch: ``'fortunes'!$C$2:$C$501``."""
        first, last = self.addresses[0], self.addresses[-1]
        return f"{first}:{last.rpartition('!')[2]}"


@dataclass(frozen=True)
class Groups:
    """Shares by rank, each an interval.

    Parameters
    ----------
    edges : tuple of (Fraction, Fraction)
        From which to which rank each goes.
    shares : tuple of Cells
        What each has.
    """

    edges: tuple[tuple[Fraction, Fraction], ...]
    shares: tuple[Cells, ...]

    def added(self, numbers: Sequence[int]) -> Cells:
        """Return the sum of some groups, by their place in the table."""
        total = Cells("0", "0")
        for number_ in numbers:
            total = total + self.shares[number_]
        return total

    def curve(self, known: Brackets) -> tuple[tuple[float, Cells], ...]:
        """Return the Lorenz curve where the table knows it, as `Brackets.cuts`: ranks, with what those below hold."""
        points = []
        for rank, _ in known.cuts():
            _, rest, numbers = known.chosen(Fraction(0), rank) if rank else (None, False, ())
            added = self.added(numbers)
            points.append((float(rank), number(1) - added if rest else added))
        return tuple(points)


def number(value: float | Fraction | int) -> Cells:
    """Return a plain number as an interval without width."""
    text = f"{float(value):.17g}"
    return Cells(text, text)


def extremes(terms: Sequence[str]) -> Cells:
    """Return the least and the greatest of several formulas."""
    distinct = list(dict.fromkeys(terms))
    if len(distinct) == 1:
        return Cells(distinct[0], distinct[0])
    return Cells(f"MIN({','.join(distinct)})", f"MAX({','.join(distinct)})")


def _sum(text: str) -> str:
    return f"({text})" if text.startswith("-") else text


def _whole(text: str) -> str:
    """Put brackets round what an operator would tear apart."""
    return text if re.fullmatch(r"[\w.$!']+(?:\([^()]*\))?", text) else f"({text})"
