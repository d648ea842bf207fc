"""Bars with size and rate in a terminal; nothing elsewhere."""

from __future__ import annotations

import io
import sys

import pytest

from inequality.store.bars import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("stream", "said"), [(Terminal(), True), (io.StringIO(), False)], ids=["terminal", "file"])
def test_a_bar_only_where_somebody_looks(stream: io.StringIO, said: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.delitem(sys.modules, "ipykernel", raising=False)
    with progress("table.csv", 0) as tell:
        for done in range(0, 5_000_001, 1_000_000):
            tell(done, 5_000_000)
    assert ("table.csv" in stream.getvalue() and "B/s" in stream.getvalue()) == said
    assert said or not stream.getvalue()
