"""Values of claims in words: people, percents, amounts, ratios; single, or as ranges that may have one end."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from inequality.claims import Finding
from inequality.claims.units import factor
from inequality.interval import Interval
from inequality.words import Language

__all__ = ["Amounts", "fine", "inside", "outside", "unit_of_inverse"]

#: Most decimals that are printed.
MOST = 6


@dataclass(frozen=True)
class Amounts:
    r"""How values of one unit are written.

    Parameters
    ----------
    unit : str
        As in a claim's record: "people", "percent of wealth", "USD billion".
    words : Language
        Which they are written in.

    Examples
    --------
    >>> from inequality.words import language
    >>> percents = Amounts("percent of wealth", language("en"))
    >>> percents.single(0.501, 1), percents.range(0.5005, 0.5015, 2)
    ('50.1\xa0percent', '50.05\xa0to\xa050.15\xa0percent')
    >>> Amounts("people", language("en")).range(11, None, 0)
    'at least 11\xa0people'
    """

    unit: str
    words: Language

    @property
    def kind(self) -> str:
        """Which of the ways of writing the unit takes."""
        first = self.unit.split(" ")[0]
        return first if first in ("percent", "percentage", "USD", "people", "times", "days") else "number"

    def single(self, value: float, digits: int) -> str:
        """Return a value, in base units, with so many decimals in its own unit."""
        words = self.words
        if self.kind == "percent":
            return words.share(float(f"{value:.12g}"), digits)
        if self.kind == "percentage":
            points = float(f"{100 * value:.12g}")
            said = words.plural("{n} percentage point", "{n} percentage points", points, digits=digits)
            return said.replace(" ", "\N{NO-BREAK SPACE}")
        if self.kind == "USD":
            return words.money(value, "USD", digits, self.unit.split(" ")[-1])
        if self.kind == "people":
            return words.plural("{n} person", "{n} people", value, digits=digits).replace(" ", "\N{NO-BREAK SPACE}")
        if self.kind == "times":
            return words.plural("{n} time", "{n} times", value, digits=digits)
        if self.kind == "days":
            return words.plural("{n} day", "{n} days", value, digits=digits)
        return words.number(value / float(factor(self.unit)), digits)

    def range(self, low: float | None, high: float | None, digits: int) -> str:
        """Return a range in base units; None where it has no end."""
        words = self.words
        if low is None or high is None:
            if low is not None:
                return words.text("at least {amount}", amount=self.single(low, digits))
            return words.text("at most {amount}", amount=self.single(high or 0.0, digits))
        if low == high:
            return self.single(low, digits)
        if self.kind == "USD":
            return words.range(self.single(low, digits), self.single(high, digits))
        start = self.bare(low, digits)
        return self.single(high, digits) if start == self.bare(high, digits) else words.range(start, self.single(high, digits))

    def short(self, low: float | None, high: float | None, digits: int) -> str:
        """Return a range whose unit was just said: without it where it is a noun."""
        if self.kind not in ("percentage", "people", "times", "days", "number") or low is None or high is None:
            return self.range(low, high, digits)
        return self.words.range(self.bare(low, digits), self.bare(high, digits))

    def bare(self, value: float, digits: int) -> str:
        """Return the number alone, for the figures of a scale."""
        return self.words.number(float(f"{value / float(factor(self.unit)):.12g}"), digits)


def fine(interval: Interval, unit: str, published: Interval | None, least: int) -> int:
    """Return how many decimals keep an interval apart from what was published, and about as narrow as it is.

    >>> fine(Interval(Fraction("0.34508"), Fraction("0.34511")), "percent", Interval(Fraction("0.335"), Fraction("0.345")), 0)
    3
    """
    for digits in range(least, MOST):
        low, high = outside(interval, unit, digits)
        wide = Interval(-math.inf if low is None else low, math.inf if high is None else high)
        # An end that was rounded onto the other interval would say that they touch.
        same = published is None or (
            _relation(wide, published) == _relation(interval, published)
            and (wide.low == published.low) == (interval.low == published.low)
        )
        middle = Fraction(0) if math.isinf(interval.width) else abs(Fraction(interval.low) + Fraction(interval.high)) / 2
        room = max(Fraction(3, 2) * interval.width, middle / 500) if not math.isinf(interval.width) else math.inf
        if same and (wide.width <= room or (interval.width == 0 and digits > least)):
            return digits
    return MOST


def _relation(interval: Interval, other: Interval) -> tuple[bool, bool, bool]:
    """Whether it ends before the other, begins after it, lies within it."""
    within = other.low <= interval.low and interval.high <= other.high
    return bool(interval.high < other.low), bool(other.high < interval.low), bool(within)


def outside(interval: Interval, unit: str, digits: int) -> tuple[Fraction | None, Fraction | None]:
    """Return the ends in base units, rounded outward to decimals of the unit; None for an end at infinity.

    A single value is rounded to the nearest, not widened.
    """
    worth = factor(unit)
    if interval.width == 0:
        nearest = Fraction(round(Fraction(interval.low) / worth, digits)) * worth
        return nearest, nearest
    low = None if math.isinf(interval.low) else Fraction(Interval.exactly(interval.low / worth).outward(digits)[0]) * worth
    high = None if math.isinf(interval.high) else Fraction(Interval.exactly(interval.high / worth).outward(digits)[1]) * worth
    return low, high


def unit_of_inverse(finding: Finding) -> str:
    """Return the unit in which to print when a claim is right: money in billions, whatever the claim itself counts."""
    measure = finding.inverse.measure if finding.inverse else None
    money = measure is not None and measure.currency and not measure.scale
    return "USD billion" if money and not finding.inverse_unit.startswith("USD") else finding.inverse_unit


def inside(finding: Finding) -> tuple[Fraction | None, Fraction | None, Fraction | None, int] | None:
    """Return with which values of the unseen input a claim is right: least, more than, most, decimals; or None.

    Rounded inward. The second is there where the end itself does not belong to them: the least is then one step above it.
    """
    if finding.inverse is None:
        return None
    interval, worth = finding.inverse.interval, factor(unit_of_inverse(finding))
    start = len(finding.published.text.partition(".")[2]) + 1
    ends = [None if math.isinf(end) else Fraction(end) / worth for end in (interval.low, interval.high)]
    for digits in range(start, start + 8):
        scale = 10**digits
        low = None if ends[0] is None else Fraction(math.ceil(ends[0] * scale), scale)
        high = None if ends[1] is None else Fraction(math.floor(ends[1] * scale), scale)
        above = low if interval.open_low and low == ends[0] else None
        if low is not None and above is not None:
            low += Fraction(1, scale)
        if low is None or high is None or low <= high:
            found = [None if end is None else end * worth for end in (low, above, high)]
            return found[0], found[1], found[2], digits
    return None
