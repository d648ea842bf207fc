"""What a number measures: concept, unit of observation, currency, prices, conversion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields

from inequality.errors import IncomparableError, UnknownNameError

__all__ = ["Measure"]

#: Every word a Measure may use, with what it means.
VOCABULARY: Mapping[str, Mapping[str, str]] = {
    "concept": {
        "net_wealth": "assets less debts",
        "gross_wealth": "assets, debts not taken off",
        "pretax_national_income": "income before tax, after pensions and unemployment insurance (WID)",
        "posttax_disposable_income": "income after direct tax and cash transfers",
        "posttax_national_income": "income after all tax and all public spending (WID)",
        "market_income": "income before cash transfers and direct tax (OECD, SWIID)",
        "gross_income": "income after cash transfers, before direct tax (OECD)",
        "income_before_transfers_and_taxes": "market income and social insurance benefits (CBO)",
        "income_after_transfers_and_taxes": "the same with means-tested transfers, in kind too, less federal tax (CBO)",
        "factor_national_income": "income from work and capital, before any tax or transfer (Realtime Inequality)",
        "fiscal_income": "income as reported to the tax office",
        "income_or_consumption": "income in some surveys, consumption in others (World Bank)",
        "consumption": "consumption expenditure",
        "earnings": "pay from employment",
        "gross_domestic_product": "value added in a country",
        "price_level": "a price index",
        "population": "a count of people",
    },
    "unit": {
        "adult": "one adult",
        "equal_split_adult": "one adult, a couple's total split in two",
        "household": "one household or family",
        "tax_unit": "one tax return",
        "person": "one person of any age",
        "per_capita": "one person, the household's total shared by all its members",
        "equivalised_person": "one person, the household's total shared by its members as the equivalence scale counts them",
        "fortune": "one entry of a rich list: a person, a couple or a family",
    },
    "conversion": {
        "none": "one currency throughout",
        "MER": "market exchange rates",
        "PPP": "purchasing power parities",
    },
}


@dataclass(frozen=True)
class Measure:
    """What a column of numbers measures.

    Parameters
    ----------
    concept : str
        What is owned or earned; a word of ``VOCABULARY["concept"]``.
    unit : str
        Who owns it; a word of ``VOCABULARY["unit"]``.
    currency : str, default ""
        ISO 4217 code; empty for a quantity that is not money.
    prices : str, default "current"
        ``"current"`` or the date whose prices are used (``"2018-03"``, ``"2022"``).
    conversion : str, default "none"
        How currencies were made one; a word of ``VOCABULARY["conversion"]``.
    scale : str, default ""
        ``""`` for money or counts as they are, ``"share"`` for fractions of the total.

    Raises
    ------
    UnknownNameError
        If a word is not in the vocabulary.

    Examples
    --------
    >>> Measure("net_wealth", "adult", "USD", conversion="MER")
    Measure(concept='net_wealth', unit='adult', currency='USD', prices='current', conversion='MER', scale='')
    """

    concept: str
    unit: str
    currency: str = ""
    prices: str = "current"
    conversion: str = "none"
    scale: str = ""

    def __post_init__(self) -> None:
        for field, words in VOCABULARY.items():
            if getattr(self, field) not in words:
                raise UnknownNameError(field, getattr(self, field), words, where=" of a Measure")

    def require(self, other: Measure, *, but: Iterable[str] = (), what: str = "these") -> None:
        """Raise unless `other` measures the same thing.

        Parameters
        ----------
        other : Measure
            What is to be compared.
        but : iterable of str
            Fields that may differ (comparing totals, the unit may).
        what : str
            What is compared, for the message.

        Raises
        ------
        IncomparableError
            Naming every field that differs, and both its values.

        Examples
        --------
        >>> wealth = Measure("net_wealth", "adult", "USD")
        >>> wealth.require(Measure("net_wealth", "household", "USD"), but=["unit"])
        """
        differing = [f.name for f in fields(self) if f.name not in but and getattr(self, f.name) != getattr(other, f.name)]
        if differing:
            pairs = "; ".join(
                f"{name}: {getattr(self, name) or 'none'} and {getattr(other, name) or 'none'}" for name in differing
            )
            raise IncomparableError(
                f"{what[:1].upper()}{what[1:]} do not measure the same thing ({pairs})",
                possible="comparing numbers whose concept, unit, currency, prices and conversion agree",
                remedy="convert one of them first, or choose another table",
            )

    def as_dict(self) -> dict[str, str]:
        """Return the fields as a plain dictionary, ready for JSON."""
        return asdict(self)
