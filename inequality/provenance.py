"""Where numbers come from. Citations and source lines are derived from here, never typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, TypeVar

__all__ = ["Origin", "Provenance", "Snapshot"]

T = TypeVar("T")


@dataclass(frozen=True)
class Origin:
    """A published work that numbers were taken from.

    Parameters
    ----------
    producer : str
        Who made it, as it should be credited.
    title : str
        The work's title.
    citation : str
        The full citation, with page or table where known.
    year : str
        Year of publication.
    url : str
        Where it is published; empty where unknown.
    licence : str
        SPDX identifier, or ``"unknown"``.
    licence_evidence : str
        Where the licence was read, or why it is unknown.
    redistributable : {"yes", "no", "unknown"}
        Whether the publisher's own file may be passed on. Single figures with their citation always may.
    """

    producer: str
    title: str
    citation: str
    year: str = ""
    url: str = ""
    licence: str = "unknown"
    licence_evidence: str = ""
    redistributable: str = "unknown"


@dataclass(frozen=True)
class Snapshot:
    """One edition of one source, tied to its bytes.

    Parameters
    ----------
    source, edition : str
        Together the identifier ``source@edition``.
    sha256 : str
        Hash of the bytes, 64 hexadecimal digits.
    url : str
        Where the bytes came from; empty for built-in tables.
    retrieved : str
        ISO date; empty for built-in tables.
    origins : tuple of Origin
        The works its numbers were taken from.
    """

    source: str
    edition: str
    sha256: str
    url: str = ""
    retrieved: str = ""
    origins: tuple[Origin, ...] = ()

    @property
    def id(self) -> str:
        """``source@edition``."""
        return f"{self.source}@{self.edition}"


@dataclass(frozen=True)
class Provenance:
    """The snapshots a number rests on, and what was done to them.

    Examples
    --------
    >>> list_of_2017 = Origin("Forbes", "The World's Billionaires", "Forbes, March 2017")
    >>> databook = Origin("Credit Suisse", "Databook", "Databook 2017")
    >>> fortunes = Provenance((Snapshot("rich_list", "2017", "0" * 64, origins=(list_of_2017,)),))
    >>> wealth = Provenance((Snapshot("world_wealth", "2017", "1" * 64, origins=(databook,)),), steps=("deciles 2 to 5 added",))
    >>> both = fortunes | wealth
    >>> both.ids
    ('rich_list@2017', 'world_wealth@2017')
    >>> both.source_line()
    'Sources: Forbes; Credit Suisse'
    """

    snapshots: tuple[Snapshot, ...] = ()
    steps: tuple[str, ...] = field(default=())

    def __or__(self, other: Provenance) -> Provenance:
        """Join two provenances, each snapshot and step once, in order."""
        return Provenance(_once(self.snapshots + other.snapshots), _once(self.steps + other.steps))

    def then(self, step: str) -> Provenance:
        """Return the same provenance with one more step."""
        return Provenance(self.snapshots, _once((*self.steps, step)))

    @property
    def ids(self) -> tuple[str, ...]:
        """The snapshots' identifiers."""
        return tuple(snapshot.id for snapshot in self.snapshots)

    @property
    def origins(self) -> tuple[Origin, ...]:
        """The works behind the snapshots, each once."""
        return _once(tuple(origin for snapshot in self.snapshots for origin in snapshot.origins))

    def source_line(self) -> str:
        """The credit for the foot of a chart: producers, each once, plural where there are several."""
        producers = _once(tuple(origin.producer for origin in self.origins))
        return f"{'Sources' if len(producers) > 1 else 'Source'}: {'; '.join(producers)}" if producers else ""

    def citation(self) -> str:
        """Full citations, one a line."""
        return "\n".join(_once(tuple(origin.citation for origin in self.origins)))

    def bibtex(self) -> str:
        """The same as BibTeX entries, each with a key of its own."""
        entries: dict[str, str] = {}
        for origin in self.origins:
            key, copies = _key(origin), sum(_key(other) == _key(origin) for other in self.origins[: len(entries)])
            key += f"-{copies + 1}" if copies else ""
            entries[key] = _bibtex(key, origin)
        return "\n\n".join(entries.values())

    def as_dict(self) -> dict[str, Any]:
        """Return a plain dictionary, ready for JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, fields: Mapping[str, Any]) -> Provenance:
        """Return what `as_dict` was made from."""
        snapshots = tuple(
            Snapshot(**{**snapshot, "origins": tuple(Origin(**origin) for origin in snapshot["origins"])})
            for snapshot in fields["snapshots"]
        )
        return cls(snapshots, tuple(fields["steps"]))


def _once(items: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(items))


def _key(origin: Origin) -> str:
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in f"{origin.producer} {origin.title}").split()
    return "".join(words[:4]).lower() + origin.year


def _bibtex(key: str, origin: Origin) -> str:
    lines = {
        "author": f"{{{_latex(origin.producer)}}}",
        "title": _latex(origin.title),
        "year": _latex(origin.year),
        "url": origin.url,  # read as it is
        "note": _latex(origin.citation),
    }
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in lines.items() if value)
    return f"@misc{{{key},\n{body}\n}}"


def _latex(text: str) -> str:
    named = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    return "".join(named.get(c, f"\\{c}" if c in "&%$#_{}" else c) for c in text)
