"""Rectangles on a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Box"]


@dataclass(frozen=True)
class Box:
    """A rectangle on the sheet, y downward.

    Examples
    --------
    >>> Box(0, 0, 10, 4).inset(1).width
    8
    """

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """Its centre."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    @property
    def corners(self) -> list[tuple[float, float]]:
        """The corners in turn, back to the first."""
        left, top, right, bottom = self.left, self.top, self.right, self.bottom
        return [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]

    def inset(self, by: float) -> Box:
        """Return the box that lies `by` inside on each side; outside where negative."""
        return Box(self.left + by, self.top + by, self.right - by, self.bottom - by)

    def cut(self, left: float = 0, top: float = 0, right: float = 0, bottom: float = 0) -> Box:
        """Return the box with so much taken off each side.

        Examples
        --------
        >>> Box(0, 0, 10, 4).cut(left=3)
        Box(left=3, top=0, right=10, bottom=4)
        """
        return Box(self.left + left, self.top + top, self.right - right, self.bottom - bottom)

    def moved(self, x: float = 0, y: float = 0) -> Box:
        """Return the box elsewhere."""
        return Box(self.left + x, self.top + y, self.right + x, self.bottom + y)

    def meets(self, other: Box) -> bool:
        """Whether the two share any area."""
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom

    def holds(self, other: Box) -> bool:
        """Whether the other lies in it."""
        return self.left <= other.left and other.right <= self.right and self.top <= other.top and other.bottom <= self.bottom

    def grid(self, count: int, columns: int, *, across: float = 16, down: float = 16) -> Sequence[Box]:
        """Return `count` equal boxes in rows of `columns`, in reading order, with gaps between them.

        Examples
        --------
        >>> [(box.left, box.top) for box in Box(0, 0, 216, 100).grid(3, 2)]
        [(0.0, 0.0), (116.0, 0.0), (0.0, 58.0)]
        """
        rows = -(-count // columns)
        width = (self.width - across * (columns - 1)) / columns
        height = (self.height - down * (rows - 1)) / rows
        places = [
            (self.left + (n % columns) * (width + across), self.top + (n // columns) * (height + down)) for n in range(count)
        ]
        return [Box(x, y, x + width, y + height) for x, y in places]
