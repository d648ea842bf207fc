"""Areas: ISO 3166-1 alpha-3, or a documented aggregate, out of the codes and names that publishers use.

Every function takes what a publisher wrote, one entry a row, and returns as many areas. What it does not know it refuses by
name: nothing is guessed and nothing is dropped. A publisher's own codes and junk are said by the source, with ``known``: what
maps to ``""`` there is no area, and the source leaves those rows out and says how many.

Names and codes of countries are those of the package country_converter. Its table is read here, not through its class: that
loses Namibia (``NA``) under pandas 3, takes ``"China (rural)"`` for China, and only logs what it cannot match.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from inequality.errors import UnknownNameError

__all__ = ["AGGREGATES"]

#: Areas that ISO 3166-1 does not list, or no longer: name, alpha-2 where it is beyond doubt, and pattern of their names.
#: ``CS`` was Czechoslovakia until 1993 and Serbia and Montenegro from 2003: a source says which.
BESIDES: Mapping[str, tuple[str, str, str]] = {
    "XKX": ("Kosovo", "XK", r"^(?!.*serbia).*kosovo"),  # no ISO code; the World Bank's
    "CHI": ("Channel Islands", "", r"channel islands?"),  # the World Bank's; Guernsey and Jersey
    "ANT": ("Netherlands Antilles (1954-2010)", "AN", r"(netherlands|dutch) antilles"),
    "CSK": ("Czechoslovakia (1918-1992)", "", r"czechoslovakia"),
    "DDR": ("German Democratic Republic (1949-1990)", "DD", r"german democratic|^east(ern)? germany"),
    "SCG": ("Serbia and Montenegro (2003-2006)", "", r"serbia (and|&) montenegro"),
    "SUN": ("Soviet Union (1922-1991)", "SU", r"\bu\.?s\.?s\.?r\b|soviet (union|socialist)"),
    "YMD": ("Democratic Yemen (1967-1990)", "YD", r"^(democratic yemen|south yemen|yemen people's republic)|yemen.*\bdem"),
    "YUG": ("Yugoslavia (1918-2003)", "YU", r"^(?!.*macedonia).*yugoslavia"),
    "EAZ": ("Zanzibar", "", r"zanzibar"),
}

_WORLD_BANK = {
    "WLD": "World",
    "AFE": "Africa Eastern and Southern",
    "AFW": "Africa Western and Central",
    "ARB": "Arab World",
    "CEB": "Central Europe and the Baltics",
    "CSS": "Caribbean small states",
    "EAP": "East Asia and Pacific, excluding high income",
    "EAR": "Early-demographic dividend countries",
    "EAS": "East Asia and Pacific",
    "ECA": "Europe and Central Asia, excluding high income",
    "ECS": "Europe and Central Asia",
    "EMU": "Euro area, members of today",
    "EUU": "European Union, members of today",
    "FCS": "Fragile and conflict affected situations",
    "HIC": "High income countries",
    "HPC": "Heavily indebted poor countries",
    "IBD": "IBRD countries only",
    "IBT": "IDA and IBRD countries",
    "IDA": "IDA countries",
    "IDB": "IDA countries that are blend",
    "IDX": "IDA countries only",
    "INX": "Countries without an income group",
    "LAC": "Latin America and the Caribbean, excluding high income",
    "LCN": "Latin America and the Caribbean",
    "LDC": "Least developed countries",
    "LIC": "Low income countries",
    "LMC": "Lower middle income countries",
    "LMY": "Low and middle income countries",
    "LTE": "Late-demographic dividend countries",
    "MEA": "Middle East and North Africa; from 2025 with Afghanistan and Pakistan",
    "MIC": "Middle income countries",
    "MNA": "Middle East and North Africa, excluding high income",
    "NAC": "North America",
    "OED": "OECD members",
    "OHI": "Other high income countries (poverty statistics)",
    "OSS": "Other small states",
    "PRE": "Pre-demographic dividend countries",
    "PSS": "Pacific island small states",
    "PST": "Post-demographic dividend countries",
    "SAR": "South Asia (poverty statistics)",
    "SAS": "South Asia; from 2025 without Afghanistan and Pakistan",
    "SSA": "Sub-Saharan Africa, excluding high income",
    "SSF": "Sub-Saharan Africa",
    "SST": "Small states",
    "TEA": "East Asia and Pacific, IDA and IBRD countries",
    "TEC": "Europe and Central Asia, IDA and IBRD countries",
    "TLA": "Latin America and the Caribbean, IDA and IBRD countries",
    "TMN": "Middle East and North Africa, IDA and IBRD countries",
    "TSA": "South Asia, IDA and IBRD countries",
    "TSS": "Sub-Saharan Africa, IDA and IBRD countries",
    "UMC": "Upper middle income countries",
}

_EUROPE = {
    "EU": "European Union, the members of each year",
    "EU15": "European Union of 15 (1995-2004)",
    "EU25": "European Union of 25 (2004-2006)",
    "EU27_2007": "European Union of 27 (2007-2013)",
    "EU28": "European Union of 28 (2013-2020)",
    "EU27_2020": "European Union of 27 (from 2020)",
    "EA": "Euro area, the members of each year",
    **{f"EA{size}": f"Euro area of {size} countries, in all years" for size in (11, 12, 13, 15, 16, 17, 18, 19, 20, 21)},
    "NMS10": "The ten countries that joined the European Union in 2004",
    "NMS12": "The twelve countries that joined the European Union in 2004 and 2007",
}

_WID = {
    "OA": "Other Russia and Central Asia",
    "OB": "Other East Asia",
    "OC": "Other Western Europe",
    "OD": "Other Latin America",
    "OE": "Other Middle East and North Africa",
    "OH": "Other North America and Oceania",
    "OI": "Other South and South-East Asia",
    "OJ": "Other Sub-Saharan Africa",
    "OK": "Other North America",
    "OL": "Other Oceania",
    "QB": "Africa",
    "QC": "Americas",
    "QD": "Asia",
    "QE": "Europe",
    "QF": "Oceania",
    "QG": "Australia and New Zealand",
    "QH": "Caribbean",
    "QI": "Central America",
    "QJ": "Central Asia",
    "QK": "Eastern Africa",
    "QL": "Eastern Asia",
    "QM": "Eastern Europe",
    "QN": "Middle Africa",
    "QO": "Northern Africa",
    "QP": "Northern America",
    "QQ": "Oceania without Australia and New Zealand",
    "QR": "South America",
    "QS": "South-Eastern Asia",
    "QT": "Southern Africa",
    "QU": "Southern Asia",
    "QV": "Western Africa",
    "QW": "Western Asia",
    "QX": "Western Europe",
    "QY": "European Union",
    "XA": "Asia without the Middle East",
    "XB": "North America and Oceania",
    "XF": "Sub-Saharan Africa",
    "XL": "Latin America",
    "XM": "Middle East",
    "XN": "Middle East and North Africa",
    "XR": "Russia and Central Asia; in older editions Russia and Ukraine",
    "XS": "South and South-East Asia",
}

_OUR_WORLD_IN_DATA = {
    "AFR": "Africa",
    "ASI": "Asia",
    "EUR": "Europe",
    "EU27": "European Union of 27",
    "NAM": "North America",
    "OCE": "Oceania",
    "SAM": "South America",
    "HIC": "High income countries",
    "UMC": "Upper middle income countries",
    "LMC": "Lower middle income countries",
    "LIC": "Low income countries",
    "GFR": "West Germany (1949-1990)",
    "YAR": "Yemen Arab Republic (1962-1990)",
    "ERE": "Ethiopia with Eritrea (until 1993)",
}

#: Codes that are no country, with what they are: the World Bank's (three letters), Eurostat's compositions of the European
#: Union and the euro area, regions of WID.world (``WID_`` before their code) and of Our World in Data (``OWID_``).
AGGREGATES: Mapping[str, str] = MappingProxyType(
    {
        **_WORLD_BANK,
        **_EUROPE,
        **{f"WID_{code}": f"{name} (WID.world)" for code, name in _WID.items()},
        **{f"OWID_{code}": f"{name} (Our World in Data)" for code, name in _OUR_WORLD_IN_DATA.items()},
    }
)

#: What makes of a country's name the name of something else.
_PART = re.compile(
    r"\b(rural|urban|excl\w*|except|without|w/o|other|rest of|income|region|former(?! yugoslav)|serbia.*kosovo)\b"
    r"|(north|east|south|west|middle|central)(ern)? (africa$|asia|europe|america)"
    r"|kosovo.*serbia|^(england|scotland|wales|northern ireland)$",
    re.IGNORECASE,
)


_NEW = "what is new at the publisher's stops here instead of being lost: look for a newer version of this package"


def from_iso2(codes: Iterable[Hashable], known: Mapping[str, str] = MappingProxyType({})) -> list[str]:
    """Return areas for ISO 3166-1 alpha-2 codes, in capitals; ``EL`` and ``UK`` are Eurostat's Greece and United Kingdom.

    Parameters
    ----------
    codes : iterable of str
        One a row.
    known : mapping of str to str
        The publisher's own codes; ``""`` for what is no area.

    Returns
    -------
    list of str
        One area a row.

    Raises
    ------
    UnknownNameError
        If a code is neither; it names them all.

    Examples
    --------
    >>> from_iso2(["NA", "XK", "EL", "I9"], known={"I9": "EA20"})
    ['NAM', 'XKX', 'GRC', 'EA20']
    """
    return _converted("ISO 3166-1 alpha-2 code", codes, known, _two_letters().get, _two_letters(), _NEW)


def from_iso3(codes: Iterable[Hashable], known: Mapping[str, str] = MappingProxyType({})) -> list[str]:
    """Return areas for ISO 3166-1 alpha-3 codes and codes of `AGGREGATES`, which they are already.

    Parameters
    ----------
    codes : iterable of str
        One a row.
    known : mapping of str to str
        The publisher's own codes; ``""`` for what is no area.

    Returns
    -------
    list of str
        One area a row.

    Raises
    ------
    UnknownNameError
        If a code is neither; it names them all.

    Examples
    --------
    >>> from_iso3(["FRA", "SUN", "WLD", "OWID_KOS"], known={"OWID_KOS": "XKX"})
    ['FRA', 'SUN', 'WLD', 'XKX']
    """
    remedy = "write countries as ISO 3166-1 alpha-3, such as FRA, and aggregates as in inequality.areas.AGGREGATES, such as WLD"
    return _converted("area", codes, known, {code: code for code in _names()}.get, _names(), remedy)


def from_names(names: Iterable[Hashable], known: Mapping[str, str] = MappingProxyType({})) -> list[str]:
    """Return areas for English names of countries, as publishers write them (``"Korea, Rep."``, ``"Türkiye"``).

    A name that says part of a country (rural, urban, excluding, other) and a name that fits two countries are unknown.

    Parameters
    ----------
    names : iterable of str
        One a row.
    known : mapping of str to str
        The publisher's own names, such as those of regions; ``""`` for what is no area.

    Returns
    -------
    list of str
        One area a row.

    Raises
    ------
    UnknownNameError
        If a name is unknown; it names them all.

    Examples
    --------
    >>> from_names(["Korea, Rep.", "Congo, Dem. Rep.", "USSR", "World"], known={"World": "WLD"})
    ['KOR', 'COD', 'SUN', 'WLD']
    """
    return _converted("country of the name", names, known, _named, _names().values(), _NEW)


def name(area: str) -> str:
    """Return the English name of an area.

    Parameters
    ----------
    area : str
        ISO 3166-1 alpha-3, or a code of `AGGREGATES`.

    Returns
    -------
    str
        Its short name.

    Raises
    ------
    UnknownNameError
        If there is no such area.

    Examples
    --------
    >>> name("NAM"), name("XKX"), name("EMU")
    ('Namibia', 'Kosovo', 'Euro area, members of today')
    """
    from_iso3([area])
    return _names()[area]


def iso2(area: str) -> str:
    """Return the ISO 3166-1 alpha-2 code of an area, for publishers that ask for it.

    Parameters
    ----------
    area : str
        ISO 3166-1 alpha-3.

    Returns
    -------
    str
        Two letters.

    Raises
    ------
    UnknownNameError
        If there is no such country, or it has no such code.

    Examples
    --------
    >>> iso2("GRC"), iso2("XKX")
    ('GR', 'XK')
    """
    from_iso3([area])
    for code, known in _two_letters().items():
        if known == area and code not in ("EL", "UK"):
            return code
    raise UnknownNameError("country with a code of two letters", area, _two_letters().values())


def _converted(
    kind: str,
    given: Iterable[Hashable],
    known: Mapping[str, str],
    convert: Callable[[str], str | None],
    possible: Iterable[str],
    remedy: str,
) -> list[str]:
    rows = list(given)
    found: dict[Hashable, str | None] = {}
    for each in dict.fromkeys(rows):
        found[each] = None if not isinstance(each, str) else known[each] if each in known else convert(each)
    unknown = [str(each) for each, area in found.items() if area is None]
    if unknown:
        named = "', '".join(unknown[:20]) + (f"' and {len(unknown) - 20} more, '…" if len(unknown) > 20 else "")
        raise UnknownNameError(kind, named, possible, remedy=remedy)
    return [area for each in rows if (area := found[each]) is not None]


@cache
def _named(name: str) -> str | None:
    plain = unicodedata.normalize("NFKC", name).strip().replace("’", "'").removeprefix("the ")
    exact = _exact_names().get(plain.casefold())
    if exact:
        return exact
    matching = [area for area, (_, _, pattern) in BESIDES.items() if re.search(pattern, plain, re.IGNORECASE)]
    if not matching and not _PART.search(plain):
        matching = [area for area, pattern in _patterns() if pattern.search(plain)]
    return matching[0] if len(matching) == 1 else None


@cache
def _countries() -> tuple[Mapping[str, str], ...]:
    table = (files("country_converter") / "country_data.tsv").read_text(encoding="utf-8")
    rows = tuple(csv.DictReader(table.splitlines(), delimiter="\t"))
    return tuple(row for row in rows if not row["obsolete"] and row["name_short"] != "Kosovo")


@cache
def _names() -> Mapping[str, str]:
    historic = {area: name for area, (name, _, _) in BESIDES.items()}
    return {**{row["ISO3"]: row["name_short"] for row in _countries()}, **historic, **AGGREGATES}


@cache
def _exact_names() -> Mapping[str, str]:
    return {row[column].casefold(): row["ISO3"] for row in _countries() for column in ("name_short", "name_official")}


@cache
def _two_letters() -> Mapping[str, str]:
    codes = {code: row["ISO3"] for row in _countries() for code in re.findall("[A-Z]{2}", row["ISO2"])}
    return {**codes, **{code: area for area, (_, code, _) in BESIDES.items() if code}}


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["ISO3"], re.compile(row["regex"], re.IGNORECASE)) for row in _countries())
