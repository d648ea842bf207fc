"""The reader of the Survey of Consumer Finances, on made-up files in the real layout and on the real extract."""

import math
import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from inequality.errors import DataError, InputError
from inequality.inference import estimate
from inequality.metrics import gini, top_share
from inequality.microdata import read_scf

REAL = os.environ.get("INEQUALITY_REAL_DATA")
FAMILIES, IMPUTATIONS, REPLICATES = 40, 5, 9


@pytest.fixture
def made_up(tmp_path):
    """An extract, upper case with a byte-order mark as the CSV is, and its replicate weights, lower case as in Stata."""
    stream = np.random.default_rng(2022)
    family = np.repeat(np.arange(1, FAMILIES + 1), IMPUTATIONS)
    worth = np.repeat(stream.lognormal(11, 2, FAMILIES) - 2e4, IMPUTATIONS) * stream.uniform(0.9, 1.1, family.size)
    frame = pd.DataFrame(
        {
            "YY1": family,
            "Y1": family * 10 + np.tile(np.arange(1, IMPUTATIONS + 1), FAMILIES),
            "WGT": np.repeat(stream.uniform(500, 6000, FAMILIES), IMPUTATIONS) / IMPUTATIONS,
            "INCOME": stream.lognormal(11, 1, family.size),
            "NETWORTH": worth,
        }
    )
    frame.to_csv(tmp_path / "SCFP2022.csv", index=False, encoding="utf-8-sig")
    times = stream.poisson(1.0, (FAMILIES, REPLICATES)).astype(float)
    weights = stream.uniform(500, 6000, (FAMILIES, REPLICATES))
    times[times == 0] = np.nan  # a family that is not in a replicate has neither
    weights[np.isnan(times)] = np.nan
    numbered = {f"wt1b{r + 1}": weights[:, r] for r in range(REPLICATES)} | {
        f"mm{r + 1}": times[:, r] for r in range(REPLICATES)
    }
    replicates = pd.DataFrame({"y1": np.arange(1, FAMILIES + 1) * 10 + 1, **numbered}).sample(frac=1, random_state=1)
    replicates.to_stata(tmp_path / "p22_rw1.dta", write_index=False)
    return tmp_path, frame, np.nan_to_num(weights * times)


def test_it_is_what_the_files_say(made_up):
    folder, frame, _ = made_up
    survey = read_scf(folder / "SCFP2022.csv", folder / "p22_rw1.dta", prices="2022")
    assert survey.implicates == IMPUTATIONS
    assert survey.distribution("net_worth").population == pytest.approx(frame["WGT"].sum(), rel=1e-12)
    assert survey.distribution("net_worth").mean == pytest.approx(
        np.average(frame["NETWORTH"], weights=frame["WGT"]), rel=1e-12
    )
    assert (survey.measures["net_worth"].currency, survey.measures["net_worth"].prices) == ("USD", "2022")
    assert survey.provenance.ids == ("scf@2022",)
    assert np.array_equal(survey["networth"], survey["net_worth"])


def test_the_feds_variance(made_up):
    """Sampling variance of the first imputation about the replicates' mean over R - 1; 6/5 of that between imputations."""
    folder, frame, weights = made_up
    survey = read_scf(folder / "SCFP2022.csv", folder / "p22_rw1.dta")
    parts = [part for _, part in frame.groupby(frame["Y1"] % 10)]
    values = [gini(part["NETWORTH"], weights=part["WGT"]) for part in parts]
    replicates = [[gini(part["NETWORTH"], weights=weights[:, r]) for r in range(REPLICATES)] for part in parts]
    sampling = [np.var(found, ddof=1) for found in replicates]
    between = 1.2 * np.var(values, ddof=1)
    scf = estimate(gini, survey, "net_worth", implicates="scf")
    rubin = estimate(gini, survey, "net_worth")
    assert scf.value == rubin.value == pytest.approx(np.mean(values), rel=1e-13)
    assert scf.standard_error == pytest.approx(math.sqrt(sampling[0] + between), rel=1e-11)
    assert rubin.standard_error == pytest.approx(math.sqrt(np.mean(sampling) + between), rel=1e-11)
    part = between / (sampling[0] + between)
    df = REPLICATES - 1
    assert scf.df == pytest.approx(1 / (part**2 / 4 + (df + 3) / (df * (df + 1) * (1 - part))), rel=1e-9)


def test_without_replicate_weights(made_up):
    folder, _, _ = made_up
    survey = read_scf(folder / "SCFP2022.csv")
    assert survey.replication is None
    assert survey.measures == {}
    assert estimate(gini, survey, "net_worth").method == "linearisation"


def test_what_is_amiss_is_said(made_up):
    folder, frame, _ = made_up
    frame.iloc[:-1].to_csv(folder / "short.csv", index=False)
    with pytest.raises(DataError, match="imputations of unequal size"):
        read_scf(folder / "short.csv")
    frame.drop(columns="WGT").to_csv(folder / "SCFP2019.csv", index=False)
    with pytest.raises(DataError, match=r"SCFP2019\.csv has no column wgt"):
        read_scf(folder / "SCFP2019.csv")
    with pytest.raises(InputError, match="There is no table"):
        read_scf(folder / "SCFP1989.csv")
    pd.read_stata(folder / "p22_rw1.dta").iloc[1:].to_stata(folder / "p22_rw2.dta", write_index=False)
    with pytest.raises(DataError, match="no replicate weights of 5 rows"):
        read_scf(folder / "SCFP2022.csv", folder / "p22_rw2.dta")


@pytest.mark.skipif(REAL is None, reason="INEQUALITY_REAL_DATA is not set")
def test_the_survey_of_2019():
    survey = read_scf(Path(REAL, "scf", "SCFP2019.csv.gz"), prices="2019")
    everyone = survey.distribution("net_worth")
    assert (len(survey), survey.implicates) == (28_885, 5)
    assert everyone.population == pytest.approx(128_642_431, abs=1)
    assert everyone.mean == pytest.approx(746_821, abs=1)
    found = estimate(top_share, survey, "net_worth", 0.1, implicates="scf")
    assert found.value == pytest.approx(0.7645, abs=5e-5)
    assert 0.005 < found.standard_error < 0.01
    assert found.df < 5776
