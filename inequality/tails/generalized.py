"""Interpolation bracket by bracket: the generalized Pareto curve, the mean-split histogram, strict Pareto brackets."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from inequality.columns import Floats
from inequality.distribution import Distribution
from inequality.errors import DomainError, InputError
from inequality.tails.brackets import Brackets
from inequality.tails.cells import Curve
from inequality.tails.interpolation import interpolator
from inequality.tails.pieces import Foot, Line, Piece, Power, Spline, Tail
from inequality.tails.splines import curvatures
from inequality.tails.stack import Stack

__all__: list[str] = []

#: A tail has a mean if its shape is below 1, by this much to be computed with.
LEAST = 1e-9

Bottom = Literal["tail", "spline"]
Fit = tuple[Curve, tuple[str, ...]]
Inner = Callable[[int], Piece | None]


@interpolator(title="Generalized Pareto interpolation", reference="Blanchet, Fournier and Piketty 2022")
def generalized_pareto(d: Distribution, *, bottom: Bottom = "tail", coefficient: float | None = None) -> Fit:
    r"""Generalized Pareto interpolation.

    With x = -ln(1 - p), the function :math:`\phi(x) = -\ln \int_p^1 Q` has the slope 1 / b(p), b being the inverted Pareto
    coefficient. At each threshold the table gives its value and slope; between them it is a polynomial of degree 5 with
    continuous second and third derivative. Above the last threshold stands a generalized Pareto distribution that continues
    value and slope of the quantile function and has the group's mean.

    Where values would fall within a bracket, that bracket gets a mean-split histogram. The original first tries to bend the
    curve with an optimiser, on which the result then depends; this is direct and always the same.

    Parameters
    ----------
    d : Distribution
        Ordered groups.
    bottom : {"tail", "spline"}
        What the poorest group is: a Pareto tail downwards from the first threshold, to `low` where the table gives one, to 0
        where it does not and the group's mean is above 0; or the beginning of the spline, with that least value.
    coefficient : float, optional
        Inverted Pareto coefficient at the very top, above 1; from the data where absent.

    Returns
    -------
    tuple of Curve and tuple of str
        The curve, and what to know about it.

    References
    ----------
    Blanchet, T., J. Fournier and T. Piketty (2022), Generalized Pareto curves: theory and applications, Review of Income and
    Wealth 68(1).
    """
    b, first = _brackets(d, bottom, coefficient)
    smooth = _Smooth.through(b, first, coefficient)
    split: list[int] = []

    def inner(k: int) -> Piece | None:
        piece = smooth.piece(k) if smooth else None
        if piece is not None and piece.rising():
            return piece
        split.append(k)
        return None

    stack, notes = _stack(b, first, inner, smooth, coefficient)
    if split:
        which = ", ".join(str(k + 1) for k in split)
        notes = (*notes, f"mean-split histogram in group {which} of {b.mean.size}, where the curve would fall")
    return stack, notes


@interpolator(title="Mean-split histogram", reference="Cowell 2011, appendix A.7")
def mean_split(d: Distribution, *, bottom: Bottom = "tail", coefficient: float | None = None) -> Fit:
    """Mean-split histogram: in each bracket two even densities, below and above the mean, so that the mean is right.

    Direct and deterministic, and as good as any for a fine table; of five groups the generalized Pareto curve's errors of top
    shares are less than half as large. The richest group is treated as there.

    Parameters
    ----------
    d : Distribution
        Ordered groups.
    bottom, coefficient
        As for generalized Pareto interpolation.

    Returns
    -------
    tuple of Curve and tuple of str
        The curve, and what to know about it.

    References
    ----------
    Cowell, F. A. (2011), Measuring inequality, Oxford, 3rd edition, appendix A.7.
    """
    b, first = _brackets(d, bottom, coefficient)
    return _stack(b, first, lambda k: None, _Smooth.through(b, first, coefficient), coefficient)


@interpolator(title="Strict Pareto brackets", reference="Cowell and Mehta 1982")
def strict_pareto(d: Distribution, *, bottom: Bottom = "tail") -> Fit:
    """Strict Pareto brackets: in each a Pareto density cut at both thresholds, its coefficient such that the mean is right.

    Densities jump at the thresholds. Above the last stands a Pareto distribution of coefficient b / (b - 1), b being the top
    group's mean over its threshold. A bracket that is not all above 0 gets a mean-split histogram.

    Parameters
    ----------
    d : Distribution
        Ordered groups.
    bottom : {"tail", "spline"}
        Whether the poorest group is a tail downwards, or a bracket like the others, from `low`.

    Returns
    -------
    tuple of Curve and tuple of str
        The curve, and what to know about it.

    References
    ----------
    Cowell, F. A. and F. Mehta (1982), The estimation and interpolation of inequality measures, Review of Economic Studies
    49(2).
    """
    b, first = _brackets(d, bottom)

    def inner(k: int) -> Piece | None:
        if b.low[k] <= 0:
            return None
        return Power.through(b.rank[k], b.rank[k + 1], b.low[k], b.high[k], b.mean[k], b.above[k + 1])

    return _stack(b, first, inner, None)


@dataclass(frozen=True)
class _Smooth:
    """The spline through the knots of a run of brackets, of which group `start` is the first."""

    b: Brackets
    start: int
    x: Floats
    y: Floats
    slope: Floats
    curvature: Floats

    @classmethod
    def through(cls, b: Brackets, first: int, coefficient: float | None) -> _Smooth | None:
        """Return it, or None where no two neighbouring thresholds can be joined."""
        run = b.stretch(first)
        if run.stop == run.start:
            return None
        knots = slice(run.start, run.stop + 1)
        rank, above, value = b.rank[knots], b.above[knots], np.append(b.low[run], b.high[run.stop - 1])
        x, y, slope = -np.log(rank), -np.log(above), rank * value / above
        last = float((slope[-1] - slope[-2]) / (x[-1] - x[-2]))
        if coefficient is not None and run.stop == b.mean.size - 1:
            scale = float(above[-1] / rank[-1] - value[-1]) / coefficient
            last = scale * float(rank[-1] / above[-1]) - float(slope[-1] * (1 - slope[-1]))
        return cls(b, run.start, x, y, slope, curvatures(x, np.log(above[0] / above), slope, last))

    @property
    def stop(self) -> int:
        """The group after the last bracket."""
        return self.start + self.x.size - 1

    def piece(self, k: int) -> Spline | None:
        """The polynomial of group `k`, if it is one of the run."""
        if not self.start <= k < self.stop:
            return None
        ends = slice(k - self.start, k - self.start + 2)
        return Spline.hermite(self.b.rank[k], self.b.rank[k + 1], self.y[ends], self.slope[ends], self.curvature[ends])

    def steepness(self, knot: int) -> float:
        """How fast values rise at a knot: the derivative of the quantile function."""
        growth = self.curvature[knot] + self.slope[knot] * (1 - self.slope[knot])
        return float(np.exp(2 * self.x[knot] - self.y[knot]) * growth)


def _brackets(d: Distribution, bottom: Bottom, coefficient: float | None = None) -> tuple[Brackets, int]:
    if bottom not in ("tail", "spline"):
        raise InputError(f"A bottom of kind {bottom!r}", possible="'tail', 'spline'", remedy="see interpolate")
    first = 1 if bottom == "tail" else 0
    b = Brackets.of(d, first)
    if first == 0 and not math.isfinite(b.low[0]):
        raise DomainError("The spline cannot begin at an unknown least value", remedy="give `lowest`, or pass bottom='tail'")
    if coefficient is not None and (not coefficient > 1 or math.isfinite(b.high[-1])):
        raise InputError(
            f"An inverted Pareto coefficient of {coefficient} for a richest group up to {b.high[-1]:.6g}",
            possible="a coefficient above 1, such as 2.5, and a group without upper bound",
            remedy="leave out one of the two",
        )
    return b, first


def _stack(b: Brackets, first: int, inner: Inner, smooth: _Smooth | None, coefficient: float | None = None) -> Fit:
    """Return the pieces of all groups: points, tails at both ends, what `inner` gives, or else two even densities."""
    pieces: list[Piece] = []
    notes = list(b.notes)
    last = b.mean.size - 1
    for k, mean in enumerate(b.mean):
        if b.points[k]:
            pieces.append(Line(b.rank[k], b.rank[k + 1], mean, mean, b.above[k + 1]))
        elif k == last:
            scale = _upper_scale(b, smooth, coefficient)
            tail = _tail(float(b.rank[k]), b.low[k], mean, b.high[k], scale)
            pieces.append(tail)
            if scale is not None and math.isinf(b.high[k]) and tail.scale != scale:
                form = "strict Pareto" if tail.shape else "exponential"
                notes.append(f"{form} tail above {tail.start:.6g}: the curve, continued, would fall or have no mean")
        elif k < first:
            scale = None
            if smooth and smooth.start == 1 and b.high[0] == b.low[1]:
                scale = (1 - float(b.rank[1])) * smooth.steepness(0)
            pieces.append(Foot(_tail(1 - float(b.rank[1]), -b.high[0], -mean, -b.low[0], scale), float(b.above[1])))
        else:
            piece = inner(k)
            pieces.extend([piece] if piece else _split(b, k))
    return Stack(tuple(pieces)), tuple(notes)


def _split(b: Brackets, k: int) -> list[Piece]:
    """Two even densities, below and above the mean of group `k`, so that the mean is right."""
    low, mean, high = b.low[k], b.mean[k], b.high[k]
    middle = b.rank[k] - (b.rank[k] - b.rank[k + 1]) * ((high - mean) / (high - low))
    beyond = b.above[k + 1] + (middle - b.rank[k + 1]) * (mean + high) / 2
    halves = Line(b.rank[k], middle, low, mean, beyond), Line(middle, b.rank[k + 1], mean, high, b.above[k + 1])
    return [half for half in halves if half.bottom > half.top]


def _upper_scale(b: Brackets, smooth: _Smooth | None, coefficient: float | None) -> float | None:
    """Scale of the richest group's tail: so that it has the coefficient, or continues the slope of the quantile function."""
    if coefficient is not None:
        return float(b.mean[-1] - b.low[-1]) / coefficient
    joined = smooth and smooth.stop == b.mean.size - 1 and b.high[-2] == b.low[-1]
    return float(b.rank[-2]) * smooth.steepness(-1) if smooth and joined else None


def _tail(rank: float, low: float, mean: float, high: float, scale: float | None) -> Tail:
    """Tail with this mean: up to its bound, or with this scale; else strict Pareto, or exponential from about 0 or less."""
    if math.isfinite(high):
        return Tail.bounded(rank, low, mean, high)
    if scale is not None and scale / (mean - low) > LEAST:
        return Tail(rank, low, scale, 1 - scale / (mean - low))
    if low > LEAST * abs(mean):
        return Tail(rank, low, low * (1 - low / mean), 1 - low / mean)
    return Tail(rank, low, mean - low, 0.0)
