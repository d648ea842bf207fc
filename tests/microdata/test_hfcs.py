"""The reader of the Household Finance and Consumption Survey, on made-up files in the layout of the user database."""

import math

import numpy as np
import pandas as pd
import pytest

from inequality.errors import DataError, InputError
from inequality.inference import estimate
from inequality.metrics import gini
from inequality.microdata import read_hfcs

HOMES, IMPUTATIONS, REPLICATES = 30, 5, 12
KEYS = ["sa0100", "sa0010"]


@pytest.fixture
def wave(tmp_path):
    stream = np.random.default_rng(3)
    homes = pd.DataFrame({"sa0100": np.repeat(["DE", "IT"], HOMES // 2), "sa0010": np.tile(np.arange(1, HOMES // 2 + 1), 2)})
    weight, worth = stream.uniform(100, 900, HOMES), stream.lognormal(11, 1.5, HOMES) - 1e4
    for m in range(1, IMPUTATIONS + 1):
        keys = homes.assign(id=[f"{country}{number}" for country, number in homes.to_numpy()], im0100=m)
        worths = worth * stream.uniform(0.9, 1.1, HOMES)
        keys.assign(dn3001=worths, di2000=stream.lognormal(10, 1, HOMES)).to_stata(tmp_path / f"D{m}.dta", write_index=False)
        keys.assign(hw0010=weight, hb0100=80.0).sample(frac=1, random_state=m).to_stata(
            tmp_path / f"H{m}.dta", write_index=False
        )
        people = keys.loc[keys.index.repeat(2)].assign(ra0010=np.tile([1, 2], HOMES), ra0300=40.0)
        people.to_stata(tmp_path / f"P{m}.dta", write_index=False)
    drawn = stream.poisson(1.0, (HOMES, REPLICATES)) * weight[:, None]
    replicates = homes.assign(**{f"wr{r + 1:04d}": drawn[:, r] for r in range(REPLICATES)})
    replicates.sample(frac=1, random_state=0).to_stata(tmp_path / "W.dta", write_index=False)
    return tmp_path, weight, drawn


def test_households(wave):
    folder, weight, drawn = wave
    survey = read_hfcs(folder)
    assert (len(survey), survey.implicates) == (HOMES * IMPUTATIONS, IMPUTATIONS)
    assert survey.distribution("net_worth").population == pytest.approx(weight.sum())
    assert set(survey["area"]) == {"DEU", "ITA"}
    assert survey.measures["net_worth"].currency == "EUR"
    derived = [pd.read_stata(folder / f"D{m}.dta") for m in range(1, IMPUTATIONS + 1)]
    values = [gini(part["dn3001"], weights=weight) for part in derived]
    sampling = [np.var([gini(part["dn3001"], weights=w) for w in drawn.T], ddof=1) for part in derived]
    found = estimate(gini, survey, "net_worth")
    assert found.value == pytest.approx(np.mean(values), rel=1e-13)
    assert found.standard_error == pytest.approx(math.sqrt(np.mean(sampling) + 1.2 * np.var(values, ddof=1)), rel=1e-11)
    by_country = estimate(gini, survey, "net_worth", by="area")
    assert list(by_country) == ["DEU", "ITA"]


def test_persons(wave):
    folder, weight, _ = wave
    survey = read_hfcs(folder, unit="person")
    assert len(survey) == 2 * HOMES * IMPUTATIONS
    assert survey.distribution("net_worth").population == pytest.approx(2 * weight.sum())
    households = estimate(gini, read_hfcs(folder), "net_worth")
    persons = estimate(gini, survey, "net_worth")
    assert persons.standard_error == pytest.approx(households.standard_error, rel=1e-12)  # two in every household


def test_some_variables_and_csv(wave):
    folder, _, _ = wave
    for path in folder.glob("*.dta"):
        frame = pd.read_stata(path)
        frame.columns = frame.columns.str.upper()
        frame.to_csv(path.with_suffix(".csv"), index=False)
        path.unlink()
    survey = read_hfcs(folder, variables=["HB0100"])
    assert "hb0100" in survey.columns
    assert "ra0300" not in survey.columns
    assert estimate(gini, survey, "net_worth").df > 4


def test_what_is_amiss_is_said(wave):
    folder, _, _ = wave
    with pytest.raises(InputError, match="unit="):
        read_hfcs(folder, unit="family")
    with pytest.raises(InputError, match="There is no folder"):
        read_hfcs(folder / "elsewhere")
    homes = pd.read_stata(folder / "H3.dta")
    homes.iloc[1:].to_stata(folder / "H3.dta", write_index=False)
    with pytest.raises(DataError, match="1 rows stand alone"):
        read_hfcs(folder)
    homes.loc[[0, *homes.index]].to_stata(folder / "H3.dta", write_index=False)
    with pytest.raises(DataError, match="one row for each sa0100, sa0010, im0100"):
        read_hfcs(folder)
    homes.assign(sa0010=homes["sa0010"] + 100).to_stata(folder / "H3.dta", write_index=False)
    with pytest.raises(DataError, match="60 rows stand alone"):
        read_hfcs(folder)
    (folder / "H3.dta").unlink()
    with pytest.raises(InputError, match="5 D files, 4 H files, 1 W files"):
        read_hfcs(folder)
