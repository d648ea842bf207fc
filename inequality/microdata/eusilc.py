"""European Union Statistics on Income and Living Conditions, of Eurostat."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from inequality._measure import Measure
from inequality.errors import InputError
from inequality.microdata.delivered import areas, columns, found, joined, provenance, require, suffix, table
from inequality.provenance import Origin
from inequality.survey import Survey

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["read_eusilc"]

NAME = r"udb_c(?P<country>[a-z]{2})?(?P<year>\d{2})(?P<letter>[dhrp])(_ver.*)?"

ORIGIN = Origin(
    "Eurostat",
    "European Union Statistics on Income and Living Conditions",
    "Eurostat, European Union Statistics on Income and Living Conditions, cross-sectional scientific use files",
    url="https://doi.org/10.2907/EUSILC2004-2022V1",
    licence_evidence="access on application, for research",
    redistributable="no",
)


def read_eusilc(folder: str | Path, *, unit: Literal["person", "household"] = "person") -> Survey:
    """Read a cross-section of EU-SILC from its scientific use files.

    The household register (D) and household data (H) are joined by country and household, the personal register (R) and
    personal data (P) by country and person. Persons are weighted by ``rb050``, households by ``db090``. Strata are
    ``db050`` within each country, primary sampling units ``db060``, or the household where a country has none.

    Parameters
    ----------
    folder : str or Path
        The folder with the files of one year, of one country or several, in folders of their own or not:
        ``UDB_cAT22D.csv``, ``UDB_cAT22H.csv``, ``UDB_cAT22R.csv``, ``UDB_cAT22P.csv``.
    unit : {"person", "household"}
        Whose rows. The indicators that Eurostat publishes count persons.

    Returns
    -------
    Survey
        With the publisher's columns in lower case; ``hy020`` also as ``disposable_income``, ``equivalised_income``
        (``hx090``, or ``hy020 hy025 / hx050``, euros), and ``area``.

    Raises
    ------
    InputError
        If a file is not there, or files are of several years.
    DataError
        If files do not belong together.

    Notes
    -----
    Persons of the register without a weight (those who have left the household) are left out; the provenance says how many.

    References
    ----------
    Eurostat, EU-SILC user guide: description of target variables. Goedemé, T. (2013), How much confidence can we have in
    EU-SILC?, Social Indicators Research 110(1).

    Examples
    --------
    >>> survey = read_eusilc("EU-SILC")  # doctest: +SKIP
    >>> estimate(gini, survey, "equivalised_income", by="area")  # doctest: +SKIP
    >>> read_eusilc("no such folder")
    Traceback (most recent call last):
    inequality.errors.InputError: There is no folder no such folder. Possible: the folder that holds the survey's files.
    """
    if unit not in ("person", "household"):
        raise InputError(f"unit={unit!r}", possible="'person', 'household'")
    files = _files(folder, "dhrp" if unit == "person" else "dh")
    register, data = (_stacked(files[letter]) for letter in "dh")
    require(register, ("db020", "db030", "db090"), files["d"][0])
    require(data, ("hb020", "hb030", "hy020", "hx050"), files["h"][0])
    frame = joined(
        register.rename(columns={"db020": "country", "db030": "household"}),
        data.rename(columns={"hb020": "country", "hb030": "household"}),
        ["country", "household"],
        "1:1",
        files["h"][0],
    )
    weight, steps = "db090", []
    if unit == "person":
        frame = _persons(files, frame)
        weight, without = "rb050", frame["rb050"].isna() | (frame["rb050"] == 0)
        steps = [f"{without.sum()} persons without a weight left out"] if without.any() else []
        frame = frame[~without]
    year = _parts(files["d"][0])["year"]
    return Survey(
        columns(frame, **_named(frame)),
        weight=frame[weight].to_numpy(),
        strata=(frame["country"] + " " + _labels(frame, "db050")).to_numpy(),
        clusters=(frame["country"] + " " + _units(frame)).to_numpy(),
        measures={"equivalised_income": Measure("posttax_disposable_income", "person", "EUR")},
        provenance=provenance("eusilc", f"20{year}", [path for paths in files.values() for path in paths], ORIGIN, steps),
    )


def _files(folder: str | Path, letters: str) -> dict[str, list[Path]]:
    paths = found(folder, NAME)
    files = {letter: [path for path in paths if _parts(path)["letter"] == letter] for letter in letters}
    years = {_parts(path)["year"] for path in paths}
    if any(not of_letter for of_letter in files.values()) or len(years) > 1:
        counts = ", ".join(f"{len(of_letter)} {letter.upper()} files" for letter, of_letter in files.items())
        raise InputError(
            f"{folder} has {counts} of {len(years)} years",
            possible="files of one year named as UDB_cAT22D.csv, with D, H, R and P for each country",
        )
    return files


def _parts(path: Path) -> dict[str, str]:
    match = re.fullmatch(NAME, path.name.lower()[: -len(suffix(path))])
    assert match is not None
    return match.groupdict()


def _stacked(paths: list[Path]) -> pd.DataFrame:
    import pandas as pd

    return pd.concat([table(path) for path in paths], ignore_index=True)


def _persons(files: dict[str, list[Path]], households: pd.DataFrame) -> pd.DataFrame:
    register, data = (_stacked(files[letter]) for letter in "rp")
    home = next((name for name in ("rx030", "rb040") if name in register), "rx030")
    require(register, ("rb020", "rb030", "rb050", home), files["r"][0])
    require(data, ("pb020", "pb030"), files["p"][0])
    register = register.rename(columns={"rb020": "country", "rb030": "person"})
    register["household"] = register[home]
    answers = data.rename(columns={"pb020": "country", "pb030": "person"})
    new = [name for name in answers if name not in register.columns or name in ("country", "person")]
    people = register.merge(answers[new], on=["country", "person"], how="left", validate="1:1")  # children have no P row
    return joined(people, households, ["country", "household"], "m:1", files["d"][0])


def _named(frame: pd.DataFrame) -> dict[str, pd.Series]:
    inflation = frame["hy025"].fillna(1.0) if "hy025" in frame else 1.0
    equivalised = frame["hx090"] if "hx090" in frame else frame["hy020"] * inflation / frame["hx050"]
    return {"area": areas(frame["country"]), "disposable_income": frame["hy020"], "equivalised_income": equivalised}


def _labels(frame: pd.DataFrame, name: str) -> pd.Series:
    """Return a label for every row, one and the same where a country has none."""
    if name not in frame:
        return frame["country"].str.slice(0, 0)
    return frame[name].astype("string").fillna("").astype(object)


def _units(frame: pd.DataFrame) -> pd.Series:
    """Return the primary sampling unit, or the household where there is none."""
    unit, household = _labels(frame, "db060"), frame["household"].astype("string").astype(object)
    return unit.where(unit != "", "household " + household)
