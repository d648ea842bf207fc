"""Workbooks: recalculated by a spreadsheet, they say what the package says."""

from __future__ import annotations

import json
import math
import shutil
import subprocess

import openpyxl
import pytest

from inequality.claims import CLAIMS, check
from inequality.claims._claim_review import claim_review
from inequality.claims.formulas import FORMULAS
from inequality.claims.units import factor
from inequality.claims.workbook import write_workbook
from inequality.errors import DomainError

#: Formulas that no cells follow, with the reason.
WITHOUT_CELLS = {
    "bottom_share_matching": "looks for the place on a Lorenz curve of unknown length",
    "gini": "the greatest value lies at a reading of the groups that no cell can search for",
}
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def test_every_other_formula_has_cells():
    assert {name for name in FORMULAS if FORMULAS[name].facts["cells"] is None} == set(WITHOUT_CELLS)


def front(path):
    sheet = openpyxl.load_workbook(path, data_only=True)["Verdict"]
    return {row[0].value: row[1].value for row in sheet.iter_rows(min_col=1, max_col=2)}


def expected(verdict):
    """The verdict of the claim's own inputs, without alternatives."""
    return verdict.finding.status


def same(shown, value, unit):
    if math.isinf(value):
        return isinstance(shown, str) and shown.startswith("more than")
    return shown == pytest.approx(float(value) / float(factor(unit)), rel=1e-9, abs=1e-9)


@pytest.mark.skipif(not OFFICE, reason="no LibreOffice to recalculate with")
def test_recalculated_by_a_spreadsheet(tmp_path):
    """Every entry of the ledger whose inputs are known, opened and recalculated."""
    verdicts = {id: check(id) for id in CLAIMS}
    known = {id: verdict for id, verdict in verdicts.items() if verdict.finding.computed is not None}
    for id, verdict in known.items():
        write_workbook(verdict, tmp_path / f"{id}.xlsx")
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
        assert cells["verdict of these inputs"] == expected(verdict), id
        assert cells["verdict of the package"] == verdict.status


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
