"""World Economic Outlook of the International Monetary Fund, out of its DataMapper: output, prices, people."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inequality import areas as codes
from inequality._measure import Measure
from inequality.dataset.fetched import Reading
from inequality.errors import DataError
from inequality.provenance import Origin
from inequality.sources import Files, source
from inequality.sources.tables import cell, chosen, enough, located, numbers, one_of, readable, within
from inequality.store import Gate, Remote

if TYPE_CHECKING:
    import pandas as pd

__all__: list[str] = []

ORIGIN = Origin(
    "International Monetary Fund",
    "World Economic Outlook, DataMapper",
    "International Monetary Fund, World Economic Outlook, https://www.imf.org/external/datamapper",
    url="https://www.imf.org/external/datamapper",
    licence_evidence="IMF copyright and usage terms: reuse with attribution under conditions, no licence named (2026-11-22)",
    redistributable="unknown",
)
HOST = "www.imf.org"
#: Years that an edition looks ahead: its own year, and everything after, is a projection.
HORIZON = 5

_GDP = partial(Measure, "gross_domestic_product")
#: By the publisher's code: our column, unit, factor, measure, and what lies within reason in the publisher's unit.
INDICATORS: Mapping[str, tuple[str, str, float, Measure | None, tuple[float, float]]] = {
    "NGDPD": ("gdp", "USD", 1e9, _GDP("person", "USD", conversion="MER"), (0, 1e6)),
    "PPPGDP": ("gdp", "USD", 1e9, _GDP("person", "USD", conversion="PPP"), (0, 1e6)),
    "NGDPDPC": ("gdp_per_capita", "USD", 1, _GDP("person", "USD", conversion="MER"), (0, 1e6)),
    "PPPPC": ("gdp_per_capita", "USD", 1, _GDP("person", "USD", conversion="PPP"), (0, 1e6)),
    "NGDP_RPCH": ("gdp_growth", "fraction", 0.01, None, (-100, 400)),
    "PCPIPCH": ("inflation", "fraction", 0.01, None, (-100, 1e6)),
    "LP": ("population", "people", 1e6, Measure("population", "person"), (0, 20_000)),
    "PPPEX": ("ppp_conversion_rate", "national currency units per international dollar", 1, None, (0, 1e12)),
}
#: The publisher's codes that are not ISO's; groups of countries have none.
KNOWN = {"UVK": "XKX", "WBG": "PSE", "WEOWORLD": "WLD"}


def _asks(*, indicator: str = "NGDPD", areas: Sequence[str] = ()) -> tuple[Remote, ...]:
    one_of(indicator, INDICATORS, "indicator")
    gate = Gate("json", also=readable(partial(_complete, indicator=indicator)))
    url = f"https://{HOST}/external/datamapper/api/v1/{indicator}"
    return (Remote(f"{indicator}.json", url, gate, bytes=250_000, most_bytes=20_000_000, pause=1.0),)


@source(
    origin=ORIGIN,
    asks=_asks,
    hosts=(HOST,),
    covers="196 countries and the world, 1980 to five years ahead: output, growth, inflation, people, purchasing power",
    probe={"indicator": "LP"},
)
def imf(files: Files, *, indicator: str = "NGDPD", areas: Sequence[str] = ()) -> Reading:
    """World Economic Outlook, one row an area and year.

    Parameters
    ----------
    files : mapping of str to Path
        The answer of the DataMapper.
    indicator : {"NGDPD", "PPPGDP", "NGDPDPC", "PPPPC", "NGDP_RPCH", "PCPIPCH", "LP", "PPPEX"}
        The publisher's code: output at market rates and at purchasing power parity, both also per person, its growth,
        inflation, people, rate of conversion by purchasing power.
    areas : sequence of str
        ISO 3166-1 alpha-3 codes, and WLD; all where empty. The publisher sends all in any case.

    Returns
    -------
    Reading
        The value in dollars, people or a fraction, and ``estimated``: true in the year of the edition and after it, which are
        projections. An edition looks five years ahead, so that its own year is told by the last one in it.

    Raises
    ------
    DataError
        If the answer holds nothing of the indicator, or values of another unit.

    Examples
    --------
    >>> imf.__entry__.facts["asks"](indicator="LP")[0].url
    'https://www.imf.org/external/datamapper/api/v1/LP'
    """
    (path,) = files.values()
    whole, notes = _frame(path, indicator=indicator)
    frame = chosen(whole, areas).sort_values(["area", "year"], ignore_index=True)
    column, unit, _, measure, _ = INDICATORS[indicator]
    first = int(whole["year"].max()) - HORIZON
    return Reading(
        title=f"World Economic Outlook of {first}, {column.replace('_', ' ')}",
        description=f"{indicator} of the World Economic Outlook, with its projections.",
        frame=frame,
        key=("area", "year"),
        units={column: unit},
        measures={column: measure} if measure else {},
        warnings=(
            f"Years from {first} on are projections (estimated). Earlier ones may be estimates too for some countries: the "
            "DataMapper does not say.",
            *notes,
        ),
    )


def _complete(path: Path, indicator: str) -> None:
    enough(_frame(path, indicator=indicator)[0], 180, "The DataMapper's answer")


def _frame(path: Path, *, indicator: str) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return all areas and years of an answer, in base units."""
    import pandas as pd

    column, unit, factor, _, limits = INDICATORS[indicator]
    try:
        values: Any = json.loads(path.read_text(encoding="utf-8"))["values"][indicator]
        rows = [(code, int(year), cell(value)) for code, series in values.items() for year, value in series.items()]
    except (ValueError, LookupError, TypeError, AttributeError):
        rows = []
    if not rows:
        raise DataError(
            f"The answer holds no values of {indicator}",
            possible='{"values": {"' + indicator + '": {"FRA": {"2020": ...}}}}',
            remedy="fetch it again; see whether the publisher still has the indicator",
        )
    raw = pd.DataFrame(rows, columns=["code", "year", "value"])
    given, notes = located(raw, "code", codes.from_iso3, KNOWN)
    value = numbers(given["value"], "The answer", missing=("", "no data", "--"))
    within(value, *limits, "The answer", f"{indicator}, times {factor:g} for {unit}")
    if indicator in ("NGDP_RPCH", "PCPIPCH") and value.abs().max() <= 1:
        raise DataError("The answer holds nothing above 1, so these are not percents", possible="percents")
    if indicator == "LP" and not value.max() > 1000:
        raise DataError(
            f"The most people in the answer are {value.max():g} million", possible="more than 1,000 in India and China"
        )
    frame = pd.DataFrame({"area": given["area"], "year": given["year"], column: value * factor})
    frame["estimated"] = frame["year"] >= int(raw["year"].max()) - HORIZON
    return frame[value.notna()], notes
