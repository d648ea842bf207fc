"""A verdict as schema.org ClaimReview, for search engines and fact-checking desks; without a rating of ours."""

from __future__ import annotations

import json
from typing import Any

from inequality.claims.verdict import STATUSES, Verdict

__all__ = ["claim_review"]


def claim_review(verdict: Verdict) -> str:
    """Return a verdict as JSON-LD of the type ClaimReview.

    Nobody is rated: there is no ``reviewRating``. What was found stands in ``reviewBody``, the word of the verdict in
    ``abstract``. Whoever publishes the review adds itself as ``author``, with ``url`` and ``datePublished``.

    Parameters
    ----------
    verdict : Verdict
        Of an entry of the ledger, a record of one's own, or a sentence.

    Returns
    -------
    str
        JSON, indented.

    References
    ----------
    https://schema.org/ClaimReview

    Examples
    --------
    >>> from inequality.claims import check
    >>> review = json.loads(claim_review(check("oxfam-2018-42")))
    >>> review["@type"], review["itemReviewed"]["author"]["name"], "reviewRating" in review
    ('ClaimReview', 'Oxfam', False)
    """
    claim = verdict.claim
    reviewed: dict[str, Any] = {"@type": "Claim", "text": claim["wording"]}
    if not verdict.read_as:
        reviewed |= {
            "author": {"@type": "Organization", "name": claim["publisher"]},
            "datePublished": claim["date"].isoformat(),
            "firstAppearance": {"@type": "CreativeWork", "name": claim["report"], **_url(claim.record)},
        }
    review = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": claim["wording"],
        "abstract": f"{verdict.status}: {STATUSES[verdict.status]}",
        "reviewBody": verdict.paragraph,
        "itemReviewed": reviewed,
        "citation": [used.citation for used in _once(verdict)],
        "isBasedOn": [
            {"@type": "Dataset", "name": s.id, "identifier": f"sha256:{s.sha256}"} for s in verdict.provenance.snapshots
        ],
    }
    return json.dumps(review, ensure_ascii=False, indent=2)


def _url(record: Any) -> dict[str, str]:
    return {"url": record["url"]} if "url" in record else {}


def _once(verdict: Verdict) -> list[Any]:
    return list({used.citation: used for used in verdict.finding.inputs}.values())
