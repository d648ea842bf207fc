"""Sources, one publisher's dataset a file: what to ask for, and how to read what comes.

A source is a reader, marked `@source`: a function that is given the files, checked and local, and what the user asked for
(keyword arguments with defaults; they are also the options of ``inequality fetch``), and returns a `Reading`. It never opens
a socket; what it needs is said by the function named in `asks`, which is given the same keyword arguments.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Concatenate, ParamSpec

from inequality.dataset.fetched import Reading
from inequality.provenance import Origin
from inequality.registry import Registry, mark
from inequality.store import Remote

__all__ = ["SOURCES", "Files", "source"]

P = ParamSpec("P")

#: By the name of each Remote asked for, the checked file.
Files = Mapping[str, Path]

SOURCES = Registry("inequality.sources", "source")


def source(
    *,
    origin: Origin,
    asks: Callable[..., Sequence[Remote]],
    hosts: tuple[str, ...],
    covers: str,
    revision: int = 1,
    edition: Callable[[Files], str] | None = None,
    probe: Mapping[str, object] | None = None,
    by_hand: str = "",
) -> Callable[[Callable[Concatenate[Files, P], Reading]], Callable[Concatenate[Files, P], Reading]]:
    """Mark a function as a source's reader.

    Parameters
    ----------
    origin : Origin
        Publisher, work, licence with evidence, citation, terms of redistribution.
    asks : callable
        Given what the user asked for, returns the files to fetch.
    hosts : tuple of str
        The only hosts that they, and redirects from them, may be on.
    covers : str
        Areas, years and what is measured, in a line.
    revision : int
        Of the reader: raise it whenever it reads the same bytes otherwise.
    edition : callable, optional
        The publisher's own label of the edition, read out of the files; else it is the date of the file.
    probe : mapping, optional
        Arguments of the smallest request, for ``inequality doctor --network``.
    by_hand : str
        Where the publisher blocks programs: how a user gets the file, in a sentence.

    Returns
    -------
    callable
        What marks the reader; it stays as it is.

    Examples
    --------
    >>> all(entry.facts["origin"].licence_evidence for entry in SOURCES.values())
    True
    """
    facts = {
        "title": origin.title,
        "origin": origin,
        "asks": asks,
        "hosts": hosts,
        "covers": covers,
        "revision": revision,
        "edition": edition,
        "probe": dict(probe or {}),
        "by_hand": by_hand,
    }

    def decorate(reader: Callable[Concatenate[Files, P], Reading]) -> Callable[Concatenate[Files, P], Reading]:
        return mark("source", reader, **facts)

    return decorate
