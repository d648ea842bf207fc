"""What checking a claim found."""

from __future__ import annotations

import html
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from inequality.claims.quantity import Brackets, Quantity, Ranked
from inequality.claims.record import Alternative, Claim, Published
from inequality.claims.units import factor
from inequality.errors import UnknownNameError
from inequality.interval import Interval
from inequality.provenance import Provenance

if TYPE_CHECKING:
    import pandas as pd

    from inequality.claims.one_dollar import OneDollar
    from inequality.claims.switches import Switch, Way

__all__ = ["Finding", "InputUsed", "Verdict"]

Status = Literal["reproduced", "reproduced given", "consistent", "not reproduced", "inputs missing", "computed"]

#: Each verdict and what it means, strongest first.
STATUSES: Mapping[str, str] = {
    "reproduced": "the inputs, as their publishers print them, give the published value",
    "reproduced given": "the published value follows from an input that was quoted apart from the claim",
    "consistent": "the published value lies within what the inputs allow",
    "not reproduced": "the published value lies outside what the inputs allow",
    "inputs missing": "a figure that decides the claim was not seen",
    "computed": "nobody published a value: this is what the inputs allow",
}


@dataclass(frozen=True)
class InputUsed:
    """One figure that a verdict rests on.

    Parameters
    ----------
    name : str
        Its place in the record, such as ``amount.total``.
    text : str
        As printed, with unit.
    address : str
        Table, row and column, or "this record".
    evidence : {"read", "quoted", "inferred"}
        How well it is known.
    citation : str
        Where it was taken from.
    assumption : str
        What had to be assumed to use it here; empty where nothing.
    """

    name: str
    text: str
    address: str
    evidence: str
    citation: str
    assumption: str = ""


@dataclass(frozen=True)
class Finding:
    """What one set of inputs gives.

    Parameters
    ----------
    status : str
        A key of ``STATUSES``.
    published : Published
        What was claimed.
    computed, limits : Interval or None
        What the inputs allow: as an estimate, and at the outer limits. None where inputs are missing.
    inverse, inverse_share : Quantity, Interval or None
        The values of the input solved for with which the claim is right; the same as shares of the total.
    inverse_unit : str
        The unit in which to print them.
    quantities : mapping
        Value of every input, by its place in the record; where there are two readings, the estimate.
    limits_of : mapping
        The same at the outer limits.
    inputs : tuple of InputUsed
        All figures used.
    missing : tuple of str
        What was not seen.
    alternative : Alternative or None
        Which alternative of the claim this is; None for the claim itself.
    """

    status: Status
    published: Published
    computed: Interval | None = None
    limits: Interval | None = None
    inverse: Quantity | None = None
    inverse_share: Interval | None = None
    inverse_unit: str = ""
    quantities: Mapping[str, Quantity | Ranked | Brackets] = field(default_factory=dict)
    limits_of: Mapping[str, Quantity | Ranked | Brackets] = field(default_factory=dict)
    inputs: tuple[InputUsed, ...] = ()
    missing: tuple[str, ...] = ()
    provenance: Provenance = field(default_factory=Provenance)
    alternative: Alternative | None = None

    @property
    def assumptions(self) -> tuple[str, ...]:
        """What had to be assumed."""
        return tuple(dict.fromkeys(used.assumption for used in self.inputs if used.assumption))


@dataclass(frozen=True)
class Verdict:
    """What checking a claim found.

    Parameters
    ----------
    claim : Claim
        The claim.
    status : str
        A key of ``STATUSES``; the claim's own finding, or "reproduced given" where an input quoted apart from it gives it.
    finding : Finding
        What the claim's own inputs give.
    alternatives : tuple of Finding
        What each alternative gives.
    restatements : tuple of (str, str, str)
        Later claims about the same year: id, published value, wording.
    strip : tuple of (Quantity, Interval, Interval)
        Sensitivity: values of the input solved for, as shares of the total where there is one, with the result of each.
    beside : tuple of (Claim, Finding)
        What other entries of the ledger say of the same thing, as the record names them.
    read_as : str
        What was read in a sentence, in a form that leaves nothing open; empty for entries of the ledger.
    """

    claim: Claim
    status: Status
    finding: Finding
    alternatives: tuple[Finding, ...] = ()
    restatements: tuple[tuple[str, str, str], ...] = ()
    strip: tuple[tuple[Interval, Interval], ...] = ()
    beside: tuple[tuple[Claim, Finding], ...] = ()
    read_as: str = ""

    @cached_property
    def switches(self) -> tuple[Switch, ...]:
        """The critics' switches that matter here: how the claim sets each, and what every other way gives."""
        from inequality.claims.switches import side_by_side

        return side_by_side(self)

    @property
    def one_dollar(self) -> OneDollar | None:
        """What one person with one dollar and no debts out-owns; None where the claim is not on what the poorest own."""
        from inequality.claims.one_dollar import out_owned

        return out_owned(self.claim, self.beside)

    @property
    def side_by_side(self) -> pd.DataFrame:
        """The critics' switches as a table: one row a way, in the unit of the claim's value.

        Columns: ``switch``, ``way``, ``of_claim``, ``low``, ``high``, ``low_at_limits``, ``high_at_limits``, ``unit``,
        ``status``, ``published`` and ``lacking``: the figure that would decide a way that the data at hand do not.
        """
        import pandas as pd

        rows = [(switch.title, way) for switch in self.switches for way in switch.ways]
        columns = [*_WAY, "lacking"]
        return pd.DataFrame([{"switch": title, **_way_dict(way)} for title, way in rows], columns=columns)

    @property
    def paragraph(self) -> str:
        """The verdict as a paragraph that can be quoted, with its sources."""
        from inequality.claims._report import paragraph

        return paragraph(self)

    @property
    def question(self) -> str | dict[str, Any]:
        """What was asked, as JSON from which the same verdict can be computed again: see `asked`."""
        from inequality.claims.asked import question_of

        return question_of(self)

    @property
    def given(self) -> Finding | None:
        """The alternative that reproduces the claim, where the status rests on one."""
        if self.status != "reproduced given" or self.finding.status == "reproduced given":
            return None
        return next(
            item
            for item in self.alternatives
            if item.status == "reproduced given" and item.alternative and item.alternative.kind == "given"
        )

    @property
    def provenance(self) -> Provenance:
        """All tables behind the claim's own finding."""
        return self.finding.provenance

    def alternative(self, name: str) -> Finding:
        """Return the finding of an alternative by its name."""
        for item in self.alternatives:
            if item.alternative is not None and item.alternative.name == name:
                return item
        names = [item.alternative.name for item in self.alternatives if item.alternative]
        raise UnknownNameError("alternative", name, names, where=f" of {self.claim.id}")

    def as_dict(self) -> dict[str, Any]:
        """Return a plain dictionary, ready for JSON."""
        record = self.claim.record
        return {
            "id": self.claim.id,
            **({"read_as": self.read_as, "paragraph": self.paragraph} if self.read_as else {}),
            "claim": {
                "wording": record["wording"],
                "publisher": record["publisher"],
                "report": record["report"],
                "date": record["date"].isoformat(),
                "citation": record["citation"],
            },
            **_finding_dict(self.finding),
            "status": self.status,
            "meaning": STATUSES[self.status],
            "given": self.given.alternative.name if self.given and self.given.alternative else None,
            "alternatives": [
                {
                    "name": a.alternative.name,
                    "kind": a.alternative.kind,
                    "says": a.alternative.says,
                    "citation": a.alternative.citation,
                    **_finding_dict(a),
                }
                for a in self.alternatives
                if a.alternative
            ],
            "switches": [
                {"name": switch.name, "title": switch.title, "ways": [_way_dict(way) for way in switch.ways]}
                for switch in self.switches
            ],
            "restatements": [dict(zip(("id", "published", "wording"), item, strict=True)) for item in self.restatements],
            "one_dollar": _one_dollar_dict(self.one_dollar),
            "beside": [{"id": claim.id, "wording": claim["wording"], **_finding_dict(found)} for claim, found in self.beside],
            "sensitivity": [{"input": _interval_dict(at), "result": _interval_dict(result)} for at, result in self.strip],
            "provenance": self.provenance.as_dict(),
        }

    def __str__(self) -> str:
        from inequality.claims._report import report

        return report(self)

    def __repr__(self) -> str:
        return f"<Verdict {self.claim.id}: {self.status}>"

    def _repr_html_(self) -> str:
        return f"<pre>{html.escape(str(self))}</pre>"


def _finding_dict(finding: Finding) -> dict[str, Any]:
    inverse = finding.inverse.interval if finding.inverse else None
    return {
        "status": finding.status,
        "published": {"value": finding.published.text, "unit": finding.published.unit},
        "computed": _interval_dict(finding.computed),
        "limits": _interval_dict(finding.limits),
        "inverse": _interval_dict(inverse),
        "inverse_share": _interval_dict(finding.inverse_share),
        "inputs": [vars(used) for used in finding.inputs],
        "assumptions": list(finding.assumptions),
        "missing": list(finding.missing),
    }


def _one_dollar_dict(one: OneDollar | None) -> dict[str, Any] | None:
    if one is None:
        return None
    known = {"id": one.claim.id, "year": one.claim.year} if one.claim else {"id": None, "year": None}
    found = one.finding
    value = {"unit": found.published.unit, "computed": _interval_dict(found.computed)} if found else {}
    return {**known, **value, "lacking": one.lacking or None}


#: Columns of the table of switches, but the last.
_WAY = ("switch", "way", "of_claim", "low", "high", "low_at_limits", "high_at_limits", "unit", "status", "published")


def _way_dict(way: Way) -> dict[str, Any]:
    finding = way.finding
    ends: dict[str, float | None] = dict.fromkeys(("low", "high", "low_at_limits", "high_at_limits"))
    if finding is not None and finding.computed is not None and finding.limits is not None:
        worth = factor(finding.published.unit)
        values = (finding.computed.low, finding.computed.high, finding.limits.low, finding.limits.high)
        ends = {name: None if math.isinf(value) else float(value / worth) for name, value in zip(ends, values, strict=True)}
    return {
        "way": way.said,
        "of_claim": way.of_claim,
        **ends,
        "unit": finding.published.unit if finding else None,
        "status": finding.status if finding else "not decided",
        "published": finding.published.shown if finding else None,
        "alternative": way.alternative or None,
        "lacking": way.lacking or None,
    }


def _interval_dict(interval: Interval | None) -> dict[str, Any] | None:
    if interval is None:
        return None
    ends = {name: None if math.isinf(end) else float(end) for name, end in (("low", interval.low), ("high", interval.high))}
    return {**ends, "open_low": interval.open_low, "kind": interval.kind}
