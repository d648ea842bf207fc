"""What every chart of a table begins and ends with: the table from its id, and the call that draws the figure again."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from inequality._measure import Measure
from inequality.dataset import Dataset, built_in
from inequality.errors import DrawingError, UnknownNameError
from inequality.press.record import Call
from inequality.words import Language

__all__ = ["call_of", "measure_of", "named", "opened", "own_texts", "rows_of"]


def opened(data: str | Dataset) -> Dataset:
    """Return the table: a built-in one from its id (``name@edition/table``), or the one given. Nothing is fetched."""
    return data if isinstance(data, Dataset) else built_in(data)


def own_texts(title: str | None, subtitle: str | None, note: str | None) -> dict[str, Any]:
    """Return the texts that a writer gave instead of the chart's own.

    >>> own_texts("Mine", None, "")
    {'title': 'Mine', 'note': ''}
    """
    return {name: text for name, text in (("title", title), ("subtitle", subtitle), ("note", note)) if text is not None}


def call_of(chart: str, words: Language, own: Mapping[str, str], **arguments: Any) -> Call:
    """Return the call that draws a figure again, as JSON: tables by their ids, what was left out left out.

    A table of the user's own is named by its id too; only a built-in one can be opened again from the wheel.

    >>> from inequality.words import language
    >>> call_of("lorenz_curve", language("de"), {}, data=opened("rich_list@2017"), area=None, years=(2016, 2017)).arguments
    {'data': 'rich_list@2017/fortunes', 'years': [2016, 2017], 'language': 'de'}
    """
    given = {name: _plain(value) for name, value in arguments.items() if value is not None}
    tongue = {} if words.code == "en" else {"language": words.code}
    return Call(chart, {**given, **tongue, **own})


def _plain(value: Any) -> Any:
    """Return a value as JSON knows it."""
    if isinstance(value, Dataset):
        return value.id
    if isinstance(value, Mapping):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(each) for each in value]
    return value.item() if hasattr(value, "item") else value


def named(*parts: Any) -> str:
    """Return a name for a figure's folder and files.

    >>> named("top-shares", "top 0.1", ["FRA", "CHN+EUR+USA"], None)
    'top-shares-top-0-1-fra-chn-eur-usa'
    """
    flat = [str(each) for part in parts if part is not None for each in (part if isinstance(part, (list, tuple)) else [part])]
    return re.sub(r"[^a-z0-9]+", "-", "-".join(flat).lower()).strip("-")


def measure_of(dataset: Dataset, column: str) -> Measure:
    """Return what a column measures; a number without a measure is not drawn."""
    if column not in dataset.measures:
        raise DrawingError(
            f"{dataset.id} has no measure for a column '{column}'",
            possible=", ".join(dataset.measures) or "a table whose columns have measures",
            remedy="draw one of those, or another table",
        )
    return dataset.measures[column]


def rows_of(dataset: Dataset, **where: Any) -> pd.DataFrame:
    """Return the rows whose columns have the values given: one, or any of a list; None leaves a column alone.

    >>> len(rows_of(opened("income_top_shares_wid@2022-07"), area=["FRA", "USA"], year=2000, p_lower=None))
    4
    """
    rows = dataset.frame
    for name, value in where.items():
        if value is None:
            continue
        if name not in rows:
            raise UnknownNameError("column", name, rows.columns, where=f" in {dataset.id}")
        known = list(dict.fromkeys(rows[name].dropna()))
        wanted = list(value) if isinstance(value, Sequence) and not isinstance(value, str) else [value]
        missing = [each for each in wanted if each not in known]
        if missing:
            raise UnknownNameError(name, missing[0], known, where=f" in {dataset.id}")
        rows = rows[rows[name].isin(wanted)]
    return rows.reset_index(drop=True)
