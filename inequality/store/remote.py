"""One file at a publisher's: where it is, what it must be, and how to ask for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from inequality.store.gate import Gate

__all__ = ["Remote"]


@dataclass(frozen=True)
class Remote:
    """One file at a publisher's.

    Parameters
    ----------
    name : str
        What it is called in the store, unique within the source for what is asked: ``"WID_fulldataset_FR.zip"``.
    url : str
        Where it is; empty for a file that only the user can get (``fetch --import FILE``).
    gate : Gate
        What it must be.
    parameters : mapping of str to str
        The query.
    headers : mapping of str to str
        Beyond what the store sends itself (its name as User-Agent, ``Accept-Encoding: identity``).
    member : str
        A file inside the zip at `url`, to be read alone by ranges; the whole zip where empty.
    bytes : int
        About how large it is, for the dry run and for progress; 0 where unknown.
    most_bytes : int
        Where to stop an endless body.
    mirrors : tuple of str
        Other addresses of the same bytes, tried in order.
    sha256 : str
        Hash, where the publisher's file never changes.
    pause : float
        Least seconds between two requests to this host.
    busy : tuple of int
        Statuses that mean "try again" with this publisher alone: the World Bank answers 400 and a page when it is busy.
    secret : tuple of str
        Name of the environment variable that holds the user's key, and of the header that carries it; or empty.
    """

    name: str
    url: str
    gate: Gate
    parameters: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    member: str = ""
    bytes: int = 0
    most_bytes: int = 200_000_000
    mirrors: tuple[str, ...] = ()
    sha256: str = ""
    pause: float = 0.0
    busy: tuple[int, ...] = ()
    secret: tuple[str, str] | tuple[()] = ()
