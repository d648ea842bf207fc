"""The critics' switches of a verdict, side by side: how the claim sets each, and what every other way gives.

A switch is a function that looks at a record's figures and says how they set it and which other ways there are; it is found by
its mark. A way is decided by an alternative of the record, or by the package itself with data that are built in; a way that
neither decides says which figure would. What the claim's own inputs give, and so its verdict, is not touched.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from inequality.claims.quantity import Missing
from inequality.claims.record import Alternative
from inequality.claims.rewriting import (
    LISTS,
    RichList,
    by_rank,
    day_of,
    followed,
    nodes,
    nominal,
    of_persons,
    on_list,
    only,
    real,
    rewritten,
    seen,
    with_edition,
    without_debt,
)
from inequality.claims.schema import SWITCHES
from inequality.claims.units import in_words
from inequality.dataset import datasets
from inequality.errors import InequalityError

if TYPE_CHECKING:
    from inequality._measure import Measure
    from inequality.claims.verdict import Finding, Verdict

__all__ = ["LOOKS", "Setting", "Switch", "Way", "side_by_side"]

Record = Mapping[str, Any]
#: Formulas that set two dates beside each other.
_OF_TWO_DATES = ("growth", "count_change", "share_of_growth")
#: Formulas that set fortunes against what many have.
_MATCHED = ("richest_matching", "total_exceeds")
_DEBTS = {"net_wealth": "net of debts", "gross_wealth": "before debts"}
_LEFT_OUT = "without people in net debt"
_NOMINAL, _FOLLOWED, _RANKED = "dollars of each date", "the same people at both dates", "whoever is richest at each date"
_UNITS = {
    "adult": "adults",
    "equal_split_adult": "adults, a couple's total split in two",
    "household": "households",
    "tax_unit": "tax returns",
    "person": "persons of any age",
    "per_capita": "persons of any age, a household's total shared by all",
    "equivalised_person": "persons of any age, a household's total shared by an equivalence scale",
}
_CHILDREN = "persons of any age, those under age owning nothing"
_RATES = {"MER": "market exchange rates", "PPP": "purchasing power parities"}


@dataclass(frozen=True)
class Way:
    """One way to set a switch, and what it gives.

    Parameters
    ----------
    said : str
        What it is: "without people in net debt".
    finding : Finding or None
        What it gives; None where it was not computed.
    lacking : str
        The figure that would decide it; empty where it was computed.
    of_claim : bool
        Whether the claim does it so.
    alternative : str
        The name of the record's alternative that decides it; empty where the package does, or nothing.
    """

    said: str
    finding: Finding | None = None
    lacking: str = ""
    of_claim: bool = False
    alternative: str = ""


@dataclass(frozen=True)
class Switch:
    """A choice that critics would make another way.

    Parameters
    ----------
    name : str
        A key of ``SWITCHES``.
    title : str
        What is chosen.
    ways : tuple of Way
        That of the claim first.
    """

    name: str
    title: str
    ways: tuple[Way, ...]


@dataclass(frozen=True)
class Setting:
    """How a record sets a switch, and what else there is: each other way with a record, or the figure that would decide it."""

    way: str
    others: tuple[tuple[str, Record | str], ...] = ()


def debts(record: Record) -> Setting | None:
    """Net of debts, before debts, or without people in net debt."""
    concepts = {measure.concept for measure in _of_people(record)} & set(_DEBTS)
    if not concepts:
        return None
    places = [node for node in nodes(record) if node.get("formula") == "half_from_thresholds"]
    left_out = any(node.get("switches", {}).get("debtors") == "left out" for node in places)
    way = _LEFT_OUT if left_out else _DEBTS[concepts.pop()]

    def change(node: Record) -> Record:
        if node.get("formula") != "half_from_thresholds":
            return node
        return {**node, "switches": {**node.get("switches", {}), "debtors": "included" if left_out else "left out"}}

    flipped: Record | str = rewritten(record, change) if places else f"what people without net debt own, by rank{_at(record)}"
    if not places:
        flipped = without_debt(record) or flipped
    others = {
        _DEBTS["net_wealth"]: flipped,
        _DEBTS["gross_wealth"]: f"what everybody owns before debts are taken off, by rank{_at(record)}",
        _LEFT_OUT: flipped,
    }
    return Setting(way, tuple((said, other) for said, other in others.items() if said != way))


def people(record: Record) -> Setting | None:
    """Adults, households, or persons of any age."""
    measures = [measure for measure in _of_people(record) if measure.unit in _UNITS]
    units = dict.fromkeys(measure.unit for measure in measures)
    if not units:
        return None
    persons = not units.keys() & {"adult", "equal_split_adult", "household", "tax_unit"}
    other = _UNITS["adult"] if persons else _UNITS["person"]
    what = {"net_wealth": "wealth", "population": "numbers"}.get(measures[0].concept, "income")
    computed = of_persons(record)
    ways: list[tuple[str, Record | str]] = [] if computed is None else [(_CHILDREN, computed)]
    if computed is None:
        ways = [(other, f"the same {what} by rank of {other}{_at(record)}")]
    return Setting("; ".join(_UNITS[unit] for unit in units), tuple(ways))


def rates(record: Record) -> Setting | None:
    """Market exchange rates or purchasing power parities."""
    used = {measure.conversion for measure in _of_people(record, "gross_domestic_product")} & set(_RATES)
    if not used:
        return None
    others = [name for name in _RATES if name not in used]
    lacking = "the same figures with every country's money converted at"
    return Setting(
        " and ".join(_RATES[name] for name in sorted(used)),
        tuple((_RATES[name], f"{lacking} {_RATES[name]}{_at(record)}") for name in others),
    )


def prices(record: Record) -> Setting | None:
    """The dollars of each date, or of one."""
    deflated = [node["switches"]["prices"] for node in nodes(record) if node.get("formula") in ("at_prices", "in_prices")]
    if deflated:
        return Setting(f"dollars of {in_words(deflated[0])}", ((_NOMINAL, nominal(record)),))
    money = [each.measure for each in seen(record) if each.measure and each.measure.currency and not each.measure.scale]
    if len(money) < 2 or not _of_two_dates(record):
        return None
    fixed = sorted({measure.prices for measure in money if measure.prices != "current"})
    if fixed:
        return Setting(f"dollars of {', '.join(map(in_words, fixed))}", ((_NOMINAL, "the figures before they were deflated"),))
    return Setting(_NOMINAL, (("dollars of the later date", _tried(lambda: real(record))),))


def list_date(record: Record) -> Setting | None:
    """Which rich list."""
    used = _lists(record)
    if not used or any(node.get("unit") == "days" for node in nodes(record)):  # the days between the lists are an input
        return None
    every, within = RichList.every(), 365 if record["formula"] == "quoted_series" else 367
    others = []
    for one in used:
        place = every.index(one)
        for other in every[max(place - 1, 0) : place] + every[place + 1 : place + 2]:
            if other not in used and abs((other.day - one.day).days) < within:
                instead = f"list of {other.said}" + (f" instead of {one.said}" if len(used) > 1 else "")
                others.append((instead, _tried(partial(on_list, record, one, other, one == used[-1]))))
    return Setting("list of " + " and ".join(each.said for each in used), tuple(others))


def selection(record: Record) -> Setting | None:
    """The same people at both dates, or whoever ranks so at each."""
    counts = {node["switches"]["people"] for node in nodes(record) if node.get("formula") == "richest_total"}
    of_people = [each for each in seen(record) if each.measure and each.measure.concept not in ("population", "earnings")]
    if not _of_two_dates(record) or not of_people:
        return None
    ranked, lists = by_rank(record), _lists(record)
    if ranked != record:
        return Setting(_FOLLOWED, ((_RANKED, ranked),))
    if len(counts) == 1 and len(lists) == 2:
        count = counts.pop()
        others = ((f"the {count} richest of {each.said} at both dates", each) for each in lists)
        return Setting(_RANKED, tuple((said, _tried(partial(followed, record, each))) for said, each in others))
    return Setting(
        "whoever belongs to the group at each date", ((_FOLLOWED, f"figures that follow the same people{_at(record)}"),)
    )


def source(record: Record) -> Setting | None:
    """Which publication, in which edition."""
    compared = next((node for node in (record, *nodes(record)) if node.get("formula") == "among"), None)
    if compared is not None:
        parts = tuple((name.replace("_", " "), only(record, name)) for name in compared["inputs"])
        return Setting("all that are at hand, compared", parts)
    figures = [each for each in seen(record) if each.table is None or each.table.name not in LISTS]
    tables = dict.fromkeys((each.table.name, each.table.edition) for each in figures if each.table)
    given = dict.fromkeys(str(each.node["citation"]) for each in figures if not each.table and each.node.get("unit") != "days")
    tried = (
        (f"{name}@{other}", _tried(partial(with_edition, record, name, other)))
        for name, edition in tables
        for other in datasets()[name]
        if other != edition
    )
    others: tuple[tuple[str, Record | str], ...] = tuple((said, other) for said, other in tried if not isinstance(other, str))
    named = "; ".join([*(f"{name}@{edition}" for name, edition in tables), *given])
    if not others:
        others = (("another source", f"the same figures from another source or edition{_at(record)}"),)
    return Setting(named, others) if named else None


#: The function that looks at each switch.
LOOKS: Mapping[str, Callable[[Record], Setting | None]] = {
    "debts": debts, "people": people, "rates": rates, "prices": prices, "list": list_date, "selection": selection,
    "source": source,
}  # fmt: skip


def side_by_side(verdict: Verdict) -> tuple[Switch, ...]:
    """Return the switches that matter for a verdict, each with every way to set it.

    Parameters
    ----------
    verdict : Verdict
        Of an entry of the ledger, a record of one's own, or a sentence.

    Returns
    -------
    tuple of Switch
        In the order of ``SWITCHES``.
    """
    owns = {name: _own(verdict, name) for name in LOOKS}
    alternatives = [finding.alternative for finding in verdict.alternatives if finding.alternative is not None]
    switched = {each.name: _switched(verdict, each, owns) for each in alternatives}
    return tuple(
        Switch(name, SWITCHES[name], (_claimed(verdict, own), *_others(verdict, name, own, switched)))
        for name, own in owns.items()
        if own is not None
    )


def _claimed(verdict: Verdict, own: Setting) -> Way:
    return Way(own.way, verdict.finding, "; ".join(verdict.finding.missing), of_claim=True)


def _own(verdict: Verdict, name: str) -> Setting | None:
    """Return how the claim sets a switch; where its figures were not seen, as the figures that stand in for them show it."""
    record, look = verdict.claim.record, LOOKS[name]
    setting = look(record)
    if setting is not None or not verdict.finding.missing:
        return setting
    stand_ins = [each.alternative for each in verdict.alternatives if each.alternative is not None]
    for alternative in stand_ins:
        shown = look(alternative.record) if alternative.record["formula"] == record["formula"] else None
        if shown is not None and name == "source":
            return Setting("; ".join(f"{what} (not seen)" for what in verdict.finding.missing))
        if shown is not None:
            return Setting(shown.way, tuple((said, other) for said, other in shown.others if isinstance(other, str)))
    return None


def _others(verdict: Verdict, name: str, own: Setting, switched: Mapping[str, list[str]]) -> Iterator[Way]:
    """Yield what the record's alternatives decide, then what the package does, then what nothing does."""
    look, covered, inputs = LOOKS[name], set(), []
    for finding in verdict.alternatives:
        alternative = finding.alternative
        if alternative is None or name not in switched[alternative.name]:
            continue
        setting = look(alternative.record)
        said = alternative.says if setting is None or name == "source" or alternative.switch else setting.way
        others = [SWITCHES[other] for other in switched[alternative.name] if other != name]
        said += f" (and other {' and '.join(others)})" if others else ""
        covered |= {setting.way if setting else said, "another source"}
        inputs.append(alternative.record["inputs"])
        yield Way(said, finding, "; ".join(finding.missing), alternative=alternative.name)
    for said, other in own.others:
        if said in covered or (not isinstance(other, str) and other["inputs"] in inputs):
            continue
        yield Way(said, lacking=other) if isinstance(other, str) else _computed(verdict, said, other)


def _computed(verdict: Verdict, said: str, record: Record) -> Way:
    """Return what the package finds for a record, or what keeps it from finding it."""
    from inequality.claims.engine import finding_of

    try:
        finding = finding_of(record, verdict.finding.published)
    except InequalityError:  # a column or row that this edition has not
        return Way(said, lacking=f"the rows of it that the claim needs: {said}")
    if finding.computed is not None and math.isinf(finding.computed.low):
        return Way(said, lacking=f"a longer rich list than is built in ({said})")
    return Way(said, finding, "; ".join(finding.missing))


def _switched(verdict: Verdict, alternative: Alternative, owns: Mapping[str, Setting | None]) -> list[str]:
    """Return which switches an alternative sets another way than the claim: what it says itself, or what its figures show."""
    record, other = verdict.claim.record, alternative.record
    if alternative.switch:
        return [alternative.switch]
    same = all(record.get(key, {}) == other.get(key, {}) for key in ("formula", "switches"))
    if alternative.kind in ("given", "circular") or not same or alternative.published.unit != verdict.finding.published.unit:
        return []
    settings = {name: (owns[name], look(other)) for name, look in LOOKS.items()}
    return [name for name, (one, two) in settings.items() if one and two and one.way != two.way]


def _of_people(record: Record, *also: str) -> list[Measure]:
    """Return what the figures measure that are of a population, and not of a rich list."""
    but = {"gross_domestic_product", "earnings", "price_level"} - set(also)
    measures = [each.measure for each in seen(record) if each.measure is not None and each.measure.concept not in but]
    of_all = [measure for measure in measures if measure.unit != "fortune"]
    # An amount that was not seen must measure what the fortunes do that match it.
    matched = record["formula"] in _MATCHED and any("missing" in node for node in nodes(record))
    return of_all or (measures if matched else [])


def _of_two_dates(record: Record) -> bool:
    """Whether a record sets figures of two dates beside each other."""
    if record["formula"] == "ratio" and record.get("switches", {}).get("concepts") != "different":
        return len({day_of(each) for each in seen(record)} - {None}) > 1
    return record["formula"] in _OF_TWO_DATES


def _lists(record: Record) -> list[RichList]:
    tables = {str(node.get("table", "")).partition("/")[0] for node in nodes(record)}
    return [each for each in RichList.every() if each.id in tables]


def _at(record: Record) -> str:
    area = str(record.get("area", ""))
    place = {"WLD": "world", "": ""}.get(area, area)
    return f" ({place}, {record['year']})" if place and "year" in record else ""


def _tried(rewrite: Callable[[], Record]) -> Record | str:
    """Return a rewritten record, or which figure it would take."""
    try:
        return rewrite()
    except Missing as missing:
        return "; ".join(missing.what)
    except InequalityError as error:
        return error.problem
