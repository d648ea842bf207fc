"""WID.world's codes of variables, in both orders, and the words of this package for them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from inequality.errors import InputError, UnknownNameError

__all__: list[str] = []

#: WID's five letters of a concept.
CONCEPTS = {
    "net_wealth": "hweal",
    "pretax_national_income": "ptinc",
    "posttax_national_income": "diinc",
    "posttax_disposable_income": "cainc",
    "fiscal_income": "fiinc",
}
#: Age group and population: 992 adults of 20 and more, 999 all ages; j a couple's total split in two, i each alone.
UNITS = {"equal_split_adult": ("992", "j"), "adult": ("992", "i"), "tax_unit": ("992", "t"), "person": ("999", "i")}
#: First letter of a variable. Amounts of money, and others.
MONEY = {"average": "a", "threshold": "t", "top_average": "o"}
STATISTICS = {
    "share": "s",
    **MONEY,
    "gini": "g",
    "inverted_pareto_coefficient": "b",
    "top_10_to_bottom_50_ratio": "r",
}

_TOP = r"(?P<kind>[a-z])(?P<concept>[a-z]{5})"
_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        _TOP + r"(?P<age>\d{3})(?P<population>[a-z])",  # the dictionary and the interface
        _TOP + r"(?P<population>[a-z])(?P<age>\d{3})",  # the bulk files
        _TOP + r"_(?P<percentile>p[\d.]+(p[\d.]+)?)_(?P<age>\d{3})_(?P<population>[a-z])",  # the interface, asked for values
    )
)


@dataclass(frozen=True)
class Variable:
    """A variable of WID: what is stated (share, average, ...), of which concept, for whom, and for which percentile.

    Examples
    --------
    >>> [Variable.read(code).code for code in ("sptincj992", "sptinc992j", "sptinc_p99p100_992_j")]
    ['sptinc992j', 'sptinc992j', 'sptinc992j']
    >>> Variable.read("sptinc992j").bulk
    'sptincj992'
    """

    kind: str
    concept: str
    age: str
    population: str
    percentile: str = ""

    @classmethod
    def read(cls, code: str) -> Variable:
        """Read a code in any of its orders; capitals are refused, as are the six letters alone, which name no population."""
        for shape in _SHAPES:
            if found := shape.fullmatch(code.strip()):
                return cls(**{name: text or "" for name, text in found.groupdict().items()})
        raise InputError(
            f"'{code}' is no code of a WID variable",
            possible="sptinc992j (share, pre-tax income, adults, equal split), sptincj992, or sptinc_p99p100_992_j",
            remedy="look it up at https://wid.world/codes-dictionary/, or ask for concept=, unit= and statistics=",
        )

    @property
    def code(self) -> str:
        """As in WID's dictionary: type, concept, age, population."""
        return self.kind + self.concept + self.age + self.population

    @property
    def bulk(self) -> str:
        """As in the bulk files: type, concept, population, age."""
        return self.kind + self.concept + self.population + self.age


def variables(concept: str, unit: str, statistics: Iterable[str]) -> dict[str, str]:
    """Return, by its code, the statistic that each variable of a concept states."""
    if concept not in CONCEPTS:
        remedy = "pass table='series', variables=['sptinc992j', ...] for what has no name here"
        raise UnknownNameError("concept", concept, CONCEPTS, where=" in WID", remedy=remedy)
    if unit not in UNITS:
        raise UnknownNameError("unit", unit, UNITS, where=" in WID")
    found = {}
    for statistic in statistics:
        if statistic not in STATISTICS:
            raise UnknownNameError("statistic", statistic, STATISTICS, where=" in WID")
        found[Variable(STATISTICS[statistic], CONCEPTS[concept], *UNITS[unit]).code] = statistic
    return found
