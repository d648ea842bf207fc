"""The Distribution of Household Income, on made-up households in the layout of the zip for researchers."""

import zipfile

import pandas as pd
import pytest

from inequality import gini
from inequality.errors import DataError, DomainError, GroupedError, InputError
from inequality.sources._cbo import GROUPS, TILES, cbo

FOLDER = "61911-additional-data-for-researchers/CBO_distribution_household_income_2022_data"
RANK = "households_ranked_by_inc_before_trans_tax_table"


def tables(years=(2021, 2022)):
    """Tables 1 (households, millions), 3 (averages, dollars) and 10 (shares, percent), by type of household and group."""
    rows = [(kind, group, year) for kind in ("all_households", "elderly_headed_hh") for group in GROUPS for year in years]
    frame = pd.DataFrame(rows, columns=["household_type", "income_group", "year"])
    place = frame["income_group"].map({group: number for number, group in enumerate(GROUPS, 1)})
    size = frame["income_group"].map({group: upper - lower for group, (lower, upper) in GROUPS.items()})
    before = 20_000 * place**2
    return {
        "01_demographics": frame.assign(num_households=(100 * size).round(1), avg_household_size=2.5),
        "03_average_household_income": frame.assign(
            market_inc=before - 5_000,
            social_insurance_benefits=5_000,
            inc_before_transfers_taxes=before,
            means_tested_transfers=[4_000 if group == "lowest_quintile" else "" for group in frame["income_group"]],
            federal_taxes=before // 5,
            inc_after_transfers_taxes=before - before // 5,
        ),
        "10_household_income_shares": frame.assign(
            market_inc=(place * 2.2).round(1), inc_before_transfers_taxes=place * 2.0, inc_after_transfers_taxes=place * 1.9
        ),
    }


def zipped(folder, found, rank=RANK, last=2022):
    path = folder / "cbo.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{FOLDER}/README.txt", "made up")
        for name, frame in found.items():
            archive.writestr(f"{FOLDER}/{rank}_{name}_1979_{last}.csv", frame.to_csv(index=False))
    return {path.name: path}


def test_a_group_a_row(tmp_path):
    reading = cbo(zipped(tmp_path, tables()))
    frame = reading.frame
    assert len(frame) == 2 * 2 * len(GROUPS)
    first = frame[(frame["group"] == "lowest_quintile") & (frame["year"] == 2022)].iloc[0]
    assert (first["area"], first["p_lower"], first["p_upper"]) == ("USA", 0, 0.2)
    assert first["population"] == 20e6
    assert first["income_before_transfers_and_taxes"] == 20_000
    assert first["share_of_income_before_transfers_and_taxes"] == 0.02
    assert frame["means_tested_transfers"].isna().sum() == 2 * 2 * (len(GROUPS) - 1)  # rounds to nothing: missing, not 0
    assert reading.measures["income_after_transfers_and_taxes"].prices == "2022"


def test_a_year_is_a_distribution_between_groups(tmp_path):
    reading = cbo(zipped(tmp_path, tables()))
    frame = reading.frame
    rows = frame[(frame["year"] == 2022) & (frame["household_type"] == "all_households")]
    found = reading.distribution(rows)
    assert len(found) == len(TILES)
    assert found.population == pytest.approx(100e6)
    assert not found.ordered  # ranked by income adjusted for size, averaged without
    with pytest.raises(GroupedError):
        gini(found)
    assert 0 < gini(found.equal()) < 1
    assert found.measure.concept == "income_before_transfers_and_taxes"


def test_an_average_that_rounds_to_nothing_makes_no_distribution(tmp_path):
    found = tables()
    average = found["03_average_household_income"]
    average["inc_before_transfers_taxes"] = average["inc_before_transfers_taxes"].astype(object)
    average.loc[average["income_group"] == "lowest_quintile", "inc_before_transfers_taxes"] = ""
    reading = cbo(zipped(tmp_path, found))
    rows = reading.frame[(reading.frame["year"] == 2022) & (reading.frame["household_type"] == "all_households")]
    with pytest.raises(DomainError, match="rounds to nothing and is missing"):
        reading.distribution(rows)


def test_another_ranking_and_an_older_name(tmp_path):
    found = tables()
    found["03_average_household_income"] = found["03_average_household_income"].rename(columns={"market_inc": "market_income"})
    files = zipped(tmp_path, found, rank="households_ranked_by_market_inc_table")
    reading = cbo(files, ranked_by="market_income")
    assert reading.frame["market_income"].iloc[0] == 15_000
    with pytest.raises(DataError, match="holds 0 files like"):
        cbo(files)


def changed(name, change):
    found = tables()
    found[name] = change(found[name])
    return found


@pytest.mark.parametrize(
    ("found", "message"),
    [
        (lambda: changed("01_demographics", lambda f: f.drop(columns="num_households")), "no column num_households"),
        (lambda: changed("03_average_household_income", lambda f: f.drop(columns="federal_taxes")), "no column federal_taxes"),
        (lambda: changed("10_household_income_shares", lambda f: f.drop(columns="market_inc")), "no column market_inc"),
        (lambda: changed("01_demographics", lambda f: f.iloc[1:]), "do not have the same groups and years"),
        (lambda: changed("01_demographics", lambda f: pd.concat([f, f.iloc[:1]])), "holds 1 rows twice"),
        (
            lambda: changed("10_household_income_shares", lambda f: f.assign(market_inc=f["market_inc"] / 100)),
            "so these are not percents",
        ),
        (
            lambda: {name: f[f["income_group"] != "top_1_percent"] for name, f in tables().items()},
            "Of all_households in 2021 there is no group top_1_percent",
        ),
        (dict, "holds 0 files"),
    ],
    ids=range(8),
)
def test_what_is_amiss_is_said(tmp_path, found, message):
    files = zipped(tmp_path, found())
    with pytest.raises(DataError, match=message):
        cbo(files)
    assert cbo.__entry__.facts["asks"]()[0].gate.also(files["cbo.zip"])


def test_dollars_are_those_of_the_last_year(tmp_path):
    files = zipped(tmp_path, tables((2022, 2023)), last=2023)
    with pytest.raises(InputError, match="pass --prices 2023"):
        cbo(files)
    assert cbo(files, prices="2023").measures["market_income"].prices == "2023"


def test_what_is_asked_for():
    asks = cbo.__entry__.facts["asks"]
    assert asks()[0].url.startswith("https://www.cbo.gov/system/files/")
    assert asks(publication="62761")[0].url == ""  # its address is not known here: by hand
    assert "in a browser" in cbo.__entry__.facts["by_hand"]
    with pytest.raises(InputError, match="Possible: market_income"):
        asks(ranked_by="income")


def test_the_whole_way(tmp_path, brought_in):
    dataset = brought_in("cbo", zipped(tmp_path, tables()))
    assert len(dataset.distribution(year=2021, household_type="elderly_headed_hh")) == len(TILES)
