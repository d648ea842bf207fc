"""WID.world's codes of areas, and its table of them, in ISO 3166-1 alpha-3 and documented aggregates.

Beyond ISO: the world (``WO``), regions (``QE``, ``XL``, ``OA``; kept as ``WID_QE`` ...), the same at market exchange rates
(``WO-MER``), parts of countries (``US-CA``, ``CN-RU``; kept as they are), former countries, Kosovo twice (``KS`` holds the
series, ``XK`` is empty), and rows that are no area at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from inequality import areas
from inequality.errors import DataError, UnknownNameError

if TYPE_CHECKING:
    import pandas as pd

__all__: list[str] = []

#: WID's codes that are neither ISO's nor a region's. ``CS`` is Czechoslovakia there; ``XC``, the same again, is empty.
OWN = {"WO": "WLD", "KS": "XKX", "XI": "CHI", "CS": "CSK", "ZZ": "EAZ", "SU": "SUN", "YU": "YUG", "DD": "DDR", "AN": "ANT"}
#: Second codes of what another code holds already, and of nothing.
DOUBLES = {"XK", "XC", "XE", "XQ", "EA", "KV", "XXTEST"}
AT_MARKET_RATES = "-MER"
COLUMNS = ("alpha2", "titlename", "shortname", "region", "region2")

_COUNTRY = re.compile(r"[A-Z]{2}")
_REGION = re.compile(r"[OQX][A-Z]")
_PART = re.compile(r"[A-Z]{2}-[A-Z]{2,3}")


@cache
def area(code: str) -> str:
    """Return the area that a code of WID means, "" where it is none; ``-MER`` and ``-PPP`` are left away.

    Examples
    --------
    >>> [area(code) for code in ("NA", "WO", "WO-MER", "QE", "US-CA", "KS", "XK", "dkb", "Al")]
    ['NAM', 'WLD', 'WLD', 'WID_QE', 'US-CA', 'XKX', '', '', '']
    """
    plain = code.removesuffix(AT_MARKET_RATES).removesuffix("-PPP")
    if plain in DOUBLES:
        return ""
    if plain in OWN:
        return OWN[plain]
    if _PART.fullmatch(plain):
        return plain
    if not _COUNTRY.fullmatch(plain):
        return ""
    if f"WID_{plain}" in areas.AGGREGATES:
        return f"WID_{plain}"
    try:
        return areas.from_iso2([plain])[0]
    except UnknownNameError:
        return f"WID_{plain}" if _REGION.fullmatch(plain) else ""


def code(area: str) -> str:
    """Return WID's code of an area.

    Examples
    --------
    >>> [code(area) for area in ("NAM", "WLD", "WID_QE", "US-CA", "XKX")]
    ['NA', 'WO', 'QE', 'US-CA', 'KS']
    """
    for own, known in OWN.items():
        if known == area:
            return own
    if _PART.fullmatch(area):
        return area
    if area.startswith("WID_") and _REGION.fullmatch(area[4:]):
        return area[4:]
    return areas.iso2(area)


def is_country(code: str) -> bool:
    """Whether WID has a zip of its own for a code: countries of today have."""
    return code == "KS" or bool(_COUNTRY.fullmatch(code)) and code not in OWN and not is_region(code)


def is_region(code: str) -> bool:
    """Whether a code is the world or a region of it, whose amounts are one currency for all."""
    return code.removesuffix(AT_MARKET_RATES) == "WO" or area(code).startswith("WID_")


def table(path: Path) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Read ``WID_countries.csv``: area, name, region, subregion and WID's code; and what was left out, in words."""
    import pandas as pd

    frame = pd.read_csv(path, sep=";", dtype=str, keep_default_na=False, encoding="utf-8-sig")
    if missing := [name for name in COLUMNS if name not in frame]:
        raise DataError(
            f"{path.name} has no column {', '.join(missing)}; it has {', '.join(frame.columns)}",
            possible=", ".join(COLUMNS),
            remedy="fetch it again; if WID has changed its files, report it",
        )
    frame["area"] = [area(each) for each in frame["alpha2"]]
    market = frame["alpha2"].str.endswith(AT_MARKET_RATES)
    junk = frame["area"].eq("")
    left_out = []
    if junk.any():
        left_out.append(f"{junk.sum()} rows that are no area, or a second code of one: {', '.join(frame['alpha2'][junk])}")
    if (market & ~junk).any():
        left_out.append(f"{(market & ~junk).sum()} rows of regions at market exchange rates, which are the same areas")
    frame = frame[~junk & ~market].reset_index(drop=True)
    known = [areas.AGGREGATES.get(code, "") for code in frame["area"]]
    names = frame["shortname"].where(frame["shortname"].ne(""), pd.Series(known, dtype=str))
    spelt = {name: frame[name].str.replace("_", " ") for name in ("region", "region2")}
    columns = {"area": frame["area"], "name": names, "region": spelt["region"], "subregion": spelt["region2"]}
    return pd.DataFrame({**columns, "code": frame["alpha2"]}), tuple(left_out)


def codes(wanted: Iterable[str], *, market: bool) -> tuple[str, ...]:
    """Return WID's codes of the areas asked for; regions' at market exchange rates where so asked."""
    found = [code(area) for area in dict.fromkeys(wanted)]
    return tuple(each + AT_MARKET_RATES if market and is_region(each) else each for each in found)
