"""What holds for every claim in the ledger, and for whatever is added to it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from inequality.claims import CLAIMS, check
from inequality.claims.formulas import FORMULAS
from inequality.claims.verdict import STATUSES
from inequality.dataset import built_in

PUBLISHED = {row["id"]: row for row in built_in("published_claims").rows()}


@pytest.mark.parametrize("id", CLAIMS)
def test_what_was_worked_back_from_a_claim_never_confirms_it(id: str) -> None:
    verdict = check(id)
    for finding in (verdict.finding, *verdict.alternatives):
        if any(used.evidence == "inferred" for used in finding.inputs):
            assert finding.status in ("consistent", "not reproduced", "inputs missing", "computed")
    if verdict.status in ("reproduced", "reproduced given"):
        earning = verdict.given or verdict.finding
        assert not any(used.evidence == "inferred" or used.assumption for used in earning.inputs)


@pytest.mark.parametrize("id", CLAIMS)
def test_every_verdict_is_whole(id: str) -> None:
    verdict = check(id)
    assert verdict.status in STATUSES
    for finding in (verdict.finding, *verdict.alternatives):
        assert all(used.citation and used.address and used.evidence for used in finding.inputs)
        assert (finding.computed is None) == bool(finding.missing)
        if finding.computed is not None:
            assert finding.limits is not None
            assert finding.limits.low <= finding.computed.low <= finding.computed.high <= finding.limits.high
        if finding.alternative is not None and finding.alternative.kind == "critic":
            assert finding.alternative.citation, "a critic's alternative names the critic"
    assert verdict.claim["wording"] in str(verdict)


@pytest.mark.parametrize("id", CLAIMS)
def test_every_record_says_what_was_published(id: str) -> None:
    claim = CLAIMS[id]
    if claim.published.interval is None:
        assert id.startswith("computed-")
        assert check(id).status in ("computed", "inputs missing")
        return
    assert claim["citation"]
    assert claim["date"]
    if id not in PUBLISHED:
        return
    row = PUBLISHED[id]
    if claim.published.comparison == "exactly":
        assert Fraction(row["value"]) in claim.published.interval
    assert claim["publisher"] == row["publisher"]
    assert claim["date"].isoformat() == row["published"]


def test_every_published_claim_has_its_record() -> None:
    assert set(PUBLISHED) <= set(CLAIMS)


@pytest.mark.parametrize("name", FORMULAS)
def test_every_formula_says_what_it_solves_for(name: str) -> None:
    facts = FORMULAS[name].facts
    assert facts["title"]
    assert bool(facts["inverse"]) == bool(facts["solves_for"])
