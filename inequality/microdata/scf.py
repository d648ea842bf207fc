"""Survey of Consumer Finances, of the Federal Reserve Board."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from inequality._measure import Measure
from inequality.columns import Floats
from inequality.errors import DataError
from inequality.microdata.delivered import columns, names, require, table
from inequality.microdata.delivered import provenance as provenance_of
from inequality.provenance import Origin, Provenance
from inequality.replication import Replication
from inequality.survey import Survey

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["read_scf", "scf_survey"]


def read_scf(path: str | Path, replicate_weights: str | Path | None = None, *, prices: str | None = None) -> Survey:
    """Read the summary extract of a Survey of Consumer Finances, with its replicate weights.

    Each family stands in five rows, one an imputation (``implicate``). The extract's weights, divided by five there, are
    multiplied back. Replicate weights are ``wt1b`` times ``mm``, 0 where missing; the file holds those of the first
    imputation, which serve all five. Variances follow the Federal Reserve's macro with ``estimate(..., implicates="scf")``:
    sampling variance of the first imputation, about the mean of the replicates, and 6/5 of the variance between imputations.

    Parameters
    ----------
    path : str or Path
        ``rscfp2022.dta`` or ``SCFP2022.csv``.
    replicate_weights : str or Path, optional
        ``p22_rw1.dta``. Without it there is no standard error that the design justifies.
    prices : str, optional
        The year in whose dollars this release states amounts, such as "2022"; without it `net_worth` has no measure.

    Returns
    -------
    Survey
        All columns, in lower case, ``networth`` also as ``net_worth``.

    Raises
    ------
    InputError
        If a file is not there.
    DataError
        If it is not what its name says: columns or imputations are missing.

    Examples
    --------
    >>> read_scf("SCFP1066.csv")
    Traceback (most recent call last):
    inequality.errors.InputError: There is no table SCFP1066.csv. Possible: files .dta, .csv, .csv.gz, .sas7bdat.
    """
    path = Path(path).expanduser()
    frame, replicates, paths = table(path), None, [path]
    _check(frame, path)
    if replicate_weights is not None:
        paths.append(Path(replicate_weights).expanduser())
        replicates = table(paths[1])
    year = re.search(r"\d{4}", path.name)
    origin = provenance_of("scf", year.group() if year else path.stem, paths, ORIGIN, ())
    return scf_survey(frame, replicates, prices=prices, provenance=origin, name=paths[-1].name)


def scf_survey(
    frame: pd.DataFrame,
    replicate_weights: pd.DataFrame | None = None,
    *,
    prices: str | None = None,
    provenance: Provenance | None = None,
    name: str = "the replicate weights",
) -> Survey:
    """Return a Survey of Consumer Finances out of its tables, as `read_scf` does out of its files.

    Parameters
    ----------
    frame : DataFrame
        The summary extract, with its columns in lower case: the frame of the dataset ``scf``.
    replicate_weights : DataFrame, optional
        The frame of the dataset ``scf_replicate_weights`` of the same year.
    prices : str, optional
        The year in whose dollars this release states amounts.
    provenance : Provenance, optional
        Of both: ``extract.provenance | weights.provenance``.
    name : str
        What messages call the replicate weights.

    Returns
    -------
    Survey
        As of `read_scf`.

    Raises
    ------
    DataError
        If columns, imputations, or replicate weights of a family are missing.

    Examples
    --------
    >>> import pandas as pd
    >>> families = {"yy1": [1, 1, 2, 2], "y1": [11, 12, 21, 22], "wgt": [30.0, 30.0, 20.0, 20.0], "income": [9, 9, 5, 5]}
    >>> survey = scf_survey(pd.DataFrame({**families, "networth": [100.0, 120.0, -5.0, -7.0]}), prices="2022")
    >>> survey.implicates, survey.distribution("net_worth").population
    (2, 100.0)
    """
    where = Path("the summary extract")
    _check(frame, where)
    family, implicate = frame["yy1"].to_numpy(), _implicate(frame)
    replication = None if replicate_weights is None else _replication(replicate_weights, Path(name), family)
    measures = {} if prices is None else {"net_worth": Measure("net_wealth", "household", "USD", prices)}
    return Survey(
        columns(frame, net_worth=frame["networth"]),
        weight=frame["wgt"].to_numpy() * implicate.max(),
        implicate=implicate,
        replication=replication,
        measures=measures,
        provenance=None if provenance is None else provenance.then("weights of all imputations restored"),
    )


def _implicate(frame: pd.DataFrame) -> NDArray[np.intp]:
    return (frame["y1"] - 10 * frame["yy1"]).to_numpy().astype(np.intp)


def _check(frame: pd.DataFrame, path: Path) -> None:
    require(frame, ("yy1", "y1", "wgt", "networth", "income"), path)
    implicate = _implicate(frame)
    counts = np.bincount(implicate[implicate > 0])
    if implicate.min() < 1 or len(set(counts[1:])) != 1:
        raise DataError(
            f"{path.name} has imputations of unequal size: {counts[1:].tolist()} rows",
            possible="one row a family and imputation",
            remedy="take the file as published",
        )


ORIGIN = Origin(
    "Federal Reserve Board",
    "Survey of Consumer Finances",
    "Board of Governors of the Federal Reserve System, Survey of Consumer Finances, summary extract public data",
    url="https://www.federalreserve.gov/econres/scfindex.htm",
    licence="public domain",
    licence_evidence="work of the United States government",
    redistributable="yes",
)


def _replication(frame: pd.DataFrame, path: Path, family: NDArray[Any]) -> Replication:
    import pandas as pd

    require(frame, ("wt1b1", "mm1"), path)
    if "yy1" not in frame:
        require(frame, ("y1",), path)
    owner = frame["yy1"] if "yy1" in frame else frame["y1"] // 10
    weights = names(frame, r"wt1b\d+")
    times = [f"mm{name[4:]}" for name in weights]
    require(frame, times, path)
    drawn = _drawn(frame[weights]) * _drawn(frame[times])
    lines = pd.Index(owner).get_indexer(family)
    if (lines < 0).any():
        raise DataError(
            f"{path.name} has no replicate weights of {(lines < 0).sum()} rows, the first of family {family[lines < 0][0]:g}",
            possible="the replicate weights of the same year",
        )
    return Replication(drawn, method="bootstrap", centre="replicates", lines=lines)


def _drawn(frame: pd.DataFrame) -> Floats:
    """Return weights or multiplicities, 0 where missing: the family is not in that replicate."""
    numbers: Floats = np.maximum(np.nan_to_num(frame.to_numpy(np.float64), nan=0.0), 0.0)
    return numbers
