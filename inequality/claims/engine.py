"""Checks a claim: evaluates its formula on what its inputs allow, and says what that makes of the published value."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from fractions import Fraction
from pathlib import Path
from typing import Any

from inequality._measure import Measure
from inequality.claims.formulas import FORMULAS
from inequality.claims.ledger import CLAIMS
from inequality.claims.one_dollar import nearest
from inequality.claims.quantity import Brackets, Missing, Quantity, Ranked
from inequality.claims.record import Claim, Published
from inequality.claims.rewriting import opened
from inequality.claims.schema import kind_of
from inequality.claims.units import factor, last_digit, last_shown
from inequality.claims.verdict import STATUSES, Finding, InputUsed, Status, Verdict
from inequality.dataset import PrintedDataset
from inequality.errors import DomainError, InequalityError, InputError, UnknownNameError
from inequality.interval import Interval
from inequality.provenance import Provenance

__all__ = ["check", "finding_of"]

READINGS = ("estimate", "limits")
Value = Quantity | Ranked | Brackets


def check(claim: str | Path | Claim, *, year: int | None = None, area: str | None = None) -> Verdict:
    """Check a claim against the data at hand.

    Parameters
    ----------
    claim : str, Path or Claim
        The id of a claim in the ledger, a TOML file of one's own, a `Claim`, or a sentence in English. The wording of an entry
        of the ledger is that entry; another sentence is answered only if every word of it was understood.
    year : int, optional
        The year a sentence is about, where it does not say.
    area : str, optional
        The area a sentence is about (ISO 3166-1 alpha-3, or WLD), where it does not say.

    Returns
    -------
    Verdict
        Printable, and shown in notebooks.

    Raises
    ------
    UnknownNameError
        If there is no such claim; or a record names a table, row or column that is not there: the message names the input.
    DomainError
        If a record takes a cell that is empty, or a formula has no value for its inputs.
    InputError
        If year or area are passed beside something that is no sentence.
    RecordError
        If a record is malformed.
    SentenceError
        If a sentence was not understood whole.

    Examples
    --------
    >>> verdict = check("oxfam-2018-42")
    >>> verdict.status
    'consistent'
    >>> verdict.finding.computed
    Interval(37 to 58, assumption)
    >>> check("There were 2,200 billionaires in the world in 2018").status
    'not reproduced'
    """
    found, read_as = _claim(claim, year, area)
    finding = finding_of(found.record, found.published)
    alternatives = tuple(
        finding_of(alternative.record, alternative.published, alternative=alternative) for alternative in found.alternatives()
    )
    one = nearest(found)
    ids = dict.fromkeys([*found.record.get("beside", ()), *([one.id] if one else [])])
    beside = tuple((CLAIMS[id], finding_of(CLAIMS[id].record, CLAIMS[id].published)) for id in ids)
    status = _status(finding, alternatives)
    return Verdict(found, status, finding, alternatives, _restatements(found), _strip(found, finding), beside, read_as)


def _claim(claim: str | Path | Claim, year: int | None, area: str | None) -> tuple[Claim, str]:
    """Return the claim, and what was read where it was a sentence."""
    sentence = isinstance(claim, str) and " " in claim.strip() and not claim.endswith(".toml")
    if not sentence and (year is not None or area is not None):
        raise InputError(
            f"{claim.id if isinstance(claim, Claim) else claim} says itself of which year and area it is",
            possible="year and area beside a sentence or a form",
            remedy="leave them out",
        )
    if isinstance(claim, Claim):
        return claim, ""
    if isinstance(claim, Path) or str(claim).endswith(".toml"):
        return Claim.read(Path(claim)), ""
    if " " in claim.strip():
        from inequality.claims.sentences import read

        worded = {_plain(other["wording"]): other for other in CLAIMS.values()}
        if year is None and area is None and _plain(claim) in worded:
            return worded[_plain(claim)], ""
        question = read(claim, year=year, area=area)
        return question.claim, question.said
    if claim not in CLAIMS:
        remedy = "see `inequality list claims`, pass the path of a TOML file, or a sentence in quotes"
        raise UnknownNameError("claim", claim, get_close_matches(claim, CLAIMS, n=6, cutoff=0.4) or CLAIMS, remedy=remedy)
    return CLAIMS[claim], ""


def _plain(wording: str) -> str:
    return " ".join(wording.lower().split()).rstrip(".")


@dataclass
class _Evaluation:
    """One walk through the tree of inputs, under one reading."""

    reading: str
    quantities: dict[str, Value] = field(default_factory=dict)
    used: list[InputUsed] = field(default_factory=list)
    provenance: Provenance = field(default_factory=Provenance)
    missing: list[str] = field(default_factory=list)

    def formula(self, node: Mapping[str, Any], path: str = "") -> Value:
        """Evaluate a formula; inputs that are there are kept even if another is missing."""
        entry = FORMULAS[node["formula"]]
        inputs: dict[str, Value] = {}
        absent: list[str] = []
        for name, child in node["inputs"].items():
            place = f"{path}.{name}" if path else name
            try:
                inputs[name] = self.quantities[place] = self._input(child, place)
            except Missing as missing:
                absent += missing.what
        if absent:
            raise Missing(tuple(absent))
        switches = dict(node.get("switches", {}))
        if "reading" in entry.facts["switches"]:
            switches.setdefault("reading", self.reading)
        return entry.function(**inputs, **switches)  # type: ignore[no-any-return]

    def _input(self, node: Mapping[str, Any], place: str) -> Value:
        kind = kind_of(node)
        if kind == "missing":
            raise Missing((node["missing"],))
        if kind == "formula":
            return self.formula(node, place)
        if kind == "figure":
            return self._figure(node, place)
        try:
            return self._printed(node, place, kind)
        except (UnknownNameError, DomainError) as error:
            where = f"inputs.{place.replace('.', '.inputs.')}"
            InequalityError.__init__(error, f"{where}: {error.problem}", possible=error.possible, remedy=error.remedy)
            raise

    def _printed(self, node: Mapping[str, Any], place: str, kind: str) -> Value:
        dataset = opened(node["table"])
        self.provenance |= dataset.provenance
        if kind == "brackets":
            return self._brackets(node, place, dataset)
        measure = dataset.measures.get(node["column"])
        if kind == "column":
            address = f"{dataset.id}, column {node['column']}"
            evidence, citation = _column_evidence(dataset)
            self._note(node, place, f"{len(dataset)} rows", address, evidence, citation)
            names = tuple(row[node["names"]] for row in dataset.rows()) if "names" in node else ()
            return Ranked(dataset.column(node["column"], order_by=node["by"]), measure, names)
        cell = dataset.cell(node["row"], node["column"])
        half = (
            Fraction(node["half_width"]) * dataset.columns[node["column"]].factor if "half_width" in node else cell.half_width
        )
        shown = f"{cell.text} {cell.printed_unit}" + (
            f" ± {node['half_width']}" if node.get("half_width", "0") != "0" else _plus_minus(cell)
        )
        self._note(node, place, shown, cell.address, cell.evidence, cell.citation)
        return Quantity(Interval.around(cell.value, half or 0), measure)

    def _brackets(self, node: Mapping[str, Any], place: str, dataset: PrintedDataset) -> Brackets:
        column, lower, upper = node["shares"], node.get("lower", "p_lower"), node.get("upper", "p_upper")
        edges, shares, evidence = [], [], []
        wanted = {name: value if isinstance(value, list) else [value] for name, value in node.get("where", {}).items()}
        for choice in itertools.product(*wanted.values()):
            dataset.some(dict(zip(wanted, choice, strict=True)))  # names what there is where one is not there
        for row in dataset.printed:
            chosen = all(any(dataset.columns[n].holds(row[n], one) for one in values) for n, values in wanted.items())
            if not chosen or not row[column]:
                continue
            cell = dataset.cell({name: dataset.columns[name].parsed(row[name]) for name in dataset.key}, column)
            given = Fraction(node["half_width"]) * dataset.columns[column].factor if "half_width" in node else cell.half_width
            edges.append((dataset.columns[lower].exact(row[lower]), dataset.columns[upper].exact(row[upper])))
            shares.append(Interval.around(cell.value, given or 0))
            evidence.append((cell.evidence, cell.citation))
        weakest = max((kind for kind, _ in evidence), key=("read", "quoted", "inferred").index)
        where = ", ".join(f"{name}={'|'.join(values)}" for name, values in wanted.items())
        address = f"{dataset.id}[{where}].{column}" if where else f"{dataset.id}, column {column}"
        self._note(
            node,
            place,
            f"{len(edges)} group{'s' if len(edges) > 1 else ''}",
            address,
            weakest,
            "; ".join(dict.fromkeys(c for _, c in evidence)),
        )
        return Brackets(tuple(edges), tuple(shares), dataset.measures.get(column))

    def _figure(self, node: Mapping[str, Any], place: str) -> Quantity:
        unit = node.get("unit", "")
        half = Fraction(node["half_width"]) if "half_width" in node else last_digit(node["value"], unit)
        text = f"{node['value']} {unit}".strip() + (f" ± {float(half):g}" if half else "")
        self._note(node, place, text, "given in the record", node["evidence"], node["citation"])
        interval = Interval.around(node["value"], half) * factor(unit)
        measure = Measure(**node["measure"]) if "measure" in node else None
        return Quantity(interval, measure)

    def _note(self, node: Mapping[str, Any], place: str, text: str, address: str, evidence: str, citation: str) -> None:
        used = InputUsed(
            place, text, address, node.get("evidence", evidence), node.get("citation", citation), node.get("assumption", "")
        )
        self.used.append(used)


def _plus_minus(cell: Any) -> str:
    if not cell.half_width:
        return ""
    printed = cell.half_width / abs(cell.value / Fraction(cell.text)) if cell.value else None
    return f" ± {float(printed):g}" if printed else " (rounded)"


def _column_evidence(dataset: PrintedDataset) -> tuple[str, str]:
    """Return the weakest evidence of a table's rows, and their citations."""
    kinds = {dataset.about(row, "evidence") for row in dataset.rows()}
    weakest = next(kind for kind in ("inferred", "quoted", "read") if kind in kinds)
    return weakest, "; ".join(dict.fromkeys(dataset.about(row, "citation") for row in dataset.rows()))


def finding_of(record: Mapping[str, Any], published: Published, alternative: Any = None) -> Finding:
    """Return what one record's inputs give for what was published."""
    readings = {reading: _Evaluation(reading) for reading in READINGS}
    results: dict[str, Interval] = {}
    missing: tuple[str, ...] = ()
    for reading, evaluation in readings.items():
        try:
            result = evaluation.formula(record)
            results[reading] = result.interval if isinstance(result, Quantity) else Interval.exactly(math.nan)
        except Missing as absent:
            missing = absent.what
    first = readings["estimate"]
    inverse, share = _inverse(record, published, first.quantities)
    computed, limits = results.get("estimate"), results.get("limits")
    return Finding(
        status=_found(published, computed, limits, tuple(first.used), first.provenance),
        published=published,
        computed=computed,
        limits=limits,
        inverse=inverse,
        inverse_share=share,
        inverse_unit=FORMULAS[record["formula"]].facts["inverse_unit"] or _unit(inverse, published),
        quantities=first.quantities,
        limits_of=readings["limits"].quantities,
        inputs=tuple(first.used),
        missing=missing,
        provenance=first.provenance,
        alternative=alternative,
    )


def _found(
    published: Published,
    computed: Interval | None,
    limits: Interval | None,
    used: tuple[InputUsed, ...],
    provenance: Provenance,
) -> Status:
    if computed is None or limits is None:
        return "inputs missing"
    if published.interval is None:
        return "computed"
    overlap = limits.low <= published.interval.high and published.interval.low <= limits.high
    if not overlap:
        return "not reproduced"
    decided = computed.low in published.interval and computed.high in published.interval and limits.width == computed.width
    evidence = {item.evidence for item in used}
    if not decided or "inferred" in evidence or any(item.assumption for item in used):
        return "consistent"
    return "reproduced given" if "quoted" in evidence else "reproduced"


def _status(finding: Finding, alternatives: tuple[Finding, ...]) -> Status:
    """The claim's own finding, or better where an input quoted apart from the claim gives the published value."""
    given = [
        a
        for a in alternatives
        if a.alternative is not None and a.alternative.kind == "given" and a.published == finding.published
    ]
    better = [a.status for a in given if a.status == "reproduced given"]
    order = list(STATUSES)
    return (
        min([finding.status, *better], key=order.index)
        if finding.status in ("consistent", "inputs missing")
        else finding.status
    )


def _inverse(
    record: Mapping[str, Any], published: Published, quantities: Mapping[str, Value]
) -> tuple[Quantity | None, Interval | None]:
    facts = FORMULAS[record["formula"]].facts
    if facts["inverse"] is None or published.interval is None:
        return None, None
    others = {name: quantities.get(name) for name in record["inputs"] if name != facts["solves_for"]}
    if None in others.values():
        return None, None
    inverse = facts["inverse"](published.interval, **others)
    total = quantities.get(f"{facts['solves_for']}.total")
    if not isinstance(total, Quantity):
        return inverse, None
    low, high = inverse.interval.low / total.interval.high, inverse.interval.high / total.interval.low
    return inverse, Interval(low, high, "source", open_low=True)


def _unit(inverse: Quantity | None, published: Published) -> str:
    """Return the unit of an input solved for: dollars where it is an amount, else that of the claim."""
    money = inverse is not None and inverse.measure is not None and inverse.measure.currency == "USD"
    return "USD billion" if money else published.unit


def _strip(claim: Claim, finding: Finding) -> tuple[tuple[Interval, Interval], ...]:
    """The result for values of the input solved for, from limit to limit, in steps of a round size; as shares of its total."""
    entry = FORMULAS[claim["formula"]]
    unseen = entry.facts["solves_for"]
    limits, whole = finding.limits_of.get(unseen), finding.quantities.get(f"{unseen}.total")
    if not isinstance(limits, Quantity) or not limits.interval.width or finding.computed is None:
        return ()
    unit = whole.interval.low if isinstance(whole, Quantity) else factor(finding.inverse_unit)
    others = {name: value for name, value in finding.quantities.items() if name in claim["inputs"] and name != unseen}
    switches = claim.record.get("switches", {})
    moved = entry.function(**others, **{unseen: limits}, **switches).interval
    if moved.width <= last_shown(finding.published.text, finding.published.unit):
        return ()  # nothing that the claim's digits would show
    rows = []
    for at in _steps(Fraction(limits.interval.low) / Fraction(unit), Fraction(limits.interval.high) / Fraction(unit)):
        value = Quantity(Interval.exactly(at) * unit, limits.measure)
        rows.append((Interval.exactly(at), entry.function(**others, **{unseen: value}, **switches).interval))
    return tuple(rows)


def _steps(low: Fraction, high: Fraction, about: int = 12) -> list[Fraction]:
    """Round numbers from `low` to `high`: multiples of 1, 2 or 5 times a power of ten, about so many."""
    if high <= low:
        return [low]
    rough = float(high - low) / about
    power = Fraction(10) ** math.floor(math.log10(rough))
    step = next(power * k for k in (1, 2, 5, 10) if power * k >= rough)
    return [step * k for k in range(math.ceil(low / step), math.floor(high / step) + 1)]


def _restatements(claim: Claim) -> tuple[tuple[str, str, str], ...]:
    later = [other for other in CLAIMS.values() if other.record.get("restates") == claim.id]
    return tuple((other.id, f"{other.published.text} {other.published.unit}", str(other["wording"])) for other in later)
