"""Strata and primary sampling units of a sample, numbered."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from inequality.columns import Floats
from inequality.errors import DomainError, InputError
from inequality.survey import Survey

__all__ = ["Design", "SingleUnit"]

#: What to do with a stratum of which one primary sampling unit only is in the sample, so that it tells nothing of variance.
SingleUnit = Literal["raise", "certainty", "centred"]


@dataclass(frozen=True)
class Design:
    """Strata and primary sampling units, numbered so that the units of a stratum follow one another.

    Parameters
    ----------
    unit : ndarray of int, shape (rows,)
        Primary sampling unit of each row. Without clusters each row is one; a cluster belongs to one stratum, so that the
        same label in two strata means two clusters.
    size : ndarray of int, shape (strata,)
        Units of each stratum.
    single_unit : {"raise", "certainty", "centred"}
        What a stratum of one unit adds to the variance: an error, nothing (it was sure to be in the sample), or its
        deviation from the mean of all units.
    declared : bool
        Whether the survey names strata or clusters.
    """

    unit: NDArray[np.intp]
    size: NDArray[np.intp]
    single_unit: SingleUnit = "raise"
    declared: bool = True

    @classmethod
    def of(cls, survey: Survey, single_unit: SingleUnit = "raise") -> Design:
        """Return the design of a survey (of one imputation)."""
        if single_unit not in ("raise", "certainty", "centred"):
            raise InputError(f"single_unit={single_unit!r}", possible="'raise', 'certainty', 'centred'")
        rows = len(survey)
        strata = _codes(survey.strata, "strata", np.zeros(rows, np.intp))
        clusters = _codes(survey.clusters, "clusters", np.arange(rows))
        order = np.lexsort((clusters, strata))
        first = np.ones(rows, bool)
        first[1:] = (np.diff(strata[order]) != 0) | (np.diff(clusters[order]) != 0)
        unit = np.empty(rows, np.intp)
        unit[order] = np.cumsum(first) - 1
        declared = survey.strata is not None or survey.clusters is not None
        return cls(unit, np.bincount(strata[order][first]), single_unit, declared)

    @property
    def units(self) -> int:
        """How many primary sampling units there are."""
        return int(self.size.sum())

    @cached_property
    def stratum(self) -> NDArray[np.intp]:
        """Stratum of each unit."""
        return np.repeat(np.arange(self.size.size), self.size)

    @cached_property
    def first(self) -> NDArray[np.intp]:
        """First unit of each stratum."""
        return np.cumsum(self.size) - self.size

    def touched(self, members: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Return which strata hold a row of the domain; the others add nothing to its variance."""
        return np.bincount(self.stratum[self.unit[members]], minlength=self.size.size) > 0

    def freedom(self, members: NDArray[np.intp]) -> Floats:
        """Return the degrees of freedom that each stratum gives: its units less one, if the domain is in it."""
        return np.where(self.touched(members), self.size - 1.0, 0.0)

    def require_pairs(self, members: NDArray[np.intp], *, but: tuple[SingleUnit, ...] = ("certainty",)) -> None:
        """Raise unless each stratum of the domain has two units or more, or `single_unit` is one of `but`.

        Raises
        ------
        DomainError
            If a stratum has one.
        """
        touched = self.touched(members)
        alone = touched & (self.size == 1)
        if alone.any() and self.single_unit not in but:
            raise DomainError(
                f"{alone.sum()} of {touched.sum()} strata have a single primary sampling unit, which tells nothing of variance",
                possible=" or ".join(f"single_unit='{rule}'" for rule in but),
                remedy="join such strata with their neighbours, or say with single_unit= what they are",
            )

    def centred(self, totals: Floats, members: NDArray[np.intp]) -> Floats:
        """Return totals of units as deviations whose squares add up to the variance of their sum.

        With units drawn with replacement within strata: n / (n - 1) times the squared deviations from the stratum's mean.
        """
        self.require_pairs(members, but=("certainty", "centred"))
        means = np.bincount(self.stratum, totals, self.size.size) / self.size
        if self.single_unit == "centred":
            means[self.size == 1] = totals.mean()
        factor = np.sqrt(self.size / np.maximum(self.size - 1.0, 1.0)) * self.touched(members)
        return np.asarray((totals - means[self.stratum]) * factor[self.stratum])


def distinct(labels: NDArray[Any], name: str) -> tuple[NDArray[Any], NDArray[np.intp]]:
    """Return the labels that occur, in order, and the number of each row's.

    Raises
    ------
    InputError
        If one is missing, or they cannot be put in order.
    """
    if _missing(labels):
        raise InputError(
            f"{name} has missing entries", possible="a label in every row", remedy="leave those rows out by where()"
        )
    try:
        found, codes = np.unique(labels, return_inverse=True)
    except TypeError as error:
        raise InputError(f"{name} has labels of several types", possible="all texts, or all numbers") from error
    return found, codes.astype(np.intp)


def _missing(labels: NDArray[Any]) -> bool:
    if labels.dtype.kind != "O":
        return labels.dtype.kind == "f" and bool(np.isnan(labels).any())
    try:
        return any(label is None or label != label for label in labels.tolist())
    except TypeError:  # pandas.NA does not say whether it is itself
        return True


def _codes(labels: NDArray[Any] | None, name: str, default: NDArray[np.intp]) -> NDArray[np.intp]:
    return default if labels is None else distinct(labels, name)[1]
