"""What may be printed: one sentence on the figure, one on each publisher's terms. Made of the provenance, never typed."""

from __future__ import annotations

from inequality.errors import DrawingError
from inequality.provenance import Origin, Provenance
from inequality.words import Language

__all__ = ["permission", "require_passable", "terms_of"]

#: Rows of a fetched file that may not be passed on: so many single figures a table may hold.
MOST_PASSED_ON = 500

#: Licences that ask for no credit; the source line gives it all the same.
_FREE = {"CC0-1.0", "LicenseRef-public-domain"}


def permission(provenance: Provenance, words: Language) -> str:
    """Return in one sentence what may be printed and what must be printed with it.

    Examples
    --------
    >>> from inequality.words import language
    >>> permission(Provenance(), language("en"))
    'You may print this figure and single numbers of it.'
    """
    if not provenance.origins:
        return words.text("You may print this figure and single numbers of it.")
    names = words.listed(list(dict.fromkeys(origin.producer for origin in provenance.origins)))
    return words.text(
        "You may print this figure and single numbers of it with this credit: {names}. "
        "None of the publishers\N{RIGHT SINGLE QUOTATION MARK} own files is in this kit.",
        names=names,
    )


def terms_of(provenance: Provenance, words: Language) -> list[str]:
    """Return a sentence about each publisher and licence: what it asks for, and what it forbids.

    Examples
    --------
    >>> from inequality.provenance import Snapshot
    >>> from inequality.words import language
    >>> bank = Origin("World Bank", "WDI", "World Bank, WDI", licence="CC-BY-4.0", redistributable="yes")
    >>> terms_of(Provenance((Snapshot("wdi", "2026", "0" * 64, origins=(bank,)),)), language("en"))
    ['World Bank: licence CC-BY-4.0, credit required.']
    """
    found = {}
    for origin in provenance.origins:
        found[origin.producer, origin.licence, origin.redistributable] = _terms_of_one(origin, words)
    return list(found.values())


def _terms_of_one(origin: Origin, words: Language) -> str:
    name = origin.producer
    if origin.licence == "unknown":
        licence = words.text("{name}: no licence is known, credit required.", name=name)
    elif origin.licence in _FREE:
        licence = words.text("{name}: in the public domain.", name=name)
    else:
        licence = words.text("{name}: licence {licence}, credit required.", name=name, licence=origin.licence)
    passed_on = {
        "yes": "",
        "no": words.text("Its own file may not be passed on."),
    }.get(origin.redistributable, words.text("Whether its own file may be passed on is not known: ask first."))
    return f"{licence} {passed_on}".strip()


def require_passable(figure: str, rows: int, provenance: Provenance) -> None:
    """Refuse a table that would pass on a publisher's list whose terms forbid that; single figures may be printed.

    Parameters
    ----------
    figure : str
        Name of the figure.
    rows : int
        How many rows the table behind it has.
    provenance : Provenance
        Where its numbers come from.

    Raises
    ------
    DrawingError
        If a fetched file behind it must not be passed on, and the table has more than ``MOST_PASSED_ON`` rows.
    """
    for snapshot in provenance.snapshots:
        forbidden = [origin.producer for origin in snapshot.origins if origin.redistributable == "no"]
        if snapshot.retrieved and forbidden and rows > MOST_PASSED_ON:
            raise DrawingError(
                f"The table behind {figure} would pass on {rows:,} rows of {snapshot.id}, which {forbidden[0]} does not allow",
                possible=f"at most {MOST_PASSED_ON:,} rows",
                remedy="draw the largest of them, or sums",
            )
