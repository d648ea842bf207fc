"""The Distributional Financial Accounts, on made-up releases in both layouts and on real ones."""

import os
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from inequality import bounds, gini, top_share
from inequality.dataset import built_in
from inequality.errors import DataError, DomainError, InputError
from inequality.sources._fed_dfa import GROUPS, fed_dfa

REAL = os.environ.get("INEQUALITY_REAL_DATA")
NETWORTH = {"TopPt1": 30, "RemainingTop1": 40, "Next9": 70, "Next40": 50, "Bottom50": 10}
HOUSEHOLDS = {"TopPt1": 100, "RemainingTop1": 900, "Next9": 9_000, "Next40": 40_000, "Bottom50": 50_000}


def plain(worth=NETWORTH, quarters=("2019:Q4", "2020:Q1")):
    """Levels in USD million as published: debts of 5 percent, and one kind of asset."""
    rows = [
        {
            "Date": quarter,
            "Category": group,
            "Net worth": 1_000_000 * value + place,
            "Assets": 1_050_000 * value + place,
            "Real estate": 300_000 * value,
            "Liabilities": 50_000 * value,
        }
        for place, quarter in enumerate(quarters)
        for group, value in worth.items()
    ]
    return pd.DataFrame(rows)


def detailed(frame, households=HOUSEHOLDS):
    new = frame.drop(columns="Real estate").assign(**{"Household count": frame["Category"].map(households)})
    cutoff = np.where(frame["Category"] == "Bottom50", "", "1000000")
    return new.assign(**{"Minimum Wealth Cutoff": np.where(frame["Date"] == "2019:Q4", cutoff, "")})


def shares(frame):
    """Percents to a tenth; a column without a meaning; NA where nobody has any."""
    amounts = frame.columns[2:]
    totals = frame.groupby("Date")[list(amounts)].transform("sum")
    return frame.assign(**{name: (100 * frame[name] / totals[name]).round(1) for name in amounts}, share=12.3456)


def packed(folder, members):
    path = folder / "dfa.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, frame in members.items():
            archive.writestr(name, frame.to_csv(index=False))
    return {"dfa.zip": path}


def release(folder, frame, **options):
    return packed(
        folder,
        {
            "dfa-networth-levels.csv": frame,
            "dfa-networth-levels-detail.csv": detailed(frame, **options),
            "dfa-networth-shares.csv": shares(frame),
        },
    )


def test_levels_are_dollars_and_households(tmp_path):
    reading = fed_dfa(release(tmp_path, plain()))
    frame = reading.frame
    assert list(frame.columns[:7]) == ["area", "year", "quarter", "group", "p_lower", "p_upper", "net_worth"]
    assert frame["quarter"].tolist() == ["2019-Q4"] * 5 + ["2020-Q1"] * 5
    assert frame["group"].tolist()[:5] == ["Bottom50", "Next40", "Next9", "RemainingTop1", "TopPt1"]
    assert frame["net_worth"].tolist()[:2] == [10e12, 50e12]
    assert frame["share"].iloc[0] == pytest.approx(10 / 200)
    assert frame["population"].iloc[0] == 50_000
    assert frame["threshold"].iloc[1] == 1_000_000
    assert frame["threshold"].isna().sum() == 6
    assert (reading.units["net_worth"], reading.units["population"], reading.units["share"]) == ("USD", "household", "fraction")
    assert reading.measures["net_worth"].unit == "household"


def test_a_quarter_is_a_distribution(tmp_path):
    reading = fed_dfa(release(tmp_path, plain()))
    found = reading.distribution(reading.frame[reading.frame["quarter"] == "2019-Q4"])
    assert found.ordered
    assert found.population == 100_000
    assert top_share(found, 0.01) == pytest.approx(70 / 200)
    assert gini(found.equal()) == bounds(gini, found).low


def test_shares_are_fractions(tmp_path):
    reading = fed_dfa(release(tmp_path, plain()), table="shares")
    assert reading.frame["net_worth"].iloc[:5].tolist() == pytest.approx([0.05, 0.25, 0.35, 0.2, 0.15])
    assert "share" not in reading.frame  # the publisher's column of that name is the share of pensions once more
    assert reading.units["net_worth"] == "fraction"
    found = reading.distribution(reading.frame.iloc[:5])
    assert (found.measure.scale, found.mean) == ("share", pytest.approx(1))


def test_shares_that_are_fractions_are_refused(tmp_path):
    files = packed(tmp_path, {"dfa-networth-shares.csv": shares(plain()).assign(Assets=0.2)})
    with pytest.raises(DataError, match="Assets, so these are not percents"):
        fed_dfa(files, table="shares")


def test_na_is_missing_in_shares(tmp_path):
    frame = shares(plain()).astype({"Real estate": object})
    frame.loc[3, "Real estate"] = "NA"
    reading = fed_dfa(packed(tmp_path, {"dfa-networth-shares.csv": frame}), table="shares")
    assert reading.frame["real_estate"].isna().sum() == 1


def test_the_older_layout(tmp_path):
    """The top 1 percent whole, pensions not split, no detailed file."""
    frame = plain({"Bottom50": 10, "Next40": 50, "Next9": 70, "Top1": 70}).assign(**{"Pension entitlements": 7})
    reading = fed_dfa(packed(tmp_path, {"dfa-networth-levels.csv": frame}))
    assert reading.frame["group"].tolist()[:4] == ["Bottom50", "Next40", "Next9", "Top1"]
    assert reading.frame["p_lower"].tolist()[:4] == [0, 0.5, 0.9, 0.99]
    assert reading.frame["pension_entitlements"].iloc[0] == 7e6
    assert any("numbers of households are unknown" in warning for warning in reading.warnings)
    found = reading.distribution(reading.frame.iloc[:4])
    assert top_share(found, 0.01) == pytest.approx(70 / 200)


def test_by_age_the_groups_are_not_in_order_of_wealth(tmp_path):
    worth = {"ageunder40": 10, "age40to54": 50, "age55to69": 90, "age70plus": 50}
    frame = plain(worth)
    files = packed(
        tmp_path,
        {
            "dfa-age-levels.csv": frame,
            "dfa-age-levels-detail.csv": detailed(frame, {"ageunder40": 30, "age40to54": 30, "age55to69": 25, "age70plus": 15}),
        },
    )
    reading = fed_dfa(files, breakdown="age")
    found = reading.distribution(reading.frame.iloc[:4])
    assert not found.ordered
    assert "p_lower" not in reading.frame
    assert found.population == 100


def test_by_age_without_numbers_of_households_there_is_no_distribution(tmp_path):
    worth = {"ageunder40": 10, "age40to54": 50, "age55to69": 90, "age70plus": 50}
    reading = fed_dfa(packed(tmp_path, {"dfa-age-levels.csv": plain(worth)}), breakdown="age")
    with pytest.raises(DomainError, match="does not say how many households"):
        reading.distribution(reading.frame.iloc[:4])


def without(frame, column):
    return frame.drop(columns=column)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda f: f.rename(columns={"Net worth": "Networth"}), "no column Net worth"),
        (lambda f: without(f, "Category"), "no column Category"),
        (lambda f: f.drop(index=3), "A group by networth is missing in 2019:Q4"),
        (lambda f: f[f["Category"] != "Next9"], "The groups by networth are Bottom50, Next40, RemainingTop1, TopPt1"),
        (lambda f: f.replace({"Category": {"TopPt1": "TopPt01"}}), "The groups by networth are"),
        (lambda f: pd.concat([f, f.iloc[:1]]), "holds 1 rows twice, the first of Date 2019:Q4, Category TopPt1"),
        (lambda f: f.assign(**{"Net worth": f["Net worth"] + 5}), "assets less liabilities are not net worth in 10 rows"),
        (lambda f: f.astype(object).replace(50_000_000, "n.a."), "holds 'n.a.' in column"),
        (lambda f: f.replace({"Date": {"2019:Q4": "2019-12-31"}}), "holds the date '2019-12-31'"),
        (lambda f: f.iloc[:0], "has no rows"),
    ],
)
def test_what_is_amiss_is_said(tmp_path, change, message):
    files = packed(tmp_path, {"dfa-networth-levels.csv": change(plain())})
    with pytest.raises(DataError, match=message):
        fed_dfa(files)
    (remote,) = fed_dfa.__entry__.facts["asks"]()
    assert remote.gate.also(files["dfa.zip"])  # and the file never enters the store


def test_another_unit_is_refused(tmp_path):
    frame = plain()
    amounts = frame.columns[2:]
    with pytest.raises(DataError, match="less than USD 1,000 billion"):
        fed_dfa(packed(tmp_path, {"dfa-networth-levels.csv": frame.assign(**{name: frame[name] // 1000 for name in amounts})}))


def test_two_files_that_do_not_agree(tmp_path):
    other = plain().assign(**{"Net worth": plain()["Net worth"] + 1})
    files = packed(tmp_path, {"dfa-networth-levels.csv": plain(), "dfa-networth-levels-detail.csv": detailed(other)})
    with pytest.raises(DataError, match="differ in 10 rows, the first of 2019:Q4"):
        fed_dfa(files)


def test_a_column_that_is_new_is_named(tmp_path):
    files = packed(tmp_path, {"dfa-networth-levels.csv": plain().assign(Crypto=1)})
    assert any("Crypto" in warning for warning in fed_dfa(files).warnings)


def test_what_is_asked_for():
    (remote,) = fed_dfa.__entry__.facts["asks"](breakdown="race", table="shares")
    assert remote.url.endswith("/dfa.zip")
    assert remote.gate.members == ("dfa-race-shares.csv",)
    with pytest.raises(InputError, match="Possible: networth, income, age"):
        fed_dfa.__entry__.facts["asks"](breakdown="wealth")


def test_the_edition_is_the_last_quarter(tmp_path):
    assert fed_dfa.__entry__.facts["edition"](release(tmp_path, plain())) == "2020-Q1"


def test_the_whole_way(tmp_path, brought_in):
    dataset = brought_in("fed_dfa", release(tmp_path, plain()))
    assert dataset.id == "fed_dfa@2020-Q1"
    assert dataset.distribution(quarter="2020-Q1").provenance.ids == ("fed_dfa@2020-Q1",)
    with pytest.raises(DomainError, match="pass quarter="):
        dataset.distribution()


real = pytest.mark.skipif(REAL is None, reason="INEQUALITY_REAL_DATA is not set")


def real_release(folder):
    path = folder / "dfa.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for each in Path(REAL, "fed_dfa").glob("dfa-*"):
            archive.write(each, each.name)
    return {"dfa.zip": path}


@real
@pytest.mark.parametrize("table", ["levels", "shares"])
@pytest.mark.parametrize("breakdown", GROUPS)
def test_the_release_of_2023(tmp_path, breakdown, table):
    files = real_release(tmp_path)
    reading = fed_dfa(files, breakdown=breakdown, table=table)
    assert reading.frame["quarter"].iloc[[0, -1]].tolist() == ["1989-Q3", "2023-Q1"]
    assert not any("not known here" in warning for warning in reading.warnings)
    quarter = reading.frame[reading.frame["quarter"] == "2022-Q4"]
    found = reading.distribution(quarter)
    if table == "levels":
        assert found.population == pytest.approx(131.53e6, rel=1e-3)
        printed = fed_dfa(files, breakdown=breakdown, table="shares").frame
        assert (printed["net_worth"] - reading.frame["share"]).abs().max() <= 0.00051  # printed to 0.1 percent


@real
def test_its_shares_are_those_of_the_built_in_vintages(tmp_path):
    frame = fed_dfa(real_release(tmp_path)).frame
    last = frame[frame["quarter"] == "2023-Q1"].set_index("group")["share"]
    assert last[["TopPt1", "RemainingTop1"]].sum() == pytest.approx(0.313, abs=5e-4)
    assert last["Bottom50"] == pytest.approx(0.0245, abs=5e-5)
    vintage = built_in("us_net_worth_vintages@2023-Q1").frame
    grouped = frame.assign(p_lower=frame["p_lower"].clip(upper=0.99)).groupby(["quarter", "p_lower"])["share"].sum()
    for row in vintage.itertuples():
        assert grouped[row.quarter, row.p_lower] == pytest.approx(row.share, abs=6e-6)  # rounded to six places, then to five


@real
def test_a_release_of_2019_without_split_groups(tmp_path):
    path = tmp_path / "dfa.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(Path(REAL, "fed_dfa", "old-2019q2-networth-levels.csv"), "dfa-networth-levels.csv")
    frame = fed_dfa({"dfa.zip": path}).frame.set_index(["quarter", "p_lower"])["share"]
    vintage = built_in("us_net_worth_vintages@2019-Q2").frame
    assert len(vintage) == len(frame)
    for row in vintage.itertuples():
        assert frame[row.quarter, row.p_lower] == pytest.approx(row.share, abs=6e-6)  # rounded to six places, then to five


@real
def test_the_release_of_2026_is_the_built_in_table(tmp_path):
    """Of that release only the detailed file was kept; the plain one is made of its columns."""
    detail = pd.read_csv(Path(REAL, "fed_dfa", "latest", "dfa-networth-levels-detail.csv"))
    same = detail[["Date", "Category", "Net worth", "Assets", "Liabilities"]]
    reading = fed_dfa(packed(tmp_path, {"dfa-networth-levels.csv": same, "dfa-networth-levels-detail.csv": detail}))
    known = built_in("us_net_worth_by_group@2026-Q1").frame
    both = reading.frame.merge(known, on=["quarter", "group"], suffixes=("", "_known"), validate="1:1")
    assert len(both) == len(known) == len(reading.frame)
    assert (both["net_worth"] == both["net_worth_known"]).all()
    assert (both["population"] == both["population_known"]).all()
    assert (both["share"] - both["share_known"]).abs().max() <= 5.1e-7
    assert not any("not known here" in warning for warning in reading.warnings)
