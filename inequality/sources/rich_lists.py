"""Rich lists: what counts as an entry, in which order, and what is said of the rest.

- An entry without a rank or without a net worth is no entry of the list, and is left out; an entry that stands twice, told
  by its address at the publisher's, counts once.
- An entry is one fortune, of a person, a couple or a family; ``family`` says where the name says so. Members of a family who
  are listed apart may be shown with the same fortune: it then counts as often as the publisher lists it.
- ``position`` counts from the richest, ties in the order of the file; ``rank`` is the publisher's own, equal for ties.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from inequality._measure import Measure
from inequality.dataset.fetched import Reading
from inequality.distribution import Distribution
from inequality.errors import DataError, UnknownNameError
from inequality.sources.tables import integers, within

if TYPE_CHECKING:
    import pandas as pd

__all__: list[str] = []

FORTUNE = Measure("net_wealth", "fortune", "USD", conversion="MER")
#: What is said of entries, by what was found.
SAID = {
    "without rank or net worth": "Entries without rank or net worth, left out: {}.",
    "standing twice": "Entries that stand twice, counted once: {}.",
    "missing by the ranks": "Entries missing, by the ranks of the others: {}.",
    "out of rank": "Entries with a better rank than richer ones, so that their net worth was restated later: {}.",
}


def checked(frame: pd.DataFrame, where: str) -> pd.DataFrame:
    """Return the entries from the richest down, each once, with what was left out in ``attrs``."""
    without = frame["net_worth"].isna() | frame["rank"].isna()
    listed = frame[~without].copy()
    if listed.empty:
        raise DataError(f"{where} holds nobody with rank and net worth", possible="a rich list", remedy="fetch it again")
    listed["rank"] = integers(listed["rank"], 1, 1e6, where, "ranks")
    within(listed["net_worth"], 1e8, 5e12, where, "USD; fortunes on a list of billionaires")
    twice = listed.duplicated("uri") & (listed["uri"] != "")
    apart = (
        listed[listed["uri"].isin(listed.loc[twice, "uri"])]
        .groupby("uri")["net_worth"]
        .agg(lambda worth: worth.max() > worth.min())
    )
    if apart.any():
        raise DataError(f"{where} has {apart.index[apart][0]} twice, with different net worth", possible="one entry each")
    listed = listed[~twice]
    listed["order"] = listed["position"] if "position" in listed else range(len(listed))
    listed = listed.sort_values(["net_worth", "order"], ascending=[False, True], kind="stable", ignore_index=True)
    if listed["net_worth"].iloc[0] < 1e10:
        most = listed["net_worth"].iloc[0]
        raise DataError(
            f"The largest fortune of {where} is USD {most:,.0f}", possible="more than USD 10 billion", remedy="check the unit"
        )
    listed["position"] = range(1, len(listed) + 1)
    ranks = listed["rank"].sort_values(ignore_index=True)
    gap = int((ranks - 1 - ranks.rank(method="min").sub(1)).max())
    if gap > max(2, 0.01 * len(listed)):
        raise DataError(
            f"By the ranks {gap} people are missing in {where}, which has {len(listed)}",
            possible="a whole list, each rank once or shared",
            remedy="fetch it again",
        )
    result = listed.assign(family=listed["name"].str.contains(r"\bfamil(?:y|ies)\b", case=False))
    result.attrs = {
        "without rank or net worth": int(without.sum()),
        "standing twice": int(twice.sum()),
        "missing by the ranks": max(gap, 0),
        "out of rank": int((listed["rank"] < listed["rank"].cummax()).sum()),
    }
    return result


def reading(
    people: pd.DataFrame, convert: Callable[[list[str]], list[str]], title: str, warnings: Sequence[str], *, date: bool
) -> Reading:
    notes = people.attrs
    people["area"], unknown = _citizenship(people["country"], convert)
    columns = ["area", "year", *(["date"] if date else []), "position", "rank", "name", "uri", "net_worth", "family"]
    frame = people[[*columns, *(name for name in ("gender", "source", "industry") if people[name].any())]]
    return Reading(
        title=title,
        description="Fortunes on Forbes' list, richest first, at market exchange rates.",
        frame=frame,
        key=("position",),
        units={"net_worth": "USD"},
        measures={"net_worth": FORTUNE},
        warnings=(
            "Not to be redistributed: Forbes grants no licence. Single figures and totals may be cited.",
            f"Each entry counts as one fortune; entries that are families': {int(people['family'].sum())}.",
            *(text.format(notes[name]) for name, text in SAID.items() if notes[name]),
            *unknown,
            *warnings,
        ),
        distribution=lambda rows: Distribution.from_values(rows["net_worth"].to_numpy(), measure=FORTUNE),
    )


def _citizenship(
    countries: pd.Series[str], convert: Callable[[list[str]], list[str]]
) -> tuple[pd.Series[str], tuple[str, ...]]:
    """Return areas, missing where a country is unknown, and which those are: they stay in the list."""
    import pandas as pd

    found: dict[str, str | None] = {}
    for country in countries.unique():
        try:
            found[country] = convert([country])[0]
        except UnknownNameError:
            found[country] = None
    unknown = sorted(country or "(none)" for country, area in found.items() if area is None)
    note = (f"Citizenships unknown here, so that area is missing: {', '.join(unknown)}.",) if unknown else ()
    return pd.Series([found[country] for country in countries], index=countries.index, dtype="object"), note
