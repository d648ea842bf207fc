"""Draws figures: those that come with the package from their records, and the charts made for claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from inequality.charts import CHARTS
from inequality.claims import CLAIMS, check
from inequality.claims.asked import verdict_on
from inequality.errors import DrawingError, UnknownNameError, UntiedNumberError
from inequality.press import Figure, Record
from inequality.press.look import PLAIN, Look
from inequality.press.style import HOUSE, Style
from inequality.words import Language
from inequality.words import language as speaking

__all__ = ["brings_its_claim", "claims_in", "draw", "figures", "redrawn", "shelf"]


def figures() -> Mapping[str, Record]:
    """Return the records of the figures that come with the package.

    Returns
    -------
    mapping of str to Record
        By the figure's name.

    Examples
    --------
    >>> figures()["forty-two-people"].call.chart
    'richest_against_poorest'
    """
    return _records(str(shelf()))


def shelf() -> Path:
    """Return the folder of figures: in the package when installed, beside it in a checkout."""
    package = Path(__file__).parents[1]
    return package / "figures" if (package / "figures").is_dir() else package.parent / "figures"


@cache
def _records(folder: str) -> dict[str, Record]:
    paths = sorted(path for path in Path(folder).glob("*/*.record.json") if path.name == f"{path.parent.name}.record.json")
    return {path.parent.name: Record.from_json(path.read_bytes()) for path in paths}  # not those of other languages


def draw(
    name: str,
    *,
    language: str | Language = "",
    size: str = "",
    title: str | None = None,
    subtitle: str | None = None,
    note: str | None = None,
    bare: bool = False,
    dark: bool = False,
    style: str | Path | Style = HOUSE,
) -> Figure:
    """Draw a figure that comes with the package, or the chart of a claim, as ``inequality draw`` does.

    Parameters
    ----------
    name : str
        Name of a figure, id of a claim, or, for their card, a TOML file of your own or a sentence.
    language : str or Language, optional
        Of its texts, as a tag: ``"es-MX"``; else that of the figure's record, which is English if it names none.
    size : str, optional
        The size it is shown and kept in: ``"phone"``, ``"1200x675"``, ``"118mm"``; else all that it is made for.
    title, subtitle, note : str, optional
        Texts of your own; their numbers are checked against the table.
    bare : bool
        Leave title, subtitle, note and source to the page.
    dark : bool
        For a dark page.
    style : path or Style, optional
        A house style: a TOML file.

    Returns
    -------
    Figure
        Shown in a notebook; ``.kit(folder)`` writes all that a desk needs, ``.save(folder)`` the pictures and numbers.

    Raises
    ------
    UnknownNameError
        If there is no such figure, claim, language or size.
    UntiedNumberError
        If a text of your own holds a number that the table does not.
    RecordError
        If the house style cannot be read.

    Examples
    --------
    >>> draw("forty-two-people").name
    'forty-two-people'
    >>> draw("n-by-year", size="phone", dark=True).file_names[1]
    'n-by-year.phone.dark.png'
    """
    look = Look(dark=dark, bare=bare, style=style if isinstance(style, Style) else Style.read(style))
    look.style.size(size or "article")  # a size that is not there is said before anything is drawn
    given = {"language": speaking(language) if language else None, "title": title, "subtitle": subtitle, "note": note}
    own = {key: value for key, value in given.items() if value is not None}
    figure = redrawn(figures()[name], **own) if name in figures() else _of_claim(name, **own)
    return figure.dressed(size, look) if size or look != PLAIN else figure


def _of_claim(id: str, **own: Any) -> Figure:
    """Draw the chart that is made for claims of this formula; where that has nothing to draw, the claim's card."""
    if id.endswith(".toml") or " " in id.strip():  # a record of one's own, or a sentence
        own_card: Figure = CHARTS["claim_card"].function(check(id), **own)
        return own_card
    if id not in CLAIMS:
        raise UnknownNameError("figure", id, [*figures(), *CLAIMS])
    verdict, formula = check(id), CLAIMS[id]["formula"]
    made_for = [entry for entry in CHARTS.values() if entry.facts["formula"] == formula]
    if made_for:
        try:
            figure: Figure = made_for[0].function(verdict, **own)
        except UntiedNumberError:
            raise
        except DrawingError:  # without an interval, or with an amount that may be nothing, it has nothing to draw
            pass
        else:
            return figure
    card: Figure = CHARTS["claim_card"].function(verdict, **own)
    return card


def redrawn(record: Record, **own: Any) -> Figure:
    """Make the recorded call again: a known chart, its arguments by the ids of what they were."""
    function = CHARTS[record.call.chart].function
    arguments = {name: _argument(function, name, value) for name, value in record.call.arguments.items()}
    figure: Figure = function(**{**arguments, **own})
    return figure if figure.name == record.figure else replace(figure, name=record.figure)


def _argument(chart: Any, name: str, value: Any) -> Any:
    """Turn what was asked, or a list of it, into verdicts where the chart takes verdicts; leave plain values."""
    if "Verdict" not in str(chart.__annotations__.get(name, "")):
        return value
    return [verdict_on(each) for each in value] if isinstance(value, list) else verdict_on(value)


def brings_its_claim(record: Record) -> bool:
    """Whether the claim that a figure shows is not in the ledger, but came with the picture, figures and all."""
    values = record.call.arguments.values()
    asked = [each for value in values for each in (value if isinstance(value, list) else [value])]
    return any(isinstance(each, dict) and "record" in each for each in asked)


def claims_in(record: Record) -> list[str]:
    """Return the ids of the claims that a figure shows."""
    values = record.call.arguments.values()
    return [str(id) for value in values for id in (value if isinstance(value, list) else [value]) if str(id) in CLAIMS]
