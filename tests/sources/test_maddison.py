"""The Maddison Project Database, on made-up figures in the layouts of the publisher and of Our World in Data."""

import pandas as pd
import pytest

from inequality.errors import DataError, GateError, InputError
from inequality.sources._maddison import maddison

from .conftest import COUNTRIES


def sheet():
    rows = [("FRA", 1820, 1_800.0, 31_250.0), ("FRA", 2022, 40_000.0, 68_000.0), ("NAM", 2022, 9_000.0, 2_500.0)]
    rows += [("SUN", 1970, 8_000.0, 241_000.0), ("FRA", 1, None, None), ("WEU", 1820, 1_500.0, 1_000.0)]
    return pd.DataFrame(rows, columns=["countrycode", "year", "gdppc", "pop"]).assign(country="as written", region="as written")


def book(folder, frame, name="Full data"):
    path = folder / "mpd2023.xlsx"
    with pd.ExcelWriter(path) as writer:
        pd.DataFrame({"about": ["made up"]}).to_excel(writer, sheet_name="Notes", index=False)
        frame.to_excel(writer, sheet_name=name, index=False)
    return {path.name: path}


MIRROR = """Entity,Code,Year,gdp_per_capita
France,FRA,1820,1800.5
Namibia,NAM,2022,9000
World,OWID_WRL,2022,15000
USSR,OWID_USS,1970,8000
Western Europe (MPD),,1820,1500
"""


def mirror(folder, text=MIRROR):
    path = folder / "maddison.csv"
    path.write_text(text, encoding="utf-8")
    return {path.name: path}


def test_the_publishers_workbook(tmp_path):
    reading = maddison(book(tmp_path, sheet()), via="publisher")
    frame = reading.frame
    assert frame[["area", "year"]].to_numpy().tolist() == [["FRA", 1820], ["FRA", 2022], ["NAM", 2022], ["SUN", 1970]]
    assert frame["population"].tolist()[:2] == [31.25e6, 68e6]
    assert frame["gdp_per_capita"].iloc[0] == 1_800
    measure = reading.measures["gdp_per_capita"]
    assert (measure.prices, measure.conversion) == ("2011", "PPP")
    assert any("WEU" in warning for warning in reading.warnings)


def test_our_world_in_data(tmp_path):
    reading = maddison(mirror(tmp_path))
    assert dict(zip(reading.frame["area"], reading.frame["gdp_per_capita"], strict=True)) == {
        "FRA": 1800.5,
        "NAM": 9000.0,
        "SUN": 8000.0,
        "WLD": 15000.0,
    }
    assert "population" not in reading.frame
    lower = maddison(mirror(tmp_path, MIRROR.replace("Entity,Code,Year", "entity,code,year")), areas=["WLD"])
    assert lower.frame["gdp_per_capita"].tolist() == [15000.0]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda f: f.rename(columns={"gdppc": "cgdppc"}), "no column gdppc"),
        (lambda f: f.drop(columns="pop"), "no column pop"),
        (lambda f: pd.concat([f, f.iloc[:1]]), "holds 1 rows twice"),
        (lambda f: f.assign(gdppc=f["gdppc"] / 1000), "dollars a person and year"),
        (lambda f: f.assign(pop=f["pop"] * 1000), "thousands of people"),
        (lambda f: f.assign(gdppc="much"), "holds 'much'"),
    ],
    ids=range(6),
)
def test_what_is_amiss_is_said(tmp_path, change, message):
    files = book(tmp_path, change(sheet()))
    with pytest.raises(DataError, match=message):
        maddison(files, via="publisher")
    assert maddison.__entry__.facts["asks"](via="publisher")[0].gate.also(files["mpd2023.xlsx"])


def test_a_mirror_without_output(tmp_path):
    with pytest.raises(DataError, match="no column gdp_per_capita"):
        maddison(mirror(tmp_path, MIRROR.replace("gdp_per_capita", "life_expectancy")))


def test_what_is_asked_for():
    asks = maddison.__entry__.facts["asks"]
    assert asks()[0].parameters["useColumnShortNames"] == "true"
    assert asks(via="publisher")[0].url.startswith("https://dataverse.nl/")
    assert "give --via publisher" in maddison.__entry__.facts["by_hand"]
    with pytest.raises(InputError, match="Possible: owid, publisher"):
        asks(via="mirror")


def test_the_whole_way(tmp_path, brought_in):
    with pytest.raises(GateError, match="areas"):
        brought_in("maddison", book(tmp_path, sheet()), via="publisher")
    more = pd.DataFrame([(area, 2021, 9_000.0, 2_500.0) for area in COUNTRIES], columns=["countrycode", "year", "gdppc", "pop"])
    whole = pd.concat([sheet(), more.assign(country="as written", region="as written")])
    assert len(brought_in("maddison", book(tmp_path, whole), via="publisher").frame) == 4 + len(COUNTRIES)
    rows = "".join(f"Somewhere,{area},{year},{20_000 + year}\n" for year in range(1815, 1820) for area in COUNTRIES)
    assert len(brought_in("maddison", mirror(tmp_path, MIRROR + rows)).frame) == 4 + 5 * len(COUNTRIES)
