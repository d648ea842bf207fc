"""Provenance: joined without repeating, cited without typing, and the same after JSON."""

import json

from inequality.provenance import Origin, Provenance, Snapshot

FORBES = Origin("Forbes", "The World's Billionaires", "Forbes, The World's Billionaires, March 2017", "2017")
BANK = Origin("Crédit & Cie", "Data_book {100%}", "Databook ^1 ~2 \\3 #4 $5", "2017", url="https://example.org/a_b%20c")
LIST = Snapshot("rich_list", "2017", "0" * 64, origins=(FORBES,))
BOOK = Snapshot("world_wealth", "2017", "1" * 64, origins=(BANK, FORBES))


def test_joining_keeps_the_order_and_each_once():
    both = Provenance((LIST,), ("added",)) | Provenance((BOOK, LIST), ("added", "divided"))
    assert both.ids == ("rich_list@2017", "world_wealth@2017")
    assert both.origins == (FORBES, BANK)
    assert both.steps == ("added", "divided")
    assert both.then("rounded").steps == ("added", "divided", "rounded")
    assert both.source_line() == "Sources: Forbes; Crédit & Cie"
    assert both.citation().splitlines() == [FORBES.citation, BANK.citation]


def test_one_source_and_none():
    assert Provenance((LIST,)).source_line() == "Source: Forbes"
    assert Provenance().source_line() == Provenance().citation() == Provenance().bibtex() == ""


def test_bibtex_escapes_what_tex_would_read():
    entry = Provenance((BOOK,)).bibtex().split("\n\n")[0]
    assert entry.startswith("@misc{crditciedata2017,\n")
    assert r"title = {Data\_book \{100\%\}}" in entry
    assert r"note = {Databook \textasciicircum{}1 \textasciitilde{}2 \textbackslash{}3 \#4 \$5}" in entry
    assert "url = {https://example.org/a_b%20c}" in entry
    assert r"author = {{Crédit \& Cie}}" in entry


def test_bibtex_keys_differ():
    again = [Origin("Forbes", "The World's Billionaires", f"page {page}", "2017") for page in (1, 2, 3)]
    entries = Provenance((Snapshot("rich_list", "2017", "0" * 64, origins=tuple(again)),)).bibtex()
    keys = [line.removeprefix("@misc{").rstrip(",") for line in entries.splitlines() if line.startswith("@misc{")]
    assert keys == ["forbestheworlds2017", "forbestheworlds2017-2", "forbestheworlds2017-3"]


def test_it_goes_through_json():
    both = Provenance((LIST, BOOK), ("added",))
    assert Provenance.from_dict(json.loads(json.dumps(both.as_dict()))) == both
