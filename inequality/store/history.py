"""The log of fetches: lines are only ever added, and the lock can be rebuilt from it."""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from inequality.store.part import writing
from inequality.store.pins import Pin

__all__ = ["History"]


class History:
    """The log in a cache folder.

    Parameters
    ----------
    path : Path
        The file; absent means empty.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def add(self, event: str, **facts: Any) -> None:
        """Add a line: what happened, and the facts about it."""
        line = json.dumps({"event": event, **facts}, ensure_ascii=False, sort_keys=True) + "\n"
        with writing(self.path.parent):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            file = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
            try:
                os.write(file, line.encode())  # at once: lines of several processes do not mix
            finally:
                os.close(file)

    def lines(self, event: str) -> Iterator[dict[str, Any]]:
        """Yield the facts of each event of a kind, oldest first; a line cut by a failure of power is left out."""
        if not self.path.is_file():
            return
        with self.path.open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                try:
                    facts = json.loads(line)
                except ValueError:
                    continue
                if isinstance(facts, dict) and facts.get("event") == event:
                    yield facts

    def fetched(self, source: str, request: str, url: str) -> dict[str, Any]:
        """Return the facts of the last time that a file was fetched from an address, or nothing."""
        found: dict[str, Any] = {}
        for facts in self.lines("fetched"):
            if (facts.get("source"), facts.get("request"), facts.get("url")) == (source, request, url):
                found = facts
        return found

    def pins(self) -> list[Pin]:
        """Return the pins that the log tells of, oldest first: the lock can be rebuilt from them."""
        names = {f.name for f in dataclasses.fields(Pin)}
        return [Pin(**{name: facts[name] for name in names}) for facts in self.lines("pinned")]
