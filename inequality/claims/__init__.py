"""The ledger of published claims, and the engine that checks them.

A claim is a TOML file in ``records/``, written without programming; a formula is a marked function in ``formulas/``.
"""

from inequality.claims._claim_review import claim_review
from inequality.claims.engine import check
from inequality.claims.ledger import CLAIMS
from inequality.claims.quantity import Quantity, Ranked
from inequality.claims.record import Claim
from inequality.claims.verdict import Finding, Verdict
from inequality.claims.workbook import write_workbook

__all__ = ["CLAIMS", "Claim", "Finding", "Quantity", "Ranked", "Verdict", "check", "claim_review", "write_workbook"]
