"""What the tests of sources share: the whole way of a file that a user has got by hand, and as many countries as there are."""

import pytest

from inequality import areas
from inequality.loading import fetch, load

COUNTRIES = sorted(set(areas._two_letters().values()))


@pytest.fixture
def brought_in(tmp_path, monkeypatch):
    """Return what takes files into an empty store, through their gates, and opens the dataset; no socket is opened."""
    monkeypatch.setenv("INEQUALITY_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("INEQUALITY_LOCK", str(tmp_path / "data.lock"))
    monkeypatch.setenv("INEQUALITY_OFFLINE", "1")

    def bring(source, files, **selection):
        return load(fetch(source, files=list(files.values()), **selection), **selection)

    return bring
