"""What every source must declare: where it is from, what it asks for, what its options mean."""

from __future__ import annotations

import inspect
import re
from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from inequality.loading import asking
from inequality.loading.selection import options
from inequality.registry import Entry
from inequality.sources import SOURCES
from inequality.store.inspection import MAGIC

each = pytest.mark.parametrize("entry", SOURCES.values(), ids=list(SOURCES))
KINDS = {"csv", "json", "stata", "table", "xml", *MAGIC}


@each
def test_its_origin_is_complete(entry: Entry) -> None:
    origin = entry.facts["origin"]
    for field in ("producer", "title", "citation", "licence", "licence_evidence"):
        assert getattr(origin, field).strip(), field
    by_users = not any(wanted.urls for wanted in asking(entry, {}).wanted) and origin.licence == "unknown"
    dated = re.search(r"\d{4}-\d\d-\d\d|\bUSC\b", origin.licence_evidence)
    assert dated or by_users, "the evidence has a date, or is a law"
    assert origin.redistributable in ("yes", "no", "unknown")
    assert re.fullmatch(r"unknown|LicenseRef-[\w.-]+|[A-Za-z0-9.+-]+", origin.licence), "SPDX, or unknown"
    if origin.licence == "unknown":
        assert origin.redistributable != "yes"
    assert not origin.url or origin.url.startswith("https://")


@each
def test_it_says_what_it_covers(entry: Entry) -> None:
    assert 10 <= len(entry.facts["covers"]) <= 160
    assert entry.facts["revision"] >= 1
    assert entry.summary.endswith(".")


@each
def test_every_option_has_a_default_and_is_explained(entry: Entry) -> None:
    parameters = list(inspect.signature(entry.function).parameters.values())
    assert parameters[0].name == "files"
    for parameter in parameters[1:]:
        assert parameter.kind is parameter.KEYWORD_ONLY
        assert parameter.default is not parameter.empty
    doc = inspect.getdoc(entry.function) or ""
    assert "Parameters\n----------" in doc
    assert "Returns\n-------" in doc
    for option in options(entry).values():
        assert len(option.about) >= 8, f"{option.name} is not explained"
        assert option.value(option.default) == (tuple(option.default) if option.several else option.default)


@each
def test_what_it_asks_for_is_the_same_each_time(entry: Entry) -> None:
    first, second = (
        [replace(remote, gate=replace(remote.gate, also=None)) for remote in asking(entry, {}).remotes] for _ in range(2)
    )
    assert first == second
    assert len(first) >= 1
    asks = inspect.signature(entry.facts["asks"]).parameters
    takes_all = any(parameter.kind is parameter.VAR_KEYWORD for parameter in asks.values())
    assert takes_all or set(asks) >= set(options(entry)), "asks is given every option"


@each
@pytest.mark.parametrize("selection", ["default", "probe"])
def test_files_have_addresses_names_and_gates(entry: Entry, selection: str) -> None:
    asked = asking(entry, {} if selection == "default" else entry.facts["probe"])
    names = [remote.name for remote in asked.remotes]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[^/\\\x00-\x1f]{1,150}", name) and name not in (".", "..") for name in names)
    assert len({(wanted.remote.name, wanted.request) for wanted in asked.wanted}) == len(names)
    for wanted in asked.wanted:
        remote, gate = wanted.remote, wanted.remote.gate
        for url in wanted.urls:
            assert urlsplit(url).scheme == "https"
            assert wanted.refusal(url) == "", url
        assert remote.url or entry.facts["by_hand"], "a file without an address needs the way by hand"
        assert gate.kind in KINDS
        assert gate.columns or gate.members or gate.also, "a gate that lets everything of its format through is none"
        assert set(gate.key) <= set(gate.columns)
        assert 0 <= remote.bytes <= remote.most_bytes
        assert not remote.secret or len(remote.secret) == 2
        if remote.secret:
            assert not any(remote.secret[0].casefold() in url.casefold() for url in wanted.urls)


@each
def test_hosts_are_names_of_machines(entry: Entry) -> None:
    for host in entry.facts["hosts"]:
        assert re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", host), f"{host}: a host over https, without a scheme"


@each
def test_a_request_depends_on_all_that_decides_the_bytes(entry: Entry) -> None:
    """Two selections that ask for different addresses are never taken for the same file."""
    if "areas" not in options(entry):
        return
    seen: dict[tuple[str, str], tuple[str, ...]] = {}
    for areas in ((), ("FRA",), ("USA",), ("FRA", "USA")):
        for wanted in asking(entry, {"areas": areas}).wanted:
            assert seen.setdefault((wanted.remote.name, wanted.request), wanted.urls) == wanted.urls
