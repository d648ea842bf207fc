"""What can go wrong, as a tree.

::

    InequalityError
    ├── InputError (ValueError)            the values handed in cannot be what they are said to be
    ├── DomainError (ValueError)           the question has no answer for these values
    │   └── GroupedError                   the table allows several answers
    ├── IncomparableError (TypeError)      two Measures differ
    ├── UnknownNameError (LookupError)     no dataset, edition, area, column, metric, claim of that name
    ├── RecordError (ValueError)           a claim or figure record is malformed
    ├── SentenceError (ValueError)         a sentence was not understood whole, so it is not answered
    ├── DataError (ValueError)             a table is not what its description says
    ├── TranslationError (LookupError)     a message has no translation in the language asked for
    ├── DrawingError (ValueError)          a chart would mislead, so it is not drawn
    │   └── UntiedNumberError              a text holds a number that the table behind it does not
    ├── SourceError                        a publisher's file cannot be had, whole and right
    │   ├── FetchError                     the network or the server failed
    │   │   ├── BlockedError               the publisher answers programs with a page instead of data
    │   │   └── OfflineError               it would have to be fetched, and INEQUALITY_OFFLINE forbids that
    │   ├── GateError                      what came is not what the publisher publishes
    │   ├── EditionError (LookupError)     no such edition, or the publisher's bytes are no longer those pinned
    │   └── StoreError                     the cache or the lock on this disk cannot be read or written
    └── NameClashError (ImportError)       another distribution installed the same package folder

Every message says what was wrong, then what is possible, then what to do.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

__all__ = [
    "BlockedError",
    "DataError",
    "DomainError",
    "DrawingError",
    "EditionError",
    "FetchError",
    "GateError",
    "GroupedError",
    "IncomparableError",
    "InequalityError",
    "InputError",
    "NameClashError",
    "OfflineError",
    "RecordError",
    "SentenceError",
    "SourceError",
    "StoreError",
    "UnknownNameError",
    "UntiedNumberError",
]


class InequalityError(Exception):
    """Base of all errors of this package.

    Parameters
    ----------
    problem : str
        What was wrong, with the offending value.
    possible : str, optional
        What would have been accepted.
    remedy : str, optional
        What to do now.

    Examples
    --------
    >>> print(InequalityError("The weights hold -1", possible="weights of 0 or more", remedy="drop the row"))
    The weights hold -1. Possible: weights of 0 or more. To do: drop the row.
    """

    def __init__(self, problem: str, *, possible: str = "", remedy: str = "") -> None:
        self.problem, self.possible, self.remedy = problem, possible, remedy
        parts = [problem, possible and f"Possible: {possible}", remedy and f"To do: {remedy}"]
        super().__init__(" ".join(part if part.endswith((".", "?", "!")) else part + "." for part in parts if part))


class InputError(InequalityError, ValueError):
    """The values handed in cannot be what they are said to be."""


class DomainError(InequalityError, ValueError):
    """The question has no answer for these values."""


class GroupedError(DomainError):
    """The table allows several answers, so one number would be a guess."""


class IncomparableError(InequalityError, TypeError):
    """Two Measures differ where they must agree."""


class UnknownNameError(InequalityError, LookupError):
    """No entry of that name.

    Parameters
    ----------
    kind : str
        What was looked for, as a noun ("metric", "edition").
    name : object
        What was asked for.
    known : iterable of str
        All that exist.
    where : str, optional
        Where it was looked for (" of rich_list").

    Examples
    --------
    >>> print(UnknownNameError("metric", "ginni", ["gini", "hoover"]))
    There is no metric 'ginni'. Possible: gini, hoover. To do: did you mean 'gini'?
    """

    def __init__(self, kind: str, name: object, known: Iterable[object], *, where: str = "", remedy: str = "") -> None:
        names = sorted(map(str, known))
        folded = {known_name.casefold(): known_name for known_name in names}
        close = difflib.get_close_matches(str(name).casefold(), folded, n=1)
        guess = f"did you mean '{folded[close[0]]}'?" if close else ""
        remedy = (
            f"{guess} {remedy[:1].upper()}{remedy[1:]}"
            if guess and remedy
            else guess or remedy or f"choose one {kind} of those"
        )
        shown = ", ".join(names) if len(names) <= 40 else ", ".join(names[:40]) + f" and {len(names) - 40} more"
        super().__init__(f"There is no {kind} '{name}'{where}", possible=shown or "none", remedy=remedy)


class RecordError(InequalityError, ValueError):
    """A claim or figure record is malformed."""


class SentenceError(InequalityError, ValueError):
    """A sentence was not understood whole, so it is not answered."""

    #: Sentences that are understood.
    examples: tuple[str, ...] = ()


class DataError(InequalityError, ValueError):
    """A table is not what its description says."""


class TranslationError(InequalityError, LookupError):
    """A message has no translation in the language asked for."""


class DrawingError(InequalityError, ValueError):
    """A chart would mislead, so it is not drawn."""


class UntiedNumberError(DrawingError):
    """A text holds a number that the table behind it does not hold."""


class SourceError(InequalityError):
    """A publisher's file cannot be had, whole and right. Nothing was put into the store."""


class FetchError(SourceError):
    """The network or the server failed."""


class BlockedError(FetchError):
    """The publisher answers programs with a page instead of data."""


class OfflineError(FetchError):
    """It would have to be fetched, and INEQUALITY_OFFLINE forbids that."""


class GateError(SourceError):
    """What came is not what the publisher publishes."""


class EditionError(SourceError, LookupError):
    """No such edition, or the publisher's bytes are no longer those pinned."""


class StoreError(SourceError):
    """The cache or the lock on this disk cannot be read or written."""


class NameClashError(InequalityError, ImportError):
    """Another distribution installed the same package folder."""
