"""What is said of Lorenz curves: what a marked group holds, and the Gini, as numbers or as what the table allows."""

from __future__ import annotations

import pandas as pd

from inequality.charts._groups import group_in_words
from inequality.charts._nodes import HALF
from inequality.words import Language

__all__ = ["item_named", "item_told", "share_held"]


def item_named(item: str, words: Language) -> str:
    """Return what a marked group, or the Gini, is called."""
    if item == "gini":
        return words.text("Gini")
    return group_in_words("bottom 50" if item == HALF else "top 10", words)


def share_held(table: pd.DataFrame, curve: str, item: str, words: Language) -> str:
    """Return what a group holds, or the Gini, as a number or what the table allows; empty where it is not known."""
    found = table[(table["curve"] == curve) & (table["item"] == item)]
    if found.empty:
        return ""
    row, digits = found.iloc[0], 2
    known = pd.notna(row.get("value"))
    if item != "gini":
        if known:
            return words.share(row["value"], 1)
        return words.range(words.number(100 * row["low"], 1), words.share(row["high"], 1))
    if known:
        return words.number(row["value"], digits)
    if row["high"] - row["low"] > 0.1:
        return words.text("at least {number}", number=words.number(row["low"], digits))
    digits = 3 if row["high"] - row["low"] < 0.01 - 1e-9 else 2
    return words.range(words.number(row["low"], digits), words.number(row["high"], digits))


def item_told(table: pd.DataFrame, name: str, item: str, words: Language) -> str:
    """Return the name of a group, or of the Gini, with what is known of it; empty where nothing is."""
    held = share_held(table, name, item, words)
    if not held:
        return ""
    return words.text("{line}: {share}", line=item_named(item, words), share=held)
