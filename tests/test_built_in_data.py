"""The built-in tables: each package is complete and cited, and its numbers agree with each other."""

import hashlib
import json
import re
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from inequality.dataset import Dataset, built_in, datasets
from inequality.dataset.datapackage import home
from inequality.dataset.grouping import KINDS
from inequality.dataset.table import EVIDENCE
from inequality.provenance import Origin

DATA = Path(str(home()))
EDITIONS = [f"{name}@{edition}" for name, editions in datasets().items() for edition in editions]
TABLES = [f"{edition}/{path.stem}" for edition in EDITIONS for path in sorted((DATA / edition.replace("@", "/")).glob("*.csv"))]
LISTS = [edition for edition in EDITIONS if edition.startswith("rich_list@")]

SCALES = {"percent": "0.01", "thousand": "1e3", "million": "1e6", "billion": "1e9", "trillion": "1e12"}

#: Numbers with a unit that measure nothing.
UNMEASURED = ("p", "p_lower", "p_upper", "months", "degrees_of_freedom")

table = cache(built_in)


def package(edition: str) -> dict:
    """The description of an edition."""
    return json.loads((DATA / edition.replace("@", "/") / "datapackage.json").read_text(encoding="utf-8"))


def scaled(unit: str) -> tuple[str, str]:
    """What a printed unit is multiplied by, and what it is then."""
    word = next((word for word in SCALES if word in unit.split()), "")
    base = " ".join(part for part in unit.split() if part != word)
    counted = base.removesuffix("s") if unit.startswith(word) else base
    return (SCALES[word], counted or "fraction") if word else ("1", unit)


def values(name: str, column: str, **where: object) -> list[Fraction]:
    """Exact values of the rows that fit, as they stand in the table."""
    found = table(name)
    return [found.columns[column].exact(row[column]) for row in found.rows(where) if row[column]]


class TestPackages:
    def test_none_is_missing(self):
        assert len(EDITIONS) >= 79
        assert len(TABLES) == sum(len(package(edition)["resources"]) for edition in EDITIONS)

    @pytest.mark.parametrize("edition", EDITIONS)
    def test_described(self, edition):
        about = package(edition)
        assert about["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
        assert f"{about['name']}@{about['version']}" == edition
        assert re.fullmatch(r"[a-z][a-z0-9_]*", about["name"])
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", about["created"])
        assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?|-Q[1-4])?(/\d{4}(-\d\d|-Q[1-4])?)?", about["x-reference-period"])
        for key in ("title", "description", "sources", "contributors", "x-origins", "x-warnings", "resources"):
            assert about[key], key
        assert all(warning.endswith(".") for warning in about["x-warnings"])

    @pytest.mark.parametrize("edition", EDITIONS)
    def test_origins_are_complete_and_licences_not_invented(self, edition):
        about = package(edition)
        origins = [Origin(**origin) for origin in about["x-origins"]]
        for origin in origins:
            assert all((origin.producer, origin.title, origin.citation, origin.licence, origin.licence_evidence))
            assert origin.redistributable in ("yes", "no", "unknown")
            assert origin.licence in ("unknown", "CC-BY-4.0", "LicenseRef-public-domain")
        unknown = any(origin.licence == "unknown" for origin in origins)
        assert unknown == ("licenses" not in about)
        assert all(licence["name"] in ("CC-BY-4.0", "other-pd") and licence["path"] for licence in about.get("licenses", ()))

    @pytest.mark.parametrize("edition", EDITIONS)
    def test_files_are_as_described(self, edition):
        place = DATA / edition.replace("@", "/")
        resources = package(edition)["resources"]
        assert {path.name for path in place.iterdir()} == {"datapackage.json", *(resource["path"] for resource in resources)}
        for resource in resources:
            raw = (place / resource["path"]).read_bytes()
            assert (resource["bytes"], resource["hash"]) == (len(raw), f"sha256:{hashlib.sha256(raw).hexdigest()}")
            assert (resource["format"], resource["mediatype"], resource["encoding"]) == ("csv", "text/csv", "utf-8")
        for path in place.iterdir():
            raw = path.read_bytes()
            assert b"\r" not in raw
            assert raw.endswith(b"\n")
            assert not raw.startswith(b"\xef\xbb\xbf")
            assert not re.search(r"(^|[\s\"])(/[a-z]+/|[A-Z]:\\|\.\./)", raw.decode("utf-8")), "a path of somebody's machine"

    def test_paths_differ_in_more_than_case(self):
        paths = [str(path.relative_to(DATA)) for path in DATA.rglob("*")]
        assert len({path.casefold() for path in paths}) == len(paths)


class TestTables:
    @pytest.mark.parametrize("name", TABLES)
    def test_fields(self, name):
        found = table(name)
        for field in found.resource["schema"]["fields"]:
            assert field["type"] in ("string", "integer", "number", "boolean")
            assert field["description"]
            assert not re.search(r"usd|eur|percent|billion|million|thousand", field["name"]), "no unit in a name"
            if "x-unit" in field:
                assert scaled(field["x-unit"]) == (field["x-factor"], field["x-base-unit"])
                unmeasured = field["name"] in UNMEASURED or field["name"].endswith("half_width")
                assert unmeasured != (field["name"] in found.measures)
            else:
                named = field["name"] == "year" or field["name"] in found.key or "unit" in found.columns
                assert named or field["type"] in ("string", "boolean")
            own = field.get("x-evidence", "read")
            assert own in EVIDENCE or own in found.columns
            assert field.get("x-half-width", "year" if "year" in found.columns else field["name"]) in found.columns
        assert found.resource["schema"]["missingValues"] == [""]

    @pytest.mark.parametrize("name", TABLES)
    def test_the_key_picks_one_row(self, name):
        found = table(name)
        keys = [tuple(row[column] for column in found.key) for row in found.printed]
        assert all(all(key) for key in keys)
        assert len(set(keys)) == len(keys)

    @pytest.mark.parametrize("name", TABLES)
    def test_every_row_is_cited_and_its_evidence_said(self, name):
        found = table(name)
        assert all(len(found.about(row, "citation")) > 10 for row in found.printed)
        for column in found.columns.values():
            evidence = {found.about(row, "evidence", column.evidence) for row in found.printed}
            assert evidence <= set(EVIDENCE)
        frame = found.frame
        assert len(frame) == len(found)
        assert not frame[["evidence", "citation"]].isna().any(axis=None)

    @pytest.mark.parametrize("name", TABLES)
    def test_areas(self, name):
        found = table(name)
        if "area" in found.columns:
            for area in {row["area"] for row in found.printed}:
                country = re.fullmatch("[A-Z]{3}", area) and area not in ("WLD", "XKX")
                assert country or f"{area} is " in found.columns["area"].description

    @pytest.mark.parametrize("name", TABLES)
    def test_fractions_are_no_percents(self, name):
        found = table(name)
        for column, measure in found.measures.items():
            if measure.scale in ("share", "gini"):
                values = [found.columns[column].exact(row[column]) for row in found.printed if row[column]]
                assert all(abs(value - Fraction(45, 100)) <= Fraction(55, 100) for value in values)

    @pytest.mark.parametrize("name", TABLES)
    def test_a_declared_distribution_is_one(self, name):
        found = table(name)
        spec = found.resource.get("x-distribution")
        if spec:
            assert spec["kind"] in KINDS
            picks = {tuple((column, row[column]) for column in spec.get("by", ())) for row in found.printed}
            for pick in sorted(picks)[::20]:
                d = found.distribution(**dict(pick))
                assert d.population > 0
                assert d.measure == found.measures[spec["measure"]]


class TestRichLists:
    @pytest.mark.parametrize("name", [*LISTS[:-1], *(e for e in EDITIONS if e.startswith("rich_list_realtime"))])
    def test_cumulative_net_worth_is_the_sum_of_the_first(self, name):
        together = Fraction(0)
        found = table(name)
        slack = 10**7 if "realtime" in name else 0  # the daily list cuts off fractions of ten million
        for row in found.ordered(found.printed, "position"):
            if row["net_worth"]:
                together += found.columns["net_worth"].exact(row["net_worth"])
                assert abs(together - found.columns["cumulative_net_worth"].exact(row["cumulative_net_worth"])) <= slack

    @pytest.mark.parametrize("name", LISTS[:-1])
    def test_five_hundred_in_falling_order(self, name):
        worth = table(name).column("cumulative_net_worth", order_by="position")
        fortunes = [after - before for before, after in zip((0, *worth), worth, strict=False)]
        assert len(worth) == 500
        assert fortunes == sorted(fortunes, reverse=True)
        assert fortunes[-1] >= 10**9

    @pytest.mark.parametrize("name", LISTS)
    def test_totals_hold_the_fortunes_and_leave_a_billion_for_everybody_else(self, name):
        totals, fortunes = table(f"{name}/totals"), table(name)
        listed = totals.column("people_listed")[0]
        together = fortunes.distribution().total[1:].sum()
        rest = totals.column("total_net_worth")[0] - Fraction(float(together))
        assert rest >= (listed - len(fortunes)) * Fraction(10**9) * Fraction(999, 1000)

    def test_totals_as_first_published_differ_where_the_note_says_so(self):
        for name in LISTS[:-1]:
            row = table(f"{name}/totals").printed[0]
            differs = (row["people_listed"], row["total_net_worth"]) != (
                row["people_published"],
                row["total_as_first_published"],
            )
            assert differs == (row["evidence"] == "inferred")
            assert not differs or row["note"]

    @pytest.mark.parametrize(
        ("year", "n", "billion"),
        [(2010, 388, "2599"), (2013, 85, "1718.4"), (2014, 80, "1898.6"), (2015, 62, "1762.3"), (2016, 8, "426.2")]
        + [(2017, 41, "1478.1"), (2017, 42, "1498"), (2017, 128, "2694.1"), (2018, 26, "1398.5"), (2025, 12, "2040")],
    )
    def test_the_sums_behind_the_claims(self, year, n, billion):
        assert table(f"rich_list@{year}").cell({"position": n}, "cumulative_net_worth").value == Fraction(billion) * 10**9

    @pytest.mark.parametrize("year", [2023, 2024, 2025])
    def test_countries_add_to_the_list(self, year):
        countries, totals = table(f"rich_list_by_country@{year}"), table(f"rich_list@{year}/totals")
        assert sum(countries.column("people_listed")) == totals.column("people_listed")[0]
        assert abs(sum(countries.column("total_net_worth")) - totals.column("total_net_worth")[0]) <= 5 * 10**9

    @pytest.mark.parametrize("year", [2010, 2012, 2013, 2014, 2016, 2018])
    def test_oxfams_real_totals(self, year):
        nominal = table(f"rich_list@{year}/totals").column("total_net_worth")[0]
        real = nominal * values("us_cpi_u", "march", year=2018)[0] / values("us_cpi_u", "march", year=year)[0]
        assert abs(real - values("rich_list_totals_oxfam@2019", "total_net_worth", year=year)[0]) <= 10**9


class TestWorldWealth:
    @pytest.mark.parametrize("edition", ["2013", "2014", "2015", "2016", "2017", "2018", "2019", "2021", "2022", "2023"])
    def test_two_tables_of_one_edition_agree(self, edition):
        year = table(f"world_wealth@{edition}").printed[0]["year"]
        headline = values(f"world_wealth@{edition}", "world_wealth")[0]
        assert abs(values(f"world_bottom_half@{edition}", "world_wealth", year=year)[0] - headline) <= 10**12 / 2

    @pytest.mark.parametrize(
        ("edition", "fortunes", "n"),
        [("2013", "rich_list@2013", 85), ("2014", "rich_list@2014", 80), ("2015", "rich_list@2015", 62)]
        + [("2016", "rich_list@2016", 8), ("2017", "rich_list@2017", 42), ("2018", "rich_list@2018", 26)]
        + [("2025", "rich_list_realtime@2025-11-30", 12)],
    )
    def test_the_shares_that_a_claim_implies_are_worked_back_from_it(self, edition, fortunes, n):
        found = table(f"world_bottom_half@{edition}")
        year = max(row["year"] for row in found.printed)
        for column, count in (("share_implied_by_claim_low", n - 1), ("share_implied_by_claim_high", n)):
            cell = found.cell({"year": year}, column)
            share = table(fortunes).cell({"position": count}, "cumulative_net_worth").value
            assert abs(cell.value - share / found.cell({"year": year}, "world_wealth").value) <= Fraction(1, 10**6)
            assert cell.evidence == "inferred"

    def test_printed_shares_are_known_to_a_quarter_of_a_point(self):
        for edition in datasets()["world_bottom_half"]:
            found = table(f"world_bottom_half@{edition}")
            for row in found.printed:
                if row["share_printed"]:
                    cell = found.cell({"year": row["year"]}, "share_printed")
                    assert cell.half_width == Fraction(1, 400)
                    assert not row["share_low"] or found.columns["share_low"].exact(row["share_low"]) >= cell.interval.low

    def test_the_2014_edition_has_all_its_years(self):
        assert [int(year) for year in values("world_bottom_half@2014", "year")] == list(range(2000, 2015))

    def test_percentile_groups_add_to_one(self):
        assert sum(table("world_wealth_distribution@2023").column("share")) == 1
        half = sum(values("world_wealth_distribution@2023", "share")[:5])
        assert half == values("world_bottom_half@2023", "share_printed")[0]
        assert values("world_wealth_distribution@2023", "share")[0] == values("world_first_decile@2023", "share")[0]
        assert values("world_wealth_distribution@2023", "share")[-1] == values("world_wealth@2023", "top_1_share")[0]
        assert values("world_wealth_distribution@2023", "threshold", p_lower="0.5") == values(
            "world_wealth@2023/years", "median", year=2022
        )

    def test_adults_times_mean_is_wealth(self):
        found = table("world_wealth@2023/years")
        for adults, mean, wealth in zip(*map(found.column, ("population", "average", "world_wealth")), strict=True):
            assert abs(adults * mean / wealth - 1) < Fraction(1, 10_000)

    @pytest.mark.parametrize(("edition", "adults", "digit"), [("2017", 4_957_291_000, 1), ("2023", 5_363_519_000, 2)])
    def test_the_pyramid_adds_up(self, edition, adults, digit):
        found = table(f"world_wealth_pyramid@{edition}")
        assert abs(sum(found.column("population")) - adults) <= 3 * 10**6
        assert abs(sum(found.column("net_worth")) - values(f"world_wealth@{edition}", "world_wealth")[0]) <= 10**11
        assert values(found.id, "band_high") == values(found.id, "band_low")[1:]
        step = Fraction(1, 10 ** (digit + 2))
        for share, count in (("population_share", "population"), ("share", "net_worth")):
            assert abs(sum(found.column(share)) - 1) <= 2 * step
            for one, part in zip(found.column(share), found.column(count), strict=True):
                assert abs(one - part / sum(found.column(count))) <= step

    def test_thresholds_rise(self):
        for name in ("world_wealth_thresholds@2017", "world_wealth_distribution@2023"):
            thresholds = values(name, "threshold")
            assert thresholds == sorted(thresholds)


class TestUnitedStates:
    def test_groups_add_to_all_net_worth(self):
        found = table("us_net_worth_by_group")
        for quarter in dict.fromkeys(row["quarter"] for row in found.printed):
            worth, share = (values(found.id, column, quarter=quarter) for column in ("net_worth", "share"))
            assert len(worth) == 5
            assert abs(sum(share) - 1) <= Fraction(3, 10**6)
            assert all(abs(one / sum(worth) - part) <= Fraction(1, 10**6) for one, part in zip(worth, share, strict=True))
            people = values(found.id, "population", quarter=quarter)
            assert abs(people[-1] / sum(people) - Fraction(1, 2)) < Fraction(2, 100)

    @pytest.mark.parametrize("edition", [e for e in EDITIONS if e.startswith("us_net_worth_vintages")])
    def test_each_release_adds_to_one(self, edition):
        found = table(edition)
        quarters = list(dict.fromkeys(row["quarter"] for row in found.printed))
        assert (quarters[0], quarters[-1]) == ("1989-Q3", found.edition)
        for quarter in quarters:
            assert abs(sum(values(found.id, "share", quarter=quarter)) - 1) <= Fraction(3, 10**5)

    def test_the_last_release_is_the_one_by_group(self):
        for quarter in ("1989-Q3", "2007-Q4", "2026-Q1"):
            five = values("us_net_worth_by_group", "share", quarter=quarter)
            four = values("us_net_worth_vintages@2026-Q1", "share", quarter=quarter)
            top = {row["group"]: Fraction(row["share"]) for row in table("us_net_worth_by_group").rows({"quarter": quarter})}
            assert abs(top["TopPt1"] + top["RemainingTop1"] - four[-1]) <= Fraction(1, 10**5)
            assert abs(sum(five) - sum(four)) <= Fraction(3, 10**5)

    def test_revisions_are_as_large_as_the_warning_says(self):
        for p_lower, points in (("0.99", "2.2"), ("0", "0.8")):
            by_quarter: dict[str, list[Fraction]] = {}
            for edition in datasets()["us_net_worth_vintages"]:
                for row in table(f"us_net_worth_vintages@{edition}").rows({"p_lower": p_lower}):
                    by_quarter.setdefault(row["quarter"], []).append(Fraction(row["share"]))
            widest = max(max(shares) - min(shares) for shares in by_quarter.values())
            assert round(float(widest) * 100, 1) == float(points)

    def test_survey_groups(self):
        found = table("us_net_worth_percentiles@2019")
        assert abs(sum(found.column("share")) - 1) <= Fraction(1, 10**5)
        for count, mean, total in zip(*map(found.column, ("population", "average", "total")), strict=True):
            assert abs(count * mean - total) <= 10**7 + abs(total) / 1000
        assert found.column("p_upper")[:-1] == found.column("p_lower")[1:]

    def test_percentiles_rise_in_every_survey(self):
        found = table("us_net_worth_percentiles_by_survey")
        for year in {row["year"] for row in found.printed}:
            worth = values(found.id, "net_worth", year=year)
            assert len(worth) == 14
            assert worth == sorted(worth)

    def test_consumer_prices_of_the_year_are_those_of_its_months(self):
        annual, monthly = table("us_cpi_u"), table("us_cpi_u/monthly")
        for row in annual.printed:
            months = values(monthly.id, "price_index", year=row["year"])
            assert len(months) == int(row["months"])
            assert not row["annual_average"] or abs(Fraction(row["annual_average"]) - sum(months) / len(months)) <= Fraction(
                1, 1000
            )
            for name, month in (("march", 3), ("november", 11)):
                assert values(annual.id, name, year=row["year"]) == values(
                    monthly.id, "price_index", year=row["year"], month=month
                )
        assert values(monthly.id, "price_index", year=2018, month=3) == [Fraction("249.554")]
        assert values(monthly.id, "price_index", year=2025, month=10) == []


class TestIncomes:
    def test_wealth_shares_of_groups_add_to_one(self):
        found = table("wealth_shares_wid")
        for area, year in {(row["area"], row["year"]) for row in found.printed}:
            shares = {row["p_lower"]: Fraction(row["share"]) for row in found.rows({"area": area, "year": year})}
            if "0" in shares and "0.5" in shares:
                assert abs(shares["0"] + shares["0.5"] + shares["0.9"] - 1) <= Fraction(2, 10**4)
            assert shares["0.99"] <= shares["0.9"]

    def test_two_series_of_world_income_that_must_not_be_mixed(self):
        assert round(float(values("income_top_shares_wid", "share", area="WLD", year=1980, p_lower="0.99")[0]), 3) == 0.174
        d = table("world_income_percentiles_wid").distribution(year=1980)
        rich = d.cuts >= 0.99 - 1e-9
        assert round(float(d.total[1:][rich].sum() / d.total.sum()), 3) == 0.162

    def test_estimated_rows_repeat_the_year_before(self):
        found = table("income_top_shares_wid/gini")
        before: dict[str, str] = {}
        for row in found.printed:
            assert row["estimated"] == "false" or before[row["area"]] == row["gini"]
            before[row["area"]] = row["gini"]

    def test_deciles_add_to_one_and_rise(self):
        found = table("income_deciles_world_bank")
        for area in {row["area"] for row in found.printed}:
            shares = values(found.id, "share", area=area)
            assert len(shares) == 10
            assert shares == sorted(shares)
            assert abs(sum(shares) - 1) <= Fraction(1, 10**4)

    def test_gini_is_above_that_of_the_deciles(self):
        surveys = table("income_deciles_world_bank/surveys")
        for row in surveys.printed:
            shares = [float(share) for share in values("income_deciles_world_bank", "share", area=row["area"])]
            between = sum((2 * rank - 9) * share for rank, share in enumerate(shares)) / 10
            assert between < float(row["gini"]) < between + 0.05

    def test_namibia_survives(self):
        for name in ("gini_world_bank", "income_deciles_world_bank", "income_top_shares_wid"):
            assert "NAM" in table(name).frame["area"].tolist()
        assert len(table("income_top_shares_wid/gini").rows({"area": "NAM"})) == 40
        assert values("gini_world_bank", "gini", area="NAM", year=1993) == [Fraction("0.711")]


class TestClaims:
    def test_all_of_them(self):
        found = table("published_claims")
        assert len(found) == 33
        assert found.cell({"id": "oxfam-2018-42"}, "value").value == 42
        for row in found.printed:
            assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", row["id"])
            assert re.fullmatch(r"20\d\d-\d\d-\d\d", row["published"])
            assert row["statement"]
        assert isinstance(found, Dataset)
