"""Catalogues of messages: gettext files, read at run time, one a language.

English stands in the code. A territory's catalogue holds only what differs from its language's.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from babel.plural import _plural_tags

from inequality.errors import DataError
from inequality.words.tags import folders

__all__ = ["NOBODY", "catalogue", "message", "placeholders", "reviewer", "translation"]

#: What the header of a catalogue says that no fluent reader has reviewed.
NOBODY = "nobody yet"
#: Name of the header.
REVIEWED = "X-Reviewed-By"


def message(source: str) -> str:
    """Mark a text as a message that is translated elsewhere, by a variable; return it as it is.

    Parameters
    ----------
    source : str
        The English text.

    Returns
    -------
    str
        The same.

    Examples
    --------
    >>> message("without people in net debt")
    'without people in net debt'
    """
    return source


def placeholders(text: str) -> list[str]:
    """Return the names in braces, sorted.

    Examples
    --------
    >>> placeholders("{n} of {total}")
    ['n', 'total']
    """
    return sorted(re.findall(r"\{(\w+)\}", text))


@cache
def catalogue(folder: Path) -> Catalog | None:
    """Return the catalogue of a language's folder; None where it has none."""
    path = folder / "messages.po"
    if not path.is_file():
        return None
    with path.open("rb") as file:
        try:
            return read_po(file, locale=folder.name.replace("-", "_"), abort_invalid=True)
        except Exception as error:  # the parser raises several kinds
            raise DataError(f"The catalogue {folder.name}/messages.po cannot be read ({error})") from error


def translation(folder: Path, code: str, singular: str, plural: str, n: float | Decimal) -> str:
    """Return what a folder's catalogue has for a message; empty where it has nothing."""
    found = catalogue(folder)
    entry = found.get(singular) if found is not None else None
    if entry is None or entry.fuzzy or not entry.string:
        return ""
    if isinstance(entry.string, str):
        return "" if plural else entry.string
    return str(entry.string[_form(code, n)]) if plural else ""


@cache
def reviewer(code: str) -> str:
    """Return who reviewed the catalogues of a language; "nobody yet" where one of them was not."""
    names = [_header(folder) for folder in folders(code) if (folder / "messages.po").is_file()]
    if not names:
        return "the authors" if code.partition("-")[0] == "en" else NOBODY
    return NOBODY if NOBODY in names else ", ".join(names)


def _header(folder: Path) -> str:
    """Read the header that Babel drops, since it is none of gettext's own."""
    head = (folder / "messages.po").read_text(encoding="utf-8").partition("\n\n")[0]
    found = re.search(rf'"{REVIEWED}: (.*?)\\n"', head)
    return found[1].strip() if found else NOBODY


def _form(code: str, n: float | Decimal) -> int:
    """Position of a number's form: catalogues keep CLDR's categories in CLDR's order."""
    from babel import Locale

    rule = Locale.parse(code, sep="-").plural_form
    tags = [tag for tag in _plural_tags if tag in rule.tags or tag == "other"]
    return tags.index(rule(n))
