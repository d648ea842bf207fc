"""The commands about publishers' data: fetch, diff, show SOURCE, list sources, doctor --network."""

from __future__ import annotations

import argparse
import dataclasses
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from inequality.cli.printing import emit, outline, size, table
from inequality.errors import EditionError, InputError, StoreError

__all__ = ["catalogue", "diff_words", "fetch_words", "network", "provenance", "run_diff", "run_fetch", "show"]

#: Bytes a second that a time is estimated with where nothing else is known.
RATE = 2_000_000


def catalogue() -> dict[str, str]:
    """Return the sources with a line about each: publisher, coverage, licence, size, editions that are here."""
    from inequality.sources import SOURCES
    from inequality.store.keeping import Store

    store, found = Store(), {}
    for name, entry in SOURCES.items():
        origin = entry.facts["origin"]
        try:
            state = _state(_editions(store, name))
        except StoreError:  # of one lock, which a list of sources is not the place to mend
            state = "the lock cannot be read"
        about = f"licence {origin.licence}; {_about(entry)}; {state}"
        found[name] = f"{origin.producer}: {entry.facts['covers']} ({about})"
    return found


def _about(entry: Any) -> str:
    """How large the files are that a source asks for by default."""
    from inequality.loading import asking

    remotes = asking(entry, {}).remotes
    total = sum(remote.bytes for remote in remotes)
    return f"about {size(total)}" if total else "size unknown" if any(remote.url for remote in remotes) else "a file of yours"


def _state(editions: list[dict[str, Any]]) -> str:
    """How many editions are in the lock, and whether the last is in the cache."""
    if not editions:
        return "not fetched"
    last = max(editions, key=lambda edition: (edition["retrieved"], edition["published"]))
    held = "cached" if last["cached"] == last["files"] else f"{last['cached']} of {last['files']} files cached"
    several = f"{len(editions)} editions, the last " if len(editions) > 1 else ""
    return f"{several}{last['id'].partition('@')[2]}, {held}"


def fetch_words(parser: argparse.ArgumentParser) -> None:
    """Declare the words of ``fetch`` that are the same for every source."""
    parser.usage = "inequality fetch SOURCE[@EDITION] [options of the source] [--dry-run] [--update] [--import FILE]\n" + (
        "       inequality fetch SOURCE --help     its options\n       inequality fetch --clean [--dry-run]"
    )
    _flags(parser)
    parser.add_argument("words", nargs=argparse.REMAINDER, metavar="SOURCE", help="the source first, then its options")


def _flags(parser: argparse.ArgumentParser, **default: Any) -> None:
    parser.add_argument("--dry-run", action="store_true", help="say what would be done", **default)
    parser.add_argument("--update", action="store_true", help="look for a newer edition", **default)
    parser.add_argument(
        "--import", dest="files", action="append", type=Path, metavar="FILE", help="a file you got by hand", **default
    )
    parser.add_argument("--clean", action="store_true", help="tidy the cache: what no lock names", **default)


def _source_words(entry: Any, command: str, *, flags: bool) -> argparse.ArgumentParser:
    """A parser of the options of one source."""
    from inequality.loading.selection import options

    parser = argparse.ArgumentParser(prog=f"inequality {command} {entry.name}", description=entry.summary)
    if flags:
        _flags(parser, default=argparse.SUPPRESS)
    parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print JSON")
    of_source = parser.add_argument_group(f"options of {entry.name}")
    for option in options(entry).values():
        maybe: dict[str, Any] = {"nargs": "?", "const": True} if option.kind == "bool" else {}
        default = ",".join(map(str, option.default)) if option.several else option.default
        about = f"{option.about} ({default})" if default not in ("", None) else option.about
        of_source.add_argument(
            f"--{option.name.replace('_', '-')}",
            dest=f"option:{option.name}",
            default=argparse.SUPPRESS,
            metavar="A,B" if option.several else option.kind.upper(),
            **maybe,
            help=about.replace("%", "%%").replace("``", ""),
        )
    return parser


def _given(words: argparse.Namespace) -> dict[str, Any]:
    return {name.partition(":")[2]: value for name, value in vars(words).items() if name.startswith("option:")}


def run_fetch(words: argparse.Namespace) -> int:
    """Fetch, import, show what would be fetched, or tidy."""
    if not words.words:
        if words.clean:
            return _clean(words)
        raise InputError("Nothing is named to be fetched", possible="a source", remedy="see: inequality list sources")
    from inequality.loading import chosen, publisher

    name, _, edition = words.words[0].partition("@")
    entry = publisher(name)
    _source_words(entry, "fetch", flags=True).parse_args(words.words[1:], namespace=words)
    given = _given(words)
    if words.clean:
        return _clean(words)
    if words.dry_run:
        plan = _plan(entry, edition, given, update=words.update)
        emit(words, plan, lambda: _planned(plan))
        return 0
    found = chosen(entry, edition, update=words.update, files=words.files or (), given=given)
    facts = {
        "id": found.id,
        "files": {
            pin.name: {"bytes": pin.bytes, "sha256": pin.sha256, "path": str(found.files[pin.name])} for pin in found.pins
        },
        "licence": entry.facts["origin"].licence,
        "redistributable": entry.facts["origin"].redistributable,
    }
    emit(
        words, facts, lambda: f"{found.id}\n" + table((size(pin.bytes), pin.name, found.files[pin.name]) for pin in found.pins)
    )
    return 0


def _plan(entry: Any, edition: str, given: dict[str, Any], *, update: bool) -> dict[str, Any]:
    """What a fetch would do."""
    from inequality.loading import asking
    from inequality.loading.choosing import by_name
    from inequality.store.keeping import Store

    store, asked, origin = Store(), asking(entry, given), entry.facts["origin"]
    known = store.editions(asked)
    held = by_name(known, edition) if edition else (known[-1] if known else None)
    pins = {pin.name: pin for pin in held.pins} if held else {}
    files: list[dict[str, Any]] = []
    for wanted in asked.wanted:
        pin = pins.get(wanted.remote.name)
        there = not update and pin is not None and store.cache.find(pin.sha256, pin.name) is not None
        about = pin.bytes if pin else wanted.remote.bytes
        url = next(iter(wanted.urls), "")
        files.append({"name": wanted.remote.name, "url": url, "bytes": about, "cached": there})
    coming = [file for file in files if file["url"] and not file["cached"]]
    missing = sum(file["bytes"] for file in coming)
    unknown = sum(not file["bytes"] for file in coming)
    return {
        "id": held.id if held and not update else f"{entry.name} (the publisher's present edition)",
        "files": files,
        "to_fetch": missing,
        "of_unknown_size": unknown,
        "seconds": round(missing / RATE + len(coming) + sum(remote.pause for remote in asked.remotes)) if coming else 0,
        "free": store.room(),
        "cache": str(store.cache.root),
        "lock": str(store.lock.path),
        "licence": origin.licence,
        "redistributable": origin.redistributable,
        "by_hand": entry.facts["by_hand"],
    }


def _planned(plan: dict[str, Any]) -> str:
    rows = [
        (
            "cached" if file["cached"] else "fetch" if file["url"] else "by hand",
            size(file["bytes"]) if file["bytes"] else "size unknown",
            file["name"],
            file["url"],
        )
        for file in plan["files"]
    ]
    more = f" and {plan['of_unknown_size']} of unknown size" if plan["of_unknown_size"] else ""
    coming = f"{size(plan['to_fetch'])}{more}, about {plan['seconds']} s at {RATE / 1e6:g} MB/s"
    facts = {
        "edition": plan["id"],
        "to fetch": coming if plan["seconds"] else "nothing",
        "free on the disk": size(plan["free"]),
        "cache": plan["cache"],
        "lock": plan["lock"],
        "licence": f"{plan['licence']}; may be passed on: {plan['redistributable']}",
        "by hand": plan["by_hand"],
    }
    return f"{outline(facts)}\n\n{table(rows)}"


def _clean(words: argparse.Namespace) -> int:
    """Tidy the cache; asks first where somebody can answer."""
    from inequality.store.keeping import Store

    store = Store()
    named = {pin.sha256 for lock in store.locks() for pin in lock.pins()}
    going = store.cache.clean(named, dry_run=True)
    total = sum(count for _, count in going)
    told = f"{len(going)} files, {size(total)}, are in {store.cache.root} and in no lock known here"
    if not going:
        emit(words, [], f"Nothing to tidy: every file in {store.cache.root} is in a lock.")
        return 0
    doing = not words.dry_run
    if doing and sys.stdin.isatty() and not words.json:
        doing = input(f"{told}. Delete them? [y/N] ").strip().casefold() in ("y", "yes")
    if doing:
        store.cache.clean(named, dry_run=False)
    listed = [{"path": str(path), "bytes": count, "deleted": doing} for path, count in going]
    verb = "deleted" if doing else "would be deleted" if words.dry_run else "kept"
    emit(words, listed, lambda: f"{told}: {verb}." + "\n" + table((size(n), p.name) for p, n in going))
    return 0


def show(name: str) -> dict[str, Any]:
    """Return what is known of a source: publisher, licence, coverage, size, editions (all, or the one named), options."""
    from inequality.loading.selection import options
    from inequality.sources import SOURCES
    from inequality.store.keeping import Store

    source = name.partition("@")[0]
    entry, store = SOURCES[source], Store()
    origin = entry.facts["origin"]
    editions = _named(store, name)
    return {
        "source": source,
        "title": origin.title,
        "publisher": origin.producer,
        "covers": entry.facts["covers"],
        "about": entry.summary,
        "url": origin.url,
        "licence": origin.licence,
        "licence_evidence": origin.licence_evidence,
        "redistributable": origin.redistributable,
        "citation": origin.citation,
        "size": _about(entry),
        "by_hand": entry.facts["by_hand"],
        "here": _state(editions),
        "editions": editions,
        "options": {
            option.name: {
                "default": _default(option.default),
                "kind": f"{'several ' if option.several else ''}{option.kind}",
                "about": option.about.replace("``", ""),
            }
            for option in options(entry).values()
        },
        "fetch": f"inequality fetch {source}",
    }


def _default(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, (tuple, list)) else str(value)


def _editions(store: Any, name: str) -> list[dict[str, Any]]:
    """The editions of a source in the lock, and whether their files are in the cache."""
    found: dict[str, dict[str, Any]] = {}
    for pin in store.lock.pins(name):
        facts = found.setdefault(
            pin.edition, {"id": f"{name}@{pin.edition}", "published": "", "retrieved": "", "files": 0, "cached": 0}
        )
        facts["published"] = max(facts["published"], pin.published)
        facts["retrieved"] = max(facts["retrieved"], pin.retrieved)
        facts["files"] += 1
        facts["cached"] += store.cache.path(pin.sha256, pin.name).is_file()
    return list(found.values())


def _named(store: Any, name: str) -> list[dict[str, Any]]:
    """The editions of a source, or those whose name begins as it is given; raises where there is none."""
    source, _, edition = name.partition("@")
    editions = _editions(store, source)
    named = [one for one in editions if one["id"].startswith(name)]
    if edition and not named:
        raise EditionError(
            f"There is no edition {edition} of {source} in {store.lock.path}",
            possible=", ".join(one["id"] for one in editions) or "none yet",
            remedy=f"fetch it: inequality fetch {name}",
        )
    return named


def provenance(name: str) -> Any:
    """Return what to cite for a source, or for an edition of it."""
    from inequality.provenance import Provenance, Snapshot
    from inequality.sources import SOURCES
    from inequality.store.keeping import Store

    source, _, edition = name.partition("@")
    if edition:
        _named(Store(), name)
    return Provenance((Snapshot(source, edition, "", origins=(SOURCES[source].facts["origin"],)),))


def diff_words(parser: argparse.ArgumentParser) -> None:
    """Declare the words of ``diff``."""
    parser.usage = "inequality diff SOURCE EDITION EDITION [options of the source]"
    parser.add_argument("name", help="a source, or a built-in dataset (us_net_worth_vintages, rich_list/totals)")
    parser.add_argument("before", help="the earlier edition")
    parser.add_argument("after", help="the later edition")
    parser.add_argument("words", nargs=argparse.REMAINDER, metavar="...", help="options of the source, such as --areas FRA")


def run_diff(words: argparse.Namespace) -> int:
    """Say what changed between two editions; status 1 where something did."""
    from inequality.dataset import datasets
    from inequality.loading import diff
    from inequality.loading.revisions import summary
    from inequality.sources import SOURCES

    name = words.name
    if name.partition("/")[0] not in datasets():
        _source_words(SOURCES[name], "diff", flags=False).parse_args(words.words, namespace=words)
    elif words.words:
        argparse.ArgumentParser(prog=f"inequality diff {name}").parse_args(words.words)
    found = diff(name, words.before, words.after, **_given(words))
    rows = found.astype(object).where(found.notna(), None).to_dict("records")
    told = summary(found, f"{name}@{words.before}", f"{name}@{words.after}")
    more = f"\n... and {len(found) - 40:,} more; --json prints all" if len(found) > 40 else ""
    emit(words, rows, lambda: f"{told}\n\n{found.head(40).to_string(index=False)}{more}" if len(found) else told)
    return 1 if len(found) else 0


def network(words: argparse.Namespace, say: Callable[[str], None]) -> int:
    """Send one small request a source, and say what came."""
    from inequality.doctor import probed

    found = list(probed(say))
    rows = [
        ("ok" if one.ok else "WRONG", one.source, one.status or "-", one.content_type or "-", one.found, one.url)
        for one in found
    ]
    emit(words, [dataclasses.asdict(one) for one in found], lambda: table(rows))
    return 0 if all(one.ok for one in found) else 1
