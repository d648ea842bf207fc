"""A folder is a registry: its entries are the marked public functions, or the TOML files, found in it.

Adding an entry is writing one file. There is no list of entries anywhere; a file that does not import is an error.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, ParamSpec, TypeVar

from inequality.errors import InequalityError, UnknownNameError

__all__ = ["Entry", "Registry", "mark"]

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Entry:
    """One marked function and what was declared about it.

    Parameters
    ----------
    name : str
        The function's name, which is the entry's name everywhere.
    function : callable
        What to call.
    module : str
        Where it stands.
    facts : mapping
        The keyword arguments of the mark (title, reference, properties, ...).
    """

    name: str
    function: Callable[..., Any]
    module: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def summary(self) -> str:
        """First line of the docstring."""
        return (self.function.__doc__ or "").strip().partition("\n")[0]


def mark(kind: str, function: Callable[P, R], **facts: Any) -> Callable[P, R]:
    """Mark `function` as an entry of the given kind.

    Parameters
    ----------
    kind : str
        What it is, as a noun ("metric").
    function : callable
        The function.
    **facts
        What is declared about it.

    Returns
    -------
    callable
        The same function, which now has its `Entry` as ``__entry__``.

    Examples
    --------
    >>> mark("spoon", lambda: "stirs", metal="silver").__entry__.facts
    {'kind': 'spoon', 'metal': 'silver'}
    """
    function.__entry__ = Entry(function.__name__, function, function.__module__, {"kind": kind, **facts})  # type: ignore[attr-defined]
    return function


class Registry(Mapping[str, Entry]):
    """The marked functions in one package folder, found at first use.

    Parameters
    ----------
    package : str
        Dotted name of the folder.
    kind, *others : str
        The marks looked for, as nouns ("metric"); messages use the first.

    Raises
    ------
    InequalityError
        If two files mark the same name, or a file bears the name of a function in it.

    Examples
    --------
    >>> metrics = Registry("inequality.metrics", "metric")
    >>> metrics["gini"].summary
    'Gini index.'
    """

    def __init__(self, package: str, kind: str, *others: str) -> None:
        self.package, self.kinds = package, (kind, *others)

    def __getitem__(self, name: str) -> Entry:
        """Return the entry, or raise UnknownNameError with the known names."""
        found = _entries(self.package, self.kinds)
        if name not in found:
            raise UnknownNameError(self.kinds[0], name, found)
        return found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(_entries(self.package, self.kinds))

    def __len__(self) -> int:
        return len(_entries(self.package, self.kinds))

    def __contains__(self, name: object) -> bool:
        return name in _entries(self.package, self.kinds)


@cache
def _entries(package: str, kinds: tuple[str, ...]) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    folder = importlib.import_module(package)
    for info in pkgutil.iter_modules(folder.__path__):
        module = importlib.import_module(f"{package}.{info.name}")
        for value in vars(module).values():
            entry = getattr(value, "__entry__", None)
            if not isinstance(entry, Entry) or entry.module != module.__name__ or entry.facts["kind"] not in kinds:
                continue
            kind = entry.facts["kind"]
            if entry.name == info.name:
                raise InequalityError(
                    f"{module.__file__} bears the name of the {kind} in it, so importing it would hide the {kind}",
                    remedy=f"rename the file to _{info.name}.py or to the family's name",
                )
            if entry.name in found:
                raise InequalityError(
                    f"Two files define the {kind} '{entry.name}': {found[entry.name].module} and {entry.module}"
                )
            found[entry.name] = entry
    return dict(sorted(found.items()))
