"""`load`: any dataset by its name, built-in or fetched; `fetch` brings it to this machine; `diff` compares two editions."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inequality.dataset import Dataset, built_in, datapackage, datasets
from inequality.dataset.fetched import FetchedDataset
from inequality.errors import InequalityError, InputError, UnknownNameError
from inequality.loading.choosing import built_in_as_of, by_name, fetched_as_of, moment
from inequality.loading.selection import selected
from inequality.provenance import Provenance, Snapshot
from inequality.registry import Entry
from inequality.sources import SOURCES
from inequality.store.keeping import Asked, Edition, Store

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["diff", "fetch", "load"]


def load(name: str, *, folder: Path | None = None, as_of: str | None = None, update: bool = False, **selection: Any) -> Dataset:
    """Open a dataset, built-in or a publisher's.

    Without an edition, a built-in dataset must have only one; of a source it is the one in ``data.lock``. Where that has none
    yet, it is fetched, written there, and said in one line.

    Parameters
    ----------
    name : str
        ``dataset``, ``dataset@edition`` or, of built-in ones, ``dataset@edition/table``. Of a source the beginning of the
        edition is enough where only one begins so. Without a table it is the first of the edition.
    folder : Path, optional
        A folder of data packages, laid out like the built-in one.
    as_of : str, optional
        A day: the last edition that was out by then, that day included.
    update : bool
        Look whether the publisher has a newer edition; what changed is said.
    **selection
        What to take of a source: see ``inequality show SOURCE``.

    Returns
    -------
    Dataset

    Raises
    ------
    UnknownNameError
        If there is no such dataset, edition, table or option, or no edition is named where there are several.
    EditionError
        If the publisher no longer has the edition, or none was out by the day.
    SourceError
        If a file cannot be had, whole and right.
    DataError
        If the file's bytes are not those that its description was written for.

    Examples
    --------
    >>> load("rich_list@2017/totals").frame["people_listed"].tolist()
    [2043]
    >>> load("rich_list", as_of="2018-01-22").id
    'rich_list@2017/fortunes'
    """
    dataset, _, rest = name.partition("@")
    known = datasets(folder)
    if dataset.partition("/")[0] in known or dataset not in SOURCES:
        return _built_in(name, folder, as_of, update, selection)
    entry = SOURCES[dataset]
    return read(entry, chosen(entry, rest, as_of=as_of, update=update, given=selection), selection)


def _built_in(name: str, folder: Path | None, as_of: str | None, update: bool, selection: dict[str, Any]) -> Dataset:
    where: Traversable = folder or datapackage.home()
    known = datapackage.editions(where)
    dataset, slash, table = name.partition("/")
    if dataset.partition("@")[0] not in known:
        raise UnknownNameError("dataset or source", dataset, [*known, *SOURCES])
    if selection or update:
        asked = ", ".join([*selection, *(["update"] if update else [])])
        raise InputError(
            f"{name} is built in, so there is nothing to choose by {asked}",
            possible="an edition, and as_of",
            remedy="leave it out, and take what you need from .frame",
        )
    if as_of is not None and "@" not in dataset:
        dataset = f"{dataset}@{built_in_as_of(where, dataset, moment(as_of))}"
    elif as_of is not None:
        raise InputError(f"{name} names an edition, and as_of another", remedy="leave one of them out")
    return built_in(f"{dataset}{slash}{table}", folder=folder)


def fetch(name: str, *, update: bool = False, files: Sequence[Path | str] = (), **selection: Any) -> str:
    """Bring a source's files to this machine, checked and pinned in ``data.lock``.

    Parameters
    ----------
    name : str
        ``source`` or ``source@edition``.
    update : bool
        Look whether the publisher has a newer edition.
    files : sequence of Path, optional
        Files that were got by hand; they pass the same checks. What is not among them is fetched.
    **selection
        What to take: see ``inequality show SOURCE``.

    Returns
    -------
    str
        ``source@edition``, for `load`.

    Raises
    ------
    UnknownNameError
        If there is no such source or option.
    EditionError
        If the publisher no longer has the edition.
    SourceError
        If a file cannot be had, whole and right.

    Examples
    --------
    >>> fetch("atlantis")  # doctest: +ELLIPSIS, +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    inequality.errors.UnknownNameError: There is no source 'atlantis'. ...
    """
    source, _, edition = name.partition("@")
    return chosen(publisher(source), edition, update=update, files=[Path(path) for path in files], given=selection).id


def publisher(name: str) -> Entry:
    """Return the source of that name, or raise; of a built-in dataset say that there is nothing to fetch."""
    if name not in SOURCES and name in datasets():
        raise InputError(
            f"{name} is built in, so there is nothing to fetch", possible="a source", remedy=f"load it: load('{name}@EDITION')"
        )
    return SOURCES[name]


def diff(name: str, before: str, after: str, **selection: Any) -> pd.DataFrame:
    """Return what changed between two editions, an entry a row.

    Parameters
    ----------
    name : str
        Name of a source or of a built-in dataset (``name/table`` for another than its first table).
    before, after : str
        The editions.
    **selection
        What to take of a source.

    Returns
    -------
    DataFrame
        The key's columns, ``column``, ``before``, ``after`` and ``change``: ``"revised"`` where both editions have an entry and
        it differs, ``"new"`` where only the later has the row, ``"gone"`` where only the earlier has.

    Raises
    ------
    UnknownNameError, SourceError
        If an edition cannot be opened.
    DataError
        If the two have no key in common.

    Examples
    --------
    >>> found = diff("us_net_worth_vintages", "2019-Q2", "2020-Q2")
    >>> found.query("quarter == '1989-Q3' and p_lower == 0.99")[["column", "before", "after", "change"]]
      column   before    after   change
    3  share  0.23892  0.23545  revised
    """
    from inequality.loading.revisions import changes

    dataset, slash, table = name.partition("/")
    one, other = (load(f"{dataset}@{edition}{slash}{table}", **selection) for edition in (before, after))
    return changes(one, other)


def chosen(
    entry: Entry,
    name: str = "",
    *,
    as_of: str | None = None,
    update: bool = False,
    files: Sequence[Path] = (),
    given: dict[str, Any],
    store: Store | None = None,
) -> Edition:
    """Return the edition that is asked for, its files local and checked.

    Parameters
    ----------
    entry : Entry
        The source.
    name : str
        Of the edition, or the beginning of it; else the one in the lock.
    as_of : str, optional
        A day.
    update : bool
        Whether to look for a newer one.
    files : sequence of Path
        Brought in by the user.
    given : dict
        What to take.
    store : Store, optional
        Another than the user's own.
    """
    if name and as_of is not None:
        raise InputError(f"{entry.name}@{name} names an edition, and as_of another", remedy="leave one of them out")
    day = moment(as_of) if as_of is not None else ""
    store = store or Store()
    asked = asking(entry, given)
    known = store.editions(asked)
    held = by_name(known, name) if name else fetched_as_of(known, day) if day else (known[-1] if known else None)
    if held and not update and not files:
        return store.open(held, asked)

    def accept(came: Edition) -> str:
        if name and not came.name.startswith(name):
            return f"edition {name} is not in {store.lock.path}, and the publisher now has {came.name}"
        if day and came.day > day:
            return f"no edition of {day} or before is in {store.lock.path}, and the publisher now has {came.name}"
        return ""

    new = store.bring(asked, files, accept=accept) if files else store.fetch(asked, accept=accept)
    _say(entry, new, known, given, store)
    return new


def asking(entry: Entry, given: dict[str, Any]) -> Asked:
    """Return what a source needs for a selection."""
    facts = entry.facts
    arguments = selected(entry, given)
    remotes = tuple(facts["asks"](**arguments))
    given = {name: arguments[name] for name in given}
    return Asked(entry.name, remotes, facts["hosts"], facts["by_hand"], facts["edition"], _words(entry, given))


def _words(entry: Entry, given: dict[str, Any]) -> str:
    """What to write after ``inequality fetch`` to ask for the same."""
    texts = {name: ",".join(map(str, value)) if isinstance(value, tuple) else str(value) for name, value in given.items()}
    return " ".join([entry.name, *(f"--{name.replace('_', '-')} {shlex.quote(text)}" for name, text in texts.items())])


def read(entry: Entry, edition: Edition, given: dict[str, Any]) -> FetchedDataset:
    """Return the dataset that a source's reader makes of an edition's files."""
    arguments = selected(entry, given)
    reading = entry.function(edition.files, **arguments)
    urls = [pin.url for pin in edition.pins if pin.url]
    last = max(pin.retrieved[:10] for pin in edition.pins)
    origins = (entry.facts["origin"], *reading.origins)
    snapshot = Snapshot(entry.name, edition.name, edition.sha256, urls[0] if urls else "", last, origins)
    told = ", ".join(f"{name}={value!r}" for name, value in arguments.items())
    step = f"read by {entry.name}, revision {entry.facts['revision']}" + (f" ({told})" if told else "")
    return FetchedDataset(entry.name, edition.name, reading, Provenance((snapshot,), (step,)))


def _say(entry: Entry, new: Edition, known: Sequence[Edition], given: dict[str, Any], store: Store) -> None:
    """Tell in a line what happened, and in a few what changed."""
    size = sum(pin.bytes for pin in new.pins)
    if not new.news:
        print(f"inequality: {new.id} is what the publisher still has.", file=sys.stderr)
        return
    how = "fetched" if any(pin.url for pin in new.pins) else "taken in"
    print(f"inequality: {new.id} {how} ({size:,} bytes) and written to the lock.", file=sys.stderr)
    if known:
        from inequality.loading.revisions import changes, summary

        try:
            before = read(entry, store.open(known[-1], asking(entry, given)), given)
            told = summary(changes(before, read(entry, new, given)), before.id, new.id)
        except InequalityError as error:  # it was fetched all the same
            told = f"What changed cannot be told: {error}"
        print(told, file=sys.stderr)
