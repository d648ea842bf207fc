r"""Numbers and phrases in words and figures, one file a language.

Adding a language is writing one file here that defines ``LANGUAGE``; its name is the file's.

>>> english = language("en")
>>> english.scaled(3_700_000_000)
'3.7\xa0billion'
>>> [numeral.text for numeral in english.numerals("Forty-two people own as much as 3.7 billion")]
['Forty-two', '3.7 billion']
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from inequality.errors import UnknownNameError
from inequality.words.language import NO_BREAK, Language, Numeral, Reading

__all__ = ["NO_BREAK", "Language", "Numeral", "Reading", "language"]


@cache
def _languages() -> dict[str, Language]:
    modules = (importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__))
    found = (getattr(module, "LANGUAGE", None) for module in modules)
    return {entry.code: entry for entry in found if isinstance(entry, Language)}


def language(code: str = "en") -> Language:
    """Return the language of a code.

    Parameters
    ----------
    code : str
        BCP 47 tag: ``"en"``.

    Returns
    -------
    Language
        How it writes numbers.

    Raises
    ------
    UnknownNameError
        If no file here defines it.

    Examples
    --------
    >>> language("en").name
    'English'
    """
    if code not in _languages():
        raise UnknownNameError("language", code, _languages())
    return _languages()[code]
