"""Survey of Consumer Finances of the Federal Reserve: the summary extract, and its replicate weights, as two datasets.

Together they are a `Survey`, whose standard errors follow the Federal Reserve's rule::

    extract, weights = load("scf", year=2022), load("scf_replicate_weights", year=2022)
    survey = scf_survey(extract.frame, weights.frame, prices="2022", provenance=extract.provenance | weights.provenance)
    estimate(gini, survey, "net_worth", implicates="scf")
"""

from __future__ import annotations

import io
import re
import zipfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from inequality._measure import Measure
from inequality.dataset.fetched import Reading
from inequality.distribution import Distribution
from inequality.errors import DataError, InputError
from inequality.microdata import scf_survey
from inequality.microdata.delivered import names
from inequality.microdata.scf import ORIGIN as AS_PUBLISHED
from inequality.provenance import Origin
from inequality.sources import Files, source
from inequality.sources.tables import readable, require, unique
from inequality.store import Gate, Remote

if TYPE_CHECKING:
    import pandas as pd

__all__: list[str] = []

ORIGIN = Origin(
    "Board of Governors of the Federal Reserve System",
    "Survey of Consumer Finances",
    AS_PUBLISHED.citation,
    url=AS_PUBLISHED.url,
    licence="LicenseRef-public-domain",
    licence_evidence="Work of the US federal government (17 USC 105)",
    redistributable="yes",
)
HOST = "www.federalreserve.gov"
EXTRACT = ("yy1", "y1", "wgt", "networth", "income")
COVERS = "United States, families in 1989, 1992 and every third year to 2022"


def _asks(*, year: int = 2022, prices: str = "2022") -> tuple[Remote, ...]:
    gate = Gate("zip", members=(f"rscfp{_wave(year)}.dta",), also=readable(partial(_extract, year=year)))
    name = f"scfp{year}s.zip"
    return (Remote(name, f"https://{HOST}/econres/files/{name}", gate, bytes=2_900_000, most_bytes=100_000_000),)


@source(origin=ORIGIN, asks=_asks, hosts=(HOST,), covers=COVERS, probe={"year": 2022})
def scf(files: Files, *, year: int = 2022, prices: str = "2022") -> Reading:
    """Survey of Consumer Finances, summary extract: five rows a family, one an imputation.

    Parameters
    ----------
    files : mapping of str to Path
        ``scfp2022s.zip``.
    year : int
        Of the survey: 1989, 1992, ... 2022.
    prices : str
        The year in whose dollars the release states amounts: that of the last survey it holds, for all years.

    Returns
    -------
    Reading
        The publisher's columns in lower case, and ``net_worth``. ``wgt`` is divided by five there, so that it adds up to the
        households over all rows.

    Raises
    ------
    DataError
        If columns or imputations are missing, or weights are not those of the summary extract.

    Notes
    -----
    Five rows are one family: as a distribution, where all rows are pooled, they give the right values, but never take them for
    five observations. `scf_survey` does not.

    Examples
    --------
    >>> scf.__entry__.facts["asks"](year=2019)[0].name
    'scfp2019s.zip'
    """
    (path,) = files.values()
    frame = _extract(path, year=year)
    measure = Measure("net_wealth", "household", "USD", prices)
    return Reading(
        title=f"Survey of Consumer Finances {year}, summary extract",
        description="Wealth, income and debts of families in the United States, five imputations of each.",
        frame=frame,
        key=("yy1", "y1"),
        units={"net_worth": "USD", "networth": "USD", "income": "USD", "wgt": "household"},
        measures={"net_worth": measure, "networth": measure},
        warnings=(
            f"Five rows are one family; {frame['yy1'].nunique():,} families in all. For standard errors make a Survey of it: "
            "scf_survey.",
            f"Amounts are taken to be in dollars of {prices}: each release states all years in those of its last survey.",
            "The survey leaves out the people of the Forbes 400: add them with a rich list.",
        ),
        distribution=lambda rows: Distribution.from_values(
            rows["net_worth"].to_numpy(), rows["wgt"].to_numpy(), measure=measure
        ),
    )


def _asks_weights(*, year: int = 2022) -> tuple[Remote, ...]:
    member = f"p{_wave(year) % 100:02}_rw1.dta"
    gate = Gate("zip", members=(member,), also=readable(partial(_weights, year=year)))
    name = f"scf{year}rw1s.zip"
    return (Remote(name, f"https://{HOST}/econres/files/{name}", gate, bytes=26_900_000, most_bytes=200_000_000),)


@source(origin=ORIGIN, asks=_asks_weights, hosts=(HOST,), covers=f"{COVERS}: 999 replicate weights", probe={"year": 2022})
def scf_replicate_weights(files: Files, *, year: int = 2022) -> Reading:
    """Survey of Consumer Finances, replicate weights: one row a family.

    Parameters
    ----------
    files : mapping of str to Path
        ``scf2022rw1s.zip``.
    year : int
        Of the survey.

    Returns
    -------
    Reading
        Weights ``wt1b1`` to ``wt1b999`` and multiplicities ``mm1`` to ``mm999``, missing where a family is not in a replicate.

    Raises
    ------
    DataError
        If a column is missing or a family stands twice.

    Examples
    --------
    >>> scf_replicate_weights.__entry__.facts["asks"](year=2022)[0].gate.members
    ('p22_rw1.dta',)
    """
    (path,) = files.values()
    frame = _weights(path, year=year)
    return Reading(
        title=f"Survey of Consumer Finances {year}, replicate weights",
        description="Weights and multiplicities of each family in each replicate of the sample, for standard errors.",
        frame=frame,
        key=("yy1",),
        units={},
        warnings=("A replicate's weight is wt1b times mm, 0 where missing. Join them to the extract with scf_survey.",),
    )


def _wave(year: int) -> int:
    if year < 1989 or (year - 1989) % 3:
        raise InputError(
            f"There was no survey in {year}", possible="1989, 1992 and every third year", remedy="pass --year 2022"
        )
    return year


def _extract(path: Path, *, year: int) -> pd.DataFrame:
    """Return the rows of the summary extract."""
    frame, name = _stata(path, rf"rscfp{year}\.dta")
    require(frame, EXTRACT, name)
    unique(frame, ("yy1", "y1"), name)
    scf_survey(frame[list(EXTRACT)])  # raises where imputations are of unequal size
    households = float(frame["wgt"].sum())
    if not 5e7 < households < 3e8:
        raise DataError(
            f"The weights of {name} add up to {households:,.0f} households",
            possible="between 50 and 300 million, the weight of each row being a fifth of its family's",
            remedy="take the summary extract, not the full file",
        )
    frame["net_worth"] = frame["networth"].astype("float64")
    return _labelled(frame, year)


def _weights(path: Path, *, year: int) -> pd.DataFrame:
    """Return the replicate weights, one row a family."""
    frame, name = _stata(path, rf"p{year % 100:02}_rw1\.dta")
    if "yy1" not in frame:
        require(frame, ("y1",), name)
        frame["yy1"] = frame["y1"] // 10
    weights = names(frame, r"wt1b\d+")
    require(frame, (*(weights or ["wt1b1"]), *(f"mm{column[4:]}" for column in weights)), name)
    unique(frame, ("yy1",), name)
    if (frame[weights] < 0).to_numpy().any():
        raise DataError(f"{name} has a negative weight", possible="weights of 0 or more", remedy="fetch it again")
    return _labelled(frame, year)


def _labelled(frame: pd.DataFrame, year: int) -> pd.DataFrame:
    import pandas as pd

    label = pd.DataFrame({"area": "USA", "year": year}, index=frame.index)
    return pd.concat([label, frame.drop(columns=["area", "year"], errors="ignore")], axis=1)


def _stata(path: Path, pattern: str) -> tuple[pd.DataFrame, str]:
    """Return the one Stata file of a zip, with column names in lower case."""
    import pandas as pd

    with zipfile.ZipFile(path) as archive:
        found = [name for name in archive.namelist() if re.fullmatch(pattern, name.rpartition("/")[2].lower())]
        if len(found) != 1:
            raise DataError(f"The zip does not hold {pattern}", possible=", ".join(archive.namelist()))
        body = io.BytesIO(archive.read(found[0]))
    frame = pd.read_stata(body, convert_categoricals=False)
    frame.columns = frame.columns.str.lower()
    return frame, found[0]
