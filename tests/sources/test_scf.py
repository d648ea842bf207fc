"""The Survey of Consumer Finances out of the publisher's zips, on made-up families and on the real extract."""

import os
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from inequality import estimate, gini, scf_survey
from inequality.dataset.fetched import FetchedDataset
from inequality.errors import DataError, InputError
from inequality.microdata import read_scf
from inequality.provenance import Provenance, Snapshot
from inequality.sources._scf import scf, scf_replicate_weights

REAL = os.environ.get("INEQUALITY_REAL_DATA")
FAMILIES, REPLICATES = 30, 7


def extract():
    stream = np.random.default_rng(1989)
    family = np.repeat(np.arange(1, FAMILIES + 1), 5)
    return pd.DataFrame(
        {
            "YY1": family,
            "Y1": family * 10 + np.tile(np.arange(1, 6), FAMILIES),
            "WGT": np.repeat(stream.uniform(4e6, 5e6, FAMILIES), 5) / 5,
            "INCOME": stream.lognormal(11, 1, family.size),
            "NETWORTH": stream.lognormal(11, 2, family.size) - 2e4,
        }
    )


def weights():
    stream = np.random.default_rng(2022)
    times = stream.poisson(1.0, (FAMILIES, REPLICATES)).astype(float)
    times[times == 0] = np.nan
    drawn = np.where(np.isnan(times), np.nan, stream.uniform(4e6, 5e6, times.shape))
    columns = {f"wt1b{r + 1}": drawn[:, r] for r in range(REPLICATES)} | {f"mm{r + 1}": times[:, r] for r in range(REPLICATES)}
    family = np.arange(1, FAMILIES + 1)
    return pd.DataFrame({"y1": family * 10 + 1, "yy1": family, **columns})


def zipped(folder, member, frame):
    stata = folder / member
    frame.to_stata(stata, write_index=False)
    path = folder / f"{member}.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(stata, member)
    return {path.name: path}


def test_the_extract(tmp_path):
    reading = scf(zipped(tmp_path, "rscfp2022.dta", extract()), year=2022)
    frame = reading.frame
    assert frame.columns.tolist() == ["area", "year", "yy1", "y1", "wgt", "income", "networth", "net_worth"]
    assert (frame["net_worth"] == frame["networth"]).all()
    assert reading.measures["net_worth"].prices == "2022"
    found = reading.distribution(frame)
    assert found.population == pytest.approx(extract()["WGT"].sum())
    assert any("30 families in all" in warning for warning in reading.warnings)


def test_both_datasets_are_a_survey(tmp_path):
    """The same as out of the files themselves, standard errors and all."""
    files, replicates = zipped(tmp_path, "rscfp2022.dta", extract()), zipped(tmp_path, "p22_rw1.dta", weights())
    table, drawn = scf(files, year=2022), scf_replicate_weights(replicates, year=2022)
    origins = [Provenance((Snapshot(name, "2022", "0" * 64),)) for name in ("scf", "scf_replicate_weights")]
    one, other = (
        FetchedDataset(name, "2022", reading, origin)
        for name, reading, origin in zip(("scf", "scf_replicate_weights"), (table, drawn), origins, strict=True)
    )
    survey = scf_survey(one.frame, other.frame, prices="2022", provenance=one.provenance | other.provenance)
    expected = read_scf(tmp_path / "rscfp2022.dta", tmp_path / "p22_rw1.dta", prices="2022")
    assert survey.implicates == 5
    assert survey.provenance.ids == ("scf@2022", "scf_replicate_weights@2022")
    found, known = (estimate(gini, each, "net_worth", implicates="scf") for each in (survey, expected))
    assert (found.value, found.standard_error, found.df) == (known.value, known.standard_error, known.df)
    assert found.standard_error > 0
    assert one.distribution().provenance.ids == ("scf@2022",)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda f: f.drop(columns="NETWORTH"), "no column networth"),
        (lambda f: f.rename(columns={"WGT": "WEIGHT"}), "no column wgt"),
        (lambda f: f.iloc[:-1], "imputations of unequal size"),
        (lambda f: pd.concat([f, f.iloc[:1]]), "holds 1 rows twice"),
        (lambda f: f.assign(WGT=f["WGT"] * 5), "take the summary extract, not the full file"),
    ],
)
def test_what_is_amiss_is_said(tmp_path, change, message):
    files = zipped(tmp_path, "rscfp2022.dta", change(extract()))
    with pytest.raises(DataError, match=message):
        scf(files, year=2022)
    (remote,) = scf.__entry__.facts["asks"](year=2022)
    assert remote.gate.also(next(iter(files.values())))


def test_weights_that_are_not_those(tmp_path):
    with pytest.raises(DataError, match="no column mm3"):
        scf_replicate_weights(zipped(tmp_path, "p22_rw1.dta", weights().drop(columns="mm3")), year=2022)
    with pytest.raises(DataError, match="negative weight"):
        scf_replicate_weights(zipped(tmp_path, "p22_rw1.dta", weights().assign(wt1b1=-1.0)), year=2022)
    with pytest.raises(DataError, match=r"does not hold rscfp2019"):
        scf(zipped(tmp_path, "rscfp2022.dta", extract()), year=2019)


def test_what_is_asked_for():
    (remote,) = scf.__entry__.facts["asks"](year=1989)
    assert remote.url == "https://www.federalreserve.gov/econres/files/scfp1989s.zip"
    (remote,) = scf_replicate_weights.__entry__.facts["asks"](year=2001)
    assert (remote.name, remote.gate.members) == ("scf2001rw1s.zip", ("p01_rw1.dta",))
    with pytest.raises(InputError, match="no survey in 2020"):
        scf.__entry__.facts["asks"](year=2020)


def test_the_whole_way(tmp_path, brought_in):
    assert len(brought_in("scf", zipped(tmp_path, "rscfp2022.dta", extract()), year=2022).distribution()) == 5 * FAMILIES
    assert len(brought_in("scf_replicate_weights", zipped(tmp_path, "p22_rw1.dta", weights()), year=2022).frame) == FAMILIES


@pytest.mark.skipif(REAL is None, reason="INEQUALITY_REAL_DATA is not set")
def test_the_real_extract_of_2019(tmp_path):
    raw = pd.read_csv(Path(REAL, "scf", "SCFP2019.csv.gz"), encoding="utf-8-sig")
    reading = scf(zipped(tmp_path, "rscfp2019.dta", raw), year=2019, prices="2019")
    found = reading.distribution(reading.frame)
    assert len(reading.frame) == 28_885
    assert found.population == pytest.approx(128_642_431, abs=1)
    assert found.mean == pytest.approx(746_821, abs=1)
    survey = scf_survey(reading.frame, prices="2019")
    assert estimate(gini, survey, "net_worth").value == pytest.approx(gini(found), abs=1e-3)
