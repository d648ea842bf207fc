"""WID.world: its files as they are, with made-up values, and every trap in them."""

import csv
import io
import os
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import inequality as iq
from inequality.errors import DataError, InputError, UnknownNameError
from inequality.sources import SOURCES, wid_areas, wid_brackets, wid_codes, wid_metadata, wid_table

WID = SOURCES["wid"]
HEADER = "country;variable;percentile;year;value;age;pop;data_quality"
METADATA = """country variable age pop countryname shortname simpledes technicaldes shorttype longtype shortpop longpop
    shortage longage unit source method extrapolation data_points data_quality_score""".split()  # noqa: SIM905
BRACKETS = {"p0p50": (0.1, 2000, 0), "p50p90": (0.3, 7500, 4000), "p90p100": (0.6, 60000, 20000), "p0p100": (1, 10000, 0)}


def data(code, *, years=(2000, 2001, 2023), factor=1.0, index=True, rates=None, extra=(), quality=True):
    """Lines of a data file: net wealth of four brackets, a Gini, adults, prices and rates; 8 columns, or an aggregate's 7."""
    lines = []
    for year in years:
        for percentile, (share, average, threshold) in BRACKETS.items():
            lines.append(f"{code};shwealj992;{percentile};{year};{share};992;j;3")
            lines.append(f"{code};ahwealj992;{percentile};{year};{average * factor};992;j;3")
            lines.append(f"{code};thwealj992;{percentile};{year};{threshold * factor};992;j;2")
        lines.append(f"{code};ghwealj992;p0p100;{year};0.55;992;j;0.0144")
        lines.append(f"{code};npopuli992;p0p100;{year};1000;992;i;")
        if index:
            lines.append(f"{code};inyixxi999;p0p100;{year};{0.5 if year < 2023 else 1};999;i;")
        for variable, rate in (rates or {}).items():
            lines.append(f"{code};{variable}i999;p0p100;{year};{rate if year == 2023 else 99 * rate};999;i;")
    lines += extra
    return [HEADER, *lines] if quality else [line.rpartition(";")[0] for line in (HEADER, *lines)]


def metadata(code, *, currency="USD", extrapolation="", points="", quality=True):
    """A metadata file with separators and line ends in its texts, as WID's have."""
    columns = METADATA if quality else METADATA[:-1]
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, delimiter=";", lineterminator="\n", restval="")
    writer.writeheader()
    for variable, unit in {"shwealj992": "share", "ahwealj992": currency, "thwealj992": currency, "ghwealj992": ""}.items():
        row = {"country": code, "variable": variable, "age": "992", "pop": "j", "unit": unit, "countryname": "the Land; of NA"}
        texts = {"source": "A; B\nC; [URL][URL_LINK]u[/URL_LINK][URL_TEXT]t[/URL_TEXT][/URL]", "method": 'so "called"'}
        writer.writerow({**row, **texts, "extrapolation": extrapolation, "data_points": points})
    return text.getvalue()


def packed(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text if isinstance(text, str) else "\n".join([*text, ""]))
    return path


@pytest.fixture
def area(tmp_path):
    """Make an area's zip, as it would be in the store."""

    def make(code, lines=None, about=None):
        members = {f"WID_data_{code}.csv": lines or data(code), f"WID_metadata_{code}.csv": about or metadata(code)}
        name = f"WID_fulldataset_{code}.zip"
        return {name: packed(tmp_path / name, members)}

    return make


@pytest.fixture
def region(tmp_path):
    """Make the two members of a region."""

    def make(code, lines, about):
        found = {}
        for name, text in {f"WID_data_{code}.csv": "\n".join([*lines, ""]), f"WID_metadata_{code}.csv": about}.items():
            found[name] = tmp_path / name
            found[name].write_text(text, encoding="utf-8")
        return found

    return make


COUNTRIES = ["alpha2;titlename;shortname;region;region2", "NA;Namibia;Namibia;Africa;Southern Africa"]


@pytest.fixture
def whole(tmp_path, monkeypatch):
    """Make a whole zip of some areas, and a cache of its own."""
    monkeypatch.setenv("INEQUALITY_CACHE", str(tmp_path / "cache"))

    def make(areas):
        members = {"WID_countries.csv": COUNTRIES}
        for code, (lines, about) in areas.items():
            members |= {f"WID_data_{code}.csv": lines, f"WID_metadata_{code}.csv": about}
        return {"wid_all_data.zip": packed(tmp_path / "wid_all_data.zip", members)}

    return make


def asked(**selection):
    return [remote.name for remote in WID.facts["asks"](**selection)]


# What is asked for


def test_files_follow_from_the_selection_alone():
    assert asked(areas=["FRA", "NAM", "XKX"]) == [f"WID_fulldataset_{code}.zip" for code in ("FR", "NA", "KS")]
    assert asked(areas=["US-CA"]) == ["WID_data_US-CA.csv", "WID_metadata_US-CA.csv"]
    assert asked(areas=["WLD"], conversion="MER") == ["WID_data_WO-MER.csv", "WID_metadata_WO-MER.csv"]
    assert asked() == asked(areas=["FRA"], whole=True) == ["wid_all_data.zip"]
    assert asked(table="areas") == ["WID_countries.csv"]
    assert all(remote.member for remote in WID.facts["asks"](areas=["WLD"]))
    with pytest.raises(UnknownNameError):
        asked(areas=["FRANCE"])


def test_a_cut_whole_zip_is_no_whole_zip(tmp_path):
    also = WID.facts["asks"]()[0].gate.also
    names = {f"WID_data_{number}.csv": [HEADER] for number in range(423)}
    assert also(packed(tmp_path / "a.zip", names)) == ""
    assert "it holds data of 3 areas" in also(packed(tmp_path / "b.zip", dict(list(names.items())[:3])))


# Codes and brackets


@pytest.mark.parametrize("code", ["sptinc992j", "sptincj992", "sptinc_p99p100_992_j", " sptincj992 "])
def test_codes_are_read_in_every_order(code):
    read = wid_codes.Variable.read(code)
    assert (read.code, read.bulk) == ("sptinc992j", "sptincj992")


@pytest.mark.parametrize("code", ["", "sptinc", "SPTINC992J", "sptinc99j", "sptinc992", "sptincj9922", "p99p100"])
def test_what_is_no_code_is_refused(code):
    with pytest.raises(InputError, match="no code of a WID variable"):
        wid_codes.Variable.read(code)


def test_generalized_percentiles_tile_the_population():
    brackets = [wid_brackets.bracket(code, "share") for code in wid_brackets.generalized()]
    assert brackets[0] == (0.0, 0.01)
    assert brackets[-1] == (0.99999, 1.0)
    assert all(one[1] == two[0] for one, two in zip(brackets, brackets[1:], strict=False))
    lone = [code.split("p")[1] for code in wid_brackets.generalized()]
    assert [wid_brackets.bracket(f"p{lower}", "average") for lower in lone] == brackets
    assert wid_brackets.bracket("p99.5", "average") == (0.995, 0.996)
    assert wid_brackets.bracket("p99.55", "average") is None
    for wrong in ("p100", "p50p50", "p90p10", "pall", "0.9", "p90p101"):
        with pytest.raises(InputError):
            wid_brackets.bracket(wrong, "share")


# Brackets


def test_shares_averages_thresholds_and_gini_side_by_side(area):
    reading = WID.function(area("FR", about=metadata("FR", currency="EUR")), areas=["FRA"])
    frame = reading.frame
    assert list(frame)[:8] == ["area", "year", "p_lower", "p_upper", "share", "average", "threshold", "gini"]
    top = frame[(frame["year"] == 2001) & (frame["p_lower"] == 0.9)].iloc[0]
    assert (top["area"], top["share"], top["average"], top["threshold"]) == ("FRA", 0.6, 60000, 20000)
    assert np.isnan(top["gini"])
    assert top["population"] == pytest.approx(100)
    assert top["data_quality"] == 2
    everyone = frame[(frame["p_upper"] == 1) & (frame["p_lower"] == 0)]
    assert everyone["gini"].tolist() == [0.55] * 3
    assert everyone["data_quality"].tolist() == [0.0144] * 3
    assert reading.measures["average"] == iq.Measure("net_wealth", "equal_split_adult", "EUR", "2023")
    assert reading.measures["share"].scale == "share"
    assert reading.units["average"] == "EUR"
    assert not frame.duplicated(list(reading.key)).any()


def test_a_distribution_of_one_area_and_year(area):
    reading = WID.function(area("FR"), areas=["FRA"])
    rows = reading.frame[reading.frame["year"] == 2001]
    people = reading.distribution(rows)
    assert (len(people), people.population, people.mean) == (3, pytest.approx(1000), pytest.approx(10000))
    assert reading.distribution(rows[rows["p_upper"] - rows["p_lower"] < 1]).population == pytest.approx(1000)
    assert people.measure == reading.measures["average"]
    assert iq.top_share(people, 0.1) == pytest.approx(0.6)
    shares = WID.function(area("FR"), areas=["FRA"], statistics=["share"])
    assert iq.top_share(shares.distribution(shares.frame[shares.frame["year"] == 2001]), 0.1) == pytest.approx(0.6)
    with pytest.raises(iq.errors.DomainError, match="do not cover"):
        reading.distribution(rows[rows["p_lower"] > 0])


def test_brackets_within_brackets(area):
    """Top shares of the past: the top 10 percent, and within it the top 5 and the top 1."""
    nested = {"p0p100": 1.0, "p90p100": 0.5, "p95p100": 0.4, "p99p100": 0.25}
    lines = [HEADER, *(f"FR;shwealj992;{percentile};1905;{share};992;j;" for percentile, share in nested.items())]
    reading = WID.function(area("FR", lines), areas=["FRA"])
    people = reading.distribution(reading.frame)
    assert people.weight.tolist() == pytest.approx([0.9, 0.05, 0.04, 0.01])
    assert people.total.tolist() == pytest.approx([0.5, 0.1, 0.15, 0.25])
    frame = reading.frame
    for gap in (frame[frame["p_lower"] > 0], frame[frame["p_upper"] < 1], frame.replace({"p_upper": {1.0: 0.97}})):
        with pytest.raises(iq.errors.DomainError, match="do not cover"):
            reading.distribution(gap)


def test_one_selection_at_a_time(area):
    files = area("FR")
    few = WID.function(files, areas=["FRA"], percentiles=["p90p100"], years=["2000-2001"], statistics=["share"]).frame
    assert few[["year", "share"]].to_numpy().tolist() == [[2000, 0.6], [2001, 0.6]]
    assert WID.function(files, areas=["FRA"], years=["2023"]).frame["year"].unique().tolist() == [2023]
    for wrong in ({"years": ["199"]}, {"years": ["2020-2010"]}, {"percentiles": ["99-100"]}, {"extrapolated": "no"}):
        with pytest.raises(InputError):
            WID.function(files, areas=["FRA"], **wrong)
    with pytest.raises(UnknownNameError, match="did you mean 'net_wealth'"):
        WID.function(files, areas=["FRA"], concept="net_worth")
    with pytest.raises(InputError, match="table='series'"):
        WID.function(files, areas=["FRA"], variables=["shweal992j"])
    with pytest.raises(DataError, match="no rows of"):
        WID.function(files, areas=["FRA"], concept="fiscal_income")


def test_any_variable_by_its_code(area):
    reading = WID.function(area("FR"), areas=["FRA"], table="series", variables=["npopuli992", "ahweal_p90p100_992_j"])
    assert set(reading.frame["variable"]) == {"npopul992i", "ahweal992j"}
    assert reading.frame.loc[reading.frame["variable"] == "ahweal992j", "unit"].unique().tolist() == ["USD"]
    assert not reading.frame.duplicated(list(reading.key)).any()


# The traps


def test_namibia_is_not_missing(area, whole):
    assert WID.function(area("NA"), areas=["NAM"]).frame["area"].unique().tolist() == ["NAM"]
    files = whole({"NA": (data("NA"), metadata("NA")), "FR": (data("FR"), metadata("FR"))})
    frame = WID.function(files).frame
    assert frame["area"].value_counts().to_dict() == {"FRA": 12, "NAM": 12}


def test_albania_is_not_lost_to_a_file_named_like_its_own(whole):
    files = whole({"Al": ([HEADER], ";".join(METADATA) + "\n"), "AL": (data("AL"), metadata("AL"))})
    assert WID.function(files, areas=["ALB"], whole=True).frame["area"].unique().tolist() == ["ALB"]


def test_aggregates_have_seven_columns(region, whole):
    lines, about = data("WO", quality=False), metadata("WO", quality=False)
    frame = WID.function(region("WO", lines, about), areas=["WLD"]).frame
    assert (len(frame), frame["data_quality"].isna().all()) == (12, True)
    both = WID.function(whole({"WO": (lines, about), "FR": (data("FR"), metadata("FR"))}), statistics=["share"]).frame
    assert both.groupby("area")["data_quality"].count().to_dict() == {"FRA": 12, "WLD": 0}


def test_a_file_of_nothing_but_its_header_is_empty_and_no_error(whole, area, region):
    empty, about = [HEADER.removesuffix(";data_quality")], ";".join(METADATA) + "\n"
    assert len(empty[0] + "\n") == 47
    files = whole({"ON": (empty, about), "FR": (data("FR"), metadata("FR"))})
    assert WID.function(files).frame["area"].unique().tolist() == ["FRA"]
    beside = area("FR") | region("ON", empty, about)
    assert WID.function(beside, areas=["FRA"]).frame["area"].unique().tolist() == ["FRA"]
    with pytest.raises(DataError, match="nothing of what was asked for WID_ON"):
        WID.function(beside, areas=["FRA", "WID_ON"])
    with pytest.raises(DataError, match="no rows of"):
        WID.function(area("AD", empty, about), areas=["AND"])


def test_areas_without_junk_and_doubles(tmp_path):
    path = tmp_path / "WID_countries.csv"
    rows = (
        "NA;Namibia;Namibia;Africa;Southern Africa",
        "KS;Kosovo;Kosovo;Europe;Eastern Europe",
        "XK;Kosovo;Kosovo;Europe;Eastern_Europe",
        "XC;former Czechoslovakia;Former Czechoslovakia;Europe;Eastern_Europe",
        "dkb;Casey;Abraham;GA-CB;CO-LR",
        "XXTEST;;;;",
        "QE;Europe;Europe;;",
        "QE-MER;;;;",
        "QY;;;;",
        "US-CA;California;California;;",
        "SU;the USSR;USSR;Europe;Eastern_Europe",
    )
    path.write_text("\n".join([COUNTRIES[0], *rows, ""]), encoding="utf-8-sig")
    reading = WID.function({"WID_countries.csv": path}, table="areas")
    frame = reading.frame.set_index("area")
    assert list(frame.index) == ["NAM", "XKX", "WID_QE", "WID_QY", "US-CA", "SUN"]
    assert frame["subregion"].tolist()[-1] == "Eastern Europe"
    assert frame.loc["WID_QY", "name"] == "European Union (WID.world)"
    assert "4 rows that are no area" in reading.warnings[0]
    assert "dkb" in reading.warnings[0]
    path.write_text("alpha2;name\nFR;France\n")
    with pytest.raises(DataError, match="no column titlename"):
        WID.function({"WID_countries.csv": path}, table="areas")


def test_values_stated_twice_are_taken_once_unless_they_differ(area):
    twin = ["FR;shwealj992;p90;2000;0.6;992;j;3", "FR;thwealj992;p99.55;2000;5;992;j;3"]
    reading = WID.function(area("FR", data("FR", extra=twin)), areas=["FRA"])
    assert len(reading.frame) == 12
    assert any("stated twice" in said for said in reading.warnings)
    assert any("1 rows of percentiles" in said for said in reading.warnings)
    with pytest.raises(DataError, match="twice, and differently"):
        WID.function(area("FR", data("FR", extra=["FR;shwealj992;p90;2000;0.7;992;j;3"])), areas=["FRA"])


def test_gaps_and_infinite_values_are_missing_and_said(area):
    extra = ["FR;shwealj992;p99p100;2000;;992;j;", "FR;ahwealj992;p99p100;2000;inf;992;j;"]
    reading = WID.function(area("FR", data("FR", extra=extra)), areas=["FRA"])
    top = reading.frame[reading.frame["p_lower"] == 0.99].iloc[0]
    assert np.isnan(top["share"])
    assert np.isnan(top["average"])
    assert any("1 values are infinite" in said for said in reading.warnings)


# Extrapolated years, quality


def test_the_two_clients_differ_by_a_year(area):
    files = area("FR", about=metadata("FR", extrapolation="[[2000, 2001], [2023, 2024]]", points="[2023]"))
    marked = WID.function(files, areas=["FRA"]).frame
    assert marked.groupby("year")["estimated"].all().to_dict() == {2000: True, 2001: True, 2023: False}
    stata = WID.function(files, areas=["FRA"], extrapolated="exclude")
    assert stata.frame["year"].unique().tolist() == [2023]
    assert "rule of its Stata client" in stata.warnings[0]
    other = WID.function(files, areas=["FRA"], extrapolated="exclude-r").frame
    assert other["year"].unique().tolist() == [2000, 2023]
    with pytest.raises(DataError, match="extrapolated years as"):
        WID.function(area("FR", about=metadata("FR", extrapolation="1820-1910")), areas=["FRA"])


def test_quality_below_what_is_asked_is_left_out_and_said(area):
    reading = WID.function(area("FR"), areas=["FRA"], data_quality=3)
    assert reading.frame["data_quality"].eq(3).all()
    assert "gini" not in reading.frame
    assert "15 rows whose data quality is below 3" in reading.warnings[0]


# Money


def test_currencies_and_conversions(area, region):
    rates = {"xlcusp": 0.8, "xlcusx": 0.9}
    files = area("FR", data("FR", rates=rates), metadata("FR", currency="EUR"))
    files |= area("US", data("US", rates={"xlcusp": 1, "xlcusx": 1}))
    both = WID.function(files, areas=["FRA", "USA"])
    assert both.measures["average"].currency == "LCU"
    assert both.frame.groupby("area")["currency"].unique().str[0].to_dict() == {"FRA": "EUR", "USA": "USD"}
    table = WID.function(files, areas=["FRA", "USA"], table="inequality")
    assert table.measures["threshold"] == iq.Measure("net_wealth", "equal_split_adult", "USD", "2023", "PPP")
    top = table.frame[(table.frame["p_lower"] == 0) & (table.frame["p_upper"] == 1)].groupby("area")["average"].unique()
    assert {name: value.tolist() for name, value in top.items()} == {"FRA": [12500.0], "USA": [10000.0]}
    market = WID.function(files, areas=["FRA"], conversion="MER").frame
    assert market["average"].max() == pytest.approx(60000 / 0.9)


def test_regions_are_in_converted_euros(region, area):
    about = metadata("WO", currency="EUR", quality=False)
    world = region("WO", data("WO", quality=False, rates={"xlcusp": 0.7}), about)
    alone = WID.function(world, areas=["WLD"])
    assert alone.measures["average"] == iq.Measure("net_wealth", "equal_split_adult", "EUR", "2023", "PPP")
    files = world | area("US")
    beside = WID.function(files, areas=["WLD", "USA"])
    assert beside.measures["average"].conversion == "none"
    assert beside.frame.groupby("area")["average"].count().to_dict() == {"USA": 12, "WLD": 0}
    assert any("1 world regions are left out" in said for said in beside.warnings)
    ppp = WID.function(files, areas=["WLD", "USA"], conversion="PPP")
    most = ppp.frame.groupby("area")["average"].max()
    assert most["WLD"] == pytest.approx(60000 / 0.7)
    assert np.isnan(most["USA"])
    assert "No rate to USD for 2023, so no amounts: USA." in ppp.warnings


def test_regions_at_one_kind_of_rates_only(whole):
    areas = {
        code: (data(code, quality=False, factor=factor), metadata(code, quality=False))
        for code, factor in (("WO", 1.0), ("WO-MER", 3.0))
    }
    files = whole(areas)
    assert WID.function(files).frame["average"].max() == 60000
    market = WID.function(files, conversion="MER", currency="EUR")
    assert market.frame["average"].max() == 180000
    assert any("12" not in said and "purchasing power" in said for said in market.warnings)


def test_prices_of_two_editions_do_not_mix(area):
    old = [
        line.replace(";0.5;999", ";1;999")
        if "inyixx" in line and ";2001;" in line
        else line.replace(";1;999", ";2;999")
        if "inyixx" in line
        else line
        for line in data("US")
    ]
    files = area("FR") | area("US", old)
    reading = WID.function(files, areas=["FRA", "USA"])
    assert reading.frame.groupby("area")["average"].count().to_dict() == {"FRA": 12, "USA": 0}
    assert reading.frame["share"].notna().sum() == 24
    assert "Amounts in prices of another year than 2023 are left out: USA." in reading.warnings
    unstated = WID.function(area("FR", data("FR", index=False)), areas=["FRA"])
    assert unstated.measures["average"].prices == "constant"
    with pytest.raises(DataError, match="do not say which year's prices"):
        WID.function(area("FR", data("FR", index=False)), areas=["FRA"], conversion="PPP")


def test_rates(area):
    reading = WID.function(area("FR", data("FR", rates={"xlcusp": 0.8, "xlcusx": 0.9})), areas=["FRA"], table="rates")
    assert list(reading.frame) == ["area", "year", "price_level", "purchasing_power_parity_usd", "exchange_rate_usd"]
    assert reading.frame.iloc[-1].tolist() == ["FRA", 2023, 1, 0.8, 0.9]
    assert reading.units["price_level"] == "index, 2023 = 1"
    assert reading.measures["exchange_rate_usd"].conversion == "MER"


# Files that are not what they were


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ([HEADER.replace("percentile", "perc"), "FR;shwealj992;p0p100;2000;1;992;j;3"], "no column percentile"),
        ([HEADER.replace(";", ","), "FR,shwealj992,p0p100,2000,1,992,j,3"], "(no column|cannot be read)"),
        ([HEADER, "FR;shwealj992;p0p100;20x0;1;992;j;3"], "cannot be read"),
        ([HEADER, "FR;shwealj992;p0p100;2000;much;992;j;3"], "cannot be read"),
        ([HEADER, "DE;shwealj992;p0p100;2000;1;992;j;3"], "has rows of DE"),
        ([HEADER, "FR;shwealj992;p0p100;2000;1;999;j;3"], "for age 999"),
        ([HEADER, "FR;shweal;p0p100;2000;1;992;j;3"], "no code of a WID variable"),
    ],
)
def test_a_changed_file_is_refused_by_name(area, lines, problem):
    with pytest.raises((DataError, InputError), match=problem):
        WID.function(area("FR", lines), areas=["FRA"])


def test_percents_are_refused(area):
    lines = [line.replace(";0.6;", ";60;") for line in data("FR")]
    with pytest.raises(DataError, match="WID states a share of 60"):
        WID.function(area("FR", lines), areas=["FRA"])


def test_a_zip_without_its_member_is_refused(tmp_path):
    files = {"WID_fulldataset_FR.zip": packed(tmp_path / "a.zip", {"WID_data_DE.csv": data("DE")})}
    with pytest.raises(DataError, match="does not hold WID_data_FR.csv, but WID_data_DE.csv"):
        WID.function(files, areas=["FRA"])
    about = metadata("FR").replace("extrapolation", "extra")
    zipped = packed(tmp_path / "b.zip", {"WID_data_FR.csv": data("FR"), "WID_metadata_FR.csv": about})
    with pytest.raises(DataError, match="WID_metadata_FR.csv has no column extrapolation"):
        WID.function({"WID_fulldataset_FR.zip": zipped}, areas=["FRA"])


def test_new_columns_do_no_harm(area):
    lines = [f"{line};new" for line in data("FR")]
    assert len(WID.function(area("FR", lines), areas=["FRA"]).frame) == 12


# WID's own files

REAL = pytest.mark.skipif("INEQUALITY_REAL_DATA" not in os.environ, reason="INEQUALITY_REAL_DATA names no recorded files")


@pytest.fixture
def real():
    return Path(os.environ["INEQUALITY_REAL_DATA"]) / "wid"


@REAL
def test_real_metadata(real):
    frame = wid_metadata.read(real / "WID_metadata_US.csv", "WID_metadata_US.csv")
    assert len(frame) == 1463
    codes = [wid_codes.Variable.read(code) for code in frame["variable"]]
    assert [(code.age, code.population) for code in codes] == list(zip(frame["age"], frame["pop"], strict=True))
    assert frame["source"].str.contains(";").sum() > 600
    years = wid_metadata.extrapolations(frame, "exclude")
    assert years[years["variable"] == "sptinc992j"]["year"].tolist() == list(range(1820, 1911))
    assert wid_metadata.currencies(frame, ["ahweal992j", "thweal992j"]) == {"US": "USD"}


@REAL
def test_real_countries(real):
    frame, left_out = wid_areas.table(real / "WID_countries.csv")
    assert len(frame) == 326
    assert frame["area"].is_unique
    assert set(frame["region"]) == {"Africa", "Americas", "Asia", "Europe", "Oceania", ""}
    assert not frame["subregion"].str.contains("_").any()
    assert "dkb" in left_out[0]
    iq.areas.from_iso3(frame.loc[~frame["area"].str.contains("-"), "area"])


@REAL
def test_official_ginis_lie_within_what_the_percentiles_allow(real):
    official = pd.read_csv(real / "official_ginis.csv").set_index(["country", "year", "component"])["gini"]
    checked = 0
    for name in ("wid_hweal992j_gpercentiles.csv.gz", "wid_world_ptinc992j_gpercentiles.csv.gz"):
        for key, rows in pd.read_csv(real / name).groupby(["country", "year", "variable"]):
            lower = rows["p"].round(5).to_numpy()
            columns = {
                "p_lower": lower,
                "p_upper": np.append(lower[1:], 1.0),
                "average": rows["bracketavg"],
                "threshold": rows["thr"],
            }
            people = wid_table.distribution(None, None, pd.DataFrame(columns))
            assert people.mean == pytest.approx(rows["average"].iloc[0], rel=1e-9)
            if key in official.index:
                assert official[key] in iq.bounds(iq.gini, people)
                checked += 1
    assert checked == 88


@REAL
def test_real_ginis_and_top_shares_come_through_whole(real, whole):
    """WID's own rows, in its bulk layout, through the sorted Parquet: every area, Namibia too, and every value."""
    rows = pd.concat(pd.read_csv(real / name, keep_default_na=False) for name in ("ginis.csv", "topshares.csv"))
    lines = rows["country"] + ";" + rows["variable"].str[:6] + "j992;" + rows["percentile"]
    lines += ";" + rows["year"].astype(str) + ";" + rows["value"].astype(str) + ";992;j;"
    about = "\n".join([";".join(METADATA), ""])
    areas = {code: ([HEADER, *these], about) for code, these in lines.groupby(rows["country"])}
    selection = {"concept": "pretax_national_income", "statistics": ["gini", "share"]}
    reading = WID.function(whole(areas), **selection)
    assert reading.frame["area"].nunique() == len({wid_areas.area(code) for code in areas} - {""})
    for statistic, letter in (("gini", "g"), ("share", "s")):
        wanted = rows[rows["variable"].str.startswith(letter) & rows["country"].map(wid_areas.is_region).eq(False)]
        found = reading.frame.dropna(subset=[statistic])
        found = found[~found["area"].str.startswith(("WID_", "WLD"))]
        assert len(found) == len(wanted)
        assert sorted(found[statistic]) == pytest.approx(sorted(wanted["value"]), rel=1e-15)
    assert "NAM" in set(reading.frame["area"])
