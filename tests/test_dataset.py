"""Loading a table: identifiers, exact cells, units, evidence, and what goes wrong."""

import hashlib
import json
import shutil
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest

from inequality.dataset import built_in, datapackage, datasets, describe
from inequality.dataset.table import Column
from inequality.distribution import Distribution
from inequality.errors import DataError, DomainError, UnknownNameError

PACKAGE = {
    "name": "toy",
    "title": "Toy",
    "description": "A toy.",
    "version": "1",
    "x-reference-period": "2020",
    "x-origins": [{"producer": "Nobody", "title": "Nothing", "citation": "Nobody, Nothing, 2020"}],
    "x-warnings": ["Made up."],
}
PERCENT = {"x-unit": "percent", "x-factor": "0.01", "x-base-unit": "fraction"}
FIELDS = [
    {"name": "area", "type": "string"},
    {"name": "year", "type": "integer"},
    {"name": "share", "type": "number", **PERCENT, "x-half-width": "half"},
    {"name": "half", "type": "number", **PERCENT},
    {"name": "people", "type": "integer", "x-unit": "thousand adults", "x-factor": "1e3", "x-base-unit": "adult"},
    {"name": "estimated", "type": "boolean"},
    {"name": "guess", "type": "number", "x-evidence": "inferred"},
    {"name": "evidence", "type": "string"},
]
ROWS = """area,year,share,half,people,estimated,guess,evidence
NA,2020,0.7,0.05,1500,true,3,read
NA,2021,,,,false,,quoted
FRA,2020,-0.4,,2,false,0.1,
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one dataset, one edition and one table."""
    place = tmp_path / "toy" / "1"
    place.mkdir(parents=True)
    (place / "shares.csv").write_bytes(ROWS.encode())
    resource = {
        "name": "shares",
        "title": "Toy shares",
        "description": "Shares.",
        "path": "shares.csv",
        "bytes": len(ROWS),
        "hash": f"sha256:{hashlib.sha256(ROWS.encode()).hexdigest()}",
        "schema": {"fields": FIELDS, "primaryKey": ["area", "year"]},
        "x-evidence": "quoted",
        "x-citation": "Nobody, Nothing, 2020, p. 1",
    }
    (place / "datapackage.json").write_text(json.dumps({**PACKAGE, "resources": [resource]}))
    return tmp_path


def rewritten(folder: Path, **changes: object) -> Path:
    """Change keys of the only table's description."""
    path = folder / "toy" / "1" / "datapackage.json"
    package = json.loads(path.read_text())
    package["resources"][0].update(changes)
    path.write_text(json.dumps(package))
    return folder


def rehashed(folder: Path, text: str) -> Path:
    """Replace the table, and its hash with it."""
    (folder / "toy" / "1" / "shares.csv").write_bytes(text.encode())
    return rewritten(folder, hash=f"sha256:{hashlib.sha256(text.encode()).hexdigest()}")


class TestIdentifiers:
    def test_the_first_table_is_the_default(self):
        assert built_in("rich_list@2017").id == built_in("rich_list@2017/fortunes").id == "rich_list@2017/fortunes"

    def test_another_table_by_name(self):
        assert built_in("rich_list@2017/totals").cell({"year": 2017}, "people_listed").value == 2043

    def test_a_single_edition_needs_no_name(self):
        assert built_in("us_cpi_u").edition == "2026-05"

    @pytest.mark.parametrize(
        ("name", "says"),
        [
            ("rich_list", "rich_list@2017"),
            ("rich_lists@2017", "did you mean 'rich_list'"),
            ("rich_list@1999", "no edition '1999' of rich_list"),
            ("rich_list@2017/fortune", "did you mean 'fortunes'"),
            ("", "Possible: gini_world_bank"),
            ("../tests@2017", "no dataset '..'"),
            ("rich_list@../rich_list/2017", "no edition"),
        ],
    )
    def test_unknown_names_say_what_exists(self, name, says):
        with pytest.raises(UnknownNameError, match="Possible: ") as error:
            built_in(name)
        assert says in str(error.value)

    def test_datasets_lists_every_folder(self):
        assert datasets()["rich_list"][0] == "2010"
        assert all(editions == tuple(sorted(editions)) for editions in datasets().values())


class TestFrame:
    def test_base_units_evidence_and_citation(self, folder):
        frame = built_in("toy@1", folder=folder).frame
        assert frame["share"].tolist()[0] == 0.007
        assert frame["share"].isna().tolist() == [False, True, False]
        assert frame["people"].tolist()[::2] == [1_500_000, 2_000]
        assert str(frame["people"].dtype) == "Int64"
        assert frame["estimated"].dtype == bool
        assert frame["citation"].tolist() == ["Nobody, Nothing, 2020, p. 1"] * 3

    def test_two_letter_namibia_is_not_missing(self, folder):
        table = built_in("toy@1", folder=folder)
        assert table.frame["area"].tolist() == ["NA", "NA", "FRA"]
        assert table.cell({"area": "NA", "year": 2020}, "share").value == Fraction(7, 1000)

    def test_a_plain_dataframe_and_a_copy(self):
        table = built_in("rich_list@2017")
        frame = table.frame
        assert type(frame) is pd.DataFrame
        frame.loc[0, "net_worth"] = 0
        assert table.frame.loc[0, "net_worth"] == 86e9

    def test_floats_are_the_nearest_to_the_decimal(self):
        table = built_in("world_wealth_thresholds@2017")
        assert table.frame["p_lower"].tolist() == [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
        assert Column("x", "", "number", factor=Fraction("1e6")).parsed("0.3") == 300000.0

    def test_units_and_measures(self):
        table = built_in("rich_list@2017")
        assert table.units["cumulative_net_worth"] == "USD"
        assert table.measures["net_worth"].unit == "fortune"
        assert "position" not in table.measures


class TestCell:
    def test_exact_value_and_address(self):
        cell = built_in("rich_list@2017").cell({"position": 42}, "cumulative_net_worth")
        assert (cell.value, cell.text, cell.printed_unit, cell.unit) == (1_498_000_000_000, "1498.0", "USD billion", "USD")
        assert cell.address == "rich_list@2017/fortunes[position=42].cumulative_net_worth"
        assert cell.citation.startswith("Forbes, The World's Billionaires, list of March 2017")
        assert cell.half_width is None
        assert cell.interval.width == 0

    def test_half_width(self):
        cell = built_in("world_bottom_half@2014").cell({"year": 2010}, "share_printed")
        assert (cell.interval.low, cell.interval.high) == (Fraction(95, 10_000), Fraction(145, 10_000))
        assert cell.interval.kind == "rounding"

    def test_evidence_of_the_column_goes_before_that_of_the_row(self, folder):
        table = built_in("toy@1", folder=folder)
        assert table.cell({"area": "NA", "year": 2020}, "share").evidence == "read"
        assert table.cell({"area": "FRA"}, "share").evidence == "quoted"
        assert table.cell({"area": "FRA"}, "guess").evidence == "inferred"
        assert built_in("world_bottom_half@2017").cell({"year": 2017}, "share_used").evidence == "inferred"
        assert built_in("world_bottom_half@2017").cell({"year": 2017}, "world_wealth").evidence == "quoted"

    @pytest.mark.parametrize("p", [0.1, "0.10", Fraction(1, 10)])
    def test_a_tenth_is_a_tenth_however_it_is_written(self, p):
        assert built_in("world_wealth_thresholds@2017").cell({"p_lower": p}, "threshold").value == 90

    @pytest.mark.parametrize(
        ("row", "column", "error", "says"),
        [
            ({"position": 501}, "net_worth", UnknownNameError, "Possible: 1 to 500"),
            ({"position": float("nan")}, "net_worth", UnknownNameError, "no position 'nan'"),
            ({"position": "first"}, "net_worth", UnknownNameError, "no position 'first'"),
            ({"position": None}, "net_worth", UnknownNameError, "no position 'None'"),
            ({"rank": 1}, "net_worth", UnknownNameError, "no column 'rank'"),
            ({"position": 1}, "wealth", UnknownNameError, "Possible: cumulative_net_worth, name, net_worth, position"),
            ({"position": 1}, "name", DomainError, "holds no numbers"),
            ({}, "net_worth", DomainError, "500 rows"),
            ({"position": 101}, "net_worth", DomainError, "has no net_worth where position is 101. Possible: cumu"),
        ],
    )
    def test_what_cannot_be_had(self, row, column, error, says):
        with pytest.raises(error) as caught:
            built_in("rich_list@2017").cell(row, column)
        assert says in str(caught.value)

    def test_the_column_that_does_not_fit_is_named(self):
        with pytest.raises(UnknownNameError, match=r"no year '1950' in .* where area is NAM. Possible: 1993, 2003, 2009, 2015"):
            built_in("gini_world_bank").cell({"area": "NAM", "year": 1950}, "gini")


class TestColumn:
    def test_in_order(self):
        worth = built_in("rich_list@2017").column("cumulative_net_worth", order_by="position")
        assert (worth[0], worth[41], len(worth)) == (86 * 10**9, 1498 * 10**9, 500)

    def test_order_is_of_numbers_not_of_text(self, folder):
        text = ROWS.replace("NA,2020", "NA,11").replace("NA,2021", "NA,9")
        assert built_in("toy@1", folder=rehashed(folder, text)).column("year", order_by="year") == (9, 11, 2020)

    def test_gaps_are_not_passed_over(self):
        with pytest.raises(DomainError, match="missing in 400 of the 500 rows"):
            built_in("rich_list@2017").column("net_worth")

    def test_rows_as_printed(self):
        assert built_in("rich_list@2017").rows({"position": 42})[0]["net_worth"] == "19900"


class TestBytes:
    def test_another_byte_is_another_edition(self, folder):
        (folder / "toy" / "1" / "shares.csv").write_bytes(ROWS.replace("0.7", "0.8").encode())
        with pytest.raises(DataError, match=r"expected sha256:\w{64}, found sha256:\w{64}.*To do: restore the file"):
            built_in("toy@1", folder=folder)

    def test_checked_at_every_load(self, folder):
        built_in("toy@1", folder=folder)
        (folder / "toy" / "1" / "shares.csv").write_bytes(ROWS.replace("\n", "\r\n").encode())
        with pytest.raises(DataError):
            built_in("toy@1", folder=folder)

    @pytest.mark.parametrize("path", ["../1/shares.csv", "/etc/hosts", "a\\b.csv", "..", ""])
    def test_paths_stay_in_the_package(self, folder, path):
        with pytest.raises(DataError, match="leaves the package"):
            built_in("toy@1", folder=rewritten(folder, path=path))

    @pytest.mark.parametrize(
        ("old", "new", "says"),
        [
            ("0.7", "n/a", "line 2: 'n/a' in share is no number"),
            ("true", "yes", "is no boolean"),
            ("1500", "1.5", "is no integer"),
            ("area", "land", "does not have the columns"),
            ("FRA,", "FRA,,", "does not have the columns"),
        ],
    )
    def test_cells_are_what_the_schema_says(self, folder, old, new, says):
        with pytest.raises(DataError, match=says):
            built_in("toy@1", folder=rehashed(folder, ROWS.replace(old, new)))

    @pytest.mark.parametrize("text", ["", "\n", "area,year\n", ROWS.partition("\n")[0]])
    def test_an_empty_table_is_no_table(self, folder, text):
        with pytest.raises(DataError):
            built_in("toy@1", folder=rehashed(folder, text))

    def test_no_data_at_all(self, monkeypatch, tmp_path):
        monkeypatch.setattr(datapackage, "files", lambda name: tmp_path)
        monkeypatch.setattr(datapackage, "__file__", str(tmp_path / "inequality" / "datapackage.py"))
        with pytest.raises(DataError, match="install the package again"):
            built_in("rich_list@2017")

    def test_inside_an_installed_package(self, monkeypatch, tmp_path, folder):
        shutil.copytree(folder / "toy", tmp_path / "installed" / "data" / "toy")
        monkeypatch.setattr(datapackage, "files", lambda name: tmp_path / "installed")
        assert list(datasets()) == ["toy"]


class TestDistribution:
    def test_rich_list(self):
        d = built_in("rich_list@2017").distribution()
        assert isinstance(d, Distribution)
        assert (d.population, len(d)) == (2043, 501)
        assert d.total[0] == pytest.approx(7668.0e9 - 4761.0e9)
        assert d.provenance.ids == ("rich_list@2017",)
        assert "the other 1543" in d.provenance.steps[0]

    def test_nested_shares_become_brackets(self):
        d = built_in("wealth_shares_wid").distribution("USA", 1980)
        assert d.weight.tolist() == pytest.approx([0.5, 0.4, 0.09, 0.01])
        assert d.total.tolist() == pytest.approx([0.0106, 0.3384, 0.4155, 0.2355])

    def test_what_top_shares_leave(self):
        d = built_in("income_top_shares_wid").distribution(area="NAM", year=1980)
        assert d.total.tolist() == pytest.approx([1 - 0.7155, 0.7155 - 0.2687, 0.2687])

    def test_band_of_the_indebted_has_no_floor(self):
        d = built_in("world_wealth_pyramid@2023").distribution()
        assert d.low.tolist()[:2] == [-float("inf"), 10_000.0]
        assert d.population == pytest.approx(5363.266e6)

    def test_thresholds_and_shares_agree_with_the_mean(self):
        d = built_in("world_wealth_distribution@2023").distribution()
        assert d.mean == pytest.approx(84_718)
        assert d.high[4] == 8654

    @pytest.mark.parametrize(
        ("name", "where", "error", "says"),
        [
            ("gini_world_bank", {}, DomainError, "is not a distribution. Possible: income_benchmarks_world_bank"),
            ("us_net_worth_by_group", {}, DomainError, "for each quarter, and none was named. Possible: 1989-Q3 to 2026-Q1"),
            ("us_net_worth_by_group", {"quarter": "2030-Q1"}, UnknownNameError, "no quarter '2030-Q1'"),
            ("wealth_shares_wid", {"area": "USA"}, DomainError, "To do: pass year="),
            ("wealth_shares_wid", {"area": "NA", "year": 1980}, UnknownNameError, "no area 'NA'"),
            ("rich_list@2017", {"area": "USA"}, UnknownNameError, "no column 'area'"),
        ],
    )
    def test_what_is_no_distribution(self, name, where, error, says):
        with pytest.raises(error) as caught:
            built_in(name).distribution(**where)
        assert says in str(caught.value)


class TestDescription:
    def test_everything_show_needs(self):
        about = json.loads(json.dumps(describe("rich_list@2017")))
        assert about["editions"][-1] == "2026"
        assert set(about["tables"]) == {"fortunes", "totals"}
        assert about["tables"]["fortunes"]["evidence"] == {"read": 500}
        assert about["tables"]["fortunes"]["distribution"] == "fortunes"

    def test_cite(self):
        table = built_in("rich_list@2017")
        assert table.cite().startswith("Forbes, The World's Billionaires, list of March 2017")
        assert table.cite("bibtex").startswith("@misc{forbes")
        with pytest.raises(UnknownNameError, match="bibtex, text"):
            table.cite("apa")

    def test_html_is_escaped(self, folder):
        page = built_in("toy@1", folder=rewritten(folder, title="<script>"))._repr_html_()
        assert "<script>" not in page
        assert "Made up." in page

    def test_repr(self):
        shown = repr(built_in("rich_list@2017/totals"))
        assert shown.startswith("<Dataset rich_list@2017/totals: Totals of the list, 2017; 1 row")

    def test_frozen(self):
        with pytest.raises(AttributeError):
            built_in("rich_list@2017").printed = ()
        assert [parent.__name__ for parent in type(built_in("rich_list@2017")).__mro__[1:3]] == ["Table", "Dataset"]
