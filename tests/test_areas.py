"""Codes and names of areas: nothing guessed, nothing lost."""

import os
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inequality import areas
from inequality.errors import UnknownNameError

REAL = os.environ.get("INEQUALITY_REAL_DATA")
needs_real_data = pytest.mark.skipif(REAL is None, reason="INEQUALITY_REAL_DATA is not set")


class TestCodes:
    def test_namibia_is_a_country(self):
        assert areas.from_iso2(["NA"]) == ["NAM"]
        assert areas.iso2("NAM") == "NA"

    @pytest.mark.parametrize(("code", "area"), [("XK", "XKX"), ("EL", "GRC"), ("GR", "GRC"), ("UK", "GBR"), ("SU", "SUN")])
    def test_codes_beside_the_standard(self, code, area):
        assert areas.from_iso2([code]) == [area]

    @pytest.mark.parametrize("code", ["Al", "na", "ZZ", "CS", "", "USA", "I9", " FR"])
    def test_what_is_no_code_is_refused(self, code):
        with pytest.raises(UnknownNameError):
            areas.from_iso2([code])

    def test_an_empty_cell_is_no_country(self):
        with pytest.raises(UnknownNameError, match="nan"):
            areas.from_iso2(["FR", float("nan")])

    def test_all_unknown_codes_are_named(self):
        with pytest.raises(UnknownNameError, match=r"'Q1', 'Q2'"):
            areas.from_iso3(["FRA", "Q1", "DEU", "Q2"])

    def test_a_source_says_what_its_own_codes_are(self):
        assert areas.from_iso2(["CS", "FR", "dkb"], {"CS": "CSK", "dkb": ""}) == ["CSK", "FRA", ""]

    def test_one_area_a_row_in_order(self):
        rows = ["FR", "NA", "FR", "DE"] * 1000
        assert areas.from_iso2(pd.Series(rows, index=range(7, 4007))) == ["FRA", "NAM", "FRA", "DEU"] * 1000

    def test_every_country_goes_there_and_back(self):
        countries = set(areas.from_iso2([code for code in areas._two_letters() if code not in ("EL", "UK")]))
        assert len(countries) >= 250
        assert all(areas.from_iso2([areas.iso2(area)]) == [area] for area in countries)
        assert areas.from_iso3(countries) == list(countries)

    def test_aggregates_are_no_countries(self):
        assert not set(areas.AGGREGATES) & set(areas._two_letters().values())
        with pytest.raises(UnknownNameError):
            areas.iso2("WLD")

    @pytest.mark.parametrize("area", ["WLD", "EMU", "EU27_2020", "EA20", "WID_QE", "OWID_EUR", "SUN", "XKX", "CSK"])
    def test_documented_areas_have_a_name(self, area):
        assert areas.from_iso3([area]) == [area]
        assert len(areas.name(area)) > 3

    def test_namibia_survives_a_reader_of_tables(self):
        """What breaks country_converter's own class under pandas 3."""
        assert areas.name("NAM") == "Namibia"


class TestNames:
    @pytest.mark.parametrize(
        ("name", "area"),
        [
            ("Namibia", "NAM"),
            ("Korea, Rep.", "KOR"),
            ("Korea, Dem. Rep.", "PRK"),
            ("Congo, Dem. Rep.", "COD"),
            ("the Congo", "COG"),
            ("Türkiye", "TUR"),
            ("Côte d’Ivoire", "CIV"),
            ("Hong Kong SAR, China", "HKG"),
            ("Micronesia (country)", "FSM"),
            ("Niger", "NER"),
            ("Kosovo", "XKX"),
            ("USSR", "SUN"),
            ("Serbia and Montenegro", "SCG"),
            ("East Germany", "DDR"),
            ("Yugoslavia", "YUG"),
            ("Former Yugoslav Republic of Macedonia", "MKD"),
            ("South Africa", "ZAF"),
            ("Central African Republic", "CAF"),
        ],
    )
    def test_names_as_publishers_write_them(self, name, area):
        assert areas.from_names([name]) == [area]

    @pytest.mark.parametrize(
        "name",
        [
            "Atlantis",
            "World",
            "China (rural)",
            "United States - urban",
            "China and India",
            "Asia excluding China",
            "Southern Africa",
            "South America",
            "North America",
            "Northern Ireland",
            "Ethiopia (former)",
            "Serbia (excluding Kosovo)",
            "West Germany",
            "High-income countries",
            "NA",
            "",
        ],
    )
    def test_what_is_no_country_or_only_part_of_one_is_refused(self, name):
        with pytest.raises(UnknownNameError):
            areas.from_names([name])

    def test_a_close_name_is_offered(self):
        with pytest.raises(UnknownNameError, match="Namibia"):
            areas.from_names(["Namibie?"])

    @given(st.sampled_from(sorted(areas._names())), st.text(max_size=8))
    def test_a_name_is_its_own_area_or_refused(self, area, rest):
        """No text leads to a wrong country by an accident of letters: at most the country named, or nothing."""
        found = areas._named(areas.name(area))
        assert found in (area, None)
        assert areas._named(rest) is None or len(areas._named(rest)) == 3


@needs_real_data
class TestRealFiles:
    def test_every_name_of_swiid(self):
        names = pd.read_csv(Path(REAL, "swiid/swiid_summary.csv"), keep_default_na=False)["country"].unique()
        assert len(set(areas.from_names(names))) == len(names) == 199

    def test_names_and_codes_of_the_world_bank_agree(self):
        table = pd.read_csv(Path(REAL, "worldbank/gini-index.csv"), keep_default_na=False)
        assert areas.from_names(table["Country Name"]) == areas.from_iso3(table["Country Code"])

    def test_names_and_codes_of_wid_agree(self):
        table = pd.read_csv(Path(REAL, "wid/WID_countries.csv"), sep=";", keep_default_na=False)
        table = table[table["alpha2"].isin(areas._two_letters())]
        assert len(table) > 200
        differ = [
            code
            for code, name in zip(table["alpha2"], table["titlename"], strict=True)
            if areas._named(name) != areas.from_iso2([code])[0]
        ]
        assert differ == []
