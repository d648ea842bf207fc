"""Which edition: by its name or the beginning of it, by a day, or the one that the lock holds."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Mapping, Sequence
from importlib.resources.abc import Traversable
from typing import Any

from inequality.dataset import datapackage
from inequality.errors import EditionError, InputError
from inequality.store.keeping import Edition

__all__ = ["built_in_as_of", "by_name", "fetched_as_of", "moment"]


def moment(text: str) -> str:
    """Return a day as ISO writes it.

    Parameters
    ----------
    text : str
        ``"2018-01-22"``.

    Raises
    ------
    InputError
        If it is no day.
    """
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", str(text)):
            return datetime.date.fromisoformat(str(text)).isoformat()
        raise ValueError
    except ValueError:
        raise InputError(
            f"as_of is {text!r}", possible="a day such as '2018-01-22'", remedy="give year, month and day"
        ) from None


def by_name(editions: Sequence[Edition], name: str) -> Edition | None:
    """Return the edition of that name, or the only one whose name begins so; None where there is none.

    Raises
    ------
    EditionError
        If several begin so.
    """
    exact = [edition for edition in editions if edition.name == name]
    found = exact or [edition for edition in editions if edition.name.startswith(name)]
    if len(found) > 1:
        ids = sorted(edition.id for edition in found)
        raise EditionError(f"'{name}' is the beginning of several editions", possible=", ".join(ids), remedy="name one of them")
    return found[0] if found else None


def fetched_as_of(editions: Sequence[Edition], day: str) -> Edition | None:
    """Return the last edition published, or where that is not known retrieved, on or before a day; None before the first."""
    known = [edition for edition in editions if edition.day <= day]
    return max(known, key=lambda edition: (edition.day, edition.order), default=None)


def built_in_as_of(folder: Traversable, name: str, day: str) -> str:
    """Return the last edition of a built-in dataset that was certainly published on or before a day.

    A description tells the day, the month or only the year of publication. An edition counts from the end of that; where one
    may or may not have been out by the day, nothing is guessed.

    Raises
    ------
    EditionError
        If none was published, or it cannot be told which was the last.
    """
    spans = {edition: _published(datapackage.find(folder, name, edition)[1]) for edition in datapackage.editions(folder)[name]}
    certain = {edition: span for edition, span in spans.items() if span[1] <= day}
    chosen = max(certain, key=lambda edition: (certain[edition][1], certain[edition][0], edition), default="")
    after = certain[chosen][1] if chosen else ""
    unsure = [edition for edition, span in spans.items() if span[0] <= day < span[1] and span[1] > after]
    if unsure:
        told = ", ".join(f"{name}@{edition} between {' and '.join(spans[edition])}" for edition in unsure)
        raise EditionError(
            f"It cannot be told which edition of {name} was the last on {day}: published was {told}",
            possible=", ".join(f"{name}@{edition}" for edition in (*([chosen] if chosen else []), *unsure)),
            remedy="name the edition",
        )
    if not chosen:
        first = min(spans, key=lambda edition: spans[edition])
        raise EditionError(
            f"No edition of {name} was published by {day}",
            possible=f"{name}@{first}, published by {spans[first][1]}, and later ones",
            remedy="name a later day, or an edition",
        )
    return chosen


def _published(package: Mapping[str, Any]) -> tuple[str, str]:
    """The first and the last day on which an edition may have been published."""
    if told := str(package.get("x-published", "")):
        return _span(told)
    made = str(package["created"])[:10]
    years = [str(origin["year"]) for origin in package["x-origins"] if re.fullmatch(r"\d{4}", str(origin["year"]))]
    begun, _ = _span(str(package["x-reference-period"]).rpartition("/")[2])
    if not years:
        return min(begun, made), made
    first, last = _span(max(years))
    return max(first, begun) if begun <= last else first, min(last, made) if first <= made else last


def _span(text: str) -> tuple[str, str]:
    """First and last day of a year, quarter, month or day."""
    if match := re.fullmatch(r"(\d{4})-Q([1-4])", text):
        first, last = int(match[2]) * 3 - 2, int(match[2]) * 3
        return f"{match[1]}-{first:02}-01", f"{match[1]}-{last:02}-{calendar.monthrange(int(match[1]), last)[1]}"
    if re.fullmatch(r"\d{4}", text):
        return f"{text}-01-01", f"{text}-12-31"
    if match := re.fullmatch(r"(\d{4})-(\d\d)", text):
        return f"{text}-01", f"{text}-{calendar.monthrange(int(match[1]), int(match[2]))[1]}"
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return text, text
    return "0001-01-01", "9999-12-31"
