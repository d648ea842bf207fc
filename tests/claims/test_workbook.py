"""Workbooks: recalculated by a spreadsheet, they say what the package says."""

from __future__ import annotations

import json
import math
import shutil
import subprocess

import openpyxl
import pytest

from inequality.claims import CLAIMS, Claim, check
from inequality.claims._claim_review import claim_review
from inequality.claims.formulas import FORMULAS
from inequality.claims.units import factor
from inequality.claims.workbook import write_workbook
from inequality.errors import DomainError

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


#: Records of one's own, for formulas that no entry of the ledger rests on.
GINI = """
wording = "A Gini index of 88.3 percent"
publisher = "Somebody"
report = "A report"
date = 2020-01-01
citation = "A report, 2020"
formula = "gini"
switches = {{ debts = "{}" }}
[published]
value = "88.3"
unit = "percent"
[inputs.shares]
table = "{}"
shares = "share"
{}
"""
OWN = {
    "gini-with-debts": ("possible", "world_wealth_distribution@2023", ""),
    "gini-of-rounded-shares": ("possible", "us_net_worth_by_group@2026-Q1", 'where = { quarter = "2026-Q1" }'),
    "gini-without-debts": ("none", "income_deciles_world_bank@2022-2024", 'where = { area = "BRA" }'),
    "gini-of-percentiles": ("possible", "us_net_worth_percentiles@2019", 'half_width = "0.0000005"'),
}


#: Persons of any age, of whom those under age own nothing.
PERSONS = """
wording = "The poorest half of all persons own nothing"
publisher = "Somebody"
report = "A report"
date = 2023-01-01
citation = "A report, 2023"
formula = "poorest_persons"
[published]
value = "0"
unit = "percent"
[inputs]
shares = { table = "world_wealth_distribution@2023", shares = "share" }
adults = { table = "world_population_gdp@2026-03", row = { year = "2022" }, column = "adults" }
persons = { table = "world_population_gdp@2026-03", row = { year = "2022" }, column = "population" }
"""


DEBTORS = PERSONS.replace("poorest_persons", "without_debtors").partition("adults = ")[0]


def test_every_formula_has_cells():
    assert all(callable(entry.facts["cells"]) for entry in FORMULAS.values())


def front(path):
    sheet = openpyxl.load_workbook(path, data_only=True)["Verdict"]
    return {row[0].value: row[1].value for row in sheet.iter_rows(min_col=1, max_col=2)}


def only_formulas(verdict, path):
    """No step is a number that the package computed: each is a formula, down to the figures that are cited."""
    book = openpyxl.load_workbook(path)
    cited = {used.name for used in (*verdict.finding.inputs, *(verdict.given.inputs if verdict.given else ()))}
    for sheet in (book[name] for name in ("Steps", "Given") if name in book.sheetnames):
        for name, _, *ends in sheet.iter_rows(min_row=2, max_col=6, values_only=True):
            assert name in cited or all(str(end).startswith("=") for end in ends), (path.name, name)


def same(shown, value, unit):
    if math.isinf(value):
        return isinstance(shown, str) and shown.startswith("more than")
    return shown == pytest.approx(float(value) / float(factor(unit)), rel=1e-9, abs=1e-9)


@pytest.mark.skipif(not OFFICE, reason="no LibreOffice to recalculate with")
def test_recalculated_by_a_spreadsheet(tmp_path):
    """Every entry of the ledger whose inputs are known, and records of one's own, opened and recalculated."""
    verdicts = {id: check(id) for id in CLAIMS}
    verdicts |= {id: check(Claim.parse(GINI.format(*words), id)) for id, words in OWN.items()}
    verdicts["persons"] = check(Claim.parse(PERSONS, "persons"))
    verdicts["debtors"] = check(Claim.parse(DEBTORS, "debtors"))
    known = {id: verdict for id, verdict in verdicts.items() if verdict.finding.computed is not None}
    for id, verdict in known.items():
        only_formulas(verdict, write_workbook(verdict, tmp_path / f"{id}.xlsx"))
    done = tmp_path / "done"
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = [OFFICE, home, "--headless", "--convert-to", "xlsx", "--outdir", str(done), *map(str, tmp_path.glob("*.xlsx"))]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    for id, verdict in known.items():
        cells, finding = front(done / f"{id}.xlsx"), verdict.finding
        unit = finding.published.unit
        assert same(cells["the inputs allow, from"], finding.computed.low, unit), id
        assert same(cells["the inputs allow, to"], finding.computed.high, unit), id
        assert same(cells["at the limits, from"], finding.limits.low, unit), id
        assert same(cells["at the limits, to"], finding.limits.high, unit), id
        assert cells["verdict of these inputs"] == verdict.finding.status, id
        assert cells["verdict"] == cells["verdict of the package"] == verdict.status, id


@pytest.mark.parametrize("id", ["oxfam-2018-42", "oxfam-2022-ten-men", "ubs-2023-pyramid"])
def test_recalculated_by_another_program(id, tmp_path):
    """The same by a second implementation of spreadsheets, which needs no installation."""
    formulas = pytest.importorskip("formulas")
    path = write_workbook(check(id), tmp_path / f"{id}.xlsx")
    solution = formulas.ExcelModel().loads(str(path)).finish().calculate()
    cells = {
        str(key).rpartition("]")[2].replace("'", ""): ranges.value[0, 0]
        for key, ranges in solution.items()
        if hasattr(ranges, "value")
    }
    names = {row[0].value: row[1].coordinate for row in openpyxl.load_workbook(path)["Verdict"].iter_rows(max_col=2)}
    finding = check(id).finding
    unit = float(factor(finding.published.unit))
    shown = [cells[f"VERDICT!{names[name]}"] for name in ("the inputs allow, from", "the inputs allow, to")]
    assert shown == pytest.approx([float(finding.computed.low) / unit, float(finding.computed.high) / unit], rel=1e-9)


def test_a_changed_input_changes_the_verdict(tmp_path):
    """The cells are live: with another total, another verdict."""
    if not OFFICE:
        pytest.skip("no LibreOffice to recalculate with")
    path = write_workbook(check("ubs-2023-pyramid"), tmp_path / "pyramid.xlsx")
    book = openpyxl.load_workbook(path)
    row = next(row for row in book["Steps"].iter_rows() if row[0].value == "numerator")
    row[2].value = row[3].value = 300e12
    book.save(path)
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = [OFFICE, home, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "done"), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    assert front(tmp_path / "done" / "pyramid.xlsx")["verdict of these inputs"] == "not reproduced"


def test_missing_inputs_have_no_workbook(tmp_path):
    with pytest.raises(DomainError, match="no workbook, since its inputs are missing"):
        write_workbook(check("oxfam-2019-26"), tmp_path / "no.xlsx")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("id", CLAIMS)
def test_claim_review_rates_nobody(id):
    review = json.loads(claim_review(check(id)))
    assert review["@context"] == "https://schema.org"
    assert review["claimReviewed"] == CLAIMS[id]["wording"]
    assert "reviewRating" not in json.dumps(review)
    assert "Rating" not in json.dumps(review)
    assert review["abstract"].startswith(check(id).status)


def test_claim_review_of_a_sentence():
    review = json.loads(claim_review(check("There were 2,153 billionaires in the world in 2019")))
    assert "author" not in review["itemReviewed"]
    assert review["reviewBody"].startswith("Forbes' list of 2019 names 2,153 people. So the sentence holds.")
