"""Replicate weights, and how the deviations of their estimates add up to a variance."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from inequality.columns import Floats
from inequality.errors import InputError

__all__ = ["Replication"]

#: Factor of the sum of squared deviations, by method, from the number of replicates and Fay's coefficient.
SCALES: Mapping[str, Callable[[int, float], float]] = {
    "BRR": lambda replicates, fay: 1 / replicates,
    "Fay": lambda replicates, fay: 1 / (replicates * (1 - fay) ** 2),
    "JK1": lambda replicates, fay: (replicates - 1) / replicates,
    "JKn": lambda replicates, fay: 1.0,
    "bootstrap": lambda replicates, fay: 1 / (replicates - 1),
    "SDR": lambda replicates, fay: 4 / replicates,
}


@dataclass(frozen=True)
class Replication:
    """Replicate weights and how squared deviations add up: V = scale * sum of rscales_r (t_r - t)^2.

    Parameters
    ----------
    weights : ndarray, shape (lines, replicates)
        One column of weights a replicate, the sampling weight included.
    scale : float, optional
        Factor of the whole sum; where absent, that of the `method`: 1/R for BRR, 1/(R (1 - k)^2) for Fay, (R - 1)/R for
        JK1, 1 for JKn, 1/(R - 1) for a bootstrap, 4/R for SDR.
    rscales : float or ndarray, shape (replicates,)
        Factor of each replicate; (n_h - 1)/n_h for JKn.
    method : str
        "BRR", "Fay", "JK1", "JKn", "bootstrap", "SDR", or any other name together with a `scale`.
    fay : float
        Fay's coefficient k.
    centre : {"estimate", "replicates"}
        What deviations are taken from: the estimate t, or the mean of the replicates.
    df : float, optional
        Degrees of freedom; by default those of strata and clusters where they are known, and never above R - 1.
    lines : ndarray of int, shape (rows,), optional
        The line of `weights` that belongs to each row of the survey, where several rows share one: imputations of a family,
        members of a household. By default there is one line a row.

    Raises
    ------
    InputError
        If a weight is missing or negative, or the scale cannot be known.

    Examples
    --------
    >>> Replication(np.ones((6, 4)), method="Fay", fay=0.5).factors
    array([1., 1., 1., 1.])
    """

    weights: Floats
    scale: float | None = None
    rscales: float | Floats = 1.0
    method: str = "replicate weights"
    fay: float = 0.0
    centre: Literal["estimate", "replicates"] = "estimate"
    df: float | None = None
    lines: NDArray[np.intp] | None = None

    def __post_init__(self) -> None:
        weights = np.asfortranarray(self.weights, dtype=np.float64)  # a replicate is read as one piece of memory
        if weights.ndim != 2 or weights.shape[1] < 2 or not np.isfinite(weights).all() or weights.min() < 0:
            raise InputError(
                "The replicate weights have the wrong shape, or missing or negative entries",
                possible="two or more columns of weights of 0 or more",
                remedy="set to 0 what the survey's guide says is 0",
            )
        object.__setattr__(self, "weights", weights)
        if self.scale is None and self.method not in SCALES:
            raise InputError(
                "Replicate weights without their scale",
                possible=f"scale=, or a method of {', '.join(SCALES)}",
                remedy="see the survey's user guide",
            )
        if not 0 <= self.fay < 1 or self.centre not in ("estimate", "replicates"):
            raise InputError(
                f"fay={self.fay}, centre={self.centre!r}", possible="0 <= fay < 1; centre 'estimate' or 'replicates'"
            )

    @property
    def factors(self) -> Floats:
        """What each squared deviation is multiplied by, shape (replicates,)."""
        replicates = self.weights.shape[1]
        scale = SCALES[self.method](replicates, self.fay) if self.scale is None else self.scale
        rscales = np.broadcast_to(np.asarray(self.rscales, dtype=np.float64), (replicates,))
        return scale * rscales
