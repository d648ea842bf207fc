"""Survey: named columns of one sample with its design."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from inequality._measure import Measure
from inequality.columns import Floats, as_floats, as_weights
from inequality.distribution import Distribution
from inequality.errors import DomainError, InputError, UnknownNameError
from inequality.provenance import Provenance
from inequality.replication import Replication

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Survey"]


@dataclass(frozen=True)
class Survey:
    """A sample with its design: what standard errors need to know.

    Parameters
    ----------
    columns : mapping of str to ndarray, shape (rows,)
        The variables.
    weight : ndarray, shape (rows,), optional
        How many members of the population each row stands for; 1 each where absent.
    strata, clusters : ndarray, shape (rows,), optional
        Stratum and primary sampling unit of each row.
    implicate : ndarray, shape (rows,), optional
        Number of the imputation a row belongs to, where each was imputed several times.
    replication : Replication, optional
        Replicate weights.
    domain : ndarray of bool, shape (rows,), optional
        The rows asked about. The others stay in the design, as they must.
    measures : mapping of str to Measure, optional
        What the columns measure.
    provenance : Provenance, optional
        Where the sample comes from.
    sample : object
        What surveys made from this one (by `where`, say) share, so that their estimates have a covariance.

    Raises
    ------
    InputError
        If lengths differ or a weight is negative.

    Examples
    --------
    >>> columns = {"net_worth": np.array([1.0, 3.0, 8.0]), "region": np.array(["N", "N", "S"])}
    >>> sample = Survey(columns, weight=np.array([2.0, 1.0, 1.0]))
    >>> sample.distribution("net_worth")
    Distribution(3 values, population 4, mean 3.25)
    >>> sample.where(sample["region"] == "N").distribution("net_worth")
    Distribution(2 values, population 3, mean 1.66667)
    """

    columns: Mapping[str, NDArray[Any]]
    weight: Floats | None = None
    strata: NDArray[Any] | None = None
    clusters: NDArray[Any] | None = None
    implicate: NDArray[Any] | None = None
    replication: Replication | None = None
    domain: NDArray[np.bool_] | None = None
    measures: Mapping[str, Measure] = field(default_factory=dict)
    provenance: Provenance | None = None
    sample: object = field(default_factory=object, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.columns:
            raise InputError("A survey without columns", remedy="pass at least one named column")
        rows = len(self)
        if rows == 0:
            raise InputError("A survey without rows", possible="at least one row", remedy="check the selection of rows")
        design = {name: getattr(self, name) for name in ("strata", "clusters", "implicate", "domain")}
        for name, column in (*self.columns.items(), *design.items()):
            if column is not None and len(column) != rows:
                raise InputError(
                    f"{name} has {len(column)} rows where {rows} are needed",
                    possible="one entry a row",
                    remedy="take all columns from one table",
                )
        if self.domain is not None and self.domain.dtype != np.bool_:
            raise InputError("A domain is one truth value a row", possible="a boolean array", remedy="pass survey['age'] >= 65")
        if self.weight is not None:
            object.__setattr__(self, "weight", as_weights(self.weight, rows))
        replication = self.replication
        found = rows if replication is None else len(replication.weights if replication.lines is None else replication.lines)
        if found != rows:
            raise InputError(
                f"The replicate weights have {found} rows where {rows} are needed",
                remedy="join them to the sample by its identifier first",
            )

    @classmethod
    def from_frame(
        cls,
        frame: pd.DataFrame,
        *,
        weight: str | None = None,
        strata: str | None = None,
        clusters: str | None = None,
        implicate: str | None = None,
        replicate_weights: list[str] | None = None,
        scale: float | None = None,
        rscales: ArrayLike = 1.0,
        method: str = "replicate weights",
        fay: float = 0.0,
        centre: Literal["estimate", "replicates"] = "estimate",
        df: float | None = None,
        measures: Mapping[str, Measure] = MappingProxyType({}),
        provenance: Provenance | None = None,
    ) -> Survey:
        """Build a survey from a DataFrame by the names of its columns.

        With `replicate_weights`, either `method` is one whose scale is known, or `scale` is given: see `Replication`.

        Raises
        ------
        UnknownNameError
            If the frame has no column of that name.
        InputError
            If replicate weights come without their scale.
        """
        for name in (weight, strata, clusters, implicate, *(replicate_weights or ())):
            if name is not None and name not in frame.columns:
                raise UnknownNameError("column", name, frame.columns, where=" of the frame")
        replication = None
        if replicate_weights:
            each = float(rscales) if np.ndim(rscales) == 0 else as_floats(rscales, "rscales", size=len(replicate_weights))  # type: ignore[arg-type]
            replicates = np.column_stack([as_floats(frame[name], name) for name in replicate_weights])
            replication = Replication(replicates, scale, each, method, fay, centre, df)
        design = {
            key: None if name is None else frame[name].to_numpy()
            for key, name in (("strata", strata), ("clusters", clusters), ("implicate", implicate))
        }
        columns = {str(name): frame[name].to_numpy() for name in frame.columns if name not in (replicate_weights or ())}
        return cls(
            columns,
            weight=None if weight is None else as_floats(frame[weight], weight),
            replication=replication,
            measures=measures,
            provenance=provenance,
            **design,
        )

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))

    def __getitem__(self, column: str) -> NDArray[Any]:
        """Return a column, or raise UnknownNameError with those that exist."""
        if column not in self.columns:
            raise UnknownNameError("column", column, self.columns, where=" of the survey")
        return self.columns[column]

    def where(self, rows: ArrayLike) -> Survey:
        """Return the same survey, asked about some rows only: the design keeps the others."""
        mask = np.asarray(rows)
        if mask.dtype != np.bool_ or mask.shape != (len(self),):
            raise InputError(
                "A domain is one truth value a row",
                possible=f"a boolean array of {len(self)} entries",
                remedy="survey.where(survey['age'] >= 65)",
            )
        return replace(self, domain=mask if self.domain is None else mask & self.domain)

    def distribution(
        self,
        column: str,
        *,
        equivalence: str | ArrayLike | None = None,
        persons: str | ArrayLike | None = None,
        bottom: float | None = None,
        top: float | None = None,
    ) -> Distribution:
        """Return the weighted distribution of a column within the domain, all implicates together.

        Parameters
        ----------
        column : str
            The variable.
        equivalence : str or array_like, shape (rows,), optional
            Equivalent adults of each household, by which its value is divided; see `square_root_scale` and others.
        persons : str or array_like, shape (rows,), optional
            How many people a row stands for, each of whom then counts: weights are multiplied by it.
        bottom, top : float, optional
            Values below `bottom` are raised to it and values above `top` lowered to it, after the division.

        Raises
        ------
        DomainError
            If nobody is in the domain.

        Examples
        --------
        >>> homes = Survey({"income": np.array([20.0, 60.0]), "size": np.array([1, 4])})
        >>> homes.distribution("income", equivalence=[1, 2], persons="size")
        Distribution(2 values, population 5, mean 28)
        """
        values, weights, notes = self.amounts(column, equivalence=equivalence, persons=persons, bottom=bottom, top=top)
        bare = self.weight is None and persons is None and self.implicates == 1
        provenance = self.provenance
        for note in notes:
            provenance = provenance and provenance.then(note)
        return Distribution.from_values(
            values, None if bare else weights / self.implicates, measure=self.measures.get(column), provenance=provenance
        )

    def amounts(
        self,
        column: str,
        *,
        equivalence: str | ArrayLike | None = None,
        persons: str | ArrayLike | None = None,
        bottom: float | None = None,
        top: float | None = None,
    ) -> tuple[Floats, Floats, tuple[str, ...]]:
        """Return values and weights of the domain's rows, and what was changed; for arguments see `distribution`."""
        members = self.members
        values = as_floats(self[column][members], column)
        weights = np.ones(members.size) if self.weight is None else self.weight[members]
        if equivalence is not None:
            values = values / self._positive(equivalence, "equivalence", members)
        if persons is not None:
            weights = weights * self._positive(persons, "persons", members)
        if bottom is not None and top is not None and not bottom <= top:
            raise InputError(f"bottom={bottom:g} is above top={top:g}", remedy="swap the two")
        coded = np.clip(values, bottom, top) if bottom is not None or top is not None else values
        notes = [
            f"{changed.sum()} rows ({weights[changed].sum() / weights.sum():.3%} of the weight) {verb} to {limit:g}"
            for verb, limit, changed in (("raised", bottom, coded > values), ("lowered", top, coded < values))
            if limit is not None
        ]
        return coded, weights, tuple(notes)

    def _positive(self, column: str | ArrayLike, name: str, members: NDArray[np.intp]) -> Floats:
        whole = self[column] if isinstance(column, str) else np.asarray(column)
        if len(whole) != len(self):
            raise InputError(f"{name} has {len(whole)} rows where {len(self)} are needed", possible="one entry a row")
        array = as_floats(whole[members], name)
        if array.min() <= 0:
            raise InputError(f"{name} holds {array.min():g}", possible="numbers above 0 in all rows of the domain")
        return array

    @property
    def members(self) -> NDArray[np.intp]:
        """Indices of the domain's rows.

        Raises
        ------
        DomainError
            If nobody is in the domain.
        """
        rows = np.arange(len(self)) if self.domain is None else np.flatnonzero(self.domain)
        if not rows.size:
            raise DomainError("Nobody is in the domain", remedy="check the condition passed to where()")
        return rows

    @property
    def implicates(self) -> int:
        """How many times each row was imputed; 1 where nothing was."""
        return 1 if self.implicate is None else len(np.unique(self.implicate))

    def by_implicate(self) -> Iterator[Survey]:
        """Yield the survey of each imputation in turn, or this one."""
        if self.implicate is None:
            yield self
            return
        for number in np.unique(self.implicate):
            yield self._rows(self.implicate == number)

    def _rows(self, rows: NDArray[np.bool_]) -> Survey:
        parts = {name: getattr(self, name) for name in ("weight", "strata", "clusters", "domain")}
        kept: dict[str, Any] = {name: None if part is None else part[rows] for name, part in parts.items()}
        replication = self.replication
        if replication is not None:
            lines = np.arange(len(self)) if replication.lines is None else replication.lines
            replication = replace(replication, lines=lines[rows])
        columns = {name: column[rows] for name, column in self.columns.items()}
        return replace(self, columns=columns, implicate=None, replication=replication, **kept)
