"""Tags of languages: what was asked for, and the folders in which what is known of it stands."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from inequality.errors import UnknownNameError

__all__ = ["canonical", "folders", "known"]

FOLDER = Path(__file__).parent / "languages"
_REMEDY = "for another language, write its folder: inequality/words/languages/README.md says how"


@cache
def known() -> tuple[str, ...]:
    """Return the tags that have a folder, sorted.

    Examples
    --------
    >>> "es-MX" in known()
    True
    """
    return tuple(sorted(path.parent.name for path in FOLDER.glob("*/words.toml")))


@cache
def canonical(tag: str) -> str:
    """Return a tag as BCP 47 writes it: language, territory.

    Parameters
    ----------
    tag : str
        As in BCP 47 (``"es-MX"``) or as systems write it (``"de_DE.UTF-8"``), in any case.

    Raises
    ------
    UnknownNameError
        If it is no language, or one that has no folder here, or the territory is none of the language's in CLDR.

    Examples
    --------
    >>> canonical("de_de.UTF-8"), canonical("es-mx")
    ('de-DE', 'es-MX')
    """
    from babel import Locale, UnknownLocaleError

    bare = tag.partition(".")[0].partition("@")[0].strip().replace("_", "-")
    if not bare or bare.upper() in ("C", "POSIX"):
        raise UnknownNameError("language", tag, known(), remedy="name one, such as 'en'")
    try:
        found = str(Locale.parse(bare, sep="-", resolve_likely_subtags=False)).replace("_", "-")
    except (ValueError, UnknownLocaleError):
        raise UnknownNameError("language", tag, known(), remedy=_REMEDY) from None
    if not folders(found):
        raise UnknownNameError("language", tag, known(), remedy=_REMEDY)
    return found


@cache
def folders(tag: str) -> tuple[Path, ...]:
    """Return the folders of a language, the most general first; its territories fall back as CLDR has it.

    Examples
    --------
    >>> [folder.name for folder in folders("pt-AO")]
    ['pt', 'pt-PT']
    """
    from babel.core import get_global

    chain, name = [], tag.replace("-", "_")
    while name and name != "root":
        chain.append(name.replace("_", "-"))
        name = get_global("parent_exceptions").get(name) or name.rpartition("_")[0]
    found = [FOLDER / name for name in reversed(chain) if (FOLDER / name / "words.toml").is_file()]
    # A territory without its language would be half a language.
    return tuple(found) if found and found[0].name == chain[-1] else ()
