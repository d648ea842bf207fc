"""PIP: columns of 2024, deciles as distributions, pinned versions, percentiles. The figures are made up."""

import os
from pathlib import Path

import pandas as pd
import pytest

from inequality import bounds, gini, top_share
from inequality.dataset import built_in
from inequality.errors import DataError, DomainError, InputError, UnknownNameError
from inequality.sources import SOURCES
from inequality.sources.poverty_percentiles import pip_percentiles
from inequality.sources.poverty_surveys import DECILES, REQUIRED, VERSION, pip
from inequality.store.inspection import Wrong, inspect

REAL = os.environ.get("INEQUALITY_REAL_DATA")
HEADER = (
    "region_name,region_code,country_name,country_code,reporting_year,reporting_level,survey_acronym,survey_coverage,survey_year,"
    "welfare_type,survey_comparability,comparable_spell,poverty_line,headcount,poverty_gap,poverty_severity,watts,mean,median,mld,"
    "gini,polarization,decile1,decile2,decile3,decile4,decile5,decile6,decile7,decile8,decile9,decile10,cpi,ppp,reporting_pop,"
    "reporting_gdp,reporting_pce,is_interpolated,distribution_type,estimation_type,spl,spr,pg,estimate_type"
)
SHARES = [0.02, 0.04, 0.05, 0.06, 0.07, 0.09, 0.11, 0.13, 0.17, 0.26]


def survey(code="NAM", year="2015", welfare="income", **others):
    cells = dict.fromkeys(HEADER.split(","), "")
    cells |= {"country_code": code, "reporting_year": year, "reporting_level": "national", "welfare_type": welfare}
    cells |= {"survey_acronym": "HBS", "survey_year": f"{year}.5", "poverty_line": "3", "mean": "12.5", "median": "9"}
    cells |= {
        "headcount": "0.2",
        "poverty_gap": "0.1",
        "poverty_severity": "0.05",
        "watts": "0.1",
        "mld": "0.2",
        "gini": "0.38",
    }
    cells |= {"polarization": "0.3", "reporting_pop": "2500000", "is_interpolated": "FALSE", "comparable_spell": "2015"}
    cells |= {f"decile{k}": str(share) for k, share in enumerate(SHARES, 1)}
    return {**cells, "distribution_type": "micro", **others}


@pytest.fixture
def written(tmp_path):
    def write(*surveys, drop=(), rename=None, extra=None):
        path = tmp_path / f"pip_{VERSION}_3.00.csv"
        frame = pd.DataFrame(list(surveys or [survey()]), columns=HEADER.split(",")).drop(columns=list(drop))
        frame = frame.rename(columns=rename or {}).assign(**(extra or {}))
        frame.to_csv(path, index=False)
        return {path.name: path}

    return write


def test_a_survey_a_row_in_our_names(written):
    reading = pip(written(survey(), survey("FRA", welfare="consumption"), survey("FRA")))
    assert reading.frame[["area", "year", "welfare_type"]].values.tolist() == [
        ["FRA", 2015, "consumption"],
        ["FRA", 2015, "income"],
        ["NAM", 2015, "income"],
    ]
    row = reading.frame.iloc[2]
    assert (row["average"], row["headcount_ratio"], row["decile_10_share"], row["estimated"]) == (12.5, 0.2, 0.26, False)
    assert reading.units["average"] == "international dollars of 2021 per day"
    assert any("1 surveys measure both" in each for each in reading.warnings)


def test_deciles_are_a_distribution(written):
    reading = pip(written())
    distribution = reading.distribution(reading.frame)
    assert distribution.mean == pytest.approx(12.5)
    assert distribution.population == pytest.approx(2_500_000)
    assert top_share(distribution, 0.1) == pytest.approx(0.26)
    found = bounds(gini, distribution)
    assert found.low < 0.38 < found.high


def test_a_survey_without_deciles_stays_and_is_no_distribution(written):
    reading = pip(written(survey(**dict.fromkeys(DECILES, ""))))
    assert len(reading.frame) == 1
    assert any("without deciles" in each for each in reading.warnings)
    with pytest.raises(DomainError, match="NAM in 2015"):
        reading.distribution(reading.frame)


def test_columns_of_2023_are_enough_and_new_ones_are_named(written):
    assert len(pip(written(drop=("spl", "spr", "pg", "estimate_type"))).frame) == 1
    assert any("theil" in each for each in pip(written(extra={"theil": "0.3"})).warnings)


@pytest.mark.parametrize("column", REQUIRED)
def test_a_missing_column_is_named(written, column):
    with pytest.raises(DataError, match=column):
        pip(written(drop=(column,)))


def test_a_renamed_column_is_named(written):
    with pytest.raises(DataError, match="no column reporting_year"):
        pip(written(rename={"reporting_year": "year"}))


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"gini": "35"}, "35"),
        ({"headcount": "20"}, "20"),
        ({"headcount": "-0.1"}, "-0.1"),
        ({"decile10": "26"}, "26"),
        ({"decile10": "0.5"}, "add up"),
        ({"mean": "high"}, "high"),
        ({"reporting_year": ""}, "reporting_year"),
        ({"reporting_pop": "0"}, "reporting_pop"),
        ({"is_interpolated": "perhaps"}, "is_interpolated"),
    ],
)
def test_what_does_not_fit_raises(written, cells, message):
    with pytest.raises(DataError, match=message):
        pip(written(survey(**cells)))


def test_repeated_and_unknown_surveys_raise(written):
    with pytest.raises(DataError, match="twice"):
        pip(written(survey(), survey()))
    with pytest.raises(UnknownNameError, match="QQQ"):
        pip(written(survey(), survey("QQQ")))


def test_the_gate_refuses_messages_and_dropped_countries(tmp_path, written):
    [remote] = SOURCES["pip"].facts["asks"](areas=["NAM", "FRA"])
    with pytest.raises(Wrong, match="FRA"):
        inspect(next(iter(written().values())), remote.gate)
    [every] = SOURCES["pip"].facts["asks"]()
    with pytest.raises(Wrong, match="holds 1 rows"):
        inspect(next(iter(written().values())), every.gate)
    assert every.gate.also(next(iter(written().values()))).startswith("PIP's answer holds 1 areas")
    path = tmp_path / "answer"
    for body in ("Server Error", '{"error":["Invalid query arguments have been submitted."]}', "<html>502 Bad Gateway</html>"):
        path.write_text(body)
        with pytest.raises(Wrong):
            inspect(path, remote.gate)


def test_the_version_is_pinned_and_the_edition():
    [remote] = SOURCES["pip"].facts["asks"]()
    assert remote.parameters["version"] == VERSION
    assert remote.parameters["format"] == "csv"
    assert SOURCES["pip"].facts["edition"]({remote.name: None}) == "20260324_2021"
    with pytest.raises(InputError, match="latest"):
        SOURCES["pip"].facts["asks"](version="latest")


# --- percentiles


@pytest.fixture
def hundredths(tmp_path):
    def write(change=lambda frame: frame):
        k = pd.Series(range(1, 101))
        average = 2 + k * 0.1 + (k / 60) ** 4
        frame = pd.DataFrame(
            {
                "country_code": "NAM",
                "year": 2015,
                "reporting_level": "national",
                "welfare_type": "consumption",
                "percentile": k,
                "avg_welfare": average,
                "pop_share": 0.01,
                "welfare_share": average / average.sum(),
                "quantile": (average + average.shift(-1)) / 2,
            }
        )
        path = tmp_path / "world_100bin_2021.csv"
        change(frame).to_csv(path, index=False)
        return {path.name: path}

    return write


def test_hundredths_are_a_distribution(hundredths):
    reading = pip_percentiles(hundredths())
    assert (len(reading.frame), reading.frame["p_upper"].max()) == (100, 1.0)
    assert reading.frame["threshold"].isna().sum() == 1
    assert reading.frame["threshold"].isna().idxmax() == 0
    distribution = reading.distribution(reading.frame)
    assert bounds(gini, distribution).high - bounds(gini, distribution).low < 0.01
    assert distribution.measure.prices == "2021"


def test_an_index_column_and_a_new_one(hundredths):
    reading = pip_percentiles(hundredths(lambda frame: frame.rename_axis("Unnamed: 0").reset_index().assign(weight=1)))
    assert any("weight" in each and "Unnamed" not in each for each in reading.warnings)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda frame: frame.iloc[:-1], "lack some of their hundredths"),
        (lambda frame: frame.assign(welfare_share=frame["welfare_share"] * 100), "welfare_share"),
        (lambda frame: frame.assign(welfare_share=frame["welfare_share"] / 2), "add up"),
        (lambda frame: pd.concat([frame, frame]), "twice"),
        (lambda frame: frame.rename(columns={"quantile": "limit"}), "no column quantile"),
        (lambda frame: frame.assign(percentile=frame["percentile"] - 1), "percentile"),
    ],
)
def test_hundredths_that_do_not_fit_raise(hundredths, change, message):
    with pytest.raises(DataError, match=message):
        pip_percentiles(hundredths(change))


def _with_their_own_names(folder):
    """The real table of 2,320 surveys, whose columns the publisher's client for R renamed."""
    names = {"year": "reporting_year", "welfare_time": "survey_year", "pop": "reporting_pop"}
    table = pd.read_csv(Path(REAL, "pip/pip_main_data.csv.gz"), dtype=str, keep_default_na=False).rename(columns=names)
    path = folder / f"pip_{VERSION}_3.00.csv"
    table.iloc[:, 1:].to_csv(path, index=False)
    return path


@pytest.mark.skipif(REAL is None, reason="INEQUALITY_REAL_DATA is not set")
class TestRealFiles:
    def test_a_recorded_answer(self, brought_in):
        dataset = brought_in("pip", {"answer": Path(REAL, "pip/pipr-res-ex-csv.body.csv")}, areas=["AGO"])
        assert dataset.id == "pip@20260324_2021"
        assert dataset.frame["gini"].tolist() == [0.5195689249112876, 0.427155149878257, 0.5127211119824917]
        first = dataset.distribution(area="AGO", year=2000)
        assert "World Bank" in first.provenance.citation()
        assert bounds(gini, first).low <= 0.5195689249112876 <= bounds(gini, first).high

    def test_deciles_are_those_of_the_built_in_table(self, tmp_path):
        """That one has another release of the publisher: nearly all surveys agree to the digits printed there."""
        path = _with_their_own_names(tmp_path)
        ours = pip({path.name: path}).frame.set_index(["area", "year", "reporting_level", "welfare_type"])
        table = built_in("income_deciles_world_bank@2022-2024").frame
        found = []
        for (area, year, welfare), rows in table.groupby(["area", "year", "welfare_type"]):
            if (area, year, "national", welfare) in ours.index:
                row = ours.loc[(area, year, "national", welfare), list(DECILES.values())].to_numpy(dtype=float)
                found.append(abs(row - rows.sort_values("p_lower")["share"].to_numpy()).max() <= 6e-6)
        assert len(found) > 120
        assert sum(found) / len(found) > 0.9

    def test_the_recorded_error_is_refused(self):
        with pytest.raises(Wrong, match="message"):
            inspect(Path(REAL, "pip/pipr-res-ex-404.body.json"), SOURCES["pip"].facts["asks"]()[0].gate)

    def test_the_header_of_2024_has_every_column(self):
        header = Path(REAL, "pip/pip_header_2024plus.csv").read_text().strip()
        assert header == HEADER
        assert set(REQUIRED) <= set(header.split(","))

    def test_every_published_gini_lies_within_the_bounds_of_its_deciles(self, tmp_path):
        path = _with_their_own_names(tmp_path)
        reading = pip({path.name: path})
        assert len(reading.frame) == 2320
        for k in range(0, 2320, 29):
            row = reading.frame.iloc[[k]]
            if row.isna()[["decile_1_share", "gini", "average"]].to_numpy().any():
                continue
            found = bounds(gini, reading.distribution(row))
            assert found.low - 2e-3 <= row["gini"].item() <= found.high + 2e-3, row["area"].item()
