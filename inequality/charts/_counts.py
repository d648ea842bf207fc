"""Counts by year, and what is said of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from inequality.charts._verdicts import called
from inequality.words import Language

__all__ = ["Year", "counts_in_words", "holding", "joined", "said_of", "terms_of_counts", "years_of"]


@dataclass(frozen=True)
class Year:
    """All that is known of one year."""

    year: int
    published: float | None = None
    revised: tuple[float, ...] = ()
    allowed: tuple[float, float] | None = None
    limits: tuple[float, float] | None = None
    computed: tuple[float, float] | None = None
    others: tuple[tuple[str, float], ...] = ()


def years_of(table: pd.DataFrame) -> list[Year]:
    shown = table[table["item"] != "published, outside the scale"]
    return [_year(year, shown[shown["year"] == year]) for year in range(int(shown["year"].min()), int(shown["year"].max()) + 1)]


def _year(year: int, rows: pd.DataFrame) -> Year:
    def values(item: str) -> tuple[float, ...]:
        return tuple(rows.loc[rows["item"] == item, "value"])

    def ends(item: str) -> tuple[float, float] | None:
        found = rows[rows["item"] == item]
        return None if found.empty else (float(found["low"].iloc[0]), float(found["high"].iloc[0]))

    known = {"published", "revised", "allowed", "outer limits", "computed"}
    others = tuple((str(row["item"]), float(row["value"])) for _, row in rows.iterrows() if row["item"] not in known)
    published = values("published")
    return Year(
        year,
        published[0] if published else None,
        values("revised"),
        ends("allowed"),
        ends("outer limits"),
        ends("computed"),
        others,
    )


def holding(words: Language, distinct: bool) -> tuple[str, ...]:
    """Return the sentences that hold by how the chart draws: that no line is drawn, and why."""
    return (words.text("No line joins the years."), _why(words, distinct))


def terms_of_counts(words: Language) -> dict[str, str]:
    """Return what rows and columns of the table are called."""
    published = words.text("Published")
    return {
        "allowed": words.text("What the data allow"),
        "computed": words.text("Computed here"),
        "outer limits": words.text("At the outer limits"),
        "published": published,
        "published, outside the scale": published,
        "revised": words.text("Revised"),
        "without people in net debt": words.text("without people in net debt"),
        "share of people": words.capital(words.text("share of people")),
    }


def _why(words: Language, distinct: bool) -> str:
    """Say why no line joins the counts."""
    if distinct:
        return words.text("Each count rests on an edition of its own, so no line joins them.")
    return words.text("Counts that rest on unlike editions are no series, so no line joins them.")


def counts_in_words(table: pd.DataFrame, words: Language, distinct: bool) -> dict[str, str]:
    by = called(str(table["publisher"].dropna().mode()[0]), words)
    years = years_of(table)
    span = words.range(words.year(years[0].year), words.year(years[-1].year))
    said = words.text("Bars show what the printed figures allow.")
    alt = [
        words.text(
            "Dots by year, on a scale from zero: how many of the richest owned as much as the poorest half of the world."
        ),
        words.sentence(
            words.clauses(
                words.text("{year}: {counts}", year=words.year(y.year), counts=_listed(y, words))
                for y in years
                if y.published is not None or y.computed
            )
        ),
        said,
        holding(words, distinct)[0],
    ]
    return {
        "title": _title(by, years, words),
        "subtitle": words.text(
            "How many of the richest owned as much as the poorest half of the world, by year of the data, {span}", span=span
        ),
        "note": " ".join(_notes(table, years, words, distinct)),
        "alt": " ".join(alt),
        "caption": words.text(
            "Counts of the richest who owned as much as the poorest half of the world, {span}, as published, as revised "
            "later, and as the printed figures allow.",
            span=span,
        ),
    }


def _title(by: str, years: Sequence[Year], words: Language) -> str:
    """Name what was revised by more than five: at most the two that moved most."""
    moved = [(y.published, y.revised[-1]) for y in years if y.published and y.revised and abs(y.revised[-1] - y.published) > 5]
    most = sorted(moved, key=lambda pair: -abs(pair[1] - pair[0]))[:2]
    shown = [(a, words.number(b)) for a, b in moved if (a, b) in most]
    if not shown:
        return words.text("{publisher}\N{RIGHT SINGLE QUOTATION MARK}s counts, and what the data allow", publisher=by)
    people = words.plural("{n} person", "{n} people", shown[0][0])
    if len(shown) == 1:
        return words.text(
            "Revised data turned {publisher}\N{RIGHT SINGLE QUOTATION MARK}s {people} into {revised}",
            publisher=by, people=people, revised=shown[0][1],
        )  # fmt: skip
    return words.text(
        "Revised data turned {publisher}\N{RIGHT SINGLE QUOTATION MARK}s {people} into {revised}, and its {count} into {other}",
        publisher=by, people=people, revised=shown[0][1], count=words.number(shown[1][0]), other=shown[1][1],
    )  # fmt: skip


def _notes(table: pd.DataFrame, years: Sequence[Year], words: Language, distinct: bool) -> list[str]:
    notes = [_why(words, distinct)]
    inner = next((y for y in years if y.limits), None)
    if inner:
        notes.append(
            words.text(
                "In {year} the darker part is an estimate, the paler its outer limits, with net debt as in another edition.",
                year=words.year(inner.year),
            )
        )
    for row in table[table["prices"].notna()].to_dict("records"):
        year, _, month = str(row["prices"]).partition("-")
        date = words.month(int(year), int(month)) if month else words.year(int(year))
        notes.append(
            words.text(
                "{count} is not a revision alone: there the rich list is in {date} dollars.",
                count=words.number(row["value"]), date=date,
            )
        )  # fmt: skip
    for row in table[table["item"] == "published, outside the scale"].to_dict("records"):
        notes.append(
            words.text(
                "For {year} {publisher} counted {count}, outside this scale.",
                year=words.year(row["year"]), publisher=called(str(row["publisher"]), words), count=words.number(row["value"]),
            )
        )  # fmt: skip
    return notes


def said_of(year: Year, words: Language) -> list[tuple[str, list[str]]]:
    """The counts of one year, each with what is said of it: 62, revised to 9."""
    revised = [words.text("revised to {count}", count=words.number(value)) for value in year.revised]
    if year.computed:
        told = words.text("computed here,\nnone in the ledger").replace("\n", " ")
        said = [(words.range(*(words.number(end) for end in year.computed)), [*revised, told])]
    else:
        unknown = [words.text("no range")] if year.published is not None and year.allowed is None else []
        known = [] if year.published is None else [words.number(year.published)]
        parts = [*known, *revised, *unknown]
        said = [(parts[0], parts[1:])] if parts else []
    return said + [(words.number(value), [words.text(says)]) for says, value in year.others]


def joined(count: str, told: Sequence[str], words: Language, other: bool) -> str:
    """Return a count and what is said of it: "62, revised to 9"; "128 without people in net debt"."""
    for text in told:
        count = (
            words.text("{count} {says}", count=count, says=text)
            if other
            else words.text("{count}, {says}", count=count, says=text)
        )
    return count


def _listed(year: Year, words: Language) -> str:
    said = said_of(year, words)
    plain = len(said) - len(year.others)
    return words.clauses(joined(count, told, words, number >= plain) for number, (count, told) in enumerate(said))
