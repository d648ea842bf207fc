"""Drawings while catalogues are being written."""

from __future__ import annotations

import pytest

from inequality.errors import TranslationError
from inequality.words import Language


@pytest.fixture
def half_translated(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write a message in English where a catalogue lacks it: the tests of the catalogues say so, not those of the press."""
    found = Language._found

    def forgiving(self: Language, source: str, plural: str, n: float) -> str:
        try:
            return found(self, source, plural, n)
        except TranslationError:
            return plural if plural and n != 1 else source

    monkeypatch.setattr(Language, "_found", forgiving)
