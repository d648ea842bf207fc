"""LIS key figures, on a made-up workbook with the headings of the real one."""

import pandas as pd
import pytest

from inequality.errors import DataError
from inequality.sources._lis import lis_key_figures

HEADINGS = {
    "Gini Coefficient": 0.28,
    "Atkinson Coefficient (epsilon=0.5)": 0.065,
    "Atkinson Coefficient (epsilon=1)": 0.13,
    "Percentile Ratio (90/10)": 3.5,
    "Percentile Ratio (90/50)": 1.9,
    "Percentile Ratio (80/20)": 2.2,
    "Relative Poverty Rates - Total Population (40%)": 2.5,
    "Relative Poverty Rates - Total Population (50%)": 6.5,
}


def sheet():
    rows = [("AT-Austria 1987", "II"), ("NA-Namibia 2010", "VIII"), ("KR-South Korea 2012", "IX")]
    frame = pd.DataFrame(rows, columns=["LIS Dataset_x000D_\n", "Wave_x000D_\n"]).assign(**HEADINGS)
    frame.loc[1, "Percentile Ratio (90/10)"] = None
    notes = ["Source: LIS", "All figures are of disposable household income."]
    return pd.concat([frame, pd.DataFrame({"LIS Dataset_x000D_\n": notes})], ignore_index=True)


def book(folder, frame, name="Key Figures as of 12-Jun-2022"):
    path = folder / "access-key-workbook.xlsx"
    with pd.ExcelWriter(path) as writer:
        pd.DataFrame({"about": ["made up"]}).to_excel(writer, sheet_name="Read me", index=False)
        frame.to_excel(writer, sheet_name=name, index=False)
    return {path.name: path}


def test_a_country_and_year_a_row(tmp_path):
    reading = lis_key_figures(book(tmp_path, sheet()))
    frame = reading.frame
    assert frame[["area", "year"]].to_numpy().tolist() == [["AUT", 1987], ["KOR", 2012], ["NAM", 2010]]
    assert frame["gini"].tolist() == [0.28] * 3
    assert frame["p90_p10_ratio"].isna().tolist() == [False, False, True]
    assert frame["poverty_rate_total_population_50"].tolist() == [0.065] * 3
    assert reading.title == "LIS Key Figures as of 12-Jun-2022"
    assert any("2 rows of notes" in warning for warning in reading.warnings)
    assert reading.measures["gini"].unit == "equivalised_person"
    assert lis_key_figures.__entry__.facts["origin"].redistributable == "no"


def test_columns_not_known_are_named(tmp_path):
    frame = sheet()
    frame["Percentage of Children in Families"] = frame["Gini Coefficient"]
    reading = lis_key_figures(book(tmp_path, frame))
    assert any("percentage_of_children_in_families" in warning for warning in reading.warnings)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda f: f.rename(columns={"Gini Coefficient": "Inequality index"}), "no column gini"),
        (lambda f: f.rename(columns={"LIS Dataset_x000D_\n": "Dataset"}), "no column lis_dataset"),
        (lambda f: f.assign(**{"Gini Coefficient": 28.0}).iloc[:3], "0 to 1"),
        (
            lambda f: f.assign(**{"Relative Poverty Rates - Total Population (40%)": 0.025}).iloc[:3],
            "so these are not percents",
        ),
        (lambda f: pd.concat([f.iloc[:3], f.iloc[:1]]), "holds 1 rows twice"),
        (lambda f: f.replace("AT-Austria 1987", "AT-Austria"), "figures of 'AT-Austria', which is no country and year"),
        (lambda f: f.astype(object).replace(1.9, "see note"), "holds 'see note'"),
    ],
    ids=range(7),
)
def test_what_is_amiss_is_said(tmp_path, change, message):
    files = book(tmp_path, change(sheet()))
    with pytest.raises(DataError, match=message):
        lis_key_figures(files)
    assert lis_key_figures.__entry__.facts["asks"]()[0].gate.also(next(iter(files.values())))


def test_another_workbook(tmp_path):
    with pytest.raises(DataError, match="0 sheets 'Key Figures as of"):
        lis_key_figures(book(tmp_path, sheet(), "Sheet1"))


def test_the_whole_way(tmp_path, brought_in):
    assert len(brought_in("lis_key_figures", book(tmp_path, sheet())).frame) == 3
