"""Household Finance and Consumption Survey, of the European Central Bank."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np

from inequality._measure import Measure
from inequality.errors import DataError, InputError
from inequality.microdata.delivered import areas, columns, found, joined, names, provenance, require, table
from inequality.provenance import Origin
from inequality.replication import Replication
from inequality.survey import Survey

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["read_hfcs"]

HOUSEHOLD = ["sa0100", "sa0010"]
IMPUTED = [*HOUSEHOLD, "im0100"]

ORIGIN = Origin(
    "European Central Bank",
    "Household Finance and Consumption Survey",
    "European Central Bank, Household Finance and Consumption Network, Household Finance and Consumption Survey, user database",
    url="https://www.ecb.europa.eu/stats/ecb_surveys/hfcs",
    licence_evidence="access on application, for research",
    redistributable="no",
)


def read_hfcs(
    folder: str | Path, *, unit: Literal["household", "person"] = "household", variables: Sequence[str] | None = None
) -> Survey:
    """Read a wave of the Household Finance and Consumption Survey from its user database.

    The files D1 to D5 (derived variables), H1 to H5 (households) and, for persons, P1 to P5 are joined by country, household
    and imputation, and W (replicate weights) by country and household: bootstrap weights, whose variance is taken about their
    mean. Households are weighted by ``hw0010``, persons by their household's.

    Parameters
    ----------
    folder : str or Path
        The folder with the files of one wave, Stata, CSV or SAS.
    unit : {"household", "person"}
        Whose rows.
    variables : sequence of str, optional
        Those to read besides identifiers, weights and the two named below; all by default, which takes several
        gigabytes.

    Returns
    -------
    Survey
        With the publisher's columns in lower case, ``dn3001`` also as ``net_worth``, ``di2000`` as ``income``, and ``area``.

    Raises
    ------
    InputError
        If a file is not there.
    DataError
        If files do not belong together.

    References
    ----------
    European Central Bank, HFCS user database documentation: core and derived variables.

    Examples
    --------
    >>> survey = read_hfcs("HFCS_UDB_4_0")  # doctest: +SKIP
    >>> estimate(gini, survey, "net_worth", by="area")  # doctest: +SKIP
    >>> read_hfcs("no such folder")
    Traceback (most recent call last):
    inequality.errors.InputError: There is no folder no such folder. Possible: the folder that holds the survey's files.
    """
    if unit not in ("household", "person"):
        raise InputError(f"unit={unit!r}", possible="'household', 'person'")
    wanted = None if variables is None else [*IMPUTED, "id", "hw0010", "dn3001", "di2000", "ra0010", *variables]
    letters = ("d", "h", "p") if unit == "person" else ("d", "h")
    files = {letter: found(folder, rf"{letter}\d") for letter in letters}
    files["w"] = found(folder, "w")
    if any(not paths for paths in files.values()) or len({len(files[letter]) for letter in letters}) != 1:
        counts = ", ".join(f"{len(paths)} {letter.upper()} files" for letter, paths in files.items())
        raise InputError(
            f"{folder} has {counts}",
            possible="D1 to D5, H1 to H5, W, and P1 to P5 for persons",
            remedy="pass one wave's folder",
        )
    derived, household = (_stacked(files[letter], wanted) for letter in ("d", "h"))
    require(derived, ("dn3001", "di2000"), files["d"][0])
    frame = joined(derived, household, IMPUTED, "1:1", files["h"][0])
    require(frame, ("hw0010",), files["h"][0])
    if unit == "person":
        frame = joined(_stacked(files["p"], wanted), frame, IMPUTED, "m:1", files["p"][0])
    return Survey(
        columns(frame, net_worth=frame["dn3001"], income=frame["di2000"], area=areas(frame["sa0100"])),
        weight=frame["hw0010"].to_numpy(),
        implicate=frame["im0100"].to_numpy(),
        replication=_replication(files["w"][0], frame),
        measures={"net_worth": Measure("net_wealth", "household", "EUR")} if unit == "household" else {},
        provenance=provenance(
            "hfcs", Path(folder).resolve().name, [path for paths in files.values() for path in paths], ORIGIN, ()
        ),
    )


def _stacked(paths: list[Path], wanted: list[str] | None) -> pd.DataFrame:
    import pandas as pd

    parts = []
    for path in paths:
        part = table(path, wanted)
        require(part, IMPUTED, path)
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def _replication(path: Path, frame: pd.DataFrame) -> Replication:
    import pandas as pd

    weights = table(path)
    replicates = names(weights, r"wr\d+")
    require(weights, [*HOUSEHOLD, *(replicates or ["wr0001"])], path)
    lines = pd.MultiIndex.from_frame(weights[HOUSEHOLD]).get_indexer(pd.MultiIndex.from_frame(frame[HOUSEHOLD]))
    if (lines < 0).any():
        raise DataError(
            f"{path.name} has no replicate weights of {(lines < 0).sum()} rows",
            possible="the replicate weights of the same wave and release",
        )
    drawn = np.nan_to_num(weights[replicates].to_numpy(np.float64), nan=0.0)
    return Replication(drawn, method="bootstrap", centre="replicates", lines=lines)
