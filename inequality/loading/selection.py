"""What a user asks of a source: the keyword arguments of its reader, checked, and always written the same way."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from inequality.errors import InputError, UnknownNameError
from inequality.registry import Entry

__all__ = ["Option", "options", "selected"]

KINDS = {"str": str, "int": int, "float": float, "bool": bool}


@dataclass(frozen=True)
class Option:
    """One argument of a reader.

    Parameters
    ----------
    name : str
        What it is called.
    kind : {"str", "int", "float", "bool"}
        What a value, or each of several, is.
    several : bool
        Whether it takes several values.
    default : object
        Its value where it is not given.
    about : str
        What the documentation says of it.
    """

    name: str
    kind: str
    several: bool
    default: Any
    about: str

    def value(self, given: Any) -> Any:
        """Return a value as the reader takes it: text is read, several are a tuple, each once, areas sorted.

        Raises
        ------
        InputError
            If it is none.
        """
        if self.several:
            texts = given.split(",") if isinstance(given, str) else given if isinstance(given, Iterable) else [given]
            values = dict.fromkeys(self._one(text) for text in texts if text != "")
            return tuple(sorted(values) if self.name == "areas" else values)
        return given if given == self.default and type(given) is type(self.default) else self._one(given)

    def _one(self, given: Any) -> Any:
        kind = KINDS[self.kind]
        if self.kind == "bool":
            known = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
            if isinstance(given, bool) or str(given).casefold() in known:
                return given if isinstance(given, bool) else known[str(given).casefold()]
        elif not isinstance(given, bool) and (kind is not str or isinstance(given, (str, int))):
            try:
                value = kind(given.strip() if isinstance(given, str) else given)
            except (TypeError, ValueError):
                pass
            else:
                if kind is not int or isinstance(given, str) or value == given:
                    return value
        possible = f"values of type {self.kind}" if self.several else f"a value of type {self.kind}"
        raise InputError(f"{self.name} is {given!r}", possible=possible, remedy="give such a value, or leave it out")


def options(entry: Entry) -> dict[str, Option]:
    """Return the options of a source, by name: the arguments of its reader but the files.

    Parameters
    ----------
    entry : Entry
        The source.
    """
    parameters = list(inspect.signature(entry.function).parameters.values())[1:]
    told = _documented(inspect.getdoc(entry.function) or "")
    found = {}
    for parameter in parameters:
        text = str(parameter.annotation)
        several = bool(re.search(r"Sequence|tuple|list|Iterable|Collection", text))
        kind = next((kind for kind in ("bool", "float", "int", "str") if re.search(rf"\b{kind}\b", text)), "str")
        found[parameter.name] = Option(parameter.name, kind, several, parameter.default, told.get(parameter.name, ""))
    return found


def selected(entry: Entry, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return every argument of a source's reader: those given, the others as they are by default.

    Raises
    ------
    UnknownNameError
        If the source has no such option.
    InputError
        If a value cannot be what the option takes.
    """
    known = options(entry)
    for name in given:
        if name not in known:
            raise UnknownNameError("option", name, known, where=f" of {entry.name}")
    return {name: option.value(given[name]) if name in given else option.default for name, option in known.items()}


def _documented(doc: str) -> dict[str, str]:
    """What a numpydoc text says of each parameter, on one line."""
    section = re.search(r"(?ms)^Parameters\n-+\n(.*?)(?=^\w[^\n]*\n-{3,}$|\Z)", doc)
    found = {}
    for match in re.finditer(r"(?m)^(\w[\w, ]*?) *:[^\n]*\n((?:[ \t]+[^\n]*\n?|\n)*)", section[1] + "\n" if section else ""):
        for name in match[1].split(","):
            found[name.strip()] = " ".join(match[2].split())
    return found
